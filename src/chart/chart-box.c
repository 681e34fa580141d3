/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "box": numbers by group: a box from a quarter to three quarters with the median as a line
 * and its figure, whiskers from the 5th to the 95th of a hundred. Groups of which less may be told
 * show less: the median alone, as a mark. Nobody is drawn as a dot: a dot would be one person. */
#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/axis.h"
#include "chart/chart-registry.h"
#include "chart/table-words.h"
#include "result/result-table.h"
#include "result/words.h"

enum { N_QUANTILES = 5, MEDIAN = 2 };

static const char *const keys[N_QUANTILES] = {"q05", "q1", "median", "q3", "q95"};

/* Lengths in m. */
static const double head_below = 0.75, column_gap = 1.4, least_axis = 12, axis_height = 1.9;
static const double box_most = 1.5, median_stroke = 0.26, whisker_stroke = 0.11, outline = 0.14;
static const double cap_reach = 0.3;

static const double box_share = 0.56; /* of the row */

typedef struct {
    const char *label;
    size_t n;
    bool is_all, is_shown;
    SvyEstimate quantiles[N_QUANTILES]; /* status OK: may be told */
    char *figure, *interval, *count;
    SvyLine *figure_line, *interval_line, *count_line;
} Group;

typedef struct {
    SvyPanel panel;
    size_t n_groups;
    Group *groups; /* [n_groups] as the rows */
    char *head, *figure_head, *interval_head, *count_head;
    SvyLine *head_line, *figure_head_line, *interval_head_line, *count_head_line;
    SvyAxis axis;
    double figure_right, interval_right, count_right; /* of the columns, on the page */
    bool shows_interval;
} Boxes;

static bool is_told(const Group *group, size_t quantile)
{
    return group->is_shown && group->quantiles[quantile].status == SVY_STATUS_OK;
}

static bool has_box(const Group *group)
{
    return is_told(group, 1) && is_told(group, 3);
}

/* Texts */

static void drop_texts(Boxes *boxes)
{
    for (size_t i = 0; i < boxes->n_groups; i++) {
        g_clear_pointer(&boxes->groups[i].figure_line, svy_line_free);
        g_clear_pointer(&boxes->groups[i].interval_line, svy_line_free);
        g_clear_pointer(&boxes->groups[i].count_line, svy_line_free);
    }
    g_clear_pointer(&boxes->head_line, svy_line_free);
    g_clear_pointer(&boxes->figure_head_line, svy_line_free);
    g_clear_pointer(&boxes->interval_head_line, svy_line_free);
    g_clear_pointer(&boxes->count_head_line, svy_line_free);
    svy_axis_clear(&boxes->axis);
}

static void boxes_free(SvyPanel *panel)
{
    Boxes *boxes = (Boxes *)panel;

    drop_texts(boxes);
    for (size_t i = 0; i < boxes->n_groups; i++) {
        g_free(boxes->groups[i].figure);
        g_free(boxes->groups[i].interval);
        g_free(boxes->groups[i].count);
    }
    g_free(boxes->groups);
    g_free(boxes->head);
    g_free(boxes->figure_head);
    g_free(boxes->interval_head);
    g_free(boxes->count_head);
    g_free(boxes);
}

static bool shape_all(Boxes *boxes, const SvyLayout *layout, GError **error)
{
    const double head_pt = layout->theme->head * layout->m;

    drop_texts(boxes);
    boxes->shows_interval = layout->shows_interval;
    for (size_t i = 0; i < boxes->n_groups; i++) {
        Group *group = &boxes->groups[i];

        if (!svy_layout_shape_line(layout, layout->label_pt, 600, true, group->figure,
                                   &group->figure_line, error) ||
            !svy_layout_shape_line(layout, layout->m, 400, true, group->count, &group->count_line,
                                   error) ||
            (boxes->shows_interval &&
             !svy_layout_shape_line(layout, layout->m, 400, true, group->interval,
                                    &group->interval_line, error)))
            return false;
    }
    return svy_layout_shape_line(layout, head_pt, 600, true, boxes->head, &boxes->head_line,
                                 error) &&
           svy_layout_shape_line(layout, head_pt, 600, true, boxes->figure_head,
                                 &boxes->figure_head_line, error) &&
           svy_layout_shape_line(layout, layout->m, 400, true, boxes->count_head,
                                 &boxes->count_head_line, error) &&
           (!boxes->shows_interval ||
            svy_layout_shape_line(layout, layout->m, 400, true, boxes->interval_head,
                                  &boxes->interval_head_line, error));
}

