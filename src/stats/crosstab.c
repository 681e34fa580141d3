/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of counts: independence, residuals, strength, and columns compared. */
#include <surveystat/crosstab.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_log.h>
#include <math.h>
#include <surveystat/adjust.h>

#include "base/error.h"
#include "stats/argument-private.h"
#include "stats/chi-square-private.h"
#include "stats/gsl-wrap.h"
#include "stats/margins-private.h"

static const double small_expected = 5; /* Cochran (1954) */

/* --- Independence --------------------------------------------------------------------------- */

/* 2 (O log(O/E) - (O - E)), which is never negative; the O - E cancel over the table. With
 * t = (O - E) / E it is 2 E ((1 + t) log(1 + t) - t), here without cancellation for small t. */
static double deviance_of_cell(double count, double expected, double excess)
{
    gsl_sf_result log_term;

    if (!(count > 0))
        return 2 * expected;
    /* log(E/O) = log(1 + x) with x = -excess / O, and O - E = excess = -O x. */
    if (gsl_sf_log_1plusx_mx_e(-excess / count, &log_term) != 0)
        return 2 * (count * log(count / expected) - excess);
    return -2 * count * log_term.val;
}

static void add_cell(SvyIndependence *test,
                     const SvyMargins *margins,
                     double count,
                     double correction,
                     size_t i,
                     size_t j)
{
    const double expected = svy_margins_compute_expected(margins, i, j);
    const double excess = svy_margins_compute_excess(margins, count, i, j);
    const double corrected = fmax(0, fabs(excess) - correction);

    test->statistic += corrected * (corrected / expected);
    test->g2 += deviance_of_cell(count, expected, excess);
    test->min_expected = fmin(test->min_expected, expected);
    test->n_expected_below_5 += expected < small_expected;
}

static void set_undefined(SvyIndependence *test, SvyStatus status)
{
    test->statistic = test->p = test->log10_p = test->g2 = test->g2_p = (double)NAN;
    if (status == SVY_STATUS_NO_CASES)
        test->df = (double)NAN;
    test->status = status;
}

static void sum_cells(size_t n_rows,
                      size_t n_columns,
                      const double counts[],
                      const SvyMargins *margins,
                      double correction,
                      SvyIndependence *test)
{
    test->min_expected = (double)NAN; /* fmin() takes the other one */
    for (size_t i = 0; i < n_rows; i++) {
        for (size_t j = 0; j < n_columns; j++) {
            if (margins->rows[i] > 0 && margins->columns[j] > 0)
                add_cell(test, margins, counts[i * n_columns + j], correction, i, j);
        }
    }
}

static SvyIndependence start_test(const SvyMargins *margins)
{
    SvyIndependence test = {.n = margins->n,
                            .n_rows = margins->n_full_rows,
                            .n_columns = margins->n_full_columns,
                            .n_cells = margins->n_full_rows * margins->n_full_columns};

    test.df = test.n_cells > 0 ? ((double)test.n_rows - 1) * ((double)test.n_columns - 1) : 0;
    return test;
}

bool svy_crosstab_test_independence(size_t n_rows,
                                    size_t n_columns,
                                    const double counts[],
                                    bool use_yates,
                                    SvyIndependence *ret_test,
                                    GError **error)
{
    g_auto(SvyMargins) margins = {0};

    g_return_val_if_fail(ret_test != NULL && (counts != NULL || n_rows * n_columns == 0), false);
    if (!svy_margins_init(n_rows, n_columns, counts, &margins, error))
        return false;

    SvyIndependence test = start_test(&margins);

    if (use_yates && test.df > 1)
        return svy_error_set(error, SVY_ERROR_ARGUMENT, NULL,
                             "Use the test without correction for larger tables",
                             "the correction of Yates is for 2 x 2 tables, got %zu x %zu",
                             test.n_rows, test.n_columns);
    svy_stats_init();
    sum_cells(n_rows, n_columns, counts, &margins, use_yates ? 0.5 : 0, &test);
    if (test.df > 0) {
        test.p = svy_chi_square_compute_upper(test.statistic, test.df);
        test.log10_p = svy_chi_square_compute_log10_upper(test.statistic, test.df);
        test.g2_p = svy_chi_square_compute_upper(test.g2, test.df);
    } else
        set_undefined(&test, test.n > 0 ? SVY_STATUS_UNDEFINED : SVY_STATUS_NO_CASES);
    *ret_test = test;
    return true;
}

/* --- Residuals ------------------------------------------------------------------------------ */

