/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Themes of users: colours that somebody could not tell apart are refused with the numbers; the
 * colour of an association gives a palette that passes. */
#include "chart/palette.h"

#include <string.h>

#include "check.h"

static const char *find_builtin(const char *name)
{
    const SvyBuiltinTheme *theme = svy_builtin_themes;

    while (strcmp(theme->name, name) != 0)
        theme++;
    return theme->text;
}

/* The theme @name with the first @old replaced by @new. */
static char *edit(const char *name, const char *old, const char *new)
{
    g_auto(GStrv) parts = g_strsplit(find_builtin(name), old, 2);

    g_assert_cmpuint(g_strv_length(parts), ==, 2);
    return g_strjoin(new, parts[0], parts[1], NULL);
}

static SvyTheme *parse(const char *text)
{
    g_autoptr(GError) error = NULL;
    SvyTheme *theme = NULL;

    svy_theme_parse(text, strlen(text), "mine.ini", &theme, &error);
    g_assert_no_error(error);
    return theme;
}

static void check_refused(void)
{
    static const struct {
        const char *old, *new, *pair, *words;
    } cases[] = {
        /* alike to everybody; 13 is needed */
        {"series_3 = #3F9C8E", "series_3 = #12497A", "series_1 and series_3", "to all eyes"},
        /* red and orange of one lightness */
        {"series_3 = #3F9C8E", "series_3 = #C0392B", "series_2 and series_3", "deutan"},
        /* nothing but hue between the two of the headline */
        {"series_2 = #DD6B20", "series_2 = #A3274F", "series_1 and series_2", "one ink"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = edit("report", cases[i].old, cases[i].new);
        g_autoptr(SvyTheme) theme = NULL;
        g_autoptr(GError) error = NULL;

        g_assert_false(svy_theme_parse(text, strlen(text), "mine.ini", &theme, &error));
        g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
        g_test_message("%s", error->message);
        g_assert_true(g_str_has_prefix(error->message, "mine.ini:"));
        g_assert_nonnull(strstr(error->message, cases[i].pair));
        g_assert_nonnull(strstr(error->message, "differ by only "));
        g_assert_nonnull(strstr(error->message, cases[i].words));
        g_assert_nonnull(strstr(error->message, i == 2 ? "at least 20 is" : "at least 13 is"));
    }
}

/* In one ink shapes tell series apart, but the first two must also differ in lightness. */
static void check_one_ink(void)
{
    g_autoptr(SvyTheme) mono = parse(find_builtin("mono"));
    g_autofree char *alike = edit("mono", "series_2 = #56606B", "series_2 = #2E343B");
    g_autofree char *colored = edit("mono", "one_ink = yes", "one_ink = no");
    g_autoptr(SvyTheme) theme = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(mono->is_one_ink);
    g_assert_false(svy_theme_parse(alike, strlen(alike), "mine.ini", &theme, &error));
    g_assert_nonnull(strstr(error->message, "series_1 and series_2"));
    g_clear_error(&error);
    g_assert_false(svy_theme_parse(colored, strlen(colored), "mine.ini", &theme, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
}

static SvyTheme *parse_brand(const char *color)
{
    g_autofree char *text =
        g_strdup_printf("%s\n[brand]\ncolor = %s\n", find_builtin("report"), color);

    return parse(text);
}

/* The bar of the finding is darker than the others, and its interval is seen on it. */
static void check_focus(const SvyTheme *theme, double least_ratio)
{
    static const SvyThemeColor bars[][3] = {{SVY_SERIES_1_FOCUS, SVY_SERIES_1_TINT, SVY_INK},
                                            {SVY_SERIES_4_FOCUS, SVY_SERIES_4_TINT, SVY_INK}};
    const SvyColor *colors = theme->colors;

    for (size_t i = 0; i < G_N_ELEMENTS(bars); i++) {
        g_assert_cmpfloat(svy_color_get_contrast(colors[bars[i][0]], colors[bars[i][2]]), >=, 3);
        g_assert_cmpfloat(svy_color_get_contrast(colors[bars[i][0]], colors[SVY_PAPER]), >=,
                          least_ratio *
                              svy_color_get_contrast(colors[bars[i][1]], colors[SVY_PAPER]));
    }
}

static void check_bars_of_findings(void)
{
    static const char *const names[] = {"poster", "report", "slide", "screen", "mono"};
    g_autofree char *dark = edit("report", "series_1_tint = #ABC0D3",
                                 "series_1_tint = #ABC0D3\nseries_1_focus = #0F4C81");
    g_autofree char *own = edit("report", "series_1_tint = #ABC0D3",
                                "series_1_tint = #ABC0D3\nseries_1_focus = #8AA8C4");
    g_autoptr(SvyTheme) theme = NULL;
    g_autoptr(SvyTheme) taken = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *used = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(SvyTheme) builtin = parse(find_builtin(names[i]));

        check_focus(builtin, 1.3);
    }
    g_assert_false(svy_theme_parse(dark, strlen(dark), "mine.ini", &theme, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    g_assert_nonnull(strstr(error->message, "an interval on a bar of series_1_focus has a contrast "
                                            "of only 1."));
    taken = parse(own);
    used = svy_color_format(taken->colors[SVY_SERIES_1_FOCUS]);
    g_assert_cmpstr(used, ==, "#8AA8C4");
}

/* Every demand on a palette, counted again here. */
static void check_palette(const SvyTheme *theme)
{
    static const SvyThemeColor marks[] = {SVY_SERIES_1, SVY_SERIES_2, SVY_SERIES_3,
                                          SVY_SERIES_4, SVY_SERIES_5, SVY_SERIES_6};
    static const SvyThemeColor texts[] = {SVY_SERIES_1_TEXT, SVY_SERIES_2_TEXT, SVY_SERIES_3_TEXT,
                                          SVY_SERIES_4_TEXT, SVY_SERIES_5_TEXT, SVY_SERIES_6_TEXT};
    const SvyThemeColor backs[] = {SVY_PAPER, SVY_BAND};
    const SvyColor *colors = theme->colors;

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        for (size_t j = 0; j < G_N_ELEMENTS(backs); j++) {
            const SvyColor back = colors[backs[j]];

            g_assert_cmpfloat(svy_color_get_contrast(colors[marks[i]], back), >=, 3);
            g_assert_cmpfloat(svy_color_get_contrast(colors[texts[i]], back), >=, 4.5);
        }
        for (size_t j = 0; j < i; j++)
            for (int v = 0; v < SVY_VISION_GRAY; v++)
                g_assert_cmpfloat(
                    svy_color_get_distance(colors[marks[i]], colors[marks[j]], (SvyVision)v), >=,
                    13);
    }
    g_assert_cmpfloat(
        svy_color_get_distance(colors[SVY_SERIES_1], colors[SVY_SERIES_2], SVY_VISION_GRAY), >=,
        20);
    g_assert_cmpfloat(svy_color_get_contrast(colors[SVY_INK], colors[SVY_SERIES_1_TINT]), >=, 4.5);
    check_focus(theme, 1); /* a pale brand leaves no room between its tint and its mark */
}

static void check_brands(void)
{
    static const struct {
        const char *brand;
        bool is_kept;
    } brands[] = {{"#0F4C81", true},  {"#7A1E2C", true},  {"#004B87", true}, {"#FFCC00", false},
                  {"#FFFFFF", false}, {"#00AEEF", false}, {"#000000", true}, {"#E4002B", true},
                  {"#808080", true},  {"#7FFF00", false}, {"#5B2C83", true}};

    for (size_t i = 0; i < G_N_ELEMENTS(brands); i++) {
        g_autoptr(SvyTheme) theme = parse_brand(brands[i].brand);
        g_autofree char *used = svy_color_format(theme->colors[SVY_SERIES_1]);

        g_test_message("%s: %s %s", brands[i].brand, used, svy_theme_get_color_note(theme));
        check_palette(theme);
        g_assert_cmpint(g_str_equal(used, brands[i].brand), ==, brands[i].is_kept);
        g_assert_true((svy_theme_get_color_note(theme) == NULL) == brands[i].is_kept);
        if (brands[i].is_kept)
            continue;
        g_assert_nonnull(strstr(svy_theme_get_color_note(theme), brands[i].brand));
        g_assert_nonnull(strstr(svy_theme_get_color_note(theme), used));
    }
}

/* Eight steps of each channel: no brand at all is without a palette. */
static void check_all_brands(void)
{
    for (int code = 0; code < 6 * 6 * 6; code++) {
        g_autofree char *brand =
            g_strdup_printf("#%02X%02X%02X", code / 36 * 51, code / 6 % 6 * 51, code % 6 * 51);
        g_autoptr(SvyTheme) theme = parse_brand(brand);
        SvyPaletteFault fault;

        g_assert_false(svy_palette_find_fault(theme, &fault));
        g_assert_cmpfloat(svy_palette_get_contrast(theme, theme->colors[SVY_SERIES_1]), >=, 3);
    }
}

static void check_brand_faults(void)
{
    static const struct {
        const char *lines, *words;
    } cases[] = {{"[brand]\ncolor = red\n", "'red'"},
                 {"[brand]\ncolour = #FF0000\n", "colour"},
                 {"[brand]\n", "no color in [brand]"}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strconcat(find_builtin("report"), "\n", cases[i].lines, NULL);
        g_autoptr(SvyTheme) theme = NULL;
        g_autoptr(GError) error = NULL;

        g_assert_false(svy_theme_parse(text, strlen(text), "mine.ini", &theme, &error));
        g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
        g_assert_nonnull(strstr(error->message, cases[i].words));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/palette/refused", check_refused);
    g_test_add_func("/chart/palette/one-ink", check_one_ink);
    g_test_add_func("/chart/palette/brands", check_brands);
    g_test_add_func("/chart/palette/all-brands", check_all_brands);
    g_test_add_func("/chart/palette/brand-faults", check_brand_faults);
    g_test_add_func("/chart/palette/bars-of-findings", check_bars_of_findings);
    return g_test_run();
}
