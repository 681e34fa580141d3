/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/proportion.h>

#include <math.h>

#include "check.h"

typedef bool (*ProportionFunction)(double, double, double, SvyEstimate *, GError **);

static const ProportionFunction methods[] = {svy_proportion_wilson, svy_proportion_clopper_pearson,
                                             svy_proportion_jeffreys, svy_proportion_agresti_coull};

/* The intervals of the sample survey as issued with it, in per cent to one decimal. */
static void test_golden(void)
{
    static const struct {
        double x, n, p_pct, lo_pct, hi_pct;
    } cases[] = {
        {778, 850, 91.5, 89.5, 93.2}, /* uses any */
        {189, 850, 22.2, 19.6, 25.2}, /* follows any */
        {189, 778, 24.3, 21.4, 27.4}, /* of users */
        {107, 369, 29.0, 24.6, 33.8}, /* Twitter, of users */
        {99, 691, 14.3, 11.9, 17.1},  /* Facebook */
        {23, 379, 6.1, 4.1, 8.9},     /* LinkedIn */
        {28, 227, 12.3, 8.7, 17.2},   /* YouTube */
        {9, 121, 7.4, 4.0, 13.5},     /* Flickr */
        {7, 196, 3.6, 1.7, 7.2},      /* Google+ */
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        SvyEstimate p;

        g_assert_true(svy_proportion_wilson(cases[i].x, cases[i].n, 0.95, &p, NULL));
        g_assert_cmpint(p.status, ==, SVY_STATUS_OK);
        svy_check_near(100 * p.value, cases[i].p_pct, 0.05);
        svy_check_near(100 * p.lo, cases[i].lo_pct, 0.05);
        svy_check_near(100 * p.hi, cases[i].hi_pct, 0.05);
    }
}

/* Counts past 2^31, 2^32 and 2^53: half of them, with a width that goes with 1 / sqrt(n). */
static void test_large_counts(void)
{
    static const double halves[] = {1073741825.0, 2147483649.0, 4503599627370497.0};

    for (size_t i = 0; i < G_N_ELEMENTS(halves); i++) {
        for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
            const double n = 2 * halves[i];
            SvyEstimate p;

            g_assert_true(methods[m](halves[i], n, 0.95, &p, NULL));
            g_assert_cmpint(p.status, ==, SVY_STATUS_OK);
            svy_check_near(p.value, 0.5, 1e-15);
            svy_check_near((p.hi - p.lo) * sqrt(n), 1.959963984540054, 1e-3);
        }
    }
}

/* Newcombe (1998a), table I: 95% limits to four decimals. */
static void test_newcombe_table(void)
{
    static const struct {
        double x, n;
        ProportionFunction function;
        double lo, hi;
    } cases[] = {
        {81, 263, svy_proportion_wilson, 0.2553, 0.3662},
        {15, 148, svy_proportion_wilson, 0.0624, 0.1605},
        {0, 20, svy_proportion_wilson, 0.0000, 0.1611},
        {1, 29, svy_proportion_wilson, 0.0061, 0.1718},
        {81, 263, svy_proportion_clopper_pearson, 0.2527, 0.3676},
        {15, 148, svy_proportion_clopper_pearson, 0.0578, 0.1617},
        {0, 20, svy_proportion_clopper_pearson, 0.0000, 0.1684},
        {1, 29, svy_proportion_clopper_pearson, 0.0009, 0.1776},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        SvyEstimate p;

        g_assert_true(cases[i].function(cases[i].x, cases[i].n, 0.95, &p, NULL));
        svy_check_near(p.lo, cases[i].lo, 0.00005);
        svy_check_near(p.hi, cases[i].hi, 0.00005);
    }
}

static void test_ends_are_exact(void)
{
    for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
        for (double n = 1; n < 1e7; n *= 3) {
            SvyEstimate none, all;

            g_assert_true(methods[m](0, n, 0.95, &none, NULL));
            g_assert_true(methods[m](n, n, 0.95, &all, NULL));
            svy_check_near(none.value, 0, 0);
            svy_check_near(none.lo, 0, 0);
            g_assert_true(none.hi > 0 && none.hi <= 1);
            svy_check_near(all.value, 1, 0);
            svy_check_near(all.hi, 1, 0);
            g_assert_true(all.lo < 1 && all.lo >= 0);
        }
    }
}

