/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A grid of tiles of one size, each with its code and its figure, shaded in five classes; and the
 * key of the shades, in an empty corner of the grid where there is one. Tiles are squares where the
 * page is high enough; on a low page they are as flat as one line of text. */
#pragma once

#include "chart/layout.h"
#include "chart/plot.h"

enum { SVY_TILE_CLASSES = 5 };

typedef enum {
    SVY_TILE_FULL,
    SVY_TILE_BORDER, /* small base: only the border has the shade */
    SVY_TILE_EMPTY,  /* too few to show: hatched, no shade */
} SvyTileLook;

typedef struct {
    const char *code;
    const char *name;   /* (nullable) framed where the title has it; borrowed */
    char *figure;       /* "12%", "–" */
    size_t row, column; /* from 0 */
    size_t shade;       /* class, from 0 */
    SvyTileLook look;
    bool has_value;
    double value;
} SvyTileFace;

typedef struct SvyTileTexts SvyTileTexts;

typedef struct {
    SvyPanel panel;
    size_t n_rows, n_columns;
    size_t n;
    SvyTileFace *faces; /* [n] in reading order; row i of the CSV */
    size_t n_classes;
    char *classes[SVY_TILE_CLASSES]; /* "3–11%" */
    char *border_key, *empty_key;    /* (nullable) what these looks mean */
    char *base_key;                  /* (nullable) "n = 12 to 145 in each state" */
    SvyTileTexts *texts;
} SvyTilePanel;

SvyTilePanel *svy_tile_panel_new(size_t n);

/* Of @n_classes. */
SvyThemeColor svy_tile_get_shade(size_t n_classes, size_t shade);

/* SVY_KEY_BORDER: a tile of a small base. */
void svy_tile_draw_swatch(const SvyLayout *layout, const SvyPlotKey *key, SvyRect box);
