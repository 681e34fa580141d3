/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/plot.h"

#include <string.h>

#include "check.h"

static void check_percent(void)
{
    static const struct {
        double p;
        const char *text;
    } cases[] = {{0, "0%"},      {0.0001, "<1%"},  {0.0049, "<1%"},  {0.0051, "1%"}, {0.116, "12%"},
                 {0.994, "99%"}, {0.9951, ">99%"}, {0.9999, ">99%"}, {1, "100%"}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = svy_plot_format_pct(cases[i].p);
        g_assert_cmpstr(text, ==, cases[i].text);
    }
}

static void check_points(void)
{
    static const struct {
        double difference;
        const char *text;
    } cases[] = {{0.6965, "70"}, {-0.13, "−13"}, {-0.001, "0"}, {0, "0"}, {1, "100"}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = svy_plot_format_points(cases[i].difference);
        g_assert_cmpstr(text, ==, cases[i].text);
    }
}

static void check_interval(void)
{
    static const struct {
        double lo, hi;
        const char *text;
    } cases[] = {{0.71, 0.76, "71–76"},
                 {-0.3, -0.05, "−30 to −5"},
                 {-0.04, 0.02, "−4 to 2"},
                 {0, 0.0045, "0.0–0.4"},
                 {0, 0, "0–0"}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = svy_plot_format_interval(cases[i].lo, cases[i].hi);
        g_assert_cmpstr(text, ==, cases[i].text);
    }
}

static void check_base(void)
{
    static const struct {
        size_t base;
        const char *note, *message;
        bool is_shown, is_hollow;
    } cases[] = {{0, NULL, "not asked", false, false},
                 {9, NULL, "too few to show", false, false},
                 {10, "small base, n = 10", NULL, true, true},
                 {29, "small base, n = 29", NULL, true, true},
                 {30, "n = 30", NULL, true, false},
                 {850, NULL, NULL, true, false}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        SvyPlotRow row = {0};

        g_assert_true(svy_plot_set_base(&row, cases[i].base, 850) == cases[i].is_shown);
        g_assert_true(row.is_hollow == cases[i].is_hollow);
        g_assert_cmpstr(row.base_note, ==, cases[i].note);
        g_assert_cmpstr(row.message, ==, cases[i].message);
        g_free(row.base_note);
        g_free(row.message);
    }
}

static void check_clean(void)
{
    g_autofree char *safe = svy_plot_clean("a\x1b[31m\xe2\x80\xae<b>&\n");
    g_autofree char *many = g_strnfill(100000, 'x');
    g_autofree char *cut = svy_plot_clean(many);
    g_autofree char *nothing = svy_plot_clean(NULL);

    g_assert_cmpstr(safe, ==, "a\\x1b[31m\\u202e<b>&\\n");
    g_assert_cmpint(g_utf8_strlen(cut, -1), ==, 500);
    g_assert_true(g_str_has_suffix(cut, "…"));
    g_assert_cmpstr(nothing, ==, "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/plot/percent", check_percent);
    g_test_add_func("/chart/plot/points", check_points);
    g_test_add_func("/chart/plot/interval", check_interval);
    g_test_add_func("/chart/plot/base", check_base);
    g_test_add_func("/chart/plot/clean", check_clean);
    return g_test_run();
}
