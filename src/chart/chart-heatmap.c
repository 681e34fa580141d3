/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "heatmap": a whole table of shares, each printed in its cell. Answers by groups are coloured
 * by how far they depart from what all groups together would give; options chosen together by the
 * share; preferences by what their intervals carry. */
#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/chart-registry.h"
#include "chart/each.h"
#include "chart/groups.h"
#include "chart/panel-cells.h"
#include "result/result-table.h"
#include "result/words.h"

enum { N_COLUMNS_MOST = 16, LEAST_EXPECTED = 5 };

static const SvyThemeColor diverging[] = {SVY_DIVERGING_5_1, SVY_DIVERGING_5_2, SVY_DIVERGING_5_3,
                                          SVY_DIVERGING_5_4, SVY_DIVERGING_5_5};
static const SvyThemeColor sequential[] = {SVY_SEQUENTIAL_1, SVY_SEQUENTIAL_2, SVY_SEQUENTIAL_3,
                                           SVY_SEQUENTIAL_4, SVY_SEQUENTIAL_5};

static void set_key(const char *language,
                    SvyCells *cells,
                    const SvyThemeColor colors[],
                    const char *head,
                    const char *const labels[])
{
    cells->key_head = g_strdup(head);
    for (size_t i = 0; i < SVY_CELLS_N_COLORS; i++) {
        cells->colors[i] = colors[i];
        cells->key_labels[i] = g_strdup(svy_tr(language, labels[i]));
    }
}

static void set_key_signs(SvyCells *cells)
{
    cells->key_signs[0] = cells->key_signs[1] = -1;
    cells->key_signs[3] = cells->key_signs[4] = 1;
}

/* Answers by groups */

/* 0 to 4, cut at -3, -2, 2 and 3; 2 where there is no residual. */
static size_t classify_residual(double residual)
{
    if (!isfinite(residual) || fabs(residual) < 2)
        return 2;
    if (residual < 0)
        return residual <= -3 ? 0 : 1;
    return residual >= 3 ? 4 : 3;
}

static int get_sign(size_t color)
{
    return color < 2 ? -1 : color > 2 ? 1 : 0;
}

/* People of the group who would have chosen the answer if all groups were alike. */
static double find_expected(const SvyGroups *groups, size_t row, const SvyGroup *group)
{
    const SvyEstimate *all = svy_groups_get(groups, row, &groups->all);

    return all != NULL ? all->value * (double)group->base : (double)INFINITY;
}

static void fill_all(const char *language, const SvyGroups *groups, size_t row, SvyCellsCell *cell)
{
    const SvyEstimate *p = svy_groups_get(groups, row, &groups->all);

    cell->state = p != NULL ? SVY_CELLS_PLAIN : SVY_CELLS_WITHHELD;
    if (p == NULL)
        return;
    cell->value = p->value;
    cell->text = svy_plot_format_pct_in(language, p->value);
}

static void fill_group(const char *language,
                       const SvyGroups *groups,
                       size_t row,
                       const SvyGroup *group,
                       SvyCellsCell *cell)
{
    const SvyEstimate *p = svy_groups_get(groups, row, group);
    const SvyCell *source = svy_table_get_cell(groups->table, groups->rows[row], group->column);

    cell->state = p != NULL ? SVY_CELLS_COLORED : SVY_CELLS_WITHHELD;
    if (p == NULL)
        return;
    cell->value = p->value;
    cell->text = svy_plot_format_pct_in(language, p->value);
    cell->color = classify_residual(source->residual);
    cell->sign = get_sign(cell->color);
    cell->is_sparse = find_expected(groups, row, group) < LEAST_EXPECTED;
    if (groups->table->n_panels > 0 && !isfinite(source->residual)) {
        cell->state = SVY_CELLS_PLAIN; /* not "about as many" */
        cell->is_sparse = false;
    }
    cell->is_framed = groups->rows[row] == groups->focus && group->column == groups->focus_column;
}

