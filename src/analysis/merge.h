/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Few people are put together with others before any number of theirs is withheld:
 *
 *   where answers have an order, few people join the smaller of their neighbours ("5-9 or 10-19");
 *   where they have none, all answers of few people become one ("Other (Trustee, Friend)"), with
 *   the option "Other" where they stay few.
 *
 * "Don't know" and "none of these" are joined to nothing. At least two answers are left. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <surveystat/survey.h>

#define SVY_MERGE_NONE ((size_t)-1)

/* One answer, or group of people. */
typedef struct {
    const char *label;
    SvyOptionMark mark;
    size_t n;
} SvyMergeItem;

/* @ret_part [n] the number of the part to which each belongs, in the order of the items; fewer than
 * @n_least people are few, nobody is not. Returns the number of parts. */
size_t svy_merge_small(size_t n,
                       const SvyMergeItem items[],
                       bool is_ordered,
                       size_t n_least,
                       size_t ret_part[]);

/* The name of a part; of one item its own. */
char *svy_merge_name(const char *language,
                     size_t n,
                     const SvyMergeItem items[],
                     bool is_ordered,
                     const size_t part_of[],
                     size_t part);

/* "“5-9 or 10-19” is “5-9” and “10-19”"; (nullable) for a part of one item. */
char *svy_merge_explain(const char *language,
                        size_t n,
                        const SvyMergeItem items[],
                        const char *name,
                        const size_t part_of[],
                        size_t part);
