/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What raking gains in precision. The variance of an estimate from raked weights is that of the
 * residuals of its influence values from a regression on the groups of all margins (see
 * svy_weights_rake_residuals()). For a sum over a set of people all that is needed of the set is,
 * by level of the margins, how many there are and the squares of their weights: this header adds
 * such sums up and takes the variance from them, with no pass over all records for each
 * estimate. */
#pragma once

#include <surveystat/weights.h>

typedef struct {
    size_t n, n_margins, n_levels; /* levels of all margins together */
    const SvyRakeMargin *margins;
    size_t *first;       /* [n_margins] the first level of each margin among all */
    const double *w;     /* [n] the weights that came out; those before were all 1 */
    double *projection;  /* [n_levels * n_levels] inverse of X'X, X the indicators */
    double *square_sums; /* [n_levels * n_levels] X'W^2 X */
    double *totals;      /* [n_levels] X'w */
} SvyRaked;

/* @margins and @w: [n_margins] [n] borrowed. SVY_ERROR_NO_MEMORY, SVY_ERROR_NUMERIC. */
bool svy_raked_new(size_t n,
                   const double w[],
                   size_t n_margins,
                   const SvyRakeMargin margins[],
                   SvyRaked **ret_raked,
                   GError **error);
void svy_raked_free(SvyRaked *raked);

/* Adds record @i with influence @z (without its weight) to @sums [2 * n_levels]. */
static inline void svy_raked_add(const SvyRaked *raked, size_t i, double z, double sums[])
{
    const double square = raked->w[i] * raked->w[i] * z;

    for (size_t m = 0; m < raked->n_margins; m++) {
        const size_t at = raked->first[m] + (size_t)raked->margins[m].codes[i];

        sums[at] += z;
        sums[raked->n_levels + at] += square;
    }
}

/* Sum of the squares of weight times residual about their mean. @squares: that of weight times
 * influence; @sums: all that was added; weight times influence adds up to 0, as it does for shares,
 * means and their differences. 0 where raking leaves nothing. */
double svy_raked_reduce(const SvyRaked *raked, double squares, const double sums[]);
