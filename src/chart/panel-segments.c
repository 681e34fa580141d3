/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/panel-segments.h"

#include <math.h>
#include <string.h>

/* Lengths in m. */
static const double total_pad = 0.35; /* bar to the figure outside it */
static const double middle_gap = 1.4, apart_gap = 1.2;
static const double key_side = 0.95, key_pad = 0.45, key_gap = 1.5;
static const double head_gap = 0.7, head_below = 0.55;
static const double head_most = 7.5; /* width of a head over a column */
static const double separator = 0.09, outline = 0.16;
static const double bar_most = 3;
static const double least_bars = 10; /* of all bars together */
static const double least_part_bars = 8.5;
static const double reference_stroke = 0.13, reference_rim = 0.26;
static const double reference_reach = 0.3; /* beyond the bar */

static const double bar_share = 0.7;  /* of the row */
static const double text_share = 1.3; /* a part must be so much wider than its figure */

typedef struct {
    SvyLine *figures[SVY_SEGMENTS_MOST];
    SvyLine *totals[2];
    SvyLine *cells[SVY_SEGMENTS_COLUMNS];
} RowTexts;

struct SvySegmentTexts {
    size_t n_rows;
    RowTexts *rows;
    SvyLine *heads[SVY_SEGMENTS_MOST];
    double head_x[SVY_SEGMENTS_MOST];
    size_t key_row[SVY_SEGMENTS_MOST];
    bool is_key; /* words beside squares, not over the first bar */
    size_t n_key_rows;
    bool is_key_beside; /* its last line ends left of the heads over columns */
    bool has_middle;
    double left_end, right_end,
        middle_end; /* of the longest bars; of a part, where figures stand */
    SvyBlock *middle_head, *cell_heads[SVY_SEGMENTS_COLUMNS];
    double cell_right[SVY_SEGMENTS_COLUMNS];
    double columns_left; /* of all columns; the right edge without them */
    double zero;         /* the common line, or 0% */
    double scale;        /* points of 100% */
    double middle_left;
};

typedef struct SvySegmentTexts Texts;

static void texts_free(Texts *texts)
{
    if (texts == NULL)
        return;
    for (size_t i = 0; i < texts->n_rows; i++) {
        for (size_t part = 0; part < SVY_SEGMENTS_MOST; part++)
            svy_line_free(texts->rows[i].figures[part]);
        svy_line_free(texts->rows[i].totals[0]);
        svy_line_free(texts->rows[i].totals[1]);
        for (size_t column = 0; column < SVY_SEGMENTS_COLUMNS; column++)
            svy_line_free(texts->rows[i].cells[column]);
    }
    for (size_t part = 0; part < SVY_SEGMENTS_MOST; part++)
        svy_line_free(texts->heads[part]);
    svy_block_free(texts->middle_head);
    for (size_t column = 0; column < SVY_SEGMENTS_COLUMNS; column++)
        svy_block_free(texts->cell_heads[column]);
    g_free(texts->rows);
    g_free(texts);
}

static void segments_free(SvyPanel *panel)
{
    SvySegments *segments = (SvySegments *)panel;

    texts_free(segments->texts);
    for (size_t part = 0; part < SVY_SEGMENTS_MOST; part++)
        g_free(segments->parts[part].head);
    for (size_t i = 0; i < segments->n_rows; i++) {
        g_free(segments->rows[i].totals[0]);
        g_free(segments->rows[i].totals[1]);
        for (size_t column = 0; column < SVY_SEGMENTS_COLUMNS; column++)
            g_free(segments->rows[i].cells[column]);
    }
    for (size_t column = 0; column < SVY_SEGMENTS_COLUMNS; column++)
        g_free(segments->cell_heads[column]);
    g_free(segments->rows);
    g_free(segments);
}

static bool is_middle(const SvySegments *segments, size_t part)
{
    return segments->is_diverging && segments->has_middle && part == segments->n_left;
}

static bool is_drawn(const SvyLayout *layout, size_t row)
{
    return ((const SvyPlotRow *)layout->plot->rows->pdata[row])->message == NULL;
}

