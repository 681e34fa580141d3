/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/panel-lines.h"

#include <math.h>

#include "base/text.h"
#include "chart/axis.h"

/* Lengths in m. */
static const double grid_stroke = 0.06, zero_stroke = 0.09, whisker_stroke = 0.11;
static const double line_stroke = 0.26, thin_stroke = 0.17, open_stroke = 0.13, focus_stroke = 0.38;
static const double dash = 0.7, dash_gap = 0.45, dash_stroke = 0.12;
static const double leader_stroke = 0.07;
static const double tick_gap = 0.7;  /* axis labels to what follows */
static const double gutter = 1.5;    /* marks to values: room for leaders */
static const double value_gap = 0.6; /* values to names */
static const double lane_width = 0.62;
static const double label_share = 0.3; /* of the width, for names */
static const double least_wave = 4;
static const double wave_gap = 0.8; /* between names of waves */
static const double key_pad = 0.4, key_gap = 1.4, key_line = 1.7, key_below = 0.9;
static const double least_width = 10, least_height = 9, wanted_height = 29, wanted_part = 16;
static const double wave_pitch = 1.24, above_waves = 1.5, below_name = 0.5;

static const double spacing = 1.15; /* of labels at the ends, in their heights */

enum { LABEL_LINES = 3, LANES = 5, MOST_THICK = 4, MOST_STEPS = 6 };

/* What stands at one end of a line: moved until it touches no other. */
typedef struct {
    size_t item;
    double wanted, height; /* middle */
    double y;
} Slot;

typedef struct {
    SvyLine *left, *right; /* values at the ends */
    SvyBlock *label;
    double dx[SVY_LINES_WAVES]; /* from the place of the wave */
} ItemTexts;

struct SvyLinesTexts {
    size_t n_items;
    ItemTexts *items;
    SvyLine *ticks[SVY_LINES_TICKS];
    SvyBlock *waves[SVY_LINES_WAVES];
    SvyBlock *bases[SVY_LINES_WAVES];
    SvyLine *keys[SVY_LINES_LAST];
    double key_x[SVY_LINES_LAST];
    size_t key_row[SVY_LINES_LAST];
    size_t n_key_rows;
    Slot *lefts, *rights;
    size_t n_lefts, n_rights;
    double left, right; /* of the first and the last wave */
    double left_values; /* right edge of the values at the left */
    double right_values, right_value_width, labels;
    double head, foot;  /* heights above and below the axis */
    double top, bottom; /* of the axis, once it is placed */
};

typedef struct SvyLinesTexts Texts;

static const SvyNodeType types[] = {SVY_NODE_CIRCLE, SVY_NODE_DIAMOND, SVY_NODE_SQUARE};
static const SvyThemeColor colors[] = {SVY_SERIES_1, SVY_SERIES_2, SVY_TERTIARY};
static const SvyThemeColor text_colors[] = {SVY_SERIES_1_TEXT, SVY_SERIES_2_TEXT, SVY_TERTIARY};
static const SvyThemeColor line_colors[] = {SVY_SERIES_1, SVY_SERIES_2, SVY_ZERO};

static void texts_free(Texts *texts)
{
    if (texts == NULL)
        return;
    for (size_t i = 0; i < texts->n_items; i++) {
        svy_line_free(texts->items[i].left);
        svy_line_free(texts->items[i].right);
        svy_block_free(texts->items[i].label);
    }
    for (size_t i = 0; i < SVY_LINES_TICKS; i++)
        svy_line_free(texts->ticks[i]);
    for (size_t i = 0; i < SVY_LINES_WAVES; i++) {
        svy_block_free(texts->waves[i]);
        svy_block_free(texts->bases[i]);
    }
    for (size_t i = 0; i < SVY_LINES_LAST; i++)
        svy_line_free(texts->keys[i]);
    g_free(texts->lefts);
    g_free(texts->rights);
    g_free(texts->items);
    g_free(texts);
}

static void lines_free(SvyPanel *panel)
{
    SvyLines *lines = (SvyLines *)panel;

    texts_free(lines->texts);
    for (size_t i = 0; i < lines->n_items; i++)
        g_free(lines->items[i].label);
    for (size_t i = 0; i < lines->n_waves; i++) {
        g_free(lines->waves[i].label);
        g_free(lines->waves[i].base);
    }
    for (size_t i = 0; i < SVY_LINES_LAST; i++)
        g_free(lines->key[i]);
    g_free(lines->items);
    g_free(lines);
}

