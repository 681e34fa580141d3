/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letting a result go. */
#include <surveystat/result.h>

#include "base/findings.h"
#include "base/survey.h"
#include "result/result-table.h"

static void free_options(SvyOptionResult *options, size_t n_options)
{
    for (size_t i = 0; options != NULL && i < n_options; i++)
        g_free(options[i].label);
    g_free(options);
}

static void free_rows(SvyQuestionResult *question)
{
    for (size_t i = 0; question->rows != NULL && i < question->n_rows; i++) {
        free_options(question->rows[i].options, question->n_options);
        free_options(question->rows[i].nets, question->n_nets);
        g_free(question->rows[i].label);
    }
    g_free(question->rows);
}

static void clear_question(SvyQuestionResult *question)
{
    free_rows(question);
    free_options(question->options, question->n_options);
    free_options(question->nets, question->n_nets);
    g_free(question->columns);
    g_free(question->id);
    g_free(question->text);
    g_free(question->reason);
    g_free(question->base_rule);
    g_free(question->excluded);
    g_free(question->asked_rule);
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
    g_free(gap->excluded);
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
    for (size_t i = 0; result->tables != NULL && i < result->n_tables; i++)
        svy_table_clear(&result->tables[i]);
    g_free(result->gaps);
    g_free(result->tables);
    g_free(result->flags);
    g_free(result->exclusions);
    svy_survey_clear(&result->survey);
    svy_findings_free(result->findings);
    g_free(result->input_name);
    g_free(result->weights);
    g_free(result->exporter);
    g_free(result->encoding);
    g_free(result);
}
