/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a target over its corpus: replay-TARGET FOLDER. A fault aborts; TAP is printed for each
 * input, so that the one at fault is the first that is missing. */
#include <glib.h>
#include <stdio.h>

#include "fuzz/fuzz.h"

static void replay(gconstpointer data)
{
    g_autofree char *bytes = NULL;
    g_autoptr(GError) error = NULL;
    gsize n = 0;

    g_file_get_contents(data, &bytes, &n, &error);
    g_assert_no_error(error);
    g_assert_cmpint(LLVMFuzzerTestOneInput((const uint8_t *)bytes, n), ==, 0);
}

int main(int argc, char **argv)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) folder = NULL;
    const char *name;

    g_test_init(&argc, &argv, NULL);
    folder = argc == 2 ? g_dir_open(argv[1], 0, NULL) : NULL;
    if (folder == NULL) {
        fputs("usage: replay-TARGET FOLDER\n", stderr);
        return 2;
    }
    while ((name = g_dir_read_name(folder)) != NULL) {
        char *path = g_build_filename(argv[1], name, NULL);
        g_autofree char *title = g_strdup_printf("/fuzz/%s", name);

        g_ptr_array_add(paths, path);
        g_test_add_data_func(title, path, replay);
    }
    g_assert_cmpuint(paths->len, >, 0);
    return g_test_run();
}
