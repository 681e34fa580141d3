/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Tables of counts: does the answer differ between groups, by how much, and in which cells?
 *
 * A table is counts[n_rows * n_columns], row by row: counts[i * n_columns + j]. Counts are finite
 * and not negative; they need not be whole, but these tests are about people, so weighted tables
 * need a design-based test instead. Rows and columns without anybody are left out of every test:
 * they count neither in the degrees of freedom nor among the expected counts.
 *
 * Pearson's test is the default. Where expected counts are small, see fisher.h.
 */
#pragma once

#include <surveystat/error.h>
#include <surveystat/estimate.h>

#pragma GCC visibility push(default)

/** A test of independence of rows and columns. Undefined numbers are NaN: look at status. */
typedef struct {
    double n;                  /* sum of the table */
    size_t n_rows, n_columns;  /* that are not empty */
    double df;                 /* (rows - 1) (columns - 1) of those */
    double statistic;          /* Pearson's X2 */
    double p;                  /* 0 where it is below the smallest double; then see log10_p */
    double log10_p;            /* its decimal logarithm, always finite when status is OK */
    double g2, g2_p;           /* likelihood ratio; not for sparse tables */
    double min_expected;       /* smallest expected count; NaN for an empty table */
    size_t n_expected_below_5; /* cells with an expected count below 5 */
    size_t n_cells;            /* n_rows * n_columns of this struct */
    SvyStatus status;
} SvyIndependence;

/** How strongly rows and columns go together, 0 to 1, in three readings. */
typedef struct {
    SvyEstimate v;                   /* Cramer's V, limits by inverting the noncentral chi-square */
    double v_corrected;              /* without the upward bias of V (Bergsma) */
    double ncp_lo, ncp_hi;           /* limits of the noncentrality behind the interval */
    double smithson_lo, smithson_hi; /* the limits with df added to it (Smithson) */
} SvyCramersV;

/** What the p-values of the pairs of one row are adjusted for. */
typedef enum {
    SVY_PAIR_ADJUST_BONFERRONI,
    SVY_PAIR_ADJUST_HOLM,
    SVY_PAIR_ADJUST_BENJAMINI_HOCHBERG,
    SVY_PAIR_ADJUST_NONE,
    SVY_PAIR_ADJUST_LAST,
} SvyPairAdjust;

/** Two columns of one row compared; all NaN when the pair is not compared. */
typedef struct {
    double z; /* above 0: the first column has the larger share */
    double p, p_adjusted;
} SvyColumnPair;

/**
 * Pearson's test of independence, and the likelihood ratio beside it.
 *
 * X2 = sum (O - E)^2 / E and G2 = 2 sum O log(O / E) with E = row total x column total / n, on df =
 * (rows - 1) (columns - 1) degrees of freedom. No continuity correction unless asked for: then each
 * |O - E| of a 2 x 2 table is made smaller by 1/2, or by itself where that is less (Yates); G2
 * stays as it is. O - E is formed without cancellation, so that G2 near independence keeps its
 * digits.
 *
 * @n_rows:    rows of the table
 * @n_columns: columns of the table
 * @counts:    [n_rows * n_columns] counts, row by row
 * @use_yates: correct for continuity; refused unless 2 x 2 is left without empty rows and columns
 * @ret_test:  (out) statistics, p-values, expected counts
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_test; false and leaves it as it was.
 * Status:  NO_CASES if the table is empty; UNDEFINED if all people are in one row or one column.
 * Errors:  SVY_ERROR_ARGUMENT   a count is negative or not finite; @use_yates on a larger table
 *          SVY_ERROR_NO_MEMORY  the margins cannot be allocated
 * Cost:    O(n_rows * n_columns), memory for the margins; safe to call from several threads.
 * Source:  Pearson (1900), Phil. Mag. 50, 157-175; Yates (1934), Suppl. J. R. Stat. Soc. 1,
 *          217-235; equals R chisq.test(table, correct = use_yates).
 * Test:    tests/reference/crosstab/
 */
bool svy_crosstab_test_independence(size_t n_rows,
                                    size_t n_columns,
                                    const double counts[],
                                    bool use_yates,
                                    SvyIndependence *ret_test,
                                    GError **error);

/**
 * Residuals of each cell: which cells make the table depart from independence.
 *
 * Pearson: (O - E) / sqrt(E). Adjusted (Haberman): (O - E) / sqrt(E (1 - row share) (1 - column
 * share)), which is standard normal under independence, so beyond +-2 is a hint; for a claim adjust
 * for the number of cells.
 *
 * @n_rows:       rows of the table
 * @n_columns:    columns of the table
 * @counts:       [n_rows * n_columns] counts, row by row
 * @ret_adjusted: (out) [n_rows * n_columns] adjusted residuals; NaN in an empty row or column, and
 *                everywhere when all people are in one row or one column
 * @ret_pearson:  (out) [n_rows * n_columns] Pearson residuals; NaN in an empty row or column
 * @ret_status:   (out) whether anything is undefined
 * @error:        (out, optional) set only when false is returned
 *
 * Returns: true and fills the three; false and leaves them as they were.
 * Status:  NO_CASES if the table is empty; UNDEFINED if some residual is NaN.
 * Errors:  SVY_ERROR_ARGUMENT   a count is negative or not finite
 *          SVY_ERROR_NO_MEMORY  the margins cannot be allocated
 * Cost:    O(n_rows * n_columns), memory for the margins; safe to call from several threads.
 * Source:  Haberman (1973), Biometrics 29, 205-220; equals R chisq.test(table)$stdres, $residuals.
 * Test:    tests/reference/crosstab/
 */
