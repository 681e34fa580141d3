/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records to columns: the second reading, when the header is known. */
#pragma once

#include "core/dataset.h"
#include "ingest/export-format.h"

/* Reads all records below the header into @dataset, whose columns are set up. @options holds
 * dialect and encoding; its callbacks are set here. Blank records and those that @exporter marks as
 * no responses are left out and counted. Records of another width stop the reading, with how many
 * there are. @headings [n_columns]. */
bool svy_table_read(SvyInput *input,
                    const SvyCsvOptions *options,
                    const SvyHead *head,
                    const SvyExporter *exporter,
                    const SvyHeading headings[],
                    SvyDataset *dataset,
                    GError **error);
