/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calc methods on ordered answers. */
#include "cli/calc.h"

#include <math.h>
#include <surveystat/association.h>
#include <surveystat/ordinal.h>

#include "base/error.h"
#include "base/num.h"
#include "cli/calc-words.h"

/* --- Tables of counts ----------------------------------------------------------------------- */

typedef struct {
    size_t n_groups, n_levels;
    double *counts; /* [n_groups * n_levels] */
} Counts;

static void counts_clear(Counts *counts)
{
    g_free(counts->counts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Counts, counts_clear)

static bool tabulate(size_t n_groups,
                     const SvyCalcVector *const groups[],
                     Counts *ret_counts,
                     GError **error)
{
    g_autoptr(GArray) y = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) group = g_array_new(FALSE, FALSE, sizeof(int32_t));

    for (size_t i = 0; i < n_groups; i++) {
        const int32_t code = (int32_t)i;

        g_array_append_vals(y, groups[i]->values, (guint)groups[i]->n);
        for (size_t j = 0; j < groups[i]->n; j++)
            g_array_append_val(group, code);
    }
    ret_counts->n_groups = n_groups;
    if (n_groups == 0)
        return true;
    return svy_ordinal_tabulate(y->len, (const double *)(void *)y->data,
                                (const int32_t *)(void *)group->data, n_groups, &ret_counts->counts,
                                &ret_counts->n_levels, error);
}

static bool read_table(const SvyCalcArguments *arguments, Counts *ret_counts, GError **error)
{
    SvyCalcMatrix table;

    if (!svy_calc_read_matrix(arguments, "table", &table, error))
        return false;
    *ret_counts = (Counts){table.n_rows, table.n_columns, table.values};
    return true;
}

static bool refuse_missing(const char *wanted, GError **error)
{
    return svy_error_set(error, SVY_ERROR_USAGE, NULL, NULL, "give either %s, or table", wanted);
}

/* Either x and y or a table of two rows. */
static bool read_two_groups(const SvyCalcArguments *arguments, Counts *ret_counts, GError **error)
{
    g_auto(SvyCalcVector) x = {0};
    g_auto(SvyCalcVector) y = {0};
    const SvyCalcVector *const groups[] = {&x, &y};

    if (svy_calc_has(arguments, "table")) {
        if (svy_calc_has(arguments, "x") || svy_calc_has(arguments, "y"))
            return refuse_missing("x and y", error);
        return read_table(arguments, ret_counts, error) &&
               (ret_counts->n_groups == 2 ||
                svy_calc_refuse("table", "have two rows, one for each group", error));
    }
    if (!svy_calc_has(arguments, "x") || !svy_calc_has(arguments, "y"))
        return refuse_missing("x and y", error);
    return svy_calc_read_vector(arguments, "x", &x, error) &&
           svy_calc_read_vector(arguments, "y", &y, error) &&
           tabulate(2, groups, ret_counts, error);
}

/* Either groups or a table with one row for each. */
static bool read_groups(const SvyCalcArguments *arguments, Counts *ret_counts, GError **error)
{
    g_auto(SvyCalcGroups) groups = {0};

    if (svy_calc_has(arguments, "table") == svy_calc_has(arguments, "groups"))
        return refuse_missing("groups", error);
    if (svy_calc_has(arguments, "table"))
        return read_table(arguments, ret_counts, error);
    if (!svy_calc_read_groups(arguments, "groups", &groups, error))
        return false;

    g_autofree const SvyCalcVector **list = g_new0(const SvyCalcVector *, groups.n + 1);

    for (size_t i = 0; i < groups.n; i++)
        list[i] = &groups.groups[i];
    return tabulate(groups.n, list, ret_counts, error);
}

static double sum_counts(const Counts *counts)
{
    double sum = 0;

    for (size_t i = 0; i < counts->n_groups * counts->n_levels; i++)
        sum += counts->counts[i];
    return sum;
}

static void say_undefined(SvyCalcAnswer *answer, SvyStatus status, const char *what)
{
    if (status == SVY_STATUS_NO_CASES)
        svy_calc_say(answer, "Nobody is in the base, so there is no %s.", what);
    else if (status == SVY_STATUS_NO_VARIANCE)
        svy_calc_say(answer, "Too little varies here for a %s.", what);
    else
        svy_calc_say(answer, "The %s needs at least two groups or levels in use.", what);
}

/* --- Two groups ----------------------------------------------------------------------------- */

