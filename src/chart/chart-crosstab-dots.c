/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "crosstab-dots": answers by up to four groups. Each answer is a row with a mark and whisker
 * for each group, one below the other in the same order everywhere, a thin grey line from the
 * lowest to the highest, and a short stroke at the share of everybody. */
#include <math.h>
#include <string.h>

#include "chart/alt-text.h"
#include "base/translate.h"
#include "chart/chart-registry.h"
#include "chart/each.h"
#include "chart/groups.h"
#include "chart/share-axis.h"

/* Lengths in m. */
static const double pad = 0.34, key_pad = 0.45, key_gap = 1.7, base_gap = 0.5, base_pitch = 1.4,
                    head_below = 0.55;
static const double lane_most = 0.95, axis_height = 1.9;
static const double whisker_stroke = 0.11, cap_reach = 0.17;
static const double range_stroke = 0.14;
static const double reference_stroke = 0.16, reference_short = 0.62, reference_over = 0.25;
static const double least_axis = 12, least_part = 8;

/* The more has to fit, the closer: between marks of two groups, at least, in radii; around those of
 * a row, in m. */
static const struct {
    double lane_radii, air;
} densities[SVY_FIT_LAST] = {
    [SVY_FIT_WHOLE] = {1.8, 0.85},     [SVY_FIT_WIDE] = {1.8, 0.85},
    [SVY_FIT_SNUG] = {1.65, 0.7},      [SVY_FIT_DENSE] = {1.55, 0.6},
    [SVY_FIT_NO_INTERVALS] = {1, 0.4}, [SVY_FIT_ONE_LINE_SUBTITLE] = {1, 0.4},
};

enum { N_GROUPS_MOST = 4 };

static const SvyThemeColor colors[] = {SVY_SERIES_1, SVY_SERIES_2, SVY_SERIES_3, SVY_SERIES_4};
static const SvyThemeColor text_colors[] = {SVY_SERIES_1_TEXT, SVY_SERIES_2_TEXT, SVY_SERIES_3_TEXT,
                                            SVY_SERIES_4_TEXT};
static const SvyNodeType shapes[] = {SVY_NODE_CIRCLE, SVY_NODE_DIAMOND, SVY_NODE_SQUARE,
                                     SVY_NODE_TRIANGLE_UP};

/* One line that says what a mark stands for. */
typedef struct {
    SvyLine *name, *base;
    double x, base_x;
    size_t row;
} Key;

/* The ends of a row, which bear their values. */
typedef struct {
    size_t low, high; /* groups; n_groups: none */
    SvyLine *lowest, *highest;
    SvyLine *message; /* in their place */
} Ends;

typedef struct {
    SvyPanel panel;
    SvyGroups *groups;
    SvyShareAxis axis;
    double most;         /* that the axis must reach */
    bool is_shaped;      /* the ends of the rows */
    Key *keys;           /* [n_groups + 1] the last is everybody's */
    bool has_base_below; /* in the keys: under the name, not beside it */
    size_t n_key_rows;
    Ends *ends;         /* [n_rows] */
    double zero, scale; /* on the page: 0%, and the length of 100% */
} Dots;

/* Texts */

static void drop_texts(Dots *dots)
{
    for (size_t g = 0; g <= dots->groups->n_groups; g++) {
        g_clear_pointer(&dots->keys[g].name, svy_line_free);
        g_clear_pointer(&dots->keys[g].base, svy_line_free);
    }
    for (size_t row = 0; row < dots->groups->n_rows; row++) {
        g_clear_pointer(&dots->ends[row].lowest, svy_line_free);
        g_clear_pointer(&dots->ends[row].highest, svy_line_free);
        g_clear_pointer(&dots->ends[row].message, svy_line_free);
    }
    svy_share_axis_drop_texts(&dots->axis);
}

static void dots_free(SvyPanel *panel)
{
    Dots *dots = (Dots *)panel;

    drop_texts(dots);
    svy_groups_free(dots->groups);
    g_free(dots->keys);
    g_free(dots->ends);
    g_free(dots);
}

