/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calc methods on several yes/no answers by the same people, and on several tests. */
#include "cli/calc.h"

#include <math.h>
#include <surveystat/adjust.h>
#include <surveystat/cochran.h>
#include <surveystat/paired.h>

#include "base/json.h"
#include "cli/calc-words.h"

/* --- Gap of a pair -------------------------------------------------------------------------- */

typedef bool (*GapFunction)(const SvyPairTable *table,
                            double level,
                            SvyEstimate *ret_gap,
                            GError **error);

static const GapFunction gaps[] = {
    svy_paired_newcombe10, svy_paired_tango, svy_paired_bonett_price, svy_paired_agresti_min,
    svy_paired_newcombe8,  svy_paired_wald,  svy_paired_wald_edwards, svy_paired_wald_fleiss,
};

static bool read_table(const SvyCalcArguments *arguments, SvyPairTable *ret_table, GError **error)
{
    return svy_calc_read_number(arguments, "a", &ret_table->both, error) &&
           svy_calc_read_number(arguments, "b", &ret_table->first_only, error) &&
           svy_calc_read_number(arguments, "c", &ret_table->second_only, error) &&
           svy_calc_read_number(arguments, "d", &ret_table->neither, error);
}

static double count_people(const SvyPairTable *table)
{
    return table->both + table->first_only + table->second_only + table->neither;
}

static void say_gap(SvyCalcAnswer *answer, const SvyEstimate *gap, const SvyPairTable *table)
{
    const double n = count_people(table);

    if (gap->status != SVY_STATUS_OK) {
        svy_calc_say(answer, "Nobody is in the base, so there is no gap.");
        return;
    }

    g_autofree char *first = svy_calc_word_share((table->both + table->first_only) / n);
    g_autofree char *second = svy_calc_word_share((table->both + table->second_only) / n);
    g_autofree char *value = svy_calc_word_points(gap->value);
    g_autofree char *lo = svy_calc_word_points(gap->lo);
    g_autofree char *hi = svy_calc_word_points(gap->hi);

    svy_calc_say(
        answer,
        "Of %.12g people %s said yes to the first and %s to the second, a gap of %s; %.12g%% "
        "interval %s to %s (%s).",
        n, first, second, value, gap->level * 100, lo, hi, gap->method);
}

