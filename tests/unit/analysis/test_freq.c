/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyse-survey.h"
#include "base/findings.h"
#include "check.h"

/* Counts of a generated survey against a loop over the drawn answers. */
static void test_single(void)
{
    static const char *const roles[] = {"", "Librarian", "Student", "Teacher"};
    g_autoptr(GRand) random = g_rand_new_with_seed(4);
    g_autoptr(GString) csv = g_string_new("Role,Comment\n");
    size_t counts[4] = {0};
    g_auto(Survey) survey = {0};

    for (size_t i = 0; i < 400; i++) {
        const int role = g_rand_int_range(random, 0, 4);

        counts[role]++;
        g_string_append_printf(csv, "%s,text number %zu of many\n", roles[role], i);
    }

    g_autoptr(SvyResult) result = survey_analyse(&survey, csv->str, NULL, NULL);
    const SvyQuestionResult *question = find_question_result(result, "q1");
    const size_t n_answered = 400 - counts[0];

    g_assert_cmpuint(result->n_respondents, ==, 400);
    g_assert_cmpint(question->type, ==, SVY_QUESTION_SINGLE);
    g_assert_cmpuint(question->n_asked, ==, 400);
    g_assert_cmpuint(question->n_answered, ==, n_answered);
    g_assert_cmpuint(question->n_options, ==, 3);
    for (size_t i = 0; i < 3; i++) {
        for (size_t r = 1; r < 4; r++)
            if (strcmp(question->options[i].label, roles[r]) == 0)
                g_assert_cmpuint(question->options[i].n, ==, counts[r]);
        svy_check_near(question->options[i].p.value,
                       (double)question->options[i].n / (double)n_answered, 1e-12);
        if (i > 0)
            g_assert_cmpuint(question->options[i - 1].n, >=, question->options[i].n);
    }
    g_assert_cmpint(find_question_result(result, "q2")->type, ==, SVY_QUESTION_TEXT);
    g_assert_cmpuint(find_question_result(result, "q2")->n_options, ==, 0);
}

static void test_multi(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(5);
    g_autoptr(GString) csv = g_string_new("Which? [A],Which? [B],Which? [C],Row\n");
    size_t counts[3] = {0}, n_any = 0;
    g_auto(Survey) survey = {0};

    for (size_t i = 0; i < 301; i++) {
        bool has_any = false;

        for (size_t c = 0; c < 3; c++) {
            const bool is_ticked = g_rand_int_range(random, 0, 4) == 0;

            g_string_append(csv, is_ticked ? "x," : ",");
            counts[c] += is_ticked;
            has_any |= is_ticked;
        }
        n_any += has_any;
        g_string_append(csv, i % 2 == 0 ? "even\n" : "odd\n");
    }

    g_autoptr(SvyResult) result = survey_analyse(&survey, csv->str, NULL, NULL);
    const SvyQuestionResult *question = find_question_result(result, "q1");

    g_assert_cmpint(question->type, ==, SVY_QUESTION_MULTI);
    g_assert_cmpuint(question->n_answered, ==, n_any);
    g_assert_cmpuint(question->n_columns, ==, 3);
    for (size_t c = 0; c < 3; c++) {
        g_assert_cmpuint(question->options[c].n, ==, counts[c]);
        svy_check_near(question->options[c].p.value, (double)counts[c] / (double)n_any, 1e-12);
    }
}

