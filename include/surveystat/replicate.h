/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Variances by replication: the estimate is computed again from parts of the sample.
 *
 * The estimate is a ratio of two weighted totals; with 1 for all as the denominator it is a mean.
 * It is computed anew with the weights of each replicate, and the spread of the replicates is the
 * variance. Two centres are in use: the estimate from the full sample (`se_mse`, the default here;
 * it also counts the bias) and the mean of the replicates (`se_mean`, the default of R's survey).
 *
 * Common to all functions: a record with a missing value (NaN) adds to neither total; a replicate
 * whose denominator is 0 is NaN and left out.
 */
#pragma once

#include <surveystat/design.h>

#pragma GCC visibility push(default)

/** An estimate with its replicates. */
typedef struct {
    double value;   /* from the full sample */
    double se_mse;  /* from the deviations from value; NaN without a status of OK */
    double se_mean; /* from the deviations from the mean of the replicates */
    size_t n_replicates;
    double *replicates; /* [n_replicates] owned */
    SvyStatus status;
} SvyReplication;

/**
 * Frees what a replication holds and makes it empty.
 *
 * @replication: (nullable) the replication
 *
 * Cost: O(1).
 * Test: tests/unit/stats/test_replicate.c
 */
void svy_replicate_clear(SvyReplication *replication);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SvyReplication, svy_replicate_clear)

/**
 * Jackknife: one PSU after the other is left out, the others of its stratum weigh n / (n - 1).
 *
 * Without strata this is JK1, with strata JKn. The variance is the sum over strata of (n - 1) / n
 * times the share not in the sample (fpc) times the squared deviations. Replicates are in the order
 * of strata, then PSUs, as they first appear. Lonely strata: FAIL is an error, REMOVE makes no
 * replicate, ADJUST leaves the whole stratum out of one replicate, AVERAGE enlarges the variance to
 * the number of PSUs.
 *
 * @design:      the design, n records
 * @numerator:   [n] values
 * @denominator: (nullable) [n] values; NULL: 1 each, so the estimate is a mean
 * @ret:         (out) the replication, to be cleared by the caller
 * @error:       (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret; false and leaves it as it was.
 * Status:  NO_CASES without any weight; UNDEFINED when the denominator is 0; NO_VARIANCE when there
 *          are no two PSUs in any stratum.
 * Errors:  SVY_ERROR_DATA       a lonely stratum, with SVY_LONELY_FAIL
 *          SVY_ERROR_NO_MEMORY  the replicates cannot be allocated
 * Cost:    O(n).
 * Source:  Wolter (2007), *Introduction to Variance Estimation*, ch. 4; equals R survey
 *          as.svrepdesign(type = "JK1") and "JKn".
 * Test:    tests/reference/replicate/
 */
bool svy_replicate_jackknife(const SvyDesign *design,
                             const double numerator[],
                             const double denominator[],
                             SvyReplication *ret,
                             GError **error);

/**
 * Balanced repeated replication, McCarthy's (rho 0) or Fay's.
 *
 * In each replicate one PSU of each pair weighs 2 - rho and the other rho, as a Hadamard matrix
 * says. A stratum with 4, 6, ... PSUs is split into pairs as they appear. The pairs of such strata
 * take the first rows of the matrix, then the strata with two, both in the order of their codes.
 * The matrix is of the smallest order above the number of pairs that Sylvester's and Paley's
 * constructions reach. No fpc is applied.
 *
 * @design:      the design, n records
 * @numerator:   [n] values
 * @denominator: (nullable) [n] values; NULL: 1 each
 * @rho:         0 <= rho < 1
 * @ret:         (out) the replication, to be cleared by the caller
 * @error:       (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret; false and leaves it as it was.
 * Status:  as svy_replicate_jackknife().
 * Errors:  SVY_ERROR_ARGUMENT   @rho is outside its range
 *          SVY_ERROR_DATA       a stratum with an odd number of PSUs
 *          SVY_ERROR_NO_MEMORY  the replicates cannot be allocated
 * Cost:    O(n + pairs^2).
 * Source:  McCarthy (1969), Rev. Int. Stat. Inst. 37, 239-264; Judkins (1990), J. Off. Stat. 6,
 *          223-239; equals R survey as.svrepdesign(type = "BRR") and "Fay".
 * Test:    tests/reference/replicate/
 */
bool svy_replicate_brr(const SvyDesign *design,
                       const double numerator[],
                       const double denominator[],
                       double rho,
                       SvyReplication *ret,
                       GError **error);

/**
 * Bootstrap of Rao, Wu and Yue: n - 1 of the n PSUs of each stratum are drawn with replacement.
 *
 * A PSU that is drawn m times weighs m n / (n - 1). The variance is the sum of squared deviations
 * over replicates - 1. Random numbers are GSL's mt19937 with @seed. No fpc is applied.
 *
 * @design:       the design, n records
 * @numerator:    [n] values
 * @denominator:  (nullable) [n] values; NULL: 1 each
 * @n_replicates: how many, at least 2
 * @seed:         the same seed gives the same replicates
 * @ret:          (out) the replication, to be cleared by the caller
 * @error:        (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret; false and leaves it as it was.
 * Status:  as svy_replicate_jackknife().
 * Errors:  SVY_ERROR_ARGUMENT   fewer than 2 replicates
 *          SVY_ERROR_DATA       a lonely stratum, with SVY_LONELY_FAIL
 *          SVY_ERROR_NO_MEMORY  the replicates cannot be allocated
 * Cost:    O(n + PSUs * replicates).
 * Source:  Rao, Wu & Yue (1992), Surv. Meth. 18, 209-217; equals R survey
 *          as.svrepdesign(type = "subbootstrap") but for the random numbers.
 * Test:    tests/reference/replicate/
 */
bool svy_replicate_bootstrap(const SvyDesign *design,
                             const double numerator[],
                             const double denominator[],
                             size_t n_replicates,
                             uint32_t seed,
                             SvyReplication *ret,
                             GError **error);

/**
 * The same with draws that are given: how often each PSU was drawn in each replicate.
 *
 * With m draws in a stratum of n PSUs and f = sqrt(m / (n - 1)), a PSU drawn k times weighs
 * 1 - f + f k n / m, which for m = n - 1 is k n / (n - 1).
 *
 * @design:         the design, n records
 * @numerator:      [n] values
 * @denominator:    (nullable) [n] values; NULL: 1 each
 * @n_replicates:   how many, at least 2
 * @multiplicities: [n_replicates * PSUs] replicate by replicate; PSUs as they first appear
 * @ret:            (out) the replication, to be cleared by the caller
 * @error:          (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret; false and leaves it as it was.
 * Status:  as svy_replicate_jackknife().
 * Errors:  SVY_ERROR_ARGUMENT   fewer than 2 replicates
 *          SVY_ERROR_DATA       a multiplicity is negative or not finite; a lonely stratum, with
 *                               SVY_LONELY_FAIL
 *          SVY_ERROR_NO_MEMORY  the replicates cannot be allocated
 * Cost:    O(n + PSUs * replicates).
 * Source:  Rao, Wu & Yue (1992), Surv. Meth. 18, 209-217.
 * Test:    tests/reference/replicate/
 */
bool svy_replicate_bootstrap_given(const SvyDesign *design,
                                   const double numerator[],
                                   const double denominator[],
                                   size_t n_replicates,
                                   const double multiplicities[],
                                   SvyReplication *ret,
                                   GError **error);

#pragma GCC visibility pop
