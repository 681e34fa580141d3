/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "small-multiples": one question by many groups: a small plot for each group, all on one
 * scale and in one order, with the other groups as pale dots and everybody as a stroke. */
#include <math.h>
#include <string.h>

#include "chart/alt-text.h"
#include "base/translate.h"
#include "chart/chart-registry.h"
#include "chart/groups.h"
#include "chart/share-axis.h"

/* Lengths in m. */
static const double label_gap = 1.0, column_gap = 2.2, value_gap = 0.7, band_gap = 1.5;
static const double head_gap = 0.5, base_pitch = 1.3, key_pad = 0.4, key_gap = 1.6, key_below = 1.1;
static const double least_plot = 6.5, good_plot = 9, pitch_wanted = 2.05, pitch_most = 2.9;
static const double whisker_stroke = 0.11, cap_reach = 0.17, reference_stroke = 0.13;
static const double grid_stroke = 0.06, rule_stroke = 0.05, zero_stroke = 0.09, axis_height = 1.9;
static const double mark_radius = 0.36, dot_radius = 0.24, reference_reach = 0.55;

static const double label_share = 0.27; /* of the width */

enum { N_COLUMNS_MOST = 4, N_GROUPS_MOST = 24, N_TICKS = 3, N_KEYS = 3 };

typedef struct {
    SvyBlock *head;
    SvyLine *base;
    SvyLine *message; /* where nothing can be shown */
    SvyLine **values; /* [n_rows] */
} Panel;

typedef struct {
    SvyLine *line;
    double x; /* of the text */
    size_t row;
} Key;

typedef struct {
    SvyPanel panel;
    SvyGroups *groups;
    double end;      /* of the axis */
    char *all_label; /* "all, n = 850" */

    /* of the last fit */
    size_t n_columns, n_bands; /* of panels */
    Panel *panels;             /* [n_groups] */
    SvyBlock **labels;         /* [n_bands * n_rows] each band has its own */
    size_t n_labels;
    Key keys[N_KEYS];
    size_t n_key_rows;
    double label_width, value_width, column_width;
    double scale;        /* length of 100% */
    double head_height;  /* of the highest head */
    double *row_heights; /* [n_rows] at least */
} Multiples;

/* Texts */

static void drop_texts(Multiples *multiples)
{
    for (size_t g = 0; g < multiples->groups->n_groups; g++) {
        Panel *panel = &multiples->panels[g];

        g_clear_pointer(&panel->head, svy_block_free);
        g_clear_pointer(&panel->base, svy_line_free);
        g_clear_pointer(&panel->message, svy_line_free);
        for (size_t row = 0; row < multiples->groups->n_rows; row++)
            g_clear_pointer(&panel->values[row], svy_line_free);
    }
    for (size_t i = 0; i < multiples->n_labels; i++)
        svy_block_free(multiples->labels[i]);
    for (size_t i = 0; i < N_KEYS; i++)
        g_clear_pointer(&multiples->keys[i].line, svy_line_free);
    g_clear_pointer(&multiples->labels, g_free);
    multiples->n_labels = 0;
}

static void multiples_free(SvyPanel *panel)
{
    Multiples *multiples = (Multiples *)panel;

    drop_texts(multiples);
    for (size_t g = 0; g < multiples->groups->n_groups; g++)
        g_free(multiples->panels[g].values);
    svy_groups_free(multiples->groups);
    g_free(multiples->all_label);
    g_free(multiples->row_heights);
    g_free(multiples->panels);
    g_free(multiples);
}

static bool shape(const SvyLayout *layout,
                  int weight,
                  const char *text,
                  SvyLine **ret_line,
                  GError **error)
{
    const SvyTextStyle style = {.weight = weight, .size_pt = layout->m, .is_tabular = true};

    return svy_measure_line(layout->theme->fonts, &style, text, ret_line, error);
}

