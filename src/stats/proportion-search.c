/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One proportion: limits and tests that have to be searched for. */
#include <surveystat/proportion.h>

#include <gsl/gsl_sf_log.h>
#include <math.h>

#include "stats/argument-private.h"
#include "stats/beta-private.h"
#include "stats/binomial-private.h"
#include "stats/gsl-wrap.h"
#include "stats/proportion-private.h"

typedef struct {
    double x, n, target;
} Problem;

/* R's binom.test counts outcomes as no likelier than the observed one with this tolerance. */
static const double slack = 1 + 1e-7;

/* Logarithm of the smallest double. */
static const double min_log = -708;

/* --- Mid-p ---------------------------------------------------------------------------------- */

/* P(X > x) + P(X = x) / 2 less the tail, at p. */
static double excess_midp_above(double p, void *user_data)
{
    const Problem *problem = user_data;
    const double x = problem->x, n = problem->n;

    return (svy_beta_compute_tail(p, x, n - x + 1, SVY_TAIL_LOWER) +
            svy_beta_compute_tail(p, x + 1, n - x, SVY_TAIL_LOWER)) /
               2 -
           problem->target;
}

/* P(X < x) + P(X = x) / 2 less the tail, at p. */
static double excess_midp_below(double p, void *user_data)
{
    const Problem *problem = user_data;
    const double x = problem->x, n = problem->n;

    return (svy_beta_compute_tail(p, x + 1, n - x, SVY_TAIL_UPPER) +
            svy_beta_compute_tail(p, x, n - x + 1, SVY_TAIL_UPPER)) /
               2 -
           problem->target;
}

static bool midp_limits(double x,
                        double n,
                        double level,
                        double *ret_lo,
                        double *ret_hi,
                        GError **error)
{
    Problem problem = {.x = x, .n = n, .target = (1 - level) / 2};
    const gsl_function above = {.function = excess_midp_above, .params = &problem};
    const gsl_function below = {.function = excess_midp_below, .params = &problem};
    const double log_limit = log1p(-level) / n; /* p^n / 2 is the tail */
    double lo = x < n ? 0 : exp(log_limit), hi = x > 0 ? 1 : -expm1(log_limit);

    if (x > 0 && x < n &&
        (!svy_gsl_find_root(&above, 0, 1, 0, &lo, error) ||
         !svy_gsl_find_root(&below, 0, 1, 0, &hi, error)))
        return false;
    *ret_lo = lo;
    *ret_hi = hi;
    return true;
}

/* --- Likelihood ratio ----------------------------------------------------------------------- */

/* @count log(count / expected) - count + expected, without cancellation where they are close. */
static double half_deviance(double count, double expected)
{
    gsl_sf_result log_term;

    if (!(count > 0))
        return expected;

    const double excess = (expected - count) / count;

    if (fabs(excess) < 0.5 && gsl_sf_log_1plusx_mx_e(excess, &log_term) == 0)
        return -count * log_term.val;
    return count * log(count / expected) - count + expected;
}

/* Half the likelihood ratio statistic of p = exp(s) less half its critical value. */
static double excess_deviance(double s, void *user_data)
{
    const Problem *problem = user_data;
    const double x = problem->x, n = problem->n;

    return half_deviance(x, n * exp(s)) + half_deviance(n - x, -n * expm1(s)) - problem->target;
}

/* Logarithm of the lower limit for 0 < x < n. The deviance is at least x (log(x / np) - 1), which
 * gives a place that is surely below. */
static bool find_log_lower(double x, double n, double target, double *ret_log, GError **error)
{
    Problem problem = {.x = x, .n = n, .target = target};
    const gsl_function function = {.function = excess_deviance, .params = &problem};
    const double log_share = x < n / 2 ? log(x / n) : log1p(-(n - x) / n);

    const double log_low = fmax(min_log, log_share - 1.1 - target / x);

    if (!(excess_deviance(log_low, &problem) > 0)) { /* a limit that is no double */
        *ret_log = -HUGE_VAL;
        return true;
    }
    return svy_gsl_find_root(&function, log_low, log_share, 0, ret_log, error);
}

/* The upper limit is one less the lower limit of those who did not; by its logarithm a small one
 * keeps its digits. */
