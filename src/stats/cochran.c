/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cochran's Q. */
#include <surveystat/cochran.h>

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "base/error.h"
#include "stats/argument-private.h"
#include "stats/gsl-wrap.h"

static double sum(size_t n, const double values[])
{
    double total = 0;

    for (size_t i = 0; i < n; i++)
        total += values[i];
    return total;
}

static double sum_squared_deviations(size_t n, const double values[])
{
    const double mean = sum(n, values) / (double)n;
    double total = 0;

    for (size_t i = 0; i < n; i++)
        total += (values[i] - mean) * (values[i] - mean);
    return total;
}

bool svy_cochran_from_sums(double n,
                           size_t n_items,
                           const double totals[],
                           double mixed,
                           SvyCochran *ret_test,
                           GError **error)
{
    const double k = (double)n_items;
    SvyCochran test = {.q = (double)NAN, .df = k - 1, .p = 1, .status = SVY_STATUS_UNDEFINED};

    g_return_val_if_fail(ret_test != NULL && (n_items == 0 || totals != NULL), false);
    if (!svy_argument_check_count("n", n, error) ||
        !svy_argument_check_count("mixed", mixed, error))
        return false;
    for (size_t i = 0; i < n_items; i++) {
        if (!svy_argument_check_count("a total", totals[i], error))
            return false;
    }

    svy_stats_init();
    if (!(n > 0) || n_items == 0) {
        test.p = test.df = (double)NAN;
        test.status = SVY_STATUS_NO_CASES;
    } else if (mixed > 0) {
        test.q = k * (k - 1) * sum_squared_deviations(n_items, totals) / mixed;
        test.p = gsl_cdf_chisq_Q(test.q, test.df);
        test.status = SVY_STATUS_OK;
    }
    *ret_test = test;
    return true;
}

/* Adds one person's answers to the totals; gives how many were yes. */
static size_t add_person(size_t n_items, const unsigned char answers[], double totals[])
{
    size_t n_yes = 0;

    for (size_t j = 0; j < n_items; j++) {
        totals[j] += answers[j] != 0;
        n_yes += answers[j] != 0;
    }
    return n_yes;
}

bool svy_cochran_from_answers(size_t n,
                              size_t n_items,
                              const unsigned char answers[],
                              SvyCochran *ret_test,
                              GError **error)
{
    g_autofree double *totals = g_try_new0(double, MAX(n_items, 1));
    double mixed = 0;

    g_return_val_if_fail(n == 0 || n_items == 0 || answers != NULL, false);
    if (totals == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu items",
                             n_items);

    for (size_t i = 0; i < n; i++) {
        const size_t n_yes = add_person(n_items, answers + i * n_items, totals);

        mixed += (double)n_yes * (double)(n_items - n_yes);
    }
    return svy_cochran_from_sums((double)n, n_items, totals, mixed, ret_test, error);
}
