/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-fixture.h"
#include "check.h"
#include "result/result-table.h"

static const SvyTable *find_table(const SvyChartCase *one, const char *id)
{
    for (size_t i = 0; i < one->result.n_tables; i++)
        if (strcmp(one->result.tables[i].id, id) == 0)
            return &one->result.tables[i];
    g_assert_not_reached();
}

static bool draw(const Fixture *fixture,
                 const SvyChartCase *one,
                 const char *id,
                 double height_in,
                 size_t part,
                 SvyChart **ret_chart,
                 GError **error)
{
    const SvyChartOptions options = {
        .theme = fixture->theme, .width_in = 24, .height_in = height_in, .part = part};

    return svy_chart_new_table(&one->result, find_table(one, id), &options, ret_chart, error);
}

static SvyChart *draw_part(const Fixture *fixture,
                           const SvyChartCase *one,
                           const char *id,
                           size_t part)
{
    g_autoptr(GError) error = NULL;
    SvyChart *chart = NULL;

    g_assert_true(draw(fixture, one, id, 13.5, part, &chart, &error));
    g_assert_no_error(error);
    return chart;
}

/* How many nodes of a role stand on the page with @text at their beginning; all without. */
static size_t count_texts(const SvyChart *chart, SvyRole role, const char *text)
{
    size_t n = 0;

    for (size_t i = 0; i < chart->scene->nodes->len; i++) {
        const SvyNode *node = chart->scene->nodes->pdata[i];

        n += node->type == SVY_NODE_TEXT && node->role == role &&
             (text == NULL || g_str_has_prefix(node->line->text, text));
    }
    return n;
}

static size_t count_lines(const char *text)
{
    size_t n = 0;

    for (; *text != '\0'; text++)
        n += *text == '\n';
    return n;
}

/* What fits is drawn as if nobody had spoken of parts. */
static void check_whole(Fixture *fixture, gconstpointer data)
{
    const SvyChartCase *one = fixture_get(fixture, "2-rows");
    g_autoptr(SvyChart) whole = draw_part(fixture, one, "drivers-q8", 0);
    g_autoptr(SvyChart) part = draw_part(fixture, one, "drivers-q8", 1);
    g_autofree char *scene = svy_chart_format_scene(whole), *other = svy_chart_format_scene(part);

    (void)data;
    g_assert_cmpuint(svy_chart_count_parts(part), ==, 1);
    g_assert_cmpstr(scene, ==, other);
}

/* Title and alternative text say which part; rows, lines of the CSV and sentences are its own. */
static void check_words(Fixture *fixture, gconstpointer data)
{
    const SvyChartCase *one = fixture_get(fixture, "30-rows");
    g_autoptr(SvyChart) first = draw_part(fixture, one, "drivers-q8", 1);
    const size_t n = svy_chart_count_parts(first);
    size_t n_sentences = 0, n_lines = 0, n_marks = 0;

    (void)data;
    g_assert_cmpuint(n, >, 1);
    for (size_t part = 1; part <= n; part++) {
        g_autoptr(SvyChart) chart = draw_part(fixture, one, "drivers-q8", part);
        g_autofree char *ending = g_strdup_printf(" (%zu of %zu)", part, n);
        g_autofree char *words = g_strdup_printf(" Part %zu of %zu. Base 850.", part, n);

        g_assert_cmpuint(svy_chart_count_parts(chart), ==, n);
        g_assert_true(g_str_has_suffix(chart->plot->title, ending));
        g_assert_true(g_str_has_suffix(chart->plot->alt, words));
        g_assert_cmpuint(chart->plot->descriptions->len, >, 0);
        n_sentences += chart->plot->descriptions->len;
        n_lines += count_lines(chart->plot->csv) - 1;
        for (size_t i = 0; i < chart->scene->nodes->len; i++)
            n_marks += ((SvyNode *)chart->scene->nodes->pdata[i])->role == SVY_ROLE_MARK;
    }
    g_assert_cmpuint(n_sentences, ==, 30);
    g_assert_cmpuint(n_lines, ==, 30);
    g_assert_cmpuint(n_marks, ==, 30);
}

/* A part begins with the heading of a question, and no question stands in two. */
static void check_questions(Fixture *fixture, gconstpointer data)
{
    const SvyChartCase *one = fixture_get(fixture, "30-rows");
    g_autoptr(SvyChart) first = NULL;
    size_t n_headings = 0, n_on_pages = 0;

    (void)data;
    g_assert_true(draw(fixture, one, "drivers-q8", 18.5, 1, &first, NULL));
    for (size_t i = 0; i < first->plot->rows->len; i++)
        n_headings += fixture_get_row(first, i)->is_heading;
    for (size_t part = 1; part <= svy_chart_count_parts(first); part++) {
        g_autoptr(SvyChart) chart = NULL;

        g_assert_true(draw(fixture, one, "drivers-q8", 18.5, part, &chart, NULL));
        n_on_pages += count_texts(chart, SVY_ROLE_BASE, "against: ");
    }
    g_assert_cmpuint(svy_chart_count_parts(first), ==, 2);
    g_assert_cmpuint(n_headings, >, 1);
    g_assert_cmpuint(n_on_pages, ==, n_headings);
}

