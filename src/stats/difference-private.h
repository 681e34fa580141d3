/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checking two groups, for other modules of this layer. */
#pragma once

#include <surveystat/difference.h>

/* 0 <= x <= n in both groups, all finite. */
bool svy_difference_check(const SvyTwoShares *shares, GError **error);