/* The figure of a row; or why there is none. */
static bool shape_value(const Multiples *multiples,
                        const SvyLayout *layout,
                        size_t g,
                        size_t row,
                        GError **error)
{
    const SvyEstimate *p = svy_groups_get(multiples->groups, row, &multiples->groups->groups[g]);
    g_autofree char *text = p != NULL ? svy_plot_format_pct_in(layout->plot->language, p->value)
                                      : g_strdup(svy_tr(layout->plot->language, "too few"));

    return shape(layout, p != NULL ? 600 : 400, text, &multiples->panels[g].values[row], error);
}

static bool shape_values(const Multiples *multiples,
                         const SvyLayout *layout,
                         size_t g,
                         GError **error)
{
    Panel *panel = &multiples->panels[g];

    if (!multiples->groups->groups[g].is_shown)
        return svy_groups_shape_message(layout, &panel->message, error);
    for (size_t row = 0; row < multiples->groups->n_rows; row++)
        if (!shape_value(multiples, layout, g, row, error))
            return false;
    return true;
}

static bool shape_heads(Multiples *multiples,
                        const SvyLayout *layout,
                        GPtrArray *notes,
                        GError **error)
{
    const SvyTextStyle style = {.weight = 600, .size_pt = layout->theme->head * layout->m};

    multiples->head_height = 0;
    for (size_t g = 0; g < multiples->groups->n_groups; g++) {
        const SvyGroup *group = &multiples->groups->groups[g];
        Panel *panel = &multiples->panels[g];
        g_autofree char *size =
            group->is_shown ? svy_groups_word_size_in(layout->plot->language, group) : NULL;
        g_autofree char *shown = NULL;

        if (!svy_layout_shape_label(layout, &style, group->label, multiples->column_width, notes,
                                    &panel->head, &shown, error) ||
            (size != NULL && !shape(layout, 400, size, &panel->base, error)))
            return false;
        multiples->head_height = fmax(multiples->head_height,
                                      svy_block_get_height(panel->head) + base_pitch * layout->m);
    }
    return true;
}

/* A row's label stands left of each band of panels; what had to be cut is noted once. */
static bool shape_label(Multiples *multiples,
                        const SvyLayout *layout,
                        size_t row,
                        GPtrArray *notes,
                        GError **error)
{
    const SvyTextStyle style = {.weight = 500, .size_pt = layout->label_pt};
    const double most = label_share * (layout->right - layout->left);
    g_autofree char *label = svy_plot_clean(svy_groups_get_label(multiples->groups, row));
    const size_t n_rows = multiples->groups->n_rows;
    g_autofree char *shown = NULL;

    if (!svy_layout_shape_label(
            layout, &style, *label != '\0' ? label : svy_tr(layout->plot->language, "(no label)"),
            most, notes, &multiples->labels[row], &shown, error))
        return false;
    multiples->label_width = fmax(multiples->label_width, multiples->labels[row]->width);
    for (size_t band = 1; band < multiples->n_bands; band++)
        if (!svy_measure_block(layout->theme->fonts, &style, shown, most, SVY_WRAP_BALANCE, 1.24,
                               &multiples->labels[band * n_rows + row], error))
            return false;
    return true;
}

static bool shape_labels(Multiples *multiples,
                         const SvyLayout *layout,
                         size_t n_bands,
                         GPtrArray *notes,
                         GError **error)
{
    multiples->n_bands = n_bands;
    multiples->n_labels = n_bands * multiples->groups->n_rows;
    multiples->labels = g_new0(SvyBlock *, multiples->n_labels);
    multiples->label_width = 0;
    for (size_t row = 0; row < multiples->groups->n_rows; row++)
        if (!shape_label(multiples, layout, row, notes, error))
            return false;
    return true;
}

static bool shape_keys(Multiples *multiples, const SvyLayout *layout, GError **error)
{
    const char *const words[N_KEYS] = {svy_tr(layout->plot->language, "the group"),
                                       multiples->all_label,
                                       svy_tr(layout->plot->language, "other groups")};

    for (size_t i = 0; i < N_KEYS; i++)
        if (!shape(layout, 400, words[i], &multiples->keys[i].line, error))
            return false;
    return true;
}

/* Places */

