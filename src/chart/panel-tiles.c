/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/panel-tiles.h"

#include <math.h>
#include <string.h>

/* Lengths in m. */
static const double pitch_most = 7.5, pitch_least_height = 1.85;
static const double inside = 0.32;                 /* a text from the edge of its tile */
static const double between = 0.35;                /* code and figure in one line, at least */
static const double border = 0.24;                 /* of a small base */
static const double edge = 0.07;                   /* around pale tiles */
static const double frame = 0.2, frame_gap = 0.15; /* of a tile that the title names */
static const double frame_inside = 0.14;           /* more to its texts */
static const double hatch = 0.07;
static const double patch = 0.14; /* paper around a text on hatching */
static const double key_side = 1.1, key_pad = 0.45, key_gap = 1.5, key_pitch = 1.9;
static const double key_below = 1.3, key_above = 0.2;
static const double key_beside = 0.8; /* from the tiles beside it */
static const double two_lines = 3.0;  /* height from which code and figure stand in two lines */
static const double large = 4.3;      /* height from which the figure is as large as a label */

static const double gap_share = 0.08; /* of the pitch, between tiles */
static const double flat_most = 1.75; /* width to height */

enum { KEYS_MOST = SVY_TILE_CLASSES + 3, FREE_ROWS = 2 };

/* One entry of the key: a square and words; or words alone. */
typedef struct {
    SvyLine *line;
    double x;
    size_t row;
} Key;

struct SvyTileTexts {
    size_t n;
    SvyLine **codes, **figures, **large_figures; /* [n] */
    Key keys[KEYS_MOST];
    size_t n_key_rows;
    bool is_key_inside, has_keys;
    bool may_lack_figures; /* in panels, where there is no other way: they are in the CSV */
    double code_pitch, least_pitch, flat_pitch; /* the most of all panels */
    double key_left, key_right;
    double pitch; /* across, where the page is high enough */
};

typedef struct SvyTileTexts Texts;

/* --- Making --------------------------------------------------------------------------------- */

static void free_lines(SvyLine **lines, size_t n)
{
    for (size_t i = 0; i < n && lines != NULL; i++)
        svy_line_free(lines[i]);
    g_free(lines);
}

static void texts_free(Texts *texts)
{
    if (texts == NULL)
        return;
    free_lines(texts->codes, texts->n);
    free_lines(texts->figures, texts->n);
    free_lines(texts->large_figures, texts->n);
    for (size_t i = 0; i < KEYS_MOST; i++)
        svy_line_free(texts->keys[i].line);
    g_free(texts);
}

static void panel_free(SvyPanel *panel)
{
    SvyTilePanel *tiles = (SvyTilePanel *)panel;

    texts_free(tiles->texts);
    for (size_t i = 0; i < tiles->n; i++)
        g_free(tiles->faces[i].figure);
    for (size_t i = 0; i < SVY_TILE_CLASSES; i++)
        g_free(tiles->classes[i]);
    g_free(tiles->border_key);
    g_free(tiles->empty_key);
    g_free(tiles->base_key);
    g_free(tiles->faces);
    g_free(tiles);
}

SvyThemeColor svy_tile_get_shade(size_t n_classes, size_t shade)
{
    /* Few classes keep apart: the middle of three is the third of five. */
    static const size_t places[SVY_TILE_CLASSES][SVY_TILE_CLASSES] = {
        {2}, {1, 3}, {0, 2, 4}, {0, 1, 3, 4}, {0, 1, 2, 3, 4}};

    return SVY_SEQUENTIAL_1 + places[MAX(n_classes, 1) - 1][shade];
}

static SvyThemeColor get_shade(const SvyTilePanel *tiles, size_t shade)
{
    return svy_tile_get_shade(tiles->n_classes, shade);
}

/* --- Shaping -------------------------------------------------------------------------------- */

