/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a plot to a scene: columns, rows and page, all from measured text. */
#pragma once

#include "chart/plot.h"
#include "chart/scale.h"
#include "chart/scene.h"
#include "chart/theme.h"

/* Vertical lengths that measuring and drawing share, in m. */
#define SVY_M_TITLE_GAP       0.95 /* title to subtitle */
#define SVY_M_SUBTITLE_GAP    1.2  /* subtitle to what follows */
#define SVY_M_SUBTITLE_DENSE  0.9  /* the same, where room is short */
#define SVY_M_REMARK_GAP      0.75
#define SVY_M_KEY_PITCH       1.75
#define SVY_M_TICK            0.3
#define SVY_M_NOTES_GAP       0.95 /* rule to notes */
#define SVY_M_NOTE_GAP        0.5  /* between paragraphs */
#define SVY_M_LOGO_GAP        2.0  /* notes to logo */
#define SVY_M_BASE_NOTE_PITCH 1.24

/* A row with its shaped texts; lines become NULL when the scene has taken them. */
typedef struct {
    SvyBlock *label;
    SvyLine *base_note, *message, *cell_message;
    SvyLine *values[SVY_PLOT_N_SERIES];
    SvyLine *cells[SVY_PLOT_N_CELLS];
    bool has_cut_note; /* the whole label stands in the notes */
    SvyRowGeometry geometry;
    double least_height;
    double gap_above;
    double top, height; /* on the page */
} SvyRowLayout;

/* The rows of a part of a chart. */
typedef struct {
    size_t first, end;
} SvyRowRange;

/* How much is given up to fit; each step keeps the ones before. */
typedef enum {
    SVY_FIT_WHOLE,
    SVY_FIT_WIDE,              /* subtitle over the whole width */
    SVY_FIT_SNUG,              /* smaller labels */
    SVY_FIT_DENSE,             /* labels at the smallest size */
    SVY_FIT_NO_INTERVALS,      /* no column of intervals */
    SVY_FIT_ONE_LINE_SUBTITLE, /* what is measured, in one line */
    SVY_FIT_LAST,
} SvyFit;

typedef enum {
    SVY_HEADS_LEADERS, /* over the first row's marks */
    SVY_HEADS_KEY,     /* drawn symbols with words, in the head row */
    SVY_HEADS_KEY_ROWS /* the same, a line each above the head row */
} SvyHeadPlace;

struct SvyLayout {
    const SvyPlot *plot;
    const SvyTheme *theme;
    SvyScene *scene;
    SvyFit fit;
    bool is_wide; /* only where the height is given */

    /* One of several panels of a page: no title, no notes, heads and keys are the page's. */
    bool is_inset, hides_labels, hides_axis;

    double m;                     /* the smallest text size: the unit of everything */
    double label_pt;              /* size of labels and values */
    SvyMarkSizes marks;           /* sizes of marks */
    bool shows_interval;          /* the second column of cells */
    double left, right;           /* edges of the content */
    double label_width;           /* of the column of labels */
    double plot_left, plot_width; /* 0% and the length of the axis */
    double room_left, room_right; /* between which the plot may draw */
    double columns_left;          /* of the columns of numbers */
    double cell_right[SVY_PLOT_N_CELLS];
    double value_right[SVY_PLOT_N_SERIES]; /* of a part: figures stand in columns */

    SvyBlock *title, *subtitle, *remark;
    SvyLine *remark_right;
    SvyLine *heads[SVY_PLOT_N_SERIES];
    double head_x[SVY_PLOT_N_SERIES];
    SvyHeadPlace head_place;
    SvyLine *cell_heads[SVY_PLOT_N_CELLS];
    GPtrArray *cut_notes; /* of char, owned: texts that are cut, those of the labels first */
    GPtrArray *notes;     /* of SvyBlock, owned */
    size_t n_rows;
    SvyRowLayout *rows;
    SvyRowRange range; /* the rows that are drawn; all are measured, so that parts look alike */
    double most_pitch; /* of the rows, the same in all parts */

