/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a workbook back: libxlsxwriter reports success when a temporary file was cut off. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* What a sheet must hold. */
typedef struct {
    size_t n_rows, n_cells;
} SvyXlsxSize;

/* Every part is whole by its CRC and well-formed XML in UTF-8, every number is one in any locale,
 * and sheet i has the rows and cells of @sizes [n_sheets]. Else SVY_ERROR_IO. */
bool svy_xlsx_check(GBytes *workbook, size_t n_sheets, const SvyXlsxSize sizes[], GError **error);
