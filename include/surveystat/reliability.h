/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Do the items of a battery measure one thing? Cronbach's alpha and what each item adds to it.
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

typedef struct {
    SvyEstimate alpha;       /* with Feldt's interval; negative values are possible */
    double standardized;     /* alpha of the items brought to one spread; NaN if one has none */
    size_t n_people;         /* with all items answered */
    size_t n_negative_items; /* items that go against the sum of the others: reverse-coded? */
} SvyReliability;

/**
 * Cronbach's alpha of k items with Feldt's interval, by item and standardized.
 *
 * alpha = k/(k-1) (1 - sum of the items' variances / variance of the sum). Limits:
 * 1 - (1 - alpha) F, F the quantiles of F(n-1, (n-1)(k-1)).
 *
 * @n_people:         number of people; 0 is allowed
 * @n_items:          number of items
 * @answers:          [n_people x n_items] row by row; who has a NaN is left out; not infinite
 * @level:            confidence level, 0 < level < 1
 * @ret_reliability:  (out) alpha
 * @ret_if_dropped:   (out, optional) [n_items] alpha of the other items; NaN if undefined
 * @ret_item_rest:    (out, optional) [n_items] correlation with the sum of the other items; NaN if
 *                    undefined
 * @error:            (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves them as they were.
 * Status:  of alpha: NO_CASES without a complete person; UNDEFINED with fewer than two items;
 *          NO_VARIANCE if the sum of the items does not vary.
 * Errors:  SVY_ERROR_ARGUMENT   @level is outside (0, 1) or an answer is infinite
 *          SVY_ERROR_NO_MEMORY  the covariances cannot be allocated
 * Cost:    O(n_people n_items^2), memory for the covariances; safe to call from several threads.
 * Source:  Cronbach (1951), Psychometrika 16, 297-334; Feldt (1965), Psychometrika 30, 357-370.
 * Test:    tests/reference/numeric/
 */
bool svy_reliability_alpha(size_t n_people,
                           size_t n_items,
                           const double answers[],
                           double level,
                           SvyReliability *ret_reliability,
                           double ret_if_dropped[],
                           double ret_item_rest[],
                           GError **error);

#pragma GCC visibility pop
