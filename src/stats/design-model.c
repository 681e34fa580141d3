/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear and logistic regression under a design.
 *
 * Least squares by orthogonal reduction of blocks of rows, so that neither a million rows are held
 * twice nor digits are lost to normal equations. */
#include "stats/design-private.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "stats/argument-private.h"
#include "stats/gsl-wrap.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_matrix, gsl_matrix_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_vector, gsl_vector_free)

#define BLOCK_ROWS 96
#define MAX_STEPS  60
/* A column that is that near to a combination of those before it depends on them. */
#define DEPENDENT 1e-10
#define CONVERGED 1e-11

static const char method[] = "linearised";

typedef struct {
    const SvyDesign *design;
    const double *y, *x;
    size_t k; /* coefficients */
    bool is_logistic;
    bool *is_used; /* [n] records without a missing value and with a weight */
    size_t n_used;
    double *beta;      /* [k] */
    gsl_matrix *block; /* [(k + 1 + BLOCK_ROWS) x (k + 1)] the reduced rows on top */
    gsl_vector *tau;
    size_t n_rows; /* of the block that are filled */
} Fit;

static void clear_fit(Fit *fit)
{
    g_free(fit->is_used);
    g_free(fit->beta);
    gsl_matrix_free(fit->block);
    gsl_vector_free(fit->tau);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fit, clear_fit)

static bool is_complete(const Fit *fit, size_t i)
{
    bool is_known = !isnan(fit->y[i]) && svy_design_get_weight(fit->design, i) > 0;

    for (size_t j = 0; is_known && j < fit->k; j++)
        is_known = !isnan(fit->x[i * fit->k + j]);
    return is_known;
}

static bool prepare(Fit *fit, GError **error)
{
    fit->is_used = g_try_new0(bool, fit->design->n + 1);
    fit->beta = g_try_new0(double, fit->k + 1);
    fit->block = gsl_matrix_calloc(fit->k + 1 + BLOCK_ROWS, fit->k + 1);
    fit->tau = gsl_vector_alloc(fit->k + 1);
    if (fit->is_used == NULL || fit->beta == NULL || fit->block == NULL || fit->tau == NULL)
        return svy_design_refuse_memory(error);

    for (size_t i = 0; i < fit->design->n; i++) {
        fit->is_used[i] = is_complete(fit, i);
        fit->n_used += fit->is_used[i];
        if (fit->is_used[i] && fit->is_logistic && (fit->y[i] < 0 || fit->y[i] > 1))
            return svy_error_set(error, SVY_ERROR_DATA, NULL, NULL,
                                 "record %zu: the outcome must be 0 or 1, got %.12g", i + 1,
                                 fit->y[i]);
    }
    return true;
}

/* --- Least squares -------------------------------------------------------------------------- */

/* Leaves the triangle R (k + 1 rows) on top of the block. */
static void reduce_block(Fit *fit)
{
    gsl_matrix_view used = gsl_matrix_submatrix(fit->block, 0, 0, fit->n_rows, fit->block->size2);
    const size_t n_kept = MIN(fit->n_rows, fit->k + 1);
    gsl_vector_view tau = gsl_vector_subvector(fit->tau, 0, n_kept);

    gsl_linalg_QR_decomp(&used.matrix, &tau.vector);
    for (size_t i = 1; i < n_kept; i++) {
        for (size_t j = 0; j < i; j++)
            gsl_matrix_set(fit->block, i, j, 0);
    }
    fit->n_rows = n_kept;
}

static void add_row(Fit *fit, const double x[], double root_weight, double response)
{
    if (fit->n_rows == fit->block->size1)
        reduce_block(fit);

    double *row = gsl_matrix_ptr(fit->block, fit->n_rows++, 0);

    for (size_t j = 0; j < fit->k; j++)
        row[j] = root_weight * x[j];
    row[fit->k] = root_weight * response;
}

static bool has_full_rank(const Fit *fit)
{
    if (fit->n_rows < fit->k)
        return false;
    for (size_t j = 0; j < fit->k; j++) {
        const gsl_vector_const_view column = gsl_matrix_const_subcolumn(fit->block, j, 0, j + 1);
        const double norm = gsl_blas_dnrm2(&column.vector);

        if (!(fabs(gsl_matrix_get(fit->block, j, j)) > DEPENDENT * norm))
            return false;
    }
    return true;
}

