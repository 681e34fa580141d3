/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chart-fixture.h"
#include "check.h"

static SvyChart *draw(const Fixture *fixture, const SvyQuestionResult *question)
{
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "stacked-bar"};
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    g_assert_true(svy_chart_new_question(&fixture_get(fixture, "normal")->survey, question, 0.95,
                                         &options, &chart, &error));
    g_assert_no_error(error);
    return chart;
}

static SvyOptionResult make_option(const char *label, size_t n, SvyOptionMark mark)
{
    return (SvyOptionResult){
        .label = (char *)label, .n = n, .p = svy_cases_wilson(n, 1000), .mark = mark};
}

static SvyQuestionResult make_question(SvyOptionResult options[], size_t n_options)
{
    return (SvyQuestionResult){.id = (char *)"q1",
                               .text = (char *)"Which one?",
                               .type = SVY_QUESTION_SINGLE,
                               .base_rule = (char *)"answered the question",
                               .n_asked = 1000,
                               .n_answered = 1000,
                               .n_options = n_options,
                               .options = options};
}

/* Answers without an order go by size, those under 2% together, those that stand apart last. */
static void check_merged(Fixture *fixture, gconstpointer data)
{
    SvyOptionResult options[] = {
        make_option("Small", 10, SVY_MARK_NONE), make_option("Don't know", 90, SVY_MARK_DONT_KNOW),
        make_option("Middle", 300, SVY_MARK_NONE), make_option("Tiny", 5, SVY_MARK_NONE),
        make_option("Large", 595, SVY_MARK_NONE)};
    const SvyQuestionResult question = make_question(options, G_N_ELEMENTS(options));
    g_autoptr(SvyChart) chart = draw(fixture, &question);
    g_autofree char *csv = svy_chart_format_csv(chart);

    (void)data;
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_SEGMENT), ==, 4);
    g_assert_nonnull(
        strstr(chart->plot->alt, "Large 60%, Middle 30%, Don't know 9%, 2 other answers 2%"));
    g_assert_nonnull(strstr(csv, "Tiny,5,1000,0.005"));
    g_assert_cmpuint(chart->plot->descriptions->len, ==, 5);
}

/* How many figures stand on a level with the bar. */
static size_t count_inside(const SvyChart *chart)
{
    double top = 0;
    size_t n = 0;

    for (size_t i = 0; i < chart->scene->nodes->len; i++) {
        const SvyNode *node = chart->scene->nodes->pdata[i];

        top = node->role == SVY_ROLE_SEGMENT ? node->box.y : top;
    }
    for (size_t i = 0; i < chart->scene->nodes->len; i++) {
        const SvyNode *node = chart->scene->nodes->pdata[i];

        n += node->role == SVY_ROLE_VALUE && node->ink.y > top;
    }
    return n;
}

/* All figures in the bar, or, when one has no room, none; a small base leaves no room in any. */
static void check_figures(Fixture *fixture, gconstpointer data)
{
    static const struct {
        size_t n, n_answered, n_inside;
    } cases[] = {{700, 1000, 2}, {970, 1000, 0}, {14, 20, 0}};

    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        SvyOptionResult options[] = {
            make_option("A", cases[i].n, SVY_MARK_NONE),
            make_option("B", cases[i].n_answered - cases[i].n, SVY_MARK_NONE)};
        SvyQuestionResult question = make_question(options, G_N_ELEMENTS(options));
        g_autoptr(SvyChart) chart = NULL;

        question.n_asked = question.n_answered = cases[i].n_answered;
        for (size_t k = 0; k < 2; k++)
            options[k].p = svy_cases_wilson(options[k].n, cases[i].n_answered);
        chart = draw(fixture, &question);
        g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_VALUE), ==, 2);
        g_assert_cmpuint(count_inside(chart), ==, cases[i].n_inside);
    }
}

