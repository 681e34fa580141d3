/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "histogram": how the answers to one question for a number are spread: a bar for each bin
 * with the interval of its share, and above them where the middle half and the median lie. The
 * outermost bins may be open ("60 or more"): those stand apart. */
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

/* Lengths in m. */
static const double tail_gap = 0.7, bar_most = 14, bar_least = 1.1, bar_part = 0.5;
static const double bar_inset = 0.03, figure_pad = 0.34, label_gap = 0.6;
static const double head_gap = 0.75, bracket_gap = 0.9, cap_reach = 0.22;
static const double whisker_stroke = 0.11, bracket_stroke = 0.16, median_stroke = 0.14;
static const double outline_stroke = 0.12, part_head = 0.6;
static const double base_stroke = 0.09, grid_stroke = 0.06, axis_drop = 1.35, axis_height = 1.9;
static const double least_plot = 8, wanted_plot = 17;

static const double tallest = 0.62;    /* height of the bars, of their width together */
static const double figure_room = 0.9; /* of a bar's width */

/* A bin. Of a group, several neighbouring bins may be told as one: the first of them has the share,
 * and the bar over all of them the height of what each would have if they were alike. */
typedef struct {
    const SvyCell *share; /* (nullable) of these bins, from the first of them */
    size_t row;           /* of the table */
    size_t n_bins;        /* that the share is of */
    char *figure;         /* (nullable) "31%" */
    char *label; /* "60+" of an open bin, "3" of a whole number; NULL: edges are labelled */
    SvyLine *figure_line, *label_line;
    double left; /* on the page */
} Bar;

typedef struct {
    SvyPanel panel;
    size_t n_bars;
    Bar *bars;     /* [n_bars] */
    double *edges; /* [n_bars + 1] NaN: open */
    bool is_centred, is_hollow;
    double q1, median, q3; /* NaN: not known */
    double most;           /* upper end of the highest interval */
    char *head;            /* (nullable) "Median 30, middle half 12 to 45" */
    char *message;         /* (nullable) stands where the bars would */
    SvyLine *head_line, *message_line;
    SvyLine **edge_lines; /* [n_bars + 1] (nullable each) */
    SvyAxis shares;       /* only where the bars are too narrow for figures */
    bool has_figures;
    double bar_width; /* points */
    double top, zero; /* of the bars, on the page */
} Histogram;

/* Texts */

static void drop_texts(Histogram *histogram)
{
    for (size_t i = 0; i < histogram->n_bars; i++) {
        g_clear_pointer(&histogram->bars[i].figure_line, svy_line_free);
        g_clear_pointer(&histogram->bars[i].label_line, svy_line_free);
    }
    for (size_t i = 0; i <= histogram->n_bars; i++)
        g_clear_pointer(&histogram->edge_lines[i], svy_line_free);
    g_clear_pointer(&histogram->head_line, svy_line_free);
    g_clear_pointer(&histogram->message_line, svy_line_free);
    svy_axis_clear(&histogram->shares);
}

static void histogram_free(SvyPanel *panel)
{
    Histogram *histogram = (Histogram *)panel;

    drop_texts(histogram);
    for (size_t i = 0; i < histogram->n_bars; i++) {
        g_free(histogram->bars[i].figure);
        g_free(histogram->bars[i].label);
    }
    g_free(histogram->edge_lines);
    g_free(histogram->bars);
    g_free(histogram->edges);
    g_free(histogram->head);
    g_free(histogram->message);
    g_free(histogram);
}

static bool is_open(const Histogram *histogram, size_t bar)
{
    return isnan(histogram->edges[bar]) || isnan(histogram->edges[bar + 1]);
}

/* The figures of all bars in one size: that of labels, the smallest, or none. */
static bool shape_figures(Histogram *histogram, const SvyLayout *layout, GError **error)
{
    const double sizes[] = {layout->label_pt, layout->m};

    for (size_t try = 0; try < G_N_ELEMENTS(sizes); try++) {
        double widest = 0; /* of a bin */

        for (size_t i = 0; i < histogram->n_bars; i++) {
            Bar *bar = &histogram->bars[i];

            if (bar->share == NULL)
                continue;
            if (!svy_layout_shape_line(layout, sizes[try], 600, false, bar->figure,
                                       &bar->figure_line, error))
                return false;
            widest = fmax(widest, svy_line_get_width(bar->figure_line) / (double)bar->n_bins);
        }
        histogram->has_figures = widest <= figure_room * histogram->bar_width;
        if (histogram->has_figures)
            return true;
    }
    for (size_t i = 0; i < histogram->n_bars; i++)
        g_clear_pointer(&histogram->bars[i].figure_line, svy_line_free);
    return true;
}

/* Below the bars */

static double get_middle(const Histogram *histogram, size_t bar)
{
    return histogram->bars[bar].left + histogram->bar_width / 2;
}

/* Where the @i-th edge is drawn. */
static double get_edge_x(const Histogram *histogram, size_t i)
{
    return i < histogram->n_bars && !(i > 0 && is_open(histogram, i))
               ? histogram->bars[i].left
               : histogram->bars[i - 1].left + histogram->bar_width;
}

static double get_bin_width(const Histogram *histogram)
{
    for (size_t i = 0; i < histogram->n_bars; i++)
        if (!is_open(histogram, i))
            return histogram->edges[i + 1] - histogram->edges[i];
    return 1;
}

static bool is_apart(const SvyLine *line,
                     double x,
                     const SvyLine *other,
                     double other_x,
                     double gap)
{
    return line == NULL || other == NULL ||
           fabs(x - other_x) >= (line->width + other->width) / 2 + gap;
}

