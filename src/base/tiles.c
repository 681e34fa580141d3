/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/tiles.h>

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

static bool has_other_name(const SvyTile *tile, const char *label)
{
    g_auto(GStrv) names = g_strsplit(tile->also, "|", -1);

    for (size_t i = 0; names[i] != NULL; i++)
        if (svy_text_same(names[i], label))
            return true;
    return false;
}

/* Codes in small letters are words: "in", "or", "me". */
size_t svy_tiles_find(const SvyTiles *tiles, const char *label)
{
    g_autofree char *trimmed = g_strstrip(g_strdup(label));

    for (size_t i = 0; i < tiles->n; i++)
        if (strcmp(tiles->tiles[i].code, trimmed) == 0)
            return i;
    for (size_t i = 0; i < tiles->n; i++)
        if (svy_text_same(tiles->tiles[i].name, trimmed) ||
            has_other_name(&tiles->tiles[i], trimmed))
            return i;
    return tiles->n;
}

void svy_tiles_free(SvyTiles *tiles)
{
    if (tiles == NULL)
        return;
    for (size_t i = 0; i < tiles->n; i++) {
        g_free(tiles->tiles[i].code);
        g_free(tiles->tiles[i].name);
        g_free(tiles->tiles[i].also);
    }
    g_free(tiles->tiles);
    g_free(tiles->noun);
    g_free(tiles);
}
