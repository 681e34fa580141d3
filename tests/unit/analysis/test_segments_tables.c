/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables by group: hand-computed counts, tests by type, what is withheld, words. */
#include <math.h>

#include "analyse-survey.h"
#include "check.h"
#include "result/result-table.h"

#define PLAN_OF(sampling)                                                                          \
    "[survey]\nsampling = " sampling "\n[segments]\nquestions = What is your role?\n"

/* Lines "role,answer" with how often they come. */
typedef struct {
    const char *line;
    size_t n;
} Lines;

static char *repeat_lines(const char *header, size_t n, const Lines lines[])
{
    GString *csv = g_string_new(header);

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < lines[i].n; k++)
            g_string_append_printf(csv, "%s\n", lines[i].line);
    }
    return g_string_free(csv, FALSE);
}

static const SvyTable *find_table(const SvyResult *result, const char *id)
{
    for (size_t i = 0; i < result->n_tables; i++) {
        if (strcmp(result->tables[i].id, id) == 0)
            return &result->tables[i];
    }
    g_test_message("no table %s", id);
    g_assert_not_reached();
}

static size_t find_row(const SvyTable *table, const char *label)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        if (strcmp(svy_table_get_cell(table, row, 0)->text, label) == 0)
            return row;
    }
    g_test_message("no row %s in %s", label, table->id);
    g_assert_not_reached();
}

static const SvyCell *find_cell(const SvyTable *table, const char *label, const char *heading)
{
    for (size_t column = 0; column < table->n_columns; column++) {
        if (strcmp(table->columns[column].heading, heading) == 0)
            return svy_table_get_cell(table, find_row(table, label), column);
    }
    g_test_message("no column %s in %s", heading, table->id);
    g_assert_not_reached();
}

static void check_cell(const SvyTable *table,
                       const char *label,
                       const char *heading,
                       size_t n,
                       size_t base)
{
    const SvyCell *cell = find_cell(table, label, heading);

    g_assert_cmpint(cell->status, ==, SVY_STATUS_OK);
    g_assert_cmpuint(cell->share.n, ==, n);
    g_assert_cmpuint(cell->share.base, ==, base);
}

static SvyResult *analyse(Survey *survey, const char *csv, const char *plan, size_t min_cell)
{
    const SvyAnalysisOptions options = {.with_questions = true, .min_cell = min_cell};
    SvyResult *result = NULL;
    GError *error = NULL;

    survey_must_read(survey, csv, NULL, plan);
    svy_analysis_run(survey->dataset, survey->plan, &options, &result, &error);
    g_assert_no_error(error);
    return result;
}

/* --- One answer each ------------------------------------------------------------------------ */

static const Lines two_by_two[] = {{"Librarian,Tea", 30},
                                   {"Librarian,Coffee", 10},
                                   {"Staff,Tea", 15},
                                   {"Staff,Coffee", 25}};

/* Pearson by hand: 80 (30*25 - 10*15)^2 / (40*40*45*35) = 11.428571. */
static void test_by_hand(void)
{
    g_auto(Survey) survey = {NULL};
    g_autofree char *csv = repeat_lines("What is your role?,What do you drink at work?\n",
                                        G_N_ELEMENTS(two_by_two), two_by_two);
    g_autoptr(SvyResult) result = analyse(&survey, csv, PLAN_OF("open-link"), 0);
    const SvyTable *table = find_table(result, "segments-q2-by-q1");

    check_cell(table, "Tea", "All", 45, 80);
    check_cell(table, "Tea", "Librarian", 30, 40);
    check_cell(table, "Tea", "Staff", 15, 40);
    g_assert_cmpstr(find_cell(table, "Tea", "Librarian")->letters, ==, "B");
    g_assert_null(find_cell(table, "Tea", "Staff")->letters);
    svy_check_near(find_cell(table, "Tea", "Librarian")->residual, sqrt(80.0 / 7), 1e-12);
    g_assert_true(table->has_test);
    g_assert_cmpstr(table->test.method, ==, "Pearson chi-square");
    svy_check_near(table->test.statistic, 80.0 / 7, 1e-12);
    svy_check_near(table->test.min_expected, 17.5, 1e-12);
    /* Bergsma: phi2 = 1/7 - 1/79, r' = c' = 2 - 1/79. */
    svy_check_near(table->test.effect.value, sqrt((1.0 / 7 - 1.0 / 79) / (78.0 / 79)), 1e-12);
    g_assert_cmpuint(table->test.n_family, ==, 1);
    g_assert_nonnull(strstr(table->finding, "In this sample, “"));
    g_assert_nonnull(strstr(table->finding, "(30 of 40)"));
    g_assert_null(strstr(table->finding, "significant"));
}

