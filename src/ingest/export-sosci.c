/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SoSci Survey: names such as AB01_02, numbers in the cells, and a second row of labels in the
 * files for spreadsheets. -9 is no answer, -1 no opinion; an option is 2 where it is ticked and 1
 * where it is not. */
#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "ingest/export-format.h"

static const SvyMetaName meta_names[] = {
    {"case", SVY_QUESTION_ID, true},          {"serial", SVY_QUESTION_ID, true},
    {"ref", SVY_QUESTION_TEXT, false},        {"questnnr", SVY_QUESTION_TEXT, false},
    {"mode", SVY_QUESTION_TEXT, false},       {"started", SVY_QUESTION_DATE, false},
    {"language", SVY_QUESTION_TEXT, false},   {"timesum", SVY_QUESTION_NUMERIC, false},
    {"mailsent", SVY_QUESTION_DATE, false},   {"lastdata", SVY_QUESTION_DATE, false},
    {"finished", SVY_QUESTION_TEXT, false},   {"qviewer", SVY_QUESTION_TEXT, false},
    {"lastpage", SVY_QUESTION_TEXT, false},   {"maxpage", SVY_QUESTION_TEXT, false},
    {"missing", SVY_QUESTION_NUMERIC, false}, {"missrel", SVY_QUESTION_NUMERIC, false},
    {"timersi", SVY_QUESTION_NUMERIC, false}, {"degtime", SVY_QUESTION_NUMERIC, false},
    {"status", SVY_QUESTION_TEXT, false},     {"ip", SVY_QUESTION_ID, true},
};

static bool is_number(const char *cell)
{
    return cell[0] != '\0' && strspn(cell, "0123456789") == strlen(cell);
}

static size_t detect(const SvyHead *head, const char **ret_evidence)
{
    static const char *const names[] = {"CASE",     "SERIAL",   "REF",      "QUESTNNR", "MODE",
                                        "STARTED",  "LASTDATA", "MAXPAGE",  "LASTPAGE", "FINISHED",
                                        "Q_VIEWER", "MISSREL",  "TIME_RSI", NULL};

    if (head->cells->len < 2 || svy_head_count_names(head, 0, names) < 4 ||
        !svy_head_is(head, 0, 0, "CASE"))
        return 0;
    *ret_evidence = SVY_TR("the columns CASE, QUESTNNR, MODE and STARTED of SoSci Survey");
    return is_number(svy_head_get(head, 1, 0)) ? 1 : 2;
}

/* "AB01_02" -> 4, "AB01_02a" too; 0 when the name is of another kind. */
static size_t get_question_length(const char *name)
{
    const size_t n = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    if (n != 2 || !g_ascii_isalnum(name[2]) || !g_ascii_isalnum(name[3]))
        return 0;
    return name[4] == '\0' || name[4] == '_' || g_ascii_islower(name[4]) ? 4 : 0;
}

static bool is_time(const char *name)
{
    return g_str_has_prefix(name, "TIME") && is_number(name + 4);
}

/* The text beside option 9 is "AB01_09a"; beside a choice, "AB01_09" or "AB01a". */
static bool is_text_beside(const char *name)
{
    return g_ascii_islower(name[strlen(name) - 1]);
}

/* "Channels: Email" of the row of labels. */
static void fill_label(SvyHeading *heading, const char *label)
{
    const char *at = strstr(label, ": ");

    if (label[0] == '\0')
        return;
    if (heading->item == NULL) {
        g_free(heading->stem);
        heading->stem = g_strdup(label);
        return;
    }
    g_free(heading->item);
    heading->item = g_strdup(at != NULL && at[2] != '\0' ? at + 2 : label);
    if (at != NULL) {
        g_free(heading->stem);
        heading->stem = g_strndup(label, (size_t)(at - label));
    }
}

static void read_heading(SvyHeading *heading, const char *name)
{
    const size_t n = get_question_length(name);

    heading->code = g_strdup(name);
    svy_heading_set_meta(heading, name, meta_names, G_N_ELEMENTS(meta_names));
    if (is_time(name)) {
        heading->is_meta = true;
        heading->meta_type = SVY_QUESTION_NUMERIC;
    }
    heading->stem = n > 0 ? g_strndup(name, n) : g_strdup(name);
    if (!heading->is_meta && n > 0 && name[n] != '\0')
        heading->item = g_strdup(name + n + (name[n] == '_'));
}

