/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/each.h"

#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/chart-registry.h"
#include "chart/groups.h"
#include "chart/panel-cells.h"
#include "chart/panel-tiles.h"
#include "result/result-table.h"
#include "result/words.h"

/* Lengths in m. */
static const double untold_foot = 0.6;
static const double column_gap = 2.0, band_gap = 1.6, size_pitch = 1.35, head_gap = 0.5;
static const double key_pad = 0.45, key_gap = 1.6, key_below = 1.0, key_side = 0.95;
static const double stroke_width = 0.13, stroke_reach = 0.6;
static const double arrow_width = 0.9, arrow_height = 0.55;
static const double target_width = 1.3, target_stroke = 0.2, target_reach = 0.42;
static const double pitch_wanted = 2.0, pitch_dense = 1.45, pitch_most = 3.0;
static const double height_most = 1.35; /* of what panels without rows would like */

static const double ease = 0.88; /* of the room, at which panels must still fit; not where short */

enum { N_COLUMNS_LEAST = 2, N_COLUMNS_MOST = 4 };

/* One panel. */
typedef struct {
    char *label, *size; /* "n = 160" */
    SvyPlot *plot;      /* (nullable) nothing of the group may be told */
    SvyBlock *head;
    SvyLine *size_line, *message_line;
    SvyLayout *layout;
} Part;

typedef struct {
    SvyLine *line;
    double x; /* of the text */
    size_t row;
} Key;

typedef struct {
    SvyPanel panel;
    size_t n_parts;
    Part *parts;         /* [n_parts] in the order of the groups */
    Part all;            /* measured with them, drawn in them */
    GPtrArray *keys;     /* of SvyPlotKey, owned */
    SvyPanel **peers;    /* [n_parts + 1] */
    SvyLayout **layouts; /* [n_parts + 1] of those that are shown, borrowed */
    size_t n_layouts;
    bool has_rows;

    /* of the last fit */
    size_t n_columns, n_bands;
    double label_width, part_width, head_height;
    Key *key_lines; /* [keys->len] */
    size_t n_key_rows;
} Each;

/* --- Releasing ------------------------------------------------------------------------------ */

static void drop_part(Part *part)
{
    g_clear_pointer(&part->head, svy_block_free);
    g_clear_pointer(&part->size_line, svy_line_free);
    g_clear_pointer(&part->message_line, svy_line_free);
    g_clear_pointer(&part->layout, svy_layout_free);
}

static void drop_texts(Each *each)
{
    for (size_t i = 0; i < each->n_parts; i++)
        drop_part(&each->parts[i]);
    drop_part(&each->all);
    for (guint i = 0; i < each->keys->len; i++)
        g_clear_pointer(&each->key_lines[i].line, svy_line_free);
}

static void clear_part(Part *part)
{
    drop_part(part);
    svy_plot_free(part->plot);
    g_free(part->label);
    g_free(part->size);
}

static void each_free(SvyPanel *panel)
{
    Each *each = (Each *)panel;

    drop_texts(each);
    for (size_t i = 0; i < each->n_parts; i++)
        clear_part(&each->parts[i]);
    clear_part(&each->all);
    g_ptr_array_unref(each->keys);
    g_free(each->key_lines);
    g_free(each->parts);
    g_free(each->peers);
    g_free(each->layouts);
    g_free(each);
}

/* --- Measuring ------------------------------------------------------------------------------ */

/* Labels stand left of each band: its first panel draws them. */
static bool shape_part(const Each *each,
                       const SvyLayout *page,
                       Part *part,
                       bool hides_labels,
                       GPtrArray *notes,
                       GError **error)
{
    if (part->plot == NULL)
        return true;
    part->layout = svy_layout_inset_new(part->plot, page, hides_labels);
    part->layout->left = page->left;
    part->layout->right = page->right;
    return !each->has_rows || svy_layout_inset_shape(part->layout, notes, error);
}

static bool shape_parts(Each *each, const SvyLayout *page, GPtrArray *notes, GError **error)
{
    const guint n_notes = notes->len;

    each->label_width = 0;
    for (size_t i = 0; i < each->n_parts; i++) {
        g_autoptr(GPtrArray) again = g_ptr_array_new_with_free_func(g_free);
        Part *part = &each->parts[i];

        /* The same letters for the same labels, which are noted once. */
        for (guint k = 0; k < n_notes; k++)
            g_ptr_array_add(again, g_strdup(notes->pdata[k]));
        if (!shape_part(each, page, part, i % each->n_columns != 0, i == 0 ? notes : again, error))
            return false;
        if (part->layout != NULL)
            each->label_width = fmax(each->label_width, part->layout->label_width);
    }
    return shape_part(each, page, &each->all, true, notes, error);
}

static void list_layouts(Each *each)
{
    each->n_layouts = 0;
    for (size_t i = 0; i < each->n_parts; i++)
        if (each->parts[i].layout != NULL)
            each->layouts[each->n_layouts++] = each->parts[i].layout;
    each->layouts[each->n_layouts++] = each->all.layout;
}

