/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group-tables.h"
#include "result/words.h"

static void check_titles(void)
{
    static const struct {
        GroupSource source;
        const char *title;
    } cases[] = {
        {{.labels = {"Blogs", "Books"},
          .counts = {{20, 80}, {50, 50}},
          .residuals = {{-8.5, 8.5}, {0, 0}},
          .bases = {100, 100},
          .p_adjusted = 0.001},
         "20% of the group “Members” chose “Blogs”, against 50% of all"},
        /* the test does not tell the groups apart: no difference is claimed */
        {{.labels = {"Blogs", "Books"},
          .counts = {{20, 80}, {50, 50}},
          .residuals = {{-8.5, 8.5}, {0, 0}},
          .bases = {100, 100},
          .p_adjusted = 0.051},
         "50% chose “Blogs”; the groups cannot be told apart"},
        /* groups that overlap are not tested */
        {{.labels = {"Blogs", "Books"},
          .counts = {{20, 80}, {60, 50}},
          .bases = {100, 100},
          .p_adjusted = (double)NAN},
         "55% of all chose “Books”; in the groups it is 50% to 60%"},
        {{.labels = {"Blogs"},
          .counts = {{0, 100}},
          .residuals = {{-14, 14}},
          .bases = {100, 100},
          .p_adjusted = 0.001},
         "0% of the group “Members” chose “Blogs”, against 50% of all"},
        {{.labels = {"Blogs"},
          .counts = {{100, 100}},
          .residuals = {{(double)NAN, (double)NAN}},
          .bases = {100, 100},
          .p_adjusted = 1},
         "100% chose “Blogs”; the groups cannot be told apart"},
        /* less than a point apart: whole per cent would show no difference */
        {{.labels = {"Blogs"},
          .counts = {{5000, 5020}},
          .residuals = {{-3, 3}},
          .bases = {10000, 10000},
          .p_adjusted = 0.001},
         "50% of all chose “Blogs”; in each group it is 50%"},
        {{.labels = {"Blogs"}, .counts = {{4, 10}}, .bases = {6, 8}, .p_adjusted = 0.001},
         "100% of all chose “Blogs”; the groups are too small to compare"},
        {{.labels = {"Blogs"}, .counts = {{1, 1}}, .bases = {3, 2}, .p_adjusted = 0.001},
         "Too few answers for percentages: fewer than 10"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        SvyTable table = group_table_make(&cases[i].source);
        g_autofree char *title = svy_words_groups_headline_in(NULL, &table, table.n_rows, 0.95);

        g_assert_cmpstr(title, ==, cases[i].title);
        svy_table_clear(&table);
    }
}

static void check_words(void)
{
    SvyTable table = group_table_make(&group_source_differing);
    const char *const notes[] = {svy_words_groups_letters_in(NULL, false),
                                 "Too few people for a column: “Others”.", NULL};

    g_strfreev(table.notes);
    table.notes = g_strdupv((char **)notes);

    g_autoptr(SvyChart) chart = group_table_draw(&table, "crosstab-dots");
    g_autofree char *csv = svy_chart_format_csv(chart);
    const SvyPlotNote *base = chart->plot->notes->pdata[0];

    g_assert_cmpstr(chart->plot->alt, ==,
                    "Dot plot of 2 answers to “What do you read?” in 2 groups. Largest spread: "
                    "Blogs, from 20% (Members) to 80% (Students). Base 200.");
    g_assert_cmpstr(chart->plot->subtitle, ==,
                    "What do you read? Share of each group; groups by “Who are you?”");
    g_assert_cmpstr(chart->plot->descriptions->pdata[0], ==,
                    "Blogs: All 50% (43–57); Members 20% (13–29); Students 80% (71–87).");
    g_assert_cmpstr(base->text, ==,
                    "Base: 200 who answered; the shares are of each group. 95% intervals by "
                    "Wilson.");
    g_assert_true(g_str_has_prefix(csv, "label,base,p,lo,hi,base Members,p Members,"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_BASE, "n = 100"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_NOTE, "Too few people for a column"));
    g_assert_null(fixture_find_text(chart, SVY_ROLE_NOTE, "A letter"));
    svy_table_clear(&table);
}

/* What is withheld is neither drawn nor told, and that is said. */
static void check_withheld(void)
{
    SvyTable table = group_table_make(&group_source_differing);

    svy_cell_withhold(&table.cells[2]);
    svy_cell_withhold(&table.cells[6]);
    svy_cell_withhold(&table.cells[7]);

    g_autoptr(SvyChart) chart = group_table_draw(&table, "crosstab-dots");
    g_autofree char *csv = svy_chart_format_csv(chart);

    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MARK), ==, 1);
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_MESSAGE, "too few to show"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_NOTE, "3 shares that are withheld"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_NOTE, "Withheld: fewer than 5 people"));
    g_assert_cmpstr(chart->plot->descriptions->pdata[1], ==,
                    "Books: All 50% (43–57); Members too few to show; Students too few to show.");
    g_assert_nonnull(strstr(csv, "Blogs,200,0.5,"));
    g_assert_null(strstr(csv, ",0.2,"));
    svy_table_clear(&table);
}

