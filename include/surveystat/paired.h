/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Two yes/no answers by the same people: the gap between them, and the test that there is none.
 *
 * The gap is the share who said yes to the first less the share who said yes to the second. The
 * same people answered both, so the two shares are not independent, and an interval for two samples
 * does not apply. Where yes to the second implies yes to the first by the questionnaire (one cannot
 * follow on a medium that one does not use), the pair is *nested*: the gap is one proportion and
 * has its own function, and a test of "no gap" tests something that nobody doubts.
 *
 * Common to the intervals: `value` is (first_only - second_only) / n, -1 to 1; `se` and `df` are
 * NaN. Exchanging the two answers changes the sign of everything and nothing else.
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/** The 2 x 2 table of a pair; a, b, c, d in the literature. Finite, not negative. */
typedef struct {
    double both;        /* yes to both (a) */
    double first_only;  /* yes to the first, no to the second (b) */
    double second_only; /* no to the first, yes to the second (c) */
    double neither;     /* no to both (d) */
} SvyPairTable;

/** McNemar's test of "the two shares are equal", in four versions. */
typedef struct {
    double n_discordant; /* people whose two answers differ */
    double statistic;    /* (b - c)^2 / (b + c), chi-square with 1 df; NaN if nobody differs */
    double p_asymptotic; /* from the statistic, no continuity correction */
    double statistic_cc; /* (|b - c| - 1)^2 / (b + c), 0 if b = c; NaN if nobody differs */
    double p_cc;         /* from statistic_cc; too timid, for comparison only */
    double p_exact;      /* conditional binomial test, two-sided by doubling */
    double p_midp;       /* p_exact less the probability of the observed split */
    SvyStatus status;    /* of the statistic */
} SvyMcnemar;

/**
 * Gap of a pair with Newcombe's interval (method 10, square-and-add). The default for pairs.
 *
 * With p1 = (a + b) / n, p2 = (a + c) / n, their Wilson limits l1, u1, l2, u2 and a correlation f:
 * lo = p1 - p2 - sqrt((p1 - l1)^2 - 2 f (p1 - l1) (u2 - p2) + (u2 - p2)^2),
 * hi = p1 - p2 + sqrt((u1 - p1)^2 - 2 f (u1 - p1) (p2 - l2) + (p2 - l2)^2).
 * f = g / sqrt((a + b) (c + d) (a + c) (b + d)) with g = ad - bc, but g = max(ad - bc - n/2, 0)
 * when ad > bc; f = 0 when a margin is empty.
 *
 * @table:   the counts; they need not be whole
 * @level:   confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_gap: (out) first share less second share, and its limits; method "Newcombe 10"
 * @error:   (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_gap; false and leaves it as it was.
 * Status:  NO_CASES if the table is empty.
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite, or @level is outside (0, 1)
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Newcombe (1998c), Stat. Med. 17, 2635-2650, method 10.
 * Test:    tests/reference/paired/
 */
bool svy_paired_newcombe10(const SvyPairTable *table,
                           double level,
                           SvyEstimate *ret_gap,
                           GError **error);

/**
 * Gap of a nested pair: the share who said yes to the first only, with Wilson's interval.
 *
 * Right where yes to the second implies yes to the first by the questionnaire, not by chance.
 *
 * @table:   the counts; second_only must be 0; they need not be whole
 * @level:   confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_gap: (out) first_only / n, 0 to 1, and its limits; method "Wilson (nested)"
 * @error:   (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_gap; false and leaves it as it was.
 * Status:  NO_CASES if the table is empty.
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite, second_only is not 0, or @level
 *          is outside (0, 1)
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  as svy_proportion_wilson().
 * Test:    tests/reference/paired/
 */
bool svy_paired_nested(const SvyPairTable *table,
                       double level,
                       SvyEstimate *ret_gap,
                       GError **error);

