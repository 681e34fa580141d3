/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The axis of shares of a panel: from 0% to a round share that holds everything. */
#pragma once

#include "chart/layout.h"

enum { SVY_SHARE_TICKS_MOST = 6 };

typedef struct {
    double end;     /* the last share on the axis */
    size_t n_ticks; /* 0% and the end among them */
    double ticks[SVY_SHARE_TICKS_MOST];
    SvyLine *labels[SVY_SHARE_TICKS_MOST]; /* shaped for the last fit */
} SvyShareAxis;

/* The end of an axis of bars whose longest, with its interval, is @most, and which is wanted to be
 * @wanted (0: as short as it may be). Never under 40%: a few per cent are to look like few. */
double svy_share_axis_choose_end(double most, double wanted);

/* An axis that reaches @most, 0 to 1. */
void svy_share_axis_init(SvyShareAxis *axis, double most);

/* Shapes the labels anew; false with the error of svy_measure_line(). */
bool svy_share_axis_shape(SvyShareAxis *axis, const SvyLayout *layout, GError **error);
void svy_share_axis_drop_texts(SvyShareAxis *axis);

/* Half the width of a label. */
double svy_share_axis_get_half(const SvyShareAxis *axis, size_t tick);

/* Lines from layout->rows_top to the labels below rows_bottom, cut at the texts that are drawn;
 * takes the labels. */
void svy_share_axis_draw(SvyShareAxis *axis, const SvyLayout *layout, double zero, double scale);
