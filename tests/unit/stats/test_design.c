/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sample designs: what they are made of, what is refused, what must not matter. Values are checked
 * in tests/reference/design. */
#include <surveystat/design.h>

#include <math.h>

#include "check.h"

#define N 12

static const double y[N] = {3, 5, 2, 8, 6, 7, 9, 4, 1, 5, 8, 2};
static const double w[N] = {5, 4, 6, 7, 3, 8, 9, 2, 4, 6, 5, 3};
static const int32_t strata[N] = {7, 7, 7, 7, 2, 2, 2, 2, 2, 2, 2, 2};
static const int32_t psu[N] = {0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3};

static SvyDesign *make(const SvyDesignSpec *spec)
{
    SvyDesign *design = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_design_new(spec, &design, &error));
    g_assert_no_error(error);
    return design;
}

static void test_counts(void)
{
    g_autoptr(SvyDesign) design =
        make(&(SvyDesignSpec){.n = N, .weights = w, .strata = strata, .psu = psu});

    g_assert_cmpuint(svy_design_get_n(design), ==, N);
    g_assert_cmpuint(svy_design_get_n_strata(design), ==, 2);
    g_assert_cmpuint(svy_design_get_n_psu(design), ==, 6); /* a code in two strata is two PSUs */
    svy_check_digits(svy_design_get_df(design), 4, 15);
    g_assert_cmpuint(svy_design_find_psu(design, 0), ==, 0);
    g_assert_cmpuint(svy_design_find_psu(design, 3), ==, 1);
    g_assert_cmpuint(svy_design_find_psu(design, 4), ==, 2);
    svy_design_free(NULL);
}

static void test_weightless_psu_has_no_df(void)
{
    const double some[N] = {5, 4, 0, 0, 3, 8, 9, 2, 4, 6, 5, 3};
    g_autoptr(SvyDesign) design =
        make(&(SvyDesignSpec){.n = N, .weights = some, .strata = strata, .psu = psu});

    svy_check_digits(svy_design_get_df(design), 3, 15);
}

static void check_refused(const SvyDesignSpec *spec)
{
    SvyDesign *design = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_false(svy_design_new(spec, &design, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    g_assert_null(design);
}

static void test_refused(void)
{
    const double negative[] = {1, -1}, few[] = {1, 1}, varying[] = {5, 6};
    const int32_t unknown[] = {0, -1}, one[] = {0, 0};

    check_refused(&(SvyDesignSpec){.n = 2, .weights = negative});
    check_refused(&(SvyDesignSpec){.n = 2, .fpc = few});
    check_refused(&(SvyDesignSpec){.n = 2, .fpc = varying});
    check_refused(&(SvyDesignSpec){.n = 2, .strata = unknown});
    check_refused(&(SvyDesignSpec){.n = 2, .psu = unknown});
    check_refused(&(SvyDesignSpec){.n = 2, .ssu = one});
    check_refused(&(SvyDesignSpec){.n = 2, .psu = one, .fpc2 = few});
}

static void test_lonely(void)
{
    const int32_t lonely[N] = {0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    g_autoptr(SvyDesign) design = make(&(SvyDesignSpec){.n = N, .strata = lonely});
    g_autoptr(GError) error = NULL;
    SvyEstimate mean = {.value = 42};

    g_assert_false(svy_design_estimate_mean(design, y, 0.95, &mean, NULL, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    svy_check_digits(mean.value, 42, 15);
}

/* The fast path for records that are PSUs and the general one must agree. */
static void test_records_as_psu(void)
{
    const int32_t each[N] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    g_autoptr(SvyDesign) fast = make(&(SvyDesignSpec){.n = N, .weights = w, .strata = strata});
    g_autoptr(SvyDesign) general =
        make(&(SvyDesignSpec){.n = N, .weights = w, .strata = strata, .psu = each});
    const int32_t groups[N] = {0, 1, 2, 0, 1, 2, 0, 1, 2, -1, 1, 0};
    SvyEstimate a[3], b[3];
    double v[9], u[9];

    g_assert_true(svy_design_estimate_groups(fast, y, 3, groups, 0.95, a, v, NULL));
    g_assert_true(svy_design_estimate_groups(general, y, 3, groups, 0.95, b, u, NULL));
    for (size_t i = 0; i < 9; i++)
        svy_check_digits(v[i], u[i], 13);
    for (size_t j = 0; j < 3; j++)
        svy_check_digits(a[j].hi, b[j].hi, 13);
}

static void test_scale_of_weights(void)
{
    double scaled[N];
    SvyEstimate a, b;
    double deff, deff_scaled;

    for (size_t i = 0; i < N; i++)
        scaled[i] = w[i] * 1e6;

    g_autoptr(SvyDesign) design =
        make(&(SvyDesignSpec){.n = N, .weights = w, .strata = strata, .psu = psu});
    g_autoptr(SvyDesign) other =
        make(&(SvyDesignSpec){.n = N, .weights = scaled, .strata = strata, .psu = psu});

    g_assert_true(svy_design_estimate_mean(design, y, 0.95, &a, &deff, NULL));
    g_assert_true(svy_design_estimate_mean(other, y, 0.95, &b, &deff_scaled, NULL));
    svy_check_digits(a.value, b.value, 13);
    svy_check_digits(a.se, b.se, 13);
    svy_check_digits(deff, deff_scaled, 13);
}

/* The core function against the estimator that uses it by another way. */
static void test_covariance(void)
{
    g_autoptr(SvyDesign) design =
        make(&(SvyDesignSpec){.n = N, .weights = w, .strata = strata, .psu = psu});
    SvyEstimate mean;
    double influence[2 * N], covariance[4], total = 0;

    g_assert_true(svy_design_estimate_mean(design, y, 0.95, &mean, NULL, NULL));
    for (size_t i = 0; i < N; i++)
        total += w[i];
    for (size_t i = 0; i < N; i++) {
        influence[2 * i] = w[i] * (y[i] - mean.value) / total;
        influence[2 * i + 1] = -2 * influence[2 * i];
    }
    g_assert_true(svy_design_compute_covariance(design, 2, influence, covariance, NULL));
    svy_check_digits(covariance[0], mean.se * mean.se, 12);
    svy_check_digits(covariance[1], -2 * mean.se * mean.se, 12);
    svy_check_digits(covariance[2], -2 * mean.se * mean.se, 12);
    svy_check_digits(covariance[3], 4 * mean.se * mean.se, 12);
}

static void test_kish(void)
{
    const double two[] = {1, 3};
    g_autoptr(SvyDesign) design = make(&(SvyDesignSpec){.n = 2, .weights = two});

    svy_check_digits(svy_design_compute_kish_deff(design, NULL, NULL, 0), 1.25, 13);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/design/counts", test_counts);
    g_test_add_func("/stats/design/weightless-psu", test_weightless_psu_has_no_df);
    g_test_add_func("/stats/design/refused", test_refused);
    g_test_add_func("/stats/design/lonely", test_lonely);
    g_test_add_func("/stats/design/records-as-psu", test_records_as_psu);
    g_test_add_func("/stats/design/scale-of-weights", test_scale_of_weights);
    g_test_add_func("/stats/design/covariance", test_covariance);
    g_test_add_func("/stats/design/kish", test_kish);
    return g_test_run();
}
