/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables by two questions at once, for charts that draw one by the other in panels. */
#pragma once

#include "cases.h"

/* Adds to the case's result, which has its tables by "q1" and by "q5", those by both. */
void svy_cases_add_crossed(SvyChartCase *one);
