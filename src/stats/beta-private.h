/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The beta distribution, to full accuracy for large counts.
 *
 * GSL 2.7.1's gsl_cdf_beta_P forms x^a (1-x)^b / B(a,b) from a difference of large logarithms,
 * which costs digits (relative error 7e-10 at a = b = 5e5, 5e-6 at 5e8), and its quantile fails for
 * some arguments and does not return for others. */
#pragma once

#include <surveystat/error.h>

typedef enum {
    SVY_TAIL_LOWER,
    SVY_TAIL_UPPER,
} SvyTail;

/* x^a (1-x)^b / B(a, b), without loss of digits for large @a and @b; @a, @b > 0, 0 < @x < 1. */
double svy_beta_compute_weight(double x, double a, double b);

/* P(X <= x) or P(X > x) for X of beta(@a, @b); @a, @b > 0, 0 <= @x <= 1. NaN if the continued
 * fraction does not converge within its (very large) limit. A small tail keeps its relative
 * accuracy, but for an upper tail at x < 0.1 the accuracy is absolute. */
double svy_beta_compute_tail(double x, double a, double b, SvyTail tail);

/* The x whose @tail holds the probability @p, 0 < @p < 1. */
bool svy_beta_find_quantile(double p,
                            double a,
                            double b,
                            SvyTail tail,
                            double *ret_x,
                            GError **error);