bool svy_crosstab_compute_residuals(size_t n_rows,
                                    size_t n_columns,
                                    const double counts[],
                                    double ret_adjusted[],
                                    double ret_pearson[],
                                    SvyStatus *ret_status,
                                    GError **error)
{
    g_auto(SvyMargins) margins = {0};
    bool is_whole = true;

    g_return_val_if_fail(ret_status != NULL && (counts != NULL || n_rows * n_columns == 0), false);
    if (!svy_margins_init(n_rows, n_columns, counts, &margins, error))
        return false;

    const double n = margins.n;

    for (size_t i = 0; i < n_rows; i++) {
        for (size_t j = 0; j < n_columns; j++) {
            const size_t cell = i * n_columns + j;
            const double expected = svy_margins_compute_expected(&margins, i, j);
            const double excess = svy_margins_compute_excess(&margins, counts[cell], i, j);
            const double others = (n - margins.rows[i]) / n * ((n - margins.columns[j]) / n);
            const bool is_full = expected > 0;

            ret_pearson[cell] = is_full ? excess / sqrt(expected) : (double)NAN;
            ret_adjusted[cell] =
                is_full && others > 0 ? excess / sqrt(expected * others) : (double)NAN;
            is_whole = is_whole && is_full && others > 0;
        }
    }
    *ret_status = !(n > 0) ? SVY_STATUS_NO_CASES : is_whole ? SVY_STATUS_OK : SVY_STATUS_UNDEFINED;
    return true;
}

/* --- Cramer's V ----------------------------------------------------------------------------- */

static double correct_bias(const SvyIndependence *test)
{
    const double n = test->n, r = (double)test->n_rows, c = (double)test->n_columns;
    const double phi2 = fmax(0, test->statistic / n - (r - 1) * (c - 1) / (n - 1));
    const double r_corrected = r - (r - 1) * (r - 1) / (n - 1);
    const double c_corrected = c - (c - 1) * (c - 1) / (n - 1);
    const double k = fmin(r_corrected, c_corrected);

    return n > 1 && k > 1 ? sqrt(phi2 / (k - 1)) : (double)NAN;
}

static bool find_limits(const SvyIndependence *test, double level, SvyCramersV *v, GError **error)
{
    const double scale = test->n * (double)(MIN(test->n_rows, test->n_columns) - 1);
    const double tail = (1 - level) / 2;

    if (!svy_chi_square_find_noncentrality(test->statistic, test->df, tail, SVY_TAIL_UPPER,
                                           &v->ncp_lo, error) ||
        !svy_chi_square_find_noncentrality(test->statistic, test->df, tail, SVY_TAIL_LOWER,
                                           &v->ncp_hi, error))
        return false;

    v->v.value = fmin(1, sqrt(test->statistic / scale));
    v->v.lo = fmin(1, sqrt(v->ncp_lo / scale));
    v->v.hi = fmin(1, sqrt(v->ncp_hi / scale));
    v->v.df = test->df;
    v->smithson_lo = fmin(1, sqrt((v->ncp_lo + test->df) / scale));
    v->smithson_hi = fmin(1, sqrt((v->ncp_hi + test->df) / scale));
    v->v_corrected = correct_bias(test);
    return true;
}

bool svy_crosstab_cramers_v(size_t n_rows,
                            size_t n_columns,
                            const double counts[],
                            double level,
                            SvyCramersV *ret_v,
                            GError **error)
{
    const double none = (double)NAN;
    SvyIndependence test;

    g_return_val_if_fail(ret_v != NULL, false);
    if (!svy_argument_check_level(level, error) ||
        !svy_crosstab_test_independence(n_rows, n_columns, counts, false, &test, error))
        return false;

    SvyCramersV v = {.v = svy_estimate_none(test.status, level, "noncentral chi-square"),
                     .v_corrected = none,
                     .ncp_lo = none,
                     .ncp_hi = none,
                     .smithson_lo = none,
                     .smithson_hi = none};

    if (test.status == SVY_STATUS_OK && !find_limits(&test, level, &v, error))
        return false;
    *ret_v = v;
    return true;
}

/* --- Columns -------------------------------------------------------------------------------- */

typedef struct {
    size_t n_columns;
    const double *shares, *bases, *overlaps;
} Columns;

