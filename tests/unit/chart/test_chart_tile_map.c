/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/chart-private.h"

#include <string.h>

#include "cases.h"
#include "chart-fixture.h"
#include "chart/panel-tiles.h"
#include "result/result-table.h"

typedef struct {
    const char *label;
    size_t n, base;
} Group;

/* Two answers by group; of the second fewer people. */
static SvyTable make_table(const Group *groups, size_t n_groups)
{
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_SEGMENTS, "segments-q1-by-q2", "By state");
    SvyTable *table = svy_table_builder_get(builder);
    static const char *const answers[] = {"Tea", "No"};

    table->row_id = g_strdup("q1");
    table->row_text = g_strdup("What do you drink?");
    svy_table_builder_add_column(builder, "answer", "Answer");
    svy_table_builder_add_column(builder, "all", "All")->base = 400;
    for (size_t i = 0; i < n_groups; i++) {
        g_autofree char *key = g_strdup_printf("group-%zu", i + 1);
        SvyTableColumn *column = svy_table_builder_add_column(builder, key, groups[i].label);

        column->base = groups[i].base;
    }
    for (size_t row = 0; row < G_N_ELEMENTS(answers); row++) {
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
        const size_t n_all = row == 0 ? 150 : 250;
        const SvyShare all = {.n = n_all, .base = 400, .p = svy_cases_wilson(n_all, 400)};

        svy_cell_set_text(&cells[0], answers[row]);
        svy_cell_set_share(&cells[1], &all);
        for (size_t i = 0; i < n_groups; i++) {
            const size_t n = row == 0 ? groups[i].n : groups[i].base - groups[i].n;
            const SvyShare share = {
                .n = n, .base = groups[i].base, .p = svy_cases_wilson(n, groups[i].base)};

            svy_cell_set_share(&cells[i + 2], &share);
        }
    }
    return svy_table_builder_finish(builder);
}

static SvyChart *draw_in(const Fixture *fixture,
                         const SvyTable *table,
                         const SvyTiles *tiles,
                         const char *language)
{
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "tile-map", .tiles = tiles};
    const SvyResult result = {
        .level = 0.95, .min_cell = 5, .survey = {.language = (char *)language}};
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    svy_chart_new_table(&result, table, &options, &chart, &error);
    g_assert_no_error(error);
    return chart;
}

static SvyChart *draw(const Fixture *fixture, const SvyTable *table, const SvyTiles *tiles)
{
    return draw_in(fixture, table, tiles, NULL);
}

#define DRAW(groups)                                                                               \
    SvyTable table = make_table(groups, G_N_ELEMENTS(groups));                                     \
    g_autoptr(SvyChart) chart = draw(fixture, &table, NULL)

static const SvyTilePanel *get_panel(const SvyChart *chart)
{
    return (const SvyTilePanel *)chart->plot->panel;
}

static const SvyTileFace *get_face(const SvyChart *chart, const char *code)
{
    const SvyTilePanel *panel = get_panel(chart);

    for (size_t i = 0; i < panel->n; i++)
        if (strcmp(panel->faces[i].code, code) == 0)
            return &panel->faces[i];
    g_assert_not_reached();
}

/* Names and codes; the answer "No" is never the one of the map. */
static void check_apart(Fixture *fixture, gconstpointer data)
{
    static const Group groups[] = {
        {"Vermont", 10, 100}, {"OH", 60, 100}, {"texas", 20, 20}, {"Guam", 20, 40}, {"DC", 30, 99}};
    DRAW(groups);

    (void)data;
    g_assert_cmpstr(chart->plot->title, ==, "10% in Vermont but 60% in Ohio chose “Tea”");
    g_assert_cmpstr(chart->plot->alt, ==,
                    "Tile map of who chose “Tea” by state. Highest Ohio 60%, lowest Vermont 10%. "
                    "47 states have too few answers to show. Base 400.");
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_NOTE, "Not on the map: “Guam”."));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_BASE, "n = 20 to 100 in each state"));
    g_assert_cmpint(get_face(chart, "TX")->look, ==, SVY_TILE_BORDER); /* no part of the title */
    g_assert_cmpint(get_face(chart, "OH")->look, ==, SVY_TILE_FULL);
    g_assert_cmpint(get_face(chart, "CA")->look, ==, SVY_TILE_EMPTY);
    g_assert_cmpstr(get_face(chart, "CA")->figure, ==, "–");
    g_assert_cmpuint(chart->plot->descriptions->len, ==, 51);
    svy_table_clear(&table);
}