/* The width of the plots without their figures. */
static double measure_plot(const Multiples *multiples, const SvyLayout *layout, size_t n_columns)
{
    const double m = layout->m, n = (double)n_columns;
    const double room = layout->right - layout->left - multiples->label_width - label_gap * m;

    return (room - (n - 1) * column_gap * m) / n - multiples->value_width - value_gap * m;
}

/* As many columns as leave plots that can be read, then as few as give the same number of bands. */
static size_t choose_columns(const Multiples *multiples, const SvyLayout *layout)
{
    const size_t n_groups = multiples->groups->n_groups;
    const double plot = (layout->fit < SVY_FIT_SNUG ? good_plot : least_plot) * layout->m;
    size_t n_columns = MIN((size_t)N_COLUMNS_MOST, n_groups), n_bands;

    while (n_columns > 2 && measure_plot(multiples, layout, n_columns) < plot)
        n_columns--;
    n_bands = (n_groups + n_columns - 1) / n_columns;
    return (n_groups + n_bands - 1) / n_bands;
}

static void place_keys(Multiples *multiples, const SvyLayout *layout)
{
    const double m = layout->m;
    double x = layout->left;

    multiples->n_key_rows = 1;
    for (size_t i = 0; i < N_KEYS; i++) {
        Key *key = &multiples->keys[i];
        const double symbol = (2 * mark_radius + key_pad) * m;

        if (x > layout->left && x + symbol + key->line->width > layout->right) {
            x = layout->left;
            multiples->n_key_rows++;
        }
        key->x = x + symbol;
        key->row = multiples->n_key_rows - 1;
        x += symbol + key->line->width + key_gap * m;
    }
}

static double measure_keys(const Multiples *multiples, const SvyLayout *layout)
{
    return ((double)multiples->n_key_rows * SVY_M_KEY_PITCH + key_below) * layout->m;
}

static void measure_rows(Multiples *multiples, const SvyLayout *layout)
{
    for (size_t row = 0; row < multiples->groups->n_rows; row++) {
        const SvyBlock *label = multiples->labels[row];
        const double air = label->lines->len > 1 ? 0.5 : 0.3;

        multiples->row_heights[row] =
            fmax(1.25 * layout->m, svy_block_get_height(label) + air * layout->label_pt);
    }
}

/* Height of all rows of a band when none is lower than @pitch. */
static double sum_rows(const Multiples *multiples, double pitch)
{
    double sum = 0;

    for (size_t row = 0; row < multiples->groups->n_rows; row++)
        sum += fmax(pitch, multiples->row_heights[row]);
    return sum;
}

static double measure_all(const Multiples *multiples, const SvyLayout *layout, double pitch)
{
    const double n = (double)multiples->n_bands, m = layout->m;

    return measure_keys(multiples, layout) +
           n * (multiples->head_height + head_gap * m + sum_rows(multiples, pitch)) +
           (n - 1) * band_gap * m + (SVY_M_TICK + axis_height) * m;
}

static double get_widest_value(const Multiples *multiples)
{
    double widest = 0;

    for (size_t g = 0; g < multiples->groups->n_groups; g++)
        for (size_t row = 0; row < multiples->groups->n_rows; row++)
            if (multiples->panels[g].values[row] != NULL)
                widest = fmax(widest, multiples->panels[g].values[row]->width);
    return widest;
}

static bool shape_all(Multiples *multiples,
                      const SvyLayout *layout,
                      GPtrArray *notes,
                      GError **error)
{
    const size_t n_groups = multiples->groups->n_groups;

    for (size_t g = 0; g < n_groups; g++)
        if (!shape_values(multiples, layout, g, error))
            return false;
    multiples->value_width = get_widest_value(multiples);
    /* Labels are shaped for the most bands there can be, and decide how many columns there are. */
    if (!shape_keys(multiples, layout, error) ||
        !shape_labels(multiples, layout, n_groups, notes, error))
        return false;
    multiples->n_columns = choose_columns(multiples, layout);
    multiples->n_bands = (n_groups + multiples->n_columns - 1) / multiples->n_columns;
    multiples->column_width = measure_plot(multiples, layout, multiples->n_columns) +
                              multiples->value_width + value_gap * layout->m;
    return shape_heads(multiples, layout, notes, error);
}

