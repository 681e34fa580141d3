/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Grids of tiles: a map on which every area has the same size, whatever its land or its people.
 */
#pragma once

#include <stddef.h>

#include <glib.h>

#pragma GCC visibility push(default)

/** One area. */
typedef struct {
    char *code;         /* "VT": short, stands in the tile */
    char *name;         /* "Vermont" */
    char *also;         /* other names, with | between them; "" for none */
    size_t row, column; /* from 1 */
} SvyTile;

/** A grid; no two tiles in one place, no two with one name. */
typedef struct {
    char *noun; /* what a tile is: "state" */
    size_t n;
    SvyTile *tiles; /* [n] */
} SvyTiles;

/**
 * Finds the tile that a label means: its code as it is written, or one of its names in any case.
 *
 * @tiles: the grid
 * @label: an answer, such as "VT" or "vermont"
 *
 * Returns: place of the tile; tiles->n when there is none.
 * Cost:    linear in the tiles.
 * Test:    tests/unit/base/test_tiles.c
 */
size_t svy_tiles_find(const SvyTiles *tiles, const char *label);

/**
 * Releases a grid that was read from a file.
 *
 * @tiles: (nullable) (transfer full) the grid
 *
 * Cost: O(tiles).
 * Test: tests/unit/base/test_tiles.c
 */
void svy_tiles_free(SvyTiles *tiles);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyTiles, svy_tiles_free)

#pragma GCC visibility pop
