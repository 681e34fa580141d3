/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/panel-numbers.h"

#include <math.h>
#include <string.h>

#include "chart/swarm.h"

enum { QUARTER = 1, MEDIAN = SVY_NUMBERS_MEDIAN, THREE_QUARTERS = 3 };
enum { N_TICKS = 6, N_TICKS_PART = 3 };

/* Lengths in m. */
static const double head_below = 0.75, column_gap = 1.4, least_axis = 12, axis_height = 1.9;
static const double box_most = 2.2, median_stroke = 0.26, whisker_stroke = 0.11, outline = 0.14;
static const double cap_reach = 0.3;
static const double least_part = 8, part_gap = 0.9; /* of a panel of a page */
static const double box_beside_dots = 0.8, dots_gap = 0.3, dots_margin = 0.5;
static const double rows_most = 40; /* that all rows would like */
static const double dots_most = 6;  /* height of all lanes; more people with one number: no dots */

/* Radii of dots: the first with which all fit. */
static const double dot_radii[] = {0.3, 0.25, 0.2, 0.16};
static const double dot_pitch = 2.12; /* radii from dot to dot */

bool svy_numbers_is_told(const SvyNumbersGroup *group, size_t quantile)
{
    return group->is_shown && group->quantiles[quantile].status == SVY_STATUS_OK;
}

bool svy_numbers_has_box(const SvyNumbersGroup *group)
{
    return svy_numbers_is_told(group, 1) && svy_numbers_is_told(group, 3);
}

bool svy_numbers_has_curves(const SvyNumbersPanel *numbers)
{
    for (size_t i = 0; i < numbers->n_groups; i++) {
        if (numbers->groups[i].density != NULL && numbers->groups[i].is_shown)
            return true;
    }
    return false;
}

bool svy_numbers_has_dots(const SvyNumbersPanel *numbers)
{
    for (size_t i = 0; i < numbers->n_groups; i++) {
        if (numbers->groups[i].n_dots > 0)
            return true;
    }
    return false;
}

/* Texts */

static void drop_texts(SvyNumbersPanel *numbers)
{
    for (size_t i = 0; i < numbers->n_groups; i++) {
        g_clear_pointer(&numbers->groups[i].figure_line, svy_line_free);
        g_clear_pointer(&numbers->groups[i].interval_line, svy_line_free);
        g_clear_pointer(&numbers->groups[i].count_line, svy_line_free);
    }
    g_clear_pointer(&numbers->head_line, svy_line_free);
    g_clear_pointer(&numbers->figure_head_line, svy_line_free);
    g_clear_pointer(&numbers->interval_head_line, svy_line_free);
    g_clear_pointer(&numbers->count_head_line, svy_line_free);
    svy_axis_clear(&numbers->axis);
}

static void numbers_free(SvyPanel *panel)
{
    SvyNumbersPanel *numbers = (SvyNumbersPanel *)panel;

    drop_texts(numbers);
    for (size_t i = 0; i < numbers->n_groups; i++) {
        g_free(numbers->groups[i].figure);
        g_free(numbers->groups[i].interval);
        g_free(numbers->groups[i].count);
        g_free(numbers->groups[i].density);
        g_free(numbers->groups[i].dots);
        g_free(numbers->groups[i].dot_lane);
    }
    g_free(numbers->groups);
    g_free(numbers->head);
    g_free(numbers->figure_head);
    g_free(numbers->interval_head);
    g_free(numbers->count_head);
    g_free(numbers);
}

static bool shape_all(SvyNumbersPanel *numbers, const SvyLayout *layout, GError **error)
{
    const double head_pt = layout->theme->head * layout->m;

    drop_texts(numbers);
    numbers->shows_interval = layout->shows_interval;
    for (size_t i = 0; i < numbers->n_groups; i++) {
        SvyNumbersGroup *group = &numbers->groups[i];

        if (!svy_layout_shape_line(layout, layout->label_pt, 600, true, group->figure,
                                   &group->figure_line, error) ||
            !svy_layout_shape_line(layout, layout->m, 400, true, group->count, &group->count_line,
                                   error) ||
            (numbers->shows_interval &&
             !svy_layout_shape_line(layout, layout->m, 400, true, group->interval,
                                    &group->interval_line, error)))
            return false;
    }
    if (layout->is_inset) /* keys of the page say it */
        return true;
    return svy_layout_shape_line(layout, head_pt, 600, true, numbers->head, &numbers->head_line,
                                 error) &&
           svy_layout_shape_line(layout, head_pt, 600, true, numbers->figure_head,
                                 &numbers->figure_head_line, error) &&
           svy_layout_shape_line(layout, layout->m, 400, true, numbers->count_head,
                                 &numbers->count_head_line, error) &&
           (!numbers->shows_interval ||
            svy_layout_shape_line(layout, layout->m, 400, true, numbers->interval_head,
                                  &numbers->interval_head_line, error));
}

