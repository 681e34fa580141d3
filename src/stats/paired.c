/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two yes/no answers by the same people. Letters a b c d are the cells as in the literature. */
#include <surveystat/paired.h>

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <surveystat/difference.h>
#include <surveystat/proportion.h>

#include "base/error.h"
#include "stats/argument-private.h"
#include "stats/beta-private.h"
#include "stats/gsl-wrap.h"
#include "stats/proportion-private.h"

/* Limits for a checked table that is not empty; @z is the normal quantile. */
typedef bool (*LimitsFunction)(const SvyPairTable *table,
                               double z,
                               double *ret_lo,
                               double *ret_hi,
                               GError **error);

typedef struct {
    double n, b, c, z;
} TangoProblem;

static double sum_of_cells(const SvyPairTable *table)
{
    return table->both + table->first_only + table->second_only + table->neither;
}

static bool check_table(const SvyPairTable *table, GError **error)
{
    return svy_argument_check_count("both", table->both, error) &&
           svy_argument_check_count("first_only", table->first_only, error) &&
           svy_argument_check_count("second_only", table->second_only, error) &&
           svy_argument_check_count("neither", table->neither, error) &&
           svy_argument_check_count("the sum of the table", sum_of_cells(table), error);
}

/* What all methods share: the range of the arguments, the empty table, the estimate. */
static bool estimate_gap(const char *method,
                         LimitsFunction compute_limits,
                         const SvyPairTable *table,
                         double level,
                         SvyEstimate *ret_gap,
                         GError **error)
{
    SvyEstimate estimate = svy_estimate_none(SVY_STATUS_NO_CASES, level, method);
    double n, lo, hi;

    g_return_val_if_fail(table != NULL && ret_gap != NULL, false);
    if (!svy_argument_check_level(level, error) || !check_table(table, error))
        return false;

    n = sum_of_cells(table);
    if (n > 0) {
        if (!compute_limits(table, svy_gsl_find_normal_quantile(level), &lo, &hi, error))
            return false;
        estimate.value = (table->first_only - table->second_only) / n;
        estimate.lo = fmax(-1, lo);
        estimate.hi = fmin(1, hi);
        estimate.status = SVY_STATUS_OK;
    }
    *ret_gap = estimate;
    return true;
}

/* Correlation of the two answers; a positive one is drawn towards 0 by @shrink cases. */
static double newcombe_correlation(const SvyPairTable *table, double shrink)
{
    const double a = table->both, b = table->first_only, c = table->second_only, d = table->neither;
    const double margins = sqrt((a + b) * (c + d)) * sqrt((a + c) * (b + d));
    const double cross = a * d - b * c;

    if (!(margins > 0))
        return 0;
    return (cross > 0 ? fmax(0, cross - shrink) : cross) / margins;
}

/* Length of the sum of two legs whose errors are correlated. */
static double square_and_add(double leg1, double leg2, double correlation)
{
    return sqrt(fmax(0, leg1 * leg1 - 2 * correlation * leg1 * leg2 + leg2 * leg2));
}

static void square_and_add_limits(const SvyPairTable *table,
                                  double correlation,
                                  double z,
                                  double *ret_lo,
                                  double *ret_hi)
{
    const double n = sum_of_cells(table);
    const double x1 = table->both + table->first_only, x2 = table->both + table->second_only;
    const double p1 = x1 / n, p2 = x2 / n, gap = (table->first_only - table->second_only) / n;
    double lo1, hi1, lo2, hi2;

    svy_proportion_compute_wilson(x1, n, z, &lo1, &hi1);
    svy_proportion_compute_wilson(x2, n, z, &lo2, &hi2);
    *ret_lo = gap - square_and_add(p1 - lo1, hi2 - p2, correlation);
    *ret_hi = gap + square_and_add(hi1 - p1, p2 - lo2, correlation);
}

static bool newcombe10_limits(const SvyPairTable *table,
                              double z,
                              double *ret_lo,
                              double *ret_hi,
                              GError **error)
{
    (void)error;
    square_and_add_limits(table, newcombe_correlation(table, sum_of_cells(table) / 2), z, ret_lo,
                          ret_hi);
    return true;
}

static bool newcombe8_limits(const SvyPairTable *table,
                             double z,
                             double *ret_lo,
                             double *ret_hi,
                             GError **error)
{
    (void)error;
    square_and_add_limits(table, newcombe_correlation(table, 0), z, ret_lo, ret_hi);
    return true;
}

