/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers in order. */
#include "analysis/numbers.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/bins.h"
#include "analysis/tally.h"
#include "analysis/weighting.h"
#include "base/error.h"
#include "base/num.h"
#include "result/words.h"

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

static size_t collect_entries(SvyNumbers *numbers, const SvyColumn *column, Entry entries[])
{
    size_t n = 0;

    for (size_t code = 0; code < column->dict->n; code++) {
        const char *text = svy_dict_get_text(column->dict, code);
        Entry entry = {.n = column->dict->counts[code], .text = text};

        numbers->of_code[code] = (double)NAN;
        if (entry.n > 0 && !svy_question_is_missing(numbers->question, text) &&
            svy_num_parse(text, &entry.value)) {
            numbers->of_code[code] = entry.value;
            entries[n++] = entry;
        }
    }
    return n;
}

/* Different texts may be one number: "5" and "5.0". */
static bool read_codes(SvyNumbers *numbers, const SvyColumn *column)
{
    g_autofree Entry *entries = g_try_new(Entry, column->dict->n + 1);

    numbers->texts = g_try_new0(const char *, column->dict->n + 1);
    numbers->of_code = g_try_new(double, column->dict->n + 1);
    if (entries == NULL || numbers->texts == NULL || numbers->of_code == NULL ||
        !allocate(numbers, column->dict->n))
        return false;

    const size_t n = collect_entries(numbers, column, entries);

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

/* --- With weights --------------------------------------------------------------------------- */

double svy_numbers_get(const SvyNumbers *numbers, size_t row)
{
    const SvyColumn *column = numbers->column;
    int32_t code;

    if (column->kind == SVY_COLUMN_NUMBERS)
        return column->numbers[row];
    if (numbers->of_code == NULL)
        return (double)NAN;
    code = svy_column_get_code(column, row);
    return code < 0 ? (double)NAN : numbers->of_code[code];
}

static size_t find_place(const SvyNumbers *numbers, double value)
{
    size_t lo = 0, hi = numbers->n;

    while (hi - lo > 1) {
        const size_t middle = lo + (hi - lo) / 2;

        if (numbers->values[middle] <= value)
            lo = middle;
        else
            hi = middle;
    }
    return lo;
}

static bool add_weights(const SvyRun *run, SvyNumbers *numbers)
{
    numbers->people = g_try_new0(SvyWeightSums, numbers->n + 1);
    if (numbers->people == NULL)
        return false;
    for (size_t row = 0; row < run->dataset->n_rows; row++) {
        const double value = svy_numbers_get(numbers, row), w = run->weighting->w[row];

        if (isnan(value) || !(w > 0))
            continue;

        SvyWeightSums *people = &numbers->people[find_place(numbers, value)];

        people->n++;
        people->w += w;
        people->w2 += w * w;
    }
    return true;
}

/* What raking leaves of the variance of the mean: its influence is (value - mean) / @w. */
static double find_raked_variance(const SvyRun *run,
                                  const SvyNumbers *numbers,
                                  double mean,
                                  double w)
{
    const SvyRaked *raked = run->weighting->raked;
    g_autofree double *sums = g_new0(double, 2 * raked->n_levels + 1);
    double squares = 0;

    for (size_t row = 0; row < run->dataset->n_rows; row++) {
        const double value = svy_numbers_get(numbers, row);
        const double z = (value - mean) / w;

        if (isnan(value))
            continue;
        squares += run->weighting->w[row] * run->weighting->w[row] * z * z;
        svy_raked_add(raked, row, z, sums);
    }
    return svy_run_find_variance(run, squares, sums);
}

bool svy_numbers_mean(const SvyRun *run,
                      const SvyNumbers *numbers,
                      SvyEstimate *ret_mean,
                      GError **error)
{
    SvyEstimate mean;
    SvyDesignTest test;
    double w = 0;

    if (!svy_weighted_mean(svy_run_count_weighted(run), numbers->n, numbers->values,
                           numbers->people, run->result->level, &mean, error))
        return false;
    if (run->weighting->raked != NULL && mean.status == SVY_STATUS_OK) {
        for (size_t i = 0; i < numbers->n; i++)
            w += numbers->people[i].w;
        if (!svy_weighted_test_value(mean.value, find_raked_variance(run, numbers, mean.value, w),
                                     mean.df, mean.level, &test, error))
            return false;
        test.diff.method = mean.method;
        mean = test.diff;
    }
    *ret_mean = mean;
    return true;
}

/* --- As answers ----------------------------------------------------------------------------- */

size_t svy_numbers_join_bins(const SvyNumbers *numbers,
                             const SvyBins *bins,
                             double min_share,
                             size_t answer_of[])
{
    g_autofree double *counts = g_new0(double, bins->n + 1);
    const double wanted = min_share * (double)numbers->n_people;
    double here = 0;
    size_t n = 0;

    for (size_t i = 0; i < numbers->n; i++)
        counts[svy_bins_get_place(bins, numbers->values[i])] += numbers->counts[i];
    for (size_t i = 0; i < bins->n; i++) {
        answer_of[i] = n;
        here += counts[i];
        if (here >= wanted) {
            n++;
            here = 0;
        }
    }
    for (size_t i = bins->n; n > 0 && i > 0 && answer_of[i - 1] == n; i--)
        answer_of[i - 1] = n - 1;
    return n;
}

static bool add_answers(const SvyRun *run,
                        const SvyBins *bins,
                        const size_t answer_of[],
                        SvyVariable *variable)
{
    g_autofree double *edges = svy_bins_find_edges(bins);
    bool has_memory = true;

    variable->has_edges = true;
    variable->answers = g_new0(SvyAnswer, variable->n_answers + 1);
    for (size_t first = 0, i = 0; i < bins->n; i++) {
        SvyAnswer *answer = &variable->answers[answer_of[i]];

        if (i + 1 < bins->n && answer_of[i + 1] == answer_of[i])
            continue;
        answer->owned_label = svy_bins_get_label(bins, run->language, first, i);
        answer->label = answer->owned_label;
        answer->owned = svy_bitset_new(run->dataset->n_rows);
        answer->people = answer->owned;
        answer->from = edges[first];
        answer->to = edges[i + 1];
        has_memory = has_memory && answer->owned != NULL;
        first = i + 1;
    }
    return has_memory;
}

static bool fill_variable(const SvyRun *run,
                          const SvyNumbers *numbers,
                          const SvyBins *bins,
                          const size_t answer_of[],
                          SvyVariable *variable)
{
    variable->base = svy_bitset_new(run->dataset->n_rows);
    if (!add_answers(run, bins, answer_of, variable) || variable->base == NULL)
        return false;
    for (size_t row = 0; row < run->dataset->n_rows; row++) {
        const double value = svy_numbers_get(numbers, row);

        if (isnan(value))
            continue;
        svy_bitset_set(variable->base, row);
        svy_bitset_set(variable->answers[answer_of[svy_bins_get_place(bins, value)]].owned, row);
    }
    return true;
}

bool svy_numbers_cut(const SvyRun *run,
                     const SvyNumbers *numbers,
                     double min_share,
                     SvyVariable **ret_variable,
                     GError **error)
{
    g_autoptr(SvyVariable) variable = NULL;
    g_autofree size_t *answer_of = NULL;
    SvyBins bins;

    if (numbers->n_people < SVY_WORDS_MIN_BASE ||
        !svy_bins_find(numbers->n, numbers->values, numbers->counts, &bins))
        return true;
    variable = g_new0(SvyVariable, 1);
    variable->question = numbers->question;
    variable->is_exclusive = variable->is_ordered = true;
    answer_of = g_new0(size_t, bins.n + 1);
    variable->n_answers = svy_numbers_join_bins(numbers, &bins, min_share, answer_of);
    if (variable->n_answers < 2)
        return true;
    if (!fill_variable(run, numbers, &bins, answer_of, variable))
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for the numbers");
    *ret_variable = g_steal_pointer(&variable);
    return true;
}

/* --- All ------------------------------------------------------------------------------------ */

SvyNumbers *svy_numbers_new(const SvyRun *run, const SvyQuestion *question)
{
    const SvyColumn *column = &run->dataset->columns[svy_question_get_item(question, 0)->column];
    g_autoptr(SvyNumbers) numbers = g_new0(SvyNumbers, 1);

    numbers->question = question;
    numbers->column = column;
    if (column->kind == SVY_COLUMN_NUMBERS && !read_numbers(numbers, column))
        return NULL;
    if (column->kind == SVY_COLUMN_CODES && column->dict != NULL && !read_codes(numbers, column))
        return NULL;
    count_people(numbers);
    if (run->weighting != NULL && !add_weights(run, numbers))
        return NULL;
    return g_steal_pointer(&numbers);
}

void svy_numbers_free(SvyNumbers *numbers)
{
    if (numbers == NULL)
        return;
    g_free(numbers->values);
    g_free(numbers->counts);
    g_free(numbers->texts);
    g_free(numbers->of_code);
    g_free(numbers->people);
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
