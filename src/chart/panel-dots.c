/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/panel-dots.h"

#include <math.h>

#include "base/translate.h"
#include "chart/axis.h"

/* Lengths in m. */
static const double column_gap = 1.4, between_columns = 1.1;
static const double head_below = 0.6, head_gap = 0.7, head_most = 9;
static const double grid_stroke = 0.06, line_stroke = 0.12, whisker_stroke = 0.13;
static const double reference_stroke = 0.1;
static const double cap_reach = 0.2, arrow_length = 0.55, arrow_reach = 0.3;
static const double target_stroke = 0.2, target_reach = 0.72, zone_reach = 0.5;
static const double key_pad = 0.4, key_gap = 1.3, key_radius = 0.36, key_zone = 1.3;
static const double least_plot = 11, least_part = 7, tick_gap = 1.1;
static const double all_stroke = 0.13, all_reach = 0.78;
static const double end_pitch = 1.45;

enum { MOST_STEPS = 6 };

enum { KEYS = SVY_DOTS_KEYS + 1 }; /* the last: where a target is met */

typedef struct {
    SvyLine *cells[SVY_DOTS_CELLS];
} RowTexts;

struct SvyDotsTexts {
    size_t n_rows;
    RowTexts *rows;
    SvyBlock *heads[SVY_DOTS_CELLS];
    double cell_left[SVY_DOTS_CELLS], cell_right[SVY_DOTS_CELLS];
    SvyLine *ticks[SVY_DOTS_TICKS];
    SvyLine *reference_head;
    double reference_x;
    SvyLine *keys[KEYS];
    double key_x[KEYS];
    size_t key_row[KEYS];
    size_t n_key_rows;
    bool is_key_apart; /* stands above the heads, not beside them */
    SvyLine *ends[2];
    double heads_height;
    double left, width; /* of the axis */
};

typedef struct SvyDotsTexts Texts;

static void texts_free(Texts *texts)
{
    if (texts == NULL)
        return;
    for (size_t row = 0; row < texts->n_rows; row++)
        for (size_t i = 0; i < SVY_DOTS_CELLS; i++)
            svy_line_free(texts->rows[row].cells[i]);
    for (size_t i = 0; i < SVY_DOTS_CELLS; i++)
        svy_block_free(texts->heads[i]);
    for (size_t i = 0; i < SVY_DOTS_TICKS; i++)
        svy_line_free(texts->ticks[i]);
    for (size_t i = 0; i < KEYS; i++)
        svy_line_free(texts->keys[i]);
    svy_line_free(texts->reference_head);
    svy_line_free(texts->ends[0]);
    svy_line_free(texts->ends[1]);
    g_free(texts->rows);
    g_free(texts);
}

static void dots_free(SvyPanel *panel)
{
    SvyDots *dots = (SvyDots *)panel;

    texts_free(dots->texts);
    for (size_t row = 0; row < dots->n_rows; row++)
        for (size_t i = 0; i < SVY_DOTS_CELLS; i++)
            g_free(dots->rows[row].cells[i]);
    for (size_t i = 0; i < SVY_DOTS_CELLS; i++)
        g_free(dots->columns[i].head);
    for (size_t i = 0; i < SVY_DOTS_KEYS; i++)
        g_free(dots->styles[i].words);
    for (size_t i = 0; i < SVY_DOTS_TICKS; i++)
        g_free(dots->tick_texts[i]);
    g_free(dots->target_words);
    g_free(dots->reference_head);
    g_free(dots->ends[0]);
    g_free(dots->ends[1]);
    g_free(dots->rows);
    g_free(dots);
}

/* --- Axis ----------------------------------------------------------------------------------- */

static void add_tick(SvyDots *dots, double value, char *text)
{
    g_assert(dots->n_ticks < SVY_DOTS_TICKS);
    dots->ticks[dots->n_ticks] = value;
    dots->tick_texts[dots->n_ticks++] = text;
}

