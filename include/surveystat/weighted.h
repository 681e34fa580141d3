/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Weighted estimates from three sums.
 *
 * When people differ in their weights alone (no strata, no clusters), all that a share, a mean or a
 * table needs of them is how many gave each answer, the sum of their weights and the sum of the
 * squares. The results are those of svy_design_estimate_proportion() and its siblings for a design
 * that has weights only, without a pass over the records for each cell.
 *
 * Common to all functions here:
 * - @n_design is the number of people with a weight above 0 in the whole sample: subgroups keep the
 *   degrees of freedom of the whole, n_design - 1.
 * - Nothing depends on the scale of the weights.
 * - Weights that were raked are taken as given, so that intervals are usually a little too wide.
 *   svy_weighted_share_known() and svy_weighted_test_value() take a variance that counts what
 *   raking gains (see svy_weights_rake_residuals()).
 */
#pragma once

#include <surveystat/design.h>

#pragma GCC visibility push(default)

/** Some people. */
typedef struct {
    double n;  /* those with a weight above 0 */
    double w;  /* sum of their weights */
    double w2; /* sum of the squares of their weights */
} SvyWeightSums;

/** What a test holds against "as large as wanted". */
typedef enum {
    SVY_WEIGHTED_BELOW,  /* the share is smaller */
    SVY_WEIGHTED_ABOVE,  /* the share is larger */
    SVY_WEIGHTED_EITHER, /* two-sided */
} SvyWeightedSide;

/**
 * Kish's effective number of people: w^2 / w2.
 *
 * @sums: the people
 *
 * Returns: the number, at most n; 0 without any weight.
 * Cost:    O(1).
 * Source:  Kish (1965), *Survey Sampling*, 11.7.
 * Test:    tests/unit/stats/test_weighted.c
 */
double svy_weighted_count_effective(const SvyWeightSums *sums);

/**
 * A weighted share with Wilson's interval for the effective number of people.
 *
 * p = w of yes / w of base; its variance by linearisation, n / (n - 1) ((1 - p)^2 w2 of yes + p^2
 * w2 of the others) / (w of base)^2; the limits are Wilson's with p (1 - p) / v people and
 * Student's t. At 0 and 1 they are those of Clopper and Pearson for the people that there are.
 *
 * @n_design: people with a weight in the whole sample
 * @yes:      those of @base who did
 * @base:     all who count
 * @level:    confidence level, 0 < level < 1
 * @ret_p:    (out) the share
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES without any weight; NO_VARIANCE when the sample is one person.
 * Errors:  SVY_ERROR_ARGUMENT  @level is outside its range
 *          SVY_ERROR_NUMERIC   a quantile was not found (not met)
 * Cost:    O(1), no allocation.
 * Source:  Franco, Little, Louis & Slud (2019), J. Surv. Stat. Meth. 7, 334-364.
 * Test:    tests/unit/stats/test_weighted.c
 */
bool svy_weighted_share(double n_design,
                        const SvyWeightSums *yes,
                        const SvyWeightSums *base,
                        double level,
                        SvyEstimate *ret_p,
                        GError **error);

/**
 * Two answers of the same people: how much larger the share of the first is.
 *
 * d = (w of those who gave only the first - w of those who gave only the second) / w of base, its
 * variance by linearisation, interval and test by Student's t. The limits stay within -1 and 1.
 * When nobody gave one answer without the other there is no variance, and no interval.
 *
 * @n_design: people with a weight in the whole sample
 * @first:    those of @base with the first answer and not the second
 * @second:   those with the second and not the first
 * @base:     all who count
 * @level:    confidence level, 0 < level < 1
 * @ret_test: (out) the difference in `diff`, t and p
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  (of diff) NO_CASES without any weight; NO_VARIANCE when there is no variance.
 * Errors:  SVY_ERROR_ARGUMENT  @level is outside its range
 * Cost:    O(1), no allocation.
 * Source:  Binder (1983), Int. Stat. Rev. 51, 279-292.
 * Test:    tests/unit/stats/test_weighted.c
 */
bool svy_weighted_paired(double n_design,
                         const SvyWeightSums *first,
                         const SvyWeightSums *second,
                         const SvyWeightSums *base,
                         double level,
                         SvyDesignTest *ret_test,
                         GError **error);