static bool shape(const SvyLayout *layout,
                  double size_pt,
                  int weight,
                  const char *text,
                  SvyLine **ret_line,
                  GError **error)
{
    const SvyTextStyle style = {.weight = weight, .size_pt = size_pt};

    return text == NULL || svy_measure_line(layout->theme->fonts, &style, text, ret_line, error);
}

/* A title of the user may name others, or none. */
static bool is_named(const SvyLayout *layout, const SvyTileFace *face)
{
    return face->name != NULL && strstr(layout->plot->title, face->name) != NULL;
}

static bool shape_tiles(const SvyTilePanel *tiles,
                        const SvyLayout *layout,
                        Texts *texts,
                        GError **error)
{
    texts->n = tiles->n;
    texts->codes = g_new0(SvyLine *, tiles->n);
    texts->figures = g_new0(SvyLine *, tiles->n);
    texts->large_figures = g_new0(SvyLine *, tiles->n);
    for (size_t i = 0; i < tiles->n; i++) {
        const SvyTileFace *face = &tiles->faces[i];
        const int weight = is_named(layout, face) ? 600 : 500;

        if (!shape(layout, layout->m, weight, face->code, &texts->codes[i], error) ||
            !shape(layout, layout->m, 600, face->figure, &texts->figures[i], error) ||
            !shape(layout, layout->label_pt, 600, face->figure, &texts->large_figures[i], error))
            return false;
    }
    return true;
}

static const char *get_key_words(const SvyTilePanel *tiles, size_t key)
{
    if (key < SVY_TILE_CLASSES)
        return tiles->classes[key];
    if (key == SVY_TILE_CLASSES)
        return tiles->border_key;
    return key == SVY_TILE_CLASSES + 1 ? tiles->empty_key : tiles->base_key;
}

static bool shape_keys(const SvyTilePanel *tiles,
                       const SvyLayout *layout,
                       Texts *texts,
                       GError **error)
{
    for (size_t key = 0; key < KEYS_MOST; key++)
        if (!shape(layout, layout->m, key < SVY_TILE_CLASSES ? 500 : 400, get_key_words(tiles, key),
                   &texts->keys[key].line, error))
            return false;
    for (size_t key = 0; key < KEYS_MOST; key++)
        texts->has_keys = texts->has_keys || texts->keys[key].line != NULL;
    return true;
}

/* --- Places --------------------------------------------------------------------------------- */

static double get_widest(SvyLine *const lines[], size_t n)
{
    double widest = 0;

    for (size_t i = 0; i < n; i++)
        widest = fmax(widest, lines[i]->width);
    return widest;
}

/* So that code and figure stand beside each other. */
static double measure_flat_pitch(const SvyLayout *layout, const Texts *texts)
{
    double widest = 0;

    for (size_t i = 0; i < texts->n; i++)
        widest = fmax(widest, texts->codes[i]->width + texts->figures[i]->width);
    return widest + (2 * inside + between + gap_share * two_lines) * layout->m;
}

static double measure_code_pitch(const SvyLayout *layout, const Texts *texts)
{
    return (get_widest(texts->codes, texts->n) + 2 * inside * layout->m) / (1 - gap_share);
}

/* So that one stands over the other. */
static double measure_least_pitch(const SvyLayout *layout, const Texts *texts)
{
    const double text =
        fmax(get_widest(texts->codes, texts->n), get_widest(texts->figures, texts->n)) +
        2 * inside * layout->m;

    return text / (1 - gap_share);
}

/* The texts of all panels that are shaped, so that their tiles are alike. */
static double measure_most(const SvyTilePanel *tiles,
                           const SvyLayout *layout,
                           double (*find)(const SvyLayout *layout, const Texts *texts))
{
    double most = find(layout, tiles->texts);

    for (size_t i = 0; i < tiles->panel.n_peers; i++) {
        const SvyTilePanel *peer = (const SvyTilePanel *)tiles->panel.peers[i];

        if (peer->texts != NULL)
            most = fmax(most, find(layout, peer->texts));
    }
    return most;
}

