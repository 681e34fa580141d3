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

void svy_column_init_part(SvyColumn *column)
{
    svy_column_init(column);
    column->is_part = true;
}

void svy_column_clear(SvyColumn *column)
{
    g_clear_pointer(&column->first_rows, g_free);
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

static bool make_room_for(SvyColumn *column, size_t n_rows)
{
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

static bool make_room(SvyColumn *column)
{
    return make_room_for(column, column->n_allocated == 0 ? 64 : 2 * column->n_allocated);
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

/* NaN when the text, ended by NUL, is no number; nobody needs 40 digits for one. */
static double parse_number(const char *text, size_t n_bytes)
{
    double value;

    return n_bytes < 40 && svy_num_parse(text, &value) ? value : (double)NAN;
}

static double parse_code(const SvyDict *dict, size_t code)
{
    return parse_number(svy_dict_get_text(dict, code), svy_dict_get_length(dict, code));
}

/* Whole numbers of nine digits and more name people or responses, they measure nothing. */
static bool holds_only_measures(const SvyDict *dict)
{
    for (size_t code = 0; code < dict->n; code++)
        if (!(fabs(parse_code(dict, code)) < 1e8))
            return false;
    return true;
}

static double *parse_codes(const SvyDict *dict)
{
    double *values = g_try_new(double, dict->n);

    for (size_t code = 0; values != NULL && code < dict->n; code++)
        values[code] = parse_code(dict, code);
    return values;
}

static bool turn_into_numbers(SvyColumn *column)
{
    g_autofree double *values = parse_codes(column->dict);
    double *numbers = g_try_new(double, column->n_allocated);

    if (values == NULL || numbers == NULL) {
        g_free(numbers);
        return false;
    }
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
    answered->n_bits = column->n_rows;
    column->answered = answered;
    if (is_numeric && !turn_into_numbers(column))
        return false;
    column->kind = is_numeric ? SVY_COLUMN_NUMBERS : SVY_COLUMN_OPEN;
    if (!column->is_part)
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

static void put_open(SvyColumn *column, bool is_answered, double value)
{
    const size_t row = column->n_rows++;

    if (column->kind == SVY_COLUMN_NUMBERS) {
        column->numbers[row] = value;
        column->n_not_numbers += is_answered && isnan(value);
    }
    if (is_answered)
        column->answered->words[row >> 6] |= (uint64_t)1 << (row & 63);
    column->answered->n_bits = column->n_rows;
    column->n_answered += is_answered;
}

static bool append_open(SvyColumn *column, const char *text, size_t n_bytes)
{
    double value = (double)NAN;

    if (column->kind == SVY_COLUMN_NUMBERS && n_bytes > 0 && n_bytes < 40) {
        char word[40];
        memcpy(word, text, n_bytes);
        word[n_bytes] = '\0';
        value = parse_number(word, n_bytes);
    }
    put_open(column, n_bytes > 0, value);
    return true;
}

/* Where in its part a text came first decides what the row that opens the whole column is. */
static bool note_first_row(SvyColumn *column)
{
    const size_t n = column->dict->n;

    if ((n & (n - 1)) == 0 && !grow_array((void **)&column->first_rows, 2 * n, sizeof(uint32_t)))
        return false;
    column->first_rows[n - 1] = (uint32_t)column->n_rows;
    return true;
}

static bool append_new_text(SvyColumn *column, const char *text, size_t n_bytes)
{
    if (column->dict == NULL && (column->dict = svy_dict_new()) == NULL)
        return false;

    const size_t n_known = column->dict->n;
    const int32_t code = svy_dict_intern(column->dict, text, n_bytes);

    if (code < 0 || (column->is_part && column->dict->n > n_known && !note_first_row(column)))
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
           svy_dict_is_same(svy_dict_get_text(column->dict, (size_t)column->last_code), text,
                            n_bytes);
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
        if (column->kind == SVY_COLUMN_NUMBERS)
            column->n_not_numbers -= was_answered && isnan(column->numbers[row]);
        column->answered->words[row >> 6] &= ~((uint64_t)1 << (row & 63));
        column->answered->n_bits = row;
    }
    column->n_answered -= was_answered;
    column->n_rows = row;
}

/* --- Joining -------------------------------------------------------------------------------- */

bool svy_column_can_join(const SvyColumn *column, const SvyColumn *part)
{
    if (column->dict == NULL || part->dict == NULL)
        return true;
    if (column->dict->n_bytes + part->dict->n_bytes > UINT32_MAX)
        return false;
    if (part->kind != SVY_COLUMN_OPEN)
        return true;
    return column->kind == SVY_COLUMN_OPEN ||
           (column->kind == SVY_COLUMN_CODES && !holds_only_measures(column->dict));
}

/* Adds the texts of a part up to the first that is one too many; map[i + 1] becomes 1 + the code of
 * text i, as codes are stored. */
static bool join_texts(SvyColumn *column, const SvyDict *texts, uint16_t map[], size_t *ret_n)
{
    size_t i = 0;

    if (column->dict == NULL && (column->dict = svy_dict_new()) == NULL)
        return false;
    for (; i < texts->n && column->dict->n <= SVY_LIMIT_DISTINCT; i++) {
        const int32_t code = svy_dict_intern(column->dict, svy_dict_get_text(texts, i),
                                             svy_dict_get_length(texts, i));

        if (code < 0)
            return false;
        map[i + 1] = (uint16_t)(code + 1);
    }
    *ret_n = i;
    return column->width == 2 || column->dict->n <= 255 || widen_codes(column);
}

static void copy_codes(SvyColumn *column, const SvyColumn *part, const uint16_t map[], size_t n)
{
    const uint8_t *narrow = part->codes;
    const uint16_t *wide = part->codes;
    uint8_t *narrow_to = (uint8_t *)column->codes + column->n_rows;
    uint16_t *wide_to = (uint16_t *)column->codes + column->n_rows;

    if (n == 0)
        return;
    if (column->width == 1)
        for (size_t i = 0; i < n; i++)
            narrow_to[i] = (uint8_t)map[narrow[i]];
    else if (part->width == 1)
        for (size_t i = 0; i < n; i++)
            wide_to[i] = map[narrow[i]];
    else
        for (size_t i = 0; i < n; i++)
            wide_to[i] = map[wide[i]];
    column->n_rows += n;
}

static void join_counts(SvyColumn *column, const SvyColumn *part, const uint16_t map[])
{
    for (size_t i = 0; i < part->dict->n; i++)
        column->dict->counts[map[i + 1] - 1] += part->dict->counts[i];
    column->n_answered += part->n_answered;
}

/* The same for the first rows of a part only. */
static void recount(SvyColumn *column, const SvyColumn *part, const uint16_t map[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const int32_t code = svy_column_get_code(part, i);

        if (code < 0)
            continue;
        column->dict->counts[map[code + 1] - 1]++;
        column->n_answered++;
    }
}

/* The rows of a part from @first on, to a column that is open. */
static bool join_open(SvyColumn *column, const SvyColumn *part, size_t first)
{
    const bool is_coded = part->kind == SVY_COLUMN_CODES;
    const bool has_values = column->kind == SVY_COLUMN_NUMBERS;
    g_autofree double *values = NULL;

    if (has_values && is_coded && part->dict != NULL && (values = parse_codes(part->dict)) == NULL)
        return false;
    for (size_t i = first; i < part->n_rows; i++) {
        const int32_t code = is_coded ? svy_column_get_code(part, i) : -1;
        const bool is_answered = is_coded ? code >= 0 : svy_bitset_get(part->answered, i);
        double value = (double)NAN;

        if (has_values && is_answered)
            value = is_coded ? values[code] : part->numbers[i];
        put_open(column, is_answered, value);
    }
    return true;
}

static bool join_codes(SvyColumn *column, const SvyColumn *part, uint16_t map[])
{
    const SvyDict *texts = part->dict;
    size_t n_texts = 0;

    if (texts != NULL && !join_texts(column, texts, map, &n_texts))
        return false;
    if (texts == NULL || column->dict->n <= SVY_LIMIT_DISTINCT) {
        copy_codes(column, part, map, part->n_rows);
        if (texts != NULL)
            join_counts(column, part, map);
        return true;
    }

    const size_t n_closed = part->first_rows[n_texts - 1];

    recount(column, part, map, n_closed);
    copy_codes(column, part, map, n_closed);
    return turn_open(column) && join_open(column, part, n_closed);
}

bool svy_column_join(SvyColumn *column, const SvyColumn *part)
{
    const size_t n_rows = column->n_rows + part->n_rows;
    g_autofree uint16_t *map = NULL;

    if (n_rows > column->n_allocated && !make_room_for(column, n_rows))
        return false;
    if (column->kind != SVY_COLUMN_CODES)
        return join_open(column, part, 0);
    map = g_try_new0(uint16_t, (part->dict == NULL ? 0 : part->dict->n) + 1);
    if (map == NULL || !join_codes(column, part, map))
        return false;
    column->last_code = -1;
    return true;
}

/* --- Taking back ---------------------------------------------------------------------------- */

static void set_code(SvyColumn *column, size_t row, int32_t code)
{
    if (column->width == 1)
        ((uint8_t *)column->codes)[row] = (uint8_t)(code + 1);
    else
        ((uint16_t *)column->codes)[row] = (uint16_t)(code + 1);
}

void svy_column_blank(SvyColumn *column, size_t row)
{
    const int32_t code = svy_column_get_code(column, row);

    g_assert(column->kind == SVY_COLUMN_CODES);
    if (code < 0)
        return;
    column->dict->counts[code]--;
    column->n_answered--;
    set_code(column, row, -1);
}

bool svy_column_fill(SvyColumn *column, size_t row, const char *text)
{
    int32_t code;

    g_assert(column->kind == SVY_COLUMN_CODES && svy_column_get_code(column, row) < 0);
    if (column->dict == NULL && (column->dict = svy_dict_new()) == NULL)
        return false;
    if (column->dict->n >= SVY_LIMIT_DISTINCT)
        return true;
    code = svy_dict_intern(column->dict, text, strlen(text));
    if (code < 0 || (code >= 255 && column->width == 1 && !widen_codes(column)))
        return false;
    column->dict->counts[code]++;
    column->n_answered++;
    set_code(column, row, code);
    return true;
}

static bool has_unused_texts(const SvyColumn *column)
{
    if (column->kind != SVY_COLUMN_CODES || column->dict == NULL)
        return false;
    for (size_t code = 0; code < column->dict->n; code++)
        if (column->dict->counts[code] == 0)
            return true;
    return false;
}

/* The texts that are in use, in their order; @new_codes [old->n] is filled. */
static SvyDict *copy_used(const SvyDict *old, int32_t new_codes[])
{
    g_autoptr(SvyDict) dict = svy_dict_new();

    for (size_t code = 0; dict != NULL && code < old->n; code++) {
        new_codes[code] = -1;
        if (old->counts[code] == 0)
            continue;
        new_codes[code] =
            svy_dict_intern(dict, svy_dict_get_text(old, code), svy_dict_get_length(old, code));
        if (new_codes[code] < 0)
            return NULL;
        dict->counts[new_codes[code]] = old->counts[code];
    }
    return g_steal_pointer(&dict);
}

bool svy_column_tidy(SvyColumn *column)
{
    g_autofree int32_t *new_codes = NULL;
    SvyDict *dict;

    if (!has_unused_texts(column))
        return true;
    new_codes = g_try_new(int32_t, column->dict->n);
    dict = new_codes == NULL ? NULL : copy_used(column->dict, new_codes);
    if (dict == NULL)
        return false;
    for (size_t row = 0; row < column->n_rows; row++) {
        const int32_t code = svy_column_get_code(column, row);

        if (code >= 0)
            set_code(column, row, new_codes[code]);
    }
    svy_dict_free(column->dict);
    column->dict = dict;
    column->last_code = -1;
    return true;
}

/* --- Reading -------------------------------------------------------------------------------- */

size_t svy_column_count_distinct(const SvyColumn *column)
{
    if (column->kind != SVY_COLUMN_CODES)
        return SVY_LIMIT_DISTINCT + 1;
    return column->dict == NULL ? 0 : column->dict->n;
}

/* No branch on the answers: nobody can guess them. */
static uint64_t match_word(const SvyColumn *column, const uint8_t is_match[], size_t row, size_t n)
{
    uint64_t word = 0;

    if (column->width == 1) {
        const uint8_t *codes = (const uint8_t *)column->codes + row;
        for (size_t i = 0; i < n; i++)
            word |= (uint64_t)is_match[codes[i]] << i;
    } else {
        const uint16_t *codes = (const uint16_t *)column->codes + row;
        for (size_t i = 0; i < n; i++)
            word |= (uint64_t)is_match[codes[i]] << i;
    }
    return word;
}

SvyBitset *svy_column_match(const SvyColumn *column, const bool is_in[])
{
    const size_t n_texts = column->dict == NULL ? 0 : column->dict->n;
    SvyBitset *rows = svy_bitset_new(column->n_rows);
    g_autofree uint8_t *is_match = g_new0(uint8_t, n_texts + 1);

    g_assert(column->kind == SVY_COLUMN_CODES);
    for (size_t code = 0; code < n_texts; code++)
        is_match[code + 1] = is_in[code];
    for (size_t i = 0; rows != NULL && i < column->n_rows; i += 64)
        rows->words[i / 64] = match_word(column, is_match, i, MIN(64, column->n_rows - i));
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