static void set_column(const char *language, SvyCellsColumn *column, const SvyGroup *group)
{
    column->head = g_strdup(group->label);
    column->base = svy_groups_word_size_in(language, group);
}

static SvyCells *make_group_cells(const char *language, const SvyGroups *groups)
{
    static const char *const labels[] = {SVY_TR("far fewer"), SVY_TR("fewer"),
                                         SVY_TR("about as many"), SVY_TR("more"),
                                         SVY_TR("far more")};
    SvyCells *cells = svy_cells_new(groups->n_rows, groups->n_groups + 1);
    bool has_sparse = false;

    set_key(language, cells, diverging, svy_tr(language, "Than if all groups were alike:"), labels);
    set_key_signs(cells);
    set_column(language, &cells->columns[0], &groups->all);
    if (groups->table->n_panels > 0) /* stands at the name of the panel */
        g_clear_pointer(&cells->columns[0].base, g_free);
    cells->columns[0].is_apart = true;
    for (size_t g = 0; g < groups->n_groups; g++)
        set_column(language, &cells->columns[g + 1], &groups->groups[g]);
    for (size_t row = 0; row < groups->n_rows; row++) {
        fill_all(language, groups, row, svy_cells_get(cells, row, 0));
        for (size_t g = 0; g < groups->n_groups; g++) {
            SvyCellsCell *cell = svy_cells_get(cells, row, g + 1);

            fill_group(language, groups, row, &groups->groups[g], cell);
            has_sparse |= cell->is_sparse;
        }
    }
    if (has_sparse)
        cells->sparse_label = g_strdup(svy_tr(language, "few expected"));
    return cells;
}

/* The share that lies farthest above what is expected, where the groups differ. */
static char *word_excess(const char *language, const SvyGroups *groups)
{
    const SvyTable *table = groups->table;
    const SvyCell *cell;
    const SvyEstimate *all;

    if (groups->focus == table->n_rows)
        return g_strdup(svy_tr(
            language, "No share departs from that of all by more than chance would bring about."));
    cell = svy_table_get_cell(table, groups->focus, groups->focus_column);
    all = &svy_table_get_cell(table, groups->focus, groups->all.column)->share.p;

    g_autofree char *row = svy_alt_name(svy_table_get_cell(table, groups->focus, 0)->text);
    g_autofree char *group = svy_alt_name(table->columns[groups->focus_column].heading);
    g_autofree char *own = svy_plot_format_pct_in(language, cell->share.p.value);
    g_autofree char *expected = svy_plot_format_pct_in(language, all->value);

    return g_strdup_printf(svy_tr(language, "%s in %s departs most: %s, expected %s."), row, group,
                           own, expected);
}

static char *word_group_alt(const char *language, const SvyGroups *groups)
{
    g_autofree char *wording = svy_alt_name(groups->table->row_text);
    g_autofree char *what = g_strdup_printf(
        svy_tr(language, "Table of “%s” by %zu groups, shaded by departure from independence."),
        wording, groups->n_groups);
    g_autofree char *excess = word_excess(language, groups),
                    *base = svy_groups_word_base_in(language, groups);
    g_autofree char *joined = svy_alt_join((const char *const[]){what, excess, base, NULL});

    return svy_plot_clean(joined);
}

static void add_shading_note(SvyPlot *plot, const SvyGroups *groups, bool has_sparse)
{
    g_autofree char *test = svy_words_table_test_in(plot->language, groups->table);
    const char *shading =
        has_sparse
            ? svy_tr(plot->language,
                     "Shading: adjusted residuals, cut at −3, −2, 2 and 3; hatched where fewer "
                     "than 5 people are expected.")
            : svy_tr(plot->language, "Shading: adjusted residuals, cut at −3, −2, 2 and 3.");

    svy_plot_add_note(plot, g_strjoin(" ", shading, test, NULL), false);
    svy_groups_move_last_note(plot);
}

