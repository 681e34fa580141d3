/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sample size and power. */
#include <surveystat/power.h>

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stats/argument-private.h"
#include "stats/beta-private.h"
#include "stats/binomial-private.h"
#include "stats/gsl-wrap.h"
#include "stats/noncentral-private.h"

/* Enumeration takes a step per likely number of people who differ; less likely ones than this are
 * left out. */
static const double max_pairs = 1e7, negligible = 1e-30;

/* Sizes per group are searched from just above 1, where the t distribution ends. */
static const double min_size = 1.2, max_size = 1e15;

static bool check_errors(double alpha, double power, GError **error)
{
    return svy_argument_check_inside("alpha", alpha, error) &&
           svy_argument_check_inside("power", power, error);
}

static SvyEstimate make(const char *method, double value)
{
    SvyEstimate estimate = svy_estimate_none(SVY_STATUS_UNDEFINED, (double)NAN, method);

    if (isfinite(value)) {
        estimate.value = value;
        estimate.status = SVY_STATUS_OK;
    }
    return estimate;
}

/* ((z_alpha s0 + z_power s1) / effect)^2, s0 and s1 being the standard deviations without and with
 * the effect; NaN when no number of people or any would do. */
static double size_for(double alpha, double power, double s0, double s1, double effect)
{
    const double reach =
        svy_gsl_find_normal_quantile(1 - alpha) * s0 + gsl_cdf_ugaussian_Pinv(power) * s1;

    if (!(fabs(effect) > 0) || !(reach > 0))
        return (double)NAN;
    return reach / effect * (reach / effect);
}

/* --- One proportion ------------------------------------------------------------------------- */

bool svy_power_size_for_margin(double margin,
                               double p,
                               double population,
                               double level,
                               SvyEstimate *ret_n,
                               double *ret_n_infinite,
                               GError **error)
{
    g_return_val_if_fail(ret_n != NULL && ret_n_infinite != NULL, false);
    if (!svy_argument_check_level(level, error) ||
        !svy_argument_check_inside("the margin", margin, error) ||
        !svy_argument_check_share("p", p, error))
        return false;
    if (!(population > 0))
        return svy_argument_refuse("N", population, "above 0", error);

    const double z = svy_gsl_find_normal_quantile(level);
    const double n_infinite = z / margin * (z / margin) * (p * (1 - p));

    *ret_n = make("normal", n_infinite / (1 + (n_infinite - 1) / population));
    *ret_n_infinite = n_infinite;
    return true;
}

bool svy_power_size_one(double p0,
                        double p1,
                        double alpha,
                        double power,
                        SvyEstimate *ret_n,
                        GError **error)
{
    g_return_val_if_fail(ret_n != NULL, false);
    svy_stats_init();
    if (!check_errors(alpha, power, error) || !svy_argument_check_share("p0", p0, error) ||
        !svy_argument_check_share("p1", p1, error))
        return false;
    *ret_n =
        make("normal", size_for(alpha, power, sqrt(p0 * (1 - p0)), sqrt(p1 * (1 - p1)), p1 - p0));
    return true;
}

/* --- Two proportions ------------------------------------------------------------------------ */

static double pooled_deviation(double p1, double p2)
{
    return sqrt((p1 + p2) * (1 - (p1 + p2) / 2));
}

static double separate_deviation(double p1, double p2)
{
    return sqrt(p1 * (1 - p1) + p2 * (1 - p2));
}

bool svy_power_size_two(double p1,
                        double p2,
                        double alpha,
                        double power,
                        SvyEstimate *ret_n,
                        GError **error)
{
    g_return_val_if_fail(ret_n != NULL, false);
    svy_stats_init();
    if (!check_errors(alpha, power, error) || !svy_argument_check_share("p1", p1, error) ||
        !svy_argument_check_share("p2", p2, error))
        return false;
    *ret_n = make("normal, pooled", size_for(alpha, power, pooled_deviation(p1, p2),
                                             separate_deviation(p1, p2), p1 - p2));
    return true;
}

bool svy_power_of_two(double n,
                      double p1,
                      double p2,
                      double alpha,
                      SvyEstimate *ret_power,
                      GError **error)
{
    g_return_val_if_fail(ret_power != NULL, false);
    svy_stats_init();
    if (!svy_argument_check_count("n", n, error) ||
        !svy_argument_check_inside("alpha", alpha, error) ||
        !svy_argument_check_share("p1", p1, error) || !svy_argument_check_share("p2", p2, error))
        return false;

    const double reach = sqrt(n) * fabs(p1 - p2) -
                         svy_gsl_find_normal_quantile(1 - alpha) * pooled_deviation(p1, p2);
    const double deviation = separate_deviation(p1, p2);

    if (!(n > 0))
        *ret_power = svy_estimate_none(SVY_STATUS_NO_CASES, (double)NAN, "normal, pooled");
    else if (deviation > 0)
        *ret_power = make("normal, pooled", gsl_cdf_ugaussian_P(reach / deviation));
    else /* 0 % and 100 %: the data have no spread; or both the same, where there is no test */
        *ret_power = make("normal, pooled", fabs(p1 - p2) > 0 ? (reach >= 0 ? 1 : 0) : (double)NAN);
    return true;
}

