/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wrapping, fitting, bars. */
#include "report/text-layout.h"

#include <string.h>

#include "base/text.h"

static void append_blanks(GString *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        g_string_append_c(out, ' ');
}

void svy_text_layout_append(GString *out, size_t indent, size_t hang, const char *text)
{
    g_autofree char *safe = svy_text_escape(text);
    g_auto(GStrv) words = g_strsplit(safe, " ", -1);
    size_t at = indent;
    bool is_first = true;

    append_blanks(out, indent);
    for (size_t i = 0; words[i] != NULL; i++) {
        const size_t width = svy_text_get_width(words[i]);

        if (width == 0)
            continue;
        if (!is_first && at + 1 + width > SVY_TEXT_LAYOUT_WIDTH) {
            g_string_append_c(out, '\n');
            append_blanks(out, indent + hang);
            at = indent + hang;
        } else if (!is_first) {
            g_string_append_c(out, ' ');
            at++;
        }
        g_string_append(out, words[i]);
        at += width;
        is_first = false;
    }
    g_string_append_c(out, '\n');
}

char *svy_text_layout_fit(const char *text, size_t width, bool is_right)
{
    g_autofree char *safe = svy_text_escape(text == NULL ? "" : text);
    g_autofree char *cut = g_strdup(safe);
    GString *out = g_string_new(NULL);

    /* Characters may be wider than a column, so cut until it fits. */
    for (size_t n = width; svy_text_get_width(cut) > width && n >= 2; n--) {
        g_free(cut);
        cut = svy_text_cut(safe, n);
    }

    const size_t used = svy_text_get_width(cut);
    const size_t n_blanks = used < width ? width - used : 0;

    if (is_right)
        append_blanks(out, n_blanks);
    g_string_append(out, cut);
    if (!is_right)
        append_blanks(out, n_blanks);
    return g_string_free(out, FALSE);
}

char *svy_text_layout_bar(double share, size_t width)
{
    GString *out = g_string_new(NULL);
    const double length = CLAMP(share, 0, 1) * (double)width;
    const size_t n_whole = (size_t)length;

    for (size_t i = 0; i < n_whole; i++)
        g_string_append(out, "█");
    if (length - (double)n_whole >= 0.5)
        g_string_append(out, "▌");
    else if (n_whole == 0 && share > 0)
        g_string_append(out, "▏");
    return g_string_free(out, FALSE);
}
