/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <surveystat/difference.h>
#include <surveystat/paired.h>

#include "check.h"

typedef bool (*GapFunction)(const SvyPairTable *, double, SvyEstimate *, GError **);

static const GapFunction methods[] = {svy_paired_newcombe10, svy_paired_tango,
                                      svy_paired_bonett_price, svy_paired_nested};

/* 778 of 850 use, 189 follow, and nobody follows without using. */
static void test_golden_nested(void)
{
    const SvyPairTable any = {.both = 189, .first_only = 589, .second_only = 0, .neither = 72};
    SvyEstimate gap;

    g_assert_true(svy_paired_nested(&any, 0.95, &gap, NULL));
    svy_check_near(100 * gap.value, 69.3, 0.05);
    svy_check_near(100 * gap.lo, 66.1, 0.05);
    svy_check_near(100 * gap.hi, 72.3, 0.05);
    g_assert_cmpstr(gap.method, ==, "Wilson (nested)");
}

/* 95% limits of method 10 for n = 50 from Newcombe (1998c), and of three methods for the data of
 * Cavo et al. as printed by the package contingencytables of Fagerland, Lydersen and Laake. */
static void test_published_limits(void)
{
    static const struct {
        GapFunction function;
        SvyPairTable table;
        double value, lo, hi;
    } cases[] = {
        {svy_paired_newcombe10, {20, 12, 2, 16}, 0.20, 0.0562, 0.3292},
        {svy_paired_newcombe10, {59, 6, 16, 80}, -10.0 / 161, -0.1186, -0.0046},
        {svy_paired_tango, {59, 6, 16, 80}, -10.0 / 161, -0.1240, -0.0054},
        {svy_paired_bonett_price, {59, 6, 16, 80}, -10.0 / 161, -0.1195, -0.0032},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        SvyEstimate gap;

        g_assert_true(cases[i].function(&cases[i].table, 0.95, &gap, NULL));
        svy_check_near(gap.value, cases[i].value, 1e-15);
        svy_check_near(gap.lo, cases[i].lo, 0.00005);
        svy_check_near(gap.hi, cases[i].hi, 0.00005);
    }
}

/* Agresti (2002), table 10.1: approval ratings, McNemar's statistic 17.36. */
static void test_agresti_approval(void)
{
    const SvyPairTable approval = {794, 150, 86, 570};
    SvyMcnemar test;

    g_assert_true(svy_paired_mcnemar(&approval, &test, NULL));
    g_assert_cmpint(test.status, ==, SVY_STATUS_OK);
    svy_check_near(test.statistic, 17.36, 0.005);
    svy_check_near(test.n_discordant, 236, 0);
}

/* The same data and package. */
static void test_published_p_values(void)
{
    const SvyPairTable cavo = {59, 6, 16, 80};
    SvyMcnemar test;

    g_assert_true(svy_paired_mcnemar(&cavo, &test, NULL));
    svy_check_near(test.p_asymptotic, 0.033006, 5e-7);
    svy_check_near(test.p_exact, 0.052479, 5e-7);
    svy_check_near(test.p_midp, 0.034690, 5e-7);
}

static void test_nobody_differs(void)
{
    const SvyPairTable alike = {.both = 30, .neither = 20};
    SvyMcnemar test;
    SvyEstimate gap;

    g_assert_true(svy_paired_mcnemar(&alike, &test, NULL));
    g_assert_cmpint(test.status, ==, SVY_STATUS_UNDEFINED);
    g_assert_true(isnan(test.statistic));
    svy_check_near(test.p_asymptotic, 1, 0);
    svy_check_near(test.p_exact, 1, 0);
    svy_check_near(test.p_midp, 1, 0);

    for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
        g_assert_true(methods[m](&alike, 0.95, &gap, NULL));
        g_assert_cmpint(gap.status, ==, SVY_STATUS_OK);
        svy_check_near(gap.value, 0, 0);
        g_assert_true(gap.lo <= 0 && gap.hi > 0);
    }
}

