/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proportional odds regression. The parameters are the thresholds, then the coefficients. */
#include <surveystat/ordered-logit.h>

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "stats/argument-private.h"
#include "stats/gsl-wrap.h"

static const double max_x = 1e100; /* products of two must fit */
static const size_t max_steps = 100, max_halvings = 60;
static const double settled = 1e-12;
static const double far_out = 20; /* log odds that only separation produces */

typedef struct {
    size_t n, k, m; /* rows, columns, thresholds */
    size_t size;    /* m + k */
    const double *x, *w;
    const int32_t *y;
    double *information; /* [size x size], inverted by find_step() */
    double *score, *step, *trial, *row, *scale;
    double loglik;
} Problem;

static double share_at(double eta)
{
    return 1 / (1 + exp(-eta));
}

static double weight_of(const Problem *problem, size_t i)
{
    return problem->w == NULL ? 1 : problem->w[i];
}

/* What a row says of one of the two cuts round its level: share below, density, its slope. */
typedef struct {
    double eta;
    double density, slope;
    bool exists;
} Cut;

static Cut make_cut(const Problem *problem, size_t i, int32_t j, const double parameters[])
{
    Cut cut = {.exists = j >= 0 && (size_t)j < problem->m};

    if (!cut.exists)
        return cut;
    cut.eta = parameters[j];
    for (size_t c = 0; c < problem->k; c++)
        cut.eta -= problem->x[i * problem->k + c] * parameters[problem->m + c];
    cut.density = share_at(cut.eta) * share_at(-cut.eta);
    cut.slope = cut.density * (share_at(-cut.eta) - share_at(cut.eta));
    return cut;
}

/* The chance of the level between the cuts, without a difference of numbers near 1. */
static double chance_between(const Cut *upper, const Cut *lower)
{
    if (!lower->exists)
        return share_at(upper->eta);
    if (!upper->exists)
        return share_at(-lower->eta);
    if (lower->eta > 0)
        return share_at(-lower->eta) - share_at(-upper->eta);
    return share_at(upper->eta) - share_at(lower->eta);
}

/* The derivative of a cut's log odds by parameter @a. */
static double direction(const Problem *problem, size_t i, int32_t j, size_t a)
{
    if (a < problem->m)
        return a == (size_t)j ? 1 : 0;
    return -problem->x[i * problem->k + a - problem->m];
}

static void add_row(Problem *problem, size_t i, const Cut *upper, const Cut *lower, double chance)
{
    const double weight = weight_of(problem, i);
    const int32_t j = problem->y[i];

    for (size_t a = 0; a < problem->size; a++) {
        const double up = upper->exists ? direction(problem, i, j, a) : 0;
        const double down = lower->exists ? direction(problem, i, j - 1, a) : 0;

        problem->row[a] = (upper->density * up - lower->density * down) / chance;
        problem->score[a] += weight * problem->row[a];
    }
    for (size_t a = 0; a < problem->size; a++) {
        const double up = upper->exists ? upper->slope * direction(problem, i, j, a) : 0;
        const double down = lower->exists ? lower->slope * direction(problem, i, j - 1, a) : 0;

        for (size_t b = 0; b <= a; b++) {
            const double second = (upper->exists ? up * direction(problem, i, j, b) : 0) -
                                  (lower->exists ? down * direction(problem, i, j - 1, b) : 0);

            problem->information[a * problem->size + b] +=
                weight * (problem->row[a] * problem->row[b] - second / chance);
        }
    }
}