/* Every so many-th label of bars, so that none comes close to the next; open bins keep theirs. */
static void thin_labels(Histogram *histogram, const SvyLayout *layout)
{
    const double gap = label_gap * layout->m;
    size_t last = histogram->n_bars;

    for (size_t i = histogram->n_bars; i-- > 0;) {
        Bar *bar = &histogram->bars[i];
        const bool is_kept =
            last == histogram->n_bars ||
            is_apart(bar->label_line, get_middle(histogram, i), histogram->bars[last].label_line,
                     get_middle(histogram, last), gap);

        if (is_kept && bar->label_line != NULL)
            last = i;
        else if (!is_kept && !is_open(histogram, i))
            g_clear_pointer(&bar->label_line, svy_line_free);
    }
}

static bool is_edge_free(const Histogram *histogram, const SvyLayout *layout, size_t i)
{
    const double gap = label_gap * layout->m, x = get_edge_x(histogram, i);

    for (size_t bar = 0; bar < histogram->n_bars; bar++)
        if (!is_apart(histogram->edge_lines[i], x, histogram->bars[bar].label_line,
                      get_middle(histogram, bar), gap))
            return false;
    return true;
}

/* True when the edges that are a multiple of @n_steps apart leave room for their labels. */
static bool fits_edges(const Histogram *histogram, const SvyLayout *layout, size_t n_steps)
{
    const double distance = (double)n_steps * histogram->bar_width;
    double widest = 0;

    for (size_t i = 0; i <= histogram->n_bars; i++)
        widest = fmax(widest, svy_line_get_width(histogram->edge_lines[i]));
    return widest + label_gap * layout->m <= distance;
}

static bool shape_edges(Histogram *histogram, const SvyLayout *layout, GError **error)
{
    static const size_t steps[] = {1, 2, 5, 10, 20, 50};
    const double width = get_bin_width(histogram);
    size_t step = 0;

    for (size_t i = 0; i <= histogram->n_bars; i++) {
        g_autofree char *text = NULL;

        if (isnan(histogram->edges[i]))
            continue;
        text = svy_axis_format_number_in(layout->plot->language, histogram->edges[i],
                                         svy_axis_count_decimals(width));
        if (!svy_layout_shape_line(layout, layout->m, 400, true, text, &histogram->edge_lines[i],
                                   error))
            return false;
    }
    while (step + 1 < G_N_ELEMENTS(steps) && !fits_edges(histogram, layout, steps[step]))
        step++;
    for (size_t i = 0; i <= histogram->n_bars; i++) {
        const long long place =
            isnan(histogram->edges[i]) ? 0 : llround(histogram->edges[i] / width);

        if (place % (long long)steps[step] != 0 || !is_edge_free(histogram, layout, i))
            g_clear_pointer(&histogram->edge_lines[i], svy_line_free);
    }
    return true;
}

static bool shape_labels(Histogram *histogram, const SvyLayout *layout, GError **error)
{
    for (size_t i = 0; i < histogram->n_bars; i++)
        if (!svy_layout_shape_line(layout, layout->m, 400, true, histogram->bars[i].label,
                                   &histogram->bars[i].label_line, error))
            return false;
    thin_labels(histogram, layout);
    return histogram->is_centred || shape_edges(histogram, layout, error);
}

/* Placing */

static size_t count_tails(const Histogram *histogram)
{
    size_t n = 0;

    for (size_t i = 0; i < histogram->n_bars; i++)
        n += is_open(histogram, i);
    return n;
}

/* In a part of a page a bar may reach from the other bins into a tail. */
static double get_tail_gap(const SvyLayout *layout)
{
    return layout->is_inset ? 0 : tail_gap * layout->m;
}

static void place_bars(Histogram *histogram, const SvyLayout *layout, double left, double right)
{
    const double gap = get_tail_gap(layout);
    const double room = layout->room_right - layout->room_left - left - right;
    const double n = (double)histogram->n_bars;
    double x = layout->room_left + left;

    histogram->bar_width =
        fmin(bar_most * layout->m, (room - (double)count_tails(histogram) * gap) / n);
    for (size_t i = 0; i < histogram->n_bars; i++) {
        const bool is_after = i > 0 && (is_open(histogram, i) || is_open(histogram, i - 1));

        x += is_after ? gap : 0;
        histogram->bars[i].left = x;
        x += histogram->bar_width;
    }
}

static char *format_share(const char *language, double value, unsigned n_decimals)
{
    (void)n_decimals;
    return svy_plot_format_pct_in(language, value);
}

/* How far labels would stand out of the room on either side. */
static void measure_overhang(const Histogram *histogram,
                             const SvyLayout *layout,
                             double *left,
                             double *right)
{
    for (size_t i = 0; i <= histogram->n_bars; i++) {
        const double half = svy_line_get_width(histogram->edge_lines[i]) / 2;
        const double x = get_edge_x(histogram, i);

        *left = fmax(*left, half - (x - layout->room_left));
        *right = fmax(*right, half - (layout->room_right - x));
    }
    for (size_t i = 0; i < histogram->n_bars; i++) {
        const double half = svy_line_get_width(histogram->bars[i].label_line) / 2;
        const double x = get_middle(histogram, i);

        *left = fmax(*left, half - (x - layout->room_left));
        *right = fmax(*right, half - (layout->room_right - x));
    }
}

