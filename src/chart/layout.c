/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Placing. Every length is measured text or a multiple of m, the smallest text size of the theme;
 * nothing is a share of the page except the cap on the column of labels. */
#include "chart/layout-private.h"

#include <string.h>

#include "base/error.h"
#include "base/translate.h"
#include "base/num.h"
#include "chart/chart-registry.h"

/* Lengths in m. */
static const double label_gap = 0.9;       /* labels to plot */
static const double columns_gap = 1.2;     /* plot to columns of numbers */
static const double between_columns = 1.0; /* of numbers */
static const double head_height = 2.6;
static const double axis_height = 1.9;
static const double pitch_auto = 2.25, pitch_dense = 1.45, pitch_most = 4.2;
static const double free_air = 0.8;
static const double pitch_few = 3.3, few_rows_height = 27; /* of a few rows */
static const double least_plot = 12;
static const double snug_label = 1.2;
static const double under_heading = 0.5;

/* Of a part of a page. */
static const double least_part = 7;     /* of an axis */
static const double part_columns = 0.8; /* between figures, and to the plot */
static const double part_head = 1.9;    /* symbols and words over the columns */
static const double part_radius = 0.36;

static const double page_most_pt = 14400; /* PDF readers stop there */

/* In label sizes. */
static const double air_around_line = 0.14, air_around_lines = 0.5;

/* In rows. */
static const double group_gap = 0.6;

/* Of the content. */
static const double logo_share = 1.0 / 3;

/* Nobody reads hundreds of rows, and the time grows with their square. */
enum { N_MOST_ROWS = 300 };

static void clear_row(SvyRowLayout *row)
{
    svy_block_free(row->label);
    svy_line_free(row->base_note);
    svy_line_free(row->message);
    svy_line_free(row->cell_message);
    for (size_t i = 0; i < SVY_PLOT_N_SERIES; i++)
        svy_line_free(row->values[i]);
    for (size_t i = 0; i < SVY_PLOT_N_CELLS; i++)
        svy_line_free(row->cells[i]);
}

void svy_layout_free(SvyLayout *layout)
{
    if (layout == NULL)
        return;
    svy_scene_free(layout->scene);
    svy_block_free(layout->title);
    svy_block_free(layout->subtitle);
    svy_block_free(layout->remark);
    svy_line_free(layout->remark_right);
    for (size_t i = 0; i < SVY_PLOT_N_SERIES; i++)
        svy_line_free(layout->heads[i]);
    for (size_t i = 0; i < SVY_PLOT_N_CELLS; i++)
        svy_line_free(layout->cell_heads[i]);
    for (size_t i = 0; i < layout->n_rows; i++)
        clear_row(&layout->rows[i]);
    g_ptr_array_unref(layout->notes);
    g_ptr_array_unref(layout->cut_notes);
    g_free(layout->rows);
    g_free(layout);
}

static const SvyPlotRow *get_row(const SvyLayout *layout, size_t index)
{
    return layout->plot->rows->pdata[index];
}

size_t svy_layout_find_first_row(const SvyLayout *layout)
{
    size_t first = 0;

    while (first < layout->n_rows && !svy_layout_is_shown(layout, first))
        first++;
    return first;
}

static SvyTextStyle style_of(double size_pt, int weight, bool is_tabular)
{
    return (SvyTextStyle){.weight = weight, .size_pt = size_pt, .is_tabular = is_tabular};
}

/* Columns */

static void place_columns(SvyLayout *layout)
{
    double widths[SVY_PLOT_N_CELLS] = {0}, total = 0, message = 0;

    for (size_t column = 0; column < SVY_PLOT_N_CELLS; column++)
        widths[column] = svy_line_get_width(layout->cell_heads[column]);
    for (size_t i = 0; i < layout->n_rows; i++) {
        message = fmax(message, svy_line_get_width(layout->rows[i].cell_message));
        for (size_t column = 0; column < SVY_PLOT_N_CELLS; column++)
            widths[column] =
                fmax(widths[column], svy_line_get_width(layout->rows[i].cells[column]));
    }

    for (size_t column = SVY_PLOT_N_CELLS; column-- > 0;) {
        if (!(widths[column] > 0))
            continue;
        total += total > 0 ? between_columns * layout->m : 0;
        layout->cell_right[column] = layout->right - total;
        total += widths[column];
    }
    layout->columns_left = layout->right - fmax(total, message);
}

