/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where to cut a file, so that its parts can be read at the same time. */
#pragma once

#include "ingest/csv-reader.h"

/* *ret_begins (transfer full) [*ret_n + 1]: the bytes at which the parts begin, in
 * order; the first 0, the last the largest number there is. Each is the beginning of a line, and if
 * one can be found soon, of a line with as many cells as @n_columns. That it is the beginning of a
 * record is only likely: it may stand in a quoted cell. */
bool svy_split_find(const SvyInput *input,
                    const SvyCsvOptions *options,
                    size_t n_columns,
                    size_t **ret_begins,
                    size_t *ret_n,
                    GError **error);
