/* SPDX-License-Identifier: GPL-3.0-or-later */
/* surveystat table: one question, for everybody or by group. */
#include "cli/command.h"

#include <surveystat/report.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/console.h"
#include "cli/session.h"

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
        !svy_session_compute_table(&session, &reading, options->files[1],
                                   (const char *const *)options->files + 2, error) ||
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
        "--format is text (default), csv, json or md.\n"
        "\n"
        "Example:  surveystat table responses.csv q9 \"Are you a member?\"\n",
    .options = SVY_OPTIONS_READING | SVY_OPTION_TEXT | SVY_OPTION_EXCLUDE | SVY_OPTION_MIN_CELL |
               SVY_OPTION_WEIGHT,
    .run = run,
};
