/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Independence in a two-way table under a design: Rao & Scott, Wald. */
#include "stats/design-private.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_sort_vector.h>
#include <math.h>
#include <string.h>

#include "stats/gsl-wrap.h"
#include "stats/quadform-private.h"
#include "stats/tail-private.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_matrix, gsl_matrix_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_vector, gsl_vector_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_eigen_gensymm_workspace, gsl_eigen_gensymm_free)

/* Below this a matrix cannot be told from one without an inverse. */
#define SINGULAR 1e-13

/* The table as shares, empty rows and columns left out. */
typedef struct {
    size_t n_rows, n_columns, n_cells;
    int32_t *cells;             /* [n] cell of each record, or -1 */
    double n, w;                /* records with a weight, and their weight */
    double *p, *rows, *columns; /* shares of cells and margins */
    double *covariance;         /* [n_cells * n_cells] of the cells' totals over w */
} Table;

static void clear_table(Table *table)
{
    g_free(table->cells);
    g_free(table->p);
    g_free(table->rows);
    g_free(table->columns);
    g_free(table->covariance);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Table, clear_table)

/* --- Counting ------------------------------------------------------------------------------- */

/* Numbers the levels that have a weight among complete records; -1 for the others. Owned by the
 * caller. */
static int32_t *number_levels(const SvyDesign *design,
                              size_t n_levels,
                              const int32_t codes[],
                              const int32_t others[],
                              size_t *ret_n)
{
    int32_t *numbers = g_try_malloc_n(MAX(n_levels, 1), sizeof *numbers);

    *ret_n = 0;
    if (numbers == NULL)
        return NULL;
    memset(numbers, 0xff, n_levels * sizeof *numbers);
    for (size_t i = 0; i < design->n; i++) {
        if (codes[i] >= 0 && others[i] >= 0 && svy_design_get_weight(design, i) > 0)
            numbers[codes[i]] = 0;
    }
    for (size_t j = 0; j < n_levels; j++) {
        if (numbers[j] == 0)
            numbers[j] = (int32_t)(*ret_n)++;
    }
    return numbers;
}

static void count_cells(const SvyDesign *design,
                        const int32_t rows[],
                        const int32_t columns[],
                        const int32_t row_numbers[],
                        const int32_t column_numbers[],
                        Table *table)
{
    for (size_t i = 0; i < design->n; i++) {
        const double w = svy_design_get_weight(design, i);

        table->cells[i] = -1;
        if (rows[i] < 0 || columns[i] < 0 || !(w > 0))
            continue;

        const size_t row = (size_t)row_numbers[rows[i]];
        const size_t column = (size_t)column_numbers[columns[i]];
        const size_t cell = row * table->n_columns + column;

        table->cells[i] = (int32_t)cell;
        table->n++;
        table->w += w;
        table->p[cell] += w;
        table->rows[row] += w;
        table->columns[column] += w;
    }
    for (size_t j = 0; j < table->n_cells; j++)
        table->p[j] /= table->w;
    for (size_t r = 0; r < table->n_rows; r++)
        table->rows[r] /= table->w;
    for (size_t c = 0; c < table->n_columns; c++)
        table->columns[c] /= table->w;
}

static bool make_table(const SvyDesign *design,
                       size_t n_rows,
                       const int32_t rows[],
                       size_t n_columns,
                       const int32_t columns[],
                       Table *table,
                       GError **error)
{
    g_autofree int32_t *row_numbers = number_levels(design, n_rows, rows, columns, &table->n_rows);
    g_autofree int32_t *column_numbers =
        number_levels(design, n_columns, columns, rows, &table->n_columns);
    const size_t k = table->n_rows * table->n_columns;

    table->n_cells = k;
    table->cells = g_try_malloc_n(MAX(design->n, 1), sizeof *table->cells);
    table->p = g_try_new0(double, k + 1);
    table->rows = g_try_new0(double, table->n_rows + 1);
    table->columns = g_try_new0(double, table->n_columns + 1);
    if (row_numbers == NULL || column_numbers == NULL || table->cells == NULL || table->p == NULL ||
        table->rows == NULL || table->columns == NULL)
        return svy_design_refuse_memory(error);
    count_cells(design, rows, columns, row_numbers, column_numbers, table);
    return true;
}

