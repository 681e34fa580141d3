/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tails of the chi-square distribution, central and not. */
#include "stats/chi-square-private.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <math.h>

#include "stats/gsl-wrap.h"

typedef struct {
    double x, df, p;
    SvyTail tail;
} NoncentralProblem;

static const double far_tail = 1e-290; /* below it the logarithm is taken before, not after */
static const int max_terms = 100000;

/* Poisson weights below this part of the largest are left out. */
static const double smallest_weight = 1e-18;

double svy_chi_square_compute_upper(double x, double df)
{
    svy_stats_init();
    return gsl_cdf_chisq_Q(x, df);
}

/* log of the incomplete gamma ratio Q(a, x) for x far above a, by the continued fraction
 * DLMF 8.9.2 (Lentz's method): Q = x^a e^-x / (Gamma(a) (x + 1 - a + ...)). */
static double log_far_tail(double a, double x)
{
    double b = x + 1 - a, c = HUGE_VAL, d = 1 / b, fraction = d;

    for (int k = 1; k <= max_terms; k++) {
        const double numerator = -k * (k - a);

        b += 2;
        d = 1 / (b + numerator * d);
        c = b + numerator / c;
        fraction *= c * d;
        if (fabs(c * d - 1) < GSL_DBL_EPSILON)
            break;
    }
    return a * log(x) - x - gsl_sf_lngamma(a) + log(fraction);
}

double svy_chi_square_compute_log10_upper(double x, double df)
{
    const double upper = svy_chi_square_compute_upper(x, df);

    if (upper > 0.5)
        return log1p(-gsl_cdf_chisq_P(x, df)) / G_LN10;
    if (upper > far_tail)
        return log10(upper);
    return log_far_tail(df / 2, x / 2) / G_LN10;
}

/* --- Noncentral ----------------------------------------------------------------------------- */

/* y^b e^-y / Gamma(b + 1): by how much the tail at y of a gamma variable of shape b differs from
 * that of shape b + 1. Stirling's formula is divided out by hand, as large numbers would cancel. */
static double step_between_shapes(double b, double y)
{
    gsl_sf_result log_term, regulated;
    const double excess = y / b - 1;

    if (!(excess > -1) || gsl_sf_gammastar_e(b, &regulated) != 0)
        return 0;
    if (gsl_sf_log_1plusx_mx_e(excess, &log_term) != 0)
        log_term.val = log1p(excess) - excess;
    return exp(b * log_term.val) / (sqrt(2 * G_PI * b) * regulated.val);
}

/* A Poisson mixture of central tails, from the most likely term outwards in both directions. */
typedef struct {
    double weighted, weights;
} Mixture;

static void add_terms_above(Mixture *mixture,
                            double y,
                            double shape,
                            double h,
                            double mode,
                            double tail_at_mode,
                            double sign)
{
    double weight = 1, tail = tail_at_mode, step = step_between_shapes(shape + mode, y);

    for (double j = mode + 1;; j++) {
        weight *= h / j;
        if (weight < smallest_weight)
            return;
        tail += sign * step;
        step *= y / (shape + j);
        mixture->weighted += weight * fmax(0, tail);
        mixture->weights += weight;
    }
}

static void add_terms_below(Mixture *mixture,
                            double y,
                            double shape,
                            double h,
                            double mode,
                            double tail_at_mode,
                            double sign)
{
    double weight = 1, tail = tail_at_mode, step = step_between_shapes(shape + mode, y);

    for (double j = mode; j > 0; j--) {
        weight *= j / h;
        if (weight < smallest_weight)
            return;
        step *= (shape + j) / y;
        tail -= sign * step;
        mixture->weighted += weight * fmax(0, tail);
        mixture->weights += weight;
    }
}

double svy_chi_square_compute_noncentral(double x, double df, double ncp, SvyTail tail)
{
    const double y = x / 2, shape = df / 2, h = ncp / 2, mode = floor(h);
    const bool is_lower = tail == SVY_TAIL_LOWER;
    const double sign = is_lower ? -1 : 1; /* a larger shape has more above y */

    svy_stats_init();
    if (!(x > 0))
        return is_lower ? 0 : 1;

    const double at_mode =
        is_lower ? gsl_cdf_chisq_P(x, df + 2 * mode) : gsl_cdf_chisq_Q(x, df + 2 * mode);
    Mixture mixture = {.weighted = at_mode, .weights = 1};

    add_terms_above(&mixture, y, shape, h, mode, at_mode, sign);
    add_terms_below(&mixture, y, shape, h, mode, at_mode, sign);
    return fmin(1, mixture.weighted / mixture.weights);
}

static double excess_probability(double ncp, void *user_data)
{
    const NoncentralProblem *problem = user_data;

    return svy_chi_square_compute_noncentral(problem->x, problem->df, ncp, problem->tail) -
           problem->p;
}

bool svy_chi_square_find_noncentrality(double x,
                                       double df,
                                       double p,
                                       SvyTail tail,
                                       double *ret_ncp,
                                       GError **error)
{
    NoncentralProblem problem = {.x = x, .df = df, .p = p, .tail = tail};
    const gsl_function function = {.function = excess_probability, .params = &problem};
    const double sign = tail == SVY_TAIL_LOWER ? -1 : 1; /* more noncentrality, less below x */
    double hi = x + df + 1;

    if (sign * excess_probability(0, &problem) >= 0) {
        *ret_ncp = 0;
        return true;
    }
    while (sign * excess_probability(hi, &problem) <= 0)
        hi *= 2;
    return svy_gsl_find_root(&function, 0, hi, 0, ret_ncp, error);
}
