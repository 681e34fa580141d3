/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scene: a list of shapes and shaped lines of text, in points, in reading order. Painters walk
 * it and never measure or move anything; tests read it as JSON. Marks carry the number that they
 * stand for, so that geometry can be checked against data. */
#pragma once

#include "chart/color.h"
#include "chart/geom.h"
#include "chart/measure.h"
#include "chart/picture.h"

#include <glib.h>

typedef enum {
    SVY_NODE_RECT,
    SVY_NODE_LINE,
    SVY_NODE_CIRCLE, /* the marks of series, in their order: */
    SVY_NODE_DIAMOND,
    SVY_NODE_SQUARE,
    SVY_NODE_TRIANGLE_UP,
    SVY_NODE_TRIANGLE_DOWN,
    SVY_NODE_PLUS,
    SVY_NODE_POLYGON, /* any closed shape: a density, an arrow head */
    SVY_NODE_TEXT,
    SVY_NODE_PICTURE,
    SVY_NODE_LAST,
} SvyNodeType;

typedef enum {
    SVY_ROLE_BAND, /* behind the focus row */
    SVY_ROLE_GRID,
    SVY_ROLE_ZERO,
    SVY_ROLE_RULE,
    SVY_ROLE_ZONE, /* where a target is met */
    SVY_ROLE_CONNECTOR,
    SVY_ROLE_BAR,
    SVY_ROLE_SEGMENT,   /* a part of a bar */
    SVY_ROLE_HOLLOW,    /* the inside of an outline: a small base */
    SVY_ROLE_SEPARATOR, /* between parts */
    SVY_ROLE_SWATCH,    /* a colour beside its word */
    SVY_ROLE_AREA,      /* under a curve */
    SVY_ROLE_CURVE,     /* the line on top of it */
    SVY_ROLE_DOT,       /* one person */
    SVY_ROLE_WHISKER,
    SVY_ROLE_CAP,
    SVY_ROLE_MARK,
    SVY_ROLE_REFERENCE, /* what marks are compared with: the share of everybody, a target */
    SVY_ROLE_SIGN,      /* a small sign inside a cell; says in shape what the colour says */
    SVY_ROLE_KEY,       /* a mark that explains itself, without a value */
    SVY_ROLE_LEADER,
    SVY_ROLE_TITLE,
    SVY_ROLE_SUBTITLE,
    SVY_ROLE_REMARK, /* under the subtitle */
    SVY_ROLE_AXIS,
    SVY_ROLE_HEAD,
    SVY_ROLE_COLUMN_HEAD,
    SVY_ROLE_LABEL,
    SVY_ROLE_BASE, /* "small base, n = 27" */
    SVY_ROLE_VALUE,
    SVY_ROLE_CELL,
    SVY_ROLE_INTERVAL,
    SVY_ROLE_TOTAL,   /* of several parts, outside the bar */
    SVY_ROLE_MESSAGE, /* in the place of marks */
    SVY_ROLE_NOTE,
    SVY_ROLE_LOGO,
    SVY_ROLE_LAST,
} SvyRole;

/* Where a node stands in the document; in the order of reading. */
typedef enum {
    SVY_PART_TITLE,
    SVY_PART_INTRO,  /* paragraphs under the title */
    SVY_PART_FIGURE, /* all shapes, and the labels of the axis */
    SVY_PART_TABLE,
    SVY_PART_NOTES,
    SVY_PART_LOGO,
} SvyPart;

/* What a node stands for. SVY_NO_ROW and SVY_NO_SERIES: nothing in particular. */
#define SVY_NO_ROW    ((size_t)-1)
#define SVY_NO_SERIES ((size_t)-1)
#define SVY_NO_PANEL  ((size_t)-1)

typedef struct {
    size_t row, series;
    bool has_value;
    double value, value_to; /* shares; a whisker or connector goes from one to the other */
} SvyDatum;

typedef struct {
    SvyNodeType type;
    SvyRole role;
    SvyPart part;
    size_t part_row;    /* paragraph, or row of the table (0: its head) */
    size_t part_column; /* column of the table */
    size_t order;       /* of adding, so that sorting is stable */
    size_t panel;       /* of a page of panels; SVY_NO_PANEL: of all */
    SvyRect box;        /* all that is painted; for text the advance and the ink */
    SvyRect ink;        /* text: its ink; else as box */
    SvyColor color;     /* fill, stroke of a line, text */
    bool is_hollow;     /* marks: only the outline in @color, the inside in @halo */
    bool has_halo;      /* marks: a rim in @halo parts it from what lies below */
    SvyColor halo;
    double x0, y0, x1, y1; /* line ends; centre of a mark; left end of a base line */
    double radius;         /* circle; half diagonal of a diamond; corner of a rect */
    double stroke;         /* width of a line, of the outline of a hollow mark, of hatching */
    bool is_hatched;       /* rect: lines at 45 degrees over the fill, in @halo */
    size_t n_points;       /* polygon */
    double *points;        /* [2 * n_points] polygon: x and y of each corner; owned */
    SvyDatum datum;
    SvyLine *line;       /* text; owned */
    SvyPicture *picture; /* picture; owned. It has colours of its own */
    char *alt;           /* (nullable) picture: in words; without, it decorates; owned */
} SvyNode;

