/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear regression. */
#include <surveystat/linear.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <surveystat/moments.h>

#include "base/error.h"
#include "stats/argument-private.h"
#include "stats/gsl-wrap.h"
#include "stats/tail-private.h"

/* --- A straight line ------------------------------------------------------------------------ */

/* The pairs of which both sides are known, and their moments. */
typedef struct {
    size_t n;
    double *x, *y;
    SvyMoments mx, my;
} Points;

static double deviation_of(double value, const SvyMoments *moments)
{
    return value - moments->mean - moments->mean_rest;
}

static double sum_of_products(const Points *points)
{
    double sum = 0;

    for (size_t i = 0; i < points->n; i++)
        sum += deviation_of(points->x[i], &points->mx) * deviation_of(points->y[i], &points->my);
    return sum;
}

static double sum_of_residuals(const Points *points, double slope)
{
    double sum = 0;

    for (size_t i = 0; i < points->n; i++) {
        const double residual = deviation_of(points->y[i], &points->my) -
                                slope * deviation_of(points->x[i], &points->mx);

        sum += residual * residual;
    }
    return sum;
}

static void fill_line(const Points *points, SvyLine *line)
{
    const double n = (double)points->n, ssx = points->mx.ss, ssy = points->my.ss;
    const double mean_x = points->mx.mean + points->mx.mean_rest;

    line->slope = sum_of_products(points) / ssx;
    line->intercept = points->my.mean + (points->my.mean_rest - line->slope * mean_x);
    line->status = SVY_STATUS_NO_VARIANCE;
    line->df = n - 2;

    const double rss = sum_of_residuals(points, line->slope);
    const double explained = line->slope * line->slope * ssx;

    if (ssy > 0)
        line->r2 = explained / (explained + rss);
    if (!(line->df > 0))
        return;
    line->residual_sd = sqrt(rss / line->df);
    line->slope_se = line->residual_sd / sqrt(ssx);
    line->intercept_se = line->residual_sd * sqrt(1 / n + mean_x / ssx * mean_x);
    line->status = SVY_STATUS_OK;
    if (!(rss > 0))
        return;
    line->statistic = explained / (rss / line->df);
    line->p = svy_tail_compute_f_p(line->statistic, 1, line->df);
}

static SvyLine start_line(const Points *points)
{
    const double none = (double)NAN;
    SvyLine line = {none, none, none, none, none, none, none, none, none, points->n, 0};

    line.status = points->n > 0 ? SVY_STATUS_UNDEFINED : SVY_STATUS_NO_CASES;
    return line;
}

static void keep_complete(size_t n, const double y[], const double x[], Points *points)
{
    for (size_t i = 0; i < n; i++) {
        if (isnan(y[i]) || isnan(x[i]))
            continue;
        points->x[points->n] = x[i];
        points->y[points->n++] = y[i];
    }
}

bool svy_linear_line(size_t n,
                     const double y[],
                     const double x[],
                     SvyLine *ret_line,
                     GError **error)
{
    g_autofree double *memory = g_try_malloc_n(MAX(n, 1), 2 * sizeof *memory);

    g_return_val_if_fail((n == 0 || (x != NULL && y != NULL)) && ret_line != NULL, false);
    if (memory == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu points", n);

    Points points = {.x = memory, .y = memory + n};

    svy_stats_init();
    keep_complete(n, y, x, &points);
    if (!svy_moments_compute(points.n, points.x, &points.mx, error) ||
        !svy_moments_compute(points.n, points.y, &points.my, error))
        return false;

    SvyLine line = start_line(&points);

    if (points.mx.ss > 0)
        fill_line(&points, &line);
    *ret_line = line;
    return true;
}

/* --- Several variables ---------------------------------------------------------------------- */

static const double smallest_pivot = 1e-11; /* of a column brought to length 1 */

typedef struct {
    size_t n, k;
    double *a;     /* [n x k] the table, rows times sqrt(w), columns brought to length 1; then QR */
    double *b;     /* [n] y times sqrt(w) */
    double *tau;   /* [k] */
    double *scale; /* [k] lengths of the columns */
    double *coef;  /* [k] of the scaled columns */
    double *rest;  /* [n] residuals, weighted */
    double *inverse; /* [k x k] of R */
} Problem;

static bool check_values(const char *name, size_t n, const double values[], GError **error)
{
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(values[i]))
            return svy_argument_refuse(name, values[i], "finite", error);
    }
    return true;
}

