/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public face: a plot, its scene, and what is made of them. */
#include <surveystat/chart.h>

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/chart-private.h"
#include "chart/chart-registry.h"
#include "chart/each.h"
#include "chart/paint.h"
#include "chart/part-words.h"
#include "chart/tile-map.h"

static const double svg_scale = 16; /* cairo's paths have 1/256 of a unit, too coarse for points */

/* More pages than that nobody turns over for one chart. */
enum { N_MOST_PARTS = 6 };

static const double page_most_in = 200; /* PDF readers stop at 14,400 pt */

static bool check_side(const char *name, double inches, GError **error)
{
    const SvyPlace place = {.file = "chart"};

    if (!(isfinite(inches) && inches >= 0))
        return svy_error_set(error, SVY_ERROR_ARGUMENT, &place, "Take inches, 1 to 200",
                             "the %s of the page is out of range, got %g", name, inches);
    if (inches > page_most_in)
        return svy_error_set(error, SVY_ERROR_LIMIT, &place, "Take 200 inches at most",
                             "the %s of the page is %g inches, more than PDF can hold", name,
                             inches);
    return true;
}

/* In one ink the second series is hollow; what is behind it shows through. */
static void hollow_second(SvyScene *scene)
{
    for (size_t i = 0; i < scene->nodes->len; i++) {
        SvyNode *node = scene->nodes->pdata[i];

        if (node->type != SVY_NODE_DIAMOND)
            continue;
        if (!node->has_halo)
            node->halo = scene->paper;
        node->is_hollow = true;
        node->stroke = 0.3 * node->radius;
    }
}

/* Takes @title. */
static void set_title(SvyChart *chart, char *title)
{
    g_free(chart->plot->title);
    chart->plot->title = title;
}

static bool repeat_error(const GError *fault, GError **error)
{
    g_propagate_error(error, g_error_copy(fault));
    return false;
}

/* What did not fit as a whole, because of @whole, in parts, or not at all. */
static bool build_part(SvyChart *chart,
                       const SvyChartOptions *options,
                       double width,
                       double height,
                       const GError *whole,
                       GError **error)
{
    const SvyPlace place = {.file = "chart"};
    const size_t part = options->part - 1;
    const char *language = chart->plot->language;
    g_autofree char *title = g_strdup(chart->plot->title);
    g_autoptr(SvySplit) split = NULL;

    /* All parts are split with one title, or they might not be parts of one chart. */
    set_title(chart, svy_part_word_title(language, title, N_MOST_PARTS - 1, N_MOST_PARTS));
    if (!svy_layout_split(chart->plot, options->theme, width, height, N_MOST_PARTS, &split, error))
        return false;
    if (split == NULL)
        return repeat_error(whole, error);
    if (part >= split->n_parts)
        return svy_error_set(error, SVY_ERROR_ARGUMENT, &place, NULL,
                             "there is no part %zu, the chart has %zu", options->part,
                             split->n_parts);
    chart->n_parts = split->n_parts;
    set_title(chart, svy_part_word_title(language, title, part, split->n_parts));
    if (!svy_layout_build_part(chart->plot, options->theme, width, height, split, part,
                               &chart->scene, error))
        return false;
    if (chart->scene == NULL)
        return repeat_error(whole, error);
    svy_part_keep_words(chart->plot, split, part);
    return true;
}

/* Whole, or the part that is asked for where the rows do not fit. */
static bool build(SvyChart *chart,
                  const SvyChartOptions *options,
                  double width,
                  double height,
                  GError **error)
{
    const bool may_split = options->part > 0 && height > 0 && chart->plot->kind->may_split;
    g_autoptr(GError) fault = NULL;

    chart->n_parts = 1;
    if (svy_layout_build(chart->plot, options->theme, width, height, &chart->scene, &fault))
        return true;
    if (may_split && g_error_matches(fault, SVY_ERROR, SVY_ERROR_USAGE))
        return build_part(chart, options, width, height, fault, error);
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
}

