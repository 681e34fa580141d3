/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Far tails of t and F. */
#include "stats/tail-private.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stats/beta-private.h"

double svy_tail_compute_t_p(double t, double df)
{
    if (isinf(df) && isfinite(t))
        return fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(t)));
    return svy_tail_compute_f_p(t * t, 1, df);
}

double svy_tail_compute_f_p(double f, double df1, double df2)
{
    if (!isfinite(f) || !(df1 > 0) || !(df2 > 0))
        return (double)NAN;
    if (!(f > 0))
        return 1;
    return svy_beta_compute_tail(df2 / (df2 + df1 * f), df2 / 2, df1 / 2, SVY_TAIL_LOWER);
}
