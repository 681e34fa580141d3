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

static SvyTally make_plain(size_t n)
{
    return (SvyTally){.n = n, .n_weighted = n, .w = (double)n, .w2 = (double)n};
}

SvyTally svy_tally_count(const SvyRun *run, const SvyBitset *a, const SvyBitset *b)
{
    const size_t n = b == NULL ? svy_bitset_count(a) : svy_bitset_count_and(a, b);
    SvyTally tally = {.n = n};

    if (run->weighting == NULL)
        return make_plain(n);
    for (size_t i = 0; n > 0 && i < (a->n_bits + 63) / 64; i++)
        add_word(run->weighting->w, a->words[i] & (b == NULL ? UINT64_MAX : b->words[i]), i * 64,
                 &tally);
    return tally;
}

SvyTally svy_tally_count_without(const SvyRun *run,
                                 const SvyBitset *a,
                                 const SvyBitset *without,
                                 const SvyBitset *in)
{
    SvyTally tally = {0};

    for (size_t i = 0; i < (a->n_bits + 63) / 64; i++) {
        const uint64_t word =
            a->words[i] & ~without->words[i] & (in == NULL ? UINT64_MAX : in->words[i]);

        tally.n += (size_t)__builtin_popcountll(word);
        if (run->weighting != NULL)
            add_word(run->weighting->w, word, i * 64, &tally);
    }
    return run->weighting == NULL ? make_plain(tally.n) : tally;
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

bool svy_tally_share(const SvyRun *run,
                     const SvyTally *yes,
                     const SvyTally *base,
                     SvyShare *ret_share,
                     GError **error)
{
    const SvyWeightSums yes_sums = svy_tally_get_sums(yes), base_sums = svy_tally_get_sums(base);
    SvyShare share;

    if (!svy_run_share(run, yes->n, base->n, &share, error))
        return false;
    share.n_eff = svy_tally_count_effective(run, base);
    if (run->weighting != NULL &&
        !svy_weighted_share(svy_run_count_weighted(run), &yes_sums, &base_sums, run->result->level,
                            &share.p, error))
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

SvyTally svy_tally_add(const SvyTally *a, const SvyTally *b)
{
    return (SvyTally){.n = a->n + b->n,
                      .n_weighted = a->n_weighted + b->n_weighted,
                      .w = a->w + b->w,
                      .w2 = a->w2 + b->w2};
}

/* What rounding leaves of a sum of weights when nobody is left is nothing. */
SvyTally svy_tally_subtract(const SvyTally *a, const SvyTally *b)
{
    SvyTally left = {.n = a->n - MIN(a->n, b->n),
                     .n_weighted = a->n_weighted - MIN(a->n_weighted, b->n_weighted)};

    if (left.n_weighted > 0) {
        left.w = fmax(0, a->w - b->w);
        left.w2 = fmax(0, a->w2 - b->w2);
    }
    return left;
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
                             run->result->level, ret_mean, error);
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
