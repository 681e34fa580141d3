/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/translate.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* "es" of "es-MX". */
static bool is_language(const char *tag, const char *name)
{
    const size_t n = strlen(name);

    return g_ascii_strncasecmp(tag, name, n) == 0 &&
           (tag[n] == '\0' || tag[n] == '-' || tag[n] == '_');
}

static const SvyLanguage *find_language(const char *tag)
{
    for (size_t i = 0; tag != NULL && svy_languages[i].name != NULL; i++)
        if (is_language(tag, svy_languages[i].name))
            return &svy_languages[i];
    return NULL;
}

static int compare(const void *key, const void *element)
{
    return strcmp(key, ((const SvyTranslation *)element)->english);
}

static const SvyTranslation *find(const SvyLanguage *language, const char *english)
{
    if (language == NULL)
        return NULL;
    return bsearch(english, language->translations, language->n, sizeof *language->translations,
                   compare);
}

const char *svy_tr(const char *language, const char *english)
{
    const SvyTranslation *found = find(find_language(language), english);

    return found != NULL ? found->forms[0] : english;
}

const char *svy_tr_n(const char *language, const char *one, const char *many, size_t n)
{
    const SvyLanguage *spoken = find_language(language);
    const SvyTranslation *found = find(spoken, one);

    if (found == NULL || found->forms[1] == NULL)
        return n == 1 ? one : many;
    return n > spoken->most_of_one || (n == 0 && spoken->has_zero_many) ? found->forms[1]
                                                                        : found->forms[0];
}

const char *const *svy_tr_get_languages(void)
{
    static const char *const names[] = {"en", "es", "fr", NULL};

    return names;
}

bool svy_tr_check_language(const char *language,
                           const SvyPlace *place,
                           SvyErrorCode code,
                           GError **error)
{
    g_autofree char *list = NULL, *mend = NULL, *quoted = NULL;

    if (is_language(language, "en") || find_language(language) != NULL)
        return true;
    list = g_strjoinv(", ", (char **)svy_tr_get_languages());
    mend = g_strdup_printf("Use one of %s", list);
    quoted = svy_text_quote(language);
    return svy_error_set(error, code, place, mend, "no translation into the language, got %s",
                         quoted);
}
