/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-fixture.h"
#include "check.h"

static void check_rects(void)
{
    const SvyRect a = {0, 0, 10, 10}, beside = {10, 0, 5, 5}, within = {2, 2, 3, 3};

    g_assert_false(svy_rect_overlaps(a, beside));
    g_assert_true(svy_rect_overlaps(svy_rect_grow(a, 0.1), beside));
    g_assert_true(svy_rect_contains(a, within));
    g_assert_false(svy_rect_contains(within, a));
    svy_check_near(svy_rect_get_right(svy_rect_join(a, beside)), 15, 0);
}

static SvyNode *find_text(const SvyChart *chart, SvyRole role)
{
    SvyNode *node = (SvyNode *)fixture_find_text(chart, role, "");

    g_assert(node != NULL); /* g_assert_nonnull() may return, says the compiler */
    return node;
}

/* The audit must see what a mistake in the layout would do. */
static void check_audit(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = fixture_draw_gap(fixture, fixture_get(fixture, "normal"), 0);
    SvyNode *label = find_text(chart, SVY_ROLE_LABEL), *value = find_text(chart, SVY_ROLE_VALUE);
    const SvyRect ink = value->ink, box = value->box;
    GError *error = NULL;

    (void)data;
    g_assert_true(svy_scene_audit(chart->scene, &error));
    g_assert_no_error(error);

    value->ink = label->ink;
    g_assert_false(svy_scene_audit(chart->scene, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_NUMERIC);
    g_assert_nonnull(strstr(error->message, label->line->text));
    g_assert_nonnull(strstr(error->message, value->line->text));
    g_clear_error(&error);

    value->ink = ink;
    value->box.x = chart->scene->width - 1;
    g_assert_false(svy_scene_audit(chart->scene, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_NUMERIC);
    g_clear_error(&error);

    value->box = box;
    g_assert_true(svy_scene_audit(chart->scene, NULL));
}

/* Nodes stand in the order of reading. */
static void check_order(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = fixture_draw_gap(fixture, fixture_get(fixture, "normal"), 0);
    const SvyNode *before = NULL;

    (void)data;
    for (size_t i = 0; i < chart->scene->nodes->len; i++) {
        const SvyNode *node = chart->scene->nodes->pdata[i];

        g_assert_true(before == NULL || before->part <= node->part);
        g_assert_true(before == NULL || before->part != node->part ||
                      before->part_row <= node->part_row);
        before = node;
    }
}

static const SvyNode *find_mark(const SvyChart *chart)
{
    for (size_t i = 0; i < chart->scene->nodes->len; i++) {
        const SvyNode *node = chart->scene->nodes->pdata[i];
        if (node->role == SVY_ROLE_MARK && node->datum.has_value)
            return node;
    }
    return NULL;
}

/* The page as it was, seen in a mirror, letters apart; a number is still at its place on the axis,
 * and the mirror of the mirror is the page again. */
static void check_mirror(Fixture *fixture, gconstpointer data)
{
    SvyChartCase *one = fixture_get(fixture, "normal");
    g_autoptr(SvyChart) plain = fixture_draw_gap(fixture, one, 0);
    g_autoptr(SvyChart) mirrored = NULL;

    (void)data;
    one->survey.language = (char *)"he";
    mirrored = fixture_draw_gap(fixture, one, 0);
    one->survey.language = NULL;
    g_assert_cmpuint(mirrored->scene->nodes->len, ==, plain->scene->nodes->len);
    for (size_t i = 0; i < plain->scene->nodes->len; i++) {
        const SvyNode *a = plain->scene->nodes->pdata[i], *b = mirrored->scene->nodes->pdata[i];
        const double edge =
            a->type == SVY_NODE_TEXT ? a->x0 + a->line->width : svy_rect_get_right(a->box);
        const double start = b->type == SVY_NODE_TEXT ? b->x0 : b->box.x;

        svy_check_near(start, plain->scene->width - edge, 1e-9);
        svy_check_near(b->box.y, a->box.y, 1e-9);
        svy_check_near(b->box.w, a->box.w, 1e-9);
    }

    const SvyNode *mark = find_mark(mirrored);

    g_assert(mark != NULL);
    svy_check_near(mark->x0,
                   mirrored->scene->plot_left + mark->datum.value * mirrored->scene->plot_width,
                   0.01);
    svy_scene_mirror(mirrored->scene);
    svy_check_near(find_mark(mirrored)->x0, find_mark(plain)->x0, 1e-9);
    svy_check_near(mirrored->scene->plot_width, plain->scene->plot_width, 0);
}

static void check_dump(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = fixture_draw_gap(fixture, fixture_get(fixture, "normal"), 0);
    g_autofree char *one = svy_chart_format_scene(chart);
    g_autofree char *two = svy_chart_format_scene(chart);

    (void)data;
    g_assert_cmpstr(one, ==, two);
    g_assert_nonnull(strstr(one, "\"surveystat-scene/1\""));
    g_assert_nonnull(strstr(one, "\"gap-dumbbell\""));
    svy_chart_free(NULL);
}

/* A cell is said once: by its text on the page, or by what was too long for its place. */
static void check_unseen(Fixture *fixture, gconstpointer data)
{
    g_autoptr(SvyChart) chart = fixture_draw_gap(fixture, fixture_get(fixture, "normal"), 0);
    const SvyNode *label = find_text(chart, SVY_ROLE_LABEL);

    (void)data;
    g_assert_cmpuint(chart->scene->unseen->len, ==, 0);
    svy_scene_add_unseen(chart->scene, label->part_row, label->part_column, "twice");
    g_assert_null(svy_scene_get_unseen(chart->scene, label->part_row, label->part_column));
    svy_scene_add_unseen(chart->scene, 40, 2, "3%");
    g_assert_cmpstr(svy_scene_get_unseen(chart->scene, 40, 2), ==, "3%");
    g_assert_null(svy_scene_get_unseen(chart->scene, 2, 40));
}

#define ADD(name, function)                                                                        \
    g_test_add("/chart/scene/" name, Fixture, "report", fixture_set_up, function, fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/scene/rects", check_rects);
    ADD("audit", check_audit);
    ADD("order", check_order);
    ADD("mirror", check_mirror);
    ADD("dump", check_dump);
    ADD("unseen", check_unseen);
    return g_test_run();
}
