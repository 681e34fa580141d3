/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Noncentral t as an average over the estimated spread or, where it is steep in that, over the
 * mean; noncentral F as a Poisson mixture. */
#include "stats/noncentral-private.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "stats/argument-private.h"
#include "stats/chi-mean-private.h"
#include "stats/gsl-wrap.h"

#define N_NODES 128u /* of Gauss and Legendre: GSL has these ready */

typedef struct {
    double t, df, shift, p;
    SvyTail tail;
} TProblem;

typedef struct {
    double f, df1, df2, p;
    SvyTail tail;
} FProblem;

static const double negligible = 1e-18; /* a Poisson weight */
static const double max_lambda = 1e9;
static const double far = 2000; /* times sqrt(df + 1): a t beyond tells of the spread alone */
static const double steep_t = 200;
static const double normal_reach = 9; /* the normal density is below 1e-18 beyond */

static double normal_tail_at(double s, const void *user_data)
{
    const TProblem *problem = user_data;
    const double z = problem->t * s - problem->shift;

    return problem->tail == SVY_TAIL_UPPER ? gsl_cdf_ugaussian_Q(z) : gsl_cdf_ugaussian_P(z);
}

/* What a mean @excess above the shift adds: T = (shift + excess) / S. @t > 0. */
static double mean_tail_at(double excess, void *user_data)
{
    const TProblem *problem = user_data;
    const double ratio = (problem->shift + excess) / problem->t;
    const double x = problem->df * ratio * ratio;

    return gsl_ran_ugaussian_pdf(excess) * (problem->tail == SVY_TAIL_UPPER
                                                ? gsl_cdf_chisq_P(x, problem->df)
                                                : gsl_cdf_chisq_Q(x, problem->df));
}

/* Over the mean, what is averaged changes the less the larger @t is. A mean below 0 is a T below 0.
 */
static double average_over_mean(TProblem *problem)
{
    const gsl_function function = {.function = mean_tail_at, .params = problem};
    const double from = fmax(-normal_reach, -problem->shift);
    gsl_integration_glfixed_table *nodes = gsl_integration_glfixed_table_alloc(N_NODES);
    double sum = problem->tail == SVY_TAIL_UPPER ? 0 : gsl_cdf_ugaussian_P(from);

    if (nodes == NULL)
        return (double)NAN;
    if (from < normal_reach)
        sum += gsl_integration_glfixed(&function, from, normal_reach, nodes);
    gsl_integration_glfixed_table_free(nodes);
    return fmin(1, sum);
}

double svy_noncentral_compute_t(double t, double df, double shift, SvyTail tail)
{
    if (t < -steep_t)
        return svy_noncentral_compute_t(-t, df, -shift,
                                        tail == SVY_TAIL_UPPER ? SVY_TAIL_LOWER : SVY_TAIL_UPPER);

    TProblem problem = {.t = t, .df = df, .shift = shift, .tail = tail};

    svy_stats_init();
    if (t > steep_t && t * t > 2 * df)
        return average_over_mean(&problem);
    return fmin(1, svy_chi_mean_compute(df, 0, fabs(t), normal_tail_at, &problem));
}

/* One term: j more pairs of degrees of freedom above. F <= f is x <= df1 f / (df1 f + df2). */
static double beta_term(const FProblem *problem, double j)
{
    const double x = problem->df1 * problem->f / (problem->df1 * problem->f + problem->df2);

    return svy_beta_compute_tail(x, problem->df1 / 2 + j, problem->df2 / 2, problem->tail);
}

/* From the likeliest j outwards on both sides. */
double svy_noncentral_compute_f(double f, double df1, double df2, double lambda, SvyTail tail)
{
    const FProblem problem = {.f = f, .df1 = df1, .df2 = df2, .tail = tail};
    const double mode = floor(lambda / 2);
    const double peak = gsl_ran_poisson_pdf((unsigned)mode, lambda / 2);
    double weight = peak, sum = 0;

    if (!(lambda > 0))
        return beta_term(&problem, 0);
    for (double j = mode; weight > negligible; j++) {
        sum += weight * beta_term(&problem, j);
        weight *= lambda / 2 / (j + 1);
    }
    weight = peak;
    for (double j = mode; j >= 1 && weight > negligible; j--) {
        weight *= j / (lambda / 2);
        sum += weight * beta_term(&problem, j - 1);
    }
    return fmin(1, sum);
}

