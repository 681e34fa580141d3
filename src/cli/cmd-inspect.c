/* SPDX-License-Identifier: GPL-3.0-or-later */
/* surveystat inspect: what was understood of a file. */
#include "cli/command.h"

#include <surveystat/report.h>

#include "cli/console.h"
#include "cli/session.h"

static bool run(const SvyOptions *options, GError **error)
{
    g_auto(SvySession) session = {NULL};
    const char *format = options->format != NULL ? options->format : "text";
    g_autofree char *page = NULL;

    if (!svy_report_check_format(SVY_PAGE_INSPECT, format, error) ||
        !svy_session_read(&session, options, error) ||
        !svy_session_compute(&session, options, true, error))
        return false;

    /* The page itself has the warnings; --strict turns them into an error here too. */
    if (options->is_strict && !svy_session_judge(&session, options, error))
        return false;
    svy_session_show_companions(&session, options);
    if (!svy_report_format_page(session.result, SVY_PAGE_INSPECT, format, &page, error))
        return false;
    svy_console_print(page);
    return true;
}

const SvyCommand svy_command_inspect = {
    .name = "inspect",
    .summary = "show what was understood of a file",
    .arguments = "FILE",
    .description =
        "Shows each question with its type, who answered, the largest answers, what was\n"
        "guessed and what to check. --format is text (default), json or csv.\n"
        "\n"
        "Example:  surveystat inspect responses.csv\n",
    .options = SVY_OPTIONS_READING | SVY_OPTION_TEXT | SVY_OPTION_LANGUAGE | SVY_OPTION_EXCLUDE,
    .run = run,
};
