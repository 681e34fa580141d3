/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "ladder": stages that people reach one after the other: a bar from zero for the share of all
 * who are on each, and between two bars the share of those on the one who are on the next as well.
 * Bars have a base line: a centred funnel would have none. */
#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/text.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/axis.h"
#include "chart/chart-registry.h"
#include "chart/each.h"
#include "chart/table-words.h"
#include "result/result-table.h"
#include "result/words.h"

/* Lengths in m. */
static const double pad = 0.34, head_below = 0.7, bar_most = 2.6, least_axis = 12;
static const double whisker_stroke = 0.11, cap_reach = 0.22, axis_height = 1.9;
static const double arrow_width = 0.9, arrow_height = 0.55, arrow_left = 0.5, arrow_gap = 0.5;
static const double reference_stroke = 0.13, reference_reach = 0.3; /* beyond the bar */
static const double least_part = 7;

static const double bar_share = 0.62; /* of the row */

typedef struct {
    const SvyCell *share, *step;
    size_t n_without; /* people on the stage and not on the one before */
    bool is_shown, has_step;
    char *figure, *words; /* (nullable) "62%"; "62% of those on the stage before" */
    SvyLine *figure_line, *words_line;
} Stage;

typedef struct {
    SvyPanel panel;
    size_t n_stages;
    Stage *stages; /* [n_stages] as the rows */
    char *head;
    SvyLine *head_line;
    SvyAxis axis;
} Ladder;

/* Texts */

static void drop_texts(Ladder *ladder)
{
    for (size_t i = 0; i < ladder->n_stages; i++) {
        g_clear_pointer(&ladder->stages[i].figure_line, svy_line_free);
        g_clear_pointer(&ladder->stages[i].words_line, svy_line_free);
    }
    g_clear_pointer(&ladder->head_line, svy_line_free);
    svy_axis_clear(&ladder->axis);
}

static void ladder_free(SvyPanel *panel)
{
    Ladder *ladder = (Ladder *)panel;

    drop_texts(ladder);
    for (size_t i = 0; i < ladder->n_stages; i++) {
        g_free(ladder->stages[i].figure);
        g_free(ladder->stages[i].words);
    }
    g_free(ladder->stages);
    g_free(ladder->head);
    g_free(ladder);
}

static bool shape_all(Ladder *ladder, const SvyLayout *layout, GError **error)
{
    drop_texts(ladder);
    for (size_t i = 0; i < ladder->n_stages; i++) {
        Stage *stage = &ladder->stages[i];

        if (!svy_layout_shape_line(layout, layout->label_pt, 600, false, stage->figure,
                                   &stage->figure_line, error) ||
            !svy_layout_shape_line(layout, layout->m, 400, false, stage->words, &stage->words_line,
                                   error))
            return false;
    }
    return svy_layout_shape_line(layout, layout->theme->head * layout->m, 600, false, ladder->head,
                                 &ladder->head_line, error);
}

/* The axis */

static char *format_share(const char *language, double value, unsigned n_decimals)
{
    (void)n_decimals;
    return svy_plot_format_pct_in(language, value);
}

/* The longest axis on which the figures stay in the room. */
static void place_axis(Ladder *ladder, const SvyLayout *layout)
{
    const double r = layout->marks.radius, left = layout->room_left;
    const double right = layout->room_right - svy_axis_get_label_width(&ladder->axis) / 2;
    double width = right - left;

    for (size_t i = 0; i < ladder->n_stages; i++) {
        const Stage *stage = &ladder->stages[i];
        const double text = pad * layout->m + svy_line_get_width(stage->figure_line) + r;

        if (stage->is_shown && stage->share->share.p.hi > 0)
            width = fmin(width, (layout->room_right - left - text) / stage->share->share.p.hi);
    }
    ladder->axis.left = left;
    ladder->axis.width = fmax(width, 1);
}

static double measure_figures(const Ladder *ladder)
{
    double width = 0;

    for (size_t i = 0; i < ladder->n_stages; i++)
        width = fmax(width, svy_line_get_width(ladder->stages[i].figure_line));
    return width;
}

