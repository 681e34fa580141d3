/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes through of a cell when responses are made ready to be shared. */
#include "ingest/anonymize-private.h"

#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/num.h"
#include "base/text.h"

static bool is_answer(const SvyQuestion *question, const char *text)
{
    for (guint i = 0; i < question->levels->len; i++)
        if (svy_text_same(svy_level_get_cell(svy_question_get_level(question, i)), text))
            return true;
    return svy_question_is_missing(question, text);
}

/* What the first reading made of the cell: numbers with a point, and what a tool writes elsewhere.
 * NULL: it kept nothing, or no text. */
static const char *get_read(const SvyWayRule *rule, size_t row)
{
    const SvyColumn *column = &rule->dataset->columns[rule->item->column];
    const int32_t code = svy_column_has_codes(column) ? svy_column_get_code(column, row) : -1;

    return code < 0 ? NULL : svy_dict_get_text(column->dict, (size_t)code);
}

static const char *choose_answer(const SvyWayRule *rule, const char *text, size_t row)
{
    const char *read = get_read(rule, row);

    if (text[0] != '\0' && is_answer(rule->question, text))
        return text;
    return read != NULL && is_answer(rule->question, read) ? read : NULL;
}

/* Words and numbers that surveys write for a tick. */
static bool is_tick_word(const char *text)
{
    static const char *const words[] = {"x", "yes", "true", "checked", "selected", "y", NULL};
    g_autofree char *folded = svy_text_fold(text);
    double value;

    if (g_strv_contains(words, folded))
        return true;
    return svy_num_parse(text, &value) && strlen(text) <= 3;
}

/* A survey tool has its own words for "not ticked": who ticked is known from the first reading. */
static const char *blank_tick(const SvyWayRule *rule, const char *text, size_t row)
{
    const SvyItem *item = rule->item;
    const char *label = item->role == SVY_ROLE_POINT ? item->point : item->label;

    if (svy_answer_is_unticked(text) || svy_question_is_missing(rule->question, text) ||
        svy_text_same(text, label) || is_tick_word(text))
        return text;
    if (item->ticks != NULL && !svy_bitset_get(item->ticks, row))
        return NULL;
    return label[0] == '\0' ? "x" : label;
}

static char *rebuild_pieces(const SvyQuestion *question, const bool is_chosen[])
{
    GString *cell = g_string_new(NULL);
    const char *other = NULL;

    for (guint i = 0; i < question->levels->len; i++) {
        const SvyLevel *level = svy_question_get_level(question, i);

        if (level->mark == SVY_MARK_OTHER)
            other = svy_level_get_cell(level);
        else if (is_chosen[i])
            g_string_append_printf(cell, "%s%c ", svy_level_get_cell(level), question->separator);
    }
    g_string_append(cell, other != NULL ? other : "Other");
    return g_string_free(cell, FALSE);
}

/* The items in their order. */
static char *rebuild_ranking(const SvyQuestion *question, const char *text)
{
    const size_t n = question->levels->len;
    g_autofree size_t *places = g_new(size_t, n + 1);
    g_autoptr(GPtrArray) items = g_ptr_array_new(); /* of char, borrowed */
    const char separator[] = {question->separator, '\0'};
    size_t last = 0;

    svy_question_split_places(question, text, places);
    for (size_t i = 0; i < n; i++)
        last = MAX(last, places[i]);
    for (size_t place = 1; place <= last; place++)
        for (size_t i = 0; i < n; i++)
            if (places[i] == place)
                g_ptr_array_add(items,
                                (gpointer)svy_level_get_cell(svy_question_get_level(question, i)));
    g_ptr_array_add(items, NULL);
    return g_strjoinv(separator, (char **)items->pdata);
}

/* (transfer full) */
static char *clean_pieces(const SvyQuestion *question, const char *text)
{
    g_autofree bool *is_chosen = g_new0(bool, question->levels->len + 1);

    if (svy_question_is_missing(question, text) ||
        svy_question_split_cell(question, text, is_chosen) == 0)
        return g_strdup(text);
    if (svy_question_is_ranked_cell(question))
        return rebuild_ranking(question, text);
    return rebuild_pieces(question, is_chosen);
}

/* Codes that are joined by blanks; a word that is none blanks the cell. */
static bool holds_codes(const SvyWayRule *rule, const char *text)
{
    for (size_t n; *text != '\0'; text += n + (text[n] != '\0')) {
        n = strcspn(text, " ");
        if (!svy_anonymize_has_option(rule->dataset, rule->item->column, text, n))
            return false;
    }
    return true;
}

