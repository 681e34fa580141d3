/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as the codebook of a small survey: refused with its line, or used; what is then written
 * is read back as it is. */
#include <string.h>
#include <unistd.h>

#include "core/dataset.h"
#include "fuzz/fuzz.h"
#include "ingest/codebook-file.h"
#include "ingest/ingest-private.h"

static const char responses[] = "id,Role?,Which? - Web,Which? - Mail,Age,Comment\n"
                                "101,Librarian,Web,,34,fine\n102,Director,,Mail,41,\n"
                                "103,Librarian,Web,Mail,29,\n104,Student,,,,so so\n";

/* (transfer full) the path. A codebook is read by name; not every machine has /proc/self/fd. */
static char *write_codebook(const void *codebook, size_t n_bytes)
{
    char *path = NULL;
    const int fd = g_file_open_tmp("svy-codebook-XXXXXX", &path, NULL);

    g_assert_cmpint(fd, >=, 0);
    g_assert_cmpint(write(fd, codebook, n_bytes), ==, (gssize)n_bytes);
    close(fd);
    return path;
}

/* A dataset under a codebook; NULL when it was refused. */
static SvyDataset *read_with(const void *codebook, size_t n_bytes)
{
    g_autofree char *path = write_codebook(codebook, n_bytes);
    const SvyReadOptions options = {.codebook_path = path};
    SvyInput *input = svy_input_new_from_memory("f", responses, sizeof responses - 1);
    g_autoptr(SvyDataset) dataset = NULL;
    g_autoptr(GError) error = NULL;

    if (!svy_ingest_read_input(input, &options, &dataset, &error))
        g_assert_nonnull(error);
    g_assert_false(g_error_matches(error, SVY_ERROR, SVY_ERROR_IO));
    unlink(path);
    return g_steal_pointer(&dataset);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(SvyDataset) dataset = read_with(data, size);
    g_autoptr(SvyDataset) again = NULL;
    g_autofree char *first = NULL;
    g_autofree char *second = NULL;

    if (dataset == NULL)
        return 0;
    first = svy_codebook_file_format(dataset);
    again = read_with(first, strlen(first));
    g_assert_nonnull(again);
    second = svy_codebook_file_format(again);
    g_assert_cmpstr(first, ==, second);
    return 0;
}
