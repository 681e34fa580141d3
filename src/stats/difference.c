/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Difference of two independent proportions. */
#include <surveystat/difference.h>

#include <math.h>

#include "stats/argument-private.h"
#include "stats/difference-private.h"
#include "stats/gsl-wrap.h"
#include "stats/proportion-private.h"

/* Limits for checked groups that are not empty; @z is the normal quantile. */
typedef bool (*LimitsFunction)(const SvyTwoShares *shares,
                               double z,
                               double *ret_lo,
                               double *ret_hi,
                               GError **error);

/* Newton needs about 6; 200 halvings reach any double in reach. */
static const int max_newton_steps = 200;

typedef void (*ShareLimits)(double x, double n, double z, double *ret_lo, double *ret_hi);

static bool check_group(const char *x_name,
                        double x,
                        const char *n_name,
                        double n,
                        const char *wanted,
                        GError **error)
{
    if (!svy_argument_check_count(n_name, n, error) || !svy_argument_check_count(x_name, x, error))
        return false;
    return x <= n || svy_argument_refuse(x_name, x, wanted, error);
}

bool svy_difference_check(const SvyTwoShares *shares, GError **error)
{
    return check_group("x1", shares->x1, "n1", shares->n1, "at most n1", error) &&
           check_group("x2", shares->x2, "n2", shares->n2, "at most n2", error);
}

/* What all methods share: the range of the arguments, an empty group, the estimate. */
static bool estimate_difference(const char *method,
                                LimitsFunction compute_limits,
                                const SvyTwoShares *shares,
                                double level,
                                SvyEstimate *ret_difference,
                                GError **error)
{
    SvyEstimate estimate = svy_estimate_none(SVY_STATUS_NO_CASES, level, method);
    double lo = 0, hi = 0;

    g_return_val_if_fail(shares != NULL && ret_difference != NULL, false);
    if (!svy_argument_check_level(level, error) || !svy_difference_check(shares, error))
        return false;

    if (shares->n1 > 0 && shares->n2 > 0) {
        if (!compute_limits(shares, svy_gsl_find_normal_quantile(level), &lo, &hi, error))
            return false;
        estimate.value = shares->x1 / shares->n1 - shares->x2 / shares->n2;
        estimate.lo = fmax(-1, lo);
        estimate.hi = fmin(1, hi);
        estimate.status = SVY_STATUS_OK;
    }
    *ret_difference = estimate;
    return true;
}

/* --- Closed forms --------------------------------------------------------------------------- */

static void square_and_add(const SvyTwoShares *shares,
                           ShareLimits find_limits,
                           double z,
                           double *ret_lo,
                           double *ret_hi)
{
    const double p1 = shares->x1 / shares->n1, p2 = shares->x2 / shares->n2;
    double lo1, hi1, lo2, hi2;

    find_limits(shares->x1, shares->n1, z, &lo1, &hi1);
    find_limits(shares->x2, shares->n2, z, &lo2, &hi2);
    *ret_lo = p1 - p2 - hypot(p1 - lo1, hi2 - p2);
    *ret_hi = p1 - p2 + hypot(hi1 - p1, p2 - lo2);
}

static bool newcombe10_limits(const SvyTwoShares *shares,
                              double z,
                              double *ret_lo,
                              double *ret_hi,
                              GError **error)
{
    (void)error;
    square_and_add(shares, svy_proportion_compute_wilson, z, ret_lo, ret_hi);
    return true;
}

static bool newcombe11_limits(const SvyTwoShares *shares,
                              double z,
                              double *ret_lo,
                              double *ret_hi,
                              GError **error)
{
    (void)error;
    square_and_add(shares, svy_proportion_compute_wilson_cc, z, ret_lo, ret_hi);
    return true;
}

static double share_variance(double x, double n)
{
    return x / n * ((n - x) / n) / n;
}

static bool wald_limits(const SvyTwoShares *shares,
                        double z,
                        double *ret_lo,
                        double *ret_hi,
                        GError **error)
{
    const double difference = shares->x1 / shares->n1 - shares->x2 / shares->n2;
    const double reach =
        z * sqrt(share_variance(shares->x1, shares->n1) + share_variance(shares->x2, shares->n2));

    (void)error;
    *ret_lo = difference - reach;
    *ret_hi = difference + reach;
    return true;
}

static bool agresti_caffo_limits(const SvyTwoShares *shares,
                                 double z,
                                 double *ret_lo,
                                 double *ret_hi,
                                 GError **error)
{
    const SvyTwoShares more = {shares->x1 + 1, shares->n1 + 2, shares->x2 + 1, shares->n2 + 2};

    return wald_limits(&more, z, ret_lo, ret_hi, error);
}

