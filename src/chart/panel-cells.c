/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/panel-cells.h"
#include "base/translate.h"

#include <math.h>
#include <string.h>

/* Lengths in m. */
static const double gap = 0.14, apart_gap = 0.9, cell_pad = 0.5, cell_most = 8.5, cell_height = 2.5;
static const double sign_radius = 0.3, sign_gap = 0.32, frame = 0.2;
static const double key_side = 1.15, key_pad = 0.45, key_gap = 1.3;
static const double head_pad = 0.15, head_below = 0.55, base_pitch = 1.35;
static const double hatch_stroke = 0.08, plate_pad = 0.22;

static const double name_share = 0.45; /* of the width, for a name beside its letter */

enum { N_HEAD_LINES = 5, N_KEYS = SVY_CELLS_N_COLORS + 2 };

/* Where one square of the key stands; the last two are hatched. */
typedef struct {
    SvyLine *line;
    double x; /* of the text */
    size_t row;
} Key;

/* A column's name; in a line above the columns where they are too narrow for it. */
typedef struct {
    SvyBlock *block, *base;
    SvyLine *letter, *name; /* where there are letters over the columns */
    double name_x;
    size_t name_row;
} Head;

typedef struct SvyCellsTexts {
    size_t n_rows, n_columns;
    SvyLine **lines; /* [n_rows * n_columns] */
    Key keys[N_KEYS];
    SvyLine *key_head;
    size_t n_key_rows;
    Head *heads; /* [n_columns] */
    bool has_letters;
    size_t n_name_rows;
    double width; /* of a cell */
} Texts;

static void clear_head(Head *head)
{
    svy_block_free(head->block);
    svy_block_free(head->base);
    svy_line_free(head->letter);
    svy_line_free(head->name);
}

static void texts_free(Texts *texts)
{
    if (texts == NULL)
        return;
    for (size_t i = 0; i < texts->n_rows * texts->n_columns; i++)
        svy_line_free(texts->lines[i]);
    for (size_t i = 0; i < N_KEYS; i++)
        svy_line_free(texts->keys[i].line);
    for (size_t c = 0; c < texts->n_columns; c++)
        clear_head(&texts->heads[c]);
    svy_line_free(texts->key_head);
    g_free(texts->heads);
    g_free(texts->lines);
    g_free(texts);
}

static void cells_free(SvyPanel *panel)
{
    SvyCells *cells = (SvyCells *)panel;

    texts_free(cells->texts);
    for (size_t i = 0; i < cells->n_rows * cells->n_columns; i++)
        g_free(cells->cells[i].text);
    for (size_t c = 0; c < cells->n_columns; c++) {
        g_free(cells->columns[c].head);
        g_free(cells->columns[c].base);
    }
    for (size_t i = 0; i < SVY_CELLS_N_COLORS; i++)
        g_free(cells->key_labels[i]);
    g_free(cells->key_head);
    g_free(cells->sparse_label);
    g_free(cells->columns);
    g_free(cells->cells);
    g_free(cells);
}

/* Shaping */

static bool shape_cells(const SvyCells *cells,
                        const SvyLayout *layout,
                        Texts *texts,
                        GError **error)
{
    for (size_t i = 0; i < cells->n_rows * cells->n_columns; i++) {
        const SvyCellsCell *cell = &cells->cells[i];
        const int weight = cell->state == SVY_CELLS_PLAIN ? 500 : 600;

        if (!svy_layout_shape_line(layout, layout->label_pt, weight, weight == 400, cell->text,
                                   &texts->lines[i], error))
            return false;
    }
    return true;
}

static bool has_withheld(const SvyCells *cells)
{
    for (size_t i = 0; i < cells->n_rows * cells->n_columns; i++)
        if (cells->cells[i].state == SVY_CELLS_WITHHELD)
            return true;
    return false;
}

