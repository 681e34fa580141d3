/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Charts: a result becomes a scene, a scene becomes a picture.
 *
 * A chart is laid out once, in points (1/72 inch), from measured text; PNG, PDF and SVG are
 * painted from that one scene, so they never differ. Nothing is drawn below the theme's smallest
 * text size: a chart that does not fit is refused with the size that would do. Every chart
 * carries its words (alternative text, long description) and its numbers (CSV). The same input
 * gives the same bytes, in every locale, time zone and font configuration.
 */
#pragma once

#include <surveystat/result.h>
#include <surveystat/tiles.h>

#pragma GCC visibility push(default)

/** Sizes, colours and fonts. */
typedef struct SvyTheme SvyTheme;

/** One laid-out chart. Frozen; may be painted from several threads. */
typedef struct SvyChart SvyChart;

/** How a chart is to be drawn; a zeroed struct with a theme is a good default. */
typedef struct {
    const SvyTheme *theme; /* (transfer none) */
    double width_in;       /* page width in inches; 0: the theme's */
    double height_in;      /* page height in inches; 0: the theme's, which may be "as needed" */
    const char *title;     /* (nullable) replaces the generated title */
    const char *kind;      /* (nullable) name of the kind; NULL: the best for what is drawn */
    size_t n_top;          /* rows to show; 0: all */
    const SvyTiles *tiles; /* (nullable) (transfer none) grid of a tile-map; NULL: the built-in one
                              that suits */
    bool is_zoomed;        /* an axis of change need not start at 0; the chart says so */
    bool is_not_nested;    /* a ladder may have people on a stage and not on the one before */
    double axis_end;       /* ranked-bars, select-all, gap-bars: the share at which the axis ends at
                              least, so that several charts have one scale; 0: the round share next
                              to the longest bar, 40% at least */
    size_t part;           /* where the rows do not fit the page: which part of the chart, from 1;
                              svy_chart_count_parts() says how many there are; 0: it is refused */
    const struct SvyChartFrame *frame; /* (nullable) private: what panels of one page share */
} SvyChartOptions;

/**
 * Loads a theme.
 *
 * @name:      "poster", "report", "slide", "screen", "mono" (built in), or a path that ends in .ini
 * @ret_theme: (out) (transfer full) the theme
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_theme; false and leaves it as it was.
 * Errors:  SVY_ERROR_USAGE  there is no such theme; the message names the nearest
 *          SVY_ERROR_DATA   the file has an unknown key or a value out of range, with its line;
 *                           colours that cannot be read, or not be told apart, with the numbers;
 *                           a logo that is not there, too large, damaged, or more than shapes
 *          SVY_ERROR_IO     the file or a font cannot be read
 * Cost:    reads one small file, and the logo, which is decoded once for all charts.
 * Test:    tests/unit/chart/test_theme.c, tests/unit/chart/test_logo.c
 */
bool svy_theme_load(const char *name, SvyTheme **ret_theme, GError **error);

/**
 * Releases a theme.
 *
 * @theme: (nullable) (transfer full) the theme
 *
 * Cost: O(1).
 * Test: tests/unit/chart/test_theme.c
 */
void svy_theme_free(SvyTheme *theme);

/**
 * Default resolution of a theme's PNG.
 *
 * @theme: the theme
 *
 * Returns: dots per inch.
 * Cost:    O(1).
 * Test:    tests/unit/chart/test_theme.c
 */
double svy_theme_get_dpi(const SvyTheme *theme);

/**
 * Says whether a theme had to do without the Inter fonts.
 *
 * @theme: the theme
 *
 * Returns: (nullable) (transfer none) one sentence for a warning, lower case, no full stop; NULL
 *          when all is well. Valid until the theme is freed.
 * Cost:    O(1).
 * Test:    tests/unit/chart/test_theme.c
 */
const char *svy_theme_get_font_warning(const SvyTheme *theme);

