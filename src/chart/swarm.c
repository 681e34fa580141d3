/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/swarm.h"

#include <glib.h>
#include <math.h>

/* 0, 1, -1, 2, -2, ... */
static int get_lane(size_t step)
{
    const int distance = (int)((step + 1) / 2);

    return step % 2 == 1 ? distance : -distance;
}

size_t svy_swarm_place(size_t n, const double x[], double pitch, int ret_lanes[])
{
    g_autofree double *ends = g_new(double, n + 1); /* of the lanes in the order of their steps */
    size_t n_steps = 0;

    for (size_t i = 0; i < n; i++) {
        size_t step = 0;

        while (step < n_steps && x[i] - ends[step] < pitch)
            step++;
        n_steps = MAX(n_steps, step + 1);
        ends[step] = x[i];
        ret_lanes[i] = get_lane(step);
    }
    return n_steps;
}
