/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report while it is made; shared by report.c and report-charts.c. */
#pragma once

#include <surveystat/report.h>

#include "base/file.h"
#include "report/manifest.h"
#include "report/report-md.h"

typedef struct {
    const SvyResult *result;
    const SvyReportOptions *options;
    SvyOutDir *dir;
    SvyManifest *manifest;
    GArray *charts; /* of SvyReportChart */
    bool has_workbook;
    char *font_warning; /* (nullable) owned */
    char *color_note;   /* (nullable) owned */
} SvyReportWork;

/* Writes one file of the report and notes it for the manifest. */
bool svy_report_put(SvyReportWork *work,
                    const char *name,
                    const void *data,
                    size_t n_bytes,
                    GError **error);

/* "charts/02-q3-which-content-do-you-value": unique by its number, safe in every file system; as
 * many digits as @last_number has. */
char *svy_report_name_file(const char *folder,
                           size_t last_number,
                           size_t number,
                           const char *id,
                           const char *text);

/* The charts of a report in work. */
typedef struct SvyReportStudio SvyReportStudio;

void svy_report_studio_free(SvyReportStudio *studio);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyReportStudio, svy_report_studio_free)

/* Chooses the charts of the report, fills work->charts, and lets the other processors begin to draw
 * them. @ret_studio is NULL when there is nothing to draw. */
bool svy_report_charts_begin(SvyReportWork *work, SvyReportStudio **ret_studio, GError **error);

/* Draws what is left, and writes all of them. @studio may be NULL. */
bool svy_report_charts_finish(SvyReportWork *work, SvyReportStudio *studio, GError **error);

/* Of one SvyReportChart; the clear function of work->charts. */
void svy_report_chart_clear(void *data);