/* A cell of the table whose place in the picture is too narrow for its text. */
typedef struct {
    size_t row, column;
    char *text;
} SvyUnseenCell;

/* One of several panels: 0% and 100% of its axis. */
typedef struct {
    double plot_left, plot_width;
} SvyScenePanel;

typedef struct {
    double width, height; /* page, points */
    double margin;
    double min_pt;
    double plot_left, plot_width; /* 0% and 100% of the axis */
    SvyColor paper;
    GPtrArray *nodes;  /* of SvyNode, owned */
    GPtrArray *unseen; /* of SvyUnseenCell, owned; who reads the table reads them */
    GArray *panels;    /* of SvyScenePanel, owned; empty: the page is one chart */
} SvyScene;

SvyScene *svy_scene_new(void);
void svy_scene_free(SvyScene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyScene, svy_scene_free)

/* Each returns the new node (transfer none) for what is rarely needed: datum, radius, halo. */
SvyNode *svy_scene_add_rect(SvyScene *scene, SvyRole role, SvyRect rect, SvyColor color);
SvyNode *svy_scene_add_line(SvyScene *scene,
                            SvyRole role,
                            double x0,
                            double y0,
                            double x1,
                            double y1,
                            double stroke,
                            SvyColor color);
SvyNode *svy_scene_add_mark(SvyScene *scene,
                            SvyRole role,
                            SvyNodeType type,
                            double x,
                            double y,
                            double radius,
                            SvyColor color);

/* @points: [2 * @n_points] x and y of each corner; copied. */
SvyNode *svy_scene_add_polygon(SvyScene *scene,
                               SvyRole role,
                               const double *points,
                               size_t n_points,
                               SvyColor color);

static inline bool svy_node_is_mark(const SvyNode *node)
{
    return node->type >= SVY_NODE_CIRCLE && node->type <= SVY_NODE_PLUS;
}

/* Takes @line; @x and @y are the left end of its base line. */
SvyNode *svy_scene_add_text(SvyScene *scene,
                            SvyRole role,
                            SvyLine *line,
                            double x,
                            double y,
                            SvyColor color);

/* A picture that fills @box, never mirrored; @alt (nullable) is what it shows. */
SvyNode *svy_scene_add_picture(SvyScene *scene,
                               SvyRole role,
                               SvyRect box,
                               SvyPicture *picture,
                               const char *alt);

/* (nullable, transfer none) the logo, if there is one. */
const SvyNode *svy_scene_find_logo(const SvyScene *scene);

/* A cell that is read but not drawn; nothing where a text stands in the cell. Row 0 is the table's
 * head, column 0 has the labels. */
void svy_scene_add_unseen(SvyScene *scene, size_t row, size_t column, const char *text);

/* (nullable, transfer none) what svy_scene_add_unseen() was told. */
const char *svy_scene_get_unseen(const SvyScene *scene, size_t row, size_t column);

/* Moves all of @part by @dx and @dy into @scene as its next panel, rows of the table below each
 * other: its head becomes row @first_row. */
void svy_scene_take_panel(SvyScene *scene, SvyScene *part, double dx, double dy, size_t first_row);

/* Puts the nodes in reading order. */
void svy_scene_sort(SvyScene *scene);

/* Takes everything of rows whose place is SVY_NO_ROW, and whatever lies below the page, out of the
 * scene; the others are counted anew. @places: [n_rows] */
void svy_scene_keep_rows(SvyScene *scene, size_t n_rows, const size_t places[]);

/* Turns the page round for a language that is read from right to left: every node lies as far from
 * the right edge as it lay from the left; no letter is turned. The axis then runs to the left:
 * plot_left is still the place of 0%, and plot_width is negative. */
void svy_scene_mirror(SvyScene *scene);

/* The last look before a scene leaves the house: no two texts may touch, none a picture, nothing
 * may leave the page. A failure is a bug of the layout; SVY_ERROR_NUMERIC names the texts. */
bool svy_scene_audit(const SvyScene *scene, GError **error);

const char *svy_scene_role_get_name(SvyRole role);

/* (transfer full) JSON, lengths rounded to 0.01 pt. */
char *svy_scene_format(const SvyScene *scene, const char *kind, const char *language);
