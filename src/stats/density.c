/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Densities by a Gaussian kernel. */
#include <surveystat/density.h>

#include <glib.h>
#include <math.h>

#include "stats/argument-private.h"

#define LARGEST 1e140 /* so that squares are finite */

/* Pieces narrower than this, in bandwidths, by a series: a difference of two shares would lose
 * their digits. The first term that is left out is below 1e-14 of the whole. */
static const double narrow = 1e-3;

/* --- Bandwidth ------------------------------------------------------------------------------ */

static bool check_spread(const char *name, double spread, GError **error)
{
    return isnan(spread) || (spread >= 0 && spread <= LARGEST) ||
           svy_argument_refuse(name, spread, "0 to 1e140", error);
}

/* min(sd, IQR / 1.34) of what is known and above 0; 0: nothing is. */
static double find_spread(double sd, double iqr)
{
    const double a = sd > 0 ? sd : HUGE_VAL, b = iqr > 0 ? iqr / 1.34 : HUGE_VAL;
    const double spread = fmin(a, b);

    return isfinite(spread) ? spread : 0;
}

bool svy_density_find_bandwidth(size_t n_groups,
                                const double n[],
                                const double sds[],
                                const double iqrs[],
                                double *ret_bandwidth,
                                GError **error)
{
    double people = 0, squares = 0;

    g_return_val_if_fail(n_groups == 0 || (n != NULL && sds != NULL && iqrs != NULL), false);
    g_return_val_if_fail(ret_bandwidth != NULL, false);
    for (size_t i = 0; i < n_groups; i++) {
        if (!svy_argument_check_count("a number of people", n[i], error) ||
            !check_spread("a standard deviation", sds[i], error) ||
            !check_spread("a distance between quartiles", iqrs[i], error))
            return false;

        const double spread = find_spread(sds[i], iqrs[i]);

        people += n[i];
        squares += n[i] * spread * spread;
    }
    *ret_bandwidth = 0;
    if (people > 0)
        *ret_bandwidth = 0.9 * sqrt(squares / people) * pow(people / (double)n_groups, -0.2);
    return true;
}

/* --- Density -------------------------------------------------------------------------------- */

static bool check_value(const char *name, double value, GError **error)
{
    return fabs(value) <= LARGEST || svy_argument_refuse(name, value, "within 1e140", error);
}

static bool check_pieces(size_t n,
                         const double from[],
                         const double to[],
                         const double weights[],
                         GError **error)
{
    for (size_t i = 0; i < n; i++) {
        if (!check_value("a value", from[i], error) ||
            (to != NULL && !check_value("a limit", to[i], error)) ||
            (weights != NULL && !svy_argument_check_count("a weight", weights[i], error)))
            return false;
        if (to != NULL && to[i] < from[i])
            return svy_argument_refuse("a limit", to[i], "no smaller than the one before it",
                                       error);
    }
    return true;
}

static bool check_places(size_t n, const double at[], GError **error)
{
    for (size_t i = 0; i < n; i++) {
        if (!check_value("a place", at[i], error))
            return false;
    }
    return true;
}

static double get_normal(double z)
{
    return exp(-z * z / 2) / sqrt(2 * G_PI);
}

/* Phi(b) - Phi(a), from the tail in which both lie. */
static double get_share_between(double a, double b)
{
    if (a > 0)
        return (erfc(a / G_SQRT2) - erfc(b / G_SQRT2)) / 2;
    return (erfc(-b / G_SQRT2) - erfc(-a / G_SQRT2)) / 2;
}

/* The mean of the normal density from @a to @b, both in bandwidths. */
static double smooth_piece(double a, double b)
{
    const double width = b - a, middle = a + width / 2;

    if (width > narrow)
        return get_share_between(a, b) / width;
    return get_normal(middle) * (1 + (middle * middle - 1) * width * width / 24);
}

bool svy_density_compute(size_t n_pieces,
                         const double from[],
                         const double to[],
                         const double weights[],
                         double bandwidth,
                         size_t n_at,
                         const double at[],
                         double ret_density[],
                         GError **error)
{
    double total = 0;

    g_return_val_if_fail(n_pieces == 0 || from != NULL, false);
    g_return_val_if_fail(n_at == 0 || (at != NULL && ret_density != NULL), false);
    if (!(bandwidth > 0 && bandwidth <= LARGEST))
        return svy_argument_refuse("the bandwidth", bandwidth, "above 0", error);
    if (!check_pieces(n_pieces, from, to, weights, error) || !check_places(n_at, at, error))
        return false;
    for (size_t i = 0; i < n_pieces; i++)
        total += weights == NULL ? 1 : weights[i];
    for (size_t k = 0; k < n_at; k++) {
        double sum = 0;

        for (size_t i = 0; i < n_pieces; i++) {
            const double a = (from[i] - at[k]) / bandwidth;
            const double b = to == NULL ? a : (to[i] - at[k]) / bandwidth;

            sum += (weights == NULL ? 1 : weights[i]) * smooth_piece(a, b);
        }
        ret_density[k] = total > 0 ? sum / total / bandwidth : 0;
    }
    return true;
}
