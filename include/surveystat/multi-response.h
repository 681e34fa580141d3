/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Select-all-that-apply questions: percentages, and tests against a group or another such question.
 *
 * Per cent of people asked, of people who ticked something, and of ticks are three different
 * numbers; only the last add up to 100. The items of one question are ticked by the same people, so
 * the sum of the item-wise Pearson statistics is not chi-square: its distribution is corrected for
 * the covariance of the items (Rao-Scott, second order by default).
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/** A sum of Pearson statistics and its tests. Undefined numbers are NaN: look at status. */
typedef struct {
    double statistic;                   /* sum over the items (pairs of items) that vary */
    size_t n_tests;                     /* how many those are */
    double first, first_df, first_p;    /* Rao-Scott, first order: divided by the mean eigenvalue */
    double second, second_df, second_p; /* Rao-Scott, second order: the default */
    double bonferroni_p;                /* smallest p of one item, times n_tests, at most 1 */
    SvyStatus status; /* NO_CASES; UNDEFINED: no item varies, or one group only; NO_VARIANCE: the
                         people of a group are all alike, only the sum and Bonferroni exist */
} SvyMultiResponseTest;

/** The three bases of a select-all question. */
typedef struct {
    double n_asked;     /* people */
    double n_any;       /* people who ticked something */
    double n_responses; /* ticks */
} SvyMultiResponseBases;

/**
 * Counts of a select-all question from patterns of ticks.
 *
 * @n_patterns: patterns; 0 is allowed
 * @n_items:    items
 * @ticks:      [n_patterns * n_items] 1: ticked, 0: not; pattern by pattern
 * @counts:     [n_patterns] people with the pattern; finite, not negative
 * @ret_counts: (out) [n_items] people who ticked the item
 * @ret_bases:  (out) asked, with any tick, ticks
 * @error:      (out, optional) set only when false is returned
 *
 * Returns: true and fills both; false and leaves them as they were.
 * Errors:  SVY_ERROR_ARGUMENT  a tick is not 0 or 1, or a count is negative or not finite
 * Cost:    O(n_patterns * n_items), no allocation; safe to call from several threads.
 * Test:    tests/reference/multi-response/
 */
bool svy_multi_response_count(size_t n_patterns,
                              size_t n_items,
                              const double ticks[],
                              const double counts[],
                              double ret_counts[],
                              SvyMultiResponseBases *ret_bases,
                              GError **error);

/**
 * Tests whether any item of a select-all question differs between groups: multiple marginal
 * independence.
 *
 * X2_S is the sum of the Pearson statistics of the tables item x group. With lambda the eigenvalues
 * of the covariance of the standardised differences, each group's items having the covariance that
 * is seen in the group, J items that vary and r groups: first order X2_S / mean(lambda) on J (r -
 * 1) degrees of freedom; second order J (r - 1) X2_S / sum(lambda^2) on J^2 (r - 1)^2 /
 * sum(lambda^2). No constant is added to zero counts. Items that all or none ticked, and empty
 * groups, are left out.
 *
 * Only counts are needed: people of each group, and of each group who ticked both of two items.
 *
 * @n_groups:   groups
 * @n_items:    items
 * @bases:      [n_groups] people asked in each group
 * @both:       [n_groups * n_items * n_items] people of the group who ticked both items; on the
 *              diagonal those who ticked the item. Symmetric
 * @ret_items:  (out) [n_items] Pearson statistic of each item; NaN for one that does not vary
 * @ret_p:      (out) [n_items] its p-value, not adjusted; NaN alike
 * @ret_test:   (out) the sum and its tests
 * @error:      (out, optional) set only when false is returned
 *
 * Returns: true and fills the three; false and leaves them as they were.
 * Status:  NO_CASES if nobody was asked; UNDEFINED if there is one group only or no item varies;
 *          NO_VARIANCE if people of one group are all alike (then only the sum and Bonferroni
 *          exist).
 * Errors:  SVY_ERROR_ARGUMENT   a count is negative, not finite, or larger than its group
 *          SVY_ERROR_NO_MEMORY  the covariances cannot be allocated
 * Cost:    O(n_groups^2 n_items^2), memory for (n_groups + 1) n_items^2 numbers; safe to call from
 *          several threads.
 * Source:  Agresti & Liu (1999), Biometrics 55, 936-943; Bilder, Loughin & Nettleton (2000), Comm.
 *          Stat. Sim. 29, 1285-1316.
 * Test:    tests/reference/multi-response/
 */
bool svy_multi_response_test_groups(size_t n_groups,
                                    size_t n_items,
                                    const double bases[],
                                    const double both[],
                                    double ret_items[],
                                    double ret_p[],
                                    SvyMultiResponseTest *ret_test,
                                    GError **error);

/**
 * Tests whether two select-all questions are related: simultaneous pairwise marginal independence.
 *
 * X2_S is the sum of the Pearson statistics of the 2 x 2 tables of each item of the first question
 * with each of the second. Corrections as for groups, with lambda the eigenvalues of the covariance
 * of the linearised p_ij - p_i p_j, each divided by p_i (1 - p_i) p_j (1 - p_j). No constant is
 * added to zero counts. Items that all or none ticked are left out.
 *
 * @n_patterns: patterns of ticks
 * @n_first:    items of the first question
 * @n_second:   items of the second
 * @ticks:      [n_patterns * (n_first + n_second)] 1: ticked, 0: not; first question's items first
 * @counts:     [n_patterns] people with the pattern
 * @ret_pairs:  (out) [n_first * n_second] Pearson statistic of each pair; NaN where an item does
 *              not vary
 * @ret_test:   (out) the sum and its tests
 * @error:      (out, optional) set only when false is returned
 *
 * Returns: true and fills both; false and leaves them as they were.
 * Status:  NO_CASES if there is nobody; UNDEFINED if no pair varies; NO_VARIANCE if all products
 *          are alike (then only the sum and Bonferroni exist).
 * Errors:  SVY_ERROR_ARGUMENT   a tick is not 0 or 1, or a count is negative or not finite
 *          SVY_ERROR_NO_MEMORY  the covariances cannot be allocated
 * Cost:    O(n_patterns (n_first n_second)^2), memory for (n_first n_second)^2 numbers; safe to
 *          call from several threads.
 * Source:  Bilder & Loughin (2004), Biometrics 60, 241-248; Thomas & Decady (2004), Int. J. Testing
 *          4, 43-59.
 * Test:    tests/reference/multi-response/
 */
bool svy_multi_response_test_items(size_t n_patterns,
                                   size_t n_first,
                                   size_t n_second,
                                   const double ticks[],
                                   const double counts[],
                                   double ret_pairs[],
                                   SvyMultiResponseTest *ret_test,
                                   GError **error);

#pragma GCC visibility pop
