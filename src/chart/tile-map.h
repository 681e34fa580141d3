/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which grid of tiles suits what. */
#pragma once

#include <surveystat/chart.h>

#include "chart/slices.h"

/* True when most of the groups, or of the answers, are tiles of the grid. */
bool svy_tile_map_suits_table(const SvyTiles *tiles, const SvyTable *table);
bool svy_tile_map_suits_question(const SvyTiles *tiles, const SvyQuestionResult *question);

/* Of maps in panels those of which no tile may be told; false: nothing is left. @given: (nullable)
 */
bool svy_tile_map_hide_untold(SvySlices *slices, const SvyTiles *given);
