/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyse-survey.h"
#include "analysis/variable.h"
#include "base/findings.h"
#include "check.h"
#include "core/select.h"

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

/* A ranking in one cell against the orders that were written. */
static void test_ranked_cell(void)
{
    static const char *const orders[] = {"x;y;z", "y;x;z", "z;y;x", "x;z;y", "x;y"};
    static const size_t n_people[] = {7, 5, 4, 6, 1};
    static const struct {
        const char *item;
        size_t n[3], n_answered;
    } expected[] = {{"x", {14, 5, 4}, 23}, {"y", {5, 12, 6}, 23}, {"z", {4, 6, 12}, 22}};
    g_autoptr(GString) csv = g_string_new("Order,Row\n");
    g_auto(Survey) survey = {0};

    for (size_t i = 0; i < G_N_ELEMENTS(orders); i++)
        for (size_t k = 0; k < n_people[i]; k++)
            g_string_append_printf(csv, "%s,%s\n", orders[i], k % 2 == 0 ? "even" : "odd");
    g_string_append(csv, ",odd\n");

    g_autoptr(SvyResult) result = survey_analyse(&survey, csv->str, NULL, NULL);
    const SvyQuestionResult *question = find_question_result(result, "q1");

    g_assert_cmpint(question->type, ==, SVY_QUESTION_RANK);
    g_assert_cmpuint(question->n_answered, ==, 23);
    g_assert_cmpuint(question->n_options, ==, 3);
    g_assert_cmpuint(question->n_rows, ==, 3);
    for (size_t r = 0; r < 3; r++) {
        const SvyRowResult *row = &question->rows[r];
        size_t i = 0;

        while (i < 3 && strcmp(expected[i].item, row->label) != 0)
            i++;
        g_assert_cmpuint(i, <, 3);
        g_assert_cmpuint(row->n_answered, ==, expected[i].n_answered);
        for (size_t p = 0; p < 3; p++) {
            g_assert_cmpuint(row->options[p].n, ==, expected[i].n[p]);
            svy_check_near(row->options[p].p.value,
                           (double)expected[i].n[p] / (double)expected[i].n_answered, 1e-12);
        }
    }
    for (size_t r = 0; r < 3; r++) {
        g_autoptr(SvyVariable) variable = NULL;
        GError *error = NULL;

        g_assert_true(
            svy_variable_new(survey.dataset, survey_find(&survey, "q1"), r, &variable, &error));
        g_assert_no_error(error);
        g_assert_cmpstr(variable->row_label, ==, question->rows[r].label);
        g_assert_cmpuint(svy_bitset_count(variable->base), ==, question->rows[r].n_answered);
        for (size_t p = 0; p < 3; p++)
            g_assert_cmpuint(svy_bitset_count(variable->answers[p].people), ==,
                             question->rows[r].options[p].n);
    }
}

#define ALL_FIELDS                                                                                 \
    "column,header,question,text,type,role,item,point,mark,base,use,levels,codes,apart,"           \
    "separator,missing,reason\n"

enum { N_PLACES = 25 };

/* "p25;p24;...;p1" */
static void append_backwards(GString *csv, const char *separator)
{
    for (size_t i = N_PLACES; i > 0; i--)
        g_string_append_printf(csv, "p%zu%s", i, i > 1 ? separator : "");
}

static void check_last_place(const Survey *survey, const char *id, size_t n_people)
{
    for (size_t row = 0; row < N_PLACES; row++) {
        g_autoptr(SvyVariable) variable = NULL;
        g_autoptr(GError) error = NULL;

        g_assert_true(
            svy_variable_new(survey->dataset, survey_find(survey, id), row, &variable, &error));
        g_assert_no_error(error);
        g_assert_cmpuint(variable->n_answers, ==, N_PLACES);
        g_assert_cmpstr(variable->answers[N_PLACES - 1].label, ==, "25");
        g_assert_cmpuint(svy_bitset_count(variable->answers[N_PLACES - 1].people), ==,
                         strcmp(variable->row_label, "p1") == 0 ? n_people : 0);
    }
}

/* Every place of a long ranking counts, in one cell and in a column for each place. */
static void test_many_places(void)
{
    g_autoptr(GString) csv = g_string_new("Order");
    g_autoptr(GString) book = g_string_new(ALL_FIELDS "1,Order,c,Order,rank,answer,,,,answered,"
                                                      "opinion,");
    g_auto(Survey) survey = {0};

    append_backwards(book, " | ");
    g_string_append(book, ",,,;,,\n");
    for (size_t i = 1; i <= N_PLACES; i++) {
        g_string_append_printf(csv, ",Place %zu", i);
        g_string_append_printf(book, "%zu,Place %zu,r,Places,rank,place,%zu,,,answered,opinion,",
                               i + 1, i, i);
        if (i == 1)
            append_backwards(book, " | ");
        g_string_append(book, ",,,,,\n");
    }
    for (size_t i = 0; i < 3; i++) {
        g_string_append_c(csv, '\n');
        append_backwards(csv, ";");
        g_string_append_c(csv, ',');
        append_backwards(csv, ",");
    }
    g_string_append_c(csv, '\n');
    survey_must_read(&survey, csv->str, book->str, NULL);
    check_last_place(&survey, "c", 3);
    check_last_place(&survey, "r", 3);
}

