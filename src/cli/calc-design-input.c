/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The input `design` of calc methods, into a design. */
#include "cli/calc-design-input.h"

#include <math.h>
#include <string.h>

#include "base/error.h"

void svy_calc_design_clear(SvyCalcDesign *setting)
{
    svy_calc_vector_clear(&setting->weights);
    svy_calc_vector_clear(&setting->fpc);
    svy_calc_vector_clear(&setting->fpc2);
    svy_calc_levels_clear(&setting->strata);
    svy_calc_levels_clear(&setting->psu);
    svy_calc_levels_clear(&setting->ssu);
    svy_design_free(setting->design);
}

bool svy_calc_design_check_length(const char *name, size_t got, size_t n, GError **error)
{
    if (got == n)
        return true;
    return svy_error_set(error, SVY_ERROR_DATA, NULL, NULL,
                         "%s must have one entry for each of the %zu records, got %zu", name, n,
                         got);
}

static bool read_part(const SvyCalcArguments *inner,
                      const char *name,
                      size_t n,
                      SvyCalcVector *vector,
                      GError **error)
{
    return !svy_calc_has(inner, name) || (svy_calc_read_vector(inner, name, vector, error) &&
                                          svy_calc_design_check_length(name, vector->n, n, error));
}

static bool read_codes(const SvyCalcArguments *inner,
                       const char *name,
                       size_t n,
                       SvyCalcLevels *levels,
                       GError **error)
{
    return !svy_calc_has(inner, name) || (svy_calc_read_levels(inner, name, levels, error) &&
                                          svy_calc_design_check_length(name, levels->n, n, error));
}

static bool read_parts(const SvyCalcArguments *inner,
                       size_t n,
                       SvyCalcDesign *setting,
                       GError **error)
{
    static const char *const names[] = {"weights", "strata", "psu",    "fpc",
                                        "ssu",     "fpc2",   "lonely", NULL};
    static const char *const lonely[] = {"fail", "remove", "certainty", "adjust", "average", NULL};

    return svy_calc_check_names(inner, names, error) &&
           read_part(inner, "weights", n, &setting->weights, error) &&
           read_part(inner, "fpc", n, &setting->fpc, error) &&
           read_part(inner, "fpc2", n, &setting->fpc2, error) &&
           read_codes(inner, "strata", n, &setting->strata, error) &&
           read_codes(inner, "psu", n, &setting->psu, error) &&
           read_codes(inner, "ssu", n, &setting->ssu, error) &&
           (!svy_calc_has(inner, "lonely") ||
            svy_calc_read_choice(inner, "lonely", lonely, &setting->lonely, error));
}

/* Balanced replicates go by the order of the strata as text, whatever they look like. */
static void order_as_text(SvyCalcLevels *levels)
{
    g_autofree int32_t *places = g_new0(int32_t, levels->n_levels + 1);

    for (size_t i = 0; i < levels->n_levels; i++) {
        for (size_t j = 0; j < levels->n_levels; j++)
            places[i] += strcmp(levels->labels[j], levels->labels[i]) < 0;
    }
    for (size_t i = 0; i < levels->n; i++)
        levels->codes[i] = levels->codes[i] < 0 ? -1 : places[levels->codes[i]];
}

static bool make_design(SvyCalcDesign *setting, size_t n, GError **error)
{
    static const SvyLonely lonely[] = {SVY_LONELY_FAIL, SVY_LONELY_REMOVE, SVY_LONELY_REMOVE,
                                       SVY_LONELY_ADJUST, SVY_LONELY_AVERAGE};
    const SvyDesignSpec spec = {.n = n,
                                .weights = setting->weights.values,
                                .strata = setting->strata.codes,
                                .psu = setting->psu.codes,
                                .fpc = setting->fpc.values,
                                .ssu = setting->ssu.codes,
                                .fpc2 = setting->fpc2.values,
                                .lonely = lonely[setting->lonely]};

    return svy_design_new(&spec, &setting->design, error);
}

bool svy_calc_design_read(const SvyCalcArguments *arguments,
                          size_t n,
                          SvyCalcDesign *setting,
                          GError **error)
{
    g_autoptr(SvyCalcArguments) inner = NULL;

    if (svy_calc_has(arguments, "design")) {
        inner = svy_calc_open_object(arguments, "design");
        if (inner == NULL)
            return svy_calc_refuse("design", "be an object: {\"weights\": [...], ...}", error);
        if (!read_parts(inner, n, setting, error))
            return false;
    }
    order_as_text(&setting->strata);
    return make_design(setting, n, error);
}

size_t svy_calc_design_count_known(const SvyCalcVector *y)
{
    size_t n = 0;

    for (size_t i = 0; i < y->n; i++)
        n += isnan(y->values[i]) ? 0 : 1;
    return n;
}

char *svy_calc_design_describe(const SvyCalcDesign *setting, size_t n)
{
    const size_t n_psu = svy_design_get_n_psu(setting->design);
    const size_t n_strata = svy_design_get_n_strata(setting->design);
    GString *text = g_string_new(NULL);

    g_string_append_printf(text, "%zu record%s", n, n == 1 ? "" : "s");
    if (setting->psu.codes != NULL)
        g_string_append_printf(text, " in %zu cluster%s", n_psu, n_psu == 1 ? "" : "s");
    if (setting->strata.codes != NULL)
        g_string_append_printf(text, ", %zu strat%s", n_strata, n_strata == 1 ? "um" : "a");
    g_string_append(text, setting->weights.values != NULL || setting->fpc.values != NULL
                              ? ", weighted"
                              : ", unweighted");
    return g_string_free(text, FALSE);
}