/* Some panel of the page has a cell that rests on very few. */
static bool has_sparse_panel(const SvyResult *result, const SvyChartFrame *frame)
{
    bool has_sparse = false;

    for (size_t i = 0; i < frame->slices->n_groups; i++) {
        const SvyTable *table = frame->slices->groups[i].bins;
        g_autoptr(SvyGroups) groups = svy_groups_new(result, table, 0);
        SvyCells *cells = make_group_cells(result->survey.language, groups);

        has_sparse |= cells->sparse_label != NULL;
        svy_panel_free(&cells->panel);
    }
    return has_sparse;
}

/* The page has one key, and says what is hatched in any of its panels. */
static void add_page_words(SvyPlot *plot,
                           const SvyResult *result,
                           const SvyChartFrame *frame,
                           SvyCells *cells)
{
    const bool has_sparse = has_sparse_panel(result, frame);

    g_clear_pointer(&cells->sparse_label, g_free);
    if (has_sparse)
        cells->sparse_label = g_strdup(svy_tr(plot->language, "few expected"));
    svy_cells_add_keys(cells, plot);
    svy_plot_add_note(
        plot,
        g_strdup(has_sparse
                     ? svy_tr(plot->language,
                              "Shading: adjusted residuals within each panel, cut at −3, −2, 2 and "
                              "3; none where the answers of the whole panel are withheld; hatched "
                              "where fewer than 5 people are expected.")
                     : svy_tr(plot->language,
                              "Shading: adjusted residuals within each panel, cut at −3, −2, 2 and "
                              "3; none where the answers of the whole panel are withheld.")),
        false);
    svy_groups_move_last_note(plot);
}

static void plot_groups(SvyPlot *plot,
                        const SvyResult *result,
                        const SvyTable *table,
                        const SvyChartOptions *options)
{
    const SvyTable *order = options->frame != NULL ? options->frame->bins : table;
    g_autoptr(SvyGroups) groups = svy_groups_new_like(result, table, options->n_top, order);
    SvyCells *cells = make_group_cells(result->survey.language, groups);

    plot->panel = &cells->panel;
    svy_groups_fill_plot(groups, plot, result);
    for (size_t i = 0; i < plot->rows->len; i++)
        ((SvyPlotRow *)plot->rows->pdata[i])->is_focus = false; /* the cell has a frame */
    if (options->frame == NULL)
        add_shading_note(plot, groups, cells->sparse_label != NULL);
    else if (options->frame->slice == &options->frame->slices->all)
        add_page_words(plot, result, options->frame, cells);
    plot->alt = word_group_alt(result->survey.language, groups);
}

/* Square tables: each option by each other */

typedef struct {
    const SvyTable *table;
    size_t n_rows; /* that are shown */
    size_t first;  /* column of the first option */
    size_t count;  /* column of people; n_columns: none */
    size_t n_options;
    bool is_preference;
} Square;

static bool is_option(const SvyTableColumn *column)
{
    return g_str_has_prefix(column->key, "option-") || g_str_has_prefix(column->key, "item-");
}

static size_t count_options(const SvyTable *table)
{
    size_t n = 0;

    for (size_t c = 0; c < table->n_columns; c++)
        n += is_option(&table->columns[c]);
    return n;
}

static Square read_square(const SvyTable *table, size_t n_top)
{
    Square square = {.table = table,
                     .n_rows = n_top > 0 ? MIN(n_top, table->n_rows) : table->n_rows,
                     .count = svy_table_find_column(table, "n"),
                     .n_options = count_options(table),
                     .is_preference = table->kind == SVY_TABLE_PREFERENCE};

    while (square.first < table->n_columns && !is_option(&table->columns[square.first]))
        square.first++;
    return square;
}

static const SvyEstimate *get_share(const Square *square, size_t row, size_t option)
{
    const SvyCell *cell = svy_table_get_cell(square->table, row, square->first + option);

    return cell->kind == SVY_CELL_SHARE && cell->status == SVY_STATUS_OK &&
                   cell->share.p.status == SVY_STATUS_OK && cell->share.base >= SVY_PLOT_LEAST_BASE
               ? &cell->share.p
               : NULL;
}

