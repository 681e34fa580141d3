/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chart-fixture.h"
#include "check.h"
#include "result/result-table.h"

static SvyTable *find_table(SvyChartCase *one)
{
    for (size_t i = 0; i < one->result.n_tables; i++)
        if (one->result.tables[i].kind == SVY_TABLE_NUMBERS_BY)
            return &one->result.tables[i];
    g_assert_not_reached();
}

static SvyChart *draw_table(const Fixture *fixture, SvyChartCase *one, const SvyTable *table)
{
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "box"};
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    g_assert_true(svy_chart_new_table(&one->result, table, &options, &chart, &error));
    g_assert_no_error(error);
    return chart;
}

static SvyChart *draw(const Fixture *fixture, SvyChartCase *one)
{
    return draw_table(fixture, one, find_table(one));
}

static void check_words(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = draw(fixture, fixture_get(fixture, "normal"));
    g_autofree char *alt = svy_chart_format_alt(chart);

    (void)data;
    g_assert_cmpstr(chart->plot->title, ==,
                    "Half of “Facebook” gave 69.1 or more, half of “Flickr” 12.1 or less");
    g_assert_true(g_str_has_suffix(
        chart->plot->alt, "Median highest in Facebook (69.1), lowest in Flickr (12.1). Base 850."));
    g_assert_cmpstr(fixture_get_row(chart, 0)->label, ==, "All");
    g_assert_nonnull(strstr(alt, "Flickr: median 12.1, middle half 7.3 to 19.4, nine in ten 1.2 to "
                                 "33.9; n = 850."));
}

/* Medians whose intervals touch are not said to differ. */
static void check_ties(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = draw(fixture, fixture_get(fixture, "n-29"));

    (void)data;
    g_assert_cmpstr(chart->plot->title, ==,
                    "Half of 29 respondents gave 20 or less; the groups cannot be told apart");
}

/* Of small groups less is told: under 100 no whiskers, under 20 no box, under 10 nothing. */
static void check_small(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) below_30 = draw(fixture, fixture_get(fixture, "n-29"));
    g_autoptr(SvyChart) small = draw(fixture, fixture_get(fixture, "n-12"));
    g_autoptr(SvyChart) tiny = draw(fixture, fixture_get(fixture, "n-5"));
    g_autofree char *csv = svy_chart_format_csv(tiny);

    (void)data;
    g_assert_cmpuint(fixture_count_role(below_30, SVY_ROLE_WHISKER), ==, 0);
    g_assert_cmpuint(fixture_count_role(below_30, SVY_ROLE_BAR), ==, 3);
    g_assert_cmpuint(fixture_count_role(below_30, SVY_ROLE_HOLLOW), ==, 3);
    g_assert_cmpuint(fixture_count_role(small, SVY_ROLE_BAR), ==, 0);
    g_assert_cmpuint(fixture_count_role(small, SVY_ROLE_MARK), ==, 3);
    g_assert_cmpuint(fixture_count_role(tiny, SVY_ROLE_MARK), ==, 0);
    g_assert_cmpuint(fixture_count_role(tiny, SVY_ROLE_AXIS), ==, 0);
    g_assert_nonnull(strstr(csv, "Facebook,,,,,,,,,\n"));
    g_assert_cmpstr(tiny->plot->title, ==, "Too few answers to compare groups: fewer than 10");
}

/* A group that is withheld stands last, without a number. */
static void check_withheld(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "2-rows");
    SvyTable *table = find_table(one);
    g_autoptr(SvyChart) chart = NULL;
    g_autofree char *alt = NULL;

    (void)data;
    for (size_t i = 1; i < table->n_columns; i++)
        svy_cell_withhold(&table->cells[table->n_columns + i]);
    chart = draw(fixture, one);
    alt = svy_chart_format_alt(chart);
    g_assert_cmpstr(fixture_get_row(chart, 2)->label, ==, "Facebook");
    g_assert_cmpstr(fixture_get_row(chart, 2)->message, ==, "withheld");
    g_assert_cmpstr(chart->plot->title, ==, "Half of 850 respondents gave 20 or less");
    g_assert_nonnull(strstr(alt, "Facebook: withheld."));
    g_assert_nonnull(strstr(alt, "Withheld: "));
}

/* Few people whose number is told are few; of whom more is known, something is withheld. */
static void check_few(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "2-rows");
    SvyTable *table = find_table(one);
    g_autoptr(SvyChart) chart = NULL;

    (void)data;
    svy_cell_set_count(&table->cells[table->n_columns + 1], 9);
    svy_cell_withhold(&table->cells[2 * table->n_columns + 4]);
    chart = draw(fixture, one);
    g_assert_cmpstr(fixture_get_row(chart, 1)->message, ==, "too few to show");
    g_assert_cmpstr(fixture_get_row(chart, 2)->message, ==, "withheld");
}

/* Where nobody is protected people of small groups are dots: alone under 20, under a box to 99. */
static void check_dots(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    g_autoptr(SvyChart) chart = draw_table(fixture, one, find_table(one) + 1);
    g_autofree char *csv = svy_chart_format_csv(chart), *alt = svy_chart_format_alt(chart);

    (void)data;
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_DOT), ==,
                     60 + 6 + 28 + 15 + 99 + 60 + 6 + 28);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_BAR), ==, 7);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MESSAGE), ==, 0);
    g_assert_nonnull(
        strstr(csv, "LinkedIn,6,,,37.9,,,35.9,39.9,order statistics,18 27 35 41 48 58"));
    g_assert_nonnull(strstr(alt, "Dots: one person each, in groups of fewer than 100"));
    g_assert_null(strstr(alt, "nobody is shown as a dot"));
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/box/" name, Fixture, "report", fixture_set_up, function, fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("words", check_words);
    ADD("ties", check_ties);
    ADD("small", check_small);
    ADD("withheld", check_withheld);
    ADD("few", check_few);
    ADD("dots", check_dots);
    return g_test_run();
}
