/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "ranking": items that people put in order: the mean place of each on an axis whose best
 * place is at the left, with its interval, and beside it a strip of who put it first, second and
 * third. */
#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/axis.h"
#include "chart/chart-registry.h"
#include "chart/each.h"
#include "chart/table-words.h"
#include "result/result-table.h"
#include "result/words.h"

enum { N_STRIPS = 3 };

static const size_t most_ticks = 9, part_ticks = 5;

/* Lengths in m. */
static const double strip_gap = 1.6, pad = 0.34, head_below = 0.75;
static const double key_side = 0.8, key_pad = 0.4, key_gap = 1.1;
static const double whisker_stroke = 0.11, cap_reach = 0.22, separator = 0.06, outline = 0.16;
static const double least_axis = 9, least_strip = 9, strip_most = 1.5, axis_height = 1.9;
static const double reference_stroke = 0.13, reference_reach = 0.78;
static const double least_part = 7;

static const double strip_share = 0.42; /* of the room */
static const double strip_of_row = 0.6;
static const double text_share = 1.25; /* a part is so many times as long as its figure */

static const char *const strip_keys[] = {SVY_TR("first"), SVY_TR("second"), SVY_TR("third")};
static const char *const strip_heads[] = {SVY_TR("First"), SVY_TR("Second"), SVY_TR("Third")};
static const SvyThemeColor strip_colors[] = {SVY_SEQUENTIAL_5, SVY_SEQUENTIAL_3, SVY_SEQUENTIAL_2};

typedef struct {
    const char *label;
    size_t row; /* of the table */
    size_t base;
    bool is_shown;
    bool is_alike; /* all put it at one place: no interval */
    SvyEstimate mean;
    const SvyShare *shares[N_STRIPS]; /* (nullable) who gave it that place */
    char *figure, *figures[N_STRIPS];
    SvyLine *figure_line, *figure_lines[N_STRIPS];
} Item;

typedef struct {
    SvyPanel panel;
    size_t n_items; /* that are drawn */
    size_t n_all, n_places, n_strips;
    Item *items; /* [n_all] in the order of the rows */
    char *head;
    SvyLine *head_line, *strip_head_lines[N_STRIPS];
    SvyAxis axis;
    double strips_left, strips_width; /* on the page; the length of a share of 1 */
    double heads_width;               /* of the strips */
} Ranking;

/* Texts */

static void drop_texts(Ranking *ranking)
{
    for (size_t i = 0; i < ranking->n_items; i++) {
        g_clear_pointer(&ranking->items[i].figure_line, svy_line_free);
        for (size_t k = 0; k < N_STRIPS; k++)
            g_clear_pointer(&ranking->items[i].figure_lines[k], svy_line_free);
    }
    for (size_t k = 0; k < N_STRIPS; k++)
        g_clear_pointer(&ranking->strip_head_lines[k], svy_line_free);
    g_clear_pointer(&ranking->head_line, svy_line_free);
    svy_axis_clear(&ranking->axis);
}

static void ranking_free(SvyPanel *panel)
{
    Ranking *ranking = (Ranking *)panel;

    drop_texts(ranking);
    for (size_t i = 0; i < ranking->n_all; i++) {
        g_free(ranking->items[i].figure);
        for (size_t k = 0; k < N_STRIPS; k++)
            g_free(ranking->items[i].figures[k]);
    }
    g_free(ranking->items);
    g_free(ranking->head);
    g_free(ranking);
}

static bool shape_item(const SvyLayout *layout, Item *item, GError **error)
{
    if (!svy_layout_shape_line(layout, layout->label_pt, 600, false, item->figure,
                               &item->figure_line, error))
        return false;
    for (size_t k = 0; k < N_STRIPS; k++)
        if (!svy_layout_shape_line(layout, layout->m, 500, false, item->figures[k],
                                   &item->figure_lines[k], error))
            return false;
    return true;
}

static bool shape_all(Ranking *ranking, const SvyLayout *layout, GError **error)
{
    const double head_pt = layout->theme->head * layout->m;

    drop_texts(ranking);
    for (size_t i = 0; i < ranking->n_items; i++)
        if (!shape_item(layout, &ranking->items[i], error))
            return false;
    for (size_t k = 0; k < ranking->n_strips; k++)
        if (!svy_layout_shape_line(layout, head_pt, 600, false,
                                   svy_tr(layout->plot->language, strip_heads[k]),
                                   &ranking->strip_head_lines[k], error))
            return false;
    return svy_layout_shape_line(layout, head_pt, 600, false, ranking->head, &ranking->head_line,
                                 error);
}