/**
 * Gap of a pair with Tango's score interval.
 *
 * The limits are the d with (b - c - n d)^2 = z^2 n (2 q + d (1 - d)), where q is the largest
 * likelihood estimate of the probability of "second only" given d. It leaves out d = 0 exactly
 * when the asymptotic McNemar p is below 1 - level, so interval and test never disagree.
 *
 * @table:   the counts; they need not be whole
 * @level:   confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_gap: (out) first share less second share, and its limits; method "Tango"
 * @error:   (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_gap; false and leaves it as it was.
 * Status:  NO_CASES if the table is empty.
 * Errors:  SVY_ERROR_ARGUMENT   a count is negative or not finite, or @level is outside (0, 1)
 *          SVY_ERROR_NUMERIC    a limit was not found
 *          SVY_ERROR_NO_MEMORY  the workspace of the solver cannot be allocated
 * Cost:    some 20 evaluations; safe to call from several threads.
 * Source:  Tango (1998), Stat. Med. 17, 891-908.
 * Test:    tests/reference/paired/
 */
bool svy_paired_tango(const SvyPairTable *table,
                      double level,
                      SvyEstimate *ret_gap,
                      GError **error);

/**
 * Gap of a pair with the adjusted Wald interval of Bonett and Price, the simplest good one.
 *
 * With p12 = (b + 1) / (n + 2) and p21 = (c + 1) / (n + 2) the limits are
 * p12 - p21 -+ z sqrt((p12 + p21 - (p12 - p21)^2) / (n + 2)), cut at -1 and 1.
 *
 * @table:   the counts; they need not be whole
 * @level:   confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_gap: (out) first share less second share, and its limits; method "Bonett-Price"
 * @error:   (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_gap; false and leaves it as it was.
 * Status:  NO_CASES if the table is empty.
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite, or @level is outside (0, 1)
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Bonett & Price (2012), J. Educ. Behav. Stat. 37, 479-488.
 * Test:    tests/reference/paired/
 */
bool svy_paired_bonett_price(const SvyPairTable *table,
                             double level,
                             SvyEstimate *ret_gap,
                             GError **error);

/**
 * Gap of a pair with Newcombe's method 8: as method 10, but f is the plain correlation.
 *
 * Slightly narrower than method 10 where the two answers go together. For comparison.
 *
 * @table:   the counts; they need not be whole
 * @level:   confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_gap: (out) first share less second share, and its limits; method "Newcombe 8"
 * @error:   (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_gap; false and leaves it as it was.
 * Status:  NO_CASES if the table is empty.
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite, or @level is outside (0, 1)
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Newcombe (1998c), Stat. Med. 17, 2635-2650, method 8.
 * Test:    tests/reference/proportions/
 */
bool svy_paired_newcombe8(const SvyPairTable *table,
                          double level,
                          SvyEstimate *ret_gap,
                          GError **error);

/**
 * Gap of a pair with the Wald interval after adding 1/2 to each cell, cut at -1 and 1.
 *
 * The centre is (b - c) / (n + 2); `value` stays (b - c) / n.
 *
 * @table:   the counts; they need not be whole
 * @level:   confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_gap: (out) first share less second share, and its limits; method "Agresti-Min"
 * @error:   (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_gap; false and leaves it as it was.
 * Status:  NO_CASES if the table is empty.
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite, or @level is outside (0, 1)
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Agresti & Min (2005), Stat. Med. 24, 729-740.
 * Test:    tests/reference/proportions/
 */
bool svy_paired_agresti_min(const SvyPairTable *table,
                            double level,
                            SvyEstimate *ret_gap,
                            GError **error);

/**
 * Gap of a pair with the interval of the first textbooks, cut at -1 and 1. For teaching only.
 *
 * (b - c) / n -+ z sqrt(b + c - (b - c)^2 / n) / n; a point when nobody or everybody differs one
 * way.
 *
 * @table:   the counts; they need not be whole
 * @level:   confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_gap: (out) first share less second share, and its limits; method "Wald"
 * @error:   (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_gap; false and leaves it as it was.
 * Status:  NO_CASES if the table is empty.
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite, or @level is outside (0, 1)
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Newcombe (1998c), Stat. Med. 17, 2635-2650, method 1.
 * Test:    tests/reference/proportions/
 */
bool svy_paired_wald(const SvyPairTable *table, double level, SvyEstimate *ret_gap, GError **error);

/**
 * Gap of a pair with the Wald interval and the continuity correction of Edwards, cut at -1 and 1.
 *
 * (b - c) / n -+ z sqrt(b + c - (|b - c| - 1)^2 / n) / n. Not the correction of Fleiss.
 *
 * @table:   the counts; they need not be whole
 * @level:   confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_gap: (out) first share less second share, and its limits; method "Wald, Edwards"
 * @error:   (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_gap; false and leaves it as it was.
 * Status:  NO_CASES if the table is empty.
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite, or @level is outside (0, 1)
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Fagerland, Lydersen & Laake (2014), Stat. Med. 33, 2850-2875.
 * Test:    tests/reference/proportions/
 */