static double find_missing(const Each *each)
{
    double missing = 0;

    for (size_t i = 0; i < each->n_layouts; i++)
        missing = fmax(missing, svy_layout_inset_get_missing(each->layouts[i]));
    return missing;
}

/* All panels in @width; those with a panel of their own a second time, when the texts of the others
 * are shaped. */
static bool measure_parts(Each *each, double width, double *ret_missing, GError **error)
{
    const bool has_panels = each->all.plot->panel != NULL;

    for (int round = 0; round < (has_panels ? 2 : 1); round++) {
        for (size_t i = 0; i < each->n_layouts; i++) {
            g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);

            if (!svy_layout_inset_measure(each->layouts[i], each->label_width, width, notes, error))
                return false;
        }
    }
    if (!has_panels && !svy_layout_insets_place_axis(each->layouts, each->n_layouts, error))
        return false;
    *ret_missing = find_missing(each);
    return true;
}

/* Width of a panel, without the labels, when @n stand side by side. */
static double get_part_width(const Each *each, const SvyLayout *page, size_t n)
{
    const double labels = each->label_width > 0 ? each->label_width + 0.9 * page->m : 0;

    return (page->right - page->left - labels - (double)(n - 1) * column_gap * page->m) / (double)n;
}

static bool try_columns(Each *each,
                        const SvyLayout *page,
                        size_t n_columns,
                        double share,
                        GPtrArray *notes,
                        double *ret_missing,
                        GError **error)
{
    double labels;

    drop_texts(each);
    each->n_columns = n_columns;
    each->n_bands = (each->n_parts + n_columns - 1) / n_columns;
    if (!shape_parts(each, page, notes, error))
        return false;
    list_layouts(each);
    labels = each->label_width > 0 ? each->label_width + 0.9 * page->m : 0;
    each->part_width = get_part_width(each, page, n_columns);
    return measure_parts(each, labels + share * each->part_width, ret_missing, error);
}

/* As many columns as leave room in each panel, then as few as give the same number of bands. Only
 * where two do not fit the panels stand below each other. */
static bool choose_columns(Each *each,
                           const SvyLayout *page,
                           GPtrArray *notes,
                           double *ret_missing,
                           GError **error)
{
    const bool is_easy = page->fit < SVY_FIT_SNUG;
    const double share = is_easy ? ease : 1;
    const size_t n_least = is_easy ? N_COLUMNS_LEAST : 1;
    size_t n = MIN((size_t)N_COLUMNS_MOST, each->n_parts), n_bands;

    for (; n > n_least; n--) {
        g_autoptr(GPtrArray) lost = g_ptr_array_new_with_free_func(g_free);

        if (!try_columns(each, page, n, share, lost, ret_missing, error))
            return false;
        if (!(*ret_missing > 0))
            break;
    }
    n_bands = (each->n_parts + n - 1) / n;
    n = (each->n_parts + n_bands - 1) / n_bands;
    if (!try_columns(each, page, n, 1, notes, ret_missing, error))
        return false;
    *ret_missing *= (double)n;
    return true;
}

static bool shape_line(const SvyLayout *page,
                       int weight,
                       const char *text,
                       SvyLine **ret_line,
                       GError **error)
{
    return svy_layout_shape_line(page, page->m, weight, true, text, ret_line, error);
}

static bool shape_heads(Each *each, const SvyLayout *page, GPtrArray *notes, GError **error)
{
    const SvyTextStyle style = {.weight = 600, .size_pt = page->theme->head * page->m};

    each->head_height = 0;
    for (size_t i = 0; i < each->n_parts; i++) {
        Part *part = &each->parts[i];
        g_autofree char *shown = NULL;
        double height;

        if (!svy_layout_shape_label(page, &style, part->label, each->part_width, notes, &part->head,
                                    &shown, error) ||
            !shape_line(page, 400, part->size, &part->size_line, error) ||
            (part->plot == NULL &&
             !shape_line(page, 400, svy_tr(page->plot->language, "too few to show"),
                         &part->message_line, error)))
            return false;
        height = svy_block_get_height(part->head);
        each->head_height = fmax(each->head_height, height);
    }
    each->head_height += (size_pitch + head_gap) * page->m;
    return true;
}

static double measure_symbol(const SvyLayout *page, const SvyPlotKey *key)
{
    switch (key->shape) {
    case SVY_KEY_WORDS:
        return 0;
    case SVY_KEY_MARK:
        return 2 * svy_scale_get_reach(&page->marks, key->series) + key_pad * page->m;
    case SVY_KEY_SWATCH:
    case SVY_KEY_BORDER:
        return (key_side + key_pad) * page->m;
    case SVY_KEY_STROKE:
        return (stroke_width + key_pad) * page->m;
    case SVY_KEY_ARROW:
        return (arrow_width + key_pad) * page->m;
    case SVY_KEY_TARGET:
        return (target_width + key_pad) * page->m;
    }
    return 0;
}

