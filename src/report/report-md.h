/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.md: the report that a committee edits and files. */
#pragma once

#include <surveystat/result.h>

/* What a chart shows: one of these; borrowed from the result. */
typedef struct {
    const SvyGap *gap;
    const SvyQuestionResult *question;
    const SvyTable *table;
    const char *each; /* (nullable) id of a question: a panel for each of its groups; borrowed. With
                         a table by groups: each panel has these groups */
} SvyChartSubject;

/* A chart as the report shows it. */
typedef struct {
    SvyChartSubject subject;
    const char *kind;  /* (nullable) that was asked for; borrowed */
    char *picture;     /* (nullable) name relative to the folder; NULL: no picture to show */
    char *alternative; /* its short alternative text */
    char *withheld;    /* (nullable) why it was not drawn */
    bool is_continued; /* the part of a chart in parts that follows the one before */
} SvyReportChart;

/* @charts: [n_charts]. @has_codebook: codebook.csv stands beside the report. */
char *svy_report_md_format(const SvyResult *result,
                           size_t n_charts,
                           const SvyReportChart charts[],
                           bool has_codebook);
