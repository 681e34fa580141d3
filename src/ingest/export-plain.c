/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any table with one header row, or with none. */
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"
#include "ingest/export-format.h"

/* A cell that no header would hold: a number, a time, an e-mail address. */
static bool is_data_like(const char *cell)
{
    double value;

    if (svy_num_parse(cell, &value))
        return true;
    if (strchr(cell, '@') != NULL && strchr(cell, ' ') == NULL)
        return true;
    return strlen(cell) >= 8 && strspn(cell, "0123456789/:-. TZAPM+") == strlen(cell);
}

/* The first row is no header when it holds what the rows below hold and headers do not. */
static bool looks_like_data(const SvyHead *head)
{
    const size_t n_fields = svy_head_count_fields(head, 0);
    size_t n_data = 0, n_filled = 0;

    if (head->cells->len < 2)
        return false;
    for (size_t i = 0; i < n_fields; i++) {
        const char *cell = svy_head_get(head, 0, i);

        n_filled += cell[0] != '\0';
        n_data += is_data_like(cell) && is_data_like(svy_head_get(head, 1, i));
    }
    return n_data > 0 && (3 * n_data >= n_filled || is_data_like(svy_head_get(head, 0, 0)));
}

/* Header names that are numbers (years, scale points) are rare; a first column of them is data. */
static size_t detect(const SvyHead *head, const char **ret_evidence)
{
    if (head->cells->len > 0 && looks_like_data(head)) {
        *ret_evidence = SVY_TR("the first row looks like the rows below it");
        return 0;
    }
    *ret_evidence = SVY_TR("one header row");
    return 1;
}

/* Splits "Question [Row]", "Question - Item", "Question: Item" at the last separator. */
static bool split_name(const char *name, char **ret_stem, char **ret_item)
{
    static const char *const separators[] = {" - ", ": ", " > ", " | ", " / ", "___", "__", "/"};
    const size_t n = strlen(name);
    const char *at = strrchr(name, '[');

    if (at != NULL && at > name && n > 2 && name[n - 1] == ']') {
        *ret_stem = g_strchomp(g_strndup(name, (size_t)(at - name)));
        *ret_item = g_strstrip(g_strndup(at + 1, (size_t)(name + n - 1 - at - 1)));
        return true;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(separators); i++) {
        /* the last three belong to names of variables */
        if (i + 3 >= G_N_ELEMENTS(separators) && strchr(name, ' ') != NULL)
            break;
        at = g_strrstr(name, separators[i]);
        if (at == NULL || at == name || at[strlen(separators[i])] == '\0')
            continue;
        *ret_stem = g_strchomp(g_strndup(name, (size_t)(at - name)));
        *ret_item = g_strstrip(g_strdup(at + strlen(separators[i])));
        return true;
    }
    return false;
}

/* Splits the name of a variable: "q0007_0011", "Q2_Part_1". */
static bool split_code(const char *name, char **ret_stem, char **ret_item)
{
    const size_t n = strlen(name);
    size_t end = n, start;

    while (end > 0 && g_ascii_isdigit(name[end - 1]))
        end--;
    if (end == n || n - end > 4 || end < 2 || name[end - 1] != '_' || strpbrk(name, " \t") != NULL)
        return false;
    start = end - 1;
    while (start > 1 && name[start - 1] == '_')
        start--;
    if (start > 5 && g_ascii_strncasecmp(name + start - 5, "_part", 5) == 0)
        start -= 5;
    *ret_stem = g_strndup(name, start);
    *ret_item = g_strdup(name + end);
    return true;
}

static void read_headings(const SvyHead *head,
                          size_t n_header_rows,
                          size_t n_columns,
                          SvyHeading headings[])
{
    g_auto(GStrv) names = g_new0(char *, n_columns + 1);

    for (size_t i = 0; i < n_columns; i++) {
        names[i] = n_header_rows == 0 ? g_strdup("") : svy_text_clean(svy_head_get(head, 0, i));
        if (names[i][0] == '\0') {
            g_free(names[i]);
            names[i] = g_strdup_printf("Column %zu", i + 1);
        }
        if (!split_code(names[i], &headings[i].stem, &headings[i].item) &&
            !split_name(names[i], &headings[i].stem, &headings[i].item))
            headings[i].stem = g_strdup(names[i]);
    }
    svy_headings_join(n_columns, headings, names);
}

const SvyExporter svy_export_plain = {
    .name = "plain",
    .title = SVY_TR("a plain table"),
    .detect = detect,
    .read_headings = read_headings,
};