bool svy_paired_wald_edwards(const SvyPairTable *table,
                             double level,
                             SvyEstimate *ret_gap,
                             GError **error);

/**
 * Gap of a pair with the Wald interval widened by 1/n on both sides, cut at -1 and 1.
 *
 * The continuity correction of Fleiss, not that of Edwards.
 *
 * @table:   the counts; they need not be whole
 * @level:   confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_gap: (out) first share less second share, and its limits; method "Wald, Fleiss"
 * @error:   (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_gap; false and leaves it as it was.
 * Status:  NO_CASES if the table is empty.
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite, or @level is outside (0, 1)
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Fleiss, Levin & Paik (2003), *Statistical Methods for Rates and Proportions*; method 2
 *          of Newcombe (1998c).
 * Test:    tests/reference/proportions/
 */
bool svy_paired_wald_fleiss(const SvyPairTable *table,
                            double level,
                            SvyEstimate *ret_gap,
                            GError **error);

/**
 * McNemar's test that the two shares are equal: asymptotic with and without continuity correction,
 * exact and mid-p. Mid-p is the default.
 *
 * Given m = b + c people whose answers differ, b is binomial(m, 1/2) if the shares are equal.
 * p_exact = 2 P(B <= min(b, c)); p_midp = p_exact - P(B = b); both are 1 if b = c. With nobody who
 * differs all p are 1 and the statistic does not exist. People who agree do not matter.
 *
 * @table:    the counts; first_only and second_only must be whole numbers up to 1e15
 * @ret_test: (out) statistic and p-values; the p-values are numbers unless the status is NO_CASES
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  UNDEFINED if nobody differs; NO_CASES if the table is empty.
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite; first_only or second_only is not
 *                              whole (a weighted table) or too large
 *          SVY_ERROR_NUMERIC   the binomial sum did not converge (not met up to m = 1e9)
 * Cost:    O(sqrt(m)), no allocation; safe to call from several threads.
 * Source:  McNemar (1947), Psychometrika 12, 153-157; Fagerland, Lydersen & Laake (2013), BMC Med.
 *          Res. Methodol. 13:91; equals R mcnemar.test(correct = FALSE) and binom.test(b, m).
 * Test:    tests/reference/mcnemar/
 */
bool svy_paired_mcnemar(const SvyPairTable *table, SvyMcnemar *ret_test, GError **error);

/**
 * Compares the gaps of two independent groups.
 *
 * The difference d1 - d2 of the two gaps d = (b - c) / n. Limits by square-and-add (MOVER) from the
 * limits of the single gaps by Newcombe's method 10, or by Wilson for nested pairs:
 * lo = d - sqrt((d1 - l1)^2 + (u2 - d2)^2), hi = d + sqrt((u1 - d1)^2 + (d2 - l2)^2). The test is
 * d / sqrt(v1 + v2) with v = (b + c - (b - c)^2 / n) / n^2, two-sided normal; for nested pairs the
 * pooled test of two independent shares.
 *
 * @first:          counts of the first group; they need not be whole
 * @second:         counts of the second group
 * @is_nested:      second_only is 0 in both, and by the questionnaire
 * @level:          confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_difference: (out) gap of the first less gap of the second, and its limits
 * @ret_p:          (out) p-value of the test of no difference; NaN when there is none
 * @error:          (out, optional) set only when false is returned
 *
 * Returns: true and fills both; false and leaves them as they were.
 * Status:  NO_CASES if a group is empty.
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite, @level is outside (0, 1), or
 *                              @is_nested is set and second_only is not 0
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Zou & Donner (2008), Stat. Med. 27, 1693-1702; Newcombe (1998c), Stat. Med. 17,
 *          2635-2650; for nested pairs as svy_difference_newcombe10() and svy_difference_test().
 * Test:    tests/unit/stats/test_paired.c
 */
bool svy_paired_compare(const SvyPairTable *first,
                        const SvyPairTable *second,
                        bool is_nested,
                        double level,
                        SvyEstimate *ret_difference,
                        double *ret_p,
                        GError **error);

#pragma GCC visibility pop