static bool check_weights(size_t n, const double w[], GError **error)
{
    for (size_t i = 0; w != NULL && i < n; i++) {
        if (!(isfinite(w[i]) && w[i] > 0))
            return svy_argument_refuse("a weight", w[i], "finite and more than 0", error);
    }
    return true;
}

/* The arrays of the problem in one piece. (transfer full) */
static double *allocate_problem(size_t n, size_t k, Problem *problem, GError **error)
{
    const size_t n_numbers = n * k + 2 * n + 2 * k + k + k * k;
    double *memory = g_try_malloc0_n(n_numbers, sizeof *memory);

    if (memory == NULL) {
        svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu rows", n);
        return NULL;
    }
    *problem = (Problem){.n = n, .k = k, .a = memory};
    problem->b = problem->a + n * k;
    problem->rest = problem->b + n;
    problem->tau = problem->rest + n;
    problem->scale = problem->tau + k;
    problem->coef = problem->scale + k;
    problem->inverse = problem->coef + k;
    return memory;
}

static void fill_problem(const double y[], const double x[], const double w[], Problem *problem)
{
    for (size_t i = 0; i < problem->n; i++) {
        const double root = w == NULL ? 1 : sqrt(w[i]);

        problem->b[i] = root * y[i];
        for (size_t j = 0; j < problem->k; j++) {
            const double value = root * x[i * problem->k + j];

            problem->a[i * problem->k + j] = value;
            problem->scale[j] = hypot(problem->scale[j], value);
        }
    }
    for (size_t i = 0; i < problem->n * problem->k; i++) {
        if (problem->scale[i % problem->k] > 0)
            problem->a[i] /= problem->scale[i % problem->k];
    }
}

static bool check_pivots(const Problem *problem, GError **error)
{
    for (size_t j = 0; j < problem->k; j++) {
        if (!(fabs(problem->a[j * problem->k + j]) > smallest_pivot))
            return svy_error_set(error, SVY_ERROR_DATA, NULL, "Leave that column out",
                                 "column %zu is 0 or follows from the columns before it", j + 1);
    }
    return true;
}

static bool solve_problem(Problem *problem, GError **error)
{
    gsl_matrix_view a = gsl_matrix_view_array(problem->a, problem->n, problem->k);
    gsl_matrix_view inverse = gsl_matrix_view_array(problem->inverse, problem->k, problem->k);
    gsl_vector_view tau = gsl_vector_view_array(problem->tau, problem->k);
    gsl_vector_view b = gsl_vector_view_array(problem->b, problem->n);
    gsl_vector_view coef = gsl_vector_view_array(problem->coef, problem->k);
    gsl_vector_view rest = gsl_vector_view_array(problem->rest, problem->n);

    if (!svy_gsl_check(gsl_linalg_QR_decomp(&a.matrix, &tau.vector), "decompose a table", error) ||
        !check_pivots(problem, error) ||
        !svy_gsl_check(
            gsl_linalg_QR_lssolve(&a.matrix, &tau.vector, &b.vector, &coef.vector, &rest.vector),
            "solve a regression", error))
        return false;
    for (size_t i = 0; i < problem->k; i++) {
        for (size_t j = i; j < problem->k; j++)
            problem->inverse[i * problem->k + j] = problem->a[i * problem->k + j];
    }
    return svy_gsl_check(gsl_linalg_tri_invert(CblasUpper, CblasNonUnit, &inverse.matrix),
                         "invert a matrix", error);
}

/* Diagonal of (X'X)^-1 = R^-1 R^-T of the scaled columns. */
static double inverse_diagonal(const Problem *problem, size_t j)
{
    double sum = 0;

    for (size_t c = j; c < problem->k; c++)
        sum += problem->inverse[j * problem->k + c] * problem->inverse[j * problem->k + c];
    return sum;
}

static bool has_constant(size_t n, size_t k, const double x[])
{
    for (size_t j = 0; j < k; j++) {
        size_t i = 1;

        while (i < n && !(fabs(x[i * k + j] - x[j]) > 0))
            i++;
        if (i == n)
            return true;
    }
    return false;
}

