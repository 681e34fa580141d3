/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Quantiles of values, with intervals that assume nothing about their distribution.
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/**
 * A quantile and its interval between two of the ordered values.
 *
 * With h = (n - 1) q + 1 the quantile is x(h) of the ordered values, between two of them by a
 * straight line (definition 7 of Hyndman & Fan; the median of an even number is the mean of the two
 * in the middle). Limits are the narrowest pair of ordered values with at most (1 - level) / 2
 * outside on either side, by the binomial distribution of the number of values below the quantile:
 * they cover at least as often as @level says, whatever the distribution. Where so few values reach
 * no such pair, both limits are NaN and the quantile stands alone.
 *
 * @n_levels:     number of different values; 0 is allowed
 * @values:       [n_levels] the values, finite, ascending
 * @counts:       [n_levels] (nullable) how many people have each: whole, 0 or more; NULL: one each
 * @q:            which quantile, 0 < q < 1 (0.5 for the median)
 * @level:        confidence level, 0 < level < 1
 * @ret_quantile: (out) the quantile; se and df are NaN
 * @error:        (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_quantile; false and leaves it as it was.
 * Status:  NO_CASES without values.
 * Errors:  SVY_ERROR_ARGUMENT  @q or @level is outside (0, 1), a count is negative or not whole, or
 *                              there are more than 1e9 cases
 * Cost:    O(n_levels), no allocation; safe to call from several threads.
 * Source:  Hyndman & Fan (1996), Am. Stat. 50, 361-365, equals R quantile(); Conover (1999),
 *          Practical Nonparametric Statistics, 3.2.
 * Test:    tests/unit/stats/test_quantile.c
 */
bool svy_quantile_compute(size_t n_levels,
                          const double values[],
                          const double counts[],
                          double q,
                          double level,
                          SvyEstimate *ret_quantile,
                          GError **error);

/**
 * The same with one of the nine definitions of Hyndman & Fan.
 *
 * 1 to 3 are steps: 1 the inverse of the share at or below a value, 2 the same with the mean of two
 * values at a step, 3 the nearest even rank. 4 to 9 are straight lines between the points
 * (k - a)/(n + 1 - a - b) of the k-th value: (a, b) = 4 (0, 1), 5 (1/2, 1/2), 6 (0, 0), 7 (1, 1),
 * 8 (1/3, 1/3), 9 (3/8, 3/8). The interval is that of svy_quantile_compute() whatever the type.
 *
 * @n_levels:     number of different values; 0 is allowed
 * @values:       [n_levels] the values, finite, ascending
 * @counts:       [n_levels] (nullable) how many people have each: whole, 0 or more; NULL: one each
 * @q:            which quantile, 0 < q < 1 (0.5 for the median)
 * @type:         1 to 9
 * @level:        confidence level, 0 < level < 1
 * @ret_quantile: (out) the quantile; se and df are NaN
 * @error:        (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_quantile; false and leaves it as it was.
 * Status:  NO_CASES without values.
 * Errors:  SVY_ERROR_ARGUMENT  as svy_quantile_compute(), or @type is not 1 to 9
 * Cost:    O(n_levels), no allocation; safe to call from several threads.
 * Source:  Hyndman & Fan (1996), Am. Stat. 50, 361-365; equals R quantile(type = ).
 * Test:    tests/reference/quantile/
 */
bool svy_quantile_compute_type(size_t n_levels,
                               const double values[],
                               const double counts[],
                               double q,
                               unsigned type,
                               double level,
                               SvyEstimate *ret_quantile,
                               GError **error);

#pragma GCC visibility pop
