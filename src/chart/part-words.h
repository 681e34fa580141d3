/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words and numbers of a chart that is drawn in parts, for one of them. */
#pragma once

#include "chart/layout.h"

/* "Seven in ten follow nobody (1 of 2)", from the title of the whole; @part counts from 0. */
char *svy_part_word_title(const char *language, const char *title, size_t part, size_t n_parts);

/* Leaves in the numbers, the descriptions and the short alternative text of @plot what its part
 * @part of @split shows, and says which part it is. */
void svy_part_keep_words(SvyPlot *plot, const SvySplit *split, size_t part);
