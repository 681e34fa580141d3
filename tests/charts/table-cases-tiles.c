/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One answer by state: a case of one or two rows has as many states, others have all but two; of
 * these some have few people. */
#include "cases.h"

#include <string.h>

#include "chart/tile-grids.h"
#include "result/result-table.h"

enum { LEAST_ROWS = 3 };

static const size_t bases[] = {45, 88, 31, 127, 7, 64, 23, 203, 52, 12, 9, 38, 71, 30, 29, 150};

/* Rows with few people keep their base; the others go round the list. */
static SvyShare make_share(const SvyCaseRow *rows, size_t n_rows, size_t state)
{
    const SvyCaseRow *row = &rows[state % n_rows];
    const size_t base =
        row->base < 100 || n_rows < LEAST_ROWS ? row->base : bases[state * 5 % G_N_ELEMENTS(bases)];
    const size_t n = MIN(row->use, row->base) * base / row->base;
    const size_t turn = row->use > 0 && row->use < row->base ? state % 4 : 0;
    const size_t people = n > turn ? n - turn : n;

    return (SvyShare){.n = people, .base = base, .p = svy_cases_wilson(people, base)};
}

static size_t count_states(size_t n_rows)
{
    return n_rows < LEAST_ROWS ? n_rows : svy_builtin_tiles[0].n - 2;
}

static void add_columns(SvyTableBuilder *builder, const SvyCaseRow *rows, size_t n_rows)
{
    SvyTableColumn *column;

    svy_table_builder_add_column(builder, "answer", "Answer");
    column = svy_table_builder_add_column(builder, "all", "All");
    column->base = rows[0].base;
    for (size_t i = 0; i < count_states(n_rows); i++) {
        const SvyTile *tile = &svy_builtin_tiles[0].tiles[i];
        const SvyShare share = make_share(rows, n_rows, i);
        g_autofree char *key = g_strdup_printf("group-%zu", i + 1);

        column = svy_table_builder_add_column(builder, key, i % 2 == 0 ? tile->name : tile->code);
        column->base = share.base;
        if (share.base < 10) {
            column->base = 0;
            column->is_withheld = true;
        }
    }
    if (n_rows >= LEAST_ROWS) {
        g_autofree char *key = g_strdup_printf("group-%zu", count_states(n_rows) + 1);

        svy_table_builder_add_column(builder, key, "Puerto Rico")->base = 40;
    }
}

SvyTable svy_case_table_states(const SvyCaseRow *rows, size_t n_rows)
{
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_SEGMENTS, "states", "Answers by state");
    SvyTable *table = svy_table_builder_get(builder);
    const SvyShare all = {
        .n = rows[0].use, .base = rows[0].base, .p = svy_cases_wilson(rows[0].use, rows[0].base)};
    SvyCell *cells;

    add_columns(builder, rows, n_rows);
    table->row_id = g_strdup("q9");
    table->row_text = g_strdup("Do you follow any account of ALCTS?");
    table->by_id = g_strdup("q4");
    table->by_text = g_strdup("In which state do you work?");
    table->base_rule = g_strdup_printf("%zu who answered both", rows[0].base);
    cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    svy_cell_set_text(&cells[0], "Yes, at least one");
    svy_cell_set_share(&cells[1], &all);
    for (size_t i = 0; i < count_states(n_rows); i++) {
        const SvyShare share = make_share(rows, n_rows, i);

        svy_cell_set_share(&cells[i + 2], &share);
        if (share.base < 10)
            svy_cell_withhold(&cells[i + 2]);
    }
    return svy_table_builder_finish(builder);
}
