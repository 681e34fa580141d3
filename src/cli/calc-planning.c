/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calc methods on planning: sample sizes, power, and response rates. */
#include "cli/calc.h"

#include <math.h>
#include <surveystat/power.h>
#include <surveystat/response-rate.h>

#include "cli/calc-words.h"

#define MAX_PEOPLE 1e15 /* more are not counted one by one in a double */

/* --- Common to all sizes -------------------------------------------------------------------- */

static bool read_errors(const SvyCalcArguments *arguments,
                        double *ret_alpha,
                        double *ret_power,
                        GError **error)
{
    return svy_calc_read_number(arguments, "alpha", ret_alpha, error) &&
           svy_calc_read_number(arguments, "power", ret_power, error);
}

/* A number that may be left out. */
static bool read_optional(const SvyCalcArguments *arguments,
                          const char *name,
                          double absent,
                          double *ret_value,
                          GError **error)
{
    *ret_value = absent;
    return !svy_calc_has(arguments, name) ||
           svy_calc_read_number(arguments, name, ret_value, error);
}

/* With deff or response: how many must answer, and how many are invited for that. */
static bool put_inflated(const SvyCalcArguments *arguments,
                         SvyCalcAnswer *answer,
                         const SvyEstimate *n,
                         GError **error)
{
    double deff, response, completes, invited;

    if (!svy_calc_has(arguments, "deff") && !svy_calc_has(arguments, "response"))
        return true;
    if (!read_optional(arguments, "deff", 1, &deff, error) ||
        !read_optional(arguments, "response", 1, &response, error) ||
        !svy_power_inflate(n->status == SVY_STATUS_OK ? n->value : 0, deff, response, &completes,
                           &invited, error))
        return false;
    if (!(invited <= MAX_PEOPLE))
        return svy_calc_refuse("deff and response", "leave fewer than 1e15 people to invite",
                               error);

    const bool has_size = n->status == SVY_STATUS_OK;

    svy_calc_put_number(answer, "n_completes", has_size ? completes : (double)NAN);
    svy_calc_put_number(answer, "n_invited", has_size ? invited : (double)NAN);
    if (has_size)
        svy_calc_say(answer,
                     "With a design effect of %.12g and a response rate of %.12g%%, %.12g must "
                     "answer and %.12g "
                     "must be invited.",
                     deff, response * 100, completes, invited);
    return true;
}

/* The size under @key and rounded up; false in words when there is none. */
static bool put_size(SvyCalcAnswer *answer, const char *key, const SvyEstimate *n)
{
    svy_calc_put_estimate(answer, n, key, NULL, NULL);
    svy_calc_put_number(answer, "n_ceil",
                        n->status == SVY_STATUS_OK ? ceil(n->value) : (double)NAN);
    if (n->status == SVY_STATUS_OK)
        return true;
    svy_calc_say(
        answer,
        "No number of people can be given: there is no difference to find, or less power is "
        "asked for than any test has.");
    return false;
}

/* --- One proportion ------------------------------------------------------------------------- */

static bool compute_margin(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    double margin, p, population, level, n_infinite;
    SvyEstimate n;

    if (!svy_calc_read_number(arguments, "e", &margin, error) ||
        !svy_calc_read_number(arguments, "p", &p, error) ||
        !read_optional(arguments, "N", HUGE_VAL, &population, error) ||
        !svy_calc_read_number(arguments, "conf", &level, error) ||
        !svy_power_size_for_margin(margin, p, population, level, &n, &n_infinite, error))
        return false;

    if (!(n_infinite <= MAX_PEOPLE))
        return svy_calc_refuse("e", "be so large that fewer than 1e15 people are needed", error);
    svy_calc_put_estimate(answer, &n, "n", NULL, NULL);
    svy_calc_put_number(answer, "n0", n_infinite);
    svy_calc_put_number(answer, "n_ceil", ceil(n.value));

    g_autofree char *reach = svy_calc_word_points(margin);
    g_autofree char *share = svy_calc_word_share(p);

    svy_calc_say(
        answer,
        "%.0f people must answer for a %.12g%% interval of %s on either side of a share of %s",
        ceil(n.value), level * 100, reach, share);
    svy_calc_say(answer,
                 isfinite(population) ? "in a random sample from a list of %.0f people."
                                      : "in a random sample.",
                 population);
    return put_inflated(arguments, answer, &n, error);
}

