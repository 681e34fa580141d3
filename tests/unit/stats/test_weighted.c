/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of weights against a design with the same records, and by hand. */
#include <surveystat/weighted.h>

#include "check.h"

#define N 60u

typedef struct {
    double weights[N], scores[N];
    int32_t rows[N], columns[N];
    SvyDesign *design;
} Sample;

static const double score_of[] = {1, 2, 5};

/* Some records; those of row -1 are in no base. */
static void make_sample(Sample *sample)
{
    g_autoptr(GError) error = NULL;

    for (unsigned i = 0; i < N; i++) {
        sample->weights[i] = 0.25 + (i * 37 % 17) / 4.0;
        sample->rows[i] = i % 11 == 3 ? -1 : (int32_t)(i * 7 % 5 % 3);
        sample->columns[i] = (int32_t)((i * 13 + i / 7) % 4);
        sample->scores[i] = sample->rows[i] < 0 ? (double)NAN : score_of[sample->rows[i]];
    }
    const SvyDesignSpec spec = {.n = N, .weights = sample->weights};

    g_assert_true(svy_design_new(&spec, &sample->design, &error));
    g_assert_no_error(error);
}

/* The records of @row and @column; -1: of any. */
static SvyWeightSums add_up(const Sample *sample, int32_t row, int32_t column)
{
    SvyWeightSums sums = {0};

    for (size_t i = 0; i < N; i++) {
        if (sample->rows[i] < 0 || (row >= 0 && sample->rows[i] != row) ||
            (column >= 0 && sample->columns[i] != column))
            continue;
        sums.n++;
        sums.w += sample->weights[i];
        sums.w2 += sample->weights[i] * sample->weights[i];
    }
    return sums;
}

static void check_same(const SvyEstimate *found, const SvyEstimate *wanted)
{
    g_assert_cmpint(found->status, ==, wanted->status);
    svy_check_digits(found->value, wanted->value, 12);
    svy_check_digits(found->se, wanted->se, 12);
    svy_check_near(found->df, wanted->df, 0);
    svy_check_digits(found->lo, wanted->lo, 11);
    svy_check_digits(found->hi, wanted->hi, 11);
}

static void test_share(void)
{
    Sample sample;

    make_sample(&sample);
    for (int32_t column = -1; column < 4; column++) {
        double event[N];
        const SvyWeightSums yes = add_up(&sample, 1, column), base = add_up(&sample, -1, column);
        SvyEstimate found, wanted;
        g_autoptr(GError) error = NULL;

        for (size_t i = 0; i < N; i++)
            event[i] = sample.rows[i] < 0 || (column >= 0 && sample.columns[i] != column)
                           ? (double)NAN
                           : sample.rows[i] == 1;
        g_assert_true(svy_weighted_share(N, &yes, &base, 0.95, &found, &error));
        g_assert_true(svy_design_estimate_proportion(sample.design, event, SVY_DESIGN_WILSON,
                                                     (double)NAN, 0.95, &wanted, &error));
        check_same(&found, &wanted);
    }
    svy_design_free(sample.design);
}

/* Weights that are all the same in any unit tell what no weights would, but for t and n - 1. */
static void test_share_by_hand(void)
{
    const SvyWeightSums yes = {2, 4, 10}, base = {4, 8, 20}; /* weights 1, 3 and 1, 3 */
    const SvyWeightSums tenfold = {2, 40, 1000}, all_tenfold = {4, 80, 2000};
    SvyEstimate p, same;
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_weighted_share(4, &yes, &base, 0.95, &p, &error));
    g_assert_true(svy_weighted_share(4, &tenfold, &all_tenfold, 0.95, &same, &error));
    svy_check_near(p.value, 0.5, 0);
    /* 4/3 (0.25 * 10 + 0.25 * 10) / 64 */
    svy_check_digits(p.se, sqrt(4.0 / 3 * 5 / 64), 14);
    svy_check_near(p.df, 3, 0);
    svy_check_digits(same.lo, p.lo, 13);
    svy_check_digits(same.hi, p.hi, 13);
    svy_check_digits(svy_weighted_count_effective(&base), 3.2, 14);
}

static void test_share_ends(void)
{
    const SvyWeightSums nobody = {0}, base = {5, 8, 20};
    SvyEstimate none, all, empty;
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_weighted_share(9, &nobody, &base, 0.95, &none, &error));
    g_assert_true(svy_weighted_share(9, &base, &base, 0.95, &all, &error));
    g_assert_true(svy_weighted_share(9, &nobody, &nobody, 0.95, &empty, &error));
    svy_check_near(none.lo, 0, 0);
    svy_check_digits(none.hi, 1 - pow(0.025, 1.0 / 5), 12);
    svy_check_digits(all.lo, pow(0.025, 1.0 / 5), 12);
    svy_check_near(all.hi, 1, 0);
    g_assert_cmpint(empty.status, ==, SVY_STATUS_NO_CASES);
    g_assert_false(svy_weighted_share(9, &nobody, &base, 1, &none, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_ARGUMENT);
}

