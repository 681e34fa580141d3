/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-fixture.h"
#include "check.h"

/* Every kind has a name of its own and a line about itself. */
static void check_list(void)
{
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    SvyChartKindInfo info;
    size_t n_kinds = 0, n_of_gap = 0;

    for (; svy_chart_describe_kind(n_kinds, &info); n_kinds++) {
        g_assert_true(g_hash_table_add(names, (gpointer)info.name));
        g_assert_nonnull(info.summary);
        g_assert_cmpuint(strlen(info.summary), >, 20);
        g_assert_cmpuint(strlen(info.summary), <, 90);
        g_assert_true(g_ascii_islower(info.summary[0]) || g_ascii_isdigit(info.summary[0]));
        n_of_gap += info.is_of_gap;
    }
    g_assert_cmpuint(n_kinds, >=, 3);
    g_assert_cmpuint(n_of_gap, >=, 1);
    g_assert_cmpuint(n_of_gap, <, n_kinds);
}

static void check_suits(void)
{
    SvyQuestionResult question = {.type = SVY_QUESTION_MULTI, .n_options = 2};

    g_assert_true(svy_chart_has_kind(&question, NULL));
    g_assert_true(svy_chart_has_kind(&question, "select-all"));
    g_assert_false(svy_chart_has_kind(&question, "ranked-bars"));
    g_assert_false(svy_chart_has_kind(&question, "gap-dumbbell"));
    g_assert_false(svy_chart_has_kind(&question, "pie"));
    question.n_options = 0;
    g_assert_false(svy_chart_has_kind(&question, NULL));
    question = (SvyQuestionResult){.type = SVY_QUESTION_TEXT, .n_options = 2};
    g_assert_false(svy_chart_has_kind(&question, NULL));
}

/* A kind that is asked for and does not suit is refused, not replaced. */
static void check_asked_for(Fixture *fixture, gconstpointer data)
{
    const SvyChartCase *one = fixture_get(fixture, "normal");
    SvyQuestionResult question = one->question;
    g_autoptr(SvyChart) chart = NULL;
    g_autoptr(GError) error = NULL;
    SvyChartOptions options = {.theme = fixture->theme, .kind = "select-all"};

    (void)data;
    question.type = SVY_QUESTION_SINGLE;
    g_assert_false(svy_chart_new_question(&one->survey, &question, 0.95, &options, &chart, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
    g_clear_error(&error);
    g_assert_false(svy_chart_new_gap(&one->survey, &one->gap, 0.95, &options, &chart, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
    g_clear_error(&error);
    options.kind = "gap-dumbbell";
    g_assert_true(svy_chart_new_gap(&one->survey, &one->gap, 0.95, &options, &chart, &error));
    g_assert_cmpstr(svy_chart_get_kind(chart), ==, "gap-dumbbell");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/kinds/list", check_list);
    g_test_add_func("/chart/kinds/suits", check_suits);
    g_test_add("/chart/kinds/asked-for", Fixture, "report", fixture_set_up, check_asked_for,
               fixture_tear_down);
    return g_test_run();
}