static const char *const tick_words[] = {"1", "2", "-9", "-1", NULL};

/* Options; the column in front of them counts how many were ticked. */
static void find_ticks(const SvyHead *head,
                       size_t n_header_rows,
                       size_t first,
                       size_t last,
                       SvyHeading headings[])
{
    size_t n = 0, n_items = 0;

    for (size_t i = first; i < last; i++) {
        const bool is_item = headings[i].item != NULL && !is_text_beside(headings[i].code);

        n_items += is_item;
        n += is_item && svy_head_holds_only(head, n_header_rows, i, tick_words);
    }
    if (n < 2 || n < n_items)
        return;
    for (size_t i = first; i < last; i++) {
        if (headings[i].item == NULL) {
            headings[i].is_meta = true;
            headings[i].meta_type = SVY_QUESTION_NUMERIC;
        } else if (!is_text_beside(headings[i].code)) {
            headings[i].hint = SVY_HINT_TICK;
            headings[i].unticked = "1";
        }
    }
}

/* "AB06_01" without a neighbour is the question itself. */
static void make_single(SvyHeading *heading)
{
    if (heading->item == NULL)
        return;
    g_free(heading->stem);
    heading->stem = g_strdup(heading->code);
    g_clear_pointer(&heading->item, g_free);
}

/* What stands right of a choice is the text of one of its answers. */
static void find_texts(size_t n_header_rows, size_t first, size_t last, SvyHeading headings[])
{
    const bool is_choice = headings[first].item == NULL && !headings[first].is_meta;

    for (size_t i = first; i < last; i++) {
        if (headings[i].item == NULL || !(is_choice || is_text_beside(headings[i].code)))
            continue;
        /* Without labels nothing says which option is "Other"; that option has its own column. */
        headings[i].hint = n_header_rows == 2 || is_choice ? SVY_HINT_WRITE_IN : SVY_HINT_COMMENT;
    }
}

static void read_groups(const SvyHead *head,
                        size_t n_header_rows,
                        size_t n_columns,
                        SvyHeading headings[])
{
    size_t group = 0;

    for (size_t first = 0; first < n_columns;) {
        const size_t n = get_question_length(headings[first].code);
        size_t last = first + 1;

        while (n > 0 && last < n_columns && get_question_length(headings[last].code) == n &&
               strncmp(headings[first].code, headings[last].code, n) == 0)
            last++;
        if (last - first == 1)
            make_single(&headings[first]);
        find_ticks(head, n_header_rows, first, last, headings);
        find_texts(n_header_rows, first, last, headings);
        group++;
        for (size_t i = first; i < last; i++) {
            headings[i].group = group;
            group += headings[i].is_meta;
        }
        first = last;
    }
}

static void read_headings(const SvyHead *head,
                          size_t n_header_rows,
                          size_t n_columns,
                          SvyHeading headings[])
{
    for (size_t i = 0; i < n_columns; i++) {
        g_autofree char *name = svy_text_clean(svy_head_get(head, 0, i));

        read_heading(&headings[i], name);
    }
    read_groups(head, n_header_rows, n_columns, headings);
    for (size_t i = 0; i < n_columns; i++) {
        g_autofree char *label = svy_text_clean(n_header_rows == 2 ? svy_head_get(head, 1, i) : "");

        fill_label(&headings[i], label);
        if (!headings[i].is_meta && headings[i].item == NULL)
            svy_heading_recognise(&headings[i]);
    }
}

static const char *const tests[] = {"test", "pretest", "admin", "debug", "preview", NULL};
static const SvySkipRule skip_rule = {"MODE", tests,
                                      SVY_TR("a test by SoSci Survey's column MODE")};
static const char *const missing[] = {"-9", NULL}; /* seen and left; never seen is blank */
static const SvyExit exits[] = {{"-1", "No opinion / not known"}, {NULL, NULL}};

const SvyExporter svy_export_sosci = {
    .name = "sosci",
    .title = "SoSci Survey",
    .detect = detect,
    .read_headings = read_headings,
    .skip_rule = &skip_rule,
    .missing = missing,
    .no_answers = missing,
    .exits = exits,
};
