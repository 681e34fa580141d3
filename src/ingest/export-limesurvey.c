/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LimeSurvey: one header row of codes "Q1[SQ001]", of wordings "Question [Sub]", of both
 * "Q1[SQ001]. Question [Sub]", or of names for R, "Q1_SQ001". A ranking has a column for each
 * place, in which the item stands. */
#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "ingest/export-format.h"

static const SvyMetaName meta_names[] = {
    {"id", SVY_QUESTION_ID, true},
    {"responseid", SVY_QUESTION_ID, true},
    {"submitdate", SVY_QUESTION_DATE, false},
    {"datesubmitted", SVY_QUESTION_DATE, false},
    {"lastpage", SVY_QUESTION_NUMERIC, false},
    {"startlanguage", SVY_QUESTION_TEXT, false},
    {"seed", SVY_QUESTION_ID, false},
    {"token", SVY_QUESTION_ID, true},
    {"accesscode", SVY_QUESTION_ID, true},
    {"startdate", SVY_QUESTION_DATE, false},
    {"datestarted", SVY_QUESTION_DATE, false},
    {"datestamp", SVY_QUESTION_DATE, false},
    {"datelastaction", SVY_QUESTION_DATE, false},
    {"ipaddr", SVY_QUESTION_ID, true},
    {"ipaddress", SVY_QUESTION_ID, true},
    {"refurl", SVY_QUESTION_TEXT, false},
    {"referrerurl", SVY_QUESTION_TEXT, false},
    {"firstname", SVY_QUESTION_ID, true},
    {"lastname", SVY_QUESTION_ID, true},
    {"emailaddress", SVY_QUESTION_ID, true},
    {"email", SVY_QUESTION_ID, true},
    {"interviewtime", SVY_QUESTION_NUMERIC, false},
    {"totaltime", SVY_QUESTION_NUMERIC, false},
    {"antwortid", SVY_QUESTION_ID, true},
    {"datumabgeschickt", SVY_QUESTION_DATE, false},
    {"letzteseite", SVY_QUESTION_NUMERIC, false},
    {"startsprache", SVY_QUESTION_TEXT, false},
    {"zufallsstartwert", SVY_QUESTION_ID, false},
    {"datumgestartet", SVY_QUESTION_DATE, false},
    {"datumletzteaktivität", SVY_QUESTION_DATE, false},
    {"gesamtzeit", SVY_QUESTION_NUMERIC, false},
};

static const char *const telling_names[] = {"submitdate",
                                            "startlanguage",
                                            "lastpage",
                                            "Date submitted",
                                            "Start language",
                                            "Last page",
                                            "Antwort ID",
                                            "Datum Abgeschickt",
                                            "Start-Sprache",
                                            "Letzte Seite",
                                            "id. Response ID",
                                            "submitdate. Date submitted",
                                            "lastpage. Last page",
                                            "startlanguage. Start language",
                                            NULL};

/* --- Detection ------------------------------------------------------------------------------ */

/* Bytes of a question code at the start: a letter, then letters and digits. */
static size_t get_code_length(const char *name)
{
    size_t n = 0;

    if (!g_ascii_isalpha(name[0]))
        return 0;
    while (g_ascii_isalnum(name[n]))
        n++;
    return n <= 20 ? n : 0;
}

/* "Q1[SQ001]" and what follows, or "Q1" at the end or before ". ": bytes of the code; 0: no code.
 */
static size_t get_full_code_length(const char *name)
{
    size_t n = get_code_length(name);

    while (n > 0 && name[n] == '[') {
        const char *end = strchr(name + n, ']');

        if (end == NULL || strcspn(name + n, " ") < (size_t)(end - name) - n)
            return 0;
        n = (size_t)(end - name) + 1;
    }
    return n;
}

static bool is_bracketed_code(const char *name)
{
    const size_t n = get_code_length(name);

    return n > 0 && name[n] == '[' && get_full_code_length(name) > n &&
           (g_str_has_prefix(name + n, "[SQ") || g_str_has_prefix(name + n, "[other]") ||
            g_ascii_isdigit(name[n + 1]));
}

