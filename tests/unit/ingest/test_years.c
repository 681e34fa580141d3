/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/findings.h"
#include "check.h"
#include "read-survey.h"

static const char *const by_name[] = {"Year", NULL}, *const by_id[] = {"q1", NULL};

static void read_by(Survey *survey, const char *text, const char *const *groups)
{
    const SvyReadOptions options = {.groups = groups};

    survey->path = survey_write(survey, "survey.csv", text, -1);
    survey_read_with(survey, &options);
    g_assert_no_error(survey->error);
}

static bool is_said(const Survey *survey)
{
    for (size_t i = 0; i < svy_findings_get_n(survey->dataset->findings); i++)
        if (strcmp(svy_findings_get(survey->dataset->findings, i)->code, "years-as-groups") == 0)
            return true;
    return false;
}

/* In their order, with blanks left out; found by wording and by id. */
static void test_waves(void)
{
    static const char text[] = "Year,A\n2023,x\n2019,y\n,x\n2021,x\n2019,y\n";
    const char *const *const names[] = {by_name, by_id};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_auto(Survey) survey = {0};
        const SvyQuestion *question;

        read_by(&survey, text, names[i]);
        question = survey_find(&survey, "q1");
        g_assert_cmpint(question->type, ==, SVY_QUESTION_SINGLE);
        g_assert_true(question->is_ordered && question->is_guess);
        g_assert_cmpuint(question->levels->len, ==, 3);
        g_assert_cmpstr(svy_question_get_level(question, 0)->label, ==, "2019");
        g_assert_cmpstr(svy_question_get_level(question, 2)->label, ==, "2023");
        g_assert_cmpuint(svy_bitset_count(question->answered), ==, 4);
        g_assert_true(is_said(&survey));
    }
}

/* Nobody asks for groups by it, or by something else: a number. */
static void test_number(void)
{
    static const char *const other[] = {"A", "q7", NULL};
    const char *const *const names[] = {NULL, other};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_auto(Survey) survey = {0};

        read_by(&survey, "Year,A\n2023,x\n2019,y\n2021,x\n", names[i]);
        g_assert_cmpint(survey_find(&survey, "q1")->type, ==, SVY_QUESTION_NUMERIC);
        g_assert_false(is_said(&survey));
    }
}

/* Numbers that are no years, not all of them, or too many. */
static void test_no_waves(void)
{
    static const char *const texts[] = {
        "Year,A\n2023.5,x\n2019,y\n2021,x\n",
        "Year,A\n12,x\n2019,y\n2021,x\n",
        "Year,A\n1899,x\n1900,y\n1901,x\n",
        "Year,A\n2101,x\n2100,y\n2099,x\n",
        "Year,A\n2001,x\n2002,x\n2003,x\n2004,x\n2005,x\n2006,x\n2007,x\n2008,x\n2009,x\n2010,x\n"
        "2011,x\n2012,x\n2013,x\n",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_auto(Survey) survey = {0};

        read_by(&survey, texts[i], by_name);
        g_assert_cmpint(survey_find(&survey, "q1")->type, ==, SVY_QUESTION_NUMERIC);
        g_assert_false(is_said(&survey));
    }
}

/* Groups of the plan are asked for, too. */
static void test_plan(void)
{
    g_auto(Survey) survey = {0};

    survey_must_read(&survey, "Year,A\n2023,x\n2019,y\n2021,x\n", NULL,
                     "[segments]\nquestions = Year\n");
    g_assert_cmpint(survey_find(&survey, "q1")->type, ==, SVY_QUESTION_SINGLE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/years/waves", test_waves);
    g_test_add_func("/ingest/years/number", test_number);
    g_test_add_func("/ingest/years/no-waves", test_no_waves);
    g_test_add_func("/ingest/years/plan", test_plan);
    return g_test_run();
}
