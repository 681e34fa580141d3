/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weighted estimates from sums of weights and of their squares. */
#include <surveystat/weighted.h>

#include <math.h>
#include <surveystat/proportion.h>

#include "base/error.h"
#include "stats/argument-private.h"
#include "stats/design-private.h"
#include "stats/tail-private.h"

double svy_weighted_count_effective(const SvyWeightSums *sums)
{
    return sums->w2 > 0 ? sums->w * sums->w / sums->w2 : 0;
}

/* Of a sum of influence values whose squares add to @squares: each record is a PSU. */
static double find_variance(double n_design, double squares, double w)
{
    return n_design > 1 ? n_design / (n_design - 1) * fmax(0, squares) / (w * w) : (double)NAN;
}

bool svy_weighted_share(double n_design,
                        const SvyWeightSums *yes,
                        const SvyWeightSums *base,
                        double level,
                        SvyEstimate *ret_p,
                        GError **error)
{
    SvyEstimate estimate = svy_estimate_none(SVY_STATUS_NO_CASES, level, "Wilson, effective n");

    g_return_val_if_fail(yes != NULL && base != NULL && ret_p != NULL, false);
    if (!svy_argument_check_level(level, error))
        return false;
    if (base->w > 0) {
        const double p = fmin(1, yes->w / base->w);
        const double squares = (1 - p) * (1 - p) * yes->w2 + p * p * (base->w2 - yes->w2);
        const SvyShareVariance share = {.p = yes->n < base->n ? p : 1,
                                        .v = find_variance(n_design, squares, base->w),
                                        .n = base->n,
                                        .df = n_design - 1,
                                        .level = level};

        if (!svy_design_set_share(&share, SVY_DESIGN_WILSON, &estimate, error))
            return false;
    }
    *ret_p = estimate;
    return true;
}

static SvyDesignTest start_test(SvyStatus status, double level, const char *method)
{
    return (SvyDesignTest){
        .diff = svy_estimate_none(status, level, method), .t = (double)NAN, .p = (double)NAN};
}

/* Value, variance and df are known. */
static void set_test(double value, double variance, double df, SvyDesignTest *test)
{
    SvyEstimate *diff = &test->diff;

    diff->value = value;
    diff->se = sqrt(variance);
    diff->df = df;
    if (!(variance > 0) || !(df > 0)) {
        diff->status = SVY_STATUS_NO_VARIANCE;
        diff->lo = diff->hi = value;
        return;
    }

    const double reach = svy_design_find_t(diff->level, df) * diff->se;

    diff->status = SVY_STATUS_OK;
    diff->lo = value - reach;
    diff->hi = value + reach;
    test->t = value / diff->se;
    test->p = svy_tail_compute_t_p(test->t, df);
}

bool svy_weighted_test_value(double value,
                             double variance,
                             double df,
                             double level,
                             SvyDesignTest *ret_test,
                             GError **error)
{
    SvyDesignTest test = start_test(SVY_STATUS_NO_VARIANCE, level, "linearised");

    g_return_val_if_fail(ret_test != NULL, false);
    if (!svy_argument_check_level(level, error))
        return false;
    set_test(value, variance, df, &test);
    *ret_test = test;
    return true;
}

bool svy_weighted_share_known(double p,
                              double variance,
                              double n,
                              double df,
                              double level,
                              SvyEstimate *ret_p,
                              GError **error)
{
    SvyEstimate estimate = svy_estimate_none(SVY_STATUS_NO_CASES, level, "Wilson, effective n");
    const SvyShareVariance share = {.p = p,
                                    .v = variance,
                                    .n = n,
                                    .df = df,
                                    .level = level,
                                    .is_census = p > 0 && p < 1 && !(variance > 0)};

    g_return_val_if_fail(ret_p != NULL, false);
    if (!svy_argument_check_level(level, error))
        return false;
    if (n > 0 && !svy_design_set_share(&share, SVY_DESIGN_WILSON, &estimate, error))
        return false;
    *ret_p = estimate;
    return true;
}

/* --- Against a number ----------------------------------------------------------------------- */

/* So many people of equal weight have this variance; NaN when there is none. */
static double count_behind(const SvyEstimate *p)
{
    return p->se > 0 ? p->value * (1 - p->value) / (p->se * p->se) : (double)NAN;
}

