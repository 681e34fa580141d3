/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that make slices share. */
#pragma once

#include "chart/slices.h"

bool svy_slices_is_same(const char *a, const char *b);

/* People in a column of a table by group; 0: not told. */
size_t svy_slices_find_base(const SvyTable *table, size_t column);

/* The column of the @index-th slice: everybody, then the groups. */
size_t svy_slices_find_column(const SvyTable *table, size_t index);

/* Slices with labels and bases of the columns of @table: everybody, then the groups. */
SvySlices *svy_slices_new(const char *language, const SvyTable *table);

static inline SvySlice *svy_slices_get(SvySlices *slices, size_t index)
{
    return index == 0 ? &slices->all : &slices->groups[index - 1];
}
