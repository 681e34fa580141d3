/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Comparing means: t tests, analysis of variance, all pairs of groups.
 *
 * The defaults of surveystat do not assume equal spread: Welch's t, Welch's analysis of variance,
 * Games-Howell for the pairs (Delacre, Lakens & Leys 2017). Student's t, the classical analysis of
 * variance and Tukey-Kramer are there by request.
 *
 * Groups come as SvyMoments (moments.h), so the cost does not depend on the number of people.
 * p-values are two-sided and computed in the tail, never as 1 - something.
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>
#include <surveystat/moments.h>

#pragma GCC visibility push(default)

/** A t test. With status NO_VARIANCE only diff.value exists. */
typedef struct {
    double statistic, df, p;
    SvyEstimate diff; /* the difference of the means with its interval */
    SvyStatus status;
} SvyMeanTest;

/** An analysis of variance. With status NO_VARIANCE only the sums of squares and eta2 exist. */
typedef struct {
    double statistic; /* F */
    double df1, df2, p;
    double ss_between, ss_within;
    double eta2; /* ss_between / (ss_between + ss_within); NaN when both are 0 */
    double n;    /* cases */
    SvyStatus status;
} SvyAnova;

/** One pair of groups. With status NO_VARIANCE only diff.value exists. */
typedef struct {
    size_t first, second; /* places of the groups, first < second */
    double statistic;     /* of the studentized range */
    double p;
    SvyEstimate diff; /* mean of @second minus mean of @first; simultaneous limits */
} SvyMeanPair;

/**
 * Welch's t test of two independent groups.
 *
 * t = (m1 - m2) / sqrt(v1/n1 + v2/n2), df of Satterthwaite.
 *
 * @x:        first group
 * @y:        second group
 * @level:    confidence level, 0 < level < 1
 * @ret_test: (out) test and difference of the means (x - y)
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  NO_CASES if a group is empty; NO_VARIANCE if a group has one case or nothing varies.
 * Errors:  SVY_ERROR_ARGUMENT  @level is outside (0, 1)
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Welch (1947), Biometrika 34, 28-35; equals R t.test(x, y).
 * Test:    tests/reference/numeric/
 */
bool svy_means_welch_t(const SvyMoments *x,
                       const SvyMoments *y,
                       double level,
                       SvyMeanTest *ret_test,
                       GError **error);

/**
 * Student's t test of two independent groups of equal spread.
 *
 * t = (m1 - m2) / sqrt(v (1/n1 + 1/n2)), v pooled, n1 + n2 - 2 degrees of freedom.
 *
 * @x:        first group
 * @y:        second group
 * @level:    confidence level, 0 < level < 1
 * @ret_test: (out) test and difference of the means (x - y)
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  NO_CASES if a group is empty; NO_VARIANCE if both have one case or nothing varies.
 * Errors:  SVY_ERROR_ARGUMENT  @level is outside (0, 1)
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Student (1908), Biometrika 6, 1-25; equals R t.test(x, y, var.equal = TRUE).
 * Test:    tests/reference/numeric/
 */
bool svy_means_student_t(const SvyMoments *x,
                         const SvyMoments *y,
                         double level,
                         SvyMeanTest *ret_test,
                         GError **error);

/**
 * Student's t test of two ratings by the same people.
 *
 * The one-sample test of the differences x - y; n - 1 degrees of freedom.
 *
 * @n:        number of people; 0 is allowed
 * @x:        [n] first rating; a person with NaN on either side is left out
 * @y:        [n] second rating
 * @level:    confidence level, 0 < level < 1
 * @ret_test: (out) test and mean difference (x - y)
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  NO_CASES without a complete pair; NO_VARIANCE with one, or if all differences are alike.
 * Errors:  SVY_ERROR_ARGUMENT   @level is outside (0, 1), or a value is infinite
 *          SVY_ERROR_NO_MEMORY  the differences cannot be allocated
 * Cost:    O(n), memory for @n numbers; safe to call from several threads.
 * Source:  Student (1908), Biometrika 6, 1-25; equals R t.test(x, y, paired = TRUE).
 * Test:    tests/reference/numeric/
 */
bool svy_means_paired_t(size_t n,
                        const double x[],
                        const double y[],
                        double level,
                        SvyMeanTest *ret_test,
                        GError **error);