/* Staff disagree more, which stands further down the table. */
static void test_direction_of_two_groups(void)
{
    static const Lines lines[] = {
        {"Librarian,Strongly agree", 20}, {"Librarian,Agree", 40}, {"Librarian,Disagree", 20},
        {"Staff,Strongly agree", 20},     {"Staff,Agree", 20},     {"Staff,Disagree", 20},
        {"Staff,Strongly disagree", 20}};
    g_auto(Survey) survey = {NULL};
    g_autofree char *csv = repeat_lines("What is your role?,The library is a good place to work\n",
                                        G_N_ELEMENTS(lines), lines);
    g_autoptr(SvyResult) result = analyse(&survey, csv, PLAN_OF("open-link"), 0);
    const SvyTest *test = &find_table(result, "segments-q2-by-q1")->test;

    g_assert_true(g_str_has_prefix(test->method, "Mann-Whitney"));
    g_assert_nonnull(strstr(test->effect_name, "further down the table"));
    svy_check_near(test->effect.value, (3200.0 - 1600.0) / 6400, 1e-12);
    g_assert_cmpfloat(test->statistic, >, 0);
}

/* Nothing goes with anything: an interval has to hold the value that it is printed with. */
static void test_strength_within_limits(void)
{
    static const Lines lines[] = {{"Librarian,Tea", 20},   {"Librarian,Coffee", 20},
                                  {"Librarian,Water", 20}, {"Staff,Tea", 21},
                                  {"Staff,Coffee", 19},    {"Staff,Water", 20}};
    g_auto(Survey) survey = {NULL};
    g_autofree char *csv =
        repeat_lines("What is your role?,What do you drink at work?\n", G_N_ELEMENTS(lines), lines);
    g_autoptr(SvyResult) result = analyse(&survey, csv, PLAN_OF("open-link"), 0);
    const SvyEstimate *v = &find_table(result, "segments-q2-by-q1")->test.effect;

    g_assert_cmpfloat(v->lo, <=, v->value);
    g_assert_cmpfloat(v->value, <=, v->hi);
}

static void test_probability_sample(void)
{
    g_auto(Survey) survey = {NULL};
    g_autofree char *csv = repeat_lines("What is your role?,What do you drink at work?\n",
                                        G_N_ELEMENTS(two_by_two), two_by_two);
    g_autoptr(SvyResult) result = analyse(&survey, csv, PLAN_OF("probability"), 0);

    g_assert_null(strstr(find_table(result, "segments-q2-by-q1")->finding, "In this sample"));
}

static void test_alike(void)
{
    static const Lines lines[] = {
        {"Librarian,Tea", 20}, {"Librarian,Coffee", 20}, {"Staff,Tea", 21}, {"Staff,Coffee", 19}};
    g_auto(Survey) survey = {NULL};
    g_autofree char *csv =
        repeat_lines("What is your role?,What do you drink at work?\n", G_N_ELEMENTS(lines), lines);
    g_autoptr(SvyResult) result = analyse(&survey, csv, PLAN_OF("open-link"), 0);
    const SvyTable *table = find_table(result, "segments-q2-by-q1");

    g_assert_nonnull(strstr(table->finding, "cannot be told apart"));
    g_assert_null(find_cell(table, "Tea", "Staff")->letters);
}

/* --- Withheld ------------------------------------------------------------------------------- */

static const Lines with_few[] = {
    {"Librarian,Tea", 30}, {"Librarian,Coffee", 20}, {"Librarian,Water", 12},
    {"Staff,Tea", 15},     {"Staff,Coffee", 2},      {"Staff,Water", 9},
    {"Student,Tea", 18},   {"Student,Coffee", 25},   {"Student,Water", 16}};

static size_t count_withheld(const SvyTable *table)
{
    size_t n = 0;

    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        if (table->cells[i].status != SVY_STATUS_WITHHELD)
            continue;
        n++;
        g_assert_cmpuint(table->cells[i].share.n, ==, 0);
        g_assert_true(isnan(table->cells[i].share.p.value));
        g_assert_true(isnan(table->cells[i].residual));
        g_assert_null(table->cells[i].letters);
    }
    return n;
}

/* The 2 and three others around it; the totals stay. What is tested is what is told. */
static void test_withheld(void)
{
    g_auto(Survey) survey = {NULL};
    g_autofree char *csv = repeat_lines("What is your role?,What do you drink at work?\n",
                                        G_N_ELEMENTS(with_few), with_few);
    g_autoptr(SvyResult) result = analyse(&survey, csv, PLAN_OF("open-link"), 0);
    const SvyTable *table = find_table(result, "segments-q2-by-q1");

    g_assert_cmpint(find_cell(table, "Coffee", "Staff")->status, ==, SVY_STATUS_WITHHELD);
    g_assert_cmpuint(count_withheld(table), ==, 4);
    check_cell(table, "Coffee", "All", 47, 147);
    g_assert_nonnull(strstr(table->test.method, "taken together"));
    g_assert_nonnull(strstr(table->notes[1], "Withheld"));
    g_assert_cmpuint(result->min_cell, ==, 5);
}

static void test_shown_on_demand(void)
{
    g_auto(Survey) survey = {NULL};
    g_autofree char *csv = repeat_lines("What is your role?,What do you drink at work?\n",
                                        G_N_ELEMENTS(with_few), with_few);
    g_autoptr(SvyResult) result = analyse(&survey, csv, PLAN_OF("open-link"), 1);
    const SvyTable *table = find_table(result, "segments-q2-by-q1");

    check_cell(table, "Coffee", "Staff", 2, 26);
    g_assert_cmpuint(count_withheld(table), ==, 0);
    g_assert_cmpstr(table->test.method, ==, "Pearson chi-square");
    g_assert_nonnull(strstr(table->notes[1], "Small numbers are shown"));
}

