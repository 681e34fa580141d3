/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/oddities.h"

#include "base/limit.h"
#include "read-survey.h"

/* Levels for a column of more different answers than are kept: only a sample of it is there. */
static void test_levels_of_open_column(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(GString) csv = g_string_new("Role,Member\n");
    SvyReadOptions options = {.accepts_drift = true};

    for (size_t i = 0; i < SVY_LIMIT_DISTINCT + 50; i++)
        g_string_append_printf(csv, "word%zu x,Yes\n", i);
    survey.path = survey_write(&survey, "survey.csv", csv->str, -1);
    g_free(survey_write(&survey, "survey-codebook.csv",
                        "column,header,question,text,type,role,item,base,use,levels\n"
                        "1,Role,q1,Role,single,answer,,answered,opinion,word1 x | word2 x\n"
                        "2,Member,q2,Member,single,answer,,answered,opinion,Yes\n",
                        -1));
    g_assert_true(survey_read_with(&survey, &options));
    g_assert_cmpint(survey.dataset->columns[0].kind, ==, SVY_COLUMN_OPEN);
    g_assert_null(find_finding(survey.dataset->findings, "spellings"));
}

/* What follows a text in memory is no part of it: "31-2" and the next answer are not one date. */
static void test_half_a_day(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(GString) csv = g_string_new("Joined,Member\n31-2,Yes\n2024-01-05,No\n");

    for (size_t i = 1; i <= 28; i++)
        g_string_append_printf(csv, "2024-02-%02zu,Yes\n", i);
    survey.path = survey_write(&survey, "survey.csv", csv->str, -1);
    g_free(survey_write(&survey, "survey-codebook.csv",
                        "column,header,question,text,type,role,item,base,use,levels\n"
                        "1,Joined,q1,Joined,date,answer,,answered,opinion,\n"
                        "2,Member,q2,Member,single,answer,,answered,opinion,Yes | No\n",
                        -1));
    g_assert_true(survey_read_with(&survey, &(SvyReadOptions){.accepts_drift = false}));
    g_assert_null(find_finding(survey.dataset->findings, "no-date"));
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/oddities/levels-of-open-column", test_levels_of_open_column);
    g_test_add_func("/ingest/oddities/half-a-day", test_half_a_day);
    return g_test_run();
}