/* Sum of squares of the fitted values about their mean (or 0): what the regression explains. */
static double sum_explained(const Problem *problem, const double y[], const double w[], bool about)
{
    double total = 0, mean = 0, sum = 0;

    for (size_t i = 0; about && i < problem->n; i++) {
        const double weight = w == NULL ? 1 : w[i];

        total += weight;
        mean += weight * (y[i] - y[0]);
    }
    mean = about ? y[0] + mean / total : 0;
    for (size_t i = 0; i < problem->n; i++) {
        const double root = w == NULL ? 1 : sqrt(w[i]);
        const double fitted = root * (y[i] - mean) - problem->rest[i];

        sum += fitted * fitted;
    }
    return sum;
}

static SvyLinearFit summarize_fit(const Problem *problem, double explained, bool about)
{
    const double none = (double)NAN, n = (double)problem->n, k = (double)problem->k;
    const double constant = about ? 1 : 0;
    SvyLinearFit fit = {none, n - k, none, none, none, k - constant, none, 0, SVY_STATUS_OK};

    for (size_t i = 0; i < problem->n; i++)
        fit.rss += problem->rest[i] * problem->rest[i];
    if (explained + fit.rss > 0)
        fit.r2 = explained / (explained + fit.rss);
    if (!(fit.df > 0)) {
        fit.status = SVY_STATUS_NO_VARIANCE;
        return fit;
    }
    fit.residual_sd = sqrt(fit.rss / fit.df);
    fit.r2_adjusted = 1 - (1 - fit.r2) * ((n - constant) / fit.df);
    if (fit.df1 > 0 && fit.rss > 0) {
        fit.statistic = explained / fit.df1 / (fit.rss / fit.df);
        fit.p = svy_tail_compute_f_p(fit.statistic, fit.df1, fit.df);
    }
    return fit;
}

static void fill_coef(const Problem *problem,
                      const SvyLinearFit *fit,
                      double level,
                      SvyEstimate ret_coef[])
{
    const bool has_se = fit->status == SVY_STATUS_OK;
    const double t = has_se ? gsl_cdf_tdist_Qinv((1 - level) / 2, fit->df) : (double)NAN;

    for (size_t j = 0; j < problem->k; j++) {
        ret_coef[j] = svy_estimate_none(fit->status, level, "least squares");
        ret_coef[j].value = problem->coef[j] / problem->scale[j];
        if (!has_se)
            continue;
        ret_coef[j].se = fit->residual_sd * sqrt(inverse_diagonal(problem, j)) / problem->scale[j];
        ret_coef[j].df = fit->df;
        ret_coef[j].lo = ret_coef[j].value - t * ret_coef[j].se;
        ret_coef[j].hi = ret_coef[j].value + t * ret_coef[j].se;
    }
}

static bool check_shape(size_t n, size_t k, GError **error)
{
    if (k > 0 && n >= k)
        return true;
    return svy_error_set(error, SVY_ERROR_DATA, NULL, NULL,
                         "a regression needs at least as many rows as columns, got %zu and %zu", n,
                         k);
}

bool svy_linear_fit(size_t n,
                    size_t k,
                    const double y[],
                    const double x[],
                    const double w[],
                    double level,
                    SvyEstimate ret_coef[],
                    SvyLinearFit *ret_fit,
                    GError **error)
{
    Problem problem;

    g_return_val_if_fail(y != NULL && x != NULL && ret_coef != NULL && ret_fit != NULL, false);
    if (!svy_argument_check_level(level, error) || !check_shape(n, k, error) ||
        !check_values("y", n, y, error) || !check_values("X", n * k, x, error) ||
        !check_weights(n, w, error))
        return false;

    svy_stats_init();
    g_autofree double *memory = allocate_problem(n, k, &problem, error);
    if (memory == NULL)
        return false;
    fill_problem(y, x, w, &problem);
    if (!solve_problem(&problem, error))
        return false;

    const bool about = has_constant(n, k, x);

    *ret_fit = summarize_fit(&problem, sum_explained(&problem, y, w, about), about);
    fill_coef(&problem, ret_fit, level, ret_coef);
    return true;
}
