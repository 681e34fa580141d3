/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exact permutation distribution of the rank sum under ties.
 *
 * People are dealt to the two groups at random. Level by level, and within a level by how many of
 * its people go to the first group, the number of ways is kept for each (people so far, sum of
 * scores so far): the shift algorithm of Streitberg & Roehmel, with one step per level. Scores are
 * twice the midranks, from the lowest, in units of their greatest common divisor. */
#include <surveystat/ordinal.h>

#include <math.h>

#include "base/error.h"
#include "stats/argument-private.h"

static const double max_steps = 6e9, max_cells = 2e7;
static const double max_people = 1000; /* C(1000, 500) is a double */

/* One level that somebody chose. */
typedef struct {
    size_t n, n_first; /* people; of these in the first group */
    size_t score;
} Level;

typedef struct {
    size_t n_levels, n, m; /* levels in use, people, people in the first group */
    Level *levels;
    size_t max_sum;
} Problem;

/* (number of ways) of (people in the first group, sum of their scores) */
typedef struct {
    size_t width; /* max_sum + 1 */
    double *ways; /* [(m + 1) * width] */
} Ways;

static size_t find_divisor(size_t a, size_t b)
{
    while (b > 0) {
        const size_t rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

static bool check_counts(size_t n_levels, const double counts[], GError **error)
{
    for (size_t i = 0; i < 2 * n_levels; i++) {
        if (!svy_argument_check_count("a count", counts[i], error))
            return false;
        if (counts[i] > floor(counts[i]))
            return svy_argument_refuse("a count", counts[i], "a whole number", error);
    }
    return true;
}

static void reduce_scores(Problem *problem)
{
    size_t divisor = 0;

    for (size_t j = 0; j < problem->n_levels; j++)
        divisor = find_divisor(problem->levels[j].score, divisor);
    for (size_t j = 0; divisor > 1 && j < problem->n_levels; j++)
        problem->levels[j].score /= divisor;
}

/* Twice the midrank of the lowest level is n + 1; each further one adds both halves between. */
static void fill_levels(size_t n_levels,
                        const double first[],
                        const double second[],
                        Problem *problem)
{
    for (size_t j = 0; j < n_levels; j++) {
        const size_t a = (size_t)first[j], b = (size_t)second[j];

        if (a + b == 0)
            continue;

        Level *level = &problem->levels[problem->n_levels];

        *level = (Level){.n = a + b, .n_first = a};
        if (problem->n_levels > 0)
            level->score = level[-1].score + level[-1].n + level->n;
        problem->n += a + b;
        problem->m += a;
        problem->n_levels++;
    }
    reduce_scores(problem);
}

/* The largest sum that @m people can have: the highest levels first. */
static size_t find_max_sum(const Problem *problem)
{
    size_t left = problem->m, sum = 0;

    for (size_t j = problem->n_levels; j > 0 && left > 0; j--) {
        const size_t taken = MIN(left, problem->levels[j - 1].n);

        sum += taken * problem->levels[j - 1].score;
        left -= taken;
    }
    return sum;
}

/* Deals the people of one level; from the largest (people, sum) down, so that one array does. */
static void deal_level(const Problem *problem, const Level *level, size_t n_before, Ways *ways)
{
    const size_t most = MIN(problem->m, n_before + level->n);

    for (size_t people = most; people > 0; people--) {
        const size_t top = MIN(ways->width - 1, people * level->score);
        double choices = 1;

        for (size_t taken = 1; taken <= MIN(level->n, people); taken++) {
            const size_t shift = taken * level->score;
            const double *from = ways->ways + (people - taken) * ways->width;
            double *to = ways->ways + people * ways->width;

            choices *= (double)(level->n - taken + 1) / (double)taken;
            if (people - taken > n_before || shift >= ways->width)
                continue;
            for (size_t sum = shift; sum <= top; sum++)
                to[sum] += choices * from[sum - shift];
        }
    }
}

/* Share of the ways whose sum is at least as far from the mean as the observed one. The mean is
 * m * total / n: distances are compared n times as large, as whole numbers. */
static double share_as_far(const Problem *problem, const Ways *ways)
{
    const double *all = ways->ways + problem->m * ways->width;
    double total_score = 0, observed = 0, all_ways = 0, far_ways = 0;

    for (size_t j = 0; j < problem->n_levels; j++) {
        total_score += (double)(problem->levels[j].n * problem->levels[j].score);
        observed += (double)(problem->levels[j].n_first * problem->levels[j].score);
    }

    const double centre = (double)problem->m * total_score;
    const double distance = fabs(observed * (double)problem->n - centre);

    for (size_t sum = 0; sum < ways->width; sum++) {
        all_ways += all[sum];
        if (fabs((double)sum * (double)problem->n - centre) >= distance)
            far_ways += all[sum];
    }
    return far_ways / all_ways;
}

static double count_steps(const Problem *problem)
{
    const double ties = (double)problem->n / (double)problem->n_levels;

    return (double)problem->n_levels * fmin(ties, (double)problem->m) * (double)problem->m *
           (double)problem->max_sum;
}

static bool deal_all(const Problem *problem, double *ret_p, GError **error)
{
    Ways ways = {.width = problem->max_sum + 1};
    g_autofree double *memory = g_try_malloc0_n(problem->m + 1, ways.width * sizeof *memory);
    size_t n_before = 0;

    if (memory == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL,
                             "no memory for the exact distribution of %zu people", problem->n);
    ways.ways = memory;
    ways.ways[0] = 1;
    for (size_t j = 0; j < problem->n_levels; j++) {
        deal_level(problem, &problem->levels[j], n_before, &ways);
        n_before += problem->levels[j].n;
    }
    *ret_p = share_as_far(problem, &ways);
    return true;
}

static double sum_counts(size_t n, const double counts[])
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += counts[i];
    return sum;
}

bool svy_ordinal_mann_whitney_exact(size_t n_levels,
                                    const double counts[],
                                    double *ret_p,
                                    GError **error)
{
    Problem problem = {0};

    g_return_val_if_fail((n_levels == 0 || counts != NULL) && ret_p != NULL, false);
    if (!check_counts(n_levels, counts, error))
        return false;

    const double m = sum_counts(n_levels, counts), n = sum_counts(n_levels, counts + n_levels);

    if (!(m > 0 && n > 0) || m + n > max_people) {
        *ret_p = (double)NAN;
        return true;
    }

    g_autofree Level *levels = g_new0(Level, n_levels + 1);

    /* The smaller group is dealt: the distance of the other's sum from its mean is the same. */
    problem.levels = levels;
    if (m <= n)
        fill_levels(n_levels, counts, counts + n_levels, &problem);
    else
        fill_levels(n_levels, counts + n_levels, counts, &problem);
    problem.max_sum = find_max_sum(&problem);
    if (count_steps(&problem) > max_steps ||
        fmin(m, n) * (double)(problem.max_sum + 1) > max_cells) {
        *ret_p = (double)NAN;
        return true;
    }
    return deal_all(&problem, ret_p, error);
}