static void say_mann_whitney(SvyCalcAnswer *answer,
                             const SvyMannWhitney *test,
                             const Counts *counts)
{
    g_autofree char *p = svy_calc_word_p(test->p);
    g_autofree char *share = svy_num_format_pct(test->prob_superiority, 1);

    if (test->status != SVY_STATUS_OK) {
        say_undefined(answer, test->status, "test of the two groups");
        return;
    }
    svy_calc_say(answer,
                 "Of one person drawn from each group, the one of the first is higher in %s%% of "
                 "the draws, a tie counting half. Were the groups alike, they would differ so by "
                 "chance with %s (Mann-Whitney test, %.12g people).",
                 share, p, sum_counts(counts));
}

static bool compute_mann_whitney(const SvyCalcArguments *arguments,
                                 SvyCalcAnswer *answer,
                                 GError **error)
{
    g_auto(Counts) counts = {0};
    SvyMannWhitney test;
    double p_exact;

    if (!read_two_groups(arguments, &counts, error) ||
        !svy_ordinal_mann_whitney(counts.n_levels, counts.counts, &test, error) ||
        !svy_ordinal_mann_whitney_exact(counts.n_levels, counts.counts, &p_exact, error))
        return false;
    svy_calc_put_number(answer, "U", test.u);
    svy_calc_put_number(answer, "z", test.z);
    svy_calc_put_number(answer, "p", test.p);
    svy_calc_put_number(answer, "p_cc", test.p_corrected);
    svy_calc_put_number(answer, "p_exact", p_exact);
    svy_calc_put_number(answer, "prob_superiority", test.prob_superiority);
    svy_calc_set_status(answer, test.status);
    say_mann_whitney(answer, &test, &counts);
    return true;
}

/* --- Several groups ------------------------------------------------------------------------- */

static bool compute_kruskal_wallis(const SvyCalcArguments *arguments,
                                   SvyCalcAnswer *answer,
                                   GError **error)
{
    g_auto(Counts) counts = {0};
    SvyKruskalWallis test;

    if (!read_groups(arguments, &counts, error) ||
        !svy_ordinal_kruskal_wallis(counts.n_groups, counts.n_levels, counts.counts, &test, error))
        return false;
    svy_calc_put_number(answer, "H", test.statistic);
    svy_calc_put_number(answer, "df", test.df);
    svy_calc_put_number(answer, "p", test.p);
    svy_calc_put_number(answer, "epsilon2", test.epsilon2);
    svy_calc_set_status(answer, test.status);
    if (test.status != SVY_STATUS_OK) {
        say_undefined(answer, test.status, "test of the groups");
        return true;
    }

    g_autofree char *p = svy_calc_word_p(test.p);
    g_autofree char *share = svy_num_format_pct(test.epsilon2, 1);

    svy_calc_say(answer,
                 "The groups explain %s%% of the variance of the ranks; were they alike, they "
                 "would differ so by chance with %s (Kruskal-Wallis test, %.12g people, %.12g "
                 "groups).",
                 share, p, sum_counts(&counts), test.df + 1);
    return true;
}

/* {"1-2": value, ...}; @offset is that of the value in SvyDunnPair. */
static JsonNode *make_pairs(size_t n_pairs, const SvyDunnPair pairs[], size_t offset)
{
    JsonNode *node = json_node_new(JSON_NODE_OBJECT);
    JsonObject *object = json_object_new();

    for (size_t i = 0; i < n_pairs; i++) {
        const double value = *(const double *)(const void *)((const char *)&pairs[i] + offset);
        g_autofree char *key = g_strdup_printf("%zu-%zu", pairs[i].first + 1, pairs[i].second + 1);

        if (isfinite(value))
            json_object_set_double_member(object, key, value);
        else
            json_object_set_null_member(object, key);
    }
    json_node_take_object(node, object);
    return node;
}

static void say_dunn(SvyCalcAnswer *answer, size_t n_pairs, const SvyDunnPair pairs[])
{
    size_t n_tested = 0, n_different = 0;

    for (size_t i = 0; i < n_pairs; i++) {
        n_tested += pairs[i].status == SVY_STATUS_OK;
        n_different += pairs[i].status == SVY_STATUS_OK && pairs[i].p_holm < 0.05;
        svy_calc_set_status(answer, pairs[i].status);
    }
    if (n_tested == 0) {
        if (n_pairs == 0)
            svy_calc_set_status(answer, SVY_STATUS_UNDEFINED);
        svy_calc_say(answer, "There is no pair of groups that can be compared.");
        return;
    }
    svy_calc_say(answer,
                 "%zu of %zu pairs of groups differ by more than chance at the 5%% level (Dunn's "
                 "test on the ranks of all groups, two-sided, Holm over the pairs).",
                 n_different, n_tested);
}