/* The upper end of the highest interval, in all panels that share the scale. */
static double find_most(const Histogram *histogram)
{
    double most = histogram->most;

    for (size_t i = 0; i < histogram->panel.n_peers; i++)
        most = fmax(most, ((const Histogram *)histogram->panel.peers[i])->most);
    return most;
}

/* Bars too narrow for figures get an axis of shares at their left. */
static bool place_all(Histogram *histogram, const SvyLayout *layout, GError **error)
{
    double axis = 0, left = 0, right = 0;

    place_bars(histogram, layout, 0, 0);
    if (!shape_labels(histogram, layout, error))
        return false;
    measure_overhang(histogram, layout, &left, &right);
    place_bars(histogram, layout, left, right);
    if (!shape_figures(histogram, layout, error))
        return false;
    if (!histogram->has_figures) {
        histogram->shares.to = fmax(find_most(histogram), 0.01);
        if (!svy_axis_shape(&histogram->shares, layout, 5, format_share, error))
            return false;
        axis = svy_axis_get_label_width(&histogram->shares) + label_gap * layout->m;
    }
    place_bars(histogram, layout, left + axis, right);
    return shape_labels(histogram, layout, error);
}

static double measure_head(const Histogram *histogram, const SvyLayout *layout)
{
    if (histogram->head == NULL)
        return layout->is_inset ? part_head * layout->m : 0;
    return (layout->theme->head + head_gap + bracket_gap) * layout->m;
}

/* On the page, from the first to the last edge that is closed. */
static void set_axis(const Histogram *histogram, SvyPanelSize *size)
{
    size_t first = histogram->n_bars, last = 0;

    for (size_t i = 0; i < histogram->n_bars; i++) {
        if (is_open(histogram, i))
            continue;
        first = MIN(first, i);
        last = i;
    }
    if (first == histogram->n_bars)
        return;
    size->axis_left = histogram->bars[first].left;
    size->axis_width = histogram->bars[last].left + histogram->bar_width - size->axis_left;
}

static bool measure(SvyPanel *panel,
                    const SvyLayout *layout,
                    GPtrArray *notes,
                    SvyPanelSize *ret_size,
                    GError **error)
{
    Histogram *histogram = (Histogram *)panel;
    const double m = layout->m, room = layout->room_right - layout->room_left;
    double head, frame;

    (void)notes;
    drop_texts(histogram);
    if (!svy_layout_shape_line(layout, layout->theme->head * m, 600, false, histogram->head,
                               &histogram->head_line, error) ||
        !svy_layout_shape_line(layout, m, 400, true, histogram->message, &histogram->message_line,
                               error))
        return false;
    if (histogram->message != NULL) {
        *ret_size = (SvyPanelSize){.least_height = 2 * m, .wanted_height = 3 * m};
        return true;
    }
    if (!place_all(histogram, layout, error))
        return false;
    head = measure_head(histogram, layout);
    frame = head + axis_height * m;
    *ret_size = (SvyPanelSize){
        .missing_width =
            fmax(0, fmax(((layout->is_inset ? bar_part : bar_least) * m - histogram->bar_width) *
                             (double)histogram->n_bars,
                         svy_line_get_width(histogram->head_line) - room)),
        .least_height = frame + least_plot * m,
        .wanted_height =
            frame + (layout->is_inset ? fmax(least_plot * m, fmin(wanted_plot * m, tallest * room))
                                      : fmax(wanted_plot * m, 0.3 * room)),
    };
    set_axis(histogram, ret_size);
    return true;
}

/* Drawing */

static double get_height(const Histogram *histogram, double share, double scale)
{
    return histogram->zero - share * scale;
}

static void place_vertically(Histogram *histogram, const SvyLayout *layout)
{
    const double m = layout->m, room = layout->room_right - layout->room_left;
    const double head = measure_head(histogram, layout);
    const double height = layout->rows_bottom - layout->rows_top - head - axis_height * m;

    histogram->top = layout->rows_top + head;
    histogram->zero = histogram->top + fmin(height, fmax(tallest * room, least_plot * m));
}

/* Points of a share of 1: the highest figure still has its room. */
static double find_scale(const Histogram *histogram, const SvyLayout *layout)
{
    double above = 0.3 * layout->m;

    if (histogram->has_figures)
        above = figure_pad * layout->m + 0.75 * layout->label_pt + 0.7 * layout->m;
    return (histogram->zero - histogram->top -
            fmax(above, layout->marks.radius + 0.1 * layout->m)) /
           fmax(find_most(histogram), 0.01);
}

/* A whisker must look out of its mark. */
static bool has_whisker(const SvyLayout *layout, const SvyEstimate *p, double scale)
{
    return svy_scale_looks_out(&layout->marks, layout->marks.radius, p->value, p->lo, p->hi, scale);
}

/* What stands for one bin. */
static SvyEstimate get_mean(const Bar *bar)
{
    SvyEstimate p = bar->share->share.p;
    const double n = (double)bar->n_bins;

    p.value /= n;
    p.lo /= n;
    p.hi /= n;
    return p;
}

static double get_width(const Histogram *histogram, size_t bar)
{
    return histogram->bar_width * (double)histogram->bars[bar].n_bins;
}

static double get_centre(const Histogram *histogram, size_t bar)
{
    return histogram->bars[bar].left + get_width(histogram, bar) / 2;
}