static bool compute_one(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    double p0, p1, alpha, power;
    SvyEstimate n;

    if (!svy_calc_read_number(arguments, "p0", &p0, error) ||
        !svy_calc_read_number(arguments, "p1", &p1, error) ||
        !read_errors(arguments, &alpha, &power, error) ||
        !svy_power_size_one(p0, p1, alpha, power, &n, error))
        return false;
    if (put_size(answer, "n", &n)) {
        g_autofree char *from = svy_calc_word_share(p0);
        g_autofree char *to = svy_calc_word_share(p1);

        svy_calc_say(answer,
                     "%.0f people must answer to tell a share of %s from %s with power %.12g%% at "
                     "level %.12g.",
                     ceil(n.value), to, from, power * 100, alpha);
    }
    return put_inflated(arguments, answer, &n, error);
}

/* --- Two proportions ------------------------------------------------------------------------ */

static bool read_shares(const SvyCalcArguments *arguments,
                        const char *first,
                        const char *second,
                        double *ret_first,
                        double *ret_second,
                        GError **error)
{
    return svy_calc_read_number(arguments, first, ret_first, error) &&
           svy_calc_read_number(arguments, second, ret_second, error);
}

static bool compute_two(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    double p1, p2, alpha, power;
    SvyEstimate n;

    if (!read_shares(arguments, "p1", "p2", &p1, &p2, error) ||
        !read_errors(arguments, &alpha, &power, error) ||
        !svy_power_size_two(p1, p2, alpha, power, &n, error))
        return false;
    if (put_size(answer, "n_per_group", &n)) {
        g_autofree char *first = svy_calc_word_share(p1);
        g_autofree char *second = svy_calc_word_share(p2);

        svy_calc_say(answer,
                     "%.0f people in each of two groups must answer to tell %s from %s with power "
                     "%.12g%% at level %.12g.",
                     ceil(n.value), first, second, power * 100, alpha);
    }
    return put_inflated(arguments, answer, &n, error);
}

static void say_power(SvyCalcAnswer *answer, double power, double n, const char *whom)
{
    g_autofree char *share = svy_calc_word_share(power);

    svy_calc_say(answer, "With %.12g %s such a difference is found in %s of surveys.", n, whom,
                 share);
}

static bool compute_power_of_two(const SvyCalcArguments *arguments,
                                 SvyCalcAnswer *answer,
                                 GError **error)
{
    double n, p1, p2, alpha;
    SvyEstimate power;

    if (!svy_calc_read_number(arguments, "n", &n, error) ||
        !read_shares(arguments, "p1", "p2", &p1, &p2, error) ||
        !svy_calc_read_number(arguments, "alpha", &alpha, error) ||
        !svy_power_of_two(n, p1, p2, alpha, &power, error))
        return false;
    svy_calc_put_estimate(answer, &power, "power", NULL, NULL);
    if (power.status == SVY_STATUS_OK)
        say_power(answer, power.value, n, "people in each group");
    else
        svy_calc_say(answer, "There is no test in this case, so there is no power.");
    return true;
}

/* --- Pairs ---------------------------------------------------------------------------------- */

static bool compute_paired(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    double p12, p21, alpha, power;
    SvyEstimate n;

    if (!read_shares(arguments, "p12", "p21", &p12, &p21, error) ||
        !read_errors(arguments, &alpha, &power, error) ||
        !svy_power_size_paired(p12, p21, alpha, power, &n, error))
        return false;
    if (put_size(answer, "n_pairs", &n)) {
        g_autofree char *gap = svy_calc_word_points(p12 - p21);

        svy_calc_say(answer,
                     "%.0f people must answer both items to find a gap of %s by McNemar's test "
                     "with power %.12g%% at "
                     "level %.12g.",
                     ceil(n.value), gap, power * 100, alpha);
    }
    return put_inflated(arguments, answer, &n, error);
}

