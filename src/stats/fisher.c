/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fisher's test of a 2 x 2 table, and random tables for larger ones. */
#include <surveystat/fisher.h>

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "stats/argument-private.h"
#include "stats/fisher-private.h"
#include "stats/gsl-wrap.h"
#include "stats/random.h"

static const double huge_weight = 1e250; /* so much more than the observed that it is all */
static const double max_log_ratio =
    700; /* no odds ratio of counts up to 1e9 is beyond exp() of it */

/* --- Counts --------------------------------------------------------------------------------- */

bool svy_fisher_check_counts(size_t n, const double counts[], GError **error)
{
    for (size_t i = 0; i < n; i++) {
        if (!(counts[i] >= 0 && counts[i] <= SVY_FISHER_MAX_COUNT) || counts[i] > floor(counts[i]))
            return svy_argument_refuse("a count", counts[i], "a whole number, 0 to 1e9", error);
    }
    return true;
}

/* --- The hypergeometric distribution -------------------------------------------------------- */

/* The first cell of a 2 x 2 table with these margins. */
typedef struct {
    double n1, n2, t; /* people in the rows; in the first column */
    double lo, hi;    /* smallest and largest value */
} FirstCell;

static FirstCell describe_first_cell(const double table[4])
{
    FirstCell cell = {
        .n1 = table[0] + table[1], .n2 = table[2] + table[3], .t = table[0] + table[2]};

    cell.lo = fmax(0, cell.t - cell.n2);
    cell.hi = fmin(cell.n1, cell.t);
    return cell;
}

/* Probability of @k + 1 over that of @k when the odds ratio is @ratio. */
static double step_up(const FirstCell *cell, double ratio, double k)
{
    return ratio * ((cell->n1 - k) / (k + 1)) * ((cell->t - k) / (cell->n2 - cell->t + k + 1));
}

/* --- p-values ------------------------------------------------------------------------------- */

/* Sums of weights; the mode has weight 1. */
typedef struct {
    double observed_weight, x;
    double all, at_most, as_probable, above, below;
} WeightSums;

static void add_weight(WeightSums *sums, double k, double weight)
{
    sums->all += weight;
    if (k > sums->x)
        sums->above += weight;
    if (k < sums->x)
        sums->below += weight;
    if (weight <= sums->observed_weight * (1 + SVY_FISHER_TOLERANCE)) {
        sums->at_most += weight;
        if (weight >= sums->observed_weight * (1 - SVY_FISHER_TOLERANCE))
            sums->as_probable += weight;
    }
}

/* Calls add_weight() for all values whose weight is not 0 to a double; with @sums NULL returns the
 * weight of @x. Below DBL_MIN a weight that falls slowly is rounded to itself for ever. */
static double walk_from_mode(const FirstCell *cell, double x, WeightSums *sums)
{
    const double mode =
        fmin(cell->hi,
             fmax(cell->lo, floor((cell->t + 1) * ((cell->n1 + 1) / (cell->n1 + cell->n2 + 2)))));
    double weight = 1, observed_weight = x > mode || x < mode ? 0 : 1;

    if (sums != NULL)
        add_weight(sums, mode, 1);
    for (double k = mode; k < cell->hi && weight >= DBL_MIN; k++) {
        weight *= step_up(cell, 1, k);
        if (sums != NULL)
            add_weight(sums, k + 1, weight);
        if (!(k + 1 > x) && !(k + 1 < x))
            observed_weight = weight;
    }
    weight = 1;
    for (double k = mode; k > cell->lo && weight >= DBL_MIN; k--) {
        weight /= step_up(cell, 1, k - 1);
        if (sums != NULL)
            add_weight(sums, k - 1, weight);
        if (!(k - 1 > x) && !(k - 1 < x))
            observed_weight = weight;
    }
    return observed_weight;
}

static WeightSums sum_weights(const FirstCell *cell, double x)
{
    WeightSums sums = {.x = x, .observed_weight = walk_from_mode(cell, x, NULL)};

    walk_from_mode(cell, x, &sums);
    return sums;
}

void svy_fisher_sum_2x2(const double table[4], SvyFisherExact *test)
{
    const FirstCell cell = describe_first_cell(table);
    const WeightSums sums = sum_weights(&cell, table[0]);

    test->p = fmin(1, sums.at_most / sums.all);
    test->p_table = sums.observed_weight / sums.all;
    test->n_tables = cell.hi - cell.lo + 1;
}

/* --- Odds ratio ----------------------------------------------------------------------------- */

typedef struct {
    FirstCell cell;
    double x, tail;
} RatioProblem;

