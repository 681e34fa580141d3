/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan as a file; its form is described in surveystat/plan.h. */
#pragma once

#include <surveystat/plan.h>

bool svy_plan_file_read(const char *path, SvyPlan **ret_plan, GError **error);

/* The same from text, for tests; @file is for messages. */
bool svy_plan_file_parse(const char *text,
                         size_t n_bytes,
                         const char *file,
                         SvyPlan **ret_plan,
                         GError **error);
