/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weights of a column and of margins in every analysis: by hand on a few people, what must not
 * change, and refusals with their place. */
#include <math.h>

#include "analyse-survey.h"
#include "check.h"
#include "result/result-table.h"

#define COLUMN_PLAN "[weights]\ncolumn = weight\n[report]\nmin_cell = 1\n"

/* @n times the lines, so that bases bear percentages; weights times @scale. */
static char *make_lines(size_t n, double scale)
{
    static const struct {
        const char *answers;
        double w;
    } people[] = {{"Staff,Yes", 3},   {"Staff,Yes", 3},  {"Staff,No", 3},
                  {"Student,Yes", 1}, {"Student,No", 1}, {"Student,No", 1}};
    GString *csv = g_string_new("What is your role?,Do you like it?,weight\n");

    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < G_N_ELEMENTS(people); i++) {
            char w[G_ASCII_DTOSTR_BUF_SIZE];

            g_ascii_formatd(w, sizeof w, "%.6f", people[i].w * scale);
            g_string_append_printf(csv, "%s,%s\n", people[i].answers, w);
        }
    }
    return g_string_free(csv, FALSE);
}

static const SvyTable *find_table(const SvyResult *result, const char *id)
{
    for (size_t i = 0; i < result->n_tables; i++) {
        if (strcmp(result->tables[i].id, id) == 0)
            return &result->tables[i];
    }
    return NULL;
}

static const SvyOptionResult *find_option(const SvyResult *result,
                                          const char *id,
                                          const char *label)
{
    const SvyQuestionResult *question = find_question_result(result, id);

    for (size_t i = 0; i < question->n_options; i++) {
        if (strcmp(question->options[i].label, label) == 0)
            return &question->options[i];
    }
    g_assert_not_reached();
}

/* 10 times six people: "Yes" 7 of 12 of the weight, 3 of 6 people. The mean weight is 2, so w is
 * 1.5 and 0.5: sum of squares 10 (3 x 2.25 + 3 x 0.25) = 75, effective n 60^2 / 75 = 48. */
static void test_frequencies(void)
{
    g_auto(Survey) survey = {NULL};
    g_autofree char *csv = make_lines(10, 1);
    g_autoptr(SvyResult) result = survey_analyse(&survey, csv, NULL, COLUMN_PLAN);
    const SvyOptionResult *yes = find_option(result, "q2", "Yes");

    g_assert_true(result->has_weights);
    g_assert_cmpuint(yes->n, ==, 30);
    svy_check_digits(yes->p.value, 7.0 / 12, 14);
    svy_check_digits(yes->plain.value, 0.5, 14);
    g_assert_cmpstr(yes->p.method, ==, "Wilson, effective n");
    svy_check_digits(find_question_result(result, "q2")->n_eff, 48, 13);
    svy_check_digits(result->deff, 1.25, 13);
    svy_check_digits(result->n_eff, 48, 13);
    /* 60/59 ((5/12)^2 (20 x 2.25 + 10 x 0.25) + (7/12)^2 (10 x 2.25 + 20 x 0.25)) / 60^2 */
    svy_check_digits(yes->p.se, sqrt(60.0 / 59 * (25 * 47.5 + 49 * 27.5) / 144 / 3600), 13);
}

static void test_segments(void)
{
    g_auto(Survey) survey = {NULL};
    g_autofree char *csv = make_lines(10, 1);
    g_autoptr(SvyResult) result = survey_analyse(&survey, csv, NULL, COLUMN_PLAN);
    const SvyTable *table = find_table(result, "segments-q2-by-q1");

    g_assert_nonnull(table);

    const SvyCell *all = svy_table_get_cell(table, 0, 1), *staff = svy_table_get_cell(table, 0, 2);

    g_assert_cmpstr(svy_table_get_cell(table, 0, 0)->text, ==, "Yes");
    svy_check_digits(all->share.p.value, 7.0 / 12, 14);
    svy_check_digits(staff->share.p.value, 2.0 / 3, 14);
    svy_check_digits(staff->share.n_eff, 30, 13);
    svy_check_digits(table->columns[1].n_eff, 48, 13);
    g_assert_cmpstr(table->test.method, ==, "Rao-Scott second-order F");
    g_assert_cmpint(table->test.status, ==, SVY_STATUS_OK);
}

