/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Qualtrics. Three header rows: names, wordings, and {"ImportId":"QID6"}; the third is never
 * translated, so it is what the columns are known by. Older files have two rows, V1 to V10 for the
 * technical columns, and "Question-Item". */
#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "ingest/export-format.h"

static const SvyMetaName meta_names[] = {
    {"startdate", SVY_QUESTION_DATE, false},
    {"enddate", SVY_QUESTION_DATE, false},
    {"status", SVY_QUESTION_TEXT, false},
    {"ipaddress", SVY_QUESTION_ID, true},
    {"progress", SVY_QUESTION_NUMERIC, false},
    {"duration", SVY_QUESTION_NUMERIC, false},
    {"durationinseconds", SVY_QUESTION_NUMERIC, false},
    {"finished", SVY_QUESTION_TEXT, false},
    {"recordeddate", SVY_QUESTION_DATE, false},
    {"recordid", SVY_QUESTION_ID, true},
    {"responseid", SVY_QUESTION_ID, true},
    {"responseset", SVY_QUESTION_TEXT, false},
    {"name", SVY_QUESTION_ID, true},
    {"emailaddress", SVY_QUESTION_ID, true},
    {"email", SVY_QUESTION_ID, true},
    {"recipientlastname", SVY_QUESTION_ID, true},
    {"recipientfirstname", SVY_QUESTION_ID, true},
    {"recipientemail", SVY_QUESTION_ID, true},
    {"recipientphone", SVY_QUESTION_ID, true},
    {"externalreference", SVY_QUESTION_ID, true},
    {"externaldatareference", SVY_QUESTION_ID, true},
    {"locationlatitude", SVY_QUESTION_ID, true},
    {"locationlongitude", SVY_QUESTION_ID, true},
    {"locationaccuracy", SVY_QUESTION_NUMERIC, false},
    {"distributionchannel", SVY_QUESTION_TEXT, false},
    {"userlanguage", SVY_QUESTION_TEXT, false},
    {"qrecaptchascore", SVY_QUESTION_NUMERIC, false},
    {"qrelevantidduplicate", SVY_QUESTION_TEXT, false},
    {"qrelevantidduplicatescore", SVY_QUESTION_NUMERIC, false},
    {"qrelevantidfraudscore", SVY_QUESTION_NUMERIC, false},
    {"qrelevantidlaststartdate", SVY_QUESTION_DATE, false},
    {"qballotboxstuffing", SVY_QUESTION_TEXT, false},
};

/* Enough of them name the tool, whatever became of the other rows. */
static const char *const telling_names[] = {"StartDate",
                                            "EndDate",
                                            "Status",
                                            "IPAddress",
                                            "Progress",
                                            "Duration (in seconds)",
                                            "Finished",
                                            "RecordedDate",
                                            "ResponseId",
                                            "ResponseID",
                                            "ResponseSet",
                                            "RecipientLastName",
                                            "UserLanguage",
                                            "RecipientEmail",
                                            "ExternalDataReference",
                                            "DistributionChannel",
                                            NULL};

/* --- Header rows ---------------------------------------------------------------------------- */

static bool has_import_ids(const SvyHead *head)
{
    const char *cell = svy_head_get(head, 2, 0);

    return cell[0] == '{' && strstr(cell, "\"ImportId\"") != NULL;
}

/* No time stands in a row of wordings. */
static bool has_digit(const char *cell)
{
    return strpbrk(cell, "0123456789") != NULL;
}

static size_t detect(const SvyHead *head, const char **ret_evidence)
{
    if (head->cells->len >= 3 && has_import_ids(head)) {
        *ret_evidence = SVY_TR("the third row holds {\"ImportId\": ...}");
        return 3;
    }
    if (head->cells->len >= 2 && strcmp(svy_head_get(head, 0, 0), "V1") == 0 &&
        svy_head_is(head, 1, 0, "ResponseID")) {
        *ret_evidence = SVY_TR("the first row begins with V1, the second with ResponseID");
        return 2;
    }
    if (head->cells->len >= 2 && svy_head_count_names(head, 0, telling_names) >= 4) {
        *ret_evidence = SVY_TR("the first row holds StartDate, EndDate, Finished and the like");
        return has_digit(svy_head_get(head, 1, 0)) || svy_head_get(head, 1, 0)[0] == '\0' ? 1 : 2;
    }
    return 0;
}

