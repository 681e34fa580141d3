/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taylor linearisation: from influence values to the covariance of the estimates.
 *
 * Each stage: in each stratum the variance of the totals of its units, times n / (n - 1) and the
 * share that is not in the sample. Two passes, means first, so that nothing cancels. */
#include "stats/design-private.h"

#include <math.h>
#include <string.h>

#include "base/error.h"

/* Strata that are in the sample as a whole add nothing, also when they have one PSU. */
#define WHOLE 1e-7

/* How a stratum counts. */
typedef enum {
    STRATUM_WHOLE, /* no sampling, no variance */
    STRATUM_USUAL,
    STRATUM_LONELY,
} StratumKind;

/* Units of one stage, and what their totals are. */
typedef struct {
    size_t n_units, n_strata, n_columns;
    const int32_t *stratum_of_unit; /* (nullable) */
    const size_t *n_in_stratum;
    const double *left_out;
    const double *totals; /* [n_units * n_columns] */
} Stage;

static StratumKind classify(size_t n_units, double left_out)
{
    if (left_out < WHOLE)
        return STRATUM_WHOLE;
    return n_units > 1 ? STRATUM_USUAL : STRATUM_LONELY;
}

static double find_factor(size_t n_units, double left_out)
{
    return n_units > 1 ? left_out * (double)n_units / (double)(n_units - 1) : left_out;
}

static void fill_nan(size_t n, double values[])
{
    for (size_t i = 0; i < n; i++)
        values[i] = NAN;
}

static size_t count_kind(size_t n_strata,
                         const size_t n_in_stratum[],
                         const double left_out[],
                         StratumKind kind)
{
    size_t n = 0;

    for (size_t h = 0; h < n_strata; h++)
        n += classify(n_in_stratum[h], left_out[h]) == kind;
    return n;
}

static bool refuse_lonely(size_t n_lonely, const char *unit, GError **error)
{
    return svy_error_set(error, SVY_ERROR_DATA, NULL,
                         "Set lonely to remove, adjust or average, or join strata",
                         "%zu of the strata %s only one %s, so their variance is unknown", n_lonely,
                         n_lonely == 1 ? "has" : "have", unit);
}

/* What the lonely strata do to the whole: refused, nothing to tell (*ret_is_known false), or how
 * the sum over the strata that count is to be enlarged. */
static bool judge_lonely(const SvyDesign *design,
                         size_t n_strata,
                         const size_t n_in_stratum[],
                         const double left_out[],
                         bool *ret_is_known,
                         double *ret_enlarge,
                         GError **error)
{
    const size_t n_lonely = count_kind(n_strata, n_in_stratum, left_out, STRATUM_LONELY);

    *ret_enlarge = 1;
    *ret_is_known = n_lonely < n_strata || (design->lonely == SVY_LONELY_ADJUST && n_strata > 1);
    if (n_lonely == 0 || (!*ret_is_known && n_strata == 1))
        return true;
    if (design->lonely == SVY_LONELY_FAIL)
        return refuse_lonely(n_lonely, "psu", error);
    if (design->lonely == SVY_LONELY_AVERAGE && *ret_is_known)
        *ret_enlarge = (double)n_strata / (double)(n_strata - n_lonely);
    return true;
}

/* --- Dense: a matrix of totals per unit ----------------------------------------------------- */

static size_t get_stratum(const Stage *stage, size_t unit)
{
    return stage->stratum_of_unit == NULL ? 0 : (size_t)stage->stratum_of_unit[unit];
}

/* Means per stratum, then of all units: [(n_strata + 1) * n_columns]. */
static double *compute_means(const Stage *stage, GError **error)
{
    const size_t k = stage->n_columns;
    g_autofree double *means = g_try_new0(double, (stage->n_strata + 1) * k + 1);
    double *overall;

    if (means == NULL) {
        svy_design_refuse_memory(error);
        return NULL;
    }
    overall = means + stage->n_strata * k;
    for (size_t u = 0; u < stage->n_units; u++) {
        double *mean = means + get_stratum(stage, u) * k;

        for (size_t j = 0; j < k; j++)
            mean[j] += stage->totals[u * k + j];
    }
    for (size_t h = 0; h < stage->n_strata; h++) {
        for (size_t j = 0; j < k; j++) {
            overall[j] += means[h * k + j] / (double)stage->n_units;
            if (stage->n_in_stratum[h] > 0)
                means[h * k + j] /= (double)stage->n_in_stratum[h];
        }
    }
    return g_steal_pointer(&means);
}