/* Each row of a grid has its own base; the totals have none. */
static void test_grid(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result = survey_analyse(&survey,
                                                 "Rate it [Price],Rate it [Speed]\n"
                                                 "Good,Poor\nGood,\nPoor,Poor\n,\nFair,Good\n"
                                                 ",Fair\n",
                                                 NULL, NULL);
    const SvyQuestionResult *question = find_question_result(result, "q1");
    static const size_t price[] = {2, 1, 1}, speed[] = {1, 1, 2};

    g_assert_cmpint(question->type, ==, SVY_QUESTION_GRID);
    g_assert_cmpuint(result->n_respondents, ==, 5); /* a row of blanks is nobody */
    g_assert_cmpuint(question->n_answered, ==, 5);
    g_assert_cmpuint(question->n_rows, ==, 2);
    g_assert_cmpuint(question->n_options, ==, 3);
    g_assert_cmpuint(question->rows[0].n_answered, ==, 4);
    g_assert_cmpuint(question->rows[1].n_answered, ==, 4);
    for (size_t i = 0; i < 3; i++) {
        g_assert_cmpuint(question->rows[0].options[i].n, ==, price[i]);
        g_assert_cmpuint(question->rows[1].options[i].n, ==, speed[i]);
        g_assert_cmpuint(question->options[i].n, ==, price[i] + speed[i]);
        g_assert_cmpint(question->options[i].p.status, ==, SVY_STATUS_UNDEFINED);
        svy_check_near(question->rows[0].options[i].p.value, (double)price[i] / 4, 1e-12);
    }
    g_assert_cmpstr(question->options[0].label, ==, "Good");
    g_assert_cmpstr(question->options[2].label, ==, "Poor");
    g_assert_true(question->is_ordered);
}

/* The middle of an even number of people lies between two of them. */
static void test_median(void)
{
    static const struct {
        const char *values, *min, *median, *max;
        size_t n;
    } cases[] = {
        {"100 20 35.5 40 50 60 12", "12", "40", "100", 7},
        {"100 20 35.5 40 50 61", "20", "45", "100", 6},
        {"-7 3.5 20 20 20 90", "-7", "20", "90", 6},
        {"1.5 2.5 4 15 . . .", "1.5", "3.25", "15", 4},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(Survey) survey = {0};
        g_auto(GStrv) values = g_strsplit(cases[i].values, " ", -1);
        g_autoptr(GString) csv = g_string_new("Amount,Group\n");

        for (size_t v = 0; values[v] != NULL; v++)
            g_string_append_printf(csv, "%s,a\n", strcmp(values[v], ".") == 0 ? "" : values[v]);

        g_autoptr(SvyResult) result = survey_analyse(&survey, csv->str, NULL, NULL);
        const SvyQuestionResult *question = find_question_result(result, "q1");

        g_assert_cmpint(question->type, ==, SVY_QUESTION_NUMERIC);
        g_assert_true(question->has_range);
        g_assert_cmpuint(question->n_answered, ==, cases[i].n);
        g_assert_cmpstr(question->min_text, ==, cases[i].min);
        g_assert_cmpstr(question->median_text, ==, cases[i].median);
        g_assert_cmpstr(question->max_text, ==, cases[i].max);
    }
}

/* More different numbers than a dictionary keeps: the same figures. */
static void test_many_numbers(void)
{
    g_autoptr(GString) csv = g_string_new("Amount,Group\n");
    g_auto(Survey) survey = {0};

    for (size_t i = 0; i < 12001; i++)
        g_string_append_printf(csv, "%zu,a\n", (i * 7919) % 12001 + 1000);

    g_autoptr(SvyResult) result = survey_analyse(&survey, csv->str, NULL, NULL);
    const SvyQuestionResult *question = find_question_result(result, "q1");

    g_assert_cmpint(question->type, ==, SVY_QUESTION_NUMERIC);
    g_assert_cmpuint(question->n_answered, ==, 12001);
    g_assert_cmpstr(question->min_text, ==, "1000");
    g_assert_cmpstr(question->median_text, ==, "7000");
    g_assert_cmpstr(question->max_text, ==, "13000");
}

/* What identifies people has no values in a result. */
static void test_personal(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result = survey_analyse(
        &survey, "Email Address,Role\na@b.org,x\na@b.org,y\nc@d.org,x\n", NULL, NULL);
    const SvyQuestionResult *question = find_question_result(result, "q1");

    g_assert_true(question->is_personal && question->is_meta);
    g_assert_cmpuint(question->n_options, ==, 0);
    g_assert_cmpuint(question->n_answered, ==, 3);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/analysis/freq/single", test_single);
    g_test_add_func("/analysis/freq/multi", test_multi);
    g_test_add_func("/analysis/freq/grid", test_grid);
    g_test_add_func("/analysis/freq/median", test_median);
    g_test_add_func("/analysis/freq/many-numbers", test_many_numbers);
    g_test_add_func("/analysis/freq/personal", test_personal);
    return g_test_run();
}
