/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Responses that are given twice: the same answers to all opinion questions. */
#include "core/records.h"

#include <math.h>
#include <string.h>

#define MIN_ANSWERED   10u
#define MAX_CHANCE_LOG (-4.0) /* decimal: pairs that chance alone would make */

typedef struct {
    uint64_t *hashes;    /* [n_rows] sum over the answers, so that blanks cost nothing */
    uint16_t *n_answers; /* [n_rows] questions that were answered */
    double log_same;     /* decimal: that two people give the same answers by chance */
} Answers;

static void answers_clear(Answers *answers)
{
    g_free(answers->hashes);
    g_free(answers->n_answers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answers, answers_clear)

/* The finishing steps of splitmix64. */
static uint64_t mix(uint64_t place, uint64_t answer)
{
    uint64_t z = (place + 1) * UINT64_C(0x9E3779B97F4A7C15) + answer;

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* --- Hashing -------------------------------------------------------------------------------- */

static void add_bits(const SvyBitset *bits, uint64_t place, uint64_t hashes[])
{
    const uint64_t hash = mix(place, 1);

    for (size_t i = 0; i < (bits->n_bits + 63) / 64; i++)
        for (uint64_t word = bits->words[i]; word != 0; word &= word - 1)
            hashes[i * 64 + (size_t)__builtin_ctzll(word)] += hash;
}

static void add_codes(const SvyColumn *column, uint64_t place, uint64_t hashes[])
{
    g_autofree uint64_t *hash_of = g_new0(uint64_t, column->dict->n + 1);

    for (size_t code = 0; code < column->dict->n; code++)
        hash_of[code + 1] = mix(place, code + 1);
    for (size_t row = 0; row < column->n_rows; row++)
        hashes[row] += hash_of[svy_column_get_code(column, row) + 1];
}

static void add_numbers(const SvyColumn *column, uint64_t place, uint64_t hashes[])
{
    for (size_t row = 0; row < column->n_rows; row++) {
        uint64_t bits;

        if (isnan(column->numbers[row]))
            continue;
        memcpy(&bits, &column->numbers[row], sizeof bits);
        hashes[row] += mix(place, bits);
    }
}

/* Texts that were not kept are taken to differ. */
static void add_open(const SvyColumn *column, uint64_t place, uint64_t hashes[])
{
    for (size_t row = 0; row < column->n_rows; row++)
        if (svy_bitset_get(column->answered, row))
            hashes[row] += mix(place, row + 1);
}

static void add_item(const SvyDataset *dataset, const SvyItem *item, uint64_t hashes[])
{
    const SvyColumn *column = &dataset->columns[item->column];

    if (item->ticks != NULL)
        add_bits(item->ticks, item->column, hashes);
    else if (svy_column_has_codes(column))
        add_codes(column, item->column, hashes);
    else if (column->kind == SVY_COLUMN_NUMBERS)
        add_numbers(column, item->column, hashes);
    else if (column->kind == SVY_COLUMN_OPEN)
        add_open(column, item->column, hashes);
}

/* --- Chance --------------------------------------------------------------------------------- */

static double log_of_column(const SvyColumn *column)
{
    const double n = (double)column->n_rows;
    double n_blank = n, same = 0;

    if (column->kind != SVY_COLUMN_CODES || column->dict == NULL)
        return 0;
    for (size_t code = 0; code < column->dict->n; code++) {
        same += pow(column->dict->counts[code] / n, 2);
        n_blank -= column->dict->counts[code];
    }
    return log10(same + pow(n_blank / n, 2));
}

static double log_of_ticks(const SvyBitset *ticks)
{
    const double p = (double)svy_bitset_count(ticks) / (double)ticks->n_bits;

    return log10(p * p + (1 - p) * (1 - p));
}

/* People answer the rows of a grid alike, so a grid tells no more than its first row does. */
static double log_of_question(const SvyDataset *dataset, const SvyQuestion *question)
{
    double sum = 0;

    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);
        const double log_same = item->ticks != NULL
                                    ? log_of_ticks(item->ticks)
                                    : log_of_column(&dataset->columns[item->column]);

        if (question->type == SVY_QUESTION_GRID || question->type == SVY_QUESTION_RANK)
            return log_same;
        sum += log_same;
    }
    return sum;
}

/* --- Rows ----------------------------------------------------------------------------------- */

static void add_question(const SvyDataset *dataset, const SvyQuestion *question, Answers *answers)
{
    for (guint i = 0; i < question->items->len; i++)
        add_item(dataset, svy_question_get_item(question, i), answers->hashes);
    answers->log_same += log_of_question(dataset, question);
    for (size_t i = 0; i < (dataset->n_rows + 63) / 64; i++)
        for (uint64_t word = question->answered->words[i]; word != 0; word &= word - 1)
            answers->n_answers[i * 64 + (size_t)__builtin_ctzll(word)]++;
}

/* Open addressing over rows; half of the places stay free. */
static bool mark_repeats(const Answers *answers, SvyBitset *repeats)
{
    size_t n_slots = 16;
    g_autofree uint32_t *slots = NULL;

    while (n_slots < 2 * repeats->n_bits)
        n_slots *= 2;
    slots = g_try_malloc0_n(n_slots, sizeof *slots);
    if (slots == NULL)
        return false;
    for (size_t row = 0; row < repeats->n_bits; row++) {
        size_t at = (size_t)answers->hashes[row] & (n_slots - 1);

        if (answers->n_answers[row] < MIN_ANSWERED)
            continue;
        while (slots[at] != 0 && answers->hashes[slots[at] - 1] != answers->hashes[row])
            at = (at + 1) & (n_slots - 1);
        if (slots[at] != 0)
            svy_bitset_set(repeats, row);
        else
            slots[at] = (uint32_t)(row + 1);
    }
    return true;
}

bool svy_records_find_same(const SvyDataset *dataset, SvyBitset *repeats)
{
    const double n = (double)dataset->n_rows;
    g_auto(Answers) answers = {NULL};
    size_t n_questions = 0;

    for (guint q = 0; q < dataset->questions->len; q++)
        n_questions += svy_ledger_has_question(svy_dataset_get_question(dataset, q));
    if (n_questions < MIN_ANSWERED || dataset->n_rows < 2)
        return true;
    answers.hashes = g_try_malloc0_n(dataset->n_rows, sizeof *answers.hashes);
    answers.n_answers = g_try_malloc0_n(dataset->n_rows, sizeof *answers.n_answers);
    if (answers.hashes == NULL || answers.n_answers == NULL)
        return false;
    for (guint q = 0; q < dataset->questions->len; q++)
        if (svy_ledger_has_question(svy_dataset_get_question(dataset, q)))
            add_question(dataset, svy_dataset_get_question(dataset, q), &answers);
    if (log10(n * (n - 1) / 2) + answers.log_same > MAX_CHANCE_LOG)
        return true;
    return mark_repeats(&answers, repeats);
}