/* Covariance of the cells' totals, each over the total of weights. */
static bool compute_covariance(const SvyDesign *design, Table *table, GError **error)
{
    const size_t k = table->n_cells;
    g_autofree double *zeros = g_try_new0(double, k + 1);
    g_autofree double *scales = g_try_new0(double, k + 1);

    table->covariance = g_try_new0(double, k *k + 1);
    if (zeros == NULL || scales == NULL || table->covariance == NULL)
        return svy_design_refuse_memory(error);
    for (size_t j = 0; j < k; j++)
        scales[j] = 1 / table->w;

    const SvyInfluence influence = {
        .n_groups = k, .groups = table->cells, .ratio = zeros, .scale = scales};

    return svy_design_compute_group_covariance(design, &influence, table->covariance, error);
}

/* --- Matrices ------------------------------------------------------------------------------- */

/* Column @j of an orthonormal basis of contrasts between @n levels, at @level (Helmert's). */
static double get_contrast(size_t j, size_t level)
{
    const double norm = sqrt((double)((j + 1) * (j + 2)));

    if (level > j + 1)
        return 0;
    return level == j + 1 ? -(double)(j + 1) / norm : 1 / norm;
}

/* Contrasts of the interaction, each cell over its share (0 where that is 0): k x (r-1)(c-1). */
static void fill_contrasts(const Table *table, gsl_matrix *contrasts)
{
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        const size_t row = cell / table->n_columns, column = cell % table->n_columns;

        for (size_t a = 0; a + 1 < table->n_rows; a++) {
            for (size_t b = 0; b + 1 < table->n_columns; b++) {
                const double value = get_contrast(a, row) * get_contrast(b, column);

                gsl_matrix_set(contrasts, cell, a * (table->n_columns - 1) + b,
                               table->p[cell] > 0 ? value / table->p[cell] : 0);
            }
        }
    }
}

/* Of the shares: each total less its share of the sum of all totals. */
static void fill_share_covariance(const Table *table, gsl_matrix *covariance)
{
    const size_t k = table->n_cells;
    const double *totals = table->covariance;

    for (size_t j = 0; j < k; j++) {
        for (size_t l = 0; l < k; l++) {
            double value = totals[j * k + l];

            for (size_t m = 0; m < k; m++)
                value -= table->p[j] * totals[m * k + l];
            gsl_matrix_set(covariance, j, l, value);
        }
    }
    for (size_t j = 0; j < k; j++) {
        double sum = 0;

        for (size_t m = 0; m < k; m++)
            sum += gsl_matrix_get(covariance, j, m);
        for (size_t l = 0; l < k; l++)
            gsl_matrix_set(covariance, j, l, gsl_matrix_get(covariance, j, l) - table->p[l] * sum);
    }
}

/* left' * middle * left. */
static bool multiply(const gsl_matrix *left,
                     const gsl_matrix *middle,
                     gsl_matrix *result,
                     GError **error)
{
    g_autoptr(gsl_matrix) half = gsl_matrix_alloc(middle->size1, left->size2);

    if (half == NULL)
        return svy_design_refuse_memory(error);
    gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, middle, left, 0, half);
    gsl_blas_dgemm(CblasTrans, CblasNoTrans, 1, left, half, 0, result);
    return true;
}

static double compute_trace(const gsl_matrix *matrix)
{
    double sum = 0;

    for (size_t j = 0; j < matrix->size1; j++)
        sum += gsl_matrix_get(matrix, j, j);
    return sum;
}

/* Fewer records than contrasts of them leave no inverse, whatever rounding makes of it. */
static bool is_singular(const gsl_matrix *matrix)
{
    g_autoptr(gsl_matrix) copy = gsl_matrix_alloc(matrix->size1, matrix->size2);
    g_autoptr(gsl_vector) work = gsl_vector_alloc(3 * matrix->size1);
    double condition = 0;

    if (copy == NULL || work == NULL || !(compute_trace(matrix) > 0))
        return true;
    gsl_matrix_memcpy(copy, matrix);
    return gsl_linalg_cholesky_decomp1(copy) != GSL_SUCCESS ||
           gsl_linalg_cholesky_rcond(copy, &condition, work) != GSL_SUCCESS || condition < SINGULAR;
}

/* --- Rao and Scott -------------------------------------------------------------------------- */

