/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves of numbers by group, from what is told and from the numbers themselves. */
#include "analysis/curves.h"

#include <math.h>
#include <string.h>

#include <surveystat/density.h>

#include "analyse-survey.h"
#include "base/findings.h"
#include "check.h"
#include "result/result-table.h"

static SvySpread tell(size_t n, double q05, double q1, double median, double q3, double q95)
{
    return (SvySpread){.n = n, .n_eff = (double)n, .quantiles = {q05, q1, median, q3, q95}};
}

static void add_limit(SvySpread *spread, double value, double below)
{
    const SvyCurveLimit limit = {value, below};

    if (spread->limits == NULL)
        spread->limits = g_array_new(FALSE, FALSE, sizeof(SvyCurveLimit));
    g_array_append_val(spread->limits, limit);
}

static SvyTableCurves *make(size_t n, SvySpread spreads[])
{
    g_autoptr(GError) error = NULL;
    SvyTableCurves *curves = NULL;

    g_assert_true(svy_curves_make(n, spreads, &curves, &error));
    g_assert_no_error(error);
    for (size_t i = 0; i < n; i++)
        svy_spread_clear(&spreads[i]);
    return curves;
}

/* Share of people between the ends of a curve. */
static double find_area(const SvyTableCurves *curves, size_t row)
{
    const SvyTableCurve *curve = &curves->rows[row];
    const double step = (curve->to - curve->from) / (double)(curves->n_points - 1);
    double area = -step / 2 * (curve->density[0] + curve->density[curves->n_points - 1]);

    for (size_t i = 0; i < curves->n_points; i++)
        area += step * curve->density[i];
    return area;
}

/* By hand: 0.9 min(32.9 / 3.29, 13.4 / 1.34) 500^(-1/5), to three digits. */
static void test_bandwidth(void)
{
    SvySpread spreads[] = {tell(1000, 3, 13, 20, 26.4, 35.9), tell(500, 3, 13, 20, 26.4, 35.9),
                           tell(99, 3, 13, 20, 26.4, 35.9)};
    SvyTableCurves *curves = make(3, spreads);

    svy_check_digits(curves->bandwidth, 2.6, 14);
    g_assert_cmpuint(curves->n_points, ==, 64);
    g_assert_nonnull(curves->rows[0].density);
    g_assert_nonnull(curves->rows[1].density);
    g_assert_null(curves->rows[2].density);
    svy_check_digits(curves->rows[1].from, 3, 14);
    svy_check_digits(curves->rows[1].to, 35.9, 14);
    g_assert_cmpfloat(fabs(find_area(curves, 1) - 0.9), <, 0.03);
    svy_table_curves_free(curves, 3);
}

/* Three significant digits, so that what is printed is what is there. */
static void test_digits(void)
{
    SvySpread spreads[] = {tell(200, 1, 2, 3, 5, 9), tell(200, 1, 2, 3, 5, 9)};
    SvyTableCurves *curves = make(2, spreads);

    for (size_t i = 0; i < curves->n_points; i++) {
        g_autofree char *text = g_strdup_printf("%.2e", curves->rows[1].density[i]);

        svy_check_digits(curves->rows[1].density[i], g_ascii_strtod(text, NULL), 15);
    }
    svy_table_curves_free(curves, 2);
}

