/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every number of tests/reference/weighted/expected.csv (see make.R there), and that none of them
 * depends on the unit of the weights or on the order of the people. */
#include <string.h>
#include <surveystat/weighted.h>

#include "base/num.h"
#include "check.h"
#include "stats/raked.h"

#define N      72u
#define DIGITS 10

typedef struct {
    double w[N], z[N], y[N], scale[N], yes[N], follow[N];
    int32_t g[N], m1[N], m2[N];
    GHashTable *expected; /* of double, by name */
} Reference;

static char **read_lines(const char *name)
{
    g_autofree char *path = g_build_filename(g_getenv("SVY_REFERENCE_DIR"), "weighted", name, NULL);
    g_autofree char *text = NULL;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return g_strsplit(g_strchomp(text), "\n", -1);
}

static double read_number(const char *text)
{
    double value = (double)NAN;

    if (*text != '\0' && strcmp(text, "NA") != 0)
        g_assert_true(svy_num_parse(text, &value));
    return value;
}

/* @unit: of the weights; @shift: which record comes first. */
static void load(Reference *reference, double unit, size_t shift)
{
    g_auto(GStrv) lines = read_lines("data.csv");
    g_auto(GStrv) expected = read_lines("expected.csv");

    g_assert_cmpuint(g_strv_length(lines), ==, N + 1);
    for (size_t k = 0; k < N; k++) {
        const size_t i = (k + shift) % N;
        g_auto(GStrv) fields = g_strsplit(lines[k + 1], ",", -1);

        reference->w[i] = read_number(fields[1]) * unit;
        reference->z[i] = read_number(fields[2]);
        reference->y[i] = read_number(fields[3]);
        reference->scale[i] = read_number(fields[4]);
        reference->g[i] = fields[5][0] - 'a';
        reference->m1[i] = fields[6][0] - 'p';
        reference->m2[i] = fields[7][0] - 's';
        reference->yes[i] = read_number(fields[8]);
        reference->follow[i] = read_number(fields[9]);
    }
    reference->expected = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (size_t i = 1; expected[i] != NULL; i++) {
        g_auto(GStrv) fields = g_strsplit(expected[i], ",", -1);
        double *value = g_new(double, 1);

        *value = read_number(fields[1]);
        g_hash_table_insert(reference->expected, g_strdup(fields[0]), value);
    }
}

static void clear(Reference *reference)
{
    g_hash_table_unref(reference->expected);
}

static double look_up(const Reference *reference, const char *name)
{
    const double *value = g_hash_table_lookup(reference->expected, name);

    if (value == NULL)
        g_error("no such reference value: %s", name);
    return *value;
}

static void check(const Reference *reference, const char *name, double got)
{
    const double wanted = look_up(reference, name);

    if (svy_check_count_digits(got, wanted) < DIGITS) {
        g_test_message("%s: %.17g, expected %.17g", name, got, wanted);
        g_test_fail();
    }
}

static void add_person(const Reference *reference, size_t i, SvyWeightSums *sums)
{
    sums->n++;
    sums->w += reference->w[i];
    sums->w2 += reference->w[i] * reference->w[i];
}

/* --- Quantiles ------------------------------------------------------------------------------ */

static int compare(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;

    return left < right ? -1 : left > right;
}

/* Different values in order and who has each. */
static size_t collect(const Reference *reference,
                      const double x[],
                      double values[],
                      SvyWeightSums people[])
{
    size_t n = 0, n_levels = 0;

    for (size_t i = 0; i < N; i++) {
        if (!isnan(x[i]))
            values[n++] = x[i];
    }
    qsort(values, n, sizeof *values, compare);
    for (size_t i = 0; i < n; i++) {
        if (n_levels == 0 || values[i] > values[n_levels - 1])
            values[n_levels++] = values[i];
    }
    memset(people, 0, n_levels * sizeof *people);
    for (size_t level = 0; level < n_levels; level++) {
        for (size_t i = 0; i < N; i++) {
            if (fabs(x[i] - values[level]) <= 0)
                add_person(reference, i, &people[level]);
        }
    }
    return n_levels;
}

