/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was asked, from the ledger into the results. */
#pragma once

#include "analysis/analysis.h"
#include "core/ledger.h"

/* Fills who was asked, skipped and left for every question, and adds a finding for each base that
 * can be read in two ways. */
void svy_bases_fill(SvyRun *run, const SvyLedger *ledger);
