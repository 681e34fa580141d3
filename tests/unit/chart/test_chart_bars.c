/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-fixture.h"
#include "check.h"

static void check_ranked(Fixture *fixture, gconstpointer data)
{
    static const char *const labels[] = {
        "Facebook",     "LinkedIn", "Twitter", "Pinterest", "YouTube (signed-in)",
        "Instagram",    "Google+",  "Tumblr",  "Flickr",    "Other (please specify)",
        "None of these"};
    g_autoptr(SvyChart) chart =
        fixture_draw_question(fixture, fixture_get(fixture, "normal"), SVY_QUESTION_SINGLE);

    (void)data;
    g_assert_cmpstr(svy_chart_get_kind(chart), ==, "ranked-bars");
    g_assert_cmpuint(chart->plot->rows->len, ==, G_N_ELEMENTS(labels));
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
        g_assert_cmpstr(fixture_get_row(chart, i)->label, ==, labels[i]);
        g_assert_true(fixture_get_row(chart, i)->is_focus == (i == 0));
        g_assert_true(fixture_get_row(chart, i)->starts_group == (i == 9));
    }
    g_assert_null(chart->plot->remark);
}

/* A scale keeps its order, whatever the shares; only ways out of it go last. */
static void check_scale(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "1-row");
    SvyOptionResult options[] = {{.label = (char *)"Don't know",
                                  .n = 100,
                                  .p = svy_cases_wilson(100, 850),
                                  .mark = SVY_MARK_DONT_KNOW},
                                 {.label = (char *)"Disagree",
                                  .n = 50,
                                  .p = svy_cases_wilson(50, 850),
                                  .mark = SVY_MARK_NONE},
                                 {.label = (char *)"Neither",
                                  .n = 600,
                                  .p = svy_cases_wilson(600, 850),
                                  .mark = SVY_MARK_NONE},
                                 {.label = (char *)"Agree",
                                  .n = 100,
                                  .p = svy_cases_wilson(100, 850),
                                  .mark = SVY_MARK_NONE}};
    SvyOptionResult *kept = one->question.options;
    g_autoptr(SvyChart) chart = NULL;

    (void)data;
    one->question.options = options;
    one->question.n_options = G_N_ELEMENTS(options);
    one->question.is_ordered = true;
    chart = fixture_draw_question(fixture, one, SVY_QUESTION_LIKERT);
    one->question.options = kept;
    g_assert_cmpstr(fixture_get_row(chart, 0)->label, ==, "Disagree");
    g_assert_cmpstr(fixture_get_row(chart, 1)->label, ==, "Neither");
    g_assert_true(fixture_get_row(chart, 1)->is_focus);
    g_assert_cmpstr(fixture_get_row(chart, 3)->label, ==, "Don't know");
    g_assert_true(fixture_get_row(chart, 3)->starts_group);
}

/* "..." stands for rows that are not named. */
static void check_alt_of_few(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    const size_t n_options = one->question.n_options;

    (void)data;
    for (size_t n = 2; n <= 4; n++) {
        g_autoptr(SvyChart) chart = NULL;

        one->question.n_options = n;
        chart = fixture_draw_question(fixture, one, SVY_QUESTION_SINGLE);
        g_assert_true((strstr(chart->plot->alt, "...") != NULL) == (n > 3));
        g_assert_nonnull(strstr(chart->plot->alt, one->question.options[n - 1].label));
    }
    one->question.n_options = n_options;
}

static void check_select_all(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart =
        fixture_draw_question(fixture, fixture_get(fixture, "normal"), SVY_QUESTION_MULTI);

    (void)data;
    g_assert_cmpstr(svy_chart_get_kind(chart), ==, "select-all");
    g_assert_cmpstr(chart->plot->remark, ==,
                    "Respondents could choose several; percentages add to more than 100%.");
    /* 2,632 choices on the list and 42 others, of 850 people */
    g_assert_cmpstr(chart->plot->remark_right, ==, "mean 3.1 chosen");
    g_assert_nonnull(strstr(chart->plot->alt, "Several answers allowed."));
}

