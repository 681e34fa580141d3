/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/panel-upset.h"

#include <math.h>

#include "base/translate.h"

/* Lengths in m. */
static const double shares_least = 4.5, shares_most = 13; /* of the bars of the rows */
static const double shares_gap = 1.6;                     /* to the labels of the axis */
static const double axis_gap = 0.55;                      /* from them to the columns */
static const double pitch_most = 4.2, pitch_air = 0.55;   /* of columns */
static const double bars_whole = 9, bars_snug = 7.5, bars_dense = 6;
static const double bars_least = 4.5;
static const double head_below = 0.75, head_gap = 1.1;
static const double foot_gap = 1.1;
static const double bars_part = 6, bars_part_least = 4.5; /* of a part of a page */
static const double reference_stroke = 0.13, reference_reach = 0.78, reference_side = 0.3;
static const double bar_most = 1.9, row_bar_most = 1.3;
static const double disc_most = 0.6;
static const double least_row = 1.24;
static const double least_tick = 1.75; /* from one to the next */
static const double grid_stroke = 0.06, base_stroke = 0.09, whisker_stroke = 0.11;
static const double cap_reach = 0.22, join_stroke = 0.3;
static const double clearance = 0.22; /* of grid lines around a text */
static const double band_overhang = 0.4;

static const double bar_share = 0.6;     /* of a row */
static const double column_share = 0.58; /* of a column, for its bar */
static const double disc_share = 0.34;   /* of a row or column */

enum { LEAST_COLUMNS = 3, LEAST_PART = 4, MOST_TICKS = 4, PART_TICKS = 2 };

struct SvyUpsetTexts {
    SvyLine *values[SVY_UPSET_COLUMNS];
    SvyLine *shares[SVY_UPSET_ROWS];
    SvyLine *ticks[MOST_TICKS + 1];
    SvyLine *row_head;
    SvyBlock *column_head, *rest;
    double tick_share;                              /* from one to the next */
    size_t n_ticks;                                 /* 0 included */
    size_t n_shown;                                 /* columns */
    double shares_left, shares_scale, shares_right; /* of their figures, of a part of a page */
    double head_left, axis_right;                   /* of the labels of the axis */
    double columns_left, pitch;
    double bars; /* height of the highest whisker */
    double bars_scale;
};

typedef struct SvyUpsetTexts Texts;

/* --- Making --------------------------------------------------------------------------------- */

static void texts_free(Texts *texts)
{
    if (texts == NULL)
        return;
    for (size_t i = 0; i < SVY_UPSET_COLUMNS; i++)
        svy_line_free(texts->values[i]);
    for (size_t i = 0; i < SVY_UPSET_ROWS; i++)
        svy_line_free(texts->shares[i]);
    for (size_t i = 0; i <= MOST_TICKS; i++)
        svy_line_free(texts->ticks[i]);
    svy_line_free(texts->row_head);
    svy_block_free(texts->column_head);
    svy_block_free(texts->rest);
    g_free(texts);
}

static void upset_free(SvyPanel *panel)
{
    SvyUpset *upset = (SvyUpset *)panel;

    texts_free(upset->texts);
    g_free(upset->row_head);
    g_free(upset->column_head);
    g_free(upset);
}

char *svy_upset_word_rest_in(const char *language, size_t n_rest, double rest, bool is_rest_known)
{
    g_autofree char *n = svy_tr_num_count(language, n_rest);
    g_autofree char *pct = svy_plot_format_pct_in(language, rest);

    if (!is_rest_known)
        return n_rest == 1
                   ? g_strdup(svy_tr(language, "1 other combination, not shown"))
                   : g_strdup_printf(svy_tr(language, "%s other combinations, not shown"), n);
    return n_rest == 1
               ? g_strdup_printf(svy_tr(language, "1 other combination: %s"), pct)
               : g_strdup_printf(svy_tr(language, "%s other combinations: %s together"), n, pct);
}

char *svy_upset_word_rest(size_t n_rest, double rest, bool is_rest_known)
{
    return svy_upset_word_rest_in(NULL, n_rest, rest, is_rest_known);
}