/* A majority is claimed only where the whole interval lies on one side of a half. */
static size_t classify_preference(const SvyEstimate *p)
{
    if (p->lo > 0.5)
        return p->value >= 2.0 / 3 ? 4 : 3;
    if (p->hi < 0.5)
        return p->value <= 1.0 / 3 ? 0 : 1;
    return 2;
}

static size_t classify_share(double share)
{
    return MIN((size_t)floor(share * SVY_CELLS_N_COLORS), (size_t)SVY_CELLS_N_COLORS - 1);
}

static void fill_square_cell(const char *language,
                             const Square *square,
                             size_t row,
                             size_t option,
                             SvyCellsCell *cell)
{
    const SvyEstimate *p = get_share(square, row, option);
    const SvyCell *source = svy_table_get_cell(square->table, row, square->first + option);

    if (source->kind == SVY_CELL_EMPTY)
        return;
    cell->state = p != NULL ? SVY_CELLS_COLORED : SVY_CELLS_WITHHELD;
    if (p == NULL)
        return;
    cell->value = p->value;
    cell->text = svy_plot_format_pct_in(language, p->value);
    cell->color = square->is_preference ? classify_preference(p) : classify_share(p->value);
    cell->sign = square->is_preference ? get_sign(cell->color) : 0;
}

static void fill_count(const char *language, const Square *square, size_t row, SvyCellsCell *cell)
{
    const SvyCell *source = svy_table_get_cell(square->table, row, square->count);

    cell->state = SVY_CELLS_WITHHELD;
    if (source->status != SVY_STATUS_OK || source->n < SVY_PLOT_LEAST_BASE)
        return;
    cell->state = SVY_CELLS_PLAIN;
    cell->value = (double)source->n;
    cell->text = svy_tr_num_count(language, source->n);
}

static SvyCells *make_square_cells(const char *language, const Square *square)
{
    static const char *const shares[] = {SVY_TR("under 20%"), SVY_TR("20% to 39%"),
                                         SVY_TR("40% to 59%"), SVY_TR("60% to 79%"),
                                         SVY_TR("80% or more")};
    static const char *const sides[] = {SVY_TR("at most a third"), SVY_TR("a minority"),
                                        SVY_TR("cannot be told"), SVY_TR("a majority"),
                                        SVY_TR("two thirds or more")};
    const bool has_count = square->count < square->table->n_columns;
    SvyCells *cells = svy_cells_new(square->n_rows, square->n_options + has_count);

    if (square->is_preference) {
        set_key(language, cells, diverging, svy_tr(language, "Put the row before the column:"),
                sides);
        set_key_signs(cells);
    } else {
        set_key(language, cells, sequential, svy_tr(language, "Of those who chose the row:"),
                shares);
    }
    if (has_count) {
        cells->columns[0].head = g_strdup("n");
        cells->columns[0].is_apart = true;
    }
    for (size_t i = 0; i < square->n_options; i++)
        cells->columns[i + has_count].head =
            svy_plot_clean(square->table->columns[square->first + i].heading);
    for (size_t row = 0; row < square->n_rows; row++) {
        if (has_count)
            fill_count(language, square, row, svy_cells_get(cells, row, 0));
        for (size_t i = 0; i < square->n_options; i++)
            fill_square_cell(language, square, row, i, svy_cells_get(cells, row, i + has_count));
    }
    return cells;
}

static const char *get_row_label(const Square *square, size_t row)
{
    const char *text = svy_table_get_cell(square->table, row, 0)->text;

    return text != NULL ? text : "";
}

/* (nullable) the largest share that is told, and where it stands. */
static const SvyEstimate *find_largest(const Square *square, size_t *ret_row, size_t *ret_option)
{
    const SvyEstimate *largest = NULL;

    *ret_row = *ret_option = 0;
    for (size_t row = 0; row < square->n_rows; row++)
        for (size_t i = 0; i < square->n_options; i++) {
            const SvyEstimate *p = get_share(square, row, i);

            if (p == NULL || (largest != NULL && p->value <= largest->value))
                continue;
            largest = p;
            *ret_row = row;
            *ret_option = i;
        }
    return largest;
}

