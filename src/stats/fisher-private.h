/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the exact tests share. */
#pragma once

#include <surveystat/fisher.h>

#define SVY_FISHER_MAX_COUNT 1e9
#define SVY_FISHER_TOLERANCE 1e-7 /* relative; below it two tables are equally probable */

/* A table without its empty rows and columns. */
typedef struct {
    size_t n_rows, n_columns;
    double n;
    double *counts;   /* [n_rows * n_columns] owned; holds the margins too */
    double *rows;     /* [n_rows] totals */
    double *columns;  /* [n_columns] totals */
    SvyStatus status; /* NO_CASES, UNDEFINED (one row or column only) or OK */
} SvyFisherTable;

bool svy_fisher_check_counts(size_t n, const double counts[], GError **error);

bool svy_fisher_table_init(size_t n_rows,
                           size_t n_columns,
                           const double counts[],
                           SvyFisherTable *ret_table,
                           GError **error);
void svy_fisher_table_clear(SvyFisherTable *table);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyFisherTable, svy_fisher_table_clear)

/* Fills p, p_table and n_tables for a 2 x 2 table without empty margins. */
void svy_fisher_sum_2x2(const double table[4], SvyFisherExact *test);
