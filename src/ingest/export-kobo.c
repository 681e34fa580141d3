/* SPDX-License-Identifier: GPL-3.0-or-later */
/* KoboToolbox, ODK and SurveyCTO: one header row, names with their groups, "group/question". A
 * select-all is a cell of codes joined by blanks, or a column of 1 and 0 for each option,
 * "question/option", or both; then only the columns count, because labels hold blanks. */
#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "ingest/export-format.h"

static const SvyMetaName meta_names[] = {
    {"start", SVY_QUESTION_DATE, false},
    {"end", SVY_QUESTION_DATE, false},
    {"today", SVY_QUESTION_DATE, false},
    {"starttime", SVY_QUESTION_DATE, false},
    {"endtime", SVY_QUESTION_DATE, false},
    {"completiondate", SVY_QUESTION_DATE, false},
    {"submissiondate", SVY_QUESTION_DATE, false},
    {"submissiontime", SVY_QUESTION_DATE, false},
    {"deviceid", SVY_QUESTION_ID, true},
    {"devicephonenum", SVY_QUESTION_ID, true},
    {"deviceinfo", SVY_QUESTION_TEXT, false},
    {"subscriberid", SVY_QUESTION_ID, true},
    {"simid", SVY_QUESTION_ID, true},
    {"simserial", SVY_QUESTION_ID, true},
    {"phonenumber", SVY_QUESTION_ID, true},
    {"username", SVY_QUESTION_ID, true},
    {"email", SVY_QUESTION_ID, true},
    {"audit", SVY_QUESTION_TEXT, false},
    {"caseid", SVY_QUESTION_ID, true},
    {"duration", SVY_QUESTION_NUMERIC, false},
    {"id", SVY_QUESTION_ID, true},
    {"uuid", SVY_QUESTION_ID, true},
    {"formhubuuid", SVY_QUESTION_TEXT, false},
    {"metainstanceid", SVY_QUESTION_ID, true},
    {"metainstancename", SVY_QUESTION_ID, true},
    {"instanceid", SVY_QUESTION_ID, true},
    {"instancename", SVY_QUESTION_ID, true},
    {"key", SVY_QUESTION_ID, true},
    {"parentkey", SVY_QUESTION_ID, true},
    {"submitterid", SVY_QUESTION_ID, true},
    {"submittername", SVY_QUESTION_ID, true},
    {"submittedby", SVY_QUESTION_ID, true},
    {"validationstatus", SVY_QUESTION_TEXT, false},
    {"reviewstate", SVY_QUESTION_TEXT, false},
    {"attachmentspresent", SVY_QUESTION_NUMERIC, false},
    {"attachmentsexpected", SVY_QUESTION_NUMERIC, false},
    {"edits", SVY_QUESTION_NUMERIC, false},
    {"formversion", SVY_QUESTION_TEXT, false},
    {"formdefversion", SVY_QUESTION_TEXT, false},
    {"version", SVY_QUESTION_TEXT, false},
    {"xformidstring", SVY_QUESTION_TEXT, false},
    {"notes", SVY_QUESTION_TEXT, false},
    {"status", SVY_QUESTION_TEXT, false},
    {"tags", SVY_QUESTION_TEXT, false},
    {"index", SVY_QUESTION_NUMERIC, false},
};

static size_t detect(const SvyHead *head, const char **ret_evidence)
{
    static const char *const kobo[] = {"_id",    "_uuid", "_submission_time",   "_submitted_by",
                                       "_index", "_tags", "_validation_status", "__version__",
                                       NULL};
    static const char *const odk[] = {"SubmissionDate",  "KEY",         "meta-instanceID",
                                      "meta/instanceID", "instanceID",  "formdef_version",
                                      "SubmitterID",     "ReviewState", NULL};

    if (head->cells->len == 0)
        return 0;
    if (svy_head_count_names(head, 0, kobo) >= 3)
        *ret_evidence = SVY_TR("the columns _id, _uuid and _submission_time of KoboToolbox");
    else if (svy_head_count_names(head, 0, odk) >= 2)
        *ret_evidence =
            SVY_TR("the columns SubmissionDate, KEY or instanceID of ODK and SurveyCTO");
    else
        return 0;
    return 1;
}

