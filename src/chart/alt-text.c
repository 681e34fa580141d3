/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/alt-text.h"

#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "result/words.h"

static char *join_some(const char *const parts[], size_t n_middle, size_t n_parts)
{
    GString *out = g_string_new(parts[0]);

    for (size_t i = 1; i <= n_middle; i++)
        g_string_append_printf(out, " %s", parts[i]);
    if (n_parts > 1)
        g_string_append_printf(out, " %s", parts[n_parts - 1]);
    return g_string_free(out, FALSE);
}

char *svy_alt_join(const char *const parts[])
{
    const size_t n_parts = g_strv_length((char **)parts);
    size_t n_middle = n_parts > 2 ? n_parts - 2 : 0;
    g_autofree char *text = join_some(parts, n_middle, n_parts);

    while (g_utf8_strlen(text, -1) > SVY_ALT_MOST_CHARS && n_middle > 0) {
        g_free(text);
        text = join_some(parts, --n_middle, n_parts);
    }
    return svy_text_cut(text, SVY_ALT_MOST_CHARS);
}

char *svy_alt_name(const char *label)
{
    g_autofree char *safe = svy_plot_clean(label);

    return svy_text_cut(safe, 48);
}

char *svy_alt_share_in(const char *language, const SvyEstimate *estimate)
{
    g_autofree char *level = NULL, *value = NULL, *interval = NULL;

    if (estimate->status != SVY_STATUS_OK)
        return g_strdup(svy_words_status_in(language, estimate->status));
    level = svy_tr_num_pct(language, estimate->level, 0);
    value = svy_plot_format_pct_in(language, estimate->value);
    interval = svy_plot_format_interval_in(language, estimate->lo, estimate->hi);
    return g_strdup_printf(svy_tr(language, "%s (%s%% interval %s)"), value, level, interval);
}

char *svy_alt_share(const SvyEstimate *estimate)
{
    return svy_alt_share_in(NULL, estimate);
}

char *svy_alt_share_of_in(const char *language, const SvyShare *share)
{
    g_autofree char *text = svy_alt_share_in(language, &share->p);
    g_autofree char *plain = svy_words_plain_in(language, share);

    if (*plain != '\0' && g_str_has_suffix(text, ")")) {
        text[strlen(text) - 1] = '\0';
        return g_strconcat(text, plain, ")", NULL);
    }
    return g_strconcat(text, plain, NULL);
}

char *svy_alt_share_of(const SvyShare *share)
{
    return svy_alt_share_of_in(NULL, share);
}

char *svy_alt_format(const SvyPlot *plot)
{
    GString *out = g_string_new(plot->alt);

    g_string_append(out, "\n\n");
    g_string_append_printf(out, "%s.\n%s\n", plot->title, plot->subtitle);
    if (plot->remark != NULL)
        g_string_append_printf(out, "%s\n", plot->remark);
    if (plot->remark_right != NULL)
        g_string_append_printf(out, "%s\n", plot->remark_right);
    g_string_append_c(out, '\n');
    for (size_t i = 0; i < plot->descriptions->len; i++)
        g_string_append_printf(out, "%s\n", (const char *)plot->descriptions->pdata[i]);
    g_string_append_c(out, '\n');
    for (size_t i = 0; i < plot->notes->len; i++)
        g_string_append_printf(out, "%s\n", ((const SvyPlotNote *)plot->notes->pdata[i])->text);
    return g_string_free(out, FALSE);
}
