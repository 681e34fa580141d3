/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calc methods on numbers: means, their comparisons, reliability. */
#include "cli/calc.h"

#include <math.h>
#include <surveystat/means.h>
#include <surveystat/moments.h>
#include <surveystat/reliability.h>

#include "base/num.h"
#include "cli/calc-words.h"

static void say_undefined(SvyCalcAnswer *answer, SvyStatus status, const char *what)
{
    if (status == SVY_STATUS_NO_CASES)
        svy_calc_say(answer, "Nobody is in the base, so there is no %s.", what);
    else if (status == SVY_STATUS_NO_VARIANCE)
        svy_calc_say(answer, "Too few cases, or nothing varies: there is no %s.", what);
    else
        svy_calc_say(answer, "The %s is not defined for these data.", what);
}

/* --- One group ------------------------------------------------------------------------------ */

static bool read_moments(const SvyCalcArguments *arguments,
                         const char *name,
                         SvyMoments *ret_moments,
                         GError **error)
{
    g_auto(SvyCalcVector) values = {0};

    return svy_calc_read_vector(arguments, name, &values, error) &&
           svy_moments_compute(values.n, values.values, ret_moments, error);
}

static bool compute_mean_sd(const SvyCalcArguments *arguments,
                            SvyCalcAnswer *answer,
                            GError **error)
{
    SvyMoments moments;

    if (!read_moments(arguments, "y", &moments, error))
        return false;

    const bool has_cases = moments.n > 0;
    const double sd = svy_moments_get_sd(&moments);

    svy_calc_put_number(answer, "n", moments.n);
    svy_calc_put_number(answer, "mean", has_cases ? moments.mean : (double)NAN);
    svy_calc_put_number(answer, "sd", sd);
    if (!has_cases)
        svy_calc_set_status(answer, SVY_STATUS_NO_CASES);
    else if (isnan(sd))
        svy_calc_set_status(answer, SVY_STATUS_NO_VARIANCE);
    if (!has_cases) {
        say_undefined(answer, SVY_STATUS_NO_CASES, "mean");
        return true;
    }

    g_autofree char *mean = svy_calc_word_number(moments.mean);
    g_autofree char *spread = svy_calc_word_number(sd);

    if (isnan(sd))
        svy_calc_say(answer, "The one value is %s.", mean);
    else
        svy_calc_say(answer, "The mean of %.12g values is %s, with a standard deviation of %s.",
                     moments.n, mean, spread);
    return true;
}

/* --- Two groups ----------------------------------------------------------------------------- */

typedef bool (*TwoMeans)(const SvyMoments *x,
                         const SvyMoments *y,
                         double level,
                         SvyMeanTest *ret_test,
                         GError **error);

static const TwoMeans two_means[] = {svy_means_welch_t, svy_means_student_t};

static void put_test(SvyCalcAnswer *answer, const SvyMeanTest *test, double n, const char *who)
{
    svy_calc_put_number(answer, "t", test->statistic);
    svy_calc_put_number(answer, "df", test->df);
    svy_calc_put_number(answer, "p", test->p);
    svy_calc_put_estimate(answer, &test->diff, "diff", "lower", "upper");
    if (test->status != SVY_STATUS_OK) {
        say_undefined(answer, test->status, "test of the means");
        return;
    }

    g_autofree char *diff = svy_calc_word_number(fabs(test->diff.value));
    g_autofree char *lo = svy_calc_word_number(test->diff.lo);
    g_autofree char *hi = svy_calc_word_number(test->diff.hi);
    g_autofree char *p = svy_calc_word_p(test->p);

    svy_calc_say(answer,
                 "The mean of the first is %s %s that of the second; %.12g%% interval of the "
                 "difference %s to %s, %s (%s, %.12g %s).",
                 diff, test->diff.value < 0 ? "below" : "above", test->diff.level * 100, lo, hi, p,
                 test->diff.method, n, who);
}

