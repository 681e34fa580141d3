/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records to columns. */
#include "ingest/table.h"

#include <string.h>

#include "base/error.h"
#include "ingest/dialect.h"

#define N_TITLE_LINES 50 /* a title above the header is not longer */

typedef struct {
    SvyDataset *dataset;
    const SvyHead *head;
    size_t n_records;     /* met so far, the header included */
    size_t n_like_header; /* fields of the record that equal the header's */
    bool is_header_field; /* every field so far equals the header's */
    bool is_out_of_memory;
    bool is_ragged; /* a record of another width was met; only counting now */
    size_t n_ragged;
    size_t ragged_line, ragged_fields, last_line, last_fields;
    bool has_extra; /* something stands right of the last column */
    size_t n_wide;  /* records with blank cells past the last column */
    size_t first_wide_line;
    size_t n_skip; /* second header rows of a header that came again */
} Table;

/* --- Cells ---------------------------------------------------------------------------------- */

static void compare_with_header(Table *table, size_t field, const char *text, size_t n_bytes)
{
    const char *header = svy_head_get(table->head, 0, field);

    table->is_header_field = strlen(header) == n_bytes && memcmp(header, text, n_bytes) == 0 &&
                             (field > 0 || n_bytes > 0);
    table->n_like_header += table->is_header_field;
}

static void on_field(void *data, size_t field, const char *text, size_t n_bytes)
{
    Table *table = data;

    if (table->n_records < table->dataset->n_header_rows || table->is_ragged)
        return;
    if (field >= table->dataset->n_columns) {
        table->has_extra |= n_bytes > 0;
        return;
    }
    if (field == 0)
        table->is_header_field = true;
    if (table->is_header_field)
        compare_with_header(table, field, text, n_bytes);
    if (!svy_column_append(&table->dataset->columns[field], text, n_bytes))
        table->is_out_of_memory = true;
}

/* --- Records -------------------------------------------------------------------------------- */

static void note_ragged(Table *table, size_t n_fields, size_t line)
{
    if (table->n_ragged++ == 0) {
        table->ragged_line = line;
        table->ragged_fields = n_fields;
    }
    table->is_ragged = true;
}

/* Takes the fields of a blank record, or of a copy of the header, back out of the columns. */
static void drop_record(Table *table)
{
    for (size_t i = 0; i < table->dataset->n_columns; i++)
        svy_column_pop(&table->dataset->columns[i]);
}

static bool is_header_again(const Table *table)
{
    return table->dataset->n_header_rows > 0 && table->dataset->n_columns > 1 &&
           table->n_like_header == table->dataset->n_columns;
}

static void note_header_again(Table *table, size_t line)
{
    svy_findings_tally(table->dataset->findings, SVY_SEVERITY_WARNING, "header-again", line,
                       SVY_NO_COLUMN, "Look whether two files were joined",
                       "the header comes again and was left out");
    table->n_skip = table->dataset->n_header_rows - 1;
}

static bool take_record(Table *table, size_t n_fields, size_t line, bool is_blank)
{
    SvyDataset *dataset = table->dataset;

    table->last_line = line;
    table->last_fields = n_fields;
    if (table->is_ragged || n_fields < dataset->n_columns || table->has_extra) {
        table->has_extra = false;
        if (n_fields != dataset->n_columns && !(is_blank && table->is_ragged))
            note_ragged(table, n_fields, line);
        return true;
    }
    if (n_fields > dataset->n_columns && table->n_wide++ == 0)
        table->first_wide_line = line;
    if (is_header_again(table) || table->n_skip > 0) {
        if (table->n_skip > 0)
            table->n_skip--;
        else
            note_header_again(table, line);
        drop_record(table);
        return true;
    }
    if (is_blank && dataset->n_columns > 1) {
        svy_findings_tally(dataset->findings, SVY_SEVERITY_WARNING, "blank-row", line,
                           SVY_NO_COLUMN, NULL, "a row without any answer was left out");
        drop_record(table);
        return true;
    }
    svy_dataset_add_row(dataset, line);
    return true;
}

static bool on_record(void *data, size_t n_fields, size_t line, bool is_blank, GError **error)
{
    Table *table = data;

    if (table->n_records < table->dataset->n_header_rows) {
        table->n_records += !is_blank;
        return true;
    }
    table->n_records++;
    if (table->is_out_of_memory)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY,
                             &(SvyPlace){.file = table->dataset->input_name, .line = line}, NULL,
                             "no memory for more than %zu responses", table->dataset->n_rows);
    take_record(table, n_fields, line, is_blank);
    table->n_like_header = 0;
    return true;
}

