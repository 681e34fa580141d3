/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the text of a survey to its results. */
#pragma once

#include <surveystat/analysis.h>

#include "read-survey.h"

/* Reads and analyses; the test stops when either fails. */
static inline SvyResult *survey_analyse(Survey *survey,
                                        const char *csv,
                                        const char *codebook,
                                        const char *plan)
{
    const SvyAnalysisOptions options = {.with_questions = true};
    SvyResult *result = NULL;
    GError *error = NULL;

    survey_must_read(survey, csv, codebook, plan);
    svy_analysis_run(survey->dataset, survey->plan, &options, &result, &error);
    g_assert_no_error(error);
    return result;
}

static inline const SvyGapItem *find_gap_item(const SvyGap *gap, const char *label)
{
    for (size_t i = 0; i < gap->n_items; i++)
        if (strcmp(gap->items[i].label, label) == 0)
            return &gap->items[i];
    g_test_message("no item %s", label);
    g_assert_not_reached();
}

static inline const SvyQuestionResult *find_question_result(const SvyResult *result, const char *id)
{
    for (size_t i = 0; i < result->n_questions; i++)
        if (strcmp(result->questions[i].id, id) == 0)
            return &result->questions[i];
    g_test_message("no question %s", id);
    g_assert_not_reached();
}
