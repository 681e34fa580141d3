/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grids of tiles that are compiled in: made from data/tiles at build time. */
#pragma once

#include <surveystat/tiles.h>

extern const SvyTiles svy_builtin_tiles[]; /* ends with a NULL noun */