static bool is_known(const SvyEstimate *p)
{
    return p->status == SVY_STATUS_OK;
}

/* --- Shaping -------------------------------------------------------------------------------- */

static bool shape(const SvyLayout *layout,
                  double size_pt,
                  int weight,
                  const char *text,
                  SvyLine **ret_line,
                  GError **error)
{
    const SvyTextStyle style = {.weight = weight, .size_pt = size_pt, .is_tabular = weight == 400};

    return text == NULL || svy_measure_line(layout->theme->fonts, &style, text, ret_line, error);
}

static bool shape_rows(const SvyUpset *upset, const SvyLayout *layout, Texts *texts, GError **error)
{
    for (size_t i = 0; i < upset->n_rows; i++) {
        g_autofree char *text =
            is_known(&upset->rows[i])
                ? svy_plot_format_pct_in(layout->plot->language, upset->rows[i].value)
                : g_strdup("–");

        if (!shape(layout, layout->label_pt, 600, text, &texts->shares[i], error))
            return false;
    }
    return true;
}

static bool shape_columns(const SvyUpset *upset,
                          const SvyLayout *layout,
                          Texts *texts,
                          GError **error)
{
    for (size_t i = 0; i < upset->n_columns; i++) {
        g_autofree char *text =
            svy_plot_format_pct_in(layout->plot->language, upset->columns[i].p.value);

        if (!shape(layout, layout->m, 600, text, &texts->values[i], error))
            return false;
    }
    return true;
}

static double get_bars_height(const SvyLayout *layout)
{
    if (layout->is_inset)
        return (layout->fit >= SVY_FIT_DENSE ? bars_part_least : bars_part) * layout->m;
    if (layout->fit >= SVY_FIT_NO_INTERVALS)
        return bars_least * layout->m;
    if (layout->fit >= SVY_FIT_DENSE)
        return bars_dense * layout->m;
    return (layout->fit >= SVY_FIT_SNUG ? bars_snug : bars_whole) * layout->m;
}

static double find_own_highest(const SvyUpset *upset)
{
    double highest = 0;

    for (size_t i = 0; i < upset->n_columns; i++)
        highest = fmax(highest, upset->columns[i].p.hi);
    return highest;
}

/* Of all panels of a page. */
static double find_highest(const SvyUpset *upset)
{
    double highest = find_own_highest(upset);

    for (size_t i = 0; i < upset->panel.n_peers; i++)
        highest = fmax(highest, find_own_highest((const SvyUpset *)upset->panel.peers[i]));
    return highest;
}

/* The smallest round step that makes no more than MOST_TICKS and keeps their labels apart. */
static double choose_step(const SvyLayout *layout, double highest, double bars)
{
    static const double steps[] = {0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25};
    const double n_most = layout->is_inset ? PART_TICKS : MOST_TICKS;

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
        if (highest / steps[i] < n_most + 1 - 1e-9 &&
            steps[i] * bars / highest >= least_tick * layout->m)
            return steps[i];
    return 0.5;
}

static bool shape_axis(const SvyUpset *upset, const SvyLayout *layout, Texts *texts, GError **error)
{
    const double highest = fmax(0.001, find_highest(upset));

    texts->bars = get_bars_height(layout);
    texts->bars_scale = texts->bars / highest;
    texts->tick_share = choose_step(layout, highest, texts->bars);
    texts->n_ticks = MIN((size_t)(highest / texts->tick_share + 1e-9), MOST_TICKS) + 1;
    for (size_t i = 0; i < texts->n_ticks; i++) {
        const double share = (double)i * texts->tick_share;
        g_autofree char *number =
            svy_tr_num_pct(layout->plot->language, share, texts->tick_share < 0.01 ? 1 : 0);
        g_autofree char *text = g_strdup_printf(svy_tr(layout->plot->language, "%s%%"), number);

        if (!shape(layout, layout->m, 400, text, &texts->ticks[i], error))
            return false;
    }
    return true;
}