/* A question that is longer than a page goes on under its heading. */
static void check_long_question(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "30-rows");
    const SvyTable *table = find_table(one, "drivers-q8");
    size_t n;

    (void)data;
    for (size_t row = 0; row < table->n_rows; row++) {
        g_autofree char *label = g_strdup_printf("Which do you use most?: Medium %zu", row + 1);

        svy_cell_set_text(&table->cells[row * table->n_columns], label);
    }

    g_autoptr(SvyChart) first = draw_part(fixture, one, "drivers-q8", 1);
    n = svy_chart_count_parts(first);
    g_assert_cmpuint(n, >, 1);
    for (size_t part = 1; part <= n; part++) {
        g_autoptr(SvyChart) chart = draw_part(fixture, one, "drivers-q8", part);

        g_assert_cmpuint(count_texts(chart, SVY_ROLE_LABEL, "Which do you use"), ==, 1);
        g_assert_cmpuint(count_texts(chart, SVY_ROLE_LABEL, "Medium"), >, 5);
    }
}

/* Everybody's row, with which groups are compared, is in every part, and in the CSV of each. */
static void check_reference(Fixture *fixture, gconstpointer data)
{
    const SvyChartCase *one = fixture_get(fixture, "30-rows");
    g_autoptr(SvyChart) first = draw_part(fixture, one, "gap-q7-q8-by-q9", 1);
    const char *all = fixture_get_row(first, 0)->label;

    (void)data;
    g_assert_cmpuint(svy_chart_count_parts(first), >, 1);
    for (size_t part = 1; part <= svy_chart_count_parts(first); part++) {
        g_autoptr(SvyChart) chart = draw_part(fixture, one, "gap-q7-q8-by-q9", part);
        g_autofree char *line = g_strdup_printf("\n%s,", all);

        g_assert_cmpuint(count_texts(chart, SVY_ROLE_LABEL, all), ==, 1);
        g_assert_nonnull(strstr(chart->plot->csv, line));
    }
}

/* Nothing moves from one page to the next. */
static void check_alike(Fixture *fixture, gconstpointer data)
{
    const SvyChartCase *one = fixture_get(fixture, "30-rows");
    g_autoptr(SvyChart) first = draw_part(fixture, one, "targets", 1);
    g_autoptr(SvyChart) second = draw_part(fixture, one, "targets", 2);

    (void)data;
    svy_check_digits(first->scene->plot_left, second->scene->plot_left, 12);
    svy_check_digits(first->scene->plot_width, second->scene->plot_width, 12);
}

static void check_refusals(Fixture *fixture, gconstpointer data)
{
    const SvyChartCase *one = fixture_get(fixture, "30-rows");
    g_autoptr(SvyChart) chart = NULL;
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_false(draw(fixture, one, "drivers-q8", 13.5, 0, &chart, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
    g_clear_error(&error);

    g_assert_false(draw(fixture, one, "drivers-q8", 13.5, 100, &chart, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_ARGUMENT);
    g_clear_error(&error);

    /* so low that not one row has room: the size is that of the whole */
    g_assert_false(draw(fixture, one, "drivers-q8", 6, 1, &chart, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
    g_assert_nonnull(strstr(error->message, "in of height, the page has 6.0 in"));
    g_clear_error(&error);

    /* stages stand one under the other, with what goes on between them */
    g_assert_false(draw(fixture, one, "ladder-1", 13.5, 1, &chart, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
    g_assert_null(chart);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/chart/parts/whole", Fixture, "poster", fixture_set_up, check_whole,
               fixture_tear_down);
    g_test_add("/chart/parts/words", Fixture, "poster", fixture_set_up, check_words,
               fixture_tear_down);
    g_test_add("/chart/parts/questions", Fixture, "poster", fixture_set_up, check_questions,
               fixture_tear_down);
    g_test_add("/chart/parts/long-question", Fixture, "poster", fixture_set_up, check_long_question,
               fixture_tear_down);
    g_test_add("/chart/parts/reference", Fixture, "poster", fixture_set_up, check_reference,
               fixture_tear_down);
    g_test_add("/chart/parts/alike", Fixture, "poster", fixture_set_up, check_alike,
               fixture_tear_down);
    g_test_add("/chart/parts/refusals", Fixture, "poster", fixture_set_up, check_refusals,
               fixture_tear_down);
    return g_test_run();
}
