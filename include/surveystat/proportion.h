/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * One proportion: x of n people, with an interval.
 *
 * The default everywhere in surveystat is Wilson's interval. The others answer a stated wish:
 * Clopper-Pearson where at least the nominal coverage must be guaranteed, Jeffreys where a Bayesian
 * reading is wanted, Agresti-Coull where a reader wants to redo the interval by hand.
 *
 * Common to all: `value` is x / n, never the centre of the interval; `se` and `df` are NaN because
 * none of these intervals is value +- multiple of a standard error. With x = 0 the lower limit is
 * exactly 0 and with x = n the upper limit is exactly 1. x and n are doubles so that weighted
 * counts and effective sample sizes can be used; they need not be whole.
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/**
 * Proportion with Wilson's score interval.
 *
 * With z the (1 + level) / 2 quantile of the standard normal, the limits are the two roots of
 * (x/n - p)^2 = z^2 p (1 - p) / n:
 * (x + z^2/2 -+ z sqrt(x (n - x) / n + z^2/4)) / (n + z^2). No continuity correction.
 *
 * @x:     people who did; finite, 0 <= @x <= @n
 * @n:     people in the base; finite; 0 is allowed
 * @level: confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_p: (out) the share, 0 to 1, and its limits; method "Wilson"
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT  @x, @n or @level is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Wilson (1927), J. Am. Stat. Assoc. 22, 209-212; method 3 of Newcombe (1998a), Stat. Med.
 *          17, 857-872; equals R prop.test(x, n, correct = FALSE).
 * Test:    tests/reference/proportion/
 */
bool svy_proportion_wilson(double x, double n, double level, SvyEstimate *ret_p, GError **error);

/**
 * Proportion with the exact interval of Clopper and Pearson: coverage is never below the level.
 *
 * Limits are the (1 - level) / 2 quantile of beta(x, n - x + 1) and the (1 + level) / 2 quantile
 * of beta(x + 1, n - x). Wider than needed on average.
 *
 * @x:     people who did; finite, 0 <= @x <= @n
 * @n:     people in the base; finite; 0 is allowed
 * @level: confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_p: (out) the share, 0 to 1, and its limits; method "Clopper-Pearson"
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT   @x, @n or @level is outside its range
 *          SVY_ERROR_NUMERIC    the quantile was not found (not met up to n = 1e9)
 *          SVY_ERROR_NO_MEMORY  the workspace of the solver cannot be allocated
 * Cost:    some 40 evaluations of the incomplete beta function, each O(sqrt(n)); safe to call from
 *          several threads.
 * Source:  Clopper & Pearson (1934), Biometrika 26, 404-413; equals R binom.test(x, n)$conf.int.
 * Test:    tests/reference/proportion/
 */
bool svy_proportion_clopper_pearson(double x,
                                    double n,
                                    double level,
                                    SvyEstimate *ret_p,
                                    GError **error);

/**
 * Proportion with Jeffreys' equal-tailed interval.
 *
 * Limits are the (1 - level) / 2 and (1 + level) / 2 quantiles of beta(x + 1/2, n - x + 1/2), but
 * the lower limit is 0 at x = 0 and the upper limit is 1 at x = n (the rule of Brown, Cai &
 * DasGupta; plain beta quantiles, which some packages give, exclude 0 of 10 from its own interval).
 *
 * @x:     people who did; finite, 0 <= @x <= @n
 * @n:     people in the base; finite; 0 is allowed
 * @level: confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_p: (out) the share, 0 to 1, and its limits; method "Jeffreys"
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT   @x, @n or @level is outside its range
 *          SVY_ERROR_NUMERIC    the quantile was not found (not met up to n = 1e9)
 *          SVY_ERROR_NO_MEMORY  the workspace of the solver cannot be allocated
 * Cost:    some 40 evaluations of the incomplete beta function, each O(sqrt(n)); safe to call from
 *          several threads.
 * Source:  Brown, Cai & DasGupta (2001), Stat. Sci. 16, 101-133; equals R
 *          qbeta(c((1 - level) / 2, (1 + level) / 2), x + 0.5, n - x + 0.5) for 0 < x < n.
 * Test:    tests/reference/proportion/
 */
bool svy_proportion_jeffreys(double x, double n, double level, SvyEstimate *ret_p, GError **error);

/**
 * Proportion with the interval of Agresti and Coull.
 *
 * With z as for Wilson, m = n + z^2 and q = (x + z^2/2) / m, the limits are q -+ z sqrt(q (1-q) /
 * m), cut at 0 and 1. It contains Wilson's interval. z^2/2 is meant, not the shortcut "add 2
 * successes and 2 failures", which fits 95% only.
 *
 * @x:     people who did; finite, 0 <= @x <= @n
 * @n:     people in the base; finite; 0 is allowed
 * @level: confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_p: (out) the share x / n (not q), 0 to 1, and its limits; method "Agresti-Coull"
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT  @x, @n or @level is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Agresti & Coull (1998), Am. Stat. 52, 119-126.
 * Test:    tests/reference/proportion/
 */
bool svy_proportion_agresti_coull(double x,
                                  double n,
                                  double level,
                                  SvyEstimate *ret_p,
                                  GError **error);

#pragma GCC visibility pop
