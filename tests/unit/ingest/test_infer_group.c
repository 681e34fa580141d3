/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/findings.h"
#include "ingest/infer.h"
#include "read-survey.h"

/* --- Files ---------------------------------------------------------------------------------- */

/* Roles of the items by first letters: "ooow". (transfer full) */
static char *join_roles(const SvyQuestion *question)
{
    GString *roles = g_string_new(NULL);

    for (guint i = 0; i < question->items->len; i++)
        g_string_append_c(roles, svy_role_get_name(svy_question_get_item(question, i)->role)[0]);
    return g_string_free(roles, FALSE);
}

static size_t count_answered(const SvyQuestion *question)
{
    return question->answered == NULL ? 0 : svy_bitset_count(question->answered);
}

/* One group of columns: rows are repeated thirty times. */
static void test_shapes(void)
{
    static const struct {
        const char *what, *header, *rows;
        size_t n_questions;
        SvyQuestionType type;
        SvyBaseRule base;
        const char *roles;
        size_t n_answered;
    } cases[] = {
        {"exploded choice", "Q - A,Q - B,Q - C\n", "A,,\n,B,\n,,C\nA,,\n,,\n", 1,
         SVY_QUESTION_SINGLE, SVY_BASE_ANSWERED, "ooo", 120},
        {"exploded scale", "Q - Agree,Q - Neutral,Q - Disagree\n", "1,,\n,1,\n,,1\n,1,\n", 1,
         SVY_QUESTION_LIKERT, SVY_BASE_ANSWERED, "ooo", 120},
        {"select-all in words", "Q? Select all that apply. - A,Q? Select all that apply. - B\n",
         "A,\n,B\nA,\n", 1, SVY_QUESTION_MULTI, SVY_BASE_TICKED, "oo", 90},
        {"ticks are numbers of options", "Q - A,Q - B,Q - C,Q - D\n",
         "0,1,,\n0,,2,\n,1,,3\n0,1,2,\n", 1, SVY_QUESTION_MULTI, SVY_BASE_TICKED, "oooo", 120},
        {"none and one are shown", "Q - A,Q - B\n", "0,1\n1,0\n1,1\n0,0\n,\n", 1,
         SVY_QUESTION_MULTI, SVY_BASE_SHOWN, "oo", 120},
        {"rows of yes and no", "Q [A],Q [B]\n", "Yes,No\nNo,\nYes,Yes\nNo,No\n", 1,
         SVY_QUESTION_GRID, SVY_BASE_ANSWERED, "rr", 120},
        {"exploded grid", "Q - X - Bad,Q - X - Good,Q - Y - Bad,Q - Y - Good\n",
         "Bad,,,Good\n,Good,Bad,\nBad,,Bad,\n,,,Good\n", 1, SVY_QUESTION_GRID, SVY_BASE_ANSWERED,
         "pppp", 120},
        {"several ticks in a row", "Q - X - Free,Q - X - Paid,Q - Y - Free,Q - Y - Paid\n",
         "1,1,,1\n1,,1,1\n,1,1,\n", 2, SVY_QUESTION_MULTI, SVY_BASE_TICKED, "oo", 90},
        {"write-in is last", "Q - A,Q - B,Q - Other (please specify)\n",
         "A,,\n,B,\nA,B,\n,,mine\n,,yours\n,,theirs\n", 1, SVY_QUESTION_MULTI, SVY_BASE_TICKED,
         "ooo", 180},
        {"a comment is no option", "Q - A,Q - B,Q - Please add a comment\n",
         "A,,\n,B,\nA,B,good\n,,bad\n,,so so\n", 1, SVY_QUESTION_MULTI, SVY_BASE_TICKED, "ooc", 90},
        {"none typed beside a grid", "Q [X],Q [Y],Q [Type none if you use none]\n",
         "Good,Bad,\nBad,Good,\nGood,Good,none\nBad,Bad,None\n", 1, SVY_QUESTION_GRID,
         SVY_BASE_ANSWERED, "rrc", 120},
        {"a row about comments", "Q [Reading],Q [Comments from others],Q [Writing]\n",
         "Good,Bad,Fair\nBad,Good,Good\nFair,Fair,Bad\n", 1, SVY_QUESTION_GRID, SVY_BASE_ANSWERED,
         "rrr", 90},
        {"choice with its write-in", "Q?,Q? - Other (please specify)\n",
         "A,\nB,\nOther (please specify),mine\nA,\n", 1, SVY_QUESTION_SINGLE, SVY_BASE_ANSWERED,
         "aw", 120},
        {"places", "Q [Rank 1],Q [Rank 2],Q [Rank 3]\n", "x,y,z\ny,x,z\nz,y,x\nx,z,y\nx,,\n", 1,
         SVY_QUESTION_RANK, SVY_BASE_ANSWERED, "ppp", 150},
        {"ranks with a way out", "Q [A],Q [B],Q [C]\n", "1,2,3\n3,1,2\nN/A,1,2\n2,N/A,1\n", 1,
         SVY_QUESTION_RANK, SVY_BASE_ANSWERED, "rrr", 120},
        {"names of variables", "q7_0001,q7_0002,q7_0003\n",
         "Apples,Not selected,Pears\nNot selected,Plums,Not selected\n", 1, SVY_QUESTION_MULTI,
         SVY_BASE_SHOWN, "ooo", 60},
        {"numbers of other questions", "q0001,q0002\n", "Yes,7\nNo,12\nYes,30\n", 2,
         SVY_QUESTION_SINGLE, SVY_BASE_ANSWERED, "a", 90},
        {"headed by options only", "Cats,Dogs,Other\n",
         "Cats,Dogs,\n,Dogs,\nCats,,a newt\nCats,Dogs,\nCats,,an axolotl\n", 1, SVY_QUESTION_MULTI,
         SVY_BASE_TICKED, "ooo", 150},
        {"numbered items", "3. Tea.,3. Milk - cold.,3. Milk - hot.\n",
         "Tea.,Milk - cold.,\n,Milk - cold.,Milk - hot.\nTea.,,Milk - hot.\n", 1,
         SVY_QUESTION_MULTI, SVY_BASE_TICKED, "ooo", 90},
        {"letters on one scale", "7a. Time,7b. Money,8. Age\n",
         "Good,Bad,20\nFair,Good,30\nBad,Fair,41\nGood,Bad,57\n", 2, SVY_QUESTION_GRID,
         SVY_BASE_ANSWERED, "rr", 120},
        {"a common beginning",
         "How much do you like food of Chad?,How much do you like food of Peru?,"
         "How much do you like food of Fiji?\n",
         "Good,Bad,N/A\nFair,Good,Good\nN/A,Fair,Bad\nBad,Fair,Fair\n", 1, SVY_QUESTION_GRID,
         SVY_BASE_ANSWERED, "rrr", 120},
        {"item in front", "Saw:How often do you use it?,Axe:How often do you use it?\n",
         "Never,Often\nOften,Never\nSometimes,Often\n", 1, SVY_QUESTION_GRID, SVY_BASE_ANSWERED,
         "rr", 90},
        {"yes and no in a row", "Do you read?,Do you write?,Do you sing?\n",
         "Yes,No,No\nNo,Yes,Yes\nYes,Yes,No\n", 3, SVY_QUESTION_SINGLE, SVY_BASE_ANSWERED, "a", 90},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) csv = g_string_new(cases[i].header);
        g_auto(Survey) survey = {0};
        g_autofree char *roles = NULL;
        const SvyQuestion *question;

        for (int n = 0; n < 30; n++)
            g_string_append(csv, cases[i].rows);
        survey_must_read(&survey, csv->str, NULL, NULL);
        question = survey_find(&survey, "q1");
        roles = join_roles(question);
        if (survey.dataset->questions->len == cases[i].n_questions &&
            question->type == cases[i].type && question->base == cases[i].base &&
            strcmp(roles, cases[i].roles) == 0 && count_answered(question) == cases[i].n_answered)
            continue;
        g_test_message("%s: %u questions, %s, base %s, roles %s, %zu answered; %s", cases[i].what,
                       survey.dataset->questions->len, svy_question_type_get_name(question->type),
                       svy_base_get_name(question->base), roles, count_answered(question),
                       question->reason);
        g_test_fail();
    }
}

