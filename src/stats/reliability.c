/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cronbach's alpha from the covariances of the items. */
#include <surveystat/reliability.h>

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "stats/argument-private.h"
#include "stats/gsl-wrap.h"

/* Sums of products of deviations; what divides them cancels everywhere. */
typedef struct {
    size_t n, k;
    double *means;    /* [k] */
    double *products; /* [k x k] */
    double total;     /* sum of all products: that of the sum of the items */
} Covariances;

/* Below this share of the sum of the absolute products the sum is rounding. */
static const double rounding = 1e-14;

static bool is_complete(size_t k, const double row[])
{
    for (size_t j = 0; j < k; j++) {
        if (isnan(row[j]))
            return false;
    }
    return true;
}

/* Means in two passes: the second finds what the first lost. */
static void fill_means(size_t n_people, const double answers[], Covariances *out)
{
    const size_t k = out->k;

    for (size_t pass = 0; pass < 2; pass++) {
        double *shift = out->products; /* not in use yet */

        memset(shift, 0, k * sizeof *shift);
        out->n = 0;
        for (size_t i = 0; i < n_people; i++) {
            if (!is_complete(k, answers + i * k))
                continue;
            out->n++;
            for (size_t j = 0; j < k; j++)
                shift[j] += answers[i * k + j] - out->means[j];
        }
        for (size_t j = 0; j < k && out->n > 0; j++)
            out->means[j] += shift[j] / (double)out->n;
    }
}

static void add_products(const double row[], Covariances *out)
{
    const size_t k = out->k;

    for (size_t a = 0; a < k; a++) {
        const double deviation = row[a] - out->means[a];

        for (size_t b = a; b < k; b++)
            out->products[a * k + b] += deviation * (row[b] - out->means[b]);
    }
}

static void fill_covariances(size_t n_people, const double answers[], Covariances *out)
{
    const size_t k = out->k;

    fill_means(n_people, answers, out);
    memset(out->products, 0, k * k * sizeof *out->products);
    for (size_t i = 0; i < n_people; i++) {
        if (is_complete(k, answers + i * k))
            add_products(answers + i * k, out);
    }
    for (size_t a = 0; a < k; a++) {
        for (size_t b = 0; b < a; b++)
            out->products[a * k + b] = out->products[b * k + a];
    }
    for (size_t a = 0; a < k * k; a++)
        out->total += out->products[a];
}

static double product_at(const Covariances *covariances, size_t a, size_t b)
{
    return covariances->products[a * covariances->k + b];
}

static double sum_of_variances(const Covariances *covariances)
{
    double sum = 0;

    for (size_t j = 0; j < covariances->k; j++)
        sum += product_at(covariances, j, j);
    return sum;
}

static double alpha_of(double k, double variances, double total)
{
    if (!(k > 1) || !(total > rounding * k * variances))
        return (double)NAN;
    return k / (k - 1) * ((total - variances) / total);
}

/* Sum of the covariances of an item with the others. */
static double sum_with_others(const Covariances *covariances, size_t item)
{
    double sum = 0;

    for (size_t j = 0; j < covariances->k; j++)
        sum += j == item ? 0 : product_at(covariances, item, j);
    return sum;
}

static double alpha_without(const Covariances *covariances, size_t item)
{
    const double own = product_at(covariances, item, item);

    return alpha_of((double)covariances->k - 1, sum_of_variances(covariances) - own,
                    covariances->total - own - 2 * sum_with_others(covariances, item));
}

static double item_rest_correlation(const Covariances *covariances, size_t item)
{
    const double own = product_at(covariances, item, item);
    const double with = sum_with_others(covariances, item);
    const double others = covariances->total - own - 2 * with;

    if (!(own > 0) || !(others > rounding * covariances->total))
        return (double)NAN;
    return with / sqrt(own) / sqrt(others);
}

static double standardized_alpha(const Covariances *covariances)
{
    const size_t k = covariances->k;
    double sum = 0;

    for (size_t a = 0; a < k; a++) {
        for (size_t b = 0; b < a; b++)
            sum += product_at(covariances, a, b) / sqrt(product_at(covariances, a, a)) /
                   sqrt(product_at(covariances, b, b));
    }

    const double mean = sum / ((double)k * ((double)k - 1) / 2);

    return (double)k * mean / (1 + ((double)k - 1) * mean);
}

static void add_feldt_limits(double n, double k, SvyEstimate *alpha)
{
    const double tail = (1 - alpha->level) / 2, df1 = n - 1, df2 = (n - 1) * (k - 1);

    alpha->lo = 1 - (1 - alpha->value) * gsl_cdf_fdist_Qinv(tail, df1, df2);
    alpha->hi = 1 - (1 - alpha->value) * gsl_cdf_fdist_Pinv(tail, df1, df2);
    alpha->status = SVY_STATUS_OK;
}

static SvyStatus find_status(const Covariances *covariances)
{
    if (covariances->n == 0)
        return SVY_STATUS_NO_CASES;
    return covariances->k < 2 ? SVY_STATUS_UNDEFINED : SVY_STATUS_NO_VARIANCE;
}

static SvyReliability summarize(const Covariances *covariances, double level)
{
    SvyReliability out = {.n_people = covariances->n, .standardized = (double)NAN};
    const double k = (double)covariances->k;

    out.alpha = svy_estimate_none(find_status(covariances), level, "Feldt");
    if (covariances->n < 2 || covariances->k < 2)
        return out;
    out.alpha.value = alpha_of(k, sum_of_variances(covariances), covariances->total);
    if (isnan(out.alpha.value))
        return out;
    add_feldt_limits((double)covariances->n, k, &out.alpha);
    out.standardized = standardized_alpha(covariances);
    for (size_t j = 0; j < covariances->k; j++)
        out.n_negative_items += item_rest_correlation(covariances, j) < 0;
    return out;
}

static bool check_answers(size_t n, const double answers[], GError **error)
{
    for (size_t i = 0; i < n; i++) {
        if (isinf(answers[i]))
            return svy_argument_refuse("an answer", answers[i], "finite", error);
    }
    return true;
}

bool svy_reliability_alpha(size_t n_people,
                           size_t n_items,
                           const double answers[],
                           double level,
                           SvyReliability *ret_reliability,
                           double ret_if_dropped[],
                           double ret_item_rest[],
                           GError **error)
{
    g_autofree double *means = g_try_malloc0_n(n_items + 1, sizeof *means);
    g_autofree double *products = g_try_malloc0_n(n_items + 1, (n_items + 1) * sizeof *products);
    Covariances covariances = {.k = n_items, .means = means, .products = products};

    g_return_val_if_fail(n_people * n_items == 0 || answers != NULL, false);
    g_return_val_if_fail(ret_reliability != NULL, false);
    if (means == NULL || products == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu items",
                             n_items);
    if (!svy_argument_check_level(level, error) ||
        !check_answers(n_people * n_items, answers, error))
        return false;

    svy_stats_init();
    if (n_items > 0)
        fill_covariances(n_people, answers, &covariances);
    *ret_reliability = summarize(&covariances, level);
    for (size_t j = 0; j < n_items; j++) {
        if (ret_if_dropped != NULL)
            ret_if_dropped[j] = alpha_without(&covariances, j);
        if (ret_item_rest != NULL)
            ret_item_rest[j] = item_rest_correlation(&covariances, j);
    }
    return true;
}