static bool has_whisker(const Multiples *multiples, const SvyLayout *layout, const SvyEstimate *p)
{
    return svy_scale_looks_out(&layout->marks, mark_radius * layout->m, p->value, p->lo, p->hi,
                               multiples->scale);
}

static bool lacks_whisker(const Multiples *multiples, const SvyLayout *layout)
{
    const SvyGroups *groups = multiples->groups;

    for (size_t g = 0; g < groups->n_groups; g++)
        for (size_t row = 0; row < groups->n_rows; row++) {
            const SvyEstimate *p = svy_groups_get(groups, row, &groups->groups[g]);

            if (p != NULL && !has_whisker(multiples, layout, p))
                return true;
        }
    return false;
}

static bool measure(SvyPanel *panel,
                    const SvyLayout *layout,
                    GPtrArray *notes,
                    SvyPanelSize *ret_size,
                    GError **error)
{
    Multiples *multiples = (Multiples *)panel;
    const double m = layout->m, inset = mark_radius * m;
    double plot;

    drop_texts(multiples);
    if (!shape_all(multiples, layout, notes, error))
        return false;
    measure_rows(multiples, layout);
    place_keys(multiples, layout);
    plot = measure_plot(multiples, layout, multiples->n_columns);
    multiples->scale = (plot - 2 * inset) / multiples->end;
    if (lacks_whisker(multiples, layout))
        g_ptr_array_add(notes, g_strdup(svy_tr(layout->plot->language,
                                               "No whisker: interval narrower than the marker.")));
    *ret_size = (SvyPanelSize){
        .missing_width = fmax(0, least_plot * m - plot) * (double)multiples->n_columns,
        .least_height = measure_all(multiples, layout, 0),
        .wanted_height = measure_all(multiples, layout, pitch_wanted * m),
        .axis_left = layout->left + multiples->label_width + label_gap * m + inset,
        .axis_width = multiples->scale};
    return true;
}

/* Drawing */

/* Where one panel stands. */
typedef struct {
    size_t group, band, column;
    double left, zero; /* 0% */
    double top;        /* of the first row */
    double bottom;     /* of the last */
    double pitch;
    bool is_lowest; /* no panel stands below */
} Place;

