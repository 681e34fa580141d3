/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences made from results: pieces that all share, and what is said of the survey. The rules
 * behind all of them: no claim that the interval does not carry, no word about a population that
 * was not sampled at random, no percentage on a tiny base. */
#include "result/words-private.h"

#include <glib.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"

/* --- Pieces --------------------------------------------------------------------------------- */

const char *svy_words_or_else(const char *text, const char *otherwise)
{
    return text != NULL && *text != '\0' ? text : otherwise;
}

char *svy_words_capitalise(const char *text)
{
    char first[7] = {0};
    const gunichar c = g_utf8_get_char(text);

    if (*text == '\0')
        return g_strdup("");
    g_unichar_to_utf8(g_unichar_totitle(c), first);
    return g_strconcat(first, g_utf8_next_char(text), NULL);
}

/* True when @people already says that only those who answered are meant. */
bool svy_words_is_for_respondents(const char *people)
{
    static const char *const words[] = {"respond",   "answer",    "participa", "response",
                                        "encuestad", "respuesta", "interrogé", "répond"};
    g_autofree char *folded = svy_text_fold(people);

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (strstr(folded, words[i]) != NULL)
            return true;
    }
    return false;
}

char *svy_words_people(const SvySurvey *survey)
{
    const char *people =
        svy_tr(survey->language, svy_words_or_else(survey->people, SVY_TR("respondents")));

    if (survey->sampling == SVY_SAMPLING_PROBABILITY || svy_words_is_for_respondents(people))
        return g_strdup(people);
    return g_strconcat(people, svy_tr(survey->language, " who answered"), NULL);
}

/* "respondents who answered", "members": the last letter of the first word is all that one person
 * changes in English; words with another plural keep it. */
char *svy_words_count_people(const SvySurvey *survey, size_t n)
{
    g_autofree char *people = svy_words_people(survey);
    g_autofree char *count = svy_tr_num_count(survey->language, n);
    const size_t length = strcspn(people, " ");

    if (strcmp(svy_words_or_else(survey->people, "respondents"), "respondents") == 0)
        return g_strdup_printf(svy_tr_n(survey->language, "%s respondent", "%s respondents", n),
                               count);
    if (n != 1 || strcmp(svy_tr_get_name(survey->language), "en") != 0 || length < 2 ||
        people[length - 1] != 's' || people[length - 2] == 's' ||
        (length > 2 && strncmp(people + length - 3, "ies", 3) == 0))
        return g_strdup_printf("%s %s", count, people);
    return g_strdup_printf("%s %.*s%s", count, (int)length - 1, people, people + length);
}

const char *svy_words_status_in(const char *language, SvyStatus status)
{
    switch (status) {
    case SVY_STATUS_NO_CASES:
        return svy_tr(language, "no answers");
    case SVY_STATUS_WITHHELD:
        return svy_tr(language, "withheld");
    case SVY_STATUS_OK:
    case SVY_STATUS_NO_VARIANCE:
    case SVY_STATUS_UNDEFINED:
    case SVY_STATUS_LAST:
        break;
    }
    return svy_tr(language, "not defined");
}

char *svy_words_percent_in(const char *language, const SvyShare *share)
{
    g_autofree char *digits = NULL;

    if (share->p.status != SVY_STATUS_OK)
        return g_strdup(svy_words_status_in(language, share->p.status));
    digits = svy_tr_num_pct(language, share->p.value, 0);
    if (share->n > 0 && strcmp(digits, "0") == 0)
        return g_strdup(svy_tr(language, "fewer than 1%"));
    if (share->n < share->base && strcmp(digits, "100") == 0)
        return g_strdup(svy_tr(language, "more than 99%"));
    return g_strdup_printf(svy_tr(language, "%s%%"), digits);
}

char *svy_words_share_in(const char *language, const SvyEstimate *p)
{
    g_autofree char *value = NULL, *lo = NULL, *hi = NULL;

    if (p->status != SVY_STATUS_OK)
        return g_strdup(svy_words_status_in(language, p->status));
    value = svy_tr_num_pct(language, p->value, 1);
    lo = svy_tr_num_pct(language, p->lo, 1);
    hi = svy_tr_num_pct(language, p->hi, 1);
    return g_strdup_printf(svy_tr(language, "%s%% [%s, %s]"), value, lo, hi);
}