    double head_base;               /* base line of the heads */
    double rows_top, rows_bottom;   /* of the plot */
    SvyPanelSize panel;             /* of the plot's panel, if it has one */
    double logo_width, logo_height; /* 0: none */
};

/* Lays @plot out. SVY_ERROR_USAGE with the size that would do when the page is too small. */
bool svy_layout_build(const SvyPlot *plot,
                      const SvyTheme *theme,
                      double width_in,
                      double height_in,
                      SvyScene **ret_scene,
                      GError **error);

/* Where the rows of a plot that is too high for its page part. */
typedef struct {
    SvyFit fit;
    double pitch;
    size_t n_parts;
    SvyRowRange *parts; /* [n_parts], owned */
} SvySplit;

void svy_split_free(SvySplit *split);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvySplit, svy_split_free)

/* Divides the rows into parts of much the same height that fit the page: as few as will do, @n_most
 * at most, with the largest type that so many allow; headings stay with rows of theirs. *@ret_split
 * is NULL when nothing fits. The title must be as long as that of a part. False with the error of
 * svy_measure_line(). */
bool svy_layout_split(const SvyPlot *plot,
                      const SvyTheme *theme,
                      double width_in,
                      double height_in,
                      size_t n_most,
                      SvySplit **ret_split,
                      GError **error);

/* Lays one part out, counted from 0. *@ret_scene is NULL when its title leaves too little room. */
bool svy_layout_build_part(const SvyPlot *plot,
                           const SvyTheme *theme,
                           double width_in,
                           double height_in,
                           const SvySplit *split,
                           size_t part,
                           SvyScene **ret_scene,
                           GError **error);

/* Whether a row of the plot is drawn with those of @range: rows that are in every part are, and a
 * heading whose rows go on there. */
bool svy_plot_is_row_in(const SvyPlot *plot, size_t index, SvyRowRange range);
bool svy_layout_is_shown(const SvyLayout *layout, size_t index);

/* Parts of a page: a plot in a room of its own, at the fit of @page, in the order of these calls.
 * Rows and axes of several parts of one width stand alike. */
SvyLayout *svy_layout_inset_new(const SvyPlot *plot, const SvyLayout *page, bool hides_labels);
void svy_layout_free(SvyLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyLayout, svy_layout_free)

/* Labels, figures, heads of columns. Labels that are cut leave their whole text in @notes. */
bool svy_layout_inset_shape(SvyLayout *part, GPtrArray *notes, GError **error);

/* Gives labels @label_width (0: there are none) and the rest of @width to a panel of the plot's
 * own; for other plots svy_layout_insets_place_axis() follows. */
bool svy_layout_inset_measure(SvyLayout *part,
                              double label_width,
                              double width,
                              GPtrArray *notes,
                              GError **error);
bool svy_layout_insets_place_axis(SvyLayout *const parts[], size_t n, GError **error);

/* How many points the room is too narrow; 0 when it will do. */
double svy_layout_inset_get_missing(const SvyLayout *part);

/* Whether a whisker is hidden by its mark. */
bool svy_layout_lacks_whiskers(const SvyLayout *layout);

/* Rows as high as the highest of their like in all parts; height of all of them at @pitch; the
 * pitch that fills @room; placing them from @top downwards. */
void svy_layout_insets_level(SvyLayout *const parts[], size_t n);
double svy_layout_inset_sum_rows(const SvyLayout *part, double pitch);
double svy_layout_inset_fill(const SvyLayout *part, double room);
void svy_layout_inset_place_rows(SvyLayout *part, double top, double pitch);

/* From the top of a part to its first row, and from its last row to its bottom. */
double svy_layout_inset_get_head(const SvyLayout *part);
double svy_layout_inset_get_foot(const SvyLayout *part);

/* Emits the part into its own scene; layout-draw.c. */
void svy_layout_inset_draw(SvyLayout *part);

/* For the kinds: the stroke that says where everybody stands, in a part. */
void svy_layout_draw_reference(const SvyLayout *layout, size_t index, size_t series);