void svy_lines_set_axis(SvyLines *lines, double low, double high)
{
    const double step = fmax(0.01, svy_axis_choose_step(fmax(high - low, 0.04), MOST_STEPS));
    const double first = floor(low / step + 1e-9), last = ceil(high / step - 1e-9);

    lines->n_ticks = 0;
    lines->low = first * step;
    lines->high = last * step;
    for (double i = first; i < last + 0.5 && lines->n_ticks < SVY_LINES_TICKS; i++)
        lines->ticks[lines->n_ticks++] = i * step;
}

/* --- Ends of lines -------------------------------------------------------------------------- */

/* The first or the last point that is drawn; NULL without any. */
static const SvyLinesPoint *find_end(const SvyLines *lines, const SvyLinesItem *item, bool is_last)
{
    for (size_t i = 0; i < lines->n_waves; i++) {
        const size_t wave = is_last ? lines->n_waves - 1 - i : i;

        if (item->points[wave].is_drawn)
            return &item->points[wave];
    }
    return NULL;
}

/* Values stand at the left only where the line begins there. */
static bool has_left(const SvyLines *lines, size_t item)
{
    return !lines->items[item].is_target && lines->items[item].points[0].is_drawn;
}

static bool has_right(const SvyLines *lines, size_t item)
{
    return lines->items[item].is_target || find_end(lines, &lines->items[item], true) != NULL;
}

static double get_time(const SvyLines *lines, size_t wave)
{
    const double first = lines->waves[0].time, last = lines->waves[lines->n_waves - 1].time;

    return (lines->waves[wave].time - first) / (last - first);
}

/* --- Shaping -------------------------------------------------------------------------------- */

static int get_weight(const SvyLinesItem *item)
{
    if (item->is_target)
        return 400;
    return item->is_focus ? 700 : 500;
}

static bool shape_label(const SvyLines *lines, const SvyLayout *layout, size_t i, GError **error)
{
    const SvyLinesItem *item = &lines->items[i];
    const SvyTextStyle style = {.weight = get_weight(item),
                                .size_pt = item->is_target ? layout->m : layout->label_pt};
    const double width = label_share * (layout->room_right - layout->room_left);
    g_autofree char *cut = g_strdup(item->label);
    size_t n_chars = (size_t)g_utf8_strlen(cut, -1);

    for (;;) {
        SvyBlock *block = NULL;

        if (!svy_measure_block(layout->theme->fonts, &style, cut, width, SVY_WRAP_BALANCE, 1.2,
                               &block, error))
            return false;
        if (block->lines->len <= LABEL_LINES || n_chars <= 12) {
            lines->texts->items[i].label = block;
            return true;
        }
        svy_block_free(block);
        n_chars -= MAX(n_chars / 20, 1);
        g_free(cut);
        cut = svy_text_cut(item->label, n_chars);
    }
}

static bool shape_item(const SvyLines *lines, const SvyLayout *layout, size_t i, GError **error)
{
    const SvyLinesItem *item = &lines->items[i];
    const SvyLinesPoint *last = find_end(lines, item, true);
    ItemTexts *texts = &lines->texts->items[i];

    if (has_left(lines, i)) {
        g_autofree char *value =
            svy_plot_format_pct_in(layout->plot->language, item->points[0].value);

        if (!svy_layout_shape_line(layout, layout->label_pt, 600, true, value, &texts->left, error))
            return false;
    }
    if (last != NULL && !item->is_target) {
        g_autofree char *value = svy_plot_format_pct_in(layout->plot->language, last->value);

        if (!svy_layout_shape_line(layout, layout->label_pt, 600, true, value, &texts->right,
                                   error))
            return false;
    }
    return !has_right(lines, i) || shape_label(lines, layout, i, error);
}

static bool shape_all(SvyLines *lines, const SvyLayout *layout, GError **error)
{
    Texts *texts = g_new0(Texts, 1);

    texts_free(lines->texts);
    lines->texts = texts;
    texts->n_items = lines->n_items;
    texts->items = g_new0(ItemTexts, lines->n_items);
    texts->lefts = g_new0(Slot, lines->n_items);
    texts->rights = g_new0(Slot, lines->n_items);
    for (size_t i = 0; i < lines->n_items; i++)
        if (!shape_item(lines, layout, i, error))
            return false;
    for (size_t i = 0; i < lines->n_ticks; i++) {
        g_autofree char *tick = svy_plot_format_pct_in(layout->plot->language, lines->ticks[i]);

        if (!svy_layout_shape_line(layout, layout->m, 400, true, tick, &texts->ticks[i], error))
            return false;
    }
    for (size_t i = 0; i < SVY_LINES_LAST; i++)
        if (!svy_layout_shape_line(layout, layout->m, 400, true, lines->key[i], &texts->keys[i],
                                   error))
            return false;
    return true;
}

/* --- Placing: columns ----------------------------------------------------------------------- */

