/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Two independent groups: the ratio of their shares, and the ratio of their odds.
 *
 * Common to all: `value` is the observed ratio, without any shift; where a limit comes from a
 * logarithm `se` is the standard error of that logarithm, else NaN. A limit that does not exist is
 * NaN: limits are looked at one by one here, because a ratio with 0 below has no value and no upper
 * limit but may have a lower one.
 */
#pragma once

#include <surveystat/difference.h>
#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/**
 * Ratio of two shares with Koopman's score interval. The default for ratios.
 *
 * All r with (p1 - r p2)^2 <= z^2 V(r), where V(r) is the variance of p1 - r p2 under the most
 * likely shares with that ratio.
 *
 * @shares:    the two groups
 * @level:     confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_ratio: (out) the ratio and its limits; method "Koopman"
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_ratio; false and leaves it as it was.
 * Status:  NO_CASES if a group is empty; UNDEFINED if x2 is 0 (`lo` exists if x1 > 0).
 * Errors:  SVY_ERROR_ARGUMENT   a count or @level is outside its range
 *          SVY_ERROR_NUMERIC    a limit was not found
 *          SVY_ERROR_NO_MEMORY  the workspace of the solver cannot be allocated
 * Cost:    some 60 evaluations; safe to call from several threads.
 * Source:  Koopman (1984), Biometrics 40, 513-517; Gart & Nam (1988), Biometrics 44, 323-338.
 * Test:    tests/reference/proportions/
 */
bool svy_ratio_koopman(const SvyTwoShares *shares,
                       double level,
                       SvyEstimate *ret_ratio,
                       GError **error);

/**
 * Ratio of two shares with limits by its logarithm.
 *
 * exp(log(p1 / p2) -+ z sqrt((1 - p1) / x1 + (1 - p2) / x2)).
 *
 * @shares:    the two groups
 * @level:     confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_ratio: (out) the ratio and its limits; method "Katz"
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_ratio; false and leaves it as it was.
 * Status:  NO_CASES if a group is empty; UNDEFINED if x2 is 0; NO_VARIANCE if x1 is 0.
 * Errors:  SVY_ERROR_ARGUMENT  a count or @level is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Katz, Baptista, Azen & Pike (1978), Biometrics 34, 469-474.
 * Test:    tests/reference/proportions/
 */
bool svy_ratio_katz(const SvyTwoShares *shares,
                    double level,
                    SvyEstimate *ret_ratio,
                    GError **error);

/**
 * Ratio of two odds with limits by its logarithm.
 *
 * x1 (n2 - x2) / ((n1 - x1) x2), times exp(-+ z sqrt(the sum of one over each of the four counts)).
 *
 * @shares:   the two groups
 * @level:    confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_odds: (out) the ratio and its limits; method "Woolf"
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_odds; false and leaves it as it was.
 * Status:  NO_CASES if a group is empty; UNDEFINED if the ratio has 0 below; NO_VARIANCE if it is
 *          0.
 * Errors:  SVY_ERROR_ARGUMENT  a count or @level is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Woolf (1955), Ann. Hum. Genet. 19, 251-253.
 * Test:    tests/reference/proportions/
 */
bool svy_ratio_odds_woolf(const SvyTwoShares *shares,
                          double level,
                          SvyEstimate *ret_odds,
                          GError **error);

/**
 * Ratio of two odds with Woolf's limits after adding 1/2 to each of the four counts.
 *
 * Limits exist for all tables. The centre of the limits is the shifted ratio; `value` is not.
 *
 * @shares:   the two groups
 * @level:    confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_odds: (out) the ratio and its limits; method "Gart"
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_odds; false and leaves it as it was.
 * Status:  NO_CASES if a group is empty; UNDEFINED if the ratio has 0 below (both limits exist).
 * Errors:  SVY_ERROR_ARGUMENT  a count or @level is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Gart (1966), Biometrika 53, 487-496.
 * Test:    tests/reference/proportions/
 */
bool svy_ratio_odds_gart(const SvyTwoShares *shares,
                         double level,
                         SvyEstimate *ret_odds,
                         GError **error);

#pragma GCC visibility pop
