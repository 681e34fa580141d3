/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as a plan: refused with its line, or a plan whose figures are in range. */
#include <glib.h>

#include "fuzz/fuzz.h"
#include "ingest/plan-file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(SvyPlan) plan = NULL;
    g_autoptr(GError) error = NULL;

    if (!svy_plan_file_parse((const char *)data, size, "f.ini", &plan, &error)) {
        g_assert_nonnull(error);
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
        return 0;
    }
    g_assert_true(plan->level > 0 && plan->level < 1);
    return 0;
}
