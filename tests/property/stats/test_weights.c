/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for all weights: totals are met, the unit does not matter, nobody is above the cap. */
#include <surveystat/weights.h>

#include "check.h"

#define N 60

typedef struct {
    int32_t codes[3][N];
    double base[N], targets[3][4];
    SvyRakeMargin margins[3];
} Sample;

static const char *const labels[] = {"a", "b", "c", "d"};

/* Targets are the margins of other weights of the same records, so that they can be met. */
static void draw_sample(GRand *random, Sample *sample)
{
    for (size_t k = 0; k < 3; k++) {
        for (size_t level = 0; level < 4; level++)
            sample->targets[k][level] = 0;
        sample->margins[k] =
            (SvyRakeMargin){"m", sample->codes[k], 2 + k, labels, sample->targets[k]};
    }
    for (size_t i = 0; i < N; i++) {
        const double truth = exp(g_rand_double_range(random, -1, 1));

        sample->base[i] = exp(g_rand_double_range(random, -1, 1));
        for (size_t k = 0; k < 3; k++) {
            sample->codes[k][i] =
                i < 4 ? (int32_t)(i % (2 + k)) : g_rand_int_range(random, 0, (gint32)(2 + k));
            sample->targets[k][sample->codes[k][i]] += truth;
        }
    }
}

static void check_margins(const Sample *sample, const double w[], double tolerance)
{
    for (size_t k = 0; k < 3; k++) {
        for (int32_t level = 0; level < (int32_t)(2 + k); level++) {
            double sum = 0;

            for (size_t i = 0; i < N; i++)
                sum += sample->codes[k][i] == level ? w[i] : 0;
            svy_check_near(sum / sample->targets[k][level], 1, tolerance);
        }
    }
}

static void test_rake_meets_targets(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1940);

    for (int round = 0; round < 300; round++) {
        Sample sample;
        double w[N], again[N], scaled[N];

        draw_sample(random, &sample);
        g_assert_true(svy_weights_rake(N, sample.base, 3, sample.margins, 0, w, NULL, NULL));
        check_margins(&sample, w, 1e-11);
        g_assert_true(svy_weights_rake(N, w, 3, sample.margins, 0, again, NULL, NULL));
        for (size_t i = 0; i < N; i++) {
            svy_check_near(again[i] / w[i], 1, 1e-10);
            scaled[i] = sample.base[i] * 1000;
        }
        g_assert_true(svy_weights_rake(N, scaled, 3, sample.margins, 0, again, NULL, NULL));
        for (size_t i = 0; i < N; i++)
            svy_check_near(again[i] / w[i], 1, 1e-10);
    }
}

/* Raking is calibration on the indicators with the raking distance. */
static void test_rake_is_calibration(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1992);

    for (int round = 0; round < 100; round++) {
        Sample sample;
        double x[N * 9] = {0}, totals[9], w[N], g[N];

        draw_sample(random, &sample);
        for (size_t k = 0, first = 0; k < 3; first += 2 + k, k++) {
            for (size_t level = 0; level < 2 + k; level++)
                totals[first + level] = sample.targets[k][level];
            for (size_t i = 0; i < N; i++)
                x[i * 9 + first + (size_t)sample.codes[k][i]] = 1;
        }
        g_assert_true(svy_weights_rake(N, sample.base, 3, sample.margins, 0, w, NULL, NULL));
        g_assert_true(svy_weights_calibrate(SVY_CALIBRATE_RAKING, N, sample.base, 9, x, totals,
                                            -INFINITY, INFINITY, g, NULL, NULL));
        for (size_t i = 0; i < N; i++)
            svy_check_near(g[i] * sample.base[i] / w[i], 1, 1e-10);
        for (size_t i = 0; i < N; i++)
            g[i] = w[i] = g_rand_double_range(random, -1, 1);
        g_assert_true(svy_weights_residuals(N, sample.base, 9, x, g, g, NULL));
        g_assert_true(svy_weights_rake_residuals(N, sample.base, 3, sample.margins, w, w, NULL));
        for (size_t i = 0; i < N; i++)
            svy_check_near(g[i], w[i], 1e-12);
    }
}

static void test_trim_keeps_total(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1990);

    for (int round = 0; round < 1000; round++) {
        double w[N], trimmed[N], total = 0, after = 0;

        for (size_t i = 0; i < N; i++) {
            w[i] = exp(g_rand_double_range(random, -3, 3));
            total += w[i];
        }
        const double upper = total / N * g_rand_double_range(random, 1, 4);
        const SvyTrimRule rule = round % 2 == 0 ? SVY_TRIM_EQUAL : SVY_TRIM_PROPORTIONAL;

        g_assert_true(svy_weights_trim(N, w, upper, rule, trimmed, NULL));
        for (size_t i = 0; i < N; i++) {
            after += trimmed[i];
            g_assert_true(trimmed[i] <= upper);
            g_assert_true(trimmed[i] >= fmin(w[i], upper));
        }
        svy_check_near(after / total, 1, 1e-12);
    }
}

static void test_kish_bounds(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1965);

    for (int round = 0; round < 1000; round++) {
        double w[N];
        SvyKish kish;

        for (size_t i = 0; i < N; i++)
            w[i] = g_rand_int_range(random, 0, 3) == 0 ? 0 : exp(g_rand_double_range(random, 0, 9));
        g_assert_true(svy_weights_kish(N, w, &kish, NULL));
        g_assert_true(kish.deff >= 1 && kish.n_eff <= N && kish.n_eff >= 1 - 1e-12);
        svy_check_near(kish.deff * kish.n_eff, N, 1e-10);
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/property/stats/weights/rake-meets-targets", test_rake_meets_targets);
    g_test_add_func("/property/stats/weights/rake-is-calibration", test_rake_is_calibration);
    g_test_add_func("/property/stats/weights/trim-keeps-total", test_trim_keeps_total);
    g_test_add_func("/property/stats/weights/kish-bounds", test_kish_bounds);
    return g_test_run();
}
