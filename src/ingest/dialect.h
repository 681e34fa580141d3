/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The delimiter of a file, found by the width of its first records. */
#pragma once

#include "ingest/csv-reader.h"

typedef struct {
    char delimiter;
    size_t n_skip_lines; /* 1 when the first line is "sep=;" */
} SvyDialect;

/* @wanted is a delimiter that the user named, or 0. What was not a comma is said in a finding. */
bool svy_dialect_detect(SvyInput *input,
                        const SvyEncoding *encoding,
                        char wanted,
                        SvyFindings *findings,
                        SvyDialect *ret_dialect,
                        GError **error);

/* The same for a table that begins below @n_skip_lines lines. */
bool svy_dialect_detect_below(SvyInput *input,
                              const SvyEncoding *encoding,
                              char wanted,
                              size_t n_skip_lines,
                              SvyFindings *findings,
                              SvyDialect *ret_dialect,
                              GError **error);

/* Another delimiter than that of @options by which the one record behind their skipped lines has
 * @width fields; 0: there is none. */
char svy_dialect_guess_other(SvyInput *input, const SvyCsvOptions *options, size_t width);

/* All records of a small table that a person may have saved in any way: a codebook, a data
 * dictionary. Over SVY_LIMIT_SMALL_FILE_BYTES it is SVY_ERROR_LIMIT with @mend. */
bool svy_dialect_read_table(const char *path, const char *mend, SvyHead **ret_rows, GError **error);

/* Word for a delimiter: "comma", "tab", ... Static. */
const char *svy_dialect_get_name(char delimiter);
