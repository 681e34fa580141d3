/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Targets and outside figures. */
#include "ingest/targets-file.h"

#include <string.h>

#include "base/csv-out.h"
#include "base/error.h"
#include "base/num.h"
#include "base/text.h"
#include "ingest/csv-reader.h"
#include "ingest/dialect.h"

enum { QUESTION, ANSWER, TARGET, DIRECTION, PEOPLE, BASE, NAME, SOURCE, FIELD_LAST };

static const char *const fields[] = {"question", "answer", "target", "direction", "n",
                                     "base",     "name",   "source", NULL};
static const char *const directions[] = {"", "at least", "at most", NULL};

#define MAX_PEOPLE 1000000000u

typedef struct {
    const char *file;
    const SvyHead *rows;
    size_t where[FIELD_LAST]; /* SVY_NO_COLUMN: the file has none */
    size_t row;
} Reader;

static SvyPlace get_place(const Reader *reader, int field)
{
    return (SvyPlace){.file = reader->file,
                      .line = g_array_index(reader->rows->lines, size_t, reader->row),
                      .field = field < 0 ? 0 : reader->where[field] + 1};
}

static const char *get_cell(const Reader *reader, int field)
{
    if (reader->where[field] == SVY_NO_COLUMN)
        return "";
    return svy_csv_get_text(svy_head_get(reader->rows, reader->row, reader->where[field]));
}

/* --- The head ------------------------------------------------------------------------------- */

static bool check_known(const Reader *reader, GError **error)
{
    for (size_t i = 0; i < svy_head_count_fields(reader->rows, 0); i++) {
        const char *cell = svy_head_get(reader->rows, 0, i);
        const SvyPlace place = {.file = reader->file, .line = 1, .field = i + 1};
        g_autofree char *quoted = svy_text_quote(cell);
        bool is_known = *cell == '\0';

        for (size_t f = 0; f < FIELD_LAST; f++)
            is_known |= svy_text_same(cell, fields[f]);
        if (!is_known)
            return svy_error_set(error, SVY_ERROR_DATA, &place,
                                 "Use question, answer, target, direction, n, base, name, source",
                                 "unknown column of targets, got %s", quoted);
    }
    return true;
}

static bool find_fields(Reader *reader, GError **error)
{
    for (size_t f = 0; f < FIELD_LAST; f++) {
        reader->where[f] = SVY_NO_COLUMN;
        for (size_t i = 0; i < svy_head_count_fields(reader->rows, 0); i++) {
            if (svy_text_same(svy_head_get(reader->rows, 0, i), fields[f]))
                reader->where[f] = i;
        }
        if (reader->where[f] == SVY_NO_COLUMN && (f == QUESTION || f == TARGET))
            return svy_error_set(error, SVY_ERROR_DATA,
                                 &(SvyPlace){.file = reader->file, .line = 1},
                                 "The first line names the columns: question, answer, target, ...",
                                 "the targets have no column \"%s\"", fields[f]);
    }
    return check_known(reader, error);
}

/* --- One line ------------------------------------------------------------------------------- */

/* "25%", "25 %", "0.25" */
static bool read_share(const Reader *reader, double *ret_share, GError **error)
{
    const SvyPlace place = get_place(reader, TARGET);
    const char *cell = get_cell(reader, TARGET);
    g_autofree char *text = g_strstrip(g_strdup(cell));
    g_autofree char *quoted = svy_text_quote(cell);
    const bool is_percent = g_str_has_suffix(text, "%");
    double value;

    if (is_percent)
        text[strlen(text) - 1] = '\0';
    if (svy_num_parse(text, &value) && value >= 0 && value <= (is_percent ? 100 : 1)) {
        *ret_share = is_percent ? value / 100 : value;
        return true;
    }
    return svy_error_set(error, SVY_ERROR_DATA, &place, "Write a share such as 25% or 0.25",
                         "the target is no share, got %s", quoted);
}

static bool read_direction(const Reader *reader, SvyTargetDirection *ret_direction, GError **error)
{
    const SvyPlace place = get_place(reader, DIRECTION);
    const char *cell = get_cell(reader, DIRECTION);
    g_autofree char *quoted = svy_text_quote(cell);

    for (size_t i = 0; directions[i] != NULL; i++) {
        if (svy_text_same(cell, directions[i])) {
            *ret_direction = (SvyTargetDirection)i;
            return true;
        }
    }
    return svy_error_set(error, SVY_ERROR_DATA, &place,
                         "Write \"at least\", \"at most\", or nothing for a figure to compare with",
                         "unknown direction, got %s", quoted);
}

static bool read_people(const Reader *reader, size_t *ret_n, GError **error)
{
    const SvyPlace place = get_place(reader, PEOPLE);
    const char *cell = get_cell(reader, PEOPLE);
    g_autofree char *quoted = svy_text_quote(cell);
    guint64 n = 0;

    if (*cell == '\0' || g_ascii_string_to_unsigned(cell, 10, 1, MAX_PEOPLE, &n, NULL)) {
        *ret_n = (size_t)n;
        return true;
    }
    return svy_error_set(error, SVY_ERROR_DATA, &place,
                         "Write how many people the figure is of, or nothing for a target",
                         "n is no number of people, got %s", quoted);
}

static char *take_text(const Reader *reader, int field)
{
    const char *cell = get_cell(reader, field);

    return *cell == '\0' ? NULL : g_strdup(cell);
}

static bool is_blank(const Reader *reader)
{
    for (int f = 0; f < FIELD_LAST; f++) {
        if (*get_cell(reader, f) != '\0')
            return false;
    }
    return true;
}

static bool read_line(const Reader *reader, SvyPlan *plan, GError **error)
{
    const SvyPlace place = get_place(reader, QUESTION);
    SvyTarget target = {.line = place.line};

    if (is_blank(reader))
        return true;
    if (*get_cell(reader, QUESTION) == '\0')
        return svy_error_set(error, SVY_ERROR_DATA, &place, "Write its id or its wording",
                             "the target names no question");
    if (!read_share(reader, &target.share, error) ||
        !read_direction(reader, &target.direction, error) || !read_people(reader, &target.n, error))
        return false;
    target.question = take_text(reader, QUESTION);
    target.answer = take_text(reader, ANSWER);
    if (target.answer == NULL)
        target.answer = g_strdup("any");
    target.base = take_text(reader, BASE);
    target.name = take_text(reader, NAME);
    target.source = take_text(reader, SOURCE);
    plan->targets = g_renew(SvyTarget, plan->targets, plan->n_targets + 1);
    plan->targets[plan->n_targets++] = target;
    return true;
}

bool svy_targets_file_read(const char *path, SvyPlan *plan, GError **error)
{
    g_autoptr(SvyHead) rows = NULL;
    Reader reader = {.file = path};

    if (!svy_dialect_read_table(path, "Targets have one line each; is this the right file?", &rows,
                                error))
        return false;
    if (rows->cells->len == 0)
        return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = path},
                             "The first line names the columns: question, answer, target, ...",
                             "the file of targets holds nothing");
    reader.rows = rows;
    if (!find_fields(&reader, error))
        return false;
    for (reader.row = 1; reader.row < rows->cells->len; reader.row++) {
        if (!read_line(&reader, plan, error))
            return false;
    }
    return true;
}