/* --- Score limits --------------------------------------------------------------------------- */

typedef struct {
    SvyTwoShares shares;
    double difference; /* the observed one */
    double z2;         /* squared normal quantile, with the factor N / (N - 1) where there is one */
} ScoreProblem;

/* Slope of the log likelihood at p2, where p1 = p2 + d, and its curvature with the sign changed. A
 * count of 0 has no pole. */
static double likelihood_slope(const SvyTwoShares *shares, double d, double p2, double *ret_bend)
{
    const double counts[] = {shares->x1, shares->x2, shares->n1 - shares->x1,
                             shares->n2 - shares->x2};
    const double distances[] = {p2 + d, p2, p2 + d - 1, p2 - 1};
    double slope = 0, bend = 0;

    for (size_t i = 0; i < 4; i++) {
        if (counts[i] > 0) {
            const double term = counts[i] / distances[i];

            slope += term;
            bend += term / distances[i];
        }
    }
    *ret_bend = bend;
    return slope;
}

/* Is the likelihood largest at the end, where no count pulls away from it? */
static bool is_best_at_low_end(const SvyTwoShares *shares, double d)
{
    double bend;

    return !(shares->x2 > 0) && (d > 0 || !(shares->x1 > 0)) &&
           likelihood_slope(shares, d, 0, &bend) <= 0;
}

static bool is_best_at_high_end(const SvyTwoShares *shares, double d)
{
    double bend;

    return !(shares->x1 < shares->n1) && (d > 0 || !(shares->x2 < shares->n2)) &&
           likelihood_slope(shares, d, 1 - d, &bend) >= 0;
}

/* The most likely p2 when p1 - p2 is @d >= 0. Newton's method on the slope, which falls, kept
 * inside a bracket: the closed form by a cubic loses half of the digits where two roots meet. */
static double restricted_p2(const SvyTwoShares *shares, double d)
{
    double lo = 0, hi = 1 - d, p2 = hi / 2;

    if (!(hi > 0) || is_best_at_low_end(shares, d))
        return 0;
    if (is_best_at_high_end(shares, d))
        return hi;

    for (int step = 0; step < max_newton_steps; step++) {
        double bend;
        const double slope = likelihood_slope(shares, d, p2, &bend);
        double next = p2 + slope / bend;

        if (slope > 0)
            lo = p2;
        else
            hi = p2;
        if (!(next > lo && next < hi))
            next = lo + (hi - lo) / 2;
        if (fabs(next - p2) <= 2 * GSL_DBL_EPSILON * p2)
            return next;
        p2 = next;
    }
    return p2;
}

/* Variance of the difference under the most likely shares that are @d apart. */
static double restricted_variance(const SvyTwoShares *shares, double d)
{
    const bool is_swapped = d < 0;
    const SvyTwoShares swapped = {shares->x2, shares->n2, shares->x1, shares->n1};
    const double small = restricted_p2(is_swapped ? &swapped : shares, fabs(d));
    const double large = fmin(1, small + fabs(d));
    const double p1 = is_swapped ? small : large, p2 = is_swapped ? large : small;

    return p1 * (1 - p1) / shares->n1 + p2 * (1 - p2) / shares->n2;
}

/* How far @d is below the observed difference, less z standard errors: 0 at the lower limit. */
static double score_excess(double d, void *user_data)
{
    const ScoreProblem *problem = user_data;

    return problem->difference - d - sqrt(problem->z2 * restricted_variance(&problem->shares, d));
}

static bool find_score_lower(const SvyTwoShares *shares, double z2, double *ret_lo, GError **error)
{
    const double n = shares->n1 + shares->n2;
    const double y1 = shares->n1 - shares->x1, y2 = shares->n2 - shares->x2;
    const bool is_mirrored = shares->x1 + shares->x2 > n / 2;
    ScoreProblem problem = {.shares = *shares, .z2 = z2};
    const gsl_function function = {.function = score_excess, .params = &problem};

    /* Small shares keep more digits than shares near 1; "did not" has the same difference. */
    if (is_mirrored)
        problem.shares = (SvyTwoShares){y2, shares->n2, y1, shares->n1};
    problem.difference =
        problem.shares.x1 / problem.shares.n1 - problem.shares.x2 / problem.shares.n2;
    if (!(problem.difference > -1)) {
        *ret_lo = -1;
        return true;
    }

    /* Where both groups are all alike the variance is 0 at the observed difference, a false root.
     * The limit is at least c / (1 + c) away, c = z^2 / N. */
    const bool is_degenerate = (!(shares->x1 > 0) || !(y1 > 0)) && (!(shares->x2 > 0) || !(y2 > 0));
    const double step = is_degenerate ? 1e-3 * z2 / (n + z2) : 0;

    return svy_gsl_find_root(&function, -1, problem.difference - step, GSL_DBL_EPSILON * 1e-3,
                             ret_lo, error);
}

