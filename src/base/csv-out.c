/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing CSV that is safe to open in a spreadsheet. */
#include "base/csv-out.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/num.h"

/* U+FEFF is no blank, but programs that read CSV drop it in front of a cell. */
static bool is_skipped(gunichar c)
{
    return g_unichar_isspace(c) || c == 0xFEFF;
}

/* What makes a spreadsheet compute: = + - @ and their full-width twins, which an East Asian input
 * method may fold into the plain ones. */
static bool begins_formula(gunichar c)
{
    static const gunichar starts[] = {'=', '+', '-', '@', 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20, 0};

    for (size_t i = 0; starts[i] != 0; i++)
        if (starts[i] == c)
            return true;
    return false;
}

/* Apostrophes in front are passed over, so that one of ours can be told from the text's own. */
static bool is_active(const char *text)
{
    while (*text == '\'')
        text++;
    if (*text == '\t' || *text == '\r')
        return true;
    while (*text != '\0' && is_skipped(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    return *text != '\0' && begins_formula(g_utf8_get_char(text));
}

/* Blanks at the ends are kept by quotes only: most readers, libcsv too, strip them otherwise. */
static bool needs_quotes(const char *text)
{
    const size_t length = strlen(text);

    return strpbrk(text, ",\"\r\n") != NULL ||
           (length > 0 && (g_ascii_isspace(text[0]) || g_ascii_isspace(text[length - 1])));
}

static void append_quoted(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *text);
    }
    g_string_append_c(out, '"');
}

/* A record begins where the text is empty or a line has ended: a line end inside a field is always
 * followed by a closing quote. For this an empty first field must leave a trace, which also keeps
 * a record of one empty field from being a blank line. */
static void append_field(GString *out, const char *text)
{
    const bool is_first = out->len == 0 || out->str[out->len - 1] == '\n';

    if (!is_first)
        g_string_append_c(out, ',');
    if (needs_quotes(text) || (is_first && *text == '\0'))
        append_quoted(out, text);
    else
        g_string_append(out, text);
}

/* Also what looks defused already, so that taking the apostrophe away gives the text again. */
static bool needs_defusing(const char *text)
{
    while (*text == '\'')
        text++;
    return is_active(text);
}

void svy_csv_append_text(GString *out, const char *text)
{
    if (text != NULL && needs_defusing(text)) {
        g_autofree char *defused = g_strconcat("'", text, NULL);
        append_field(out, defused);
        return;
    }
    append_field(out, text == NULL ? "" : text);
}

const char *svy_csv_get_text(const char *cell)
{
    return cell[0] == '\'' && needs_defusing(cell + 1) ? cell + 1 : cell;
}

void svy_csv_append_number(GString *out, double value)
{
    g_autofree char *text = isfinite(value) ? svy_num_format_exact(value) : g_strdup("");

    append_field(out, text);
}

void svy_csv_append_count(GString *out, size_t n)
{
    g_autofree char *text = g_strdup_printf("%zu", n);

    append_field(out, text);
}

void svy_csv_end_row(GString *out)
{
    g_string_append_c(out, '\n');
}

void svy_csv_append_row(GString *out, const char *const fields[])
{
    for (size_t i = 0; fields[i] != NULL; i++)
        svy_csv_append_text(out, fields[i]);
    svy_csv_end_row(out);
}
