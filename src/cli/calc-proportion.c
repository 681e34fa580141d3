/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calc methods on proportions. */
#include "cli/calc.h"

#include <math.h>
#include <surveystat/conversion.h>
#include <surveystat/net.h>
#include <surveystat/proportion.h>

#include "cli/calc-words.h"

/* --- One proportion ------------------------------------------------------------------------- */

typedef bool (*Interval)(double x, double n, double level, SvyEstimate *ret_p, GError **error);

static const Interval intervals[] = {
    svy_proportion_wilson,     svy_proportion_wilson_cc,     svy_proportion_clopper_pearson,
    svy_proportion_jeffreys,   svy_proportion_agresti_coull, svy_proportion_midp,
    svy_proportion_likelihood, svy_proportion_arcsine,       svy_proportion_wald,
    svy_proportion_wald_cc,
};

static void say_proportion(SvyCalcAnswer *answer, const SvyEstimate *p, double x, double n)
{
    if (p->status != SVY_STATUS_OK) {
        svy_calc_say(answer, "Nobody is in the base, so there is no share.");
        return;
    }

    g_autofree char *share = svy_calc_word_share(p->value);
    g_autofree char *lo = svy_calc_word_share(p->lo);
    g_autofree char *hi = svy_calc_word_share(p->hi);

    svy_calc_say(answer, "%s (%.12g of %.12g); %.12g%% interval %s to %s (%s).", share, x, n,
                 p->level * 100, lo, hi, p->method);
}

static bool read_counts(const SvyCalcArguments *arguments,
                        double *ret_x,
                        double *ret_n,
                        GError **error)
{
    return svy_calc_read_number(arguments, "x", ret_x, error) &&
           svy_calc_read_number(arguments, "n", ret_n, error);
}

