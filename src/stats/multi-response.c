/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Select-all-that-apply questions. The corrections need sums of eigenvalues and of their squares
 * only, which are the trace and the sum of squares of a symmetric matrix: no eigenvalue is
 * computed. */
#include <surveystat/multi-response.h>

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "stats/argument-private.h"
#include "stats/chi-square-private.h"

/* --- Checking ------------------------------------------------------------------------------- */

static bool check_counts(size_t n, const double counts[], GError **error)
{
    for (size_t i = 0; i < n; i++) {
        if (!svy_argument_check_count("a count", counts[i], error))
            return false;
    }
    return true;
}

static bool check_patterns(size_t n_patterns,
                           size_t n_items,
                           const double ticks[],
                           const double counts[],
                           GError **error)
{
    for (size_t i = 0; i < n_patterns * n_items; i++) {
        const bool is_tick = ticks[i] >= 0 && ticks[i] <= 1 && !(ticks[i] > 0 && ticks[i] < 1);

        if (!is_tick)
            return svy_argument_refuse("a tick", ticks[i], "0 or 1", error);
    }
    return check_counts(n_patterns, counts, error);
}

static double *allocate(size_t n, GError **error)
{
    double *values = g_try_new0(double, n + 1);

    if (values == NULL)
        svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for %zu covariances", n);
    return values;
}

/* --- Counts --------------------------------------------------------------------------------- */

bool svy_multi_response_count(size_t n_patterns,
                              size_t n_items,
                              const double ticks[],
                              const double counts[],
                              double ret_counts[],
                              SvyMultiResponseBases *ret_bases,
                              GError **error)
{
    SvyMultiResponseBases bases = {0};

    g_return_val_if_fail(ret_bases != NULL, false);
    if (!check_patterns(n_patterns, n_items, ticks, counts, error))
        return false;

    for (size_t j = 0; j < n_items; j++)
        ret_counts[j] = 0;
    for (size_t i = 0; i < n_patterns; i++) {
        double n_ticks = 0;

        for (size_t j = 0; j < n_items; j++) {
            n_ticks += ticks[i * n_items + j];
            ret_counts[j] += ticks[i * n_items + j] * counts[i];
        }
        bases.n_asked += counts[i];
        bases.n_any += n_ticks > 0 ? counts[i] : 0;
        bases.n_responses += n_ticks * counts[i];
    }
    *ret_bases = bases;
    return true;
}

/* --- The corrections ------------------------------------------------------------------------ */

static SvyMultiResponseTest start_test(SvyStatus status)
{
    const double none = (double)NAN;

    return (SvyMultiResponseTest){none, 0, none, none, none, none, none, none, none, status};
}

/* The mean eigenvalue is about 1; below this it is rounding, and nothing varies within groups. */
static const double no_trace = 1e-12;

/* @df: degrees of freedom of the sum if the items were independent. */
static void correct_sum(SvyMultiResponseTest *test,
                        double statistic,
                        double df,
                        double trace,
                        double squares,
                        double smallest_p)
{
    test->statistic = statistic;
    test->first_df = df;
    test->bonferroni_p = fmin(1, smallest_p * (double)test->n_tests);
    test->status = SVY_STATUS_NO_VARIANCE;
    if (!(trace > df * no_trace))
        return;

    test->first = statistic / (trace / df);
    test->second = statistic * df / squares;
    test->second_df = df * df / squares;
    test->status = SVY_STATUS_OK;
    test->first_p = svy_chi_square_compute_upper(test->first, test->first_df);
    test->second_p = svy_chi_square_compute_upper(test->second, test->second_df);
}

/* --- Against groups ------------------------------------------------------------------------- */

typedef struct {
    size_t n_groups, n_items;
    const double *bases, *both;
    double n;
    size_t n_full_groups, n_varying;
    double *shares;      /* [n_items] over all groups; owned */
    double *spreads;     /* [n_items] sqrt(p (1 - p)); 0: does not vary; in @shares */
    double *covariances; /* [n_groups * n_items * n_items] standardised; owned */
} GroupProblem;