/* Where a part begins, as a share from the common line (from its own for the middle). */
static double get_start(const SvySegments *segments, size_t row, size_t part)
{
    const double *shares = segments->rows[row].shares;
    double start = 0;

    if (is_middle(segments, part))
        return 0;
    for (size_t i = 0; i < segments->n_left && segments->is_diverging; i++)
        start -= shares[i];
    for (size_t i = 0; i < part; i++)
        start += is_middle(segments, i) ? 0 : shares[i];
    return start;
}

/* Shaping */

/* "12": the per cent sign stands at the totals and in the subtitle; narrow parts have no room. */
static char *format_figure(const char *language, double share)
{
    g_autofree char *text = svy_plot_format_pct_in(language, share);

    return g_strndup(text, strlen(text) - 1);
}

static bool shape_row(const SvySegments *segments,
                      const SvyLayout *layout,
                      size_t row,
                      RowTexts *texts,
                      GError **error)
{
    const SvySegmentRow *source = &segments->rows[row];

    for (size_t part = 0; part < segments->n_parts; part++) {
        g_autofree char *figure = format_figure(layout->plot->language, source->shares[part]);

        if (source->shares[part] > 0 && !svy_layout_shape_line(layout, layout->m, 600, true, figure,
                                                               &texts->figures[part], error))
            return false;
    }
    for (size_t column = 0; column < SVY_SEGMENTS_COLUMNS && !layout->is_inset; column++)
        if (segments->cell_heads[column] != NULL &&
            !svy_layout_shape_line(layout, layout->m, 400, true, source->cells[column],
                                   &texts->cells[column], error))
            return false;
    return svy_layout_shape_line(layout, layout->label_pt, 700, true, source->totals[0],
                                 &texts->totals[0], error) &&
           svy_layout_shape_line(layout, layout->label_pt, 700, true, source->totals[1],
                                 &texts->totals[1], error);
}

static bool shape_head(const SvyLayout *layout,
                       const char *text,
                       SvyBlock **ret_block,
                       GError **error)
{
    const SvyTextStyle style = {.weight = 600, .size_pt = layout->m};

    return text == NULL ||
           svy_measure_block(layout->theme->fonts, &style, text, head_most * layout->m,
                             SVY_WRAP_BALANCE, 1.24, ret_block, error);
}

static bool shape_all(const SvySegments *segments,
                      const SvyLayout *layout,
                      Texts *texts,
                      GError **error)
{
    texts->n_rows = segments->n_rows;
    texts->rows = g_new0(RowTexts, segments->n_rows);
    for (size_t row = 0; row < segments->n_rows; row++)
        if (is_drawn(layout, row) && !shape_row(segments, layout, row, &texts->rows[row], error))
            return false;
    texts->has_middle = segments->is_diverging && segments->has_middle;
    if (layout->is_inset) /* the heads are those of the page */
        return true;
    for (size_t part = 0; part < segments->n_parts; part++)
        if (!is_middle(segments, part) &&
            !svy_layout_shape_line(layout, layout->m, 500, false, segments->parts[part].head,
                                   &texts->heads[part], error))
            return false;
    if (texts->has_middle &&
        !shape_head(layout, segments->parts[segments->n_left].head, &texts->middle_head, error))
        return false;
    for (size_t column = 0; column < SVY_SEGMENTS_COLUMNS; column++)
        if (!shape_head(layout, segments->cell_heads[column], &texts->cell_heads[column], error))
            return false;
    return true;
}

/* Columns */

typedef struct {
    double left, right, middle;     /* the longest of each, in shares */
    double totals[2], figure, head; /* widths */
} Extents;

static void add_extents(Extents *extents, const SvySegments *segments, const Texts *texts)
{
    Extents e = *extents;

    for (size_t row = 0; row < segments->n_rows; row++) {
        const double *shares = segments->rows[row].shares;
        double left = 0, right = 0;

        for (size_t part = 0; part < segments->n_parts; part++) {
            if (is_middle(segments, part)) {
                e.middle = fmax(e.middle, shares[part]);
                e.figure = fmax(e.figure, svy_line_get_width(texts->rows[row].figures[part]));
            } else if (segments->is_diverging && part < segments->n_left) {
                left += shares[part];
            } else {
                right += shares[part];
            }
        }
        e.left = fmax(e.left, left);
        e.right = fmax(e.right, right);
        e.totals[0] = fmax(e.totals[0], svy_line_get_width(texts->rows[row].totals[0]));
        e.totals[1] = fmax(e.totals[1], svy_line_get_width(texts->rows[row].totals[1]));
    }
    *extents = e;
}