/* A few people tell nothing: who ticked one option each may have been free to tick two. */
static void test_few_people(void)
{
    g_auto(Survey) survey = {0};

    survey_must_read(&survey, "Q - A,Q - B\nA,\n,B\nA,\n", NULL, NULL);
    g_assert_cmpint(survey_find(&survey, "q1")->type, ==, SVY_QUESTION_MULTI);
    survey_must_read(&survey, "Q? (select one) - A,Q? (select one) - B\nA,\n,B\nA,\n", NULL, NULL);
    g_assert_cmpint(survey_find(&survey, "q1")->type, ==, SVY_QUESTION_SINGLE);
}

/* Shown, not shown, and ticked: three texts in one column. */
static void test_not_shown(void)
{
    g_autoptr(GString) csv = g_string_new("q1_1,q1_2,other\n");
    g_auto(Survey) survey = {0};
    const SvyQuestion *question;

    for (int n = 0; n < 10; n++)
        g_string_append(csv, "Tea,Not selected,NA\nNot selected,Milk,x\nNA,NA,y\n");
    survey_must_read(&survey, csv->str, NULL, NULL);
    question = survey_find(&survey, "q1");
    g_assert_cmpint(question->type, ==, SVY_QUESTION_MULTI);
    g_assert_cmpuint(count_answered(question), ==, 20);
    g_assert_cmpstr(svy_question_get_item(question, 0)->label, ==, "Tea");
    g_assert_cmpuint(svy_bitset_count(svy_question_get_item(question, 1)->ticks), ==, 10);
    g_assert_cmpstr(question->missing[0], ==, "NA");
    g_assert_nonnull(find_finding(survey.dataset->findings, "missing-code"));
}

