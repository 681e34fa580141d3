/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a theme decides: page, type scale, colours. All lengths but the page are multiples of m, the
 * smallest text size, which follows from the viewing distance; so one layout serves a poster and a
 * report column. */
#pragma once

#include "chart/color.h"
#include "chart/measure.h"
#include "chart/picture.h"

#include <surveystat/chart.h>

enum { SVY_THEME_N_SERIES = 2 };

typedef enum {
    SVY_INK,       /* titles, labels */
    SVY_SECONDARY, /* subtitle */
    SVY_TERTIARY,  /* axis, notes */
    SVY_ZERO,      /* zero line */
    SVY_GRID,
    SVY_RULE,
    SVY_CONNECTOR,
    SVY_BAND, /* behind the focus row */
    SVY_PAPER,
    SVY_SERIES_1,
    SVY_SERIES_1_TEXT,
    SVY_SERIES_1_TINT,
    SVY_SERIES_2,
    SVY_SERIES_2_TEXT,
    SVY_SERIES_2_TINT,
    SVY_SERIES_3,
    SVY_SERIES_3_TEXT,
    SVY_SERIES_4,
    SVY_SERIES_4_TEXT,
    SVY_SERIES_4_TINT,
    SVY_SERIES_5,
    SVY_SERIES_5_TEXT,
    SVY_SERIES_6,
    SVY_SERIES_6_TEXT,
    SVY_DIVERGING_5_1, /* from negative to positive; without the third: four of them */
    SVY_DIVERGING_5_2,
    SVY_DIVERGING_5_3,
    SVY_DIVERGING_5_4,
    SVY_DIVERGING_5_5,
    SVY_DIVERGING_7_1,
    SVY_DIVERGING_7_2,
    SVY_DIVERGING_7_3,
    SVY_DIVERGING_7_4,
    SVY_DIVERGING_7_5,
    SVY_DIVERGING_7_6,
    SVY_DIVERGING_7_7,
    SVY_SEQUENTIAL_1, /* from little to much */
    SVY_SEQUENTIAL_2,
    SVY_SEQUENTIAL_3,
    SVY_SEQUENTIAL_4,
    SVY_SEQUENTIAL_5,
    SVY_SERIES_1_FOCUS, /* the bar of the finding among tints */
    SVY_SERIES_4_FOCUS,
    SVY_N_COLORS,
} SvyThemeColor;

struct SvyTheme {
    char *name;
    double width_in, height_in; /* height 0: as needed */
    double dpi;
    double margin;                       /* outer margin, in m */
    double min_pt;                       /* m */
    double title, subtitle, label, head; /* text sizes, in m */
    bool shows_interval;                 /* a column with the intervals */
    bool is_one_ink; /* series differ by shape: the marks of the second are hollow */
    SvyColor colors[SVY_N_COLORS];
    char *color_note;   /* (nullable) what became of the brand's colour */
    char *logo_file;    /* (nullable) as the theme names it */
    size_t logo_line;   /* of the name, for messages */
    char *logo_alt;     /* (nullable) in words; without, it decorates */
    double logo_height; /* in m */
    SvyPicture *logo;   /* (nullable) that file, once it is read */
    SvyFonts *fonts;
};

/* Reads one theme from INI text, without fonts and logo. @file is for messages. Every key must be
 * there
 * except [page] height_in and the colours from series 3 on, which themes made before they were used
 * do not have: those of the built-in themes stand in. With [brand] color the series follow from it,
 * and color_note says when it was not taken as it is. Colours that cannot be read or told apart are
 * refused with the numbers. */
bool svy_theme_parse(const char *text,
                     size_t n_bytes,
                     const char *file,
                     SvyTheme **ret_theme,
                     GError **error);

/* Reads the logo, if the theme names one; a path that is not absolute starts at the folder of
 * @theme_path. Errors as svy_picture_read(). */
bool svy_theme_read_logo(SvyTheme *theme, const char *theme_path, GError **error);

/* The same theme for another thread: with fonts of its own, the logo shared. Errors as
 * svy_fonts_new(). */
bool svy_theme_copy(const SvyTheme *theme, SvyTheme **ret_theme, GError **error);

/* The themes that are compiled in: made from charts/themes at build time. */
typedef struct {
    const char *name;
    const char *text;
} SvyBuiltinTheme;

extern const SvyBuiltinTheme svy_builtin_themes[]; /* ends with a NULL name */
