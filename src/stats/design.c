/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sample design from arrays: strata, PSUs, a second stage, finite populations. */
#include "stats/design-private.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "stats/argument-private.h"

#define MAX_RECORDS INT32_MAX

bool svy_design_refuse_memory(GError **error)
{
    return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL,
                         "no memory for the records of the design");
}

void svy_design_free(SvyDesign *design)
{
    if (design == NULL)
        return;
    g_free(design->own_weights);
    if (design->unit_of_record != design->psu_of_record)
        g_free(design->unit_of_record);
    g_free(design->psu_of_record);
    g_free(design->code_of_stratum);
    g_free(design->stratum_of_psu);
    g_free(design->n_psu_in_stratum);
    g_free(design->left_out);
    g_free(design->psu_of_unit);
    g_free(design->n_units_in_psu);
    g_free(design->left_out_of_psu);
    g_free(design);
}

/* --- Checking ------------------------------------------------------------------------------- */

static bool refuse_record(const char *name, size_t i, const char *wanted, GError **error)
{
    return svy_error_set(error, SVY_ERROR_DATA, NULL, NULL, "record %zu: %s must %s", i + 1, name,
                         wanted);
}

static bool check_weights(const SvyDesignSpec *spec, GError **error)
{
    for (size_t i = 0; spec->weights != NULL && i < spec->n; i++) {
        if (!isfinite(spec->weights[i]) || spec->weights[i] < 0)
            return refuse_record("the weight", i, "be a number that is not negative", error);
    }
    return true;
}

static bool check_codes(const char *name, size_t n, const int32_t codes[], GError **error)
{
    for (size_t i = 0; codes != NULL && i < n; i++) {
        if (codes[i] < 0)
            return refuse_record(name, i, "be known", error);
    }
    return true;
}

static bool check_counts(const char *name, size_t n, const double counts[], GError **error)
{
    for (size_t i = 0; counts != NULL && i < n; i++) {
        if (!isfinite(counts[i]) || counts[i] <= 0)
            return refuse_record(name, i, "be a number above 0", error);
    }
    return true;
}

static bool check_spec(const SvyDesignSpec *spec, GError **error)
{
    if (spec->n > MAX_RECORDS)
        return svy_error_set(error, SVY_ERROR_LIMIT, NULL, NULL, "a design holds %d records",
                             MAX_RECORDS);
    if (spec->fpc2 != NULL && spec->fpc == NULL)
        return svy_error_set(error, SVY_ERROR_DATA, NULL, NULL,
                             "fpc2 must come with the fpc of the first stage");
    if ((spec->ssu != NULL || spec->fpc2 != NULL) && spec->psu == NULL)
        return svy_error_set(error, SVY_ERROR_DATA, NULL, NULL,
                             "a second stage must come with the psu of the first");
    return check_weights(spec, error) && check_codes("the stratum", spec->n, spec->strata, error) &&
           check_codes("the psu", spec->n, spec->psu, error) &&
           check_codes("the ssu", spec->n, spec->ssu, error) &&
           check_counts("fpc", spec->n, spec->fpc, error) &&
           check_counts("fpc2", spec->n, spec->fpc2, error);
}

/* --- Numbering ------------------------------------------------------------------------------ */

/* The records in the order of their outer number, those of one number in their own order. */
static int32_t *sort_by_outer(size_t n, const int32_t outer[], size_t n_outer)
{
    g_autofree size_t *starts = g_try_new0(size_t, n_outer + 1);
    g_autofree int32_t *order = g_try_malloc_n(MAX(n, 1), sizeof *order);

    if (starts == NULL || order == NULL)
        return NULL;
    for (size_t i = 0; i < n; i++)
        starts[outer[i] + 1]++;
    for (size_t j = 1; j <= n_outer; j++)
        starts[j] += starts[j - 1];
    for (size_t i = 0; i < n; i++)
        order[starts[outer[i]]++] = (int32_t)i;
    return g_steal_pointer(&order);
}

static size_t count_codes(size_t n, const int32_t codes[])
{
    int32_t highest = -1;

    for (size_t i = 0; i < n; i++)
        highest = MAX(highest, codes[i]);
    return (size_t)(highest + 1);
}