static bool compute_power_of_paired(const SvyCalcArguments *arguments,
                                    SvyCalcAnswer *answer,
                                    GError **error)
{
    double n, p12, p21, alpha;
    SvyPairedPower power;

    if (!svy_calc_read_number(arguments, "n", &n, error) ||
        !read_shares(arguments, "p12", "p21", &p12, &p21, error) ||
        !svy_calc_read_number(arguments, "alpha", &alpha, error) ||
        !svy_power_of_paired(n, p12, p21, alpha, &power, error))
        return false;
    svy_calc_put_number(answer, "power", power.exact);
    svy_calc_put_number(answer, "power_midp", power.midp);
    svy_calc_put_number(answer, "power_asymptotic", power.asymptotic);
    svy_calc_set_status(answer, power.status);
    if (power.status == SVY_STATUS_OK)
        say_power(answer, power.exact, n,
                  "people who answer both items, and McNemar's exact test,");
    else
        svy_calc_say(answer, "Nobody answers, so there is no power.");
    return true;
}

static bool compute_smallest_gap(const SvyCalcArguments *arguments,
                                 SvyCalcAnswer *answer,
                                 GError **error)
{
    double n, differ, alpha, power;
    SvyEstimate gap;

    if (!svy_calc_read_number(arguments, "n", &n, error) ||
        !svy_calc_read_number(arguments, "discordant", &differ, error) ||
        !read_errors(arguments, &alpha, &power, error) ||
        !svy_power_gap_paired(n, differ, alpha, power, &gap, error))
        return false;
    svy_calc_put_estimate(answer, &gap, "gap", NULL, NULL);
    if (gap.status == SVY_STATUS_OK) {
        g_autofree char *points = svy_calc_word_points(gap.value);
        g_autofree char *share = svy_calc_word_share(differ);

        svy_calc_say(answer,
                     "With %.12g people who answer both items, %s of whom answer them differently, "
                     "the smallest gap "
                     "that is found with power %.12g%% at level %.12g is %s.",
                     n, share, power * 100, alpha, points);
    } else {
        svy_calc_say(answer, "With so few people no gap can be found with that power.");
    }
    return true;
}

/* --- Two means ------------------------------------------------------------------------------ */

static bool compute_means(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    const bool has_size = svy_calc_has(arguments, "n");
    double delta, sd, alpha, power, n = (double)NAN;
    SvyEstimate found;

    if (has_size && svy_calc_has(arguments, "power"))
        return svy_calc_refuse("n or power", "be given, not both: the other is computed", error);
    if (!svy_calc_read_number(arguments, "delta", &delta, error) ||
        !svy_calc_read_number(arguments, "sd", &sd, error) ||
        !svy_calc_read_number(arguments, "alpha", &alpha, error) ||
        !read_optional(arguments, "power", 0.8, &power, error) ||
        !read_optional(arguments, "n", (double)NAN, &n, error))
        return false;

    if (has_size) {
        if (!svy_power_of_means(n, delta, sd, alpha, &found, error))
            return false;
        svy_calc_put_estimate(answer, &found, "power", NULL, NULL);
        if (found.status == SVY_STATUS_OK)
            say_power(answer, found.value, n, "people in each group");
        else
            svy_calc_say(answer, "With so few people there is no t test, so there is no power.");
        return true;
    }
    if (!svy_power_size_means(delta, sd, alpha, power, &found, error))
        return false;
    if (put_size(answer, "n", &found))
        svy_calc_say(answer,
                     "%.0f people in each of two groups must answer to find a difference of %.12g "
                     "between means, with "
                     "a standard deviation of %.12g, with power %.12g%% at level %.12g.",
                     ceil(found.value), delta, sd, power * 100, alpha);
    return put_inflated(arguments, answer, &found, error);
}

/* --- Response rates ------------------------------------------------------------------------- */

static bool read_dispositions(const SvyCalcArguments *arguments,
                              SvyDispositions *ret_counts,
                              GError **error)
{
    const struct {
        const char *name;
        double *value;
    } parts[] = {
        {"I", &ret_counts->interviews},      {"P", &ret_counts->partials},
        {"R", &ret_counts->refusals},        {"NC", &ret_counts->non_contacts},
        {"O", &ret_counts->others},          {"UH", &ret_counts->unknown_households},
        {"UO", &ret_counts->unknown_others}, {"NE", &ret_counts->not_eligible},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (!read_optional(arguments, parts[i].name, 0, parts[i].value, error))
            return false;
    }
    return true;
}

