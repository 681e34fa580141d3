/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wilson's limits for other modules of this layer. */
#pragma once

/* Limits for @x of @n, 0 <= @x <= @n, @n > 0, where @z is the normal quantile. */
void svy_proportion_compute_wilson(double x, double n, double z, double *ret_lo, double *ret_hi);
