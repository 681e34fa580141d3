/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often the 95% intervals of one proportion hold the truth, by exact enumeration: for each true
 * p the probabilities of all x whose interval contains p are added up; no simulation. */
#include <gsl/gsl_randist.h>
#include <stdio.h>
#include <stdlib.h>
#include <surveystat/proportion.h>
#include <surveystat/stats-init.h>

#define N_STEPS 49 /* p = 0.02, 0.04, ..., 0.98 */
#define LEVEL   0.95

typedef bool (*ProportionFunction)(double, double, double, SvyEstimate *, GError **);

typedef struct {
    double average, minimum, p_of_minimum;
    double width;                           /* expected, averaged over the p */
    double true_minimum, p_of_true_minimum; /* over all p from 0 to 1 */
} Coverage;

static const struct {
    const char *name;
    ProportionFunction function;
} methods[] = {{"Wilson", svy_proportion_wilson},
               {"Clopper-Pearson", svy_proportion_clopper_pearson},
               {"Jeffreys", svy_proportion_jeffreys},
               {"Agresti-Coull", svy_proportion_agresti_coull}};

static const unsigned sizes[] = {20, 30, 50, 100, 200, 500, 850};

/* [n + 1] intervals, one for each x. */
static SvyEstimate *make_intervals(ProportionFunction function, unsigned n)
{
    SvyEstimate *intervals = g_new(SvyEstimate, n + 1);

    for (unsigned x = 0; x <= n; x++) {
        g_autoptr(GError) error = NULL;

        if (!function(x, n, LEVEL, &intervals[x], &error))
            g_error("%s", error->message);
    }
    return intervals;
}

static Coverage enumerate(const SvyEstimate intervals[], unsigned n)
{
    Coverage coverage = {.minimum = 2};

    for (unsigned step = 1; step <= N_STEPS; step++) {
        const double p = step / 50.0;
        double covered = 0;

        for (unsigned x = 0; x <= n; x++) {
            const double probability = gsl_ran_binomial_pdf(x, p, n);

            if (intervals[x].lo <= p && p <= intervals[x].hi)
                covered += probability;
            coverage.width += probability * (intervals[x].hi - intervals[x].lo) / N_STEPS;
        }
        coverage.average += covered / N_STEPS;
        if (covered < coverage.minimum) {
            coverage.minimum = covered;
            coverage.p_of_minimum = p;
        }
    }
    return coverage;
}

/* Probability of the intervals that hold a p just below @p, or just above it. */
static double sum_covered(const SvyEstimate intervals[], unsigned n, double p, bool is_below)
{
    double covered = 0;

    for (unsigned x = 0; x <= n; x++) {
        const double lo = intervals[x].lo, hi = intervals[x].hi;

        if (is_below ? lo < p && p <= hi : lo <= p && p < hi)
            covered += gsl_ran_binomial_pdf(x, p, n);
    }
    return covered;
}

/* Between two neighbouring limits the same intervals hold p, and the probability of a run of x has
 * no minimum inside: so the least coverage of all is found beside a limit. */
static void find_true_minimum(const SvyEstimate intervals[], unsigned n, Coverage *coverage)
{
    coverage->true_minimum = 2;
    for (unsigned i = 0; i < 2 * (n + 1); i++) {
        const double p = i % 2 == 0 ? intervals[i / 2].lo : intervals[i / 2].hi;
        const double below = p > 0 && p < 1 ? sum_covered(intervals, n, p, true) : 2;
        const double above = p > 0 && p < 1 ? sum_covered(intervals, n, p, false) : 2;

        if (MIN(below, above) < coverage->true_minimum) {
            coverage->true_minimum = MIN(below, above);
            coverage->p_of_true_minimum = p;
        }
    }
}

int main(void)
{
    bool is_plausible = true;

    svy_stats_init();
    puts("method            n  average  minimum (at p)   width   least over all p (at p)");
    for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
        for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
            g_autofree SvyEstimate *intervals = make_intervals(methods[m].function, sizes[i]);
            Coverage coverage = enumerate(intervals, sizes[i]);

            find_true_minimum(intervals, sizes[i], &coverage);
            printf("%-15s %3u   %.4f   %.4f (%.2f)  %.4f  %.4f (%.5f)\n", methods[m].name, sizes[i],
                   coverage.average, coverage.minimum, coverage.p_of_minimum, coverage.width,
                   coverage.true_minimum, coverage.p_of_true_minimum);
            is_plausible = is_plausible && coverage.average > 0.93 && coverage.average < 1;
            if (m == 0) /* the default keeps to what is promised of it */
                is_plausible =
                    is_plausible && coverage.average >= 0.94 && coverage.average <= 0.965;
        }
    }
    return is_plausible ? EXIT_SUCCESS : EXIT_FAILURE;
}
