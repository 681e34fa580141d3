/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables in strata. */
#include <surveystat/stratified.h>

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_vector.h>
#include <math.h>

#include "base/error.h"
#include "stats/argument-private.h"
#include "stats/chi-square-private.h"
#include "stats/gsl-wrap.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_matrix, gsl_matrix_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_vector, gsl_vector_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_eigen_symmv_workspace, gsl_eigen_symmv_free)

static bool check_counts(size_t n, const double counts[], GError **error)
{
    for (size_t i = 0; i < n; i++) {
        if (!svy_argument_check_count("a count", counts[i], error))
            return false;
    }
    return true;
}

/* --- 2 x 2 ---------------------------------------------------------------------------------- */

typedef struct {
    double a, b, c, d, n;
} Stratum;

static Stratum get_stratum(const double tables[], size_t i)
{
    const double *cell = &tables[4 * i];

    return (Stratum){cell[0], cell[1], cell[2], cell[3], cell[0] + cell[1] + cell[2] + cell[3]};
}

/* What is added up over the strata. */
typedef struct {
    double n;
    double excess, variance; /* of the first cell given the margins */
    double r, s;             /* ad / n, bc / n */
    double pr, ps_qr, qs;    /* of Robins, Breslow and Greenland */
} StrataSums;

static void add_stratum(StrataSums *sums, const Stratum *at)
{
    const double n = at->n;

    sums->n += n;
    if (!(n > 0))
        return;

    const double r = at->a * at->d / n, s = at->b * at->c / n;
    const double p = (at->a + at->d) / n, q = (at->b + at->c) / n;

    sums->r += r;
    sums->s += s;
    sums->pr += p * r;
    sums->ps_qr += p * s + q * r;
    sums->qs += q * s;
    sums->excess += r - s; /* a - (a + b)(a + c) / n = (ad - bc) / n */
    if (n > 1)
        sums->variance += ((at->a + at->b) / n) * ((at->c + at->d) / n) * (at->a + at->c) *
                          ((at->b + at->d) / (n - 1));
}

static void test_association(const StrataSums *sums, SvyStratified2x2 *test)
{
    test->cmh = test->cmh_p = test->cmh_cc = test->cmh_cc_p = (double)NAN;
    test->test_status = sums->n > 0 ? SVY_STATUS_NO_VARIANCE : SVY_STATUS_NO_CASES;
    if (!(sums->variance > 0))
        return;

    /* As R has it: a difference that is smaller than the correction is not corrected. */
    const double distance = fabs(sums->excess);
    const double corrected = distance >= 0.5 ? distance - 0.5 : distance;

    test->test_status = SVY_STATUS_OK;
    test->cmh = sums->excess * sums->excess / sums->variance;
    test->cmh_cc = corrected * corrected / sums->variance;
    test->cmh_p = svy_chi_square_compute_upper(test->cmh, 1);
    test->cmh_cc_p = svy_chi_square_compute_upper(test->cmh_cc, 1);
}

static void estimate_odds_ratio(const StrataSums *sums, double level, SvyStratified2x2 *test)
{
    const double r = sums->r, s = sums->s;
    SvyEstimate odds = svy_estimate_none(sums->n > 0 ? SVY_STATUS_UNDEFINED : SVY_STATUS_NO_CASES,
                                         level, "Mantel-Haenszel");

    test->log_odds_ratio_se = (double)NAN;
    if (r > 0 || s > 0)
        odds.value = s > 0 ? r / s : HUGE_VAL;
    if (r > 0 && s > 0) {
        const double variance =
            sums->pr / (2 * r * r) + sums->ps_qr / (2 * r * s) + sums->qs / (2 * s * s);
        const double reach = svy_gsl_find_normal_quantile(level) * sqrt(variance);

        odds.lo = odds.value * exp(-reach);
        odds.hi = odds.value * exp(reach);
        odds.status = SVY_STATUS_OK;
        test->log_odds_ratio_se = sqrt(variance);
    }
    test->odds_ratio = odds;
}

/* The first cell that the odds ratio @psi lets expect, given the margins: the root within them of
 * (1 - psi) A^2 + (n2 - t + psi (n1 + t)) A - psi n1 t = 0. */
static double expect_first_cell(const Stratum *at, double psi)
{
    const double n1 = at->a + at->b, n2 = at->c + at->d, t = at->a + at->c;
    const double q = n2 - t + psi * (n1 + t);
    const double root = sqrt(q * q + 4 * (1 - psi) * psi * n1 * t);

    /* q is not negative where psi is at least (t - n2) / (n1 + t); below, take the other form. */
    if (q > 0)
        return 2 * psi * n1 * t / (q + root);
    return (root - q) / (2 * (1 - psi));
}

