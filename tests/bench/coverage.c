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
    double width; /* expected, averaged over the p */
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

int main(void)
{
    bool is_plausible = true;

    svy_stats_init();
    puts("method            n  average  minimum (at p)   width");
    for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
        for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
            g_autofree SvyEstimate *intervals = make_intervals(methods[m].function, sizes[i]);
            const Coverage coverage = enumerate(intervals, sizes[i]);

            printf("%-15s %3u   %.4f   %.4f (%.2f)  %.4f\n", methods[m].name, sizes[i],
                   coverage.average, coverage.minimum, coverage.p_of_minimum, coverage.width);
            is_plausible = is_plausible && coverage.average > 0.93 && coverage.average < 1;
        }
    }
    return is_plausible ? EXIT_SUCCESS : EXIT_FAILURE;
}
