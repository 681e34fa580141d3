/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Two independent groups: the difference of their shares, with an interval, and the test that there
 * is none.
 *
 * For two items answered by the same people see paired.h: the formulas here do not apply.
 *
 * Common to the intervals: `value` is x1 / n1 - x2 / n2, -1 to 1; `se` and `df` are NaN. Exchanging
 * the groups changes the sign of everything and nothing else. Counts need not be whole.
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/** x1 of n1 people against x2 of n2 others. Finite, 0 <= x <= n. */
typedef struct {
    double x1, n1;
    double x2, n2;
} SvyTwoShares;

/** The test of "the two shares are equal" by the normal distribution, in two versions. */
typedef struct {
    double z_pooled;   /* difference / sqrt(p (1 - p) (1/n1 + 1/n2)); its square is Pearson's X2 */
    double p_pooled;   /* two-sided; the default */
    double z_unpooled; /* difference / sqrt(p1 (1 - p1) / n1 + p2 (1 - p2) / n2) */
    double p_unpooled;
    SvyStatus status;
} SvyShareTest;

/**
 * Difference with Newcombe's hybrid score interval (method 10). The default for independent groups.
 *
 * With Wilson's limits l1, u1, l2, u2: lo = p1 - p2 - sqrt((p1 - l1)^2 + (u2 - p2)^2),
 * hi = p1 - p2 + sqrt((u1 - p1)^2 + (p2 - l2)^2).
 *
 * @shares:         the two groups
 * @level:          confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_difference: (out) first share less second, and its limits; method "Newcombe 10"
 * @error:          (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_difference; false and leaves it as it was.
 * Status:  NO_CASES if a group is empty.
 * Errors:  SVY_ERROR_ARGUMENT  a count or @level is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Newcombe (1998b), Stat. Med. 17, 873-890, method 10.
 * Test:    tests/reference/proportions/
 */
bool svy_difference_newcombe10(const SvyTwoShares *shares,
                               double level,
                               SvyEstimate *ret_difference,
                               GError **error);

/**
 * Difference with Newcombe's method 11: as method 10, from Wilson's limits with continuity
 * correction.
 *
 * Wider than method 10; for comparison.
 *
 * @shares:         the two groups
 * @level:          confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_difference: (out) first share less second, and its limits; method "Newcombe 11"
 * @error:          (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_difference; false and leaves it as it was.
 * Status:  NO_CASES if a group is empty.
 * Errors:  SVY_ERROR_ARGUMENT  a count or @level is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Newcombe (1998b), Stat. Med. 17, 873-890, method 11.
 * Test:    tests/reference/proportions/
 */
bool svy_difference_newcombe11(const SvyTwoShares *shares,
                               double level,
                               SvyEstimate *ret_difference,
                               GError **error);

/**
 * Difference with the score interval of Miettinen and Nurminen.
 *
 * All d with (p1 - p2 - d)^2 <= z^2 V(d) N / (N - 1), N = n1 + n2, where V(d) is the variance of
 * the difference under the most likely shares that are d apart. The best coverage of those here.
 *
 * @shares:         the two groups
 * @level:          confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_difference: (out) first share less second, and its limits; method "Miettinen-Nurminen"
 * @error:          (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_difference; false and leaves it as it was.
 * Status:  NO_CASES if a group is empty.
 * Errors:  SVY_ERROR_ARGUMENT   a count or @level is outside its range, or n1 + n2 <= 1
 *          SVY_ERROR_NUMERIC    a limit was not found
 *          SVY_ERROR_NO_MEMORY  the workspace of the solver cannot be allocated
 * Cost:    some 20 to 60 evaluations; safe to call from several threads.
 * Source:  Miettinen & Nurminen (1985), Stat. Med. 4, 213-226.
 * Test:    tests/reference/proportions/
 */
bool svy_difference_miettinen_nurminen(const SvyTwoShares *shares,
                                       double level,
                                       SvyEstimate *ret_difference,
                                       GError **error);

/**
 * Difference with the score interval of Mee: as Miettinen-Nurminen without the factor N / (N - 1).
 *
 * @shares:         the two groups
 * @level:          confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_difference: (out) first share less second, and its limits; method "Mee"
 * @error:          (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_difference; false and leaves it as it was.
 * Status:  NO_CASES if a group is empty.
 * Errors:  SVY_ERROR_ARGUMENT   a count or @level is outside its range
 *          SVY_ERROR_NUMERIC    a limit was not found
 *          SVY_ERROR_NO_MEMORY  the workspace of the solver cannot be allocated
 * Cost:    some 20 to 60 evaluations; safe to call from several threads.
 * Source:  Mee (1984), Biometrics 40, 1175-1176.
 * Test:    tests/reference/proportions/
 */
bool svy_difference_mee(const SvyTwoShares *shares,
                        double level,
                        SvyEstimate *ret_difference,
                        GError **error);

/**
 * Difference with the Wald interval after adding a success and a failure to each group, cut at -1
 * and 1. `value` stays x1 / n1 - x2 / n2.
 *
 * @shares:         the two groups
 * @level:          confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_difference: (out) first share less second, and its limits; method "Agresti-Caffo"
 * @error:          (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_difference; false and leaves it as it was.
 * Status:  NO_CASES if a group is empty.
 * Errors:  SVY_ERROR_ARGUMENT  a count or @level is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Agresti & Caffo (2000), Am. Stat. 54, 280-288.
 * Test:    tests/reference/proportions/
 */
bool svy_difference_agresti_caffo(const SvyTwoShares *shares,
                                  double level,
                                  SvyEstimate *ret_difference,
                                  GError **error);

/**
 * Difference with the interval of the first textbooks, cut at -1 and 1. For teaching only.
 *
 * p1 - p2 -+ z sqrt(p1 (1 - p1) / n1 + p2 (1 - p2) / n2); a point when each group is all alike.
 *
 * @shares:         the two groups
 * @level:          confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_difference: (out) first share less second, and its limits; method "Wald"
 * @error:          (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_difference; false and leaves it as it was.
 * Status:  NO_CASES if a group is empty.
 * Errors:  SVY_ERROR_ARGUMENT  a count or @level is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Newcombe (1998b), Stat. Med. 17, 873-890, method 1; equals R prop.test(correct = FALSE).
 * Test:    tests/reference/proportions/
 */
bool svy_difference_wald(const SvyTwoShares *shares,
                         double level,
                         SvyEstimate *ret_difference,
                         GError **error);

/**
 * Test that two independent shares are equal, by the normal distribution, without continuity
 * correction. Two-sided.
 *
 * @shares:   the two groups
 * @ret_test: (out) both versions; what does not exist is NaN
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  NO_CASES if a group is empty; UNDEFINED if everybody is alike; NO_VARIANCE if only
 *          z_unpooled does not exist (0 % against 100 %).
 * Errors:  SVY_ERROR_ARGUMENT  a count is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Equals R prop.test(correct = FALSE) (pooled).
 * Test:    tests/reference/proportions/
 */
bool svy_difference_test(const SvyTwoShares *shares, SvyShareTest *ret_test, GError **error);

#pragma GCC visibility pop
