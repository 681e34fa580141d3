/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Emitting the scene: the frame that all kinds share. Texts come first, because grid lines are cut
 * where a text stands; the order of painting is the order of reading, see scene.c. */
#include "chart/chart-registry.h"
#include "chart/layout-private.h"
#include "chart/share-axis.h"

/* Lengths in m. */
static const double grid_stroke = 0.06, zero_stroke = 0.09, rule_stroke = 0.05;
static const double leader_stroke = 0.08, whisker_stroke = 0.11;
static const double cap_reach = 0.22, cap_reach_dodged = 0.15;
static const double cut_clearance = 0.22; /* of grid lines around text */
static const double reference_stroke = 0.13, reference_reach = 0.78;
static const double band_overhang = 0.4, label_indent = 1.1;

static const SvyThemeColor text_colors[] = {SVY_SERIES_1_TEXT, SVY_SERIES_2_TEXT};
static const SvyThemeColor mark_colors[] = {SVY_SERIES_1, SVY_SERIES_2};
static const SvyNodeType mark_types[] = {SVY_NODE_CIRCLE, SVY_NODE_DIAMOND};

static const SvyPlotRow *get_row(const SvyLayout *layout, size_t index)
{
    return layout->plot->rows->pdata[index];
}

bool svy_plot_is_row_in(const SvyPlot *plot, size_t index, SvyRowRange range)
{
    const SvyPlotRow *row = plot->rows->pdata[index];
    size_t next = index + 1;

    if (row->is_in_all || (index >= range.first && index < range.end))
        return true;
    if (!row->is_heading || index >= range.end)
        return false;
    while (next < plot->rows->len && next < range.first &&
           ((SvyPlotRow *)plot->rows->pdata[next])->is_indented)
        next++;
    return next == range.first && next < plot->rows->len &&
           ((SvyPlotRow *)plot->rows->pdata[next])->is_indented;
}

bool svy_layout_is_shown(const SvyLayout *layout, size_t index)
{
    return svy_plot_is_row_in(layout->plot, index, layout->range);
}

double svy_layout_get_x(const SvyLayout *layout, double share)
{
    return layout->plot_left + share * layout->plot_width;
}

double svy_layout_get_note_pitch(const SvyLayout *layout, size_t index)
{
    const SvyRowLayout *row = &layout->rows[index];
    const double least = SVY_M_BASE_NOTE_PITCH * layout->m;

    if (row->base_note == NULL)
        return least;
    return fmax(least, row->label->bottom - row->base_note->ink.y + 0.12 * layout->m);
}

double svy_layout_get_indent(const SvyLayout *layout, size_t index)
{
    return get_row(layout, index)->is_indented ? label_indent * layout->m : 0;
}

double svy_layout_get_middle(const SvyLayout *layout, size_t index)
{
    return layout->rows[index].top + layout->rows[index].height / 2;
}

SvyColor svy_layout_get_color(const SvyLayout *layout, SvyThemeColor color)
{
    return layout->theme->colors[color];
}

SvyColor svy_layout_get_backdrop(const SvyLayout *layout, size_t index)
{
    return svy_layout_get_color(layout, get_row(layout, index)->is_focus ? SVY_BAND : SVY_PAPER);
}

/* Texts */

static void set_part(SvyNode *node, SvyPart part, size_t row, size_t column)
{
    node->part = part;
    node->part_row = row;
    node->part_column = column;
}

/* Emits the lines of a block from @x, the first base line block->top below @y; a right-to-left line
 * starts with its ink at @x. Returns the bottom of its ink. */
static double draw_block(const SvyLayout *layout,
                         SvyBlock *block,
                         SvyRole role,
                         double x,
                         double y,
                         SvyThemeColor color,
                         SvyPart part,
                         size_t part_row)
{
    double base = y + block->top;

    while (block->lines->len > 0) {
        SvyLine *line = g_ptr_array_steal_index(block->lines, 0);
        const bool is_optical = line->is_rtl || line->style.is_display;
        SvyNode *node =
            svy_scene_add_text(layout->scene, role, line, x - (is_optical ? line->ink.x : 0), base,
                               svy_layout_get_color(layout, color));

        set_part(node, part, part_row, 0);
        if (block->lines->len > 0)
            base += block->pitch;
    }
    return base + block->bottom;
}

