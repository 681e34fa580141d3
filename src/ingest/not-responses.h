/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that come from surveys and hold no responses: results that somebody has counted already. */
#pragma once

#include "ingest/csv-reader.h"

/* False, with SVY_ERROR_DATA that says what to export instead, when the first records are those of
 * a summary, of a data dictionary, or of a codebook. */
bool svy_not_responses_check(const SvyHead *head, const char *file, GError **error);

/* The same for tables of percentages or shares. For files that no survey tool is known to have
 * written. */
bool svy_not_responses_check_table(const SvyHead *head, const char *file, GError **error);
