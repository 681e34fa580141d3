/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calc methods on the shares of two independent groups. */
#include "cli/calc.h"

#include <math.h>
#include <surveystat/difference.h>
#include <surveystat/ratio.h>

#include "cli/calc-words.h"

typedef bool (*Compare)(const SvyTwoShares *shares,
                        double level,
                        SvyEstimate *ret_estimate,
                        GError **error);

static const Compare differences[] = {
    svy_difference_newcombe10, svy_difference_newcombe11,    svy_difference_miettinen_nurminen,
    svy_difference_mee,        svy_difference_agresti_caffo, svy_difference_wald,
};

static const Compare ratios[] = {
    svy_ratio_koopman,
    svy_ratio_katz,
    svy_ratio_odds_woolf,
    svy_ratio_odds_gart,
};

static const char *const ratio_names[] = {"shares", "shares", "odds", "odds"};

static bool read_groups(const SvyCalcArguments *arguments, SvyTwoShares *ret_shares, GError **error)
{
    return svy_calc_read_number(arguments, "x1", &ret_shares->x1, error) &&
           svy_calc_read_number(arguments, "n1", &ret_shares->n1, error) &&
           svy_calc_read_number(arguments, "x2", &ret_shares->x2, error) &&
           svy_calc_read_number(arguments, "n2", &ret_shares->n2, error);
}

/* False when a group is empty, which is said. */
static bool say_shares(SvyCalcAnswer *answer, const SvyTwoShares *shares)
{
    if (!(shares->n1 > 0 && shares->n2 > 0)) {
        svy_calc_say(answer, "A group is empty, so there is nothing to compare.");
        return false;
    }

    g_autofree char *first = svy_calc_word_share(shares->x1 / shares->n1);
    g_autofree char *second = svy_calc_word_share(shares->x2 / shares->n2);

    svy_calc_say(answer, "%s (%.12g of %.12g) against %s (%.12g of %.12g), different people.",
                 first, shares->x1, shares->n1, second, shares->x2, shares->n2);
    return true;
}