static const SvyGroup *get_group(const Dots *dots, size_t g)
{
    return g < dots->groups->n_groups ? &dots->groups->groups[g] : &dots->groups->all;
}

static double get_reach(const SvyLayout *layout, size_t g)
{
    return svy_scale_get_reach(&layout->marks, g);
}

static bool shape_value(const SvyLayout *layout,
                        const SvyEstimate *p,
                        SvyLine **ret_line,
                        GError **error)
{
    const SvyTextStyle style = {.weight = 600, .size_pt = layout->label_pt};
    g_autofree char *text = svy_plot_format_pct_in(layout->plot->language, p->value);

    return svy_measure_line(layout->theme->fonts, &style, text, ret_line, error);
}

static bool is_printed_alike(const char *language, const SvyEstimate *low, const SvyEstimate *high)
{
    g_autofree char *one = svy_plot_format_pct_in(language, low->value);
    g_autofree char *other = svy_plot_format_pct_in(language, high->value);

    return strcmp(one, other) == 0;
}

/* The lowest share stands left of its row, the highest right; one number for all right. */
static bool shape_ends(Dots *dots, const SvyLayout *layout, size_t row, GError **error)
{
    const SvyGroups *groups = dots->groups;
    Ends *ends = &dots->ends[row];
    const SvyEstimate *low = NULL, *high = NULL;

    *ends = (Ends){.low = groups->n_groups, .high = groups->n_groups};
    for (size_t g = 0; g < groups->n_groups; g++) {
        const SvyEstimate *p = svy_groups_get(groups, row, &groups->groups[g]);

        if (p != NULL && (low == NULL || p->value < low->value)) {
            low = p;
            ends->low = g;
        }
        if (p != NULL && (high == NULL || p->value >= high->value)) {
            high = p;
            ends->high = g;
        }
    }
    if (high == NULL)
        return svy_groups_shape_message(layout, &ends->message, error);
    return shape_value(layout, high, &ends->highest, error) &&
           (is_printed_alike(layout->plot->language, low, high) ||
            shape_value(layout, low, &ends->lowest, error));
}

static bool shape_key(Dots *dots,
                      const SvyLayout *layout,
                      size_t g,
                      GPtrArray *notes,
                      GError **error)
{
    const SvyGroup *group = get_group(dots, g);
    const SvyTextStyle name = {.weight = 600, .size_pt = layout->theme->head * layout->m};
    const SvyTextStyle base = {.weight = 400, .size_pt = layout->m, .is_tabular = true};
    g_autofree char *words = svy_groups_word_size_in(layout->plot->language, group);
    const double most =
        layout->right - layout->left - 2 * get_reach(layout, 1) - (key_pad + base_gap) * layout->m;

    return svy_measure_line(layout->theme->fonts, &base, words, &dots->keys[g].base, error) &&
           svy_layout_shape_cut(layout, &name, group->label, most - dots->keys[g].base->width,
                                notes, &dots->keys[g].name, error);
}

/* Panels of a page have one axis; keys stand above all of them. */
static void share_axis(Dots *dots)
{
    for (size_t i = 0; i < dots->panel.n_peers; i++)
        dots->most = fmax(dots->most, ((const Dots *)dots->panel.peers[i])->most);
    svy_share_axis_init(&dots->axis, dots->most);
}

static bool shape_all(Dots *dots, const SvyLayout *layout, GPtrArray *notes, GError **error)
{
    drop_texts(dots);
    share_axis(dots);
    for (size_t g = 0; g <= dots->groups->n_groups && !layout->is_inset; g++)
        if (!shape_key(dots, layout, g, notes, error))
            return false;
    for (size_t row = 0; row < dots->groups->n_rows; row++)
        if (!shape_ends(dots, layout, row, error))
            return false;
    dots->is_shaped = true;
    return svy_share_axis_shape(&dots->axis, layout, error);
}

/* Places */

static double measure_key(const Dots *dots, const SvyLayout *layout, const Key *key)
{
    if (dots->has_base_below)
        return fmax(key->name->width, key->base->width);
    return key->name->width + base_gap * layout->m + key->base->width;
}