typedef struct {
    double figures, intervals, counts;
} Widths;

static void widen(Widths *widths, const SvyNumbersPanel *numbers)
{
    widths->figures = fmax(widths->figures, svy_line_get_width(numbers->figure_head_line));
    widths->intervals = fmax(widths->intervals, svy_line_get_width(numbers->interval_head_line));
    widths->counts = fmax(widths->counts, svy_line_get_width(numbers->count_head_line));
    for (size_t i = 0; i < numbers->n_groups; i++) {
        const SvyNumbersGroup *group = &numbers->groups[i];

        widths->figures = fmax(widths->figures, svy_line_get_width(group->figure_line));
        widths->intervals = fmax(widths->intervals, svy_line_get_width(group->interval_line));
        widths->counts = fmax(widths->counts, svy_line_get_width(group->count_line));
    }
}

/* Columns of medians, their intervals and the sizes of groups at the right, as wide in all panels
 * of a page. Returns the right end of what is left. */
static double place_columns(SvyNumbersPanel *numbers, const SvyLayout *layout)
{
    const double gap = (layout->is_inset ? part_gap : column_gap) * layout->m;
    Widths widths = {0};

    widen(&widths, numbers);
    for (size_t i = 0; i < numbers->panel.n_peers; i++)
        widen(&widths, (const SvyNumbersPanel *)numbers->panel.peers[i]);
    numbers->count_right = layout->room_right;
    numbers->interval_right = numbers->count_right - widths.counts - gap;
    numbers->figure_right =
        numbers->interval_right - (widths.intervals > 0 ? widths.intervals + 0.7 * gap : 0);
    return numbers->figure_right - widths.figures - gap;
}

/* The axis */

static void include(SvyAxis *axis, double value)
{
    axis->from = fmin(axis->from, value);
    axis->to = fmax(axis->to, value);
}

static void include_all(SvyAxis *axis, const SvyNumbersPanel *numbers)
{
    for (size_t i = 0; i < numbers->n_groups; i++) {
        const SvyNumbersGroup *group = &numbers->groups[i];

        for (size_t q = 0; q < SVY_NUMBERS_QUANTILES; q++)
            if (svy_numbers_is_told(group, q))
                include(axis, group->quantiles[q].value);
        for (size_t k = 0; k < group->n_dots; k++)
            include(axis, group->dots[k]);
    }
}

static void find_range(SvyNumbersPanel *numbers, size_t n_panels, SvyNumbersPanel *const panels[])
{
    SvyAxis *axis = &numbers->axis;

    axis->from = HUGE_VAL;
    axis->to = -HUGE_VAL;
    include_all(axis, numbers);
    for (size_t i = 0; i < n_panels; i++)
        include_all(axis, panels[i]);
    if (!(axis->from <= axis->to)) {
        axis->from = 0;
        axis->to = 1;
    }
    /* From zero, where that costs less than half of the axis. */
    if (axis->from > 0 && axis->from < axis->to / 2)
        axis->from = 0;
    if (!(axis->from < axis->to))
        axis->to = axis->from + 1;
}

static void widen_to_ticks(SvyAxis *axis, size_t n_most)
{
    const double step = svy_axis_choose_step(axis->to - axis->from, n_most);

    axis->from = floor(axis->from / step + 1e-9) * step;
    axis->to = ceil(axis->to / step - 1e-9) * step;
    axis->step = step;
}

void svy_numbers_panel_set_axis(SvyNumbersPanel *numbers,
                                size_t n_panels,
                                SvyNumbersPanel *const panels[])
{
    find_range(numbers, n_panels, panels);
    widen_to_ticks(&numbers->axis, n_panels > 0 ? N_TICKS_PART : N_TICKS);
}

/* Dots */

/* Of a few people nothing but dots; a box where there is no room for dots. */
static bool draws_box(const SvyNumbersGroup *group)
{
    return svy_numbers_has_box(group) && (group->n_lanes == 0 || group->n >= SVY_NUMBERS_DOTS_ONLY);
}

