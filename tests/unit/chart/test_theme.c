/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/theme.h"

#include <glib/gstdio.h>
#include <string.h>

#include "check.h"

static void check_builtin(void)
{
    static const struct {
        const char *name;
        double width_in, height_in, dpi, min_pt;
    } expected[] = {{"poster", 24, 16, 150, 24},
                    {"report", 6.5, 0, 300, 7.5},
                    {"screen", 9.375, 0, 96, 11.1},
                    {"slide", 13.333, 7.5, 150, 14},
                    {"mono", 6.5, 0, 300, 7.5}};

    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_autoptr(SvyTheme) theme = NULL;
        g_autoptr(GError) error = NULL;

        g_assert_true(svy_theme_load(expected[i].name, &theme, &error));
        g_assert_no_error(error);
        svy_check_digits(theme->width_in, expected[i].width_in, 12);
        svy_check_near(theme->height_in, expected[i].height_in, 0);
        svy_check_digits(svy_theme_get_dpi(theme), expected[i].dpi, 12);
        svy_check_digits(theme->min_pt, expected[i].min_pt, 12);
        g_assert_null(svy_theme_get_font_warning(theme));
    }
}

static void check_unknown_name(void)
{
    g_autoptr(SvyTheme) theme = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_false(svy_theme_load("postre", &theme, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
    g_assert_nonnull(strstr(error->message, "'poster'"));
    g_assert_null(theme);
}

static void check_missing_file(void)
{
    g_autoptr(SvyTheme) theme = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_false(svy_theme_load("/nowhere/mine.ini", &theme, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_IO);
    g_assert_null(theme);
}

/* The report theme with the first @old replaced by @new. */
static char *edit_report(const char *old, const char *new)
{
    const SvyBuiltinTheme *theme = svy_builtin_themes;

    while (strcmp(theme->name, "report") != 0)
        theme++;
    g_auto(GStrv) parts = g_strsplit(theme->text, old, 2);
    g_assert_cmpuint(g_strv_length(parts), ==, 2);
    return g_strjoin(new, parts[0], parts[1], NULL);
}

static void check_faults(void)
{
    static const struct {
        const char *old, *new, *message;
    } cases[] = {
        {"dpi = 300", "dpi = 20", "mine.ini:9"},
        {"dpi = 300", "dpi = many", "mine.ini:9"},
        {"dpi = 300", "dip = 300", "dip"},
        {"dpi = 300", "", "no dpi"},
        {"[columns]", "[colums]", "colums"},
        {"label = 1.4", "label = 0.8", "mine.ini:18"},
        {"ink = #15191E", "ink = navy", "'navy'"},
        {"ink = #15191E", "ink = #CCCCCC", "contrast"},
        {"series_2 = #DD6B20", "series_2 = #FFDD88", "contrast"},
        {"band = #F1F5F9", "band = #555555", "contrast"},
        {"interval = yes", "interval = perhaps", "'perhaps'"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = edit_report(cases[i].old, cases[i].new);
        g_autoptr(SvyTheme) theme = NULL;
        g_autoptr(GError) error = NULL;

        g_test_message("%s", cases[i].new);
        g_assert_false(svy_theme_parse(text, strlen(text), "mine.ini", &theme, &error));
        g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
        g_test_message("%s", error->message);
        g_assert_true(g_str_has_prefix(error->message, "mine.ini"));
        g_assert_nonnull(strstr(error->message, cases[i].message));
        g_assert_null(theme);
    }
}

static void check_own_file(void)
{
    g_autofree char *text = edit_report("width_in = 6.5", "width_in = 5");
    g_autofree char *folder = g_dir_make_tmp("svy-theme-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "mine.ini", NULL);
    g_autoptr(SvyTheme) theme = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    g_assert_true(svy_theme_load(path, &theme, &error));
    svy_check_digits(theme->width_in, 5, 12);
    g_remove(path);
    g_rmdir(folder);
}

/* Without the files the machine's sans is used, and somebody is told. */
static void check_without_inter(void)
{
    const SvyTextStyle style = {.weight = 400, .size_pt = 10};
    g_autoptr(SvyFonts) fonts = NULL;
    g_autoptr(SvyLine) line = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_fonts_new("/nowhere", &fonts, &error));
    g_assert_nonnull(strstr(svy_fonts_get_warning(fonts), "fonts-inter"));
    if (!svy_measure_line(fonts, &style, "Hello", &line, &error)) {
        g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
        g_test_skip("this machine has no font");
        return;
    }
    g_assert_cmpfloat(line->width, >, 10);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/theme/builtin", check_builtin);
    g_test_add_func("/chart/theme/unknown-name", check_unknown_name);
    g_test_add_func("/chart/theme/missing-file", check_missing_file);
    g_test_add_func("/chart/theme/faults", check_faults);
    g_test_add_func("/chart/theme/own-file", check_own_file);
    g_test_add_func("/chart/theme/without-inter", check_without_inter);
    return g_test_run();
}