/* b = c: all three are 1 (some packages print less for mid-p). */
static void test_equal_counts(void)
{
    for (double b = 1; b < 2e6; b *= 7) {
        const SvyPairTable even = {.both = 3, .first_only = b, .second_only = b, .neither = 4};
        SvyMcnemar test;

        g_assert_true(svy_paired_mcnemar(&even, &test, NULL));
        g_assert_cmpint(test.status, ==, SVY_STATUS_OK);
        svy_check_near(test.statistic, 0, 0);
        svy_check_near(test.p_asymptotic, 1, 0);
        svy_check_near(test.p_exact, 1, 0);
        svy_check_near(test.p_midp, 1, 0);
    }
}

/* Tango's interval leaves 0 out exactly when the asymptotic test is significant. */
static void test_tango_agrees_with_mcnemar(void)
{
    for (double b = 0; b <= 25; b++) {
        for (double c = 0; c <= 25; c++) {
            const SvyPairTable table = {
                .both = 10, .first_only = b, .second_only = c, .neither = 20};
            SvyEstimate gap;
            SvyMcnemar test;

            g_assert_true(svy_paired_tango(&table, 0.95, &gap, NULL));
            g_assert_true(svy_paired_mcnemar(&table, &test, NULL));
            g_assert_true((gap.lo > 0 || gap.hi < 0) == (test.p_asymptotic < 0.05));
        }
    }
}

static void test_no_cases(void)
{
    const SvyPairTable empty = {0};
    SvyMcnemar test;
    SvyEstimate gap;

    for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
        g_assert_true(methods[m](&empty, 0.95, &gap, NULL));
        g_assert_cmpint(gap.status, ==, SVY_STATUS_NO_CASES);
        g_assert_true(isnan(gap.value) && isnan(gap.lo) && isnan(gap.hi));
    }
    g_assert_true(svy_paired_mcnemar(&empty, &test, NULL));
    g_assert_cmpint(test.status, ==, SVY_STATUS_NO_CASES);
    g_assert_true(isnan(test.statistic) && isnan(test.p_midp));
}

static void test_refused_tables(void)
{
    static const struct {
        SvyPairTable table;
        double level;
        const char *message;
    } cases[] = {
        {{1, 2, 0, 4}, 95, "*confidence level*got 95."},
        {{-1, 2, 0, 4}, 0.95, "*both must be*got -1."},
        {{1, (double)NAN, 0, 4}, 0.95, "*first_only must be*got NaN."},
        {{1, 2, 0, HUGE_VAL}, 0.95, "*neither must be*got infinity."},
        {{1e308, 1e308, 0, 0}, 0.95, "*both must be a number up to 1e60, got 1*."},
        {{9e59, 9e59, 0, 0}, 0.95, "*the sum of the table must be*up to 1e60, got *."},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
            SvyEstimate gap = svy_estimate_none(SVY_STATUS_WITHHELD, 0.5, "untouched");
            g_autoptr(GError) error = NULL;

            g_assert_false(methods[m](&cases[i].table, cases[i].level, &gap, &error));
            g_assert_error(error, SVY_ERROR, SVY_ERROR_ARGUMENT);
            g_assert_true(g_pattern_match_simple(cases[i].message, error->message));
            g_assert_cmpstr(gap.method, ==, "untouched");
        }
    }
}

static void test_nested_refuses_contradictions(void)
{
    const SvyPairTable table = {10, 20, 1, 5};
    SvyEstimate gap = svy_estimate_none(SVY_STATUS_WITHHELD, 0.5, "untouched");
    g_autoptr(GError) error = NULL;

    g_assert_false(svy_paired_nested(&table, 0.95, &gap, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_ARGUMENT);
    g_assert_cmpstr(error->message, ==, "error: second_only of a nested pair must be 0, got 1.");
    g_assert_cmpstr(gap.method, ==, "untouched");
}

static void test_mcnemar_refuses_weights(void)
{
    static const SvyPairTable tables[] = {
        {1, 2.5, 3, 4}, {1, 2, 3.5, 4}, {1, 2e15, 3, 4}, {1, 2, -3, 4}};

    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        SvyMcnemar test = {.n_discordant = -7};
        g_autoptr(GError) error = NULL;

        g_assert_false(svy_paired_mcnemar(&tables[i], &test, &error));
        g_assert_error(error, SVY_ERROR, SVY_ERROR_ARGUMENT);
        svy_check_near(test.n_discordant, -7, 0);
    }
}

