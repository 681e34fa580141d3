/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The studentized range: two integrals by the trapezoidal rule (see chi-mean.c for why). */
#include "stats/studentized-range-private.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "stats/argument-private.h"
#include "stats/chi-mean-private.h"
#include "stats/gsl-wrap.h"

typedef struct {
    double q;
    size_t k;
} RangeProblem;

typedef struct {
    double p;
    size_t k;
    double df;
} QuantileProblem;

static const double step = 0.125, reach = 10;
static const double large_df = 1e12, max_q = 1e9;

/* P(range of @k normal values > w) = k times the integral of
 * phi(z) (A^(k-1) - (A - C)^(k-1)), A = Phi(z), C = Phi(z - w): z is the largest value, and not all
 * others are within w below it. All terms are positive, so a small tail keeps its digits. */
static double range_tail(double w, size_t k)
{
    const double others = (double)k - 1;
    double sum = 0;

    for (double z = w / 2 - reach; z <= w / 2 + reach; z += step) {
        const double a = gsl_cdf_ugaussian_P(z), c = gsl_cdf_ugaussian_P(z - w);

        if (a > 0)
            sum -= gsl_ran_ugaussian_pdf(z) * pow(a, others) * expm1(others * log1p(-c / a));
    }
    return fmin(1, (double)k * sum * step);
}

static double range_tail_at(double s, const void *user_data)
{
    const RangeProblem *problem = user_data;

    return range_tail(problem->q * s, problem->k);
}

double svy_studentized_range_compute_tail(double q, size_t k, double df)
{
    const RangeProblem problem = {.q = q, .k = k};

    if (!(q > 0))
        return 1;
    if (df > large_df)
        return range_tail(q, k);
    return fmin(1, svy_chi_mean_compute(df, q * q / 2, 0, range_tail_at, &problem));
}

static double excess_tail(double q, void *user_data)
{
    const QuantileProblem *problem = user_data;

    return svy_studentized_range_compute_tail(q, problem->k, problem->df) - problem->p;
}

bool svy_studentized_range_find_quantile(double p,
                                         size_t k,
                                         double df,
                                         double *ret_q,
                                         GError **error)
{
    QuantileProblem problem = {.p = p, .k = k, .df = df};
    const gsl_function function = {.function = excess_tail, .params = &problem};
    double hi = 4;

    while (excess_tail(hi, &problem) > 0 && hi < max_q)
        hi *= 2;
    if (!(hi < max_q))
        return svy_argument_refuse("the confidence level", 1 - p,
                                   "one whose limit of the studentized range is below 1e9", error);
    return svy_gsl_find_root(&function, 0, hi, 0, ret_q, error);
}
