/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Jotform: one header row, "Submission Date" first; several answers of a cell on lines of their
 * own, or joined by ';'; the rows of a table as "Question >> Row". */
#include <string.h>

#include "base/translate.h"
#include "ingest/export-format.h"

static const SvyMetaName meta_names[] = {
    {"submissiondate", SVY_QUESTION_DATE, false},
    {"submissionid", SVY_QUESTION_ID, true},
    {"ip", SVY_QUESTION_ID, true},
    {"lastupdatedate", SVY_QUESTION_DATE, false},
    {"submissionip", SVY_QUESTION_ID, true},
    {"editlink", SVY_QUESTION_ID, true},
};

static size_t detect(const SvyHead *head, const char **ret_evidence)
{
    static const char *const others[] = {"Submission ID", "IP", "Last Update Date", "Submission IP",
                                         NULL};

    if (head->cells->len == 0 || !svy_head_is(head, 0, 0, "Submission Date"))
        return 0;
    if (svy_head_count_names(head, 0, others) == 0)
        return 0;
    *ret_evidence = SVY_TR("\"Submission Date\" first, and Jotform's numbers of the submissions");
    return 1;
}

static bool split_rows(SvyHeading *heading, const char *name)
{
    const char *at = g_strrstr(name, " >> ");

    if (at == NULL || at == name || at[4] == '\0')
        return false;
    heading->stem = g_strndup(name, (size_t)(at - name));
    heading->item = g_strdup(at + 4);
    return true;
}

/* A line end within an answer of a column of choices. */
static char find_separator(const SvyHead *head, size_t n_header_rows, size_t field)
{
    for (guint r = (guint)n_header_rows; r < head->cells->len; r++)
        if (strchr(svy_head_get(head, r, field), '\n') != NULL)
            return '\n';
    return ';';
}

static void read_headings(const SvyHead *head,
                          size_t n_header_rows,
                          size_t n_columns,
                          SvyHeading headings[])
{
    g_auto(GStrv) names = svy_head_get_names(head, 0, n_columns);

    for (size_t i = 0; i < n_columns; i++) {
        svy_heading_set_meta(&headings[i], names[i], meta_names, G_N_ELEMENTS(meta_names));
        if (headings[i].is_meta || !split_rows(&headings[i], names[i]))
            headings[i].stem = g_strdup(names[i]);
        if (!headings[i].is_meta)
            headings[i].separator = find_separator(head, n_header_rows, i);
    }
    svy_headings_join(n_columns, headings, names);
}

const SvyExporter svy_export_jotform = {
    .name = "jotform",
    .title = "Jotform",
    .detect = detect,
    .read_headings = read_headings,
};
