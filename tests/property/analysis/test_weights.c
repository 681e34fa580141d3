/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every table of a weighted run: nothing depends on the unit of the weights or on the order of the
 * people, and equal weights change no estimate. */
#include <math.h>

#include "analyse-survey.h"
#include "check.h"
#include "result/result-table.h"

#define N_PEOPLE 240u
#define COLUMN                                                                                     \
    "[weights]\ncolumn = weight\n[segments]\nquestions = q1\n[drivers]\noutcome = q2: Yes\n"       \
    "predictors = q1, q3\n[scales]\nmeans = q3\n"
#define TARGETS                                                                                    \
    "name,question,answer,target,direction,n\nFirst,q2,Yes,45%,at least,\nSecond,q2,Yes,52%,,\n"   \
    "Outside,q2,No,30%,,400\nOf staff,q3,Often,40%,at most,\n"

typedef struct {
    const char *role, *often;
    bool is_yes;
    unsigned ticks, years, month;
    double w;
} Person;

static void make_people(GRand *random, Person people[])
{
    static const char *const roles[] = {"Staff", "Student", "Retired"};
    static const char *const often[] = {"Never", "Rarely", "Sometimes", "Often", "Always"};

    for (size_t i = 0; i < N_PEOPLE; i++) {
        const unsigned role = (unsigned)g_rand_int_range(random, 0, 3);

        people[i] = (Person){.role = roles[role],
                             .often = often[g_rand_int_range(random, 0, 5)],
                             .is_yes = g_rand_int_range(random, 0, 10) < 4 + (gint32)role,
                             .ticks = (unsigned)g_rand_int_range(random, 0, 16),
                             .years = (unsigned)g_rand_int_range(random, 0, 60),
                             .month = (unsigned)g_rand_int_range(random, 1, 13),
                             .w = g_rand_int_range(random, 1, 40) / 8.0};
    }
}

static void add_ticks(GString *csv, unsigned ticks)
{
    for (unsigned i = 0; i < 4; i++)
        g_string_append(csv, (ticks >> i & 1) != 0 ? ",x" : ",");
}

/* The order is turned by @shift; weights are times @unit, or all @unit with @are_equal. */
static char *write_survey(const Person people[], size_t shift, double unit, bool are_equal)
{
    GString *csv = g_string_new("What is your role?,Do you like it?,How often do you come?,"
                                "Which do you use? [Tea],Which do you use? [Coffee],"
                                "Which do you use? [Water],Which do you use? [Milk],"
                                "How many years have you worked?,When did you join?,weight\n");

    for (size_t k = 0; k < N_PEOPLE; k++) {
        const Person *person = &people[(k + shift) % N_PEOPLE];
        char w[G_ASCII_DTOSTR_BUF_SIZE];

        g_ascii_formatd(w, sizeof w, "%.12g", are_equal ? unit : person->w * unit);
        g_string_append_printf(csv, "%s,%s,%s", person->role, person->is_yes ? "Yes" : "No",
                               person->often);
        add_ticks(csv, person->ticks);
        g_string_append_printf(csv, ",%u,2014-%02u-%02u,%s\n", person->years, person->month,
                               1 + person->years % 28, w);
    }
    return g_string_free(csv, FALSE);
}

/* @margins: (nullable) in place of the weights of the plan. */
static SvyResult *analyse(Survey *survey,
                          const char *csv,
                          const char *plan,
                          const SvyMargins *margins)
{
    const SvyAnalysisOptions options = {.with_questions = true, .min_cell = 1, .margins = margins};
    SvyResult *result = NULL;
    g_autoptr(GError) error = NULL;

    survey->path = survey_write(survey, "survey.csv", csv, -1);
    g_free(survey_write(survey, "survey-plan.ini", plan, -1));
    g_free(survey_write(survey, "survey-targets.csv", TARGETS, -1));
    svy_ingest_read(survey->path, NULL, &survey->dataset, &survey->plan, &error);
    g_assert_no_error(error);
    svy_analysis_run(survey->dataset, survey->plan, &options, &result, &error);
    g_assert_no_error(error);
    return result;
}

