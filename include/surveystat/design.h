/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Estimates from a sample design: weights, strata, clusters, finite populations.
 *
 * A *design* says how the records came into the sample. It is made once from arrays, and every
 * estimate takes it. Variances are by Taylor linearisation: an estimate is close to a weighted sum
 * of one *influence value* per record, and the variance of a sum follows from the totals of the
 * primary sampling units (PSUs) in each stratum. With an fpc for two stages both are counted;
 * without one the PSUs hold all (ultimate clusters).
 *
 * Common to all functions here:
 * - A missing answer is NaN (or the code -1). Its record stays in the design: it adds nothing to
 *   the estimate, but its PSU and stratum count. Subgroups are treated in the same way, so the
 *   records of others are never deleted first.
 * - Degrees of freedom are PSUs less strata (those with any weight above 0), for subgroups too.
 * - Estimates but totals do not depend on the scale of the weights.
 * - A design with one PSU, or none, has no variance: `se` is NaN, the status NO_VARIANCE.
 * - A stratum with one PSU (a *lonely* one) has no variance of its own: what to do is told by
 *   SvyLonely. A stratum that is in the sample as a whole (fpc equals its PSUs) adds nothing.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/** What a stratum with one PSU adds to the variance. */
typedef enum {
    SVY_LONELY_FAIL,    /* it is an error (the default) */
    SVY_LONELY_REMOVE,  /* nothing, as if it were in the sample with certainty */
    SVY_LONELY_ADJUST,  /* the square about the mean of all PSUs instead of its own */
    SVY_LONELY_AVERAGE, /* the average of the other strata */
} SvyLonely;

/** The arrays of a design. Codes are 0 upwards and dense enough for a table of them; a PSU code
 * that is used in two strata means two PSUs, an SSU code in two PSUs two SSUs. */
typedef struct {
    size_t n;              /* records */
    const double *weights; /* (nullable) [n] not negative; NULL: from fpc, or all 1 */
    const int32_t *strata; /* (nullable) [n] codes; NULL: one stratum */
    const int32_t *psu;    /* (nullable) [n] codes; NULL: each record is a PSU */
    const double *fpc;     /* (nullable) [n] PSUs in the population of the stratum */
    const int32_t *ssu;    /* (nullable) [n] codes of the second stage; NULL with fpc2: records */
    const double *fpc2;    /* (nullable) [n] SSUs in the population of the PSU */
    SvyLonely lonely;
} SvyDesignSpec;

/** A design; never changed once made, so several threads may share it. */
typedef struct SvyDesign SvyDesign;

/** How the limits of a share are found; p is the share, v its variance, t of the df, and
 * n_eff = p (1 - p) / v. */
typedef enum {
    SVY_DESIGN_LOGIT, /* logit(p) -+ t sqrt(v) / (p (1 - p)), taken back: the default */
    SVY_DESIGN_BETA,  /* Clopper-Pearson with n_eff (t of n - 1 df / t)^2 (Korn & Graubard) */
    SVY_DESIGN_KORN_GRAUBARD, /* the same with no more than n cases (NCHS) */
    SVY_DESIGN_ARCSINE,       /* sin^2(asin(sqrt p) -+ t sqrt(v / (4 p (1 - p)))), cut at 0 and 1 */
    SVY_DESIGN_LIKELIHOOD,    /* all q with 2 n_eff (log likelihood of p - that of q) <= t^2 */
    SVY_DESIGN_WILSON,        /* Wilson's with n_eff and t */
    SVY_DESIGN_WALD,          /* p -+ t sqrt(v): may leave 0 to 1; for teaching */
    SVY_DESIGN_INTERVAL_LAST,
} SvyDesignInterval;

/** A difference and the test that it is 0. */
typedef struct {
    SvyEstimate diff; /* value, se, df, limits */
    double t;         /* value / se; NaN when se is 0 or unknown */
    double p;         /* two-sided; NaN when t is */
} SvyDesignTest;

