/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answer scales that are known by their words, and the order of answers that hold numbers. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Recognises @labels [n] as points of one opinion scale (agreement, frequency, quality, importance,
 * satisfaction, ...), in any order. True fills @ret_ranks [n], by which to sort, and *ret_name
 * (static). Labels that are ways out of a scale (don't know) must not be passed. */
bool svy_scale_match(const char *const labels[],
                     size_t n,
                     double ret_ranks[],
                     const char **ret_name);

/* Recognises @labels [n] as ordered by the numbers in them: "18-29", "> 60", "$150,000+", "Less
 * than 1 year", "1 - Not at all". True fills @ret_ranks [n]. */
bool svy_scale_match_numbers(const char *const labels[], size_t n, double ret_ranks[]);