/* --- Comparing ------------------------------------------------------------------------------ */

static void check_estimate(const char *where, const SvyEstimate *a, const SvyEstimate *b)
{
    const double pairs[][2] = {{a->value, b->value}, {a->lo, b->lo}, {a->hi, b->hi}};

    g_assert_cmpint(a->status, ==, b->status);
    for (size_t i = 0; a->status == SVY_STATUS_OK && i < G_N_ELEMENTS(pairs); i++) {
        if (isnan(pairs[i][0]) && isnan(pairs[i][1]))
            continue;
        if (!(fabs(pairs[i][0] - pairs[i][1]) <= 1e-9 * fmax(1, fabs(pairs[i][0])))) {
            g_test_message("%s: %.17g and %.17g", where, pairs[i][0], pairs[i][1]);
            g_test_fail();
        }
    }
}

static void check_cells(const SvyTable *table, const SvyCell *a, const SvyCell *b)
{
    g_assert_cmpint(a->kind, ==, b->kind);
    g_assert_cmpint(a->status, ==, b->status);
    g_assert_cmpuint(a->n, ==, b->n);
    g_assert_cmpstr(a->text, ==, b->text);
    g_assert_cmpstr(a->letters, ==, b->letters);
    if (a->kind == SVY_CELL_SHARE || a->kind == SVY_CELL_POINTS || a->kind == SVY_CELL_ESTIMATE ||
        a->kind == SVY_CELL_P_VALUE)
        check_estimate(table->id, &a->share.p, &b->share.p);
}

static void check_tables(const SvyResult *a, const SvyResult *b)
{
    g_assert_cmpuint(a->n_tables, ==, b->n_tables);
    for (size_t t = 0; t < a->n_tables; t++) {
        const SvyTable *one = &a->tables[t], *other = &b->tables[t];

        g_assert_cmpstr(one->id, ==, other->id);
        g_assert_cmpuint(one->n_rows, ==, other->n_rows);
        g_assert_cmpuint(one->n_columns, ==, other->n_columns);
        g_assert_cmpstr(one->finding, ==, other->finding);
        if (one->has_test && one->test.status == SVY_STATUS_OK)
            svy_check_near(one->test.p_value, other->test.p_value, 1e-9);
        for (size_t row = 0; row < one->n_rows; row++) {
            for (size_t column = 0; column < one->n_columns; column++)
                check_cells(one, svy_table_get_cell(one, row, column),
                            svy_table_get_cell(other, row, column));
        }
    }
}

static const SvyTable *find_table(const SvyResult *result, const char *id)
{
    for (size_t i = 0; i < result->n_tables; i++) {
        if (strcmp(result->tables[i].id, id) == 0)
            return &result->tables[i];
    }
    g_error("no table %s", id);
}

/* Every kind of table that knows of weights is there, or the test tests nothing. */
static void check_all_kinds(const SvyResult *result)
{
    static const char *const ids[] = {"numbers",           "bins-q5",  "dates",       "bins-q6",
                                      "drivers-q2",        "targets",  "coverage-q4", "overlap-q4",
                                      "segments-q3-by-q1", "scale-q3", "weights"};

    g_assert_true(result->has_weights);
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++)
        g_assert_cmpuint(find_table(result, ids[i])->n_rows, >, 0);
}

static void test_unit(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(20140318);

    for (size_t round = 0; round < 4; round++) {
        Person people[N_PEOPLE];
        g_auto(Survey) survey = {0};
        g_auto(Survey) other = {0};

        make_people(random, people);

        g_autofree char *csv = write_survey(people, 0, 1, false);
        g_autofree char *scaled = write_survey(people, round * 17, 1e4 / 7, false);
        g_autoptr(SvyResult) result = analyse(&survey, csv, COLUMN, NULL);
        g_autoptr(SvyResult) same = analyse(&other, scaled, COLUMN, NULL);

        check_all_kinds(result);
        check_tables(result, same);
    }
}

