/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences made from results. The rules behind them: no claim that the interval does not carry, no
 * word about a population that was not sampled at random, no percentage on a tiny base. */
#include "result/words.h"

#include <glib.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"

#define MIN_LABEL_CHARS 20u /* a label in a title is never cut shorter than this */

/* --- Pieces --------------------------------------------------------------------------------- */

static const char *or_else(const char *text, const char *otherwise)
{
    return text != NULL && *text != '\0' ? text : otherwise;
}

static char *capitalise(const char *text)
{
    char first[7] = {0};
    const gunichar c = g_utf8_get_char(text);

    if (*text == '\0')
        return g_strdup("");
    g_unichar_to_utf8(g_unichar_totitle(c), first);
    return g_strconcat(first, g_utf8_next_char(text), NULL);
}

/* True when @people already says that only those who answered are meant. */
static bool is_word_for_respondents(const char *people)
{
    static const char *const words[] = {"respond", "answer", "participa", "response"};
    g_autofree char *folded = svy_text_fold(people);

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (strstr(folded, words[i]) != NULL)
            return true;
    }
    return false;
}

char *svy_words_people(const SvySurvey *survey)
{
    const char *people = or_else(survey->people, "respondents");

    if (survey->sampling == SVY_SAMPLING_PROBABILITY || is_word_for_respondents(people))
        return g_strdup(people);
    return g_strconcat(people, " who answered", NULL);
}

const char *svy_words_status(SvyStatus status)
{
    switch (status) {
    case SVY_STATUS_NO_CASES:
        return "no answers";
    case SVY_STATUS_WITHHELD:
        return "too few";
    case SVY_STATUS_OK:
    case SVY_STATUS_NO_VARIANCE:
    case SVY_STATUS_UNDEFINED:
    case SVY_STATUS_LAST:
        break;
    }
    return "not defined";
}

char *svy_words_percent(const SvyShare *share)
{
    g_autofree char *digits = NULL;

    if (share->p.status != SVY_STATUS_OK)
        return g_strdup(svy_words_status(share->p.status));
    digits = svy_num_format_pct(share->p.value, 0);
    if (share->n > 0 && strcmp(digits, "0") == 0)
        return g_strdup("fewer than 1%");
    if (share->n < share->base && strcmp(digits, "100") == 0)
        return g_strdup("more than 99%");
    return g_strconcat(digits, "%", NULL);
}

char *svy_words_share(const SvyEstimate *p)
{
    g_autofree char *value = NULL, *lo = NULL, *hi = NULL;

    if (p->status != SVY_STATUS_OK)
        return g_strdup(svy_words_status(p->status));
    value = svy_num_format_pct(p->value, 1);
    lo = svy_num_format_pct(p->lo, 1);
    hi = svy_num_format_pct(p->hi, 1);
    return g_strdup_printf("%s%% [%s, %s]", value, lo, hi);
}

/* 0.95 -> "95", 0.999 -> "99.9" */
static char *format_level(double level)
{
    g_autofree char *pct = svy_num_format_pct(level, 1);

    if (g_str_has_suffix(pct, ".0"))
        pct[strlen(pct) - 2] = '\0';
    return g_steal_pointer(&pct);
}

/* A title made by @make from a label; the label is cut when the title gets too long. */
typedef char *(*MakeTitle)(const char *label, const void *data);

static char *make_short_title(MakeTitle make, const char *label, const void *data)
{
    g_autofree char *title = make(label, data);
    g_autofree char *cut = NULL;
    const size_t n_title = (size_t)g_utf8_strlen(title, -1);
    const size_t n_label = (size_t)g_utf8_strlen(label, -1);

    if (n_title <= SVY_WORDS_TITLE_CHARS || n_label <= MIN_LABEL_CHARS)
        return g_steal_pointer(&title);

    const size_t n_excess = n_title - SVY_WORDS_TITLE_CHARS;

    cut = svy_text_cut(label, MAX(MIN_LABEL_CHARS, n_label - MIN(n_label, n_excess)));
    return make(cut, data);
}

/* --- A gap ---------------------------------------------------------------------------------- */

static const char *get_use_verb(const SvyGap *gap)
{
    return or_else(gap->use_verb, "use");
}

