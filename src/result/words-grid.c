/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about items that were answered on one scale. */
#include "base/text.h"
#include "base/translate.h"
#include "result/words-private.h"

#define ANSWER_CHARS 24u

/* What the items of a title are compared to; @start is what is said of the first. */
static char *add_rivals(const char *language, const SvyGridWords *words, const char *start)
{
    if (words->n_items == 1)
        return g_strdup(start);
    if (words->n_close == 0)
        return g_strdup_printf(svy_tr(language, "%s, more than for %s"), start,
                               words->n_items == 2 ? svy_tr(language, "the other")
                                                   : svy_tr(language, "any other"));
    return g_strdup_printf(svy_tr_n(language, "%s; %zu other is too close to call",
                                    "%s; %zu others are too close to call", words->n_close),
                           start, words->n_close);
}

static char *make_title(const char *language, const char *label, const void *data)
{
    const SvyGridWords *words = data;
    g_autofree char *share = svy_words_percent_in(language, &words->share);
    g_autofree char *base = svy_tr_num_count(language, words->share.base);
    g_autofree char *answers =
        svy_words_join_labels_in(language, words->n_answers, words->answers, ANSWER_CHARS);
    g_autofree char *start =
        words->n_items == 1
            ? g_strdup_printf(svy_tr(language, "%s of the %s who answered chose %s"), share, base,
                              answers)
            : g_strdup_printf(svy_tr(language, "%s of %s chose %s for “%s”"), share, base, answers,
                              label);

    return add_rivals(language, words, start);
}

/* The base stands under the title anyway. */
static char *make_bare_title(const char *language, const char *label, const void *data)
{
    const SvyGridWords *words = data;
    g_autofree char *share = svy_words_percent_in(language, &words->share);
    g_autofree char *answers =
        svy_words_join_labels_in(language, words->n_answers, words->answers, ANSWER_CHARS);

    if (words->n_items == 1)
        return g_strdup_printf(svy_tr(language, "%s chose %s"), share, answers);
    return g_strdup_printf(svy_tr(language, "%s chose %s for “%s”"), share, answers, label);
}

static char *make_brief_title(const char *language, const char *label, const void *data)
{
    g_autofree char *start = make_bare_title(language, label, data);

    return add_rivals(language, data, start);
}

char *svy_words_grid_headline_in(const char *language, const SvyGridWords *words)
{
    static const SvyMakeTitle makers[] = {make_title, make_brief_title, make_bare_title};
    char *title;

    if (words->share.base < SVY_WORDS_MIN_BASE || words->share.p.status != SVY_STATUS_OK)
        return g_strdup_printf(svy_tr(language, "Too few answers for percentages (n = %zu)"),
                               words->share.base);
    title = svy_words_fit_title(language, makers, G_N_ELEMENTS(makers), words->item, words);

    g_autofree char *lower = title;
    return svy_words_capitalise(lower);
}
