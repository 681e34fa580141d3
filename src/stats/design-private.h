/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a design is inside, and the influence values that its estimators share. */
#pragma once

#include <surveystat/design.h>

struct SvyDesign {
    size_t n;              /* records */
    const double *weights; /* (nullable) [n]; NULL: all 1 */
    double *own_weights;   /* (nullable) [n] weights that follow from the fpc */
    SvyLonely lonely;
    bool has_fpc;

    size_t n_strata, n_psu;
    int32_t *psu_of_record;   /* (nullable) [n]; NULL: each record is a PSU */
    int32_t *code_of_stratum; /* (nullable) [n_strata] as the caller numbered them */
    int32_t *stratum_of_psu;  /* (nullable) [n_psu]; NULL: there is one stratum */
    size_t *n_psu_in_stratum; /* [n_strata] */
    double *left_out; /* [n_strata] share of the stratum's PSUs not in the sample, 1: no fpc */
    size_t df_psu, df_strata; /* those with a weight above 0 */

    bool has_second_stage;
    size_t n_units;          /* SSUs when there is a second stage, else PSUs */
    int32_t *unit_of_record; /* (nullable) [n] SSU; NULL: each record is one */
    int32_t *psu_of_unit;    /* [n_units] */
    size_t *n_units_in_psu;  /* [n_psu] */
    double *left_out_of_psu; /* [n_psu] */
};

/* What the record i of group g adds to the linearised estimate g:
 * weight * (y[i] - ratio[g] * x[i]) * scale[g]; nothing when y or x is missing (NaN) or the group
 * is -1. Means, totals, ratios and shares of cells are all of this form. */
typedef struct {
    size_t n_groups;
    const int32_t *groups; /* (nullable) [n]; NULL: all in group 0 */
    const double *y, *x;   /* (nullable) [n]; NULL: all 1 */
    const double *ratio;   /* [n_groups] */
    const double *scale;   /* [n_groups] */
} SvyInfluence;

static inline double svy_design_get_weight(const SvyDesign *design, size_t record)
{
    return design->weights == NULL ? 1 : design->weights[record];
}

static inline size_t svy_design_get_psu(const SvyDesign *design, size_t record)
{
    return design->psu_of_record == NULL ? record : (size_t)design->psu_of_record[record];
}

static inline size_t svy_design_get_stratum(const SvyDesign *design, size_t psu)
{
    return design->stratum_of_psu == NULL ? 0 : (size_t)design->stratum_of_psu[psu];
}

/* SVY_ERROR_NO_MEMORY. Returns false. */
bool svy_design_refuse_memory(GError **error);

/* The covariance matrix of the groups' estimates, [n_groups * n_groups]; all NaN when no stratum
 * has two PSUs. O(n + strata * groups^2) when each record is a PSU. */
bool svy_design_compute_group_covariance(const SvyDesign *design,
                                         const SvyInfluence *influence,
                                         double ret_covariance[],
                                         GError **error);

/* Two-sided limits by Student's t with the design's df into @estimate, whose value and variance are
 * known; NO_VARIANCE when there is none. */
void svy_design_set_limits(const SvyDesign *design,
                           double value,
                           double variance,
                           double df,
                           SvyEstimate *estimate);

/* t and p of what is in test->diff. */
void svy_design_set_test(SvyDesignTest *test);

/* How many standard errors an interval reaches. */
double svy_design_find_t(double level, double df);

/* What the limits of a share are made from. */
typedef struct {
    double p, v; /* the share and its variance; read only where 0 < p < 1 */
    double n;    /* cases with a weight */
    double df, level;
    bool is_census; /* there is nobody outside the sample */
} SvyShareVariance;

/* Value, se, df, limits, method and status of @estimate. */
bool svy_design_set_share(const SvyShareVariance *from,
                          SvyDesignInterval interval,
                          SvyEstimate *estimate,
                          GError **error);

/* A two-way table as sums of weights: what Rao and Scott's test of a design with weights alone is
 * made from. @n: [n_rows * n_columns] people with a weight; @w, @w2: the sums of their weights and
 * of the squares. @n_design: people with a weight in the whole sample. Exact and saddle-point tails
 * stay NaN. */
bool svy_design_test_sums(double n_design,
                          size_t n_rows,
                          size_t n_columns,
                          const double n[],
                          const double w[],
                          const double w2[],
                          SvyDesignChisq *ret_test,
                          GError **error);