/* Sum over the values beyond @x (upwards or downwards) of weight, and of weight times distance;
 * @x itself has weight 1. Weights are log-concave: once past the top they only fall. */
static void sum_beyond(const RatioProblem *problem,
                       double ratio,
                       bool is_up,
                       double *ret_sum,
                       double *ret_moment)
{
    const FirstCell *cell = &problem->cell;
    double weight = 1, sum = 0, moment = 0, distance = 0, k = problem->x;

    while (is_up ? k < cell->hi : k > cell->lo) {
        const double factor = is_up ? step_up(cell, ratio, k) : 1 / step_up(cell, ratio, k - 1);

        weight *= factor;
        distance++;
        sum += weight;
        moment += weight * distance;
        k += is_up ? 1 : -1;
        if (sum > huge_weight || (factor < 1 && weight * distance < moment * 1e-18))
            break;
    }
    *ret_sum = sum;
    *ret_moment = moment;
}

/* Mean less x, scaled to -1 ... 1. */
static double mean_excess(double log_ratio, void *user_data)
{
    const RatioProblem *problem = user_data;
    double above, below, moment_above, moment_below;

    sum_beyond(problem, exp(log_ratio), true, &above, &moment_above);
    sum_beyond(problem, exp(log_ratio), false, &below, &moment_below);
    return (moment_above - moment_below) / (moment_above + moment_below);
}

static double upper_tail_excess(double log_ratio, void *user_data)
{
    const RatioProblem *problem = user_data;
    double above, below, moment;

    sum_beyond(problem, exp(log_ratio), true, &above, &moment);
    sum_beyond(problem, exp(log_ratio), false, &below, &moment);
    return (1 + above) / (1 + above + below) - problem->tail;
}

static double lower_tail_excess(double log_ratio, void *user_data)
{
    const RatioProblem *problem = user_data;
    double above, below, moment;

    sum_beyond(problem, exp(log_ratio), true, &above, &moment);
    sum_beyond(problem, exp(log_ratio), false, &below, &moment);
    return problem->tail - (1 + below) / (1 + above + below);
}

/* The odds ratio where @excess, which grows with it, is 0. */
static bool find_ratio(double (*excess)(double, void *),
                       RatioProblem *problem,
                       double *ret_ratio,
                       GError **error)
{
    const gsl_function function = {.function = excess, .params = problem};
    double reach = 1, log_ratio;

    while (reach < max_log_ratio && (excess(-reach, problem) >= 0 || excess(reach, problem) <= 0))
        reach *= 2;
    if (!svy_gsl_find_root(&function, -reach, reach, GSL_DBL_EPSILON, &log_ratio, error))
        return false;
    *ret_ratio = exp(log_ratio);
    return true;
}

/* At the ends of the range the estimate and one limit are 0 or infinite. */
static bool estimate_ratio(const FirstCell *cell,
                           double x,
                           double level,
                           SvyFisher2x2 *test,
                           GError **error)
{
    RatioProblem problem = {.cell = *cell, .x = x, .tail = (1 - level) / 2};
    const bool is_lowest = !(x > cell->lo), is_highest = !(x < cell->hi);

    test->lo = 0;
    test->hi = HUGE_VAL;
    test->odds_ratio = is_lowest ? 0 : HUGE_VAL;
    if (!is_lowest && !find_ratio(upper_tail_excess, &problem, &test->lo, error))
        return false;
    if (!is_highest && !find_ratio(lower_tail_excess, &problem, &test->hi, error))
        return false;
    return is_lowest || is_highest || find_ratio(mean_excess, &problem, &test->odds_ratio, error);
}

bool svy_fisher_2x2(const double table[4], double level, SvyFisher2x2 *ret_test, GError **error)
{
    const double none = (double)NAN;
    SvyFisher2x2 test = {none, none, none, none, none, none, none, SVY_STATUS_NO_CASES};

    g_return_val_if_fail(ret_test != NULL, false);
    if (!svy_argument_check_level(level, error) || !svy_fisher_check_counts(4, table, error))
        return false;

    const FirstCell cell = describe_first_cell(table);

    if (!(cell.n1 + cell.n2 > 0)) {
        *ret_test = test;
        return true;
    }
    if (!(cell.lo < cell.hi)) {
        test = (SvyFisher2x2){1, 1, 1, 0.5, none, 0, HUGE_VAL, SVY_STATUS_UNDEFINED};
        *ret_test = test;
        return true;
    }

    const WeightSums sums = sum_weights(&cell, table[0]);

    test.status = SVY_STATUS_OK;
    test.p = fmin(1, sums.at_most / sums.all);
    test.p_greater = fmin(1, (sums.above + sums.observed_weight) / sums.all);
    test.p_less = fmin(1, (sums.below + sums.observed_weight) / sums.all);
    test.p_midp = (sums.at_most - sums.as_probable / 2) / sums.all;
    if (!estimate_ratio(&cell, table[0], level, &test, error))
        return false;
    *ret_test = test;
    return true;
}

