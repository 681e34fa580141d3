/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several options counted as one, as the codebook asks. */
#pragma once

#include "analysis/analysis.h"

/* Adds the nets of @question to its @result, whose options are filled. */
bool svy_nets_fill(const SvyRun *run,
                   const SvyQuestion *question,
                   SvyQuestionResult *result,
                   GError **error);
