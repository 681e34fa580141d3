/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests, residuals and letters of a breakdown. */
#include "analysis/group-tests.h"

#include <math.h>
#include <string.h>

#include <surveystat/association.h>
#include <surveystat/crosstab.h>
#include <surveystat/fisher.h>
#include <surveystat/multi-response.h>
#include <surveystat/ordinal.h>

#include "base/error.h"
#include "base/letters.h"
#include "base/translate.h"

#define EXACT_STEPS  2e4   /* enumerated below; else random tables */
#define N_REPLICATES 2000u /* random tables; standard error 0.005 at p = 0.05 */
#define SEED         20140214u

/* --- Counts that may be told ---------------------------------------------------------------- */

typedef struct {
    size_t n_rows, n_columns;
    double *counts;      /* [n_rows * n_columns] */
    SvyWeightSums *sums; /* [n_rows * n_columns] the same with weights */
    bool has_rest;       /* the last row: answers taken together */
    bool has_scale;      /* all rows are points of an ordered scale */
} Matrix;

static void clear_matrix(Matrix *matrix)
{
    g_free(matrix->counts);
    g_free(matrix->sums);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Matrix, clear_matrix)

static bool is_row_shown(const SvyBreakdown *table, size_t row)
{
    for (size_t c = 1; c < svy_breakdown_get_end(table); c++) {
        if (!table->is_small[c] && !svy_breakdown_is_shown(table, row, c))
            return false;
    }
    return true;
}

static size_t list_columns(const SvyBreakdown *table, size_t columns[])
{
    size_t n = 0;

    for (size_t c = 1; c < svy_breakdown_get_end(table); c++) {
        if (!table->is_small[c])
            columns[n++] = c;
    }
    return n;
}

/* A "don't know" has no place on a scale: rank tests are over the others. */
static bool is_off_scale(const SvyBreakdown *table, size_t row)
{
    return table->is_ordered && table->rows[row].mark != SVY_MARK_NONE;
}

static void add_row(Matrix *matrix, const SvyBreakdown *table, const size_t columns[], size_t row)
{
    for (size_t j = 0; j < matrix->n_columns; j++) {
        const SvyTally *tally = svy_breakdown_get(table, row, columns[j]);

        matrix->counts[matrix->n_rows * matrix->n_columns + j] = (double)tally->n;
        matrix->sums[matrix->n_rows * matrix->n_columns + j] = svy_tally_get_sums(tally);
    }
    matrix->n_rows++;
}

static SvyWeightSums subtract(const SvyWeightSums *from, const SvyWeightSums *what)
{
    const double n = from->n - what->n;

    return n > 0 ? (SvyWeightSums){n, fmax(0, from->w - what->w), fmax(0, from->w2 - what->w2)}
                 : (SvyWeightSums){0};
}

/* What is left of each column when the rows that are told are taken away. */
static void add_rest(Matrix *matrix, const SvyBreakdown *table, const size_t columns[])
{
    const size_t n_told = matrix->n_rows;

    for (size_t j = 0; j < matrix->n_columns; j++) {
        double left = (double)table->bases[columns[j]].n;
        SvyWeightSums sums = svy_tally_get_sums(&table->bases[columns[j]]);

        for (size_t i = 0; i < n_told; i++) {
            left -= matrix->counts[i * matrix->n_columns + j];
            sums = subtract(&sums, &matrix->sums[i * matrix->n_columns + j]);
        }
        matrix->counts[n_told * matrix->n_columns + j] = left;
        matrix->sums[n_told * matrix->n_columns + j] = sums;
    }
    matrix->n_rows++;
    matrix->has_rest = true;
}

static Matrix make_matrix(const SvyBreakdown *table)
{
    const size_t n_plain = table->n_rows - table->n_nets;
    g_autofree size_t *columns = g_new0(size_t, table->n_columns);
    Matrix matrix = {.has_scale = table->is_ordered, .n_columns = list_columns(table, columns)};
    bool is_whole = true;

    for (size_t i = 0; i < n_plain; i++)
        is_whole &= is_row_shown(table, i);
    matrix.counts = g_new0(double, (n_plain + 1) * (matrix.n_columns + 1));
    matrix.sums = g_new0(SvyWeightSums, (n_plain + 1) * (matrix.n_columns + 1));
    matrix.has_scale &= is_whole;
    for (size_t i = 0; i < n_plain; i++) {
        if (is_row_shown(table, i) && !(matrix.has_scale && is_off_scale(table, i)))
            add_row(&matrix, table, columns, i);
    }
    if (!is_whole)
        add_rest(&matrix, table, columns);
    return matrix;
}