/* The mean would give a withheld count away. */
static void check_withheld_mean(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    g_autoptr(SvyChart) chart = NULL;

    (void)data;
    one->question.options[0].p = svy_estimate_none(SVY_STATUS_WITHHELD, 0.95, "Wilson");
    chart = fixture_draw_question(fixture, one, SVY_QUESTION_MULTI);
    g_assert_null(chart->plot->remark_right);
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_MESSAGE, "too few to show"));
}

/* As the title says: "too close to call". */
static void check_close_has_no_focus(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "2-rows");
    g_autoptr(SvyChart) chart = NULL;

    (void)data;
    one->question.options[1].n = one->question.options[0].n - 10;
    one->question.options[1].p = svy_cases_wilson(one->question.options[1].n, 850);
    chart = fixture_draw_question(fixture, one, SVY_QUESTION_SINGLE);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_BAND), ==, 0);
}

static void check_small_base(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) tiny =
        fixture_draw_question(fixture, fixture_get(fixture, "n-5"), SVY_QUESTION_MULTI);
    g_autofree char *csv = svy_chart_format_csv(tiny);

    (void)data;
    g_assert_cmpuint(fixture_count_role(tiny, SVY_ROLE_BAR), ==, 0);
    g_assert_cmpuint(fixture_count_role(tiny, SVY_ROLE_MESSAGE), ==, 2);
    g_assert_null(tiny->plot->remark_right);
    g_assert_cmpstr(csv, ==, "label,n,base,p,lo,hi,method\nFacebook,,,,,,\nTwitter,,,,,,\n");
}

static void check_csv(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart =
        fixture_draw_question(fixture, fixture_get(fixture, "1-row"), SVY_QUESTION_SINGLE);
    g_autofree char *csv = svy_chart_format_csv(chart);

    (void)data;
    g_assert_true(
        g_str_has_prefix(csv, "label,n,base,p,lo,hi,method\nFacebook,691,850,0.8129411764705883,"));
}

static void check_refusals(Fixture *fixture, gconstpointer data)
{
    static const SvyQuestionType types[] = {SVY_QUESTION_TEXT, SVY_QUESTION_GRID,
                                            SVY_QUESTION_NUMERIC, SVY_QUESTION_ID};
    const SvyChartOptions options = {.theme = fixture->theme};
    SvyChartCase *one = fixture_get(fixture, "normal");
    SvyChart *chart = NULL;

    (void)data;
    for (size_t i = 0; i <= G_N_ELEMENTS(types); i++) {
        g_autoptr(GError) error = NULL;

        one->question.type = i < G_N_ELEMENTS(types) ? types[i] : SVY_QUESTION_SINGLE;
        one->question.n_options = i < G_N_ELEMENTS(types) ? one->question.n_options : 0;
        g_assert_false(
            svy_chart_new_question(&one->survey, &one->question, 0.95, &options, &chart, &error));
        g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
    }
}

/* Thousands of answers are a mistake, not a chart; long lists that still fit are drawn. */
static void check_many_rows(Fixture *fixture, gconstpointer data)
{
    const SvyChartOptions options = {.theme = fixture->theme};
    const SvyChartCase *one = fixture_get(fixture, "1-row");
    SvyQuestionResult question = one->question;
    g_autofree SvyOptionResult *many = g_new0(SvyOptionResult, 5000);

    (void)data;
    for (size_t i = 0; i < 5000; i++)
        many[i] = one->question.options[0];
    question.options = many;
    for (size_t n = 200; n <= 5000; n += 4800) {
        g_autoptr(SvyChart) chart = NULL;
        g_autoptr(GError) error = NULL;

        question.n_options = n;
        if (svy_chart_new_question(&one->survey, &question, 0.95, &options, &chart, &error))
            g_assert_cmpuint(n, ==, 200);
        else
            g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
        g_assert_true((n == 200) == (chart != NULL));
    }
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/bars/" name, Fixture, "report", fixture_set_up, function, fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("ranked", check_ranked);
    ADD("scale", check_scale);
    ADD("alt-of-few", check_alt_of_few);
    ADD("select-all", check_select_all);
    ADD("withheld-mean", check_withheld_mean);
    ADD("close", check_close_has_no_focus);
    ADD("small-base", check_small_base);
    ADD("csv", check_csv);
    ADD("refusals", check_refusals);
    ADD("many-rows", check_many_rows);
    return g_test_run();
}
