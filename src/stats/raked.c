/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variances of raked estimates from sums by level. */
#include "stats/raked.h"

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_matrix.h>
#include <math.h>

#include "base/error.h"
#include "stats/gsl-wrap.h"

#define DEPENDENT 1e-10 /* an eigenvalue that small against the largest is 0 */
#define NOTHING   1e-12 /* so much of the squares is left by rounding alone */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_matrix, gsl_matrix_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_vector, gsl_vector_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_eigen_symmv_workspace, gsl_eigen_symmv_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyRaked, svy_raked_free)

static bool refuse_memory(GError **error)
{
    return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for raked variances");
}

void svy_raked_free(SvyRaked *raked)
{
    if (raked == NULL)
        return;
    g_free(raked->first);
    g_free(raked->projection);
    g_free(raked->square_sums);
    g_free(raked->totals);
    g_free(raked);
}

/* Levels of different margins meet in the people who are in both. */
static void add_up(SvyRaked *raked, double counts[])
{
    for (size_t i = 0; i < raked->n; i++) {
        const double square = raked->w[i] * raked->w[i];

        for (size_t a = 0; a < raked->n_margins; a++) {
            const size_t row = raked->first[a] + (size_t)raked->margins[a].codes[i];

            raked->totals[row] += raked->w[i];
            for (size_t b = 0; b < raked->n_margins; b++) {
                const size_t column = raked->first[b] + (size_t)raked->margins[b].codes[i];

                counts[row * raked->n_levels + column]++;
                raked->square_sums[row * raked->n_levels + column] += square;
            }
        }
    }
}

/* Pseudo-inverse: each margin by itself adds up to everybody, so columns depend on each other. */
static bool invert(size_t n, double counts[], double inverse[], GError **error)
{
    gsl_matrix_view from = gsl_matrix_view_array(counts, n, n);
    g_autoptr(gsl_vector) values = gsl_vector_alloc(n);
    g_autoptr(gsl_matrix) vectors = gsl_matrix_alloc(n, n);
    g_autoptr(gsl_eigen_symmv_workspace) work = gsl_eigen_symmv_alloc(n);

    if (values == NULL || vectors == NULL || work == NULL)
        return refuse_memory(error);
    if (!svy_gsl_check(gsl_eigen_symmv(&from.matrix, values, vectors, work),
                       "find the eigenvalues of the margins", error))
        return false;

    const double least = DEPENDENT * gsl_vector_max(values);

    for (size_t e = 0; e < n; e++) {
        const double value = gsl_vector_get(values, e);

        for (size_t i = 0; value > least && i < n; i++) {
            for (size_t j = 0; j < n; j++)
                inverse[i * n + j] +=
                    gsl_matrix_get(vectors, i, e) * gsl_matrix_get(vectors, j, e) / value;
        }
    }
    return true;
}

bool svy_raked_new(size_t n,
                   const double w[],
                   size_t n_margins,
                   const SvyRakeMargin margins[],
                   SvyRaked **ret_raked,
                   GError **error)
{
    g_autoptr(SvyRaked) raked = g_new0(SvyRaked, 1);
    g_autofree double *counts = NULL;

    raked->n = n;
    raked->n_margins = n_margins;
    raked->margins = margins;
    raked->w = w;
    raked->first = g_new0(size_t, n_margins + 1);
    for (size_t m = 0; m < n_margins; m++) {
        raked->first[m] = raked->n_levels;
        raked->n_levels += margins[m].n_levels;
    }
    counts = g_try_new0(double, raked->n_levels * raked->n_levels + 1);
    raked->projection = g_try_new0(double, raked->n_levels * raked->n_levels + 1);
    raked->square_sums = g_try_new0(double, raked->n_levels * raked->n_levels + 1);
    raked->totals = g_try_new0(double, raked->n_levels + 1);
    if (counts == NULL || raked->totals == NULL || raked->projection == NULL ||
        raked->square_sums == NULL)
        return refuse_memory(error);
    svy_stats_init();
    add_up(raked, counts);
    if (!invert(raked->n_levels, counts, raked->projection, error))
        return false;
    *ret_raked = g_steal_pointer(&raked);
    return true;
}

/* sum w^2 (z - x'b)^2 = sum w^2 z^2 - 2 b'u + b'Mb with b = (X'X)^-1 X'z and u = X'W^2 z;
 * the mean of w (z - x'b) is -b'X'w over n. */
double svy_raked_reduce(const SvyRaked *raked, double squares, const double sums[])
{
    const size_t n = raked->n_levels;
    g_autofree double *b = g_new0(double, n + 1);
    double cross = 0, fitted = 0, total = 0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++)
            b[i] += raked->projection[i * n + j] * sums[j];
    }
    for (size_t i = 0; i < n; i++) {
        cross += b[i] * sums[n + i];
        total += b[i] * raked->totals[i];
        for (size_t j = 0; j < n; j++)
            fitted += b[i] * b[j] * raked->square_sums[i * n + j];
    }

    const double left = squares - 2 * cross + fitted - total * total / (double)raked->n;

    return left > NOTHING * squares ? left : 0;
}