void svy_dots_set_axis(SvyDots *dots, double low, double high, char *(*format)(double value))
{
    const double step = svy_axis_choose_step(fmax(high - low, 0.01), MOST_STEPS);
    const double first = floor(low / step + 1e-9), last = ceil(high / step - 1e-9);

    dots->low = first * step;
    dots->high = last * step;
    for (double i = first; i < last + 0.5; i++)
        add_tick(dots, i * step, format(i * step));
}

static char *format_ratio(const char *language, int power)
{
    const double value = exp2(fabs((double)power));
    g_autofree char *digits = svy_tr_num_count(language, (size_t)value);

    return power < 0 ? g_strdup_printf("1/%s", digits) : g_steal_pointer(&digits);
}

/* Beyond this nobody can read more than "very much". */
static const double most_power = 20;

void svy_dots_set_ratio_axis_in(const char *language, SvyDots *dots, double low, double high)
{
    const double from = fmax(log2(low), -most_power), to = fmin(log2(high), most_power);
    const int step = MAX(1, (int)ceil((to - from) / 8));

    dots->is_log = true;
    dots->low = exp2(from);
    dots->high = exp2(to);
    for (int power = -(int)most_power; power <= (int)most_power; power++)
        if (power % step == 0 && power > from - 1e-9 && power < to + 1e-9)
            add_tick(dots, exp2(power), format_ratio(language, power));
}

static double place(const SvyDots *dots, double value)
{
    if (dots->is_log)
        return (log2(value) - log2(dots->low)) / (log2(dots->high) - log2(dots->low));
    return (value - dots->low) / (dots->high - dots->low);
}

static double get_x(const SvyDots *dots, double value)
{
    return dots->texts->left + fmin(fmax(place(dots, value), 0), 1) * dots->texts->width;
}

static bool is_beyond(const SvyDots *dots, double value)
{
    const double at = place(dots, value);

    return at < -1e-9 || at > 1 + 1e-9;
}

/* --- Shaping -------------------------------------------------------------------------------- */

static bool shape(const SvyLayout *layout,
                  SvyTextStyle style,
                  const char *text,
                  SvyLine **ret_line,
                  GError **error)
{
    return text == NULL || svy_measure_line(layout->theme->fonts, &style, text, ret_line, error);
}

static SvyTextStyle get_cell_style(const SvyLayout *layout, const SvyDotsColumn *column)
{
    if (column->is_strong)
        return (SvyTextStyle){.weight = 600, .size_pt = layout->label_pt, .is_tabular = true};
    return (SvyTextStyle){.weight = 400, .size_pt = layout->m, .is_tabular = true};
}

static bool shows_column(const SvyDots *dots, const SvyLayout *layout, size_t column)
{
    return dots->columns[column].head != NULL &&
           (layout->shows_interval || !dots->columns[column].is_interval);
}

static bool shape_columns(const SvyDots *dots, const SvyLayout *layout, GError **error)
{
    Texts *texts = dots->texts;

    for (size_t i = 0; i < SVY_DOTS_CELLS; i++) {
        const SvyDotsColumn *column = &dots->columns[i];
        const SvyTextStyle head = {.weight = column->is_strong ? 600 : 400, .size_pt = layout->m};

        if (!shows_column(dots, layout, i))
            continue;
        if (!svy_measure_block(layout->theme->fonts, &head, column->head, head_most * layout->m,
                               SVY_WRAP_BALANCE, 1.24, &texts->heads[i], error))
            return false;
        for (size_t row = 0; row < dots->n_rows; row++)
            if (!shape(layout, get_cell_style(layout, column), dots->rows[row].cells[i],
                       &texts->rows[row].cells[i], error))
                return false;
    }
    return true;
}

