/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the two halves of the layout: what layout-measure.c shapes, layout.c places. All return
 * false with the error of svy_measure_line(). */
#pragma once

#include "chart/layout.h"

/* Labels, values, cells. Labels that are cut leave their whole text in @cut_notes (of char). */
bool svy_layout_measure_rows(SvyLayout *layout, GPtrArray *cut_notes, GError **error);
bool svy_layout_measure_heads(SvyLayout *layout, GError **error);
bool svy_layout_measure_title(SvyLayout *layout, GError **error);
bool svy_layout_measure_subtitle(SvyLayout *layout, GError **error);
bool svy_layout_measure_remark(SvyLayout *layout, GError **error);

/* Needs the rows to be placed on the axis: a note says where whiskers are left out. */
bool svy_layout_shape_notes(SvyLayout *layout, GPtrArray *cut_notes, GError **error);

/* From the subtitle to what follows, in points; less where room is short. */
double svy_layout_get_subtitle_gap(const SvyLayout *layout);
