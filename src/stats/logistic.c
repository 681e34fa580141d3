/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logistic regression by maximum likelihood and by Firth's penalized likelihood. */
#include <surveystat/logistic.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/parallel.h"
#include "stats/argument-private.h"
#include "stats/gsl-wrap.h"

static const double max_x = 1e100; /* products of two must fit */
static const size_t max_steps = 500, max_halvings = 60, max_profile_steps = 100;
static const size_t steps_to_separation = 100;
static const double settled = 1e-13;        /* change of the fitted log odds */
static const double smallest_pivot = 1e-11; /* of a column brought to length 1 */
static const double far_out = 30;           /* log odds that only separation produces */
static const size_t few_cells = 1000;       /* whose profiles are found before a thread starts */

/* The data, and room for one evaluation. No pass allocates. */
typedef struct {
    SvyLogisticMethod method;
    size_t n, k;
    const double *x, *y, *w;
    double *information;  /* [k x k] */
    double *curvature;    /* [k x k] by which a step is made: with Firth's additions */
    double *inverse;      /* [k x k] of the information, or of its free part */
    double *score;        /* [k] */
    double *step;         /* [k] */
    double *trial;        /* [k] */
    const double *origin; /* [k] (nullable) coefficients from which the likelihood is measured */
    double *way;          /* [k] from the origin to the coefficients */
    double loglik;        /* log likelihood, less that at the origin */
} Problem;

#define NONE_FIXED ((size_t)-1)

static double weight_of(const Problem *problem, size_t i)
{
    return problem->w == NULL ? 1 : problem->w[i];
}

static double log_odds(const Problem *problem, size_t i, const double coef[])
{
    const double *row = problem->x + i * problem->k;
    double sum = 0;

    for (size_t j = 0; j < problem->k; j++)
        sum += row[j] * coef[j];
    return sum;
}

/* log(1 + exp(eta)) without overflow. */
static double softplus(double eta)
{
    return eta > 0 ? eta + log1p(exp(-eta)) : log1p(exp(eta));
}

static double share_at(double eta)
{
    return 1 / (1 + exp(-eta));
}

/* What a yes with the log odds @eta adds to the likelihood; measured from the origin without a
 * difference of two large numbers: log(p / p0) = -log(1 + (1 - p0) (exp(-change) - 1)). */
static double log_share(const Problem *problem, size_t i, double eta, double sign)
{
    if (problem->origin == NULL)
        return -softplus(-sign * eta);

    const double change = log_odds(problem, i, problem->way);

    if (fabs(change) > 1)
        return softplus(-sign * (eta - change)) - softplus(-sign * eta);
    return -log1p(share_at(-sign * (eta - change)) * expm1(-sign * change));
}

/* --- One evaluation ------------------------------------------------------------------------- */

static void mirror(size_t k, double matrix[])
{
    for (size_t a = 0; a < k; a++) {
        for (size_t b = 0; b < a; b++)
            matrix[b * k + a] = matrix[a * k + b];
    }
}

/* Most columns tell groups apart and are 0 in most rows: those add nothing. */
static bool is_zero(double x)
{
    return !(fabs(x) > 0);
}

static void add_row(const double row[], double spread, size_t k, double information[])
{
    for (size_t a = 0; a < k; a++) {
        const double product = spread * row[a];

        if (is_zero(row[a]))
            continue;
        for (size_t b = 0; b <= a; b++)
            information[a * k + b] += product * row[b];
    }
}

/* Log likelihood, score and information at @coef. */
static void add_up(Problem *problem, const double coef[])
{
    const size_t k = problem->k;

    problem->loglik = 0;
    memset(problem->score, 0, k * sizeof *problem->score);
    memset(problem->information, 0, k * k * sizeof *problem->information);
    for (size_t j = 0; problem->origin != NULL && j < k; j++)
        problem->way[j] = coef[j] - problem->origin[j];
    for (size_t i = 0; i < problem->n; i++) {
        const double weight = weight_of(problem, i), eta = log_odds(problem, i, coef);
        const double *row = problem->x + i * k;
        const double share = share_at(eta), rest = share_at(-eta);
        const bool is_yes = problem->y[i] > 0.5;
        const double residual = is_yes ? rest : -share;

        if (!(weight > 0))
            continue;
        problem->loglik += weight * log_share(problem, i, eta, is_yes ? 1 : -1);
        for (size_t j = 0; j < k; j++)
            problem->score[j] += weight * residual * row[j];
        add_row(row, weight * share * rest, k, problem->information);
    }
    mirror(k, problem->information);
}

