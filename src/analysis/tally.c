/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting people. */
#include "analysis/tally.h"

#include <math.h>
#include <surveystat/moments.h>

#include "analysis/weighting.h"

/* 64 people at a time: those of @word, the first of whom is in row @first. */
static inline void add_word(const double w[], uint64_t word, size_t first, SvyTally *tally)
{
    for (; word != 0; word &= word - 1) {
        const double weight = w[first + (size_t)__builtin_ctzll(word)];

        tally->n_weighted += weight > 0;
        tally->w += weight;
        tally->w2 += weight * weight;
    }
}

static void add_levels(const SvyRaked *raked, uint64_t word, size_t first, double by_level[])
{
    for (; word != 0; word &= word - 1)
        svy_raked_add(raked, first + (size_t)__builtin_ctzll(word), 1, by_level);
}

static SvyTally make_plain(size_t n)
{
    return (SvyTally){.n = n, .n_weighted = n, .w = (double)n, .w2 = (double)n};
}

static const SvyRaked *get_raked(const SvyRun *run)
{
    return run->weighting == NULL ? NULL : run->weighting->raked;
}

/* Room for the sums by level of one tally; the run keeps it. */
static double *take_levels(const SvyRun *run)
{
    double *by_level = g_new0(double, 2 * get_raked(run)->n_levels + 1);

    g_ptr_array_add(run->weighting->sums, by_level);
    return by_level;
}

/* The people of @a who are in @b and not in @without; both are nullable. */
static uint64_t get_word(const SvyBitset *a, const SvyBitset *b, const SvyBitset *without, size_t i)
{
    return a->words[i] & (b == NULL ? UINT64_MAX : b->words[i]) &
           (without == NULL ? UINT64_MAX : ~without->words[i]);
}

static SvyTally count(const SvyRun *run,
                      const SvyBitset *a,
                      const SvyBitset *b,
                      const SvyBitset *without,
                      size_t n)
{
    SvyTally tally = {.n = n};
    const SvyRaked *raked = get_raked(run);
    double *by_level = NULL;

    if (run->weighting == NULL)
        return make_plain(n);
    if (raked != NULL && n > 0)
        by_level = take_levels(run);
    for (size_t i = 0; n > 0 && i < (a->n_bits + 63) / 64; i++) {
        const uint64_t word = get_word(a, b, without, i);

        add_word(run->weighting->w, word, i * 64, &tally);
        if (by_level != NULL)
            add_levels(raked, word, i * 64, by_level);
    }
    tally.by_level = by_level;
    return tally;
}

SvyTally svy_tally_count(const SvyRun *run, const SvyBitset *a, const SvyBitset *b)
{
    return count(run, a, b, NULL, b == NULL ? svy_bitset_count(a) : svy_bitset_count_and(a, b));
}

SvyTally svy_tally_count_without(const SvyRun *run,
                                 const SvyBitset *a,
                                 const SvyBitset *without,
                                 const SvyBitset *in)
{
    size_t n = 0;

    for (size_t i = 0; i < (a->n_bits + 63) / 64; i++)
        n += (size_t)__builtin_popcountll(get_word(a, in, without, i));
    return count(run, a, in, without, n);
}

double svy_run_count_weighted(const SvyRun *run)
{
    return (double)(run->weighting == NULL ? run->dataset->n_rows : run->weighting->n_weighted);
}

SvyWeightSums svy_tally_get_sums(const SvyTally *tally)
{
    return (SvyWeightSums){.n = (double)tally->n_weighted, .w = tally->w, .w2 = tally->w2};
}

double svy_tally_count_effective(const SvyRun *run, const SvyTally *tally)
{
    const SvyWeightSums sums = svy_tally_get_sums(tally);

    return run->weighting == NULL ? (double)tally->n : svy_weighted_count_effective(&sums);
}

/* --- What raking gains ---------------------------------------------------------------------- */

double svy_run_find_variance(const SvyRun *run, double squares, const double sums[])
{
    const double n = svy_run_count_weighted(run);
    const SvyRaked *raked = get_raked(run);

    if (!(n > 1))
        return (double)NAN;
    return n / (n - 1) *
           (raked == NULL || sums == NULL ? squares : svy_raked_reduce(raked, squares, sums));
}

static void add_scaled(const SvyRaked *raked, const SvyTally *tally, double factor, double sums[])
{
    for (size_t i = 0; tally != NULL && tally->by_level != NULL && i < 2 * raked->n_levels; i++)
        sums[i] += factor * tally->by_level[i];
}

static double get_weight(const SvyTally *tally)
{
    return tally == NULL ? 0 : tally->w;
}

