/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ordered scales. */
#include "analysis/answer-scale.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"

#define MIN_POINTS 3u

/* --- Points --------------------------------------------------------------------------------- */

static bool is_scale(const SvyQuestion *question)
{
    return !question->is_meta && !question->is_personal &&
           (question->type == SVY_QUESTION_LIKERT || question->type == SVY_QUESTION_GRID);
}

static void find_points(const SvyQuestion *question, SvyAnswerScale *scale)
{
    scale->points = g_new0(size_t, question->levels->len + 1);
    scale->labels = g_new0(const char *, question->levels->len + 1);
    for (guint i = 0; i < question->levels->len; i++) {
        const SvyLevel *level = svy_question_get_level(question, i);

        if (level->mark == SVY_MARK_NONE) {
            scale->points[scale->n_points] = i;
            scale->labels[scale->n_points++] = level->label;
            continue;
        }
        scale->apart = scale->n_apart++ == 0 ? level->label : scale->apart;
    }
}

/* --- Numbers -------------------------------------------------------------------------------- */

/* "4", and "5 - very satisfied" where words explain the ends. */
static bool read_number(const char *label, double *ret_value)
{
    g_autofree char *text = g_strdup(label);
    char *end = text + (*text == '-' || *text == '+');

    while (g_ascii_isdigit(*end) || (*end == '.' && g_ascii_isdigit(end[1])))
        end++;
    if (*end != '\0' && strchr(" -=:.)(", *end) == NULL)
        return false;
    if (g_ascii_isdigit(*g_strchug(end)) || strpbrk(end, "0123456789%$+") != NULL)
        return false; /* "5-9 years" is no point 5 */
    *end = '\0';
    return svy_num_parse(text, ret_value);
}

/* Evenly spaced, or they are amounts and no points. */
static bool read_scores(SvyAnswerScale *scale)
{
    for (size_t i = 0; i < scale->n_points; i++) {
        if (!read_number(scale->labels[i], &scale->scores[i]))
            return false;
    }

    const double step = scale->scores[1] - scale->scores[0];

    for (size_t i = 1; i < scale->n_points; i++) {
        if (fabs(scale->scores[i] - scale->scores[i - 1] - step) > 1e-9)
            return false;
    }
    return fabs(step) > 1e-9;
}

/* --- Ends ----------------------------------------------------------------------------------- */

static bool is_negative(const char *label)
{
    static const char *const words[] = {"disagree", "dissatisfied", "not",      "never", "poor",
                                        "bad",      "unlikely",     "worst",    "none",  "rarely",
                                        "nicht",    "nie",          "very low", "least", "no"};
    g_autofree char *folded = svy_text_fold(label);

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (svy_text_has_word(folded, words[i]))
            return true;
    }
    return g_str_has_prefix(folded, "un") || strstr(folded, " un") != NULL;
}

static bool find_is_high_first(const SvyAnswerScale *scale, bool is_numbers)
{
    const char *first = scale->labels[0], *last = scale->labels[scale->n_points - 1];

    if (is_numbers)
        return scale->scores[0] > scale->scores[1];
    return !(is_negative(first) && !is_negative(last));
}

/* What has @against in it is the unfavourable end, though it may have @in_favour in it, too. */
static const struct {
    const char *in_favour, *against;
} opposites[] = {
    {"agree", "disagree"},
    {"satisfied", "dissatisfied"},
    {"likely", "unlikely"},
    {"positive", "negative"},
    {"favorabl", "unfavorabl"},
    {"favourabl", "unfavourabl"},
    {"important", "unimportant"},
    {"easy", "difficult"},
    {"better", "worse"},
    {"good", "bad"},
    {"good", "poor"},
    {"support", "oppose"},
    {"increase", "decrease"},
    {"zufrieden", "unzufrieden"},
    {"satisfecho", "insatisfecho"},
    {"de acuerdo", "desacuerdo"},
    {"satisfait", "insatisfait"},
};

static bool has_against(const char *folded, size_t pair)
{
    return strstr(folded, opposites[pair].against) != NULL;
}

static bool has_in_favour(const char *folded, size_t pair)
{
    return strstr(folded, opposites[pair].in_favour) != NULL && !has_against(folded, pair);
}

/* "Very likely" and "Very unlikely"; but "Not at all important" is little of one thing, not its
 * opposite. */
static bool find_opposites(const SvyAnswerScale *scale, bool *ret_is_high_first)
{
    g_autofree char *first = svy_text_fold(scale->labels[0]);
    g_autofree char *last = svy_text_fold(scale->labels[scale->n_points - 1]);

    for (size_t i = 0; i < G_N_ELEMENTS(opposites); i++) {
        if ((has_in_favour(first, i) && has_against(last, i)) ||
            (has_against(first, i) && has_in_favour(last, i))) {
            *ret_is_high_first = has_in_favour(first, i);
            return true;
        }
    }
    return false;
}

/* "1" to "5" and to "7" have a middle. */
static bool has_middle_number(const SvyAnswerScale *scale)
{
    return scale->n_points == 5 || scale->n_points == 7;
}

