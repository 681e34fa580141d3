/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Titles above the header. */
#include "ingest/frame.h"

#include <string.h>

#define MAX_TITLES  10
#define MIN_WIDTH   3   /* of a table that a title can be told from */
#define TABLE_SHARE 0.9 /* of the records below that have the width of the table */

static size_t count_filled(const SvyHead *head, size_t record)
{
    char **cells = g_ptr_array_index(head->cells, record);
    size_t n = 0;

    for (size_t i = 0; cells[i] != NULL; i++)
        n += cells[i][0] != '\0';
    return n;
}

static size_t count_as_wide(const SvyHead *head, size_t first, size_t width)
{
    size_t n = 0;

    for (size_t i = first; i < head->cells->len; i++)
        n += svy_head_count_fields(head, i) == width;
    return n;
}

static size_t find_usual_width(const SvyHead *head)
{
    size_t best = 0, n_best = 0;

    for (size_t i = 0; i < head->cells->len; i++) {
        const size_t width = svy_head_count_fields(head, i);
        const size_t n = width == best ? 0 : count_as_wide(head, i, width);

        if (n > n_best) {
            n_best = n;
            best = width;
        }
    }
    return best;
}

/* A title that a spreadsheet has padded to the width of the table. */
static bool is_padded(const SvyHead *head, size_t record)
{
    return count_filled(head, record) == 1 && svy_head_get(head, record, 0)[0] != '\0';
}

static bool is_narrow(const SvyHead *head, size_t record, size_t width)
{
    const size_t n_fields = svy_head_count_fields(head, record);

    return n_fields < width && (count_filled(head, record) <= 1 || 2 * n_fields <= width);
}

/* A header of one name over many columns has the options below it, which come again as answers. */
static bool comes_again(const SvyHead *head, size_t record)
{
    const size_t width = svy_head_count_fields(head, record);

    for (size_t r = record + 1; r < head->cells->len; r++)
        for (size_t i = 0; i < width; i++)
            if (svy_head_get(head, record, i)[0] != '\0' &&
                strcmp(svy_head_get(head, record, i), svy_head_get(head, r, i)) == 0)
                return true;
    return false;
}

static bool is_header(const SvyHead *head, size_t record, size_t width)
{
    return svy_head_count_fields(head, record) == width && 2 * count_filled(head, record) > width;
}

/* "Response" is what the second header row of SurveyMonkey says under a question. */
static bool is_second_row(const SvyHead *head, size_t record, size_t width)
{
    for (size_t i = 0; i < width; i++)
        if (g_str_has_suffix(svy_head_get(head, record, i), "Response"))
            return true;
    return false;
}

size_t svy_frame_count_titles(const SvyHead *head)
{
    const size_t width = find_usual_width(head);
    size_t n = 0;
    bool has_padded = false;

    while (width >= MIN_WIDTH && n < head->cells->len && n < MAX_TITLES &&
           (is_narrow(head, n, width) || is_padded(head, n))) {
        has_padded |= !is_narrow(head, n, width);
        n++;
    }
    if (n == 0 || n + 1 >= head->cells->len || !is_header(head, n, width) ||
        (double)count_as_wide(head, n, width) < TABLE_SHARE * (double)(head->cells->len - n))
        return 0;
    if (has_padded && (comes_again(head, n) || is_second_row(head, n, width)))
        return 0;
    return n;
}

bool svy_frame_strip_mark(SvyHead *head)
{
    char **cells = head->cells->len > 0 ? g_ptr_array_index(head->cells, 0) : NULL;

    if (cells == NULL || cells[0] == NULL || !g_str_has_prefix(cells[0], "# ") ||
        g_str_has_prefix(cells[0], "# of ") || cells[0][2] == '\0')
        return false;
    memmove(cells[0], cells[0] + 2, strlen(cells[0] + 2) + 1);
    return true;
}
