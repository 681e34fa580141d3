/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables that the kinds of charts are tried with. */
#include "cases.h"
#include "table-cases-cross.h"
#include "table-cases-forest.h"
#include "table-cases-nums.h"
#include "table-cases-waves.h"

const SvyCaseTable svy_case_tables[] = {
    {"segments-3", svy_cases_make_segments_3},
    {"bins-q20", svy_case_make_bins},
    {"numbers", svy_case_make_numbers},
    {"rank-q21", svy_case_make_ranks},
    {"ladder-1", svy_case_make_ladder},
    {"segments-6", svy_cases_make_segments_6},
    {"combinations", svy_case_table_combinations},
    {"states", svy_case_table_states},
    {"numbers-q20-by-q1", svy_case_make_numbers_by},
    {"numbers-q20-of-few", svy_case_make_numbers_of_few},
    {"drivers-q8", svy_cases_make_drivers},
    {"gap-q7-q8-by-q9", svy_cases_make_gap_segments},
    {"segments-q9-by-q1", svy_cases_make_waves},
    {"targets", svy_cases_make_targets},
    {NULL, NULL},
};
