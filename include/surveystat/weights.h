/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Survey weights: what they cost, and how to make them meet known totals.
 *
 * Weights are finite, not negative, in any unit. A case with weight 0 is out of the sample: it
 * stays at 0 and is in no count. Results that are ratios of weights do not depend on their unit.
 * What cannot be met is refused in words that name the target and the reason; a weighting that is
 * only nearly right is never handed over.
 */
#pragma once

#include <stdint.h>
#include <surveystat/design.h>
#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/** What unequal weights cost in precision. */
typedef struct {
    size_t n;         /* weights, those of 0 included */
    double total;     /* their sum */
    double deff;      /* 1 + cv2 = n sum(w^2) / (sum w)^2 */
    double n_eff;     /* n / deff */
    double cv2;       /* squared coefficient of variation, population variance */
    double min, max;  /* smallest and largest weight */
    SvyStatus status; /* not OK: deff, n_eff and cv2 are NaN */
} SvyKish;

/** How an excess that was trimmed is given to the others. */
typedef enum {
    SVY_TRIM_EQUAL,        /* the same amount to each; R survey trimWeights(strict = TRUE) */
    SVY_TRIM_PROPORTIONAL, /* in proportion to the weights: their ratios stay */
} SvyTrimRule;

/** One margin of raking: a grouping of all cases with a known total for each group. */
typedef struct {
    const char *name;     /* for messages, such as "age" */
    const int32_t *codes; /* [n] group of each case, 0 to n_levels - 1 */
    size_t n_levels;
    const char *const *labels; /* [n_levels] for messages */
    const double *targets;     /* [n_levels] totals that the weights must have; 0 only where there
                                  is no case */
} SvyRakeMargin;

/** How a raking went. */
typedef struct {
    size_t n_iterations;   /* passes over all margins, over all rounds */
    size_t n_rounds;       /* 1, or how often it was trimmed and raked again */
    size_t n_trimmed;      /* cases whose weight is the cap */
    double largest_misfit; /* largest |sum / target - 1| over all margins at the end */
    double smallest_ratio, largest_ratio; /* new weight / base weight */
    SvyKish before, after;
} SvyRakeReport;

/** Distance that calibration keeps small: how the factor g follows from x'lambda = u. */
typedef enum {
    SVY_CALIBRATE_LINEAR, /* g = 1 + u: regression estimator; g may be negative without bounds */
    SVY_CALIBRATE_RAKING, /* g = exp(u) */
    SVY_CALIBRATE_LOGIT,  /* g between the two bounds */
} SvyCalibrateDistance;

/**
 * Kish's design effect of unequal weights, and the effective sample size.
 *
 * deff = 1 + cv^2 with the population variance. It is the loss for a mean of something that has
 * nothing to do with the weights. It knows nothing of clusters, and nothing of what calibration
 * gains: say so beside it. Equal weights give exactly 1.
 *
 * @n:        number of weights; 0 is allowed
 * @w:        [n] weights, finite and not negative
 * @ret_kish: (out) the summary
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_kish; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0; UNDEFINED if all weights are 0.
 * Errors:  SVY_ERROR_ARGUMENT  a weight is negative or not finite
 * Cost:    O(n), no allocation; safe to call from several threads.
 * Source:  Kish (1965), *Survey Sampling*, 11.7; Kish (1992), J. Off. Stat. 8, 183-200.
 * Test:    tests/reference/weights/
 */
bool svy_weights_kish(size_t n, const double w[], SvyKish *ret_kish, GError **error);

/**
 * A cap for trimming: a multiple of the median of the positive weights.
 *
 * @n:       number of weights
 * @w:       [n] weights, finite and not negative
 * @ratio:   how many medians; 5 is a convention, not a theorem
 * @ret_cap: (out) the cap; NaN if no weight is positive
 * @error:   (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_cap; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT   a weight is negative or not finite, or @ratio is not above 0
 *          SVY_ERROR_NO_MEMORY  a copy of the weights cannot be allocated
 * Cost:    O(n log n), one copy; safe to call from several threads.
 * Source:  convention, see Kalton & Flores-Cervantes (2003), J. Off. Stat. 19, 81-97.
 * Test:    tests/unit/stats/test_weights.c
 */