/* Likelihood, score and observed information; false where a level has no chance. */
static bool evaluate(Problem *problem, const double parameters[])
{
    const size_t size = problem->size;

    problem->loglik = 0;
    memset(problem->score, 0, size * sizeof *problem->score);
    memset(problem->information, 0, size * size * sizeof *problem->information);
    for (size_t i = 0; i < problem->n; i++) {
        const Cut upper = make_cut(problem, i, problem->y[i], parameters);
        const Cut lower = make_cut(problem, i, problem->y[i] - 1, parameters);
        const double chance = chance_between(&upper, &lower);

        if (!(weight_of(problem, i) > 0))
            continue;
        if (!(chance > 0))
            return false;
        problem->loglik += weight_of(problem, i) * log(chance);
        add_row(problem, i, &upper, &lower, chance);
    }
    for (size_t a = 0; a < size; a++) {
        for (size_t b = 0; b < a; b++)
            problem->information[b * size + a] = problem->information[a * size + b];
    }
    return true;
}

/* Inverts the information, scaled to a diagonal of ones, and makes Newton's step of it. */
static bool find_step(Problem *problem)
{
    const size_t size = problem->size;
    gsl_matrix_view view = gsl_matrix_view_array(problem->information, size, size);

    for (size_t a = 0; a < size; a++) {
        if (!(problem->information[a * size + a] > 0))
            return false;
        problem->scale[a] = sqrt(problem->information[a * size + a]);
    }
    for (size_t a = 0; a < size * size; a++)
        problem->information[a] /= problem->scale[a / size] * problem->scale[a % size];
    if (gsl_linalg_cholesky_decomp1(&view.matrix) != GSL_SUCCESS ||
        gsl_linalg_cholesky_invert(&view.matrix) != GSL_SUCCESS)
        return false;
    for (size_t a = 0; a < size; a++) {
        problem->step[a] = 0;
        for (size_t b = 0; b < size; b++) {
            problem->information[a * size + b] /= problem->scale[a] * problem->scale[b];
            problem->step[a] += problem->information[a * size + b] * problem->score[b];
        }
    }
    return true;
}

/* How much a step changes the log odds of any cut of any row. */
static double largest_change(const Problem *problem, const double step[])
{
    double largest = 0;

    for (size_t i = 0; i < problem->n; i++) {
        double change = 0;

        for (size_t c = 0; c < problem->k; c++)
            change += problem->x[i * problem->k + c] * step[problem->m + c];
        for (size_t j = 0; j < problem->m; j++)
            largest = fmax(largest, fabs(step[j] - change));
    }
    return largest;
}

static bool take_step(Problem *problem, double parameters[])
{
    const double before = problem->loglik, tolerance = 1e-12 * (1 + fabs(before));
    double length = 1;

    for (size_t halving = 0; halving < max_halvings; halving++) {
        for (size_t a = 0; a < problem->size; a++)
            problem->trial[a] = parameters[a] + length * problem->step[a];
        if (evaluate(problem, problem->trial) && problem->loglik >= before - tolerance) {
            memcpy(parameters, problem->trial, problem->size * sizeof *parameters);
            return true;
        }
        length /= 2;
    }
    return false;
}

/* True with the maximum in @parameters and the covariance in problem->information; false when the
 * steps do not settle: the levels are separated. */
static bool climb(Problem *problem, double parameters[])
{
    double last = HUGE_VAL;

    if (!evaluate(problem, parameters))
        return false;
    for (size_t step = 0; step < max_steps; step++) {
        if (!find_step(problem))
            return false;

        const double change = largest_change(problem, problem->step);

        if (change <= settled || (change < 1e-9 && change >= last))
            return largest_change(problem, parameters) < far_out || change <= settled;
        last = change;
        if (!take_step(problem, parameters))
            return false;
    }
    return false;
}

/* The thresholds of the levels' shares without columns; false when a level is not in use. */
static bool start_thresholds(const Problem *problem, double counts[], double parameters[])
{
    double total = 0, below = 0;

    memset(counts, 0, (problem->m + 1) * sizeof *counts);
    for (size_t i = 0; i < problem->n; i++) {
        counts[problem->y[i]] += weight_of(problem, i);
        total += weight_of(problem, i);
    }
    for (size_t j = 0; j <= problem->m; j++) {
        if (!(counts[j] > 0))
            return false;
        below += counts[j];
        if (j < problem->m)
            parameters[j] = log(below / (total - below));
    }
    return true;
}