/* Columns of medians, their intervals and the sizes of groups at the right. Returns the right end
 * of what is left. */
static double place_columns(Boxes *boxes, const SvyLayout *layout)
{
    const double gap = column_gap * layout->m;
    double figures = svy_line_get_width(boxes->figure_head_line);
    double intervals = svy_line_get_width(boxes->interval_head_line);
    double counts = svy_line_get_width(boxes->count_head_line);

    for (size_t i = 0; i < boxes->n_groups; i++) {
        figures = fmax(figures, svy_line_get_width(boxes->groups[i].figure_line));
        intervals = fmax(intervals, svy_line_get_width(boxes->groups[i].interval_line));
        counts = fmax(counts, svy_line_get_width(boxes->groups[i].count_line));
    }
    boxes->count_right = layout->room_right;
    boxes->interval_right = boxes->count_right - counts - gap;
    boxes->figure_right = boxes->interval_right - (intervals > 0 ? intervals + 0.7 * gap : 0);
    return boxes->figure_right - figures - gap;
}

/* The axis */

static void find_range(Boxes *boxes)
{
    double from = INFINITY, to = -INFINITY;

    for (size_t i = 0; i < boxes->n_groups; i++) {
        for (size_t q = 0; q < N_QUANTILES; q++) {
            if (!is_told(&boxes->groups[i], q))
                continue;
            from = fmin(from, boxes->groups[i].quantiles[q].value);
            to = fmax(to, boxes->groups[i].quantiles[q].value);
        }
    }
    if (!(from <= to)) {
        from = 0;
        to = 1;
    }
    /* From zero, where that costs less than half of the axis. */
    if (from > 0 && from < to / 2)
        from = 0;
    if (!(from < to))
        to = from + 1;
    boxes->axis.from = from;
    boxes->axis.to = to;
}

static void widen_to_ticks(SvyAxis *axis)
{
    const double step = svy_axis_choose_step(axis->to - axis->from, 6);

    axis->from = floor(axis->from / step + 1e-9) * step;
    axis->to = ceil(axis->to / step - 1e-9) * step;
    axis->step = step;
}

static bool measure(SvyPanel *panel,
                    const SvyLayout *layout,
                    GPtrArray *notes,
                    SvyPanelSize *ret_size,
                    GError **error)
{
    Boxes *boxes = (Boxes *)panel;
    const double m = layout->m;
    double right, half, widest;

    (void)notes;
    if (!shape_all(boxes, layout, error) ||
        !svy_axis_shape(&boxes->axis, layout, 6, svy_axis_format_number_in, error))
        return false;
    right = place_columns(boxes, layout);
    half = svy_axis_get_label_width(&boxes->axis) / 2;
    boxes->axis.left = layout->room_left + fmax(half, layout->marks.radius);
    boxes->axis.width = fmax(1, right - half - boxes->axis.left);
    widest = (double)boxes->axis.n_ticks * (2 * half + 0.8 * m);
    *ret_size = (SvyPanelSize){
        .missing_width =
            fmax(0, fmax(fmax(least_axis * m, widest) - boxes->axis.width,
                         svy_line_get_width(boxes->head_line) - (right - layout->room_left))),
        .head = (1.1 * layout->theme->head + head_below) * m,
        .foot = (SVY_M_TICK + axis_height) * m,
        .least_row = 1.3 * layout->label_pt,
        .axis_left = boxes->axis.left,
        .axis_width = boxes->axis.width,
    };
    return true;
}

/* Drawing */

static const SvyPlotRow *get_row(const SvyLayout *layout, size_t row)
{
    return layout->plot->rows->pdata[row];
}

static double get_x(const Boxes *boxes, size_t row, size_t quantile)
{
    return svy_axis_get_x(&boxes->axis, boxes->groups[row].quantiles[quantile].value);
}

static double measure_box(const SvyLayout *layout)
{
    double height = box_most * layout->m;

    for (size_t i = 0; i < layout->n_rows; i++)
        height = fmin(height, box_share * layout->rows[i].height);
    return height;
}