/* --- One answer each ------------------------------------------------------------------------ */

static void start_test(SvyTest *test, const char *method, SvyStatus status)
{
    *test = (SvyTest){.method = method,
                      .status = status,
                      .statistic = (double)NAN,
                      .df = (double)NAN,
                      .df2 = (double)NAN,
                      .p_value = (double)NAN,
                      .p_adjusted = (double)NAN,
                      .min_expected = (double)NAN};
}

/* Cochran's rule. */
static bool is_sparse(const SvyIndependence *test)
{
    return test->min_expected < 1 || 5 * test->n_expected_below_5 > test->n_cells;
}

static bool compute_exact(size_t n_rows,
                          size_t n_columns,
                          const double counts[],
                          SvyTest *test,
                          GError **error)
{
    SvyFisherExact exact;
    SvyFisherMonteCarlo random;

    if (!svy_fisher_exact(n_rows, n_columns, counts, EXACT_STEPS, &exact, error))
        return false;
    test->statistic = test->df = (double)NAN;
    test->method = SVY_TR("Fisher-Freeman-Halton exact test");
    test->p_value = exact.p;
    if (exact.is_feasible)
        return true;
    if (!svy_fisher_monte_carlo(n_rows, n_columns, counts, N_REPLICATES, SEED, &random, error))
        return false;
    test->method = SVY_TR("Fisher-Freeman-Halton test by 2,000 random tables (seed 20140214)");
    test->p_value = random.p;
    return true;
}

static bool set_cramers_v(const SvyRun *run,
                          size_t n_rows,
                          size_t n_columns,
                          const double counts[],
                          SvyTest *test,
                          GError **error)
{
    SvyCramersV v;

    if (!svy_crosstab_cramers_v(n_rows, n_columns, counts, run->result->level, &v, error))
        return false;
    test->effect_name = SVY_TR("Cramer's V");
    test->effect = v.v;
    /* Without its bias: V itself may lie above its own limits. */
    if (isfinite(v.v_corrected))
        test->effect.value = v.v_corrected;
    return true;
}

bool svy_group_tests_compare(const SvyRun *run,
                             size_t n_rows,
                             size_t n_columns,
                             const double counts[],
                             SvyTest *ret_test,
                             GError **error)
{
    SvyIndependence pearson;
    SvyTest test;

    if (!svy_crosstab_test_independence(n_rows, n_columns, counts, false, &pearson, error))
        return false;
    start_test(&test, SVY_TR("Pearson chi-square"), pearson.status);
    *ret_test = test;
    if (pearson.status != SVY_STATUS_OK)
        return true;
    test.statistic = pearson.statistic;
    test.df = pearson.df;
    test.p_value = pearson.p;
    test.min_expected = pearson.min_expected;
    if (is_sparse(&pearson) && !compute_exact(n_rows, n_columns, counts, &test, error))
        return false;
    if (!set_cramers_v(run, n_rows, n_columns, counts, &test, error))
        return false;
    test.p_adjusted = test.p_value;
    *ret_test = test;
    return true;
}

/* Groups by points of the scale, as rank tests want them. */
static double *turn(const Matrix *matrix)
{
    double *turned = g_new0(double, matrix->n_rows * matrix->n_columns + 1);

    for (size_t i = 0; i < matrix->n_rows; i++) {
        for (size_t j = 0; j < matrix->n_columns; j++)
            turned[j * matrix->n_rows + i] = matrix->counts[i * matrix->n_columns + j];
    }
    return turned;
}

static bool compare_two_ranked(const SvyRun *run,
                               size_t n_levels,
                               const double counts[],
                               SvyTest *test,
                               GError **error)
{
    SvyMannWhitney ranks;
    SvyAssociation association;

    if (!svy_ordinal_mann_whitney(n_levels, counts, &ranks, error) ||
        !svy_association_compute(2, n_levels, counts, run->result->level, &association, error))
        return false;
    start_test(test, SVY_TR("Mann-Whitney test (corrected for ties), z"), ranks.status);
    test->statistic = -ranks.z; /* above 0 where Somers' D is */
    test->p_value = ranks.p;
    test->effect_name =
        SVY_TR("Somers' D (above 0: the second group stands further down the table)");
    test->effect = association.somers_cr;
    return true;
}

