/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vocabulary of surveys that every layer shares. */
#include "base/survey.h"

#include <glib.h>

/* In one order: the key and where its text lies. */
static const char *const keys[] = {
    "title",      "sponsor",      "conductor", "population",   "dates",       "mode",
    "instrument", "recruitment",  "weighting", "processing",   "limitations", "source",
    "contact",    "intended_use", "people",    "organisation", "language",    NULL,
};

static const size_t offsets[] = {
    offsetof(SvySurvey, title),       offsetof(SvySurvey, sponsor),
    offsetof(SvySurvey, conductor),   offsetof(SvySurvey, population),
    offsetof(SvySurvey, dates),       offsetof(SvySurvey, mode),
    offsetof(SvySurvey, instrument),  offsetof(SvySurvey, recruitment),
    offsetof(SvySurvey, weighting),   offsetof(SvySurvey, processing),
    offsetof(SvySurvey, limitations), offsetof(SvySurvey, source),
    offsetof(SvySurvey, contact),     offsetof(SvySurvey, intended_use),
    offsetof(SvySurvey, people),      offsetof(SvySurvey, organisation),
    offsetof(SvySurvey, language),
};

G_STATIC_ASSERT(G_N_ELEMENTS(keys) == G_N_ELEMENTS(offsets) + 1);

static const char *const sampling_words[] = {"unknown", "open-link", "census", "probability", NULL};

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

const char *const *svy_survey_get_keys(void)
{
    return keys;
}

const char *const *svy_survey_get_sampling_words(void)
{
    return sampling_words;
}

char **svy_survey_get_text(SvySurvey *survey, size_t i)
{
    g_assert(i < G_N_ELEMENTS(offsets));
    return (char **)(void *)((char *)survey + offsets[i]);
}

bool svy_question_type_is_closed(SvyQuestionType type)
{
    switch (type) {
    case SVY_QUESTION_SINGLE:
    case SVY_QUESTION_MULTI:
    case SVY_QUESTION_LIKERT:
    case SVY_QUESTION_GRID:
    case SVY_QUESTION_RANK:
        return true;
    case SVY_QUESTION_NUMERIC:
    case SVY_QUESTION_TEXT:
    case SVY_QUESTION_ID:
    case SVY_QUESTION_DATE:
    case SVY_QUESTION_WEIGHT:
    case SVY_QUESTION_LAST:
        break;
    }
    return false;
}

void svy_survey_copy(const SvySurvey *survey, SvySurvey *ret_copy)
{
    *ret_copy = *survey;
    for (size_t i = 0; i < G_N_ELEMENTS(offsets); i++) {
        char **text = svy_survey_get_text(ret_copy, i);

        *text = g_strdup(*text);
    }
}

void svy_survey_clear(SvySurvey *survey)
{
    for (size_t i = 0; i < G_N_ELEMENTS(offsets); i++)
        g_clear_pointer(svy_survey_get_text(survey, i), g_free);
}
