/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Number, mean and spread of values: what the comparisons of means are made from.
 *
 * A million answers become four numbers here, from the values themselves or from a count per value;
 * the functions of means.h and effect.h take these numbers and never see the people again.
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/** What is known of a group of values. Fill it with the functions below. */
typedef struct {
    double n;         /* cases */
    double mean;      /* 0 when there are no cases */
    double mean_rest; /* what rounding took from the mean: mean + mean_rest has twice the digits */
    double ss;        /* sum of squared deviations from the mean; 0 exactly when all are alike */
} SvyMoments;

/**
 * Number, mean and sum of squares of values.
 *
 * Corrected two-pass sums round a value of the data: no cancellation, however far the values lie
 * from 0 (NIST NumAcc4, SmLs09: all digits that the values have as doubles).
 *
 * @n:           number of values; 0 is allowed
 * @y:           [n] values; NaN is missing and left out; within 1e140
 * @ret_moments: (out) the numbers
 * @error:       (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_moments; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT  a value is beyond 1e140
 * Cost:    O(n), three passes, no allocation; safe to call from several threads.
 * Source:  Chan, Golub & LeVeque (1983), Am. Stat. 37, 242-247.
 * Test:    tests/reference/numeric/
 */
bool svy_moments_compute(size_t n, const double y[], SvyMoments *ret_moments, GError **error);

/**
 * The same from how often each value occurs.
 *
 * @n_levels:    number of different values
 * @scores:      [n_levels] the values, finite
 * @counts:      [n_levels] how many people have each; finite, 0 or more, need not be whole
 * @ret_moments: (out) the numbers
 * @error:       (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_moments; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT  a value or count is outside its range
 * Cost:    O(n_levels), no allocation; safe to call from several threads.
 * Source:  as svy_moments_compute().
 * Test:    tests/unit/stats/test_moments.c
 */
bool svy_moments_compute_counts(size_t n_levels,
                                const double scores[],
                                const double counts[],
                                SvyMoments *ret_moments,
                                GError **error);

/**
 * Standard deviation with divisor n - 1.
 *
 * @moments: the numbers
 *
 * Returns: the standard deviation; NaN with fewer than two cases.
 * Cost:    O(1).
 * Test:    tests/reference/numeric/
 */
double svy_moments_get_sd(const SvyMoments *moments);

/**
 * The mean with Student's interval.
 *
 * mean +- t(n-1) sd / sqrt(n).
 *
 * @moments:  the numbers
 * @level:    confidence level, 0 < level < 1
 * @ret_mean: (out) the mean with se, df and limits
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_mean; false and leaves it as it was.
 * Status:  NO_CASES without cases; NO_VARIANCE with one, or if all are alike: value is the mean.
 * Errors:  SVY_ERROR_ARGUMENT  @level is outside (0, 1)
 * Cost:    O(1).
 * Source:  Student (1908), Biometrika 6, 1-25; equals R t.test(y)$conf.int.
 * Test:    tests/unit/stats/test_moments.c
 */
bool svy_moments_estimate_mean(const SvyMoments *moments,
                               double level,
                               SvyEstimate *ret_mean,
                               GError **error);

/**
 * The difference of two means, to full accuracy where the means are nearly alike.
 *
 * @a: the first group
 * @b: the second group
 *
 * Returns: mean of @a minus mean of @b.
 * Cost:    O(1).
 * Test:    tests/reference/numeric/
 */
double svy_moments_get_difference(const SvyMoments *a, const SvyMoments *b);

#pragma GCC visibility pop
