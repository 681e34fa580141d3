/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-fixture.h"
#include "check.h"

static void check_order(Fixture *fixture, gconstpointer data)
{
    static const char *const labels[] = {"Any of these",        "Facebook", "LinkedIn", "Twitter",
                                         "YouTube (signed-in)", "Google+",  "Flickr",   "Pinterest",
                                         "Instagram",           "Tumblr"};
    g_autoptr(SvyChart) chart = fixture_draw_gap(fixture, fixture_get(fixture, "normal"), 0);

    (void)data;
    g_assert_cmpstr(svy_chart_get_kind(chart), ==, "gap-dumbbell");
    g_assert_cmpuint(chart->plot->rows->len, ==, G_N_ELEMENTS(labels));
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
        const SvyPlotRow *row = fixture_get_row(chart, i);

        g_assert_cmpstr(row->label, ==, labels[i]);
        g_assert_true(row->is_focus == (i == 1));
        g_assert_true(row->starts_group == (i == 1 || i == 7));
    }
}

static void check_no_account(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = fixture_draw_gap(fixture, fixture_get(fixture, "normal"), 0);
    const SvyPlotRow *row = fixture_get_row(chart, 7);
    g_autofree char *csv = svy_chart_format_csv(chart);

    (void)data;
    g_assert_true(row->marks[0].is_drawn);
    g_assert_false(row->marks[1].is_drawn);
    g_assert_cmpstr(row->cell_message, ==, "no account");
    g_assert_null(row->cells[0]);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MARK), ==, 7 * 2 + 3);
    g_assert_nonnull(strstr(csv, "\nPinterest,no,850,294,0.3458823529411765,"));
    g_assert_nonnull(strstr(csv, ",,,,,,,,\nInstagram"));
}

/* The gap comes from unrounded shares: 81.3 less 11.6 is 70, though 81 less 12 is 69. */
static void check_numbers(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = fixture_draw_gap(fixture, fixture_get(fixture, "normal"), 0);
    const SvyPlotRow *row = fixture_get_row(chart, 1);

    (void)data;
    g_assert_cmpstr(row->marks[0].text, ==, "81%");
    g_assert_cmpstr(row->marks[1].text, ==, "12%");
    g_assert_cmpstr(row->cells[0], ==, "70");
    g_assert_cmpstr(row->cells[1], ==, "66–73");
}

static void check_one_row(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = fixture_draw_gap(fixture, fixture_get(fixture, "1-row"), 0);

    (void)data;
    g_assert_cmpuint(chart->plot->rows->len, ==, 1);
    g_assert_cmpstr(fixture_get_row(chart, 0)->label, ==, "Facebook");
}

static void check_top(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = fixture_draw_gap(fixture, fixture_get(fixture, "normal"), 3);

    (void)data;
    g_assert_cmpuint(chart->plot->rows->len, ==, 4);
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_NOTE, "Not shown: 6 more, none above 35%."));
}

static void check_withheld(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    g_autoptr(SvyChart) chart = NULL;
    g_autofree char *csv = NULL;

    (void)data;
    one->gap.items[5].follow.p = svy_estimate_none(SVY_STATUS_WITHHELD, 0.95, "Wilson");
    one->gap.items[5].gap = svy_estimate_none(SVY_STATUS_WITHHELD, 0.95, "Wilson");
    one->gap.items[5].follow.n = 3;
    chart = fixture_draw_gap(fixture, one, 0);
    csv = svy_chart_format_csv(chart);

    g_assert_cmpstr(fixture_get_row(chart, 6)->label, ==, "Flickr");
    g_assert_cmpstr(fixture_get_row(chart, 6)->cell_message, ==, "too few to show");
    g_assert_false(fixture_get_row(chart, 6)->marks[1].is_drawn);
    g_assert_nonnull(strstr(csv, "0.16745390587786183,,,,,,,,\n"));
}

static void check_small_bases(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) tiny = fixture_draw_gap(fixture, fixture_get(fixture, "n-5"), 0);
    g_autoptr(SvyChart) small = fixture_draw_gap(fixture, fixture_get(fixture, "n-12"), 0);

    (void)data;
    g_assert_cmpuint(fixture_count_role(tiny, SVY_ROLE_MARK), ==, 0);
    g_assert_cmpuint(fixture_count_role(tiny, SVY_ROLE_MESSAGE), ==, 3);
    g_assert_cmpuint(fixture_count_role(small, SVY_ROLE_BASE), ==, 3);
    g_assert_true(fixture_get_row(small, 0)->is_hollow);
}

static void check_refusals(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    const SvyChartOptions sizes[] = {{.theme = fixture->theme, .width_in = 201},
                                     {.theme = fixture->theme, .width_in = (double)NAN},
                                     {.theme = fixture->theme, .height_in = -1},
                                     {.theme = fixture->theme, .height_in = 2},
                                     {.theme = fixture->theme, .width_in = 1}};
    static const int codes[] = {SVY_ERROR_LIMIT, SVY_ERROR_ARGUMENT, SVY_ERROR_ARGUMENT,
                                SVY_ERROR_USAGE, SVY_ERROR_USAGE};
    const SvyChartOptions plain = {.theme = fixture->theme};
    SvyChart *chart = NULL;
    GError *error = NULL;

    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_assert_false(svy_chart_new_gap(&one->survey, &one->gap, 0.95, &sizes[i], &chart, &error));
        g_assert_error(error, SVY_ERROR, codes[i]);
        g_assert_null(chart);
        g_clear_error(&error);
    }
    one->gap.n_items = 0;
    g_assert_false(svy_chart_new_gap(&one->survey, &one->gap, 0.95, &plain, &chart, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
    g_clear_error(&error);
}

/* Nothing of a result may break a chart: nothing said about the survey and the pair. */
static void check_missing_texts(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "2-rows");
    g_autoptr(SvyChart) chart = NULL;

    (void)data;
    one->survey = (SvySurvey){0};
    one->gap.use_text = one->gap.follow_text = one->gap.use_verb = NULL;
    one->gap.follow_verb = one->gap.items_noun = one->gap.any.label = NULL;
    chart = fixture_draw_gap(fixture, one, 0);
    g_assert_cmpstr(fixture_get_row(chart, 0)->label, ==, "Any of these");
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/gap-dumbbell/" name, Fixture, "report", fixture_set_up, function,           \
               fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("order", check_order);
    ADD("no-account", check_no_account);
    ADD("numbers", check_numbers);
    ADD("one-row", check_one_row);
    ADD("top", check_top);
    ADD("withheld", check_withheld);
    ADD("small-bases", check_small_bases);
    ADD("refusals", check_refusals);
    ADD("missing-texts", check_missing_texts);
    return g_test_run();
}
