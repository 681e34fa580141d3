/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of people, and counting by them. What of the counts may be told: breakdown-protect.c */
#include "analysis/breakdown.h"

#include <string.h>

#include "analysis/segments.h"
#include "base/error.h"

size_t svy_run_get_min_cell(const SvyRun *run)
{
    if (run->options->min_cell > 0)
        return run->options->min_cell;
    return run->plan->min_cell > 0 ? run->plan->min_cell : SVY_MIN_CELL;
}

size_t svy_run_get_min_base(const SvyRun *run)
{
    const size_t min_cell = svy_run_get_min_cell(run);

    return min_cell <= 1 ? 1 : MAX(min_cell, SVY_MIN_BASE);
}

/* --- Releasing ------------------------------------------------------------------------------ */

static void clear_group(SvyGroup *group)
{
    g_free(group->label);
    svy_bitset_free(group->owned);
}

void svy_grouping_free(SvyGrouping *grouping)
{
    if (grouping == NULL)
        return;
    for (size_t i = 0; i < grouping->n_groups; i++)
        clear_group(&grouping->groups[i]);
    clear_group(&grouping->rest);
    g_free(grouping->groups);
    g_free(grouping->rest_labels);
    svy_variable_free(grouping->variables[0]);
    svy_variable_free(grouping->variables[1]);
    g_free(grouping->id);
    g_free(grouping->text);
    g_free(grouping);
}

static void free_grouping(gpointer grouping)
{
    svy_grouping_free(grouping);
}

static void free_breakdown(gpointer data)
{
    SvyBreakdown *table = data;

    for (size_t i = 0; i < table->n_rows; i++)
        g_free(table->rows[i].label);
    g_free(table->rows);
    g_free(table->id);
    g_free(table->text);
    g_free(table->bases);
    g_free(table->cells);
    g_free(table->fates);
    g_free(table->is_small);
    g_free(table);
}

static void free_gap(gpointer data)
{
    SvyGapBreakdown *gap = data;

    for (size_t i = 0; i < gap->n_items; i++) {
        g_free(gap->items[i].label);
        g_free(gap->items[i].pairs);
        g_free(gap->items[i].tallies);
        g_free(gap->items[i].is_withheld);
    }
    g_free(gap->items);
    g_free(gap);
}

void svy_breakdowns_free(SvyBreakdowns *breakdowns)
{
    if (breakdowns == NULL)
        return;
    g_ptr_array_unref(breakdowns->tables);
    g_ptr_array_unref(breakdowns->gaps);
    g_ptr_array_unref(breakdowns->groupings);
    g_free(breakdowns);
}

/* --- Groups --------------------------------------------------------------------------------- */

static void add_group(SvyGrouping *grouping, const SvyGroup *group)
{
    grouping->groups = g_renew(SvyGroup, grouping->groups, grouping->n_groups + 1);
    grouping->groups[grouping->n_groups++] = *group;
}

static void add_answers(SvyGrouping *grouping)
{
    const SvyVariable *variable = grouping->variables[0];

    for (size_t i = 0; i < variable->n_answers - variable->n_nets; i++) {
        const SvyAnswer *answer = &variable->answers[i];
        const SvyGroup group = {.label = g_strdup(answer->label),
                                .people = answer->people,
                                .n = svy_bitset_count(answer->people)};

        add_group(grouping, &group);
    }
}

static bool add_crossed(SvyGrouping *grouping, GError **error)
{
    const SvyVariable *first = grouping->variables[0], *second = grouping->variables[1];

    for (size_t i = 0; i < first->n_answers - first->n_nets; i++) {
        for (size_t j = 0; j < second->n_answers - second->n_nets; j++) {
            SvyGroup group = {.owned = svy_bitset_copy(first->answers[i].people)};

            if (group.owned == NULL)
                return svy_error_set_memory(error, "groups of people");
            svy_bitset_and(group.owned, second->answers[j].people);
            group.people = group.owned;
            group.n = svy_bitset_count(group.owned);
            group.label =
                g_strdup_printf("%s, %s", first->answers[i].label, second->answers[j].label);
            add_group(grouping, &group);
        }
    }
    return true;
}

