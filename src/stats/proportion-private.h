/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of one-proportion intervals for other modules of this layer. */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>

/* Limits for @x of @n, both checked and @n > 0. */
typedef bool (*SvyShareLimits)(double x,
                               double n,
                               double level,
                               double *ret_lo,
                               double *ret_hi,
                               GError **error);

/* 0 <= x <= n, both finite, and the level. */
bool svy_proportion_check(double x, double n, double level, GError **error);

/* What all methods share: the range of the arguments, the empty base, the estimate. */
bool svy_proportion_estimate(const char *method,
                             SvyShareLimits compute_limits,
                             double x,
                             double n,
                             double level,
                             SvyEstimate *ret_p,
                             GError **error);

/* Wilson's limits for @x of @n, 0 <= @x <= @n, @n > 0, where @z is the normal quantile. */
void svy_proportion_compute_wilson(double x, double n, double z, double *ret_lo, double *ret_hi);

/* The same with continuity correction. */
void svy_proportion_compute_wilson_cc(double x, double n, double z, double *ret_lo, double *ret_hi);
