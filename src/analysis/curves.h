/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the numbers of groups are spread, as curves.
 *
 * A curve of the numbers themselves tells a person: with a thousandth of rounding, 64 points are
 * equations enough to solve for how many gave each number. So where people are protected a curve is
 * made of nothing but what the report tells of its group anyway: how many lie below the limits of
 * the intervals that are shown, and the quantiles that are shown. Between two of these people are
 * taken to lie evenly; a Gaussian kernel with one bandwidth for all groups smooths that. Whoever
 * has the tables can draw the curve; it adds nothing. Only where nothing is withheld (a smallest
 * cell of 1) the kernel smooths the numbers themselves, and small groups hand over their numbers,
 * for dots. */
#pragma once

#include <glib.h>

#include <surveystat/result.h>

/* The share of people below a limit. */
typedef struct {
    double value, below;
} SvyCurveLimit;

enum { SVY_N_QUANTILES = 5 }; /* 5, 25, 50, 75 and 95 in a hundred */

/* What is known of the people of one row of the table; zeros: nothing. */
typedef struct {
    size_t n;                          /* people; 0: not told */
    double n_eff;                      /* with weights their effective number */
    double quantiles[SVY_N_QUANTILES]; /* NaN: not told */
    bool is_whole;                     /* all numbers are whole: limits lie between two of them */
    GArray *limits;                    /* (nullable) of SvyCurveLimit, ascending */
    size_t n_values;                   /* different numbers, where they may be told */
    double *values, *weights;          /* [n_values] people with each, or their weight */
    size_t n_people;
    double *people; /* (nullable) [n_people] ascending: numbers that are handed over, for dots */
} SvySpread;

/* Smaller groups have no curve. */
#define SVY_CURVE_PEOPLE 100u

void svy_spread_clear(SvySpread *spread);

/* The curves of a table with these rows, everybody first; *@ret_curves is NULL where there are
 * none. Takes the people of @spreads [n_rows]. (transfer full) */
bool svy_curves_make(size_t n_rows,
                     SvySpread spreads[],
                     SvyTableCurves **ret_curves,
                     GError **error);
