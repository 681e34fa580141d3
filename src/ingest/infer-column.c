/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions of one column. */
#include <math.h>
#include <string.h>

#include "base/limit.h"
#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"
#include "ingest/infer-private.h"
#include "ingest/scales.h"

/* --- What a column looks like --------------------------------------------------------------- */

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

/* 1, 2, 3, ... from row to row, as programs number them. */
static bool counts_rows(const SvyInference *inference, size_t i)
{
    const SvyColumn *column = &inference->dataset->columns[i];
    const SvyGuess *guess = &inference->guesses[i];
    double value = 0, next = 0;

    if (guess->n_answered < 12 || guess->n_answered != inference->dataset->n_rows ||
        guess->n_most > 1 || guess->n_integers < guess->n_answered || column->dict == NULL)
        return false;
    for (size_t code = 0; code < column->dict->n; code++) {
        if (!svy_num_parse(svy_dict_get_text(column->dict, code), &value) ||
            (code == 0 ? value < 0 || value > 1 : value < next || value > next))
            return false;
        next = value + 1;
    }
    return true;
}

/* A name without blanks and underscores, in lower case. */
static char *squeeze(const char *name)
{
    g_autofree char *fold = svy_text_fold(name);
    GString *squeezed = g_string_new(NULL);

    for (const char *c = fold; *c != '\0'; c++)
        if (strchr(" _-.", *c) == NULL)
            g_string_append_c(squeezed, *c);
    return g_string_free(squeezed, FALSE);
}

static bool looks_like_weight(const char *name, const SvyGuess *guess)
{
    static const char *const names[] = {"weight",
                                        "weights",
                                        "wt",
                                        "wgt",
                                        "surveyweight",
                                        "finalweight",
                                        "weightfinal",
                                        "pweight",
                                        "weightvec",
                                        "poststratificationweight",
                                        "sampleweight",
                                        "w",
                                        "gewicht",
                                        "weighting",
                                        "weightedfactor",
                                        "designweight",
                                        "psweight",
                                        "rakeweight",
                                        "weightingfactor"};
    g_autofree char *squeezed = squeeze(name);

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(squeezed, names[i]) == 0)
            return guess->n_numbers == guess->n_answered && guess->n_answered > 0 &&
                   guess->min >= 0 && guess->n_integers < guess->n_numbers;
    return false;
}

/* 43290.53 under "Start date" is a day as a spreadsheet keeps it. */
static bool looks_like_serials(const char *name, const SvyGuess *guess)
{
    static const char *const words[] = {"date", "time", "datum", "submitted", "started", "fecha"};
    g_autofree char *fold = svy_text_fold(name);

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(fold, words[i]) != NULL)
            return svy_guess_is_most(guess->n_serials, guess->n_answered, 0.95);
    return false;
}

static bool looks_like_postcode(const char *name, const SvyGuess *guess)
{
    static const char *const words[] = {"zip code",  "zipcode",      "postal code", "postcode",
                                        "post code", "postleitzahl", "code postal"};
    g_autofree char *fold = svy_text_fold(name);

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(fold, words[i]) != NULL)
            return guess->n_distinct > 5;
    return strcmp(fold, "zip") == 0 || strcmp(fold, "plz") == 0;
}

/* --- Types ---------------------------------------------------------------------------------- */

static void fill_meta(SvyQuestion *question, const SvyHeading *heading)
{
    question->type = heading->meta_type;
    question->is_meta = true;
    question->is_personal = heading->is_personal;
    svy_infer_set_reason(question,
                         heading->is_personal
                             ? SVY_TR("its name says that it identifies people; it reaches no "
                                      "output")
                             : SVY_TR("its name says that the survey tool wrote it"));
}

static void fill_id(SvyQuestion *question, const char *reason)
{
    question->type = SVY_QUESTION_ID;
    question->is_meta = question->is_personal = true;
    svy_infer_set_reason(question, "%s", reason);
}