/* Places */

static double sum_strips(const Item *item)
{
    double sum = 0;

    for (size_t k = 0; k < N_STRIPS; k++)
        sum += item->shares[k] != NULL ? item->shares[k]->p.value : 0;
    return sum;
}

/* The longest strip takes the whole of its column. */
static void place_strips(Ranking *ranking, const SvyLayout *layout)
{
    const double room = layout->room_right - layout->room_left;
    double most = 0.01, heads = 0, width;

    for (size_t k = 0; k < ranking->n_strips; k++)
        heads += (key_side + key_pad + (k > 0 ? key_gap : 0)) * layout->m +
                 svy_line_get_width(ranking->strip_head_lines[k]);
    for (size_t i = 0; i < ranking->n_items; i++)
        most = fmax(most, sum_strips(&ranking->items[i]));
    width = fmax(strip_share * room, heads);
    ranking->heads_width = heads;
    ranking->strips_left = layout->room_right - width;
    ranking->strips_width = width / most;
}

/* The longest axis on which every figure stays left of the strips. */
static void place_axis(Ranking *ranking, const SvyLayout *layout, double right)
{
    const double r = layout->marks.radius, left = layout->room_left;
    const double span = ranking->axis.to - ranking->axis.from;
    double width = right - left - r;

    for (size_t i = 0; i < ranking->n_items; i++) {
        const Item *item = &ranking->items[i];
        const double text = pad * layout->m + svy_line_get_width(item->figure_line);
        const double share = (fmax(item->mean.value, item->mean.hi) - ranking->axis.from) / span;

        if (item->is_shown && share > 0)
            width = fmin(width, (right - left - text - r) / share);
    }
    ranking->axis.left = left;
    ranking->axis.width = fmax(width, 1);
}

static char *format_place(const char *language, double value, unsigned n_decimals)
{
    return svy_axis_format_number_in(language, value, n_decimals);
}

static double measure_figures(const Ranking *ranking)
{
    double width = 0;

    for (size_t i = 0; i < ranking->n_items; i++)
        width = fmax(width, svy_line_get_width(ranking->items[i].figure_line));
    return width;
}

/* The same in all panels of a page: figures stand in a column at the right. */
static bool measure_part(Ranking *ranking,
                         const SvyLayout *layout,
                         SvyPanelSize *ret_size,
                         GError **error)
{
    const double inset = fmax(layout->marks.radius, 0.6 * layout->m);
    double column = measure_figures(ranking);

    for (size_t i = 0; i < ranking->panel.n_peers; i++)
        column = fmax(column, measure_figures((const Ranking *)ranking->panel.peers[i]));
    ranking->axis.left = layout->room_left + inset;
    ranking->axis.width =
        fmax(1, layout->room_right - ranking->axis.left - inset - column - 2 * pad * layout->m);
    *ret_size = (SvyPanelSize){
        .missing_width = fmax(0, least_part * layout->m - ranking->axis.width),
        .foot = (SVY_M_TICK + axis_height) * layout->m,
        .least_row = 1.3 * layout->label_pt,
        .axis_left = ranking->axis.left,
        .axis_width = ranking->axis.width,
        .message_left = ranking->axis.left,
    };
    return svy_axis_shape(&ranking->axis, layout, MIN(part_ticks, ranking->n_places - 1),
                          format_place, error);
}

/* A whisker must look out of its mark. */
static bool has_whisker(const Ranking *ranking, const SvyLayout *layout, const Item *item)
{
    const double scale = ranking->axis.width / (ranking->axis.to - ranking->axis.from);

    return svy_scale_looks_out(&layout->marks, layout->marks.radius, item->mean.value,
                               item->mean.lo, item->mean.hi, scale);
}

static void note_whiskers(const Ranking *ranking, const SvyLayout *layout, GPtrArray *notes)
{
    for (size_t i = 0; i < ranking->n_items; i++) {
        if (!ranking->items[i].is_shown || has_whisker(ranking, layout, &ranking->items[i]))
            continue;
        g_ptr_array_add(notes, g_strdup(svy_tr(layout->plot->language,
                                               "No whisker: interval narrower than the marker.")));
        return;
    }
}

