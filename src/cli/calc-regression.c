/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calc methods of regression. */
#include "cli/calc.h"

#include <math.h>
#include <surveystat/linear.h>
#include <surveystat/logistic.h>
#include <surveystat/ordered-logit.h>

#include "base/num.h"
#include "cli/calc-words.h"

/* A field of an array of structs as a vector: SIZE is the struct's. */
static void put_field(SvyCalcAnswer *answer,
                      const char *key,
                      size_t n,
                      const void *first,
                      size_t size)
{
    g_autofree double *values = g_new0(double, n + 1);

    for (size_t i = 0; i < n; i++)
        values[i] = *(const double *)(const void *)((const char *)first + i * size);
    svy_calc_put_vector(answer, key, n, values);
}

/* --- Linear --------------------------------------------------------------------------------- */

static void say_line(SvyCalcAnswer *answer, const SvyLine *line)
{
    if (isnan(line->slope)) {
        svy_calc_say(answer, line->n == 0 ? "Nobody is in the base, so there is no line."
                                          : "x does not vary, so there is no line.");
        return;
    }

    g_autofree char *slope = svy_calc_word_number(fabs(line->slope));
    g_autofree char *r2 = svy_num_format_pct(line->r2, 1);

    svy_calc_say(answer, "One unit of x goes with %s %s of y (least squares, %zu points).", slope,
                 line->slope < 0 ? "less" : "more", line->n);
    if (isnan(line->r2))
        svy_calc_say(answer, "y does not vary, so there is nothing to explain.");
    else
        svy_calc_say(answer, "x explains %s%% of the variance of y.", r2);
}

static bool compute_line(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    g_auto(SvyCalcVector) y = {0};
    g_auto(SvyCalcVector) x = {0};
    SvyLine line;

    if (!svy_calc_read_vector(arguments, "y", &y, error) ||
        !svy_calc_read_vector(arguments, "x", &x, error))
        return false;
    if (x.n != y.n)
        return svy_calc_refuse("x", "have as many values as y", error);
    if (!svy_linear_line(y.n, y.values, x.values, &line, error))
        return false;
    svy_calc_put_number(answer, "b0", line.intercept);
    svy_calc_put_number(answer, "b1", line.slope);
    svy_calc_put_number(answer, "se0", line.intercept_se);
    svy_calc_put_number(answer, "se1", line.slope_se);
    svy_calc_put_number(answer, "resid_sd", line.residual_sd);
    svy_calc_put_number(answer, "r2", line.r2);
    svy_calc_put_number(answer, "F", line.statistic);
    svy_calc_put_number(answer, "df", line.df);
    svy_calc_put_number(answer, "p", line.p);
    svy_calc_set_status(answer, line.status);
    say_line(answer, &line);
    return true;
}

/* --- Reading X, y, weights ------------------------------------------------------------------ */

typedef struct {
    SvyCalcMatrix x;
    SvyCalcVector y, weights; /* weights.values is NULL when not given */
} Rows;

static void rows_clear(Rows *rows)
{
    svy_calc_matrix_clear(&rows->x);
    svy_calc_vector_clear(&rows->y);
    svy_calc_vector_clear(&rows->weights);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Rows, rows_clear)

static bool read_rows(const SvyCalcArguments *arguments, Rows *rows, GError **error)
{
    if (!svy_calc_read_matrix(arguments, "X", &rows->x, error) ||
        !svy_calc_read_vector(arguments, "y", &rows->y, error))
        return false;
    if (svy_calc_has(arguments, "weights") &&
        !svy_calc_read_vector(arguments, "weights", &rows->weights, error))
        return false;
    if (rows->y.n != rows->x.n_rows)
        return svy_calc_refuse("y", "have one value for each row of X", error);
    if (rows->weights.values != NULL && rows->weights.n != rows->x.n_rows)
        return svy_calc_refuse("weights", "have one value for each row of X", error);
    return true;
}

