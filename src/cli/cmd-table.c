/* SPDX-License-Identifier: GPL-3.0-or-later */
/* surveystat table: one question, for everybody or by group. */
#include "cli/command.h"

#include <string.h>

#include <surveystat/report.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/console.h"
#include "cli/session.h"
#include "result/result-table.h"

/* FILE ROW [BY ...]: the file stays in the options of reading, the rest are questions. */
static bool take_questions(const SvyOptions *options,
                           SvyOptions *ret_reading,
                           char *ret_file[2],
                           GError **error)
{
    char **words = options->files;

    if (words == NULL || words[0] == NULL || words[1] == NULL)
        return svy_error_set(error, SVY_ERROR_USAGE, NULL,
                             "Write FILE ROW, or FILE ROW BY; `surveystat inspect FILE` lists the "
                             "questions and their ids",
                             words == NULL || words[0] == NULL ? "no file is given"
                                                               : "no question is given");
    for (size_t i = 1; words[i] != NULL; i++) {
        g_autofree char *shown = g_utf8_make_valid(words[i], -1);
        g_autofree char *quoted = svy_text_quote(shown);

        if (*words[i] == '\0' || !g_utf8_validate(words[i], -1, NULL))
            return svy_error_set(error, SVY_ERROR_USAGE, NULL, NULL,
                                 "the name of a question is empty or not UTF-8, got %s", quoted);
    }
    ret_file[0] = words[0];
    ret_file[1] = NULL;
    *ret_reading = *options;
    ret_reading->files = ret_file;
    return true;
}

/* A table of a report by its id ("drivers-q17") or kind ("ladder"), or those of a question that
 * has no answers to count, such as a date. */
static bool is_meant(const SvyTable *table, const char *name)
{
    return strcmp(table->id, name) == 0 ||
           strcmp(svy_table_kind_get_name(table->kind), name) == 0 ||
           g_strcmp0(table->row_id, name) == 0 ||
           (table->row_text != NULL && svy_text_same(table->row_text, name));
}

static size_t keep_tables(SvyResult *result, const char *name)
{
    size_t n = 0;

    for (size_t i = 0; i < result->n_tables; i++) {
        if (is_meant(&result->tables[i], name))
            result->tables[n++] = result->tables[i];
        else
            svy_table_clear(&result->tables[i]);
    }
    result->n_tables = n;
    return n;
}

/* What is no question with answers to count may be a table that a report would have. */
static bool compute(SvySession *session,
                    const SvyOptions *reading,
                    const char *row,
                    const char *const *by,
                    GError **error)
{
    g_autoptr(GError) fault = NULL;

    if (svy_session_compute_table(session, reading, row, by, &fault))
        return true;
    if (by[0] == NULL && g_error_matches(fault, SVY_ERROR, SVY_ERROR_USAGE)) {
        if (!svy_session_compute(session, reading, true, error))
            return false;
        if (keep_tables(session->result, row) > 0)
            return true;
    }
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
}

static bool run(const SvyOptions *options, GError **error)
{
    g_auto(SvySession) session = {NULL};
    const char *format = options->format != NULL ? options->format : "text";
    SvyOptions reading;
    char *file[2];
    g_autofree char *page = NULL;

    if (!svy_report_check_format(SVY_PAGE_TABLES, format, error) ||
        !take_questions(options, &reading, file, error) ||
        !svy_session_read(&session, &reading, error) ||
        !compute(&session, &reading, options->files[1], (const char *const *)options->files + 2,
                 error) ||
        !svy_session_judge(&session, &reading, error))
        return false;
    svy_session_show_companions(&session, &reading);
    if (!svy_report_format_page(session.result, SVY_PAGE_TABLES, format, &page, error))
        return false;
    svy_console_print(page);
    return true;
}

const SvyCommand svy_command_table = {
    .name = "table",
    .summary = "print one question, for everybody or by group",
    .arguments = "FILE ROW [BY ...]",
    .description =
        "ROW and BY are ids or wordings of questions; a row of a grid is q5.2 or its\n"
        "wording. Without BY: the shares of all with their intervals. With BY: one column\n"
        "per group, test and letters; q4*q5 divides people by both at once.\n"
        "ROW may also be a table of a report: drivers, ladder, targets, overlap-q15.\n"
        "--format is text (default), csv, json or md.\n"
        "\n"
        "Example:  surveystat table responses.csv q9 \"Are you a member?\"\n",
    .options = SVY_OPTIONS_READING | SVY_OPTION_TEXT | SVY_OPTION_LANGUAGE | SVY_OPTION_EXCLUDE |
               SVY_OPTION_MIN_CELL | SVY_OPTION_WEIGHT,
    .run = run,
};
