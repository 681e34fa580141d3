/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A protected breakdown becomes a table. */
#pragma once

#include "analysis/breakdown.h"

/* The tables of the breakdowns of @breakdowns, their tests adjusted (Holm) over the tables of one
 * grouping. With @is_asked_for also those that have nothing to tell. */
bool svy_breakdown_publish_tables(SvyRun *run, bool is_asked_for, GError **error);

/* Says what was withheld, or that nothing was; @rest_labels (nullable). */
void svy_breakdown_add_notes(const SvyRun *run,
                             SvyTableBuilder *builder,
                             bool has_withheld,
                             const SvyGrouping *grouping);