static bool measure_axis_label(const SvyLayout *layout,
                               const char *text,
                               double *half,
                               GError **error)
{
    const SvyTextStyle style = style_of(layout->m, 400, true);
    g_autoptr(SvyLine) line = NULL;

    if (!svy_measure_line(layout->theme->fonts, &style, text, &line, error))
        return false;
    *half = line->width / 2;
    return true;
}

double svy_layout_get_axis_end(const SvyLayout *layout)
{
    return layout->plot->axis_end > 0 ? layout->plot->axis_end : 1;
}

static bool place_axis(SvyLayout *layout, GError **error)
{
    const double end = svy_layout_get_axis_end(layout);
    g_autofree char *last = svy_plot_format_pct_in(layout->plot->language, end);
    g_autofree SvyScaleRow *rows = g_new0(SvyScaleRow, layout->n_rows);
    double half_first = 0, half_last = 0, inset_left;
    const bool has_columns = layout->columns_left < layout->right;

    layout->room_left = layout->left + layout->label_width + label_gap * layout->m;
    layout->room_right = layout->columns_left - (has_columns ? columns_gap * layout->m : 0);
    if (!measure_axis_label(layout, "0%", &half_first, error) ||
        !measure_axis_label(layout, last, &half_last, error))
        return false;
    for (size_t i = 0; i < layout->n_rows; i++) {
        rows[i].row = get_row(layout, i);
        for (size_t series = 0; series < SVY_PLOT_N_SERIES; series++)
            rows[i].text_width[series] = svy_line_get_width(layout->rows[i].values[series]);
    }

    svy_scale_solve(rows, layout->n_rows, &layout->marks, layout->room_right - layout->room_left,
                    end, half_first, half_last, &inset_left, &layout->plot_width);
    layout->plot_left = layout->room_left + inset_left;
    for (size_t i = 0; i < layout->n_rows; i++)
        layout->rows[i].geometry =
            svy_scale_place_row(rows[i].row, &layout->marks, layout->plot_width);
    return true;
}

/* Heads of the series */

/* Over the first row's marks with a leader, if each head can stand above its own mark. */
static bool place_heads_over_marks(SvyLayout *layout)
{
    const size_t index = svy_layout_find_first_row(layout);
    const SvyRowLayout *first = &layout->rows[index];
    const size_t a = first->geometry.left_series, b = first->geometry.right_series;
    const double m = layout->m;
    double x_a, x_b, left_a, left_b;

    if (a >= SVY_PLOT_N_SERIES || first->geometry.is_dodged)
        return false;
    x_a = svy_layout_get_x(layout, get_row(layout, index)->marks[a].value);
    x_b = svy_layout_get_x(layout, get_row(layout, index)->marks[b].value);
    left_b = fmin(x_b - layout->heads[b]->width / 2, layout->room_right - layout->heads[b]->width);
    left_a = fmin(x_a - layout->marks.radius, left_b - m - layout->heads[a]->width);

    layout->head_x[a] = left_a;
    layout->head_x[b] = left_b;
    return left_a >= layout->room_left && x_a < left_a + layout->heads[a]->width - 0.3 * m &&
           x_b < left_b + layout->heads[b]->width - 0.3 * m;
}

/* Drawn symbols with words, one after the other from the left edge. */
static bool place_heads_as_key(SvyLayout *layout)
{
    double x = layout->left;

    for (size_t i = 0; i < layout->plot->kind->n_series; i++) {
        const double symbol = 2 * svy_scale_get_reach(&layout->marks, i) + 0.45 * layout->m;

        layout->head_x[i] = x + symbol;
        x += symbol + layout->heads[i]->width + 1.6 * layout->m;
    }
    return x - 1.6 * layout->m <= layout->room_right;
}