static bool measure(SvyPanel *panel,
                    const SvyLayout *layout,
                    GPtrArray *notes,
                    SvyPanelSize *ret_size,
                    GError **error)
{
    Ranking *ranking = (Ranking *)panel;
    const double m = layout->m;
    double right, axis_room;

    if (!shape_all(ranking, layout, error))
        return false;
    if (layout->is_inset)
        return measure_part(ranking, layout, ret_size, error);
    place_strips(ranking, layout);
    right = ranking->n_strips > 0 ? ranking->strips_left - strip_gap * m : layout->room_right;
    place_axis(ranking, layout, right);
    if (!svy_axis_shape(&ranking->axis, layout, MIN(most_ticks, ranking->n_places - 1),
                        format_place, error))
        return false;
    note_whiskers(ranking, layout, notes);
    axis_room = right - layout->room_left;
    *ret_size = (SvyPanelSize){
        .missing_width =
            fmax(0, fmax(fmax(least_axis * m - ranking->axis.width,
                              svy_line_get_width(ranking->head_line) - axis_room),
                         ranking->n_strips > 0
                             ? least_strip * m - (layout->room_right - ranking->strips_left)
                             : 0)),
        .head = (1.1 * layout->theme->head + head_below) * m,
        .foot = (SVY_M_TICK + axis_height) * m,
        .least_row = 1.3 * layout->label_pt,
        .axis_left = ranking->axis.left,
        .axis_width = ranking->axis.width,
    };
    return true;
}

/* Drawing */

static const SvyPlotRow *get_row(const SvyLayout *layout, size_t row)
{
    return layout->plot->rows->pdata[row];
}

static void draw_whisker(const Ranking *ranking, const SvyLayout *layout, size_t row)
{
    const SvyEstimate *mean = &ranking->items[row].mean;
    const double y = svy_layout_get_middle(layout, row), reach = cap_reach * layout->m;
    const double ends[] = {svy_axis_get_x(&ranking->axis, mean->lo),
                           svy_axis_get_x(&ranking->axis, mean->hi)};
    const SvyColor color = svy_layout_get_color(layout, SVY_SERIES_1_TEXT);
    const double stroke = whisker_stroke * layout->m;
    SvyNode *node =
        svy_scene_add_line(layout->scene, SVY_ROLE_WHISKER, ends[0], y, ends[1], y, stroke, color);

    node->datum = (SvyDatum){row, 0, true, mean->lo, mean->hi};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        svy_scene_add_line(layout->scene, SVY_ROLE_CAP, ends[i], y - reach, ends[i], y + reach,
                           stroke, color)
            ->datum.row = row;
}

/* Where everybody puts the item, where this is a group. */
static void draw_reference(const Ranking *ranking, const SvyLayout *layout, size_t row)
{
    const Ranking *all = (const Ranking *)ranking->panel.everybody;
    const double y = svy_layout_get_middle(layout, row);
    const double reach = fmin(reference_reach * layout->m, 0.46 * layout->rows[row].height);
    double value, x;

    if (all == NULL || row >= all->n_items || !all->items[row].is_shown)
        return;
    value = all->items[row].mean.value;
    x = svy_axis_get_x(&ranking->axis, value);
    svy_scene_add_line(layout->scene, SVY_ROLE_REFERENCE, x, y - reach, x, y + reach,
                       reference_stroke * layout->m, svy_layout_get_color(layout, SVY_TERTIARY))
        ->datum = (SvyDatum){row, 0, true, value, value};
}

static void draw_mark(const Ranking *ranking, const SvyLayout *layout, size_t row)
{
    const SvyEstimate *mean = &ranking->items[row].mean;
    SvyNode *node;

    draw_reference(ranking, layout, row);
    if (has_whisker(ranking, layout, &ranking->items[row]))
        draw_whisker(ranking, layout, row);
    node = svy_scene_add_mark(layout->scene, SVY_ROLE_MARK, SVY_NODE_CIRCLE,
                              svy_axis_get_x(&ranking->axis, mean->value),
                              svy_layout_get_middle(layout, row), layout->marks.radius,
                              svy_layout_get_color(layout, SVY_SERIES_1));
    node->datum = (SvyDatum){row, 0, true, mean->value, mean->value};
    node->has_halo = true;
    node->halo = svy_layout_get_backdrop(layout, row);
    node->is_hollow = get_row(layout, row)->is_hollow;
    node->stroke = 0.36 * layout->marks.radius;
}

