/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/result.h>

#include "result/result-table.h"
#include "sample-result.h"

static void test_type_names(void)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (int type = 0; type < SVY_QUESTION_LAST; type++) {
        const char *name = svy_question_type_get_name((SvyQuestionType)type);

        g_assert_nonnull(name);
        g_assert_true(g_hash_table_add(seen, (void *)name));
    }
    g_assert_cmpstr(svy_question_type_get_name(SVY_QUESTION_MULTI), ==, "multi");
    g_assert_cmpstr(svy_question_type_get_name(SVY_QUESTION_WEIGHT), ==, "weight");
}

/* Run under the leak sanitizer: what is not freed fails the test. */
static void test_free(void)
{
    SvyResult *grid = sample_result_new();
    SvyQuestionResult *question = &grid->questions[1];

    svy_result_free(NULL);
    svy_result_free(g_new0(SvyResult, 1));

    question->type = SVY_QUESTION_GRID;
    question->n_rows = 2;
    question->rows = g_new0(SvyRowResult, 2);
    question->rows[0].label = g_strdup("first row; the second is half built");
    question->rows[0].options = g_new0(SvyOptionResult, question->n_options);
    question->rows[0].options[3].label = g_strdup("last option");
    svy_result_free(grid);
}

/* People read a word in their language, programs in English; what is put over it takes it away. */
static void test_word(void)
{
    SvyCell cell = {.kind = SVY_CELL_EMPTY};

    svy_cell_set_word(&cell, "fr", "All");
    g_assert_cmpstr(cell.text, ==, "Ensemble");
    g_assert_cmpstr(svy_cell_get_word(&cell), ==, "All");
    svy_cell_set_text_as(&cell, "au plus 25", "at most 25");
    g_assert_cmpstr(cell.text, ==, "au plus 25");
    g_assert_cmpstr(svy_cell_get_word(&cell), ==, "at most 25");
    svy_cell_set_text(&cell, "Librarian");
    g_assert_cmpstr(svy_cell_get_word(&cell), ==, "Librarian");
    svy_cell_set_word(&cell, NULL, "All");
    g_assert_cmpstr(cell.text, ==, "All");
    svy_cell_withhold(&cell);
    g_assert_null(svy_cell_get_word(&cell));
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/result/result/type-names", test_type_names);
    g_test_add_func("/result/result/free", test_free);
    g_test_add_func("/result/result/word", test_word);
    return g_test_run();
}
