/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/gsl-wrap.h"

#include <gsl/gsl_errno.h>

#include "check.h"

static double cube_less_two(double x, void *user_data)
{
    (void)user_data;
    return x * x * x - 2;
}

static void test_find_root(void)
{
    const gsl_function function = {.function = cube_less_two};
    double root;

    g_assert_true(svy_gsl_find_root(&function, 0, 1e6, 0, &root, NULL));
    svy_check_digits(root, cbrt(2), 14.5);
}

/* Without svy_stats_init() GSL would abort here. */
static void test_no_sign_change(void)
{
    const gsl_function function = {.function = cube_less_two};
    g_autoptr(GError) error = NULL;
    double root = -7;

    g_assert_false(svy_gsl_find_root(&function, 2, 3, 0, &root, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_NUMERIC);
    g_assert_true(g_str_has_prefix(error->message, "error: cannot bracket a root: "));
    svy_check_near(root, -7, 0);
}

static void test_status(void)
{
    g_autoptr(GError) memory = NULL;
    g_autoptr(GError) numeric = NULL;

    g_assert_true(svy_gsl_check(GSL_SUCCESS, "do it", NULL));
    g_assert_false(svy_gsl_check(GSL_ENOMEM, "do it", &memory));
    g_assert_error(memory, SVY_ERROR, SVY_ERROR_NO_MEMORY);
    g_assert_false(svy_gsl_check(GSL_ESING, "do it", &numeric));
    g_assert_error(numeric, SVY_ERROR, SVY_ERROR_NUMERIC);
}

static void test_normal_quantile(void)
{
    static const struct {
        double level, z;
    } cases[] = {{0.80, 1.2815515655446004},
                 {0.90, 1.6448536269514722},
                 {0.95, 1.9599639845400545},
                 {0.99, 2.5758293035489004}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        svy_check_digits(svy_gsl_find_normal_quantile(cases[i].level), cases[i].z, 14.5);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/gsl-wrap/find-root", test_find_root);
    g_test_add_func("/stats/gsl-wrap/no-sign-change", test_no_sign_change);
    g_test_add_func("/stats/gsl-wrap/status", test_status);
    g_test_add_func("/stats/gsl-wrap/normal-quantile", test_normal_quantile);
    return g_test_run();
}
