/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables by group of what a case has, for charts with a panel for each group. */
#pragma once

#include "cases.h"

/* Adds to the case's result the tables of its question, grid, gap and numbers by "q5". */
void svy_cases_add_each(SvyChartCase *one, const SvyCaseRow *rows, size_t n_rows);
