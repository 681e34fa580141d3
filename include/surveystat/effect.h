/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How large a difference of means is, in units of the spread of people; with intervals.
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>
#include <surveystat/means.h>
#include <surveystat/moments.h>

#pragma GCC visibility push(default)

/**
 * Cohen's d and Hedges' g of two independent groups.
 *
 * d = (m1 - m2) / s with the pooled standard deviation s; g = J d with J = Gamma(f/2) /
 * (sqrt(f/2) Gamma((f-1)/2)), f = n1 + n2 - 2, which removes the bias of small groups. Limits by
 * inverting noncentral t; those of g are J times those of d.
 *
 * @x:     first group
 * @y:     second group
 * @level: confidence level, 0 < level < 1
 * @ret_d: (out) Cohen's d
 * @ret_g: (out) Hedges' g
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves them as they were.
 * Status:  NO_CASES if a group is empty; NO_VARIANCE if n1 + n2 < 4 or nothing varies.
 * Errors:  SVY_ERROR_ARGUMENT   @level is outside (0, 1)
 *          SVY_ERROR_NUMERIC    a limit was not found
 *          SVY_ERROR_NO_MEMORY  the workspace of the solver cannot be allocated
 * Cost:    some 30 integrals of 100 points; safe to call from several threads.
 * Source:  Hedges (1981), J. Educ. Stat. 6, 107-128; Steiger & Fouladi (1997).
 * Test:    tests/reference/effect/
 */
bool svy_effect_cohen_d(const SvyMoments *x,
                        const SvyMoments *y,
                        double level,
                        SvyEstimate *ret_d,
                        SvyEstimate *ret_g,
                        GError **error);

/**
 * eta squared and omega squared of a classical analysis of variance: the share of the variance that
 * the groups explain, in the sample and without its bias.
 *
 * eta2 = ssb / (ssb + ssw); omega2 = (ssb - df1 msw) / (ssb + ssw + msw), which can be negative.
 * Limits of both: lambda / (lambda + n) by inverting noncentral F.
 *
 * @anova:      result of svy_means_anova()
 * @level:      confidence level, 0 < level < 1
 * @ret_eta2:   (out) eta squared
 * @ret_omega2: (out) omega squared
 * @error:      (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves them as they were.
 * Status:  that of @anova.
 * Errors:  SVY_ERROR_ARGUMENT   @level is outside (0, 1), or F is beyond 1e8
 *          SVY_ERROR_NUMERIC    a limit was not found
 *          SVY_ERROR_NO_MEMORY  the workspace of the solver cannot be allocated
 * Cost:    some 30 sums of up to sqrt(lambda) beta functions; safe to call from several threads.
 * Source:  Hays (1963); Steiger (2004), Psychol. Methods 9, 164-182.
 * Test:    tests/reference/effect/
 */
bool svy_effect_eta2(const SvyAnova *anova,
                     double level,
                     SvyEstimate *ret_eta2,
                     SvyEstimate *ret_omega2,
                     GError **error);

#pragma GCC visibility pop
