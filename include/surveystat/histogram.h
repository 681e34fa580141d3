/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Intervals of a histogram at round limits.
 */
#pragma once

#include <surveystat/error.h>

#pragma GCC visibility push(default)

/** Intervals of one round width. Read the limits with svy_histogram_get_edge(). */
typedef struct {
    size_t n;         /* intervals; 0: no values */
    double width;     /* 1, 2 or 5 times a power of ten */
    double raw_width; /* before it was made round; 0 when all values are alike */
    double first;     /* number of the first interval, counted from 0 in widths */
    int digit, power; /* width = digit times ten to the power */
} SvyHistogram;

/**
 * Intervals by the rule of Freedman & Diaconis, at round limits.
 *
 * The width 2 IQR n^(-1/3) (definition 7 of the quartiles) becomes the nearest of 1, 2 and 5 times
 * a power of ten on the logarithmic scale; without a distance between the quartiles it is
 * 3.49 sd n^(-1/3) (Scott), and 1 when all values are alike. Whole numbers have intervals of at
 * least 1, and of 1 when they lie within 15. An interval holds its lower limit and not its upper
 * one. More than 200 intervals are made fewer by the next larger round widths.
 *
 * @n:             number of values; 0 is allowed
 * @values:        [n] the values, within 1e140, ascending
 * @ret_histogram: (out) the intervals from the smallest to the largest value
 * @error:         (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_histogram; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT  a value is not finite, beyond 1e140 or smaller than the one before
 * Cost:    O(n), no allocation; safe to call from several threads.
 * Source:  Freedman & Diaconis (1981), Z. Wahrscheinlichkeitstheorie 57, 453-476; Scott (1979),
 *          Biometrika 66, 605-610.
 * Test:    tests/reference/quantile/
 */
bool svy_histogram_find_bins(size_t n,
                             const double values[],
                             SvyHistogram *ret_histogram,
                             GError **error);

/**
 * A limit of the intervals: number i is from edge i to under edge i + 1.
 *
 * @histogram: the intervals
 * @i:         0 to their number
 *
 * Returns: the limit, rounded once: 0.3 and not 0.30000000000000004.
 * Cost:    O(1).
 * Test:    tests/reference/quantile/
 */
double svy_histogram_get_edge(const SvyHistogram *histogram, size_t i);

/**
 * The interval of a value.
 *
 * @histogram: the intervals; there is at least one
 * @value:     between the smallest and the largest of the values they were made for
 *
 * Returns: its number, from 0.
 * Cost:    O(1).
 * Test:    tests/reference/quantile/
 */
size_t svy_histogram_get_place(const SvyHistogram *histogram, double value);

#pragma GCC visibility pop
