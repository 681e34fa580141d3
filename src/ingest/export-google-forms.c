/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Google Forms: one header row, the time of the answer first, wordings as they were asked, grids as
 * "Question [Row]", several answers in one cell. */
#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "ingest/export-format.h"
#include "ingest/guess.h"

/* "Timestamp" in the languages of the form's owner. */
static const char *const time_names[] = {"Timestamp",
                                         "Zeitstempel",
                                         "Marca temporal",
                                         "Marca de temps",
                                         "Horodateur",
                                         "Horodatage",
                                         "Carimbo de data/hora",
                                         "Informazioni cronologiche",
                                         "Tijdstempel",
                                         "Sygnatura czasowa",
                                         "Отметка времени",
                                         "Позначка часу",
                                         "タイムスタンプ",
                                         "时间戳记",
                                         "時間戳記",
                                         "타임스탬프",
                                         "Tidsstämpel",
                                         "Tidsstempel",
                                         "Tidsmerke",
                                         "Aikaleima",
                                         "Časová značka",
                                         "Časové razítko",
                                         "Zaman damgası",
                                         "Időbélyeg",
                                         "Cap de temps",
                                         "Χρονική σήμανση",
                                         "חותמת זמן",
                                         "طابع زمني",
                                         NULL};

static const SvyMetaName meta_names[] = {
    {"score", SVY_QUESTION_NUMERIC, false},      {"emailaddress", SVY_QUESTION_ID, true},
    {"username", SVY_QUESTION_ID, true},         {"emailadresse", SVY_QUESTION_ID, true},
    {"nutzername", SVY_QUESTION_ID, true},       {"nombredeusuario", SVY_QUESTION_ID, true},
    {"nomdutilisateur", SVY_QUESTION_ID, true},  {"adressemail", SVY_QUESTION_ID, true},
    {"indirizzoemail", SVY_QUESTION_ID, true},   {"punktzahl", SVY_QUESTION_NUMERIC, false},
    {"puntuación", SVY_QUESTION_NUMERIC, false},
};

static size_t detect(const SvyHead *head, const char **ret_evidence)
{
    if (head->cells->len < 2 || !svy_guess_is_date(svy_head_get(head, 1, 0)))
        return 0;
    for (size_t i = 0; time_names[i] != NULL; i++)
        if (svy_head_is(head, 0, 0, time_names[i])) {
            *ret_evidence =
                SVY_TR("the first column is the time of the answer, under the name that Google "
                       "Forms gives it");
            return 1;
        }
    return 0;
}

static void fill_time(SvyHeading *heading)
{
    heading->is_meta = true;
    heading->meta_type = SVY_QUESTION_DATE;
}

static void read_headings(const SvyHead *head,
                          size_t n_header_rows,
                          size_t n_columns,
                          SvyHeading headings[])
{
    g_auto(GStrv) names = svy_head_get_names(head, 0, n_columns);
    const char separator = svy_head_find_separator(head, n_header_rows);

    for (size_t i = 0; i < n_columns; i++) {
        headings[i].separator = i == 0 ? '\0' : separator;
        if (i == 0)
            fill_time(&headings[i]);
        else
            svy_heading_set_meta(&headings[i], names[i], meta_names, G_N_ELEMENTS(meta_names));
        if (headings[i].is_meta || !svy_heading_split_brackets(&headings[i], names[i]))
            headings[i].stem = g_strdup(names[i]);
    }
    svy_headings_join(n_columns, headings, names);
}

const SvyExporter svy_export_google_forms = {
    .name = "google-forms",
    .title = "Google Forms",
    .detect = detect,
    .read_headings = read_headings,
};
