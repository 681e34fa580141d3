/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the answers of one column look like, from its dictionary (each different answer is looked at
 * once). Counts are of respondents. */
#pragma once

#include "core/column.h"

typedef struct {
    size_t n_answered; /* respondents looked at */
    size_t n_distinct; /* different answers; SVY_LIMIT_DISTINCT + 1 means more */
    size_t n_numbers;  /* plain decimal numbers */
    size_t n_integers; /* of them, whole */
    double min, max;   /* of the numbers */
    size_t n_dates;
    size_t n_emails, n_addresses; /* e-mail; IP */
    size_t n_tokens;              /* long digits, hexadecimal: names of responses */
    size_t n_chars;               /* characters in all answers */
    size_t n_long;                /* answers of more than 60 characters */
    size_t n_most;                /* respondents with the commonest answer */
    size_t n_serials;             /* numbers that a spreadsheet shows as days of 1990 to 2050 */
} SvyGuess;

void svy_guess_column(const SvyColumn *column, SvyGuess *ret_guess);

/* The same without the answers that mean "no answer". @missing: (nullable) [NULL-terminated] */
void svy_guess_column_without(const SvyColumn *column,
                              const char *const *missing,
                              SvyGuess *ret_guess);

/* True for "2014-03-01", "3/14/2014 09:41:22 AM", "14.3.14", "2018-03-07T09:20:54.819+03". */
bool svy_guess_is_date(const char *text);

bool svy_guess_is_email(const char *text);

/* @n out of @of is at least @share. False when @of is 0. */
bool svy_guess_is_most(size_t n, size_t of, double share);