/* One after the other from the left edge, in as many lines as it takes. */
static bool shape_keys(Each *each,
                       const SvyLayout *page,
                       GPtrArray *notes,
                       double *ret_missing,
                       GError **error)
{
    double x = page->left;

    each->n_key_rows = 1;
    for (guint i = 0; i < each->keys->len; i++) {
        const SvyPlotKey *source = each->keys->pdata[i];
        Key *key = &each->key_lines[i];
        const double symbol = measure_symbol(page, source);

        const SvyTextStyle style = {.weight = source->shape == SVY_KEY_WORDS ? 600 : 500,
                                    .size_pt = page->m,
                                    .is_tabular = true};

        if (!svy_layout_shape_cut(page, &style, source->text, page->right - page->left - symbol,
                                  notes, &key->line, error))
            return false;
        if (x > page->left && x + symbol + key->line->width > page->right) {
            x = page->left;
            each->n_key_rows++;
        }
        key->x = x + symbol;
        key->row = each->n_key_rows - 1;
        x += symbol + key->line->width + key_gap * page->m;
        *ret_missing = fmax(*ret_missing, page->left + symbol + key->line->width - page->right);
    }
    return true;
}

static double measure_keys(const Each *each, const SvyLayout *page)
{
    return ((double)each->n_key_rows * SVY_M_KEY_PITCH + key_below) * page->m;
}

static bool is_told(const Each *each, size_t index)
{
    return index < each->n_parts && each->parts[index].layout != NULL;
}

/* The axis stands below the lowest panel of each column alone; groups of which nothing may be told
 * stand last. */
static bool is_lowest(const Each *each, size_t index)
{
    return is_told(each, index) && !is_told(each, index + each->n_columns);
}

/* Of those with a panel that is told. */
static size_t count_bands(const Each *each)
{
    size_t n = 0;

    while (is_told(each, n * each->n_columns))
        n++;
    return n;
}

/* An axis stands above a group of which nothing may be told, or something below each panel. */
static bool has_early_axis(const Each *each)
{
    const SvyPanel *panel = each->all.plot->panel;

    if (panel != NULL && panel->has_own_foot)
        return true;
    for (size_t i = 0; each->has_rows && i + each->n_columns < each->n_parts; i++)
        if (is_lowest(each, i))
            return true;
    return false;
}

static void find_lowest(Each *each)
{
    for (size_t i = 0; i < each->n_parts; i++)
        if (each->parts[i].layout != NULL)
            each->parts[i].layout->hides_axis = each->has_rows && !is_lowest(each, i);
}

static double find_foot(const Each *each)
{
    double foot = 0;

    for (size_t i = 0; i < each->n_layouts; i++)
        foot = fmax(foot, svy_layout_inset_get_foot(each->layouts[i]));
    return foot;
}

/* What a panel without rows needs, or would like. */
static double find_height(const Each *each, bool is_wanted)
{
    double height = 0;

    for (size_t i = 0; i < each->n_layouts; i++)
        height = fmax(height, is_wanted ? each->layouts[i]->panel.wanted_height
                                        : each->layouts[i]->panel.least_height);
    return height;
}

/* From one band to the next without its rows or panel: heads, a line below, what parts them. */
static double measure_frame(const Each *each, const SvyLayout *page)
{
    double height = each->head_height;

    if (each->has_rows)
        height += svy_layout_inset_get_head(each->all.layout) + SVY_M_TICK * page->m;
    return height;
}

static double measure_foot(const Each *each, const SvyLayout *page)
{
    return each->has_rows ? fmax(0, find_foot(each) - SVY_M_TICK * page->m) : 0;
}

/* From the top of a band that is told to that of the next one, and the same of heads alone. */
static double measure_band(const Each *each, const SvyLayout *page, double body)
{
    return measure_frame(each, page) + body + band_gap * page->m +
           (has_early_axis(each) ? measure_foot(each, page) : 0);
}

static double measure_untold(const Each *each, const SvyLayout *page)
{
    return each->head_height + band_gap * page->m;
}

/* What stands below the last band. */
static double measure_end(const Each *each, const SvyLayout *page)
{
    if (count_bands(each) < each->n_bands)
        return untold_foot * page->m;
    return has_early_axis(each) ? 0 : measure_foot(each, page);
}

/* Height of everything with bodies of @body. */
static double measure_all(const Each *each, const SvyLayout *page, double body)
{
    const size_t n_told = count_bands(each);

    return measure_keys(each, page) + (double)n_told * measure_band(each, page, body) +
           (double)(each->n_bands - n_told) * measure_untold(each, page) - band_gap * page->m +
           measure_end(each, page);
}

static bool lacks_whiskers(const Each *each)
{
    for (size_t i = 0; i + 1 < each->n_layouts; i++)
        if (svy_layout_lacks_whiskers(each->layouts[i]))
            return true;
    return false;
}

