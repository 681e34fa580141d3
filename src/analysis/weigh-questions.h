/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain frequencies with weights: the counts stay, the shares become weighted. */
#pragma once

#include "analysis/analysis.h"

/* Nothing is done without weights. */
bool svy_questions_weigh(const SvyRun *run, GError **error);
