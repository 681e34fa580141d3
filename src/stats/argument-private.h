/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Refusing numbers outside their range, in one voice. */
#pragma once

#include <surveystat/error.h>

/* Sets SVY_ERROR_ARGUMENT: "@name must be @wanted, got @value." Returns false. */
bool svy_argument_refuse(const char *name, double value, const char *wanted, GError **error);

/* 0 < level < 1. */
bool svy_argument_check_level(double level, GError **error);

/* 0 to 1e60; @name for the message. */
bool svy_argument_check_count(const char *name, double value, GError **error);

/* As svy_argument_check_count(), and a whole number up to 1e15. */
bool svy_argument_check_whole(const char *name, double value, GError **error);

/* 0 <= value <= 1; @name for the message. */
bool svy_argument_check_share(const char *name, double value, GError **error);

/* 0 < value < 1; @name for the message. */
bool svy_argument_check_inside(const char *name, double value, GError **error);
