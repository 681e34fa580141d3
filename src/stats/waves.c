/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Change between two waves. */
#include <surveystat/waves.h>

#include <math.h>

#include "base/error.h"
#include "stats/argument-private.h"
#include "stats/design-private.h"
#include "stats/gsl-wrap.h"
#include "stats/weights-private.h"
#include "stats/tail-private.h"

typedef struct {
    double sum;    /* of the weights of those who answered, over the largest weight */
    double unit;   /* the largest weight: sums do not overflow, results do not depend on it */
    double origin; /* an answer that both waves count from: a large common part costs no digits */
    double mean;   /* from the origin */
    size_t n;      /* cases with a positive weight */
    size_t n_answered;
    double min, max; /* of the answers */
} WaveSums;

static bool is_counted(const SvyWave *wave, size_t i)
{
    return svy_weights_get(wave->w, i) > 0;
}

static bool is_answered(const SvyWave *wave, size_t i)
{
    return is_counted(wave, i) && !isnan(wave->y[i]);
}

static bool check_wave(const SvyWave *wave, GError **error)
{
    if (!svy_weights_check(wave->n, wave->w, error))
        return false;
    for (size_t i = 0; i < wave->n; i++) {
        if (isinf(wave->y[i]))
            return svy_argument_refuse("an answer", wave->y[i], "a finite number", error);
    }
    return true;
}

static double get_weight(const SvyWave *wave, const WaveSums *sums, size_t i)
{
    return svy_weights_get(wave->w, i) / sums->unit;
}

static double find_origin(const SvyWave *first, const SvyWave *second)
{
    const SvyWave *const waves[] = {first, second};

    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < waves[k]->n; i++) {
            if (is_answered(waves[k], i))
                return waves[k]->y[i];
        }
    }
    return 0;
}

/* The mean is updated once by the mean of what it is off. */
static WaveSums sum_wave(const SvyWave *wave, double origin)
{
    WaveSums sums = {.origin = origin, .min = INFINITY, .max = -INFINITY};
    double total = 0, off = 0;

    for (size_t i = 0; i < wave->n; i++)
        sums.unit = fmax(sums.unit, svy_weights_get(wave->w, i));
    for (size_t i = 0; i < wave->n; i++) {
        sums.n += is_counted(wave, i);
        if (is_answered(wave, i)) {
            sums.n_answered++;
            sums.sum += get_weight(wave, &sums, i);
            total += get_weight(wave, &sums, i) * (wave->y[i] - origin);
            sums.min = fmin(sums.min, wave->y[i]);
            sums.max = fmax(sums.max, wave->y[i]);
        }
    }
    sums.mean = total / sums.sum;
    for (size_t i = 0; i < wave->n; i++) {
        if (is_answered(wave, i))
            off += get_weight(wave, &sums, i) * (wave->y[i] - origin - sums.mean);
    }
    sums.mean = sums.max > sums.min ? sums.mean + off / sums.sum : sums.min - origin;
    return sums;
}

/* Linearized contribution of a case to the mean. */
static double influence(const SvyWave *wave, const WaveSums *sums, size_t i)
{
    return is_answered(wave, i)
               ? get_weight(wave, sums, i) * (wave->y[i] - sums->origin - sums->mean) / sums->sum
               : 0;
}

/* --- Estimates ------------------------------------------------------------------------------ */

static SvyEstimate make_mean(double value,
                             double variance,
                             double df,
                             double level,
                             const char *name)
{
    SvyEstimate estimate = svy_estimate_none(SVY_STATUS_NO_VARIANCE, level, name);

    estimate.value = value;
    estimate.se = df > 0 ? sqrt(variance) : (double)NAN;
    estimate.df = df > 0 ? df : (double)NAN;
    if (df > 0 && variance > 0) {
        const double reach = svy_design_find_t(level, df) * sqrt(variance);

        estimate.lo = value - reach;
        estimate.hi = value + reach;
        estimate.status = SVY_STATUS_OK;
    }
    return estimate;
}

static void fill_change(SvyWaveChange *change,
                        const WaveSums *first,
                        const WaveSums *second,
                        double variance,
                        double df,
                        double level,
                        const char *name)
{
    change->p_value = (double)NAN;
    if (first->n_answered == 0 || second->n_answered == 0) {
        change->change = svy_estimate_none(SVY_STATUS_NO_CASES, level, name);
        return;
    }
    change->change = make_mean(second->mean - first->mean, variance, df, level, name);
    if (change->change.status == SVY_STATUS_OK)
        change->p_value = svy_tail_compute_t_p(change->change.value / change->change.se, df);
}

/* --- Independent ---------------------------------------------------------------------------- */

static double independent_variance(const SvyWave *wave, const WaveSums *sums)
{
    const double n = (double)sums->n;
    double squares = 0;

    for (size_t i = 0; i < wave->n; i++) {
        const double d = influence(wave, sums, i);

        squares += d * d;
    }
    return n > 1 ? n / (n - 1) * squares : (double)NAN;
}

static SvyEstimate independent_mean(const SvyWave *wave, const WaveSums *sums, double level)
{
    if (sums->n_answered == 0)
        return svy_estimate_none(SVY_STATUS_NO_CASES, level, "linearized");
    return make_mean(sums->origin + sums->mean, independent_variance(wave, sums),
                     (double)sums->n - 1, level, "linearized");
}