static bool shape_all(const SvyUpset *upset, const SvyLayout *layout, Texts *texts, GError **error)
{
    const double head_pt = layout->theme->head * layout->m;

    return shape_rows(upset, layout, texts, error) && shape_columns(upset, layout, texts, error) &&
           shape_axis(upset, layout, texts, error) &&
           shape(layout, head_pt, 600, upset->row_head, &texts->row_head, error);
}

/* Of what has no column, and of the columns that have no room. */
static bool shape_rest(const SvyUpset *upset, const SvyLayout *layout, Texts *texts, GError **error)
{
    const SvyTextStyle style = {.weight = 400, .size_pt = layout->m};
    size_t n = upset->n_rest;
    double rest = upset->rest;
    g_autofree char *words = NULL, *text = NULL;
    double width;

    for (size_t i = texts->n_shown; i < upset->n_columns; i++) {
        rest += upset->columns[i].p.value;
        n += upset->columns[i].p.value > 0;
    }
    if (n == 0)
        return true;
    width =
        layout->is_inset ? layout->room_right - layout->room_left : layout->right - layout->left;
    words = svy_upset_word_rest_in(layout->plot->language, n, rest, upset->is_rest_known);
    text = g_strdup_printf("+ %s", words);
    return svy_measure_block(layout->theme->fonts, &style, text, width, SVY_WRAP_BALANCE, 1.3,
                             &texts->rest, error);
}

/* --- Places --------------------------------------------------------------------------------- */

static double get_widest(SvyLine *const lines[], size_t n)
{
    double widest = 0;

    for (size_t i = 0; i < n; i++)
        widest = fmax(widest, svy_line_get_width(lines[i]));
    return widest;
}

static double find_own_longest(const SvyUpset *upset)
{
    double longest = 0.01;

    for (size_t i = 0; i < upset->n_rows; i++)
        if (is_known(&upset->rows[i]))
            longest = fmax(longest, fmax(upset->rows[i].hi, upset->rows[i].value));
    return longest;
}

static double find_longest(const SvyUpset *upset)
{
    double longest = find_own_longest(upset);

    for (size_t i = 0; i < upset->panel.n_peers; i++)
        longest = fmax(longest, find_own_longest((const SvyUpset *)upset->panel.peers[i]));
    return longest;
}

/* Figures of the rows and of the columns, the widest of all panels of a page. */
static void find_widest(const SvyUpset *upset, double *ret_shares, double *ret_values)
{
    *ret_shares = get_widest(upset->texts->shares, upset->n_rows);
    *ret_values = get_widest(upset->texts->values, upset->n_columns);
    for (size_t i = 0; i < upset->panel.n_peers; i++) {
        const SvyUpset *peer = (const SvyUpset *)upset->panel.peers[i];

        if (peer->texts == NULL)
            continue;
        *ret_shares = fmax(*ret_shares, get_widest(peer->texts->shares, peer->n_rows));
        *ret_values = fmax(*ret_values, get_widest(peer->texts->values, peer->n_columns));
    }
}

/* The columns take what they can use, the bars of the rows the rest within bounds. Returns how much
 * is missing. */
static double place_columns(const SvyUpset *upset, const SvyLayout *layout, Texts *texts)
{
    const double m = layout->m, pad = layout->marks.pad;
    const double n = (double)upset->n_columns;
    const size_t n_least = layout->is_inset ? LEAST_PART : LEAST_COLUMNS;
    double widest_share, widest_value;
    const double axis = shares_gap * m + get_widest(texts->ticks, texts->n_ticks) + axis_gap * m;
    const double heads = layout->is_inset ? 0 : svy_line_get_width(texts->row_head);
    double values, least, room, bars, width;

    find_widest(upset, &widest_share, &widest_value);
    values = pad + widest_share + (layout->is_inset ? layout->marks.radius : 0);
    least = widest_value + pitch_air * m;
    room = layout->room_right - layout->room_left - values - axis;
    bars = fmin(fmax(room - n * pitch_most * m, shares_least * m), shares_most * m);
    bars = fmax(bars, heads - values);
    width = room - bars;
    texts->n_shown = MIN(upset->n_columns, (size_t)fmax(0, width / least));
    texts->pitch = fmin(pitch_most * m, width / (double)MAX(texts->n_shown, 1));
    texts->shares_left = layout->room_left;
    texts->shares_scale = bars / find_longest(upset);
    texts->shares_right = layout->room_left + bars + values;
    texts->columns_left = layout->room_left + bars + values + axis;
    texts->axis_right = texts->columns_left - axis_gap * m;
    texts->head_left = texts->axis_right - get_widest(texts->ticks, texts->n_ticks);
    return fmax(0, least * (double)MIN(upset->n_columns, n_least) - width);
}