static double get_value(const SvyTallyRatio *ratio)
{
    return (ratio->plus->w - get_weight(ratio->minus)) / ratio->base->w;
}

/* Adds the influence of @ratio, times @factor, to @sums; returns its squares. */
static double add_ratio(const SvyRaked *raked,
                        const SvyTallyRatio *ratio,
                        double factor,
                        double sums[])
{
    const double d = get_value(ratio), w = ratio->base->w;
    const double minus2 = ratio->minus == NULL ? 0 : ratio->minus->w2;
    const double squares = (1 - d) * (1 - d) * ratio->plus->w2 + (1 + d) * (1 + d) * minus2 +
                           d * d * fmax(0, ratio->base->w2 - ratio->plus->w2 - minus2);

    add_scaled(raked, ratio->plus, factor / w, sums);
    add_scaled(raked, ratio->minus, -factor / w, sums);
    add_scaled(raked, ratio->base, -factor * d / w, sums);
    return squares / (w * w);
}

/* Of a - b, or of a alone. */
static double find_raked_variance(const SvyRun *run, const SvyTallyRatio *a, const SvyTallyRatio *b)
{
    const SvyRaked *raked = get_raked(run);

    g_assert(raked != NULL);
    g_autofree double *sums = g_new0(double, 2 * raked->n_levels + 1);
    double squares = add_ratio(raked, a, 1, sums);

    if (b != NULL)
        squares += add_ratio(raked, b, -1, sums);
    return svy_run_find_variance(run, squares, sums);
}

/* --- Shares --------------------------------------------------------------------------------- */

static bool find_weighted_share(const SvyRun *run,
                                const SvyTally *yes,
                                const SvyTally *base,
                                SvyEstimate *ret_p,
                                GError **error)
{
    const SvyWeightSums yes_sums = svy_tally_get_sums(yes), base_sums = svy_tally_get_sums(base);
    const double n_design = svy_run_count_weighted(run), level = run->result->level;
    const SvyTallyRatio ratio = {.plus = yes, .base = base};

    if (get_raked(run) == NULL || yes->n_weighted == 0 || yes->n_weighted == base->n_weighted)
        return svy_weighted_share(n_design, &yes_sums, &base_sums, level, ret_p, error);
    return svy_weighted_share_known(fmin(1, yes->w / base->w),
                                    find_raked_variance(run, &ratio, NULL), base_sums.n,
                                    n_design - 1, level, ret_p, error);
}

bool svy_tally_share(const SvyRun *run,
                     const SvyTally *yes,
                     const SvyTally *base,
                     SvyShare *ret_share,
                     GError **error)
{
    SvyShare share;

    if (!svy_run_share(run, yes->n, base->n, &share, error))
        return false;
    share.n_eff = svy_tally_count_effective(run, base);
    if (run->weighting != NULL && !find_weighted_share(run, yes, base, &share.p, error))
        return false;
    *ret_share = share;
    return true;
}

bool svy_tally_share_of(const SvyRun *run,
                        const SvyBitset *people,
                        const SvyBitset *base,
                        SvyShare *ret_share,
                        GError **error)
{
    const SvyTally yes = svy_tally_count(run, people, base);
    const SvyTally all = svy_tally_count(run, base, NULL);

    return svy_tally_share(run, &yes, &all, ret_share, error);
}

bool svy_tally_compare_pair(const SvyRun *run,
                            const SvyTally *first,
                            const SvyTally *second,
                            const SvyTally *base,
                            SvyDesignTest *ret_test,
                            GError **error)
{
    const SvyWeightSums one = svy_tally_get_sums(first), other = svy_tally_get_sums(second);
    const SvyWeightSums all = svy_tally_get_sums(base);
    const SvyTallyRatio ratio = {.plus = first, .minus = second, .base = base};
    const double n_design = svy_run_count_weighted(run), level = run->result->level;
    SvyDesignTest test;

    if (!svy_weighted_paired(n_design, &one, &other, &all, level, &test, error))
        return false;
    if (get_raked(run) != NULL && test.diff.status == SVY_STATUS_OK) {
        if (!svy_weighted_test_value(test.diff.value, find_raked_variance(run, &ratio, NULL),
                                     n_design - 1, level, &test, error))
            return false;
        test.diff.lo = fmax(-1, test.diff.lo);
        test.diff.hi = fmin(1, test.diff.hi);
    }
    *ret_test = test;
    return true;
}

