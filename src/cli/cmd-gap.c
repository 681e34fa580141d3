/* SPDX-License-Identifier: GPL-3.0-or-later */
/* surveystat gap: use against following, as numbers. */
#include "cli/command.h"

#include <surveystat/report.h>

#include "base/error.h"
#include "cli/console.h"
#include "cli/session.h"

static bool check_has_gap(const SvySession *session, GError **error)
{
    if (session->result->n_gaps > 0)
        return true;

    g_autofree char *file = g_utf8_make_valid(session->file, -1);

    return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = file},
                         "Name them with --use and --follow; `surveystat inspect` shows the ids",
                         "no pair of questions on using and following was found");
}

static bool run(const SvyOptions *options, GError **error)
{
    g_auto(SvySession) session = {NULL};
    const char *format = options->format != NULL ? options->format : "text";
    g_autofree char *page = NULL;

    if (!svy_report_check_format(SVY_PAGE_GAP, format, error) ||
        !svy_session_read(&session, options, error) ||
        !svy_session_compute(&session, options, false, error) || !check_has_gap(&session, error) ||
        !svy_session_judge(&session, options, error))
        return false;
    svy_session_show_companions(&session, options);
    if (!svy_report_format_page(session.result, SVY_PAGE_GAP, format, &page, error))
        return false;
    svy_console_print(page);
    return true;
}

const SvyCommand svy_command_gap = {
    .name = "gap",
    .summary = "compare using with following, item by item",
    .arguments = "FILE",
    .description =
        "Finds the question on what people use and the one on where they follow you, and\n"
        "compares them. --format is text (default), csv, json or md.\n"
        "\n"
        "Example:  surveystat gap responses.csv --use q9 --follow q11\n",
    .options = SVY_OPTIONS_READING | SVY_OPTION_TEXT | SVY_OPTION_LANGUAGE | SVY_OPTION_PAIR |
               SVY_OPTION_EXCLUDE | SVY_OPTION_WEIGHT,
    .run = run,
};
