/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Tables in strata: is there an association once a third question is held fixed?
 *
 * Cochran, Mantel and Haenszel's test adds up what each stratum shows; Mantel and Haenszel's odds
 * ratio is the common one; Breslow and Day's test, with Tarone's correction, asks whether it is
 * common at all. Counts are finite and not negative.
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/** 2 x 2 tables in strata. Undefined numbers are NaN: look at the status beside them. */
typedef struct {
    double cmh, cmh_p;       /* without continuity correction: the default */
    double cmh_cc, cmh_cc_p; /* with it */
    SvyStatus test_status;   /* NO_CASES, or NO_VARIANCE: no stratum tells anything */
    SvyEstimate odds_ratio;  /* Mantel-Haenszel, limits of Robins, Breslow and Greenland */
    double log_odds_ratio_se;
    double breslow_day, tarone; /* homogeneity of the odds ratio; Tarone's is the default */
    double homogeneity_df;      /* strata without an empty margin, less 1 */
    double breslow_day_p, tarone_p;
    SvyStatus
        homogeneity_status; /* UNDEFINED: fewer than two such strata, or no common odds ratio */
} SvyStratified2x2;

/** r x c tables in strata, both nominal. */
typedef struct {
    double statistic, df, p;
    SvyStatus status; /* NO_CASES; UNDEFINED: nothing varies */
} SvyStratifiedGeneral;

/**
 * Cochran-Mantel-Haenszel test, common odds ratio and its homogeneity, for 2 x 2 tables in strata.
 *
 * With a, E(a) and V(a) of each stratum given its margins (V = row and column totals multiplied, by
 * n^2 (n - 1)): cmh = (sum(a - E))^2 / sum V, corrected (|sum(a - E)| - 1/2)^2 / sum V (not where
 * |sum(a - E)| is below 1/2, as in R). The odds ratio is sum(ad/n) / sum(bc/n); its logarithm has
 * the variance of Robins, Breslow and Greenland. Homogeneity: sum of (a - A)^2 / Var(A), where A is
 * the count that the common odds ratio lets expect; Tarone subtracts (sum(a - A))^2 / sum Var(A). A
 * stratum with an empty margin adds nothing there and does not count in the degrees of freedom.
 *
 * @n_strata: strata; 0 is allowed
 * @tables:   [n_strata * 4] counts a b c d of each stratum
 * @level:    confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_test: (out) tests, odds ratio
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  of the odds ratio: NO_CASES if there is nobody; UNDEFINED if all bc/n or all ad/n are 0
 *          (then its value is INFINITY, 0, or NaN when both are, and it has no limits).
 * Errors:  SVY_ERROR_ARGUMENT  a count is negative or not finite, or @level is outside (0, 1)
 * Cost:    O(n_strata), no allocation; safe to call from several threads.
 * Source:  Mantel & Haenszel (1959), J. Natl. Cancer Inst. 22, 719-748; Robins, Breslow & Greenland
 *          (1986), Biometrics 42, 311-323; Breslow & Day (1980); Tarone (1985), Biometrika 72,
 *          91-95; equals R mantelhaen.test().
 * Test:    tests/reference/stratified/
 */
bool svy_stratified_2x2(size_t n_strata,
                        const double tables[],
                        double level,
                        SvyStratified2x2 *ret_test,
                        GError **error);

/**
 * Generalised Cochran-Mantel-Haenszel test for r x c tables in strata, rows and columns unordered.
 *
 * With d the sum over strata of O - E in all rows and columns but the last, and V the sum of their
 * hypergeometric covariances: M2 = d' V^-1 d. Rows and columns that are empty in all strata are
 * left out. Where V is singular (strata that share no columns), its rank is the df and its
 * generalised inverse is used. Strata with one person tell nothing.
 *
 * @n_strata:  strata; 0 is allowed
 * @n_rows:    rows of each table
 * @n_columns: columns of each table
 * @counts:    [n_strata * n_rows * n_columns] counts, stratum by stratum, row by row
 * @ret_test:  (out) statistic, df, p
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  NO_CASES if there is nobody; UNDEFINED if no stratum has two rows and two columns.
 * Errors:  SVY_ERROR_ARGUMENT   a count is negative or not finite
 *          SVY_ERROR_NUMERIC    the eigenvalues of V were not found
 *          SVY_ERROR_NO_MEMORY  V cannot be allocated
 * Cost:    O(n_strata q^2 + q^3), q = (n_rows - 1) (n_columns - 1), memory for q^2 numbers; safe to
 *          call from several threads.
 * Source:  Landis, Heyman & Koch (1978), Int. Stat. Rev. 46, 237-254; equals R mantelhaen.test().
 * Test:    tests/reference/stratified/
 */
bool svy_stratified_general(size_t n_strata,
                            size_t n_rows,
                            size_t n_columns,
                            const double counts[],
                            SvyStratifiedGeneral *ret_test,
                            GError **error);

#pragma GCC visibility pop