static bool shape_keys(const SvyCells *cells, const SvyLayout *layout, Texts *texts, GError **error)
{
    for (size_t i = 0; i < SVY_CELLS_N_COLORS; i++)
        if (!svy_layout_shape_line(layout, layout->m, 400, true, cells->key_labels[i],
                                   &texts->keys[i].line, error))
            return false;
    return svy_layout_shape_line(layout, layout->m, 600, false, cells->key_head, &texts->key_head,
                                 error) &&
           svy_layout_shape_line(layout, layout->m, 400, true, cells->sparse_label,
                                 &texts->keys[SVY_CELLS_N_COLORS].line, error) &&
           (!has_withheld(cells) ||
            svy_layout_shape_line(layout, layout->m, 400, true,
                                  svy_tr(layout->plot->language, "too few to show"),
                                  &texts->keys[SVY_CELLS_N_COLORS + 1].line, error));
}

static double measure_widest_word(const SvyLayout *layout, const char *text)
{
    g_auto(GStrv) words = g_strsplit_set(text, " /-", -1);
    double widest = 0;

    for (size_t i = 0; words[i] != NULL; i++) {
        g_autoptr(SvyLine) line = NULL;

        if (svy_layout_shape_line(layout, layout->m, 600, false, words[i], &line, NULL))
            widest = fmax(widest, line->width);
    }
    return widest;
}

static bool shape_base(const SvyLayout *layout,
                       const char *text,
                       double most,
                       SvyBlock **ret_block,
                       GError **error)
{
    const SvyTextStyle style = {.weight = 400, .size_pt = layout->m, .is_tabular = true};

    return text == NULL || svy_measure_block(layout->theme->fonts, &style, text, most,
                                             SVY_WRAP_BALANCE, 1.24, ret_block, error);
}

/* True when every name can stand over its column without a broken word. */
static bool shape_heads(const SvyCells *cells,
                        const SvyLayout *layout,
                        Texts *texts,
                        bool *ret_fits,
                        GError **error)
{
    const SvyTextStyle style = {.weight = 600, .size_pt = layout->m};
    const double most = texts->width - 2 * head_pad * layout->m;

    *ret_fits = true;
    for (size_t c = 0; c < cells->n_columns; c++) {
        Head *head = &texts->heads[c];

        if (!svy_measure_block(layout->theme->fonts, &style, cells->columns[c].head, most,
                               SVY_WRAP_BALANCE, 1.24, &head->block, error) ||
            !shape_base(layout, cells->columns[c].base, most, &head->base, error))
            return false;
        if (cells->columns[c].is_apart)
            continue; /* a short word of ours */
        if (head->block->lines->len > N_HEAD_LINES ||
            measure_widest_word(layout, cells->columns[c].head) > most)
            *ret_fits = false;
    }
    return true;
}

/* "A" over the column, its name in a line above; not for what stands apart. */
static bool shape_letters(const SvyCells *cells,
                          const SvyLayout *layout,
                          GPtrArray *notes,
                          Texts *texts,
                          GError **error)
{
    const SvyTextStyle style = {.weight = 400, .size_pt = layout->m};
    const double most = name_share * (layout->right - layout->left);
    char letter[] = "A";

    texts->has_letters = true;
    for (size_t c = 0; c < cells->n_columns; c++) {
        Head *head = &texts->heads[c];

        if (cells->columns[c].is_apart)
            continue;
        g_clear_pointer(&head->block, svy_block_free);
        if (!svy_layout_shape_line(layout, layout->m, 700, false, letter, &head->letter, error) ||
            !svy_layout_shape_cut(layout, &style, cells->columns[c].head, most, notes, &head->name,
                                  error))
            return false;
        letter[0]++;
    }
    return true;
}

/* Places */

/* All cells are of one width: at least their numbers, at most what looks like a square or two. */
static double measure_cell(const SvyCells *cells, const SvyLayout *layout, const Texts *texts)
{
    double width = 0;

    for (size_t i = 0; i < cells->n_rows * cells->n_columns; i++)
        if (texts->lines[i] != NULL)
            width =
                fmax(width, texts->lines[i]->width + (cells->cells[i].sign != 0
                                                          ? (sign_gap + 2 * sign_radius) * layout->m
                                                          : 0));
    return width + 2 * cell_pad * layout->m;
}

