/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variances by replication: jackknife, balanced repeated replication, bootstrap.
 *
 * Every replicate weighs whole PSUs, so totals per PSU are all that is needed. */
#include <surveystat/replicate.h>

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "stats/argument-private.h"
#include "stats/design-private.h"
#include "stats/hadamard-private.h"
#include "stats/random.h"

/* A total of numerator and denominator. */
typedef struct {
    double y, x;
} Pair;

typedef struct {
    const SvyDesign *design;
    Pair *psu;    /* [n_psu] */
    Pair *strata; /* [n_strata] */
    Pair all;
    size_t *order;  /* [n_psu] PSUs by stratum, then as they appear */
    size_t *starts; /* [n_strata + 1] in order */
    bool has_cases;
} Totals;

static void clear_totals(Totals *totals)
{
    g_free(totals->psu);
    g_free(totals->strata);
    g_free(totals->order);
    g_free(totals->starts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Totals, clear_totals)

void svy_replicate_clear(SvyReplication *replication)
{
    if (replication == NULL)
        return;
    g_free(replication->replicates);
    memset(replication, 0, sizeof *replication);
}

/* --- Totals --------------------------------------------------------------------------------- */

static void add_pair(Pair *sum, Pair other, double factor)
{
    sum->y += factor * other.y;
    sum->x += factor * other.x;
}

static double divide(Pair pair)
{
    const double ratio = pair.y / pair.x;

    return isfinite(ratio) ? ratio : (double)NAN;
}

static void order_psu(Totals *totals)
{
    const SvyDesign *design = totals->design;

    for (size_t h = 0; h < design->n_strata; h++)
        totals->starts[h + 1] = totals->starts[h] + design->n_psu_in_stratum[h];
    for (size_t g = 0; g < design->n_psu; g++)
        totals->order[totals->starts[svy_design_get_stratum(design, g)]++] = g;
    for (size_t h = design->n_strata; h > 0; h--)
        totals->starts[h] = totals->starts[h - 1];
    totals->starts[0] = 0;
}

static bool add_up(const SvyDesign *design,
                   const double numerator[],
                   const double denominator[],
                   Totals *totals,
                   GError **error)
{
    totals->design = design;
    totals->psu = g_try_new0(Pair, design->n_psu + 1);
    totals->strata = g_try_new0(Pair, design->n_strata + 1);
    totals->order = g_try_new0(size_t, design->n_psu + 1);
    totals->starts = g_try_new0(size_t, design->n_strata + 2);
    if (totals->psu == NULL || totals->strata == NULL || totals->order == NULL ||
        totals->starts == NULL)
        return svy_design_refuse_memory(error);

    for (size_t i = 0; i < design->n; i++) {
        const double w = svy_design_get_weight(design, i);
        const Pair pair = {numerator[i], denominator == NULL ? 1 : denominator[i]};

        if (isnan(pair.y) || isnan(pair.x))
            continue;
        totals->has_cases = totals->has_cases || w > 0;
        add_pair(&totals->psu[svy_design_get_psu(design, i)], pair, w);
    }
    for (size_t g = 0; g < design->n_psu; g++)
        add_pair(&totals->strata[svy_design_get_stratum(design, g)], totals->psu[g], 1);
    for (size_t h = 0; h < design->n_strata; h++)
        add_pair(&totals->all, totals->strata[h], 1);
    order_psu(totals);
    return true;
}

static bool has_variance(const SvyDesign *design)
{
    for (size_t h = 0; h < design->n_strata; h++) {
        if (design->n_psu_in_stratum[h] > 1)
            return true;
    }
    return false;
}

static bool is_lonely(const SvyDesign *design, size_t h)
{
    return design->n_psu_in_stratum[h] == 1 && design->left_out[h] > 1e-7;
}

static bool check_lonely(const SvyDesign *design, GError **error)
{
    for (size_t h = 0; design->lonely == SVY_LONELY_FAIL && h < design->n_strata; h++) {
        if (is_lonely(design, h) && design->n_strata > 1)
            return svy_error_set(error, SVY_ERROR_DATA, NULL,
                                 "Set lonely to remove, adjust or average, or join strata",
                                 "a stratum has only one psu, so its variance is unknown");
    }
    return true;
}

/* --- Spread --------------------------------------------------------------------------------- */

/* @scales (nullable) [n] of each replicate; those of scale 0 are not in the mean. */
static void compute_spread(SvyReplication *replication, const double scales[], double scale)
{
    double n = 0, mean = 0, about_value = 0, about_mean = 0;
    size_t n_known = 0;

    for (size_t r = 0; r < replication->n_replicates; r++) {
        if (!isnan(replication->replicates[r]) && (scales == NULL || scales[r] > 0)) {
            mean += replication->replicates[r];
            n++;
        }
    }
    mean = n > 0 ? mean / n : replication->value;
    for (size_t r = 0; r < replication->n_replicates; r++) {
        const double own = scale * (scales == NULL ? 1 : scales[r]);
        const double from_value = replication->replicates[r] - replication->value;
        const double from_mean = replication->replicates[r] - mean;

        if (!isnan(replication->replicates[r])) {
            about_value += own * from_value * from_value;
            about_mean += own * from_mean * from_mean;
            n_known++;
        }
    }
    if (n_known == 0)
        replication->status = SVY_STATUS_NO_VARIANCE;
    replication->se_mse = n_known > 0 ? sqrt(about_value) : (double)NAN;
    replication->se_mean = n_known > 0 ? sqrt(about_mean) : (double)NAN;
}

/* What is known without replicates; true when there is nothing more to do. */
static bool is_settled(const Totals *totals, SvyReplication *replication)
{
    replication->value = divide(totals->all);
    replication->se_mse = replication->se_mean = (double)NAN;
    if (!totals->has_cases)
        replication->status = SVY_STATUS_NO_CASES;
    else if (isnan(replication->value))
        replication->status = SVY_STATUS_UNDEFINED;
    else if (!has_variance(totals->design))
        replication->status = SVY_STATUS_NO_VARIANCE;
    return replication->status != SVY_STATUS_OK;
}

static bool allocate(SvyReplication *replication, size_t n, GError **error)
{
    replication->replicates = g_try_new0(double, n + 1);
    if (replication->replicates == NULL)
        return svy_design_refuse_memory(error);
    replication->n_replicates = n;
    return true;
}

static void hand_over(SvyReplication *replication, SvyReplication *ret)
{
    *ret = *replication;
    memset(replication, 0, sizeof *replication);
}

/* --- Jackknife ------------------------------------------------------------------------------ */

static double leave_one_out(const Totals *totals, size_t h, size_t psu)
{
    const double n = (double)totals->design->n_psu_in_stratum[h];
    Pair pair = totals->all;

    add_pair(&pair, totals->strata[h], 1 / (n - 1));
    add_pair(&pair, totals->psu[psu], -n / (n - 1));
    return divide(pair);
}

static double leave_stratum_out(const Totals *totals, size_t h)
{
    Pair pair = totals->all;

    add_pair(&pair, totals->strata[h], -1);
    return divide(pair);
}

static size_t fill_jackknife(const Totals *totals, double replicates[], double scales[])
{
    const SvyDesign *design = totals->design;
    const double n_strata = (double)design->n_strata;
    size_t r = 0;

    for (size_t h = 0; h < design->n_strata; h++) {
        const double n = (double)design->n_psu_in_stratum[h];

        if (is_lonely(design, h) && design->lonely == SVY_LONELY_ADJUST) {
            replicates[r] = leave_stratum_out(totals, h);
            scales[r++] = (n_strata - 1) / n_strata;
        }
        for (size_t k = totals->starts[h]; n > 1 && k < totals->starts[h + 1]; k++) {
            replicates[r] = leave_one_out(totals, h, totals->order[k]);
            scales[r++] = design->left_out[h] * (n - 1) / n;
        }
    }
    return r;
}

bool svy_replicate_jackknife(const SvyDesign *design,
                             const double numerator[],
                             const double denominator[],
                             SvyReplication *ret,
                             GError **error)
{
    g_auto(Totals) totals = {0};
    g_auto(SvyReplication) replication = {0};
    g_autofree double *scales = g_try_new0(double, design->n_psu + 1);

    g_return_val_if_fail(ret != NULL, false);
    if (scales == NULL)
        return svy_design_refuse_memory(error);
    if (!check_lonely(design, error) || !add_up(design, numerator, denominator, &totals, error) ||
        !allocate(&replication, design->n_psu, error))
        return false;
    replication.n_replicates = 0;
    if (!is_settled(&totals, &replication)) {
        const size_t n = fill_jackknife(&totals, replication.replicates, scales);
        const bool enlarges = design->lonely == SVY_LONELY_AVERAGE;

        replication.n_replicates = n;
        compute_spread(&replication, scales, enlarges ? (double)design->n_psu / (double)n : 1);
    }
    hand_over(&replication, ret);
    return true;
}

/* --- Balanced repeated replication ---------------------------------------------------------- */

static int compare_by_code(const void *a, const void *b, void *closure)
{
    const int32_t *codes = closure;
    const int32_t x = codes[*(const size_t *)a], y = codes[*(const size_t *)b];

    return (x > y) - (x < y);
}

/* Strata by code. (transfer full) */
static size_t *order_strata(const SvyDesign *design)
{
    size_t *strata = g_try_new0(size_t, design->n_strata + 1);

    if (strata == NULL)
        return NULL;
    for (size_t h = 0; h < design->n_strata; h++)
        strata[h] = h;
    if (design->code_of_stratum != NULL)
        g_qsort_with_data(strata, (int)design->n_strata, sizeof *strata, compare_by_code,
                          design->code_of_stratum);
    return strata;
}

static bool check_pairs(const SvyDesign *design, GError **error)
{
    for (size_t h = 0; h < design->n_strata; h++) {
        if (design->n_psu_in_stratum[h] % 2 != 0)
            return svy_error_set(error, SVY_ERROR_DATA, NULL,
                                 "Join or split strata, or take the jackknife",
                                 "balanced replicates need an even number of psu in each stratum, "
                                 "one has %zu",
                                 design->n_psu_in_stratum[h]);
    }
    return true;
}

/* First and second PSU of each pair, those of large strata first: [n_psu]. (transfer full) */
static size_t *list_pairs(const Totals *totals)
{
    const SvyDesign *design = totals->design;
    g_autofree size_t *strata = order_strata(design);
    g_autofree size_t *pairs = g_try_new0(size_t, design->n_psu + 1);
    size_t n = 0;

    if (strata == NULL || pairs == NULL)
        return NULL;
    for (int takes_large = 1; takes_large >= 0; takes_large--) {
        for (size_t s = 0; s < design->n_strata; s++) {
            const size_t h = strata[s];

            if ((design->n_psu_in_stratum[h] > 2) != (takes_large == 1))
                continue;
            for (size_t k = totals->starts[h]; k < totals->starts[h + 1]; k++)
                pairs[n++] = totals->order[k];
        }
    }
    return g_steal_pointer(&pairs);
}

static void fill_brr(const Totals *totals,
                     const size_t pairs[],
                     const SvyHadamard *hadamard,
                     double rho,
                     double replicates[])
{
    for (size_t r = 0; r < hadamard->order; r++) {
        Pair pair = {0, 0};

        for (size_t i = 0; i < totals->design->n_psu / 2; i++) {
            const bool takes_first = svy_hadamard_get(hadamard, i + 1, r);

            add_pair(&pair, totals->psu[pairs[2 * i]], takes_first ? 2 - rho : rho);
            add_pair(&pair, totals->psu[pairs[2 * i + 1]], takes_first ? rho : 2 - rho);
        }
        replicates[r] = divide(pair);
    }
}

bool svy_replicate_brr(const SvyDesign *design,
                       const double numerator[],
                       const double denominator[],
                       double rho,
                       SvyReplication *ret,
                       GError **error)
{
    g_auto(Totals) totals = {0};
    g_auto(SvyReplication) replication = {0};
    SvyHadamard hadamard = {0};

    g_return_val_if_fail(ret != NULL, false);
    if (!(rho >= 0 && rho < 1))
        return svy_argument_refuse("rho", rho, "at least 0 and below 1", error);
    if ((design->n_psu > 1 && !check_pairs(design, error)) ||
        !add_up(design, numerator, denominator, &totals, error))
        return false;
    if (!is_settled(&totals, &replication)) {
        g_autofree size_t *pairs = list_pairs(&totals);

        if (pairs == NULL || !svy_hadamard_init(design->n_psu / 2, &hadamard))
            return svy_design_refuse_memory(error);
        if (!allocate(&replication, hadamard.order, error)) {
            svy_hadamard_clear(&hadamard);
            return false;
        }
        fill_brr(&totals, pairs, &hadamard, rho, replication.replicates);
        svy_hadamard_clear(&hadamard);
        compute_spread(&replication, NULL, 1 / ((double)hadamard.order * (1 - rho) * (1 - rho)));
    }
    hand_over(&replication, ret);
    return true;
}

/* --- Bootstrap ------------------------------------------------------------------------------ */

/* Draws for all strata; a stratum with one PSU keeps it as it is. */
static double draw(const Totals *totals, SvyRandom *random)
{
    const SvyDesign *design = totals->design;
    Pair pair = {0, 0};

    for (size_t h = 0; h < design->n_strata; h++) {
        const size_t n = design->n_psu_in_stratum[h];
        const double factor = (double)n / (double)(n - 1);

        if (n == 1)
            add_pair(&pair, totals->strata[h], 1);
        for (size_t k = 1; k < n; k++) {
            const size_t drawn = svy_random_get_index(random, n);

            add_pair(&pair, totals->psu[totals->order[totals->starts[h] + drawn]], factor);
        }
    }
    return divide(pair);
}

static double weigh(const Totals *totals, const double multiplicities[])
{
    const SvyDesign *design = totals->design;
    Pair pair = {0, 0};

    for (size_t h = 0; h < design->n_strata; h++) {
        const double n = (double)design->n_psu_in_stratum[h];
        double m = 0, f;

        for (size_t k = totals->starts[h]; k < totals->starts[h + 1]; k++)
            m += multiplicities[totals->order[k]];
        if (n < 2 || !(m > 0)) {
            add_pair(&pair, totals->strata[h], 1);
            continue;
        }
        f = sqrt(m / (n - 1));
        for (size_t k = totals->starts[h]; k < totals->starts[h + 1]; k++) {
            const size_t psu = totals->order[k];

            add_pair(&pair, totals->psu[psu], 1 - f + f * n / m * multiplicities[psu]);
        }
    }
    return divide(pair);
}

static bool check_multiplicities(size_t n, const double values[], GError **error)
{
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(values[i]) || values[i] < 0)
            return svy_error_set(error, SVY_ERROR_DATA, NULL, NULL,
                                 "a multiplicity must be a number that is not negative");
    }
    return true;
}

