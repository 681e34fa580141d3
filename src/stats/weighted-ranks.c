/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rank test of groups under unequal weights: a regression of ranks on groups. With one column for
 * each group the coefficients are the mean ranks, which do not covary, so that Wald's statistic
 * needs no matrix. */
#include <surveystat/weighted.h>

#include <math.h>

#include "base/error.h"
#include "stats/design-private.h"
#include "stats/tail-private.h"

typedef struct {
    double w, mean, variance;
} RankedGroup;

/* Mid-ranks as shares of the weight of all. */
static double *rank_levels(size_t n_groups, size_t n_levels, const SvyWeightSums people[])
{
    double *ranks = g_try_new0(double, n_levels + 1);
    double before = 0;

    for (size_t i = 0; ranks != NULL && i < n_levels; i++) {
        double here = 0;

        for (size_t g = 0; g < n_groups; g++)
            here += people[g * n_levels + i].w;
        ranks[i] = before + here / 2;
        before += here;
    }
    for (size_t i = 0; ranks != NULL && i < n_levels; i++)
        ranks[i] /= before;
    return ranks;
}

static RankedGroup rank_group(double n_design,
                              size_t n_levels,
                              const double ranks[],
                              const SvyWeightSums people[])
{
    RankedGroup group = {0};
    double squares = 0;

    for (size_t i = 0; i < n_levels; i++)
        group.w += people[i].w;
    for (size_t i = 0; i < n_levels && group.w > 0; i++)
        group.mean += ranks[i] * (people[i].w / group.w);
    for (size_t i = 0; i < n_levels; i++)
        squares += (ranks[i] - group.mean) * (ranks[i] - group.mean) * people[i].w2;
    group.variance = n_design / (n_design - 1) * squares / (group.w * group.w);
    return group;
}

/* Wald's statistic that independent means are equal: squares about their mean by precision. */
static double compute_wald(size_t n, const RankedGroup groups[])
{
    double precision = 0, mean = 0, sum = 0;

    for (size_t g = 0; g < n; g++)
        precision += 1 / groups[g].variance;
    for (size_t g = 0; g < n; g++)
        mean += groups[g].mean / groups[g].variance / precision;
    for (size_t g = 0; g < n; g++)
        sum += (groups[g].mean - mean) * (groups[g].mean - mean) / groups[g].variance;
    return sum;
}

static void set_ranks(double n_design, size_t n, const RankedGroup groups[], SvyWeightedRanks *test)
{
    test->status = SVY_STATUS_NO_VARIANCE;
    for (size_t g = 0; g < n; g++) {
        if (!(groups[g].variance > 0))
            return;
    }
    test->df = (double)n - 1;
    test->ddf = n_design - 1 - test->df;
    if (!(test->ddf > 0))
        return;
    if (n == 2) {
        test->difference = groups[1].mean - groups[0].mean;
        test->se = sqrt(groups[0].variance + groups[1].variance);
        test->t = test->difference / test->se;
    }
    test->f = compute_wald(n, groups) / test->df;
    test->p = n == 2 ? svy_tail_compute_t_p(test->t, test->ddf)
                     : svy_tail_compute_f_p(test->f, test->df, test->ddf);
    test->status = SVY_STATUS_OK;
}

bool svy_weighted_test_ranks(double n_design,
                             size_t n_groups,
                             size_t n_levels,
                             const SvyWeightSums people[],
                             SvyWeightedRanks *ret_test,
                             GError **error)
{
    const double none = (double)NAN;
    SvyWeightedRanks test = {none, none, none, none, none, none, none, SVY_STATUS_NO_CASES};
    g_autofree double *ranks = NULL;
    g_autofree RankedGroup *groups = g_try_new0(RankedGroup, n_groups + 1);
    size_t n = 0;

    g_return_val_if_fail(people != NULL && ret_test != NULL, false);
    ranks = rank_levels(n_groups, n_levels, people);
    if (ranks == NULL || groups == NULL)
        return svy_design_refuse_memory(error);
    for (size_t g = 0; g < n_groups; g++) {
        groups[n] = rank_group(n_design, n_levels, ranks, &people[g * n_levels]);
        n += groups[n].w > 0;
    }
    if (n == 1)
        test.status = SVY_STATUS_UNDEFINED;
    if (n > 1)
        set_ranks(n_design, n, groups, &test);
    *ret_test = test;
    return true;
}
