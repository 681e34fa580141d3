/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "chart/swarm.h"
#include "check.h"

static void check_lanes(void)
{
    const double x[] = {0, 0.5, 0.9, 1, 3};
    const int wanted[] = {0, 1, -1, 0, 0};
    int lanes[5];

    g_assert_cmpuint(svy_swarm_place(5, x, 1, lanes), ==, 3);
    for (size_t i = 0; i < 5; i++)
        g_assert_cmpint(lanes[i], ==, wanted[i]);
    g_assert_cmpuint(svy_swarm_place(0, x, 1, lanes), ==, 0);
}

/* All on one place: as many lanes as dots, as many above as below. */
static void check_ties(void)
{
    const double x[] = {2, 2, 2, 2};
    int lanes[4], sum = 0;

    g_assert_cmpuint(svy_swarm_place(4, x, 1, lanes), ==, 4);
    for (size_t i = 0; i < 4; i++)
        sum += lanes[i];
    g_assert_cmpint(sum, ==, 2);
}

static void check_apart(void)
{
    enum { N = 200 };
    double x[N];
    int lanes[N];

    for (size_t i = 0; i < N; i++)
        x[i] = (double)i * 0.13 + sin((double)i) * 0.05;
    svy_swarm_place(N, x, 1, lanes);
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < i; k++)
            g_assert_true(hypot(x[i] - x[k], lanes[i] - lanes[k]) >= 1 - 1e-12);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/swarm/lanes", check_lanes);
    g_test_add_func("/chart/swarm/ties", check_ties);
    g_test_add_func("/chart/swarm/apart", check_apart);
    return g_test_run();
}
