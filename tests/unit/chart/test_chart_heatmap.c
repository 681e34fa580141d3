/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/panel-cells.h"

#include "group-tables.h"

static const SvyCells *get_cells(const SvyChart *chart)
{
    return (const SvyCells *)chart->plot->panel;
}

static const SvyCellsCell *get_cell(const SvyChart *chart, size_t row, size_t column)
{
    return svy_cells_get(get_cells(chart), row, column);
}

/* The colour follows the residual, cut at 2 and 3 on both sides. */
static void check_colors(void)
{
    static const struct {
        double residual;
        size_t color;
        int sign;
    } cases[] = {{-3, 0, -1},  {-2.99, 1, -1}, {-2, 1, -1},  {-1.99, 2, 0}, {0, 2, 0},
                 {1.99, 2, 0}, {2, 3, 1},      {2.99, 3, 1}, {3, 4, 1},     {(double)NAN, 2, 0}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        SvyTable table = group_table_make(&group_source_differing);

        table.cells[2].residual = cases[i].residual;
        table.cells[3].residual = 0;

        g_autoptr(SvyChart) chart = group_table_draw(&table, "heatmap");
        const SvyCellsCell *cell = get_cell(chart, 0, 1);

        g_assert_cmpuint(cell->color, ==, cases[i].color);
        g_assert_cmpint(cell->sign, ==, cases[i].sign);
        svy_table_clear(&table);
    }
}

static void check_words(void)
{
    SvyTable table = group_table_make(&group_source_differing);
    g_autoptr(SvyChart) chart = group_table_draw(&table, "heatmap");
    const SvyPlotNote *shading = chart->plot->notes->pdata[1];

    g_assert_cmpstr(chart->plot->title, ==,
                    "20% of the group “Members” chose “Blogs”, against 50% of all");
    g_assert_cmpstr(chart->plot->alt, ==,
                    "Table of “What do you read?” by 2 groups, shaded by departure from "
                    "independence. Blogs in Members departs most: 20%, expected 50%. Base 200.");
    g_assert_true(g_str_has_prefix(
        shading->text, "Shading: adjusted residuals, cut at −3, −2, 2 and 3. Pearson chi-square"));
    g_assert_true(get_cell(chart, 0, 1)->is_framed);
    g_assert_false(get_cell(chart, 0, 2)->is_framed);
    g_assert_cmpint(get_cell(chart, 0, 0)->state, ==, SVY_CELLS_PLAIN);
    svy_table_clear(&table);
}

/* Without a test that tells the groups apart no cell is pointed at. */
static void check_alike(void)
{
    GroupSource source = group_source_differing;

    source.p_adjusted = 0.3;

    SvyTable table = group_table_make(&source);
    g_autoptr(SvyChart) chart = group_table_draw(&table, "heatmap");

    g_assert_cmpstr(chart->plot->title, ==, "50% chose “Blogs”; the groups cannot be told apart");
    g_assert_nonnull(strstr(chart->plot->alt, "No share departs from that of all"));
    g_assert_false(get_cell(chart, 0, 1)->is_framed);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_BAND), ==, 0);
    svy_table_clear(&table);
}

static void check_withheld(void)
{
    SvyTable table = group_table_make(&group_source_differing);

    svy_cell_withhold(&table.cells[2]);

    g_autoptr(SvyChart) chart = group_table_draw(&table, "heatmap");
    g_autofree char *csv = svy_chart_format_csv(chart);

    g_assert_cmpint(get_cell(chart, 0, 1)->state, ==, SVY_CELLS_WITHHELD);
    g_assert_null(get_cell(chart, 0, 1)->text);
    g_assert_null(fixture_find_text(chart, SVY_ROLE_VALUE, "20%"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_REMARK, "too few to show"));
    g_assert_null(strstr(csv, ",0.2,"));
    svy_table_clear(&table);
}

/* Five of a hundred in a group of 40 are two: the colour says little. */
static void check_sparse(void)
{
    const GroupSource source = {.labels = {"Blogs"},
                                .counts = {{0, 5}},
                                .residuals = {{-1, 1}},
                                .bases = {40, 60},
                                .p_adjusted = 0.3};
    SvyTable table = group_table_make(&source);
    g_autoptr(SvyChart) chart = group_table_draw(&table, "heatmap");
    const SvyPlotNote *shading = chart->plot->notes->pdata[1];

    g_assert_true(get_cell(chart, 0, 1)->is_sparse);
    g_assert_true(get_cell(chart, 0, 2)->is_sparse);
    g_assert_nonnull(strstr(shading->text, "hatched where fewer than 5 people are expected"));
    svy_table_clear(&table);
}

