/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions from columns: the columns that stand alone, and the walk over all of them. */
#include "ingest/infer.h"

#include <string.h>

#include "base/limit.h"
#include "base/num.h"
#include "base/text.h"
#include "ingest/infer-private.h"
#include "ingest/scales.h"

/* --- Sets of labels ------------------------------------------------------------------------- */

void svy_label_set_init(SvyLabelSet *set)
{
    set->labels = g_ptr_array_new_with_free_func(g_free);
    set->folds = g_ptr_array_new_with_free_func(g_free);
    set->counts = g_array_new(FALSE, FALSE, sizeof(size_t));
    set->index = g_hash_table_new(g_str_hash, g_str_equal);
}

void svy_label_set_clear(SvyLabelSet *set)
{
    g_clear_pointer(&set->index, g_hash_table_unref);
    g_clear_pointer(&set->labels, g_ptr_array_unref);
    g_clear_pointer(&set->folds, g_ptr_array_unref);
    g_clear_pointer(&set->counts, g_array_unref);
}

static void add_label(SvyLabelSet *set, const char *text, size_t n)
{
    g_autofree char *fold = svy_text_fold(text);
    const size_t position = GPOINTER_TO_SIZE(g_hash_table_lookup(set->index, fold));

    if (position > 0) {
        g_array_index(set->counts, size_t, position - 1) += n;
        return;
    }
    g_ptr_array_add(set->labels, svy_text_clean(text));
    g_array_append_val(set->counts, n);
    g_hash_table_insert(set->index, fold, GSIZE_TO_POINTER(set->labels->len));
    g_ptr_array_add(set->folds, g_steal_pointer(&fold));
}

void svy_label_set_add(SvyLabelSet *set, const SvyColumn *column)
{
    const size_t n = column->dict == NULL ? 0 : column->dict->n;

    for (size_t code = 0; code < n; code++)
        add_label(set, svy_dict_get_text(column->dict, code), column->dict->counts[code]);
}

/* --- Levels --------------------------------------------------------------------------------- */

typedef struct {
    const char *label;
    size_t n;
    double rank; /* by meaning; used when all have one */
    SvyOptionMark mark;
    size_t position;
} LevelOrder;

/* Places of the marks after the ordinary options. */
static int get_mark_place(SvyOptionMark mark)
{
    switch (mark) {
    case SVY_MARK_NONE:
        return 0;
    case SVY_MARK_OTHER:
        return 1;
    case SVY_MARK_NOTHING:
        return 2;
    case SVY_MARK_DONT_KNOW:
    case SVY_MARK_LAST:
        return 3;
    }
    return 3;
}

static int compare_levels(const void *a, const void *b)
{
    const LevelOrder *left = a, *right = b;
    const int by_mark = get_mark_place(left->mark) - get_mark_place(right->mark);

    if (by_mark != 0)
        return by_mark;
    if (left->rank < right->rank || left->rank > right->rank)
        return left->rank < right->rank ? -1 : 1;
    if (left->n != right->n)
        return left->n > right->n ? -1 : 1;
    return left->position < right->position ? -1 : 1;
}

/* Ranks by meaning over the ordinary labels. True when there is one order that holds all of them.
 */
static bool rank_by_meaning(LevelOrder levels[], size_t n, const char **ret_scale)
{
    g_autofree const char **labels = g_new0(const char *, n + 1);
    g_autofree double *ranks = g_new0(double, n + 1);
    g_autofree size_t *where = g_new0(size_t, n + 1);
    size_t n_ordinary = 0;

    for (size_t i = 0; i < n; i++) {
        if (levels[i].mark != SVY_MARK_NONE)
            continue;
        labels[n_ordinary] = levels[i].label;
        where[n_ordinary++] = i;
    }
    if (!svy_scale_match(labels, n_ordinary, ranks, ret_scale) &&
        !svy_scale_match_numbers(labels, n_ordinary, ranks))
        return false;
    for (size_t i = 0; i < n_ordinary; i++)
        levels[where[i]].rank = ranks[i];
    return true;
}

void svy_infer_levels(SvyQuestion *question, const SvyLabelSet *set, const char **ret_scale)
{
    const size_t n = set->labels->len;
    g_autofree LevelOrder *levels = g_new0(LevelOrder, n + 1);

    *ret_scale = NULL;
    for (size_t i = 0; i < n; i++)
        levels[i] = (LevelOrder){.label = svy_label_set_get(set, i),
                                 .n = g_array_index(set->counts, size_t, i),
                                 .mark = svy_option_mark_guess(svy_label_set_get(set, i)),
                                 .position = i};
    question->is_ordered = n < 200 && rank_by_meaning(levels, n, ret_scale);
    qsort(levels, n, sizeof *levels, compare_levels);
    for (size_t i = 0; i < n; i++)
        svy_question_add_level(question, levels[i].label);
}