/* Takes @plot. */
static bool finish_chart(SvyPlot *plot,
                         const SvySurvey *survey,
                         const SvyChartOptions *options,
                         SvyChart **ret_chart,
                         GError **error)
{
    const SvyTheme *theme = options->theme;
    const double width = options->width_in > 0 ? options->width_in : theme->width_in;
    const double height = options->height_in > 0 ? options->height_in : theme->height_in;
    g_autoptr(SvyChart) chart = g_new0(SvyChart, 1);
    g_autofree char *title = g_steal_pointer(&plot->title);
    g_autofree char *subtitle = g_steal_pointer(&plot->subtitle);
    bool is_ok;

    chart->plot = plot;
    plot->language = svy_tr_get_name(survey->language);
    chart->fonts = svy_fonts_ref(theme->fonts);
    chart->dpi = theme->dpi;
    plot->title = svy_plot_clean(options->title != NULL ? options->title : title);
    plot->subtitle = svy_text_escape(subtitle);
    if (!check_side("width", options->width_in, error) ||
        !check_side("height", options->height_in, error))
        return false;

    svy_fonts_lock(chart->fonts);
    is_ok = build(chart, options, width, height, error);
    svy_fonts_unlock(chart->fonts);
    if (!is_ok)
        return false;
    if (theme->is_one_ink)
        hollow_second(chart->scene);
    *ret_chart = g_steal_pointer(&chart);
    return true;
}

static bool refuse_nothing(const char *what, GError **error)
{
    const SvyPlace place = {.file = "chart"};

    return svy_error_set(error, SVY_ERROR_USAGE, &place, NULL, "%s", what);
}

bool svy_chart_new_gap(const SvySurvey *survey,
                       const SvyGap *gap,
                       double level,
                       const SvyChartOptions *options,
                       SvyChart **ret_chart,
                       GError **error)
{
    const SvyChartKind *kind;

    g_return_val_if_fail(survey != NULL && gap != NULL && ret_chart != NULL, false);
    g_return_val_if_fail(options != NULL && options->theme != NULL, false);

    kind = svy_registry_find_for_gap(options->kind);
    if (kind == NULL)
        return refuse_nothing("this kind of chart does not show gaps", error);
    if (gap->n_items == 0)
        return refuse_nothing("the gap has no items to draw", error);
    return finish_chart(kind->plot_gap(kind, survey, gap, level, options), survey, options,
                        ret_chart, error);
}

bool svy_chart_describe_kind(size_t index, SvyChartKindInfo *ret_info)
{
    const SvyChartKind *kind = svy_registry_get(index);

    g_return_val_if_fail(ret_info != NULL, false);

    if (kind == NULL)
        return false;
    *ret_info = (SvyChartKindInfo){kind->name, kind->summary, kind->plot_gap != NULL,
                                   kind->plot_question != NULL, kind->plot_table != NULL};
    return true;
}

bool svy_chart_has_kind(const SvyQuestionResult *question, const char *kind)
{
    g_return_val_if_fail(question != NULL, false);

    return question->n_options > 0 && svy_registry_find_for_question(question, kind) != NULL;
}

/* A grid that was given is asked first. */
static bool wants_map(const SvyChartOptions *options,
                      const SvyQuestionResult *question,
                      const SvyTable *table)
{
    return options->tiles != NULL &&
           (options->kind == NULL || strcmp(options->kind, svy_kind_tile_map.name) == 0) &&
           svy_chart_suits_tiles(options->tiles, question, table);
}

bool svy_chart_suits_tiles(const SvyTiles *tiles,
                           const SvyQuestionResult *question,
                           const SvyTable *table)
{
    g_return_val_if_fail(tiles != NULL, false);

    return (question != NULL && svy_tile_map_suits_question(tiles, question)) ||
           (table != NULL && svy_tile_map_suits_table(tiles, table));
}

