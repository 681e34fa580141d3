/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers to and from text, never by locale. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Reads a whole text as a decimal number: optional sign, digits, optional point and digits,
 * optional exponent; blanks around it are allowed. No hex, no inf, no nan, no thousands separators,
 * no per cent sign; too large for a double is refused. */
bool svy_num_parse(const char *text, double *ret_value);

/* @value with a fixed number of decimals (0 to 17); "-0" becomes "0". For tables and files. */
char *svy_num_format(double value, unsigned n_decimals);

/* The shortest text that reads back as the same double; for JSON and CSV. */
char *svy_num_format_exact(double value);

/* A share as per cent without the sign: 0.91529 -> "91.5" for one decimal. */
char *svy_num_format_pct(double p, unsigned n_decimals);

/* A count with commas: 1204 -> "1,204". */
char *svy_num_format_count(size_t n);

/* A p-value for people: "0.034", "<0.001", never "0"; NaN gives "". */
char *svy_num_format_p(double p);
