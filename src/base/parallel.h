/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work on several processors at once. */
#pragma once

#include <stddef.h>

/* One share of the work; called once for each @i below the number of shares. */
typedef void (*SvyShare)(void *data, size_t i);

/* Does @n shares at the same time, each on a thread of its own and the first on the caller's, and
 * returns when all are done. Where the system gives no thread, the caller does that share too. */
void svy_parallel_run(size_t n, SvyShare share, void *data);

/* Processors that this program may use, at least 1. */
size_t svy_parallel_count_processors(void);