bool svy_chart_new_question(const SvySurvey *survey,
                            const SvyQuestionResult *question,
                            double level,
                            const SvyChartOptions *options,
                            SvyChart **ret_chart,
                            GError **error)
{
    const SvyChartKind *kind;

    g_return_val_if_fail(survey != NULL && question != NULL && ret_chart != NULL, false);
    g_return_val_if_fail(options != NULL && options->theme != NULL, false);

    kind = wants_map(options, question, NULL)
               ? &svy_kind_tile_map
               : svy_registry_find_for_question(question, options->kind);
    if (kind == NULL || question->n_options == 0)
        return refuse_nothing(options->kind == NULL
                                  ? "this type of question has no chart"
                                  : "this kind of chart does not show such a question",
                              error);
    return finish_chart(kind->plot_question(kind, survey, question, level, options), survey,
                        options, ret_chart, error);
}

bool svy_chart_has_table_kind(const SvyTable *table, const char *kind)
{
    g_return_val_if_fail(table != NULL, false);

    return table->n_rows > 0 && svy_registry_find_for_table(table, kind) != NULL;
}

bool svy_chart_new_table(const SvyResult *result,
                         const SvyTable *table,
                         const SvyChartOptions *options,
                         SvyChart **ret_chart,
                         GError **error)
{
    const SvyChartKind *kind;

    g_return_val_if_fail(result != NULL && table != NULL && ret_chart != NULL, false);
    g_return_val_if_fail(options != NULL && options->theme != NULL, false);

    kind = wants_map(options, NULL, table) ? &svy_kind_tile_map
                                           : svy_registry_find_for_table(table, options->kind);
    if (kind == NULL || table->n_rows == 0)
        return refuse_nothing(options->kind == NULL
                                  ? "this table has no chart"
                                  : "this kind of chart does not show such a table",
                              error);
    if (kind->check_table != NULL && !kind->check_table(table, options, error))
        return false;
    return finish_chart(kind->plot_table(kind, result, table, options), &result->survey, options,
                        ret_chart, error);
}

/* Kinds whose numbers are told of everybody alone, or that show groups by themselves. */
static const struct {
    const char *kind;
    const char *why;
} refusals[] = {
    {"box", "box shows groups by itself, as rows: box QUESTION --by, alone or with --each"},
    {"crosstab-dots",
     "crosstab-dots shows groups by itself: crosstab-dots QUESTION --by, alone or with "
     "--each"},
    {"forest", "forest shows groups by itself, as rows"},
    {"heatmap", "heatmap shows groups by itself, as columns: heatmap QUESTION --by, alone or with "
                "--each"},
    {"ridgeline",
     "ridgeline shows groups by itself, as rows: ridgeline QUESTION --by, alone or with --each"},
    {"slope", "slope shows groups by itself, as waves: slope QUESTION --by, alone or with --each"},
    {"small-multiples", "small-multiples shows groups by itself: small-multiples QUESTION --by"},
    {"tile-map",
     "tile-map shows groups by itself, as tiles: tile-map QUESTION --by, alone or with --each"},
};

/* In groups nearly all combinations would be too few to tell. */
static const char *refuse_protected(const char *kind, size_t min_cell)
{
    return min_cell > 1 && strcmp(kind, svy_kind_upset.name) == 0
               ? "combinations of groups are told only where nothing is protected: --min-cell 1, "
                 "for data whose people agreed; select-all shows the options by group"
               : NULL;
}

/* Kinds whose groups are drawn once for each group of another question. */
static const SvyChartKind *const crossed_kinds[] = {&svy_kind_box,     &svy_kind_crosstab_dots,
                                                    &svy_kind_heatmap, &svy_kind_ridgeline,
                                                    &svy_kind_slope,   &svy_kind_tile_map};

static const struct {
    const char *kind;
    const char *why;
} crossed_refusals[] = {
    {"forest", "the gap is told by one question at a time: forest --by, or gap-dumbbell --each"},
    {"small-multiples", "small-multiples makes panels of the groups by itself: --by alone"},
};

static const char *refuse_crossed(const char *kind, size_t min_cell)
{
    for (size_t i = 0; i < G_N_ELEMENTS(crossed_kinds); i++)
        if (strcmp(crossed_kinds[i]->name, kind) == 0)
            return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(crossed_refusals); i++)
        if (strcmp(crossed_refusals[i].kind, kind) == 0)
            return crossed_refusals[i].why;
    return svy_chart_refuse_each(kind, false, min_cell) == NULL
               ? "this kind does not show groups in a panel: --each alone"
               : "this kind does not show groups in panels of others";
}

