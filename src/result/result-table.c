/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making tables. */
#include "result/result-table.h"

#include <math.h>
#include <string.h>

#include "base/translate.h"

struct SvyTableBuilder {
    SvyTable table; /* its arrays are filled by svy_table_builder_finish() */
    GArray *columns, *cells, *marks;
    GPtrArray *notes;
};

/* --- Names ---------------------------------------------------------------------------------- */

const char *svy_table_kind_get_name(SvyTableKind kind)
{
    switch (kind) {
    case SVY_TABLE_FREQUENCIES:
        return "frequencies";
    case SVY_TABLE_PROFILE:
        return "profile";
    case SVY_TABLE_RESPONSE:
        return "response";
    case SVY_TABLE_WEIGHTS:
        return "weights";
    case SVY_TABLE_COMPLETION:
        return "completion";
    case SVY_TABLE_CHOSEN:
        return "chosen";
    case SVY_TABLE_SCALE:
        return "scale";
    case SVY_TABLE_RANK:
        return "rank";
    case SVY_TABLE_PREFERENCE:
        return "preference";
    case SVY_TABLE_RANK_BY:
        return "rank-by-group";
    case SVY_TABLE_NUMERIC:
        return "numeric";
    case SVY_TABLE_NUMBERS_BY:
        return "numbers-by-group";
    case SVY_TABLE_BINS:
        return "bins";
    case SVY_TABLE_WRITE_INS:
        return "write-ins";
    case SVY_TABLE_SEGMENTS:
        return "segments";
    case SVY_TABLE_GAP_SEGMENTS:
        return "gap-segments";
    case SVY_TABLE_OVERLAP:
        return "overlap";
    case SVY_TABLE_COMBINATIONS:
        return "combinations";
    case SVY_TABLE_COMBINATIONS_BY:
        return "combinations-by-group";
    case SVY_TABLE_COVERAGE:
        return "coverage";
    case SVY_TABLE_LADDER:
        return "ladder";
    case SVY_TABLE_LADDER_BY:
        return "ladder-by-group";
    case SVY_TABLE_DRIVERS:
        return "drivers";
    case SVY_TABLE_TARGETS:
        return "targets";
    case SVY_TABLE_TARGETS_BY:
        return "targets-by-group";
    case SVY_TABLE_LAST:
        break;
    }
    return "table";
}

/* --- Cells ---------------------------------------------------------------------------------- */

static void set_kind(SvyCell *cell, SvyCellKind kind, SvyStatus status)
{
    cell->kind = kind;
    cell->status = status;
}

void svy_cell_set_text(SvyCell *cell, const char *text)
{
    set_kind(cell, SVY_CELL_TEXT, SVY_STATUS_OK);
    g_free(cell->text);
    g_clear_pointer(&cell->word, g_free);
    cell->text = g_strdup(text);
}

void svy_cell_set_text_as(SvyCell *cell, const char *text, const char *english)
{
    svy_cell_set_text(cell, text);
    cell->word = g_strdup(english);
}

void svy_cell_set_word(SvyCell *cell, const char *language, const char *english)
{
    svy_cell_set_text_as(cell, svy_tr(language, english), english);
}

const char *svy_cell_get_word(const SvyCell *cell)
{
    return cell->word != NULL ? cell->word : cell->text;
}

void svy_cell_set_count(SvyCell *cell, size_t n)
{
    set_kind(cell, SVY_CELL_COUNT, SVY_STATUS_OK);
    cell->n = n;
}

void svy_cell_set_share(SvyCell *cell, const SvyShare *share)
{
    set_kind(cell, SVY_CELL_SHARE, share->p.status);
    cell->share = *share;
}

void svy_cell_set_estimate(SvyCell *cell, SvyCellKind kind, const SvyEstimate *estimate)
{
    set_kind(cell, kind, estimate->status);
    cell->share.p = *estimate;
}

void svy_cell_set_number(SvyCell *cell, SvyCellKind kind, double value)
{
    SvyEstimate estimate = svy_estimate_none(SVY_STATUS_UNDEFINED, 0.95, NULL);

    if (isfinite(value)) {
        estimate.status = SVY_STATUS_OK;
        estimate.value = value;
    }
    svy_cell_set_estimate(cell, kind, &estimate);
}

void svy_cell_withhold(SvyCell *cell)
{
    const SvyCellKind kind = cell->kind;
    const double level = cell->share.p.level;

    g_free(cell->text);
    g_free(cell->word);
    g_free(cell->letters);
    *cell = (SvyCell){.kind = kind, .status = SVY_STATUS_WITHHELD, .residual = (double)NAN};
    cell->share.p = svy_estimate_none(SVY_STATUS_WITHHELD, level, NULL);
    cell->share.plain = cell->share.p;
}

