/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One proportion and its intervals. */
#include <surveystat/proportion.h>

#include <math.h>

#include "stats/argument-private.h"
#include "stats/beta-private.h"
#include "stats/gsl-wrap.h"
#include "stats/proportion-private.h"

/* Limits for @x of @n, both checked and @n > 0. */
typedef bool (*LimitsFunction)(double x,
                               double n,
                               double level,
                               double *ret_lo,
                               double *ret_hi,
                               GError **error);

static bool check_arguments(double x, double n, double level, GError **error)
{
    if (!svy_argument_check_level(level, error) || !svy_argument_check_count("n", n, error) ||
        !svy_argument_check_count("x", x, error))
        return false;
    if (x > n)
        return svy_argument_refuse("x", x, "at most n", error);
    return true;
}

/* What all methods share: the range of the arguments, the empty base, the estimate. */
static bool estimate_share(const char *method,
                           LimitsFunction compute_limits,
                           double x,
                           double n,
                           double level,
                           SvyEstimate *ret_p,
                           GError **error)
{
    SvyEstimate estimate = svy_estimate_none(SVY_STATUS_NO_CASES, level, method);

    g_return_val_if_fail(ret_p != NULL, false);
    if (!check_arguments(x, n, level, error))
        return false;

    if (n > 0) {
        if (!compute_limits(x, n, level, &estimate.lo, &estimate.hi, error))
            return false;
        estimate.value = x / n;
        estimate.status = SVY_STATUS_OK;
    }
    *ret_p = estimate;
    return true;
}

static bool wilson_limits(double x,
                          double n,
                          double level,
                          double *ret_lo,
                          double *ret_hi,
                          GError **error)
{
    (void)error;
    svy_proportion_compute_wilson(x, n, svy_gsl_find_normal_quantile(level), ret_lo, ret_hi);
    return true;
}

/* The exact and the Bayesian interval differ in what is added to the counts only: @shift_near to
 * the count on the side of the limit, @shift_far to the other. */
static bool beta_limits(double x,
                        double n,
                        double level,
                        double shift_near,
                        double shift_far,
                        double *ret_lo,
                        double *ret_hi,
                        GError **error)
{
    const double tail = (1 - level) / 2, y = n - x;
    double lo = 0, hi = 1;

    if (x > 0 &&
        !svy_beta_find_quantile(tail, x + shift_near, y + shift_far, SVY_TAIL_LOWER, &lo, error))
        return false;
    if (y > 0 &&
        !svy_beta_find_quantile(tail, x + shift_far, y + shift_near, SVY_TAIL_UPPER, &hi, error))
        return false;
    *ret_lo = lo;
    *ret_hi = hi;
    return true;
}

static bool clopper_pearson_limits(double x,
                                   double n,
                                   double level,
                                   double *ret_lo,
                                   double *ret_hi,
                                   GError **error)
{
    return beta_limits(x, n, level, 0, 1, ret_lo, ret_hi, error);
}

static bool jeffreys_limits(double x,
                            double n,
                            double level,
                            double *ret_lo,
                            double *ret_hi,
                            GError **error)
{
    return beta_limits(x, n, level, 0.5, 0.5, ret_lo, ret_hi, error);
}

static bool agresti_coull_limits(double x,
                                 double n,
                                 double level,
                                 double *ret_lo,
                                 double *ret_hi,
                                 GError **error)
{
    const double z = svy_gsl_find_normal_quantile(level);
    const double m = n + z * z, q = (x + z * z / 2) / m;
    const double reach = z * sqrt(q * (1 - q) / m);

    (void)error;
    *ret_lo = fmax(0, q - reach);
    *ret_hi = fmin(1, q + reach);
    return true;
}

void svy_proportion_compute_wilson(double x, double n, double z, double *ret_lo, double *ret_hi)
{
    const double half_z2 = z * z / 2;
    const double root = z * sqrt(x * ((n - x) / n) + half_z2 / 2);
    const double larger = x + half_z2 + root;

    /* The smaller root from the product of the roots: the textbook difference loses digits when
     * x is small against n. */
    *ret_lo = x / larger * (x / n);
    *ret_hi = x < n ? fmin(1, larger / (n + 2 * half_z2)) : 1;
}

bool svy_proportion_wilson(double x, double n, double level, SvyEstimate *ret_p, GError **error)
{
    return estimate_share("Wilson", wilson_limits, x, n, level, ret_p, error);
}

bool svy_proportion_clopper_pearson(double x,
                                    double n,
                                    double level,
                                    SvyEstimate *ret_p,
                                    GError **error)
{
    return estimate_share("Clopper-Pearson", clopper_pearson_limits, x, n, level, ret_p, error);
}

bool svy_proportion_jeffreys(double x, double n, double level, SvyEstimate *ret_p, GError **error)
{
    return estimate_share("Jeffreys", jeffreys_limits, x, n, level, ret_p, error);
}

bool svy_proportion_agresti_coull(double x,
                                  double n,
                                  double level,
                                  SvyEstimate *ret_p,
                                  GError **error)
{
    return estimate_share("Agresti-Coull", agresti_coull_limits, x, n, level, ret_p, error);
}