static bool compute_eligibility(const SvyCalcArguments *arguments,
                                SvyCalcAnswer *answer,
                                GError **error)
{
    SvyDispositions counts = {0};
    SvyEstimate share;

    if (!read_dispositions(arguments, &counts, error) ||
        !svy_response_rate_find_eligibility(&counts, &share, error))
        return false;
    svy_calc_put_estimate(answer, &share, "e", NULL, NULL);
    if (share.status == SVY_STATUS_OK) {
        g_autofree char *text = svy_calc_word_share(share.value);

        svy_calc_say(answer,
                     "%s of the people whose eligibility is known are eligible; the same is "
                     "assumed of those "
                     "whose eligibility is not known.",
                     text);
    } else {
        svy_calc_say(answer, "Nobody's eligibility is known.");
    }
    return true;
}

/* The share @e as given, or from those who are not eligible, or NaN. */
static bool find_eligible(const SvyCalcArguments *arguments,
                          const SvyDispositions *counts,
                          double *ret_eligible,
                          GError **error)
{
    SvyEstimate share;

    if (svy_calc_has(arguments, "e") || !svy_calc_has(arguments, "NE"))
        return read_optional(arguments, "e", (double)NAN, ret_eligible, error);
    if (!svy_response_rate_find_eligibility(counts, &share, error))
        return false;
    *ret_eligible = share.value;
    return true;
}

static void put_rates(SvyCalcAnswer *answer, const char *name, size_t n, const double rates[])
{
    for (size_t i = 0; i < n; i++) {
        g_autofree char *key = g_strdup_printf("%s%zu", name, i + 1);

        svy_calc_put_number(answer, key, rates[i]);
    }
}

static void say_rates(SvyCalcAnswer *answer,
                      const SvyDispositions *counts,
                      const SvyResponseRates *rates,
                      double eligible)
{
    if (isnan(rates->rr[0])) {
        svy_calc_say(answer, "Nobody was invited, so there is no response rate.");
        return;
    }

    g_autofree char *first = svy_calc_word_share(rates->rr[0]);

    svy_calc_say(
        answer,
        "The response rate is %s by AAPOR's RR1, which counts everybody of unknown eligibility as "
        "eligible.",
        first);
    if (!isnan(rates->rr[2]) && !isnan(eligible)) {
        g_autofree char *third = svy_calc_word_share(rates->rr[2]);
        g_autofree char *share = svy_calc_word_share(eligible);

        svy_calc_say(answer, "By RR3, which counts %s of them as eligible, it is %s.", share,
                     third);
    }
    if (counts->unknown_households + counts->unknown_others > 0)
        svy_calc_say(
            answer,
            "RR5 and RR6 leave out the %.12g people of unknown eligibility, which must be argued.",
            counts->unknown_households + counts->unknown_others);
}

static bool compute_rates(const SvyCalcArguments *arguments, SvyCalcAnswer *answer, GError **error)
{
    SvyDispositions counts = {0};
    SvyResponseRates rates;
    double eligible;

    if (!read_dispositions(arguments, &counts, error) ||
        !find_eligible(arguments, &counts, &eligible, error) ||
        !svy_response_rate_compute(&counts, eligible, &rates, error))
        return false;
    put_rates(answer, "RR", G_N_ELEMENTS(rates.rr), rates.rr);
    put_rates(answer, "COOP", G_N_ELEMENTS(rates.coop), rates.coop);
    put_rates(answer, "REF", G_N_ELEMENTS(rates.ref), rates.ref);
    put_rates(answer, "CON", G_N_ELEMENTS(rates.con), rates.con);
    svy_calc_put_number(answer, "e", eligible);
    svy_calc_set_status(answer, rates.status);
    say_rates(answer, &counts, &rates, eligible);
    return true;
}

/* --- The table ------------------------------------------------------------------------------ */

