/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text sizes behind an interface: everything that is laid out has been measured, in points, with
 * the fonts that paint it. Nothing here depends on the locale, and nothing on the machine's fonts
 * as long as Inter has all characters. */
#pragma once

#include "chart/geom.h"

#include <pango/pango.h>
#include <stddef.h>

/* The fonts of one theme. Shared by its charts; reference-counted. Pango's font maps are not made
 * for several threads at once: painters hold the lock. */
typedef struct SvyFonts SvyFonts;

/* Opens the static Inter files in @folder. Without them the machine's sans is used and
 * svy_fonts_get_warning() says so. SVY_ERROR_IO when a file is there but gives another face. */
bool svy_fonts_new(const char *folder, SvyFonts **ret_fonts, GError **error);
SvyFonts *svy_fonts_ref(SvyFonts *fonts);
void svy_fonts_unref(SvyFonts *fonts);
void svy_fonts_lock(SvyFonts *fonts);
void svy_fonts_unlock(SvyFonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyFonts, svy_fonts_unref)

/* (nullable) one sentence when another typeface than Inter is used. */
const char *svy_fonts_get_warning(const SvyFonts *fonts);

typedef struct {
    bool is_display; /* the display cut: titles only */
    bool is_tabular; /* figures of one width: columns and axes */
    int weight;      /* 400, 500, 600, 700 */
    double size_pt;
    /* A sentence of a language that is read from left to right, whatever word it begins with;
     * other texts go as their first letter does, and so do sentences without a Latin letter. */
    bool is_sentence;
} SvyTextStyle;

/* One line, shaped. Boxes are relative to the left end of its base line. */
typedef struct {
    char *text;
    PangoLayout *layout; /* owned */
    SvyTextStyle style;
    double width; /* advance, without blanks at the end */
    SvyRect ink;
    bool is_rtl;
} SvyLine;

void svy_line_free(SvyLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyLine, svy_line_free)

/* 0 for no line. */
static inline double svy_line_get_width(const SvyLine *line)
{
    return line != NULL ? line->width : 0;
}

typedef enum {
    SVY_WRAP_BALANCE, /* fewest lines, then the narrowest width with as many, of whole words */
    SVY_WRAP_FILL,    /* the whole width, without a very short last line */
} SvyWrap;

/* Lines of one paragraph. */
typedef struct {
    GPtrArray *lines; /* of SvyLine, owned */
    double width;     /* of the widest */
    double pitch;     /* from base line to base line */
    double top;       /* ink above the first base line, at least the height of capitals */
    double bottom;    /* ink below the last base line */
} SvyBlock;

void svy_block_free(SvyBlock *block);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyBlock, svy_block_free)

/* From the top of the first line's ink to the bottom of the last one's. */
double svy_block_get_height(const SvyBlock *block);

/* Shapes @text, which has no control characters. SVY_ERROR_DATA when no font here has a character
 * of it; the message names the characters and a package. */
bool svy_measure_line(SvyFonts *fonts,
                      const SvyTextStyle *style,
                      const char *text,
                      SvyLine **ret_line,
                      GError **error);

/* The same with line breaks. @pitch is the least distance of base lines, in sizes; it grows where
 * the ink of two lines would come close. */
bool svy_measure_block(SvyFonts *fonts,
                       const SvyTextStyle *style,
                       const char *text,
                       double max_width,
                       SvyWrap wrap,
                       double pitch,
                       SvyBlock **ret_block,
                       GError **error);

/* Height of capitals and figures, for centring on a line. */
double svy_measure_get_cap_height(SvyFonts *fonts, const SvyTextStyle *style);