static void draw_whisker(const Histogram *histogram,
                         const SvyLayout *layout,
                         size_t bar,
                         double scale)
{
    const SvyEstimate mean = get_mean(&histogram->bars[bar]), *p = &mean;
    const SvyEstimate *share = &histogram->bars[bar].share->share.p;
    const size_t row = histogram->bars[bar].row;
    const double x = get_centre(histogram, bar), m = layout->m;
    const double reach = fmin(cap_reach * m, 0.3 * histogram->bar_width);
    const double ends[] = {get_height(histogram, p->lo, scale),
                           get_height(histogram, p->hi, scale)};
    const SvyColor color = svy_layout_get_color(layout, SVY_SERIES_1_TEXT);
    SvyNode *node = svy_scene_add_line(layout->scene, SVY_ROLE_WHISKER, x, ends[0], x, ends[1],
                                       whisker_stroke * m, color);

    node->datum = (SvyDatum){row, 0, true, share->lo, share->hi};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        svy_scene_add_line(layout->scene, SVY_ROLE_CAP, x - reach, ends[i], x + reach, ends[i],
                           whisker_stroke * m, color)
            ->datum.row = row;
}

static void draw_bar(const Histogram *histogram, const SvyLayout *layout, size_t bar, double scale)
{
    const SvyEstimate mean = get_mean(&histogram->bars[bar]), *p = &mean;
    const double share = histogram->bars[bar].share->share.p.value;
    const size_t row = histogram->bars[bar].row;
    const double x = histogram->bars[bar].left + bar_inset * layout->m;
    const double y = get_height(histogram, p->value, scale);
    const double radius = fmin(layout->marks.radius, 0.3 * histogram->bar_width);
    SvyNode *node;

    if (p->value > 0) {
        node = svy_scene_add_rect(layout->scene, SVY_ROLE_BAR,
                                  (SvyRect){x, y,
                                            get_width(histogram, bar) - 2 * bar_inset * layout->m,
                                            histogram->zero - y},
                                  svy_layout_get_color(layout, SVY_SERIES_1_TINT));
        node->datum = (SvyDatum){row, 0, true, 0, share};
    }
    if (has_whisker(layout, p, scale))
        draw_whisker(histogram, layout, bar, scale);
    node = svy_scene_add_mark(layout->scene, SVY_ROLE_MARK, SVY_NODE_CIRCLE,
                              get_centre(histogram, bar), y, radius,
                              svy_layout_get_color(layout, SVY_SERIES_1));
    node->datum = (SvyDatum){row, 0, true, share, share};
    node->has_halo = true;
    node->halo = svy_layout_get_color(layout, SVY_PAPER);
    node->is_hollow = histogram->is_hollow;
    node->stroke = 0.36 * radius;
}

static void draw_figure(Histogram *histogram, const SvyLayout *layout, size_t bar, double scale)
{
    const SvyEstimate mean = get_mean(&histogram->bars[bar]), *p = &mean;
    const double share = histogram->bars[bar].share->share.p.value;
    SvyLine **line = &histogram->bars[bar].figure_line;
    const double top = has_whisker(layout, p, scale)
                           ? get_height(histogram, p->hi, scale)
                           : get_height(histogram, p->value, scale) - layout->marks.radius;
    double base = top - figure_pad * layout->m;
    SvyNode *node;

    if (*line == NULL)
        return;
    if (layout->is_inset) /* above the outline of everybody's */
        base = histogram->top + 0.75 * layout->label_pt;
    node = svy_layout_draw_line(layout, line, SVY_ROLE_VALUE,
                                get_centre(histogram, bar) - (*line)->width / 2, base,
                                SVY_SERIES_1_TEXT);
    node->datum = (SvyDatum){histogram->bars[bar].row, 0, true, share, share};
    svy_layout_set_cell(node, 1, bar);
}

static void draw_axis_text(const SvyLayout *layout, SvyLine **line, double x, double base)
{
    if (*line != NULL)
        svy_layout_draw_line(layout, line, SVY_ROLE_AXIS, x - (*line)->width / 2, base,
                             SVY_TERTIARY);
}

static void draw_labels(Histogram *histogram, const SvyLayout *layout)
{
    const double base = histogram->zero + axis_drop * layout->m;

    for (size_t i = 0; i < histogram->n_bars; i++)
        draw_axis_text(layout, &histogram->bars[i].label_line, get_middle(histogram, i), base);
    for (size_t i = 0; i <= histogram->n_bars; i++)
        draw_axis_text(layout, &histogram->edge_lines[i], get_edge_x(histogram, i), base);
}

/* Level lines behind the bars with their shares at the left. */
static void draw_shares(Histogram *histogram, const SvyLayout *layout, double scale)
{
    SvyAxis *shares = &histogram->shares;
    const double right = histogram->bars[histogram->n_bars - 1].left + histogram->bar_width;
    const double x = layout->room_left + svy_axis_get_label_width(shares);

    for (size_t i = 0; i < shares->n_ticks; i++) {
        const double y = get_height(histogram, shares->ticks[i], scale);
        SvyNode *node =
            svy_scene_add_line(layout->scene, SVY_ROLE_GRID, histogram->bars[0].left, y, right, y,
                               grid_stroke * layout->m, svy_layout_get_color(layout, SVY_GRID));

        node->datum.has_value = true;
        node->datum.value = node->datum.value_to = shares->ticks[i];
        svy_layout_draw_line(layout, &shares->labels[i], SVY_ROLE_AXIS,
                             x - shares->labels[i]->width,
                             svy_layout_centre_line(layout, shares->labels[i], y), SVY_TERTIARY);
    }
}

