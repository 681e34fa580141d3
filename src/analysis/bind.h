/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From names to questions and from bit rows to counts: the border between data and statistics. */
#pragma once

#include <surveystat/paired.h>

#include "analysis/analysis.h"

/* The question that line @line of the plan names; NULL sets @error, with the nearest name. */
const SvyQuestion *svy_bind_find_question(const SvyRun *run,
                                          const char *name,
                                          size_t line,
                                          GError **error);

/* A pair of select-alls and what is said of it. */
typedef struct {
    const SvyQuestion *use, *follow;
    const SvyPlanGap *plan; /* (nullable) */
    char *how_found;        /* one sentence; owned */
} SvyPair;

/* The pairs to compute: those of the options, else of the plan, else the one that can be
 * recognised. (transfer full) array of SvyPair; empty when there is none. */
bool svy_bind_find_pairs(const SvyRun *run, GArray **ret_pairs, GError **error);

/* Who uses what, who follows what, and whose answers are known. All bit rows are over respondents.
 */
typedef struct {
    const char *label;
    const SvyBitset *use;
    const SvyBitset *follow; /* (nullable) no account */
} SvyBoundItem;

typedef struct {
    GPtrArray *items; /* of SvyBoundItem, owned */
    SvyBitset *any_use, *any_follow;
    SvyBitset *base;
    SvyBitset *asked; /* of the base, those who answered the follow question */
    size_t n_answered_use, n_not_asked, n_skipped, n_blank;
} SvyBoundPair;

bool svy_bind_pair(const SvyRun *run, const SvyPair *pair, SvyBoundPair *ret_bound, GError **error);
void svy_bound_pair_clear(SvyBoundPair *bound);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyBoundPair, svy_bound_pair_clear)

/* The two-by-two table of two bit rows within @base. */
SvyPairTable svy_bind_count_pairs(const SvyBitset *use,
                                  const SvyBitset *follow,
                                  const SvyBitset *base);