static void fill_closed(SvyInference *inference, SvyQuestion *question, size_t column)
{
    const SvyHeading *heading = &inference->headings[column];
    g_auto(SvyLabelSet) set = {0};
    const char *scale;

    svy_label_set_init(&set);
    svy_label_set_add_answers(&set, inference, column);
    if (heading->n_labels > 0)
        svy_infer_coded_levels(question, heading, &set, inference->exporter, &scale);
    else
        svy_infer_levels(question, &set, inference->exporter, &scale);
    if (scale != NULL) {
        question->type = SVY_QUESTION_LIKERT;
        svy_infer_set_reason(
            question, SVY_TR("%u answers in words of a scale of %s; base: everyone who answered"),
            question->levels->len, scale);
        return;
    }
    question->type = svy_infer_is_numbered(question) ? SVY_QUESTION_LIKERT : SVY_QUESTION_SINGLE;
    svy_infer_set_reason(
        question,
        question->is_ordered
            ? SVY_TR("%u different answers, put in order by the numbers in them; base: everyone "
                     "who answered")
            : SVY_TR("%u different answers; base: everyone who answered"),
        question->levels->len);
}

static void fill_number_scale(SvyInference *inference, SvyQuestion *question, size_t column)
{
    fill_closed(inference, question, column);
    question->type = SVY_QUESTION_LIKERT;
    question->is_ordered = true;
    question->is_guess = true;
    svy_infer_set_reason(
        question,
        SVY_TR("whole numbers from %g to %g, taken as points of a scale; base: everyone "
               "who answered"),
        inference->guesses[column].min, inference->guesses[column].max);
}

/* The commonest texts among numbers, for a message. */
static char *list_texts(const SvyInference *inference, size_t column)
{
    const SvyDict *dict = inference->dataset->columns[column].dict;
    GString *list = g_string_new(NULL);
    size_t n = 0;

    for (size_t code = 0; code < svy_infer_count_texts(inference, column) && n < 4; code++) {
        const char *text = svy_dict_get_text(dict, code);
        g_autofree char *quoted = svy_text_quote(text);
        double value;

        if (!svy_infer_is_answer(inference, column, code) || svy_num_parse(text, &value) ||
            strchr(text, '@') != NULL) /* no message repeats an address */
            continue;
        g_string_append_printf(list, "%s%s (%u)", n++ == 0 ? "" : ", ", quoted, dict->counts[code]);
    }
    return g_string_free(list, FALSE);
}

/* Line of the first answer that is no number; 0 when it is not known. */
static size_t find_odd_line(const SvyInference *inference, size_t i)
{
    const SvyColumn *column = &inference->dataset->columns[i];
    double value;

    for (size_t row = 0; column->kind == SVY_COLUMN_CODES && row < column->n_rows; row++) {
        const int32_t code = svy_column_get_code(column, row);

        if (code >= 0 && svy_infer_is_answer(inference, i, (size_t)code) &&
            !svy_num_parse(svy_dict_get_text(column->dict, (size_t)code), &value))
            return svy_dataset_get_line(inference->dataset, row);
    }
    return 0;
}

/* A code for "no opinion" is no number. */
static void leave_exits_out(SvyInference *inference, size_t column)
{
    const SvyDict *dict = inference->dataset->columns[column].dict;
    GStrv *missing = &inference->missing[column];

    for (size_t code = 0; code < svy_infer_count_texts(inference, column); code++) {
        const char *text = svy_dict_get_text(dict, code);
        const char *words = svy_infer_find_exit(inference->exporter, text);
        const guint n = *missing == NULL ? 0 : g_strv_length(*missing);

        if (words == NULL || !svy_infer_is_answer(inference, column, code))
            continue;
        *missing = g_renew(char *, *missing, n + 2);
        (*missing)[n] = g_strdup(text);
        (*missing)[n + 1] = NULL;
        svy_findings_add(inference->dataset->findings, SVY_SEVERITY_WARNING, "missing-code", 0,
                         column,
                         SVY_TR("If it is a number, clear the field \"missing\" of the codebook"),
                         SVY_TR("%u answers %s in a column of numbers mean “%s” and were left out"),
                         dict->counts[code], text, words);
    }
}

static void note_odd(SvyInference *inference, size_t column, size_t n_odd, const char *texts)
{
    SvyFindings *findings = inference->dataset->findings;
    const size_t line = find_odd_line(inference, column);
    const char *mend = strchr(texts, ',') != NULL
                           ? SVY_TR("Mend the cells, say --decimal-comma yes if 3,5 is a number, "
                                    "or make the question text in the codebook")
                           : SVY_TR("Mend the cells, or make the question text in the codebook");

    if (*texts == '\0')
        svy_findings_add(
            findings, SVY_SEVERITY_WARNING, "not-a-number", line, column, mend,
            SVY_TR("%zu answers in a column of numbers are no numbers and were left out"), n_odd);
    else
        svy_findings_add(
            findings, SVY_SEVERITY_WARNING, "not-a-number", line, column, mend,
            SVY_TR("%zu answers in a column of numbers are no numbers and were left out: %s"),
            n_odd, texts);
}

