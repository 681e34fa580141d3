/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An axis of values in a unit of their own, for panels: ticks at round values, their labels, grid
 * lines that texts cut. Also how such values are written. */
#pragma once

#include "chart/layout.h"

enum { SVY_AXIS_MOST = 16 };

typedef struct {
    double from, to;    /* values at its ends */
    double step;        /* between ticks; 0: a round one is found */
    bool has_first;     /* a tick at @from in any case */
    double left, width; /* of the axis on the page, points */
    size_t n_ticks;
    double ticks[SVY_AXIS_MOST];
    SvyLine *labels[SVY_AXIS_MOST]; /* (nullable each) NULL when the scene has taken them */
} SvyAxis;

/* The number with @n_decimals at most, without zeros at the end: "2.5", "1998", "12,000", "−3". */
char *svy_axis_format_number(double value, unsigned n_decimals);
char *svy_axis_format_number_in(const char *language, double value, unsigned n_decimals);

/* So many decimals tell values apart that differ by @step. */
unsigned svy_axis_count_decimals(double step);

/* 1, 2 or 5 times a power of ten, so that at most @n_most steps make @span. */
double svy_axis_choose_step(double span, size_t n_most);

/* Ticks at the multiples of a round step from @axis->from to @axis->to, @n_most of them at most,
 * and their labels of size m. False with the error of svy_measure_line(). */
bool svy_axis_shape(SvyAxis *axis,
                    const SvyLayout *layout,
                    size_t n_most,
                    char *(*format)(const char *language, double value, unsigned n_decimals),
                    GError **error);

/* Widest label. */
double svy_axis_get_label_width(const SvyAxis *axis);

double svy_axis_get_x(const SvyAxis *axis, double value);

/* Grid lines from @top to @bottom, cut where texts stand that are in the scene already; the one at
 * @zero is stronger (NaN: none is). Then the labels on the base line @base; takes them. */
void svy_axis_draw(SvyAxis *axis,
                   const SvyLayout *layout,
                   double top,
                   double bottom,
                   double zero,
                   double base);

/* Drops the labels that no scene has taken. */
void svy_axis_clear(SvyAxis *axis);

/* Lines without figures: those stand elsewhere. */
void svy_axis_drop_labels(SvyAxis *axis);
