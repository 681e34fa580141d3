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

/* Word for a delimiter: "comma", "tab", ... Static. */
const char *svy_dialect_get_name(char delimiter);
