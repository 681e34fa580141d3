/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The incomplete beta function and its inverse. */
#include "stats/beta-private.h"

#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <math.h>

#include "stats/gsl-wrap.h"

typedef struct {
    double p, a, b;
    SvyTail tail;
} QuantileProblem;

/* Steps grow like sqrt(a + b) at worst; 1e6 is enough up to 1e11. */
static const int max_terms = 1000000;
static const double tiny = 1e-300; /* stands for 0 in a denominator (Lentz) */

/* Below small_x the rounding of 1 - x spoils the fraction for the upper tail; the series takes
 * about (a + b) x terms, so it is used where that is not many. */
static const double small_x = 0.1, max_expected = 1e4;

/* How much more a deviates from its expected m = (a + b) x than it should, as half a deviance:
 * a log(a / m) - a + m, where @excess = m / a - 1, without cancellation near 0. Far below a, it is
 * the excess that has no digits left of m. */
static double half_deviance(double a, double m, double excess)
{
    gsl_sf_result log_term;

    if (!(m > 0))
        return HUGE_VAL;
    if (m < a / 2)
        return a * (log(a) - log(m) - 1) + m;
    if (gsl_sf_log_1plusx_mx_e(excess, &log_term) != 0)
        return a * (excess - log1p(excess));
    return -a * log_term.val;
}

static double regulated_gamma(double a)
{
    gsl_sf_result result;

    return gsl_sf_gammastar_e(a, &result) == 0 ? result.val : (double)NAN;
}

/* x^a (1-x)^b / B(a,b) in the saddle-point form of C. Loader (2000): Stirling's formula is divided
 * out by hand, so that no two large numbers are subtracted. */
double svy_beta_compute_weight(double x, double a, double b)
{
    const double n = a + b;
    const double excess = n * x - a; /* what the a side has too much, the b side has too little */
    const double exponent =
        half_deviance(a, n * x, excess / a) + half_deviance(b, n * (1 - x), -excess / b);
    const double stirling = regulated_gamma(n) / regulated_gamma(a) / regulated_gamma(b);

    return stirling * sqrt(a / n * b / (2 * G_PI)) * exp(-exponent);
}

static double away_from_zero(double value)
{
    return fabs(value) < tiny ? tiny : value;
}

/* Coefficient number @k, from 1, of the fraction 1 + d1 / (1 + d2 / ...): DLMF 8.17.22. */
static double fraction_coefficient(int k, double x, double a, double b)
{
    const double m = k / 2;

    if (k % 2 == 0)
        return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
}

/* The fraction by Lentz's method; converges fast for x below the mean. */
static double continued_fraction(double x, double a, double b)
{
    double c = 1, d = 0, value = 1;

    for (int k = 1; k <= max_terms; k++) {
        const double coefficient = fraction_coefficient(k, x, a, b);

        d = 1 / away_from_zero(1 + coefficient * d);
        c = away_from_zero(1 + coefficient / c);
        value *= c * d;
        if (fabs(c * d - 1) < GSL_DBL_EPSILON)
            return value;
    }
    return (double)NAN;
}

/* I_x(a, b) for x above the mean, by the series of positive terms DLMF 8.17.8. */
static double power_series(double x, double a, double b)
{
    double term = svy_beta_compute_weight(x, a, b) / a, sum = term;

    if (term < tiny) /* so far out that nothing is left beyond x */
        return 1;
    for (int k = 0; k <= max_terms; k++) {
        term *= (a + b + k) / (a + 1 + k) * x;
        sum += term;
        if (term < GSL_DBL_EPSILON / 8 && (a + b + k) * x < a + 1 + k)
            return fmin(1, sum);
    }
    return (double)NAN;
}

double svy_beta_compute_tail(double x, double a, double b, SvyTail tail)
{
    const bool is_below_mean = x < (a + 1) / (a + b + 2);
    const bool is_lower = tail == SVY_TAIL_LOWER;
    double near_tail;

    svy_stats_init();
    if (!(x > 0))
        return is_lower ? 0 : 1;
    if (!(x < 1))
        return is_lower ? 1 : 0;

    if (is_below_mean)
        near_tail = svy_beta_compute_weight(x, a, b) / a / continued_fraction(x, a, b);
    else if (x < small_x && (a + b) * x < max_expected)
        near_tail = 1 - power_series(x, a, b);
    else
        near_tail = svy_beta_compute_weight(x, a, b) / b / continued_fraction(1 - x, b, a);
    return is_below_mean == is_lower ? near_tail : 1 - near_tail;
}

static double excess_probability(double x, void *user_data)
{
    const QuantileProblem *problem = user_data;

    return svy_beta_compute_tail(x, problem->a, problem->b, problem->tail) - problem->p;
}

bool svy_beta_find_quantile(double p,
                            double a,
                            double b,
                            SvyTail tail,
                            double *ret_x,
                            GError **error)
{
    QuantileProblem problem = {.p = p, .a = a, .b = b, .tail = tail};
    const gsl_function function = {.function = excess_probability, .params = &problem};

    return svy_gsl_find_root(&function, 0, 1, 0, ret_x, error);
}
