/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers to and from text, never by locale. */
#include "base/num.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Skips digits; returns how many there were. */
static size_t skip_digits(const char **text)
{
    const char *start = *text;

    while (g_ascii_isdigit(**text))
        (*text)++;
    return (size_t)(*text - start);
}

/* The grammar is our own, because strtod would also take "0x1A", "inf" and "3" of "3,5". */
static bool is_decimal_number(const char *text)
{
    size_t n_digits;

    if (*text == '+' || *text == '-')
        text++;
    n_digits = skip_digits(&text);
    if (*text == '.') {
        text++;
        n_digits += skip_digits(&text);
    }
    if (n_digits == 0)
        return false;
    if (*text == 'e' || *text == 'E') {
        text++;
        if (*text == '+' || *text == '-')
            text++;
        if (skip_digits(&text) == 0)
            return false;
    }
    return *text == '\0';
}

bool svy_num_parse(const char *text, double *ret_value)
{
    char buffer[64];
    g_autofree char *longer = NULL;
    char *word = buffer;

    while (g_ascii_isspace(*text))
        text++;
    if (!(g_ascii_isdigit(*text) || *text == '-' || *text == '+' || *text == '.'))
        return false;

    const size_t length = strlen(text);

    if (length >= sizeof buffer)
        word = longer = g_strndup(text, length);
    else
        memcpy(buffer, text, length + 1);
    g_strchomp(word);
    if (!is_decimal_number(word))
        return false;

    const double value = g_ascii_strtod(word, NULL);

    if (!isfinite(value))
        return false;
    *ret_value = value;
    return true;
}

char *svy_num_format(double value, unsigned n_decimals)
{
    char buffer[400];
    g_autofree char *format = g_strdup_printf("%%.%uf", MIN(n_decimals, 17u));

    g_ascii_formatd(buffer, sizeof buffer, format, value);
    if (buffer[0] == '-' && strspn(buffer, "-0.") == strlen(buffer))
        return g_strdup(buffer + 1);
    return g_strdup(buffer);
}

/* A decimal number of up to DBL_DIG digits survives the way through a normal double, and the format
 * drops zeros at the end: fewer digits than that need no trial. */
static int count_first_digits(double size)
{
    return size >= DBL_MIN ? DBL_DIG : 1;
}

char *svy_num_format_exact(double value)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    const double plain = value + 0.0; /* turns -0 into 0 */

    for (int n_digits = count_first_digits(fabs(plain)); n_digits <= 17; n_digits++) {
        char format[8] = {'%', '.', (char)('0' + n_digits / 10), (char)('0' + n_digits % 10), 'g'};

        g_ascii_formatd(buffer, sizeof buffer, format, plain);
        if (memcmp(&plain, &(double){g_ascii_strtod(buffer, NULL)}, sizeof plain) == 0)
            break;
    }
    return g_strdup(buffer);
}

char *svy_num_format_pct(double p, unsigned n_decimals)
{
    return svy_num_format(100 * p, n_decimals);
}

char *svy_num_format_count(size_t n)
{
    g_autofree char *digits = g_strdup_printf("%zu", n);
    const size_t length = strlen(digits);
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            g_string_append_c(text, ',');
        g_string_append_c(text, digits[i]);
    }
    return g_string_free(text, FALSE);
}

char *svy_num_format_p(double p)
{
    if (isnan(p))
        return g_strdup("");
    if (p < 0.001)
        return g_strdup("<0.001");
    return svy_num_format(p, p < 0.1 ? 3 : 2);
}