/* The same in all panels of a page: figures stand in a column at the right. */
static bool measure_part(Ladder *ladder,
                         const SvyLayout *layout,
                         SvyPanelSize *ret_size,
                         GError **error)
{
    const double inset = fmax(layout->marks.radius, layout->m);
    double column = measure_figures(ladder);

    for (size_t i = 0; i < ladder->panel.n_peers; i++)
        column = fmax(column, measure_figures((const Ladder *)ladder->panel.peers[i]));
    ladder->axis.step = 0.5;
    ladder->axis.left = layout->room_left + inset;
    ladder->axis.width =
        fmax(1, layout->room_right - ladder->axis.left - inset - column - 2 * pad * layout->m);
    *ret_size = (SvyPanelSize){
        .missing_width = fmax(0, least_part * layout->m - ladder->axis.width),
        .foot = (SVY_M_TICK + axis_height) * layout->m,
        .least_row = fmax(1.4 * layout->label_pt, 1.8 * layout->m),
        .axis_left = ladder->axis.left,
        .axis_width = ladder->axis.width,
        .message_left = ladder->axis.left,
    };
    return svy_axis_shape(&ladder->axis, layout, 2, format_share, error);
}

/* A whisker must look out of its mark. */
static bool has_whisker(const Ladder *ladder, const SvyLayout *layout, const Stage *stage)
{
    const SvyEstimate *p = &stage->share->share.p;

    return svy_scale_looks_out(&layout->marks, layout->marks.radius, p->value, p->lo, p->hi,
                               ladder->axis.width);
}

static void note_whiskers(const Ladder *ladder, const SvyLayout *layout, GPtrArray *notes)
{
    for (size_t i = 0; i < ladder->n_stages; i++) {
        if (!ladder->stages[i].is_shown || has_whisker(ladder, layout, &ladder->stages[i]))
            continue;
        g_ptr_array_add(notes, g_strdup(svy_tr(layout->plot->language,
                                               "No whisker: interval narrower than the marker.")));
        return;
    }
}

static double measure_words(const Ladder *ladder, const SvyLayout *layout)
{
    double width = svy_line_get_width(ladder->head_line);

    for (size_t i = 0; i < ladder->n_stages; i++)
        width = fmax(width, svy_line_get_width(ladder->stages[i].words_line) +
                                (arrow_left + arrow_width + arrow_gap) * layout->m);
    return width;
}

