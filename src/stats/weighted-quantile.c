/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weighted quantiles. */
#include <surveystat/weighted.h>

#include <math.h>

#include "stats/argument-private.h"
#include "stats/design-private.h"

/* Shares that differ by no more are the same: what rounding leaves of sums of weights. */
#define SAME 1e-12

typedef struct {
    double n_design, q, reach; /* so many standard errors */
    size_t n_levels;
    const double *values;
    const SvyWeightSums *people;
    SvyWeightSums all;
} Ordered;

static SvyWeightSums add(const SvyWeightSums *a, const SvyWeightSums *b)
{
    return (SvyWeightSums){a->n + b->n, a->w + b->w, a->w2 + b->w2};
}

static double find_share(const Ordered *ordered, const SvyWeightSums *below)
{
    return below->n < ordered->all.n ? below->w / ordered->all.w : 1;
}

/* How far the share of those in @below may lie from q by chance: by Wilson's test with the
 * effective number of people, p (1 - p) / v. Nobody and everybody are on their side of q anyhow. */
static double find_reach(const Ordered *ordered, const SvyWeightSums *below)
{
    const double p = find_share(ordered, below), n = ordered->n_design;
    const double squares =
        (1 - p) * (1 - p) * below->w2 + p * p * fmax(0, ordered->all.w2 - below->w2);
    const double v = n / (n - 1) * squares / (ordered->all.w * ordered->all.w);

    if (!(p > 0 && p < 1))
        return 0;
    return ordered->reach * sqrt(ordered->q * (1 - ordered->q) * v / (p * (1 - p)));
}

/* The next value that somebody has. */
static double find_next(const Ordered *ordered, size_t i)
{
    for (size_t j = i + 1; j < ordered->n_levels; j++) {
        if (ordered->people[j].w > 0)
            return ordered->values[j];
    }
    return ordered->values[i];
}

static double find_value(const Ordered *ordered)
{
    SvyWeightSums below = {0};

    for (size_t i = 0; i < ordered->n_levels; i++) {
        below = add(&below, &ordered->people[i]);
        if (!(ordered->people[i].w > 0))
            continue;

        const double share = find_share(ordered, &below);

        if (fabs(share - ordered->q) <= SAME)
            return (ordered->values[i] + find_next(ordered, i)) / 2;
        if (share > ordered->q)
            return ordered->values[i];
    }
    return (double)NAN;
}

/* From the first value up to which there are not too few, to the last below which there are not too
 * many. */
static void find_limits(const Ordered *ordered, SvyEstimate *quantile)
{
    SvyWeightSums below = {0};

    for (size_t i = 0; i < ordered->n_levels; i++) {
        const SvyWeightSums upto = add(&below, &ordered->people[i]);

        if (ordered->people[i].w > 0) {
            if (isnan(quantile->lo) &&
                find_share(ordered, &upto) + find_reach(ordered, &upto) >= ordered->q - SAME)
                quantile->lo = ordered->values[i];
            if (find_share(ordered, &below) - find_reach(ordered, &below) <= ordered->q + SAME)
                quantile->hi = ordered->values[i];
        }
        below = upto;
    }
}

/* Whether so few people can have all their values on one side of the quantile. */
static bool are_too_few(const Ordered *ordered, double level)
{
    const double n = svy_weighted_count_effective(&ordered->all);

    return pow(fmax(ordered->q, 1 - ordered->q), n) > (1 - level) / 2;
}

bool svy_weighted_quantile(double n_design,
                           size_t n_levels,
                           const double values[],
                           const SvyWeightSums people[],
                           double q,
                           double level,
                           SvyEstimate *ret_quantile,
                           GError **error)
{
    Ordered ordered = {
        .n_design = n_design, .q = q, .n_levels = n_levels, .values = values, .people = people};
    SvyEstimate quantile =
        svy_estimate_none(SVY_STATUS_NO_CASES, level, "Woodruff, test inversion");

    g_return_val_if_fail((n_levels == 0 || (values != NULL && people != NULL)), false);
    g_return_val_if_fail(ret_quantile != NULL, false);
    if (!(q > 0 && q < 1))
        return svy_argument_refuse("q", q, "between 0 and 1", error);
    if (!svy_argument_check_level(level, error))
        return false;
    for (size_t i = 0; i < n_levels; i++)
        ordered.all = add(&ordered.all, &people[i]);
    if (ordered.all.w > 0) {
        quantile.status = SVY_STATUS_OK;
        quantile.value = find_value(&ordered);
        quantile.df = n_design - 1;
        ordered.reach = n_design > 1 ? svy_design_find_t(level, n_design - 1) : (double)NAN;
        if (n_design > 1 && !are_too_few(&ordered, level))
            find_limits(&ordered, &quantile);
    }
    *ret_quantile = quantile;
    return true;
}
