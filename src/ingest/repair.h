/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that was opened with the wrong delimiter in a spreadsheet and saved: whole records in one
 * cell with their quotes doubled, cut where the wrong delimiter stood in a text, and padded with
 * ";;;;" at the end. */
#pragma once

#include "ingest/csv-reader.h"

/* Whether it is worth while to look for such a damage. @head: (nullable) the first records, NULL
 * when they could not be read. */
bool svy_repair_is_suspected(const SvyHead *head);

/* Undoes the damage: @input then holds what the file was before, as UTF-8, and @encoding says so.
 * The input stays as it is, without an error, unless the records come out with one width. */
bool svy_repair_undo(SvyInput *input,
                     SvyEncoding *encoding,
                     SvyFindings *findings,
                     bool *ret_is_repaired,
                     GError **error);
