/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chart-fixture.h"
#include "check.h"

static SvyChart *draw(const Fixture *fixture, const SvyChartCase *one, size_t n_top)
{
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "gap-bars", .n_top = n_top};
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    g_assert_true(svy_chart_new_gap(&one->survey, &one->gap, 0.95, &options, &chart, &error));
    g_assert_no_error(error);
    return chart;
}

/* By the gap, not by use; where there is no account there is no gap. */
static void check_order(Fixture *fixture, gconstpointer data)
{
    static const char *const labels[] = {"Facebook", "LinkedIn", "Twitter", "YouTube (signed-in)",
                                         "Google+",  "Flickr"};
    g_autoptr(SvyChart) chart = draw(fixture, fixture_get(fixture, "normal"), 0);
    g_autofree char *alt = svy_chart_format_alt(chart);

    (void)data;
    g_assert_cmpstr(svy_chart_get_kind(chart), ==, "gap-bars");
    g_assert_cmpuint(chart->plot->rows->len, ==, G_N_ELEMENTS(labels));
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
        g_assert_cmpstr(fixture_get_row(chart, i)->label, ==, labels[i]);
    g_assert_nonnull(strstr(alt, "Largest Facebook, 70 points; smallest Flickr, 13."));
    g_assert_nonnull(strstr(alt, "Not shown: 3 without an account."));
}

/* To the left of the line in a colour of their own. */
static void check_negative(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = draw(fixture, fixture_get(fixture, "negative"), 0);
    size_t n_left = 0, n_wine = 0;

    (void)data;
    for (size_t i = 0; i < chart->scene->nodes->len; i++) {
        const SvyNode *node = chart->scene->nodes->pdata[i];

        if (node->role != SVY_ROLE_BAR)
            continue;
        n_left += node->box.x < chart->scene->plot_left - 0.01;
        n_wine += node->color.r == 0xD6 && node->color.g == 0xB6;
    }
    g_assert_cmpuint(n_left, ==, 2);
    g_assert_cmpuint(n_wine, ==, 2);
}

/* A gap that is withheld has no bar, no figure, no shares. */
static void check_withheld(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "2-rows");
    g_autoptr(SvyChart) chart = NULL;
    g_autofree char *csv = NULL;

    (void)data;
    one->gap.items[1].gap.status = SVY_STATUS_WITHHELD;
    chart = draw(fixture, one, 0);
    csv = svy_chart_format_csv(chart);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_BAR), ==, 1);
    g_assert_cmpstr(fixture_get_row(chart, 1)->message, ==, "too few to show");
    g_assert_nonnull(strstr(csv, "Twitter,850,,,,,,"));
}

static void check_top(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = draw(fixture, fixture_get(fixture, "normal"), 2);
    g_autofree char *alt = svy_chart_format_alt(chart);

    (void)data;
    g_assert_cmpuint(chart->plot->rows->len, ==, 2);
    g_assert_nonnull(strstr(alt, "Not shown: 4 more."));
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/gap-bars/" name, Fixture, "report", fixture_set_up, function,               \
               fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("order", check_order);
    ADD("negative", check_negative);
    ADD("withheld", check_withheld);
    ADD("top", check_top);
    return g_test_run();
}
