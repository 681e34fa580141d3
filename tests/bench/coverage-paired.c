/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often the 95% intervals of a paired gap hold the truth, by exact enumeration of all 2 x 2
 * tables of n people: for each true table the probabilities of those whose interval contains the
 * true gap are added up; no simulation. */
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <surveystat/paired.h>
#include <surveystat/stats-init.h>

#define LEVEL 0.95

typedef bool (*GapFunction)(const SvyPairTable *, double, SvyEstimate *, GError **);

static const struct {
    const char *name;
    GapFunction function;
} methods[] = {{"Newcombe 10", svy_paired_newcombe10},
               {"Tango", svy_paired_tango},
               {"Bonett-Price", svy_paired_bonett_price}};

static const unsigned sizes[] = {20, 50, 100};

/* The true shares of yes, and the correlation of the two answers; impossible mixes are left out. */
static const double first_shares[] = {0.3, 0.5, 0.7, 0.9};
static const double second_shares[] = {0.05, 0.2, 0.3, 0.5};
static const double correlations[] = {-0.2, 0, 0.2, 0.4};

#define MAX_TRUTHS 64

typedef struct {
    double cells[4]; /* both, first only, second only, neither */
    double covered;
} Truth;

static size_t make_truths(Truth ret_truths[MAX_TRUTHS])
{
    size_t n = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(first_shares); i++) {
        for (size_t j = 0; j < G_N_ELEMENTS(second_shares); j++) {
            for (size_t k = 0; k < G_N_ELEMENTS(correlations); k++) {
                const double p = first_shares[i], q = second_shares[j];
                const double both = p * q + correlations[k] * sqrt(p * (1 - p)) * sqrt(q * (1 - q));

                if (both > 0 && p - both > 0 && q - both > 0 && 1 - p - q + both > 0)
                    ret_truths[n++] = (Truth){{both, p - both, q - both, 1 - p - q + both}, 0};
            }
        }
    }
    return n;
}

static void add_table(GapFunction function,
                      const unsigned counts[4],
                      Truth truths[],
                      size_t n_truths)
{
    const SvyPairTable table = {counts[0], counts[1], counts[2], counts[3]};
    g_autoptr(GError) error = NULL;
    SvyEstimate gap;

    if (!function(&table, LEVEL, &gap, &error))
        g_error("%s", error->message);
    for (size_t i = 0; i < n_truths; i++) {
        const double true_gap = truths[i].cells[1] - truths[i].cells[2];

        if (gap.lo <= true_gap && true_gap <= gap.hi)
            truths[i].covered += gsl_ran_multinomial_pdf(4, truths[i].cells, counts);
    }
}

static void enumerate(GapFunction function, unsigned n, Truth truths[], size_t n_truths)
{
    for (unsigned a = 0; a <= n; a++) {
        for (unsigned b = 0; a + b <= n; b++) {
            for (unsigned c = 0; a + b + c <= n; c++)
                add_table(function, (const unsigned[]){a, b, c, n - a - b - c}, truths, n_truths);
        }
    }
}

int main(void)
{
    bool is_plausible = true;

    svy_stats_init();
    puts("method         n  truths  average  minimum");
    for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
        for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
            Truth truths[MAX_TRUTHS];
            const size_t n_truths = make_truths(truths);
            double average = 0, minimum = 2;

            enumerate(methods[m].function, sizes[i], truths, n_truths);
            for (size_t t = 0; t < n_truths; t++) {
                average += truths[t].covered / (double)n_truths;
                minimum = fmin(minimum, truths[t].covered);
            }
            printf("%-12s %3u  %6zu   %.4f   %.4f\n", methods[m].name, sizes[i], n_truths, average,
                   minimum);
            is_plausible = is_plausible && average > 0.93 && average < 1;
        }
    }
    return is_plausible ? EXIT_SUCCESS : EXIT_FAILURE;
}
