/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making tables: columns first, then row by row. Text is copied. */
#pragma once

#include <glib.h>

#include <surveystat/result.h>

typedef struct SvyTableBuilder SvyTableBuilder;

/* @id is made stable and plain by the caller: "segments-q3-by-q1". */
SvyTableBuilder *svy_table_builder_new(SvyTableKind kind, const char *id, const char *title);
void svy_table_builder_free(SvyTableBuilder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyTableBuilder, svy_table_builder_free)

/* The table itself, for its texts and its test; columns and rows are the builder's. */
SvyTable *svy_table_builder_get(SvyTableBuilder *builder);

/* A further column; only before the first row. Valid until the next call. */
SvyTableColumn *svy_table_builder_add_column(SvyTableBuilder *builder,
                                             const char *key,
                                             const char *heading);

/* A further row, all cells EMPTY. [n_columns] Valid until the next call. */
SvyCell *svy_table_builder_add_row(SvyTableBuilder *builder, SvyOptionMark mark);

void svy_table_builder_add_note(SvyTableBuilder *builder, const char *note);

/* Hands the table over; the builder is empty after it. */
SvyTable svy_table_builder_finish(SvyTableBuilder *builder);

void svy_table_clear(SvyTable *table);

void svy_table_sets_free(SvyTableSets *sets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyTableSets, svy_table_sets_free)

/* Of a table with @n_rows rows. */
void svy_table_curves_free(SvyTableCurves *curves, size_t n_rows);

/* "segments"; static. For ids, JSON and names of files. */
const char *svy_table_kind_get_name(SvyTableKind kind);

/* Place of a column by its key, or n_columns. */
size_t svy_table_find_column(const SvyTable *table, const char *key);

static inline const SvyCell *svy_table_get_cell(const SvyTable *table, size_t row, size_t column)
{
    return &table->cells[row * table->n_columns + column];
}

void svy_cell_set_text(SvyCell *cell, const char *text);

/* Text of ours, of which programs get the English one, whatever the language of the survey. */
void svy_cell_set_text_as(SvyCell *cell, const char *text, const char *english);

/* @english in @language (nullable), for programs as it is: "All", "met". */
void svy_cell_set_word(SvyCell *cell, const char *language, const char *english);

/* What programs read in a cell of text; NULL where there is none. */
const char *svy_cell_get_word(const SvyCell *cell);

void svy_cell_set_count(SvyCell *cell, size_t n);
void svy_cell_set_share(SvyCell *cell, const SvyShare *share);

/* A number in one of the units that are an estimate: POINTS, ESTIMATE, P_VALUE. */
void svy_cell_set_estimate(SvyCell *cell, SvyCellKind kind, const SvyEstimate *estimate);

/* A number without an interval; NaN is UNDEFINED. */
void svy_cell_set_number(SvyCell *cell, SvyCellKind kind, double value);

/* Nothing of the cell may be told any more: what it holds is wiped, not only marked. */
void svy_cell_withhold(SvyCell *cell);