static void find_pitches(const SvyTilePanel *tiles, const SvyLayout *layout, double room)
{
    Texts *texts = tiles->texts;

    texts->may_lack_figures = layout->is_inset && layout->fit >= SVY_FIT_NO_INTERVALS;
    texts->code_pitch = measure_most(tiles, layout, measure_code_pitch);
    texts->least_pitch = measure_most(tiles, layout, measure_least_pitch);
    texts->flat_pitch = measure_most(tiles, layout, measure_flat_pitch);
    texts->pitch = fmin(room, fmax(pitch_most * layout->m, texts->flat_pitch));
}

/* Two lines of text; one where there is no other way and both, or the code, have room in it. */
static double get_least_height(const SvyLayout *layout, const Texts *texts)
{
    const bool is_flat = texts->may_lack_figures ||
                         (layout->fit >= SVY_FIT_DENSE && texts->pitch >= texts->flat_pitch);

    return (is_flat ? pitch_least_height : two_lines / (1 - gap_share) + 0.01) * layout->m;
}

static bool is_square_key(size_t key)
{
    return key < SVY_TILE_CLASSES + 2;
}

/* The entries one after the other between two edges, in as many rows as it takes; false when one
 * of them is wider than that. */
static bool flow_keys(const SvyLayout *layout, Texts *texts, double left, double right)
{
    const double m = layout->m;
    double x = left;
    bool fits = true;

    texts->n_key_rows = 1;
    texts->key_left = left;
    for (size_t key = 0; key < KEYS_MOST; key++) {
        Key *one = &texts->keys[key];
        const double square = is_square_key(key) ? (key_side + key_pad) * m : 0;

        if (one->line == NULL)
            continue;
        if (x > left && (x + square + one->line->width > right || key == SVY_TILE_CLASSES ||
                         (key > SVY_TILE_CLASSES && texts->n_key_rows == 1))) {
            x = left;
            texts->n_key_rows++;
        }
        fits = fits && x + square + one->line->width <= right;
        one->x = x + square;
        one->row = texts->n_key_rows - 1;
        x += square + one->line->width + key_gap * m;
    }
    return fits;
}

/* The widest run of columns without a tile in the first rows. */
static size_t find_free_run(const SvyTilePanel *tiles, size_t *ret_first)
{
    size_t best = 0, run = 0;

    for (size_t column = 0; column < tiles->n_columns; column++) {
        bool is_free = tiles->n_rows > FREE_ROWS;

        for (size_t i = 0; i < tiles->n; i++)
            is_free =
                is_free && (tiles->faces[i].row >= FREE_ROWS || tiles->faces[i].column != column);
        run = is_free ? run + 1 : 0;
        if (run > best) {
            best = run;
            *ret_first = column + 1 - run;
        }
    }
    return best;
}

static double measure_keys(const SvyLayout *layout, const Texts *texts)
{
    return ((double)(texts->n_key_rows - 1) * key_pitch + key_side) * layout->m;
}

/* Among the tiles where it fits at the least height of a tile, else above them. */
static bool place_keys(const SvyTilePanel *tiles, const SvyLayout *layout, Texts *texts)
{
    const double m = layout->m;
    size_t first = 0;
    const double run = (double)find_free_run(tiles, &first);
    const double left = layout->left + (double)first * texts->pitch + key_beside * m;
    const double right = layout->left + ((double)first + run) * texts->pitch - key_beside * m;

    if (!texts->has_keys)
        return true;
    texts->is_key_inside =
        run > 0 && flow_keys(layout, texts, left, right) &&
        measure_keys(layout, texts) <= FREE_ROWS * get_least_height(layout, texts);
    return texts->is_key_inside || flow_keys(layout, texts, layout->left, layout->right);
}

static double measure_above(const SvyLayout *layout, const Texts *texts)
{
    if (texts->is_key_inside || !texts->has_keys)
        return 0;
    return measure_keys(layout, texts) + (key_above + key_below) * layout->m;
}