static void test_no_cases(void)
{
    for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
        SvyEstimate p;

        g_assert_true(methods[m](0, 0, 0.9, &p, NULL));
        g_assert_cmpint(p.status, ==, SVY_STATUS_NO_CASES);
        g_assert_true(isnan(p.value) && isnan(p.lo) && isnan(p.hi));
        svy_check_near(p.level, 0.9, 0);
        g_assert_nonnull(p.method);
    }
}

static void test_refused_arguments(void)
{
    static const struct {
        double x, n, level;
        const char *message;
    } cases[] = {
        {5, 10, 95, "error: the confidence level must be between 0 and 1 (0.95, not 95), got 95."},
        {5, 10, 0, "error: the confidence level must be between 0 and 1 (0.95, not 95), got 0."},
        {5, 10, 1, "error: the confidence level must be between 0 and 1 (0.95, not 95), got 1."},
        {5, 10, (double)NAN,
         "error: the confidence level must be between 0 and 1 (0.95, not 95), got NaN."},
        {11, 10.5, 0.95, "error: x must be at most n, got 11."},
        {1, 0, 0.95, "error: x must be at most n, got 1."},
        {-1, 10, 0.95, "error: x must be a finite number, 0 or more, got -1."},
        {(double)NAN, 10, 0.95, "error: x must be a finite number, 0 or more, got NaN."},
        {0, -0.5, 0.95, "error: n must be a finite number, 0 or more, got -0.5."},
        {0, HUGE_VAL, 0.95, "error: n must be a finite number, 0 or more, got infinity."},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
            SvyEstimate p = svy_estimate_none(SVY_STATUS_WITHHELD, 0.5, "untouched");
            g_autoptr(GError) error = NULL;

            g_assert_false(methods[m](cases[i].x, cases[i].n, cases[i].level, &p, &error));
            g_assert_error(error, SVY_ERROR, SVY_ERROR_ARGUMENT);
            g_assert_cmpstr(error->message, ==, cases[i].message);
            g_assert_cmpstr(p.method, ==, "untouched");
        }
    }
}

/* P(X <= 1) and P(X >= 1) of three tosses: 4/8 and 7/8; R binom.test(189, 850, 0.25, "less"). */
static void test_one_sided(void)
{
    SvyEstimate below, above, empty;

    g_assert_true(svy_proportion_test_one_sided(1, 3, 0.5, SVY_SIDE_BELOW, &below, NULL));
    g_assert_true(svy_proportion_test_one_sided(1, 3, 0.5, SVY_SIDE_ABOVE, &above, NULL));
    svy_check_digits(below.value, 0.5, 14);
    svy_check_digits(above.value, 0.875, 14);
    g_assert_true(svy_proportion_test_one_sided(189, 850, 0.25, SVY_SIDE_BELOW, &below, NULL));
    svy_check_digits(below.value, 0.033013939207939338, 10);
    g_assert_true(svy_proportion_test_one_sided(0, 0, 0.25, SVY_SIDE_BELOW, &empty, NULL));
    g_assert_cmpint(empty.status, ==, SVY_STATUS_NO_CASES);
    g_assert_false(svy_proportion_test_one_sided(2, 1, 0.25, SVY_SIDE_BELOW, &empty, NULL));
    g_assert_false(svy_proportion_test_one_sided(1, 2, 1.5, SVY_SIDE_BELOW, &empty, NULL));
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/proportion/golden", test_golden);
    g_test_add_func("/stats/proportion/large-counts", test_large_counts);
    g_test_add_func("/stats/proportion/newcombe-table", test_newcombe_table);
    g_test_add_func("/stats/proportion/ends-are-exact", test_ends_are_exact);
    g_test_add_func("/stats/proportion/no-cases", test_no_cases);
    g_test_add_func("/stats/proportion/refused-arguments", test_refused_arguments);
    g_test_add_func("/stats/proportion/one-sided", test_one_sided);
    return g_test_run();
}