/* With @multiplicities NULL, draws with @seed. */
static bool bootstrap(const SvyDesign *design,
                      const double numerator[],
                      const double denominator[],
                      size_t n_replicates,
                      const double multiplicities[],
                      uint32_t seed,
                      SvyReplication *ret,
                      GError **error)
{
    g_auto(Totals) totals = {0};
    g_auto(SvyReplication) replication = {0};
    g_autoptr(SvyRandom) random = svy_random_new(seed);

    g_return_val_if_fail(ret != NULL, false);
    if (n_replicates < 2)
        return svy_argument_refuse("replicates", (double)n_replicates, "at least 2", error);
    if (random == NULL)
        return svy_design_refuse_memory(error);
    if (!check_lonely(design, error) || !add_up(design, numerator, denominator, &totals, error))
        return false;
    if (!is_settled(&totals, &replication)) {
        if (!allocate(&replication, n_replicates, error))
            return false;
        for (size_t r = 0; r < n_replicates; r++)
            replication.replicates[r] = multiplicities == NULL
                                            ? draw(&totals, random)
                                            : weigh(&totals, multiplicities + r * design->n_psu);
        compute_spread(&replication, NULL, 1 / (double)(n_replicates - 1));
    }
    hand_over(&replication, ret);
    return true;
}

bool svy_replicate_bootstrap(const SvyDesign *design,
                             const double numerator[],
                             const double denominator[],
                             size_t n_replicates,
                             uint32_t seed,
                             SvyReplication *ret,
                             GError **error)
{
    return bootstrap(design, numerator, denominator, n_replicates, NULL, seed, ret, error);
}

bool svy_replicate_bootstrap_given(const SvyDesign *design,
                                   const double numerator[],
                                   const double denominator[],
                                   size_t n_replicates,
                                   const double multiplicities[],
                                   SvyReplication *ret,
                                   GError **error)
{
    return check_multiplicities(n_replicates * design->n_psu, multiplicities, error) &&
           bootstrap(design, numerator, denominator, n_replicates, multiplicities, 0, ret, error);
}
