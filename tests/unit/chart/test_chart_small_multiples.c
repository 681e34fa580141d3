/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group-tables.h"
#include "result/words.h"

static void check_words(void)
{
    SvyTable table = group_table_make(&group_source_differing);
    g_autoptr(SvyChart) chart = group_table_draw(&table, "small-multiples");

    g_assert_cmpstr(chart->plot->title, ==,
                    "20% of the group “Members” chose “Blogs”, against 50% of all");
    g_assert_cmpstr(chart->plot->alt, ==,
                    "Small multiples of “What do you read?”: 2 dot plots, one for each group. "
                    "Largest spread: Blogs, from 20% (Members) to 80% (Students). Base 200.");
    g_assert_cmpuint(chart->plot->descriptions->len, ==, 2);
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_HEAD, "Students"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_BASE, "n = 100"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_REMARK, "all, n = 200"));
    svy_table_clear(&table);
}

/* Two rows in two panels: a mark in each, everybody's stroke and the other group's dot, and the
 * three symbols of the key, of which one is a mark. */
static void check_shapes(void)
{
    SvyTable table = group_table_make(&group_source_differing);
    g_autoptr(SvyChart) chart = group_table_draw(&table, "small-multiples");

    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MARK), ==, 4);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_REFERENCE), ==, 4 + 4 + 2);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_VALUE), ==, 4);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_BAND), ==, 1);
    svy_table_clear(&table);
}

static void check_withheld(void)
{
    SvyTable table = group_table_make(&group_source_differing);

    svy_cell_withhold(&table.cells[2]);
    table.columns[3].is_withheld = true;

    g_autoptr(SvyChart) chart = group_table_draw(&table, "small-multiples");

    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MARK), ==, 1);
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_MESSAGE, "too few to show"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_MESSAGE, "too few"));
    g_assert_null(fixture_find_text(chart, SVY_ROLE_VALUE, "20%"));
    g_assert_null(fixture_find_text(chart, SVY_ROLE_VALUE, "80%"));
    g_assert_nonnull(strstr(chart->plot->alt, "No two groups can be compared."));
    svy_table_clear(&table);
}

/* Who uses something and does not follow there: other words, the order of the table. */
static void check_unreached(void)
{
    const GroupSource source = {.labels = {"Any of these", "Facebook"},
                                .counts = {{60, 70}, {65, 90}},
                                .bases = {100, 100},
                                .p_adjusted = (double)NAN};
    SvyTable table = group_table_make(&source);

    table.kind = SVY_TABLE_GAP_SEGMENTS;

    g_autoptr(SvyChart) chart = group_table_draw(&table, "small-multiples");

    g_assert_cmpstr(chart->plot->title, ==,
                    "65% of all use “Any of these” and do not follow; in the groups it is 60% to "
                    "70%");
    g_assert_true(g_str_has_prefix(
        chart->plot->alt, "Small multiples of who uses each of 2 items and does not follow"));
    g_assert_true(g_str_has_prefix(chart->plot->descriptions->pdata[0], "Any of these: All 65% "));
    svy_table_clear(&table);
}

/* One row, one panel with a percentage: nothing to compare, and no claim. */
static void check_small(void)
{
    const GroupSource source = {
        .labels = {"Blogs"}, .counts = {{4, 12}}, .bases = {6, 12}, .p_adjusted = (double)NAN};
    SvyTable table = group_table_make(&source);
    g_autoptr(SvyChart) chart = group_table_draw(&table, "small-multiples");
    g_autofree char *csv = svy_chart_format_csv(chart);

    g_assert_cmpstr(chart->plot->title, ==,
                    "89% of all chose “Blogs”; the groups are too small to compare");
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_BASE, "small base, n = 12"));
    g_assert_nonnull(strstr(csv, "Blogs,18,"));
    svy_table_clear(&table);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/small-multiples/words", check_words);
    g_test_add_func("/chart/small-multiples/shapes", check_shapes);
    g_test_add_func("/chart/small-multiples/withheld", check_withheld);
    g_test_add_func("/chart/small-multiples/unreached", check_unreached);
    g_test_add_func("/chart/small-multiples/small", check_small);
    return g_test_run();
}
