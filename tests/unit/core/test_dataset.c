/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/dataset.h"

#include <string.h>

/* @rows [n_rows * n_columns], row by row. */
static SvyDataset *make(size_t n_columns, size_t n_rows, const char *const rows[])
{
    SvyDataset *dataset = svy_dataset_new("made.csv");

    g_assert_true(svy_dataset_set_n_columns(dataset, n_columns));
    for (size_t r = 0; r < n_rows; r++) {
        for (size_t c = 0; c < n_columns; c++) {
            const char *cell = rows[r * n_columns + c];

            g_assert_true(svy_column_append(&dataset->columns[c], cell, strlen(cell)));
        }
        svy_dataset_add_row(dataset, r + 2);
    }
    return dataset;
}

static SvyQuestion *add_question(SvyDataset *dataset, SvyQuestionType type, const char *text)
{
    SvyQuestion *question = svy_question_new(type, text);

    question->id = g_strdup_printf("q%u", dataset->questions->len + 1);
    g_ptr_array_add(dataset->questions, question);
    return question;
}

static void test_references(void)
{
    SvyDataset *dataset = svy_dataset_new("made.csv");

    g_assert_cmpuint(svy_dataset_get_n_rows(dataset), ==, 0);
    g_assert_null(svy_dataset_get_codebook_path(dataset));
    g_assert_null(svy_dataset_get_plan_path(dataset));
    g_assert_true(svy_dataset_ref(dataset) == dataset);
    svy_dataset_unref(dataset);
    svy_dataset_add_row(dataset, 2);
    g_assert_cmpuint(svy_dataset_get_n_rows(dataset), ==, 1);
    svy_dataset_unref(dataset);
    svy_dataset_unref(NULL);
}

