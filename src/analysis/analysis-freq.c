/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each question is, and its plain frequencies. The counts were made while reading. */
#include <string.h>

#include <surveystat/quantile.h>

#include "analysis/analysis.h"
#include "analysis/answer-scale.h"
#include "analysis/bases.h"
#include "analysis/nets.h"
#include "analysis/numbers.h"
#include "analysis/tally.h"
#include "analysis/quality.h"
#include "analysis/weigh-questions.h"
#include "base/error.h"
#include "base/num.h"
#include "base/translate.h"
#include "core/ledger.h"
#include "result/words.h"

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

/* Options that are kept as ticks: select-alls, and single choices with one column per option. */
static bool fill_ticked(const SvyRun *run,
                        const SvyQuestion *question,
                        SvyQuestionResult *result,
                        GError **error)
{
    result->n_options = svy_question_count_options(question);
    result->options = g_new0(SvyOptionResult, result->n_options);
    for (size_t i = 0; i < result->n_options; i++) {
        const SvyChoice option = svy_question_get_option(question, i);
        const size_t n = option.ticks == NULL ? 0 : svy_bitset_count(option.ticks);

        if (!fill_option(run, option.label, option.mark, n, result->n_answered, &result->options[i],
                         error))
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

/* Turned scales are named where the row is. */
static char *label_row(const SvyRun *run, const SvyItem *item)
{
    return item->is_reverse ? g_strdup_printf(svy_tr(run->language, "%s (reversed)"), item->label)
                            : g_strdup(item->label);
}

static bool fill_row(const SvyRun *run,
                     const SvyQuestion *question,
                     const SvyItem *item,
                     SvyRowResult *row,
                     size_t totals[],
                     GError **error)
{
    g_autofree size_t *counts = count_levels(run, question, item);

    row->label = label_row(run, item);
    row->column = item->column;
    row->n_no_answer = item->no_answer == NULL ? 0 : svy_bitset_count(item->no_answer);
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

/* One row from its columns of ticks: the items after @first with the same label. */
static bool fill_exploded_row(const SvyRun *run,
                              const SvyQuestion *question,
                              guint first,
                              SvyRowResult *row,
                              size_t totals[],
                              GError **error)
{
    const SvyItem *leader = svy_question_get_item(question, first);
    g_autofree size_t *counts = g_new0(size_t, question->levels->len + 1);
    g_autoptr(SvyBitset) people = svy_bitset_copy(leader->ticks);

    row->label = label_row(run, leader);
    row->column = leader->column;
    for (guint i = first; people != NULL && i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);

        if (item->role != SVY_ROLE_POINT || strcmp(item->label, leader->label) != 0)
            continue;
        svy_bitset_or(people, item->ticks);
        for (guint l = 0; l < question->levels->len; l++) {
            if (strcmp(svy_question_get_level(question, l)->label, item->point) != 0)
                continue;
            const size_t at = item->is_reverse ? svy_question_mirror_level(question, l) : l;

            counts[at] += svy_bitset_count(item->ticks);
            totals[at] += svy_bitset_count(item->ticks);
        }
    }
    row->n_answered = people == NULL ? 0 : svy_bitset_count(people);
    return fill_levels(run, question, counts, row->n_answered, &row->options, error);
}

static bool fill_grid(const SvyRun *run,
                      const SvyQuestion *question,
                      SvyQuestionResult *result,
                      GError **error)
{
    g_autofree size_t *totals = g_new0(size_t, question->levels->len + 1);

    result->n_options = question->levels->len;
    result->rows = g_new0(SvyRowResult, question->items->len);
    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);
        SvyRowResult *row = &result->rows[result->n_rows];

        if (!svy_question_leads_row(question, i))
            continue;
        result->n_rows++;
        if (item->role == SVY_ROLE_ROW ? !fill_row(run, question, item, row, totals, error)
                                       : !fill_exploded_row(run, question, i, row, totals, error))
            return false;
    }
    fill_totals(run, question, totals, result);
    return true;
}

/* --- Rankings by place ---------------------------------------------------------------------- */

static bool share_places(const SvyRun *run, SvyQuestionResult *result, GError **error)
{
    for (size_t r = 0; r < result->n_rows; r++) {
        SvyRowResult *row = &result->rows[r];

        for (size_t p = 0; p < result->n_options; p++) {
            const size_t n = row->options[p].n;

            if (!fill_option(run, result->options[p].label, SVY_MARK_NONE, n, row->n_answered,
                             &row->options[p], error))
                return false;
        }
    }
    return true;
}