/* (b - c) / n -+ z sqrt(b + c - D^2 / n) / n, and @widen on both sides. */
static void wald_limits_with(double n,
                             double b,
                             double c,
                             double difference,
                             double z,
                             double widen,
                             double *ret_lo,
                             double *ret_hi)
{
    const double gap = (b - c) / n;
    const double reach = z * sqrt(fmax(0, b + c - difference * (difference / n))) / n + widen;

    *ret_lo = gap - reach;
    *ret_hi = gap + reach;
}

static bool agresti_min_limits(const SvyPairTable *table,
                               double z,
                               double *ret_lo,
                               double *ret_hi,
                               GError **error)
{
    const double b = table->first_only + 0.5, c = table->second_only + 0.5;

    (void)error;
    wald_limits_with(sum_of_cells(table) + 2, b, c, b - c, z, 0, ret_lo, ret_hi);
    return true;
}

static bool wald_limits(const SvyPairTable *table,
                        double z,
                        double *ret_lo,
                        double *ret_hi,
                        GError **error)
{
    const double b = table->first_only, c = table->second_only;

    (void)error;
    wald_limits_with(sum_of_cells(table), b, c, b - c, z, 0, ret_lo, ret_hi);
    return true;
}

static bool wald_edwards_limits(const SvyPairTable *table,
                                double z,
                                double *ret_lo,
                                double *ret_hi,
                                GError **error)
{
    const double b = table->first_only, c = table->second_only;

    (void)error;
    wald_limits_with(sum_of_cells(table), b, c, fabs(b - c) - 1, z, 0, ret_lo, ret_hi);
    return true;
}

static bool wald_fleiss_limits(const SvyPairTable *table,
                               double z,
                               double *ret_lo,
                               double *ret_hi,
                               GError **error)
{
    const double n = sum_of_cells(table), b = table->first_only, c = table->second_only;

    (void)error;
    wald_limits_with(n, b, c, b - c, z, 1 / n, ret_lo, ret_hi);
    return true;
}

/* Most likely probability of "second only" when the gap is @d (Tango 1998): the larger root of
 * 2n q^2 + B q + C = 0. */
static double restricted_second_only(const TangoProblem *problem, double d)
{
    const double n = problem->n, b = problem->b, c = problem->c;
    const double linear = -b - c + (2 * n - b + c) * d;
    const double constant = -c * d * (1 - d);
    const double root = sqrt(fmax(0, linear * linear - 8 * n * constant));

    if (linear > 0) /* the textbook form would subtract nearly equal numbers */
        return -2 * constant / (linear + root);
    return (root - linear) / (4 * n);
}

/* The score less z standard errors at a gap of @d: zero at the lower limit, positive below. */
static double tango_score(double d, void *user_data)
{
    const TangoProblem *problem = user_data;
    const double variance = problem->n * (2 * restricted_second_only(problem, d) + d * (1 - d));

    return problem->b - problem->c - problem->n * d - problem->z * sqrt(fmax(0, variance));
}

/* Lower limit of (b - c) / n; the upper limit is the lower one of the exchanged pair. */
static bool find_tango_lower(double n, double b, double c, double z, double *ret_lo, GError **error)
{
    TangoProblem problem = {.n = n, .b = b, .c = c, .z = z};
    const gsl_function function = {.function = tango_score, .params = &problem};
    const double z2 = z * z;

    /* Where everybody is alike the score has a second, false root at the estimate itself; there
     * the equation is linear. */
    if (!(b + c > 0)) {
        *ret_lo = -z2 / (n + z2);
        return true;
    }
    if (b >= n) {
        *ret_lo = (n - z2) / (n + z2);
        return true;
    }
    if (c >= n) {
        *ret_lo = -1;
        return true;
    }
    return svy_gsl_find_root(&function, -1, (b - c) / n, GSL_DBL_EPSILON * 1e-3, ret_lo, error);
}

static bool tango_limits(const SvyPairTable *table,
                         double z,
                         double *ret_lo,
                         double *ret_hi,
                         GError **error)
{
    const double n = sum_of_cells(table), b = table->first_only, c = table->second_only;
    double lo, minus_hi;

    if (!find_tango_lower(n, b, c, z, &lo, error) ||
        !find_tango_lower(n, c, b, z, &minus_hi, error))
        return false;
    *ret_lo = lo;
    *ret_hi = -minus_hi;
    return true;
}

