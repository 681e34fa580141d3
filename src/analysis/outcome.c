/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Named answers as people. */
#include "analysis/outcome.h"

#include <string.h>

#include "analysis/variable.h"
#include "base/error.h"
#include "base/text.h"
#include "base/translate.h"
#include "result/words.h"

#define LABEL_CHARS 60u

void svy_outcome_clear(SvyOutcome *outcome)
{
    g_free(outcome->id);
    g_free(outcome->label);
    g_free(outcome->key);
    svy_bitset_free(outcome->base);
    svy_bitset_free(outcome->people);
    *outcome = (SvyOutcome){0};
}

/* --- Questions and their rows --------------------------------------------------------------- */

/* Rows from @first to before @end of a question; none: there is no such question. */
typedef struct {
    const SvyQuestion *question;
    size_t first, end;
} Rows;

static Rows find_rows(const SvyRun *run, const char *name)
{
    const SvyQuestion *question = svy_dataset_find_question(run->dataset, name);
    const char *dot = strrchr(name, '.');
    g_autofree char *id = dot == NULL ? NULL : g_strndup(name, (size_t)(dot - name));
    guint64 row;

    if (question != NULL)
        return (Rows){question, 0, svy_variable_count(question)};
    question = id == NULL ? NULL : svy_dataset_find_question(run->dataset, id);
    if (question == NULL || svy_variable_count(question) == 0 ||
        !g_ascii_string_to_unsigned(dot + 1, 10, 1, svy_variable_count(question), &row, NULL))
        return (Rows){0};
    return (Rows){question, (size_t)row - 1, (size_t)row};
}

static bool refuse_open(const SvyQuestion *question, const SvyPlace *place, GError **error)
{
    g_autofree char *quoted = svy_text_quote(question->text);

    return svy_error_set(error, SVY_ERROR_DATA, place, "Name a question with a list of answers",
                         "question %s is of type %s, got %s", question->id,
                         svy_question_type_get_name(question->type), quoted);
}

/* --- Answers -------------------------------------------------------------------------------- */

static const SvyAnswer *find_answer(const SvyVariable *variable, const char *label)
{
    for (size_t i = 0; i < variable->n_answers; i++) {
        if (svy_text_same(variable->answers[i].label, label))
            return &variable->answers[i];
    }
    return NULL;
}

static bool refuse_answer(const SvyVariable *variable,
                          const char *label,
                          const SvyPlace *place,
                          GError **error)
{
    g_autoptr(GPtrArray) labels = g_ptr_array_new(); /* of char, borrowed */
    g_autofree char *quoted = svy_text_quote(label);
    g_autofree char *mend = NULL;
    const char *near_miss;

    for (size_t i = 0; i < variable->n_answers; i++)
        g_ptr_array_add(labels, (gpointer)variable->answers[i].label);
    g_ptr_array_add(labels, NULL);
    near_miss = svy_text_near_miss(label, (const char *const *)labels->pdata);
    mend = near_miss != NULL ? g_strdup_printf("Did you mean \"%s\"?", near_miss)
                             : g_strdup("\"surveystat inspect\" lists the answers; \"any\" is "
                                        "every choice, \"A | B\" either");
    return svy_error_set(error, SVY_ERROR_DATA, place, mend, "%s has no such answer, got %s",
                         variable->question->id, quoted);
}

static bool is_choice(const SvyAnswer *answer)
{
    return answer->net == NULL && answer->mark != SVY_MARK_NOTHING &&
           answer->mark != SVY_MARK_DONT_KNOW;
}

/* What is asked for, of one row: marks [n_answers of the variable]. */
static bool mark_answers(const SvyVariable *variable,
                         const char *answer,
                         const SvyPlace *place,
                         bool is_marked[],
                         GError **error)
{
    const SvyAnswer *whole = find_answer(variable, answer);
    const bool is_any = whole == NULL && svy_text_same(answer, SVY_OUTCOME_ANY);
    g_auto(GStrv) parts = g_strsplit(answer, "|", -1);

    for (size_t i = 0; i < variable->n_answers; i++)
        is_marked[i] =
            whole == &variable->answers[i] || (is_any && is_choice(&variable->answers[i]));
    for (size_t i = 0; whole == NULL && !is_any && parts[i] != NULL; i++) {
        const SvyAnswer *found = find_answer(variable, g_strstrip(parts[i]));

        if (found == NULL)
            return refuse_answer(variable, parts[i], place, error);
        is_marked[found - variable->answers] = true;
    }
    return true;
}

