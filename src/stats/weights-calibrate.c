/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calibration (generalized raking) and the residuals that its variance needs.
 *
 * Both work in a basis Z of the columns of X that is orthonormal under the base weights, so that
 * columns of very different size (an intercept beside incomes) cost no digits. */
#include <surveystat/weights.h>

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/num.h"
#include "stats/argument-private.h"
#include "stats/design-private.h"
#include "stats/gsl-wrap.h"
#include "stats/weights-private.h"

static const double aim = 1e-14;        /* misfit where Newton's method stops */
static const double met = 1e-9;         /* misfit that is still accepted */
static const double rank_limit = 1e-11; /* a column that adds less is a combination of others */
static const int max_steps = 200;
static const int max_halvings = 60;

typedef struct {
    SvyCalibrateDistance distance;
    double lower, upper;
    size_t n, n_x, n_z; /* n_z: rank */
    const double *base, *x;
    size_t *kept;   /* [n_z] columns of X that make the basis */
    double *scale;  /* [n_x] weighted length of each column */
    double *z;      /* [n * n_z] row by row */
    double *totals; /* [n_z] totals of Z that are wanted */
} Calibration;

static void clear_calibration(Calibration *calibration)
{
    g_free(calibration->kept);
    g_free(calibration->scale);
    g_free(calibration->z);
    g_free(calibration->totals);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Calibration, clear_calibration)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_matrix, gsl_matrix_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_vector, gsl_vector_free)

/* --- Basis ---------------------------------------------------------------------------------- */

static void measure_columns(Calibration *of)
{
    for (size_t i = 0; i < of->n; i++) {
        for (size_t k = 0; k < of->n_x; k++) {
            const double value = of->x[i * of->n_x + k];

            of->scale[k] += svy_weights_get(of->base, i) * value * value;
        }
    }
    for (size_t k = 0; k < of->n_x; k++)
        of->scale[k] = sqrt(of->scale[k]);
}

/* Weighted product of column @j of Z with column @k of Z. */
static double multiply(const Calibration *of, size_t width, size_t j, size_t k)
{
    double sum = 0;

    for (size_t i = 0; i < of->n; i++)
        sum += svy_weights_get(of->base, i) * of->z[i * width + j] * of->z[i * width + k];
    return sum;
}

/* Takes from column @to what it has of the earlier ones, twice (Gram-Schmidt loses digits once, not
 * twice), and the same from its total. Returns the length that is left. */
static double orthogonalize(const Calibration *of, size_t width, size_t to, double totals[])
{
    for (int round = 0; round < 2; round++) {
        for (size_t j = 0; j < to; j++) {
            const double part = multiply(of, width, j, to);

            for (size_t i = 0; i < of->n; i++)
                of->z[i * width + to] -= part * of->z[i * width + j];
            totals[to] -= part * totals[j];
        }
    }
    return sqrt(multiply(of, width, to, to));
}

static void copy_column(const Calibration *of, size_t width, size_t column, size_t to)
{
    for (size_t i = 0; i < of->n; i++)
        of->z[i * width + to] = of->x[i * of->n_x + column] / of->scale[column];
}

static bool refuse_total(size_t column, double total, const char *why, GError **error)
{
    g_autofree char *shown = svy_num_format_exact(total);

    return svy_error_set(error, SVY_ERROR_DATA, NULL, NULL,
                         "the total %s of column %zu cannot be met: %s", shown, column + 1, why);
}

/* A column that is all 0, or a combination of the columns before it, must have the total that
 * follows from them. @wanted: what its total is off, in units of @size. */
static bool check_dependent(size_t column, double total, double off, double size, GError **error)
{
    if (fabs(off) <= 1e-8 * size)
        return true;
    return refuse_total(column, total,
                        "the column is a combination of the others (or all 0), and their totals "
                        "give it another one",
                        error);
}

static double measure_totals(const Calibration *of)
{
    double size = 0;

    for (size_t k = 0; k < of->n_z; k++)
        size = hypot(size, of->totals[k]);
    return size;
}