static bool measure(SvyPanel *panel,
                    const SvyLayout *page,
                    GPtrArray *notes,
                    SvyPanelSize *ret_size,
                    GError **error)
{
    Each *each = (Each *)panel;
    double missing = 0, least, wanted;

    if (!choose_columns(each, page, notes, &missing, error) ||
        !shape_heads(each, page, notes, error) || !shape_keys(each, page, notes, &missing, error))
        return false;
    find_lowest(each);
    if (each->has_rows) {
        const double pitch = page->fit >= SVY_FIT_DENSE ? pitch_dense : pitch_wanted;

        svy_layout_insets_level(each->layouts, each->n_layouts);
        least = svy_layout_inset_sum_rows(each->all.layout, 0);
        wanted = svy_layout_inset_sum_rows(each->all.layout, pitch * page->m);
        if (each->all.plot->panel == NULL && lacks_whiskers(each))
            g_ptr_array_add(notes,
                            g_strdup(svy_tr(page->plot->language,
                                            "No whisker: interval narrower than the marker.")));
    } else {
        least = find_height(each, false);
        wanted = find_height(each, true);
    }
    *ret_size = (SvyPanelSize){.missing_width = missing,
                               .least_height = measure_all(each, page, least),
                               .wanted_height = measure_all(each, page, wanted),
                               .axis_left = page->left + each->all.layout->plot_left,
                               .axis_width = each->all.layout->plot_width};
    return true;
}

/* --- Drawing -------------------------------------------------------------------------------- */

/* Where the bodies of all panels have room: rows at a pitch, panels of a height. */
static double find_body(const Each *each, const SvyLayout *page)
{
    const double n = (double)MAX(count_bands(each), (size_t)1);
    const double room = page->rows_bottom - page->rows_top - measure_all(each, page, 0);

    if (!each->has_rows)
        return fmin(room / n, height_most * find_height(each, true));
    return room / n;
}

static void draw_arrow(const SvyLayout *page, double right, double middle, SvyColor color)
{
    const double m = page->m, top = middle - arrow_height / 2 * m;
    const double corners[] = {right - arrow_width * m, top, right, top, right - arrow_width / 2 * m,
                              top + arrow_height * m};

    svy_scene_add_polygon(page->scene, SVY_ROLE_KEY, corners, 3, color);
}

/* As panel-dots.c draws it: the line, and where it is met. */
static void draw_target(const SvyLayout *page, double left, double middle, SvyColor color)
{
    const double reach = target_reach * page->m;

    svy_scene_add_rect(page->scene, SVY_ROLE_SWATCH,
                       (SvyRect){left, middle - reach, target_width * page->m, 2 * reach},
                       svy_layout_get_color(page, SVY_GRID));
    svy_scene_add_line(page->scene, SVY_ROLE_KEY, left, middle - reach, left, middle + reach,
                       target_stroke * page->m, color);
}

static void draw_symbol(const SvyLayout *page, const SvyPlotKey *key, double x, double base)
{
    const double m = page->m, middle = base - 0.36 * m;
    const SvyColor color = svy_layout_get_color(page, key->color);
    const double reach = svy_scale_get_reach(&page->marks, key->series);
    static const SvyNodeType marks[] = {SVY_NODE_CIRCLE, SVY_NODE_DIAMOND, SVY_NODE_SQUARE,
                                        SVY_NODE_TRIANGLE_UP, SVY_NODE_TRIANGLE_DOWN};

    switch (key->shape) {
    case SVY_KEY_WORDS:
        return;
    case SVY_KEY_MARK:
        svy_scene_add_mark(page->scene, SVY_ROLE_KEY, marks[key->series], x - key_pad * m - reach,
                           middle, reach, color)
            ->datum.series = key->series;
        return;
    case SVY_KEY_SWATCH:
        svy_cells_draw_swatch(page, key,
                              (SvyRect){x - (key_side + key_pad) * m, middle - key_side / 2 * m,
                                        key_side * m, key_side * m});
        return;
    case SVY_KEY_BORDER:
        svy_tile_draw_swatch(page, key,
                             (SvyRect){x - (key_side + key_pad) * m, middle - key_side / 2 * m,
                                       key_side * m, key_side * m});
        return;
    case SVY_KEY_STROKE:
        x -= (key_pad + stroke_width / 2) * m;
        svy_scene_add_line(page->scene, SVY_ROLE_REFERENCE, x, middle - stroke_reach * m, x,
                           middle + stroke_reach * m, stroke_width * m, color);
        return;
    case SVY_KEY_ARROW:
        draw_arrow(page, x - key_pad * m, middle, color);
        return;
    case SVY_KEY_TARGET:
        draw_target(page, x - (target_width + key_pad) * m, middle, color);
        return;
    }
}