static double measure_symbol(const Dots *dots, const SvyLayout *layout, size_t g)
{
    return get_group(dots, g)->is_shown ? 2 * get_reach(layout, 1) + key_pad * layout->m : 0;
}

/* One after the other, in as many lines as it takes. */
static void lay_keys_out(Dots *dots, const SvyLayout *layout)
{
    double x = layout->left;

    dots->n_key_rows = 1;
    for (size_t g = 0; g <= dots->groups->n_groups; g++) {
        Key *key = &dots->keys[g];
        const double symbol = measure_symbol(dots, layout, g);
        const double width = symbol + measure_key(dots, layout, key);

        if (x > layout->left && x + width > layout->right) {
            x = layout->left;
            dots->n_key_rows++;
        }
        key->x = x + symbol;
        key->base_x = key->x;
        if (!dots->has_base_below)
            key->base_x += key->name->width + base_gap * layout->m;
        key->row = dots->n_key_rows - 1;
        x += width + key_gap * layout->m;
    }
}

/* The bases stand beside the names, or below them where that saves a line. */
static void place_keys(Dots *dots, const SvyLayout *layout)
{
    dots->has_base_below = false;
    lay_keys_out(dots, layout);
    if (dots->n_key_rows == 1)
        return;
    dots->has_base_below = true;
    lay_keys_out(dots, layout);
    if (dots->n_key_rows == 1)
        return;
    dots->has_base_below = false;
    lay_keys_out(dots, layout);
}

/* A whisker must look out of its mark. */
static bool has_whisker(const SvyLayout *layout, const SvyEstimate *p, double scale, size_t g)
{
    return svy_scale_looks_out(&layout->marks, get_reach(layout, g), p->value, p->lo, p->hi, scale);
}

/* Where marks, whiskers and the stroke of everybody end, in points from 0%; false: nothing. */
static bool find_edges(const Dots *dots,
                       const SvyLayout *layout,
                       size_t row,
                       double scale,
                       double *ret_left,
                       double *ret_right)
{
    const SvyEstimate *all = svy_groups_get(dots->groups, row, &dots->groups->all);
    bool has_marks = false;

    *ret_left = INFINITY;
    *ret_right = -INFINITY;
    for (size_t g = 0; g < dots->groups->n_groups; g++) {
        const SvyEstimate *p = svy_groups_get(dots->groups, row, &dots->groups->groups[g]);

        if (p == NULL)
            continue;
        has_marks = true;
        *ret_left = fmin(*ret_left, p->value * scale - get_reach(layout, g));
        *ret_right = fmax(*ret_right, p->value * scale + get_reach(layout, g));
        if (has_whisker(layout, p, scale, g)) {
            *ret_left = fmin(*ret_left, p->lo * scale);
            *ret_right = fmax(*ret_right, p->hi * scale);
        }
    }
    if (has_marks && all != NULL) {
        *ret_left = fmin(*ret_left, all->value * scale);
        *ret_right = fmax(*ret_right, all->value * scale);
    }
    return has_marks;
}

static void widen_insets(const Dots *dots,
                         const SvyLayout *layout,
                         double scale,
                         double *ret_left,
                         double *ret_right)
{
    const double text_pad = pad * layout->m, length = dots->axis.end * scale;

    for (size_t row = 0; row < dots->groups->n_rows; row++) {
        const Ends *ends = &dots->ends[row];
        double left, right;

        if (!find_edges(dots, layout, row, scale, &left, &right))
            continue;
        *ret_left = fmax(*ret_left, text_pad + svy_line_get_width(ends->lowest) - left);
        *ret_right =
            fmax(*ret_right, right + text_pad + svy_line_get_width(ends->highest) - length);
    }
}

/* What must stay free beside an axis of @scale, so that no value leaves the room, here or in
 * another panel of the page. */