static void add_product(size_t k,
                        const double totals[],
                        const double centre[],
                        double factor,
                        double covariance[])
{
    for (size_t j = 0; j < k; j++) {
        const double left = factor * (totals[j] - centre[j]);

        for (size_t l = 0; l <= j; l++)
            covariance[j * k + l] += left * (totals[l] - centre[l]);
    }
}

/* Adds to the lower triangle; @per_stratum (nullable) weighs the strata. */
static bool add_stage(const Stage *stage,
                      bool centres_lonely,
                      double enlarge,
                      const double per_stratum[],
                      double covariance[],
                      GError **error)
{
    const size_t k = stage->n_columns;
    g_autofree double *means = compute_means(stage, error);

    if (means == NULL)
        return false;
    for (size_t u = 0; u < stage->n_units; u++) {
        const size_t h = get_stratum(stage, u);
        const StratumKind kind = classify(stage->n_in_stratum[h], stage->left_out[h]);
        double factor = enlarge * find_factor(stage->n_in_stratum[h], stage->left_out[h]);

        if (per_stratum != NULL)
            factor *= per_stratum[h];
        if (kind == STRATUM_USUAL)
            add_product(k, stage->totals + u * k, means + h * k, factor, covariance);
        else if (kind == STRATUM_LONELY && centres_lonely)
            add_product(k, stage->totals + u * k, means + stage->n_strata * k, factor, covariance);
    }
    return true;
}

static bool add_first_stage(const SvyDesign *design,
                            size_t k,
                            const double totals[],
                            double covariance[],
                            GError **error)
{
    const Stage stage = {.n_units = design->n_psu,
                         .n_strata = design->n_strata,
                         .n_columns = k,
                         .stratum_of_unit = design->stratum_of_psu,
                         .n_in_stratum = design->n_psu_in_stratum,
                         .left_out = design->left_out,
                         .totals = totals};
    double enlarge;
    bool is_known;

    if (!judge_lonely(design, design->n_strata, design->n_psu_in_stratum, design->left_out,
                      &is_known, &enlarge, error))
        return false;
    if (!is_known) {
        fill_nan(k * k, covariance);
        return true;
    }
    return add_stage(&stage, design->lonely == SVY_LONELY_ADJUST, enlarge, NULL, covariance, error);
}

/* The second stage counts as much as the first left in: n/N of the PSU's stratum. */
static bool add_second_stage(const SvyDesign *design,
                             size_t k,
                             const double totals[],
                             double covariance[],
                             GError **error)
{
    const Stage stage = {.n_units = design->n_units,
                         .n_strata = design->n_psu,
                         .n_columns = k,
                         .stratum_of_unit = design->psu_of_unit,
                         .n_in_stratum = design->n_units_in_psu,
                         .left_out = design->left_out_of_psu,
                         .totals = totals};
    g_autofree double *shares = g_try_malloc_n(MAX(design->n_psu, 1), sizeof(double));
    const size_t n_lonely =
        count_kind(design->n_psu, design->n_units_in_psu, design->left_out_of_psu, STRATUM_LONELY);

    if (shares == NULL)
        return svy_design_refuse_memory(error);
    if (n_lonely > 0 && design->lonely == SVY_LONELY_FAIL)
        return refuse_lonely(n_lonely, "ssu", error);
    for (size_t g = 0; g < design->n_psu; g++)
        shares[g] = 1 - design->left_out[svy_design_get_stratum(design, g)];
    return add_stage(&stage, design->lonely == SVY_LONELY_ADJUST, 1, shares, covariance, error);
}

static double *sum_by_psu(const SvyDesign *design, size_t k, const double totals[], GError **error)
{
    g_autofree double *sums = g_try_new0(double, design->n_psu *k + 1);

    if (sums == NULL) {
        svy_design_refuse_memory(error);
        return NULL;
    }
    for (size_t u = 0; u < design->n_units; u++) {
        for (size_t j = 0; j < k; j++)
            sums[(size_t)design->psu_of_unit[u] * k + j] += totals[u * k + j];
    }
    return g_steal_pointer(&sums);
}