static bool compare_ranked(const SvyRun *run, const Matrix *matrix, SvyTest *test, GError **error)
{
    g_autofree double *counts = turn(matrix);
    SvyKruskalWallis ranks;

    if (matrix->n_columns == 2)
        return compare_two_ranked(run, matrix->n_rows, counts, test, error);
    if (!svy_ordinal_kruskal_wallis(matrix->n_columns, matrix->n_rows, counts, &ranks, error))
        return false;
    start_test(test, SVY_TR("Kruskal-Wallis test (corrected for ties), chi-square"), ranks.status);
    test->statistic = ranks.statistic;
    test->df = ranks.df;
    test->p_value = ranks.p;
    return ranks.status != SVY_STATUS_OK ||
           set_cramers_v(run, matrix->n_rows, matrix->n_columns, matrix->counts, test, error);
}

/* --- With weights --------------------------------------------------------------------------- */

/* Weighted people in the number of people who would tell as much. */
static double find_scale(size_t n, const SvyWeightSums sums[])
{
    SvyWeightSums all = {0};

    for (size_t i = 0; i < n; i++) {
        all.w += sums[i].w;
        all.w2 += sums[i].w2;
    }
    return all.w2 > 0 ? all.w / all.w2 : 0;
}

static bool set_weighted_v(const SvyRun *run,
                           size_t n_rows,
                           size_t n_columns,
                           const SvyWeightSums sums[],
                           SvyTest *test,
                           GError **error)
{
    g_autofree double *counts = g_new0(double, n_rows *n_columns + 1);
    const double scale = find_scale(n_rows * n_columns, sums);

    for (size_t i = 0; i < n_rows * n_columns; i++)
        counts[i] = sums[i].w * scale;
    return set_cramers_v(run, n_rows, n_columns, counts, test, error);
}

bool svy_group_tests_compare_weighted(const SvyRun *run,
                                      size_t n_rows,
                                      size_t n_columns,
                                      const SvyWeightSums sums[],
                                      SvyTest *ret_test,
                                      GError **error)
{
    SvyDesignChisq rao_scott;
    SvyTest test;

    if (!svy_weighted_test_table(svy_run_count_weighted(run), n_rows, n_columns, sums, &rao_scott,
                                 error))
        return false;
    start_test(&test, SVY_TR("Rao-Scott second-order F"), rao_scott.status);
    if (rao_scott.status == SVY_STATUS_OK) {
        test.statistic = rao_scott.f;
        test.df = rao_scott.ndf;
        test.df2 = rao_scott.ddf;
        test.p_value = test.p_adjusted = rao_scott.p_f;
        if (!set_weighted_v(run, n_rows, n_columns, sums, &test, error))
            return false;
    }
    *ret_test = test;
    return true;
}

/* Groups by points of the scale, with weights. */
static SvyWeightSums *turn_sums(const Matrix *matrix)
{
    SvyWeightSums *turned = g_new0(SvyWeightSums, matrix->n_rows * matrix->n_columns + 1);

    for (size_t i = 0; i < matrix->n_rows; i++) {
        for (size_t j = 0; j < matrix->n_columns; j++)
            turned[j * matrix->n_rows + i] = matrix->sums[i * matrix->n_columns + j];
    }
    return turned;
}

/* Somers' D of two groups, for so many people as tell as much. */
static bool set_weighted_somers(const SvyRun *run,
                                size_t n_levels,
                                const SvyWeightSums people[],
                                SvyTest *test,
                                GError **error)
{
    g_autofree double *counts = g_new0(double, 2 * n_levels + 1);
    const double scale = find_scale(2 * n_levels, people);
    SvyAssociation association;

    for (size_t i = 0; i < 2 * n_levels; i++)
        counts[i] = people[i].w * scale;
    if (!svy_association_compute(2, n_levels, counts, run->result->level, &association, error))
        return false;
    test->effect_name =
        SVY_TR("Somers' D (above 0: the second group stands further down the table)");
    test->effect = association.somers_cr;
    return true;
}

