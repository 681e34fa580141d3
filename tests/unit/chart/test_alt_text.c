/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/alt-text.h"

#include "chart-fixture.h"
#include "check.h"

static void check_join(void)
{
    g_autofree char *many = g_strnfill(150, 'x');
    const char *const parts[] = {"First.", many, many, "Base 850.", NULL};
    const char *const few[] = {"First.", "Second.", "Base 850.", NULL};
    g_autofree char *joined = svy_alt_join(parts), *all = svy_alt_join(few);

    g_assert_cmpstr(all, ==, "First. Second. Base 850.");
    g_assert_true(g_str_has_prefix(joined, "First. xxx"));
    g_assert_true(g_str_has_suffix(joined, "x Base 850."));
    g_assert_cmpint(g_utf8_strlen(joined, -1), ==, 6 + 1 + 150 + 1 + 9);
}

static void check_gap(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = fixture_draw_gap(fixture, fixture_get(fixture, "normal"), 0);
    g_autofree char *text = svy_chart_format_alt(chart);
    g_auto(GStrv) parts = g_strsplit(text, "\n\n", -1);

    (void)data;
    g_assert_cmpuint(g_strv_length(parts), ==, 4);
    g_assert_cmpstr(parts[0], ==,
                    "Dumbbell chart of 9 social media: share of respondents who use each and share "
                    "who follow ALCTS there. The widest gap is Facebook, 81% against 12%. Twitter "
                    "is followed most, 13%. Base 850.");
    g_assert_nonnull(strstr(parts[2], "Twitter: 43% (95% interval 40–47) use it; 13% (95% interval "
                                      "11–15) follow ALCTS there; gap 31 points (28–34)."));
    g_assert_nonnull(strstr(parts[2], "Tumblr: 19% (95% interval 16–21) use it; there is no "
                                      "account to follow."));
    g_assert_nonnull(strstr(parts[3], "SYNTHETIC"));
}

/* A reader must not learn from words what the picture hides. */
static void check_too_few(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = fixture_draw_gap(fixture, fixture_get(fixture, "mixed-bases"), 0);
    g_autofree char *text = svy_chart_format_alt(chart);

    (void)data;
    g_assert_nonnull(strstr(text, "Vine: too few to show."));
}

static void check_long_label(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = fixture_draw_gap(fixture, fixture_get(fixture, "long-labels"), 0);
    g_autofree char *text = svy_chart_format_alt(chart);

    (void)data;
    g_assert_nonnull(strstr(text, "run by the Association or by one of its many chapters today: "));
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/alt-text/" name, Fixture, "screen", fixture_set_up, function,               \
               fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/alt-text/join", check_join);
    ADD("gap", check_gap);
    ADD("too-few", check_too_few);
    ADD("long-label", check_long_label);
    return g_test_run();
}