static bool measure(SvyPanel *panel,
                    const SvyLayout *layout,
                    GPtrArray *notes,
                    SvyPanelSize *ret_size,
                    GError **error)
{
    Ladder *ladder = (Ladder *)panel;
    const double m = layout->m, room = layout->room_right - layout->room_left;

    if (!shape_all(ladder, layout, error))
        return false;
    if (layout->is_inset)
        return measure_part(ladder, layout, ret_size, error);
    if (!svy_axis_shape(&ladder->axis, layout, 5, format_share, error))
        return false;
    place_axis(ladder, layout);
    note_whiskers(ladder, layout, notes);
    *ret_size = (SvyPanelSize){
        .missing_width = fmax(
            0, fmax(least_axis * m - ladder->axis.width, measure_words(ladder, layout) - room)),
        .head = (1.1 * layout->theme->head + head_below) * m,
        .foot = (SVY_M_TICK + axis_height) * m,
        .least_row = fmax(1.4 * layout->label_pt, 1.8 * m),
        .axis_left = ladder->axis.left,
        .axis_width = ladder->axis.width,
    };
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

static void draw_whisker(const Ladder *ladder, const SvyLayout *layout, size_t row)
{
    const SvyEstimate *p = &ladder->stages[row].share->share.p;
    const double y = svy_layout_get_middle(layout, row), reach = cap_reach * layout->m;
    const double ends[] = {svy_axis_get_x(&ladder->axis, p->lo),
                           svy_axis_get_x(&ladder->axis, p->hi)};
    const SvyColor color = svy_layout_get_color(layout, SVY_SERIES_1_TEXT);
    const double stroke = whisker_stroke * layout->m;
    SvyNode *node =
        svy_scene_add_line(layout->scene, SVY_ROLE_WHISKER, ends[0], y, ends[1], y, stroke, color);

    node->datum = (SvyDatum){row, 0, true, p->lo, p->hi};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        svy_scene_add_line(layout->scene, SVY_ROLE_CAP, ends[i], y - reach, ends[i], y + reach,
                           stroke, color)
            ->datum.row = row;
}

/* Everybody's share, where this is that of a group. */
static void draw_reference(const Ladder *ladder, const SvyLayout *layout, size_t row, double height)
{
    const Ladder *all = (const Ladder *)ladder->panel.everybody;
    const double reach = height / 2 + reference_reach * layout->m;
    const double y = svy_layout_get_middle(layout, row);
    double value, x;

    if (all == NULL || row >= all->n_stages || !all->stages[row].is_shown)
        return;
    value = all->stages[row].share->share.p.value;
    x = svy_axis_get_x(&ladder->axis, value);
    svy_scene_add_line(layout->scene, SVY_ROLE_REFERENCE, x, y - reach, x, y + reach,
                       reference_stroke * layout->m, svy_layout_get_color(layout, SVY_TERTIARY))
        ->datum = (SvyDatum){row, 0, true, value, value};
}

static void draw_bar(const Ladder *ladder, const SvyLayout *layout, size_t row, double height)
{
    const Stage *stage = &ladder->stages[row];
    const SvyPlotRow *source = layout->plot->rows->pdata[row];
    const SvyEstimate *p = &stage->share->share.p;
    const double y = svy_layout_get_middle(layout, row);
    const double left = ladder->axis.left, x = svy_axis_get_x(&ladder->axis, p->value);
    SvyNode *node;

    if (p->value > 0) {
        node = svy_scene_add_rect(layout->scene, SVY_ROLE_BAR,
                                  (SvyRect){left, y - height / 2, x - left, height},
                                  svy_layout_get_color(layout, SVY_SERIES_1_TINT));
        node->datum = (SvyDatum){row, 0, true, 0, p->value};
    }
    draw_reference(ladder, layout, row, height);
    if (has_whisker(ladder, layout, stage))
        draw_whisker(ladder, layout, row);
    node = svy_scene_add_mark(layout->scene, SVY_ROLE_MARK, SVY_NODE_CIRCLE, x, y,
                              layout->marks.radius, svy_layout_get_color(layout, SVY_SERIES_1));
    node->datum = (SvyDatum){row, 0, true, p->value, p->value};
    node->has_halo = true;
    node->halo = svy_layout_get_backdrop(layout, row);
    node->is_hollow = source->is_hollow;
    node->stroke = 0.36 * layout->marks.radius;
}

static void draw_figure(const Ladder *ladder, const SvyLayout *layout, size_t row)
{
    Stage *stage = &ladder->stages[row];
    const SvyEstimate *p = &stage->share->share.p;
    const double mark = svy_axis_get_x(&ladder->axis, p->value) + layout->marks.radius;
    const double end = has_whisker(ladder, layout, stage)
                           ? fmax(mark, svy_axis_get_x(&ladder->axis, p->hi))
                           : mark;
    const double x = layout->is_inset ? layout->room_right - svy_line_get_width(stage->figure_line)
                                      : end + pad * layout->m;
    SvyNode *node = svy_layout_draw_line(
        layout, &stage->figure_line, SVY_ROLE_VALUE, x,
        svy_layout_centre_line(layout, stage->figure_line, svy_layout_get_middle(layout, row)),
        SVY_SERIES_1_TEXT);

    node->datum = (SvyDatum){row, 0, true, p->value, p->value};
    svy_layout_set_cell(node, row + 1, 1);
}

/* Between two bars: an arrow down, and who goes that way. */
static void draw_step(const Ladder *ladder, const SvyLayout *layout, size_t row, double height)
{
    Stage *stage = &ladder->stages[row];
    const double m = layout->m;
    const double above = svy_layout_get_middle(layout, row - 1) + height / 2;
    const double middle = (above + svy_layout_get_middle(layout, row) - height / 2) / 2;
    const double x = ladder->axis.left + arrow_left * m, y = middle - arrow_height / 2 * m;
    const double corners[] = {
        x, y, x + arrow_width * m, y, x + arrow_width / 2 * m, y + arrow_height * m};
    SvyNode *node;

    if (stage->words_line == NULL)
        return;
    node = svy_layout_draw_line(
        layout, &stage->words_line, SVY_ROLE_CELL, x + (arrow_width + arrow_gap) * m,
        svy_layout_centre_line(layout, stage->words_line, middle), SVY_SECONDARY);
    node->datum = (SvyDatum){row, 1, true, stage->step->share.p.value, stage->step->share.p.value};
    svy_layout_set_cell(node, row + 1, 2);
    svy_scene_add_polygon(
        layout->scene, SVY_ROLE_CONNECTOR, corners, 3,
        svy_layout_get_color(layout, layout->is_inset ? SVY_TERTIARY : SVY_CONNECTOR))
        ->datum.row = row;
}

static void draw_head(Ladder *ladder, const SvyLayout *layout)
{
    SvyNode *node =
        svy_layout_draw_line(layout, &ladder->head_line, SVY_ROLE_HEAD, layout->room_left,
                             layout->rows_top - head_below * layout->m, SVY_INK);

    svy_layout_set_cell(node, 0, 1);
}

static void draw(SvyPanel *panel, const SvyLayout *layout)
{
    Ladder *ladder = (Ladder *)panel;
    const double height = measure_bar(layout), m = layout->m;

    if (!layout->is_inset)
        draw_head(ladder, layout);
    for (size_t row = 0; row < ladder->n_stages; row++) {
        if (ladder->stages[row].is_shown)
            draw_figure(ladder, layout, row);
        if (row > 0)
            draw_step(ladder, layout, row, height);
    }
    if (layout->hides_axis)
        svy_axis_drop_labels(&ladder->axis);
    svy_axis_draw(&ladder->axis, layout, layout->rows_top, layout->rows_bottom + SVY_M_TICK * m, 0,
                  layout->rows_bottom + (SVY_M_TICK + 1.15) * m);
    for (size_t row = 0; row < ladder->n_stages; row++)
        if (ladder->stages[row].is_shown)
            draw_bar(ladder, layout, row, height);
}

/* Numbers */

static const SvyCell *find_cell(const SvyTable *table, size_t row, const char *key)
{
    const size_t column = svy_table_find_column(table, key);

    return column < table->n_columns ? svy_table_get_cell(table, row, column) : NULL;
}

static bool is_told(const SvyCell *cell)
{
    return cell != NULL && cell->kind == SVY_CELL_SHARE && cell->status == SVY_STATUS_OK &&
           cell->share.base >= SVY_PLOT_LEAST_BASE;
}

/* People on a stage and not on the one before; 0 where that is withheld. */
static size_t count_without(const SvyTable *table, size_t row)
{
    const SvyCell *without = find_cell(table, row, "without");

    return without != NULL && without->kind == SVY_CELL_COUNT && without->status == SVY_STATUS_OK
               ? without->n
               : 0;
}

/* @is_part: one of several panels, whose words stand in a key */
static void fill_stage(const char *language,
                       const SvyTable *table,
                       size_t row,
                       bool is_part,
                       Stage *stage)
{
    stage->share = find_cell(table, row, "p");
    stage->step = find_cell(table, row, "step");
    stage->is_shown = is_told(stage->share);
    stage->has_step = row > 0 && is_told(stage->step);
    stage->n_without = count_without(table, row);
    if (stage->is_shown)
        stage->figure = svy_plot_format_pct_in(language, stage->share->share.p.value);
    if (stage->has_step) {
        g_autofree char *pct = svy_plot_format_pct_in(language, stage->step->share.p.value);

        stage->words =
            is_part ? g_strdup(pct)
                    : g_strdup_printf(svy_tr(language, "%s of those on the stage before"), pct);
    }
}

static Ladder *ladder_new(const char *language, const SvyTable *table, bool is_part)
{
    Ladder *ladder = g_new0(Ladder, 1);

    ladder->panel = (SvyPanel){measure, draw, ladder_free};
    ladder->n_stages = table->n_rows;
    ladder->stages = g_new0(Stage, table->n_rows);
    ladder->axis.to = 1;
    ladder->axis.step = 0.25;
    for (size_t i = 0; i < table->n_rows; i++)
        fill_stage(language, table, i, is_part, &ladder->stages[i]);
    return ladder;
}

static void append_share(GString *csv, const SvyCell *cell, bool is_shown)
{
    svy_csv_append_number(csv, is_shown ? cell->share.p.value : (double)NAN);
    svy_csv_append_number(csv, is_shown ? cell->share.p.lo : (double)NAN);
    svy_csv_append_number(csv, is_shown ? cell->share.p.hi : (double)NAN);
}

static void append_base(GString *csv, const SvyCell *cell, bool is_shown)
{
    if (is_shown)
        svy_csv_append_count(csv, cell->share.base);
    else
        svy_csv_append_text(csv, NULL);
}

/* Needs the rows of the plot: labels stand in the file as they stand in the picture. */
static char *write_csv(const SvyPlot *plot, const Ladder *ladder)
{
    GString *csv = g_string_new(NULL);

    svy_csv_append_row(csv, (const char *const[]){"label", "base", "p", "lo", "hi", "step_base",
                                                  "step", "step_lo", "step_hi", "method", NULL});
    for (size_t i = 0; i < ladder->n_stages; i++) {
        const Stage *stage = &ladder->stages[i];

        svy_csv_append_text(csv, ((const SvyPlotRow *)plot->rows->pdata[i])->label);
        append_base(csv, stage->share, stage->is_shown);
        append_share(csv, stage->share, stage->is_shown);
        append_base(csv, stage->step, stage->has_step);
        append_share(csv, stage->step, stage->has_step);
        svy_csv_append_text(csv, stage->is_shown ? stage->share->share.p.method : NULL);
        svy_csv_end_row(csv);
    }
    return g_string_free(csv, FALSE);
}

/* Words */

static const Stage *find_last(const Ladder *ladder)
{
    const Stage *last = NULL;

    for (size_t i = 0; i < ladder->n_stages; i++)
        if (ladder->stages[i].is_shown)
            last = &ladder->stages[i];
    return last;
}

/* One for all stages, of which the first that is shown tells. */
static size_t find_base(const Ladder *ladder)
{
    for (size_t i = 0; i < ladder->n_stages; i++)
        if (ladder->stages[i].is_shown)
            return ladder->stages[i].share->share.base;
    return ladder->stages[0].share->share.base;
}

/* "<1%" begins a sentence as "Fewer than 1%". */
static char *begin_with(char *text)
{
    g_autofree char *owned = text;

    if (owned[0] == 'f' || owned[0] == 'm')
        owned[0] = (char)(owned[0] - 'a' + 'A');
    return g_steal_pointer(&owned);
}

static char *word_title(const SvyResult *result, const Ladder *ladder)
{
    const Stage *first = &ladder->stages[0], *last = find_last(ladder);
    g_autofree char *people = NULL, *start = NULL, *end = NULL;

    if (last == NULL)
        return g_strdup(svy_tr(result->survey.language,
                               "Too few answers to tell who reaches which stage: fewer than 10"));
    people = svy_words_count_people(&result->survey, find_base(ladder));
    end = svy_words_percent_in(result->survey.language, &last->share->share);
    if (ladder->n_stages == 1)
        return begin_with(g_strdup_printf(
            svy_tr(result->survey.language, "%s of %s reach this stage"), end, people));
    if (!first->is_shown)
        return begin_with(g_strdup_printf(
            svy_tr(result->survey.language, "%s of %s reach the last of %zu stages"), end, people,
            ladder->n_stages));
    start = svy_words_percent_in(result->survey.language, &first->share->share);
    if (last != &ladder->stages[ladder->n_stages - 1])
        return begin_with(g_strdup_printf(
            svy_tr(result->survey.language, "%s of %s reach the first of %zu stages"), start,
            people, ladder->n_stages));
    return begin_with(g_strdup_printf(
        svy_tr(result->survey.language, "%s of %s reach the first of %zu stages, %s the last"),
        start, people, ladder->n_stages, end));
}

static char *word_subtitle(const SvyResult *result, const SvyTable *table, const Ladder *ladder)
{
    const Stage *last = find_last(ladder);
    g_autofree char *people = NULL, *measure = NULL;

    if (last == NULL)
        return svy_table_words_subtitle(
            table->title, svy_tr(result->survey.language, "Share of all on each stage"));
    people = svy_words_count_people(&result->survey, find_base(ladder));
    measure = g_strdup_printf(
        svy_tr(result->survey.language, "Share of all %s who are on each stage"), people);
    return svy_table_words_subtitle(table->title, measure);
}

/* A number of people that is small is not told. */
static char *word_without(const char *language, const Ladder *ladder)
{
    size_t n = 0;

    for (size_t i = 0; i < ladder->n_stages; i++)
        n += ladder->stages[i].n_without;
    if (n == 0)
        return NULL;
    return g_strdup(svy_tr(
        language, "Some people are on a stage without being on the one before: a share of the "
                  "stage before counts only those who are on both."));
}

static char *word_stages(const Ladder *ladder, const SvyPlot *plot)
{
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < ladder->n_stages; i++) {
        const SvyPlotRow *row = plot->rows->pdata[i];
        g_autofree char *name = svy_text_cut(row->label, 32);
        g_autofree char *step = NULL;

        if (!ladder->stages[i].is_shown)
            continue;
        if (ladder->stages[i].has_step)
            step = svy_plot_format_pct_in(plot->language, ladder->stages[i].step->share.p.value);
        g_string_append_printf(out, "%s%s %s%s%s%s", out->len > 0 ? ", " : "", name,
                               ladder->stages[i].figure, step != NULL ? " (" : "",
                               step != NULL ? step : "",
                               step != NULL ? svy_tr(plot->language, " of the previous)") : "");
    }
    return g_string_free(out, FALSE);
}

