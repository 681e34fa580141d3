/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting people. */
#include "analysis/tally.h"

#include <surveystat/moments.h>

SvyTally svy_tally_count(const SvyRun *run, const SvyBitset *a, const SvyBitset *b)
{
    SvyTally tally = {.n = b == NULL ? svy_bitset_count(a) : svy_bitset_count_and(a, b)};

    (void)run;
    tally.w = tally.w2 = (double)tally.n;
    return tally;
}

bool svy_tally_share(const SvyRun *run,
                     const SvyTally *yes,
                     const SvyTally *base,
                     SvyShare *ret_share,
                     GError **error)
{
    return svy_run_share(run, yes->n, base->n, ret_share, error);
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
    return (SvyTally){.n = a->n + b->n, .w = a->w + b->w, .w2 = a->w2 + b->w2};
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

    for (size_t i = 0; i < n_levels; i++)
        counts[i] = people[i].w;
    return svy_moments_compute_counts(n_levels, scores, counts, &moments, error) &&
           svy_moments_estimate_mean(&moments, run->result->level, ret_mean, error);
}
