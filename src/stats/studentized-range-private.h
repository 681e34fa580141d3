/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The studentized range, which GSL does not have. */
#pragma once

#include <stddef.h>
#include <surveystat/error.h>

/* P(range of @k normal values / estimated standard deviation > q) for @k >= 2, @df > 0; @df may be
 * infinite. Keeps its relative accuracy in the tail: 12 digits and more. */
double svy_studentized_range_compute_tail(double q, size_t k, double df);

/* The q that is exceeded with probability @p, 0 < @p < 1. */
bool svy_studentized_range_find_quantile(double p,
                                         size_t k,
                                         double df,
                                         double *ret_q,
                                         GError **error);
