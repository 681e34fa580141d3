/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The upper tail of the noncentral t distribution as a Poisson mixture of beta tails (Lenth 1989):
 * P(T > t) = sum over j of (p_j Q(j + 1/2) + q_j Q(j + 1)) / 2, where Q(a) = 1 - I_x(a, df / 2),
 * x = t^2 / (df + t^2), p_j is Poisson(lambda) with lambda = delta^2 / 2, and q_j = delta / sqrt(2)
 * e^-lambda lambda^j / Gamma(j + 3/2). All terms are positive, so a small tail keeps its digits. */
#include "stats/noncentral-t-private.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "stats/beta-private.h"
#include "stats/gsl-wrap.h"

typedef struct {
    double x, y, df; /* of the beta tails; y = 1 - x */
    double lambda, delta;
} Mixture;

/* Poisson weights are computed from the mode by ratios; beyond this the tail is 1 or nothing. */
static const double max_delta = 1000;

/* Q(a): by the smaller of x and y, which is known to more digits. */
static double beta_tail(const Mixture *mixture, double a)
{
    const double half_df = mixture->df / 2;

    if (mixture->y < mixture->x)
        return svy_beta_compute_tail(mixture->y, half_df, a, SVY_TAIL_LOWER);
    return svy_beta_compute_tail(mixture->x, a, half_df, SVY_TAIL_UPPER);
}

static double compute_term(const Mixture *mixture, double j, double p, double q)
{
    return (p * beta_tail(mixture, j + 0.5) + q * beta_tail(mixture, j + 1)) / 2;
}

/* With Stirling's formula divided out, as in beta.c; @j is near @lambda. */
static double poisson_mass(double j, double lambda)
{
    gsl_sf_result gamma_star;
    const double excess = lambda - j;

    if (!(j > 0) || gsl_sf_gammastar_e(j, &gamma_star) != 0)
        return exp(-lambda);
    return exp(j * log1p(excess / j) - excess) / (sqrt(2 * M_PI * j) * gamma_star.val);
}

/* Gamma(a + 1/2) / Gamma(a), likewise: GSL's Pochhammer symbol has 11 digits for large a. */
static double half_step(double a)
{
    gsl_sf_result gamma_star, gamma_star_half;

    if (gsl_sf_gammastar_e(a, &gamma_star) != 0 ||
        gsl_sf_gammastar_e(a + 0.5, &gamma_star_half) != 0)
        return (double)NAN;
    return sqrt(a) * exp(a * log1p(0.5 / a) - 0.5) * gamma_star_half.val / gamma_star.val;
}

/* From the mode of the weights upwards, then downwards, until the weights are nothing. */
static double sum_mixture(const Mixture *mixture)
{
    const double mode = floor(mixture->lambda);
    const double p_mode = poisson_mass(mode, mixture->lambda);
    const double q_mode = p_mode * mixture->delta / M_SQRT2 / half_step(mode + 1);
    double p = p_mode, q = q_mode, total = 0;

    for (double j = mode; p + q > total * DBL_EPSILON / 64; j++) {
        total += compute_term(mixture, j, p, q);
        p *= mixture->lambda / (j + 1);
        q *= mixture->lambda / (j + 1.5);
    }
    p = p_mode;
    q = q_mode;
    for (double j = mode; j > 0 && p + q > total * DBL_EPSILON / 64; j--) {
        p *= j / mixture->lambda;
        q *= (j + 0.5) / mixture->lambda;
        total += compute_term(mixture, j - 1, p, q);
    }
    return fmin(1, total);
}

double svy_noncentral_t_compute_above(double t, double df, double delta)
{
    const Mixture mixture = {
        .x = t / (t + df / t),
        .y = df / (df + t * t),
        .df = df,
        .lambda = delta * delta / 2,
        .delta = delta,
    };

    svy_stats_init();
    if (!(t > 0))
        return gsl_cdf_ugaussian_P(delta);
    if (delta > max_delta)
        return gsl_cdf_chisq_P(df * (delta / t) * (delta / t), df);
    return sum_mixture(&mixture);
}
