/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that deserve a look, into the results. */
#pragma once

#include "analysis/analysis.h"
#include "core/ledger.h"

/* Fills the flags of the result and adds one finding for each kind that occurs. */
bool svy_quality_fill(SvyRun *run, const SvyLedger *ledger, GError **error);