static char *word_answers(const char *language, const SvyVariable *variable, const bool is_marked[])
{
    g_autofree const char **labels = g_new0(const char *, variable->n_answers + 1);
    size_t n = 0;

    for (size_t i = 0; i < variable->n_answers; i++) {
        if (is_marked[i])
            labels[n++] = variable->answers[i].label;
    }
    return svy_words_join_labels_in(language, n, labels, LABEL_CHARS);
}

static bool add_row(const SvyRun *run,
                    const SvyQuestion *question,
                    size_t row,
                    const char *answer,
                    const SvyPlace *place,
                    SvyOutcome *outcome,
                    GError **error)
{
    g_autoptr(SvyVariable) variable = NULL;
    g_autofree bool *is_marked = NULL;

    if (!svy_variable_new(run->dataset, question, row, &variable, error))
        return false;
    is_marked = g_new0(bool, variable->n_answers + 1);
    if (!mark_answers(variable, answer, place, is_marked, error))
        return false;
    svy_bitset_or(outcome->base, variable->base);
    for (size_t i = 0; i < variable->n_answers; i++) {
        if (is_marked[i])
            svy_bitset_or(outcome->people, variable->answers[i].people);
    }
    outcome->is_any =
        svy_text_same(answer, SVY_OUTCOME_ANY) && find_answer(variable, answer) == NULL;
    if (outcome->label == NULL) {
        outcome->label = outcome->is_any ? g_strdup(svy_tr(run->language, "any of the choices"))
                                         : word_answers(run->language, variable, is_marked);
        outcome->key =
            outcome->is_any ? g_strdup(SVY_OUTCOME_ANY) : word_answers(NULL, variable, is_marked);
    }
    return true;
}

/* --- Public --------------------------------------------------------------------------------- */

bool svy_outcome_find(const SvyRun *run,
                      const char *name,
                      const char *answer,
                      const SvyPlace *place,
                      SvyOutcome *ret_outcome,
                      GError **error)
{
    const Rows rows = find_rows(run, name);
    g_auto(SvyOutcome) outcome = {.question = rows.question};

    if (rows.question == NULL)
        return svy_dataset_refuse_question(run->dataset, name, SVY_ERROR_DATA, place, error);
    if (rows.end == 0)
        return refuse_open(rows.question, place, error);
    outcome.base = svy_bitset_new(run->dataset->n_rows);
    outcome.people = svy_bitset_new(run->dataset->n_rows);
    if (outcome.base == NULL || outcome.people == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for answers");
    outcome.id = rows.end - rows.first == svy_variable_count(rows.question)
                     ? g_strdup(rows.question->id)
                     : g_strdup_printf("%s.%zu", rows.question->id, rows.first + 1);
    for (size_t row = rows.first; row < rows.end; row++) {
        if (!add_row(run, rows.question, row, answer, place, &outcome, error))
            return false;
    }
    svy_bitset_and(outcome.people, outcome.base);
    *ret_outcome = outcome;
    outcome = (SvyOutcome){0};
    return true;
}

bool svy_outcome_parse(const SvyRun *run,
                       const char *text,
                       const SvyPlace *place,
                       SvyOutcome *ret_outcome,
                       GError **error)
{
    g_autofree char *name = g_strdup(text);
    char *colon;

    if (find_rows(run, text).question != NULL)
        return svy_outcome_find(run, text, SVY_OUTCOME_ANY, place, ret_outcome, error);
    while ((colon = strrchr(name, ':')) != NULL) {
        g_autofree char *answer = g_strstrip(g_strdup(text + (colon - name) + 1));

        *colon = '\0';
        if (find_rows(run, g_strchomp(name)).question != NULL)
            return svy_outcome_find(run, name, answer, place, ret_outcome, error);
    }
    return svy_dataset_refuse_question(run->dataset, text, SVY_ERROR_DATA, place, error);
}

void svy_outcome_keep_known(SvyOutcome *outcome, const SvyOutcome *from, bool is_none_a_no)
{
    for (size_t w = 0; w < (outcome->base->n_bits + 63) / 64; w++) {
        const uint64_t silent = is_none_a_no ? ~from->people->words[w] : 0;

        outcome->base->words[w] = from->base->words[w] & (outcome->base->words[w] | silent);
        outcome->people->words[w] &= outcome->base->words[w];
    }
}