/* A square table of three options; who chose both, of who chose the row. */
static SvyTable make_square(SvyTableKind kind)
{
    static const char *const labels[] = {"Blogs", "Books", "Films"};
    static const size_t counts[3][3] = {{0, 80, 20}, {20, 0, 55}, {80, 45, 0}};
    const char *prefix = kind == SVY_TABLE_OVERLAP ? "option" : "item";
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(kind, "square", "Square");
    const size_t first = kind == SVY_TABLE_OVERLAP ? 2 : 1;

    svy_table_builder_get(builder)->row_text = g_strdup("What do you like?");
    svy_table_builder_add_column(builder, prefix, "");
    if (kind == SVY_TABLE_OVERLAP)
        svy_table_builder_add_column(builder, "n", "People");
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
        g_autofree char *key = g_strdup_printf("%s-%zu", prefix, i + 1);

        svy_table_builder_add_column(builder, key, labels[i]);
    }
    for (size_t row = 0; row < G_N_ELEMENTS(labels); row++) {
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

        svy_cell_set_text(&cells[0], labels[row]);
        if (kind == SVY_TABLE_OVERLAP)
            svy_cell_set_count(&cells[1], 100);
        for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
            if (i != row)
                group_table_set_share(&cells[first + i], counts[row][i], 100);
    }
    return svy_table_builder_finish(builder);
}

static void check_overlap(void)
{
    SvyTable table = make_square(SVY_TABLE_OVERLAP);
    g_autoptr(SvyChart) chart = group_table_draw(&table, "heatmap");

    g_assert_cmpstr(chart->plot->title, ==, "80% of those who chose “Blogs” also chose “Books”");
    g_assert_cmpstr(chart->plot->alt, ==,
                    "Table of 3 options of “What do you like?”: which were chosen together. "
                    "Largest share: 80% of those who chose “Blogs” also chose “Books”. Base 100.");
    g_assert_cmpstr(chart->plot->descriptions->pdata[0], ==, "Blogs: Books 80%; Films 20%.");
    g_assert_cmpstr(get_cell(chart, 0, 0)->text, ==, "100");
    g_assert_cmpint(get_cell(chart, 0, 1)->state, ==, SVY_CELLS_NOTHING);
    g_assert_cmpuint(get_cell(chart, 0, 2)->color, ==, 4);
    g_assert_cmpuint(get_cell(chart, 0, 3)->color, ==, 1);
    g_assert_cmpint(get_cell(chart, 0, 2)->sign, ==, 0);
    svy_table_clear(&table);
}

/* 45 to 55 of a hundred are no majority: the interval includes a half. */
static void check_preference(void)
{
    SvyTable table = make_square(SVY_TABLE_PREFERENCE);
    g_autoptr(SvyChart) chart = group_table_draw(&table, "heatmap");

    g_assert_cmpstr(chart->plot->title, ==, "80% put “Blogs” before “Books”");
    g_assert_cmpuint(get_cell(chart, 0, 1)->color, ==, 4);
    g_assert_cmpint(get_cell(chart, 0, 1)->sign, ==, 1);
    g_assert_cmpuint(get_cell(chart, 0, 2)->color, ==, 0);
    g_assert_cmpint(get_cell(chart, 0, 2)->sign, ==, -1);
    g_assert_cmpuint(get_cell(chart, 1, 2)->color, ==, 2);
    g_assert_cmpint(get_cell(chart, 1, 2)->sign, ==, 0);
    svy_table_clear(&table);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/heatmap/colors", check_colors);
    g_test_add_func("/chart/heatmap/words", check_words);
    g_test_add_func("/chart/heatmap/alike", check_alike);
    g_test_add_func("/chart/heatmap/withheld", check_withheld);
    g_test_add_func("/chart/heatmap/sparse", check_sparse);
    g_test_add_func("/chart/heatmap/overlap", check_overlap);
    g_test_add_func("/chart/heatmap/preference", check_preference);
    return g_test_run();
}
