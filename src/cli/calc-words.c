/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as the sentences of calc methods say them. */
#include "cli/calc-words.h"

#include <math.h>

#include "base/num.h"

#define MIN_LONG 1e4 /* %.4g would write an exponent */
#define MAX_LONG 1e15

char *svy_calc_word_p(double p)
{
    g_autofree char *text = svy_num_format_p(p);

    return *text == '<' ? g_strconcat("p < ", text + 1, NULL) : g_strconcat("p = ", text, NULL);
}

char *svy_calc_word_number(double value)
{
    const double size = fabs(value);
    const bool is_long = size >= MIN_LONG && size < MAX_LONG;
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];

    return g_strdup(g_ascii_formatd(buffer, sizeof buffer, is_long ? "%.0f" : "%.4g", value));
}

char *svy_calc_word_share(double share)
{
    g_autofree char *text = svy_num_format_pct(share, 1);

    return g_strconcat(text, "%", NULL);
}

char *svy_calc_word_points(double difference)
{
    g_autofree char *text = svy_num_format_pct(difference, 1);

    return g_strconcat(text, " points", NULL);
}