/* --- Options -------------------------------------------------------------------------------- */

typedef struct {
    const SvyHead *head;
    char **names;
    size_t n_columns;
    GHashTable *index; /* name -> column + 1; borrowed keys */
} Form;

static const char *const tick_words[] = {"0", "1", "TRUE", "FALSE", "0.0", "1.0", "N/A", NULL};

static bool holds_ticks(const Form *form, size_t i)
{
    return svy_head_holds_only(form->head, 1, i, tick_words);
}

static bool is_blank_column(const Form *form, size_t i)
{
    static const char *const none[] = {NULL};

    for (guint r = 1; r < form->head->cells->len; r++)
        if (svy_head_get(form->head, r, i)[0] != '\0')
            return false;
    return !svy_head_holds_only(form->head, 1, i, none);
}

/* The column that @name [first @n bytes] is the name of, + 1; 0 when there is none. */
static size_t find_column(const Form *form, const char *name, size_t n)
{
    g_autofree char *parent = g_strndup(name, n);

    return GPOINTER_TO_SIZE(g_hash_table_lookup(form->index, parent));
}

/* True when some cell of column @i holds @code as one of the words joined by blanks. */
static bool has_code(const Form *form, size_t i, const char *code)
{
    for (guint r = 1; r < form->head->cells->len; r++) {
        g_auto(GStrv) words = g_strsplit(svy_head_get(form->head, r, i), " ", -1);

        if (g_strv_contains((const char *const *)words, code))
            return true;
    }
    return false;
}

/* "question/option": an option when there is a column "question", or when a neighbour is one of the
 * same question and both hold nothing but 1 and 0; "group/question" is none. */
static size_t get_slash_length(const Form *form, size_t i)
{
    const char *name = form->names[i];
    const char *at = strrchr(name, '/');
    const size_t n = at == NULL ? 0 : (size_t)(at - name);
    const bool is_tick = holds_ticks(form, i) || is_blank_column(form, i);

    if (n == 0 || at[1] == '\0' || !is_tick)
        return 0;
    if (find_column(form, name, n) > 0)
        return n;
    for (size_t k = i == 0 ? 1 : i - 1; k <= i + 1 && k < form->n_columns; k++)
        if (k != i && strncmp(form->names[k], name, n + 1) == 0 &&
            strchr(form->names[k] + n + 1, '/') == NULL && holds_ticks(form, k))
            return n;
    return 0;
}

/* "question_option" of SurveyCTO, right of a column "question" that holds the codes. */
static size_t get_underscore_length(const Form *form, size_t i)
{
    const char *name = form->names[i];

    for (const char *at = name; (at = strchr(at, '_')) != NULL; at++) {
        const size_t parent = at == name ? 0 : find_column(form, name, (size_t)(at - name));

        if (parent > 0 && parent <= i && holds_ticks(form, i) &&
            strncmp(form->names[i - 1], name, (size_t)(at - name)) == 0 &&
            (has_code(form, parent - 1, at + 1) || i > parent))
            return (size_t)(at - name);
    }
    return 0;
}

/* --- Headings ------------------------------------------------------------------------------- */

/* The name without its groups. */
static const char *skip_groups(const char *name)
{
    const char *at = strrchr(name, '/');

    return at == NULL || at[1] == '\0' ? name : at + 1;
}

static bool is_position(const char *name)
{
    static const char *const ends[] = {"_latitude", "_longitude", "_altitude", "_precision",
                                       "-Latitude", "-Longitude", "-Altitude", "-Accuracy"};

    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        if (g_str_has_suffix(name, ends[i]))
            return true;
    return false;
}

static void set_meta(SvyHeading *heading, SvyQuestionType type, bool is_personal)
{
    heading->is_meta = true;
    heading->is_personal = is_personal;
    heading->meta_type = type;
}

