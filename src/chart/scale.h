/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The axis of shares and what hangs on it: where marks, whiskers and value labels of a row come to
 * lie for a given width, and the width itself, solved so that no label leaves its column and no
 * room is kept that no label needs. */
#pragma once

#include "chart/plot.h"

/* Sizes that the row geometry needs, points. */
typedef struct {
    double radius;    /* of a disc */
    double clearance; /* a whisker must look out of its mark by this */
    double pad;       /* between a mark or whisker and its value */
} SvyMarkSizes;

/* One row on an axis whose 0% is at x = 0. */
typedef struct {
    bool has_whisker[SVY_PLOT_N_SERIES];
    double dy[SVY_PLOT_N_SERIES]; /* from the middle of the row */
    bool is_dodged;
    size_t left_series,
        right_series;             /* whose value stands on which side; SVY_PLOT_N_SERIES: none */
    double left_edge, right_edge; /* of marks and whiskers together */
} SvyRowGeometry;

/* Half of a mark's width: discs and diamonds look equally large. */
double svy_scale_get_reach(const SvyMarkSizes *sizes, size_t series);

/* A whisker is drawn where it looks out of its mark, which ends @reach from @value, at one side at
 * least: nobody's share may still be somebody's. @points: of a unit of the axis. */
bool svy_scale_looks_out(const SvyMarkSizes *sizes,
                         double reach,
                         double value,
                         double lo,
                         double hi,
                         double points);

SvyRowGeometry svy_scale_place_row(const SvyPlotRow *row, const SvyMarkSizes *sizes, double width);

/* What each row needs beside the axis. */
typedef struct {
    const SvyPlotRow *row;
    double text_width[SVY_PLOT_N_SERIES]; /* of the values; 0: none */
} SvyScaleRow;

/* Finds the length of 100% on an axis within @room that ends at the share @end; @least_left and
 * @least_right are kept in any case (half of the axis' own labels). */
void svy_scale_solve(const SvyScaleRow *rows,
                     size_t n_rows,
                     const SvyMarkSizes *sizes,
                     double room,
                     double end,
                     double least_left,
                     double least_right,
                     double *ret_inset_left,
                     double *ret_width);