static char *word_alt(const Ladder *ladder, const SvyPlot *plot)
{
    const Stage *last_stage = find_last(ladder);
    const bool has_ends =
        ladder->stages[0].is_shown && last_stage == &ladder->stages[ladder->n_stages - 1];
    g_autofree char *count = svy_tr_num_count(plot->language, find_base(ladder));
    g_autofree char *what = g_strdup_printf(
        svy_tr_n(plot->language, "Ladder of %zu stage, a bar for the share on each.",
                 "Ladder of %zu stages, a bar for the share on each.", ladder->n_stages),
        ladder->n_stages);
    g_autofree char *stages = word_stages(ladder, plot);
    g_autofree char *list = *stages != '\0'
                                ? g_strconcat(stages, ".", NULL)
                                : g_strdup(svy_tr(plot->language, "Too few answers to show."));
    g_autofree char *ends =
        !has_ends
            ? g_strdup("")
            : g_strdup_printf(svy_tr(plot->language, "From %s on the first to %s on the last."),
                              ladder->stages[0].figure, last_stage->figure);
    g_autofree char *last = g_strdup_printf(svy_tr(plot->language, "Base %s."), count);
    const bool is_short =
        g_utf8_strlen(what, -1) + g_utf8_strlen(list, -1) + g_utf8_strlen(last, -1) + 2 <=
        SVY_ALT_MOST_CHARS;
    g_autofree char *joined =
        svy_alt_join((const char *const[]){what, is_short || !has_ends ? list : ends, last, NULL});

    return svy_plot_clean(joined);
}