/**
 * Says what became of the brand's colour of a theme.
 *
 * @theme: the theme
 *
 * Returns: (nullable) (transfer none) one sentence for a warning, lower case, no full stop: which
 *          colour is used in its place, and why; NULL when it is used as it is, or there is none.
 *          Valid until the theme is freed.
 * Cost:    O(1).
 * Test:    tests/unit/chart/test_palette.c
 */
const char *svy_theme_get_color_note(const SvyTheme *theme);

/**
 * Says which picture is the logo of a theme.
 *
 * @theme: the theme
 *
 * Returns: (nullable) (transfer none) SHA-256 of the file in lower-case hex; NULL when there is no
 *          logo. Valid until the theme is freed.
 * Cost:    O(1).
 * Test:    tests/unit/chart/test_logo.c
 */
const char *svy_theme_get_logo_digest(const SvyTheme *theme);

/**
 * Lays out the headline chart of a gap (kind "gap-dumbbell").
 *
 * @survey:    what is known of the survey; decides words and caveats
 * @gap:       the gap; items in the order of the result
 * @level:     confidence level of its intervals, 0 < level < 1
 * @options:   theme and size
 * @ret_chart: (out) (transfer full) the chart
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_chart; false and leaves it as it was.
 * Errors:  SVY_ERROR_USAGE     the page is too small, and the message names the size that would do;
 *                              there are more than 300 rows, or none
 *          SVY_ERROR_DATA      a label has characters that no font here can draw; names a package
 *          SVY_ERROR_ARGUMENT  a side of the page is negative or not a number; the chart has not so
 *                              many parts as options->part says
 *          SVY_ERROR_LIMIT     a side of the page is over 200 inches
 *          SVY_ERROR_NUMERIC   two texts would touch: a bug; the message names them
 * Cost:    a few milliseconds; linear in the number of items.
 * Test:    tests/unit/chart/test_chart_gap_dumbbell.c
 */
bool svy_chart_new_gap(const SvySurvey *survey,
                       const SvyGap *gap,
                       double level,
                       const SvyChartOptions *options,
                       SvyChart **ret_chart,
                       GError **error);

/** A kind of chart, for lists. */
typedef struct {
    const char *name;    /* "gap-dumbbell" */
    const char *summary; /* what it shows, in one line, lower case */
    bool is_of_gap;      /* it shows gaps */
    bool is_of_question; /* it shows questions, as svy_chart_has_kind() says */
    bool is_of_table;    /* it shows tables, as svy_chart_has_table_kind() says */
} SvyChartKindInfo;

/**
 * Describes one kind of chart.
 *
 * @index:    position in the list of kinds, from 0
 * @ret_info: (out) texts are static
 *
 * Returns: true and fills @ret_info; false past the last kind, and leaves it as it was.
 * Cost:    O(1).
 * Test:    tests/unit/chart/test_chart_kinds.c
 */
bool svy_chart_describe_kind(size_t index, SvyChartKindInfo *ret_info);

/**
 * Says whether there is a chart for a question.
 *
 * @question: any question
 * @kind:     (nullable) name of a kind; NULL: any
 *
 * Returns: true when svy_chart_new_question() has a kind for it; labels and page may still refuse.
 * Cost:    linear in the options.
 * Test:    tests/unit/chart/test_chart_kinds.c
 */
bool svy_chart_has_kind(const SvyQuestionResult *question, const char *kind);

/**
 * Lays out the chart of one closed question: "select-all" for SVY_QUESTION_MULTI; "likert" for
 * grids and for single questions whose scale goes between opposites; else "ranked-bars" (options in
 * their own order when it has a meaning). @options may ask for another kind that suits.
 *
 * @survey:    what is known of the survey
 * @question:  a question of type multi, single, likert or grid with at least one option
 * @level:     confidence level of its intervals, 0 < level < 1
 * @options:   theme and size
 * @ret_chart: (out) (transfer full) the chart
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_chart; false and leaves it as it was.
 * Errors:  as svy_chart_new_gap(); SVY_ERROR_USAGE also for a question that has no chart
 * Cost:    a few milliseconds; linear in the number of options.
 * Test:    tests/unit/chart/test_chart_bars.c
 */