static void find_insets(const Dots *dots,
                        const SvyLayout *layout,
                        double scale,
                        double *ret_left,
                        double *ret_right)
{
    *ret_left = svy_share_axis_get_half(&dots->axis, 0);
    *ret_right = svy_share_axis_get_half(&dots->axis, dots->axis.n_ticks - 1);
    widen_insets(dots, layout, scale, ret_left, ret_right);
    for (size_t i = 0; i < dots->panel.n_peers; i++)
        if (((const Dots *)dots->panel.peers[i])->is_shaped)
            widen_insets((const Dots *)dots->panel.peers[i], layout, scale, ret_left, ret_right);
}

static void solve_scale(Dots *dots, const SvyLayout *layout)
{
    const double room = layout->room_right - layout->room_left;
    double low = 0, high = room / dots->axis.end, left, right;

    for (int round = 0; round < 50; round++) {
        const double scale = (low + high) / 2;

        find_insets(dots, layout, scale, &left, &right);
        if (left + scale * dots->axis.end + right <= room)
            low = scale;
        else
            high = scale;
    }
    find_insets(dots, layout, low, &left, &right);
    dots->scale = low;
    dots->zero = layout->room_left + left;
}

static bool lacks_whisker(const Dots *dots, const SvyLayout *layout)
{
    for (size_t row = 0; row < dots->groups->n_rows; row++)
        for (size_t g = 0; g < dots->groups->n_groups; g++) {
            const SvyEstimate *p = svy_groups_get(dots->groups, row, &dots->groups->groups[g]);

            if (p != NULL && !has_whisker(layout, p, dots->scale, g))
                return true;
        }
    return false;
}

static double measure_keys(const SvyLayout *layout, const Dots *dots)
{
    const double below = dots->has_base_below ? base_pitch : 0;

    if (layout->is_inset)
        return 0;
    return ((double)dots->n_key_rows * SVY_M_KEY_PITCH + below + head_below) * layout->m;
}

static double get_air(const SvyLayout *layout)
{
    return densities[layout->fit].air * layout->m;
}

/* The least height of a row. */
static double measure_lanes(const Dots *dots, const SvyLayout *layout)
{
    const double lane = densities[layout->fit].lane_radii * layout->marks.radius;

    return (double)dots->groups->n_groups * lane + get_air(layout);
}

static bool measure(SvyPanel *panel,
                    const SvyLayout *layout,
                    GPtrArray *notes,
                    SvyPanelSize *ret_size,
                    GError **error)
{
    Dots *dots = (Dots *)panel;
    if (!shape_all(dots, layout, notes, error))
        return false;
    if (!layout->is_inset)
        place_keys(dots, layout);
    solve_scale(dots, layout);
    if (lacks_whisker(dots, layout))
        g_ptr_array_add(notes, g_strdup(svy_tr(layout->plot->language,
                                               "No whisker: interval narrower than the marker.")));
    *ret_size = (SvyPanelSize){
        .missing_width = fmax(0, (layout->is_inset ? least_part : least_axis) * layout->m -
                                     dots->scale * dots->axis.end),
        .head = measure_keys(layout, dots),
        .foot = (SVY_M_TICK + axis_height) * layout->m,
        .least_row = measure_lanes(dots, layout),
        .axis_left = dots->zero,
        .axis_width = dots->scale,
        .message_left = layout->is_inset ? dots->zero : 0};
    return true;
}

/* Drawing */

/* All rows have lanes of one height, as the lowest row allows. */
static double get_lane(const Dots *dots, const SvyLayout *layout)
{
    double lane = lane_most * layout->m;

    for (size_t i = 0; i < layout->n_rows; i++)
        lane =
            fmin(lane, (layout->rows[i].height - get_air(layout)) / (double)dots->groups->n_groups);
    return lane;
}

static void draw_symbol(const SvyLayout *layout, const Key *key, size_t g, bool is_all, double base)
{
    const double cap = svy_measure_get_cap_height(layout->theme->fonts, &key->name->style);
    const double reach = get_reach(layout, 1), x = key->x - key_pad * layout->m - reach;
    SvyNode *node;

    if (is_all) {
        svy_scene_add_line(layout->scene, SVY_ROLE_REFERENCE, x, base - cap / 2 - reach * 1.2, x,
                           base - cap / 2 + reach * 1.2, reference_stroke * layout->m,
                           svy_layout_get_color(layout, SVY_INK));
        return;
    }
    node = svy_scene_add_mark(layout->scene, SVY_ROLE_KEY, shapes[g], x, base - cap / 2,
                              get_reach(layout, g), svy_layout_get_color(layout, colors[g]));
    node->datum.series = g;
}