/* One answer, all shares alike: one number, no spread that could be told. */
static void check_ties(void)
{
    const GroupSource source = {.labels = {"Blogs"},
                                .counts = {{50, 50}},
                                .residuals = {{0, 0}},
                                .bases = {100, 100},
                                .p_adjusted = 1};
    SvyTable table = group_table_make(&source);
    g_autoptr(SvyChart) chart = group_table_draw(&table, "crosstab-dots");

    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MARK), ==, 2);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_VALUE), ==, 1);
    g_assert_cmpstr(chart->plot->alt, ==,
                    "Dot plot of one answer to “What do you read?” in 2 groups. No two groups "
                    "differ. Base 200.");
    svy_table_clear(&table);
}

/* Largest first, what stands apart last; a scale keeps its order. */
static void check_order(void)
{
    const GroupSource source = {.labels = {"None", "Blogs", "Books"},
                                .counts = {{90, 90}, {10, 20}, {50, 50}},
                                .bases = {100, 100},
                                .p_adjusted = (double)NAN};
    SvyTable table = group_table_make(&source);
    SvyQuestionResult question = {.id = (char *)"q1", .is_ordered = true};
    const SvyResult ordered = {.questions = &question, .n_questions = 1};
    const SvyResult plain = {.level = 0.95};
    static const struct {
        bool is_ordered;
        const char *labels[3];
    } cases[] = {{false, {"Books", "Blogs", "None"}}, {true, {"Blogs", "Books", "None"}}};

    table.row_marks[0] = SVY_MARK_NOTHING;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(SvyGroups) groups =
            svy_groups_new(cases[i].is_ordered ? &ordered : &plain, &table, 0);

        for (size_t row = 0; row < G_N_ELEMENTS(cases[i].labels); row++)
            g_assert_cmpstr(svy_groups_get_label(groups, row), ==, cases[i].labels[row]);
    }
    svy_table_clear(&table);
}

static void check_top(void)
{
    SvyTable table = group_table_make(&group_source_differing);
    const SvyResult result = {.level = 0.95};
    g_autoptr(SvyGroups) groups = svy_groups_new(&result, &table, 1);

    g_assert_cmpuint(groups->n_rows, ==, 1);
    g_assert_cmpuint(groups->n_hidden, ==, 1);
    svy_table_clear(&table);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/crosstab/titles", check_titles);
    g_test_add_func("/chart/crosstab/words", check_words);
    g_test_add_func("/chart/crosstab/withheld", check_withheld);
    g_test_add_func("/chart/crosstab/ties", check_ties);
    g_test_add_func("/chart/crosstab/order", check_order);
    g_test_add_func("/chart/crosstab/top", check_top);
    return g_test_run();
}