static double find_place(const SvyChart *chart, const char *code)
{
    return fixture_find_text(chart, SVY_ROLE_LABEL, code)->ink.x;
}

/* A map is no text: it is read from west to east in every language. */
static void check_mirrored(Fixture *fixture, gconstpointer data)
{
    static const char *const languages[] = {NULL, "es", "he", "ar"};
    static const Group groups[] = {{"VT", 10, 100}, {"OH", 60, 100}};
    SvyTable table = make_table(groups, G_N_ELEMENTS(groups));

    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
        g_autoptr(SvyChart) chart = draw_in(fixture, &table, NULL, languages[i]);

        g_assert_cmpfloat(find_place(chart, "CA"), <, find_place(chart, "OH"));
        g_assert_cmpfloat(find_place(chart, "OH"), <, find_place(chart, "ME"));
    }
    svy_table_clear(&table);
}

/* Intervals that touch; 0% and 100% among small bases stay what they are. */
static void check_close(Fixture *fixture, gconstpointer data)
{
    static const Group groups[] = {
        {"VT", 40, 100}, {"OH", 45, 100}, {"TX", 0, 12}, {"CA", 12, 12}, {"NV", 45, 100}};
    DRAW(groups);

    (void)data;
    g_assert_cmpstr(chart->plot->title, ==,
                    "40% in Vermont to 45% in Nevada chose “Tea”: too close to call");
    g_assert_cmpstr(get_face(chart, "TX")->figure, ==, "0%");
    g_assert_cmpstr(get_face(chart, "CA")->figure, ==, "100%");
    g_assert_cmpuint(get_face(chart, "OH")->shade, ==, get_face(chart, "NV")->shade);
    g_assert_cmpuint(get_panel(chart)->n_classes, ==, 4);
    g_assert_cmpstr(get_panel(chart)->classes[0], ==, "0%");
    g_assert_cmpstr(get_panel(chart)->classes[3], ==, "100%");
    svy_table_clear(&table);
}

static void check_one(Fixture *fixture, gconstpointer data)
{
    static const Group groups[] = {{"VT", 40, 100}};
    DRAW(groups);

    (void)data;
    g_assert_cmpstr(chart->plot->title, ==, "40% chose “Tea” in Vermont");
    g_assert_cmpuint(get_panel(chart)->n_classes, ==, 1);
    svy_table_clear(&table);
}

/* A withheld cell and a base under ten are drawn alike; nothing is left, nothing is claimed. */
static void check_withheld(Fixture *fixture, gconstpointer data)
{
    static const Group groups[] = {{"VT", 40, 100}, {"OH", 4, 9}};
    SvyTable table = make_table(groups, 2);
    g_autoptr(SvyChart) chart = NULL;

    (void)data;
    svy_cell_withhold(&table.cells[2]);
    chart = draw(fixture, &table, NULL);
    g_assert_cmpint(get_face(chart, "VT")->look, ==, SVY_TILE_EMPTY);
    g_assert_cmpint(get_face(chart, "OH")->look, ==, SVY_TILE_EMPTY);
    g_assert_cmpstr(chart->plot->title, ==, "Too few answers for percentages (n = 400)");
    g_assert_nonnull(strstr(chart->plot->csv, "\nVermont,VT,2,10,,,,,\n"));
    g_assert_null(fixture_find_text(chart, SVY_ROLE_BASE, "n = "));
    svy_table_clear(&table);
}

/* Words that look like codes make no map; a grid of one's own does. */
static void check_grids(Fixture *fixture, gconstpointer data)
{
    static const Group words[] = {{"OK", 40, 100}, {"Not OK", 4, 50}, {"Me", 4, 50}};
    static const Group chapters[] = {{"North", 40, 100}, {"south", 4, 50}};
    SvyTile places[] = {{(char *)"N", (char *)"North", (char *)"", 1, 1},
                        {(char *)"S", (char *)"South", (char *)"", 2, 2}};
    const SvyTiles tiles = {(char *)"area", 2, places};
    SvyTable no_map = make_table(words, 3), table = make_table(chapters, 2);
    g_autoptr(SvyChart) chart = draw(fixture, &table, &tiles);

    (void)data;
    g_assert_false(svy_chart_has_table_kind(&no_map, "tile-map"));
    g_assert_false(svy_chart_has_table_kind(&table, "tile-map"));
    g_assert_true(svy_chart_suits_tiles(&tiles, NULL, &table));
    g_assert_false(svy_chart_suits_tiles(&tiles, NULL, &no_map));
    g_assert_cmpuint(get_panel(chart)->n, ==, 2);
    g_assert_cmpuint(get_panel(chart)->n_columns, ==, 2);
    svy_table_clear(&table);
    svy_table_clear(&no_map);
}