static void draw_keys(Dots *dots, const SvyLayout *layout)
{
    const double top = layout->rows_top - measure_keys(layout, dots);
    const size_t n_groups = dots->groups->n_groups;

    for (size_t g = 0; g <= n_groups; g++) {
        Key *key = &dots->keys[g];
        const SvyGroup *group = get_group(dots, g);
        const double base = top + ((double)key->row * SVY_M_KEY_PITCH + 1.1) * layout->m;
        const double below = dots->has_base_below ? base_pitch * layout->m : 0;
        const size_t column = g < n_groups ? g + 1 : n_groups + 1;
        const SvyThemeColor color = g == n_groups     ? SVY_INK
                                    : group->is_shown ? text_colors[g]
                                                      : SVY_TERTIARY;
        SvyNode *node;

        if (group->is_shown)
            draw_symbol(layout, key, g, g == n_groups, base);
        node = svy_layout_draw_line(layout, &key->name, SVY_ROLE_HEAD, key->x, base, color);
        node->datum.series = g;
        svy_layout_set_cell(node, 0, column);
        node = svy_layout_draw_line(layout, &key->base, SVY_ROLE_BASE, key->base_x, base + below,
                                    SVY_TERTIARY);
        node->datum.series = g;
        svy_layout_set_cell(node, 0, column);
    }
}

static void draw_value(const SvyLayout *layout,
                       SvyLine **line,
                       const SvyEstimate *p,
                       size_t row,
                       size_t g,
                       double x)
{
    SvyNode *node = svy_layout_draw_line(
        layout, line, SVY_ROLE_VALUE, x,
        svy_layout_centre_line(layout, *line, svy_layout_get_middle(layout, row)), text_colors[g]);

    node->datum = (SvyDatum){row, g, true, p->value, p->value};
    svy_layout_set_cell(node, row + 1, g + 1);
}

/* The groups between the ends of a row, and all respondents, have values in the table alone. */
static void add_unseen(const Dots *dots, const SvyLayout *layout, size_t row)
{
    for (size_t g = 0; g <= dots->groups->n_groups; g++) {
        const SvyEstimate *p = svy_groups_get(dots->groups, row, get_group(dots, g));
        g_autofree char *text =
            p != NULL ? svy_plot_format_pct_in(layout->plot->language, p->value) : NULL;

        if (p != NULL)
            svy_scene_add_unseen(layout->scene, row + 1, g + 1, text);
    }
}

static void draw_values(Dots *dots, const SvyLayout *layout, size_t row)
{
    const SvyGroups *groups = dots->groups;
    Ends *ends = &dots->ends[row];
    double left, right;

    if (!find_edges(dots, layout, row, dots->scale, &left, &right)) {
        svy_groups_draw_message(layout, &ends->message, row, row + 1, dots->zero + pad * layout->m,
                                svy_layout_get_middle(layout, row));
        return;
    }
    if (ends->lowest != NULL)
        draw_value(layout, &ends->lowest, svy_groups_get(groups, row, &groups->groups[ends->low]),
                   row, ends->low, dots->zero + left - pad * layout->m - ends->lowest->width);
    draw_value(layout, &ends->highest, svy_groups_get(groups, row, &groups->groups[ends->high]),
               row, ends->high, dots->zero + right + pad * layout->m);
    add_unseen(dots, layout, row);
}