static bool compare_ranked_weighted(const SvyRun *run,
                                    const Matrix *matrix,
                                    SvyTest *test,
                                    GError **error)
{
    g_autofree SvyWeightSums *people = turn_sums(matrix);
    SvyWeightedRanks ranks;

    if (!svy_weighted_test_ranks(svy_run_count_weighted(run), matrix->n_columns, matrix->n_rows,
                                 people, &ranks, error))
        return false;
    start_test(test,
               matrix->n_columns == 2 ? SVY_TR("Design-based Wilcoxon test of ranks, t")
                                      : SVY_TR("Design-based Kruskal-Wallis test of ranks, F"),
               ranks.status);
    if (ranks.status != SVY_STATUS_OK)
        return true;
    test->p_value = ranks.p;
    if (matrix->n_columns == 2) {
        test->statistic = ranks.t;
        test->df = ranks.ddf;
        return set_weighted_somers(run, matrix->n_rows, people, test, error);
    }
    test->statistic = ranks.f;
    test->df = ranks.df;
    test->df2 = ranks.ddf;
    return set_weighted_v(run, matrix->n_rows, matrix->n_columns, matrix->sums, test, error);
}

static bool test_answers(const SvyRun *run,
                         const SvyBreakdown *table,
                         SvyTest *test,
                         GError **error)
{
    g_auto(Matrix) matrix = make_matrix(table);

    if (matrix.n_columns < 2 || matrix.n_rows < 2) {
        start_test(test, SVY_TR("Pearson chi-square"),
                   matrix.has_rest ? SVY_STATUS_WITHHELD : SVY_STATUS_UNDEFINED);
        return true;
    }
    if (run->weighting != NULL && matrix.has_scale)
        return compare_ranked_weighted(run, &matrix, test, error);
    if (run->weighting != NULL)
        return svy_group_tests_compare_weighted(run, matrix.n_rows, matrix.n_columns, matrix.sums,
                                                test, error);
    if (matrix.has_scale)
        return compare_ranked(run, &matrix, test, error);
    if (!svy_group_tests_compare(run, matrix.n_rows, matrix.n_columns, matrix.counts, test, error))
        return false;
    if (matrix.has_rest && strcmp(test->method, "Pearson chi-square") == 0)
        test->method = SVY_TR("Pearson chi-square, answers with withheld cells taken together");
    return true;
}

/* --- Select-alls ---------------------------------------------------------------------------- */

/* How many of each group ticked both of two items; the items that may be told of. */
static double *count_both(const SvyRun *run,
                          const SvyVariable *variable,
                          const SvyGrouping *grouping,
                          size_t n_groups,
                          const size_t columns[],
                          size_t n_items,
                          const size_t items[],
                          SvyBitset *work)
{
    double *both = g_new0(double, n_groups *n_items *n_items + 1);
    const size_t n_words = (work->n_bits + 63) / 64;

    for (size_t g = 0; g < n_groups; g++) {
        const SvyBitset *group = grouping->groups[columns[g] - 1].people;
        double *of_group = &both[g * n_items * n_items];

        for (size_t i = 0; i < n_items; i++) {
            const SvyBitset *first = variable->answers[items[i]].people;

            for (size_t w = 0; w < n_words; w++)
                work->words[w] = first->words[w] & group->words[w];
            for (size_t j = i; j < n_items; j++)
                of_group[i * n_items + j] = of_group[j * n_items + i] =
                    (double)svy_tally_count(run, work, variable->answers[items[j]].people).n;
        }
    }
    return both;
}

/* The item that differs most, as a table of ticked and not ticked. */
static bool set_largest_v(const SvyRun *run,
                          const SvyBreakdown *table,
                          size_t n_groups,
                          const size_t columns[],
                          size_t row,
                          SvyTest *test,
                          GError **error)
{
    g_autofree double *counts = g_new0(double, 2 * n_groups + 1);

    for (size_t g = 0; g < n_groups; g++) {
        counts[g] = (double)svy_breakdown_get(table, row, columns[g])->n;
        counts[n_groups + g] = (double)table->bases[columns[g]].n - counts[g];
    }
    if (!set_cramers_v(run, 2, n_groups, counts, test, error))
        return false;
    test->effect_name = SVY_TR("Cramer's V of the item that differs most");
    return true;
}