bool svy_crosstab_compute_residuals(size_t n_rows,
                                    size_t n_columns,
                                    const double counts[],
                                    double ret_adjusted[],
                                    double ret_pearson[],
                                    SvyStatus *ret_status,
                                    GError **error);

/**
 * Cramer's V with an interval, and its bias-corrected form.
 *
 * V = sqrt(X2 / (n (k - 1))), k the smaller of the numbers of rows and columns that are not empty.
 * The limits are sqrt(lambda / (n (k - 1))) for the noncentralities lambda under which X2 is at its
 * (1 + level) / 2 and (1 - level) / 2 quantile; cut at 1. Bias-corrected (Bergsma): with phi2 =
 * max(0, X2/n - (r-1)(c-1)/(n-1)), r' = r - (r-1)^2/(n-1) and c' alike, sqrt(phi2 / (min(r', c') -
 * 1)). V itself is never near 0 in small samples; the corrected one may be 0.
 *
 * @n_rows:    rows of the table
 * @n_columns: columns of the table
 * @counts:    [n_rows * n_columns] counts, row by row
 * @level:     confidence level, 0 < level < 1 (write 0.95, not 95)
 * @ret_v:     (out) V, its limits, and the other readings
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_v; false and leaves it as it was.
 * Status:  (of @ret_v->v) NO_CASES if the table is empty; UNDEFINED if all people are in one row or
 *          one column. v_corrected is NaN also where n is too small for it (r' or c' is 1 or less).
 * Errors:  SVY_ERROR_ARGUMENT   a count is negative or not finite, or @level is outside (0, 1)
 *          SVY_ERROR_NUMERIC    a limit was not found
 *          SVY_ERROR_NO_MEMORY  no memory for margins or solver
 * Cost:    O(n_rows * n_columns) and some 50 tails of the noncentral chi-square, each of
 *          O(sqrt(X2)); safe to call from several threads.
 * Source:  Cramer (1946); Bergsma (2013), J. Korean Stat. Soc. 42, 323-328; Smithson (2003),
 *          *Confidence Intervals*.
 * Test:    tests/reference/crosstab/
 */
bool svy_crosstab_cramers_v(size_t n_rows,
                            size_t n_columns,
                            const double counts[],
                            double level,
                            SvyCramersV *ret_v,
                            GError **error);

/**
 * Compares the shares of one row between all pairs of columns: what the letters of a table say.
 *
 * z = (p1 - p2) / sqrt(p (1 - p) (1/n1 + 1/n2 - 2 n12 / (n1 n2))), p = (n1 p1 + n2 p2) / (n1 + n2),
 * two-sided normal p-value, adjusted over the pairs of this row that are compared. n12 is the
 * number of people in both columns: 0 unless columns are items of a select-all question or a total
 * against its part, which must not be tested as if they were independent. A share of 0% or 100% is
 * not compared, nor is an empty column, nor two columns with the same people.
 *
 * Pairs come in the order (0,1), (0,2), ..., (1,2), ...: see svy_crosstab_get_pair().
 *
 * @n_columns: columns
 * @shares:    [n_columns] share of the row in each column, 0 to 1; not read where the base is 0
 * @bases:     [n_columns] people in each column; effective bases n / deff when weighted
 * @overlaps:  [n_columns * n_columns] (nullable) people in both columns, on the scale of @bases;
 *             NULL: nobody is in two columns
 * @adjust:    what the p-values are adjusted by
 * @ret_pairs: (out) [n_columns * (n_columns - 1) / 2] the comparisons
 * @error:     (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_pairs; false and leaves it as it was.
 * Errors:  SVY_ERROR_ARGUMENT   a share outside [0, 1], a base or an overlap that is negative or
 *                               not finite, or an overlap larger than one of its columns
 *          SVY_ERROR_NO_MEMORY  the p-values of the pairs cannot be allocated
 * Cost:    O(n_columns^2 log n_columns), memory for the pairs; safe to call from several threads.
 * Source:  IBM SPSS Statistics, CTABLES, subcommand COMPARETEST; the overlap as in Kish (1965),
 *          *Survey Sampling*, section 12.4.
 * Test:    tests/reference/crosstab/
 */
bool svy_crosstab_compare_columns(size_t n_columns,
                                  const double shares[],
                                  const double bases[],
                                  const double overlaps[],
                                  SvyPairAdjust adjust,
                                  SvyColumnPair ret_pairs[],
                                  GError **error);

/**
 * The place of a pair of columns among all pairs.
 *
 * @n_columns: columns
 * @first:     less than @second
 * @second:    less than @n_columns
 *
 * Returns: the index into the pairs of svy_crosstab_compare_columns().
 * Cost:    O(1).
 * Test:    tests/unit/stats/test_crosstab.c
 */
size_t svy_crosstab_get_pair(size_t n_columns, size_t first, size_t second);

#pragma GCC visibility pop