static bool likelihood_limits(double x,
                              double n,
                              double level,
                              double *ret_lo,
                              double *ret_hi,
                              GError **error)
{
    const double z = svy_gsl_find_normal_quantile(level), target = z * z / 2;
    double log_lo = -target / n, log_rest = -target / n;

    if (x > 0 && x < n &&
        (!find_log_lower(x, n, target, &log_lo, error) ||
         !find_log_lower(n - x, n, target, &log_rest, error)))
        return false;
    *ret_lo = x > 0 ? exp(log_lo) : 0;
    *ret_hi = x < n ? -expm1(log_rest) : 1;
    return true;
}

/* --- Exact test ----------------------------------------------------------------------------- */

/* The outcome nearest to the mean, on the side away from @x, whose probability is at most @mass:
 * they fall that way; one beyond the last when there is none. */
static double find_no_likelier(double x, double n, double p, double mass)
{
    const double mean = n * p;
    double likely = x < mean ? ceil(mean) - 1 : floor(mean) + 1;
    double unlikely = x < mean ? n + 1 : -1;

    while (fabs(unlikely - likely) > 1) {
        const double middle = floor((likely + unlikely) / 2);

        if (svy_binomial_compute_mass(middle, n, p) <= mass)
            unlikely = middle;
        else
            likely = middle;
    }
    return unlikely;
}

/* All outcomes that are no likelier than @x, on both sides. The side of @x is not mirrored: 1 - p
 * has no digits left of a small p. */
static double sum_no_likelier(double x, double n, double p)
{
    const double mass = svy_binomial_compute_mass(x, n, p) * slack;
    const double other = find_no_likelier(x, n, p, mass);

    return fmin(1, svy_binomial_compute_below(fmin(x, other), n, p) +
                       svy_binomial_compute_above(fmax(x, other), n, p));
}

static double exact_p(double x, double n, double p0)
{
    if (!(p0 > 0))
        return x > 0 ? 0 : 1;
    if (!(p0 < 1))
        return x < n ? 0 : 1;
    return x < n * p0 || x > n * p0 ? sum_no_likelier(x, n, p0) : 1;
}

bool svy_proportion_midp(double x, double n, double level, SvyEstimate *ret_p, GError **error)
{
    return svy_proportion_estimate("mid-p", midp_limits, x, n, level, ret_p, error);
}

bool svy_proportion_likelihood(double x, double n, double level, SvyEstimate *ret_p, GError **error)
{
    return svy_proportion_estimate("likelihood ratio", likelihood_limits, x, n, level, ret_p,
                                   error);
}

bool svy_proportion_test_exact(double x, double n, double p0, SvyEstimate *ret_test, GError **error)
{
    SvyEstimate test = svy_estimate_none(SVY_STATUS_NO_CASES, (double)NAN, "exact binomial");

    g_return_val_if_fail(ret_test != NULL, false);
    if (!svy_proportion_check(x, n, 0.5, error) || !svy_argument_check_whole("x", x, error) ||
        !svy_argument_check_whole("n", n, error) || !svy_argument_check_share("p0", p0, error))
        return false;

    if (n > 0) {
        test.value = exact_p(x, n, p0);
        test.status = SVY_STATUS_OK;
    }
    *ret_test = test;
    return true;
}

bool svy_proportion_test_one_sided(double x,
                                   double n,
                                   double p0,
                                   SvySide side,
                                   SvyEstimate *ret_test,
                                   GError **error)
{
    SvyEstimate test =
        svy_estimate_none(SVY_STATUS_NO_CASES, (double)NAN, "exact binomial, one-sided");

    g_return_val_if_fail(ret_test != NULL, false);
    if (!svy_proportion_check(x, n, 0.5, error) || !svy_argument_check_whole("x", x, error) ||
        !svy_argument_check_whole("n", n, error) || !svy_argument_check_share("p0", p0, error))
        return false;

    if (n > 0) {
        test.value = side == SVY_SIDE_BELOW ? svy_binomial_compute_below(x, n, p0)
                                            : svy_binomial_compute_above(x, n, p0);
        test.status = SVY_STATUS_OK;
    }
    *ret_test = test;
    return true;
}