/* --- Building ------------------------------------------------------------------------------- */

SvyTableBuilder *svy_table_builder_new(SvyTableKind kind, const char *id, const char *title)
{
    SvyTableBuilder *builder = g_new0(SvyTableBuilder, 1);

    builder->table = (SvyTable){.kind = kind, .id = g_strdup(id), .title = g_strdup(title)};
    builder->columns = g_array_new(FALSE, TRUE, sizeof(SvyTableColumn));
    builder->cells = g_array_new(FALSE, TRUE, sizeof(SvyCell));
    builder->marks = g_array_new(FALSE, TRUE, sizeof(SvyOptionMark));
    builder->notes = g_ptr_array_new();
    return builder;
}

SvyTable *svy_table_builder_get(SvyTableBuilder *builder)
{
    return &builder->table;
}

SvyTableColumn *svy_table_builder_add_column(SvyTableBuilder *builder,
                                             const char *key,
                                             const char *heading)
{
    const SvyTableColumn column = {.key = g_strdup(key), .heading = g_strdup(heading)};

    g_assert(builder->cells->len == 0);
    g_array_append_val(builder->columns, column);
    return &g_array_index(builder->columns, SvyTableColumn, builder->columns->len - 1);
}

SvyCell *svy_table_builder_add_row(SvyTableBuilder *builder, SvyOptionMark mark)
{
    const guint n_columns = builder->columns->len, start = builder->cells->len;

    g_array_append_val(builder->marks, mark);
    g_array_set_size(builder->cells, start + n_columns);
    for (guint i = start; i < start + n_columns; i++)
        g_array_index(builder->cells, SvyCell, i).residual = (double)NAN;
    return &g_array_index(builder->cells, SvyCell, start);
}

void svy_table_builder_add_note(SvyTableBuilder *builder, const char *note)
{
    g_ptr_array_add(builder->notes, g_strdup(note));
}

SvyTable svy_table_builder_finish(SvyTableBuilder *builder)
{
    SvyTable table = builder->table;

    table.n_columns = builder->columns->len;
    table.n_rows = builder->marks->len;
    table.columns = (SvyTableColumn *)(void *)g_array_free(builder->columns, FALSE);
    table.cells = (SvyCell *)(void *)g_array_free(builder->cells, FALSE);
    table.row_marks = (SvyOptionMark *)(void *)g_array_free(builder->marks, FALSE);
    g_ptr_array_add(builder->notes, NULL);
    table.notes = (char **)g_ptr_array_free(builder->notes, FALSE);
    memset(builder, 0, sizeof *builder);
    return table;
}

void svy_table_builder_free(SvyTableBuilder *builder)
{
    if (builder == NULL)
        return;
    if (builder->columns != NULL) {
        SvyTable table = svy_table_builder_finish(builder);

        svy_table_clear(&table);
    }
    g_free(builder);
}

/* --- Made ----------------------------------------------------------------------------------- */

static void clear_columns(SvyTable *table)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        g_free(table->columns[i].key);
        g_free(table->columns[i].heading);
        g_free(table->columns[i].letter);
    }
    g_free(table->columns);
}

void svy_table_sets_free(SvyTableSets *sets)
{
    if (sets == NULL)
        return;
    for (size_t i = 0; i < sets->n; i++)
        g_free(sets->labels[i]);
    g_free(sets->labels);
    g_free(sets->shares);
    g_free(sets->masks);
    g_free(sets);
}

void svy_table_curves_free(SvyTableCurves *curves, size_t n_rows)
{
    if (curves == NULL)
        return;
    for (size_t i = 0; curves->rows != NULL && i < n_rows; i++) {
        g_free(curves->rows[i].density);
        g_free(curves->rows[i].values);
    }
    g_free(curves->rows);
    g_free(curves);
}

void svy_table_clear(SvyTable *table)
{
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        g_free(table->cells[i].text);
        g_free(table->cells[i].word);
        g_free(table->cells[i].letters);
    }
    clear_columns(table);
    g_free(table->cells);
    g_free(table->row_marks);
    g_free(table->row_edges);
    g_strfreev(table->notes);
    g_free(table->id);
    g_free(table->title);
    g_free(table->row_id);
    g_free(table->row_text);
    g_free(table->by_id);
    g_free(table->by_text);
    g_free(table->subject);
    g_free(table->base_rule);
    g_free(table->method);
    g_free(table->finding);
    svy_table_sets_free(table->sets);
    svy_table_curves_free(table->curves, table->n_rows);
    memset(table, 0, sizeof *table);
}

size_t svy_table_find_column(const SvyTable *table, const char *key)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (strcmp(table->columns[i].key, key) == 0)
            return i;
    }
    return table->n_columns;
}