static double measure_gaps(const SvyCells *cells, const SvyLayout *layout)
{
    double gaps = 0;

    for (size_t c = 0; c + 1 < cells->n_columns; c++)
        gaps += (cells->columns[c].is_apart ? apart_gap : gap) * layout->m;
    return gaps;
}

static double get_left(const SvyCells *cells, const SvyLayout *layout, size_t column)
{
    double x = layout->room_left;

    for (size_t c = 0; c < column; c++)
        x += cells->texts->width + (cells->columns[c].is_apart ? apart_gap : gap) * layout->m;
    return x;
}

/* Squares with words, one after the other, in as many lines as it takes. */
static void place_keys(const SvyLayout *layout, Texts *texts)
{
    const double m = layout->m;
    double x = layout->left + texts->key_head->width + key_gap * m;

    texts->n_key_rows = 1;
    for (size_t i = 0; i < N_KEYS; i++) {
        Key *key = &texts->keys[i];
        const double square = (key_side + key_pad) * m;

        if (key->line == NULL)
            continue;
        if (x > layout->left && x + square + key->line->width > layout->right) {
            x = layout->left;
            texts->n_key_rows++;
        }
        key->x = x + square;
        key->row = texts->n_key_rows - 1;
        x += square + key->line->width + key_gap * m;
    }
}

static void place_names(const SvyCells *cells, const SvyLayout *layout, Texts *texts)
{
    double x = layout->left;

    texts->n_name_rows = texts->has_letters ? 1 : 0;
    for (size_t c = 0; c < cells->n_columns && texts->has_letters; c++) {
        Head *head = &texts->heads[c];
        double letter;

        if (head->letter == NULL)
            continue;
        letter = head->letter->width + 0.5 * layout->m;
        if (x > layout->left && x + letter + head->name->width > layout->right) {
            x = layout->left;
            texts->n_name_rows++;
        }
        head->name_x = x + letter;
        head->name_row = texts->n_name_rows - 1;
        x += letter + head->name->width + key_gap * layout->m;
    }
}

static double measure_base(const SvyLayout *layout, const Head *head)
{
    return head->base == NULL
               ? 0
               : (double)(head->base->lines->len - 1) * head->base->pitch + base_pitch * layout->m;
}

static double measure_head_block(const SvyCells *cells, const SvyLayout *layout, const Texts *texts)
{
    double height = 0;

    for (size_t c = 0; c < cells->n_columns; c++) {
        const Head *head = &texts->heads[c];
        const double block =
            head->block != NULL ? svy_block_get_height(head->block) : 0.75 * layout->m;

        height = fmax(height, block + measure_base(layout, head));
    }
    return height;
}

/* Below each other: of keys, and of names beside letters. */
static double get_key_pitch(const SvyLayout *layout)
{
    return (layout->fit < SVY_FIT_DENSE ? SVY_M_KEY_PITCH : 1.5) * layout->m;
}

static double get_key_gap(const SvyLayout *layout)
{
    return (layout->fit < SVY_FIT_DENSE ? 1.0 : 0.5) * layout->m;
}

static double measure_top(const SvyCells *cells, const SvyLayout *layout, const Texts *texts)
{
    return (double)(texts->n_key_rows + texts->n_name_rows) * get_key_pitch(layout) +
           (layout->is_inset ? 0 : get_key_gap(layout)) + head_below * layout->m +
           measure_head_block(cells, layout, texts);
}

static bool shape_columns(const SvyCells *cells,
                          const SvyLayout *layout,
                          GPtrArray *notes,
                          Texts *texts,
                          GError **error)
{
    bool fits;

    return shape_heads(cells, layout, texts, &fits, error) &&
           (fits || layout->is_inset || shape_letters(cells, layout, notes, texts, error));
}