static void check_same_results(const SvyResult *a, const SvyResult *b)
{
    const SvyTable *table = find_table(a, "segments-q2-by-q1");
    const SvyTable *same = find_table(b, "segments-q2-by-q1");

    for (size_t i = 0; i < 2; i++) {
        g_assert_cmpuint(a->questions[i].n_options, ==, 2);
        for (size_t k = 0; k < 2; k++) {
            const SvyEstimate *p = &a->questions[i].options[k].p;
            const SvyEstimate *q = &b->questions[i].options[k].p;

            svy_check_digits(p->value, q->value, 12);
            svy_check_digits(p->lo, q->lo, 11);
        }
    }
    g_assert_nonnull(table);
    g_assert_nonnull(same);
    svy_check_digits(table->test.p_value, same->test.p_value, 9);
}

static void test_unit_of_weights(void)
{
    g_auto(Survey) survey = {NULL};
    g_auto(Survey) other = {NULL};
    g_autofree char *csv = make_lines(10, 1);
    g_autofree char *large = make_lines(10, 1000.5);
    g_autoptr(SvyResult) result = survey_analyse(&survey, csv, NULL, COLUMN_PLAN);
    g_autoptr(SvyResult) same = survey_analyse(&other, large, NULL, COLUMN_PLAN);

    check_same_results(result, same);
}

/* Weights of 1 change no share. */
static void test_equal_weights(void)
{
    g_auto(Survey) survey = {NULL};
    g_autoptr(GString) csv = g_string_new("What is your role?,Do you like it?,weight\n");

    for (size_t i = 0; i < 30; i++)
        g_string_append_printf(csv, "%s,%s,2\n", i % 3 == 0 ? "Staff" : "Student",
                               i % 4 == 0 ? "Yes" : "No");

    g_autoptr(SvyResult) result = survey_analyse(&survey, csv->str, NULL, COLUMN_PLAN);
    const SvyOptionResult *yes = find_option(result, "q2", "Yes");

    svy_check_digits(yes->p.value, yes->plain.value, 14);
    svy_check_digits(result->deff, 1, 14);
    g_assert_null(find_table(result, "weights-changes"));
}

/* --- The gap -------------------------------------------------------------------------------- */

/* Five kinds of people, ten times each. Medium F: uses and follows, weight 2; uses, 1; follows
 * without using, 1; neither, 3 and 3. Of the weight (10): use 3, follow 3, use alone 1, follow
 * alone 1. */
static void test_gap(void)
{
    static const char *const kinds[] = {"x,,,x,,,2", "x,,,,x,,1", ",x,,x,,,1", ",x,,,x,,3",
                                        ",x,,,x,,3"};
    g_auto(Survey) survey = {NULL};
    g_autoptr(GString) csv = g_string_new(
        "Which do you use? [F],Which do you use? [T],Which do you use? [I use none of these],"
        "On which do you follow us? [F],On which do you follow us? [T],"
        "On which do you follow us? [None of these],weight\n");

    for (size_t k = 0; k < 10; k++) {
        for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
            g_string_append_printf(csv, "%s\n", kinds[i]);
    }

    g_autoptr(SvyResult) result = survey_analyse(&survey, csv->str, NULL, COLUMN_PLAN);
    const SvyGapItem *item = find_gap_item(&result->gaps[0], "F");

    g_assert_cmpuint(item->base, ==, 50);
    g_assert_cmpuint(item->use.n, ==, 20);
    svy_check_digits(item->use.p.value, 0.3, 13);
    svy_check_digits(item->use.plain.value, 0.4, 13);
    svy_check_digits(item->follow.p.value, 0.3, 13);
    svy_check_digits(item->conversion.p.value, 2.0 / 3, 13);
    svy_check_digits(item->unreached.p.value, 0.1, 13);
    g_assert_false(item->is_nested);
    svy_check_near(item->gap.value, 0, 1e-14);
    /* 50/49 (10 x 1 + 10 x 1) / 100^2, whatever the unit */
    svy_check_digits(item->gap.se, sqrt(50.0 / 49 * 20) / 100, 12);
    g_assert_true(item->has_test);
    svy_check_digits(item->p_value, 1, 12);
    svy_check_near(item->plain_gap.value, 0, 1e-14);
}

/* --- Margins -------------------------------------------------------------------------------- */

static SvyMargins *make_margins(size_t n, const SvyMargin margins[])
{
    SvyMargins *made = g_new0(SvyMargins, 1);

    made->file = g_strdup("margins.csv");
    made->is_shares = true;
    made->n = n;
    made->margins = g_new0(SvyMargin, n);
    for (size_t i = 0; i < n; i++) {
        made->margins[i] = margins[i];
        made->margins[i].question = g_strdup(margins[i].question);
        made->margins[i].answer = g_strdup(margins[i].answer);
        made->margins[i].line = i + 2;
    }
    return made;
}

