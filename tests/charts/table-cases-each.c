/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-cases-each.h"

#include <math.h>
#include <string.h>

#include "result/result-table.h"
#include "table-cases-nums.h"
#include "table-cases-waves.h"

enum { N_GROUPS = 3, MIN_CELL = 5, MIN_BASE = 10 };

static const double shares[N_GROUPS] = {0.45, 0.34, 0.21};

static const char *name_group(const SvyCaseRow *rows, size_t n_rows, size_t group)
{
    static const char *const names[] = {"Member", "Not a member, but working in the profession",
                                        "Student"};
    const char *label = rows[group % n_rows].label;
    const bool is_odd = (!g_str_is_ascii(label) && g_utf8_get_char(label) < 0x2e80) ||
                        strlen(label) > 40 || strpbrk(label, "<\x1b") != NULL;

    return is_odd && group < n_rows ? label : names[group];
}

static size_t split(size_t base, size_t group)
{
    size_t before = 0;

    for (size_t g = 0; g + 1 < N_GROUPS; g++) {
        if (g == group)
            return (size_t)floor(shares[g] * (double)base);
        before += (size_t)floor(shares[g] * (double)base);
    }
    return base - before;
}

/* Groups lie some points to both sides of everybody. */
static size_t count_people(size_t n, size_t base, size_t size, size_t index, size_t group)
{
    static const double shifts[] = {0.03, -0.05, 0.09};
    const double p = base > 0 ? (double)n / (double)base : 0;
    const double moved = p + shifts[(index + group) % G_N_ELEMENTS(shifts)] * p * (1 - p) * 4;

    return (size_t)lround(fmin(1, fmax(0, moved)) * (double)size);
}

static void set_share(SvyCell *cell, size_t n, size_t base, bool is_told)
{
    const SvyShare share = {.n = n,
                            .base = base,
                            .p = base > 0 ? svy_cases_wilson(n, base)
                                          : svy_estimate_none(SVY_STATUS_NO_CASES, 0.95, "Wilson"),
                            .n_eff = (double)base};

    svy_cell_set_share(cell, &share);
    cell->residual = (double)NAN;
    if (!is_told)
        svy_cell_withhold(cell);
}

static bool is_told(size_t n, size_t base)
{
    return base >= MIN_BASE && (n == 0 || n >= MIN_CELL);
}

static void add_columns(SvyTableBuilder *builder,
                        const SvyCaseRow *rows,
                        size_t n_rows,
                        size_t base)
{
    svy_table_builder_add_column(builder, "answer", "Answer");
    svy_table_builder_add_column(builder, "all", "All")->base = base;
    for (size_t g = 0; g < N_GROUPS; g++) {
        g_autofree char *key = g_strdup_printf("group-%zu", g + 1);
        SvyTableColumn *column =
            svy_table_builder_add_column(builder, key, name_group(rows, n_rows, g));

        column->is_withheld = split(base, g) < MIN_BASE;
        column->base = column->is_withheld ? 0 : split(base, g);
    }
}

static void add_row(SvyTableBuilder *builder,
                    const char *label,
                    SvyOptionMark mark,
                    size_t n,
                    size_t base,
                    size_t index)
{
    SvyCell *cells = svy_table_builder_add_row(builder, mark);

    svy_cell_set_text(&cells[0], label);
    set_share(&cells[1], n, base, true);
    for (size_t g = 0; g < N_GROUPS; g++) {
        const size_t size = split(base, g), n_group = count_people(n, base, size, index, g);

        set_share(&cells[g + 2], n_group, size, is_told(n_group, size));
    }
}

static void take(SvyResult *result, SvyTableBuilder *builder, const char *row_id, const char *text)
{
    SvyTable *table = svy_table_builder_get(builder);

    table->row_id = g_strdup(row_id);
    table->row_text = g_strdup(text);
    table->by_id = g_strdup("q5");
    table->by_text = g_strdup("Are you a member of ALCTS?");
    table->base_rule = g_strdup("who answered; in a column, those of them in the group");
    table->method = g_strdup("Shares of each column.");
    result->tables = g_renew(SvyTable, result->tables, result->n_tables + 1);
    result->tables[result->n_tables++] = svy_table_builder_finish(builder);
}

static void add_question(SvyChartCase *one, const SvyCaseRow *rows, size_t n_rows)
{
    const SvyQuestionResult *question = &one->question;
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_SEGMENTS, "segments-q9-by-q5", "q9 by q5");

    add_columns(builder, rows, n_rows, question->n_answered);
    for (size_t i = 0; i < question->n_options; i++)
        add_row(builder, question->options[i].label, question->options[i].mark,
                question->options[i].n, question->n_answered, i);
    take(&one->result, builder, "q9", question->text);
}