static char *describe_stage(const char *language, const char *label, const Stage *stage)
{
    g_autofree char *share = NULL, *step = NULL;

    if (!stage->is_shown)
        return g_strdup_printf(svy_tr(language, "%s: too few to show."), label);
    share = svy_alt_share_of_in(language, &stage->share->share);
    if (!stage->has_step)
        return g_strdup_printf(svy_tr(language, "%s: %s of all."), label, share);
    step = svy_alt_share_of_in(language, &stage->step->share);
    return g_strdup_printf(svy_tr(language, "%s: %s of all; of those on the stage before, %s."),
                           label, share, step);
}

/* The plot */

static void add_stage(SvyPlot *plot, const SvyTable *table, size_t i, const Stage *stage)
{
    SvyPlotRow *row = svy_plot_add_row(plot, svy_table_get_cell(table, i, 0)->text);
    const size_t base = stage->share->share.base;
    const size_t common =
        svy_table_get_cell(table, 0, svy_table_find_column(table, "p"))->share.base;

    row->starts_group = i > 0;
    if (svy_plot_set_base(row, stage->share->status == SVY_STATUS_OK ? base : common, common) &&
        !stage->is_shown)
        row->message = g_strdup(svy_tr(plot->language, "too few to show"));
    g_ptr_array_add(plot->descriptions, describe_stage(plot->language, row->label, stage));
}