static bool compute_multiple(const SvyCalcArguments *arguments,
                             SvyCalcAnswer *answer,
                             GError **error)
{
    g_auto(Rows) rows = {0};
    SvyLinearFit fit;
    double level;

    if (!read_rows(arguments, &rows, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error))
        return false;

    const size_t k = rows.x.n_columns, size = sizeof(SvyEstimate);
    g_autofree SvyEstimate *coef = g_new0(SvyEstimate, k + 1);

    if (!svy_linear_fit(rows.x.n_rows, k, rows.y.values, rows.x.values, rows.weights.values, level,
                        coef, &fit, error))
        return false;
    put_field(answer, "coef", k, &coef[0].value, size);
    put_field(answer, "se", k, &coef[0].se, size);
    put_field(answer, "lower", k, &coef[0].lo, size);
    put_field(answer, "upper", k, &coef[0].hi, size);
    svy_calc_put_number(answer, "resid_sd", fit.residual_sd);
    svy_calc_put_number(answer, "r2", fit.r2);
    svy_calc_put_number(answer, "r2_adjusted", fit.r2_adjusted);
    svy_calc_put_number(answer, "F", fit.statistic);
    svy_calc_put_number(answer, "df1", fit.df1);
    svy_calc_put_number(answer, "df2", fit.df);
    svy_calc_put_number(answer, "p", fit.p);
    svy_calc_set_status(answer, fit.status);

    g_autofree char *r2 = isnan(fit.r2) ? g_strdup("-") : svy_num_format_pct(fit.r2, 1);

    svy_calc_say(answer, "The columns explain %s%% of the variance of y (least squares, %zu rows).",
                 r2, rows.x.n_rows);
    return true;
}

/* --- Logistic ------------------------------------------------------------------------------- */

static void put_logistic(SvyCalcAnswer *answer,
                         size_t k,
                         const SvyLogisticCoef *coef,
                         const SvyLogisticFit *fit)
{
    const size_t size = sizeof *coef;

    put_field(answer, "coef", k, &coef->value, size);
    put_field(answer, "se", k, &coef->se, size);
    svy_calc_put_number(answer, "loglik", fit->loglik);
    put_field(answer, "wald_lower", k, &coef->wald_lo, size);
    put_field(answer, "wald_upper", k, &coef->wald_hi, size);
    put_field(answer, "p_wald", k, &coef->p_wald, size);
    put_field(answer, "prof_lower", k, &coef->profile_lo, size);
    put_field(answer, "prof_upper", k, &coef->profile_hi, size);
    put_field(answer, "p_lr", k, &coef->p_lr, size);
    svy_calc_put_bool(answer, "separated", fit->is_separated);
    svy_calc_set_status(answer, fit->status);
}

static void say_logistic(SvyCalcAnswer *answer,
                         size_t k,
                         const SvyLogisticCoef coef[],
                         const SvyLogisticFit *fit,
                         size_t n_rows)
{
    if (fit->status == SVY_STATUS_NO_CASES) {
        svy_calc_say(answer, "Nobody is in the base, so there is no regression.");
        return;
    }
    if (fit->status != SVY_STATUS_OK) {
        svy_calc_say(answer, "The columns separate yes from no, so maximum likelihood does not "
                             "exist; logistic.firth does.");
        return;
    }

    const SvyLogisticCoef *last = &coef[k - 1];
    g_autofree char *ratio = svy_calc_word_number(exp(last->value));
    g_autofree char *lo =
        isnan(last->profile_lo) ? g_strdup("0") : svy_calc_word_number(exp(last->profile_lo));
    g_autofree char *hi =
        isnan(last->profile_hi) ? g_strdup("any") : svy_calc_word_number(exp(last->profile_hi));
    g_autofree char *p = svy_calc_word_p(last->p_lr);

    svy_calc_say(answer,
                 "One unit of the last column multiplies the odds of yes by %s, the other columns "
                 "held; interval %s to %s (profile likelihood), %s (likelihood ratio, %zu "
                 "rows).",
                 ratio, lo, hi, p, n_rows);
}

static bool compute_logistic(const SvyCalcArguments *arguments,
                             SvyCalcAnswer *answer,
                             GError **error)
{
    g_auto(Rows) rows = {0};
    SvyLogisticFit fit;
    double level;

    if (!read_rows(arguments, &rows, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error))
        return false;

    const size_t k = rows.x.n_columns;
    g_autofree SvyLogisticCoef *coef = g_new0(SvyLogisticCoef, k + 1);

    if (rows.x.n_rows == 0)
        fit = (SvyLogisticFit){.loglik = (double)NAN, .status = SVY_STATUS_NO_CASES};
    else if (!svy_logistic_fit((SvyLogisticMethod)svy_calc_get_variant(arguments), rows.x.n_rows, k,
                               rows.x.values, rows.y.values, rows.weights.values, level, coef, &fit,
                               error))
        return false;
    put_logistic(answer, k, coef, &fit);
    say_logistic(answer, k, coef, &fit, rows.x.n_rows);
    return true;
}