static void draw_base_line(const Histogram *histogram, const SvyLayout *layout)
{
    for (size_t i = 0; i < histogram->n_bars; i++) {
        size_t last = i;

        while (last + 1 < histogram->n_bars && !is_open(histogram, last) &&
               !is_open(histogram, last + 1))
            last++;
        svy_scene_add_line(layout->scene, SVY_ROLE_ZERO, histogram->bars[i].left, histogram->zero,
                           histogram->bars[last].left + histogram->bar_width, histogram->zero,
                           base_stroke * layout->m, svy_layout_get_color(layout, SVY_ZERO));
        i = last;
    }
}

/* NaN where the value lies in an open bin. */
static double get_x(const Histogram *histogram, double value)
{
    for (size_t i = 0; i < histogram->n_bars; i++) {
        const double from = histogram->edges[i], to = histogram->edges[i + 1];
        const bool is_last = i + 1 == histogram->n_bars || isnan(histogram->edges[i + 2]);

        if (value >= from && (value < to || (is_last && value <= to)))
            return histogram->bars[i].left + (value - from) / (to - from) * histogram->bar_width;
    }
    return NAN;
}

/* A bracket over the middle half, from which the median hangs. */
static void draw_middle(Histogram *histogram, const SvyLayout *layout)
{
    const double m = layout->m, y = histogram->top - 0.55 * bracket_gap * m;
    const double left = get_x(histogram, histogram->q1), right = get_x(histogram, histogram->q3);
    const double middle = get_x(histogram, histogram->median);
    const SvyColor ink = svy_layout_get_color(layout, SVY_SECONDARY);
    const double ends[] = {left, right};
    double x = layout->room_left;

    if (histogram->head_line == NULL)
        return;
    if (!isnan(middle))
        x = fmin(fmax(x, middle - histogram->head_line->width / 2),
                 layout->room_right - histogram->head_line->width);
    svy_layout_set_cell(svy_layout_draw_line(layout, &histogram->head_line, SVY_ROLE_HEAD, x,
                                             y - head_gap * m, SVY_INK),
                        0, 0);
    if (!isnan(middle))
        svy_layout_draw_cut_line(layout, SVY_ROLE_LEADER, middle, y, histogram->zero, median_stroke,
                                 SVY_INK, histogram->median);
    if (isnan(left) || isnan(right) || !(left < right))
        return;
    svy_scene_add_line(layout->scene, SVY_ROLE_CONNECTOR, left, y, right, y, bracket_stroke * m,
                       ink)
        ->datum = (SvyDatum){SVY_NO_ROW, SVY_NO_SERIES, true, histogram->q1, histogram->q3};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        svy_scene_add_line(layout->scene, SVY_ROLE_CAP, ends[i], y - bracket_stroke / 2 * m,
                           ends[i], y + 2 * cap_reach * m, bracket_stroke * m, ink);
}

static bool is_told(const Bar *bar)
{
    return bar->share != NULL && bar->share->status == SVY_STATUS_OK;
}

/* The bars of everybody behind those of a group, as a line over them. */
static void draw_outline(const Histogram *histogram, const SvyLayout *layout, double scale)
{
    const Histogram *all = (const Histogram *)histogram->panel.everybody;
    const SvyColor color = svy_layout_get_color(layout, SVY_TERTIARY);
    const double stroke = outline_stroke * layout->m;
    double last = histogram->zero;

    if (all == NULL || all == histogram || all->n_bars != histogram->n_bars || all->message != NULL)
        return;
    for (size_t i = 0; i <= all->n_bars; i++) {
        const bool is_end = i == all->n_bars;
        const double left =
            is_end ? histogram->bars[i - 1].left + histogram->bar_width : histogram->bars[i].left;
        const double value = is_end ? 0 : all->bars[i].share->share.p.value;
        const double y = get_height(histogram, value, scale);

        if (fabs(y - last) > 0.01)
            svy_scene_add_line(layout->scene, SVY_ROLE_REFERENCE, left, fmin(y, last), left,
                               fmax(y, last), stroke, color);
        if (!is_end)
            svy_scene_add_line(layout->scene, SVY_ROLE_REFERENCE, left, y,
                               left + histogram->bar_width, y, stroke, color)
                ->datum = (SvyDatum){i, 1, true, value, value};
        last = y;
    }
}

static void draw(SvyPanel *panel, const SvyLayout *layout)
{
    Histogram *histogram = (Histogram *)panel;
    double scale;

    if (histogram->message_line != NULL) {
        SvyNode *node = svy_layout_draw_line(layout, &histogram->message_line, SVY_ROLE_MESSAGE,
                                             layout->room_left, layout->rows_top + 1.5 * layout->m,
                                             SVY_TERTIARY);
        node->datum.row = 0;
        svy_layout_set_cell(node, 1, 0);
        return;
    }
    place_vertically(histogram, layout);
    scale = find_scale(histogram, layout);
    draw_shares(histogram, layout, scale);
    for (size_t i = 0; i < histogram->n_bars; i++)
        if (is_told(&histogram->bars[i]))
            draw_figure(histogram, layout, i, scale);
    draw_labels(histogram, layout);
    draw_base_line(histogram, layout);
    draw_outline(histogram, layout, scale);
    for (size_t i = 0; i < histogram->n_bars; i++)
        if (is_told(&histogram->bars[i]))
            draw_bar(histogram, layout, i, scale);
    draw_middle(histogram, layout);
}

/* Numbers */

static bool is_of_group(const SvyTable *table, const SvyChartFrame *frame)
{
    return frame != NULL && frame->bins != table;
}

