/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/chart.h>

#include "base/error.h"
#include "chart/scene.h"
#include "result/result-table.h"

static SvyTable make_table(SvyTableKind kind, size_t n_rows)
{
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(kind, "t", "A table");

    svy_table_builder_add_column(builder, "label", "");
    for (size_t i = 0; i < n_rows; i++)
        svy_cell_set_text(svy_table_builder_add_row(builder, SVY_MARK_NONE), "A row");
    return svy_table_builder_finish(builder);
}

static void check_refused(SvyTableKind table_kind, size_t n_rows, const char *kind)
{
    g_autoptr(SvyTheme) theme = NULL;
    g_autoptr(GError) error = NULL;
    SvyTable table = make_table(table_kind, n_rows);
    SvyResult result = {.level = 0.95};
    SvyChart *chart = NULL;

    g_assert_true(svy_theme_load("report", &theme, &error));

    const SvyChartOptions options = {.theme = theme, .kind = kind};

    g_assert_false(svy_chart_has_table_kind(&table, kind));
    g_assert_false(svy_chart_new_table(&result, &table, &options, &chart, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
    g_assert_null(chart);
    svy_table_clear(&table);
}

static void check_no_kind(void)
{
    check_refused(SVY_TABLE_COMPLETION, 1, NULL);
    check_refused(SVY_TABLE_SEGMENTS, 1, "gap-dumbbell");
    check_refused(SVY_TABLE_SEGMENTS, 0, NULL);
}

/* Shapes that only charts of tables have. */
static void check_polygon(void)
{
    static const double corners[] = {10, 20, 30, 5, 12, 40};
    g_autoptr(SvyScene) scene = svy_scene_new();
    const SvyColor ink = {0, 0, 0};
    const SvyNode *node = svy_scene_add_polygon(scene, SVY_ROLE_BAR, corners, 3, ink);
    const SvyNode *mark =
        svy_scene_add_mark(scene, SVY_ROLE_MARK, SVY_NODE_TRIANGLE_UP, 10, 20, 4, ink);

    g_assert_cmpfloat_with_epsilon(node->box.x, 10, 1e-9);
    g_assert_cmpfloat_with_epsilon(node->box.y, 5, 1e-9);
    g_assert_cmpfloat_with_epsilon(node->box.w, 20, 1e-9);
    g_assert_cmpfloat_with_epsilon(node->box.h, 35, 1e-9);
    g_assert_false(svy_node_is_mark(node));
    g_assert_true(svy_node_is_mark(mark));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/table/no-kind", check_no_kind);
    g_test_add_func("/chart/table/polygon", check_polygon);
    return g_test_run();
}
