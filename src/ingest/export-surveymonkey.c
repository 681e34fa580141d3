/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SurveyMonkey. As it comes: two header rows, the first with the wording over the first column of a
 * question and blanks to its right, the second with "Response", "Open-Ended Response", or the
 * options and rows. Also met: a third row of codes on top ("q7"), files that went through pandas
 * ("Unnamed: 13" for a blank), one row with wording and option joined, and names that R made
 * ("q0004_0001"). */
#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "ingest/export-format.h"

static const char *const id_names[] = {"Respondent ID", "RespondentID", "respondent_id",
                                       "Collector ID",  "CollectorID",  NULL};

/* --- Cells ---------------------------------------------------------------------------------- */

/* pandas writes "Unnamed: 13" where the header was blank, and "Unnamed: 13_level_0". */
static bool is_blank_name(const char *cell)
{
    return cell[0] == '\0' || g_str_has_prefix(cell, "Unnamed: ");
}

static const char *get_name(const SvyHead *head, size_t record, size_t field)
{
    const char *cell = svy_head_get(head, record, field);

    return is_blank_name(cell) ? "" : cell;
}

static size_t count_words(const SvyHead *head, size_t record, size_t n_fields)
{
    size_t n = 0;

    for (size_t i = 0; i < n_fields; i++)
        n += svy_head_is(head, record, i, "Response") ||
             svy_head_is(head, record, i, "Open-Ended Response");
    return n;
}

/* "q7", "Q1_0": the codes of a row above the wordings. */
static bool is_code(const char *cell)
{
    const size_t n = strlen(cell);

    return n >= 2 && n <= 8 && (cell[0] == 'q' || cell[0] == 'Q') && g_ascii_isdigit(cell[1]) &&
           strspn(cell + 1, "0123456789_abcdefghi") == n - 1;
}

static bool has_code_row(const SvyHead *head, size_t n_fields)
{
    size_t n_codes = 0, n_other = 0;

    for (size_t i = 0; i < n_fields; i++) {
        const char *cell = get_name(head, 0, i);

        n_codes += is_code(cell);
        n_other += cell[0] != '\0' && !is_code(cell);
    }
    return n_codes >= 1 && 4 * n_other <= n_codes;
}

/* --- How many header rows ------------------------------------------------------------------- */

/* The technical columns come first; under their names the next row is blank. */
static bool has_id_over_blank(const SvyHead *head, size_t record)
{
    size_t first = 0;

    if (record + 1 >= head->cells->len)
        return false;
    while (first < 2 && is_blank_name(svy_head_get(head, record, first)))
        first++;
    for (size_t i = 0; id_names[i] != NULL; i++)
        if (svy_head_is(head, record, first, id_names[i]))
            return svy_head_get(head, record + 1, first)[0] == '\0' ||
                   svy_head_is(head, record + 1, first, id_names[i]);
    return false;
}