static void draw_figure(Ranking *ranking, const SvyLayout *layout, size_t row)
{
    Item *item = &ranking->items[row];
    const double mark = svy_axis_get_x(&ranking->axis, item->mean.value) + layout->marks.radius;
    const double end = has_whisker(ranking, layout, item)
                           ? fmax(mark, svy_axis_get_x(&ranking->axis, item->mean.hi))
                           : mark;
    const double x =
        layout->is_inset ? layout->room_right - item->figure_line->width : end + pad * layout->m;
    SvyNode *node = svy_layout_draw_line(
        layout, &item->figure_line, SVY_ROLE_VALUE, x,
        svy_layout_centre_line(layout, item->figure_line, svy_layout_get_middle(layout, row)),
        SVY_SERIES_1_TEXT);

    node->datum = (SvyDatum){row, 0, true, item->mean.value, item->mean.value};
    svy_layout_set_cell(node, row + 1, 1);
}

/* One thickness for all strips: the lowest row decides. */
static double measure_strip(const SvyLayout *layout)
{
    double height = strip_most * layout->m;

    for (size_t i = 0; i < layout->n_rows; i++)
        height = fmin(height, strip_of_row * layout->rows[i].height);
    return height;
}

static void draw_part(Ranking *ranking,
                      const SvyLayout *layout,
                      size_t row,
                      size_t strip,
                      SvyRect box,
                      double start)
{
    const double share = ranking->items[row].shares[strip]->p.value;
    const bool is_hollow = get_row(layout, row)->is_hollow;
    SvyLine **line = &ranking->items[row].figure_lines[strip];
    SvyNode *node = svy_scene_add_rect(layout->scene, SVY_ROLE_SEGMENT, box,
                                       svy_layout_get_color(layout, strip_colors[strip]));

    node->datum = (SvyDatum){row, strip, true, start, start + share};
    if (is_hollow && box.w > 2 * outline * layout->m)
        svy_scene_add_rect(layout->scene, SVY_ROLE_HOLLOW, svy_rect_grow(box, -outline * layout->m),
                           svy_layout_get_backdrop(layout, row))
            ->datum.row = row;
    if (strip > 0)
        svy_scene_add_line(layout->scene, SVY_ROLE_SEPARATOR, box.x, box.y, box.x, box.y + box.h,
                           separator * layout->m, svy_layout_get_backdrop(layout, row))
            ->datum.row = row;
    if (*line == NULL)
        return;
    if (box.w < text_share * (*line)->width) {
        svy_scene_add_unseen(layout->scene, row + 1, 2 + strip, (*line)->text);
        return;
    }
    node = svy_layout_draw_line(
        layout, line, SVY_ROLE_CELL, box.x + (box.w - (*line)->width) / 2,
        svy_layout_centre_line(layout, *line, svy_layout_get_middle(layout, row)),
        is_hollow ? SVY_INK : svy_layout_choose_ink(layout, strip_colors[strip]));
    node->datum = (SvyDatum){row, strip, true, share, share};
    svy_layout_set_cell(node, row + 1, 2 + strip);
}

static void draw_strip(Ranking *ranking, const SvyLayout *layout, size_t row, double height)
{
    const double y = svy_layout_get_middle(layout, row) - height / 2;
    double start = 0;

    for (size_t k = 0; k < ranking->n_strips; k++) {
        const SvyShare *share = ranking->items[row].shares[k];
        const double length = share != NULL ? share->p.value * ranking->strips_width : 0;

        if (share != NULL && !(length > 0) && ranking->items[row].figures[k] != NULL)
            svy_scene_add_unseen(layout->scene, row + 1, 2 + k, ranking->items[row].figures[k]);
        if (!(length > 0))
            continue;
        draw_part(
            ranking, layout, row, k,
            (SvyRect){ranking->strips_left + start * ranking->strips_width, y, length, height},
            start);
        start += share->p.value;
    }
}

static void draw_heads(Ranking *ranking, const SvyLayout *layout)
{
    const double m = layout->m, base = layout->rows_top - head_below * m;
    double x = ranking->strips_left;
    SvyNode *node = svy_layout_draw_line(layout, &ranking->head_line, SVY_ROLE_HEAD,
                                         layout->room_left, base, SVY_INK);

    svy_layout_set_cell(node, 0, 1);
    for (size_t k = 0; k < ranking->n_strips; k++) {
        SvyLine **line = &ranking->strip_head_lines[k];
        const double width = (*line)->width;

        svy_scene_add_rect(
            layout->scene, SVY_ROLE_SWATCH,
            (SvyRect){x, base - (0.4 + key_side / 2) * m, key_side * m, key_side * m},
            svy_layout_get_color(layout, strip_colors[k]))
            ->datum.series = k;
        x += (key_side + key_pad) * m;
        node = svy_layout_draw_line(layout, line, SVY_ROLE_HEAD, x, base, SVY_INK);
        node->datum.series = k;
        svy_layout_set_cell(node, 0, 2 + k);
        x += width + key_gap * m;
    }
}

