/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every number of tests/reference/<topic>/expected.csv against the function that gives it. */
#include <string.h>
#include <surveystat/adjust.h>
#include <surveystat/paired.h>
#include <surveystat/proportion.h>

#include "base/num.h"
#include "check.h"

#define MIN_DIGITS 10.0

typedef bool (*ProportionFunction)(double, double, double, SvyEstimate *, GError **);
typedef bool (*GapFunction)(const SvyPairTable *, double, SvyEstimate *, GError **);

/* How well a file agreed. */
typedef struct {
    size_t n_cases, n_good;
    double worst_digits;
} Score;

static const struct {
    const char *name;
    ProportionFunction function;
} proportion_methods[] = {{"Wilson", svy_proportion_wilson},
                          {"Clopper-Pearson", svy_proportion_clopper_pearson},
                          {"Jeffreys", svy_proportion_jeffreys},
                          {"Agresti-Coull", svy_proportion_agresti_coull}};

static const struct {
    const char *name;
    GapFunction function;
} gap_methods[] = {{"Newcombe 10", svy_paired_newcombe10},
                   {"Wilson (nested)", svy_paired_nested},
                   {"Tango", svy_paired_tango},
                   {"Bonett-Price", svy_paired_bonett_price}};

/* The lines of a topic's file, the header first. */
static char **read_lines(const char *topic)
{
    g_autofree char *path =
        g_build_filename(g_getenv("SVY_REFERENCE_DIR"), topic, "expected.csv", NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;

    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    return g_strsplit(g_strchomp(text), "\n", -1);
}

static double read_number(const char *text)
{
    double value = (double)NAN;

    if (strcmp(text, "NaN") != 0)
        g_assert_true(svy_num_parse(text, &value));
    return value;
}

/* The numbers of one line, from field @first on. */
static void read_numbers(char **fields, size_t first, size_t n, double ret_numbers[])
{
    g_assert_cmpuint(g_strv_length(fields), ==, first + n);
    for (size_t i = 0; i < n; i++)
        ret_numbers[i] = read_number(fields[first + i]);
}

static void score_case(Score *score,
                       const char *line,
                       size_t n,
                       const double got[],
                       const double expected[])
{
    double digits = 15;

    for (size_t i = 0; i < n; i++)
        digits = fmin(digits, svy_check_count_digits(got[i], expected[i]));
    if (digits < MIN_DIGITS) {
        g_test_message("%.1f digits: %s", digits, line);
        for (size_t i = 0; i < n; i++)
            g_test_message("  got %.17g, expected %.17g", got[i], expected[i]);
        g_test_fail();
    }

    score->n_good += digits >= MIN_DIGITS;
    score->worst_digits = score->n_cases > 0 ? fmin(score->worst_digits, digits) : digits;
    score->n_cases++;
}

static void finish(const char *topic, const Score *score, size_t n_least)
{
    g_test_message("%s: %zu of %zu cases agree to %.0f digits, the worst to %.1f", topic,
                   score->n_good, score->n_cases, MIN_DIGITS, score->worst_digits);
    g_assert_cmpuint(score->n_cases, >=, n_least);
}

static ProportionFunction find_proportion(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(proportion_methods); i++) {
        if (strcmp(proportion_methods[i].name, name) == 0)
            return proportion_methods[i].function;
    }
    g_error("no method %s", name);
}

static GapFunction find_gap(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(gap_methods); i++) {
        if (strcmp(gap_methods[i].name, name) == 0)
            return gap_methods[i].function;
    }
    g_error("no method %s", name);
}

static void test_proportion(void)
{
    g_auto(GStrv) lines = read_lines("proportion");
    Score score = {0};

    for (size_t i = 1; lines[i] != NULL; i++) {
        g_auto(GStrv) fields = g_strsplit(lines[i], ",", -1);
        double numbers[5]; /* x, n, level, lo, hi */
        SvyEstimate estimate;
        g_autoptr(GError) error = NULL;

        read_numbers(fields, 1, 5, numbers);
        g_assert_true(
            find_proportion(fields[0])(numbers[0], numbers[1], numbers[2], &estimate, &error));
        g_assert_cmpstr(estimate.method, ==, fields[0]);
        score_case(&score, lines[i], 2, (const double[]){estimate.lo, estimate.hi}, numbers + 3);
    }
    finish("proportion", &score, 150);
}