/** Tests that rows and columns of a weighted table are independent. Numbers that do not exist are
 * NaN. */
typedef struct {
    double n;         /* records with both answers and a weight */
    double x2;        /* Pearson's statistic of the weighted shares, for n */
    double df;        /* (rows - 1) (columns - 1), empty ones left out */
    double mean_deff; /* mean of the eigenvalues: generalised design effect */
    double f;         /* second-order Rao-Scott: x2 / sum of eigenvalues; the default */
    double ndf, ddf;  /* its degrees of freedom: (sum)^2 / sum of squares; that times df */
    double p_f;
    double chisq_adj; /* first-order: x2 / mean_deff, chi-square with df */
    double p_chisq;
    double wald_f; /* Wald's statistic / df, F with df and wald_df2 */
    double wald_df2;
    double wald_p;
    double adjwald_f; /* the same with its degrees of freedom adjusted */
    double adjwald_df2;
    double adjwald_p;
    double p_saddlepoint; /* of the mixture of chi-squares over chi-square with ddf */
    double p_exact;       /* the same by integration */
    size_t n_eigenvalues;
    SvyStatus status;
} SvyDesignChisq;

typedef enum {
    SVY_DESIGN_LINEAR,
    SVY_DESIGN_LOGISTIC,
} SvyDesignModel;

/**
 * Makes a design from arrays.
 *
 * @spec:       the arrays; `weights` is borrowed and must live as long as the design, the others
 *              may be freed
 * @ret_design: (out) (transfer full) the design
 * @error:      (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_design; false and leaves it as it was.
 * Errors:  SVY_ERROR_DATA       a weight is negative or not finite, a code is negative, an fpc is
 *                               below the units in the sample or differs within its stratum
 *          SVY_ERROR_NO_MEMORY  the records cannot be numbered
 *          SVY_ERROR_LIMIT      more than INT32_MAX records
 * Cost:    O(n).
 * Source:  Saerndal, Swensson & Wretman (1992), *Model Assisted Survey Sampling*.
 * Test:    tests/reference/design/
 */
bool svy_design_new(const SvyDesignSpec *spec, SvyDesign **ret_design, GError **error);

/**
 * Frees a design.
 *
 * @design: (nullable) (transfer full) the design
 *
 * Cost: O(1).
 * Test: tests/unit/stats/test_design.c
 */
void svy_design_free(SvyDesign *design);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyDesign, svy_design_free)

/**
 * Records of a design.
 *
 * @design: the design
 *
 * Returns: how many there are, those without weight included.
 * Cost:    O(1).
 * Test:    tests/unit/stats/test_design.c
 */
size_t svy_design_get_n(const SvyDesign *design);

/**
 * Primary sampling units of a design.
 *
 * @design: the design
 *
 * Returns: how many there are.
 * Cost:    O(1).
 * Test:    tests/unit/stats/test_design.c
 */
size_t svy_design_get_n_psu(const SvyDesign *design);

/**
 * Strata of a design.
 *
 * @design: the design
 *
 * Returns: how many there are, at least 1.
 * Cost:    O(1).
 * Test:    tests/unit/stats/test_design.c
 */
size_t svy_design_get_n_strata(const SvyDesign *design);

/**
 * Degrees of freedom of a design: PSUs less strata, of those with a weight above 0.
 *
 * @design: the design
 *
 * Returns: the number, 0 or less when nothing can be said of variances.
 * Cost:    O(1).
 * Test:    tests/unit/stats/test_design.c
 */
double svy_design_get_df(const SvyDesign *design);

/**
 * The PSU of a record.
 *
 * @design: the design
 * @record: position, less than svy_design_get_n()
 *
 * Returns: its number, 0 upwards in the order in which PSUs first appear.
 * Cost:    O(1).
 * Test:    tests/unit/stats/test_design.c
 */
size_t svy_design_find_psu(const SvyDesign *design, size_t record);