bool svy_waves_independent(const SvyWave *first,
                           const SvyWave *second,
                           double level,
                           SvyWaveChange *ret_change,
                           GError **error)
{
    SvyWaveChange change = {0};

    g_return_val_if_fail(first != NULL && second != NULL && ret_change != NULL, false);
    if (!svy_argument_check_level(level, error) || !check_wave(first, error) ||
        !check_wave(second, error))
        return false;

    svy_stats_init();

    const double origin = find_origin(first, second);
    const WaveSums sums1 = sum_wave(first, origin), sums2 = sum_wave(second, origin);

    change.first = independent_mean(first, &sums1, level);
    change.second = independent_mean(second, &sums2, level);
    change.n_persons = sums1.n + sums2.n;
    fill_change(&change, &sums1, &sums2,
                independent_variance(first, &sums1) + independent_variance(second, &sums2),
                (double)(sums1.n + sums2.n) - 2, level, "linearized");
    *ret_change = change;
    return true;
}

/* --- Overlap -------------------------------------------------------------------------------- */

typedef struct {
    double *first, *second; /* [n_persons] contributions to the two means */
    unsigned char *waves;   /* [n_persons] bit 1: in the first wave, 2: in the second */
    double variance1, variance2, variance; /* sums of squares over all persons */
} Persons;

static void clear_persons(Persons *persons)
{
    g_free(persons->first);
    g_free(persons->second);
    g_free(persons->waves);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Persons, clear_persons)

static bool check_persons(const SvyWave *wave, size_t n_persons, GError **error)
{
    for (size_t i = 0; wave->person != NULL && i < wave->n; i++) {
        if (wave->person[i] < -1 || (wave->person[i] >= 0 && (size_t)wave->person[i] >= n_persons))
            return svy_argument_refuse("the number of a person", wave->person[i],
                                       "-1 or below the number of persons", error);
    }
    return true;
}

static bool allocate_persons(size_t n, Persons *persons, GError **error)
{
    persons->first = g_try_malloc0_n(n + 1, sizeof *persons->first);
    persons->second = g_try_malloc0_n(n + 1, sizeof *persons->second);
    persons->waves = g_try_malloc0_n(n + 1, 1);
    if (persons->first != NULL && persons->second != NULL && persons->waves != NULL)
        return true;
    return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu persons", n);
}

/* Somebody without a number is a person alone and is squared at once. */
static void add_wave(const SvyWave *wave,
                     const WaveSums *sums,
                     bool is_second,
                     Persons *persons,
                     SvyWaveChange *change)
{
    double *contributions = is_second ? persons->second : persons->first;
    double *alone = is_second ? &persons->variance2 : &persons->variance1;

    for (size_t i = 0; i < wave->n; i++) {
        const double d = influence(wave, sums, i);
        const int32_t person = wave->person == NULL ? -1 : wave->person[i];

        if (person >= 0) {
            contributions[person] += d;
            if (is_counted(wave, i))
                persons->waves[person] |= is_second ? 2 : 1;
        } else if (is_counted(wave, i)) {
            *alone += d * d;
            persons->variance += d * d;
            change->n_persons++;
        }
    }
}

static void square_persons(size_t n_persons, Persons *persons, SvyWaveChange *change)
{
    for (size_t k = 0; k < n_persons; k++) {
        const double d1 = persons->first[k], d2 = persons->second[k];

        persons->variance1 += d1 * d1;
        persons->variance2 += d2 * d2;
        persons->variance += (d2 - d1) * (d2 - d1);
        change->n_persons += persons->waves[k] != 0;
        change->n_in_both += persons->waves[k] == 3;
    }
}

static SvyEstimate overlap_mean(const WaveSums *sums, double variance, double m, double level)
{
    static const char *const name = "linearized, persons";

    if (sums->n_answered == 0)
        return svy_estimate_none(SVY_STATUS_NO_CASES, level, name);
    return make_mean(sums->origin + sums->mean, variance * m / (m - 1), m - 1, level, name);
}

bool svy_waves_overlap(const SvyWave *first,
                       const SvyWave *second,
                       size_t n_persons,
                       double level,
                       SvyWaveChange *ret_change,
                       GError **error)
{
    g_auto(Persons) persons = {0};
    SvyWaveChange change = {0};

    g_return_val_if_fail(first != NULL && second != NULL && ret_change != NULL, false);
    if (!svy_argument_check_level(level, error) || !check_wave(first, error) ||
        !check_wave(second, error) || !check_persons(first, n_persons, error) ||
        !check_persons(second, n_persons, error) || !allocate_persons(n_persons, &persons, error))
        return false;

    svy_stats_init();

    const double origin = find_origin(first, second);
    const WaveSums sums1 = sum_wave(first, origin), sums2 = sum_wave(second, origin);

    add_wave(first, &sums1, false, &persons, &change);
    add_wave(second, &sums2, true, &persons, &change);
    square_persons(n_persons, &persons, &change);

    const double m = (double)change.n_persons;

    change.first = overlap_mean(&sums1, persons.variance1, m, level);
    change.second = overlap_mean(&sums2, persons.variance2, m, level);
    fill_change(&change, &sums1, &sums2, persons.variance * m / (m - 1), m - 1, level,
                "linearized, persons");
    *ret_change = change;
    return true;
}
