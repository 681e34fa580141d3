/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calc methods on sample designs: means, shares, comparisons, tables, regression. */
#include <surveystat/design.h>

#include <math.h>

#include "base/num.h"
#include "cli/calc-design-input.h"
#include "cli/calc-words.h"

static double get_if(const SvyEstimate *estimate, double number)
{
    const bool has_number =
        estimate->status == SVY_STATUS_OK || estimate->status == SVY_STATUS_NO_VARIANCE;

    return has_number ? number : (double)NAN;
}

static double get_if_ok(const SvyEstimate *estimate, double number)
{
    return estimate->status == SVY_STATUS_OK ? number : (double)NAN;
}

/* --- Mean, total ---------------------------------------------------------------------------- */

enum { VARIANT_MEAN, VARIANT_TOTAL };

static void put_mean(SvyCalcAnswer *answer, const SvyEstimate *mean, double deff)
{
    svy_calc_put_number(answer, "est", get_if(mean, mean->value));
    svy_calc_put_number(answer, "se", get_if(mean, mean->se));
    svy_calc_put_number(answer, "variance", get_if(mean, mean->se * mean->se));
    svy_calc_put_number(answer, "df", get_if(mean, mean->df));
    svy_calc_put_number(answer, "lower", get_if_ok(mean, mean->lo));
    svy_calc_put_number(answer, "upper", get_if_ok(mean, mean->hi));
    svy_calc_put_number(answer, "deff", get_if(mean, deff));
    svy_calc_set_status(answer, mean->status);
    if (!isfinite(deff))
        svy_calc_set_status(answer, SVY_STATUS_NO_VARIANCE);
}

static void say_mean(SvyCalcAnswer *answer,
                     const char *name,
                     const SvyEstimate *mean,
                     double deff,
                     const SvyCalcDesign *setting,
                     size_t n)
{
    g_autofree char *base = svy_calc_design_describe(setting, n);
    g_autofree char *value = svy_calc_word_number(mean->value);

    if (mean->status == SVY_STATUS_NO_CASES) {
        svy_calc_say(answer, "Nobody with a weight has a value, so there is no %s.", name);
        return;
    }
    if (mean->status != SVY_STATUS_OK) {
        svy_calc_say(answer, "The %s is %s (%s); one sampling unit tells nothing of its error.",
                     name, value, base);
        return;
    }

    g_autofree char *lo = svy_calc_word_number(mean->lo);
    g_autofree char *hi = svy_calc_word_number(mean->hi);

    svy_calc_say(answer,
                 "The %s is %s (%s); %.12g%% interval %s to %s (linearised, t with %.12g degrees "
                 "of freedom).",
                 name, value, base, mean->level * 100, lo, hi, mean->df);
    if (isfinite(deff))
        svy_calc_say(answer,
                     "Its variance is %.3g times that of a simple random sample of that size.",
                     deff);
}

