/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Public releases of large surveys. Stack Overflow: names of variables, NA in the cells, several
 * answers joined by ';'. Kaggle: a row of codes, "Q2_Part_1", over a row of wordings. */
#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "ingest/export-format.h"

/* --- Stack Overflow ------------------------------------------------------------------------- */

static size_t count_cells(const SvyHead *head, const char *text)
{
    size_t n = 0;

    for (guint r = 1; r < head->cells->len; r++)
        for (size_t i = 0; i < svy_head_count_fields(head, r); i++)
            n += strcmp(svy_head_get(head, r, i), text) == 0;
    return n;
}

/* Names of variables hold no blanks. */
static bool has_bare_names(const SvyHead *head)
{
    const size_t n_fields = svy_head_count_fields(head, 0);
    size_t n_bare = 0;

    for (size_t i = 0; i < n_fields; i++)
        n_bare += strchr(svy_head_get(head, 0, i), ' ') == NULL;
    return n_fields >= 3 && 10 * n_bare >= 9 * n_fields;
}

static size_t detect_stack_overflow(const SvyHead *head, const char **ret_evidence)
{
    static const char *const ids[] = {"Respondent", "ResponseId", NULL};
    static const char *const names[] = {"MainBranch", "Hobby",        "Hobbyist",  "Employment",
                                        "Country",    "EdLevel",      "DevType",   "Student",
                                        "LearnCode",  "Professional", "YearsCode", NULL};

    if (head->cells->len < 2 || !has_bare_names(head))
        return 0;
    for (size_t i = 0; ids[i] != NULL; i++) {
        if (strcmp(svy_head_get(head, 0, 0), ids[i]) != 0)
            continue;
        if (count_cells(head, "NA") < 3 && svy_head_count_names(head, 0, names) < 3)
            return 0;
        *ret_evidence =
            SVY_TR("the number of the respondent first, bare names, and NA in the cells");
        return 1;
    }
    return 0;
}

static void read_stack_overflow(const SvyHead *head,
                                size_t n_header_rows,
                                size_t n_columns,
                                SvyHeading headings[])
{
    (void)n_header_rows;
    for (size_t i = 0; i < n_columns; i++) {
        headings[i].stem = svy_text_clean(svy_head_get(head, 0, i));
        headings[i].code = g_strdup(headings[i].stem);
        headings[i].group = i;
        headings[i].separator = ';';
        if (i > 0) {
            svy_heading_recognise(&headings[i]);
            continue;
        }
        headings[i].is_meta = true;
        headings[i].is_personal = true;
        headings[i].meta_type = SVY_QUESTION_ID;
    }
}

static const char *const missing[] = {"NA", NULL};

const SvyExporter svy_export_stack_overflow = {
    .name = "stack-overflow",
    .title = SVY_TR("a release of the Stack Overflow survey"),
    .detect = detect_stack_overflow,
    .read_headings = read_stack_overflow,
    .missing = missing,
};

/* --- Kaggle --------------------------------------------------------------------------------- */

static size_t detect_kaggle(const SvyHead *head, const char **ret_evidence)
{
    static const char *const times[] = {"Time from Start to Finish (seconds)",
                                        "Duration (in seconds)", NULL};
    size_t n_parts = 0;

    if (head->cells->len < 3)
        return 0;
    for (size_t i = 0; i < svy_head_count_fields(head, 0); i++) {
        const char *name = svy_head_get(head, 0, i);

        n_parts += name[0] == 'Q' && g_ascii_isdigit(name[1]) &&
                   (strstr(name, "_Part_") != NULL || g_str_has_suffix(name, "_MULTIPLE_CHOICE"));
    }
    if (n_parts < 1 && !(svy_head_is(head, 1, 0, times[0]) || svy_head_is(head, 1, 0, times[1])))
        return 0;
    if (svy_head_is(head, 0, 0, "StartDate"))
        return 0;
    *ret_evidence = SVY_TR("names such as Q2_Part_1 over a row of wordings");
    return 2;
}

/* "Q2_Part_1", "Q2_OTHER", "Q2_A_Part_3" -> the name of the question; NULL for a question by
 * itself. */
static char *find_question(const char *name)
{
    static const char *const joints[] = {"_Part_", "_OTHER"};

    for (size_t i = 0; i < G_N_ELEMENTS(joints); i++) {
        const char *at = strstr(name, joints[i]);

        if (at != NULL && at > name)
            return g_strndup(name, (size_t)(at - name));
    }
    return NULL;
}

/* "Question (Select all that apply) - Selected Choice - Option" */
static void split_wording(SvyHeading *heading, const char *wording)
{
    const char *at = g_strrstr(wording, " - ");
    g_autofree char *stem = NULL;

    if (at == NULL || at == wording) {
        heading->stem = g_strdup(wording);
        return;
    }
    stem = g_strndup(wording, (size_t)(at - wording));
    heading->item = g_strstrip(g_strdup(at + 3));
    if (g_str_has_suffix(stem, " - Selected Choice"))
        stem[strlen(stem) - strlen(" - Selected Choice")] = '\0';
    heading->stem = g_steal_pointer(&stem);
}

/* "Q2_OTHER_TEXT" holds -1, or the number of a text that was not published. */
static bool is_technical(const char *name, size_t i)
{
    return g_str_has_suffix(name, "_OTHER_TEXT") ||
           (i == 0 && strncmp(name, "Time from Start", 15) == 0) ||
           (i == 0 && strncmp(name, "Duration", 8) == 0);
}

static void read_kaggle_heading(SvyHeading *heading,
                                const char *name,
                                const char *wording,
                                size_t i)
{
    g_autofree char *question = find_question(name);
    g_autofree char *text = g_strdup(wording);

    heading->code = g_strdup(name);
    if (is_technical(name, i)) {
        heading->is_meta = true;
        heading->meta_type = SVY_QUESTION_NUMERIC;
        heading->stem = g_strdup(wording);
    } else if (question != NULL) {
        split_wording(heading, wording);
    } else {
        if (g_str_has_suffix(text, " - Selected Choice"))
            text[strlen(text) - strlen(" - Selected Choice")] = '\0';
        heading->stem = g_steal_pointer(&text);
    }
}

static void read_kaggle(const SvyHead *head,
                        size_t n_header_rows,
                        size_t n_columns,
                        SvyHeading headings[])
{
    g_autofree char *last = NULL; /* question of the column on the left */
    size_t group = 0;

    (void)n_header_rows;
    for (size_t i = 0; i < n_columns; i++) {
        g_autofree char *name = svy_text_clean(svy_head_get(head, 0, i));
        g_autofree char *wording = svy_text_clean(svy_head_get(head, 1, i));
        char *question;

        read_kaggle_heading(&headings[i], name, wording, i);
        question = headings[i].is_meta ? NULL : find_question(name);
        group += question == NULL || g_strcmp0(question, last) != 0;
        headings[i].group = group;
        g_free(last);
        last = question;
        if (question == NULL && !headings[i].is_meta)
            svy_heading_recognise(&headings[i]);
    }
}

const SvyExporter svy_export_kaggle = {
    .name = "kaggle",
    .title = SVY_TR("a release of a Kaggle survey"),
    .detect = detect_kaggle,
    .read_headings = read_kaggle,
};
