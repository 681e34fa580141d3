/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logistic regression of weighted people who are alike in rows: the coefficients are those of a
 * design whose records are the rows; what the rows differ in from records is the variance. */
#include <surveystat/weighted.h>

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "stats/design-private.h"
#include "stats/gsl-wrap.h"

typedef struct {
    double n_design, level, df;
    size_t n_rows, k;
    const double *x, *y;
    const SvyWeightSums *people;
    double *beta;   /* [k] */
    double *bread;  /* [k * k] information, then its inverse */
    double *meat;   /* [k * k] variance of the scores */
    double *spread; /* [k * k] covariance of the coefficients */
} Model;

static void clear_model(Model *model)
{
    g_free(model->beta);
    g_free(model->bread);
    g_free(model->meat);
    g_free(model->spread);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Model, clear_model)

static double get_share(double eta)
{
    return eta >= 0 ? 1 / (1 + exp(-eta)) : exp(eta) / (1 + exp(eta));
}

static double predict(const Model *model, size_t row)
{
    double eta = 0;

    for (size_t j = 0; j < model->k; j++)
        eta += model->x[row * model->k + j] * model->beta[j];
    return eta;
}

/* *ret_status is not OK when there is no fit. */
static bool find_beta(Model *model, SvyStatus *ret_status, GError **error)
{
    g_autofree double *weights = g_try_new0(double, model->n_rows + 1);
    g_autofree SvyDesignTest *tests = g_try_new0(SvyDesignTest, model->k + 1);
    g_autoptr(SvyDesign) design = NULL;

    if (weights == NULL || tests == NULL)
        return svy_design_refuse_memory(error);
    for (size_t i = 0; i < model->n_rows; i++)
        weights[i] = model->people[i].w;

    const SvyDesignSpec spec = {.n = model->n_rows, .weights = weights};

    if (!svy_design_new(&spec, &design, error) ||
        !svy_design_fit_model(design, SVY_DESIGN_LOGISTIC, model->y, model->k, model->x,
                              model->level, tests, NULL, NULL, error))
        return false;
    *ret_status = SVY_STATUS_OK;
    for (size_t j = 0; j < model->k; j++) {
        model->beta[j] = tests[j].diff.value;
        if (!isfinite(model->beta[j]))
            *ret_status = tests[j].diff.status;
    }
    return true;
}

static void add_up(Model *model)
{
    const size_t k = model->k;

    for (size_t i = 0; i < model->n_rows; i++) {
        const double *x = model->x + i * k;
        const double p = get_share(predict(model, i)), residual = model->y[i] - p;
        const double slope = model->people[i].w * p * (1 - p);
        const double square = model->people[i].w2 * residual * residual;

        for (size_t a = 0; a < k; a++) {
            for (size_t b = 0; b < k; b++) {
                model->bread[a * k + b] += slope * x[a] * x[b];
                model->meat[a * k + b] += square * x[a] * x[b];
            }
        }
    }
}

/* Inverse information on either side of the variance of the scores. */
static bool make_sandwich(Model *model, GError **error)
{
    const size_t k = model->k;
    gsl_matrix_view bread = gsl_matrix_view_array(model->bread, k, k);
    gsl_matrix_view meat = gsl_matrix_view_array(model->meat, k, k);
    gsl_matrix_view spread = gsl_matrix_view_array(model->spread, k, k);
    const double n = model->n_design;

    add_up(model);
    if (!svy_gsl_check(gsl_linalg_cholesky_decomp1(&bread.matrix), "factor the information",
                       error) ||
        !svy_gsl_check(gsl_linalg_cholesky_invert(&bread.matrix), "invert the information", error))
        return false;

    g_autofree double *half = g_try_new0(double, k *k + 1);

    if (half == NULL)
        return svy_design_refuse_memory(error);

    gsl_matrix_view left = gsl_matrix_view_array(half, k, k);

    gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, &bread.matrix, &meat.matrix, 0, &left.matrix);
    gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, n / (n - 1), &left.matrix, &bread.matrix, 0,
                   &spread.matrix);
    return true;
}

/* --- Average marginal effects --------------------------------------------------------------- */

static bool is_constant(const Model *model, size_t j)
{
    for (size_t i = 1; i < model->n_rows; i++) {
        if (fabs(model->x[i * model->k + j] - model->x[j]) > 0)
            return false;
    }
    return true;
}

static bool is_switch(const Model *model, size_t j)
{
    for (size_t i = 0; i < model->n_rows; i++) {
        const double value = model->x[i * model->k + j];

        if (fabs(value) > 0 && fabs(value - 1) > 0)
            return false;
    }
    return true;
}