static void draw_keys(Each *each, const SvyLayout *page)
{
    for (guint i = 0; i < each->keys->len; i++) {
        const SvyPlotKey *source = each->keys->pdata[i];
        Key *key = &each->key_lines[i];
        const double base = page->rows_top + ((double)key->row * SVY_M_KEY_PITCH + 1) * page->m;
        SvyNode *node;

        draw_symbol(page, source, key->x, base);
        node = svy_layout_draw_line(page, &key->line, SVY_ROLE_HEAD, key->x, base,
                                    source->shape == SVY_KEY_STROKE ? SVY_TERTIARY : SVY_INK);
        node->datum.series = source->series;
        if (source->is_apart) {
            node->part = SVY_PART_INTRO;
            node->part_row = 3;
            continue;
        }
        svy_layout_set_cell(node, 0, i + 1);
    }
}

/* The table has a row for the name of each group, and its rows below. */
static size_t get_table_row(const Each *each, size_t index)
{
    const size_t n_rows =
        each->has_rows ? each->all.plot->rows->len : MAX(each->all.plot->n_table_rows, 1);

    return 1 + index * (n_rows + 1);
}

/* Names stand on the line above their size, so that those of one band end on one level. */
static void draw_head(const Each *each,
                      const SvyLayout *page,
                      size_t index,
                      double x,
                      double bottom)
{
    Part *part = &each->parts[index];
    const double base = bottom - head_gap * page->m;
    const double top = base - size_pitch * page->m - svy_block_get_height(part->head);
    const size_t row = get_table_row(each, index), first = page->scene->nodes->len;

    svy_layout_draw_head(page, part->head, x, top, 0);
    if (part->size_line != NULL)
        svy_layout_set_cell(
            svy_layout_draw_line(page, &part->size_line, SVY_ROLE_BASE, x, base, SVY_TERTIARY), row,
            1);
    if (part->message_line != NULL)
        svy_layout_set_cell(svy_layout_draw_line(page, &part->message_line, SVY_ROLE_MESSAGE, x,
                                                 base, SVY_TERTIARY),
                            row, 1);
    for (size_t i = first; i < page->scene->nodes->len; i++) {
        SvyNode *node = page->scene->nodes->pdata[i];

        node->datum.row = SVY_NO_ROW;
        node->part_row = row;
        node->panel = index;
    }
}

static void place_body(const Each *each, SvyLayout *layout, double body)
{
    const double head = each->has_rows ? svy_layout_inset_get_head(layout) : 0;

    if (each->has_rows) {
        const double pitch = fmin(svy_layout_inset_fill(layout, body), pitch_most * layout->m);

        svy_layout_inset_place_rows(layout, head, pitch);
        return;
    }
    layout->rows_top = 0;
    layout->rows_bottom = body;
}

/* A group of which nothing may be told keeps its place; so do the labels beside it. */
static void draw_part(Each *each, const SvyLayout *page, size_t index, double top, double body)
{
    Part *part = &each->parts[index];
    const double step = each->part_width + column_gap * page->m;
    const double left = page->left + (double)(index % each->n_columns) * step;
    const double labels = each->label_width > 0 ? each->label_width + 0.9 * page->m : 0;

    draw_head(each, page, index, left + labels, top + each->head_height);
    if (part->layout == NULL) {
        const SvyScenePanel none = {left + labels, each->part_width};

        g_array_append_val(page->scene->panels, none);
        return;
    }
    place_body(each, part->layout, body);
    svy_layout_inset_draw(part->layout);
    svy_scene_take_panel(page->scene, part->layout->scene, left, top + each->head_height,
                         get_table_row(each, index));
}

static void draw(SvyPanel *panel, const SvyLayout *page)
{
    Each *each = (Each *)panel;
    const double body = find_body(each, page);
    const double keys = measure_keys(each, page);
    const size_t n_bands = count_bands(each);
    double band = measure_band(each, page, body);

    draw_keys(each, page);
    if (each->has_rows) {
        place_body(each, each->all.layout, body);
        band += fmin(0, each->all.layout->rows_bottom - each->all.layout->rows_top - body);
    }
    for (size_t i = 0; i < each->n_parts; i++) {
        const size_t at = i / each->n_columns, n_told = MIN(at, n_bands);

        draw_part(each, page, i,
                  page->rows_top + keys + (double)n_told * band +
                      (double)(at - n_told) * measure_untold(each, page),
                  body);
    }
}

/* --- Plots of the groups -------------------------------------------------------------------- */

static SvyPlot *plot_slice(const SvyChartKind *kind,
                           const SvyResult *result,
                           const SvySlices *slices,
                           const SvySlice *slice,
                           const SvyChartOptions *options)
{
    const SvyChartFrame frame = {.question = slices->all.question,
                                 .gap = slices->all.gap,
                                 .bins = slices->is_crossed ? slices->all.bins : slices->bins,
                                 .rows = slices->all.rows,
                                 .by_group = slices->table,
                                 .slice = slice,
                                 .slices = slices};
    SvyChartOptions look = *options;

    look.frame = &frame;
    look.title = NULL;
    if (slice->question != NULL)
        return kind->plot_question(kind, &result->survey, slice->question, result->level, &look);
    if (slice->gap != NULL)
        return kind->plot_gap(kind, &result->survey, slice->gap, result->level, &look);
    if (slice->rows != NULL)
        return kind->plot_table(kind, result, slice->rows, &look);
    return kind->plot_table(kind, result, slice->bins != NULL ? slice->bins : slices->bins, &look);
}

