/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chart-fixture.h"
#include "check.h"
#include "result/result-table.h"

static SvyTable *find_table(SvyChartCase *one)
{
    for (size_t i = 0; i < one->result.n_tables; i++)
        if (strcmp(one->result.tables[i].id, "ladder-1") == 0)
            return &one->result.tables[i];
    g_assert_not_reached();
}

static SvyChart *draw(const Fixture *fixture, SvyChartCase *one)
{
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "ladder"};
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    g_assert_true(svy_chart_new_table(&one->result, find_table(one), &options, &chart, &error));
    g_assert_no_error(error);
    return chart;
}

static SvyCell *get_cell(SvyChartCase *one, size_t row, const char *key)
{
    SvyTable *table = find_table(one);

    return &table->cells[row * table->n_columns + svy_table_find_column(table, key)];
}

static void check_words(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = draw(fixture, fixture_get(fixture, "negative"));
    g_autofree char *alt = svy_chart_format_alt(chart);

    (void)data;
    g_assert_cmpstr(chart->plot->title, ==,
                    "14% of 850 respondents reach the first of 3 stages, 6% the last");
    g_assert_cmpstr(chart->plot->alt, ==,
                    "Ladder of 3 stages, a bar for the share on each. Newsletter 14%, Facebook 14% "
                    "(100% of the previous), Mastodon 6% (42% of the previous). Base 850.");
    g_assert_nonnull(strstr(alt, "Mastodon: 6% (95% interval 4–8) of all; of those on the stage "
                                 "before, 42% (95% interval 33–51)."));
    g_assert_null(strstr(alt, "Some people are on a stage"));
}

/* A list that is too long for the short text: both ends of the ladder. */
static void check_long(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = draw(fixture, fixture_get(fixture, "30-rows"));

    (void)data;
    g_assert_nonnull(strstr(chart->plot->alt, "From 95% on the first to 52% on the last."));
}

static void check_extremes(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) one = draw(fixture, fixture_get(fixture, "1-row"));
    g_autoptr(SvyChart) tiny = draw(fixture, fixture_get(fixture, "n-5"));
    g_autoptr(SvyChart) extremes = draw(fixture, fixture_get(fixture, "extremes"));

    (void)data;
    g_assert_cmpstr(one->plot->title, ==, "81% of 850 respondents reach this stage");
    g_assert_cmpuint(fixture_count_role(tiny, SVY_ROLE_MARK), ==, 0);
    g_assert_cmpstr(tiny->plot->title, ==,
                    "Too few answers to tell who reaches which stage: fewer than 10");
    g_assert_cmpstr(extremes->plot->title, ==,
                    "100% of 850 respondents reach the first of 5 stages, 0% the last");
    g_assert_cmpuint(fixture_count_role(extremes, SVY_ROLE_BAR), ==, 2);
}

/* What is withheld is neither drawn nor written, and the title keeps to what is shown. */
static void check_withheld(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "negative");
    g_autoptr(SvyChart) chart = NULL;
    g_autofree char *csv = NULL;

    (void)data;
    svy_cell_withhold(get_cell(one, 2, "p"));
    svy_cell_withhold(get_cell(one, 2, "step"));
    chart = draw(fixture, one);
    csv = svy_chart_format_csv(chart);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MARK), ==, 2);
    g_assert_cmpstr(fixture_get_row(chart, 2)->message, ==, "too few to show");
    g_assert_nonnull(strstr(csv, "Mastodon,,,,,,,,,\n"));
    g_assert_cmpstr(chart->plot->title, ==, "14% of 850 respondents reach the first of 3 stages");
}

/* Nobody is made to climb, and that is said, without a number that may be small; but only where it
 * is meant, since bars read as parts of each other. */
static void check_without(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "negative");
    SvyTable *table = find_table(one);
    SvyChartOptions options = {.theme = fixture->theme, .kind = "ladder"};
    g_autoptr(SvyChart) chart = NULL;
    g_autoptr(SvyChart) meant = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *alt = NULL;

    (void)data;
    svy_cell_set_count(get_cell(one, 1, "without"), 3);
    g_assert_false(svy_chart_new_table(&one->result, table, &options, &chart, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
    g_assert_nonnull(strstr(error->message, "people are on stage 2 and not on stage 1"));
    g_assert_nonnull(strstr(error->message, "--not-nested"));
    options.is_not_nested = true;
    g_assert_true(svy_chart_new_table(&one->result, table, &options, &meant, NULL));
    svy_cell_withhold(get_cell(one, 1, "without"));
    g_clear_pointer(&meant, svy_chart_free);
    options.is_not_nested = false;
    g_assert_true(svy_chart_new_table(&one->result, table, &options, &meant, NULL));

    svy_cell_set_count(get_cell(one, 1, "without"), 3);
    table->is_not_nested = true;
    chart = draw(fixture, one);
    alt = svy_chart_format_alt(chart);
    g_assert_nonnull(strstr(alt, "Some people are on a stage without being on the one before"));
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/ladder/" name, Fixture, "report", fixture_set_up, function,                 \
               fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("words", check_words);
    ADD("long", check_long);
    ADD("extremes", check_extremes);
    ADD("withheld", check_withheld);
    ADD("without", check_without);
    return g_test_run();
}