/**
 * Kish's design effect of unequal weights among the records of a base: n * sum(w^2) / (sum w)^2.
 *
 * It leaves out clusters, strata and what weighting gains.
 *
 * @design: the design, n records
 * @y:      (nullable) [n] values; records where it is NaN are not in the base
 * @groups: (nullable) [n] codes; NULL: all are in the base
 * @group:  code of those in the base
 *
 * Returns: the effect, at least 1; NaN when the base has no weight.
 * Cost:    O(n).
 * Source:  Kish (1965), *Survey Sampling*, 11.2.
 * Test:    tests/reference/design/
 */
double svy_design_compute_kish_deff(const SvyDesign *design,
                                    const double y[],
                                    const int32_t groups[],
                                    int32_t group);

/**
 * The core of all: covariance of sums of influence values under the design.
 *
 * In each stratum h with n_h of N_h PSUs: (1 - n_h / N_h) n_h / (n_h - 1) times the sum over PSUs
 * of (z - mean)(z - mean)', z being the totals of the PSU; with a second stage, plus n_h / N_h
 * times the same within each PSU.
 *
 * @design:         the design
 * @n_columns:      k, how many estimates there are
 * @influence:      [n * k] record by record: what each record adds to the linearised estimates, its
 *                  weight included, 0 for records outside the base
 * @ret_covariance: (out) [k * k]; all NaN when the design has no two PSUs in any stratum
 * @error:          (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_covariance; false and leaves it as it was.
 * Errors:  SVY_ERROR_DATA       a stratum has one PSU and the design says FAIL
 *          SVY_ERROR_NO_MEMORY  the totals cannot be allocated
 * Cost:    O(n k + PSUs k^2), memory for PSUs * k numbers.
 * Source:  Binder (1983), Int. Stat. Rev. 51, 279-292; equals R survey svyrecvar().
 * Test:    tests/reference/design/
 */
bool svy_design_compute_covariance(const SvyDesign *design,
                                   size_t n_columns,
                                   const double influence[],
                                   double ret_covariance[],
                                   GError **error);

/**
 * Total of the population: the sum of weight * y.
 *
 * @design:    the design, n records
 * @y:         [n] values; NaN: missing
 * @level:     confidence level, 0 < level < 1
 * @ret_total: (out) the total; method "linearised"
 * @ret_deff:  (out, optional) design effect, as in svy_design_estimate_mean()
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_total; false and leaves it as it was.
 * Status:  NO_CASES without a value; NO_VARIANCE when there are no two PSUs.
 * Errors:  SVY_ERROR_ARGUMENT   @level is outside its range
 *          SVY_ERROR_DATA       a lonely stratum, with SVY_LONELY_FAIL
 *          SVY_ERROR_NO_MEMORY  the totals of the PSUs cannot be allocated
 * Cost:    O(n); nothing is allocated per record when each record is a PSU.
 * Source:  Horvitz & Thompson (1952), J. Am. Stat. Assoc. 47, 663-685; equals R svytotal().
 * Test:    tests/reference/design/
 */
bool svy_design_estimate_total(const SvyDesign *design,
                               const double y[],
                               double level,
                               SvyEstimate *ret_total,
                               double *ret_deff,
                               GError **error);

