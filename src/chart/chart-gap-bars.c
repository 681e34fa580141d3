/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "gap-bars": the gaps themselves, ranked: a bar from zero for each item, with the interval
 * of the paired difference at its end, and the two shares in words beside it. */
#include <math.h>

#include "base/csv-out.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/axis.h"
#include "chart/chart-registry.h"
#include "chart/each.h"
#include "chart/share-axis.h"
#include "result/words.h"

/* Lengths in m. */
static const double column_gap = 1.2, pad = 0.34, head_below = 0.7;
static const double whisker_stroke = 0.11, cap_reach = 0.22;
static const double least_bars = 10, least_part = 7, bar_most = 2.6, axis_height = 1.9;
static const double reference_stroke = 0.13, reference_reach = 0.3; /* beyond the bar */

static const double bar_share = 0.62; /* of the row */

typedef struct {
    const SvyGapItem *item;
    char *figure; /* "69" */
    char *shares; /* "81% use, 12% follow" */
    SvyLine *figure_line, *shares_line;
} Bar;

typedef struct {
    SvyPanel panel;
    size_t n_bars;
    Bar *bars; /* [n_bars] as the rows of the plot */
    char *head, *shares_head;
    SvyLine *head_line, *shares_head_line;
    SvyAxis axis;
    double end;         /* the gap that may take the whole room */
    double zero, scale; /* on the page; points of 100 */
    double shares_left;
} Bars;

static bool is_shown(const SvyGapItem *item)
{
    return item->has_account && item->base >= SVY_PLOT_LEAST_BASE &&
           item->gap.status == SVY_STATUS_OK && item->use.p.status == SVY_STATUS_OK &&
           item->follow.p.status == SVY_STATUS_OK;
}

/* Texts */

static void drop_texts(Bars *bars)
{
    for (size_t i = 0; i < bars->n_bars; i++) {
        g_clear_pointer(&bars->bars[i].figure_line, svy_line_free);
        g_clear_pointer(&bars->bars[i].shares_line, svy_line_free);
    }
    g_clear_pointer(&bars->head_line, svy_line_free);
    g_clear_pointer(&bars->shares_head_line, svy_line_free);
    svy_axis_clear(&bars->axis);
}

static void bars_free(SvyPanel *panel)
{
    Bars *bars = (Bars *)panel;

    drop_texts(bars);
    for (size_t i = 0; i < bars->n_bars; i++) {
        g_free(bars->bars[i].figure);
        g_free(bars->bars[i].shares);
    }
    g_free(bars->head);
    g_free(bars->shares_head);
    g_free(bars->bars);
    g_free(bars);
}

static bool shape_all(Bars *bars, const SvyLayout *layout, GError **error)
{
    const double head_pt = layout->theme->head * layout->m;

    drop_texts(bars);
    for (size_t i = 0; i < bars->n_bars; i++) {
        Bar *bar = &bars->bars[i];

        if (!svy_layout_shape_line(layout, layout->label_pt, 600, false, bar->figure,
                                   &bar->figure_line, error) ||
            !svy_layout_shape_line(layout, layout->m, 400, true, bar->shares, &bar->shares_line,
                                   error))
            return false;
    }
    return svy_layout_shape_line(layout, head_pt, 600, false, bars->head, &bars->head_line,
                                 error) &&
           svy_layout_shape_line(layout, layout->m, 400, true, bars->shares_head,
                                 &bars->shares_head_line, error);
}

/* The scale */

/* Ends of bar and whisker, in shares. */
static double get_low(const SvyGapItem *item)
{
    return fmin(0, fmin(item->gap.value, item->gap.lo));
}

static double get_high(const SvyGapItem *item)
{
    return fmax(0, fmax(item->gap.value, item->gap.hi));
}

/* The largest scale at which every figure stays in the room: each bar with its figure gives a
 * bound, as does each pair of a negative and a positive end. */
