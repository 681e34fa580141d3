/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Exact tests of independence for tables with small counts, conditional on both margins.
 *
 * Given the margins, a table of independent rows and columns has the probability (product of the
 * factorials of the margins) / (n! times the product of the factorials of the cells). The two-sided
 * p is the sum over all tables that are at most (1 + 1e-7) times as probable as the one observed
 * ("probability order"); it is not twice the smaller tail. Counts must be whole: the test is about
 * people.
 */
#pragma once

#include <stdint.h>
#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/** Work that svy_fisher_exact() spends on a table before it gives up: about a second. */
#define SVY_FISHER_MAX_STEPS 3e7

/** A 2 x 2 table: p-values and the odds ratio. Undefined numbers are NaN: look at status. */
typedef struct {
    double p;          /* two-sided, by probability order */
    double p_greater;  /* the first cell as large or larger */
    double p_less;     /* the first cell as small or smaller */
    double p_midp;     /* less probable tables in full, equally probable ones by half */
    double odds_ratio; /* conditional maximum likelihood; INFINITY if the first cell is at its
                              largest, NaN if the margins leave one table only */
    double lo, hi;     /* exact limits; 0 and INFINITY at the ends */
    SvyStatus status;  /* NO_CASES: empty; UNDEFINED: one table only; all p are then 1 */
} SvyFisher2x2;

/** A table of any size. */
typedef struct {
    bool is_feasible; /* false: too much work; the numbers below are NaN */
    double p;
    double p_table;   /* probability of the observed table */
    double n_tables;  /* how many tables have these margins; exact up to 2^53 */
    SvyStatus status; /* NO_CASES: empty; UNDEFINED: one row or column only, p is then 1 */
} SvyFisherExact;

/** An estimate of the exact p by random tables. */
typedef struct {
    double p;  /* (tables as improbable as the observed + 1) / (replicates + 1) */
    double se; /* sqrt(p (1 - p) / replicates) */
    size_t n_replicates;
    SvyStatus status;
} SvyFisherMonteCarlo;

/**
 * Fisher's exact test of a 2 x 2 table, with the conditional odds ratio and its exact limits.
 *
 * The first cell is (non)central hypergeometric given the margins. The odds ratio is its
 * conditional maximum likelihood estimate, which is not ad / bc. The lower limit is the ratio at
 * which a first cell as large or larger has probability (1 - level) / 2, the upper limit the one at
 * which as small or smaller has it. The mid-p counts tables as probable as the observed (to 1e-7
 * relative) by half.
 *
 * @table:    [4] whole counts a b c d, row by row, each at most 1e9
 * @level:    confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_test: (out) p-values, odds ratio, limits
 * @error:    (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  NO_CASES if the table is empty; UNDEFINED if a margin is: p is 1 and nothing is known of
 *          the odds ratio (limits 0 and INFINITY).
 * Errors:  SVY_ERROR_ARGUMENT   a count is negative, not whole or too large, or @level is outside
 *                               (0, 1)
 *          SVY_ERROR_NUMERIC    the odds ratio or a limit was not found
 *          SVY_ERROR_NO_MEMORY  no memory for the solver or one weight for each possible table
 * Cost:    O(smallest margin) memory and time, times about 50 for each limit.
 * Source:  Fisher (1935), J. R. Stat. Soc. 98, 39-82; p and odds ratio equal R fisher.test(), whose
 *          limits have 3 to 6 digits; mid-p as in Fagerland, Lydersen & Laake (2017), section 4.4.
 * Test:    tests/reference/fisher/
 */
bool svy_fisher_2x2(const double table[4], double level, SvyFisher2x2 *ret_test, GError **error);

/**
 * The exact test of Fisher, Freeman and Halton for a table of any size.
 *
 * A network of remaining margins is walked column by column; partial tables that lead to the same
 * remaining margins with the same probability are merged. When the work exceeds @max_steps, the
 * answer says so and svy_fisher_monte_carlo() is the way. Feasible within SVY_FISHER_MAX_STEPS are,
 * for instance, 2 x k tables of thousands, 3 x 4 of some hundreds, 4 x 4 and 4 x 5 of about a
 * hundred.
 *
 * @n_rows:    rows of the table
 * @n_columns: columns of the table
 * @counts:    [n_rows * n_columns] whole counts, row by row, each at most 1e9
 * @max_steps: work after which it gives up, at least 0; SVY_FISHER_MAX_STEPS
 * @ret_test:  (out) p-value, probability of the table, number of tables
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  NO_CASES if the table is empty; UNDEFINED if all people are in one row or one column (p
 *          is 1 then).
 * Errors:  SVY_ERROR_ARGUMENT   a count is negative, not whole or too large
 *          SVY_ERROR_NO_MEMORY  the network cannot be allocated
 * Cost:    at most about 50 ns for each of @max_steps; memory for the partial tables of one column
 *          (16 bytes for each kind, at most 200 MB); safe to call from several threads.
 * Source:  Freeman & Halton (1951), Biometrika 38, 141-149; Mehta & Patel (1983), J. Am. Stat.
 *          Assoc. 78, 427-434; equals R fisher.test(table)$p.value.
 * Test:    tests/reference/fisher/
 */
bool svy_fisher_exact(size_t n_rows,
                      size_t n_columns,
                      const double counts[],
                      double max_steps,
                      SvyFisherExact *ret_test,
                      GError **error);

/**
 * The exact p of a table estimated from random tables with the same margins.
 *
 * p = (k + 1) / (n_replicates + 1), k of them at most (1 + 1e-7) times as probable as the observed;
 * never 0. Random numbers: mt19937. The same seed gives the same p on every machine.
 *
 * @n_rows:       rows of the table
 * @n_columns:    columns of the table
 * @counts:       [n_rows * n_columns] whole counts, row by row, each at most 1e9
 * @n_replicates: random tables, at least 1; 10000 gives a standard error of 0.002 at p = 0.05
 * @seed:         seed of the generator; print it beside the p
 * @ret_test:     (out) p, its standard error
 * @error:        (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  NO_CASES if the table is empty; UNDEFINED if all people are in one row or one column (p
 *          is 1 then, without error).
 * Errors:  SVY_ERROR_ARGUMENT   a count is negative, not whole or too large, or @n_replicates is 0
 *          SVY_ERROR_NO_MEMORY  the margins or the generator cannot be allocated
 * Cost:    O(n_replicates * n_rows * n_columns * sqrt(n)); safe to call from several threads.
 * Source:  Phipson & Smyth (2010), Stat. Appl. Genet. Mol. Biol. 9, 39.
 * Test:    tests/reference/fisher/
 */
bool svy_fisher_monte_carlo(size_t n_rows,
                            size_t n_columns,
                            const double counts[],
                            size_t n_replicates,
                            uint32_t seed,
                            SvyFisherMonteCarlo *ret_test,
                            GError **error);

#pragma GCC visibility pop
