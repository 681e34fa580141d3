/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Painters: a scene onto a surface. They measure nothing, move nothing, decide nothing. */
#pragma once

#include "chart/scene.h"

#include <cairo.h>

/* The texts of a scene as shapes. Image surfaces of cairo 1.16 put glyphs on whole pixels, which
 * spaces them unevenly; and fonts belong to one thread at a time, shapes to nobody. */
typedef struct {
    double scale;     /* units of the shapes per point */
    GPtrArray *paths; /* of cairo_path_t, owned; by index of the node, NULL for what is no text */
} SvyOutlines;

/* The caller holds the lock of the fonts; afterwards nobody needs it. NULL without memory. */
SvyOutlines *svy_outlines_new(const SvyScene *scene, double scale);
void svy_outlines_free(SvyOutlines *outlines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyOutlines, svy_outlines_free)

/* Paints one node in points. With @outline, in the units of @cr's surface less its translation,
 * text becomes a filled shape; without, text needs the lock of the fonts. */
void svy_paint_node(cairo_t *cr, const SvyNode *node, const cairo_path_t *outline);

/* The lines of a hatched rect, to be stroked in @node->halo at @node->stroke; within the rect. */
void svy_paint_trace_hatch(cairo_t *cr, const SvyNode *node);

/* The path of a polygon. */
void svy_paint_trace_polygon(cairo_t *cr, const SvyNode *node);

/* The path of a mark of @radius. */
void svy_paint_trace_mark(cairo_t *cr, const SvyNode *node, double radius);

/* How far a mark's rim reaches beyond @node->radius, and how much smaller a hollow inside is. */
double svy_paint_get_halo_radius(const SvyNode *node);
double svy_paint_get_hollow_radius(const SvyNode *node);

/* A picture into a box; in whichever thread. */
void svy_picture_paint(SvyPicture *picture, cairo_t *cr, SvyRect box);

/* (nullable) the shapes of an SVG as elements for another one, which has to define xlink, to be
 * drawn in a box of @ret_width by @ret_height. Where an id stands there is SVY_SHAPES_PREFIX. NULL
 * for a PNG. Valid as long as the picture. */
const char *svy_picture_get_shapes(const SvyPicture *picture,
                                   double *ret_width,
                                   double *ret_height);

/* (nullable) (transfer full) the pixels of a PNG as a new file without anything else of the old
 * one. NULL without memory. */
GBytes *svy_picture_make_png(SvyPicture *picture);

/* Whether a PNG of this size may be made. Errors as svy_chart_paint_png(). */
bool svy_surface_check_png(const SvyScene *scene, double dpi, GError **error);

/* What goes into a file beside the picture. */
typedef struct {
    const char *title;
    const char *description; /* the short alternative text */
    const char *language;    /* "en" */
} SvyPictureWords;

enum { SVY_STRIP_ROWS = 128 }; /* two strips are in memory at a time */

/* PNG in strips of @n_strip_rows, which must not change a byte: one is compressed while the next is
 * painted. @outlines are in pixels. Errors as svy_chart_paint_png(). */
bool svy_surface_make_png(const SvyScene *scene,
                          const SvyOutlines *outlines,
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

/* SVG, see svg.c. @outlines NULL: texts stay texts. */
GBytes *svy_svg_make(const SvyScene *scene,
                     const SvyPictureWords *words,
                     const SvyOutlines *outlines);