SvyNode *svy_layout_draw_line(const SvyLayout *layout,
                              SvyLine **line,
                              SvyRole role,
                              double x,
                              double y,
                              SvyThemeColor color)
{
    return svy_scene_add_text(layout->scene, role, g_steal_pointer(line), x, y,
                              svy_layout_get_color(layout, color));
}

double svy_layout_centre_line(const SvyLayout *layout, const SvyLine *line, double middle)
{
    return middle + svy_measure_get_cap_height(layout->theme->fonts, &line->style) / 2;
}

void svy_layout_set_cell(SvyNode *node, size_t row, size_t column)
{
    set_part(node, SVY_PART_TABLE, row, column);
}

void svy_layout_draw_head(const SvyLayout *layout,
                          SvyBlock *block,
                          double x,
                          double y,
                          size_t column)
{
    const size_t first = layout->scene->nodes->len;

    draw_block(layout, block, SVY_ROLE_COLUMN_HEAD, x, y, SVY_INK, SVY_PART_TABLE, 0);
    for (size_t i = first; i < layout->scene->nodes->len; i++)
        svy_layout_set_cell(layout->scene->nodes->pdata[i], 0, column);
}

SvyThemeColor svy_layout_choose_ink(const SvyLayout *layout, SvyThemeColor color)
{
    const SvyColor *colors = layout->theme->colors;

    return svy_color_get_contrast(colors[color], colors[SVY_PAPER]) >= 4.5 ? SVY_PAPER : SVY_INK;
}

static void draw_top(SvyLayout *layout)
{
    const double m = layout->m, x = layout->left;
    double y = layout->theme->margin * m;

    y = draw_block(layout, layout->title, SVY_ROLE_TITLE, x, y, SVY_INK, SVY_PART_TITLE, 0);
    y = draw_block(layout, layout->subtitle, SVY_ROLE_SUBTITLE, x, y + SVY_M_TITLE_GAP * m,
                   SVY_SECONDARY, SVY_PART_INTRO, 0);
    y += svy_layout_get_subtitle_gap(layout);
    if (layout->remark == NULL)
        return;
    if (layout->remark_right != NULL) {
        const double right = layout->right - layout->remark_right->width;
        SvyNode *node = svy_layout_draw_line(layout, &layout->remark_right, SVY_ROLE_REMARK, right,
                                             y + layout->remark->top, SVY_TERTIARY);
        set_part(node, SVY_PART_INTRO, 2, 0);
    }
    draw_block(layout, layout->remark, SVY_ROLE_REMARK, x, y, SVY_TERTIARY, SVY_PART_INTRO, 1);
}

/* Heads */

static void draw_key_symbol(const SvyLayout *layout,
                            size_t series,
                            double x,
                            double base,
                            double cap)
{
    const double reach = svy_scale_get_reach(&layout->marks, series);

    svy_scene_add_mark(layout->scene, SVY_ROLE_KEY, mark_types[series],
                       x - 0.45 * layout->m - reach, base - cap / 2, reach,
                       svy_layout_get_color(layout, mark_colors[series]))
        ->datum.series = series;
}

static void draw_leader(const SvyLayout *layout, size_t series, double base)
{
    const size_t first = svy_layout_find_first_row(layout);
    const SvyPlotMark *mark = &get_row(layout, first)->marks[series];
    const double x = svy_layout_get_x(layout, mark->value);
    const double reach = svy_scale_get_reach(&layout->marks, series) * 1.1;

    svy_scene_add_line(layout->scene, SVY_ROLE_LEADER, x, base + 0.42 * layout->m, x,
                       svy_layout_get_middle(layout, first) - reach, leader_stroke * layout->m,
                       svy_layout_get_color(layout, text_colors[series]))
        ->datum.series = series;
}