static void draw_whisker(const Dots *dots,
                         const SvyLayout *layout,
                         const SvyEstimate *p,
                         size_t row,
                         size_t g,
                         double y)
{
    const double ends[] = {dots->zero + p->lo * dots->scale, dots->zero + p->hi * dots->scale};
    const double stroke = whisker_stroke * layout->m, reach = cap_reach * layout->m;
    const SvyColor color = svy_layout_get_color(layout, text_colors[g]);
    SvyNode *node =
        svy_scene_add_line(layout->scene, SVY_ROLE_WHISKER, ends[0], y, ends[1], y, stroke, color);

    node->datum = (SvyDatum){row, g, true, p->lo, p->hi};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        node = svy_scene_add_line(layout->scene, SVY_ROLE_CAP, ends[i], y - reach, ends[i],
                                  y + reach, stroke, color);
        node->datum = (SvyDatum){.row = row, .series = g};
    }
}

static void draw_mark(const Dots *dots, const SvyLayout *layout, size_t row, size_t g, double y)
{
    const SvyGroup *group = &dots->groups->groups[g];
    const SvyEstimate *p = svy_groups_get(dots->groups, row, group);
    SvyNode *node;

    if (p == NULL)
        return;
    if (has_whisker(layout, p, dots->scale, g))
        draw_whisker(dots, layout, p, row, g, y);
    node = svy_scene_add_mark(layout->scene, SVY_ROLE_MARK, shapes[g],
                              dots->zero + p->value * dots->scale, y, get_reach(layout, g),
                              svy_layout_get_color(layout, colors[g]));
    node->datum = (SvyDatum){row, g, true, p->value, p->value};
    node->has_halo = true;
    node->halo = svy_layout_get_backdrop(layout, row);
    node->is_hollow = group->is_hollow;
    node->stroke = 0.36 * layout->marks.radius;
}

/* From the lowest to the highest share of the row, behind everything. */
static void draw_range(const Dots *dots, const SvyLayout *layout, size_t row)
{
    const Ends *ends = &dots->ends[row];
    const SvyEstimate *low = svy_groups_get(dots->groups, row, get_group(dots, ends->low));
    const SvyEstimate *high = svy_groups_get(dots->groups, row, get_group(dots, ends->high));
    const double y = svy_layout_get_middle(layout, row);
    SvyNode *node;

    if (low == NULL || high == NULL || ends->low == ends->high)
        return;
    node =
        svy_scene_add_line(layout->scene, SVY_ROLE_CONNECTOR, dots->zero + low->value * dots->scale,
                           y, dots->zero + high->value * dots->scale, y, range_stroke * layout->m,
                           svy_layout_get_color(layout, SVY_CONNECTOR));
    node->datum = (SvyDatum){row, SVY_NO_SERIES, true, low->value, high->value};
}

/* How far above and below the middle of the row the stroke of everybody reaches: shortly, or over
 * the marks that would hide it. */
static double measure_reference(const Dots *dots, const SvyLayout *layout, size_t row, double lane)
{
    const double x = svy_groups_get(dots->groups, row, &dots->groups->all)->value * dots->scale;
    const double middle = (double)(dots->groups->n_groups - 1) / 2;
    double reach = reference_short * layout->m;

    for (size_t g = 0; g < dots->groups->n_groups; g++) {
        const SvyEstimate *p = svy_groups_get(dots->groups, row, &dots->groups->groups[g]);
        const double mark = get_reach(layout, g), y = fabs((double)g - middle) * lane;

        if (p != NULL && fabs(p->value * dots->scale - x) < mark && y - mark < reach)
            reach = fmax(reach, y + mark + reference_over * layout->m);
    }
    return reach;
}

static void draw_reference(const Dots *dots, const SvyLayout *layout, size_t row, double lane)
{
    const SvyEstimate *p = svy_groups_get(dots->groups, row, &dots->groups->all);
    const double y = svy_layout_get_middle(layout, row);
    double reach;
    SvyNode *node;

    if (p == NULL)
        return;
    reach = measure_reference(dots, layout, row, lane);
    node =
        svy_scene_add_line(layout->scene, SVY_ROLE_REFERENCE, dots->zero + p->value * dots->scale,
                           y - reach, dots->zero + p->value * dots->scale, y + reach,
                           reference_stroke * layout->m, svy_layout_get_color(layout, SVY_INK));
    node->datum = (SvyDatum){row, SVY_NO_SERIES, true, p->value, p->value};
}

