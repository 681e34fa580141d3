/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Change between two waves of a survey.
 *
 * Three situations, and the first question is which one it is: different people (independent), the
 * same people (a panel: svy_paired_*() for yes/no answers), or some people in both (overlap).
 * Taking overlapping people as different overstates the error of a change, when answers persist.
 *
 * Common to both functions: means are weighted, errors are linearized with persons as sampling
 * units drawn with replacement; a case without an answer (NaN) stays in the design and adds
 * nothing. Results do not depend on the unit of the weights of either wave. A share is the mean of
 * 0 and 1.
 */
#pragma once

#include <stdint.h>
#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/** One wave: a case for each answer sheet. */
typedef struct {
    size_t n;              /* cases, those without an answer included */
    const int32_t *person; /* [n] (nullable) who; the same number in both waves is one person;
                              -1: somebody of whom nothing else is known. For overlap only */
    const double *y;       /* [n] answers; NaN: none */
    const double *w;       /* [n] (nullable) weights, finite and not negative; NULL: all 1 */
} SvyWave;

/** Two means and their difference. */
typedef struct {
    SvyEstimate first, second; /* mean of each wave; se from that wave alone */
    SvyEstimate change;        /* second less first */
    double p_value;            /* two-sided t test of "no change"; NaN unless change is OK */
    size_t n_persons;          /* persons with a positive weight in either wave */
    size_t n_in_both;          /* of them, in both waves */
} SvyWaveChange;

/**
 * Change between two independent samples.
 *
 * Variance of the change = sum of the variances of the two means, each
 * n/(n-1) sum((w (y - mean) / sum w)^2). df = (n1 - 1) + (n2 - 1), cases with a positive weight.
 *
 * @first:      the earlier wave
 * @second:     the later wave
 * @level:      confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_change: (out) means, change, limits by Student's t; method "linearized"
 * @error:      (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_change; false and leaves it as it was.
 * Status:  of each estimate: NO_CASES if nobody answered; NO_VARIANCE, with an se of 0, if all
 *          answers of a wave are alike (change: of both waves), and without an se if a wave has one
 *          case.
 * Errors:  SVY_ERROR_ARGUMENT  a weight or @level is outside its range, or an answer is infinite
 * Cost:    O(n1 + n2), no allocation; safe to call from several threads.
 * Source:  Binder (1983), Int. Stat. Rev. 51, 279-292; equals R survey svyby() and svycontrast() on
 *          svydesign(~1, strata = ~wave).
 * Test:    tests/reference/waves/
 */
bool svy_waves_independent(const SvyWave *first,
                           const SvyWave *second,
                           double level,
                           SvyWaveChange *ret_change,
                           GError **error);

/**
 * Change between two waves that share some people: stacked, with the person as sampling unit.
 *
 * The linearized contributions of a person in both waves are added before they are squared, so the
 * covariance enters. Variance m/(m-1) sum(d^2) over the m persons; df = m - 1, persons with a
 * positive weight. With nobody in common this is close to, not equal to,
 * svy_waves_independent() (one stratum instead of two).
 *
 * @first:      the earlier wave, with persons
 * @second:     the later wave, with persons
 * @n_persons:  numbers of persons go from 0 to @n_persons - 1
 * @level:      confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_change: (out) means, change, limits by Student's t; method "linearized, persons"
 * @error:      (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_change; false and leaves it as it was.
 * Status:  of each estimate: NO_CASES if nobody answered; NO_VARIANCE, with an se of 0, if there is
 *          no spread, and without an se if there is one person.
 * Errors:  SVY_ERROR_ARGUMENT   a weight, a person or @level is outside its range, or an answer is
 *          infinite
 *          SVY_ERROR_NO_MEMORY  the sums of the persons cannot be allocated
 * Cost:    O(n1 + n2 + persons); safe to call from several threads.
 * Source:  Binder (1983); equals R survey svyby() and svycontrast() on svydesign(~person) of the
 *          stacked data.
 * Test:    tests/reference/waves/
 */
bool svy_waves_overlap(const SvyWave *first,
                       const SvyWave *second,
                       size_t n_persons,
                       double level,
                       SvyWaveChange *ret_change,
                       GError **error);

#pragma GCC visibility pop
