/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions from columns: which columns are one question, of which type, and who is its base. Every
 * decision leaves a reason; every decision that may be wrong leaves a finding. */
#pragma once

#include "core/dataset.h"
#include "ingest/export-format.h"

/* Fills @dataset->questions from its columns and what the header says of them. The texts that
 * @exporter writes for "no answer" and for ways out of a scale are known; others are found by
 * evidence. */
void svy_infer_questions(SvyDataset *dataset,
                         const SvyHeading headings[],
                         const SvyExporter *exporter);
