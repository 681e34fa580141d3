/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One column of the response file. */
#include "core/column.h"

#include <math.h>
#include <string.h>

#include "base/limit.h"
#include "base/num.h"

void svy_column_init(SvyColumn *column)
{
    *column = (SvyColumn){.kind = SVY_COLUMN_CODES, .width = 1, .last_code = -1};
}

void svy_column_clear(SvyColumn *column)
{
    g_clear_pointer(&column->dict, svy_dict_free);
    g_clear_pointer(&column->codes, g_free);
    g_clear_pointer(&column->numbers, g_free);
    g_clear_pointer(&column->answered, svy_bitset_free);
}

/* --- Growing -------------------------------------------------------------------------------- */

static bool grow_answered(SvyColumn *column, size_t n_rows)
{
    const size_t n_old = (column->n_allocated + 63) / 64, n_new = (n_rows + 63) / 64;
    uint64_t *words = g_try_realloc_n(column->answered->words, n_new, sizeof(uint64_t));

    if (words == NULL)
        return false;
    memset(words + n_old, 0, (n_new - n_old) * sizeof(uint64_t));
    column->answered->words = words;
    return true;
}

static bool grow_array(void **array, size_t n, size_t element)
{
    void *larger = g_try_realloc_n(*array, n, element);

    if (larger != NULL)
        *array = larger;
    return larger != NULL;
}

static bool make_room(SvyColumn *column)
{
    const size_t n_rows = column->n_allocated == 0 ? 64 : 2 * column->n_allocated;
    bool is_done = false;

    switch (column->kind) {
    case SVY_COLUMN_CODES:
        is_done = grow_array(&column->codes, n_rows, column->width);
        break;
    case SVY_COLUMN_NUMBERS:
        is_done = grow_array((void **)&column->numbers, n_rows, sizeof(double)) &&
                  grow_answered(column, n_rows);
        break;
    case SVY_COLUMN_OPEN:
        is_done = grow_answered(column, n_rows);
        break;
    }
    if (is_done)
        column->n_allocated = n_rows;
    return is_done;
}

/* --- Changing the form ---------------------------------------------------------------------- */

static bool widen_codes(SvyColumn *column)
{
    uint16_t *wide = g_try_new(uint16_t, column->n_allocated);
    const uint8_t *narrow = column->codes;

    if (wide == NULL)
        return false;
    for (size_t i = 0; i < column->n_rows; i++)
        wide[i] = narrow[i];
    g_free(column->codes);
    column->codes = wide;
    column->width = 2;
    return true;
}

/* Whole numbers of nine digits and more name people or responses, they measure nothing. */
static bool is_measure(const char *text, double *ret_value)
{
    return svy_num_parse(text, ret_value) && fabs(*ret_value) < 1e8;
}

static bool holds_only_measures(const SvyDict *dict)
{
    double value;

    for (size_t code = 0; code < dict->n; code++)
        if (!is_measure(svy_dict_get_text(dict, code), &value))
            return false;
    return true;
}

static bool turn_into_numbers(SvyColumn *column)
{
    g_autofree double *values = g_try_new(double, column->dict->n);
    double *numbers = g_try_new(double, column->n_allocated);

    if (values == NULL || numbers == NULL) {
        g_free(numbers);
        return false;
    }
    for (size_t code = 0; code < column->dict->n; code++)
        is_measure(svy_dict_get_text(column->dict, code), &values[code]);
    for (size_t i = 0; i < column->n_rows; i++) {
        const int32_t code = svy_column_get_code(column, i);
        numbers[i] = code < 0 ? (double)NAN : values[code];
    }
    column->numbers = numbers;
    return true;
}

static bool turn_open(SvyColumn *column)
{
    const bool is_numeric = holds_only_measures(column->dict);
    SvyBitset *answered = svy_bitset_new(column->n_allocated);

    if (answered == NULL)
        return false;
    for (size_t i = 0; i < column->n_rows; i++)
        if (svy_column_get_code(column, i) >= 0)
            svy_bitset_set(answered, i);
    column->answered = answered;
    if (is_numeric && !turn_into_numbers(column))
        return false;
    column->kind = is_numeric ? SVY_COLUMN_NUMBERS : SVY_COLUMN_OPEN;
    g_clear_pointer(&column->codes, g_free);
    return true;
}

/* --- Appending ------------------------------------------------------------------------------ */

static void put_code(SvyColumn *column, int32_t code)
{
    if (column->width == 1)
        ((uint8_t *)column->codes)[column->n_rows++] = (uint8_t)(code + 1);
    else
        ((uint16_t *)column->codes)[column->n_rows++] = (uint16_t)(code + 1);
}

