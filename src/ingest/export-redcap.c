/* SPDX-License-Identifier: GPL-3.0-or-later */
/* REDCap: one header row. Raw: lower-case names, a column "name___code" of 1 and 0 for each option,
 * and "form_complete" at the end of each form. With labels: "Field label (choice=Option)",
 * "Complete?". What the raw names and codes mean stands in the data dictionary
 * (redcap-dictionary.c). */
#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "ingest/export-format.h"

static const SvyMetaName meta_names[] = {
    {"redcapeventname", SVY_QUESTION_TEXT, false},
    {"redcaprepeatinstrument", SVY_QUESTION_TEXT, false},
    {"redcaprepeatinstance", SVY_QUESTION_NUMERIC, false},
    {"redcapdataaccessgroup", SVY_QUESTION_TEXT, false},
    {"redcapsurveyidentifier", SVY_QUESTION_ID, true},
    {"eventname", SVY_QUESTION_TEXT, false},
    {"repeatinstrument", SVY_QUESTION_TEXT, false},
    {"repeatinstance", SVY_QUESTION_NUMERIC, false},
    {"dataaccessgroup", SVY_QUESTION_TEXT, false},
    {"surveyidentifier", SVY_QUESTION_ID, true},
    {"surveytimestamp", SVY_QUESTION_DATE, false},
};

static bool is_complete(const char *name)
{
    return g_str_has_suffix(name, "_complete") || svy_text_same(name, "Complete?");
}

static bool is_timestamp(const SvyHead *head, size_t i, const char *name)
{
    static const char *const words[] = {"[not completed]", NULL};

    return g_str_has_suffix(name, "_timestamp") &&
           (i <= 4 || svy_head_holds_only(head, 1, i, words) ||
            strchr(svy_head_get(head, 1, i), ':') != NULL);
}

/* "var___code": the bytes of "var"; "Label (choice=Option)": those of "Label". */
static size_t find_choice(const char *name, const char **ret_item, size_t *ret_n_item)
{
    const char *at = strstr(name, "___");

    if (at != NULL && at > name && at[3] != '\0' && strchr(name, ' ') == NULL) {
        *ret_item = at + 3;
        *ret_n_item = strlen(at + 3);
        return (size_t)(at - name);
    }
    at = g_strrstr(name, " (choice=");
    if (at == NULL || at == name || !g_str_has_suffix(name, ")"))
        return 0;
    *ret_item = at + strlen(" (choice=");
    *ret_n_item = strlen(*ret_item) - 1;
    return (size_t)(at - name);
}

static size_t detect(const SvyHead *head, const char **ret_evidence)
{
    static const char *const forms[] = {"0",          "1",        "2", "Incomplete",
                                        "Unverified", "Complete", NULL};
    size_t n_choices = 0, n_forms = 0, n_names = 0;

    if (head->cells->len < 2)
        return 0;
    for (size_t i = 0; i < svy_head_count_fields(head, 0); i++) {
        const char *name = svy_head_get(head, 0, i), *item;
        size_t n_item;

        n_choices += find_choice(name, &item, &n_item) > 0;
        n_forms += is_complete(name) && svy_head_holds_only(head, 1, i, forms);
        n_names += g_str_has_prefix(name, "redcap_") != 0;
    }
    if (n_forms + n_names == 0 || n_choices + n_forms + n_names < 2)
        return 0;
    *ret_evidence = n_choices > 0
                        ? SVY_TR("the choices and the completeness of forms, as REDCap names them")
                        : SVY_TR("the completeness of forms, as REDCap names it");
    return 1;
}

static void set_meta(SvyHeading *heading, SvyQuestionType type, bool is_personal)
{
    heading->is_meta = true;
    heading->is_personal = is_personal;
    heading->meta_type = type;
}

