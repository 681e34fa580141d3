/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/part-words.h"

#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "chart/alt-text.h"

char *svy_part_word_title(const char *language, const char *title, size_t part, size_t n_parts)
{
    return g_strdup_printf(svy_tr(language, "%s (%zu of %zu)"), title, part + 1, n_parts);
}

/* Which rows with numbers, headings left out, the part has. (transfer full) */
static GArray *list_data_rows(const SvyPlot *plot, SvyRowRange range)
{
    GArray *shown = g_array_new(FALSE, FALSE, sizeof(bool));

    for (guint i = 0; i < plot->rows->len; i++) {
        const bool is_in = svy_plot_is_row_in(plot, i, range);

        if (!((const SvyPlotRow *)plot->rows->pdata[i])->is_heading)
            g_array_append_val(shown, is_in);
    }
    return shown;
}

static void keep_descriptions(SvyPlot *plot, const GArray *shown)
{
    g_assert(plot->descriptions->len == shown->len); /* kinds in parts have one a row */
    for (guint i = shown->len; i-- > 0;)
        if (!g_array_index(shown, bool, i))
            g_ptr_array_remove_index(plot->descriptions, i);
}

static void keep_notes(SvyPlot *plot, SvyRowRange range)
{
    for (guint i = plot->notes->len; i-- > 0;) {
        const SvyPlotNote *note = plot->notes->pdata[i];

        if (note->has_row && !svy_plot_is_row_in(plot, note->row, range))
            g_ptr_array_remove_index(plot->notes, i);
    }
}

/* Behind the end of the record; a line break within quotes does not end it. */
static const char *find_record_end(const char *record)
{
    bool is_quoted = false;

    for (; *record != '\0'; record++) {
        if (*record == '"')
            is_quoted = !is_quoted;
        else if (*record == '\n' && !is_quoted)
            return record + 1;
    }
    return record;
}

static size_t count_records(const char *csv)
{
    size_t n = 0;

    for (; *csv != '\0'; csv = find_record_end(csv))
        n++;
    return n;
}

/* Each row has as many records as the others, in the order of the rows. */
static void keep_records(SvyPlot *plot, const GArray *shown)
{
    const char *record = find_record_end(plot->csv);
    const size_t n_records = count_records(record);
    const size_t n_each = shown->len > 0 ? n_records / shown->len : 0;
    GString *out = g_string_new_len(plot->csv, record - plot->csv);

    g_assert(n_records == n_each * shown->len);
    for (size_t i = 0; i < n_records; i++) {
        const char *end = find_record_end(record);

        if (g_array_index(shown, bool, i / n_each))
            g_string_append_len(out, record, end - record);
        record = end;
    }
    g_free(plot->csv);
    plot->csv = g_string_free(out, FALSE);
}

/* The last sentence is the base; which part it is stands before that, and where there is no room
 * what is before gives way. */
static char *word_alt(const char *language, const char *alt, size_t part, size_t n_parts)
{
    g_autofree char *which =
        g_strdup_printf(svy_tr(language, " Part %zu of %zu."), part + 1, n_parts);
    const char *last = NULL;
    g_autofree char *front = NULL, *cut = NULL;
    size_t n_chars;

    for (const char *at = strstr(alt, ". "); at != NULL; at = strstr(at + 2, ". "))
        last = at + 1;
    if (last == NULL)
        last = alt + strlen(alt);
    front = g_strndup(alt, (size_t)(last - alt));
    n_chars = (size_t)(g_utf8_strlen(which, -1) + g_utf8_strlen(last, -1));
    cut = svy_text_cut(front, SVY_ALT_MOST_CHARS - MIN(n_chars, SVY_ALT_MOST_CHARS / 2));
    return g_strconcat(cut, which, last, NULL);
}

void svy_part_keep_words(SvyPlot *plot, const SvySplit *split, size_t part)
{
    g_autoptr(GArray) shown = list_data_rows(plot, split->parts[part]);
    g_autofree char *alt = g_steal_pointer(&plot->alt);

    plot->alt = word_alt(plot->language, alt, part, split->n_parts);
    keep_descriptions(plot, shown);
    keep_records(plot, shown);
    keep_notes(plot, split->parts[part]);
}