static bool add_column(Calibration *of, size_t column, const double totals[], GError **error)
{
    const size_t width = of->n_x, to = of->n_z;
    const double total = totals == NULL ? 0 : totals[column], scale = of->scale[column];
    double length;

    if (!(scale > 0))
        return check_dependent(column, total, total, 0, error);
    copy_column(of, width, column, to);
    of->totals[to] = total / scale;
    length = orthogonalize(of, width, to, of->totals);
    if (length <= rank_limit)
        return totals == NULL ||
               check_dependent(column, total, of->totals[to],
                               fmax(fabs(total / scale), measure_totals(of)), error);
    for (size_t i = 0; i < of->n; i++)
        of->z[i * width + to] /= length;
    of->totals[to] /= length;
    of->kept[of->n_z++] = column;
    return true;
}

/* @totals may be NULL: no totals are wanted. */
static bool make_basis(Calibration *of, const double totals[], GError **error)
{
    of->kept = g_new0(size_t, of->n_x + 1);
    of->scale = g_new0(double, of->n_x + 1);
    of->totals = g_new0(double, of->n_x + 1);
    of->z = g_try_malloc_n(of->n, of->n_x * sizeof *of->z);
    if (of->z == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for calibration");
    measure_columns(of);
    for (size_t column = 0; column < of->n_x; column++) {
        if (!add_column(of, column, totals, error))
            return false;
    }
    return true;
}

/* --- Distance ------------------------------------------------------------------------------- */

/* g for u, and its slope. */
static double find_factor(const Calibration *of, double u, double *ret_slope)
{
    const double lo = of->lower, hi = of->upper;
    double g = 1 + u;

    if (of->distance == SVY_CALIBRATE_LOGIT) {
        const double a = (hi - lo) / ((hi - 1) * (1 - lo));
        const double s = 1 / (1 + (1 - lo) / (hi - 1) * exp(a * u)); /* share of the lower bound */

        *ret_slope = (hi - lo) * s * (1 - s) * a;
        return lo * s + hi * (1 - s);
    }
    if (of->distance == SVY_CALIBRATE_RAKING)
        g = exp(u);
    *ret_slope = g > lo && g < hi ? (of->distance == SVY_CALIBRATE_RAKING ? g : 1) : 0;
    return fmin(hi, fmax(lo, g));
}

static double multiply_row(const Calibration *of, size_t i, const gsl_vector *lambda)
{
    double u = 0;

    for (size_t k = 0; k < of->n_z; k++)
        u += of->z[i * of->n_x + k] * gsl_vector_get(lambda, k);
    return u;
}

/* What is missing from the totals, and the matrix of slopes. */
static void evaluate(const Calibration *of,
                     const gsl_vector *lambda,
                     gsl_vector *missing,
                     gsl_matrix *slopes)
{
    for (size_t k = 0; k < of->n_z; k++)
        gsl_vector_set(missing, k, of->totals[k]);
    gsl_matrix_set_zero(slopes);
    for (size_t i = 0; i < of->n; i++) {
        const double w = svy_weights_get(of->base, i), *z = of->z + i * of->n_x;
        double slope;
        const double g = find_factor(of, multiply_row(of, i, lambda), &slope);

        for (size_t j = 0; j < of->n_z; j++) {
            *gsl_vector_ptr(missing, j) -= w * g * z[j];
            for (size_t k = 0; k <= j; k++)
                *gsl_matrix_ptr(slopes, j, k) += w * slope * z[j] * z[k];
        }
    }
}

/* --- Newton --------------------------------------------------------------------------------- */

typedef struct {
    gsl_vector *lambda, *trial, *missing, *step;
    gsl_matrix *slopes;
} Newton;

static void clear_newton(Newton *newton)
{
    gsl_vector_free(newton->lambda);
    gsl_vector_free(newton->trial);
    gsl_vector_free(newton->missing);
    gsl_vector_free(newton->step);
    if (newton->slopes != NULL)
        gsl_matrix_free(newton->slopes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Newton, clear_newton)

static bool is_finite_vector(const gsl_vector *vector)
{
    for (size_t k = 0; k < vector->size; k++) {
        if (!isfinite(gsl_vector_get(vector, k)))
            return false;
    }
    return true;
}

/* Half the step until it brings the totals nearer; false when no length of it does. */
static bool go(const Calibration *of, Newton *newton, double *misfit)
{
    double share = 1;

    for (int i = 0; i < max_halvings; i++, share /= 2) {
        gsl_vector_memcpy(newton->trial, newton->lambda);
        gsl_blas_daxpy(share, newton->step, newton->trial);
        evaluate(of, newton->trial, newton->missing, newton->slopes);
        if (is_finite_vector(newton->missing) && gsl_blas_dnrm2(newton->missing) < *misfit) {
            *misfit = gsl_blas_dnrm2(newton->missing);
            gsl_vector_memcpy(newton->lambda, newton->trial);
            return true;
        }
    }
    return false;
}

/* A little of the unit matrix where the slopes are singular: all factors at their bounds in some
 * direction. */
static bool find_step(Newton *newton)
{
    const size_t n = newton->slopes->size1;

    for (double ridge = 0; ridge<1; ridge = ridge> 0 ? ridge * 100 : 1e-12) {
        g_autoptr(gsl_matrix) copy = gsl_matrix_alloc(n, n);

        if (copy == NULL)
            return false;
        gsl_matrix_memcpy(copy, newton->slopes);
        for (size_t k = 0; k < n; k++)
            *gsl_matrix_ptr(copy, k, k) += ridge;
        if (gsl_linalg_cholesky_decomp1(copy) == GSL_SUCCESS &&
            gsl_linalg_cholesky_solve(copy, newton->missing, newton->step) == GSL_SUCCESS &&
            is_finite_vector(newton->step))
            return true;
    }
    return false;
}

static bool allocate_newton(size_t n, Newton *newton, GError **error)
{
    *newton = (Newton){gsl_vector_calloc(n), gsl_vector_calloc(n), gsl_vector_calloc(n),
                       gsl_vector_calloc(n), gsl_matrix_calloc(n, n)};
    if (newton->lambda == NULL || newton->trial == NULL || newton->missing == NULL ||
        newton->step == NULL || newton->slopes == NULL)
        return svy_gsl_check(GSL_ENOMEM, "calibrate", error);
    return true;
}

/* Returns what the totals are still off, as a share of them. */
static double iterate(const Calibration *of, Newton *newton, size_t *ret_n_steps)
{
    double size, misfit;

    evaluate(of, newton->lambda, newton->missing, newton->slopes);
    misfit = gsl_blas_dnrm2(newton->missing);
    size = fmax(measure_totals(of), misfit);
    for (*ret_n_steps = 0; misfit > aim * size && *ret_n_steps < (size_t)max_steps;
         ++*ret_n_steps) {
        if (!find_step(newton) || !go(of, newton, &misfit))
            break;
        /* go() left the values of the accepted trial */
    }
    return size > 0 ? misfit / size : misfit;
}

/* --- Refusing ------------------------------------------------------------------------------- */

/* The least and the most that a column's total can be with every factor at a bound. */
static void find_reach(const Calibration *of, size_t column, double *ret_lo, double *ret_hi)
{
    const double least = of->distance == SVY_CALIBRATE_RAKING ? fmax(0, of->lower) : of->lower;

    *ret_lo = *ret_hi = 0;
    for (size_t i = 0; i < of->n; i++) {
        const double wx = svy_weights_get(of->base, i) * of->x[i * of->n_x + column];

        if (wx > 0 || wx < 0) {
            *ret_lo += wx * (wx > 0 ? least : of->upper);
            *ret_hi += wx * (wx > 0 ? of->upper : least);
        }
    }
}

static bool refuse_misfit(const Calibration *of, const double totals[], GError **error)
{
    for (size_t column = 0; column < of->n_x; column++) {
        double lo, hi;

        find_reach(of, column, &lo, &hi);
        if (totals[column] < lo || totals[column] > hi) {
            g_autofree char *from = isfinite(lo) ? svy_num_format_exact(lo) : g_strdup("any");
            g_autofree char *to = isfinite(hi) ? svy_num_format_exact(hi) : g_strdup("any");
            g_autofree char *why =
                g_strdup_printf("factors within the bounds reach %s to %s", from, to);

            return refuse_total(column, totals[column], why, error);
        }
    }
    return svy_error_set(error, SVY_ERROR_DATA, NULL, "Allow wider bounds, or drop a column",
                         "the %zu totals cannot be met together by factors within the bounds",
                         of->n_x);
}

/* --- The whole ------------------------------------------------------------------------------ */

static bool check_bounds(const Calibration *of, GError **error)
{
    if (!(of->lower < 1))
        return svy_argument_refuse("the lower bound", of->lower, "below 1", error);
    if (!(of->upper > 1))
        return svy_argument_refuse("the upper bound", of->upper, "above 1", error);
    if (of->distance == SVY_CALIBRATE_LOGIT && !isfinite(of->lower))
        return svy_argument_refuse("the lower bound of logit calibration", of->lower,
                                   "a number below 1", error);
    if (of->distance == SVY_CALIBRATE_LOGIT && !isfinite(of->upper))
        return svy_argument_refuse("the upper bound of logit calibration", of->upper,
                                   "a number above 1", error);
    return true;
}

static bool check_finite(const char *name, size_t n, const double values[], GError **error)
{
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(values[i]))
            return svy_argument_refuse(name, values[i], "a finite number", error);
    }
    return true;
}