static void mirror(size_t k, double covariance[])
{
    for (size_t j = 0; j < k; j++) {
        for (size_t l = 0; l < j; l++)
            covariance[l * k + j] = covariance[j * k + l];
    }
}

/* From totals per unit [n_units * k]. */
static bool compute_from_units(const SvyDesign *design,
                               size_t k,
                               const double totals[],
                               double ret_covariance[],
                               GError **error)
{
    g_autofree double *covariance = g_try_new0(double, k *k + 1);

    if (covariance == NULL)
        return svy_design_refuse_memory(error);
    if (design->has_second_stage) {
        g_autofree double *sums = sum_by_psu(design, k, totals, error);

        if (sums == NULL || !add_first_stage(design, k, sums, covariance, error) ||
            !add_second_stage(design, k, totals, covariance, error))
            return false;
    } else if (!add_first_stage(design, k, totals, covariance, error)) {
        return false;
    }
    mirror(k, covariance);
    memcpy(ret_covariance, covariance, k * k * sizeof *covariance);
    return true;
}

bool svy_design_compute_covariance(const SvyDesign *design,
                                   size_t n_columns,
                                   const double influence[],
                                   double ret_covariance[],
                                   GError **error)
{
    const size_t k = n_columns;
    g_autofree double *totals = NULL;

    if (design->unit_of_record == NULL)
        return compute_from_units(design, k, influence, ret_covariance, error);

    totals = g_try_new0(double, design->n_units *k + 1);
    if (totals == NULL)
        return svy_design_refuse_memory(error);
    for (size_t i = 0; i < design->n; i++) {
        double *total = totals + (size_t)design->unit_of_record[i] * k;

        for (size_t j = 0; j < k; j++)
            total[j] += influence[i * k + j];
    }
    return compute_from_units(design, k, totals, ret_covariance, error);
}

/* --- Groups: each record adds to one column ------------------------------------------------- */

static bool find_influence(const SvyDesign *design,
                           const SvyInfluence *influence,
                           size_t i,
                           size_t *ret_group,
                           double *ret_value)
{
    const int32_t group = influence->groups == NULL ? 0 : influence->groups[i];
    const double y = influence->y == NULL ? 1 : influence->y[i];
    const double x = influence->x == NULL ? 1 : influence->x[i];

    if (group < 0 || isnan(y) || isnan(x))
        return false;
    *ret_group = (size_t)group;
    *ret_value = svy_design_get_weight(design, i) * (y - influence->ratio[group] * x) *
                 influence->scale[group];
    return true;
}

static bool compute_by_units(const SvyDesign *design,
                             const SvyInfluence *influence,
                             double ret_covariance[],
                             GError **error)
{
    const size_t k = influence->n_groups;
    g_autofree double *totals = g_try_new0(double, design->n_units *k + 1);
    size_t group;
    double value;

    if (totals == NULL)
        return svy_design_refuse_memory(error);
    for (size_t i = 0; i < design->n; i++) {
        const size_t unit = design->unit_of_record == NULL ? i : (size_t)design->unit_of_record[i];

        if (find_influence(design, influence, i, &group, &value))
            totals[unit * k + group] += value;
    }
    return compute_from_units(design, k, totals, ret_covariance, error);
}

/* Sums, numbers and sums of squares about the mean, per stratum and group. */
typedef struct {
    double *means;   /* [n_strata * n_groups] first sums, then means over all PSUs of the stratum */
    double *n;       /* records of the group */
    double *squares; /* of the records of the group about the mean */
    double *overall; /* [n_groups] mean over all PSUs */
} Moments;

static void clear_moments(Moments *moments)
{
    g_free(moments->means);
    g_free(moments->n);
    g_free(moments->squares);
    g_free(moments->overall);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Moments, clear_moments)