/* Numbers by first appearance instead of those of @numbers. */
static bool renumber(size_t n, size_t n_numbers, int32_t numbers[], GError **error)
{
    g_autofree int32_t *place = g_try_malloc_n(MAX(n_numbers, 1), sizeof *place);
    int32_t next = 0;

    if (place == NULL)
        return svy_design_refuse_memory(error);
    memset(place, 0xff, n_numbers * sizeof *place);
    for (size_t i = 0; i < n; i++) {
        if (place[numbers[i]] < 0)
            place[numbers[i]] = next++;
        numbers[i] = place[numbers[i]];
    }
    return true;
}

/* A number for each different pair (outer, code), in order of first appearance. An @outer of NULL
 * is one for all. */
static bool number_pairs(size_t n,
                         const int32_t outer[],
                         size_t n_outer,
                         const int32_t codes[],
                         int32_t **ret_numbers,
                         size_t *ret_n_numbers,
                         GError **error)
{
    const size_t n_codes = count_codes(n, codes);
    g_autofree int32_t *order = outer == NULL ? NULL : sort_by_outer(n, outer, n_outer);
    g_autofree int32_t *numbers = g_try_malloc_n(MAX(n, 1), sizeof *numbers);
    g_autofree int32_t *last_outer = g_try_malloc_n(MAX(n_codes, 1), sizeof *last_outer);
    g_autofree int32_t *last_number = g_try_malloc_n(MAX(n_codes, 1), sizeof *last_number);
    int32_t next = 0;

    if ((outer != NULL && order == NULL) || numbers == NULL || last_outer == NULL ||
        last_number == NULL)
        return svy_design_refuse_memory(error);
    memset(last_outer, 0xff, n_codes * sizeof *last_outer);

    for (size_t k = 0; k < n; k++) {
        const size_t i = order == NULL ? k : (size_t)order[k];
        const int32_t own = outer == NULL ? 0 : outer[i];

        if (last_outer[codes[i]] != own) {
            last_outer[codes[i]] = own;
            last_number[codes[i]] = next++;
        }
        numbers[i] = last_number[codes[i]];
    }
    if (!renumber(n, (size_t)next, numbers, error))
        return false;
    *ret_numbers = g_steal_pointer(&numbers);
    *ret_n_numbers = (size_t)next;
    return true;
}

/* --- Stages --------------------------------------------------------------------------------- */

static bool number_strata(const SvyDesignSpec *spec,
                          SvyDesign *design,
                          int32_t **ret_stratum_of_record,
                          GError **error)
{
    design->n_strata = 1;
    if (spec->strata == NULL || spec->n == 0)
        return true;
    if (!number_pairs(spec->n, NULL, 1, spec->strata, ret_stratum_of_record, &design->n_strata,
                      error))
        return false;
    design->code_of_stratum = g_try_malloc_n(MAX(design->n_strata, 1), sizeof(int32_t));
    if (design->code_of_stratum == NULL)
        return svy_design_refuse_memory(error);
    for (size_t i = 0; i < spec->n; i++)
        design->code_of_stratum[(*ret_stratum_of_record)[i]] = spec->strata[i];
    return true;
}

/* PSUs of one name in two strata are two. */
static bool number_psu(const SvyDesignSpec *spec,
                       SvyDesign *design,
                       int32_t **stratum_of_record,
                       GError **error)
{
    design->n_psu = spec->n;
    if (spec->psu == NULL) {
        design->stratum_of_psu = g_steal_pointer(stratum_of_record);
        return true;
    }
    if (!number_pairs(spec->n, *stratum_of_record, design->n_strata, spec->psu,
                      &design->psu_of_record, &design->n_psu, error))
        return false;
    if (*stratum_of_record == NULL)
        return true;
    design->stratum_of_psu = g_try_malloc_n(MAX(design->n_psu, 1), sizeof(int32_t));
    if (design->stratum_of_psu == NULL)
        return svy_design_refuse_memory(error);
    for (size_t i = 0; i < spec->n; i++)
        design->stratum_of_psu[design->psu_of_record[i]] = (*stratum_of_record)[i];
    return true;
}

