/* SPDX-License-Identifier: GPL-3.0-or-later */
/* surveystat codebook: what each column is, as a CSV to be edited. */
#include "cli/command.h"

#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "cli/console.h"
#include "cli/paths.h"
#include "cli/session.h"

static bool write_codebook(const SvyOptions *options, const char *text, GError **error)
{
    if (options->output == NULL) {
        svy_console_print(text);
        return true;
    }
    return svy_file_write(options->output, text, strlen(text), options->is_forced, error);
}

static bool run(const SvyOptions *options, GError **error)
{
    g_auto(SvySession) session = {NULL};
    const char *file = NULL;

    if (!svy_options_get_file(options, &file, error) ||
        (options->output != NULL &&
         !svy_paths_check_output(options->output, file, "responses", error)) ||
        !svy_session_read(&session, options, error) || !svy_session_judge(&session, options, error))
        return false;
    svy_session_show_companions(&session, options);

    g_autofree char *text = svy_codebook_format(session.dataset);

    return write_codebook(options, text, error);
}

const SvyCommand svy_command_codebook = {
    .name = "codebook",
    .summary = "write what each column is, to be edited and given back with -c",
    .arguments = "FILE",
    .description =
        "Writes a CSV with one row per column of FILE. Edit it in a spreadsheet and give\n"
        "it back with -c, or save it as NAME-codebook.csv beside NAME.csv.\n"
        "\n"
        "Example:  surveystat codebook responses.csv -o responses-codebook.csv\n",
    .options = SVY_OPTIONS_READING | SVY_OPTION_OUTPUT | SVY_OPTION_FORCE,
    .is_writer = true,
    .run = run,
};