static bool compute_dunn(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    g_auto(Counts) counts = {0};

    if (!read_groups(arguments, &counts, error))
        return false;

    const size_t n_pairs = counts.n_groups < 2 ? 0 : counts.n_groups * (counts.n_groups - 1) / 2;
    g_autofree SvyDunnPair *pairs = g_new0(SvyDunnPair, n_pairs + 1);

    if (!svy_ordinal_dunn(counts.n_groups, counts.n_levels, counts.counts, pairs, error))
        return false;
    svy_calc_put_node(answer, "z", make_pairs(n_pairs, pairs, offsetof(SvyDunnPair, z)));
    svy_calc_put_node(answer, "p", make_pairs(n_pairs, pairs, offsetof(SvyDunnPair, p)));
    svy_calc_put_node(answer, "p_holm", make_pairs(n_pairs, pairs, offsetof(SvyDunnPair, p_holm)));
    say_dunn(answer, n_pairs, pairs);
    return true;
}

static bool compute_jonckheere(const SvyCalcArguments *arguments,
                               SvyCalcAnswer *answer,
                               GError **error)
{
    g_auto(Counts) counts = {0};
    SvyJonckheere test;

    if (!read_groups(arguments, &counts, error) ||
        !svy_ordinal_jonckheere(counts.n_groups, counts.n_levels, counts.counts, &test, error))
        return false;
    svy_calc_put_number(answer, "J", test.statistic);
    svy_calc_put_number(answer, "mean", test.mean);
    svy_calc_put_number(answer, "var", test.variance);
    svy_calc_put_number(answer, "z", test.z);
    svy_calc_put_number(answer, "p", test.p);
    svy_calc_put_number(answer, "p_increasing", test.p_increasing);
    svy_calc_set_status(answer, test.status);
    if (test.status != SVY_STATUS_OK) {
        say_undefined(answer, test.status, "test of a trend");
        return true;
    }

    g_autofree char *p = svy_calc_word_p(test.p);

    svy_calc_say(
        answer,
        "Over the groups in their order the answers tend %s; were the groups alike, such a trend "
        "would come about with %s (Jonckheere-Terpstra test, two-sided, %.12g people).",
        test.z > 0 ? "upwards" : (test.z < 0 ? "downwards" : "neither way"), p,
        sum_counts(&counts));
    return true;
}

/* --- Association ---------------------------------------------------------------------------- */

static void put_measure(SvyCalcAnswer *answer, const char *key, const SvyEstimate *measure)
{
    g_autofree char *ase = g_strconcat(key, "_ase", NULL);

    svy_calc_put_number(answer, key, measure->value);
    svy_calc_put_number(answer, ase, measure->se);
}

static void put_association(SvyCalcAnswer *answer, const SvyAssociation *out)
{
    svy_calc_put_number(answer, "concordant", out->concordant);
    svy_calc_put_number(answer, "discordant", out->discordant);
    put_measure(answer, "gamma", &out->gamma);
    svy_calc_put_number(answer, "gamma_ase0", out->gamma_ase0);
    svy_calc_put_number(answer, "gamma_lower", out->gamma.lo);
    svy_calc_put_number(answer, "gamma_upper", out->gamma.hi);
    put_measure(answer, "tau_b", &out->tau_b);
    svy_calc_put_number(answer, "tau_b_ase0", out->tau_b_ase0);
    svy_calc_put_number(answer, "tau_b_lower", out->tau_b.lo);
    svy_calc_put_number(answer, "tau_b_upper", out->tau_b.hi);
    put_measure(answer, "tau_c", &out->tau_c);
    put_measure(answer, "somers_d_CR", &out->somers_cr);
    put_measure(answer, "somers_d_RC", &out->somers_rc);
    svy_calc_put_number(answer, "z", out->z);
    svy_calc_put_number(answer, "p", out->p);
    svy_calc_set_status(answer, out->status);
}