static bool append_open(SvyColumn *column, const char *text, size_t n_bytes)
{
    double value = (double)NAN;

    if (column->kind == SVY_COLUMN_NUMBERS) {
        if (n_bytes > 0 && n_bytes < 40) {
            char word[40];
            memcpy(word, text, n_bytes);
            word[n_bytes] = '\0';
            if (!svy_num_parse(word, &value))
                value = (double)NAN;
        }
        column->n_not_numbers += n_bytes > 0 && isnan(value);
        column->numbers[column->n_rows] = value;
    }
    if (n_bytes > 0)
        column->answered->words[column->n_rows >> 6] |= (uint64_t)1 << (column->n_rows & 63);
    column->n_rows++;
    column->answered->n_bits = column->n_rows;
    column->n_answered += n_bytes > 0;
    return true;
}

static bool append_new_text(SvyColumn *column, const char *text, size_t n_bytes)
{
    if (column->dict == NULL && (column->dict = svy_dict_new()) == NULL)
        return false;

    const int32_t code = svy_dict_intern(column->dict, text, n_bytes);

    if (code < 0)
        return false;
    if (column->dict->n > SVY_LIMIT_DISTINCT)
        return turn_open(column) && append_open(column, text, n_bytes);
    if (code == 255 && column->width == 1 && !widen_codes(column))
        return false;
    column->last_code = code;
    column->dict->counts[code]++;
    column->n_answered++;
    put_code(column, code);
    return true;
}

static bool is_last_text(const SvyColumn *column, const char *text, size_t n_bytes)
{
    return column->last_code >= 0 &&
           svy_dict_get_length(column->dict, (size_t)column->last_code) == n_bytes &&
           memcmp(svy_dict_get_text(column->dict, (size_t)column->last_code), text, n_bytes) == 0;
}

bool svy_column_append_any(SvyColumn *column, const char *text, size_t n_bytes)
{
    if (column->n_rows == column->n_allocated && !make_room(column))
        return false;
    if (column->kind != SVY_COLUMN_CODES)
        return append_open(column, text, n_bytes);
    if (n_bytes == 0) {
        put_code(column, -1);
        return true;
    }
    if (!is_last_text(column, text, n_bytes))
        return append_new_text(column, text, n_bytes);
    column->dict->counts[column->last_code]++;
    column->n_answered++;
    put_code(column, column->last_code);
    return true;
}

/* An answer that nobody gave any more must not look like a level. */
static void forget_answer(SvyColumn *column, int32_t code)
{
    column->dict->counts[code]--;
    if (column->dict->counts[code] > 0 || (size_t)code + 1 < column->dict->n)
        return;
    svy_dict_drop_last(column->dict);
    column->last_code = -1;
}

void svy_column_pop(SvyColumn *column)
{
    const size_t row = column->n_rows - 1;
    bool was_answered = false;

    g_assert(column->n_rows > 0);
    if (column->kind == SVY_COLUMN_CODES) {
        const int32_t code = svy_column_get_code(column, row);

        was_answered = code >= 0;
        if (was_answered)
            forget_answer(column, code);
    } else {
        was_answered = svy_bitset_get(column->answered, row);
        column->answered->words[row >> 6] &= ~((uint64_t)1 << (row & 63));
        column->answered->n_bits = row;
    }
    column->n_answered -= was_answered;
    column->n_rows = row;
}

/* --- Reading -------------------------------------------------------------------------------- */

size_t svy_column_count_distinct(const SvyColumn *column)
{
    if (column->kind != SVY_COLUMN_CODES)
        return SVY_LIMIT_DISTINCT + 1;
    return column->dict == NULL ? 0 : column->dict->n;
}

SvyBitset *svy_column_match(const SvyColumn *column, const bool is_in[])
{
    SvyBitset *rows = svy_bitset_new(column->n_rows);

    g_assert(column->kind == SVY_COLUMN_CODES);
    for (size_t i = 0; rows != NULL && i < column->n_rows; i++) {
        const int32_t code = svy_column_get_code(column, i);

        if (code >= 0 && is_in[code])
            svy_bitset_set(rows, i);
    }
    return rows;
}

SvyBitset *svy_column_find_answered(const SvyColumn *column)
{
    const size_t n_distinct = svy_column_count_distinct(column);
    g_autofree bool *is_in = NULL;

    if (column->kind != SVY_COLUMN_CODES)
        return svy_bitset_copy(column->answered);
    is_in = g_new(bool, n_distinct + 1);
    memset(is_in, true, n_distinct + 1);
    return svy_column_match(column, is_in);
}

void svy_column_drop_codes(SvyColumn *column)
{
    g_clear_pointer(&column->codes, g_free);
}