/* A row is as high as its numbers need, and where there is room half as high as wide or so. */
static double measure_row(const SvyLayout *layout)
{
    if (layout->fit < SVY_FIT_SNUG)
        return cell_height * layout->m;
    return (layout->fit < SVY_FIT_NO_INTERVALS ? 1.55 : 1.25) * layout->label_pt;
}

/* Cells of all panels of a page are of one width; there each name fits over its column. */
static double measure_least(const SvyCells *cells, const SvyLayout *layout)
{
    double least = measure_cell(cells, layout, cells->texts);

    for (size_t i = 0; i < cells->panel.n_peers; i++) {
        const SvyCells *peer = (const SvyCells *)cells->panel.peers[i];

        if (peer->texts != NULL)
            least = fmax(least, measure_cell(peer, layout, peer->texts));
    }
    for (size_t c = 0; c < cells->n_columns && layout->is_inset; c++) {
        least = fmax(least, measure_widest_word(layout, cells->columns[c].head) +
                                2 * head_pad * layout->m);
    }
    return least;
}

static double measure_highest(const SvyCells *cells, const SvyLayout *layout)
{
    double height = measure_top(cells, layout, cells->texts);

    for (size_t i = 0; i < cells->panel.n_peers; i++) {
        const SvyCells *peer = (const SvyCells *)cells->panel.peers[i];

        if (peer->texts != NULL)
            height = fmax(height, measure_top(peer, layout, peer->texts));
    }
    return height;
}

static bool measure(SvyPanel *panel,
                    const SvyLayout *layout,
                    GPtrArray *notes,
                    SvyPanelSize *ret_size,
                    GError **error)
{
    SvyCells *cells = (SvyCells *)panel;
    Texts *texts = g_new0(Texts, 1);
    const double n = (double)cells->n_columns;
    double room, least;

    texts_free(cells->texts);
    cells->texts = texts;
    texts->n_rows = cells->n_rows;
    texts->n_columns = cells->n_columns;
    texts->lines = g_new0(SvyLine *, cells->n_rows * cells->n_columns);
    texts->heads = g_new0(Head, cells->n_columns);
    if (!shape_cells(cells, layout, texts, error) ||
        (!layout->is_inset && !shape_keys(cells, layout, texts, error)))
        return false;
    room = (layout->room_right - layout->room_left - measure_gaps(cells, layout)) / n;
    least = measure_least(cells, layout);
    texts->width = fmax(least, fmin(room, cell_most * layout->m));
    if (!shape_columns(cells, layout, notes, texts, error))
        return false;
    if (!layout->is_inset)
        place_keys(layout, texts);
    place_names(cells, layout, texts);
    *ret_size = (SvyPanelSize){.missing_width = fmax(0, (least - room) * n),
                               .head = measure_highest(cells, layout),
                               .foot = layout->is_inset              ? SVY_M_TICK * layout->m
                                       : layout->fit < SVY_FIT_DENSE ? 0.6 * layout->m
                                                                     : 0.2 * layout->m,
                               .least_row = measure_row(layout)};
    return true;
}

/* Drawing */

static void draw_sign(const SvyLayout *layout, int sign, double x, double y, SvyThemeColor color)
{
    svy_scene_add_mark(layout->scene, SVY_ROLE_SIGN,
                       sign > 0 ? SVY_NODE_TRIANGLE_UP : SVY_NODE_TRIANGLE_DOWN, x, y,
                       sign_radius * layout->m, svy_layout_get_color(layout, color));
}

static SvyNode *draw_hatched(const SvyLayout *layout,
                             SvyRole role,
                             SvyRect box,
                             SvyThemeColor color,
                             SvyThemeColor hatch)
{
    SvyNode *node =
        svy_scene_add_rect(layout->scene, role, box, svy_layout_get_color(layout, color));

    node->is_hatched = true;
    node->halo = svy_layout_get_color(layout, hatch);
    node->stroke = hatch_stroke * layout->m;
    return node;
}