/* Groups of few people go into the rest, which becomes a group of its own where it is large enough
 * and has several; those of nobody are no groups. */
static bool gather_small(const SvyRun *run, SvyGrouping *grouping, GError **error)
{
    const size_t n_least = svy_run_get_min_base(run);
    SvyBitset *rest = svy_bitset_new(run->dataset->n_rows);
    GString *labels = g_string_new(NULL);
    size_t n_kept = 0, n_small = 0;

    grouping->rest = (SvyGroup){.label = g_strdup(SVY_GROUPS_OTHERS), .owned = rest};
    for (size_t i = 0; i < grouping->n_groups; i++) {
        SvyGroup *group = &grouping->groups[i];

        if (group->n >= n_least) {
            grouping->groups[n_kept++] = *group;
            continue;
        }
        if (group->n > 0 && rest != NULL) {
            svy_bitset_or(rest, group->people);
            g_string_append_printf(labels, "%s%s", n_small++ > 0 ? ", " : "", group->label);
        }
        clear_group(group);
    }
    grouping->n_groups = n_kept;
    grouping->rest_labels = g_string_free(labels, FALSE);
    if (rest == NULL)
        return svy_error_set_memory(error, "groups of people");
    grouping->rest.people = rest;
    grouping->rest.n = svy_bitset_count(rest);
    if (n_small > 1 && grouping->rest.n >= n_least && grouping->is_exclusive) {
        add_group(grouping, &grouping->rest);
        grouping->rest = (SvyGroup){0};
    }
    return true;
}

static char *join_names(const char *first, const char *second, const char *between)
{
    return second == NULL ? g_strdup(first) : g_strconcat(first, between, second, NULL);
}

bool svy_grouping_new(const SvyRun *run,
                      const SvyQuestion *first,
                      const SvyQuestion *second,
                      SvyGrouping **ret_grouping,
                      GError **error)
{
    SvyGrouping *grouping = g_new0(SvyGrouping, 1);

    grouping->questions[0] = first;
    grouping->questions[1] = second;
    grouping->id = join_names(first->id, second == NULL ? NULL : second->id, "*");
    grouping->text = join_names(first->text, second == NULL ? NULL : second->text, " × ");
    if (!svy_variable_new(run->dataset, first, 0, &grouping->variables[0], error) ||
        (second != NULL &&
         !svy_variable_new(run->dataset, second, 0, &grouping->variables[1], error))) {
        svy_grouping_free(grouping);
        return false;
    }
    grouping->is_exclusive = grouping->variables[0]->is_exclusive &&
                             (second == NULL || grouping->variables[1]->is_exclusive);
    grouping->is_ordered = second == NULL && grouping->variables[0]->is_ordered;
    if (second == NULL)
        add_answers(grouping);
    if ((second != NULL && !add_crossed(grouping, error)) || !gather_small(run, grouping, error)) {
        svy_grouping_free(grouping);
        return false;
    }
    *ret_grouping = grouping;
    return true;
}

/* --- The collection ------------------------------------------------------------------------- */

static bool add_segments(SvyRun *run, SvyBreakdowns *breakdowns, GError **error)
{
    g_autoptr(GArray) segments = NULL;

    if (!svy_segments_find(run, &segments, error))
        return false;
    for (guint i = 0; i < segments->len; i++) {
        SvyGrouping *grouping = NULL;

        if (!svy_grouping_new(run, g_array_index(segments, SvySegment, i).question, NULL, &grouping,
                              error))
            return false;
        g_ptr_array_add(breakdowns->groupings, grouping);
    }
    return true;
}

