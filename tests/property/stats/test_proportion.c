/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/proportion.h>

#include "check.h"

typedef bool (*ProportionFunction)(double, double, double, SvyEstimate *, GError **);

static const ProportionFunction methods[] = {
    svy_proportion_wilson,        svy_proportion_clopper_pearson, svy_proportion_jeffreys,
    svy_proportion_agresti_coull, svy_proportion_wilson_cc,       svy_proportion_midp,
    svy_proportion_likelihood};
static const double levels[] = {0.5, 0.8, 0.95, 0.999};

static SvyEstimate estimate(ProportionFunction method, double x, double n, double level)
{
    SvyEstimate p;
    g_autoptr(GError) error = NULL;

    g_assert_true(method(x, n, level, &p, &error));
    g_assert_no_error(error);
    return p;
}

/* 0 <= lo <= value <= hi <= 1, and both limits grow with x. */
static void test_order_and_monotony(void)
{
    for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
        for (double n = 1; n <= 60; n++) {
            SvyEstimate before = estimate(methods[m], 0, n, 0.95);

            for (double x = 0.5; x <= n; x += 0.5) {
                const SvyEstimate p = estimate(methods[m], x, n, 0.95);

                g_assert_true(0 <= p.lo && p.lo <= p.value && p.value <= p.hi && p.hi <= 1);
                g_assert_true(p.lo >= before.lo && p.hi >= before.hi && p.value > before.value);
                before = p;
            }
        }
    }
}

/* Counting those who did not instead of those who did mirrors the limits. */
static void test_mirror(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(20140627);

    for (int i = 0; i < 400; i++) {
        const double n = g_rand_int_range(random, 1, 100000);
        const double x = g_rand_int_range(random, 0, (gint32)n + 1);
        const double level = levels[i % (int)G_N_ELEMENTS(levels)];

        for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
            const SvyEstimate p = estimate(methods[m], x, n, level);
            const SvyEstimate q = estimate(methods[m], n - x, n, level);

            svy_check_near(p.lo, 1 - q.hi, 1e-13);
            svy_check_near(p.hi, 1 - q.lo, 1e-13);
        }
    }
}

/* A higher level contains a lower one; more people of the same share give a narrower interval. */
static void test_width(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(850);

    for (int i = 0; i < 200; i++) {
        const double n = g_rand_int_range(random, 1, 5000);
        const double x = g_rand_int_range(random, 0, (gint32)n + 1);

        for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
            const SvyEstimate wide = estimate(methods[m], x, n, 0.99);
            const SvyEstimate narrow = estimate(methods[m], x, n, 0.9);
            const SvyEstimate more = estimate(methods[m], 4 * x, 4 * n, 0.9);

            g_assert_true(wide.lo <= narrow.lo && narrow.hi <= wide.hi);
            g_assert_true(more.hi - more.lo < narrow.hi - narrow.lo);
        }
    }
}

/* Wilson's limits solve |x/n - p| = z sqrt(p (1-p) / n); Agresti-Coull contains them. */
static void test_wilson_solves_its_equation(void)
{
    const double z = 1.9599639845400545;
    g_autoptr(GRand) random = g_rand_new_with_seed(1927);

    for (int i = 0; i < 400; i++) {
        const double n = g_rand_int_range(random, 1, 1000000);
        const double x = g_rand_int_range(random, 0, (gint32)n + 1);
        const SvyEstimate p = estimate(svy_proportion_wilson, x, n, 0.95);
        const SvyEstimate around = estimate(svy_proportion_agresti_coull, x, n, 0.95);

        svy_check_near(p.value - p.lo, z * sqrt(p.lo * (1 - p.lo) / n), 1e-12);
        svy_check_near(p.hi - p.value, z * sqrt(p.hi * (1 - p.hi) / n), 1e-12);
        g_assert_true(around.lo <= p.lo + 1e-15 && p.hi <= around.hi + 1e-15);
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/property/stats/proportion/order-and-monotony", test_order_and_monotony);
    g_test_add_func("/property/stats/proportion/mirror", test_mirror);
    g_test_add_func("/property/stats/proportion/width", test_width);
    g_test_add_func("/property/stats/proportion/wilson-solves-its-equation",
                    test_wilson_solves_its_equation);
    return g_test_run();
}