/**
 * One-way analysis of variance of groups of equal spread.
 *
 * F = (ss_between / (k-1)) / (ss_within / (n-k)). Empty groups do not count in k.
 *
 * @n_groups:  number of groups
 * @groups:    [n_groups] the groups
 * @ret_anova: (out) the test
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_anova; false and leaves it as it was.
 * Status:  NO_CASES if all are empty; UNDEFINED with one group; NO_VARIANCE if nothing varies
 *          within the groups, or each has one case.
 * Errors:  SVY_ERROR_ARGUMENT  a group is not filled by svy_moments_compute()
 * Cost:    O(n_groups), no allocation; safe to call from several threads.
 * Source:  Fisher (1925); equals R oneway.test(var.equal = TRUE); NIST StRD.
 * Test:    tests/reference/numeric/
 */
bool svy_means_anova(size_t n_groups,
                     const SvyMoments groups[],
                     SvyAnova *ret_anova,
                     GError **error);

/**
 * Welch's one-way analysis of variance of groups of any spread.
 *
 * With w = n/v, m = sum(w mean)/sum(w), h = sum((1 - w/sum(w))^2 / (n-1)) / (k^2 - 1):
 * F = sum(w (mean - m)^2) / (k-1) / (1 + 2 (k-2) h), df2 = 1 / (3 h). The sums of squares and eta2
 * are those of the classical analysis.
 *
 * @n_groups:  number of groups
 * @groups:    [n_groups] the groups; empty ones do not count in k
 * @ret_anova: (out) the test
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_anova; false and leaves it as it was.
 * Status:  NO_CASES if all are empty; UNDEFINED with one group; NO_VARIANCE if a group has one case
 *          or does not vary.
 * Errors:  SVY_ERROR_ARGUMENT  a group is not filled by svy_moments_compute()
 * Cost:    O(n_groups), no allocation; safe to call from several threads.
 * Source:  Welch (1951), Biometrika 38, 330-336; equals R oneway.test().
 * Test:    tests/reference/numeric/
 */
bool svy_means_welch_anova(size_t n_groups,
                           const SvyMoments groups[],
                           SvyAnova *ret_anova,
                           GError **error);

/**
 * All pairs of groups of equal spread, by Tukey and Kramer.
 *
 * q = |mi - mj| / sqrt(v/2 (1/ni + 1/nj)) with the pooled variance v, compared with the studentized
 * range of k groups. Limits hold for all pairs at once.
 *
 * @n_groups:  number of groups
 * @groups:    [n_groups] the groups; pairs with an empty one have the status NO_CASES
 * @level:     simultaneous confidence level, 0 < level < 1
 * @ret_pairs: (out) [n_groups (n_groups - 1) / 2] pairs: 0-1, 0-2, ..., 1-2, ...
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_pairs; false and leaves it as it was.
 * Status:  of diff: NO_CASES; NO_VARIANCE if nothing varies within groups or each has one case.
 * Errors:  SVY_ERROR_ARGUMENT   @level is outside (0, 1)
 *          SVY_ERROR_NUMERIC    the quantile of the range was not found
 *          SVY_ERROR_NO_MEMORY  the workspace of the solver cannot be allocated
 * Cost:    some 10 + pairs double integrals of 10,000 points; safe to call from several threads.
 * Source:  Tukey (1953); Kramer (1956), Biometrics 12, 307-310; equals R TukeyHSD().
 * Test:    tests/reference/range/
 */
bool svy_means_tukey(size_t n_groups,
                     const SvyMoments groups[],
                     double level,
                     SvyMeanPair ret_pairs[],
                     GError **error);

/**
 * All pairs of groups of any spread, by Games and Howell.
 *
 * As Tukey-Kramer, with (vi/ni + vj/nj) / 2 under the root and the degrees of freedom of the pair's
 * Welch test.
 *
 * @n_groups:  number of groups
 * @groups:    [n_groups] the groups; pairs with an empty one have the status NO_CASES
 * @level:     simultaneous confidence level, 0 < level < 1
 * @ret_pairs: (out) [n_groups (n_groups - 1) / 2] pairs: 0-1, 0-2, ..., 1-2, ...
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_pairs; false and leaves it as it was.
 * Status:  of diff: NO_CASES; NO_VARIANCE if a group of the pair has one case or neither varies.
 * Errors:  SVY_ERROR_ARGUMENT   @level is outside (0, 1)
 *          SVY_ERROR_NUMERIC    a quantile of the range was not found
 *          SVY_ERROR_NO_MEMORY  the workspace of the solver cannot be allocated
 * Cost:    some 10 double integrals of 10,000 points a pair; safe to call from several threads.
 * Source:  Games & Howell (1976), J. Educ. Stat. 1, 113-125.
 * Test:    tests/reference/range/
 */
bool svy_means_games_howell(size_t n_groups,
                            const SvyMoments groups[],
                            double level,
                            SvyMeanPair ret_pairs[],
                            GError **error);

#pragma GCC visibility pop
