/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * One proportion: x of n people, with an interval.
 *
 * The default everywhere in surveystat is Wilson's interval. The others answer a stated wish:
 * Clopper-Pearson where at least the nominal coverage must be guaranteed, Jeffreys where a Bayesian
 * reading is wanted, Agresti-Coull where a reader wants to redo the interval by hand.
 *
 * Common to all: `value` is x / n, never the centre of the interval; `se` and `df` are NaN because
 * none of these intervals is value +- multiple of a standard error. With x = 0 the lower limit is
 * exactly 0 and with x = n the upper limit is exactly 1. x and n are doubles so that weighted
 * counts and effective sample sizes can be used; they need not be whole.
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/**
 * Proportion with Wilson's score interval.
 *
 * With z the (1 + level) / 2 quantile of the standard normal, the limits are the two roots of
 * (x/n - p)^2 = z^2 p (1 - p) / n:
 * (x + z^2/2 -+ z sqrt(x (n - x) / n + z^2/4)) / (n + z^2). No continuity correction.
 *
 * @x:     people who did; finite, 0 <= @x <= @n
 * @n:     people in the base; finite; 0 is allowed
 * @level: confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_p: (out) the share, 0 to 1, and its limits; method "Wilson"
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT  @x, @n or @level is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Wilson (1927), J. Am. Stat. Assoc. 22, 209-212; method 3 of Newcombe (1998a), Stat. Med.
 *          17, 857-872; equals R prop.test(x, n, correct = FALSE).
 * Test:    tests/reference/proportion/
 */
bool svy_proportion_wilson(double x, double n, double level, SvyEstimate *ret_p, GError **error);

/**
 * Proportion with the exact interval of Clopper and Pearson: coverage is never below the level.
 *
 * Limits are the (1 - level) / 2 quantile of beta(x, n - x + 1) and the (1 + level) / 2 quantile
 * of beta(x + 1, n - x). Wider than needed on average.
 *
 * @x:     people who did; finite, 0 <= @x <= @n
 * @n:     people in the base; finite; 0 is allowed
 * @level: confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_p: (out) the share, 0 to 1, and its limits; method "Clopper-Pearson"
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT   @x, @n or @level is outside its range
 *          SVY_ERROR_NUMERIC    the quantile was not found (not met up to n = 1e9)
 *          SVY_ERROR_NO_MEMORY  the workspace of the solver cannot be allocated
 * Cost:    some 40 evaluations of the incomplete beta function, each O(sqrt(n)); safe to call from
 *          several threads.
 * Source:  Clopper & Pearson (1934), Biometrika 26, 404-413; equals R binom.test(x, n)$conf.int.
 * Test:    tests/reference/proportion/
 */
bool svy_proportion_clopper_pearson(double x,
                                    double n,
                                    double level,
                                    SvyEstimate *ret_p,
                                    GError **error);

/**
 * Proportion with Jeffreys' equal-tailed interval.
 *
 * Limits are the (1 - level) / 2 and (1 + level) / 2 quantiles of beta(x + 1/2, n - x + 1/2), but
 * the lower limit is 0 at x = 0 and the upper limit is 1 at x = n (the rule of Brown, Cai &
 * DasGupta; plain beta quantiles, which some packages give, exclude 0 of 10 from its own interval).
 *
 * @x:     people who did; finite, 0 <= @x <= @n
 * @n:     people in the base; finite; 0 is allowed
 * @level: confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_p: (out) the share, 0 to 1, and its limits; method "Jeffreys"
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT   @x, @n or @level is outside its range
 *          SVY_ERROR_NUMERIC    the quantile was not found (not met up to n = 1e9)
 *          SVY_ERROR_NO_MEMORY  the workspace of the solver cannot be allocated
 * Cost:    some 40 evaluations of the incomplete beta function, each O(sqrt(n)); safe to call from
 *          several threads.
 * Source:  Brown, Cai & DasGupta (2001), Stat. Sci. 16, 101-133; equals R
 *          qbeta(c((1 - level) / 2, (1 + level) / 2), x + 0.5, n - x + 0.5) for 0 < x < n.
 * Test:    tests/reference/proportion/
 */