/* --- Two groups ----------------------------------------------------------------------------- */

/* By hand: gaps 0.3 and 0.1; v = (40 - 900/100)/10000 + (30 - 100/100)/10000 = 0.006. */
static void test_compare(void)
{
    const SvyPairTable first = {.both = 20, .first_only = 35, .second_only = 5, .neither = 40};
    const SvyPairTable second = {.both = 30, .first_only = 20, .second_only = 10, .neither = 40};
    SvyEstimate difference, mirrored, a, b;
    double p = 0, p_mirrored = 0;

    g_assert_true(svy_paired_newcombe10(&first, 0.95, &a, NULL));
    g_assert_true(svy_paired_newcombe10(&second, 0.95, &b, NULL));
    g_assert_true(svy_paired_compare(&first, &second, false, 0.95, &difference, &p, NULL));
    svy_check_near(difference.value, 0.2, 1e-15);
    svy_check_near(difference.lo, 0.2 - hypot(0.3 - a.lo, b.hi - 0.1), 1e-15);
    svy_check_near(difference.hi, 0.2 + hypot(a.hi - 0.3, 0.1 - b.lo), 1e-15);
    svy_check_near(p, 0.009823274507519, 1e-12); /* 2 (1 - Phi(0.2 / sqrt(0.006))) */
    g_assert_true(svy_paired_compare(&second, &first, false, 0.95, &mirrored, &p_mirrored, NULL));
    svy_check_near(mirrored.lo, -difference.hi, 1e-15);
    svy_check_near(p_mirrored, p, 0);
}

/* A nested pair is one share: 213 of 365 against 376 of 485, as two independent groups. */
static void test_compare_nested(void)
{
    const SvyPairTable first = {.both = 118, .first_only = 213, .neither = 34};
    const SvyPairTable second = {.both = 71, .first_only = 376, .neither = 38};
    const SvyTwoShares shares = {.x1 = 213, .n1 = 365, .x2 = 376, .n2 = 485};
    SvyEstimate difference, expected;
    SvyShareTest test;
    double p = 0;

    g_assert_true(svy_difference_newcombe10(&shares, 0.95, &expected, NULL));
    g_assert_true(svy_difference_test(&shares, &test, NULL));
    g_assert_true(svy_paired_compare(&first, &second, true, 0.95, &difference, &p, NULL));
    svy_check_near(difference.lo, expected.lo, 0);
    svy_check_near(difference.hi, expected.hi, 0);
    svy_check_near(p, test.p_pooled, 0);
}

static void test_compare_nobody(void)
{
    const SvyPairTable nobody = {0}, some = {.both = 3, .first_only = 2, .neither = 5};
    SvyEstimate difference;
    double p = 0;

    g_assert_true(svy_paired_compare(&nobody, &some, false, 0.95, &difference, &p, NULL));
    g_assert_cmpint(difference.status, ==, SVY_STATUS_NO_CASES);
    g_assert_true(isnan(p));
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/paired/golden-nested", test_golden_nested);
    g_test_add_func("/stats/paired/published-limits", test_published_limits);
    g_test_add_func("/stats/paired/agresti-approval", test_agresti_approval);
    g_test_add_func("/stats/paired/published-p-values", test_published_p_values);
    g_test_add_func("/stats/paired/nobody-differs", test_nobody_differs);
    g_test_add_func("/stats/paired/equal-counts", test_equal_counts);
    g_test_add_func("/stats/paired/tango-agrees-with-mcnemar", test_tango_agrees_with_mcnemar);
    g_test_add_func("/stats/paired/no-cases", test_no_cases);
    g_test_add_func("/stats/paired/refused-tables", test_refused_tables);
    g_test_add_func("/stats/paired/nested-refuses-contradictions",
                    test_nested_refuses_contradictions);
    g_test_add_func("/stats/paired/mcnemar-refuses-weights", test_mcnemar_refuses_weights);
    g_test_add_func("/stats/paired/compare", test_compare);
    g_test_add_func("/stats/paired/compare-nested", test_compare_nested);
    g_test_add_func("/stats/paired/compare-nobody", test_compare_nobody);
    return g_test_run();
}
