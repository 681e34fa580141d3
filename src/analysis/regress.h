/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From groups of people to the rows of a logistic regression: which groups are told of, which one
 * the others are compared with, and how many people there are of each kind. */
#pragma once

#include "analysis/breakdown.h"
#include "analysis/outcome.h"

/* One question that may go with the outcome. */
typedef struct {
    const SvyGrouping *grouping;
    size_t n_levels;
    char **labels;
    SvyBitset **people;
    bool *is_aliased; /* [n_levels] the same people as a level of an earlier predictor */
    bool *is_pooled;  /* [n_levels] several groups */
    bool *is_secret;  /* [n_levels] how many of them said yes is withheld elsewhere */
    size_t reference;
} SvyPredictor;

/* One row of the table. */
typedef struct {
    const SvyGrouping *grouping;
    const char *label, *reference; /* borrowed from the regression */
    size_t n;                      /* people of the group in the model */
    SvyEstimate odds_ratio, effect;
    SvyEstimate plain_effect; /* without weights; read only where the regression has some */
    double p, p_adjusted;     /* NaN: none */
} SvyDriverLevel;

typedef struct {
    const SvyOutcome *outcome;
    const char *language;  /* (nullable) of notes and of names of pooled groups */
    GPtrArray *predictors; /* of SvyPredictor, owned */
    GPtrArray *notes;      /* of char, owned: what was left out */
    SvyBitset *complete;   /* who is in the model */
    size_t n_people, n_yes;
    size_t n_columns; /* coefficients, with the intercept */
    bool is_firth;
    const double *w; /* (nullable) weights, of the run */
    double n_design; /* people with a weight in the whole run */
} SvyRegression;

void svy_regression_init(SvyRegression *regression,
                         const char *language,
                         const SvyOutcome *outcome);
void svy_regression_weigh(const SvyRun *run, SvyRegression *regression);
void svy_regression_clear(SvyRegression *regression);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyRegression, svy_regression_clear)

/* @is_told: [n_groups] false for groups of which it is withheld how many said yes. */
bool svy_regression_add(SvyRegression *regression,
                        const SvyGrouping *grouping,
                        const bool is_told[],
                        GError **error);

/* Pools groups of whom too few said yes or no or of whom that is withheld, and leaves out questions
 * of which no two groups are left; finds who is in the model and what the groups are compared with.
 * Nobody leaves the model for being in a small group: what others of the model tell without him
 * would tell of him. */
bool svy_regression_settle(SvyRegression *regression,
                           size_t min_cell,
                           size_t min_base,
                           GError **error);

/* Fits, by design where there are weights; @ret_levels: (transfer full) of SvyDriverLevel, in the
 * order of the predictors. */
bool svy_regression_fit(SvyRegression *regression,
                        double level,
                        GArray **ret_levels,
                        GError **error);
