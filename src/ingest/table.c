/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records to columns. */
#include "ingest/table.h"

#include <stdint.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/error.h"
#include "base/parallel.h"
#include "base/text.h"
#include "base/translate.h"
#include "ingest/dialect.h"
#include "ingest/split.h"

#define N_TITLE_LINES 50 /* a title above the header is not longer */

typedef struct {
    SvyDataset *dataset;
    bool is_part;
    const SvyHead *head;
    const SvyExporter *exporter;
    const SvyHeading *headings; /* [n_columns] */
    const SvySkipRule *skip;    /* (nullable) records that are no responses */
    size_t skip_column;
    GPtrArray *held; /* (nullable) of char, owned: cells up to skip_column, until that is known */
    bool is_left_out;
    size_t n_records;     /* met so far, the header included */
    size_t n_wanted;      /* cells of the record that go to columns: all or none */
    size_t n_like_header; /* cells of the record that equal the header's */
    bool is_like_header;  /* every cell so far does */
    bool is_out_of_memory;
    bool is_ragged; /* a record of another width was met; only counting now */
    size_t n_ragged;
    size_t ragged_line, ragged_fields, last_line, last_fields;
    bool has_extra; /* something stands right of the last column */
    size_t n_wide;  /* records with blank cells past the last column */
    size_t first_wide_line;
    size_t n_defused;
    size_t n_skip; /* second header rows of a header that came again */
} Table;

/* --- Cells ---------------------------------------------------------------------------------- */

static void append(Table *table, size_t field, const char *text, size_t n_bytes)
{
    if (!svy_column_append(&table->dataset->columns[field], text, n_bytes))
        table->is_out_of_memory = true;
}

/* As long as a record is the header once more, its cells wait: a header that comes again must leave
 * no trace in the columns. False when they need not wait any more. */
static bool waits(Table *table, size_t field, const char *text, size_t n_bytes)
{
    const char *header = svy_head_get(table->head, 0, field);

    if (strlen(header) == n_bytes && memcmp(header, text, n_bytes) == 0 &&
        (field > 0 || n_bytes > 0)) {
        table->n_like_header++;
        return true;
    }
    table->is_like_header = false;
    for (size_t i = 0; i < field; i++) {
        header = svy_head_get(table->head, 0, i);
        append(table, i, header, strlen(header));
    }
    return false;
}

static bool is_below_header(const Table *table)
{
    return table->n_records >= table->dataset->n_header_rows;
}

static void take_cell(Table *table, size_t field, const char *text, size_t n_bytes)
{
    if (field >= table->n_wanted) {
        if (field >= table->dataset->n_columns && is_below_header(table) && !table->is_ragged)
            table->has_extra |= n_bytes > 0;
        return;
    }
    if (field == 0)
        table->is_like_header = table->dataset->n_header_rows > 0 && table->dataset->n_columns > 1;
    if (table->is_like_header && waits(table, field, text, n_bytes))
        return;
    append(table, field, text, n_bytes);
}

/* An apostrophe that keeps a spreadsheet from computing a cell is no part of the answer. */
static void take_defused(Table *table, size_t field, const char *text, size_t n_bytes)
{
    g_autofree char *cell = g_strndup(text, n_bytes);
    const char *answer = svy_csv_get_text(cell);

    table->n_defused += answer != cell && field < table->n_wanted;
    take_cell(table, field, answer, n_bytes - (size_t)(answer - cell));
}

static void on_field(void *data, size_t field, const char *text, size_t n_bytes)
{
    if (n_bytes > 1 && text[0] == '\'')
        take_defused(data, field, text, n_bytes);
    else
        take_cell(data, field, text, n_bytes);
}

/* --- Words of the tool ---------------------------------------------------------------------- */

static bool is_skip_word(const SvySkipRule *skip, const char *text)
{
    for (size_t i = 0; skip->words[i] != NULL; i++)
        if (g_ascii_strcasecmp(skip->words[i], text) == 0)
            return true;
    return false;
}

static bool is_text(const char *word, const char *text, size_t n_bytes)
{
    return word != NULL && strlen(word) == n_bytes && memcmp(word, text, n_bytes) == 0;
}

/* A word of the tool's own for "shown and not ticked" becomes 0. What means "no answer" stays as it
 * is, for inference and codebook to deal with. */
static void pass_on(Table *table, size_t field, const char *text, size_t n_bytes)
{
    const bool is_unticked = n_bytes > 0 && field < table->dataset->n_columns &&
                             is_text(table->headings[field].unticked, text, n_bytes);

    if (is_unticked)
        on_field(table, field, "0", 1);
    else
        on_field(table, field, text, n_bytes);
}