static bool bonett_price_limits(const SvyPairTable *table,
                                double z,
                                double *ret_lo,
                                double *ret_hi,
                                GError **error)
{
    const double m = sum_of_cells(table) + 2;
    const double p12 = (table->first_only + 1) / m, p21 = (table->second_only + 1) / m;
    const double gap = (table->first_only - table->second_only) / m;
    const double reach = z * sqrt((p12 + p21 - gap * gap) / m);

    (void)error;
    *ret_lo = gap - reach;
    *ret_hi = gap + reach;
    return true;
}

/* P(B <= k) for B of binomial(m, 1/2), k < m / 2. */
static double half_binomial_tail(double k, double m)
{
    return k < 0 ? 0 : svy_beta_compute_tail(0.5, m - k, k + 1, SVY_TAIL_LOWER);
}

/* The p-values of a table whose statistic is set; b and c differ. */
static bool compute_p_values(double b, double c, SvyMcnemar *test, GError **error)
{
    const double fewer = fmin(b, c), m = b + c;
    const double at_most = half_binomial_tail(fewer, m);
    const double below = half_binomial_tail(fewer - 1, m);

    if (isnan(at_most) || isnan(below))
        return svy_error_set(error, SVY_ERROR_NUMERIC, NULL, NULL,
                             "the exact McNemar test did not converge");

    test->p_asymptotic = gsl_cdf_chisq_Q(test->statistic, 1);
    test->p_cc = gsl_cdf_chisq_Q(test->statistic_cc, 1);
    test->p_exact = fmin(1, 2 * at_most);
    test->p_midp = at_most + below; /* 2 P(B <= k) - P(B = k) without the subtraction */
    return true;
}

bool svy_paired_nested(const SvyPairTable *table,
                       double level,
                       SvyEstimate *ret_gap,
                       GError **error)
{
    g_return_val_if_fail(table != NULL && ret_gap != NULL, false);
    if (!check_table(table, error))
        return false;
    if (table->second_only > 0)
        return svy_argument_refuse("second_only of a nested pair", table->second_only, "0", error);
    if (!svy_proportion_wilson(table->first_only, sum_of_cells(table), level, ret_gap, error))
        return false;

    ret_gap->method = "Wilson (nested)";
    return true;
}

bool svy_paired_newcombe10(const SvyPairTable *table,
                           double level,
                           SvyEstimate *ret_gap,
                           GError **error)
{
    return estimate_gap("Newcombe 10", newcombe10_limits, table, level, ret_gap, error);
}

bool svy_paired_tango(const SvyPairTable *table, double level, SvyEstimate *ret_gap, GError **error)
{
    return estimate_gap("Tango", tango_limits, table, level, ret_gap, error);
}

bool svy_paired_bonett_price(const SvyPairTable *table,
                             double level,
                             SvyEstimate *ret_gap,
                             GError **error)
{
    return estimate_gap("Bonett-Price", bonett_price_limits, table, level, ret_gap, error);
}

bool svy_paired_newcombe8(const SvyPairTable *table,
                          double level,
                          SvyEstimate *ret_gap,
                          GError **error)
{
    return estimate_gap("Newcombe 8", newcombe8_limits, table, level, ret_gap, error);
}

bool svy_paired_agresti_min(const SvyPairTable *table,
                            double level,
                            SvyEstimate *ret_gap,
                            GError **error)
{
    return estimate_gap("Agresti-Min", agresti_min_limits, table, level, ret_gap, error);
}

bool svy_paired_wald(const SvyPairTable *table, double level, SvyEstimate *ret_gap, GError **error)
{
    return estimate_gap("Wald", wald_limits, table, level, ret_gap, error);
}

bool svy_paired_wald_edwards(const SvyPairTable *table,
                             double level,
                             SvyEstimate *ret_gap,
                             GError **error)
{
    return estimate_gap("Wald, Edwards", wald_edwards_limits, table, level, ret_gap, error);
}

bool svy_paired_wald_fleiss(const SvyPairTable *table,
                            double level,
                            SvyEstimate *ret_gap,
                            GError **error)
{
    return estimate_gap("Wald, Fleiss", wald_fleiss_limits, table, level, ret_gap, error);
}

