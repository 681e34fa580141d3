/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panel of charts whose rows are one estimate each: a mark with its interval on an axis that
 * may be logarithmic, a line of no effect or a value to compare with, the part of the axis where a
 * target is met, and columns of numbers at the right. */
#pragma once

#include "chart/layout.h"

enum { SVY_DOTS_CELLS = 3, SVY_DOTS_TICKS = 24, SVY_DOTS_KEYS = 5 };

/* How a mark looks, and what its look means. */
typedef struct {
    SvyNodeType type;
    SvyThemeColor color, text_color; /* of the mark; of the whisker and what is written */
    bool is_hollow;
    size_t series; /* of styles that differ by more than their filling */
    char *words;   /* (nullable) owned: in the key; no key without them */
} SvyDotsStyle;

/* Which side of a target is wanted. */
typedef enum { SVY_DOTS_NO_TARGET, SVY_DOTS_ABOVE, SVY_DOTS_BELOW, SVY_DOTS_AT } SvyDotsTarget;

typedef struct {
    bool is_drawn;
    double value, lo, hi; /* on the axis */
    size_t style;         /* of the panel's styles */
    bool is_hollow;       /* a small base: hollow whatever the style says */
    SvyDotsTarget target;
    double target_value;
    char *cells[SVY_DOTS_CELLS]; /* (nullable) owned */
} SvyDotsRow;

/* A column of numbers. */
typedef struct {
    char *head;       /* (nullable) owned; no column without one */
    bool is_strong;   /* the number that counts: larger, in the colour of the mark */
    bool is_interval; /* left out where the theme shows none */
    bool is_left;     /* words, not numbers: aligned at the left */
} SvyDotsColumn;

typedef struct {
    SvyPanel panel;
    bool is_log;
    double low, high; /* ends of the axis */
    size_t n_ticks;
    double ticks[SVY_DOTS_TICKS];
    char *tick_texts[SVY_DOTS_TICKS]; /* owned */
    bool has_line;                    /* of no effect */
    double line;
    bool has_reference; /* a value of all, to compare with */
    double reference;
    char *reference_head; /* (nullable) owned: over that line */
    char *ends[2];        /* (nullable) owned: words under the two ends of the axis */
    SvyDotsColumn columns[SVY_DOTS_CELLS];
    SvyDotsStyle styles[SVY_DOTS_KEYS];
    char *target_words; /* (nullable) owned: in the key, of targets */
    double mark_scale;  /* 1: as elsewhere; less where marks would hide what they stand beside */
    size_t n_rows;
    SvyDotsRow *rows;           /* [n_rows] as the rows of the plot; owned */
    struct SvyDotsTexts *texts; /* private: shaped for the last fit */
} SvyDots;

/* Rows without marks, to be filled; goes into SvyPlot.panel. */
SvyDots *svy_dots_new(size_t n_rows);

/* A linear axis from @low to @high, moved out to even numbers; with texts by @format, which are
 * (transfer full). */
void svy_dots_set_axis(SvyDots *dots, double low, double high, char *(*format)(double value));

/* A logarithmic axis of ratios from @low to @high, with 1/2, 1, 2, 4 and the like on it. */
void svy_dots_set_ratio_axis_in(const char *language, SvyDots *dots, double low, double high);
