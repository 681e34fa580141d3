/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of weights share. */
#pragma once

#include <surveystat/weights.h>

/* Every weight finite and not negative; NULL passes. */
bool svy_weights_check(size_t n, const double w[], GError **error);

/* (transfer full) n doubles, or NULL with @error set; never NULL for n = 0. */
double *svy_weights_allocate(size_t n, GError **error);

/* "age=18-29", safe for a terminal. (transfer full) */
char *svy_weights_name_group(const SvyRakeMargin *margin, size_t level);

/* A group has people and a target, or neither: @sum is the sum of their weights. */
bool svy_weights_check_group(const SvyRakeMargin *margin, size_t level, double sum, GError **error);

/* Codes and targets are in their ranges. */
bool svy_weights_check_margin(size_t n, const SvyRakeMargin *margin, GError **error);

static inline double svy_weights_get(const double w[], size_t i)
{
    return w == NULL ? 1 : w[i];
}
