/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample with everything in it that a writer has to take care of: a grid, a number, a base
 * under 10, hostile labels, a tested pair, guesses and findings. */
#pragma once

#include "sample-result.h"

#define HARD_LABEL "=1+1|*bold* <b>x</b> [link](http://evil.example) `code`\n# head\x1b[2J @you"
#define SECRET     "zoe@example.org"

static inline void hard_add_grid(SvyQuestionResult *question)
{
    static const size_t counts[2][3] = {{7, 14, 7}, {0, 1, 3}};
    static const SampleOption points[] = {{"Never", 12}, {"Weekly", 20}, {"Daily", 18}};

    sample_set_question(question, "q5", "How often do you use each?", SVY_QUESTION_GRID, 30, 28, 3,
                        points);
    question->n_columns = question->n_rows = 2;
    question->columns = g_new0(size_t, 2);
    question->columns[0] = 8;
    question->columns[1] = 9;
    question->rows = g_new0(SvyRowResult, 2);
    for (size_t i = 0; i < 2; i++) {
        SvyRowResult *row = &question->rows[i];

        row->label = g_strdup(i == 0 ? "Facebook" : "LinkedIn");
        row->column = 8 + i;
        row->n_answered = i == 0 ? 28 : 4;
        row->options = g_new0(SvyOptionResult, 3);
        for (size_t j = 0; j < 3; j++) {
            row->options[j].label = g_strdup(points[j].label);
            row->options[j].n = counts[i][j];
            row->options[j].p = sample_estimate(row->options[j].n, row->n_answered);
        }
    }
    for (size_t j = 0; j < 3; j++)
        question->options[j].p = svy_estimate_none(SVY_STATUS_UNDEFINED, 0.95, NULL);
}

static inline void hard_add_questions(SvyResult *result)
{
    static const SampleOption few[] = {{HARD_LABEL, 5}, {"No", 4}};
    static const SampleOption secrets[] = {{SECRET, 1}};

    result->questions = g_renew(SvyQuestionResult, result->questions, 7);
    hard_add_grid(&result->questions[4]);
    sample_set_question(&result->questions[5], "q6", "Years in the | profession?",
                        SVY_QUESTION_NUMERIC, 850, 840, 0, NULL);
    result->questions[5].has_range = true;
    result->questions[5].min_text = g_strdup("0");
    result->questions[5].median_text = g_strdup("8.5");
    result->questions[5].max_text = g_strdup("45");
    sample_set_question(&result->questions[6], "q7", "Small base", SVY_QUESTION_SINGLE, 12, 9, 2,
                        few);
    result->questions[6].is_guess = true;
    result->n_questions = 7;
    for (size_t i = 5; i < 7; i++) {
        result->questions[i].n_columns = 1;
        result->questions[i].columns = g_new0(size_t, 1);
        result->questions[i].columns[0] = 5 + i;
    }

    /* An analysis that forgot itself: the writers still give nothing away. */
    g_free(result->questions[0].options);
    result->questions[0].n_options = 1;
    result->questions[0].options = g_new0(SvyOptionResult, 1);
    result->questions[0].options[0].label = g_strdup(secrets[0].label);
    result->questions[0].options[0].n = 1;
    result->questions[3].n_options = 1;
    result->questions[3].options = g_new0(SvyOptionResult, 1);
    result->questions[3].options[0].label = g_strdup(SECRET);
    result->questions[3].options[0].n = 1;
}

static inline SvyResult *hard_result_new(void)
{
    SvyResult *result = sample_result_new();
    SvyGapItem *twitter = &result->gaps->items[2];

    hard_add_questions(result);
    twitter->is_nested = false;
    twitter->n_contradictions = 3;
    twitter->gap.method = "Newcombe 10";
    twitter->has_test = true;
    twitter->test_method = "McNemar mid-p";
    twitter->p_value = twitter->p_adjusted = 1e-30;
    result->gaps->n_contradictions = 3;
    result->gaps->n_skipped = 5;
    result->gaps->n_tests = 1;
    svy_findings_add(result->findings, SVY_SEVERITY_WARNING, "stray-quote", 17, 4,
                     "Put the text between quotes", "a quote stands in plain text");
    svy_findings_tally(result->findings, SVY_SEVERITY_NOTE, "blank-line", 3, SVY_NO_COLUMN, NULL,
                       "blank lines were passed over");
    svy_findings_tally(result->findings, SVY_SEVERITY_NOTE, "blank-line", 9, SVY_NO_COLUMN, NULL,
                       "blank lines were passed over");
    return result;
}
