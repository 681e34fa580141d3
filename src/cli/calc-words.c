/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as the sentences of calc methods say them. */
#include "cli/calc-words.h"

#include "base/num.h"

char *svy_calc_word_p(double p)
{
    g_autofree char *text = svy_num_format_p(p);

    return *text == '<' ? g_strconcat("p < ", text + 1, NULL) : g_strconcat("p = ", text, NULL);
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
