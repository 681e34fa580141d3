/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns whose base may not be told. The base of a question that only some people were asked
 * tells how many of a group gave the answer that led there: where that is withheld, so is the base,
 * and with it the column. And of a column of few people even their number is withheld, unless it is
 * that of the group, which everybody knows. */
#include "analysis/breakdown-bases.h"

#include <string.h>

#include "analysis/crossing.h"
#include "core/ledger.h"

/* --- The answers that lead to a question ---------------------------------------------------- */

/* Who was asked: everybody who gave one of these answers (or, of a select-all, who did or did not
 * tick one). */
typedef struct {
    const SvyQuestion *trigger;
    const SvyBitset *asked;
    bool is_exclusive;
    size_t n_answers;
    char **labels; /* [n_answers] */
    bool *is_in;   /* [n_answers] all who gave it were asked */
    bool *is_key;  /* [n_answers] this answer alone decides */
} Route;

static void route_clear(Route *route)
{
    for (size_t i = 0; i < route->n_answers; i++)
        g_free(route->labels[i]);
    g_free(route->labels);
    g_free(route->is_in);
    g_free(route->is_key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Route, route_clear)

static void add_answers(Route *route, const SvyVariable *variable)
{
    const size_t n_base = svy_bitset_count(variable->base);
    const size_t n_asked = svy_bitset_count_and(variable->base, route->asked);

    route->is_exclusive = variable->is_exclusive;
    route->n_answers = variable->n_answers - variable->n_nets;
    route->labels = g_new0(char *, route->n_answers + 1);
    route->is_in = g_new0(bool, route->n_answers + 1);
    route->is_key = g_new0(bool, route->n_answers + 1);
    for (size_t i = 0; i < route->n_answers; i++) {
        const SvyBitset *people = variable->answers[i].people;
        const size_t n = svy_bitset_count(people),
                     n_in = svy_bitset_count_and(people, route->asked);

        route->labels[i] = g_strdup(variable->answers[i].label);
        route->is_in[i] = n_in > 0;
        route->is_key[i] = (n_in == n && n == n_asked) || (n_in == 0 && n == n_base - n_asked);
    }
}

/* Leaves @route empty when everybody was asked. */
static bool find_route(const SvyRun *run, const SvyQuestion *question, Route *route, GError **error)
{
    g_autoptr(SvyVariable) variable = NULL;

    for (guint i = 0; run->ledger != NULL && i < run->dataset->questions->len; i++) {
        const SvyLedgerEntry *entry = &run->ledger->entries[i];

        if (svy_dataset_get_question(run->dataset, i) != question || entry->asked == NULL ||
            entry->trigger == NULL || svy_variable_count(entry->trigger) != 1)
            continue;
        route->trigger = entry->trigger;
        route->asked = entry->asked;
        if (!svy_variable_new(run->dataset, entry->trigger, 0, &variable, error))
            return false;
        add_answers(route, variable);
    }
    return true;
}

/* --- What is told of these answers ---------------------------------------------------------- */

/* Is told only together with others. */
#define MERGED ((size_t)-1)

static size_t find_row(const SvyBreakdown *table, const char *label)
{
    for (size_t row = 0; row < table->n_rows - table->n_nets; row++) {
        if (strcmp(table->rows[row].label, label) == 0)
            return row;
        if (svy_breakdown_is_member(table->rows[row].members, label))
            return MERGED;
    }
    return table->n_rows;
}

static size_t find_column(const SvyBreakdown *table, const char *label)
{
    for (size_t g = 0; g < table->grouping->n_groups; g++) {
        if (strcmp(table->grouping->groups[g].label, label) == 0)
            return g + 1;
        if (svy_breakdown_is_member(table->grouping->groups[g].members, label))
            return MERGED;
    }
    return table->n_columns;
}

/* In a table of the trigger by the grouping, or in that of the grouping by the trigger. */
static bool is_withheld(const SvyBreakdowns *breakdowns,
                        const SvyQuestion *trigger,
                        const char *answer,
                        const SvyGrouping *grouping,
                        const char *group)
{
    for (guint t = 0; t < breakdowns->tables->len; t++) {
        const SvyBreakdown *table = g_ptr_array_index(breakdowns->tables, t);
        const bool is_turned =
            grouping->questions[1] == NULL && table->question == grouping->questions[0] &&
            table->grouping->questions[0] == trigger && table->grouping->questions[1] == NULL;
        size_t row, column;

        if (!is_turned && (table->question != trigger || table->grouping != grouping))
            continue;
        row = find_row(table, is_turned ? group : answer);
        column = find_column(table, is_turned ? answer : group);
        if (row == MERGED || column == MERGED || (is_turned && row == table->n_rows))
            return true;
        if (row < table->n_rows && column < table->n_columns &&
            !svy_breakdown_is_shown(table, row, column))
            return true;
    }
    return false;
}

/* Whether the number of those who were asked is more than the shown answers tell. */
static bool tells_more(const SvyBreakdowns *breakdowns,
                       const Route *route,
                       const SvyGrouping *grouping,
                       const char *group)
{
    bool has_in = false, has_out = false, has_key = false;

    for (size_t i = 0; i < route->n_answers; i++) {
        if (!is_withheld(breakdowns, route->trigger, route->labels[i], grouping, group))
            continue;
        has_in |= route->is_in[i];
        has_out |= !route->is_in[i];
        has_key |= route->is_key[i];
    }
    return route->is_exclusive ? has_in && has_out : has_key;
}

/* --- Hiding --------------------------------------------------------------------------------- */

/* All that may tell more are hidden as soon as somewhere everybody who was asked has answered: a
 * group in which some did not leaves it open how many were asked. */
static bool hide_routed(const SvyBreakdowns *breakdowns, const Route *route, SvyBreakdown *table)
{
    g_autofree bool *is_telling = g_new0(bool, table->n_columns);
    bool is_exact = false, is_changed = false;

    for (size_t c = 1; c < svy_breakdown_get_end(table); c++) {
        const SvyGroup *group = &table->grouping->groups[c - 1];

        is_telling[c] = tells_more(breakdowns, route, table->grouping, group->label);
        is_exact |=
            is_telling[c] && svy_bitset_count_and(route->asked, group->people) == table->bases[c].n;
    }
    for (size_t c = 1; is_exact && c < svy_breakdown_get_end(table); c++) {
        is_changed |= is_telling[c] && !table->is_small[c];
        table->is_small[c] |= is_telling[c];
    }
    return is_changed;
}

static size_t get_size(const SvyBreakdown *table, size_t column)
{
    return column <= table->grouping->n_groups ? table->grouping->groups[column - 1].n
                                               : table->grouping->rest.n;
}

/* A single small column is what is left of the whole: a second one is hidden with it. */
static bool hide_second(SvyBreakdown *table, size_t min_cell)
{
    size_t n_small = 0, small = 0, smallest = table->n_columns;

    for (size_t c = 1; c < table->n_columns; c++) {
        if (table->bases[c].n == 0)
            continue;
        if (table->is_small[c]) {
            n_small++;
            small = c;
        } else if (smallest == table->n_columns || table->bases[c].n < table->bases[smallest].n)
            smallest = c;
    }
    if (n_small != 1 || smallest == table->n_columns || table->bases[small].n >= min_cell ||
        table->bases[small].n == get_size(table, small))
        return false;
    table->is_small[smallest] = true;
    return true;
}

bool svy_breakdowns_hide_bases(const SvyRun *run, bool *ret_is_changed, GError **error)
{
    const SvyBreakdowns *breakdowns = run->breakdowns;
    const SvyQuestion *question = NULL;
    g_auto(Route) route = {0};

    *ret_is_changed = false;
    for (guint t = 0; t < breakdowns->tables->len; t++) {
        SvyBreakdown *table = g_ptr_array_index(breakdowns->tables, t);

        if (!table->grouping->is_exclusive)
            continue;
        if (table->question != question) {
            route_clear(&route);
            route = (Route){0};
            question = table->question;
            if (!find_route(run, question, &route, error))
                return false;
        }
        if (route.trigger != NULL && hide_routed(breakdowns, &route, table))
            *ret_is_changed = true;
        if (svy_grouping_is_crossing(table->grouping)) {
            if (!table->is_silent && !svy_crossing_hide_bases(run, table, ret_is_changed, error))
                return false;
        } else if (hide_second(table, svy_run_get_min_cell(run))) {
            *ret_is_changed = true;
        }
    }
    return true;
}