static void test_mean(void)
{
    Sample sample;
    SvyWeightSums people[3];
    SvyEstimate found, wanted;
    g_autoptr(GError) error = NULL;

    make_sample(&sample);
    for (int32_t row = 0; row < 3; row++)
        people[row] = add_up(&sample, row, -1);
    g_assert_true(svy_weighted_mean(N, 3, score_of, people, 0.95, &found, &error));
    g_assert_true(
        svy_design_estimate_mean(sample.design, sample.scores, 0.95, &wanted, NULL, &error));
    check_same(&found, &wanted);
    svy_design_free(sample.design);
}

/* Of the same people: 1 for the first answer alone, -1 for the second alone. */
static void test_paired(void)
{
    Sample sample;
    double difference[N];
    SvyDesignTest found, wanted;
    g_autoptr(GError) error = NULL;

    make_sample(&sample);
    for (size_t i = 0; i < N; i++)
        difference[i] = sample.rows[i] < 0 ? (double)NAN : 1.0 - sample.rows[i];

    const SvyWeightSums first = add_up(&sample, 0, -1), second = add_up(&sample, 2, -1);
    const SvyWeightSums base = add_up(&sample, -1, -1);

    g_assert_true(svy_weighted_paired(N, &first, &second, &base, 0.95, &found, &error));
    g_assert_true(svy_design_test_mean(sample.design, difference, 0.95, &wanted, &error));
    check_same(&found.diff, &wanted.diff);
    svy_check_digits(found.t, wanted.t, 11);
    svy_check_digits(found.p, wanted.p, 11);
    svy_design_free(sample.design);
}

static void test_paired_without_variance(void)
{
    const SvyWeightSums nobody = {0}, base = {5, 8, 20};
    SvyDesignTest test;
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_weighted_paired(9, &nobody, &nobody, &base, 0.95, &test, &error));
    g_assert_cmpint(test.diff.status, ==, SVY_STATUS_NO_VARIANCE);
    svy_check_near(test.diff.value, 0, 0);
}

static void test_table(void)
{
    Sample sample;
    SvyWeightSums cells[12];
    SvyDesignChisq found, wanted;
    g_autoptr(GError) error = NULL;

    make_sample(&sample);
    for (int32_t row = 0; row < 3; row++) {
        for (int32_t column = 0; column < 4; column++)
            cells[row * 4 + column] = add_up(&sample, row, column);
    }
    g_assert_true(svy_weighted_test_table(N, 3, 4, cells, &found, &error));
    g_assert_true(svy_design_test_table(sample.design, 3, sample.rows, 4, sample.columns, &wanted,
                                        NULL, &error));
    g_assert_cmpint(found.status, ==, SVY_STATUS_OK);
    svy_check_near(found.n, wanted.n, 0);
    svy_check_digits(found.x2, wanted.x2, 11);
    svy_check_digits(found.f, wanted.f, 10);
    svy_check_digits(found.ndf, wanted.ndf, 10);
    svy_check_digits(found.ddf, wanted.ddf, 10);
    svy_check_digits(found.p_f, wanted.p_f, 10);
    svy_check_digits(found.adjwald_p, wanted.adjwald_p, 9);
    svy_design_free(sample.design);
}

/* An empty row and column are left out. */
static void test_table_with_empty_levels(void)
{
    const SvyWeightSums cells[] = {{4, 6, 10}, {0},       {3, 2, 2}, {0},       {0},
                                   {0},        {2, 1, 1}, {0},       {5, 9, 20}};
    const SvyWeightSums whole[] = {{4, 6, 10}, {3, 2, 2}, {2, 1, 1}, {5, 9, 20}};
    SvyDesignChisq found, wanted;
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_weighted_test_table(14, 3, 3, cells, &found, &error));
    g_assert_true(svy_weighted_test_table(14, 2, 2, whole, &wanted, &error));
    g_assert_cmpint(found.status, ==, SVY_STATUS_OK);
    svy_check_digits(found.p_f, wanted.p_f, 13);
}

/* Groups of one sample: the variances add. */
static void test_compare(void)
{
    const SvyEstimate a = {.value = 0.6, .se = 0.03}, b = {.value = 0.5, .se = 0.04};
    SvyDesignTest test;
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_weighted_compare(&a, &b, 100, 0.95, &test, &error));
    svy_check_digits(test.diff.value, 0.1, 14);
    svy_check_digits(test.diff.se, 0.05, 14);
    svy_check_digits(test.t, 2, 13);
    /* t(100): two-sided p of 2 is 0.04821218 */
    svy_check_near(test.p, 0.04821218, 1e-8);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/weighted/share", test_share);
    g_test_add_func("/stats/weighted/share-by-hand", test_share_by_hand);
    g_test_add_func("/stats/weighted/share-ends", test_share_ends);
    g_test_add_func("/stats/weighted/mean", test_mean);
    g_test_add_func("/stats/weighted/paired", test_paired);
    g_test_add_func("/stats/weighted/paired-without-variance", test_paired_without_variance);
    g_test_add_func("/stats/weighted/table", test_table);
    g_test_add_func("/stats/weighted/empty-levels", test_table_with_empty_levels);
    g_test_add_func("/stats/weighted/compare", test_compare);
    return g_test_run();
}