static void check_quantiles(const Reference *reference, const char *name, const double x[])
{
    static const char *const qs[] = {"0.25", "0.5", "0.75"};
    double values[N];
    SvyWeightSums people[N];
    const size_t n = collect(reference, x, values, people);
    g_autofree char *mean_name = g_strdup_printf("mean %s", name);
    g_autofree char *se_name = g_strdup_printf("mean %s se", name);
    g_autofree char *deff_name = g_strdup_printf("mean %s deff", name);
    SvyEstimate mean;

    for (size_t i = 0; i < G_N_ELEMENTS(qs); i++) {
        g_autofree char *value = g_strdup_printf("quantile %s %s", name, qs[i]);
        g_autofree char *lo = g_strconcat(value, " lo", NULL);
        g_autofree char *hi = g_strconcat(value, " hi", NULL);
        SvyEstimate quantile;

        g_assert_true(
            svy_weighted_quantile(N, n, values, people, read_number(qs[i]), 0.95, &quantile, NULL));
        check(reference, value, quantile.value);
        check(reference, lo, quantile.lo);
        check(reference, hi, quantile.hi);
    }
    g_assert_true(svy_weighted_mean(N, n, values, people, 0.95, &mean, NULL));
    check(reference, mean_name, mean.value);
    check(reference, se_name, mean.se);
    check(reference, deff_name, svy_weighted_compute_deff(n, values, people, mean.se));
}

static void test_quantiles(void)
{
    for (size_t i = 0; i < 4; i++) {
        Reference reference;

        load(&reference, i % 2 == 0 ? 1 : 1e-3 / 7, i * 11);
        check_quantiles(&reference, "z", reference.z);
        check_quantiles(&reference, "y", reference.y);
        clear(&reference);
    }
}

/* Few people have a quantile and no limits; nobody has none. */
static void test_quantile_of_few(void)
{
    const double values[] = {1, 2, 5, 9};
    const SvyWeightSums people[] = {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}, {1, 1, 1}};
    SvyEstimate quantile;
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_weighted_quantile(4, 4, values, people, 0.5, 0.95, &quantile, NULL));
    svy_check_near(quantile.value, 3.5, 0);
    g_assert_true(isnan(quantile.lo) && isnan(quantile.hi));
    g_assert_true(svy_weighted_quantile(4, 0, values, people, 0.5, 0.95, &quantile, NULL));
    g_assert_cmpint(quantile.status, ==, SVY_STATUS_NO_CASES);
    g_assert_false(svy_weighted_quantile(4, 4, values, people, 1, 0.95, &quantile, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_ARGUMENT);
}

/* --- Ranks ---------------------------------------------------------------------------------- */

/* Groups up to before @n_groups. */
static SvyWeightedRanks rank(const Reference *reference, const double x[], size_t n_groups)
{
    double values[N];
    SvyWeightSums all[N];
    g_autofree SvyWeightSums *people = NULL;
    const size_t n = collect(reference, x, values, all);
    size_t n_people = 0;
    SvyWeightedRanks test;

    people = g_new0(SvyWeightSums, n_groups * n);
    for (size_t i = 0; i < N; i++) {
        for (size_t level = 0; level < n; level++) {
            if ((size_t)reference->g[i] < n_groups && fabs(x[i] - values[level]) <= 0) {
                add_person(reference, i, &people[(size_t)reference->g[i] * n + level]);
                n_people++;
            }
        }
    }
    g_assert_true(svy_weighted_test_ranks((double)n_people, n_groups, n, people, &test, NULL));
    return test;
}

static void test_ranks(void)
{
    for (size_t i = 0; i < 4; i++) {
        Reference reference;

        load(&reference, i % 2 == 0 ? 1 : 1e5 / 3, i * 7);

        const SvyWeightedRanks two = rank(&reference, reference.z, 2);
        const SvyWeightedRanks three = rank(&reference, reference.z, 3);
        const SvyWeightedRanks tied = rank(&reference, reference.scale, 2);
        const SvyWeightedRanks tied_three = rank(&reference, reference.scale, 3);

        check(&reference, "ranks z two difference", two.difference);
        check(&reference, "ranks z two t", two.t);
        check(&reference, "ranks z two df", two.ddf);
        check(&reference, "ranks z two p", two.p);
        check(&reference, "ranks z three f", three.f);
        check(&reference, "ranks z three ddf", three.ddf);
        check(&reference, "ranks z three p", three.p);
        check(&reference, "ranks scale two difference", tied.difference);
        check(&reference, "ranks scale two se", tied.se);
        check(&reference, "ranks scale two p", tied.p);
        check(&reference, "ranks scale three f", tied_three.f);
        check(&reference, "ranks scale three p", tied_three.p);
        clear(&reference);
    }
}