bool svy_tally_compare(const SvyRun *run,
                       const SvyTallyRatio *a,
                       const SvyTallyRatio *b,
                       SvyDesignTest *ret_test,
                       GError **error)
{
    const double n_design = svy_run_count_weighted(run), level = run->result->level;
    double variance;

    if (!(a->base->w > 0) || !(b->base->w > 0)) {
        *ret_test = (SvyDesignTest){.diff = svy_estimate_none(SVY_STATUS_NO_CASES, level, NULL),
                                    .t = (double)NAN,
                                    .p = (double)NAN};
        return true;
    }
    if (get_raked(run) != NULL)
        variance = find_raked_variance(run, a, b);
    else
        variance = svy_run_find_variance(
            run, add_ratio(NULL, a, 1, NULL) + add_ratio(NULL, b, -1, NULL), NULL);
    return svy_weighted_test_value(get_value(a) - get_value(b), variance, n_design - 1, level,
                                   ret_test, error);
}

/* --- Sums of people ------------------------------------------------------------------------- */

static const double *combine(const SvyRun *run, const SvyTally *a, const SvyTally *b, double factor)
{
    const SvyRaked *raked = get_raked(run);
    double *by_level;

    if (raked == NULL || (a->by_level == NULL && b->by_level == NULL))
        return NULL;
    by_level = take_levels(run);
    add_scaled(raked, a, 1, by_level);
    add_scaled(raked, b, factor, by_level);
    return by_level;
}

SvyTally svy_tally_add(const SvyRun *run, const SvyTally *a, const SvyTally *b)
{
    return (SvyTally){.n = a->n + b->n,
                      .n_weighted = a->n_weighted + b->n_weighted,
                      .w = a->w + b->w,
                      .w2 = a->w2 + b->w2,
                      .by_level = combine(run, a, b, 1)};
}

/* What rounding leaves of a sum of weights when nobody is left is nothing. */
SvyTally svy_tally_subtract(const SvyRun *run, const SvyTally *a, const SvyTally *b)
{
    SvyTally left = {.n = a->n - MIN(a->n, b->n),
                     .n_weighted = a->n_weighted - MIN(a->n_weighted, b->n_weighted)};

    if (left.n_weighted > 0) {
        left.w = fmax(0, a->w - b->w);
        left.w2 = fmax(0, a->w2 - b->w2);
        left.by_level = combine(run, a, b, -1);
    }
    return left;
}

/* --- Means ---------------------------------------------------------------------------------- */

/* What raking leaves of the variance of a mean of scores. */
static bool set_raked_mean(const SvyRun *run,
                           size_t n_levels,
                           const double scores[],
                           const SvyTally people[],
                           SvyEstimate *mean,
                           GError **error)
{
    const SvyRaked *raked = get_raked(run);

    g_assert(raked != NULL);
    g_autofree double *sums = g_new0(double, 2 * raked->n_levels + 1);
    double w = 0, squares = 0;
    SvyDesignTest test;

    for (size_t i = 0; i < n_levels; i++)
        w += people[i].w;
    for (size_t i = 0; i < n_levels; i++) {
        const double z = (scores[i] - mean->value) / w;

        squares += z * z * people[i].w2;
        add_scaled(raked, &people[i], z, sums);
    }
    if (!svy_weighted_test_value(mean->value, svy_run_find_variance(run, squares, sums), mean->df,
                                 mean->level, &test, error))
        return false;
    test.diff.method = mean->method;
    *mean = test.diff;
    return true;
}

static bool find_weighted_mean(const SvyRun *run,
                               size_t n_levels,
                               const double scores[],
                               const SvyTally people[],
                               SvyEstimate *ret_mean,
                               GError **error)
{
    g_autofree SvyWeightSums *sums = g_new0(SvyWeightSums, n_levels + 1);

    for (size_t i = 0; i < n_levels; i++)
        sums[i] = svy_tally_get_sums(&people[i]);
    return svy_weighted_mean(svy_run_count_weighted(run), n_levels, scores, sums,
                             run->result->level, ret_mean, error) &&
           (get_raked(run) == NULL || ret_mean->status != SVY_STATUS_OK ||
            set_raked_mean(run, n_levels, scores, people, ret_mean, error));
}

bool svy_tally_mean(const SvyRun *run,
                    size_t n_levels,
                    const double scores[],
                    const SvyTally people[],
                    SvyEstimate *ret_mean,
                    GError **error)
{
    g_autofree double *counts = g_new0(double, n_levels + 1);
    SvyMoments moments;

    if (run->weighting != NULL)
        return find_weighted_mean(run, n_levels, scores, people, ret_mean, error);
    for (size_t i = 0; i < n_levels; i++)
        counts[i] = people[i].w;
    return svy_moments_compute_counts(n_levels, scores, counts, &moments, error) &&
           svy_moments_estimate_mean(&moments, run->result->level, ret_mean, error);
}