bool svy_paired_mcnemar(const SvyPairTable *table, SvyMcnemar *ret_test, GError **error)
{
    SvyMcnemar test = {.statistic = (double)NAN,
                       .statistic_cc = (double)NAN,
                       .p_asymptotic = 1,
                       .p_cc = 1,
                       .p_exact = 1,
                       .p_midp = 1};
    double b, c;

    g_return_val_if_fail(table != NULL && ret_test != NULL, false);
    if (!check_table(table, error) ||
        !svy_argument_check_whole("first_only", table->first_only, error) ||
        !svy_argument_check_whole("second_only", table->second_only, error))
        return false;

    b = table->first_only;
    c = table->second_only;
    test.n_discordant = b + c;
    test.status = b + c > 0 ? SVY_STATUS_OK : SVY_STATUS_UNDEFINED;
    if (b + c > 0) {
        const double corrected = fmax(0, fabs(b - c) - 1);

        test.statistic = (b - c) / (b + c) * (b - c);
        test.statistic_cc = corrected / (b + c) * corrected;
    }
    if (fabs(b - c) > 0 && !compute_p_values(b, c, &test, error))
        return false;
    if (!(sum_of_cells(table) > 0)) {
        test.status = SVY_STATUS_NO_CASES;
        test.p_asymptotic = test.p_cc = test.p_exact = test.p_midp = (double)NAN;
    }
    *ret_test = test;
    return true;
}

/* --- Two groups ----------------------------------------------------------------------------- */

static double variance_of_gap(const SvyPairTable *table)
{
    const double n = sum_of_cells(table);
    const double differ = table->first_only + table->second_only;
    const double d = table->first_only - table->second_only;

    return (differ - d * d / n) / (n * n);
}

static bool compare_nested(const SvyPairTable *first,
                           const SvyPairTable *second,
                           double level,
                           SvyEstimate *ret_difference,
                           double *ret_p,
                           GError **error)
{
    const SvyTwoShares shares = {.x1 = first->first_only,
                                 .n1 = sum_of_cells(first),
                                 .x2 = second->first_only,
                                 .n2 = sum_of_cells(second)};
    SvyEstimate difference;
    SvyShareTest test;

    if (!svy_difference_newcombe10(&shares, level, &difference, error) ||
        !svy_difference_test(&shares, &test, error))
        return false;
    *ret_difference = difference;
    *ret_p = test.p_pooled;
    return true;
}

static bool is_void(const SvyEstimate *estimate)
{
    return estimate->status == SVY_STATUS_NO_CASES;
}

static SvyEstimate subtract_gaps(const SvyEstimate *a, const SvyEstimate *b)
{
    SvyEstimate difference =
        svy_estimate_none(SVY_STATUS_NO_CASES, a->level, "Newcombe 10, square-and-add");

    if (is_void(a) || is_void(b))
        return difference;
    difference.status = SVY_STATUS_OK;
    difference.value = a->value - b->value;
    difference.lo = difference.value - hypot(a->value - a->lo, b->hi - b->value);
    difference.hi = difference.value + hypot(a->hi - a->value, b->value - b->lo);
    return difference;
}

bool svy_paired_compare(const SvyPairTable *first,
                        const SvyPairTable *second,
                        bool is_nested,
                        double level,
                        SvyEstimate *ret_difference,
                        double *ret_p,
                        GError **error)
{
    bool (*const estimate)(const SvyPairTable *, double, SvyEstimate *, GError **) =
        is_nested ? svy_paired_nested : svy_paired_newcombe10;
    SvyEstimate a, b;

    g_return_val_if_fail(first != NULL && second != NULL, false);
    g_return_val_if_fail(ret_difference != NULL && ret_p != NULL, false);
    if (!estimate(first, level, &a, error) || !estimate(second, level, &b, error))
        return false;
    if (is_nested)
        return compare_nested(first, second, level, ret_difference, ret_p, error);

    const SvyEstimate difference = subtract_gaps(&a, &b);
    const double se = sqrt(variance_of_gap(first) + variance_of_gap(second));

    *ret_difference = difference;
    *ret_p = difference.status == SVY_STATUS_OK && se > 0
                 ? fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(difference.value) / se))
                 : (double)NAN;
    return true;
}
