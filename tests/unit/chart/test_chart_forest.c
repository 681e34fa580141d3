/* SPDX-License-Identifier: GPL-3.0-or-later */
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

static SvyChart *draw(const Fixture *fixture, SvyChartCase *one, const char *id, size_t n_top)
{
    const SvyChartOptions options = {.theme = fixture->theme, .kind = "forest", .n_top = n_top};
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    g_assert_true(svy_chart_new_table(&one->result, find_table(one, id), &options, &chart, &error));
    g_assert_no_error(error);
    return chart;
}

static void set_number(SvyTable *table, size_t row, const char *key, double value)
{
    SvyCell *cell = &table->cells[row * table->n_columns + svy_table_find_column(table, key)];

    cell->status = SVY_STATUS_OK;
    cell->share.p.status = SVY_STATUS_OK;
    cell->share.p.value = value;
}

static bool has_note(const SvyChart *chart, const char *words)
{
    for (size_t i = 0; i < chart->plot->notes->len; i++)
        if (strstr(((const SvyPlotNote *)chart->plot->notes->pdata[i])->text, words) != NULL)
            return true;
    return false;
}

/* Questions head their groups, which are indented; the reference is named once. */
static void check_headings(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = draw(fixture, fixture_get(fixture, "normal"), "drivers-q8", 0);
    const SvyPlotRow *heading = fixture_get_row(chart, 0), *first = fixture_get_row(chart, 1);

    (void)data;
    g_assert_cmpuint(chart->plot->rows->len, ==, 11);
    g_assert_true(heading->is_heading);
    g_assert_cmpstr(heading->label, ==, "Which do you use most?");
    g_assert_cmpstr(heading->base_note, ==, "against: Everybody else (reference)");
    g_assert_true(first->is_indented);
    g_assert_cmpstr(first->label, ==, "Facebook");
    g_assert_true(fixture_get_row(chart, 6)->is_heading);
}

/* The wording is cut in the table and whole in the chart; a colon in it does not part it. */
static void check_question(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "1-row");
    SvyTable *table = find_table(one, "drivers-q8");
    SvyQuestionResult question = {.id = (char *)"q2",
                                  .text = (char *)"Work: how many years have you worked here?"};
    g_autoptr(SvyChart) chart = NULL;

    (void)data;
    svy_cell_set_text(&table->cells[0], "Work: how many years…: 5: or more");
    one->result.questions = &question;
    one->result.n_questions = 1;
    chart = draw(fixture, one, "drivers-q8", 0);
    g_assert_cmpstr(fixture_get_row(chart, 0)->label, ==, question.text);
    g_assert_cmpstr(fixture_get_row(chart, 1)->label, ==, "5: or more");
}

/* Arrows point outwards, away from the line of no effect. */
static void check_arrows(Fixture *fixture, gconstpointer data)
{
    static const struct {
        const char *language, *less, *more;
    } cases[] = {{NULL, "← less likely", "more likely →"},
                 {"es", "← menos probable", "más probable →"},
                 {"he", "less likely →", "← more likely"}};
    SvyChartCase *one = fixture_get(fixture, "normal");

    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(SvyChart) chart = NULL;
        const SvyNode *less, *more;

        one->result.survey.language = (char *)cases[i].language;
        chart = draw(fixture, one, "drivers-q8", 0);
        less = fixture_find_text(chart, SVY_ROLE_HEAD, cases[i].less);
        more = fixture_find_text(chart, SVY_ROLE_HEAD, cases[i].more);
        g_assert_true(less != NULL && more != NULL);
        g_assert_true((less->ink.x < more->ink.x) == (strstr(cases[i].less, "← ") != NULL));
    }
    one->result.survey.language = NULL;
}

/* A title claims what its test carries, and else that nothing stands out. */
static void check_titles(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "2-rows");
    SvyTable *table = find_table(one, "drivers-q8");
    g_autoptr(SvyChart) certain = draw(fixture, one, "drivers-q8", 0);
    g_autoptr(SvyChart) open = NULL;
    g_autofree char *alt = svy_chart_format_alt(certain);

    (void)data;
    g_assert_cmpstr(certain->plot->title, ==,
                    "“Facebook” follow ALCTS 31 points more often than “Everybody else”, all else "
                    "equal");
    g_assert_true(fixture_get_row(certain, 1)->is_focus);
    g_assert_nonnull(strstr(alt, "Forest plot of 2 odds ratios: follow ALCTS. 2 of 2 intervals "
                                 "exclude 1."));
    g_assert_nonnull(strstr(alt, "Base 850."));

    set_number(table, 0, "p-adjusted", 0.06);
    set_number(table, 1, "p-adjusted", 0.07);
    open = draw(fixture, one, "drivers-q8", 0);
    g_assert_cmpstr(open->plot->title, ==,
                    "None of 2 groups stands out in how often they follow ALCTS: the differences "
                    "are within chance");
    g_assert_cmpuint(fixture_count_role(open, SVY_ROLE_BAND), ==, 0);
}

