/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimate that every number is. */
#include <surveystat/estimate.h>

#include <glib.h>
#include <math.h>

static const char *const status_names[SVY_STATUS_LAST] = {
    [SVY_STATUS_OK] = "ok",
    [SVY_STATUS_NO_CASES] = "no-cases",
    [SVY_STATUS_NO_VARIANCE] = "no-variance",
    [SVY_STATUS_UNDEFINED] = "undefined",
    [SVY_STATUS_WITHHELD] = "withheld",
};

SvyEstimate svy_estimate_none(SvyStatus status, double level, const char *method)
{
    return (SvyEstimate){.value = (double)NAN,
                         .se = (double)NAN,
                         .df = (double)NAN,
                         .lo = (double)NAN,
                         .hi = (double)NAN,
                         .level = level,
                         .method = method,
                         .status = status};
}

const char *svy_status_get_name(SvyStatus status)
{
    g_return_val_if_fail(status < SVY_STATUS_LAST, "undefined");
    return status_names[status];
}
