/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Painters: a scene onto a surface. They measure nothing, move nothing, decide nothing. */
#pragma once

#include "chart/scene.h"

#include <cairo.h>

/* Paints one node in points. With @as_outlines text becomes filled shapes: image surfaces of cairo
 * 1.16 put glyphs on whole pixels, which spaces them unevenly. */
void svy_paint_node(cairo_t *cr, const SvyNode *node, bool as_outlines);

/* What goes into a file beside the picture. */
typedef struct {
    const char *title;
    const char *description; /* the short alternative text */
    const char *language;    /* "en" */
} SvyPictureWords;

enum { SVY_STRIP_ROWS = 256 };

/* PNG in strips of @n_strip_rows, which must not change a byte. Errors as svy_chart_paint_png(). */
bool svy_surface_make_png(const SvyScene *scene,
                          const SvyPictureWords *words,
                          double dpi,
                          size_t n_strip_rows,
                          GBytes **ret_bytes,
                          GError **error);

/* Tagged PDF as cairo makes it. */
bool svy_surface_make_pdf(const SvyScene *scene,
                          const SvyPictureWords *words,
                          GBytes **ret_bytes,
                          GError **error);

/* Adds what cairo cannot write: alternative text, scope, language, XMP, identifier; corrects the
 * dates: from SOURCE_DATE_EPOCH or none. */
bool svy_pdf_finish(const SvyScene *scene,
                    const SvyPictureWords *words,
                    GBytes *raw,
                    GBytes **ret_bytes,
                    GError **error);
