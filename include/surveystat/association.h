/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Association of two ordered answers: gamma, tau-b, tau-c, Somers' D from a table of counts.
 *
 * All count the pairs of people in which the second answer goes the way of the first (concordant)
 * or against it (discordant); they differ in what they do with ties. tau-b is the default of
 * surveystat. Each has the standard error for its interval (ASE1, in SvyEstimate.se); gamma and
 * tau-b also that for the test of no association (ASE0).
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

typedef struct {
    double concordant, discordant; /* pairs of people, each counted once */
    SvyEstimate gamma;             /* intervals are value -+ z se, and may leave -1 to 1 */
    SvyEstimate tau_b;
    SvyEstimate tau_c;
    SvyEstimate somers_cr; /* the columns explained by the rows: pairs tied in the rows left out */
    SvyEstimate somers_rc;
    double gamma_ase0, tau_b_ase0;
    double z, p; /* the test of no association, two-sided, the same for all; NaN if ASE0 is 0 */
    SvyStatus status;
} SvyAssociation;

/**
 * Measures of ordinal association with their standard errors.
 *
 * With P and Q twice the concordant and discordant pairs, wr = n^2 - sum(row^2) and wc likewise:
 * gamma = (P-Q)/(P+Q), tau_b = (P-Q)/sqrt(wr wc), tau_c = m (P-Q)/(n^2 (m-1)) with m the smaller
 * number of rows or columns in use, somers_cr = (P-Q)/wr.
 *
 * @n_rows:          number of rows, in ascending order
 * @n_columns:       number of columns, in ascending order
 * @counts:          [n_rows x n_columns] row by row; finite, 0 or more; empty rows change nothing
 * @level:           confidence level, 0 < level < 1
 * @ret_association: (out) the measures
 * @error:           (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_association; false and leaves it as it was.
 * Status:  NO_CASES if the table is empty; UNDEFINED if only one row or column is in use;
 *          NO_VARIANCE if the measures exist but ASE0 is 0, so that there is no test.
 * Errors:  SVY_ERROR_ARGUMENT   @level or a count is outside its range
 *          SVY_ERROR_NO_MEMORY  the sums cannot be allocated
 * Cost:    O(n_rows n_columns) time and memory; safe to call from several threads.
 * Source:  Brown & Benedetti (1977), J. Am. Stat. Assoc. 72, 309-315; as SAS PROC FREQ.
 * Test:    tests/reference/ordinal/
 */
bool svy_association_compute(size_t n_rows,
                             size_t n_columns,
                             const double counts[],
                             double level,
                             SvyAssociation *ret_association,
                             GError **error);

#pragma GCC visibility pop
