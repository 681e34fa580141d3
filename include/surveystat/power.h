/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How many people are needed, how likely a difference is found, and how small a gap can be found.
 *
 * Common to all: tests are two-sided, and the side away from the effect is left out of the power
 * (as R's power.prop.test and power.t.test do by default). Sizes are numbers of people who answer,
 * not rounded: round up at the end, and see svy_power_inflate(). UNDEFINED is said when no number
 * of people would do, or when any would.
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/** Power of McNemar's test in three versions, by enumeration of all outcomes. */
typedef struct {
    double exact; /* rejects when the exact p is at most alpha */
    double midp;
    double asymptotic; /* no continuity correction */
    SvyStatus status;
} SvyPairedPower;

/**
 * People needed for a margin of error.
 *
 * n0 = z^2 p (1 - p) / margin^2, and n = n0 / (1 + (n0 - 1) / N) for a random sample from a list
 * of N.
 *
 * @margin:         half width of the interval, 0 < margin < 1, such as 0.03
 * @p:              the share that is expected; 0.5 needs most people
 * @population:     people in the population, N; HUGE_VAL where it does not matter
 * @level:          confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_n:          (out) `value` is n; limits are NaN
 * @ret_n_infinite: (out) n0
 * @error:          (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves them as they were.
 * Status:  always OK.
 * Errors:  SVY_ERROR_ARGUMENT  an argument is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Cochran (1977), *Sampling Techniques*, section 4.4; Krejcie & Morgan (1970), Educ.
 *          Psychol.
 *          Meas. 30, 607-610.
 * Test:    tests/reference/proportions/
 */
bool svy_power_size_for_margin(double margin,
                               double p,
                               double population,
                               double level,
                               SvyEstimate *ret_n,
                               double *ret_n_infinite,
                               GError **error);

/**
 * People needed to tell one share from a fixed one.
 *
 * n = ((z sqrt(p0 (1 - p0)) + z_power sqrt(p1 (1 - p1))) / (p1 - p0))^2.
 *
 * @p0:    the fixed share, 0 to 1
 * @p1:    the share that is expected, 0 to 1
 * @alpha: level of the two-sided test, 0 < alpha < 1, such as 0.05
 * @power: chance to find the difference, 0 < power < 1, such as 0.8
 * @ret_n: (out) `value` is n; limits are NaN
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_n; false and leaves it as it was.
 * Status:  UNDEFINED if @p0 is @p1.
 * Errors:  SVY_ERROR_ARGUMENT  an argument is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Fleiss, Levin & Paik (2003), *Statistical Methods for Rates and Proportions*.
 * Test:    tests/reference/proportions/
 */
bool svy_power_size_one(double p0,
                        double p1,
                        double alpha,
                        double power,
                        SvyEstimate *ret_n,
                        GError **error);

/**
 * People needed in each of two equal groups to tell their shares apart.
 *
 * n = ((z sqrt((p1 + p2) (1 - (p1 + p2) / 2)) + z_power sqrt(p1 (1 - p1) + p2 (1 - p2))) / (p1 -
 * p2))^2.
 *
 * @p1:    share of the first group, 0 to 1
 * @p2:    share of the second group, 0 to 1
 * @alpha: level of the two-sided test, 0 < alpha < 1, such as 0.05
 * @power: chance to find the difference, 0 < power < 1, such as 0.8
 * @ret_n: (out) `value` is n of one group; limits are NaN
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_n; false and leaves it as it was.
 * Status:  UNDEFINED if @p1 is @p2.
 * Errors:  SVY_ERROR_ARGUMENT  an argument is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Fleiss, Levin & Paik (2003); equals R power.prop.test(p1 = , p2 = , sig.level = , power
 *          = ).
 * Test:    tests/reference/proportions/
 */
bool svy_power_size_two(double p1,
                        double p2,
                        double alpha,
                        double power,
                        SvyEstimate *ret_n,
                        GError **error);

/**
 * Power to tell the shares of two groups of @n people apart: svy_power_size_two() the other way
 * round.
 *
 * @n:         people in each group; 0 is allowed
 * @p1:        share of the first group, 0 to 1
 * @p2:        share of the second group, 0 to 1
 * @alpha:     level of the two-sided test, 0 < alpha < 1, such as 0.05
 * @ret_power: (out) `value` is the power; limits are NaN
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_power; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0; UNDEFINED if both shares are 0 or both 1.
 * Errors:  SVY_ERROR_ARGUMENT  an argument is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Equals R power.prop.test(n = , p1 = , p2 = , sig.level = )$power.
 * Test:    tests/reference/proportions/
 */
bool svy_power_of_two(double n,
                      double p1,
                      double p2,
                      double alpha,
                      SvyEstimate *ret_power,
                      GError **error);

/**
 * Pairs (people who answer both items) needed to find a gap by McNemar's test.
 *
 * n = ((z sqrt(s) + z_power sqrt(s - d^2)) / d)^2 with s = p12 + p21 and d = p12 - p21.
 *
 * @p12:   share who say yes to the first item only
 * @p21:   share who say yes to the second item only; @p12 + @p21 <= 1
 * @alpha: level of the two-sided test, 0 < alpha < 1, such as 0.05
 * @power: chance to find the difference, 0 < power < 1, such as 0.8
 * @ret_n: (out) `value` is the number of pairs; limits are NaN
 * @error: (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_n; false and leaves it as it was.
 * Status:  UNDEFINED if @p12 is @p21.
 * Errors:  SVY_ERROR_ARGUMENT  an argument is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Connor (1987), Biometrics 43, 207-211.
 * Test:    tests/reference/proportions/
 */
bool svy_power_size_paired(double p12,
                           double p21,
                           double alpha,
                           double power,
                           SvyEstimate *ret_n,
                           GError **error);

/**
 * The smallest gap that @n pairs can find, given how many people differ: svy_power_size_paired()
 * solved for the gap.
 *
 * @n:       people who answer both items; 0 is allowed
 * @differ:  share of people whose two answers differ, 0 to 1; 1 is the most cautious
 * @alpha:   level of the two-sided test, 0 < alpha < 1, such as 0.05
 * @power:   chance to find the difference, 0 < power < 1, such as 0.8
 * @ret_gap: (out) `value` is the gap, 0 to @differ; limits are NaN
 * @error:   (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_gap; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0; UNDEFINED if even a gap of @differ would not be found.
 * Errors:  SVY_ERROR_ARGUMENT  an argument is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Connor (1987), Biometrics 43, 207-211.
 * Test:    tests/reference/proportions/
 */
bool svy_power_gap_paired(double n,
                          double differ,
                          double alpha,
                          double power,
                          SvyEstimate *ret_gap,
                          GError **error);

/**
 * Power of McNemar's test by enumeration of all outcomes: how many differ, and which way.
 *
 * @n:         people who answer both items; whole, up to 1e7; 0 is allowed
 * @p12:       share who say yes to the first item only
 * @p21:       share who say yes to the second item only; @p12 + @p21 <= 1
 * @alpha:     level of the two-sided test, 0 < alpha < 1, such as 0.05
 * @ret_power: (out) the power of three versions of the test; both sides count
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_power; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0.
 * Errors:  SVY_ERROR_ARGUMENT  an argument is outside its range
 * Cost:    O(n sqrt(n)), no allocation; safe to call from several threads.
 * Source:  Fagerland, Lydersen & Laake (2013), BMC Med. Res. Methodol. 13:91.
 * Test:    tests/reference/proportions/
 */
bool svy_power_of_paired(double n,
                         double p12,
                         double p21,
                         double alpha,
                         SvyPairedPower *ret_power,
                         GError **error);

/**
 * People needed in each of two equal groups to tell their means apart by the t test.
 *
 * The n at which the noncentral t distribution with 2 (n - 1) df and parameter difference / sd
 * sqrt(n / 2) has @power above the critical value. At least 1.2.
 *
 * @difference: of the means, in the unit of @sd
 * @sd:         standard deviation within the groups, above 0
 * @alpha:      level of the two-sided test, 0 < alpha < 1, such as 0.05
 * @power:      chance to find the difference, 0 < power < 1, such as 0.8
 * @ret_n:      (out) `value` is n of one group; limits are NaN
 * @error:      (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_n; false and leaves it as it was.
 * Status:  UNDEFINED if there is no difference.
 * Errors:  SVY_ERROR_ARGUMENT   an argument is outside its range
 *          SVY_ERROR_NUMERIC    n was not found
 *          SVY_ERROR_NO_MEMORY  the workspace of the solver cannot be allocated
 * Cost:    some 40 sums of some 30 beta tails; safe to call from several threads.
 * Source:  Equals R power.t.test(delta = , sd = , sig.level = , power = ), which stops at 4 digits.
 * Test:    tests/reference/proportions/
 */
bool svy_power_size_means(double difference,
                          double sd,
                          double alpha,
                          double power,
                          SvyEstimate *ret_n,
                          GError **error);

/**
 * Power of the t test for two groups of @n people.
 *
 * @n:          people in each group; 0 is allowed, need not be whole
 * @difference: of the means, in the unit of @sd
 * @sd:         standard deviation within the groups, above 0
 * @alpha:      level of the two-sided test, 0 < alpha < 1, such as 0.05
 * @ret_power:  (out) `value` is the power; limits are NaN
 * @error:      (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_power; false and leaves it as it was.
 * Status:  NO_CASES if @n is 0; UNDEFINED if @n is below 1.2.
 * Errors:  SVY_ERROR_ARGUMENT  an argument is outside its range
 * Cost:    a sum of some 30 beta tails, no allocation; safe to call from several threads.
 * Source:  Equals R power.t.test(n = , delta = , sd = , sig.level = )$power.
 * Test:    tests/reference/proportions/
 */
bool svy_power_of_means(double n,
                        double difference,
                        double sd,
                        double alpha,
                        SvyEstimate *ret_power,
                        GError **error);

/**
 * From a size for simple random sampling to people who must answer, and people to invite.
 *
 * ceil(n deff) and ceil(n deff / response).
 *
 * @n:             people needed under simple random sampling; need not be whole
 * @deff:          design effect expected (weights, clusters), above 0; 1 for none
 * @response:      share of the invited who will answer, above 0 and at most 1
 * @ret_completes: (out) people who must answer, whole
 * @ret_invited:   (out) people to invite, whole
 * @error:         (out, optional) set only when false is returned
 *
 * Returns: true and fills the results; false and leaves them as they were.
 * Errors:  SVY_ERROR_ARGUMENT  an argument is outside its range
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  Kish (1965), *Survey Sampling*.
 * Test:    tests/reference/proportions/
 */
bool svy_power_inflate(double n,
                       double deff,
                       double response,
                       double *ret_completes,
                       double *ret_invited,
                       GError **error);

#pragma GCC visibility pop
