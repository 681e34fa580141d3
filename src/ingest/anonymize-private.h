/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of anonymize.c that stand alone. */
#pragma once

#include <surveystat/plan.h>

#include "core/dataset.h"

/* The day of a date with a time; NULL (blank it) when no day can be told. (transfer full) */
char *svy_anonymize_cut_day(const char *text);

/* Warns of people whom their answers may tell: few with one combination of the segments (of the
 * plan, else questions that say who people are), and answers that few gave. */
void svy_anonymize_find_rare(const SvyDataset *dataset, const SvyPlan *plan, SvyFindings *findings);
