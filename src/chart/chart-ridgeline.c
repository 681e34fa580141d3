/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "ridgeline": numbers by group as curves of how thickly the answers lie, one above the other
 * on one axis, all of the same area. The curves come with the table; they end at the 5th and the
 * 95th of a hundred, because what lies beyond is single people. Groups without a curve have a box,
 * or as much of it as may be told. */
#include <math.h>

#include "base/translate.h"
#include "chart/panel-numbers.h"

/* Heights in rows: of the tallest curve, and of one with something else above it. */
static const double overlap_most = 1.3, alone_most = 0.95;

/* In m. */
static const double line_width = 0.16, edge_width = 0.5, median_width = 0.2;

/* Over one row: base line, and how many points a density of 1 is high. */
typedef struct {
    double base, scale;
} Ridge;

static const SvyNumbersGroup *get_group(const SvyNumbersPanel *numbers, size_t row)
{
    const SvyNumbersGroup *group = &numbers->groups[row];

    return group->is_shown && group->density != NULL ? group : NULL;
}

static double find_peak(const SvyNumbersPanel *numbers, const SvyNumbersGroup *group)
{
    double peak = 0;

    for (size_t i = 0; i < numbers->n_points; i++)
        peak = fmax(peak, group->density[i]);
    return peak;
}

static double fit_scale(const SvyNumbersPanel *numbers, double pitch)
{
    double scale = HUGE_VAL;

    for (size_t row = 0; row < numbers->n_groups; row++) {
        const SvyNumbersGroup *group = get_group(numbers, row);
        const bool is_below_curve = row > 0 && get_group(numbers, row - 1) != NULL;

        if (group != NULL)
            scale = fmin(scale, (is_below_curve ? overlap_most : alone_most) * pitch /
                                    find_peak(numbers, group));
    }
    return scale;
}

/* One scale for all, in all panels of a page, so that the areas are equal. A curve reaches over the
 * one above, but not over anything else. */
static double find_scale(const SvyNumbersPanel *numbers, const SvyLayout *layout)
{
    double pitch = layout->rows[0].height, scale;

    for (size_t row = 0; row < numbers->n_groups; row++)
        pitch = fmin(pitch, layout->rows[row].height);
    scale = fit_scale(numbers, pitch);
    for (size_t i = 0; i < numbers->panel.n_peers; i++)
        scale = fmin(scale, fit_scale((const SvyNumbersPanel *)numbers->panel.peers[i], pitch));
    return isfinite(scale) ? scale : 0;
}

/* --- Shapes ---------------------------------------------------------------------------------- */

/* [2 * n_points] the line on top. */
static double *place_line(const SvyNumbersPanel *numbers,
                          const SvyNumbersGroup *group,
                          const Ridge *ridge)
{
    double *points = g_new(double, 2 * numbers->n_points);

    for (size_t i = 0; i < numbers->n_points; i++) {
        const double share = (double)i / (double)(numbers->n_points - 1);

        points[2 * i] =
            svy_axis_get_x(&numbers->axis, group->from + share * (group->to - group->from));
        points[2 * i + 1] = ridge->base - ridge->scale * group->density[i];
    }
    return points;
}

/* A line of some width as a polygon: there and back, half of the width to either side. */
static void draw_stroke(const SvyLayout *layout,
                        SvyRole role,
                        size_t n,
                        const double line[],
                        double width,
                        SvyColor color,
                        size_t row)
{
    g_autofree double *outline = g_new(double, 4 * n);

    for (size_t i = 0; i < n; i++) {
        const size_t before = i > 0 ? i - 1 : 0, after = i + 1 < n ? i + 1 : i;
        const double dx = line[2 * after] - line[2 * before];
        const double dy = line[2 * after + 1] - line[2 * before + 1];
        const double half = width / 2 / fmax(hypot(dx, dy), 1e-9);

        outline[2 * i] = line[2 * i] + dy * half;
        outline[2 * i + 1] = line[2 * i + 1] - dx * half;
        outline[2 * (2 * n - 1 - i)] = line[2 * i] - dy * half;
        outline[2 * (2 * n - 1 - i) + 1] = line[2 * i + 1] + dx * half;
    }
    svy_scene_add_polygon(layout->scene, role, outline, 2 * n, color)->datum.row = row;
}

static void draw_area(const SvyNumbersPanel *numbers,
                      const SvyLayout *layout,
                      const double line[],
                      const Ridge *ridge,
                      size_t row)
{
    const size_t n = numbers->n_points;
    g_autofree double *points = g_new(double, 2 * (n + 2));
    const SvyThemeColor color = numbers->groups[row].is_all ? SVY_CONNECTOR : SVY_SERIES_1_TINT;

    for (size_t i = 0; i < 2 * n; i++)
        points[i] = line[i];
    points[2 * n] = line[2 * n - 2];
    points[2 * n + 1] = points[2 * n + 3] = ridge->base;
    points[2 * n + 2] = line[0];
    svy_scene_add_polygon(layout->scene, SVY_ROLE_AREA, points, n + 2,
                          svy_layout_get_color(layout, color))
        ->datum.row = row;
}