static bool shape_column_head(const SvyUpset *upset,
                              const SvyLayout *layout,
                              Texts *texts,
                              GError **error)
{
    const SvyTextStyle style = {.weight = 600, .size_pt = layout->theme->head * layout->m};

    return svy_measure_block(layout->theme->fonts, &style, upset->column_head,
                             layout->room_right - texts->head_left, SVY_WRAP_BALANCE, 1.24,
                             &texts->column_head, error);
}

/* Over the bars: their labels, and the head with its base. */
static double measure_head(const SvyLayout *layout, const Texts *texts)
{
    const double m = layout->m;

    if (layout->is_inset)
        return layout->marks.pad + m + texts->bars + head_below * m;
    return svy_block_get_height(texts->column_head) + head_gap * m + layout->marks.pad + m +
           texts->bars + head_below * m;
}

/* An interval that its mark would hide is left to the table beside the chart. */
static bool looks_out(const SvyLayout *layout, const SvyEstimate *p, double scale)
{
    return svy_scale_looks_out(&layout->marks, layout->marks.radius, p->value, p->lo, p->hi, scale);
}

static bool lacks_whiskers(const SvyUpset *upset, const SvyLayout *layout, const Texts *texts)
{
    for (size_t i = 0; i < upset->n_rows; i++)
        if (is_known(&upset->rows[i]) && !looks_out(layout, &upset->rows[i], texts->shares_scale))
            return true;
    for (size_t i = 0; i < texts->n_shown; i++)
        if (!looks_out(layout, &upset->columns[i].p, texts->bars_scale))
            return true;
    return false;
}

static bool is_empty(const SvyUpset *upset)
{
    return upset->n_columns == 0;
}

static bool measure(SvyPanel *panel,
                    const SvyLayout *layout,
                    GPtrArray *notes,
                    SvyPanelSize *ret_size,
                    GError **error)
{
    SvyUpset *upset = (SvyUpset *)panel;
    Texts *texts = g_new0(Texts, 1);
    const double m = layout->m;
    double missing, foot;

    texts_free(upset->texts);
    upset->texts = texts;
    *ret_size = (SvyPanelSize){.foot = SVY_M_TICK * m};
    if (is_empty(upset))
        return true;
    if (!shape_all(upset, layout, texts, error))
        return false;
    missing = place_columns(upset, layout, texts);
    if ((!layout->is_inset && !shape_column_head(upset, layout, texts, error)) ||
        !shape_rest(upset, layout, texts, error))
        return false;
    if (lacks_whiskers(upset, layout, texts))
        g_ptr_array_add(notes, g_strdup(svy_tr(layout->plot->language,
                                               "No whisker: interval narrower than the marker.")));
    foot = texts->rest != NULL ? foot_gap * m + svy_block_get_height(texts->rest) : 0;
    *ret_size = (SvyPanelSize){.missing_width = missing,
                               .head = measure_head(layout, texts),
                               .foot = SVY_M_TICK * m + foot,
                               .least_row = least_row * m,
                               .axis_left = texts->shares_left,
                               .axis_width = texts->shares_scale};
    return true;
}

/* --- Rows ----------------------------------------------------------------------------------- */

