/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panel of charts whose rows are cells in columns, each with its number on a colour of five; a
 * small triangle says in shape what the colour says. */
#pragma once

#include "chart/layout.h"

enum { SVY_CELLS_N_COLORS = 5 };

typedef enum {
    SVY_CELLS_NOTHING,  /* nothing belongs here */
    SVY_CELLS_WITHHELD, /* too few to show */
    SVY_CELLS_PLAIN,    /* a number without a colour */
    SVY_CELLS_COLORED,
} SvyCellsState;

typedef struct {
    SvyCellsState state;
    char *text;
    size_t color;   /* COLORED: 0 to SVY_CELLS_N_COLORS - 1 */
    int sign;       /* -1: a triangle down, 1: up, 0: none */
    bool is_sparse; /* hatched: the colour rests on very few */
    bool is_framed; /* of which the title speaks */
    double value;
} SvyCellsCell;

typedef struct {
    char *head;
    char *base;    /* (nullable) under the head: "n = 365" */
    bool is_apart; /* a space right of it */
} SvyCellsColumn;

typedef struct {
    SvyPanel panel;
    size_t n_columns, n_rows;
    SvyCellsColumn *columns;
    SvyCellsCell *cells; /* [n_rows * n_columns] row by row */
    SvyThemeColor colors[SVY_CELLS_N_COLORS];
    char *key_head;
    char *key_labels[SVY_CELLS_N_COLORS];
    int key_signs[SVY_CELLS_N_COLORS];
    char *sparse_label;          /* (nullable) what the hatching of sparse cells says */
    struct SvyCellsTexts *texts; /* private: shaped for the last fit */
} SvyCells;

/* Empty columns and cells, to be filled; goes into SvyPlot.panel. */
SvyCells *svy_cells_new(size_t n_rows, size_t n_columns);

static inline SvyCellsCell *svy_cells_get(const SvyCells *cells, size_t row, size_t column)
{
    return &cells->cells[row * cells->n_columns + column];
}

/* Puts what its colours say among the keys of the plot, for a page of panels. */
void svy_cells_add_keys(const SvyCells *cells, SvyPlot *plot);

/* A square of a key. */
void svy_cells_draw_swatch(const SvyLayout *layout, const SvyPlotKey *key, SvyRect box);
