/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gap by group: counted while the pair is bound, told after disclosure control. */
#pragma once

#include "analysis/bind.h"

/* Counts a bound pair by the groupings of the run; @gap is its place in the result. */
bool svy_gap_segments_count(SvyRun *run,
                            const SvyPair *pair,
                            const SvyBoundPair *bound,
                            size_t gap,
                            GError **error);
