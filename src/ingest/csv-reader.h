/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of a CSV file, over libcsv. libcsv knows no positions, swallows rows after a stray quote
 * and cannot be stopped; this reader feeds it one physical line a call, so that every message names
 * the line and field, and stops at the first thing that would make the table doubtful. */
#pragma once

#include <surveystat/error.h>

#include "ingest/encoding.h"
#include "ingest/input.h"

/* Receives cells in order. @text is UTF-8 without surrounding blanks, not ended by NUL, valid
 * during the call; n_bytes 0 is a blank cell. */
typedef void (*SvyCsvField)(void *data, size_t field, const char *text, size_t n_bytes);

/* One record is complete. False stops the reading, with @error set. */
typedef bool (
    *SvyCsvRecord)(void *data, size_t n_fields, size_t line, bool is_blank, GError **error);

typedef struct {
    char delimiter;
    size_t n_skip_lines;   /* lines left out at the top, such as "sep=;" */
    size_t n_max_records;  /* stop after so many; 0: all */
    size_t n_columns;      /* fields of a record, to recognise swallowed rows; 0: not known yet */
    size_t max_cell_bytes; /* 0: SVY_LIMIT_FIELD_BYTES */
    const SvyEncoding *encoding;
    SvyCsvField on_field;
    SvyCsvRecord on_record;
    void *data;
    void (*progress)(double share, void *data); /* (nullable) */
    void *progress_data;
} SvyCsvOptions;

typedef struct {
    size_t n_records;
    size_t n_lines;
    size_t n_blank_lines; /* lines with nothing on them, outside quotes */
    size_t first_blank_line;
    bool has_last_line_end;
} SvyCsvCounts;

/* Reads @input from its beginning. @findings (nullable) gets what was odd and left the table
 * certain. Errors: SVY_ERROR_DATA (unclosed quote, text after a closing quote, rows swallowed by a
 * quote, bytes that are not valid, NUL), SVY_ERROR_LIMIT (cell, record, columns), SVY_ERROR_IO,
 * _NO_MEMORY. */
bool svy_csv_read(SvyInput *input,
                  const SvyCsvOptions *options,
                  SvyFindings *findings,
                  SvyCsvCounts *ret_counts,
                  GError **error);

/* The first records as arrays of strings. */
typedef struct {
    GPtrArray *cells; /* of GStrv, owned: one per record */
    GArray *lines;    /* of size_t: where each record begins */
} SvyHead;

bool svy_head_read(SvyInput *input,
                   const SvyCsvOptions *options,
                   SvyHead **ret_head,
                   GError **error);
void svy_head_free(SvyHead *head);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyHead, svy_head_free)

/* Cell of a record, "" past its end. */
const char *svy_head_get(const SvyHead *head, size_t record, size_t field);
size_t svy_head_count_fields(const SvyHead *head, size_t record);
