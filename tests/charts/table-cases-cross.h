/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of answers by groups. */
#pragma once

#include "cases.h"

/* The rows of the case as answers: by three groups, and by six. Where rows have odd labels the
 * groups are called by them; where the bases of rows differ the groups have them. */
SvyTable svy_cases_make_segments_3(const SvyCaseRow *rows, size_t n_rows);
SvyTable svy_cases_make_segments_6(const SvyCaseRow *rows, size_t n_rows);