/* What it says of one cell; whole sentences without a stop. */
static char *word_cell(const char *language,
                       const Square *square,
                       size_t row,
                       size_t option,
                       const char *share)
{
    g_autofree char *own = svy_alt_name(get_row_label(square, row));
    g_autofree char *other = svy_alt_name(square->table->columns[square->first + option].heading);

    if (square->is_preference)
        return g_strdup_printf(svy_tr(language, "%s put “%s” before “%s”"), share, own, other);
    return g_strdup_printf(svy_tr(language, "%s of those who chose “%s” also chose “%s”"), share,
                           own, other);
}

static char *word_largest(const char *language, const Square *square)
{
    size_t row, option;
    const SvyEstimate *largest = find_largest(square, &row, &option);
    g_autofree char *share = NULL;

    if (largest == NULL)
        return g_strdup(svy_tr(language, "Too few answers for percentages: fewer than 10"));
    share = svy_plot_format_pct_in(language, largest->value);
    return word_cell(language, square, row, option, share);
}

static char *word_square_alt(const char *language, const Square *square, size_t base)
{
    g_autofree char *wording = svy_alt_name(square->table->row_text);
    g_autofree char *n = svy_tr_num_count(language, base);
    g_autofree char *what =
        square->is_preference
            ? g_strdup_printf(
                  svy_tr(language, "Table of %zu items of “%s”: which was put before which."),
                  square->n_options, wording)
            : g_strdup_printf(
                  svy_tr(language, "Table of %zu options of “%s”: which were chosen together."),
                  square->n_options, wording);
    g_autofree char *largest = word_largest(language, square);
    g_autofree char *middle = g_strdup_printf(svy_tr(language, "Largest share: %s."), largest);
    g_autofree char *last = g_strdup_printf(svy_tr(language, "Base %s."), n);
    g_autofree char *joined = svy_alt_join((const char *const[]){what, middle, last, NULL});

    return svy_plot_clean(joined);
}

static char *describe_row(const char *language, const Square *square, size_t row, const char *label)
{
    g_autoptr(GString) out = g_string_new(NULL);

    for (size_t i = 0; i < square->n_options; i++) {
        const SvyEstimate *p = get_share(square, row, i);
        const SvyCell *cell = svy_table_get_cell(square->table, row, square->first + i);
        g_autofree char *name = svy_alt_name(square->table->columns[square->first + i].heading);
        g_autofree char *share = p != NULL ? svy_plot_format_pct_in(language, p->value)
                                           : g_strdup(svy_tr(language, "too few to show"));

        if (cell->kind != SVY_CELL_EMPTY)
            g_string_append_printf(out, "%s%s %s", out->len > 0 ? svy_tr(language, "; ") : "", name,
                                   share);
    }
    return g_strdup_printf(svy_tr(language, "%s: %s."), label, out->str);
}

static size_t get_count(const Square *square, size_t row)
{
    return square->count < square->table->n_columns
               ? svy_table_get_cell(square->table, row, square->count)->n
               : 0;
}

static void append_csv_head(GString *csv, const Square *square)
{
    static const char *const parts[] = {"p", "lo", "hi", "base"};

    svy_csv_append_text(csv, "label");
    svy_csv_append_text(csv, "base");
    for (size_t i = 0; i < square->n_options; i++)
        for (size_t part = 0; part < G_N_ELEMENTS(parts); part++) {
            g_autofree char *head = g_strdup_printf(
                "%s %s", parts[part], square->table->columns[square->first + i].heading);

            svy_csv_append_text(csv, head);
        }
    svy_csv_end_row(csv);
}