/* The share of @n_in of a population of @counts[], which must be one number per group. */
static bool set_left_out(const char *name,
                         double count,
                         double n_in,
                         size_t record,
                         double *left_out,
                         GError **error)
{
    const double share = (count - n_in) / count;

    if (count < n_in)
        return svy_error_set(
            error, SVY_ERROR_DATA, NULL, NULL,
            "record %zu: %s must be at least the %.0f units in the sample, got %.12g", record + 1,
            name, n_in, count);
    if (*left_out >= 0 && fabs(*left_out - share) > 1e-12)
        return svy_error_set(error, SVY_ERROR_DATA, NULL, NULL,
                             "record %zu: %s must be one number in each %s, got %.12g as another",
                             record + 1, name, name[3] == '\0' ? "stratum" : "psu", count);
    *left_out = share;
    return true;
}

static bool set_first_stage(const SvyDesignSpec *spec, SvyDesign *design, GError **error)
{
    design->n_psu_in_stratum = g_try_new0(size_t, design->n_strata);
    design->left_out = g_try_malloc_n(MAX(design->n_strata, 1), sizeof(double));
    if (design->n_psu_in_stratum == NULL || design->left_out == NULL)
        return svy_design_refuse_memory(error);

    for (size_t g = 0; g < design->n_psu; g++)
        design->n_psu_in_stratum[svy_design_get_stratum(design, g)]++;
    for (size_t h = 0; h < design->n_strata; h++)
        design->left_out[h] = spec->fpc == NULL ? 1 : -1;
    for (size_t i = 0; spec->fpc != NULL && i < spec->n; i++) {
        const size_t h = svy_design_get_stratum(design, svy_design_get_psu(design, i));

        if (!set_left_out("fpc", spec->fpc[i], (double)design->n_psu_in_stratum[h], i,
                          &design->left_out[h], error))
            return false;
    }
    return true;
}

/* Without an fpc of the first stage, the PSUs hold all that counts (ultimate clusters). */
static bool number_units(const SvyDesignSpec *spec, SvyDesign *design, GError **error)
{
    design->n_units = design->n_psu;
    design->unit_of_record = design->psu_of_record;
    design->has_second_stage = spec->fpc != NULL && (spec->ssu != NULL || spec->fpc2 != NULL);
    if (!design->has_second_stage)
        return true;

    design->n_units = spec->n;
    design->unit_of_record = NULL;
    if (spec->ssu != NULL && !number_pairs(spec->n, design->psu_of_record, design->n_psu, spec->ssu,
                                           &design->unit_of_record, &design->n_units, error))
        return false;
    design->psu_of_unit = g_try_malloc_n(MAX(design->n_units, 1), sizeof(int32_t));
    design->n_units_in_psu = g_try_new0(size_t, design->n_psu + 1);
    design->left_out_of_psu = g_try_malloc_n(MAX(design->n_psu, 1), sizeof(double));
    if (design->psu_of_unit == NULL || design->n_units_in_psu == NULL ||
        design->left_out_of_psu == NULL)
        return svy_design_refuse_memory(error);
    return true;
}

static bool set_second_stage(const SvyDesignSpec *spec, SvyDesign *design, GError **error)
{
    if (!number_units(spec, design, error))
        return false;
    if (!design->has_second_stage)
        return true;

    for (size_t i = 0; i < spec->n; i++) {
        const size_t unit = design->unit_of_record == NULL ? i : (size_t)design->unit_of_record[i];

        design->psu_of_unit[unit] = design->psu_of_record[i];
    }
    for (size_t u = 0; u < design->n_units; u++)
        design->n_units_in_psu[design->psu_of_unit[u]]++;
    for (size_t g = 0; g < design->n_psu; g++)
        design->left_out_of_psu[g] = spec->fpc2 == NULL ? 1 : -1;
    for (size_t i = 0; spec->fpc2 != NULL && i < spec->n; i++) {
        const size_t g = (size_t)design->psu_of_record[i];

        if (!set_left_out("fpc2", spec->fpc2[i], (double)design->n_units_in_psu[g], i,
                          &design->left_out_of_psu[g], error))
            return false;
    }
    return true;
}

