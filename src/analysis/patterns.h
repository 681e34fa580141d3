/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people chose of a list, as different combinations with their numbers of people; and which
 * options reach most of them. One bit per option, the first option the lowest. */
#pragma once

#include <surveystat/error.h>

#include "base/bitset.h"

#define SVY_PATTERNS_MAX_OPTIONS 64u
#define SVY_COVER_MAX_EXACT      20u /* options of which all sets are looked at */

typedef struct {
    size_t n;
    uint64_t *masks; /* [n] different; 0: chose nothing */
    size_t *counts;  /* [n] people, most first; ties by mask */
    double *weights; /* [n] their weights; the counts without weights */
} SvyPatterns;

/* Counts the combinations among the people of @base; at most SVY_PATTERNS_MAX_OPTIONS options.
 * @w: (nullable) [people] weights. */
bool svy_patterns_count(size_t n_options,
                        const SvyBitset *const options[],
                        const SvyBitset *base,
                        const double w[],
                        SvyPatterns *ret_patterns,
                        GError **error);
void svy_patterns_clear(SvyPatterns *patterns);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyPatterns, svy_patterns_clear)

/* With weights: those of @min_people at least, by their weight, before all others. */
bool svy_patterns_sort_by_weight(SvyPatterns *patterns, size_t min_people, GError **error);

/* For each number of options from 1 to @n_options, one set that reaches most people (most weight):
 * somebody is reached when the set has an option that they chose. Up to SVY_COVER_MAX_EXACT options
 * all sets are compared, and of equals the one with the earliest options is taken; beyond, each set
 * is the one before and the option that adds most people, so that another may reach more.
 * @ret_sets, @ret_reached: [n_options] the sets, and the people that they reach */
bool svy_patterns_cover(const SvyPatterns *patterns,
                        size_t n_options,
                        uint64_t ret_sets[],
                        size_t ret_reached[],
                        GError **error);