/* From the box to an outer quantile. */
static void draw_whisker(const Boxes *boxes,
                         const SvyLayout *layout,
                         size_t row,
                         size_t inner,
                         size_t outer)
{
    const Group *group = &boxes->groups[row];
    const double y = svy_layout_get_middle(layout, row), end = get_x(boxes, row, outer);
    const double stroke = whisker_stroke * layout->m, reach = cap_reach * layout->m;
    const SvyColor color = svy_layout_get_color(layout, SVY_SERIES_1_TEXT);

    if (!is_told(group, inner) || !is_told(group, outer))
        return;
    svy_scene_add_line(layout->scene, SVY_ROLE_WHISKER, get_x(boxes, row, inner), y, end, y, stroke,
                       color)
        ->datum =
        (SvyDatum){row, outer, true, group->quantiles[inner].value, group->quantiles[outer].value};
    svy_scene_add_line(layout->scene, SVY_ROLE_CAP, end, y - reach, end, y + reach, stroke, color)
        ->datum.row = row;
}

static void draw_box(const Boxes *boxes, const SvyLayout *layout, size_t row, double height)
{
    const Group *group = &boxes->groups[row];
    const double left = get_x(boxes, row, 1), right = get_x(boxes, row, 3);
    const SvyRect box = {left, svy_layout_get_middle(layout, row) - height / 2, right - left,
                         height};
    const SvyRect inner = svy_rect_grow(box, -outline * layout->m);
    const bool is_hollow = get_row(layout, row)->is_hollow;
    const SvyThemeColor color = group->is_all ? SVY_CONNECTOR : SVY_SERIES_1_TINT;
    SvyNode *node;

    if (!is_told(group, 1) || !is_told(group, 3) || !(right > left))
        return;
    node =
        svy_scene_add_rect(layout->scene, SVY_ROLE_BAR, box, svy_layout_get_color(layout, color));
    node->datum = (SvyDatum){row, 0, true, group->quantiles[1].value, group->quantiles[3].value};
    if (is_hollow && inner.w > 0 && inner.h > 0)
        svy_scene_add_rect(layout->scene, SVY_ROLE_HOLLOW, inner,
                           svy_layout_get_backdrop(layout, row))
            ->datum.row = row;
}