static const SvyCalcInput margin_inputs[] = {
    {"e", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL,
     "half width of the interval: 0.03 for 3 points"},
    {"p", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.5", "share expected; 0.5 needs most people"},
    {"N", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL | SVY_CALC_NULLABLE, NULL,
     "people in the list; left out: very many"},
    {"conf", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.95", "confidence level, between 0 and 1"},
    {"deff", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL,
     "design effect expected, such as 1.3 for weights"},
    {"response", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL,
     "share of the invited who will answer, 0 to 1"},
    {NULL},
};

static const SvyCalcOutput margin_outputs[] = {
    {"n", "people who must answer"},
    {"n0", "the same without a list"},
    {"n_ceil", "n rounded up"},
    {"n_completes", "people who must answer, with deff"},
    {"n_invited", "people to invite, with deff and response"},
    {NULL},
};

static const SvyCalcInput one_inputs[] = {
    {"p0", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "the fixed share"},
    {"p1", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "the share expected"},
    {"alpha", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.05", "level of the two-sided test"},
    {"power", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.8", "chance to find it"},
    {"deff", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL,
     "design effect expected, such as 1.3 for weights"},
    {"response", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL,
     "share of the invited who will answer, 0 to 1"},
    {NULL},
};

static const SvyCalcOutput one_outputs[] = {
    {"n", "people who must answer"},
    {"n_ceil", "n rounded up"},
    {"n_completes", "people who must answer, with deff"},
    {"n_invited", "people to invite, with deff and response"},
    {NULL},
};

static const SvyCalcInput two_inputs[] = {
    {"p1", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "share of the first group"},
    {"p2", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "share of the second group"},
    {"alpha", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.05", "level of the two-sided test"},
    {"power", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.8", "chance to find it"},
    {"deff", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL,
     "design effect expected, such as 1.3 for weights"},
    {"response", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL,
     "share of the invited who will answer, 0 to 1"},
    {NULL},
};

static const SvyCalcOutput two_outputs[] = {
    {"n_per_group", "people in each group"},
    {"n_ceil", "the same rounded up"},
    {"n_completes", "people who must answer, with deff"},
    {"n_invited", "people to invite, with deff and response"},
    {NULL},
};

static const SvyCalcInput two_power_inputs[] = {
    {"n", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people in each group"},
    {"p1", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "share of the first group"},
    {"p2", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "share of the second group"},
    {"alpha", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.05", "level of the two-sided test"},
    {NULL},
};

static const SvyCalcOutput power_outputs[] = {
    {"power", "chance to find the difference"},
    {NULL},
};

static const SvyCalcInput paired_inputs[] = {
    {"p12", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "share who say yes to the first only"},
    {"p21", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "share who say yes to the second only"},
    {"alpha", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.05", "level of the two-sided test"},
    {"power", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.8", "chance to find it"},
    {"deff", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL,
     "design effect expected, such as 1.3 for weights"},
    {"response", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL,
     "share of the invited who will answer, 0 to 1"},
    {NULL},
};

static const SvyCalcOutput paired_outputs[] = {
    {"n_pairs", "people who answer both items"},
    {"n_ceil", "the same rounded up"},
    {"n_completes", "people who must answer, with deff"},
    {"n_invited", "people to invite, with deff and response"},
    {NULL},
};

static const SvyCalcInput paired_power_inputs[] = {
    {"n", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people who answer both items"},
    {"p12", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "share who say yes to the first only"},
    {"p21", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "share who say yes to the second only"},
    {"alpha", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.05", "level of the two-sided test"},
    {NULL},
};

static const SvyCalcOutput paired_power_outputs[] = {
    {"power", "of McNemar's exact test"},
    {"power_midp", "of the mid-p test"},
    {"power_asymptotic", "of the asymptotic test"},
    {NULL},
};

static const SvyCalcInput gap_inputs[] = {
    {"n", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "people who answer both items"},
    {"discordant", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "1", "share who answer the two differently"},
    {"alpha", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.05", "level of the two-sided test"},
    {"power", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.8", "chance to find it"},
    {NULL},
};

static const SvyCalcOutput gap_outputs[] = {
    {"gap", "smallest gap, 0 to 1"},
    {NULL},
};

static const SvyCalcInput means_inputs[] = {
    {"delta", SVY_CALC_NUMBER, SVY_CALC_REQUIRED, NULL, "difference of the means"},
    {"sd", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "1", "standard deviation within the groups"},
    {"alpha", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, "0.05", "level of the two-sided test"},
    {"power", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL,
     "chance to find it, 0.8 when n is left out too"},
    {"n", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL, "people in each group: gives the power"},
    {"deff", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL,
     "design effect expected, such as 1.3 for weights"},
    {"response", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL,
     "share of the invited who will answer, 0 to 1"},
    {NULL},
};

static const SvyCalcOutput means_outputs[] = {
    {"n", "people in each group"},
    {"n_ceil", "n rounded up"},
    {"power", "chance to find the difference"},
    {"n_completes", "people who must answer, with deff"},
    {"n_invited", "people to invite, with deff and response"},
    {NULL},
};

static const SvyCalcInput rates_inputs[] = {
    {"I", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL, "interviews: complete; 0 when left out"},
    {"P", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL, "partial interviews; 0 when left out"},
    {"R", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL, "refusals and break-offs; 0 when left out"},
    {"NC", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL, "never contacted; 0 when left out"},
    {"O", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL, "others who are eligible; 0 when left out"},
    {"UH", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL,
     "unknown whether there is anybody eligible; 0 when left out"},
    {"UO", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL,
     "unknown whether eligible, other; 0 when left out"},
    {"e", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL | SVY_CALC_NULLABLE, NULL,
     "share of the unknown who are eligible; from NE when left out"},
    {"NE", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL, "not eligible"},
    {NULL},
};

static const SvyCalcOutput rates_outputs[] = {
    {"RR1", "interviews / everybody"},
    {"RR2", "with partials / everybody"},
    {"RR3", "interviews / e of the unknown"},
    {"RR4", "with partials / e of the unknown"},
    {"RR5", "interviews / known eligible"},
    {"RR6", "with partials / known eligible"},
    {"COOP1", "interviews / reached"},
    {"COOP2", "with partials / reached"},
    {"COOP3", "interviews / reached and able"},
    {"COOP4", "with partials / reached and able"},
    {"REF1", "refusals / everybody"},
    {"REF2", "refusals / e of the unknown"},
    {"REF3", "refusals / known eligible"},
    {"CON1", "reached / everybody"},
    {"CON2", "reached / e of the unknown"},
    {"CON3", "reached / known eligible"},
    {"e", "share of the unknown who are eligible"},
    {NULL},
};

static const SvyCalcInput eligibility_inputs[] = {
    {"I", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL, "interviews: complete; 0 when left out"},
    {"P", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL, "partial interviews; 0 when left out"},
    {"R", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL, "refusals and break-offs; 0 when left out"},
    {"NC", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL, "never contacted; 0 when left out"},
    {"O", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL, "others who are eligible; 0 when left out"},
    {"NE", SVY_CALC_NUMBER, SVY_CALC_OPTIONAL, NULL, "not eligible; 0 when left out"},
    {NULL},
};

static const SvyCalcOutput eligibility_outputs[] = {
    {"e", "share of the unknown who are eligible"},
    {NULL},
};

const SvyCalcMethod svy_calc_planning_methods[] = {
    {
        .name = "power.one_proportion_moe",
        .summary = "people needed for a margin of error",
        .inputs = margin_inputs,
        .outputs = margin_outputs,
        .formula = "n0 = z^2 p (1 - p)/e^2; n = n0/(1 + (n0 - 1)/N)",
        .source = "Cochran (1977); Krejcie & Morgan (1970)",
        .function = "svy_power_size_for_margin",
        .reference = "tests/reference/proportions",
        .example = "e=0.05 p=0.5 N=1000",
        .gives = "n_ceil=278 n0=384.15",
        .compute = compute_margin,
    },
    {
        .name = "power.one_proportion_n",
        .summary = "people needed to tell a share from a fixed one",
        .inputs = one_inputs,
        .outputs = one_outputs,
        .formula = "((z sqrt(p0 (1 - p0)) + z_power sqrt(p1 (1 - p1)))/(p1 - p0))^2",
        .source = "Fleiss, Levin & Paik (2003)",
        .function = "svy_power_size_one",
        .reference = "tests/reference/proportions",
        .example = "p0=0.5 p1=0.6 power=0.8",
        .gives = "n_ceil=194",
        .compute = compute_one,
    },
    {
        .name = "power.two_proportions_n",
        .summary = "people needed in each of two groups to tell their shares apart",
        .inputs = two_inputs,
        .outputs = two_outputs,
        .formula = "((z sqrt(2 m (1 - m)) + z_power sqrt(p1 (1 - p1) + p2 (1 - p2)))/(p1 - p2))^2, "
                   "m = (p1 + p2)/2",
        .source = "Fleiss, Levin & Paik (2003); R power.prop.test",
        .function = "svy_power_size_two",
        .reference = "tests/reference/proportions",
        .example = "p1=0.5 p2=0.75 power=0.9",
        .gives = "n_per_group=76.7 n_ceil=77",
        .compute = compute_two,
    },
    {
        .name = "power.two_proportions_power",
        .summary = "power to tell the shares of two groups apart",
        .inputs = two_power_inputs,
        .outputs = power_outputs,
        .formula = "Phi((sqrt(n) |p1 - p2| - z sqrt(2 m (1 - m)))/sqrt(p1 (1 - p1) + p2 (1 - p2)))",
        .source = "Fleiss, Levin & Paik (2003); R power.prop.test",
        .function = "svy_power_of_two",
        .reference = "tests/reference/proportions",
        .example = "n=50 p1=0.5 p2=0.75",
        .gives = "power=0.740",
        .compute = compute_power_of_two,
    },
    {
        .name = "power.paired_proportions_n",
        .summary = "people needed to find a gap between two items",
        .inputs = paired_inputs,
        .outputs = paired_outputs,
        .formula = "((z sqrt(s) + z_power sqrt(s - d^2))/d)^2, s = p12 + p21, d = p12 - p21",
        .source = "Connor (1987)",
        .function = "svy_power_size_paired",
        .reference = "tests/reference/proportions",
        .example = "p12=0.2 p21=0.1",
        .gives = "n_ceil=234",
        .compute = compute_paired,
    },
    {
        .name = "power.paired_exact_power",
        .summary = "power of McNemar's test by enumeration",
        .inputs = paired_power_inputs,
        .outputs = paired_power_outputs,
        .formula = "sum over outcomes with p <= alpha of their probability",
        .source = "Fagerland, Lydersen & Laake (2013)",
        .function = "svy_power_of_paired",
        .reference = "tests/reference/proportions",
        .example = "n=234 p12=0.2 p21=0.1",
        .gives = "power=0.7756",
        .compute = compute_power_of_paired,
    },
    {
        .name = "power.paired_smallest_gap",
        .summary = "smallest gap between two items that can be found",
        .inputs = gap_inputs,
        .outputs = gap_outputs,
        .formula = "d with sqrt(n) d = z sqrt(s) + z_power sqrt(s - d^2), s the share who differ",
        .source = "Connor (1987)",
        .function = "svy_power_gap_paired",
        .reference = "tests/reference/proportions",
        .example = "n=850 discordant=0.3",
        .gives = "gap=0.0526",
        .compute = compute_smallest_gap,
    },
    {
        .name = "power.two_means",
        .summary = "people needed to tell two means apart, or the power",
        .inputs = means_inputs,
        .outputs = means_outputs,
        .formula =
            "P(T > t) = power, T noncentral t with 2 (n - 1) df and parameter delta/sd sqrt(n/2)",
        .source = "R power.t.test",
        .function = "svy_power_size_means",
        .reference = "tests/reference/proportions",
        .example = "delta=1 sd=1 power=0.9",
        .gives = "n=22.02110 n_ceil=23",
        .compute = compute_means,
    },
    {
        .name = "response_rate.aapor",
        .summary = "response, cooperation, refusal and contact rates",
        .inputs = rates_inputs,
        .outputs = rates_outputs,
        .formula = "RR1 = I/(I + P + R + NC + O + UH + UO), and so on",
        .source = "AAPOR (2023), Standard Definitions",
        .function = "svy_response_rate_compute",
        .reference = "tests/reference/proportions",
        .example = "I=720 P=40 R=60 NC=25 O=5 UH=100 UO=50 e=0.8",
        .gives = "RR1=0.72 RR2=0.76 RR5=0.8471",
        .compute = compute_rates,
    },
    {
        .name = "response_rate.eligibility",
        .summary = "share of eligible people among those of unknown eligibility",
        .inputs = eligibility_inputs,
        .outputs = eligibility_outputs,
        .formula = "(I + P + R + NC + O)/(I + P + R + NC + O + NE)",
        .source = "AAPOR (2023), Standard Definitions; proportional allocation",
        .function = "svy_response_rate_find_eligibility",
        .reference = "tests/reference/proportions",
        .example = "I=720 P=40 R=60 NC=25 O=5 NE=150",
        .gives = "e=0.85",
        .compute = compute_eligibility,
    },
    {NULL},
};
