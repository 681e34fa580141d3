/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Conversion: of the people who use something, which share also follows.
 *
 * The base is the users, never all people. Without weights it is one proportion
 * (svy_proportion_wilson() of both answers among the users); with weights it is a ratio of two
 * weighted sums, here.
 */
#pragma once

#include <stddef.h>
#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/**
 * Weighted conversion: a ratio of weighted sums with limits on the logit scale.
 *
 * r = sum(w u f) / sum(w u). Taylor linearisation, one stage, with replacement: with
 * e_i = w_i u_i (f_i - r) / sum(w u), the variance is n / (n - 1) sum(e_i^2). People who do not use
 * stay in the design with e = 0, so df = n - 1 counts them. Limits are those of log(r / (1 - r)) -+
 * t se / (r (1 - r)), put back. When all or none of the users follow the linearised variance is 0;
 * the limits are then those of Clopper and Pearson for the number of users, as `method` says. n
 * and df count the people with a weight above 0.
 *
 * @n:         number of people; 0 is allowed
 * @used:      [n] not 0: uses; NaN: not known, out of the ratio but in the design
 * @followed:  [n] not 0: follows; NaN: not known, likewise
 * @w:         [n] (nullable) weights, any unit, finite and >= 0; NULL means all equal
 * @level:     confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_share: (out) the share, with `se` and `df`; method "logit, linearized" or
 *             "Clopper-Pearson"
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_share; false and leaves it as it was.
 * Status:  NO_CASES if nobody with a weight uses; NO_VARIANCE if there is only one person.
 * Errors:  SVY_ERROR_ARGUMENT   a weight is negative or not finite, or @level is outside (0, 1)
 *          SVY_ERROR_NUMERIC    a limit of Clopper-Pearson was not found
 *          SVY_ERROR_NO_MEMORY  the workspace of its solver cannot be allocated
 * Cost:    O(n), no allocation but for Clopper-Pearson; safe to call from several threads.
 * Source:  Binder (1983), Int. Stat. Rev. 51, 279-292; equals R survey svyciprop(~followed,
 *          subset(design, used == 1), method = "xlogit", df = n - 1).
 * Test:    tests/reference/proportions/
 */
bool svy_conversion_weighted(size_t n,
                             const double used[],
                             const double followed[],
                             const double w[],
                             double level,
                             SvyEstimate *ret_share,
                             GError **error);

#pragma GCC visibility pop
