/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for all pairs of groups: exchanging them, counting "did not", and the level. */
#include <surveystat/difference.h>
#include <surveystat/ratio.h>

#include "check.h"

typedef bool (*Compare)(const SvyTwoShares *, double, SvyEstimate *, GError **);

static const Compare differences[] = {
    svy_difference_newcombe10, svy_difference_newcombe11,    svy_difference_miettinen_nurminen,
    svy_difference_mee,        svy_difference_agresti_caffo, svy_difference_wald,
};

static SvyEstimate estimate(Compare method, SvyTwoShares shares, double level)
{
    SvyEstimate result;
    g_autoptr(GError) error = NULL;

    g_assert_true(method(&shares, level, &result, &error));
    g_assert_no_error(error);
    return result;
}

/* One group in four is all alike; sizes over several orders of magnitude. */
static SvyTwoShares draw(GRand *random)
{
    double n[2], x[2];

    for (size_t i = 0; i < 2; i++) {
        n[i] = 1 + floor(exp(g_rand_double_range(random, 0, 11)));
        x[i] = floor(g_rand_double(random) * (n[i] + 1));
        if (g_rand_int_range(random, 0, 4) == 0)
            x[i] = g_rand_boolean(random) ? 0 : n[i];
    }
    return (SvyTwoShares){x[0], n[0], x[1], n[1]};
}

static void check_mirrored(SvyEstimate one, SvyEstimate other)
{
    svy_check_near(one.lo, -other.hi, 1e-12);
    svy_check_near(one.hi, -other.lo, 1e-12);
}

static void test_exchange(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1985);

    for (int i = 0; i < 400; i++) {
        const SvyTwoShares s = draw(random);
        const SvyTwoShares exchanged = {s.x2, s.n2, s.x1, s.n1};
        const SvyTwoShares negated = {s.n1 - s.x1, s.n1, s.n2 - s.x2, s.n2};

        for (size_t m = 0; m < G_N_ELEMENTS(differences); m++) {
            const SvyEstimate gap = estimate(differences[m], s, 0.95);

            check_mirrored(gap, estimate(differences[m], exchanged, 0.95));
            check_mirrored(gap, estimate(differences[m], negated, 0.95));
        }
    }
}

static void test_limits_and_level(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(2000);

    for (int i = 0; i < 400; i++) {
        const SvyTwoShares s = draw(random);

        for (size_t m = 0; m < G_N_ELEMENTS(differences); m++) {
            const SvyEstimate narrow = estimate(differences[m], s, 0.9);
            const SvyEstimate wide = estimate(differences[m], s, 0.99);

            g_assert_true(-1 <= wide.lo && wide.lo <= narrow.lo && narrow.hi <= wide.hi);
            g_assert_true(narrow.lo <= narrow.hi && wide.hi <= 1);
            if (differences[m] != svy_difference_agresti_caffo) /* drawn to 0, it may miss +-1 */
                g_assert_true(narrow.lo <= narrow.value && narrow.value <= narrow.hi);
        }
    }
}

/* Mee's interval leaves 0 out exactly when the pooled z test is significant. */
static void test_mee_agrees_with_z(void)
{
    for (double x1 = 0; x1 <= 24; x1++) {
        for (double x2 = 0; x2 <= 31; x2++) {
            const SvyTwoShares s = {x1, 24, x2, 31};
            const SvyEstimate gap = estimate(svy_difference_mee, s, 0.95);
            SvyShareTest test;

            g_assert_true(svy_difference_test(&s, &test, NULL));
            g_assert_true((gap.lo > 0 || gap.hi < 0) == (test.p_pooled < 0.05));
        }
    }
}

/* Koopman's too, with 1; and exchanging the groups turns the ratio over. */
static void test_ratio(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1984);

    for (int i = 0; i < 400; i++) {
        const SvyTwoShares s = draw(random);
        const SvyTwoShares exchanged = {s.x2, s.n2, s.x1, s.n1};

        if (!(s.x1 > 0 && s.x2 > 0))
            continue;

        const SvyEstimate ratio = estimate(svy_ratio_koopman, s, 0.95);
        const SvyEstimate back = estimate(svy_ratio_koopman, exchanged, 0.95);
        SvyShareTest test;

        svy_check_digits(ratio.lo, 1 / back.hi, 12);
        svy_check_digits(ratio.hi, 1 / back.lo, 12);
        g_assert_true(ratio.lo <= ratio.value && ratio.value <= ratio.hi);
        g_assert_true(svy_difference_test(&s, &test, NULL));
        g_assert_true((ratio.lo > 1 || ratio.hi < 1) == (test.p_pooled < 0.05));
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/property/stats/difference/exchange", test_exchange);
    g_test_add_func("/property/stats/difference/limits-and-level", test_limits_and_level);
    g_test_add_func("/property/stats/difference/mee-agrees-with-z", test_mee_agrees_with_z);
    g_test_add_func("/property/stats/difference/ratio", test_ratio);
    return g_test_run();
}
