/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading from bytes that are there already, for fuzz targets and tests; reading a file again. */
#pragma once

#include <surveystat/ingest.h>

#include "ingest/dialect.h"
#include "ingest/input.h"

/* As svy_ingest_read(), from @input (transfer full); nothing is looked for beside it. */
bool svy_ingest_read_input(SvyInput *input,
                           const SvyReadOptions *options,
                           SvyDataset **ret_dataset,
                           GError **error);

/* What svy_ingest_read() finds out before the records: encoding and dialect, with the lines above
 * the header. @input (transfer none) holds then what the file was before a spreadsheet damaged it.
 */
bool svy_ingest_look_at(SvyInput *input,
                        const SvyReadOptions *options,
                        SvyFindings *findings,
                        SvyEncoding *ret_encoding,
                        SvyDialect *ret_dialect,
                        GError **error);
