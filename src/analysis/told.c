/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/told.h"

#include <string.h>

#include "base/error.h"

#define SILENT_ROWS 1000000u /* numbers of rows that no question has */

/* --- Groups --------------------------------------------------------------------------------- */

static const SvyGrouping *find_grouping(const SvyBreakdowns *breakdowns,
                                        const SvyQuestion *question)
{
    for (guint i = 0; breakdowns != NULL && i < breakdowns->groupings->len; i++) {
        const SvyGrouping *grouping = g_ptr_array_index(breakdowns->groupings, i);

        if (grouping->questions[0] == question && grouping->questions[1] == NULL)
            return grouping;
    }
    return NULL;
}

bool svy_told_find_grouping(SvyRun *run,
                            const SvyQuestion *question,
                            const SvyGrouping **ret_grouping,
                            GError **error)
{
    SvyBreakdowns *breakdowns;
    SvyGrouping *made = NULL;

    if (!svy_run_get_breakdowns(run, &breakdowns, error))
        return false;
    *ret_grouping = find_grouping(breakdowns, question);
    if (*ret_grouping != NULL || svy_variable_count(question) != 1)
        return true;
    if (!svy_grouping_new(run, question, NULL, &made, error))
        return false;
    if (!svy_grouping_merge(run, made, breakdowns->groupings, error)) {
        svy_grouping_free(made);
        return false;
    }
    made->is_extra = true;
    g_ptr_array_add(breakdowns->groupings, made);
    *ret_grouping = made;
    return true;
}

/* --- What a row has to do with the outcome -------------------------------------------------- */

/* People with a yes and with a no among some. */
typedef struct {
    size_t n, n_yes, n_no;
} Share;

static Share count_share(const SvyOutcome *outcome, const SvyBitset *people)
{
    Share share = {0};

    for (size_t w = 0; w < (people->n_bits + 63) / 64; w++) {
        const uint64_t in = people->words[w] & outcome->base->words[w];

        share.n_yes += (size_t)__builtin_popcountll(in & outcome->people->words[w]);
        share.n += (size_t)__builtin_popcountll(in);
    }
    share.n_no = share.n - share.n_yes;
    return share;
}

/* The people of a row; those of its members where answers were put together. */
static SvyBitset *find_people(const SvyVariable *variable, const SvyBreakdownRow *row)
{
    SvyBitset *people = svy_bitset_new(variable->base->n_bits);

    for (size_t i = 0; people != NULL && i < variable->n_answers - variable->n_nets; i++) {
        const char *label = variable->answers[i].label;

        if (strcmp(label, row->label) == 0 || svy_breakdown_is_member(row->members, label))
            svy_bitset_or(people, variable->answers[i].people);
    }
    return people;
}

/* What is said of a table, and then of all. */
typedef struct {
    bool is_decided; /* some table holds the outcome */
    bool *is_told;   /* [n_groups] */

    /* Of an answer in any row of a grid: how many gave it, row by row, as far as that is shown; the
     * most that may have given it in a row where it is not. [n_groups] */
    size_t *shown, *open;
} Telling;

static void telling_clear(Telling *telling)
{
    g_free(telling->shown);
    g_free(telling->open);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Telling, telling_clear)

static Telling start_telling(const SvyGrouping *grouping, bool is_told[])
{
    return (Telling){.is_told = is_told,
                     .shown = g_new0(size_t, grouping->n_groups + 1),
                     .open = g_new0(size_t, grouping->n_groups + 1)};
}

static void forbid(Telling *telling, const SvyBreakdown *table, size_t row)
{
    for (size_t g = 0; g < table->grouping->n_groups; g++) {
        if (!svy_breakdown_is_shown(table, row, g + 1))
            telling->is_told[g] = false;
    }
}

/* --- Tables of the outcome's question by the groups ----------------------------------------- */

/* A select-all: the row of just these people, or of just the others, decides; else each that has
 * some of them. */
static bool read_items(const SvyOutcome *outcome,
                       const SvyBreakdown *table,
                       const SvyVariable *variable,
                       Telling *telling)
{
    const Share all = count_share(outcome, variable->base);

    for (size_t row = 0; row < table->n_rows - table->n_nets; row++) {
        const Share share = count_share(outcome, variable->answers[row].people);

        if ((share.n_yes == all.n_yes && share.n_no == 0) ||
            (share.n_no == all.n_no && share.n_yes == 0)) {
            forbid(telling, table, row);
            telling->is_decided = true;
            return true;
        }
    }
    for (size_t row = 0; row < table->n_rows - table->n_nets; row++) {
        if (count_share(outcome, variable->answers[row].people).n_yes > 0)
            forbid(telling, table, row);
    }
    return true;
}