static double get_x(const SvyLines *lines, size_t wave)
{
    return lines->texts->left + get_time(lines, wave) * (lines->texts->right - lines->texts->left);
}

typedef struct {
    double ticks, left, right, labels;
} Widths;

static void widen(Widths *widths, const SvyLines *lines)
{
    const Texts *texts = lines->texts;

    for (size_t i = 0; texts != NULL && i < lines->n_ticks; i++)
        widths->ticks = fmax(widths->ticks, svy_line_get_width(texts->ticks[i]));
    for (size_t i = 0; texts != NULL && i < lines->n_items; i++) {
        const SvyBlock *label = texts->items[i].label;

        widths->left = fmax(widths->left, svy_line_get_width(texts->items[i].left));
        widths->right = fmax(widths->right, svy_line_get_width(texts->items[i].right));
        widths->labels = fmax(widths->labels, label != NULL ? label->width : 0);
    }
}

/* As wide in all panels of a page. */
static void place_columns(const SvyLines *lines, const SvyLayout *layout)
{
    Texts *texts = lines->texts;
    const double m = layout->m, side = (gutter + lane_width * (LANES / 2)) * m;
    Widths widths = {0};

    widen(&widths, lines);
    for (size_t i = 0; i < lines->panel.n_peers; i++)
        widen(&widths, (const SvyLines *)lines->panel.peers[i]);
    texts->left_values = layout->room_left + widths.ticks + tick_gap * m + widths.left;
    texts->left = texts->left_values + side;
    texts->labels = layout->room_right - widths.labels;
    texts->right_value_width = widths.right;
    texts->right_values = texts->labels - value_gap * m - widths.right;
    texts->right = texts->right_values - side;
}

/* Panels of a page have one axis. */
static void share_axis(SvyLines *lines)
{
    double low = lines->low, high = lines->high;

    for (size_t i = 0; i < lines->panel.n_peers; i++) {
        low = fmin(low, ((const SvyLines *)lines->panel.peers[i])->low);
        high = fmax(high, ((const SvyLines *)lines->panel.peers[i])->high);
    }
    if (lines->panel.n_peers > 0)
        svy_lines_set_axis(lines, low, high);
}

/* To the nearer neighbour, of the way from the first to the last. */
static double find_wave_share(const SvyLines *lines, size_t wave)
{
    double share = 1;

    if (wave > 0)
        share = fmin(share, get_time(lines, wave) - get_time(lines, wave - 1));
    if (wave + 1 < lines->n_waves)
        share = fmin(share, get_time(lines, wave + 1) - get_time(lines, wave));
    return share;
}

static bool shape_waves(const SvyLines *lines, const SvyLayout *layout, GError **error)
{
    const SvyTextStyle strong = {.weight = 600, .size_pt = layout->m};
    const SvyTextStyle plain = {.weight = 400, .size_pt = layout->m, .is_tabular = true};
    const double room = lines->texts->right - lines->texts->left;
    SvyFonts *fonts = layout->theme->fonts;

    for (size_t i = 0; i < lines->n_waves; i++) {
        const double width =
            fmax(find_wave_share(lines, i) * room - wave_gap * layout->m, least_wave * layout->m);

        if (!svy_measure_block(fonts, &strong, lines->waves[i].label, width, SVY_WRAP_BALANCE,
                               wave_pitch, &lines->texts->waves[i], error) ||
            !svy_measure_block(fonts, &plain, lines->waves[i].base, width, SVY_WRAP_BALANCE,
                               wave_pitch, &lines->texts->bases[i], error))
            return false;
    }
    return true;
}

/* Of a name and what stands below it. */
static double measure_wave(const SvyLines *lines, size_t wave)
{
    return fmax(lines->texts->waves[wave]->width, lines->texts->bases[wave]->width);
}

/* Names of waves stand next to each other, whether they have room or not. */
static double measure_waves(const SvyLines *lines, const SvyLayout *layout)
{
    double missing = 0;

    for (size_t i = 1; i < lines->n_waves; i++) {
        const double one = measure_wave(lines, i - 1), other = measure_wave(lines, i);
        const double has = get_x(lines, i) - get_x(lines, i - 1);
        const double needs = (one + other) / 2 + wave_gap * layout->m;
        const double part = get_time(lines, i) - get_time(lines, i - 1);

        if (needs > has)
            missing = fmax(missing, (needs - has) / fmax(part, 0.01));
    }
    return missing;
}

/* Whether an item that was placed before, or that of the finding, stands in that lane and would be
 * met. */