/* --- Names of columns ----------------------------------------------------------------------- */

/* Value of a key in the JSON of the third row. (transfer full, nullable) */
static char *find_value(const char *cell, const char *key)
{
    g_autofree char *quoted = g_strdup_printf("\"%s\"", key);
    const char *at = strstr(cell, quoted);

    if (at == NULL)
        return NULL;
    at += strlen(quoted);
    at += strspn(at, " :\"");
    return g_strndup(at, strcspn(at, "\"},"));
}

/* "QID47_1" -> "QID47", "1_QID4" -> "1_QID4": the question that a column belongs to; of names, the
 * part before the last "_". */
static char *find_question(const char *id)
{
    const char *qid = strstr(id, "QID");
    size_t n = strlen(id);

    if (qid == NULL)
        return NULL;
    n = (size_t)(qid - id) + 3;
    n += strspn(id + n, "0123456789");
    return g_strndup(id, n);
}

/* Without the third row: "Q5_1" belongs to "Q5". */
static char *find_question_by_name(const char *name)
{
    size_t n;

    if (name[0] != 'Q' || !g_ascii_isdigit(name[1]))
        return NULL;
    n = 1 + strspn(name + 1, "0123456789.");
    return g_strndup(name, n);
}

static bool ends_with(const char *text, const char *const ends[])
{
    g_autofree char *folded = g_ascii_strdown(text, -1);

    for (size_t i = 0; ends[i] != NULL; i++)
        if (g_str_has_suffix(folded, ends[i]))
            return true;
    return false;
}

/* Clicks and times of a page, the order in which options were shown, topics that the text analysis
 * of Qualtrics has found. */
static bool is_technical(const char *id, const char *name, const char *wording)
{
    static const char *const timing[] = {"_first_click",
                                         "_last_click",
                                         "_page_submit",
                                         "_click_count",
                                         "_first click",
                                         "_last click",
                                         "_page submit",
                                         "_click count",
                                         "_browser",
                                         "_version",
                                         "_operating system",
                                         "_resolution",
                                         NULL};
    static const char *const topics[] = {" - topics",
                                         " - parent topics",
                                         " - sentiment",
                                         " - sentiment polarity",
                                         " - sentiment score",
                                         " - topic sentiment label",
                                         " - topic sentiment score",
                                         " - actionability",
                                         NULL};
    static const char *const orders[] = {"_do", NULL};

    return ends_with(id, timing) || ends_with(name, timing) || ends_with(name, topics) ||
           ends_with(wording, topics) || strstr(id, "_DO_") != NULL ||
           strstr(name, "_DO_") != NULL || ends_with(id, orders) || ends_with(name, orders);
}

/* Cuts @end off @text, when it is there. */
static bool cut_end(char *text, const char *end)
{
    if (!g_str_has_suffix(text, end) || strlen(text) == strlen(end))
        return false;
    text[strlen(text) - strlen(end)] = '\0';
    return true;
}

/* The part of a heading behind the stem that the whole group has. */
static void split_wording(SvyHeading *heading, const char *wording, size_t n_stem)
{
    static const char *const joints[] = {" - Selected Choice - ", " - ", "-", ""};

    g_free(heading->stem);
    heading->stem = g_strndup(wording, n_stem);
    for (size_t i = 0; i < G_N_ELEMENTS(joints); i++) {
        if (!g_str_has_prefix(wording + n_stem, joints[i]))
            continue;
        if (wording[n_stem + strlen(joints[i])] != '\0')
            heading->item = g_strdup(wording + n_stem + strlen(joints[i]));
        return;
    }
}