bool svy_weights_find_cap(size_t n,
                          const double w[],
                          double ratio,
                          double *ret_cap,
                          GError **error);

/**
 * Weights cut at a cap, the excess given to the others until nobody is above the cap.
 *
 * SVY_TRIM_EQUAL: new w = min(cap, w + d) with the d that keeps the total. It is the limit of
 * repeated trimming. SVY_TRIM_PROPORTIONAL: min(cap, w k). A weight of 0 stays 0. Margins that were
 * met are met no longer: rake again (svy_weights_rake() with a cap does both).
 *
 * @n:     number of weights; 0 is allowed
 * @w:     [n] weights, finite and not negative
 * @upper: the cap, not below the mean of the positive weights
 * @rule:  who gets the excess
 * @ret_w: (out) [n] new weights, of the same total; may be @w
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_w; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT  a weight is negative or not finite, or @upper is below the mean: the
 *          total could not be kept
 * Cost:    O(n) a pass, no more passes than weights, few in practice; no allocation.
 * Source:  equals R survey trimWeights(upper =, strict = TRUE) for SVY_TRIM_EQUAL; Potter (1990).
 * Test:    tests/reference/weights/
 */
bool svy_weights_trim(size_t n,
                      const double w[],
                      double upper,
                      SvyTrimRule rule,
                      double ret_w[],
                      GError **error);

/**
 * Raking: weights that meet the totals of several margins (iterative proportional fitting).
 *
 * From the base weights, each margin in turn is scaled to its targets until all are met to 1e-13
 * (at most 1e-8, where rounding allows no more). The answer is w = base * product of one factor for
 * each group, the one nearest to the base weights by discrimination information. With a cap,
 * weights are cut, the excess given to the others, and raked again until both hold.
 *
 * Refused: a group with a target and nobody in it; margins whose targets have different totals (by
 * more than 1e-8, relative); targets that contradict each other in the combinations that occur, or
 * that could be met only by giving somebody weight 0. The message names the target.
 *
 * @n:          number of cases; at least 1
 * @base:       [n] (nullable) weights to start from, finite and not negative; NULL: all 1
 * @n_margins:  number of margins, at least 1
 * @margins:    [n_margins] the margins
 * @upper:      cap of a weight; 0 or INFINITY: none
 * @ret_w:      (out) [n] weights; may be @base
 * @ret_report: (out, optional) how it went
 * @error:      (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_w and @ret_report; false and leaves them as they were.
 * Errors:  SVY_ERROR_ARGUMENT   a weight, target or code is outside its range
 *          SVY_ERROR_DATA       the targets cannot be met; the message says which and why
 *          SVY_ERROR_NO_MEMORY  workspace of O(n) cannot be allocated
 * Cost:    O(n) once, then O(combinations of groups that occur) a pass; safe to call from several
 *          threads.
 * Source:  Deming & Stephan (1940), Ann. Math. Stat. 11, 427-444; equals the limit of R survey
 *          rake() for a small epsilon.
 * Test:    tests/reference/weights/
 */
bool svy_weights_rake(size_t n,
                      const double base[],
                      size_t n_margins,
                      const SvyRakeMargin margins[],
                      double upper,
                      double ret_w[],
                      SvyRakeReport *ret_report,
                      GError **error);

/**
 * Post-stratification: weights that meet the totals of one full cross-classification.
 *
 * w = base * target / (sum of base in the group).
 *
 * @n:      number of cases; at least 1
 * @base:   [n] (nullable) weights to start from; NULL: all 1
 * @margin: the groups and their totals, with the same rules as in raking
 * @ret_w:  (out) [n] weights; may be @base
 * @error:  (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_w; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT   a weight, target or code is outside its range
 *          SVY_ERROR_DATA       a group has a target and nobody in it, or the other way round
 *          SVY_ERROR_NO_MEMORY  the sums of the groups cannot be allocated
 * Cost:    O(n); safe to call from several threads.
 * Source:  Holt & Smith (1979), J. R. Stat. Soc. A 142, 33-46; equals R survey postStratify().
 * Test:    tests/reference/weights/
 */