bool svy_weights_calibrate(SvyCalibrateDistance distance,
                           size_t n,
                           const double base[],
                           size_t n_x,
                           const double x[],
                           const double totals[],
                           double lower,
                           double upper,
                           double ret_g[],
                           size_t *ret_n_iterations,
                           GError **error)
{
    g_auto(Calibration) of = {.distance = distance,
                              .lower = lower,
                              .upper = upper,
                              .n = n,
                              .n_x = n_x,
                              .base = base,
                              .x = x};
    g_auto(Newton) newton = {0};
    size_t n_steps;

    g_return_val_if_fail(n > 0 && n_x > 0 && x != NULL && totals != NULL && ret_g != NULL, false);
    svy_stats_init();
    if (!svy_weights_check(n, base, error) || !check_bounds(&of, error) ||
        !check_finite("a value of x", n * n_x, x, error) ||
        !check_finite("a total", n_x, totals, error) || !make_basis(&of, totals, error))
        return false;
    if (of.n_z == 0)
        return svy_error_set(error, SVY_ERROR_DATA, NULL, NULL,
                             "there is nothing to calibrate on: all columns are 0");
    if (!allocate_newton(of.n_z, &newton, error))
        return false;
    if (!(iterate(&of, &newton, &n_steps) <= met))
        return refuse_misfit(&of, totals, error);

    for (size_t i = 0; i < n; i++) {
        double slope;

        ret_g[i] = find_factor(&of, multiply_row(&of, i, newton.lambda), &slope);
    }
    if (ret_n_iterations != NULL)
        *ret_n_iterations = n_steps;
    return true;
}