/* A limit that is told moves the curve; one that a quantile contradicts wins. */
static void test_limits(void)
{
    SvySpread plain[] = {tell(400, 0, 10, 20, 30, 40), tell(400, 0, 10, 20, 30, 40)};
    SvySpread cut[] = {tell(400, 0, 10, 20, 30, 40), tell(400, 0, 10, 20, 30, 40)};
    SvySpread other[] = {tell(400, 0, 10, 20, 30, 40), tell(400, 0, 10, 20, 30, 40)};
    SvyTableCurves *a = make(2, plain), *b, *c;

    add_limit(&cut[1], 0, 0);
    add_limit(&cut[1], 15, 0.45);
    add_limit(&other[1], 21, 0.45); /* half lie below 20 */
    b = make(2, cut);
    c = make(2, other);
    g_assert_cmpfloat(b->rows[1].density[20], >, 1.2 * a->rows[1].density[20]);
    g_assert_cmpfloat(c->rows[1].density[32], <, a->rows[1].density[32] * 0.99);
    g_assert_cmpfloat(fabs(find_area(b, 1) - 0.9), <, 0.06);
    svy_table_curves_free(a, 2);
    svy_table_curves_free(b, 2);
    svy_table_curves_free(c, 2);
}

/* No curve for few people, for few that the weights leave, for what is not told, for one number. */
static void test_none(void)
{
    SvySpread few[] = {tell(300, 1, 2, 3, 4, 5), tell(99, 1, 2, 3, 4, 5)};
    SvySpread light[] = {tell(300, 1, 2, 3, 4, 5), tell(300, 1, 2, 3, 4, 5)};
    SvySpread silent[] = {tell(300, 1, 2, 3, 4, 5), tell(300, 1, 2, 3, 4, (double)NAN)};
    SvySpread alike[] = {tell(300, 1, 2, 3, 4, 5), tell(300, 3, 3, 3, 3, 3)};

    light[1].n_eff = 80;
    g_assert_null(make(2, few));
    g_assert_null(make(2, light));
    g_assert_null(make(2, silent));
    g_assert_null(make(2, alike));
}

/* Many people with one number: a step, not a division by nothing. */
static void test_ties(void)
{
    SvySpread spreads[] = {tell(300, 2, 2, 2, 4, 9), tell(300, 2, 2, 2, 4, 9)};
    SvyTableCurves *curves;

    spreads[0].is_whole = spreads[1].is_whole = true;
    add_limit(&spreads[1], 1.5, 0.04);
    add_limit(&spreads[1], 2.5, 0.6);
    curves = make(2, spreads);
    for (size_t i = 0; i < curves->n_points; i++)
        g_assert_true(isfinite(curves->rows[1].density[i]) && curves->rows[1].density[i] > 0);
    g_assert_cmpfloat(curves->rows[1].density[0], >, curves->rows[1].density[30]);
    svy_table_curves_free(curves, 2);
}

/* --- From a survey -------------------------------------------------------------------------- */

static const SvyTable *get_table(const SvyResult *result)
{
    for (size_t i = 0; i < result->n_tables; i++)
        if (result->tables[i].kind == SVY_TABLE_NUMBERS_BY)
            return &result->tables[i];
    g_assert_not_reached();
}

static SvyResult *analyse(Survey *survey, const char *csv, const char *plan, size_t min_cell)
{
    const SvyAnalysisOptions options = {.with_questions = true, .min_cell = min_cell};
    SvyResult *result = NULL;

    survey_must_read(survey, csv, NULL, plan);
    svy_analysis_run(survey->dataset, survey->plan, &options, &result, &survey->error);
    g_assert_no_error(survey->error);
    return result;
}

/* Very many different numbers are put together before they are smoothed: three digits do not see
 * it. Most numbers are in the middle, a few far away. */
