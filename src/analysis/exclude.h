/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that are left out of everything, because the user says so. */
#pragma once

#include "analysis/analysis.h"

/* Puts a dataset without them into the run and counts them in its result. @ret_kept: (nullable on
 * return) (transfer full) that dataset, when there is one to keep alive. */
bool svy_exclude_records(SvyRun *run, SvyDataset **ret_kept, GError **error);
