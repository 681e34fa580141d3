/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often the other default intervals at 95% hold the truth, by simulation from a named generator
 * with a printed seed: differences of shares and of gaps, weighted shares, means, medians, net
 * scores. One proportion and the paired gap are enumerated in coverage.c and coverage-paired.c. */
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <surveystat/design.h>
#include <surveystat/difference.h>
#include <surveystat/moments.h>
#include <surveystat/net.h>
#include <surveystat/paired.h>
#include <surveystat/quantile.h>
#include <surveystat/stats-init.h>

#define LEVEL    0.95
#define SEED     20140217u
#define N_ROUNDS 4000
#define N_POINTS 5
#define MAX_N    850

static const unsigned sizes[] = {20, 50, 200, MAX_N};

/* Answers to a scale of five points: even, leaning, and nearly all at one end. */
static const double scales[][N_POINTS] = {{0.2, 0.2, 0.2, 0.2, 0.2},
                                          {0.05, 0.1, 0.2, 0.4, 0.25},
                                          {0.9, 0.05, 0.03, 0.01, 0.01}};

typedef struct {
    double share; /* one number that the truth of a case is made from */
    const double *scale;
} Truth;

/* Draws one sample of @n and says whether its interval holds the truth. */
typedef bool (*Trial)(gsl_rng *rng, unsigned n, const Truth *truth, GError **error);

static bool holds(const SvyEstimate *estimate, double truth)
{
    return estimate->status == SVY_STATUS_OK && estimate->lo <= truth && truth <= estimate->hi;
}

/* --- Trials --------------------------------------------------------------------------------- */

/* The second group says yes half as often. */
static bool try_difference(gsl_rng *rng, unsigned n, const Truth *truth, GError **error)
{
    const double p1 = truth->share, p2 = truth->share / 2;
    const SvyTwoShares shares = {
        .x1 = gsl_ran_binomial(rng, p1, n), .n1 = n, .x2 = gsl_ran_binomial(rng, p2, n), .n2 = n};
    SvyEstimate difference;

    return svy_difference_newcombe10(&shares, LEVEL, &difference, error) &&
           holds(&difference, p1 - p2);
}

static SvyPairTable draw_pairs(gsl_rng *rng, unsigned n, const double cells[4])
{
    unsigned counts[4];

    gsl_ran_multinomial(rng, 4, n, cells, counts);
    return (SvyPairTable){
        .both = counts[0], .first_only = counts[1], .second_only = counts[2], .neither = counts[3]};
}

static bool try_gaps(gsl_rng *rng, unsigned n, const Truth *truth, GError **error)
{
    const double p = truth->share;
    const double first[] = {p / 4, p / 2, p / 20, 1 - p * 0.8};
    const double second[] = {p / 4, p / 4, p / 20, 1 - p * 0.55};
    const SvyPairTable one = draw_pairs(rng, n, first), other = draw_pairs(rng, n, second);
    SvyEstimate difference;
    double p_value;

    return svy_paired_compare(&one, &other, false, LEVEL, &difference, &p_value, error) &&
           holds(&difference, p / 4);
}

/* People of weight 1 to 4, whose answers have nothing to do with their weight. */
static bool try_weighted(gsl_rng *rng, unsigned n, const Truth *truth, GError **error)
{
    double weights[MAX_N], event[MAX_N];
    g_autoptr(SvyDesign) design = NULL;
    SvyEstimate share;

    for (unsigned i = 0; i < n; i++) {
        weights[i] = 1 + 3 * gsl_rng_uniform(rng);
        event[i] = gsl_rng_uniform(rng) < truth->share;
    }

    const SvyDesignSpec spec = {.n = n, .weights = weights};

    return svy_design_new(&spec, &design, error) &&
           svy_design_estimate_proportion(design, event, SVY_DESIGN_WILSON, (double)NAN, LEVEL,
                                          &share, error) &&
           holds(&share, truth->share);
}

static void draw_scale(gsl_rng *rng, unsigned n, const Truth *truth, double ret_counts[N_POINTS])
{
    unsigned counts[N_POINTS];

    gsl_ran_multinomial(rng, N_POINTS, n, truth->scale, counts);
    for (size_t i = 0; i < N_POINTS; i++)
        ret_counts[i] = counts[i];
}