/* --- Random tables -------------------------------------------------------------------------- */

/* What one random table needs; @left and @log_factorials are owned. */
typedef struct {
    SvyFisherTable table;
    double *left; /* [n_columns] of each column, not yet given to a row */
    double *log_factorials;
} Lottery;

static void lottery_clear(Lottery *lottery)
{
    svy_fisher_table_clear(&lottery->table);
    g_free(lottery->left);
    g_free(lottery->log_factorials);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Lottery, lottery_clear)

#define TABULATED 4096 /* log factorials up to here are looked up */

static double log_factorial(const Lottery *lottery, double k)
{
    int sign;

    return k < TABULATED ? lottery->log_factorials[(size_t)k] : lgamma_r(k + 1, &sign);
}

static bool prepare_lottery(size_t n_rows,
                            size_t n_columns,
                            const double counts[],
                            Lottery *lottery,
                            GError **error)
{
    if (!svy_fisher_table_init(n_rows, n_columns, counts, &lottery->table, error))
        return false;
    lottery->left = g_try_new0(double, lottery->table.n_columns + 1);
    lottery->log_factorials = g_try_new0(double, TABULATED);
    if (lottery->left == NULL || lottery->log_factorials == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for a table");
    for (size_t k = 2; k < TABULATED; k++)
        lottery->log_factorials[k] = lottery->log_factorials[k - 1] + log((double)k);
    return true;
}

static double sum_log_factorials(const Lottery *lottery)
{
    double sum = 0;

    for (size_t i = 0; i < lottery->table.n_rows * lottery->table.n_columns; i++)
        sum += log_factorial(lottery, lottery->table.counts[i]);
    return sum;
}

/* One random table row by row, each cell given those before it; returns the sum of the log
 * factorials of its cells. */
static double draw_table(const Lottery *lottery, SvyRandom *random)
{
    const SvyFisherTable *table = &lottery->table;
    double sum = 0, n_left = table->n;

    memcpy(lottery->left, table->columns, table->n_columns * sizeof(double));
    for (size_t i = 0; i < table->n_rows; i++) {
        double row_left = table->rows[i], rest = n_left;

        for (size_t j = 0; j < table->n_columns && row_left > 0; j++) {
            const double here = lottery->left[j];
            const double x = svy_random_get_hypergeometric(random, here, rest - here, row_left);

            sum += log_factorial(lottery, x);
            row_left -= x;
            rest -= here;
            lottery->left[j] -= x;
        }
        n_left -= table->rows[i];
    }
    return sum;
}

bool svy_fisher_monte_carlo(size_t n_rows,
                            size_t n_columns,
                            const double counts[],
                            size_t n_replicates,
                            uint32_t seed,
                            SvyFisherMonteCarlo *ret_test,
                            GError **error)
{
    g_auto(Lottery) lottery = {0};
    g_autoptr(SvyRandom) random = svy_random_new(seed);
    size_t n_extreme = 0;

    g_return_val_if_fail(ret_test != NULL, false);
    if (n_replicates == 0)
        return svy_argument_refuse("the number of replicates", 0, "1 or more", error);
    if (!prepare_lottery(n_rows, n_columns, counts, &lottery, error))
        return false;
    if (random == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for a generator");

    if (lottery.table.status != SVY_STATUS_OK) {
        const bool is_empty = lottery.table.status == SVY_STATUS_NO_CASES;

        *ret_test = (SvyFisherMonteCarlo){is_empty ? (double)NAN : 1, is_empty ? (double)NAN : 0,
                                          n_replicates, lottery.table.status};
        return true;
    }

    const double observed = sum_log_factorials(&lottery);

    for (size_t i = 0; i < n_replicates; i++)
        n_extreme += draw_table(&lottery, random) >= observed - SVY_FISHER_TOLERANCE;

    const double p = ((double)n_extreme + 1) / ((double)n_replicates + 1);

    *ret_test = (SvyFisherMonteCarlo){p, sqrt(p * (1 - p) / (double)n_replicates), n_replicates,
                                      SVY_STATUS_OK};
    return true;
}
