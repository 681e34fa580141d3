/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbook of a report: an index, then a sheet for each gap, closed question and table. Only in
 * builds with the option xlsx. */
#pragma once

#include <surveystat/result.h>

#include <glib.h>

/* Rows of a table on one sheet; a longer one goes on on the next sheet. A sheet has 1,048,576 rows,
 * the head and what is said below the table among them. */
#define SVY_XLSX_MAX_ROWS 1048000u

/* Makes the workbook in @scratch, an empty folder on the file system of the output, and reads it
 * back: SVY_ERROR_IO when what is there is not what was written, as on a full disk. @max_rows is at
 * most SVY_XLSX_MAX_ROWS. */
bool svy_write_xlsx(const SvyResult *result,
                    const char *scratch,
                    size_t max_rows,
                    GBytes **ret_workbook,
                    GError **error);