static void test_ranks_undefined(void)
{
    const SvyWeightSums one[] = {{3, 3, 3}, {2, 2, 2}, {0, 0, 0}, {0, 0, 0}};
    const SvyWeightSums alike[] = {{3, 3, 3}, {0, 0, 0}, {2, 2, 2}, {0, 0, 0}};
    SvyWeightedRanks test;

    g_assert_true(svy_weighted_test_ranks(5, 2, 2, one, &test, NULL));
    g_assert_cmpint(test.status, ==, SVY_STATUS_UNDEFINED);
    g_assert_true(svy_weighted_test_ranks(5, 2, 2, alike, &test, NULL));
    g_assert_cmpint(test.status, ==, SVY_STATUS_NO_VARIANCE);
    g_assert_true(svy_weighted_test_ranks(0, 0, 2, alike, &test, NULL));
    g_assert_cmpint(test.status, ==, SVY_STATUS_NO_CASES);
}

/* --- Logistic ------------------------------------------------------------------------------- */

/* People who are alike are one row. */
static size_t make_rows(const Reference *reference, double x[], double y[], SvyWeightSums people[])
{
    size_t n_rows = 0;

    memset(people, 0, N * sizeof *people);
    for (size_t i = 0; i < N; i++) {
        const double row[] = {1, reference->g[i] == 1, reference->g[i] == 2, reference->m2[i] == 1};
        size_t at = 0;

        while (at < n_rows &&
               (memcmp(x + at * 4, row, sizeof row) != 0 || fabs(y[at] - reference->yes[i]) > 0))
            at++;
        memcpy(x + at * 4, row, sizeof row);
        y[at] = reference->yes[i];
        n_rows = MAX(n_rows, at + 1);
        add_person(reference, i, &people[at]);
    }
    return n_rows;
}

static void test_logistic(void)
{
    for (size_t i = 0; i < 4; i++) {
        Reference reference;
        double x[N * 4], y[N];
        SvyWeightSums people[N];
        SvyDesignTest coefficients[4];
        SvyEstimate effects[4];

        load(&reference, i % 2 == 0 ? 1 : 123.5, i * 5);

        const size_t n_rows = make_rows(&reference, x, y, people);

        g_assert_cmpuint(n_rows, <=, 12);
        g_assert_true(svy_weighted_fit_logistic(N, n_rows, 4, x, y, people, 0.95, coefficients,
                                                effects, NULL));
        for (unsigned j = 0; j < 4; j++) {
            g_autofree char *b = g_strdup_printf("logistic b%u", j + 1);
            g_autofree char *se = g_strdup_printf("logistic se%u", j + 1);
            g_autofree char *p = g_strdup_printf("logistic p%u", j + 1);
            g_autofree char *ame = g_strdup_printf("logistic ame%u", j + 1);
            g_autofree char *ame_se = g_strdup_printf("logistic ame se%u", j + 1);

            check(&reference, b, coefficients[j].diff.value);
            check(&reference, se, coefficients[j].diff.se);
            check(&reference, p, coefficients[j].p);
            svy_check_near(coefficients[j].diff.df, N - 4, 0);
            if (j == 0)
                continue;
            check(&reference, ame, effects[j].value);
            check(&reference, ame_se, effects[j].se);
        }
        g_assert_cmpint(effects[0].status, ==, SVY_STATUS_UNDEFINED);
        clear(&reference);
    }
}

/* All with x say yes, all without it no: there is no estimate. */
static void test_separated(void)
{
    const double x[] = {1, 0, 1, 1}, y[] = {0, 1};
    const SvyWeightSums people[] = {{5, 5, 5}, {6, 6, 6}};
    SvyDesignTest coefficients[2];
    SvyEstimate effects[2];

    g_assert_true(
        svy_weighted_fit_logistic(11, 2, 2, x, y, people, 0.95, coefficients, effects, NULL));
    g_assert_cmpint(coefficients[1].diff.status, ==, SVY_STATUS_UNDEFINED);
    g_assert_cmpint(effects[1].status, ==, SVY_STATUS_UNDEFINED);
}