static void solve_scale(Bars *bars, const SvyLayout *layout, double room)
{
    const double text_pad = pad * layout->m;
    double low = 0, high = 10 * room;

    for (int round = 0; round < 60; round++) {
        const double scale = (low + high) / 2;
        double left = 0.5 * layout->m, right = 0.5 * layout->m;

        for (size_t i = 0; i < bars->n_bars; i++) {
            const Bar *bar = &bars->bars[i];
            const double text = svy_line_get_width(bar->figure_line) + text_pad;
            const bool is_negative = bar->item->gap.value < 0;

            if (bar->figure == NULL)
                continue;
            left = fmax(left, -get_low(bar->item) * scale + (is_negative ? text : 0));
            right = fmax(right, get_high(bar->item) * scale + (is_negative ? 0 : text));
        }
        if (left + right <= room) {
            low = scale;
            bars->zero = layout->room_left + left;
        } else {
            high = scale;
        }
    }
    bars->scale = fmin(low, (layout->room_left + room - bars->zero) / bars->end);
}

static char *format_points(const char *language, double value, unsigned n_decimals)
{
    (void)n_decimals;
    return svy_plot_format_points_in(language, value);
}

/* To the left as far as there are bars. */
static bool place_axis(Bars *bars, const SvyLayout *layout, double room, GError **error)
{
    double low = 0;

    for (size_t i = 0; i < bars->n_bars; i++)
        low = bars->bars[i].figure != NULL ? fmin(low, get_low(bars->bars[i].item)) : low;
    bars->axis.from = low;
    bars->axis.to = fmin(bars->end, (layout->room_left + room - bars->zero) / bars->scale);
    bars->axis.left = bars->zero + low * bars->scale;
    bars->axis.width = (bars->axis.to - low) * bars->scale;
    return svy_axis_shape(&bars->axis, layout, 5, format_points, error);
}

/* The scale of all panels of a page: figures stand in a column, so it is the room over the span. */
static bool place_inset(Bars *bars, const SvyLayout *layout, double *ret_room, GError **error)
{
    const double inset = fmax(layout->marks.radius, layout->m);
    double low = 0, end = bars->end, column = 0, room;

    for (size_t i = 0; i < bars->panel.n_peers; i++) {
        const Bars *peer = (const Bars *)bars->panel.peers[i];

        end = fmax(end, peer->end);
        for (size_t k = 0; k < peer->n_bars; k++) {
            if (peer->bars[k].figure == NULL)
                continue;
            low = fmin(low, get_low(peer->bars[k].item));
            column = fmax(column, svy_line_get_width(peer->bars[k].figure_line));
        }
    }
    room = layout->room_right - layout->room_left - column - 2 * pad * layout->m - 2 * inset;
    *ret_room = room;
    bars->scale = fmax(room, 1) / (end - low);
    bars->zero = layout->room_left + inset - low * bars->scale;
    bars->axis.from = low;
    bars->axis.to = end;
    bars->axis.left = layout->room_left + inset;
    bars->axis.width = fmax(room, 1);
    return svy_axis_shape(&bars->axis, layout, 2, format_points, error);
}

/* A whisker must look out of its mark. */
static bool has_whisker(const Bars *bars, const SvyLayout *layout, const SvyGapItem *item)
{
    return svy_scale_looks_out(&layout->marks, layout->marks.radius, item->gap.value, item->gap.lo,
                               item->gap.hi, bars->scale);
}

