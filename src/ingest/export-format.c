/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of survey tools, and the header names that mean the same in all of them. */
#include "ingest/export-format.h"

#include <string.h>

#include "base/text.h"

/* Those with the surest signs first; the last takes everything. */
static const SvyExporter *const exporters[] = {
    &svy_export_qualtrics,       &svy_export_kaggle,         &svy_export_surveymonkey,
    &svy_export_surveymonkey_r,  &svy_export_sosci,          &svy_export_kobo,
    &svy_export_redcap,          &svy_export_typeform,       &svy_export_alchemer,
    &svy_export_microsoft_forms, &svy_export_jotform,        &svy_export_google_forms,
    &svy_export_limesurvey,      &svy_export_stack_overflow, &svy_export_plain};

const SvyExporter *svy_export_format_get(size_t i)
{
    return i < G_N_ELEMENTS(exporters) ? exporters[i] : NULL;
}

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
static const SvyMetaName known_names[] = {
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
        if (strchr(" -_.:()*/", *c) == NULL)
            g_string_append_c(squeezed, *c);
    return g_string_free(squeezed, FALSE);
}

bool svy_heading_set_meta(SvyHeading *heading,
                          const char *name,
                          const SvyMetaName table[],
                          size_t n)
{
    g_autofree char *squeezed = squeeze_name(name);

    for (size_t i = 0; i < n; i++) {
        if (strcmp(table[i].name, squeezed) != 0)
            continue;
        heading->is_meta = true;
        heading->is_personal = table[i].is_personal;
        heading->meta_type = table[i].type;
        return true;
    }
    return false;
}

void svy_heading_recognise(SvyHeading *heading)
{
    svy_heading_set_meta(heading, heading->stem, known_names, G_N_ELEMENTS(known_names));
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
    heading->n_labels = 0;
}

/* --- Pieces of headings --------------------------------------------------------------------- */

void svy_heading_add_label(SvyHeading *heading, const char *code, const char *label)
{
    heading->labels = g_renew(SvyCodeLabel, heading->labels, heading->n_labels + 1);
    heading->labels[heading->n_labels++] = (SvyCodeLabel){g_strdup(code), g_strdup(label)};
}

bool svy_heading_split_brackets(SvyHeading *heading, const char *name)
{
    const size_t n = strlen(name);
    const char *at = strrchr(name, '[');

    if (at == NULL || at == name || name[n - 1] != ']' || at[1] == ']')
        return false;
    g_free(heading->stem);
    g_free(heading->item);
    heading->stem = g_strchomp(g_strndup(name, (size_t)(at - name)));
    heading->item = g_strstrip(g_strndup(at + 1, (size_t)(name + n - 1 - at - 1)));
    return true;
}

/* "Question" before "Question - Other (please specify)" belongs to it. */
static bool has_same_stem(const SvyHeading *a, const SvyHeading *b)
{
    return !a->is_meta && !b->is_meta && b->item != NULL && svy_text_same(a->stem, b->stem);
}

void svy_headings_join(size_t n_columns, SvyHeading headings[], char *const names[])
{
    size_t group = 0;

    for (size_t i = 0; i < n_columns; i++) {
        const bool is_continued = i > 0 && has_same_stem(&headings[i - 1], &headings[i]);
        const bool goes_on = i + 1 < n_columns && has_same_stem(&headings[i], &headings[i + 1]);

        group += !is_continued;
        headings[i].group = group;
        if (is_continued || goes_on)
            continue;
        g_free(headings[i].stem);
        headings[i].stem = g_strdup(names[i]);
        g_clear_pointer(&headings[i].item, g_free);
        if (!headings[i].is_meta)
            svy_heading_recognise(&headings[i]);
    }
}

/* --- Looking at the first records ----------------------------------------------------------- */

char **svy_head_get_names(const SvyHead *head, size_t record, size_t n)
{
    char **names = g_new0(char *, n + 1);

    for (size_t i = 0; i < n; i++)
        names[i] = svy_text_clean(svy_head_get(head, record, i));
    return names;
}

bool svy_head_is(const SvyHead *head, size_t record, size_t field, const char *word)
{
    const char *cell = svy_head_get(head, record, field);

    return cell[0] != '\0' && svy_text_same(cell, word);
}

size_t svy_head_count_names(const SvyHead *head, size_t record, const char *const names[])
{
    const size_t n_fields = record < head->cells->len ? svy_head_count_fields(head, record) : 0;
    size_t n = 0;

    for (size_t k = 0; names[k] != NULL; k++) {
        bool is_there = false;

        for (size_t i = 0; i < n_fields && !is_there; i++)
            is_there = svy_head_is(head, record, i, names[k]);
        n += is_there;
    }
    return n;
}

char svy_head_find_separator(const SvyHead *head, size_t n_header_rows)
{
    size_t n = 0;

    for (guint r = (guint)n_header_rows; r < head->cells->len; r++) {
        for (size_t i = 0; i < svy_head_count_fields(head, r); i++) {
            const char *cell = svy_head_get(head, r, i);
            const char *at = strchr(cell, ';');

            n += at != NULL && at > cell && at[1] != ' ' && at[1] != '\0';
        }
    }
    return n >= 2 ? ';' : ',';
}

bool svy_head_holds_only(const SvyHead *head,
                         size_t n_header_rows,
                         size_t field,
                         const char *const words[])
{
    size_t n_filled = 0;

    for (guint r = (guint)n_header_rows; r < head->cells->len; r++) {
        const char *cell = svy_head_get(head, r, field);
        bool is_word = cell[0] == '\0';

        n_filled += cell[0] != '\0';
        for (size_t k = 0; words[k] != NULL && !is_word; k++)
            is_word = svy_text_same(cell, words[k]);
        if (!is_word)
            return false;
    }
    return n_filled > 0;
}
