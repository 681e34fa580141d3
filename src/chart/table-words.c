/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/table-words.h"

#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "result/words.h"

enum { QUOTE_CHARS = 40 };

char *svy_table_words_subtitle(const char *wording, const char *measure)
{
    g_autofree char *safe = svy_plot_clean(wording);
    const size_t length = strlen(safe);

    if (length == 0)
        return g_strdup(measure);
    return g_strdup_printf(strchr(".?!:", safe[length - 1]) != NULL ? "%s %s" : "%s. %s", safe,
                           measure);
}

char *svy_table_words_answered(const SvySurvey *survey, size_t n)
{
    g_autofree char *people = svy_words_count_people(survey, n);

    const char *who = svy_tr(survey->language, " who answered");

    return g_str_has_suffix(people, who) ? g_steal_pointer(&people)
                                         : g_strconcat(people, who, NULL);
}

char *svy_table_words_quote_in(const char *language, const char *label)
{
    g_autofree char *safe = svy_plot_clean(label);
    g_autofree char *cut = svy_text_cut(safe, QUOTE_CHARS);

    return g_strdup_printf(svy_tr(language, "“%s”"), cut);
}

char *svy_table_words_quote(const char *label)
{
    return svy_table_words_quote_in(NULL, label);
}
