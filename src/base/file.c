/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole files in and out; every result of the system is looked at. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file-private.h"

#define CHUNK_BYTES 65536
#define MAX_FOLDERS 64 /* one below the other */

void svy_fd_close(SvyFd fd)
{
    if (fd >= 0)
        close(fd);
}

/* --- Reading -------------------------------------------------------------------------------- */

/* As read(), begun again when a signal came in between. */
static ssize_t read_some(int fd, void *buffer, size_t n_bytes)
{
    ssize_t n;

    do {
        n = read(fd, buffer, n_bytes);
    } while (n < 0 && errno == EINTR);
    return n;
}

static bool open_to_read(const char *path, int *ret_fd, GError **error)
{
    g_auto(SvyFd) fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat status;

    if (fd < 0 || fstat(fd, &status) < 0)
        return svy_error_set_errno(error, errno, path, "open it");
    if (S_ISDIR(status.st_mode))
        return svy_error_set_errno(error, EISDIR, path, "read it");
    *ret_fd = fd;
    fd = -1;
    return true;
}

/* Room for one chunk more; the size is a stranger's, so that no memory is an error. */
static bool grow(char **buffer, size_t *capacity, size_t length)
{
    char *larger;

    if (*capacity - length >= CHUNK_BYTES)
        return true;
    larger = g_try_realloc(*buffer, 2 * *capacity + CHUNK_BYTES);
    if (larger == NULL)
        return false;
    *buffer = larger;
    *capacity = 2 * *capacity + CHUNK_BYTES;
    return true;
}

bool svy_file_read(const char *path, size_t max_bytes, GBytes **ret_bytes, GError **error)
{
    const SvyPlace place = {.file = path};
    g_auto(SvyFd) fd = -1;
    g_autofree char *buffer = NULL;
    size_t capacity = 0, length = 0;
    ssize_t n;

    if (!open_to_read(path, &fd, error))
        return false;
    do {
        if (!grow(&buffer, &capacity, length))
            return svy_error_set_errno(error, ENOMEM, path, "read it");
        n = read_some(fd, buffer + length, CHUNK_BYTES);
        if (n < 0)
            return svy_error_set_errno(error, errno, path, "read it");
        length += (size_t)n;
        if (length > max_bytes)
            return svy_error_set(error, SVY_ERROR_LIMIT, &place, NULL,
                                 "the file has more than %zu bytes", max_bytes);
    } while (n > 0);
    *ret_bytes = g_bytes_new_take(g_steal_pointer(&buffer), length);
    return true;
}

bool svy_file_hash_fd(int fd, GChecksumType type, const char *shown, char **ret_hex, GError **error)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(type);
    unsigned char chunk[CHUNK_BYTES];
    ssize_t n;

    while ((n = read_some(fd, chunk, sizeof chunk)) > 0)
        g_checksum_update(checksum, chunk, n);
    if (n < 0)
        return svy_error_set_errno(error, errno, shown, "read it");
    *ret_hex = g_strdup(g_checksum_get_string(checksum));
    return true;
}

bool svy_file_hash(const char *path, char **ret_hex, GError **error)
{
    g_auto(SvyFd) fd = -1;

    return open_to_read(path, &fd, error) &&
           svy_file_hash_fd(fd, G_CHECKSUM_SHA256, path, ret_hex, error);
}

/* --- Listing -------------------------------------------------------------------------------- */

static bool list_folder(const char *path,
                        const char *prefix,
                        size_t level,
                        GPtrArray *names,
                        GError **error);

static bool list_child(const char *path,
                       const char *prefix,
                       const char *child,
                       size_t level,
                       GPtrArray *names,
                       GError **error)
{
    g_autofree char *child_path = g_build_filename(path, child, NULL);
    g_autofree char *name = g_strconcat(prefix, child, NULL);
    struct stat status;

    if (lstat(child_path, &status) < 0)
        return svy_error_set_errno(error, errno, child_path, "look at it");
    if (S_ISDIR(status.st_mode)) {
        g_autofree char *deeper = g_strconcat(name, "/", NULL);

        return list_folder(child_path, deeper, level + 1, names, error);
    }
    g_ptr_array_add(names, g_steal_pointer(&name));
    return true;
}

