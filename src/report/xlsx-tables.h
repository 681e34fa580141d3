/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gaps and questions as tables, so that a workbook has one form for everything. */
#pragma once

#include <surveystat/result.h>

#include <glib.h>

/* All tables of a workbook: gaps, closed questions, then the tables of the result. [of SvyTable,
 * owned where made here] The result must outlive them. */
GPtrArray *svy_xlsx_tables_list(const SvyResult *result);
