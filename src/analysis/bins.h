/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals at round limits for a histogram in words. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    double start, width; /* bin i is [start + i width, start + (i + 1) width) */
    size_t n;
    bool is_whole;                       /* all values are whole numbers, and so are the limits */
    bool has_rest_below, has_rest_above; /* the first and the last bin take what lies outside */
} SvyBins;

/* Bins for @values [n] (ascending, with @counts), some 5 to 12 of them between the two limits that
 * leave out the farthest hundredth on either side. False when there is nothing to divide: fewer
 * than three different values. */
bool svy_bins_find(size_t n, const double values[], const double counts[], SvyBins *ret_bins);

/* The bin of a value. */
size_t svy_bins_get_place(const SvyBins *bins, double value);

/* Bins @first to @last as one: "20 to 29", "2.5 to under 5", "100 or more". (transfer full) */
char *svy_bins_get_label(const SvyBins *bins, const char *language, size_t first, size_t last);

/* Where each bin begins and the last one ends, [n + 1]; NaN where the first or last takes all that
 * lies outside. Single whole numbers stand in the middle of their bins: 3 from 2.5 to 3.5. */
double *svy_bins_find_edges(const SvyBins *bins);
