/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of estimates with a line of no effect. */
#pragma once

#include "cases.h"

/* The rows of the case as groups: the odds of use against those of following, under one or two
 * questions; and their gaps. */
SvyTable svy_cases_make_drivers(const SvyCaseRow *rows, size_t n_rows);
SvyTable svy_cases_make_gap_segments(const SvyCaseRow *rows, size_t n_rows);
