/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rank tests of groups, from counts per group and level. */
#include <surveystat/ordinal.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort_double.h>
#include <math.h>
#include <surveystat/adjust.h>

#include "base/error.h"
#include "stats/argument-private.h"
#include "stats/gsl-wrap.h"

/* Counts with their sizes; groups are rows. */
typedef struct {
    size_t n_groups, n_levels;
    const double *counts;
} Table;

static double sum_of_group(const Table *table, size_t group)
{
    double sum = 0;

    for (size_t j = 0; j < table->n_levels; j++)
        sum += table->counts[group * table->n_levels + j];
    return sum;
}

static double sum_of_level(const Table *table, size_t level)
{
    double sum = 0;

    for (size_t i = 0; i < table->n_groups; i++)
        sum += table->counts[i * table->n_levels + level];
    return sum;
}

static double sum_of_all(const Table *table)
{
    double sum = 0;

    for (size_t i = 0; i < table->n_groups; i++)
        sum += sum_of_group(table, i);
    return sum;
}

static size_t count_filled(const Table *table)
{
    size_t n = 0;

    for (size_t i = 0; i < table->n_groups; i++)
        n += sum_of_group(table, i) > 0;
    return n;
}

static bool check_table(const Table *table, GError **error)
{
    for (size_t i = 0; i < table->n_groups * table->n_levels; i++) {
        if (!svy_argument_check_count("a count", table->counts[i], error))
            return false;
    }
    svy_stats_init();
    return true;
}

/* N^3 - N - sum(t^3 - t) over the ties t, as a sum of positive terms. */
static double untied_sum(const Table *table, double n)
{
    double sum = 0;

    for (size_t j = 0; j < table->n_levels; j++) {
        const double ties = sum_of_level(table, j);

        sum += ties * (n - ties) * (n + ties);
    }
    return sum;
}

/* Variance of the midranks, divisor N - 1. */
static double rank_variance(const Table *table, double n)
{
    return n > 1 ? untied_sum(table, n) / (12 * (n - 1)) : 0;
}

/* Sum over the people of a group of midrank - (N+1)/2, which is (those below - those above) / 2. */
static double sum_centred_ranks(const Table *table, size_t group, double n)
{
    double below = 0, sum = 0;

    for (size_t j = 0; j < table->n_levels; j++) {
        const double ties = sum_of_level(table, j);

        sum += table->counts[group * table->n_levels + j] * (below - (n - below - ties)) / 2;
        below += ties;
    }
    return sum;
}

static double two_sided_p(double z)
{
    return fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(z)));
}

/* --- Tabulating ----------------------------------------------------------------------------- */

/* The different values in ascending order, at the start of @sorted. */
static size_t drop_repeats(size_t n, double sorted[])
{
    size_t n_levels = 0;

    for (size_t i = 0; i < n; i++) {
        if (n_levels == 0 || sorted[i] > sorted[n_levels - 1])
            sorted[n_levels++] = sorted[i];
    }
    return n_levels;
}

static size_t find_level(double y, size_t n_levels, const double levels[])
{
    size_t lo = 0, hi = n_levels;

    while (hi - lo > 1) {
        const size_t middle = lo + (hi - lo) / 2;

        if (levels[middle] > y)
            hi = middle;
        else
            lo = middle;
    }
    return lo;
}

static bool check_person(double y, int32_t group, size_t n_groups, GError **error)
{
    if (isinf(y))
        return svy_argument_refuse("an answer", y, "finite", error);
    if (group >= 0 && (size_t)group >= n_groups)
        return svy_argument_refuse("a group", group, "below the number of groups", error);
    return true;
}

