/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reference: 60-digit arithmetic (tests/reference/verify.py), at the places where GSL's own
 * function is inaccurate or does not return. */
#include "stats/beta-private.h"

#include "check.h"

static void test_tail(void)
{
    static const struct {
        double x, a, b, lower;
    } cases[] = {
        {1e-3, 0.001, 5, 0.99518251511010920612},
        {9e-6, 4, 120000, 0.024291745371131962013},
        {0.4985, 5e5, 5e5, 0.0013498714406376661366},
        {0.4999, 1e7, 1e7, 0.18554668535934215938},
        {0.49998, 5e8, 5e8, 0.10295160533179589523},
        {0.5, 7, 7, 0.5},
        {0.3, 1, 1, 0.3},
        {0, 2, 3, 0},
        {1, 2, 3, 1},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const double x = cases[i].x, a = cases[i].a, b = cases[i].b;

        svy_check_digits(svy_beta_compute_tail(x, a, b, SVY_TAIL_LOWER), cases[i].lower, 11);
        svy_check_near(svy_beta_compute_tail(x, a, b, SVY_TAIL_UPPER), 1 - cases[i].lower, 1e-12);
    }
}

static void test_quantile(void)
{
    static const struct {
        double p, a, b;
        SvyTail tail;
        double x;
    } cases[] = {
        {0.025, 2, 999999, SVY_TAIL_UPPER, 5.5716306551722442664e-6},
        {0.025, 0.5, 1e9, SVY_TAIL_UPPER, 2.5119430911305011516e-9},
        {0.025, 1, 1e9, SVY_TAIL_UPPER, 3.6888794473100204422e-9},
        {0.025, 5e8, 5e8, SVY_TAIL_UPPER, 0.50003098975159321406},
        {0.025, 5e8, 5e8, SVY_TAIL_LOWER, 0.49996901024840678594},
        {0.025, 0.5, 0.5, SVY_TAIL_LOWER, 0.0015413331334360120721},
        {0.025, 12.5, 3.25, SVY_TAIL_LOWER, 0.56976603263305985936},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        double x;

        g_assert_true(
            svy_beta_find_quantile(cases[i].p, cases[i].a, cases[i].b, cases[i].tail, &x, &error));
        svy_check_digits(x, cases[i].x, 12);
    }
}

/* The two tails of every x sum to 1, and mirroring exchanges them. */
static void test_tails_are_complements(void)
{
    for (double a = 0.25; a < 1e6; a *= 5) {
        for (double b = 0.25; b < 1e6; b *= 5) {
            for (int i = 1; i < 16; i++) {
                const double x = i / 16.0; /* so that 1 - x is exact */
                const double lower = svy_beta_compute_tail(x, a, b, SVY_TAIL_LOWER);

                g_assert_true(lower >= 0 && lower <= 1);
                svy_check_near(lower + svy_beta_compute_tail(x, a, b, SVY_TAIL_UPPER), 1, 1e-12);
                svy_check_near(lower, svy_beta_compute_tail(1 - x, b, a, SVY_TAIL_UPPER), 1e-12);
            }
        }
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/beta/tail", test_tail);
    g_test_add_func("/stats/beta/quantile", test_quantile);
    g_test_add_func("/stats/beta/tails-are-complements", test_tails_are_complements);
    return g_test_run();
}