static bool measure(SvyPanel *panel,
                    const SvyLayout *layout,
                    GPtrArray *notes,
                    SvyPanelSize *ret_size,
                    GError **error)
{
    SvyTilePanel *tiles = (SvyTilePanel *)panel;
    Texts *texts = g_new0(Texts, 1);
    const double m = layout->m, room = layout->right - layout->left;
    const double n_columns = (double)tiles->n_columns, n_rows = (double)tiles->n_rows;
    double missing;

    (void)notes;
    texts_free(tiles->texts);
    tiles->texts = texts;
    if (!shape_tiles(tiles, layout, texts, error) || !shape_keys(tiles, layout, texts, error))
        return false;
    find_pitches(tiles, layout, room / n_columns);
    missing = (texts->may_lack_figures ? texts->code_pitch : texts->least_pitch) * n_columns - room;
    missing = fmax(0, missing);
    if (!place_keys(tiles, layout, texts))
        missing = fmax(missing, 2 * m);
    *ret_size = (SvyPanelSize){
        .missing_width = missing,
        .least_height = measure_above(layout, texts) + n_rows * get_least_height(layout, texts),
        .wanted_height = measure_above(layout, texts) + n_rows * texts->pitch};
    return true;
}

/* --- Drawing -------------------------------------------------------------------------------- */

typedef struct {
    double left, top;
    double width, height; /* from tile to tile */
    double gap;
} Grid;

/* What the texts of a tile of this height, without the gap, need in width. */
static double find_text_pitch(const Texts *texts, double height, double m)
{
    const double wanted = height < two_lines * m ? texts->flat_pitch : texts->least_pitch;

    return texts->pitch < wanted ? texts->code_pitch : wanted;
}

/* Flat tiles are not wider than flat_most asks, unless their texts are. */
static Grid place_grid(const SvyTilePanel *tiles, const SvyLayout *layout)
{
    const Texts *texts = tiles->texts;
    const double top = layout->rows_top + measure_above(layout, texts);
    const double height = fmin(texts->pitch, (layout->rows_bottom - top) / (double)tiles->n_rows);
    const double text = find_text_pitch(texts, (1 - gap_share) * height, layout->m);
    const double width =
        texts->is_key_inside ? texts->pitch : fmin(texts->pitch, fmax(flat_most * height, text));

    return (Grid){layout->left, top, width, height, gap_share * fmin(width, height)};
}

static SvyRect get_tile(const Grid *grid, const SvyTileFace *face)
{
    return (SvyRect){grid->left + (double)face->column * grid->width,
                     grid->top + (double)face->row * grid->height, grid->width - grid->gap,
                     grid->height - grid->gap};
}

static SvyNode *add_rect(const SvyLayout *layout,
                         SvyRole role,
                         SvyRect box,
                         SvyThemeColor color,
                         size_t row)
{
    SvyNode *node =
        svy_scene_add_rect(layout->scene, role, box, svy_layout_get_color(layout, color));

    node->datum.row = row;
    return node;
}

static void add_hatched(const SvyLayout *layout, SvyRole role, SvyRect box, size_t row)
{
    SvyNode *node;

    add_rect(layout, role, box, SVY_ZERO, row);
    node = add_rect(layout, SVY_ROLE_HOLLOW, svy_rect_grow(box, -edge * layout->m), SVY_PAPER, row);
    node->is_hatched = true;
    node->halo = svy_layout_get_color(layout, SVY_CONNECTOR);
    node->stroke = hatch * layout->m;
}

/* A border in the shade, lined so that the palest is seen. */
static void add_bordered(const SvyLayout *layout,
                         SvyRole role,
                         SvyRect box,
                         SvyThemeColor shade,
                         size_t row,
                         double width)
{
    const SvyRect outer = svy_rect_grow(box, -edge * layout->m);
    const SvyRect inner = svy_rect_grow(outer, -width * layout->m);

    add_rect(layout, SVY_ROLE_SEPARATOR, box, SVY_ZERO, row);
    add_rect(layout, role, outer, shade, row);
    add_rect(layout, SVY_ROLE_SEPARATOR, inner, SVY_ZERO, row);
    add_rect(layout, SVY_ROLE_HOLLOW, svy_rect_grow(inner, -edge * layout->m), SVY_PAPER, row);
}

