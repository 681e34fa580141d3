/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collecting findings; the public part is surveystat/error.h. */
#pragma once

#include <stdarg.h>

#include <surveystat/error.h>

SvyFindings *svy_findings_new(void);
void svy_findings_free(SvyFindings *findings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyFindings, svy_findings_free)

/* Adds one finding. @line 0 and @column SVY_NO_COLUMN mean "no place"; @mend is nullable.
 * @code is static. At most SVY_LIMIT_FINDINGS entries are kept. */
void svy_findings_add(SvyFindings *findings,
                      SvySeverity severity,
                      const char *code,
                      size_t line,
                      size_t column,
                      const char *mend,
                      const char *format,
                      ...) G_GNUC_PRINTF(7, 8);

void svy_findings_add_args(SvyFindings *findings,
                           SvySeverity severity,
                           const char *code,
                           size_t line,
                           size_t column,
                           const char *mend,
                           const char *format,
                           va_list args) G_GNUC_PRINTF(7, 0);

/* Adds one finding the first time; later calls with the same @code and @column only count, so that
 * a fault in 20,000 rows is one line with its first place. */
void svy_findings_tally(SvyFindings *findings,
                        SvySeverity severity,
                        const char *code,
                        size_t line,
                        size_t column,
                        const char *mend,
                        const char *format,
                        ...) G_GNUC_PRINTF(7, 8);

/* The message of a finding of a list, in @language (nullable: English); formats that are to be
 * translated are marked by SVY_TR(). (transfer full) */
char *svy_findings_say(const SvyFinding *finding, const char *language);

/* Gives the entry with @code and @column a remedy with words of the survey in it. */
void svy_findings_mend(SvyFindings *findings,
                       const char *code,
                       size_t column,
                       const char *format,
                       ...) G_GNUC_PRINTF(4, 5);

/* The remedy of a finding of a list, in @language (nullable: English). (transfer full, nullable) */
char *svy_findings_say_mend(const SvyFinding *finding, const char *language);

/* Removes the entries with a code: guesses that a codebook has settled. */
void svy_findings_remove(SvyFindings *findings, const char *code);

/* Gives the entry with a code its place, once that is known; an entry that has one keeps it. */
void svy_findings_place(SvyFindings *findings, const char *code, size_t line, size_t column);

/* Adds what was found in a part of the file that follows @n_lines_before lines, as if it had been
 * found with the rest. That holds only while @part is not full. */
void svy_findings_join(SvyFindings *findings, const SvyFindings *part, size_t n_lines_before);

/* True when no more entries are kept. */
bool svy_findings_is_full(const SvyFindings *findings);

/* A copy of all entries. */
SvyFindings *svy_findings_copy(const SvyFindings *findings);
