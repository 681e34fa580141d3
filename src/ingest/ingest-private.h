/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading from bytes that are there already: for fuzz targets and tests. */
#pragma once

#include <surveystat/ingest.h>

#include "ingest/input.h"

/* As svy_ingest_read(), from @input (transfer full); nothing is looked for beside it. */
bool svy_ingest_read_input(SvyInput *input,
                           const SvyReadOptions *options,
                           SvyDataset **ret_dataset,
                           GError **error);
