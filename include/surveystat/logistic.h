/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Logistic regression: what goes with a yes.
 *
 * Maximum likelihood is the default. Where a combination of columns separates yes from no (all in a
 * group said yes, say) it does not exist: is_separated is set, no diverged numbers are given, and
 * Firth's penalized likelihood is to be used, which always exists.
 *
 * Rows may be people, or patterns with their number of people as weight (one row for yes, one for
 * no): a million people in ten segments are twenty rows.
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

typedef enum {
    SVY_LOGISTIC_ML,
    SVY_LOGISTIC_FIRTH,
} SvyLogisticMethod;

/** One coefficient: the change of the log odds for one unit of its column. */
typedef struct {
    double value, se;
    double wald_lo, wald_hi, p_wald;
    double profile_lo, profile_hi; /* by the (penalized) likelihood; NaN if it has no end there */
    double p_lr;                   /* likelihood ratio test of 0 */
} SvyLogisticCoef;

typedef struct {
    double loglik; /* penalized for Firth */
    bool is_separated;
    SvyStatus status; /* UNDEFINED: separated, and maximum likelihood was asked for */
} SvyLogisticFit;

/**
 * Logistic regression with Wald and profile limits.
 *
 * log odds = x b. ML maximizes l(b); Firth l(b) + log |information(b)| / 2. Newton's method until
 * no fitted log odds change by 1e-13; limits where the likelihood profile falls by half the
 * chi-square quantile. Separation (Albert & Anderson 1984) is seen in that the fitted log odds of
 * ML never settle.
 *
 * @method:   ML or Firth
 * @n:        number of rows
 * @k:        number of columns of @x, at least 1; the intercept is a column of ones
 * @x:        [n x k] row by row; within 1e100
 * @y:        [n] 1 for yes, 0 for no
 * @w:        [n] (nullable) number of people of each row; finite, 0 or more
 * @level:    confidence level, 0 < level < 1
 * @ret_coef: (out) [k] coefficients; all NaN with status UNDEFINED
 * @ret_fit:  (out) the whole
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves them as they were.
 * Status:  NO_CASES if all weights are 0; UNDEFINED if ML does not exist.
 * Errors:  SVY_ERROR_ARGUMENT   a value is outside its range
 *          SVY_ERROR_DATA       a column follows from the others
 *          SVY_ERROR_NUMERIC    the iteration did not converge
 *          SVY_ERROR_NO_MEMORY  the workspace of k^2 numbers cannot be allocated
 * Cost:    about 10 passes over the table for ML and 50 k for the profiles, each O(n k^2); no
 *          allocation in a pass; safe to call from several threads.
 * Source:  McCullagh & Nelder (1989); Firth (1993), Biometrika 80, 27-38; Heinze & Schemper (2002),
 *          Stat. Med. 21, 2409-2419. ML equals R glm(family = binomial).
 * Test:    tests/reference/regression/
 */
bool svy_logistic_fit(SvyLogisticMethod method,
                      size_t n,
                      size_t k,
                      const double x[],
                      const double y[],
                      const double w[],
                      double level,
                      SvyLogisticCoef ret_coef[],
                      SvyLogisticFit *ret_fit,
                      GError **error);

/**
 * Average marginal effects: by how much the chance of yes changes, on average over the people.
 *
 * For a column of zeros and ones the mean of p(with 1) - p(with 0); for others the mean slope
 * b p (1 - p). Standard errors by the delta method from the inverse information.
 *
 * @method:   ML or Firth
 * @n:        number of rows
 * @k:        number of columns of @x, at least 1
 * @x:        [n x k] row by row; within 1e100
 * @y:        [n] 1 for yes, 0 for no
 * @w:        [n] (nullable) number of people of each row; finite, 0 or more
 * @level:    confidence level, 0 < level < 1
 * @ret_ame:  (out) [k] effects as differences of shares; of a constant column UNDEFINED
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_ame; false and leaves it as it was.
 * Status:  of each: NO_CASES; UNDEFINED for a constant column, and for all if ML does not exist.
 * Errors:  SVY_ERROR_ARGUMENT   a value is outside its range
 *          SVY_ERROR_DATA       a column follows from the others
 *          SVY_ERROR_NUMERIC    the iteration did not converge
 *          SVY_ERROR_NO_MEMORY  the workspace of k^2 numbers cannot be allocated
 * Cost:    about 10 passes over the table, each O(n k^2); safe to call from several threads.
 * Source:  Bartus (2005), Stata J. 5, 309-329; equals Stata margins, dydx(*).
 * Test:    tests/reference/regression/
 */
bool svy_logistic_marginal_effects(SvyLogisticMethod method,
                                   size_t n,
                                   size_t k,
                                   const double x[],
                                   const double y[],
                                   const double w[],
                                   double level,
                                   SvyEstimate ret_ame[],
                                   GError **error);

#pragma GCC visibility pop
