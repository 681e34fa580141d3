/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/num.h"

#include <math.h>

#include "check.h"

static void test_parse(void)
{
    static const struct {
        const char *text;
        double value;
    } good[] = {
        {"0", 0},       {" 12 ", 12}, {"-3.5", -3.5}, {"+.5", 0.5},
        {"1e3", 1000},  {"1.", 1},    {"007", 7},     {"9007199254740993", 9007199254740992.0},
        {"1E-2", 0.01}, {"-0", 0},
    };
    static const char *const bad[] = {"",    " ",     "3,5", "1,234", "0x1A", "inf",
                                      "nan", "1e400", "45%", "#N/A",  "1 2",  "--1",
                                      ".",   "e5",    "1e",  "−3",    "٣",    "1.2.3"};
    double value;

    for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
        g_assert_true(svy_num_parse(good[i].text, &value));
        svy_check_near(value, good[i].value, 0);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        g_assert_false(svy_num_parse(bad[i], &value));
}

static void test_format(void)
{
    static const struct {
        double value;
        unsigned n_decimals;
        const char *text;
    } cases[] = {{1.25, 1, "1.2"}, {-0.04, 1, "0.0"}, {1234.5, 0, "1234"}, {91.5294, 1, "91.5"}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = svy_num_format(cases[i].value, cases[i].n_decimals);
        g_assert_cmpstr(text, ==, cases[i].text);
    }
}

/* From the first to the last that is not a zero, before the exponent. */
static size_t count_digits(const char *text)
{
    size_t n = 0, n_significant = 0;

    for (const char *p = text; *p != '\0' && *p != 'e'; p++) {
        n += g_ascii_isdigit(*p) && (n > 0 || *p != '0');
        if (g_ascii_isdigit(*p) && *p != '0')
            n_significant = n;
    }
    return n_significant;
}

static void test_format_exact(void)
{
    static const double values[] = {0.1, 1.0 / 3, 778.0 / 850, 1e300, -2.5e-9, 12345678901.0, 0};

    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        g_autofree char *text = svy_num_format_exact(values[i]);
        svy_check_near(g_ascii_strtod(text, NULL), values[i], 0);
    }

    g_autofree char *tenth = svy_num_format_exact(0.1);
    g_autofree char *negative_zero = svy_num_format_exact(-0.0);
    g_autofree char *ninety = svy_num_format_exact(90);
    g_assert_cmpstr(tenth, ==, "0.1");
    g_assert_cmpstr(ninety, ==, "90");
    g_assert_cmpstr(negative_zero, ==, "0");
}

/* As many digits as needed to read the same number, and no more. */
static void test_format_exact_is_shortest(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(20141);

    for (int i = 0; i < 20000; i++) {
        const double digits = floor(g_rand_double(random) * pow(10, i % 18));
        const double value =
            i % 3 == 0 ? g_rand_double(random) * pow(10, i % 600 - 300) : digits / pow(10, i % 23);
        g_autofree char *text = svy_num_format_exact(value);
        char shortest[G_ASCII_DTOSTR_BUF_SIZE];

        for (int n = 1; n <= 17; n++) {
            g_autofree char *format = g_strdup_printf("%%.%de", n - 1);

            g_ascii_formatd(shortest, sizeof shortest, format, value);
            if (!(fabs(g_ascii_strtod(shortest, NULL) - value) > 0))
                break;
        }
        svy_check_near(g_ascii_strtod(text, NULL), value, 0);
        /* Sign, point, exponent and the zeros of numbers such as 1200 or 0.0001 apart. */
        g_assert_cmpuint(count_digits(text), ==, count_digits(shortest));
    }
}

static void test_format_words(void)
{
    g_autofree char *count = svy_num_format_count(1234567);
    g_autofree char *small = svy_num_format_count(850);
    g_autofree char *over_2_31 = svy_num_format_count(2147483649);
    g_autofree char *over_2_53 = svy_num_format_count(9007199254740993);
    g_autofree char *p = svy_num_format_p(0.0341);
    g_autofree char *tiny = svy_num_format_p(1e-20);
    g_autofree char *none = svy_num_format_p((double)NAN);

    g_assert_cmpstr(count, ==, "1,234,567");
    g_assert_cmpstr(small, ==, "850");
    g_assert_cmpstr(over_2_31, ==, "2,147,483,649");
    g_assert_cmpstr(over_2_53, ==, "9,007,199,254,740,993");
    g_assert_cmpstr(p, ==, "0.034");
    g_assert_cmpstr(tiny, ==, "<0.001");
    g_assert_cmpstr(none, ==, "");
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/num/parse", test_parse);
    g_test_add_func("/base/num/format", test_format);
    g_test_add_func("/base/num/format-exact", test_format_exact);
    g_test_add_func("/base/num/format-exact-is-shortest", test_format_exact_is_shortest);
    g_test_add_func("/base/num/format-words", test_format_words);
    return g_test_run();
}
