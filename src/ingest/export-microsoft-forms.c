/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Microsoft Forms: one header row; ID, Start time, Completion time, Email, Name; several answers in
 * one cell, with a ';' after each, the last too. The statements of a Likert question stand alone:
 * nothing in the header says that they belong together. */
#include <string.h>

#include "base/translate.h"
#include "ingest/export-format.h"

static const SvyMetaName meta_names[] = {
    {"id", SVY_QUESTION_ID, true},
    {"starttime", SVY_QUESTION_DATE, false},
    {"completiontime", SVY_QUESTION_DATE, false},
    {"email", SVY_QUESTION_ID, true},
    {"name", SVY_QUESTION_ID, true},
    {"language", SVY_QUESTION_TEXT, false},
    {"lastmodifiedtime", SVY_QUESTION_DATE, false},
    {"totalpoints", SVY_QUESTION_NUMERIC, false},
    {"quizfeedback", SVY_QUESTION_TEXT, false},
    {"gradepostedtime", SVY_QUESTION_DATE, false},
    {"startzeit", SVY_QUESTION_DATE, false},
    {"fertigstellungszeit", SVY_QUESTION_DATE, false},
    {"zeitderletztenänderung", SVY_QUESTION_DATE, false},
    {"gesamtpunktzahl", SVY_QUESTION_NUMERIC, false},
    {"heurededébut", SVY_QUESTION_DATE, false},
    {"heuredefin", SVY_QUESTION_DATE, false},
    {"nom", SVY_QUESTION_ID, true},
    {"adressedemessagerie", SVY_QUESTION_ID, true},
    {"horadeinicio", SVY_QUESTION_DATE, false},
    {"horadefinalización", SVY_QUESTION_DATE, false},
    {"correoelectrónico", SVY_QUESTION_ID, true},
    {"nombre", SVY_QUESTION_ID, true},
};

/* Begin and end, in the same language. */
static const char *const time_names[][2] = {
    {"Start time", "Completion time"},
    {"Startzeit", "Fertigstellungszeit"},
    {"Heure de début", "Heure de fin"},
    {"Hora de inicio", "Hora de finalización"},
};

static size_t detect(const SvyHead *head, const char **ret_evidence)
{
    for (size_t i = 0; head->cells->len > 0 && i < G_N_ELEMENTS(time_names); i++) {
        const char *const names[] = {time_names[i][0], time_names[i][1], NULL};

        if (svy_head_count_names(head, 0, names) == 2) {
            *ret_evidence =
                SVY_TR("the columns \"Start time\" and \"Completion time\" of Microsoft Forms");
            return 1;
        }
    }
    return 0;
}

static void read_headings(const SvyHead *head,
                          size_t n_header_rows,
                          size_t n_columns,
                          SvyHeading headings[])
{
    g_auto(GStrv) names = svy_head_get_names(head, 0, n_columns);

    (void)n_header_rows;
    for (size_t i = 0; i < n_columns; i++) {
        headings[i].stem = g_strdup(names[i]);
        svy_heading_set_meta(&headings[i], names[i], meta_names, G_N_ELEMENTS(meta_names));
        if (g_str_has_prefix(names[i], "Points - ") || g_str_has_prefix(names[i], "Feedback - ")) {
            headings[i].is_meta = true;
            headings[i].meta_type = names[i][0] == 'P' ? SVY_QUESTION_NUMERIC : SVY_QUESTION_TEXT;
        }
        headings[i].separator = headings[i].is_meta ? '\0' : ';';
    }
    svy_headings_join(n_columns, headings, names);
}

const SvyExporter svy_export_microsoft_forms = {
    .name = "microsoft-forms",
    .title = "Microsoft Forms",
    .detect = detect,
    .read_headings = read_headings,
};
