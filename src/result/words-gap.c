/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about a gap. */
#include "result/words-private.h"

#include <string.h>

#include "base/num.h"
#include "base/text.h"

static const char *get_use_verb(const SvyGap *gap)
{
    return svy_words_or_else(gap->use_verb, "use");
}

static const char *get_follow_verb(const SvyGap *gap)
{
    return svy_words_or_else(gap->follow_verb, "follow");
}

static const char *get_items_noun(const SvyGap *gap)
{
    return svy_words_or_else(gap->items_noun, "any of the items");
}

typedef struct {
    const SvyGap *gap;
    const SvyGapItem *item;
    char *people, *use, *follow; /* shares as sentences spell them */
} GapTitle;

/* Two shares that are said to differ must not be printed as the same number. */
static void spell_shares(const SvyGapItem *item, bool is_equal, char **ret_use, char **ret_follow)
{
    *ret_use = svy_words_percent(&item->use);
    *ret_follow = svy_words_percent(&item->follow);
    if (is_equal || strcmp(*ret_use, *ret_follow) != 0)
        return;

    g_autofree char *use = svy_num_format_pct(item->use.p.value, 1);
    g_autofree char *follow = svy_num_format_pct(item->follow.p.value, 1);

    g_free(*ret_use);
    g_free(*ret_follow);
    *ret_use = g_strconcat(use, "%", NULL);
    *ret_follow = g_strconcat(follow, "%", NULL);
}

static char *make_equal_title(const char *label, const void *data)
{
    const GapTitle *t = data;

    return g_strdup_printf("About as many %s %s %s (%s) as %s there (%s)", t->people,
                           get_use_verb(t->gap), label, t->use, get_follow_verb(t->gap), t->follow);
}

/* "but only 12%", "but fewer (70%)", "but more (90%)", "but none", "but fewer than 1%". */
static char *word_contrast(const GapTitle *t)
{
    const SvyGapItem *item = t->item;

    if (item->follow.n == 0)
        return g_strdup("but none");
    if (item->gap.value < 0)
        return g_strdup_printf("but more (%s)", t->follow);
    if (g_str_has_prefix(t->follow, "fewer"))
        return g_strdup_printf("but %s", t->follow);
    if (2 * item->follow.p.value <= item->use.p.value)
        return g_strdup_printf("but only %s", t->follow);
    return g_strdup_printf("but fewer (%s)", t->follow);
}

static char *make_gap_title(const char *label, const void *data)
{
    const GapTitle *t = data;
    g_autofree char *contrast = word_contrast(t);

    return g_strdup_printf("%s of %s %s %s, %s %s there", t->use, t->people, get_use_verb(t->gap),
                           label, contrast, get_follow_verb(t->gap));
}

static bool has_account_item(const SvyGap *gap)
{
    return gap->n_items > 0 && gap->items[0].has_account;
}

char *svy_words_gap_headline(const SvySurvey *survey, const SvyGap *gap)
{
    const SvyGapItem *item = has_account_item(gap) ? &gap->items[0] : NULL;

    if (item == NULL)
        return g_strdup("There is no account on any of the items, so no gap to show");
    if (item->base == 0)
        return g_strdup("No gap can be given: nobody answered both questions");
    if (item->base < SVY_WORDS_MIN_BASE || item->gap.status != SVY_STATUS_OK ||
        item->use.p.status != SVY_STATUS_OK || item->follow.p.status != SVY_STATUS_OK)
        return g_strdup_printf("Too few answers for percentages (n = %zu)", item->base);

    GapTitle t = {.gap = gap, .item = item, .people = svy_words_people(survey)};
    const bool is_about_equal = item->gap.lo <= 0 && item->gap.hi >= 0;

    spell_shares(item, is_about_equal, &t.use, &t.follow);

    g_autofree char *title =
        svy_words_make_title(is_about_equal ? make_equal_title : make_gap_title, item->label, &t);

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
    g_autofree char *noun = svy_words_capitalise(svy_words_or_else(gap->items_noun, "items"));
    g_autofree char *n = svy_num_format_count(gap->base);

    return g_strdup_printf("%s: %sshare of %s who %s each, and share who %s there (n = %s)", noun,
                           is_weighted(gap) ? "weighted " : "", people, get_use_verb(gap),
                           get_follow_verb(gap), n);
}

/* "of users" when the verb is "use". */
static char *name_users(const SvyGap *gap)
{
    if (strcmp(get_use_verb(gap), "use") == 0)
        return g_strdup("users");
    return g_strdup_printf("those who %s any", get_use_verb(gap));
}

static void append_unreached(GString *out, const SvySurvey *survey, const SvyGap *gap)
{
    const SvyShare *unreached = &gap->any.unreached;
    g_autofree char *people = svy_words_people(survey);
    g_autofree char *share = svy_words_share(&unreached->p);
    g_autofree char *n = svy_num_format_count(unreached->n);
    g_autofree char *base = svy_num_format_count(unreached->base);

    if (unreached->n > 1)
        g_string_append_printf(out, " %s %s %s %s and do not %s: %s.", n, people, get_use_verb(gap),
                               get_items_noun(gap), svy_words_or_else(gap->follow_verb, "follow"),
                               share);
    else /* no verb, so that nothing has to agree with "1" */
        g_string_append_printf(out, " Number who %s %s and do not %s: %s of %s %s, %s.",
                               get_use_verb(gap), get_items_noun(gap), get_follow_verb(gap), n,
                               base, people, share);
}