static void append_csv_row(GString *csv, const Square *square, size_t row, const char *label)
{
    svy_csv_append_text(csv, label);
    if (get_count(square, row) >= SVY_PLOT_LEAST_BASE)
        svy_csv_append_count(csv, get_count(square, row));
    else
        svy_csv_append_text(csv, NULL);
    for (size_t i = 0; i < square->n_options; i++) {
        const SvyEstimate *p = get_share(square, row, i);
        const SvyCell *cell = svy_table_get_cell(square->table, row, square->first + i);

        svy_csv_append_number(csv, p != NULL ? p->value : (double)NAN);
        svy_csv_append_number(csv, p != NULL ? p->lo : (double)NAN);
        svy_csv_append_number(csv, p != NULL ? p->hi : (double)NAN);
        if (p != NULL)
            svy_csv_append_count(csv, cell->share.base);
        else
            svy_csv_append_text(csv, NULL);
    }
    svy_csv_end_row(csv);
}

/* People behind the table: the question's, if it is known, else the largest base of a cell. */
static size_t find_base(const SvyResult *result, const Square *square)
{
    size_t base = 0;

    for (size_t i = 0; i < result->n_questions && square->table->row_id != NULL; i++)
        if (strcmp(result->questions[i].id, square->table->row_id) == 0)
            return result->questions[i].n_answered;
    for (size_t row = 0; row < square->n_rows; row++)
        for (size_t i = 0; i < square->n_options; i++)
            if (get_share(square, row, i) != NULL)
                base = MAX(base,
                           svy_table_get_cell(square->table, row, square->first + i)->share.base);
    return base;
}

static void plot_square(SvyPlot *plot, const SvyResult *result, const SvyTable *table, size_t n_top)
{
    const Square square = read_square(table, n_top);
    g_autofree char *wording = svy_plot_clean_wording(table->row_text);
    GString *csv = g_string_new(NULL);

    plot->panel = &make_square_cells(result->survey.language, &square)->panel;
    append_csv_head(csv, &square);
    for (size_t row = 0; row < square.n_rows; row++) {
        const SvyPlotRow *added = svy_plot_add_row(plot, get_row_label(&square, row));

        append_csv_row(csv, &square, row, added->label);
        g_ptr_array_add(plot->descriptions,
                        describe_row(result->survey.language, &square, row, added->label));
    }
    plot->csv = g_string_free(csv, FALSE);
    plot->title = word_largest(result->survey.language, &square);
    plot->subtitle =
        square.is_preference
            ? g_strdup_printf(
                  svy_tr(result->survey.language,
                         "%s Share who put the item of the row before that of the column"),
                  wording)
            : g_strdup_printf(
                  svy_tr(result->survey.language,
                         "%s Share of those who chose the option of the row who also chose "
                         "that of the column"),
                  wording);
    svy_plot_add_table_notes(plot, result, table);
    if (square.n_rows < table->n_rows)
        svy_plot_add_note(plot,
                          g_strdup_printf(svy_tr(result->survey.language, "Not shown: %zu more."),
                                          table->n_rows - square.n_rows),
                          false);
    plot->alt = word_square_alt(result->survey.language, &square, find_base(result, &square));
}

/* The kind */

static SvyPlot *plot_table(const SvyChartKind *kind,
                           const SvyResult *result,
                           const SvyTable *table,
                           const SvyChartOptions *options)
{
    SvyPlot *plot = svy_plot_new_in(result->survey.language, kind);

    if (table->kind == SVY_TABLE_SEGMENTS)
        plot_groups(plot, result, table, options);
    else
        plot_square(plot, result, table, options->n_top);
    return plot;
}

static bool accepts_table(const SvyTable *table)
{
    const bool is_square = table->kind == SVY_TABLE_OVERLAP || table->kind == SVY_TABLE_PREFERENCE;
    const size_t n = is_square                           ? count_options(table)
                     : table->kind == SVY_TABLE_SEGMENTS ? svy_groups_count(table)
                                                         : 0;

    return n > 0 && n <= N_COLUMNS_MOST;
}

const SvyChartKind svy_kind_heatmap = {
    .name = "heatmap",
    .summary = "a whole table of shares, coloured by where groups depart from each other",
    .may_split = true,
    .plot_table = plot_table,
    .accepts_table = accepts_table,
};