/* Positions, and the column from which they were made. */
static void find_positions(const Form *form, SvyHeading headings[])
{
    for (size_t i = 0; i < form->n_columns; i++) {
        g_autofree char *latitude = g_strdup_printf("_%s_latitude", form->names[i]);

        if (is_position(form->names[i]) || g_hash_table_contains(form->index, latitude))
            set_meta(&headings[i], SVY_QUESTION_ID, true);
    }
}

/* The cell of codes that stands beside the columns of options counts nothing a second time. */
static void leave_out_joined(const Form *form, const char *name, size_t n, SvyHeading headings[])
{
    const size_t parent = find_column(form, name, n);

    if (parent > 0)
        set_meta(&headings[parent - 1], SVY_QUESTION_TEXT, false);
}

static void read_heading(const Form *form, size_t i, SvyHeading headings[])
{
    SvyHeading *heading = &headings[i];
    const char *name = form->names[i];
    size_t n = heading->is_meta ? 0 : get_slash_length(form, i);

    if (n == 0 && !heading->is_meta)
        n = get_underscore_length(form, i);
    heading->code = g_strdup(name);
    if (n == 0) {
        heading->stem = g_strdup(skip_groups(name));
        return;
    }

    g_autofree char *question = g_strndup(name, n);

    heading->stem = g_strdup(skip_groups(question));
    heading->item = g_strdup(name + n + 1);
    heading->hint = SVY_HINT_TICK;
    leave_out_joined(form, name, n, headings);
}

/* Words of codes: lower-case, without blanks, each of them alone somewhere or in two cells. */
static bool holds_code_lists(const Form *form, size_t i)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    size_t n_lists = 0, n_filled = 0, n_words = 0;

    for (guint r = 1; r < form->head->cells->len; r++) {
        const char *cell = svy_head_get(form->head, r, i);
        g_auto(GStrv) words = g_strsplit(cell, " ", -1);

        n_filled += cell[0] != '\0';
        n_lists += strchr(cell, ' ') != NULL;
        for (size_t k = 0; words[k] != NULL && cell[0] != '\0'; k++, n_words++) {
            if (strspn(words[k], "abcdefghijklmnopqrstuvwxyz0123456789_-") != strlen(words[k]))
                return false;
            g_hash_table_add(seen, g_strdup(words[k]));
        }
    }
    return n_lists >= 2 && g_hash_table_size(seen) <= 40 &&
           n_words >= 3 * (size_t)g_hash_table_size(seen) && n_filled > 0;
}

static void read_form(const Form *form, SvyHeading headings[])
{
    size_t group = 0;

    for (size_t i = 0; i < form->n_columns; i++)
        svy_heading_set_meta(&headings[i], form->names[i], meta_names, G_N_ELEMENTS(meta_names));
    find_positions(form, headings);
    for (size_t i = 0; i < form->n_columns; i++)
        read_heading(form, i, headings);
    for (size_t i = 0; i < form->n_columns; i++) {
        SvyHeading *heading = &headings[i];

        group += i == 0 || heading->item == NULL || headings[i - 1].item == NULL ||
                 strcmp(heading->stem, headings[i - 1].stem) != 0;
        heading->group = group;
        if (heading->is_meta || heading->item != NULL)
            continue;
        svy_heading_recognise(heading);
        if (holds_code_lists(form, i)) {
            heading->hint = SVY_HINT_CELL;
            heading->separator = ' ';
        }
    }
}

static void read_headings(const SvyHead *head,
                          size_t n_header_rows,
                          size_t n_columns,
                          SvyHeading headings[])
{
    g_auto(GStrv) names = svy_head_get_names(head, 0, n_columns);
    g_autoptr(GHashTable) index = g_hash_table_new(g_str_hash, g_str_equal);
    const Form form = {head, names, n_columns, index};

    (void)n_header_rows;
    for (size_t i = n_columns; i-- > 0;)
        g_hash_table_insert(index, names[i], GSIZE_TO_POINTER(i + 1));
    read_form(&form, headings);
}

const SvyExporter svy_export_kobo = {
    .name = "kobo",
    .title = SVY_TR("KoboToolbox, ODK or SurveyCTO"),
    .detect = detect,
    .read_headings = read_headings,
};
