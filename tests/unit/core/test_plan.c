/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/plan.h>

#include "check.h"

static void test_new(void)
{
    g_autoptr(SvyPlan) plan = svy_plan_new();

    svy_check_near(plan->level, 0.95, 0);
    g_assert_cmpstr(plan->survey.people, ==, "respondents");
    g_assert_cmpint(plan->survey.sampling, ==, SVY_SAMPLING_UNKNOWN);
    g_assert_cmpuint(plan->survey.n_invited, ==, 0);
    g_assert_false(plan->survey.is_synthetic);
    g_assert_cmpuint(plan->n_gaps, ==, 0);
    g_assert_null(plan->survey.title);
    g_assert_null(plan->segments);
    g_assert_null(plan->formats);
    g_assert_null(plan->theme);
    g_assert_null(plan->file);
}

/* What is left behind is seen by the address sanitizer. */
static void test_free(void)
{
    SvyPlan *plan = svy_plan_new();

    plan->survey.title = g_strdup("title");
    plan->segments = g_strsplit("q1 q2", " ", -1);
    plan->formats = g_strsplit("png pdf", " ", -1);
    plan->theme = g_strdup("poster");
    plan->file = g_strdup("plan.ini");
    plan->gaps = g_new0(SvyPlanGap, 2);
    plan->n_gaps = 2;
    for (size_t i = 0; i < 2; i++)
        plan->gaps[i] = (SvyPlanGap){.name = g_strdup("name"),
                                     .use = g_strdup("q1"),
                                     .follow = g_strdup("q2"),
                                     .accounts = g_strsplit("a b", " ", -1),
                                     .use_verb = g_strdup("use"),
                                     .follow_verb = g_strdup("follow"),
                                     .items_noun = g_strdup("media")};
    svy_plan_free(plan);
    svy_plan_free(NULL);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/core/plan/new", test_new);
    g_test_add_func("/core/plan/free", test_free);
    return g_test_run();
}