/* Lanes of one group for a radius; height of what stands in its row, points. */
static double place_dots(const SvyNumbersPanel *numbers, SvyNumbersGroup *group, double m)
{
    const double pitch = dot_pitch * numbers->dot_radius;
    g_autofree double *x = g_new(double, group->n_dots + 1);

    for (size_t i = 0; i < group->n_dots; i++)
        x[i] = svy_axis_get_x(&numbers->axis, group->dots[i]);
    group->n_lanes = svy_swarm_place(group->n_dots, x, pitch, group->dot_lane);
    return (double)group->n_lanes * pitch +
           (draws_box(group) ? (box_beside_dots + dots_gap) * m : 0);
}

/* The largest dots with which all people have a place; where many gave one number, there are none.
 * Returns the height that rows need. */
static double place_all_dots(SvyNumbersPanel *numbers, const SvyLayout *layout)
{
    const double most = dots_most * layout->m;
    double tallest = 0, needed = 0;

    for (size_t r = 0; r < G_N_ELEMENTS(dot_radii) && (r == 0 || tallest > most); r++) {
        numbers->dot_radius = dot_radii[r] * layout->m;
        tallest = 0;
        for (size_t i = 0; i < numbers->n_groups; i++)
            if (numbers->groups[i].n_dots > 0)
                tallest = fmax(tallest, place_dots(numbers, &numbers->groups[i], layout->m));
    }
    for (size_t i = 0; i < numbers->n_groups; i++) {
        SvyNumbersGroup *group = &numbers->groups[i];
        const double height = group->n_dots > 0 ? place_dots(numbers, group, layout->m) : 0;

        if (height > most)
            group->n_lanes = 0;
        else if (height > 0)
            needed = fmax(needed, height + dots_margin * layout->m);
    }
    return needed;
}

/* In m. */
static double find_least_row(const SvyNumbersPanel *numbers, const SvyLayout *layout)
{
    const SvyNumbersStyle *style = numbers->style;

    if (layout->fit >= SVY_FIT_SNUG)
        return style->least_row_dense;
    return fmin(style->least_row,
                fmax(style->least_row_many, rows_most / (double)numbers->n_groups));
}

static bool measure(SvyPanel *panel,
                    const SvyLayout *layout,
                    GPtrArray *notes,
                    SvyPanelSize *ret_size,
                    GError **error)
{
    SvyNumbersPanel *numbers = (SvyNumbersPanel *)panel;
    const double m = layout->m;
    double right, half, widest;

    (void)notes;
    if (!shape_all(numbers, layout, error) ||
        !svy_axis_shape(&numbers->axis, layout, layout->is_inset ? N_TICKS_PART : N_TICKS,
                        svy_axis_format_number_in, error))
        return false;
    right = place_columns(numbers, layout);
    half = svy_axis_get_label_width(&numbers->axis) / 2;
    numbers->axis.left = layout->room_left + fmax(half, layout->marks.radius);
    numbers->axis.width = fmax(1, right - half - numbers->axis.left);
    widest = (double)numbers->axis.n_ticks * (2 * half + 0.8 * m);
    *ret_size = (SvyPanelSize){
        .missing_width =
            fmax(0, fmax(fmax((layout->is_inset ? least_part : least_axis) * m, widest) -
                             numbers->axis.width,
                         svy_line_get_width(numbers->head_line) - (right - layout->room_left))),
        .head = layout->is_inset ? 0 : (1.1 * layout->theme->head + head_below) * m,
        .message_left = layout->is_inset ? numbers->axis.left : 0,
        .foot = (SVY_M_TICK + axis_height) * m,
        .least_row = fmax(fmax(1.3 * layout->label_pt, find_least_row(numbers, layout) * m),
                          place_all_dots(numbers, layout)),
        .axis_left = numbers->axis.left,
        .axis_width = numbers->axis.width,
    };
    return true;
}

/* Drawing */

static const SvyPlotRow *get_row(const SvyLayout *layout, size_t row)
{
    return layout->plot->rows->pdata[row];
}

double svy_numbers_get_x(const SvyNumbersPanel *numbers, size_t row, size_t quantile)
{
    return svy_axis_get_x(&numbers->axis, numbers->groups[row].quantiles[quantile].value);
}

static double measure_box(const SvyNumbersPanel *numbers, const SvyLayout *layout)
{
    double height = box_most * layout->m;

    for (size_t i = 0; i < layout->n_rows; i++)
        height = fmin(height, numbers->style->box_share * layout->rows[i].height);
    return height;
}

