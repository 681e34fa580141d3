/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chart shows of a result: which gap, question or table is meant, and drawing it. */
#pragma once

#include <glib.h>

#include <surveystat/chart.h>

#include "report/report-md.h"

/* A chart that is asked for. */
typedef struct {
    const char *kind;
    const char *question;  /* (nullable) id or wording of a question, id of a table */
    const char *by;        /* (nullable) id or wording of the question that divides people */
    const char *each;      /* (nullable) the same, with a panel for each group */
    const SvyTiles *tiles; /* (nullable) grid of a tile-map */
} SvyChartOrder;

/* "heatmap q9 by q4", "likert q5 each q4", "box q20 by q4 each q12": @words owns what @ret_order
 * borrows. */
void svy_subject_parse(const char *text, char **words, SvyChartOrder *ret_order);

/* Whether people must be counted by two questions at once for it. */
bool svy_subject_is_crossed(const SvyChartOrder *order);

/* Finds the one subject that is named; without a name the headline's gap, or the only one that
 * suits. False with an error of @code at @place that lists those that would do. */
bool svy_subject_find(const SvyResult *result,
                      const SvyChartOrder *order,
                      const SvyPlace *place,
                      SvyErrorCode code,
                      SvyChartSubject *ret_subject,
                      GError **error);

/* Lays the chart out; options->kind NULL is the kind of choice. Errors as svy_chart_new_gap(). */
bool svy_subject_draw(const SvyResult *result,
                      const SvyChartSubject *subject,
                      const SvyChartOptions *options,
                      SvyChart **ret_chart,
                      GError **error);

/* "q9": a stable name for messages. (transfer none) */
const char *svy_subject_get_id(const SvyChartSubject *subject);
