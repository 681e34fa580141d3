/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/translate.h"

#include <string.h>

/* Of a language tag only the language counts; what has no translation stays English. */
static void test_sentence(void)
{
    g_assert_cmpstr(svy_tr("es", "too few to show"), ==, "muy pocos para mostrarlos");
    g_assert_cmpstr(svy_tr("ES-mx", "too few to show"), ==, "muy pocos para mostrarlos");
    g_assert_cmpstr(svy_tr("est", "too few to show"), ==, "too few to show");
    g_assert_cmpstr(svy_tr(NULL, "too few to show"), ==, "too few to show");
    g_assert_cmpstr(svy_tr("fr", "no such sentence"), ==, "no such sentence");
}

/* French counts none as one, English and Spanish as many. */
static void test_plural(void)
{
    const char *one = "%s respondent", *many = "%s respondents";

    g_assert_cmpstr(svy_tr_n(NULL, one, many, 0), ==, many);
    g_assert_cmpstr(svy_tr_n("en", one, many, 1), ==, one);
    g_assert_cmpstr(svy_tr_n("es", one, many, 0), ==, "%s personas encuestadas");
    g_assert_cmpstr(svy_tr_n("es", one, many, 1), ==, "%s persona encuestada");
    g_assert_cmpstr(svy_tr_n("fr", one, many, 0), ==, "%s personne interrogée");
    g_assert_cmpstr(svy_tr_n("fr", one, many, 1), ==, "%s personne interrogée");
    g_assert_cmpstr(svy_tr_n("fr", one, many, 2), ==, "%s personnes interrogées");
}

/* bsearch() needs it. */
static void test_sorted(void)
{
    for (const SvyLanguage *language = svy_languages; language->name != NULL; language++) {
        g_assert_true(g_strv_contains(svy_tr_get_languages(), language->name));
        for (size_t i = 1; i < language->n; i++)
            g_assert_cmpint(
                strcmp(language->translations[i - 1].english, language->translations[i].english), <,
                0);
    }
}

static void test_refused(void)
{
    const SvyPlace place = {.file = "plan.ini", .line = 4};
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_tr_check_language("en-GB", &place, SVY_ERROR_DATA, &error));
    g_assert_false(svy_tr_check_language("tlh", &place, SVY_ERROR_DATA, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    g_assert_nonnull(strstr(error->message, "got 'tlh'. Use one of en, es, fr, ar"));
}

/* Spanish sets no sign in a number of four digits; no sign is that of the process. */
static void test_numbers(void)
{
    static const struct {
        const char *language, *number, *expected;
    } cases[] = {
        {NULL, "1,204", "1,204"},
        {"es", "1,204", "1204"},
        {"es", "1,234,567.25", "1\u202f234\u202f567,25"},
        {"fr-CA", "1,204", "1\u202f204"},
        {"fr", "-0.5", "-0,5"},
        {"fr", "<0.001", "<0,001"},
        {"ar", "1,204.5", "1,204.5"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = svy_tr_digits(cases[i].language, cases[i].number);
        g_assert_cmpstr(text, ==, cases[i].expected);
    }
}

static void test_number_kinds(void)
{
    g_autofree char *number = svy_tr_num("es", 2.25, 2), *pct = svy_tr_num_pct("es", 0.915, 1);
    g_autofree char *count = svy_tr_num_count("fr", 12345), *p = svy_tr_num_p("fr", 0.034);

    g_assert_cmpstr(number, ==, "2,25");
    g_assert_cmpstr(pct, ==, "91,5");
    g_assert_cmpstr(count, ==, "12\u202f345");
    g_assert_cmpstr(p, ==, "0,034");
}

/* Languages without a translation are allowed where the page is mirrored for them. */
static void test_mirrored(void)
{
    g_assert_true(svy_tr_check_language("he-IL", NULL, SVY_ERROR_DATA, NULL));
    g_assert_true(svy_tr_is_mirrored("he-IL") && svy_tr_is_mirrored("ar"));
    g_assert_true(svy_tr_is_mirrored("fa") && svy_tr_is_mirrored("ur"));
    g_assert_false(svy_tr_is_mirrored("es") || svy_tr_is_mirrored(NULL));
    g_assert_cmpstr(svy_tr_get_name("he-IL"), ==, "he");
    g_assert_cmpstr(svy_tr_get_name(NULL), ==, "en");
    g_assert_cmpstr(svy_tr("he", "too few to show"), ==, "too few to show");
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/translate/sentence", test_sentence);
    g_test_add_func("/base/translate/plural", test_plural);
    g_test_add_func("/base/translate/sorted", test_sorted);
    g_test_add_func("/base/translate/numbers", test_numbers);
    g_test_add_func("/base/translate/number-kinds", test_number_kinds);
    g_test_add_func("/base/translate/mirrored", test_mirrored);
    g_test_add_func("/base/translate/refused", test_refused);
    return g_test_run();
}
