/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chart owns; for this layer and its tests. */
#pragma once

#include "chart/plot.h"
#include "chart/scene.h"

struct SvyChart {
    SvyPlot *plot;   /* the words and numbers */
    SvyScene *scene; /* the picture */
    SvyFonts *fonts; /* keeps the shaped texts alive; its lock is held while painting */
    double dpi;      /* of the theme */
    size_t n_parts;  /* 1: whole */
};

/* As svy_chart_paint_png(), in strips of @n_strip_rows, which must not change a byte. */
bool svy_chart_paint_png_strips(const SvyChart *chart,
                                double dpi,
                                size_t n_strip_rows,
                                GBytes **ret_bytes,
                                GError **error);
