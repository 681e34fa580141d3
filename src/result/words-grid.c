/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about items that were answered on one scale. */
#include "base/num.h"
#include "base/text.h"
#include "result/words-private.h"

#define ANSWER_CHARS 24u

static char *make_title(const char *label, const void *data)
{
    const SvyGridWords *words = data;
    g_autofree char *share = svy_words_percent(&words->share);
    g_autofree char *base = svy_num_format_count(words->share.base);
    g_autofree char *answers =
        svy_words_join_labels(words->n_answers, words->answers, ANSWER_CHARS);
    g_autofree char *start =
        words->n_items == 1
            ? g_strdup_printf("%s of the %s who answered chose %s", share, base, answers)
            : g_strdup_printf("%s of %s chose %s for “%s”", share, base, answers, label);

    if (words->n_items == 1)
        return g_steal_pointer(&start);
    if (words->n_close == 0)
        return g_strdup_printf("%s, more than for %s", start,
                               words->n_items == 2 ? "the other" : "any other");
    return g_strdup_printf("%s; %zu other%s too close to call", start, words->n_close,
                           words->n_close == 1 ? " is" : "s are");
}

char *svy_words_grid_headline(const SvyGridWords *words)
{
    char *title;

    if (words->share.base < SVY_WORDS_MIN_BASE || words->share.p.status != SVY_STATUS_OK)
        return g_strdup_printf("Too few answers for percentages (n = %zu)", words->share.base);
    title = svy_words_make_title(make_title, words->item, words);

    g_autofree char *lower = title;
    return svy_words_capitalise(lower);
}
