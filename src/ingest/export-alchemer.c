/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alchemer, once SurveyGizmo: one header row; what belongs to a question stands before it,
 * "Option:Question", "Other - Write In:Question". Unfinished answers are in the file, marked
 * Partial in "Status"; they are kept, each question has its own base. */
#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "ingest/export-format.h"

static const SvyMetaName meta_names[] = {
    {"responseid", SVY_QUESTION_ID, true},       {"timestarted", SVY_QUESTION_DATE, false},
    {"datesubmitted", SVY_QUESTION_DATE, false}, {"status", SVY_QUESTION_TEXT, false},
    {"contactid", SVY_QUESTION_ID, true},        {"legacycomments", SVY_QUESTION_TEXT, false},
    {"comments", SVY_QUESTION_TEXT, false},      {"language", SVY_QUESTION_TEXT, false},
    {"referer", SVY_QUESTION_TEXT, false},       {"sessionid", SVY_QUESTION_ID, true},
    {"useragent", SVY_QUESTION_TEXT, false},     {"extendedreferer", SVY_QUESTION_TEXT, false},
    {"longitude", SVY_QUESTION_ID, true},        {"latitude", SVY_QUESTION_ID, true},
    {"country", SVY_QUESTION_TEXT, false},       {"city", SVY_QUESTION_ID, true},
    {"state/region", SVY_QUESTION_TEXT, false},  {"stateregion", SVY_QUESTION_TEXT, false},
    {"postal", SVY_QUESTION_ID, true},           {"ipaddress", SVY_QUESTION_ID, true},
    {"linkname", SVY_QUESTION_TEXT, false},      {"tags", SVY_QUESTION_TEXT, false},
};

static size_t detect(const SvyHead *head, const char **ret_evidence)
{
    static const char *const names[] = {"Time Started", "Date Submitted", NULL};

    if (head->cells->len == 0 || svy_head_count_names(head, 0, names) < 2)
        return 0;
    *ret_evidence = SVY_TR("the columns \"Time Started\" and \"Date Submitted\" of Alchemer");
    return 1;
}

/* The part after a ':' that begins the question of a neighbour too. "Item:with colon:Question" is
 * cut where the neighbour agrees; else there is no item. */
static const char *find_question(const char *name, const char *neighbour)
{
    const char *at = name;

    while ((at = strchr(at, ':')) != NULL) {
        const char *question = at + 1;
        const size_t n = strlen(question), n_other = strlen(neighbour);

        if (question[0] != '\0' && at > name && question[0] != ' ' &&
            ((n_other > n && neighbour[n_other - n - 1] == ':' &&
              strcmp(neighbour + n_other - n, question) == 0) ||
             strcmp(neighbour, question) == 0))
            return question;
        at = question;
    }
    return NULL;
}

/* The question of column @i: shared with the left or right neighbour. */
static const char *find_shared_question(char *const names[], size_t i, size_t n_columns)
{
    const char *question = i > 0 ? find_question(names[i], names[i - 1]) : NULL;

    if (question == NULL && i + 1 < n_columns)
        question = find_question(names[i], names[i + 1]);
    return question;
}

static bool is_write_in(const char *item)
{
    g_autofree char *fold = svy_text_fold(item);

    return strstr(fold, "write in") != NULL || strstr(fold, "write-in") != NULL;
}

static void read_heading(SvyHeading *heading, const char *name, const char *question)
{
    if (question == NULL) {
        heading->stem = g_strdup(name);
        return;
    }
    heading->stem = g_strdup(question);
    heading->item = g_strndup(name, (size_t)(question - 1 - name));
}

/* The text beside a choice: right of the answers themselves, or right of the option of its name. */
static bool is_beside_choice(const SvyHeading *heading, const SvyHeading *left)
{
    if (heading->item == NULL || !is_write_in(heading->item) || left->is_meta ||
        strcmp(left->stem, heading->stem) != 0)
        return false;
    return left->item == NULL || svy_text_same(left->item, heading->item);
}

/* All technical columns come first; "Country" further right is a question. */
static size_t count_meta(char *const names[], size_t n_columns, SvyHeading headings[])
{
    size_t n = 0;

    while (n < n_columns &&
           svy_heading_set_meta(&headings[n], names[n], meta_names, G_N_ELEMENTS(meta_names)))
        n++;
    return n;
}

static void read_headings(const SvyHead *head,
                          size_t n_header_rows,
                          size_t n_columns,
                          SvyHeading headings[])
{
    g_auto(GStrv) names = svy_head_get_names(head, 0, n_columns);
    const size_t n_meta = count_meta(names, n_columns, headings);
    size_t group = 0;

    (void)n_header_rows;
    for (size_t i = 0; i < n_columns; i++) {
        SvyHeading *heading = &headings[i];

        read_heading(heading, names[i],
                     i < n_meta ? NULL : find_shared_question(names, i, n_columns));
        group +=
            i <= n_meta || heading->item == NULL || strcmp(heading->stem, heading[-1].stem) != 0;
        heading->group = group;
        heading->separator = i < n_meta ? '\0' : ';';
        if (i > n_meta && is_beside_choice(heading, &heading[-1]))
            heading->hint = SVY_HINT_WRITE_IN;
        if (i >= n_meta && heading->item == NULL)
            svy_heading_recognise(heading);
    }
}

const SvyExporter svy_export_alchemer = {
    .name = "alchemer",
    .title = "Alchemer (SurveyGizmo)",
    .detect = detect,
    .read_headings = read_headings,
};