/* --- Groups --------------------------------------------------------------------------------- */

typedef struct {
    char **wordings;  /* [n_columns] cleaned cells of the second row */
    char **questions; /* [n_columns] (nullable entries) the question of each column */
} Columns;

/* Bytes that all wordings of the group begin with and after which a joint follows; 0 when there is
 * no such stem. */
static size_t find_stem(const Columns *columns, size_t first, size_t last, const char *joint)
{
    const char *wording = columns->wordings[first];
    const char *at = wording + strlen(wording);

    for (; at > wording; at--) {
        const size_t n = (size_t)(at - wording);
        bool is_stem = *at == '\0' || g_str_has_prefix(at, joint);

        for (size_t i = first; i < last && is_stem; i++)
            is_stem = strncmp(columns->wordings[i], wording, n) == 0 &&
                      (columns->wordings[i][n] == '\0' ||
                       g_str_has_prefix(columns->wordings[i] + n, joint));
        if (is_stem)
            return n;
    }
    return 0;
}

/* "Question - Selected Choice" is the stem of all options when there is no write-in. */
static size_t leave_out_choice(const char *wording, size_t n_stem)
{
    const size_t n = strlen(" - Selected Choice");

    if (n_stem > n && strncmp(wording + n_stem - n, " - Selected Choice", n) == 0)
        return n_stem - n;
    return n_stem;
}

/* Texts beside choices; fields of a form are texts too, and stand among their like. */
static bool has_choices(const SvyHeading headings[], size_t first, size_t last)
{
    for (size_t i = first; i < last; i++)
        if (headings[i].hint != SVY_HINT_OPEN)
            return true;
    return false;
}

static void fill_group(const Columns *columns, size_t first, size_t last, SvyHeading headings[])
{
    const bool with_choices = has_choices(headings, first, last);
    size_t n_stem = find_stem(columns, first, last, " - ");

    if (n_stem == 0)
        n_stem = find_stem(columns, first, last, "-");
    n_stem = leave_out_choice(columns->wordings[first], n_stem);
    for (size_t i = first; i < last; i++) {
        SvyHeading *heading = &headings[i];
        g_autofree char *wording = g_strdup(columns->wordings[i]);

        if (!cut_end(wording, " - Selected Choice"))
            cut_end(wording, "-Selected Choice");
        if (n_stem == 0 || n_stem > strlen(wording)) {
            heading->stem = g_strdup(wording);
            continue;
        }
        split_wording(heading, wording, n_stem);
        if (heading->hint == SVY_HINT_OPEN && with_choices) {
            heading->hint = SVY_HINT_WRITE_IN;
            if (heading->item != NULL && !cut_end(heading->item, " - Text"))
                cut_end(heading->item, "-TEXT");
        }
    }
}

/* A group of one: the wording as it stands. */
static void fill_alone(const Columns *columns, size_t i, SvyHeading *heading)
{
    g_autofree char *wording = g_strdup(columns->wordings[i]);

    if (!cut_end(wording, " - Selected Choice"))
        cut_end(wording, "-Selected Choice");
    heading->stem = g_steal_pointer(&wording);
}

static void read_groups(const Columns *columns, size_t n_columns, SvyHeading headings[])
{
    for (size_t first = 0, group = 1; first < n_columns; group++) {
        size_t last = first + 1;

        while (last < n_columns && !headings[first].is_meta && !headings[last].is_meta &&
               columns->questions[first] != NULL &&
               g_strcmp0(columns->questions[first], columns->questions[last]) == 0)
            last++;
        for (size_t i = first; i < last; i++)
            headings[i].group = group;
        if (last - first > 1)
            fill_group(columns, first, last, headings);
        else
            fill_alone(columns, first, &headings[first]);
        first = last;
    }
}

/* --- The whole ------------------------------------------------------------------------------ */