static bool compute_two_means(const SvyCalcArguments *arguments,
                              SvyCalcAnswer *answer,
                              GError **error)
{
    SvyMoments x, y;
    SvyMeanTest test;
    double level;

    if (!read_moments(arguments, "x", &x, error) || !read_moments(arguments, "y", &y, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !two_means[svy_calc_get_variant(arguments)](&x, &y, level, &test, error))
        return false;
    put_test(answer, &test, x.n + y.n, "people in two groups");
    return true;
}

static bool compute_paired_t(const SvyCalcArguments *arguments,
                             SvyCalcAnswer *answer,
                             GError **error)
{
    g_auto(SvyCalcVector) x = {0};
    g_auto(SvyCalcVector) y = {0};
    SvyMeanTest test;
    double level;

    if (!svy_calc_read_vector(arguments, "x", &x, error) ||
        !svy_calc_read_vector(arguments, "y", &y, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error))
        return false;
    if (x.n != y.n)
        return svy_calc_refuse("y", "have as many values as x: they are pairs", error);
    if (!svy_means_paired_t(x.n, x.values, y.values, level, &test, error))
        return false;
    put_test(answer, &test, test.df + 1, "pairs");
    return true;
}

/* --- Several groups ------------------------------------------------------------------------- */

/* (transfer full) the moments of each group */
static SvyMoments *read_groups(const SvyCalcArguments *arguments,
                               size_t *ret_n_groups,
                               GError **error)
{
    g_auto(SvyCalcGroups) groups = {0};

    if (!svy_calc_read_groups(arguments, "groups", &groups, error))
        return NULL;

    g_autofree SvyMoments *moments = g_new0(SvyMoments, groups.n + 1);

    for (size_t i = 0; i < groups.n; i++) {
        if (!svy_moments_compute(groups.groups[i].n, groups.groups[i].values, &moments[i], error))
            return NULL;
    }
    *ret_n_groups = groups.n;
    return g_steal_pointer(&moments);
}

typedef bool (*Anova)(size_t n_groups,
                      const SvyMoments groups[],
                      SvyAnova *ret_anova,
                      GError **error);

static const Anova anovas[] = {svy_means_anova, svy_means_welch_anova};
static const char *const anova_names[] = {"classical analysis of variance",
                                          "Welch's analysis of variance"};

static bool compute_anova(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    const int variant = svy_calc_get_variant(arguments);
    size_t n_groups;
    g_autofree SvyMoments *groups = read_groups(arguments, &n_groups, error);
    SvyAnova anova;

    if (groups == NULL || !anovas[variant](n_groups, groups, &anova, error))
        return false;
    svy_calc_put_number(answer, "F", anova.statistic);
    svy_calc_put_number(answer, "df1", anova.df1);
    svy_calc_put_number(answer, "df2", anova.df2);
    svy_calc_put_number(answer, "p", anova.p);
    svy_calc_put_number(answer, "ss_between", anova.ss_between);
    svy_calc_put_number(answer, "ss_within", anova.ss_within);
    svy_calc_put_number(answer, "eta2", anova.eta2);
    svy_calc_set_status(answer, anova.status);
    if (anova.status != SVY_STATUS_OK) {
        say_undefined(answer, anova.status, "test of the means");
        return true;
    }

    g_autofree char *p = svy_calc_word_p(anova.p);
    g_autofree char *share = svy_num_format_pct(anova.eta2, 1);

    svy_calc_say(
        answer,
        "The groups explain %s%% of the variance; were all means alike, they would differ so by "
        "chance with %s (%s, %.12g people in %.12g groups).",
        share, p, anova_names[variant], anova.n, anova.df1 + 1);
    return true;
}

typedef bool (*AllPairs)(size_t n_groups,
                         const SvyMoments groups[],
                         double level,
                         SvyMeanPair ret_pairs[],
                         GError **error);

static const AllPairs all_pairs[] = {svy_means_tukey, svy_means_games_howell};

typedef double (*PairValue)(const SvyMeanPair *pair);

static double get_diff(const SvyMeanPair *pair)
{
    return pair->diff.value;
}

static double get_lower(const SvyMeanPair *pair)
{
    return pair->diff.lo;
}

static double get_upper(const SvyMeanPair *pair)
{
    return pair->diff.hi;
}

static double get_p(const SvyMeanPair *pair)
{
    return pair->p;
}

static void put_pairs(SvyCalcAnswer *answer,
                      const char *key,
                      size_t n,
                      const SvyMeanPair pairs[],
                      PairValue get_value)
{
    g_autofree double *values = g_new0(double, n + 1);

    for (size_t i = 0; i < n; i++)
        values[i] = get_value(&pairs[i]);
    svy_calc_put_vector(answer, key, n, values);
}

static void say_pairs(SvyCalcAnswer *answer, size_t n, const SvyMeanPair pairs[], double level)
{
    size_t n_tested = 0, n_different = 0;

    if (n == 0)
        svy_calc_set_status(answer, SVY_STATUS_UNDEFINED);
    for (size_t i = 0; i < n; i++) {
        n_tested += pairs[i].diff.status == SVY_STATUS_OK;
        n_different += pairs[i].diff.status == SVY_STATUS_OK && pairs[i].p < 1 - level;
        svy_calc_set_status(answer, pairs[i].diff.status);
    }
    if (n_tested == 0)
        svy_calc_say(answer, "There is no pair of groups that can be compared.");
    else
        svy_calc_say(answer,
                     "%zu of %zu pairs of groups have means that differ by more than chance (%s, "
                     "all pairs together at the %.12g%% level).",
                     n_different, n_tested, pairs[0].diff.method, 100 - level * 100);
}

static bool compute_pairs(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    size_t n_groups;
    double level;
    g_autofree SvyMoments *groups = read_groups(arguments, &n_groups, error);

    if (groups == NULL || !svy_calc_read_number(arguments, "conf", &level, error))
        return false;

    const size_t n = n_groups < 2 ? 0 : n_groups * (n_groups - 1) / 2;
    g_autofree SvyMeanPair *pairs = g_new0(SvyMeanPair, n + 1);

    if (!all_pairs[svy_calc_get_variant(arguments)](n_groups, groups, level, pairs, error))
        return false;
    put_pairs(answer, "diff", n, pairs, get_diff);
    put_pairs(answer, "lower", n, pairs, get_lower);
    put_pairs(answer, "upper", n, pairs, get_upper);
    put_pairs(answer, "p", n, pairs, get_p);
    say_pairs(answer, n, pairs, level);
    return true;
}

/* --- Reliability ---------------------------------------------------------------------------- */

static void say_alpha(SvyCalcAnswer *answer, const SvyReliability *out, size_t n_items)
{
    if (out->alpha.status != SVY_STATUS_OK) {
        say_undefined(answer, out->alpha.status, "reliability");
        return;
    }

    g_autofree char *alpha = svy_num_format(out->alpha.value, 2);
    g_autofree char *lo = svy_num_format(out->alpha.lo, 2);
    g_autofree char *hi = svy_num_format(out->alpha.hi, 2);

    svy_calc_say(answer,
                 "The sum of the %zu items has a reliability (Cronbach's alpha) of %s; %.12g%% "
                 "interval %s to %s (Feldt, %zu people who answered all items).",
                 n_items, alpha, out->alpha.level * 100, lo, hi, out->n_people);
    if (out->n_negative_items > 0)
        svy_calc_say(answer, "%zu %s against the others: reverse-coded?", out->n_negative_items,
                     out->n_negative_items == 1 ? "item goes" : "items go");
}

static bool compute_alpha(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    g_auto(SvyCalcMatrix) answers = {0};
    SvyReliability out;
    double level;

    if (!svy_calc_read_matrix(arguments, "matrix", &answers, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error))
        return false;

    const size_t k = answers.n_columns;
    g_autofree double *if_dropped = g_new0(double, k + 1);
    g_autofree double *item_rest = g_new0(double, k + 1);

    if (!svy_reliability_alpha(answers.n_rows, k, answers.values, level, &out, if_dropped,
                               item_rest, error))
        return false;
    svy_calc_put_estimate(answer, &out.alpha, "alpha", "lower", "upper");
    svy_calc_put_number(answer, "std_alpha", out.standardized);
    svy_calc_put_vector(answer, "alpha_if_dropped", k, if_dropped);
    svy_calc_put_vector(answer, "item_rest", k, item_rest);
    svy_calc_put_count(answer, "n", out.n_people);
    say_alpha(answer, &out, k);
    return true;
}

/* --- The table ------------------------------------------------------------------------------ */

#define CONF_INPUT                                                                                 \
    {                                                                                              \
        "conf", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.95", "confidence level, between 0 and 1"    \
    }

static const SvyCalcInput one_inputs[] = {
    {"y", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "the values"},
    {NULL},
};

static const SvyCalcInput two_inputs[] = {
    {"x", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "values of the first group"},
    {"y", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "values of the second group"},
    CONF_INPUT,
    {NULL},
};

static const SvyCalcInput paired_inputs[] = {
    {"x", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "first value of each person"},
    {"y", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "second value of each person"},
    CONF_INPUT,
    {NULL},
};

static const SvyCalcInput group_inputs[] = {
    {"groups", SVY_CALC_GROUPS, SVY_CALC_NULLABLE, NULL, "the values of each group"},
    {NULL},
};

static const SvyCalcInput pair_inputs[] = {
    {"groups", SVY_CALC_GROUPS, SVY_CALC_NULLABLE, NULL, "the values of each group"},
    CONF_INPUT,
    {NULL},
};

static const SvyCalcInput alpha_inputs[] = {
    {"matrix", SVY_CALC_MATRIX, SVY_CALC_NULLABLE, NULL, "answers: a row per person, items across"},
    CONF_INPUT,
    {NULL},
};

static const SvyCalcOutput mean_outputs[] = {
    {"n", "values"},
    {"mean", "their mean"},
    {"sd", "standard deviation, divisor n - 1"},
    {NULL},
};

static const SvyCalcOutput t_outputs[] = {
    {"t", "difference / standard error"},
    {"df", "degrees of freedom"},
    {"p", "two-sided"},
    {"diff", "mean of x less mean of y"},
    {"lower", "lower limit of the difference"},
    {"upper", "upper limit of the difference"},
    {NULL},
};

static const SvyCalcOutput anova_outputs[] = {
    {"F", "the test statistic"},
    {"df1", "degrees of freedom between"},
    {"df2", "degrees of freedom within"},
    {"p", "of F"},
    {"ss_between", "sum of squares between groups"},
    {"ss_within", "sum of squares within groups"},
    {"eta2", "ss_between / (both), 0 to 1"},
    {NULL},
};

static const SvyCalcOutput pair_outputs[] = {
    {"diff", "mean j - mean i: 2-1, 3-1, ..., 3-2, ..."},
    {"lower", "lower limits, for all pairs at once"},
    {"upper", "upper limits, for all pairs at once"},
    {"p", "adjusted for all pairs"},
    {NULL},
};

static const SvyCalcOutput alpha_outputs[] = {
    {"alpha", "Cronbach's alpha, at most 1"},
    {"lower", "lower limit (Feldt)"},
    {"upper", "upper limit (Feldt)"},
    {"std_alpha", "of the items at one spread"},
    {"alpha_if_dropped", "alpha without each item"},
    {"item_rest", "correlation of each with the other items"},
    {"n", "people who answered all items"},
    {NULL},
};

const SvyCalcMethod svy_calc_numeric_methods[] = {
    {
        .name = "numeric.mean_sd",
        .summary = "mean and standard deviation",
        .inputs = one_inputs,
        .outputs = mean_outputs,
        .formula = "mean = sum y / n; sd = sqrt(sum (y - mean)^2 / (n-1)), in corrected passes",
        .source = "Chan, Golub & LeVeque (1983); NIST StRD",
        .function = "svy_moments_compute",
        .reference = "tests/reference/numeric",
        .example = "y=10000001,10000003,10000002",
        .gives = "n=3 mean=10000002 sd=1",
        .compute = compute_mean_sd,
    },
    {
        .name = "numeric.welch_t",
        .summary = "two means, Welch's t test",
        .inputs = two_inputs,
        .outputs = t_outputs,
        .formula = "t = (m1 - m2) / sqrt(v1/n1 + v2/n2), df of Satterthwaite",
        .source = "Welch (1947)",
        .function = "svy_means_welch_t",
        .reference = "tests/reference/numeric",
        .example = "x=0.7,-1.6,-0.2,-1.2,-0.1,3.4,3.7,0.8,0.0,2.0 "
                   "y=1.9,0.8,1.1,0.1,-0.1,4.4,5.5,1.6,4.6,3.4",
        .gives = "t=-1.8608 df=17.776 p=0.07939 lower=-3.365483 upper=0.205483",
        .compute = compute_two_means,
        .variant = 0,
    },
    {
        .name = "numeric.student_t",
        .summary = "two means, Student's t test (equal spread)",
        .inputs = two_inputs,
        .outputs = t_outputs,
        .formula = "t = (m1 - m2) / sqrt(v (1/n1 + 1/n2)), v pooled, n1 + n2 - 2 df",
        .source = "Student (1908)",
        .function = "svy_means_student_t",
        .reference = "tests/reference/numeric",
        .example = "x=0.7,-1.6,-0.2,-1.2,-0.1,3.4,3.7,0.8,0.0,2.0 "
                   "y=1.9,0.8,1.1,0.1,-0.1,4.4,5.5,1.6,4.6,3.4",
        .gives = "t=-1.8608 df=18 p=0.07919",
        .compute = compute_two_means,
        .variant = 1,
    },
    {
        .name = "numeric.paired_t",
        .summary = "two means of the same people, paired t test",
        .inputs = paired_inputs,
        .outputs = t_outputs,
        .formula = "t = mean d / (sd d / sqrt n), d = x - y, n - 1 df",
        .source = "Student (1908)",
        .function = "svy_means_paired_t",
        .reference = "tests/reference/numeric",
        .example = "x=0.7,-1.6,-0.2,-1.2,-0.1,3.4,3.7,0.8,0.0,2.0 "
                   "y=1.9,0.8,1.1,0.1,-0.1,4.4,5.5,1.6,4.6,3.4",
        .gives = "t=-4.0621 df=9 p=0.002833 diff=-1.58",
        .compute = compute_paired_t,
    },
    {
        .name = "numeric.anova_oneway",
        .summary = "several means, classical analysis of variance (equal spread)",
        .inputs = group_inputs,
        .outputs = anova_outputs,
        .formula = "F = (ss_between / (k-1)) / (ss_within / (n-k))",
        .source = "Fisher (1925); NIST StRD",
        .function = "svy_means_anova",
        .reference = "tests/reference/numeric",
        .example = "groups=4.17,5.58,5.18,6.11,4.50,4.61,5.17,4.53,5.33,5.14/"
                   "4.81,4.17,4.41,3.59,5.87,3.83,6.03,4.89,4.32,4.69/"
                   "6.31,5.12,5.54,5.50,5.37,5.29,4.92,6.15,5.80,5.26",
        .gives = "F=4.846 df1=2 df2=27 p=0.01591",
        .compute = compute_anova,
        .variant = 0,
    },
    {
        .name = "numeric.welch_anova",
        .summary = "several means, Welch's analysis of variance",
        .inputs = group_inputs,
        .outputs = anova_outputs,
        .formula =
            "w = n/v; F = sum w (mean - m)^2 / (k-1) / (1 + 2(k-2) h), h = sum (1 - w/W)^2 / "
            "(n-1) / (k^2-1), df2 = 1/(3h)",
        .source = "Welch (1951)",
        .function = "svy_means_welch_anova",
        .reference = "tests/reference/numeric",
        .example = "groups=4.17,5.58,5.18,6.11,4.50,4.61,5.17,4.53,5.33,5.14/"
                   "4.81,4.17,4.41,3.59,5.87,3.83,6.03,4.89,4.32,4.69/"
                   "6.31,5.12,5.54,5.50,5.37,5.29,4.92,6.15,5.80,5.26",
        .gives = "F=5.181 df1=2 df2=17.128 p=0.01739",
        .compute = compute_anova,
        .variant = 1,
    },
    {
        .name = "numeric.tukey_hsd",
        .summary = "all pairs of means, Tukey-Kramer (equal spread)",
        .inputs = pair_inputs,
        .outputs = pair_outputs,
        .formula = "mean j - mean i -+ q sqrt(v/2 (1/n_i + 1/n_j)), q of the studentized range",
        .source = "Tukey (1953); Kramer (1956)",
        .function = "svy_means_tukey",
        .reference = "tests/reference/range",
        .example = "groups=4.17,5.58,5.18,6.11,4.50,4.61,5.17,4.53,5.33,5.14/"
                   "4.81,4.17,4.41,3.59,5.87,3.83,6.03,4.89,4.32,4.69/"
                   "6.31,5.12,5.54,5.50,5.37,5.29,4.92,6.15,5.80,5.26",
        .gives = "diff/0=-0.371 lower/0=-1.0622161 upper/0=0.3202161 p/0=0.3908711 p/2=0.0120064",
        .compute = compute_pairs,
        .variant = 0,
    },
    {
        .name = "numeric.games_howell",
        .summary = "all pairs of means, Games-Howell",
        .inputs = pair_inputs,
        .outputs = pair_outputs,
        .formula =
            "mean j - mean i -+ q sqrt((v_i/n_i + v_j/n_j)/2), q of the studentized range with "
            "the df of the pair",
        .source = "Games & Howell (1976)",
        .function = "svy_means_games_howell",
        .reference = "tests/reference/range",
        .example = "groups=4.17,5.58,5.18,6.11,4.50,4.61,5.17,4.53,5.33,5.14/"
                   "4.81,4.17,4.41,3.59,5.87,3.83,6.03,4.89,4.32,4.69/"
                   "6.31,5.12,5.54,5.50,5.37,5.29,4.92,6.15,5.80,5.26",
        .gives = "diff/0=-0.371 diff/2=0.865",
        .compute = compute_pairs,
        .variant = 1,
    },
    {
        .name = "reliability.alpha",
        .summary = "reliability of a battery of items, Cronbach's alpha",
        .inputs = alpha_inputs,
        .outputs = alpha_outputs,
        .formula =
            "alpha = k/(k-1) (1 - sum of variances / variance of the sum); 1 - (1 - alpha) F, "
            "F of (n-1), (n-1)(k-1)",
        .source = "Cronbach (1951); Feldt (1965)",
        .function = "svy_reliability_alpha",
        .reference = "tests/reference/numeric",
        .example = "matrix=4,5,4/2,3,2/5,5,4/3,3,3/1,2,2/4,4,5",
        .gives = "alpha=0.9443",
        .compute = compute_alpha,
    },
    {NULL},
};