char *svy_words_plain_in(const char *language, const SvyShare *share)
{
    if (!svy_words_is_weighted(share->n_eff, share->base) || share->plain.status != SVY_STATUS_OK)
        return g_strdup("");

    g_autofree char *pct = svy_tr_num_pct(language, share->plain.value, 1);

    return g_strdup_printf(svy_tr(language, "; without weights %s%%"), pct);
}

char *svy_words_effective_in(const char *language, double n_eff, size_t base)
{
    if (!svy_words_is_weighted(n_eff, base))
        return NULL;

    g_autofree char *n = svy_tr_num(language, n_eff, 0);
    g_autofree char *deff = svy_tr_num(language, (double)base / n_eff, 2);

    return g_strdup_printf(
        svy_tr(language, "Weighted: as precise as %s answers without weights (design effect %s)."),
        n, deff);
}

char *svy_words_weights(const SvyResult *result)
{
    if (!result->has_weights)
        return NULL;

    g_autofree char *deff = svy_tr_num(result->survey.language, result->deff, 2);
    g_autofree char *n_eff = svy_tr_num(result->survey.language, result->n_eff, 0);

    return g_strdup_printf(
        svy_tr(result->survey.language,
               "Shares are weighted (%s); unequal weights cost precision (Kish design "
               "effect %s, effective n %s)"),
        result->weights, deff, n_eff);
}

char *svy_words_level_in(const char *language, double level)
{
    g_autofree char *pct = svy_num_format_pct(level, 1);

    if (g_str_has_suffix(pct, ".0"))
        pct[strlen(pct) - 2] = '\0';
    return svy_tr_digits(language, pct);
}

char *svy_words_make_title(const char *language,
                           SvyMakeTitle make,
                           const char *label,
                           const void *data)
{
    g_autofree char *title = make(language, label, data);
    g_autofree char *cut = NULL;
    const size_t n_title = (size_t)g_utf8_strlen(title, -1);
    const size_t n_label = (size_t)g_utf8_strlen(label, -1);

    if (n_title <= SVY_WORDS_TITLE_CHARS || n_label <= SVY_WORDS_MIN_LABEL_CHARS)
        return g_steal_pointer(&title);

    const size_t n_excess = n_title - SVY_WORDS_TITLE_CHARS;

    cut = svy_text_cut(label, MAX(SVY_WORDS_MIN_LABEL_CHARS, n_label - MIN(n_label, n_excess)));
    return make(language, cut, data);
}

char *svy_words_fit_title(const char *language,
                          const SvyMakeTitle makers[],
                          size_t n_makers,
                          const char *label,
                          const void *data)
{
    for (size_t i = 0; i + 1 < n_makers; i++) {
        g_autofree char *title = makers[i](language, label, data);

        if ((size_t)g_utf8_strlen(title, -1) <= SVY_WORDS_TITLE_CHARS)
            return g_steal_pointer(&title);
    }
    return svy_words_make_title(language, makers[n_makers - 1], label, data);
}

/* A wording as the first sentence of a line. */
void svy_words_append_sentence(GString *out, const char *text)
{
    g_autofree char *trimmed = g_strstrip(g_strdup(svy_words_or_else(text, "")));
    const size_t length = strlen(trimmed);

    if (length == 0)
        return;
    g_string_append(out, trimmed);
    if (strchr(".?!:", trimmed[length - 1]) == NULL)
        g_string_append_c(out, '.');
    g_string_append_c(out, ' ');
}

/* --- The survey ----------------------------------------------------------------------------- */

/* What AAPOR asks to be said of samples without a probability design, in our words. */
static const char *begin_caveat(const char *language, SvySampling sampling)
{
    switch (sampling) {
    case SVY_SAMPLING_OPEN_LINK:
        return svy_tr(
            language,
            "Respondents chose for themselves whether to take part (open link), so no estimate "
            "of sampling error can be calculated.");
    case SVY_SAMPLING_CENSUS:
        return svy_tr(
            language,
            "Everybody was invited, so there is no sampling error to estimate; those who did "
            "not answer may differ from those who did.");
    case SVY_SAMPLING_UNKNOWN:
    case SVY_SAMPLING_LAST:
        return svy_tr(
            language,
            "How respondents were reached is not stated. They are treated as self-selected, so "
            "no estimate of sampling error can be calculated.");
    case SVY_SAMPLING_PROBABILITY:
        break;
    }
    return NULL;
}