static void note_whiskers(const Bars *bars, const SvyLayout *layout, GPtrArray *notes)
{
    for (size_t i = 0; i < bars->n_bars; i++) {
        if (bars->bars[i].figure == NULL || has_whisker(bars, layout, bars->bars[i].item))
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
    Bars *bars = (Bars *)panel;
    double column = 0, room;

    if (!shape_all(bars, layout, error))
        return false;
    if (layout->is_inset) {
        if (!place_inset(bars, layout, &room, error))
            return false;
        *ret_size = (SvyPanelSize){.missing_width = fmax(0, least_part * layout->m - room),
                                   .foot = (SVY_M_TICK + axis_height) * layout->m,
                                   .least_row = 1.3 * layout->label_pt,
                                   .axis_left = bars->zero,
                                   .axis_width = bars->scale,
                                   .message_left = bars->zero};
        return true;
    }
    column = svy_line_get_width(bars->shares_head_line);
    for (size_t i = 0; i < bars->n_bars; i++)
        column = fmax(column, svy_line_get_width(bars->bars[i].shares_line));
    bars->shares_left = layout->room_right - column;
    room = bars->shares_left - column_gap * layout->m - layout->room_left;
    bars->zero = layout->room_left;
    solve_scale(bars, layout, fmax(room, 1));
    if (!place_axis(bars, layout, fmax(room, 1), error))
        return false;
    note_whiskers(bars, layout, notes);
    *ret_size = (SvyPanelSize){
        .missing_width = fmax(0, fmax(least_bars * layout->m, bars->head_line->width) - room),
        .head = (1.1 * layout->theme->head + head_below) * layout->m,
        .foot = (SVY_M_TICK + axis_height) * layout->m,
        .least_row = 1.3 * layout->label_pt,
        .axis_left = bars->zero,
        .axis_width = bars->scale};
    return true;
}

/* Drawing */

static double measure_bar(const SvyLayout *layout)
{
    double height = bar_most * layout->m;

    for (size_t i = 0; i < layout->n_rows; i++)
        height = fmin(height, bar_share * layout->rows[i].height);
    return height;
}

static SvyThemeColor get_text_color(const SvyGapItem *item)
{
    return item->gap.value < 0 ? SVY_SERIES_4_TEXT : SVY_SERIES_1_TEXT;
}

static void draw_whisker(const Bars *bars, const SvyLayout *layout, size_t row)
{
    const SvyGapItem *item = bars->bars[row].item;
    const double y = svy_layout_get_middle(layout, row), reach = cap_reach * layout->m;
    const double ends[] = {bars->zero + item->gap.lo * bars->scale,
                           bars->zero + item->gap.hi * bars->scale};
    const SvyColor color = svy_layout_get_color(
        layout, svy_layout_choose_whisker(layout->plot->rows->pdata[row], get_text_color(item)));
    const double stroke = whisker_stroke * layout->m;
    SvyNode *node =
        svy_scene_add_line(layout->scene, SVY_ROLE_WHISKER, ends[0], y, ends[1], y, stroke, color);

    node->datum = (SvyDatum){row, 0, true, item->gap.lo, item->gap.hi};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        svy_scene_add_line(layout->scene, SVY_ROLE_CAP, ends[i], y - reach, ends[i], y + reach,
                           stroke, color)
            ->datum.row = row;
}

static SvyThemeColor get_bar_color(const SvyPlotRow *row, bool is_negative)
{
    if (is_negative)
        return row->is_focus ? SVY_SERIES_4_FOCUS : SVY_SERIES_4_TINT;
    return row->is_focus ? SVY_SERIES_1_FOCUS : SVY_SERIES_1_TINT;
}

/* Everybody's gap, where this is that of a group. */
static void draw_reference(const Bars *bars, const SvyLayout *layout, size_t row, double height)
{
    const Bars *all = (const Bars *)bars->panel.everybody;
    const double reach = height / 2 + reference_reach * layout->m;
    const double y = svy_layout_get_middle(layout, row);
    double x;

    if (all == NULL || row >= all->n_bars || all->bars[row].figure == NULL)
        return;
    x = bars->zero + all->bars[row].item->gap.value * bars->scale;
    svy_scene_add_line(layout->scene, SVY_ROLE_REFERENCE, x, y - reach, x, y + reach,
                       reference_stroke * layout->m, svy_layout_get_color(layout, SVY_TERTIARY))
        ->datum =
        (SvyDatum){row, 0, true, all->bars[row].item->gap.value, all->bars[row].item->gap.value};
}

static void draw_bar(const Bars *bars, const SvyLayout *layout, size_t row, double height)
{
    const SvyGapItem *item = bars->bars[row].item;
    const bool is_negative = item->gap.value < 0;
    const double y = svy_layout_get_middle(layout, row), x = item->gap.value * bars->scale;
    const SvyColor color = svy_layout_get_color(layout, is_negative ? SVY_SERIES_4 : SVY_SERIES_1);
    const SvyPlotRow *source = layout->plot->rows->pdata[row];
    SvyNode *node =
        svy_scene_add_rect(layout->scene, SVY_ROLE_BAR,
                           (SvyRect){bars->zero + fmin(0, x), y - height / 2, fabs(x), height},
                           svy_layout_get_color(layout, get_bar_color(source, is_negative)));

    node->datum = (SvyDatum){row, 0, true, 0, item->gap.value};
    draw_reference(bars, layout, row, height);
    if (has_whisker(bars, layout, item))
        draw_whisker(bars, layout, row);
    node = svy_scene_add_mark(layout->scene, SVY_ROLE_MARK, SVY_NODE_CIRCLE, bars->zero + x, y,
                              layout->marks.radius, color);
    node->datum = (SvyDatum){row, 0, true, item->gap.value, item->gap.value};
    node->has_halo = true;
    node->halo = svy_layout_get_backdrop(layout, row);
    node->is_hollow = source->is_hollow;
    node->stroke = 0.36 * layout->marks.radius;
}

static void draw_texts(Bars *bars, const SvyLayout *layout, size_t row)
{
    Bar *bar = &bars->bars[row];
    const double y = svy_layout_get_middle(layout, row), r = layout->marks.radius;
    const double text_pad = pad * layout->m, value = bar->item->gap.value * bars->scale;
    const bool is_negative = bar->item->gap.value < 0;
    const double left = fmin(get_low(bar->item) * bars->scale, value - r);
    const double right = fmax(get_high(bar->item) * bars->scale, value + r);
    const double beside =
        bars->zero +
        (is_negative ? left - text_pad - svy_line_get_width(bar->figure_line) : right + text_pad);
    const double x =
        layout->is_inset ? layout->room_right - svy_line_get_width(bar->figure_line) : beside;
    SvyNode *node;

    node = svy_layout_draw_line(layout, &bar->figure_line, SVY_ROLE_CELL, x,
                                svy_layout_centre_line(layout, bar->figure_line, y),
                                get_text_color(bar->item));
    node->datum.row = row;
    svy_layout_set_cell(node, row + 1, 1);
    if (layout->is_inset) {
        svy_scene_add_unseen(layout->scene, row + 1, 2, bar->shares);
        return;
    }
    node = svy_layout_draw_line(layout, &bar->shares_line, SVY_ROLE_REMARK, bars->shares_left,
                                svy_layout_centre_line(layout, bar->shares_line, y), SVY_SECONDARY);
    node->datum.row = row;
    svy_layout_set_cell(node, row + 1, 2);
}

static void draw_heads(Bars *bars, const SvyLayout *layout)
{
    const double base = layout->rows_top - head_below * layout->m;
    SvyNode *node = svy_layout_draw_line(layout, &bars->head_line, SVY_ROLE_HEAD, layout->room_left,
                                         base, SVY_INK);

    svy_layout_set_cell(node, 0, 1);
    node = svy_layout_draw_line(layout, &bars->shares_head_line, SVY_ROLE_COLUMN_HEAD,
                                bars->shares_left, base, SVY_TERTIARY);
    svy_layout_set_cell(node, 0, 2);
}

static void draw(SvyPanel *panel, const SvyLayout *layout)
{
    Bars *bars = (Bars *)panel;
    const double height = measure_bar(layout);

    if (!layout->is_inset)
        draw_heads(bars, layout);
    for (size_t row = 0; row < bars->n_bars; row++)
        if (bars->bars[row].figure != NULL)
            draw_texts(bars, layout, row);
    if (layout->hides_axis)
        svy_axis_drop_labels(&bars->axis);
    svy_axis_draw(&bars->axis, layout, layout->rows_top,
                  layout->rows_bottom + SVY_M_TICK * layout->m, 0,
                  layout->rows_bottom + (SVY_M_TICK + 1.15) * layout->m);
    for (size_t row = 0; row < bars->n_bars; row++)
        if (bars->bars[row].figure != NULL)
            draw_bar(bars, layout, row, height);
}

/* Words and numbers */

static const char *or_else(const char *text, const char *otherwise)
{
    return text != NULL && *text != '\0' ? text : otherwise;
}

static int compare_items(const void *a, const void *b)
{
    const SvyGapItem *one = *(const SvyGapItem *const *)a, *other = *(const SvyGapItem *const *)b;
    const double x = is_shown(one) ? one->gap.value : -2;
    const double y = is_shown(other) ? other->gap.value : -2;

    if (x > y || x < y)
        return x > y ? -1 : 1;
    return (one > other) - (one < other); /* both are in one array: the result's order */
}

/* Items with an account by their gap; all of them when none has one. (transfer full) array */
static GPtrArray *sort_items(const SvyGap *gap, const SvyChartFrame *frame)
{
    const SvyGap *sorted = frame != NULL ? frame->gap : gap;
    GPtrArray *items = g_ptr_array_new();

    for (size_t i = 0; i < sorted->n_items; i++)
        if (sorted->items[i].has_account)
            g_ptr_array_add(items, &sorted->items[i]);
    if (items->len == 0)
        for (size_t i = 0; i < sorted->n_items; i++)
            g_ptr_array_add(items, &sorted->items[i]);
    g_ptr_array_sort(items, compare_items);
    for (size_t i = 0; i < items->len; i++)
        items->pdata[i] = &gap->items[(const SvyGapItem *)items->pdata[i] - sorted->items];
    return items;
}

static char *word_shares(const char *language, const SvyGap *gap, const SvyGapItem *item)
{
    g_autofree char *use = svy_plot_format_pct_in(language, item->use.p.value);
    g_autofree char *follow = svy_plot_format_pct_in(language, item->follow.p.value);
    g_autofree char *text = g_strdup_printf(
        "%s %s, %s %s", use, svy_tr(language, or_else(gap->use_verb, SVY_TR("use"))), follow,
        svy_tr(language, or_else(gap->follow_verb, SVY_TR("follow"))));

    return svy_plot_clean(text);
}

static void append_csv_row(GString *csv, const char *label, const SvyGapItem *item)
{
    const bool has_gap = is_shown(item);
    const double values[] = {item->use.p.value, item->follow.p.value, item->gap.value, item->gap.lo,
                             item->gap.hi};

    svy_csv_append_text(csv, label);
    if (item->base >= SVY_PLOT_LEAST_BASE)
        svy_csv_append_count(csv, item->base);
    else
        svy_csv_append_text(csv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        svy_csv_append_number(csv, has_gap ? values[i] : (double)NAN);
    svy_csv_append_text(csv, has_gap ? item->gap.method : NULL);
    svy_csv_end_row(csv);
}

static char *describe_item(const char *language,
                           const SvyGap *gap,
                           const char *label,
                           const SvyGapItem *item)
{
    g_autofree char *points = NULL, *interval = NULL, *shares = NULL;

    if (!is_shown(item))
        return g_strdup_printf(svy_tr(language, "%s: %s."), label,
                               item->has_account ? svy_tr(language, "too few to show")
                                                 : svy_tr(language, "no account"));
    points = svy_plot_format_points_in(language, item->gap.value);
    interval = svy_plot_format_interval_in(language, item->gap.lo, item->gap.hi);
    shares = word_shares(language, gap, item);
    return g_strdup_printf(svy_tr(language, "%s: gap %s points (%s); %s."), label, points, interval,
                           shares);
}

/* "largest Facebook 70 points, smallest Flickr 13" of the items that are shown */
static char *word_ends(const char *language, const GPtrArray *items)
{
    const SvyGapItem *first = items->len > 0 ? items->pdata[0] : NULL, *last = first;
    g_autofree char *name = NULL, *points = NULL, *last_name = NULL, *last_points = NULL;

    if (first == NULL || !is_shown(first))
        return g_strdup(svy_tr(language, "No gap can be shown."));
    for (size_t i = 0; i < items->len && is_shown(items->pdata[i]); i++)
        last = items->pdata[i];
    name = svy_alt_name(first->label);
    points = svy_plot_format_points_in(language, first->gap.value);
    if (last == first)
        return g_strdup_printf(svy_tr(language, "%s %s points."), name, points);
    last_name = svy_alt_name(last->label);
    last_points = svy_plot_format_points_in(language, last->gap.value);
    return g_strdup_printf(svy_tr(language, "Largest %s, %s points; smallest %s, %s."), name,
                           points, last_name, last_points);
}

static char *word_alt(const char *language, const SvyGap *gap, const GPtrArray *items)
{
    g_autofree char *noun =
        svy_alt_name(svy_tr(language, or_else(gap->items_noun, SVY_TR("items"))));
    g_autofree char *base = svy_tr_num_count(language, gap->base);
    g_autofree char *what = g_strdup_printf(
        svy_tr(language, "Bar chart of the difference between use and following for %u %s."),
        items->len, noun);
    g_autofree char *ends = word_ends(language, items),
                    *last = g_strdup_printf(svy_tr(language, "Base %s."), base);
    g_autofree char *joined = svy_alt_join((const char *const[]){what, ends, last, NULL});

    return svy_plot_clean(joined);
}

static void add_notes(SvyPlot *plot, const SvySurvey *survey, const SvyGap *gap, double level)
{
    g_autofree char *base = svy_words_gap_base(survey, gap);
    g_autofree char *method = svy_words_gap_method_in(survey->language, gap, level);
    g_autofree char *source = svy_words_source(survey);

    svy_plot_add_note(plot, g_strdup_printf("%s %s", base, method), false);
    svy_plot_add_note(plot,
                      g_strdup_printf(svy_tr(survey->language, "Questions: “%s” “%s”%s%s"),
                                      or_else(gap->use_text, "?"), or_else(gap->follow_text, "?"),
                                      source != NULL ? " " : "", or_else(source, "")),
                      false);
    svy_plot_add_note(plot, svy_words_brief_caveat(survey), false);
    svy_plot_add_note(plot, svy_words_synthetic(survey), true);
}

/* Where there is no account nobody can follow: no gap. */
static void add_left_out(SvyPlot *plot, const SvyGap *gap, const GPtrArray *items, size_t n_shown)
{
    const size_t n_without = gap->n_items - items->len;

    if (n_without > 0)
        svy_plot_add_note(
            plot,
            g_strdup_printf(svy_tr(plot->language, "Not shown: %zu without an account."),
                            n_without),
            false);
    if (n_shown < items->len)
        svy_plot_add_note(
            plot,
            g_strdup_printf(svy_tr(plot->language, "Not shown: %zu more."), items->len - n_shown),
            false);
}

/* The plot */

static void add_item(SvyPlot *plot, Bar *bar, GString *csv, const SvyGap *gap)
{
    const SvyGapItem *item = bar->item;
    SvyPlotRow *row =
        svy_plot_add_row(plot, or_else(item->label, svy_tr(plot->language, "(no label)")));

    if (svy_plot_set_base(row, item->base, gap->base) && !is_shown(item))
        row->message = g_strdup(item->has_account ? svy_tr(plot->language, "too few to show")
                                                  : svy_tr(plot->language, "no account"));
    row->is_focus = item == &gap->items[0] && is_shown(item) && gap->n_items > 1;
    if (is_shown(item)) {
        bar->figure = svy_plot_format_points_in(plot->language, item->gap.value);
        bar->shares = word_shares(plot->language, gap, item);
    }
    append_csv_row(csv, row->label, item);
    g_ptr_array_add(plot->descriptions, describe_item(plot->language, gap, row->label, item));
}

static SvyPlot *plot_gap(const SvyChartKind *kind,
                         const SvySurvey *survey,
                         const SvyGap *gap,
                         double level,
                         const SvyChartOptions *options)
{
    SvyPlot *plot = svy_plot_new_in(survey->language, kind);
    Bars *bars = g_new0(Bars, 1);
    g_autoptr(GPtrArray) items = sort_items(gap, options->frame);
    const size_t n_shown = options->n_top > 0 ? MIN(options->n_top, items->len) : items->len;
    g_autofree char *pct = svy_words_level_in(survey->language, level);
    GString *csv = g_string_new(NULL);
    double most = 0;

    svy_csv_append_row(csv, (const char *const[]){"label", "base", "use_p", "follow_p", "gap",
                                                  "gap_lo", "gap_hi", "gap_method", NULL});
    bars->panel = (SvyPanel){measure, draw, bars_free};
    bars->n_bars = n_shown;
    bars->bars = g_new0(Bar, n_shown);
    bars->head = g_strdup_printf(svy_tr(survey->language, "Gap, points, with %s%% interval"), pct);
    bars->shares_head = g_strdup(svy_tr(survey->language, "of which the difference is"));
    plot->panel = &bars->panel;
    svy_plot_add_key(plot, SVY_KEY_WORDS, 0, SVY_INK, bars->head);
    for (size_t i = 0; i < n_shown; i++) {
        bars->bars[i].item = items->pdata[i];
        add_item(plot, &bars->bars[i], csv, gap);
        if (bars->bars[i].figure != NULL)
            most = fmax(most, fmax(get_high(items->pdata[i]), -get_low(items->pdata[i])));
    }
    bars->end = svy_share_axis_choose_end(most, options->axis_end);

    plot->title = svy_words_gap_headline(survey, gap);
    plot->subtitle = svy_words_gap_subtitle(survey, gap);
    add_notes(plot, survey, gap, level);
    add_left_out(plot, gap, items, n_shown);
    plot->csv = g_string_free(csv, FALSE);
    plot->alt = word_alt(survey->language, gap, items);
    return plot;
}

const SvyChartKind svy_kind_gap_bars = {
    .name = "gap-bars",
    .summary = "the gaps themselves, largest first, each with its interval",
    .mark_scale = 0.64,
    .may_split = true,
    .plot_gap = plot_gap,
};
