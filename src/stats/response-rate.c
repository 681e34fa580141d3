/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Response rates by the definitions of AAPOR. */
#include <surveystat/response-rate.h>

#include <math.h>

#include "stats/argument-private.h"

static bool check_dispositions(const SvyDispositions *d, GError **error)
{
    return svy_argument_check_count("I", d->interviews, error) &&
           svy_argument_check_count("P", d->partials, error) &&
           svy_argument_check_count("R", d->refusals, error) &&
           svy_argument_check_count("NC", d->non_contacts, error) &&
           svy_argument_check_count("O", d->others, error) &&
           svy_argument_check_count("UH", d->unknown_households, error) &&
           svy_argument_check_count("UO", d->unknown_others, error) &&
           svy_argument_check_count("NE", d->not_eligible, error);
}

static double sum_eligible(const SvyDispositions *d)
{
    return d->interviews + d->partials + d->refusals + d->non_contacts + d->others;
}

/* NaN for 0 below, with @status saying so. */
static double divide(double numerator, double denominator, SvyStatus *status)
{
    if (denominator > 0)
        return numerator / denominator;
    *status = SVY_STATUS_UNDEFINED;
    return (double)NAN;
}

static void compute_rates(const SvyDispositions *d, double eligible, SvyResponseRates *rates)
{
    const double answered = d->interviews + d->partials, contacted = answered + d->refusals;
    const double reached = contacted + d->others, known = sum_eligible(d);
    const double unknown = d->unknown_households + d->unknown_others;
    const double unknown_parts[] = {unknown, unknown > 0 ? eligible * unknown : 0, 0};
    SvyStatus *status = &rates->status;

    for (size_t i = 0; i < 3; i++) {
        const double all = known + unknown_parts[i];

        rates->rr[2 * i] = divide(d->interviews, all, status);
        rates->rr[2 * i + 1] = divide(answered, all, status);
        rates->ref[i] = divide(d->refusals, all, status);
        rates->con[i] = divide(reached, all, status);
    }
    rates->coop[0] = divide(d->interviews, reached, status);
    rates->coop[1] = divide(answered, reached, status);
    rates->coop[2] = divide(d->interviews, contacted, status);
    rates->coop[3] = divide(answered, contacted, status);
}

bool svy_response_rate_find_eligibility(const SvyDispositions *dispositions,
                                        SvyEstimate *ret_share,
                                        GError **error)
{
    SvyEstimate share =
        svy_estimate_none(SVY_STATUS_NO_CASES, (double)NAN, "proportional allocation");

    g_return_val_if_fail(dispositions != NULL && ret_share != NULL, false);
    if (!check_dispositions(dispositions, error))
        return false;

    const double eligible = sum_eligible(dispositions);

    if (eligible + dispositions->not_eligible > 0) {
        share.value = eligible / (eligible + dispositions->not_eligible);
        share.status = SVY_STATUS_OK;
    }
    *ret_share = share;
    return true;
}

bool svy_response_rate_compute(const SvyDispositions *dispositions,
                               double eligible,
                               SvyResponseRates *ret_rates,
                               GError **error)
{
    SvyResponseRates rates = {.status = SVY_STATUS_OK};

    g_return_val_if_fail(dispositions != NULL && ret_rates != NULL, false);
    if (!check_dispositions(dispositions, error) ||
        (!isnan(eligible) && !svy_argument_check_share("e", eligible, error)))
        return false;

    compute_rates(dispositions, eligible, &rates);
    if (!(sum_eligible(dispositions) + dispositions->unknown_households +
              dispositions->unknown_others >
          0))
        rates.status = SVY_STATUS_NO_CASES;
    *ret_rates = rates;
    return true;
}
