/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-fixture.h"
#include "check.h"

static void check_png(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = fixture_draw_gap(fixture, fixture_get(fixture, "1-row"), 0);
    g_autoptr(GBytes) one = NULL, strips = NULL, theme_dpi = NULL, same = NULL;
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_true(svy_chart_paint_png(chart, 40, &one, &error));
    g_assert_true(svy_chart_paint_png_strips(chart, 40, 7, &strips, &error));
    g_assert_true(g_bytes_equal(one, strips));
    g_assert_cmpint(memcmp(g_bytes_get_data(one, NULL), "\x89PNG\r\n\x1a\n", 8), ==, 0);

    g_assert_true(svy_chart_paint_png(chart, 0, &theme_dpi, &error));
    g_assert_true(svy_chart_paint_png(chart, svy_theme_get_dpi(fixture->theme), &same, &error));
    g_assert_true(g_bytes_equal(theme_dpi, same));
}

static void check_png_limits(Fixture *fixture, gconstpointer data)
{
    static const double wrong[] = {35, 1201, -1, (double)NAN, (double)INFINITY};
    const SvyChartOptions huge = {.theme = fixture->theme, .width_in = 60, .height_in = 60};
    const SvyChartCase *one = fixture_get(fixture, "1-row");
    g_autoptr(SvyChart) chart = NULL;
    g_autoptr(GError) error = NULL;
    GBytes *bytes = NULL;

    (void)data;
    g_assert_true(svy_chart_new_gap(&one->survey, &one->gap, 0.95, &huge, &chart, &error));
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) refusal = NULL;

        g_assert_false(svy_chart_paint_png(chart, wrong[i], &bytes, &refusal));
        g_assert_error(refusal, SVY_ERROR, SVY_ERROR_ARGUMENT);
    }
    g_assert_false(svy_chart_paint_png(chart, 600, &bytes, &error)); /* 36,000 pixels a side */
    g_assert_error(error, SVY_ERROR, SVY_ERROR_LIMIT);
    g_clear_error(&error);
    g_assert_false(svy_chart_paint_png(chart, 300, &bytes, &error)); /* 324 million in all */
    g_assert_error(error, SVY_ERROR, SVY_ERROR_LIMIT);
    g_assert_null(bytes);
}

static void check_pdf(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = fixture_draw_gap(fixture, fixture_get(fixture, "normal"), 0);
    g_autoptr(GBytes) one = NULL, two = NULL;
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_true(svy_chart_paint_pdf(chart, &one, &error));
    g_assert_true(svy_chart_paint_pdf(chart, &two, &error));
    g_assert_true(g_bytes_equal(one, two));
    g_assert_cmpint(memcmp(g_bytes_get_data(one, NULL), "%PDF-1.5", 8), ==, 0);
}

/* A title with everything that XML, PDF strings and Latin-1 mind. */
static void check_hostile_title(Fixture *fixture, gconstpointer data)
{
    const SvyChartOptions options = {.theme = fixture->theme,
                                     .title = "a & b <c> (d) \\ \"e\" ’é≥ \x07"};
    const SvyChartCase *one = fixture_get(fixture, "hostile");
    g_autoptr(SvyChart) chart = NULL;
    g_autoptr(GBytes) png = NULL, pdf = NULL;
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_true(svy_chart_new_gap(&one->survey, &one->gap, 0.95, &options, &chart, &error));
    g_assert_true(svy_chart_paint_png(chart, 40, &png, &error));
    g_assert_true(svy_chart_paint_pdf(chart, &pdf, &error));
    g_assert_nonnull(fixture_find_text(chart, SVY_ROLE_TITLE, "\\x07"));
}

/* The chart outlives its theme. */
static void check_without_theme(void)
{
    Fixture fixture = {0};
    g_autoptr(SvyChart) chart = NULL;
    g_autoptr(GBytes) png = NULL;
    g_autoptr(GError) error = NULL;

    fixture_set_up(&fixture, "screen");
    chart = fixture_draw_gap(&fixture, fixture_get(&fixture, "2-rows"), 0);
    fixture_tear_down(&fixture, NULL);
    g_assert_true(svy_chart_paint_png(chart, 50, &png, &error));
}

static gpointer paint_in_thread(gpointer data)
{
    GBytes *png = NULL;

    g_assert_true(svy_chart_paint_png(data, 40, &png, NULL));
    return png;
}

static void check_threads(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = fixture_draw_gap(fixture, fixture_get(fixture, "normal"), 0);
    GThread *threads[4];
    GBytes *first = NULL;

    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("paint", paint_in_thread, chart);
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++) {
        GBytes *png = g_thread_join(threads[i]);

        if (first == NULL)
            first = g_bytes_ref(png);
        g_assert_true(g_bytes_equal(first, png));
        g_bytes_unref(png);
    }
    g_bytes_unref(first);
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/paint/" name, Fixture, "report", fixture_set_up, function, fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("png", check_png);
    ADD("png-limits", check_png_limits);
    ADD("pdf", check_pdf);
    ADD("hostile-title", check_hostile_title);
    ADD("threads", check_threads);
    g_test_add_func("/chart/paint/without-theme", check_without_theme);
    return g_test_run();
}