static bool compute_moments(const SvyDesign *design,
                            const SvyInfluence *influence,
                            Moments *moments,
                            GError **error)
{
    const size_t k = influence->n_groups, n_cells = design->n_strata * k;
    size_t group;
    double value;

    moments->means = g_try_new0(double, n_cells + 1);
    moments->n = g_try_new0(double, n_cells + 1);
    moments->squares = g_try_new0(double, n_cells + 1);
    moments->overall = g_try_new0(double, k + 1);
    if (moments->means == NULL || moments->n == NULL || moments->squares == NULL ||
        moments->overall == NULL)
        return svy_design_refuse_memory(error);

    for (size_t i = 0; i < design->n; i++) {
        if (find_influence(design, influence, i, &group, &value)) {
            const size_t cell = svy_design_get_stratum(design, i) * k + group;

            moments->means[cell] += value;
            moments->n[cell]++;
        }
    }
    for (size_t h = 0; h < design->n_strata; h++) {
        for (size_t j = 0; j < k; j++) {
            moments->overall[j] += moments->means[h * k + j] / (double)design->n_psu;
            moments->means[h * k + j] /= (double)design->n_psu_in_stratum[h];
        }
    }
    for (size_t i = 0; i < design->n; i++) {
        if (find_influence(design, influence, i, &group, &value)) {
            const size_t cell = svy_design_get_stratum(design, i) * k + group;
            const double deviation = value - moments->means[cell];

            moments->squares[cell] += deviation * deviation;
        }
    }
    return true;
}

/* Records of other groups add 0, which is a deviation too; so between two groups, whose records are
 * not the same, the sum of products is -n_psu * mean * mean. */
static void add_usual_stratum(size_t k,
                              double n_psu,
                              double factor,
                              const double means[],
                              const double n[],
                              const double squares[],
                              double covariance[])
{
    for (size_t j = 0; j < k; j++) {
        for (size_t l = 0; l < j; l++)
            covariance[j * k + l] -= factor * n_psu * means[j] * means[l];
        covariance[j * k + j] += factor * (squares[j] + (n_psu - n[j]) * means[j] * means[j]);
    }
}

static void add_lonely_stratum(const Moments *moments,
                               size_t k,
                               size_t h,
                               double factor,
                               double covariance[])
{
    for (size_t j = 0; j < k; j++) {
        const double left = moments->means[h * k + j] - moments->overall[j];

        for (size_t l = 0; l <= j; l++)
            covariance[j * k + l] +=
                factor * left * (moments->means[h * k + l] - moments->overall[l]);
    }
}

/* When each record is a PSU: no table of records by groups is needed. */
static bool compute_by_records(const SvyDesign *design,
                               const SvyInfluence *influence,
                               double ret_covariance[],
                               GError **error)
{
    const size_t k = influence->n_groups;
    g_auto(Moments) moments = {0};
    double enlarge;
    bool is_known;

    if (!judge_lonely(design, design->n_strata, design->n_psu_in_stratum, design->left_out,
                      &is_known, &enlarge, error) ||
        !compute_moments(design, influence, &moments, error))
        return false;

    memset(ret_covariance, 0, k * k * sizeof *ret_covariance);
    for (size_t h = 0; h < design->n_strata; h++) {
        const size_t n_psu = design->n_psu_in_stratum[h];
        const StratumKind kind = classify(n_psu, design->left_out[h]);
        const double factor = enlarge * find_factor(n_psu, design->left_out[h]);

        if (kind == STRATUM_USUAL)
            add_usual_stratum(k, (double)n_psu, factor, moments.means + h * k, moments.n + h * k,
                              moments.squares + h * k, ret_covariance);
        else if (kind == STRATUM_LONELY && design->lonely == SVY_LONELY_ADJUST)
            add_lonely_stratum(&moments, k, h, factor, ret_covariance);
    }
    mirror(k, ret_covariance);
    if (!is_known)
        fill_nan(k * k, ret_covariance);
    return true;
}

bool svy_design_compute_group_covariance(const SvyDesign *design,
                                         const SvyInfluence *influence,
                                         double ret_covariance[],
                                         GError **error)
{
    if (design->n == 0) {
        fill_nan(influence->n_groups * influence->n_groups, ret_covariance);
        return true;
    }
    if (design->psu_of_record == NULL)
        return compute_by_records(design, influence, ret_covariance, error);
    return compute_by_units(design, influence, ret_covariance, error);
}