static void draw(SvyPanel *panel, const SvyLayout *layout)
{
    Ranking *ranking = (Ranking *)panel;
    const double height = measure_strip(layout), m = layout->m;

    if (!layout->is_inset)
        draw_heads(ranking, layout);
    for (size_t row = 0; row < ranking->n_items; row++)
        if (ranking->items[row].is_shown)
            draw_figure(ranking, layout, row);
    if (layout->hides_axis)
        svy_axis_drop_labels(&ranking->axis);
    svy_axis_draw(&ranking->axis, layout, layout->rows_top, layout->rows_bottom + SVY_M_TICK * m, 1,
                  layout->rows_bottom + (SVY_M_TICK + 1.15) * m);
    for (size_t row = 0; row < ranking->n_items; row++) {
        if (!ranking->items[row].is_shown)
            continue;
        draw_mark(ranking, layout, row);
        draw_strip(ranking, layout, row, height);
    }
}

/* Numbers */

static const SvyCell *find_cell(const SvyTable *table, size_t row, const char *key)
{
    const size_t column = svy_table_find_column(table, key);

    return column < table->n_columns ? svy_table_get_cell(table, row, column) : NULL;
}

static const SvyShare *find_share(const SvyTable *table, size_t row, const char *key)
{
    const SvyCell *cell = find_cell(table, row, key);

    return cell != NULL && cell->kind == SVY_CELL_SHARE && cell->status == SVY_STATUS_OK
               ? &cell->share
               : NULL;
}

/* Who placed the item, where that is told; else who ranked anything. */
static size_t find_base(const SvyTable *table, size_t row)
{
    const SvyCell *people = find_cell(table, row, "people");
    const SvyShare *placed = find_share(table, row, "placed");
    const SvyShare *first = find_share(table, row, "first");

    if (people != NULL)
        return people->status == SVY_STATUS_OK ? people->n : 0;
    if (placed != NULL)
        return placed->n;
    return first != NULL ? first->base : 0;
}

static void fill_place(const SvyTable *table, size_t row, Item *item)
{
    const SvyCell *mean = find_cell(table, row, "mean");

    item->row = row;
    item->label = svy_table_get_cell(table, row, 0)->text;
    item->base = find_base(table, row);
    item->mean = svy_estimate_none(SVY_STATUS_UNDEFINED, 0.95, NULL);
    item->is_shown = item->base >= SVY_PLOT_LEAST_BASE && mean != NULL &&
                     mean->kind == SVY_CELL_ESTIMATE && mean->status == SVY_STATUS_OK;
    item->is_alike =
        item->base >= SVY_PLOT_LEAST_BASE && mean != NULL && mean->status == SVY_STATUS_NO_VARIANCE;
    if (item->is_shown)
        item->mean = mean->share.p;
}

static void fill_item(const char *language, const SvyTable *table, size_t row, Item *item)
{
    fill_place(table, row, item);
    if (!item->is_shown)
        return;
    item->figure = svy_tr_num(language, item->mean.value, 1);
    for (size_t k = 0; k < N_STRIPS; k++) {
        item->shares[k] = find_share(table, row, strip_keys[k]);
        if (item->shares[k] != NULL)
            item->figures[k] = svy_plot_format_pct_in(language, item->shares[k]->p.value);
    }
}

static int compare_items(const void *a, const void *b, void *unused)
{
    const Item *one = a, *other = b;

    (void)unused;
    if (one->is_shown != other->is_shown)
        return one->is_shown ? -1 : 1;
    if (one->is_shown &&
        (one->mean.value < other->mean.value || one->mean.value > other->mean.value))
        return one->mean.value < other->mean.value ? -1 : 1;
    return one->row < other->row ? -1 : one->row > other->row;
}

