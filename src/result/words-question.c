/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about one closed question. */
#include "result/words-private.h"

#include <string.h>

#include "base/text.h"
#include "base/translate.h"

typedef struct {
    const SvyQuestionResult *question;
    const SvyOptionResult *first, *second; /* by number; second is NULL for a lone option */
    size_t n_close;                        /* options that the first cannot be told from */
    char *share, *second_share, *base;
} QuestionTitle;

static char *spell_option(const char *language,
                          const SvyQuestionResult *question,
                          const SvyOptionResult *option)
{
    const SvyShare share = {.n = option->n, .base = question->n_answered, .p = option->p};

    return svy_words_percent_in(language, &share);
}

/* By share, which weights may put in another order than numbers of people. */
static bool is_larger(const SvyOptionResult *option, const SvyOptionResult *than)
{
    if (option->p.status == SVY_STATUS_OK && than->p.status == SVY_STATUS_OK)
        return option->p.value > than->p.value;
    return option->n > than->n;
}

/* Ties go to the option that stands first. */
static void find_leaders(QuestionTitle *t)
{
    for (size_t i = 0; i < t->question->n_options; i++) {
        const SvyOptionResult *option = &t->question->options[i];

        if (t->first == NULL || is_larger(option, t->first)) {
            t->second = t->first;
            t->first = option;
        } else if (t->second == NULL || is_larger(option, t->second)) {
            t->second = option;
        }
    }
}

/* Options whose interval touches that of the leader. Two intervals that do not touch are a stricter
 * condition than an interval of the difference without 0, whatever the two have in common (the
 * standard error of a difference is never above the sum of the two), so a claim that passes here is
 * safe; the joint counts that a sharper rule would need are not in a result. */
static bool is_close(const QuestionTitle *t, const SvyOptionResult *option)
{
    return option != t->first && option->p.status == SVY_STATUS_OK &&
           option->p.hi >= t->first->p.lo;
}

static size_t count_close(const QuestionTitle *t)
{
    size_t n_close = 0;

    for (size_t i = 0; i < t->question->n_options; i++)
        n_close += is_close(t, &t->question->options[i]);
    return n_close;
}

SvyStanding svy_words_question_find_standing(const SvyQuestionResult *question,
                                             const SvyOptionResult *option)
{
    QuestionTitle t = {.question = question};

    find_leaders(&t);
    if (t.first == NULL || t.first->p.status != SVY_STATUS_OK)
        return SVY_STANDING_NONE;
    if (option == t.first || (option == t.second && count_close(&t) == 1 && is_close(&t, option)))
        return SVY_STANDING_NAMED;
    return is_close(&t, option) ? SVY_STANDING_CLOSE : SVY_STANDING_NONE;
}

/* What the other answers are to the leader; @start is what is said of it. */
static char *add_rivals(const char *language, const QuestionTitle *t, const char *start)
{
    if (t->n_close == 0 && t->second != NULL)
        return g_strconcat(start, svy_tr(language, ", more than any other answer"), NULL);
    if (t->n_close > 1)
        return g_strdup_printf(svy_tr(language, "%s; %zu other answers are too close to call"),
                               start, t->n_close);
    return g_strdup(start);
}

static char *make_leader_title(const char *language, const char *label, const void *data)
{
    const QuestionTitle *t = data;
    g_autofree char *start = g_strdup_printf(
        svy_tr(language, "%s of the %s who answered chose “%s”"), t->share, t->base, label);

    return add_rivals(language, t, start);
}

/* The base stands under the title anyway. */
static char *make_bare_leader_title(const char *language, const char *label, const void *data)
{
    const QuestionTitle *t = data;

    return g_strdup_printf(svy_tr(language, "%s chose “%s”"), t->share, label);
}

static char *make_brief_leader_title(const char *language, const char *label, const void *data)
{
    g_autofree char *start = make_bare_leader_title(language, label, data);

    return add_rivals(language, data, start);
}

/* Both labels are cut alike; @label is the first. */
static char *make_pair_title(const char *language, const char *label, const void *data)
{
    const QuestionTitle *t = data;
    const size_t n_max = MAX(SVY_WORDS_MIN_LABEL_CHARS, (size_t)g_utf8_strlen(label, -1));
    g_autofree char *other = svy_text_cut(t->second->label, n_max);

    return g_strdup_printf(
        svy_tr(language, "About as many of the %s who answered chose “%s” (%s) as “%s” (%s)"),
        t->base, label, t->share, other, t->second_share);
}

static char *make_brief_pair_title(const char *language, const char *label, const void *data)
{
    const QuestionTitle *t = data;
    const size_t n_max = MAX(SVY_WORDS_MIN_LABEL_CHARS, (size_t)g_utf8_strlen(label, -1));
    g_autofree char *other = svy_text_cut(t->second->label, n_max);

    return g_strdup_printf(svy_tr(language, "About as many chose “%s” (%s) as “%s” (%s)"), label,
                           t->share, other, t->second_share);
}

static char *make_title(const char *language, const QuestionTitle *t)
{
    static const SvyMakeTitle pair[] = {make_pair_title, make_brief_pair_title};
    static const SvyMakeTitle leader[] = {make_leader_title, make_brief_leader_title,
                                          make_bare_leader_title};

    if (t->n_close == 1)
        return svy_words_fit_title(language, pair, G_N_ELEMENTS(pair), t->first->label, t);
    return svy_words_fit_title(language, leader, G_N_ELEMENTS(leader), t->first->label, t);
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
        return g_strdup(svy_tr(survey->language, "Nobody answered this question"));
    if (is_too_small(question) || t.first->p.status != SVY_STATUS_OK)
        return g_strdup_printf(
            svy_tr(survey->language, "Too few answers for percentages (n = %zu)"),
            question->n_answered);

    g_autofree char *share = spell_option(survey->language, question, t.first);
    g_autofree char *second =
        t.second == NULL ? NULL : spell_option(survey->language, question, t.second);
    g_autofree char *base = svy_tr_num_count(survey->language, question->n_answered);

    t.share = share;
    t.second_share = second;
    t.base = base;
    t.n_close = count_close(&t);
    title = make_title(survey->language, &t);

    g_autofree char *lower = title;
    return svy_words_capitalise(lower);
}

