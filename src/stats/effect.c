/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Effect sizes of means. */
#include <surveystat/effect.h>

#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "stats/argument-private.h"
#include "stats/gsl-wrap.h"
#include "stats/noncentral-private.h"

/* Gamma(f/2) / (sqrt(f/2) Gamma((f-1)/2)) by regulated gamma functions: no large logarithms. */
static double small_sample_factor(double df)
{
    const double a = df / 2, b = a - 0.5;
    gsl_sf_result top, bottom;

    if (gsl_sf_gammastar_e(a, &top) != 0 || gsl_sf_gammastar_e(b, &bottom) != 0)
        return (double)NAN;
    /* What is left of Stirling's formula: (a/b)^(b-1/2) exp(-1/2). */
    return top.val / bottom.val * exp((b - 0.5) * log1p(0.5 / b) - 0.5);
}

static bool find_d_limits(double t, double df, double scale, SvyEstimate *d, GError **error)
{
    const double tail = (1 - d->level) / 2;
    double lo, hi;

    if (!svy_noncentral_find_t_shift(t, df, tail, SVY_TAIL_UPPER, &lo, error) ||
        !svy_noncentral_find_t_shift(t, df, tail, SVY_TAIL_LOWER, &hi, error))
        return false;
    d->lo = lo * scale;
    d->hi = hi * scale;
    d->df = df;
    d->status = SVY_STATUS_OK;
    return true;
}

bool svy_effect_cohen_d(const SvyMoments *x,
                        const SvyMoments *y,
                        double level,
                        SvyEstimate *ret_d,
                        SvyEstimate *ret_g,
                        GError **error)
{
    const bool has_cases = x->n > 0 && y->n > 0;
    const SvyStatus status = has_cases ? SVY_STATUS_NO_VARIANCE : SVY_STATUS_NO_CASES;
    SvyEstimate d = svy_estimate_none(status, level, "Cohen's d, noncentral t"), g;
    const double df = x->n + y->n - 2;

    g_return_val_if_fail(ret_d != NULL && ret_g != NULL, false);
    if (!svy_argument_check_level(level, error))
        return false;

    svy_stats_init();
    g = svy_estimate_none(status, level, "Hedges' g, noncentral t");
    if (has_cases && df > 1 && x->ss + y->ss > 0) {
        const double scale = sqrt(1 / x->n + 1 / y->n), factor = small_sample_factor(df);

        d.value = svy_moments_get_difference(x, y) / sqrt((x->ss + y->ss) / df);
        if (!find_d_limits(d.value / scale, df, scale, &d, error))
            return false;
        g.value = factor * d.value;
        g.lo = factor * d.lo;
        g.hi = factor * d.hi;
        g.df = df;
        g.status = SVY_STATUS_OK;
    }
    *ret_d = d;
    *ret_g = g;
    return true;
}

static bool find_eta2_limits(const SvyAnova *anova, SvyEstimate *eta2, GError **error)
{
    const double tail = (1 - eta2->level) / 2;
    double lo, hi;

    if (!svy_noncentral_find_lambda(anova->statistic, anova->df1, anova->df2, tail, SVY_TAIL_UPPER,
                                    &lo, error) ||
        !svy_noncentral_find_lambda(anova->statistic, anova->df1, anova->df2, tail, SVY_TAIL_LOWER,
                                    &hi, error))
        return false;
    eta2->lo = lo / (lo + anova->n);
    eta2->hi = hi / (hi + anova->n);
    eta2->status = SVY_STATUS_OK;
    return true;
}

bool svy_effect_eta2(const SvyAnova *anova,
                     double level,
                     SvyEstimate *ret_eta2,
                     SvyEstimate *ret_omega2,
                     GError **error)
{
    SvyEstimate eta2, omega2;

    g_return_val_if_fail(anova != NULL && ret_eta2 != NULL && ret_omega2 != NULL, false);
    if (!svy_argument_check_level(level, error))
        return false;

    svy_stats_init();
    eta2 = svy_estimate_none(anova->status, level, "noncentral F");
    omega2 = eta2;
    if (anova->status == SVY_STATUS_OK) {
        const double ms_within = anova->ss_within / anova->df2;

        if (!find_eta2_limits(anova, &eta2, error))
            return false;
        omega2 = eta2;
        eta2.value = anova->eta2;
        omega2.value = (anova->ss_between - anova->df1 * ms_within) /
                       (anova->ss_between + anova->ss_within + ms_within);
    }
    *ret_eta2 = eta2;
    *ret_omega2 = omega2;
    return true;
}