static bool check_input(const Problem *problem, double level, GError **error)
{
    if (!svy_argument_check_level(level, error))
        return false;
    for (size_t i = 0; i < problem->n * problem->k; i++) {
        if (!(fabs(problem->x[i]) <= max_x))
            return svy_argument_refuse("X", problem->x[i], "between -1e100 and 1e100", error);
    }
    for (size_t i = 0; i < problem->n; i++) {
        if (problem->y[i] < 0 || (size_t)problem->y[i] > problem->m)
            return svy_argument_refuse("y", problem->y[i], "a level", error);
        if (!svy_argument_check_count("a weight", weight_of(problem, i), error))
            return false;
    }
    return true;
}

/* A first information that cannot be inverted comes from the columns, as all levels are in use. */
static bool check_columns(Problem *problem, const double parameters[], GError **error)
{
    if (evaluate(problem, parameters) && find_step(problem))
        return true;
    return svy_error_set(error, SVY_ERROR_DATA, NULL, "Leave that column out",
                         "a column is constant or follows from the others");
}

static SvyEstimate make_estimate(const Problem *problem,
                                 size_t a,
                                 const double parameters[],
                                 double level)
{
    const double z = svy_gsl_find_normal_quantile(level);
    SvyEstimate estimate = svy_estimate_none(SVY_STATUS_OK, level, "proportional odds, Wald");

    estimate.value = parameters[a];
    estimate.se = sqrt(problem->information[a * problem->size + a]);
    estimate.lo = estimate.value - z * estimate.se;
    estimate.hi = estimate.value + z * estimate.se;
    return estimate;
}

static bool has_cases(const Problem *problem)
{
    for (size_t i = 0; i < problem->n; i++) {
        if (weight_of(problem, i) > 0)
            return true;
    }
    return false;
}

bool svy_ordered_logit_fit(size_t n,
                           size_t k,
                           size_t n_levels,
                           const double x[],
                           const int32_t y[],
                           const double w[],
                           double level,
                           SvyEstimate ret_coef[],
                           SvyEstimate ret_thresholds[],
                           double *ret_loglik,
                           GError **error)
{
    Problem problem = {.n = n, .k = k, .m = n_levels - 1, .x = x, .y = y, .w = w};
    SvyStatus status = SVY_STATUS_NO_CASES;

    g_return_val_if_fail(n_levels >= 2 && (n == 0 || y != NULL) && (n * k == 0 || x != NULL),
                         false);
    g_return_val_if_fail((k == 0 || ret_coef != NULL) && ret_thresholds != NULL, false);
    g_return_val_if_fail(ret_loglik != NULL, false);
    if (!check_input(&problem, level, error))
        return false;

    const size_t size = problem.size = problem.m + k;
    g_autofree double *memory = g_try_malloc0_n(size + 8, size * sizeof *memory);

    if (memory == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu columns",
                             k);
    svy_stats_init();
    problem.information = memory;
    problem.score = memory + size * size;
    problem.step = problem.score + size;
    problem.trial = problem.step + size;
    problem.row = problem.trial + size;
    problem.scale = problem.row + size;

    double *parameters = problem.scale + size;

    if (has_cases(&problem)) {
        status = SVY_STATUS_UNDEFINED;
        if (start_thresholds(&problem, parameters + size, parameters)) {
            if (!check_columns(&problem, parameters, error))
                return false;
            status = climb(&problem, parameters) ? SVY_STATUS_OK : SVY_STATUS_UNDEFINED;
        }
    }
    for (size_t a = 0; a < size; a++) {
        SvyEstimate *estimate = a < problem.m ? &ret_thresholds[a] : &ret_coef[a - problem.m];

        *estimate = status == SVY_STATUS_OK
                        ? make_estimate(&problem, a, parameters, level)
                        : svy_estimate_none(status, level, "proportional odds, Wald");
    }
    *ret_loglik = status == SVY_STATUS_OK ? problem.loglik : (double)NAN;
    return true;
}
