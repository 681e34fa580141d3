/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typeform: "#" first, "Start Date (UTC)", "Submit Date (UTC)" and "Network ID" last. A select-all
 * has no wording: its columns are headed by the options, hold the option where it is ticked, and
 * end at "Other". */
#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "ingest/export-format.h"

static const SvyMetaName meta_names[] = {
    {"#", SVY_QUESTION_ID, true},
    {"startdateutc", SVY_QUESTION_DATE, false},
    {"submitdateutc", SVY_QUESTION_DATE, false},
    {"stagedateutc", SVY_QUESTION_DATE, false},
    {"networkid", SVY_QUESTION_ID, true},
    {"responsetype", SVY_QUESTION_TEXT, false},
    {"tags", SVY_QUESTION_TEXT, false},
    {"ending", SVY_QUESTION_TEXT, false},
};

static size_t detect(const SvyHead *head, const char **ret_evidence)
{
    static const char *const names[] = {"Start Date (UTC)", "Submit Date (UTC)", "Network ID",
                                        NULL};

    if (head->cells->len == 0)
        return 0;
    if (svy_head_count_names(head, 0, names) < (svy_head_is(head, 0, 0, "#") ? 1 : 2))
        return 0;
    *ret_evidence = SVY_TR("\"#\", \"Submit Date (UTC)\" and \"Network ID\" of Typeform");
    return 1;
}

typedef enum { CELLS_BLANK, CELLS_HEADER, CELLS_OTHER } Cells;

/* What stands below a header: nothing, the header itself, or anything else. */
static Cells look_below(const SvyHead *head, size_t n_header_rows, size_t field)
{
    const char *name = svy_head_get(head, 0, field);
    Cells cells = CELLS_BLANK;

    for (guint r = (guint)n_header_rows; r < head->cells->len; r++) {
        const char *cell = svy_head_get(head, r, field);

        if (cell[0] == '\0')
            continue;
        if (!svy_text_same(cell, name))
            return CELLS_OTHER;
        cells = CELLS_HEADER;
    }
    return cells;
}

static bool is_other(const char *name)
{
    return svy_text_same(name, "Other");
}

/* Options from @first on, without the "Other" that may end them; an option that nobody ticked
 * counts when ticked ones surround it. */
static size_t find_options_end(const SvyHead *head,
                               size_t n_header_rows,
                               size_t first,
                               size_t n_columns,
                               const SvyHeading headings[])
{
    size_t end = first;

    for (size_t i = first; i < n_columns && !headings[i].is_meta; i++) {
        const Cells cells = look_below(head, n_header_rows, i);

        if (cells == CELLS_OTHER || is_other(svy_head_get(head, 0, i)))
            break;
        if (cells == CELLS_HEADER)
            end = i + 1;
        else if (end == first)
            break;
    }
    return end;
}

/* The wording is not in the file; the options have to stand for it. */
static char *make_stem(char *const names[], size_t first, size_t last)
{
    GString *stem = g_string_new("Which of:");

    for (size_t i = first; i < last && i < first + 3; i++)
        g_string_append_printf(stem, "%s %s", i == first ? "" : ",", names[i]);
    if (last - first > 3)
        g_string_append(stem, " ...");
    return g_string_free(stem, FALSE);
}

static void fill_options(char *const names[], size_t first, size_t last, SvyHeading headings[])
{
    g_autofree char *stem = make_stem(names, first, last);

    for (size_t i = first; i < last; i++) {
        headings[i].stem = g_strdup(stem);
        headings[i].item = g_strdup(names[i]);
        headings[i].hint = is_other(names[i]) ? SVY_HINT_WRITE_IN : SVY_HINT_TICK;
    }
}

/* Columns first..last-1 are one question: options, or a choice and its "Other". */
static size_t read_question(const SvyHead *head,
                            size_t n_header_rows,
                            char *const names[],
                            size_t first,
                            size_t n_columns,
                            SvyHeading headings[])
{
    size_t last = find_options_end(head, n_header_rows, first, n_columns, headings);
    const bool is_options = last - first >= 2;

    if (!is_options)
        last = first + 1;
    if (last < n_columns && is_other(names[last]) && !headings[first].is_meta)
        last++;
    if (is_options) {
        fill_options(names, first, last, headings);
        return last;
    }
    for (size_t i = first; i < last; i++)
        headings[i].stem = g_strdup(names[first]);
    if (last - first == 2) {
        headings[first + 1].item = g_strdup(names[first + 1]);
        headings[first + 1].hint = SVY_HINT_WRITE_IN;
    } else if (!headings[first].is_meta) {
        svy_heading_recognise(&headings[first]);
    }
    return last;
}

static void read_headings(const SvyHead *head,
                          size_t n_header_rows,
                          size_t n_columns,
                          SvyHeading headings[])
{
    g_auto(GStrv) names = svy_head_get_names(head, 0, n_columns);

    for (size_t i = 0; i < n_columns; i++) {
        svy_heading_set_meta(&headings[i], names[i], meta_names, G_N_ELEMENTS(meta_names));
        headings[i].separator = headings[i].is_meta ? '\0' : ',';
    }
    for (size_t first = 0, group = 1; first < n_columns; group++) {
        const size_t last = read_question(head, n_header_rows, names, first, n_columns, headings);

        for (size_t i = first; i < last; i++)
            headings[i].group = group;
        first = last;
    }
}

/* Who wrote something into "Other" has chosen it, and leaves the column of the choice blank. */
static bool fill_other(SvyColumn *choice, const SvyColumn *other, size_t n_rows)
{
    for (size_t row = 0; row < n_rows; row++) {
        const bool is_written = other->kind == SVY_COLUMN_CODES
                                    ? svy_column_get_code(other, row) >= 0
                                    : svy_bitset_get(other->answered, row);

        if (is_written && svy_column_get_code(choice, row) < 0 &&
            !svy_column_fill(choice, row, "Other"))
            return false;
    }
    return true;
}

static bool after_read(SvyDataset *dataset, const SvyHeading headings[])
{
    for (size_t i = 1; i < dataset->n_columns; i++) {
        SvyColumn *choice = &dataset->columns[i - 1];

        if (headings[i].hint == SVY_HINT_WRITE_IN && headings[i - 1].item == NULL &&
            headings[i - 1].group == headings[i].group && choice->kind == SVY_COLUMN_CODES &&
            !fill_other(choice, &dataset->columns[i], dataset->n_rows))
            return false;
    }
    return true;
}

const SvyExporter svy_export_typeform = {
    .name = "typeform",
    .title = "Typeform",
    .detect = detect,
    .read_headings = read_headings,
    .after_read = after_read,
};