/* --- Hints ---------------------------------------------------------------------------------- */

/* A survey of @n columns whose cells are the words of @rows, "-" for blank; ten times over. */
static SvyDataset *make_dataset(size_t n, const char *const rows[])
{
    SvyDataset *dataset = svy_dataset_new("x.csv");

    g_assert_true(svy_dataset_set_n_columns(dataset, n));
    dataset->exporter = g_strdup("test");
    dataset->n_header_rows = 1;
    for (size_t i = 0; i < n; i++)
        dataset->headers[i] = g_strdup_printf("column %zu", i);
    for (size_t r = 0; r < 10; r++) {
        for (size_t k = 0; rows[k] != NULL; k++) {
            g_auto(GStrv) words = g_strsplit(rows[k], " ", -1);

            for (size_t i = 0; i < n; i++) {
                const char *cell = strcmp(words[i], "-") == 0 ? "" : words[i];

                g_assert_true(svy_column_append(&dataset->columns[i], cell, strlen(cell)));
            }
            svy_dataset_add_row(dataset, r * 10 + k + 2);
        }
    }
    return dataset;
}

static const SvyQuestion *infer(SvyDataset *dataset,
                                const SvyHeading headings[],
                                const char *const *missing)
{
    const SvyExporter exporter = {.name = "test", .missing = missing};

    svy_infer_questions(dataset, headings, &exporter);
    g_assert_true(svy_dataset_freeze(dataset, NULL));
    return svy_dataset_get_question(dataset, 0);
}

static void test_hint_labels(void)
{
    static const char *const rows[] = {"1 A2", "2 A1", "3 A1", "1 -", NULL};
    SvyCodeLabel points[] = {{"1", "Never"}, {"2", "Sometimes"}, {"3", "Always"}};
    SvyCodeLabel colours[] = {{"A1", "Red"}, {"A2", "Blue"}, {"A3", "Green"}};
    const SvyHeading headings[] = {
        {.stem = "How often?",
         .group = 0,
         .hint = SVY_HINT_SINGLE,
         .labels = points,
         .n_labels = 3},
        {.stem = "Colour", .group = 1, .hint = SVY_HINT_SINGLE, .labels = colours, .n_labels = 3}};
    g_autoptr(SvyDataset) dataset = make_dataset(2, rows);
    const SvyQuestion *often = infer(dataset, headings, NULL);
    const SvyQuestion *colour = svy_dataset_get_question(dataset, 1);
    g_autofree char *labels = join_level_labels(often);

    g_assert_cmpstr(labels, ==, "Never|Sometimes|Always");
    g_assert_cmpint(often->type, ==, SVY_QUESTION_LIKERT);
    g_assert_true(often->is_ordered);
    g_assert_cmpstr(svy_question_get_level(often, 2)->code, ==, "3");
    g_assert_cmpuint(count_answered(often), ==, 40);
    g_assert_cmpint(colour->type, ==, SVY_QUESTION_SINGLE);
    g_assert_cmpuint(colour->levels->len, ==, 3);
    g_assert_cmpuint(count_answered(colour), ==, 30);
}