/* Numbers instead of texts: then "Status" and "Finished" are numbers too. Single choices hold
 * recode values, of which no mean may be made. */
static bool holds_numbers(const SvyHead *head, size_t n_header_rows, size_t n_columns)
{
    static const char *const words[] = {"0", "1", "2", "4", "8", "9", "16", "17", NULL};

    for (size_t i = 0; i < n_columns; i++)
        if (svy_head_is(head, 0, i, "Finished") || svy_head_is(head, 0, i, "Status"))
            return svy_head_holds_only(head, n_header_rows, i, words);
    return false;
}

static void fill_ids(const SvyHead *head,
                     size_t n_header_rows,
                     size_t i,
                     Columns *columns,
                     SvyHeading *heading)
{
    const char *name = svy_head_get(head, 0, i);
    g_autofree char *id =
        n_header_rows == 3 ? find_value(svy_head_get(head, 2, i), "ImportId") : NULL;
    g_autofree char *choice =
        n_header_rows == 3 ? find_value(svy_head_get(head, 2, i), "choiceId") : NULL;
    const char *known = id != NULL ? id : name;

    heading->code = svy_text_clean(name);
    columns->questions[i] = id != NULL ? find_question(id) : find_question_by_name(name);
    if (columns->questions[i] == NULL || n_header_rows < 3)
        svy_heading_set_meta(heading, id != NULL ? id : name, meta_names, G_N_ELEMENTS(meta_names));
    if (!heading->is_meta && n_header_rows == 2)
        svy_heading_set_meta(heading, columns->wordings[i], meta_names, G_N_ELEMENTS(meta_names));
    if (!heading->is_meta && is_technical(known, name, columns->wordings[i])) {
        heading->is_meta = true;
        heading->meta_type = SVY_QUESTION_TEXT;
    }
    if (g_str_has_suffix(known, "_TEXT"))
        heading->hint = SVY_HINT_OPEN;
    else if (choice != NULL && !heading->is_meta)
        heading->hint = SVY_HINT_TICK;
    heading->separator = heading->is_meta ? '\0' : ',';
}

static void read_headings(const SvyHead *head,
                          size_t n_header_rows,
                          size_t n_columns,
                          SvyHeading headings[])
{
    g_auto(GStrv) wordings = svy_head_get_names(head, n_header_rows == 1 ? 0 : 1, n_columns);
    g_auto(GStrv) questions = g_new0(char *, n_columns + 1);
    Columns columns = {wordings, questions};
    const bool is_numeric = holds_numbers(head, n_header_rows, n_columns);

    for (size_t i = 0; i < n_columns; i++)
        fill_ids(head, n_header_rows, i, &columns, &headings[i]);
    read_groups(&columns, n_columns, headings);
    for (size_t i = 0; i < n_columns; i++) {
        const bool is_choice = is_numeric && questions[i] != NULL && headings[i].item == NULL &&
                               headings[i].hint == SVY_HINT_NONE && !headings[i].is_meta;

        if (is_choice && n_header_rows == 3)
            headings[i].hint = SVY_HINT_SINGLE;
        g_clear_pointer(&questions[i], g_free); /* has gaps, so g_strfreev() would stop */
    }
}

static const char *const left_out[] = {"Survey Preview",
                                       "Survey Test",
                                       "Spam",
                                       "Preview Spam",
                                       "Umfragevorschau",
                                       "1",
                                       "2",
                                       "8",
                                       "9",
                                       NULL};
static const SvySkipRule skip_rule = {
    "Status", left_out, SVY_TR("a preview, test or spam by Qualtrics' column Status")};
static const char *const missing[] = {"-99", NULL};

const SvyExporter svy_export_qualtrics = {
    .name = "qualtrics",
    .title = "Qualtrics",
    .detect = detect,
    .read_headings = read_headings,
    .skip_rule = &skip_rule,
    .missing = missing,
    .no_answers = missing, /* "seen but unanswered" */
};