bool svy_weights_poststratify(size_t n,
                              const double base[],
                              const SvyRakeMargin *margin,
                              double ret_w[],
                              GError **error);

/**
 * Calibration: the factors g nearest to 1 with sum(base g x) = totals.
 *
 * g = F(x'lambda), F by @distance, cut at the bounds (logit: approaching them). lambda is found by
 * Newton's method in a basis of @x that is orthonormal under the base weights, to 1e-13. A column
 * that is a combination of others (a full set of dummies beside an intercept) is left out if its
 * total agrees, and refused if not.
 *
 * @distance: linear, raking or logit
 * @n:        number of cases; at least 1
 * @base:     [n] (nullable) weights to start from, not negative; NULL: all 1
 * @n_x:      number of columns of @x, at least 1
 * @x:        [n * n_x] row by row, finite; with a column of 1 the sum of the weights is met as well
 * @totals:   [n_x] known totals of the columns
 * @lower:    smallest g, below 1; -INFINITY: none (logit needs one)
 * @upper:    largest g, above 1; INFINITY: none (logit needs one)
 * @ret_g:    (out) [n] factors; the weights are base * g
 * @ret_n_iterations: (out, optional) Newton steps
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_g; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT   a number is outside its range
 *          SVY_ERROR_DATA       the totals cannot be met (within the bounds); the message says why
 *          SVY_ERROR_NO_MEMORY  workspace of O(n n_x) cannot be allocated
 * Cost:    O(n n_x^2) a step, usually fewer than ten; safe to call from several threads.
 * Source:  Deville & Sarndal (1992), J. Am. Stat. Assoc. 87, 376-382; equals R survey calibrate()
 *          with calfun = "linear", "raking", "logit" and a small epsilon.
 * Test:    tests/reference/weights/
 */
bool svy_weights_calibrate(SvyCalibrateDistance distance,
                           size_t n,
                           const double base[],
                           size_t n_x,
                           const double x[],
                           const double totals[],
                           double lower,
                           double upper,
                           double ret_g[],
                           size_t *ret_n_iterations,
                           GError **error);

/**
 * What calibration leaves of a variable: residuals of the regression on the calibration variables.
 *
 * The variance of a calibrated estimate is that of sum(base g e) with e these residuals, from a fit
 * weighted by the base weights (residual technique). Hand base * g * e to the linearized variance
 * of a design. The same holds for raking and post-stratification, with x the indicators of the
 * groups: leaving it out usually overstates the standard error.
 *
 * @n:     number of cases; at least 1
 * @base:  [n] (nullable) weights before calibration; NULL: all 1
 * @n_x:   number of columns of @x
 * @x:     [n * n_x] calibration variables, row by row; collinear columns are allowed
 * @z:     [n] the variable (of a total), or influence of a case (of a mean: (y - mean) / sum of
 *         weights); 0 for a case outside the domain
 * @ret_e: (out) [n] residuals; may be @z
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_e; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT   a weight is negative or not finite
 *          SVY_ERROR_NO_MEMORY  workspace of O(n n_x) cannot be allocated
 * Cost:    O(n n_x^2); safe to call from several threads.
 * Source:  Deville & Sarndal (1992); as R survey svyrecvar() for a calibrated design.
 * Test:    tests/reference/weights/
 */
bool svy_weights_residuals(size_t n,
                           const double base[],
                           size_t n_x,
                           const double x[],
                           const double z[],
                           double ret_e[],
                           GError **error);

