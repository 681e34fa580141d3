/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/association.h>
#include <surveystat/ordinal.h>

#include "check.h"

static void test_tabulate(void)
{
    const double y[] = {3, 1, 3, (double)NAN, 2.5, 1, 1};
    const int32_t group[] = {0, 1, 0, 1, 1, -1, 0};
    const double expected[] = {1, 0, 2, 1, 1, 0};
    g_autofree double *counts = NULL;
    size_t n_levels;

    g_assert_true(svy_ordinal_tabulate(7, y, group, 2, &counts, &n_levels, NULL));
    g_assert_cmpuint(n_levels, ==, 3);
    for (size_t i = 0; i < 6; i++)
        svy_check_near(counts[i], expected[i], 0);
}

static void test_tabulate_refuses(void)
{
    const double y[] = {1, HUGE_VAL};
    const int32_t group[] = {0, 0}, too_large[] = {2, 0};
    g_autofree double *counts = NULL;
    size_t n_levels = 7;
    g_autoptr(GError) error1 = NULL;
    g_autoptr(GError) error2 = NULL;

    g_assert_false(svy_ordinal_tabulate(2, y, group, 2, &counts, &n_levels, &error1));
    g_assert_error(error1, SVY_ERROR, SVY_ERROR_ARGUMENT);
    g_assert_false(svy_ordinal_tabulate(2, y, too_large, 2, &counts, &n_levels, &error2));
    g_assert_error(error2, SVY_ERROR, SVY_ERROR_ARGUMENT);
    g_assert_null(counts);
    g_assert_cmpuint(n_levels, ==, 7);
}

/* Levels that nobody chose, and the order of the groups, change nothing but signs. */
static void test_invariance(void)
{
    const double counts[] = {3, 0, 5, 2, 4, 0, 1, 6}, swapped[] = {4, 0, 1, 6, 3, 0, 5, 2};
    const double dense[] = {3, 5, 2, 4, 1, 6};
    SvyMannWhitney one, other;
    double p_one, p_other;

    g_assert_true(svy_ordinal_mann_whitney(4, counts, &one, NULL));
    g_assert_true(svy_ordinal_mann_whitney_exact(4, counts, &p_one, NULL));
    svy_check_near(one.prob_superiority, one.u / 110, 1e-15);

    g_assert_true(svy_ordinal_mann_whitney(4, swapped, &other, NULL));
    g_assert_true(svy_ordinal_mann_whitney_exact(4, swapped, &p_other, NULL));
    svy_check_near(other.z, -one.z, 1e-15);
    svy_check_near(p_other, p_one, 1e-14);

    g_assert_true(svy_ordinal_mann_whitney(3, dense, &other, NULL));
    g_assert_true(svy_ordinal_mann_whitney_exact(3, dense, &p_other, NULL));
    svy_check_near(other.z, one.z, 1e-15);
    svy_check_near(p_other, p_one, 1e-14);
}

/* Two groups: the square of z is H, and z of Dunn is z of Mann-Whitney up to its sign rule. */
static void test_two_groups_agree(void)
{
    const double counts[] = {12, 30, 41, 60, 25, 20, 33, 38, 41, 14};
    SvyMannWhitney two;
    SvyKruskalWallis several;
    SvyDunnPair pair;
    SvyJonckheere trend;
    SvyAssociation association;

    g_assert_true(svy_ordinal_mann_whitney(5, counts, &two, NULL));
    g_assert_true(svy_ordinal_kruskal_wallis(2, 5, counts, &several, NULL));
    g_assert_true(svy_ordinal_dunn(2, 5, counts, &pair, NULL));
    g_assert_true(svy_ordinal_jonckheere(2, 5, counts, &trend, NULL));
    g_assert_true(svy_association_compute(2, 5, counts, 0.95, &association, NULL));
    svy_check_near(several.statistic, two.z * two.z, 1e-12);
    svy_check_near(several.p, two.p, 1e-14);
    svy_check_near(pair.z, two.z, 1e-13);
    svy_check_near(trend.z, -two.z, 1e-13);
    svy_check_near(association.somers_cr.value, 1 - 2 * two.prob_superiority, 1e-14);
}

/* A million people on five levels cost nothing and lose no digits: z grows with sqrt(n). */
static void test_large_counts(void)
{
    const double counts[] = {12, 30, 41, 60, 25, 20, 33, 38, 41, 14};
    double many[10];
    SvyMannWhitney few_test, many_test;

    for (size_t i = 0; i < 10; i++)
        many[i] = 1e6 * counts[i];
    g_assert_true(svy_ordinal_mann_whitney(5, counts, &few_test, NULL));
    g_assert_true(svy_ordinal_mann_whitney(5, many, &many_test, NULL));
    svy_check_near(many_test.prob_superiority, few_test.prob_superiority, 1e-14);
    /* z^2 / (N - 1) does not depend on the size */
    svy_check_near(many_test.z * many_test.z / (314e6 - 1), few_test.z * few_test.z / 313, 1e-14);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/ordinal/tabulate", test_tabulate);
    g_test_add_func("/stats/ordinal/tabulate-refuses", test_tabulate_refuses);
    g_test_add_func("/stats/ordinal/invariance", test_invariance);
    g_test_add_func("/stats/ordinal/two-groups-agree", test_two_groups_agree);
    g_test_add_func("/stats/ordinal/large-counts", test_large_counts);
    return g_test_run();
}
