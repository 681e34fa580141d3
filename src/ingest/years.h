/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that are years, where somebody asks for groups by them: the waves of a survey. */
#pragma once

#include "core/dataset.h"

/* Makes the questions of @dataset called by @names ([NULL-terminated], nullable; ids or wordings)
 * closed ones, a group for each year, if they are numbers and all of these are among few whole
 * years. A finding says so. Other names are left alone. Before svy_dataset_freeze(). */
void svy_years_take_as_groups(SvyDataset *dataset, const char *const *names);
