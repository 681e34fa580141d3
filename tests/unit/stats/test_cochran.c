/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/cochran.h>
#include <surveystat/paired.h>

#include "check.h"

/* With two items it is McNemar's test without correction. */
static void test_two_items(void)
{
    const double totals[] = {944, 880};
    const SvyPairTable table = {794, 150, 86, 570};
    SvyMcnemar mcnemar;
    SvyCochran test;

    g_assert_true(svy_cochran_from_sums(1600, 2, totals, 150 + 86, &test, NULL));
    g_assert_true(svy_paired_mcnemar(&table, &mcnemar, NULL));
    svy_check_digits(test.q, mcnemar.statistic, 13);
    svy_check_digits(test.p, mcnemar.p_asymptotic, 13);
    svy_check_near(test.df, 1, 0);
}

/* People who said yes to all items, or to none, do not matter. */
static void test_who_matters(void)
{
    const unsigned char answers[] = {1, 1, 0, 1, 0, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0};
    SvyCochran all, some;

    g_assert_true(svy_cochran_from_answers(5, 3, answers, &all, NULL));
    g_assert_true(svy_cochran_from_answers(3, 3, answers, &some, NULL));
    svy_check_digits(all.q, some.q, 14);
    g_assert_cmpint(all.status, ==, SVY_STATUS_OK);
}

static void test_nothing(void)
{
    const unsigned char alike[] = {1, 1, 0, 0};
    SvyCochran test;

    g_assert_true(svy_cochran_from_answers(2, 2, alike, &test, NULL));
    g_assert_cmpint(test.status, ==, SVY_STATUS_UNDEFINED);
    svy_check_near(test.p, 1, 0);
    g_assert_true(isnan(test.q));
    g_assert_true(svy_cochran_from_answers(0, 2, NULL, &test, NULL));
    g_assert_cmpint(test.status, ==, SVY_STATUS_NO_CASES);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/cochran/two-items", test_two_items);
    g_test_add_func("/stats/cochran/who-matters", test_who_matters);
    g_test_add_func("/stats/cochran/nothing", test_nothing);
    return g_test_run();
}