static bool is_taken(const SvyLines *lines, size_t item, size_t wave, double dx)
{
    const SvyLinesPoint *point = &lines->items[item].points[wave];
    const double slack = (lines->high - lines->low) * 0.02;

    for (size_t i = 0; i < lines->n_items; i++) {
        const SvyLinesPoint *other = &lines->items[i].points[wave];

        if ((i < item || lines->items[i].is_focus) && i != item && !lines->items[i].is_target &&
            other->is_drawn && fabs(lines->texts->items[i].dx[wave] - dx) < 1e-9 &&
            other->lo <= point->hi + slack && other->hi >= point->lo - slack)
            return true;
    }
    return false;
}

/* Marks whose intervals overlap at one wave stand side by side; that of the finding at its time. */
static void place_lanes(const SvyLines *lines, const SvyLayout *layout, size_t wave)
{
    static const double order[LANES] = {0, 1, -1, 2, -2};
    const double width = lane_width * layout->m;

    for (size_t i = 0; i < lines->n_items; i++) {
        size_t lane = 0;

        if (lines->items[i].is_target || lines->items[i].is_focus ||
            !lines->items[i].points[wave].is_drawn)
            continue;
        while (lane + 1 < LANES && is_taken(lines, i, wave, order[lane] * width))
            lane++;
        lines->texts->items[i].dx[wave] = order[lane] * width;
    }
}

static void place_keys(const SvyLines *lines, const SvyLayout *layout)
{
    Texts *texts = lines->texts;
    double x = layout->room_left;

    for (size_t i = 0; i < SVY_LINES_LAST; i++) {
        const double width = (key_line + key_pad) * layout->m + svy_line_get_width(texts->keys[i]);

        if (texts->keys[i] == NULL)
            continue;
        if (texts->n_key_rows == 0 || x + width > layout->room_right) {
            x = layout->room_left;
            texts->n_key_rows++;
        }
        texts->key_x[i] = x;
        texts->key_row[i] = texts->n_key_rows - 1;
        x += width + key_gap * layout->m;
    }
}

/* --- Placing: labels at the ends ------------------------------------------------------------ */

static double get_cap(const SvyLayout *layout, int weight, double size_pt)
{
    return svy_measure_get_cap_height(layout->theme->fonts,
                                      &(SvyTextStyle){.weight = weight, .size_pt = size_pt});
}

static double measure_label(const SvyLayout *layout, const ItemTexts *texts)
{
    const double lines = (double)(texts->label->lines->len - 1) * texts->label->pitch;

    return lines + spacing * layout->label_pt;
}

static double sum_heights(const SvyLines *lines, const SvyLayout *layout)
{
    double height = 0;

    for (size_t i = 0; i < lines->n_items; i++)
        if (lines->texts->items[i].label != NULL)
            height += measure_label(layout, &lines->texts->items[i]);
    return height;
}

static int compare_slots(const void *a, const void *b)
{
    const Slot *one = a, *other = b;

    if (one->wanted < other->wanted || one->wanted > other->wanted)
        return one->wanted < other->wanted ? -1 : 1;
    return (one->item > other->item) - (one->item < other->item);
}

/* Middles of @slots so that none overlaps the next one and all are as near as can be to where they
 * want to be, in the sense of least squares: neighbours that meet form a block, which stands where
 * its members want to be on average; then into the room from @top to @bottom. */
static void relax(Slot slots[], size_t n, double top, double bottom)
{
    g_autofree double *means = g_new0(double, n + 1);
    g_autofree size_t *sizes = g_new0(size_t, n + 1);
    g_autofree double *offsets = g_new0(double, n + 1);
    size_t n_blocks = 0;

    qsort(slots, n, sizeof *slots, compare_slots);
    for (size_t i = 1; i < n; i++)
        offsets[i] = offsets[i - 1] + (slots[i - 1].height + slots[i].height) / 2;
    for (size_t i = 0; i < n; i++) {
        means[n_blocks] = slots[i].wanted - offsets[i];
        sizes[n_blocks++] = 1;
        while (n_blocks > 1 && means[n_blocks - 2] > means[n_blocks - 1]) {
            const double one = (double)sizes[n_blocks - 2], other = (double)sizes[n_blocks - 1];

            means[n_blocks - 2] =
                (one * means[n_blocks - 2] + other * means[n_blocks - 1]) / (one + other);
            sizes[n_blocks - 2] += sizes[n_blocks - 1];
            n_blocks--;
        }
    }
    for (size_t block = 0, i = 0; block < n_blocks; block++)
        for (size_t k = 0; k < sizes[block]; k++, i++)
            slots[i].y = means[block] + offsets[i];

    for (size_t i = n; i-- > 0;) {
        const double most = i + 1 < n ? slots[i + 1].y - (slots[i].height + slots[i + 1].height) / 2
                                      : bottom - slots[i].height / 2;
        slots[i].y = fmin(slots[i].y, most);
    }
    for (size_t i = 0; i < n; i++) {
        const double least = i > 0 ? slots[i - 1].y + (slots[i].height + slots[i - 1].height) / 2
                                   : top + slots[i].height / 2;
        slots[i].y = fmax(slots[i].y, least);
    }
}

