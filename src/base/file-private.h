/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What file.c and outdir.c share. All work is relative to an open folder, so that nobody can swap a
 * path below us. */
#pragma once

#include "base/file.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>

/* A descriptor that is closed when it goes out of scope. Only for those that were read from: what
 * was written is closed by hand, because then close may fail. */
typedef int SvyFd;
void svy_fd_close(SvyFd fd);
G_DEFINE_AUTO_CLEANUP_FREE_FUNC(SvyFd, svy_fd_close, -1)

/* Where something is to be put. */
typedef struct {
    char *path; /* as the user gave it, for messages */
    char *name; /* last part of the path */
    char *temp; /* prefix of our temporary siblings, one for each name */
    int parent; /* the open folder that holds it, or -1 */
} SvyTarget;

/* Opens the parent of @path; false when there is none or @path names no child of it. */
bool svy_target_init(SvyTarget *target, const char *path, GError **error);
void svy_target_clear(SvyTarget *target);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyTarget, svy_target_clear)

/* A name for a temporary sibling that nobody could guess. */
char *svy_target_make_temp_name(const SvyTarget *target);

/* Looks what is at the target's name. False with SVY_ERROR_DATA when it must not be replaced. */
bool svy_target_check(const SvyTarget *target,
                      bool may_replace,
                      bool may_be_folder,
                      bool *ret_exists,
                      GError **error);

/* Renames @temp to the target's name where nothing is; EEXIST when something is there after all. */
int svy_target_rename_new(const SvyTarget *target, const char *temp);

/* Flushes the parent, so that the new name outlives a power cut. */
bool svy_target_sync(const SvyTarget *target, GError **error);

/* A new file of mode 0600 with these bytes, closed, with @is_flushed also on the disk; nothing is
 * left on failure. @shown is its path for messages. */
bool svy_file_create_at(int folder,
                        const char *name,
                        const void *data,
                        size_t n_bytes,
                        bool is_flushed,
                        const char *shown,
                        GError **error);

/* The two entries of every folder that are not in it. */
static inline bool svy_file_is_dot(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Digest of what is left to read, in lower-case hex. */
bool svy_file_hash_fd(int fd,
                      GChecksumType type,
                      const char *shown,
                      char **ret_hex,
                      GError **error);
