/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be drawn, in words and shares, before anything has a place: rows with one or two
 * marks on an axis from 0 to 100 per cent and columns of numbers, or a panel of the kind's own;
 * notes. A chart kind turns a result into a plot; the layout turns a plot into a scene. */
#pragma once

#include <surveystat/chart.h>

#include "chart/panel.h"
#include "chart/theme.h"

enum { SVY_PLOT_N_SERIES = 2, SVY_PLOT_N_CELLS = 2 };

/* Under these bases a row says that its base is small, or shows no marks at all. */
enum { SVY_PLOT_SMALL_BASE = 30, SVY_PLOT_LEAST_BASE = 10 };

typedef struct {
    bool is_drawn;
    double value, lo, hi; /* shares */
    char *text;           /* (nullable) "81%" */
    bool has_reference;   /* a gray stroke for everybody, where this is a group */
    double reference;
} SvyPlotMark;

typedef struct {
    const char *language; /* of the plot */
    char *label;
    char *base_note;               /* (nullable) "small base, n = 27", under the label */
    char *message;                 /* (nullable) stands where the marks would */
    char *cells[SVY_PLOT_N_CELLS]; /* (nullable) the main number; its interval */
    char *cell_message;            /* (nullable) stands where the cells would */
    bool is_focus;                 /* the row of which the title speaks; one at most */
    bool is_hollow;                /* small base */
    bool starts_group;             /* a space above */
    bool is_heading;               /* only a label: of the rows below it that are indented */
    bool is_indented;
    bool is_in_all; /* what others are compared with: in every part of a chart in parts */
    SvyPlotMark marks[SVY_PLOT_N_SERIES];
} SvyPlotRow;

typedef struct {
    char *text;
    bool is_strong;
    bool has_row; /* on one row: only the part that has the row */
    size_t row;
} SvyPlotNote;

/* What explains the marks of several panels at once. */
typedef enum {
    SVY_KEY_WORDS,
    SVY_KEY_MARK,
    SVY_KEY_SWATCH,
    SVY_KEY_BORDER, /* a swatch of which only the border has the colour */
    SVY_KEY_STROKE,
    SVY_KEY_ARROW,  /* downwards */
    SVY_KEY_TARGET, /* a line, and beside it where it is met */
} SvyKeyShape;

typedef struct {
    SvyKeyShape shape;
    size_t series; /* SVY_KEY_MARK, SVY_KEY_SWATCH */
    SvyThemeColor color;
    int sign;        /* SVY_KEY_SWATCH: -1: a triangle down in it, 1: up, 0: none */
    bool is_hatched; /* the same */
    bool is_apart;   /* explains colours, and no column */
    char *text;
} SvyPlotKey;

typedef struct SvyChartKind SvyChartKind;

typedef struct {
    const SvyChartKind *kind;
    size_t n_table_rows;  /* of the structure of the PDF, where there are no rows */
    bool lacks_groups;    /* groups that may not be told have no place where that is said */
    const char *language; /* static: svy_tr_get_name() */
    char *title;
    char *subtitle;
    char *remark, *remark_right;        /* (nullable) under the subtitle: left, right */
    char *heads[SVY_PLOT_N_SERIES];     /* of the series */
    char *cell_heads[SVY_PLOT_N_CELLS]; /* (nullable) of the columns */
    GPtrArray *keys;                    /* of SvyPlotKey, owned: drawn where panels share them */
    GPtrArray *rows;                    /* of SvyPlotRow, owned */
    double axis_end;                    /* without a panel: the last share on the axis; 0: 100% */
    SvyPanel *panel;                    /* (nullable) owned: what is drawn instead of marks */
    GPtrArray *notes;                   /* of SvyPlotNote, owned */
    char *csv;
    char *alt;               /* one short paragraph */
    GPtrArray *descriptions; /* of char, owned: one sentence a row */
} SvyPlot;

SvyPlot *svy_plot_new_in(const char *language, const SvyChartKind *kind);
SvyPlot *svy_plot_new(const SvyChartKind *kind); /* in English */
void svy_plot_free(SvyPlot *plot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyPlot, svy_plot_free)

/* Appends an empty row; (transfer none). */
SvyPlotRow *svy_plot_add_row(SvyPlot *plot, const char *label);

/* For the kinds with a panel of their own. (transfer none) to be completed */
SvyPlotKey *svy_plot_add_key(SvyPlot *plot,
                             SvyKeyShape shape,
                             size_t series,
                             SvyThemeColor color,
                             const char *text);

/* Takes @text; NULL and "" add nothing. */
void svy_plot_add_note(SvyPlot *plot, char *text, bool is_strong);

/* Who is counted, how the intervals are made, the wording, the source, the caveats. */
void svy_plot_add_question_notes(SvyPlot *plot,
                                 const SvySurvey *survey,
                                 const SvyQuestionResult *question,
                                 double level);

/* The same for a table: who is counted, how it was made, what else the table notes, what is
 * withheld, the wordings of its rows and columns, source, weights, caveats. */
void svy_plot_add_table_notes(SvyPlot *plot, const SvyResult *result, const SvyTable *table);

/* Of these the notes that the table has of itself, and that something is withheld. */
void svy_plot_add_own_notes(SvyPlot *plot, const SvyResult *result, const SvyTable *table);

/* True when something of the table may not be told. */
bool svy_plot_is_withheld(const SvyTable *table);

/* @estimate as the mark of a series; nothing unless its status is OK. */
void svy_plot_set_mark(SvyPlotRow *row, size_t series, const SvyEstimate *estimate);

/* Says under the label how small or how different the base is; false when it is too small to show
 * anything, and the row then says that. */
bool svy_plot_set_base(SvyPlotRow *row, size_t base, size_t common_base);

/* Text from a survey as it may be drawn: no control or direction characters, not too long. */
char *svy_plot_clean(const char *text);

/* The same of a question: an item of a grid stands behind the question without a colon. */
char *svy_plot_clean_wording(const char *wording);

/* "81%", "<1%", ">99%": never 0% or 100% for what is neither. */
char *svy_plot_format_pct(double p);
char *svy_plot_format_pct_in(const char *language, double p);

/* A difference of shares in whole points with a real minus: "69", "−13". */
char *svy_plot_format_points(double difference);
char *svy_plot_format_points_in(const char *language, double difference);

/* "71–76", or "−30 to −5" when a bound is negative; whole per cent or points. */
char *svy_plot_format_interval(double lo, double hi);
char *svy_plot_format_interval_in(const char *language, double lo, double hi);