/**
 * The weighted mean of scores, with Student's t.
 *
 * @n_design: people with a weight in the whole sample
 * @n_levels: different scores
 * @scores:   [n_levels] finite
 * @people:   [n_levels] who has each
 * @level:    confidence level, 0 < level < 1
 * @ret_mean: (out) the mean
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_mean; false and leaves it as it was.
 * Status:  NO_CASES without any weight; NO_VARIANCE when the sample is one person.
 * Errors:  SVY_ERROR_ARGUMENT  @level is outside its range
 * Cost:    O(n_levels), no allocation.
 * Source:  Binder (1983), Int. Stat. Rev. 51, 279-292.
 * Test:    tests/unit/stats/test_weighted.c
 */
bool svy_weighted_mean(double n_design,
                       size_t n_levels,
                       const double scores[],
                       const SvyWeightSums people[],
                       double level,
                       SvyEstimate *ret_mean,
                       GError **error);

/**
 * How much one estimate is above another, of people who are in one or the other.
 *
 * The groups of one sample have no covariance where each estimate is a ratio within its group, so
 * the variances add.
 *
 * @a:        the first estimate, its se known
 * @b:        the second
 * @df:       degrees of freedom, of the sample
 * @level:    confidence level, 0 < level < 1
 * @ret_test: (out) a - b in `diff`, t and p
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  (of diff) that of @a or @b where they are not OK; NO_VARIANCE when both do not vary.
 * Errors:  SVY_ERROR_ARGUMENT  @level is outside its range
 * Cost:    O(1), no allocation.
 * Source:  Lumley (2010), *Complex Surveys*, 2.
 * Test:    tests/unit/stats/test_weighted.c
 */
bool svy_weighted_compare(const SvyEstimate *a,
                          const SvyEstimate *b,
                          double df,
                          double level,
                          SvyDesignTest *ret_test,
                          GError **error);

/**
 * Independence of the rows and columns of a weighted table: Rao and Scott's tests.
 *
 * The exact and saddle-point tails cost more than all the rest and stay NaN; a design has them.
 *
 * @n_design:  people with a weight in the whole sample
 * @n_rows:    rows of the table
 * @n_columns: columns of the table
 * @cells:     [n_rows * n_columns] row by row; nobody is in two cells
 * @ret_test:  (out) the tests; p_f of the second-order F is the default
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  as svy_design_test_table()
 * Errors:  SVY_ERROR_NO_MEMORY  the matrices cannot be allocated
 *          SVY_ERROR_NUMERIC    the eigenvalues were not found (not met)
 * Cost:    O(cells^3).
 * Source:  Rao & Scott (1984), Ann. Stat. 12, 46-60; equals R survey svychisq() for a design of
 *          weights alone.
 * Test:    tests/unit/stats/test_weighted.c
 */
bool svy_weighted_test_table(double n_design,
                             size_t n_rows,
                             size_t n_columns,
                             const SvyWeightSums cells[],
                             SvyDesignChisq *ret_test,
                             GError **error);

/**
 * A test that an estimate is 0, from its value and variance.
 *
 * @value:    the estimate
 * @variance: its variance
 * @df:       degrees of freedom
 * @level:    confidence level, 0 < level < 1
 * @ret_test: (out) the estimate with Student's interval in `diff`, t and p
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  (of diff) NO_VARIANCE when @variance or @df is not above 0.
 * Errors:  SVY_ERROR_ARGUMENT  @level is outside its range
 * Cost:    O(1), no allocation.
 * Source:  Binder (1983), Int. Stat. Rev. 51, 279-292.
 * Test:    tests/unit/stats/test_weighted.c
 */
bool svy_weighted_test_value(double value,
                             double variance,
                             double df,
                             double level,
                             SvyDesignTest *ret_test,
                             GError **error);

/**
 * Wilson's interval of a share whose variance is known otherwise, such as that of raked weights.
 *
 * A share that the targets of raking fix has no variance: its limits are the share itself.
 *
 * @p:        the share
 * @variance: its variance; 0: the share is known
 * @n:        people with a weight who are in its base
 * @df:       degrees of freedom
 * @level:    confidence level, 0 < level < 1
 * @ret_p:    (out) the share
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES when @n is 0; NO_VARIANCE when the sample is one person.
 * Errors:  SVY_ERROR_ARGUMENT  @level is outside its range
 *          SVY_ERROR_NUMERIC   a quantile was not found (not met)
 * Cost:    O(1), no allocation.
 * Source:  Franco, Little, Louis & Slud (2019), J. Surv. Stat. Meth. 7, 334-364.
 * Test:    tests/unit/stats/test_weighted.c
 */
