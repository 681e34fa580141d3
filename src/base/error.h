/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making errors; the public part is surveystat/error.h. */
#pragma once

#include <surveystat/error.h>

/* Sets @error with the one form that all messages have:
 *     FILE:LINE:FIELD: error: WHAT. HOW TO MEND.
 * A field may have a name in place of a number: SvyPlace.key.
 * Unknown parts of @place are left out; a NULL @place gives "error: WHAT. ...". @mend (nullable)
 * is one or more full sentences without the last full stop (a question mark stays). Returns false,
 * so that a caller may write `return svy_error_set(...)`. */
bool svy_error_set(GError **error,
                   SvyErrorCode code,
                   const SvyPlace *place,
                   const char *mend,
                   const char *format,
                   ...) G_GNUC_PRINTF(5, 6);

/* "no memory for WHAT", code SVY_ERROR_NO_MEMORY; @what in words: "the weights". */
bool svy_error_set_memory(GError **error, const char *what);

/* The same for a failed system call: adds the text of @errnum, code SVY_ERROR_IO. */
bool svy_error_set_errno(GError **error, int errnum, const char *file, const char *doing);