static void draw_bands(const SvyLayout *layout)
{
    const double over = band_overhang * layout->m;

    for (size_t i = 1; i < layout->n_rows; i += 2) {
        const SvyRowLayout *row = &layout->rows[i];
        const SvyRect box = {layout->left - over, row->top, layout->right - layout->left + 2 * over,
                             row->height};

        svy_scene_add_rect(layout->scene, SVY_ROLE_BAND, box,
                           svy_layout_get_color(layout, SVY_BAND))
            ->datum.row = i;
    }
}

static SvyColor get_row_backdrop(const SvyLayout *layout, size_t row)
{
    return svy_layout_get_color(layout, row % 2 == 1 ? SVY_BAND : SVY_PAPER);
}

static void add_whisker(const SvyLayout *layout,
                        const SvyEstimate *p,
                        SvyDatum datum,
                        double x0,
                        double y0,
                        double x1,
                        double y1)
{
    const double reach = cap_reach * layout->m, stroke = whisker_stroke * layout->m;
    const bool is_level = fabs(y1 - y0) < fabs(x1 - x0);
    const double dx = is_level ? 0 : reach, dy = is_level ? reach : 0;
    const SvyColor color = svy_layout_get_color(layout, SVY_SERIES_1_TEXT);
    SvyNode *node =
        svy_scene_add_line(layout->scene, SVY_ROLE_WHISKER, x0, y0, x1, y1, stroke, color);

    node->datum = datum;
    node->datum.value = p->lo;
    node->datum.value_to = p->hi;
    svy_scene_add_line(layout->scene, SVY_ROLE_CAP, x0 - dx, y0 - dy, x0 + dx, y0 + dy, stroke,
                       color)
        ->datum = (SvyDatum){datum.row, datum.series, true, p->lo, p->lo};
    svy_scene_add_line(layout->scene, SVY_ROLE_CAP, x1 - dx, y1 - dy, x1 + dx, y1 + dy, stroke,
                       color)
        ->datum = (SvyDatum){datum.row, datum.series, true, p->hi, p->hi};
}

static void add_mark(const SvyLayout *layout,
                     SvyDatum datum,
                     bool is_hollow,
                     SvyColor backdrop,
                     double x,
                     double y)
{
    SvyNode *node =
        svy_scene_add_mark(layout->scene, SVY_ROLE_MARK, SVY_NODE_CIRCLE, x, y,
                           layout->marks.radius, svy_layout_get_color(layout, SVY_SERIES_1));

    node->has_halo = true;
    node->halo = backdrop;
    node->is_hollow = is_hollow;
    node->stroke = 0.36 * layout->marks.radius;
    node->datum = datum;
}

/* Where this is a group: what everybody chose, across the bar. */
static void add_reference(const SvyLayout *layout,
                          SvyDatum datum,
                          double x0,
                          double y0,
                          double x1,
                          double y1)
{
    svy_scene_add_line(layout->scene, SVY_ROLE_REFERENCE, x0, y0, x1, y1,
                       reference_stroke * layout->m, svy_layout_get_color(layout, SVY_TERTIARY))
        ->datum = datum;
}

static void draw_row_reference(const SvyUpset *upset, const SvyLayout *layout, size_t row)
{
    const SvyUpset *all = (const SvyUpset *)upset->panel.everybody;
    const double reach = fmin(reference_reach * layout->m, 0.46 * layout->rows[row].height);
    const double y = svy_layout_get_middle(layout, row);
    double x, value;

    if (all == NULL || all == upset || !is_known(&all->rows[row]))
        return;
    value = all->rows[row].value;
    x = upset->texts->shares_left + value * upset->texts->shares_scale;
    add_reference(layout, (SvyDatum){row, 0, true, value, value}, x, y - reach, x, y + reach);
}

static double measure_row_bar(const SvyLayout *layout)
{
    double height = row_bar_most * layout->m;

    for (size_t i = 0; i < layout->n_rows; i++)
        height = fmin(height, bar_share * layout->rows[i].height);
    return height;
}