bool svy_proportion_jeffreys(double x, double n, double level, SvyEstimate *ret_p, GError **error);

/**
 * Proportion with the interval of Agresti and Coull.
 *
 * With z as for Wilson, m = n + z^2 and q = (x + z^2/2) / m, the limits are q -+ z sqrt(q (1-q) /
 * m), cut at 0 and 1. It contains Wilson's interval. z^2/2 is meant, not the shortcut "add 2
 * successes and 2 failures", which fits 95% only.
 *
 * @x:     people who did; finite, 0 <= @x <= @n
 * @n:     people in the base; finite; 0 is allowed
 * @level: confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_p: (out) the share x / n (not q), 0 to 1, and its limits; method "Agresti-Coull"
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT  @x, @n or @level is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Agresti & Coull (1998), Am. Stat. 52, 119-126.
 * Test:    tests/reference/proportion/
 */
bool svy_proportion_agresti_coull(double x,
                                  double n,
                                  double level,
                                  SvyEstimate *ret_p,
                                  GError **error);

/**
 * Proportion with Wilson's interval and a continuity correction.
 *
 * The limits are the roots of (|x/n - p| - 1/(2n))^2 = z^2 p (1 - p) / n: Wilson's lower limit of
 * x - 1/2 and his upper limit of x + 1/2. Close to Clopper-Pearson, and as wide.
 *
 * @x:     people who did; finite, 0 <= @x <= @n
 * @n:     people in the base; finite; 0 is allowed
 * @level: confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_p: (out) the share, 0 to 1, and its limits; method "Wilson, continuity-corrected"
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT  @x, @n or @level is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Newcombe (1998a), Stat. Med. 17, 857-872, method 4; equals R prop.test(x, n).
 * Test:    tests/reference/proportions/
 */
bool svy_proportion_wilson_cc(double x, double n, double level, SvyEstimate *ret_p, GError **error);

/**
 * Proportion with Anscombe's arcsine interval.
 *
 * sin^2(asin(sqrt((x + 3/8) / (n + 3/4))) -+ z / (2 sqrt(n))), the angle kept between 0 and a
 * quarter turn.
 *
 * @x:     people who did; finite, 0 <= @x <= @n
 * @n:     people in the base; finite; 0 is allowed
 * @level: confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_p: (out) the share, 0 to 1, and its limits; method "arcsine"
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT  @x, @n or @level is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Anscombe (1948), Biometrika 35, 246-254; Brown, Cai & DasGupta (2001), Stat. Sci. 16,
 *          101-133.
 * Test:    tests/reference/proportions/
 */
bool svy_proportion_arcsine(double x, double n, double level, SvyEstimate *ret_p, GError **error);

/**
 * Proportion with the interval of the first textbooks: x/n -+ z sqrt(p (1 - p) / n), cut at 0 and
 * 1.
 *
 * For teaching only: its coverage is poor for shares near 0 and 1 even when n is large, and it is a
 * point at x = 0 and x = n.
 *
 * @x:     people who did; finite, 0 <= @x <= @n
 * @n:     people in the base; finite; 0 is allowed
 * @level: confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_p: (out) the share, 0 to 1, and its limits; method "Wald"
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT  @x, @n or @level is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Brown, Cai & DasGupta (2001), Stat. Sci. 16, 101-133, who say why not to use it.
 * Test:    tests/reference/proportions/
 */
bool svy_proportion_wald(double x, double n, double level, SvyEstimate *ret_p, GError **error);

/**
 * Proportion with the Wald interval widened by 1/(2n) on both sides, cut at 0 and 1. For teaching
 * only.
 *
 * @x:     people who did; finite, 0 <= @x <= @n
 * @n:     people in the base; finite; 0 is allowed
 * @level: confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_p: (out) the share, 0 to 1, and its limits; method "Wald, continuity-corrected"
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT  @x, @n or @level is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Newcombe (1998a), Stat. Med. 17, 857-872, method 2.
 * Test:    tests/reference/proportions/
 */
