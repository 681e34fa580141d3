/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work on several processors at once. */
#include "base/parallel.h"

#include <glib.h>

typedef struct {
    SvyShare share;
    void *data;
    size_t i;
    GThread *thread; /* (nullable) */
} Worker;

static void *work(void *data)
{
    const Worker *worker = data;

    worker->share(worker->data, worker->i);
    return NULL;
}

void svy_parallel_run(size_t n, SvyShare share, void *data)
{
    g_autofree Worker *workers = g_new0(Worker, n);

    for (size_t i = 0; i < n; i++)
        workers[i] = (Worker){.share = share, .data = data, .i = i};
    for (size_t i = 1; i < n; i++)
        workers[i].thread = g_thread_try_new("share", work, &workers[i], NULL);
    for (size_t i = 0; i < n; i++)
        if (workers[i].thread == NULL)
            work(&workers[i]);
    for (size_t i = 1; i < n; i++)
        if (workers[i].thread != NULL)
            g_thread_join(workers[i].thread);
}

size_t svy_parallel_count_processors(void)
{
    return MAX(g_get_num_processors(), 1);
}
