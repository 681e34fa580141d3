/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calc methods on sample designs: standard errors by replication. */
#include <surveystat/replicate.h>

#include <math.h>

#include "cli/calc-design-input.h"

/* --- Replicates ----------------------------------------------------------------------------- */

/* y, or numerator and denominator. */
typedef struct {
    SvyCalcVector numerator, denominator;
} Statistic;

static void clear_statistic(Statistic *statistic)
{
    svy_calc_vector_clear(&statistic->numerator);
    svy_calc_vector_clear(&statistic->denominator);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Statistic, clear_statistic)

static bool read_statistic(const SvyCalcArguments *arguments, Statistic *statistic, GError **error)
{
    if (svy_calc_has(arguments, "y"))
        return svy_calc_read_vector(arguments, "y", &statistic->numerator, error);
    if (!svy_calc_has(arguments, "numerator") || !svy_calc_has(arguments, "denominator"))
        return svy_calc_refuse("y", "be given, or numerator and denominator", error);
    return svy_calc_read_vector(arguments, "numerator", &statistic->numerator, error) &&
           svy_calc_read_vector(arguments, "denominator", &statistic->denominator, error) &&
           svy_calc_design_check_length("denominator", statistic->denominator.n,
                                        statistic->numerator.n, error);
}

static void answer_replication(SvyCalcAnswer *answer,
                               const char *method,
                               const SvyReplication *replication,
                               const SvyCalcDesign *setting,
                               size_t n)
{
    g_autofree char *base = svy_calc_design_describe(setting, n);

    svy_calc_put_number(answer, "est", replication->value);
    svy_calc_put_number(answer, "se", replication->se_mse);
    svy_calc_put_number(answer, "se_mse", replication->se_mse);
    svy_calc_put_number(answer, "se_mean", replication->se_mean);
    svy_calc_put_vector(answer, "replicates", replication->n_replicates, replication->replicates);
    svy_calc_set_status(answer, replication->status);
    if (replication->status == SVY_STATUS_OK)
        svy_calc_say(answer,
                     "The estimate is %.6g (%s) with a standard error of %.4g, from %zu replicates "
                     "(%s; deviations from the estimate itself).",
                     replication->value, base, replication->se_mse, replication->n_replicates,
                     method);
    else if (replication->status == SVY_STATUS_NO_VARIANCE)
        svy_calc_say(answer,
                     "The estimate is %.6g (%s); one sampling unit tells nothing of its error.",
                     replication->value, base);
    else
        svy_calc_say(answer, "There is no estimate: nobody, or nothing, is in the denominator.");
}

static bool check_type(const SvyCalcArguments *arguments,
                       const SvyCalcDesign *setting,
                       GError **error)
{
    static const char *const types[] = {"JK1", "JKn", NULL};
    size_t type = 1;

    if (svy_calc_has(arguments, "type") &&
        !svy_calc_read_choice(arguments, "type", types, &type, error))
        return false;
    if (type == 0 && svy_design_get_n_strata(setting->design) > 1)
        return svy_calc_refuse("type", "be JKn in a design with strata", error);
    return true;
}

static bool compute_jackknife(const SvyCalcArguments *arguments,
                              SvyCalcAnswer *answer,
                              GError **error)
{
    g_auto(Statistic) statistic = {0};
    g_auto(SvyCalcDesign) setting = {0};
    g_auto(SvyReplication) replication = {0};

    if (!read_statistic(arguments, &statistic, error) ||
        !svy_calc_design_read(arguments, statistic.numerator.n, &setting, error) ||
        !check_type(arguments, &setting, error) ||
        !svy_replicate_jackknife(setting.design, statistic.numerator.values,
                                 statistic.denominator.values, &replication, error))
        return false;
    answer_replication(answer, "jackknife", &replication, &setting,
                       svy_calc_design_count_known(&statistic.numerator));
    return true;
}

enum { VARIANT_BRR, VARIANT_FAY };

static bool compute_brr(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    g_auto(Statistic) statistic = {0};
    g_auto(SvyCalcDesign) setting = {0};
    g_auto(SvyReplication) replication = {0};
    const bool is_fay = svy_calc_get_variant(arguments) == VARIANT_FAY;
    double rho = 0;

    if (!read_statistic(arguments, &statistic, error) ||
        (is_fay && !svy_calc_read_number(arguments, "rho", &rho, error)) ||
        !svy_calc_design_read(arguments, statistic.numerator.n, &setting, error) ||
        !svy_replicate_brr(setting.design, statistic.numerator.values, statistic.denominator.values,
                           rho, &replication, error))
        return false;
    answer_replication(answer, is_fay ? "balanced, Fay" : "balanced", &replication, &setting,
                       svy_calc_design_count_known(&statistic.numerator));
    return true;
}

