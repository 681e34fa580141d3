/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What writing, reading and checking a codebook file share. */
#pragma once

#include "ingest/codebook-file.h"
#include "ingest/csv-reader.h"

/* Fields of a row. */
enum {
    SVY_BOOK_COLUMN,
    SVY_BOOK_HEADER,
    SVY_BOOK_QUESTION,
    SVY_BOOK_TEXT,
    SVY_BOOK_TYPE,
    SVY_BOOK_ROLE,
    SVY_BOOK_ITEM,
    SVY_BOOK_POINT,
    SVY_BOOK_MARK,
    SVY_BOOK_REVERSE,
    SVY_BOOK_BASE,
    SVY_BOOK_USE,
    SVY_BOOK_CLEAR,
    SVY_BOOK_LEVELS,
    SVY_BOOK_CODES,
    SVY_BOOK_APART,
    SVY_BOOK_NETS,
    SVY_BOOK_SEPARATOR,
    SVY_BOOK_MISSING,
    SVY_BOOK_REASON,
    SVY_BOOK_FIELD_LAST,
};

extern const char *const svy_codebook_fields[SVY_BOOK_FIELD_LAST + 1]; /* [NULL-terminated] */

/* Words of the field "use". */
enum { SVY_BOOK_USE_OPINION, SVY_BOOK_USE_TECHNICAL, SVY_BOOK_USE_PERSONAL };

extern const char *const svy_codebook_uses[]; /* [NULL-terminated] */

/* Separators of select-alls in one cell, in words where a cell could not show them. */
typedef struct {
    char separator;
    const char *word;
} SvyBookSeparator;

#define SVY_CODEBOOK_N_SEPARATORS 8u

extern const SvyBookSeparator svy_codebook_separators[SVY_CODEBOOK_N_SEPARATORS];

/* Word of the field "apart" for a text that means "no answer" and says so expressly. */
#define SVY_CODEBOOK_NO_ANSWER "no-answer"

/* Whether columns of that role hold points of a scale that could run the other way. */
bool svy_codebook_has_scale(const SvyQuestion *question, SvyRole role);

/* A file that is being read. */
typedef struct {
    const char *file;
    const SvyHead *rows;
    size_t where[SVY_BOOK_FIELD_LAST + 1]; /* field of the file that holds each of ours */
    SvyDataset *dataset;
    GPtrArray *questions; /* of SvyQuestion, owned */
    GHashTable *firsts;   /* id (borrowed) -> size_t [SVY_BOOK_FIELD_LAST], owned: the row that gave
                             each field of a question first; 0: none yet */
    bool *is_seen;        /* [n_columns] */
    size_t row;           /* being read; 0 is the header */
    size_t *numbers;      /* [rows] column number as the row has it */
    size_t *column_of;    /* [rows] column that the row describes, from 0; SVY_NO_COLUMN: none */
    bool accepts_drift;   /* differences are warnings */
    GPtrArray *drifts;    /* of char, owned: messages, when they are not */
} SvyBook;

SvyPlace svy_book_place(const SvyBook *book, int field);

/* A cell without the apostrophe by which a formula was defused. */
const char *svy_book_get_cell(const SvyBook *book, int field);

/* Notes one difference between the codebook and the responses: a warning where they are accepted,
 * else a line of the error. @code is static. */
void svy_book_note_drift(const SvyBook *book,
                         const SvyPlace *place,
                         size_t column,
                         const char *code,
                         const char *format,
                         ...) G_GNUC_PRINTF(5, 6);

/* All differences noted so far as one error; true when there are none. */
bool svy_book_fail_drifted(const SvyBook *book, GError **error);

/* Finds the column of each row by header: in its place, elsewhere, reworded. */
void svy_book_match(SvyBook *book);

/* Columns that no row describes join the question to which they seem to belong, or become their
 * own. */
void svy_book_add_new_columns(const SvyBook *book);

/* Answers in the data that are no levels, and levels that nobody chose. */
void svy_book_check_levels(const SvyBook *book, SvyQuestion *question);

/* One question, once all its rows are read: its columns fit its type, its levels are those of the
 * data; a closed question without levels gets the answers given. */
bool svy_book_check_question(const SvyBook *book, SvyQuestion *question, GError **error);
