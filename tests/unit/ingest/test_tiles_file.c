/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grids of tiles: what they may look like, and refusals with their line. */
#include <string.h>

#include <glib/gstdio.h>
#include <surveystat/ingest.h>

static bool read_text(const char *text, SvyTiles **ret_tiles, GError **error)
{
    g_autofree char *folder = g_dir_make_tmp("surveystat-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "tiles.csv", NULL);
    bool is_read;

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    is_read = svy_tiles_read(path, ret_tiles, error);
    g_unlink(path);
    g_rmdir(folder);
    return is_read;
}

/* Any order of columns, semicolons, a blank line. */
static void test_grid(void)
{
    g_autoptr(SvyTiles) tiles = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(read_text("Name;Code;Column;Row;Also\nNorth & West;NW;1;1;The North|N\n\n"
                            "South;S;2;3;\n",
                            &tiles, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(tiles->n, ==, 2);
    g_assert_cmpstr(tiles->tiles[0].name, ==, "North & West");
    g_assert_cmpuint(tiles->tiles[1].row, ==, 3);
    g_assert_cmpuint(tiles->tiles[1].column, ==, 2);
    g_assert_cmpuint(svy_tiles_find(tiles, "the north"), ==, 0);
    g_assert_cmpuint(svy_tiles_find(tiles, "East"), ==, 2);
}

static void test_refused(void)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"code,name,row\nA,Alpha,1\n", "no column \"column\""},
        {"code,name,row,column\n", "holds no area"},
        {"code,name,row,column\nA,Alpha,0,1\n", "the row of a tile is no place, got '0'"},
        {"code,name,row,column\nA,Alpha,1,61\n", "the column of a tile is no place, got '61'"},
        {"code,name,row,column\nA,Alpha,1,1.5\n", "is no place, got '1.5'"},
        {"code,name,row,column\n,Alpha,1,1\n", "an area without a code"},
        {"code,name,row,column\nA,,1,1\n", "an area without a name"},
        {"code,name,row,column\nALPHABET,Alpha,1,1\n", "the code is too long, got 'ALPHABET'"},
        {"code,name,row,column\nA,Alpha,1,1\nB,Beta,1,1\n", "the place of 'Beta' is taken"},
        {"code,name,row,column\nA,Alpha,1,1\nB,alpha,1,2\n", "the area 'alpha' is there twice"},
        {"code,name,row,column\nA,Alpha,1,1\nA,Beta,1,2\n", "the area 'Beta' is there twice"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(SvyTiles) tiles = NULL;
        g_autoptr(GError) error = NULL;

        g_assert_false(read_text(cases[i].text, &tiles, &error));
        g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
        g_assert_null(tiles);
        if (strstr(error->message, cases[i].words) == NULL)
            g_error("%s, not %s", error->message, cases[i].words);
    }
}

static void test_too_many(void)
{
    g_autoptr(GString) text = g_string_new("code,name,row,column\n");
    g_autoptr(SvyTiles) tiles = NULL;
    g_autoptr(GError) error = NULL;

    for (unsigned i = 0; i < 301; i++)
        g_string_append_printf(text, "%u,Area %u,%u,%u\n", i, i, i / 60 + 1, i % 60 + 1);
    g_assert_false(read_text(text->str, &tiles, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    g_assert_nonnull(strstr(error->message, ":302"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/tiles/grid", test_grid);
    g_test_add_func("/ingest/tiles/refused", test_refused);
    g_test_add_func("/ingest/tiles/too-many", test_too_many);
    return g_test_run();
}