/* Nothing of a withheld row is drawn, printed or told. */
static void check_withheld(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) ratios = draw(fixture, fixture_get(fixture, "n-5"), "drivers-q8", 0);
    g_autoptr(SvyChart) gaps =
        draw(fixture, fixture_get(fixture, "mixed-bases"), "gap-q7-q8-by-q9", 0);
    g_autofree char *csv = svy_chart_format_csv(gaps);

    (void)data;
    g_assert_cmpuint(fixture_count_role(ratios, SVY_ROLE_MARK), ==, 0);
    g_assert_cmpuint(fixture_count_role(ratios, SVY_ROLE_CELL), ==, 0);
    g_assert_cmpstr(ratios->plot->title, ==,
                    "0 of 2 groups are large enough to show how often they follow ALCTS");
    g_assert_cmpuint(fixture_count_role(gaps, SVY_ROLE_MARK), ==, 3);
    g_assert_cmpstr(fixture_get_row(gaps, 3)->message, ==, "too few to show");
    g_assert_nonnull(strstr(csv, "\nVine,,,,,,,,,\n"));
    g_assert_true(has_note(gaps, "Withheld: fewer than 5 people"));
}

/* Small bases are hollow and say so, whatever their test says. */
static void check_small_base(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart =
        draw(fixture, fixture_get(fixture, "mixed-bases"), "gap-q7-q8-by-q9", 0);
    size_t n_hollow = 0;

    (void)data;
    for (size_t i = 0; i < chart->scene->nodes->len; i++) {
        const SvyNode *node = chart->scene->nodes->pdata[i];
        n_hollow += node->role == SVY_ROLE_MARK && node->datum.row == 2 && node->is_hollow;
    }
    g_assert_cmpuint(n_hollow, ==, 1);
    g_assert_cmpstr(fixture_get_row(chart, 2)->base_note, ==, "small base, n = 12");
}

static void check_gap_titles(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "equal");
    SvyTable *table = find_table(one, "gap-q7-q8-by-q9");
    g_autoptr(SvyChart) chart = NULL;

    (void)data;
    for (size_t row = 1; row < table->n_rows; row++)
        set_number(table, row, "p", 0.2);
    chart = draw(fixture, one, "gap-q7-q8-by-q9", 0);
    g_assert_cmpstr(chart->plot->title, ==,
                    "The gap is 0 points, and no group differs from the others beyond chance");
    g_assert_nonnull(strstr(chart->plot->alt, "Widest: "));
}

/* What is left out is said; the first row is everybody. */
static void check_top(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = draw(fixture, fixture_get(fixture, "normal"), "gap-q7-q8-by-q9", 3);

    (void)data;
    g_assert_cmpuint(chart->plot->rows->len, ==, 3);
    g_assert_cmpstr(fixture_get_row(chart, 0)->label, ==, "All");
    g_assert_true(has_note(chart, "Not shown: 7 more."));
}

/* Of odds ratios the most certain ones stay, in their order. */
static void check_certain(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    SvyTable *table = find_table(one, "drivers-q8");
    g_autoptr(SvyChart) chart = NULL;

    (void)data;
    for (size_t row = 0; row < table->n_rows; row++)
        set_number(table, row, "p", row == 3 || row == 6 ? 0.0001 : 0.01);
    chart = draw(fixture, one, "drivers-q8", 2);
    g_assert_cmpuint(chart->plot->rows->len, ==, 4);
    g_assert_cmpstr(fixture_get_row(chart, 1)->label, ==, "YouTube (signed-in)");
    g_assert_cmpstr(fixture_get_row(chart, 3)->label, ==, "Pinterest");
    g_assert_true(has_note(chart, "Not shown: 7 more, none of them more certain."));
    g_assert_nonnull(strstr(chart->plot->alt, "Forest plot of 2 odds ratios"));
}

/* An interval without an end leaves the axis with an arrowhead and is told as it is. */
static void check_beyond(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "1-row");
    SvyTable *table = find_table(one, "drivers-q8");
    SvyEstimate *ratio = &table->cells[svy_table_find_column(table, "odds-ratio")].share.p;
    g_autoptr(SvyChart) chart = NULL;
    size_t n_arrows = 0;

    (void)data;
    ratio->lo = 0;
    ratio->hi = (double)INFINITY;
    chart = draw(fixture, one, "drivers-q8", 0);
    for (size_t i = 0; i < chart->scene->nodes->len; i++)
        n_arrows += ((const SvyNode *)chart->scene->nodes->pdata[i])->type == SVY_NODE_POLYGON;
    g_assert_cmpuint(n_arrows, ==, 2);
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_INTERVAL, "<0.01–∞"));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_NOTE, "An arrowhead"));
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/forest/" name, Fixture, "report", fixture_set_up, function,                 \
               fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("headings", check_headings);
    ADD("question", check_question);
    ADD("arrows", check_arrows);
    ADD("titles", check_titles);
    ADD("withheld", check_withheld);
    ADD("small-base", check_small_base);
    ADD("gap-titles", check_gap_titles);
    ADD("top", check_top);
    ADD("certain", check_certain);
    ADD("beyond", check_beyond);
    return g_test_run();
}