bool svy_run_get_breakdowns(SvyRun *run, SvyBreakdowns **ret_breakdowns, GError **error)
{
    if (run->breakdowns == NULL) {
        run->breakdowns = g_new0(SvyBreakdowns, 1);
        run->breakdowns->groupings = g_ptr_array_new_with_free_func(free_grouping);
        run->breakdowns->tables = g_ptr_array_new_with_free_func(free_breakdown);
        run->breakdowns->gaps = g_ptr_array_new_with_free_func(free_gap);
        if (run->options->table_row == NULL && !add_segments(run, run->breakdowns, error))
            return false;
    }
    *ret_breakdowns = run->breakdowns;
    return true;
}

/* --- Counting ------------------------------------------------------------------------------- */

static void copy_rows(SvyBreakdown *table, const SvyVariable *variable)
{
    table->n_rows = variable->n_answers;
    table->n_nets = variable->n_nets;
    table->rows = g_new0(SvyBreakdownRow, table->n_rows + 1);
    for (size_t i = 0; i < table->n_rows; i++)
        table->rows[i] = (SvyBreakdownRow){.label = g_strdup(variable->answers[i].label),
                                           .mark = variable->answers[i].mark,
                                           .is_net = variable->answers[i].net != NULL};
}

static void count_column(const SvyRun *run,
                         SvyBreakdown *table,
                         const SvyVariable *variable,
                         size_t column,
                         const SvyBitset *people)
{
    table->bases[column] = svy_tally_count(run, variable->base, people);
    for (size_t i = 0; i < table->n_rows; i++)
        table->cells[i * table->n_columns + column] = svy_tally_count(
            run, variable->answers[i].people, people == NULL ? variable->base : people);
}

/* One answer of each: otherwise the rows do not add up to the base, whatever the type says. */
static bool adds_up(const SvyBreakdown *table)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        size_t n = 0;

        for (size_t i = 0; i < table->n_rows - table->n_nets; i++)
            n += svy_breakdown_get(table, i, c)->n;
        if (n != table->bases[c].n)
            return false;
    }
    return true;
}

static void mark_small(const SvyRun *run, SvyBreakdown *table)
{
    const size_t min_base = svy_run_get_min_cell(run) <= 1 ? 0 : svy_run_get_min_base(run);

    for (size_t c = 1; c < table->n_columns; c++)
        table->is_small[c] = table->bases[c].n < min_base;
    table->is_small[svy_breakdown_get_end(table)] = true;
}

SvyBreakdown *svy_breakdowns_count(SvyRun *run,
                                   SvyBreakdowns *breakdowns,
                                   const SvyVariable *variable,
                                   const SvyGrouping *grouping)
{
    SvyBreakdown *table = g_new0(SvyBreakdown, 1);

    table->grouping = grouping;
    table->question = variable->question;
    table->row_of_question = variable->row;
    table->id = variable->row_label == NULL
                    ? g_strdup(variable->question->id)
                    : g_strdup_printf("%s.%zu", variable->question->id, variable->row + 1);
    table->text = svy_variable_get_text(variable);
    table->is_ordered = variable->is_ordered;
    copy_rows(table, variable);
    table->n_columns = grouping->n_groups + 2;
    table->bases = g_new0(SvyTally, table->n_columns);
    table->cells = g_new0(SvyTally, table->n_rows * table->n_columns + 1);
    table->fates = g_new0(SvyFate, table->n_rows * table->n_columns + 1);
    table->is_small = g_new0(bool, table->n_columns);
    count_column(run, table, variable, 0, NULL);
    for (size_t g = 0; g < grouping->n_groups; g++)
        count_column(run, table, variable, g + 1, grouping->groups[g].people);
    if (grouping->rest.n > 0)
        count_column(run, table, variable, table->n_columns - 1, grouping->rest.people);
    table->is_exclusive = variable->is_exclusive && adds_up(table);
    mark_small(run, table);
    g_ptr_array_add(breakdowns->tables, table);
    return table;
}

bool svy_breakdown_has_withheld(const SvyBreakdown *table)
{
    for (size_t c = 1; c < svy_breakdown_get_end(table); c++) {
        for (size_t i = 0; i < table->n_rows; i++) {
            if (!svy_breakdown_is_shown(table, i, c))
                return true;
        }
    }
    return false;
}