/* Hatching that shows on the colour. */
static SvyThemeColor choose_hatch(const SvyLayout *layout, SvyThemeColor color)
{
    return svy_layout_choose_ink(layout, color) == SVY_PAPER ? SVY_CONNECTOR : SVY_TERTIARY;
}

void svy_cells_draw_swatch(const SvyLayout *layout, const SvyPlotKey *key, SvyRect box)
{
    if (key->is_hatched)
        draw_hatched(layout, SVY_ROLE_SWATCH, box, key->color,
                     key->color == SVY_PAPER ? SVY_CONNECTOR : choose_hatch(layout, key->color));
    else
        svy_scene_add_rect(layout->scene, SVY_ROLE_SWATCH, box,
                           svy_layout_get_color(layout, key->color))
            ->datum.series = key->series;
    if (key->sign != 0)
        draw_sign(layout, key->sign, box.x + box.w / 2, box.y + box.h / 2,
                  svy_layout_choose_ink(layout, key->color));
}

/* One of five colours; the same hatched; what is withheld. */
static SvyPlotKey describe_key(const SvyCells *cells, size_t i)
{
    if (i < SVY_CELLS_N_COLORS)
        return (SvyPlotKey){.series = i, .color = cells->colors[i], .sign = cells->key_signs[i]};
    return (SvyPlotKey){.color = i == SVY_CELLS_N_COLORS ? cells->colors[SVY_CELLS_N_COLORS / 2]
                                                         : SVY_PAPER,
                        .is_hatched = true};
}

void svy_cells_add_keys(const SvyCells *cells, SvyPlot *plot)
{
    svy_plot_add_key(plot, SVY_KEY_WORDS, 0, SVY_INK, cells->key_head)->is_apart = true;
    for (size_t i = 0; i < N_KEYS; i++) {
        const SvyPlotKey key = describe_key(cells, i);
        SvyPlotKey *added;

        if (i == SVY_CELLS_N_COLORS && cells->sparse_label == NULL)
            continue;
        added =
            svy_plot_add_key(plot, SVY_KEY_SWATCH, key.series, key.color,
                             i < SVY_CELLS_N_COLORS    ? cells->key_labels[i]
                             : i == SVY_CELLS_N_COLORS ? cells->sparse_label
                                                       : svy_tr(plot->language, "too few to show"));
        added->sign = key.sign;
        added->is_hatched = key.is_hatched;
        added->is_apart = true;
    }
}

static void draw_key(const SvyCells *cells, const SvyLayout *layout, size_t i, double base)
{
    Key *key = &cells->texts->keys[i];
    const double side = key_side * layout->m, middle = base - 0.36 * layout->m;
    const double x = key->x - (key_side + key_pad) * layout->m;
    const SvyPlotKey swatch = describe_key(cells, i);
    SvyNode *node;

    svy_cells_draw_swatch(layout, &swatch, (SvyRect){x, middle - side / 2, side, side});
    node = svy_layout_draw_line(layout, &key->line, SVY_ROLE_REMARK, key->x, base, SVY_SECONDARY);
    node->part = SVY_PART_INTRO;
    node->part_row = 3;
}

static void draw_keys(const SvyCells *cells, const SvyLayout *layout, double top)
{
    Texts *texts = cells->texts;
    SvyNode *node = svy_layout_draw_line(layout, &texts->key_head, SVY_ROLE_REMARK, layout->left,
                                         top + 1.1 * layout->m, SVY_SECONDARY);

    node->part = SVY_PART_INTRO;
    node->part_row = 3;
    for (size_t i = 0; i < N_KEYS; i++)
        if (texts->keys[i].line != NULL)
            draw_key(cells, layout, i,
                     top + (double)texts->keys[i].row * get_key_pitch(layout) + 1.1 * layout->m);
}

