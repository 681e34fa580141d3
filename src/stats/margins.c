/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The margins of a table of counts. */
#include "stats/margins-private.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "stats/argument-private.h"

static bool check_counts(size_t n, const double counts[], GError **error)
{
    for (size_t i = 0; i < n; i++) {
        if (!svy_argument_check_count("a count", counts[i], error))
            return false;
    }
    return true;
}

static size_t count_full(size_t n, const double totals[])
{
    size_t n_full = 0;

    for (size_t i = 0; i < n; i++)
        n_full += totals[i] > 0;
    return n_full;
}

bool svy_margins_init(size_t n_rows,
                      size_t n_columns,
                      const double counts[],
                      SvyMargins *ret_margins,
                      GError **error)
{
    g_auto(SvyMargins) margins = {0};

    if (!check_counts(n_rows * n_columns, counts, error))
        return false;
    margins.rows = g_try_new0(double, n_rows + n_columns + 1);
    if (margins.rows == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for a table");
    margins.columns = margins.rows + n_rows;

    for (size_t i = 0; i < n_rows; i++) {
        for (size_t j = 0; j < n_columns; j++) {
            margins.rows[i] += counts[i * n_columns + j];
            margins.columns[j] += counts[i * n_columns + j];
        }
        margins.n += margins.rows[i];
    }
    if (!isfinite(margins.n))
        return svy_argument_refuse("the sum of the counts", margins.n, "finite", error);
    margins.n_full_rows = count_full(n_rows, margins.rows);
    margins.n_full_columns = count_full(n_columns, margins.columns);
    *ret_margins = margins;
    memset(&margins, 0, sizeof margins);
    return true;
}

void svy_margins_clear(SvyMargins *margins)
{
    g_free(margins->rows);
    memset(margins, 0, sizeof *margins);
}

double svy_margins_compute_expected(const SvyMargins *margins, size_t i, size_t j)
{
    return margins->rows[i] * (margins->columns[j] / margins->n);
}

/* (count n - row column) / n; Kahan's difference of two products, each rounded once more by fma. */
double svy_margins_compute_excess(const SvyMargins *margins, double count, size_t i, size_t j)
{
    const double product = margins->rows[i] * margins->columns[j];
    const double rounding = fma(margins->rows[i], margins->columns[j], -product);

    return (fma(count, margins->n, -product) - rounding) / margins->n;
}