/**
 * Mean of the population: the sum of weight * y over the sum of weights, linearised.
 *
 * Limits are value -+ t * se, with t of the design's df. The design effect is the variance over
 * that of a simple random sample of as many records, S^2 / n with S^2 = n / (n - 1) times the
 * weighted mean square; with an fpc in the design that sample too is without replacement, of a
 * population of the sum of the weights (as in R's deff = TRUE). Without one it is with
 * replacement, so that the scale of the weights plays no part (R's deff = "replace", and Stata).
 *
 * @design:   the design, n records
 * @y:        [n] values; NaN: missing
 * @level:    confidence level, 0 < level < 1
 * @ret_mean: (out) the mean; method "linearised"
 * @ret_deff: (out, optional) the design effect, NaN when there is none
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_mean; false and leaves it as it was.
 * Status:  NO_CASES without any weight; NO_VARIANCE when there are no two PSUs.
 * Errors:  SVY_ERROR_ARGUMENT   @level is outside its range
 *          SVY_ERROR_DATA       a lonely stratum, with SVY_LONELY_FAIL
 *          SVY_ERROR_NO_MEMORY  the totals of the PSUs cannot be allocated
 * Cost:    O(n); nothing is allocated per record when each record is a PSU.
 * Source:  Binder (1983), Int. Stat. Rev. 51, 279-292; equals R survey svymean().
 * Test:    tests/reference/design/
 */
bool svy_design_estimate_mean(const SvyDesign *design,
                              const double y[],
                              double level,
                              SvyEstimate *ret_mean,
                              double *ret_deff,
                              GError **error);

/**
 * Ratio of two totals, linearised: such as who followed over who used, with 0 for all others.
 *
 * @design:      the design, n records
 * @numerator:   [n] values; NaN: missing
 * @denominator: [n] values; NaN: missing
 * @level:       confidence level, 0 < level < 1
 * @ret_ratio:   (out) the ratio; method "linearised"
 * @error:       (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_ratio; false and leaves it as it was.
 * Status:  NO_CASES without any weight; UNDEFINED when the denominator is 0; NO_VARIANCE when there
 *          are no two PSUs.
 * Errors:  SVY_ERROR_ARGUMENT   @level is outside its range
 *          SVY_ERROR_DATA       a lonely stratum, with SVY_LONELY_FAIL
 *          SVY_ERROR_NO_MEMORY  the totals of the PSUs cannot be allocated
 * Cost:    O(n); nothing is allocated per record when each record is a PSU.
 * Source:  Binder (1983), Int. Stat. Rev. 51, 279-292; equals R survey svyratio().
 * Test:    tests/reference/design/
 */
bool svy_design_estimate_ratio(const SvyDesign *design,
                               const double numerator[],
                               const double denominator[],
                               double level,
                               SvyEstimate *ret_ratio,
                               GError **error);

/**
 * Share of the population, with limits between 0 and 1.
 *
 * When nobody or everybody did, the variance is 0 and says nothing: all methods then give the
 * limits of Clopper and Pearson for the records that there are; the same where the variance is 0 by
 * chance. A sample that is the whole population has the share itself as limits.
 *
 * @design:   the design, n records
 * @event:    [n] 0 or 1 (any share between is allowed); NaN: missing
 * @interval: how the limits are found
 * @df:       degrees of freedom, above 0; NaN: those of the design
 * @level:    confidence level, 0 < level < 1
 * @ret_p:    (out) the share, its se, df and limits
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES without any weight; NO_VARIANCE when there are no two PSUs.
 * Errors:  SVY_ERROR_ARGUMENT   @level is outside its range
 *          SVY_ERROR_DATA       an event is not in 0 to 1; a lonely stratum, with SVY_LONELY_FAIL
 *          SVY_ERROR_NUMERIC    a quantile was not found (not met)
 *          SVY_ERROR_NO_MEMORY  the totals of the PSUs cannot be allocated
 * Cost:    O(n); nothing is allocated per record when each record is a PSU.
 * Source:  Korn & Graubard (1998), Surv. Meth. 24, 193-201; Parker et al. (2017), NCHS Vital Health
 *          Stat. 2(175); Franco, Little, Louis & Slud (2019), J. Surv. Stat. Meth. 7, 334-364; Rao
 *          & Scott (1984), Ann. Stat. 12, 46-60; equals R survey svyciprop().
 * Test:    tests/reference/design/
 */
bool svy_design_estimate_proportion(const SvyDesign *design,
                                    const double event[],
                                    SvyDesignInterval interval,
                                    double df,
                                    double level,
                                    SvyEstimate *ret_p,
                                    GError **error);