static const char *get_follow_verb(const SvyGap *gap)
{
    return or_else(gap->follow_verb, "follow");
}

static const char *get_items_noun(const SvyGap *gap)
{
    return or_else(gap->items_noun, "any of the items");
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
    if (2 * item->follow.n <= item->use.n)
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
        make_short_title(is_about_equal ? make_equal_title : make_gap_title, item->label, &t);

    g_free(t.people);
    g_free(t.use);
    g_free(t.follow);
    return capitalise(title);
}

char *svy_words_gap_subtitle(const SvySurvey *survey, const SvyGap *gap)
{
    g_autofree char *people = svy_words_people(survey);
    g_autofree char *noun = capitalise(or_else(gap->items_noun, "items"));
    g_autofree char *n = svy_num_format_count(gap->base);

    return g_strdup_printf("%s: share of %s who %s each, and share who %s there (n = %s)", noun,
                           people, get_use_verb(gap), get_follow_verb(gap), n);
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
                               get_items_noun(gap), or_else(gap->follow_verb, "follow"), share);
    else /* no verb, so that nothing has to agree with "1" */
        g_string_append_printf(out, " Number who %s %s and do not %s: %s of %s %s, %s.",
                               get_use_verb(gap), get_items_noun(gap), get_follow_verb(gap), n,
                               base, people, share);
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
    return g_string_free(out, FALSE);
}