bool svy_weights_residuals(size_t n,
                           const double base[],
                           size_t n_x,
                           const double x[],
                           const double z[],
                           double ret_e[],
                           GError **error)
{
    g_auto(Calibration) of = {.n = n, .n_x = n_x, .base = base, .x = x};

    g_return_val_if_fail(n > 0 && n_x > 0 && x != NULL && z != NULL && ret_e != NULL, false);
    if (!svy_weights_check(n, base, error) || !make_basis(&of, NULL, error))
        return false;
    memmove(ret_e, z, n * sizeof *ret_e);
    for (size_t k = 0; k < of.n_z; k++) {
        double part = 0;

        for (size_t i = 0; i < n; i++)
            part += svy_weights_get(base, i) * of.z[i * n_x + k] * ret_e[i];
        for (size_t i = 0; i < n; i++)
            ret_e[i] -= part * of.z[i * n_x + k];
    }
    return true;
}

/* --- Under a design ------------------------------------------------------------------------- */

void svy_weights_read_design(const SvyDesign *design, double ret_w[])
{
    g_return_if_fail(design != NULL && (design->n == 0 || ret_w != NULL));
    for (size_t i = 0; i < design->n; i++)
        ret_w[i] = svy_design_get_weight(design, i);
}

/* (transfer full) the base weights of a design; NULL with @error set. */
static double *copy_weights(const SvyDesign *design, GError **error)
{
    double *w = svy_weights_allocate(design->n, error);

    if (w != NULL)
        svy_weights_read_design(design, w);
    return w;
}