static bool shape_all(SvyDots *dots, const SvyLayout *layout, GError **error)
{
    const SvyTextStyle small = {.weight = 400, .size_pt = layout->m, .is_tabular = true};
    const SvyTextStyle head = {.weight = 600, .size_pt = layout->m};
    const SvyTextStyle end = {.weight = 500, .size_pt = layout->m};
    Texts *texts = g_new0(Texts, 1);

    texts_free(dots->texts);
    dots->texts = texts;
    texts->n_rows = dots->n_rows;
    texts->rows = g_new0(RowTexts, dots->n_rows);
    for (size_t i = 0; i < dots->n_ticks; i++)
        if (!shape(layout, small, dots->tick_texts[i], &texts->ticks[i], error))
            return false;
    for (size_t i = 0; i < SVY_DOTS_KEYS; i++)
        if (!shape(layout, small, dots->styles[i].words, &texts->keys[i], error))
            return false;
    return shape(layout, small, dots->target_words, &texts->keys[SVY_DOTS_KEYS], error) &&
           shape(layout, head, dots->reference_head, &texts->reference_head, error) &&
           shape(layout, end, dots->ends[0], &texts->ends[0], error) &&
           shape(layout, end, dots->ends[1], &texts->ends[1], error) &&
           shape_columns(dots, layout, error);
}

/* All base lines of the heads are on one line. */
static double get_head_height(const SvyBlock *block)
{
    return svy_block_get_height(block) - block->bottom;
}

/* --- Placing -------------------------------------------------------------------------------- */

/* From the right edge leftwards; where the plot ends. */
static double place_columns(const SvyDots *dots, const SvyLayout *layout)
{
    Texts *texts = dots->texts;
    double x = layout->room_right;

    for (size_t i = SVY_DOTS_CELLS; i-- > 0;) {
        double width;

        if (texts->heads[i] == NULL)
            continue;
        width = texts->heads[i]->width;
        for (size_t row = 0; row < dots->n_rows; row++)
            width = fmax(width, svy_line_get_width(texts->rows[row].cells[i]));
        texts->cell_right[i] = x;
        texts->cell_left[i] = x - width;
        texts->heads_height = fmax(texts->heads_height, get_head_height(texts->heads[i]));
        x -= width + between_columns * layout->m;
    }
    if (x < layout->room_right)
        x -= (column_gap - between_columns) * layout->m;
    return x;
}

/* Room for half a label and half a mark beyond both ends. */
static void place_axis(const SvyDots *dots, const SvyLayout *layout, double right)
{
    Texts *texts = dots->texts;
    const double least = layout->marks.radius + 0.2 * layout->m;
    double inset[2] = {least, least};

    for (size_t i = 0; i < dots->n_ticks; i++) {
        const double half = svy_line_get_width(texts->ticks[i]) / 2;
        const double at = place(dots, dots->ticks[i]) * fmax(right - layout->room_left, 1);

        inset[0] = fmax(inset[0], half - at);
        inset[1] = fmax(inset[1], half - (right - layout->room_left - at));
    }
    texts->left = layout->room_left + inset[0];
    texts->width = right - inset[1] - texts->left;
}

/* The head of the line to compare with, over it as far as there is room. */
static void place_reference(const SvyDots *dots, const SvyLayout *layout, double right)
{
    Texts *texts = dots->texts;

    if (texts->reference_head == NULL)
        return;
    texts->reference_x = get_x(dots, dots->reference) - texts->reference_head->width / 2;
    texts->reference_x = fmin(texts->reference_x, right - texts->reference_head->width);
    texts->reference_x = fmax(texts->reference_x, layout->room_left);
    texts->heads_height = fmax(texts->heads_height, layout->m);
}

static double get_key_symbol(const SvyLayout *layout, size_t key)
{
    return (key < SVY_DOTS_KEYS ? 2 * key_radius : key_zone) * layout->m;
}

static void place_keys(const SvyDots *dots, const SvyLayout *layout, double right)
{
    Texts *texts = dots->texts;
    double x = layout->left;
    double end = right;

    if (texts->reference_head != NULL)
        end = fmin(end, texts->reference_x - layout->m);
    texts->n_key_rows = 0;
    for (size_t key = 0; key < KEYS; key++) {
        const double width = get_key_symbol(layout, key) + key_pad * layout->m +
                             svy_line_get_width(texts->keys[key]);

        if (texts->keys[key] == NULL)
            continue;
        if (texts->n_key_rows == 0 || x + width > layout->right) {
            x = layout->left;
            texts->n_key_rows++;
        }
        texts->key_x[key] = x;
        texts->key_row[key] = texts->n_key_rows - 1;
        x += width + key_gap * layout->m;
    }
    texts->is_key_apart = texts->n_key_rows > 1 || x - key_gap * layout->m > end;
}

