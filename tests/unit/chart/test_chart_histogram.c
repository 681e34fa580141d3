/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "chart-fixture.h"
#include "check.h"
#include "result/result-table.h"

static SvyTable *find_table(SvyChartCase *one, const char *id)
{
    for (size_t i = 0; i < one->result.n_tables; i++)
        if (strcmp(one->result.tables[i].id, id) == 0)
            return &one->result.tables[i];
    g_assert_not_reached();
}

static SvyChart *draw(const Fixture *fixture, SvyChartCase *one)
{
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "histogram"};
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    g_assert_true(
        svy_chart_new_table(&one->result, find_table(one, "bins-q20"), &options, &chart, &error));
    g_assert_no_error(error);
    return chart;
}

static void set_number(SvyChartCase *one, const char *key, double value)
{
    SvyTable *numbers = find_table(one, "numbers");
    SvyCell *cell = &numbers->cells[svy_table_find_column(numbers, key)];

    cell->share.p.value = value;
    cell->status = isnan(value) ? SVY_STATUS_UNDEFINED : SVY_STATUS_OK;
}

static void check_words(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = draw(fixture, fixture_get(fixture, "normal"));
    g_autofree char *alt = svy_chart_format_alt(chart);

    (void)data;
    g_assert_cmpstr(chart->plot->title, ==,
                    "The middle half of 2,632 respondents gave 10 to 59, with a median of 27");
    g_assert_true(g_str_has_prefix(chart->plot->alt, "Histogram of “How many hours"));
    g_assert_true(g_str_has_suffix(chart->plot->alt,
                                   "Median 27, middle half 10 to 59, range 0 to 90. Most often: "
                                   "0 to 9, 26%. Base 2,632."));
    g_assert_nonnull(strstr(alt, "80 or more: 6% (95% interval 5–7)."));
    g_assert_nonnull(strstr(alt, "bars that stand apart gather all that lies beyond the others"));
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_BAR), ==, 9);
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_AXIS, "80+"));
}

/* Without quartiles the title tells of the most frequent bin; with three equal ones of the value.
 */
static void check_titles(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    g_autoptr(SvyChart) tied = NULL, mode = NULL;

    (void)data;
    set_number(one, "q1", 12.5);
    set_number(one, "median", 12.5);
    set_number(one, "q3", 12.5);
    tied = draw(fixture, one);
    g_assert_cmpstr(tied->plot->title, ==, "At least half of 2,632 respondents gave 12.5");
    g_assert_cmpuint(fixture_count_role(tied, SVY_ROLE_CONNECTOR), ==, 0);

    set_number(one, "q1", (double)NAN);
    mode = draw(fixture, one);
    g_assert_cmpstr(mode->plot->title, ==, "26% of 2,632 respondents gave 0 to 9");
    g_assert_cmpuint(fixture_count_role(mode, SVY_ROLE_LEADER), ==, 0);
}

/* A median in an open bin has no place. */
static void check_open_median(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    g_autoptr(SvyChart) chart = NULL;

    (void)data;
    set_number(one, "median", 95);
    chart = draw(fixture, one);
    g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_LEADER), ==, 0);
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_HEAD, "Median 95"));
}

/* Everybody in one bin, nobody in another. */
static void check_extremes(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) one = draw(fixture, fixture_get(fixture, "1-row"));
    g_autoptr(SvyChart) extremes = draw(fixture, fixture_get(fixture, "extremes"));

    (void)data;
    g_assert_nonnull(fixture_find_text(one, SVY_ROLE_VALUE, "100%"));
    g_assert_nonnull(fixture_find_text(extremes, SVY_ROLE_VALUE, "<1%"));
    g_assert_cmpuint(fixture_count_role(extremes, SVY_ROLE_BAR), ==, 4);
    g_assert_cmpuint(fixture_count_role(extremes, SVY_ROLE_MARK), ==, 5);
}

/* Too few, or one bin withheld: nothing of it is drawn or written. */
static void check_withheld(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    g_autoptr(SvyChart) tiny = draw(fixture, fixture_get(fixture, "n-5")), withheld = NULL;
    g_autofree char *csv = NULL;

    (void)data;
    g_assert_cmpuint(fixture_count_role(tiny, SVY_ROLE_BAR), ==, 0);
    g_assert_nonnull(fixture_find_text(tiny, SVY_ROLE_MESSAGE, "too few to show"));
    svy_cell_withhold(&find_table(one, "bins-q20")->cells[3]);
    withheld = draw(fixture, one);
    csv = svy_chart_format_csv(withheld);
    g_assert_cmpuint(fixture_count_role(withheld, SVY_ROLE_BAR), ==, 0);
    g_assert_true(g_str_has_prefix(csv, "label,base,p,lo,hi,from,to,method\n0 to 9,,,,,0,10,\n"));
}

/* Dates have bins without limits that are numbers. */
static void check_refused(Fixture *fixture, gconstpointer data)
{
    SvyTable *table = find_table(fixture_get(fixture, "normal"), "bins-q20");

    (void)data;
    g_assert_true(svy_chart_has_table_kind(table, "histogram"));
    g_clear_pointer(&table->row_edges, g_free);
    g_assert_false(svy_chart_has_table_kind(table, "histogram"));
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/histogram/" name, Fixture, "report", fixture_set_up, function,              \
               fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("words", check_words);
    ADD("titles", check_titles);
    ADD("open-median", check_open_median);
    ADD("extremes", check_extremes);
    ADD("withheld", check_withheld);
    ADD("refused", check_refused);
    return g_test_run();
}