static void draw_heads(SvyLayout *layout)
{
    const size_t n_series = layout->plot->kind->n_series;
    const bool is_key = layout->head_place != SVY_HEADS_LEADERS;
    const double above = layout->head_place == SVY_HEADS_KEY_ROWS ? SVY_M_KEY_PITCH * layout->m : 0;

    for (size_t i = 0; i < n_series; i++) {
        const double base = layout->head_base - above * (double)(n_series - i);
        const double cap =
            svy_measure_get_cap_height(layout->theme->fonts, &layout->heads[i]->style);
        SvyNode *node;

        if (is_key)
            draw_key_symbol(layout, i, layout->head_x[i], base, cap);
        else if (n_series > 1)
            draw_leader(layout, i, base);
        node = svy_layout_draw_line(layout, &layout->heads[i], SVY_ROLE_HEAD, layout->head_x[i],
                                    base, text_colors[i]);
        node->datum.series = i;
        set_part(node, SVY_PART_TABLE, 0, i + 1);
    }
    for (size_t i = 0; i < SVY_PLOT_N_CELLS; i++) {
        SvyNode *node;

        if (layout->cell_heads[i] == NULL)
            continue;
        node = svy_layout_draw_line(layout, &layout->cell_heads[i], SVY_ROLE_COLUMN_HEAD,
                                    layout->cell_right[i] - layout->cell_heads[i]->width,
                                    layout->head_base, i == 0 ? SVY_INK : SVY_TERTIARY);
        set_part(node, SVY_PART_TABLE, 0, n_series + 1 + i);
    }
}

/* Rows */

static void draw_label(SvyLayout *layout, size_t index)
{
    SvyRowLayout *row = &layout->rows[index];
    const double cap = svy_measure_get_cap_height(layout->theme->fonts,
                                                  &((SvyLine *)row->label->lines->pdata[0])->style);
    const double n_pitches = row->label->lines->len - 1;
    double height = cap + n_pitches * row->label->pitch, top;
    const double base_note = svy_layout_get_note_pitch(layout, index);
    const double left = layout->left + svy_layout_get_indent(layout, index);

    if (row->base_note != NULL)
        height += base_note;
    top = svy_layout_get_middle(layout, index) - height / 2;
    if (row->base_note != NULL) {
        SvyNode *node = svy_layout_draw_line(layout, &row->base_note, SVY_ROLE_BASE, left,
                                             top + cap + n_pitches * row->label->pitch + base_note,
                                             SVY_TERTIARY);
        set_part(node, SVY_PART_TABLE, index + 1, 0);
        node->datum.row = index;
        node->order += 1000000; /* read after the label, which may have several lines */
    }
    for (size_t i = 0, n = row->label->lines->len; i < n; i++) {
        SvyLine *line = g_ptr_array_steal_index(row->label->lines, 0);
        const double x = left - (line->is_rtl ? line->ink.x : 0);
        SvyNode *node = svy_scene_add_text(layout->scene, SVY_ROLE_LABEL, line, x,
                                           top + cap + (double)i * row->label->pitch,
                                           svy_layout_get_color(layout, SVY_INK));
        set_part(node, SVY_PART_TABLE, index + 1, 0);
        node->datum.row = index;
    }
}

static void draw_value(SvyLayout *layout, size_t index, size_t series)
{
    SvyRowLayout *row = &layout->rows[index];
    const SvyPlotMark *mark = &get_row(layout, index)->marks[series];
    const double pad = layout->marks.pad;
    double x = layout->plot_left;
    SvyNode *node;

    if (row->values[series] == NULL)
        return;
    if (layout->is_inset)
        x = layout->value_right[series] - row->values[series]->width;
    else
        x += row->geometry.left_series == series
                 ? row->geometry.left_edge - pad - row->values[series]->width
                 : row->geometry.right_edge + pad;
    node = svy_layout_draw_line(
        layout, &row->values[series], SVY_ROLE_VALUE, x,
        svy_layout_centre_line(layout, row->values[series], svy_layout_get_middle(layout, index)),
        text_colors[series]);
    node->datum = (SvyDatum){index, series, true, mark->value, mark->value};
    set_part(node, SVY_PART_TABLE, index + 1, series + 1);
}

