/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Cochran's Q: do several yes/no items, answered by the same people, have the same share of yes?
 *
 * With two items it is McNemar's test. People who said yes to all items or to none do not matter.
 */
#pragma once

#include <stddef.h>
#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

typedef struct {
    double q;  /* NaN if nobody tells the items apart */
    double df; /* items less 1 */
    double p;  /* 1 if nobody tells the items apart */
    SvyStatus status;
} SvyCochran;

/**
 * Cochran's Q from counts, for callers that have them already.
 *
 * Q = k (k - 1) sum((G_j - mean G)^2) / sum(L_i (k - L_i)), as chi-square with k - 1 df, where G_j
 * is the number of yes to item j, L_i the number of yes of person i, and k the number of items.
 *
 * @n:        people who answered all items; 0 is allowed
 * @n_items:  number of items; 1 is allowed and tells nothing
 * @totals:   [n_items] yes to each item
 * @mixed:    sum over people of yes times no: L_i (k - L_i)
 * @ret_test: (out) the test
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  NO_CASES if @n or @n_items is 0; UNDEFINED if nobody tells the items apart.
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite
 * Cost:    O(k), no allocation; safe to call from several threads.
 * Source:  Cochran (1950), Biometrika 37, 256-266.
 * Test:    tests/reference/proportions/
 */
bool svy_cochran_from_sums(double n,
                           size_t n_items,
                           const double totals[],
                           double mixed,
                           SvyCochran *ret_test,
                           GError **error);

/**
 * Cochran's Q from the answers of each person.
 *
 * @n:        people who answered all items; 0 is allowed
 * @n_items:  number of items
 * @answers:  [n * n_items] person by person: 0 is no, anything else yes
 * @ret_test: (out) the test
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  as svy_cochran_from_sums().
 * Errors:  SVY_ERROR_NO_MEMORY  the totals cannot be allocated
 * Cost:    O(n k), memory for k numbers; safe to call from several threads.
 * Source:  Cochran (1950), Biometrika 37, 256-266.
 * Test:    tests/reference/proportions/
 */
bool svy_cochran_from_answers(size_t n,
                              size_t n_items,
                              const unsigned char answers[],
                              SvyCochran *ret_test,
                              GError **error);

#pragma GCC visibility pop