static bool list_folder(const char *path,
                        const char *prefix,
                        size_t level,
                        GPtrArray *names,
                        GError **error)
{
    const SvyPlace place = {.file = path};
    const struct dirent *child;
    DIR *stream;
    bool is_listed = true;

    if (level > MAX_FOLDERS)
        return svy_error_set(error, SVY_ERROR_LIMIT, &place, NULL,
                             "more than %d folders stand one in another", MAX_FOLDERS);
    stream = opendir(path);
    if (stream == NULL)
        return svy_error_set_errno(error, errno, path, "list it");
    while (is_listed && (child = readdir(stream)) != NULL)
        if (!svy_file_is_dot(child->d_name))
            is_listed = list_child(path, prefix, child->d_name, level, names, error);
    closedir(stream);
    return is_listed;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool svy_file_list(const char *folder, char ***ret_names, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

    if (!list_folder(folder, "", 0, names, error))
        return false;
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    *ret_names = (char **)g_ptr_array_steal(names, NULL);
    return true;
}

/* --- Targets -------------------------------------------------------------------------------- */

bool svy_target_init(SvyTarget *target, const char *path, GError **error)
{
    const SvyPlace place = {.file = path};
    g_autofree char *plain = g_strdup(path);

    for (size_t length = strlen(plain); length > 1 && plain[length - 1] == '/'; length--)
        plain[length - 1] = '\0';

    g_autofree char *parent_path = g_path_get_dirname(plain);
    g_autofree char *name = g_path_get_basename(plain);
    g_auto(SvyFd) parent = -1;

    if (*path == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strchr(name, '/'))
        return svy_error_set(error, SVY_ERROR_DATA, &place, "Give another name",
                             "it does not name anything that could be made");
    parent = open(parent_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (parent < 0)
        return svy_error_set_errno(error, errno, parent_path, "open this folder");

    /* The name is hashed, because with more letters in front it could be too long. */
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);

    *target = (SvyTarget){.path = g_strdup(path),
                          .name = g_steal_pointer(&name),
                          .temp = g_strdup_printf(".surveystat-%.12s-", hash),
                          .parent = parent};
    parent = -1;
    return true;
}

void svy_target_clear(SvyTarget *target)
{
    if (target->path == NULL)
        return;
    g_clear_pointer(&target->path, g_free);
    g_clear_pointer(&target->name, g_free);
    g_clear_pointer(&target->temp, g_free);
    close(target->parent);
}

char *svy_target_make_temp_name(const SvyTarget *target)
{
    return g_strdup_printf("%s%08x%08x", target->temp, g_random_int(), g_random_int());
}

bool svy_target_check(const SvyTarget *target,
                      bool may_replace,
                      bool may_be_folder,
                      bool *ret_exists,
                      GError **error)
{
    const SvyPlace place = {.file = target->path};
    struct stat status;

    if (fstatat(target->parent, target->name, &status, AT_SYMLINK_NOFOLLOW) < 0) {
        if (errno != ENOENT)
            return svy_error_set_errno(error, errno, target->path, "look at it");
        *ret_exists = false;
        return true;
    }
    if (!S_ISREG(status.st_mode) && !(may_be_folder && S_ISDIR(status.st_mode)))
        return svy_error_set(error, SVY_ERROR_DATA, &place, "Give another name",
                             "%s stands there and is left alone",
                             S_ISLNK(status.st_mode)   ? "a symbolic link"
                             : S_ISDIR(status.st_mode) ? "a folder"
                                                       : "a device or pipe");
    if (!may_replace)
        return svy_error_set(error, SVY_ERROR_DATA, &place, "Give another name or remove it",
                             "it exists already");
    *ret_exists = true;
    return true;
}

int svy_target_rename_new(const SvyTarget *target, const char *temp)
{
    struct stat status;

    if (renameat2(target->parent, temp, target->parent, target->name, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != ENOSYS && errno != EINVAL)
        return errno;

    /* Some network file systems know the plain call only; between look and call is a gap. */
    if (fstatat(target->parent, target->name, &status, AT_SYMLINK_NOFOLLOW) == 0)
        return EEXIST;
    return renameat(target->parent, temp, target->parent, target->name) == 0 ? 0 : errno;
}

bool svy_target_sync(const SvyTarget *target, GError **error)
{
    /* EINVAL: a file system that cannot flush a folder has nothing to flush. */
    if (fsync(target->parent) < 0 && errno != EINVAL)
        return svy_error_set_errno(error, errno, target->path, "flush the folder that holds it");
    return true;
}

/* --- Writing -------------------------------------------------------------------------------- */

static bool write_all(int fd, const void *data, size_t n_bytes)
{
    const char *rest = data;

    while (n_bytes > 0) {
        const ssize_t n = write(fd, rest, n_bytes);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        rest += n;
        n_bytes -= (size_t)n;
    }
    return true;
}

bool svy_file_create_at(int folder,
                        const char *name,
                        const void *data,
                        size_t n_bytes,
                        bool is_flushed,
                        const char *shown,
                        GError **error)
{
    const int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    int fault = 0;

    if (fd < 0)
        return svy_error_set_errno(error, errno, shown, "create it");
    if (!write_all(fd, data, n_bytes) || (is_flushed && fsync(fd) < 0))
        fault = errno;
    if (close(fd) < 0 && fault == 0 && errno != EINTR)
        fault = errno;
    if (fault == 0)
        return true;
    unlinkat(folder, name, 0);
    return svy_error_set_errno(error, fault, shown, "write it");
}

/* Gives a finished temporary its name; @exists says that a file is to be replaced. */
static bool put_file(const SvyTarget *target, const char *temp, bool exists, GError **error)
{
    const SvyPlace place = {.file = target->path};
    int fault;

    if (exists)
        fault = renameat(target->parent, temp, target->parent, target->name) == 0 ? 0 : errno;
    else
        fault = svy_target_rename_new(target, temp);
    if (fault == 0)
        return svy_target_sync(target, error);

    unlinkat(target->parent, temp, 0);
    if (fault == EEXIST)
        return svy_error_set(error, SVY_ERROR_DATA, &place, NULL, "it was made by somebody else");
    return svy_error_set_errno(error, fault, target->path, "put it in place");
}

bool svy_file_check_target(const char *path, bool may_replace, GError **error)
{
    g_auto(SvyTarget) target = {.parent = -1};
    bool exists;

    return svy_target_init(&target, path, error) &&
           svy_target_check(&target, may_replace, false, &exists, error);
}

bool svy_file_write(const char *path,
                    const void *data,
                    size_t n_bytes,
                    bool may_replace,
                    GError **error)
{
    g_auto(SvyTarget) target = {.parent = -1};
    g_autofree char *temp = NULL;
    bool exists;

    if (!svy_target_init(&target, path, error) ||
        !svy_target_check(&target, may_replace, false, &exists, error))
        return false;
    temp = svy_target_make_temp_name(&target);
    return svy_file_create_at(target.parent, temp, data, n_bytes, true, path, error) &&
           put_file(&target, temp, exists, error);
}