static bool is_agreement(const SvyAnswerScale *scale)
{
    g_autofree char *first = svy_text_fold(scale->labels[0]);
    g_autofree char *last = svy_text_fold(scale->labels[scale->n_points - 1]);

    return (scale->n_points == 5 || scale->n_points == 7) && strstr(first, "agree") != NULL &&
           strstr(last, "agree") != NULL;
}

static bool is_declared(const SvyRun *run, const SvyQuestion *question)
{
    for (size_t i = 0; run->plan->means != NULL && run->plan->means[i] != NULL; i++) {
        if (svy_dataset_find_question(run->dataset, run->plan->means[i]) == question)
            return true;
    }
    return false;
}

static void score_by_place(SvyAnswerScale *scale)
{
    for (size_t i = 0; i < scale->n_points; i++)
        scale->scores[i] = (double)(scale->is_high_first ? scale->n_points - i : i + 1);
}

static void find_mean(const SvyRun *run, const SvyQuestion *question, SvyAnswerScale *scale)
{
    scale->scores = g_new0(double, scale->n_points + 1);

    const bool is_numbers = read_scores(scale);

    scale->is_high_first = find_is_high_first(scale, is_numbers);
    scale->is_two_way =
        is_numbers ? has_middle_number(scale) : find_opposites(scale, &scale->is_high_first);
    if (is_numbers)
        scale->mean = SVY_ANSWER_MEAN_NUMBERS;
    else if (is_declared(run, question))
        scale->mean = SVY_ANSWER_MEAN_DECLARED;
    else if (is_agreement(scale))
        scale->mean = SVY_ANSWER_MEAN_AGREEMENT;
    if (!is_numbers)
        score_by_place(scale);
}

/* --- Public --------------------------------------------------------------------------------- */

SvyAnswerScale *svy_answer_scale_new(const SvyRun *run, const SvyQuestion *question)
{
    g_autoptr(SvyAnswerScale) scale = NULL;

    if (!is_scale(question))
        return NULL;
    scale = g_new0(SvyAnswerScale, 1);
    find_points(question, scale);
    if (scale->n_points < MIN_POINTS)
        return NULL;
    scale->n_end = scale->n_points == MIN_POINTS ? 1 : 2;
    find_mean(run, question, scale);
    /* Points of a grid may have no order, unless they are what they are known by. */
    if (!question->is_ordered && scale->mean == SVY_ANSWER_MEAN_NONE)
        return NULL;
    return g_steal_pointer(&scale);
}

void svy_answer_scale_free(SvyAnswerScale *scale)
{
    if (scale == NULL)
        return;
    g_free(scale->points);
    g_free(scale->labels);
    g_free(scale->scores);
    g_free(scale);
}

bool svy_answer_scale_is_same(const SvyAnswerScale *a, const SvyAnswerScale *b)
{
    if (a->n_points != b->n_points || a->mean != b->mean || (a->n_apart > 0) != (b->n_apart > 0))
        return false;
    for (size_t i = 0; i < a->n_points; i++) {
        if (!svy_text_same(a->labels[i], b->labels[i]))
            return false;
    }
    return a->n_apart == 0 || svy_text_same(a->apart, b->apart);
}

size_t svy_answer_scale_find_top(const SvyAnswerScale *scale)
{
    return scale->is_high_first ? 0 : scale->n_points - scale->n_end;
}

size_t svy_answer_scale_find_bottom(const SvyAnswerScale *scale)
{
    return scale->is_high_first ? scale->n_points - scale->n_end : 0;
}

size_t svy_answer_scale_find_middle(const SvyAnswerScale *scale, size_t *ret_n)
{
    *ret_n = scale->n_points - 2 * scale->n_end;
    return scale->n_end;
}

static char *describe_point(const SvyAnswerScale *scale, const char *language, size_t i)
{
    g_autofree char *exact = svy_num_format_exact(scale->scores[i]);
    g_autofree char *number = svy_tr_digits(language, exact);

    return g_strdup_printf(svy_tr(language, "%s = “%s”"), number, scale->labels[i]);
}

char *svy_answer_scale_describe_mean(const SvyAnswerScale *scale, const char *language)
{
    if (scale->mean == SVY_ANSWER_MEAN_NONE)
        return NULL;
    if (scale->mean == SVY_ANSWER_MEAN_NUMBERS)
        return g_strdup(
            svy_tr(language, "The mean takes the answers as the numbers that they are."));

    const size_t low = scale->is_high_first ? scale->n_points - 1 : 0;
    g_autofree char *first = describe_point(scale, language, low);
    g_autofree char *last = describe_point(scale, language, scale->n_points - 1 - low);

    return g_strdup_printf(
        scale->mean == SVY_ANSWER_MEAN_AGREEMENT
            ? svy_tr(language,
                     "The mean takes the points of agreement as evenly spaced (%s to %s).")
            : svy_tr(language,
                     "The mean takes the points as evenly spaced, as the plan says (%s to %s)."),
        first, last);
}