/* A letter for the colour of each part, from left to right: dark, close to it, or pale. */
static char *spell_colors(const Fixture *fixture, const SvyChart *chart)
{
    static const struct {
        SvyThemeColor color;
        char letter;
    } known[] = {{SVY_SERIES_1, 'D'}, {SVY_SEQUENTIAL_4, 'c'}, {SVY_SERIES_1_TINT, 'p'}};
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < chart->scene->nodes->len; i++) {
        const SvyNode *node = chart->scene->nodes->pdata[i];

        for (size_t k = 0; k < G_N_ELEMENTS(known) && node->role == SVY_ROLE_SEGMENT; k++)
            if (memcmp(&node->color, &fixture->theme->colors[known[k].color], sizeof node->color) ==
                0)
                g_string_append_c(out, known[k].letter);
    }
    return g_string_free(out, FALSE);
}

/* What the title names is dark: the largest, or two that cannot be told apart; of more that cannot,
 * the largest, and the others nearly so. */
static void check_finding(Fixture *fixture, gconstpointer data)
{
    static const struct {
        size_t n[4];
        const char *colors, *title;
    } cases[] = {{{600, 200, 120, 80}, "Dppp", "60%"},
                 {{400, 390, 130, 80}, "DDpp", "About as many"},
                 {{300, 290, 285, 125}, "Dccp", "2 other answers are too close to call"}};

    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        SvyOptionResult options[] = {make_option("First", cases[i].n[0], SVY_MARK_NONE),
                                     make_option("Second", cases[i].n[1], SVY_MARK_NONE),
                                     make_option("Third", cases[i].n[2], SVY_MARK_NONE),
                                     make_option("Fourth", cases[i].n[3], SVY_MARK_NONE)};
        const SvyQuestionResult question = make_question(options, G_N_ELEMENTS(options));
        g_autoptr(SvyChart) chart = draw(fixture, &question);
        g_autofree char *colors = spell_colors(fixture, chart);

        g_assert_cmpstr(colors, ==, cases[i].colors);
        g_assert_nonnull(strstr(chart->plot->title, cases[i].title));
        g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_INTERVAL), ==, 4);
    }
}

/* One part withheld: none is drawn, as the others would tell it. */
static void check_withheld(Fixture *fixture, gconstpointer data)
{
    SvyOptionResult options[] = {make_option("A", 700, SVY_MARK_NONE),
                                 make_option("B", 300, SVY_MARK_NONE)};
    const SvyQuestionResult question = make_question(options, G_N_ELEMENTS(options));
    g_autoptr(SvyChart) chart = NULL;
    g_autofree char *csv = NULL;

    (void)data;
    options[1].p.status = SVY_STATUS_WITHHELD;
    chart = draw(fixture, &question);
    csv = svy_chart_format_csv(chart);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_SEGMENT), ==, 0);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MESSAGE), ==, 1);
    g_assert_null(strstr(csv, "700"));
    g_assert_null(strstr(csv, "0.7"));
}

/* More answers than colours; and nobody gets it who has not asked for it. */
static void check_suits(void)
{
    SvyOptionResult options[8];
    SvyQuestionResult question;

    for (size_t i = 0; i < G_N_ELEMENTS(options); i++)
        options[i] = make_option("A", 100, SVY_MARK_NONE);
    question = make_question(options, 6);
    g_assert_true(svy_chart_has_kind(&question, "stacked-bar"));
    question.n_options = 7;
    g_assert_false(svy_chart_has_kind(&question, "stacked-bar"));
    question.n_options = 6;
    question.is_ordered = true;
    g_assert_false(svy_chart_has_kind(&question, "stacked-bar"));
    question.scale = SVY_SCALE_TWO_WAY;
    g_assert_true(svy_chart_has_kind(&question, "stacked-bar"));
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/stacked/" name, Fixture, "report", fixture_set_up, function,                \
               fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("merged", check_merged);
    ADD("figures", check_figures);
    ADD("finding", check_finding);
    ADD("withheld", check_withheld);
    g_test_add_func("/chart/stacked/suits", check_suits);
    return g_test_run();
}
