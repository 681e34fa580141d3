/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-fixture.h"
#include "check.h"
#include "result/result-table.h"

static SvyTable *find_table(SvyChartCase *one)
{
    for (size_t i = 0; i < one->result.n_tables; i++)
        if (strcmp(one->result.tables[i].id, "segments-q9-by-q1") == 0)
            return &one->result.tables[i];
    g_assert_not_reached();
}

static SvyChart *draw(const Fixture *fixture, SvyChartCase *one, size_t n_top, bool is_zoomed)
{
    const SvyChartOptions options = {
        .theme = fixture->theme, .kind = "slope", .n_top = n_top, .is_zoomed = is_zoomed};
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    g_assert_true(svy_chart_new_table(&one->result, find_table(one), &options, &chart, &error));
    g_assert_no_error(error);
    return chart;
}

static void rename_column(SvyTable *table, size_t column, const char *name)
{
    g_free(table->columns[column].heading);
    table->columns[column].heading = g_strdup(name);
}

static bool has_note(const SvyChart *chart, const char *words)
{
    for (size_t i = 0; i < chart->plot->notes->len; i++)
        if (strstr(((const SvyPlotNote *)chart->plot->notes->pdata[i])->text, words) != NULL)
            return true;
    return false;
}

/* What rises, what falls, what cannot be told; from 0% to 100%. */
static void check_changes(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) rise = draw(fixture, fixture_get(fixture, "extremes"), 0, false);
    g_autoptr(SvyChart) fall = draw(fixture, fixture_get(fixture, "negative"), 0, false);

    (void)data;
    g_assert_cmpstr(rise->plot->title, ==, "“Everybody” rose from 0% in 2019 to 100% in 2025");
    g_assert_nonnull(strstr(rise->plot->csv, "Nobody,2550,cannot tell,0,0,"));
    g_assert_nonnull(strstr(fall->plot->alt, "Fell: Newsletter, 35% to 14%."));
    g_assert_nonnull(strstr(fall->plot->alt, "Base 2,550."));
    g_assert_nonnull(strstr(fall->plot->csv, "Newsletter,2550,fell,"));
    g_assert_true(has_note(fall, "z test, Bonferroni"));
}

/* Without a letter nothing is claimed or coloured. */
static void check_open(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    SvyTable *table = find_table(one);
    g_autoptr(SvyChart) chart = NULL;

    (void)data;
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++)
        g_clear_pointer(&table->cells[i].letters, g_free);
    chart = draw(fixture, one, 0, false);
    g_assert_cmpstr(chart->plot->title, ==,
                    "None of 9 answers changed beyond chance from 2019 to 2025");
    g_assert_nonnull(strstr(chart->plot->alt, "No change beyond chance."));
    for (size_t i = 0; i < chart->scene->nodes->len; i++) {
        const SvyNode *node = chart->scene->nodes->pdata[i];
        g_assert_true(node->role != SVY_ROLE_MARK || node->type == SVY_NODE_SQUARE);
    }
}

/* Columns in the order of time, whatever the order of the table. */
static void check_order(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "2-rows");
    g_autoptr(SvyChart) chart = NULL;

    (void)data;
    rename_column(find_table(one), 2, "2025");
    rename_column(find_table(one), 4, "2019");
    chart = draw(fixture, one, 0, false);
    g_assert_cmpstr(chart->plot->title, ==, "“Facebook” fell from 81% in 2019 to 12% in 2025");
}

static void check_unordered(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "2-rows");

    (void)data;
    g_assert_true(svy_chart_has_table_kind(find_table(one), "slope"));
    rename_column(find_table(one), 3, "Elsewhere");
    g_assert_false(svy_chart_has_table_kind(find_table(one), "slope"));
}

/* A wave or a share that is withheld leaves no trace; its neighbours are not joined across it. */
static void check_withheld(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "1-row");
    SvyTable *table = find_table(one);
    g_autoptr(SvyChart) middle = NULL;
    g_autoptr(SvyChart) nothing = NULL;
    size_t n_lines = 0;

    (void)data;
    svy_cell_withhold(&table->cells[3]);
    middle = draw(fixture, one, 0, false);
    for (size_t i = 0; i < middle->scene->nodes->len; i++) {
        const SvyNode *node = middle->scene->nodes->pdata[i];
        n_lines += node->role == SVY_ROLE_CONNECTOR && node->datum.row == 0;
    }
    g_assert_cmpuint(n_lines, ==, 0);
    g_assert_cmpuint(fixture_count_role(middle, SVY_ROLE_MARK), ==, 2);
    g_assert_cmpstr(middle->plot->title, ==, "“Facebook” rose from 12% in 2019 to 81% in 2025");

    nothing = draw(fixture, fixture_get(fixture, "n-5"), 0, false);
    g_assert_cmpuint(fixture_count_role(nothing, SVY_ROLE_MARK), ==, 0);
    g_assert_true(has_note(nothing, "Too few to show: Facebook; Twitter."));
    g_assert_cmpstr(nothing->plot->title, ==,
                    "0 of 2 answers are large enough to compare 2019 with 2025");
}

static void check_zoom(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "equal");
    g_autoptr(SvyChart) whole = draw(fixture, one, 1, false);

    (void)data;
    g_assert_null(whole->plot->remark);
    g_assert_nonnull(fixture_find_text(whole, SVY_ROLE_AXIS, "0%"));
    g_assert_true(has_note(whole, "Not shown: 3 more."));
}

/* Both of the first two are near a half: the axis may begin above 0, and says so. */
static void check_closer(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "equal");
    SvyTable *table = find_table(one);
    const size_t n_rows = table->n_rows;
    g_autoptr(SvyChart) chart = NULL;

    (void)data;
    table->n_rows = 2;
    chart = draw(fixture, one, 0, true);
    table->n_rows = n_rows;
    g_assert_nonnull(chart->plot->remark);
    g_assert_nonnull(strstr(chart->plot->remark, "does not start at 0%"));
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_ZERO), ==, 0);
}

/* The target of the question, as a dashed line with its words. */
static void check_target(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = draw(fixture, fixture_get(fixture, "2-rows"), 0, false);

    (void)data;
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_REFERENCE), >, 10);
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_LABEL, "at least 50%: Facebook"));
    g_assert_nonnull(strstr(chart->plot->alt, "Target Facebook, at least 50%: met."));
    g_assert_nonnull(strstr(chart->plot->csv, "\nFacebook,,target,0.5,"));
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/slope/" name, Fixture, "report", fixture_set_up, function, fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("changes", check_changes);
    ADD("open", check_open);
    ADD("order", check_order);
    ADD("unordered", check_unordered);
    ADD("withheld", check_withheld);
    ADD("zoom", check_zoom);
    ADD("closer", check_closer);
    ADD("target", check_target);
    return g_test_run();
}