/* Recorded "No answer" is apart from the answers and from the blanks, in each row of a grid too. */
static void test_no_answer(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(GString) csv = g_string_new("Role,Q [A],Q [B],Q [C]\n");

    for (size_t i = 0; i < 20; i++)
        g_string_append(csv, "a,Good,Poor,Fair\nb,Poor,Fair,Good\n");
    g_string_append(csv, "No answer,Good,No answer,Poor\na,No answer,No answer,No answer\n");

    g_autoptr(SvyResult) result = survey_analyse(&survey, csv->str, NULL, NULL);
    const SvyQuestionResult *role = find_question_result(result, "q1");
    const SvyQuestionResult *grid = find_question_result(result, "q2");

    g_assert_true(role->has_no_answer && grid->has_no_answer);
    g_assert_cmpuint(role->n_answered, ==, 41);
    g_assert_cmpuint(role->n_no_answer, ==, 1);
    g_assert_cmpuint(role->n_skipped, ==, 1);
    g_assert_cmpint(grid->type, ==, SVY_QUESTION_GRID);
    g_assert_cmpuint(grid->n_answered, ==, 41);
    g_assert_cmpuint(grid->n_no_answer, ==, 1);
    g_assert_cmpuint(grid->rows[0].n_answered, ==, 41);
    g_assert_cmpuint(grid->rows[0].n_no_answer, ==, 1);
    g_assert_cmpuint(grid->rows[1].n_answered, ==, 40);
    g_assert_cmpuint(grid->rows[1].n_no_answer, ==, 2);

    g_autoptr(SvyBitset) rows = svy_bitset_new(survey.dataset->n_rows);

    for (size_t row = 1; row < survey.dataset->n_rows; row += 2) /* the last one is among them */
        svy_bitset_set(rows, row);

    g_autoptr(SvyDataset) half = svy_dataset_select(survey.dataset, rows);
    const SvyQuestion *question = svy_dataset_find_question(half, "q2");

    g_assert_cmpuint(svy_bitset_count(question->no_answer), ==, 1);
    g_assert_cmpuint(svy_bitset_count(svy_question_get_item(question, 1)->no_answer), ==, 1);
    g_assert_true(svy_question_is_no_answer(question, "No answer"));
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

/* A grid with a column for each point is shown as any grid, a ranking with a column for each place
 * as any ranking: items by place. */
static void test_other_shapes(void)
{
    g_auto(Survey) survey = {0};
    g_autoptr(SvyResult) result = survey_analyse(
        &survey,
        "A good,A bad,B good,B bad,First,Second,Media\n"
        "x,,x,,tea,milk,N; O\n"
        ",x,x,,milk,tea,N\n"
        "x,,,,tea,juice,mine\n"
        ",,,,,,\n",
        ALL_FIELDS "1,A good,g,Rate,grid,point,A,Good,,answered,opinion,Good | Bad,,,,,\n"
                   "2,A bad,g,Rate,grid,point,A,Bad,,answered,opinion,,,,,,\n"
                   "3,B good,g,Rate,grid,point,B,Good,,answered,opinion,,,,,,\n"
                   "4,B bad,g,Rate,grid,point,B,Bad,,answered,opinion,,,,,,\n"
                   "5,First,r,Drinks,rank,place,1,,,answered,opinion,"
                   "tea | milk | juice,,,,,\n"
                   "6,Second,r,Drinks,rank,place,2,,,answered,opinion,,,,,,\n"
                   "7,Media,m,Media,multi,answer,,,,ticked,opinion,N | O,,,;,,\n",
        NULL);
    const SvyQuestionResult *grid = find_question_result(result, "g");
    const SvyQuestionResult *rank = find_question_result(result, "r");
    const SvyQuestionResult *media = find_question_result(result, "m");
    static const size_t places[3][2] = {{2, 1}, {1, 1}, {0, 1}};

    g_assert_cmpuint(grid->n_rows, ==, 2);
    g_assert_cmpuint(grid->rows[0].n_answered, ==, 3);
    g_assert_cmpuint(grid->rows[0].options[0].n, ==, 2);
    g_assert_cmpuint(grid->rows[0].options[1].n, ==, 1);
    g_assert_cmpuint(grid->rows[1].n_answered, ==, 2);
    g_assert_cmpuint(grid->options[0].n, ==, 4);

    g_assert_cmpuint(rank->n_rows, ==, 3);
    g_assert_cmpuint(rank->n_options, ==, 2);
    for (size_t item = 0; item < 3; item++)
        for (size_t place = 0; place < 2; place++)
            g_assert_cmpuint(rank->rows[item].options[place].n, ==, places[item][place]);
    g_assert_cmpuint(rank->rows[0].n_answered, ==, 3);
    svy_check_near(rank->rows[0].options[0].p.value, 2.0 / 3, 1e-12);

    g_assert_cmpuint(media->n_options, ==, 2);
    g_assert_cmpuint(media->n_answered, ==, 3); /* "mine" is an answer */
    g_assert_cmpuint(media->options[0].n, ==, 2);
    g_assert_cmpuint(media->options[1].n, ==, 1);
}

/* --- The codebook that was written gives the same results ------------------------------------ */

static void check_options(size_t n, const SvyOptionResult a[], const SvyOptionResult b[])
{
    for (size_t i = 0; i < n; i++) {
        g_assert_cmpstr(a[i].label, ==, b[i].label);
        g_assert_cmpuint(a[i].n, ==, b[i].n);
        g_assert_cmpint(a[i].mark, ==, b[i].mark);
        g_assert_cmpint(a[i].p.status, ==, b[i].p.status);
        if (a[i].p.status == SVY_STATUS_OK)
            g_assert_true(memcmp(&a[i].p.lo, &b[i].p.lo, sizeof(double)) == 0);
    }
}

static void check_questions(const SvyResult *a, const SvyResult *b)
{
    g_assert_cmpuint(a->n_questions, ==, b->n_questions);
    for (size_t q = 0; q < a->n_questions; q++) {
        const SvyQuestionResult *x = &a->questions[q], *y = &b->questions[q];

        g_assert_cmpstr(x->id, ==, y->id);
        g_assert_cmpstr(x->text, ==, y->text);
        g_assert_cmpstr(x->base_rule, ==, y->base_rule);
        g_assert_cmpint(x->type, ==, y->type);
        g_assert_cmpuint(x->n_answered, ==, y->n_answered);
        g_assert_cmpuint(x->n_options, ==, y->n_options);
        g_assert_cmpuint(x->n_rows, ==, y->n_rows);
        g_assert_cmpstr(x->median_text, ==, y->median_text);
        check_options(x->n_options, x->options, y->options);
        for (size_t r = 0; r < x->n_rows; r++)
            check_options(x->n_options, x->rows[r].options, y->rows[r].options);
    }
}

static void check_gaps(const SvyResult *a, const SvyResult *b)
{
    g_assert_cmpuint(a->n_gaps, ==, 1);
    g_assert_cmpuint(b->n_gaps, ==, 1);
    g_assert_cmpuint(a->gaps[0].base, ==, b->gaps[0].base);
    for (size_t i = 0; i < a->gaps[0].n_items; i++) {
        g_assert_cmpstr(a->gaps[0].items[i].label, ==, b->gaps[0].items[i].label);
        g_assert_cmpuint(a->gaps[0].items[i].use.n, ==, b->gaps[0].items[i].use.n);
        g_assert_cmpuint(a->gaps[0].items[i].follow.n, ==, b->gaps[0].items[i].follow.n);
    }
}

static void test_own_codebook(void)
{
    const SvyAnalysisOptions all = {.with_questions = true};
    g_auto(Survey) plain = {0};
    g_auto(Survey) booked = {0};
    g_autofree char *book = NULL, *path = NULL;
    g_autoptr(SvyResult) a = NULL;
    g_autoptr(SvyResult) b = NULL;

    plain.path = g_build_filename(g_getenv("SVY_DATA_DIR"), "alcts-2014.csv", NULL);
    booked.path = g_strdup(plain.path);
    survey_read_with(&plain, NULL);
    g_assert_no_error(plain.error);
    book = svy_codebook_format(plain.dataset);
    path = survey_write(&booked, "named.txt", book, -1);
    survey_read_with(&booked, &(SvyReadOptions){.codebook_path = path});
    g_assert_no_error(booked.error);
    g_assert_true(svy_analysis_run(plain.dataset, plain.plan, &all, &a, NULL));
    g_assert_true(svy_analysis_run(booked.dataset, booked.plan, &all, &b, NULL));
    check_questions(a, b);
    check_gaps(a, b);
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
    g_test_add_func("/analysis/freq/ranked-cell", test_ranked_cell);
    g_test_add_func("/analysis/freq/many-places", test_many_places);
    g_test_add_func("/analysis/freq/no-answer", test_no_answer);
    g_test_add_func("/analysis/freq/grid", test_grid);
    g_test_add_func("/analysis/freq/median", test_median);
    g_test_add_func("/analysis/freq/many-numbers", test_many_numbers);
    g_test_add_func("/analysis/freq/other-shapes", test_other_shapes);
    g_test_add_func("/analysis/freq/own-codebook", test_own_codebook);
    g_test_add_func("/analysis/freq/personal", test_personal);
    return g_test_run();
}