bool svy_weighted_share_known(double p,
                              double variance,
                              double n,
                              double df,
                              double level,
                              SvyEstimate *ret_p,
                              GError **error);

/**
 * The test that a weighted share is @target.
 *
 * t = (p - target) / sqrt(target (1 - target) / n_eff) with n_eff = p (1 - p) / v: it agrees with
 * the interval of svy_weighted_share(). When nobody or everybody did it is the exact binomial test
 * of the people that there are.
 *
 * @p:       the share, of svy_weighted_share()
 * @n:       people with a weight who are in its base
 * @target:  0 < target < 1
 * @side:    the alternative that a small p speaks for
 * @ret_p:   (out) the p-value; df
 * @error:   (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  that of @p when it is not OK; NO_VARIANCE when the share is known.
 * Errors:  SVY_ERROR_ARGUMENT  @target is outside its range
 * Cost:    O(1), no allocation (O(n) for the exact test).
 * Source:  Wilson (1927), J. Am. Stat. Assoc. 22, 209-212; Franco, Little, Louis & Slud (2019).
 * Test:    tests/unit/stats/test_weighted.c
 */
bool svy_weighted_test_share(const SvyEstimate *p,
                             double n,
                             double target,
                             SvyWeightedSide side,
                             SvyEstimate *ret_p,
                             GError **error);

/**
 * How much a weighted share is above one of @n_outside other people.
 *
 * Limits by square-and-add of the limits of both shares (Newcombe's method 10); the test is the
 * pooled z test with n_eff = p (1 - p) / v people here, by Student's t.
 *
 * @p:         the share here, of svy_weighted_share()
 * @outside:   the other share, 0 to 1
 * @n_outside: people behind it, above 0
 * @level:     confidence level, 0 < level < 1
 * @ret_test:  (out) the difference in `diff`, t and p
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  (of diff) that of @p when it is not OK; p is NaN when neither share varies.
 * Errors:  SVY_ERROR_ARGUMENT  a number is outside its range
 * Cost:    O(1), no allocation.
 * Source:  Newcombe (1998), Stat. Med. 17, 873-890, with the limits of Franco et al. (2019).
 * Test:    tests/unit/stats/test_weighted.c
 */
bool svy_weighted_compare_outside(const SvyEstimate *p,
                                  double outside,
                                  double n_outside,
                                  double level,
                                  SvyDesignTest *ret_test,
                                  GError **error);

/**
 * A weighted quantile with an interval that assumes nothing about the distribution.
 *
 * With F(x) = w of those at x or below / w of all, the quantile is the smallest x with F(x) >= q;
 * where F(x) is q, the mean of x and the next value (so that the median of two is between them).
 * The interval holds all x that are compatible with F = q: F(x) is not significantly below q and
 * the share below x not significantly above it, both by Wilson's test with p (1 - p) / v people and
 * Student's t. Where the effective number of people n is too small, (1 - q)^n or q^n above
 * (1 - level) / 2, both limits are NaN and the quantile stands alone.
 *
 * @n_design:     people with a weight in the whole sample
 * @n_levels:     different values
 * @values:       [n_levels] finite, ascending
 * @people:       [n_levels] who has each
 * @q:            which quantile, 0 < q < 1
 * @level:        confidence level, 0 < level < 1
 * @ret_quantile: (out) the quantile; df; se is NaN
 * @error:        (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_quantile; false and leaves it as it was.
 * Status:  NO_CASES without any weight.
 * Errors:  SVY_ERROR_ARGUMENT  @q or @level is outside (0, 1)
 * Cost:    O(n_levels), no allocation.
 * Source:  Woodruff (1952), J. Am. Stat. Assoc. 47, 635-646; Francisco & Fuller (1991), Ann. Stat.
 *          19, 454-469; the value equals R survey svyquantile(qrule = "school").
 * Test:    tests/reference/weighted/
 */
bool svy_weighted_quantile(double n_design,
                           size_t n_levels,
                           const double values[],
                           const SvyWeightSums people[],
                           double q,
                           double level,
                           SvyEstimate *ret_quantile,
                           GError **error);

