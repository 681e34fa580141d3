/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be shown, and in which order. */
#include "report/shown.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/survey.h"
#include "base/text.h"
#include "result/words.h"

bool svy_shown_is_opinion(const SvyQuestionResult *question)
{
    return !question->is_meta && !question->is_personal && question->type != SVY_QUESTION_ID &&
           question->type != SVY_QUESTION_WEIGHT;
}

bool svy_shown_is_closed(const SvyQuestionResult *question)
{
    return svy_shown_is_opinion(question) && question->n_options > 0 &&
           svy_question_type_is_closed(question->type);
}

bool svy_shown_is_chartable(const SvyQuestionResult *question)
{
    return svy_shown_is_closed(question) && question->n_options >= 2 && question->n_answered > 0 &&
           question->type != SVY_QUESTION_RANK;
}

bool svy_shown_is_profile(const SvyQuestionResult *question)
{
    static const char *const words[] = {
        "role",   "member",    "membership", "years",           "age",
        "gender", "position",  "job",        "state",           "country",
        "region", "education", "employment", "student",         "sector",
        "income", "location",  "division",   "type of library", "library type",
    };

    if (!svy_shown_is_closed(question) ||
        (question->type != SVY_QUESTION_SINGLE && question->type != SVY_QUESTION_LIKERT))
        return false;

    g_autofree char *folded = svy_text_fold(question->text == NULL ? "" : question->text);

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (svy_text_has_word(folded, words[i]))
            return true;
    }
    return false;
}

bool svy_shown_has_percent(const SvyEstimate *p, size_t base)
{
    return p->status == SVY_STATUS_OK && base >= SVY_WORDS_MIN_BASE;
}

bool svy_shown_is_guess(const SvyFinding *finding)
{
    return finding->code != NULL && g_str_has_suffix(finding->code, "-guess");
}

const SvyQuestionResult *svy_shown_find_question(const SvyResult *result, size_t column)
{
    for (size_t i = 0; i < result->n_questions; i++) {
        const SvyQuestionResult *question = &result->questions[i];

        for (size_t j = 0; j < question->n_columns; j++) {
            if (question->columns[j] == column)
                return question;
        }
    }
    return NULL;
}

/* --- Order ---------------------------------------------------------------------------------- */

typedef struct {
    const SvyOptionResult *option;
    size_t index;
} Place;

static int compare_places(const void *a, const void *b)
{
    const Place *first = a, *second = b;

    if ((first->option->mark != SVY_MARK_NONE) != (second->option->mark != SVY_MARK_NONE))
        return first->option->mark != SVY_MARK_NONE ? 1 : -1;
    if (first->option->p.status == SVY_STATUS_OK && second->option->p.status == SVY_STATUS_OK &&
        fabs(first->option->p.value - second->option->p.value) > 0)
        return first->option->p.value > second->option->p.value ? -1 : 1;
    if (first->option->n != second->option->n)
        return first->option->n > second->option->n ? -1 : 1;
    return first->index < second->index ? -1 : 1;
}

size_t *svy_shown_order_options(const SvyQuestionResult *question)
{
    const size_t n = question->n_options;
    g_autofree Place *places = g_new0(Place, MAX(n, 1));
    size_t *order = g_new0(size_t, MAX(n, 1));

    for (size_t i = 0; i < n; i++)
        places[i] = (Place){.option = &question->options[i], .index = i};
    if (!question->is_ordered &&
        (question->type == SVY_QUESTION_SINGLE || question->type == SVY_QUESTION_MULTI))
        qsort(places, n, sizeof *places, compare_places);
    for (size_t i = 0; i < n; i++)
        order[i] = places[i].index;
    return order;
}

/* --- Words ---------------------------------------------------------------------------------- */

const char *svy_shown_describe_type(SvyQuestionType type)
{
    static const char *const names[SVY_QUESTION_LAST] = {
        [SVY_QUESTION_SINGLE] = "one answer",
        [SVY_QUESTION_MULTI] = "several answers possible",
        [SVY_QUESTION_LIKERT] = "one answer on an ordered scale",
        [SVY_QUESTION_GRID] = "several items on one scale",
        [SVY_QUESTION_RANK] = "items put in order",
        [SVY_QUESTION_NUMERIC] = "a number",
        [SVY_QUESTION_TEXT] = "free text",
        [SVY_QUESTION_ID] = "an identifier",
        [SVY_QUESTION_DATE] = "a date or time",
        [SVY_QUESTION_WEIGHT] = "a survey weight",
    };

    g_return_val_if_fail(type < SVY_QUESTION_LAST, "free text");
    return names[type];
}

static const char *describe_sampling(SvySampling sampling)
{
    switch (sampling) {
    case SVY_SAMPLING_PROBABILITY:
        return "random sample";
    case SVY_SAMPLING_CENSUS:
        return "everybody was invited: intervals are model-based";
    case SVY_SAMPLING_OPEN_LINK:
        return "self-selected (open link): intervals are model-based";
    case SVY_SAMPLING_UNKNOWN:
    case SVY_SAMPLING_LAST:
        break;
    }
    return "sampling not stated: intervals are model-based";
}

char *svy_shown_note(const SvyResult *result)
{
    g_autofree char *excluded = svy_words_excluded(result);

    return g_strconcat(result->survey.is_synthetic ? "SYNTHETIC data; " : "",
                       describe_sampling(result->survey.sampling),
                       result->min_cell == 1 ? "; small numbers are shown (min_cell = 1)" : "",
                       excluded == NULL ? NULL : "; records: ", excluded, NULL);
}
