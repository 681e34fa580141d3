/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about records that deserve a look. */
#include "result/words.h"

#include <string.h>

#include "base/translate.h"

/* Signs as users name them; of records. */
static const char *name_flag(const char *language, const char *flag)
{
    static const char *const names[] = {SVY_TR("no-answer"),     SVY_TR("left-early"),
                                        SVY_TR("double-id"),     SVY_TR("same-answers"),
                                        SVY_TR("straight-line"), SVY_TR("speeder")};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i], flag) == 0)
            return svy_tr(language, names[i]);
    return flag;
}

/* What the responses with a sign did: "7 left early". */
static char *word_sign(const char *language, const SvyFlagResult *result)
{
    const char *flag = result->flag;
    g_autofree char *n = svy_tr_num_count(language, result->n);

    if (strcmp(flag, "no-answer") == 0)
        return g_strdup_printf(svy_tr_n(language, "%s answered no opinion question",
                                        "%s answered no opinion question", result->n),
                               n);
    if (strcmp(flag, "left-early") == 0)
        return g_strdup_printf(svy_tr_n(language, "%s left early", "%s left early", result->n), n);
    if (strcmp(flag, "double-id") == 0)
        return g_strdup_printf(svy_tr_n(language, "%s repeat the id of an earlier response",
                                        "%s repeat the id of an earlier response", result->n),
                               n);
    if (strcmp(flag, "same-answers") == 0)
        return g_strdup_printf(svy_tr_n(language, "%s repeat all answers of an earlier response",
                                        "%s repeat all answers of an earlier response", result->n),
                               n);
    if (strcmp(flag, "straight-line") == 0)
        return g_strdup_printf(
            svy_tr_n(language, "%s gave one answer to all rows of every long grid they answered",
                     "%s gave one answer to all rows of every long grid they answered", result->n),
            n);
    if (strcmp(flag, "speeder") == 0)
        return g_strdup_printf(svy_tr_n(language, "%s took under a third of the median time",
                                        "%s took under a third of the median time", result->n),
                               n);
    return g_strdup_printf("%s %s", n, flag);
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

        g_string_append_printf(out, "%s%s %s", i == 0 ? "" : ", ", n,
                               name_flag(language, result->exclusions[i].flag));
    }
    return g_string_free(out, FALSE);
}

/* By choice of whoever made this, some records are left out of everything. */
static void append_excluded(GString *out, const SvyResult *result)
{
    g_autofree char *excluded = svy_words_excluded(result);

    if (excluded != NULL)
        g_string_append_printf(
            out,
            svy_tr(result->survey.language,
                   "Some kinds of records were left out of everything by choice (%s); "
                   "one with several of these signs is named by the first. "),
            excluded);
}

static void append_no_signs(GString *out, const SvyResult *result, const char *people)
{
    const char *language = result->survey.language;

    if (result->n_respondents == 1)
        g_string_append(
            out, svy_tr(language,
                        "The one response shows no sign of carelessness that was looked for."));
    else
        g_string_append_printf(
            out,
            result->n_excluded > 0
                ? svy_tr(language, "None of the %s other responses shows a sign of carelessness "
                                   "that was looked for.")
                : svy_tr(
                      language,
                      "None of the %s responses shows a sign of carelessness that was looked for."),
            people);
}

static void append_signs(GString *out, const SvyResult *result, const char *people)
{
    const char *language = result->survey.language;
    const size_t n = result->n_respondents;
    size_t n_shown = 0;

    g_string_append_printf(
        out,
        result->n_excluded > 0
            ? svy_tr_n(language, "Of the %s other response, ", "Of the %s other responses, ", n)
            : svy_tr_n(language, "Of the %s response, ", "Of the %s responses, ", n),
        people);
    for (size_t i = 0; i < result->n_flags; i++) {
        g_autofree char *words = word_sign(language, &result->flags[i]);

        if (result->flags[i].n > 0)
            g_string_append_printf(out, "%s%s", n_shown++ == 0 ? "" : svy_tr(language, "; "),
                                   words);
    }
    g_string_append_c(out, '.');
    if (count_signs(result) > 1)
        g_string_append(out, svy_tr(language, " One response can have several of these signs."));
    g_string_append(
        out,
        result->n_exclusions == 0
            ? svy_tr(language, " All of them are counted in every table; nothing was left out.")
            : svy_tr(language, " All of them are counted in every table."));
}

char *svy_words_quality(const SvyResult *result)
{
    g_autofree char *people = svy_tr_num_count(result->survey.language, result->n_respondents);
    GString *out = g_string_new(NULL);

    if (result->n_flags == 0)
        return g_string_free(out, TRUE);
    append_excluded(out, result);
    if (count_signs(result) == 0)
        append_no_signs(out, result, people);
    else
        append_signs(out, result, people);
    return g_string_free(out, FALSE);
}