/* Height of what stands below the last rule: the notes and, at their right, the logo; points. */
double svy_layout_measure_notes(const SvyLayout *layout);

/* Emits everything into layout->scene; layout-draw.c. */
void svy_layout_draw(SvyLayout *layout);

/* For the panels: shapes @text in place of what @ret_line holds; NULL shapes nothing. Figures that
 * stand under each other are tabular. False with the error of svy_measure_line(). */
bool svy_layout_shape_line(const SvyLayout *layout,
                           double size_pt,
                           int weight,
                           bool is_tabular,
                           const char *text,
                           SvyLine **ret_line,
                           GError **error);

/* For the panels: emits one line with its base line at @y, or the lines of a block from @x, the
 * first base line block->top below @y, as a cell of the table; both take what they emit. */
SvyNode *svy_layout_draw_line(const SvyLayout *layout,
                              SvyLine **line,
                              SvyRole role,
                              double x,
                              double y,
                              SvyThemeColor color);
void svy_layout_draw_head(const SvyLayout *layout,
                          SvyBlock *block,
                          double x,
                          double y,
                          size_t column);

/* For the panels: one line of at most @max_width. A longer text is cut, gets a letter, and stands
 * whole in @notes. False with the error of svy_measure_line(). */
bool svy_layout_shape_cut(const SvyLayout *layout,
                          const SvyTextStyle *style,
                          const char *text,
                          double max_width,
                          GPtrArray *notes,
                          SvyLine **ret_line,
                          GError **error);

/* The same for several lines: a text of more than four lines is cut. @ret_shown is what stands in
 * the block. */
bool svy_layout_shape_label(const SvyLayout *layout,
                            const SvyTextStyle *style,
                            const char *text,
                            double max_width,
                            GPtrArray *notes,
                            SvyBlock **ret_block,
                            char **ret_shown,
                            GError **error);

/* A vertical line in pieces, @stroke in m, cut where a text that is drawn already would touch it;
 * @share is what it stands for. */
void svy_layout_draw_cut_line(const SvyLayout *layout,
                              SvyRole role,
                              double x,
                              double top,
                              double bottom,
                              double stroke,
                              SvyThemeColor color,
                              double share);

/* The base line on which capitals of @line are centred on @middle. */
double svy_layout_centre_line(const SvyLayout *layout, const SvyLine *line, double middle);

/* From the last base line of a label to that of the note below it. */
double svy_layout_get_note_pitch(const SvyLayout *layout, size_t index);

/* How far the label of a row stands from the left edge. */
double svy_layout_get_indent(const SvyLayout *layout, size_t index);

/* Puts a text into the table: row 0 is its head, column 0 has the labels. */
void svy_layout_set_cell(SvyNode *node, size_t row, size_t column);

/* Ink or paper: whichever can be read on @color. */
SvyThemeColor svy_layout_choose_ink(const SvyLayout *layout, SvyThemeColor color);

/* For the kinds: the place of a share, the middle of a row, colours of a series, what is behind. */
double svy_layout_get_x(const SvyLayout *layout, double share);
double svy_layout_get_middle(const SvyLayout *layout, size_t index);
SvyColor svy_layout_get_color(const SvyLayout *layout, SvyThemeColor color);
SvyColor svy_layout_get_backdrop(const SvyLayout *layout, size_t index);

/* A small base: of the shape in @box, of a row, the outline alone is left, @width points wide. */
void svy_layout_hollow_out(const SvyLayout *layout, size_t row, SvyRect box, double width);

/* What an interval on a bar is drawn in: on the dark bar of the finding, in ink. */
SvyThemeColor svy_layout_choose_whisker(const SvyPlotRow *row, SvyThemeColor text);

/* For the kinds: whisker with caps, and mark, of one series of a row, if drawn. */
void svy_layout_draw_whisker(const SvyLayout *layout, size_t index, size_t series, bool is_on_bar);
void svy_layout_draw_mark(const SvyLayout *layout, size_t index, size_t series);
