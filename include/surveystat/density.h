/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How thickly values lie: curves that a Gaussian kernel smooths.
 *
 * Values may be known one by one, or only as how many of them lie between two limits; the same sum
 * holds for both.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <surveystat/error.h>

#pragma GCC visibility push(default)

/**
 * One bandwidth for all of some groups by Silverman's rule of thumb.
 *
 * 0.9 A m^(-1/5); A^2 is the mean of the squares of the groups' min(sd, IQR / 1.34), each counted
 * with its people, m the mean size of a group. Of the two spreads of a group one that is 0 or NaN
 * is not used. For one group it is R's bw.nrd0().
 *
 * @n_groups:      number of groups; 0 is allowed
 * @n:             [n_groups] people in each, 0 or more; with weights their effective number
 * @sds:           [n_groups] standard deviation of each, 0 or more; NaN: not known
 * @iqrs:          [n_groups] distance between the quartiles of each, 0 or more; NaN: not known
 * @ret_bandwidth: (out) in the unit of the values; 0 where nobody differs or there is nobody
 * @error:         (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_bandwidth; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT  a number of people or a spread is negative or infinite
 * Cost:    O(n_groups), no allocation; safe to call from several threads.
 * Source:  Silverman (1986), Density Estimation for Statistics and Data Analysis, 3.4.2, eq. 3.31.
 * Test:    tests/reference/density/
 */
bool svy_density_find_bandwidth(size_t n_groups,
                                const double n[],
                                const double sds[],
                                const double iqrs[],
                                double *ret_bandwidth,
                                GError **error);

/**
 * The density of some pieces, smoothed by a Gaussian kernel.
 *
 * f(x) = sum(w_i k_i(x)) / sum(w_i); of a piece that is one value, k_i is the normal density
 * about it with standard deviation @bandwidth; of one from a to b, the mean of that over all values
 * from a to b: (Phi((x - a) / h) - Phi((x - b) / h)) / (b - a). Summed directly: no grid, no
 * transform.
 *
 * @n_pieces:    number of pieces; 0 is allowed
 * @from:        [n_pieces] the value, or where the piece begins; finite
 * @to:          [n_pieces] (nullable) where it ends, no smaller than @from; NULL: all are one value
 * @weights:     [n_pieces] (nullable) people in each, or their weight; 0 or more; NULL: one each
 * @bandwidth:   h, above 0
 * @n_at:        number of places
 * @at:          [n_at] x; finite
 * @ret_density: (out) [n_at] per unit of the values; all 0 where no piece has weight
 * @error:       (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_density; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT  a number is not finite, a piece ends before it begins, a weight is
 *                              negative, or @bandwidth is not above 0
 * Cost:    O(n_pieces n_at), no allocation; safe to call from several threads.
 * Source:  Silverman (1986), 2.4; equals R density() before its binning.
 * Test:    tests/reference/density/
 */
bool svy_density_compute(size_t n_pieces,
                         const double from[],
                         const double to[],
                         const double weights[],
                         double bandwidth,
                         size_t n_at,
                         const double at[],
                         double ret_density[],
                         GError **error);

#pragma GCC visibility pop