/* The base of a group stands at its name, and no row is the one that the title speaks of. */
static void strip_rows(const SvyChartKind *kind, SvyPlot *plot)
{
    for (guint i = 0; i < plot->rows->len; i++) {
        SvyPlotRow *row = plot->rows->pdata[i];

        if (kind != &svy_kind_targets) /* there it says what was wanted */
            g_clear_pointer(&row->base_note, g_free);
        g_clear_pointer(&row->cell_message, g_free);
        row->is_focus = false;
    }
}

static void set_references(SvyPlot *plot, const SvyPlot *all)
{
    for (guint i = 0; i < plot->rows->len && i < all->rows->len; i++) {
        SvyPlotRow *row = plot->rows->pdata[i];
        const SvyPlotRow *source = all->rows->pdata[i];

        for (size_t series = 0; series < SVY_PLOT_N_SERIES; series++) {
            row->marks[series].has_reference =
                row->message == NULL && source->marks[series].is_drawn;
            row->marks[series].reference = source->marks[series].value;
        }
    }
}

/* "n = 160", "n = 113–120" where rows have bases of their own, "small base, n = 27". */
static char *word_size(const char *language, const SvySlice *slice)
{
    const size_t base = slice->most_base > 0 ? slice->most_base : slice->base;
    g_autofree char *most = svy_tr_num_count(language, base);
    g_autofree char *least = svy_tr_num_count(language, slice->least_base);
    const char *small = base < SVY_PLOT_SMALL_BASE ? svy_tr(language, "small base, ") : "";

    if (slice->least_base == 0 || slice->least_base == base)
        return g_strdup_printf("%sn = %s", small, most);
    return g_strdup_printf("%sn = %s–%s", small, least, most);
}

static bool is_shown(const SvySlice *slice)
{
    return slice->base >= SVY_PLOT_LEAST_BASE;
}

static void fill_part(Part *part,
                      const SvyChartKind *kind,
                      const SvyResult *result,
                      const SvySlices *slices,
                      const SvySlice *slice,
                      const SvyChartOptions *options)
{
    part->label =
        g_strdup(slice->label != NULL ? slice->label : svy_tr(result->survey.language, "All"));
    if (!is_shown(slice))
        return;
    part->size = word_size(result->survey.language, slice);
    part->plot = plot_slice(kind, result, slices, slice, options);
    strip_rows(kind, part->plot);
}

/* Kinds whose shapes have no place for everybody's have a panel for everybody. */
static bool has_all_panel(const SvyChartKind *kind)
{
    return kind == &svy_kind_icon_array || kind == &svy_kind_stacked_bar;
}

/* All axes end where the longest one does. */
static void share_axis(Each *each)
{
    double end = each->all.plot->axis_end;

    for (size_t i = 0; i < each->n_parts; i++)
        if (each->parts[i].plot != NULL)
            end = fmax(end, each->parts[i].plot->axis_end);
    each->all.plot->axis_end = end;
    for (size_t i = 0; i < each->n_parts; i++)
        if (each->parts[i].plot != NULL)
            each->parts[i].plot->axis_end = end;
}

static void find_peers(Each *each)
{
    size_t n = 0;

    for (size_t i = 0; i < each->n_parts; i++)
        if (each->parts[i].plot != NULL)
            each->peers[n++] = each->parts[i].plot->panel;
    each->peers[n++] = each->all.plot->panel;
    for (size_t i = 0; i < n && each->all.plot->panel != NULL; i++) {
        each->peers[i]->peers = each->peers;
        each->peers[i]->n_peers = n;
        each->peers[i]->everybody = each->all.plot->panel;
    }
}

static void copy_keys(Each *each, const SvyPlot *plot)
{
    SvyPlot *all = each->all.plot;
    const size_t n_series = plot->kind->n_series;

    for (size_t i = 0; i < n_series; i++)
        svy_plot_add_key(all, n_series > 1 ? SVY_KEY_MARK : SVY_KEY_WORDS, i,
                         i == 0 ? SVY_SERIES_1 : SVY_SERIES_2, all->heads[i]);
    each->keys = g_ptr_array_ref(all->keys);
}

static void add_all_key(Each *each,
                        const SvyChartKind *kind,
                        const SvySlices *slices,
                        const char *language)
{
    g_autofree char *count = svy_tr_num_count(language, slices->all.base);
    g_autofree char *text = g_strdup_printf(svy_tr(language, "all, n = %s"), count);

    if (!has_all_panel(kind) && !slices->is_crossed)
        svy_plot_add_key(each->all.plot, SVY_KEY_STROKE, 0, SVY_TERTIARY, text);
    each->key_lines = g_new0(Key, each->keys->len + 1);
}

