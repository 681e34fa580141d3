/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for all plans: a size and the power or the gap that it gives belong together. */
#include <surveystat/power.h>

#include "check.h"

static void test_two_shares(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(76);

    for (int i = 0; i < 500; i++) {
        const double p1 = g_rand_double(random), p2 = g_rand_double(random);
        const double wanted = g_rand_double_range(random, 0.3, 0.99);
        SvyEstimate n, power;

        g_assert_true(svy_power_size_two(p1, p2, 0.05, wanted, &n, NULL));
        g_assert_cmpint(n.status, ==, SVY_STATUS_OK);
        g_assert_true(svy_power_of_two(n.value, p1, p2, 0.05, &power, NULL));
        svy_check_digits(power.value, wanted, 11);
    }
}

static void test_means(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1908);

    for (int i = 0; i < 60; i++) {
        const double difference = g_rand_double_range(random, 0.05, 3);
        const double wanted = g_rand_double_range(random, 0.3, 0.99);
        SvyEstimate n, power;

        g_assert_true(svy_power_size_means(difference, 1.5, 0.05, wanted, &n, NULL));
        g_assert_true(svy_power_of_means(n.value, difference, 1.5, 0.05, &power, NULL));
        svy_check_digits(power.value, wanted, 11);
    }
}

static void test_pairs(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1987);

    for (int i = 0; i < 500; i++) {
        const double p12 = g_rand_double_range(random, 0.01, 0.5);
        const double p21 = g_rand_double_range(random, 0, 0.5);
        const double wanted = g_rand_double_range(random, 0.1, 0.99);
        SvyEstimate n, gap;

        g_assert_true(svy_power_size_paired(p12, p21, 0.05, wanted, &n, NULL));
        g_assert_true(svy_power_gap_paired(n.value, p12 + p21, 0.05, wanted, &gap, NULL));
        svy_check_digits(gap.value, fabs(p12 - p21), 10);
    }
}

/* The exact test keeps its level, and is the most timid of the three. */
static void test_level_of_pairs(void)
{
    for (double n = 1; n <= 120; n++) {
        for (double half = 0.05; half <= 0.5; half += 0.09) {
            SvyPairedPower power;

            g_assert_true(svy_power_of_paired(n, half, half, 0.05, &power, NULL));
            g_assert_true(power.exact <= 0.05);
            g_assert_true(power.exact <= power.midp);
        }
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/property/stats/power/two-shares", test_two_shares);
    g_test_add_func("/property/stats/power/means", test_means);
    g_test_add_func("/property/stats/power/pairs", test_pairs);
    g_test_add_func("/property/stats/power/level-of-pairs", test_level_of_pairs);
    return g_test_run();
}