/* The gap by group: points with a sign, and no per cent. */
static void check_gap(Fixture *fixture, gconstpointer data)
{
    static const struct {
        const char *label;
        size_t n;
        double gap;
    } rows[] = {{"All", 400, 0.3}, {"VT", 100, -0.13}, {"OH", 200, 0.45}};
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_GAP_SEGMENTS, "gap-by-q2", "The gap");
    g_autoptr(SvyChart) chart = NULL;
    SvyTable table;

    (void)data;
    svy_table_builder_add_column(builder, "group", "Group");
    svy_table_builder_add_column(builder, "people", "People");
    svy_table_builder_add_column(builder, "use", "use any");
    svy_table_builder_add_column(builder, "follow", "follow us");
    svy_table_builder_add_column(builder, "gap", "Gap in points");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
        const SvyEstimate gap = {.value = rows[i].gap,
                                 .lo = rows[i].gap - 0.05,
                                 .hi = rows[i].gap + 0.05,
                                 .level = 0.95,
                                 .method = "Newcombe"};

        svy_cell_set_text(&cells[0], rows[i].label);
        svy_cell_set_count(&cells[1], rows[i].n);
        svy_cell_set_estimate(&cells[4], SVY_CELL_POINTS, &gap);
    }
    table = svy_table_builder_finish(builder);
    chart = draw(fixture, &table, NULL);
    g_assert_cmpstr(chart->plot->title, ==,
                    "From “use any” to “follow us”: a gap of −13 points in Vermont, but of 45 in "
                    "Ohio");
    g_assert_cmpstr(get_face(chart, "VT")->figure, ==, "−13");
    g_assert_nonnull(strstr(chart->plot->alt, "Base 400."));
    svy_table_clear(&table);
}

/* Where people come from. */
static void check_question(Fixture *fixture, gconstpointer data)
{
    SvyOptionResult options[] = {{(char *)"Ohio", 80, svy_cases_wilson(80, 100)},
                                 {(char *)"Texas", 20, svy_cases_wilson(20, 100)}};
    const SvyQuestionResult question = {.id = (char *)"q1",
                                        .text = (char *)"Where do you live?",
                                        .type = SVY_QUESTION_SINGLE,
                                        .base_rule = (char *)"answered the question",
                                        .n_asked = 100,
                                        .n_answered = 100,
                                        .n_options = 2,
                                        .options = options};
    const SvySurvey survey = {.people = (char *)"members"};
    const SvyChartOptions look = {.theme = fixture->theme, .kind = "tile-map"};
    g_autoptr(SvyChart) chart = NULL;
    g_autoptr(GError) error = NULL;

    (void)data;
    svy_chart_new_question(&survey, &question, 0.95, &look, &chart, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(chart->plot->title, ==,
                    "80% of the answers come from Ohio, more than from any other state");
    options[0].p = svy_cases_wilson(52, 100);
    options[1].p = svy_cases_wilson(48, 100);
    svy_chart_free(g_steal_pointer(&chart));
    svy_chart_new_question(&survey, &question, 0.95, &look, &chart, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(chart->plot->title, ==, "No state has more than 52% of the answers");
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*run)(Fixture *fixture, gconstpointer data);
    } tests[] = {
        {"apart", check_apart},       {"close", check_close},       {"one", check_one},
        {"gap", check_gap},           {"withheld", check_withheld}, {"grids", check_grids},
        {"question", check_question}, {"mirrored", check_mirrored},
    };

    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
        g_autofree char *path = g_strdup_printf("/chart/tile-map/%s", tests[i].name);

        g_test_add(path, Fixture, "report", fixture_set_up, tests[i].run, fixture_tear_down);
    }
    return g_test_run();
}