static bool analyse_margins(Survey *survey,
                            const SvyMargins *margins,
                            SvyResult **ret_result,
                            GError **error)
{
    const SvyAnalysisOptions options = {.with_questions = true, .margins = margins, .min_cell = 1};
    g_autofree char *csv = make_lines(10, 1);

    survey_must_read(survey, csv, NULL, NULL);
    return svy_analysis_run(survey->dataset, survey->plan, &options, ret_result, error);
}

/* Staff 80%, students 20%: "Yes" is 0.8 x 2/3 + 0.2 x 1/3 = 0.6. */
static void test_raked(void)
{
    const SvyMargin rows[] = {{.question = (char *)"q1", .answer = (char *)"Staff", .value = 80},
                              {.question = (char *)"q1", .answer = (char *)"Student", .value = 20}};
    g_auto(Survey) survey = {NULL};
    g_autoptr(SvyMargins) margins = make_margins(2, rows);
    g_autoptr(SvyResult) result = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(analyse_margins(&survey, margins, &result, &error));
    g_assert_no_error(error);
    svy_check_digits(find_option(result, "q2", "Yes")->p.value, 0.6, 12);
    svy_check_digits(find_option(result, "q1", "Staff")->p.value, 0.8, 12);
    g_assert_cmpstr(result->weights, ==, "weights raked to margins.csv");
    /* What raking gains: only the spread within staff (weight 1.6) and students (0.4) is left, 2/9
     * for each of 30 people. What the targets say is known. */
    svy_check_digits(find_option(result, "q2", "Yes")->p.se,
                     sqrt(60.0 / 59 * 30 * 2 / 9 * (1.6 * 1.6 + 0.4 * 0.4)) / 60, 12);
    svy_check_digits(find_option(result, "q1", "Staff")->p.lo, 0.8, 12);
    svy_check_digits(find_option(result, "q1", "Staff")->p.hi, 0.8, 12);

    const SvyTable *table = find_table(result, "weights-margins");

    g_assert_nonnull(table);
    svy_check_digits(svy_table_get_cell(table, 0, 2)->share.p.value, 0.5, 12);
    svy_check_digits(svy_table_get_cell(table, 0, 4)->share.p.value, 0.8, 12);
    svy_check_digits(svy_table_get_cell(table, 0, 5)->share.p.value, 1.6, 12);
}

/* --- Drivers -------------------------------------------------------------------------------- */

/* Staff 2:1 by weight, students 1:2: odds ratio 1/4, a third less; without weights the same. */
static void test_drivers(void)
{
    g_auto(Survey) survey = {NULL};
    g_autofree char *csv = make_lines(10, 1);
    g_autoptr(SvyResult) result = survey_analyse(
        &survey, csv, NULL, COLUMN_PLAN "[drivers]\noutcome = q2: Yes\npredictors = q1\n");
    const SvyTable *table = find_table(result, "drivers-q2");

    g_assert_nonnull(table);
    g_assert_cmpuint(table->n_rows, ==, 1);

    const SvyCell *odds = svy_table_get_cell(table, 0, svy_table_find_column(table, "odds-ratio"));
    const SvyCell *effect = svy_table_get_cell(table, 0, svy_table_find_column(table, "effect"));

    svy_check_digits(odds->share.p.value, 0.25, 10);
    svy_check_digits(effect->share.p.value, -1.0 / 3, 10);
    /* 60/59 times the sum of p (1 - p) / n of both groups: weights are equal within each */
    svy_check_digits(effect->share.p.se, sqrt(60.0 / 59 * 2 * 2 / 9 / 30), 10);
    svy_check_near(effect->share.p.df, 58, 0);
    g_assert_nonnull(strstr(table->method, "Design-based logistic regression"));
    g_assert_nonnull(strstr(table->method, "58 degrees of freedom"));
}

/* --- Numbers -------------------------------------------------------------------------------- */

/* Years 1 to 40, thirty people of two roles for each tenth; the weight of the older half is three
 * times that of the younger. */
static char *make_years(void)
{
    GString *csv = g_string_new("What is your role?,How many years?,When?,weight\n");

    for (unsigned i = 0; i < 80; i++)
        g_string_append_printf(csv, "%s,%u,2014-%02u-15,%s\n", i % 2 == 0 ? "Staff" : "Student",
                               1 + i / 2, 1 + i / 8, i < 40 ? "0.5" : "1.5");
    return g_string_free(csv, FALSE);
}