char *svy_words_question_subtitle(const SvySurvey *survey, const SvyQuestionResult *question)
{
    GString *out = g_string_new(NULL);
    g_autofree char *people = svy_words_people(survey);
    g_autofree char *counted = svy_words_count_people(survey, question->n_answered);

    const char *share = svy_words_is_weighted(question->n_eff, question->n_answered)
                            ? svy_tr(survey->language, "Weighted share")
                            : svy_tr(survey->language, "Share");

    svy_words_append_sentence(out, question->text);
    if (svy_words_is_for_respondents(people))
        g_string_append_printf(out, svy_tr(survey->language, "%s of %s"), share, counted);
    else
        g_string_append_printf(out, svy_tr(survey->language, "%s of the %s who answered"), share,
                               counted);
    if (question->type == SVY_QUESTION_MULTI)
        g_string_append(out, svy_tr(survey->language, "; several answers were possible"));
    return g_string_free(out, FALSE);
}

static void append_left(const char *language, GString *out, const SvyQuestionResult *question)
{
    g_autofree char *left = svy_tr_num_count(language, question->n_left);

    if (question->n_left > 0)
        g_string_append_printf(out, svy_tr(language, "; %s left before"), left);
}

void svy_words_append_effective(const char *language, GString *out, double n_eff, size_t base)
{
    g_autofree char *effective = svy_words_effective_in(language, n_eff, base);

    if (effective != NULL)
        g_string_append_printf(out, " %s", effective);
}

void svy_words_append_excluded(const char *language, GString *out, const char *excluded)
{
    if (excluded != NULL)
        g_string_append_printf(out, svy_tr(language, " Records: %s."), excluded);
}

char *svy_words_question_base(const SvySurvey *survey, const SvyQuestionResult *question)
{
    g_autofree char *answered = svy_words_count_people(survey, question->n_answered);
    g_autofree char *asked = svy_tr_num_count(survey->language, question->n_asked);
    GString *out = g_string_new(NULL);

    g_string_append_printf(out, svy_tr(survey->language, "Base: %s"), answered);
    if (question->base_rule != NULL && *question->base_rule != '\0')
        g_string_append_printf(out, " (%s)", svy_tr(survey->language, question->base_rule));
    if (question->asked_rule != NULL)
        g_string_append_printf(out, svy_tr(survey->language, " of the %s asked: %s"), asked,
                               question->asked_rule);
    else if (question->n_asked > question->n_answered)
        g_string_append_printf(out, svy_tr(survey->language, " of the %s %s"), asked,
                               question->excluded == NULL ? svy_tr(survey->language, "in the file")
                                                          : svy_tr(survey->language, "kept"));
    else if (question->n_answered > 0)
        g_string_append(out, question->excluded == NULL
                                 ? svy_tr(survey->language, ", everyone in the file")
                                 : svy_tr(survey->language, ", everyone who was kept"));
    append_left(survey->language, out, question);
    g_string_append_c(out, '.');
    svy_words_append_effective(survey->language, out, question->n_eff, question->n_answered);
    svy_words_append_excluded(survey->language, out, question->excluded);
    return g_string_free(out, FALSE);
}

char *svy_words_question_asked_in(const char *language, const SvyQuestionResult *question)
{
    g_autofree char *answered = svy_tr_num_count(language, question->n_answered);
    g_autofree char *asked = svy_tr_num_count(language, question->n_asked);
    GString *out = g_string_new(NULL);

    if (question->asked_rule != NULL)
        g_string_append_printf(out, svy_tr(language, "%s answered of %s asked (%s)"), answered,
                               asked, question->asked_rule);
    else if (question->n_asked > question->n_answered)
        g_string_append_printf(out, svy_tr(language, "%s of %s answered"), answered, asked);
    else
        g_string_append_printf(out, svy_tr(language, "%s answered"), answered);
    append_left(language, out, question);
    return g_string_free(out, FALSE);
}

static double sum_of_shares(const SvyQuestionResult *question)
{
    size_t n = 0;

    for (size_t i = 0; i < question->n_options; i++)
        n += question->options[i].n;
    return question->n_answered == 0 ? 0 : (double)n / (double)question->n_answered;
}

static const char *find_interval_method(const char *language, const SvyQuestionResult *question)
{
    for (size_t i = 0; i < question->n_options; i++) {
        if (question->options[i].p.method != NULL)
            return svy_words_method(language, question->options[i].p.method);
    }
    return svy_tr(language, "Wilson");
}

char *svy_words_question_method_in(const char *language,
                                   const SvyQuestionResult *question,
                                   double level)
{
    g_autofree char *pct = svy_words_level_in(language, level);
    const char *several = "";

    if (question->type == SVY_QUESTION_MULTI)
        several =
            sum_of_shares(question) > 1
                ? svy_tr(language,
                         " Respondents could choose several; percentages add to more than 100%.")
                : svy_tr(language, " Respondents could choose several.");
    return g_strdup_printf(svy_tr(language, "%s%% intervals by %s.%s"), pct,
                           find_interval_method(language, question), several);
}
