/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The noncentral t distribution, which GSL does not have. */
#pragma once

/* P(T > t) for T of noncentral t with @df > 0 and @delta >= 0; @t >= 0. */
double svy_noncentral_t_compute_above(double t, double df, double delta);
