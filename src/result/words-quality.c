/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about records that deserve a look. */
#include "result/words.h"

#include <string.h>

#include "base/num.h"
#include "base/translate.h"

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
        n += result->flags[i].n > 0;
    return n;
}

char *svy_words_excluded(const SvyResult *result)
{
    const char *language = result->survey.language;
    g_autofree char *kept = svy_tr_num_count(language, result->n_respondents);
    g_autofree char *all = svy_tr_num_count(language, result->n_respondents + result->n_excluded);
    g_autofree char *excluded = svy_tr_num_count(language, result->n_excluded);
    GString *out;

    if (result->n_exclusions == 0)
        return NULL;
    out = g_string_new(NULL);
    g_string_append_printf(out, svy_tr(language, "%s of %s; %s excluded: "), kept, all, excluded);
    for (size_t i = 0; i < result->n_exclusions; i++) {
        g_autofree char *n = svy_tr_num_count(language, result->exclusions[i].n);

        g_string_append_printf(out, "%s%s %s", i == 0 ? "" : ", ", n, result->exclusions[i].flag);
    }
    return g_string_free(out, FALSE);
}

/* "By choice of whoever made this, some records are left out of everything: ...." */
static void append_excluded(GString *out, const SvyResult *result)
{
    g_autofree char *excluded = svy_words_excluded(result);

    if (excluded != NULL)
        g_string_append_printf(out,
                               "Some kinds of records were left out of everything by choice (%s); "
                               "one with several of these signs is named by the first. ",
                               excluded);
}

char *svy_words_quality(const SvyResult *result)
{
    g_autofree char *people = svy_num_format_count(result->n_respondents);
    GString *out = g_string_new(NULL);
    size_t n_shown = 0;

    if (result->n_flags == 0)
        return g_string_free(out, TRUE);
    append_excluded(out, result);
    if (count_signs(result) == 0) {
        if (result->n_respondents == 1)
            g_string_append(out,
                            "The one response shows no sign of carelessness that was looked for.");
        else
            g_string_append_printf(
                out, "None of the %s%s responses shows a sign of carelessness that was looked for.",
                people, result->n_excluded > 0 ? " other" : "");
        return g_string_free(out, FALSE);
    }
    g_string_append_printf(out, "Of the %s%s response%s, ", people,
                           result->n_excluded > 0 ? " other" : "",
                           result->n_respondents == 1 ? "" : "s");
    for (size_t i = 0; i < result->n_flags; i++) {
        g_autofree char *n = svy_num_format_count(result->flags[i].n);

        if (result->flags[i].n == 0)
            continue;
        g_string_append_printf(out, "%s%s %s", n_shown++ == 0 ? "" : "; ", n,
                               describe_flag(result->flags[i].flag));
    }
    g_string_append_printf(
        out, ". %sAll of them are counted in every table",
        count_signs(result) > 1 ? "One response can have several of these signs. " : "");
    g_string_append(out, result->n_exclusions == 0 ? "; nothing was left out." : ".");
    return g_string_free(out, FALSE);
}
