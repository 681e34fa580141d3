/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NIST StRD, one-way analysis of variance: the generated sets SmLs01 to SmLs09. Nine treatments;
 * the first value is the middle m, then m - 0.1 and m + 0.1 by turns, behind 1, 7 or 13 leading
 * digits. The others are in tests/reference/nist. */
#include <surveystat/means.h>

#include "check.h"

static void fill_treatment(double *y, size_t n, double base, double tenths)
{
    y[0] = base + tenths / 10;
    for (size_t i = 1; i < n; i++)
        y[i] = base + (i % 2 == 1 ? tenths - 1 : tenths + 1) / 10;
}

/* Digits that agree with the certified F, which is n for these sets. */
static double count_digits(double base, size_t n)
{
    static const double middles[] = {4, 3, 5, 3, 5, 3, 5, 3, 5};
    g_autofree double *y = g_new(double, n);
    SvyMoments groups[9];
    SvyAnova anova;

    for (size_t i = 0; i < 9; i++) {
        fill_treatment(y, n, base, middles[i]);
        g_assert_true(svy_moments_compute(n, y, &groups[i], NULL));
    }
    g_assert_true(svy_means_anova(9, groups, &anova, NULL));
    return svy_check_count_digits(anova.statistic, (double)n);
}

/* The last column is what the values allow once they are doubles: R reports 524.8 instead of 180
 * for the sum of squares of SmLs09. */
static void test_generated_sets(void)
{
    static const double bases[] = {1, 1e6, 1e12}, least[] = {13, 9, 3};
    static const size_t sizes[] = {21, 201, 2001};

    for (size_t i = 0; i < 9; i++) {
        const double digits = count_digits(bases[i / 3], sizes[i % 3]);

        g_test_message("SmLs0%zu: %.1f digits", i + 1, digits);
        g_assert_true(digits >= least[i / 3]);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/nist/generated-sets", test_generated_sets);
    return g_test_run();
}
