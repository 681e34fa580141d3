/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/chart-private.h"

#include <string.h>

#include "cases.h"
#include "chart-fixture.h"
#include "chart/panel-upset.h"
#include "result/result-table.h"

typedef struct {
    uint64_t mask;
    size_t n;
} Row;

#define NAMES 5

/* People with exactly each combination of "Tea", "Coffee", "Water", "Milk", "Cocoa"; the last with
 * mask 0 are the others. */
static SvyTable make_table(const Row *rows, size_t n_rows, size_t n_options, size_t base)
{
    static const char *const names[NAMES] = {"Tea", "Coffee", "Water", "Milk", "Cocoa"};
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_COMBINATIONS, "combinations-q1", "Combinations");
    SvyTable *table = svy_table_builder_get(builder);
    SvyTableSets *sets = g_new0(SvyTableSets, 1);

    table->row_id = g_strdup("q1");
    table->row_text = g_strdup("What do you drink?");
    table->base_rule = g_strdup("people who chose at least one option");
    svy_table_builder_add_column(builder, "combination", "Combination");
    svy_table_builder_add_column(builder, "p", "Share");
    sets->n = n_options;
    sets->labels = g_new0(char *, n_options);
    sets->shares = g_new0(SvyShare, n_options);
    sets->masks = g_new0(uint64_t, n_rows);
    sets->n_others = 4;
    for (size_t i = 0; i < n_options; i++) {
        sets->labels[i] = g_strdup(names[i]);
        sets->shares[i] = (SvyShare){.base = base};
    }
    for (size_t i = 0; i < n_rows; i++) {
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
        const SvyShare share = {
            .n = rows[i].n, .base = base, .p = svy_cases_wilson(rows[i].n, base)};

        svy_cell_set_text(&cells[0], "A combination");
        svy_cell_set_share(&cells[1], &share);
        sets->masks[i] = rows[i].mask;
        for (size_t k = 0; k < n_options; k++)
            sets->shares[k].n += (rows[i].mask >> k & 1) != 0 ? rows[i].n : 0;
    }
    for (size_t i = 0; i < n_options; i++)
        sets->shares[i].p = svy_cases_wilson(sets->shares[i].n, base);
    table->sets = sets;
    return svy_table_builder_finish(builder);
}

static SvyChart *draw(const Fixture *fixture, const SvyTable *table, size_t n_top)
{
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "upset", .n_top = n_top};
    const SvyResult result = {
        .survey = {.people = (char *)"members"}, .level = 0.95, .min_cell = 5};
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    svy_chart_new_table(&result, table, &options, &chart, &error);
    g_assert_no_error(error);
    return chart;
}

#define DRAW(rows, n_options, base)                                                                \
    SvyTable table = make_table(rows, G_N_ELEMENTS(rows), n_options, base);                        \
    g_autoptr(SvyChart) chart = draw(fixture, &table, 0)

static void check_leader(Fixture *fixture, gconstpointer data)
{
    static const Row rows[] = {{1, 60}, {3, 20}, {12, 12}, {0, 8}};
    DRAW(rows, 4, 100);

    (void)data;
    g_assert_cmpstr(chart->plot->title, ==,
                    "60% chose “Tea” alone, more than any other combination");
    g_assert_cmpstr(chart->plot->alt, ==,
                    "UpSet chart of combinations of 4 options. Most common: “Tea” alone, 60%. "
                    "Next: “Tea” and “Coffee”, 20%. Base 100.");
    g_assert_nonnull(strstr(chart->plot->subtitle, "of 100 members"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_REMARK, "+ 4 other combinations: 8% "));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_CELL, "60"));
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_KEY), ==, 1 + 2 + 2);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_CONNECTOR), ==, 2);
    svy_table_clear(&table);
}

/* Intervals that touch: two numbers and no claim. */
static void check_tie(Fixture *fixture, gconstpointer data)
{
    static const Row rows[] = {{1, 50}, {6, 50}};
    DRAW(rows, 3, 100);

    (void)data;
    g_assert_cmpstr(chart->plot->title, ==,
                    "50% chose “Tea” alone, 50% chose “Coffee” and “Water”");
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_REMARK), ==, 0);
    svy_table_clear(&table);
}

