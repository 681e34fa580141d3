/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers from one named generator. */
#include "stats/random.h"

#include <gsl/gsl_rng.h>
#include <math.h>

#include "stats/gsl-wrap.h"

struct SvyRandom {
    gsl_rng *generator;
};

SvyRandom *svy_random_new(uint32_t seed)
{
    g_autoptr(SvyRandom) random = g_try_new0(SvyRandom, 1);

    svy_stats_init();
    if (random == NULL)
        return NULL;
    random->generator = gsl_rng_alloc(gsl_rng_mt19937);
    if (random->generator == NULL)
        return NULL;
    gsl_rng_set(random->generator, seed);
    return g_steal_pointer(&random);
}

void svy_random_free(SvyRandom *random)
{
    if (random == NULL)
        return;
    if (random->generator != NULL)
        gsl_rng_free(random->generator);
    g_free(random);
}

double svy_random_get_uniform(SvyRandom *random)
{
    return gsl_rng_uniform(random->generator);
}

size_t svy_random_get_index(SvyRandom *random, size_t n)
{
    return gsl_rng_uniform_int(random->generator, n);
}

static double log_choose(double n, double k)
{
    int sign;

    return lgamma_r(n + 1, &sign) - lgamma_r(k + 1, &sign) - lgamma_r(n - k + 1, &sign);
}

/* Inversion from the mode outwards, nearest values first: the number of steps is of the order of
 * the standard deviation. GSL's own walks up from 0 and is lost for large counts. */
double svy_random_get_hypergeometric(SvyRandom *random,
                                     double n_marked,
                                     double n_others,
                                     double n_drawn)
{
    const double lo = fmax(0, n_drawn - n_others), hi = fmin(n_drawn, n_marked);
    const double mode =
        fmin(hi, fmax(lo, floor((n_drawn + 1) * ((n_marked + 1) / (n_marked + n_others + 2)))));
    const double at_mode =
        lo < hi ? exp(log_choose(n_marked, mode) + log_choose(n_others, n_drawn - mode) -
                      log_choose(n_marked + n_others, n_drawn))
                : 1;
    double left = svy_random_get_uniform(random) - at_mode;
    double below = mode, above = mode, p_below = at_mode, p_above = at_mode;

    while (left >= 0 && (below > lo || above < hi)) {
        if (above < hi) {
            p_above *= (n_marked - above) * (n_drawn - above) /
                       ((above + 1) * (n_others - n_drawn + above + 1));
            above++;
            left -= p_above;
            if (left < 0)
                return above;
        }
        if (below > lo) {
            p_below *= below * (n_others - n_drawn + below) /
                       ((n_marked - below + 1) * (n_drawn - below + 1));
            below--;
            left -= p_below;
            if (left < 0)
                return below;
        }
    }
    return mode; /* also when rounding has left a crumb over */
}