/* Eigenvalues, largest first; UNDEFINED when a contrast rests on empty cells. */
static bool find_eigenvalues(const Table *table,
                             double eigenvalues[],
                             SvyStatus *ret_status,
                             GError **error)
{
    const size_t k = table->n_cells, m = (table->n_rows - 1) * (table->n_columns - 1);
    g_autoptr(gsl_matrix) contrasts = gsl_matrix_alloc(k, m);
    g_autoptr(gsl_matrix) covariance = gsl_matrix_alloc(k, k);
    g_autoptr(gsl_matrix) simple = gsl_matrix_calloc(k, k);
    g_autoptr(gsl_matrix) top = gsl_matrix_alloc(m, m);
    g_autoptr(gsl_matrix) bottom = gsl_matrix_alloc(m, m);
    g_autoptr(gsl_vector) values = gsl_vector_alloc(m);
    g_autoptr(gsl_eigen_gensymm_workspace) work = gsl_eigen_gensymm_alloc(m);

    if (contrasts == NULL || covariance == NULL || simple == NULL || top == NULL ||
        bottom == NULL || values == NULL || work == NULL)
        return svy_design_refuse_memory(error);
    fill_contrasts(table, contrasts);
    fill_share_covariance(table, covariance);
    for (size_t j = 0; j < k; j++)
        gsl_matrix_set(simple, j, j, table->p[j] / table->n);
    if (!multiply(contrasts, covariance, top, error) || !multiply(contrasts, simple, bottom, error))
        return false;
    if (is_singular(bottom)) {
        *ret_status = SVY_STATUS_UNDEFINED;
        return true;
    }
    if (!svy_gsl_check(gsl_eigen_gensymm(top, bottom, values, work), "find the eigenvalues", error))
        return false;
    gsl_sort_vector(values);
    for (size_t j = 0; j < m; j++)
        eigenvalues[j] = fmax(0, gsl_vector_get(values, m - 1 - j));
    *ret_status = eigenvalues[0] > 0 ? SVY_STATUS_OK : SVY_STATUS_NO_VARIANCE;
    return true;
}

static double compute_pearson(const Table *table)
{
    double sum = 0;

    for (size_t r = 0; r < table->n_rows; r++) {
        for (size_t c = 0; c < table->n_columns; c++) {
            const double expected = table->rows[r] * table->columns[c];
            const double excess = table->p[r * table->n_columns + c] - expected;

            sum += excess * excess / expected;
        }
    }
    return table->n * sum;
}

/* Eigenvalues that are 0 take no part; @h for as many and one more. */
static bool compute_tails(const double eigenvalues[], SvyDesignChisq *test, GError **error)
{
    g_autofree double *lambda = g_try_new0(double, test->n_eigenvalues + 1);
    g_autofree double *h = g_try_new0(double, test->n_eigenvalues + 1);
    size_t n = 0;

    if (lambda == NULL || h == NULL)
        return svy_design_refuse_memory(error);
    for (size_t j = 0; j < test->n_eigenvalues; j++) {
        if (eigenvalues[j] > 1e-14 * eigenvalues[0]) {
            lambda[n] = eigenvalues[j] / eigenvalues[0];
            h[n++] = 1;
        }
    }
    test->p_exact = test->p_saddlepoint = 1;
    if (!(test->x2 > 0))
        return true;
    lambda[n] = -test->x2 / test->ddf / eigenvalues[0];
    h[n++] = test->ddf;
    test->p_exact = fmin(1, svy_quadform_compute_tail(n, lambda, h));
    test->p_saddlepoint = fmin(1, svy_quadform_approximate_tail(n, lambda, h));
    return true;
}

static bool test_by_eigenvalues(double df_design,
                                const double eigenvalues[],
                                bool has_tails,
                                SvyDesignChisq *test,
                                GError **error)
{
    double sum = 0, squares = 0;

    for (size_t j = 0; j < test->n_eigenvalues; j++) {
        sum += eigenvalues[j];
        squares += eigenvalues[j] * eigenvalues[j];
    }
    test->mean_deff = sum / test->df;
    test->chisq_adj = test->x2 / test->mean_deff;
    test->p_chisq = gsl_cdf_chisq_Q(test->chisq_adj, test->df);
    test->f = test->x2 / sum;
    test->ndf = sum * sum / squares;
    test->ddf = test->ndf * df_design;
    if (!(test->ddf > 0)) {
        test->status = SVY_STATUS_NO_VARIANCE;
        return true;
    }
    test->p_f = svy_tail_compute_f_p(test->f, test->ndf, test->ddf);
    return !has_tails || compute_tails(eigenvalues, test, error);
}

/* --- Wald ----------------------------------------------------------------------------------- */

/* How the excess of cell (r, c) over its expectation moves with the total of each cell: k x m. */
static void fill_jacobian(const Table *table, gsl_matrix *jacobian)
{
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        const size_t row = cell / table->n_columns, column = cell % table->n_columns;

        for (size_t r = 1; r < table->n_rows; r++) {
            for (size_t c = 1; c < table->n_columns; c++) {
                double slope = table->rows[r] * table->columns[c];

                slope -= row == r ? table->columns[c] : 0;
                slope -= column == c ? table->rows[r] : 0;
                slope += row == r && column == c ? 1 : 0;
                gsl_matrix_set(jacobian, cell, (r - 1) * (table->n_columns - 1) + c - 1, slope);
            }
        }
    }
}

