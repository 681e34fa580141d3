/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GSL behind our error idiom: handler off, status to GError, autoptr. */
#include "stats/gsl-wrap.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <pthread.h>

#include "base/error.h"

/* Brent needs about 10 to 60 steps here; bisection alone would need 1100 at worst. */
static const int max_steps = 1200;
static const double relative_width = 4 * GSL_DBL_EPSILON;

static void turn_handler_off(void)
{
    gsl_set_error_handler_off();
}

void svy_stats_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    (void)pthread_once(&once, turn_handler_off);
}

bool svy_gsl_check(int status, const char *doing, GError **error)
{
    if (status == GSL_SUCCESS)
        return true;
    return svy_error_set(error, status == GSL_ENOMEM ? SVY_ERROR_NO_MEMORY : SVY_ERROR_NUMERIC,
                         NULL, NULL, "cannot %s: %s", doing, gsl_strerror(status));
}

bool svy_gsl_find_root(const gsl_function *function,
                       double lo,
                       double hi,
                       double epsabs,
                       double *ret_root,
                       GError **error)
{
    gsl_function copy = *function; /* GSL takes it as not const */
    int status = GSL_CONTINUE;

    svy_stats_init();
    g_autoptr(gsl_root_fsolver) solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (solver == NULL)
        return svy_gsl_check(GSL_ENOMEM, "find a root", error);
    if (!svy_gsl_check(gsl_root_fsolver_set(solver, &copy, lo, hi), "bracket a root", error))
        return false;

    for (int step = 0; status == GSL_CONTINUE && step < max_steps; step++) {
        status = gsl_root_fsolver_iterate(solver);
        if (status == GSL_SUCCESS)
            status =
                gsl_root_test_interval(gsl_root_fsolver_x_lower(solver),
                                       gsl_root_fsolver_x_upper(solver), epsabs, relative_width);
    }
    if (!svy_gsl_check(status, "find a root", error))
        return false;

    *ret_root = gsl_root_fsolver_root(solver);
    return true;
}

double svy_gsl_find_normal_quantile(double level)
{
    svy_stats_init();
    return gsl_cdf_ugaussian_Qinv((1 - level) / 2);
}
