/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every command does first: read the file, compute, say what was odd. */
#pragma once

#include <surveystat/analysis.h>
#include <surveystat/ingest.h>
#include <surveystat/result.h>

#include "cli/options.h"

typedef struct {
    const char *file; /* as given; borrowed from the options */
    SvyDataset *dataset;
    SvyPlan *plan;
    SvyResult *result;            /* (nullable) until computed */
    SvyMargins *margins, *roster; /* (nullable) those of the options */
    const char *question;         /* (nullable) of the one chart that is drawn; borrowed */
} SvySession;

void svy_session_clear(SvySession *session);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvySession, svy_session_clear)

/* How @options want a file to be read. */
SvyReadOptions svy_session_get_reading(const SvyOptions *options);

/* Reads the one file of @options, with progress. */
bool svy_session_read(SvySession *session, const SvyOptions *options, GError **error);

/* Computes; @with_questions false: only the gaps. */
bool svy_session_compute(SvySession *session,
                         const SvyOptions *options,
                         bool with_questions,
                         GError **error);

/* Only the tables of one question, by others or for everybody. */
bool svy_session_compute_table(SvySession *session,
                               const SvyOptions *options,
                               const char *row,
                               const char *const *by,
                               GError **error);

/* What was odd: of the reading, and of the computing when that was done. (transfer none) */
const SvyFindings *svy_session_get_findings(const SvySession *session);

/* Shows the warnings on standard error, unless --quiet. With --strict they are SVY_ERROR_DATA. */
bool svy_session_judge(const SvySession *session, const SvyOptions *options, GError **error);

/* Says which targets were used, when nobody named them. */
void svy_session_show_targets(const SvySession *session, const SvyOptions *options);

/* Says which files were used that nobody named. */
void svy_session_show_companions(const SvySession *session, const SvyOptions *options);
