/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables that the kinds of charts are tried with. */
#include "cases.h"

const SvyCaseTable svy_case_tables[] = {
    {NULL, NULL},
};
