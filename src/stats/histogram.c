/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals of a histogram. */
#include <surveystat/histogram.h>

#include <math.h>
#include <surveystat/moments.h>
#include <surveystat/quantile.h>

#include "stats/argument-private.h"

static const double max_bins = 200, max_single = 15;

/* An interval narrower than this share of a value is lost in its rounding. */
static const double min_share = 1e-12;

static bool are_whole(size_t n, const double values[])
{
    for (size_t i = 0; i < n; i++) {
        if (floor(values[i]) < values[i])
            return false;
    }
    return true;
}

static bool check_values(size_t n, const double values[], GError **error)
{
    for (size_t i = 0; i < n; i++) {
        if (!(fabs(values[i]) <= 1e140))
            return svy_argument_refuse("a value", values[i], "within 1e140", error);
        if (i > 0 && values[i] < values[i - 1])
            return svy_argument_refuse("a value", values[i], "no smaller than the one before",
                                       error);
    }
    return true;
}

static bool find_raw_width(size_t n, const double values[], double *ret_width, GError **error)
{
    const double shrink = 1 / cbrt((double)n);
    SvyEstimate low, high;
    SvyMoments moments;

    if (!svy_quantile_compute(n, values, NULL, 0.25, 0.95, &low, error) ||
        !svy_quantile_compute(n, values, NULL, 0.75, 0.95, &high, error) ||
        !svy_moments_compute(n, values, &moments, error))
        return false;

    const double spread = moments.ss > 0 ? svy_moments_get_sd(&moments) : 0;

    *ret_width =
        high.value > low.value ? 2 * (high.value - low.value) * shrink : 3.49 * spread * shrink;
    return true;
}

/* k digits 10^power, rounded once. */
static double scale_number(double k, int digit, int power)
{
    return power < 0 ? k * digit / pow(10, -power) : k * digit * pow(10, power);
}

static void set_width(SvyHistogram *bins, int digit, int power)
{
    bins->digit = digit;
    bins->power = power;
    bins->width = scale_number(1, digit, power);
}

/* The nearest of 1, 2, 5 and 10 on the logarithmic scale. */
static void round_width(SvyHistogram *bins, double width)
{
    const int power = (int)floor(log10(width));
    const double head = width / pow(10, power);

    if (head < M_SQRT2)
        set_width(bins, 1, power);
    else if (head < sqrt(10))
        set_width(bins, 2, power);
    else if (head < sqrt(50))
        set_width(bins, 5, power);
    else
        set_width(bins, 1, power + 1);
}

static void widen(SvyHistogram *bins)
{
    if (bins->digit == 1)
        set_width(bins, 2, bins->power);
    else if (bins->digit == 2)
        set_width(bins, 5, bins->power);
    else
        set_width(bins, 1, bins->power + 1);
}

/* The number of the interval of a value, counted from 0 in widths. */
static double find_number(const SvyHistogram *bins, double value)
{
    double k = floor(value / bins->width);

    if (scale_number(k, bins->digit, bins->power) > value)
        k--;
    else if (scale_number(k + 1, bins->digit, bins->power) <= value)
        k++;
    return k;
}

/* From the smallest to the largest value; too many are made fewer. */
static void count_bins(SvyHistogram *bins, double lo, double hi)
{
    while (find_number(bins, hi) - find_number(bins, lo) >= max_bins)
        widen(bins);
    bins->first = find_number(bins, lo);
    bins->n = (size_t)(find_number(bins, hi) - bins->first) + 1;
}

bool svy_histogram_find_bins(size_t n,
                             const double values[],
                             SvyHistogram *ret_histogram,
                             GError **error)
{
    SvyHistogram bins = {.digit = 1};

    g_return_val_if_fail((n == 0 || values != NULL) && ret_histogram != NULL, false);
    if (!check_values(n, values, error))
        return false;
    if (n == 0) {
        *ret_histogram = bins;
        return true;
    }
    if (!find_raw_width(n, values, &bins.raw_width, error))
        return false;

    const double lo = values[0], hi = values[n - 1];
    const bool is_whole = are_whole(n, values);
    const double least = fmax(is_whole ? 1 : 0, min_share * fmax(fabs(lo), fabs(hi)));
    const bool is_single = is_whole && hi - lo < max_single;

    round_width(&bins, fmax(least, is_single || !(bins.raw_width > 0) ? 1 : bins.raw_width));
    count_bins(&bins, lo, hi);
    *ret_histogram = bins;
    return true;
}

double svy_histogram_get_edge(const SvyHistogram *histogram, size_t i)
{
    return scale_number(histogram->first + (double)i, histogram->digit, histogram->power);
}

size_t svy_histogram_get_place(const SvyHistogram *histogram, double value)
{
    const double place = find_number(histogram, value) - histogram->first;

    if (!(place > 0))
        return 0;
    return place < (double)histogram->n ? (size_t)place : histogram->n - 1;
}
