/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole files in and out. What is written appears whole or not at all: it is made in a hidden
 * sibling on the same file system, flushed, checked, and renamed. Nothing that exists is replaced
 * unless the caller says so; a symlink is never followed on the way out. Modes: files 0600 and
 * folders 0700 less the umask, because reports may speak of people. Errors: SVY_ERROR_IO with the
 * path and the system's words; SVY_ERROR_DATA when something is in the way; SVY_ERROR_LIMIT. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Reads at most @max_bytes; a larger file is SVY_ERROR_LIMIT, a folder SVY_ERROR_IO. */
bool svy_file_read(const char *path, size_t max_bytes, GBytes **ret_bytes, GError **error);

/* One file, atomically. With @may_replace false an existing path is SVY_ERROR_DATA; what is not a
 * plain file (a folder, symlink or device) is never replaced. */
bool svy_file_write(const char *path,
                    const void *data,
                    size_t n_bytes,
                    bool may_replace,
                    GError **error);

/* Whether svy_file_write() would find something in the way; its errors. */
bool svy_file_check_target(const char *path, bool may_replace, GError **error);

/* SHA-256 of a file in lower-case hex. */
bool svy_file_hash(const char *path, char **ret_hex, GError **error);

/* A folder that appears whole or not at all. Freeing it before svy_outdir_commit() removes what was
 * made. While it is open, a second run of ours into the same destination is refused (SVY_ERROR_IO);
 * what a killed run left behind is removed by the next one. */
typedef struct SvyOutDir SvyOutDir;

bool svy_outdir_open(const char *path, SvyOutDir **ret_dir, GError **error);
void svy_outdir_free(SvyOutDir *dir);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyOutDir, svy_outdir_free)

/* @name is relative, like "charts/01-gap.png"; letters, digits, "-", "_", "." and "/" only. The
 * same name twice is a bug. */
bool svy_outdir_write(SvyOutDir *dir,
                      const char *name,
                      const void *data,
                      size_t n_bytes,
                      GError **error);

/* For a library that can write to nothing but a path: an empty folder on the same file system,
 * which is no part of what appears. One at a time. */
bool svy_outdir_open_scratch(SvyOutDir *dir, char **ret_path, GError **error);

/* Removes it with all that is in it. */
void svy_outdir_close_scratch(SvyOutDir *dir);

/* Flushes everything and reads it back, then puts it in place; with @may_replace the old folder or
 * plain file is exchanged in one step and then removed. Symlinks and devices are never replaced. */
bool svy_outdir_commit(SvyOutDir *dir, bool may_replace, GError **error);

/* Names of all files below a folder, relative, sorted; for comparing with a manifest. Symlinks are
 * listed, not followed. */
bool svy_file_list(const char *folder, char ***ret_names, GError **error);
