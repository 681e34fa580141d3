/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/translate.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
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
    return svy_language_names;
}

const char *svy_tr_get_name(const char *language)
{
    const char *const *names = svy_tr_get_languages();

    for (size_t i = 0; language != NULL && names[i] != NULL; i++)
        if (is_language(language, names[i]))
            return names[i];
    return names[0];
}

bool svy_tr_is_mirrored(const char *language)
{
    static const char *const mirrored[] = {"ar", "fa", "he", "ur", NULL};

    return g_strv_contains(mirrored, svy_tr_get_name(language));
}

bool svy_tr_check_language(const char *language,
                           const SvyPlace *place,
                           SvyErrorCode code,
                           GError **error)
{
    g_autofree char *list = NULL, *mend = NULL, *quoted = NULL;

    if (is_language(language, svy_tr_get_name(language)))
        return true;
    list = g_strjoinv(", ", (char **)svy_tr_get_languages());
    mend = g_strdup_printf("Use one of %s", list);
    quoted = svy_text_quote(language);
    return svy_error_set(error, code, place, mend, "no translation into the language, got %s",
                         quoted);
}

/* --- Numbers -------------------------------------------------------------------------------- */

/* What stands between @before and @after in @sample; "" where there is nothing. */
static char *cut_between(const char *sample, const char *before, const char *after)
{
    const char *start = g_str_has_prefix(sample, before) ? sample + strlen(before) : NULL;
    const char *end = start != NULL ? strstr(start, after) : NULL;

    return end != NULL ? g_strndup(start, (size_t)(end - start)) : g_strdup("");
}

char *svy_tr_digits(const char *language, const char *number)
{
    const char *sample = svy_tr(language, "12,345.6");
    g_autofree char *until_thousands = cut_between(sample, "12", "345");
    g_autofree char *head = g_strconcat("12", until_thousands, "345", NULL);
    g_autofree char *decimal = cut_between(sample, head, "6");
    g_autofree char *small = cut_between(svy_tr(language, "1,234"), "1", "234");
    const size_t n_whole = strcspn(number, ".");
    const bool is_small = n_whole == strlen("1,234");
    GString *out = g_string_new(NULL);

    for (size_t i = 0; number[i] != '\0'; i++) {
        if (number[i] == ',')
            g_string_append(out, is_small ? small : until_thousands);
        else if (number[i] == '.')
            g_string_append(out, decimal);
        else
            g_string_append_c(out, number[i]);
    }
    return g_string_free(out, FALSE);
}

char *svy_tr_num(const char *language, double value, unsigned n_decimals)
{
    g_autofree char *number = svy_num_format(value, n_decimals);

    return svy_tr_digits(language, number);
}

char *svy_tr_num_pct(const char *language, double p, unsigned n_decimals)
{
    g_autofree char *number = svy_num_format_pct(p, n_decimals);

    return svy_tr_digits(language, number);
}

char *svy_tr_num_count(const char *language, size_t n)
{
    g_autofree char *number = svy_num_format_count(n);

    return svy_tr_digits(language, number);
}

char *svy_tr_num_p(const char *language, double p)
{
    g_autofree char *number = svy_num_format_p(p);

    return svy_tr_digits(language, number);
}
