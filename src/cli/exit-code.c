/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From error to exit status. */
#include "cli/exit-code.h"

#include <surveystat/error.h>

SvyExitCode svy_exit_code_find(const GError *error)
{
    if (error->domain != SVY_ERROR)
        return SVY_EXIT_MACHINE;
    switch ((SvyErrorCode)error->code) {
    case SVY_ERROR_DATA:
    case SVY_ERROR_NUMERIC:
        return SVY_EXIT_DATA;
    case SVY_ERROR_USAGE:
    case SVY_ERROR_ARGUMENT:
        return SVY_EXIT_USAGE;
    case SVY_ERROR_IO:
    case SVY_ERROR_NO_MEMORY:
        return SVY_EXIT_MACHINE;
    case SVY_ERROR_LIMIT:
        return SVY_EXIT_LIMIT;
    }
    return SVY_EXIT_MACHINE;
}