static double measure_head(const SvyLayout *layout, const Texts *texts)
{
    const double m = layout->m;
    const double key = (double)texts->n_key_rows * SVY_M_KEY_PITCH * m;

    if (texts->n_key_rows == 0)
        return texts->heads_height + head_below * m;
    if (!texts->is_key_apart)
        return fmax(texts->heads_height, m) + head_below * m;
    if (!(texts->heads_height > 0))
        return key + head_below * m;
    return key + texts->heads_height + (head_gap + head_below) * m;
}

static double measure_foot(const SvyLayout *layout, const Texts *texts)
{
    const bool has_ends = texts->ends[0] != NULL || texts->ends[1] != NULL;

    return (SVY_M_TICK + (has_ends ? 1.7 + end_pitch : 1.9)) * layout->m;
}

/* What the axis needs for its labels and the words under its ends. */
static double measure_least(const SvyLayout *layout, const Texts *texts)
{
    const double ends = svy_line_get_width(texts->ends[0]) + svy_line_get_width(texts->ends[1]) +
                        tick_gap * layout->m;

    return fmax(least_plot * layout->m, ends);
}

static double measure_keys(const SvyLayout *layout, const Texts *texts)
{
    double widest = 0;

    for (size_t key = 0; key < KEYS; key++)
        if (texts->keys[key] != NULL)
            widest = fmax(widest, get_key_symbol(layout, key) + key_pad * layout->m +
                                      svy_line_get_width(texts->keys[key]));
    return widest;
}

static bool has_whisker(const SvyDots *dots, const SvyLayout *layout, const SvyDotsRow *row)
{
    return svy_scale_looks_out(&layout->marks, dots->mark_scale * layout->marks.radius,
                               get_x(dots, row->value), get_x(dots, row->lo), get_x(dots, row->hi),
                               1);
}

static void note_whiskers(const SvyDots *dots, const SvyLayout *layout, GPtrArray *notes)
{
    bool lacks = false, is_cut = false;

    for (size_t i = 0; i < dots->n_rows; i++) {
        const SvyDotsRow *row = &dots->rows[i];

        lacks |= row->is_drawn && !has_whisker(dots, layout, row);
        is_cut |= row->is_drawn && (is_beyond(dots, row->lo) || is_beyond(dots, row->hi));
    }
    if (lacks)
        g_ptr_array_add(notes, g_strdup(svy_tr(layout->plot->language,
                                               "No whisker: interval narrower than the marker.")));
    if (is_cut)
        g_ptr_array_add(notes,
                        g_strdup(svy_tr(layout->plot->language,
                                        "An arrowhead: the interval goes beyond the axis.")));
}

/* --- One of several panels ------------------------------------------------------------------ */

static void drop_ticks(SvyDots *dots)
{
    for (size_t i = 0; i < dots->n_ticks; i++)
        g_clear_pointer(&dots->tick_texts[i], g_free);
    dots->n_ticks = 0;
}

/* All have the axis that goes furthest. */
static void share_axis(SvyDots *dots)
{
    const SvyDots *longest = dots;

    for (size_t i = 0; i < dots->panel.n_peers; i++) {
        const SvyDots *peer = (const SvyDots *)dots->panel.peers[i];

        if (peer->high > longest->high)
            longest = peer;
    }
    if (longest == dots)
        return;
    drop_ticks(dots);
    dots->low = longest->low;
    dots->high = longest->high;
    for (size_t i = 0; i < longest->n_ticks; i++)
        add_tick(dots, longest->ticks[i], g_strdup(longest->tick_texts[i]));
}