/* From the box to an outer quantile. */
static void draw_whisker(const SvyNumbersPanel *numbers,
                         const SvyLayout *layout,
                         size_t row,
                         double y,
                         size_t inner,
                         size_t outer)
{
    const SvyNumbersGroup *group = &numbers->groups[row];
    const double end = svy_numbers_get_x(numbers, row, outer);
    const double stroke = whisker_stroke * layout->m, reach = cap_reach * layout->m;
    const SvyColor color = svy_layout_get_color(layout, SVY_SERIES_1_TEXT);

    if (!svy_numbers_is_told(group, inner) || !svy_numbers_is_told(group, outer))
        return;
    svy_scene_add_line(layout->scene, SVY_ROLE_WHISKER, svy_numbers_get_x(numbers, row, inner), y,
                       end, y, stroke, color)
        ->datum =
        (SvyDatum){row, outer, true, group->quantiles[inner].value, group->quantiles[outer].value};
    svy_scene_add_line(layout->scene, SVY_ROLE_CAP, end, y - reach, end, y + reach, stroke, color)
        ->datum.row = row;
}

static void draw_middle(const SvyNumbersPanel *numbers,
                        const SvyLayout *layout,
                        size_t row,
                        double y,
                        double height)
{
    const SvyNumbersGroup *group = &numbers->groups[row];
    const double left = svy_numbers_get_x(numbers, row, 1),
                 right = svy_numbers_get_x(numbers, row, 3);
    const SvyRect box = {left, y - height / 2, right - left, height};
    const SvyThemeColor color = group->is_all ? SVY_CONNECTOR : SVY_SERIES_1_TINT;
    SvyNode *node;

    if (!svy_numbers_is_told(group, 1) || !svy_numbers_is_told(group, 3) || !(right > left))
        return;
    node =
        svy_scene_add_rect(layout->scene, SVY_ROLE_BAR, box, svy_layout_get_color(layout, color));
    node->datum = (SvyDatum){row, 0, true, group->quantiles[1].value, group->quantiles[3].value};
    if (get_row(layout, row)->is_hollow)
        svy_layout_hollow_out(layout, row, box, outline * layout->m);
}

/* A line across the box; without one a mark, so that it is seen. */
static void draw_median(const SvyNumbersPanel *numbers,
                        const SvyLayout *layout,
                        size_t row,
                        double y,
                        double height)
{
    const SvyNumbersGroup *group = &numbers->groups[row];
    const double x = svy_numbers_get_x(numbers, row, MEDIAN);
    const double value = group->quantiles[MEDIAN].value;
    SvyNode *node;

    if (draws_box(group) || group->n_lanes > 0) {
        const double half = median_stroke / 2 * layout->m;

        node = svy_scene_add_rect(layout->scene, SVY_ROLE_MARK,
                                  (SvyRect){x - half, y - height / 2, 2 * half, height},
                                  svy_layout_get_color(layout, SVY_SERIES_1_TEXT));
        node->datum = (SvyDatum){row, MEDIAN, true, value, value};
        return;
    }
    node = svy_scene_add_mark(layout->scene, SVY_ROLE_MARK, SVY_NODE_CIRCLE, x, y,
                              layout->marks.radius, svy_layout_get_color(layout, SVY_SERIES_1));
    node->datum = (SvyDatum){row, 0, true, value, value};
    node->has_halo = true;
    node->halo = svy_layout_get_backdrop(layout, row);
    node->is_hollow = get_row(layout, row)->is_hollow;
    node->stroke = 0.36 * layout->marks.radius;
}

/* A disc for each person. */
static void draw_dots(const SvyNumbersPanel *numbers, const SvyLayout *layout, size_t row, double y)
{
    const SvyNumbersGroup *group = &numbers->groups[row];
    const double pitch = dot_pitch * numbers->dot_radius;
    const double middle = group->n_lanes % 2 == 0 ? pitch / 2 : 0;

    for (size_t i = 0; i < group->n_dots; i++) {
        SvyNode *node = svy_scene_add_mark(
            layout->scene, SVY_ROLE_DOT, SVY_NODE_CIRCLE,
            svy_axis_get_x(&numbers->axis, group->dots[i]), y - group->dot_lane[i] * pitch + middle,
            numbers->dot_radius, svy_layout_get_color(layout, SVY_SERIES_1));

        node->datum = (SvyDatum){row, i, true, group->dots[i], group->dots[i]};
    }
}