static void test_paired(void)
{
    g_auto(GStrv) lines = read_lines("paired");
    Score score = {0};

    for (size_t i = 1; lines[i] != NULL; i++) {
        g_auto(GStrv) fields = g_strsplit(lines[i], ",", -1);
        double numbers[7]; /* a, b, c, d, level, lo, hi */
        SvyEstimate estimate;
        g_autoptr(GError) error = NULL;

        read_numbers(fields, 1, 7, numbers);
        const SvyPairTable table = {numbers[0], numbers[1], numbers[2], numbers[3]};
        g_assert_true(find_gap(fields[0])(&table, numbers[4], &estimate, &error));
        g_assert_cmpstr(estimate.method, ==, fields[0]);
        score_case(&score, lines[i], 2, (const double[]){estimate.lo, estimate.hi}, numbers + 5);
    }
    finish("paired", &score, 120);
}

static void test_mcnemar(void)
{
    g_auto(GStrv) lines = read_lines("mcnemar");
    Score score = {0};

    for (size_t i = 1; lines[i] != NULL; i++) {
        g_auto(GStrv) fields = g_strsplit(lines[i], ",", -1);
        double numbers[8]; /* a, b, c, d, statistic, asymptotic, exact, mid-p */
        SvyMcnemar test;
        g_autoptr(GError) error = NULL;

        read_numbers(fields, 0, 8, numbers);
        const SvyPairTable table = {numbers[0], numbers[1], numbers[2], numbers[3]};
        g_assert_true(svy_paired_mcnemar(&table, &test, &error));
        score_case(&score, lines[i], 4,
                   (const double[]){test.statistic, test.p_asymptotic, test.p_exact, test.p_midp},
                   numbers + 4);
    }
    finish("mcnemar", &score, 20);
}

/* Adjusts the family in rows [@first, @end) and scores each of its members. */
static void score_family(Score *score, char **lines, size_t first, size_t end, double (*rows)[3])
{
    const size_t n = end - first;
    g_autofree double *p = g_new(double, n);
    g_autofree double *holm = g_new(double, n);
    g_autofree double *bh = g_new(double, n);
    g_autoptr(GError) error = NULL;

    for (size_t i = 0; i < n; i++)
        p[i] = rows[first + i][0];
    g_assert_true(svy_adjust_holm(n, p, holm, &error));
    g_assert_true(svy_adjust_benjamini_hochberg(n, p, bh, &error));
    for (size_t i = 0; i < n; i++)
        score_case(score, lines[first + i], 2, (const double[]){holm[i], bh[i]},
                   rows[first + i] + 1);
}

static bool is_same_family(const char *line1, const char *line2)
{
    const size_t n = strcspn(line1, ",");

    return n == strcspn(line2, ",") && strncmp(line1, line2, n) == 0;
}

static void test_adjust(void)
{
    g_auto(GStrv) lines = read_lines("adjust");
    const size_t n_lines = g_strv_length(lines);
    g_autofree double(*rows)[3] = g_malloc_n(n_lines, sizeof *rows); /* p, Holm, BH */
    Score score = {0};
    size_t first = 1;

    for (size_t i = 1; i < n_lines; i++) {
        g_auto(GStrv) fields = g_strsplit(lines[i], ",", -1);

        read_numbers(fields, 1, 3, rows[i]);
        if (i + 1 < n_lines && is_same_family(lines[i], lines[i + 1]))
            continue;
        score_family(&score, lines, first, i + 1, rows);
        first = i + 1;
    }
    finish("adjust", &score, 70);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_assert_nonnull(g_getenv("SVY_REFERENCE_DIR"));
    g_test_add_func("/stats/reference/proportion", test_proportion);
    g_test_add_func("/stats/reference/paired", test_paired);
    g_test_add_func("/stats/reference/mcnemar", test_mcnemar);
    g_test_add_func("/stats/reference/adjust", test_adjust);
    return g_test_run();
}