/* Answers of a row that add up in each group, too: what rounding leaves is the last one's. */
static void add_item(SvyChartCase *one, const SvyCaseRow *rows, size_t n_rows, size_t index)
{
    const SvyRowResult *row = &one->grid.rows[index];
    g_autofree char *id = g_strdup_printf("q10.%zu", index + 1);
    g_autofree char *table = g_strdup_printf("segments-%s-by-q5", id);
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_SEGMENTS, table, "q10 by q5");
    size_t left[N_GROUPS];

    add_columns(builder, rows, n_rows, row->n_answered);
    for (size_t g = 0; g < N_GROUPS; g++)
        left[g] = split(row->n_answered, g);
    for (size_t i = 0; i < one->grid.n_options; i++) {
        SvyCell *cells = svy_table_builder_add_row(builder, one->grid.options[i].mark);

        svy_cell_set_text(&cells[0], one->grid.options[i].label);
        set_share(&cells[1], row->options[i].n, row->n_answered, true);
        for (size_t g = 0; g < N_GROUPS; g++) {
            const size_t size = split(row->n_answered, g);
            size_t n = MIN(left[g], count_people(row->options[i].n, row->n_answered, size, i, g));

            n = i + 1 == one->grid.n_options ? left[g] : n;
            left[g] -= n;
            set_share(&cells[g + 2], n, size, is_told(n, size));
        }
    }
    take(&one->result, builder, id, one->grid.text);
}

/* The first item by itself, as draw_cases.c has it. */
static void add_scale(SvyChartCase *one, const SvyCaseRow *rows, size_t n_rows)
{
    SvyTable *table;

    add_item(one, rows, n_rows, 0);
    table = &one->result.tables[one->result.n_tables - 1];
    g_free(table->id);
    g_free(table->row_id);
    table->id = g_strdup("segments-q10-by-q5");
    table->row_id = g_strdup("q10");
}

static void fill_gap_cells(SvyCell cells[], size_t use, size_t follow, size_t base)
{
    const bool is_all_told = is_told(follow, base) && base >= MIN_BASE &&
                             (use <= follow || is_told(use - follow, base)) &&
                             (use >= base || base - use >= MIN_CELL);
    const size_t unreached = use > follow ? use - follow : 0;
    SvyEstimate gap = base > 0 ? svy_cases_wilson(unreached, base) : (SvyEstimate){0};

    if (base > 0 && use < follow) {
        gap.value = ((double)use - (double)follow) / (double)base;
        gap.lo = gap.value - 0.03;
        gap.hi = gap.value + 0.03;
        gap.method = "Newcombe";
    }
    svy_cell_set_count(&cells[2], base);
    set_share(&cells[3], use, base, true);
    set_share(&cells[4], follow, base, true);
    svy_cell_set_estimate(&cells[5], SVY_CELL_POINTS, &gap);
    set_share(&cells[6], unreached, base, true);
    set_share(&cells[7], MIN(use, follow), MAX(use, 1), true);
    for (size_t i = 2; !is_all_told && i < 8; i++)
        svy_cell_withhold(&cells[i]);
}

static void add_gap_row(SvyTableBuilder *builder,
                        const char *group,
                        const SvyGapItem *item,
                        size_t size,
                        size_t index,
                        size_t g)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    const size_t use = count_people(item->use.n, item->base, size, index, g);
    const size_t follow = count_people(item->follow.n, item->base, size, index + 1, g);

    svy_cell_set_text(&cells[0], group);
    svy_cell_set_text(&cells[1], item->label);
    fill_gap_cells(cells, use, item->is_nested ? MIN(use, follow) : follow, size);
}

static void add_gap(SvyChartCase *one, const SvyCaseRow *rows, size_t n_rows)
{
    static const char *const keys[] = {"group",  "item", "people",    "use",
                                       "follow", "gap",  "unreached", "conversion"};
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(
        SVY_TABLE_GAP_SEGMENTS, "gap-items-q7-q8-by-q5", "The gap of each item");
    SvyTable *table = svy_table_builder_get(builder);

    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        svy_table_builder_add_column(builder, keys[i], keys[i]);
    for (size_t g = 0; g <= N_GROUPS; g++) {
        const char *name = g == 0 ? "All" : name_group(rows, n_rows, g - 1);
        const size_t size = g == 0 ? one->gap.base : split(one->gap.base, g - 1);

        add_gap_row(builder, name, &one->gap.any, size, 0, g);
        for (size_t i = 0; i < one->gap.n_items; i++)
            if (one->gap.items[i].has_account)
                add_gap_row(builder, name, &one->gap.items[i], size, i, g);
    }
    take(&one->result, builder, "q5", "Are you a member of ALCTS?");
    table = &one->result.tables[one->result.n_tables - 1];
    g_clear_pointer(&table->by_id, g_free);
    g_clear_pointer(&table->by_text, g_free);
}