/* The step that the rows in the block ask for; false when columns depend on each other. */
static bool solve_block(Fit *fit, double step[])
{
    gsl_vector_view solution = gsl_vector_view_array(step, fit->k);

    reduce_block(fit);
    if (!has_full_rank(fit))
        return false;

    const gsl_matrix_const_view triangle =
        gsl_matrix_const_submatrix(fit->block, 0, 0, fit->k, fit->k);

    for (size_t j = 0; j < fit->k; j++)
        step[j] = gsl_matrix_get(fit->block, j, fit->k);
    gsl_blas_dtrsv(CblasUpper, CblasNoTrans, CblasNonUnit, &triangle.matrix, &solution.vector);
    return true;
}

/* --- Fitting -------------------------------------------------------------------------------- */

static double predict(const Fit *fit, const double beta[], size_t i)
{
    double sum = 0;

    for (size_t j = 0; j < fit->k; j++)
        sum += fit->x[i * fit->k + j] * beta[j];
    return sum;
}

static double get_share(double eta)
{
    return eta >= 0 ? 1 / (1 + exp(-eta)) : exp(eta) / (1 + exp(eta));
}

/* y less what is expected, without loss for shares near 1. */
static double get_residual(const Fit *fit, size_t i, double eta)
{
    if (!fit->is_logistic)
        return fit->y[i] - eta;
    return fit->y[i] * get_share(-eta) - (1 - fit->y[i]) * get_share(eta);
}

static double get_slope(const Fit *fit, double eta)
{
    return fit->is_logistic ? get_share(eta) * get_share(-eta) : 1;
}

/* One Newton step from beta; for a linear model from 0 the solution, and again its refinement. */
static bool find_step(Fit *fit, double step[])
{
    fit->n_rows = 0;
    for (size_t i = 0; i < fit->design->n; i++) {
        if (!fit->is_used[i])
            continue;

        const double eta = predict(fit, fit->beta, i), slope = get_slope(fit, eta);
        const double weight = svy_design_get_weight(fit->design, i) * slope;

        if (weight > 0)
            add_row(fit, fit->x + i * fit->k, sqrt(weight), get_residual(fit, i, eta) / slope);
    }
    return fit->n_rows > 0 && solve_block(fit, step);
}

/* log(1 + exp(eta)) - y eta, summed: what the steps make smaller. */
static double compute_loss(const Fit *fit, const double beta[])
{
    double sum = 0;

    for (size_t i = 0; i < fit->design->n; i++) {
        if (fit->is_used[i]) {
            const double eta = predict(fit, beta, i);
            const double log_one_plus = eta > 0 ? eta + log1p(exp(-eta)) : log1p(exp(eta));

            sum += svy_design_get_weight(fit->design, i) * (log_one_plus - fit->y[i] * eta);
        }
    }
    return sum;
}

static double find_largest_change(const Fit *fit, const double step[])
{
    double largest = 0;

    for (size_t i = 0; i < fit->design->n; i++) {
        if (fit->is_used[i])
            largest = fmax(largest, fabs(predict(fit, step, i)));
    }
    return largest;
}

/* Halves the step until the loss does not rise. */
static void take_step(Fit *fit, double step[], double trial[])
{
    const double before = compute_loss(fit, fit->beta);

    for (int halving = 0; halving < 30; halving++) {
        for (size_t j = 0; j < fit->k; j++)
            trial[j] = fit->beta[j] + step[j];
        if (compute_loss(fit, trial) <= before + 1e-9 * fabs(before))
            break;
        for (size_t j = 0; j < fit->k; j++)
            step[j] /= 2;
    }
    memcpy(fit->beta, trial, fit->k * sizeof *trial);
}

/* *ret_is_found is false when columns depend on each other or outcomes are separated. */
static bool fit_logistic(Fit *fit, double step[], bool *ret_is_found, GError **error)
{
    g_autofree double *trial = g_try_new0(double, fit->k + 1);

    if (trial == NULL)
        return svy_design_refuse_memory(error);
    *ret_is_found = false;
    for (int i = 0; i < MAX_STEPS && !*ret_is_found; i++) {
        if (!find_step(fit, step))
            return true;
        take_step(fit, step, trial);
        *ret_is_found = find_largest_change(fit, step) < CONVERGED;
    }
    return true;
}

static bool fit_linear(Fit *fit, double step[])
{
    for (int i = 0; i < 2; i++) {
        if (!find_step(fit, step))
            return false;
        for (size_t j = 0; j < fit->k; j++)
            fit->beta[j] += step[j];
    }
    return true;
}

