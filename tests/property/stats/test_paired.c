/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/paired.h>
#include <surveystat/proportion.h>

#include "check.h"

typedef bool (*GapFunction)(const SvyPairTable *, double, SvyEstimate *, GError **);

static const GapFunction methods[] = {svy_paired_newcombe10,   svy_paired_tango,
                                      svy_paired_bonett_price, svy_paired_newcombe8,
                                      svy_paired_wald,         svy_paired_wald_fleiss};

static SvyEstimate estimate(GapFunction method, SvyPairTable table, double level)
{
    SvyEstimate gap;
    g_autoptr(GError) error = NULL;

    g_assert_true(method(&table, level, &gap, &error));
    g_assert_no_error(error);
    return gap;
}

/* One cell in five is empty, the others spread over several orders of magnitude. */
static double draw_count(GRand *random)
{
    if (g_rand_int_range(random, 0, 5) == 0)
        return 0;
    return floor(exp(g_rand_double_range(random, 0, 9)));
}

static SvyPairTable draw_table(GRand *random)
{
    const SvyPairTable table = {draw_count(random), draw_count(random), draw_count(random),
                                draw_count(random)};
    const bool is_empty = !(table.both + table.first_only + table.second_only + table.neither > 0);

    return is_empty ? (SvyPairTable){.both = 1} : table;
}

static void check_limits(SvyEstimate gap)
{
    g_assert_cmpint(gap.status, ==, SVY_STATUS_OK);
    g_assert_true(-1 <= gap.lo && gap.lo <= gap.hi && gap.hi <= 1);
}

static void test_limits_and_order(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1998);

    for (int i = 0; i < 2000; i++) {
        const SvyPairTable table = draw_table(random);

        for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
            const SvyEstimate gap = estimate(methods[m], table, 0.95);
            const SvyEstimate wide = estimate(methods[m], table, 0.99);

            check_limits(gap);
            check_limits(wide);
            g_assert_true(wide.lo <= gap.lo + 1e-15 && gap.hi <= wide.hi + 1e-15);
            if (methods[m] != svy_paired_bonett_price) /* drawn to 0, it may miss +-1 */
                g_assert_true(gap.lo <= gap.value && gap.value <= gap.hi);
        }
    }
}

/* Exchanging the two answers changes the sign; exchanging yes and no does as well. */
static void test_exchange(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(10);

    for (int i = 0; i < 2000; i++) {
        const SvyPairTable t = draw_table(random);
        const SvyPairTable exchanged = {t.both, t.second_only, t.first_only, t.neither};
        const SvyPairTable negated = {t.neither, t.second_only, t.first_only, t.both};

        for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
            const SvyEstimate gap = estimate(methods[m], t, 0.95);
            const SvyEstimate back = estimate(methods[m], exchanged, 0.95);
            const SvyEstimate no = estimate(methods[m], negated, 0.95);

            svy_check_near(gap.value, -back.value, 0);
            svy_check_near(gap.lo, -back.hi, 1e-14);
            svy_check_near(gap.hi, -back.lo, 1e-14);
            svy_check_near(gap.value, -no.value, 0);
            svy_check_near(gap.lo, -no.hi, 1e-12);
            svy_check_near(gap.hi, -no.lo, 1e-12);
        }
    }
}

/* p-values: in range, mid-p between half the exact p and the exact p, blind to a, d and order. */
static void test_mcnemar(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1947);

    for (int i = 0; i < 2000; i++) {
        const SvyPairTable t = draw_table(random);
        const SvyPairTable other = {t.neither + 3, t.second_only, t.first_only, t.both};
        SvyMcnemar test, same;

        g_assert_true(svy_paired_mcnemar(&t, &test, NULL));
        g_assert_true(svy_paired_mcnemar(&other, &same, NULL));
        g_assert_true(0 <= test.p_midp && test.p_midp <= test.p_exact && test.p_exact <= 1);
        g_assert_true(test.p_midp >= test.p_exact / 2);
        svy_check_near(test.p_exact, same.p_exact, 0);
        svy_check_near(test.p_midp, same.p_midp, 0);
        svy_check_near(test.p_asymptotic, same.p_asymptotic, 0);
    }
}

/* Exact p by adding up the binomial probabilities. */
static void test_mcnemar_by_enumeration(void)
{
    for (int m = 1; m <= 50; m++) {
        double probability = ldexp(1, -m), at_most = 0;

        for (int k = 0; 2 * k < m; k++) {
            const SvyPairTable table = {.first_only = m - k, .second_only = k};
            SvyMcnemar test;

            at_most += probability;
            g_assert_true(svy_paired_mcnemar(&table, &test, NULL));
            svy_check_digits(test.p_exact, 2 * at_most, 12);
            svy_check_digits(test.p_midp, 2 * at_most - probability, 12);
            probability *= (double)(m - k) / (k + 1);
        }
    }
}

static void test_nested_is_wilson(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(778);

    for (int i = 0; i < 500; i++) {
        SvyPairTable t = draw_table(random);
        SvyEstimate share;

        t.second_only = 0;
        t.neither += 1;
        const SvyEstimate gap = estimate(svy_paired_nested, t, 0.9);
        g_assert_true(svy_proportion_wilson(t.first_only, t.both + t.first_only + t.neither, 0.9,
                                            &share, NULL));
        svy_check_near(gap.value, share.value, 0);
        svy_check_near(gap.lo, share.lo, 0);
        svy_check_near(gap.hi, share.hi, 0);
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/property/stats/paired/limits-and-order", test_limits_and_order);
    g_test_add_func("/property/stats/paired/exchange", test_exchange);
    g_test_add_func("/property/stats/paired/mcnemar", test_mcnemar);
    g_test_add_func("/property/stats/paired/mcnemar-by-enumeration", test_mcnemar_by_enumeration);
    g_test_add_func("/property/stats/paired/nested-is-wilson", test_nested_is_wilson);
    return g_test_run();
}