bool svy_proportion_wald_cc(double x, double n, double level, SvyEstimate *ret_p, GError **error);

/**
 * Proportion with the mid-p interval: Clopper-Pearson with half of the observed outcome's
 * probability.
 *
 * The lower limit is the p at which P(X > x) + P(X = x) / 2 is (1 - level) / 2, the upper limit the
 * one at which P(X < x) + P(X = x) / 2 is. Coverage is close to the level on average.
 *
 * @x:     people who did; finite, 0 <= @x <= @n
 * @n:     people in the base; finite; 0 is allowed
 * @level: confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_p: (out) the share, 0 to 1, and its limits; method "mid-p"
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT   @x, @n or @level is outside its range
 *          SVY_ERROR_NUMERIC    a limit was not found
 *          SVY_ERROR_NO_MEMORY  the workspace of the solver cannot be allocated
 * Cost:    some 40 evaluations; safe to call from several threads.
 * Source:  Berry & Armitage (1995), Statistician 44, 417-423; method 6 of Newcombe (1998a).
 * Test:    tests/reference/proportions/
 */
bool svy_proportion_midp(double x, double n, double level, SvyEstimate *ret_p, GError **error);

/**
 * Proportion with the likelihood-ratio interval.
 *
 * All p with 2 (log L(x/n) - log L(p)) <= z^2.
 *
 * @x:     people who did; finite, 0 <= @x <= @n
 * @n:     people in the base; finite; 0 is allowed
 * @level: confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_p: (out) the share, 0 to 1, and its limits; method "likelihood ratio"
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT   @x, @n or @level is outside its range
 *          SVY_ERROR_NUMERIC    a limit was not found
 *          SVY_ERROR_NO_MEMORY  the workspace of the solver cannot be allocated
 * Cost:    some 40 evaluations; safe to call from several threads.
 * Source:  Method 7 of Newcombe (1998a), Stat. Med. 17, 857-872.
 * Test:    tests/reference/proportions/
 */
bool svy_proportion_likelihood(double x,
                               double n,
                               double level,
                               SvyEstimate *ret_p,
                               GError **error);

/**
 * Proportion of a finite population with Wilson's interval.
 *
 * For a random sample without replacement from a list of N people; never for people who chose
 * themselves, nor for those who answered when everybody was invited. The score is inverted with the
 * null variance p (1 - p) / n (N - n) / (N - 1), so it is Wilson's interval with n (N - 1) / (N -
 * n) in place of n. With n = N it is a point.
 *
 * @x:          people who did; finite, 0 <= @x <= @n
 * @n:          people in the base; finite; 0 is allowed
 * @population: people in the population, N; finite, at least @n
 * @level:      confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_p:      (out) the share, 0 to 1, and its limits; method "Wilson, finite population"
 * @error:      (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_p; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT  @x, @n, @population or @level is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Wilson (1927), J. Am. Stat. Assoc. 22, 209-212, with the variance of the hypergeometric
 *          distribution.
 * Test:    tests/reference/proportions/
 */
bool svy_proportion_wilson_finite(double x,
                                  double n,
                                  double population,
                                  double level,
                                  SvyEstimate *ret_p,
                                  GError **error);

/** How many of a finite population there may be: whole numbers. */
typedef struct {
    double lo, hi;
} SvyFiniteCounts;

/**
 * Proportion of a finite population with exact limits: both tails of the hypergeometric
 * distribution.
 *
 * The limits are the smallest and largest number K of marked people in the population under which
 * the chance of @x or more, and of @x or fewer, is above (1 - level) / 2; divided by N. Coverage is
 * never below the level.
 *
 * @x:          people who did; finite, 0 <= @x <= @n
 * @n:          people in the base; finite; 0 is allowed
 * @population: people in the population, N; finite, at least @n
 * @level:      confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_p:      (out) the share, 0 to 1, and its limits; method "exact hypergeometric"
 * @ret_counts: (out) the limits as numbers of people; NaN if @n is 0
 * @error:      (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves them as they were.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT  a count is outside its range or not whole, @population is above
 *                              1e9, or @level is outside its range
 * Cost:    O(sqrt(n) log N), no allocation; safe to call from several threads.
 * Source:  Wright (1991), *Exact Confidence Bounds when Sampling from Small Finite Universes*.
 * Test:    tests/reference/proportions/
 */
