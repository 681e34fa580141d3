/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each question is, and its plain frequencies. The counts were made while reading. */
#include <math.h>
#include <stdlib.h>

#include <surveystat/proportion.h>

#include "analysis/analysis.h"
#include "base/num.h"

static bool is_wanted(const SvyRun *run)
{
    return run->options->with_questions;
}

/* --- Options -------------------------------------------------------------------------------- */

static bool fill_option(const SvyRun *run,
                        const char *label,
                        SvyOptionMark mark,
                        size_t n,
                        size_t base,
                        SvyOptionResult *ret_option,
                        GError **error)
{
    SvyShare share;

    if (!svy_run_share(run, n, base, &share, error))
        return false;
    *ret_option = (SvyOptionResult){.label = g_strdup(label), .n = n, .p = share.p, .mark = mark};
    return true;
}

static bool fill_multi(const SvyRun *run,
                       const SvyQuestion *question,
                       SvyQuestionResult *result,
                       GError **error)
{
    size_t i_option = 0;

    result->n_options = svy_question_count_role(question, SVY_ROLE_OPTION);
    result->options = g_new0(SvyOptionResult, result->n_options);
    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);

        if (item->role != SVY_ROLE_OPTION)
            continue;
        if (!fill_option(run, item->label, item->mark, svy_bitset_count(item->ticks),
                         result->n_answered, &result->options[i_option++], error))
            return false;
    }
    return true;
}

/* People per level of one column, from the counts of its dictionary. */
static size_t *count_levels(const SvyRun *run, const SvyQuestion *question, const SvyItem *item)
{
    const SvyColumn *column = &run->dataset->columns[item->column];
    const size_t n = column->kind == SVY_COLUMN_CODES ? svy_column_count_distinct(column) : 0;
    size_t *counts = g_new0(size_t, question->levels->len + 1);

    for (size_t code = 0; code < n; code++)
        if (item->level_of[code] >= 0)
            counts[item->level_of[code]] += column->dict->counts[code];
    return counts;
}

static bool fill_levels(const SvyRun *run,
                        const SvyQuestion *question,
                        const size_t counts[],
                        size_t base,
                        SvyOptionResult **ret_options,
                        GError **error)
{
    const size_t n = question->levels->len;

    *ret_options = g_new0(SvyOptionResult, n);
    for (size_t i = 0; i < n; i++) {
        const SvyLevel *level = svy_question_get_level(question, i);

        if (!fill_option(run, level->label, level->mark, counts[i], base, &(*ret_options)[i],
                         error))
            return false;
    }
    return true;
}

static bool fill_single(const SvyRun *run,
                        const SvyQuestion *question,
                        SvyQuestionResult *result,
                        GError **error)
{
    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);
        g_autofree size_t *counts = NULL;

        if (item->role != SVY_ROLE_ANSWER)
            continue;
        counts = count_levels(run, question, item);
        result->n_options = question->levels->len;
        return fill_levels(run, question, counts, result->n_answered, &result->options, error);
    }
    return true;
}

/* --- Rows ----------------------------------------------------------------------------------- */

static bool fill_row(const SvyRun *run,
                     const SvyQuestion *question,
                     const SvyItem *item,
                     SvyRowResult *row,
                     size_t totals[],
                     GError **error)
{
    g_autofree size_t *counts = count_levels(run, question, item);

    row->label = g_strdup(item->label);
    row->column = item->column;
    for (guint i = 0; i < question->levels->len; i++) {
        row->n_answered += counts[i];
        totals[i] += counts[i];
    }
    return fill_levels(run, question, counts, row->n_answered, &row->options, error);
}

/* Totals over the rows have no base of their own, hence no share. */
static void fill_totals(const SvyRun *run,
                        const SvyQuestion *question,
                        const size_t totals[],
                        SvyQuestionResult *result)
{
    result->n_options = question->levels->len;
    result->options = g_new0(SvyOptionResult, result->n_options);
    for (guint i = 0; i < question->levels->len; i++) {
        const SvyLevel *level = svy_question_get_level(question, i);

        result->options[i] = (SvyOptionResult){
            .label = g_strdup(level->label),
            .n = totals[i],
            .mark = level->mark,
            .p = svy_estimate_none(SVY_STATUS_UNDEFINED, run->result->level, NULL)};
    }
}

static bool fill_grid(const SvyRun *run,
                      const SvyQuestion *question,
                      SvyQuestionResult *result,
                      GError **error)
{
    g_autofree size_t *totals = g_new0(size_t, question->levels->len + 1);
    size_t i_row = 0;

    result->n_options = question->levels->len;
    result->rows = g_new0(SvyRowResult, svy_question_count_role(question, SVY_ROLE_ROW));
    result->n_rows = svy_question_count_role(question, SVY_ROLE_ROW);
    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);

        if (item->role == SVY_ROLE_ROW &&
            !fill_row(run, question, item, &result->rows[i_row++], totals, error))
            return false;
    }
    fill_totals(run, question, totals, result);
    return true;
}

/* --- Numbers -------------------------------------------------------------------------------- */

typedef struct {
    double value;
    size_t n;
} Weighted;