static bool compute_mmi(const SvyRun *run,
                        const SvyBreakdown *table,
                        const SvyVariable *variable,
                        SvyBitset *work,
                        SvyTest *test,
                        GError **error)
{
    g_autofree size_t *columns = g_new0(size_t, table->n_columns);
    g_autofree size_t *items = g_new0(size_t, table->n_rows + 1);
    g_autofree double *bases = g_new0(double, table->n_columns);
    const size_t n_groups = list_columns(table, columns);
    size_t n_items = 0, best = 0;
    SvyMultiResponseTest mmi;

    for (size_t i = 0; i < table->n_rows - table->n_nets; i++) {
        if (is_row_shown(table, i))
            items[n_items++] = i;
    }
    for (size_t g = 0; g < n_groups; g++)
        bases[g] = (double)table->bases[columns[g]].n;
    start_test(test, SVY_TR("Sum of Pearson chi-squares of the items, Rao-Scott second order"),
               n_items == 0 ? SVY_STATUS_WITHHELD : SVY_STATUS_UNDEFINED);
    if (n_items == 0 || n_groups < 2)
        return true;

    g_autofree double *both =
        count_both(run, variable, table->grouping, n_groups, columns, n_items, items, work);
    g_autofree double *statistics = g_new0(double, n_items);
    g_autofree double *p = g_new0(double, n_items);

    if (!svy_multi_response_test_groups(n_groups, n_items, bases, both, statistics, p, &mmi, error))
        return false;
    test->status = mmi.status;
    if (mmi.status != SVY_STATUS_OK)
        return true;
    test->statistic = mmi.second;
    test->df = mmi.second_df;
    test->p_value = mmi.second_p;
    for (size_t i = 1; i < n_items; i++) {
        if (statistics[i] > statistics[best] || isnan(statistics[best]))
            best = i;
    }
    return set_largest_v(run, table, n_groups, columns, items[best], test, error);
}

/* One item as a table of ticked and not ticked. */
static bool test_item(const SvyRun *run,
                      const SvyBreakdown *table,
                      size_t n_groups,
                      const size_t columns[],
                      size_t row,
                      SvyTest *test,
                      GError **error)
{
    g_autofree SvyWeightSums *sums = g_new0(SvyWeightSums, 2 * n_groups + 1);

    for (size_t g = 0; g < n_groups; g++) {
        const SvyWeightSums base = svy_tally_get_sums(&table->bases[columns[g]]);

        sums[g] = svy_tally_get_sums(svy_breakdown_get(table, row, columns[g]));
        sums[n_groups + g] = subtract(&base, &sums[g]);
    }
    return svy_group_tests_compare_weighted(run, 2, n_groups, sums, test, error);
}

/* The item with the smallest p, which is made larger for their number. */
static bool test_items_weighted(const SvyRun *run,
                                const SvyBreakdown *table,
                                SvyTest *test,
                                GError **error)
{
    g_autofree size_t *columns = g_new0(size_t, table->n_columns);
    const size_t n_groups = list_columns(table, columns);
    size_t n_items = 0;

    start_test(test, SVY_TR("Rao-Scott second-order F of each item, Bonferroni"),
               SVY_STATUS_WITHHELD);
    for (size_t i = 0; i < table->n_rows - table->n_nets; i++) {
        SvyTest one;

        if (!is_row_shown(table, i))
            continue;
        if (!test_item(run, table, n_groups, columns, i, &one, error))
            return false;
        n_items += one.status == SVY_STATUS_OK;
        if (test->status != SVY_STATUS_OK || one.p_value < test->p_value)
            *test = one;
    }
    test->method =
        SVY_TR("Rao-Scott second-order F of the item that differs most, Bonferroni over the "
               "items");
    test->effect_name = SVY_TR("Cramer's V of this item");
    test->p_value = fmin(1, test->p_value * (double)n_items);
    return true;
}