static double get_message_left(const SvyLayout *layout)
{
    if (layout->plot->panel == NULL)
        return layout->plot_left;
    return fmax(layout->room_left, layout->panel.message_left);
}

static void draw_cells(SvyLayout *layout, size_t index)
{
    const size_t n_series = layout->plot->kind->n_series;
    const double middle = svy_layout_get_middle(layout, index);
    SvyRowLayout *row = &layout->rows[index];
    SvyNode *node;

    for (size_t i = 0; i < SVY_PLOT_N_CELLS; i++) {
        if (row->cells[i] == NULL)
            continue;
        node = svy_layout_draw_line(
            layout, &row->cells[i], i == 0 ? SVY_ROLE_CELL : SVY_ROLE_INTERVAL,
            layout->cell_right[i] - row->cells[i]->width,
            svy_layout_centre_line(layout, row->cells[i], middle), i == 0 ? SVY_INK : SVY_TERTIARY);
        node->datum.row = index;
        set_part(node, SVY_PART_TABLE, index + 1, n_series + 1 + i);
    }
    if (row->cell_message != NULL) {
        node = svy_layout_draw_line(
            layout, &row->cell_message, SVY_ROLE_MESSAGE, layout->right - row->cell_message->width,
            svy_layout_centre_line(layout, row->cell_message, middle), SVY_TERTIARY);
        node->datum.row = index;
        set_part(node, SVY_PART_TABLE, index + 1, n_series);
    }
    if (row->message != NULL) {
        node = svy_layout_draw_line(layout, &row->message, SVY_ROLE_MESSAGE,
                                    get_message_left(layout) + layout->marks.radius,
                                    svy_layout_centre_line(layout, row->message, middle),
                                    SVY_TERTIARY);
        node->datum.row = index;
        set_part(node, SVY_PART_TABLE, index + 1, 1);
    }
}

/* Lines behind the rows */

static void draw_band(const SvyLayout *layout, size_t index)
{
    const SvyRowLayout *row = &layout->rows[index];
    const double over = band_overhang * layout->m;
    SvyNode *node =
        svy_scene_add_rect(layout->scene, SVY_ROLE_BAND,
                           (SvyRect){layout->left - over, row->top,
                                     layout->right - layout->left + 2 * over, row->height},
                           svy_layout_get_color(layout, SVY_BAND));

    node->radius = 0.25 * layout->m;
    node->datum.row = index;
}

/* The bottom of the text that blocks a vertical line at @x just below @y, or @y. */
static double skip_text(const SvyLayout *layout, double x, double y, double *next_top)
{
    const double clearance = cut_clearance * layout->m;

    *next_top = INFINITY;
    for (size_t i = 0; i < layout->scene->nodes->len; i++) {
        const SvyNode *node = layout->scene->nodes->pdata[i];
        const SvyRect box = svy_rect_grow(node->ink, clearance);

        if (node->type != SVY_NODE_TEXT || x <= box.x || x >= svy_rect_get_right(box))
            continue;
        if (box.y <= y && svy_rect_get_bottom(box) > y)
            return svy_rect_get_bottom(box);
        if (box.y > y)
            *next_top = fmin(*next_top, box.y);
    }
    return y;
}

void svy_layout_draw_cut_line(const SvyLayout *layout,
                              SvyRole role,
                              double x,
                              double top,
                              double bottom,
                              double stroke,
                              SvyThemeColor color,
                              double share)
{
    double y = top;

    while (y < bottom) {
        double next_top;
        const double start = skip_text(layout, x, y, &next_top);
        const double end = fmin(bottom, next_top);

        if (start > y) {
            y = start;
            continue;
        }
        if (end - y > 0.1 * layout->m) {
            SvyNode *node =
                svy_scene_add_line(layout->scene, role, x, y, x, end, stroke * layout->m,
                                   svy_layout_get_color(layout, color));
            node->datum.has_value = true;
            node->datum.value = node->datum.value_to = share;
        }
        y = end;
    }
}

