/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles from ordered values. */
#include <surveystat/quantile.h>

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stats/argument-private.h"

#define MAX_CASES 1e9 /* GSL counts in unsigned */

static const char method_name[] = "order statistics";

typedef struct {
    size_t n_levels;
    const double *values, *counts;
    unsigned n; /* cases */
} Ordered;

static double count_of(const Ordered *ordered, size_t i)
{
    return ordered->counts == NULL ? 1 : ordered->counts[i];
}

/* The value of rank @rank, from 1 to n. */
static double value_at(const Ordered *ordered, double rank)
{
    double before = 0;
    size_t i = 0;

    while (i + 1 < ordered->n_levels && before + count_of(ordered, i) < rank)
        before += count_of(ordered, i++);
    return ordered->values[i];
}

/* Where a definition sees the quantile: @part of the way from one rank to the next; ranks outside 1
 * to n are those. The fuzz is R's: ranks that are whole but for rounding are whole. */
typedef struct {
    double rank, part;
} Place;

static const double fuzz = 4 * DBL_EPSILON;

/* Definitions 1 to 3: a step, at which 2 takes the middle and 3 the even rank. */
static Place find_step(double n, double q, unsigned type)
{
    const double h = type == 3 ? n * q - 0.5 : n * q;
    const double rank = floor(h + fuzz);
    const bool is_at_step = !(h > rank + fuzz);

    if (!is_at_step)
        return (Place){rank, 1};
    if (type == 2)
        return (Place){rank, 0.5};
    return (Place){rank, type == 3 && fmod(rank, 2) > 0 ? 1 : 0};
}

/* Definitions 4 to 9: straight lines between the points (k - a) / (n + 1 - a - b). */
static Place find_between(double n, double q, unsigned type)
{
    static const double a[] = {0, 0.5, 0, 1, 1.0 / 3, 0.375}, b[] = {1, 0.5, 0, 1, 1.0 / 3, 0.375};
    const double h = a[type - 4] + q * (n + 1 - a[type - 4] - b[type - 4]);
    const double rank = floor(h + fuzz), part = h - rank;

    return (Place){rank, part > fuzz ? part : 0};
}

static double interpolate(const Ordered *ordered, double q, unsigned type)
{
    const double n = (double)ordered->n;
    const Place place = type < 4 ? find_step(n, q, type) : find_between(n, q, type);
    const double low = value_at(ordered, fmin(fmax(place.rank, 1), n));
    const double high = value_at(ordered, fmin(fmax(place.rank + 1, 1), n));

    if (!(place.part > 0) || !(high > low))
        return low;
    return place.part < 1 ? (1 - place.part) * low + place.part * high : high;
}

/* The largest rank that lies above the quantile with probability at most @tail; 0: none. */
static unsigned find_low_rank(unsigned n, double q, double tail)
{
    unsigned low = 0, high = n;

    while (low < high) {
        const unsigned rank = low + (high - low + 1) / 2;

        if (gsl_cdf_binomial_P(rank - 1, q, n) <= tail)
            low = rank;
        else
            high = rank - 1;
    }
    return low;
}

static bool refuse(const char *name, double value, const char *wanted, GError **error)
{
    return svy_argument_refuse(name, value, wanted, error);
}

static bool count_cases(Ordered *ordered, GError **error)
{
    double n = 0;

    for (size_t i = 0; i < ordered->n_levels; i++) {
        const double count = count_of(ordered, i);

        if (!isfinite(ordered->values[i]))
            return refuse("a value", ordered->values[i], "finite", error);
        if (i > 0 && ordered->values[i] < ordered->values[i - 1])
            return refuse("a value", ordered->values[i], "no smaller than the one before", error);
        if (!(count >= 0) || floor(count) < count)
            return refuse("a count", count, "whole and not negative", error);
        n += count;
    }
    if (n > MAX_CASES)
        return refuse("the number of cases", n, "at most 1e9", error);
    ordered->n = (unsigned)n;
    return true;
}

bool svy_quantile_compute_type(size_t n_levels,
                               const double values[],
                               const double counts[],
                               double q,
                               unsigned type,
                               double level,
                               SvyEstimate *ret_quantile,
                               GError **error)
{
    Ordered ordered = {.n_levels = n_levels, .values = values, .counts = counts};

    g_return_val_if_fail((n_levels == 0 || values != NULL) && ret_quantile != NULL, false);
    if (!(q > 0 && q < 1))
        return refuse("q", q, "between 0 and 1", error);
    if (type < 1 || type > 9)
        return refuse("type", type, "1 to 9", error);
    if (!svy_argument_check_level(level, error) || !count_cases(&ordered, error))
        return false;
    *ret_quantile = svy_estimate_none(SVY_STATUS_NO_CASES, level, method_name);
    if (ordered.n == 0)
        return true;

    /* From above, ranks are those from below of the mirrored values. */
    const double tail = (1 - level) / 2;
    const unsigned low = find_low_rank(ordered.n, q, tail);
    const unsigned high = find_low_rank(ordered.n, 1 - q, tail);

    ret_quantile->status = SVY_STATUS_OK;
    ret_quantile->value = interpolate(&ordered, q, type);
    if (low == 0 || high == 0)
        return true;
    ret_quantile->lo = value_at(&ordered, low);
    ret_quantile->hi = value_at(&ordered, (double)ordered.n + 1 - high);
    return true;
}

bool svy_quantile_compute(size_t n_levels,
                          const double values[],
                          const double counts[],
                          double q,
                          double level,
                          SvyEstimate *ret_quantile,
                          GError **error)
{
    return svy_quantile_compute_type(n_levels, values, counts, q, 7, level, ret_quantile, error);
}
