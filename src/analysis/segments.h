/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which questions divide people into groups: those that the plan names, else the obvious ones. */
#pragma once

#include "analysis/analysis.h"

#define SVY_SEGMENTS_MAX 5u /* of the obvious ones; a plan may name more */

typedef struct {
    const SvyQuestion *question; /* svy_variable_count() is 1; each answer is a group */
    bool is_named;               /* by the plan; else recognised by its wording */
} SvySegment;

/* (transfer full) array of SvySegment: in the order of the plan, or in file order. Errors:
 * SVY_ERROR_DATA when the plan names a question that the data do not have, or that has no closed
 * answers. */
bool svy_segments_find(const SvyRun *run, GArray **ret_segments, GError **error);
