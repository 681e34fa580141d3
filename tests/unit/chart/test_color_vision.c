/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distances of colours, and check A8: no palette of a theme confuses anybody. */
#include "chart/color-vision.h"

#include <string.h>

#include "chart/theme.h"
#include "check.h"

static SvyColor parse(const char *text)
{
    SvyColor color = {0};

    g_assert_true(svy_color_parse(text, &color));
    return color;
}

/* Pairs of Sharma, Wu and Dalal (2005), table 1: where implementations go wrong. */
static void check_ciede2000(void)
{
    static const struct {
        SvyLab one, other;
        double distance;
    } pairs[] = {
        {{50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425},
        {{50, 3.1571, -77.2803}, {50, 0, -82.7485}, 2.8615},
        {{50, -1.3802, -84.2814}, {50, 0, -82.7485}, 1.0000},
        {{50, 0, 0}, {50, -1, 2}, 2.3669},
        {{50, 2.49, -0.001}, {50, -2.49, 0.0009}, 7.1792},
        {{50, 2.49, -0.001}, {50, -2.49, 0.0011}, 7.2195},
        {{50, -0.001, 2.49}, {50, 0.0011, -2.49}, 4.7461},
        {{50, 2.5, 0}, {50, 0, -2.5}, 4.3065},
        {{50, 2.5, 0}, {73, 25, -18}, 27.1492},
        {{50, 2.5, 0}, {58, 24, 15}, 19.4535},
        {{60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644},
        {{22.7233, 20.0904, -46.6940}, {23.0331, 14.9730, -42.5619}, 2.0373},
        {{90.8027, -2.0831, 1.4410}, {91.1528, -1.6435, 0.0447}, 1.4441},
        {{2.0776, 0.0795, -1.1350}, {0.9033, -0.0636, -0.5514}, 0.9082},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        svy_check_near(svy_lab_get_distance(pairs[i].one, pairs[i].other), pairs[i].distance, 5e-5);
        svy_check_near(svy_lab_get_distance(pairs[i].other, pairs[i].one), pairs[i].distance, 5e-5);
        svy_check_near(svy_lab_get_distance(pairs[i].one, pairs[i].one), 0, 0);
    }
}

/* The headline pair as the specification of the charts has it, which was computed elsewhere. */
static void check_headline_pair(void)
{
    const SvyColor navy = parse("#0F4C81"), orange = parse("#DD6B20");

    svy_check_near(svy_color_get_distance(navy, orange, SVY_VISION_NORMAL), 51.6, 0.1);
    svy_check_near(svy_color_get_distance(navy, orange, SVY_VISION_PROTAN), 50.8, 0.1);
    svy_check_near(svy_color_get_distance(navy, orange, SVY_VISION_DEUTAN), 60.2, 0.1);
    svy_check_near(svy_color_get_distance(navy, orange, SVY_VISION_TRITAN), 60.5, 0.1);
    svy_check_near(svy_color_get_distance(navy, orange, SVY_VISION_GRAY), 25.1, 0.1);
    svy_check_near(svy_color_to_lab(navy, SVY_VISION_NORMAL).l, 31.5, 0.05);
}

/* Okabe and Ito's seven come to 10.9 by the same count: the check is able to fail. */
static void check_known_palette(void)
{
    static const char *const colors[] = {"#E69F00", "#56B4E9", "#009E73", "#F0E442",
                                         "#0072B2", "#D55E00", "#CC79A7"};
    double least = INFINITY;

    for (size_t i = 0; i < G_N_ELEMENTS(colors); i++)
        for (size_t j = 0; j < i; j++)
            least = fmin(least, svy_color_get_least_distance(parse(colors[i]), parse(colors[j])));
    svy_check_near(least, 10.9, 0.1);
}

static double find_least(const SvyTheme *theme, const SvyThemeColor colors[], size_t n, bool is_row)
{
    double least = INFINITY;

    for (size_t i = 0; i < n; i++)
        for (size_t j = is_row && i > 0 ? i - 1 : 0; j < i; j++) {
            const SvyColor one = theme->colors[colors[i]], other = theme->colors[colors[j]];

            least = fmin(least, svy_color_get_least_distance(one, other));
            least = fmin(least, svy_color_get_distance(one, other, SVY_VISION_NORMAL));
        }
    return least;
}

/* The least distances are those of the specification, which gives one decimal. */
static void check_theme(const SvyTheme *theme)
{
    static const SvyThemeColor series[] = {SVY_SERIES_1, SVY_SERIES_2, SVY_SERIES_3,
                                           SVY_SERIES_4, SVY_SERIES_5, SVY_SERIES_6};
    static const SvyThemeColor diverging_5[] = {SVY_DIVERGING_5_1, SVY_DIVERGING_5_2,
                                                SVY_DIVERGING_5_3, SVY_DIVERGING_5_4,
                                                SVY_DIVERGING_5_5};
    static const SvyThemeColor diverging_7[] = {
        SVY_DIVERGING_7_1, SVY_DIVERGING_7_2, SVY_DIVERGING_7_3, SVY_DIVERGING_7_4,
        SVY_DIVERGING_7_5, SVY_DIVERGING_7_6, SVY_DIVERGING_7_7};
    static const SvyThemeColor sequential[] = {SVY_SEQUENTIAL_1, SVY_SEQUENTIAL_2, SVY_SEQUENTIAL_3,
                                               SVY_SEQUENTIAL_4, SVY_SEQUENTIAL_5};
    const SvyColor *colors = theme->colors;

    g_assert_cmpfloat(find_least(theme, series, G_N_ELEMENTS(series), false), >=, 13);
    g_assert_cmpfloat(
        svy_color_get_distance(colors[SVY_SERIES_1], colors[SVY_SERIES_2], SVY_VISION_GRAY), >=,
        20);
    g_assert_cmpfloat(find_least(theme, diverging_5, G_N_ELEMENTS(diverging_5), true), >=, 16.55);
    g_assert_cmpfloat(find_least(theme, diverging_7, G_N_ELEMENTS(diverging_7), true), >=, 10.45);
    g_assert_cmpfloat(find_least(theme, sequential, G_N_ELEMENTS(sequential), true), >=, 9.25);
    g_assert_cmpfloat(
        svy_color_get_least_distance(colors[SVY_DIVERGING_5_2], colors[SVY_DIVERGING_5_4]), >=,
        34.85);
}

static void check_themes(void)
{
    static const char *const colored[] = {"poster", "report", "screen"};

    for (size_t i = 0; i < G_N_ELEMENTS(colored); i++) {
        g_autoptr(SvyTheme) theme = NULL;

        g_assert_true(svy_theme_load(colored[i], &theme, NULL));
        check_theme(theme);
    }
}

/* Whatever stands on an ordered colour can be read: ink or paper. */
static void check_labels(void)
{
    g_autoptr(SvyTheme) theme = NULL;

    g_assert_true(svy_theme_load("report", &theme, NULL));
    for (int i = SVY_DIVERGING_5_1; i <= SVY_SEQUENTIAL_5; i++) {
        const double ink = svy_color_get_contrast(theme->colors[i], theme->colors[SVY_INK]);
        const double paper = svy_color_get_contrast(theme->colors[i], theme->colors[SVY_PAPER]);

        g_assert_cmpfloat(fmax(ink, paper), >=, 4.5);
    }
}

/* A theme file from before the later colours draws with those of the built-in themes. */
static void check_older_file(void)
{
    const SvyBuiltinTheme *builtin = svy_builtin_themes;
    g_autoptr(SvyTheme) whole = NULL, older = NULL;
    size_t n_bytes;

    while (strcmp(builtin->name, "report") != 0)
        builtin++;
    n_bytes = (size_t)(strstr(builtin->text, "series_3 =") - builtin->text);
    g_assert_true(svy_theme_parse(builtin->text, strlen(builtin->text), "a.ini", &whole, NULL));
    g_assert_true(svy_theme_parse(builtin->text, n_bytes, "b.ini", &older, NULL));
    g_assert_true(memcmp(whole->colors, older->colors, sizeof whole->colors) == 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/color-vision/ciede2000", check_ciede2000);
    g_test_add_func("/chart/color-vision/headline-pair", check_headline_pair);
    g_test_add_func("/chart/color-vision/known-palette", check_known_palette);
    g_test_add_func("/chart/color-vision/themes", check_themes);
    g_test_add_func("/chart/color-vision/labels", check_labels);
    g_test_add_func("/chart/color-vision/older-file", check_older_file);
    return g_test_run();
}