/* A line across the box; without one a mark, so that it is seen. */
static void draw_median(const Boxes *boxes, const SvyLayout *layout, size_t row, double height)
{
    const Group *group = &boxes->groups[row];
    const double x = get_x(boxes, row, MEDIAN), y = svy_layout_get_middle(layout, row);
    const double value = group->quantiles[MEDIAN].value;
    SvyNode *node;

    if (has_box(group)) {
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

static void draw_texts(Boxes *boxes, const SvyLayout *layout, size_t row)
{
    Group *group = &boxes->groups[row];
    const double median = group->quantiles[MEDIAN].value;
    SvyNode *node =
        draw_cell(layout, &group->figure_line, SVY_ROLE_VALUE, boxes->figure_right, row, 1);

    if (node != NULL)
        node->datum = (SvyDatum){row, MEDIAN, true, median, median};
    draw_cell(layout, &group->interval_line, SVY_ROLE_INTERVAL, boxes->interval_right, row, 2);
    draw_cell(layout, &group->count_line, SVY_ROLE_BASE, boxes->count_right, row, 3);
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

static void draw_heads(Boxes *boxes, const SvyLayout *layout)
{
    const double base = layout->rows_top - head_below * layout->m;

    svy_layout_set_cell(svy_layout_draw_line(layout, &boxes->head_line, SVY_ROLE_HEAD,
                                             layout->room_left, base, SVY_SECONDARY),
                        0, 0);
    draw_head(layout, &boxes->figure_head_line, boxes->figure_right, 1, SVY_INK);
    draw_head(layout, &boxes->interval_head_line, boxes->interval_right, 2, SVY_TERTIARY);
    draw_head(layout, &boxes->count_head_line, boxes->count_right, 3, SVY_TERTIARY);
}

static void draw(SvyPanel *panel, const SvyLayout *layout)
{
    Boxes *boxes = (Boxes *)panel;
    const double height = measure_box(layout), m = layout->m;

    draw_heads(boxes, layout);
    if (!boxes->groups[0].is_shown)
        svy_axis_clear(&boxes->axis); /* nothing stands on it */
    svy_axis_draw(&boxes->axis, layout, layout->rows_top, layout->rows_bottom + SVY_M_TICK * m, 0,
                  layout->rows_bottom + (SVY_M_TICK + 1.15) * m);
    for (size_t row = 0; row < boxes->n_groups; row++) {
        if (!is_told(&boxes->groups[row], MEDIAN))
            continue;
        draw_whisker(boxes, layout, row, 1, 0);
        draw_whisker(boxes, layout, row, 3, 4);
        draw_box(boxes, layout, row, height);
        draw_median(boxes, layout, row, height);
        draw_texts(boxes, layout, row);
    }
}

/* Numbers */

/* Without both sides of a box the rest would look like something else. */
static void leave_median(Group *group)
{
    for (size_t q = 0; q < N_QUANTILES; q++)
        if (q != MEDIAN)
            group->quantiles[q] = svy_estimate_none(SVY_STATUS_UNDEFINED, 0.95, NULL);
}

static void fill_group(const SvyTable *table, size_t row, Group *group)
{
    const SvyCell *n = svy_table_get_cell(table, row, svy_table_find_column(table, "n"));

    group->label = svy_table_get_cell(table, row, 0)->text;
    group->is_all = row == 0;
    group->n = n->kind == SVY_CELL_COUNT && n->status == SVY_STATUS_OK ? n->n : 0;
    group->is_shown = group->n >= SVY_PLOT_LEAST_BASE;
    for (size_t q = 0; q < N_QUANTILES; q++) {
        const size_t column = svy_table_find_column(table, keys[q]);

        group->quantiles[q] = svy_estimate_none(SVY_STATUS_UNDEFINED, 0.95, NULL);
        if (column < table->n_columns &&
            svy_table_get_cell(table, row, column)->status == SVY_STATUS_OK)
            group->quantiles[q] = svy_table_get_cell(table, row, column)->share.p;
    }
    group->is_shown = group->is_shown && group->quantiles[MEDIAN].status == SVY_STATUS_OK;
    if (!has_box(group))
        leave_median(group);
}

/* Everybody first, then by the median, groups that are not shown last. */
static int compare_groups(const void *a, const void *b, void *unused)
{
    const Group *one = a, *other = b;

    (void)unused;
    if (one->is_all != other->is_all)
        return one->is_all ? -1 : 1;
    if (one->is_shown != other->is_shown)
        return one->is_shown ? -1 : 1;
    if (one->is_shown && one->quantiles[MEDIAN].value > other->quantiles[MEDIAN].value)
        return -1;
    return one->is_shown && one->quantiles[MEDIAN].value < other->quantiles[MEDIAN].value;
}

/* One decimal more than the ticks have. */
static char *format_value(const char *language, const Boxes *boxes, double value)
{
    return svy_axis_format_number_in(language, value,
                                     svy_axis_count_decimals(boxes->axis.step) + 1);
}

static char *format_interval(const char *language, const Boxes *boxes, const SvyEstimate *median)
{
    g_autofree char *lo = NULL, *hi = NULL;

    if (!isfinite(median->lo) || !isfinite(median->hi))
        return NULL;
    lo = format_value(language, boxes, median->lo);
    hi = format_value(language, boxes, median->hi);
    return g_strdup_printf(median->lo < 0 ? svy_tr(language, "%s to %s") : "%s–%s", lo, hi);
}

/* Which parts of the boxes there are at all. */
static const char *name_parts(const char *language, const Boxes *boxes)
{
    bool has_boxes = false, has_whiskers = false;

    for (size_t i = 0; i < boxes->n_groups; i++) {
        has_boxes |= has_box(&boxes->groups[i]);
        has_whiskers |= is_told(&boxes->groups[i], 0) || is_told(&boxes->groups[i], 4);
    }
    if (!has_boxes)
        return svy_tr(language, "Median");
    return has_whiskers ? svy_tr(language, "Middle half, and nine in ten")
                        : svy_tr(language, "Middle half");
}

static Boxes *boxes_new(const SvyResult *result, const SvyTable *table)
{
    Boxes *boxes = g_new0(Boxes, 1);
    g_autofree char *pct = svy_words_level_in(result->survey.language, result->level);

    boxes->panel = (SvyPanel){measure, draw, boxes_free};
    boxes->n_groups = table->n_rows;
    boxes->groups = g_new0(Group, table->n_rows);
    for (size_t i = 0; i < table->n_rows; i++)
        fill_group(table, i, &boxes->groups[i]);
    g_qsort_with_data(boxes->groups, (int)table->n_rows, sizeof boxes->groups[0], compare_groups,
                      NULL);
    find_range(boxes);
    widen_to_ticks(&boxes->axis);
    for (size_t i = 0; i < table->n_rows; i++) {
        Group *group = &boxes->groups[i];

        if (!group->is_shown)
            continue;
        group->figure =
            format_value(result->survey.language, boxes, group->quantiles[MEDIAN].value);
        group->count = svy_tr_num_count(result->survey.language, group->n);
        group->interval =
            format_interval(result->survey.language, boxes, &group->quantiles[MEDIAN]);
    }
    boxes->head = g_strdup(name_parts(result->survey.language, boxes));
    boxes->count_head = g_strdup("n");
    boxes->figure_head = g_strdup(svy_tr(result->survey.language, "Median"));
    boxes->interval_head = g_strdup_printf(svy_tr(result->survey.language, "%s%% interval"), pct);
    return boxes;
}

/* Needs the rows of the plot: labels stand in the file as they stand in the picture. */
static char *write_csv(const SvyPlot *plot, const Boxes *boxes)
{
    GString *csv = g_string_new(NULL);

    svy_csv_append_row(csv, (const char *const[]){"label", "base", "q05", "q1", "median", "q3",
                                                  "q95", "median_lo", "median_hi", "method", NULL});
    for (size_t i = 0; i < boxes->n_groups; i++) {
        const Group *group = &boxes->groups[i];
        const SvyEstimate *median = &group->quantiles[MEDIAN];

        svy_csv_append_text(csv, ((const SvyPlotRow *)plot->rows->pdata[i])->label);
        if (group->is_shown)
            svy_csv_append_count(csv, group->n);
        else
            svy_csv_append_text(csv, NULL);
        for (size_t q = 0; q < N_QUANTILES; q++)
            svy_csv_append_number(csv, is_told(group, q) ? group->quantiles[q].value : (double)NAN);
        svy_csv_append_number(csv, group->is_shown ? median->lo : (double)NAN);
        svy_csv_append_number(csv, group->is_shown ? median->hi : (double)NAN);
        svy_csv_append_text(csv, group->is_shown ? median->method : NULL);
        svy_csv_end_row(csv);
    }
    return g_string_free(csv, FALSE);
}

/* Words */

/* Groups, without everybody: the shown ones stand from 1 to before this. */
static size_t find_end(const Boxes *boxes)
{
    size_t end = 1;

    while (end < boxes->n_groups && boxes->groups[end].is_shown)
        end++;
    return end;
}

/* Two medians whose intervals do not touch differ; an interval that is not told tells nothing. */
static bool differs(const Group *high, const Group *low)
{
    return high->quantiles[MEDIAN].lo > low->quantiles[MEDIAN].hi;
}

static char *word_title(const SvyResult *result, const Boxes *boxes)
{
    const size_t end = find_end(boxes);
    const Group *all = &boxes->groups[0], *first, *last;
    g_autofree char *people = NULL, *high = NULL, *low = NULL;

    if (!all->is_shown)
        return g_strdup(
            svy_tr(result->survey.language, "Too few answers to compare groups: fewer than 10"));
    people = svy_words_count_people(&result->survey, all->n);
    if (end < 3)
        return g_strdup_printf(svy_tr(result->survey.language, "Half of %s gave %s or less"),
                               people, all->figure);
    first = &boxes->groups[1];
    last = &boxes->groups[end - 1];
    high = svy_table_words_quote_in(result->survey.language, first->label);
    low = svy_table_words_quote_in(result->survey.language, last->label);
    if (differs(first, last))
        return g_strdup_printf(
            svy_tr(result->survey.language, "Half of %s gave %s or more, half of %s %s or less"),
            high, first->figure, low, last->figure);
    return g_strdup_printf(svy_tr(result->survey.language,
                                  "Half of %s gave %s or less; the groups cannot be told apart"),
                           people, all->figure);
}

static char *word_subtitle(const SvyResult *result, const SvyTable *table, const Boxes *boxes)
{
    g_autofree char *people = svy_words_count_people(&result->survey, boxes->groups[0].n);
    g_autofree char *groups = svy_plot_clean(table->by_text);
    g_autofree char *measure = NULL;

    if (!boxes->groups[0].is_shown)
        return svy_table_words_subtitle(table->row_text,
                                        svy_tr(result->survey.language, "By group"));
    measure =
        g_strdup_printf(svy_tr(result->survey.language, "Answers of %s, by “%s”"), people, groups);
    return svy_table_words_subtitle(table->row_text, measure);
}

static char *word_alt(const char *language, const SvyTable *table, const Boxes *boxes)
{
    const size_t end = find_end(boxes);
    g_autofree char *wording = svy_alt_name(table->row_text);
    g_autofree char *count = svy_tr_num_count(language, boxes->groups[0].n);
    g_autofree char *what = g_strdup_printf(
        svy_tr(language, "Box plots of “%s” by group: %zu of them."), wording, boxes->n_groups - 1);
    g_autofree char *ends = NULL, *last = g_strdup_printf(svy_tr(language, "Base %s."), count),
                    *joined = NULL;

    if (end < 2) {
        ends = g_strdup(svy_tr(language, "Too few answers to show."));
    } else {
        const Group *high = &boxes->groups[1], *low = &boxes->groups[end - 1];
        g_autofree char *name = svy_alt_name(high->label), *other = svy_alt_name(low->label);

        ends =
            end == 2
                ? g_strdup_printf(svy_tr(language, "Median of %s %s."), name, high->figure)
                : g_strdup_printf(svy_tr(language, "Median highest in %s (%s), lowest in %s (%s)."),
                                  name, high->figure, other, low->figure);
    }
    joined = svy_alt_join((const char *const[]){what, ends, last, NULL});
    return svy_plot_clean(joined);
}

static char *describe_group(const char *language,
                            const Boxes *boxes,
                            const char *label,
                            const Group *group)
{
    g_autofree char *q1 = NULL, *q3 = NULL, *q05 = NULL, *q95 = NULL, *count = NULL;

    if (!group->is_shown)
        return g_strdup_printf(svy_tr(language, "%s: too few to show."), label);
    count = svy_tr_num_count(language, group->n);
    if (!has_box(group))
        return g_strdup_printf(svy_tr(language, "%s: median %s; n = %s."), label, group->figure,
                               count);
    q1 = format_value(language, boxes, group->quantiles[1].value);
    q3 = format_value(language, boxes, group->quantiles[3].value);
    if (!is_told(group, 0) || !is_told(group, 4))
        return g_strdup_printf(svy_tr(language, "%s: median %s, middle half %s to %s; n = %s."),
                               label, group->figure, q1, q3, count);
    q05 = format_value(language, boxes, group->quantiles[0].value);
    q95 = format_value(language, boxes, group->quantiles[4].value);
    return g_strdup_printf(
        svy_tr(language, "%s: median %s, middle half %s to %s, nine in ten %s to %s; n = %s."),
        label, group->figure, q1, q3, q05, q95, count);
}

/* The plot */

static void add_group(SvyPlot *plot, const Boxes *boxes, const Group *group)
{
    SvyPlotRow *row = svy_plot_add_row(plot, group->label);

    if (!group->is_shown)
        row->message = g_strdup(svy_tr(plot->language, "too few to show"));
    else
        svy_plot_set_base(row, group->n, group->n);
    row->starts_group = group == &boxes->groups[1];
    g_ptr_array_add(plot->descriptions, describe_group(plot->language, boxes, row->label, group));
}

static SvyPlot *plot_table(const SvyChartKind *kind,
                           const SvyResult *result,
                           const SvyTable *table,
                           const SvyChartOptions *options)
{
    SvyPlot *plot = svy_plot_new_in(result->survey.language, kind);
    Boxes *boxes = boxes_new(result, table);

    (void)options;
    plot->panel = &boxes->panel;
    for (size_t i = 0; i < boxes->n_groups; i++)
        add_group(plot, boxes, &boxes->groups[i]);
    plot->title = word_title(result, boxes);
    plot->subtitle = word_subtitle(result, table, boxes);
    plot->csv = write_csv(plot, boxes);
    plot->alt = word_alt(result->survey.language, table, boxes);
    svy_plot_add_note(
        plot,
        g_strdup(svy_tr(result->survey.language,
                        "Box: from a quarter to three quarters of the people; line: median; "
                        "whiskers: from 5% to 95%; nobody is shown as a dot.")),
        false);
    svy_plot_add_table_notes(plot, result, table);
    return plot;
}

static bool accepts_table(const SvyTable *table)
{
    return table->kind == SVY_TABLE_NUMBERS_BY && table->n_rows > 1 &&
           svy_table_find_column(table, "n") < table->n_columns &&
           svy_table_find_column(table, "median") < table->n_columns;
}

const SvyChartKind svy_kind_box = {
    .name = "box",
    .summary = "numbers by group: medians, middle halves and outer limits",
    .plot_table = plot_table,
    .accepts_table = accepts_table,
};