/* In ink, and parted from the shade, which may be as dark. Returns what is left for the tile. */
static SvyRect add_frame(const SvyLayout *layout, SvyRect box, size_t row)
{
    const SvyRect gap = svy_rect_grow(box, -frame * layout->m);

    add_rect(layout, SVY_ROLE_BAND, box, SVY_INK, row);
    add_rect(layout, SVY_ROLE_SEPARATOR, gap, SVY_PAPER, SVY_NO_ROW);
    return svy_rect_grow(gap, -frame_gap * layout->m);
}

static void add_face(const SvyTilePanel *tiles,
                     const SvyLayout *layout,
                     const SvyTileFace *face,
                     SvyRect box,
                     size_t index)
{
    const SvyThemeColor shade = get_shade(tiles, face->shade);
    SvyNode *node;

    if (is_named(layout, face))
        box = add_frame(layout, box, index);
    if (face->look == SVY_TILE_EMPTY) {
        add_hatched(layout, SVY_ROLE_SEPARATOR, box, index);
        return;
    }
    if (face->look == SVY_TILE_BORDER) {
        add_bordered(layout, SVY_ROLE_SEGMENT, box, shade, index, border);
        return;
    }
    node = add_rect(layout, SVY_ROLE_SEGMENT, box, shade, index);
    node->datum.series = face->shade;
}

static void add_text(const SvyLayout *layout,
                     SvyLine **line,
                     SvyRole role,
                     double x,
                     double y,
                     const SvyTileFace *face,
                     SvyThemeColor color,
                     size_t index)
{
    SvyNode *node;

    if (face->look == SVY_TILE_EMPTY) {
        SvyRect ink = (*line)->ink;

        ink.x += x;
        ink.y += y;
        add_rect(layout, SVY_ROLE_HOLLOW, svy_rect_grow(ink, patch * layout->m), SVY_PAPER, index);
    }
    node = svy_layout_draw_line(layout, line, role, x, y, color);
    node->datum = (SvyDatum){index, SVY_NO_SERIES, face->has_value, face->value, face->value};
    svy_layout_set_cell(node, index + 1, role == SVY_ROLE_LABEL ? 0 : 1);
}

/* On a page without room for more; the CSV has the figure. */
static bool is_code_alone(const Texts *texts, double height, double m)
{
    return texts->may_lack_figures &&
           texts->pitch < (height < two_lines * m ? texts->flat_pitch : texts->least_pitch);
}

/* Code over figure, or both in one line, or the code. */
static void add_texts(const SvyTilePanel *tiles, const SvyLayout *layout, SvyRect box, size_t index)
{
    Texts *texts = tiles->texts;
    const SvyTileFace *face = &tiles->faces[index];
    const bool is_small = face->look != SVY_TILE_FULL;
    const SvyThemeColor color =
        is_small ? SVY_INK : svy_layout_choose_ink(layout, get_shade(tiles, face->shade));
    const double m = layout->m, middle = box.y + box.h / 2;
    const double pad = (inside + (is_named(layout, face) ? frame_inside : 0)) * m;
    SvyLine **code = &texts->codes[index], **figure = &texts->figures[index];

    if (is_code_alone(texts, box.h, m)) {
        add_text(layout, code, SVY_ROLE_LABEL, box.x + (box.w - (*code)->width) / 2,
                 svy_layout_centre_line(layout, *code, middle), face, color, index);
        return;
    }
    if (box.h >= large * m && texts->large_figures[index]->width < box.w - 2 * inside * m)
        figure = &texts->large_figures[index];
    if (box.h < two_lines * m) {
        add_text(layout, code, SVY_ROLE_LABEL, box.x + pad,
                 svy_layout_centre_line(layout, *code, middle), face, color, index);
        add_text(layout, figure, SVY_ROLE_VALUE, svy_rect_get_right(box) - pad - (*figure)->width,
                 svy_layout_centre_line(layout, *figure, middle), face, color, index);
        return;
    }
    add_text(layout, code, SVY_ROLE_LABEL, box.x + (box.w - (*code)->width) / 2,
             svy_layout_centre_line(layout, *code, box.y + 0.3 * box.h), face, color, index);
    add_text(layout, figure, SVY_ROLE_VALUE, box.x + (box.w - (*figure)->width) / 2,
             svy_layout_centre_line(layout, *figure, box.y + 0.68 * box.h), face, color, index);
}