static void test_hint_cell(void)
{
    static const char *const rows[] = {"a;b c", "b;c x", "a y", "c;a -", NULL};
    SvyCodeLabel labels[] = {{"a", "Apples"}, {"b", "Beans"}, {"c", "Corn"}};
    const SvyHeading headings[] = {{.stem = "Food",
                                    .group = 0,
                                    .hint = SVY_HINT_CELL,
                                    .separator = ';',
                                    .labels = labels,
                                    .n_labels = 3},
                                   {.stem = "Food", .item = "Other", .hint = SVY_HINT_WRITE_IN}};
    g_autoptr(SvyDataset) dataset = make_dataset(2, rows);
    const SvyQuestion *question = infer(dataset, headings, NULL);
    g_autofree char *roles = join_roles(question);

    g_assert_cmpint(question->type, ==, SVY_QUESTION_MULTI);
    g_assert_cmpstr(roles, ==, "aw");
    g_assert_cmpuint(svy_question_count_options(question), ==, 3);
    g_assert_cmpstr(svy_question_get_option(question, 1).label, ==, "Beans");
    g_assert_cmpuint(svy_bitset_count(svy_question_get_option(question, 0).ticks), ==, 30);
    g_assert_cmpuint(count_answered(question), ==, 40);
}

static void test_hint_points(void)
{
    static const char *const rows[] = {"1 - - 1", "- 1 1 -", "1 - - -", NULL};
    const SvyHeading headings[] = {
        {.stem = "Rate", .item = "Tea", .point = "Bad", .hint = SVY_HINT_POINT},
        {.stem = "Rate", .item = "Tea", .point = "Good", .hint = SVY_HINT_POINT},
        {.stem = "Rate", .item = "Milk", .point = "Bad", .hint = SVY_HINT_POINT},
        {.stem = "Rate", .item = "Milk", .point = "Good", .hint = SVY_HINT_POINT}};
    g_autoptr(SvyDataset) dataset = make_dataset(4, rows);
    const SvyQuestion *question = infer(dataset, headings, NULL);
    g_autofree char *labels = join_level_labels(question);

    g_assert_cmpint(question->type, ==, SVY_QUESTION_GRID);
    g_assert_cmpstr(labels, ==, "Bad|Good");
    g_assert_cmpstr(svy_question_get_item(question, 2)->label, ==, "Milk");
    g_assert_cmpstr(svy_question_get_item(question, 1)->point, ==, "Good");
    g_assert_cmpuint(count_answered(question), ==, 30);
}

/* What the export is known to write for "no answer" needs no evidence; a hint needs none either. */
static void test_hint_missing(void)
{
    static const char *const rows[] = {"1 2 -66", "2 1 1", "-66 -66 2", "1 2 1", NULL};
    static const char *const missing[] = {"-66", NULL};
    const SvyHeading headings[] = {{.stem = "Rank", .item = "A", .hint = SVY_HINT_RANK},
                                   {.stem = "Rank", .item = "B", .hint = SVY_HINT_RANK},
                                   {.stem = "Tick", .group = 1, .hint = SVY_HINT_SINGLE}};
    g_autoptr(SvyDataset) dataset = make_dataset(3, rows);
    const SvyQuestion *rank = infer(dataset, headings, missing);
    const SvyQuestion *single = svy_dataset_get_question(dataset, 1);

    g_assert_cmpint(rank->type, ==, SVY_QUESTION_RANK);
    g_assert_cmpuint(rank->levels->len, ==, 2);
    g_assert_cmpuint(count_answered(rank), ==, 30);
    g_assert_cmpint(single->type, ==, SVY_QUESTION_SINGLE);
    g_assert_cmpuint(count_answered(single), ==, 30);
}

/* Ticks that repeat the item in brackets: what the header joined keeps its labels. */
static void test_items_in_brackets(void)
{
    g_auto(Survey) survey = {0};
    const SvyQuestion *question;

    survey_must_read(&survey, "Media [A],Media [B],Media [C]\nA,,\nA,B,\n,B,C\nA,B,C\n", NULL,
                     NULL);
    question = survey_find(&survey, "Media");
    g_assert_cmpint(question->type, ==, SVY_QUESTION_MULTI);
    g_assert_cmpuint(question->items->len, ==, 3);
    g_assert_cmpstr(svy_question_get_item(question, 0)->label, ==, "A");
    g_assert_cmpstr(svy_question_get_item(question, 2)->label, ==, "C");
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/infer-group/shapes", test_shapes);
    g_test_add_func("/ingest/infer-group/items-in-brackets", test_items_in_brackets);
    g_test_add_func("/ingest/infer-group/few-people", test_few_people);
    g_test_add_func("/ingest/infer-group/not-shown", test_not_shown);
    g_test_add_func("/ingest/infer-group/hint-labels", test_hint_labels);
    g_test_add_func("/ingest/infer-group/hint-cell", test_hint_cell);
    g_test_add_func("/ingest/infer-group/hint-points", test_hint_points);
    g_test_add_func("/ingest/infer-group/hint-missing", test_hint_missing);
    return g_test_run();
}
