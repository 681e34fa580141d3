/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdbool.h>

#include <surveystat/tiles.h>

static void test_find(void)
{
    SvyTile places[] = {
        {(char *)"OR", (char *)"Oregon", (char *)"", 1, 1},
        {(char *)"DC", (char *)"District of Columbia", (char *)"Washington DC|D.C.", 1, 2},
        {(char *)"QC", (char *)"Quebec", (char *)"Québec", 2, 1},
    };
    const SvyTiles tiles = {(char *)"state", G_N_ELEMENTS(places), places};
    static const struct {
        const char *label;
        size_t place;
    } cases[] = {
        {"OR", 0},         {" OR ", 0},   {"or", 3},     {"oregon", 0},
        {"Oregon ", 0},    {"DC", 1},     {"d.c.", 1},   {"Washington DC", 1},
        {"Washington", 3}, {"QUÉBEC", 2}, {"Quebec", 2}, {"", 3},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpuint(svy_tiles_find(&tiles, cases[i].label), ==, cases[i].place);
}

static void test_free(void)
{
    SvyTiles *tiles = g_new0(SvyTiles, 1);

    tiles->n = 1;
    tiles->tiles = g_new0(SvyTile, 1); /* half-built */
    svy_tiles_free(tiles);
    svy_tiles_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/tiles/find", test_find);
    g_test_add_func("/base/tiles/free", test_free);
    return g_test_run();
}
