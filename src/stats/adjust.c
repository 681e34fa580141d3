/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adjusting p-values for the number of tests. */
#include <surveystat/adjust.h>

#include <gsl/gsl_sort_double.h>
#include <math.h>

#include "base/error.h"
#include "stats/argument-private.h"

/* Places of @p in ascending order. (transfer full); NULL with @error set. */
static size_t *sort_places(size_t n, const double p[], GError **error)
{
    g_autofree size_t *places = g_try_malloc_n(MAX(n, 1), sizeof *places);

    for (size_t i = 0; i < n; i++) {
        if (!(p[i] >= 0 && p[i] <= 1)) {
            svy_argument_refuse("a p-value", p[i], "between 0 and 1", error);
            return NULL;
        }
    }
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

bool svy_adjust_benjamini_hochberg(size_t n,
                                   const double p[],
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

        smallest = fmin(smallest, (double)n / (double)i * p[place]);
        ret_adjusted[place] = smallest;
    }
    return true;
}