/* A narrow axis has every other line; or its ends, where their number does not go. */
static size_t get_grid_step(const SvyLayout *layout, const SvyShareAxis *axis)
{
    if (!layout->is_inset || axis->n_ticks < 3)
        return 1;
    return axis->n_ticks % 2 == 1 ? 2 : axis->n_ticks - 1;
}

static void draw_grid(const SvyLayout *layout)
{
    const double bottom = layout->rows_bottom + SVY_M_TICK * layout->m;
    SvyShareAxis axis;

    svy_share_axis_init(&axis, svy_layout_get_axis_end(layout));
    for (size_t i = 0; i < axis.n_ticks; i += get_grid_step(layout, &axis))
        svy_layout_draw_cut_line(layout, i == 0 ? SVY_ROLE_ZERO : SVY_ROLE_GRID,
                                 svy_layout_get_x(layout, axis.ticks[i]), layout->rows_top, bottom,
                                 i == 0 ? zero_stroke : grid_stroke, i == 0 ? SVY_ZERO : SVY_GRID,
                                 axis.ticks[i]);
}

/* Thin lines between rows; none at the focus band, or where a space or a page parts groups. */
static void draw_row_rules(const SvyLayout *layout)
{
    for (size_t i = 1; i < layout->n_rows; i++) {
        const SvyPlotRow *above = get_row(layout, i - 1), *below = get_row(layout, i);

        if (!svy_layout_is_shown(layout, i - 1) || above->is_focus || below->is_focus ||
            below->starts_group || above->is_heading)
            continue;
        svy_scene_add_line(layout->scene, SVY_ROLE_RULE, layout->left, layout->rows[i].top,
                           layout->right, layout->rows[i].top, rule_stroke * layout->m,
                           svy_layout_get_color(layout, SVY_RULE));
    }
}

/* Marks, for the kinds */

void svy_layout_hollow_out(const SvyLayout *layout, size_t row, SvyRect box, double width)
{
    const SvyRect inner = svy_rect_grow(box, -width);

    if (inner.w > 0 && inner.h > 0)
        svy_scene_add_rect(layout->scene, SVY_ROLE_HOLLOW, inner,
                           svy_layout_get_backdrop(layout, row))
            ->datum.row = row;
}

SvyThemeColor svy_layout_choose_whisker(const SvyPlotRow *row, SvyThemeColor text)
{
    return row->is_focus ? SVY_INK : text;
}

void svy_layout_draw_whisker(const SvyLayout *layout, size_t index, size_t series, bool is_on_bar)
{
    const SvyPlotMark *mark = &get_row(layout, index)->marks[series];
    const SvyRowGeometry *geometry = &layout->rows[index].geometry;
    const double y = svy_layout_get_middle(layout, index) + geometry->dy[series];
    const double ends[] = {svy_layout_get_x(layout, mark->lo), svy_layout_get_x(layout, mark->hi)};
    const double reach = (geometry->is_dodged ? cap_reach_dodged : cap_reach) * layout->m;
    const double stroke = whisker_stroke * layout->m;
    const SvyThemeColor drawn_in =
        is_on_bar ? svy_layout_choose_whisker(get_row(layout, index), text_colors[series])
                  : text_colors[series];
    const SvyColor color = svy_layout_get_color(layout, drawn_in);
    SvyNode *node;

    if (!mark->is_drawn || !geometry->has_whisker[series])
        return;
    node =
        svy_scene_add_line(layout->scene, SVY_ROLE_WHISKER, ends[0], y, ends[1], y, stroke, color);
    node->datum = (SvyDatum){index, series, true, mark->lo, mark->hi};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        node = svy_scene_add_line(layout->scene, SVY_ROLE_CAP, ends[i], y - reach, ends[i],
                                  y + reach, stroke, color);
        node->datum = (SvyDatum){.row = index, .series = series};
    }
}

