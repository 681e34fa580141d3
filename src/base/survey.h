/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of an SvySurvey as a table, so that reading a plan, copying and freeing name them once.
 */
#pragma once

#include <surveystat/survey.h>

/* Keys of the free texts as a plan has them, [NULL-terminated]. Static. */
const char *const *svy_survey_get_keys(void);

/* The text behind key @i. */
char **svy_survey_get_text(SvySurvey *survey, size_t i);

/* True for types whose answers can be counted: choices, scales, grids, rankings. */
bool svy_question_type_is_closed(SvyQuestionType type);

void svy_survey_copy(const SvySurvey *survey, SvySurvey *ret_copy);
void svy_survey_clear(SvySurvey *survey);

/* Words of sampling as a plan has them ("open-link"), [NULL-terminated], in the order of the enum.
 */
const char *const *svy_survey_get_sampling_words(void);
