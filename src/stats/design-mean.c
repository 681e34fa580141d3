/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Totals, means, ratios and comparisons under a design. */
#include "stats/design-private.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "stats/argument-private.h"
#include "stats/beta-private.h"
#include "stats/gsl-wrap.h"
#include "stats/tail-private.h"

static const char method[] = "linearised";

/* From here on t is normal to the last digit; GSL's quantile fails at 1e20. */
static const double many = 1e15;

double svy_design_find_t(double level, double df)
{
    svy_stats_init();
    return df < many ? gsl_cdf_tdist_Qinv((1 - level) / 2, df)
                     : svy_gsl_find_normal_quantile(level);
}

void svy_design_set_limits(const SvyDesign *design,
                           double value,
                           double variance,
                           double df,
                           SvyEstimate *estimate)
{
    (void)design;
    estimate->value = value;
    estimate->se = sqrt(variance);
    estimate->df = df;
    if (isnan(variance) || !(df > 0)) {
        estimate->status = SVY_STATUS_NO_VARIANCE;
        return;
    }

    const double reach = svy_design_find_t(estimate->level, df) * estimate->se;

    estimate->lo = value - reach;
    estimate->hi = value + reach;
    estimate->status = SVY_STATUS_OK;
}

/* --- Sums ----------------------------------------------------------------------------------- */

/* Weighted sums of the records that have all their values; n of those with a weight above 0. */
typedef struct {
    double n, w, wy, wx;
} Sums;

static Sums add_up(const SvyDesign *design, const double y[], const double x[])
{
    Sums sums = {0};

    for (size_t i = 0; i < design->n; i++) {
        const double w = svy_design_get_weight(design, i);

        if (isnan(y[i]) || (x != NULL && isnan(x[i])))
            continue;
        sums.n += w > 0;
        sums.w += w;
        sums.wy += w * y[i];
        sums.wx += x == NULL ? w : w * x[i];
    }
    return sums;
}

/* The mean once more about itself, which takes back what rounding cost in the first sum. */
static double compute_mean(const SvyDesign *design, const double y[], const Sums *sums)
{
    const double first = sums->wy / sums->w;
    double rest = 0;

    for (size_t i = 0; i < design->n; i++) {
        if (!isnan(y[i]))
            rest += svy_design_get_weight(design, i) * (y[i] - first);
    }
    return first + rest / sums->w;
}

/* S^2 of the population, as a simple random sample would estimate it. */
static double compute_s2(const SvyDesign *design, const double y[], double mean, const Sums *sums)
{
    double squares = 0;

    for (size_t i = 0; i < design->n; i++) {
        if (!isnan(y[i]))
            squares += svy_design_get_weight(design, i) * (y[i] - mean) * (y[i] - mean);
    }
    return squares / sums->w * sums->n / (sums->n - 1);
}

static double compute_deff(const SvyDesign *design,
                           const double y[],
                           double mean,
                           double variance,
                           const Sums *sums)
{
    double simple = compute_s2(design, y, mean, sums) / sums->n;

    if (design->has_fpc && sums->w > sums->n)
        simple *= (sums->w - sums->n) / sums->w;
    return simple > 0 ? variance / simple : (double)NAN;
}

/* --- Total, mean, ratio --------------------------------------------------------------------- */

bool svy_design_estimate_total(const SvyDesign *design,
                               const double y[],
                               double level,
                               SvyEstimate *ret_total,
                               double *ret_deff,
                               GError **error)
{
    SvyEstimate total = svy_estimate_none(SVY_STATUS_NO_CASES, level, method);
    const double zero = 0, one = 1;
    const SvyInfluence influence = {.n_groups = 1, .y = y, .ratio = &zero, .scale = &one};
    const Sums sums = add_up(design, y, NULL);
    double variance, deff = (double)NAN;

    g_return_val_if_fail(ret_total != NULL, false);
    if (!svy_argument_check_level(level, error))
        return false;
    if (sums.w > 0) {
        if (!svy_design_compute_group_covariance(design, &influence, &variance, error))
            return false;
        svy_design_set_limits(design, sums.wy, variance, svy_design_get_df(design), &total);
        deff = compute_deff(design, y, compute_mean(design, y, &sums), variance / sums.w / sums.w,
                            &sums);
    }
    *ret_total = total;
    if (ret_deff != NULL)
        *ret_deff = deff;
    return true;
}