static char *word_weighting(const SvySurvey *survey)
{
    if (survey->weighting == NULL || *survey->weighting == '\0')
        return g_strdup(svy_tr(survey->language, "The answers are not weighted."));

    g_autoptr(GString) out = g_string_new(svy_tr(survey->language, "Weighting: "));

    svy_words_append_sentence(out, survey->weighting);
    return g_strchomp(g_strdup(out->str));
}

char *svy_words_caveat(const SvySurvey *survey)
{
    const char *start = begin_caveat(survey->language, survey->sampling);

    if (start == NULL)
        return NULL;

    g_autofree char *weighting = word_weighting(survey);

    return g_strdup_printf(
        svy_tr(
            survey->language,
            "%s %s The intervals are model-based: they show what chance alone would do in a random "
            "sample of this size. The figures describe this sample; errors of coverage, "
            "nonresponse "
            "and measurement come on top."),
        start, weighting);
}

/* The same facts as the caveat in half of its words: how people came in, that no sampling error
 * can be had, whether weighted, what the intervals leave out. */
static const char *get_brief_caveat(const char *language, SvySampling sampling)
{
    switch (sampling) {
    case SVY_SAMPLING_OPEN_LINK:
        return svy_tr(language,
                      "Respondents chose themselves (open link): no estimate of sampling error "
                      "can be calculated, intervals are model-based and leave out errors of "
                      "coverage, nonresponse and measurement.");
    case SVY_SAMPLING_CENSUS:
        return svy_tr(language, "Everybody was invited: there is no sampling error, intervals are "
                                "model-based and leave out errors of nonresponse and measurement.");
    case SVY_SAMPLING_UNKNOWN:
    case SVY_SAMPLING_LAST:
        return svy_tr(language,
                      "How respondents were reached is not stated: no estimate of sampling error "
                      "can be calculated, intervals are model-based and leave out errors of "
                      "coverage, nonresponse and measurement.");
    case SVY_SAMPLING_PROBABILITY:
        break;
    }
    return NULL;
}

char *svy_words_brief_caveat(const SvySurvey *survey)
{
    const char *start = get_brief_caveat(survey->language, survey->sampling);

    if (start == NULL)
        return NULL;

    g_autofree char *weighting = word_weighting(survey);

    return g_strdup_printf("%s %s", start, weighting);
}

char *svy_words_synthetic(const SvySurvey *survey)
{
    if (!survey->is_synthetic)
        return NULL;
    return g_strdup(
        svy_tr(survey->language,
               "SYNTHETIC: these answers were invented to show the method; they describe no "
               "real survey."));
}

char *svy_words_source(const SvySurvey *survey)
{
    const char *title = svy_words_or_else(survey->title, NULL),
               *dates = svy_words_or_else(survey->dates, NULL);

    if (title == NULL && dates == NULL)
        return NULL;
    if (title == NULL || dates == NULL)
        return g_strdup_printf(svy_tr(survey->language, "Source: %s."),
                               title != NULL ? title : dates);
    return g_strdup_printf(svy_tr(survey->language, "Source: %s, %s."), title, dates);
}

const char *svy_words_sampling_in(const char *language, SvySampling sampling)
{
    switch (sampling) {
    case SVY_SAMPLING_OPEN_LINK:
        return svy_tr(language, "open link (self-selected)");
    case SVY_SAMPLING_CENSUS:
        return svy_tr(language, "everybody was invited (census attempt)");
    case SVY_SAMPLING_PROBABILITY:
        return svy_tr(language, "random sample");
    case SVY_SAMPLING_UNKNOWN:
    case SVY_SAMPLING_LAST:
        break;
    }
    return svy_tr(language, "not stated (treated as self-selected)");
}