static bool check_columns(const Columns *columns, GError **error)
{
    const size_t n = columns->n_columns;

    for (size_t i = 0; i < n; i++) {
        const double share = columns->shares[i];

        if (!svy_argument_check_count("a base", columns->bases[i], error))
            return false;
        if (columns->bases[i] > 0 && !(share >= 0 && share <= 1))
            return svy_argument_refuse("a share", share, "between 0 and 1", error);
        for (size_t j = 0; columns->overlaps != NULL && j < n; j++) {
            const double overlap = columns->overlaps[i * n + j];

            if (!svy_argument_check_count("an overlap", overlap, error))
                return false;
            if (i != j && overlap > fmin(columns->bases[i], columns->bases[j]))
                return svy_argument_refuse("an overlap", overlap,
                                           "at most the people in either column", error);
        }
    }
    return true;
}

static bool is_between(double share)
{
    return share > 0 && share < 1;
}

static SvyColumnPair compare_pair(const Columns *columns, size_t i, size_t j)
{
    const SvyColumnPair none = {(double)NAN, (double)NAN, (double)NAN};
    const double n1 = columns->bases[i], n2 = columns->bases[j];
    const double p1 = columns->shares[i], p2 = columns->shares[j];
    const double both =
        columns->overlaps == NULL ? 0 : columns->overlaps[i * columns->n_columns + j];

    if (!(n1 > 0) || !(n2 > 0) || !is_between(p1) || !is_between(p2))
        return none;

    const double pooled = (n1 * p1 + n2 * p2) / (n1 + n2);
    const double spread = ((n1 - both) + (n2 - both)) / n1 / n2;

    if (!(spread > 0))
        return none;

    const double z = (p1 - p2) / sqrt(pooled * (1 - pooled) * spread);
    const double p = 2 * gsl_cdf_ugaussian_Q(fabs(z));

    return (SvyColumnPair){.z = z, .p = p, .p_adjusted = p};
}

/* Holm and Benjamini-Hochberg on those p that exist. */
static bool adjust_by_order(size_t n, double p[], SvyPairAdjust adjust, GError **error)
{
    return adjust == SVY_PAIR_ADJUST_HOLM ? svy_adjust_holm(n, p, p, error)
                                          : svy_adjust_benjamini_hochberg(n, p, p, error);
}

static bool adjust_pairs(size_t n_pairs,
                         SvyColumnPair pairs[],
                         SvyPairAdjust adjust,
                         GError **error)
{
    g_autofree double *p = g_try_new(double, n_pairs + 1);
    size_t n = 0;

    if (p == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu pairs",
                             n_pairs);
    for (size_t i = 0; i < n_pairs; i++) {
        if (!isnan(pairs[i].p))
            p[n++] = pairs[i].p;
    }
    if (adjust == SVY_PAIR_ADJUST_BONFERRONI) {
        for (size_t i = 0; i < n; i++)
            p[i] = fmin(1, p[i] * (double)n);
    } else if (adjust != SVY_PAIR_ADJUST_NONE && !adjust_by_order(n, p, adjust, error))
        return false;

    n = 0;
    for (size_t i = 0; i < n_pairs; i++) {
        if (!isnan(pairs[i].p))
            pairs[i].p_adjusted = p[n++];
    }
    return true;
}

bool svy_crosstab_compare_columns(size_t n_columns,
                                  const double shares[],
                                  const double bases[],
                                  const double overlaps[],
                                  SvyPairAdjust adjust,
                                  SvyColumnPair ret_pairs[],
                                  GError **error)
{
    const Columns columns = {n_columns, shares, bases, overlaps};
    const size_t n_pairs = n_columns < 2 ? 0 : n_columns * (n_columns - 1) / 2;
    g_autofree SvyColumnPair *pairs = g_try_new(SvyColumnPair, n_pairs + 1);

    g_return_val_if_fail(adjust < SVY_PAIR_ADJUST_LAST, false);
    svy_stats_init();
    if (!check_columns(&columns, error))
        return false;
    if (pairs == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu pairs",
                             n_pairs);
    for (size_t i = 0; i < n_columns; i++) {
        for (size_t j = i + 1; j < n_columns; j++)
            pairs[svy_crosstab_get_pair(n_columns, i, j)] = compare_pair(&columns, i, j);
    }
    if (!adjust_pairs(n_pairs, pairs, adjust, error))
        return false;
    for (size_t i = 0; i < n_pairs; i++)
        ret_pairs[i] = pairs[i];
    return true;
}

size_t svy_crosstab_get_pair(size_t n_columns, size_t first, size_t second)
{
    return first * (2 * n_columns - first - 1) / 2 + second - first - 1;
}
