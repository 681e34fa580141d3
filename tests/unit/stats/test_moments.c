/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/moments.h>

#include "check.h"

static void test_counts_are_values(void)
{
    const double values[] = {1, 1, 1, 2, 4, 4, (double)NAN};
    const double scores[] = {4, 1, 7, 2}, counts[] = {2, 3, 0, 1};
    SvyMoments a, b;

    g_assert_true(svy_moments_compute(G_N_ELEMENTS(values), values, &a, NULL));
    g_assert_true(svy_moments_compute_counts(4, scores, counts, &b, NULL));
    svy_check_near(a.n, 6, 0);
    svy_check_near(b.n, 6, 0);
    svy_check_near(a.mean, 13.0 / 6, 1e-15);
    svy_check_near(b.mean, a.mean, 1e-15);
    svy_check_near(b.ss, a.ss, 1e-14);
    svy_check_near(svy_moments_get_difference(&a, &b), 0, 1e-15);
}

/* NIST's sets SmLs03, 06 and 09: nine treatments of 2001 values, m + 0.1 and then m and m + 0.2 by
 * turns with m = 1.2, 1.1, 1.3 ... behind up to 13 constant digits; here for one treatment. */
static void test_leading_digits(void)
{
    static const double bases[] = {0, 1e6, 1e12};
    g_autofree double *y = g_new(double, 2001);

    for (size_t b = 0; b < G_N_ELEMENTS(bases); b++) {
        SvyMoments moments;

        /* Eighths, so that the values are exact as doubles and the answer is known. */
        for (size_t i = 0; i < 2001; i++)
            y[i] = bases[b] + (i == 0 ? 0.25 : (i % 2 == 1 ? 0.125 : 0.375));
        g_assert_true(svy_moments_compute(2001, y, &moments, NULL));
        svy_check_near(moments.mean + moments.mean_rest, bases[b] + 0.25, 0);
        svy_check_near(moments.ss, 2000 * 0.125 * 0.125, 1e-12);
    }
}

static void test_alike_is_zero(void)
{
    static const double y[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};

    for (size_t n = 1; n <= G_N_ELEMENTS(y); n++) {
        SvyMoments moments;

        g_assert_true(svy_moments_compute(n, y, &moments, NULL));
        svy_check_near(moments.ss, 0, 0);
        svy_check_near(moments.mean, 0.1, 0);
        g_assert_true(isnan(svy_moments_get_sd(&moments)) == (n == 1));
    }
}

static void test_refused(void)
{
    const double infinite[] = {1, HUGE_VAL}, negative[] = {1, -1};
    SvyMoments moments = {.n = -7};
    g_autoptr(GError) error1 = NULL;
    g_autoptr(GError) error2 = NULL;

    g_assert_false(svy_moments_compute(2, infinite, &moments, &error1));
    g_assert_error(error1, SVY_ERROR, SVY_ERROR_ARGUMENT);
    g_assert_false(svy_moments_compute_counts(2, negative, negative, &moments, &error2));
    g_assert_error(error2, SVY_ERROR, SVY_ERROR_ARGUMENT);
    svy_check_near(moments.n, -7, 0);
}

/* R 4.2: t.test(y)$conf.int. */
static void test_mean_interval(void)
{
    static const double y[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4};
    SvyMoments moments;
    SvyEstimate mean;

    g_assert_true(svy_moments_compute(20, y, &moments, NULL));
    g_assert_true(svy_moments_estimate_mean(&moments, 0.95, &mean, NULL));
    g_assert_cmpint(mean.status, ==, SVY_STATUS_OK);
    svy_check_digits(mean.value, 4.85, 14);
    svy_check_digits(mean.lo, 3.58617865408061, 13);
    svy_check_digits(mean.hi, 6.11382134591939, 13);
    g_assert_true(svy_moments_compute(1, y, &moments, NULL));
    g_assert_true(svy_moments_estimate_mean(&moments, 0.95, &mean, NULL));
    g_assert_cmpint(mean.status, ==, SVY_STATUS_NO_VARIANCE);
    svy_check_near(mean.value, 3, 0);
    g_assert_true(svy_moments_compute(0, y, &moments, NULL));
    g_assert_true(svy_moments_estimate_mean(&moments, 0.95, &mean, NULL));
    g_assert_cmpint(mean.status, ==, SVY_STATUS_NO_CASES);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/moments/counts-are-values", test_counts_are_values);
    g_test_add_func("/stats/moments/leading-digits", test_leading_digits);
    g_test_add_func("/stats/moments/alike-is-zero", test_alike_is_zero);
    g_test_add_func("/stats/moments/mean-interval", test_mean_interval);
    g_test_add_func("/stats/moments/refused", test_refused);
    return g_test_run();
}
