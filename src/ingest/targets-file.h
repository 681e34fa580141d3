/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Targets and outside figures as a CSV with one line each. Columns, by their names:
 *     question   id or wording; "q20.2" for a row of a grid
 *     answer     an answer, several with | between them, or "any" for every choice (default)
 *     target     the share: 25%, or 0.25
 *     direction  at least, at most, or blank for a figure to compare with
 *     n          people behind an outside figure; blank for a target
 *     base       of whom, if not of those who answered: "question" or "question: answer"
 *     name       what to call the line
 *     source     who said so
 * question and target are needed. */
#pragma once

#include <surveystat/plan.h>

/* Reads the file into the plan, in place of the targets that it has. */
bool svy_targets_file_read(const char *path, SvyPlan *plan, GError **error);
