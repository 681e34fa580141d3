/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages whose panels have groups of their own: tables cut from that by both questions; words. */
#include "chart-fixture.h"

#include <math.h>
#include <string.h>

#include "chart/slices.h"
#include "result/result-table.h"

enum { N_PANELS = 3, N_GROUPS = 3 };

static SvyTable *find(SvyChartCase *one, const char *id)
{
    for (size_t i = 0; i < one->result.n_tables; i++)
        if (strcmp(one->result.tables[i].id, id) == 0)
            return &one->result.tables[i];
    g_error("there is no table %s", id);
}

static SvySlices *slice(SvyChartCase *one, const char *id)
{
    return svy_slices_new_crossed(&one->result, find(one, id), "q5");
}

static void check_cell(const SvyCell *cell, const SvyCell *source)
{
    g_assert_cmpint(cell->status, ==, source->status);
    if (source->status != SVY_STATUS_OK)
        return;
    g_assert_cmpuint(cell->share.n, ==, source->share.n);
    g_assert_cmpuint(cell->share.base, ==, source->share.base);
    g_assert_true(!(fabs(cell->residual - source->residual) > 0));
}

/* Each panel has the columns of everybody's table, and the cells of its own groups. */
static void check_cells(Fixture *fixture, gconstpointer theme_name)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    const SvyTable *inner = find(one, "segments-3"), *both = find(one, "segments-q9-by-q5*q1");
    const SvyTable *outer = find(one, "segments-q9-by-q5");
    g_autoptr(SvySlices) slices = slice(one, "segments-3");

    (void)theme_name;
    g_assert_cmpuint(slices->n_groups, ==, N_PANELS);
    for (size_t s = 0; s < N_PANELS; s++) {
        const SvyTable *made = slices->groups[s].bins;

        g_assert_cmpuint(made->n_columns, ==, inner->n_columns);
        g_assert_cmpuint(made->columns[1].base, ==, outer->columns[s + 2].base);
        g_assert_cmpuint(slices->groups[s].base, ==, outer->columns[s + 2].base);
        for (size_t row = 0; row < made->n_rows; row++) {
            check_cell(svy_table_get_cell(made, row, 1), svy_table_get_cell(outer, row, s + 2));
            for (size_t g = 0; g < N_GROUPS; g++) {
                g_assert_cmpstr(made->columns[g + 2].heading, ==, inner->columns[g + 2].heading);
                check_cell(svy_table_get_cell(made, row, g + 2),
                           svy_table_get_cell(both, row, 2 + s * N_GROUPS + g));
            }
        }
    }
}

/* What the tables withhold stays withheld, and who is not shown in a panel is named. */
static void check_withheld(Fixture *fixture, gconstpointer theme_name)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    SvyTable *both = find(one, "segments-q9-by-q5*q1");
    const size_t first = 2 + N_GROUPS; /* of the second panel */

    (void)theme_name;
    both->columns[first].is_withheld = true;
    both->columns[first].base = 0;
    for (size_t row = 0; row < both->n_rows; row++)
        svy_cell_withhold(&both->cells[row * both->n_columns + first]);

    g_autoptr(SvySlices) slices = slice(one, "segments-3");
    const SvyTable *made = slices->groups[1].bins;

    g_assert_true(made->columns[2].is_withheld);
    for (size_t row = 0; row < made->n_rows; row++)
        g_assert_cmpint(svy_table_get_cell(made, row, 2)->status, ==, SVY_STATUS_WITHHELD);
    g_assert_cmpstr(slices->too_few, ==, "Member (Not a member, but working in the profession)");
}

/* A panel of which no group may be told is told nothing of. */
static void check_empty_panel(Fixture *fixture, gconstpointer theme_name)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    SvyTable *both = find(one, "segments-q9-by-q5*q1");

    (void)theme_name;
    for (size_t g = 0; g < N_GROUPS; g++)
        both->columns[2 + N_GROUPS + g].is_withheld = true;

    g_autoptr(SvySlices) slices = slice(one, "segments-3");

    g_assert_cmpuint(slices->groups[0].base, >, 0);
    g_assert_cmpuint(slices->groups[1].base, ==, 0);
}

