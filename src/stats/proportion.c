/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One proportion and its intervals. */
#include <surveystat/proportion.h>

#include <math.h>

#include "stats/argument-private.h"
#include "stats/beta-private.h"
#include "stats/gsl-wrap.h"
#include "stats/proportion-private.h"

bool svy_proportion_check(double x, double n, double level, GError **error)
{
    if (!svy_argument_check_level(level, error) || !svy_argument_check_count("n", n, error) ||
        !svy_argument_check_count("x", x, error))
        return false;
    if (x > n)
        return svy_argument_refuse("x", x, "at most n", error);
    return true;
}

bool svy_proportion_estimate(const char *method,
                             SvyShareLimits compute_limits,
                             double x,
                             double n,
                             double level,
                             SvyEstimate *ret_p,
                             GError **error)
{
    SvyEstimate estimate = svy_estimate_none(SVY_STATUS_NO_CASES, level, method);

    g_return_val_if_fail(ret_p != NULL, false);
    if (!svy_proportion_check(x, n, level, error))
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

static bool wilson_cc_limits(double x,
                             double n,
                             double level,
                             double *ret_lo,
                             double *ret_hi,
                             GError **error)
{
    (void)error;
    svy_proportion_compute_wilson_cc(x, n, svy_gsl_find_normal_quantile(level), ret_lo, ret_hi);
    return true;
}

/* Anscombe's shift of the counts; the angle stays within a quarter turn, so that the limits do not
 * come back from beyond 0 and 1. */
static bool arcsine_limits(double x,
                           double n,
                           double level,
                           double *ret_lo,
                           double *ret_hi,
                           GError **error)
{
    const double angle = asin(sqrt((x + 0.375) / (n + 0.75)));
    const double reach = svy_gsl_find_normal_quantile(level) / (2 * sqrt(n));
    const double lo = sin(fmax(0, angle - reach)), hi = sin(fmin(M_PI_2, angle + reach));

    (void)error;
    *ret_lo = x > 0 ? lo * lo : 0;
    *ret_hi = x < n ? hi * hi : 1;
    return true;
}

static void compute_wald(double x, double n, double z, double shift, double *ret_lo, double *ret_hi)
{
    const double p = x / n, reach = z * sqrt(p * ((n - x) / n) / n) + shift;

    *ret_lo = fmax(0, p - reach);
    *ret_hi = fmin(1, p + reach);
}

static bool wald_limits(double x,
                        double n,
                        double level,
                        double *ret_lo,
                        double *ret_hi,
                        GError **error)
{
    (void)error;
    compute_wald(x, n, svy_gsl_find_normal_quantile(level), 0, ret_lo, ret_hi);
    return true;
}

static bool wald_cc_limits(double x,
                           double n,
                           double level,
                           double *ret_lo,
                           double *ret_hi,
                           GError **error)
{
    (void)error;
    compute_wald(x, n, svy_gsl_find_normal_quantile(level), 1 / (2 * n), ret_lo, ret_hi);
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

/* |x/n - p| is half a case smaller: Wilson's limits with the count moved by a half. */
void svy_proportion_compute_wilson_cc(double x, double n, double z, double *ret_lo, double *ret_hi)
{
    double lo, hi, unused;

    svy_proportion_compute_wilson(fmax(0, x - 0.5), n, z, &lo, &unused);
    svy_proportion_compute_wilson(fmin(n, x + 0.5), n, z, &unused, &hi);
    *ret_lo = lo;
    *ret_hi = hi;
}

bool svy_proportion_wilson(double x, double n, double level, SvyEstimate *ret_p, GError **error)
{
    return svy_proportion_estimate("Wilson", wilson_limits, x, n, level, ret_p, error);
}

bool svy_proportion_clopper_pearson(double x,
                                    double n,
                                    double level,
                                    SvyEstimate *ret_p,
                                    GError **error)
{
    return svy_proportion_estimate("Clopper-Pearson", clopper_pearson_limits, x, n, level, ret_p,
                                   error);
}

bool svy_proportion_jeffreys(double x, double n, double level, SvyEstimate *ret_p, GError **error)
{
    return svy_proportion_estimate("Jeffreys", jeffreys_limits, x, n, level, ret_p, error);
}

bool svy_proportion_agresti_coull(double x,
                                  double n,
                                  double level,
                                  SvyEstimate *ret_p,
                                  GError **error)
{
    return svy_proportion_estimate("Agresti-Coull", agresti_coull_limits, x, n, level, ret_p,
                                   error);
}

bool svy_proportion_wilson_cc(double x, double n, double level, SvyEstimate *ret_p, GError **error)
{
    return svy_proportion_estimate("Wilson, continuity-corrected", wilson_cc_limits, x, n, level,
                                   ret_p, error);
}

bool svy_proportion_arcsine(double x, double n, double level, SvyEstimate *ret_p, GError **error)
{
    return svy_proportion_estimate("arcsine", arcsine_limits, x, n, level, ret_p, error);
}

bool svy_proportion_wald(double x, double n, double level, SvyEstimate *ret_p, GError **error)
{
    return svy_proportion_estimate("Wald", wald_limits, x, n, level, ret_p, error);
}

bool svy_proportion_wald_cc(double x, double n, double level, SvyEstimate *ret_p, GError **error)
{
    return svy_proportion_estimate("Wald, continuity-corrected", wald_cc_limits, x, n, level, ret_p,
                                   error);
}

/* --- Shares of two bases -------------------------------------------------------------------- */

static bool check_counts(size_t n, const double counts[], GError **error)
{
    for (size_t i = 0; i < n; i++) {
        if (!svy_argument_check_count("a count", counts[i], error))
            return false;
    }
    return true;
}

bool svy_proportion_by_base(size_t n,
                            const double counts[],
                            double no_answer,
                            double ret_of_asked[],
                            double ret_of_answered[],
                            SvyShareBases *ret_bases,
                            GError **error)
{
    SvyShareBases bases = {0};

    g_return_val_if_fail(ret_bases != NULL, false);
    g_return_val_if_fail(n == 0 || (counts && ret_of_asked && ret_of_answered), false);
    if (!check_counts(n, counts, error) || !svy_argument_check_count("no_answer", no_answer, error))
        return false;

    for (size_t i = 0; i < n; i++)
        bases.n_answered += counts[i];
    bases.n_asked = bases.n_answered + no_answer;
    bases.no_answer = bases.n_asked > 0 ? no_answer / bases.n_asked : (double)NAN;
    bases.status = bases.n_answered > 0 ? SVY_STATUS_OK : SVY_STATUS_NO_CASES;
    for (size_t i = 0; i < n; i++) {
        const double count = counts[i]; /* the results may be in its place */

        ret_of_asked[i] = bases.n_asked > 0 ? count / bases.n_asked : (double)NAN;
        ret_of_answered[i] = bases.n_answered > 0 ? count / bases.n_answered : (double)NAN;
    }
    *ret_bases = bases;
    return true;
}