static bool compute_effects(const SvyCalcArguments *arguments,
                            SvyCalcAnswer *answer,
                            GError **error)
{
    g_auto(Rows) rows = {0};
    double level;

    if (!read_rows(arguments, &rows, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error))
        return false;

    const size_t k = rows.x.n_columns, size = sizeof(SvyEstimate);
    g_autofree SvyEstimate *ame = g_new0(SvyEstimate, k + 1);

    if (!svy_logistic_marginal_effects(SVY_LOGISTIC_ML, rows.x.n_rows, k, rows.x.values,
                                       rows.y.values, rows.weights.values, level, ame, error))
        return false;
    put_field(answer, "ame", k, &ame[0].value, size);
    put_field(answer, "se", k, &ame[0].se, size);
    put_field(answer, "lower", k, &ame[0].lo, size);
    put_field(answer, "upper", k, &ame[0].hi, size);
    if (ame[k - 1].status != SVY_STATUS_OK) {
        svy_calc_set_status(answer, ame[k - 1].status);
        svy_calc_say(answer, "There is no effect of the last column to be told.");
        return true;
    }

    g_autofree char *effect = svy_num_format(100 * ame[k - 1].value, 1);
    g_autofree char *lo = svy_num_format(100 * ame[k - 1].lo, 1);
    g_autofree char *hi = svy_num_format(100 * ame[k - 1].hi, 1);

    svy_calc_say(answer,
                 "One unit of the last column changes the chance of yes by %s points on average "
                 "over the people; %.12g%% interval %s to %s (delta method, %zu rows).",
                 effect, level * 100, lo, hi, rows.x.n_rows);
    return true;
}

/* --- Proportional odds ---------------------------------------------------------------------- */

static bool check_levels(const SvyCalcLevels *levels, size_t n_rows, GError **error)
{
    if (levels->n != n_rows)
        return svy_calc_refuse("y", "have one value for each row of X", error);
    for (size_t i = 0; i < levels->n; i++) {
        if (levels->codes[i] < 0)
            return svy_calc_refuse("y", "have a level in each row", error);
    }
    return true;
}

static void put_ordered(SvyCalcAnswer *answer,
                        size_t k,
                        const SvyEstimate *coef,
                        size_t m,
                        const SvyEstimate *thresholds,
                        double loglik)
{
    const size_t size = sizeof *coef;

    put_field(answer, "coef", k, &coef->value, size);
    put_field(answer, "se", k, &coef->se, size);
    put_field(answer, "lower", k, &coef->lo, size);
    put_field(answer, "upper", k, &coef->hi, size);
    put_field(answer, "thresholds", m, &thresholds->value, size);
    put_field(answer, "se_thresholds", m, &thresholds->se, size);
    svy_calc_put_number(answer, "loglik", loglik);
    svy_calc_set_status(answer, thresholds->status);
}

static void say_ordered(SvyCalcAnswer *answer, size_t k, const SvyEstimate coef[], size_t n_rows)
{
    if (k == 0 || coef[k - 1].status != SVY_STATUS_OK) {
        svy_calc_say(answer, "There is no effect of a column to be told.");
        return;
    }

    g_autofree char *ratio = svy_calc_word_number(exp(coef[k - 1].value));
    g_autofree char *lo = svy_calc_word_number(exp(coef[k - 1].lo));
    g_autofree char *hi = svy_calc_word_number(exp(coef[k - 1].hi));

    svy_calc_say(answer,
                 "One unit of the last column multiplies the odds of a higher answer by %s, the "
                 "other columns held; %.12g%% interval %s to %s (proportional odds, %zu rows).",
                 ratio, coef[k - 1].level * 100, lo, hi, n_rows);
}