/* For a page of panels. */
static void add_keys(SvyPlot *plot, const Ladder *ladder)
{
    svy_plot_add_key(plot, SVY_KEY_WORDS, 0, SVY_INK, ladder->head);
    for (size_t i = 0; i < ladder->n_stages; i++) {
        if (!ladder->stages[i].has_step)
            continue;
        svy_plot_add_key(plot, SVY_KEY_ARROW, 0, SVY_TERTIARY,
                         svy_tr(plot->language, "of those on the stage before"));
        return;
    }
}

static SvyPlot *plot_table(const SvyChartKind *kind,
                           const SvyResult *result,
                           const SvyTable *table,
                           const SvyChartOptions *options)
{
    SvyPlot *plot = svy_plot_new_in(result->survey.language, kind);
    Ladder *ladder = ladder_new(result->survey.language, table, options->frame != NULL);
    g_autofree char *pct = svy_words_level_in(result->survey.language, result->level);

    plot->panel = &ladder->panel;
    ladder->head =
        g_strdup_printf(svy_tr(result->survey.language, "Share of all, with %s%% interval"), pct);
    add_keys(plot, ladder);
    for (size_t i = 0; i < table->n_rows; i++)
        add_stage(plot, table, i, &ladder->stages[i]);
    plot->title = word_title(result, ladder);
    plot->subtitle = word_subtitle(result, table, ladder);
    plot->csv = write_csv(plot, ladder);
    plot->alt = word_alt(ladder, plot);
    svy_plot_add_table_notes(plot, result, table);
    svy_plot_add_note(plot, word_without(result->survey.language, ladder), false);
    return plot;
}

/* A bar that is no part of the one before would be read as one. What is withheld is not used. */
static bool check_table(const SvyTable *table, const SvyChartOptions *options, GError **error)
{
    const SvyPlace place = {.file = "chart"};

    for (size_t i = 1; i < table->n_rows && !table->is_not_nested && !options->is_not_nested; i++)
        if (count_without(table, i) > 0)
            return svy_error_set(error, SVY_ERROR_USAGE, &place,
                                 "Take stages each of which includes the next, or say that this "
                                 "is meant: --not-nested, or nested = no under [ladder] in the "
                                 "plan",
                                 "people are on stage %zu and not on stage %zu, so this is no "
                                 "ladder",
                                 i + 1, i);
    return true;
}

static bool accepts_table(const SvyTable *table)
{
    return table->kind == SVY_TABLE_LADDER && table->n_rows > 0 &&
           svy_table_find_column(table, "p") < table->n_columns;
}

const SvyChartKind svy_kind_ladder = {
    .name = "ladder",
    .summary = "stages in order: who is on each, and how many go on to the next",
    .mark_scale = 0.64,
    .plot_table = plot_table,
    .check_table = check_table,
    .accepts_table = accepts_table,
};