static double get_y(const SvyLines *lines, double value)
{
    const Texts *texts = lines->texts;

    return texts->bottom -
           (value - lines->low) / (lines->high - lines->low) * (texts->bottom - texts->top);
}

static double get_end_value(const SvyLines *lines, size_t item, bool is_last)
{
    const SvyLinesPoint *last = find_end(lines, &lines->items[item], true);

    if (lines->items[item].is_target || last == NULL)
        return lines->items[item].target;
    return is_last ? last->value : lines->items[item].points[0].value;
}

/* Values at the left that would stand far from their marks say nothing: the farthest goes until all
 * are near; that of the focus last. The ends at the right have them all. */
static void thin_out(const SvyLines *lines, double most, double top, double bottom)
{
    Texts *texts = lines->texts;

    for (;;) {
        size_t worst = texts->n_lefts;
        double distance = most;

        relax(texts->lefts, texts->n_lefts, top, bottom);
        for (size_t i = 0; i < texts->n_lefts; i++) {
            const Slot *slot = &texts->lefts[i];
            const double own =
                fabs(slot->y - slot->wanted) * (lines->items[slot->item].is_focus ? 0.1 : 1);

            if (own > distance) {
                distance = own;
                worst = i;
            }
        }
        if (worst == texts->n_lefts)
            return;
        for (size_t i = worst; i + 1 < texts->n_lefts; i++)
            texts->lefts[i] = texts->lefts[i + 1];
        texts->n_lefts--;
    }
}

static void place_ends(const SvyLines *lines, const SvyLayout *layout)
{
    Texts *texts = lines->texts;
    const double slack = layout->label_pt;

    texts->n_lefts = texts->n_rights = 0;
    for (size_t i = 0; i < lines->n_items; i++) {
        if (has_left(lines, i))
            texts->lefts[texts->n_lefts++] =
                (Slot){.item = i,
                       .wanted = get_y(lines, get_end_value(lines, i, false)),
                       .height = spacing * layout->label_pt};
        if (has_right(lines, i))
            texts->rights[texts->n_rights++] =
                (Slot){.item = i,
                       .wanted = get_y(lines, get_end_value(lines, i, true)),
                       .height = measure_label(layout, &texts->items[i])};
    }
    thin_out(lines, layout->label_pt, texts->top - slack, texts->bottom + slack);
    relax(texts->rights, texts->n_rights, texts->top - slack, texts->bottom + slack);
}

/* --- Measuring ------------------------------------------------------------------------------ */

/* From the top of a name to the bottom of what stands below it. */
static double measure_wave_height(const SvyLines *lines, const SvyLayout *layout, size_t wave)
{
    return svy_block_get_height(lines->texts->waves[wave]) + below_name * layout->m +
           svy_block_get_height(lines->texts->bases[wave]);
}

static double measure_foot(const SvyLines *lines, const SvyLayout *layout)
{
    double names = 0;

    for (size_t i = 0; i < lines->n_waves; i++)
        names = fmax(names, measure_wave_height(lines, layout, i));
    return (above_waves + 0.45) * layout->m + names;
}

static bool measure(SvyPanel *panel,
                    const SvyLayout *layout,
                    GPtrArray *notes,
                    SvyPanelSize *ret_size,
                    GError **error)
{
    SvyLines *lines = (SvyLines *)panel;
    double height, missing;

    (void)notes;
    share_axis(lines);
    if (!shape_all(lines, layout, error))
        return false;
    place_columns(lines, layout);
    if (!shape_waves(lines, layout, error))
        return false;
    missing = fmax(least_width * layout->m - (lines->texts->right - lines->texts->left),
                   measure_waves(lines, layout));
    for (size_t wave = 0; wave < lines->n_waves; wave++)
        place_lanes(lines, layout, wave);
    if (!layout->is_inset) /* keys stand above all panels */
        place_keys(lines, layout);
    lines->texts->head =
        ((double)lines->texts->n_key_rows * SVY_M_KEY_PITCH + key_below) * layout->m +
        (lines->texts->n_key_rows > 0 ? 0 : 0.4 * layout->m);
    lines->texts->foot = measure_foot(lines, layout);
    height = lines->texts->head + lines->texts->foot +
             fmax(least_height * layout->m, sum_heights(lines, layout) - 2 * layout->label_pt);
    *ret_size = (SvyPanelSize){
        .missing_width = fmax(0, missing),
        .least_height = height,
        .wanted_height =
            fmax(height, lines->texts->head + lines->texts->foot +
                             (layout->is_inset ? wanted_part : wanted_height) * layout->m),
        .axis_left = lines->texts->left,
        .axis_width = lines->texts->right - lines->texts->left};
    return true;
}