/* --- One column ----------------------------------------------------------------------------- */

static void set_reason(SvyQuestion *question, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void set_reason(SvyQuestion *question, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_free(question->reason);
    question->reason = g_strdup_vprintf(format, args);
    va_end(args);
}

static bool is_personal_by_values(const SvyGuess *guess)
{
    return svy_guess_is_most(guess->n_emails, guess->n_answered, 0.2) ||
           (guess->n_answered >= 3 &&
            svy_guess_is_most(guess->n_addresses, guess->n_answered, 0.5));
}

/* Many different long texts, or hardly anybody twice: written by people, not chosen. */
static bool looks_like_text(const SvyGuess *guess)
{
    if (guess->n_distinct > 200)
        return true;
    if (svy_guess_is_most(guess->n_long, guess->n_answered, 0.5) && guess->n_most < 5)
        return true;
    if (guess->n_answered < 10)
        return guess->n_distinct > 4 && guess->n_most == 1;
    return 2 * guess->n_distinct > guess->n_answered;
}

static bool looks_like_scale(const SvyGuess *guess)
{
    return guess->n_numbers == guess->n_answered && guess->n_integers == guess->n_numbers &&
           guess->n_distinct >= 3 && guess->n_distinct <= 11 && guess->min >= 0 &&
           guess->max <= 10 && guess->min <= 1 && guess->max >= 3;
}

static bool looks_like_id(const SvyGuess *guess)
{
    return guess->n_answered >= 3 && guess->n_most == 1 && guess->n_distinct >= guess->n_answered &&
           svy_guess_is_most(guess->n_tokens, guess->n_answered, 0.99);
}

static bool looks_like_weight(const char *name, const SvyGuess *guess)
{
    static const char *const names[] = {"weight", "weights", "wt", "survey weight", "final weight"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (svy_text_same(name, names[i]))
            return guess->n_numbers == guess->n_answered && guess->n_answered > 0 &&
                   guess->min >= 0 && guess->n_integers < guess->n_numbers;
    return false;
}

static void fill_meta(SvyQuestion *question, const SvyHeading *heading)
{
    question->type = heading->meta_type;
    question->is_meta = true;
    question->is_personal = heading->is_personal;
    set_reason(question, heading->is_personal
                             ? "its name says that it identifies people; it reaches no output"
                             : "its name says that the survey tool wrote it");
}

static void fill_closed(SvyInference *inference, SvyQuestion *question, size_t column)
{
    g_auto(SvyLabelSet) set = {0};
    const char *scale;

    svy_label_set_init(&set);
    svy_label_set_add(&set, &inference->dataset->columns[column]);
    svy_infer_levels(question, &set, &scale);
    if (scale != NULL) {
        question->type = SVY_QUESTION_LIKERT;
        set_reason(question, "%u answers in words of a scale of %s; base: everyone who answered",
                   question->levels->len, scale);
    } else {
        question->type = SVY_QUESTION_SINGLE;
        set_reason(question, "%u different answers%s; base: everyone who answered",
                   question->levels->len,
                   question->is_ordered ? ", put in order by the numbers in them" : "");
    }
}

static void fill_number_scale(SvyInference *inference, SvyQuestion *question, size_t column)
{
    fill_closed(inference, question, column);
    question->type = SVY_QUESTION_LIKERT;
    question->is_ordered = true;
    question->is_guess = true;
    set_reason(question,
               "whole numbers from %g to %g, taken as points of a scale; base: everyone "
               "who answered",
               inference->guesses[column].min, inference->guesses[column].max);
}

static void note_not_numbers(SvyInference *inference, size_t column, size_t n_odd)
{
    if (n_odd > 0)
        svy_findings_add(inference->dataset->findings, SVY_SEVERITY_WARNING, "not-a-number", 0,
                         column, "Mend the cells, or make the question text in the codebook",
                         "%zu answers in a column of numbers are no numbers and were left out",
                         n_odd);
}

static void fill_open(SvyInference *inference, SvyQuestion *question, size_t column)
{
    const SvyGuess *guess = &inference->guesses[column];

    if (guess->n_distinct > SVY_LIMIT_DISTINCT)
        set_reason(question, "more than %u different answers; free text or names",
                   SVY_LIMIT_DISTINCT);
    else
        set_reason(question, "%zu different answers from %zu people; free text", guess->n_distinct,
                   guess->n_answered);
    question->type = SVY_QUESTION_TEXT;
}

static void fill_by_values(SvyInference *inference, SvyQuestion *question, size_t column)
{
    const SvyHeading *heading = &inference->headings[column];
    const SvyGuess *guess = &inference->guesses[column];
    const size_t n = guess->n_answered;

    if (n == 0) {
        question->type = SVY_QUESTION_TEXT;
        set_reason(question, "nobody answered");
    } else if (is_personal_by_values(guess)) {
        question->type = SVY_QUESTION_ID;
        question->is_meta = question->is_personal = true;
        set_reason(question, "its answers are e-mail or network addresses; they reach no output");
    } else if (looks_like_weight(heading->stem, guess)) {
        question->type = SVY_QUESTION_WEIGHT;
        question->is_meta = true;
        set_reason(question, "positive numbers under the name of a weight");
    } else if (looks_like_id(guess)) {
        question->type = SVY_QUESTION_ID;
        question->is_meta = question->is_personal = true;
        set_reason(question, "a different long number or code in every response");
    } else if (svy_guess_is_most(guess->n_dates, n, 0.95)) {
        question->type = SVY_QUESTION_DATE;
        set_reason(question, "dates or times");
    } else if (looks_like_scale(guess) && heading->hint != SVY_HINT_OPEN) {
        fill_number_scale(inference, question, column);
    } else if (svy_guess_is_most(guess->n_numbers, n, 0.9) && guess->n_distinct > 2) {
        question->type = SVY_QUESTION_NUMERIC;
        set_reason(question, "numbers; base: everyone who gave one");
        note_not_numbers(inference, column, n - guess->n_numbers);
    } else if (heading->hint == SVY_HINT_OPEN || looks_like_text(guess)) {
        fill_open(inference, question, column);
    } else {
        fill_closed(inference, question, column);
    }
}

/* A table of one column that looks closed with hardly any answers may as well be text. */
static void note_guess(SvyInference *inference, SvyQuestion *question, size_t column)
{
    const SvyGuess *guess = &inference->guesses[column];

    if (question->type == SVY_QUESTION_SINGLE && 4 * guess->n_distinct > guess->n_answered &&
        guess->n_distinct > 3)
        question->is_guess = true;
    if (question->is_guess)
        svy_findings_add(inference->dataset->findings, SVY_SEVERITY_NOTE, "type-guess", 0, column,
                         "Change the type in the codebook", "taken as %s: %s",
                         svy_question_type_get_name(question->type), question->reason);
}

char *svy_infer_wording(const SvyHeading *heading)
{
    if (heading->item == NULL)
        return g_strdup(heading->stem);
    if (heading->stem[0] == '\0')
        return g_strdup(heading->item);
    return g_strdup_printf("%s: %s", heading->stem, heading->item);
}

SvyQuestion *svy_infer_column(SvyInference *inference, size_t column, const char *text)
{
    SvyQuestion *question = svy_question_new(SVY_QUESTION_TEXT, text);

    question->base = SVY_BASE_ANSWERED;
    svy_question_add_item(question, column, SVY_ROLE_ANSWER, text);
    if (inference->headings[column].is_meta)
        fill_meta(question, &inference->headings[column]);
    else
        fill_by_values(inference, question, column);
    note_guess(inference, question, column);
    return question;
}

/* --- All columns ---------------------------------------------------------------------------- */

void svy_infer_add(SvyInference *inference, SvyQuestion *question)
{
    question->id = g_strdup_printf("q%u", inference->dataset->questions->len + 1);
    g_ptr_array_add(inference->dataset->questions, question);
}

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
                         "columns that identify people reach no output: %s", names->str);
}

void svy_infer_questions(SvyDataset *dataset, const SvyHeading headings[])
{
    g_autofree SvyGuess *guesses = g_new0(SvyGuess, dataset->n_columns + 1);
    SvyInference inference = {dataset, headings, guesses};

    for (size_t i = 0; i < dataset->n_columns; i++)
        svy_guess_column(&dataset->columns[i], &guesses[i]);
    for (size_t first = 0; first < dataset->n_columns;) {
        const size_t last = find_group_end(&inference, first);

        svy_infer_group(&inference, first, last);
        first = last;
    }
    note_personal(dataset);
}
