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
    double x, df; /* of the beta tails */
    double lambda, delta;
} Mixture;

/* Poisson weights are computed from the mode by ratios; beyond this the tail is 1 or nothing. */
static const double max_delta = 1000;

static double compute_term(const Mixture *mixture, double j, double p, double q)
{
    const double half_df = mixture->df / 2;

    return (p * svy_beta_compute_tail(mixture->x, j + 0.5, half_df, SVY_TAIL_UPPER) +
            q * svy_beta_compute_tail(mixture->x, j + 1, half_df, SVY_TAIL_UPPER)) /
           2;
}

static double poisson_mass(double j, double lambda)
{
    return lambda > 0 ? exp(j * log(lambda) - lambda - gsl_sf_lngamma(j + 1)) : j > 0 ? 0 : 1;
}

/* From the mode of the weights upwards, then downwards, until the weights are nothing. */
static double sum_mixture(const Mixture *mixture)
{
    const double mode = floor(mixture->lambda);
    const double p_mode = poisson_mass(mode, mixture->lambda);
    const double q_mode = p_mode * mixture->delta / M_SQRT2 *
                          exp(gsl_sf_lngamma(mode + 1) - gsl_sf_lngamma(mode + 1.5));
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
        .x = t / (t + df / t), .df = df, .lambda = delta * delta / 2, .delta = delta};

    svy_stats_init();
    if (!(t > 0))
        return gsl_cdf_ugaussian_P(delta);
    if (delta > max_delta)
        return gsl_cdf_chisq_P(df * (delta / t) * (delta / t), df);
    return sum_mixture(&mixture);
}