static const SvyTable *find_bins(const SvyResult *result)
{
    for (size_t i = 0; i < result->n_tables; i++)
        if (strcmp(result->tables[i].id, "bins-q20") == 0)
            return &result->tables[i];
    g_error("there are no bins");
}

/* Two bins together, from the first. */
static void add_numbers(SvyChartCase *one, const SvyCaseRow *rows, size_t n_rows)
{
    const SvyTable bins = *find_bins(&one->result);
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_SEGMENTS, "segments-q20-by-q5", "q20 by q5");
    const size_t n = (bins.n_rows + 1) / 2;
    double *edges = g_new(double, n + 1);

    add_columns(builder, rows, n_rows, bins.cells[1].share.base);
    for (size_t i = 0; i < n; i++) {
        const SvyShare *first = &bins.cells[2 * i * bins.n_columns + 1].share;
        const bool has_second = 2 * i + 1 < bins.n_rows;
        const size_t second = has_second ? bins.cells[(2 * i + 1) * bins.n_columns + 1].share.n : 0;
        g_autofree char *label = g_strdup_printf("%zu to %zu", 20 * i, 20 * i + 19);

        add_row(builder, label, SVY_MARK_NONE, first->n + second, first->base, i);
        edges[i] = bins.row_edges[2 * i];
    }
    edges[n] = bins.row_edges[bins.n_rows];
    take(&one->result, builder, "q20", bins.row_text);
    one->result.tables[one->result.n_tables - 1].row_edges = edges;
}

/* --- Tables that are there once for each group ---------------------------------------------- */

/* The rows as those of one group say. */
static SvyCaseRow *divide(const SvyCaseRow *rows, size_t n_rows, size_t group)
{
    SvyCaseRow *of_group = g_new0(SvyCaseRow, n_rows);

    for (size_t i = 0; i < n_rows; i++) {
        const size_t size = MAX(split(rows[i].base, group), (size_t)1);

        of_group[i] = rows[i];
        of_group[i].base = size;
        of_group[i].use = count_people(rows[i].use, rows[i].base, size, i, group);
        of_group[i].follow = count_people(rows[i].follow, rows[i].base, size, i + 1, group);
    }
    return of_group;
}

static void copy_cell(const SvyCell *from, SvyCell *to, bool is_hidden)
{
    *to = *from;
    to->text = g_strdup(from->text);
    to->word = g_strdup(from->word);
    to->letters = g_strdup(from->letters);
    if (is_hidden && from->kind != SVY_CELL_TEXT && from->kind != SVY_CELL_EMPTY)
        svy_cell_withhold(to);
}

/* Few people are told of nowhere, nor who of them goes on. */
static bool is_hidden(const SvyTable *table, size_t row)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        const SvyCell *cell = svy_table_get_cell(table, row, c);

        if (cell->kind == SVY_CELL_SHARE && cell->status == SVY_STATUS_OK &&
            table->kind != SVY_TABLE_RANK && !is_told(cell->share.n, cell->share.base))
            return true;
    }
    return false;
}

static void add_rows(SvyTableBuilder *builder,
                     const char *group,
                     const SvyTable *table,
                     size_t n_columns,
                     const SvyCaseRow *rows,
                     bool is_protected)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        const bool hides = is_protected && (is_hidden(table, row) || rows[row].base < MIN_BASE);
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

        svy_cell_set_text(&cells[0], group);
        for (size_t c = 0; c < n_columns; c++)
            copy_cell(svy_table_get_cell(table, row, c), &cells[c + 1], hides);
        if (table->kind != SVY_TABLE_RANK)
            continue;
        svy_cell_set_count(&cells[n_columns + 1], rows[row].base);
        if (hides)
            svy_cell_withhold(&cells[n_columns + 1]);
    }
}

static void set_words(SvyTable *table, const SvyTable *all)
{
    g_free(table->base_rule);
    g_free(table->method);
    table->base_rule = g_strdup(all->base_rule);
    table->method = g_strdup(all->method);
}