static void place_heads(SvyLayout *layout)
{
    if (layout->plot->kind->n_series == 1) {
        layout->head_place = SVY_HEADS_LEADERS;
        layout->head_x[0] = layout->plot_left;
        return;
    }
    if (place_heads_over_marks(layout)) {
        layout->head_place = SVY_HEADS_LEADERS;
        return;
    }
    layout->head_place = place_heads_as_key(layout) ? SVY_HEADS_KEY : SVY_HEADS_KEY_ROWS;
    for (size_t i = 0; i < SVY_PLOT_N_SERIES && layout->head_place == SVY_HEADS_KEY_ROWS; i++)
        layout->head_x[i] = layout->left + 2.36 * layout->marks.radius + 0.45 * layout->m;
}

/* Heights */

static double measure_head(const SvyLayout *layout)
{
    return layout->plot->panel != NULL ? layout->panel.head : head_height * layout->m;
}

static double measure_top(const SvyLayout *layout)
{
    const double m = layout->m;
    double height = svy_block_get_height(layout->title) + SVY_M_TITLE_GAP * m +
                    svy_block_get_height(layout->subtitle) + svy_layout_get_subtitle_gap(layout);

    if (layout->remark != NULL)
        height += svy_block_get_height(layout->remark) + SVY_M_REMARK_GAP * m;
    if (layout->head_place == SVY_HEADS_KEY_ROWS)
        height += SVY_PLOT_N_SERIES * SVY_M_KEY_PITCH * m;
    return height + measure_head(layout);
}

static double measure_bottom(const SvyLayout *layout)
{
    const double m = layout->m;
    const double foot =
        layout->plot->panel != NULL ? layout->panel.foot : (SVY_M_TICK + axis_height) * m;

    return foot + SVY_M_NOTES_GAP * m + svy_layout_measure_notes(layout);
}

/* A label with a note below it is centred by its capitals: what hangs down needs as much above. */
static double measure_noted_label(const SvyLayout *layout, size_t index)
{
    const SvyRowLayout *row = &layout->rows[index];
    const SvyLine *first = row->label->lines->pdata[0];
    const double hangs = row->base_note->ink.y + row->base_note->ink.h;
    const double height = svy_measure_get_cap_height(layout->theme->fonts, &first->style) +
                          (double)(row->label->lines->len - 1) * row->label->pitch +
                          svy_layout_get_note_pitch(layout, index);

    return height + 2 * (hangs + 0.06 * layout->m);
}

static void set_least_height(SvyLayout *layout, size_t index)
{
    SvyRowLayout *row = &layout->rows[index];
    const double reach = svy_scale_get_reach(&layout->marks, 1) + fabs(row->geometry.dy[0]);
    const bool has_lines = row->label != NULL && row->label->lines->len > 1;
    const double air = has_lines ? air_around_lines : air_around_line;
    double label =
        row->label != NULL ? svy_block_get_height(row->label) + air * layout->label_pt : 0;

    if (row->base_note != NULL && row->label != NULL)
        label = fmax(label + svy_layout_get_note_pitch(layout, index),
                     measure_noted_label(layout, index));
    if (get_row(layout, index)->is_heading && layout->fit < SVY_FIT_DENSE)
        label += under_heading * layout->m;
    row->least_height = fmax(1.24 * layout->label_pt, fmax(label, 2 * reach + 0.12 * layout->m));
    row->least_height = fmax(row->least_height, layout->panel.least_row);
}

/* The space above a row where a group starts within the page, or rows go on under what is in every
 * part. */
static double get_gap_above(const SvyLayout *layout, size_t index, double pitch, bool is_first)
{
    const SvyPlotRow *row = get_row(layout, index);
    const bool goes_on = index == layout->range.first && !row->is_indented;

    return !is_first && (row->starts_group || goes_on) ? group_gap * fmax(pitch, layout->m) : 0;
}

