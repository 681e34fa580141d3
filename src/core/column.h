/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One column of the response file, built row by row and then only read.
 *
 * Closed answers are codes into a dictionary, one byte each while there are at most 255 different
 * ones, then two. Past SVY_LIMIT_DISTINCT different answers the column is open: plain numbers are
 * kept as numbers, anything else (ids, dates, comments) only as "answered or not", because no table
 * can be made of it; the first answers stay in the dictionary as a sample to judge the column by,
 * with their counts up to the row that opened it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bitset.h"
#include "core/dict.h"

typedef enum {
    SVY_COLUMN_CODES,   /* codes: 0 = blank, k = dictionary code k - 1 */
    SVY_COLUMN_NUMBERS, /* numbers: NaN = blank or no number */
    SVY_COLUMN_OPEN,    /* neither; see answered */
} SvyColumnKind;

typedef struct {
    SvyColumnKind kind;
    size_t n_rows;
    size_t n_answered;    /* rows that are not blank */
    size_t n_not_numbers; /* NUMBERS: answered rows that hold no number */
    SvyDict *dict;        /* all different answers with counts; a sample unless kind is CODES */
    unsigned width;       /* bytes of a code: 1 or 2 */
    void *codes;          /* CODES: [n_rows]; may be released, see svy_column_drop_codes() */
    double *numbers;      /* NUMBERS: [n_rows] */
    SvyBitset *answered;  /* not CODES: one bit per row */
    size_t n_allocated;   /* private: rows that fit */
    int32_t last_code;    /* private: guess for the next cell */
    bool is_part; /* private: to be joined to the rows before; keeps its codes when it opens */
    uint32_t *first_rows; /* private: parts: [dict->n] rows that were there before each text */
} SvyColumn;

void svy_column_init(SvyColumn *column);

/* A column for rows that come after others, which are read at the same time: see
 * svy_column_join(). */
void svy_column_init_part(SvyColumn *column);
void svy_column_clear(SvyColumn *column);

bool svy_column_append_any(SvyColumn *column, const char *text, size_t n_bytes);

/* Appends one answer; @text without surrounding blanks, n_bytes 0 for a blank. False: no memory.
 * Most cells of a survey are blanks in a select-all, so these do not even cost a call. */
static inline bool svy_column_append(SvyColumn *column, const char *text, size_t n_bytes)
{
    if (n_bytes > 0 || column->width != 1 || column->codes == NULL ||
        column->n_rows == column->n_allocated)
        return svy_column_append_any(column, text, n_bytes);
    ((uint8_t *)column->codes)[column->n_rows++] = 0;
    return true;
}

/* Takes back the last row, and its answer from the dictionary when it was the first of its kind. */
void svy_column_pop(SvyColumn *column);

/* Appends all rows of @part, so that @column is as if they had been appended one by one, the counts
 * of a sample included. False: no memory, and @column is of no more use. */
bool svy_column_join(SvyColumn *column, const SvyColumn *part);

/* False when @part has dropped what the column would have kept: it opened at other texts, or the
 * dictionary would be too long. */
bool svy_column_can_join(const SvyColumn *column, const SvyColumn *part);

/* Takes back the answer of a row; CODES only. Its text stays in the dictionary until the column is
 * tidied. */
void svy_column_blank(SvyColumn *column, size_t row);

/* Gives a blank row an answer; CODES only, and nothing is done once the dictionary is full. False:
 * no memory. */
bool svy_column_fill(SvyColumn *column, size_t row, const char *text);

/* Takes texts that nobody gave out of the dictionary, after rows or answers were taken back; CODES
 * only, nothing is done to others. False: no memory, and the column as it was. */
bool svy_column_tidy(SvyColumn *column);

/* Number of different answers, or SVY_LIMIT_DISTINCT + 1 when there are more than that. */
size_t svy_column_count_distinct(const SvyColumn *column);

/* True when svy_column_get_code() may be called: codes that are still there, and not all blank. */
static inline bool svy_column_has_codes(const SvyColumn *column)
{
    return column->kind == SVY_COLUMN_CODES && column->codes != NULL && column->dict != NULL;
}

/* Dictionary code of a row, or -1 for a blank; CODES only. */
static inline int32_t svy_column_get_code(const SvyColumn *column, size_t row)
{
    return (column->width == 1 ? (int32_t)((const uint8_t *)column->codes)[row]
                               : (int32_t)((const uint16_t *)column->codes)[row]) -
           1;
}

/* Bit row of the rows whose code is marked in @is_in [dict->n]; NULL when there is no memory.
 * CODES only. */
SvyBitset *svy_column_match(const SvyColumn *column, const bool is_in[]);

/* Bit row of the rows that are not blank, whatever the kind; NULL when there is no memory. */
SvyBitset *svy_column_find_answered(const SvyColumn *column);

/* Releases the codes of a column whose answers now live elsewhere; dictionary and counts stay. */
void svy_column_drop_codes(SvyColumn *column);
