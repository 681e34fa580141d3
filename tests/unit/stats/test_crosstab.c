/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/crosstab.h>
#include <surveystat/fisher.h>

#include "check.h"
#include "stats/chi-square-private.h"
#include "stats/random.h"

static void test_pairs_are_in_order(void)
{
    for (size_t n = 2; n < 12; n++) {
        size_t expected = 0;

        for (size_t i = 0; i < n; i++) {
            for (size_t j = i + 1; j < n; j++)
                g_assert_cmpuint(svy_crosstab_get_pair(n, i, j), ==, expected++);
        }
        g_assert_cmpuint(expected, ==, n * (n - 1) / 2);
    }
}

/* A bad argument leaves the results alone. */
static void test_refusals_touch_nothing(void)
{
    const double negative[] = {1, 2, 3, -1}, larger[] = {1, 2, 3, 4, 5, 6};
    SvyIndependence test = {.n = 77};
    SvyCramersV v = {.v_corrected = 77};
    g_autoptr(GError) error = NULL;

    g_assert_false(svy_crosstab_test_independence(2, 2, negative, false, &test, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_ARGUMENT);
    g_assert_false(svy_crosstab_test_independence(2, 3, larger, true, &test, NULL));
    g_assert_false(svy_crosstab_cramers_v(2, 3, larger, 95, &v, NULL));
    svy_check_near(test.n, 77, 0);
    svy_check_near(v.v_corrected, 77, 0);
}

/* A share of all of them is not compared, so that Bonferroni counts one pair of three. */
static void test_only_compared_pairs_count(void)
{
    const double shares[] = {1, 0.3, 0.5}, bases[] = {50, 50, 50};
    SvyColumnPair pairs[3];

    g_assert_true(svy_crosstab_compare_columns(3, shares, bases, NULL, SVY_PAIR_ADJUST_BONFERRONI,
                                               pairs, NULL));
    g_assert_true(isnan(pairs[0].z) && isnan(pairs[1].p) && isnan(pairs[0].p_adjusted));
    svy_check_near(pairs[2].p_adjusted, pairs[2].p, 0);
}

/* The two tails are one together, also far from the middle and for many degrees of freedom. */
static void test_noncentral_tails(void)
{
    static const double ncps[] = {0, 0.1, 3, 250, 40000, 1e6};

    for (size_t i = 0; i < G_N_ELEMENTS(ncps); i++) {
        for (double df = 1; df < 200; df *= 3) {
            const double x = ncps[i] + df + 0.5;
            const double lower = svy_chi_square_compute_noncentral(x, df, ncps[i], SVY_TAIL_LOWER);
            const double upper = svy_chi_square_compute_noncentral(x, df, ncps[i], SVY_TAIL_UPPER);

            svy_check_near(lower + upper, 1, 1e-12);
            g_assert_true(lower > 0.3 && lower < 0.8);
        }
    }
}

static void test_hypergeometric_moments(void)
{
    g_autoptr(SvyRandom) random = svy_random_new(5);
    const double marked = 300, others = 700, drawn = 120, n = 1000;
    const size_t n_draws = 20000;
    const double mean = drawn * marked / n;
    const double variance = mean * (others / n) * ((n - drawn) / (n - 1));
    double sum = 0, squares = 0;

    for (size_t i = 0; i < n_draws; i++) {
        const double x = svy_random_get_hypergeometric(random, marked, others, drawn);

        g_assert_true(x >= 0 && x <= drawn);
        sum += x - mean;
        squares += (x - mean) * (x - mean);
    }
    svy_check_near(sum / (double)n_draws, 0, 4 * sqrt(variance / (double)n_draws));
    svy_check_near(squares / (double)n_draws / variance, 1, 4 * sqrt(2.0 / (double)n_draws));
    svy_check_near(svy_random_get_hypergeometric(random, 5, 0, 3), 3, 0);
    svy_check_near(svy_random_get_hypergeometric(random, 0, 5, 3), 0, 0);
    svy_check_near(svy_random_get_hypergeometric(random, 4, 5, 9), 4, 0);
}

/* mt19937 with its standard seed: 3499211612, 581869302, ... as in C++'s std::mt19937. */
static void test_generator_is_named(void)
{
    g_autoptr(SvyRandom) random = svy_random_new(5489);

    svy_check_near(svy_random_get_uniform(random), 3499211612.0 / 4294967296.0, 0);
    svy_check_near(svy_random_get_uniform(random), 581869302.0 / 4294967296.0, 0);
}

/* --- Exact tests ---------------------------------------------------------------------------- */

static double compute_exact(size_t n_rows, size_t n_columns, const double counts[], double steps)
{
    SvyFisherExact test;

    g_assert_true(svy_fisher_exact(n_rows, n_columns, counts, steps, &test, NULL));
    return test.is_feasible ? test.p : (double)NAN;
}

/* The p of Agresti's table of job satisfaction with rows and columns in other orders. */
static void test_exact_is_blind_to_order(void)
{
    const double counts[] = {1, 2, 1, 0, 3, 3, 6, 1, 10, 10, 14, 9, 6, 7, 12, 11};
    const double p = compute_exact(4, 4, counts, SVY_FISHER_MAX_STEPS);
    double turned[16], mirrored[16];

    for (size_t i = 0; i < 16; i++) {
        turned[i % 4 * 4 + i / 4] = counts[i];
        mirrored[15 - i] = counts[i];
    }
    svy_check_near(p, 0.7827, 0.00005);
    svy_check_digits(compute_exact(4, 4, turned, SVY_FISHER_MAX_STEPS), p, 12);
    svy_check_digits(compute_exact(4, 4, mirrored, SVY_FISHER_MAX_STEPS), p, 12);
}

/* Stopped anywhere, it says so: there is no half a p. */
static void test_exact_stops_or_is_right(void)
{
    const double counts[] = {8, 3, 1, 2, 9, 4, 1, 3, 7, 4, 4, 2};
    const double p = compute_exact(4, 3, counts, SVY_FISHER_MAX_STEPS);
    size_t n_stopped = 0;

    for (double steps = 0; steps < 50000; steps = steps * 1.3 + 1) {
        const double stopped = compute_exact(4, 3, counts, steps);

        n_stopped += isnan(stopped) ? 1 : 0;
        if (!isnan(stopped))
            svy_check_digits(stopped, p, 12);
    }
    g_assert_cmpuint(n_stopped, >, 5);
}

/* More kinds of partial tables than are kept: 0.072 by 100000 random tables. */
static void test_exact_does_not_lose_pasts(void)
{
    const double counts[] = {200, 150, 190, 160, 170, 140, 155, 145,
                             160, 170, 180, 150, 120, 90,  80,  100};
    const double p = compute_exact(8, 2, counts, SVY_FISHER_MAX_STEPS);

    if (!isnan(p))
        svy_check_near(p, 0.0723, 0.004);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/crosstab/pairs-are-in-order", test_pairs_are_in_order);
    g_test_add_func("/stats/crosstab/refusals-touch-nothing", test_refusals_touch_nothing);
    g_test_add_func("/stats/crosstab/only-compared-pairs-count", test_only_compared_pairs_count);
    g_test_add_func("/stats/crosstab/noncentral-tails", test_noncentral_tails);
    g_test_add_func("/stats/random/hypergeometric-moments", test_hypergeometric_moments);
    g_test_add_func("/stats/random/generator-is-named", test_generator_is_named);
    g_test_add_func("/stats/fisher/exact-is-blind-to-order", test_exact_is_blind_to_order);
    g_test_add_func("/stats/fisher/exact-stops-or-is-right", test_exact_stops_or_is_right);
    g_test_add_func("/stats/fisher/exact-does-not-lose-pasts", test_exact_does_not_lose_pasts);
    return g_test_run();
}
