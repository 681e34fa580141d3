/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GSL behind our error idiom. Only this layer includes it. */
#pragma once

#include <gsl/gsl_math.h>
#include <gsl/gsl_roots.h>
#include <surveystat/error.h>
#include <surveystat/stats-init.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_root_fsolver, gsl_root_fsolver_free)

/* True for GSL_SUCCESS; otherwise sets SVY_ERROR_NUMERIC (SVY_ERROR_NO_MEMORY for GSL_ENOMEM) with
 * GSL's own words; @doing completes "cannot ...". */
bool svy_gsl_check(int status, const char *doing, GError **error);

/* The root of @function between @lo and @hi, where its signs must differ, by Brent's method, until
 * the bracket is narrower than @epsabs plus some units in the last place. */
bool svy_gsl_find_root(const gsl_function *function,
                       double lo,
                       double hi,
                       double epsabs,
                       double *ret_root,
                       GError **error);

/* How many standard errors a two-sided normal interval reaches: 1.96 for @level 0.95. */
double svy_gsl_find_normal_quantile(double level);