static double find_tail(double t, double df, SvyWeightedSide side)
{
    const double both = svy_tail_compute_t_p(t, df);

    if (side == SVY_WEIGHTED_EITHER)
        return both;
    return (t > 0) == (side == SVY_WEIGHTED_ABOVE) ? both / 2 : 1 - both / 2;
}

/* Nobody or everybody: what the people tell without weights. */
static bool test_end(const SvyEstimate *p,
                     double n,
                     double target,
                     SvyWeightedSide side,
                     SvyEstimate *ret_p,
                     GError **error)
{
    const double x = p->value > 0 ? n : 0;

    if (side == SVY_WEIGHTED_EITHER)
        return svy_proportion_test_exact(x, n, target, ret_p, error);
    return svy_proportion_test_one_sided(
        x, n, target, side == SVY_WEIGHTED_ABOVE ? SVY_SIDE_ABOVE : SVY_SIDE_BELOW, ret_p, error);
}

bool svy_weighted_test_share(const SvyEstimate *p,
                             double n,
                             double target,
                             SvyWeightedSide side,
                             SvyEstimate *ret_p,
                             GError **error)
{
    SvyEstimate test;

    g_return_val_if_fail(p != NULL && ret_p != NULL, false);
    test = svy_estimate_none(p->status, p->level, "score test, effective n, Student's t");
    if (!(target > 0 && target < 1))
        return svy_argument_refuse("the target", target, "between 0 and 1", error);
    if (p->status == SVY_STATUS_OK && (!(p->value > 0) || !(p->value < 1)))
        return test_end(p, n, target, side, ret_p, error);
    if (p->status == SVY_STATUS_OK) {
        const double n_eff = count_behind(p);
        const double t = (p->value - target) / sqrt(target * (1 - target) / n_eff);

        test.df = p->df;
        test.value = find_tail(t, p->df, side);
        test.status = isfinite(test.value) ? SVY_STATUS_OK : SVY_STATUS_NO_VARIANCE;
    }
    *ret_p = test;
    return true;
}

/* Pooled z of the people here, as many as tell as much, and of those elsewhere. */
static void test_outside(const SvyEstimate *p,
                         double outside,
                         double n_outside,
                         SvyDesignTest *test)
{
    const double n = count_behind(p);
    const double pooled = (n * p->value + n_outside * outside) / (n + n_outside);

    test->t = test->diff.value / sqrt(pooled * (1 - pooled) * (1 / n + 1 / n_outside));
    if (!isfinite(test->t)) {
        test->t = (double)NAN;
        return;
    }
    test->p = svy_tail_compute_t_p(test->t, test->diff.df);
}

bool svy_weighted_compare_outside(const SvyEstimate *p,
                                  double outside,
                                  double n_outside,
                                  double level,
                                  SvyDesignTest *ret_test,
                                  GError **error)
{
    SvyDesignTest test;
    SvyEstimate other;

    g_return_val_if_fail(p != NULL && ret_test != NULL, false);
    if (!(outside >= 0 && outside <= 1))
        return svy_argument_refuse("the share outside", outside, "between 0 and 1", error);
    if (!(n_outside > 0) ||
        !svy_proportion_wilson(outside * n_outside, n_outside, level, &other, error))
        return n_outside > 0 ? false
                             : svy_argument_refuse("people outside", n_outside, "above 0", error);
    test = start_test(p->status, level, "square-and-add, effective n");
    if (p->status == SVY_STATUS_OK) {
        SvyEstimate *diff = &test.diff;

        diff->value = p->value - other.value;
        diff->lo = diff->value - hypot(p->value - p->lo, other.hi - other.value);
        diff->hi = diff->value + hypot(p->hi - p->value, other.value - other.lo);
        diff->df = p->df;
        test_outside(p, other.value, n_outside, &test);
    }
    *ret_test = test;
    return true;
}

/* --- Several answers ------------------------------------------------------------------------ */

