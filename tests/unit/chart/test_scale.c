/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/scale.h"

#include "check.h"

static const SvyMarkSizes sizes = {.radius = 4, .clearance = 1, .pad = 3};

static SvyPlotRow make_row(double use, double follow, double half)
{
    return (SvyPlotRow){
        .marks = {{true, use, fmax(0, use - half), fmin(1, use + half), NULL},
                  {true, follow, fmax(0, follow - half), fmin(1, follow + half), NULL}}};
}

static void check_sides(void)
{
    const SvyPlotRow usual = make_row(0.8, 0.1, 0.05), negative = make_row(0.1, 0.8, 0.05);
    const SvyRowGeometry a = svy_scale_place_row(&usual, &sizes, 200);
    const SvyRowGeometry b = svy_scale_place_row(&negative, &sizes, 200);

    g_assert_cmpuint(a.left_series, ==, 1);
    g_assert_cmpuint(a.right_series, ==, 0);
    g_assert_cmpuint(b.left_series, ==, 0);
    g_assert_cmpuint(b.right_series, ==, 1);
    g_assert_false(a.is_dodged || b.is_dodged);
    svy_check_near(a.left_edge, 0.05 * 200, 1e-9);
    svy_check_near(a.right_edge, 0.85 * 200, 1e-9);
}

static void check_one_mark(void)
{
    SvyPlotRow row = make_row(0.3, 0, 0.05);
    SvyRowGeometry geometry;

    row.marks[1].is_drawn = false;
    geometry = svy_scale_place_row(&row, &sizes, 200);
    g_assert_cmpuint(geometry.left_series, ==, SVY_PLOT_N_SERIES);
    g_assert_cmpuint(geometry.right_series, ==, 0);
}

/* A whisker must look out of its mark, or it is left out on both sides. */
static void check_whiskers(void)
{
    const SvyPlotRow narrow = make_row(0.8, 0.1, 0.024), wide = make_row(0.8, 0.1, 0.0256);

    g_assert_false(svy_scale_place_row(&narrow, &sizes, 200).has_whisker[0]); /* 4.8 of 5 pt */
    g_assert_true(svy_scale_place_row(&wide, &sizes, 200).has_whisker[0]);    /* 5.12 of 5 pt */
}

static void check_dodge(void)
{
    const SvyPlotRow equal = make_row(0.5, 0.5, 0.001), close = make_row(0.53, 0.5, 0.001);
    const SvyPlotRow apart = make_row(0.6, 0.5, 0.001), overlapping = make_row(0.6, 0.5, 0.06);
    const SvyRowGeometry far = svy_scale_place_row(&equal, &sizes, 200);

    g_assert_true(far.is_dodged);
    svy_check_near(far.dy[0], -0.85 * 4, 1e-9);
    svy_check_near(far.dy[1], 0.85 * 4, 1e-9);
    svy_check_near(svy_scale_place_row(&close, &sizes, 200).dy[1], 0.55 * 4, 1e-9);
    g_assert_false(svy_scale_place_row(&apart, &sizes, 200).is_dodged);
    g_assert_true(svy_scale_place_row(&overlapping, &sizes, 200).is_dodged);
}

/* Labels end exactly at the edges of the room, and no room is left that no label needs. */
static void check_solve(void)
{
    const SvyPlotRow rows[] = {make_row(0.99, 0.01, 0.001), make_row(0.6, 0.4, 0.001)};
    const SvyScaleRow scale_rows[] = {{&rows[0], {30, 20}}, {&rows[1], {30, 20}}};
    double left, width;
    SvyRowGeometry geometry;

    svy_scale_solve(scale_rows, 2, &sizes, 300, 1, 5, 9, &left, &width);
    geometry = svy_scale_place_row(&rows[0], &sizes, width);
    svy_check_near(left + geometry.left_edge - sizes.pad - 20, 0, 1e-6);
    svy_check_near(left + geometry.right_edge + sizes.pad + 30, 300, 1e-6);

    svy_scale_solve(scale_rows + 1, 1, &sizes, 300, 1, 5, 9, &left, &width);
    svy_check_near(left, 5, 1e-9);
    svy_check_near(width, 300 - 5 - 9, 1e-9);

    /* an axis to 80% in the same room: all shares are a quarter longer */
    svy_scale_solve(scale_rows + 1, 1, &sizes, 300, 0.8, 5, 9, &left, &width);
    svy_check_near(left, 5, 1e-9);
    svy_check_near(0.8 * width, 300 - 5 - 9, 1e-9);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/scale/sides", check_sides);
    g_test_add_func("/chart/scale/one-mark", check_one_mark);
    g_test_add_func("/chart/scale/whiskers", check_whiskers);
    g_test_add_func("/chart/scale/dodge", check_dodge);
    g_test_add_func("/chart/scale/solve", check_solve);
    return g_test_run();
}