static const double points[N_POINTS] = {1, 2, 3, 4, 5};

static bool try_mean(gsl_rng *rng, unsigned n, const Truth *truth, GError **error)
{
    double counts[N_POINTS], expected = 0;
    SvyMoments moments;
    SvyEstimate mean;

    draw_scale(rng, n, truth, counts);
    for (size_t i = 0; i < N_POINTS; i++)
        expected += truth->scale[i] * points[i];
    return svy_moments_compute_counts(N_POINTS, points, counts, &moments, error) &&
           svy_moments_estimate_mean(&moments, LEVEL, &mean, error) && holds(&mean, expected);
}

static bool try_median(gsl_rng *rng, unsigned n, const Truth *truth, GError **error)
{
    double counts[N_POINTS], below = 0, expected = 0;
    SvyEstimate median;

    draw_scale(rng, n, truth, counts);
    for (size_t i = 0; i < N_POINTS && below < 0.5; i++) {
        below += truth->scale[i];
        expected = points[i];
    }
    return svy_quantile_compute(N_POINTS, points, counts, 0.5, LEVEL, &median, error) &&
           holds(&median, expected);
}

/* 4 and 5 less 1 and 2. */
static bool try_net(gsl_rng *rng, unsigned n, const Truth *truth, GError **error)
{
    const double *scale = truth->scale;
    double counts[N_POINTS];
    SvyEstimate net;

    draw_scale(rng, n, truth, counts);
    return svy_net_compute(counts[3] + counts[4], counts[2], counts[0] + counts[1], LEVEL, &net,
                           error) &&
           holds(&net, scale[3] + scale[4] - scale[0] - scale[1]);
}

/* --- Running -------------------------------------------------------------------------------- */

static const Truth shares[] = {{.share = 0.05},
                               {.share = 0.1},
                               {.share = 0.3},
                               {.share = 0.5},
                               {.share = 0.9}};
static const Truth answers[] = {{.scale = scales[0]}, {.scale = scales[1]}, {.scale = scales[2]}};

static const struct {
    const char *name;
    Trial trial;
    const Truth *truths;
    size_t n_truths;
} methods[] = {
    {"difference of two shares, Newcombe 10", try_difference, shares, G_N_ELEMENTS(shares)},
    {"difference of two gaps, square-and-add", try_gaps, shares, G_N_ELEMENTS(shares)},
    {"weighted share, Wilson on effective n", try_weighted, shares, G_N_ELEMENTS(shares)},
    {"mean of a scale, Student's t", try_mean, answers, G_N_ELEMENTS(answers)},
    {"median, order statistics", try_median, answers, G_N_ELEMENTS(answers)},
    {"net score", try_net, answers, G_N_ELEMENTS(answers)},
};

static double simulate(gsl_rng *rng, Trial trial, unsigned n, const Truth *truth)
{
    unsigned n_held = 0;

    for (unsigned i = 0; i < N_ROUNDS; i++) {
        g_autoptr(GError) error = NULL;

        n_held += trial(rng, n, truth, &error);
        if (error != NULL)
            g_error("%s", error->message);
    }
    return (double)n_held / N_ROUNDS;
}

int main(void)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    bool is_plausible = true;

    svy_stats_init();
    gsl_rng_set(rng, SEED);
    printf("%d samples each, mt19937 with seed %u; share of intervals that hold the truth\n",
           N_ROUNDS, SEED);
    for (size_t m = 0; m < G_N_ELEMENTS(methods); m++) {
        for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
            printf("%-40s n = %3u ", methods[m].name, sizes[i]);
            for (size_t t = 0; t < methods[m].n_truths; t++) {
                const double covered =
                    simulate(rng, methods[m].trial, sizes[i], &methods[m].truths[t]);

                printf(" %.3f", covered);
                is_plausible = is_plausible && covered > 0.5;
            }
            putchar('\n');
        }
    }
    gsl_rng_free(rng);
    return is_plausible ? EXIT_SUCCESS : EXIT_FAILURE;
}
