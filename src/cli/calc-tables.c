/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calc methods on tables: crosstabs, select-all questions, strata. */
#include "cli/calc.h"

#include <math.h>
#include <string.h>
#include <surveystat/crosstab.h>
#include <surveystat/fisher.h>
#include <surveystat/multi-response.h>
#include <surveystat/stratified.h>

#include "base/letters.h"
#include "base/num.h"
#include "stats/random.h"

#define TABLE_INPUT                                                                                \
    {                                                                                              \
        "table", SVY_CALC_MATRIX, SVY_CALC_REQUIRED, NULL, "counts, row by row: 12,5,7/3,9,14"     \
    }
#define CONF_INPUT                                                                                 \
    {                                                                                              \
        "conf", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.95", "confidence level, between 0 and 1"    \
    }

#define NONE ((double)NAN)

/* "p = 0.034" or "p < 0.001", for a sentence. (transfer full) */
static char *tell_p(double p)
{
    g_autofree char *number = svy_num_format_p(p);

    return *number == '<' ? g_strdup_printf("p < %s", number + 1)
                          : g_strdup_printf("p = %s", number);
}

/* What a p-value says of "no difference". */
static const char *judge_p(double p)
{
    return p < 0.05 ? "chance alone would rarely give such a table"
                    : "chance alone could well give such a table";
}

static void say_no_people(SvyCalcAnswer *answer, SvyStatus status)
{
    svy_calc_say(answer, status == SVY_STATUS_NO_CASES
                             ? "Nobody is in the table, so there is nothing to test."
                             : "All people are in one row or one column, so there is nothing to "
                               "compare.");
}

/* --- Independence ----------------------------------------------------------------------------- */

static const SvyCalcInput table_inputs[] = {TABLE_INPUT, {NULL}};

static void say_independence(SvyCalcAnswer *answer, const SvyIndependence *test)
{
    if (test->status != SVY_STATUS_OK) {
        say_no_people(answer, test->status);
        return;
    }

    g_autofree char *p = tell_p(test->p);

    svy_calc_say(answer,
                 "If rows and columns had nothing to do with each other, %s (%s; %.12g people, "
                 "Pearson's chi-square %.4g on %.12g df).",
                 judge_p(test->p), p, test->n, test->statistic, test->df);
    if (test->min_expected < 1 || (double)test->n_expected_below_5 > 0.2 * (double)test->n_cells)
        svy_calc_say(answer,
                     "%zu of %zu expected counts are below 5: rather use crosstab.fisher_exact.",
                     test->n_expected_below_5, test->n_cells);
}

static bool compute_chisq(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    g_auto(SvyCalcMatrix) table = {0};
    SvyIndependence test;

    if (!svy_calc_read_matrix(arguments, "table", &table, error) ||
        !svy_crosstab_test_independence(table.n_rows, table.n_columns, table.values,
                                        svy_calc_get_variant(arguments) == 1, &test, error))
        return false;
    svy_calc_put_number(answer, "X2", test.statistic);
    svy_calc_put_number(answer, "df", test.df);
    svy_calc_put_number(answer, "p", test.p);
    svy_calc_put_number(answer, "G2", test.g2);
    svy_calc_put_number(answer, "p_G2", test.g2_p);
    svy_calc_put_number(answer, "min_expected", test.min_expected);
    svy_calc_put_count(answer, "n_expected_lt5", test.n_expected_below_5);
    svy_calc_put_number(answer, "log10_p", test.log10_p);
    svy_calc_put_number(answer, "n", test.n);
    svy_calc_set_status(answer, test.status);
    say_independence(answer, &test);
    return true;
}

static const SvyCalcOutput chisq_outputs[] = {
    {"X2", "Pearson's chi-square"},
    {"df", "degrees of freedom, without empty rows and columns"},
    {"p", "p-value"},
    {"G2", "likelihood ratio (never corrected)"},
    {"p_G2", "its p-value"},
    {"min_expected", "smallest expected count"},
    {"n_expected_lt5", "cells with an expected count below 5"},
    {"log10_p", "decimal logarithm of p, also where p is too small for a number"},
    {"n", "people in the table"},
    {NULL},
};

/* --- Residuals -------------------------------------------------------------------------------- */

static void say_largest_residual(SvyCalcAnswer *answer,
                                 const SvyCalcMatrix *table,
                                 const double r[])
{
    size_t largest = 0;

    for (size_t i = 1; i < table->n_rows * table->n_columns; i++) {
        if (isnan(r[largest]) || fabs(r[i]) > fabs(r[largest]))
            largest = i;
    }
    svy_calc_say(answer,
                 "The cell that departs most from independence is row %zu, column %zu: %.3g "
                 "standard errors %s what the margins let expect. Beyond 2 is a hint, not a test.",
                 largest / table->n_columns + 1, largest % table->n_columns + 1, fabs(r[largest]),
                 r[largest] < 0 ? "below" : "above");
}

static bool compute_residuals(const SvyCalcArguments *arguments,
                              SvyCalcAnswer *answer,
                              GError **error)
{
    g_auto(SvyCalcMatrix) table = {0};
    SvyStatus status;

    if (!svy_calc_read_matrix(arguments, "table", &table, error))
        return false;

    const size_t n_cells = table.n_rows * table.n_columns;
    g_autofree double *adjusted = g_new0(double, n_cells + 1);
    g_autofree double *pearson = g_new0(double, n_cells + 1);

    if (!svy_crosstab_compute_residuals(table.n_rows, table.n_columns, table.values, adjusted,
                                        pearson, &status, error))
        return false;
    svy_calc_put_matrix(answer, "adjusted", table.n_rows, table.n_columns, adjusted);
    svy_calc_put_matrix(answer, "pearson", table.n_rows, table.n_columns, pearson);
    svy_calc_set_status(answer, status);
    if (status == SVY_STATUS_OK)
        say_largest_residual(answer, &table, adjusted);
    else if (status == SVY_STATUS_NO_CASES)
        say_no_people(answer, status);
    else
        svy_calc_say(answer, "A row or column is empty or holds everybody: its cells have no "
                             "residual.");
    return true;
}

static const SvyCalcOutput residuals_outputs[] = {
    {"adjusted", "(O - E) / sqrt(E (1 - row share) (1 - column share))"},
    {"pearson", "(O - E) / sqrt(E)"},
    {NULL},
};

/* --- Strength --------------------------------------------------------------------------------- */

static bool compute_cramers_v(const SvyCalcArguments *arguments,
                              SvyCalcAnswer *answer,
                              GError **error)
{
    g_auto(SvyCalcMatrix) table = {0};
    SvyCramersV v;
    double level;

    if (!svy_calc_read_matrix(arguments, "table", &table, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !svy_crosstab_cramers_v(table.n_rows, table.n_columns, table.values, level, &v, error))
        return false;
    svy_calc_put_number(answer, "V", v.v.value);
    svy_calc_put_number(answer, "V_bias_corrected", v.v_corrected);
    svy_calc_put_number(answer, "ncp_lower", v.ncp_lo);
    svy_calc_put_number(answer, "ncp_upper", v.ncp_hi);
    svy_calc_put_number(answer, "lower", v.v.lo);
    svy_calc_put_number(answer, "upper", v.v.hi);
    svy_calc_put_number(answer, "smithson_lower", v.smithson_lo);
    svy_calc_put_number(answer, "smithson_upper", v.smithson_hi);
    svy_calc_set_status(answer, v.v.status);
    if (v.v.status != SVY_STATUS_OK) {
        say_no_people(answer, v.v.status);
        return true;
    }
    svy_calc_say(answer,
                 "On a scale from 0 (unrelated) to 1 (one tells the other), rows and columns go "
                 "together by %.3f; %.12g%% interval %.3f to %.3f (Cramer's V).",
                 v.v.value, level * 100, v.v.lo, v.v.hi);
    if (isnan(v.v_corrected))
        svy_calc_set_status(answer, SVY_STATUS_UNDEFINED);
    else
        svy_calc_say(answer, "Without the upward bias of small samples: %.3f.", v.v_corrected);
    return true;
}

static const SvyCalcInput cramers_v_inputs[] = {TABLE_INPUT, CONF_INPUT, {NULL}};

static const SvyCalcOutput cramers_v_outputs[] = {
    {"V", "Cramer's V, 0 to 1"},
    {"V_bias_corrected", "without its upward bias (Bergsma)"},
    {"ncp_lower", "lower limit of the noncentrality of the chi-square"},
    {"ncp_upper", "upper limit"},
    {"lower", "lower limit of V: sqrt(ncp / (n (k - 1)))"},
    {"upper", "upper limit"},
    {"smithson_lower", "lower limit with df added to the noncentrality"},
    {"smithson_upper", "upper limit"},
    {NULL},
};

/* --- Fisher ----------------------------------------------------------------------------------- */

static void say_fisher(SvyCalcAnswer *answer, double p, const char *how)
{
    g_autofree char *text = tell_p(p);

    svy_calc_say(answer,
                 "If rows and columns had nothing to do with each other, %s (%s; %s, two-sided by "
                 "probability order).",
                 judge_p(p), text, how);
}

static bool compute_fisher_2x2(const SvyCalcArguments *arguments,
                               SvyCalcAnswer *answer,
                               GError **error)
{
    g_auto(SvyCalcMatrix) table = {0};
    SvyFisher2x2 test;
    double level;

    if (!svy_calc_read_matrix(arguments, "table", &table, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error))
        return false;
    if (table.n_rows != 2 || table.n_columns != 2)
        return svy_calc_refuse("table", "have two rows and two columns", error);
    if (!svy_fisher_2x2(table.values, level, &test, error))
        return false;
    svy_calc_put_number(answer, "p", test.p);
    svy_calc_put_number(answer, "p_greater", test.p_greater);
    svy_calc_put_number(answer, "p_less", test.p_less);
    svy_calc_put_number(answer, "p_midp", test.p_midp);
    svy_calc_put_number(answer, "or_cmle", test.odds_ratio);
    svy_calc_put_number(answer, "lower", test.lo);
    svy_calc_put_number(answer, "upper", test.hi);
    svy_calc_set_status(answer, test.status);
    if (test.status != SVY_STATUS_OK) {
        say_no_people(answer, test.status);
        return true;
    }
    say_fisher(answer, test.p, "Fisher's exact test");
    if (isfinite(test.odds_ratio))
        svy_calc_say(answer, "Odds ratio %.4g; exact %.12g%% interval %.4g to %.4g.",
                     test.odds_ratio, level * 100, test.lo, test.hi);
    else {
        svy_calc_set_status(answer, SVY_STATUS_UNDEFINED);
        svy_calc_say(answer, "The odds ratio has no upper bound; it is at least %.4g (%.12g%%).",
                     test.lo, level * 100);
    }
    return true;
}

static const SvyCalcOutput fisher_2x2_outputs[] = {
    {"p", "two-sided, by probability order"},
    {"p_greater", "first cell as large or larger"},
    {"p_less", "first cell as small or smaller"},
    {"p_midp", "two-sided, equally probable tables by half"},
    {"or_cmle", "odds ratio, conditional maximum likelihood; null: infinite"},
    {"lower", "exact lower limit of the odds ratio"},
    {"upper", "exact upper limit; null: infinite"},
    {NULL},
};

/* Random tables where there are too many to look at: fewer of a large table, for seconds. */
static const size_t most_replicates = 100000, most_drawn_cells = 20000000;

/* Exact where that is feasible, else by random tables. */
static bool compute_fisher_exact(const SvyCalcArguments *arguments,
                                 SvyCalcAnswer *answer,
                                 GError **error)
{
    g_auto(SvyCalcMatrix) table = {0};
    SvyFisherMonteCarlo random;
    SvyFisherExact test;

    if (!svy_calc_read_matrix(arguments, "table", &table, error) ||
        !svy_fisher_exact(table.n_rows, table.n_columns, table.values, SVY_FISHER_MAX_STEPS, &test,
                          error))
        return false;

    const bool is_random = test.status == SVY_STATUS_OK && !test.is_feasible;
    const size_t n_cells = MAX(1, table.n_rows * table.n_columns);
    const size_t n_replicates = MAX(1000, MIN(most_replicates, most_drawn_cells / n_cells));

    if (is_random && !svy_fisher_monte_carlo(table.n_rows, table.n_columns, table.values,
                                             n_replicates, SVY_RANDOM_DEFAULT_SEED, &random, error))
        return false;
    svy_calc_put_number(answer, "p", is_random ? random.p : test.p);
    svy_calc_put_number(answer, "p_table", test.p_table);
    svy_calc_put_number(answer, "n_tables", test.n_tables);
    svy_calc_put_text(answer, "computed_by", is_random ? "monte carlo" : "exact");
    svy_calc_set_status(answer, test.status);
    if (is_random) {
        svy_calc_put_number(answer, "se", random.se);
        svy_calc_put_count(answer, "B", random.n_replicates);
        svy_calc_put_count(answer, "seed", SVY_RANDOM_DEFAULT_SEED);
        say_fisher(answer, random.p, "Fisher's test by random tables");
        svy_calc_say(answer,
                     "There are too many tables to look at them all: p is from %zu random tables "
                     "(" SVY_RANDOM_NAME ", seed %d) and has a standard error of %.2g.",
                     random.n_replicates, SVY_RANDOM_DEFAULT_SEED, random.se);
    } else if (test.status == SVY_STATUS_OK)
        say_fisher(answer, test.p, "Fisher's exact test");
    else
        say_no_people(answer, test.status);
    return true;
}

static const SvyCalcOutput fisher_exact_outputs[] = {
    {"p", "two-sided, by probability order"},
    {"p_table", "probability of the table itself, given its margins"},
    {"n_tables", "how many tables have these margins"},
    {"computed_by", "exact, or monte carlo when there are too many tables"},
    {"se", "standard error of p (monte carlo only)"},
    {"B", "random tables (monte carlo only)"},
    {"seed", "seed of mt19937 (monte carlo only)"},
    {NULL},
};

static bool compute_fisher_monte_carlo(const SvyCalcArguments *arguments,
                                       SvyCalcAnswer *answer,
                                       GError **error)
{
    g_auto(SvyCalcMatrix) table = {0};
    SvyFisherMonteCarlo random;
    SvyFisherExact exact;
    size_t n_replicates, seed;

    if (!svy_calc_read_matrix(arguments, "table", &table, error) ||
        !svy_calc_read_whole(arguments, "B", 1, 100000000, &n_replicates, error) ||
        !svy_calc_read_whole(arguments, "seed", 0, UINT32_MAX, &seed, error) ||
        !svy_fisher_monte_carlo(table.n_rows, table.n_columns, table.values, n_replicates,
                                (uint32_t)seed, &random, error) ||
        !svy_fisher_exact(table.n_rows, table.n_columns, table.values, SVY_FISHER_MAX_STEPS, &exact,
                          error))
        return false;
    svy_calc_put_number(answer, "p", random.p);
    svy_calc_put_number(answer, "se", random.se);
    svy_calc_put_number(answer, "p_exact", exact.p);
    svy_calc_put_count(answer, "B", random.n_replicates);
    svy_calc_put_count(answer, "seed", seed);
    svy_calc_set_status(answer, random.status);
    if (random.status != SVY_STATUS_OK) {
        say_no_people(answer, random.status);
        return true;
    }
    say_fisher(answer, random.p, "Fisher's test by random tables");
    svy_calc_say(answer,
                 "p is from %zu random tables (" SVY_RANDOM_NAME ", seed %zu) and has a standard "
                 "error of %.2g.",
                 random.n_replicates, seed, random.se);
    return true;
}

static const SvyCalcInput fisher_monte_carlo_inputs[] = {
    TABLE_INPUT,
    {"B", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "10000", "random tables, 1 to 100000000"},
    {"seed", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "1", "seed of the generator mt19937"},
    {NULL},
};

static const SvyCalcOutput fisher_monte_carlo_outputs[] = {
    {"p", "(k + 1) / (B + 1), k tables as improbable as this one"},
    {"se", "standard error of p: sqrt(p (1 - p) / B)"},
    {"p_exact", "the exact p; null where there are too many tables"},
    {"B", "random tables"},
    {"seed", "seed of the generator mt19937"},
    {NULL},
};

/* --- Column letters --------------------------------------------------------------------------- */

static const char *const adjust_words[] = {"bonferroni", "holm", "bh", "none", NULL};

/* What the letters of a table are made with. */
typedef struct {
    size_t adjust; /* an SvyPairAdjust */
    double alpha, alpha2;
} LetterRule;

static bool read_rule(const SvyCalcArguments *arguments, LetterRule *rule, GError **error)
{
    rule->alpha2 = NONE;
    if (!svy_calc_read_choice(arguments, "adjust", adjust_words, &rule->adjust, error) ||
        !svy_calc_read_number(arguments, "alpha", &rule->alpha, error) ||
        (svy_calc_has(arguments, "alpha2") &&
         !svy_calc_read_number(arguments, "alpha2", &rule->alpha2, error)))
        return false;
    if (!(rule->alpha > 0 && rule->alpha < 1))
        return svy_calc_refuse("alpha", "be between 0 and 1", error);
    if (rule->alpha2 <= rule->alpha || rule->alpha2 >= 1)
        return svy_calc_refuse("alpha2", "be between alpha and 1", error);
    return true;
}

/* The keys of the columns whose share is smaller than that of @column, upper case for alpha, lower
 * case for alpha2. (transfer full) */
static char *list_letters(const LetterRule *rule,
                          size_t n_columns,
                          const SvyColumnPair pairs[],
                          size_t column,
                          size_t *n_differences)
{
    GString *letters = g_string_new(NULL);

    for (size_t other = 0; other < n_columns; other++) {
        if (other == column)
            continue;

        const SvyColumnPair *pair =
            &pairs[svy_crosstab_get_pair(n_columns, MIN(column, other), MAX(column, other))];
        const bool is_larger = column < other ? pair->z > 0 : pair->z < 0;
        const bool is_sure = pair->p_adjusted <= rule->alpha;

        if (!is_larger || !(is_sure || pair->p_adjusted <= rule->alpha2))
            continue;

        g_autofree char *key = svy_letters_format_key(other);
        g_autofree char *shown = is_sure ? g_strdup(key) : g_ascii_strdown(key, -1);

        if (n_columns > 26 && letters->len > 0)
            g_string_append_c(letters, ' ');
        g_string_append(letters, shown);
        (*n_differences)++;
    }
    return g_string_free(letters, FALSE);
}

static JsonArray *make_letters(const LetterRule *rule,
                               size_t n_columns,
                               const SvyColumnPair pairs[],
                               size_t *n_differences)
{
    JsonArray *array = json_array_new();

    for (size_t column = 0; column < n_columns; column++) {
        g_autofree char *letters = list_letters(rule, n_columns, pairs, column, n_differences);

        json_array_add_string_element(array, letters);
    }
    return array;
}

static void add_number(JsonArray *array, double value)
{
    if (isfinite(value))
        json_array_add_double_element(array, value);
    else
        json_array_add_null_element(array);
}

/* [z, p] or [z, p, p_adjusted]. */
static JsonArray *make_pair(const SvyColumnPair *pair, bool with_adjusted)
{
    JsonArray *array = json_array_new();

    add_number(array, pair->z);
    add_number(array, pair->p);
    if (with_adjusted)
        add_number(array, pair->p_adjusted);
    return array;
}

static char *name_pair(size_t first, size_t second)
{
    g_autofree char *a = svy_letters_format_key(first);
    g_autofree char *b = svy_letters_format_key(second);

    return g_strdup_printf("%s-%s", a, b);
}

static JsonObject *make_pairs(size_t n_columns, const SvyColumnPair pairs[])
{
    JsonObject *object = json_object_new();

    for (size_t i = 0; i < n_columns; i++) {
        for (size_t j = i + 1; j < n_columns; j++) {
            g_autofree char *name = name_pair(i, j);
            const SvyColumnPair *pair = &pairs[svy_crosstab_get_pair(n_columns, i, j)];

            json_object_set_array_member(object, name, make_pair(pair, true));
        }
    }
    return object;
}

static JsonNode *wrap_array(JsonArray *array)
{
    JsonNode *node = json_node_new(JSON_NODE_ARRAY);

    json_node_take_array(node, array);
    return node;
}

static bool check_table(const SvyCalcMatrix *table, GError **error)
{
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        if (!(table->values[i] >= 0))
            return svy_calc_refuse("table", "hold counts, 0 or more", error);
    }
    return true;
}

/* The people in each column: as given, or the column totals. */
static bool read_bases(const SvyCalcArguments *arguments,
                       const SvyCalcMatrix *table,
                       SvyCalcVector *bases,
                       GError **error)
{
    if (svy_calc_has(arguments, "bases")) {
        if (!svy_calc_read_vector(arguments, "bases", bases, error))
            return false;
        return bases->n == table->n_columns ||
               svy_calc_refuse("bases", "have one number for each column of the table", error);
    }
    bases->n = table->n_columns;
    bases->values = g_new0(double, bases->n + 1);
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++)
        bases->values[i % table->n_columns] += table->values[i];
    return true;
}

