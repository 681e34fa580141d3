/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of chart. A new kind is one new file, one line in chart-registry.c, one golden test. */
#pragma once

#include "chart/layout.h"
#include "chart/plot.h"

struct SvyChartKind {
    const char *name;
    const char *summary; /* what it shows, in one line for lists */
    size_t n_series;
    double mark_scale; /* 0: 1; smaller where a mark would lie on its own interval or bar */

    /* its rows may stand on several pages: each has one sentence in the descriptions, as many lines
     * of the CSV as the others, and nothing that goes from one row to another */
    bool may_split;

    /* (nullable) all make a plot; never fail */
    SvyPlot *(*plot_gap)(const SvyChartKind *kind,
                         const SvySurvey *survey,
                         const SvyGap *gap,
                         double level,
                         const SvyChartOptions *options);
    SvyPlot *(*plot_question)(const SvyChartKind *kind,
                              const SvySurvey *survey,
                              const SvyQuestionResult *question,
                              double level,
                              const SvyChartOptions *options);

    SvyPlot *(*plot_table)(const SvyChartKind *kind,
                           const SvyResult *result,
                           const SvyTable *table,
                           const SvyChartOptions *options);

    /* (nullable) false with SVY_ERROR_USAGE: a table that can be drawn and should not be */
    bool (*check_table)(const SvyTable *table, const SvyChartOptions *options, GError **error);

    /* (nullable) as below, for plot_table() */
    bool (*accepts_table)(const SvyTable *table);
    bool (*prefers_table)(const SvyTable *table);

    /* (nullable) whether plot_question() can draw this question; whether it is the kind of choice
     * where nobody asked for another (NULL: whenever it can) */
    bool (*accepts_question)(const SvyQuestionResult *question);
    bool (*prefers_question)(const SvyQuestionResult *question);

    /* (nullable: the plot has a panel) the shapes of one row whose base is not too small */
    void (*draw_row)(const SvyLayout *layout, size_t index);
};

extern const SvyChartKind svy_kind_box;
extern const SvyChartKind svy_kind_crosstab_dots;
extern const SvyChartKind svy_kind_forest;
extern const SvyChartKind svy_kind_gap_bars;
extern const SvyChartKind svy_kind_gap_dumbbell;
extern const SvyChartKind svy_kind_heatmap;
extern const SvyChartKind svy_kind_histogram;
extern const SvyChartKind svy_kind_icon_array;
extern const SvyChartKind svy_kind_ladder;
extern const SvyChartKind svy_kind_likert;
extern const SvyChartKind svy_kind_likert_stacked;
extern const SvyChartKind svy_kind_ranked_bars;
extern const SvyChartKind svy_kind_ranking;
extern const SvyChartKind svy_kind_ridgeline;
extern const SvyChartKind svy_kind_select_all;
extern const SvyChartKind svy_kind_slope;
extern const SvyChartKind svy_kind_small_multiples;
extern const SvyChartKind svy_kind_stacked_bar;
extern const SvyChartKind svy_kind_targets;
extern const SvyChartKind svy_kind_tile_map;
extern const SvyChartKind svy_kind_upset;

/* (nullable) (transfer none) in the order of the table; NULL past its end. */
const SvyChartKind *svy_registry_get(size_t index);

/* (nullable) (transfer none) the kind called @name that can draw it; NULL: the kind of choice. */
const SvyChartKind *svy_registry_find_for_gap(const char *name);
const SvyChartKind *svy_registry_find_for_question(const SvyQuestionResult *question,
                                                   const char *name);
const SvyChartKind *svy_registry_find_for_table(const SvyTable *table, const char *name);
