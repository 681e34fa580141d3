/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers by group, one row each, on one axis: what the kinds "box" and "ridgeline" share. Groups
 * of which less may be told show less: a box without whiskers, the median alone, as a mark. Single
 * numbers are there only where nobody is protected; then people of small groups are dots. */
#pragma once

#include "chart/axis.h"
#include "chart/chart-registry.h"
#include "chart/each.h"

enum { SVY_NUMBERS_QUANTILES = 5, SVY_NUMBERS_MEDIAN = 2 };

/* With numbers of people: fewer are dots and a median, fewer are dots and a box. */
enum { SVY_NUMBERS_DOTS_ONLY = 20, SVY_NUMBERS_DOTS_AND_BOX = 100 };

typedef struct {
    const char *label;
    size_t place; /* row of the table */
    size_t n;     /* 0: not told */
    bool is_all, is_shown;
    bool is_withheld;                             /* not shown, and not because they are few */
    SvyEstimate quantiles[SVY_NUMBERS_QUANTILES]; /* status OK: may be told */
    char *figure, *interval, *count;
    SvyLine *figure_line, *interval_line, *count_line;
    double from, to;
    double *density; /* (nullable) [n_points of the panel] where the kind draws curves */
    size_t n_dots;
    double *dots;  /* (nullable) [n_dots] ascending; a person each */
    int *dot_lane; /* [n_dots] lines above and below the middle one */
    size_t n_lanes;
} SvyNumbersGroup;

typedef struct SvyNumbersPanel SvyNumbersPanel;

/* What tells the kinds apart. */
typedef struct {
    const char *head; /* (nullable) over the curves, where there is one */
    bool has_curves;
    double least_row, least_row_many; /* m; where there are few rows, and many */
    double least_row_dense;           /* where room is short */
    double box_share;                 /* height of a box in its row */
    void (*draw_rows)(const SvyNumbersPanel *panel, const SvyLayout *layout);
    char *(*word_kind)(const char *language, const char *wording, size_t n_groups);
    void (*add_notes)(SvyPlot *plot, const SvyNumbersPanel *panel);
} SvyNumbersStyle;

struct SvyNumbersPanel {
    SvyPanel panel;
    const SvyNumbersStyle *style;
    size_t n_groups;
    SvyNumbersGroup *groups; /* [n_groups] as the rows */
    size_t n_points;         /* of each curve */
    double bandwidth;
    double bandwidth_all; /* of the curve of all people of a panel; 0: the same */
    char *head, *figure_head, *interval_head, *count_head;
    SvyLine *head_line, *figure_head_line, *interval_head_line, *count_head_line;
    SvyAxis axis;
    double figure_right, interval_right, count_right; /* of the columns, on the page */
    double dot_radius;
    bool shows_interval;
    bool is_protected; /* single numbers may not be told */
};

/* Panel of @n_groups empty groups, its functions set; the words are the caller's. */
SvyNumbersPanel *svy_numbers_panel_new(const SvyNumbersStyle *style, size_t n_groups);

/* Round ends and steps for everything that the groups show, or those of all @panels [n_panels]. */
void svy_numbers_panel_set_axis(SvyNumbersPanel *panel,
                                size_t n_panels,
                                SvyNumbersPanel *const panels[]);

bool svy_numbers_is_told(const SvyNumbersGroup *group, size_t quantile);
bool svy_numbers_has_box(const SvyNumbersGroup *group);

bool svy_numbers_has_curves(const SvyNumbersPanel *panel);
bool svy_numbers_has_dots(const SvyNumbersPanel *panel);

/* The place of a quantile of a row on the page. */
double svy_numbers_get_x(const SvyNumbersPanel *panel, size_t row, size_t quantile);

/* Box, whiskers, median and dots of one row that is shown, as far as there are any. */
void svy_numbers_draw_box(const SvyNumbersPanel *panel, const SvyLayout *layout, size_t row);

/* Title, rows, CSV and words of such a chart; numbers-words.c. @frame: (nullable) of its page. */
SvyPlot *svy_numbers_plot(const SvyChartKind *kind,
                          const SvyNumbersStyle *style,
                          const SvyResult *result,
                          const SvyTable *table,
                          const SvyChartFrame *frame);
bool svy_numbers_accepts_table(const SvyTable *table);
