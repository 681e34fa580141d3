/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weights of a run: a column of the file, or made to meet known margins. */
#pragma once

#include <surveystat/weights.h>

#include "analysis/analysis.h"
#include "analysis/variable.h"
#include "stats/raked.h"

/* One question whose margin was to be met. */
typedef struct {
    SvyVariable *variable;
    const char **labels; /* [n_levels] the last: no answer, where somebody gave none */
    int32_t *codes;      /* [n_rows] */
    double *targets;     /* [n_levels] numbers of people that add up to those of the file */
    size_t n_levels;
} SvyWeightMargin;

struct SvyWeighting {
    char *label; /* "the column “weight”", "weights raked to targets.csv" */
    bool is_raked;
    double *w;         /* [n_rows] their mean over those above 0 is 1 */
    size_t n_weighted; /* people with a weight above 0 */
    SvyKish kish;      /* of w */
    SvyKish untrimmed; /* before the cap */
    double cap;        /* 0: not trimmed */
    double trim;       /* the cap in medians; 0: nothing was to be trimmed */
    size_t n_trimmed;
    size_t n_margins;
    SvyWeightMargin *margins; /* [n_margins] raked */
    SvyRakeReport report;     /* raked */
    SvyRakeMargin *groups; /* (nullable) [n_margins] raked: the margins as the library wants them */
    SvyRaked *raked;       /* (nullable) raked: what raking gains in precision */
    GPtrArray *sums;       /* of double, owned: those of tallies by level of the margins */
};

/* The weights that options or plan ask for; *@ret_weighting stays NULL when they ask for none. */
bool svy_weighting_new(const SvyRun *run, SvyWeighting **ret_weighting, GError **error);
void svy_weighting_free(SvyWeighting *weighting);