/* The widest of a column of figures, of all panels. */
static double measure_column(const SvyDots *dots, size_t column)
{
    double width = 0;

    for (size_t row = 0; dots->texts != NULL && row < dots->n_rows; row++)
        width = fmax(width, svy_line_get_width(dots->texts->rows[row].cells[column]));
    return width;
}

static double place_part_columns(const SvyDots *dots, const SvyLayout *layout)
{
    Texts *texts = dots->texts;
    double x = layout->room_right;

    for (size_t i = SVY_DOTS_CELLS; i-- > 0;) {
        double width = measure_column(dots, i);

        for (size_t p = 0; p < dots->panel.n_peers; p++)
            width = fmax(width, measure_column((const SvyDots *)dots->panel.peers[p], i));
        texts->cell_right[i] = x;
        texts->cell_left[i] = x - width;
        x -= width > 0 ? width + between_columns * layout->m : 0;
    }
    return x;
}

/* Heads and keys are those of the page. */
static bool measure_part(SvyDots *dots,
                         const SvyLayout *layout,
                         SvyPanelSize *ret_size,
                         GError **error)
{
    double right;

    share_axis(dots);
    if (!shape_all(dots, layout, error))
        return false;
    right = place_part_columns(dots, layout);
    place_axis(dots, layout, right);
    *ret_size =
        (SvyPanelSize){.missing_width = fmax(0, least_part * layout->m - dots->texts->width),
                       .foot = measure_foot(layout, dots->texts),
                       .least_row = 1.3 * layout->label_pt,
                       .axis_left = dots->texts->left,
                       .axis_width = dots->texts->width,
                       .message_left = dots->texts->left};
    return true;
}

static bool measure(SvyPanel *panel,
                    const SvyLayout *layout,
                    GPtrArray *notes,
                    SvyPanelSize *ret_size,
                    GError **error)
{
    SvyDots *dots = (SvyDots *)panel;
    double right, missing;

    if (layout->is_inset)
        return measure_part(dots, layout, ret_size, error);

    if (!shape_all(dots, layout, error))
        return false;
    right = place_columns(dots, layout);
    place_axis(dots, layout, right);
    missing = fmax(measure_least(layout, dots->texts) - dots->texts->width,
                   measure_keys(layout, dots->texts) - (layout->right - layout->left));
    if (missing > 0) { /* what follows needs an axis */
        *ret_size = (SvyPanelSize){.missing_width = missing};
        return true;
    }
    place_reference(dots, layout, right);
    place_keys(dots, layout, right);
    note_whiskers(dots, layout, notes);
    *ret_size =
        (SvyPanelSize){.head = measure_head(layout, dots->texts),
                       .foot = measure_foot(layout, dots->texts),
                       .least_row = 1.3 * layout->label_pt,
                       .axis_left = dots->texts->left,
                       .axis_width = dots->texts->width,
                       .message_left = get_x(dots, dots->has_line ? dots->line : dots->low)};
    return true;
}

/* --- Drawing -------------------------------------------------------------------------------- */

static const SvyPlotRow *get_row(const SvyLayout *layout, size_t row)
{
    return layout->plot->rows->pdata[row];
}

static size_t get_table_column(size_t column)
{
    return column + 1;
}

static void draw_heads(const SvyDots *dots, const SvyLayout *layout)
{
    Texts *texts = dots->texts;
    const double bottom = layout->rows_top - head_below * layout->m;
    SvyNode *node;

    for (size_t i = 0; i < SVY_DOTS_CELLS; i++)
        if (texts->heads[i] != NULL)
            svy_layout_draw_head(layout, texts->heads[i],
                                 dots->columns[i].is_left
                                     ? texts->cell_left[i]
                                     : texts->cell_right[i] - texts->heads[i]->width,
                                 bottom - get_head_height(texts->heads[i]), get_table_column(i));
    if (texts->reference_head == NULL)
        return;
    node = svy_layout_draw_line(layout, &texts->reference_head, SVY_ROLE_HEAD, texts->reference_x,
                                bottom, SVY_INK);
    node->datum.has_value = true;
    node->datum.value = node->datum.value_to = dots->reference;
}

