/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much work the lines of a stranger's path are: where lines cross, whoever fills them has to
 * find every crossing, and their number grows with the square of the lines. */
#pragma once

#include <stdbool.h>

/* About how often the lines of @data cross, from above rather than from below; lines that only
 * follow each other do not count. @data is a path's "d", or with @is_polygon its "points"; @stroke
 * is the width of its lines, which cross where they only come close. */
double svy_svg_count_crossings(const char *data, bool is_polygon, double stroke);
