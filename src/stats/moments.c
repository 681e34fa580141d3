/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number, mean and spread of values. */
#include <surveystat/moments.h>

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stats/argument-private.h"

/* Values with how often each occurs; @counts is NULL when each occurs once. */
typedef struct {
    size_t n;
    const double *values, *counts;
} Data;

/* Squares of larger values do not fit in a double. */
static const double largest = 1e140;

static double weight_of(const Data *data, size_t i)
{
    if (isnan(data->values[i]))
        return 0;
    return data->counts == NULL ? 1 : data->counts[i];
}

static double mean_deviation(const Data *data, double n, double centre)
{
    double sum = 0;

    for (size_t i = 0; i < data->n; i++) {
        const double weight = weight_of(data, i);

        if (weight > 0)
            sum += weight * (data->values[i] - centre);
    }
    return sum / n;
}

static double sum_of_squares(const Data *data, const SvyMoments *moments)
{
    double sum = 0;

    for (size_t i = 0; i < data->n; i++) {
        const double weight = weight_of(data, i);
        const double deviation =
            weight > 0 ? data->values[i] - moments->mean - moments->mean_rest : 0;

        sum += weight * deviation * deviation;
    }
    return sum;
}

/* Deviations from one of the values are exact for values of one magnitude, and are exactly 0 when
 * all are alike. The second pass finds what the first one lost. */
static SvyMoments compute(const Data *data)
{
    SvyMoments moments = {0};
    double first = 0;

    for (size_t i = data->n; i > 0; i--) {
        const double weight = weight_of(data, i - 1);

        moments.n += weight;
        if (weight > 0)
            first = data->values[i - 1];
    }
    if (!(moments.n > 0))
        return moments;

    moments.mean = first + mean_deviation(data, moments.n, first);
    moments.mean_rest = mean_deviation(data, moments.n, moments.mean);
    moments.ss = sum_of_squares(data, &moments);
    return moments;
}

bool svy_moments_compute(size_t n, const double y[], SvyMoments *ret_moments, GError **error)
{
    g_return_val_if_fail((n == 0 || y != NULL) && ret_moments != NULL, false);
    for (size_t i = 0; i < n; i++) {
        if (fabs(y[i]) > largest)
            return svy_argument_refuse("a value", y[i], "between -1e140 and 1e140", error);
    }

    *ret_moments = compute(&(Data){.n = n, .values = y});
    return true;
}

bool svy_moments_compute_counts(size_t n_levels,
                                const double scores[],
                                const double counts[],
                                SvyMoments *ret_moments,
                                GError **error)
{
    g_return_val_if_fail((n_levels == 0 || (scores != NULL && counts != NULL)), false);
    g_return_val_if_fail(ret_moments != NULL, false);
    for (size_t i = 0; i < n_levels; i++) {
        if (!svy_argument_check_count("a count", counts[i], error))
            return false;
        if (!(fabs(scores[i]) <= largest))
            return svy_argument_refuse("a value", scores[i], "between -1e140 and 1e140", error);
    }

    *ret_moments = compute(&(Data){.n = n_levels, .values = scores, .counts = counts});
    return true;
}

double svy_moments_get_sd(const SvyMoments *moments)
{
    return moments->n > 1 ? sqrt(moments->ss / (moments->n - 1)) : (double)NAN;
}

double svy_moments_get_difference(const SvyMoments *a, const SvyMoments *b)
{
    return (a->mean - b->mean) + (a->mean_rest - b->mean_rest);
}

bool svy_moments_estimate_mean(const SvyMoments *moments,
                               double level,
                               SvyEstimate *ret_mean,
                               GError **error)
{
    const double sd = svy_moments_get_sd(moments);

    g_return_val_if_fail(moments != NULL && ret_mean != NULL, false);
    if (!svy_argument_check_level(level, error))
        return false;
    *ret_mean = svy_estimate_none(moments->n > 0 ? SVY_STATUS_NO_VARIANCE : SVY_STATUS_NO_CASES,
                                  level, "Student's t");
    if (moments->n > 0)
        ret_mean->value = moments->mean;
    if (!(moments->n > 1) || !(sd > 0))
        return true;

    const double df = moments->n - 1, se = sd / sqrt(moments->n);
    const double reach = gsl_cdf_tdist_Qinv((1 - level) / 2, df) * se;

    ret_mean->status = SVY_STATUS_OK;
    ret_mean->se = se;
    ret_mean->df = df;
    ret_mean->lo = moments->mean - reach;
    ret_mean->hi = moments->mean + reach;
    return true;
}