static void draw_share(const SvyUpset *upset, const SvyLayout *layout, size_t row, double height)
{
    Texts *texts = upset->texts;
    const SvyEstimate *p = &upset->rows[row];
    const double y = svy_layout_get_middle(layout, row), x0 = texts->shares_left;
    const double scale = texts->shares_scale;
    const SvyDatum datum = {row, 0, true, p->value, p->value};
    double end = x0;
    SvyNode *node;

    if (is_known(p)) {
        const bool has_whisker = looks_out(layout, p, scale);

        node = svy_scene_add_rect(layout->scene, SVY_ROLE_BAR,
                                  (SvyRect){x0, y - height / 2, p->value * scale, height},
                                  svy_layout_get_color(layout, SVY_SERIES_1_TINT));
        node->datum = (SvyDatum){row, 0, true, 0, p->value};
        draw_row_reference(upset, layout, row);
        if (has_whisker)
            add_whisker(layout, p, (SvyDatum){row, 0, true, p->lo, p->hi}, x0 + p->lo * scale, y,
                        x0 + p->hi * scale, y);
        add_mark(layout, datum, upset->is_small, get_row_backdrop(layout, row),
                 x0 + p->value * scale, y);
        end = fmax(x0 + p->value * scale + layout->marks.radius,
                   has_whisker ? x0 + p->hi * scale : x0);
    }
    if (layout->is_inset)
        end = texts->shares_right - texts->shares[row]->width - layout->marks.pad;
    node =
        svy_layout_draw_line(layout, &texts->shares[row], SVY_ROLE_VALUE, end + layout->marks.pad,
                             svy_layout_centre_line(layout, texts->shares[row], y),
                             is_known(p) ? SVY_SERIES_1_TEXT : SVY_TERTIARY);
    node->datum = datum;
    svy_layout_set_cell(node, row + 1, 1);
}

/* --- Columns -------------------------------------------------------------------------------- */

static double get_column_x(const Texts *texts, size_t column)
{
    return texts->columns_left + ((double)column + 0.5) * texts->pitch;
}

static double get_bars_bottom(const SvyLayout *layout)
{
    return layout->rows_top - head_below * layout->m;
}

static double measure_disc(const SvyLayout *layout, const Texts *texts)
{
    double radius = fmin(disc_most * layout->m, disc_share * texts->pitch);

    for (size_t i = 0; i < layout->n_rows; i++)
        radius = fmin(radius, disc_share * layout->rows[i].height);
    return radius;
}

static void draw_join(const SvyLayout *layout, const SvyUpsetColumn *column, double x)
{
    size_t first = layout->n_rows, last = 0;

    for (size_t i = 0; i < layout->n_rows; i++) {
        if ((column->rows >> i & 1) == 0)
            continue;
        first = MIN(first, i);
        last = i;
    }
    if (first < last)
        svy_scene_add_line(layout->scene, SVY_ROLE_CONNECTOR, x,
                           svy_layout_get_middle(layout, first), x,
                           svy_layout_get_middle(layout, last), join_stroke * layout->m,
                           svy_layout_get_color(layout, SVY_SERIES_1))
            ->datum.series = column->csv_row;
}

/* Empty discs first, so that the line that joins the others lies over them. */
static void draw_discs(const SvyLayout *layout, const SvyUpsetColumn *column, double x, double r)
{
    for (size_t i = 0; i < layout->n_rows; i++)
        if ((column->rows >> i & 1) == 0)
            svy_scene_add_mark(layout->scene, SVY_ROLE_GRID, SVY_NODE_CIRCLE, x,
                               svy_layout_get_middle(layout, i), r,
                               svy_layout_get_color(layout, SVY_GRID));
    draw_join(layout, column, x);
    for (size_t i = 0; i < layout->n_rows; i++) {
        SvyNode *node;

        if ((column->rows >> i & 1) == 0)
            continue;
        node = svy_scene_add_mark(layout->scene, SVY_ROLE_KEY, SVY_NODE_CIRCLE, x,
                                  svy_layout_get_middle(layout, i), r,
                                  svy_layout_get_color(layout, SVY_SERIES_1));
        node->datum.row = i;
        node->datum.series = column->csv_row;
    }
}

