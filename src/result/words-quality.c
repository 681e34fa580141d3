/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about records that deserve a look. */
#include "result/words.h"

#include <string.h>

#include "base/num.h"

static const char *describe_flag(const char *flag)
{
    static const struct {
        const char *flag, *words;
    } table[] = {
        {"no-answer", "answered no opinion question"},
        {"left-early", "left early"},
        {"double-id", "repeat the id of an earlier response"},
        {"same-answers", "repeat all answers of an earlier response"},
        {"straight-line", "gave one answer to all rows of every long grid they answered"},
        {"speeder", "took under a third of the median time"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (strcmp(table[i].flag, flag) == 0)
            return table[i].words;
    return flag;
}

static size_t count_signs(const SvyResult *result)
{
    size_t n = 0;

    for (size_t i = 0; i < result->n_flags; i++)
        n += result->flags[i].n;
    return n;
}

char *svy_words_quality(const SvyResult *result)
{
    g_autofree char *people = svy_num_format_count(result->n_respondents);
    GString *out = g_string_new(NULL);
    size_t n_shown = 0;

    if (result->n_flags == 0)
        return g_string_free(out, TRUE);
    if (count_signs(result) == 0) {
        g_string_append_printf(
            out, "None of the %s responses shows a sign of carelessness that was looked for.",
            people);
        return g_string_free(out, FALSE);
    }
    g_string_append_printf(out, "Of the %s responses, ", people);
    for (size_t i = 0; i < result->n_flags; i++) {
        g_autofree char *n = svy_num_format_count(result->flags[i].n);

        if (result->flags[i].n == 0)
            continue;
        g_string_append_printf(out, "%s%s %s", n_shown++ == 0 ? "" : "; ", n,
                               describe_flag(result->flags[i].flag));
    }
    g_string_append(out, ". One response can have several of these signs. All of them are counted "
                         "in every table; nothing was left out.");
    return g_string_free(out, FALSE);
}
