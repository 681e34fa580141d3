/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Groups compared on an ordered answer: rank tests from a table of counts.
 *
 * All functions take counts[n_groups x n_levels], row by row: how many people of each group chose
 * each level, levels in ascending order. A million answers on a five-point scale are ten numbers
 * here, and ties need no special care. svy_ordinal_tabulate() makes such a table from values.
 *
 * Empty groups do not count, empty levels change nothing. p-values are two-sided unless the name
 * says otherwise and are computed in the tail.
 */
#pragma once

#include <stdint.h>
#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/** Two groups compared by ranks. With status NO_VARIANCE only u and prob_superiority exist. */
typedef struct {
    double u; /* pairs in which the first group is higher, a tie counting half */
    double z; /* without continuity correction */
    double p, p_corrected;
    double prob_superiority; /* P(first > second) + P(tie) / 2 */
    SvyStatus status;
} SvyMannWhitney;

typedef struct {
    double statistic; /* H */
    double df, p;
    double epsilon2; /* H / (n - 1): share of the variance of the ranks that groups explain */
    SvyStatus status;
} SvyKruskalWallis;

/** One pair of groups, first < second. */
typedef struct {
    size_t first, second;
    double z; /* mean rank of @first less mean rank of @second, over its standard error */
    double p, p_holm;
    SvyStatus status;
} SvyDunnPair;

typedef struct {
    double statistic; /* J: pairs in the order of the groups, a tie counting half */
    double mean, variance, z;
    double p, p_increasing;
    SvyStatus status;
} SvyJonckheere;

/**
 * A table of counts per group and level from values.
 *
 * @n:            number of people; 0 is allowed
 * @y:            [n] the answers; NaN is missing and left out; not infinite
 * @group:        [n] group of each, 0 to n_groups - 1; a negative one is left out
 * @n_groups:     number of groups, at least 1
 * @ret_counts:   (out) (transfer full) [n_groups x n_levels] free with g_free()
 * @ret_n_levels: (out) number of different answers
 * @error:        (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves them as they were.
 * Errors:  SVY_ERROR_ARGUMENT   an answer is infinite or a group number is too large
 *          SVY_ERROR_NO_MEMORY  the table cannot be allocated
 * Cost:    O(n log n); safe to call from several threads.
 * Test:    tests/unit/stats/test_ordinal.c
 */
bool svy_ordinal_tabulate(size_t n,
                          const double y[],
                          const int32_t group[],
                          size_t n_groups,
                          double **ret_counts,
                          size_t *ret_n_levels,
                          GError **error);

/**
 * Mann-Whitney's (Wilcoxon's) test of two groups, with the variance corrected for ties.
 *
 * z = (U - mn/2) / sd; p without, p_corrected with continuity correction of 1/2.
 *
 * @n_levels: number of levels
 * @counts:   [2 x n_levels] counts, finite, 0 or more
 * @ret_test: (out) the test
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  NO_CASES if a group is empty; NO_VARIANCE if all are tied.
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite
 * Cost:    O(n_levels), no allocation; safe to call from several threads.
 * Source:  Mann & Whitney (1947), Ann. Math. Stat. 18, 50-60; Lehmann (1975), Nonparametrics.
 * Test:    tests/reference/ordinal/
 */
bool svy_ordinal_mann_whitney(size_t n_levels,
                              const double counts[],
                              SvyMannWhitney *ret_test,
                              GError **error);

/**
 * The exact permutation p of the Mann-Whitney test, given the ties.
 *
 * The share of all divisions of the people into groups of these sizes for which |U - mn/2| is at
 * least as large as observed: two-sided by distance from the mean, on midranks.
 *
 * @n_levels: number of levels
 * @counts:   [2 x n_levels] whole counts
 * @ret_p:    (out) p; NaN when the enumeration would take more than some seconds
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NaN with an empty group.
 * Errors:  SVY_ERROR_ARGUMENT   a count is negative, not finite or not whole
 *          SVY_ERROR_NO_MEMORY  the distribution cannot be allocated
 * Cost:    O(n m S), S the range of the rank sum; up to about 6e9 steps; safe to call from several
 *          threads.
 * Source:  Streitberg & Roehmel (1986), Stat. Software Newsl. 12, 10-17; equals R coin
 *          wilcox_test(distribution = "exact").
 * Test:    tests/reference/ordinal/
 */
