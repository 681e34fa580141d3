/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions from columns: the walk over all of them. */
#include "ingest/infer.h"

#include <stdarg.h>
#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "ingest/infer-private.h"

/* --- Answers -------------------------------------------------------------------------------- */

bool svy_infer_is_answer(const SvyInference *inference, size_t column, size_t code)
{
    const SvyDict *dict = inference->dataset->columns[column].dict;
    const char *const *missing = (const char *const *)inference->missing[column];

    return dict->counts[code] > 0 &&
           (missing == NULL || !g_strv_contains(missing, svy_dict_get_text(dict, code)));
}

/* Spellings that differ in blanks and capitals are one answer. */
const char *svy_infer_get_only_answer(const SvyInference *inference, size_t column)
{
    const SvyDict *dict = inference->dataset->columns[column].dict;
    const char *only = NULL;

    if (inference->guesses[column].n_distinct == 0 || inference->guesses[column].n_distinct > 4)
        return NULL;
    for (size_t code = 0; code < svy_infer_count_texts(inference, column); code++) {
        const char *text = svy_dict_get_text(dict, code);

        if (!svy_infer_is_answer(inference, column, code))
            continue;
        if (only != NULL && !svy_text_same(only, text))
            return NULL;
        only = only != NULL ? only : text;
    }
    return only;
}

/* --- Questions ------------------------------------------------------------------------------ */

void svy_infer_set_reason(SvyQuestion *question, const char *format, ...)
{
    va_list args;

    g_free(question->reason);
    svy_saying_free(question->why);
    va_start(args, format);
    question->why = svy_saying_new(format, args);
    va_end(args);
    question->reason = svy_saying_say(question->why, NULL);
}

char *svy_infer_wording(const SvyInference *inference, size_t column)
{
    const SvyHeading *heading = &inference->headings[column];
    const SvyDataset *dataset = inference->dataset;

    if (heading->item == NULL)
        return g_strdup(heading->stem);
    if (strcmp(dataset->exporter, "plain") == 0 && dataset->headers[column][0] != '\0')
        return g_strdup(dataset->headers[column]);
    if (heading->stem[0] == '\0')
        return g_strdup(heading->item);
    return g_strdup_printf("%s: %s", heading->stem, heading->item);
}

/* Texts of all columns of the question that mean "no answer". */
static char **list_no_answers(const SvyInference *inference, char *const missing[])
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new(); /* of char, borrowed */

    for (size_t i = 0; missing[i] != NULL; i++)
        if (svy_infer_is_no_answer(inference, missing[i]))
            g_ptr_array_add(texts, missing[i]);
    if (texts->len == 0)
        return NULL;
    g_ptr_array_add(texts, NULL);
    return g_strdupv((char **)texts->pdata);
}

static void add_missing(const SvyInference *inference, SvyQuestion *question)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new(); /* of char, borrowed */

    for (guint i = 0; i < question->items->len; i++) {
        const GStrv missing = inference->missing[svy_question_get_item(question, i)->column];

        for (size_t t = 0; missing != NULL && missing[t] != NULL; t++)
            if (!g_ptr_array_find_with_equal_func(texts, missing[t], g_str_equal, NULL))
                g_ptr_array_add(texts, missing[t]);
    }
    if (texts->len == 0)
        return;
    g_ptr_array_add(texts, NULL);
    question->missing = g_strdupv((char **)texts->pdata);
    question->no_answers = list_no_answers(inference, question->missing);
}

/* Days among ranges were ranges. */
static void note_mended(const SvyInference *inference, const SvyQuestion *question)
{
    const size_t column = svy_question_get_item(question, 0)->column;

    for (guint i = 0; i < question->levels->len; i++) {
        const SvyLevel *level = svy_question_get_level(question, i);
        g_autofree char *was = svy_text_quote(level->code);
        g_autofree char *is = svy_text_quote(level->label);

        if (level->code == NULL || strchr(level->label, '-') == NULL ||
            inference->headings[column].n_labels > 0 || question->separator != '\0' ||
            strstr(level->code, level->label) != NULL)
            continue;
        svy_findings_add(inference->dataset->findings, SVY_SEVERITY_WARNING, "spreadsheet-damage",
                         0, column, SVY_TR("Correct the level in the codebook if that is wrong"),
                         SVY_TR("%s was read as %s: a spreadsheet took a range for a day"), was,
                         is);
    }
}

