/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about a gap. */
#include "result/words-private.h"

#include <string.h>

#include "base/text.h"
#include "base/translate.h"

static const char *get_use_verb(const char *language, const SvyGap *gap)
{
    return svy_tr(language, svy_words_or_else(gap->use_verb, SVY_TR("use")));
}

static const char *get_follow_verb(const char *language, const SvyGap *gap)
{
    return svy_tr(language, svy_words_or_else(gap->follow_verb, SVY_TR("follow")));
}

static const char *get_items_noun(const char *language, const SvyGap *gap)
{
    return svy_tr(language, svy_words_or_else(gap->items_noun, SVY_TR("any of the items")));
}

typedef struct {
    const SvyGap *gap;
    const SvyGapItem *item;
    char *people, *use, *follow; /* shares as sentences spell them */
} GapTitle;

/* Two shares that are said to differ must not be printed as the same number. */
static void spell_shares(const char *language,
                         const SvyGapItem *item,
                         bool is_equal,
                         char **ret_use,
                         char **ret_follow)
{
    *ret_use = svy_words_percent_in(language, &item->use);
    *ret_follow = svy_words_percent_in(language, &item->follow);
    if (is_equal || strcmp(*ret_use, *ret_follow) != 0)
        return;

    g_autofree char *use = svy_tr_num_pct(language, item->use.p.value, 1);
    g_autofree char *follow = svy_tr_num_pct(language, item->follow.p.value, 1);

    g_free(*ret_use);
    g_free(*ret_follow);
    *ret_use = g_strdup_printf(svy_tr(language, "%s%%"), use);
    *ret_follow = g_strdup_printf(svy_tr(language, "%s%%"), follow);
}

static char *make_equal_title(const char *language, const char *label, const void *data)
{
    const GapTitle *t = data;

    return g_strdup_printf(svy_tr(language, "About as many %s %s %s (%s) as %s there (%s)"),
                           t->people, get_use_verb(language, t->gap), label, t->use,
                           get_follow_verb(language, t->gap), t->follow);
}

/* "but only 12%", "but fewer (70%)", "but more (90%)", "but none", "but fewer than 1%". */
static char *word_contrast(const char *language, const GapTitle *t)
{
    const SvyGapItem *item = t->item;

    if (item->follow.n == 0)
        return g_strdup(svy_tr(language, "but none"));
    if (item->gap.value < 0)
        return g_strdup_printf(svy_tr(language, "but more (%s)"), t->follow);
    if (strcmp(t->follow, svy_tr(language, "fewer than 1%")) == 0)
        return g_strdup_printf(svy_tr(language, "but %s"), t->follow);
    if (2 * item->follow.p.value <= item->use.p.value)
        return g_strdup_printf(svy_tr(language, "but only %s"), t->follow);
    return g_strdup_printf(svy_tr(language, "but fewer (%s)"), t->follow);
}

static char *make_gap_title(const char *language, const char *label, const void *data)
{
    const GapTitle *t = data;
    g_autofree char *contrast = word_contrast(language, t);

    return g_strdup_printf(svy_tr(language, "%s of %s %s %s, %s %s there"), t->use, t->people,
                           get_use_verb(language, t->gap), label, contrast,
                           get_follow_verb(language, t->gap));
}

static bool has_account_item(const SvyGap *gap)
{
    return gap->n_items > 0 && gap->items[0].has_account;
}

char *svy_words_gap_headline(const SvySurvey *survey, const SvyGap *gap)
{
    const SvyGapItem *item = has_account_item(gap) ? &gap->items[0] : NULL;

    if (item == NULL)
        return g_strdup(
            svy_tr(survey->language, "There is no account on any of the items, so no gap to show"));
    if (item->base == 0)
        return g_strdup(
            svy_tr(survey->language, "No gap can be given: nobody answered both questions"));
    if (item->base < SVY_WORDS_MIN_BASE || item->gap.status != SVY_STATUS_OK ||
        item->use.p.status != SVY_STATUS_OK || item->follow.p.status != SVY_STATUS_OK)
        return g_strdup_printf(
            svy_tr(survey->language, "Too few answers for percentages (n = %zu)"), item->base);

    GapTitle t = {.gap = gap, .item = item, .people = svy_words_people(survey)};
    const bool is_about_equal = item->gap.lo <= 0 && item->gap.hi >= 0;

    spell_shares(survey->language, item, is_about_equal, &t.use, &t.follow);

    g_autofree char *title = svy_words_make_title(
        survey->language, is_about_equal ? make_equal_title : make_gap_title, item->label, &t);

    g_free(t.people);
    g_free(t.use);
    g_free(t.follow);
    return svy_words_capitalise(title);
}