/* Under a blank of the upper row, an option that comes back as the answer in the same column. */
static size_t count_options_below(const SvyHead *head, size_t n_fields)
{
    size_t n = 0;

    for (size_t i = 1; i < n_fields; i++) {
        const char *option = svy_head_get(head, 1, i);

        if (get_name(head, 0, i)[0] != '\0' || option[0] == '\0')
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

/* A number, or nothing but digits, blanks and date signs: no header by hand. */
static bool is_wordless(const char *cell)
{
    return strspn(cell, "0123456789.,:/- ") == strlen(cell);
}

/* Two rows by hand, nothing of the exporter left: wordings with runs of blanks to their right, and
 * under every blank a text that stands in no other record of the column. */
static bool is_two_rows_by_hand(const SvyHead *head, size_t n_fields)
{
    size_t n_under = 0, n_wordings = 0, n_beside = 0;

    for (size_t i = 0; i < n_fields; i++) {
        const char *wording = get_name(head, 0, i), *item = svy_head_get(head, 1, i);

        n_wordings += wording[0] != '\0';
        if (wording[0] != '\0' && item[0] == '\0')
            n_beside++;
        if (wording[0] != '\0' || i == 0)
            continue;
        if (item[0] == '\0' || is_wordless(item))
            return false;
        for (guint r = 2; r < head->cells->len; r++)
            if (strcmp(svy_head_get(head, r, i), item) == 0)
                return false;
        n_under++;
    }
    return n_under >= 3 && n_wordings >= 2 && n_beside >= 1;
}

/* "Question - Option" next to "Question" or "Question - Another". */
static bool starts_with_stem(const char *name, const char *stem, size_t n)
{
    return strncmp(name, stem, n) == 0 && (name[n] == '\0' || strncmp(name + n, " - ", 3) == 0);
}

static bool is_one_row(const SvyHead *head, const char **ret_evidence)
{
    for (size_t i = 0; id_names[i] != NULL; i++)
        if (svy_head_is(head, 0, 0, id_names[i])) {
            *ret_evidence = SVY_TR("the first column is SurveyMonkey's number of the respondent");
            return true;
        }
    return false;
}

static size_t detect_code_row(const SvyHead *head, size_t n_fields, const char **ret_evidence)
{
    if (head->cells->len < 3 || !has_code_row(head, n_fields))
        return 0;
    if (count_words(head, 2, n_fields) == 0 && !has_id_over_blank(head, 1))
        return 0;
    *ret_evidence = SVY_TR("a row of codes such as q1, then SurveyMonkey's two header rows");
    return 3;
}

static size_t detect(const SvyHead *head, const char **ret_evidence)
{
    size_t n_fields;

    if (head->cells->len < 2)
        return 0;
    n_fields = MAX(svy_head_count_fields(head, 0), svy_head_count_fields(head, 1));
    if (detect_code_row(head, n_fields, ret_evidence) > 0)
        return 3;
    if (count_words(head, 1, n_fields) > 0)
        *ret_evidence = SVY_TR("the second row holds \"Response\" or \"Open-Ended Response\"");
    else if (has_id_over_blank(head, 0))
        *ret_evidence =
            SVY_TR("the first row begins with SurveyMonkey's technical columns and the second "
                   "is blank under them");
    else if (count_options_below(head, n_fields) >= 2)
        *ret_evidence = SVY_TR("the second row holds options that come back as answers below");
    else if (is_two_rows_by_hand(head, n_fields))
        *ret_evidence =
            SVY_TR("the first row has wordings with blanks beside them, the second what stands "
                   "under the blanks");
    else
        return is_one_row(head, ret_evidence) ? 1 : 0;
    return 2;
}

/* --- Two and three rows --------------------------------------------------------------------- */

/* pandas tells columns of the same name apart by ".1", ".2". */
static char *clean_stem(const SvyHead *head, size_t record, size_t field)
{
    char *stem = svy_text_clean(get_name(head, record, field));
    char *dot = strrchr(stem, '.');

    if (dot == NULL || dot == stem || dot[1] == '\0' || strlen(dot) > 4 ||
        strspn(dot + 1, "0123456789") != strlen(dot + 1))
        return stem;
    for (size_t i = 0; i < field; i++) {
        const char *other = svy_head_get(head, record, i);

        if (strlen(other) == (size_t)(dot - stem) && strncmp(other, stem, strlen(other)) == 0) {
            *dot = '\0';
            break;
        }
    }
    return stem;
}

/* The index that pandas writes in front has no name. */
static bool is_index(const SvyHead *head, size_t record, size_t field, const char *stem)
{
    return field == 0 && stem[0] == '\0' &&
           strspn(svy_head_get(head, record + 1, 0), "0123456789") ==
               strlen(svy_head_get(head, record + 1, 0)) &&
           svy_head_get(head, record + 2, 0)[0] != '\0';
}

static void fill_heading(SvyHeading *heading, char *item)
{
    if (svy_text_same(item, "Open-Ended Response"))
        heading->hint = SVY_HINT_OPEN;
    else if (item[0] != '\0' && !svy_text_same(item, "Response"))
        heading->item = g_strdup(item);
}

/* "Row - Point": the label up to the last " - ", and what follows. */
static char *split_point(const char *item, const char **ret_point)
{
    const char *at = item == NULL ? NULL : g_strrstr(item, " - ");

    if (at == NULL || at == item || at[3] == '\0')
        return NULL;
    *ret_point = at + 3;
    return g_strndup(item, (size_t)(at - item));
}

/* Number of columns at the start of the group that are rows x points, all rows with the same points
 * in the same order; 0 when they are not. Comment boxes may follow. */
static size_t count_points(const SvyHeading headings[], size_t n, size_t *ret_n_points)
{
    g_autofree char *first_row = NULL;
    const char *point = NULL;
    size_t n_points = 0, n_cells = 0;

    for (size_t i = 0; i < n; i++) {
        g_autofree char *row = split_point(headings[i].item, &point);

        if (row == NULL)
            break;
        if (i == 0)
            first_row = g_strdup(row);
        if (n_points == i && strcmp(row, first_row) == 0) {
            n_points++;
        } else if (n_points > 0) {
            const char *same = NULL;
            g_autofree char *other = split_point(headings[i % n_points].item, &same);

            if (other == NULL || strcmp(same, point) != 0)
                return 0;
        }
        n_cells++;
    }
    *ret_n_points = n_points;
    return n_points >= 2 && n_cells >= 2 * n_points && n_cells % n_points == 0 ? n_cells : 0;
}

static void split_points(SvyHeading headings[], size_t n)
{
    size_t n_points;
    const size_t n_cells = count_points(headings, n, &n_points);

    if (n - n_cells > 2)
        return;
    for (size_t i = 0; i < n_cells; i++) {
        const char *point = NULL;
        char *row = split_point(headings[i].item, &point);

        headings[i].point = g_strdup(point);
        headings[i].hint = SVY_HINT_POINT;
        g_free(headings[i].item);
        headings[i].item = row;
    }
}

static void find_points(size_t n_columns, SvyHeading headings[])
{
    for (size_t first = 0; first < n_columns;) {
        size_t last = first + 1;

        while (last < n_columns && headings[last].group == headings[first].group)
            last++;
        split_points(headings + first, last - first);
        first = last;
    }
}

static void read_two_rows(const SvyHead *head,
                          size_t upper,
                          size_t n_columns,
                          SvyHeading headings[])
{
    size_t group = 0;

    for (size_t i = 0; i < n_columns; i++) {
        g_autofree char *stem = clean_stem(head, upper, i);
        g_autofree char *item = svy_text_clean(get_name(head, upper + 1, i));
        const bool is_continued = stem[0] == '\0' && i > 0 && !headings[i - 1].is_meta;

        group += !is_continued;
        headings[i].group = group;
        headings[i].stem = g_strdup(is_continued ? headings[i - 1].stem : stem);
        if (is_index(head, upper, i, stem)) {
            headings[i].is_meta = true;
            headings[i].meta_type = SVY_QUESTION_ID;
            continue;
        }
        fill_heading(&headings[i], item);
        if (!is_continued && (headings[i].item == NULL || svy_text_same(stem, item)))
            svy_heading_recognise(&headings[i]);
        if (headings[i].is_meta)
            g_clear_pointer(&headings[i].item, g_free);
    }
    find_points(n_columns, headings);
}

/* --- One row -------------------------------------------------------------------------------- */

/* Bytes of the shortest stem, up to a " - ", that @name shares with @other. */
static size_t find_shared_stem(const char *name, const char *other)
{
    for (const char *at = name; (at = strstr(at, " - ")) != NULL; at++)
        if (at > name && starts_with_stem(other, name, (size_t)(at - name)))
            return (size_t)(at - name);
    return starts_with_stem(other, name, strlen(name)) ? strlen(name) : 0;
}

static bool is_stem_of_all(char *const names[], size_t first, size_t last, size_t n_stem)
{
    for (size_t i = first + 1; i < last; i++)
        if (!starts_with_stem(names[i], names[first], n_stem))
            return false;
    return true;
}

/* The longest stem, from @n_stem bytes on, that columns first..last-1 share. */
static size_t extend_stem(char *const names[], size_t first, size_t last, size_t n_stem)
{
    const char *name = names[first];

    while (name[n_stem] != '\0') {
        const char *next = strstr(name + n_stem + 1, " - ");
        const size_t n = next == NULL ? strlen(name) : (size_t)(next - name);

        if (!is_stem_of_all(names, first, last, n))
            break;
        n_stem = n;
    }
    return n_stem;
}

/* Columns from @first on that share a stem; *ret_n_stem is the longest that all of them share. */
static size_t find_joined(char *const names[], size_t first, size_t n_columns, size_t *ret_n_stem)
{
    size_t last = first + 1;
    size_t n_stem;

    *ret_n_stem = strlen(names[first]);
    if (last == n_columns || (n_stem = find_shared_stem(names[first], names[last])) == 0)
        return last;
    while (last < n_columns && starts_with_stem(names[last], names[first], n_stem))
        last++;
    *ret_n_stem = extend_stem(names, first, last, n_stem);
    return last;
}

/* "3. Python." and "3. R.": the number of the question over the options. 0 when there is none. */
static size_t count_number(const char *name)
{
    const size_t n = strspn(name, "0123456789");

    return n > 0 && n < 4 && name[n] == '.' && name[n + 1] == ' ' ? n : 0;
}

static size_t find_numbered(char *const names[], size_t first, size_t n_columns)
{
    const size_t n = count_number(names[first]);
    size_t last = first + 1;

    while (n > 0 && last < n_columns && strncmp(names[last], names[first], n + 2) == 0)
        last++;
    return last;
}

static void fill_numbered(SvyHeading *heading, const char *name)
{
    const size_t n = count_number(name);

    heading->stem = g_strdup_printf("Question %.*s", (int)n, name);
    heading->item = g_strdup(name + n + 2);
}

static void fill_joined(SvyHeading *heading, const char *name, size_t n_stem)
{
    heading->stem = g_strndup(name, n_stem);
    if (name[n_stem] != '\0')
        heading->item = g_strdup(name + n_stem + 3);
}

static void read_one_row(const SvyHead *head, size_t n_columns, SvyHeading headings[])
{
    g_auto(GStrv) names = svy_head_get_names(head, 0, n_columns);

    for (size_t first = 0, group = 1; first < n_columns; group++) {
        size_t n_stem;
        size_t last = find_joined(names, first, n_columns, &n_stem);
        const bool is_joined = last - first > 1;

        if (!is_joined)
            last = find_numbered(names, first, n_columns);
        for (size_t i = first; i < last; i++) {
            headings[i].group = group;
            if (!is_joined && last - first > 1)
                fill_numbered(&headings[i], names[i]);
            else
                fill_joined(&headings[i], names[i], n_stem);
        }
        if (last - first == 1)
            svy_heading_recognise(&headings[first]);
        first = last;
    }
    find_points(n_columns, headings);
}

static void read_headings(const SvyHead *head,
                          size_t n_header_rows,
                          size_t n_columns,
                          SvyHeading headings[])
{
    if (n_header_rows == 1)
        read_one_row(head, n_columns, headings);
    else
        read_two_rows(head, n_header_rows - 2, n_columns, headings);
    for (size_t i = 0; n_header_rows == 3 && i < n_columns; i++) {
        const char *code = get_name(head, 0, i);

        if (code[0] != '\0')
            headings[i].code = g_strdup(code);
    }
}

const SvyExporter svy_export_surveymonkey = {
    .name = "surveymonkey",
    .title = "SurveyMonkey",
    .detect = detect,
    .read_headings = read_headings,
};

/* --- Names that R made ---------------------------------------------------------------------- */

/* "q0004_0001": 4 digits for the question, 4 for the column. */
static bool is_r_name(const char *name, bool *ret_has_item)
{
    *ret_has_item = name[0] == 'q' && strlen(name) == 10 && name[5] == '_' &&
                    strspn(name + 6, "0123456789") == 4;
    return name[0] == 'q' && strspn(name + 1, "0123456789") == 4 &&
           (name[5] == '\0' || *ret_has_item);
}

static size_t detect_r(const SvyHead *head, const char **ret_evidence)
{
    size_t n = 0, n_items = 0;

    for (size_t i = 0; head->cells->len > 1 && i < svy_head_count_fields(head, 0); i++) {
        bool has_item;

        n += is_r_name(svy_head_get(head, 0, i), &has_item);
        n_items += has_item;
    }
    *ret_evidence = SVY_TR("names such as q0004_0001, which R gives to SurveyMonkey's columns");
    return n >= 3 && n_items >= 2 ? 1 : 0;
}

static void read_r_headings(const SvyHead *head,
                            size_t n_header_rows,
                            size_t n_columns,
                            SvyHeading headings[])
{
    size_t group = 0;

    (void)n_header_rows;
    for (size_t i = 0; i < n_columns; i++) {
        g_autofree char *name = svy_text_clean(svy_head_get(head, 0, i));
        bool has_item = false;

        is_r_name(name, &has_item);
        headings[i].code = g_strdup(name);
        headings[i].stem = has_item ? g_strndup(name, 5) : g_strdup(name);
        headings[i].item = has_item ? g_strdup(name + 6) : NULL;
        group += i == 0 || !has_item || headings[i - 1].item == NULL ||
                 strcmp(headings[i - 1].stem, headings[i].stem) != 0;
        headings[i].group = group;
        if (i == 0 && name[0] == '\0') {
            headings[i].is_meta = true;
            headings[i].meta_type = SVY_QUESTION_ID;
        } else if (!has_item) {
            svy_heading_recognise(&headings[i]);
        }
    }
}

/* NA: not shown; No answer: passed over. */
static const char *const r_missing[] = {"NA", "No answer", NULL};

const SvyExporter svy_export_surveymonkey_r = {
    .name = "surveymonkey",
    .title = SVY_TR("SurveyMonkey, saved by R"),
    .detect = detect_r,
    .read_headings = read_r_headings,
    .missing = r_missing,
};