const char *svy_chart_refuse_each(const char *kind, bool has_groups, size_t min_cell)
{
    g_return_val_if_fail(kind != NULL, NULL);

    if (has_groups)
        return refuse_crossed(kind, min_cell);
    for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++)
        if (strcmp(refusals[i].kind, kind) == 0)
            return refusals[i].why;
    return refuse_protected(kind, min_cell);
}

/* The kind called @name, if it draws the one that is given. */
static const SvyChartKind *find_each(const char *name,
                                     const SvyGap *gap,
                                     const SvyQuestionResult *question,
                                     const SvyTable *bins)
{
    if (gap != NULL)
        return svy_registry_find_for_gap(name);
    if (question != NULL)
        return svy_registry_find_for_question(question, name);
    return bins != NULL ? svy_registry_find_for_table(bins, name) : NULL;
}

/* Parts of a bar must all be told. */
static bool is_whole(const SvyChartKind *kind)
{
    return kind == &svy_kind_likert || kind == &svy_kind_likert_stacked ||
           kind == &svy_kind_stacked_bar;
}

static bool is_by_groups(const SvyTable *table)
{
    return table != NULL &&
           (table->kind == SVY_TABLE_SEGMENTS || table->kind == SVY_TABLE_NUMBERS_BY ||
            table->kind == SVY_TABLE_GAP_SEGMENTS);
}

static SvySlices *make_slices(const SvyResult *result,
                              const SvyChartKind *kind,
                              const SvyGap *gap,
                              const SvyQuestionResult *question,
                              const SvyTable *bins,
                              const char *by)
{
    if (gap != NULL)
        return svy_slices_new_gap(result, gap, by);
    if (question != NULL)
        return svy_slices_new_question(result, question, by, is_whole(kind));
    if (is_by_groups(bins))
        return svy_slices_new_crossed(result, bins, by);
    return bins->kind == SVY_TABLE_BINS ? svy_slices_new_bins(result, bins, by)
                                        : svy_slices_new_rows(result, bins, by);
}

/* Of other kinds a group that is told has something to draw. */
static bool has_map(const SvyChartKind *kind, SvySlices *slices, const SvyChartOptions *options)
{
    return kind != &svy_kind_tile_map || svy_tile_map_hide_untold(slices, options->tiles);
}

bool svy_chart_new_each(const SvyResult *result,
                        const SvyGap *gap,
                        const SvyQuestionResult *question,
                        const SvyTable *table,
                        const char *by,
                        const SvyChartOptions *options,
                        SvyChart **ret_chart,
                        GError **error)
{
    g_autoptr(SvySlices) slices = NULL;
    const SvyChartKind *kind;
    const char *why;

    g_return_val_if_fail(result != NULL && by != NULL && ret_chart != NULL, false);
    g_return_val_if_fail(options != NULL && options->theme != NULL && options->kind != NULL, false);

    why = svy_chart_refuse_each(options->kind, is_by_groups(table), result->min_cell);
    kind = find_each(options->kind, gap, question, table);
    if (why != NULL || kind == NULL)
        return refuse_nothing(why != NULL ? why : "this kind of chart does not show that", error);
    if (table != NULL && kind->check_table != NULL && !kind->check_table(table, options, error))
        return false;
    slices = make_slices(result, kind, gap, question, table, by);
    if (slices == NULL || slices->n_groups < 2 || !has_map(kind, slices, options))
        return svy_error_set(error, SVY_ERROR_USAGE, &(SvyPlace){.file = "chart"},
                             "`surveystat table FILE QUESTION GROUPS` shows what is withheld; "
                             "groups of more people tell more, and so does --min-cell 1 where "
                             "nobody needs protection",
                             "nothing of two groups or more can be told there");
    return finish_chart(svy_each_plot(kind, result, slices, options), &result->survey, options,
                        ret_chart, error);
}