/* Groups of which nothing may be told stand last: the first panel of a band has its labels. */
static void fill_groups(Each *each,
                        size_t first,
                        const SvyChartKind *kind,
                        const SvyResult *result,
                        const SvySlices *slices,
                        const SvyChartOptions *options)
{
    Part *part = &each->parts[first];

    for (int round = 0; round < 2; round++) {
        for (size_t g = 0; g < slices->n_groups; g++) {
            if (is_shown(&slices->groups[g]) != (round == 0))
                continue;
            fill_part(part, kind, result, slices, &slices->groups[g], options);
            if (part->plot != NULL && !slices->is_crossed)
                set_references(part->plot, each->all.plot);
            part++;
        }
    }
}

static Each *each_new(const SvyChartKind *kind,
                      const SvyResult *result,
                      const SvySlices *slices,
                      const SvyChartOptions *options)
{
    Each *each = g_new0(Each, 1);
    const size_t first = has_all_panel(kind) ? 1 : 0;

    each->panel = (SvyPanel){measure, draw, each_free};
    each->n_parts = slices->n_groups + first;
    each->parts = g_new0(Part, each->n_parts + 1);
    each->peers = g_new0(SvyPanel *, each->n_parts + 1);
    each->layouts = g_new0(SvyLayout *, each->n_parts + 1);
    fill_part(&each->all, kind, result, slices, &slices->all, options);
    if (each->all.plot == NULL) /* too few of everybody: the rows say so */
        each->all.plot = plot_slice(kind, result, slices, &slices->all, options);
    each->has_rows = each->all.plot->rows->len > 0;
    if (first > 0)
        fill_part(&each->parts[0], kind, result, slices, &slices->all, options);
    fill_groups(each, first, kind, result, slices, options);
    share_axis(each);
    find_peers(each);
    copy_keys(each, each->all.plot);
    add_all_key(each, kind, slices, result->survey.language);
    return each;
}

/* --- Numbers and words ---------------------------------------------------------------------- */

/* Where the record that begins at @at ends: line breaks in quotes do not end it. */
static const char *find_record_end(const char *at)
{
    bool is_quoted = false;

    for (; *at != '\0'; at++) {
        if (*at == '"')
            is_quoted = !is_quoted;
        else if (*at == '\n' && !is_quoted)
            return at + 1;
    }
    return at;
}

/* The records of @csv, the group before each; the head only once. */
static void append_csv(GString *out, const char *group, const char *csv, bool has_head)
{
    const char *at = csv;

    for (bool is_head = true; *at != '\0'; is_head = false) {
        const char *end = find_record_end(at);
        g_autoptr(GString) first = g_string_new(NULL);

        if (!is_head || has_head) {
            svy_csv_append_text(first, is_head ? "group" : group);
            g_string_append_printf(out, "%s,", first->str);
            g_string_append_len(out, at, end - at);
        }
        at = end;
    }
}

static void add_group(SvyPlot *plot, GString *csv, const Part *part)
{
    if (part->plot == NULL) {
        svy_csv_append_text(csv, part->label);
        svy_csv_append_text(csv, svy_tr(plot->language, "too few to show"));
        svy_csv_end_row(csv);
        g_ptr_array_add(
            plot->descriptions,
            g_strdup_printf(svy_tr(plot->language, "%s: too few to show."), part->label));
        return;
    }
    append_csv(csv, part->label, part->plot->csv, csv->len == 0);
    for (guint i = 0; i < part->plot->descriptions->len; i++)
        g_ptr_array_add(plot->descriptions,
                        g_strdup_printf(svy_tr(plot->language, "%s: %s"), part->label,
                                        (const char *)part->plot->descriptions->pdata[i]));
}

static void add_numbers(SvyPlot *plot, const Each *each, const SvyChartKind *kind)
{
    GString *csv = g_string_new(NULL);

    add_group(plot, csv, &each->all);
    for (size_t i = has_all_panel(kind) ? 1 : 0; i < each->n_parts; i++)
        add_group(plot, csv, &each->parts[i]);
    plot->csv = g_string_free(csv, FALSE);
}

/* The finding of a table of answers by group; else what the kind says of everybody. */
static char *word_title(const SvyChartKind *kind,
                        const SvyResult *result,
                        const SvySlices *slices,
                        const Each *each,
                        const SvyChartOptions *options)
{
    g_autoptr(SvyPlot) all = NULL;

    if (slices->rows != NULL)
        return g_strdup(each->all.plot->title);
    if (slices->question != NULL && slices->question->n_rows == 0)
        return svy_words_groups_headline_in(result->survey.language, slices->table,
                                            slices->n_answers, result->level);
    if (slices->question != NULL)
        all = kind->plot_question(kind, &result->survey, slices->question, result->level, options);
    else if (slices->gap != NULL)
        all = kind->plot_gap(kind, &result->survey, slices->gap, result->level, options);
    else
        all = kind->plot_table(kind, result, slices->bins, options);
    return g_steal_pointer(&all->title);
}