bool svy_ordinal_mann_whitney_exact(size_t n_levels,
                                    const double counts[],
                                    double *ret_p,
                                    GError **error);

/**
 * Kruskal and Wallis' test of several groups, corrected for ties.
 *
 * H = sum(n_g (mean rank - (N+1)/2)^2) / variance of the midranks; chi-square with k - 1 df.
 *
 * @n_groups: number of groups
 * @n_levels: number of levels
 * @counts:   [n_groups x n_levels] counts, finite, 0 or more
 * @ret_test: (out) the test
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  NO_CASES; UNDEFINED with one group; NO_VARIANCE if all are tied.
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite
 * Cost:    O(n_groups n_levels), no allocation; safe to call from several threads.
 * Source:  Kruskal & Wallis (1952), J. Am. Stat. Assoc. 47, 583-621; equals R kruskal.test().
 * Test:    tests/reference/ordinal/
 */
bool svy_ordinal_kruskal_wallis(size_t n_groups,
                                size_t n_levels,
                                const double counts[],
                                SvyKruskalWallis *ret_test,
                                GError **error);

/**
 * Dunn's comparison of all pairs of groups, on the ranks of all groups together.
 *
 * z = (mean rank i - mean rank j) / sqrt(v (1/ni + 1/nj)), v the variance of the midranks; Holm
 * over the pairs that have a z.
 *
 * @n_groups:  number of groups
 * @n_levels:  number of levels
 * @counts:    [n_groups x n_levels] counts, finite, 0 or more
 * @ret_pairs: (out) [n_groups (n_groups - 1) / 2] pairs: 0-1, 0-2, ..., 1-2, ...
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_pairs; false and leaves it as it was.
 * Status:  of a pair: NO_CASES if one of its groups is empty; NO_VARIANCE if all are tied.
 * Errors:  SVY_ERROR_ARGUMENT   a count is negative or not finite
 *          SVY_ERROR_NO_MEMORY  the pairs cannot be allocated
 * Cost:    O(n_groups n_levels + pairs log pairs); safe to call from several threads.
 * Source:  Dunn (1964), Technometrics 6, 241-252.
 * Test:    tests/reference/ordinal/
 */
bool svy_ordinal_dunn(size_t n_groups,
                      size_t n_levels,
                      const double counts[],
                      SvyDunnPair ret_pairs[],
                      GError **error);

/**
 * Jonckheere and Terpstra's test of a trend over ordered groups, with the full variance under ties.
 *
 * J sums, over all pairs of groups i < j, the pairs of people in which the one of j is higher, ties
 * counting half. p_increasing is P(J or more) under no trend.
 *
 * @n_groups: number of groups, in their order
 * @n_levels: number of levels
 * @counts:   [n_groups x n_levels] counts, finite, 0 or more
 * @ret_test: (out) the test
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  NO_CASES; UNDEFINED with one group; NO_VARIANCE if all are tied (J and mean exist).
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite
 * Cost:    O(n_groups n_levels), memory for @n_levels numbers; safe to call from several threads.
 * Source:  Jonckheere (1954), Biometrika 41, 133-145; variance of Lehmann (1975), Nonparametrics.
 * Test:    tests/reference/ordinal/
 */
bool svy_ordinal_jonckheere(size_t n_groups,
                            size_t n_levels,
                            const double counts[],
                            SvyJonckheere *ret_test,
                            GError **error);

#pragma GCC visibility pop