bool svy_weights_calibrate_design(SvyCalibrateDistance distance,
                                  const SvyDesign *design,
                                  size_t n_x,
                                  const double x[],
                                  const double totals[],
                                  double lower,
                                  double upper,
                                  double ret_g[],
                                  double ret_w[],
                                  size_t *ret_n_iterations,
                                  GError **error)
{
    g_return_val_if_fail(design != NULL && ret_g != NULL && ret_w != NULL, false);
    g_autofree double *base = copy_weights(design, error);

    if (base == NULL || !svy_weights_calibrate(distance, design->n, base, n_x, x, totals, lower,
                                               upper, ret_g, ret_n_iterations, error))
        return false;
    for (size_t i = 0; i < design->n; i++)
        ret_w[i] = base[i] * ret_g[i];
    return true;
}

typedef struct {
    double sum, total, mean;
    size_t n; /* records with a value and a weight */
} CalibratedSums;

static CalibratedSums sum_answers(const SvyDesign *design, const double g[], const double y[])
{
    CalibratedSums sums = {0};
    double off = 0;

    for (size_t i = 0; i < design->n; i++) {
        const double w = svy_design_get_weight(design, i) * g[i];

        if (!isnan(y[i]) && svy_design_get_weight(design, i) > 0) {
            sums.sum += w;
            sums.total += w * y[i];
            sums.n++;
        }
    }
    sums.mean = sums.total / sums.sum;
    for (size_t i = 0; i < design->n; i++) {
        if (!isnan(y[i]))
            off += svy_design_get_weight(design, i) * g[i] * (y[i] - sums.mean);
    }
    sums.mean += off / sums.sum;
    return sums;
}

/* Residuals of the mean's and of the total's influence, times the new weights: [n * 2]. */
static bool fill_influence(const SvyDesign *design,
                           const double g[],
                           size_t n_x,
                           const double x[],
                           const double y[],
                           const CalibratedSums *sums,
                           double influence[],
                           GError **error)
{
    g_autofree double *base = copy_weights(design, error);
    g_autofree double *z = svy_weights_allocate(design->n, error);

    for (int which = 0; which < 2; which++) {
        for (size_t i = 0; z != NULL && i < design->n; i++) {
            const double value = which == 0 ? (y[i] - sums->mean) / sums->sum : y[i];

            z[i] = isnan(y[i]) ? 0 : value;
        }
        if (base == NULL || z == NULL ||
            !svy_weights_residuals(design->n, base, n_x, x, z, z, error))
            return false;
        for (size_t i = 0; i < design->n; i++)
            influence[2 * i + (size_t)which] = base[i] * g[i] * z[i];
    }
    return true;
}

static SvyEstimate make_estimate(const SvyDesign *design,
                                 double value,
                                 double variance,
                                 double level)
{
    SvyEstimate estimate = svy_estimate_none(SVY_STATUS_NO_VARIANCE, level, "calibrated");
    const double df = svy_design_get_df(design);

    estimate.value = value;
    if (df > 0 && variance >= 0) {
        const double reach = svy_design_find_t(level, df) * sqrt(variance);

        estimate.se = sqrt(variance);
        estimate.df = df;
        estimate.lo = value - reach;
        estimate.hi = value + reach;
        estimate.status = SVY_STATUS_OK;
    }
    return estimate;
}

bool svy_weights_estimate_calibrated(const SvyDesign *design,
                                     const double g[],
                                     size_t n_x,
                                     const double x[],
                                     const double y[],
                                     double level,
                                     SvyEstimate *ret_mean,
                                     SvyEstimate *ret_total,
                                     GError **error)
{
    double covariance[4];

    g_return_val_if_fail(design != NULL && g != NULL && x != NULL && y != NULL, false);
    g_return_val_if_fail(ret_mean != NULL && ret_total != NULL && n_x > 0, false);
    if (!svy_argument_check_level(level, error))
        return false;

    const CalibratedSums sums = sum_answers(design, g, y);

    if (sums.n == 0 || !(fabs(sums.sum) > 0)) {
        *ret_mean = *ret_total = svy_estimate_none(SVY_STATUS_NO_CASES, level, "calibrated");
        return true;
    }

    g_autofree double *influence = svy_weights_allocate(2 * design->n, error);

    if (influence == NULL || !fill_influence(design, g, n_x, x, y, &sums, influence, error) ||
        !svy_design_compute_covariance(design, 2, influence, covariance, error))
        return false;
    *ret_mean = make_estimate(design, sums.mean, covariance[0], level);
    *ret_total = make_estimate(design, sums.total, covariance[3], level);
    return true;
}
