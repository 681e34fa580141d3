/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader gives each record once, all text valid, and the same in parts as in one go. */
#include <string.h>

#include "base/findings.h"
#include "fuzz/fuzz.h"
#include "ingest/csv-reader.h"

static void on_field(void *data, size_t field, const char *text, size_t n_bytes)
{
    GString *all = data;

    g_assert_true(n_bytes == 0 || g_utf8_validate_len(text, n_bytes, NULL));
    g_string_append_printf(all, "%zu:", field);
    g_string_append_len(all, text, (gssize)n_bytes);
    g_string_append_c(all, '\x1f');
}

static bool on_record(void *data, size_t n_fields, size_t line, bool is_blank, GError **error)
{
    GString *all = data;

    (void)error;
    g_string_append_printf(all, "=%zu@%zu%c\n", n_fields, line, is_blank ? 'b' : ' ');
    return true;
}

/* From cut to cut; false as soon as a piece is. */
static bool read_in_pieces(SvyInput *input, SvyCsvOptions options, size_t step, GString *all)
{
    SvyCsvCounts counts = {0};

    options.data = all;
    while (!counts.is_at_end) {
        options.end = counts.position + step;
        if (!svy_csv_read_part(input, &options, NULL, &counts, NULL))
            return false;
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(SvyInput) input = svy_input_new_from_memory("f", data, size);
    g_autoptr(SvyFindings) findings = svy_findings_new();
    g_autoptr(GString) whole = g_string_new(NULL);
    g_autoptr(GString) pieces = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_auto(SvyEncoding) encoding = {0};
    SvyCsvOptions options = {.delimiter = size > 0 ? ",;\t|"[data[0] % 4] : ',',
                             .n_skip_lines = size > 1 && data[1] == '#' ? 1 : 0,
                             .n_columns = 3,
                             .max_cell_bytes = 600,
                             .encoding = &encoding,
                             .on_field = on_field,
                             .on_record = on_record,
                             .data = whole};

    if (!svy_encoding_detect(input, NULL, findings, &encoding, NULL))
        return 0;
    if (!svy_csv_read(input, &options, findings, NULL, &error)) {
        g_assert_nonnull(error);
        g_assert_false(read_in_pieces(input, options, 40, pieces));
        return 0;
    }
    g_assert_true(read_in_pieces(input, options, 40, pieces));
    g_assert_cmpstr(whole->str, ==, pieces->str);
    return 0;
}