/* Where a target is met, if any row has a side that is wanted. */
static bool has_zones(const SvyDots *dots)
{
    for (size_t row = 0; row < dots->n_rows; row++)
        if (dots->rows[row].is_drawn &&
            (dots->rows[row].target == SVY_DOTS_ABOVE || dots->rows[row].target == SVY_DOTS_BELOW))
            return true;
    return false;
}

static void draw_key_zone(const SvyDots *dots, const SvyLayout *layout, double x, double middle)
{
    const double reach = 0.42 * layout->m, width = key_zone * layout->m;

    if (has_zones(dots))
        svy_scene_add_rect(layout->scene, SVY_ROLE_SWATCH,
                           (SvyRect){x, middle - reach, width, 2 * reach},
                           svy_layout_get_color(layout, SVY_GRID));
    svy_scene_add_line(layout->scene, SVY_ROLE_KEY, x, middle - reach, x, middle + reach,
                       target_stroke * layout->m, svy_layout_get_color(layout, SVY_INK));
}

static void draw_keys(const SvyDots *dots, const SvyLayout *layout)
{
    Texts *texts = dots->texts;
    const double m = layout->m;
    const double above =
        texts->is_key_apart && texts->heads_height > 0 ? texts->heads_height + head_gap * m : 0;
    const double bottom = layout->rows_top - head_below * m - above;

    for (size_t key = 0; key < KEYS; key++) {
        const double lines = (double)(texts->n_key_rows - 1 - texts->key_row[key]);
        const double base = bottom - lines * SVY_M_KEY_PITCH * m, middle = base - 0.36 * m;
        const double x = texts->key_x[key];
        const double text_x = x + get_key_symbol(layout, key) + key_pad * m;

        if (texts->keys[key] == NULL)
            continue;
        if (key < SVY_DOTS_KEYS) {
            SvyNode *node = svy_scene_add_mark(
                layout->scene, SVY_ROLE_KEY, dots->styles[key].type, x + key_radius * m, middle,
                key_radius * m, svy_layout_get_color(layout, dots->styles[key].color));

            node->datum.series = dots->styles[key].series;
            node->is_hollow = dots->styles[key].is_hollow;
            node->has_halo = true;
            node->halo = layout->scene->paper;
            node->stroke = 0.36 * key_radius * m;
        } else {
            draw_key_zone(dots, layout, x, middle);
        }
        svy_layout_draw_line(layout, &texts->keys[key], SVY_ROLE_HEAD, text_x, base, SVY_SECONDARY);
    }
}

static void draw_axis(const SvyDots *dots, const SvyLayout *layout)
{
    Texts *texts = dots->texts;
    const double bottom = layout->rows_bottom + SVY_M_TICK * layout->m;
    const double base = layout->rows_bottom + (SVY_M_TICK + 1.15) * layout->m;
    double end = -INFINITY;

    for (size_t i = 0; i < dots->n_ticks; i++) {
        const double x = get_x(dots, dots->ticks[i]), half = texts->ticks[i]->width / 2;
        const bool is_line = dots->has_line && fabs(dots->ticks[i] - dots->line) < 1e-9;
        SvyNode *node;

        svy_layout_draw_cut_line(layout, is_line ? SVY_ROLE_ZERO : SVY_ROLE_GRID, x,
                                 layout->rows_top, bottom, is_line ? line_stroke : grid_stroke,
                                 is_line ? SVY_ZERO : SVY_GRID, dots->ticks[i]);
        if (layout->hides_axis || x - half < end + 0.6 * layout->m)
            continue;
        end = x + half;
        node = svy_layout_draw_line(layout, &texts->ticks[i], SVY_ROLE_AXIS, x - half, base,
                                    SVY_TERTIARY);
        node->datum.has_value = true;
        node->datum.value = node->datum.value_to = dots->ticks[i];
    }
    if (dots->has_reference)
        svy_layout_draw_cut_line(layout, SVY_ROLE_REFERENCE, get_x(dots, dots->reference),
                                 layout->rows_top, bottom, reference_stroke, SVY_TERTIARY,
                                 dots->reference);
}