static bool score_limits(const SvyTwoShares *shares,
                         double z2,
                         double *ret_lo,
                         double *ret_hi,
                         GError **error)
{
    const SvyTwoShares swapped = {shares->x2, shares->n2, shares->x1, shares->n1};
    double lo, minus_hi;

    if (!find_score_lower(shares, z2, &lo, error) ||
        !find_score_lower(&swapped, z2, &minus_hi, error))
        return false;
    *ret_lo = lo;
    *ret_hi = -minus_hi;
    return true;
}

static bool mee_limits(const SvyTwoShares *shares,
                       double z,
                       double *ret_lo,
                       double *ret_hi,
                       GError **error)
{
    return score_limits(shares, z * z, ret_lo, ret_hi, error);
}

static bool miettinen_nurminen_limits(const SvyTwoShares *shares,
                                      double z,
                                      double *ret_lo,
                                      double *ret_hi,
                                      GError **error)
{
    const double n = shares->n1 + shares->n2;

    if (!(n > 1))
        return svy_argument_refuse("n1 + n2", n, "more than 1", error);
    return score_limits(shares, z * z * (n / (n - 1)), ret_lo, ret_hi, error);
}

bool svy_difference_newcombe10(const SvyTwoShares *shares,
                               double level,
                               SvyEstimate *ret_difference,
                               GError **error)
{
    return estimate_difference("Newcombe 10", newcombe10_limits, shares, level, ret_difference,
                               error);
}

bool svy_difference_newcombe11(const SvyTwoShares *shares,
                               double level,
                               SvyEstimate *ret_difference,
                               GError **error)
{
    return estimate_difference("Newcombe 11", newcombe11_limits, shares, level, ret_difference,
                               error);
}

bool svy_difference_miettinen_nurminen(const SvyTwoShares *shares,
                                       double level,
                                       SvyEstimate *ret_difference,
                                       GError **error)
{
    return estimate_difference("Miettinen-Nurminen", miettinen_nurminen_limits, shares, level,
                               ret_difference, error);
}

bool svy_difference_mee(const SvyTwoShares *shares,
                        double level,
                        SvyEstimate *ret_difference,
                        GError **error)
{
    return estimate_difference("Mee", mee_limits, shares, level, ret_difference, error);
}

bool svy_difference_agresti_caffo(const SvyTwoShares *shares,
                                  double level,
                                  SvyEstimate *ret_difference,
                                  GError **error)
{
    return estimate_difference("Agresti-Caffo", agresti_caffo_limits, shares, level, ret_difference,
                               error);
}

bool svy_difference_wald(const SvyTwoShares *shares,
                         double level,
                         SvyEstimate *ret_difference,
                         GError **error)
{
    return estimate_difference("Wald", wald_limits, shares, level, ret_difference, error);
}

/* --- Test ----------------------------------------------------------------------------------- */

static double two_sided_p(double z)
{
    return erfc(fabs(z) / M_SQRT2);
}

static void compute_test(const SvyTwoShares *shares, SvyShareTest *test)
{
    const double x = shares->x1 + shares->x2, n = shares->n1 + shares->n2;
    const double difference = shares->x1 / shares->n1 - shares->x2 / shares->n2;
    const double pooled = x / n * ((n - x) / n) * (1 / shares->n1 + 1 / shares->n2);
    const double separate =
        share_variance(shares->x1, shares->n1) + share_variance(shares->x2, shares->n2);

    test->status =
        pooled > 0 ? separate > 0 ? SVY_STATUS_OK : SVY_STATUS_NO_VARIANCE : SVY_STATUS_UNDEFINED;
    if (pooled > 0) {
        test->z_pooled = difference / sqrt(pooled);
        test->p_pooled = two_sided_p(test->z_pooled);
    }
    if (separate > 0) {
        test->z_unpooled = difference / sqrt(separate);
        test->p_unpooled = two_sided_p(test->z_unpooled);
    }
}

bool svy_difference_test(const SvyTwoShares *shares, SvyShareTest *ret_test, GError **error)
{
    SvyShareTest test = {.z_pooled = (double)NAN,
                         .p_pooled = (double)NAN,
                         .z_unpooled = (double)NAN,
                         .p_unpooled = (double)NAN,
                         .status = SVY_STATUS_NO_CASES};

    g_return_val_if_fail(shares != NULL && ret_test != NULL, false);
    if (!svy_difference_check(shares, error))
        return false;
    if (shares->n1 > 0 && shares->n2 > 0)
        compute_test(shares, &test);
    *ret_test = test;
    return true;
}