static bool compute_mean(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    const bool is_total = svy_calc_get_variant(arguments) == VARIANT_TOTAL;
    g_auto(SvyCalcVector) y = {0};
    g_auto(SvyCalcDesign) setting = {0};
    SvyEstimate mean;
    double level, deff;

    if (!svy_calc_read_vector(arguments, "y", &y, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !svy_calc_design_read(arguments, y.n, &setting, error) ||
        !(is_total ? svy_design_estimate_total : svy_design_estimate_mean)(
            setting.design, y.values, level, &mean, &deff, error))
        return false;
    put_mean(answer, &mean, deff);
    say_mean(answer, is_total ? "total" : "mean", &mean, deff, &setting,
             svy_calc_design_count_known(&y));
    return true;
}

static const SvyCalcInput mean_inputs[] = {SVY_CALC_INPUT_DESIGN,
                                           SVY_CALC_INPUT_Y,
                                           SVY_CALC_INPUT_CONF,
                                           {NULL}};

static const SvyCalcOutput mean_outputs[] = {
    {"est", "the estimate"},
    {"se", "standard error"},
    {"variance", "se squared"},
    {"df", "clusters less strata"},
    {"lower", "lower limit"},
    {"upper", "upper limit"},
    {"deff", "variance over that of a simple random sample"},
    {NULL},
};

/* --- Ratio ---------------------------------------------------------------------------------- */

static bool compute_ratio(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    g_auto(SvyCalcVector) numerator = {0}, denominator = {0};
    g_auto(SvyCalcDesign) setting = {0};
    SvyEstimate ratio;
    double level;

    if (!svy_calc_read_vector(arguments, "numerator", &numerator, error) ||
        !svy_calc_read_vector(arguments, "denominator", &denominator, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !svy_calc_design_check_length("denominator", denominator.n, numerator.n, error) ||
        !svy_calc_design_read(arguments, numerator.n, &setting, error) ||
        !svy_design_estimate_ratio(setting.design, numerator.values, denominator.values, level,
                                   &ratio, error))
        return false;
    svy_calc_put_number(answer, "est", get_if(&ratio, ratio.value));
    svy_calc_put_number(answer, "se", get_if(&ratio, ratio.se));
    svy_calc_put_number(answer, "df", get_if(&ratio, ratio.df));
    svy_calc_put_number(answer, "lower", get_if_ok(&ratio, ratio.lo));
    svy_calc_put_number(answer, "upper", get_if_ok(&ratio, ratio.hi));
    svy_calc_set_status(answer, ratio.status);
    if (ratio.status == SVY_STATUS_UNDEFINED)
        svy_calc_say(answer, "The denominator adds up to 0, so there is no ratio.");
    else
        say_mean(answer, "ratio", &ratio, (double)NAN, &setting,
                 svy_calc_design_count_known(&numerator));
    return true;
}

static const SvyCalcInput ratio_inputs[] = {
    SVY_CALC_INPUT_DESIGN,
    {"numerator", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "one value per record"},
    {"denominator", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "one value per record"},
    SVY_CALC_INPUT_CONF,
    {NULL},
};

static const SvyCalcOutput ratio_outputs[] = {
    {"est", "total of the numerator over that of the denominator"},
    {"se", "standard error"},
    {"df", "clusters less strata"},
    {"lower", "lower limit"},
    {"upper", "upper limit"},
    {NULL},
};

/* --- Domains -------------------------------------------------------------------------------- */

static JsonNode *make_pair(double first, double second)
{
    JsonNode *node = json_node_new(JSON_NODE_ARRAY);
    JsonArray *array = json_array_new();
    const double values[] = {first, second};

    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        if (isfinite(values[i]))
            json_array_add_double_element(array, values[i]);
        else
            json_array_add_null_element(array);
    }
    json_node_take_array(node, array);
    return node;
}

static JsonNode *make_domains(const SvyCalcLevels *by, const SvyEstimate means[])
{
    JsonNode *node = json_node_new(JSON_NODE_OBJECT);
    JsonObject *object = json_object_new();

    for (size_t j = 0; j < by->n_levels; j++)
        json_object_set_member(
            object, by->labels[j],
            make_pair(get_if(&means[j], means[j].value), get_if(&means[j], means[j].se)));
    json_node_take_object(node, object);
    return node;
}

static void say_domains(SvyCalcAnswer *answer,
                        const SvyCalcLevels *by,
                        const SvyEstimate means[],
                        const SvyCalcDesign *setting,
                        size_t n)
{
    g_autofree char *base = svy_calc_design_describe(setting, n);

    svy_calc_say(answer, "Means in %zu subgroups of the whole design (%s).", by->n_levels, base);
    for (size_t j = 0; j < by->n_levels && j < 10; j++) {
        if (means[j].status == SVY_STATUS_OK)
            svy_calc_say(answer, "%s: %.6g (standard error %.4g).", by->labels[j], means[j].value,
                         means[j].se);
    }
}

static bool compute_domains(const SvyCalcArguments *arguments,
                            SvyCalcAnswer *answer,
                            GError **error)
{
    g_auto(SvyCalcVector) y = {0};
    g_auto(SvyCalcLevels) by = {0};
    g_auto(SvyCalcDesign) setting = {0};
    g_autofree SvyEstimate *means = NULL;

    if (!svy_calc_read_vector(arguments, "y", &y, error) ||
        !svy_calc_read_levels(arguments, "by", &by, error) ||
        !svy_calc_design_check_length("by", by.n, y.n, error) ||
        !svy_calc_design_read(arguments, y.n, &setting, error))
        return false;
    means = g_new0(SvyEstimate, by.n_levels + 1);
    if (!svy_design_estimate_groups(setting.design, y.values, by.n_levels, by.codes, 0.95, means,
                                    NULL, error))
        return false;
    svy_calc_put_node(answer, "domains", make_domains(&by, means));
    svy_calc_put_number(answer, "df", svy_design_get_df(setting.design));
    for (size_t j = 0; j < by.n_levels; j++)
        svy_calc_set_status(answer, means[j].status);
    if (by.n_levels == 0)
        svy_calc_set_status(answer, SVY_STATUS_NO_CASES);
    say_domains(answer, &by, means, &setting, svy_calc_design_count_known(&y));
    return true;
}

static const SvyCalcInput domain_inputs[] = {
    SVY_CALC_INPUT_DESIGN,
    SVY_CALC_INPUT_Y,
    {"by", SVY_CALC_LABELS, SVY_CALC_NULLABLE, NULL, "subgroup of each record"},
    {NULL},
};

static const SvyCalcOutput domain_outputs[] = {
    {"domains", "per subgroup: mean, standard error"},
    {"df", "clusters less strata, of the whole design"},
    {NULL},
};

/* --- Share ---------------------------------------------------------------------------------- */

static void say_share(SvyCalcAnswer *answer,
                      const SvyEstimate *p,
                      const SvyCalcDesign *setting,
                      size_t n)
{
    g_autofree char *base = svy_calc_design_describe(setting, n);

    if (p->status == SVY_STATUS_NO_CASES) {
        svy_calc_say(answer, "Nobody with a weight is in the base, so there is no share.");
        return;
    }

    g_autofree char *share = svy_num_format_pct(p->value, 1);

    if (p->status != SVY_STATUS_OK) {
        svy_calc_say(answer, "%s%% (%s); one sampling unit tells nothing of its error.", share,
                     base);
        return;
    }

    g_autofree char *lo = svy_num_format_pct(p->lo, 1);
    g_autofree char *hi = svy_num_format_pct(p->hi, 1);

    svy_calc_say(answer, "%s%% (%s); %.12g%% interval %s%% to %s%% (%s).", share, base,
                 p->level * 100, lo, hi, p->method);
    if (!(p->se > 0))
        svy_calc_say(answer, "All answers are alike, so the limits are those of Clopper and "
                             "Pearson for the number of records.");
}

static bool read_df(const SvyCalcArguments *arguments, double *ret_df, GError **error)
{
    *ret_df = (double)NAN;
    if (!svy_calc_has(arguments, "df"))
        return true;
    return svy_calc_read_number(arguments, "df", ret_df, error) &&
           (*ret_df >= 0.1 || svy_calc_refuse("df", "be 0.1 or more", error));
}

static bool compute_share(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    const SvyDesignInterval interval = (SvyDesignInterval)svy_calc_get_variant(arguments);
    g_auto(SvyCalcVector) event = {0};
    g_auto(SvyCalcDesign) setting = {0};
    SvyEstimate p;
    double level, df;

    if (!svy_calc_read_vector(arguments, "event", &event, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !read_df(arguments, &df, error) ||
        !svy_calc_design_read(arguments, event.n, &setting, error) ||
        !svy_design_estimate_proportion(setting.design, event.values, interval, df, level, &p,
                                        error))
        return false;
    svy_calc_put_number(answer, "est", get_if(&p, p.value));
    svy_calc_put_number(answer, "se", get_if(&p, p.se));
    svy_calc_put_number(answer, "lower", get_if_ok(&p, p.lo));
    svy_calc_put_number(answer, "upper", get_if_ok(&p, p.hi));
    svy_calc_put_number(answer, "df", get_if(&p, p.df));
    svy_calc_set_status(answer, p.status);
    say_share(answer, &p, &setting, svy_calc_design_count_known(&event));
    return true;
}

static const SvyCalcInput share_inputs[] = {
    SVY_CALC_INPUT_DESIGN,
    {"event", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "1 or 0 per record"},
    SVY_CALC_INPUT_CONF,
    {"df", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL, "degrees of freedom, if not the design's"},
    {NULL},
};

static const SvyCalcOutput share_outputs[] = {
    {"est", "the share, 0 to 1"}, {"se", "linearised standard error"}, {"lower", "lower limit"},
    {"upper", "upper limit"},     {"df", "degrees of freedom"},        {NULL},
};

/* --- Two groups ----------------------------------------------------------------------------- */

/* The difference of a test, as far as it exists. */
static void put_test(SvyCalcAnswer *answer, const SvyDesignTest *test, bool has_t)
{
    svy_calc_put_number(answer, "diff", get_if(&test->diff, test->diff.value));
    svy_calc_put_number(answer, "se", get_if(&test->diff, test->diff.se));
    if (has_t)
        svy_calc_put_number(answer, "t", test->t);
    svy_calc_put_number(answer, "df", get_if(&test->diff, test->diff.df));
    svy_calc_put_number(answer, "p", test->p);
    svy_calc_put_number(answer, "lower", get_if_ok(&test->diff, test->diff.lo));
    svy_calc_put_number(answer, "upper", get_if_ok(&test->diff, test->diff.hi));
    svy_calc_set_status(answer, test->diff.status);
    if (isnan(test->p))
        svy_calc_set_status(answer, SVY_STATUS_NO_VARIANCE);
}

static void say_test(SvyCalcAnswer *answer,
                     const char *what,
                     const SvyDesignTest *test,
                     const SvyCalcDesign *setting,
                     size_t n)
{
    g_autofree char *base = svy_calc_design_describe(setting, n);

    if (test->diff.status == SVY_STATUS_NO_CASES) {
        svy_calc_say(answer, "A side of the comparison is empty, so there is no difference.");
        return;
    }
    svy_calc_say(answer, "%s is %.6g (%s).", what, test->diff.value, base);
    if (test->diff.status != SVY_STATUS_OK || isnan(test->p))
        return;

    g_autofree char *p = svy_calc_word_p(test->p);

    svy_calc_say(answer,
                 "%.12g%% interval %.6g to %.6g; %s by a design-based t test with %.12g degrees of "
                 "freedom: %s.",
                 test->diff.level * 100, test->diff.lo, test->diff.hi, p, test->diff.df,
                 test->p < 0.05 ? "more than chance would explain at 5%"
                                : "chance could explain it");
}

static bool read_groups(const SvyCalcArguments *arguments,
                        size_t n,
                        SvyCalcLevels *groups,
                        GError **error)
{
    if (!svy_calc_read_levels(arguments, "group", groups, error) ||
        !svy_calc_design_check_length("group", groups->n, n, error))
        return false;
    if (groups->n_levels > 2)
        return svy_calc_refuse("group", "have two different values", error);
    return true;
}

static bool compute_t_test(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    g_auto(SvyCalcVector) y = {0};
    g_auto(SvyCalcLevels) groups = {0};
    g_auto(SvyCalcDesign) setting = {0};
    const bool has_groups = svy_calc_has(arguments, "group");
    SvyDesignTest test;
    double level;

    if (!svy_calc_read_vector(arguments, "y", &y, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        (has_groups && !read_groups(arguments, y.n, &groups, error)) ||
        !svy_calc_design_read(arguments, y.n, &setting, error))
        return false;
    if (has_groups ? !svy_design_compare_groups(setting.design, y.values, groups.codes, level, NULL,
                                                &test, error)
                   : !svy_design_test_mean(setting.design, y.values, level, &test, error))
        return false;
    put_test(answer, &test, true);
    if (has_groups && groups.n_levels == 2) {
        g_autofree char *what =
            g_strdup_printf("The mean of %s less that of %s", groups.labels[1], groups.labels[0]);

        say_test(answer, what, &test, &setting, svy_calc_design_count_known(&y));
    } else {
        say_test(answer, "The mean", &test, &setting, svy_calc_design_count_known(&y));
    }
    return true;
}

static const SvyCalcInput t_test_inputs[] = {
    SVY_CALC_INPUT_DESIGN,
    SVY_CALC_INPUT_Y,
    {"group", SVY_CALC_LABELS, SVY_CALC_OPTIONAL | SVY_CALC_NULLABLE, NULL,
     "one of two values per record; without it the mean is tested against 0"},
    SVY_CALC_INPUT_CONF,
    {NULL},
};

static const SvyCalcOutput t_test_outputs[] = {
    {"diff", "mean of the second group less that of the first, in order of their names"},
    {"se", "standard error"},
    {"t", "diff / se"},
    {"df", "clusters less strata less 1; without groups one more"},
    {"p", "two-sided"},
    {"lower", "lower limit"},
    {"upper", "upper limit"},
    {NULL},
};

static bool check_shares(const char *name, const SvyCalcVector *y, GError **error)
{
    for (size_t i = 0; i < y->n; i++) {
        if (y->values[i] < 0 || y->values[i] > 1)
            return svy_calc_refuse(name, "be 0 or 1", error);
    }
    return true;
}

/* So that the first group is the one from which the other is taken away. */
static void swap_groups(SvyCalcLevels *groups)
{
    for (size_t i = 0; i < groups->n; i++)
        groups->codes[i] = groups->codes[i] < 0 ? -1 : 1 - groups->codes[i];
}

/* "62.5% of a, 13.8% of b." */
static void say_shares(SvyCalcAnswer *answer,
                       const SvyCalcLevels *groups,
                       const SvyEstimate shares[2])
{
    if (groups->n_levels < 2 || isnan(shares[0].value) || isnan(shares[1].value))
        return;

    g_autofree char *first = svy_calc_word_share(shares[1].value);
    g_autofree char *second = svy_calc_word_share(shares[0].value);

    svy_calc_say(answer, "%s of group %s, %s of group %s.", first, groups->labels[0], second,
                 groups->labels[1]);
}

static bool compute_prop_diff(const SvyCalcArguments *arguments,
                              SvyCalcAnswer *answer,
                              GError **error)
{
    g_auto(SvyCalcVector) y = {0};
    g_auto(SvyCalcLevels) groups = {0};
    g_auto(SvyCalcDesign) setting = {0};
    SvyEstimate shares[2];
    SvyDesignTest test;
    double level;

    if (!svy_calc_read_vector(arguments, "y", &y, error) || !check_shares("y", &y, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !read_groups(arguments, y.n, &groups, error) ||
        !svy_calc_design_read(arguments, y.n, &setting, error))
        return false;
    swap_groups(&groups);
    if (!svy_design_compare_groups(setting.design, y.values, groups.codes, level, shares, &test,
                                   error))
        return false;
    svy_calc_put_number(answer, "p1", get_if(&shares[1], shares[1].value));
    svy_calc_put_number(answer, "p2", get_if(&shares[0], shares[0].value));
    put_test(answer, &test, true);
    svy_calc_put_number(answer, "kish_deff_1",
                        svy_design_compute_kish_deff(setting.design, y.values, groups.codes, 1));
    svy_calc_put_number(answer, "kish_deff_2",
                        svy_design_compute_kish_deff(setting.design, y.values, groups.codes, 0));
    say_shares(answer, &groups, shares);
    say_test(answer, "The difference of the shares", &test, &setting,
             svy_calc_design_count_known(&y));
    return true;
}

static const SvyCalcInput prop_diff_inputs[] = {
    SVY_CALC_INPUT_DESIGN,
    {"y", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "1 or 0 per record"},
    {"group", SVY_CALC_LABELS, SVY_CALC_NULLABLE, NULL, "one of two values per record"},
    SVY_CALC_INPUT_CONF,
    {NULL},
};

static const SvyCalcOutput prop_diff_outputs[] = {
    {"p1", "share of the first group, in order of their names"},
    {"p2", "share of the second group"},
    {"diff", "p1 - p2"},
    {"se", "standard error of diff"},
    {"t", "diff / se"},
    {"df", "clusters less strata less 1"},
    {"p", "two-sided"},
    {"lower", "lower limit of diff"},
    {"upper", "upper limit of diff"},
    {"kish_deff_1", "effect of unequal weights in the first group"},
    {"kish_deff_2", "effect of unequal weights in the second group"},
    {NULL},
};

static bool compute_paired_diff(const SvyCalcArguments *arguments,
                                SvyCalcAnswer *answer,
                                GError **error)
{
    g_auto(SvyCalcVector) x = {0}, y = {0};
    g_auto(SvyCalcDesign) setting = {0};
    SvyDesignTest test;
    double level;

    if (!svy_calc_read_vector(arguments, "x", &x, error) ||
        !svy_calc_read_vector(arguments, "y", &y, error) ||
        !svy_calc_design_check_length("y", y.n, x.n, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !svy_calc_design_read(arguments, x.n, &setting, error))
        return false;
    for (size_t i = 0; i < x.n; i++)
        x.values[i] -= y.values[i];
    if (!svy_design_test_mean(setting.design, x.values, level, &test, error))
        return false;
    put_test(answer, &test, true);
    say_test(answer, "The mean of x less that of y, by the same people,", &test, &setting,
             svy_calc_design_count_known(&x));
    return true;
}

static const SvyCalcInput paired_diff_inputs[] = {
    SVY_CALC_INPUT_DESIGN,
    {"x", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "first answer of each person, such as 1 or 0"},
    {"y", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "second answer of each person"},
    SVY_CALC_INPUT_CONF,
    {NULL},
};

static const SvyCalcOutput paired_diff_outputs[] = {
    {"diff", "mean of x - y of those who answered both"},
    {"se", "standard error"},
    {"t", "diff / se"},
    {"df", "clusters less strata"},
    {"p", "two-sided"},
    {"lower", "lower limit"},
    {"upper", "upper limit"},
    {NULL},
};

/* --- Table ---------------------------------------------------------------------------------- */

static void put_chisq(SvyCalcAnswer *answer, const SvyDesignChisq *test, const double eigenvalues[])
{
    svy_calc_put_number(answer, "X2", test->x2);
    svy_calc_put_number(answer, "df", test->df);
    svy_calc_put_number(answer, "n", test->n);
    svy_calc_put_vector(answer, "eigenvalues", test->n_eigenvalues, eigenvalues);
    svy_calc_put_number(answer, "mean_deff", test->mean_deff);
    svy_calc_put_number(answer, "F", test->f);
    svy_calc_put_number(answer, "ndf", test->ndf);
    svy_calc_put_number(answer, "ddf", test->ddf);
    svy_calc_put_number(answer, "p_F", test->p_f);
    svy_calc_put_number(answer, "chisq_adj", test->chisq_adj);
    svy_calc_put_number(answer, "p_chisq", test->p_chisq);
    svy_calc_put_number(answer, "wald_F", test->wald_f);
    svy_calc_put_number(answer, "wald_df2", test->wald_df2);
    svy_calc_put_number(answer, "wald_p", test->wald_p);
    svy_calc_put_number(answer, "adjwald_F", test->adjwald_f);
    svy_calc_put_number(answer, "adjwald_df2", test->adjwald_df2);
    svy_calc_put_number(answer, "adjwald_p", test->adjwald_p);
    svy_calc_put_number(answer, "p_saddlepoint", test->p_saddlepoint);
    svy_calc_put_number(answer, "p_exact_lincom", test->p_exact);
    svy_calc_set_status(answer, test->status);
}

static void say_chisq(SvyCalcAnswer *answer,
                      const SvyDesignChisq *test,
                      const SvyCalcDesign *setting)
{
    g_autofree char *base = svy_calc_design_describe(setting, (size_t)test->n);

    if (test->status != SVY_STATUS_OK) {
        svy_calc_say(answer,
                     "The table cannot be tested (%s): it needs two rows and two columns "
                     "that differ, and more clusters than strata.",
                     base);
        return;
    }

    g_autofree char *p = svy_calc_word_p(test->p_f);

    svy_calc_say(answer,
                 "Rows and columns are %s (%s): %s, Rao-Scott F = %.4g with %.4g and %.4g degrees "
                 "of freedom. The design makes the test's variance %.3g times that of a simple "
                 "random sample.",
                 test->p_f < 0.05 ? "related" : "not shown to be related at 5%", base, p, test->f,
                 test->ndf, test->ddf, test->mean_deff);
}

static bool compute_chisq(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    g_auto(SvyCalcLevels) rows = {0}, columns = {0};
    g_auto(SvyCalcDesign) setting = {0};
    g_autofree double *eigenvalues = NULL;
    SvyDesignChisq test;

    if (!svy_calc_read_levels(arguments, "row", &rows, error) ||
        !svy_calc_read_levels(arguments, "col", &columns, error) ||
        !svy_calc_design_check_length("col", columns.n, rows.n, error) ||
        !svy_calc_design_read(arguments, rows.n, &setting, error))
        return false;
    eigenvalues = g_new0(double, rows.n_levels *columns.n_levels + 1);
    if (!svy_design_test_table(setting.design, rows.n_levels, rows.codes, columns.n_levels,
                               columns.codes, &test, eigenvalues, error))
        return false;
    put_chisq(answer, &test, eigenvalues);
    say_chisq(answer, &test, &setting);
    return true;
}

static const SvyCalcInput chisq_inputs[] = {
    SVY_CALC_INPUT_DESIGN,
    {"row", SVY_CALC_LABELS, SVY_CALC_NULLABLE, NULL, "row of each record"},
    {"col", SVY_CALC_LABELS, SVY_CALC_NULLABLE, NULL, "column of each record"},
    {NULL},
};

static const SvyCalcOutput chisq_outputs[] = {
    {"X2", "Pearson's statistic of the weighted shares, for n"},
    {"df", "(rows - 1) (columns - 1)"},
    {"n", "records with both"},
    {"eigenvalues", "design effects of the contrasts"},
    {"mean_deff", "their mean"},
    {"F", "second-order Rao-Scott statistic (the default)"},
    {"ndf", "its first degrees of freedom"},
    {"ddf", "its second degrees of freedom"},
    {"p_F", "its p"},
    {"chisq_adj", "first-order Rao-Scott statistic"},
    {"p_chisq", "its p"},
    {"wald_F", "Wald statistic"},
    {"wald_df2", "its second degrees of freedom"},
    {"wald_p", "its p"},
    {"adjwald_F", "adjusted Wald statistic"},
    {"adjwald_df2", "its second degrees of freedom"},
    {"adjwald_p", "its p"},
    {"p_saddlepoint", "p by saddle-point approximation"},
    {"p_exact_lincom", "p by integration"},
    {NULL},
};

/* --- Regression ----------------------------------------------------------------------------- */

static void put_coefficients(SvyCalcAnswer *answer, size_t k, const SvyDesignTest coefficients[])
{
    static const char *const keys[] = {"coef", "se", "t", "p", "lower", "upper"};
    g_autofree double *values = g_new0(double, 6 * k + 1);

    for (size_t j = 0; j < k; j++) {
        const SvyEstimate *estimate = &coefficients[j].diff;

        values[j] = get_if(estimate, estimate->value);
        values[k + j] = get_if(estimate, estimate->se);
        values[2 * k + j] = coefficients[j].t;
        values[3 * k + j] = coefficients[j].p;
        values[4 * k + j] = get_if_ok(estimate, estimate->lo);
        values[5 * k + j] = get_if_ok(estimate, estimate->hi);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        svy_calc_put_vector(answer, keys[i], k, values + i * k);
    svy_calc_put_number(answer, "df", get_if(&coefficients[0].diff, coefficients[0].diff.df));
    svy_calc_set_status(answer, coefficients[0].diff.status);
}

static void say_model(SvyCalcAnswer *answer,
                      SvyDesignModel model,
                      const SvyEstimate *first,
                      const SvyCalcDesign *setting,
                      size_t n)
{
    g_autofree char *base = svy_calc_design_describe(setting, n);

    if (first->status == SVY_STATUS_NO_CASES)
        svy_calc_say(answer, "There are fewer records than coefficients, so there is no model.");
    else if (first->status == SVY_STATUS_UNDEFINED)
        svy_calc_say(answer, model == SVY_DESIGN_LOGISTIC
                                 ? "There is no estimate: the columns depend on each other, or "
                                   "they separate who did from who did not."
                                 : "There is no estimate: the columns depend on each other.");
    else
        svy_calc_say(answer,
                     "%s regression (%s); standard errors from the design, t tests with %.12g "
                     "degrees of freedom.",
                     model == SVY_DESIGN_LOGISTIC ? "Logistic" : "Linear", base, first->df);
}

static bool compute_model(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    const SvyDesignModel model = (SvyDesignModel)svy_calc_get_variant(arguments);
    g_auto(SvyCalcVector) y = {0};
    g_auto(SvyCalcMatrix) x = {0};
    g_auto(SvyCalcDesign) setting = {0};
    g_autofree SvyDesignTest *coefficients = NULL;
    double level;
    size_t n;

    if (!svy_calc_read_vector(arguments, "y", &y, error) ||
        !svy_calc_read_matrix(arguments, "X", &x, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !svy_calc_design_check_length("X", x.n_rows, y.n, error) ||
        !svy_calc_design_read(arguments, y.n, &setting, error))
        return false;
    if (x.n_columns == 0 && y.n > 0)
        return svy_calc_refuse("X", "have a column, such as 1 for the intercept", error);
    coefficients = g_new0(SvyDesignTest, x.n_columns + 1);
    coefficients[0].diff = svy_estimate_none(SVY_STATUS_NO_CASES, level, NULL);
    n = 0;
    if (x.n_columns > 0 && !svy_design_fit_model(setting.design, model, y.values, x.n_columns,
                                                 x.values, level, coefficients, NULL, &n, error))
        return false;
    put_coefficients(answer, x.n_columns, coefficients);
    say_model(answer, model, &coefficients[0].diff, &setting, n);
    return true;
}

static const SvyCalcInput model_inputs[] = {
    SVY_CALC_INPUT_DESIGN,
    {"y", SVY_CALC_VECTOR, SVY_CALC_NULLABLE, NULL, "outcome of each record"},
    {"X", SVY_CALC_MATRIX, SVY_CALC_NULLABLE, NULL,
     "one row per record, with a column of 1 for the intercept"},
    SVY_CALC_INPUT_CONF,
    {NULL},
};

static const SvyCalcOutput model_outputs[] = {
    {"coef", "coefficients, one per column of X"},
    {"se", "standard errors"},
    {"t", "coef / se"},
    {"p", "two-sided"},
    {"lower", "lower limits"},
    {"upper", "upper limits"},
    {"df", "clusters less strata plus 1 less the coefficients"},
    {NULL},
};

/* --- The table ------------------------------------------------------------------------------ */

#define SHARE_EXAMPLE                                                                              \
    "event=1,0,1,1,0,0,1,0 design.weights=10,12,9,11,30,28,31,29 design.psu=1,1,2,2,3,3,4,4"
#define GROUP_EXAMPLE "design.weights=10,12,9,11,30,28,31,29 group=a,b,a,b,a,b,a,b"
const SvyCalcMethod svy_calc_design_methods[] = {
    {
        .name = "design.mean",
        .summary = "mean under a sample design, linearised",
        .inputs = mean_inputs,
        .outputs = mean_outputs,
        .formula =
            "sum(w y) / sum(w); variance: sum over strata of (1 - n/N) n/(n-1) times the sum "
            "over PSUs of (z - mean z)^2, z = total of w (y - est) / sum(w)",
        .source = "Binder (1983); R survey svymean()",
        .function = "svy_design_estimate_mean",
        .reference = "tests/reference/design",
        .example = SVY_CALC_DESIGN_EXAMPLE,
        .gives = "est=6.512500 se=0.392418",
        .compute = compute_mean,
        .variant = VARIANT_MEAN,
    },
    {
        .name = "design.total",
        .summary = "total of a population under a sample design",
        .inputs = mean_inputs,
        .outputs = mean_outputs,
        .formula = "sum(w y); variance as for design.mean with z = total of w y",
        .source = "Horvitz & Thompson (1952); R survey svytotal()",
        .function = "svy_design_estimate_total",
        .reference = "tests/reference/design",
        .example = SVY_CALC_DESIGN_EXAMPLE,
        .gives = "est=1042.000000 se=79.120162",
        .compute = compute_mean,
        .variant = VARIANT_TOTAL,
    },
    {
        .name = "design.ratio",
        .summary = "ratio of two totals under a sample design",
        .inputs = ratio_inputs,
        .outputs = ratio_outputs,
        .formula = "sum(w y) / sum(w x); z = w (y - est x) / sum(w x)",
        .source = "Binder (1983); R survey svyratio()",
        .function = "svy_design_estimate_ratio",
        .reference = "tests/reference/design",
        .example = "numerator=1,0,1,0,1,1 denominator=1,1,1,0,1,1 design.weights=2,1,3,1,2,1",
        .gives = "est=0.888889 se=0.122465",
        .compute = compute_ratio,
    },
    {
        .name = "design.domain_mean",
        .summary = "means in subgroups, the whole design kept",
        .inputs = domain_inputs,
        .outputs = domain_outputs,
        .formula = "as design.mean with z = 0 for records outside the subgroup",
        .source = "Saerndal, Swensson & Wretman (1992), ch. 10; R survey svyby()",
        .function = "svy_design_estimate_groups",
        .reference = "tests/reference/design",
        .example = "y=3,5,2,4,8,6,9,7 by=a,b,a,b,a,b,a,b design.weights=10,12,9,11,30,28,31,29",
        .gives =
            "domains/a/0=7.087500 domains/a/1=1.197591 domains/b/0=5.937500 domains/b/1=0.523255",
        .compute = compute_domains,
    },
#define SHARE(name_, summary_, formula_, source_, gives_, variant_)                                \
    {                                                                                              \
        .name = "design.ciprop." name_, .summary = summary_, .inputs = share_inputs,               \
        .outputs = share_outputs, .formula = formula_, .source = source_,                          \
        .function = "svy_design_estimate_proportion", .reference = "tests/reference/design",       \
        .example = SHARE_EXAMPLE, .gives = gives_, .compute = compute_share, .variant = variant_,  \
    }
    SHARE("xlogit",
          "share under a design, logit interval (default)",
          "logit(p) -+ t se / (p (1 - p)), taken back; no or all events: Clopper-Pearson on n",
          "R survey svyciprop(method = \"xlogit\"); SUDAAN, Stata",
          "est=0.381250 se=0.192397 lower=0.043947 upper=0.892000",
          SVY_DESIGN_LOGIT),
    SHARE("logit",
          "share under a design, logit interval (the same as xlogit)",
          "logit(p) -+ t se / (p (1 - p)), taken back",
          "R survey svyciprop(method = \"logit\")",
          "est=0.381250 se=0.192397 lower=0.043947 upper=0.892000",
          SVY_DESIGN_LOGIT),
    SHARE("beta",
          "share under a design, Korn-Graubard interval",
          "Clopper-Pearson for n_eff = p (1 - p) / se^2 (t_(n-1) / t_df)^2 cases",
          "Korn & Graubard (1998)",
          "est=0.381250 se=0.192397 lower=0.022354 upper=0.900884",
          SVY_DESIGN_BETA),
    SHARE("korn_graubard_nchs",
          "share under a design, Korn-Graubard interval with n_eff at most n",
          "Clopper-Pearson for min(n, n_eff) cases",
          "Parker et al. (2017), NCHS",
          "est=0.381250 se=0.192397 lower=0.022354 upper=0.900884",
          SVY_DESIGN_KORN_GRAUBARD),
    SHARE("asin",
          "share under a design, arcsine interval",
          "sin^2(asin(sqrt(p)) -+ t se / sqrt(4 p (1 - p))), angle cut at 0 and 90 degrees",
          "R survey svyciprop(method = \"asin\")",
          "est=0.381250 se=0.192397 lower=0.001237 upper=0.926280",
          SVY_DESIGN_ARCSINE),
    SHARE("likelihood",
          "share under a design, likelihood interval scaled as Rao and Scott",
          "all q with 2 n_eff (p log(p/q) + (1 - p) log((1 - p)/(1 - q))) <= t^2",
          "Rao & Scott (1984)",
          "est=0.381250 se=0.192397 lower=0.022582 upper=0.899025",
          SVY_DESIGN_LIKELIHOOD),
    SHARE("wilson",
          "share under a design, Wilson's interval on the effective n",
          "Wilson with n_eff = p (1 - p) / se^2 cases and t for z",
          "Franco, Little, Louis & Slud (2019)",
          "est=0.381250 se=0.192397 lower=0.066704 upper=0.841570",
          SVY_DESIGN_WILSON),
    SHARE("mean",
          "share under a design, Wald interval (for teaching)",
          "p -+ t se; may leave 0 to 1",
          "R survey svyciprop(method = \"mean\")",
          "est=0.381250 se=0.192397 lower=-0.231043 upper=0.993543",
          SVY_DESIGN_WALD),
    {
        .name = "design.ttest",
        .summary = "difference of two groups' means under a design",
        .inputs = t_test_inputs,
        .outputs = t_test_outputs,
        .formula = "(mean of second - mean of first) / se, t with clusters - strata - 1 df",
        .source = "Lumley (2010); R survey svyttest()",
        .function = "svy_design_compare_groups",
        .reference = "tests/reference/design",
        .example = "y=3,5,2,4,8,6,9,7 " GROUP_EXAMPLE,
        .gives = "diff=-1.150000 se=1.306913 p=0.412746",
        .compute = compute_t_test,
    },
    {
        .name = "design.prop_diff",
        .summary = "difference of two groups' shares under a design",
        .inputs = prop_diff_inputs,
        .outputs = prop_diff_outputs,
        .formula =
            "p1 - p2 with the linearised covariance of both, t with clusters - strata - 1 df",
        .source = "Lumley (2010); R survey svyttest()",
        .function = "svy_design_compare_groups",
        .reference = "tests/reference/design",
        .example = "y=1,0,1,1,0,0,1,0 " GROUP_EXAMPLE,
        .gives = "p1=0.625000 p2=0.137500 diff=0.487500 se=0.336901 p=0.198043",
        .compute = compute_prop_diff,
    },
    {
        .name = "design.paired_diff",
        .summary = "difference of two answers by the same people under a design",
        .inputs = paired_diff_inputs,
        .outputs = paired_diff_outputs,
        .formula = "mean of x - y, linearised; t with clusters - strata df",
        .source = "Binder (1983)",
        .function = "svy_design_test_mean",
        .reference = "tests/reference/design",
        .example = "x=1,1,1,0,1,0 y=0,1,0,0,1,0 design.weights=2,1,3,1,2,1",
        .gives = "diff=0.500000 se=0.244949 p=0.096716",
        .compute = compute_paired_diff,
    },
    {
        .name = "design.chisq",
        .summary = "independence in a two-way table under a design (Rao-Scott, Wald)",
        .inputs = chisq_inputs,
        .outputs = chisq_outputs,
        .formula = "F = X2 / sum(eigenvalues), ndf = sum^2 / sum of squares, ddf = ndf (clusters - "
                   "strata)",
        .source = "Rao & Scott (1984); Thomas & Rao (1987); Kuonen (1999); Imhof (1961)",
        .function = "svy_design_test_table",
        .reference = "tests/reference/design",
        .example = "row=a,b,a,a,b,b,a,b col=x,y,x,y,y,y,x,x design.weights=10,12,9,11,30,28,31,29",
        .gives = "F=2.068507 p_F=0.193534 mean_deff=1.012706 p_exact_lincom=0.193534",
        .compute = compute_chisq,
    },
    {
        .name = "design.linear",
        .summary = "linear regression under a design",
        .inputs = model_inputs,
        .outputs = model_outputs,
        .formula = "(X'WX)^-1 X'Wy; variance A^-1 V(x w residual) A^-1, A = X'WX",
        .source = "Binder (1983); R survey svyglm()",
        .function = "svy_design_fit_model",
        .reference = "tests/reference/design",
        .example = "y=1,3,2,5,4 X=1,1/1,2/1,3/1,4/1,5 design.weights=1,2,1,2,1",
        .gives = "coef/0=0.785714 coef/1=0.833333 se/1=0.286636 df=3.000000",
        .compute = compute_model,
        .variant = SVY_DESIGN_LINEAR,
    },
    {
        .name = "design.logistic",
        .summary = "logistic regression under a design",
        .inputs = model_inputs,
        .outputs = model_outputs,
        .formula = "maximum pseudo-likelihood; variance A^-1 V(x w (y - p)) A^-1, A = X'W p(1-p) X",
        .source = "Binder (1983); R survey svyglm(family = quasibinomial)",
        .function = "svy_design_fit_model",
        .reference = "tests/reference/design",
        .example = "y=0,1,0,1,1,0 X=1,1/1,2/1,3/1,4/1,5/1,6 design.weights=1,2,1,2,1,1",
        .gives = "coef/0=0.420394 coef/1=0.026861 se/1=0.608362 df=4.000000",
        .compute = compute_model,
        .variant = SVY_DESIGN_LOGISTIC,
    },
    {NULL},
};