static bool compute_association(const SvyCalcArguments *arguments,
                                SvyCalcAnswer *answer,
                                GError **error)
{
    g_auto(Counts) counts = {0};
    SvyAssociation out;
    double level;

    if (!read_table(arguments, &counts, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !svy_association_compute(counts.n_groups, counts.n_levels, counts.counts, level, &out,
                                 error))
        return false;
    put_association(answer, &out);
    if (!isfinite(out.tau_b.value)) {
        say_undefined(answer, out.status, "association");
        return true;
    }

    g_autofree char *tau = svy_num_format(out.tau_b.value, 2);
    g_autofree char *lo = svy_num_format(out.tau_b.lo, 2);
    g_autofree char *hi = svy_num_format(out.tau_b.hi, 2);
    svy_calc_say(answer,
                 "The two answers go together with tau-b = %s (-1 to 1); %.12g%% interval %s to %s "
                 "(%.12g people).",
                 tau, level * 100, lo, hi, sum_counts(&counts));
    if (isnan(out.p)) {
        svy_calc_set_status(answer, SVY_STATUS_NO_VARIANCE);
        svy_calc_say(answer,
                     "Its spread cannot be seen in so regular a table, so there is no test.");
        return true;
    }

    g_autofree char *p = svy_calc_word_p(out.p);

    svy_calc_say(answer, "Did they not go together, so much would come about with %s.", p);
    return true;
}

/* --- The table ------------------------------------------------------------------------------ */

static const SvyCalcInput two_group_inputs[] = {
    {"x", SVY_CALC_VECTOR, SVY_CALC_OPTIONAL | SVY_CALC_NULLABLE, NULL, "answers, first group"},
    {"y", SVY_CALC_VECTOR, SVY_CALC_OPTIONAL | SVY_CALC_NULLABLE, NULL, "answers, second group"},
    {"table", SVY_CALC_MATRIX, SVY_CALC_OPTIONAL, NULL,
     "instead of x and y: people per group (2 rows) and level, levels ascending"},
    {NULL},
};

static const SvyCalcInput group_inputs[] = {
    {"groups", SVY_CALC_GROUPS, SVY_CALC_OPTIONAL | SVY_CALC_NULLABLE, NULL,
     "the answers of each group"},
    {"table", SVY_CALC_MATRIX, SVY_CALC_OPTIONAL, NULL,
     "instead of groups: people per group (rows) and level, levels ascending"},
    {NULL},
};

static const SvyCalcInput association_inputs[] = {
    {"table", SVY_CALC_MATRIX, SVY_CALC_REQUIRED, NULL,
     "people per level of one answer (rows) and of the other, both ascending"},
    {"conf", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.95", "confidence level, between 0 and 1"},
    {NULL},
};

static const SvyCalcOutput mann_whitney_outputs[] = {
    {"U", "pairs in which the first group is higher"},
    {"z", "corrected for ties, no continuity correction"},
    {"p", "two-sided"},
    {"p_cc", "with continuity correction"},
    {"p_exact", "by permutation of the midranks, two-sided; null when n is large"},
    {"prob_superiority", "U / (pairs): P(higher) + P(tie) / 2"},
    {NULL},
};

static const SvyCalcOutput kruskal_wallis_outputs[] = {
    {"H", "corrected for ties"},
    {"df", "groups in use, less 1"},
    {"p", "chi-square"},
    {"epsilon2", "H / (n - 1), 0 to 1"},
    {NULL},
};

static const SvyCalcOutput dunn_outputs[] = {
    {"z", "by pair \"i-j\": mean rank of i less that of j"},
    {"p", "two-sided"},
    {"p_holm", "Holm over the pairs"},
    {NULL},
};

static const SvyCalcOutput jonckheere_outputs[] = {
    {"J", "pairs in the order of the groups"},
    {"mean", "of J without a trend"},
    {"var", "of J without a trend, with ties"},
    {"z", "(J - mean) / sqrt(var)"},
    {"p", "two-sided"},
    {"p_increasing", "one-sided: upwards"},
    {NULL},
};

static const SvyCalcOutput association_outputs[] = {
    {"concordant", "pairs of people that agree in order"},
    {"discordant", "pairs that disagree"},
    {"gamma", "(C - D) / (C + D)"},
    {"gamma_ase", "standard error, ASE1"},
    {"gamma_ase0", "standard error if there is none"},
    {"gamma_lower", "gamma - z ASE1; may pass -1"},
    {"gamma_upper", "gamma + z ASE1; may pass 1"},
    {"tau_b", "Kendall's tau-b"},
    {"tau_b_ase", "standard error, ASE1"},
    {"tau_b_ase0", "standard error if there is none"},
    {"tau_b_lower", "tau-b - z ASE1"},
    {"tau_b_upper", "tau-b + z ASE1"},
    {"tau_c", "Stuart's tau-c"},
    {"tau_c_ase", "standard error"},
    {"somers_d_CR", "Somers' D, rows explain columns"},
    {"somers_d_CR_ase", "standard error, ASE1"},
    {"somers_d_RC", "Somers' D, columns explain rows"},
    {"somers_d_RC_ase", "standard error, ASE1"},
    {"z", "tau-b / ASE0; the same for all"},
    {"p", "two-sided"},
    {NULL},
};

const SvyCalcMethod svy_calc_ordinal_methods[] = {
    {
        .name = "ordinal.mann_whitney",
        .summary = "two groups on an ordered answer, Mann-Whitney (Wilcoxon) test",
        .inputs = two_group_inputs,
        .outputs = mann_whitney_outputs,
        .formula = "U = #(x > y) + #(x = y)/2; z = (U - mn/2) / sqrt(mn/(12 N (N-1)) sum t (N^2 - "
                   "t^2)), t people per level",
        .source = "Mann & Whitney (1947); Lehmann (1975)",
        .function = "svy_ordinal_mann_whitney",
        .reference = "tests/reference/ordinal",
        .example = "x=1.1,2.3,2.9,4.0,5.2 y=0.4,1.0,1.9,2.5",
        .gives = "U=17 p_exact=0.1111 prob_superiority=0.85",
        .compute = compute_mann_whitney,
    },
    {
        .name = "ordinal.kruskal_wallis",
        .summary = "several groups on an ordered answer, Kruskal-Wallis test",
        .inputs = group_inputs,
        .outputs = kruskal_wallis_outputs,
        .formula = "H = sum n_g (mean rank - (N+1)/2)^2 / variance of the midranks; chi-square, "
                   "k-1 df",
        .source = "Kruskal & Wallis (1952)",
        .function = "svy_ordinal_kruskal_wallis",
        .reference = "tests/reference/ordinal",
        .example = "groups=2.9,3.0,2.5,2.6,3.2/3.8,2.7,4.0,2.4/2.8,3.4,3.7,2.2,2.0",
        .gives = "H=0.77143 df=2 p=0.68",
        .compute = compute_kruskal_wallis,
    },
    {
        .name = "ordinal.dunn",
        .summary = "all pairs of groups on an ordered answer, Dunn's test with Holm",
        .inputs = group_inputs,
        .outputs = dunn_outputs,
        .formula = "z = (mean rank i - mean rank j) / sqrt(v (1/n_i + 1/n_j)), v the variance of "
                   "the midranks",
        .source = "Dunn (1964); Holm (1979)",
        .function = "svy_ordinal_dunn",
        .reference = "tests/reference/ordinal",
        .example = "groups=2.9,3.0,2.5,2.6,3.2/3.8,2.7,4.0,2.4/2.8,3.4,3.7,2.2,2.0",
        .gives = "z/1-2=-0.6414 p_holm/1-2=1",
        .compute = compute_dunn,
    },
    {
        .name = "ordinal.jonckheere",
        .summary = "a trend over ordered groups, Jonckheere-Terpstra test",
        .inputs = group_inputs,
        .outputs = jonckheere_outputs,
        .formula = "J = sum over i<j of #(y_i < y_j) + #(y_i = y_j)/2; normal, variance with ties",
        .source = "Jonckheere (1954); Lehmann (1975)",
        .function = "svy_ordinal_jonckheere",
        .reference = "tests/reference/ordinal",
        .example = "groups=40,35,38,43,44,41/38,40,47,44,40,42/48,40,45,43,46,44",
        .gives = "J=79 mean=54 p_increasing=0.02071",
        .compute = compute_jonckheere,
    },
    {
        .name = "ordinal.association",
        .summary = "association of two ordered answers: tau-b, gamma, Somers' D",
        .inputs = association_inputs,
        .outputs = association_outputs,
        .formula = "tau_b = (P - Q) / sqrt((n^2 - sum r^2)(n^2 - sum c^2)), P and Q twice the "
                   "concordant and discordant pairs",
        .source = "Brown & Benedetti (1977)",
        .function = "svy_association_compute",
        .reference = "tests/reference/ordinal",
        .example = "table=1,3,10,6/2,3,10,7/1,6,14,12/0,1,9,11",
        .gives = "concordant=1331 discordant=849 gamma=0.2211 tau_b=0.1524",
        .compute = compute_association,
    },
    {NULL},
};