static void test_bins(void)
{
    enum { N = 30000 };
    g_autoptr(GString) csv = g_string_new("Are you a member?,How many years?\n");
    g_autofree double *values = g_new(double, N);
    g_auto(Survey) survey = {0};

    for (size_t i = 0; i < N; i++) {
        const double x = ((double)i + 0.5) / N - 0.5;

        values[i] = round(1e4 * (50 + 30 * x + 60 * x * x * x + (i > N - 5 ? 900 : 0))) / 1e4;
        g_string_append_printf(csv, "Yes,%.4f\nNo,%.4f\n", values[i], values[i] + 3);
    }

    g_autoptr(SvyResult) result = analyse(&survey, csv->str, NULL, 1);
    const SvyTableCurves *curves = get_table(result)->curves;
    double worst = 0;

    for (size_t i = 0; i < curves->n_points; i++) {
        const SvyTableCurve *curve = &curves->rows[1];
        const double at = curve->from + (curve->to - curve->from) * (double)i / 63;
        double exact;

        g_assert_true(
            svy_density_compute(N, values, NULL, NULL, curves->bandwidth, 1, &at, &exact, NULL));
        worst = fmax(worst, fabs(curve->density[i] / exact - 1));
    }
    g_test_message("largest relative difference %.2g", worst);
    g_assert_cmpstr(get_table(result)->cells[get_table(result)->n_columns].text, ==, "Yes");
    g_assert_cmpfloat(worst, <, 0.0055); /* of rounding: up to 0.005 */
}

/* Weights count in the curve, and in how many people there are. */
static void test_weights(void)
{
    enum { N = 160 };
    g_autoptr(GString) csv = g_string_new("Are you a member?,How many years?,Weight\n");
    g_auto(Survey) survey = {0};
    double values[N], weights[N];

    for (size_t i = 0; i < N; i++) {
        values[i] = (double)((i * 37) % N) / 4;
        weights[i] = i % 2 == 0 ? 1 : 1.5;
        g_string_append_printf(csv, "Yes,%.2f,%.1f\nNo,%.2f,1\n", values[i], weights[i],
                               values[i] + 5);
    }

    g_autoptr(SvyResult) result = analyse(&survey, csv->str, "[weights]\ncolumn = Weight\n", 1);
    const SvyTable *table = get_table(result);
    const SvyTableCurves *curves = table->curves;
    const SvyTableCurve *curve = &curves->rows[1];

    g_assert_cmpstr(table->cells[table->n_columns].text, ==, "Yes");
    g_assert_nonnull(curve->density);
    for (size_t i = 0; i < curves->n_points; i++) {
        const double at = curve->from + (curve->to - curve->from) * (double)i / 63;
        double exact;

        g_assert_true(
            svy_density_compute(N, values, NULL, weights, curves->bandwidth, 1, &at, &exact, NULL));
        g_assert_cmpfloat(fabs(curve->density[i] / exact - 1), <, 0.00501);
    }
}

/* Single numbers leave the analysis only where nobody is protected. */
static void test_people(void)
{
    g_autoptr(GString) csv = g_string_new("Are you a member?,How many years?\n");
    g_auto(Survey) survey = {0}, open = {0};

    for (size_t i = 1; i <= 45; i++)
        g_string_append_printf(csv, "Yes,%zu\nNo,%zu\n", i % 13, i % 11);

    g_autoptr(SvyResult) result = analyse(&survey, csv->str, NULL, 5);
    g_autoptr(SvyResult) public = analyse(&open, csv->str, NULL, 1);
    const SvyTableCurves *curves = get_table(public)->curves;

    g_assert_null(get_table(result)->curves);
    g_assert_nonnull(curves);
    g_assert_cmpuint(curves->rows[0].n_values, ==, 0);
    g_assert_cmpuint(curves->rows[1].n_values, ==, 45);
    g_assert_null(curves->rows[1].density);
    for (size_t i = 1; i < 45; i++)
        g_assert_true(curves->rows[1].values[i - 1] <= curves->rows[1].values[i]);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/analysis/curves/bandwidth", test_bandwidth);
    g_test_add_func("/analysis/curves/digits", test_digits);
    g_test_add_func("/analysis/curves/limits", test_limits);
    g_test_add_func("/analysis/curves/none", test_none);
    g_test_add_func("/analysis/curves/ties", test_ties);
    g_test_add_func("/analysis/curves/bins", test_bins);
    g_test_add_func("/analysis/curves/weights", test_weights);
    g_test_add_func("/analysis/curves/people", test_people);
    return g_test_run();
}
