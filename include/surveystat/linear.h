/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Linear regression by least squares.
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/** A straight line. With status NO_VARIANCE there is no standard error (two people). */
typedef struct {
    double intercept, slope;
    double intercept_se, slope_se;
    double residual_sd;
    double r2;        /* NaN if y does not vary */
    double statistic; /* F of the slope; NaN if nothing is left over or y does not vary */
    double df, p;
    size_t n;
    SvyStatus status;
} SvyLine;

/** What a regression on several variables says beside its coefficients. */
typedef struct {
    double residual_sd;
    double df;                /* n - k */
    double r2, r2_adjusted;   /* about the mean if a column is constant, else about 0 */
    double statistic, df1, p; /* F of all but the constant */
    double rss;
    SvyStatus status;
} SvyLinearFit;

/**
 * A straight line through points.
 *
 * @n:        number of people; 0 is allowed
 * @y:        [n] what is explained; NaN on either side leaves the person out
 * @x:        [n] what explains it
 * @ret_line: (out) the line
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_line; false and leaves it as it was.
 * Status:  NO_CASES; UNDEFINED if x does not vary; NO_VARIANCE with two people: no se.
 * Errors:  SVY_ERROR_ARGUMENT   a value is infinite
 *          SVY_ERROR_NO_MEMORY  a copy of the values cannot be allocated
 * Cost:    O(n), memory for 2 n numbers; safe to call from several threads.
 * Source:  equals R lm(y ~ x); NIST StRD Norris.
 * Test:    tests/reference/regression/
 */
bool svy_linear_line(size_t n,
                     const double y[],
                     const double x[],
                     SvyLine *ret_line,
                     GError **error);

/**
 * Least squares on several variables, by a QR decomposition with refinement.
 *
 * @n:            number of people
 * @k:            number of columns, the intercept among them; 1 to n
 * @y:            [n] what is explained; finite
 * @x:            [n x k] row by row; finite
 * @w:            [n] (nullable) weights, more than 0: the error variance of a row is s^2 / w
 * @level:        confidence level, 0 < level < 1
 * @ret_coef:     (out) [k] coefficients with se, df and limits by t
 * @ret_fit:      (out) the whole
 * @error:        (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves them as they were.
 * Status:  of each: NO_VARIANCE if n = k, so that there are values but no standard errors.
 * Errors:  SVY_ERROR_ARGUMENT   a value, weight or @level is outside its range
 *          SVY_ERROR_DATA       fewer rows than columns, or a column that follows from the others
 *          SVY_ERROR_NO_MEMORY  a copy of the table cannot be allocated
 * Cost:    O(n k^2), memory for n (k + 3) numbers; safe to call from several threads.
 * Source:  equals R lm(); NIST StRD Longley.
 * Test:    tests/reference/regression/
 */
bool svy_linear_fit(size_t n,
                    size_t k,
                    const double y[],
                    const double x[],
                    const double w[],
                    double level,
                    SvyEstimate ret_coef[],
                    SvyLinearFit *ret_fit,
                    GError **error);

#pragma GCC visibility pop
