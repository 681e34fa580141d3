/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Responses that can be shared: a second reading that lets through only what is known to be safe.
 * Every column stays, so that headers, positions and codebook still fit; what may not be shown is
 * blanked. Whatever no rule lets through is blanked too. */
#include <surveystat/ingest.h>

#include <string.h>

#include "base/csv-out.h"
#include "base/error.h"
#include "base/text.h"
#include "core/dataset.h"
#include "ingest/anonymize-private.h"
#include "ingest/ingest-private.h"

/* --- Records -------------------------------------------------------------------------------- */

/* A row without its running numbers; sorted by what is published of it and by nothing else. */
typedef struct {
    char *key;
    char *text;
    GArray *holes; /* of size_t: where the digit of a running number stands */
} Row;

static void row_clear(gpointer data)
{
    Row *row = data;

    g_free(row->key);
    g_free(row->text);
    g_array_unref(row->holes);
}

typedef struct {
    const SvyDataset *dataset;
    const SvyWayRule *rules;
    GPtrArray *cells; /* of char, owned: the record being read */
    GString *head;
    size_t n_head;
    GArray *rows; /* of Row, owned */
} Second;

static void second_clear(Second *second)
{
    g_clear_pointer(&second->cells, g_ptr_array_unref);
    g_clear_pointer(&second->rows, g_array_unref);
    if (second->head != NULL)
        g_string_free(second->head, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Second, second_clear)

static void on_field(void *data, size_t field, const char *text, size_t n_bytes)
{
    Second *second = data;
    g_autofree char *cell = g_strndup(text, n_bytes);

    if (field < second->dataset->n_columns)
        g_ptr_array_add(second->cells, g_strdup(svy_csv_get_text(cell)));
}

static const char *get_cell(const Second *second, size_t i)
{
    return i < second->cells->len ? g_ptr_array_index(second->cells, i) : "";
}

static void take_header(Second *second)
{
    for (size_t i = 0; i < second->dataset->n_columns; i++)
        svy_csv_append_text(second->head, get_cell(second, i));
    svy_csv_end_row(second->head);
    second->n_head++;
}

static void take_row(Second *second)
{
    GString *text = g_string_new(NULL);
    Row row = {.holes = g_array_new(FALSE, FALSE, sizeof(size_t))};

    for (size_t i = 0; i < second->dataset->n_columns; i++) {
        svy_anonymize_append_cell(text, &second->rules[i], get_cell(second, i), second->rows->len);
        if (second->rules[i].way == SVY_WAY_RUNNING) {
            const size_t hole = text->len - 1;

            g_array_append_val(row.holes, hole);
        }
    }
    row.key = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text->str, (gssize)text->len);
    row.text = g_string_free(text, FALSE);
    g_array_append_val(second->rows, row);
}

static bool on_record(void *data, size_t n_fields, size_t line, bool is_blank, GError **error)
{
    Second *second = data;
    const SvyDataset *dataset = second->dataset;
    const size_t row = second->rows->len;

    (void)n_fields;
    (void)error;
    if (second->n_head < dataset->n_header_rows) {
        if (!is_blank)
            take_header(second);
    } else if (row < dataset->n_rows && svy_dataset_get_line(dataset, row) == line) {
        take_row(second);
    }
    g_ptr_array_set_size(second->cells, 0);
    return true;
}

static gint compare_rows(gconstpointer a, gconstpointer b)
{
    return strcmp(((const Row *)a)->key, ((const Row *)b)->key);
}

static void append_row(GString *out, const Row *row, size_t number)
{
    size_t from = 0;

    for (guint i = 0; i < row->holes->len; i++) {
        const size_t hole = g_array_index(row->holes, size_t, i);

        g_string_append_len(out, row->text + from, (gssize)(hole - from));
        g_string_append_printf(out, "%zu", number);
        from = hole + 1;
    }
    g_string_append(out, row->text + from);
    g_string_append_c(out, '\n');
}

