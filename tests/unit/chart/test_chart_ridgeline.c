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

static SvyChart *draw(const Fixture *fixture, SvyChartCase *one)
{
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "ridgeline"};
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    g_assert_true(svy_chart_new_table(&one->result, find_table(one), &options, &chart, &error));
    g_assert_no_error(error);
    return chart;
}

static void check_words(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = draw(fixture, fixture_get(fixture, "normal"));
    g_autofree char *alt = svy_chart_format_alt(chart), *csv = svy_chart_format_csv(chart);

    (void)data;
    g_assert_cmpstr(chart->plot->title, ==,
                    "Half of “Facebook” gave 69.1 or more, half of “Flickr” 12.1 or less");
    g_assert_true(g_str_has_prefix(chart->plot->alt, "Ridgelines of “"));
    g_assert_true(g_str_has_suffix(
        chart->plot->alt, "Median highest in Facebook (69.1), lowest in Flickr (12.1). Base 850."));
    g_assert_nonnull(strstr(alt, "drawn from the intervals and quantiles that are told, not from "
                                 "single answers, and smoothed (Gaussian kernel, standard "
                                 "deviation 2.5). Line: median."));
    g_assert_null(strstr(alt, "No curve: "));
    g_assert_true(g_str_has_prefix(csv, "label,base,q05,q1,median,q3,q95,median_lo,median_hi,"
                                        "method,curve_from,curve_to,density_1,"));
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_AREA), ==, 10);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MARK), ==, 10);
}

/* Where nobody is protected the curves are of the numbers themselves. */
static void check_public(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "2-rows");
    g_autoptr(SvyChart) chart = NULL;
    g_autofree char *alt = NULL;

    (void)data;
    one->result.min_cell = 1;
    chart = draw(fixture, one);
    alt = svy_chart_format_alt(chart);
    g_assert_nonnull(strstr(alt, "all of the same area; smoothed (Gaussian kernel"));
}

/* A group without a curve has as much of a box as may be told, and that is said. */
static void check_small(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "2-rows");
    SvyTable *table = find_table(one);
    g_autoptr(SvyChart) chart = NULL, small = draw(fixture, fixture_get(fixture, "n-29"));
    g_autofree char *alt = NULL;

    (void)data;
    g_clear_pointer(&table->curves->rows[1].density, g_free);
    chart = draw(fixture, one);
    alt = svy_chart_format_alt(chart);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_AREA), ==, 2);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_BAR), ==, 1);
    g_assert_nonnull(strstr(alt, "No curve: fewer than 100 people, or a quantile that is "
                                 "withheld; "));
    g_assert_cmpuint(fixture_count_role(small, SVY_ROLE_AREA), ==, 0);
    g_assert_cmpuint(fixture_count_role(small, SVY_ROLE_BAR), ==, 3);
}

static void check_withheld(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "2-rows");
    SvyTable *table = find_table(one);
    g_autoptr(SvyChart) chart = NULL;
    g_autofree char *csv = NULL;

    (void)data;
    for (size_t i = 1; i < table->n_columns; i++)
        svy_cell_withhold(&table->cells[table->n_columns + i]);
    chart = draw(fixture, one);
    csv = svy_chart_format_csv(chart);
    g_assert_cmpstr(fixture_get_row(chart, 2)->message, ==, "withheld");
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_AREA), ==, 2);
    g_assert_nonnull(strstr(csv, "Facebook,,,,,,,,,,,,,"));
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/ridgeline/" name, Fixture, "report", fixture_set_up, function,              \
               fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("words", check_words);
    ADD("public", check_public);
    ADD("small", check_small);
    ADD("withheld", check_withheld);
    return g_test_run();
}