/* --- Pairs ---------------------------------------------------------------------------------- */

static bool check_pair(double p12, double p21, GError **error)
{
    if (!svy_argument_check_share("p12", p12, error) ||
        !svy_argument_check_share("p21", p21, error))
        return false;
    return p12 + p21 <= 1 + 4 * GSL_DBL_EPSILON ||
           svy_argument_refuse("p12 + p21", p12 + p21, "at most 1", error);
}

bool svy_power_size_paired(double p12,
                           double p21,
                           double alpha,
                           double power,
                           SvyEstimate *ret_n,
                           GError **error)
{
    const double differ = p12 + p21, gap = p12 - p21;

    g_return_val_if_fail(ret_n != NULL, false);
    svy_stats_init();
    if (!check_errors(alpha, power, error) || !check_pair(p12, p21, error))
        return false;
    *ret_n = make("Connor",
                  size_for(alpha, power, sqrt(differ), sqrt(fmax(0, differ - gap * gap)), gap));
    return true;
}

bool svy_power_gap_paired(double n,
                          double differ,
                          double alpha,
                          double power,
                          SvyEstimate *ret_gap,
                          GError **error)
{
    double gap = (double)NAN;

    g_return_val_if_fail(ret_gap != NULL, false);
    svy_stats_init();
    if (!svy_argument_check_count("n", n, error) || !check_errors(alpha, power, error) ||
        !svy_argument_check_share("the share who differ", differ, error))
        return false;

    /* gap sqrt(n) = z_alpha sqrt(differ) + z_power sqrt(differ - gap^2), squared once */
    const double z = svy_gsl_find_normal_quantile(1 - alpha);
    const double z_power = gsl_cdf_ugaussian_Pinv(power);
    const double rest = n - z * z + z_power * z_power;

    if (rest >= 0)
        gap = sqrt(differ) * (z * sqrt(n) + z_power * sqrt(rest)) / (n + z_power * z_power);
    *ret_gap = n > 0 ? make("Connor", gap > 0 && gap <= differ ? gap : (double)NAN)
                     : svy_estimate_none(SVY_STATUS_NO_CASES, (double)NAN, "Connor");
    return true;
}

/* P(B <= k) for B of binomial(m, 1/2), k < m / 2. */
static double half_tail(double k, double m)
{
    return k < 0 ? 0 : svy_beta_compute_tail(0.5, m - k, k + 1, SVY_TAIL_LOWER);
}

/* Does a split of k against m - k of those who differ reject "no gap"? */
typedef bool (*RejectFunction)(double k, double m, double alpha);

static bool exact_rejects(double k, double m, double alpha)
{
    return 2 * half_tail(k, m) <= alpha;
}

static bool midp_rejects(double k, double m, double alpha)
{
    return half_tail(k, m) + half_tail(k - 1, m) <= alpha;
}

static bool asymptotic_rejects(double k, double m, double alpha)
{
    const double difference = m - 2 * k;

    return gsl_cdf_chisq_Q(difference / m * difference, 1) <= alpha;
}

/* P(B <= k or B >= m - k) for B of binomial(m, r), k < m / 2. */
static double both_tails(double k, double m, double r)
{
    return svy_binomial_compute_below(k, m, r) + svy_binomial_compute_above(m - k, m, r);
}

/* The largest k below m / 2 that rejects, or -1. */
static double find_last_rejected(double m, double alpha, RejectFunction rejects)
{
    double yes = -1, no = ceil(m / 2);

    while (no - yes > 1) {
        const double middle = floor((yes + no) / 2);

        if (rejects(middle, m, alpha))
            yes = middle;
        else
            no = middle;
    }
    return yes;
}

/* The smallest number of people who differ that is not next to impossible. */
static double find_first_likely(double n, double differ)
{
    double unlikely = 0, likely = fmax(1, ceil(n * differ));

    while (likely - unlikely > 1) {
        const double middle = floor((unlikely + likely) / 2);

        if (svy_binomial_compute_mass(middle, n, differ) < negligible)
            unlikely = middle;
        else
            likely = middle;
    }
    return likely;
}

/* Sum over the number m of people who differ. The last k that rejects never falls with m. */
static double enumerate(double n, double differ, double r, double alpha, RejectFunction rejects)
{
    const double first = find_first_likely(n, differ);
    double k = find_last_rejected(first, alpha, rejects), power = 0;

    for (double m = first; m <= n; m++) {
        const double mass = svy_binomial_compute_mass(m, n, differ);

        if (mass < negligible && m > n * differ)
            return power;
        while (2 * (k + 1) < m && rejects(k + 1, m, alpha))
            k++;
        if (k >= 0)
            power += mass * both_tails(k, m, r);
    }
    return power;
}