void svy_infer_add(SvyInference *inference, SvyQuestion *question)
{
    question->id = g_strdup_printf("q%u", inference->dataset->questions->len + 1);
    if (question->missing == NULL)
        add_missing(inference, question);
    note_mended(inference, question);
    g_ptr_array_add(inference->dataset->questions, question);
}

/* --- All columns ---------------------------------------------------------------------------- */

static size_t find_group_end(const SvyInference *inference, size_t first)
{
    size_t last = first + 1;

    while (last < inference->dataset->n_columns &&
           inference->headings[last].group == inference->headings[first].group)
        last++;
    return last;
}

static void note_personal(SvyDataset *dataset)
{
    g_autoptr(GString) names = g_string_new(NULL);
    size_t n = 0;

    for (guint i = 0; i < dataset->questions->len; i++) {
        const SvyQuestion *question = svy_dataset_get_question(dataset, i);
        g_autofree char *text = svy_text_cut(question->text, 40);

        if (!question->is_personal)
            continue;
        g_string_append_printf(names, "%s%s", n++ == 0 ? "" : ", ", text);
    }
    if (n > 0)
        svy_findings_add(dataset->findings, SVY_SEVERITY_NOTE, "personal", 0, SVY_NO_COLUMN, NULL,
                         SVY_TR("columns that identify people reach no output: %s"), names->str);
}

/* Our own copy: groups and stems may change. Labels are borrowed. */
static SvyHeading *copy_headings(const SvyHeading headings[], size_t n)
{
    SvyHeading *copy = g_new0(SvyHeading, n + 1);

    for (size_t i = 0; i < n; i++) {
        copy[i] = headings[i];
        copy[i].stem = g_strdup(headings[i].stem);
        copy[i].item = g_strdup(headings[i].item);
    }
    return copy;
}

static void free_inference(SvyInference *inference)
{
    for (size_t i = 0; i < inference->dataset->n_columns; i++) {
        g_free(inference->headings[i].stem);
        g_free(inference->headings[i].item);
        g_strfreev(inference->missing[i]);
    }
    g_free(inference->headings);
    g_free(inference->guesses);
    g_free(inference->missing);
    g_free(inference->parts);
}

/* By the answers that are points of a scale, numbers or words. */
static void guess_column(SvyInference *inference, size_t i)
{
    const SvyExit *exits = inference->exporter->exits;
    g_autoptr(GPtrArray) others = g_ptr_array_new(); /* of char, borrowed */

    for (size_t t = 0; inference->missing[i] != NULL && inference->missing[i][t] != NULL; t++)
        g_ptr_array_add(others, inference->missing[i][t]);
    for (size_t e = 0; exits != NULL && exits[e].code != NULL; e++)
        g_ptr_array_add(others, (gpointer)exits[e].code);
    g_ptr_array_add(others, NULL);
    svy_guess_column_without(&inference->dataset->columns[i], (const char *const *)others->pdata,
                             &inference->guesses[i]);
}

void svy_infer_questions(SvyDataset *dataset,
                         const SvyHeading headings[],
                         const SvyExporter *exporter)
{
    const size_t n = dataset->n_columns;
    SvyInference inference = {
        dataset,  copy_headings(headings, n), g_new0(SvyGuess, n + 1), g_new0(GStrv, n + 1),
        exporter, g_new0(size_t, n + 1)};

    svy_infer_find_missing(&inference);
    for (size_t i = 0; i < n; i++)
        guess_column(&inference, i);
    svy_infer_regroup(&inference);
    for (size_t first = 0; first < n;) {
        const size_t last = find_group_end(&inference, first);

        svy_infer_group(&inference, first, last);
        first = last;
    }
    note_personal(dataset);
    free_inference(&inference);
}
