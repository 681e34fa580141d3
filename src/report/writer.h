/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writers: one per text format, all behind one struct. Adding a format means one file
 * write-NAME.c, its line in writer-registry.c and a golden test. All functions return newly
 * allocated UTF-8 and escape what comes from files for their own format. */
#pragma once

#include <glib.h>

#include <surveystat/report.h>

typedef struct {
    const char *name;                             /* as after --format */
    char *(*format_gap)(const SvyResult *result); /* (nullable) all four */
    char *(*format_tables)(const SvyResult *result);
    char *(*format_inspect)(const SvyResult *result);
    char *(*format_summary)(const SvyResult *result);
} SvyWriter;

/* NULL when there is no such writer. */
const SvyWriter *svy_writer_find(const char *name);

/* Names of the writers that know @page. (transfer container) [NULL-terminated] */
const char **svy_writer_list_names(SvyReportPage page);

/* write-text.c and inspect-text.c */
char *svy_write_text_gap(const SvyResult *result);
char *svy_write_text_summary(const SvyResult *result);
char *svy_inspect_text_format(const SvyResult *result);

/* write-json.c */
char *svy_write_json_inspect(const SvyResult *result);
char *svy_write_json_results(const SvyResult *result); /* results.json; also of gaps alone */

/* write-csv.c */
char *svy_write_csv_gap(const SvyResult *result);      /* all gaps of the result */
char *svy_write_csv_overview(const SvyResult *result); /* one line per question */
char *svy_write_csv_question(const SvyResult *result, const SvyQuestionResult *question);

/* write-md.c */
char *svy_write_md_gap(const SvyResult *result);
void svy_write_md_append_gap(GString *out, const SvyResult *result, const SvyGap *gap);
char *svy_write_md_escape(const char *text); /* NULL: "" */

/* What @format makes, escaped as a whole, between markup of ours. */
void svy_write_md_append(GString *out,
                         const char *prefix,
                         const char *suffix,
                         const char *format,
                         ...) G_GNUC_PRINTF(4, 5);
