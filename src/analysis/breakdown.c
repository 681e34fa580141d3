/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of people, and counting by them. What of the counts may be told: breakdown-protect.c */
#include "analysis/breakdown.h"

#include <string.h>

#include "analysis/crossing.h"
#include "analysis/merge.h"
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

size_t svy_run_get_min_alone(const SvyRun *run)
{
    const size_t min_cell = svy_run_get_min_cell(run);

    return min_cell <= 1 ? 1 : SVY_MIN_ALONE * min_cell;
}

/* --- Releasing ------------------------------------------------------------------------------ */

static void clear_group(SvyGroup *group)
{
    g_free(group->label);
    g_strfreev(group->members);
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
    g_free(grouping->merged);
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

static void free_rows(SvyBreakdownRow rows[], size_t n_rows)
{
    for (size_t i = 0; i < n_rows; i++) {
        g_free(rows[i].label);
        g_strfreev(rows[i].members);
    }
    g_free(rows);
}

static void free_breakdown(gpointer data)
{
    SvyBreakdown *table = data;

    free_rows(table->rows, table->n_rows);
    g_free(table->merged);
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

/* --- Small groups ---------------------------------------------------------------------------- */

static SvyMergeItem *list_groups(const SvyGrouping *grouping)
{
    const SvyVariable *variable = grouping->variables[0];
    SvyMergeItem *items = g_new0(SvyMergeItem, grouping->n_groups + 1);

    for (size_t i = 0; i < grouping->n_groups; i++)
        items[i] = (SvyMergeItem){.label = grouping->groups[i].label,
                                  .n = grouping->groups[i].n,
                                  .mark = grouping->questions[1] == NULL ? variable->answers[i].mark
                                                                         : SVY_MARK_NONE};
    return items;
}

static void explain(char **text, char *more)
{
    char *joined;

    if (more == NULL)
        return;
    joined = *text == NULL ? g_strdup(more) : g_strconcat(*text, "; ", more, NULL);
    g_free(*text);
    g_free(more);
    *text = joined;
}

static char **list_members(size_t n,
                           const SvyMergeItem items[],
                           const size_t part_of[],
                           size_t part)
{
    char **members = g_new0(char *, n + 1);
    size_t n_members = 0;

    for (size_t i = 0; i < n; i++) {
        if (part_of[i] == part)
            members[n_members++] = g_strdup(items[i].label);
    }
    if (n_members > 1)
        return members;
    g_strfreev(members);
    return NULL;
}

/* The groups of one part as one. */
static bool join_groups(const SvyGrouping *grouping,
                        const size_t part_of[],
                        size_t part,
                        SvyGroup *into)
{
    for (size_t i = 0; i < grouping->n_groups; i++) {
        SvyGroup *group = &grouping->groups[i];

        if (part_of[i] != part)
            continue;
        if (into->people == NULL) {
            into->people = group->people;
            into->owned = g_steal_pointer(&group->owned);
        } else {
            if (into->owned == NULL)
                into->people = into->owned = svy_bitset_copy(into->people);
            if (into->owned == NULL)
                return false;
            svy_bitset_or(into->owned, group->people);
        }
        into->n += group->n;
    }
    return true;
}

/* All answers of the inner question are wholly in these people or wholly not, as far as both
 * questions were answered: the people are made of groups. */
static bool is_made_of(const SvyVariable *inner, const SvyBitset *people, const SvyBitset *base)
{
    for (size_t i = 0; i < inner->n_answers - inner->n_nets; i++) {
        const size_t n = svy_bitset_count_and(inner->answers[i].people, people);

        if (n > 0 && n < svy_bitset_count_and(inner->answers[i].people, base))
            return false;
    }
    return true;
}

static bool splits(const SvyVariable *inner,
                   const SvyBitset *people,
                   const SvyBitset *base,
                   const size_t part_of[],
                   size_t part)
{
    bool has_in = false, has_out = false;

    for (size_t i = 0; i < inner->n_answers - inner->n_nets; i++) {
        if (part_of[i] != part || svy_bitset_count_and(inner->answers[i].people, base) == 0)
            continue;
        if (svy_bitset_count_and(inner->answers[i].people, people) > 0)
            has_in = true;
        else
            has_out = true;
    }
    return has_in && has_out && is_made_of(inner, people, base);
}

/* Where paid people are librarians and staff, and few staff were put to few trustees, paid people
 * less librarians would tell of the staff. */
static bool is_told_apart(const SvyGrouping *grouping,
                          const GPtrArray *others,
                          const size_t part_of[],
                          size_t part)
{
    for (guint o = 0; grouping->questions[1] == NULL && o < others->len; o++) {
        const SvyGrouping *other = g_ptr_array_index(others, o);
        const SvyVariable *outer = other->variables[0];

        if (other == grouping || other->questions[1] != NULL || !other->is_exclusive)
            continue;
        for (size_t i = 0; i < outer->n_answers - outer->n_nets; i++) {
            if (splits(grouping->variables[0], outer->answers[i].people, outer->base, part_of,
                       part))
                return true;
        }
    }
    return false;
}

/* Parts that are told apart fall into their groups again. */
static size_t separate(const SvyGrouping *grouping,
                       const GPtrArray *others,
                       size_t n_parts,
                       size_t part_of[])
{
    const size_t n = grouping->n_groups;
    g_autofree bool *is_apart = g_new0(bool, n_parts + 1);
    g_autofree size_t *number = g_new0(size_t, n_parts + 1);
    size_t n_made = 0;

    for (size_t part = 0; part < n_parts; part++) {
        is_apart[part] = is_told_apart(grouping, others, part_of, part);
        number[part] = SVY_MERGE_NONE;
    }
    for (size_t i = 0; i < n; i++) {
        const size_t part = part_of[i];

        if (is_apart[part] || number[part] == SVY_MERGE_NONE)
            number[part] = n_made++;
        part_of[i] = number[part];
    }
    return n_made;
}

/* Groups of few people are put together. */
static bool merge_groups(const SvyRun *run,
                         SvyGrouping *grouping,
                         const GPtrArray *others,
                         GError **error)
{
    const size_t n = grouping->n_groups;
    g_autofree SvyMergeItem *items = list_groups(grouping);
    g_autofree size_t *part_of = g_new0(size_t, n + 1);
    size_t n_parts =
        svy_merge_small(n, items, grouping->is_ordered, svy_run_get_min_alone(run), part_of);
    SvyGroup *parts;
    bool is_done = true;

    if (n_parts < n)
        n_parts = separate(grouping, others, n_parts, part_of);
    parts = g_new0(SvyGroup, n_parts + 1);
    for (size_t part = 0; part < n_parts; part++) {
        parts[part].label =
            svy_merge_name(run->language, n, items, grouping->is_ordered, part_of, part);
        parts[part].members = list_members(n, items, part_of, part);
        explain(&grouping->merged,
                svy_merge_explain(run->language, n, items, parts[part].label, part_of, part));
        is_done &= join_groups(grouping, part_of, part, &parts[part]);
    }
    for (size_t i = 0; i < n; i++)
        clear_group(&grouping->groups[i]);
    g_free(grouping->groups);
    grouping->groups = parts;
    grouping->n_groups = n_parts;
    return is_done || svy_error_set_memory(error, "groups of people");
}

/* Groups that are still of few people are the rest, which is told nowhere; those of nobody are no
 * groups. */
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
    return true;
}

bool svy_grouping_merge(const SvyRun *run,
                        SvyGrouping *grouping,
                        const GPtrArray *others,
                        GError **error)
{
    return (!grouping->is_exclusive || merge_groups(run, grouping, others, error)) &&
           gather_small(run, grouping, error);
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
    if (second != NULL && !add_crossed(grouping, error)) {
        svy_grouping_free(grouping);
        return false;
    }
    *ret_grouping = grouping;
    return true;
}

bool svy_groupings_merge(const SvyRun *run, const GPtrArray *groupings, GError **error)
{
    for (guint g = 0; g < groupings->len; g++) {
        if (!svy_grouping_merge(run, g_ptr_array_index(groupings, g), groupings, error))
            return false;
    }
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
    return svy_groupings_merge(run, breakdowns->groupings, error) &&
           svy_crossings_add(run, breakdowns, error);
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
                                           .is_net = variable->answers[i].net != NULL,
                                           .from = variable->answers[i].from,
                                           .to = variable->answers[i].to};
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
    for (size_t g = 0; g < table->grouping->n_groups; g++)
        table->is_small[g + 1] |= table->grouping->groups[g].is_rest;
    table->is_small[svy_breakdown_get_end(table)] = true;
}

