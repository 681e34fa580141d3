/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Response rates from final dispositions, in the terms of the American Association for Public
 * Opinion Research (AAPOR), *Standard Definitions*.
 *
 * For a sample from a list, or a list that was invited as a whole. People who came by an open link
 * have no response rate.
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/** What became of the people who were invited. Finite, not negative. */
typedef struct {
    double interviews;         /* I: complete */
    double partials;           /* P: enough to be used */
    double refusals;           /* R: refused or broke off */
    double non_contacts;       /* NC: never reached, known to belong */
    double others;             /* O: other reasons, known to belong */
    double unknown_households; /* UH: not known whether there is anybody who belongs */
    double unknown_others;     /* UO: not known whether they belong, for another reason */
    double not_eligible;       /* NE: do not belong; in no rate */
} SvyDispositions;

/** All rates; 0 to 1, NaN where there is 0 below. rr[0] is RR1, and so on. */
typedef struct {
    double rr[6];
    double coop[4];
    double ref[3];
    double con[3];
    SvyStatus status;
} SvyResponseRates;

/**
 * Share of eligible people among those of unknown eligibility, by proportional allocation (CASRO).
 *
 * e = (I + P + R + NC + O) / (I + P + R + NC + O + NE): as among those whose eligibility is known.
 *
 * @dispositions: the counts; those of unknown eligibility do not matter
 * @ret_share:    (out) `value` is e, 0 to 1; limits are NaN; method "proportional allocation"
 * @error:        (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_share; false and leaves it as it was.
 * Status:  NO_CASES if nobody's eligibility is known.
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  AAPOR (2023), *Standard Definitions*, 10th edition; Smith (2009) on e.
 * Test:    tests/reference/proportions/
 */
bool svy_response_rate_find_eligibility(const SvyDispositions *dispositions,
                                        SvyEstimate *ret_share,
                                        GError **error);

/**
 * Response rates RR1 to RR6, cooperation rates COOP1 to COOP4, refusal rates REF1 to REF3 and
 * contact rates CON1 to CON3.
 *
 * RR1, RR3 and RR5 count interviews, RR2, RR4 and RR6 partials too. RR1, RR2, REF1, CON1 count all
 * of unknown eligibility below, RR3, RR4, REF2, CON2 the share @eligible of them, RR5, RR6, REF3,
 * CON3 none, which is right only if there are none or it can be argued.
 *
 * @dispositions: the counts
 * @eligible:     (nullable as NaN) e, 0 to 1; NaN: not known, and the rates that need it are
 *                NaN unless nobody's eligibility is unknown
 * @ret_rates:    (out) all rates
 * @error:        (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_rates; false and leaves it as it was.
 * Status:  NO_CASES if all counts are 0; UNDEFINED if some rate does not exist.
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite, or @eligible is outside [0, 1]
 * Cost:    O(1), no allocation; safe to call from several threads.
 * Source:  AAPOR (2023), *Standard Definitions*, 10th edition.
 * Test:    tests/reference/proportions/
 */
bool svy_response_rate_compute(const SvyDispositions *dispositions,
                               double eligible,
                               SvyResponseRates *ret_rates,
                               GError **error);

#pragma GCC visibility pop