static void forbid_all(Telling *telling, const SvyGrouping *grouping)
{
    for (size_t g = 0; g < grouping->n_groups; g++)
        telling->is_told[g] = false;
}

/* Answers that were put together since few gave them, of which some are a yes: less what else is
 * told, the number of the yes would tell them apart. */
static bool is_split(const SvyOutcome *outcome,
                     const SvyBreakdown *table,
                     size_t row,
                     const Share *share)
{
    return table->rows[row].members != NULL && share->n_yes > 0 && share->n_no > 0 &&
           strcmp(outcome->id, table->id) == 0;
}

/* The most people of a column who can have given an answer that is not shown. */
static size_t find_open(const SvyBreakdown *table, size_t column)
{
    size_t n = table->bases[column].n;

    if (table->is_withheld || table->is_small[column])
        return table->grouping->groups[column - 1].n;
    for (size_t row = 0; row < table->n_rows - table->n_nets; row++) {
        if (svy_breakdown_is_shown(table, row, column))
            n -= svy_breakdown_get(table, row, column)->n;
    }
    return n;
}

static void note_row(Telling *telling, const SvyBreakdown *table, size_t row, bool is_yes)
{
    for (size_t g = 0; g < table->grouping->n_groups; g++) {
        const size_t n = svy_breakdown_get(table, row, g + 1)->n;
        const bool is_shown = svy_breakdown_is_shown(table, row, g + 1);

        if (is_shown && is_yes)
            telling->shown[g] += n;
        else
            telling->open[g] = MAX(telling->open[g], is_shown ? n : find_open(table, g + 1));
    }
}

/* One of the rows of a grid that the outcome is of: who gave the answer there said yes. What is in
 * other rows of the table says nothing of the yes: nobody knows who of them gave the answer
 * elsewhere. */
static bool read_part(const SvyOutcome *outcome,
                      const SvyBreakdown *table,
                      const SvyVariable *variable,
                      Telling *telling)
{
    for (size_t row = 0; row < table->n_rows - table->n_nets; row++) {
        g_autoptr(SvyBitset) people = find_people(variable, &table->rows[row]);
        Share share;

        if (people == NULL)
            return false;
        share = count_share(outcome, people);
        if (share.n_yes > 0 && (share.n_no == 0 || table->rows[row].members != NULL))
            note_row(telling, table, row, share.n_no == 0);
    }
    return true;
}

static bool is_of_rows(const SvyOutcome *outcome)
{
    return svy_variable_count(outcome->question) > 1 &&
           strcmp(outcome->id, outcome->question->id) == 0;
}

/* How many gave the answer anywhere bounds how many gave it in a row: no more did, and no fewer
 * than are left when all others are taken off. Where neither is news in any group the number may be
 * told; else of none, for the others and everybody's would tell it. */
static void settle_rows(const SvyOutcome *outcome, const SvyGrouping *grouping, Telling *telling)
{
    for (size_t g = 0; is_of_rows(outcome) && g < grouping->n_groups; g++) {
        const size_t n = count_share(outcome, grouping->groups[g].people).n_yes;

        if (telling->open[g] > 0 && (telling->shown[g] < n || telling->open[g] > n))
            forbid_all(telling, grouping);
    }
}

/* One answer each: all rows of the yes must be told. */
static bool read_answers(const SvyOutcome *outcome,
                         const SvyBreakdown *table,
                         const SvyVariable *variable,
                         Telling *telling)
{
    bool is_mixed = false;

    for (size_t row = 0; row < table->n_rows - table->n_nets; row++) {
        g_autoptr(SvyBitset) people = find_people(variable, &table->rows[row]);
        Share share;

        if (people == NULL)
            return false;
        share = count_share(outcome, people);
        is_mixed |= share.n_yes > 0 && share.n_no > 0;
        if (share.n_yes > 0)
            forbid(telling, table, row);
        if (is_split(outcome, table, row, &share))
            forbid_all(telling, table->grouping);
    }
    telling->is_decided |= !is_mixed;
    return true;
}

static bool is_silent_of(const SvyBreakdown *table, const SvyOutcome *outcome)
{
    return table->is_silent && strcmp(table->id, outcome->id) == 0 &&
           strcmp(table->text, outcome->key) == 0;
}

