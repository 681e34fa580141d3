/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results made by hand for drawing: the list of cases of the chart tests. */
#pragma once

#include <surveystat/result.h>

typedef struct {
    const char *name;
    SvySurvey survey;
    SvyGap gap;
    SvyQuestionResult question; /* the same rows as options, single choice */
    SvyQuestionResult grid;     /* the same rows as items on a scale of agreement */
    const char *title;          /* (nullable) given by the user */
    double poster_height_in;    /* 0: the theme's */
} SvyChartCase;

/* (transfer full) of SvyChartCase; static texts inside, never freed but for the arrays. */
GPtrArray *svy_cases_new(void);

/* Wilson's interval at 95%. */
SvyEstimate svy_cases_wilson(size_t n, size_t base);
