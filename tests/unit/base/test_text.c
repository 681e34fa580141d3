/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <stdint.h>
#include <string.h>

static void test_clean(void)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"  a \t b\r\n c ", "a b c"},
        {"How<br>often <strong>do</strong> you", "How often do you"},
        {"<5 years & >2", "<5 years & >2"},
        {"R &amp; D &#39;x&#x27; &nosuch;", "R & D 'x' &nosuch;"},
        {"no\u00a0break\u200b space", "no break space"},
        {"e\u0301te\u0301", "été"},
        {"", ""},
        {"   ", ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *clean = svy_text_clean(cases[i].in);
        g_assert_cmpstr(clean, ==, cases[i].out);
    }
}

static void test_same(void)
{
    g_assert_true(svy_text_same("Strongly  AGREE ", "strongly\u00a0agree"));
    g_assert_true(svy_text_same("Caf\u00e9", "cafe\u0301"));
    g_assert_false(svy_text_same("Agree", "Agreed"));
}

/* Plain texts take a shorter way; a character that nobody sees sends them the long one. */
static void test_plain(void)
{
    static const char letters[] = "aAbB \t\n\r\f\v\x1f'=;";
    uint32_t state = 1;

    for (size_t i = 0; i < 2000; i++) {
        char text[12] = "";

        for (size_t j = 0; j < i % sizeof text; j++) {
            state = state * 1664525u + 1013904223u;
            text[j] = letters[(state >> 16) % (sizeof letters - 1)];
        }

        g_autofree char *odd = g_strconcat(text, "\u200b", NULL);
        g_autofree char *clean = svy_text_clean(text);
        g_autofree char *clean_odd = svy_text_clean(odd);
        g_autofree char *fold = svy_text_fold(text);
        g_autofree char *fold_odd = svy_text_fold(odd);
        g_autofree char *up = g_ascii_strup(text, -1);
        const bool is_a = strcmp(fold, "a") == 0;

        g_assert_cmpstr(clean, ==, clean_odd);
        g_assert_cmpstr(fold, ==, fold_odd);
        g_assert_true(svy_text_same(text, up));
        g_assert_true(svy_text_same(odd, text));
        g_assert_true(svy_text_same(text, " A\n") == is_a);
    }
}

static void test_has_word(void)
{
    g_assert_true(svy_text_has_word("what is your age?", "age"));
    g_assert_true(svy_text_has_word("languages and age", "age"));
    g_assert_false(svy_text_has_word("languages", "age"));
    g_assert_false(svy_text_has_word("aged", "age"));
}

static void test_quote(void)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"plain", "'plain'"},
        {"\033[2J\007", "'\\x1b[2J\\x07'"},
        {"a\u202eb", "'a\\u202eb'"},
        {"line\nend", "'line\\nend'"},
        {"\xff\xfe", "'\\xff\\xfe'"},
        {"1234567890123456789012345678901234567890", "'1234567890123456789012345678901234567890'"},
        {"12345678901234567890123456789012345678901",
         "'1234567890123456789012345678901234567890…'"},
        {NULL, "nothing"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *quoted = svy_text_quote(cases[i].in);
        g_assert_cmpstr(quoted, ==, cases[i].out);
    }
}

static void test_near_miss(void)
{
    static const char *const words[] = {"title", "sponsor", "sampling", "single", NULL};
    static const char *const long_words[] = {"abcdefghijkl", "abcdef", NULL};

    g_assert_cmpstr(svy_text_near_miss("titel", words), ==, "title");
    g_assert_cmpstr(svy_text_near_miss("sinlge", words), ==, "single");
    g_assert_cmpstr(svy_text_near_miss("Sampling ", words), ==, "sampling");
    g_assert_null(svy_text_near_miss("weights", words));
    g_assert_null(svy_text_near_miss("", words));
    g_assert_cmpstr(svy_text_near_miss("abcdefghi", long_words), ==, "abcdefghijkl");
    g_assert_cmpstr(svy_text_near_miss("abcdefghijklmnopqrs", long_words), ==, "abcdefghijkl");
    g_assert_null(svy_text_near_miss("abcdefghijklmnopqrst", long_words));
    g_assert_cmpstr(svy_text_near_miss("abcd", long_words), ==, "abcdef");
}

static void test_slug(void)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"Which of these do you use?", "which-of-these-do-you-use"},
        {"../../etc/passwd", "etc-passwd"},
        {"-rf", "rf"},
        {"", "item"},
        {"\u202e", "item"},
        {"Überblick", "uberblick"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *slug = svy_text_slug(cases[i].in);
        g_assert_cmpstr(slug, ==, cases[i].out);
    }
}

static void test_cut(void)
{
    g_autofree char *whole = svy_text_cut("short", 10);
    g_autofree char *word = svy_text_cut("one two three four", 12);
    g_autofree char *list = svy_text_cut("lists, boards, forums", 9);
    g_autofree char *hard = svy_text_cut("abcdefghijklmnopqrstuvwxyzabcdefghijklmnop", 30);

    g_assert_cmpstr(whole, ==, "short");
    g_assert_cmpstr(word, ==, "one two…");
    g_assert_cmpstr(list, ==, "lists…");
    g_assert_cmpint(g_utf8_strlen(hard, -1), ==, 30);
}

static void test_width(void)
{
    g_assert_cmpuint(svy_text_get_width("abc"), ==, 3);
    g_assert_cmpuint(svy_text_get_width("微信"), ==, 4);
    g_assert_cmpuint(svy_text_get_width("e\u0301"), ==, 1);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/text/clean", test_clean);
    g_test_add_func("/base/text/same", test_same);
    g_test_add_func("/base/text/plain", test_plain);
    g_test_add_func("/base/text/has-word", test_has_word);
    g_test_add_func("/base/text/quote", test_quote);
    g_test_add_func("/base/text/near-miss", test_near_miss);
    g_test_add_func("/base/text/slug", test_slug);
    g_test_add_func("/base/text/cut", test_cut);
    g_test_add_func("/base/text/width", test_width);
    return g_test_run();
}