/**
 * Design effect of a weighted mean: its variance over that of a simple random sample of as many
 * people, S^2 / n with S^2 = n / (n - 1) times the weighted mean square.
 *
 * @n_levels: different scores
 * @scores:   [n_levels] finite
 * @people:   [n_levels] who has each
 * @se:       standard error of the mean
 *
 * Returns: the effect; NaN when the scores do not vary.
 * Cost:    O(n_levels), no allocation.
 * Source:  Kish (1965), *Survey Sampling*, 8.2; equals R survey svymean(deff = "replace").
 * Test:    tests/reference/weighted/
 */
double svy_weighted_compute_deff(size_t n_levels,
                                 const double scores[],
                                 const SvyWeightSums people[],
                                 double se);

/** The design-based rank test of groups. */
typedef struct {
    double difference; /* two groups: mean rank of the second less that of the first, -0.5 to 0.5 */
    double se;
    double t;          /* two groups: difference / se; else NaN */
    double f, df, ddf; /* Wald's F; for two groups t squared */
    double p;
    SvyStatus status; /* not OK: the numbers are NaN */
} SvyWeightedRanks;

/**
 * Whether groups differ on an ordered scale: a rank test under unequal weights.
 *
 * The rank of an answer is (F(x) + F(x-)) / 2 of the weighted distribution of all; ranks are
 * regressed on the groups with sandwich variance, and Wald's statistic is held against F. With
 * equal weights and two groups it comes close to the Mann-Whitney test.
 *
 * @n_design: people with a weight in the whole sample
 * @n_groups: groups; those without weight are left out
 * @n_levels: points of the scale, in order
 * @people:   [n_groups * n_levels] row by row
 * @ret_test: (out) the test
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  NO_CASES without any weight; UNDEFINED with one group; NO_VARIANCE when all are alike.
 * Errors:  SVY_ERROR_NO_MEMORY  the ranks cannot be allocated
 * Cost:    O(n_groups * n_levels).
 * Source:  Lumley & Scott (2013), Biometrika 100, 831-842; equals R survey svyranktest() where no
 *          two people of different weight have the same answer (R averages ranks within ties
 *          without the weights, so that there they depend on the order of the records).
 * Test:    tests/reference/weighted/
 */
bool svy_weighted_test_ranks(double n_design,
                             size_t n_groups,
                             size_t n_levels,
                             const SvyWeightSums people[],
                             SvyWeightedRanks *ret_test,
                             GError **error);

/**
 * Logistic regression of people who are alike in rows: maximum pseudo-likelihood with sandwich
 * covariance, and average marginal effects.
 *
 * Each row stands for people with the same columns and outcome. The effects are those of
 * svy_logistic_marginal_effects(), averaged with the weights; their standard errors by the delta
 * method from the sandwich covariance. The df are n_design less the coefficients.
 *
 * @n_design:         people with a weight in the whole sample
 * @n_rows:           rows
 * @k:                columns of @x, the intercept included
 * @x:                [n_rows * k] row by row
 * @y:                [n_rows] 0 or 1
 * @people:           [n_rows] who they are
 * @level:            confidence level, 0 < level < 1
 * @ret_coefficients: (out) [k] coefficient (in .diff), t and p
 * @ret_effects:      (out) [k] differences of shares; UNDEFINED for a constant column
 * @error:            (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves them as they were.
 * Status:  of each coefficient: NO_CASES, UNDEFINED (columns depend on each other, or
 *          separation) or NO_VARIANCE as svy_design_fit_model().
 * Errors:  SVY_ERROR_ARGUMENT   @level is outside its range
 *          SVY_ERROR_NO_MEMORY  the scores [n_rows * k] cannot be allocated
 * Cost:    O(n_rows k^2) per step and effect.
 * Source:  Binder (1983), Int. Stat. Rev. 51, 279-292; Bartus (2005), Stata J. 5, 309-329; equals R
 *          survey svyglm(family = quasibinomial).
 * Test:    tests/reference/weighted/
 */
bool svy_weighted_fit_logistic(double n_design,
                               size_t n_rows,
                               size_t k,
                               const double x[],
                               const double y[],
                               const SvyWeightSums people[],
                               double level,
                               SvyDesignTest ret_coefficients[],
                               SvyEstimate ret_effects[],
                               GError **error);

#pragma GCC visibility pop
