/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A share under a design, and its limits. */
#include "stats/design-private.h"

#include <math.h>

#include "base/error.h"
#include "stats/argument-private.h"
#include "stats/beta-private.h"
#include "stats/gsl-wrap.h"
#include "stats/proportion-private.h"

/* What all intervals are made from. */
typedef struct {
    double p, v, n, df, level;
    double t;     /* quantile of the df */
    double n_eff; /* cases of a simple random sample that would tell as much */
} Share;

typedef bool (*LimitsFunction)(const Share *share, double *ret_lo, double *ret_hi, GError **error);

/* --- Limits --------------------------------------------------------------------------------- */

static double take_back_logit(double x)
{
    return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x));
}

static bool logit_limits(const Share *share, double *ret_lo, double *ret_hi, GError **error)
{
    const double centre = log(share->p) - log1p(-share->p);
    const double reach = share->t * sqrt(share->v) / (share->p * (1 - share->p));

    (void)error;
    *ret_lo = take_back_logit(centre - reach);
    *ret_hi = take_back_logit(centre + reach);
    return true;
}

/* Clopper-Pearson for p * n of n, which need not be whole. */
static bool exact_limits(double p,
                         double n,
                         double level,
                         double *ret_lo,
                         double *ret_hi,
                         GError **error)
{
    const double tail = (1 - level) / 2, x = p * n, rest = (1 - p) * n;
    double lo = 0, hi = 1;

    if (x > 0 && !svy_beta_find_quantile(tail, x, rest + 1, SVY_TAIL_LOWER, &lo, error))
        return false;
    if (rest > 0 && !svy_beta_find_quantile(tail, x + 1, rest, SVY_TAIL_UPPER, &hi, error))
        return false;
    *ret_lo = lo;
    *ret_hi = hi;
    return true;
}

/* What the df cost is charged to the number of cases, since Clopper-Pearson knows no t. */
static double find_exact_n(const Share *share)
{
    const double t = svy_design_find_t(share->level, share->n - 1) / share->t;

    return share->n_eff * t * t;
}

static bool beta_limits(const Share *share, double *ret_lo, double *ret_hi, GError **error)
{
    return exact_limits(share->p, find_exact_n(share), share->level, ret_lo, ret_hi, error);
}

static bool korn_graubard_limits(const Share *share, double *ret_lo, double *ret_hi, GError **error)
{
    return exact_limits(share->p, fmin(share->n, find_exact_n(share)), share->level, ret_lo, ret_hi,
                        error);
}

static bool arcsine_limits(const Share *share, double *ret_lo, double *ret_hi, GError **error)
{
    const double centre = asin(sqrt(share->p));
    const double reach = share->t * sqrt(share->v / (share->p * (1 - share->p))) / 2;
    const double lo = sin(fmax(0, centre - reach)), hi = sin(fmin(M_PI_2, centre + reach));

    (void)error;
    *ret_lo = lo * lo;
    *ret_hi = hi * hi;
    return true;
}

/* Twice the log likelihood that the logit @x loses against p, less what it may. */
static double compute_excess(double x, void *closure)
{
    const Share *share = (const Share *)closure;
    const double log_q = x >= 0 ? -log1p(exp(-x)) : x - log1p(exp(x));
    const double log_rest = x >= 0 ? -x - log1p(exp(-x)) : -log1p(exp(x));
    const double loss =
        share->p * (log(share->p) - log_q) + (1 - share->p) * (log1p(-share->p) - log_rest);

    return 2 * share->n_eff * loss - share->t * share->t;
}

static bool find_likelihood_limit(const Share *share,
                                  double sign,
                                  double *ret_limit,
                                  GError **error)
{
    Share copy = *share;
    const gsl_function excess = {.function = compute_excess, .params = &copy};
    const double centre = log(share->p) - log1p(-share->p);
    double reach = share->t * sqrt(share->v) / (share->p * (1 - share->p)), root;

    while (compute_excess(centre + sign * reach, &copy) <= 0)
        reach *= 2;
    if (!svy_gsl_find_root(&excess, fmin(centre, centre + sign * reach),
                           fmax(centre, centre + sign * reach), 1e-15, &root, error))
        return false;
    *ret_limit = take_back_logit(root);
    return true;
}

static bool likelihood_limits(const Share *share, double *ret_lo, double *ret_hi, GError **error)
{
    double lo, hi;

    if (!find_likelihood_limit(share, -1, &lo, error) ||
        !find_likelihood_limit(share, 1, &hi, error))
        return false;
    *ret_lo = lo;
    *ret_hi = hi;
    return true;
}

static bool wilson_limits(const Share *share, double *ret_lo, double *ret_hi, GError **error)
{
    (void)error;
    svy_proportion_compute_wilson(share->p * share->n_eff, share->n_eff, share->t, ret_lo, ret_hi);
    return true;
}