static void fill_numeric(SvyInference *inference, SvyQuestion *question, size_t column)
{
    const SvyGuess *guess = &inference->guesses[column];
    const size_t n_odd = guess->n_answered - guess->n_numbers;
    g_autofree char *texts = n_odd == 0 ? NULL : list_texts(inference, column);

    leave_exits_out(inference, column);
    question->type = SVY_QUESTION_NUMERIC;
    svy_infer_set_reason(question, SVY_TR("numbers; base: everyone who gave one"));
    if (n_odd > 0)
        note_odd(inference, column, n_odd, texts);
}

static void note_many_lists(SvyInference *inference, size_t column)
{
    const SvyDict *dict = inference->dataset->columns[column].dict;
    size_t n_lists = 0;

    for (size_t code = 0; code < dict->n; code++)
        n_lists += strchr(svy_dict_get_text(dict, code), ';') != NULL;
    if (2 * n_lists > dict->n)
        svy_findings_add(
            inference->dataset->findings, SVY_SEVERITY_WARNING, "too-many-lists", 0, column,
            SVY_TR("Export the question with one column per option"),
            SVY_TR("this looks like several answers in one cell, with more than %u different "
                   "lists; it was left as text"),
            SVY_LIMIT_DISTINCT);
}

static void fill_open(SvyInference *inference, SvyQuestion *question, size_t column)
{
    const SvyGuess *guess = &inference->guesses[column];

    question->type = SVY_QUESTION_TEXT;
    if (guess->n_distinct > SVY_LIMIT_DISTINCT) {
        svy_infer_set_reason(question, SVY_TR("more than %u different answers; free text or names"),
                             SVY_LIMIT_DISTINCT);
        note_many_lists(inference, column);
        return;
    }
    svy_infer_set_reason(question, SVY_TR("%zu different answers from %zu people; free text"),
                         guess->n_distinct, guess->n_answered);
}

/* The only column of a select-all: its cells repeat the end of its name. */
static bool is_lone_tick(const SvyInference *inference, size_t column)
{
    const char *answer = svy_infer_get_only_answer(inference, column);
    const char *name = inference->dataset->headers[column];
    g_autofree char *fold = NULL;
    g_autofree char *name_fold = NULL;
    size_t n, n_name;

    if (inference->headings[column].hint == SVY_HINT_TICK)
        return inference->guesses[column].n_distinct <= 2;
    if (answer == NULL || inference->dataset->n_header_rows == 0)
        return false;
    fold = svy_text_fold(answer);
    name_fold = svy_text_fold(name);
    n = strlen(fold);
    n_name = strlen(name_fold);
    return n_name > n + 2 && strcmp(name_fold + n_name - n, fold) == 0 &&
           !g_ascii_isalnum(name_fold[n_name - n - 1]) && strchr(name_fold, ' ') != NULL;
}

static void fill_lone_tick(SvyInference *inference, SvyQuestion *question, size_t column)
{
    const char *answer = svy_infer_get_only_answer(inference, column);
    SvyItem *item = svy_question_get_item(question, 0);

    question->type = SVY_QUESTION_MULTI;
    question->base = answer == NULL ? SVY_BASE_SHOWN : SVY_BASE_TICKED;
    question->is_guess = true;
    item->role = SVY_ROLE_OPTION;
    g_free(item->label);
    item->label = svy_text_clean(answer != NULL ? answer : inference->headings[column].stem);
    svy_infer_set_reason(question,
                         SVY_TR("the only option of a select-all that the file holds; who did "
                                "not tick it cannot be told from who was not asked"));
}

/* --- Deciding ------------------------------------------------------------------------------- */

