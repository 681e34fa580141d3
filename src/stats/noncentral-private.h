/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Noncentral t and F, which GSL does not have, for intervals of effect sizes. */
#pragma once

#include <surveystat/error.h>

#include "stats/beta-private.h"

/* P(T <= t) or P(T > t) for noncentral t with @df > 0. */
double svy_noncentral_compute_t(double t, double df, double shift, SvyTail tail);

/* P(F <= f) or P(F > f) for noncentral F; @lambda >= 0. */
double svy_noncentral_compute_f(double f, double df1, double df2, double lambda, SvyTail tail);

/* The shift at which @t has the probability @p in its @tail. */
bool svy_noncentral_find_t_shift(double t,
                                 double df,
                                 double p,
                                 SvyTail tail,
                                 double *ret_shift,
                                 GError **error);

/* The lambda at which @f has the probability @p in its @tail; 0 when no lambda is that small. */
bool svy_noncentral_find_lambda(double f,
                                double df1,
                                double df2,
                                double p,
                                SvyTail tail,
                                double *ret_lambda,
                                GError **error);
