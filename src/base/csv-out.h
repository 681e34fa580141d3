/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing CSV: RFC 4180 with LF, UTF-8 without BOM. Text that a spreadsheet would run as a formula
 * (it begins, after blanks, with = + - @ or their full-width twins, or holds TAB, CR or NUL in
 * front) gets a leading apostrophe, as OWASP ASVS 1.2.10 asks; numbers written by the functions for
 * numbers stay numbers. */
#pragma once

#include <glib.h>
#include <stddef.h>

/* What stood in a cell before svy_csv_append_text() made it harmless; who reads a file of ours asks
 * this. */
const char *svy_csv_get_text(const char *cell);

/* Each appends one field to the current record, with a comma where needed. */
void svy_csv_append_text(GString *out, const char *text); /* NULL: an empty field */
void svy_csv_append_number(GString *out, double value);   /* shortest exact form; NaN, inf: empty */
void svy_csv_append_count(GString *out, size_t n);

/* Ends the record. */
void svy_csv_end_row(GString *out);

/* A whole record of texts, [NULL-terminated]. */
void svy_csv_append_row(GString *out, const char *const fields[]);
