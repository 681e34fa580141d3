/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The margins of a table of counts, and how far a cell is from what they let expect. */
#pragma once

#include <surveystat/error.h>

typedef struct {
    double n;
    double *rows;                       /* [n_rows] totals; owned, holds the columns too */
    double *columns;                    /* [n_columns] totals */
    size_t n_full_rows, n_full_columns; /* that are not empty */
} SvyMargins;

/* SVY_ERROR_ARGUMENT for a count that is negative or not finite; SVY_ERROR_NO_MEMORY. */
bool svy_margins_init(size_t n_rows,
                      size_t n_columns,
                      const double counts[],
                      SvyMargins *ret_margins,
                      GError **error);
void svy_margins_clear(SvyMargins *margins);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyMargins, svy_margins_clear)

/* Expected count of a cell in row @i and column @j. */
double svy_margins_compute_expected(const SvyMargins *margins, size_t i, size_t j);

/* @count less its expected count, to full precision however near the two are. */
double svy_margins_compute_excess(const SvyMargins *margins, double count, size_t i, size_t j);