/* Under the two ends; part of the figure, as the axis is. */
static void draw_ends(const SvyDots *dots, const SvyLayout *layout)
{
    Texts *texts = dots->texts;
    const double base = layout->rows_bottom + (SVY_M_TICK + 1.15 + end_pitch) * layout->m;
    const double right = texts->left + texts->width;

    if (texts->ends[0] != NULL)
        svy_layout_draw_line(layout, &texts->ends[0], SVY_ROLE_HEAD, texts->left, base,
                             SVY_SECONDARY);
    if (texts->ends[1] != NULL)
        svy_layout_draw_line(layout, &texts->ends[1], SVY_ROLE_HEAD, right - texts->ends[1]->width,
                             base, SVY_SECONDARY);
}

/* A cap where the interval ends, an arrowhead where it goes beyond the axis. */
static void draw_end(const SvyDots *dots,
                     const SvyLayout *layout,
                     size_t row,
                     double value,
                     double y,
                     double direction)
{
    const double m = layout->m, x = get_x(dots, value), reach = arrow_reach * m;
    const double points[] = {x + direction * arrow_length * m / 2, y,
                             x - direction * arrow_length * m / 2, y - reach,
                             x - direction * arrow_length * m / 2, y + reach};
    const SvyColor color =
        svy_layout_get_color(layout, dots->styles[dots->rows[row].style].text_color);
    SvyNode *node;

    if (is_beyond(dots, value))
        node = svy_scene_add_polygon(layout->scene, SVY_ROLE_CAP, points, 3, color);
    else
        node = svy_scene_add_line(layout->scene, SVY_ROLE_CAP, x, y - cap_reach * m, x,
                                  y + cap_reach * m, whisker_stroke * m, color);
    node->datum.row = row;
}

static void draw_whisker(const SvyDots *dots, const SvyLayout *layout, size_t row, double y)
{
    const SvyDotsRow *source = &dots->rows[row];
    SvyNode *node;

    if (!has_whisker(dots, layout, source))
        return;
    node = svy_scene_add_line(layout->scene, SVY_ROLE_WHISKER, get_x(dots, source->lo), y,
                              get_x(dots, source->hi), y, whisker_stroke * layout->m,
                              svy_layout_get_color(layout, dots->styles[source->style].text_color));
    node->datum = (SvyDatum){row, dots->styles[source->style].series, true, source->lo, source->hi};
    draw_end(dots, layout, row, source->lo, y, -1);
    draw_end(dots, layout, row, source->hi, y, 1);
}

/* A line at the target, and beside it the part of the axis where it is met. */
static void draw_target(const SvyDots *dots, const SvyLayout *layout, size_t row, double y)
{
    const SvyDotsRow *source = &dots->rows[row];
    const double m = layout->m, x = get_x(dots, source->target_value);
    const double from = source->target == SVY_DOTS_BELOW ? dots->texts->left : x;
    const double to = source->target == SVY_DOTS_ABOVE ? dots->texts->left + dots->texts->width : x;
    SvyNode *node;

    if (source->target == SVY_DOTS_NO_TARGET)
        return;
    if (source->target != SVY_DOTS_AT && to > from)
        svy_scene_add_rect(layout->scene, SVY_ROLE_ZONE,
                           (SvyRect){from, y - zone_reach * m, to - from, 2 * zone_reach * m},
                           svy_layout_get_color(layout, SVY_GRID))
            ->datum.row = row;
    node = svy_scene_add_line(layout->scene, SVY_ROLE_REFERENCE, x, y - target_reach * m, x,
                              y + target_reach * m, target_stroke * m,
                              svy_layout_get_color(layout, SVY_INK));
    node->datum = (SvyDatum){row, SVY_NO_SERIES, true, source->target_value, source->target_value};
}