/* The inverse and log determinant of a positive definite matrix, scaled to a diagonal of ones;
 * false when it is singular. */
static bool invert(size_t k, double matrix[], double *ret_log_determinant)
{
    gsl_matrix_view view = gsl_matrix_view_array(matrix, k, k);
    double *scale = g_newa(double, k);
    double log_determinant = 0;

    for (size_t j = 0; j < k; j++) {
        if (!(matrix[j * k + j] > 0))
            return false;
        scale[j] = sqrt(matrix[j * k + j]);
        log_determinant += 2 * log(scale[j]);
    }
    for (size_t j = 0; j < k * k; j++)
        matrix[j] /= scale[j / k] * scale[j % k];
    if (gsl_linalg_cholesky_decomp1(&view.matrix) != GSL_SUCCESS)
        return false;
    for (size_t j = 0; j < k; j++)
        log_determinant += 2 * log(matrix[j * k + j]);
    if (gsl_linalg_cholesky_invert(&view.matrix) != GSL_SUCCESS)
        return false;
    for (size_t j = 0; j < k * k; j++)
        matrix[j] /= scale[j / k] * scale[j % k];
    *ret_log_determinant = log_determinant;
    return true;
}

static double quadratic_form(size_t k, const double matrix[], const double row[])
{
    double sum = 0;

    for (size_t a = 0; a < k; a++) {
        double inner = 0;

        if (is_zero(row[a]))
            continue;
        for (size_t b = 0; b < k; b++)
            inner += matrix[a * k + b] * row[b];
        sum += row[a] * inner;
    }
    return sum;
}

/* Firth's share: each row counts in addition as h/2 yes and h/2 no, h its leverage. The penalty is
 * that of the whole model also where a coefficient is fixed. */
static bool add_penalty(Problem *problem, const double coef[])
{
    const size_t k = problem->k;
    double log_determinant;

    memcpy(problem->inverse, problem->information, k * k * sizeof *problem->inverse);
    if (!invert(k, problem->inverse, &log_determinant))
        return false;
    problem->loglik += log_determinant / 2;
    for (size_t i = 0; i < problem->n; i++) {
        const double weight = weight_of(problem, i);
        const double *row = problem->x + i * k;

        if (!(weight > 0))
            continue;

        const double eta = log_odds(problem, i, coef);
        const double share = share_at(eta), rest = share_at(-eta);
        const double leverage = weight * share * rest * quadratic_form(k, problem->inverse, row);

        for (size_t j = 0; j < k; j++)
            problem->score[j] += leverage * (rest - share) / 2 * row[j];
        add_row(row, leverage * share * rest, k, problem->curvature);
    }
    mirror(k, problem->curvature);
    return true;
}

static bool evaluate(Problem *problem, const double coef[])
{
    add_up(problem, coef);
    memcpy(problem->curvature, problem->information,
           problem->k * problem->k * sizeof *problem->curvature);
    return isfinite(problem->loglik) &&
           (problem->method == SVY_LOGISTIC_ML || add_penalty(problem, coef));
}

/* --- Climbing ------------------------------------------------------------------------------- */

/* Newton's step with the coefficient @fixed held. Firth's additions count as people here: without
 * them the steps of a saturated model are twice too long, and never settle. */
static bool find_step(Problem *problem, size_t fixed)
{
    const size_t k = problem->k;
    double log_determinant;

    memcpy(problem->inverse, problem->curvature, k * k * sizeof *problem->inverse);
    for (size_t j = 0; fixed != NONE_FIXED && j < k; j++)
        problem->inverse[fixed * k + j] = problem->inverse[j * k + fixed] = j == fixed ? 1 : 0;
    if (!invert(k, problem->inverse, &log_determinant))
        return false;
    for (size_t a = 0; a < k; a++) {
        problem->step[a] = 0;
        for (size_t b = 0; b < k; b++) {
            if (b != fixed)
                problem->step[a] += problem->inverse[a * k + b] * problem->score[b];
        }
    }
    if (fixed != NONE_FIXED)
        problem->step[fixed] = 0;
    return true;
}

/* How much the step changes the fitted log odds of any row. */
static double largest_change(const Problem *problem, const double coef[])
{
    double largest = 0;

    for (size_t i = 0; i < problem->n; i++) {
        if (weight_of(problem, i) > 0)
            largest = fmax(largest, fabs(log_odds(problem, i, coef)));
    }
    return largest;
}

