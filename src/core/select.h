/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Row subsets: a dataset of some of the respondents of another. */
#pragma once

#include "core/dataset.h"

/* A frozen dataset of the marked rows alone, in their order, as if the others had not been in the
 * file; the one it comes from stays whole. What was understood stays too: questions, options and
 * levels are the same, and one that nobody is left to choose has the count 0. Lines are those of
 * the file. NULL when there is no memory. @rows: [n_rows of @dataset] */
SvyDataset *svy_dataset_select(const SvyDataset *dataset, const SvyBitset *rows);
