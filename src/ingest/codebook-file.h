/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codebook as a CSV: one row per column of the response file, made to be edited in a
 * spreadsheet.
 *
 *     column     place of the column in the file, from 1; not to be changed
 *     header     its header cells as read; not to be changed: by these the codebook is held to the
 *                file
 *     question   id; columns with one id are one question
 *     text       wording of the question
 *     type       single multi likert grid rank numeric text id date weight
 *     role       answer option row point place write-in comment
 *     item       label of the option or row
 *     point      of a grid with a column for each point: that point
 *     mark       other none dont-know, for an option that stands apart
 *     reverse    yes for a likert or row whose scale runs the other way: its levels are mirrored
 *                when counted, those set apart stay
 *     base       answered ticked shown
 *     use        opinion (shown), technical (left out), personal (never shown)
 *     clear      yes when somebody read what was typed here and lets it be published
 *     levels     the answers in their order, separated by " | "
 *     codes      what the cells hold for them, when that is not the label
 *     apart      those of them that stand apart, as "LABEL=mark | ..."; "no-answer" is a mark for
 *                answers that say expressly that there is none, also for those listed in missing:
 *                not in the base, but their people are counted
 *     nets       several options counted as one: "NET = OPTION | OPTION; NET = ..."; a = ; or |
 *                within a name has a backslash in front
 *     separator  of a select-all in one cell, or of a ranking: its levels are the items, which
 *                each cell lists in order. Without levels the options are learned from the cells
 *     missing    answers that mean "no answer", separated by " | "
 *     reason     why; for the reader, not read back
 *
 * The fields from levels to missing, the reason apart, stand on one row of a question; rows that
 * say something else are an error, as they are for use. Of text and base the first row counts, and
 * others are told in a finding.
 */
#pragma once

#include "core/dataset.h"

char *svy_codebook_file_format(const SvyDataset *dataset);

/* Replaces the questions of @dataset by those of the file. A fault of the file is SVY_ERROR_DATA
 * with its line. So are all differences between file and data together, a line of the message for
 * each, unless @accepts_drift: then the file is applied by header, and each is a warning. */
bool svy_codebook_file_apply(const char *path,
                             bool accepts_drift,
                             SvyDataset *dataset,
                             GError **error);
