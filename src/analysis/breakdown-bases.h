/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns whose base may not be told. */
#pragma once

#include "analysis/breakdown.h"

/* Marks them as small. @ret_is_changed: there were some, so that what may be told of the tables
 * must be decided anew. */
bool svy_breakdowns_hide_bases(const SvyRun *run, bool *ret_is_changed, GError **error);
