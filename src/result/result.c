/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of question types, and letting a result go. */
#include <surveystat/result.h>

#include "base/findings.h"

static const char *const type_names[SVY_QUESTION_LAST] = {
    [SVY_QUESTION_SINGLE] = "single", [SVY_QUESTION_MULTI] = "multi",
    [SVY_QUESTION_LIKERT] = "likert", [SVY_QUESTION_GRID] = "grid",
    [SVY_QUESTION_RANK] = "rank",     [SVY_QUESTION_NUMERIC] = "numeric",
    [SVY_QUESTION_TEXT] = "text",     [SVY_QUESTION_ID] = "id",
    [SVY_QUESTION_DATE] = "date",     [SVY_QUESTION_WEIGHT] = "weight",
};

const char *svy_question_type_get_name(SvyQuestionType type)
{
    g_return_val_if_fail(type < SVY_QUESTION_LAST, "text");
    return type_names[type];
}

static void free_options(SvyOptionResult *options, size_t n_options)
{
    for (size_t i = 0; options != NULL && i < n_options; i++)
        g_free(options[i].label);
    g_free(options);
}

static void clear_question(SvyQuestionResult *question)
{
    for (size_t i = 0; question->rows != NULL && i < question->n_rows; i++) {
        free_options(question->rows[i].options, question->n_options);
        g_free(question->rows[i].label);
    }
    g_free(question->rows);
    free_options(question->options, question->n_options);
    g_free(question->columns);
    g_free(question->id);
    g_free(question->text);
    g_free(question->reason);
    g_free(question->base_rule);
    g_free(question->min_text);
    g_free(question->median_text);
    g_free(question->max_text);
}

static void clear_gap(SvyGap *gap)
{
    for (size_t i = 0; gap->items != NULL && i < gap->n_items; i++)
        g_free(gap->items[i].label);
    g_free(gap->items);
    g_free(gap->any.label);
    g_free(gap->use_id);
    g_free(gap->follow_id);
    g_free(gap->use_text);
    g_free(gap->follow_text);
    g_free(gap->use_verb);
    g_free(gap->follow_verb);
    g_free(gap->items_noun);
    g_free(gap->how_found);
}

static void clear_survey(SvySurvey *survey)
{
    char *const texts[] = {
        survey->title,     survey->sponsor,    survey->conductor,    survey->population,
        survey->dates,     survey->mode,       survey->instrument,   survey->recruitment,
        survey->weighting, survey->processing, survey->limitations,  survey->source,
        survey->contact,   survey->people,     survey->organisation, survey->intended_use,
    };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
}

void svy_result_free(SvyResult *result)
{
    if (result == NULL)
        return;
    for (size_t i = 0; result->questions != NULL && i < result->n_questions; i++)
        clear_question(&result->questions[i]);
    for (size_t i = 0; result->gaps != NULL && i < result->n_gaps; i++)
        clear_gap(&result->gaps[i]);
    g_free(result->questions);
    g_free(result->gaps);
    clear_survey(&result->survey);
    svy_findings_free(result->findings);
    g_free(result->input_name);
    g_free(result->exporter);
    g_free(result->encoding);
    g_free(result);
}