/* The pitch that fills the room, within what looks well. */
static double find_pitch(const Multiples *multiples, const SvyLayout *layout)
{
    const double room = layout->rows_bottom - layout->rows_top;
    double low = 0, high = pitch_most * layout->m;

    for (int round = 0; round < 40; round++) {
        const double middle = (low + high) / 2;

        if (measure_all(multiples, layout, middle) <= room)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static Place find_place(const Multiples *multiples, const SvyLayout *layout, double pitch, size_t g)
{
    const double m = layout->m;
    const double rows = sum_rows(multiples, pitch);
    const double band = multiples->head_height + head_gap * m + rows + band_gap * m;
    Place place = {.group = g,
                   .band = g / multiples->n_columns,
                   .column = g % multiples->n_columns,
                   .pitch = pitch,
                   .is_lowest = g + multiples->n_columns >= multiples->groups->n_groups};

    place.left = layout->left + multiples->label_width + label_gap * m +
                 (double)place.column * (multiples->column_width + column_gap * m);
    place.zero = place.left + mark_radius * m;
    place.top = layout->rows_top + measure_keys(multiples, layout) + (double)place.band * band +
                multiples->head_height + head_gap * m;
    place.bottom = place.top + rows;
    return place;
}

static double find_middle(const Multiples *multiples, const Place *place, size_t row)
{
    double y = place->top;

    for (size_t i = 0; i < row; i++)
        y += fmax(place->pitch, multiples->row_heights[i]);
    return y + fmax(place->pitch, multiples->row_heights[row]) / 2;
}

static double get_x(const Multiples *multiples, const Place *place, double share)
{
    return place->zero + share * multiples->scale;
}

static void draw_key_symbol(const SvyLayout *layout, size_t i, double x, double y)
{
    static const SvyThemeColor colors[] = {SVY_SERIES_1, SVY_INK, SVY_CONNECTOR};

    if (i == 1) {
        svy_scene_add_line(layout->scene, SVY_ROLE_REFERENCE, x, y - reference_reach * layout->m, x,
                           y + reference_reach * layout->m, reference_stroke * layout->m,
                           svy_layout_get_color(layout, colors[i]));
        return;
    }
    svy_scene_add_mark(layout->scene, i == 0 ? SVY_ROLE_KEY : SVY_ROLE_REFERENCE, SVY_NODE_CIRCLE,
                       x, y, (i == 0 ? mark_radius : dot_radius) * layout->m,
                       svy_layout_get_color(layout, colors[i]));
}

static void draw_keys(Multiples *multiples, const SvyLayout *layout)
{
    for (size_t i = 0; i < N_KEYS; i++) {
        Key *key = &multiples->keys[i];
        const double base =
            layout->rows_top + ((double)key->row * SVY_M_KEY_PITCH + 1.0) * layout->m;
        SvyNode *node;

        draw_key_symbol(layout, i, key->x - (key_pad + mark_radius) * layout->m,
                        base - 0.36 * layout->m);
        node =
            svy_layout_draw_line(layout, &key->line, SVY_ROLE_REMARK, key->x, base, SVY_SECONDARY);
        node->part = SVY_PART_INTRO;
        node->part_row = 3;
    }
}

/* The lines of a block, the first base line block->top below @y; cells of the table, or, where they
 * repeat what stands there, part of the figure. */
static void draw_block(const SvyLayout *layout,
                       SvyBlock *block,
                       SvyRole role,
                       double x,
                       double base,
                       size_t row,
                       size_t column,
                       bool is_repeated)
{
    for (double y = base; block->lines->len > 0; y += block->pitch) {
        SvyLine *line = g_ptr_array_steal_index(block->lines, 0);
        SvyNode *node =
            svy_scene_add_text(layout->scene, role, line, x - (line->is_rtl ? line->ink.x : 0), y,
                               svy_layout_get_color(layout, SVY_INK));

        if (role == SVY_ROLE_LABEL)
            node->datum.row = row - 1;
        else
            node->datum.series = column - 1;
        if (!is_repeated)
            svy_layout_set_cell(node, row, column);
    }
}

/* Thin lines lead from the labels to the panels. */
static void draw_rules(const Multiples *multiples, const SvyLayout *layout, const Place *place)
{
    double y = place->top;

    for (size_t row = 0; row + 1 < multiples->groups->n_rows; row++) {
        y += fmax(place->pitch, multiples->row_heights[row]);
        svy_scene_add_line(layout->scene, SVY_ROLE_RULE, layout->left, y, layout->right, y,
                           rule_stroke * layout->m, svy_layout_get_color(layout, SVY_RULE));
    }
}

static void draw_labels(Multiples *multiples, const SvyLayout *layout, const Place *place)
{
    const size_t n_rows = multiples->groups->n_rows;

    for (size_t row = 0; row < n_rows; row++) {
        SvyBlock *label = multiples->labels[place->band * n_rows + row];
        const SvyLine *first = label->lines->pdata[0];
        const double cap = svy_measure_get_cap_height(layout->theme->fonts, &first->style);
        const double y = find_middle(multiples, place, row);
        const double height = cap + (double)(label->lines->len - 1) * label->pitch;

        draw_block(layout, label, SVY_ROLE_LABEL, layout->left, y - height / 2 + cap, row + 1, 0,
                   place->band > 0);
    }
}

static void draw_head(Multiples *multiples, const SvyLayout *layout, const Place *place)
{
    Panel *panel = &multiples->panels[place->group];
    const double base_line = place->top - head_gap * layout->m - 0.25 * layout->m;
    const double below = base_pitch * layout->m;
    const double last = base_line - below;
    SvyNode *node;

    draw_block(layout, panel->head, SVY_ROLE_HEAD, place->left,
               last - (double)(panel->head->lines->len - 1) * panel->head->pitch, 0,
               place->group + 1, false);
    if (panel->base == NULL)
        return;
    node = svy_layout_draw_line(layout, &panel->base, SVY_ROLE_BASE, place->left, base_line,
                                SVY_TERTIARY);
    node->datum.series = place->group;
    svy_layout_set_cell(node, 0, place->group + 1);
    node->order += 1000000; /* read after the head, which may have several lines */
}

/* Shapes and emits an axis label; the fonts have digits, or layout would have failed before. */
static void draw_tick(const SvyLayout *layout, double share, double x, double base)
{
    g_autofree char *text = svy_plot_format_pct_in(layout->plot->language, share);
    g_autoptr(SvyLine) line = NULL;
    SvyNode *node;

    if (!shape(layout, 400, text, &line, NULL))
        return;
    x -= line->width / 2;
    node = svy_layout_draw_line(layout, &line, SVY_ROLE_AXIS, x, base, SVY_TERTIARY);
    node->datum.has_value = true;
    node->datum.value = node->datum.value_to = share;
}

static void draw_grid(const Multiples *multiples, const SvyLayout *layout, const Place *place)
{
    for (size_t tick = 0; tick < N_TICKS; tick++) {
        const double share = multiples->end * (double)tick / (N_TICKS - 1);
        const double x = get_x(multiples, place, share);
        SvyNode *node = svy_scene_add_line(
            layout->scene, tick == 0 ? SVY_ROLE_ZERO : SVY_ROLE_GRID, x, place->top, x,
            place->bottom + (place->is_lowest ? SVY_M_TICK * layout->m : 0),
            (tick == 0 ? zero_stroke : grid_stroke) * layout->m,
            svy_layout_get_color(layout, tick == 0 ? SVY_ZERO : SVY_GRID));

        node->datum = (SvyDatum){SVY_NO_ROW, place->group, true, share, share};
        if (place->is_lowest)
            draw_tick(layout, share, x, place->bottom + (SVY_M_TICK + 1.15) * layout->m);
    }
}

/* The other groups, pale, then everybody. */
static void draw_references(const Multiples *multiples,
                            const SvyLayout *layout,
                            const Place *place,
                            size_t row,
                            double y)
{
    const SvyGroups *groups = multiples->groups;
    const SvyEstimate *all = svy_groups_get(groups, row, &groups->all);
    SvyNode *node;
    double x;

    for (size_t g = 0; g < groups->n_groups; g++) {
        const SvyEstimate *p = svy_groups_get(groups, row, &groups->groups[g]);

        if (g == place->group || p == NULL)
            continue;
        node = svy_scene_add_mark(layout->scene, SVY_ROLE_REFERENCE, SVY_NODE_CIRCLE,
                                  get_x(multiples, place, p->value), y, dot_radius * layout->m,
                                  svy_layout_get_color(layout, SVY_CONNECTOR));
        node->datum = (SvyDatum){row, g, true, p->value, p->value};
    }
    if (all == NULL)
        return;
    x = get_x(multiples, place, all->value);
    node = svy_scene_add_line(layout->scene, SVY_ROLE_REFERENCE, x, y - reference_reach * layout->m,
                              x, y + reference_reach * layout->m, reference_stroke * layout->m,
                              svy_layout_get_color(layout, SVY_INK));
    node->datum = (SvyDatum){row, place->group, true, all->value, all->value};
}

static void draw_whisker(const Multiples *multiples,
                         const SvyLayout *layout,
                         const Place *place,
                         const SvyEstimate *p,
                         size_t row,
                         double y)
{
    const double ends[] = {get_x(multiples, place, p->lo), get_x(multiples, place, p->hi)};
    const double stroke = whisker_stroke * layout->m, reach = cap_reach * layout->m;
    const SvyColor color = svy_layout_get_color(layout, SVY_SERIES_1_TEXT);
    SvyNode *node;

    if (!has_whisker(multiples, layout, p))
        return;
    node =
        svy_scene_add_line(layout->scene, SVY_ROLE_WHISKER, ends[0], y, ends[1], y, stroke, color);
    node->datum = (SvyDatum){row, place->group, true, p->lo, p->hi};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        svy_scene_add_line(layout->scene, SVY_ROLE_CAP, ends[i], y - reach, ends[i], y + reach,
                           stroke, color)
            ->datum.row = row;
}

static void draw_mark(const Multiples *multiples,
                      const SvyLayout *layout,
                      const Place *place,
                      size_t row,
                      double y,
                      bool is_focus)
{
    const SvyGroup *group = &multiples->groups->groups[place->group];
    const SvyEstimate *p = svy_groups_get(multiples->groups, row, group);
    SvyNode *node;

    if (p == NULL)
        return;
    draw_whisker(multiples, layout, place, p, row, y);
    node = svy_scene_add_mark(layout->scene, SVY_ROLE_MARK, SVY_NODE_CIRCLE,
                              get_x(multiples, place, p->value), y, mark_radius * layout->m,
                              svy_layout_get_color(layout, SVY_SERIES_1));
    node->datum = (SvyDatum){row, place->group, true, p->value, p->value};
    node->has_halo = true;
    node->halo = svy_layout_get_color(layout, is_focus ? SVY_BAND : SVY_PAPER);
    node->is_hollow = group->is_hollow;
    node->stroke = 0.36 * mark_radius * layout->m;
}

/* Figures stand in a column of their own at the right of the panel. */
static void draw_value(const Multiples *multiples,
                       const SvyLayout *layout,
                       const Place *place,
                       size_t row,
                       double y)
{
    const SvyEstimate *p =
        svy_groups_get(multiples->groups, row, &multiples->groups->groups[place->group]);
    SvyLine **line = &multiples->panels[place->group].values[row];
    const double x = place->left + multiples->column_width - (*line)->width;
    SvyNode *node = svy_layout_draw_line(
        layout, line, p != NULL ? SVY_ROLE_VALUE : SVY_ROLE_MESSAGE, x,
        svy_layout_centre_line(layout, *line, y), p != NULL ? SVY_SERIES_1_TEXT : SVY_TERTIARY);

    node->datum = (SvyDatum){.row = row, .series = place->group, .has_value = p != NULL};
    if (p != NULL)
        node->datum.value = node->datum.value_to = p->value;
    svy_layout_set_cell(node, row + 1, place->group + 1);
}

/* Behind the row of the panel of which the title speaks. */
static void draw_band(const Multiples *multiples,
                      const SvyLayout *layout,
                      const Place *place,
                      size_t row,
                      double y)
{
    const double height = fmax(place->pitch, multiples->row_heights[row]);
    const double over = 0.4 * layout->m;
    SvyNode *node = svy_scene_add_rect(
        layout->scene, SVY_ROLE_BAND,
        (SvyRect){place->left - over, y - height / 2, multiples->column_width + 2 * over, height},
        svy_layout_get_color(layout, SVY_BAND));

    node->radius = 0.25 * layout->m;
    node->datum.row = row;
    node->datum.series = place->group;
}

static bool is_focus(const SvyGroups *groups, size_t g, size_t row)
{
    return groups->rows[row] == groups->focus && groups->groups[g].column == groups->focus_column;
}

static void draw_panel(Multiples *multiples, const SvyLayout *layout, const Place *place)
{
    const SvyGroups *groups = multiples->groups;
    Panel *panel = &multiples->panels[place->group];

    draw_head(multiples, layout, place);
    if (!groups->groups[place->group].is_shown) {
        svy_groups_draw_message(layout, &panel->message, SVY_NO_ROW, 1, place->left,
                                place->top + layout->m);
        return;
    }
    for (size_t row = 0; row < groups->n_rows; row++)
        if (is_focus(groups, place->group, row))
            draw_band(multiples, layout, place, row, find_middle(multiples, place, row));
    draw_grid(multiples, layout, place);
    for (size_t row = 0; row < groups->n_rows; row++) {
        const double y = find_middle(multiples, place, row);

        draw_references(multiples, layout, place, row, y);
        draw_mark(multiples, layout, place, row, y, is_focus(groups, place->group, row));
        draw_value(multiples, layout, place, row, y);
    }
}

static void draw(SvyPanel *panel, const SvyLayout *layout)
{
    Multiples *multiples = (Multiples *)panel;
    const double pitch = find_pitch(multiples, layout);

    draw_keys(multiples, layout);
    for (size_t g = 0; g < multiples->groups->n_groups; g++) {
        const Place place = find_place(multiples, layout, pitch, g);

        if (place.column == 0) {
            draw_rules(multiples, layout, &place);
            draw_labels(multiples, layout, &place);
        }
        draw_panel(multiples, layout, &place);
    }
}

/* Words */

static char *word_what(const char *language, const SvyGroups *groups)
{
    g_autofree char *wording = svy_alt_name(groups->table->row_text);

    if (groups->table->kind == SVY_TABLE_GAP_SEGMENTS)
        return g_strdup_printf(svy_tr(language, "Small multiples of who uses each of %zu items and "
                                                "does not follow: %zu dot plots, one "
                                                "for each group."),
                               groups->n_rows, groups->n_groups);
    return g_strdup_printf(
        svy_tr(language, "Small multiples of “%s”: %zu dot plots, one for each group."), wording,
        groups->n_groups);
}

static char *word_alt(const char *language, const SvyGroups *groups)
{
    g_autofree char *what = word_what(language, groups),
                    *spread = svy_groups_word_spread_in(language, groups);
    g_autofree char *base = svy_groups_word_base_in(language, groups);
    g_autofree char *joined = svy_alt_join((const char *const[]){what, spread, base, NULL});

    return svy_plot_clean(joined);
}

static char *word_all(const char *language, const SvyGroups *groups)
{
    g_autofree char *size = svy_groups_word_size_in(language, &groups->all);

    return g_strdup_printf(svy_tr(language, "all, %s"), size);
}

/* The plot */

static SvyPlot *plot_table(const SvyChartKind *kind,
                           const SvyResult *result,
                           const SvyTable *table,
                           const SvyChartOptions *options)
{
    SvyPlot *plot = svy_plot_new_in(result->survey.language, kind);
    Multiples *multiples = g_new0(Multiples, 1);
    SvyGroups *groups = svy_groups_new(result, table, options->n_top);
    SvyShareAxis axis;

    multiples->panel = (SvyPanel){measure, draw, multiples_free};
    multiples->groups = groups;
    multiples->row_heights = g_new0(double, groups->n_rows);
    multiples->panels = g_new0(Panel, groups->n_groups);
    for (size_t g = 0; g < groups->n_groups; g++)
        multiples->panels[g].values = g_new0(SvyLine *, groups->n_rows);
    svy_share_axis_init(&axis, svy_groups_find_most(groups));
    multiples->end = axis.end;
    multiples->all_label = word_all(result->survey.language, groups);
    plot->panel = &multiples->panel;
    svy_groups_fill_plot(groups, plot, result);
    g_ptr_array_set_size(plot->rows, 0); /* each band of panels has its own labels */
    plot->alt = word_alt(result->survey.language, groups);
    return plot;
}

static bool accepts_table(const SvyTable *table)
{
    const size_t n = svy_groups_count(table);

    return (table->kind == SVY_TABLE_SEGMENTS || table->kind == SVY_TABLE_GAP_SEGMENTS) && n > 1 &&
           n <= N_GROUPS_MOST;
}

/* Where nobody asked for it the gaps themselves by group tell more than who is not reached. */
static bool prefers_table(const SvyTable *table)
{
    return table->kind == SVY_TABLE_SEGMENTS;
}

const SvyChartKind svy_kind_small_multiples = {
    .name = "small-multiples",
    .summary = "one question by many groups: a small plot for each, all on one scale",
    .plot_table = plot_table,
    .accepts_table = accepts_table,
    .prefers_table = prefers_table,
};