/* Draws per PSU in one long row per replicate, from rows that are replicates or units, units being
 * PSUs or records. */
typedef struct {
    size_t n_replicates;
    double *values; /* [n_replicates * n_psu] owned */
} Draws;

/* Rows are replicates unless only columns can be, or only the columns' sums fit (each replicate
 * draws one PSU less than there are, in each stratum). */
static bool has_rows_of_replicates(const SvyCalcMatrix *matrix,
                                   const SvyCalcDesign *setting,
                                   size_t n)
{
    const size_t n_psu = svy_design_get_n_psu(setting->design);
    const size_t n_draws = n_psu - svy_design_get_n_strata(setting->design);
    double sum = 0;

    if (matrix->n_columns != n_psu && matrix->n_columns != n)
        return false;
    if (matrix->n_rows != matrix->n_columns)
        return true;
    for (size_t j = 0; j < matrix->n_columns; j++)
        sum += matrix->values[j];
    return fabs(sum - (double)n_draws) < 0.5;
}

static Draws arrange(const SvyCalcMatrix *matrix, const SvyCalcDesign *setting, size_t n)
{
    const size_t n_psu = svy_design_get_n_psu(setting->design);
    const bool has_rows = has_rows_of_replicates(matrix, setting, n);
    const size_t n_units = has_rows ? matrix->n_columns : matrix->n_rows;
    Draws draws = {.n_replicates = has_rows ? matrix->n_rows : matrix->n_columns};

    draws.values = g_new0(double, draws.n_replicates *n_psu + 1);
    for (size_t r = 0; r < draws.n_replicates; r++) {
        for (size_t u = 0; u < n_units; u++) {
            const size_t psu = n_units == n_psu ? u : svy_design_find_psu(setting->design, u);

            draws.values[r * n_psu + psu] = has_rows ? matrix->values[r * n_units + u]
                                                     : matrix->values[u * draws.n_replicates + r];
        }
    }
    return draws;
}

static bool bootstrap_given(const SvyCalcArguments *arguments,
                            const SvyCalcDesign *setting,
                            const Statistic *statistic,
                            SvyReplication *replication,
                            GError **error)
{
    const size_t n = statistic->numerator.n, n_psu = svy_design_get_n_psu(setting->design);
    g_auto(SvyCalcMatrix) matrix = {0};

    if (!svy_calc_read_matrix(arguments, "multiplicities", &matrix, error))
        return false;
    if (matrix.n_columns != n_psu && matrix.n_columns != n && matrix.n_rows != n_psu &&
        matrix.n_rows != n)
        return svy_calc_refuse("multiplicities",
                               "have one row per replicate and one column per psu", error);

    Draws draws = arrange(&matrix, setting, n);
    g_autofree double *values = draws.values;

    return svy_replicate_bootstrap_given(setting->design, statistic->numerator.values,
                                         statistic->denominator.values, draws.n_replicates, values,
                                         replication, error);
}

static bool bootstrap_drawn(const SvyCalcArguments *arguments,
                            const SvyCalcDesign *setting,
                            const Statistic *statistic,
                            SvyCalcAnswer *answer,
                            SvyReplication *replication,
                            GError **error)
{
    size_t seed, n_replicates;

    if (!svy_calc_read_whole(arguments, "seed", 0, UINT32_MAX, &seed, error) ||
        !svy_calc_read_whole(arguments, "replicates", 2, 1000000, &n_replicates, error) ||
        !svy_replicate_bootstrap(setting->design, statistic->numerator.values,
                                 statistic->denominator.values, n_replicates, (uint32_t)seed,
                                 replication, error))
        return false;
    svy_calc_put_count(answer, "seed", seed);
    return true;
}

static bool compute_bootstrap(const SvyCalcArguments *arguments,
                              SvyCalcAnswer *answer,
                              GError **error)
{
    g_auto(Statistic) statistic = {0};
    g_auto(SvyCalcDesign) setting = {0};
    g_auto(SvyReplication) replication = {0};

    if (!read_statistic(arguments, &statistic, error) ||
        !svy_calc_design_read(arguments, statistic.numerator.n, &setting, error))
        return false;
    if (svy_calc_has(arguments, "multiplicities")
            ? !bootstrap_given(arguments, &setting, &statistic, &replication, error)
            : !bootstrap_drawn(arguments, &setting, &statistic, answer, &replication, error))
        return false;
    answer_replication(answer, "Rao-Wu bootstrap", &replication, &setting,
                       svy_calc_design_count_known(&statistic.numerator));
    return true;
}