static bool read_overlap(const SvyCalcArguments *arguments,
                         const SvyCalcMatrix *table,
                         SvyCalcMatrix *overlap,
                         GError **error)
{
    if (!svy_calc_has(arguments, "overlap"))
        return true;
    if (!svy_calc_read_matrix(arguments, "overlap", overlap, error))
        return false;
    return (overlap->n_rows == table->n_columns && overlap->n_columns == table->n_columns) ||
           svy_calc_refuse("overlap", "have a row and a column for each column of the table",
                           error);
}

static void say_letters(SvyCalcAnswer *answer, const LetterRule *rule, size_t n_differences)
{
    static const char *const names[] = {"Bonferroni", "Holm", "Benjamini-Hochberg", NULL};
    const char *name = names[MIN(rule->adjust, 3)];

    svy_calc_say(answer,
                 "A letter in a cell names a column whose share in that row is smaller, beyond "
                 "chance at %.12g (two-sided z-test on column percentages, %s%s): %zu such %s.",
                 rule->alpha, name != NULL ? "adjusted within the row by " : "not adjusted",
                 name != NULL ? name : "", n_differences,
                 n_differences == 1 ? "difference" : "differences");
}

static bool compute_column_letters(const SvyCalcArguments *arguments,
                                   SvyCalcAnswer *answer,
                                   GError **error)
{
    g_auto(SvyCalcMatrix) table = {0}, overlap = {0};
    g_auto(SvyCalcVector) bases = {0};
    LetterRule rule;
    size_t n_differences = 0;
    double n = 0;

    if (!svy_calc_read_matrix(arguments, "table", &table, error) || !check_table(&table, error) ||
        !read_rule(arguments, &rule, error) || !read_bases(arguments, &table, &bases, error) ||
        !read_overlap(arguments, &table, &overlap, error))
        return false;

    const size_t n_columns = table.n_columns;
    g_autofree double *shares = g_new0(double, n_columns + 1);
    g_autofree SvyColumnPair *pairs = g_new0(SvyColumnPair, n_columns * n_columns + 1);
    g_autoptr(JsonArray) letters = json_array_new();
    g_autoptr(JsonArray) all_pairs = json_array_new();

    for (size_t i = 0; i < table.n_rows; i++) {
        for (size_t j = 0; j < n_columns; j++) {
            shares[j] = table.values[i * n_columns + j] / bases.values[j];
            n += table.values[i * n_columns + j];
        }
        if (!svy_crosstab_compare_columns(n_columns, shares, bases.values, overlap.values,
                                          (SvyPairAdjust)rule.adjust, pairs, error))
            return false;
        json_array_add_array_element(letters,
                                     make_letters(&rule, n_columns, pairs, &n_differences));
        json_array_add_object_element(all_pairs, make_pairs(n_columns, pairs));
    }
    svy_calc_put_node(answer, "letters", wrap_array(g_steal_pointer(&letters)));
    svy_calc_put_node(answer, "pairs", wrap_array(g_steal_pointer(&all_pairs)));
    if (!(n > 0))
        svy_calc_set_status(answer, SVY_STATUS_NO_CASES);
    say_letters(answer, &rule, n_differences);
    return true;
}

