/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/conversion.h>

#include "check.h"

static const double used[] = {1, 1, 1, 0, 1, 1}, followed[] = {1, 0, 1, 0, 0, 1};
static const double weights[] = {1, 2, 1, 1, 0.5, 1.5};

static SvyEstimate estimate(size_t n, const double *f, const double *w)
{
    SvyEstimate share;
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_conversion_weighted(n, used, f, w, 0.95, &share, &error));
    g_assert_no_error(error);
    return share;
}

static void test_unit_of_weights(void)
{
    double large[6];

    for (size_t i = 0; i < 6; i++)
        large[i] = 1000 * weights[i];

    const SvyEstimate share = estimate(6, followed, weights), same = estimate(6, followed, large);

    svy_check_digits(share.value, 3.5 / 6, 15);
    svy_check_digits(share.se, same.se, 14);
    svy_check_digits(share.lo, same.lo, 14);
    svy_check_near(share.df, 5, 0);
}

/* A follow answer that is not known leaves the ratio and stays in the design, as a weight of 0 does
 * not. */
static void test_missing(void)
{
    const double unknown[] = {1, 0, 1, 0, 0, NAN}, without[] = {1, 2, 1, 1, 0.5, 0};
    const SvyEstimate share = estimate(6, unknown, weights), fewer = estimate(6, unknown, without);

    svy_check_digits(share.value, 2 / 4.5, 15);
    svy_check_near(share.df, 5, 0);
    svy_check_near(fewer.df, 4, 0);
}

static void test_ends(void)
{
    const double none[] = {0, 0, 0, 0, 0, 0};
    const SvyEstimate share = estimate(6, none, NULL), one = estimate(1, followed, NULL);
    const SvyEstimate nobody = estimate(0, followed, NULL);

    g_assert_cmpstr(share.method, ==, "Clopper-Pearson");
    svy_check_near(share.lo, 0, 0);
    svy_check_digits(share.hi, 1 - pow(0.025, 1.0 / 5), 13);
    g_assert_cmpint(one.status, ==, SVY_STATUS_NO_VARIANCE);
    g_assert_cmpint(nobody.status, ==, SVY_STATUS_NO_CASES);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/conversion/unit-of-weights", test_unit_of_weights);
    g_test_add_func("/stats/conversion/missing", test_missing);
    g_test_add_func("/stats/conversion/ends", test_ends);
    return g_test_run();
}
