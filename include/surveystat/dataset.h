/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A dataset: the responses of one survey, as read and understood.
 *
 * Made by svy_ingest_read(), then frozen: reference-counted, never changed, readable from several
 * threads. Rows are respondents and are never deleted; a missing answer stays a missing answer.
 */
#pragma once

#include <glib.h>
#include <stddef.h>

#pragma GCC visibility push(default)

typedef struct SvyDataset SvyDataset;

/**
 * Takes a reference.
 *
 * @dataset: the dataset
 *
 * Returns: (transfer full) @dataset.
 * Cost:    O(1); safe to call from several threads.
 * Test:    tests/unit/core/test_dataset.c
 */
SvyDataset *svy_dataset_ref(SvyDataset *dataset);

/**
 * Gives a reference back; the last one releases everything.
 *
 * @dataset: (nullable) (transfer full) the dataset
 *
 * Cost:    O(size) for the last reference.
 * Test:    tests/unit/core/test_dataset.c
 */
void svy_dataset_unref(SvyDataset *dataset);

/**
 * How many people answered: records of the file that hold anything at all.
 *
 * @dataset: the dataset
 *
 * Returns: the number of rows.
 * Cost:    O(1).
 * Test:    tests/unit/core/test_dataset.c
 */
size_t svy_dataset_get_n_rows(const SvyDataset *dataset);

/**
 * The codebook file that was used.
 *
 * @dataset: the dataset
 *
 * Returns: (transfer none) (nullable) its path as opened, whether named or found beside the
 *          responses.
 * Cost:    O(1).
 * Test:    tests/unit/ingest/test_ingest.c
 */
const char *svy_dataset_get_codebook_path(const SvyDataset *dataset);

/**
 * The plan file that was used.
 *
 * @dataset: the dataset
 *
 * Returns: (transfer none) (nullable) its path as opened, whether named or found beside the
 *          responses.
 * Cost:    O(1).
 * Test:    tests/unit/ingest/test_ingest.c
 */
const char *svy_dataset_get_plan_path(const SvyDataset *dataset);

/**
 * The data dictionary of REDCap that was used.
 *
 * @dataset: the dataset
 *
 * Returns: (transfer none) (nullable) its path as opened, whether named or found beside the
 *          responses.
 * Cost:    O(1).
 * Test:    tests/exports/test_exports.py
 */
const char *svy_dataset_get_dictionary_path(const SvyDataset *dataset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyDataset, svy_dataset_unref)

#pragma GCC visibility pop