/* By the mean place; of a group, as everybody's items stand in @order. */
static void sort_items(Ranking *ranking, const SvyTable *order)
{
    g_autofree Item *items = g_new0(Item, ranking->n_all);
    g_autofree Item *sorted = g_new0(Item, ranking->n_all);

    for (size_t i = 0; i < ranking->n_all; i++)
        fill_place(order, i, &items[i]);
    g_qsort_with_data(items, (int)ranking->n_all, sizeof items[0], compare_items, NULL);
    for (size_t i = 0; i < ranking->n_all; i++)
        sorted[i] = ranking->items[items[i].row];
    memcpy(ranking->items, sorted, ranking->n_all * sizeof sorted[0]);
}

/* @order: everybody's, with the same rows. */
static Ranking *ranking_new(const char *language, const SvyTable *table, const SvyTable *order)
{
    Ranking *ranking = g_new0(Ranking, 1);

    ranking->panel = (SvyPanel){measure, draw, ranking_free};
    ranking->n_all = ranking->n_items = table->n_rows;
    ranking->n_places = MAX(table->n_rows, (size_t)2);
    ranking->items = g_new0(Item, table->n_rows);
    while (ranking->n_strips < N_STRIPS &&
           svy_table_find_column(table, strip_keys[ranking->n_strips]) < table->n_columns)
        ranking->n_strips++;
    for (size_t i = 0; i < table->n_rows; i++)
        fill_item(language, table, i, &ranking->items[i]);
    sort_items(ranking, order);
    ranking->axis.has_first = true;
    ranking->axis.from = 1;
    ranking->axis.to = (double)ranking->n_places;
    return ranking;
}

/* Needs the rows of the plot: labels stand in the file as they stand in the picture. A panel has no
 * strips. */
static char *write_csv(const SvyPlot *plot, const Ranking *ranking, bool is_part)
{
    static const char *const part[] = {"label",   "base",        "mean", "mean_lo",
                                       "mean_hi", "mean_method", NULL};
    static const char *const whole[] = {"label",    "base",      "mean",        "mean_lo",
                                        "mean_hi",  "first",     "first_lo",    "first_hi",
                                        "second",   "second_lo", "second_hi",   "third",
                                        "third_lo", "third_hi",  "mean_method", NULL};
    GString *csv = g_string_new(NULL);

    svy_csv_append_row(csv, is_part ? part : whole);
    for (size_t i = 0; i < ranking->n_items; i++) {
        const Item *item = &ranking->items[i];
        const SvyEstimate *estimates[1 + N_STRIPS] = {item->is_shown ? &item->mean : NULL};

        svy_csv_append_text(csv, ((const SvyPlotRow *)plot->rows->pdata[i])->label);
        if (item->is_shown)
            svy_csv_append_count(csv, item->base);
        else
            svy_csv_append_text(csv, NULL);
        for (size_t k = 0; k < N_STRIPS; k++)
            estimates[1 + k] = item->shares[k] != NULL ? &item->shares[k]->p : NULL;
        for (size_t k = 0; k < (is_part ? 1 : G_N_ELEMENTS(estimates)); k++) {
            const SvyEstimate *e = estimates[k];

            svy_csv_append_number(csv, e != NULL ? e->value : (double)NAN);
            svy_csv_append_number(csv, e != NULL ? e->lo : (double)NAN);
            svy_csv_append_number(csv, e != NULL ? e->hi : (double)NAN);
        }
        svy_csv_append_text(csv, item->is_shown ? item->mean.method : NULL);
        svy_csv_end_row(csv);
    }
    return g_string_free(csv, FALSE);
}

/* Words */

static size_t count_shown(const Ranking *ranking)
{
    size_t n = 0;

    while (n < ranking->n_items && ranking->items[n].is_shown)
        n++;
    return n;
}

/* Items whose interval touches that of the first: a stricter condition than an interval of the
 * difference without 0, as the standard error of a difference is never above the sum of the two. */
static size_t count_close(const Ranking *ranking)
{
    const Item *first = &ranking->items[0];
    size_t n = 0;

    for (size_t i = 1; i < count_shown(ranking); i++)
        n += !(ranking->items[i].mean.lo > first->mean.hi);
    return n;
}

static char *word_first_title(const char *language, const Ranking *ranking)
{
    const Item *first = &ranking->items[0];
    g_autofree char *name = svy_table_words_quote_in(language, first->label);
    g_autofree char *pct =
        first->shares[0] != NULL ? svy_words_percent_in(language, first->shares[0]) : NULL;

    if (pct == NULL)
        return g_strdup_printf(svy_tr(language, "%s is ranked best, at %s on average"), name,
                               first->figure);
    return g_strdup_printf(svy_tr(language, "%s is ranked best, at %s on average; %s put it first"),
                           name, first->figure, pct);
}