#define INPUT_STATISTIC                                                                            \
    SVY_CALC_INPUT_DESIGN,                                                                         \
        {"y", SVY_CALC_VECTOR, SVY_CALC_OPTIONAL | SVY_CALC_NULLABLE, NULL,                        \
         "one value per record: the mean is estimated"},                                           \
        {"numerator", SVY_CALC_VECTOR, SVY_CALC_OPTIONAL | SVY_CALC_NULLABLE, NULL,                \
         "instead of y, with denominator: the ratio is estimated"},                                \
    {                                                                                              \
        "denominator", SVY_CALC_VECTOR, SVY_CALC_OPTIONAL | SVY_CALC_NULLABLE, NULL,               \
            "one value per record"                                                                 \
    }

static const SvyCalcInput jackknife_inputs[] = {
    INPUT_STATISTIC,
    {"type", SVY_CALC_WORD, SVY_CALC_OPTIONAL, NULL, "JK1 (no strata) or JKn"},
    {NULL},
};

static const SvyCalcInput brr_inputs[] = {INPUT_STATISTIC, {NULL}};

static const SvyCalcInput fay_inputs[] = {
    INPUT_STATISTIC,
    {"rho", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.5", "weight of the PSU left out, 0 to below 1"},
    {NULL},
};

static const SvyCalcInput bootstrap_inputs[] = {
    INPUT_STATISTIC,
    {"multiplicities", SVY_CALC_MATRIX, SVY_CALC_OPTIONAL, NULL,
     "per replicate, how often each PSU was drawn; without it they are drawn"},
    {"seed", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "1", "of the generator mt19937"},
    {"replicates", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "1000", "how many to draw"},
    {NULL},
};

static const SvyCalcOutput replicate_outputs[] = {
    {"est", "from the full sample"},
    {"se", "the same as se_mse"},
    {"se_mse", "from deviations from est (default)"},
    {"se_mean", "from deviations from the mean of the replicates"},
    {"replicates", "the estimate from each replicate"},
    {"seed", "with which they were drawn"},
    {NULL},
};

/* --- The table ------------------------------------------------------------------------------ */

const SvyCalcMethod svy_calc_replicate_methods[] = {
    {
        .name = "design.jackknife",
        .summary = "mean or ratio with a jackknife standard error",
        .inputs = jackknife_inputs,
        .outputs = replicate_outputs,
        .formula = "sum over strata of (1 - n/N) (n - 1)/n times the sum of (replicate - est)^2",
        .source = "Wolter (2007); R survey as.svrepdesign(mse = TRUE)",
        .function = "svy_replicate_jackknife",
        .reference = "tests/reference/replicate",
        .example = SVY_CALC_DESIGN_EXAMPLE,
        .gives = "est=6.512500 se=0.392510",
        .compute = compute_jackknife,
    },
    {
        .name = "design.brr",
        .summary = "mean or ratio with balanced repeated replication",
        .inputs = brr_inputs,
        .outputs = replicate_outputs,
        .formula = "mean of (replicate - est)^2; one PSU of each pair counts twice, as a Hadamard "
                   "matrix says",
        .source = "McCarthy (1969); R survey as.svrepdesign(type = \"BRR\", mse = TRUE)",
        .function = "svy_replicate_brr",
        .reference = "tests/reference/replicate",
        .example = SVY_CALC_DESIGN_EXAMPLE,
        .gives = "est=6.512500 se=0.392688",
        .compute = compute_brr,
        .variant = VARIANT_BRR,
    },
    {
        .name = "design.brr_fay",
        .summary = "mean or ratio with balanced repeated replication, Fay's weights",
        .inputs = fay_inputs,
        .outputs = replicate_outputs,
        .formula = "mean of (replicate - est)^2 / (1 - rho)^2; PSUs weigh 2 - rho and rho",
        .source = "Judkins (1990); R survey as.svrepdesign(type = \"Fay\", mse = TRUE)",
        .function = "svy_replicate_brr",
        .reference = "tests/reference/replicate",
        .example = SVY_CALC_DESIGN_EXAMPLE " rho=0.3",
        .gives = "est=6.512500 se=0.392550",
        .compute = compute_brr,
        .variant = VARIANT_FAY,
    },
    {
        .name = "design.bootstrap",
        .summary = "mean or ratio with a Rao-Wu bootstrap standard error",
        .inputs = bootstrap_inputs,
        .outputs = replicate_outputs,
        .formula = "n - 1 of n PSUs per stratum with replacement, weight m n/(n-1); sum of "
                   "(replicate - est)^2 / (replicates - 1)",
        .source = "Rao, Wu & Yue (1992)",
        .function = "svy_replicate_bootstrap",
        .reference = "tests/reference/replicate",
        .example = SVY_CALC_DESIGN_EXAMPLE " multiplicities=1,0,0,1/0,1,1,0/1,0,1,0",
        .gives = "est=6.512500 se=0.516797",
        .compute = compute_bootstrap,
    },
    {NULL},
};
