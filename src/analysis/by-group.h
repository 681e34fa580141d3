/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a table of everybody, once for each group of people: what a chart with a panel for
 * each group draws and no table of answers by group holds. Made after disclosure control from what
 * may be told, so that it tells nothing else (combinations: where nothing is protected); only where
 * such charts are asked for. */
#pragma once

#include "analysis/breakdown.h"

/* Whether the run makes such tables, @panels of SVY_PANELS_..., and of this grouping. */
bool svy_by_group_is_wanted(const SvyRun *run, unsigned panels);
bool svy_by_group_suits(const SvyGrouping *grouping, const SvyQuestion *question);

/* (nullable) the table of everybody that was made as @id */
const SvyTable *svy_by_group_find(const SvyRun *run, const char *id);

/* "@all->id-by-q4": a column for the group, and the columns of @all up to the one with the key
 * @last. Borrowed texts are copied. */
SvyTableBuilder *svy_by_group_start(const SvyRun *run,
                                    SvyTableKind kind,
                                    const SvyTable *all,
                                    const char *last,
                                    const SvyGrouping *grouping);

/* The @row-th row of @all: "All" stands before the groups. */
SvyCell *svy_by_group_add_all(const SvyRun *run,
                              SvyTableBuilder *builder,
                              const SvyTable *all,
                              const char *last,
                              size_t row);

/* A row of @grouping's @g-th group. */
SvyCell *svy_by_group_add_row(SvyTableBuilder *builder, const SvyGrouping *grouping, size_t g);

/* Says what was withheld and put together; takes the table. */
void svy_by_group_finish(SvyRun *run,
                         SvyTableBuilder *builder,
                         const SvyGrouping *grouping,
                         bool has_withheld);

/* How many of the group in @column gave one of the answers of @people, as the shown cells of @table
 * say: those added up, or what the others leave of the base. False in *@ret_is_told where they do
 * not; false: no memory. */
bool svy_by_group_sum(const SvyRun *run,
                      const SvyBreakdown *table,
                      const SvyBitset *people,
                      size_t column,
                      SvyTally *ret_tally,
                      bool *ret_is_told,
                      GError **error);
