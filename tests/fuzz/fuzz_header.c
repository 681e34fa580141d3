/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Header rows and exporters: any head of a file gets a heading for each column. */
#include <string.h>

#include "base/findings.h"
#include "fuzz/fuzz.h"
#include "ingest/dialect.h"
#include "ingest/export-format.h"

static void read_headings(const SvyHead *head)
{
    const char *evidence = NULL;
    size_t n_rows = 0, width = 1;
    const SvyExporter *exporter = svy_export_format_detect(head, &n_rows, &evidence);
    g_autofree SvyHeading *headings = NULL;

    g_assert_nonnull(exporter);
    g_assert_nonnull(evidence);
    if (head->cells->len <= n_rows)
        return;
    for (size_t i = 0; i < MAX(n_rows, 1); i++)
        width = MAX(width, svy_head_count_fields(head, i));
    headings = g_new0(SvyHeading, width);
    exporter->read_headings(head, n_rows, width, headings);
    for (size_t i = 0; i < width; i++) {
        g_assert_nonnull(headings[i].stem);
        g_assert_true(g_utf8_validate(headings[i].stem, -1, NULL));
        svy_heading_clear(&headings[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(SvyInput) input = svy_input_new_from_memory("f", data, size);
    g_autoptr(SvyFindings) findings = svy_findings_new();
    g_auto(SvyEncoding) encoding = {0};
    g_autoptr(SvyHead) head = NULL;
    SvyDialect dialect;

    if (!svy_encoding_detect(input, NULL, findings, &encoding, NULL) ||
        !svy_dialect_detect(input, &encoding, '\0', findings, &dialect, NULL))
        return 0;

    const SvyCsvOptions options = {
        .delimiter = dialect.delimiter, .n_max_records = 100, .encoding = &encoding};

    if (svy_head_read(input, &options, &head, NULL) && head->cells->len > 0)
        read_headings(head);
    return 0;
}
