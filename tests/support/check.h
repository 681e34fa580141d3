/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assertions that unit tests share. GLib's own compare floats with ==, which our warnings refuse.
 */
#pragma once

#include <glib.h>
#include <math.h>

/* Agreement in decimal digits: 15 for equal numbers, 0 when they share none. */
static inline double svy_check_count_digits(double got, double expected)
{
    const double difference = fabs(got - expected);

    if (isnan(got) || isnan(expected))
        return isnan(got) && isnan(expected) ? 15 : 0;
    if (!(difference > 0))
        return 15;
    return fmin(15, fmax(0, -log10(difference / fmax(fabs(expected), 1e-300))));
}

#define svy_check_digits(got, expected, n_digits)                                                  \
    G_STMT_START                                                                                   \
    {                                                                                              \
        const double got_ = (got), expected_ = (expected);                                         \
        if (svy_check_count_digits(got_, expected_) < (n_digits)) {                                \
            g_test_message("%s:%d: %s = %.17g, expected %.17g", __FILE__, __LINE__, #got, got_,    \
                           expected_);                                                             \
            g_test_fail();                                                                         \
        }                                                                                          \
    }                                                                                              \
    G_STMT_END

/* |got - expected| <= tolerance. */
#define svy_check_near(got, expected, tolerance)                                                   \
    G_STMT_START                                                                                   \
    {                                                                                              \
        const double got_ = (got), expected_ = (expected);                                         \
        if (!(fabs(got_ - expected_) <= (tolerance))) {                                            \
            g_test_message("%s:%d: %s = %.17g, expected %.17g", __FILE__, __LINE__, #got, got_,    \
                           expected_);                                                             \
            g_test_fail();                                                                         \
        }                                                                                          \
    }                                                                                              \
    G_STMT_END