/* Returns where the figure may begin: above the bar and the stroke. */
static double draw_column_reference(const SvyUpset *upset,
                                    const SvyLayout *layout,
                                    size_t index,
                                    double width,
                                    double end)
{
    const SvyUpset *all = (const SvyUpset *)upset->panel.everybody;
    const double x = get_column_x(upset->texts, index), reach = reference_side * layout->m;
    double y, value;

    if (all == NULL || all == upset || index >= all->n_columns)
        return end;
    value = all->columns[index].p.value;
    y = get_bars_bottom(layout) - value * upset->texts->bars_scale;
    add_reference(layout, (SvyDatum){upset->columns[index].csv_row, 0, true, value, value},
                  x - width / 2 - reach, y, x + width / 2 + reach, y);
    return fmin(end, y - reference_stroke / 2 * layout->m);
}

static void draw_column(const SvyUpset *upset, const SvyLayout *layout, size_t index, double disc)
{
    Texts *texts = upset->texts;
    const SvyUpsetColumn *column = &upset->columns[index];
    const SvyEstimate *p = &column->p;
    const double x = get_column_x(texts, index), bottom = get_bars_bottom(layout);
    const double width = fmin(bar_most * layout->m, column_share * texts->pitch);
    const double top = bottom - p->value * texts->bars_scale;
    const bool has_whisker = looks_out(layout, p, texts->bars_scale);
    double end =
        fmin(top - layout->marks.radius, has_whisker ? bottom - p->hi * texts->bars_scale : bottom);
    const SvyDatum datum = {column->csv_row, 0, true, p->value, p->value};
    SvyNode *node = svy_scene_add_rect(layout->scene, SVY_ROLE_BAR,
                                       (SvyRect){x - width / 2, top, width, bottom - top},
                                       svy_layout_get_color(layout, SVY_SERIES_1_TINT));

    node->datum = (SvyDatum){column->csv_row, 0, true, 0, p->value};
    end = draw_column_reference(upset, layout, index, width, end);
    if (has_whisker)
        add_whisker(layout, p, (SvyDatum){column->csv_row, 0, true, p->lo, p->hi}, x,
                    bottom - p->lo * texts->bars_scale, x, bottom - p->hi * texts->bars_scale);
    add_mark(layout, datum, upset->is_small, svy_layout_get_color(layout, SVY_PAPER), x, top);
    node = svy_layout_draw_line(layout, &texts->values[index], SVY_ROLE_CELL,
                                x - texts->values[index]->width / 2, end - layout->marks.pad,
                                SVY_SERIES_1_TEXT);
    node->datum = datum;
    svy_layout_set_cell(node, 0, index + 2);
    draw_discs(layout, column, x, disc);
}

/* --- Around --------------------------------------------------------------------------------- */

/* A level line in pieces: none where a value stands. */
static void draw_cut_line(const SvyLayout *layout,
                          const Texts *texts,
                          const SvyNode *const values[],
                          double y,
                          double share)
{
    const double space = clearance * layout->m;
    const bool is_base = !(share > 0);
    const double right = get_column_x(texts, texts->n_shown - 1) + texts->pitch / 2;
    double x = texts->columns_left;

    for (size_t i = 0; i <= texts->n_shown; i++) {
        const bool is_end = i == texts->n_shown;
        const SvyRect box =
            svy_rect_grow(is_end ? (SvyRect){right, y, 0, 0} : values[i]->ink, space);
        const double end = is_end ? right : box.x;

        if (!is_end && (box.y > y || svy_rect_get_bottom(box) < y))
            continue;
        if (end - x > 0.1 * layout->m) {
            SvyNode *node =
                svy_scene_add_line(layout->scene, is_base ? SVY_ROLE_ZERO : SVY_ROLE_GRID, x, y,
                                   end, y, (is_base ? base_stroke : grid_stroke) * layout->m,
                                   svy_layout_get_color(layout, is_base ? SVY_ZERO : SVY_GRID));

            node->datum.has_value = true;
            node->datum.value = node->datum.value_to = share;
            node->order = is_base ? node->order : 0; /* below the bars */
        }
        x = svy_rect_get_right(box);
    }
}