bool svy_ordinal_tabulate(size_t n,
                          const double y[],
                          const int32_t group[],
                          size_t n_groups,
                          double **ret_counts,
                          size_t *ret_n_levels,
                          GError **error)
{
    g_autofree double *levels = g_try_malloc_n(MAX(n, 1), sizeof *levels);
    size_t n_known = 0;

    g_return_val_if_fail(n == 0 || (y != NULL && group != NULL), false);
    g_return_val_if_fail(n_groups > 0 && ret_counts != NULL && ret_n_levels != NULL, false);
    if (levels == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu values", n);
    for (size_t i = 0; i < n; i++) {
        if (!check_person(y[i], group[i], n_groups, error))
            return false;
        if (!isnan(y[i]) && group[i] >= 0)
            levels[n_known++] = y[i];
    }
    gsl_sort(levels, 1, n_known);

    const size_t n_levels = drop_repeats(n_known, levels);
    double *counts = g_try_malloc0_n(MAX(n_levels, 1), n_groups * sizeof *counts);

    if (counts == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu levels",
                             n_levels);
    for (size_t i = 0; i < n; i++) {
        if (!isnan(y[i]) && group[i] >= 0)
            counts[(size_t)group[i] * n_levels + find_level(y[i], n_levels, levels)]++;
    }
    *ret_counts = counts;
    *ret_n_levels = n_levels;
    return true;
}

/* --- Two groups ----------------------------------------------------------------------------- */

/* U - mn/2 = (pairs in which the first is higher - pairs in which it is lower) / 2. */
static double excess_of_first(const Table *table)
{
    double below = 0, above = sum_of_group(table, 1), excess = 0;

    for (size_t j = 0; j < table->n_levels; j++) {
        above -= table->counts[table->n_levels + j];
        excess += table->counts[j] * (below - above) / 2;
        below += table->counts[table->n_levels + j];
    }
    return excess;
}

bool svy_ordinal_mann_whitney(size_t n_levels,
                              const double counts[],
                              SvyMannWhitney *ret_test,
                              GError **error)
{
    const Table table = {.n_groups = 2, .n_levels = n_levels, .counts = counts};
    const double none = (double)NAN;
    SvyMannWhitney test = {none, none, none, none, none, SVY_STATUS_NO_CASES};

    g_return_val_if_fail((n_levels == 0 || counts != NULL) && ret_test != NULL, false);
    if (!check_table(&table, error))
        return false;

    const double m = sum_of_group(&table, 0), n = sum_of_group(&table, 1), total = m + n;

    if (m > 0 && n > 0) {
        const double excess = excess_of_first(&table);
        const double sd = sqrt(m * (n / total) * rank_variance(&table, total));

        test.u = m * n / 2 + excess;
        test.prob_superiority = test.u / m / n;
        test.status = sd > 0 ? SVY_STATUS_OK : SVY_STATUS_NO_VARIANCE;
        if (sd > 0) {
            test.z = excess / sd;
            test.p = two_sided_p(test.z);
            test.p_corrected = two_sided_p(fmax(0, fabs(excess) - 0.5) / sd);
        }
    }
    *ret_test = test;
    return true;
}

/* --- Several groups ------------------------------------------------------------------------- */

bool svy_ordinal_kruskal_wallis(size_t n_groups,
                                size_t n_levels,
                                const double counts[],
                                SvyKruskalWallis *ret_test,
                                GError **error)
{
    const Table table = {.n_groups = n_groups, .n_levels = n_levels, .counts = counts};
    const double none = (double)NAN;
    SvyKruskalWallis test = {none, none, none, none, SVY_STATUS_NO_CASES};

    g_return_val_if_fail((n_groups * n_levels == 0 || counts != NULL) && ret_test != NULL, false);
    if (!check_table(&table, error))
        return false;

    const double n = sum_of_all(&table), variance = rank_variance(&table, n);
    const size_t k = count_filled(&table);

    if (n > 0)
        test.status = k < 2 ? SVY_STATUS_UNDEFINED : SVY_STATUS_NO_VARIANCE;
    if (k > 1 && variance > 0) {
        test.statistic = 0;
        for (size_t i = 0; i < n_groups; i++) {
            const double sum = sum_centred_ranks(&table, i, n), size = sum_of_group(&table, i);

            test.statistic += size > 0 ? sum / size * sum / variance : 0;
        }
        test.df = (double)k - 1;
        test.p = gsl_cdf_chisq_Q(test.statistic, test.df);
        test.epsilon2 = test.statistic / (n - 1);
        test.status = SVY_STATUS_OK;
    }
    *ret_test = test;
    return true;
}

static SvyDunnPair compare_pair(const Table *table, size_t i, size_t j, double n, double variance)
{
    const double none = (double)NAN;
    const double a = sum_of_group(table, i), b = sum_of_group(table, j);
    SvyDunnPair pair = {i, j, none, none, none, SVY_STATUS_NO_CASES};

    if (!(a > 0 && b > 0))
        return pair;
    pair.status = SVY_STATUS_NO_VARIANCE;
    if (!(variance > 0))
        return pair;

    const double gap = sum_centred_ranks(table, i, n) / a - sum_centred_ranks(table, j, n) / b;

    pair.z = gap / sqrt(variance * (1 / a + 1 / b));
    pair.p = two_sided_p(pair.z);
    pair.status = SVY_STATUS_OK;
    return pair;
}

/* Holm over the pairs that were tested. */
static bool adjust_pairs(size_t n_pairs, SvyDunnPair pairs[], GError **error)
{
    g_autofree double *p = g_try_malloc_n(n_pairs + 1, sizeof *p);
    size_t n = 0;

    if (p == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu pairs",
                             n_pairs);
    for (size_t i = 0; i < n_pairs; i++) {
        if (pairs[i].status == SVY_STATUS_OK)
            p[n++] = pairs[i].p;
    }
    if (!svy_adjust_holm(n, p, p, error))
        return false;
    n = 0;
    for (size_t i = 0; i < n_pairs; i++) {
        if (pairs[i].status == SVY_STATUS_OK)
            pairs[i].p_holm = p[n++];
    }
    return true;
}

bool svy_ordinal_dunn(size_t n_groups,
                      size_t n_levels,
                      const double counts[],
                      SvyDunnPair ret_pairs[],
                      GError **error)
{
    const Table table = {.n_groups = n_groups, .n_levels = n_levels, .counts = counts};
    const size_t n_pairs = n_groups < 2 ? 0 : n_groups * (n_groups - 1) / 2;
    g_autofree SvyDunnPair *pairs = g_try_malloc_n(n_pairs + 1, sizeof *pairs);

    g_return_val_if_fail(n_groups * n_levels == 0 || counts != NULL, false);
    g_return_val_if_fail(n_pairs == 0 || ret_pairs != NULL, false);
    if (pairs == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu pairs",
                             n_pairs);
    if (!check_table(&table, error))
        return false;

    const double n = sum_of_all(&table), variance = rank_variance(&table, n);
    size_t next = 0;

    for (size_t i = 0; i < n_groups; i++) {
        for (size_t j = i + 1; j < n_groups; j++)
            pairs[next++] = compare_pair(&table, i, j, n, variance);
    }
    if (!adjust_pairs(n_pairs, pairs, error))
        return false;
    for (size_t i = 0; i < n_pairs; i++)
        ret_pairs[i] = pairs[i];
    return true;
}

/* --- Ordered groups ------------------------------------------------------------------------- */

/* J - mean = (pairs in the order of the groups - pairs against it) / 2. @before [n_levels]: counts
 * of the groups before. */
static double excess_of_order(const Table *table, double before[])
{
    double excess = 0;

    for (size_t j = 0; j < table->n_levels; j++)
        before[j] = 0;
    for (size_t i = 0; i < table->n_groups; i++) {
        const double *own = table->counts + i * table->n_levels;
        double below = 0, above = 0;

        for (size_t j = 0; j < table->n_levels; j++)
            above += before[j];
        for (size_t j = 0; j < table->n_levels; j++) {
            above -= before[j];
            excess += own[j] * (below - above) / 2;
            below += before[j];
            before[j] += own[j];
        }
    }
    return excess;
}

/* Sums over group sizes or ties t: t(t-1)(2t+5), t(t-1)(t-2), t(t-1), t^2. */
typedef struct {
    double cubic, triples, pairs, squares;
} PowerSums;

static void add_powers(PowerSums *sums, double t)
{
    sums->cubic += t * (t - 1) * (2 * t + 5);
    sums->triples += t * (t - 1) * (t - 2);
    sums->pairs += t * (t - 1);
    sums->squares += t * t;
}

static double jonckheere_variance(double n, const PowerSums *groups, const PowerSums *ties)
{
    double variance = (n * (n - 1) * (2 * n + 5) - groups->cubic - ties->cubic) / 72;

    if (n > 2)
        variance += groups->triples / (36 * n * (n - 1) * (n - 2)) * ties->triples;
    if (n > 1)
        variance += groups->pairs / (8 * n * (n - 1)) * ties->pairs;
    return variance;
}

static void fill_jonckheere(const Table *table, double before[], SvyJonckheere *test)
{
    const double n = sum_of_all(table), excess = excess_of_order(table, before);
    PowerSums groups = {0}, ties = {0};

    for (size_t i = 0; i < table->n_groups; i++)
        add_powers(&groups, sum_of_group(table, i));
    for (size_t j = 0; j < table->n_levels; j++)
        add_powers(&ties, sum_of_level(table, j));

    test->mean = (n * n - groups.squares) / 4;
    test->statistic = test->mean + excess;
    test->status = SVY_STATUS_NO_VARIANCE;
    test->variance = untied_sum(table, n) > 0 ? jonckheere_variance(n, &groups, &ties) : 0;
    if (!(test->variance > 0))
        return;
    test->z = excess / sqrt(test->variance);
    test->p = two_sided_p(test->z);
    test->p_increasing = gsl_cdf_ugaussian_Q(test->z);
    test->status = SVY_STATUS_OK;
}

bool svy_ordinal_jonckheere(size_t n_groups,
                            size_t n_levels,
                            const double counts[],
                            SvyJonckheere *ret_test,
                            GError **error)
{
    const Table table = {.n_groups = n_groups, .n_levels = n_levels, .counts = counts};
    g_autofree double *before = g_try_malloc_n(n_levels + 1, sizeof *before);
    const double none = (double)NAN;
    SvyJonckheere test = {none, none, none, none, none, none, SVY_STATUS_NO_CASES};

    g_return_val_if_fail((n_groups * n_levels == 0 || counts != NULL) && ret_test != NULL, false);
    if (before == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu levels",
                             n_levels);
    if (!check_table(&table, error))
        return false;

    const size_t k = count_filled(&table);

    if (k > 1)
        fill_jonckheere(&table, before, &test);
    else if (k == 1)
        test.status = SVY_STATUS_UNDEFINED;
    *ret_test = test;
    return true;
}
