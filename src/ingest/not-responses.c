/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that come from surveys and hold no responses. */
#include "ingest/not-responses.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/num.h"
#include "base/text.h"

static bool is_cell(const SvyHead *head, size_t record, size_t field, const char *word)
{
    return svy_text_same(svy_head_get(head, record, field), word);
}

/* --- Summaries ------------------------------------------------------------------------------ */

/* "Answer Choices,Response Percent,Responses", with or without the middle one. */
static bool is_summary_row(const SvyHead *head, size_t record)
{
    if (is_cell(head, record, 0, "Answer Choices"))
        return is_cell(head, record, 1, "Response Percent") ||
               is_cell(head, record, 1, "Responses");
    return is_cell(head, record, 0, "Answered") && is_cell(head, record + 1, 0, "Skipped");
}

static bool check_summary(const SvyHead *head, const char *file, GError **error)
{
    for (guint r = 0; r < head->cells->len; r++)
        if (is_summary_row(head, r))
            return svy_error_set(
                error, SVY_ERROR_DATA,
                &(SvyPlace){.file = file, .line = g_array_index(head->lines, size_t, r)},
                "In SurveyMonkey choose Export, All individual responses, CSV",
                "this is a summary of answers that were counted already, with no row for each "
                "person");
    return true;
}

/* --- Tables of shares ----------------------------------------------------------------------- */

static bool is_percentage(const char *cell)
{
    const size_t n = strspn(cell, "0123456789.,<-* ");

    return n > 0 && g_ascii_isdigit(cell[strspn(cell, "<-* ")]) && strcmp(cell + n, "%") == 0;
}

/* Percentages in most cells right of the labels, in more than one column. */
static bool is_table_of_percentages(const SvyHead *head)
{
    size_t n_filled = 0, n_percentages = 0, n_columns = 0;

    for (size_t i = 1; i < svy_head_count_fields(head, 0); i++) {
        size_t n_here = 0;

        for (guint r = 1; r < head->cells->len; r++) {
            const char *cell = svy_head_get(head, r, i);

            n_filled += cell[0] != '\0' && (i > 1 || is_percentage(cell));
            n_here += is_percentage(cell);
        }
        n_percentages += n_here;
        n_columns += n_here >= 2;
    }
    return n_columns >= 2 && n_percentages >= 6 && 10 * n_percentages >= 6 * n_filled;
}

/* Sum of a block of shares: from @record on, as long as the cells hold numbers from 0 to 1. */
static double sum_block(const SvyHead *head, size_t field, guint *record, size_t *ret_n_fractions)
{
    double sum = 0, value;

    *ret_n_fractions = 0;
    while (*record < head->cells->len &&
           svy_num_parse(svy_head_get(head, *record, field), &value) && value >= 0 && value <= 1) {
        sum += value;
        *ret_n_fractions += value > 0 && value < 1;
        (*record)++;
    }
    return sum;
}

/* Columns that hold shares in blocks, each of which makes 1. */
static bool holds_shares(const SvyHead *head, size_t field)
{
    size_t n_blocks = 0, n_fractions;

    for (guint r = 1; r < head->cells->len;) {
        const guint first = r;
        const double sum = sum_block(head, field, &r, &n_fractions);

        if (r == first) {
            r++;
            continue;
        }
        if (n_fractions < 2 || fabs(sum - 1) > 0.03)
            return false;
        n_blocks++;
    }
    return n_blocks > 0;
}

static bool is_table_of_shares(const SvyHead *head)
{
    size_t n = 0;

    for (size_t i = 1; i < svy_head_count_fields(head, 0); i++)
        n += holds_shares(head, i);
    return n >= 2;
}

bool svy_not_responses_check_table(const SvyHead *head, const char *file, GError **error)
{
    if (head->cells->len < 3 || !(is_table_of_percentages(head) || is_table_of_shares(head)))
        return true;
    return svy_error_set(
        error, SVY_ERROR_DATA, &(SvyPlace){.file = file},
        "Get the file of the responses, with one row for each person",
        "this is a table of percentages that somebody has made from responses; the "
        "responses themselves are not in it");
}

/* --- All other ------------------------------------------------------------------------------ */

static bool is_dictionary(const SvyHead *head)
{
    static const char *const names[] = {"Variable / Field Name", "Field Type", "Field Label", NULL};

    for (size_t i = 0; names[i] != NULL; i++) {
        bool is_there = false;

        for (size_t k = 0; k < svy_head_count_fields(head, 0); k++)
            is_there |= is_cell(head, 0, k, names[i]);
        if (!is_there)
            return false;
    }
    return true;
}

static bool is_codebook(const SvyHead *head)
{
    return is_cell(head, 0, 0, "column") && is_cell(head, 0, 1, "header") &&
           is_cell(head, 0, 2, "question") && is_cell(head, 0, 3, "text");
}

bool svy_not_responses_check(const SvyHead *head, const char *file, GError **error)
{
    if (!check_summary(head, file, error))
        return false;
    if (is_dictionary(head))
        return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = file},
                             "Name the file of the records, and this one after --dictionary",
                             "this is the data dictionary of a REDCap project, not its records");
    if (is_codebook(head))
        return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = file},
                             "Name the file of the responses, and this one after --codebook",
                             "this is a codebook of surveystat, not responses");
    return true;
}