/* @n_columns of everybody's table are there by group. */
static void add_by_group(SvyChartCase *one,
                         const SvyCaseRow *rows,
                         size_t n_rows,
                         SvyTableKind kind,
                         SvyTable (*make)(const SvyCaseRow *rows, size_t n_rows),
                         size_t n_columns)
{
    SvyTable all = make(rows, n_rows);
    g_autofree char *id = g_strdup_printf("%s-by-q5", all.id);
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(kind, id, all.title);

    svy_table_builder_add_column(builder, "group", "Group");
    for (size_t c = 0; c < n_columns; c++)
        svy_table_builder_add_column(builder, all.columns[c].key, all.columns[c].heading);
    if (all.kind == SVY_TABLE_RANK)
        svy_table_builder_add_column(builder, "people", "People");
    add_rows(builder, "All", &all, n_columns, rows, false);
    for (size_t g = 0; g < N_GROUPS; g++) {
        g_autofree SvyCaseRow *of_group = divide(rows, n_rows, g);
        SvyTable table = make(of_group, n_rows);

        add_rows(builder, name_group(rows, n_rows, g), &table, n_columns, of_group, true);
        svy_table_clear(&table);
    }
    take(&one->result, builder, all.row_id, all.row_text);
    set_words(&one->result.tables[one->result.n_tables - 1], &all);
    svy_table_clear(&all);
}

/* --- Combinations --------------------------------------------------------------------------- */

/* People with each of everybody's combinations; in groups the last one has who is left. */
static size_t count_sets(const SvyTable *all, size_t group, size_t counts[])
{
    const size_t p = svy_table_find_column(all, "p");
    const size_t base = svy_table_get_cell(all, 0, p)->share.base;
    const size_t size = group == N_GROUPS ? base : split(base, group);
    size_t left = size;

    for (size_t row = 0; row < all->n_rows; row++) {
        const size_t n = svy_table_get_cell(all, row, p)->share.n;

        counts[row] = group == N_GROUPS ? n : MIN(left, count_people(n, base, size, row, group));
        left -= MIN(left, counts[row]);
        if (row + 1 == all->n_rows)
            counts[row] += left;
    }
    return size;
}

static void add_set_row(SvyTableBuilder *builder,
                        const char *group,
                        const char *label,
                        size_t n,
                        size_t base,
                        size_t n_others)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

    svy_cell_set_text(&cells[0], group);
    svy_cell_set_text(&cells[1], label);
    if (n_others > 0)
        svy_cell_set_count(&cells[2], n_others);
    set_share(&cells[3], n, base, true);
}

static void add_sets(SvyTableBuilder *builder, const SvyTable *all, const char *name, size_t group)
{
    const SvyTableSets *sets = all->sets;
    g_autofree size_t *counts = g_new0(size_t, all->n_rows);
    const size_t base = count_sets(all, group, counts);

    for (size_t i = 0; i < sets->n; i++) {
        size_t n = 0;

        for (size_t row = 0; row < all->n_rows; row++)
            n += (sets->masks[row] >> i & 1) != 0 ? counts[row] : 0;
        add_set_row(builder, name, sets->labels[i], n, base, 0);
    }
    for (size_t row = 0; row < all->n_rows; row++) {
        const size_t n_others = group == N_GROUPS ? sets->n_others : MIN(counts[row], 5);

        add_set_row(builder, name, svy_table_get_cell(all, row, 0)->text, counts[row], base,
                    sets->masks[row] == 0 ? n_others : 0);
    }
}

/* Everybody first. Nothing of it is protected. */
static void add_combinations(SvyChartCase *one, const SvyCaseRow *rows, size_t n_rows)
{
    SvyTable all = svy_case_table_combinations(rows, n_rows);
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_COMBINATIONS_BY, "combinations-by-q5", all.title);

    svy_table_builder_add_column(builder, "group", "Group");
    svy_table_builder_add_column(builder, "combination", "Combination");
    svy_table_builder_add_column(builder, "others", "Other combinations");
    svy_table_builder_add_column(builder, "p", "Share");
    add_sets(builder, &all, "All", N_GROUPS);
    for (size_t g = 0; g < N_GROUPS; g++)
        add_sets(builder, &all, name_group(rows, n_rows, g), g);
    take(&one->result, builder, all.row_id, all.row_text);
    set_words(&one->result.tables[one->result.n_tables - 1], &all);
    svy_table_clear(&all);
}

void svy_cases_add_each(SvyChartCase *one, const SvyCaseRow *rows, size_t n_rows)
{
    add_question(one, rows, n_rows);
    for (size_t i = 0; i < one->grid.n_rows; i++)
        add_item(one, rows, n_rows, i);
    add_scale(one, rows, n_rows);
    add_gap(one, rows, n_rows);
    add_numbers(one, rows, n_rows);
    add_by_group(one, rows, n_rows, SVY_TABLE_RANK_BY, svy_case_make_ranks, 2);
    add_by_group(one, rows, n_rows, SVY_TABLE_LADDER_BY, svy_case_make_ladder, 3);
    add_by_group(one, rows, n_rows, SVY_TABLE_TARGETS_BY, svy_cases_make_targets, 6);
    add_combinations(one, rows, n_rows);
}