static void fill_excess(const Table *table, gsl_vector *excess)
{
    for (size_t r = 1; r < table->n_rows; r++) {
        for (size_t c = 1; c < table->n_columns; c++)
            gsl_vector_set(excess, (r - 1) * (table->n_columns - 1) + c - 1,
                           table->p[r * table->n_columns + c] - table->rows[r] * table->columns[c]);
    }
}

static bool test_by_wald(double nu, Table *table, SvyDesignChisq *test, GError **error)
{
    const size_t k = table->n_cells, m = test->n_eigenvalues;
    g_autoptr(gsl_matrix) jacobian = gsl_matrix_alloc(k, m);
    g_autoptr(gsl_matrix) variance = gsl_matrix_alloc(m, m);
    g_autoptr(gsl_vector) excess = gsl_vector_alloc(m);
    g_autoptr(gsl_vector) solution = gsl_vector_alloc(m);
    const gsl_matrix_const_view totals = gsl_matrix_const_view_array(table->covariance, k, k);
    double wald;

    if (jacobian == NULL || variance == NULL || excess == NULL || solution == NULL)
        return svy_design_refuse_memory(error);
    fill_jacobian(table, jacobian);
    fill_excess(table, excess);
    if (!multiply(jacobian, &totals.matrix, variance, error))
        return false;
    if (nu < test->df || is_singular(variance) ||
        gsl_linalg_cholesky_decomp1(variance) != GSL_SUCCESS)
        return true;
    gsl_linalg_cholesky_solve(variance, excess, solution);
    gsl_blas_ddot(excess, solution, &wald);

    test->wald_f = wald / test->df;
    test->wald_df2 = nu;
    test->wald_p = svy_tail_compute_f_p(test->wald_f, test->df, nu);
    test->adjwald_df2 = nu - test->df + 1;
    test->adjwald_f = wald * test->adjwald_df2 / (test->df * nu);
    test->adjwald_p = svy_tail_compute_f_p(test->adjwald_f, test->df, test->adjwald_df2);
    return true;
}

/* --- The whole ------------------------------------------------------------------------------ */

static SvyDesignChisq make_empty_test(void)
{
    const double none = (double)NAN;

    return (SvyDesignChisq){.x2 = none,
                            .df = none,
                            .mean_deff = none,
                            .f = none,
                            .ndf = none,
                            .ddf = none,
                            .p_f = none,
                            .chisq_adj = none,
                            .p_chisq = none,
                            .wald_f = none,
                            .wald_df2 = none,
                            .wald_p = none,
                            .adjwald_f = none,
                            .adjwald_df2 = none,
                            .adjwald_p = none,
                            .p_exact = none,
                            .p_saddlepoint = none};
}

/* The covariance of the table's totals is known. */
static bool fill_test(double df_design,
                      bool has_tails,
                      Table *table,
                      SvyDesignChisq *test,
                      double eigenvalues[],
                      GError **error)
{
    test->n_eigenvalues = (table->n_rows - 1) * (table->n_columns - 1);
    test->df = (double)test->n_eigenvalues;
    test->x2 = compute_pearson(table);
    if (isnan(table->covariance[0])) {
        test->n_eigenvalues = 0;
        test->status = SVY_STATUS_NO_VARIANCE;
        return true;
    }
    if (!find_eigenvalues(table, eigenvalues, &test->status, error))
        return false;
    if (test->status != SVY_STATUS_OK) {
        test->n_eigenvalues = 0;
        return true;
    }
    return test_by_eigenvalues(df_design, eigenvalues, has_tails, test, error) &&
           test_by_wald(df_design, table, test, error);
}

bool svy_design_test_table(const SvyDesign *design,
                           size_t n_rows,
                           const int32_t rows[],
                           size_t n_columns,
                           const int32_t columns[],
                           SvyDesignChisq *ret_test,
                           double ret_eigenvalues[],
                           GError **error)
{
    g_auto(Table) table = {0};
    SvyDesignChisq test = make_empty_test();
    g_autofree double *eigenvalues = NULL;

    g_return_val_if_fail(ret_test != NULL, false);
    svy_stats_init();
    if (!make_table(design, n_rows, rows, n_columns, columns, &table, error))
        return false;
    test.n = table.n;
    test.status = table.n > 0 ? SVY_STATUS_UNDEFINED : SVY_STATUS_NO_CASES;
    eigenvalues = g_try_new0(double, table.n_cells + 1);
    if (eigenvalues == NULL)
        return svy_design_refuse_memory(error);
    if (table.n_rows > 1 && table.n_columns > 1 &&
        (!compute_covariance(design, &table, error) ||
         !fill_test(svy_design_get_df(design), true, &table, &test, eigenvalues, error)))
        return false;
    if (ret_eigenvalues != NULL && test.n_eigenvalues > 0)
        memcpy(ret_eigenvalues, eigenvalues, test.n_eigenvalues * sizeof *eigenvalues);
    *ret_test = test;
    return true;
}