static bool find_coefficients(Fit *fit, bool *ret_is_found, GError **error)
{
    g_autofree double *step = g_try_new0(double, fit->k + 1);

    if (step == NULL)
        return svy_design_refuse_memory(error);
    if (fit->is_logistic)
        return fit_logistic(fit, step, ret_is_found, error);
    *ret_is_found = fit_linear(fit, step);
    return true;
}

/* --- Covariance ----------------------------------------------------------------------------- */

/* R^-T x times weight and residual: the influence values before the last R^-1. */
static void fill_scores(const Fit *fit, const gsl_matrix *triangle, double scores[])
{
    for (size_t i = 0; i < fit->design->n; i++) {
        double *score = scores + i * fit->k;

        if (!fit->is_used[i])
            continue;

        const double factor = svy_design_get_weight(fit->design, i) *
                              get_residual(fit, i, predict(fit, fit->beta, i));

        for (size_t j = 0; j < fit->k; j++) {
            double value = factor * fit->x[i * fit->k + j];

            for (size_t l = 0; l < j; l++)
                value -= gsl_matrix_get(triangle, l, j) * score[l];
            score[j] = value / gsl_matrix_get(triangle, j, j);
        }
    }
}

static bool compute_covariance(const Fit *fit, double covariance[], GError **error)
{
    const size_t k = fit->k;
    const gsl_matrix_const_view triangle = gsl_matrix_const_submatrix(fit->block, 0, 0, k, k);
    gsl_matrix_view result = gsl_matrix_view_array(covariance, k, k);
    g_autofree double *scores = g_try_new0(double, fit->design->n *k + 1);

    if (scores == NULL)
        return svy_design_refuse_memory(error);
    fill_scores(fit, &triangle.matrix, scores);
    if (!svy_design_compute_covariance(fit->design, k, scores, covariance, error))
        return false;
    gsl_blas_dtrsm(CblasLeft, CblasUpper, CblasNoTrans, CblasNonUnit, 1, &triangle.matrix,
                   &result.matrix);
    gsl_blas_dtrsm(CblasRight, CblasUpper, CblasTrans, CblasNonUnit, 1, &triangle.matrix,
                   &result.matrix);
    return true;
}

/* --- The whole ------------------------------------------------------------------------------ */

static bool fill_coefficients(const Fit *fit,
                              double level,
                              SvyDesignTest coefficients[],
                              double ret_covariance[],
                              GError **error)
{
    const size_t k = fit->k;
    const double df = svy_design_get_df(fit->design) + 1 - (double)k;
    g_autofree double *covariance = g_try_new0(double, k *k + 1);

    if (covariance == NULL)
        return svy_design_refuse_memory(error);
    if (!compute_covariance(fit, covariance, error))
        return false;
    for (size_t j = 0; j < k; j++) {
        coefficients[j].diff = svy_estimate_none(SVY_STATUS_NO_VARIANCE, level, method);
        svy_design_set_limits(fit->design, fit->beta[j], covariance[j * k + j], df,
                              &coefficients[j].diff);
        svy_design_set_test(&coefficients[j]);
    }
    if (ret_covariance != NULL)
        memcpy(ret_covariance, covariance, k * k * sizeof *covariance);
    return true;
}

bool svy_design_fit_model(const SvyDesign *design,
                          SvyDesignModel model,
                          const double y[],
                          size_t n_columns,
                          const double x[],
                          double level,
                          SvyDesignTest ret_coefficients[],
                          double ret_covariance[],
                          size_t *ret_n,
                          GError **error)
{
    g_auto(Fit) fit = {.design = design,
                       .y = y,
                       .x = x,
                       .k = n_columns,
                       .is_logistic = model == SVY_DESIGN_LOGISTIC};
    bool is_found = false;

    g_return_val_if_fail(ret_coefficients != NULL && n_columns > 0, false);
    svy_stats_init();
    if (!svy_argument_check_level(level, error) || !prepare(&fit, error))
        return false;
    if (fit.n_used >= n_columns && !find_coefficients(&fit, &is_found, error))
        return false;

    const SvyStatus status = fit.n_used < n_columns ? SVY_STATUS_NO_CASES : SVY_STATUS_UNDEFINED;

    if (is_found && !fill_coefficients(&fit, level, ret_coefficients, ret_covariance, error))
        return false;
    for (size_t j = 0; !is_found && j < n_columns; j++)
        ret_coefficients[j] = (SvyDesignTest){
            .diff = svy_estimate_none(status, level, method), .t = (double)NAN, .p = (double)NAN};
    if (ret_n != NULL)
        *ret_n = fit.n_used;
    return true;
}