/* The columns are places and the answers items; it is shown the other way round, as any ranking. */
static bool fill_places(const SvyRun *run,
                        const SvyQuestion *question,
                        SvyQuestionResult *result,
                        GError **error)
{
    const size_t n_places = svy_question_count_role(question, SVY_ROLE_PLACE);
    const size_t n_levels = question->levels->len;
    size_t place = 0;

    result->n_options = n_places;
    result->options = g_new0(SvyOptionResult, n_places);
    result->rows = g_new0(SvyRowResult, n_levels);
    result->n_rows = n_levels;
    for (size_t l = 0; l < n_levels; l++) {
        result->rows[l].label = g_strdup(svy_question_get_level(question, l)->label);
        result->rows[l].options = g_new0(SvyOptionResult, n_places);
    }
    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);
        g_autofree size_t *counts = NULL;

        if (item->role != SVY_ROLE_PLACE)
            continue;
        counts = count_levels(run, question, item);
        for (size_t l = 0; l < n_levels; l++) {
            result->rows[l].column = item->column;
            result->rows[l].options[place].n = counts[l];
            result->rows[l].n_answered += counts[l];
            result->options[place].n += counts[l];
        }
        result->options[place].label = g_strdup_printf("%zu", place + 1);
        place++;
    }
    for (size_t p = 0; p < n_places; p++)
        result->options[p].p = svy_estimate_none(SVY_STATUS_UNDEFINED, run->result->level, NULL);
    return share_places(run, result, error);
}

/* --- Rankings in one cell ------------------------------------------------------------------- */

static void count_places(const SvyQuestion *question,
                         const SvyColumn *column,
                         SvyQuestionResult *result)
{
    const size_t n = column->kind == SVY_COLUMN_CODES ? svy_column_count_distinct(column) : 0;
    g_autofree size_t *places = g_new(size_t, result->n_rows + 1);

    for (size_t code = 0; code < n; code++) {
        const char *text = svy_dict_get_text(column->dict, code);
        const size_t n_people = column->dict->counts[code];

        if (svy_question_is_missing(question, text))
            continue;
        svy_question_split_places(question, text, places);
        for (size_t i = 0; i < result->n_rows; i++) {
            if (places[i] == 0 || places[i] > result->n_options)
                continue;
            result->rows[i].options[places[i] - 1].n += n_people;
            result->rows[i].n_answered += n_people;
            result->options[places[i] - 1].n += n_people;
        }
    }
}

/* Each cell lists the items, the first place first; shown as any ranking: items by places. */
static bool fill_ranked_cell(const SvyRun *run,
                             const SvyQuestion *question,
                             SvyQuestionResult *result,
                             GError **error)
{
    const size_t n = question->levels->len;
    const size_t column = svy_question_get_item(question, 0)->column;

    result->n_options = result->n_rows = n;
    result->options = g_new0(SvyOptionResult, n + 1);
    result->rows = g_new0(SvyRowResult, n + 1);
    for (size_t i = 0; i < n; i++) {
        result->options[i].label = g_strdup_printf("%zu", i + 1);
        result->options[i].p = svy_estimate_none(SVY_STATUS_UNDEFINED, run->result->level, NULL);
        result->rows[i].label = g_strdup(svy_question_get_level(question, i)->label);
        result->rows[i].column = column;
        result->rows[i].options = g_new0(SvyOptionResult, n + 1);
    }
    count_places(question, &run->dataset->columns[column], result);
    return share_places(run, result, error);
}

/* --- Numbers -------------------------------------------------------------------------------- */

static bool fill_median(const SvyRun *run,
                        const SvyNumbers *numbers,
                        SvyQuestionResult *result,
                        GError **error)
{
    SvyEstimate median;

    if (run->weighting == NULL
            ? !svy_quantile_compute(numbers->n, numbers->values, numbers->counts, 0.5,
                                    run->result->level, &median, error)
            : !svy_weighted_quantile(svy_run_count_weighted(run), numbers->n, numbers->values,
                                     numbers->people, 0.5, run->result->level, &median, error))
        return false;
    if (median.status == SVY_STATUS_OK)
        result->median_text = svy_num_format_exact(median.value);
    return true;
}