/* Of all panels that share the scale. */
static Extents find_extents(const SvySegments *segments, const Texts *texts)
{
    Extents e = {.head = texts->middle_head != NULL ? texts->middle_head->width : 0};

    add_extents(&e, segments, texts);
    for (size_t i = 0; i < segments->panel.n_peers; i++) {
        const SvySegments *peer = (const SvySegments *)segments->panel.peers[i];

        if (peer != segments && peer->texts != NULL)
            add_extents(&e, peer, peer->texts);
    }
    return e;
}

/* From the right edge leftwards. */
static void place_cells(const SvySegments *segments, const SvyLayout *layout, Texts *texts)
{
    double x = layout->room_right;

    texts->columns_left = x;
    for (size_t column = SVY_SEGMENTS_COLUMNS; column-- > 0;) {
        double width;

        if (texts->cell_heads[column] == NULL)
            continue;
        width = texts->cell_heads[column]->width;
        for (size_t row = 0; row < segments->n_rows; row++)
            width = fmax(width, svy_line_get_width(texts->rows[row].cells[column]));
        texts->cell_right[column] = x;
        texts->columns_left = x - width;
        x -= width + apart_gap * layout->m;
    }
}

/* Both sides and the middle have one scale; the middle's column is at least as wide as its head. */
static void place_columns(const SvySegments *segments, const SvyLayout *layout, Texts *texts)
{
    const double m = layout->m;
    const Extents e = find_extents(segments, texts);
    const double shares = e.left + e.right;
    const double pad_left = e.totals[0] > 0 ? e.totals[0] + total_pad * m : 0;
    const double pad_right = e.totals[1] > 0 ? e.totals[1] + total_pad * m : 0;
    double room = texts->columns_left - layout->room_left - pad_left - pad_right;
    double middle = 0;

    if (texts->has_middle)
        room -= middle_gap * m;
    if (texts->columns_left < layout->room_right)
        room -= apart_gap * m;
    if (!segments->is_diverging) {
        texts->scale = room;
    } else if (texts->has_middle) {
        const double figure = e.figure > 0 ? e.figure + total_pad * m : 0;

        texts->scale = (room - figure) / fmax(0.01, shares + e.middle);
        middle = e.middle * texts->scale + figure;
        if (middle < e.head) {
            middle = e.head;
            texts->scale = (room - middle) / fmax(0.01, shares);
        }
    } else {
        texts->scale = room / fmax(0.01, shares);
    }
    /* A single bar of one side must not grow beyond what 100% would take. */
    texts->scale = fmin(texts->scale, room);
    texts->zero = layout->room_left + pad_left + e.left * texts->scale;
    texts->middle_left = texts->zero + e.right * texts->scale + pad_right + middle_gap * m;
    texts->left_end = texts->zero - e.left * texts->scale;
    texts->right_end = texts->zero + e.right * texts->scale + pad_right;
    texts->middle_end = texts->middle_left + e.middle * texts->scale + total_pad * m + e.figure;
}

/* Heads */

static size_t find_first_bar(const SvySegments *segments, const SvyLayout *layout)
{
    size_t row = 0;

    while (row < segments->n_rows && (!is_drawn(layout, row) || !svy_layout_is_shown(layout, row)))
        row++;
    return row;
}

/* Each word over its part of the first bar, if they all have room. */
static bool place_heads_over_bar(const SvySegments *segments, const SvyLayout *layout, Texts *texts)
{
    const size_t row = find_first_bar(segments, layout);
    const double right = texts->middle_head != NULL ? texts->middle_left - middle_gap * layout->m
                                                    : texts->zero + texts->scale;
    double end = layout->room_left - layout->m;

    if (row == segments->n_rows)
        return false;
    for (size_t part = 0; part < segments->n_parts; part++) {
        const double start = texts->zero + get_start(segments, row, part) * texts->scale;
        const double length = segments->rows[row].shares[part] * texts->scale;

        if (texts->heads[part] == NULL)
            continue;
        texts->head_x[part] = start + (length - texts->heads[part]->width) / 2;
        texts->head_x[part] = fmin(texts->head_x[part], right - texts->heads[part]->width);
        if (texts->head_x[part] < end + layout->m || length < layout->m)
            return false;
        if (texts->head_x[part] > start + length / 2 ||
            texts->head_x[part] + texts->heads[part]->width < start + length / 2)
            return false; /* would not stand over its part */
        end = texts->head_x[part] + texts->heads[part]->width;
    }
    return true;
}

