/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results made by hand for drawing: the list of cases of the chart tests. */
#pragma once

#include <surveystat/result.h>

/* A row of a case: what the tables of the kinds are made of as well. */
typedef struct {
    const char *label;
    size_t use, follow, base;
    bool has_account;
} SvyCaseRow;

typedef struct {
    const char *name;
    SvySurvey survey;
    SvyGap gap;
    SvyQuestionResult question; /* the same rows as options, single choice */
    SvyQuestionResult grid;     /* the same rows as items on a scale of agreement */
    SvyResult result;           /* the survey, and the tables of svy_case_tables in their order */
    const char *title;          /* (nullable) given by the user */
    double poster_height_in;    /* 0: the theme's */
} SvyChartCase;

/* (transfer full) of SvyChartCase; static texts inside, never freed but for the arrays. */
GPtrArray *svy_cases_new(void);

/* Wilson's interval at 95%. */
SvyEstimate svy_cases_wilson(size_t n, size_t base);

/* The tables of the kinds that are drawn from tables: a line each in table-cases.c. What @rows
 * are is up to the kind; bases under 10 and 30, and counts of 0 and all, are among them. */
typedef struct {
    const char *id; /* of the table */
    SvyTable (*make)(const SvyCaseRow *rows, size_t n_rows);
} SvyCaseTable;

extern const SvyCaseTable svy_case_tables[]; /* ends with a NULL id */

SvyTable svy_case_table_combinations(const SvyCaseRow *rows, size_t n_rows);
SvyTable svy_case_table_states(const SvyCaseRow *rows, size_t n_rows);