/* Cells wait until it is known whether the record is a response, so that one that is none leaves no
 * trace in the columns. */
static void hold(Table *table, size_t field, const char *text, size_t n_bytes)
{
    g_ptr_array_add(table->held, g_strndup(text, n_bytes));
    if (field < table->skip_column)
        return;
    table->is_left_out = is_skip_word(table->skip, g_ptr_array_index(table->held, field));
    for (guint i = 0; i < table->held->len && !table->is_left_out; i++) {
        const char *cell = g_ptr_array_index(table->held, i);

        pass_on(table, i, cell, strlen(cell));
    }
}

static void on_field_of_tool(void *data, size_t field, const char *text, size_t n_bytes)
{
    Table *table = data;

    if (table->skip != NULL && field <= table->skip_column && is_below_header(table))
        hold(table, field, text, n_bytes);
    else if (!table->is_left_out)
        pass_on(table, field, text, n_bytes);
}

/* Only the files of a tool that has such words take the longer way. */
static SvyCsvField choose_on_field(const Table *table)
{
    if (table->skip != NULL)
        return on_field_of_tool;
    for (size_t i = 0; i < table->dataset->n_columns; i++)
        if (table->headings[i].unticked != NULL)
            return on_field_of_tool;
    return on_field;
}

static void find_skip(Table *table)
{
    const SvySkipRule *rule = table->exporter->skip_rule;

    for (size_t i = 0; rule != NULL && i < table->dataset->n_columns; i++) {
        const SvyHeading *heading = &table->headings[i];

        if (!svy_text_same(heading->stem, rule->column) &&
            (heading->code == NULL || !svy_text_same(heading->code, rule->column)))
            continue;
        table->skip = rule;
        table->skip_column = i;
        return;
    }
}

static void note_left_out(const Table *table, size_t line)
{
    svy_findings_tally(table->dataset->findings, SVY_SEVERITY_WARNING, "left-out", line,
                       table->skip_column, NULL, SVY_TR("left out, because it is no response: %s"),
                       table->skip->what);
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

/* Takes the cells of a blank record back out of the columns. It may be of any width: blank rows at
 * the end come from a spreadsheet, which cuts them as it likes. */
static bool leave_out_blank(Table *table, size_t n_fields, size_t line)
{
    const bool is_held = table->skip != NULL && n_fields <= table->skip_column;

    svy_findings_tally(table->dataset->findings, SVY_SEVERITY_WARNING, "blank-row", line,
                       SVY_NO_COLUMN, NULL, SVY_TR("a row without any answer was left out"));
    for (size_t i = 0; i < n_fields && !is_held; i++)
        svy_column_pop(&table->dataset->columns[i]);
    return true;
}

static bool is_header_again(const Table *table)
{
    return table->is_like_header && table->n_like_header == table->dataset->n_columns;
}

/* What is wanted of the next record. */
static void expect_record(Table *table)
{
    const bool is_wanted = is_below_header(table) && !table->is_ragged && table->n_skip == 0;

    table->n_wanted = is_wanted ? table->dataset->n_columns : 0;
    table->n_like_header = 0;
    table->is_like_header = false;
    table->is_left_out = false;
    if (table->held != NULL)
        g_ptr_array_set_size(table->held, 0);
}

static void note_header_again(Table *table, size_t line)
{
    svy_findings_tally(table->dataset->findings, SVY_SEVERITY_WARNING, "header-again", line,
                       SVY_NO_COLUMN, SVY_TR("Look whether two files were joined"),
                       SVY_TR("the header comes again and was left out"));
    table->n_skip = table->dataset->n_header_rows - 1;
}

static bool take_record(Table *table, size_t n_fields, size_t line, bool is_blank)
{
    SvyDataset *dataset = table->dataset;

    table->last_line = line;
    table->last_fields = n_fields;
    if (is_blank && table->n_wanted > 0 && dataset->n_columns > 1 && n_fields < dataset->n_columns)
        return leave_out_blank(table, n_fields, line);
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
        return true;
    }
    if (table->is_left_out) {
        note_left_out(table, line);
        return true;
    }
    if (is_blank && dataset->n_columns > 1)
        return leave_out_blank(table, dataset->n_columns, line);
    svy_dataset_add_row(dataset, line);
    return true;
}