/* Where the heads over columns begin; the right edge without them. */
static double find_column_heads(const SvyLayout *layout, const Texts *texts)
{
    if (texts->middle_head != NULL)
        return texts->middle_left;
    return texts->columns_left + (texts->columns_left < layout->room_right ? 0 : layout->m);
}

/* Squares with words, one after the other, in as many lines as it takes. */
static void place_heads_as_key(const SvySegments *segments, const SvyLayout *layout, Texts *texts)
{
    const double m = layout->m;
    double x = layout->left;

    texts->is_key = true;
    texts->n_key_rows = 1;
    for (size_t part = 0; part < segments->n_parts; part++) {
        const double width = (key_side + key_pad) * m + svy_line_get_width(texts->heads[part]);

        if (texts->heads[part] == NULL)
            continue;
        if (x > layout->left && x + width > layout->right) {
            x = layout->left;
            texts->n_key_rows++;
        }
        texts->head_x[part] = x + (key_side + key_pad) * m;
        texts->key_row[part] = texts->n_key_rows - 1;
        x += width + key_gap * m;
    }
    texts->is_key_beside = x < find_column_heads(layout, texts);
}

static double get_block_height(const SvyBlock *block)
{
    return block != NULL ? svy_block_get_height(block) : 0;
}

static double measure_head(const SvyLayout *layout, const Texts *texts)
{
    const double m = layout->m;
    double columns = get_block_height(texts->middle_head);
    const double key = (double)texts->n_key_rows * SVY_M_KEY_PITCH * m;

    for (size_t column = 0; column < SVY_SEGMENTS_COLUMNS; column++)
        columns = fmax(columns, get_block_height(texts->cell_heads[column]));

    if (!texts->is_key)
        return fmax(columns, m) + head_below * m;
    if (texts->is_key_beside)
        return fmax(key, key - SVY_M_KEY_PITCH * m + columns) + head_below * m;
    return key + (columns > 0 ? columns + head_gap * m : 0) + head_below * m;
}

static double measure_missing(const SvySegments *segments,
                              const SvyLayout *layout,
                              const Texts *texts)
{
    double widest = 0;

    for (size_t part = 0; part < segments->n_parts; part++)
        widest =
            fmax(widest, svy_line_get_width(texts->heads[part]) + (key_side + key_pad) * layout->m);
    if (layout->is_inset)
        return fmax(0, least_part_bars * layout->m - texts->scale);
    return fmax(
        0, fmax(least_bars * layout->m - texts->scale, widest - (layout->right - layout->left)));
}

static bool measure(SvyPanel *panel,
                    const SvyLayout *layout,
                    GPtrArray *notes,
                    SvyPanelSize *ret_size,
                    GError **error)
{
    SvySegments *segments = (SvySegments *)panel;
    Texts *texts = g_new0(Texts, 1);

    (void)notes;
    texts_free(segments->texts);
    segments->texts = texts;
    if (!shape_all(segments, layout, texts, error))
        return false;
    place_cells(segments, layout, texts);
    place_columns(segments, layout, texts);
    if (layout->is_inset) {
        *ret_size = (SvyPanelSize){.missing_width = measure_missing(segments, layout, texts),
                                   .foot = SVY_M_TICK * layout->m,
                                   .least_row = 1.4 * layout->label_pt,
                                   .axis_left = texts->zero,
                                   .axis_width = texts->scale};
        return true;
    }
    if (!place_heads_over_bar(segments, layout, texts))
        place_heads_as_key(segments, layout, texts);
    *ret_size = (SvyPanelSize){.missing_width = measure_missing(segments, layout, texts),
                               .head = measure_head(layout, texts),
                               .foot = SVY_M_TICK * layout->m,
                               .least_row = 1.4 * layout->label_pt,
                               .axis_left = texts->zero,
                               .axis_width = texts->scale};
    return true;
}

/* Drawing */

