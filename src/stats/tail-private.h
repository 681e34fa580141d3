/* SPDX-License-Identifier: GPL-3.0-or-later */
/* p-values of t and F to all digits, however far out: gsl_cdf_tdist_Q and gsl_cdf_fdist_Q lose
 * digits in the far tail (7 are left at 1e-85). */
#pragma once

/* Two-sided p of a t value; @df may be infinite. */
double svy_tail_compute_t_p(double t, double df);

/* Upper tail of an F value; NaN when a number is not finite or a df is not above 0. */
double svy_tail_compute_f_p(double f, double df1, double df2);