/* Everybody the same, one row, all of five options: the title names two of them. */
static void check_everybody(Fixture *fixture, gconstpointer data)
{
    static const Row rows[] = {{31, 40}};
    DRAW(rows, 5, 40);

    (void)data;
    g_assert_cmpstr(chart->plot->title, ==, "All 40 chose “Tea”, “Coffee” and 3 more");
    g_assert_nonnull(strstr(chart->plot->csv, "combination,40,40,1,"));
    svy_table_clear(&table);
}

static void check_one_option(Fixture *fixture, gconstpointer data)
{
    static const Row rows[] = {{1, 40}};
    DRAW(rows, 1, 40);

    (void)data;
    g_assert_cmpstr(chart->plot->title, ==, "All 40 chose “Tea” alone");
    g_assert_false(svy_chart_has_table_kind(&table, NULL)); /* only where it is asked for */
    g_assert_true(svy_chart_has_table_kind(&table, "upset"));
    svy_table_clear(&table);
}

/* Nobody chose an option: its row is there, at 0%. */
static void check_nobody(Fixture *fixture, gconstpointer data)
{
    static const Row rows[] = {{1, 60}, {2, 40}};
    DRAW(rows, 3, 100);

    (void)data;
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_VALUE, "0%"));
    g_assert_nonnull(strstr(chart->plot->csv, "\nWater,option,0,100,0,0,"));
    svy_table_clear(&table);
}

/* A cell and an option that may not be told: neither number nor mark, and the rest has no share. */
static void check_withheld(Fixture *fixture, gconstpointer data)
{
    static const Row rows[] = {{1, 60}, {2, 30}, {4, 10}};
    SvyTable table = make_table(rows, 3, 3, 100);
    g_autoptr(SvyChart) chart = NULL;

    (void)data;
    svy_cell_withhold(&table.cells[2 * table.n_columns + 1]);
    table.sets->shares[2].p.status = SVY_STATUS_WITHHELD;
    chart = draw(fixture, &table, 0);
    g_assert_null(fixture_find_text(chart, SVY_ROLE_CELL, "10"));
    g_assert_null(strstr(chart->plot->csv, "10,100"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_VALUE, "–"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_REMARK, "1 other combination, not shown"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_NOTE, "ithheld"));
    svy_table_clear(&table);
}

static void check_too_few(Fixture *fixture, gconstpointer data)
{
    static const Row rows[] = {{1, 5}, {2, 4}};
    static const Row few[] = {{1, 4}};
    SvyTable few_table = make_table(few, 1, 2, 4);
    g_autoptr(SvyChart) few_chart = draw(fixture, &few_table, 0);
    DRAW(rows, 2, 9);

    (void)data;
    g_assert_cmpstr(chart->plot->title, ==, "Too few answers for percentages (n = 9)");
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MARK), ==, 0);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MESSAGE), ==, 2);
    g_assert_cmpstr(few_chart->plot->title, ==, "Too few answers for percentages");
    svy_table_clear(&table);
    svy_table_clear(&few_table);
}

/* The two options that most chose; combinations with the third are counted with the others. */
static void check_top(Fixture *fixture, gconstpointer data)
{
    static const Row rows[] = {{1, 60}, {2, 25}, {5, 15}};
    SvyTable table = make_table(rows, 3, 3, 100);
    g_autoptr(SvyChart) chart = draw(fixture, &table, 2);

    (void)data;
    g_assert_cmpuint(chart->plot->rows->len, ==, 2);
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_REMARK, "+ 1 other combination: 15%"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_NOTE, "Not shown: 1 option"));
    svy_table_clear(&table);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*run)(Fixture *fixture, gconstpointer data);
    } tests[] = {
        {"leader", check_leader},         {"tie", check_tie},       {"everybody", check_everybody},
        {"one-option", check_one_option}, {"nobody", check_nobody}, {"withheld", check_withheld},
        {"too-few", check_too_few},       {"top", check_top},
    };

    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
        g_autofree char *path = g_strdup_printf("/chart/upset/%s", tests[i].name);

        g_test_add(path, Fixture, "report", fixture_set_up, tests[i].run, fixture_tear_down);
    }
    return g_test_run();
}