static char *word_title(const char *language, const Ranking *ranking)
{
    const size_t n_shown = count_shown(ranking), n_close = n_shown > 0 ? count_close(ranking) : 0;
    const Item *first = &ranking->items[0];
    g_autofree char *name = NULL, *other = NULL;

    if (n_shown == 0)
        return g_strdup(
            svy_tr(language, "Too few answers to tell how these are ranked: fewer than 10"));
    if (n_shown > 1 && n_close == 0)
        return word_first_title(language, ranking);
    name = svy_table_words_quote_in(language, first->label);
    if (n_shown == 1)
        return g_strdup_printf(svy_tr(language, "%s is ranked %s on average"), name, first->figure);
    other = svy_table_words_quote_in(language, ranking->items[1].label);
    if (n_close == 1)
        return g_strdup_printf(
            svy_tr(language, "%s and %s are ranked about alike, at %s and %s on average"), name,
            other, first->figure, ranking->items[1].figure);
    return g_strdup_printf(
        svy_tr(language, "%s is ranked %s on average; %zu others are too close to call"), name,
        first->figure, n_close);
}

static size_t find_most_base(const Ranking *ranking)
{
    size_t base = 0;

    for (size_t i = 0; i < ranking->n_items; i++)
        base = MAX(base, ranking->items[i].base);
    return base;
}

static char *word_measure(const char *language, const Ranking *ranking, const char *people)
{
    if (ranking->n_strips == 0)
        return g_strdup_printf(svy_tr(language, "Mean place given by %s (1 is best)"), people);
    if (ranking->n_strips == 1)
        return g_strdup_printf(
            svy_tr(language, "Mean place given by %s (1 is best), and how many put it first"),
            people);
    if (ranking->n_strips == 2)
        return g_strdup_printf(
            svy_tr(language,
                   "Mean place given by %s (1 is best), and how many put it first or second"),
            people);
    return g_strdup_printf(
        svy_tr(language,
               "Mean place given by %s (1 is best), and how many put it first, second or third"),
        people);
}

static char *word_subtitle(const SvyResult *result, const SvyTable *table, const Ranking *ranking)
{
    const size_t base = find_most_base(ranking);
    g_autofree char *people = svy_words_count_people(&result->survey, base);
    g_autofree char *measure = word_measure(result->survey.language, ranking, people);

    if (base < SVY_PLOT_LEAST_BASE)
        return svy_table_words_subtitle(table->row_text,
                                        svy_tr(result->survey.language, "Mean place (1 is best)"));
    return svy_table_words_subtitle(table->row_text, measure);
}

/* Points are in the table only: what is said of them is left out. */
static void add_notes(SvyPlot *plot, const SvyResult *result, const SvyTable *table, bool is_part)
{
    g_autofree char *intervals =
        svy_words_intervals_in(result->survey.language, result->level, true);
    SvyTable shown = *table;

    if (!is_part)
        shown.method = intervals;
    svy_plot_add_table_notes(plot, result, &shown);
}

/* "“A” first (mean place 1.8, ranked first by 41%)" */
static char *word_item(const char *language, const Item *item, const char *how)
{
    g_autofree char *name = svy_alt_name(item->label);

    if (item->figures[0] == NULL)
        return g_strdup_printf(svy_tr(language, "%s %s (mean place %s)."), how, name, item->figure);
    return g_strdup_printf(svy_tr(language, "%s %s (mean place %s, put first by %s)."), how, name,
                           item->figure, item->figures[0]);
}

static char *word_alt(const char *language, const Ranking *ranking)
{
    const size_t n_shown = count_shown(ranking);
    g_autofree char *count = svy_tr_num_count(language, find_most_base(ranking));
    g_autofree char *what = g_strdup_printf(
        svy_tr_n(language, "Ranking of %zu item by mean place, 1 is best.",
                 "Ranking of %zu items by mean place, 1 is best.", ranking->n_items),
        ranking->n_items);
    g_autofree char *best = n_shown > 0
                                ? word_item(language, &ranking->items[0], svy_tr(language, "Best:"))
                                : g_strdup(svy_tr(language, "Too few answers to show."));
    g_autofree char *worst =
        n_shown > 1 ? word_item(language, &ranking->items[n_shown - 1], svy_tr(language, "Last:"))
                    : g_strdup("");
    g_autofree char *last = g_strdup_printf(svy_tr(language, "Base %s."), count);
    const char *const parts[] = {what, best, *worst != '\0' ? worst : last,
                                 *worst != '\0' ? last : NULL, NULL};
    g_autofree char *joined = svy_alt_join(parts);

    return svy_plot_clean(joined);
}

