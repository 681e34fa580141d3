/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Output paths. Two paths are compared by what they are (device and inode), not by how they are
 * spelled. */
#include "cli/paths.h"

#include <string.h>
#include <sys/stat.h>

#include "base/error.h"

char *svy_paths_name_report(const char *file)
{
    g_autofree char *base = g_path_get_basename(file);
    char *dot = strrchr(base, '.');

    if (strcmp(file, "-") == 0)
        return NULL;
    if (dot != NULL && dot != base)
        *dot = '\0';
    return g_strconcat(base, "-report", NULL);
}

static bool is_same(const struct stat *a, const char *path)
{
    struct stat b;

    return stat(path, &b) == 0 && a->st_dev == b.st_dev && a->st_ino == b.st_ino;
}

/* True when @path is what @status says or lies below it. */
static bool is_within(const struct stat *status, const char *path)
{
    g_autofree char *at = g_canonicalize_filename(path, NULL);

    for (;;) {
        char *above;

        if (is_same(status, at))
            return true;
        above = g_path_get_dirname(at);
        if (strcmp(above, at) == 0) {
            g_free(above);
            return false;
        }
        g_free(at);
        at = above;
    }
}

bool svy_paths_check_output(const char *output, const char *file, const char *what, GError **error)
{
    const SvyPlace place = {.file = output};
    struct stat status;

    if (stat(output, &status) != 0)
        return true;
    if (is_within(&status, "."))
        return svy_error_set(error, SVY_ERROR_USAGE, &place, "Give another name with -o",
                             "is the working folder or one above it");
    if (file != NULL && strcmp(file, "-") != 0 && is_within(&status, file))
        return svy_error_set(error, SVY_ERROR_USAGE, &place, "Give another name with -o",
                             S_ISDIR(status.st_mode) ? "holds the %s" : "is the file of the %s",
                             what);
    return true;
}