static size_t detect(const SvyHead *head, const char **ret_evidence)
{
    static const char *const ticks[] = {"Yes", "No", "Ja", "Nein", "Y", "N", "Oui", "Non", NULL};
    size_t n_codes = 0, n_ticks = 0;

    if (head->cells->len == 0)
        return 0;
    if (svy_head_count_names(head, 0, telling_names) >= 2) {
        *ret_evidence = SVY_TR("the columns submitdate, lastpage and startlanguage of LimeSurvey");
        return 1;
    }
    for (size_t i = 0; i < svy_head_count_fields(head, 0); i++) {
        const char *name = svy_head_get(head, 0, i);

        n_codes += is_bracketed_code(name);
        n_ticks += g_str_has_suffix(name, "]") && svy_head_holds_only(head, 1, i, ticks);
    }
    *ret_evidence = n_codes >= 2 ? SVY_TR("names such as Q1[SQ001]")
                                 : SVY_TR("names that end in [...] over columns of Yes and No");
    return n_codes >= 2 || n_ticks >= 3 ? 1 : 0;
}

/* --- Headings ------------------------------------------------------------------------------- */

/* What stands behind the code in a heading of code and text; NULL when that is not its form. */
static const char *find_wording(const char *name, size_t n_code)
{
    static const char *const joints[] = {". ", "._.", ": ", " - "};

    for (size_t i = 0; n_code > 0 && i < G_N_ELEMENTS(joints); i++)
        if (g_str_has_prefix(name + n_code, joints[i]) && name[n_code + strlen(joints[i])] != '\0')
            return name + n_code + strlen(joints[i]);
    return NULL;
}

/* Codes and wordings are one setting of the export: at least half of the headings have them. */
static bool has_code_and_text(char *const names[], size_t n_columns)
{
    size_t n = 0;

    for (size_t i = 0; i < n_columns; i++)
        n += find_wording(names[i], get_full_code_length(names[i])) != NULL;
    return 2 * n >= n_columns;
}

/* "groupTime12", "Q1Time", "Group time: About you". */
static bool is_timing(const char *name)
{
    static const char *const starts[] = {"groupTime", "Group time", "Question time", "Gruppenzeit",
                                         "Fragenzeit"};
    const size_t n = strlen(name);

    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
        if (g_str_has_prefix(name, starts[i]))
            return true;
    return n > 4 && strcmp(name + n - 4, "Time") == 0 && get_code_length(name) == n;
}

static bool is_number(const char *text)
{
    return text[0] != '\0' && strspn(text, "0123456789") == strlen(text);
}

/* "1" in "Q5[1]", "Rank 1", "Rang 1", "Ranking 1": the place. */
static bool is_place(const char *item)
{
    static const char *const words[] = {"rank ", "rang ", "ranking ", "place ", "platz "};
    g_autofree char *fold = svy_text_fold(item);

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_str_has_prefix(fold, words[i]))
            return is_number(fold + strlen(words[i]));
    return is_number(fold);
}

static SvyHint find_hint(const char *item)
{
    g_autofree char *fold = svy_text_fold(item);

    if (strcmp(fold, "other") == 0 || strcmp(fold, "sonstiges") == 0 || strcmp(fold, "autre") == 0)
        return SVY_HINT_WRITE_IN;
    if (g_str_has_suffix(fold, "comment") || g_str_has_suffix(fold, "kommentar"))
        return SVY_HINT_COMMENT;
    return is_place(fold) ? SVY_HINT_PLACE : SVY_HINT_NONE;
}