static bool is_weighted(const SvyGap *gap)
{
    return svy_words_is_weighted(gap->any.use.n_eff, gap->any.use.base);
}

char *svy_words_gap_subtitle(const SvySurvey *survey, const SvyGap *gap)
{
    g_autofree char *people = svy_words_people(survey);
    g_autofree char *noun = svy_words_capitalise(
        svy_tr(survey->language, svy_words_or_else(gap->items_noun, SVY_TR("items"))));
    g_autofree char *n = svy_tr_num_count(survey->language, gap->base);

    return g_strdup_printf(
        svy_tr(survey->language, "%s: %sshare of %s who %s each, and share who %s there (n = %s)"),
        noun, is_weighted(gap) ? svy_tr(survey->language, "weighted ") : "", people,
        get_use_verb(survey->language, gap), get_follow_verb(survey->language, gap), n);
}

/* "of users" when the verb is "use". */
static char *name_users(const char *language, const SvyGap *gap)
{
    if (strcmp(get_use_verb(language, gap), svy_tr(language, "use")) == 0)
        return g_strdup(svy_tr(language, "users"));
    return g_strdup_printf(svy_tr(language, "those who %s any"), get_use_verb(language, gap));
}

static void append_unreached(GString *out, const SvySurvey *survey, const SvyGap *gap)
{
    const SvyShare *unreached = &gap->any.unreached;
    g_autofree char *people = svy_words_people(survey);
    g_autofree char *share = svy_words_share_in(survey->language, &unreached->p);
    g_autofree char *n = svy_tr_num_count(survey->language, unreached->n);
    g_autofree char *base = svy_tr_num_count(survey->language, unreached->base);

    if (unreached->n > 1)
        g_string_append_printf(
            out, svy_tr(survey->language, " %s %s %s %s and do not %s: %s."), n, people,
            get_use_verb(survey->language, gap), get_items_noun(survey->language, gap),
            svy_tr(survey->language, svy_words_or_else(gap->follow_verb, SVY_TR("follow"))), share);
    else /* no verb, so that nothing has to agree with "1" */
        g_string_append_printf(
            out, svy_tr(survey->language, " Number who %s %s and do not %s: %s of %s %s, %s."),
            get_use_verb(survey->language, gap), get_items_noun(survey->language, gap),
            get_follow_verb(survey->language, gap), n, base, people, share);
}

/* What it would be without weights stands beside it. */
static void append_plain(const char *language, GString *out, const SvyGap *gap)
{
    const SvyGapItem *any = &gap->any;

    if (!is_weighted(gap))
        return;

    g_autofree char *use = svy_tr_num_pct(language, any->use.plain.value, 1);
    g_autofree char *follow = svy_tr_num_pct(language, any->follow.plain.value, 1);

    g_string_append_printf(
        out, svy_tr(language, " (Percentages are weighted; without weights %s%% and %s%%.)"), use,
        follow);
}

char *svy_words_study_headline(const SvyResult *result, const SvyGap *gap)
{
    const SvyGapItem *any = &gap->any;
    g_autofree char *people = svy_words_people(&result->survey);
    g_autofree char *users = name_users(result->survey.language, gap);
    g_autofree char *use = svy_words_share_in(result->survey.language, &any->use.p);
    g_autofree char *follow = svy_words_share_in(result->survey.language, &any->follow.p);
    g_autofree char *conversion = svy_words_share_in(result->survey.language, &any->conversion.p);
    GString *out;

    if (!has_account_item(gap) || any->base < SVY_WORDS_MIN_BASE ||
        any->use.p.status != SVY_STATUS_OK || any->follow.p.status != SVY_STATUS_OK) {
        g_autofree char *title = svy_words_gap_headline(&result->survey, gap);
        return g_strconcat(title, ".", NULL);
    }

    out = g_string_new(NULL);
    g_string_append_printf(
        out, svy_tr(result->survey.language, "%s of %s %s %s; %s %s on any of them"), use, people,
        get_use_verb(result->survey.language, gap), get_items_noun(result->survey.language, gap),
        follow, get_follow_verb(result->survey.language, gap));
    if (any->conversion.p.status != SVY_STATUS_OK)
        g_string_append_c(out, '.');
    else if (any->n_both == any->follow.n)
        g_string_append_printf(out, svy_tr(result->survey.language, ", which is %s of %s."),
                               conversion, users);
    else
        g_string_append_printf(out, svy_tr(result->survey.language, ". Of %s, %s do."), users,
                               conversion);
    append_unreached(out, &result->survey, gap);
    append_plain(result->survey.language, out, gap);
    return g_string_free(out, FALSE);
}