static bool compute_interval(const SvyCalcArguments *arguments,
                             SvyCalcAnswer *answer,
                             GError **error)
{
    double x, n, level;
    SvyEstimate p;

    if (!read_counts(arguments, &x, &n, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !intervals[svy_calc_get_variant(arguments)](x, n, level, &p, error))
        return false;
    svy_calc_put_estimate(answer, &p, "est", "lower", "upper");
    say_proportion(answer, &p, x, n);
    return true;
}

/* --- One proportion of a finite population -------------------------------------------------- */

static bool read_finite(const SvyCalcArguments *arguments,
                        double *ret_x,
                        double *ret_n,
                        double *ret_population,
                        double *ret_level,
                        GError **error)
{
    return read_counts(arguments, ret_x, ret_n, error) &&
           svy_calc_read_number(arguments, "N", ret_population, error) &&
           svy_calc_read_number(arguments, "conf", ret_level, error);
}

static void say_population(SvyCalcAnswer *answer,
                           const SvyEstimate *p,
                           double x,
                           double n,
                           double population)
{
    say_proportion(answer, p, x, n);
    if (p->status == SVY_STATUS_OK)
        svy_calc_say(answer,
                     "It holds for a random sample from a list of %.12g people, not for people who "
                     "chose themselves.",
                     population);
}

static bool compute_wilson_finite(const SvyCalcArguments *arguments,
                                  SvyCalcAnswer *answer,
                                  GError **error)
{
    double x, n, population, level;
    SvyEstimate p;

    if (!read_finite(arguments, &x, &n, &population, &level, error) ||
        !svy_proportion_wilson_finite(x, n, population, level, &p, error))
        return false;
    svy_calc_put_estimate(answer, &p, "est", "lower", "upper");
    say_population(answer, &p, x, n, population);
    return true;
}

static bool compute_hypergeometric(const SvyCalcArguments *arguments,
                                   SvyCalcAnswer *answer,
                                   GError **error)
{
    double x, n, population, level;
    SvyEstimate p;
    SvyFiniteCounts counts;

    if (!read_finite(arguments, &x, &n, &population, &level, error) ||
        !svy_proportion_hypergeometric(x, n, population, level, &p, &counts, error))
        return false;
    svy_calc_put_estimate(answer, &p, "est", "lower", "upper");
    svy_calc_put_number(answer, "K_lower", counts.lo);
    svy_calc_put_number(answer, "K_upper", counts.hi);
    say_population(answer, &p, x, n, population);
    return true;
}

static bool compute_exact_test(const SvyCalcArguments *arguments,
                               SvyCalcAnswer *answer,
                               GError **error)
{
    double x, n, p0;
    SvyEstimate test;

    if (!read_counts(arguments, &x, &n, error) ||
        !svy_calc_read_number(arguments, "p0", &p0, error) ||
        !svy_proportion_test_exact(x, n, p0, &test, error))
        return false;
    svy_calc_put_estimate(answer, &test, "p", NULL, NULL);
    if (test.status != SVY_STATUS_OK) {
        svy_calc_say(answer, "Nobody is in the base, so there is nothing to test.");
        return true;
    }

    g_autofree char *share = svy_calc_word_share(x / n);
    g_autofree char *wanted = svy_calc_word_share(p0);
    g_autofree char *p = svy_calc_word_p(test.value);

    svy_calc_say(
        answer,
        "%s (%.12g of %.12g) against %s: were %s the true share, %.12g or a count that is no "
        "likelier would come about with %s (exact binomial test, two-sided by probability).",
        share, x, n, wanted, wanted, x, p);
    return true;
}

static bool compute_one_sided_test(const SvyCalcArguments *arguments,
                                   SvyCalcAnswer *answer,
                                   GError **error)
{
    double x, n, p0;
    SvyEstimate below, above;

    if (!read_counts(arguments, &x, &n, error) ||
        !svy_calc_read_number(arguments, "p0", &p0, error) ||
        !svy_proportion_test_one_sided(x, n, p0, SVY_SIDE_BELOW, &below, error) ||
        !svy_proportion_test_one_sided(x, n, p0, SVY_SIDE_ABOVE, &above, error))
        return false;
    svy_calc_put_estimate(answer, &above, "p_greater", NULL, NULL);
    svy_calc_put_estimate(answer, &below, "p_less", NULL, NULL);
    if (above.status != SVY_STATUS_OK) {
        svy_calc_say(answer, "Nobody is in the base, so there is nothing to test.");
        return true;
    }

    g_autofree char *share = svy_calc_word_share(x / n);
    g_autofree char *wanted = svy_calc_word_share(p0);
    g_autofree char *p_above = svy_calc_word_p(above.value);
    g_autofree char *p_below = svy_calc_word_p(below.value);

    svy_calc_say(answer,
                 "%s (%.12g of %.12g) against %s: were %s the true share, %.12g or more would come "
                 "about with %s, and %.12g or fewer with %s (exact binomial test, one-sided).",
                 share, x, n, wanted, wanted, x, p_above, x, p_below);
    return true;
}

/* --- Conversion ----------------------------------------------------------------------------- */

static void say_conversion(SvyCalcAnswer *answer,
                           const SvyEstimate *rate,
                           double followed,
                           double used)
{
    if (rate->status != SVY_STATUS_OK) {
        svy_calc_say(answer, "Nobody uses it, so there is no conversion.");
        return;
    }

    g_autofree char *share = svy_calc_word_share(rate->value);
    g_autofree char *lo = svy_calc_word_share(rate->lo);
    g_autofree char *hi = svy_calc_word_share(rate->hi);

    svy_calc_say(answer,
                 "Of %.12g people who use it, %.12g follow: %s; %.12g%% interval %s to %s (%s).",
                 used, followed, share, rate->level * 100, lo, hi, rate->method);
}

static bool compute_conversion(const SvyCalcArguments *arguments,
                               SvyCalcAnswer *answer,
                               GError **error)
{
    double used, followed, asked, level;
    SvyEstimate rate, reach;

    if (!svy_calc_read_number(arguments, "used", &used, error) ||
        !svy_calc_read_number(arguments, "followed", &followed, error) ||
        !svy_calc_read_number(arguments, "asked", &asked, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error))
        return false;
    if (followed > used)
        return svy_calc_refuse(
            "followed", "be at most used: who follows without using is counted elsewhere", error);
    if (used > asked)
        return svy_calc_refuse("used", "be at most asked", error);
    if (!svy_proportion_wilson(followed, used, level, &rate, error) ||
        !svy_proportion_wilson(followed, asked, level, &reach, error))
        return false;

    svy_calc_put_estimate(answer, &rate, "rate", NULL, NULL);
    svy_calc_put_estimate(answer, &reach, "reach", NULL, NULL);
    svy_calc_put_estimate(answer, &rate, NULL, "lower", "upper");
    say_conversion(answer, &rate, followed, used);
    if (reach.status == SVY_STATUS_OK) {
        g_autofree char *share = svy_calc_word_share(reach.value);

        svy_calc_say(answer, "Of the %.12g people asked, %s follow.", asked, share);
    }
    return true;
}

static bool check_yes_no(const char *name, const SvyCalcVector *answers, GError **error)
{
    for (size_t i = 0; i < answers->n; i++) {
        const double value = answers->values[i];

        if (!isnan(value) && (value < 0 || value > 1 || value > floor(value)))
            return svy_calc_refuse(name, "have 0, 1 or null for each person", error);
    }
    return true;
}

static bool compute_weighted_conversion(const SvyCalcArguments *arguments,
                                        SvyCalcAnswer *answer,
                                        GError **error)
{
    g_auto(SvyCalcVector) used = {0};
    g_auto(SvyCalcVector) followed = {0};
    g_auto(SvyCalcVector) w = {0};
    SvyEstimate rate;
    double level;

    if (!svy_calc_read_vector(arguments, "used", &used, error) ||
        !svy_calc_read_vector(arguments, "followed", &followed, error) ||
        !svy_calc_read_vector(arguments, "w", &w, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !check_yes_no("used", &used, error) || !check_yes_no("followed", &followed, error))
        return false;
    if (used.n != followed.n || used.n != w.n)
        return svy_calc_refuse("used, followed and w", "have one value for each person", error);
    if (!svy_conversion_weighted(used.n, used.values, followed.values, w.values, level, &rate,
                                 error))
        return false;

    svy_calc_put_estimate(answer, &rate, "rate", NULL, NULL);
    svy_calc_put_number(answer, "se", rate.se);
    svy_calc_put_estimate(answer, &rate, NULL, "lower_xlogit", "upper_xlogit");
    svy_calc_put_number(answer, "df", rate.df);
    if (rate.status != SVY_STATUS_OK) {
        svy_calc_say(answer,
                     "There is nobody who uses it, or only one person, so there is no interval.");
        return true;
    }

    g_autofree char *share = svy_calc_word_share(rate.value);
    g_autofree char *lo = svy_calc_word_share(rate.lo);
    g_autofree char *hi = svy_calc_word_share(rate.hi);

    svy_calc_say(
        answer,
        "%s of the people who use it follow, weighted, out of %zu people; %.12g%% interval %s "
        "to %s (%s).",
        share, used.n, level * 100, lo, hi, rate.method);
    return true;
}

/* --- Two bases ------------------------------------------------------------------------------ */

static void put_percents(SvyCalcAnswer *answer, const char *key, SvyCalcVector *shares)
{
    for (size_t i = 0; i < shares->n; i++)
        shares->values[i] *= 100;
    svy_calc_put_vector(answer, key, shares->n, shares->values);
}

static void say_bases(SvyCalcAnswer *answer, const SvyShareBases *bases, double not_asked)
{
    if (!(bases->n_asked > 0)) {
        svy_calc_say(answer, "Nobody was asked, so there is no percentage.");
        return;
    }

    g_autofree char *missing = svy_calc_word_share(bases->no_answer);

    svy_calc_say(answer,
                 "Of %.12g people asked %.12g answered; %s of those asked gave no answer. "
                 "Say which of "
                 "the two bases a percentage has.",
                 bases->n_asked, bases->n_answered, missing);
    if (not_asked > 0)
        svy_calc_say(answer, "%.12g people were not asked and are in neither base.", not_asked);
}

static bool compute_bases(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    g_auto(SvyCalcVector) counts = {0};
    g_auto(SvyCalcVector) of_answered = {0};
    double no_answer, not_asked;
    SvyShareBases bases;

    if (!svy_calc_read_vector(arguments, "counts", &counts, error) ||
        !svy_calc_read_number(arguments, "no_answer", &no_answer, error) ||
        !svy_calc_read_number(arguments, "not_asked", &not_asked, error))
        return false;
    if (!(not_asked >= 0))
        return svy_calc_refuse("not_asked", "be 0 or more", error);
    of_answered = (SvyCalcVector){.n = counts.n, .values = g_new0(double, counts.n + 1)};
    if (!svy_proportion_by_base(counts.n, counts.values, no_answer, counts.values,
                                of_answered.values, &bases, error))
        return false;

    put_percents(answer, "pct_of_asked", &counts);
    put_percents(answer, "pct_of_answered", &of_answered);
    svy_calc_put_number(answer, "n_asked", bases.n_asked);
    svy_calc_put_number(answer, "n_answered", bases.n_answered);
    svy_calc_put_number(answer, "pct_no_answer", 100 * bases.no_answer);
    svy_calc_set_status(answer, bases.status);
    say_bases(answer, &bases, not_asked);
    return true;
}

/* --- Net scores ----------------------------------------------------------------------------- */

/* The names of the three counts and of the score. */
static const char *const net_names[][4] = {
    {"promoters", "passives", "detractors", "nps"},
    {"positive", "neutral", "negative", "net"},
};

static void say_net(SvyCalcAnswer *answer, const SvyEstimate *net, const char *const names[4])
{
    if (net->status == SVY_STATUS_NO_CASES) {
        svy_calc_say(answer, "Nobody answered, so there is no score.");
        return;
    }
    if (net->status != SVY_STATUS_OK) {
        svy_calc_say(
            answer, "The score is %.0f points; everybody is in one group, so there is no interval.",
            100 * net->value);
        return;
    }

    g_autofree char *value = svy_calc_word_points(net->value);
    g_autofree char *lo = svy_calc_word_points(net->lo);
    g_autofree char *hi = svy_calc_word_points(net->hi);

    svy_calc_say(answer, "The share of %s less the share of %s is %s; %.12g%% interval %s to %s.",
                 names[0], names[2], value, net->level * 100, lo, hi);
}

static bool compute_net(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    const char *const *names = net_names[svy_calc_get_variant(arguments)];
    double counts[3], level;
    SvyEstimate net;

    for (size_t i = 0; i < 3; i++) {
        if (!svy_calc_read_number(arguments, names[i], &counts[i], error))
            return false;
    }
    if (!svy_calc_read_number(arguments, "conf", &level, error) ||
        !svy_net_compute(counts[0], counts[1], counts[2], level, &net, error))
        return false;

    svy_calc_put_number(answer, names[3], 100 * net.value);
    svy_calc_put_number(answer, "se", 100 * net.se);
    svy_calc_put_number(answer, "lower", 100 * net.lo);
    svy_calc_put_number(answer, "upper", 100 * net.hi);
    svy_calc_set_status(answer, net.status);
    say_net(answer, &net, names);
    return true;
}

/* --- The table ------------------------------------------------------------------------------ */

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

static const SvyCalcInput finite_inputs[] = {
    {"x", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people who did; 0 to n"},
    {"n", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people in the base"},
    {"N", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people in the population; at least n"},
    {"conf", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.95", "confidence level, between 0 and 1"},
    {NULL},
};

static const SvyCalcOutput finite_outputs[] = {
    {"est", "the share x / n, 0 to 1"},
    {"lower", "lower limit"},
    {"upper", "upper limit"},
    {"K_lower", "lower limit in people of the population"},
    {"K_upper", "upper limit in people of the population"},
    {NULL},
};

static const SvyCalcInput test_inputs[] = {
    {"x", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people who did; 0 to n"},
    {"n", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people in the base"},
    {"p0", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "the share to test, 0 to 1"},
    {NULL},
};

static const SvyCalcOutput test_outputs[] = {
    {"p", "two-sided p-value"},
    {NULL},
};

static const SvyCalcOutput one_sided_outputs[] = {
    {"p_greater", "of x or more: small when the share is above p0"},
    {"p_less", "of x or fewer: small when the share is below p0"},
    {NULL},
};

static const SvyCalcInput conversion_inputs[] = {
    {"used", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people who use it"},
    {"followed", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "of these, people who follow"},
    {"asked", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people who were asked, at least used"},
    {"conf", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.95", "confidence level, between 0 and 1"},
    {NULL},
};

static const SvyCalcOutput conversion_outputs[] = {
    {"rate", "share of the users who follow"},
    {"reach", "share of the people asked who follow"},
    {"lower", "lower limit of the rate"},
    {"upper", "upper limit of the rate"},
    {NULL},
};

static const SvyCalcInput weighted_inputs[] = {
    {"used", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "1 uses, 0 does not, null not known"},
    {"followed", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "1 follows, 0 does not, null not known"},
    {"w", SVY_CALC_VECTOR, SVY_CALC_REQUIRED, NULL, "weights, any unit"},
    {"conf", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.95", "confidence level, between 0 and 1"},
    {NULL},
};

static const SvyCalcOutput weighted_outputs[] = {
    {"rate", "weighted share of the users who follow"},
    {"se", "standard error, linearized"},
    {"lower_xlogit", "lower limit on the logit scale"},
    {"upper_xlogit", "upper limit on the logit scale"},
    {"df", "degrees of freedom"},
    {NULL},
};

static const SvyCalcInput base_inputs[] = {
    {"counts", SVY_CALC_VECTOR, SVY_CALC_REQUIRED, NULL, "people who gave each answer"},
    {"no_answer", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0", "people who were asked and gave none"},
    {"not_asked", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0", "people to whom it was not put"},
    {NULL},
};

static const SvyCalcOutput base_outputs[] = {
    {"pct_of_asked", "per cent of the people asked"},
    {"pct_of_answered", "per cent of the people who answered"},
    {"n_asked", "people asked"},
    {"n_answered", "people who answered"},
    {"pct_no_answer", "per cent of the people asked without an answer"},
    {NULL},
};

static const SvyCalcInput nps_inputs[] = {
    {"promoters", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people who said 9 or 10"},
    {"passives", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people who said 7 or 8"},
    {"detractors", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people who said 0 to 6"},
    {"conf", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.95", "confidence level, between 0 and 1"},
    {NULL},
};

static const SvyCalcOutput nps_outputs[] = {
    {"nps", "net promoter score, -100 to 100"},
    {"se", "standard error in points"},
    {"lower", "lower limit in points"},
    {"upper", "upper limit in points"},
    {NULL},
};

static const SvyCalcInput net_inputs[] = {
    {"positive", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people on the positive side"},
    {"neutral", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people in between"},
    {"negative", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people on the negative side"},
    {"conf", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.95", "confidence level, between 0 and 1"},
    {NULL},
};

static const SvyCalcOutput net_outputs[] = {
    {"net", "net score, -100 to 100"},
    {"se", "standard error in points"},
    {"lower", "lower limit in points"},
    {"upper", "upper limit in points"},
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
    {
        .name = "prop_ci.wilson_cc",
        .summary = "one proportion, Wilson's interval with continuity correction",
        .inputs = interval_inputs,
        .outputs = interval_outputs,
        .formula = "roots of (|x/n - p| - 1/(2n))^2 = z^2 p (1 - p)/n; 0 at x = 0, 1 at x = n",
        .source = "Newcombe (1998a), method 4",
        .function = "svy_proportion_wilson_cc",
        .reference = "tests/reference/proportions",
        .example = "x=81 n=263",
        .gives = "lower=0.2535 upper=0.3682",
        .compute = compute_interval,
        .variant = 1,
    },
    {
        .name = "prop_ci.clopper_pearson",
        .summary = "one proportion, exact interval: coverage guaranteed",
        .inputs = interval_inputs,
        .outputs = interval_outputs,
        .formula = "beta quantiles: (1 - conf)/2 of beta(x, n - x + 1), (1 + conf)/2 of beta(x + "
                   "1, n - x)",
        .source = "Clopper & Pearson (1934); Newcombe (1998a), method 5",
        .function = "svy_proportion_clopper_pearson",
        .reference = "tests/reference/proportion",
        .example = "x=81 n=263",
        .gives = "lower=0.2527 upper=0.3676",
        .compute = compute_interval,
        .variant = 2,
    },
    {
        .name = "prop_ci.jeffreys",
        .summary = "one proportion, Jeffreys' equal-tailed interval",
        .inputs = interval_inputs,
        .outputs = interval_outputs,
        .formula = "quantiles of beta(x + 1/2, n - x + 1/2); 0 at x = 0, 1 at x = n",
        .source = "Brown, Cai & DasGupta (2001)",
        .function = "svy_proportion_jeffreys",
        .reference = "tests/reference/proportion",
        .example = "x=81 n=263",
        .gives = "lower=0.2545 upper=0.3656",
        .compute = compute_interval,
        .variant = 3,
    },
    {
        .name = "prop_ci.agresti_coull",
        .summary = "one proportion, Agresti-Coull interval",
        .inputs = interval_inputs,
        .outputs = interval_outputs,
        .formula = "q -+ z sqrt(q (1 - q)/m), m = n + z^2, q = (x + z^2/2)/m, cut at 0 and 1",
        .source = "Agresti & Coull (1998)",
        .function = "svy_proportion_agresti_coull",
        .reference = "tests/reference/proportion",
        .example = "x=81 n=263",
        .gives = "lower=0.2552 upper=0.3663",
        .compute = compute_interval,
        .variant = 4,
    },
    {
        .name = "prop_ci.midp",
        .summary = "one proportion, mid-p interval",
        .inputs = interval_inputs,
        .outputs = interval_outputs,
        .formula = "P(X > x) + P(X = x)/2 = (1 - conf)/2, and the same below",
        .source = "Berry & Armitage (1995); Newcombe (1998a), method 6",
        .function = "svy_proportion_midp",
        .reference = "tests/reference/proportions",
        .example = "x=81 n=263",
        .gives = "lower=0.2544 upper=0.3658",
        .compute = compute_interval,
        .variant = 5,
    },
    {
        .name = "prop_ci.likelihood",
        .summary = "one proportion, likelihood-ratio interval",
        .inputs = interval_inputs,
        .outputs = interval_outputs,
        .formula = "2 (log L(x/n) - log L(p)) <= z^2",
        .source = "Newcombe (1998a), method 7",
        .function = "svy_proportion_likelihood",
        .reference = "tests/reference/proportions",
        .example = "x=81 n=263",
        .gives = "lower=0.2542 upper=0.3655",
        .compute = compute_interval,
        .variant = 6,
    },
    {
        .name = "prop_ci.arcsine",
        .summary = "one proportion, Anscombe's arcsine interval",
        .inputs = interval_inputs,
        .outputs = interval_outputs,
        .formula = "sin^2(asin(sqrt((x + 3/8)/(n + 3/4))) -+ z/(2 sqrt(n)))",
        .source = "Anscombe (1948); Brown, Cai & DasGupta (2001)",
        .function = "svy_proportion_arcsine",
        .reference = "tests/reference/proportions",
        .example = "x=81 n=263",
        .gives = "lower=0.2542 upper=0.3656",
        .compute = compute_interval,
        .variant = 7,
    },
    {
        .name = "prop_ci.wald",
        .summary = "one proportion, Wald interval: for teaching only",
        .inputs = interval_inputs,
        .outputs = interval_outputs,
        .formula = "x/n -+ z sqrt(p (1 - p)/n), cut at 0 and 1",
        .source = "Newcombe (1998a), method 1",
        .function = "svy_proportion_wald",
        .reference = "tests/reference/proportions",
        .example = "x=81 n=263",
        .gives = "lower=0.2522 upper=0.3638",
        .compute = compute_interval,
        .variant = 8,
    },
    {
        .name = "prop_ci.wald_cc",
        .summary = "one proportion, Wald interval with continuity correction",
        .inputs = interval_inputs,
        .outputs = interval_outputs,
        .formula = "x/n -+ (z sqrt(p (1 - p)/n) + 1/(2n)), cut at 0 and 1",
        .source = "Newcombe (1998a), method 2",
        .function = "svy_proportion_wald_cc",
        .reference = "tests/reference/proportions",
        .example = "x=81 n=263",
        .gives = "lower=0.2503 upper=0.3657",
        .compute = compute_interval,
        .variant = 9,
    },
    {
        .name = "prop_ci.wilson_fpc",
        .summary = "one proportion of a list of N people, Wilson's interval",
        .inputs = finite_inputs,
        .outputs = interval_outputs,
        .formula = "Wilson with n (N - 1)/(N - n) in place of n; a point when n = N",
        .source = "Wilson (1927) with the hypergeometric variance",
        .function = "svy_proportion_wilson_finite",
        .reference = "tests/reference/proportions",
        .example = "x=81 n=263 N=1000",
        .gives = "est=0.3080",
        .compute = compute_wilson_finite,
    },
    {
        .name = "prop_ci.hypergeometric_exact",
        .summary = "one proportion of a list of N people, exact interval",
        .inputs = finite_inputs,
        .outputs = finite_outputs,
        .formula = "smallest and largest K with P(X >= x | K) and P(X <= x | K) above (1 - "
                   "conf)/2, divided by N",
        .source = "Wright (1991)",
        .function = "svy_proportion_hypergeometric",
        .reference = "tests/reference/proportions",
        .example = "x=81 n=263 N=1000",
        .gives = "est=0.3080",
        .compute = compute_hypergeometric,
    },
    {
        .name = "prop_test.binomial_exact",
        .summary = "exact test that a share is p0, two-sided by probability",
        .inputs = test_inputs,
        .outputs = test_outputs,
        .formula = "sum of all binomial probabilities that are at most that of x",
        .source = "R binom.test; Clopper & Pearson (1934)",
        .function = "svy_proportion_test_exact",
        .reference = "tests/reference/proportions",
        .example = "x=682 n=925 p0=0.75",
        .gives = "p=0.3825",
        .compute = compute_exact_test,
    },
    {
        .name = "prop_test.binomial_one_sided",
        .summary = "exact test that a share is p0, each side on its own",
        .inputs = test_inputs,
        .outputs = one_sided_outputs,
        .formula = "P(X >= x) and P(X <= x) for X binomial with n and p0",
        .source = "R binom.test; Clopper & Pearson (1934)",
        .function = "svy_proportion_test_one_sided",
        .reference = "tests/reference/extremes",
        .example = "x=682 n=925 p0=0.75",
        .gives = "p_greater=0.8241 p_less=0.1960",
        .compute = compute_one_sided_test,
    },
    {
        .name = "conversion.wilson",
        .summary = "of the people who use it, the share who follow",
        .inputs = conversion_inputs,
        .outputs = conversion_outputs,
        .formula = "rate = followed/used with Wilson's interval; reach = followed/asked",
        .source = "Wilson (1927)",
        .function = "svy_proportion_wilson",
        .reference = "tests/reference/proportions",
        .example = "used=778 followed=189 asked=850",
        .gives = "rate=0.2429 reach=0.2224",
        .compute = compute_conversion,
    },
    {
        .name = "conversion.weighted",
        .summary = "weighted conversion with linearized standard error",
        .inputs = weighted_inputs,
        .outputs = weighted_outputs,
        .formula = "r = sum(w u f)/sum(w u); var = n/(n - 1) sum((w u (f - r)/sum(w u))^2); "
                   "logit(r) -+ t se/(r (1 - r)), df = n - 1",
        .source = "Binder (1983); R survey svyciprop(method = xlogit)",
        .function = "svy_conversion_weighted",
        .reference = "tests/reference/proportions",
        .example = "used=1,1,1,0,1,1 followed=1,0,1,0,0,1 w=1,2,1,1,0.5,1.5",
        .gives = "rate=0.5833",
        .compute = compute_weighted_conversion,
    },
    {
        .name = "percent.base",
        .summary = "percentages of the people asked and of those who answered",
        .inputs = base_inputs,
        .outputs = base_outputs,
        .formula = "counts/(sum + no_answer) and counts/sum, times 100",
        .source = "AAPOR (2023), Standard Definitions",
        .function = "svy_proportion_by_base",
        .reference = "tests/reference/proportions",
        .example = "counts=120,60,20 no_answer=50 not_asked=30",
        .gives = "pct_of_asked/0=48 pct_of_answered/0=60 n_asked=250 pct_no_answer=20",
        .compute = compute_bases,
    },
    {
        .name = "nps",
        .summary = "net promoter score",
        .inputs = nps_inputs,
        .outputs = nps_outputs,
        .formula =
            "100 (p - d); se = 100 sqrt((p + d - (p - d)^2)/n); -+ z se, cut at -100 and 100",
        .source = "Reichheld (2003); Rocks (2016)",
        .function = "svy_net_compute",
        .reference = "tests/reference/proportions",
        .example = "promoters=50 passives=30 detractors=20",
        .gives = "nps=30 se=7.81",
        .compute = compute_net,
        .variant = 0,
    },
    {
        .name = "net_positive",
        .summary = "net score: share on the positive side less share on the negative side",
        .inputs = net_inputs,
        .outputs = net_outputs,
        .formula =
            "100 (p - q); se = 100 sqrt((p + q - (p - q)^2)/n); -+ z se, cut at -100 and 100",
        .source = "Rocks (2016)",
        .function = "svy_net_compute",
        .reference = "tests/reference/proportions",
        .example = "positive=410 neutral=250 negative=190",
        .gives = "net=25.88",
        .compute = compute_net,
        .variant = 1,
    },
    {NULL},
};