static void group_problem_clear(GroupProblem *problem)
{
    g_free(problem->shares);
    g_free(problem->covariances);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(GroupProblem, group_problem_clear)

static double get_both(const GroupProblem *problem, size_t group, size_t j, size_t k)
{
    return problem->both[(group * problem->n_items + j) * problem->n_items + k];
}

static bool check_groups(const GroupProblem *problem, GError **error)
{
    const size_t n_pairs = problem->n_items * problem->n_items;

    if (!check_counts(problem->n_groups, problem->bases, error) ||
        !check_counts(problem->n_groups * n_pairs, problem->both, error))
        return false;
    for (size_t i = 0; i < problem->n_groups * n_pairs; i++) {
        if (problem->both[i] > problem->bases[i / n_pairs])
            return svy_argument_refuse("a count", problem->both[i], "at most its group", error);
    }
    return true;
}

static bool describe_items(GroupProblem *problem, GError **error)
{
    problem->shares = allocate(2 * problem->n_items, error);
    if (problem->shares == NULL)
        return false;
    problem->spreads = problem->shares + problem->n_items;
    for (size_t i = 0; i < problem->n_groups; i++) {
        problem->n += problem->bases[i];
        problem->n_full_groups += problem->bases[i] > 0;
    }
    for (size_t j = 0; j < problem->n_items; j++) {
        double ticks = 0;

        for (size_t i = 0; i < problem->n_groups; i++)
            ticks += get_both(problem, i, j, j);
        problem->shares[j] = ticks / problem->n;
        problem->spreads[j] = ticks > 0 && ticks < problem->n
                                  ? sqrt(problem->shares[j] * ((problem->n - ticks) / problem->n))
                                  : 0;
        problem->n_varying += problem->spreads[j] > 0;
    }
    return true;
}

static double sum_group_differences(const GroupProblem *problem, size_t item)
{
    const double variance = problem->spreads[item] * problem->spreads[item];
    double sum = 0;

    for (size_t i = 0; i < problem->n_groups; i++) {
        const double base = problem->bases[i];
        const double excess = get_both(problem, i, item, item) - base * problem->shares[item];

        if (base > 0)
            sum += excess * (excess / base);
    }
    return sum / variance;
}

static bool fill_covariances(GroupProblem *problem, GError **error)
{
    const size_t n = problem->n_items;

    problem->covariances = allocate(problem->n_groups * n * n, error);
    if (problem->covariances == NULL)
        return false;
    for (size_t i = 0; i < problem->n_groups; i++) {
        const double base = problem->bases[i];

        for (size_t j = 0; j < n; j++) {
            for (size_t k = 0; k < n; k++) {
                const double scale = problem->spreads[j] * problem->spreads[k];
                const double product =
                    get_both(problem, i, j, j) / base * (get_both(problem, i, k, k) / base);

                if (base > 0 && scale > 0)
                    problem->covariances[(i * n + j) * n + k] =
                        (get_both(problem, i, j, k) / base - product) / scale;
            }
        }
    }
    return true;
}

static double multiply_covariances(const GroupProblem *problem, size_t first, size_t second)
{
    const size_t n_pairs = problem->n_items * problem->n_items;
    double sum = 0;

    for (size_t i = 0; i < n_pairs; i++)
        sum +=
            problem->covariances[first * n_pairs + i] * problem->covariances[second * n_pairs + i];
    return sum;
}

/* Trace and sum of squares of P B P, where B has the groups' covariances on its diagonal and P
 * takes the mean over groups out: 1 - q_i on its diagonal, -sqrt(q_i q_k) beside it. */
static void sum_eigenvalues(const GroupProblem *problem, double *ret_trace, double *ret_squares)
{
    double trace = 0, squares = 0;

    for (size_t i = 0; i < problem->n_groups; i++) {
        const double q = problem->bases[i] / problem->n;
        double diagonal = 0;

        for (size_t j = 0; j < problem->n_items; j++)
            diagonal += problem->covariances[(i * problem->n_items + j) * problem->n_items + j];
        trace += (1 - q) * diagonal;
        squares += (1 - q) * (1 - q) * multiply_covariances(problem, i, i);
        for (size_t k = 0; k < i; k++)
            squares +=
                2 * q * (problem->bases[k] / problem->n) * multiply_covariances(problem, i, k);
    }
    *ret_trace = trace;
    *ret_squares = squares;
}

bool svy_multi_response_test_groups(size_t n_groups,
                                    size_t n_items,
                                    const double bases[],
                                    const double both[],
                                    double ret_items[],
                                    double ret_p[],
                                    SvyMultiResponseTest *ret_test,
                                    GError **error)
{
    g_auto(GroupProblem) problem = {n_groups, n_items, bases, both};
    double sum = 0, smallest_p = 1, trace, squares;

    g_return_val_if_fail(ret_test != NULL, false);
    if (!check_groups(&problem, error) || !describe_items(&problem, error) ||
        !fill_covariances(&problem, error))
        return false;

    const bool is_testable = problem.n_full_groups > 1 && problem.n_varying > 0;
    SvyMultiResponseTest test =
        start_test(problem.n > 0 ? SVY_STATUS_UNDEFINED : SVY_STATUS_NO_CASES);

    test.n_tests = is_testable ? problem.n_varying : 0;
    for (size_t j = 0; j < n_items; j++) {
        ret_items[j] = ret_p[j] = (double)NAN;
        if (!is_testable || !(problem.spreads[j] > 0))
            continue;
        ret_items[j] = sum_group_differences(&problem, j);
        ret_p[j] = svy_chi_square_compute_upper(ret_items[j], (double)problem.n_full_groups - 1);
        smallest_p = fmin(smallest_p, ret_p[j]);
        sum += ret_items[j];
    }
    if (is_testable) {
        sum_eigenvalues(&problem, &trace, &squares);
        correct_sum(&test, sum, (double)problem.n_varying * ((double)problem.n_full_groups - 1),
                    trace, squares, smallest_p);
    }
    *ret_test = test;
    return true;
}

/* --- Two questions -------------------------------------------------------------------------- */

typedef struct {
    size_t n_patterns, n_first, n_second;
    const double *ticks, *counts;
    double n;
    double *shares;  /* [n_first + n_second] owned */
    double *spreads; /* [n_first + n_second] sqrt(p (1 - p)); 0: does not vary; in @shares */
    double *means;   /* [n_first * n_second] of the products; in @shares */
    double *product; /* [n_first * n_second] of one pattern; in @shares */
    double *squares; /* [(n_first * n_second)^2] lower triangle; owned */
} PairProblem;

static void pair_problem_clear(PairProblem *problem)
{
    g_free(problem->shares);
    g_free(problem->squares);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PairProblem, pair_problem_clear)

static bool prepare_pairs(PairProblem *problem, GError **error)
{
    const size_t n_items = problem->n_first + problem->n_second;
    const size_t n_pairs = problem->n_first * problem->n_second;

    problem->shares = allocate(2 * n_items + 2 * n_pairs, error);
    problem->squares = problem->shares == NULL ? NULL : allocate(n_pairs * n_pairs, error);
    if (problem->squares == NULL)
        return false;
    problem->spreads = problem->shares + n_items;
    problem->means = problem->spreads + n_items;
    problem->product = problem->means + n_pairs;

    for (size_t i = 0; i < problem->n_patterns; i++)
        problem->n += problem->counts[i];
    for (size_t j = 0; j < n_items; j++) {
        double ticks = 0;

        for (size_t i = 0; i < problem->n_patterns; i++)
            ticks += problem->ticks[i * n_items + j] * problem->counts[i];
        problem->shares[j] = ticks / problem->n;
        if (ticks > 0 && ticks < problem->n)
            problem->spreads[j] = sqrt(problem->shares[j] * ((problem->n - ticks) / problem->n));
    }
    return true;
}

static bool is_varying(const PairProblem *problem, size_t pair)
{
    return problem->spreads[pair / problem->n_second] > 0 &&
           problem->spreads[problem->n_first + pair % problem->n_second] > 0;
}

/* (a - p) (b - p) of one pattern for each pair, in standard deviations; 0 where nothing varies. */
static void fill_product(const PairProblem *problem, size_t pattern)
{
    const double *ticks = problem->ticks + pattern * (problem->n_first + problem->n_second);

    for (size_t pair = 0; pair < problem->n_first * problem->n_second; pair++) {
        const size_t i = pair / problem->n_second;
        const size_t j = problem->n_first + pair % problem->n_second;

        problem->product[pair] = is_varying(problem, pair)
                                     ? (ticks[i] - problem->shares[i]) / problem->spreads[i] *
                                           ((ticks[j] - problem->shares[j]) / problem->spreads[j])
                                     : 0;
    }
}

static void fill_means(PairProblem *problem)
{
    const size_t n_pairs = problem->n_first * problem->n_second;

    for (size_t i = 0; i < problem->n_patterns; i++) {
        fill_product(problem, i);
        for (size_t pair = 0; pair < n_pairs; pair++)
            problem->means[pair] += problem->counts[i] / problem->n * problem->product[pair];
    }
}

static void fill_squares(PairProblem *problem)
{
    const size_t n_pairs = problem->n_first * problem->n_second;

    for (size_t i = 0; i < problem->n_patterns; i++) {
        const double weight = problem->counts[i] / problem->n;

        fill_product(problem, i);
        for (size_t u = 0; u < n_pairs; u++) {
            const double here = weight * (problem->product[u] - problem->means[u]);

            for (size_t v = 0; v <= u; v++)
                problem->squares[u * n_pairs + v] +=
                    here * (problem->product[v] - problem->means[v]);
        }
    }
}

static void sum_pair_eigenvalues(const PairProblem *problem, double *ret_trace, double *ret_squares)
{
    const size_t n_pairs = problem->n_first * problem->n_second;
    double trace = 0, squares = 0;

    for (size_t u = 0; u < n_pairs; u++) {
        const double diagonal = problem->squares[u * n_pairs + u];

        trace += diagonal;
        squares += diagonal * diagonal;
        for (size_t v = 0; v < u; v++)
            squares += 2 * problem->squares[u * n_pairs + v] * problem->squares[u * n_pairs + v];
    }
    *ret_trace = trace;
    *ret_squares = squares;
}

bool svy_multi_response_test_items(size_t n_patterns,
                                   size_t n_first,
                                   size_t n_second,
                                   const double ticks[],
                                   const double counts[],
                                   double ret_pairs[],
                                   SvyMultiResponseTest *ret_test,
                                   GError **error)
{
    g_auto(PairProblem) problem = {n_patterns, n_first, n_second, ticks, counts};
    double sum = 0, largest = 0, trace, squares;

    g_return_val_if_fail(ret_test != NULL, false);
    if (!check_patterns(n_patterns, n_first + n_second, ticks, counts, error) ||
        !prepare_pairs(&problem, error))
        return false;

    SvyMultiResponseTest test =
        start_test(problem.n > 0 ? SVY_STATUS_UNDEFINED : SVY_STATUS_NO_CASES);

    fill_means(&problem);
    for (size_t pair = 0; pair < n_first * n_second; pair++) {
        ret_pairs[pair] = (double)NAN;
        if (!(problem.n > 0) || !is_varying(&problem, pair))
            continue;
        ret_pairs[pair] = problem.n * problem.means[pair] * problem.means[pair];
        largest = fmax(largest, ret_pairs[pair]);
        sum += ret_pairs[pair];
        test.n_tests++;
    }
    if (test.n_tests > 0) {
        fill_squares(&problem);
        sum_pair_eigenvalues(&problem, &trace, &squares);
        correct_sum(&test, sum, (double)test.n_tests, trace, squares,
                    svy_chi_square_compute_upper(largest, 1));
    }
    *ret_test = test;
    return true;
}