/* The values as they stand over their columns, by column. */
static void find_values(const SvyLayout *layout, const SvyNode *ret_values[])
{
    for (size_t i = 0; i < layout->scene->nodes->len; i++) {
        const SvyNode *node = layout->scene->nodes->pdata[i];

        if (node->role == SVY_ROLE_CELL)
            ret_values[node->part_column - 2] = node;
    }
}

static void draw_axis(const SvyLayout *layout, Texts *texts)
{
    const SvyNode *values[SVY_UPSET_COLUMNS] = {NULL};

    find_values(layout, values);
    for (size_t i = 0; i < texts->n_ticks; i++) {
        const double share = (double)i * texts->tick_share;
        const double y = get_bars_bottom(layout) - share * texts->bars_scale;
        const double width = texts->ticks[i]->width;
        SvyNode *node;

        draw_cut_line(layout, texts, values, y, share);
        node =
            svy_layout_draw_line(layout, &texts->ticks[i], SVY_ROLE_AXIS, texts->axis_right - width,
                                 svy_layout_centre_line(layout, texts->ticks[i], y), SVY_TERTIARY);
        node->datum.has_value = true;
        node->datum.value = node->datum.value_to = share;
    }
}

static void draw_heads(const SvyLayout *layout, Texts *texts)
{
    const double top = layout->rows_top - layout->panel.head;
    SvyNode *node;

    svy_layout_draw_head(layout, texts->column_head, texts->head_left, top, 2);
    node = svy_layout_draw_line(layout, &texts->row_head, SVY_ROLE_HEAD, texts->shares_left,
                                get_bars_bottom(layout), SVY_INK);
    svy_layout_set_cell(node, 0, 1);
}

static void draw_rest(const SvyLayout *layout, Texts *texts)
{
    const double width = texts->rest != NULL ? texts->rest->width : 0;
    const double x = fmin(texts->columns_left, layout->right - width);
    const size_t column = texts->n_shown + 2;
    double y = layout->rows_bottom + (SVY_M_TICK + foot_gap / 2) * layout->m;

    if (texts->rest == NULL)
        return;
    y += texts->rest->top;
    for (size_t i = 0, n = texts->rest->lines->len; i < n; i++) {
        SvyLine *line = g_ptr_array_steal_index(texts->rest->lines, 0);
        SvyNode *node = svy_layout_draw_line(layout, &line, SVY_ROLE_REMARK, x,
                                             y + (double)i * texts->rest->pitch, SVY_TERTIARY);

        if (layout->is_inset) {
            svy_layout_set_cell(node, 0, column);
            continue;
        }
        node->part = SVY_PART_INTRO;
        node->part_row = 3;
    }
}

static void draw_base_line(const SvyLayout *layout, const Texts *texts)
{
    svy_scene_add_line(layout->scene, SVY_ROLE_ZERO, texts->shares_left, layout->rows_top,
                       texts->shares_left, layout->rows_bottom, base_stroke * layout->m,
                       svy_layout_get_color(layout, SVY_ZERO));
}

static void draw(SvyPanel *panel, const SvyLayout *layout)
{
    const SvyUpset *upset = (const SvyUpset *)panel;
    Texts *texts = upset->texts;
    const double height = measure_row_bar(layout);

    if (is_empty(upset))
        return;
    draw_bands(layout);
    for (size_t row = 0; row < upset->n_rows; row++)
        draw_share(upset, layout, row, height);
    draw_base_line(layout, texts);
    for (size_t column = 0; column < texts->n_shown; column++)
        draw_column(upset, layout, column, measure_disc(layout, texts));
    draw_axis(layout, texts);
    if (!layout->is_inset)
        draw_heads(layout, texts);
    draw_rest(layout, texts);
}

SvyUpset *svy_upset_new(void)
{
    SvyUpset *upset = g_new0(SvyUpset, 1);

    upset->panel =
        (SvyPanel){.measure = measure, .draw = draw, .free = upset_free, .has_own_foot = true};
    return upset;
}