static const SvyCell *get_share(const SvyTable *table, size_t row)
{
    return svy_table_get_cell(table, row, svy_table_find_column(table, "p"));
}

static const char *get_label(const SvyTable *table, size_t row)
{
    const char *label = svy_table_get_cell(table, row, 0)->text;

    return label != NULL ? label : "?";
}

/* Where something is withheld, its base is, too. */
static size_t get_base(const SvyTable *table)
{
    size_t base = 0;

    for (size_t i = 0; i < table->n_rows; i++)
        base = MAX(base, get_share(table, i)->share.base);
    return base;
}

/* Of a group some bins may be told; of everybody all are, or none. */
static bool can_show(const SvyTable *table, const SvyChartFrame *frame)
{
    size_t n_told = 0;

    for (size_t i = 0; i < table->n_rows; i++)
        n_told += get_share(table, i)->status == SVY_STATUS_OK;
    return get_base(table) >= SVY_PLOT_LEAST_BASE &&
           n_told >= (is_of_group(table, frame) ? 1 : table->n_rows);
}

/* The row of the same question in the table of numbers; n_rows when there is none. */
static size_t find_row(const SvyTable *numbers, const char *id)
{
    const size_t column = svy_table_find_column(numbers, "id");

    for (size_t row = 0; column < numbers->n_columns && id != NULL && row < numbers->n_rows;
         row++) {
        const char *text = svy_table_get_cell(numbers, row, column)->text;

        if (text != NULL && strcmp(text, id) == 0)
            return row;
    }
    return numbers->n_rows;
}

/* What the table of numbers says of the question, or NaN. */
static double find_number(const SvyResult *result, const SvyTable *table, const char *key)
{
    for (size_t i = 0; i < result->n_tables; i++) {
        const SvyTable *numbers = &result->tables[i];
        const size_t column = svy_table_find_column(numbers, key);
        const SvyCell *cell;

        if (numbers->kind != SVY_TABLE_NUMERIC || column == numbers->n_columns ||
            find_row(numbers, table->row_id) == numbers->n_rows)
            continue;
        cell = svy_table_get_cell(numbers, find_row(numbers, table->row_id), column);
        if (cell->kind == SVY_CELL_ESTIMATE && cell->status == SVY_STATUS_OK)
            return cell->share.p.value;
    }
    return NAN;
}

static bool is_centred(const SvyTable *table)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        const double from = table->row_edges[i], to = table->row_edges[i + 1];

        if (isnan(from) || isnan(to))
            continue;
        if (fabs(to - from - 1) > 1e-9 || fabs(from - floor(from) - 0.5) > 1e-9)
            return false;
    }
    return true;
}

/* "<20", "60+"; a whole number; NULL for what lies between two edges. */
static char *label_bar(const char *language, const Histogram *histogram, size_t bar)
{
    const double from = histogram->edges[bar], to = histogram->edges[bar + 1];
    const double shift = histogram->is_centred ? 0.5 : 0;
    const unsigned n_decimals = svy_axis_count_decimals(get_bin_width(histogram));

    if (isnan(from) && !isnan(to)) {
        g_autofree char *limit = svy_axis_format_number_in(language, to + shift, n_decimals);

        return g_strdup_printf("<%s", limit);
    }
    if (isnan(to) && !isnan(from)) {
        g_autofree char *limit = svy_axis_format_number_in(language, from + shift, n_decimals);

        return g_strdup_printf("%s+", limit);
    }
    return histogram->is_centred ? svy_axis_format_number_in(language, from + shift, 0) : NULL;
}

/* Whether a row of @table holds the @bin-th bin of the histogram. */
static bool holds_bin(const SvyTable *table, size_t row, const Histogram *histogram, size_t bin)
{
    const double from = table->row_edges[row], to = table->row_edges[row + 1];
    const double least = histogram->edges[bin], most = histogram->edges[bin + 1];

    return (isnan(from) || least >= from - 1e-9) && (isnan(to) || most <= to + 1e-9);
}

/* The first bin of each row has its share. */
static void fill_bars(const char *language, Histogram *histogram, const SvyTable *table)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        Bar *first = NULL;

        for (size_t i = 0; i < histogram->n_bars; i++) {
            if (!holds_bin(table, row, histogram, i))
                continue;
            first = first != NULL ? first : &histogram->bars[i];
            first->n_bins++;
        }
        if (first == NULL)
            continue;
        first->share = get_share(table, row);
        first->row = row;
        if (first->share->status != SVY_STATUS_OK)
            continue;
        first->figure = svy_plot_format_pct_in(language, first->share->share.p.value);
        histogram->most = fmax(histogram->most, first->share->share.p.hi / (double)first->n_bins);
    }
}

static void fill_quantiles(const SvyResult *result,
                           Histogram *histogram,
                           const SvyTable *table,
                           const SvyChartFrame *frame)
{
    if (is_of_group(table, frame)) {
        histogram->q1 = frame->slice->q1;
        histogram->median = frame->slice->median;
        histogram->q3 = frame->slice->q3;
        return;
    }
    histogram->q1 = find_number(result, table, "q1");
    histogram->median = find_number(result, table, "median");
    histogram->q3 = find_number(result, table, "q3");
}

