/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dots on a line that make way for each other. */
#pragma once

#include <stddef.h>

/* Gives each of @n dots at @x (ascending) the first of the lanes 0, 1, -1, 2, -2, ... in which it
 * is at least @pitch from the dot before; lanes are @pitch apart, so that no dot touches another.
 * Nothing is random. Returns the number of lanes from the lowest to the highest. */
size_t svy_swarm_place(size_t n, const double x[], double pitch, int ret_lanes[]);