/* --- Drawing -------------------------------------------------------------------------------- */

static void draw_axis(const SvyLines *lines, const SvyLayout *layout)
{
    Texts *texts = lines->texts;

    for (size_t i = 0; i < lines->n_ticks; i++) {
        const double y = get_y(lines, lines->ticks[i]);
        const bool is_zero = fabs(lines->ticks[i]) < 1e-9;
        const double left = texts->left - lane_width * (LANES / 2) * layout->m;
        const double right = texts->right + lane_width * (LANES / 2) * layout->m;
        SvyNode *node;

        node = svy_scene_add_line(layout->scene, is_zero ? SVY_ROLE_ZERO : SVY_ROLE_GRID, left, y,
                                  right, y, (is_zero ? zero_stroke : grid_stroke) * layout->m,
                                  svy_layout_get_color(layout, is_zero ? SVY_ZERO : SVY_GRID));
        node->datum.has_value = true;
        node->datum.value = node->datum.value_to = lines->ticks[i];
        node =
            svy_layout_draw_line(layout, &texts->ticks[i], SVY_ROLE_AXIS, layout->room_left,
                                 svy_layout_centre_line(layout, texts->ticks[i], y), SVY_TERTIARY);
        node->datum.has_value = true;
        node->datum.value = node->datum.value_to = lines->ticks[i];
    }
}

/* In the middle of @x. */
static void draw_base(const SvyLayout *layout, SvyBlock *block, double x, double y, size_t column)
{
    double base = y + block->top;

    while (block->lines->len > 0) {
        SvyLine *line = g_ptr_array_steal_index(block->lines, 0);
        SvyNode *node = svy_layout_draw_line(layout, &line, SVY_ROLE_BASE, x - line->width / 2,
                                             base, SVY_TERTIARY);

        svy_layout_set_cell(node, 0, column);
        base += block->pitch;
    }
}

/* Under the axis; the first and the last may stand beyond its ends. */
static void draw_waves(const SvyLines *lines, const SvyLayout *layout)
{
    Texts *texts = lines->texts;
    const double top = texts->bottom + above_waves * layout->m;

    for (size_t i = 0; i < lines->n_waves; i++) {
        const double width = measure_wave(lines, i);
        const double height = svy_block_get_height(texts->waves[i]);
        double x = get_x(lines, i);

        x = fmax(x, layout->room_left + width / 2);
        x = fmin(x, layout->room_right - width / 2);
        svy_layout_draw_head(layout, texts->waves[i], x - texts->waves[i]->width / 2, top, i + 1);
        draw_base(layout, texts->bases[i], x, top + height + below_name * layout->m, i + 1);
    }
}

static void draw_keys(const SvyLines *lines, const SvyLayout *layout)
{
    Texts *texts = lines->texts;
    const double m = layout->m;

    for (size_t i = 0; i < SVY_LINES_LAST; i++) {
        const double base =
            layout->rows_top + (1 + (double)texts->key_row[i] * SVY_M_KEY_PITCH) * m;
        const double x = texts->key_x[i], y = base - 0.36 * m;
        SvyNode *node;

        if (texts->keys[i] == NULL)
            continue;
        svy_scene_add_line(layout->scene, SVY_ROLE_CONNECTOR, x, y, x + key_line * m, y,
                           (i == SVY_LINES_OPEN ? open_stroke : line_stroke) * m,
                           svy_layout_get_color(layout, line_colors[i]));
        node = svy_scene_add_mark(layout->scene, SVY_ROLE_KEY, types[i], x + key_line * m / 2, y,
                                  0.36 * m, svy_layout_get_color(layout, colors[i]));
        node->datum.series = i;
        svy_layout_draw_line(layout, &texts->keys[i], SVY_ROLE_HEAD, x + (key_line + key_pad) * m,
                             base, SVY_SECONDARY);
    }
}

static void draw_target(const SvyLines *lines, const SvyLayout *layout, size_t item)
{
    const double y = get_y(lines, lines->items[item].target), m = layout->m;
    const double end = lines->texts->right + lane_width * (LANES / 2) * m;
    double x = lines->texts->left - lane_width * (LANES / 2) * m;

    for (; x < end; x += (dash + dash_gap) * m)
        svy_scene_add_line(layout->scene, SVY_ROLE_REFERENCE, x, y, fmin(x + dash * m, end), y,
                           dash_stroke * m, svy_layout_get_color(layout, SVY_INK))
            ->datum = (SvyDatum){item, SVY_NO_SERIES, true, lines->items[item].target,
                                 lines->items[item].target};
}

