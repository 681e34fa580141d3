/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "chart-fixture.h"
#include "check.h"
#include "result/result-table.h"

static SvyTable *find_table(SvyChartCase *one)
{
    for (size_t i = 0; i < one->result.n_tables; i++)
        if (strcmp(one->result.tables[i].id, "rank-q21") == 0)
            return &one->result.tables[i];
    g_assert_not_reached();
}

static SvyChart *draw(const Fixture *fixture, SvyChartCase *one, size_t n_top)
{
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "ranking", .n_top = n_top};
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

static void set_mean(SvyChartCase *one, size_t row, double mean, double lo, double hi)
{
    SvyEstimate *place = &get_cell(one, row, "mean")->share.p;

    place->value = mean;
    place->lo = lo;
    place->hi = hi;
}

static void check_words(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = draw(fixture, fixture_get(fixture, "normal"), 0);
    g_autofree char *alt = svy_chart_format_alt(chart);

    (void)data;
    g_assert_cmpstr(chart->plot->title, ==,
                    "“Facebook” is ranked best, at 2.5 on average; 12% put it first");
    g_assert_cmpstr(chart->plot->alt, ==,
                    "Ranking of 9 items by mean place, 1 is best. Best: Facebook (mean place 2.5, "
                    "put first by 12%). Last: Flickr (mean place 7.9, put first by 1%). Base 850.");
    g_assert_true(fixture_get_row(chart, 0)->is_focus);
    g_assert_nonnull(strstr(alt, "LinkedIn: mean place 5.4 (5.2–5.7); first: 3% (95% interval"));
    g_assert_nonnull(strstr(alt, "means by Student's t"));
}

/* What the intervals do not tell apart is not said to come first. */
static void check_ties(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    g_autoptr(SvyChart) pair = NULL, three = NULL;

    (void)data;
    set_mean(one, 1, 2.6, 2.4, 2.8);
    pair = draw(fixture, one, 0);
    g_assert_cmpstr(pair->plot->title, ==,
                    "“Facebook” and “LinkedIn” are ranked about alike, at 2.5 and 2.6 on average");
    g_assert_false(fixture_get_row(pair, 0)->is_focus);
    set_mean(one, 2, 2.5, 2.3, 2.7);
    three = draw(fixture, one, 0);
    g_assert_nonnull(strstr(three->plot->title, "on average; 2 others are too close to call"));
}

static void check_extremes(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) one = draw(fixture, fixture_get(fixture, "1-row"), 0);
    g_autoptr(SvyChart) tiny = draw(fixture, fixture_get(fixture, "n-5"), 0);
    g_autoptr(SvyChart) extremes = draw(fixture, fixture_get(fixture, "extremes"), 0);

    (void)data;
    g_assert_cmpstr(one->plot->title, ==, "“Facebook” is ranked 1.2 on average");
    g_assert_cmpstr(tiny->plot->title, ==,
                    "Too few answers to tell how these are ranked: fewer than 10");
    g_assert_cmpuint(fixture_count_role(tiny, SVY_ROLE_MARK), ==, 0);
    g_assert_nonnull(fixture_find_text(extremes, SVY_ROLE_CELL, "100%"));
}

/* What is withheld has no mark, no part, no number. */
static void check_withheld(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "2-rows");
    g_autoptr(SvyChart) chart = NULL;
    g_autofree char *csv = NULL;

    (void)data;
    svy_cell_withhold(get_cell(one, 0, "mean"));
    svy_cell_withhold(get_cell(one, 1, "second"));
    chart = draw(fixture, one, 0);
    csv = svy_chart_format_csv(chart);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MARK), ==, 1);
    g_assert_cmpstr(fixture_get_row(chart, 1)->label, ==, "Facebook");
    g_assert_cmpstr(fixture_get_row(chart, 1)->message, ==, "too few to show");
    g_assert_nonnull(strstr(csv, "Facebook,,,,,,,,,,,,,,\n"));
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_SEGMENT), ==, 2);
}

static void check_top(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = draw(fixture, fixture_get(fixture, "normal"), 3);
    g_autofree char *alt = svy_chart_format_alt(chart);

    (void)data;
    g_assert_cmpuint(chart->plot->rows->len, ==, 3);
    g_assert_nonnull(strstr(alt, "Not shown: 6 more."));
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/ranking/" name, Fixture, "report", fixture_set_up, function,                \
               fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("words", check_words);
    ADD("ties", check_ties);
    ADD("extremes", check_extremes);
    ADD("withheld", check_withheld);
    ADD("top", check_top);
    return g_test_run();
}
