/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each exporter by itself. The first byte says which one, see choose-exporter.h; the rest is a
 * file. Where that exporter knows the file, it
 * reads it, whatever another one before it in the table would have said: a heading for each column,
 * the records, and what the tool writes where a cell alone does not tell. */
#include <string.h>

#include "core/dataset.h"
#include "fuzz/choose-exporter.h"
#include "fuzz/fuzz.h"
#include "ingest/dialect.h"
#include "ingest/table.h"

static void check_text(const char *text)
{
    g_assert_true(text == NULL || g_utf8_validate(text, -1, NULL));
}

static void check_heading(const SvyHeading *heading, size_t least_group)
{
    g_assert_nonnull(heading->stem);
    check_text(heading->stem);
    check_text(heading->item);
    check_text(heading->code);
    check_text(heading->point);
    g_assert_cmpuint(heading->group, >=, least_group);
    if (heading->hint == SVY_HINT_POINT)
        g_assert_true(heading->item != NULL && heading->point != NULL);
    for (size_t i = 0; i < heading->n_labels; i++) {
        g_assert_true(heading->labels[i].code != NULL && heading->labels[i].label != NULL);
        check_text(heading->labels[i].code);
        check_text(heading->labels[i].label);
    }
}

static void check_dataset(const SvyDataset *dataset)
{
    for (size_t i = 0; i < dataset->n_columns; i++)
        g_assert_cmpuint(dataset->columns[i].n_rows, ==, dataset->n_rows);
}

static void read_records(SvyInput *input,
                         const SvyCsvOptions *options,
                         const SvyHead *head,
                         const SvyExporter *exporter,
                         const SvyHeading headings[],
                         SvyDataset *dataset)
{
    g_autoptr(GError) error = NULL;

    if (!svy_table_read(input, options, head, exporter, headings, dataset, &error)) {
        g_assert_nonnull(error);
        return;
    }
    check_dataset(dataset);
    if (exporter->after_read != NULL)
        g_assert_true(exporter->after_read(dataset, headings));
    for (size_t i = 0; i < dataset->n_columns; i++)
        g_assert_true(svy_column_tidy(&dataset->columns[i]));
    check_dataset(dataset);
}

static void read_as(const SvyExporter *exporter,
                    SvyInput *input,
                    const SvyCsvOptions *options,
                    const SvyHead *head)
{
    const char *evidence = NULL;
    const size_t n_rows = exporter->detect(head, &evidence);
    g_autoptr(SvyDataset) dataset = svy_dataset_new("f");
    g_autofree SvyHeading *headings = NULL;
    size_t width = 1;

    if (head->cells->len <= n_rows || (n_rows == 0 && exporter != &svy_export_plain))
        return;
    g_assert_nonnull(evidence);
    for (size_t i = 0; i < MAX(n_rows, 1); i++)
        width = MAX(width, svy_head_count_fields(head, i));
    dataset->n_header_rows = n_rows;
    g_assert_true(svy_dataset_set_n_columns(dataset, width));
    headings = g_new0(SvyHeading, width);
    exporter->read_headings(head, n_rows, width, headings);
    for (size_t i = 0; i < width; i++)
        check_heading(&headings[i], i == 0 ? 0 : headings[i - 1].group);
    read_records(input, options, head, exporter, headings, dataset);
    for (size_t i = 0; i < width; i++)
        svy_heading_clear(&headings[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const SvyExporter *exporter = size == 0 ? NULL : choose_exporter(data[0]);
    g_autoptr(SvyInput) input =
        svy_input_new_from_memory("f", data + (size > 0), size - (size > 0));
    g_autoptr(SvyFindings) findings = svy_findings_new();
    g_auto(SvyEncoding) encoding = {0};
    g_autoptr(SvyHead) head = NULL;
    SvyDialect dialect;

    if (exporter == NULL || !svy_encoding_detect(input, NULL, findings, &encoding, NULL) ||
        !svy_dialect_detect(input, &encoding, '\0', findings, &dialect, NULL))
        return 0;

    SvyCsvOptions options = {.delimiter = dialect.delimiter,
                             .n_skip_lines = dialect.n_skip_lines,
                             .n_max_records = 100,
                             .encoding = &encoding};

    if (!svy_head_read(input, &options, &head, NULL) || head->cells->len == 0)
        return 0;
    options.n_max_records = 0;
    read_as(exporter, input, &options, head);
    return 0;
}
