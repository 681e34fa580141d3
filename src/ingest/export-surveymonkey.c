/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SurveyMonkey: two header rows. The first holds the wording over the first column of a question
 * and blanks to its right; the second holds "Response", "Open-Ended Response", or the options and
 * rows. */
#include <string.h>

#include "base/text.h"
#include "ingest/export-format.h"

static bool is_word(const char *cell, const char *word)
{
    return cell[0] != '\0' && svy_text_same(cell, word);
}

static size_t count_words(const SvyHead *head, size_t n_fields)
{
    size_t n = 0;

    for (size_t i = 0; i < n_fields; i++) {
        const char *cell = svy_head_get(head, 1, i);
        n += is_word(cell, "Response") || is_word(cell, "Open-Ended Response");
    }
    return n;
}

/* The technical columns come first; under their names the second row is blank. */
static bool has_id_columns(const SvyHead *head)
{
    static const char *const names[] = {"Respondent ID", "RespondentID", "respondent_id",
                                        "Collector ID", "CollectorID"};
    const char *first = svy_head_get(head, 0, 0);

    if (svy_head_get(head, 1, 0)[0] != '\0')
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (is_word(first, names[i]))
            return true;
    return false;
}

/* Under a blank of the first row, an option that comes back as the answer in the same column. */
static size_t count_options_below(const SvyHead *head, size_t n_fields)
{
    size_t n = 0;

    for (size_t i = 1; i < n_fields; i++) {
        const char *option = svy_head_get(head, 1, i);

        if (svy_head_get(head, 0, i)[0] != '\0' || option[0] == '\0')
            continue;
        for (guint r = 2; r < head->cells->len; r++) {
            if (strcmp(svy_head_get(head, r, i), option) == 0) {
                n++;
                break;
            }
        }
    }
    return n;
}

static size_t detect(const SvyHead *head, const char **ret_evidence)
{
    size_t n_fields, n_words;

    if (head->cells->len < 2)
        return 0;
    n_fields = svy_head_count_fields(head, 0);
    n_words = count_words(head, n_fields);
    if (n_words > 0)
        *ret_evidence = "the second row holds \"Response\" or \"Open-Ended Response\"";
    else if (has_id_columns(head))
        *ret_evidence = "the first row begins with SurveyMonkey's technical columns and the second "
                        "is blank under them";
    else if (count_options_below(head, n_fields) >= 2)
        *ret_evidence = "the second row holds options that come back as answers below";
    else
        return 0;
    return 2;
}

static void read_headings(const SvyHead *head,
                          size_t n_header_rows,
                          size_t n_columns,
                          SvyHeading headings[])
{
    size_t group = 0;

    (void)n_header_rows;
    for (size_t i = 0; i < n_columns; i++) {
        g_autofree char *stem = svy_text_clean(svy_head_get(head, 0, i));
        g_autofree char *item = svy_text_clean(svy_head_get(head, 1, i));
        const bool is_continued = stem[0] == '\0' && i > 0 && !headings[i - 1].is_meta;

        group += !is_continued;
        headings[i].group = group;
        headings[i].stem = g_strdup(is_continued ? headings[i - 1].stem : stem);
        headings[i].hint = is_word(item, "Open-Ended Response") ? SVY_HINT_OPEN : SVY_HINT_NONE;
        if (item[0] != '\0' && headings[i].hint != SVY_HINT_OPEN && !is_word(item, "Response"))
            headings[i].item = g_steal_pointer(&item);
        if (!is_continued && headings[i].item == NULL)
            svy_heading_recognise(&headings[i]);
    }
}

const SvyExporter svy_export_surveymonkey = {
    .name = "surveymonkey",
    .title = "SurveyMonkey",
    .detect = detect,
    .read_headings = read_headings,
};
