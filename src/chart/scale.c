/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/scale.h"

#include <math.h>

/* Marks closer than this many radii are dodged; closer than the second, further apart. */
static const double dodge_within = 2.3, dodge_far_within = 1.2;
static const double dodge_by = 0.55, dodge_far_by = 0.85;

double svy_scale_get_reach(const SvyMarkSizes *sizes, size_t series)
{
    return series == 0 ? sizes->radius : 1.18 * sizes->radius;
}

bool svy_scale_looks_out(const SvyMarkSizes *sizes,
                         double reach,
                         double value,
                         double lo,
                         double hi,
                         double points)
{
    return fmax(value - lo, hi - value) * points > reach + sizes->clearance;
}

static bool is_overlapping(const SvyPlotMark *a, const SvyPlotMark *b)
{
    return a->lo <= b->hi && b->lo <= a->hi;
}

static void dodge_marks(SvyRowGeometry *geometry,
                        const SvyPlotRow *row,
                        const SvyMarkSizes *sizes,
                        double width)
{
    const SvyPlotMark *a = &row->marks[0], *b = &row->marks[1];
    const double distance = fabs(a->value - b->value) * width;
    double by = dodge_by * sizes->radius;

    if (!a->is_drawn || !b->is_drawn)
        return;
    if (distance >= dodge_within * sizes->radius && !is_overlapping(a, b))
        return;
    if (distance < dodge_far_within * sizes->radius)
        by = dodge_far_by * sizes->radius;
    geometry->is_dodged = true;
    geometry->dy[0] = -by;
    geometry->dy[1] = by;
}

/* The smaller value's label goes left, the larger's right; a single one right. */
static void choose_sides(SvyRowGeometry *geometry, const SvyPlotRow *row)
{
    const SvyPlotMark *a = &row->marks[0], *b = &row->marks[1];

    geometry->left_series = SVY_PLOT_N_SERIES;
    geometry->right_series = a->is_drawn ? 0 : b->is_drawn ? 1 : SVY_PLOT_N_SERIES;
    if (!a->is_drawn || !b->is_drawn)
        return;
    geometry->left_series = a->value < b->value ? 0 : 1;
    geometry->right_series = 1 - geometry->left_series;
}

SvyRowGeometry svy_scale_place_row(const SvyPlotRow *row, const SvyMarkSizes *sizes, double width)
{
    SvyRowGeometry geometry = {.left_edge = INFINITY, .right_edge = -INFINITY};

    for (size_t i = 0; i < SVY_PLOT_N_SERIES; i++) {
        const SvyPlotMark *mark = &row->marks[i];
        const double reach = svy_scale_get_reach(sizes, i), x = mark->value * width;

        if (!mark->is_drawn)
            continue;
        geometry.has_whisker[i] =
            svy_scale_looks_out(sizes, reach, mark->value, mark->lo, mark->hi, width);
        geometry.left_edge = fmin(geometry.left_edge, x - reach);
        geometry.right_edge = fmax(geometry.right_edge, x + reach);
        if (geometry.has_whisker[i]) {
            geometry.left_edge = fmin(geometry.left_edge, mark->lo * width);
            geometry.right_edge = fmax(geometry.right_edge, mark->hi * width);
        }
    }
    dodge_marks(&geometry, row, sizes, width);
    choose_sides(&geometry, row);
    return geometry;
}

/* How far the labels of a row stand out on either side of an axis of @width that ends at @end. */
static void measure_overhang(const SvyScaleRow *row,
                             const SvyMarkSizes *sizes,
                             double width,
                             double end,
                             double *left,
                             double *right)
{
    const SvyRowGeometry geometry = svy_scale_place_row(row->row, sizes, width / end);

    if (geometry.left_series < SVY_PLOT_N_SERIES)
        *left =
            fmax(*left, row->text_width[geometry.left_series] + sizes->pad - geometry.left_edge);
    if (geometry.right_series < SVY_PLOT_N_SERIES)
        *right = fmax(*right, geometry.right_edge + sizes->pad +
                                  row->text_width[geometry.right_series] - width);
}

void svy_scale_solve(const SvyScaleRow *rows,
                     size_t n_rows,
                     const SvyMarkSizes *sizes,
                     double room,
                     double end,
                     double least_left,
                     double least_right,
                     double *ret_inset_left,
                     double *ret_width)
{
    double left = fmax(least_left, sizes->radius * 1.18);
    double right = fmax(least_right, sizes->radius * 1.18);

    /* Narrower axes need no smaller insets at one end, so this settles within a few rounds. */
    for (int round = 0; round < 20; round++) {
        const double width = fmax(1, room - left - right);
        double left_now = fmax(least_left, sizes->radius * 1.18);
        double right_now = fmax(least_right, sizes->radius * 1.18);

        for (size_t i = 0; i < n_rows; i++)
            measure_overhang(&rows[i], sizes, width, end, &left_now, &right_now);
        left = left_now;
        right = right_now;
    }
    *ret_inset_left = left;
    *ret_width = (room - left - right) / end;
}