/* Goes along the step, halved until the likelihood does not fall; evaluates there. */
static bool take_step(Problem *problem, double length, double coef[])
{
    const double before = problem->loglik;
    const double tolerance = 1e-13 * (1 + fabs(before));

    for (size_t halving = 0; halving < max_halvings; halving++) {
        for (size_t j = 0; j < problem->k; j++)
            problem->trial[j] = coef[j] + length * problem->step[j];
        if (evaluate(problem, problem->trial) && problem->loglik >= before - tolerance) {
            memcpy(coef, problem->trial, problem->k * sizeof *coef);
            return true;
        }
        length /= 2;
    }
    return false;
}

typedef enum {
    CLIMB_DONE,
    CLIMB_SEPARATED, /* the likelihood has no maximum */
    CLIMB_FAILED,
} Climb;

/* The maximum from @coef on, with the coefficient @fixed held. Where classes are separated Newton's
 * steps stay near 1 on the scale of the log odds for ever, however little the likelihood changes;
 * otherwise they vanish quadratically. */
static Climb climb(Problem *problem, size_t fixed, double coef[])
{
    const bool is_ml = problem->method == SVY_LOGISTIC_ML;
    const size_t most = is_ml ? steps_to_separation : max_steps;
    double best = HUGE_VAL, length = 1;

    if (!evaluate(problem, coef))
        return CLIMB_FAILED;
    for (size_t step = 0; step < most; step++) {
        if (!find_step(problem, fixed))
            return is_ml ? CLIMB_SEPARATED : CLIMB_FAILED;

        const double change = largest_change(problem, problem->step);
        const double size = largest_change(problem, coef);

        /* At the end steps are rounding, and no longer shrink. */
        if (change <= settled * (1 + size) || (change < 1e-9 && change >= best))
            return CLIMB_DONE;
        /* Firth's curvature is not the exact one: steps that swing to and fro are shortened. */
        length = !is_ml && change > 0.7 * best ? fmax(0.1, 0.7 * length) : length;
        best = change;
        if (!take_step(problem, length, coef))
            return change < 1e-7 ? CLIMB_DONE : CLIMB_FAILED;
    }
    return is_ml && largest_change(problem, coef) > far_out ? CLIMB_SEPARATED : CLIMB_FAILED;
}

/* The same with coefficient @j held at @value; from 0 when there is no way from where @coef is. */
static Climb climb_with(Problem *problem, size_t j, double value, double coef[])
{
    coef[j] = value;
    if (climb(problem, j, coef) == CLIMB_DONE)
        return CLIMB_DONE;
    memset(coef, 0, problem->k * sizeof *coef);
    coef[j] = value;
    return climb(problem, j, coef);
}

/* --- Profile -------------------------------------------------------------------------------- */

/* The value of coefficient @j beyond @peak at which the profile has fallen by @z^2 / 2: Newton on
 * the signed root of the fall, which is nearly a straight line. NaN when the profile levels off. */
static double find_profile_limit(Problem *problem,
                                 size_t j,
                                 const double peak[],
                                 double peak_loglik,
                                 double se,
                                 double z,
                                 double coef[])
{
    double at = peak[j] + z * se, last = HUGE_VAL;

    memcpy(coef, peak, problem->k * sizeof *coef);
    for (size_t step = 0; step < max_profile_steps; step++) {
        if (climb_with(problem, j, at, coef) != CLIMB_DONE)
            return (double)NAN;

        const double root = copysign(sqrt(fmax(0, 2 * (peak_loglik - problem->loglik))), z);
        const double slope = -problem->score[j] / root;
        double change = (z - root) / slope;

        if (!isfinite(change) || !(slope > 0))
            return (double)NAN;
        /* No leaps: far out the profile may be flat. */
        change = fmax(-2 * fabs(z) * se, fmin(change, 2 * fabs(z) * se));
        if (fabs(at + change - peak[j]) < 0.1 * fabs(at - peak[j]))
            change = -0.9 * (at - peak[j]);
        at += change;
        /* At the end changes are rounding, and no longer shrink. */
        if (fabs(change) <= 2 * GSL_DBL_EPSILON * fabs(at) ||
            (fabs(change) < 1e-9 * se && fabs(change) >= last))
            return at;
        last = fabs(change);
    }
    return (double)NAN;
}

static double find_lr_p(Problem *problem,
                        size_t j,
                        const double peak[],
                        double peak_loglik,
                        double coef[])
{
    memcpy(coef, peak, problem->k * sizeof *coef);
    if (climb_with(problem, j, 0, coef) != CLIMB_DONE)
        return (double)NAN;

    const double fall = fmax(0, 2 * (peak_loglik - problem->loglik));

    return erfc(sqrt(fall / 2));
}