static void draw_row(const Dots *dots, const SvyLayout *layout, size_t row, double lane)
{
    const double middle = (double)(dots->groups->n_groups - 1) / 2;

    draw_range(dots, layout, row);
    draw_reference(dots, layout, row, lane);
    for (size_t g = 0; g < dots->groups->n_groups; g++)
        draw_mark(dots, layout, row, g,
                  svy_layout_get_middle(layout, row) + ((double)g - middle) * lane);
}

static void draw(SvyPanel *panel, const SvyLayout *layout)
{
    Dots *dots = (Dots *)panel;
    const double lane = get_lane(dots, layout);

    if (!layout->is_inset)
        draw_keys(dots, layout);
    for (size_t row = 0; row < layout->n_rows; row++)
        draw_values(dots, layout, row);
    if (layout->hides_axis)
        svy_share_axis_drop_texts(&dots->axis);
    svy_share_axis_draw(&dots->axis, layout, dots->zero, dots->scale);
    for (size_t row = 0; row < layout->n_rows; row++)
        if (dots->ends[row].high < dots->groups->n_groups)
            draw_row(dots, layout, row, lane);
}

/* Words */

static char *word_alt(const char *language, const SvyGroups *groups)
{
    g_autofree char *wording = svy_alt_name(groups->table->row_text);
    g_autofree char *what =
        groups->n_rows == 1
            ? g_strdup_printf(svy_tr(language, "Dot plot of one answer to “%s” in %zu groups."),
                              wording, groups->n_groups)
            : g_strdup_printf(svy_tr(language, "Dot plot of %zu answers to “%s” in %zu groups."),
                              groups->n_rows, wording, groups->n_groups);
    g_autofree char *spread = svy_groups_word_spread_in(language, groups),
                    *base = svy_groups_word_base_in(language, groups);
    g_autofree char *joined = svy_alt_join((const char *const[]){what, spread, base, NULL});

    return svy_plot_clean(joined);
}

/* The plot */

/* Of a page of panels, above all of them. */
static void add_keys(SvyPlot *plot, const SvyGroups *groups)
{
    for (size_t g = 0; g < groups->n_groups; g++)
        svy_plot_add_key(plot, SVY_KEY_MARK, g, colors[g], groups->groups[g].label);
    svy_plot_add_key(plot, SVY_KEY_STROKE, groups->n_groups, SVY_INK,
                     svy_tr(plot->language, "all of the panel"));
}

static SvyPlot *plot_table(const SvyChartKind *kind,
                           const SvyResult *result,
                           const SvyTable *table,
                           const SvyChartOptions *options)
{
    SvyPlot *plot = svy_plot_new_in(result->survey.language, kind);
    Dots *dots = g_new0(Dots, 1);

    dots->panel = (SvyPanel){measure, draw, dots_free};
    dots->groups = svy_groups_new_like(result, table, options->n_top,
                                       options->frame != NULL ? options->frame->bins : table);
    dots->keys = g_new0(Key, dots->groups->n_groups + 1);
    dots->ends = g_new0(Ends, dots->groups->n_rows);
    dots->most = svy_groups_find_most(dots->groups);
    share_axis(dots);
    plot->panel = &dots->panel;
    svy_groups_fill_plot(dots->groups, plot, result);
    plot->lacks_groups = true;
    if (options->frame != NULL)
        add_keys(plot, dots->groups);
    plot->alt = word_alt(result->survey.language, dots->groups);
    return plot;
}

static bool accepts_table(const SvyTable *table)
{
    const size_t n = svy_groups_count(table);

    return table->kind == SVY_TABLE_SEGMENTS && n > 0 && n <= N_GROUPS_MOST;
}

const SvyChartKind svy_kind_crosstab_dots = {
    .name = "crosstab-dots",
    .summary = "one question by up to four groups: a mark for each group, and everybody's share",
    .may_split = true,
    .plot_table = plot_table,
    .accepts_table = accepts_table,
};
