/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The binomial and the hypergeometric distribution. */
#include "stats/binomial-private.h"

#include <float.h>
#include <math.h>

#include "stats/beta-private.h"

double svy_binomial_compute_mass(double k, double n, double p)
{
    if (!(p > 0))
        return k > 0 ? 0 : 1;
    if (!(p < 1))
        return k < n ? 0 : 1;
    if (!(k > 0))
        return exp(n * log1p(-p));
    if (!(k < n))
        return exp(n * log(p));
    return svy_beta_compute_weight(p, k, n - k) * (n / k / (n - k));
}

/* P(X >= k) summed outwards from @k, which is not below the mean. */
static double sum_above(double k, double n, double p)
{
    double term = svy_binomial_compute_mass(k, n, p), sum = term;

    for (; term > sum * DBL_EPSILON / 8; k++) {
        term *= (n - k) / (k + 1) * (p / (1 - p));
        sum += term;
    }
    return sum;
}

/* P(X <= k) summed outwards from @k, which is not above the mean. */
static double sum_below(double k, double n, double p)
{
    double term = svy_binomial_compute_mass(k, n, p), sum = term;

    for (; term > sum * DBL_EPSILON / 8; k--) {
        term *= k / (n - k + 1) * ((1 - p) / p);
        sum += term;
    }
    return sum;
}

double svy_binomial_compute_below(double k, double n, double p)
{
    if (k < 0)
        return 0;
    if (k >= n || !(p > 0))
        return 1;
    if (!(p < 1))
        return 0;
    return k <= n * p ? sum_below(k, n, p) : 1 - sum_above(k + 1, n, p);
}

double svy_binomial_compute_above(double k, double n, double p)
{
    if (k <= 0)
        return 1;
    if (k > n || !(p > 0))
        return 0;
    if (!(p < 1))
        return 1;
    return k >= n * p ? sum_above(k, n, p) : 1 - sum_below(k - 1, n, p);
}

/* As a ratio of binomial probabilities with p = n / population (Loader 2000): all three are near
 * their modes where it matters, so nothing large is subtracted. */
static double hypergeometric_mass(double x, double n, double marked, double population)
{
    const double p = n / population, others = population - marked;

    if (x < 0 || x > marked || n - x < 0 || n - x > others)
        return 0;
    return svy_binomial_compute_mass(x, marked, p) * svy_binomial_compute_mass(n - x, others, p) /
           svy_binomial_compute_mass(n, population, p);
}

/* P(X >= x) summed outwards from @x, which is not below the mean. */
static double sum_outwards(double x, double n, double marked, double population)
{
    double term = hypergeometric_mass(x, n, marked, population), sum = term;

    for (double k = x; term > sum * DBL_EPSILON / 8; k++) {
        term *= (marked - k) / (k + 1) * ((n - k) / (population - marked - n + k + 1));
        sum += term;
    }
    return sum;
}

double svy_hypergeometric_compute_above(double x, double n, double marked, double population)
{
    if (x >= n * (marked / population))
        return sum_outwards(x, n, marked, population);
    /* The marked and the others exchange their parts. */
    return 1 - sum_outwards(n - x + 1, n, population - marked, population);
}

double svy_hypergeometric_compute_below(double x, double n, double marked, double population)
{
    return svy_hypergeometric_compute_above(n - x, n, population - marked, population);
}