static double excess_t(double shift, void *user_data)
{
    const TProblem *problem = user_data;

    return svy_noncentral_compute_t(problem->t, problem->df, shift, problem->tail) - problem->p;
}

/* Far out, T <= t is a statement about the spread S alone, for Z is nothing against the shift:
 * S >= (Z + shift) / t, and the average over Z adds the second derivative over 2 t^2 (the next term
 * is of the order (df / t^2)^2). */
static double find_far_shift(const TProblem *problem)
{
    const double t = problem->t, df = problem->df;
    const bool is_above = (problem->tail == SVY_TAIL_LOWER) == (t > 0);
    const double chisq =
        is_above ? gsl_cdf_chisq_Qinv(problem->p, df) : gsl_cdf_chisq_Pinv(problem->p, df);
    const double s = sqrt(chisq / df);

    return t * (s - ((df - 1) / s - df * s) / 2 / t / t);
}

bool svy_noncentral_find_t_shift(double t,
                                 double df,
                                 double p,
                                 SvyTail tail,
                                 double *ret_shift,
                                 GError **error)
{
    TProblem problem = {.t = t, .df = df, .p = p, .tail = tail};
    const gsl_function function = {.function = excess_t, .params = &problem};
    double reach = 4 + fabs(t);

    svy_stats_init();
    if (fabs(t) > far * sqrt(df + 1)) {
        *ret_shift = find_far_shift(&problem);
        return true;
    }
    while (excess_t(t - reach, &problem) * excess_t(t + reach, &problem) > 0 && reach < max_lambda)
        reach *= 2;
    return svy_gsl_find_root(&function, t - reach, t + reach, 1e-14, ret_shift, error);
}

static double excess_f(double lambda, void *user_data)
{
    const FProblem *problem = user_data;

    return svy_noncentral_compute_f(problem->f, problem->df1, problem->df2, lambda, problem->tail) -
           problem->p;
}

/* Far out the root of a noncentral chi-square is sqrt(lambda) + (df1 - 1) / (2 sqrt(lambda)) + Z,
 * so that F is the square of a t with that shift. */
static double find_far_lambda(const FProblem *problem)
{
    const TProblem root = {.t = sqrt(problem->df1 * problem->f),
                           .df = problem->df2,
                           .p = problem->p,
                           .tail = problem->tail};
    const double shift = find_far_shift(&root);

    return shift * shift - (problem->df1 - 1);
}

bool svy_noncentral_find_lambda(double f,
                                double df1,
                                double df2,
                                double p,
                                SvyTail tail,
                                double *ret_lambda,
                                GError **error)
{
    FProblem problem = {.f = f, .df1 = df1, .df2 = df2, .p = p, .tail = tail};
    const gsl_function function = {.function = excess_f, .params = &problem};
    double hi = 1 + 2 * df1 * f;

    svy_stats_init();
    if (sqrt(df1 * f) > far * sqrt(df1 + df2 + 1)) {
        *ret_lambda = find_far_lambda(&problem);
        return true;
    }

    const double at_0 = excess_f(0, &problem);

    /* The lower tail falls with lambda, the upper one rises. */
    if ((tail == SVY_TAIL_LOWER) == (at_0 <= 0)) {
        *ret_lambda = 0;
        return true;
    }
    while (excess_f(hi, &problem) * at_0 > 0 && hi < max_lambda)
        hi *= 2;
    if (!(hi < max_lambda))
        return svy_argument_refuse("F", f, "smaller for an interval", error);
    return svy_gsl_find_root(&function, 0, hi, 1e-14, ret_lambda, error);
}
