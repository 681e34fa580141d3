/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes: refused by name, or text that is valid line by line. */
#include <string.h>

#include "base/findings.h"
#include "fuzz/fuzz.h"
#include "ingest/encoding.h"

static void decode_lines(const SvyEncoding *encoding, const char *text, size_t n)
{
    size_t first_bad = 0;

    for (size_t i = encoding->n_skip; i < n;) {
        const char *end = memchr(text + i, '\n', n - i);
        const size_t length = end == NULL ? n - i : (size_t)(end - text) - i + 1;
        g_autoptr(GString) out = g_string_new(NULL);

        svy_encoding_decode(encoding, text + i, length, out, &first_bad);
        if (memchr(out->str, '\0', out->len) == NULL)
            g_assert_true(g_utf8_validate_len(out->str, out->len, NULL));
        i += length;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {NULL, "windows-1252", "macroman", "utf-16le"};
    const char *wanted = size > 0 && data[size - 1] < 4 ? names[data[size - 1]] : NULL;
    g_autoptr(SvyInput) input = svy_input_new_from_memory("f", data, size);
    g_autoptr(SvyFindings) findings = svy_findings_new();
    g_autoptr(GError) error = NULL;
    g_auto(SvyEncoding) encoding = {0};

    svy_input_set_parts(input, size % 3 + 1, 0);
    if (!svy_encoding_detect(input, wanted, findings, &encoding, &error)) {
        g_assert_nonnull(error);
        return 0;
    }
    if (svy_input_get_size(input) == size && encoding.kind != SVY_ENCODING_UTF8)
        decode_lines(&encoding, (const char *)data, size);
    return 0;
}
