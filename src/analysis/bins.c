/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Histogram bins. */
#include "analysis/bins.h"

#include <glib.h>
#include <math.h>

#include "base/translate.h"

#define MIN_BINS   5.0
#define MAX_SINGLE 12.0 /* so many whole numbers have a bin each */
#define TAIL       0.01

static bool are_whole(size_t n, const double values[])
{
    for (size_t i = 0; i < n; i++) {
        if (fabs(values[i]) > 1e15 || floor(values[i]) < values[i])
            return false;
    }
    return true;
}

/* 1, 2 or 5 times a power of ten, at most @most. */
static double find_round_width(double most)
{
    const double power = pow(10, floor(log10(most)));
    const double digit = most / power;

    return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
}

/* The value below which the share @q of the people lies. */
static double find_value_at(size_t n, const double values[], const double counts[], double q)
{
    double total = 0, before = 0;

    for (size_t i = 0; i < n; i++)
        total += counts[i];
    for (size_t i = 0; i < n; i++) {
        before += counts[i];
        if (before >= q * total)
            return values[i];
    }
    return values[n - 1];
}

bool svy_bins_find(size_t n, const double values[], const double counts[], SvyBins *ret_bins)
{
    SvyBins bins = {.is_whole = are_whole(n, values)};
    double lo, hi;

    if (n < 3)
        return false;
    lo = find_value_at(n, values, counts, TAIL);
    hi = find_value_at(n, values, counts, 1 - TAIL);
    if (!(lo < hi)) {
        lo = values[0];
        hi = values[n - 1];
    }
    bins.width = bins.is_whole && hi - lo < MAX_SINGLE ? 1 : find_round_width((hi - lo) / MIN_BINS);
    if (bins.is_whole)
        bins.width = fmax(1, bins.width);
    bins.start = floor(lo / bins.width) * bins.width;
    bins.n = (size_t)floor((hi - bins.start) / bins.width) + 1;
    bins.has_rest_below = values[0] < bins.start;
    bins.has_rest_above = values[n - 1] >= bins.start + (double)bins.n * bins.width;
    bins.n += (size_t)bins.has_rest_below + (size_t)bins.has_rest_above;
    *ret_bins = bins;
    return true;
}

size_t svy_bins_get_place(const SvyBins *bins, double value)
{
    const double place = floor((value - bins->start) / bins->width) + bins->has_rest_below;

    if (!(place > 0))
        return 0;
    return place < (double)bins->n ? (size_t)place : bins->n - 1;
}

/* Limits are round; what rounding adds to them is not shown. */
static char *format_limit(const SvyBins *bins, const char *language, double limit)
{
    const double power = floor(log10(bins->width));

    return svy_tr_num(language, limit, power < 0 ? (unsigned)fmin(12, -power) : 0);
}

char *svy_bins_get_label(const SvyBins *bins, const char *language, size_t first, size_t last)
{
    const double at = bins->start + ((double)first - bins->has_rest_below) * bins->width;
    const double next = bins->start + ((double)last + 1 - bins->has_rest_below) * bins->width;
    g_autofree char *lo = format_limit(bins, language, at);
    g_autofree char *hi = format_limit(bins, language, bins->is_whole ? next - 1 : next);

    if (first == 0 && bins->has_rest_below) {
        g_autofree char *limit = format_limit(bins, language, next);

        return g_strdup_printf(svy_tr(language, "under %s"), limit);
    }
    if (last + 1 == bins->n && bins->has_rest_above)
        return g_strdup_printf(svy_tr(language, "%s or more"), lo);
    if (bins->is_whole && next - at < 1.5)
        return g_steal_pointer(&lo);
    return g_strdup_printf(
        bins->is_whole ? svy_tr(language, "%s to %s") : svy_tr(language, "%s to under %s"), lo, hi);
}

double *svy_bins_find_edges(const SvyBins *bins)
{
    const double shift = bins->is_whole && bins->width < 1.5 ? 0.5 : 0;
    double *edges = g_new(double, bins->n + 1);

    for (size_t i = 0; i <= bins->n; i++)
        edges[i] =
            bins->start + ((double)i - bins->has_rest_below) * bins->width - shift * bins->width;
    if (bins->has_rest_below)
        edges[0] = NAN;
    if (bins->has_rest_above)
        edges[bins->n] = NAN;
    return edges;
}