/* Weights that were not given are the inverse of the sampling fractions, where these are. */
static bool set_weights(const SvyDesignSpec *spec, SvyDesign *design, GError **error)
{
    design->weights = spec->weights;
    if (spec->weights != NULL || spec->fpc == NULL)
        return true;
    design->own_weights = g_try_malloc_n(MAX(spec->n, 1), sizeof(double));
    if (design->own_weights == NULL)
        return svy_design_refuse_memory(error);
    for (size_t i = 0; i < spec->n; i++) {
        const size_t psu = svy_design_get_psu(design, i);
        double weight =
            spec->fpc[i] / (double)design->n_psu_in_stratum[svy_design_get_stratum(design, psu)];

        if (design->has_second_stage && spec->fpc2 != NULL)
            weight *= spec->fpc2[i] / (double)design->n_units_in_psu[psu];
        design->own_weights[i] = weight;
    }
    design->weights = design->own_weights;
    return true;
}

/* PSUs and strata without any weight are no information. */
static bool count_df(SvyDesign *design, GError **error)
{
    g_autofree bool *psu_seen = g_try_new0(bool, design->n_psu + 1);
    g_autofree bool *stratum_seen = g_try_new0(bool, design->n_strata + 1);

    if (psu_seen == NULL || stratum_seen == NULL)
        return svy_design_refuse_memory(error);
    for (size_t i = 0; i < design->n; i++) {
        const size_t psu = svy_design_get_psu(design, i);
        const size_t stratum = svy_design_get_stratum(design, psu);

        if (!(svy_design_get_weight(design, i) > 0))
            continue;
        design->df_psu += !psu_seen[psu];
        design->df_strata += !stratum_seen[stratum];
        psu_seen[psu] = true;
        stratum_seen[stratum] = true;
    }
    return true;
}

bool svy_design_new(const SvyDesignSpec *spec, SvyDesign **ret_design, GError **error)
{
    g_autoptr(SvyDesign) design = NULL;
    g_autofree int32_t *stratum_of_record = NULL;

    g_return_val_if_fail(spec != NULL && ret_design != NULL, false);
    if (!check_spec(spec, error))
        return false;

    design = g_new0(SvyDesign, 1);
    design->n = spec->n;
    design->lonely = spec->lonely;
    design->has_fpc = spec->fpc != NULL;
    if (!number_strata(spec, design, &stratum_of_record, error) ||
        !number_psu(spec, design, &stratum_of_record, error) ||
        !set_first_stage(spec, design, error) || !set_second_stage(spec, design, error) ||
        !set_weights(spec, design, error) || !count_df(design, error))
        return false;
    *ret_design = g_steal_pointer(&design);
    return true;
}

/* --- Looking -------------------------------------------------------------------------------- */

size_t svy_design_get_n(const SvyDesign *design)
{
    return design->n;
}

size_t svy_design_get_n_psu(const SvyDesign *design)
{
    return design->n_psu;
}

size_t svy_design_get_n_strata(const SvyDesign *design)
{
    return design->n_strata;
}

size_t svy_design_find_psu(const SvyDesign *design, size_t record)
{
    return svy_design_get_psu(design, record);
}

double svy_design_compute_kish_deff(const SvyDesign *design,
                                    const double y[],
                                    const int32_t groups[],
                                    int32_t group)
{
    double n = 0, sum = 0, squares = 0;

    for (size_t i = 0; i < design->n; i++) {
        const double w = svy_design_get_weight(design, i);

        if ((y != NULL && isnan(y[i])) || (groups != NULL && groups[i] != group))
            continue;
        n += w > 0;
        sum += w;
        squares += w * w;
    }
    return sum > 0 ? n * (squares / sum / sum) : (double)NAN;
}

double svy_design_get_df(const SvyDesign *design)
{
    return (double)design->df_psu - (double)design->df_strata;
}