static bool fill_range(const SvyRun *run,
                       const SvyQuestion *question,
                       SvyQuestionResult *result,
                       GError **error)
{
    const SvyColumn *column = &run->dataset->columns[svy_question_get_item(question, 0)->column];
    SvyNumbers *numbers;

    if (column->kind == SVY_COLUMN_OPEN)
        return true;
    numbers = svy_numbers_new(run, question);
    if (numbers == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for the numbers");
    g_ptr_array_add(run->numbers, numbers);
    result->n_answered = numbers->n_people;
    if (numbers->n_people == 0)
        return true;
    result->has_range = true;
    result->min_text = svy_numbers_format(numbers, 0);
    result->max_text = svy_numbers_format(numbers, numbers->n - 1);
    return fill_median(run, numbers, result, error);
}

/* --- Questions ------------------------------------------------------------------------------ */

static const char *get_base_rule(const SvyQuestion *question)
{
    switch (question->base) {
    case SVY_BASE_TICKED:
        return SVY_TR("ticked at least one option");
    case SVY_BASE_SHOWN:
        return SVY_TR("saw the options, ticked or not");
    case SVY_BASE_ANSWERED:
    case SVY_BASE_LAST:
        break;
    }
    return question->type == SVY_QUESTION_GRID || question->type == SVY_QUESTION_RANK
               ? SVY_TR("answered at least one row; each row has its own base")
               : SVY_TR("answered the question");
}

/* A turned scale that has no rows to say so. */
static char *give_reason(const SvyRun *run, const SvyQuestion *question)
{
    const SvyItem *item = svy_question_get_item(question, 0);
    const bool is_turned = item->role == SVY_ROLE_ANSWER && item->is_reverse;

    g_autofree char *reason = svy_question_say_reason(question, run->language);

    return g_strconcat(
        reason, is_turned ? svy_tr(run->language, "; scale reversed, as the codebook says") : "",
        NULL);
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
        .reason = give_reason(run, question),
        .base_rule = g_strdup(get_base_rule(question)),
        .excluded = svy_words_excluded(run->result),
        .n_answered = question->answered == NULL ? 0 : svy_bitset_count(question->answered),
        .has_no_answer = question->no_answers != NULL,
        .n_no_answer = question->no_answer == NULL ? 0 : svy_bitset_count(question->no_answer),
        .n_columns = question->items->len,
        .columns = g_new0(size_t, question->items->len),
    };
    for (guint i = 0; i < question->items->len; i++)
        result->columns[i] = svy_question_get_item(question, i)->column;
}

/* What the points of the question go between, for those who draw it. */
static void describe_scale(const SvyRun *run,
                           const SvyQuestion *question,
                           SvyQuestionResult *result)
{
    g_autoptr(SvyAnswerScale) scale = svy_answer_scale_new(run, question);

    if (scale == NULL)
        return;
    result->scale = scale->is_two_way ? SVY_SCALE_TWO_WAY : SVY_SCALE_ONE_WAY;
    result->is_high_first = scale->is_high_first;
}

static bool fill_question(const SvyRun *run,
                          const SvyQuestion *question,
                          SvyQuestionResult *result,
                          GError **error)
{
    describe(run, question, result);
    describe_scale(run, question, result);
    if (question->is_personal)
        return true;
    switch (question->type) {
    case SVY_QUESTION_MULTI:
        return fill_ticked(run, question, result, error);
    case SVY_QUESTION_SINGLE:
    case SVY_QUESTION_LIKERT:
        if (svy_question_count_options(question) > 0)
            return fill_ticked(run, question, result, error);
        return fill_single(run, question, result, error);
    case SVY_QUESTION_RANK:
        if (svy_question_count_role(question, SVY_ROLE_PLACE) > 0)
            return fill_places(run, question, result, error);
        if (svy_question_is_ranked_cell(question))
            return fill_ranked_cell(run, question, result, error);
        return fill_grid(run, question, result, error);
    case SVY_QUESTION_GRID:
        return fill_grid(run, question, result, error);
    case SVY_QUESTION_NUMERIC:
    case SVY_QUESTION_WEIGHT:
        return fill_range(run, question, result, error);
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
    g_autoptr(SvyLedger) ledger = svy_ledger_new(run->dataset, run->language);

    if (ledger == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL,
                             "no memory for the bases of %zu respondents", run->dataset->n_rows);

    result->questions = g_new0(SvyQuestionResult, n);
    result->n_questions = n;
    for (size_t i = 0; i < n; i++)
        if (!fill_question(run, svy_dataset_get_question(run->dataset, i), &result->questions[i],
                           error) ||
            !svy_nets_fill(run, svy_dataset_get_question(run->dataset, i), &result->questions[i],
                           error))
            return false;
    if (!svy_questions_weigh(run, error))
        return false;
    svy_bases_fill(run, ledger);
    run->ledger = g_steal_pointer(&ledger);
    return svy_quality_fill(run, run->ledger, error);
}

const SvyAnalysis svy_analysis_freq = {.name = "freq", .is_wanted = is_wanted, .run = run_freq};
