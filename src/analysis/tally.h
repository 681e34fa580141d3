/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting people in bit rows, with their weights where the run has some. All that a share, a table
 * or a test needs of the data is in three sums. */
#pragma once

#include <surveystat/weighted.h>

#include "analysis/analysis.h"

typedef struct {
    size_t n;               /* people */
    size_t n_weighted;      /* those with a weight above 0; n without weights */
    double w, w2;           /* sum of their weights and of the squares; n without weights */
    const double *by_level; /* (nullable) raked: what raking gains, see stats/raked.h; of the run */
} SvyTally;

/* The people of @a who are in @b, too; @b (nullable) for all of @a. */
SvyTally svy_tally_count(const SvyRun *run, const SvyBitset *a, const SvyBitset *b);

/* Those of @a who are not in @without, within @in (nullable). */
SvyTally svy_tally_count_without(const SvyRun *run,
                                 const SvyBitset *a,
                                 const SvyBitset *without,
                                 const SvyBitset *in);

/* @yes of @base as a share with its interval; weighted where the run has weights. */
bool svy_tally_share(const SvyRun *run,
                     const SvyTally *yes,
                     const SvyTally *base,
                     SvyShare *ret_share,
                     GError **error);

/* Both in one: how many of @base are in @people. */
bool svy_tally_share_of(const SvyRun *run,
                        const SvyBitset *people,
                        const SvyBitset *base,
                        SvyShare *ret_share,
                        GError **error);

/* People with disjoint answers taken together, and some of them taken away. */
SvyTally svy_tally_add(const SvyRun *run, const SvyTally *a, const SvyTally *b);
SvyTally svy_tally_subtract(const SvyRun *run, const SvyTally *a, const SvyTally *b);

/* For the functions of surveystat/weighted.h. */
SvyWeightSums svy_tally_get_sums(const SvyTally *tally);

/* People with a weight in the whole run. */
double svy_run_count_weighted(const SvyRun *run);

/* So many people without weights tell as much; n without weights. */
double svy_tally_count_effective(const SvyRun *run, const SvyTally *tally);

/* The mean of scores that people have, with its interval: @people [n_levels] how many have each of
 * @scores. */
bool svy_tally_mean(const SvyRun *run,
                    size_t n_levels,
                    const double scores[],
                    const SvyTally people[],
                    SvyEstimate *ret_mean,
                    GError **error);

/* Two answers of the same people, weighted: see svy_weighted_paired(). */
bool svy_tally_compare_pair(const SvyRun *run,
                            const SvyTally *first,
                            const SvyTally *second,
                            const SvyTally *base,
                            SvyDesignTest *ret_test,
                            GError **error);

/* A share or a difference of shares: (w of @plus - w of @minus) / w of @base. */
typedef struct {
    const SvyTally *plus, *minus; /* @minus is nullable; nobody is in both */
    const SvyTally *base;
} SvyTallyRatio;

/* How much one is above another of other people, weighted. */
bool svy_tally_compare(const SvyRun *run,
                       const SvyTallyRatio *a,
                       const SvyTallyRatio *b,
                       SvyDesignTest *ret_test,
                       GError **error);

/* Linearised variance of influence values of people whose squares, times their weights, add up to
 * @squares, n / (n - 1) included; what raking gains is taken off by @sums [2 * levels]
 * (nullable). */
double svy_run_find_variance(const SvyRun *run, double squares, const double sums[]);