void svy_numbers_draw_box(const SvyNumbersPanel *numbers, const SvyLayout *layout, size_t row)
{
    const SvyNumbersGroup *group = &numbers->groups[row];
    const double m = layout->m, middle = svy_layout_get_middle(layout, row);
    const double lanes = (double)group->n_lanes * dot_pitch * numbers->dot_radius;
    double height = measure_box(numbers, layout), y = middle;

    if (group->n_lanes > 0 && draws_box(group)) { /* the box above the dots */
        height = box_beside_dots * m;
        y = middle - (lanes + dots_gap * m) / 2;
    } else if (group->n_lanes > 0) {
        height = lanes + dots_gap * m;
    }
    if (draws_box(group)) {
        draw_whisker(numbers, layout, row, y, 1, 0);
        draw_whisker(numbers, layout, row, y, 3, 4);
        draw_middle(numbers, layout, row, y, height);
    }
    draw_median(numbers, layout, row, y, height);
    if (group->n_lanes > 0)
        draw_dots(numbers, layout, row,
                  draws_box(group) ? y + (height + lanes) / 2 + dots_gap * m : middle);
}

/* One cell of the columns at the right, its end at @right; nothing without a line. */
static SvyNode *draw_cell(const SvyLayout *layout,
                          SvyLine **line,
                          SvyRole role,
                          double right,
                          size_t row,
                          size_t column)
{
    SvyNode *node;

    if (*line == NULL)
        return NULL;
    node = svy_layout_draw_line(
        layout, line, role, right - (*line)->width,
        svy_layout_centre_line(layout, *line, svy_layout_get_middle(layout, row)),
        role == SVY_ROLE_VALUE ? SVY_INK : SVY_TERTIARY);
    node->datum.row = row;
    svy_layout_set_cell(node, row + 1, column);
    return node;
}

static void draw_texts(SvyNumbersPanel *numbers, const SvyLayout *layout, size_t row)
{
    SvyNumbersGroup *group = &numbers->groups[row];
    const double median = group->quantiles[MEDIAN].value;
    SvyNode *node =
        draw_cell(layout, &group->figure_line, SVY_ROLE_VALUE, numbers->figure_right, row, 1);

    if (node != NULL)
        node->datum = (SvyDatum){row, MEDIAN, true, median, median};
    draw_cell(layout, &group->interval_line, SVY_ROLE_INTERVAL, numbers->interval_right, row, 2);
    draw_cell(layout, &group->count_line, SVY_ROLE_BASE, numbers->count_right, row, 3);
}

static void draw_head(const SvyLayout *layout,
                      SvyLine **line,
                      double right,
                      size_t column,
                      SvyThemeColor color)
{
    if (*line != NULL)
        svy_layout_set_cell(svy_layout_draw_line(layout, line, SVY_ROLE_COLUMN_HEAD,
                                                 right - (*line)->width,
                                                 layout->rows_top - head_below * layout->m, color),
                            0, column);
}

static void draw_heads(SvyNumbersPanel *numbers, const SvyLayout *layout)
{
    const double base = layout->rows_top - head_below * layout->m;

    svy_layout_set_cell(svy_layout_draw_line(layout, &numbers->head_line, SVY_ROLE_HEAD,
                                             layout->room_left, base, SVY_SECONDARY),
                        0, 0);
    draw_head(layout, &numbers->figure_head_line, numbers->figure_right, 1, SVY_INK);
    draw_head(layout, &numbers->interval_head_line, numbers->interval_right, 2, SVY_TERTIARY);
    draw_head(layout, &numbers->count_head_line, numbers->count_right, 3, SVY_TERTIARY);
}

static void draw(SvyPanel *panel, const SvyLayout *layout)
{
    SvyNumbersPanel *numbers = (SvyNumbersPanel *)panel;
    const double m = layout->m;

    if (!layout->is_inset)
        draw_heads(numbers, layout);
    if (!numbers->groups[0].is_shown && !layout->is_inset)
        svy_axis_clear(&numbers->axis); /* nothing stands on it */
    if (layout->hides_axis)
        svy_axis_drop_labels(&numbers->axis);
    svy_axis_draw(&numbers->axis, layout, layout->rows_top, layout->rows_bottom + SVY_M_TICK * m, 0,
                  layout->rows_bottom + (SVY_M_TICK + 1.15) * m);
    numbers->style->draw_rows(numbers, layout);
    for (size_t row = 0; row < numbers->n_groups; row++)
        if (svy_numbers_is_told(&numbers->groups[row], MEDIAN))
            draw_texts(numbers, layout, row);
}

SvyNumbersPanel *svy_numbers_panel_new(const SvyNumbersStyle *style, size_t n_groups)
{
    SvyNumbersPanel *numbers = g_new0(SvyNumbersPanel, 1);

    numbers->panel = (SvyPanel){measure, draw, numbers_free};
    numbers->style = style;
    numbers->n_groups = n_groups;
    numbers->groups = g_new0(SvyNumbersGroup, n_groups);
    return numbers;
}
