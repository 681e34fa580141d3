/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panel of charts whose rows are bars of several parts: from 0 to 100 per cent, or to both
 * sides of a common line with the middle apart at the right, so that left, right and middle each
 * have a base line of their own. */
#pragma once

#include "chart/layout.h"

enum { SVY_SEGMENTS_MOST = 7, SVY_SEGMENTS_COLUMNS = 2 };

/* One bar. */
typedef struct {
    double shares[SVY_SEGMENTS_MOST];  /* of the parts, in their order */
    char *totals[2];                   /* (nullable) outside the left and right ends */
    char *cells[SVY_SEGMENTS_COLUMNS]; /* (nullable) in the columns at the right */
} SvySegmentRow;

/* A part of all bars. */
typedef struct {
    char *head;
    SvyThemeColor color;
} SvySegmentPart;

typedef struct {
    SvyPanel panel;
    bool is_diverging;
    size_t n_parts;
    SvySegmentPart parts[SVY_SEGMENTS_MOST];
    size_t n_left;                          /* diverging: parts left of the common line */
    bool has_middle;                        /* diverging: the next part stands apart */
    char *cell_heads[SVY_SEGMENTS_COLUMNS]; /* (nullable) no column without a head */
    size_t n_rows;
    SvySegmentRow *rows;           /* [n_rows] as the rows of the plot */
    struct SvySegmentTexts *texts; /* private: shaped for the last fit */
} SvySegments;

/* Empty parts and rows, to be filled; goes into SvyPlot.panel. */
SvySegments *svy_segments_new(size_t n_rows);