/* --- The whole ------------------------------------------------------------------------------ */

static bool check_rows(size_t n, size_t k, const double x[], const double y[], GError **error)
{
    for (size_t i = 0; i < n * k; i++) {
        if (!(fabs(x[i]) <= max_x))
            return svy_argument_refuse("X", x[i], "between -1e100 and 1e100", error);
    }
    for (size_t i = 0; i < n; i++) {
        if (!(fabs(y[i]) <= 0) && !(fabs(y[i] - 1) <= 0))
            return svy_argument_refuse("y", y[i], "0 or 1", error);
    }
    return true;
}

static bool check_weights(size_t n, const double w[], GError **error)
{
    for (size_t i = 0; w != NULL && i < n; i++) {
        if (!svy_argument_check_count("a weight", w[i], error))
            return false;
    }
    return true;
}

static bool has_cases(const Problem *problem)
{
    for (size_t i = 0; i < problem->n; i++) {
        if (weight_of(problem, i) > 0)
            return true;
    }
    return false;
}

/* Cholesky's pivots of X'WX with a diagonal of ones: what is left of a column after the others. */
static bool check_columns(Problem *problem, GError **error)
{
    const size_t k = problem->k;
    double *matrix = problem->information;

    memset(matrix, 0, k * k * sizeof *matrix);
    for (size_t i = 0; i < problem->n; i++)
        add_row(problem->x + i * k, weight_of(problem, i), k, matrix);
    for (size_t j = 0; j < k; j++) {
        const double own = matrix[j * k + j];

        for (size_t c = 0; c < j; c++) {
            double sum = matrix[j * k + c];

            for (size_t d = 0; d < c; d++)
                sum -= matrix[j * k + d] * matrix[c * k + d];
            matrix[j * k + c] = sum / matrix[c * k + c];
            matrix[j * k + j] -= matrix[j * k + c] * matrix[j * k + c];
        }
        if (!(matrix[j * k + j] > smallest_pivot * own))
            return svy_error_set(error, SVY_ERROR_DATA, NULL, "Leave that column out",
                                 "column %zu is 0 or follows from the columns before it", j + 1);
        matrix[j * k + j] = sqrt(matrix[j * k + j]);
    }
    return true;
}

/* (transfer full) the memory behind the arrays of @problem and @ret_coef, @ret_work [k] */
static double *allocate(Problem *problem, double **ret_coef, double **ret_work, GError **error)
{
    const size_t k = problem->k;
    double *memory = g_try_malloc0_n(3 * k + 6, k * sizeof *memory);

    if (memory == NULL) {
        svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu columns", k);
        return NULL;
    }
    problem->information = memory;
    problem->curvature = memory + k * k;
    problem->inverse = problem->curvature + k * k;
    problem->score = problem->inverse + k * k;
    problem->step = problem->score + k;
    problem->trial = problem->step + k;
    problem->way = problem->trial + k;
    *ret_coef = problem->way + k;
    *ret_work = *ret_coef + k;
    return memory;
}

static bool is_separated(Problem *problem, double work[])
{
    const SvyLogisticMethod method = problem->method;

    problem->method = SVY_LOGISTIC_ML;
    memset(work, 0, problem->k * sizeof *work);

    const bool found = climb(problem, NONE_FIXED, work) != CLIMB_DONE;

    problem->method = method;
    return found;
}

/* What the limits of all coefficients are found from. */
typedef struct {
    const Problem *problem; /* evaluated at the peak */
    const double *peak, *se;
    double level;
    size_t n_threads;
    SvyLogisticCoef *coef; /* [k] */
    int is_out_of_memory;  /* atomic */
} Profiles;

static SvyLogisticCoef make_coef(const Profiles *profiles,
                                 size_t j,
                                 Problem *problem,
                                 double work[])
{
    const double *peak = profiles->peak, se = profiles->se[j];
    const double peak_loglik = profiles->problem->loglik;
    const double z = svy_gsl_find_normal_quantile(profiles->level);
    SvyLogisticCoef coef = {.value = peak[j], .se = se};

    coef.wald_lo = peak[j] - z * se;
    coef.wald_hi = peak[j] + z * se;
    coef.p_wald = fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(peak[j] / se)));
    coef.profile_lo = find_profile_limit(problem, j, peak, peak_loglik, se, -z, work);
    coef.profile_hi = find_profile_limit(problem, j, peak, peak_loglik, se, z, work);
    coef.p_lr = find_lr_p(problem, j, peak, peak_loglik, work);
    return coef;
}