char *svy_words_gap_base(const SvySurvey *survey, const SvyGap *gap)
{
    g_autofree char *base = svy_words_count_people(survey, gap->base);
    g_autofree char *invited = svy_tr_num_count(survey->language, survey->n_invited);
    GString *out = g_string_new(NULL);

    g_string_append_printf(out, svy_tr(survey->language, "Base: %s"), base);
    if (survey->n_invited > 0 && survey->sampling != SVY_SAMPLING_OPEN_LINK &&
        survey->sampling != SVY_SAMPLING_UNKNOWN)
        g_string_append_printf(out, svy_tr(survey->language, " of %s invited"), invited);
    g_string_append(out, svy_tr(survey->language, " whose answers to both questions are known"));
    if (gap->n_not_asked > 0)
        g_string_append_printf(
            out,
            svy_tr(
                survey->language,
                "; %zu of them, who %s none, were not asked the second and count as not following"),
            gap->n_not_asked, get_use_verb(survey->language, gap));
    if (gap->n_blank > 0)
        g_string_append_printf(
            out,
            svy_tr(survey->language,
                   "; %zu ticked nothing in the second and count as not following"),
            gap->n_blank);
    if (gap->n_skipped > 0)
        g_string_append_printf(
            out, svy_tr(survey->language, "; %zu skipped the second and are left out"),
            gap->n_skipped);
    if (gap->n_contradictions > 0)
        g_string_append_printf(
            out, svy_tr(survey->language, "; answers of %zu contradict (%s, but do not %s)"),
            gap->n_contradictions, get_follow_verb(survey->language, gap),
            get_use_verb(survey->language, gap));
    g_string_append_c(out, '.');
    svy_words_append_effective(survey->language, out, gap->any.use.n_eff, gap->any.use.base);
    svy_words_append_excluded(survey->language, out, gap->excluded);
    return g_string_free(out, FALSE);
}

/* The first interval method among items that are nested, or among those that are not. */
static const SvyEstimate *find_gap_estimate(const SvyGap *gap, bool is_nested)
{
    for (size_t i = 0; i < gap->n_items; i++) {
        const SvyGapItem *item = &gap->items[i];

        if (item->has_account && item->is_nested == is_nested && item->gap.method != NULL)
            return &item->gap;
    }
    return NULL;
}

static const char *find_test_method(const SvyGap *gap)
{
    for (size_t i = 0; i < gap->n_items; i++) {
        if (gap->items[i].has_test && gap->items[i].test_method != NULL)
            return gap->items[i].test_method;
    }
    return NULL;
}

char *svy_words_gap_method_in(const char *language, const SvyGap *gap, double level)
{
    g_autofree char *pct = svy_words_level_in(language, level);
    const SvyEstimate *nested = find_gap_estimate(gap, true);
    const SvyEstimate *paired = find_gap_estimate(gap, false);
    const char *test = find_test_method(gap);
    GString *out = g_string_new(NULL);

    g_string_append_printf(
        out, svy_tr(language, "%s%% intervals: shares by %s"), pct,
        svy_words_method(language, svy_words_or_else(gap->any.use.p.method, "Wilson")));
    if (nested != NULL)
        g_string_append_printf(out,
                               svy_tr(language, "; gaps as the share who %s and do not %s, by %s, "
                                                "because the second implies the first"),
                               get_use_verb(language, gap), get_follow_verb(language, gap),
                               svy_words_method(language, nested->method));
    if (paired != NULL)
        g_string_append_printf(
            out, svy_tr(language, "; %s as a difference between the same people, by %s"),
            nested != NULL ? svy_tr(language, "other gaps") : svy_tr(language, "gaps"),
            svy_words_method(language, paired->method));
    g_string_append_c(out, '.');
    if (test != NULL)
        g_string_append_printf(out, svy_tr(language, " Tests: %s, p adjusted by Holm over %zu."),
                               svy_tr(language, test), gap->n_tests);
    return g_string_free(out, FALSE);
}
