/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/color.h"

#include "check.h"

static void check_parse(void)
{
    static const char *const wrong[] = {"", "0F4C81", "#0F4C8", "#0F4C811", "#0F4C8G", "navy"};
    SvyColor color = {1, 2, 3};

    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        g_assert_false(svy_color_parse(wrong[i], &color));
    g_assert_cmpuint(color.r, ==, 1);

    g_assert_true(svy_color_parse("#0f4C81", &color));
    g_assert_cmpuint(color.r, ==, 0x0F);
    g_assert_cmpuint(color.g, ==, 0x4C);
    g_assert_cmpuint(color.b, ==, 0x81);
}

static void check_format(void)
{
    g_autofree char *text = svy_color_format((SvyColor){0x0F, 0x4C, 0x81});

    g_assert_cmpstr(text, ==, "#0F4C81");
}

/* Ratios of charts.md 5, which were computed elsewhere. */
static void check_contrast(void)
{
    const SvyColor white = {255, 255, 255}, black = {0, 0, 0};

    svy_check_near(svy_color_get_contrast(white, black), 21, 0.001);
    svy_check_near(svy_color_get_contrast(black, white), 21, 0.001);
    svy_check_near(svy_color_get_contrast((SvyColor){0x0F, 0x4C, 0x81}, white), 8.86, 0.005);
    svy_check_near(svy_color_get_contrast((SvyColor){0xDD, 0x6B, 0x20}, white), 3.39, 0.005);
    svy_check_near(
        svy_color_get_contrast((SvyColor){0x56, 0x60, 0x6B}, (SvyColor){0xF1, 0xF5, 0xF9}), 5.84,
        0.005);
}

static void check_tint(void)
{
    const SvyColor white = {255, 255, 255}, navy = {0x0F, 0x4C, 0x81};
    g_autofree char *tint = svy_color_format(svy_color_tint(navy, white, 0.35));
    g_autofree char *whole = svy_color_format(svy_color_tint(navy, white, 1));

    g_assert_cmpstr(tint, ==, "#ABC0D3");
    g_assert_cmpstr(whole, ==, "#0F4C81");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/color/parse", check_parse);
    g_test_add_func("/chart/color/format", check_format);
    g_test_add_func("/chart/color/contrast", check_contrast);
    g_test_add_func("/chart/color/tint", check_tint);
    return g_test_run();
}
