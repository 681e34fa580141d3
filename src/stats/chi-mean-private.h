/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Averages over the spread of an estimated standard deviation: the outer integral of the
 * studentized range and of noncentral t. */
#pragma once

/* A smooth function of s = estimated / true standard deviation, 0 or more. */
typedef double (*SvyChiFunction)(double s, const void *user_data);

/* The mean of @function(S) where df S^2 is chi-square with @df > 0. @fall says how the function
 * falls for large s, as exp(-@fall s^2 / 2), 0 when it need not; @steepness is its largest relative
 * change over a step of log s, 0 when it follows from @fall. */
double svy_chi_mean_compute(double df,
                            double fall,
                            double steepness,
                            SvyChiFunction function,
                            const void *user_data);