static bool read_table(const SvyRun *run,
                       const SvyOutcome *outcome,
                       const SvyBreakdown *table,
                       Telling *telling,
                       GError **error)
{
    g_autoptr(SvyVariable) variable = NULL;

    if (table->is_silent) {
        for (size_t row = 0; is_silent_of(table, outcome) && row < table->n_rows; row++)
            forbid(telling, table, row);
        telling->is_decided |= is_silent_of(table, outcome);
        return true;
    }
    if (!svy_variable_new(run->dataset, table->question, table->row_of_question, &variable, error))
        return false;
    if (table->is_exclusive && is_of_rows(outcome))
        return read_part(outcome, table, variable, telling) ||
               svy_error_set_memory(error, "an outcome");
    return (table->is_exclusive ? read_answers : read_items)(outcome, table, variable, telling) ||
           svy_error_set_memory(error, "an outcome");
}

/* --- Tables the other way round ------------------------------------------------------------- */

static size_t find_row(const SvyBreakdown *table, const char *label)
{
    for (size_t row = 0; row < table->n_rows - table->n_nets; row++) {
        if (strcmp(table->rows[row].label, label) == 0)
            return row;
    }
    return table->n_rows;
}

static void read_turned(const SvyOutcome *outcome,
                        const SvyGrouping *grouping,
                        const SvyBreakdown *table,
                        Telling *telling)
{
    const SvyGrouping *answers = table->grouping;
    bool is_mixed = answers->rest.n > 0 && count_share(outcome, answers->rest.people).n_yes > 0;

    /* With people of whom nothing is told, the number of all would tell of them. */
    if (is_mixed && answers->is_exclusive)
        forbid_all(telling, grouping);
    for (size_t a = 0; a < answers->n_groups; a++) {
        const Share share = count_share(outcome, answers->groups[a].people);

        is_mixed |= share.n_yes > 0 && share.n_no > 0;
        if (answers->is_exclusive && share.n_yes > 0 && share.n_no > 0)
            forbid_all(telling, grouping);
        for (size_t g = 0; share.n_yes > 0 && g < grouping->n_groups; g++) {
            const size_t row = find_row(table, grouping->groups[g].label);

            if (row == table->n_rows || !svy_breakdown_is_shown(table, row, a + 1))
                telling->is_told[g] = false;
        }
    }
    telling->is_decided |= answers->is_exclusive && !is_mixed;
}

/* --- The gap -------------------------------------------------------------------------------- */

/* The gap whose following is the outcome: it tells of a group all or nothing. */
static const SvyGapBreakdown *find_gap(const SvyRun *run,
                                       const SvyOutcome *outcome,
                                       const SvyGrouping *grouping)
{
    for (guint g = 0; g < run->breakdowns->gaps->len; g++) {
        const SvyGapBreakdown *gap = g_ptr_array_index(run->breakdowns->gaps, g);

        if (gap->grouping == grouping && outcome->is_any && gap->follow == outcome->question &&
            svy_bitset_count(outcome->base) == run->result->gaps[gap->gap].any.base &&
            svy_bitset_count(outcome->people) == run->result->gaps[gap->gap].any.follow.n)
            return gap;
    }
    return NULL;
}

static void read_gap(const SvyGapBreakdown *gap, Telling *telling)
{
    for (size_t g = 0; g < gap->grouping->n_groups; g++)
        telling->is_told[g] = !gap->items[0].is_withheld[g + 1];
    telling->is_decided = true;
}

/* --- All ------------------------------------------------------------------------------------ */

static bool read_all(const SvyRun *run,
                     const SvyOutcome *outcome,
                     const SvyGrouping *grouping,
                     Telling *telling,
                     GError **error)
{
    const SvyBreakdowns *breakdowns = run->breakdowns;
    const SvyGapBreakdown *gap = find_gap(run, outcome, grouping);

    if (gap != NULL) {
        read_gap(gap, telling);
        return true;
    }
    for (guint t = 0; t < breakdowns->tables->len; t++) {
        const SvyBreakdown *table = g_ptr_array_index(breakdowns->tables, t);

        if (table->question == outcome->question && table->grouping == grouping) {
            if (!read_table(run, outcome, table, telling, error))
                return false;
        } else if (table->question == grouping->questions[0] &&
                   table->grouping->questions[0] == outcome->question &&
                   table->grouping->questions[1] == NULL) {
            read_turned(outcome, grouping, table, telling);
        }
    }
    settle_rows(outcome, grouping, telling);
    return true;
}