bool svy_weighted_paired(double n_design,
                         const SvyWeightSums *first,
                         const SvyWeightSums *second,
                         const SvyWeightSums *base,
                         double level,
                         SvyDesignTest *ret_test,
                         GError **error)
{
    SvyDesignTest test = start_test(SVY_STATUS_NO_CASES, level, "linearised, paired");

    g_return_val_if_fail(first != NULL && second != NULL && base != NULL && ret_test != NULL,
                         false);
    if (!svy_argument_check_level(level, error))
        return false;
    if (base->w > 0) {
        const double d = (first->w - second->w) / base->w;
        const double squares = (1 - d) * (1 - d) * first->w2 + (1 + d) * (1 + d) * second->w2 +
                               d * d * (base->w2 - first->w2 - second->w2);

        set_test(d, find_variance(n_design, squares, base->w), n_design - 1, &test);
        test.diff.lo = fmax(-1, test.diff.lo);
        test.diff.hi = fmin(1, test.diff.hi);
    }
    *ret_test = test;
    return true;
}

bool svy_weighted_mean(double n_design,
                       size_t n_levels,
                       const double scores[],
                       const SvyWeightSums people[],
                       double level,
                       SvyEstimate *ret_mean,
                       GError **error)
{
    SvyDesignTest test = start_test(SVY_STATUS_NO_CASES, level, "Student's t, linearised");
    double w = 0, mean = 0, squares = 0;

    g_return_val_if_fail(scores != NULL && people != NULL && ret_mean != NULL, false);
    if (!svy_argument_check_level(level, error))
        return false;
    for (size_t i = 0; i < n_levels; i++)
        w += people[i].w;
    if (w > 0) {
        for (size_t i = 0; i < n_levels; i++)
            mean += scores[i] * (people[i].w / w);
        for (size_t i = 0; i < n_levels; i++)
            squares += (scores[i] - mean) * (scores[i] - mean) * people[i].w2;
        set_test(mean, find_variance(n_design, squares, w), n_design - 1, &test);
    }
    *ret_mean = test.diff;
    return true;
}

double svy_weighted_compute_deff(size_t n_levels,
                                 const double scores[],
                                 const SvyWeightSums people[],
                                 double se)
{
    double n = 0, w = 0, mean = 0, squares = 0;

    for (size_t i = 0; i < n_levels; i++) {
        n += people[i].n;
        w += people[i].w;
    }
    for (size_t i = 0; i < n_levels && w > 0; i++)
        mean += scores[i] * (people[i].w / w);
    for (size_t i = 0; i < n_levels && w > 0; i++)
        squares += (scores[i] - mean) * (scores[i] - mean) * (people[i].w / w);
    return squares > 0 && n > 1 ? se * se * (n - 1) / squares : (double)NAN;
}

bool svy_weighted_compare(const SvyEstimate *a,
                          const SvyEstimate *b,
                          double df,
                          double level,
                          SvyDesignTest *ret_test,
                          GError **error)
{
    SvyDesignTest test = start_test(SVY_STATUS_NO_VARIANCE, level, "linearised, independent");

    g_return_val_if_fail(a != NULL && b != NULL && ret_test != NULL, false);
    if (!svy_argument_check_level(level, error))
        return false;
    if (a->status != SVY_STATUS_OK && a->status != SVY_STATUS_NO_VARIANCE)
        test.diff.status = a->status;
    else if (b->status != SVY_STATUS_OK && b->status != SVY_STATUS_NO_VARIANCE)
        test.diff.status = b->status;
    else
        set_test(a->value - b->value, a->se * a->se + b->se * b->se, df, &test);
    *ret_test = test;
    return true;
}

bool svy_weighted_test_table(double n_design,
                             size_t n_rows,
                             size_t n_columns,
                             const SvyWeightSums cells[],
                             SvyDesignChisq *ret_test,
                             GError **error)
{
    const size_t n_cells = n_rows * n_columns;
    g_autofree double *sums = g_try_new0(double, 3 * n_cells + 1);

    g_return_val_if_fail(cells != NULL && ret_test != NULL, false);
    if (sums == NULL)
        return svy_design_refuse_memory(error);
    for (size_t i = 0; i < n_cells; i++) {
        sums[i] = cells[i].n;
        sums[n_cells + i] = cells[i].w;
        sums[2 * n_cells + i] = cells[i].w2;
    }
    return svy_design_test_sums(n_design, n_rows, n_columns, sums, sums + n_cells,
                                sums + 2 * n_cells, ret_test, error);
}
