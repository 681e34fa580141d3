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
 * - Weights that were raked are taken as given. What raking gains in precision is not counted, so
 *   intervals are usually a little too wide.
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

#pragma GCC visibility pop
