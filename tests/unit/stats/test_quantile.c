/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/histogram.h>
#include <surveystat/quantile.h>

#include <surveystat/stats-init.h>

#include "check.h"

/* Expected values from R 4.2: quantile(x, q), and from pbinom() the ranks of the limits. */
static const double twenty[] = {1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 5, 6, 7, 8, 8, 9, 9, 9};
static const double levels[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
static const double counts[] = {2, 2, 4, 2, 3, 1, 1, 2, 3};

static void test_as_r(void)
{
    static const struct {
        double q, value, lo, hi;
    } cases[] = {{0.5, 4.5, 3, 7}, {0.25, 3, 1, 4}, {0.75, 7.25, 5, 9}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        SvyEstimate each, counted;

        g_assert_true(svy_quantile_compute(20, twenty, NULL, cases[i].q, 0.95, &each, NULL));
        g_assert_true(svy_quantile_compute(9, levels, counts, cases[i].q, 0.95, &counted, NULL));
        svy_check_digits(each.value, cases[i].value, 14);
        svy_check_near(each.lo, cases[i].lo, 0);
        svy_check_near(each.hi, cases[i].hi, 0);
        svy_check_near(counted.value, each.value, 0);
        svy_check_near(counted.lo, each.lo, 0);
        svy_check_near(counted.hi, each.hi, 0);
    }
}

/* 5 values: 1 - 2 / 32 = 93.75% is the most that their range covers. */
static void test_few(void)
{
    SvyEstimate median;

    g_assert_true(svy_quantile_compute(0, twenty, NULL, 0.5, 0.95, &median, NULL));
    g_assert_cmpint(median.status, ==, SVY_STATUS_NO_CASES);
    g_assert_true(svy_quantile_compute(1, twenty, NULL, 0.5, 0.95, &median, NULL));
    g_assert_cmpint(median.status, ==, SVY_STATUS_OK);
    svy_check_near(median.value, 1, 0);
    g_assert_true(isnan(median.lo) && isnan(median.hi));
    g_assert_true(svy_quantile_compute(5, levels, NULL, 0.5, 0.95, &median, NULL));
    g_assert_true(isnan(median.lo) && isnan(median.hi));
    g_assert_true(svy_quantile_compute(5, levels, NULL, 0.5, 0.93, &median, NULL));
    svy_check_near(median.lo, 1, 0);
    svy_check_near(median.hi, 5, 0);
}

/* Half a million below, half a million above. */
static void test_many(void)
{
    static const double two[] = {0, 1}, halves[] = {500000, 500000};
    SvyEstimate median;

    g_assert_true(svy_quantile_compute(2, two, halves, 0.5, 0.95, &median, NULL));
    svy_check_near(median.value, 0.5, 0);
    svy_check_near(median.lo, 0, 0);
    svy_check_near(median.hi, 1, 0);
}

static void test_refused(void)
{
    static const double falling[] = {2, 1}, part[] = {1, 0.5};
    SvyEstimate median = {.value = -7};
    GError *error = NULL;

    g_assert_false(svy_quantile_compute(2, falling, NULL, 0.5, 0.95, &median, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_ARGUMENT);
    g_clear_error(&error);
    g_assert_false(svy_quantile_compute(2, levels, part, 0.5, 0.95, &median, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_ARGUMENT);
    g_clear_error(&error);
    g_assert_false(svy_quantile_compute(2, levels, NULL, 1, 0.95, &median, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_ARGUMENT);
    g_clear_error(&error);
    g_assert_false(svy_quantile_compute_type(2, levels, NULL, 0.5, 0, 0.95, &median, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_ARGUMENT);
    g_clear_error(&error);
    g_assert_false(svy_quantile_compute_type(2, levels, NULL, 0.5, 10, 0.95, &median, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_ARGUMENT);
    g_clear_error(&error);
    svy_check_near(median.value, -7, 0);
}

/* Counts of values give what the values themselves give. */
static void test_types(void)
{
    for (unsigned type = 1; type <= 9; type++) {
        for (double q = 0.05; q < 1; q += 0.05) {
            SvyEstimate each, counted;

            g_assert_true(svy_quantile_compute_type(20, twenty, NULL, q, type, 0.95, &each, NULL));
            g_assert_true(
                svy_quantile_compute_type(9, levels, counts, q, type, 0.95, &counted, NULL));
            svy_check_near(counted.value, each.value, 0);
        }
    }
}

/* Each value is in its interval, however far apart or close together they are. */
static void test_histogram(void)
{
    static const double sets[][4] = {{0.1, 0.2, 0.3, 0.7},
                                     {-1e140, -1, 1, 1e140},
                                     {1e15, 1e15 + 1, 2e15, 3e15},
                                     {1, 1 + 1e-15, 1 + 1e-15, 2},
                                     {-5e-300, 0, 1e-300, 2e-300},
                                     {3, 3, 3, 3},
                                     {0, 0, 0, 1e12},
                                     {1e100, 1e100, 1e100, 1e100}};

    for (size_t i = 0; i < G_N_ELEMENTS(sets); i++) {
        SvyHistogram bins;

        g_assert_true(svy_histogram_find_bins(4, sets[i], &bins, NULL));
        g_assert_true(bins.n >= 1 && bins.n <= 200 && bins.width > 0);
        for (size_t j = 0; j < 4; j++) {
            const size_t place = svy_histogram_get_place(&bins, sets[i][j]);

            g_assert_true(svy_histogram_get_edge(&bins, place) <= sets[i][j]);
            g_assert_true(sets[i][j] < svy_histogram_get_edge(&bins, place + 1));
        }
    }
}

static void test_histogram_refused(void)
{
    static const double falling[] = {2, 1}, far[] = {0, 1e200};
    SvyHistogram bins = {.n = 77};
    GError *error = NULL;

    g_assert_false(svy_histogram_find_bins(2, falling, &bins, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_ARGUMENT);
    g_clear_error(&error);
    g_assert_false(svy_histogram_find_bins(2, far, &bins, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_ARGUMENT);
    g_clear_error(&error);
    g_assert_cmpuint(bins.n, ==, 77);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    svy_stats_init();
    g_test_add_func("/stats/quantile/as-r", test_as_r);
    g_test_add_func("/stats/quantile/few", test_few);
    g_test_add_func("/stats/quantile/many", test_many);
    g_test_add_func("/stats/quantile/refused", test_refused);
    g_test_add_func("/stats/quantile/types", test_types);
    g_test_add_func("/stats/histogram/places", test_histogram);
    g_test_add_func("/stats/histogram/refused", test_histogram_refused);
    return g_test_run();
}