static void draw_key_square(const SvySegments *segments,
                            const SvyLayout *layout,
                            size_t part,
                            double x,
                            double base)
{
    const double side = key_side * layout->m;
    const double middle = base - 0.36 * layout->m;
    SvyNode *node = svy_scene_add_rect(
        layout->scene, SVY_ROLE_SWATCH,
        (SvyRect){x - (key_side + key_pad) * layout->m, middle - side / 2, side, side},
        svy_layout_get_color(layout, segments->parts[part].color));

    node->datum.series = part;
}

/* Of the table: labels, parts, totals, then these. */
static size_t get_table_column(const SvySegments *segments, size_t column)
{
    return segments->n_parts + (segments->is_diverging ? 3 : 1) + column -
           (segments->cell_heads[0] == NULL ? 1 : 0);
}

static void draw_heads(const SvySegments *segments, const SvyLayout *layout, Texts *texts)
{
    const double m = layout->m;
    const double bottom = layout->rows_top - head_below * m;
    double key_top = layout->rows_top - layout->panel.head;

    if (texts->is_key_beside)
        key_top = bottom - ((double)(texts->n_key_rows - 1) * SVY_M_KEY_PITCH + 1) * m;
    for (size_t part = 0; part < segments->n_parts; part++) {
        const double base = texts->is_key
                                ? key_top + ((double)texts->key_row[part] * SVY_M_KEY_PITCH + 1) * m
                                : bottom;
        SvyNode *node;

        if (texts->heads[part] == NULL)
            continue;
        if (texts->is_key)
            draw_key_square(segments, layout, part, texts->head_x[part], base);
        node = svy_layout_draw_line(layout, &texts->heads[part], SVY_ROLE_HEAD, texts->head_x[part],
                                    base, SVY_INK);
        node->datum.series = part;
        svy_layout_set_cell(node, 0, part + 1);
    }
    if (texts->middle_head != NULL)
        svy_layout_draw_head(layout, texts->middle_head, texts->middle_left,
                             bottom - svy_block_get_height(texts->middle_head),
                             segments->n_left + 1);
    for (size_t column = 0; column < SVY_SEGMENTS_COLUMNS; column++)
        if (texts->cell_heads[column] != NULL)
            svy_layout_draw_head(layout, texts->cell_heads[column],
                                 texts->cell_right[column] - texts->cell_heads[column]->width,
                                 bottom - svy_block_get_height(texts->cell_heads[column]),
                                 get_table_column(segments, column));
}

/* All bars are as thick as the lowest row allows, so that only their length speaks. */
static double measure_bar(const SvyLayout *layout)
{
    double height = bar_most * layout->m;

    for (size_t i = 0; i < layout->n_rows; i++)
        height = fmin(height, bar_share * layout->rows[i].height);
    return height;
}

static const SvyPlotRow *get_row(const SvyLayout *layout, size_t row)
{
    return layout->plot->rows->pdata[row];
}

static void draw_part(const SvySegments *segments,
                      const SvyLayout *layout,
                      size_t row,
                      size_t part,
                      double height)
{
    const Texts *texts = segments->texts;
    const double share = segments->rows[row].shares[part];
    const double start = get_start(segments, row, part);
    const double origin = is_middle(segments, part) ? texts->middle_left : texts->zero;
    const double y = svy_layout_get_middle(layout, row) - height / 2;
    const SvyRect box = {origin + start * texts->scale, y, share * texts->scale, height};
    SvyNode *node;

    if (!(share > 0))
        return;
    node = svy_scene_add_rect(layout->scene, SVY_ROLE_SEGMENT, box,
                              svy_layout_get_color(layout, segments->parts[part].color));
    node->datum = (SvyDatum){row, part, true, start, start + share};
    if (get_row(layout, row)->is_hollow)
        svy_layout_hollow_out(layout, row, box, outline * layout->m);
    if (part > 0 && !is_middle(segments, part))
        svy_scene_add_line(layout->scene, SVY_ROLE_SEPARATOR, box.x, y, box.x, y + height,
                           separator * layout->m, svy_layout_get_backdrop(layout, row))
            ->datum.row = row;
}