/**
 * What raking or post-stratification leaves of a variable: svy_weights_residuals() for groups.
 *
 * The regression is on the indicators of all groups of all margins; it is fitted to the means of
 * the combinations that occur, so many records cost little more than reading them.
 *
 * @n:         number of cases; at least 1
 * @base:      [n] (nullable) weights before raking; NULL: all 1
 * @n_margins: number of margins; 1 for post-stratification
 * @margins:   [n_margins] the margins; their targets play no part
 * @z:         [n] the variable or influence, as in svy_weights_residuals()
 * @ret_e:     (out) [n] residuals; may be @z
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_e; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT   a weight or code is outside its range
 *          SVY_ERROR_NO_MEMORY  workspace cannot be allocated
 * Cost:    O(n margins + combinations groups^2); safe to call from several threads.
 * Source:  Deville, Sarndal & Sautory (1993), J. Am. Stat. Assoc. 88, 1013-1020.
 * Test:    tests/property/stats/test_weights.c
 */
bool svy_weights_rake_residuals(size_t n,
                                const double base[],
                                size_t n_margins,
                                const SvyRakeMargin margins[],
                                const double z[],
                                double ret_e[],
                                GError **error);

/**
 * The weights of a design, those that follow from an fpc included.
 *
 * @design: the design, n records
 * @ret_w:  (out) [n] weights
 *
 * Cost: O(n).
 * Test: tests/reference/weights/
 */
void svy_weights_read_design(const SvyDesign *design, double ret_w[]);

/**
 * Calibration of the weights of a design: svy_weights_calibrate() from its weights.
 *
 * @distance: linear, raking or logit
 * @design:   the design, n records, at least 1; weights that follow from an fpc are used as such
 * @n_x:      number of columns of @x, at least 1
 * @x:        [n * n_x] row by row, finite
 * @totals:   [n_x] known totals of the columns
 * @lower:    smallest g, below 1; -INFINITY: none (logit needs one)
 * @upper:    largest g, above 1; INFINITY: none (logit needs one)
 * @ret_g:    (out) [n] factors
 * @ret_w:    (out) [n] calibrated weights
 * @ret_n_iterations: (out, optional) Newton steps
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves @ret_w as it was.
 * Errors:  as svy_weights_calibrate()
 * Cost:    as svy_weights_calibrate().
 * Source:  Deville & Sarndal (1992), J. Am. Stat. Assoc. 87, 376-382.
 * Test:    tests/reference/weights/
 */
bool svy_weights_calibrate_design(SvyCalibrateDistance distance,
                                  const SvyDesign *design,
                                  size_t n_x,
                                  const double x[],
                                  const double totals[],
                                  double lower,
                                  double upper,
                                  double ret_g[],
                                  double ret_w[],
                                  size_t *ret_n_iterations,
                                  GError **error);

/**
 * Mean and total of a variable by calibrated weights, with the variance that calibration leaves.
 *
 * The influence values are replaced by their residuals from a regression on the calibration
 * variables and weighted by base * g; the rest is the linearized variance of the design.
 *
 * @design:    the design that was calibrated, n records
 * @g:         [n] factors
 * @n_x:       number of columns of @x
 * @x:         [n * n_x] calibration variables
 * @y:         [n] answers; NaN: none, the record stays in the design
 * @level:     confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_mean:  (out) mean; df and limits by the design; method "calibrated"
 * @ret_total: (out) total
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves them as they were.
 * Status:  NO_CASES if nobody answered; NO_VARIANCE if the design leaves no degrees of freedom.
 * Errors:  SVY_ERROR_ARGUMENT   @level is outside its range
 *          SVY_ERROR_DATA       a stratum with one PSU, when the design says fail
 *          SVY_ERROR_NO_MEMORY  workspace of O(n n_x) cannot be allocated
 * Cost:    O(n n_x^2); safe to call from several threads.
 * Source:  Deville & Sarndal (1992); equals R survey svymean() and svytotal() after calibrate().
 * Test:    tests/reference/weights/
 */
bool svy_weights_estimate_calibrated(const SvyDesign *design,
                                     const double g[],
                                     size_t n_x,
                                     const double x[],
                                     const double y[],
                                     double level,
                                     SvyEstimate *ret_mean,
                                     SvyEstimate *ret_total,
                                     GError **error);

#pragma GCC visibility pop