static const SvyCell *find_number(const SvyTable *table, const char *key)
{
    return svy_table_get_cell(table, 0, svy_table_find_column(table, key));
}

/* Mean (10.5 + 3 x 30.5) / 4; half of the weight lies below 27 (20 halves and 13.33 of 1.5 twice).
 */
static void test_numbers(void)
{
    g_auto(Survey) survey = {NULL};
    g_autofree char *csv = make_years();
    g_autoptr(SvyResult) result = survey_analyse(&survey, csv, NULL, COLUMN_PLAN);
    const SvyTable *table = find_table(result, "numbers");
    const SvyTable *bins = find_table(result, "bins-q2"), *dates = find_table(result, "dates");
    const SvyTable *groups = find_table(result, "segments-q2-by-q1");
    double squares = 0, spread = 0;

    g_assert_nonnull(table);
    g_assert_nonnull(bins);
    g_assert_nonnull(dates);
    g_assert_nonnull(groups);
    svy_check_digits(find_number(table, "mean")->share.p.value, 25.5, 12);
    svy_check_digits(find_number(table, "plain-mean")->share.p.value, 20.5, 12);
    svy_check_near(find_number(table, "median")->share.p.value, 27, 0);
    svy_check_near(find_number(table, "plain-median")->share.p.value, 20.5, 0);
    g_assert_true(find_number(table, "median")->share.p.lo < 27);
    g_assert_true(find_number(table, "median")->share.p.hi > 27);
    for (unsigned i = 0; i < 80; i++) {
        const double w = i < 40 ? 0.5 : 1.5, distance = 1 + i / 2 - 25.5;

        squares += w * w * distance * distance;
        spread += w * distance * distance;
    }
    svy_check_digits(find_number(table, "mean")->share.p.se, sqrt(80.0 / 79 * squares) / 80, 12);
    /* The variance over spread / 80 * 80 / 79 / 80 */
    svy_check_digits(find_number(table, "deff")->share.p.value, squares / spread, 12);
    /* 20 to 24: two people of 0.5 and eight of 1.5 */
    g_assert_cmpstr(svy_table_get_cell(bins, 4, 0)->text, ==, "20 to 24");
    svy_check_digits(svy_table_get_cell(bins, 4, 1)->share.p.value, 13.0 / 80, 12);
    svy_check_digits(svy_table_get_cell(bins, 4, 1)->share.plain.value, 10.0 / 80, 12);
    g_assert_cmpstr(find_number(dates, "median")->text, ==, "2014-07-15");
    g_assert_cmpstr(find_number(dates, "plain-median")->text, ==, "2014-05-15");
    /* By group as intervals of 15% at least, by a rank test. */
    g_assert_cmpuint(groups->n_rows, ==, 4);
    g_assert_cmpstr(svy_table_get_cell(groups, 0, 0)->text, ==, "0 to 9");
    g_assert_cmpstr(groups->test.method, ==, "Design-based Wilcoxon test of ranks, t");
    svy_check_digits(groups->test.df, 78, 14);
}

/* --- Forgotten ------------------------------------------------------------------------------ */

static bool has_finding(const SvyResult *result, const char *code)
{
    for (size_t i = 0; i < svy_findings_get_n(result->findings); i++) {
        if (strcmp(svy_findings_get(result->findings, i)->code, code) == 0)
            return true;
    }
    return false;
}

static void test_not_used(void)
{
    g_auto(Survey) survey = {NULL};
    g_auto(Survey) other = {NULL};
    g_autofree char *csv = make_lines(10, 0.77);
    g_autoptr(SvyResult) without = survey_analyse(&survey, csv, NULL, NULL);
    g_autoptr(SvyResult) with = survey_analyse(&other, csv, NULL, COLUMN_PLAN);

    g_assert_true(has_finding(without, "weights-not-used"));
    g_assert_false(has_finding(with, "weights-not-used"));
}