/* --- Rare answers --------------------------------------------------------------------------- */

/* The gap names each answer by itself. */
static bool is_of_gap(const SvyRun *run, const SvyQuestion *question)
{
    for (size_t i = 0; i < run->result->n_gaps; i++) {
        const SvyGap *gap = &run->result->gaps[i];

        if (strcmp(gap->use_id, question->id) == 0 || strcmp(gap->follow_id, question->id) == 0)
            return true;
    }
    return false;
}

static SvyMergeItem *list_rows(const SvyBreakdown *table, size_t n)
{
    SvyMergeItem *items = g_new0(SvyMergeItem, n + 1);

    for (size_t i = 0; i < n; i++)
        items[i] = (SvyMergeItem){.label = table->rows[i].label,
                                  .mark = table->rows[i].mark,
                                  .n = svy_breakdown_get(table, i, 0)->n};
    return items;
}

static void add_to_row(const SvyRun *run, SvyTally cells[], const SvyBreakdown *table, size_t row)
{
    for (size_t c = 0; c < table->n_columns; c++)
        cells[c] = svy_tally_add(run, &cells[c], svy_breakdown_get(table, row, c));
}

/* The rows of one part, as one. */
static SvyBreakdownRow join_rows(const SvyRun *run,
                                 const SvyBreakdown *table,
                                 const SvyMergeItem items[],
                                 size_t n,
                                 const size_t part_of[],
                                 size_t part,
                                 SvyTally cells[])
{
    SvyBreakdownRow joined = {
        .label = svy_merge_name(run->language, n, items, table->is_ordered, part_of, part),
        .members = list_members(n, items, part_of, part)};
    bool is_first = true;

    for (size_t i = 0; i < n; i++) {
        if (part_of[i] != part)
            continue;
        add_to_row(run, cells, table, i);
        if (is_first)
            joined.from = table->rows[i].from;
        is_first = false;
        joined.to = table->rows[i].to;
        joined.mark = joined.members == NULL ? table->rows[i].mark
                      : table->is_ordered    ? SVY_MARK_NONE
                                             : SVY_MARK_OTHER;
    }
    return joined;
}