bool svy_design_estimate_mean(const SvyDesign *design,
                              const double y[],
                              double level,
                              SvyEstimate *ret_mean,
                              double *ret_deff,
                              GError **error)
{
    SvyEstimate mean = svy_estimate_none(SVY_STATUS_NO_CASES, level, method);
    const Sums sums = add_up(design, y, NULL);
    const double scale = 1 / sums.w;
    double variance, value, deff = (double)NAN;

    g_return_val_if_fail(ret_mean != NULL, false);
    if (!svy_argument_check_level(level, error))
        return false;
    if (sums.w > 0) {
        value = compute_mean(design, y, &sums);

        const SvyInfluence influence = {.n_groups = 1, .y = y, .ratio = &value, .scale = &scale};

        if (!svy_design_compute_group_covariance(design, &influence, &variance, error))
            return false;
        svy_design_set_limits(design, value, variance, svy_design_get_df(design), &mean);
        if (ret_deff != NULL)
            deff = compute_deff(design, y, value, variance, &sums);
    }
    *ret_mean = mean;
    if (ret_deff != NULL)
        *ret_deff = deff;
    return true;
}

bool svy_design_estimate_ratio(const SvyDesign *design,
                               const double numerator[],
                               const double denominator[],
                               double level,
                               SvyEstimate *ret_ratio,
                               GError **error)
{
    SvyEstimate estimate = svy_estimate_none(SVY_STATUS_NO_CASES, level, method);
    const Sums sums = add_up(design, numerator, denominator);
    const double ratio = sums.wy / sums.wx, scale = 1 / sums.wx;
    const SvyInfluence influence = {
        .n_groups = 1, .y = numerator, .x = denominator, .ratio = &ratio, .scale = &scale};
    double variance;

    g_return_val_if_fail(ret_ratio != NULL, false);
    if (!svy_argument_check_level(level, error))
        return false;
    if (sums.w > 0)
        estimate.status = SVY_STATUS_UNDEFINED;
    if (sums.w > 0 && isfinite(ratio)) {
        if (!svy_design_compute_group_covariance(design, &influence, &variance, error))
            return false;
        svy_design_set_limits(design, ratio, variance, svy_design_get_df(design), &estimate);
    }
    *ret_ratio = estimate;
    return true;
}

/* --- Groups --------------------------------------------------------------------------------- */

typedef struct {
    double *w, *means, *scales; /* [n_groups] */
} GroupSums;