/* The outcome as a question of two answers. */
static SvyVariable *make_silent(const SvyOutcome *outcome)
{
    SvyVariable *variable = g_new0(SvyVariable, 1);

    *variable = (SvyVariable){.question = outcome->question,
                              .row = SILENT_ROWS + g_str_hash(outcome->key) % SILENT_ROWS,
                              .is_exclusive = true,
                              .base = svy_bitset_copy(outcome->base),
                              .n_answers = 2,
                              .answers = g_new0(SvyAnswer, 2)};
    variable->answers[0] = (SvyAnswer){.label = "yes", .owned = svy_bitset_copy(outcome->people)};
    variable->answers[1] = (SvyAnswer){.label = "no", .owned = svy_bitset_copy(outcome->base)};
    for (size_t i = 0; i < 2; i++)
        variable->answers[i].people = variable->answers[i].owned;
    if (variable->base == NULL || variable->answers[0].owned == NULL ||
        variable->answers[1].owned == NULL) {
        svy_variable_free(variable);
        return NULL;
    }
    svy_bitset_and_not(variable->answers[1].owned, outcome->people);
    return variable;
}

bool svy_told_prepare(SvyRun *run,
                      const SvyOutcome *outcome,
                      const SvyGrouping *grouping,
                      GError **error)
{
    g_autofree bool *is_told = g_new0(bool, grouping->n_groups + 1);
    g_autoptr(SvyVariable) variable = NULL;
    g_auto(Telling) telling = start_telling(grouping, is_told);
    SvyBreakdown *table;

    if (!read_all(run, outcome, grouping, &telling, error))
        return false;
    if (telling.is_decided)
        return true;
    variable = make_silent(outcome);
    if (variable == NULL)
        return svy_error_set_memory(error, "an outcome");
    table = svy_breakdowns_count(run, run->breakdowns, variable, grouping);
    table->is_silent = true;
    g_free(table->id);
    g_free(table->text);
    table->id = g_strdup(outcome->id);
    table->text = g_strdup(outcome->key);
    return true;
}

bool svy_told_find(const SvyRun *run,
                   const SvyOutcome *outcome,
                   const SvyGrouping *grouping,
                   bool ret_is_told[],
                   GError **error)
{
    g_auto(Telling) telling = start_telling(grouping, ret_is_told);

    for (size_t g = 0; g < grouping->n_groups; g++)
        ret_is_told[g] = true;
    return svy_run_get_min_cell(run) <= 1 || read_all(run, outcome, grouping, &telling, error);
}

bool svy_told_prepare_within(SvyRun *run,
                             const SvyOutcome *outcome,
                             const SvyOutcome *from,
                             GError **error)
{
    const SvyGrouping *grouping;

    if (!svy_told_find_grouping(run, from->question, &grouping, error))
        return false;
    return grouping == NULL || !grouping->is_exclusive || from->question == outcome->question ||
           svy_told_prepare(run, outcome, grouping, error);
}

/* Groups that @from has only in part are told only with others. */
static bool is_whole(const SvyGrouping *grouping, const SvyOutcome *from, const bool is_told[])
{
    if (grouping->rest.n > 0 && svy_bitset_count_and(grouping->rest.people, from->people) > 0)
        return false;
    for (size_t g = 0; g < grouping->n_groups; g++) {
        const size_t n = svy_bitset_count_and(grouping->groups[g].people, from->people);

        if (n > 0 && (!is_told[g] || n < grouping->groups[g].n))
            return false;
    }
    return true;
}

bool svy_told_is_within(const SvyRun *run,
                        const SvyOutcome *outcome,
                        const SvyOutcome *from,
                        bool *ret_is_told,
                        GError **error)
{
    const SvyGrouping *grouping = find_grouping(run->breakdowns, from->question);
    g_autofree bool *is_told = NULL;

    *ret_is_told = true;
    if (grouping == NULL || !grouping->is_exclusive || from->question == outcome->question ||
        svy_run_get_min_cell(run) <= 1)
        return true;
    is_told = g_new0(bool, grouping->n_groups + 1);
    if (!svy_told_find(run, outcome, grouping, is_told, error))
        return false;
    *ret_is_told = is_whole(grouping, from, is_told);
    return true;
}
