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
    const char *one = "%zu answer", *many = "%zu answers";

    g_assert_cmpstr(svy_tr_n(NULL, one, many, 0), ==, many);
    g_assert_cmpstr(svy_tr_n("en", one, many, 1), ==, one);
    g_assert_cmpstr(svy_tr_n("es", one, many, 0), ==, "%zu respuestas");
    g_assert_cmpstr(svy_tr_n("es", one, many, 1), ==, "%zu respuesta");
    g_assert_cmpstr(svy_tr_n("fr", one, many, 0), ==, "%zu réponse");
    g_assert_cmpstr(svy_tr_n("fr", one, many, 1), ==, "%zu réponse");
    g_assert_cmpstr(svy_tr_n("fr", one, many, 2), ==, "%zu réponses");
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
    g_assert_nonnull(strstr(error->message, "got 'tlh'. Use one of en, es, fr."));
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/translate/sentence", test_sentence);
    g_test_add_func("/base/translate/plural", test_plural);
    g_test_add_func("/base/translate/sorted", test_sorted);
    g_test_add_func("/base/translate/refused", test_refused);
    return g_test_run();
}