static bool on_record(void *data, size_t n_fields, size_t line, bool is_blank, GError **error)
{
    Table *table = data;

    if (!is_below_header(table)) {
        table->n_records += !is_blank;
        expect_record(table);
        return true;
    }
    table->n_records++;
    if (table->is_out_of_memory)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY,
                             &(SvyPlace){.file = table->dataset->input_name, .line = line}, NULL,
                             "no memory for more than %zu responses", table->dataset->n_rows);
    take_record(table, n_fields, line, is_blank);
    if (table->is_part && table->is_ragged)
        return svy_error_set(error, SVY_ERROR_DATA, NULL, NULL, "no record begins there");
    expect_record(table);
    return true;
}

/* --- Parts ---------------------------------------------------------------------------------- */

/* The file is cut where a record seems to begin, and the parts are read at the same time. A part
 * counts only if the rows before it end exactly where it begins, and nothing in it is at fault;
 * else it is read again from where they end, as the rows before it are: appended to them. So what
 * comes out is what one reading from top to bottom gives, and all errors come from that. */
typedef struct {
    Table table;
    SvyCsvOptions options;
    SvyCsvCounts counts;
    size_t begin;
    bool is_read;
    GError *error;
} Part;

typedef struct {
    const SvyInput *input;
    Part *parts; /* [n]; the first is the dataset itself */
    size_t n;
    int is_stopped;
} Parts;

static void parts_clear(Parts *parts)
{
    for (size_t i = 0; i < parts->n; i++) {
        g_clear_error(&parts->parts[i].error);
        g_clear_pointer(&parts->parts[i].table.held, g_ptr_array_unref);
        if (i > 0)
            g_clear_pointer(&parts->parts[i].table.dataset, svy_dataset_unref);
    }
    g_clear_pointer(&parts->parts, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Parts, parts_clear)

static bool can_end(const void *data)
{
    const Table *table = data;

    return is_below_header(table) && table->n_skip == 0;
}

static void set_up_options(Part *part, const SvyCsvOptions *options, size_t begin, size_t end)
{
    part->begin = begin;
    part->counts.position = begin;
    part->options = *options;
    part->options.on_field = choose_on_field(&part->table);
    part->options.on_record = on_record;
    part->options.can_end = can_end;
    part->options.data = &part->table;
    part->options.n_columns = part->table.dataset->n_columns;
    part->options.end = end == SIZE_MAX ? 0 : end;
}

static GPtrArray *new_held(const Table *table)
{
    return table->skip == NULL ? NULL : g_ptr_array_new_with_free_func(g_free);
}

/* A part that begins below the header and has a dataset of its own; without memory for that it
 * stays empty, and its rows are read with the others. */
static void set_up_part(Part *part, const Part *first)
{
    g_autoptr(SvyDataset) dataset = svy_dataset_new(first->table.dataset->input_name);

    part->table = first->table;
    part->table.dataset = NULL;
    part->table.is_part = true;
    part->table.held = new_held(&part->table);
    part->table.n_records = first->table.dataset->n_header_rows;
    dataset->n_header_rows = first->table.dataset->n_header_rows;
    if (!svy_dataset_set_n_columns(dataset, first->table.dataset->n_columns))
        return;
    svy_dataset_make_part(dataset);
    part->table.dataset = g_steal_pointer(&dataset);
    expect_record(&part->table);
}

static bool set_up_parts(Parts *parts,
                         const SvyCsvOptions *options,
                         const Table *table,
                         GError **error)
{
    g_autofree size_t *begins = NULL;
    size_t n;

    if (!svy_split_find(parts->input, options, table->dataset->n_columns, &begins, &n, error))
        return false;
    parts->parts = g_new0(Part, n);
    parts->n = n;
    parts->parts[0].table = *table;
    parts->parts[0].table.held = new_held(table);
    expect_record(&parts->parts[0].table);
    set_up_options(&parts->parts[0], options, 0, begins[1]);
    for (size_t i = 1; i < n; i++) {
        Part *part = &parts->parts[i];

        set_up_part(part, &parts->parts[0]);
        if (part->table.dataset == NULL)
            return true;
        set_up_options(part, options, begins[i], begins[i + 1]);
        part->options.n_skip_lines = 0;
        part->options.progress = NULL;
        part->options.is_stopped = &parts->is_stopped;
    }
    return true;
}

static void read_part(void *data, size_t i)
{
    Parts *parts = data;
    Part *part = &parts->parts[i];

    if (i > 0 && (part->table.dataset == NULL || part->begin == SIZE_MAX ||
                  part->begin == part->options.end))
        return;
    part->is_read = svy_csv_read_part(parts->input, &part->options, part->table.dataset->findings,
                                      &part->counts, &part->error);
    if (i == 0 && !part->is_read)
        g_atomic_int_set(&parts->is_stopped, 1);
}

static bool fits(const Part *first, const Part *part)
{
    return part->is_read && part->begin == first->counts.position && !first->table.is_ragged &&
           svy_dataset_can_join(first->table.dataset, part->table.dataset);
}

static void join_counts(Part *first, const Part *part)
{
    SvyCsvCounts *counts = &first->counts;
    const SvyCsvCounts *more = &part->counts;

    if (first->table.n_wide == 0 && part->table.n_wide > 0)
        first->table.first_wide_line = part->table.first_wide_line + counts->n_lines;
    first->table.n_wide += part->table.n_wide;
    first->table.n_defused += part->table.n_defused;
    if (counts->n_blank_lines == 0 && more->n_blank_lines > 0)
        counts->first_blank_line = more->first_blank_line + counts->n_lines;
    counts->n_blank_lines += more->n_blank_lines;
    if (counts->odd_line == 0 && more->odd_line > 0) {
        counts->odd_line = more->odd_line + counts->n_lines;
        counts->odd_column = more->odd_column;
        svy_findings_place(first->table.dataset->findings, "encoding", counts->odd_line,
                           counts->odd_column);
    }
    counts->n_records += more->n_records;
    counts->n_lines += more->n_lines;
    counts->has_last_line_end = more->has_last_line_end;
    counts->position = more->position;
    counts->is_at_end = more->is_at_end;
}

static bool join_part(Parts *parts, Part *part, GError **error)
{
    Part *first = &parts->parts[0];
    SvyDataset *dataset = first->table.dataset;

    if (first->counts.is_at_end)
        return true;
    if (!fits(first, part)) {
        g_clear_pointer(&part->table.dataset, svy_dataset_unref); /* makes room */
        first->options.end = part->options.end;
        return svy_csv_read_part(parts->input, &first->options, dataset->findings, &first->counts,
                                 error);
    }
    if (!svy_dataset_join(dataset, part->table.dataset, first->counts.n_lines))
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, &(SvyPlace){.file = dataset->input_name},
                             NULL, "no memory for more than %zu responses", dataset->n_rows);
    join_counts(first, part);
    g_clear_pointer(&part->table.dataset, svy_dataset_unref);
    return true;
}