bool svy_power_of_paired(double n,
                         double p12,
                         double p21,
                         double alpha,
                         SvyPairedPower *ret_power,
                         GError **error)
{
    const double differ = fmin(1, p12 + p21), r = differ > 0 ? p12 / (p12 + p21) : 0.5;
    SvyPairedPower power = {.exact = (double)NAN,
                            .midp = (double)NAN,
                            .asymptotic = (double)NAN,
                            .status = SVY_STATUS_NO_CASES};

    g_return_val_if_fail(ret_power != NULL, false);
    svy_stats_init();
    if (!svy_argument_check_whole("n", n, error) ||
        !svy_argument_check_inside("alpha", alpha, error) || !check_pair(p12, p21, error))
        return false;
    if (n > max_pairs)
        return svy_argument_refuse("n", n, "at most 1e7 for an enumeration", error);

    if (n > 0) {
        power.exact = fmin(1, enumerate(n, differ, r, alpha, exact_rejects));
        power.midp = fmin(1, enumerate(n, differ, r, alpha, midp_rejects));
        power.asymptotic = fmin(1, enumerate(n, differ, r, alpha, asymptotic_rejects));
        power.status = SVY_STATUS_OK;
    }
    *ret_power = power;
    return true;
}

/* --- Two means ------------------------------------------------------------------------------ */

typedef struct {
    double effect, alpha, power;
} MeansProblem;

/* Power of the two-sided t test with @n in each group; the side away from the effect is left out.
 */
static double power_of_means(double n, double effect, double alpha)
{
    const double df = 2 * (n - 1), t = gsl_cdf_tdist_Qinv(alpha / 2, df);

    return svy_noncentral_compute_t(t, df, effect * sqrt(n / 2), SVY_TAIL_UPPER);
}

/* By the logarithm of n - 1. */
static double excess_power(double log_rest, void *user_data)
{
    const MeansProblem *problem = user_data;

    return power_of_means(1 + exp(log_rest), problem->effect, problem->alpha) - problem->power;
}

static bool check_means(double difference, double sd, GError **error)
{
    if (!isfinite(difference))
        return svy_argument_refuse("the difference", difference, "a finite number", error);
    if (!(isfinite(sd) && sd > 0))
        return svy_argument_refuse("the standard deviation", sd, "above 0", error);
    return true;
}

bool svy_power_size_means(double difference,
                          double sd,
                          double alpha,
                          double power,
                          SvyEstimate *ret_n,
                          GError **error)
{
    MeansProblem problem = {.effect = fabs(difference) / sd, .alpha = alpha, .power = power};
    const gsl_function function = {.function = excess_power, .params = &problem};
    const double low = log(min_size - 1);
    double log_rest = low;

    g_return_val_if_fail(ret_n != NULL, false);
    svy_stats_init();
    if (!check_errors(alpha, power, error) || !check_means(difference, sd, error))
        return false;

    const double rough = 2 * size_for(alpha, power, 1, 1, problem.effect);

    if (!(rough < max_size)) { /* also NaN: no effect, or less power than the test has anyway */
        *ret_n = make("noncentral t", (double)NAN);
        return true;
    }
    /* The t test needs at most some people more than the normal formula says. */
    if (excess_power(low, &problem) < 0 &&
        !svy_gsl_find_root(&function, low, log(2 * rough + 1000), 0, &log_rest, error))
        return false;
    *ret_n = make("noncentral t", 1 + exp(log_rest));
    return true;
}

bool svy_power_of_means(double n,
                        double difference,
                        double sd,
                        double alpha,
                        SvyEstimate *ret_power,
                        GError **error)
{
    g_return_val_if_fail(ret_power != NULL, false);
    svy_stats_init();
    if (!svy_argument_check_count("n", n, error) ||
        !svy_argument_check_inside("alpha", alpha, error) || !check_means(difference, sd, error))
        return false;

    if (n >= min_size)
        *ret_power = make("noncentral t", power_of_means(n, fabs(difference) / sd, alpha));
    else
        *ret_power = svy_estimate_none(n > 0 ? SVY_STATUS_UNDEFINED : SVY_STATUS_NO_CASES,
                                       (double)NAN, "noncentral t");
    return true;
}

/* --- From people who count to people who are invited ---------------------------------------- */

bool svy_power_inflate(double n,
                       double deff,
                       double response,
                       double *ret_completes,
                       double *ret_invited,
                       GError **error)
{
    g_return_val_if_fail(ret_completes != NULL && ret_invited != NULL, false);
    if (!svy_argument_check_count("n", n, error))
        return false;
    if (!(isfinite(deff) && deff > 0))
        return svy_argument_refuse("deff", deff, "above 0", error);
    if (!(response > 0 && response <= 1))
        return svy_argument_refuse("response", response, "above 0 and at most 1", error);

    *ret_completes = ceil(n * deff);
    *ret_invited = ceil(n * deff / response);
    return true;
}
