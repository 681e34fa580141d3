/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The binomial and the hypergeometric distribution, to full accuracy for large counts.
 *
 * GSL's densities take 32-bit counts and go through differences of log-gamma, which costs digits
 * for large counts. */
#pragma once

/* P(X = k) for X of binomial(@n, @p); 0 <= @k <= @n, 0 <= @p <= 1. Need not be whole. */
double svy_binomial_compute_mass(double k, double n, double p);

/* For whole @k and @n, in O(sqrt(n)) steps; a small tail keeps its relative accuracy.
 * P(X <= k); 0 when @k < 0, 1 when @k >= @n. */
double svy_binomial_compute_below(double k, double n, double p);

/* P(X >= k); 1 when @k <= 0, 0 when @k > @n. */
double svy_binomial_compute_above(double k, double n, double p);

/* P(X <= x) and P(X >= x) where X counts the marked among @n drawn from @population without
 * replacement, @marked of whom are marked. All whole; 0 < @n < @population. */
double svy_hypergeometric_compute_below(double x, double n, double marked, double population);
double svy_hypergeometric_compute_above(double x, double n, double marked, double population);