static SvyMargins *make_margins(double unit)
{
    static const SvyMargin wanted[] = {
        {.question = (char *)"q1", .answer = (char *)"Staff", .value = 50},
        {.question = (char *)"q1", .answer = (char *)"Student", .value = 20},
        {.question = (char *)"q1", .answer = (char *)"Retired", .value = 30},
        {.question = (char *)"q2", .answer = (char *)"Yes", .value = 45},
        {.question = (char *)"q2", .answer = (char *)"No", .value = 55}};
    SvyMargins *margins = g_new0(SvyMargins, 1);

    margins->file = g_strdup("margins.csv");
    margins->n = G_N_ELEMENTS(wanted);
    margins->margins = g_new0(SvyMargin, margins->n);
    for (size_t i = 0; i < margins->n; i++)
        margins->margins[i] = (SvyMargin){.question = g_strdup(wanted[i].question),
                                          .answer = g_strdup(wanted[i].answer),
                                          .value = wanted[i].value * unit,
                                          .line = i + 2};
    return margins;
}

/* The targets are numbers of people in any unit; what they fix has no interval. */
static void test_raked(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(20140320);
    g_autoptr(SvyMargins) margins = make_margins(1);

    for (size_t round = 0; round < 3; round++) {
        Person people[N_PEOPLE];
        g_auto(Survey) survey = {0};
        g_auto(Survey) other = {0};
        g_autoptr(SvyMargins) scaled = make_margins(37.25);

        make_people(random, people);

        g_autofree char *csv = write_survey(people, 0, 1, false);
        g_autofree char *turned = write_survey(people, 5 + round * 29, 1, false);
        g_autoptr(SvyResult) result = analyse(&survey, csv, COLUMN, margins);
        g_autoptr(SvyResult) same = analyse(&other, turned, COLUMN, scaled);

        check_all_kinds(result);
        check_tables(result, same);

        const SvyOptionResult *yes = &find_question_result(result, "q2")->options[0];

        svy_check_digits(yes->p.lo, yes->p.value, 12);
        svy_check_digits(yes->p.hi, yes->p.value, 12);
    }
}

/* Means, shares and effects; intervals differ by t and n - 1. */
static void test_equal(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(20140319);
    Person people[N_PEOPLE];
    g_auto(Survey) survey = {0};

    make_people(random, people);

    g_autofree char *csv = write_survey(people, 0, 3, true);
    g_autoptr(SvyResult) result = analyse(&survey, csv, COLUMN, NULL);
    const SvyTable *numbers = find_table(result, "numbers"),
                   *drivers = find_table(result, "drivers-q2");
    const size_t mean = svy_table_find_column(numbers, "mean");
    const size_t plain = svy_table_find_column(numbers, "plain-mean");
    const size_t median = svy_table_find_column(numbers, "median");
    const size_t plain_median = svy_table_find_column(numbers, "plain-median");
    const size_t deff = svy_table_find_column(numbers, "deff");
    const size_t effect = svy_table_find_column(drivers, "effect");
    const size_t plain_effect = svy_table_find_column(drivers, "plain-effect");

    svy_check_digits(svy_table_get_cell(numbers, 0, mean)->share.p.value,
                     svy_table_get_cell(numbers, 0, plain)->share.p.value, 12);
    svy_check_digits(svy_table_get_cell(numbers, 0, mean)->share.p.lo,
                     svy_table_get_cell(numbers, 0, plain)->share.p.lo, 11);
    svy_check_digits(svy_table_get_cell(numbers, 0, median)->share.p.value,
                     svy_table_get_cell(numbers, 0, plain_median)->share.p.value, 12);
    svy_check_digits(svy_table_get_cell(numbers, 0, deff)->share.p.value, 1, 11);
    for (size_t row = 0; row < drivers->n_rows; row++)
        svy_check_digits(svy_table_get_cell(drivers, row, effect)->share.p.value,
                         svy_table_get_cell(drivers, row, plain_effect)->share.p.value, 9);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/property/weights/unit", test_unit);
    g_test_add_func("/property/weights/raked", test_raked);
    g_test_add_func("/property/weights/equal", test_equal);
    return g_test_run();
}
