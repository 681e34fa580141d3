/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One proportion of a finite population, from a random sample without replacement. */
#include <surveystat/proportion.h>

#include <math.h>

#include "stats/argument-private.h"
#include "stats/binomial-private.h"
#include "stats/gsl-wrap.h"
#include "stats/proportion-private.h"

/* Keeps the sums of the exact limits in seconds. */
static const double max_population = 1e9;

static bool check_population(double x, double n, double population, double level, GError **error)
{
    if (!svy_proportion_check(x, n, level, error) ||
        !svy_argument_check_count("N", population, error))
        return false;
    if (n > population)
        return svy_argument_refuse("n", n, "at most N", error);
    return true;
}

bool svy_proportion_wilson_finite(double x,
                                  double n,
                                  double population,
                                  double level,
                                  SvyEstimate *ret_p,
                                  GError **error)
{
    SvyEstimate estimate =
        svy_estimate_none(SVY_STATUS_NO_CASES, level, "Wilson, finite population");

    g_return_val_if_fail(ret_p != NULL, false);
    if (!check_population(x, n, population, level, error))
        return false;

    estimate.value = estimate.lo = estimate.hi = x / n;
    if (n > 0 && n < population) {
        /* Wilson with z^2 / n made smaller by (N - n) / (N - 1), and the same share. */
        const double z = svy_gsl_find_normal_quantile(level);
        const double rest = (population - n) / (population - 1);

        svy_proportion_compute_wilson(x, n, z * sqrt(rest), &estimate.lo, &estimate.hi);
    }
    estimate.status = n > 0 ? SVY_STATUS_OK : SVY_STATUS_NO_CASES;
    *ret_p = estimate;
    return true;
}

/* --- Exact ---------------------------------------------------------------------------------- */

typedef struct {
    double x, n, population, tail;
} Problem;

/* Would @x or more be unlikely if @marked of the population were marked? */
static bool is_too_few(const Problem *problem, double marked)
{
    return svy_hypergeometric_compute_above(problem->x, problem->n, marked, problem->population) <=
           problem->tail;
}

/* The smallest number of marked under which @x or more is not unlikely. */
static double find_fewest(const Problem *problem)
{
    double too_few = problem->x - 1, enough = problem->population - problem->n + problem->x;

    if (!(problem->x > 0))
        return 0;
    while (enough - too_few > 1) {
        const double middle = floor((too_few + enough) / 2);

        if (is_too_few(problem, middle))
            too_few = middle;
        else
            enough = middle;
    }
    return enough;
}

static SvyFiniteCounts find_counts(double x, double n, double population, double level)
{
    const double tail = (1 - level) / 2;
    const Problem marked = {.x = x, .n = n, .population = population, .tail = tail};
    const Problem others = {.x = n - x, .n = n, .population = population, .tail = tail};

    if (!(n < population))
        return (SvyFiniteCounts){.lo = x, .hi = x};
    return (SvyFiniteCounts){.lo = find_fewest(&marked), .hi = population - find_fewest(&others)};
}

bool svy_proportion_hypergeometric(double x,
                                   double n,
                                   double population,
                                   double level,
                                   SvyEstimate *ret_p,
                                   SvyFiniteCounts *ret_counts,
                                   GError **error)
{
    SvyEstimate estimate = svy_estimate_none(SVY_STATUS_NO_CASES, level, "exact hypergeometric");
    SvyFiniteCounts counts = {.lo = (double)NAN, .hi = (double)NAN};

    g_return_val_if_fail(ret_p != NULL && ret_counts != NULL, false);
    if (!check_population(x, n, population, level, error) ||
        !svy_argument_check_whole("x", x, error) || !svy_argument_check_whole("n", n, error) ||
        !svy_argument_check_whole("N", population, error))
        return false;
    if (population > max_population)
        return svy_argument_refuse("N", population, "at most 1e9 for exact limits", error);

    if (n > 0) {
        counts = find_counts(x, n, population, level);
        estimate.value = x / n;
        estimate.lo = counts.lo / population;
        estimate.hi = counts.hi / population;
        estimate.status = SVY_STATUS_OK;
    }
    *ret_p = estimate;
    *ret_counts = counts;
    return true;
}