/* --- From sums ------------------------------------------------------------------------------ */

/* Places among the levels that have a weight, or SIZE_MAX. Returns how many there are. */
static size_t place_levels(size_t n_levels,
                           size_t step,
                           size_t n_others,
                           size_t other_step,
                           const double w[],
                           size_t places[])
{
    size_t n = 0;

    for (size_t i = 0; i < n_levels; i++) {
        double sum = 0;

        for (size_t j = 0; j < n_others; j++)
            sum += w[i * step + j * other_step];
        places[i] = sum > 0 ? n++ : SIZE_MAX;
    }
    return n;
}

/* Each record is a PSU of one stratum: of totals over w, n / (n - 1) (sum of squares - n mean^2).
 */
static void fill_sums_covariance(double n_design, const double w2[], Table *table)
{
    const size_t k = table->n_cells;
    const double factor = n_design > 1 ? n_design / (n_design - 1) : (double)NAN;

    for (size_t j = 0; j < k; j++) {
        for (size_t l = 0; l < k; l++)
            table->covariance[j * k + l] = factor * ((j == l ? w2[j] / table->w / table->w : 0) -
                                                     table->p[j] * table->p[l] / n_design);
    }
}

static bool make_sums_table(double n_design,
                            size_t n_rows,
                            size_t n_columns,
                            const double n[],
                            const double w[],
                            const double w2[],
                            Table *table,
                            GError **error)
{
    g_autofree size_t *rows = g_try_new0(size_t, n_rows + 1);
    g_autofree size_t *columns = g_try_new0(size_t, n_columns + 1);
    g_autofree double *squares = g_try_new0(double, n_rows *n_columns + 1);

    if (rows == NULL || columns == NULL || squares == NULL)
        return svy_design_refuse_memory(error);
    table->n_rows = place_levels(n_rows, n_columns, n_columns, 1, w, rows);
    table->n_columns = place_levels(n_columns, 1, n_rows, n_columns, w, columns);
    table->n_cells = table->n_rows * table->n_columns;
    table->p = g_try_new0(double, table->n_cells + 1);
    table->rows = g_try_new0(double, table->n_rows + 1);
    table->columns = g_try_new0(double, table->n_columns + 1);
    table->covariance = g_try_new0(double, table->n_cells * table->n_cells + 1);
    if (table->p == NULL || table->rows == NULL || table->columns == NULL ||
        table->covariance == NULL)
        return svy_design_refuse_memory(error);
    for (size_t i = 0; i < n_rows * n_columns; i++) {
        table->n += n[i];
        table->w += w[i];
    }
    for (size_t i = 0; i < n_rows * n_columns; i++) {
        const size_t row = rows[i / n_columns], column = columns[i % n_columns];

        if (row == SIZE_MAX || column == SIZE_MAX)
            continue;
        table->p[row * table->n_columns + column] = w[i] / table->w;
        squares[row * table->n_columns + column] = w2[i];
        table->rows[row] += w[i] / table->w;
        table->columns[column] += w[i] / table->w;
    }
    fill_sums_covariance(n_design, squares, table);
    return true;
}

bool svy_design_test_sums(double n_design,
                          size_t n_rows,
                          size_t n_columns,
                          const double n[],
                          const double w[],
                          const double w2[],
                          SvyDesignChisq *ret_test,
                          GError **error)
{
    g_auto(Table) table = {0};
    SvyDesignChisq test = make_empty_test();
    g_autofree double *eigenvalues = NULL;

    svy_stats_init();
    if (!make_sums_table(n_design, n_rows, n_columns, n, w, w2, &table, error))
        return false;
    test.n = table.n;
    test.status = table.n > 0 ? SVY_STATUS_UNDEFINED : SVY_STATUS_NO_CASES;
    eigenvalues = g_try_new0(double, table.n_cells + 1);
    if (eigenvalues == NULL)
        return svy_design_refuse_memory(error);
    if (table.n_rows > 1 && table.n_columns > 1 &&
        !fill_test(n_design - 1, false, &table, &test, eigenvalues, error))
        return false;
    *ret_test = test;
    return true;
}
