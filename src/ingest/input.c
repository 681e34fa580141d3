/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of the response file. */
#include "ingest/input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/limit.h"
#include "base/parallel.h"

#define MIN_PART_BYTES (2u << 20) /* below this a thread costs more than it saves */

struct SvyInput {
    char *name;
    int fd;        /* -1 when the bytes are in memory */
    GBytes *bytes; /* (nullable) */
    size_t size;
    size_t position;              /* in bytes */
    size_t n_parts, n_part_bytes; /* 0: by size and processors */
};

void svy_input_free(SvyInput *input)
{
    if (input == NULL)
        return;
    if (input->fd >= 0)
        close(input->fd);
    if (input->bytes != NULL)
        g_bytes_unref(input->bytes);
    g_free(input->name);
    g_free(input);
}

SvyInput *svy_input_new_from_memory(const char *name, const void *bytes, size_t n_bytes)
{
    SvyInput *input = g_new0(SvyInput, 1);

    input->name = g_strdup(name);
    input->fd = -1;
    input->bytes = g_bytes_new(bytes, n_bytes);
    input->size = n_bytes;
    return input;
}

static bool read_retrying(int fd,
                          const char *name,
                          char *buffer,
                          size_t n,
                          size_t *ret_n,
                          GError **error)
{
    ssize_t n_read;

    do
        n_read = read(fd, buffer, n);
    while (n_read < 0 && errno == EINTR);
    if (n_read < 0)
        return svy_error_set_errno(error, errno, name, "read it");
    *ret_n = (size_t)n_read;
    return true;
}

/* Keeps what a pipe brings; pipes cannot be read twice. */
static bool keep_pipe(SvyInput *input, GError **error)
{
    g_autoptr(GByteArray) kept = g_byte_array_new();
    g_autofree char *block = g_malloc(1 << 16);
    size_t n = 0;

    do {
        if (!read_retrying(input->fd, input->name, block, 1 << 16, &n, error))
            return false;
        if (kept->len + n > SVY_LIMIT_PIPE_BYTES)
            return svy_error_set(error, SVY_ERROR_LIMIT, &(SvyPlace){.file = input->name},
                                 "Save the responses to a file and name it",
                                 "more than %u MiB came through a pipe",
                                 SVY_LIMIT_PIPE_BYTES >> 20);
        g_byte_array_append(kept, (const guint8 *)block, (guint)n);
    } while (n > 0);

    if (input->fd != STDIN_FILENO)
        close(input->fd);
    input->fd = -1;
    input->bytes = g_byte_array_free_to_bytes(g_steal_pointer(&kept));
    input->size = g_bytes_get_size(input->bytes);
    return true;
}

bool svy_input_open(const char *path, SvyInput **ret_input, GError **error)
{
    g_autoptr(SvyInput) input = g_new0(SvyInput, 1);
    const bool is_stdin = strcmp(path, "-") == 0;
    struct stat status;

    input->name = g_strdup(is_stdin ? "standard input" : path);
    input->fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (input->fd < 0)
        return svy_error_set_errno(error, errno, path, "open it");
    if (fstat(input->fd, &status) < 0) {
        const int errnum = errno;

        input->fd = is_stdin ? -1 : input->fd;
        return svy_error_set_errno(error, errnum, input->name, "read it");
    }
    if (S_ISDIR(status.st_mode))
        return svy_error_set(error, SVY_ERROR_IO, &(SvyPlace){.file = path},
                             "Name the CSV file in it", "this is a folder, not a file");

    input->size = (size_t)status.st_size;
    if ((is_stdin || !S_ISREG(status.st_mode)) && !keep_pipe(input, error))
        return false;
    *ret_input = g_steal_pointer(&input);
    return true;
}

const char *svy_input_get_name(const SvyInput *input)
{
    return input->name;
}

size_t svy_input_get_size(const SvyInput *input)
{
    return input->size;
}

/* --- Parts ---------------------------------------------------------------------------------- */

void svy_input_set_parts(SvyInput *input, size_t n_parts, size_t n_part_bytes)
{
    input->n_parts = n_parts;
    input->n_part_bytes = n_part_bytes;
}

size_t svy_input_count_parts(const SvyInput *input)
{
    const size_t n_wanted = MIN(input->size / MIN_PART_BYTES, SVY_LIMIT_THREADS);

    if (input->n_parts > 0)
        return input->n_parts;
    return n_wanted < 2 ? 1 : MIN(n_wanted, svy_parallel_count_processors());
}

size_t svy_input_get_part(const SvyInput *input, size_t part)
{
    if (input->n_part_bytes > 0)
        return part * input->n_part_bytes;
    return part * (input->size / svy_input_count_parts(input));
}

/* --- Reading -------------------------------------------------------------------------------- */

bool svy_input_rewind(SvyInput *input, GError **error)
{
    input->position = 0;
    if (input->fd >= 0 && lseek(input->fd, 0, SEEK_SET) < 0)
        return svy_error_set_errno(error, errno, input->name, "read it again");
    return true;
}

static bool read_file_at(const SvyInput *input,
                         size_t position,
                         char *buffer,
                         size_t n,
                         size_t *ret_n,
                         GError **error)
{
    ssize_t n_read;

    do
        n_read = pread(input->fd, buffer, n, (off_t)position);
    while (n_read < 0 && errno == EINTR);
    if (n_read < 0)
        return svy_error_set_errno(error, errno, input->name, "read it");
    *ret_n = (size_t)n_read;
    return true;
}

bool svy_input_read_at(const SvyInput *input,
                       size_t position,
                       char *buffer,
                       size_t n,
                       size_t *ret_n,
                       GError **error)
{
    size_t n_bytes;
    const char *bytes;

    if (input->fd >= 0)
        return read_file_at(input, position, buffer, n, ret_n, error);
    bytes = g_bytes_get_data(input->bytes, &n_bytes);
    n = position < n_bytes ? MIN(n, n_bytes - position) : 0;
    if (n > 0)
        memcpy(buffer, bytes + position, n);
    *ret_n = n;
    return true;
}

bool svy_input_read(SvyInput *input, char *buffer, size_t n, size_t *ret_n, GError **error)
{
    size_t n_read;

    if (input->fd >= 0)
        return read_retrying(input->fd, input->name, buffer, n, ret_n, error);
    if (!svy_input_read_at(input, input->position, buffer, n, &n_read, error))
        return false;
    input->position += n_read;
    *ret_n = n_read;
    return true;
}

void svy_input_replace(SvyInput *input, GBytes *bytes)
{
    if (input->fd >= 0)
        close(input->fd);
    if (input->bytes != NULL)
        g_bytes_unref(input->bytes);
    input->fd = -1;
    input->bytes = bytes;
    input->size = g_bytes_get_size(bytes);
    input->position = 0;
}