static void read_heading(const SvyHead *head, size_t i, SvyHeading *heading)
{
    g_autofree char *name = svy_text_clean(svy_head_get(head, 0, i));
    const char *item = NULL;
    size_t n_item = 0;
    const size_t n = find_choice(name, &item, &n_item);

    heading->code = g_strdup(name);
    svy_heading_set_meta(heading, name, meta_names, G_N_ELEMENTS(meta_names));
    if (i == 0)
        set_meta(heading, SVY_QUESTION_ID, true);
    else if (is_complete(name))
        set_meta(heading, SVY_QUESTION_TEXT, false);
    else if (is_timestamp(head, i, name))
        set_meta(heading, SVY_QUESTION_DATE, false);
    heading->stem = n > 0 ? g_strndup(name, n) : g_strdup(name);
    if (n == 0) {
        if (!heading->is_meta)
            svy_heading_recognise(heading);
        return;
    }
    heading->item = g_strndup(item, n_item);
    heading->hint = SVY_HINT_TICK;
}

static void read_headings(const SvyHead *head,
                          size_t n_header_rows,
                          size_t n_columns,
                          SvyHeading headings[])
{
    size_t group = 0;

    (void)n_header_rows;
    for (size_t i = 0; i < n_columns; i++) {
        read_heading(head, i, &headings[i]);
        group += i == 0 || headings[i].item == NULL || headings[i - 1].item == NULL ||
                 strcmp(headings[i].stem, headings[i - 1].stem) != 0;
        headings[i].group = group;
    }
}

/* --- Forms that were never opened ----------------------------------------------------------- */

static bool is_one_of(const char *text, const char *const words[])
{
    for (size_t i = 0; words[i] != NULL; i++)
        if (svy_text_same(text, words[i]))
            return true;
    return false;
}

static const char *get_text(const SvyColumn *column, size_t row)
{
    const int32_t code = svy_column_get_code(column, row);

    return code < 0 ? "" : svy_dict_get_text(column->dict, (size_t)code);
}

static bool is_filled(const SvyColumn *column, size_t row)
{
    if (column->kind == SVY_COLUMN_CODES)
        return svy_column_get_code(column, row) >= 0;
    return svy_bitset_get(column->answered, row);
}

/* Nothing in columns first..last-1 but options that are not ticked. */
static bool is_untouched(const SvyDataset *dataset,
                         const SvyHeading headings[],
                         size_t first,
                         size_t last,
                         size_t row)
{
    static const char *const unticked[] = {"", "0", "Unchecked", NULL};

    for (size_t i = first; i < last; i++) {
        const SvyColumn *column = &dataset->columns[i];
        const bool is_tick = headings[i].hint == SVY_HINT_TICK && column->kind == SVY_COLUMN_CODES;

        if (headings[i].is_meta)
            continue;
        if (is_tick ? !is_one_of(get_text(column, row), unticked) : is_filled(column, row))
            return false;
    }
    return true;
}

static void blank_form(SvyDataset *dataset, const SvyHeading headings[], size_t first, size_t last)
{
    static const char *const incomplete[] = {"", "0", "Incomplete", NULL};
    const SvyColumn *complete = &dataset->columns[last];

    for (size_t row = 0; complete->kind == SVY_COLUMN_CODES && row < dataset->n_rows; row++) {
        if (!is_one_of(get_text(complete, row), incomplete) ||
            !is_untouched(dataset, headings, first, last, row))
            continue;
        for (size_t i = first; i < last; i++)
            if (headings[i].hint == SVY_HINT_TICK && dataset->columns[i].kind == SVY_COLUMN_CODES)
                svy_column_blank(&dataset->columns[i], row);
    }
}

/* REDCap writes 0 for an option that nobody was ever shown. A form that is Incomplete and holds
 * nothing else was not shown. */
static bool after_read(SvyDataset *dataset, const SvyHeading headings[])
{
    size_t first = 0;

    for (size_t i = 0; i < dataset->n_columns; i++) {
        if (!is_complete(headings[i].code))
            continue;
        blank_form(dataset, headings, first, i);
        first = i + 1;
    }
    return true;
}

const SvyExporter svy_export_redcap = {
    .name = "redcap",
    .title = "REDCap",
    .detect = detect,
    .read_headings = read_headings,
    .after_read = after_read,
};
