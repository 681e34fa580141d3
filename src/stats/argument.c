/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Refusing numbers outside their range, in one voice. */
#include "stats/argument-private.h"

#include <math.h>

#include "base/error.h"
#include "base/num.h"

/* Whole numbers are exact in a double, with room for sums. */
static const double max_whole_count = 1e15;

/* The product of four margins is still a number. */
static const double max_count = 1e60;

bool svy_argument_refuse(const char *name, double value, const char *wanted, GError **error)
{
    /* Not "%g": printf follows the locale. */
    g_autofree char *shown =
        isfinite(value) ? svy_num_format_exact(value) : g_strdup(isnan(value) ? "NaN" : "infinity");

    return svy_error_set(error, SVY_ERROR_ARGUMENT, NULL, NULL, "%s must be %s, got %s", name,
                         wanted, shown);
}

bool svy_argument_check_level(double level, GError **error)
{
    if (level > 0 && level < 1)
        return true;
    return svy_argument_refuse("the confidence level", level, "between 0 and 1 (0.95, not 95)",
                               error);
}

bool svy_argument_check_count(const char *name, double value, GError **error)
{
    if (value >= 0 && value <= max_count)
        return true;
    return svy_argument_refuse(
        name, value,
        isfinite(value) && value > 0 ? "a number up to 1e60" : "a finite number, 0 or more", error);
}

bool svy_argument_check_whole(const char *name, double value, GError **error)
{
    if (!svy_argument_check_count(name, value, error))
        return false;
    if (value <= max_whole_count && !(floor(value) < value))
        return true;
    return svy_argument_refuse(name, value, "a whole number up to 1e15", error);
}

bool svy_argument_check_share(const char *name, double value, GError **error)
{
    if (value >= 0 && value <= 1)
        return true;
    return svy_argument_refuse(name, value, "between 0 and 1 (0.2, not 20)", error);
}

bool svy_argument_check_inside(const char *name, double value, GError **error)
{
    if (value > 0 && value < 1)
        return true;
    return svy_argument_refuse(name, value, "between 0 and 1", error);
}
