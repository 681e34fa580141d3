/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chart-fixture.h"
#include "check.h"
#include "result/result-table.h"

static SvyChart *draw(const Fixture *fixture, const SvyChartCase *one)
{
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "icon-array"};
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    g_assert_true(svy_chart_new_gap(&one->survey, &one->gap, 0.95, &options, &chart, &error));
    g_assert_no_error(error);
    return chart;
}

static SvyChart *draw_share(const Fixture *fixture, size_t n, size_t base)
{
    SvyChartCase *one = fixture_get(fixture, "normal");

    one->gap.any.follow = (SvyShare){n, base, svy_cases_wilson(n, base)};
    return draw(fixture, one);
}

static void check_words(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = draw(fixture, fixture_get(fixture, "normal"));
    g_autofree char *alt = svy_chart_format_alt(chart);

    (void)data;
    g_assert_cmpstr(chart->plot->title, ==, "22% of respondents follow ALCTS");
    g_assert_cmpstr(chart->plot->alt, ==,
                    "Icon array, 22 of 100 discs filled: 22 in 100 respondents follow ALCTS on at "
                    "least one of 9 social media. Base 850.");
    g_assert_nonnull(strstr(alt, "rounded to whole discs"));
}

/* Whole discs: never all or none of them for what is neither, none below one in a hundred. */
static void check_discs(Fixture *fixture, gconstpointer data)
{
    static const struct {
        size_t n, base, n_discs;
        const char *number, *words;
    } table[] = {
        {0, 850, 0, "0%", "None in 100 respondents"},
        {8, 850, 0, "<1%", "Fewer than 1 in 100"},
        {9, 850, 1, "1%", "1 in 100 respondents"},
        {12, 850, 1, "1%", "1 in 100"},
        {13, 850, 2, "2%", "2 in 100"},
        {425, 850, 50, "50%", "50 in 100"},
        {849, 850, 99, ">99%", "More than 99 in 100"},
        {850, 850, 100, "100%", "100 in 100"},
    };

    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        g_autoptr(SvyChart) chart = draw_share(fixture, table[i].n, table[i].base);

        g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MARK), ==, table[i].n_discs);
        g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_VALUE, table[i].number));
        g_assert_nonnull(strstr(chart->plot->alt, table[i].words));
    }
}

static void check_withheld(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    g_autoptr(SvyChart) tiny = draw(fixture, fixture_get(fixture, "n-5")), withheld = NULL;
    g_autofree char *csv = NULL;

    (void)data;
    g_assert_nonnull(strstr(tiny->plot->title, "fewer than 10"));
    one->gap.any.follow.p.status = SVY_STATUS_WITHHELD;
    withheld = draw(fixture, one);
    csv = svy_chart_format_csv(withheld);
    g_assert_cmpuint(fixture_count_role(withheld, SVY_ROLE_MARK), ==, 0);
    g_assert_cmpuint(fixture_count_role(withheld, SVY_ROLE_VALUE), ==, 0);
    g_assert_nonnull(strstr(csv, ",,,,,\n"));
}

/* Of a question the answer that most gave; only where it is asked for. */
static void check_question(Fixture *fixture, gconstpointer data)
{
    const SvyChartCase *one = fixture_get(fixture, "normal");
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "icon-array"};
    g_autoptr(GError) error = NULL;
    g_autoptr(SvyChart) chart = NULL;

    (void)data;
    g_assert_true(
        svy_chart_new_question(&one->survey, &one->question, 0.95, &options, &chart, &error));
    g_assert_nonnull(strstr(chart->plot->alt, "81 in 100 respondents chose “Facebook”. Base 850."));
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MARK), ==, 81);
}

/* Of targets the first. */
static void check_target(Fixture *fixture, gconstpointer data)
{
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "icon-array"};
    SvyResult result = {.level = 0.95};
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_TARGETS, "targets", "Targets");
    const SvyShare share = {189, 778, svy_cases_wilson(189, 778)};
    g_autoptr(GError) error = NULL;
    g_autoptr(SvyChart) chart = NULL;
    SvyCell *cells;
    SvyTable table;

    (void)data;
    svy_table_builder_add_column(builder, "what", "What");
    svy_table_builder_add_column(builder, "p", "Came out");
    cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    svy_cell_set_text(&cells[0], "Follow any");
    svy_cell_set_share(&cells[1], &share);
    table = svy_table_builder_finish(builder);
    g_assert_true(svy_chart_new_table(&result, &table, &options, &chart, &error));
    g_assert_cmpstr(chart->plot->title, ==, "“Follow any”: 24% of 778");
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MARK), ==, 24);
    svy_table_clear(&table);
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/icon-array/" name, Fixture, "report", fixture_set_up, function,             \
               fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("words", check_words);
    ADD("discs", check_discs);
    ADD("withheld", check_withheld);
    ADD("question", check_question);
    ADD("target", check_target);
    return g_test_run();
}
