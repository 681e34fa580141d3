/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting people in bit rows, with their weights where the run has some. All that a share, a table
 * or a test needs of the data is in three sums. */
#pragma once

#include "analysis/analysis.h"

typedef struct {
    size_t n;     /* people */
    double w, w2; /* sum of their weights and of the squares; n without weights */
} SvyTally;

/* The people of @a who are in @b, too; @b (nullable) for all of @a. */
SvyTally svy_tally_count(const SvyRun *run, const SvyBitset *a, const SvyBitset *b);

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

/* People with disjoint answers taken together. */
SvyTally svy_tally_add(const SvyTally *a, const SvyTally *b);

/* The mean of scores that people have, with its interval: @people [n_levels] how many have each of
 * @scores. */
bool svy_tally_mean(const SvyRun *run,
                    size_t n_levels,
                    const double scores[],
                    const SvyTally people[],
                    SvyEstimate *ret_mean,
                    GError **error);
