/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where to cut a file. */
#include "ingest/split.h"

#include <stdint.h>

#define BLOCK_BYTES (1u << 16)

/* How a line ends: with LF, and with a CR that neither LF nor CR follows where CR ends lines. In a
 * row of several CRs it depends on the bytes before. */
static const char *find_line(const char *text, const char *end, bool has_bare_cr)
{
    for (const char *at = text; at + 1 < end; at++) {
        if (*at == '\n')
            return at + 1;
        if (has_bare_cr && *at == '\r' && at[1] != '\n' && at[1] != '\r')
            return at + 1;
    }
    return NULL;
}

/* Cells of the line at @text as far as the next line end; 0 when that is not in sight. */
static size_t count_cells(const char *text, const char *end, char delimiter)
{
    size_t n_cells = 1;
    bool is_quoted = false;

    for (; text < end; text++) {
        if (*text == '"')
            is_quoted = !is_quoted;
        else if (*text == '\n' || *text == '\r')
            return is_quoted ? 0 : n_cells;
        else if (*text == delimiter && !is_quoted)
            n_cells++;
    }
    return 0;
}

/* Beginning of a likely record in @text, which starts in the middle of a line. */
static const char *find_record(const char *text,
                               const char *end,
                               const SvyCsvOptions *options,
                               size_t n_columns)
{
    const bool has_bare_cr = options->encoding->has_bare_cr;
    const char *first = find_line(text, end, has_bare_cr);

    for (const char *at = first; at != NULL; at = find_line(at, end, has_bare_cr))
        if (count_cells(at, end, options->delimiter) == n_columns)
            return at;
    return first;
}

/* From the byte before @from on, because that may be a line end. */
static bool find_begin(const SvyInput *input,
                       const SvyCsvOptions *options,
                       size_t n_columns,
                       size_t from,
                       size_t *ret_begin,
                       GError **error)
{
    g_autofree char *block = g_malloc(BLOCK_BYTES);
    size_t position = from > 0 ? from - 1 : 0, n = 0;
    const char *found = NULL;

    do {
        if (!svy_input_read_at(input, position, block, BLOCK_BYTES, &n, error))
            return false;
        found = find_record(block, block + n, options, n_columns);
        if (found == NULL)
            position += n > 1 ? n - 1 : n;
    } while (found == NULL && n > 1);
    *ret_begin = found == NULL ? SIZE_MAX : position + (size_t)(found - block);
    return true;
}

bool svy_split_find(const SvyInput *input,
                    const SvyCsvOptions *options,
                    size_t n_columns,
                    size_t **ret_begins,
                    size_t *ret_n,
                    GError **error)
{
    const size_t n = n_columns < 2 ? 1 : svy_input_count_parts(input);
    g_autofree size_t *begins = g_new0(size_t, n + 1);

    for (size_t i = 1; i < n; i++) {
        if (!find_begin(input, options, n_columns, svy_input_get_part(input, i), &begins[i], error))
            return false;
        begins[i] = MAX(begins[i], begins[i - 1]);
    }
    begins[n] = SIZE_MAX;
    *ret_begins = g_steal_pointer(&begins);
    *ret_n = n;
    return true;
}
