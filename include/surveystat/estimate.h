/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * SvyEstimate: one number with everything that is needed to trust it.
 *
 * Shares are 0 to 1 everywhere (0.915, not 91.5); differences of shares are -1 to 1. A number that
 * cannot be given is a *status*, not a NaN that somebody prints: read `value`, `se`, `lo` and `hi`
 * only when `status` is SVY_STATUS_OK. `se` and `df` are NaN where the method has none.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#pragma GCC visibility push(default)

typedef enum {
    SVY_STATUS_OK,
    SVY_STATUS_NO_CASES,    /* nobody is in the base */
    SVY_STATUS_NO_VARIANCE, /* the value exists, its spread does not: one case, or all alike */
    SVY_STATUS_UNDEFINED,   /* the quantity does not exist for these data, such as 0/0 */
    SVY_STATUS_WITHHELD,    /* known but not shown, to protect the people behind a small number */
    SVY_STATUS_LAST,
} SvyStatus;

typedef struct {
    double value;       /* the estimate */
    double se;          /* standard error, or NaN */
    double df;          /* degrees of freedom, or NaN */
    double lo, hi;      /* limits of the interval */
    double level;       /* confidence level of the interval, such as 0.95 */
    const char *method; /* name of the interval's method, such as "Wilson"; static */
    SvyStatus status;
} SvyEstimate;

/**
 * An estimate that says why there is no number.
 *
 * @status: the reason, not SVY_STATUS_OK
 * @level:  confidence level that was asked for, 0 < level < 1
 * @method: (nullable) static name of the method that was asked for
 *
 * Returns: an estimate whose numbers are NaN.
 * Cost:    O(1).
 * Test:    tests/unit/base/test_findings.c
 */
SvyEstimate svy_estimate_none(SvyStatus status, double level, const char *method);

/**
 * A status in words, for a table cell or a JSON value.
 *
 * @status: any status below SVY_STATUS_LAST
 *
 * Returns: a static text such as "no-cases".
 * Cost:    O(1).
 * Test:    tests/unit/base/test_findings.c
 */
const char *svy_status_get_name(SvyStatus status);

#pragma GCC visibility pop
