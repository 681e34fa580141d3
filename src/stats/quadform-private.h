/* SPDX-License-Identifier: GPL-3.0-or-later */
/* P(sum of lambda_j * chi-square with h_j df > 0), lambda of both signs: tests whose statistic is a
 * mixture of chi-squares over an independent chi-square. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* By integration of the characteristic function along a line through the saddle point (Imhof's
 * integral, moved to where it does not cancel): about 14 digits, also of a very small probability.
 * @lambda [n], not all of one sign; @h [n] above 0, not necessarily whole. NaN when it fails. */
double svy_quadform_compute_tail(size_t n, const double lambda[], const double h[]);

/* The saddle-point approximation (Barndorff-Nielsen's form; Kuonen 1999). */
double svy_quadform_approximate_tail(size_t n, const double lambda[], const double h[]);