static char *format_rows(Second *second)
{
    GString *out = g_string_new(second->head->str);

    g_array_sort(second->rows, compare_rows);
    for (guint i = 0; i < second->rows->len; i++)
        append_row(out, &g_array_index(second->rows, Row, i), i + 1);
    return g_string_free(out, FALSE);
}

static bool read_again(const char *path,
                       const SvyReadOptions *options,
                       Second *second,
                       GError **error)
{
    g_autoptr(SvyInput) input = NULL;
    g_autoptr(SvyFindings) findings = svy_findings_new(); /* were all said the first time */
    g_auto(SvyEncoding) encoding = {0};
    SvyDialect dialect;
    SvyCsvCounts counts;

    if (!svy_input_open(path, &input, error) ||
        !svy_ingest_look_at(input, options, findings, &encoding, &dialect, error))
        return false;

    const SvyCsvOptions csv = {.delimiter = dialect.delimiter,
                               .n_skip_lines = dialect.n_skip_lines,
                               .n_columns = second->dataset->n_columns,
                               .max_cell_bytes = options->max_cell_bytes,
                               .encoding = &encoding,
                               .on_field = on_field,
                               .on_record = on_record,
                               .data = second,
                               .progress = options->progress,
                               .progress_data = options->progress_data};

    if (!svy_csv_read(input, &csv, findings, &counts, error))
        return false;
    if (second->rows->len == second->dataset->n_rows)
        return true;
    return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = second->dataset->input_name},
                         "Run it again when nothing else writes the file",
                         "the file has changed while it was read");
}

/* --- What is said of it --------------------------------------------------------------------- */

static const char *name_way(SvyWay way)
{
    switch (way) {
    case SVY_WAY_BLANK:
        return "blanked";
    case SVY_WAY_RUNNING:
        return "replaced";
    case SVY_WAY_DAY:
        return "coarsened";
    case SVY_WAY_ALL:
        return "kept";
    case SVY_WAY_ANSWERS:
    case SVY_WAY_TICKS:
    case SVY_WAY_PIECES:
    case SVY_WAY_CODES:
    case SVY_WAY_NUMBERS:
        break;
    }
    return "kept";
}

static void list_columns(const SvyDataset *dataset, const SvyWayRule rules[], SvyFindings *findings)
{
    for (size_t i = 0; i < dataset->n_columns; i++) {
        const SvyWayRule *rule = &rules[i];
        g_autofree char *header = svy_text_quote(dataset->headers[i]);

        svy_findings_add(findings, SVY_SEVERITY_NOTE, name_way(rule->way), 0, i, NULL,
                         "column %zu, %s: %s, %s", i + 1, header, name_way(rule->way),
                         rule->reason);
    }
}

bool svy_anonymize(const char *path,
                   const SvyReadOptions *options,
                   const SvyDataset *dataset,
                   const SvyPlan *plan,
                   char **ret_csv,
                   SvyFindings **ret_findings,
                   GError **error)
{
    static const SvyReadOptions defaults = {0};
    g_autofree SvyWayRule *rules = NULL;
    g_autoptr(SvyFindings) findings = svy_findings_new();
    g_auto(Second) second = {.dataset = dataset};

    if (strcmp(path, "-") == 0)
        return svy_error_set(error, SVY_ERROR_USAGE, NULL, "Give the name of a file",
                             "standard input cannot be read twice");
    rules = svy_anonymize_choose_rules(dataset);
    second.rules = rules;
    second.cells = g_ptr_array_new_with_free_func(g_free);
    second.head = g_string_new(NULL);
    second.rows = g_array_new(FALSE, FALSE, sizeof(Row));
    g_array_set_clear_func(second.rows, row_clear);
    if (!read_again(path, options == NULL ? &defaults : options, &second, error))
        return false;
    list_columns(dataset, rules, findings);
    svy_anonymize_find_rare(dataset, plan, findings);
    *ret_csv = format_rows(&second);
    *ret_findings = g_steal_pointer(&findings);
    return true;
}
