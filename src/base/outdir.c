/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder that appears whole or not at all. It is made in a hidden sibling with mode 0700, which
 * is locked as long as it is ours: a sibling that nobody has locked was left by a killed run. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file-private.h"
#include "base/file.h"
#include "base/parallel.h"

#define LOCK_TRIES   100
#define LOCK_WAIT_US 100000

/* Threads that wait for the disk, which flushes many files in the time of one. */
#define N_FLUSHERS 8u

/* For reading back: it finds what a disk did wrong, at a fifth of the cost of SHA-256. */
#define ENTRY_DIGEST G_CHECKSUM_MD5

/* One file that was written. */
typedef struct {
    char *name;
    char *hash; /* of what it must hold */
} Entry;

struct SvyOutDir {
    SvyTarget target;
    char *temp;         /* (nullable) name of our sibling, as long as it is to be removed */
    int folder;         /* our sibling, open and locked; -1: none */
    GPtrArray *entries; /* of Entry, owned */
};

static void free_entry(gpointer data)
{
    Entry *entry = data;

    g_free(entry->name);
    g_free(entry->hash);
    g_free(entry);
}

/* --- Removing ------------------------------------------------------------------------------- */

static void remove_tree(int parent, const char *name);

static void remove_children(int folder)
{
    DIR *stream = fdopendir(folder);
    const struct dirent *child;

    if (stream == NULL) {
        close(folder);
        return;
    }
    while ((child = readdir(stream)) != NULL)
        if (!svy_file_is_dot(child->d_name))
            remove_tree(dirfd(stream), child->d_name);
    closedir(stream);
}

/* As far as it can: whoever calls looks at what is left. Symlinks are removed, never followed. */
static void remove_tree(int parent, const char *name)
{
    int folder;

    if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
        return;
    folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder >= 0)
        remove_children(folder);
    unlinkat(parent, name, AT_REMOVEDIR);
}

/* --- Locking -------------------------------------------------------------------------------- */

/* Waits for a short step of another run in the same parent. Not for ever: in a public folder any
 * stranger could hold the lock. Where the file system knows no locks we go on without. */
static bool lock_parent(const SvyTarget *target, GError **error)
{
    for (int i = 0; i < LOCK_TRIES; i++) {
        if (flock(target->parent, LOCK_EX | LOCK_NB) == 0 ||
            (errno != EWOULDBLOCK && errno != EINTR))
            return true;
        g_usleep(LOCK_WAIT_US);
    }
    return svy_error_set_errno(error, EWOULDBLOCK, target->path, "lock the folder that holds it");
}

static void unlock_parent(const SvyTarget *target)
{
    flock(target->parent, LOCK_UN);
}

/* False when a run of ours is at work in the sibling @name; removes it when it was left behind. */
static bool clear_sibling(int parent, const char *name)
{
    g_auto(SvyFd) folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (folder < 0)
        return true;
    if (flock(folder, LOCK_EX | LOCK_NB) == 0)
        remove_tree(parent, name);
    else if (errno == EWOULDBLOCK)
        return false;
    return true;
}

