/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/survey.h"

#include <glib.h>
#include <string.h>

static void test_type_names(void)
{
    for (SvyQuestionType type = SVY_QUESTION_SINGLE; type < SVY_QUESTION_LAST; type++)
        for (SvyQuestionType other = SVY_QUESTION_SINGLE; other < type; other++)
            g_assert_cmpstr(svy_question_type_get_name(type), !=,
                            svy_question_type_get_name(other));
    g_assert_cmpstr(svy_question_type_get_name(SVY_QUESTION_WEIGHT), ==, "weight");
}

/* Every text gets its own value, survives a copy, and is released (the leak sanitizer looks). */
static void test_copy(void)
{
    SvySurvey survey = {.is_synthetic = true, .n_invited = 7}, copy;
    size_t n = 0;

    for (; svy_survey_get_keys()[n] != NULL; n++)
        *svy_survey_get_text(&survey, n) = g_strdup(svy_survey_get_keys()[n]);
    svy_survey_copy(&survey, &copy);
    svy_survey_clear(&survey);
    for (size_t i = 0; i < n; i++)
        g_assert_cmpstr(*svy_survey_get_text(&copy, i), ==, svy_survey_get_keys()[i]);
    g_assert_cmpstr(copy.title, ==, "title");
    g_assert_cmpstr(copy.intended_use, ==, "intended_use");
    g_assert_cmpuint(copy.n_invited, ==, 7);
    svy_survey_clear(&copy);
    g_assert_null(copy.title);
}

static void test_sampling_words(void)
{
    g_assert_cmpstr(svy_survey_get_sampling_words()[SVY_SAMPLING_OPEN_LINK], ==, "open-link");
    g_assert_cmpstr(svy_survey_get_sampling_words()[SVY_SAMPLING_CENSUS], ==, "census");
    g_assert_null(svy_survey_get_sampling_words()[SVY_SAMPLING_LAST]);
}

static void test_closed_types(void)
{
    g_assert_true(svy_question_type_is_closed(SVY_QUESTION_SINGLE));
    g_assert_true(svy_question_type_is_closed(SVY_QUESTION_RANK));
    g_assert_false(svy_question_type_is_closed(SVY_QUESTION_NUMERIC));
    g_assert_false(svy_question_type_is_closed(SVY_QUESTION_TEXT));
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/survey/type-names", test_type_names);
    g_test_add_func("/base/survey/closed-types", test_closed_types);
    g_test_add_func("/base/survey/copy", test_copy);
    g_test_add_func("/base/survey/sampling-words", test_sampling_words);
    return g_test_run();
}
