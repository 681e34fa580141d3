/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be shown, and in which order. */
#include "report/shown.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/findings.h"
#include "base/survey.h"
#include "base/text.h"
#include "base/translate.h"
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

const char *svy_shown_describe_type(const char *language, SvyQuestionType type)
{
    static const char *const names[SVY_QUESTION_LAST] = {
        [SVY_QUESTION_SINGLE] = SVY_TR("one answer"),
        [SVY_QUESTION_MULTI] = SVY_TR("several answers possible"),
        [SVY_QUESTION_LIKERT] = SVY_TR("one answer on an ordered scale"),
        [SVY_QUESTION_GRID] = SVY_TR("several items on one scale"),
        [SVY_QUESTION_RANK] = SVY_TR("items put in order"),
        [SVY_QUESTION_NUMERIC] = SVY_TR("a number"),
        [SVY_QUESTION_TEXT] = SVY_TR("free text"),
        [SVY_QUESTION_ID] = SVY_TR("an identifier"),
        [SVY_QUESTION_DATE] = SVY_TR("a date or time"),
        [SVY_QUESTION_WEIGHT] = SVY_TR("a survey weight"),
    };

    g_assert(type < SVY_QUESTION_LAST);
    return svy_tr(language, names[type]);
}

const char *svy_shown_say_too_few(const char *language, size_t base)
{
    return base == 0 ? svy_tr(language, "no answers") : svy_tr(language, "too few");
}

char *svy_shown_label_option(const char *language, const SvyOptionResult *option, bool is_net)
{
    if (!is_net)
        return g_strdup(option->label);
    return g_strdup_printf(svy_tr(language, "%s (net)"), option->label);
}

char *svy_shown_say_finding(const char *language, const SvyFinding *finding)
{
    g_autofree char *message = svy_findings_say(finding, language);

    if (finding->n <= 1)
        return g_steal_pointer(&message);
    return g_strdup_printf(svy_tr(language, "%s (%zu times)"), message, finding->n);
}

static const char *describe_sampling(const char *language, SvySampling sampling)
{
    switch (sampling) {
    case SVY_SAMPLING_PROBABILITY:
        return svy_tr(language, "random sample");
    case SVY_SAMPLING_CENSUS:
        return svy_tr(language, "everybody was invited: intervals are model-based");
    case SVY_SAMPLING_OPEN_LINK:
        return svy_tr(language, "self-selected (open link): intervals are model-based");
    case SVY_SAMPLING_UNKNOWN:
    case SVY_SAMPLING_LAST:
        break;
    }
    return svy_tr(language, "sampling not stated: intervals are model-based");
}

char *svy_shown_note(const SvyResult *result)
{
    const char *language = result->survey.language;
    g_autofree char *excluded = svy_words_excluded(result);
    g_autoptr(GPtrArray) clauses = g_ptr_array_new_with_free_func(g_free);

    if (result->survey.is_synthetic)
        g_ptr_array_add(clauses, g_strdup(svy_tr(language, "SYNTHETIC data")));
    g_ptr_array_add(clauses, g_strdup(describe_sampling(language, result->survey.sampling)));
    if (result->min_cell == 1)
        g_ptr_array_add(clauses,
                        g_strdup(svy_tr(language, "small numbers are shown (min_cell = 1)")));
    if (excluded != NULL)
        g_ptr_array_add(clauses, g_strdup_printf(svy_tr(language, "records: %s"), excluded));
    g_ptr_array_add(clauses, NULL);
    return g_strjoinv(svy_tr(language, "; "), (char **)clauses->pdata);
}