void svy_layout_draw_mark(const SvyLayout *layout, size_t index, size_t series)
{
    const SvyPlotRow *row = get_row(layout, index);
    const SvyPlotMark *mark = &row->marks[series];
    const double y = svy_layout_get_middle(layout, index) + layout->rows[index].geometry.dy[series];
    SvyNode *node;

    if (!mark->is_drawn)
        return;
    node = svy_scene_add_mark(layout->scene, SVY_ROLE_MARK, mark_types[series],
                              svy_layout_get_x(layout, mark->value), y,
                              svy_scale_get_reach(&layout->marks, series),
                              svy_layout_get_color(layout, mark_colors[series]));
    node->has_halo = true;
    node->halo = svy_layout_get_backdrop(layout, index);
    node->is_hollow = row->is_hollow;
    node->stroke = 0.36 * layout->marks.radius;
    node->datum = (SvyDatum){index, series, true, mark->value, mark->value};
}

void svy_layout_draw_reference(const SvyLayout *layout, size_t index, size_t series)
{
    const SvyPlotMark *mark = &get_row(layout, index)->marks[series];
    const double y = svy_layout_get_middle(layout, index);
    const double reach = fmin(reference_reach * layout->m, 0.46 * layout->rows[index].height);
    const double x = svy_layout_get_x(layout, mark->reference);

    if (mark->has_reference)
        svy_scene_add_line(layout->scene, SVY_ROLE_REFERENCE, x, y - reach, x, y + reach,
                           reference_stroke * layout->m, svy_layout_get_color(layout, SVY_TERTIARY))
            ->datum = (SvyDatum){index, series, true, mark->reference, mark->reference};
}

/* Axis and notes */

/* Shapes and emits an axis label; the fonts have digits, or layout would have failed before. */
static void draw_axis_label(const SvyLayout *layout, double share, double base)
{
    const SvyTextStyle style = {.weight = 400, .size_pt = layout->m, .is_tabular = true};
    g_autofree char *text = svy_plot_format_pct_in(layout->plot->language, share);
    g_autoptr(SvyLine) line = NULL;

    if (svy_measure_line(layout->theme->fonts, &style, text, &line, NULL)) {
        const double x = svy_layout_get_x(layout, share) - line->width / 2;
        SvyNode *node = svy_layout_draw_line(layout, &line, SVY_ROLE_AXIS, x, base, SVY_TERTIARY);

        node->datum.has_value = true;
        node->datum.value = node->datum.value_to = share;
    }
}

static void draw_axis(const SvyLayout *layout)
{
    const double base = layout->rows_bottom + (SVY_M_TICK + 1.15) * layout->m;
    SvyShareAxis axis;

    svy_share_axis_init(&axis, svy_layout_get_axis_end(layout));
    for (size_t i = 0; i < axis.n_ticks; i += get_grid_step(layout, &axis))
        draw_axis_label(layout, axis.ticks[i], base);
}

/* Notes keep the bottom of the page; left-over space stays between axis and rule. */
static void draw_notes(const SvyLayout *layout)
{
    const double m = layout->m;
    double y = layout->scene->height - layout->theme->margin * m - svy_layout_measure_notes(layout);

    svy_scene_add_line(layout->scene, SVY_ROLE_RULE, layout->left, y - SVY_M_NOTES_GAP * m,
                       layout->right, y - SVY_M_NOTES_GAP * m, grid_stroke * m,
                       svy_layout_get_color(layout, SVY_GRID));
    for (size_t i = 0; i < layout->notes->len; i++)
        y = draw_block(layout, layout->notes->pdata[i], SVY_ROLE_NOTE, layout->left,
                       y + (i > 0 ? SVY_M_NOTE_GAP * m : 0), SVY_TERTIARY, SVY_PART_NOTES, i);
}

