/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panel of charts of change: a line for each answer over the waves of a survey, with an
 * interval at each wave, values and names at its ends, and dashed lines for targets. It has no
 * rows: the labels stand where the lines end. */
#pragma once

#include "chart/layout.h"

enum { SVY_LINES_WAVES = 24, SVY_LINES_TICKS = 16 };

/* What became of a line from its first wave to its last. */
typedef enum { SVY_LINES_RISEN, SVY_LINES_FALLEN, SVY_LINES_OPEN, SVY_LINES_LAST } SvyLinesChange;

typedef struct {
    bool is_drawn;
    double value, lo, hi; /* shares */
} SvyLinesPoint;

/* A line, or a target: the same value all the time, dashed. */
typedef struct {
    char *label;                           /* owned */
    SvyLinesPoint points[SVY_LINES_WAVES]; /* as the waves */
    SvyLinesChange change;
    bool is_focus;
    bool is_target;
    double target;
} SvyLinesItem;

typedef struct {
    char *label;    /* owned */
    char *base;     /* owned: "n = 300", or that there are too few */
    double time;    /* in any unit; ascending */
    bool is_hollow; /* small base */
} SvyLinesWave;

typedef struct {
    SvyPanel panel;
    double low, high; /* of the axis, shares */
    size_t n_ticks;
    double ticks[SVY_LINES_TICKS];
    size_t n_waves;
    SvyLinesWave waves[SVY_LINES_WAVES];
    char *key[SVY_LINES_LAST]; /* (nullable) owned: what the three looks mean */
    size_t n_items;
    SvyLinesItem *items;         /* [n_items] owned */
    struct SvyLinesTexts *texts; /* private: shaped for the last fit */
} SvyLines;

/* Empty items, to be filled; goes into SvyPlot.panel. */
SvyLines *svy_lines_new(size_t n_items);

/* The axis from @low to @high, moved out to even numbers. */
void svy_lines_set_axis(SvyLines *lines, double low, double high);