/* --- Against a number ----------------------------------------------------------------------- */

static SvyEstimate share_yes(const Reference *reference)
{
    SvyWeightSums yes = {0}, base = {0};
    SvyEstimate p;

    for (size_t i = 0; i < N; i++) {
        add_person(reference, i, &base);
        if (reference->yes[i] > 0)
            add_person(reference, i, &yes);
    }
    g_assert_true(svy_weighted_share(N, &yes, &base, 0.95, &p, NULL));
    return p;
}

static void test_target(void)
{
    Reference reference;
    SvyEstimate test;
    SvyDesignTest outside;

    load(&reference, 42, 3);

    const SvyEstimate p = share_yes(&reference);

    g_assert_true(svy_weighted_test_share(&p, N, 0.3, SVY_WEIGHTED_ABOVE, &test, NULL));
    check(&reference, "target above", test.value);
    g_assert_true(svy_weighted_test_share(&p, N, 0.3, SVY_WEIGHTED_BELOW, &test, NULL));
    check(&reference, "target below", test.value);
    g_assert_true(svy_weighted_test_share(&p, N, 0.3, SVY_WEIGHTED_EITHER, &test, NULL));
    check(&reference, "target either", test.value);
    /* A limit of the interval is the share that is just not refuted. */
    g_assert_true(svy_weighted_test_share(&p, N, p.lo, SVY_WEIGHTED_EITHER, &test, NULL));
    svy_check_digits(test.value, 0.05, 9);
    g_assert_true(svy_weighted_compare_outside(&p, 0.3, 200, 0.95, &outside, NULL));
    check(&reference, "outside diff", outside.diff.value);
    check(&reference, "outside lo", outside.diff.lo);
    check(&reference, "outside hi", outside.diff.hi);
    check(&reference, "outside p", outside.p);
    clear(&reference);
}

/* Nobody: 0.7 to the power of 5 of 5 people. */
static void test_target_of_nobody(void)
{
    const SvyWeightSums none = {0}, base = {5, 8, 20};
    SvyEstimate p, test;
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_weighted_share(9, &none, &base, 0.95, &p, NULL));
    g_assert_true(svy_weighted_test_share(&p, 5, 0.3, SVY_WEIGHTED_BELOW, &test, NULL));
    svy_check_digits(test.value, pow(0.7, 5), 12);
    g_assert_false(svy_weighted_test_share(&p, 5, 1, SVY_WEIGHTED_BELOW, &test, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_ARGUMENT);
}

/* --- Raking --------------------------------------------------------------------------------- */

typedef struct {
    double w[N];
    double targets1[3], targets2[2];
    SvyRakeMargin margins[2];
    SvyRaked *raked;
} Raking;

static void rake(const Reference *reference, Raking *raking)
{
    static const double shares1[] = {0.4, 0.35, 0.25}, shares2[] = {0.55, 0.45};
    static const char *const labels[] = {"one", "two", "three"};

    for (size_t i = 0; i < 3; i++)
        raking->targets1[i] = shares1[i] * N;
    for (size_t i = 0; i < 2; i++)
        raking->targets2[i] = shares2[i] * N;
    raking->margins[0] = (SvyRakeMargin){.name = "m1",
                                         .codes = reference->m1,
                                         .n_levels = 3,
                                         .labels = labels,
                                         .targets = raking->targets1};
    raking->margins[1] = (SvyRakeMargin){.name = "m2",
                                         .codes = reference->m2,
                                         .n_levels = 2,
                                         .labels = labels,
                                         .targets = raking->targets2};
    g_assert_true(svy_weights_rake(N, NULL, 2, raking->margins, 0, raking->w, NULL, NULL));
    g_assert_true(svy_raked_new(N, raking->w, 2, raking->margins, &raking->raked, NULL));
}

/* Standard error of a sum with these influence values, in two ways. */
static double find_se(const Raking *raking, const double z[])
{
    double sums[2 * 5] = {0}, e[N], squares = 0, direct = 0, total = 0;

    for (size_t i = 0; i < N; i++) {
        squares += raking->w[i] * raking->w[i] * z[i] * z[i];
        svy_raked_add(raking->raked, i, z[i], sums);
    }
    g_assert_true(svy_weights_rake_residuals(N, NULL, 2, raking->margins, z, e, NULL));
    for (size_t i = 0; i < N; i++) {
        direct += raking->w[i] * raking->w[i] * e[i] * e[i];
        total += raking->w[i] * e[i];
    }
    direct -= total * total / N;

    const double reduced = svy_raked_reduce(raking->raked, squares, sums);

    if (reduced > 0)
        svy_check_digits(reduced, direct, 11);
    return sqrt(N / (N - 1.0) * reduced);
}