static bool wald_limits(const Share *share, double *ret_lo, double *ret_hi, GError **error)
{
    (void)error;
    *ret_lo = share->p - share->t * sqrt(share->v);
    *ret_hi = share->p + share->t * sqrt(share->v);
    return true;
}

static const struct {
    const char *name;
    LimitsFunction compute;
} methods[SVY_DESIGN_INTERVAL_LAST] = {
    [SVY_DESIGN_LOGIT] = {"logit, linearised", logit_limits},
    [SVY_DESIGN_BETA] = {"beta (Korn-Graubard)", beta_limits},
    [SVY_DESIGN_KORN_GRAUBARD] = {"Korn-Graubard (NCHS)", korn_graubard_limits},
    [SVY_DESIGN_ARCSINE] = {"arcsine, linearised", arcsine_limits},
    [SVY_DESIGN_LIKELIHOOD] = {"likelihood (Rao-Scott)", likelihood_limits},
    [SVY_DESIGN_WILSON] = {"Wilson, effective n", wilson_limits},
    [SVY_DESIGN_WALD] = {"Wald, linearised", wald_limits},
};

/* --- The whole ------------------------------------------------------------------------------ */

static bool check_events(const SvyDesign *design, const double event[], GError **error)
{
    for (size_t i = 0; i < design->n; i++) {
        if (event[i] < 0 || event[i] > 1)
            return svy_error_set(error, SVY_ERROR_DATA, NULL, NULL,
                                 "record %zu: the event must be 0 or 1, got %.12g", i + 1,
                                 event[i]);
    }
    return true;
}

static double count_cases(const SvyDesign *design, const double event[])
{
    size_t n = 0;

    for (size_t i = 0; i < design->n; i++)
        n += !isnan(event[i]) && svy_design_get_weight(design, i) > 0;
    return (double)n;
}

static bool is_census(const SvyDesign *design)
{
    for (size_t h = 0; h < design->n_strata; h++) {
        if (design->left_out[h] > 1e-7)
            return false;
    }
    for (size_t g = 0; design->has_second_stage && g < design->n_psu; g++) {
        if (design->left_out_of_psu[g] > 1e-7)
            return false;
    }
    return true;
}

/* A variance of 0 that is not that of a census says nothing. */
static bool find_limits(const Share *share,
                        bool is_census,
                        SvyDesignInterval interval,
                        SvyEstimate *estimate,
                        GError **error)
{
    const double spread = share->p * (1 - share->p);

    if (is_census) {
        estimate->lo = estimate->hi = share->p;
        return true;
    }
    if (!(share->v > 1e-28 * spread))
        return exact_limits(share->p, share->n, share->level, &estimate->lo, &estimate->hi, error);
    return methods[interval].compute(share, &estimate->lo, &estimate->hi, error);
}

bool svy_design_set_share(const SvyShareVariance *from,
                          SvyDesignInterval interval,
                          SvyEstimate *estimate,
                          GError **error)
{
    const double p = fmin(1, fmax(0, from->p));
    Share share = {.p = p,
                   .v = p > 0 && p < 1 ? from->v : 0,
                   .n = from->n,
                   .df = from->df,
                   .level = from->level};
    const bool has_variance = !isnan(share.v) && (share.df > 0 || !(share.v > 0));

    estimate->method = methods[interval].name;
    if (has_variance) {
        share.t = share.df > 0 ? svy_design_find_t(share.level, share.df) : (double)NAN;
        share.n_eff = share.p * (1 - share.p) / share.v;
        if (!find_limits(&share, from->is_census, interval, estimate, error))
            return false;
    }
    estimate->status = has_variance ? SVY_STATUS_OK : SVY_STATUS_NO_VARIANCE;
    estimate->value = p;
    estimate->se = sqrt(share.v);
    estimate->df = share.df;
    return true;
}

bool svy_design_estimate_proportion(const SvyDesign *design,
                                    const double event[],
                                    SvyDesignInterval interval,
                                    double df,
                                    double level,
                                    SvyEstimate *ret_p,
                                    GError **error)
{
    SvyEstimate estimate;

    g_return_val_if_fail(ret_p != NULL && interval < SVY_DESIGN_INTERVAL_LAST, false);
    if (!check_events(design, event, error) ||
        !svy_design_estimate_mean(design, event, level, &estimate, NULL, error))
        return false;
    estimate.method = methods[interval].name;
    if (estimate.status == SVY_STATUS_NO_CASES) {
        *ret_p = estimate;
        return true;
    }

    const SvyShareVariance share = {.p = estimate.value,
                                    .v = estimate.se * estimate.se,
                                    .n = count_cases(design, event),
                                    .df = isnan(df) ? svy_design_get_df(design) : df,
                                    .level = level,
                                    .is_census = is_census(design)};

    if (!svy_design_set_share(&share, interval, &estimate, error))
        return false;
    *ret_p = estimate;
    return true;
}
