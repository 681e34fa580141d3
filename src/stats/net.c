/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Net scores. */
#include <surveystat/net.h>

#include <math.h>

#include "stats/argument-private.h"
#include "stats/gsl-wrap.h"

static void compute_limits(double positive, double negative, double n, SvyEstimate *net)
{
    const double p = positive / n, q = negative / n, neutral = (n - positive - negative) / n;
    const double reach = svy_gsl_find_normal_quantile(net->level);

    /* p + q - (p - q)^2, without the subtraction */
    net->se = sqrt((4 * p * q + neutral * (p + q)) / n);
    net->value = p - q;
    net->status = net->se > 0 ? SVY_STATUS_OK : SVY_STATUS_NO_VARIANCE;
    if (net->se > 0) {
        net->lo = fmax(-1, net->value - reach * net->se);
        net->hi = fmin(1, net->value + reach * net->se);
    }
}

bool svy_net_compute(double positive,
                     double neutral,
                     double negative,
                     double level,
                     SvyEstimate *ret_net,
                     GError **error)
{
    SvyEstimate net = svy_estimate_none(SVY_STATUS_NO_CASES, level, "Wald");

    g_return_val_if_fail(ret_net != NULL, false);
    if (!svy_argument_check_level(level, error) ||
        !svy_argument_check_count("positive", positive, error) ||
        !svy_argument_check_count("neutral", neutral, error) ||
        !svy_argument_check_count("negative", negative, error))
        return false;
    if (positive + neutral + negative > 0)
        compute_limits(positive, negative, positive + neutral + negative, &net);
    *ret_net = net;
    return true;
}