/* Every n-th coefficient; each thread climbs in room of its own. */
static void make_some(void *data, size_t thread)
{
    Profiles *profiles = data;
    Problem problem = *profiles->problem;
    double *unused, *work;
    g_autofree double *memory = allocate(&problem, &unused, &work, NULL);

    if (memory == NULL)
        g_atomic_int_set(&profiles->is_out_of_memory, 1);
    for (size_t j = thread; memory != NULL && j < problem.k; j += profiles->n_threads)
        profiles->coef[j] = make_coef(profiles, j, &problem, work);
}

static bool make_all(Profiles *profiles, GError **error)
{
    const Problem *problem = profiles->problem;
    const size_t n_processors = svy_parallel_count_processors();

    profiles->n_threads = problem->n * problem->k < few_cells ? 1 : MIN(n_processors, problem->k);
    svy_parallel_run(profiles->n_threads, make_some, profiles);
    return profiles->is_out_of_memory == 0 ||
           svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu columns",
                         problem->k);
}

static SvyLogisticCoef no_coef(void)
{
    const double none = (double)NAN;

    return (SvyLogisticCoef){none, none, none, none, none, none, none, none};
}

/* The likelihood at @coef, and the inverse of the information in problem->inverse. */
static bool find_covariance(Problem *problem, const double coef[])
{
    const size_t k = problem->k;
    double log_determinant;

    if (!evaluate(problem, coef))
        return false;
    memcpy(problem->inverse, problem->information, k * k * sizeof *problem->inverse);
    return invert(k, problem->inverse, &log_determinant);
}

/* The maximum in @coef, its log likelihood in the problem, its covariance in problem->inverse. */
static bool maximize(Problem *problem,
                     double coef[],
                     double work[],
                     SvyLogisticFit *fit,
                     GError **error)
{
    *fit = (SvyLogisticFit){.loglik = (double)NAN, .status = SVY_STATUS_NO_CASES};
    svy_stats_init();
    if (!has_cases(problem))
        return true;
    if (!check_columns(problem, error))
        return false;
    fit->is_separated = is_separated(problem, work);
    fit->status = SVY_STATUS_UNDEFINED;
    if (fit->is_separated && problem->method == SVY_LOGISTIC_ML)
        return true;
    if (climb(problem, NONE_FIXED, coef) != CLIMB_DONE || !find_covariance(problem, coef))
        return svy_error_set(error, SVY_ERROR_NUMERIC, NULL, NULL,
                             "the logistic regression did not converge");
    fit->loglik = problem->loglik;
    fit->status = SVY_STATUS_OK;
    return true;
}

static bool check_input(size_t n,
                        size_t k,
                        const double x[],
                        const double y[],
                        const double w[],
                        double level,
                        GError **error)
{
    if (k == 0)
        return svy_error_set(error, SVY_ERROR_DATA, NULL, NULL, "X must have a column");
    return svy_argument_check_level(level, error) && check_rows(n, k, x, y, error) &&
           check_weights(n, w, error);
}

bool svy_logistic_fit(SvyLogisticMethod method,
                      size_t n,
                      size_t k,
                      const double x[],
                      const double y[],
                      const double w[],
                      double level,
                      SvyLogisticCoef ret_coef[],
                      SvyLogisticFit *ret_fit,
                      GError **error)
{
    Problem problem = {.method = method, .n = n, .k = k, .x = x, .y = y, .w = w};
    double *peak, *work;

    g_return_val_if_fail(n == 0 || (x != NULL && y != NULL), false);
    g_return_val_if_fail(ret_coef != NULL && ret_fit != NULL, false);
    if (!check_input(n, k, x, y, w, level, error))
        return false;
    g_autofree double *memory = allocate(&problem, &peak, &work, error);
    g_autofree double *se = g_new0(double, k);
    g_autofree SvyLogisticCoef *coef = g_new(SvyLogisticCoef, k);
    SvyLogisticFit fit;

    if (memory == NULL || !maximize(&problem, peak, work, &fit, error))
        return false;
    for (size_t j = 0; j < k; j++) {
        se[j] = sqrt(problem.inverse[j * k + j]);
        coef[j] = no_coef();
    }
    problem.origin = peak;
    if (fit.status == SVY_STATUS_OK && evaluate(&problem, peak)) {
        Profiles profiles = {
            .problem = &problem, .peak = peak, .se = se, .level = level, .coef = coef};

        if (!make_all(&profiles, error))
            return false;
    }
    memcpy(ret_coef, coef, k * sizeof *coef);
    *ret_fit = fit;
    return true;
}