double svy_layout_sum_rows(const SvyLayout *layout, double pitch)
{
    double sum = 0;

    for (size_t i = 0; i < layout->n_rows; i++)
        if (svy_layout_is_shown(layout, i))
            sum += fmax(layout->rows[i].least_height, pitch) +
                   get_gap_above(layout, i, pitch, !(sum > 0));
    return sum;
}

double svy_layout_fill_room(const SvyLayout *layout, double room)
{
    double low = 0, high = pitch_most * layout->m;

    for (int i = 0; i < 40; i++) {
        const double middle = (low + high) / 2;

        if (svy_layout_sum_rows(layout, middle) <= room)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Rows of other parts of the chart lie far below the page, where they are cut off. */
static void place_rows(SvyLayout *layout, double pitch)
{
    double y = layout->rows_top;

    for (size_t i = 0; i < layout->n_rows; i++) {
        SvyRowLayout *row = &layout->rows[i];

        row->height = fmax(row->least_height, pitch);
        row->top = SVY_OFF_PAGE;
        if (!svy_layout_is_shown(layout, i))
            continue;
        y += get_gap_above(layout, i, pitch, !(y > layout->rows_top));
        row->top = y;
        y += row->height;
    }
    layout->rows_bottom = y;
}

/* The room between top and bottom goes to a panel without rows. */
static bool place_panel(SvyLayout *layout,
                        double height,
                        double top,
                        double bottom,
                        double *ret_missing)
{
    const bool is_auto = !(height > 0);
    const double room = is_auto ? layout->panel.wanted_height : height - top - bottom;

    layout->rows_top = top;
    layout->rows_bottom = top + room;
    layout->scene->height = is_auto ? ceil(top + room + bottom) : height;
    *ret_missing = fmax(layout->panel.least_height - room, layout->scene->height - page_most_pt);
    *ret_missing = fmax(0, *ret_missing);
    return !(*ret_missing > 0);
}

/* Where the height is free a few rows get more air than many. */
static double get_auto_pitch(const SvyLayout *layout)
{
    if (layout->fit >= SVY_FIT_DENSE)
        return pitch_dense * layout->m;
    return fmax(pitch_auto, fmin(few_rows_height / (double)layout->n_rows, pitch_few)) * layout->m;
}

void svy_layout_set_least_heights(SvyLayout *layout)
{
    for (size_t i = 0; i < layout->n_rows; i++)
        set_least_height(layout, i);
}

double svy_layout_measure_frame(const SvyLayout *layout)
{
    return measure_top(layout) + measure_bottom(layout) + 2 * layout->theme->margin * layout->m;
}

/* Where the height is free, labels of several lines and their bases do not run into each other. */
static void add_air(SvyLayout *layout)
{
    for (size_t i = 0; i < layout->n_rows; i++) {
        SvyRowLayout *row = &layout->rows[i];

        if ((row->label->lines->len > 1 || row->base_note != NULL) &&
            !get_row(layout, i)->is_heading)
            row->least_height += free_air * layout->m;
    }
}

bool svy_layout_place(SvyLayout *layout, double height, double *ret_missing)
{
    const double margin = layout->theme->margin * layout->m;
    const double top = margin + measure_top(layout), bottom = measure_bottom(layout) + margin;
    const bool is_auto = !(height > 0);
    double pitch = get_auto_pitch(layout);

    if (layout->plot->panel != NULL && layout->n_rows == 0)
        return place_panel(layout, height, top, bottom, ret_missing);
    svy_layout_set_least_heights(layout);
    layout->rows_top = top;
    layout->head_base = top - 0.85 * layout->m;
    if (!is_auto) {
        const double room = height - top - bottom;

        if (svy_layout_sum_rows(layout, 0) > room) {
            *ret_missing = svy_layout_sum_rows(layout, 0) - room;
            return false;
        }
        pitch = fmin(svy_layout_fill_room(layout, room), layout->most_pitch);
    } else if (layout->fit < SVY_FIT_DENSE) {
        add_air(layout);
    }
    place_rows(layout, pitch);
    layout->scene->height = is_auto ? ceil(layout->rows_bottom + bottom) : height;
    *ret_missing = fmax(0, layout->scene->height - page_most_pt);
    return !(*ret_missing > 0);
}

/* Building */

/* Labels never go below m. */
static double get_label_size(const SvyTheme *theme, SvyFit fit)
{
    if (fit >= SVY_FIT_DENSE)
        return 1;
    return fit >= SVY_FIT_SNUG ? fmin(theme->label, snug_label) : theme->label;
}

static double get_mark_radius(const SvyChartKind *kind, SvyFit fit)
{
    const double scale = kind->mark_scale > 0 ? kind->mark_scale : 1;

    if (fit >= SVY_FIT_DENSE)
        return 0.34 * scale;
    return (fit >= SVY_FIT_SNUG ? 0.38 : 0.42) * scale;
}

/* As high as the theme wants it, but no wider than a third of the content: the notes go on beside
 * it. */
static void set_logo_size(SvyLayout *layout)
{
    const double most = logo_share * (layout->right - layout->left);
    double aspect;

    if (layout->theme->logo == NULL)
        return;
    aspect = svy_picture_get_aspect(layout->theme->logo);
    layout->logo_width = fmin(layout->theme->logo_height * layout->m * aspect, most);
    layout->logo_height = layout->logo_width / aspect;
}

SvyLayout *svy_layout_new(const SvyPlot *plot,
                          const SvyTheme *theme,
                          double width,
                          double height,
                          SvyFit fit)
{
    SvyLayout *layout = g_new0(SvyLayout, 1);
    const double m = theme->min_pt;

    layout->plot = plot;
    layout->theme = theme;
    layout->fit = fit;
    layout->is_wide = fit >= SVY_FIT_WIDE && height > 0;
    layout->m = m;
    layout->label_pt = get_label_size(theme, fit) * m;
    layout->marks = (SvyMarkSizes){get_mark_radius(plot->kind, fit) * m, 0.08 * m, 0.34 * m};
    layout->shows_interval = theme->shows_interval && fit < SVY_FIT_NO_INTERVALS;
    layout->left = theme->margin * m;
    layout->right = width - theme->margin * m;
    set_logo_size(layout);
    layout->n_rows = plot->rows->len;
    layout->rows = g_new0(SvyRowLayout, layout->n_rows);
    layout->range = (SvyRowRange){0, layout->n_rows};
    layout->most_pitch = INFINITY;
    layout->cut_notes = g_ptr_array_new_with_free_func(g_free);
    layout->notes = g_ptr_array_new_with_free_func((GDestroyNotify)svy_block_free);

    layout->scene = svy_scene_new();
    layout->scene->width = width;
    layout->scene->margin = theme->margin * m;
    layout->scene->min_pt = m;
    layout->scene->paper = theme->colors[SVY_PAPER];
    return layout;
}

/* Marks on an axis of shares, columns of numbers, heads of both. */
static bool measure_axis(SvyLayout *layout, GError **error)
{
    if (!svy_layout_measure_heads(layout, error))
        return false;
    place_columns(layout);
    if (!place_axis(layout, error))
        return false;
    place_heads(layout);
    return true;
}

static bool measure_panel(SvyLayout *layout, GPtrArray *notes, GError **error)
{
    SvyPanel *panel = layout->plot->panel;

    layout->room_left = layout->left;
    if (layout->n_rows > 0)
        layout->room_left += layout->label_width + label_gap * layout->m;
    layout->room_right = layout->right;
    layout->plot_left = layout->room_left;
    layout->plot_width = layout->room_right - layout->room_left;
    return panel->measure(panel, layout, notes, &layout->panel, error);
}

bool svy_layout_measure(SvyLayout *layout, GError **error)
{
    if (!svy_layout_measure_rows(layout, error))
        return false;
    if (layout->plot->panel != NULL ? !measure_panel(layout, layout->cut_notes, error)
                                    : !measure_axis(layout, error))
        return false;
    return svy_layout_measure_title(layout, error) && svy_layout_measure_subtitle(layout, error) &&
           svy_layout_measure_remark(layout, error) && svy_layout_shape_notes(layout, error);
}

static double measure_heads_width(const SvyLayout *layout)
{
    double width = 0;

    for (size_t i = 0; i < layout->plot->kind->n_series; i++)
        width = fmax(width, layout->head_x[i] + svy_line_get_width(layout->heads[i]));
    return width;
}

double svy_layout_measure_missing_width(const SvyLayout *layout)
{
    double least;

    if (layout->plot->panel != NULL)
        return layout->panel.missing_width;
    least = fmax(least_plot * layout->m - layout->plot_width * svy_layout_get_axis_end(layout),
                 measure_heads_width(layout) - layout->right);
    return fmax(0, least);
}

static bool refuse_page(const SvyLayout *layout,
                        double height,
                        double missing_width,
                        double missing_height,
                        GError **error)
{
    const SvyPlace place = {.file = "chart"};
    const bool is_narrow = missing_width > 0;
    const double most = height > 0 ? height : page_most_pt;
    const double has = (is_narrow ? layout->scene->width : most) / 72;
    const double needs = has + (is_narrow ? missing_width : missing_height) / 72;
    g_autofree char *has_in = svy_num_format(has, 1);
    g_autofree char *needs_in = svy_num_format(ceil(needs * 10) / 10, 1);
    const char *side = is_narrow ? "width" : "height";

    if (layout->n_rows == 0)
        return svy_error_set(error, SVY_ERROR_USAGE, &place, "Take a larger page",
                             "the chart needs %s in of %s, the page has %s in", needs_in, side,
                             has_in);
    return svy_error_set(error, SVY_ERROR_USAGE, &place, "Take a larger page, or show fewer rows",
                         "%zu rows need %s in of %s, the page has %s in", layout->n_rows, needs_in,
                         side, has_in);
}

/* Tries one step of the ladder. *@ret_layout stays NULL when it does not fit and there is another
 * step; the last step refuses. */
static bool try_fit(const SvyPlot *plot,
                    const SvyTheme *theme,
                    double width,
                    double height,
                    SvyFit fit,
                    SvyLayout **ret_layout,
                    GError **error)
{
    g_autoptr(SvyLayout) layout = svy_layout_new(plot, theme, width, height, fit);
    double missing_width, missing_height = 0;

    if (!svy_layout_measure(layout, error))
        return false;
    missing_width = svy_layout_measure_missing_width(layout);
    if (!(missing_width > 0) && svy_layout_place(layout, height, &missing_height)) {
        *ret_layout = g_steal_pointer(&layout);
        return true;
    }
    if (fit + 1 < SVY_FIT_LAST)
        return true;
    return refuse_page(layout, height, missing_width, missing_height, error);
}

/* What lies below the page goes; the rows that are left are counted from the first. */
static void cut_rows(SvyLayout *layout)
{
    g_autofree size_t *places = g_new(size_t, layout->n_rows);
    size_t n_shown = 0;

    for (size_t i = 0; i < layout->n_rows; i++)
        places[i] = svy_layout_is_shown(layout, i) ? n_shown++ : SVY_NO_ROW;
    if (n_shown < layout->n_rows)
        svy_scene_keep_rows(layout->scene, layout->n_rows, places);
}

bool svy_layout_finish(SvyLayout *layout, SvyScene **ret_scene, GError **error)
{
    if (layout->panel.axis_width > 0) {
        layout->plot_left = layout->panel.axis_left;
        layout->plot_width = layout->panel.axis_width;
    }
    layout->scene->plot_left = layout->plot_left;
    layout->scene->plot_width = layout->plot_width;
    svy_layout_draw(layout);
    cut_rows(layout);
    svy_scene_sort(layout->scene);
    if (svy_tr_is_mirrored(layout->plot->language))
        svy_scene_mirror(layout->scene);
    if (!svy_scene_audit(layout->scene, error))
        return false;
    *ret_scene = g_steal_pointer(&layout->scene);
    return true;
}

bool svy_layout_build(const SvyPlot *plot,
                      const SvyTheme *theme,
                      double width_in,
                      double height_in,
                      SvyScene **ret_scene,
                      GError **error)
{
    const SvyPlace place = {.file = "chart"};
    const SvyFit first = plot->rows->len > SVY_DENSE_ROWS ? SVY_FIT_DENSE : SVY_FIT_WHOLE;
    g_autoptr(SvyLayout) layout = NULL;

    if (plot->rows->len > N_MOST_ROWS)
        return svy_error_set(error, SVY_ERROR_USAGE, &place, "Show fewer rows",
                             "%u rows are too many for a chart, %d is the most", plot->rows->len,
                             N_MOST_ROWS);
    for (SvyFit fit = first; fit < SVY_FIT_LAST && layout == NULL; fit++)
        if (!try_fit(plot, theme, width_in * 72, height_in * 72, fit, &layout, error))
            return false;
    g_assert(layout != NULL); /* the last fit refuses or succeeds */

    return svy_layout_finish(layout, ret_scene, error);
}

/* Parts of a page */

SvyLayout *svy_layout_inset_new(const SvyPlot *plot, const SvyLayout *page, bool hides_labels)
{
    SvyLayout *part = svy_layout_new(plot, page->theme, page->scene->width, 0, page->fit);

    part->is_inset = true;
    part->hides_labels = hides_labels;
    part->label_pt = fmin(part->label_pt, snug_label * part->m);
    part->marks.radius = fmin(part->marks.radius, part_radius * part->m);
    part->shows_interval = false;
    return part;
}

bool svy_layout_inset_shape(SvyLayout *part, GPtrArray *notes, GError **error)
{
    const guint n_notes = notes->len;

    /* Letters of what is cut go on from those of the page. */
    for (guint i = 0; i < n_notes; i++)
        g_ptr_array_add(part->cut_notes, g_strdup(notes->pdata[i]));
    if (!svy_layout_measure_rows(part, error))
        return false;
    for (guint i = n_notes; i < part->cut_notes->len; i++)
        g_ptr_array_add(notes, g_strdup(part->cut_notes->pdata[i]));
    return part->plot->panel != NULL || svy_layout_measure_heads(part, error);
}

bool svy_layout_inset_measure(SvyLayout *part,
                              double label_width,
                              double width,
                              GPtrArray *notes,
                              GError **error)
{
    const double labels = label_width > 0 ? label_width + label_gap * part->m : 0;

    part->label_width = label_width;
    part->left = part->hides_labels ? labels : 0;
    part->right = width;
    part->room_left = labels;
    part->room_right = width;
    part->plot_left = part->room_left;
    part->plot_width = part->room_right - part->room_left;
    return part->plot->panel == NULL ||
           part->plot->panel->measure(part->plot->panel, part, notes, &part->panel, error);
}

/* The widest of a column in any part; with two series a symbol stands over their figures. */
static double find_widest_value(SvyLayout *const parts[], size_t n, size_t series)
{
    const bool has_symbol = parts[0]->plot->kind->n_series > 1;
    double widest = has_symbol ? 2 * svy_scale_get_reach(&parts[0]->marks, series) : 0;

    for (size_t p = 0; p < n; p++)
        for (size_t i = 0; i < parts[p]->n_rows; i++)
            widest = fmax(widest, svy_line_get_width(parts[p]->rows[i].values[series]));
    return widest;
}

static double find_widest_cell(SvyLayout *const parts[], size_t n)
{
    double widest = 0;

    for (size_t p = 0; p < n; p++) {
        widest = fmax(widest, svy_line_get_width(parts[p]->cell_heads[0]));
        for (size_t i = 0; i < parts[p]->n_rows; i++)
            widest = fmax(widest, svy_line_get_width(parts[p]->rows[i].cells[0]));
    }
    return widest;
}

/* From the right edge: the main number of the row, then the figures of the series. */
static void place_inset_columns(SvyLayout *part, const double values[], double cell)
{
    double x = part->right;

    part->cell_right[0] = x;
    x -= cell > 0 ? cell + part_columns * part->m : 0;
    for (size_t series = part->plot->kind->n_series; series-- > 0;) {
        part->value_right[series] = x;
        x -= values[series] + part_columns * part->m;
    }
    part->columns_left = x;
    part->room_right = x;
}

static bool place_inset_axis(SvyLayout *part, GError **error)
{
    const double reach = svy_scale_get_reach(&part->marks, 1);
    const double end = svy_layout_get_axis_end(part);
    g_autofree char *text = svy_plot_format_pct_in(part->plot->language, end);
    double first = 0, last = 0;

    if (!measure_axis_label(part, "0%", &first, error) ||
        !measure_axis_label(part, text, &last, error))
        return false;
    first = fmax(first, reach);
    last = fmax(last, reach);
    part->plot_left = part->room_left + first;
    part->plot_width = (part->room_right - part->room_left - first - last) / end;
    for (size_t i = 0; i < part->n_rows; i++)
        part->rows[i].geometry =
            svy_scale_place_row(get_row(part, i), &part->marks, fmax(1, part->plot_width));
    return true;
}

bool svy_layout_insets_place_axis(SvyLayout *const parts[], size_t n, GError **error)
{
    double values[SVY_PLOT_N_SERIES] = {0};
    const double cell = find_widest_cell(parts, n);

    for (size_t series = 0; series < parts[0]->plot->kind->n_series; series++)
        values[series] = find_widest_value(parts, n, series);
    for (size_t p = 0; p < n; p++) {
        place_inset_columns(parts[p], values, cell);
        if (!place_inset_axis(parts[p], error))
            return false;
    }
    return true;
}

double svy_layout_inset_get_missing(const SvyLayout *part)
{
    double message = 0;

    if (part->plot->panel != NULL)
        return part->panel.missing_width;
    for (size_t i = 0; i < part->n_rows; i++)
        message = fmax(message, svy_line_get_width(part->rows[i].message));
    return fmax(0, fmax(least_part * part->m - part->plot_width * svy_layout_get_axis_end(part),
                        part->plot_left + part->marks.radius + message - part->right));
}

void svy_layout_insets_level(SvyLayout *const parts[], size_t n)
{
    for (size_t p = 0; p < n; p++)
        for (size_t i = 0; i < parts[p]->n_rows; i++)
            set_least_height(parts[p], i);
    for (size_t i = 0; i < parts[0]->n_rows; i++) {
        double highest = 0;

        for (size_t p = 0; p < n; p++)
            highest = fmax(highest, parts[p]->rows[i].least_height);
        for (size_t p = 0; p < n; p++)
            parts[p]->rows[i].least_height = highest;
    }
}

double svy_layout_inset_sum_rows(const SvyLayout *part, double pitch)
{
    return svy_layout_sum_rows(part, pitch);
}

double svy_layout_inset_fill(const SvyLayout *part, double room)
{
    return svy_layout_fill_room(part, room);
}

void svy_layout_inset_place_rows(SvyLayout *part, double top, double pitch)
{
    part->rows_top = top;
    part->head_base = top - 0.7 * part->m;
    place_rows(part, pitch);
}

double svy_layout_inset_get_head(const SvyLayout *part)
{
    if (part->plot->panel != NULL)
        return part->panel.head;
    return part->plot->kind->n_series > 1 || part->cell_heads[0] != NULL ? part_head * part->m : 0;
}

double svy_layout_inset_get_foot(const SvyLayout *part)
{
    if (part->plot->panel != NULL)
        return part->panel.foot;
    return (SVY_M_TICK + (part->hides_axis ? 0 : axis_height)) * part->m;
}