/* Inside when there is room; the middle's always stands right of its bar. */
/* Whether the stroke for everybody runs through a figure; or the total says the same. */
static bool is_figure_hidden(const SvySegments *segments,
                             const SvyLayout *layout,
                             size_t row,
                             size_t part,
                             double left,
                             double width)
{
    const size_t n_right = segments->n_parts - segments->n_left - segments->has_middle;
    const double clear = 0.25 * layout->m;

    if (!layout->is_inset || is_middle(segments, part))
        return false;
    if (segments->is_diverging && (part < segments->n_left ? segments->n_left : n_right) == 1)
        return true;
    for (guint i = 0; i < layout->scene->nodes->len; i++) {
        const SvyNode *node = layout->scene->nodes->pdata[i];

        if (node->role == SVY_ROLE_REFERENCE && node->datum.row == row && node->x0 > left - clear &&
            node->x0 < left + width + clear)
            return true;
    }
    return false;
}

static void draw_figure(const SvySegments *segments,
                        const SvyLayout *layout,
                        size_t row,
                        size_t part)
{
    Texts *texts = segments->texts;
    SvyLine **line = &texts->rows[row].figures[part];
    const double share = segments->rows[row].shares[part];
    const double y = svy_layout_get_middle(layout, row), length = share * texts->scale;
    double x = texts->zero + get_start(segments, row, part) * texts->scale;
    const bool is_outside = is_middle(segments, part) || get_row(layout, row)->is_hollow;
    SvyThemeColor color = svy_layout_choose_ink(layout, segments->parts[part].color);
    SvyNode *node;

    if (*line == NULL || (!is_middle(segments, part) && length < text_share * (*line)->width) ||
        is_figure_hidden(segments, layout, row, part, x + (length - (*line)->width) / 2,
                         (*line)->width)) {
        g_autofree char *text = format_figure(layout->plot->language, share);

        svy_scene_add_unseen(layout->scene, row + 1, part + 1, text);
        return;
    }
    if (is_middle(segments, part) && layout->is_inset)
        x = texts->middle_end - (*line)->width;
    else if (is_middle(segments, part))
        x = texts->middle_left + length + total_pad * layout->m;
    else
        x += (length - (*line)->width) / 2;
    if (is_outside)
        color = SVY_INK;
    node = svy_layout_draw_line(layout, line, SVY_ROLE_VALUE, x,
                                svy_layout_centre_line(layout, *line, y), color);
    node->datum = (SvyDatum){row, part, true, share, share};
    svy_layout_set_cell(node, row + 1, part + 1);
}

static void draw_totals(const SvySegments *segments, const SvyLayout *layout, size_t row)
{
    Texts *texts = segments->texts;
    const double pad = total_pad * layout->m, y = svy_layout_get_middle(layout, row);
    const size_t last = segments->n_parts - 1;
    const double left = texts->zero + get_start(segments, row, 0) * texts->scale;
    const bool has_right = !is_middle(segments, last);
    const double right =
        texts->zero +
        (has_right ? get_start(segments, row, last) + segments->rows[row].shares[last] : 0) *
            texts->scale;

    for (size_t side = 0; side < 2; side++) {
        SvyLine **line = &texts->rows[row].totals[side];
        SvyNode *node;
        double x;

        if (*line == NULL)
            continue;
        x = side == 0          ? (layout->is_inset ? texts->left_end : left) - pad - (*line)->width
            : layout->is_inset ? texts->right_end - (*line)->width
                               : right + pad;
        node = svy_layout_draw_line(layout, line, SVY_ROLE_TOTAL, x,
                                    svy_layout_centre_line(layout, *line, y), SVY_INK);
        node->datum.row = row;
        node->datum.series = side;
        svy_layout_set_cell(node, row + 1, segments->n_parts + 1 + side);
    }
}

static void draw_cells(const SvySegments *segments, const SvyLayout *layout, size_t row)
{
    Texts *texts = segments->texts;
    const double y = svy_layout_get_middle(layout, row);

    for (size_t column = 0; column < SVY_SEGMENTS_COLUMNS; column++) {
        SvyLine **line = &texts->rows[row].cells[column];
        SvyNode *node;

        if (*line == NULL)
            continue;
        node = svy_layout_draw_line(layout, line, column == 0 ? SVY_ROLE_CELL : SVY_ROLE_BASE,
                                    texts->cell_right[column] - (*line)->width,
                                    svy_layout_centre_line(layout, *line, y),
                                    column == 0 ? SVY_SECONDARY : SVY_TERTIARY);
        node->datum.row = row;
        svy_layout_set_cell(node, row + 1, get_table_column(segments, column));
    }
}