/* --- Average marginal effects --------------------------------------------------------------- */

typedef enum {
    COLUMN_CONSTANT,
    COLUMN_SWITCH, /* zeros and ones */
    COLUMN_NUMBER,
} ColumnKind;

static ColumnKind find_kind(const Problem *problem, size_t j)
{
    double lo = HUGE_VAL, hi = -HUGE_VAL;
    bool is_switch = true;

    for (size_t i = 0; i < problem->n; i++) {
        const double value = problem->x[i * problem->k + j];

        if (!(weight_of(problem, i) > 0))
            continue;
        lo = fmin(lo, value);
        hi = fmax(hi, value);
        is_switch = is_switch && (!(fabs(value) > 0) || !(fabs(value - 1) > 0));
    }
    if (!(hi > lo))
        return COLUMN_CONSTANT;
    return is_switch ? COLUMN_SWITCH : COLUMN_NUMBER;
}

/* The effect of column @j in one row, and its derivatives by the coefficients, times @weight. */
static double add_effect(const Problem *problem,
                         size_t i,
                         size_t j,
                         ColumnKind kind,
                         const double coef[],
                         double weight,
                         double gradient[])
{
    const double *row = problem->x + i * problem->k;
    const double eta = log_odds(problem, i, coef);

    if (kind == COLUMN_SWITCH) {
        const double eta1 = eta + (1 - row[j]) * coef[j], eta0 = eta - row[j] * coef[j];
        const double slope1 = share_at(eta1) * share_at(-eta1);
        const double slope0 = share_at(eta0) * share_at(-eta0);

        for (size_t c = 0; c < problem->k; c++)
            gradient[c] += weight * (c == j ? slope1 : (slope1 - slope0) * row[c]);
        return weight * (share_at(eta1) - share_at(eta0));
    }

    const double p = share_at(eta), slope = p * share_at(-eta);

    for (size_t c = 0; c < problem->k; c++)
        gradient[c] += weight * coef[j] * slope * (share_at(-eta) - p) * row[c];
    gradient[j] += weight * slope;
    return weight * coef[j] * slope;
}

static SvyEstimate average_effect(const Problem *problem,
                                  size_t j,
                                  const double coef[],
                                  double level,
                                  double gradient[])
{
    const ColumnKind kind = find_kind(problem, j);
    const double z = svy_gsl_find_normal_quantile(level);
    SvyEstimate ame = svy_estimate_none(SVY_STATUS_UNDEFINED, level, "delta method");
    double total = 0, sum = 0;

    if (kind == COLUMN_CONSTANT)
        return ame;
    memset(gradient, 0, problem->k * sizeof *gradient);
    for (size_t i = 0; i < problem->n; i++) {
        total += weight_of(problem, i);
        sum += add_effect(problem, i, j, kind, coef, weight_of(problem, i), gradient);
    }
    ame.value = sum / total;
    ame.se = sqrt(quadratic_form(problem->k, problem->inverse, gradient)) / total;
    ame.lo = ame.value - z * ame.se;
    ame.hi = ame.value + z * ame.se;
    ame.status = SVY_STATUS_OK;
    return ame;
}

bool svy_logistic_marginal_effects(SvyLogisticMethod method,
                                   size_t n,
                                   size_t k,
                                   const double x[],
                                   const double y[],
                                   const double w[],
                                   double level,
                                   SvyEstimate ret_ame[],
                                   GError **error)
{
    Problem problem = {.method = method, .n = n, .k = k, .x = x, .y = y, .w = w};
    double *peak, *work;
    SvyLogisticFit fit;

    g_return_val_if_fail(n == 0 || (x != NULL && y != NULL), false);
    g_return_val_if_fail(ret_ame != NULL, false);
    if (!check_input(n, k, x, y, w, level, error))
        return false;
    g_autofree double *memory = allocate(&problem, &peak, &work, error);
    if (memory == NULL || !maximize(&problem, peak, work, &fit, error))
        return false;

    for (size_t j = 0; j < k; j++)
        ret_ame[j] = fit.status == SVY_STATUS_OK
                         ? average_effect(&problem, j, peak, level, work)
                         : svy_estimate_none(fit.status, level, "delta method");
    return true;
}
