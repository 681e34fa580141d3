/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text-layout.h"

#include <string.h>

#include "base/text.h"
#include "check.h"

static void test_fit(void)
{
    static const struct {
        const char *text;
        size_t width;
        bool is_right;
        const char *fitted;
    } cases[] = {
        {"abc", 5, false, "abc  "},
        {"abc", 5, true, "  abc"},
        {"abcdefgh", 5, false, "abcd…"},
        {"", 3, true, "   "},
        {NULL, 2, false, "  "},
        {"字字字字", 5, false, "字字…"},
        {"a\x1b"
         "b",
         6, false, "a\\x1bb"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *fitted =
            svy_text_layout_fit(cases[i].text, cases[i].width, cases[i].is_right);

        g_assert_cmpstr(fitted, ==, cases[i].fitted);
        g_assert_cmpuint(svy_text_get_width(fitted), ==, cases[i].width);
    }
}

static void test_append(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autofree char *words = g_strnfill(200, 'x');

    for (size_t i = 7; i < 200; i += 8)
        words[i] = ' ';
    svy_text_layout_append(out, 2, 4, words);
    g_auto(GStrv) lines = g_strsplit(out->str, "\n", -1);

    g_assert_true(g_str_has_prefix(lines[0], "  x"));
    g_assert_true(g_str_has_prefix(lines[1], "      x"));
    for (size_t i = 0; lines[i] != NULL; i++)
        g_assert_cmpuint(strlen(lines[i]), <=, SVY_TEXT_LAYOUT_WIDTH);
}

/* A bar is as long as its share, and not longer. */
static void test_bar(void)
{
    static const struct {
        double share;
        const char *bar;
    } cases[] = {{0, ""}, {0.001, "▏"}, {0.25, "█"}, {0.374, "█"}, {0.38, "█▌"}, {1, "████"}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *bar = svy_text_layout_bar(cases[i].share, 4);

        g_assert_cmpstr(bar, ==, cases[i].bar);
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/text-layout/fit", test_fit);
    g_test_add_func("/report/text-layout/append", test_append);
    g_test_add_func("/report/text-layout/bar", test_bar);
    return g_test_run();
}
