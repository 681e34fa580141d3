/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of numbers, rankings and ladders for drawing. */
#pragma once

#include "cases.h"

SvyTable svy_case_make_bins(const SvyCaseRow *rows, size_t n_rows);
SvyTable svy_case_make_numbers(const SvyCaseRow *rows, size_t n_rows);
SvyTable svy_case_make_numbers_by(const SvyCaseRow *rows, size_t n_rows);
SvyTable svy_case_make_numbers_of_few(const SvyCaseRow *rows, size_t n_rows);
SvyTable svy_case_make_ranks(const SvyCaseRow *rows, size_t n_rows);
SvyTable svy_case_make_ladder(const SvyCaseRow *rows, size_t n_rows);