void svy_tile_draw_swatch(const SvyLayout *layout, const SvyPlotKey *key, SvyRect box)
{
    add_bordered(layout, SVY_ROLE_SWATCH, box, key->color, SVY_NO_ROW, 0.7 * border);
}

static void add_key_square(const SvyTilePanel *tiles,
                           const SvyLayout *layout,
                           size_t key,
                           SvyRect box)
{
    if (key == SVY_TILE_CLASSES)
        add_bordered(layout, SVY_ROLE_SWATCH, box, get_shade(tiles, tiles->n_classes - 1),
                     SVY_NO_ROW, 0.7 * border);
    else if (key == SVY_TILE_CLASSES + 1)
        add_hatched(layout, SVY_ROLE_SWATCH, box, SVY_NO_ROW);
    else
        add_rect(layout, SVY_ROLE_SWATCH, box, get_shade(tiles, key), SVY_NO_ROW)->datum.series =
            key;
}

static void draw_keys(const SvyTilePanel *tiles, const SvyLayout *layout, const Grid *grid)
{
    Texts *texts = tiles->texts;
    const double m = layout->m;
    const double room = FREE_ROWS * grid->height - grid->gap;
    const double top = texts->is_key_inside
                           ? grid->top + fmax(0, room - measure_keys(layout, texts)) / 2
                           : layout->rows_top + key_above * m;

    for (size_t key = 0; key < KEYS_MOST; key++) {
        Key *one = &texts->keys[key];
        const double y = top + (double)one->row * key_pitch * m;
        SvyNode *node;

        if (one->line == NULL)
            continue;
        if (is_square_key(key))
            add_key_square(
                tiles, layout, key,
                (SvyRect){one->x - (key_side + key_pad) * m, y, key_side * m, key_side * m});
        node = svy_layout_draw_line(layout, &one->line,
                                    key == KEYS_MOST - 1 ? SVY_ROLE_BASE : SVY_ROLE_HEAD, one->x,
                                    svy_layout_centre_line(layout, one->line, y + key_side * m / 2),
                                    key < SVY_TILE_CLASSES ? SVY_INK : SVY_TERTIARY);
        if (key < SVY_TILE_CLASSES)
            node->datum.series = key;
        svy_layout_set_cell(node, 0, 1);
    }
}

static void draw(SvyPanel *panel, const SvyLayout *layout)
{
    const SvyTilePanel *tiles = (const SvyTilePanel *)panel;
    const Grid grid = place_grid(tiles, layout);

    for (size_t i = 0; i < tiles->n; i++) {
        const SvyRect box = get_tile(&grid, &tiles->faces[i]);

        add_face(tiles, layout, &tiles->faces[i], box, i);
        add_texts(tiles, layout, box, i);
    }
    draw_keys(tiles, layout, &grid);
}

SvyTilePanel *svy_tile_panel_new(size_t n)
{
    SvyTilePanel *tiles = g_new0(SvyTilePanel, 1);

    tiles->panel = (SvyPanel){measure, draw, panel_free};
    tiles->n = n;
    tiles->faces = g_new0(SvyTileFace, n);
    return tiles;
}