/* From the base line up to the curve. */
static void draw_median(const SvyNumbersPanel *numbers,
                        const SvyLayout *layout,
                        const Ridge *ridge,
                        size_t row)
{
    const SvyNumbersGroup *group = &numbers->groups[row];
    const double median = group->quantiles[SVY_NUMBERS_MEDIAN].value;
    const double x = svy_axis_get_x(&numbers->axis, median), width = median_width * layout->m;
    const double at = (median - group->from) / (group->to - group->from);
    const double place = fmin(fmax(at, 0), 1) * (double)(numbers->n_points - 1);
    const size_t before = (size_t)fmin(floor(place), (double)numbers->n_points - 2);
    const double rest = place - (double)before;
    const double height =
        ridge->scale * ((1 - rest) * group->density[before] + rest * group->density[before + 1]);
    SvyNode *node = svy_scene_add_rect(
        layout->scene, SVY_ROLE_MARK, (SvyRect){x - width / 2, ridge->base - height, width, height},
        svy_layout_get_color(layout, SVY_SERIES_1_TEXT));

    node->datum = (SvyDatum){row, SVY_NUMBERS_MEDIAN, true, median, median};
}

/* The rows below stand in front; a rim of paper parts them from what is behind. */
static void draw_ridge(const SvyNumbersPanel *numbers,
                       const SvyLayout *layout,
                       double scale,
                       size_t row)
{
    const SvyNumbersGroup *group = &numbers->groups[row];
    const Ridge ridge = {layout->rows[row].top + layout->rows[row].height, scale};
    g_autofree double *line = place_line(numbers, group, &ridge);

    draw_stroke(layout, SVY_ROLE_SEPARATOR, numbers->n_points, line, edge_width * layout->m,
                svy_layout_get_color(layout, SVY_PAPER), row);
    draw_area(numbers, layout, line, &ridge, row);
    draw_median(numbers, layout, &ridge, row);
    draw_stroke(layout, SVY_ROLE_CURVE, numbers->n_points, line, line_width * layout->m,
                svy_layout_get_color(layout, SVY_SERIES_1_TEXT), row);
}

static void draw_rows(const SvyNumbersPanel *numbers, const SvyLayout *layout)
{
    const double scale = find_scale(numbers, layout);

    for (size_t row = 0; row < numbers->n_groups; row++) {
        if (get_group(numbers, row) != NULL)
            draw_ridge(numbers, layout, scale, row);
        else if (svy_numbers_is_told(&numbers->groups[row], SVY_NUMBERS_MEDIAN))
            svy_numbers_draw_box(numbers, layout, row);
    }
}

/* --- Words ----------------------------------------------------------------------------------- */

static bool has_others(const SvyNumbersPanel *numbers)
{
    for (size_t row = 0; row < numbers->n_groups; row++) {
        if (get_group(numbers, row) == NULL && numbers->groups[row].is_shown)
            return true;
    }
    return false;
}

/* What the curves are made of. */
static char *word_curves(const char *language, const SvyNumbersPanel *numbers)
{
    g_autofree char *width = svy_axis_format_number_in(language, numbers->bandwidth, 3);

    if (numbers->is_protected)
        return g_strdup_printf(
            svy_tr(language,
                   "Curves: how thickly the answers lie, from 5%% to 95%% of the people, all of "
                   "the same area; drawn from the intervals and quantiles that are told, not from "
                   "single answers, and smoothed (Gaussian kernel, standard deviation %s). Line: "
                   "median."),
            width);
    return g_strdup_printf(
        svy_tr(language,
               "Curves: how thickly the answers lie, from 5%% to 95%% of the people, all of the "
               "same area; smoothed (Gaussian kernel, standard deviation %s). Line: median."),
        width);
}

static char *word_kind(const char *language, const char *wording, size_t n_groups)
{
    return g_strdup_printf(svy_tr(language, "Ridgelines of “%s” by group: %zu of them."), wording,
                           n_groups);
}

/* Those of all people of a panel are of another table. */
static char *word_curves_of_all(const char *language, const SvyNumbersPanel *numbers)
{
    g_autofree char *width = svy_axis_format_number_in(language, numbers->bandwidth_all, 3);

    return g_strdup_printf(
        svy_tr(language, "Curves of all people of a panel: standard deviation %s."), width);
}

static void add_notes(SvyPlot *plot, const SvyNumbersPanel *numbers)
{
    if (svy_numbers_has_curves(numbers))
        svy_plot_add_note(plot, word_curves(plot->language, numbers), false);
    if (svy_numbers_has_curves(numbers) && numbers->bandwidth_all > 0)
        svy_plot_add_note(plot, word_curves_of_all(plot->language, numbers), false);
    if (has_others(numbers) || numbers->bandwidth_all > 0)
        svy_plot_add_note(plot,
                          g_strdup(svy_tr(plot->language,
                                          "No curve: fewer than 100 people, or a quantile that is "
                                          "withheld; a box goes from a quarter to three quarters "
                                          "of the people, a mark is the median.")),
                          false);
}

static const SvyNumbersStyle style = {
    .head = SVY_TR("How the answers are spread"),
    .has_curves = true,
    .least_row = 5.4,
    .least_row_many = 2.4,
    .least_row_dense = 1.9,
    .box_share = 0.36,
    .draw_rows = draw_rows,
    .word_kind = word_kind,
    .add_notes = add_notes,
};

static SvyPlot *plot_table(const SvyChartKind *kind,
                           const SvyResult *result,
                           const SvyTable *table,
                           const SvyChartOptions *options)
{
    return svy_numbers_plot(kind, &style, result, table, options->frame);
}

const SvyChartKind svy_kind_ridgeline = {
    .name = "ridgeline",
    .summary = "numbers by group as curves: how thickly the answers lie",
    .plot_table = plot_table,
    .accepts_table = svy_numbers_accepts_table,
};