static bool compute_difference(const SvyCalcArguments *arguments,
                               SvyCalcAnswer *answer,
                               GError **error)
{
    SvyTwoShares shares;
    SvyEstimate estimate;
    double level;

    if (!read_groups(arguments, &shares, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !differences[svy_calc_get_variant(arguments)](&shares, level, &estimate, error))
        return false;
    svy_calc_put_estimate(answer, &estimate, "est", "lower", "upper");
    if (say_shares(answer, &shares)) {
        g_autofree char *value = svy_calc_word_points(estimate.value);
        g_autofree char *lo = svy_calc_word_points(estimate.lo);
        g_autofree char *hi = svy_calc_word_points(estimate.hi);

        svy_calc_say(answer, "The difference is %s; %.12g%% interval %s to %s (%s).", value,
                     level * 100, lo, hi, estimate.method);
    }
    return true;
}

static bool compute_test(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    SvyTwoShares shares;
    SvyShareTest test;

    if (!read_groups(arguments, &shares, error) || !svy_difference_test(&shares, &test, error))
        return false;
    svy_calc_put_number(answer, "z_pooled", test.z_pooled);
    svy_calc_put_number(answer, "p_pooled", test.p_pooled);
    svy_calc_put_number(answer, "z_unpooled", test.z_unpooled);
    svy_calc_put_number(answer, "p_unpooled", test.p_unpooled);
    svy_calc_set_status(answer, test.status);
    if (!say_shares(answer, &shares))
        return true;
    if (isnan(test.p_pooled)) {
        svy_calc_say(answer, "Everybody is alike, so there is nothing to test.");
        return true;
    }

    g_autofree char *p = svy_calc_word_p(test.p_pooled);

    svy_calc_say(
        answer,
        "Were both groups alike, a difference at least as large would come about with %s (z test, "
        "pooled, no continuity correction).",
        p);
    return true;
}

static void say_ratio(SvyCalcAnswer *answer, const SvyEstimate *ratio, const char *what)
{
    if (isnan(ratio->value)) {
        svy_calc_say(answer, "The ratio of the %s has 0 below and does not exist.", what);
        return;
    }
    if (isnan(ratio->lo) || isnan(ratio->hi)) {
        svy_calc_say(answer, "The ratio of the %s is 0; this method has no interval for it.", what);
        return;
    }
    svy_calc_say(answer, "The ratio of the %s is %.3g; %.12g%% interval %.3g to %.3g (%s).", what,
                 ratio->value, ratio->level * 100, ratio->lo, ratio->hi, ratio->method);
}

static bool compute_ratio(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    const int variant = svy_calc_get_variant(arguments);
    SvyTwoShares shares;
    SvyEstimate ratio;
    double level;

    if (!read_groups(arguments, &shares, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !ratios[variant](&shares, level, &ratio, error))
        return false;
    svy_calc_put_number(answer, "est", ratio.value);
    svy_calc_put_number(answer, "lower", ratio.lo);
    svy_calc_put_number(answer, "upper", ratio.hi);
    if (variant > 0)
        svy_calc_put_number(answer, "log_se", ratio.se);
    svy_calc_set_status(answer, ratio.status);
    if (say_shares(answer, &shares))
        say_ratio(answer, &ratio, ratio_names[variant]);
    return true;
}

/* --- The table ------------------------------------------------------------------------------ */

static const SvyCalcInput compare_inputs[] = {
    {"x1", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people of the first group who did; 0 to n1"},
    {"n1", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people in the first group"},
    {"x2", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people of the second group who did; 0 to n2"},
    {"n2", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people in the second group"},
    {"conf", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.95", "confidence level, between 0 and 1"},
    {NULL},
};

static const SvyCalcInput test_inputs[] = {
    {"x1", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people of the first group who did; 0 to n1"},
    {"n1", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people in the first group"},
    {"x2", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people of the second group who did; 0 to n2"},
    {"n2", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people in the second group"},
    {NULL},
};

static const SvyCalcOutput difference_outputs[] = {
    {"est", "x1/n1 - x2/n2, -1 to 1"},
    {"lower", "lower limit"},
    {"upper", "upper limit"},
    {NULL},
};

static const SvyCalcOutput test_outputs[] = {
    {"z_pooled", "z with the pooled variance"},
    {"p_pooled", "its two-sided p-value, the default"},
    {"z_unpooled", "z with separate variances"},
    {"p_unpooled", "its two-sided p-value"},
    {NULL},
};

static const SvyCalcOutput ratio_outputs[] = {
    {"est", "the ratio observed"},
    {"lower", "lower limit"},
    {"upper", "upper limit"},
    {"log_se", "standard error of the logarithm"},
    {NULL},
};

const SvyCalcMethod svy_calc_groups_methods[] = {
    {
        .name = "prop_diff_ci.newcombe10",
        .summary = "difference of two groups: hybrid score interval",
        .inputs = compare_inputs,
        .outputs = difference_outputs,
        .formula = "p1 - p2 -+ sqrt of squared distances to Wilson's limits",
        .source = "Newcombe (1998b), method 10",
        .function = "svy_difference_newcombe10",
        .reference = "tests/reference/proportions",
        .example = "x1=56 n1=70 x2=48 n2=80",
        .gives = "est=0.2 lower=0.0524 upper=0.3339",
        .compute = compute_difference,
        .variant = 0,
    },
    {
        .name = "prop_diff_ci.newcombe11",
        .summary = "difference of two groups: hybrid score interval with continuity correction",
        .inputs = compare_inputs,
        .outputs = difference_outputs,
        .formula = "as newcombe10 with Wilson's limits with continuity correction",
        .source = "Newcombe (1998b), method 11",
        .function = "svy_difference_newcombe11",
        .reference = "tests/reference/proportions",
        .example = "x1=56 n1=70 x2=48 n2=80",
        .gives = "est=0.2 lower=0.0428 upper=0.3422",
        .compute = compute_difference,
        .variant = 1,
    },
    {
        .name = "prop_diff_ci.mn",
        .summary = "difference of two groups: score interval of Miettinen and Nurminen",
        .inputs = compare_inputs,
        .outputs = difference_outputs,
        .formula =
            "d with (p1 - p2 - d)^2 = z^2 V(d) N/(N - 1), V from the most likely shares d apart",
        .source = "Miettinen & Nurminen (1985); Newcombe (1998b), method 6",
        .function = "svy_difference_miettinen_nurminen",
        .reference = "tests/reference/proportions",
        .example = "x1=56 n1=70 x2=48 n2=80",
        .gives = "est=0.2 lower=0.0528 upper=0.3382",
        .compute = compute_difference,
        .variant = 2,
    },
    {
        .name = "prop_diff_ci.mee",
        .summary = "difference of two groups: score interval of Mee",
        .inputs = compare_inputs,
        .outputs = difference_outputs,
        .formula = "d with (p1 - p2 - d)^2 = z^2 V(d)",
        .source = "Mee (1984); Newcombe (1998b), method 5",
        .function = "svy_difference_mee",
        .reference = "tests/reference/proportions",
        .example = "x1=56 n1=70 x2=48 n2=80",
        .gives = "est=0.2 lower=0.0533 upper=0.3377",
        .compute = compute_difference,
        .variant = 3,
    },
    {
        .name = "prop_diff_ci.agresti_caffo",
        .summary = "difference of two groups: Wald after adding a success and a failure to each",
        .inputs = compare_inputs,
        .outputs = difference_outputs,
        .formula = "Wald with (x + 1)/(n + 2), cut at -1 and 1",
        .source = "Agresti & Caffo (2000)",
        .function = "svy_difference_agresti_caffo",
        .reference = "tests/reference/proportions",
        .example = "x1=56 n1=70 x2=48 n2=80",
        .gives = "est=0.2",
        .compute = compute_difference,
        .variant = 4,
    },
    {
        .name = "prop_diff_ci.wald",
        .summary = "difference of two groups: Wald interval, for teaching only",
        .inputs = compare_inputs,
        .outputs = difference_outputs,
        .formula = "p1 - p2 -+ z sqrt(p1 (1 - p1)/n1 + p2 (1 - p2)/n2), cut at -1 and 1",
        .source = "Newcombe (1998b), method 1",
        .function = "svy_difference_wald",
        .reference = "tests/reference/proportions",
        .example = "x1=56 n1=70 x2=48 n2=80",
        .gives = "est=0.2 lower=0.0575 upper=0.3425",
        .compute = compute_difference,
        .variant = 5,
    },
    {
        .name = "prop_diff_test.z",
        .summary = "test that two groups have the same share",
        .inputs = test_inputs,
        .outputs = test_outputs,
        .formula = "(p1 - p2)/sqrt(p (1 - p) (1/n1 + 1/n2)), p pooled; and with separate variances",
        .source = "R prop.test(correct = FALSE)",
        .function = "svy_difference_test",
        .reference = "tests/reference/proportions",
        .example = "x1=83 n1=86 x2=90 n2=93",
        .gives = "z_pooled=-0.0975 p_pooled=0.9223",
        .compute = compute_test,
    },
    {
        .name = "prop_ratio_ci.rr_koopman",
        .summary = "ratio of two shares: score interval",
        .inputs = compare_inputs,
        .outputs = ratio_outputs,
        .formula = "r with (p1 - r p2)^2 = z^2 V(r), V from the most likely shares with that ratio",
        .source = "Koopman (1984)",
        .function = "svy_ratio_koopman",
        .reference = "tests/reference/proportions",
        .example = "x1=7 n1=34 x2=1 n2=34",
        .gives = "est=7",
        .compute = compute_ratio,
        .variant = 0,
    },
    {
        .name = "prop_ratio_ci.rr_katz",
        .summary = "ratio of two shares: by the logarithm",
        .inputs = compare_inputs,
        .outputs = ratio_outputs,
        .formula = "p1/p2 exp(-+ z sqrt((1 - p1)/x1 + (1 - p2)/x2))",
        .source = "Katz et al. (1978)",
        .function = "svy_ratio_katz",
        .reference = "tests/reference/proportions",
        .example = "x1=7 n1=34 x2=1 n2=34",
        .gives = "est=7",
        .compute = compute_ratio,
        .variant = 1,
    },
    {
        .name = "prop_ratio_ci.or_woolf",
        .summary = "ratio of two odds: by the logarithm",
        .inputs = compare_inputs,
        .outputs = ratio_outputs,
        .formula = "OR exp(-+ z sqrt(1/a + 1/b + 1/c + 1/d))",
        .source = "Woolf (1955)",
        .function = "svy_ratio_odds_woolf",
        .reference = "tests/reference/proportions",
        .example = "x1=7 n1=34 x2=1 n2=34",
        .gives = "est=8.556",
        .compute = compute_ratio,
        .variant = 2,
    },
    {
        .name = "prop_ratio_ci.or_gart",
        .summary = "ratio of two odds: by the logarithm after adding 1/2 to each count",
        .inputs = compare_inputs,
        .outputs = ratio_outputs,
        .formula = "as or_woolf with 1/2 more in each count; est without",
        .source = "Gart (1966)",
        .function = "svy_ratio_odds_gart",
        .reference = "tests/reference/proportions",
        .example = "x1=7 n1=34 x2=1 n2=34",
        .gives = "est=8.556",
        .compute = compute_ratio,
        .variant = 3,
    },
    {NULL},
};