/* The weighted share of those of @group (-1: all) with a yes, and its influence values. */
static double share_raked(const Reference *reference,
                          const Raking *raking,
                          const double y[],
                          int32_t group,
                          double z[])
{
    double w = 0, value = 0;

    for (size_t i = 0; i < N; i++) {
        const bool is_in = group < 0 || reference->g[i] == group;

        w += is_in ? raking->w[i] : 0;
        value += is_in ? raking->w[i] * y[i] : 0;
    }
    value /= w;
    for (size_t i = 0; i < N; i++)
        z[i] = group < 0 || reference->g[i] == group ? (y[i] - value) / w : 0;
    return value;
}

static void check_weights(const Reference *reference, const Raking *raking)
{
    for (unsigned i = 0; i < N; i++) {
        g_autofree char *name = g_strdup_printf("raked weight %u", i + 1);

        check(reference, name, raking->w[i]);
    }
}

static void test_raked(void)
{
    Reference reference;
    Raking raking;
    double z[N], gap[N], margin[N];

    load(&reference, 1, 0);
    rake(&reference, &raking);
    check_weights(&reference, &raking);
    for (size_t i = 0; i < N; i++) {
        gap[i] = reference.yes[i] - reference.follow[i];
        margin[i] = reference.m1[i] == 1;
    }
    check(&reference, "raked share", share_raked(&reference, &raking, reference.yes, -1, z));
    check(&reference, "raked share se", find_se(&raking, z));
    check(&reference, "raked mean", share_raked(&reference, &raking, reference.z, -1, z));
    check(&reference, "raked mean se", find_se(&raking, z));
    check(&reference, "raked gap", share_raked(&reference, &raking, gap, -1, z));
    check(&reference, "raked gap se", find_se(&raking, z));
    check(&reference, "raked margin", share_raked(&reference, &raking, margin, -1, z));
    svy_check_near(find_se(&raking, z), 0, 0);
    for (int32_t group = 0; group < 3; group++) {
        g_autofree char *name = g_strdup_printf("raked share in %c", 'a' + group);
        g_autofree char *se = g_strconcat(name, " se", NULL);

        check(&reference, name, share_raked(&reference, &raking, reference.yes, group, z));
        check(&reference, se, find_se(&raking, z));
    }
    svy_raked_free(raking.raked);
    clear(&reference);
}

/* A share that the targets fix has itself as limits. */
static void test_share_known(void)
{
    SvyEstimate p;

    g_assert_true(svy_weighted_share_known(0.25, 0, 40, 39, 0.95, &p, NULL));
    g_assert_cmpint(p.status, ==, SVY_STATUS_OK);
    svy_check_near(p.lo, 0.25, 0);
    svy_check_near(p.hi, 0.25, 0);
    g_assert_true(svy_weighted_share_known(0.25, 0, 0, 39, 0.95, &p, NULL));
    g_assert_cmpint(p.status, ==, SVY_STATUS_NO_CASES);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_assert_nonnull(g_getenv("SVY_REFERENCE_DIR"));
    g_test_add_func("/stats/weighted-reference/quantiles", test_quantiles);
    g_test_add_func("/stats/weighted-reference/quantile-of-few", test_quantile_of_few);
    g_test_add_func("/stats/weighted-reference/ranks", test_ranks);
    g_test_add_func("/stats/weighted-reference/ranks-undefined", test_ranks_undefined);
    g_test_add_func("/stats/weighted-reference/logistic", test_logistic);
    g_test_add_func("/stats/weighted-reference/separated", test_separated);
    g_test_add_func("/stats/weighted-reference/target", test_target);
    g_test_add_func("/stats/weighted-reference/target-of-nobody", test_target_of_nobody);
    g_test_add_func("/stats/weighted-reference/raked", test_raked);
    g_test_add_func("/stats/weighted-reference/share-known", test_share_known);
    return g_test_run();
}