static size_t count_thick(const SvyLines *lines)
{
    size_t n = 0;

    for (size_t i = 0; i < lines->n_items; i++)
        n += !lines->items[i].is_target && lines->items[i].change != SVY_LINES_OPEN;
    return n;
}

/* Many thick lines would hide each other; those of all panels of a page look alike. */
static bool is_crowded(const SvyLines *lines)
{
    size_t n = count_thick(lines);

    for (size_t i = 0; i < lines->panel.n_peers; i++)
        n = MAX(n, count_thick((const SvyLines *)lines->panel.peers[i]));
    return n > MOST_THICK;
}

static double get_stroke(const SvyLines *lines, const SvyLinesItem *item)
{
    if (item->change == SVY_LINES_OPEN)
        return open_stroke;
    if (item->is_focus)
        return focus_stroke;
    return is_crowded(lines) ? thin_stroke : line_stroke;
}

static void draw_line(const SvyLines *lines, const SvyLayout *layout, size_t index)
{
    const SvyLinesItem *item = &lines->items[index];
    const double *dx = lines->texts->items[index].dx;

    for (size_t wave = 1; wave < lines->n_waves; wave++) {
        const SvyLinesPoint *from = &item->points[wave - 1], *to = &item->points[wave];

        if (!from->is_drawn || !to->is_drawn)
            continue;
        svy_scene_add_line(layout->scene, SVY_ROLE_CONNECTOR, get_x(lines, wave - 1) + dx[wave - 1],
                           get_y(lines, from->value), get_x(lines, wave) + dx[wave],
                           get_y(lines, to->value), get_stroke(lines, item) * layout->m,
                           svy_layout_get_color(layout, line_colors[item->change]))
            ->datum = (SvyDatum){index, item->change, true, from->value, to->value};
    }
}

static void draw_points(const SvyLines *lines, const SvyLayout *layout, size_t index)
{
    const SvyLinesItem *item = &lines->items[index];
    const bool is_small = item->change == SVY_LINES_OPEN || (is_crowded(lines) && !item->is_focus);
    const double radius = (is_small ? 0.72 : 1) * layout->marks.radius;

    for (size_t wave = 0; wave < lines->n_waves; wave++) {
        const SvyLinesPoint *point = &item->points[wave];
        const double x = get_x(lines, wave) + lines->texts->items[index].dx[wave];
        const double scale = item->change == SVY_LINES_RISEN ? 1 : 1.12;
        SvyNode *node;

        if (!point->is_drawn)
            continue;
        svy_scene_add_line(layout->scene, SVY_ROLE_WHISKER, x, get_y(lines, point->hi), x,
                           get_y(lines, point->lo), whisker_stroke * layout->m,
                           svy_layout_get_color(layout, text_colors[item->change]))
            ->datum = (SvyDatum){index, item->change, true, point->lo, point->hi};
        node = svy_scene_add_mark(layout->scene, SVY_ROLE_MARK, types[item->change], x,
                                  get_y(lines, point->value), scale * radius,
                                  svy_layout_get_color(layout, colors[item->change]));
        node->datum = (SvyDatum){index, item->change, true, point->value, point->value};
        node->has_halo = true;
        node->halo = layout->scene->paper;
        node->is_hollow = lines->waves[wave].is_hollow;
        node->stroke = 0.36 * radius;
    }
}

/* A thin line to a label that was moved away from its line. */
static void draw_leader(const SvyLayout *layout, const Slot *slot, double x0, double x1)
{
    if (fabs(slot->y - slot->wanted) > 0.5 * layout->label_pt)
        svy_scene_add_line(layout->scene, SVY_ROLE_LEADER, x0, slot->wanted, x1, slot->y,
                           leader_stroke * layout->m, svy_layout_get_color(layout, SVY_TERTIARY))
            ->datum.row = slot->item;
}

static void draw_value(const SvyLines *lines,
                       const SvyLayout *layout,
                       const Slot *slot,
                       SvyLine **line,
                       double x,
                       size_t column,
                       double value)
{
    const SvyLinesItem *item = &lines->items[slot->item];
    SvyNode *node = svy_layout_draw_line(layout, line, SVY_ROLE_VALUE, x,
                                         svy_layout_centre_line(layout, *line, slot->y),
                                         text_colors[item->change]);

    node->datum = (SvyDatum){slot->item, column > 1, true, value, value};
    svy_layout_set_cell(node, slot->item + 1, column);
}