static bool has_full_margins(const Stratum *at)
{
    return at->a + at->b > 0 && at->c + at->d > 0 && at->a + at->c > 0 && at->b + at->d > 0;
}

static void test_homogeneity(size_t n_strata, const double tables[], SvyStratified2x2 *test)
{
    const double psi = test->odds_ratio.value;
    double sum = 0, excess = 0, variances = 0;
    size_t n_informative = 0;

    for (size_t i = 0; i < n_strata; i++) {
        const Stratum at = get_stratum(tables, i);

        if (!has_full_margins(&at))
            continue;
        n_informative++;
        if (test->odds_ratio.status != SVY_STATUS_OK)
            continue;

        const double a = expect_first_cell(&at, psi);
        const double b = at.a + at.b - a, c = at.a + at.c - a, d = at.d - at.a + a;
        const double variance = 1 / (1 / a + 1 / b + 1 / c + 1 / d);

        sum += (at.a - a) * (at.a - a) / variance;
        excess += at.a - a;
        variances += variance;
    }

    test->homogeneity_df = n_informative > 0 ? (double)n_informative - 1 : 0;
    test->breslow_day = test->tarone = test->breslow_day_p = test->tarone_p = (double)NAN;
    test->homogeneity_status = SVY_STATUS_UNDEFINED;
    if (n_informative < 2 || test->odds_ratio.status != SVY_STATUS_OK)
        return;
    test->homogeneity_status = SVY_STATUS_OK;
    test->breslow_day = sum;
    test->tarone = fmax(0, sum - excess * excess / variances);
    test->breslow_day_p = svy_chi_square_compute_upper(test->breslow_day, test->homogeneity_df);
    test->tarone_p = svy_chi_square_compute_upper(test->tarone, test->homogeneity_df);
}

bool svy_stratified_2x2(size_t n_strata,
                        const double tables[],
                        double level,
                        SvyStratified2x2 *ret_test,
                        GError **error)
{
    StrataSums sums = {0};
    SvyStratified2x2 test;

    g_return_val_if_fail(ret_test != NULL && (n_strata == 0 || tables != NULL), false);
    if (!svy_argument_check_level(level, error) || !check_counts(4 * n_strata, tables, error))
        return false;

    for (size_t i = 0; i < n_strata; i++) {
        const Stratum at = get_stratum(tables, i);

        add_stratum(&sums, &at);
    }
    test_association(&sums, &test);
    estimate_odds_ratio(&sums, level, &test);
    test_homogeneity(n_strata, tables, &test);
    *ret_test = test;
    return true;
}

/* --- r x c ---------------------------------------------------------------------------------- */

/* Shape of the tables, and d and V over the cells that are free: all rows and columns but the last
 * that is not empty. @excess, @covariance and @totals are owned. */
typedef struct {
    size_t n_rows, n_columns;
    size_t *rows, *columns; /* places of those that are somewhere not empty; owned */
    size_t n_full_rows, n_full_columns;
    double *totals; /* [n_rows + n_columns] of one stratum */
    gsl_vector *excess;
    gsl_matrix *covariance;
} General;