/* Answers that stand in another order, or under another name, are found by their words alone. */
static void check_rows(Fixture *fixture, gconstpointer theme_name)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    SvyTable *outer = find(one, "segments-q9-by-q5");

    (void)theme_name;
    g_free(outer->cells[0].text);
    outer->cells[0].text = g_strdup("Another answer");

    g_autoptr(SvySlices) slices = slice(one, "segments-3");

    g_assert_cmpint(svy_table_get_cell(slices->groups[0].bins, 0, 1)->status, ==,
                    SVY_STATUS_WITHHELD);
    g_assert_cmpint(svy_table_get_cell(slices->groups[0].bins, 1, 1)->status, ==, SVY_STATUS_OK);
}

/* All people of the panel first, then its groups, as the rows of everybody's table. */
static void check_numbers(Fixture *fixture, gconstpointer theme_name)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    const SvyTable *inner = find(one, "numbers-q20-by-q1");
    const SvyTable *both = find(one, "numbers-q20-by-q5*q1");
    g_autoptr(SvySlices) slices = slice(one, "numbers-q20-by-q1");

    (void)theme_name;
    g_assert_cmpuint(slices->n_groups, ==, N_PANELS);
    for (size_t s = 0; s < N_PANELS; s++) {
        const SvyTable *made = slices->groups[s].bins;

        g_assert_cmpuint(made->n_rows, ==, inner->n_rows);
        g_assert_cmpuint(svy_table_get_cell(made, 0, 1)->n, ==, slices->groups[s].base);
        for (size_t row = 1; row < made->n_rows; row++) {
            const SvyCell *median = svy_table_get_cell(made, row, 4);
            const SvyCell *source = svy_table_get_cell(both, s * (inner->n_rows - 1) + row, 4);

            g_assert_cmpstr(svy_table_get_cell(made, row, 0)->text, ==,
                            svy_table_get_cell(inner, row, 0)->text);
            g_assert_cmpint(median->status, ==, source->status);
            g_assert_true(!(fabs(median->share.p.value - source->share.p.value) > 0));
        }
    }
}

static SvyChart *draw(Fixture *fixture, SvyChartCase *one, const char *kind, const char *id)
{
    const SvyChartOptions options = {.theme = fixture->theme, .kind = kind};
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    svy_chart_new_each(&one->result, NULL, NULL, find(one, id), "q5", &options, &chart, &error);
    g_assert_no_error(error);
    return chart;
}

static bool has_note(const SvyChart *chart, const char *start)
{
    for (guint i = 0; i < chart->plot->notes->len; i++)
        if (g_str_has_prefix(((const SvyPlotNote *)chart->plot->notes->pdata[i])->text, start))
            return true;
    return false;
}

