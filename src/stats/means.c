/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparing means: t tests, analysis of variance, all pairs of groups. */
#include <surveystat/means.h>

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "base/error.h"
#include "stats/argument-private.h"
#include "stats/gsl-wrap.h"
#include "stats/studentized-range-private.h"
#include "stats/tail-private.h"

static double variance_of(const SvyMoments *group)
{
    return group->ss / (group->n - 1);
}

/* --- Two groups ----------------------------------------------------------------------------- */

/* Fills what follows from the difference, its standard error and degrees of freedom. */
static void fill_test(double diff, double se, double df, SvyMeanTest *test)
{
    const double reach = se * gsl_cdf_tdist_Qinv((1 - test->diff.level) / 2, df);

    test->statistic = diff / se;
    test->df = df;
    test->p = svy_tail_compute_t_p(test->statistic, df);
    test->diff.se = se;
    test->diff.df = df;
    test->diff.lo = diff - reach;
    test->diff.hi = diff + reach;
    test->status = test->diff.status = SVY_STATUS_OK;
}

static SvyMeanTest start_test(SvyStatus status, double diff, double level, const char *method)
{
    const double none = (double)NAN;
    SvyMeanTest test = {.statistic = none, .df = none, .p = none, .status = status};

    svy_stats_init();
    test.diff = svy_estimate_none(status, level, method);
    if (status != SVY_STATUS_NO_CASES)
        test.diff.value = diff;
    return test;
}

static SvyMeanTest start_two_groups(const SvyMoments *x,
                                    const SvyMoments *y,
                                    double level,
                                    const char *method)
{
    const bool has_cases = x->n > 0 && y->n > 0;

    return start_test(has_cases ? SVY_STATUS_NO_VARIANCE : SVY_STATUS_NO_CASES,
                      svy_moments_get_difference(x, y), level, method);
}

/* Degrees of freedom of Satterthwaite for the variances of two means; the ratio form cannot
 * overflow. */
static double satterthwaite_df(double a, double n1, double b, double n2)
{
    const double share = a / (a + b);

    return 1 / (share * share / (n1 - 1) + (1 - share) * (1 - share) / (n2 - 1));
}

bool svy_means_welch_t(const SvyMoments *x,
                       const SvyMoments *y,
                       double level,
                       SvyMeanTest *ret_test,
                       GError **error)
{
    SvyMeanTest test;

    g_return_val_if_fail(x != NULL && y != NULL && ret_test != NULL, false);
    if (!svy_argument_check_level(level, error))
        return false;

    test = start_two_groups(x, y, level, "Welch");
    if (x->n > 1 && y->n > 1 && x->ss + y->ss > 0) {
        const double a = variance_of(x) / x->n, b = variance_of(y) / y->n;

        fill_test(test.diff.value, sqrt(a + b), satterthwaite_df(a, x->n, b, y->n), &test);
    }
    *ret_test = test;
    return true;
}

bool svy_means_student_t(const SvyMoments *x,
                         const SvyMoments *y,
                         double level,
                         SvyMeanTest *ret_test,
                         GError **error)
{
    SvyMeanTest test;

    g_return_val_if_fail(x != NULL && y != NULL && ret_test != NULL, false);
    if (!svy_argument_check_level(level, error))
        return false;

    const double df = x->n + y->n - 2;

    test = start_two_groups(x, y, level, "Student");
    if (test.status != SVY_STATUS_NO_CASES && df > 0 && x->ss + y->ss > 0) {
        const double variance = (x->ss + y->ss) / df;

        fill_test(test.diff.value, sqrt(variance * (1 / x->n + 1 / y->n)), df, &test);
    }
    *ret_test = test;
    return true;
}