static void test_min_cell_of_plan(void)
{
    g_auto(Survey) survey = {NULL};
    g_autofree char *csv = repeat_lines("What is your role?,What do you drink at work?\n",
                                        G_N_ELEMENTS(with_few), with_few);
    g_autoptr(SvyResult) result =
        analyse(&survey, csv, PLAN_OF("open-link") "[report]\nmin_cell = 2\n", 0);

    g_assert_cmpuint(result->min_cell, ==, 2);
    check_cell(find_table(result, "segments-q2-by-q1"), "Coffee", "Staff", 2, 26);
}

/* Groups of 6 and 7 become one of 13; nobody can be told of alone. */
static void test_small_groups_together(void)
{
    static const Lines lines[] = {{"Librarian,Tea", 30}, {"Librarian,Coffee", 20},
                                  {"Staff,Tea", 18},     {"Staff,Coffee", 14},
                                  {"Student,Tea", 6},    {"Trustee,Coffee", 7}};
    g_auto(Survey) survey = {NULL};
    g_autofree char *csv =
        repeat_lines("What is your role?,What do you drink at work?\n", G_N_ELEMENTS(lines), lines);
    g_autoptr(SvyResult) result = analyse(&survey, csv, PLAN_OF("open-link"), 0);
    const SvyTable *table = find_table(result, "segments-q2-by-q1");

    g_assert_cmpuint(table->n_columns, ==, 5);
    g_assert_cmpstr(table->columns[4].heading, ==, "Other (Trustee, Student)");
    g_assert_cmpuint(table->columns[4].base, ==, 13);
    g_assert_cmpstr(table->notes[1], ==,
                    "Groups of fewer than 20 people were put together: “Other (Trustee, Student)” "
                    "is “Trustee”, “Student”.");
}

/* --- The sample ----------------------------------------------------------------------------- */

static void check_gap_row(const SvyTable *table,
                          const char *group,
                          size_t n_use,
                          size_t n_follow,
                          size_t base)
{
    const size_t row = find_row(table, group);

    g_assert_cmpuint(svy_table_get_cell(table, row, 2)->share.n, ==, n_use);
    g_assert_cmpuint(svy_table_get_cell(table, row, 3)->share.n, ==, n_follow);
    g_assert_cmpuint(svy_table_get_cell(table, row, 3)->share.base, ==, base);
    g_assert_cmpuint(svy_table_get_cell(table, row, 6)->share.base, ==, n_use);
}

/* The counts from which the sample was made, and chi-square(2) = 38.38, p = 4.6e-9. */
/* The words of the row come first: those of the question are the same in all its tables. */
static void check_title_of_row(const SvyResult *result)
{
    const SvyTable *table = find_table(result, "segments-q20.5-by-q13");

    g_assert_true(g_str_has_prefix(table->title, "q20.5. Social media make it easier to take part "
                                                 "without travelling (How far do you agree"));
}

static void test_sample_gap(void)
{
    g_auto(Survey) survey = {NULL};
    const SvyAnalysisOptions options = {.with_questions = true};
    g_autoptr(SvyResult) result = NULL;
    GError *error = NULL;
    const SvyTable *table;

    survey.path = g_build_filename(g_getenv("SVY_DATA_DIR"), "alcts-2014.csv", NULL);
    survey_read_with(&survey, NULL);
    g_assert_no_error(survey.error);
    svy_analysis_run(survey.dataset, survey.plan, &options, &result, &error);
    g_assert_no_error(error);
    check_title_of_row(result);
    table = find_table(result, "gap-q15-q17-by-q10");
    check_gap_row(table, "All", 778, 189, 850);
    check_gap_row(table, "Member", 331, 118, 365);
    check_gap_row(table, "Not a member, but working in the profession", 294, 44, 325);
    check_gap_row(table, "MLIS student", 153, 27, 160);
    svy_check_near(table->test.statistic, 38.38, 0.01);
    svy_check_near(table->test.p_value, 4.6e-9, 1e-10);
    g_assert_nonnull(strstr(table->finding, "narrower"));
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/analysis/segments/by-hand", test_by_hand);
    g_test_add_func("/analysis/segments/direction-of-two-groups", test_direction_of_two_groups);
    g_test_add_func("/analysis/segments/strength-within-limits", test_strength_within_limits);
    g_test_add_func("/analysis/segments/probability-sample", test_probability_sample);
    g_test_add_func("/analysis/segments/alike", test_alike);
    g_test_add_func("/analysis/segments/withheld", test_withheld);
    g_test_add_func("/analysis/segments/shown-on-demand", test_shown_on_demand);
    g_test_add_func("/analysis/segments/min-cell-of-plan", test_min_cell_of_plan);
    g_test_add_func("/analysis/segments/small-groups-together", test_small_groups_together);
    g_test_add_func("/analysis/segments/sample-gap", test_sample_gap);
    return g_test_run();
}
