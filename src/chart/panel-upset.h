/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Combinations of options: the rows of the plot are options, with a bar of who chose each at all;
 * each column right of it is one combination, its options as joined discs, and over it a bar of who
 * chose exactly these. Columns that have no room are summed in a line below. */
#pragma once

#include "chart/layout.h"

enum { SVY_UPSET_ROWS = 30, SVY_UPSET_COLUMNS = 25 };

typedef struct {
    SvyEstimate p;
    uint64_t rows;  /* bit i: row i of the plot belongs to it */
    size_t csv_row; /* for the data of its shapes */
} SvyUpsetColumn;

typedef struct SvyUpsetTexts SvyUpsetTexts;

typedef struct {
    SvyPanel panel;
    size_t n_rows;
    SvyEstimate rows[SVY_UPSET_ROWS]; /* who chose it at all */
    size_t n_columns;
    SvyUpsetColumn columns[SVY_UPSET_COLUMNS]; /* most frequent first */
    size_t n_rest;                             /* combinations that have no column */
    double rest;                               /* their share */
    bool is_rest_known;                        /* nothing of it is withheld */
    bool is_small;                             /* base */
    char *row_head, *column_head;
    SvyUpsetTexts *texts;
} SvyUpset;

SvyUpset *svy_upset_new(void);

/* "14 other combinations: 15% together", or without the share where it is not known. */
char *svy_upset_word_rest(size_t n_rest, double rest, bool is_rest_known);
char *svy_upset_word_rest_in(const char *language, size_t n_rest, double rest, bool is_rest_known);
