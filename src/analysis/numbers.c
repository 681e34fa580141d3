/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers in order. */
#include "analysis/numbers.h"

#include <math.h>
#include <stdlib.h>

#include "base/num.h"

#define LARGEST_WHOLE 9007199254740992.0 /* 2^53: past it a double does not hold every number */

typedef struct {
    double value;
    double n;
    const char *text;
} Entry;

static int compare_entries(const void *a, const void *b)
{
    const Entry *left = a, *right = b;

    return left->value < right->value ? -1 : left->value > right->value;
}

static int compare_values(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;

    return left < right ? -1 : left > right;
}

static bool allocate(SvyNumbers *numbers, size_t n_most)
{
    numbers->values = g_try_new(double, n_most + 1);
    numbers->counts = g_try_new(double, n_most + 1);
    return numbers->values != NULL && numbers->counts != NULL;
}

static void count_people(SvyNumbers *numbers)
{
    for (size_t i = 0; i < numbers->n; i++)
        numbers->n_people += (size_t)numbers->counts[i];
}

/* Plain numbers: sorted, then the same ones put together in place. */
static bool read_numbers(SvyNumbers *numbers, const SvyColumn *column)
{
    size_t n = 0, at = 0;

    if (!allocate(numbers, column->n_rows))
        return false;
    for (size_t i = 0; i < column->n_rows; i++) {
        if (!isnan(column->numbers[i]))
            numbers->values[n++] = column->numbers[i];
    }
    qsort(numbers->values, n, sizeof *numbers->values, compare_values);
    for (size_t i = 0; i < n; i++) {
        if (at == 0 || numbers->values[i] > numbers->values[at - 1]) {
            numbers->values[at] = numbers->values[i];
            numbers->counts[at++] = 0;
        }
        numbers->counts[at - 1]++;
    }
    numbers->n = at;
    return true;
}

static size_t collect_entries(const SvyQuestion *question, const SvyColumn *column, Entry entries[])
{
    size_t n = 0;

    for (size_t code = 0; code < column->dict->n; code++) {
        const char *text = svy_dict_get_text(column->dict, code);
        Entry entry = {.n = column->dict->counts[code], .text = text};

        if (entry.n > 0 && !svy_question_is_missing(question, text) &&
            svy_num_parse(text, &entry.value))
            entries[n++] = entry;
    }
    return n;
}

/* Different texts may be one number: "5" and "5.0". */
static bool read_codes(SvyNumbers *numbers, const SvyColumn *column)
{
    g_autofree Entry *entries = g_try_new(Entry, column->dict->n + 1);

    numbers->texts = g_try_new0(const char *, column->dict->n + 1);
    if (entries == NULL || numbers->texts == NULL || !allocate(numbers, column->dict->n))
        return false;

    const size_t n = collect_entries(numbers->question, column, entries);

    qsort(entries, n, sizeof *entries, compare_entries);
    for (size_t i = 0; i < n; i++) {
        if (numbers->n == 0 || entries[i].value > numbers->values[numbers->n - 1]) {
            numbers->values[numbers->n] = entries[i].value;
            numbers->texts[numbers->n] = entries[i].text;
            numbers->counts[numbers->n++] = 0;
        }
        numbers->counts[numbers->n - 1] += entries[i].n;
    }
    return true;
}

SvyNumbers *svy_numbers_new(const SvyRun *run, const SvyQuestion *question)
{
    const SvyColumn *column = &run->dataset->columns[svy_question_get_item(question, 0)->column];
    g_autoptr(SvyNumbers) numbers = g_new0(SvyNumbers, 1);

    numbers->question = question;
    if (column->kind == SVY_COLUMN_NUMBERS && !read_numbers(numbers, column))
        return NULL;
    if (column->kind == SVY_COLUMN_CODES && column->dict != NULL && !read_codes(numbers, column))
        return NULL;
    count_people(numbers);
    return g_steal_pointer(&numbers);
}

void svy_numbers_free(SvyNumbers *numbers)
{
    if (numbers == NULL)
        return;
    g_free(numbers->values);
    g_free(numbers->counts);
    g_free(numbers->texts);
    g_free(numbers);
}

/* A number as it stands in the file, where a double would change its last digits. */
char *svy_numbers_format(const SvyNumbers *numbers, size_t i)
{
    const char *text = numbers->texts == NULL ? NULL : numbers->texts[i];

    return text != NULL && fabs(numbers->values[i]) >= LARGEST_WHOLE
               ? g_strdup(text)
               : svy_num_format_exact(numbers->values[i]);
}