bool svy_chart_new_question(const SvySurvey *survey,
                            const SvyQuestionResult *question,
                            double level,
                            const SvyChartOptions *options,
                            SvyChart **ret_chart,
                            GError **error);

/**
 * Says whether there is a chart for a table.
 *
 * @table: any table
 * @kind:  (nullable) name of a kind; NULL: any
 *
 * Returns: true when svy_chart_new_table() has a kind for it; labels and page may still refuse.
 * Cost:    linear in the columns.
 * Test:    tests/unit/chart/test_chart_table.c
 */
bool svy_chart_has_table_kind(const SvyTable *table, const char *kind);

/**
 * Lays out the chart of one table: answers by group, odds ratios, combinations and the like. What
 * is withheld in the table is not drawn, and said.
 *
 * @result:    that the table belongs to: survey, level, and the tables beside it
 * @table:     a table with at least one row
 * @options:   theme and size
 * @ret_chart: (out) (transfer full) the chart
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_chart; false and leaves it as it was.
 * Errors:  as svy_chart_new_gap(); SVY_ERROR_USAGE also for a table that has no chart, and for a
 *          ladder whose stages are not nested unless table or @options say that this is meant
 * Cost:    a few milliseconds; linear in the cells.
 * Test:    tests/unit/chart/test_chart_table.c
 */
bool svy_chart_new_table(const SvyResult *result,
                         const SvyTable *table,
                         const SvyChartOptions *options,
                         SvyChart **ret_chart,
                         GError **error);

/**
 * Lays out a page of panels: options->kind drawn once for each group of people, on one scale and in
 * one order, with everybody in gray. The numbers are those of tables by group, which went through
 * disclosure control together.
 *
 * @result:    with the tables by group
 * @gap:       (nullable) what is drawn of each group: a gap,
 * @question:  (nullable) a question,
 * @table:     (nullable) a table of everybody: how the answers to a question for a number are
 *             spread, a ranking, a ladder, the targets, combinations; or one by groups, which each
 *             panel has, where people were counted by both questions at once; one of the three
 * @by:        id of the question that divides people
 * @options:   theme, size, and the kind, which must be given
 * @ret_chart: (out) (transfer full) the chart
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_chart; false and leaves it as it was.
 * Errors:  as svy_chart_new_gap(); SVY_ERROR_USAGE also for a kind that cannot be drawn for groups,
 *          which says what can, and where no table tells of the groups
 * Cost:    as so many charts as there are groups.
 * Test:    tests/unit/chart/test_chart_each.c
 */
bool svy_chart_new_each(const SvyResult *result,
                        const SvyGap *gap,
                        const SvyQuestionResult *question,
                        const SvyTable *table,
                        const char *by,
                        const SvyChartOptions *options,
                        SvyChart **ret_chart,
                        GError **error);

/**
 * Says why a kind cannot be drawn for each group.
 *
 * @kind:       name of a kind
 * @has_groups: each panel is to show groups by a question of its own
 * @min_cell:   smallest number of people that is told of a group, as in the result; 1: any is
 *
 * Returns: (nullable) (transfer none) one sentence, lower case, no full stop: why, and what shows
 *          groups instead; NULL for a kind that svy_chart_new_each() draws.
 * Cost:    O(1).
 * Test:    tests/unit/chart/test_chart_each.c
 */
const char *svy_chart_refuse_each(const char *kind, bool has_groups, size_t min_cell);

/**
 * Says whether a grid of tiles suits what is asked for a map.
 *
 * @tiles:    the grid
 * @question: (nullable) a question whose answers may be its areas
 * @table:    (nullable) a table whose groups, or rows, may be its areas
 *
 * Returns: true when four of five answers, groups or rows are areas of the grid.
 * Cost:    tiles by labels.
 * Test:    tests/unit/chart/test_chart_tile_map.c
 */
bool svy_chart_suits_tiles(const SvyTiles *tiles,
                           const SvyQuestionResult *question,
                           const SvyTable *table);

/**
 * Name of a chart's kind.
 *
 * @chart: the chart
 *
 * Returns: a static name such as "gap-dumbbell".
 * Cost:    O(1).
 * Test:    tests/unit/chart/test_chart_gap_dumbbell.c
 */