/* The bins are everybody's. */
static Histogram *histogram_new(const SvyResult *result,
                                const SvyTable *table,
                                const SvyChartFrame *frame)
{
    const SvyTable *bins = is_of_group(table, frame) ? frame->bins : table;
    Histogram *histogram = g_new0(Histogram, 1);

    histogram->panel = (SvyPanel){measure, draw, histogram_free};
    histogram->n_bars = bins->n_rows;
    histogram->bars = g_new0(Bar, bins->n_rows);
    histogram->edge_lines = g_new0(SvyLine *, bins->n_rows + 1);
    histogram->edges = g_new(double, bins->n_rows + 1);
    memcpy(histogram->edges, bins->row_edges, (bins->n_rows + 1) * sizeof *bins->row_edges);
    histogram->is_centred = is_centred(bins);
    histogram->is_hollow = get_base(table) < SVY_PLOT_SMALL_BASE;
    fill_quantiles(result, histogram, table, frame);
    for (size_t i = 0; i < bins->n_rows; i++)
        histogram->bars[i].label = label_bar(result->survey.language, histogram, i);
    fill_bars(result->survey.language, histogram, table);
    return histogram;
}

static char *write_csv(const SvyTable *table, bool is_shown)
{
    GString *csv = g_string_new(NULL);

    svy_csv_append_row(
        csv, (const char *const[]){"label", "base", "p", "lo", "hi", "from", "to", "method", NULL});
    for (size_t i = 0; i < table->n_rows; i++) {
        const SvyShare *share = &get_share(table, i)->share;
        const double values[] = {share->p.value, share->p.lo, share->p.hi};
        const bool is_row_shown = is_shown && get_share(table, i)->status == SVY_STATUS_OK;

        svy_csv_append_text(csv, get_label(table, i));
        if (is_row_shown)
            svy_csv_append_count(csv, share->base);
        else
            svy_csv_append_text(csv, NULL);
        for (size_t k = 0; k < G_N_ELEMENTS(values); k++)
            svy_csv_append_number(csv, is_row_shown ? values[k] : (double)NAN);
        svy_csv_append_number(csv, table->row_edges[i]);
        svy_csv_append_number(csv, table->row_edges[i + 1]);
        svy_csv_append_text(csv, is_row_shown ? share->p.method : NULL);
        svy_csv_end_row(csv);
    }
    return g_string_free(csv, FALSE);
}

/* Words */

/* With one decimal more than the limits of the bins. */
static char *format_value(const char *language, const Histogram *histogram, double value)
{
    return svy_axis_format_number_in(language, value,
                                     svy_axis_count_decimals(get_bin_width(histogram)) + 1);
}

static bool has_quartiles(const Histogram *histogram)
{
    return !isnan(histogram->q1) && !isnan(histogram->median) && !isnan(histogram->q3);
}

static char *word_head(const char *language, const Histogram *histogram)
{
    g_autofree char *median = format_value(language, histogram, histogram->median);
    g_autofree char *q1 = format_value(language, histogram, histogram->q1);
    g_autofree char *q3 = format_value(language, histogram, histogram->q3);

    return g_strdup_printf(svy_tr(language, "Median %s, middle half %s to %s"), median, q1, q3);
}

static size_t find_mode(const SvyTable *table)
{
    size_t mode = 0;

    for (size_t i = 1; i < table->n_rows; i++)
        if (get_share(table, i)->share.p.value > get_share(table, mode)->share.p.value)
            mode = i;
    return mode;
}

/* The share of the most frequent bin, without a claim that the others are rarer. */
static char *word_mode_title(const char *language, const SvyTable *table, const char *people)
{
    const size_t mode = find_mode(table);
    g_autofree char *pct = svy_words_percent_in(language, &get_share(table, mode)->share);
    g_autofree char *title =
        g_strdup_printf(svy_tr(language, "%s of %s gave %s"), pct, people, get_label(table, mode));

    if (title[0] == 'f' || title[0] == 'm') /* "fewer than", "more than" */
        title[0] = (char)(title[0] - 'a' + 'A');
    return g_steal_pointer(&title);
}

static char *word_title(const SvyResult *result,
                        const SvyTable *table,
                        const Histogram *histogram,
                        bool is_shown)
{
    g_autofree char *people = svy_words_count_people(&result->survey, get_base(table));
    g_autofree char *median = format_value(result->survey.language, histogram, histogram->median);
    g_autofree char *q1 = format_value(result->survey.language, histogram, histogram->q1);
    g_autofree char *q3 = format_value(result->survey.language, histogram, histogram->q3);

    if (!is_shown)
        return g_strdup(svy_tr(result->survey.language,
                               "Too few answers to show how they are spread: fewer than 10"));
    if (!has_quartiles(histogram))
        return word_mode_title(result->survey.language, table, people);
    if (!(histogram->q1 < histogram->q3))
        return g_strdup_printf(svy_tr(result->survey.language, "At least half of %s gave %s"),
                               people, median);
    return g_strdup_printf(
        svy_tr(result->survey.language, "The middle half of %s gave %s to %s, with a median of %s"),
        people, q1, q3, median);
}

static char *word_subtitle(const SvyResult *result, const SvyTable *table, bool is_shown)
{
    g_autofree char *people = svy_words_count_people(&result->survey, get_base(table));
    g_autofree char *measure =
        g_strdup_printf(svy_tr(result->survey.language, "Share of %s who gave a number"), people);

    if (!is_shown)
        return svy_table_words_subtitle(
            table->row_text, svy_tr(result->survey.language, "Share of those who gave a number"));
    return svy_table_words_subtitle(table->row_text, measure);
}

static char *word_remark(const char *language, const Histogram *histogram, size_t base)
{
    if (!histogram->is_hollow || histogram->message != NULL)
        return NULL;
    return g_strdup_printf(svy_tr(language, "Small base, n = %zu: hollow marks."), base);
}