static bool read_parts(Parts *parts, GError **error)
{
    Part *first = &parts->parts[0];

    (void)svy_error_quark(); /* made before there are threads */
    svy_parallel_run(parts->n, read_part, parts);
    if (!first->is_read) {
        g_propagate_error(error, g_steal_pointer(&first->error));
        return false;
    }
    for (size_t i = 1; i < parts->n; i++)
        if (!join_part(parts, &parts->parts[i], error))
            return false;
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
            SVY_TR("%zu rows have empty cells right of the last column; an unnamed empty last "
                   "column was left out"),
            table->n_wide);
    if (table->n_defused > 0)
        svy_findings_add(
            findings, SVY_SEVERITY_NOTE, "defused", 0, SVY_NO_COLUMN, NULL,
            table->n_defused == 1
                ? SVY_TR("%zu cell has an apostrophe that keeps spreadsheets from computing what "
                         "follows; the answer was taken without it")
                : SVY_TR("%zu cells have an apostrophe that keeps spreadsheets from computing what "
                         "follows; the answer was taken without it"),
            table->n_defused);
    if (counts->n_blank_lines > 0 && table->dataset->n_columns > 1)
        svy_findings_add(findings, SVY_SEVERITY_NOTE, "blank-lines", counts->first_blank_line,
                         SVY_NO_COLUMN, NULL, SVY_TR("%zu blank lines were left out"),
                         counts->n_blank_lines);
}
bool svy_table_read(SvyInput *input,
                    const SvyCsvOptions *options,
                    const SvyHead *head,
                    const SvyExporter *exporter,
                    const SvyHeading headings[],
                    SvyDataset *dataset,
                    GError **error)
{
    Table table = {.dataset = dataset, .head = head, .exporter = exporter, .headings = headings};
    g_auto(Parts) parts = {.input = input};

    find_skip(&table);
    if (!set_up_parts(&parts, options, &table, error) || !read_parts(&parts, error))
        return false;

    const Part *whole = &parts.parts[0];

    if (whole->table.n_ragged > 0)
        return stop_ragged(&whole->table, input, options, &whole->counts, error);
    note_counts(&whole->table, &whole->counts);
    return true;
}
