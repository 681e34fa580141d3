/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calc methods on proportions. */
#include "cli/calc.h"

#include <surveystat/proportion.h>

#include "base/num.h"

/* --- One proportion ------------------------------------------------------------------------- */

typedef bool (*Interval)(double x, double n, double level, SvyEstimate *ret_p, GError **error);

static const Interval intervals[] = {svy_proportion_wilson, svy_proportion_clopper_pearson,
                                     svy_proportion_jeffreys, svy_proportion_agresti_coull};

static void say_proportion(SvyCalcAnswer *answer, const SvyEstimate *p, double x, double n)
{
    if (p->status != SVY_STATUS_OK) {
        svy_calc_say(answer, "Nobody is in the base, so there is no share.");
        return;
    }

    g_autofree char *share = svy_num_format_pct(p->value, 1);
    g_autofree char *lo = svy_num_format_pct(p->lo, 1);
    g_autofree char *hi = svy_num_format_pct(p->hi, 1);

    svy_calc_say(answer, "%s%% (%.12g of %.12g); %.12g%% interval %s%% to %s%% (%s).", share, x, n,
                 p->level * 100, lo, hi, p->method);
}

static bool compute_interval(const SvyCalcArguments *arguments,
                             SvyCalcAnswer *answer,
                             GError **error)
{
    double x, n, level;
    SvyEstimate p;

    if (!svy_calc_read_number(arguments, "x", &x, error) ||
        !svy_calc_read_number(arguments, "n", &n, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !intervals[svy_calc_get_variant(arguments)](x, n, level, &p, error))
        return false;
    svy_calc_put_estimate(answer, &p, "est", "lower", "upper");
    say_proportion(answer, &p, x, n);
    return true;
}

static const SvyCalcInput interval_inputs[] = {
    {"x", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people who did; 0 to n"},
    {"n", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people in the base"},
    {"conf", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.95", "confidence level, between 0 and 1"},
    {NULL},
};

static const SvyCalcOutput interval_outputs[] = {
    {"est", "the share x / n, 0 to 1"},
    {"lower", "lower limit"},
    {"upper", "upper limit"},
    {NULL},
};

const SvyCalcMethod svy_calc_proportion_methods[] = {
    {
        .name = "prop_ci.wilson",
        .summary = "one proportion, Wilson's score interval",
        .inputs = interval_inputs,
        .outputs = interval_outputs,
        .formula = "(x + z^2/2 -+ z sqrt(x (n - x)/n + z^2/4)) / (n + z^2)",
        .source = "Wilson (1927); Newcombe (1998a), method 3",
        .function = "svy_proportion_wilson",
        .reference = "tests/reference/proportion",
        .example = "x=81 n=263",
        .gives = "est=0.3080 lower=0.2553 upper=0.3662",
        .compute = compute_interval,
        .variant = 0,
    },
    {NULL},
};