/* The lines from which the parts are measured; none beside rows that say why they are empty. */
static void draw_base_lines(const SvySegments *segments, const SvyLayout *layout)
{
    const Texts *texts = segments->texts;
    const double lines[] = {texts->zero, texts->middle_left};
    const size_t n = texts->has_middle ? 2 : 1;

    for (size_t row = 0; row < segments->n_rows; row++) {
        const double top = layout->rows[row].top, bottom = top + layout->rows[row].height;

        for (size_t i = 0; i < n && is_drawn(layout, row); i++)
            svy_scene_add_line(layout->scene, SVY_ROLE_ZERO, lines[i], top, lines[i], bottom,
                               0.09 * layout->m, svy_layout_get_color(layout, SVY_ZERO));
    }
}

/* False where everybody's are withheld. */
static bool has_shares(const SvySegments *segments, size_t row)
{
    double sum = 0;

    for (size_t part = 0; part < segments->n_parts; part++)
        sum += segments->rows[row].shares[part];
    return sum > 0;
}

static void draw_reference(const SvySegments *segments,
                           const SvyLayout *layout,
                           size_t row,
                           size_t part,
                           double share,
                           double height)
{
    const Texts *texts = segments->texts;
    const double origin = is_middle(segments, part) ? texts->middle_left : texts->zero;
    const double x = origin + share * texts->scale, y = svy_layout_get_middle(layout, row);
    const double reach = height / 2 + reference_reach * layout->m;

    svy_scene_add_line(layout->scene, SVY_ROLE_SEPARATOR, x, y - height / 2, x, y + height / 2,
                       reference_rim * layout->m, svy_layout_get_color(layout, SVY_PAPER))
        ->datum.row = row;
    svy_scene_add_line(layout->scene, SVY_ROLE_REFERENCE, x, y - reach, x, y + reach,
                       reference_stroke * layout->m, svy_layout_get_color(layout, SVY_TERTIARY))
        ->datum = (SvyDatum){row, part, true, share, share};
}

/* Where the sides and the middle end for everybody; of a bar of 100%, where its upper end begins.
 */
static void draw_references(const SvySegments *segments,
                            const SvyLayout *layout,
                            size_t row,
                            double height)
{
    const SvySegments *all = (const SvySegments *)segments->panel.everybody;
    const size_t last = segments->n_parts - 1;

    if (all == NULL || all == segments || row >= all->n_rows || !has_shares(all, row))
        return;
    if (!segments->is_diverging) {
        draw_reference(segments, layout, row, segments->n_left,
                       get_start(all, row, segments->n_left), height);
        return;
    }
    draw_reference(segments, layout, row, 0, get_start(all, row, 0), height);
    draw_reference(segments, layout, row, last,
                   get_start(all, row, last) + all->rows[row].shares[last], height);
    if (segments->texts->has_middle)
        draw_reference(segments, layout, row, segments->n_left,
                       all->rows[row].shares[segments->n_left], height);
}

static void draw(SvyPanel *panel, const SvyLayout *layout)
{
    const SvySegments *segments = (const SvySegments *)panel;
    const double height = measure_bar(layout);

    draw_base_lines(segments, layout);
    if (!layout->is_inset)
        draw_heads(segments, layout, segments->texts);
    for (size_t row = 0; row < segments->n_rows; row++) {
        if (!is_drawn(layout, row))
            continue;
        for (size_t part = 0; part < segments->n_parts; part++)
            draw_part(segments, layout, row, part, height);
        draw_references(segments, layout, row, height);
        for (size_t part = 0; part < segments->n_parts; part++)
            draw_figure(segments, layout, row, part);
        draw_totals(segments, layout, row);
        draw_cells(segments, layout, row);
    }
}

SvySegments *svy_segments_new(size_t n_rows)
{
    SvySegments *segments = g_new0(SvySegments, 1);

    segments->panel = (SvyPanel){measure, draw, segments_free};
    segments->n_rows = n_rows;
    segments->rows = g_new0(SvySegmentRow, n_rows);
    return segments;
}