bool svy_proportion_hypergeometric(double x,
                                   double n,
                                   double population,
                                   double level,
                                   SvyEstimate *ret_p,
                                   SvyFiniteCounts *ret_counts,
                                   GError **error);

/**
 * Exact test that a proportion is @p0, two-sided by probability.
 *
 * p is the chance, under @p0, of all outcomes that are no likelier than @x (probability at most
 * (1 + 1e-7) times that of @x). It is not twice one tail: the two differ when @p0 is not 1/2.
 *
 * @x:        people who did; whole, 0 <= @x <= @n
 * @n:        people in the base; whole, up to 1e15; 0 is allowed
 * @p0:       the share to test, 0 to 1
 * @ret_test: (out) `value` is the p-value; limits are NaN; method "exact binomial"
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT  @x, @n or @p0 is outside its range or a count is not whole
 * Cost:    O(sqrt(n)), no allocation; safe to call from several threads.
 * Source:  Equals R binom.test(x, n, p0)$p.value.
 * Test:    tests/reference/proportions/
 */
bool svy_proportion_test_exact(double x,
                               double n,
                               double p0,
                               SvyEstimate *ret_test,
                               GError **error);

/** Which outcomes a one-sided test counts. */
typedef enum {
    SVY_SIDE_BELOW, /* @x people or fewer: small when the share is below */
    SVY_SIDE_ABOVE, /* @x people or more: small when it is above */
} SvySide;

/**
 * Exact test against one side: the chance, under @p0, of @x or anything beyond it on that side.
 *
 * @x:        people who did; whole, 0 <= @x <= @n
 * @n:        people in the base; whole, up to 1e15; 0 is allowed
 * @p0:       the share to test, 0 to 1
 * @side:     the side
 * @ret_test: (out) `value` is the p-value; limits are NaN; method "exact binomial, one-sided"
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT  @x, @n or @p0 is outside its range or a count is not whole
 * Cost:    O(sqrt(n)), no allocation; safe to call from several threads.
 * Source:  Equals R binom.test(x, n, p0, alternative = "less" or "greater")$p.value.
 * Test:    tests/unit/stats/test_proportion.c
 */
bool svy_proportion_test_one_sided(double x,
                                   double n,
                                   double p0,
                                   SvySide side,
                                   SvyEstimate *ret_test,
                                   GError **error);

/** The bases of a question: people who were asked, and people who answered. */
typedef struct {
    double n_asked;
    double n_answered;
    double no_answer; /* share of those asked who gave no answer; NaN when nobody was asked */
    SvyStatus status; /* of the shares of people who answered */
} SvyShareBases;

/**
 * Shares of the people who were asked and of those who answered, side by side.
 *
 * "No answer" is part of the first base and not of the second; people who were not asked are in
 * neither. Each person counts once: for a select-all the two bases need other counts.
 *
 * @n:               number of answers; 0 is allowed
 * @counts:          [n] people who gave each answer; finite, not negative
 * @no_answer:       people who were asked and gave none
 * @ret_of_asked:    (out) [n] counts / asked; NaN when nobody was asked; may be @counts
 * @ret_of_answered: (out) [n] counts / answered; NaN when nobody answered
 * @ret_bases:       (out) the two bases
 * @error:           (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves them as they were.
 * Status:  NO_CASES if nobody answered.
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite
 * Cost:    O(n), no allocation; safe to call from several threads.
 * Test:    tests/reference/proportions/
 */
bool svy_proportion_by_base(size_t n,
                            const double counts[],
                            double no_answer,
                            double ret_of_asked[],
                            double ret_of_answered[],
                            SvyShareBases *ret_bases,
                            GError **error);

#pragma GCC visibility pop
