/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chart-fixture.h"
#include "chart/panel-segments.h"
#include "check.h"

static SvyChart *draw(const Fixture *fixture,
                      const SvyChartCase *one,
                      const SvyQuestionResult *grid,
                      const char *kind)
{
    const SvyChartOptions options = {.theme = fixture->theme, .kind = kind};
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    g_assert_true(svy_chart_new_question(&one->survey, grid, 0.95, &options, &chart, &error));
    g_assert_no_error(error);
    return chart;
}

static const SvySegments *get_segments(const SvyChart *chart)
{
    return (const SvySegments *)chart->plot->panel;
}

/* 850 people: 10% of the 159 who do not use Facebook are outside the scale. */
static void check_two_way(Fixture *fixture, gconstpointer data)
{
    const SvyChartCase *one = fixture_get(fixture, "normal");
    g_autoptr(SvyChart) chart = draw(fixture, one, &one->grid, NULL);
    const SvySegments *segments = get_segments(chart);

    (void)data;
    g_assert_cmpstr(svy_chart_get_kind(chart), ==, "likert");
    g_assert_true(segments->is_diverging && segments->has_middle);
    g_assert_cmpuint(segments->n_left, ==, 2);
    g_assert_cmpstr(fixture_get_row(chart, 0)->label, ==, "Facebook");
    g_assert_cmpstr(fixture_get_row(chart, 8)->label, ==, "Flickr");
    svy_check_digits(segments->rows[0].shares[4], 99.0 / 835, 12);
    g_assert_cmpstr(segments->rows[0].totals[1], ==, "83%");
    g_assert_cmpstr(segments->rows[0].cells[0], ==, "2%");
    g_assert_cmpstr(segments->rows[0].cells[1], ==, "835");
    g_assert_true(fixture_get_row(chart, 0)->is_focus);
    g_assert_nonnull(strstr(chart->plot->title, "83% of 835 chose"));
}

/* The favourable end may stand first: the picture is the same. */
static void check_turned(Fixture *fixture, gconstpointer data)
{
    const SvyChartCase *one = fixture_get(fixture, "2-rows");
    g_autoptr(SvyChart) chart = draw(fixture, one, &one->grid, NULL), turned = NULL;
    SvyQuestionResult grid = one->grid;
    SvyRowResult rows[2];
    SvyOptionResult options[2][6];
    g_autofree char *scene = svy_chart_format_scene(chart), *other = NULL;

    (void)data;
    for (size_t row = 0; row < 2; row++) {
        rows[row] = one->grid.rows[row];
        for (size_t i = 0; i < 6; i++)
            options[row][i] = one->grid.rows[row].options[5 - i];
        rows[row].options = options[row];
    }
    grid.rows = rows;
    grid.options = options[0];
    grid.is_high_first = true;
    turned = draw(fixture, one, &grid, NULL);
    other = svy_chart_format_scene(turned);
    g_assert_cmpstr(scene, ==, other);
}

static void check_one_way(Fixture *fixture, gconstpointer data)
{
    const SvyChartCase *one = fixture_get(fixture, "normal");
    SvyQuestionResult grid = one->grid;
    g_autoptr(SvyChart) chart = NULL;

    (void)data;
    grid.scale = SVY_SCALE_ONE_WAY;
    chart = draw(fixture, one, &grid, NULL);
    g_assert_false(get_segments(chart)->is_diverging);
    g_assert_true(get_segments(chart)->parts[0].color == SVY_SEQUENTIAL_1);
    g_assert_null(get_segments(chart)->rows[0].totals[0]);
}

/* Shares that add to more than the whole, or more points than colours, have no such chart. */
static void check_unfit(Fixture *fixture, gconstpointer data)
{
    const SvyChartCase *one = fixture_get(fixture, "1-row");
    SvyQuestionResult grid = one->grid;
    SvyRowResult row = one->grid.rows[0];

    (void)data;
    g_assert_true(svy_chart_has_kind(&grid, NULL));
    g_assert_true(svy_chart_has_kind(&grid, "likert-stacked"));
    g_assert_false(svy_chart_has_kind(&grid, "ranked-bars"));
    g_assert_false(svy_chart_has_kind(&grid, "no-such-kind"));
    row.n_answered--;
    grid.rows = &row;
    g_assert_false(svy_chart_has_kind(&grid, NULL));
    grid = one->grid;
    grid.scale = SVY_SCALE_TWO_WAY;
    grid.n_options = 2;
    g_assert_false(svy_chart_has_kind(&grid, "likert"));
}

/* A row of which something is withheld is not drawn: its other parts would tell. */
static void check_withheld(Fixture *fixture, gconstpointer data)
{
    const SvyChartCase *one = fixture_get(fixture, "2-rows");
    g_autoptr(SvyChart) chart = NULL;
    g_autofree char *csv = NULL;

    (void)data;
    one->grid.rows[1].options[0].p.status = SVY_STATUS_WITHHELD;
    chart = draw(fixture, one, &one->grid, NULL);
    csv = svy_chart_format_csv(chart);
    g_assert_cmpstr(fixture_get_row(chart, 1)->message, ==, "too few to show");
    g_assert_true(g_str_has_suffix(csv, ",,,,\n") || g_str_has_suffix(csv, ",,,,\r\n"));
}

/* Too close to call is said. */
static void check_close(Fixture *fixture, gconstpointer data)
{
    const SvyChartCase *one = fixture_get(fixture, "equal");
    g_autoptr(SvyChart) chart = draw(fixture, one, &one->grid, NULL);

    (void)data;
    g_assert_nonnull(strstr(chart->plot->title, "1 other is too close to call"));
    for (size_t i = 0; i < chart->plot->rows->len; i++)
        g_assert_false(fixture_get_row(chart, i)->is_focus);
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/likert/" name, Fixture, "report", fixture_set_up, function,                 \
               fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("two-way", check_two_way);
    ADD("turned", check_turned);
    ADD("one-way", check_one_way);
    ADD("unfit", check_unfit);
    ADD("withheld", check_withheld);
    ADD("close", check_close);
    return g_test_run();
}
