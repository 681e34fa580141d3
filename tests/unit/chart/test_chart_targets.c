/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-fixture.h"
#include "chart/targets.h"
#include "check.h"
#include "result/result-table.h"

static SvyTable *find_table(SvyChartCase *one)
{
    for (size_t i = 0; i < one->result.n_tables; i++)
        if (one->result.tables[i].kind == SVY_TABLE_TARGETS)
            return &one->result.tables[i];
    g_assert_not_reached();
}

static SvyChart *draw(const Fixture *fixture, const char *name)
{
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "targets"};
    SvyChartCase *one = fixture_get(fixture, name);
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    g_assert_true(svy_chart_new_table(&one->result, find_table(one), &options, &chart, &error));
    g_assert_no_error(error);
    return chart;
}

/* What was wanted comes back from what came out and the difference; and on which side. */
static void check_read(Fixture *fixture, gconstpointer data)
{
    const SvyTable *table = find_table(fixture_get(fixture, "normal"));
    const SvyTargetRow first = svy_targets_read(table, 0), second = svy_targets_read(table, 1);
    const SvyTargetRow third = svy_targets_read(table, 2);

    (void)data;
    g_assert_cmpfloat_with_epsilon(first.value, 0.5, 1e-12);
    g_assert_cmpfloat_with_epsilon(second.value, 0.25, 1e-12);
    g_assert_cmpfloat_with_epsilon(third.value, 0.42, 1e-12);
    g_assert_cmpint((int)first.side, ==, (int)SVY_TARGET_SIDE_ABOVE);
    g_assert_cmpint((int)second.side, ==, (int)SVY_TARGET_SIDE_BELOW);
    g_assert_cmpint((int)third.side, ==, (int)SVY_TARGET_SIDE_NONE);
}

/* An outside figure is compared without weights: what came out with them does not lead to it. */
static void check_weighted(Fixture *fixture, gconstpointer data)
{
    SvyTable *table = find_table(fixture_get(fixture, "normal"));
    SvyCell *share = &table->cells[2 * table->n_columns + 2];
    SvyCell *difference = &table->cells[2 * table->n_columns + 4];

    (void)data;
    share->share.plain = share->share.p;
    share->share.p.value = 0.9;
    difference->share.p.method = "Newcombe 10";
    g_assert_cmpfloat_with_epsilon(svy_targets_read(table, 2).value, 0.42, 1e-12);
}

static void check_titles(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) some = draw(fixture, "normal");
    g_autoptr(SvyChart) single = draw(fixture, "1-row");
    g_autoptr(SvyChart) small = draw(fixture, "n-5");

    (void)data;
    g_assert_cmpstr(some->plot->title, ==, "6 targets: 1 met, 3 missed, 2 cannot be told");
    g_assert_cmpstr(single->plot->title, ==, "Facebook: 81%, the target of at least 50% is met");
    g_assert_cmpstr(small->plot->title, ==, "None of 2 targets can be called met or missed");
    g_assert_nonnull(strstr(some->plot->alt, "Met: Facebook, 81%, against at least 50%."));
    g_assert_nonnull(strstr(some->plot->alt, "Base 850."));
}

/* What is withheld leaves what was wanted and no number of its own. */
static void check_withheld(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = draw(fixture, "n-5");

    (void)data;
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MARK), ==, 0);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_ZONE), ==, 0);
    g_assert_cmpstr(fixture_get_row(chart, 0)->message, ==, "too few to show");
    g_assert_cmpstr(fixture_get_row(chart, 0)->base_note, ==, "at least 50%");
    g_assert_nonnull(strstr(chart->plot->csv, "\nFacebook,q9,,,,,at least 50%,,,,,\n"));
}

/* 0% and 100%: exactly met is met or open as the table says; the axis holds them. */
static void check_extremes(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = draw(fixture, "extremes");

    (void)data;
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_CELL, "100%"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_CELL, "<1%"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_AXIS, "100%"));
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/targets/" name, Fixture, "report", fixture_set_up, function,                \
               fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("read", check_read);
    ADD("weighted", check_weighted);
    ADD("titles", check_titles);
    ADD("withheld", check_withheld);
    ADD("extremes", check_extremes);
    return g_test_run();
}
