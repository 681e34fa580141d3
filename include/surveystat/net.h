/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Net scores: the share of one side less the share of the other, such as the net promoter score and
 * net agreement.
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/**
 * Net score: positive less negative, in shares of all.
 *
 * With p and q the shares, the variance is (p + q - (p - q)^2) / n, that of a mean of +1, 0 and -1;
 * limits are value -+ z se, cut at -1 and 1. Multiply by 100 for points.
 *
 * @positive: people on the positive side, such as promoters (9 or 10 of 10)
 * @neutral:  people in between
 * @negative: people on the negative side, such as detractors (0 to 6 of 10)
 * @level:    confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_net:  (out) the net score, -1 to 1, with `se`; method "Wald"
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_net; false and leaves it as it was.
 * Status:  NO_CASES if there is nobody; NO_VARIANCE if all are on one side (`value` and `se` = 0
 *          exist, limits do not).
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite, or @level is outside (0, 1)
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Rocks (2016), Am. Stat. 70, 365-372, the Wald interval.
 * Test:    tests/reference/proportions/
 */
bool svy_net_compute(double positive,
                     double neutral,
                     double negative,
                     double level,
                     SvyEstimate *ret_net,
                     GError **error);

#pragma GCC visibility pop