static char *word_spread(const SvyResult *result, const SvyTable *table, const Histogram *histogram)
{
    const double least = find_number(result, table, "min"),
                 most = find_number(result, table, "max");
    g_autofree char *head = NULL, *min = NULL, *max = NULL;

    if (!has_quartiles(histogram))
        return g_strdup("");
    head = word_head(result->survey.language, histogram);
    if (isnan(least) || isnan(most))
        return g_strdup_printf("%s.", head);
    min = format_value(result->survey.language, histogram, least);
    max = format_value(result->survey.language, histogram, most);
    return g_strdup_printf(svy_tr(result->survey.language, "%s, range %s to %s."), head, min, max);
}

static char *word_alt(const SvyResult *result,
                      const SvyTable *table,
                      const Histogram *histogram,
                      bool is_shown)
{
    const size_t mode = find_mode(table);
    g_autofree char *wording = svy_alt_name(table->row_text);
    g_autofree char *count = svy_tr_num_count(result->survey.language, get_base(table));
    g_autofree char *what = g_strdup_printf(
        svy_tr(result->survey.language, "Histogram of “%s” in %zu bars."), wording, table->n_rows);
    g_autofree char *spread = is_shown ? word_spread(result, table, histogram) : g_strdup("");
    g_autofree char *pct = is_shown ? svy_plot_format_pct_in(result->survey.language,
                                                             get_share(table, mode)->share.p.value)
                                    : g_strdup("");
    g_autofree char *bar =
        is_shown ? g_strdup_printf(svy_tr(result->survey.language, "Most often: %s, %s."),
                                   get_label(table, mode), pct)
                 : g_strdup(svy_tr(result->survey.language, "Too few answers to show."));
    g_autofree char *last =
        is_shown ? g_strdup_printf(svy_tr(result->survey.language, "Base %s."), count)
                 : g_strdup(svy_tr(result->survey.language, "Base 0."));
    g_autofree char *joined =
        svy_alt_join(*spread != '\0' ? (const char *const[]){what, spread, bar, last, NULL}
                                     : (const char *const[]){what, bar, last, NULL});

    return svy_plot_clean(joined);
}

static void describe(SvyPlot *plot, const SvyTable *table, bool is_shown)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        g_autofree char *label = svy_plot_clean(get_label(table, i));
        g_autofree char *share = svy_alt_share_of_in(plot->language, &get_share(table, i)->share);

        g_ptr_array_add(plot->descriptions,
                        g_strdup_printf(svy_tr(plot->language, "%s: %s."), label,
                                        is_shown && get_share(table, i)->status == SVY_STATUS_OK
                                            ? share
                                            : svy_tr(plot->language, "too few to show")));
    }
}

/* What the bars do not say themselves. */
static const char *word_bins(const char *language, const Histogram *histogram)
{
    const size_t n_tails = count_tails(histogram);

    if (histogram->is_centred || n_tails == histogram->n_bars)
        return n_tails > 0 ? svy_tr(language,
                                    "Bars that stand apart gather all that lies beyond the others.")
                           : NULL;
    return n_tails > 0
               ? svy_tr(language,
                        "A bar includes its lower limit, not its upper one; bars that stand apart "
                        "gather all that lies beyond the others.")
               : svy_tr(language, "A bar includes its lower limit, not its upper one.");
}

/* Of the panels of one page. */
static const char *word_parts(const char *language)
{
    return svy_tr(language, "The gray line has the intervals of everybody's answers. A bar over "
                            "several of them shows their mean, so that its area is the share; a "
                            "bar includes its lower limit, not its upper one.");
}

/* The plot */

static SvyPlot *plot_table(const SvyChartKind *kind,
                           const SvyResult *result,
                           const SvyTable *table,
                           const SvyChartOptions *options)
{
    SvyPlot *plot = svy_plot_new_in(result->survey.language, kind);
    Histogram *histogram = histogram_new(result, table, options->frame);
    const bool is_shown = can_show(table, options->frame);

    plot->panel = &histogram->panel;
    if (!is_shown)
        histogram->message = g_strdup(svy_tr(result->survey.language, "too few to show"));
    else if (has_quartiles(histogram))
        histogram->head = word_head(result->survey.language, histogram);
    plot->title = word_title(result, table, histogram, is_shown);
    plot->subtitle = word_subtitle(result, table, is_shown);
    plot->remark = word_remark(result->survey.language, histogram, get_base(table));
    plot->csv = write_csv(table, is_shown);
    plot->alt = word_alt(result, table, histogram, is_shown);
    describe(plot, table, is_shown);
    svy_plot_add_table_notes(plot, result, table);
    if (options->frame != NULL)
        svy_plot_add_note(plot, g_strdup(word_parts(result->survey.language)), false);
    else if (is_shown)
        svy_plot_add_note(plot, g_strdup(word_bins(result->survey.language, histogram)), false);
    svy_plot_add_key(plot, SVY_KEY_SWATCH, 0, SVY_SERIES_1_TINT,
                     svy_tr(result->survey.language, "the group"));
    return plot;
}

static bool accepts_table(const SvyTable *table)
{
    return table->kind == SVY_TABLE_BINS && table->row_edges != NULL && table->n_rows > 0 &&
           svy_table_find_column(table, "p") < table->n_columns;
}

const SvyChartKind svy_kind_histogram = {
    .name = "histogram",
    .summary = "how the answers to a question for a number are spread",
    .mark_scale = 0.64,
    .plot_table = plot_table,
    .accepts_table = accepts_table,
};