static void draw_mark(const SvyDots *dots, const SvyLayout *layout, size_t row, double y)
{
    const SvyDotsRow *source = &dots->rows[row];
    const SvyDotsStyle *style = &dots->styles[source->style];
    const double scale = dots->mark_scale * (style->type == SVY_NODE_CIRCLE ? 1 : 1.18);
    SvyNode *node;

    if (is_beyond(dots, source->value)) {
        draw_end(dots, layout, row, source->value, y, source->value < dots->low ? -1 : 1);
        return;
    }
    node = svy_scene_add_mark(layout->scene, SVY_ROLE_MARK, style->type, get_x(dots, source->value),
                              y, scale * layout->marks.radius,
                              svy_layout_get_color(layout, style->color));

    node->datum = (SvyDatum){row, style->series, true, source->value, source->value};
    node->has_halo = true;
    node->halo = svy_layout_get_backdrop(layout, row);
    node->is_hollow = style->is_hollow || source->is_hollow;
    node->stroke = 0.36 * dots->mark_scale * layout->marks.radius;
}

/* Where everybody is, where this is a group. */
static void draw_everybody(const SvyDots *dots, const SvyLayout *layout, size_t row, double y)
{
    const SvyDots *all = (const SvyDots *)dots->panel.everybody;
    const double reach = fmin(all_reach * layout->m, 0.46 * layout->rows[row].height);
    double x;

    if (all == NULL || row >= all->n_rows || !all->rows[row].is_drawn)
        return;
    x = get_x(dots, all->rows[row].value);
    svy_scene_add_line(layout->scene, SVY_ROLE_REFERENCE, x, y - reach, x, y + reach,
                       all_stroke * layout->m, svy_layout_get_color(layout, SVY_TERTIARY))
        ->datum = (SvyDatum){row, 0, true, all->rows[row].value, all->rows[row].value};
}

static void draw_cells(const SvyDots *dots, const SvyLayout *layout, size_t row)
{
    RowTexts *texts = &dots->texts->rows[row];
    const double y = svy_layout_get_middle(layout, row);

    for (size_t i = 0; i < SVY_DOTS_CELLS; i++) {
        const SvyDotsColumn *column = &dots->columns[i];
        SvyLine *line = texts->cells[i];
        SvyNode *node;

        if (line == NULL)
            continue;
        node = svy_layout_draw_line(
            layout, &texts->cells[i],
            column->is_strong     ? SVY_ROLE_CELL
            : column->is_interval ? SVY_ROLE_INTERVAL
                                  : SVY_ROLE_BASE,
            column->is_left ? dots->texts->cell_left[i] : dots->texts->cell_right[i] - line->width,
            svy_layout_centre_line(layout, line, y),
            column->is_strong ? dots->styles[dots->rows[row].style].text_color : SVY_TERTIARY);
        node->datum.row = row;
        svy_layout_set_cell(node, row + 1, get_table_column(i));
    }
}

static void draw(SvyPanel *panel, const SvyLayout *layout)
{
    const SvyDots *dots = (const SvyDots *)panel;

    if (!layout->is_inset) {
        draw_heads(dots, layout);
        draw_keys(dots, layout);
    }
    for (size_t row = 0; row < dots->n_rows; row++)
        draw_cells(dots, layout, row);
    draw_axis(dots, layout);
    draw_ends(dots, layout);
    for (size_t row = 0; row < dots->n_rows; row++) {
        const double y = svy_layout_get_middle(layout, row);

        if (!dots->rows[row].is_drawn || get_row(layout, row)->message != NULL)
            continue;
        draw_target(dots, layout, row, y);
        draw_everybody(dots, layout, row, y);
        draw_whisker(dots, layout, row, y);
        draw_mark(dots, layout, row, y);
    }
}

SvyDots *svy_dots_new(size_t n_rows)
{
    SvyDots *dots = g_new0(SvyDots, 1);

    dots->panel = (SvyPanel){measure, draw, dots_free};
    dots->n_rows = n_rows;
    dots->rows = g_new0(SvyDotsRow, n_rows);
    dots->mark_scale = 1;
    return dots;
}