static bool compute_ordered(const SvyCalcArguments *arguments,
                            SvyCalcAnswer *answer,
                            GError **error)
{
    g_auto(SvyCalcMatrix) x = {0};
    g_auto(SvyCalcLevels) y = {0};
    g_auto(SvyCalcVector) weights = {0};
    double level, loglik;

    if (!svy_calc_read_matrix(arguments, "X", &x, error) ||
        !svy_calc_read_levels(arguments, "y", &y, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !check_levels(&y, x.n_rows, error))
        return false;
    if (svy_calc_has(arguments, "weights") &&
        !svy_calc_read_vector(arguments, "weights", &weights, error))
        return false;
    if (weights.values != NULL && weights.n != x.n_rows)
        return svy_calc_refuse("weights", "have one value for each row of X", error);
    if (y.n_levels < 2) {
        svy_calc_set_status(answer, y.n == 0 ? SVY_STATUS_NO_CASES : SVY_STATUS_UNDEFINED);
        svy_calc_say(answer, "There are fewer than two levels, so there is no regression.");
        return true;
    }

    g_autofree SvyEstimate *coef = g_new0(SvyEstimate, x.n_columns + 1);
    g_autofree SvyEstimate *thresholds = g_new0(SvyEstimate, y.n_levels);

    if (!svy_ordered_logit_fit(x.n_rows, x.n_columns, y.n_levels, x.values, y.codes, weights.values,
                               level, coef, thresholds, &loglik, error))
        return false;
    put_ordered(answer, x.n_columns, coef, y.n_levels - 1, thresholds, loglik);
    say_ordered(answer, x.n_columns, coef, x.n_rows);
    return true;
}

/* --- The table ------------------------------------------------------------------------------ */

#define CONF_INPUT                                                                                 \
    {                                                                                              \
        "conf", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.95", "confidence level, between 0 and 1"    \
    }

static const SvyCalcInput line_inputs[] = {
    {"y", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "what is explained"},
    {"x", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "what explains it"},
    {NULL},
};

static const SvyCalcInput multiple_inputs[] = {
    {"X", SVY_CALC_MATRIX, SVY_CALC_REQUIRED, NULL, "a row per person, with the column of ones"},
    {"y", SVY_CALC_VECTOR, SVY_CALC_REQUIRED, NULL, "what is explained"},
    {"weights", SVY_CALC_VECTOR, SVY_CALC_OPTIONAL, NULL, "more than 0; variance is s^2 / weight"},
    CONF_INPUT,
    {NULL},
};

static const SvyCalcInput logistic_inputs[] = {
    {"X", SVY_CALC_MATRIX, SVY_CALC_REQUIRED, NULL, "a row per person, with the column of ones"},
    {"y", SVY_CALC_VECTOR, SVY_CALC_REQUIRED, NULL, "1 for yes, 0 for no"},
    {"weights", SVY_CALC_VECTOR, SVY_CALC_OPTIONAL, NULL, "people of each row"},
    CONF_INPUT,
    {NULL},
};

static const SvyCalcInput ordered_inputs[] = {
    {"X", SVY_CALC_MATRIX, SVY_CALC_REQUIRED, NULL, "a row per person, without a column of ones"},
    {"y", SVY_CALC_LABELS, SVY_CALC_REQUIRED, NULL, "levels, ascending by number (or name)"},
    {"weights", SVY_CALC_VECTOR, SVY_CALC_OPTIONAL, NULL, "people of each row"},
    CONF_INPUT,
    {NULL},
};

static const SvyCalcOutput line_outputs[] = {
    {"b0", "intercept"},
    {"b1", "slope"},
    {"se0", "its standard error"},
    {"se1", "its standard error"},
    {"resid_sd", "standard deviation of the residuals"},
    {"r2", "share of variance explained"},
    {"F", "of the slope"},
    {"df", "n - 2"},
    {"p", "of the slope"},
    {NULL},
};

static const SvyCalcOutput multiple_outputs[] = {
    {"coef", "coefficients, one for each column"},
    {"se", "their standard errors"},
    {"lower", "lower limits (t)"},
    {"upper", "upper limits (t)"},
    {"resid_sd", "standard deviation of the residuals"},
    {"r2", "share of variance explained"},
    {"r2_adjusted", "corrected for the number of columns"},
    {"F", "of all but the constant"},
    {"df1", "columns without the constant"},
    {"df2", "rows less columns"},
    {"p", "of F"},
    {NULL},
};

static const SvyCalcOutput logistic_outputs[] = {
    {"coef", "change of log odds for one unit"},
    {"se", "standard errors"},
    {"loglik", "log likelihood (penalized for Firth)"},
    {"wald_lower", "coef - z se"},
    {"wald_upper", "coef + z se"},
    {"p_wald", "two-sided"},
    {"prof_lower", "profile limits; null without end"},
    {"prof_upper", "profile limits; null without end"},
    {"p_lr", "likelihood ratio test"},
    {"separated", "whether the columns separate yes from no"},
    {NULL},
};

static const SvyCalcOutput effect_outputs[] = {
    {"ame", "average change of the share for one unit"},
    {"se", "delta method"},
    {"lower", "ame - z se"},
    {"upper", "ame + z se"},
    {NULL},
};

static const SvyCalcOutput ordered_outputs[] = {
    {"coef", "change of the log odds of a higher answer"},
    {"se", "standard errors"},
    {"lower", "coef - z se"},
    {"upper", "coef + z se"},
    {"thresholds", "log odds of each level or below, at X = 0"},
    {"se_thresholds", "standard errors"},
    {"loglik", "log likelihood"},
    {NULL},
};

const SvyCalcMethod svy_calc_regression_methods[] = {
    {
        .name = "numeric.linear_regression",
        .summary = "a straight line through points, least squares",
        .inputs = line_inputs,
        .outputs = line_outputs,
        .formula = "b1 = sum (x - mx)(y - my) / sum (x - mx)^2, b0 = my - b1 mx",
        .source = "Legendre (1805); NIST StRD Norris",
        .function = "svy_linear_line",
        .reference = "tests/reference/regression",
        .example = "x=1,2,3,4,5,6 y=2.1,3.9,6.2,7.8,10.1,11.9",
        .gives = "b1=1.9771 b0=0.08",
        .compute = compute_line,
    },
    {
        .name = "numeric.multiple_regression",
        .summary = "linear regression on several columns, least squares",
        .inputs = multiple_inputs,
        .outputs = multiple_outputs,
        .formula = "minimizes sum w (y - X b)^2, by a QR decomposition",
        .source = "Golub (1965); NIST StRD Longley",
        .function = "svy_linear_fit",
        .reference = "tests/reference/regression",
        .example = "X=1,1/1,2/1,3/1,4/1,5/1,6 y=2.1,3.9,6.2,7.8,10.1,11.9",
        .gives = "coef/1=1.9771 df2=4",
        .compute = compute_multiple,
    },
    {
        .name = "logistic.glm",
        .summary = "logistic regression, maximum likelihood with profile limits",
        .inputs = logistic_inputs,
        .outputs = logistic_outputs,
        .formula = "maximizes l(b) = sum w log p(y), log odds p = X b; limits where 2 (l(b) - l) = "
                   "chi-square",
        .source = "McCullagh & Nelder (1989); Albert & Anderson (1984)",
        .function = "svy_logistic_fit",
        .reference = "tests/reference/regression",
        .example = "X=1,0/1,0/1,1/1,1 y=1,0,1,0 weights=20,80,35,65",
        .gives = "coef/0=-1.386294 coef/1=0.767255 separated=false",
        .compute = compute_logistic,
        .variant = SVY_LOGISTIC_ML,
    },
    {
        .name = "logistic.firth",
        .summary = "logistic regression, Firth's penalized likelihood",
        .inputs = logistic_inputs,
        .outputs = logistic_outputs,
        .formula = "maximizes l(b) + log |information(b)| / 2; profile limits of the same",
        .source = "Firth (1993); Heinze & Schemper (2002)",
        .function = "svy_logistic_fit",
        .reference = "tests/reference/regression",
        .example = "X=1,0/1,0/1,1/1,1 y=1,0,1,0 weights=20,80,0,10",
        .gives = "separated=true coef/0=-1.3678",
        .compute = compute_logistic,
        .variant = SVY_LOGISTIC_FIRTH,
    },
    {
        .name = "logistic.marginal_effects",
        .summary = "average marginal effects of a logistic regression",
        .inputs = logistic_inputs,
        .outputs = effect_outputs,
        .formula = "mean over people of p(with 1) - p(with 0), or of b p (1 - p) for numbers",
        .source = "Bartus (2005)",
        .function = "svy_logistic_marginal_effects",
        .reference = "tests/reference/regression",
        .example = "X=1,0/1,0/1,1/1,1 y=1,0,1,0 weights=20,80,35,65",
        .gives = "ame/1=0.15 se/1=0.0622",
        .compute = compute_effects,
    },
    {
        .name = "logistic.proportional_odds",
        .summary = "regression of an ordered answer, proportional odds",
        .inputs = ordered_inputs,
        .outputs = ordered_outputs,
        .formula = "log odds(y <= j) = threshold j - X b, maximum likelihood",
        .source = "McCullagh (1980)",
        .function = "svy_ordered_logit_fit",
        .reference = "tests/reference/effect",
        .example = "X=0/0/0/1/1/1 y=1,2,3,1,2,3 weights=30,50,20,15,45,40",
        .gives = "coef/0=0.9411",
        .compute = compute_ordered,
    },
    {NULL},
};
