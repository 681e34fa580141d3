/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ratio of two independent proportions, and of their odds. */
#include <surveystat/ratio.h>

#include <math.h>

#include "stats/argument-private.h"
#include "stats/difference-private.h"
#include "stats/gsl-wrap.h"

typedef struct {
    SvyTwoShares shares;
    double z;
} ScoreProblem;

/* Limits are searched by their logarithm; at e^230 squares are still far from overflow. */
static const double max_log_ratio = 230;

/* The parts of an estimate that all have in common. False with @error set, or with @ret_ratio
 * filled for an empty group and *ret_is_done. */
static bool start(const char *method,
                  const SvyTwoShares *shares,
                  double level,
                  SvyEstimate *ret_ratio,
                  GError **error)
{
    g_return_val_if_fail(shares != NULL, false);
    if (!svy_argument_check_level(level, error) || !svy_difference_check(shares, error))
        return false;
    *ret_ratio = svy_estimate_none(SVY_STATUS_NO_CASES, level, method);
    return true;
}

static bool has_people(const SvyTwoShares *shares)
{
    return shares->n1 > 0 && shares->n2 > 0;
}

/* numerator / denominator, which has no value with 0 below; OK for now if it has. */
static void set_value(double numerator, double denominator, SvyEstimate *ratio)
{
    const bool has_value = denominator > 0;

    ratio->value = has_value ? numerator / denominator : (double)NAN;
    ratio->status = has_value ? SVY_STATUS_OK : SVY_STATUS_UNDEFINED;
}

/* centre exp(-+ z se); without a spread when a count in it is 0. */
static void set_log_limits(double centre, double log_variance, SvyEstimate *ratio)
{
    const double z = svy_gsl_find_normal_quantile(ratio->level);

    const double se = sqrt(fmax(0, log_variance));

    if (centre > 0 && isfinite(centre * exp(z * se))) {
        ratio->se = se;
        ratio->lo = centre * exp(-z * se);
        ratio->hi = centre * exp(z * se);
    } else if (ratio->status == SVY_STATUS_OK) {
        ratio->status = SVY_STATUS_NO_VARIANCE;
    }
}

/* --- Ratio of shares ------------------------------------------------------------------------ */

/* Variance of p1 - @ratio p2 under the most likely shares with p1 = @ratio p2, which solve a
 * quadratic equation; its discriminant is a sum of two terms that are not negative. */
static double restricted_variance(const SvyTwoShares *shares, double ratio)
{
    const double y1 = shares->n1 - shares->x1, y2 = shares->n2 - shares->x2;
    const double from1 = ratio * (shares->n1 + shares->x2), from2 = shares->x1 + shares->n2;
    const double root = sqrt((from1 - from2) * (from1 - from2) + 4 * ratio * y1 * y2);
    const double p2 = 2 * (shares->x1 + shares->x2) / (from1 + from2 + root);
    const double p1 = ratio * p2;

    return p1 * fmax(0, 1 - p1) / shares->n1 + ratio * p1 * fmax(0, 1 - p2) / shares->n2;
}

/* The score less z standard errors at exp(@log_ratio): 0 at the lower limit. */
static double score_excess(double log_ratio, void *user_data)
{
    const ScoreProblem *problem = user_data;
    const SvyTwoShares *shares = &problem->shares;
    const double ratio = exp(log_ratio);

    return shares->x1 / shares->n1 - ratio * (shares->x2 / shares->n2) -
           problem->z * sqrt(restricted_variance(shares, ratio));
}

/* Logarithm of the lower limit; x1 > 0. */
static bool find_log_lower(const SvyTwoShares *shares, double z, double *ret_log, GError **error)
{
    ScoreProblem problem = {.shares = *shares, .z = z};
    const gsl_function function = {.function = score_excess, .params = &problem};
    const double c = z * z / (shares->n1 + shares->n2);
    double top = max_log_ratio;

    /* Where everybody did, the variance is 0 at the observed ratio, a false root; the limit is
     * further away than this step. */
    if (shares->x2 > 0)
        top = log(shares->x1 / shares->n1 / (shares->x2 / shares->n2));
    if (!(shares->x1 < shares->n1) && !(shares->x2 < shares->n2))
        top -= 1e-3 * c / (1 + c);
    return svy_gsl_find_root(&function, -max_log_ratio, top, GSL_DBL_EPSILON, ret_log, error);
}

bool svy_ratio_koopman(const SvyTwoShares *shares,
                       double level,
                       SvyEstimate *ret_ratio,
                       GError **error)
{
    SvyEstimate ratio;
    double log_lo = -HUGE_VAL, minus_log_hi = -HUGE_VAL;

    g_return_val_if_fail(ret_ratio != NULL, false);
    if (!start("Koopman", shares, level, &ratio, error))
        return false;

    if (has_people(shares)) {
        const SvyTwoShares swapped = {shares->x2, shares->n2, shares->x1, shares->n1};
        const double z = svy_gsl_find_normal_quantile(level);

        if (shares->x1 > 0 && !find_log_lower(shares, z, &log_lo, error))
            return false;
        if (shares->x2 > 0 && !find_log_lower(&swapped, z, &minus_log_hi, error))
            return false;
        set_value(shares->x1 / shares->n1, shares->x2 / shares->n2, &ratio);
        if (shares->x1 + shares->x2 > 0) {
            ratio.lo = exp(log_lo);
            ratio.hi = shares->x2 > 0 ? exp(-minus_log_hi) : (double)NAN;
        }
    }
    *ret_ratio = ratio;
    return true;
}

bool svy_ratio_katz(const SvyTwoShares *shares,
                    double level,
                    SvyEstimate *ret_ratio,
                    GError **error)
{
    SvyEstimate ratio;

    g_return_val_if_fail(ret_ratio != NULL, false);
    if (!start("Katz", shares, level, &ratio, error))
        return false;

    if (has_people(shares)) {
        set_value(shares->x1 / shares->n1, shares->x2 / shares->n2, &ratio);
        set_log_limits(ratio.value,
                       (shares->n1 - shares->x1) / shares->x1 / shares->n1 +
                           (shares->n2 - shares->x2) / shares->x2 / shares->n2,
                       &ratio);
    }
    *ret_ratio = ratio;
    return true;
}

/* --- Ratio of odds -------------------------------------------------------------------------- */

/* The odds ratio, and limits after adding @more to each cell. */
static bool estimate_odds(const char *method,
                          const SvyTwoShares *shares,
                          double more,
                          double level,
                          SvyEstimate *ret_odds,
                          GError **error)
{
    SvyEstimate odds;

    g_return_val_if_fail(ret_odds != NULL, false);
    if (!start(method, shares, level, &odds, error))
        return false;

    if (has_people(shares)) {
        const double x1 = shares->x1, y1 = shares->n1 - x1, x2 = shares->x2, y2 = shares->n2 - x2;
        const double a = x1 + more, b = y1 + more, c = x2 + more, d = y2 + more;

        set_value(x1 * y2, y1 * x2, &odds);
        set_log_limits(a / b * (d / c), 1 / a + 1 / b + 1 / c + 1 / d, &odds);
    }
    *ret_odds = odds;
    return true;
}

bool svy_ratio_odds_woolf(const SvyTwoShares *shares,
                          double level,
                          SvyEstimate *ret_odds,
                          GError **error)
{
    return estimate_odds("Woolf", shares, 0, level, ret_odds, error);
}

bool svy_ratio_odds_gart(const SvyTwoShares *shares,
                         double level,
                         SvyEstimate *ret_odds,
                         GError **error)
{
    return estimate_odds("Gart", shares, 0.5, level, ret_odds, error);
}
