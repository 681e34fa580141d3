/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every closed question by every question that divides people into groups. */
#include <string.h>

#include "analysis/breakdown-table.h"
#include "analysis/crossing.h"
#include "analysis/numbers.h"
#include "core/ledger.h"

#define MAX_ANSWERS 40u /* a longer list says nothing about groups; `table` has no such limit */

static bool is_wanted(const SvyRun *run)
{
    return run->options->with_questions && run->options->table_row == NULL;
}

static size_t find_grouping(const SvyBreakdowns *breakdowns, const SvyQuestion *question)
{
    for (guint g = 0; g < breakdowns->groupings->len; g++) {
        const SvyGrouping *grouping = g_ptr_array_index(breakdowns->groupings, g);

        if (grouping->questions[0] == question)
            return g;
    }
    return breakdowns->groupings->len;
}

/* Each pair of grouping questions once: the same people turned round would tell nothing new. */
static bool is_useful(const SvyBreakdowns *breakdowns, const SvyQuestion *question, guint g)
{
    return g < find_grouping(breakdowns, question);
}

/* Larger ones tell of too few people, and what hides what would be sought for minutes. */
static bool is_too_large(const SvyVariable *variable, const SvyGrouping *grouping)
{
    const size_t height = variable->n_answers * svy_grouping_count_panels(grouping);
    const size_t most = height <= SVY_CROSSED_FLAT ? SVY_CROSSED_MOST_FLAT : SVY_CROSSED_MOST;

    return svy_grouping_is_crossing(grouping) && variable->n_answers * grouping->n_groups > most;
}

static bool count_variable(SvyRun *run,
                           SvyBreakdowns *breakdowns,
                           const SvyVariable *variable,
                           GError **error)
{
    (void)error;
    if (variable->n_answers - variable->n_nets < 1 || variable->n_answers > MAX_ANSWERS)
        return true;
    for (guint g = 0; g < breakdowns->groupings->len; g++) {
        const SvyGrouping *grouping = g_ptr_array_index(breakdowns->groupings, g);

        if (grouping->n_groups >= 2 && is_useful(breakdowns, variable->question, g) &&
            svy_crossing_is_of(run, grouping, variable->question, variable->row) &&
            !is_too_large(variable, grouping))
            svy_breakdowns_count(run, breakdowns, variable, grouping);
    }
    return true;
}

static bool count_question(SvyRun *run,
                           SvyBreakdowns *breakdowns,
                           const SvyQuestion *question,
                           GError **error)
{
    const size_t n = svy_variable_count(question);

    for (size_t row = 0; row < n; row++) {
        g_autoptr(SvyVariable) variable = NULL;

        if (!svy_variable_new(run->dataset, question, row, &variable, error) ||
            !count_variable(run, breakdowns, variable, error))
            return false;
    }
    return true;
}

/* Numbers by group are told as intervals: counts of people go through disclosure control, sums of
 * what they said would not. */
static bool count_numbers(SvyRun *run,
                          SvyBreakdowns *breakdowns,
                          const SvyQuestion *question,
                          GError **error)
{
    for (guint i = 0; i < run->numbers->len; i++) {
        const SvyNumbers *numbers = g_ptr_array_index(run->numbers, i);
        g_autoptr(SvyVariable) variable = NULL;

        if (numbers->question != question || question->type != SVY_QUESTION_NUMERIC ||
            question->is_meta || question->is_personal)
            continue;
        if (!svy_numbers_cut(run, numbers, SVY_NUMBERS_GROUP_SHARE, &variable, error) ||
            (variable != NULL && !count_variable(run, breakdowns, variable, error)))
            return false;
    }
    return true;
}

/* --- Questions that decide who is asked another ----------------------------------------------- */

static const SvyQuestion *find_trigger(const SvyRun *run, guint index)
{
    return run->ledger != NULL && run->ledger->entries[index].asked != NULL
               ? run->ledger->entries[index].trigger
               : NULL;
}

static bool has_table(const SvyBreakdowns *breakdowns,
                      const SvyQuestion *question,
                      const SvyGrouping *grouping)
{
    for (guint t = 0; t < breakdowns->tables->len; t++) {
        const SvyBreakdown *table = g_ptr_array_index(breakdowns->tables, t);

        if (table->question == question && table->grouping == grouping)
            return true;
    }
    return false;
}

/* How many of two groups at once were asked a question tells of their answers to the one that
 * decided about it, of which nothing else is told. */
static bool count_trigger(SvyRun *run,
                          SvyBreakdowns *breakdowns,
                          const SvyQuestion *trigger,
                          const SvyGrouping *grouping,
                          GError **error)
{
    g_autoptr(SvyVariable) variable = NULL;

    if (trigger == NULL || svy_variable_count(trigger) != 1 || trigger == grouping->questions[0] ||
        trigger == grouping->questions[1] || has_table(breakdowns, trigger, grouping))
        return true;
    if (!svy_variable_new(run->dataset, trigger, 0, &variable, error))
        return false;
    svy_breakdowns_count(run, breakdowns, variable, grouping)->is_silent = true;
    return true;
}

static bool count_triggers(SvyRun *run, SvyBreakdowns *breakdowns, GError **error)
{
    for (guint g = 0; g < breakdowns->groupings->len; g++) {
        const SvyGrouping *grouping = g_ptr_array_index(breakdowns->groupings, g);

        if (!svy_grouping_is_crossing(grouping))
            continue;
        for (guint i = 0; i < run->dataset->questions->len; i++) {
            const SvyQuestion *question = svy_dataset_get_question(run->dataset, i);

            if (has_table(breakdowns, question, grouping) &&
                !count_trigger(run, breakdowns, find_trigger(run, i), grouping, error))
                return false;
        }
    }
    return true;
}

static bool run_segments(SvyRun *run, GError **error)
{
    SvyBreakdowns *breakdowns;

    if (!svy_run_get_breakdowns(run, &breakdowns, error))
        return false;
    for (guint i = 0; breakdowns->groupings->len > 0 && i < run->dataset->questions->len; i++) {
        const SvyQuestion *question = svy_dataset_get_question(run->dataset, i);

        if (!count_question(run, breakdowns, question, error) ||
            !count_numbers(run, breakdowns, question, error))
            return false;
    }
    return count_triggers(run, breakdowns, error);
}

static bool publish(SvyRun *run, GError **error)
{
    return svy_breakdown_publish_tables(run, false, error);
}

const SvyAnalysis svy_analysis_segments = {.name = "segments",
                                           .is_wanted = is_wanted,
                                           .run = run_segments,
                                           .publish = publish};