static void general_clear(General *general)
{
    g_free(general->rows);
    g_free(general->columns);
    g_free(general->totals);
    g_clear_pointer(&general->excess, gsl_vector_free);
    g_clear_pointer(&general->covariance, gsl_matrix_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(General, general_clear)

static double sum_line(size_t n_strata,
                       size_t stratum_step,
                       size_t n,
                       size_t step,
                       const double first[])
{
    double sum = 0;

    for (size_t k = 0; k < n_strata; k++) {
        for (size_t i = 0; i < n; i++)
            sum += first[k * stratum_step + i * step];
    }
    return sum;
}

static bool prepare_general(size_t n_strata,
                            const double counts[],
                            General *general,
                            GError **error)
{
    const size_t r = general->n_rows, c = general->n_columns;

    general->rows = g_try_new(size_t, r + 1);
    general->columns = g_try_new(size_t, c + 1);
    general->totals = g_try_new(double, r + c + 1);
    if (general->rows == NULL || general->columns == NULL || general->totals == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for a table");
    for (size_t i = 0; i < r; i++) {
        if (sum_line(n_strata, r * c, c, 1, counts + i * c) > 0)
            general->rows[general->n_full_rows++] = i;
    }
    for (size_t j = 0; j < c; j++) {
        if (sum_line(n_strata, r * c, r, c, counts + j) > 0)
            general->columns[general->n_full_columns++] = j;
    }
    if (general->n_full_rows < 2 || general->n_full_columns < 2)
        return true;

    const size_t q = (general->n_full_rows - 1) * (general->n_full_columns - 1);

    svy_stats_init();
    general->excess = gsl_vector_calloc(q);
    general->covariance = gsl_matrix_calloc(q, q);
    if (general->excess == NULL || general->covariance == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL,
                             "no memory for %zu covariances", q * q);
    return true;
}

/* cov(x_ij, x_kl) = r_i (d_ik n - r_k) c_j (d_jl n - c_l) / (n^2 (n - 1)). */
static void add_covariances(General *general, double n)
{
    const size_t m = general->n_full_columns - 1, q = general->excess->size;
    const double *rows = general->totals, *columns = general->totals + general->n_rows;

    for (size_t u = 0; u < q; u++) {
        const size_t i = general->rows[u / m], j = general->columns[u % m];

        for (size_t v = 0; v <= u; v++) {
            const size_t k = general->rows[v / m], l = general->columns[v % m];
            const double row = rows[i] / n * ((i == k ? n : 0) - rows[k]);
            const double column = columns[j] / n * ((j == l ? n : 0) - columns[l]);
            double *at = gsl_matrix_ptr(general->covariance, u, v);

            *at += row * column / (n - 1);
        }
    }
}

static void add_table(General *general, const double counts[])
{
    const size_t r = general->n_rows, c = general->n_columns;
    const size_t m = general->n_full_columns - 1;
    double *rows = general->totals, *columns = general->totals + r;
    double n = 0;

    for (size_t i = 0; i < r; i++)
        n += rows[i] = sum_line(1, 0, c, 1, counts + i * c);
    for (size_t j = 0; j < c; j++)
        columns[j] = sum_line(1, 0, r, c, counts + j);
    if (!(n > 1))
        return;
    for (size_t u = 0; u < general->excess->size; u++) {
        const size_t i = general->rows[u / m], j = general->columns[u % m];

        *gsl_vector_ptr(general->excess, u) += counts[i * c + j] - rows[i] * (columns[j] / n);
    }
    add_covariances(general, n);
}

/* d' V^- d and the rank of V, with V scaled to correlations so that sizes do not matter. */
static bool solve_quadratic_form(General *general, SvyStratifiedGeneral *test, GError **error)
{
    const size_t q = general->excess->size;
    g_autoptr(gsl_vector) values = gsl_vector_alloc(q);
    g_autoptr(gsl_matrix) vectors = gsl_matrix_alloc(q, q);
    g_autoptr(gsl_eigen_symmv_workspace) workspace = gsl_eigen_symmv_alloc(q);
    g_autofree double *scale = g_try_new(double, q);

    if (values == NULL || vectors == NULL || workspace == NULL || scale == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for eigenvalues");
    for (size_t u = 0; u < q; u++) {
        const double variance = gsl_matrix_get(general->covariance, u, u);

        scale[u] = variance > 0 ? 1 / sqrt(variance) : 0;
    }
    for (size_t u = 0; u < q; u++) {
        *gsl_vector_ptr(general->excess, u) *= scale[u];
        for (size_t v = 0; v <= u; v++)
            *gsl_matrix_ptr(general->covariance, u, v) *= scale[u] * scale[v];
    }
    if (!svy_gsl_check(gsl_eigen_symmv(general->covariance, values, vectors, workspace),
                       "find eigenvalues", error))
        return false;

    const double limit = gsl_vector_max(values) * 1e-12 * (double)q;

    for (size_t k = 0; k < q; k++) {
        const double value = gsl_vector_get(values, k);
        double projection = 0;

        if (!(value > limit))
            continue;
        for (size_t u = 0; u < q; u++)
            projection += gsl_matrix_get(vectors, u, k) * gsl_vector_get(general->excess, u);
        test->statistic += projection * projection / value;
        test->df++;
    }
    return true;
}

bool svy_stratified_general(size_t n_strata,
                            size_t n_rows,
                            size_t n_columns,
                            const double counts[],
                            SvyStratifiedGeneral *ret_test,
                            GError **error)
{
    const size_t n_cells = n_rows * n_columns;
    const double none = (double)NAN;
    g_auto(General) general = {.n_rows = n_rows, .n_columns = n_columns};
    SvyStratifiedGeneral test = {0, 0, none, SVY_STATUS_OK};

    g_return_val_if_fail(ret_test != NULL, false);
    if (!check_counts(n_strata * n_cells, counts, error) ||
        !prepare_general(n_strata, counts, &general, error))
        return false;

    if (general.covariance != NULL) {
        for (size_t k = 0; k < n_strata; k++)
            add_table(&general, counts + k * n_cells);
        if (!solve_quadratic_form(&general, &test, error))
            return false;
    }
    if (test.df > 0)
        test.p = svy_chi_square_compute_upper(test.statistic, test.df);
    else
        test = (SvyStratifiedGeneral){
            none, none, none, general.n_full_rows > 0 ? SVY_STATUS_UNDEFINED : SVY_STATUS_NO_CASES};
    *ret_test = test;
    return true;
}
