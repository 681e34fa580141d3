/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of the response file, readable from the beginning as often as needed. A regular file is
 * read with read(2) (never mapped: a file that shrinks would kill the process); a pipe or standard
 * input is kept in memory, up to SVY_LIMIT_PIPE_BYTES. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct SvyInput SvyInput;

/* @path "-" is standard input. */
bool svy_input_open(const char *path, SvyInput **ret_input, GError **error);

/* Input from memory, for tests and decoded text; @bytes is copied. @name is for messages. */
SvyInput *svy_input_new_from_memory(const char *name, const void *bytes, size_t n_bytes);
void svy_input_free(SvyInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyInput, svy_input_free)

/* Name for messages: the path as given, or "standard input". (transfer none) */
const char *svy_input_get_name(const SvyInput *input);

/* Size in bytes. */
size_t svy_input_get_size(const SvyInput *input);

bool svy_input_rewind(SvyInput *input, GError **error);

/* Reads up to @n bytes; *ret_n 0 means the end. */
bool svy_input_read(SvyInput *input, char *buffer, size_t n, size_t *ret_n, GError **error);

/* Reads up to @n bytes from @position on, whatever was read before; *ret_n 0 means the end. Safe to
 * call from several threads. */
bool svy_input_read_at(const SvyInput *input,
                       size_t position,
                       char *buffer,
                       size_t n,
                       size_t *ret_n,
                       GError **error);

/* In how many parts the input is read at the same time, and the byte at which a part begins. By
 * itself one for each processor, but none so small that a thread costs more than it saves. */
size_t svy_input_count_parts(const SvyInput *input);
size_t svy_input_get_part(const SvyInput *input, size_t part);

/* Asks for so many parts, all but the last of @n_part_bytes (0: all of one size). */
void svy_input_set_parts(SvyInput *input, size_t n_parts, size_t n_part_bytes);

/* Replaces the content by @bytes (transfer full), which were made from it: decoded text. */
void svy_input_replace(SvyInput *input, GBytes *bytes);