/**
 * Means of y in each of several groups that do not overlap, and their covariance.
 *
 * @design:         the design, n records
 * @y:              [n] values; NaN: missing
 * @n_groups:       k, at least 1
 * @groups:         [n] group of each record, 0 to k - 1, or -1 for none
 * @level:          confidence level, 0 < level < 1
 * @ret_means:      (out) [k] the means; method "linearised"
 * @ret_covariance: (out, optional) [k * k] NaN in rows and columns of groups without cases
 * @error:          (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves them as they were.
 * Status:  NO_CASES for a group without any weight; NO_VARIANCE when there are no two PSUs.
 * Errors:  SVY_ERROR_ARGUMENT   @level is outside its range
 *          SVY_ERROR_DATA       a lonely stratum, with SVY_LONELY_FAIL
 *          SVY_ERROR_NO_MEMORY  the totals cannot be allocated
 * Cost:    O(n + strata k^2) when each record is a PSU, else O(n + PSUs k^2).
 * Source:  Saerndal, Swensson & Wretman (1992), ch. 5 and 10; equals R svyby(svymean, covmat =
 *          TRUE).
 * Test:    tests/reference/design/
 */
bool svy_design_estimate_groups(const SvyDesign *design,
                                const double y[],
                                size_t n_groups,
                                const int32_t groups[],
                                double level,
                                SvyEstimate ret_means[],
                                double ret_covariance[],
                                GError **error);

/**
 * Difference of the means of two groups, with the design-based t test.
 *
 * diff = mean of group 1 - mean of group 0. The test is that of the slope in a regression on the
 * 0/1 group: df is one less than the design's.
 *
 * @design:    the design, n records
 * @y:         [n] values; NaN: missing
 * @groups:    [n] 0 or 1; -1: in neither
 * @level:     confidence level, 0 < level < 1
 * @ret_means: (out, optional) [2] the means
 * @ret_test:  (out) difference and test
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves them as they were.
 * Status:  of ret_test->diff: NO_CASES when a group has no weight; NO_VARIANCE without df.
 * Errors:  SVY_ERROR_ARGUMENT   @level is outside its range
 *          SVY_ERROR_DATA       a lonely stratum, with SVY_LONELY_FAIL
 *          SVY_ERROR_NO_MEMORY  the totals cannot be allocated
 * Cost:    O(n).
 * Source:  Lumley (2010), *Complex Surveys*; equals R survey svyttest().
 * Test:    tests/reference/design/
 */
bool svy_design_compare_groups(const SvyDesign *design,
                               const double y[],
                               const int32_t groups[],
                               double level,
                               SvyEstimate ret_means[2],
                               SvyDesignTest *ret_test,
                               GError **error);

/**
 * Mean with the t test that it is 0: of differences of pairs, or of one sample.
 *
 * @design:   the design, n records
 * @y:        [n] values, such as x - y of each person; NaN: missing
 * @level:    confidence level, 0 < level < 1
 * @ret_test: (out) the mean, df of the design, and the test
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  as svy_design_estimate_mean().
 * Errors:  SVY_ERROR_ARGUMENT   @level is outside its range
 *          SVY_ERROR_DATA       a lonely stratum, with SVY_LONELY_FAIL
 *          SVY_ERROR_NO_MEMORY  the totals cannot be allocated
 * Cost:    O(n).
 * Source:  Lumley (2010), *Complex Surveys*. R's svyttest(y ~ 0) takes one df less.
 * Test:    tests/reference/design/
 */
bool svy_design_test_mean(const SvyDesign *design,
                          const double y[],
                          double level,
                          SvyDesignTest *ret_test,
                          GError **error);

