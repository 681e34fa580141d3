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

/* Draws all charts of the report and fills work->charts. */
bool svy_report_charts_draw(SvyReportWork *work, GError **error);

/* Of one SvyReportChart; the clear function of work->charts. */
void svy_report_chart_clear(void *data);