char *svy_words_gap_base(const SvySurvey *survey, const SvyGap *gap)
{
    g_autofree char *people = svy_words_people(survey);
    g_autofree char *base = svy_num_format_count(gap->base);
    g_autofree char *invited = svy_num_format_count(survey->n_invited);
    GString *out = g_string_new(NULL);

    g_string_append_printf(out, "Base: %s %s", base, people);
    if (survey->n_invited > 0 && survey->sampling != SVY_SAMPLING_OPEN_LINK &&
        survey->sampling != SVY_SAMPLING_UNKNOWN)
        g_string_append_printf(out, " of %s invited", invited);
    g_string_append(out, " whose answers to both questions are known");
    if (gap->n_not_asked > 0)
        g_string_append_printf(
            out, "; %zu of them, who %s none, were not asked the second and count as not following",
            gap->n_not_asked, get_use_verb(gap));
    if (gap->n_skipped > 0)
        g_string_append_printf(out, "; %zu skipped the second and are left out", gap->n_skipped);
    if (gap->n_contradictions > 0)
        g_string_append_printf(out, "; answers of %zu contradict (%s, but do not %s)",
                               gap->n_contradictions, get_follow_verb(gap), get_use_verb(gap));
    g_string_append_c(out, '.');
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
    g_autofree char *pct = format_level(level);
    const SvyEstimate *nested = find_gap_estimate(gap, true);
    const SvyEstimate *paired = find_gap_estimate(gap, false);
    const char *test = find_test_method(gap);
    g_autofree char *nested_name = nested == NULL ? NULL : name_method(nested->method);
    g_autofree char *paired_name = paired == NULL ? NULL : name_method(paired->method);
    GString *out = g_string_new(NULL);

    g_string_append_printf(out, "%s%% intervals: shares by %s", pct,
                           or_else(gap->any.use.p.method, "Wilson"));
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

/* --- One question --------------------------------------------------------------------------- */

typedef struct {
    const SvyQuestionResult *question;
    const SvyOptionResult *first, *second; /* by number; second is NULL for a lone option */
    size_t n_close;                        /* options that the first cannot be told from */
    char *share, *second_share, *base;
} QuestionTitle;

static char *spell_option(const SvyQuestionResult *question, const SvyOptionResult *option)
{
    const SvyShare share = {.n = option->n, .base = question->n_answered, .p = option->p};

    return svy_words_percent(&share);
}

/* Ties go to the option that stands first. */
static void find_leaders(QuestionTitle *t)
{
    for (size_t i = 0; i < t->question->n_options; i++) {
        const SvyOptionResult *option = &t->question->options[i];

        if (t->first == NULL || option->n > t->first->n) {
            t->second = t->first;
            t->first = option;
        } else if (t->second == NULL || option->n > t->second->n) {
            t->second = option;
        }
    }
}

/* Options whose interval touches that of the leader. Two intervals that do not touch are a stricter
 * condition than an interval of the difference without 0, whatever the two have in common (the
 * standard error of a difference is never above the sum of the two), so a claim that passes here is
 * safe; the joint counts that a sharper rule would need are not in a result. */
static size_t count_close(const QuestionTitle *t)
{
    size_t n_close = 0;

    for (size_t i = 0; i < t->question->n_options; i++) {
        const SvyOptionResult *option = &t->question->options[i];

        if (option != t->first && option->p.status == SVY_STATUS_OK &&
            option->p.hi >= t->first->p.lo)
            n_close++;
    }
    return n_close;
}

static char *make_leader_title(const char *label, const void *data)
{
    const QuestionTitle *t = data;
    g_autofree char *start =
        g_strdup_printf("%s of the %s who answered chose “%s”", t->share, t->base, label);

    if (t->n_close == 0 && t->second != NULL)
        return g_strconcat(start, ", more than any other answer", NULL);
    if (t->n_close > 1)
        return g_strdup_printf("%s; %zu other answers are too close to call", start, t->n_close);
    return g_steal_pointer(&start);
}

/* Both labels are cut alike; @label is the first. */
static char *make_pair_title(const char *label, const void *data)
{
    const QuestionTitle *t = data;
    const size_t n_max = MAX(MIN_LABEL_CHARS, (size_t)g_utf8_strlen(label, -1));
    g_autofree char *other = svy_text_cut(t->second->label, n_max);

    return g_strdup_printf("About as many of the %s who answered chose “%s” (%s) as “%s” (%s)",
                           t->base, label, t->share, other, t->second_share);
}

static bool is_too_small(const SvyQuestionResult *question)
{
    return question->n_answered < SVY_WORDS_MIN_BASE;
}

char *svy_words_question_headline(const SvySurvey *survey, const SvyQuestionResult *question)
{
    QuestionTitle t = {.question = question};
    char *title;

    (void)survey; /* the words are the same for every sampling: they speak of those who answered */
    find_leaders(&t);
    if (question->n_answered == 0 || t.first == NULL)
        return g_strdup("Nobody answered this question");
    if (is_too_small(question) || t.first->p.status != SVY_STATUS_OK)
        return g_strdup_printf("Too few answers for percentages (n = %zu)", question->n_answered);

    g_autofree char *share = spell_option(question, t.first);
    g_autofree char *second = t.second == NULL ? NULL : spell_option(question, t.second);
    g_autofree char *base = svy_num_format_count(question->n_answered);

    t.share = share;
    t.second_share = second;
    t.base = base;
    t.n_close = count_close(&t);
    title =
        make_short_title(t.n_close == 1 ? make_pair_title : make_leader_title, t.first->label, &t);

    g_autofree char *lower = title;
    return capitalise(lower);
}

/* A wording as the first sentence of a line. */
static void append_sentence(GString *out, const char *text)
{
    g_autofree char *trimmed = g_strstrip(g_strdup(or_else(text, "")));
    const size_t length = strlen(trimmed);

    if (length == 0)
        return;
    g_string_append(out, trimmed);
    if (strchr(".?!:", trimmed[length - 1]) == NULL)
        g_string_append_c(out, '.');
    g_string_append_c(out, ' ');
}

char *svy_words_question_subtitle(const SvySurvey *survey, const SvyQuestionResult *question)
{
    GString *out = g_string_new(NULL);
    g_autofree char *people = svy_words_people(survey);
    g_autofree char *n = svy_num_format_count(question->n_answered);

    append_sentence(out, question->text);
    if (is_word_for_respondents(people))
        g_string_append_printf(out, "Share of %s %s", n, people);
    else
        g_string_append_printf(out, "Share of the %s %s who answered", n, people);
    if (question->type == SVY_QUESTION_MULTI)
        g_string_append(out, "; several answers were possible");
    return g_string_free(out, FALSE);
}

char *svy_words_question_base(const SvySurvey *survey, const SvyQuestionResult *question)
{
    g_autofree char *people = svy_words_people(survey);
    g_autofree char *answered = svy_num_format_count(question->n_answered);
    g_autofree char *asked = svy_num_format_count(question->n_asked);
    GString *out = g_string_new(NULL);

    g_string_append_printf(out, "Base: %s %s", answered, people);
    if (question->base_rule != NULL && *question->base_rule != '\0')
        g_string_append_printf(out, " (%s)", question->base_rule);
    if (question->n_asked > question->n_answered)
        g_string_append_printf(out, ", of %s who were asked", asked);
    else if (question->n_answered > 0)
        g_string_append(out, ", all who were asked");
    g_string_append_c(out, '.');
    return g_string_free(out, FALSE);
}

static double sum_of_shares(const SvyQuestionResult *question)
{
    size_t n = 0;

    for (size_t i = 0; i < question->n_options; i++)
        n += question->options[i].n;
    return question->n_answered == 0 ? 0 : (double)n / (double)question->n_answered;
}

static const char *find_interval_method(const SvyQuestionResult *question)
{
    for (size_t i = 0; i < question->n_options; i++) {
        if (question->options[i].p.method != NULL)
            return question->options[i].p.method;
    }
    return "Wilson";
}

char *svy_words_question_method(const SvyQuestionResult *question, double level)
{
    g_autofree char *pct = format_level(level);
    const char *several = "";

    if (question->type == SVY_QUESTION_MULTI)
        several = sum_of_shares(question) > 1
                      ? " Respondents could choose several; percentages add to more than 100%."
                      : " Respondents could choose several.";
    return g_strdup_printf("%s%% intervals by %s.%s", pct, find_interval_method(question), several);
}

/* --- The survey ----------------------------------------------------------------------------- */

/* What AAPOR asks to be said of samples without a probability design, in our words. */
static const char *begin_caveat(SvySampling sampling)
{
    switch (sampling) {
    case SVY_SAMPLING_OPEN_LINK:
        return "Respondents chose for themselves whether to take part (open link), so no estimate "
               "of sampling error can be calculated.";
    case SVY_SAMPLING_CENSUS:
        return "Everybody was invited, so there is no sampling error to estimate; those who did "
               "not answer may differ from those who did.";
    case SVY_SAMPLING_UNKNOWN:
    case SVY_SAMPLING_LAST:
        return "How respondents were reached is not stated. They are treated as self-selected, so "
               "no estimate of sampling error can be calculated.";
    case SVY_SAMPLING_PROBABILITY:
        break;
    }
    return NULL;
}

static char *word_weighting(const SvySurvey *survey)
{
    if (survey->weighting == NULL || *survey->weighting == '\0')
        return g_strdup("The answers are not weighted.");

    g_autoptr(GString) out = g_string_new("Weighting: ");

    append_sentence(out, survey->weighting);
    return g_strchomp(g_strdup(out->str));
}

char *svy_words_caveat(const SvySurvey *survey)
{
    const char *start = begin_caveat(survey->sampling);

    if (start == NULL)
        return NULL;

    g_autofree char *weighting = word_weighting(survey);

    return g_strdup_printf(
        "%s %s The intervals are model-based: they show what chance alone would do in a random "
        "sample of this size. The figures describe this sample; errors of coverage, nonresponse "
        "and measurement come on top.",
        start, weighting);
}

char *svy_words_synthetic(const SvySurvey *survey)
{
    if (!survey->is_synthetic)
        return NULL;
    return g_strdup("SYNTHETIC: these answers were invented to show the method; they describe no "
                    "real survey.");
}

char *svy_words_source(const SvySurvey *survey)
{
    const char *title = or_else(survey->title, NULL), *dates = or_else(survey->dates, NULL);

    if (title == NULL && dates == NULL)
        return NULL;
    if (title == NULL || dates == NULL)
        return g_strdup_printf("Source: %s.", title != NULL ? title : dates);
    return g_strdup_printf("Source: %s, %s.", title, dates);
}

const char *svy_words_sampling(SvySampling sampling)
{
    switch (sampling) {
    case SVY_SAMPLING_OPEN_LINK:
        return "open link (self-selected)";
    case SVY_SAMPLING_CENSUS:
        return "everybody was invited (census attempt)";
    case SVY_SAMPLING_PROBABILITY:
        return "random sample";
    case SVY_SAMPLING_UNKNOWN:
    case SVY_SAMPLING_LAST:
        break;
    }
    return "not stated (treated as self-selected)";
}