static void clear_group_sums(GroupSums *sums)
{
    g_free(sums->w);
    g_free(sums->means);
    g_free(sums->scales);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(GroupSums, clear_group_sums)

/* Weight and mean of each group; those without weight have the mean and scale 0. */
static bool add_up_groups(const SvyDesign *design,
                          const double y[],
                          size_t n_groups,
                          const int32_t groups[],
                          GroupSums *sums,
                          GError **error)
{
    sums->w = g_try_new0(double, n_groups + 1);
    sums->means = g_try_new0(double, n_groups + 1);
    sums->scales = g_try_new0(double, n_groups + 1);
    g_autofree double *rests = g_try_new0(double, n_groups + 1);
    if (sums->w == NULL || sums->means == NULL || sums->scales == NULL || rests == NULL)
        return svy_design_refuse_memory(error);

    for (size_t i = 0; i < design->n; i++) {
        if (groups[i] >= 0 && !isnan(y[i])) {
            sums->w[groups[i]] += svy_design_get_weight(design, i);
            sums->means[groups[i]] += svy_design_get_weight(design, i) * y[i];
        }
    }
    for (size_t j = 0; j < n_groups; j++) {
        sums->scales[j] = sums->w[j] > 0 ? 1 / sums->w[j] : 0;
        sums->means[j] = sums->w[j] > 0 ? sums->means[j] / sums->w[j] : 0;
    }
    for (size_t i = 0; i < design->n; i++) {
        if (groups[i] >= 0 && !isnan(y[i]))
            rests[groups[i]] += svy_design_get_weight(design, i) * (y[i] - sums->means[groups[i]]);
    }
    for (size_t j = 0; j < n_groups; j++)
        sums->means[j] += rests[j] * sums->scales[j];
    return true;
}

static void forget_empty_groups(size_t k, const double w[], double covariance[])
{
    for (size_t j = 0; j < k; j++) {
        for (size_t l = 0; l < k; l++) {
            if (!(w[j] > 0) || !(w[l] > 0))
                covariance[j * k + l] = (double)NAN;
        }
    }
}

bool svy_design_estimate_groups(const SvyDesign *design,
                                const double y[],
                                size_t n_groups,
                                const int32_t groups[],
                                double level,
                                SvyEstimate ret_means[],
                                double ret_covariance[],
                                GError **error)
{
    g_auto(GroupSums) sums = {0};
    g_autofree double *covariance = g_try_new0(double, n_groups *n_groups + 1);

    if (!svy_argument_check_level(level, error))
        return false;
    if (covariance == NULL)
        return svy_design_refuse_memory(error);
    if (!add_up_groups(design, y, n_groups, groups, &sums, error))
        return false;

    const SvyInfluence influence = {
        .n_groups = n_groups, .groups = groups, .y = y, .ratio = sums.means, .scale = sums.scales};

    if (!svy_design_compute_group_covariance(design, &influence, covariance, error))
        return false;
    forget_empty_groups(n_groups, sums.w, covariance);
    for (size_t j = 0; j < n_groups; j++) {
        ret_means[j] = svy_estimate_none(SVY_STATUS_NO_CASES, level, method);
        if (sums.w[j] > 0)
            svy_design_set_limits(design, sums.means[j], covariance[j * n_groups + j],
                                  svy_design_get_df(design), &ret_means[j]);
    }
    if (ret_covariance != NULL)
        memcpy(ret_covariance, covariance, n_groups * n_groups * sizeof *covariance);
    return true;
}

/* --- Tests ---------------------------------------------------------------------------------- */

void svy_design_set_test(SvyDesignTest *test)
{
    const bool has_t = test->diff.status == SVY_STATUS_OK && test->diff.se > 0;

    test->t = has_t ? test->diff.value / test->diff.se : (double)NAN;
    test->p = has_t ? svy_tail_compute_t_p(test->t, test->diff.df) : (double)NAN;
}

bool svy_design_compare_groups(const SvyDesign *design,
                               const double y[],
                               const int32_t groups[],
                               double level,
                               SvyEstimate ret_means[2],
                               SvyDesignTest *ret_test,
                               GError **error)
{
    SvyDesignTest test = {.diff = svy_estimate_none(SVY_STATUS_NO_CASES, level, method)};
    SvyEstimate means[2];
    double covariance[4];

    g_return_val_if_fail(ret_test != NULL, false);
    if (!svy_design_estimate_groups(design, y, 2, groups, level, means, covariance, error))
        return false;
    if (!isnan(means[0].value) && !isnan(means[1].value))
        svy_design_set_limits(design, means[1].value - means[0].value,
                              covariance[0] + covariance[3] - 2 * covariance[1],
                              svy_design_get_df(design) - 1, &test.diff);
    svy_design_set_test(&test);
    *ret_test = test;
    if (ret_means != NULL)
        memcpy(ret_means, means, sizeof means);
    return true;
}

bool svy_design_test_mean(const SvyDesign *design,
                          const double y[],
                          double level,
                          SvyDesignTest *ret_test,
                          GError **error)
{
    SvyDesignTest test = {0};

    g_return_val_if_fail(ret_test != NULL, false);
    if (!svy_design_estimate_mean(design, y, level, &test.diff, NULL, error))
        return false;
    svy_design_set_test(&test);
    *ret_test = test;
    return true;
}