/* Columns that are no answers. */
static bool fill_technical(SvyInference *inference, SvyQuestion *question, size_t column)
{
    const char *name = inference->headings[column].stem;
    const SvyGuess *guess = &inference->guesses[column];

    if (is_personal_by_values(guess)) {
        fill_id(question,
                SVY_TR("its answers are e-mail or network addresses; they reach no output"));
    } else if (looks_like_weight(name, guess)) {
        question->type = SVY_QUESTION_WEIGHT;
        question->is_meta = true;
        svy_infer_set_reason(question, SVY_TR("positive numbers under the name of a weight"));
    } else if (looks_like_id(guess)) {
        fill_id(question, SVY_TR("a different long number or code in every response"));
    } else if (counts_rows(inference, column)) {
        fill_id(question, SVY_TR("it counts the responses: 1, 2, 3, ..."));
        question->is_personal = false;
    } else if (svy_guess_is_most(guess->n_dates, guess->n_answered, 0.95)) {
        question->type = SVY_QUESTION_DATE;
        svy_infer_set_reason(question, SVY_TR("dates or times"));
    } else if (looks_like_serials(name, guess)) {
        question->type = SVY_QUESTION_DATE;
        svy_infer_set_reason(question,
                             SVY_TR("days as a spreadsheet counts them, under the name of a date"));
    } else {
        return false;
    }
    return true;
}

/* What the exporter says. */
static bool fill_by_hint(SvyInference *inference, SvyQuestion *question, size_t column)
{
    switch (inference->headings[column].hint) {
    case SVY_HINT_OPEN:
    case SVY_HINT_WRITE_IN:
    case SVY_HINT_COMMENT:
        if (svy_guess_is_most(inference->guesses[column].n_numbers,
                              inference->guesses[column].n_answered, 0.9) &&
            !looks_like_postcode(inference->headings[column].stem, &inference->guesses[column]))
            fill_numeric(inference, question, column);
        else
            fill_open(inference, question, column);
        return true;
    case SVY_HINT_SINGLE:
    case SVY_HINT_ROW:
        fill_closed(inference, question, column);
        return true;
    case SVY_HINT_NUMERIC:
        fill_numeric(inference, question, column);
        return true;
    case SVY_HINT_CELL:
        return svy_infer_cell(inference, question, column);
    case SVY_HINT_NONE:
    case SVY_HINT_TICK:
    case SVY_HINT_POINT:
    case SVY_HINT_RANK:
    case SVY_HINT_PLACE:
        break;
    }
    return false;
}

/* Numbers with a few texts among them: "Less than 1 year", 1, 2, ... 50, "More than 50 years". */
static bool looks_numeric(const SvyGuess *guess)
{
    const double share = guess->n_distinct > 15 ? 0.7 : 0.9;

    return svy_guess_is_most(guess->n_numbers, guess->n_answered, share) && guess->n_distinct > 2;
}

/* A few numbers and a text such as "5+" are answers to choose from. */
static bool looks_like_few_numbers(const SvyGuess *guess)
{
    return guess->n_distinct <= 12 && guess->n_numbers < guess->n_answered &&
           2 * guess->n_numbers >= guess->n_answered && guess->n_integers == guess->n_numbers &&
           guess->n_answered >= 5 * guess->n_distinct;
}

static void fill_by_values(SvyInference *inference, SvyQuestion *question, size_t column)
{
    const SvyGuess *guess = &inference->guesses[column];

    if (guess->n_answered == 0) {
        question->type = SVY_QUESTION_TEXT;
        question->is_meta = inference->dataset->headers[column][0] == '\0';
        svy_infer_set_reason(question, "%s",
                             question->is_meta ? SVY_TR("no name and no answers")
                                               : SVY_TR("nobody answered"));
        return;
    }
    if (inference->headings[column].hint != SVY_HINT_SINGLE &&
        fill_technical(inference, question, column))
        return;
    if (fill_by_hint(inference, question, column))
        return;
    if (is_lone_tick(inference, column))
        fill_lone_tick(inference, question, column);
    else if (looks_like_postcode(inference->headings[column].stem, guess))
        fill_open(inference, question, column);
    else if (looks_like_scale(guess))
        fill_number_scale(inference, question, column);
    else if (svy_guess_is_most(guess->n_numbers, guess->n_answered, 1) && guess->n_distinct > 2)
        fill_numeric(inference, question, column);
    else if (svy_infer_cell(inference, question, column))
        return;
    else if (looks_like_few_numbers(guess))
        fill_closed(inference, question, column);
    else if (looks_numeric(guess))
        fill_numeric(inference, question, column);
    else if (looks_like_text(guess))
        fill_open(inference, question, column);
    else
        fill_closed(inference, question, column);
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
