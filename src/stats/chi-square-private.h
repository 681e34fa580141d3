/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tails of the chi-square distribution beyond what a double can hold, and its noncentral form,
 * which GSL has not. */
#pragma once

#include <surveystat/error.h>

#include "stats/beta-private.h"

/* P(X > @x) for X chi-square with @df > 0, @x >= 0. */
double svy_chi_square_compute_upper(double x, double df);

/* log10 of it, also where the tail itself is below the smallest double. */
double svy_chi_square_compute_log10_upper(double x, double df);

/* P(X <= x) or P(X > x) for X noncentral chi-square with noncentrality @ncp >= 0. */
double svy_chi_square_compute_noncentral(double x, double df, double ncp, SvyTail tail);

/* The noncentrality at which the @tail at @x holds the probability @p, 0 < @p < 1; 0 when it holds
 * less (lower tail) or more (upper tail) than that even without any. */
bool svy_chi_square_find_noncentrality(double x,
                                       double df,
                                       double p,
                                       SvyTail tail,
                                       double *ret_ncp,
                                       GError **error);
