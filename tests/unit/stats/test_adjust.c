/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/adjust.h>

#include "check.h"

/* By hand: 4 x .01; 3 x .02 = .06; 2 x .03 = .06; 1 x .5. BH: 4 x .01, 2 x .02, 4/3 x .03, .5 */
static void test_by_hand(void)
{
    const double p[] = {0.5, 0.01, 0.03, 0.02};
    const double expected_holm[] = {0.5, 0.04, 0.06, 0.06};
    const double expected_bh[] = {0.5, 0.04, 0.04, 0.04};
    double holm[4], bh[4];

    g_assert_true(svy_adjust_holm(4, p, holm, NULL));
    g_assert_true(svy_adjust_benjamini_hochberg(4, p, bh, NULL));
    for (size_t i = 0; i < 4; i++) {
        svy_check_near(holm[i], expected_holm[i], 1e-15);
        svy_check_near(bh[i], expected_bh[i], 1e-15);
    }
}

static void test_in_place(void)
{
    double p[] = {0.04, 0.01, 0.03}, bh[] = {0.04, 0.01, 0.03};

    g_assert_true(svy_adjust_holm(3, p, p, NULL));
    svy_check_near(p[0], 0.06, 1e-15);
    svy_check_near(p[1], 0.03, 1e-15);
    svy_check_near(p[2], 0.06, 1e-15);
    g_assert_true(svy_adjust_benjamini_hochberg(3, bh, bh, NULL));
    svy_check_near(bh[0], 0.04, 1e-15);
    svy_check_near(bh[1], 0.03, 1e-15);
    svy_check_near(bh[2], 0.04, 1e-15);
}

static void test_empty_family(void)
{
    g_assert_true(svy_adjust_holm(0, NULL, NULL, NULL));
    g_assert_true(svy_adjust_benjamini_hochberg(0, NULL, NULL, NULL));
}

static void test_refused_values(void)
{
    static const double bad[] = {-0.01, 1.01, (double)NAN, HUGE_VAL};

    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        const double p[] = {0.5, bad[i]};
        double adjusted[] = {-7, -7};
        g_autoptr(GError) error1 = NULL;
        g_autoptr(GError) error2 = NULL;

        g_assert_false(svy_adjust_holm(2, p, adjusted, &error1));
        g_assert_error(error1, SVY_ERROR, SVY_ERROR_ARGUMENT);
        g_assert_false(svy_adjust_benjamini_hochberg(2, p, adjusted, &error2));
        g_assert_error(error2, SVY_ERROR, SVY_ERROR_ARGUMENT);
        svy_check_near(adjusted[0], -7, 0);
        svy_check_near(adjusted[1], -7, 0);
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/adjust/by-hand", test_by_hand);
    g_test_add_func("/stats/adjust/in-place", test_in_place);
    g_test_add_func("/stats/adjust/empty-family", test_empty_family);
    g_test_add_func("/stats/adjust/refused-values", test_refused_values);
    return g_test_run();
}
