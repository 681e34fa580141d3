/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables that the kinds of charts are tried with. */
#include "cases.h"
#include "table-cases-cross.h"

const SvyCaseTable svy_case_tables[] = {
    {"segments-3", svy_cases_make_segments_3},
    {NULL, NULL},
};