/* What it would be without weights stands beside it. */
static void append_plain(GString *out, const SvyGap *gap)
{
    const SvyGapItem *any = &gap->any;

    if (!is_weighted(gap))
        return;

    g_autofree char *use = svy_num_format_pct(any->use.plain.value, 1);
    g_autofree char *follow = svy_num_format_pct(any->follow.plain.value, 1);

    g_string_append_printf(out, " (Percentages are weighted; without weights %s%% and %s%%.)", use,
                           follow);
}

char *svy_words_study_headline(const SvyResult *result, const SvyGap *gap)
{
    const SvyGapItem *any = &gap->any;
    g_autofree char *people = svy_words_people(&result->survey);
    g_autofree char *users = name_users(gap);
    g_autofree char *use = svy_words_share(&any->use.p);
    g_autofree char *follow = svy_words_share(&any->follow.p);
    g_autofree char *conversion = svy_words_share(&any->conversion.p);
    GString *out;

    if (!has_account_item(gap) || any->base < SVY_WORDS_MIN_BASE ||
        any->use.p.status != SVY_STATUS_OK || any->follow.p.status != SVY_STATUS_OK) {
        g_autofree char *title = svy_words_gap_headline(&result->survey, gap);
        return g_strconcat(title, ".", NULL);
    }

    out = g_string_new(NULL);
    g_string_append_printf(out, "%s of %s %s %s; %s %s on any of them", use, people,
                           get_use_verb(gap), get_items_noun(gap), follow, get_follow_verb(gap));
    if (any->conversion.p.status != SVY_STATUS_OK)
        g_string_append_c(out, '.');
    else if (any->n_both == any->follow.n)
        g_string_append_printf(out, ", which is %s of %s.", conversion, users);
    else
        g_string_append_printf(out, ". Of %s, %s do.", users, conversion);
    append_unreached(out, &result->survey, gap);
    append_plain(out, gap);
    return g_string_free(out, FALSE);
}

char *svy_words_gap_base(const SvySurvey *survey, const SvyGap *gap)
{
    g_autofree char *base = svy_words_count_people(survey, gap->base);
    g_autofree char *invited = svy_num_format_count(survey->n_invited);
    GString *out = g_string_new(NULL);

    g_string_append_printf(out, "Base: %s", base);
    if (survey->n_invited > 0 && survey->sampling != SVY_SAMPLING_OPEN_LINK &&
        survey->sampling != SVY_SAMPLING_UNKNOWN)
        g_string_append_printf(out, " of %s invited", invited);
    g_string_append(out, " whose answers to both questions are known");
    if (gap->n_not_asked > 0)
        g_string_append_printf(
            out, "; %zu of them, who %s none, were not asked the second and count as not following",
            gap->n_not_asked, get_use_verb(gap));
    if (gap->n_blank > 0)
        g_string_append_printf(out, "; %zu ticked nothing in the second and count as not following",
                               gap->n_blank);
    if (gap->n_skipped > 0)
        g_string_append_printf(out, "; %zu skipped the second and are left out", gap->n_skipped);
    if (gap->n_contradictions > 0)
        g_string_append_printf(out, "; answers of %zu contradict (%s, but do not %s)",
                               gap->n_contradictions, get_follow_verb(gap), get_use_verb(gap));
    g_string_append_c(out, '.');
    svy_words_append_effective(out, gap->any.use.n_eff, gap->any.use.base);
    svy_words_append_excluded(out, gap->excluded);
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

/* A method as a sentence spells it: without the remark in brackets. */
static char *name_method(const char *method)
{
    if (strcmp(method, "Newcombe 10") == 0)
        return g_strdup("Newcombe's method 10");
    return g_strchomp(g_strndup(method, strcspn(method, "(")));
}

char *svy_words_gap_method(const SvyGap *gap, double level)
{
    g_autofree char *pct = svy_words_level(level);
    const SvyEstimate *nested = find_gap_estimate(gap, true);
    const SvyEstimate *paired = find_gap_estimate(gap, false);
    const char *test = find_test_method(gap);
    g_autofree char *nested_name = nested == NULL ? NULL : name_method(nested->method);
    g_autofree char *paired_name = paired == NULL ? NULL : name_method(paired->method);
    GString *out = g_string_new(NULL);

    g_string_append_printf(out, "%s%% intervals: shares by %s", pct,
                           svy_words_or_else(gap->any.use.p.method, "Wilson"));
    if (nested != NULL)
        g_string_append_printf(
            out,
            "; gaps as the share who %s and do not %s, by %s, because the second implies the first",
            get_use_verb(gap), get_follow_verb(gap), nested_name);
    if (paired != NULL)
        g_string_append_printf(out, "; %s as a difference between the same people, by %s",
                               nested != NULL ? "other gaps" : "gaps", paired_name);
    g_string_append_c(out, '.');
    if (test != NULL)
        g_string_append_printf(out, " Tests: %s, p adjusted by Holm over %zu.", test, gap->n_tests);
    return g_string_free(out, FALSE);
}