/* --- The whole ------------------------------------------------------------------------------ */

/* Apostrophes that are meant as quotes: a cell begins with one, and a later cell ends with one. */
static bool has_apostrophes(const SvyHead *head)
{
    bool is_open = false;

    for (size_t i = 0; head->cells->len > 0 && i < svy_head_count_fields(head, 0); i++) {
        const char *cell = svy_head_get(head, 0, i);

        if (is_open && g_str_has_suffix(cell, "'"))
            return true;
        is_open |= cell[0] == '\'';
    }
    return false;
}

/* What a row of another width tells about itself: it is read once more for that. */
static char *explain_ragged(const Table *table, SvyInput *input, const SvyCsvOptions *options)
{
    SvyCsvOptions own = *options;
    g_autoptr(SvyHead) head = NULL;
    char other;

    if (table->ragged_line <= N_TITLE_LINES && table->ragged_fields > table->dataset->n_columns &&
        table->n_ragged > 1)
        return g_strdup_printf("If the lines above it are a title and not the header, leave them "
                               "out with --skip %zu",
                               table->ragged_line - 1);
    own.n_skip_lines = table->ragged_line - 1;
    own.n_max_records = 1;
    other = svy_dialect_guess_other(input, &own, table->dataset->n_columns);
    if (other != '\0')
        return g_strdup_printf("From this line on cells are separated by a %s; give the whole file "
                               "one separator",
                               svy_dialect_get_name(other));
    if (svy_head_read(input, &own, &head, NULL) && has_apostrophes(head))
        return g_strdup("Use double quotes around the cell: apostrophes do not quote");
    return g_strdup("Look for a missing or stray quote or separator on this line");
}

static bool stop_ragged(const Table *table,
                        SvyInput *input,
                        const SvyCsvOptions *options,
                        const SvyCsvCounts *counts,
                        GError **error)
{
    const SvyDataset *dataset = table->dataset;
    const SvyPlace place = {.file = dataset->input_name, .line = table->ragged_line};
    const bool is_cut = table->n_ragged == 1 && table->ragged_line == table->last_line &&
                        !counts->has_last_line_end && table->ragged_fields < dataset->n_columns;
    g_autofree char *more = table->n_ragged > 1
                                ? g_strdup_printf(", and so on: %zu rows in all", table->n_ragged)
                                : g_strdup("");

    if (is_cut)
        return svy_error_set(error, SVY_ERROR_DATA, &place,
                             "The download may be cut: get the file again, or remove the last line",
                             "the file ends in the middle of a row: %zu fields, the header has %zu",
                             table->ragged_fields, dataset->n_columns);

    g_autofree char *mend = explain_ragged(table, input, options);

    return svy_error_set(error, SVY_ERROR_DATA, &place, mend,
                         "this row has %zu field%s, the header has %zu%s", table->ragged_fields,
                         table->ragged_fields == 1 ? "" : "s", dataset->n_columns, more);
}

static void note_counts(const Table *table, const SvyCsvCounts *counts)
{
    SvyFindings *findings = table->dataset->findings;

    if (table->n_wide > 0)
        svy_findings_add(
            findings, SVY_SEVERITY_WARNING, "trailing-cells", table->first_wide_line, SVY_NO_COLUMN,
            NULL,
            "%zu rows have empty cells right of the last column; an unnamed empty last "
            "column was left out",
            table->n_wide);
    if (counts->n_blank_lines > 0 && table->dataset->n_columns > 1)
        svy_findings_add(findings, SVY_SEVERITY_NOTE, "blank-lines", counts->first_blank_line,
                         SVY_NO_COLUMN, NULL, "%zu blank lines were left out",
                         counts->n_blank_lines);
}

bool svy_table_read(SvyInput *input,
                    const SvyCsvOptions *options,
                    const SvyHead *head,
                    SvyDataset *dataset,
                    GError **error)
{
    Table table = {.dataset = dataset, .head = head};
    SvyCsvOptions own = *options;
    SvyCsvCounts counts = {0};

    own.on_field = on_field;
    own.on_record = on_record;
    own.data = &table;
    own.n_columns = dataset->n_columns;
    if (!svy_csv_read(input, &own, dataset->findings, &counts, error))
        return false;
    if (table.n_ragged > 0)
        return stop_ragged(&table, input, options, &counts, error);
    note_counts(&table, &counts);
    return true;
}
