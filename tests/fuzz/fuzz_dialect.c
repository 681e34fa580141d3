/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A delimiter is found for any bytes that are text, and is one of four. */
#include <string.h>

#include "base/findings.h"
#include "fuzz/fuzz.h"
#include "ingest/dialect.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(SvyInput) input = svy_input_new_from_memory("f", data, size);
    g_autoptr(SvyFindings) findings = svy_findings_new();
    g_auto(SvyEncoding) encoding = {0};
    SvyDialect dialect;

    if (!svy_encoding_detect(input, NULL, findings, &encoding, NULL) ||
        !svy_dialect_detect(input, &encoding, '\0', findings, &dialect, NULL))
        return 0;
    g_assert_nonnull(memchr(",;\t|", dialect.delimiter, 4));
    return 0;
}