/* "Q1_SQ001" of the R form: the code of a sub-question begins with SQ, or says other or comment. */
static bool split_r_name(SvyHeading *heading, const char *name)
{
    const char *at = strchr(name, '_');

    if (at == NULL || at == name || get_code_length(name) != (size_t)(at - name) ||
        !(g_str_has_prefix(at + 1, "SQ") || strcmp(at + 1, "other") == 0 || is_number(at + 1)))
        return false;
    heading->stem = g_strndup(name, (size_t)(at - name));
    heading->item = g_strdup(at + 1);
    return true;
}

static void read_heading(SvyHeading *heading, const char *name, bool has_both)
{
    const size_t n_code = get_full_code_length(name);
    const char *wording = has_both ? find_wording(name, n_code) : NULL;

    if (wording != NULL || name[n_code] == '\0')
        heading->code = g_strndup(name, n_code);
    if (!svy_heading_split_brackets(heading, wording != NULL ? wording : name) &&
        !split_r_name(heading, name))
        heading->stem = g_strdup(wording != NULL ? wording : name);
    svy_heading_set_meta(heading, heading->stem, meta_names, G_N_ELEMENTS(meta_names));
    if (!heading->is_meta && is_timing(heading->stem)) {
        heading->is_meta = true;
        heading->meta_type = SVY_QUESTION_NUMERIC;
    }
    if (!heading->is_meta && heading->item != NULL)
        heading->hint = find_hint(heading->item);
}

/* A question is its stem: the choice "Q1", its "Q1[other]", its "Q1[comment]". */
static void join_groups(size_t n_columns, SvyHeading headings[])
{
    size_t group = 0;

    for (size_t i = 0; i < n_columns; i++) {
        SvyHeading *heading = &headings[i];
        const bool is_continued = i > 0 && !heading->is_meta && heading->item != NULL &&
                                  !headings[i - 1].is_meta &&
                                  svy_text_same(headings[i - 1].stem, heading->stem);
        const bool goes_on = i + 1 < n_columns && !heading->is_meta &&
                             headings[i + 1].item != NULL &&
                             svy_text_same(headings[i + 1].stem, heading->stem);

        group += !is_continued;
        heading->group = group;
        if (is_continued || goes_on || heading->item == NULL)
            continue;

        g_autofree char *stem = heading->stem;

        heading->stem = g_strdup_printf("%s [%s]", stem, heading->item);
        g_clear_pointer(&heading->item, g_free);
        heading->hint = SVY_HINT_NONE;
    }
}

/* Ticks are Y, and N where the page was seen; "convert Y to 1 and N to 2" makes 1 and 2 of them. */
static void find_ticks(const SvyHead *head, size_t n_columns, SvyHeading headings[])
{
    static const char *const digits[] = {"1", "2", NULL};
    static const char *const letters[] = {"Y", "N", NULL};

    for (size_t i = 0; i < n_columns; i++) {
        if (headings[i].item == NULL || headings[i].hint != SVY_HINT_NONE)
            continue;
        if (svy_head_holds_only(head, 1, i, letters))
            headings[i].unticked = "N";
        else if (svy_head_holds_only(head, 1, i, digits))
            headings[i].unticked = "2";
        if (headings[i].unticked != NULL)
            headings[i].hint = SVY_HINT_TICK;
    }
}

static void read_headings(const SvyHead *head,
                          size_t n_header_rows,
                          size_t n_columns,
                          SvyHeading headings[])
{
    g_auto(GStrv) names = svy_head_get_names(head, 0, n_columns);
    const bool has_both = has_code_and_text(names, n_columns);

    (void)n_header_rows;
    for (size_t i = 0; i < n_columns; i++)
        read_heading(&headings[i], names[i], has_both);
    join_groups(n_columns, headings);
    find_ticks(head, n_columns, headings);
    for (size_t i = 0; i < n_columns; i++)
        if (!headings[i].is_meta && headings[i].item == NULL)
            svy_heading_recognise(&headings[i]);
}

static const char *const missing[] = {"N/A", NULL};

const SvyExporter svy_export_limesurvey = {
    .name = "limesurvey",
    .title = "LimeSurvey",
    .detect = detect,
    .read_headings = read_headings,
    .missing = missing,
};