static void draw_name(const SvyLayout *layout, Head *head, size_t column, double top)
{
    const double base = top + (double)head->name_row * get_key_pitch(layout) + 1.1 * layout->m;
    const double letter = head->name_x - 0.5 * layout->m - head->letter->width;
    const SvyTextStyle style = head->letter->style;
    SvyLine *copy = NULL;

    /* The letter stands twice: here and over its column. */
    if (svy_measure_line(layout->theme->fonts, &style, head->letter->text, &copy, NULL))
        svy_layout_set_cell(
            svy_layout_draw_line(layout, &copy, SVY_ROLE_COLUMN_HEAD, letter, base, SVY_INK), 0,
            column + 1);
    svy_layout_set_cell(svy_layout_draw_line(layout, &head->name, SVY_ROLE_COLUMN_HEAD,
                                             head->name_x, base, SVY_SECONDARY),
                        0, column + 1);
}

/* Emits the lines of a block centred on @middle, the last base line at @y; returns the first. */
static double draw_centred(const SvyLayout *layout,
                           SvyBlock *block,
                           SvyRole role,
                           size_t column,
                           double middle,
                           double y)
{
    const double first = y - (double)(block->lines->len - 1) * block->pitch;

    for (y = first; block->lines->len > 0; y += block->pitch) {
        SvyLine *line = g_ptr_array_steal_index(block->lines, 0);
        const double offset = line->is_rtl ? line->ink.x : 0;
        SvyNode *node = svy_scene_add_text(
            layout->scene, role, line, middle - line->width / 2 - offset, y,
            svy_layout_get_color(layout, role == SVY_ROLE_BASE ? SVY_TERTIARY : SVY_INK));

        node->datum.series = column;
        svy_layout_set_cell(node, 0, column + 1);
        if (role == SVY_ROLE_BASE)
            node->order += 1000000; /* read after the head */
    }
    return first;
}

/* Over the cells, the last line of all heads on one level. */
static void draw_head(const SvyCells *cells, const SvyLayout *layout, size_t column)
{
    Head *head = &cells->texts->heads[column];
    const double middle = get_left(cells, layout, column) + cells->texts->width / 2;
    double y = layout->rows_top - head_below * layout->m;
    SvyNode *node;

    if (head->base != NULL)
        y = draw_centred(layout, head->base, SVY_ROLE_BASE, column, middle, y) -
            base_pitch * layout->m;
    if (head->letter == NULL) {
        draw_centred(layout, head->block, SVY_ROLE_COLUMN_HEAD, column, middle, y);
        return;
    }
    node = svy_layout_draw_line(layout, &head->letter, SVY_ROLE_COLUMN_HEAD,
                                middle - head->letter->width / 2, y, SVY_INK);
    svy_layout_set_cell(node, 0, column + 1);
}

static SvyRect get_box(const SvyCells *cells, const SvyLayout *layout, size_t row, size_t column)
{
    const double space = gap * layout->m;

    return (SvyRect){get_left(cells, layout, column), layout->rows[row].top + space / 2,
                     cells->texts->width, layout->rows[row].height - space};
}

/* Behind the number the hatching stops. */
static void draw_plate(const SvyLayout *layout,
                       size_t row,
                       size_t column,
                       SvyRect text,
                       SvyColor color)
{
    SvyNode *node = svy_scene_add_rect(layout->scene, SVY_ROLE_HOLLOW,
                                       svy_rect_grow(text, plate_pad * layout->m), color);

    node->datum.row = row;
    node->datum.series = column;
}

static void draw_box(const SvyCells *cells, const SvyLayout *layout, size_t row, size_t column)
{
    const SvyCellsCell *cell = svy_cells_get(cells, row, column);
    const SvyRect box = get_box(cells, layout, row, column);
    const SvyThemeColor color = cells->colors[cell->color];
    SvyNode *node;

    if (cell->state == SVY_CELLS_WITHHELD) {
        node = draw_hatched(layout, SVY_ROLE_SEGMENT, box, SVY_PAPER, SVY_CONNECTOR);
        node->datum = (SvyDatum){.row = row, .series = column};
        return;
    }
    if (cell->state != SVY_CELLS_COLORED)
        return;
    if (cell->is_framed)
        svy_scene_add_rect(layout->scene, SVY_ROLE_BAND, svy_rect_grow(box, frame * layout->m),
                           svy_layout_get_color(layout, SVY_INK))
            ->datum.row = row;
    node = cell->is_sparse
               ? draw_hatched(layout, SVY_ROLE_SEGMENT, box, color, choose_hatch(layout, color))
               : svy_scene_add_rect(layout->scene, SVY_ROLE_SEGMENT, box,
                                    svy_layout_get_color(layout, color));
    node->datum = (SvyDatum){row, column, true, cell->value, cell->value};
}

