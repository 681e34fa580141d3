/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Known margins as a file: targets for weights, or a roster. */
#include <surveystat/ingest.h>

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/num.h"
#include "base/text.h"
#include "ingest/dialect.h"

#define MEND                                                                                       \
    "Write one row for each answer, under the headings question,answer,share (or total, or "       \
    "population)"
#define SHARE_SLACK 0.015 /* what rounding may take from a sum of shares */

enum { QUESTION, ANSWER, SHARE, TOTAL, POPULATION, INVITED, N_FIELDS };

static const char *const field_names[N_FIELDS] = {"question", "answer",     "share",
                                                  "total",    "population", "invited"};

typedef struct {
    const char *path;
    SvyHead *rows;
    size_t columns[N_FIELDS]; /* SVY_NO_COLUMN where there is none */
    size_t value;             /* the column of the numbers */
} File;

static void file_clear(File *file)
{
    svy_head_free(file->rows);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(File, file_clear)

static SvyPlace get_place(const File *file, guint row)
{
    return (SvyPlace){.file = file->path, .line = g_array_index(file->rows->lines, size_t, row)};
}

/* --- The header ----------------------------------------------------------------------------- */

static void find_columns(File *file)
{
    for (int field = 0; field < N_FIELDS; field++) {
        file->columns[field] = SVY_NO_COLUMN;
        for (size_t i = 0; i < svy_head_count_fields(file->rows, 0); i++) {
            if (svy_text_same(svy_head_get(file->rows, 0, i), field_names[field]))
                file->columns[field] = i;
        }
    }
}

static bool read_header(File *file, GError **error)
{
    const SvyPlace place = {.file = file->path, .line = 1};
    size_t n_values = 0;

    if (file->rows->cells->len == 0)
        return svy_error_set(error, SVY_ERROR_DATA, &place, MEND, "the file is empty");
    find_columns(file);
    for (int field = SHARE; field <= POPULATION; field++) {
        if (file->columns[field] == SVY_NO_COLUMN)
            continue;
        file->value = file->columns[field];
        n_values++;
    }
    for (int field = QUESTION; field <= ANSWER; field++) {
        if (file->columns[field] == SVY_NO_COLUMN)
            return svy_error_set(error, SVY_ERROR_DATA, &place, MEND, "there is no column “%s”",
                                 field_names[field]);
    }
    if (n_values == 1)
        return true;
    return svy_error_set(error, SVY_ERROR_DATA, &place, MEND,
                         n_values == 0 ? "there is no column “share”, “total” or “population”"
                                       : "there are several columns of share, total, population");
}

/* --- Rows ----------------------------------------------------------------------------------- */

/* "5,445" and "27.8%" are numbers of people and shares, too. */
static bool read_number(const File *file,
                        guint row,
                        size_t column,
                        double *ret_value,
                        GError **error)
{
    const SvyPlace place = get_place(file, row);
    const char *cell = svy_head_get(file->rows, row, column);
    g_autofree char *plain = g_strdup(cell);
    char *percent = strchr(plain, '%');

    if (percent != NULL && percent[1] == '\0')
        *percent = '\0';
    if (svy_num_parse(g_strstrip(plain), ret_value) && isfinite(*ret_value) && *ret_value >= 0)
        return true;

    g_autofree char *quoted = svy_text_quote(cell);

    return svy_error_set(error, SVY_ERROR_DATA, &place, "Write a number that is not negative",
                         "column “%s” holds no number, got %s", svy_head_get(file->rows, 0, column),
                         quoted);
}

static bool is_blank(const File *file, guint row)
{
    for (size_t i = 0; i < svy_head_count_fields(file->rows, row); i++) {
        if (*svy_head_get(file->rows, row, i) != '\0')
            return false;
    }
    return true;
}

/* A blank question is that of the row above. */
static bool read_row(const File *file, guint row, SvyMargins *margins, GError **error)
{
    const SvyPlace place = get_place(file, row);
    SvyMargin *margin = &margins->margins[margins->n];
    const char *question = svy_head_get(file->rows, row, file->columns[QUESTION]);
    const char *answer = svy_head_get(file->rows, row, file->columns[ANSWER]);
    const char *invited = file->columns[INVITED] == SVY_NO_COLUMN
                              ? ""
                              : svy_head_get(file->rows, row, file->columns[INVITED]);

    if (*question == '\0' && margins->n > 0)
        question = margin[-1].question;
    if (*question == '\0' || *answer == '\0')
        return svy_error_set(error, SVY_ERROR_DATA, &place, MEND, "the row has no %s",
                             *question == '\0' ? "question" : "answer");
    *margin = (SvyMargin){.invited = (double)NAN, .line = place.line};
    if (!read_number(file, row, file->value, &margin->value, error) ||
        (*invited != '\0' &&
         !read_number(file, row, file->columns[INVITED], &margin->invited, error)))
        return false;
    margin->question = g_strdup(question);
    margin->answer = g_strdup(answer);
    margins->n++;
    return true;
}

static bool check_twice(const SvyMargins *margins, GError **error)
{
    for (size_t i = 0; i < margins->n; i++) {
        const SvyMargin *margin = &margins->margins[i];
        const SvyPlace place = {.file = margins->file, .line = margin->line};

        for (size_t j = 0; j < i; j++) {
            if (svy_text_same(margins->margins[j].question, margin->question) &&
                svy_text_same(margins->margins[j].answer, margin->answer))
                return svy_error_set(error, SVY_ERROR_DATA, &place, "Leave one of them out",
                                     "the answer “%s” to %s stands here a second time",
                                     margin->answer, margin->question);
        }
    }
    return true;
}

/* The first row of each question looks after its sum. */
static bool check_sum(const SvyMargins *margins, size_t first, GError **error)
{
    const SvyMargin *margin = &margins->margins[first];
    const SvyPlace place = {.file = margins->file, .line = margin->line};
    double sum = 0;

    for (size_t i = 0; i < margins->n; i++) {
        if (!svy_text_same(margins->margins[i].question, margin->question))
            continue;
        if (i < first)
            return true;
        sum += margins->margins[i].value;
    }
    if (!(sum > 0))
        return svy_error_set(error, SVY_ERROR_DATA, &place, NULL, "the numbers of %s are all 0",
                             margin->question);
    if (!margins->is_shares || fabs(sum - 1) <= SHARE_SLACK || fabs(sum - 100) <= 100 * SHARE_SLACK)
        return true;

    g_autofree char *text = svy_num_format(sum, 4);

    return svy_error_set(error, SVY_ERROR_DATA, &place,
                         "Give every answer its share; or call the column total",
                         "the shares of %s add up to %s, not to 1 or 100", margin->question, text);
}

bool svy_margins_read(const char *path, SvyMargins **ret_margins, GError **error)
{
    g_auto(File) file = {.path = path};
    g_autoptr(SvyMargins) margins = g_new0(SvyMargins, 1);

    if (!svy_dialect_read_table(path, "Margins have one row for each answer; are these some",
                                &file.rows, error) ||
        !read_header(&file, error))
        return false;
    margins->file = g_strdup(path);
    margins->is_shares = file.columns[SHARE] != SVY_NO_COLUMN;
    margins->margins = g_new0(SvyMargin, file.rows->cells->len);
    for (guint row = 1; row < file.rows->cells->len; row++) {
        if (!is_blank(&file, row) && !read_row(&file, row, margins, error))
            return false;
    }
    if (margins->n == 0)
        return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = path}, MEND,
                             "there are no rows");
    if (!check_twice(margins, error))
        return false;
    for (size_t i = 0; i < margins->n; i++) {
        if (!check_sum(margins, i, error))
            return false;
    }
    *ret_margins = g_steal_pointer(&margins);
    return true;
}
