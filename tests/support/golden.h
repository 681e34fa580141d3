/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparing a text with the file that holds what it should be. SVY_UPDATE_GOLDEN=1 writes the files
 * anew; whoever does so looks at the difference and says in the commit why it is right. */
#pragma once

#include <glib.h>
#include <string.h>

/* The first line that differs, for a failure that can be read. */
static inline void golden_show_difference(const char *name, const char *got, const char *expected)
{
    g_auto(GStrv) got_lines = g_strsplit(got, "\n", -1);
    g_auto(GStrv) expected_lines = g_strsplit(expected, "\n", -1);
    size_t i = 0;

    while (got_lines[i] != NULL && expected_lines[i] != NULL &&
           strcmp(got_lines[i], expected_lines[i]) == 0)
        i++;
    g_test_message("%s:%zu\n  expected: %s\n  got:      %s", name, i + 1,
                   expected_lines[i] == NULL ? "(end)" : expected_lines[i],
                   got_lines[i] == NULL ? "(end)" : got_lines[i]);
}

/* @folder is below tests/golden, whose path is in SVY_GOLDEN_DIR. */
static inline void golden_check(const char *folder, const char *name, const char *got)
{
    g_autofree char *path = g_build_filename(g_getenv("SVY_GOLDEN_DIR"), folder, name, NULL);
    g_autofree char *expected = NULL;

    if (g_strcmp0(g_getenv("SVY_UPDATE_GOLDEN"), "1") == 0)
        g_assert_true(g_file_set_contents(path, got, -1, NULL));
    if (!g_file_get_contents(path, &expected, NULL, NULL)) {
        g_test_message("no such golden file: %s", path);
        g_test_fail();
        return;
    }
    if (strcmp(got, expected) == 0)
        return;
    golden_show_difference(name, got, expected);
    g_test_fail();
}
