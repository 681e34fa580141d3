/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of survey tools, and the header names that mean the same in all of them. */
#include "ingest/export-format.h"

#include <string.h>

#include "base/text.h"

static const SvyExporter *const exporters[] = {&svy_export_surveymonkey, &svy_export_plain};

const SvyExporter *svy_export_format_detect(const SvyHead *head,
                                            size_t *ret_n_header_rows,
                                            const char **ret_evidence)
{
    for (size_t i = 0; i + 1 < G_N_ELEMENTS(exporters); i++) {
        *ret_n_header_rows = exporters[i]->detect(head, ret_evidence);
        if (*ret_n_header_rows > 0)
            return exporters[i];
    }
    *ret_n_header_rows = svy_export_plain.detect(head, ret_evidence);
    return &svy_export_plain;
}

/* Names without blanks, hyphens and underscores, in lower case. */
static const struct {
    const char *name;
    SvyQuestionType type;
    bool is_personal;
} known_names[] = {
    {"respondentid", SVY_QUESTION_ID, true},
    {"collectorid", SVY_QUESTION_ID, false},
    {"responseid", SVY_QUESTION_ID, true},
    {"submissionid", SVY_QUESTION_ID, true},
    {"recordid", SVY_QUESTION_ID, true},
    {"participantid", SVY_QUESTION_ID, true},
    {"contactid", SVY_QUESTION_ID, true},
    {"userid", SVY_QUESTION_ID, true},
    {"memberid", SVY_QUESTION_ID, true},
    {"membernumber", SVY_QUESTION_ID, true},
    {"sessionid", SVY_QUESTION_ID, true},
    {"networkid", SVY_QUESTION_ID, true},
    {"deviceid", SVY_QUESTION_ID, true},
    {"startdate", SVY_QUESTION_DATE, false},
    {"enddate", SVY_QUESTION_DATE, false},
    {"recordeddate", SVY_QUESTION_DATE, false},
    {"datecreated", SVY_QUESTION_DATE, false},
    {"datemodified", SVY_QUESTION_DATE, false},
    {"submitdate", SVY_QUESTION_DATE, false},
    {"datesubmitted", SVY_QUESTION_DATE, false},
    {"submissiondate", SVY_QUESTION_DATE, false},
    {"starttime", SVY_QUESTION_DATE, false},
    {"endtime", SVY_QUESTION_DATE, false},
    {"completiontime", SVY_QUESTION_DATE, false},
    {"timestarted", SVY_QUESTION_DATE, false},
    {"timestamp", SVY_QUESTION_DATE, false},
    {"ipaddress", SVY_QUESTION_ID, true},
    {"ip", SVY_QUESTION_ID, true},
    {"ipaddr", SVY_QUESTION_ID, true},
    {"emailaddress", SVY_QUESTION_ID, true},
    {"email", SVY_QUESTION_ID, true},
    {"mail", SVY_QUESTION_ID, true},
    {"youremail", SVY_QUESTION_ID, true},
    {"youremailaddress", SVY_QUESTION_ID, true},
    {"recipientemail", SVY_QUESTION_ID, true},
    {"firstname", SVY_QUESTION_ID, true},
    {"lastname", SVY_QUESTION_ID, true},
    {"surname", SVY_QUESTION_ID, true},
    {"fullname", SVY_QUESTION_ID, true},
    {"name", SVY_QUESTION_ID, true},
    {"yourname", SVY_QUESTION_ID, true},
    {"recipientfirstname", SVY_QUESTION_ID, true},
    {"recipientlastname", SVY_QUESTION_ID, true},
    {"username", SVY_QUESTION_ID, true},
    {"phone", SVY_QUESTION_ID, true},
    {"phonenumber", SVY_QUESTION_ID, true},
    {"telephone", SVY_QUESTION_ID, true},
    {"streetaddress", SVY_QUESTION_ID, true},
    {"address", SVY_QUESTION_ID, true},
    {"latitude", SVY_QUESTION_ID, true},
    {"longitude", SVY_QUESTION_ID, true},
    {"locationlatitude", SVY_QUESTION_ID, true},
    {"locationlongitude", SVY_QUESTION_ID, true},
    {"dateofbirth", SVY_QUESTION_ID, true},
    {"customdata", SVY_QUESTION_ID, true},
    {"customdata1", SVY_QUESTION_ID, true},
    {"custom1", SVY_QUESTION_ID, true},
    {"useragent", SVY_QUESTION_TEXT, false},
    {"referer", SVY_QUESTION_TEXT, false},
    {"durationinseconds", SVY_QUESTION_NUMERIC, false},
};

static char *squeeze_name(const char *name)
{
    g_autofree char *folded = svy_text_fold(name);
    GString *squeezed = g_string_new(NULL);

    for (const char *c = folded; *c != '\0'; c++)
        if (strchr(" -_.:()*", *c) == NULL)
            g_string_append_c(squeezed, *c);
    return g_string_free(squeezed, FALSE);
}

void svy_heading_recognise(SvyHeading *heading)
{
    g_autofree char *name = squeeze_name(heading->stem);

    for (size_t i = 0; i < G_N_ELEMENTS(known_names); i++) {
        if (strcmp(known_names[i].name, name) != 0)
            continue;
        heading->is_meta = true;
        heading->is_personal = known_names[i].is_personal;
        heading->meta_type = known_names[i].type;
        return;
    }
}

void svy_heading_clear(SvyHeading *heading)
{
    g_clear_pointer(&heading->stem, g_free);
    g_clear_pointer(&heading->item, g_free);
    g_clear_pointer(&heading->code, g_free);
    g_clear_pointer(&heading->point, g_free);
    for (size_t i = 0; i < heading->n_labels; i++) {
        g_free(heading->labels[i].code);
        g_free(heading->labels[i].label);
    }
    g_clear_pointer(&heading->labels, g_free);
}