/**
 * Independence of two answers under a design: Rao-Scott and Wald tests of a two-way table.
 *
 * The eigenvalues of V0^-1 V (the design effects of the table's contrasts) tell how Pearson's
 * statistic is distributed. The second-order F is the default; the exact and saddle-point tails are
 * those of sum(eigenvalue * chi-square) over an independent chi-square with ddf. Wald's tests are
 * poor with few PSUs.
 *
 * @design:          the design, n records
 * @n_rows:          rows of the table
 * @rows:            [n] row of each record, 0 to n_rows - 1; -1: missing
 * @n_columns:       columns of the table
 * @columns:         [n] column of each record; -1: missing
 * @ret_test:        (out) the tests
 * @ret_eigenvalues: (out, optional) [(n_rows - 1) * (n_columns - 1)] largest first; the first
 *                   ret_test->n_eigenvalues are filled
 * @error:           (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves them as they were.
 * Status:  of ret_test: NO_CASES for an empty table; UNDEFINED when one row or column is left, or a
 *          contrast rests on empty cells; NO_VARIANCE when nothing varies or df is 0.
 * Errors:  SVY_ERROR_DATA       a lonely stratum, with SVY_LONELY_FAIL
 *          SVY_ERROR_NO_MEMORY  the matrices cannot be allocated
 *          SVY_ERROR_NUMERIC    the eigenvalues were not found (not met)
 * Cost:    O(n + strata k^2) for k cells when each record is a PSU, else O(n + PSUs k^2).
 * Source:  Rao & Scott (1984), Ann. Stat. 12, 46-60; Thomas & Rao (1987), J. Am. Stat. Assoc. 82,
 *          630-636; Kuonen (1999), Biometrika 86, 929-935; Imhof (1961), Biometrika 48, 419-426;
 *          equals R survey svychisq(), whose saddle point however rounds ddf down.
 * Test:    tests/reference/design/
 */
bool svy_design_test_table(const SvyDesign *design,
                           size_t n_rows,
                           const int32_t rows[],
                           size_t n_columns,
                           const int32_t columns[],
                           SvyDesignChisq *ret_test,
                           double ret_eigenvalues[],
                           GError **error);

/**
 * Linear or logistic regression under a design.
 *
 * Weighted least squares, or maximum pseudo-likelihood by Newton steps until no linear predictor
 * changes by 1e-11; sandwich covariance A^-1 V(scores) A^-1. The df are the design's plus 1 less
 * the coefficients.
 *
 * @design:           the design, n records
 * @model:            linear or logistic
 * @y:                [n] outcomes; 0 to 1 for the logistic model; NaN: missing
 * @n_columns:        k, coefficients, the intercept included
 * @x:                [n * k] rows of the model matrix, with a column of 1 if there is an intercept;
 *                    a NaN makes the record missing
 * @level:            confidence level, 0 < level < 1
 * @ret_coefficients: (out) [k] coefficient (in .diff), t and p
 * @ret_covariance:   (out, optional) [k * k]
 * @ret_n:            (out, optional) records that count
 * @error:            (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves them as they were.
 * Status:  of each coefficient: NO_CASES when there are fewer records than coefficients; UNDEFINED
 *          when columns depend on each other or the outcomes are separated by the columns;
 *          NO_VARIANCE without df.
 * Errors:  SVY_ERROR_ARGUMENT   @level is outside its range
 *          SVY_ERROR_DATA       an outcome of a logistic model is not in 0 to 1; a lonely stratum
 *          SVY_ERROR_NO_MEMORY  the scores [n * k] cannot be allocated
 * Cost:    O(n k^2) per step, memory for n * k numbers.
 * Source:  Binder (1983), Int. Stat. Rev. 51, 279-292; equals R survey svyglm().
 * Test:    tests/reference/design/
 */
bool svy_design_fit_model(const SvyDesign *design,
                          SvyDesignModel model,
                          const double y[],
                          size_t n_columns,
                          const double x[],
                          double level,
                          SvyDesignTest ret_coefficients[],
                          double ret_covariance[],
                          size_t *ret_n,
                          GError **error);

#pragma GCC visibility pop
