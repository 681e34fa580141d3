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
    /* For parts of a file, see svy_csv_read_part(). */
    size_t end;                        /* byte; 0: the end of the file */
    bool (*can_end)(const void *data); /* (nullable) whether a part may end after this record */
    const int *is_stopped;             /* (nullable) set by another thread when all is in vain */
} SvyCsvOptions;

typedef struct {
    size_t n_records;
    size_t n_lines;
    size_t n_blank_lines; /* lines with nothing on them, outside quotes */
    size_t first_blank_line;
    size_t odd_line, odd_column; /* where the first byte beyond ASCII was decoded; 0: none yet */
    bool has_last_line_end;
    size_t position; /* byte at which reading ended */
    bool is_at_end;  /* and that is the end of the file */
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

/* Reads from byte counts->position, where a line must begin outside of any record, to the first
 * place between two records that is not before options->end; goes on counting in @counts, and says
 * there how far it came. One call after the other reads a file as one svy_csv_read() would. Not for
 * a file of one column: whether a blank line of it is an answer depends on what follows. */
bool svy_csv_read_part(const SvyInput *input,
                       const SvyCsvOptions *options,
                       SvyFindings *findings,
                       SvyCsvCounts *counts,
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