/* "Mar", "March" */
static bool is_one_of(const char *const words[], const char *text, size_t n)
{
    for (size_t i = 0; words[i] != NULL; i++)
        if (n >= 3 && g_ascii_strncasecmp(words[i], text, n) == 0)
            return true;
    return false;
}

/* One part of a day; what says nothing by itself (a weekday) counts 0. NULL: it is none. */
static const char *skip_part(const char *text, unsigned *n_parts)
{
    static const char *const months[] = {"january", "february", "march",    "april",     "may",
                                         "june",    "july",     "august",   "september", "sept",
                                         "october", "november", "december", NULL};
    static const char *const weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                           "friday", "saturday", "sunday",    NULL};
    const size_t n_digits = strspn(text, "0123456789");
    size_t n = n_digits;

    while (n_digits == 0 && g_ascii_isalpha(text[n]))
        n++;
    *n_parts = n_digits > 0 || is_one_of(months, text, n);
    if (n_digits > 0)
        return (n_digits <= 2 || n_digits == 4) && text[n] != ':' ? text + n : NULL;
    return *n_parts > 0 || is_one_of(weekdays, text, n) ? text + n : NULL;
}

/* Where the day ends that a text begins with: three parts, and then nothing or a time. NULL: it
 * begins with something else, which nobody has read. */
static const char *find_end_of_day(const char *text)
{
    unsigned n = 0, n_parts = 0;

    for (; n < 3; n += n_parts) {
        text = skip_part(text + strspn(text, " ./-,"), &n_parts);
        if (text == NULL)
            return NULL;
    }
    return strchr(" ,Tt", *text) != NULL ? text : NULL; /* the end, too */
}

char *svy_anonymize_cut_day(const char *text)
{
    double serial;
    const char *end;

    /* A spreadsheet's day number has the time behind the point; other numbers are no dates. */
    if (svy_num_parse(text, &serial))
        return serial > 10000 && serial < 100000 ? g_strndup(text, strcspn(text, ".")) : NULL;
    end = find_end_of_day(text);
    return end == NULL ? NULL : g_strndup(text, (gsize)(end - text));
}

static void append_number(GString *out, const SvyWayRule *rule, const char *text, size_t row)
{
    const SvyColumn *column = &rule->dataset->columns[rule->item->column];
    const char *read = get_read(rule, row);
    double value;

    if (column->kind == SVY_COLUMN_NUMBERS && !isnan(column->numbers[row]))
        svy_csv_append_number(out, column->numbers[row]);
    else if (svy_num_parse(read != NULL ? read : text, &value))
        svy_csv_append_number(out, value);
    else
        svy_csv_append_text(out, NULL);
}

/* Numbers stay numbers, also negative ones: nothing computes them. */
static void append_made(GString *out, const char *made)
{
    g_autofree char *exact = NULL;
    double value;

    if (made != NULL && svy_num_parse(made, &value))
        exact = svy_num_format_exact(value);
    if (exact != NULL && strcmp(exact, made) == 0)
        svy_csv_append_number(out, value);
    else
        svy_csv_append_text(out, made);
}

void svy_anonymize_append_cell(GString *out, const SvyWayRule *rule, const char *text, size_t row)
{
    g_autofree char *made = NULL;

    switch (rule->way) {
    case SVY_WAY_ALL:
        made = g_strdup(text);
        break;
    case SVY_WAY_ANSWERS:
        made = g_strdup(choose_answer(rule, text, row));
        break;
    case SVY_WAY_TICKS:
        made = text[0] == '\0' ? NULL : g_strdup(blank_tick(rule, text, row));
        break;
    case SVY_WAY_PIECES:
        made = text[0] == '\0' ? NULL : clean_pieces(rule->question, text);
        break;
    case SVY_WAY_CODES:
        made = holds_codes(rule, text) ? g_strdup(text) : NULL;
        break;
    case SVY_WAY_NUMBERS:
        append_number(out, rule, text, row);
        return;
    case SVY_WAY_DAY:
        made = text[0] == '\0' ? NULL : svy_anonymize_cut_day(text);
        break;
    case SVY_WAY_RUNNING:
        svy_csv_append_count(out, 0); /* one digit, replaced once rows are in their order */
        return;
    case SVY_WAY_BLANK:
        break;
    }
    append_made(out, made);
}