static bool test_items(const SvyRun *run, const SvyBreakdown *table, SvyTest *test, GError **error)
{
    g_autoptr(SvyVariable) variable = NULL;
    g_autoptr(SvyBitset) work = svy_bitset_new(run->dataset->n_rows);

    if (run->weighting != NULL)
        return test_items_weighted(run, table, test, error);
    if (work == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for bit rows");
    return svy_variable_new(run->dataset, table->question, table->row_of_question, &variable,
                            error) &&
           compute_mmi(run, table, variable, work, test, error);
}

bool svy_group_tests_compute(const SvyRun *run,
                             const SvyBreakdown *table,
                             SvyTest *ret_test,
                             GError **error)
{
    SvyTest test;

    start_test(&test, SVY_TR("Pearson chi-square"), SVY_STATUS_WITHHELD);
    if (!table->is_withheld && !(table->is_exclusive ? test_answers(run, table, &test, error)
                                                     : test_items(run, table, &test, error)))
        return false;
    if (test.status == SVY_STATUS_OK && !isfinite(test.p_value))
        test.status = SVY_STATUS_UNDEFINED;
    test.p_adjusted = test.p_value;
    *ret_test = test;
    return true;
}

/* --- Cells ---------------------------------------------------------------------------------- */

/* Effective people per unit of weight in the columns; 1 without weights, of whom w counts. */
static double find_table_scale(const SvyBreakdown *table)
{
    SvyWeightSums all = {0};

    for (size_t c = 1; c < table->n_columns; c++) {
        all.w += table->bases[c].w;
        all.w2 += table->bases[c].w2;
    }
    return find_scale(1, &all);
}

/* The rest is part of it, so that a residual rests on its own cell and on figures of everybody. */
bool svy_group_tests_find_residuals(const SvyBreakdown *table,
                                    size_t row,
                                    double ret_residuals[],
                                    GError **error)
{
    const size_t n = table->n_columns - 1;
    g_autofree double *counts = g_new0(double, 2 * n + 1);
    g_autofree double *adjusted = g_new0(double, 2 * n + 1);
    g_autofree double *pearson = g_new0(double, 2 * n + 1);
    const double scale = find_table_scale(table);
    SvyStatus status;

    for (size_t c = 0; c < n; c++) {
        counts[c] = svy_breakdown_get(table, row, c + 1)->w * scale;
        counts[n + c] = fmax(0, table->bases[c + 1].w * scale - counts[c]);
    }
    for (size_t c = 0; c < table->n_columns; c++)
        ret_residuals[c] = (double)NAN;
    if (!table->grouping->is_exclusive || n < 2)
        return true;
    if (!svy_crosstab_compute_residuals(2, n, counts, adjusted, pearson, &status, error))
        return false;
    for (size_t c = 0; c < n; c++) {
        if (svy_breakdown_is_shown(table, row, c + 1))
            ret_residuals[c + 1] = adjusted[c];
    }
    return true;
}

static void name_above(char **letters, size_t column)
{
    g_autofree char *key = svy_letters_format_key(column);
    char *longer = *letters == NULL ? g_strdup(key) : g_strconcat(*letters, " ", key, NULL);

    g_free(*letters);
    *letters = longer;
}

bool svy_group_tests_find_letters(const SvyRun *run,
                                  const SvyBreakdown *table,
                                  size_t row,
                                  char *ret_letters[],
                                  GError **error)
{
    for (size_t c = 0; c < table->n_columns; c++)
        ret_letters[c] = NULL;
    return svy_group_tests_find_letters_among(run, table, row, 1, table->n_columns - 2, ret_letters,
                                              error);
}

bool svy_group_tests_find_letters_among(const SvyRun *run,
                                        const SvyBreakdown *table,
                                        size_t row,
                                        size_t first,
                                        size_t n,
                                        char *letters[],
                                        GError **error)
{
    g_autofree double *shares = g_new0(double, n + 1);
    g_autofree double *bases = g_new0(double, n + 1);
    g_autofree SvyColumnPair *pairs = g_new0(SvyColumnPair, n * n + 1);

    if (!table->grouping->is_exclusive || n < 2)
        return true;
    for (size_t c = 0; c < n; c++) {
        const SvyTally *base = &table->bases[first + c];

        if (!svy_breakdown_is_shown(table, row, first + c) || base->n == 0 || !(base->w > 0))
            continue;
        bases[c] = svy_tally_count_effective(run, base);
        shares[c] = fmin(1, svy_breakdown_get(table, row, first + c)->w / base->w);
    }
    if (!svy_crosstab_compare_columns(n, shares, bases, NULL, SVY_PAIR_ADJUST_BONFERRONI, pairs,
                                      error))
        return false;
    for (size_t a = 0; a < n; a++) {
        for (size_t b = a + 1; b < n; b++) {
            const SvyColumnPair *pair = &pairs[svy_crosstab_get_pair(n, a, b)];

            if (!(pair->p_adjusted < 1 - run->result->level))
                continue;
            name_above(&letters[first + (pair->z > 0 ? a : b)], pair->z > 0 ? b : a);
        }
    }
    return true;
}