static void check_margins_refused(const SvyMargin rows[], size_t n, const char *words)
{
    g_auto(Survey) survey = {NULL};
    g_autoptr(SvyMargins) margins = make_margins(n, rows);
    g_autoptr(SvyResult) result = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_false(analyse_margins(&survey, margins, &result, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    g_test_message("%s", error->message);
    g_assert_nonnull(strstr(error->message, words));
}

static void test_margins_refused(void)
{
    const SvyMargin unknown[] = {{.question = (char *)"q9", .answer = (char *)"Staff", .value = 1}};
    const SvyMargin misspelt[] = {{.question = (char *)"q1", .answer = (char *)"Staf", .value = 1}};
    const SvyMargin without[] = {{.question = (char *)"q1", .answer = (char *)"Staff", .value = 1}};
    const SvyMargin nobody[] = {
        {.question = (char *)"q1", .answer = (char *)"Staff", .value = 1},
        {.question = (char *)"q1", .answer = (char *)"Student", .value = 0}};

    check_margins_refused(unknown, 1, "margins.csv:2: error: no such question");
    check_margins_refused(misspelt, 1, "Did you mean \"Staff\"?");
    check_margins_refused(without, 1, "“Student” of 30 people has no target");
    check_margins_refused(nobody, 2, "Student");
}

/* --- Refused columns ------------------------------------------------------------------------ */

static void check_column_refused(const char *csv, const char *plan, const char *words)
{
    const SvyAnalysisOptions options = {.with_questions = true};
    g_auto(Survey) survey = {NULL};
    g_autoptr(SvyResult) result = NULL;
    g_autoptr(GError) error = NULL;

    survey_must_read(&survey, csv, NULL, plan);
    g_assert_false(svy_analysis_run(survey.dataset, survey.plan, &options, &result, &error));
    g_test_message("%s", error->message);
    g_assert_nonnull(strstr(error->message, words));
}

static void test_column_refused(void)
{
    check_column_refused("a,b,weight\nx,y,1\nx,z,\nv,y,2\n", COLUMN_PLAN,
                         ":3:3: error: the weight is missing");
    check_column_refused("a,b,weight\nx,y,1\nx,z,-1\nv,y,2\n", COLUMN_PLAN,
                         ":3:3: error: the weight is negative");
    check_column_refused("a,b,weight\nx,y,0\nx,z,0\nv,y,0\n", COLUMN_PLAN, "all weights are 0");
    check_column_refused("a,b,weight\nx,y,1\nx,z,1\nv,y,2\n", "[weights]\ncolumn = wt\n",
                         "there is no such column of weights");
}

/* --- The roster ----------------------------------------------------------------------------- */

static void test_roster(void)
{
    const SvyMargin rows[] = {
        {.question = (char *)"q1", .answer = (char *)"Staff", .value = 300, .invited = 100},
        {.question = (char *)"q1", .answer = (char *)"Student", .value = 100, .invited = 50}};
    g_auto(Survey) survey = {NULL};
    g_autoptr(SvyMargins) roster = make_margins(2, rows);
    g_autoptr(SvyResult) result = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *csv = make_lines(10, 1);
    const SvyAnalysisOptions options = {.with_questions = true, .roster = roster};

    roster->is_shares = false;
    survey_must_read(&survey, csv, NULL, NULL);
    g_assert_true(svy_analysis_run(survey.dataset, survey.plan, &options, &result, &error));

    const SvyTable *table = find_table(result, "response-q1");
    const size_t rate = svy_table_find_column(table, "rate");
    const size_t weight = svy_table_find_column(table, "weight");
    const size_t difference = svy_table_find_column(table, "difference");

    g_assert_false(result->has_weights);
    svy_check_digits(svy_table_get_cell(table, 0, rate)->share.p.value, 0.4, 13); /* 60 of 150 */
    svy_check_digits(svy_table_get_cell(table, 1, rate)->share.p.value, 0.3, 13); /* 30 of 100 */
    svy_check_digits(svy_table_get_cell(table, 1, difference)->share.p.value, -0.25, 13);
    svy_check_digits(svy_table_get_cell(table, 1, weight)->share.p.value, 1.5, 13);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/analysis/weights/frequencies", test_frequencies);
    g_test_add_func("/analysis/weights/segments", test_segments);
    g_test_add_func("/analysis/weights/unit", test_unit_of_weights);
    g_test_add_func("/analysis/weights/equal", test_equal_weights);
    g_test_add_func("/analysis/weights/gap", test_gap);
    g_test_add_func("/analysis/weights/raked", test_raked);
    g_test_add_func("/analysis/weights/drivers", test_drivers);
    g_test_add_func("/analysis/weights/numbers", test_numbers);
    g_test_add_func("/analysis/weights/not-used", test_not_used);
    g_test_add_func("/analysis/weights/margins-refused", test_margins_refused);
    g_test_add_func("/analysis/weights/column-refused", test_column_refused);
    g_test_add_func("/analysis/weights/roster", test_roster);
    return g_test_run();
}