const char *svy_chart_get_kind(const SvyChart *chart)
{
    g_return_val_if_fail(chart != NULL, NULL);

    return chart->plot->kind->name;
}

static SvyPictureWords get_words(const SvyChart *chart)
{
    return (SvyPictureWords){chart->plot->title, chart->plot->alt, chart->plot->language};
}

size_t svy_chart_count_parts(const SvyChart *chart)
{
    g_return_val_if_fail(chart != NULL, 1);

    return chart->n_parts;
}

/* The fonts are locked only while shapes are made of the texts: painting them needs no font. */
static SvyOutlines *trace_texts(const SvyChart *chart, double scale)
{
    SvyOutlines *outlines;

    svy_fonts_lock(chart->fonts);
    outlines = svy_outlines_new(chart->scene, scale);
    svy_fonts_unlock(chart->fonts);
    return outlines;
}

bool svy_chart_paint_png_strips(const SvyChart *chart,
                                double dpi,
                                size_t n_strip_rows,
                                GBytes **ret_bytes,
                                GError **error)
{
    const SvyPictureWords words = get_words(chart);
    g_autoptr(SvyOutlines) outlines = NULL;

    if (!svy_surface_check_png(chart->scene, dpi, error))
        return false;
    outlines = trace_texts(chart, dpi / 72);
    return svy_surface_make_png(chart->scene, outlines, &words, dpi, n_strip_rows, ret_bytes,
                                error);
}

bool svy_chart_paint_png(const SvyChart *chart, double dpi, GBytes **ret_bytes, GError **error)
{
    g_return_val_if_fail(chart != NULL && ret_bytes != NULL, false);

    /* Exactly 0, the documented word for "the theme's"; NaN goes on and is refused. */
    return svy_chart_paint_png_strips(chart, dpi >= 0 && dpi <= 0 ? chart->dpi : dpi,
                                      SVY_STRIP_ROWS, ret_bytes, error);
}

bool svy_chart_paint_pdf(const SvyChart *chart, GBytes **ret_bytes, GError **error)
{
    const SvyPictureWords words = get_words(chart);
    g_autoptr(GBytes) raw = NULL;
    bool is_ok;

    g_return_val_if_fail(chart != NULL && ret_bytes != NULL, false);

    svy_fonts_lock(chart->fonts);
    is_ok = svy_surface_make_pdf(chart->scene, &words, &raw, error);
    svy_fonts_unlock(chart->fonts);
    return is_ok && svy_pdf_finish(chart->scene, &words, raw, ret_bytes, error);
}

bool svy_chart_paint_svg(const SvyChart *chart, bool with_text, GBytes **ret_bytes, GError **error)
{
    const SvyPlace place = {.file = "chart"};
    const SvyPictureWords words = get_words(chart);
    g_autoptr(SvyOutlines) outlines = NULL;

    g_return_val_if_fail(chart != NULL && ret_bytes != NULL, false);

    if (!with_text)
        outlines = trace_texts(chart, svg_scale);
    if (!with_text && outlines == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, &place, NULL,
                             "no memory for the outlines of the texts");
    *ret_bytes = svy_svg_make(chart->scene, &words, outlines);
    return true;
}

char *svy_chart_format_alt(const SvyChart *chart)
{
    g_return_val_if_fail(chart != NULL, NULL);

    return svy_alt_format(chart->plot);
}

char *svy_chart_format_csv(const SvyChart *chart)
{
    g_return_val_if_fail(chart != NULL, NULL);

    return g_strdup(chart->plot->csv);
}

char *svy_chart_format_scene(const SvyChart *chart)
{
    g_return_val_if_fail(chart != NULL, NULL);

    return svy_scene_format(chart->scene, chart->plot->kind->name, chart->plot->language);
}

void svy_chart_free(SvyChart *chart)
{
    if (chart == NULL)
        return;
    svy_plot_free(chart->plot);
    svy_scene_free(chart->scene);
    svy_fonts_unref(chart->fonts);
    g_free(chart);
}