/* The first line of a name stands beside its value. */
static void draw_label(const SvyLines *lines, const SvyLayout *layout, const Slot *slot)
{
    const SvyLinesItem *item = &lines->items[slot->item];
    ItemTexts *texts = &lines->texts->items[slot->item];
    const double size = item->is_target ? layout->m : layout->label_pt;
    const double cap = get_cap(layout, get_weight(item), size);
    const double block = (double)(texts->label->lines->len - 1) * texts->label->pitch;
    double y = slot->y - block / 2 + cap / 2;

    while (texts->label->lines->len > 0) {
        SvyLine *line = g_ptr_array_steal_index(texts->label->lines, 0);
        const double x = lines->texts->labels - (line->is_rtl ? line->ink.x : 0);
        SvyNode *node = svy_scene_add_text(
            layout->scene, SVY_ROLE_LABEL, line, x, y,
            svy_layout_get_color(layout,
                                 item->is_target ? SVY_SECONDARY : text_colors[item->change]));

        node->datum.row = slot->item;
        svy_layout_set_cell(node, slot->item + 1, 0);
        y += texts->label->pitch;
    }
}

static void draw_ends(const SvyLines *lines, const SvyLayout *layout)
{
    Texts *texts = lines->texts;
    const double m = layout->m, side = lane_width * (LANES / 2) * m + 0.45 * m;

    for (size_t i = 0; i < texts->n_lefts; i++) {
        const Slot *slot = &texts->lefts[i];
        SvyLine **line = &texts->items[slot->item].left;

        draw_leader(layout, slot, texts->left - side, texts->left_values + 0.3 * m);
        draw_value(lines, layout, slot, line, texts->left_values - (*line)->width, 1,
                   lines->items[slot->item].points[0].value);
    }
    for (size_t i = 0; i < texts->n_rights; i++) {
        const Slot *slot = &texts->rights[i];
        SvyLine **line = &texts->items[slot->item].right;

        draw_leader(layout, slot, texts->right + side, texts->right_values - 0.3 * m);
        if (*line != NULL)
            draw_value(lines, layout, slot, line,
                       texts->right_values + texts->right_value_width - (*line)->width,
                       lines->n_waves, get_end_value(lines, slot->item, true));
        draw_label(lines, layout, slot);
    }
}

/* What can be told lies above what cannot. */
static void draw_items(const SvyLines *lines, const SvyLayout *layout, bool is_open)
{
    for (size_t i = 0; i < lines->n_items; i++) {
        const bool is_here =
            !lines->items[i].is_target && (lines->items[i].change == SVY_LINES_OPEN) == is_open;

        if (is_here)
            draw_line(lines, layout, i);
    }
    for (size_t i = 0; i < lines->n_items; i++) {
        const bool is_here =
            !lines->items[i].is_target && (lines->items[i].change == SVY_LINES_OPEN) == is_open;

        if (is_here)
            draw_points(lines, layout, i);
    }
}

/* Only the ends of lines have their values written beside them, and not all of them: the table has
 * the others. */
static void add_unseen(const SvyLines *lines, const SvyLayout *layout, size_t index)
{
    const SvyLinesItem *item = &lines->items[index];

    for (size_t wave = 0; wave < lines->n_waves; wave++) {
        const SvyLinesPoint *point = &item->points[wave];
        g_autofree char *text = svy_plot_format_pct_in(
            layout->plot->language, item->is_target ? item->target : point->value);

        if (point->is_drawn || item->is_target)
            svy_scene_add_unseen(layout->scene, index + 1, wave + 1, text);
    }
}

static void draw(SvyPanel *panel, const SvyLayout *layout)
{
    const SvyLines *lines = (const SvyLines *)panel;
    Texts *texts = lines->texts;

    texts->top = layout->rows_top + texts->head;
    texts->bottom = layout->rows_bottom - texts->foot;
    place_ends(lines, layout);
    if (!layout->is_inset)
        draw_keys(lines, layout);
    draw_axis(lines, layout);
    draw_waves(lines, layout);
    for (size_t i = 0; i < lines->n_items; i++)
        if (lines->items[i].is_target)
            draw_target(lines, layout, i);
    draw_items(lines, layout, true);
    draw_items(lines, layout, false);
    draw_ends(lines, layout);
    for (size_t i = 0; i < lines->n_items; i++)
        add_unseen(lines, layout, i);
}

SvyLines *svy_lines_new(size_t n_items)
{
    SvyLines *lines = g_new0(SvyLines, 1);

    lines->panel = (SvyPanel){measure, draw, lines_free};
    lines->n_items = n_items;
    lines->items = g_new0(SvyLinesItem, n_items);
    return lines;
}