static char *word_subtitle(const SvyResult *result, const SvySlices *slices, const Each *each)
{
    const char *language = result->survey.language;
    g_autofree char *by = svy_plot_clean_wording(slices->by_text);

    if (slices->all.question != NULL && slices->all.question->n_rows == 0)
        return svy_groups_word_subtitle_in(language, slices->table);
    return g_strdup_printf(slices->is_crossed ? svy_tr(language, "%s; panels by “%s”")
                                              : svy_tr(language, "%s; groups by “%s”"),
                           each->all.plot->subtitle, by);
}

static char *word_alt(const SvyChartKind *kind,
                      const SvyResult *result,
                      const SvySlices *slices,
                      const char *title)
{
    const char *language = result->survey.language;
    g_autofree char *by = svy_alt_name(slices->by_text);
    g_autofree char *count = svy_tr_num_count(language, slices->all.base);
    g_autofree char *what = g_strdup_printf(
        svy_tr(language, "Small multiples (%s), a panel for each of %zu groups by “%s”."),
        kind->name, slices->n_groups, by);
    g_autofree char *finding = g_strdup_printf("%s.", title);
    g_autofree char *last = g_strdup_printf(svy_tr(language, "Base %s."), count);
    g_autofree char *joined = svy_alt_join((const char *const[]){what, finding, last, NULL});

    return svy_plot_clean(joined);
}

static char *word_panels(const SvySlices *slices, const SvyPlot *plot, const SvyChartKind *kind)
{
    g_autofree char *by = svy_plot_clean_wording(slices->by_text);

    if (slices->is_crossed)
        return g_strdup_printf(
            svy_tr(plot->language, "Panels by “%s”. The title speaks of all of them together."),
            by);
    return g_strdup_printf(has_all_panel(kind)
                               ? svy_tr(plot->language, "Groups by “%s”.")
                               : svy_tr(plot->language, "Groups by “%s”; gray: all of them."),
                           by);
}

static bool has_note(const SvyPlot *plot, const char *text)
{
    for (guint i = 0; i < plot->notes->len; i++)
        if (strcmp(((const SvyPlotNote *)plot->notes->pdata[i])->text, text) == 0)
            return true;
    return false;
}

/* What panels of groups do not show. Kinds with a place for each group say who is not there. */
static void add_hidden_notes(SvyPlot *plot, const SvySlices *slices, const Each *each)
{
    const char *language = plot->language;

    if (slices->n_hidden > 0)
        svy_plot_add_note(
            plot,
            slices->n_hidden == 1
                ? g_strdup(svy_tr(language, "Not drawn: one share that is withheld."))
                : g_strdup_printf(svy_tr(language, "Not drawn: %zu shares that are withheld."),
                                  slices->n_hidden),
            false);
    if (slices->too_few != NULL && each->all.plot->lacks_groups)
        svy_plot_add_note(
            plot, g_strdup_printf(svy_tr(language, "Too few to show: %s."), slices->too_few),
            false);
}

/* Behind the first note, which states the base. */
static void add_own_notes(SvyPlot *plot,
                          const SvyResult *result,
                          const SvySlices *slices,
                          const Each *each,
                          const SvyChartKind *kind)
{
    svy_plot_add_note(plot, word_panels(slices, plot, kind), false);
    svy_plot_add_own_notes(plot, result, slices->table);
    add_hidden_notes(plot, slices, each);
    if (slices->is_joined)
        svy_plot_add_note(
            plot,
            g_strdup(svy_tr(plot->language,
                            "Neighbouring answers are told together, without an interval, "
                            "where one alone would tell of too few people.")),
            false);
}

static void add_notes(SvyPlot *plot,
                      const SvyResult *result,
                      const SvySlices *slices,
                      const Each *each,
                      const SvyChartKind *kind)
{
    for (guint i = 0; i < each->all.plot->notes->len; i++) {
        const SvyPlotNote *note = each->all.plot->notes->pdata[i];

        if (!slices->is_crossed || !has_note(plot, note->text))
            svy_plot_add_note(plot, g_strdup(note->text), note->is_strong);
        if (i == 0)
            add_own_notes(plot, result, slices, each, kind);
    }
}

SvyPlot *svy_each_plot(const SvyChartKind *kind,
                       const SvyResult *result,
                       const SvySlices *slices,
                       const SvyChartOptions *options)
{
    SvyPlot *plot = svy_plot_new_in(result->survey.language, kind);
    Each *each = each_new(kind, result, slices, options);

    plot->panel = &each->panel;
    plot->title = word_title(kind, result, slices, each, options);
    plot->subtitle = word_subtitle(result, slices, each);
    plot->remark = slices->is_joined ? NULL : g_strdup(each->all.plot->remark);
    add_numbers(plot, each, kind);
    add_notes(plot, result, slices, each, kind);
    plot->alt = word_alt(kind, result, slices, plot->title);
    return plot;
}
