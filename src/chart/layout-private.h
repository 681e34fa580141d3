/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the two halves of the layout: what layout-measure.c shapes, layout.c places. All return
 * false with the error of svy_measure_line(). */
#pragma once

#include "chart/layout.h"

/* More rows than that are set in the smallest size from the start. */
enum { SVY_DENSE_ROWS = 16 };

/* Below every page. */
#define SVY_OFF_PAGE 1e6

SvyLayout *svy_layout_new(const SvyPlot *plot,
                          const SvyTheme *theme,
                          double width,
                          double height,
                          SvyFit fit);

/* The last share on the axis of a plot without a panel. */
double svy_layout_get_axis_end(const SvyLayout *layout);

/* The first row of the part that is drawn; n_rows without any. */
size_t svy_layout_find_first_row(const SvyLayout *layout);

/* Everything that depends on the width alone. */
bool svy_layout_measure(SvyLayout *layout, GError **error);

/* How many points the page is too narrow; 0 when it will do. */
double svy_layout_measure_missing_width(const SvyLayout *layout);

/* Height of all but the rows. */
double svy_layout_measure_frame(const SvyLayout *layout);

/* Least heights of all rows; then the height of those shown at a common pitch, spaces between
 * groups included; the largest common pitch that fits @room. */
void svy_layout_set_least_heights(SvyLayout *layout);
double svy_layout_sum_rows(const SvyLayout *layout, double pitch);
double svy_layout_fill_room(const SvyLayout *layout, double room);

/* Places the rows and sets the page's height; false when the page is @ret_missing points short. */
bool svy_layout_place(SvyLayout *layout, double height, double *ret_missing);

/* Draws what is placed. */
bool svy_layout_finish(SvyLayout *layout, SvyScene **ret_scene, GError **error);

/* Labels, values, cells. Labels that are cut leave their whole text in layout->cut_notes. */
bool svy_layout_measure_rows(SvyLayout *layout, GError **error);
bool svy_layout_measure_heads(SvyLayout *layout, GError **error);
bool svy_layout_measure_title(SvyLayout *layout, GError **error);
bool svy_layout_measure_subtitle(SvyLayout *layout, GError **error);
bool svy_layout_measure_remark(SvyLayout *layout, GError **error);

/* Needs the rows to be placed on the axis: a note says where whiskers are left out. */
bool svy_layout_shape_notes(SvyLayout *layout, GError **error);

/* From the subtitle to what follows, in points; less where room is short. */
double svy_layout_get_subtitle_gap(const SvyLayout *layout);