static int compare_values(const void *a, const void *b)
{
    const Weighted *left = a, *right = b;

    return left->value < right->value ? -1 : left->value > right->value;
}

/* Different numbers with their counts. */
static Weighted *collect_numbers(const SvyColumn *column, size_t *ret_n)
{
    const size_t n_most = column->kind == SVY_COLUMN_NUMBERS ? column->n_rows
                          : column->dict == NULL             ? 0
                                                             : column->dict->n;
    Weighted *values = g_new0(Weighted, n_most + 1);
    size_t n = 0;

    for (size_t i = 0; i < n_most; i++) {
        double value = column->kind == SVY_COLUMN_NUMBERS ? column->numbers[i] : 0;
        size_t count = 1;

        if (column->kind == SVY_COLUMN_CODES) {
            count = column->dict->counts[i];
            if (!svy_num_parse(svy_dict_get_text(column->dict, i), &value))
                continue;
        }
        if (!isnan(value) && count > 0)
            values[n++] = (Weighted){value, count};
    }
    *ret_n = n;
    return values;
}

/* The value of the person at @position (from 0) when people stand in order. */
static double find_at(const Weighted values[], size_t position)
{
    size_t i = 0;

    for (size_t before = values[0].n; before <= position; before += values[i].n)
        i++;
    return values[i].value;
}

static double find_median(const Weighted values[], size_t n_people)
{
    return (find_at(values, (n_people - 1) / 2) + find_at(values, n_people / 2)) / 2;
}

static void fill_range(const SvyRun *run, const SvyQuestion *question, SvyQuestionResult *result)
{
    const SvyColumn *column = &run->dataset->columns[svy_question_get_item(question, 0)->column];
    size_t n, n_people = 0;
    g_autofree Weighted *values = NULL;

    if (column->kind == SVY_COLUMN_OPEN)
        return;
    values = collect_numbers(column, &n);
    for (size_t i = 0; i < n; i++)
        n_people += values[i].n;
    result->n_answered = n_people;
    if (n_people == 0)
        return;
    qsort(values, n, sizeof *values, compare_values);
    result->has_range = true;
    result->min_text = svy_num_format_exact(values[0].value);
    result->median_text = svy_num_format_exact(find_median(values, n_people));
    result->max_text = svy_num_format_exact(values[n - 1].value);
}

/* --- Questions ------------------------------------------------------------------------------ */

static const char *get_base_rule(const SvyQuestion *question)
{
    switch (question->base) {
    case SVY_BASE_TICKED:
        return "ticked at least one option";
    case SVY_BASE_SHOWN:
        return "saw the options, ticked or not";
    case SVY_BASE_ANSWERED:
    case SVY_BASE_LAST:
        break;
    }
    return question->type == SVY_QUESTION_GRID || question->type == SVY_QUESTION_RANK
               ? "answered at least one row; each row has its own base"
               : "answered the question";
}

static void describe(const SvyRun *run, const SvyQuestion *question, SvyQuestionResult *result)
{
    *result = (SvyQuestionResult){
        .id = g_strdup(question->id),
        .text = g_strdup(question->text),
        .type = question->type,
        .is_meta = question->is_meta,
        .is_personal = question->is_personal,
        .is_guess = question->is_guess,
        .is_ordered = question->is_ordered,
        .reason = g_strdup(question->reason),
        .base_rule = g_strdup(get_base_rule(question)),
        .n_asked = run->dataset->n_rows,
        .n_answered = question->answered == NULL ? 0 : svy_bitset_count(question->answered),
        .n_columns = question->items->len,
        .columns = g_new0(size_t, question->items->len),
    };
    for (guint i = 0; i < question->items->len; i++)
        result->columns[i] = svy_question_get_item(question, i)->column;
}

static bool fill_question(const SvyRun *run,
                          const SvyQuestion *question,
                          SvyQuestionResult *result,
                          GError **error)
{
    describe(run, question, result);
    if (question->is_personal)
        return true;
    switch (question->type) {
    case SVY_QUESTION_MULTI:
        return fill_multi(run, question, result, error);
    case SVY_QUESTION_SINGLE:
    case SVY_QUESTION_LIKERT:
        return fill_single(run, question, result, error);
    case SVY_QUESTION_GRID:
    case SVY_QUESTION_RANK:
        return fill_grid(run, question, result, error);
    case SVY_QUESTION_NUMERIC:
    case SVY_QUESTION_WEIGHT:
        fill_range(run, question, result);
        return true;
    case SVY_QUESTION_TEXT:
    case SVY_QUESTION_ID:
    case SVY_QUESTION_DATE:
    case SVY_QUESTION_LAST:
        break;
    }
    return true;
}

static bool run_freq(SvyRun *run, GError **error)
{
    SvyResult *result = run->result;
    const size_t n = run->dataset->questions->len;

    result->questions = g_new0(SvyQuestionResult, n);
    result->n_questions = n;
    for (size_t i = 0; i < n; i++)
        if (!fill_question(run, svy_dataset_get_question(run->dataset, i), &result->questions[i],
                           error))
            return false;
    return true;
}

const SvyAnalysis svy_analysis_freq = {.name = "freq", .is_wanted = is_wanted, .run = run_freq};
