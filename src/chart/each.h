/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of panels: one kind drawn once for each group, all on one scale and in one order, with
 * everybody in gray. Each panel is a plot of the kind's own, laid out as a part of the page. */
#pragma once

#include "chart/slices.h"

#include "chart/plot.h"

/* What all panels of a page have in common: everybody, in the form in which a group is told. */
struct SvyChartFrame {
    const SvyQuestionResult *question;
    const SvyGap *gap;
    const SvyTable *bins, *rows;
    const SvyTable *by_group; /* of @rows: what is told of all groups */
    const SvySlice *slice;    /* the one that is being plotted */
    const SvySlices *slices;
};

typedef struct SvyChartFrame SvyChartFrame;

/* The page of @kind, with @options->n_top rows a panel. */
SvyPlot *svy_each_plot(const SvyChartKind *kind,
                       const SvyResult *result,
                       const SvySlices *slices,
                       const SvyChartOptions *options);
