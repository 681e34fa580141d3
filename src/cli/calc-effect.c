/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calc methods on effect sizes and quantiles. */
#include "cli/calc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <surveystat/density.h>
#include <surveystat/effect.h>
#include <surveystat/histogram.h>
#include <surveystat/quantile.h>

#include "base/error.h"
#include "base/num.h"
#include "cli/calc-words.h"

/* --- Effect sizes --------------------------------------------------------------------------- */

static bool compute_cohen_d(const SvyCalcArguments *arguments,
                            SvyCalcAnswer *answer,
                            GError **error)
{
    g_auto(SvyCalcVector) x = {0};
    g_auto(SvyCalcVector) y = {0};
    SvyMoments mx, my;
    SvyEstimate d, g;
    double level;

    if (!svy_calc_read_vector(arguments, "x", &x, error) ||
        !svy_calc_read_vector(arguments, "y", &y, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !svy_moments_compute(x.n, x.values, &mx, error) ||
        !svy_moments_compute(y.n, y.values, &my, error) ||
        !svy_effect_cohen_d(&mx, &my, level, &d, &g, error))
        return false;
    svy_calc_put_estimate(answer, &d, "d", "d_lower", "d_upper");
    svy_calc_put_estimate(answer, &g, "g", "g_lower", "g_upper");
    if (d.status != SVY_STATUS_OK) {
        svy_calc_say(answer, "Too few cases, or nothing varies: there is no effect size.");
        return true;
    }

    g_autofree char *value = svy_num_format(fabs(g.value), 2);
    g_autofree char *lo = svy_num_format(g.lo, 2);
    g_autofree char *hi = svy_num_format(g.hi, 2);

    svy_calc_say(answer,
                 "The mean of the first group is %s standard deviations %s that of the second "
                 "(Hedges' g); %.12g%% interval of the difference %s to %s (noncentral t, %.12g "
                 "people).",
                 value, g.value < 0 ? "below" : "above", level * 100, lo, hi, mx.n + my.n);
    return true;
}

static bool read_anova(const SvyCalcArguments *arguments, SvyAnova *ret_anova, GError **error)
{
    g_auto(SvyCalcGroups) groups = {0};

    if (!svy_calc_read_groups(arguments, "groups", &groups, error))
        return false;

    g_autofree SvyMoments *moments = g_new0(SvyMoments, groups.n + 1);

    for (size_t i = 0; i < groups.n; i++) {
        if (!svy_moments_compute(groups.groups[i].n, groups.groups[i].values, &moments[i], error))
            return false;
    }
    return svy_means_anova(groups.n, moments, ret_anova, error);
}

static bool compute_eta2(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    SvyAnova anova;
    SvyEstimate eta2, omega2;
    double level;

    if (!read_anova(arguments, &anova, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !svy_effect_eta2(&anova, level, &eta2, &omega2, error))
        return false;
    svy_calc_put_number(answer, "eta2", eta2.value);
    svy_calc_put_number(answer, "omega2", omega2.value);
    svy_calc_put_number(answer, "lower", eta2.lo);
    svy_calc_put_number(answer, "upper", eta2.hi);
    svy_calc_set_status(answer, eta2.status);
    if (eta2.status != SVY_STATUS_OK) {
        svy_calc_say(answer,
                     "Too few cases or groups, or nothing varies: there is no effect size.");
        return true;
    }

    g_autofree char *value = svy_num_format_pct(eta2.value, 1);
    g_autofree char *lo = svy_num_format_pct(eta2.lo, 1);
    g_autofree char *hi = svy_num_format_pct(eta2.hi, 1);

    svy_calc_say(
        answer,
        "The groups explain %s%% of the variance; %.12g%% interval %s%% to %s%% (noncentral "
        "F, %.12g people).",
        value, level * 100, lo, hi, anova.n);
    return true;
}

/* --- Quantiles ------------------------------------------------------------------------------ */

static int compare_numbers(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* The known values in ascending order, in place. */
static void sort_known(SvyCalcVector *y)
{
    size_t n = 0;

    for (size_t i = 0; i < y->n; i++) {
        if (!isnan(y->values[i]))
            y->values[n++] = y->values[i];
    }
    y->n = n;
    if (n > 0)
        qsort(y->values, n, sizeof(double), compare_numbers);
}

static bool read_sorted(const SvyCalcArguments *arguments, SvyCalcVector *y, GError **error)
{
    if (!svy_calc_read_vector(arguments, "y", y, error))
        return false;
    sort_known(y);
    return true;
}

static void say_quantile(SvyCalcAnswer *answer, const SvyEstimate *quantile, double p, size_t n)
{
    if (quantile->status != SVY_STATUS_OK) {
        svy_calc_say(answer, "Nobody is in the base, so there is no quantile.");
        return;
    }

    g_autofree char *value = svy_calc_word_number(quantile->value);
    g_autofree char *lo = svy_calc_word_number(quantile->lo);
    g_autofree char *hi = svy_calc_word_number(quantile->hi);

    if (n == 1) {
        svy_calc_say(answer, "The one value is %s; there is no interval.", value);
        return;
    }
    svy_calc_say(answer, "About %.12g%% of %zu people are at or below %s.", 100 * p, n, value);
    if (isnan(quantile->lo))
        svy_calc_say(answer, "They are too few for a %.12g%% interval.", quantile->level * 100);
    else
        svy_calc_say(answer, "At least %.12g%% interval: %s to %s (order statistics).",
                     quantile->level * 100, lo, hi);
}

static bool compute_quantile(const SvyCalcArguments *arguments,
                             SvyCalcAnswer *answer,
                             GError **error)
{
    g_auto(SvyCalcVector) y = {0};
    SvyEstimate quantile;
    size_t type;
    double p, level;

    if (!read_sorted(arguments, &y, error) || !svy_calc_read_number(arguments, "p", &p, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !svy_calc_read_whole(arguments, "type", 1, 9, &type, error) ||
        !svy_quantile_compute_type(y.n, y.values, NULL, p, (unsigned)type, level, &quantile, error))
        return false;
    svy_calc_put_estimate(answer, &quantile, "est", "lower", "upper");
    if (isnan(quantile.lo))
        svy_calc_set_status(answer, SVY_STATUS_NO_VARIANCE);
    svy_calc_put_count(answer, "n", y.n);
    say_quantile(answer, &quantile, p, y.n);
    return true;
}

/* --- Histogram ------------------------------------------------------------------------------ */

static void count_values(const SvyHistogram *bins, const SvyCalcVector *y, double ret_counts[])
{
    for (size_t i = 0; i < y->n; i++)
        ret_counts[svy_histogram_get_place(bins, y->values[i])]++;
}

static void say_histogram(SvyCalcAnswer *answer, const SvyHistogram *bins, size_t n)
{
    if (n == 0) {
        svy_calc_say(answer, "Nobody is in the base, so there is no histogram.");
        return;
    }

    g_autofree char *width = svy_calc_word_number(bins->width);
    g_autofree char *lo = svy_calc_word_number(svy_histogram_get_edge(bins, 0));
    g_autofree char *hi = svy_calc_word_number(svy_histogram_get_edge(bins, bins->n));

    svy_calc_say(answer,
                 "%zu %s in %zu %s of %s from %s to under %s, each with its lower limit and "
                 "without its upper one (Freedman-Diaconis, at round limits).",
                 n, n == 1 ? "value" : "values", bins->n, bins->n == 1 ? "interval" : "intervals",
                 width, lo, hi);
}

static bool compute_histogram(const SvyCalcArguments *arguments,
                              SvyCalcAnswer *answer,
                              GError **error)
{
    g_auto(SvyCalcVector) y = {0};
    SvyHistogram bins;

    if (!read_sorted(arguments, &y, error) || !svy_histogram_find_bins(y.n, y.values, &bins, error))
        return false;

    const bool has_cases = y.n > 0;
    g_autofree double *edges = g_new0(double, bins.n + 1);
    g_autofree double *counts = g_new0(double, bins.n + 1);

    for (size_t i = 0; has_cases && i <= bins.n; i++)
        edges[i] = svy_histogram_get_edge(&bins, i);
    count_values(&bins, &y, counts);
    svy_calc_put_number(answer, "width", has_cases ? bins.width : (double)NAN);
    svy_calc_put_number(answer, "raw_width", has_cases ? bins.raw_width : (double)NAN);
    svy_calc_put_vector(answer, "edges", has_cases ? bins.n + 1 : 0, edges);
    svy_calc_put_vector(answer, "counts", bins.n, counts);
    svy_calc_put_count(answer, "n", y.n);
    if (!has_cases)
        svy_calc_set_status(answer, SVY_STATUS_NO_CASES);
    say_histogram(answer, &bins, y.n);
    return true;
}

/* --- Density -------------------------------------------------------------------------------- */

static double find_sd(const SvyCalcVector *y)
{
    SvyMoments moments;

    return y->n > 1 && svy_moments_compute(y->n, y->values, &moments, NULL)
               ? svy_moments_get_sd(&moments)
               : (double)NAN;
}

static bool find_iqr(const SvyCalcVector *y, double *ret_iqr, GError **error)
{
    SvyEstimate low, high;

    if (!svy_quantile_compute(y->n, y->values, NULL, 0.25, 0.95, &low, error) ||
        !svy_quantile_compute(y->n, y->values, NULL, 0.75, 0.95, &high, error))
        return false;
    *ret_iqr = high.value - low.value;
    return true;
}

/* Silverman's bandwidth of some groups; NaN where nobody differs. */
static bool find_bandwidth(const SvyCalcVector groups[],
                           size_t n_groups,
                           double *ret_bandwidth,
                           GError **error)
{
    g_autofree double *n = g_new0(double, n_groups + 1);
    g_autofree double *sds = g_new0(double, n_groups + 1);
    g_autofree double *iqrs = g_new0(double, n_groups + 1);
    double bandwidth;

    for (size_t i = 0; i < n_groups; i++) {
        n[i] = (double)groups[i].n;
        sds[i] = find_sd(&groups[i]);
        if (!find_iqr(&groups[i], &iqrs[i], error))
            return false;
    }
    if (!svy_density_find_bandwidth(n_groups, n, sds, iqrs, &bandwidth, error))
        return false;
    *ret_bandwidth = bandwidth > 0 ? bandwidth : (double)NAN;
    return true;
}

static bool compute_bandwidth(const SvyCalcArguments *arguments,
                              SvyCalcAnswer *answer,
                              GError **error)
{
    g_auto(SvyCalcGroups) groups = {0};
    double bandwidth;

    if (!svy_calc_read_groups(arguments, "groups", &groups, error))
        return false;
    for (size_t i = 0; i < groups.n; i++)
        sort_known(&groups.groups[i]);
    if (!find_bandwidth(groups.groups, groups.n, &bandwidth, error))
        return false;
    svy_calc_put_number(answer, "bandwidth", bandwidth);
    if (isnan(bandwidth)) {
        svy_calc_set_status(answer, SVY_STATUS_NO_VARIANCE);
        svy_calc_say(answer, "Within the groups nobody differs, so there is no bandwidth.");
        return true;
    }

    g_autofree char *word = svy_calc_word_number(bandwidth);

    svy_calc_say(answer,
                 "One Gaussian kernel with a standard deviation of %s for all groups (Silverman's "
                 "rule of thumb on the spread within them).",
                 word);
    return true;
}

static bool refuse_length(const char *name, size_t n, size_t wanted, GError **error)
{
    return svy_error_set(error, SVY_ERROR_ARGUMENT, NULL, NULL,
                         "%s has %zu numbers, y has %zu: one is needed for each", name, n, wanted);
}

/* (nullable) @name as long as y. */
static bool read_beside(const SvyCalcArguments *arguments,
                        const char *name,
                        size_t n,
                        SvyCalcVector *ret_vector,
                        GError **error)
{
    return !svy_calc_has(arguments, name) ||
           (svy_calc_read_vector(arguments, name, ret_vector, error) &&
            (ret_vector->n == n || refuse_length(name, ret_vector->n, n, error)));
}

/* As given, or of the values; NaN where nobody differs. */
static bool read_bandwidth(const SvyCalcArguments *arguments,
                           const SvyCalcVector *y,
                           double *ret_bandwidth,
                           GError **error)
{
    g_auto(SvyCalcVector) sorted = {y->n, g_new0(double, y->n + 1)};

    if (svy_calc_has(arguments, "bandwidth"))
        return svy_calc_read_number(arguments, "bandwidth", ret_bandwidth, error);
    for (size_t i = 0; i < y->n; i++)
        sorted.values[i] = y->values[i];
    sort_known(&sorted);
    return find_bandwidth(&sorted, 1, ret_bandwidth, error);
}

static void say_density(SvyCalcAnswer *answer, double bandwidth, size_t n)
{
    if (n == 0 || isnan(bandwidth)) {
        svy_calc_say(answer, n == 0 ? "Nobody is in the base, so there is no density."
                                    : "Nobody differs, so there is no bandwidth.");
        return;
    }

    g_autofree char *word = svy_calc_word_number(bandwidth);

    svy_calc_say(answer,
                 "Density of %zu %s, smoothed by a Gaussian kernel with a standard deviation "
                 "of %s.",
                 n, n == 1 ? "value" : "values", word);
}

static bool compute_density(const SvyCalcArguments *arguments,
                            SvyCalcAnswer *answer,
                            GError **error)
{
    g_auto(SvyCalcVector) y = {0};
    g_auto(SvyCalcVector) at = {0};
    g_auto(SvyCalcVector) to = {0};
    g_auto(SvyCalcVector) w = {0};
    double bandwidth;

    if (!svy_calc_read_vector(arguments, "y", &y, error) ||
        !svy_calc_read_vector(arguments, "at", &at, error) ||
        !read_beside(arguments, "to", y.n, &to, error) ||
        !read_beside(arguments, "w", y.n, &w, error) ||
        !read_bandwidth(arguments, &y, &bandwidth, error))
        return false;

    const bool has_density = y.n > 0 && !isnan(bandwidth);
    g_autofree double *density = g_new0(double, at.n + 1);

    if (has_density && !svy_density_compute(y.n, y.values, to.values, w.values, bandwidth, at.n,
                                            at.values, density, error))
        return false;
    svy_calc_put_number(answer, "bandwidth", bandwidth);
    svy_calc_put_vector(answer, "density", has_density ? at.n : 0, density);
    svy_calc_put_count(answer, "n", y.n);
    if (!has_density)
        svy_calc_set_status(answer, y.n == 0 ? SVY_STATUS_NO_CASES : SVY_STATUS_NO_VARIANCE);
    say_density(answer, bandwidth, y.n);
    return true;
}

/* --- The table ------------------------------------------------------------------------------ */

#define CONF_INPUT                                                                                 \
    {                                                                                              \
        "conf", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.95", "confidence level, between 0 and 1"    \
    }

static const SvyCalcInput two_inputs[] = {
    {"x", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "values of the first group"},
    {"y", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "values of the second group"},
    CONF_INPUT,
    {NULL},
};

static const SvyCalcInput group_inputs[] = {
    {"groups", SVY_CALC_GROUPS, SVY_CALC_NULLABLE, NULL, "the values of each group"},
    CONF_INPUT,
    {NULL},
};

static const SvyCalcInput quantile_inputs[] = {
    {"y", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "the values, in any order"},
    {"p", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.5", "which quantile, between 0 and 1"},
    {"type", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "7", "definition of Hyndman & Fan, 1 to 9"},
    CONF_INPUT,
    {NULL},
};

static const SvyCalcOutput cohen_d_outputs[] = {
    {"d", "Cohen's d"},
    {"d_lower", "lower limit"},
    {"d_upper", "upper limit"},
    {"g", "Hedges' g, without the bias of small groups"},
    {"g_lower", "lower limit"},
    {"g_upper", "upper limit"},
    {NULL},
};

static const SvyCalcOutput eta2_outputs[] = {
    {"eta2", "share of the variance, in the sample"},
    {"omega2", "the same without bias; may be negative"},
    {"lower", "lower limit of both"},
    {"upper", "upper limit of both"},
    {NULL},
};

static const SvyCalcOutput quantile_outputs[] = {
    {"est", "the quantile"},
    {"lower", "one of the values; null: too few values"},
    {"upper", "one of the values; null: too few values"},
    {"n", "values"},
    {NULL},
};

static const SvyCalcInput histogram_inputs[] = {
    {"y", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "the values, in any order"},
    {NULL},
};

static const SvyCalcOutput histogram_outputs[] = {
    {"width", "of each interval: 1, 2 or 5 times a power of ten"},
    {"raw_width", "before it was made round; 0: all alike"},
    {"edges", "limits, one more than intervals"},
    {"counts", "values in each: from one limit to under the next"},
    {"n", "values"},
    {NULL},
};

static const SvyCalcInput bandwidth_inputs[] = {
    {"groups", SVY_CALC_GROUPS, SVY_CALC_NULLABLE, NULL, "the values of each group"},
    {NULL},
};

static const SvyCalcOutput bandwidth_outputs[] = {
    {"bandwidth", "standard deviation of the kernel, the same for all groups"},
    {NULL},
};

static const SvyCalcInput density_inputs[] = {
    {"y", SVY_CALC_VECTOR, SVY_CALC_REQUIRED, NULL, "the values, in any order"},
    {"at", SVY_CALC_VECTOR, SVY_CALC_REQUIRED, NULL, "where the density is wanted"},
    {"bandwidth", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL,
     "standard deviation of the kernel; absent: by numeric.bandwidth of y"},
    {"to", SVY_CALC_VECTOR, SVY_CALC_OPTIONAL, NULL,
     "intervals: each begins at y and ends here, with its people spread evenly"},
    {"w", SVY_CALC_VECTOR, SVY_CALC_OPTIONAL, NULL, "weight of each value, or people in each"},
    {NULL},
};

static const SvyCalcOutput density_outputs[] = {
    {"bandwidth", "standard deviation of the kernel"},
    {"density", "at each place, per unit of y"},
    {"n", "values"},
    {NULL},
};

const SvyCalcMethod svy_calc_effect_methods[] = {
    {
        .name = "effect.cohen_d",
        .summary = "standardized difference of two means: Cohen's d, Hedges' g",
        .inputs = two_inputs,
        .outputs = cohen_d_outputs,
        .formula =
            "d = (m1 - m2) / pooled sd; g = d Gamma(f/2) / (sqrt(f/2) Gamma((f-1)/2)); limits "
            "by noncentral t",
        .source = "Hedges (1981); Steiger & Fouladi (1997)",
        .function = "svy_effect_cohen_d",
        .reference = "tests/reference/effect",
        .example = "x=0.7,-1.6,-0.2,-1.2,-0.1,3.4,3.7,0.8,0.0,2.0 "
                   "y=1.9,0.8,1.1,0.1,-0.1,4.4,5.5,1.6,4.6,3.4",
        .gives = "d=-0.8322",
        .compute = compute_cohen_d,
    },
    {
        .name = "effect.eta2",
        .summary = "share of variance that groups explain: eta squared, omega squared",
        .inputs = group_inputs,
        .outputs = eta2_outputs,
        .formula = "eta2 = ssb/(ssb+ssw); omega2 = (ssb - df1 msw)/(ssb + ssw + msw); limits "
                   "lambda/(lambda+n) by noncentral F",
        .source = "Hays (1963); Steiger (2004)",
        .function = "svy_effect_eta2",
        .reference = "tests/reference/effect",
        .example = "groups=4.17,5.58,5.18,6.11,4.50,4.61,5.17,4.53,5.33,5.14/"
                   "4.81,4.17,4.41,3.59,5.87,3.83,6.03,4.89,4.32,4.69/"
                   "6.31,5.12,5.54,5.50,5.37,5.29,4.92,6.15,5.80,5.26",
        .gives = "eta2=0.2641",
        .compute = compute_eta2,
    },
    {
        .name = "numeric.quantile",
        .summary = "a quantile with an interval by order statistics",
        .inputs = quantile_inputs,
        .outputs = quantile_outputs,
        .formula = "place a + p (n + 1 - a - b) between the sorted values: type 4 a=0 b=1, 5 1/2 "
                   "1/2, 6 0 0, 7 1 1, 8 1/3 1/3, 9 3/8 3/8; 1 to 3 are steps; limits at ranks "
                   "whose binomial tails are at most (1 - conf)/2",
        .source = "Hyndman & Fan (1996); Conover (1999)",
        .function = "svy_quantile_compute_type",
        .reference = "tests/reference/quantile",
        .example = "y=1,2,3,4,5,6,7,8,9,10",
        .gives = "est=5.5 lower=2 upper=9",
        .compute = compute_quantile,
    },
    {
        .name = "numeric.histogram",
        .summary = "intervals of a histogram at round limits, and how many values are in each",
        .inputs = histogram_inputs,
        .outputs = histogram_outputs,
        .formula = "2 IQR n^(-1/3), or 3.49 sd n^(-1/3) where IQR = 0, to the nearest of 1, 2, 5 "
                   "times a power of ten (logarithmic); whole numbers: at least 1, and 1 within "
                   "15; at most 200 intervals",
        .source = "Freedman & Diaconis (1981); Scott (1979)",
        .function = "svy_histogram_find_bins",
        .reference = "tests/reference/quantile",
        .example = "y=0.9,1.2,1.9,2.2,2.4,3.1,3.3,4.7,5.8,7.1",
        .gives = "width=2 edges/0=0 edges/4=8 counts/0=3 counts/1=4 counts/2=2 counts/3=1",
        .compute = compute_histogram,
    },
    {
        .name = "numeric.bandwidth",
        .summary = "one bandwidth for the densities of some groups, by Silverman's rule of thumb",
        .inputs = bandwidth_inputs,
        .outputs = bandwidth_outputs,
        .formula = "0.9 A m^(-1/5); A^2 = sum n_g min(sd_g, IQR_g / 1.34)^2 / sum n_g; m = mean "
                   "n_g; a spread of 0 is not used",
        .source = "Silverman (1986), eq. 3.31",
        .function = "svy_density_find_bandwidth",
        .reference = "tests/reference/density",
        .example = "groups=1,2,3,4,5,6,7,8,9,10",
        .gives = "bandwidth=1.719",
        .compute = compute_bandwidth,
    },
    {
        .name = "numeric.density",
        .summary = "how thickly values lie, smoothed by a Gaussian kernel",
        .inputs = density_inputs,
        .outputs = density_outputs,
        .formula = "f(x) = sum w_i phi((x - y_i)/h) / (h sum w_i); intervals from y to z: w_i "
                   "(Phi((x - y)/h) - Phi((x - z)/h)) / (z - y) in place of w_i phi / h",
        .source = "Silverman (1986), 2.4",
        .function = "svy_density_compute",
        .reference = "tests/reference/density",
        .example = "y=1,2,3,4,5,6,7,8,9,10 at=5.5,1 bandwidth=1.7",
        .gives = "density/0=0.0997 density/1=0.0617",
        .compute = compute_density,
    },
    {NULL},
};