/* In the lower right corner, where the eye ends: who speaks, not what is said. */
static void draw_logo(const SvyLayout *layout)
{
    const double bottom = layout->scene->height - layout->theme->margin * layout->m;
    const SvyRect box = {layout->right - layout->logo_width, bottom - layout->logo_height,
                         layout->logo_width, layout->logo_height};

    if (layout->theme->logo == NULL)
        return;
    svy_scene_add_picture(layout->scene, SVY_ROLE_LOGO, box, layout->theme->logo,
                          layout->theme->logo_alt)
        ->part = SVY_PART_LOGO;
}

void svy_layout_draw(SvyLayout *layout)
{
    draw_top(layout);
    draw_notes(layout);
    draw_logo(layout);
    for (size_t i = 0; i < layout->n_rows; i++) {
        draw_label(layout, i);
        for (size_t series = 0; series < layout->plot->kind->n_series; series++)
            draw_value(layout, i, series);
        draw_cells(layout, i);
        if (get_row(layout, i)->is_focus)
            draw_band(layout, i);
    }

    if (layout->plot->panel != NULL) {
        draw_row_rules(layout);
        layout->plot->panel->draw(layout->plot->panel, layout);
        return;
    }
    draw_grid(layout);
    draw_row_rules(layout);
    draw_axis(layout);
    draw_heads(layout);
    for (size_t i = 0; i < layout->n_rows; i++)
        if (get_row(layout, i)->message == NULL)
            layout->plot->kind->draw_row(layout, i);
}

/* Parts of a page */

/* What a column of figures is of: the symbol of its series, the word of the main number. */
static void draw_part_heads(SvyLayout *layout)
{
    const size_t n_series = layout->plot->kind->n_series;

    for (size_t i = 0; i < n_series && n_series > 1; i++) {
        const double reach = svy_scale_get_reach(&layout->marks, i);
        const double cap = 0.73 * layout->theme->head * layout->m;

        svy_scene_add_mark(layout->scene, SVY_ROLE_KEY, mark_types[i],
                           layout->value_right[i] - reach, layout->head_base - cap / 2, reach,
                           svy_layout_get_color(layout, mark_colors[i]))
            ->datum.series = i;
    }
    if (layout->cell_heads[0] != NULL)
        set_part(svy_layout_draw_line(layout, &layout->cell_heads[0], SVY_ROLE_COLUMN_HEAD,
                                      layout->cell_right[0] - layout->cell_heads[0]->width,
                                      layout->head_base, SVY_INK),
                 SVY_PART_TABLE, 0, n_series + 1);
}

/* Rows whose labels stand elsewhere on the page are read with them. */
static void draw_part_label(SvyLayout *layout, size_t index)
{
    if (layout->hides_labels)
        svy_scene_add_unseen(layout->scene, index + 1, 0, get_row(layout, index)->label);
    else
        draw_label(layout, index);
}

void svy_layout_inset_draw(SvyLayout *layout)
{
    for (size_t i = 0; i < layout->n_rows; i++) {
        draw_part_label(layout, i);
        for (size_t series = 0; series < layout->plot->kind->n_series; series++)
            draw_value(layout, i, series);
        draw_cells(layout, i);
    }
    draw_row_rules(layout);
    layout->scene->plot_left = layout->plot_left;
    layout->scene->plot_width = layout->plot_width;
    if (layout->plot->panel != NULL) {
        if (layout->panel.axis_width > 0) {
            layout->scene->plot_left = layout->panel.axis_left;
            layout->scene->plot_width = layout->panel.axis_width;
        }
        layout->plot->panel->draw(layout->plot->panel, layout);
        return;
    }
    draw_part_heads(layout);
    draw_grid(layout);
    if (!layout->hides_axis)
        draw_axis(layout);
    for (size_t i = 0; i < layout->n_rows; i++)
        if (get_row(layout, i)->message == NULL)
            layout->plot->kind->draw_row(layout, i);
}