static char *describe_item(const char *language, const char *label, const Item *item)
{
    GString *out;
    g_autofree char *lo = NULL, *hi = NULL;

    if (!item->is_shown)
        return g_strdup_printf(svy_tr(language, !item->is_alike
                                                    ? SVY_TR("%s: too few to show.")
                                                    : SVY_TR("%s: all gave the same place.")),
                               label);
    out = g_string_new(NULL);
    lo = svy_tr_num(language, item->mean.lo, 1);
    hi = svy_tr_num(language, item->mean.hi, 1);
    g_string_append_printf(out, svy_tr(language, "%s: mean place %s"), label, item->figure);
    if (isfinite(item->mean.lo) && isfinite(item->mean.hi))
        g_string_append_printf(out, " (%s–%s)", lo, hi);
    for (size_t k = 0; k < N_STRIPS; k++) {
        g_autofree char *share = NULL;

        if (item->shares[k] == NULL)
            continue;
        share = svy_alt_share_of_in(language, item->shares[k]);
        g_string_append_printf(out, svy_tr(language, "; %s: %s"), svy_tr(language, strip_keys[k]),
                               share);
    }
    g_string_append_c(out, '.');
    return g_string_free(out, FALSE);
}

/* The plot */

static void add_item(SvyPlot *plot, const Item *item, size_t common_base)
{
    SvyPlotRow *row = svy_plot_add_row(plot, item->label);

    if ((item->base == 0 || svy_plot_set_base(row, item->base, common_base)) && !item->is_shown)
        row->message =
            g_strdup(svy_tr(plot->language, !item->is_alike ? SVY_TR("too few to show")
                                                            : SVY_TR("all gave the same place")));
    g_ptr_array_add(plot->descriptions, describe_item(plot->language, row->label, item));
}

static SvyPlot *plot_table(const SvyChartKind *kind,
                           const SvyResult *result,
                           const SvyTable *table,
                           const SvyChartOptions *options)
{
    SvyPlot *plot = svy_plot_new_in(result->survey.language, kind);
    const SvyTable *order = options->frame != NULL ? options->frame->rows : table;
    Ranking *ranking = ranking_new(result->survey.language, table, order);
    const size_t base = find_most_base(ranking);
    g_autofree char *pct = svy_words_level_in(result->survey.language, result->level);
    bool has_leader;

    ranking->head =
        g_strdup_printf(svy_tr(result->survey.language, "Mean place, with %s%% interval"), pct);
    svy_plot_add_key(plot, SVY_KEY_WORDS, 0, SVY_INK, ranking->head);
    has_leader = count_shown(ranking) > 1 && count_close(ranking) == 0;
    plot->panel = &ranking->panel;
    plot->title = word_title(result->survey.language, ranking);
    plot->subtitle = word_subtitle(result, table, ranking);
    plot->alt = word_alt(result->survey.language, ranking);
    if (options->n_top > 0)
        ranking->n_items = MIN(ranking->n_all, options->n_top);
    for (size_t i = 0; i < ranking->n_items; i++)
        add_item(plot, &ranking->items[i], base);
    plot->csv = write_csv(plot, ranking, options->frame != NULL);
    if (has_leader)
        ((SvyPlotRow *)plot->rows->pdata[0])->is_focus = true;
    add_notes(plot, result, table, options->frame != NULL);
    if (ranking->n_items < table->n_rows)
        svy_plot_add_note(plot,
                          g_strdup_printf(svy_tr(result->survey.language, "Not shown: %zu more."),
                                          table->n_rows - ranking->n_items),
                          false);
    return plot;
}

static bool accepts_table(const SvyTable *table)
{
    return table->kind == SVY_TABLE_RANK && table->n_rows > 0 &&
           svy_table_find_column(table, "mean") < table->n_columns;
}

const SvyChartKind svy_kind_ranking = {
    .name = "ranking",
    .summary = "items that people put in order: mean places, and who put them first",
    .mark_scale = 0.8,
    .may_split = true,
    .plot_table = plot_table,
    .accepts_table = accepts_table,
};