/* Records over several lines, and lines left out: every row keeps its own line. */
static void test_lines(void)
{
    static const size_t lines[] = {2, 3, 4, 9, 10, 12, 13, 14, 100};
    g_autoptr(SvyDataset) dataset = svy_dataset_new("made.csv");

    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        svy_dataset_add_row(dataset, lines[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        g_assert_cmpuint(svy_dataset_get_line(dataset, i), ==, lines[i]);
    g_assert_cmpuint(dataset->lines.jumps->len, ==, 4);
}

static void check_rows(const SvyBitset *rows, const char *expected)
{
    g_assert_nonnull(rows);
    for (size_t i = 0; i < strlen(expected); i++)
        g_assert_true(svy_bitset_get(rows, i) == (expected[i] == 'x'));
}

/* Who is in the base, by each rule, with the same cells. */
static void test_bases(void)
{
    static const char *const rows[] = {"A", "", "A", "No", "No", "No", "", "No", "No", "B", "", ""};
    static const struct {
        SvyBaseRule base;
        const char *answered, *a, *b;
    } cases[] = {
        {SVY_BASE_TICKED, "xxxxx-", "xxx-x-", "-xxxx-"},
        {SVY_BASE_ANSWERED, "xxxxx-", "xxx-x-", "-xxxx-"},
        {SVY_BASE_SHOWN, "xxxxx-", "xx----", "----x-"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(SvyDataset) dataset = make(2, 6, rows);
        SvyQuestion *question = add_question(dataset, SVY_QUESTION_MULTI, "Which?");
        SvyItem *a = svy_question_add_item(question, 0, SVY_ROLE_OPTION, "A");
        SvyItem *b = svy_question_add_item(question, 1, SVY_ROLE_OPTION, "B");

        question->base = cases[i].base;
        g_assert_true(svy_dataset_freeze(dataset, NULL));
        check_rows(question->answered, cases[i].answered);
        check_rows(a->ticks, cases[i].a);
        check_rows(b->ticks, cases[i].b);
        g_assert_null(dataset->columns[0].codes);
    }
}

/* Write-ins and comments are in no base. */
static void test_beside(void)
{
    static const char *const rows[] = {"A", "", "", "words", "", ""};
    g_autoptr(SvyDataset) dataset = make(2, 3, rows);
    SvyQuestion *question = add_question(dataset, SVY_QUESTION_MULTI, "Which?");

    question->base = SVY_BASE_TICKED;
    svy_question_add_item(question, 0, SVY_ROLE_OPTION, "A");
    svy_question_add_item(question, 1, SVY_ROLE_COMMENT, "Why?");
    g_assert_true(svy_dataset_freeze(dataset, NULL));
    check_rows(question->answered, "x--");
}

/* Spellings are one level, the exact one first; what is no level is not in the base. */
static void test_levels(void)
{
    static const char *const rows[] = {"Yes", "yes ", "no", "perhaps", "", "YES"};
    g_autoptr(SvyDataset) dataset = make(1, 6, rows);
    SvyQuestion *question = add_question(dataset, SVY_QUESTION_SINGLE, "Well?");
    SvyItem *item = svy_question_add_item(question, 0, SVY_ROLE_ANSWER, "Well?");

    svy_question_add_level(question, "No");
    svy_question_add_level(question, "Yes");
    svy_question_add_level(question, "YES");
    g_assert_true(svy_dataset_freeze(dataset, NULL));
    check_rows(question->answered, "xxx--x");
    g_assert_cmpint(item->level_of[0], ==, 1);
    g_assert_cmpint(item->level_of[1], ==, 1);
    g_assert_cmpint(item->level_of[2], ==, 0);
    g_assert_cmpint(item->level_of[3], ==, -1);
    g_assert_cmpint(item->level_of[4], ==, 2);
}

static void test_find(void)
{
    g_autoptr(SvyDataset) dataset = svy_dataset_new("made.csv");
    const SvyQuestion *first = add_question(dataset, SVY_QUESTION_TEXT, "Which do you use?");
    const SvyQuestion *second = add_question(dataset, SVY_QUESTION_TEXT, "q1");

    g_assert_true(svy_dataset_find_question(dataset, "q1") == first);
    g_assert_true(svy_dataset_find_question(dataset, "q2") == second);
    g_assert_true(svy_dataset_find_question(dataset, " which DO you  use?") == first);
    g_assert_null(svy_dataset_find_question(dataset, "which do you"));
    g_assert_cmpstr(svy_dataset_suggest_question(dataset, "Which do you see?"), ==,
                    "Which do you use?");
    g_assert_null(svy_dataset_suggest_question(dataset, "something else altogether"));

    g_autoptr(GError) near = NULL, far = NULL;

    g_assert_false(
        svy_dataset_refuse_question(dataset, "Which do you see?", SVY_ERROR_DATA, NULL, &near));
    g_assert_error(near, SVY_ERROR, SVY_ERROR_DATA);
    g_assert_nonnull(strstr(near->message, "Did you mean \"Which do you use?\"?"));
    g_assert_false(
        svy_dataset_refuse_question(dataset, "nothing near", SVY_ERROR_USAGE, NULL, &far));
    g_assert_error(far, SVY_ERROR, SVY_ERROR_USAGE);
    g_assert_nonnull(strstr(far->message, "got 'nothing near'. \"surveystat inspect\""));
}

static void test_unticked(void)
{
    static const char *const unticked[] = {"No", "not selected", "0", "FALSE", "Unchecked", "nein"};
    static const char *const ticked[] = {"Yes", "1", "Not yet", "Facebook", "00", "none", ""};

    for (size_t i = 0; i < G_N_ELEMENTS(unticked); i++)
        g_assert_true(svy_answer_is_unticked(unticked[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(ticked); i++)
        g_assert_false(svy_answer_is_unticked(ticked[i]));
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/core/dataset/references", test_references);
    g_test_add_func("/core/dataset/lines", test_lines);
    g_test_add_func("/core/dataset/bases", test_bases);
    g_test_add_func("/core/dataset/beside", test_beside);
    g_test_add_func("/core/dataset/levels", test_levels);
    g_test_add_func("/core/dataset/find", test_find);
    g_test_add_func("/core/dataset/unticked", test_unticked);
    return g_test_run();
}