static void draw_number(const SvyCells *cells, const SvyLayout *layout, size_t row, size_t column)
{
    const SvyCellsCell *cell = svy_cells_get(cells, row, column);
    SvyLine **line = &cells->texts->lines[row * cells->n_columns + column];
    const SvyRect box = get_box(cells, layout, row, column);
    const double middle = box.y + box.h / 2, sign = (sign_gap + 2 * sign_radius) * layout->m;
    const SvyThemeColor ink = cell->state == SVY_CELLS_COLORED
                                  ? svy_layout_choose_ink(layout, cells->colors[cell->color])
                                  : SVY_SECONDARY;
    double x, base;
    SvyNode *node;

    if (*line == NULL)
        return;
    x = box.x + (box.w - (*line)->width - (cell->sign != 0 ? sign : 0)) / 2;
    base = svy_layout_centre_line(layout, *line, middle);
    if (cell->is_sparse)
        draw_plate(
            layout, row, column,
            (SvyRect){x, base - svy_measure_get_cap_height(layout->theme->fonts, &(*line)->style),
                      (*line)->width + (cell->sign != 0 ? sign : 0), 2 * (base - middle)},
            svy_layout_get_color(layout, cells->colors[cell->color]));
    if (cell->sign != 0)
        draw_sign(layout, cell->sign, x + (*line)->width + sign - sign_radius * layout->m, middle,
                  ink);
    node = svy_layout_draw_line(layout, line, SVY_ROLE_VALUE, x, base, ink);
    node->datum = (SvyDatum){row, column, true, cell->value, cell->value};
    svy_layout_set_cell(node, row + 1, column + 1);
}

/* The frame of a cell lies over its neighbours, so framed cells come last. */
static void draw_boxes(const SvyCells *cells, const SvyLayout *layout, bool is_framed)
{
    for (size_t row = 0; row < cells->n_rows; row++)
        for (size_t c = 0; c < cells->n_columns; c++)
            if (svy_cells_get(cells, row, c)->is_framed == is_framed)
                draw_box(cells, layout, row, c);
}

static void draw(SvyPanel *panel, const SvyLayout *layout)
{
    const SvyCells *cells = (const SvyCells *)panel;
    Texts *texts = cells->texts;
    const double top = layout->rows_top - layout->panel.head;
    const double names = top + (double)texts->n_key_rows * get_key_pitch(layout);

    if (!layout->is_inset)
        draw_keys(cells, layout, top);
    for (size_t c = 0; c < cells->n_columns; c++) {
        if (texts->heads[c].letter != NULL)
            draw_name(layout, &texts->heads[c], c, names);
        draw_head(cells, layout, c);
    }
    draw_boxes(cells, layout, false);
    draw_boxes(cells, layout, true);
    for (size_t row = 0; row < cells->n_rows; row++)
        for (size_t c = 0; c < cells->n_columns; c++)
            draw_number(cells, layout, row, c);
}

SvyCells *svy_cells_new(size_t n_rows, size_t n_columns)
{
    SvyCells *cells = g_new0(SvyCells, 1);

    cells->panel = (SvyPanel){measure, draw, cells_free};
    cells->n_rows = n_rows;
    cells->n_columns = n_columns;
    cells->columns = g_new0(SvyCellsColumn, n_columns);
    cells->cells = g_new0(SvyCellsCell, n_rows * n_columns);
    return cells;
}