/* From 0 to 1, and the derivatives by the coefficients. */
static double add_step(const Model *model, size_t row, size_t j, double share, double gradient[])
{
    const double *x = model->x + row * model->k;
    const double eta = predict(model, row);
    const double eta0 = eta - x[j] * model->beta[j], eta1 = eta0 + model->beta[j];
    const double slope0 = get_share(eta0) * get_share(-eta0);
    const double slope1 = get_share(eta1) * get_share(-eta1);

    for (size_t c = 0; c < model->k; c++)
        gradient[c] += share * (c == j ? slope1 : (slope1 - slope0) * x[c]);
    return share * (get_share(eta1) - get_share(eta0));
}

static double add_slope(const Model *model, size_t row, size_t j, double share, double gradient[])
{
    const double *x = model->x + row * model->k;
    const double eta = predict(model, row), p = get_share(eta), slope = p * get_share(-eta);

    for (size_t c = 0; c < model->k; c++)
        gradient[c] += share * model->beta[j] * slope * (get_share(-eta) - p) * x[c];
    gradient[j] += share * slope;
    return share * model->beta[j] * slope;
}

static double find_variance(const Model *model, const double gradient[])
{
    double sum = 0;

    for (size_t a = 0; a < model->k; a++) {
        for (size_t b = 0; b < model->k; b++)
            sum += gradient[a] * gradient[b] * model->spread[a * model->k + b];
    }
    return fmax(0, sum);
}

static bool average_effect(const Model *model,
                           size_t j,
                           double gradient[],
                           SvyEstimate *ret_effect,
                           GError **error)
{
    const bool has_steps = is_switch(model, j);
    double total = 0, value = 0;
    SvyDesignTest test;

    *ret_effect = svy_estimate_none(SVY_STATUS_UNDEFINED, model->level, "delta method");
    if (is_constant(model, j))
        return true;
    memset(gradient, 0, model->k * sizeof *gradient);
    for (size_t i = 0; i < model->n_rows; i++)
        total += model->people[i].w;
    for (size_t i = 0; i < model->n_rows; i++) {
        const double share = model->people[i].w / total;

        value += has_steps ? add_step(model, i, j, share, gradient)
                           : add_slope(model, i, j, share, gradient);
    }
    if (!svy_weighted_test_value(value, find_variance(model, gradient), model->df, model->level,
                                 &test, error))
        return false;
    *ret_effect = test.diff;
    ret_effect->method = "delta method";
    return true;
}

/* --- The whole ------------------------------------------------------------------------------ */

static bool fill_results(const Model *model,
                         SvyDesignTest coefficients[],
                         SvyEstimate effects[],
                         GError **error)
{
    g_autofree double *gradient = g_try_new0(double, model->k + 1);

    if (gradient == NULL)
        return svy_design_refuse_memory(error);
    for (size_t j = 0; j < model->k; j++) {
        if (!svy_weighted_test_value(model->beta[j], model->spread[j * model->k + j], model->df,
                                     model->level, &coefficients[j], error) ||
            !average_effect(model, j, gradient, &effects[j], error))
            return false;
    }
    return true;
}

static bool allocate(Model *model, GError **error)
{
    const size_t k = model->k;

    model->beta = g_try_new0(double, k + 1);
    model->bread = g_try_new0(double, k *k + 1);
    model->meat = g_try_new0(double, k *k + 1);
    model->spread = g_try_new0(double, k *k + 1);
    return (model->beta != NULL && model->bread != NULL && model->meat != NULL &&
            model->spread != NULL) ||
           svy_design_refuse_memory(error);
}

bool svy_weighted_fit_logistic(double n_design,
                               size_t n_rows,
                               size_t k,
                               const double x[],
                               const double y[],
                               const SvyWeightSums people[],
                               double level,
                               SvyDesignTest ret_coefficients[],
                               SvyEstimate ret_effects[],
                               GError **error)
{
    g_auto(Model) model = {.n_design = n_design,
                           .level = level,
                           .df = n_design - (double)k,
                           .n_rows = n_rows,
                           .k = k,
                           .x = x,
                           .y = y,
                           .people = people};
    SvyStatus status = SVY_STATUS_UNDEFINED;

    g_return_val_if_fail(x != NULL && y != NULL && people != NULL && k > 0, false);
    g_return_val_if_fail(ret_coefficients != NULL && ret_effects != NULL, false);
    if (!allocate(&model, error) || !find_beta(&model, &status, error))
        return false;
    if (status == SVY_STATUS_OK)
        return make_sandwich(&model, error) &&
               fill_results(&model, ret_coefficients, ret_effects, error);
    for (size_t j = 0; j < k; j++) {
        ret_coefficients[j] = (SvyDesignTest){
            .diff = svy_estimate_none(status, level, NULL), .t = (double)NAN, .p = (double)NAN};
        ret_effects[j] = svy_estimate_none(status, level, NULL);
    }
    return true;
}
