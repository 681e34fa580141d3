/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adjusting p-values for the number of tests. */
#include <surveystat/adjust.h>

#include <gsl/gsl_sort_double.h>
#include <math.h>

#include "base/error.h"
#include "stats/argument-private.h"

static bool check_p_values(size_t n, const double p[], GError **error)
{
    for (size_t i = 0; i < n; i++) {
        if (!svy_argument_check_share("a p-value", p[i], error))
            return false;
    }
    return true;
}

/* Places of @p in ascending order. (transfer full); NULL with @error set. */
static size_t *sort_places(size_t n, const double p[], GError **error)
{
    g_autofree size_t *places = g_try_malloc_n(MAX(n, 1), sizeof *places);

    if (!check_p_values(n, p, error))
        return NULL;
    if (places == NULL) {
        svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu p-values", n);
        return NULL;
    }
    gsl_sort_index(places, p, 1, n);
    return g_steal_pointer(&places);
}

bool svy_adjust_holm(size_t n, const double p[], double ret_adjusted[], GError **error)
{
    double largest = 0;

    g_return_val_if_fail(n == 0 || (p != NULL && ret_adjusted != NULL), false);
    g_autofree size_t *places = sort_places(n, p, error);
    if (places == NULL)
        return false;

    for (size_t i = 0; i < n; i++) {
        largest = fmax(largest, fmin(1, (double)(n - i) * p[places[i]]));
        ret_adjusted[places[i]] = largest;
    }
    return true;
}

/* From the largest p down: the smallest so far of factor(j) p(j), where the factor of rank j is
 * n - j + 1, or @scale n / j. */
static bool step_up(size_t n,
                    const double p[],
                    bool is_hochberg,
                    double scale,
                    double ret_adjusted[],
                    GError **error)
{
    double smallest = 1;

    g_return_val_if_fail(n == 0 || (p != NULL && ret_adjusted != NULL), false);
    g_autofree size_t *places = sort_places(n, p, error);
    if (places == NULL)
        return false;

    for (size_t i = n; i > 0; i--) {
        const size_t place = places[i - 1];
        const double factor = is_hochberg ? (double)(n - i + 1) : scale * ((double)n / (double)i);

        smallest = fmin(smallest, factor * p[place]);
        ret_adjusted[place] = smallest;
    }
    return true;
}

bool svy_adjust_benjamini_hochberg(size_t n,
                                   const double p[],
                                   double ret_adjusted[],
                                   GError **error)
{
    return step_up(n, p, false, 1, ret_adjusted, error);
}

bool svy_adjust_benjamini_yekutieli(size_t n,
                                    const double p[],
                                    double ret_adjusted[],
                                    GError **error)
{
    double scale = 0;

    for (size_t i = n; i > 0; i--)
        scale += 1 / (double)i;
    return step_up(n, p, false, scale, ret_adjusted, error);
}

bool svy_adjust_hochberg(size_t n, const double p[], double ret_adjusted[], GError **error)
{
    return step_up(n, p, true, 1, ret_adjusted, error);
}

bool svy_adjust_bonferroni(size_t n, const double p[], double ret_adjusted[], GError **error)
{
    g_return_val_if_fail(n == 0 || (p != NULL && ret_adjusted != NULL), false);
    if (!check_p_values(n, p, error))
        return false;
    for (size_t i = 0; i < n; i++)
        ret_adjusted[i] = fmin(1, (double)n * p[i]);
    return true;
}
