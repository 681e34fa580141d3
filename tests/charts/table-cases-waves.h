/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of change and of what was wanted. */
#pragma once

#include "cases.h"

/* The rows of the case as answers in 2019, 2021 and 2025: from who follows to who uses. Where rows
 * have a small base, the second wave has it. */
SvyTable svy_cases_make_waves(const SvyCaseRow *rows, size_t n_rows);

/* The rows as targets: at least, at most, and an outside figure in turn; the first belongs to the
 * question of the waves. */
SvyTable svy_cases_make_targets(const SvyCaseRow *rows, size_t n_rows);