#define LETTER_INPUTS                                                                              \
    {"adjust", SVY_CALC_WORD, SVY_CALC_OPTIONAL, "bonferroni",                                     \
     "bonferroni, holm, bh or none, over the pairs of a row"},                                     \
        {"alpha", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.05", "level of the upper-case letters"},  \
    {                                                                                              \
        "alpha2", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL,                                        \
            "a second, larger level: lower-case letters"                                           \
    }

static const SvyCalcInput column_letters_inputs[] = {
    TABLE_INPUT,
    LETTER_INPUTS,
    {"bases", SVY_CALC_VECTOR, SVY_CALC_OPTIONAL, NULL,
     "people in each column, where rows are items of a select-all question (else column totals)"},
    {"overlap", SVY_CALC_MATRIX, SVY_CALC_OPTIONAL, NULL,
     "people in both columns, for each two columns, where columns share people"},
    {NULL},
};

static const SvyCalcOutput column_letters_outputs[] = {
    {"letters", "for each cell, the columns that are smaller in its row"},
    {"pairs", "for each row, z, p and adjusted p of each two columns; null: not compared"},
    {NULL},
};

/* --- The same on shares and effective bases --------------------------------------------------- */

static bool read_shares(const SvyCalcArguments *arguments,
                        SvyCalcVector *p,
                        SvyCalcVector *n,
                        SvyCalcVector *deff,
                        GError **error)
{
    if (!svy_calc_read_vector(arguments, "p", p, error) ||
        !svy_calc_read_vector(arguments, "n", n, error) ||
        !svy_calc_read_vector(arguments, "kish_deff", deff, error))
        return false;
    if (n->n != p->n || deff->n != p->n)
        return svy_calc_refuse("n and kish_deff", "have one number for each number of p", error);
    for (size_t i = 0; i < p->n; i++) {
        if (!(deff->values[i] > 0))
            return svy_calc_refuse("kish_deff", "be above 0", error);
        if (!(n->values[i] >= 0))
            return svy_calc_refuse("n", "be 0 or more", error);
        if (!(p->values[i] >= 0 && p->values[i] <= 1) && n->values[i] > 0)
            return svy_calc_refuse("p", "be between 0 and 1", error);
        n->values[i] /= deff->values[i];
    }
    return true;
}

static bool compute_column_letters_weighted(const SvyCalcArguments *arguments,
                                            SvyCalcAnswer *answer,
                                            GError **error)
{
    g_auto(SvyCalcVector) p = {0}, n = {0}, deff = {0};
    LetterRule rule;
    size_t n_differences = 0;

    if (!read_shares(arguments, &p, &n, &deff, error) || !read_rule(arguments, &rule, error))
        return false;

    g_autofree SvyColumnPair *pairs = g_new0(SvyColumnPair, p.n * p.n + 1);

    if (!svy_crosstab_compare_columns(p.n, p.values, n.values, NULL, (SvyPairAdjust)rule.adjust,
                                      pairs, error))
        return false;
    for (size_t i = 0; i < p.n; i++) {
        for (size_t j = i + 1; j < p.n; j++) {
            const SvyColumnPair *pair = &pairs[svy_crosstab_get_pair(p.n, i, j)];
            g_autofree char *name = name_pair(i, j);

            svy_calc_put_node(answer, name, wrap_array(make_pair(pair, false)));
            if (isnan(pair->z))
                svy_calc_set_status(answer, n.values[i] > 0 && n.values[j] > 0
                                                ? SVY_STATUS_UNDEFINED
                                                : SVY_STATUS_NO_CASES);
        }
    }
    svy_calc_put_node(answer, "letters",
                      wrap_array(make_letters(&rule, p.n, pairs, &n_differences)));
    say_letters(answer, &rule, n_differences);
    svy_calc_say(answer, "The bases are effective ones, n / deff.");
    return true;
}

static const SvyCalcInput column_letters_weighted_inputs[] = {
    {"p", SVY_CALC_VECTOR, SVY_CALC_REQUIRED, NULL, "weighted share in each column, 0 to 1"},
    {"n", SVY_CALC_VECTOR, SVY_CALC_REQUIRED, NULL, "people in each column, not weighted"},
    {"kish_deff", SVY_CALC_VECTOR, SVY_CALC_REQUIRED, NULL,
     "design effect of the weights in each column (weight.kish_deff)"},
    LETTER_INPUTS,
    {NULL},
};

static const SvyCalcOutput column_letters_weighted_outputs[] = {
    {"A-B", "z and p of the first two columns; A-C, B-C ... alike"},
    {"letters", "for each column, the columns that are smaller, by adjusted p"},
    {NULL},
};

/* --- Select-all: percentages ------------------------------------------------------------------ */

/* Patterns taken apart: the leading columns that are no ticks, ticks, counts. */
typedef struct {
    size_t n, n_items;
    double *groups; /* [n] owned; NULL without groups */
    double *ticks;  /* [n * n_items] owned */
    double *counts; /* [n] owned */
} Patterns;

static void patterns_clear(Patterns *patterns)
{
    g_free(patterns->groups);
    g_free(patterns->ticks);
    g_free(patterns->counts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Patterns, patterns_clear)

static bool read_patterns(const SvyCalcArguments *arguments,
                          bool has_groups,
                          Patterns *patterns,
                          GError **error)
{
    g_auto(SvyCalcMatrix) rows = {0};
    const size_t n_before = has_groups ? 1 : 0;

    if (!svy_calc_read_matrix(arguments, "patterns", &rows, error))
        return false;
    if (rows.n_rows > 0 && rows.n_columns < n_before + 2)
        return svy_calc_refuse("patterns",
                               has_groups ? "have a group, items and a count in each row"
                                          : "have items and a count in each row",
                               error);
    patterns->n = rows.n_rows;
    patterns->n_items = rows.n_rows > 0 ? rows.n_columns - n_before - 1 : 0;
    patterns->groups = has_groups ? g_new0(double, patterns->n + 1) : NULL;
    patterns->ticks = g_new0(double, patterns->n * patterns->n_items + 1);
    patterns->counts = g_new0(double, patterns->n + 1);
    for (size_t i = 0; i < patterns->n; i++) {
        const double *row = rows.values + i * rows.n_columns;

        if (has_groups)
            patterns->groups[i] = row[0];
        memcpy(patterns->ticks + i * patterns->n_items, row + n_before,
               patterns->n_items * sizeof(double));
        patterns->counts[i] = row[rows.n_columns - 1];
    }
    return true;
}

static void put_percentages(SvyCalcAnswer *answer,
                            const char *key,
                            size_t n_items,
                            const double counts[],
                            double base)
{
    g_autofree double *percentages = g_new0(double, n_items + 1);

    for (size_t j = 0; j < n_items; j++)
        percentages[j] = base > 0 ? 100 * counts[j] / base : NONE;
    svy_calc_put_vector(answer, key, n_items, percentages);
    if (!(base > 0))
        svy_calc_set_status(answer, SVY_STATUS_NO_CASES);
}

static bool compute_percentages(const SvyCalcArguments *arguments,
                                SvyCalcAnswer *answer,
                                GError **error)
{
    g_auto(Patterns) patterns = {0};
    SvyMultiResponseBases bases;

    if (!read_patterns(arguments, false, &patterns, error))
        return false;

    g_autofree double *counts = g_new0(double, patterns.n_items + 1);

    if (!svy_multi_response_count(patterns.n, patterns.n_items, patterns.ticks, patterns.counts,
                                  counts, &bases, error))
        return false;
    svy_calc_put_number(answer, "n_asked", bases.n_asked);
    svy_calc_put_number(answer, "n_any", bases.n_any);
    svy_calc_put_vector(answer, "count", patterns.n_items, counts);
    put_percentages(answer, "pct_asked", patterns.n_items, counts, bases.n_asked);
    put_percentages(answer, "pct_any", patterns.n_items, counts, bases.n_any);
    put_percentages(answer, "pct_responses", patterns.n_items, counts, bases.n_responses);
    if (bases.n_asked > 0)
        svy_calc_say(answer,
                     "%.12g people were asked and %.12g of them ticked something, %.12g ticks in "
                     "all. Per cent of people asked is the one to print; only per cent of ticks "
                     "add up to 100.",
                     bases.n_asked, bases.n_any, bases.n_responses);
    else
        svy_calc_say(answer, "Nobody was asked, so there are no percentages.");
    return true;
}

static const SvyCalcInput percentages_inputs[] = {
    {"patterns", SVY_CALC_MATRIX, SVY_CALC_REQUIRED, NULL,
     "for each pattern: 1 or 0 for each item, then how many people"},
    {NULL},
};

static const SvyCalcOutput percentages_outputs[] = {
    {"n_asked", "people asked"},
    {"n_any", "people who ticked something"},
    {"count", "people who ticked the item"},
    {"pct_asked", "per cent of people asked"},
    {"pct_any", "per cent of people who ticked something"},
    {"pct_responses", "per cent of ticks"},
    {NULL},
};

/* --- Select-all: tests ------------------------------------------------------------------------ */

static void put_multi_response_test(SvyCalcAnswer *answer, const SvyMultiResponseTest *test)
{
    svy_calc_put_number(answer, "X2_RS1", test->first);
    svy_calc_put_number(answer, "df_RS1", test->first_df);
    svy_calc_put_number(answer, "p_RS1", test->first_p);
    svy_calc_put_number(answer, "X2_RS2", test->second);
    svy_calc_put_number(answer, "df_RS2", test->second_df);
    svy_calc_put_number(answer, "p_RS2", test->second_p);
    svy_calc_put_number(answer, "p_bonferroni", test->bonferroni_p);
    svy_calc_set_status(answer, test->status);
}

static void say_multi_response(SvyCalcAnswer *answer,
                               const SvyMultiResponseTest *test,
                               const char *claim,
                               const char *what)
{
    if (test->status == SVY_STATUS_NO_VARIANCE) {
        svy_calc_say(answer, "The people of each group all answered alike, so the sum cannot be "
                             "corrected; p_bonferroni is what there is.");
        return;
    }
    if (test->status != SVY_STATUS_OK) {
        svy_calc_say(answer, "Nothing varies between people, so there is nothing to test.");
        return;
    }

    g_autofree char *p = tell_p(test->second_p);

    svy_calc_say(answer,
                 "If %s, chance alone %s such differences (%s; %zu %s together, Rao-Scott second "
                 "order).",
                 claim, test->second_p < 0.05 ? "would rarely give" : "could well give", p,
                 test->n_tests, what);
}

/* The different groups in order; their places in @patterns. */
static double *list_groups(const Patterns *patterns, size_t *ret_n, size_t ret_places[])
{
    double *groups = g_new0(double, patterns->n + 1);
    size_t n = 0;

    for (size_t i = 0; i < patterns->n; i++) {
        size_t at = 0;

        while (at < n && groups[at] < patterns->groups[i])
            at++;
        if (at < n && !(groups[at] > patterns->groups[i]))
            continue;
        memmove(groups + at + 1, groups + at, (n - at) * sizeof(double));
        groups[at] = patterns->groups[i];
        n++;
    }
    for (size_t i = 0; i < patterns->n; i++) {
        for (size_t at = 0; at < n && groups[at] <= patterns->groups[i]; at++)
            ret_places[i] = at;
    }
    *ret_n = n;
    return groups;
}

static void count_both(const Patterns *patterns,
                       const size_t places[],
                       double bases[],
                       double both[])
{
    const size_t n_items = patterns->n_items;

    for (size_t i = 0; i < patterns->n; i++) {
        const double *ticks = patterns->ticks + i * n_items;

        bases[places[i]] += patterns->counts[i];
        for (size_t j = 0; j < n_items; j++) {
            for (size_t k = 0; k < n_items; k++)
                both[(places[i] * n_items + j) * n_items + k] +=
                    ticks[j] * ticks[k] * patterns->counts[i];
        }
    }
}

/* Refuses what is no tick or no count. */
static bool check_patterns(const Patterns *patterns, GError **error)
{
    g_autofree double *counts = g_new0(double, patterns->n_items + 1);
    SvyMultiResponseBases bases;

    return svy_multi_response_count(patterns->n, patterns->n_items, patterns->ticks,
                                    patterns->counts, counts, &bases, error);
}

static bool compute_mmi(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    g_auto(Patterns) patterns = {0};
    SvyMultiResponseTest test;
    size_t n_groups;

    if (!read_patterns(arguments, true, &patterns, error) || !check_patterns(&patterns, error))
        return false;

    const size_t n_items = patterns.n_items;
    g_autofree size_t *places = g_new0(size_t, patterns.n + 1);
    g_autofree double *groups = list_groups(&patterns, &n_groups, places);
    g_autofree double *bases = g_new0(double, n_groups + 1);
    g_autofree double *both = g_new0(double, n_groups *n_items *n_items + 1);
    g_autofree double *items = g_new0(double, n_items + 1);
    g_autofree double *p = g_new0(double, n_items + 1);

    count_both(&patterns, places, bases, both);
    if (!svy_multi_response_test_groups(n_groups, n_items, bases, both, items, p, &test, error))
        return false;
    for (size_t j = 0; j < n_items; j++)
        p[j] = isnan(p[j]) ? p[j] : fmin(1, p[j] * (double)test.n_tests);
    svy_calc_put_number(answer, "X2_S", test.statistic);
    svy_calc_put_vector(answer, "X2_items", n_items, items);
    put_multi_response_test(answer, &test);
    svy_calc_put_vector(answer, "p_items_bonferroni", n_items, p);
    if (test.n_tests < n_items)
        svy_calc_set_status(answer, SVY_STATUS_UNDEFINED);
    say_multi_response(answer, &test, "all groups ticked all items alike", "items");
    return true;
}

static const SvyCalcInput mmi_inputs[] = {
    {"patterns", SVY_CALC_MATRIX, SVY_CALC_REQUIRED, NULL,
     "for each pattern: group (a number), 1 or 0 for each item, then how many people"},
    {NULL},
};

#define TEST_OUTPUTS                                                                               \
    {"X2_RS1", "divided by the mean eigenvalue (Rao-Scott, first order)"},                         \
        {"df_RS1", "its degrees of freedom"}, {"p_RS1", "its p-value"},                            \
        {"X2_RS2", "Rao-Scott, second order: the default"}, {"df_RS2", "its degrees of freedom"},  \
        {"p_RS2", "its p-value"},                                                                  \
    {                                                                                              \
        "p_bonferroni", "smallest p of one table, times their number"                              \
    }

static const SvyCalcOutput mmi_outputs[] = {
    {"X2_S", "sum of the Pearson statistics of the items"},
    {"X2_items", "Pearson's chi-square of each item by group; null: all or none ticked it"},
    TEST_OUTPUTS,
    {"p_items_bonferroni", "p of each item, times their number"},
    {NULL},
};

static bool compute_spmi(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    g_auto(Patterns) patterns = {0};
    SvyMultiResponseTest test;
    size_t n_first, n_second;

    if (!read_patterns(arguments, false, &patterns, error) ||
        !svy_calc_read_whole(arguments, "I", 1, 1000, &n_first, error) ||
        !svy_calc_read_whole(arguments, "J", 1, 1000, &n_second, error))
        return false;
    if (patterns.n > 0 && n_first + n_second != patterns.n_items)
        return svy_calc_refuse("patterns", "have I + J items and a count in each row", error);

    g_autofree double *pairs = g_new0(double, n_first *n_second + 1);

    if (!svy_multi_response_test_items(patterns.n, n_first, n_second, patterns.ticks,
                                       patterns.counts, pairs, &test, error))
        return false;
    svy_calc_put_number(answer, "X2_S", test.statistic);
    svy_calc_put_matrix(answer, "X2_pairs", n_first, n_second, pairs);
    put_multi_response_test(answer, &test);
    if (test.n_tests < n_first * n_second)
        svy_calc_set_status(answer, SVY_STATUS_UNDEFINED);
    say_multi_response(answer, &test, "the two questions had nothing to do with each other",
                       "pairs of items");
    return true;
}

static const SvyCalcInput spmi_inputs[] = {
    {"patterns", SVY_CALC_MATRIX, SVY_CALC_REQUIRED, NULL,
     "for each pattern: 1 or 0 for each item of both questions, then how many people"},
    {"I", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "items of the first question"},
    {"J", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "items of the second question"},
    {NULL},
};

static const SvyCalcOutput spmi_outputs[] = {
    {"X2_S", "sum of the Pearson statistics of the pairs"},
    {"X2_pairs", "Pearson's chi-square of each item of the one with each of the other"},
    TEST_OUTPUTS,
    {NULL},
};

/* --- Strata ----------------------------------------------------------------------------------- */

/* All tables of the cube in one array, which is refused unless they have one shape. */
static bool read_strata(const SvyCalcArguments *arguments,
                        SvyCalcMatrix *ret_shape,
                        size_t *ret_n,
                        double **ret_counts,
                        GError **error)
{
    g_auto(SvyCalcCube) cube = {0};

    if (!svy_calc_read_cube(arguments, "strata", &cube, error))
        return false;

    const size_t n_rows = cube.n > 0 ? cube.tables[0].n_rows : 0;
    const size_t n_columns = cube.n > 0 ? cube.tables[0].n_columns : 0;
    g_autofree double *counts = g_new0(double, cube.n *n_rows *n_columns + 1);

    for (size_t k = 0; k < cube.n; k++) {
        if (cube.tables[k].n_rows != n_rows || cube.tables[k].n_columns != n_columns)
            return svy_calc_refuse("strata", "be tables of one shape", error);
        memcpy(counts + k * n_rows * n_columns, cube.tables[k].values,
               n_rows * n_columns * sizeof(double));
    }
    *ret_shape = (SvyCalcMatrix){.n_rows = n_rows, .n_columns = n_columns};
    *ret_n = cube.n;
    *ret_counts = g_steal_pointer(&counts);
    return true;
}

static void say_strata(SvyCalcAnswer *answer, const SvyStratified2x2 *test, size_t n_strata)
{
    if (test->test_status != SVY_STATUS_OK) {
        svy_calc_say(answer, "No stratum has people in both rows and both columns, so there is "
                             "nothing to test.");
        return;
    }

    g_autofree char *p = tell_p(test->cmh_p);

    svy_calc_say(answer,
                 "Within the %zu strata, if rows and columns had nothing to do with each other, %s "
                 "(%s; Cochran-Mantel-Haenszel, not corrected).",
                 n_strata, judge_p(test->cmh_p), p);
    if (test->odds_ratio.status == SVY_STATUS_OK)
        svy_calc_say(answer, "Common odds ratio %.4g; %.12g%% interval %.4g to %.4g.",
                     test->odds_ratio.value, test->odds_ratio.level * 100, test->odds_ratio.lo,
                     test->odds_ratio.hi);
    if (test->homogeneity_status == SVY_STATUS_OK) {
        g_autofree char *tarone_p = tell_p(test->tarone_p);

        svy_calc_say(answer, "The odds ratio %s between strata (%s; Breslow-Day-Tarone).",
                     test->tarone_p < 0.05 ? "differs beyond chance" : "may well be the same",
                     tarone_p);
    }
}

static bool compute_cmh(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    g_autofree double *counts = NULL;
    SvyCalcMatrix shape;
    SvyStratified2x2 test;
    size_t n_strata;
    double level;

    if (!read_strata(arguments, &shape, &n_strata, &counts, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error))
        return false;
    if (n_strata > 0 && (shape.n_rows != 2 || shape.n_columns != 2))
        return svy_calc_refuse("strata", "be tables of two rows and two columns", error);
    if (!svy_stratified_2x2(n_strata, counts, level, &test, error))
        return false;
    svy_calc_put_number(answer, "cmh", test.cmh);
    svy_calc_put_number(answer, "cmh_p", test.cmh_p);
    svy_calc_put_number(answer, "cmh_cc", test.cmh_cc);
    svy_calc_put_number(answer, "cmh_cc_p", test.cmh_cc_p);
    svy_calc_put_number(answer, "or_mh", test.odds_ratio.value);
    svy_calc_put_number(answer, "or_lower", test.odds_ratio.lo);
    svy_calc_put_number(answer, "or_upper", test.odds_ratio.hi);
    svy_calc_put_number(answer, "log_or_se", test.log_odds_ratio_se);
    svy_calc_put_number(answer, "breslow_day", test.breslow_day);
    svy_calc_put_number(answer, "bd_df", test.homogeneity_df);
    svy_calc_put_number(answer, "bd_p", test.breslow_day_p);
    svy_calc_put_number(answer, "tarone", test.tarone);
    svy_calc_put_number(answer, "tarone_p", test.tarone_p);
    svy_calc_set_status(answer, test.test_status);
    svy_calc_set_status(answer, test.odds_ratio.status);
    svy_calc_set_status(answer, test.homogeneity_status);
    say_strata(answer, &test, n_strata);
    return true;
}

static const SvyCalcInput cmh_inputs[] = {
    {"strata", SVY_CALC_CUBE, SVY_CALC_REQUIRED, NULL,
     "a 2 x 2 table for each stratum: 10,5/3,9;8,2/4,7"},
    CONF_INPUT,
    {NULL},
};

static const SvyCalcOutput cmh_outputs[] = {
    {"cmh", "Cochran-Mantel-Haenszel chi-square, not corrected: the default"},
    {"cmh_p", "its p-value"},
    {"cmh_cc", "with continuity correction"},
    {"cmh_cc_p", "its p-value"},
    {"or_mh", "common odds ratio (Mantel-Haenszel)"},
    {"or_lower", "lower limit (Robins-Breslow-Greenland)"},
    {"or_upper", "upper limit"},
    {"log_or_se", "standard error of its logarithm"},
    {"breslow_day", "is the odds ratio the same in all strata: Breslow-Day"},
    {"bd_df", "strata without an empty margin, less 1"},
    {"bd_p", "its p-value"},
    {"tarone", "with Tarone's correction: the default"},
    {"tarone_p", "its p-value"},
    {NULL},
};

static bool compute_cmh_general(const SvyCalcArguments *arguments,
                                SvyCalcAnswer *answer,
                                GError **error)
{
    g_autofree double *counts = NULL;
    SvyCalcMatrix shape;
    SvyStratifiedGeneral test;
    size_t n_strata;

    if (!read_strata(arguments, &shape, &n_strata, &counts, error) ||
        !svy_stratified_general(n_strata, shape.n_rows, shape.n_columns, counts, &test, error))
        return false;
    svy_calc_put_number(answer, "M2", test.statistic);
    svy_calc_put_number(answer, "df", test.df);
    svy_calc_put_number(answer, "p", test.p);
    svy_calc_set_status(answer, test.status);
    if (test.status != SVY_STATUS_OK) {
        say_no_people(answer, test.status);
        return true;
    }

    g_autofree char *p = tell_p(test.p);

    svy_calc_say(answer,
                 "Within the %zu strata, if rows and columns had nothing to do with each other, %s "
                 "(%s; generalised Cochran-Mantel-Haenszel).",
                 n_strata, judge_p(test.p), p);
    return true;
}

static const SvyCalcInput cmh_general_inputs[] = {
    {"strata", SVY_CALC_CUBE, SVY_CALC_REQUIRED, NULL,
     "a table for each stratum, all of one shape: 1,2,3/4,5,6;3,1,2/2,2,4"},
    {NULL},
};

static const SvyCalcOutput cmh_general_outputs[] = {
    {"M2", "generalised Cochran-Mantel-Haenszel chi-square"},
    {"df", "degrees of freedom: rank of the covariance"},
    {"p", "p-value"},
    {NULL},
};

/* --- The table -------------------------------------------------------------------------------- */

const SvyCalcMethod svy_calc_tables_methods[] = {
    {
        .name = "crosstab.chisq",
        .summary = "table of counts, Pearson's test of independence and likelihood ratio",
        .inputs = table_inputs,
        .outputs = chisq_outputs,
        .formula =
            "X2 = sum (O - E)^2 / E, G2 = 2 sum O log(O/E), E = row total * column total / n\n"
            "df = (rows - 1)(columns - 1), empty rows and columns left out",
        .source = "Pearson (1900); Agresti (2002), section 3.2",
        .function = "svy_crosstab_test_independence",
        .reference = "tests/reference/crosstab",
        .example = "table=762,327,468/484,239,477",
        .gives = "X2=30.1 G2=30.0 df=2",
        .compute = compute_chisq,
        .variant = 0,
    },
    {
        .name = "crosstab.yates",
        .summary = "2 x 2 table, Pearson's test with Yates's continuity correction",
        .inputs = table_inputs,
        .outputs = chisq_outputs,
        .formula = "X2 = sum (max(0, |O - E| - 1/2))^2 / E",
        .source = "Yates (1934)",
        .function = "svy_crosstab_test_independence",
        .reference = "tests/reference/crosstab",
        .example = "table=12,5/3,9",
        .gives = "X2=4.171 df=1 p=0.041",
        .compute = compute_chisq,
        .variant = 1,
    },
    {
        .name = "crosstab.fisher_exact",
        .summary = "table of counts, exact test of Fisher, Freeman and Halton",
        .inputs = table_inputs,
        .outputs = fisher_exact_outputs,
        .formula =
            "sum of P(table) over all tables with these margins and P <= P(observed) (1 + 1e-7)",
        .source = "Freeman & Halton (1951); Mehta & Patel (1983)",
        .function = "svy_fisher_exact",
        .reference = "tests/reference/fisher",
        .example = "table=1,2,1,0/3,3,6,1/10,10,14,9/6,7,12,11",
        .gives = "p=0.7827",
        .compute = compute_fisher_exact,
    },
    {
        .name = "crosstab.fisher_2x2",
        .summary = "2 x 2 table, Fisher's exact test, mid-p, conditional odds ratio",
        .inputs = cramers_v_inputs,
        .outputs = fisher_2x2_outputs,
        .formula = "first cell hypergeometric given the margins; two-sided by probability order",
        .source = "Fisher (1935); Agresti (2002), section 3.5",
        .function = "svy_fisher_2x2",
        .reference = "tests/reference/fisher",
        .example = "table=3,1/1,3",
        .gives = "p=0.4857 p_greater=0.2429 p_midp=0.25714 or_cmle=6.408 upper=626.24",
        .compute = compute_fisher_2x2,
    },
    {
        .name = "crosstab.fisher_monte_carlo",
        .summary = "table of counts, exact test estimated by random tables",
        .inputs = fisher_monte_carlo_inputs,
        .outputs = fisher_monte_carlo_outputs,
        .formula =
            "p = (k + 1) / (B + 1), k of B random tables at most as probable as the observed",
        .source = "Phipson & Smyth (2010)",
        .function = "svy_fisher_monte_carlo",
        .reference = "tests/reference/fisher",
        .example = "table=1,2,1,0/3,3,6,1/10,10,14,9/6,7,12,11 B=20000 seed=7",
        .gives = "p=0.8 p_exact=0.7827",
        .compute = compute_fisher_monte_carlo,
    },
    {
        .name = "crosstab.residuals",
        .summary = "table of counts, adjusted and Pearson residuals of each cell",
        .inputs = table_inputs,
        .outputs = residuals_outputs,
        .formula = "(O - E) / sqrt(E (1 - row share)(1 - column share)); (O - E) / sqrt(E)",
        .source = "Haberman (1973); Agresti (2002), section 3.3",
        .function = "svy_crosstab_compute_residuals",
        .reference = "tests/reference/crosstab",
        .example = "table=762,327,468/484,239,477",
        .gives = "adjusted/0/0=4.50 adjusted/0/2=-5.3 adjusted/1/1=-0.70",
        .compute = compute_residuals,
    },
    {
        .name = "crosstab.cramers_v",
        .summary = "table of counts, Cramer's V with an interval, and without its bias",
        .inputs = cramers_v_inputs,
        .outputs = cramers_v_outputs,
        .formula =
            "V = sqrt(X2 / (n (k - 1))), k = min(rows, columns); limits sqrt(ncp / (n (k - 1)))",
        .source = "Cramer (1946); Bergsma (2013); Smithson (2003)",
        .function = "svy_crosstab_cramers_v",
        .reference = "tests/reference/crosstab",
        .example = "table=762,327,468/484,239,477",
        .gives = "V=0.104",
        .compute = compute_cramers_v,
    },
    {
        .name = "crosstab.column_letters",
        .summary = "table of counts, letters for columns that differ in a row",
        .inputs = column_letters_inputs,
        .outputs = column_letters_outputs,
        .formula =
            "z = (p1 - p2) / sqrt(p (1 - p)(1/n1 + 1/n2 - 2 n12/(n1 n2))), p pooled over the two",
        .source = "IBM SPSS Statistics, CTABLES COMPARETEST",
        .function = "svy_crosstab_compare_columns",
        .reference = "tests/reference/crosstab",
        .example = "table=60,30,33/40,70,67",
        .gives = "letters/0/0=BC letters/1/1=A pairs/0/A-B/0=4.264",
        .compute = compute_column_letters,
    },
    {
        .name = "crosstab.column_letters_weighted",
        .summary = "weighted shares of one row, columns compared on effective bases",
        .inputs = column_letters_weighted_inputs,
        .outputs = column_letters_weighted_outputs,
        .formula = "the z of column_letters with n / deff for each n",
        .source = "IBM SPSS Statistics, CTABLES; Kish (1965)",
        .function = "svy_crosstab_compare_columns",
        .reference = "tests/reference/crosstab",
        .example = "p=0.6,0.3 n=200,200 kish_deff=2,2",
        .gives = "A-B/0=4.264",
        .compute = compute_column_letters_weighted,
    },
    {
        .name = "multi_response.percentages",
        .summary = "select-all question, percentages on the three bases",
        .inputs = percentages_inputs,
        .outputs = percentages_outputs,
        .formula = "ticks of the item / people asked, / people with any tick, / ticks of all items",
        .source = "definition",
        .function = "svy_multi_response_count",
        .reference = "tests/reference/multi-response",
        .example = "patterns=1,0,30/0,1,20/1,1,10/0,0,40",
        .gives = "n_asked=100 n_any=60 pct_asked/0=40 pct_any/0=66.7 pct_responses/0=57.1",
        .compute = compute_percentages,
    },
    {
        .name = "multi_response.mmi",
        .summary = "select-all question by group, all items tested together",
        .inputs = mmi_inputs,
        .outputs = mmi_outputs,
        .formula =
            "X2_S = sum of item-wise Pearson; X2_RS2 = J (r - 1) X2_S / sum(lambda^2)\n"
            "df_RS2 = J^2 (r - 1)^2 / sum(lambda^2), lambda from the items' covariance in each "
            "group",
        .source = "Agresti & Liu (1999); Bilder, Loughin & Nettleton (2000)",
        .function = "svy_multi_response_test_groups",
        .reference = "tests/reference/multi-response",
        .example = "patterns=1,1,0,30/1,0,1,20/1,0,0,10/2,1,0,15/2,0,1,30/2,1,1,15",
        .gives = "X2_items/1=20.98 df_RS1=2",
        .compute = compute_mmi,
    },
    {
        .name = "multi_response.spmi",
        .summary = "two select-all questions, all pairs of items tested together",
        .inputs = spmi_inputs,
        .outputs = spmi_outputs,
        .formula = "X2_S = sum of Pearson over the I J pairs; X2_RS2 = I J X2_S / sum(lambda^2)\n"
                   "df_RS2 = I^2 J^2 / sum(lambda^2)",
        .source = "Bilder & Loughin (2004); Thomas & Decady (2004)",
        .function = "svy_multi_response_test_items",
        .reference = "tests/reference/multi-response",
        .example = "patterns=1,0,1,20/0,1,0,25/1,1,1,10/0,1,1,5/0,0,0,12 I=2 J=1",
        .gives = "df_RS1=2",
        .compute = compute_spmi,
    },
    {
        .name = "stratified.cmh_breslow_day",
        .summary = "2 x 2 tables in strata: association, common odds ratio, is it common",
        .inputs = cmh_inputs,
        .outputs = cmh_outputs,
        .formula = "cmh = (sum(a - E))^2 / sum V; or_mh = sum(ad/n) / sum(bc/n)\n"
                   "tarone = sum (a - A)^2 / Var(A) - (sum(a - A))^2 / sum Var(A)",
        .source = "Mantel & Haenszel (1959); Robins, Breslow & Greenland (1986); Tarone (1985)",
        .function = "svy_stratified_2x2",
        .reference = "tests/reference/stratified",
        .example = "strata=512,313/89,19;353,207/17,8;120,205/202,391;138,279/131,244;"
                   "53,138/94,299;22,351/24,317",
        .gives = "cmh_cc=1.43 cmh=1.52 or_mh=0.905 bd_df=5",
        .compute = compute_cmh,
    },
    {
        .name = "stratified.cmh_general",
        .summary = "tables of any size in strata, test of association",
        .inputs = cmh_general_inputs,
        .outputs = cmh_general_outputs,
        .formula = "M2 = d' V^-1 d, d = sum of O - E, V = sum of their hypergeometric covariances",
        .source = "Landis, Heyman & Koch (1978); Agresti (2002), section 7.5",
        .function = "svy_stratified_general",
        .reference = "tests/reference/stratified",
        .example = "strata=1,3,11,2/2,3,17,3/0,1,8,5/0,2,4,2;1,1,2,1/0,3,5,1/0,0,7,3/0,1,9,6",
        .gives = "df=9",
        .compute = compute_cmh_general,
    },
    {NULL},
};
