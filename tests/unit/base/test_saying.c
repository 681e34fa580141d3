/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/saying.h"

#include "base/translate.h"

static SvySaying *make(const char *format, ...) G_GNUC_PRINTF(1, 2);

static SvySaying *make(const char *format, ...)
{
    va_list args;
    SvySaying *saying;

    va_start(args, format);
    saying = svy_saying_new(format, args);
    va_end(args);
    return saying;
}

static void expect(SvySaying *saying, const char *language, const char *words)
{
    g_autofree char *said = svy_saying_say(saying, language);

    g_assert_cmpstr(said, ==, words);
}

/* In English it is what printf() makes of it. */
static void test_english(void)
{
    g_autoptr(SvySaying) plain = make("nothing to fill in");
    g_autoptr(SvySaying) all = make("%zu of %u, %d, %s, %02x, %g, %.2f: 100%%", (size_t)12345, 7u,
                                    -3, "text", 0xbu, 2.5, 0.125);

    expect(plain, NULL, "nothing to fill in");
    expect(all, NULL, "12345 of 7, -3, text, 0b, 2.5, 0.12: 100%");
    expect(all, "en", "12345 of 7, -3, text, 0b, 2.5, 0.12: 100%");
}

/* The sentence, its numbers, and a text in it that is a sentence of ours. */
static void test_translated(void)
{
    g_autoptr(SvySaying) saying = make(SVY_TR("%s: line %zu: %s"), "q1", (size_t)3, "too few");
    g_autoptr(SvySaying) number = make(SVY_TR("line %zu: %s"), (size_t)3, "1,234.5");
    g_autoptr(SvySaying) other = make("no such sentence: %s", "Yes, 1.5");

    expect(saying, "es", "q1: línea 3: muy pocos");
    expect(saying, "fr", "q1\u00a0: ligne 3\u00a0: trop peu");
    expect(number, "es", "línea 3: 1234,5");
    expect(other, "es", "no such sentence: Yes, 1.5");
}

/* What stands in quotation marks is somebody's own word. */
static void test_names(void)
{
    g_autoptr(SvySaying) straight = make("%s: \"%s\", '%s'", "too few", "too few", "too few");
    g_autoptr(SvySaying) curled = make("“%s”, 5 %s", "too few", "too few");

    expect(straight, "es", "muy pocos: \"too few\", 'too few'");
    expect(curled, "es", "“too few”, 5 muy pocos");
}

static void test_copy(void)
{
    g_autoptr(SvySaying) saying = make(SVY_TR("line %zu: %s"), (size_t)3, "x");
    g_autoptr(SvySaying) copy = svy_saying_copy(saying);

    g_assert_null(svy_saying_copy(NULL));
    g_clear_pointer(&saying, svy_saying_free);
    expect(copy, "es", "línea 3: x");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/saying/english", test_english);
    g_test_add_func("/base/saying/translated", test_translated);
    g_test_add_func("/base/saying/names", test_names);
    g_test_add_func("/base/saying/copy", test_copy);
    return g_test_run();
}
