/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/adjust.h>

#include "check.h"

#define MAX_FAMILY 60

typedef bool (*AdjustFunction)(size_t, const double[], double[], GError **);

static const AdjustFunction methods[] = {svy_adjust_holm, svy_adjust_benjamini_hochberg};

/* Small values, with ties. */
static void draw_family(GRand *random, size_t n, double ret_p[])
{
    for (size_t i = 0; i < n; i++) {
        const double u = g_rand_double(random);

        ret_p[i] = i > 0 && u < 0.2 ? ret_p[i - 1] : u * u * u;
    }
}

/* p <= BH <= Holm <= min(1, n p), in the same order as p. */
static void test_bounds_and_order(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1979);
    double p[MAX_FAMILY], holm[MAX_FAMILY], bh[MAX_FAMILY];

    for (size_t n = 1; n <= MAX_FAMILY; n++) {
        draw_family(random, n, p);
        g_assert_true(svy_adjust_holm(n, p, holm, NULL));
        g_assert_true(svy_adjust_benjamini_hochberg(n, p, bh, NULL));

        for (size_t i = 0; i < n; i++) {
            g_assert_true(p[i] <= bh[i] && bh[i] <= holm[i] + 1e-15 && holm[i] <= 1);
            g_assert_true(holm[i] <= (double)n * p[i] + 1e-15);
            for (size_t j = 0; j < n; j++)
                g_assert_true(p[i] > p[j] || (holm[i] <= holm[j] && bh[i] <= bh[j]));
        }
    }
}

/* The order in which the tests are listed does not matter, also among ties. */
static void test_permutation(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(60);
    double p[MAX_FAMILY], shuffled[MAX_FAMILY], adjusted[MAX_FAMILY], again[MAX_FAMILY];
    size_t place[MAX_FAMILY];

    for (size_t n = 1; n <= MAX_FAMILY; n++) {
        draw_family(random, n, p);
        for (size_t i = 0; i < n; i++) {
            const size_t j = (size_t)g_rand_int_range(random, 0, (gint32)i + 1);

            place[i] = place[j];
            place[j] = i;
        }
        for (size_t i = 0; i < n; i++)
            shuffled[i] = p[place[i]];

        for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
            g_assert_true(methods[m](n, p, adjusted, NULL));
            g_assert_true(methods[m](n, shuffled, again, NULL));
            for (size_t i = 0; i < n; i++)
                svy_check_near(again[i], adjusted[place[i]], 0);
        }
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/property/stats/adjust/bounds-and-order", test_bounds_and_order);
    g_test_add_func("/property/stats/adjust/permutation", test_permutation);
    return g_test_run();
}