const char *svy_chart_get_kind(const SvyChart *chart);

/**
 * In how many parts a chart is drawn, because its rows do not fit one page: "(1 of 2)". The parts
 * have the same type, columns, axis and pitch; no question is parted from its first group, and what
 * the others are compared with is in all of them.
 *
 * @chart: the chart, or any of its parts
 *
 * Returns: 1 for a chart that is whole, which it always is when SvyChartOptions.part was 0.
 * Cost:    O(1).
 * Test:    tests/unit/chart/test_chart_parts.c
 */
size_t svy_chart_count_parts(const SvyChart *chart);

/**
 * Paints a chart as PNG: 8-bit RGB, sRGB, physical size, title and description inside.
 *
 * @chart:     the chart
 * @dpi:       dots per inch, 36 to 1200; 0: the theme's
 * @ret_bytes: (out) (transfer full) the file
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_bytes; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT  @dpi is outside its range
 *          SVY_ERROR_LIMIT     more than 32,767 pixels a side or 200 million in all
 *          SVY_ERROR_NO_MEMORY a strip cannot be allocated
 * Cost:    linear in the pixels; memory for one strip and the compressed file.
 * Test:    tests/unit/chart/test_paint.c
 */
bool svy_chart_paint_png(const SvyChart *chart, double dpi, GBytes **ret_bytes, GError **error);

/**
 * Paints a chart as a tagged, one-page PDF at physical size with embedded fonts.
 *
 * @chart:     the chart
 * @ret_bytes: (out) (transfer full) the file
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_bytes; false and leaves it as it was.
 * Errors:  SVY_ERROR_NUMERIC  a library failed to make or finish the file
 * Cost:    some 50 ms.
 * Test:    tests/unit/chart/test_paint.c
 */
bool svy_chart_paint_pdf(const SvyChart *chart, GBytes **ret_bytes, GError **error);

/**
 * Paints a chart as SVG: role and words for screen readers, one group per shape with its role, row,
 * series and value, ids that differ between charts and never between runs.
 *
 * @chart:     the chart
 * @with_text: false: letters are shapes and look the same everywhere; true: real text, which can be
 *             searched and edited and looks as measured where Inter is installed
 * @ret_bytes: (out) (transfer full) the file
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_bytes; false and leaves it as it was.
 * Errors:  SVY_ERROR_NO_MEMORY  the outlines of the texts cannot be allocated
 * Cost:    some 10 ms; with real text less.
 * Test:    tests/unit/chart/test_svg.c
 */
bool svy_chart_paint_svg(const SvyChart *chart, bool with_text, GBytes **ret_bytes, GError **error);

/**
 * The chart in words: a short line, a blank line, then one sentence per row and the notes.
 *
 * @chart: the chart
 *
 * Returns: (transfer full) UTF-8 text.
 * Cost:    linear in the rows.
 * Test:    tests/unit/chart/test_alt_text.c
 */
char *svy_chart_format_alt(const SvyChart *chart);

/**
 * The plotted numbers with intervals and bases, one row per row of the chart, in its order.
 *
 * @chart: the chart
 *
 * Returns: (transfer full) CSV with a header row.
 * Cost:    linear in the rows.
 * Test:    tests/unit/chart/test_chart_gap_dumbbell.c
 */
char *svy_chart_format_csv(const SvyChart *chart);

/**
 * The scene as JSON, lengths in points rounded to 0.01: what tests read.
 *
 * @chart: the chart
 *
 * Returns: (transfer full) JSON text.
 * Cost:    linear in the nodes.
 * Test:    tests/unit/chart/test_scene.c
 */
char *svy_chart_format_scene(const SvyChart *chart);

/**
 * Releases a chart.
 *
 * @chart: (nullable) (transfer full) the chart
 *
 * Cost: O(nodes).
 * Test: tests/unit/chart/test_scene.c
 */
void svy_chart_free(SvyChart *chart);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyTheme, svy_theme_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyChart, svy_chart_free)

#pragma GCC visibility pop