static bool compute_gap(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    SvyPairTable table;
    SvyEstimate gap;
    double level;

    if (!read_table(arguments, &table, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !gaps[svy_calc_get_variant(arguments)](&table, level, &gap, error))
        return false;
    svy_calc_put_estimate(answer, &gap, "est", "lower", "upper");
    say_gap(answer, &gap, &table);
    return true;
}

/* --- McNemar -------------------------------------------------------------------------------- */

static void say_mcnemar(SvyCalcAnswer *answer, const SvyPairTable *table, const SvyMcnemar *test)
{
    if (test->status == SVY_STATUS_NO_CASES) {
        svy_calc_say(answer, "Nobody is in the base, so there is nothing to test.");
        return;
    }
    if (test->status != SVY_STATUS_OK) {
        svy_calc_say(answer, "Nobody of %.12g people answered the two differently, so p is 1.",
                     count_people(table));
        return;
    }

    g_autofree char *p = svy_calc_word_p(test->p_midp);

    svy_calc_say(
        answer,
        "%.12g of %.12g people answered the two differently: %.12g said yes to the first only, "
        "%.12g to the second only. Were both as common, a split at least as uneven would come "
        "about with %s (McNemar's test, mid-p).",
        test->n_discordant, count_people(table), table->first_only, table->second_only, p);
}

static bool compute_mcnemar(const SvyCalcArguments *arguments,
                            SvyCalcAnswer *answer,
                            GError **error)
{
    SvyPairTable table;
    SvyMcnemar test;

    if (!read_table(arguments, &table, error) || !svy_paired_mcnemar(&table, &test, error))
        return false;
    svy_calc_put_number(answer, "n_discordant", test.n_discordant);
    svy_calc_put_number(answer, "chisq", test.statistic);
    svy_calc_put_number(answer, "p_asym", test.p_asymptotic);
    svy_calc_put_number(answer, "chisq_cc", test.statistic_cc);
    svy_calc_put_number(answer, "p_cc", test.p_cc);
    svy_calc_put_number(answer, "p_exact", test.p_exact);
    svy_calc_put_number(answer, "p_midp", test.p_midp);
    svy_calc_set_status(answer, test.status);
    say_mcnemar(answer, &table, &test);
    return true;
}

/* --- Cochran's Q ---------------------------------------------------------------------------- */

/* The answers as bytes; (transfer full), NULL with @error set when one is not 0 or 1. */
static unsigned char *read_answers(const SvyCalcMatrix *rows, GError **error)
{
    const size_t n = rows->n_rows * rows->n_columns;
    g_autofree unsigned char *answers = g_new0(unsigned char, n + 1);

    for (size_t i = 0; i < n; i++) {
        const double value = rows->values[i];

        if (!(value >= 0 && value <= 1) || value > floor(value)) {
            svy_calc_refuse("rows", "have 0 or 1 for each item", error);
            return NULL;
        }
        answers[i] = value > 0;
    }
    return g_steal_pointer(&answers);
}

static SvyPairTable count_pair(const SvyCalcMatrix *rows,
                               const unsigned char answers[],
                               size_t i,
                               size_t j)
{
    SvyPairTable table = {0};

    for (size_t row = 0; row < rows->n_rows; row++) {
        const bool first = answers[row * rows->n_columns + i] != 0;
        const bool second = answers[row * rows->n_columns + j] != 0;

        table.both += first && second;
        table.first_only += first && !second;
        table.second_only += !first && second;
        table.neither += !first && !second;
    }
    return table;
}

/* Exact McNemar p-values of all pairs of items, 1-2, 1-3, ..., 2-3, ... */
static bool compute_pairs(const SvyCalcMatrix *rows,
                          const unsigned char answers[],
                          double ret_p[],
                          GError **error)
{
    size_t n_pairs = 0;

    for (size_t i = 0; i < rows->n_columns; i++) {
        for (size_t j = i + 1; j < rows->n_columns; j++) {
            const SvyPairTable table = count_pair(rows, answers, i, j);
            SvyMcnemar test;

            if (!svy_paired_mcnemar(&table, &test, error))
                return false;
            ret_p[n_pairs++] = test.p_exact;
        }
    }
    return true;
}

static void put_pairs(SvyCalcAnswer *answer, const char *key, size_t n_items, const double p[])
{
    JsonNode *node = json_node_new(JSON_NODE_OBJECT);
    JsonObject *object = json_object_new();
    size_t n_pairs = 0;

    for (size_t i = 0; i < n_items; i++) {
        for (size_t j = i + 1; j < n_items; j++) {
            g_autofree char *name = g_strdup_printf("%zu-%zu", i + 1, j + 1);

            if (isfinite(p[n_pairs]))
                json_object_set_double_member(object, name, p[n_pairs]);
            else
                json_object_set_null_member(object, name);
            n_pairs++;
        }
    }
    json_node_take_object(node, object);
    svy_calc_put_node(answer, key, node);
}

static void say_cochran(SvyCalcAnswer *answer, const SvyCalcMatrix *rows, const SvyCochran *test)
{
    if (test->status == SVY_STATUS_NO_CASES) {
        svy_calc_say(answer, "There are no answers, so there is nothing to test.");
        return;
    }
    if (test->status != SVY_STATUS_OK) {
        svy_calc_say(answer, "Nobody of %zu people tells the items apart, so p is 1.",
                     rows->n_rows);
        return;
    }

    g_autofree char *p = svy_calc_word_p(test->p);

    svy_calc_say(
        answer,
        "Were the %zu items equally common, shares as different as those of these %zu people "
        "would come about with %s (Cochran's Q). The pairs are compared by McNemar's exact test, "
        "then adjusted for their number by Holm's method.",
        rows->n_columns, rows->n_rows, p);
}

static bool compute_cochran(const SvyCalcArguments *arguments,
                            SvyCalcAnswer *answer,
                            GError **error)
{
    g_auto(SvyCalcMatrix) rows = {0};
    SvyCochran test;

    if (!svy_calc_read_matrix(arguments, "rows", &rows, error))
        return false;

    const size_t k = rows.n_columns, n_pairs = rows.n_rows > 0 && k > 0 ? k * (k - 1) / 2 : 0;
    g_autofree unsigned char *answers = read_answers(&rows, error);
    g_autofree double *p = g_new0(double, n_pairs + 1);
    g_autofree double *adjusted = g_new0(double, n_pairs + 1);

    if (answers == NULL || !svy_cochran_from_answers(rows.n_rows, k, answers, &test, error) ||
        !compute_pairs(&rows, answers, p, error) || !svy_adjust_holm(n_pairs, p, adjusted, error))
        return false;
    svy_calc_put_number(answer, "Q", test.q);
    svy_calc_put_number(answer, "df", test.df);
    svy_calc_put_number(answer, "p", test.p);
    put_pairs(answer, "pairwise_exact", n_pairs > 0 ? k : 0, p);
    put_pairs(answer, "pairwise_holm", n_pairs > 0 ? k : 0, adjusted);
    svy_calc_set_status(answer, test.status);
    say_cochran(answer, &rows, &test);
    return true;
}

/* --- Several tests -------------------------------------------------------------------------- */

typedef bool (*AdjustFunction)(size_t n, const double p[], double ret_adjusted[], GError **error);

static const struct {
    const char *key;
    AdjustFunction function;
} adjustments[] = {
    {"holm", svy_adjust_holm},
    {"hochberg", svy_adjust_hochberg},
    {"bh", svy_adjust_benjamini_hochberg},
    {"by", svy_adjust_benjamini_yekutieli},
    {"bonferroni", svy_adjust_bonferroni},
};

static bool compute_multiplicity(const SvyCalcArguments *arguments,
                                 SvyCalcAnswer *answer,
                                 GError **error)
{
    g_auto(SvyCalcVector) p = {0};
    size_t n_small = 0, n_left = 0;

    if (!svy_calc_read_vector(arguments, "p", &p, error))
        return false;

    g_autofree double *adjusted = g_new0(double, p.n + 1);

    for (size_t i = 0; i < G_N_ELEMENTS(adjustments); i++) {
        if (!adjustments[i].function(p.n, p.values, adjusted, error))
            return false;
        svy_calc_put_vector(answer, adjustments[i].key, p.n, adjusted);
        for (size_t j = 0; i == 0 && j < p.n; j++) {
            n_small += p.values[j] < 0.05;
            n_left += adjusted[j] < 0.05;
        }
    }
    if (p.n == 0)
        svy_calc_set_status(answer, SVY_STATUS_NO_CASES);
    svy_calc_say(
        answer,
        "Of %zu tests in one family %zu have p below 0.05, and %zu after Holm's adjustment for "
        "their number.",
        p.n, n_small, n_left);
    return true;
}

/* --- The table ------------------------------------------------------------------------------ */

static const SvyCalcInput gap_inputs[] = {
    {"a", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people who said yes to both"},
    {"b", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "yes to the first only"},
    {"c", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "yes to the second only"},
    {"d", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people who said no to both"},
    {"conf", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.95", "confidence level, between 0 and 1"},
    {NULL},
};

static const SvyCalcOutput gap_outputs[] = {
    {"est", "the gap (b - c) / n, -1 to 1"},
    {"lower", "lower limit"},
    {"upper", "upper limit"},
    {NULL},
};

static const SvyCalcInput mcnemar_inputs[] = {
    {"a", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people who said yes to both"},
    {"b", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "yes to the first only"},
    {"c", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "yes to the second only"},
    {"d", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people who said no to both"},
    {NULL},
};

static const SvyCalcOutput mcnemar_outputs[] = {
    {"n_discordant", "people whose two answers differ"},
    {"chisq", "statistic, no continuity correction"},
    {"p_asym", "its p-value"},
    {"chisq_cc", "statistic with continuity correction"},
    {"p_cc", "its p-value; too timid"},
    {"p_exact", "exact p-value, twice the tail"},
    {"p_midp", "mid-p, the default"},
    {NULL},
};

static const SvyCalcInput cochran_inputs[] = {
    {"rows", SVY_CALC_MATRIX, SVY_CALC_REQUIRED, NULL,
     "0 or 1: one row per person, one column per item"},
    {NULL},
};

static const SvyCalcOutput cochran_outputs[] = {
    {"Q", "Cochran's Q"},
    {"df", "items less 1"},
    {"p", "p-value"},
    {"pairwise_exact", "McNemar's exact p of each pair"},
    {"pairwise_holm", "the same, adjusted by Holm's method"},
    {NULL},
};

static const SvyCalcInput multiplicity_inputs[] = {
    {"p", SVY_CALC_VECTOR, SVY_CALC_REQUIRED, NULL, "p-values of one family of tests"},
    {NULL},
};

static const SvyCalcOutput multiplicity_outputs[] = {
    {"holm", "Holm: planned tests, any dependence"},
    {"hochberg", "Hochberg: independent or positively dependent tests"},
    {"bh", "Benjamini-Hochberg: share of false alarms"},
    {"by", "Benjamini-Yekutieli: the same, any dependence"},
    {"bonferroni", "Bonferroni"},
    {NULL},
};

const SvyCalcMethod svy_calc_paired_methods[] = {
    {
        .name = "paired_diff_ci.newcombe10",
        .summary = "gap of two items, same people: square-and-add",
        .inputs = gap_inputs,
        .outputs = gap_outputs,
        .formula = "p1 - p2 -+ sqrt(d1^2 - 2 f d1 d2 + d2^2) from Wilson limits, f drawn towards 0",
        .source = "Newcombe (1998c), method 10",
        .function = "svy_paired_newcombe10",
        .reference = "tests/reference/paired",
        .example = "a=20 b=12 c=2 d=16",
        .gives = "est=0.2000 lower=0.0562 upper=0.3292",
        .compute = compute_gap,
        .variant = 0,
    },
    {
        .name = "paired_diff_ci.tango",
        .summary = "gap of two items, same people: score interval",
        .inputs = gap_inputs,
        .outputs = gap_outputs,
        .formula = "d with (b - c - n d)^2 = z^2 n (2 q + d (1 - d)), q most likely given d",
        .source = "Tango (1998)",
        .function = "svy_paired_tango",
        .reference = "tests/reference/paired",
        .example = "a=20 b=12 c=2 d=16",
        .gives = "est=0.2000",
        .compute = compute_gap,
        .variant = 1,
    },
    {
        .name = "paired_diff_ci.bonett_price",
        .summary = "gap of two items, same people: adjusted Wald interval",
        .inputs = gap_inputs,
        .outputs = gap_outputs,
        .formula =
            "(b - c)/(n + 2) -+ z sqrt((p12 + p21 - (p12 - p21)^2)/(n + 2)), p12 = (b + 1)/(n + 2)",
        .source = "Bonett & Price (2012)",
        .function = "svy_paired_bonett_price",
        .reference = "tests/reference/paired",
        .example = "a=20 b=12 c=2 d=16",
        .gives = "est=0.2000",
        .compute = compute_gap,
        .variant = 2,
    },
    {
        .name = "paired_diff_ci.agresti_min",
        .summary = "gap of two items, same people: Wald after adding 1/2 to each cell",
        .inputs = gap_inputs,
        .outputs = gap_outputs,
        .formula = "Wald with b + 1/2, c + 1/2, n + 2, cut at -1 and 1",
        .source = "Agresti & Min (2005)",
        .function = "svy_paired_agresti_min",
        .reference = "tests/reference/proportions",
        .example = "a=20 b=12 c=2 d=16",
        .gives = "est=0.2000",
        .compute = compute_gap,
        .variant = 3,
    },
    {
        .name = "paired_diff_ci.newcombe8",
        .summary = "gap of two items, same people: square-and-add with the plain correlation",
        .inputs = gap_inputs,
        .outputs = gap_outputs,
        .formula = "as newcombe10 with f = (ad - bc)/sqrt((a + b)(c + d)(a + c)(b + d))",
        .source = "Newcombe (1998c), method 8",
        .function = "svy_paired_newcombe8",
        .reference = "tests/reference/proportions",
        .example = "a=20 b=12 c=2 d=16",
        .gives = "est=0.2000",
        .compute = compute_gap,
        .variant = 4,
    },
    {
        .name = "paired_diff_ci.wald",
        .summary = "gap of two items, same people: Wald interval, for teaching only",
        .inputs = gap_inputs,
        .outputs = gap_outputs,
        .formula = "(b - c)/n -+ z sqrt(b + c - (b - c)^2/n)/n, cut at -1 and 1",
        .source = "Newcombe (1998c), method 1",
        .function = "svy_paired_wald",
        .reference = "tests/reference/proportions",
        .example = "a=20 b=12 c=2 d=16",
        .gives = "est=0.2000",
        .compute = compute_gap,
        .variant = 5,
    },
    {
        .name = "paired_diff_ci.wald_cc_edwards",
        .summary = "gap of two items, same people: Wald with the correction of Edwards",
        .inputs = gap_inputs,
        .outputs = gap_outputs,
        .formula = "(b - c)/n -+ z sqrt(b + c - (|b - c| - 1)^2/n)/n, cut at -1 and 1",
        .source = "Fagerland, Lydersen & Laake (2014)",
        .function = "svy_paired_wald_edwards",
        .reference = "tests/reference/proportions",
        .example = "a=20 b=12 c=2 d=16",
        .gives = "est=0.2000",
        .compute = compute_gap,
        .variant = 6,
    },
    {
        .name = "paired_diff_ci.wald_cc_fleiss",
        .summary = "gap of two items, same people: Wald with the correction of Fleiss",
        .inputs = gap_inputs,
        .outputs = gap_outputs,
        .formula = "(b - c)/n -+ (z sqrt(b + c - (b - c)^2/n)/n + 1/n), cut at -1 and 1",
        .source = "Fleiss, Levin & Paik (2003); Newcombe (1998c), method 2",
        .function = "svy_paired_wald_fleiss",
        .reference = "tests/reference/proportions",
        .example = "a=20 b=12 c=2 d=16",
        .gives = "est=0.2000",
        .compute = compute_gap,
        .variant = 7,
    },
    {
        .name = "mcnemar",
        .summary = "test that two items are equally common, same people",
        .inputs = mcnemar_inputs,
        .outputs = mcnemar_outputs,
        .formula = "(b - c)^2/(b + c); (|b - c| - 1)^2/(b + c); 2 P(B <= min(b, c)); the same less "
                   "P(B = b)",
        .source = "McNemar (1947); Fagerland, Lydersen & Laake (2013)",
        .function = "svy_paired_mcnemar",
        .reference = "tests/reference/mcnemar",
        .example = "a=794 b=150 c=86 d=570",
        .gives = "n_discordant=236 chisq=17.36 p_asym=3.1e-5",
        .compute = compute_mcnemar,
    },
    {
        .name = "cochran_q",
        .summary = "test that several items are equally common, same people, and all pairs",
        .inputs = cochran_inputs,
        .outputs = cochran_outputs,
        .formula = "k (k - 1) sum((G - mean G)^2)/sum(L (k - L)), chi-square with k - 1 df; pairs "
                   "by McNemar's exact test, Holm",
        .source = "Cochran (1950)",
        .function = "svy_cochran_from_answers",
        .reference = "tests/reference/proportions",
        .example = "rows=1,1,0/1,0,0/1,1,1/0,1,0/1,0,0/1,1,0",
        .gives = "df=2",
        .compute = compute_cochran,
    },
    {
        .name = "multiplicity",
        .summary = "p-values adjusted for the number of tests, five ways",
        .inputs = multiplicity_inputs,
        .outputs = multiplicity_outputs,
        .formula = "sorted p times n - j + 1 (Holm, Hochberg), n/j (BH), n/j sum(1/i) (BY), n "
                   "(Bonferroni)",
        .source = "Holm (1979); Hochberg (1988); Benjamini & Hochberg (1995); Benjamini & "
                  "Yekutieli (2001)",
        .function = "svy_adjust_holm",
        .reference = "tests/reference/proportions",
        .example = "p=0.01,0.02,0.03,0.04,0.05",
        .gives = "holm/0=0.05 hochberg/0=0.05 bh/0=0.05 bonferroni/0=0.05",
        .compute = compute_multiplicity,
    },
    {NULL},
};
