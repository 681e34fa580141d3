/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/binomial-private.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "check.h"

/* GSL is exact enough for small counts. */
static void test_small_counts(void)
{
    static const double shares[] = {0, 1e-3, 0.2, 0.5, 0.97, 1};

    for (size_t i = 0; i < G_N_ELEMENTS(shares); i++) {
        for (unsigned k = 0; k <= 30; k++) {
            const double p = shares[i];

            svy_check_near(svy_binomial_compute_mass(k, 30, p), gsl_ran_binomial_pdf(k, p, 30),
                           1e-13);
            svy_check_near(svy_binomial_compute_below(k, 30, p), gsl_cdf_binomial_P(k, p, 30),
                           1e-13);
            svy_check_near(svy_binomial_compute_above(k + 1, 30, p), gsl_cdf_binomial_Q(k, p, 30),
                           1e-13);
        }
    }
}

static void test_ends(void)
{
    svy_check_near(svy_binomial_compute_below(-1, 5, 0.3), 0, 0);
    svy_check_near(svy_binomial_compute_below(5, 5, 0.3), 1, 0);
    svy_check_near(svy_binomial_compute_above(0, 5, 0.3), 1, 0);
    svy_check_near(svy_binomial_compute_above(6, 5, 0.3), 0, 0);
    svy_check_near(svy_binomial_compute_below(0, 5, 0), 1, 0);
    svy_check_near(svy_binomial_compute_above(5, 5, 1), 1, 0);
}

static void test_hypergeometric(void)
{
    for (unsigned marked = 0; marked <= 40; marked++) {
        for (unsigned x = 0; x <= 12; x++) {
            svy_check_near(svy_hypergeometric_compute_below(x, 12, marked, 40),
                           gsl_cdf_hypergeometric_P(x, marked, 40 - marked, 12), 1e-12);
            svy_check_near(svy_hypergeometric_compute_above(x + 1, 12, marked, 40),
                           gsl_cdf_hypergeometric_Q(x, marked, 40 - marked, 12), 1e-12);
        }
    }
}

/* Far tails keep their digits: 0.5^1000 and the like. */
static void test_small_tails(void)
{
    svy_check_digits(svy_binomial_compute_below(0, 1000, 0.5), ldexp(1, -1000), 12);
    svy_check_digits(svy_binomial_compute_below(1, 1000, 0.5), 1001 * ldexp(1, -1000), 12);
    svy_check_digits(svy_binomial_compute_above(999, 1000, 0.5), 1001 * ldexp(1, -1000), 12);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/binomial/small-counts", test_small_counts);
    g_test_add_func("/stats/binomial/ends", test_ends);
    g_test_add_func("/stats/binomial/hypergeometric", test_hypergeometric);
    g_test_add_func("/stats/binomial/small-tails", test_small_tails);
    return g_test_run();
}
