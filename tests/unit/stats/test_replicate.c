/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replicates: what they must be for any data. Values are checked in tests/reference/replicate. */
#include <surveystat/replicate.h>

#include <math.h>

#include "stats/hadamard-private.h"
#include "check.h"

#define N 8

static const double y[N] = {3, 5, 2, 8, 6, 7, 9, 4};
static const double w[N] = {5, 4, 6, 7, 3, 8, 9, 2};
static const int32_t strata[N] = {0, 0, 1, 1, 2, 2, 3, 3};

static SvyDesign *make(const double *weights, const int32_t *codes)
{
    SvyDesign *design = NULL;

    g_assert_true(svy_design_new(&(SvyDesignSpec){.n = N, .weights = weights, .strata = codes},
                                 &design, NULL));
    return design;
}

static void test_hadamard_is_orthogonal(void)
{
    for (size_t n = 1; n < 70; n++) {
        SvyHadamard hadamard;

        g_assert_true(svy_hadamard_init(n, &hadamard));
        g_assert_cmpuint(hadamard.order, >, n);
        for (size_t a = 0; a < hadamard.order; a++) {
            for (size_t b = 0; b < a; b++) {
                size_t n_equal = 0;

                for (size_t i = 0; i < hadamard.order; i++)
                    n_equal +=
                        svy_hadamard_get(&hadamard, a, i) == svy_hadamard_get(&hadamard, b, i) ? 1
                                                                                               : 0;
                g_assert_cmpuint(n_equal, ==, hadamard.order / 2);
            }
        }
        svy_hadamard_clear(&hadamard);
    }
}

/* With equal weights the jackknife of a mean is the usual variance, exactly. */
static void test_jackknife_of_a_mean(void)
{
    g_autoptr(SvyDesign) design = make(NULL, NULL);
    g_auto(SvyReplication) replication = {0};
    SvyEstimate mean;

    g_assert_true(svy_replicate_jackknife(design, y, NULL, &replication, NULL));
    g_assert_true(svy_design_estimate_mean(design, y, 0.95, &mean, NULL, NULL));
    svy_check_digits(replication.value, mean.value, 13);
    svy_check_digits(replication.se_mse, mean.se, 13);
    svy_check_digits(replication.se_mean, mean.se, 13);
}

/* Balance: for a linear statistic the replicates give the linearised variance, exactly. */
static void test_brr_of_a_linear_statistic(void)
{
    const double share[N] = {1, 1, 1, 1, 1, 1, 1, 1};
    g_autoptr(SvyDesign) design = make(NULL, strata);
    g_auto(SvyReplication) balanced = {0}, fay = {0};
    SvyEstimate mean;

    g_assert_true(svy_replicate_brr(design, y, share, 0, &balanced, NULL));
    g_assert_true(svy_replicate_brr(design, y, share, 0.3, &fay, NULL));
    g_assert_true(svy_design_estimate_mean(design, y, 0.95, &mean, NULL, NULL));
    svy_check_digits(balanced.se_mse, mean.se, 13);
    svy_check_digits(fay.se_mse, mean.se, 13);
}

static void test_bootstrap_is_reproducible(void)
{
    g_autoptr(SvyDesign) design = make(w, strata);
    g_auto(SvyReplication) a = {0}, b = {0}, c = {0};

    g_assert_true(svy_replicate_bootstrap(design, y, NULL, 50, 7, &a, NULL));
    g_assert_true(svy_replicate_bootstrap(design, y, NULL, 50, 7, &b, NULL));
    g_assert_true(svy_replicate_bootstrap(design, y, NULL, 50, 8, &c, NULL));
    svy_check_digits(a.se_mse, b.se_mse, 15);
    g_assert_true(fabs(a.se_mse - c.se_mse) > 0);
}

/* Many draws come near the linearised error: within 4 standard errors of 4,000 draws. */
static void test_bootstrap_is_right(void)
{
    g_autoptr(SvyDesign) design = make(NULL, NULL);
    g_auto(SvyReplication) replication = {0};
    SvyEstimate mean;

    g_assert_true(svy_replicate_bootstrap(design, y, NULL, 4000, 1, &replication, NULL));
    g_assert_true(svy_design_estimate_mean(design, y, 0.95, &mean, NULL, NULL));
    svy_check_near(replication.se_mse / mean.se, 1, 4 / sqrt(2 * 4000.0));
}

static void test_clear(void)
{
    SvyReplication replication = {.replicates = g_new0(double, 1), .n_replicates = 1};

    svy_replicate_clear(&replication);
    g_assert_null(replication.replicates);
    svy_replicate_clear(NULL);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/replicate/hadamard", test_hadamard_is_orthogonal);
    g_test_add_func("/stats/replicate/jackknife-mean", test_jackknife_of_a_mean);
    g_test_add_func("/stats/replicate/brr-linear", test_brr_of_a_linear_statistic);
    g_test_add_func("/stats/replicate/reproducible", test_bootstrap_is_reproducible);
    g_test_add_func("/stats/replicate/bootstrap", test_bootstrap_is_right);
    g_test_add_func("/stats/replicate/clear", test_clear);
    return g_test_run();
}
