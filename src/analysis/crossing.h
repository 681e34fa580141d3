/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of two questions at once, for charts that draw one by the other in panels: all groups of
 * the outer question with all of the inner, in that order, those of nobody or of few people among
 * them, so that each has its place. What is told of them goes through disclosure control together
 * with what is told of the groups of each question.
 *
 * People whom one of the two does not tell of, because their group is too small, make groups that
 * are told nowhere: without them what is told of the others would not add up, and theirs could be
 * worked out. */
#pragma once

#include "analysis/breakdown.h"

/* Numbers of a table: what hides what is sought for all of them. Of many small groups with few
 * numbers each, such as states by two answers, it is found sooner. */
#define SVY_CROSSED_MOST      300u
#define SVY_CROSSED_MOST_FLAT 450u
#define SVY_CROSSED_FLAT      8u /* answers times groups of the outer question */

/* Adds the groupings that the options ask for, where both questions are groupings already. */
bool svy_crossings_add(const SvyRun *run, SvyBreakdowns *breakdowns, GError **error);

static inline bool svy_grouping_is_crossing(const SvyGrouping *grouping)
{
    return grouping->parents[0] != NULL;
}

/* Whether the table of @variable by @grouping is to be counted; of groups that are no crossing it
 * always is. */
bool svy_crossing_is_of(const SvyRun *run,
                        const SvyGrouping *grouping,
                        const SvyQuestion *question,
                        size_t row);

/* Groups of the outer times those of the inner question that are told: the first of @grouping. */
size_t svy_crossing_count(const SvyGrouping *grouping);

/* Groups of @grouping that have a column or a row of a table. */
static inline size_t svy_grouping_count_shown(const SvyGrouping *grouping)
{
    return svy_grouping_is_crossing(grouping) ? svy_crossing_count(grouping) : grouping->n_groups;
}

/* Groups of the outer question that are told; 0 of groups that are not crossed. */
static inline size_t svy_grouping_count_panels(const SvyGrouping *grouping)
{
    return svy_grouping_is_crossing(grouping) ? grouping->parents[0]->n_groups : 0;
}

/* Groups that are compared with each other: those of one panel, or all. */
static inline size_t svy_grouping_count_panel(const SvyGrouping *grouping)
{
    return svy_grouping_is_crossing(grouping) ? grouping->parents[1]->n_groups : grouping->n_groups;
}

/* Hides the columns of @table, by a crossing, of which the number of people would tell what the
 * table of its two questions withholds, or could be worked out and is small. */
bool svy_crossing_hide_bases(const SvyRun *run,
                             SvyBreakdown *table,
                             bool *ret_is_changed,
                             GError **error);

/* Adjusted residuals within each panel, of cells that are told where the same answer of the whole
 * panel is: the group of the outer question has it in a table of its own, of which, but for those
 * who did not answer the inner question, the panel is made. @ret_residuals: [n_columns] */
bool svy_crossing_find_residuals(const SvyRun *run,
                                 const SvyBreakdown *table,
                                 size_t row,
                                 double ret_residuals[],
                                 GError **error);

/* Letters of the columns within each panel, from A on in each. @ret_letters: [n_columns] */
bool svy_crossing_find_letters(const SvyRun *run,
                               const SvyBreakdown *table,
                               size_t row,
                               char *ret_letters[],
                               GError **error);