static void check_words(Fixture *fixture, gconstpointer theme_name)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    g_autoptr(SvyChart) dots = draw(fixture, one, "crosstab-dots", "segments-3");
    g_autoptr(SvyChart) heat = draw(fixture, one, "heatmap", "segments-3");
    g_autoptr(SvyChart) box = draw(fixture, one, "box", "numbers-q20-by-q1");
    g_autoptr(SvyChart) ridges = draw(fixture, one, "ridgeline", "numbers-q20-by-q1");
    g_autoptr(SvyChart) slope = draw(fixture, one, "slope", "segments-q9-by-q1");
    g_autoptr(SvyChart) map = draw(fixture, one, "tile-map", "states");

    (void)theme_name;
    g_assert_true(
        g_str_has_suffix(dots->plot->subtitle, "; panels by “Are you a member of ALCTS?”"));
    g_assert_true(g_str_has_prefix(dots->plot->alt, "Small multiples (crosstab-dots), a panel for "
                                                    "each of 3 groups by “Are you a member"));
    g_assert_true(
        has_note(dots, "Panels by “Are you a member of ALCTS?”. The title speaks of all"));
    g_assert_false(has_note(dots, "Shading"));
    g_assert_true(has_note(heat, "Shading: adjusted residuals within each panel"));
    g_assert_false(has_note(box, "Not drawn"));
    g_assert_true(has_note(ridges, "Curves of all people of a panel: standard deviation "));
    g_assert_true(has_note(ridges, "No curve: fewer than 100 people"));
    g_assert_true(has_note(slope, "Coloured where the shares at both ends of a panel differ"));
    g_assert_false(has_note(slope, "Dashed"));
    g_assert_true(g_str_has_suffix(map->plot->subtitle,
                                   "in each state; panels by “Are you a member of ALCTS?”"));
    g_assert_true(has_note(map, "Shades: about as many states in each class, of all panels"));
    g_assert_false(has_note(map, "Not drawn"));
    g_assert_nonnull(fixture_find_text(map, SVY_ROLE_HEAD, "10 to 29 answers"));
    g_assert_nonnull(fixture_find_text(map, SVY_ROLE_HEAD, "too few to show"));
    g_assert_cmpuint(fixture_count_role(map, SVY_ROLE_BAND), ==, 0);
    g_assert_nonnull(fixture_find_text(dots, SVY_ROLE_HEAD, "all of the panel"));
    g_assert_nonnull(fixture_find_text(heat, SVY_ROLE_HEAD, "far more"));
    g_assert_nonnull(fixture_find_text(box, SVY_ROLE_HEAD, "At the right: median, and people"));
}

/* A cell whose residual is not told has no colour, which would say "about as many". */
static void check_plain(Fixture *fixture, gconstpointer theme_name)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    SvyTable *both = find(one, "segments-q9-by-q5*q1");
    size_t before, after;

    (void)theme_name;
    {
        g_autoptr(SvyChart) chart = draw(fixture, one, "heatmap", "segments-3");

        before = fixture_count_role(chart, SVY_ROLE_SEGMENT);
    }
    both->cells[2].residual = (double)NAN;
    {
        g_autoptr(SvyChart) chart = draw(fixture, one, "heatmap", "segments-3");

        after = fixture_count_role(chart, SVY_ROLE_SEGMENT);
    }
    g_assert_cmpuint(after + 1, ==, before);
}

static void check_refusals(Fixture *fixture, gconstpointer theme_name)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "heatmap"};
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    (void)theme_name;
    g_assert_false(svy_chart_new_each(&one->result, NULL, NULL, find(one, "segments-6"), "q7",
                                      &options, &chart, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
    g_assert_nonnull(strstr(error->message, "nothing of two groups or more can be told"));
}

/* A panel of which no tile may be told is told of as such; without any there is no page. */
static void check_maps(Fixture *fixture, gconstpointer theme_name)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    SvyTable *both = find(one, "segments-q9-by-q5*q4");
    const size_t n_groups = (both->n_columns - 2) / N_PANELS;
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "tile-map"};
    g_autoptr(GError) error = NULL;
    SvyChart *none = NULL;

    (void)theme_name;
    for (size_t c = 2; c < 2 + n_groups; c++)
        svy_cell_withhold(&both->cells[c]);
    {
        g_autoptr(SvyChart) chart = draw(fixture, one, "tile-map", "states");

        g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_MESSAGE, "too few to show"));
        g_assert_cmpuint(fixture_count_role(chart, SVY_ROLE_MESSAGE), ==, 1);
    }
    for (size_t c = 2; c < both->n_columns; c++)
        svy_cell_withhold(&both->cells[c]);
    g_assert_false(svy_chart_new_each(&one->result, NULL, NULL, find(one, "states"), "q5", &options,
                                      &none, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
    g_assert_nonnull(strstr(error->message, "nothing of two groups or more can be told"));
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/each-by/" name, Fixture, "report", fixture_set_up, function,                \
               fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("cells", check_cells);
    ADD("withheld", check_withheld);
    ADD("empty-panel", check_empty_panel);
    ADD("rows", check_rows);
    ADD("numbers", check_numbers);
    ADD("words", check_words);
    ADD("plain", check_plain);
    ADD("maps", check_maps);
    ADD("refusals", check_refusals);
    return g_test_run();
}