static bool clear_siblings(const SvyTarget *target, GError **error)
{
    const int copy = openat(target->parent, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = copy < 0 ? NULL : fdopendir(copy);
    const struct dirent *child;
    bool is_free = true;

    if (stream == NULL) {
        const int fault = errno;

        svy_fd_close(copy);
        return svy_error_set_errno(error, fault, target->path, "list the folder that holds it");
    }
    while (is_free && (child = readdir(stream)) != NULL)
        if (g_str_has_prefix(child->d_name, target->temp))
            is_free = clear_sibling(target->parent, child->d_name);
    closedir(stream);
    if (!is_free)
        return svy_error_set(error, SVY_ERROR_IO, &(SvyPlace){.file = target->path},
                             "Wait for it, or give another name",
                             "another surveystat is writing there");
    return true;
}

/* --- Opening -------------------------------------------------------------------------------- */

static bool make_sibling(SvyOutDir *dir, GError **error)
{
    g_autofree char *temp = svy_target_make_temp_name(&dir->target);

    if (mkdirat(dir->target.parent, temp, 0700) < 0)
        return svy_error_set_errno(error, errno, dir->target.path, "make a folder beside it");
    dir->temp = g_steal_pointer(&temp);
    dir->folder =
        openat(dir->target.parent, dir->temp, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (dir->folder < 0)
        return svy_error_set_errno(error, errno, dir->target.path, "open the folder beside it");
    flock(dir->folder, LOCK_EX | LOCK_NB);
    return true;
}

bool svy_outdir_open(const char *path, SvyOutDir **ret_dir, GError **error)
{
    g_autoptr(SvyOutDir) dir = g_new0(SvyOutDir, 1);

    dir->folder = -1;
    dir->entries = g_ptr_array_new_with_free_func(free_entry);
    if (!svy_target_init(&dir->target, path, error) || !lock_parent(&dir->target, error))
        return false;

    const bool is_made = clear_siblings(&dir->target, error) && make_sibling(dir, error);

    unlock_parent(&dir->target);
    if (is_made)
        *ret_dir = g_steal_pointer(&dir);
    return is_made;
}

void svy_outdir_free(SvyOutDir *dir)
{
    if (dir == NULL)
        return;
    if (dir->temp != NULL)
        remove_tree(dir->target.parent, dir->temp);
    svy_fd_close(dir->folder);
    g_free(dir->temp);
    g_clear_pointer(&dir->entries, g_ptr_array_unref);
    svy_target_clear(&dir->target);
    g_free(dir);
}

/* --- Filling -------------------------------------------------------------------------------- */

static bool is_plain_name(const char *name)
{
    for (const char *c = name; *c != '\0'; c++)
        if (!g_ascii_isalnum(*c) && strchr("-_./", *c) == NULL)
            return false;
    return *name != '\0' && *name != '/' && strstr(name, "..") == NULL &&
           strstr(name, "//") == NULL && !g_str_has_suffix(name, "/");
}

/* Opens the folder that is to hold @name; makes it and those above when they are missing. */
static bool open_folder_of(const SvyOutDir *dir, const char *name, int *ret_fd, GError **error)
{
    g_auto(SvyFd) folder = openat(dir->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    g_auto(GStrv) parts = g_strsplit(name, "/", -1);

    for (size_t i = 0; folder >= 0 && parts[i] != NULL && parts[i + 1] != NULL; i++) {
        const int above = folder;

        folder = -1;
        if (mkdirat(above, parts[i], 0700) == 0 || errno == EEXIST)
            folder = openat(above, parts[i], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

        const int fault = errno;

        close(above);
        errno = fault;
    }
    if (folder < 0)
        return svy_error_set_errno(error, errno, dir->target.path, "make a folder in it");
    *ret_fd = folder;
    folder = -1;
    return true;
}

bool svy_outdir_write(SvyOutDir *dir,
                      const char *name,
                      const void *data,
                      size_t n_bytes,
                      GError **error)
{
    g_autofree char *shown = g_build_filename(dir->target.path, name, NULL);
    g_autofree char *base = g_path_get_basename(name);
    g_auto(SvyFd) folder = -1;

    g_assert(is_plain_name(name));
    if (!open_folder_of(dir, name, &folder, error) ||
        !svy_file_create_at(folder, base, data, n_bytes, false, shown, error))
        return false;

    Entry *entry = g_new0(Entry, 1);

    entry->name = g_strdup(name);
    entry->hash = g_compute_checksum_for_data(ENTRY_DIGEST, data, n_bytes);
    g_ptr_array_add(dir->entries, entry);
    return true;
}

/* --- Scratch -------------------------------------------------------------------------------- */

#define SCRATCH_NAME ".scratch"

/* By our open descriptor where the system has names for those: then nobody can swap the path. */
static char *name_scratch(const SvyOutDir *dir)
{
    g_autofree char *open = g_strdup_printf("/proc/self/fd/%d", dir->folder);
    g_autofree char *parent = g_path_get_dirname(dir->target.path);

    if (g_file_test(open, G_FILE_TEST_IS_DIR))
        return g_build_filename(open, SCRATCH_NAME, NULL);
    return g_build_filename(parent, dir->temp, SCRATCH_NAME, NULL);
}

bool svy_outdir_open_scratch(SvyOutDir *dir, char **ret_path, GError **error)
{
    if (mkdirat(dir->folder, SCRATCH_NAME, 0700) < 0)
        return svy_error_set_errno(error, errno, dir->target.path, "make a folder in it");
    *ret_path = name_scratch(dir);
    return true;
}

void svy_outdir_close_scratch(SvyOutDir *dir)
{
    remove_tree(dir->folder, SCRATCH_NAME);
}

/* --- Committing ----------------------------------------------------------------------------- */

/* And reads it back. */
static bool flush_entry(const SvyOutDir *dir, const Entry *entry, GError **error)
{
    g_autofree char *shown = g_build_filename(dir->target.path, entry->name, NULL);
    g_auto(SvyFd) fd = openat(dir->folder, entry->name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    g_autofree char *hash = NULL;

    if (fd < 0)
        return svy_error_set_errno(error, errno, shown, "read it back");
    if (fsync(fd) < 0)
        return svy_error_set_errno(error, errno, shown, "write it");
    if (!svy_file_hash_fd(fd, ENTRY_DIGEST, shown, &hash, error))
        return false;
    if (strcmp(hash, entry->hash) != 0)
        return svy_error_set(error, SVY_ERROR_IO, &(SvyPlace){.file = shown}, NULL,
                             "what was read back is not what was written");
    return true;
}

/* Flushes the folder that holds @name. */
static bool sync_folder_of(const SvyOutDir *dir, const char *name, GError **error)
{
    g_auto(SvyFd) folder = -1;

    if (!open_folder_of(dir, name, &folder, error))
        return false;
    if (fsync(folder) < 0 && errno != EINVAL)
        return svy_error_set_errno(error, errno, dir->target.path, "flush it");
    return true;
}

typedef struct {
    const SvyOutDir *dir;
    GError *faults[N_FLUSHERS]; /* of each thread the first, or NULL */
} Flush;

static void flush_some(void *data, size_t thread)
{
    Flush *flush = data;
    const GPtrArray *entries = flush->dir->entries;

    for (size_t i = thread; i < entries->len && flush->faults[thread] == NULL; i += N_FLUSHERS)
        flush_entry(flush->dir, entries->pdata[i], &flush->faults[thread]);
}

static bool flush_files(const SvyOutDir *dir, GError **error)
{
    Flush flush = {.dir = dir};
    GError *fault = NULL;

    (void)svy_error_quark(); /* made before there are threads */
    svy_parallel_run(MIN(N_FLUSHERS, dir->entries->len), flush_some, &flush);
    for (size_t i = 0; i < N_FLUSHERS; i++) {
        if (fault == NULL)
            fault = g_steal_pointer(&flush.faults[i]);
        g_clear_error(&flush.faults[i]);
    }
    if (fault != NULL)
        g_propagate_error(error, fault);
    return fault == NULL;
}

static bool flush_folders(const SvyOutDir *dir, GError **error)
{
    g_autofree char *last = g_strdup("");

    for (guint i = 0; i < dir->entries->len; i++) {
        const Entry *entry = g_ptr_array_index(dir->entries, i);
        g_autofree char *folder = g_path_get_dirname(entry->name);

        if (strcmp(folder, last) != 0 && !sync_folder_of(dir, entry->name, error))
            return false;
        g_free(last);
        last = g_steal_pointer(&folder);
    }
    return sync_folder_of(dir, "", error);
}

/* Exchanges two names in one step; in two where the system knows no better. 0 or errno. */
static int exchange(const SvyTarget *target, const char *temp)
{
    const int parent = target->parent;
    g_autofree char *aside = svy_target_make_temp_name(target);

    if (renameat2(parent, temp, parent, target->name, RENAME_EXCHANGE) == 0)
        return 0;
    if (errno != ENOSYS && errno != EINVAL)
        return errno;

    if (renameat(parent, target->name, parent, aside) < 0)
        return errno;
    if (renameat(parent, temp, parent, target->name) < 0) {
        const int fault = errno;

        renameat(parent, aside, parent, target->name);
        return fault;
    }
    return renameat(parent, aside, parent, temp) == 0 ? 0 : errno;
}

/* After an exchange the old output has our temporary name. */
static bool remove_old(SvyOutDir *dir, GError **error)
{
    g_autofree char *temp = g_steal_pointer(&dir->temp);
    struct stat status;

    remove_tree(dir->target.parent, temp);
    if (fstatat(dir->target.parent, temp, &status, AT_SYMLINK_NOFOLLOW) < 0 && errno == ENOENT)
        return true;
    return svy_error_set(error, SVY_ERROR_IO, &(SvyPlace){.file = dir->target.path}, NULL,
                         "the new folder is in place, but the old one is left beside it as %s",
                         temp);
}

static bool put_folder(SvyOutDir *dir, bool may_replace, GError **error)
{
    const SvyTarget *target = &dir->target;
    bool exists;
    int fault;

    if (!svy_target_check(target, may_replace, true, &exists, error))
        return false;
    fault = exists ? exchange(target, dir->temp) : svy_target_rename_new(target, dir->temp);
    if (fault == EEXIST)
        return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = target->path}, NULL,
                             "it was made by somebody else");
    if (fault != 0)
        return svy_error_set_errno(error, fault, target->path, "put it in place");
    if (exists)
        return remove_old(dir, error) && svy_target_sync(target, error);
    g_clear_pointer(&dir->temp, g_free);
    return svy_target_sync(target, error);
}

bool svy_outdir_commit(SvyOutDir *dir, bool may_replace, GError **error)
{
    if (!flush_files(dir, error) || !flush_folders(dir, error) || !lock_parent(&dir->target, error))
        return false;

    const bool is_put = put_folder(dir, may_replace, error);

    unlock_parent(&dir->target);
    return is_put;
}