/* A net of some of the answers that are now one would tell of them. */
static bool is_net_whole(const SvyNet *net, char *const *members)
{
    size_t n_in = 0, n = 0;

    for (; members != NULL && members[n] != NULL; n++)
        n_in += svy_net_has(net, members[n]);
    return n_in == 0 || n_in == n;
}

static bool keeps_net(const SvyNet *net, const SvyBreakdownRow rows[], size_t n_rows)
{
    for (size_t i = 0; i < n_rows; i++) {
        if (!is_net_whole(net, rows[i].members))
            return false;
    }
    return true;
}

/* All of @people are in one group. */
static bool is_alike(const SvyGrouping *grouping, const SvyBitset *people)
{
    size_t n = 0;

    for (size_t g = 0; g < grouping->n_groups; g++)
        n += svy_bitset_count_and(people, grouping->groups[g].people) > 0;
    if (grouping->rest.n > 0)
        n += svy_bitset_count_and(people, grouping->rest.people) > 0;
    return grouping->is_exclusive && n == 1;
}

/* When all who gave one of the answers of a part are in one group, its zeros tell that each of
 * them is: then no answers are put together, and numbers are withheld instead. So in all tables of
 * a question, for their rows are compared. */
static bool tells_members(const SvyRun *run,
                          const SvyVariable *variable,
                          const SvyMergeItem items[],
                          size_t n,
                          const size_t part_of[],
                          size_t part)
{
    g_autoptr(SvyBitset) people = svy_bitset_new(variable->base->n_bits);
    size_t n_members = 0;
    bool is_telling = people == NULL, has_few = false;

    for (size_t i = 0; people != NULL && i < n; i++) {
        if (part_of[i] != part)
            continue;
        svy_bitset_or(people, variable->answers[i].people);
        has_few |= items[i].n > 0 && items[i].n < svy_run_get_min_cell(run);
        n_members++;
    }
    for (guint g = 0; has_few && n_members > 1 && g < run->breakdowns->groupings->len; g++) {
        const SvyGrouping *grouping = g_ptr_array_index(run->breakdowns->groupings, g);

        is_telling |= svy_crossing_is_of(run, grouping, variable->question, variable->row) &&
                      is_alike(grouping, people);
    }
    return is_telling;
}

/* Answers that few people gave are put together. */
static void merge_rows(const SvyRun *run, SvyBreakdown *table, const SvyVariable *variable)
{
    const size_t n = table->n_rows - table->n_nets;
    g_autofree SvyMergeItem *items = list_rows(table, n);
    g_autofree size_t *part_of = g_new0(size_t, n + 1);
    const size_t n_parts =
        svy_merge_small(n, items, table->is_ordered, svy_run_get_min_alone(run), part_of);
    SvyBreakdownRow *rows;
    SvyTally *cells;
    size_t n_rows = 0;

    for (size_t part = 0; part < n_parts; part++) {
        if (tells_members(run, variable, items, n, part_of, part))
            return;
    }
    rows = g_new0(SvyBreakdownRow, table->n_rows + 1);
    cells = g_new0(SvyTally, table->n_rows * table->n_columns + 1);

    for (size_t part = 0; part < n_parts; part++) {
        rows[n_rows] =
            join_rows(run, table, items, n, part_of, part, &cells[n_rows * table->n_columns]);
        explain(&table->merged,
                svy_merge_explain(run->language, n, items, rows[n_rows].label, part_of, part));
        n_rows++;
    }
    for (size_t i = n; i < table->n_rows; i++) {
        if (!keeps_net(variable->answers[i].net, rows, n_parts))
            continue;
        rows[n_rows].label = g_strdup(table->rows[i].label);
        rows[n_rows].is_net = true;
        add_to_row(run, &cells[n_rows++ * table->n_columns], table, i);
    }
    free_rows(table->rows, table->n_rows);
    g_free(table->cells);
    table->rows = rows;
    table->cells = cells;
    table->n_rows = n_rows;
    table->n_nets = n_rows - n_parts;
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
    table->has_edges = variable->has_edges;
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
    if (table->is_exclusive && !is_of_gap(run, table->question))
        merge_rows(run, table, variable);
    mark_small(run, table);
    g_ptr_array_add(breakdowns->tables, table);
    return table;
}

bool svy_breakdown_is_member(char *const *members, const char *label)
{
    for (size_t i = 0; members != NULL && members[i] != NULL; i++) {
        if (strcmp(members[i], label) == 0)
            return true;
    }
    return false;
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