bool svy_means_paired_t(size_t n,
                        const double x[],
                        const double y[],
                        double level,
                        SvyMeanTest *ret_test,
                        GError **error)
{
    g_autofree double *differences = g_try_malloc_n(MAX(n, 1), sizeof *differences);
    SvyMoments moments;
    SvyMeanTest test;

    g_return_val_if_fail((n == 0 || (x != NULL && y != NULL)) && ret_test != NULL, false);
    if (differences == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu pairs", n);
    for (size_t i = 0; i < n; i++)
        differences[i] = x[i] - y[i];
    if (!svy_argument_check_level(level, error) ||
        !svy_moments_compute(n, differences, &moments, error))
        return false;

    test = start_test(moments.n > 0 ? SVY_STATUS_NO_VARIANCE : SVY_STATUS_NO_CASES, moments.mean,
                      level, "paired t");
    if (moments.n > 1 && moments.ss > 0)
        fill_test(moments.mean, svy_moments_get_sd(&moments) / sqrt(moments.n), moments.n - 1,
                  &test);
    *ret_test = test;
    return true;
}

/* --- Analysis of variance ------------------------------------------------------------------- */

static bool check_groups(size_t n_groups, const SvyMoments groups[], GError **error)
{
    for (size_t i = 0; i < n_groups; i++) {
        if (!svy_argument_check_count("the cases of a group", groups[i].n, error))
            return false;
        if (!(groups[i].ss >= 0 && isfinite(groups[i].ss)))
            return svy_argument_refuse("the sum of squares of a group", groups[i].ss,
                                       "a finite number, 0 or more", error);
    }
    return true;
}

static size_t count_filled(size_t n_groups, const SvyMoments groups[])
{
    size_t n = 0;

    for (size_t i = 0; i < n_groups; i++)
        n += groups[i].n > 0;
    return n;
}

/* The groups' means round the weighted mean of the means: sum of weight (mean - middle)^2. Each
 * mean enters as its distance from the first group's, which is exact. */
static double sum_between(size_t n_groups, const SvyMoments groups[], const double weights[])
{
    double total = 0, middle = 0, sum = 0;
    size_t first = 0;

    while (first < n_groups && !(groups[first].n > 0))
        first++;
    for (size_t i = first; i < n_groups; i++) {
        if (!(groups[i].n > 0))
            continue;
        total += weights[i];
        middle += weights[i] * svy_moments_get_difference(&groups[i], &groups[first]);
    }
    middle /= total;
    for (size_t i = first; i < n_groups; i++) {
        if (!(groups[i].n > 0))
            continue;

        const double distance = svy_moments_get_difference(&groups[i], &groups[first]) - middle;

        sum += weights[i] * distance * distance;
    }
    return sum;
}

/* What both analyses share: the sums of squares, and the status of what cannot be tested. */
static bool start_anova(size_t n_groups,
                        const SvyMoments groups[],
                        double weights[],
                        SvyAnova *anova)
{
    const double none = (double)NAN;
    const size_t k = count_filled(n_groups, groups);

    *anova = (SvyAnova){.statistic = none, .df1 = none, .df2 = none, .p = none};
    anova->ss_between = anova->ss_within = anova->eta2 = none;
    anova->status = k == 0 ? SVY_STATUS_NO_CASES : SVY_STATUS_UNDEFINED;
    svy_stats_init();
    if (k < 2)
        return false;

    anova->ss_within = 0;
    for (size_t i = 0; i < n_groups; i++) {
        anova->n += groups[i].n;
        anova->ss_within += groups[i].ss;
        weights[i] = groups[i].n;
    }
    anova->ss_between = sum_between(n_groups, groups, weights);
    if (anova->ss_between + anova->ss_within > 0)
        anova->eta2 = anova->ss_between / (anova->ss_between + anova->ss_within);
    anova->status = SVY_STATUS_NO_VARIANCE;
    return true;
}

static double *allocate_weights(size_t n_groups, GError **error)
{
    double *weights = g_try_malloc_n(MAX(n_groups, 1), sizeof *weights);

    if (weights == NULL)
        svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu groups", n_groups);
    return weights;
}

bool svy_means_anova(size_t n_groups,
                     const SvyMoments groups[],
                     SvyAnova *ret_anova,
                     GError **error)
{
    SvyAnova anova;

    g_return_val_if_fail((n_groups == 0 || groups != NULL) && ret_anova != NULL, false);
    g_autofree double *weights = allocate_weights(n_groups, error);
    if (weights == NULL || !check_groups(n_groups, groups, error))
        return false;

    if (start_anova(n_groups, groups, weights, &anova)) {
        const double k = (double)count_filled(n_groups, groups);

        if (anova.n > k && anova.ss_within > 0) {
            anova.df1 = k - 1;
            anova.df2 = anova.n - k;
            anova.statistic = anova.ss_between / anova.df1 / (anova.ss_within / anova.df2);
            anova.p = svy_tail_compute_f_p(anova.statistic, anova.df1, anova.df2);
            anova.status = SVY_STATUS_OK;
        }
    }
    *ret_anova = anova;
    return true;
}

/* Welch's weights n / v; false when one of them does not exist. */
static bool fill_welch_weights(size_t n_groups, const SvyMoments groups[], double weights[])
{
    for (size_t i = 0; i < n_groups; i++) {
        weights[i] = 0;
        if (!(groups[i].n > 0))
            continue;
        if (!(groups[i].n > 1) || !(groups[i].ss > 0))
            return false;
        weights[i] = groups[i].n / variance_of(&groups[i]);
    }
    return true;
}

static double welch_spread(size_t n_groups,
                           const SvyMoments groups[],
                           const double weights[],
                           double k)
{
    double total = 0, spread = 0;

    for (size_t i = 0; i < n_groups; i++)
        total += weights[i];
    for (size_t i = 0; i < n_groups; i++) {
        if (weights[i] > 0)
            spread += (1 - weights[i] / total) * (1 - weights[i] / total) / (groups[i].n - 1);
    }
    return spread / (k * k - 1);
}

bool svy_means_welch_anova(size_t n_groups,
                           const SvyMoments groups[],
                           SvyAnova *ret_anova,
                           GError **error)
{
    SvyAnova anova;

    g_return_val_if_fail((n_groups == 0 || groups != NULL) && ret_anova != NULL, false);
    g_autofree double *weights = allocate_weights(n_groups, error);
    if (weights == NULL || !check_groups(n_groups, groups, error))
        return false;

    if (start_anova(n_groups, groups, weights, &anova) &&
        fill_welch_weights(n_groups, groups, weights)) {
        const double k = (double)count_filled(n_groups, groups);
        const double spread = welch_spread(n_groups, groups, weights, k);

        anova.df1 = k - 1;
        anova.df2 = 1 / (3 * spread);
        anova.statistic =
            sum_between(n_groups, groups, weights) / anova.df1 / (1 + 2 * (k - 2) * spread);
        anova.p = svy_tail_compute_f_p(anova.statistic, anova.df1, anova.df2);
        anova.status = SVY_STATUS_OK;
    }
    *ret_anova = anova;
    return true;
}

/* --- All pairs ------------------------------------------------------------------------------ */

/* The variance of the difference of two means, and its degrees of freedom; variance 0 when there is
 * none. */
typedef void (*PairVariance)(const SvyMoments *a,
                             const SvyMoments *b,
                             const SvyMoments *pooled,
                             double *ret_variance,
                             double *ret_df);

static void tukey_variance(const SvyMoments *a,
                           const SvyMoments *b,
                           const SvyMoments *pooled,
                           double *ret_variance,
                           double *ret_df)
{
    *ret_df = pooled->n;
    *ret_variance = pooled->n > 0 ? pooled->ss / pooled->n * (1 / a->n + 1 / b->n) : 0;
}

static void games_howell_variance(const SvyMoments *a,
                                  const SvyMoments *b,
                                  const SvyMoments *pooled,
                                  double *ret_variance,
                                  double *ret_df)
{
    (void)pooled;
    *ret_variance = 0;
    if (!(a->n > 1) || !(b->n > 1) || !(a->ss + b->ss > 0))
        return;

    const double u = variance_of(a) / a->n, v = variance_of(b) / b->n;

    *ret_variance = u + v;
    *ret_df = satterthwaite_df(u, a->n, v, b->n);
}

/* Quantiles of the range are dear, and in Tukey's method all pairs share one. */
typedef struct {
    size_t k;
    double level, df, quantile;
} RangeCache;

static bool fill_pair(SvyMeanPair *pair,
                      double variance,
                      double df,
                      RangeCache *cache,
                      GError **error)
{
    const double se = sqrt(variance);

    if (fabs(df - cache->df) > 0) {
        if (!svy_studentized_range_find_quantile(1 - cache->level, cache->k, df, &cache->quantile,
                                                 error))
            return false;
        cache->df = df;
    }
    pair->statistic = fabs(pair->diff.value) / se * G_SQRT2;
    pair->p = svy_studentized_range_compute_tail(pair->statistic, cache->k, df);
    pair->diff.se = se;
    pair->diff.df = df;
    pair->diff.lo = pair->diff.value - cache->quantile / G_SQRT2 * se;
    pair->diff.hi = pair->diff.value + cache->quantile / G_SQRT2 * se;
    pair->diff.status = SVY_STATUS_OK;
    return true;
}

static SvyMeanPair start_pair(size_t i,
                              size_t j,
                              const SvyMoments groups[],
                              double level,
                              const char *method)
{
    const bool has_cases = groups[i].n > 0 && groups[j].n > 0;
    SvyMeanPair pair = {.first = i, .second = j};

    pair.statistic = pair.p = (double)NAN;
    pair.diff =
        svy_estimate_none(has_cases ? SVY_STATUS_NO_VARIANCE : SVY_STATUS_NO_CASES, level, method);
    if (has_cases)
        pair.diff.value = svy_moments_get_difference(&groups[j], &groups[i]);
    return pair;
}

/* Sum of squares and degrees of freedom within the groups. */
static SvyMoments pool_groups(size_t n_groups, const SvyMoments groups[])
{
    SvyMoments pooled = {0};

    for (size_t i = 0; i < n_groups; i++) {
        pooled.ss += groups[i].ss;
        pooled.n += groups[i].n > 0 ? groups[i].n - 1 : 0;
    }
    return pooled;
}

static bool compare_pairs(size_t n_groups,
                          const SvyMoments groups[],
                          double level,
                          const char *method,
                          PairVariance find_variance,
                          SvyMeanPair pairs[],
                          GError **error)
{
    const SvyMoments pooled = pool_groups(n_groups, groups);
    RangeCache cache = {.k = count_filled(n_groups, groups), .level = level};
    size_t n_pairs = 0;
    double variance, df = 0;

    svy_stats_init();
    for (size_t i = 0; i < n_groups; i++) {
        for (size_t j = i + 1; j < n_groups; j++) {
            SvyMeanPair *pair = &pairs[n_pairs++];

            *pair = start_pair(i, j, groups, level, method);
            if (pair->diff.status == SVY_STATUS_NO_CASES)
                continue;
            find_variance(&groups[i], &groups[j], &pooled, &variance, &df);
            if (variance > 0 && !fill_pair(pair, variance, df, &cache, error))
                return false;
        }
    }
    return true;
}

static bool fill_pairs(size_t n_groups,
                       const SvyMoments groups[],
                       double level,
                       const char *method,
                       PairVariance find_variance,
                       SvyMeanPair ret_pairs[],
                       GError **error)
{
    const size_t n_pairs = n_groups < 2 ? 0 : n_groups * (n_groups - 1) / 2;
    g_autofree SvyMeanPair *pairs = g_try_malloc_n(n_pairs + 1, sizeof *pairs);

    if (pairs == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu pairs",
                             n_pairs);
    if (!svy_argument_check_level(level, error) || !check_groups(n_groups, groups, error) ||
        !compare_pairs(n_groups, groups, level, method, find_variance, pairs, error))
        return false;
    for (size_t i = 0; i < n_pairs; i++)
        ret_pairs[i] = pairs[i];
    return true;
}

bool svy_means_tukey(size_t n_groups,
                     const SvyMoments groups[],
                     double level,
                     SvyMeanPair ret_pairs[],
                     GError **error)
{
    g_return_val_if_fail(n_groups < 2 || (groups != NULL && ret_pairs != NULL), false);
    return fill_pairs(n_groups, groups, level, "Tukey-Kramer", tukey_variance, ret_pairs, error);
}

bool svy_means_games_howell(size_t n_groups,
                            const SvyMoments groups[],
                            double level,
                            SvyMeanPair ret_pairs[],
                            GError **error)
{
    g_return_val_if_fail(n_groups < 2 || (groups != NULL && ret_pairs != NULL), false);
    return fill_pairs(n_groups, groups, level, "Games-Howell", games_howell_variance, ret_pairs,
                      error);
}
