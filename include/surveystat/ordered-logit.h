/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Proportional odds regression: what goes with a higher answer on an ordered scale.
 */
#pragma once

#include <stdint.h>
#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/**
 * Proportional odds (cumulative logit) regression by maximum likelihood.
 *
 * log odds(answer <= j) = threshold(j) - x b: a positive coefficient goes with higher answers, and
 * exp(b) is the odds ratio at each place where the scale may be cut. Newton's method until no step
 * exceeds 1e-12; Wald limits from the observed information.
 *
 * @n:              number of rows
 * @k:              number of columns of @x, without a column of ones; 0 is allowed
 * @n_levels:       number of levels, at least 2; each must be in use
 * @x:              [n x k] row by row; within 1e100; NULL if @k is 0
 * @y:              [n] the level of each, 0 to n_levels - 1
 * @w:              [n] (nullable) number of people of each row; finite, 0 or more
 * @level:          confidence level, 0 < level < 1
 * @ret_coef:       (out) [k] coefficients with se and Wald limits
 * @ret_thresholds: (out) [n_levels - 1] thresholds with se and Wald limits
 * @ret_loglik:     (out) log likelihood; NaN unless the status is OK
 * @error:          (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves them as they were.
 * Status:  of all: NO_CASES; UNDEFINED if a level is not in use, or the columns separate the levels
 *          so that there is no maximum.
 * Errors:  SVY_ERROR_ARGUMENT   a value is outside its range
 *          SVY_ERROR_DATA       a column is constant or follows from the others
 *          SVY_ERROR_NO_MEMORY  the workspace of (k + n_levels)^2 numbers cannot be allocated
 * Cost:    about 10 passes over the rows, each O(n (k + n_levels)^2); no allocation in a pass; safe
 *          to call from several threads.
 * Source:  McCullagh (1980), J. R. Stat. Soc. B 42, 109-142; equals R MASS::polr().
 * Test:    tests/reference/effect/
 */
bool svy_ordered_logit_fit(size_t n,
                           size_t k,
                           size_t n_levels,
                           const double x[],
                           const int32_t y[],
                           const double w[],
                           double level,
                           SvyEstimate ret_coef[],
                           SvyEstimate ret_thresholds[],
                           double *ret_loglik,
                           GError **error);

#pragma GCC visibility pop
