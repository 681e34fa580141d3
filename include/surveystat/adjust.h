/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Adjusting p-values for the number of tests in one declared family.
 *
 * An adjusted p is compared with the usual level. It is never below the p that it came from, and
 * never above 1. Print the size of the family beside it.
 */
#pragma once

#include <surveystat/error.h>

#pragma GCC visibility push(default)

/**
 * Holm's step-down adjustment: the chance of any false alarm in the family stays below the level,
 * whatever the dependence. For planned contrasts.
 *
 * With p sorted upwards: adjusted(i) = max over j <= i of min(1, (n - j + 1) p(j)).
 *
 * @n:            tests in the family; 0 is allowed
 * @p:            [n] p-values, each 0 to 1, in any order; no missing values
 * @ret_adjusted: (out) [n] adjusted values in the order of @p; may be the same array as @p
 * @error:        (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_adjusted; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT   a p-value is not in [0, 1]
 *          SVY_ERROR_NO_MEMORY  the order of @n values cannot be allocated
 * Cost:    O(n log n), memory for @n indices; safe to call from several threads.
 * Source:  Holm (1979), Scand. J. Stat. 6, 65-70; equals R p.adjust(p, "holm").
 * Test:    tests/reference/adjust/
 */
bool svy_adjust_holm(size_t n, const double p[], double ret_adjusted[], GError **error);

/**
 * Adjustment of Benjamini and Hochberg: bounds the expected share of false alarms among what is
 * declared, for independent or positively dependent tests. For screening many items.
 *
 * With p sorted upwards: adjusted(i) = min over j >= i of min(1, (n / j) p(j)).
 *
 * @n:            tests in the family; 0 is allowed
 * @p:            [n] p-values, each 0 to 1, in any order; no missing values
 * @ret_adjusted: (out) [n] adjusted values in the order of @p; may be the same array as @p
 * @error:        (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_adjusted; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT   a p-value is not in [0, 1]
 *          SVY_ERROR_NO_MEMORY  the order of @n values cannot be allocated
 * Cost:    O(n log n), memory for @n indices; safe to call from several threads.
 * Source:  Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57, 289-300; equals R
 *          p.adjust(p, "BH").
 * Test:    tests/reference/adjust/
 */
bool svy_adjust_benjamini_hochberg(size_t n,
                                   const double p[],
                                   double ret_adjusted[],
                                   GError **error);

/**
 * Adjustment of Hochberg: Holm's factors from the largest p down. Sharper than Holm, but only for
 * independent or positively dependent tests.
 *
 * With p sorted upwards: adjusted(i) = min over j >= i of min(1, (n - j + 1) p(j)).
 *
 * @n:            tests in the family; 0 is allowed
 * @p:            [n] p-values, each 0 to 1, in any order; no missing values
 * @ret_adjusted: (out) [n] adjusted values in the order of @p; may be the same array as @p
 * @error:        (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_adjusted; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT   a p-value is not in [0, 1]
 *          SVY_ERROR_NO_MEMORY  the order of @n values cannot be allocated
 * Cost:    O(n log n), memory for @n indices; safe to call from several threads.
 * Source:  Hochberg (1988), Biometrika 75, 800-802; equals R p.adjust(p, "hochberg").
 * Test:    tests/reference/proportions/
 */
bool svy_adjust_hochberg(size_t n, const double p[], double ret_adjusted[], GError **error);

/**
 * Adjustment of Benjamini and Yekutieli: bounds the expected share of false alarms whatever the
 * dependence of the tests.
 *
 * As Benjamini-Hochberg with every p times 1 + 1/2 + ... + 1/n.
 *
 * @n:            tests in the family; 0 is allowed
 * @p:            [n] p-values, each 0 to 1, in any order; no missing values
 * @ret_adjusted: (out) [n] adjusted values in the order of @p; may be the same array as @p
 * @error:        (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_adjusted; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT   a p-value is not in [0, 1]
 *          SVY_ERROR_NO_MEMORY  the order of @n values cannot be allocated
 * Cost:    O(n log n), memory for @n indices; safe to call from several threads.
 * Source:  Benjamini & Yekutieli (2001), Ann. Stat. 29, 1165-1188; equals R p.adjust(p, "BY").
 * Test:    tests/reference/proportions/
 */
bool svy_adjust_benjamini_yekutieli(size_t n,
                                    const double p[],
                                    double ret_adjusted[],
                                    GError **error);

/**
 * Adjustment of Bonferroni: min(1, n p). Never better than Holm's; for comparison.
 *
 * @n:            tests in the family; 0 is allowed
 * @p:            [n] p-values, each 0 to 1, in any order; no missing values
 * @ret_adjusted: (out) [n] adjusted values in the order of @p; may be the same array as @p
 * @error:        (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_adjusted; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT  a p-value is not in [0, 1]
 * Cost:    O(n), no allocation; safe to call from several threads.
 * Source:  Equals R p.adjust(p, "bonferroni").
 * Test:    tests/reference/proportions/
 */
bool svy_adjust_bonferroni(size_t n, const double p[], double ret_adjusted[], GError **error);

#pragma GCC visibility pop
