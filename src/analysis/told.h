/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the number of people of a group with an outcome may be told in a table that is not of the
 * kind "question by groups": drivers, targets, ladders. They follow what was decided for those;
 * what no such table holds is counted for the decision and shown nowhere. */
#pragma once

#include "analysis/breakdown.h"
#include "analysis/outcome.h"

/* The groups of @question, which are made when there are none; NULL: it divides nobody. */
bool svy_told_find_grouping(SvyRun *run,
                            const SvyQuestion *question,
                            const SvyGrouping **ret_grouping,
                            GError **error);

/* To be called before disclosure control: makes sure that it knows of the outcome by @grouping. */
bool svy_told_prepare(SvyRun *run,
                      const SvyOutcome *outcome,
                      const SvyGrouping *grouping,
                      GError **error);

/* After it: @ret_is_told [n_groups of the grouping]. */
bool svy_told_find(const SvyRun *run,
                   const SvyOutcome *outcome,
                   const SvyGrouping *grouping,
                   bool ret_is_told[],
                   GError **error);

/* The same of the outcome within the people of @from, where these are groups of a question with one
 * answer each; of others what is told of everybody holds. */
bool svy_told_prepare_within(SvyRun *run,
                             const SvyOutcome *outcome,
                             const SvyOutcome *from,
                             GError **error);
bool svy_told_is_within(const SvyRun *run,
                        const SvyOutcome *outcome,
                        const SvyOutcome *from,
                        bool *ret_is_told,
                        GError **error);
