/* SPDX-License-Identifier: GPL-3.0-or-later */
/* surveystat anonymize: the responses without what tells who gave them. */
#include "cli/command.h"

#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/findings.h"
#include "base/text.h"
#include "cli/console.h"
#include "cli/paths.h"
#include "cli/session.h"

static bool check_output(const SvyOptions *options, const char *file, GError **error)
{
    if (options->output == NULL)
        return svy_error_set(error, SVY_ERROR_USAGE, NULL, "Name the file to write with -o",
                             "no output is given");
    return svy_paths_check_output(options->output, file, "responses", error);
}

/* What went first: it is what somebody has to agree with before sharing. */
static void append_list(GString *out, const SvyFindings *list, bool is_of_kept)
{
    for (size_t i = 0; i < svy_findings_get_n(list); i++) {
        const SvyFinding *finding = svy_findings_get(list, i);
        const bool is_kept = strcmp(finding->code, "kept") == 0;

        if (finding->severity == SVY_SEVERITY_NOTE && is_kept == is_of_kept)
            g_string_append_printf(out, "  %s\n", finding->message);
    }
}

static void print_list(const SvyOptions *options, const SvyFindings *list)
{
    g_autofree char *path = g_utf8_make_valid(options->output, -1);
    g_autofree char *safe = svy_text_escape(path);
    g_autoptr(GString) out = g_string_new("What went, and why:\n");

    append_list(out, list, false);
    g_string_append(out, "What stayed:\n");
    append_list(out, list, true);
    g_string_append_printf(out,
                           "The rows are in an order that follows from what is left of them (by "
                           "hash), so\nthat it does not tell who answered when.\n"
                           "The responses are in %s\n",
                           safe);
    svy_console_print(out->str);
}

/* Nor onto a file that was used without being named. */
static bool check_companions(const SvyOptions *options, const SvyDataset *dataset, GError **error)
{
    return svy_paths_check_output(options->output, svy_dataset_get_codebook_path(dataset),
                                  "codebook", error) &&
           svy_paths_check_output(options->output, svy_dataset_get_plan_path(dataset), "plan",
                                  error);
}

static bool run(const SvyOptions *options, GError **error)
{
    g_auto(SvySession) session = {NULL};
    g_autofree char *csv = NULL;
    g_autoptr(SvyFindings) list = NULL;
    const char *file = NULL;
    const SvyReadOptions reading = svy_session_get_reading(options);

    if (!svy_options_get_file(options, &file, error) || !check_output(options, file, error) ||
        !svy_session_read(&session, options, error) ||
        !check_companions(options, session.dataset, error) ||
        !svy_session_judge(&session, options, error) ||
        !svy_anonymize(file, &reading, session.dataset, session.plan, &csv, &list, error))
        return false;
    svy_session_show_companions(&session, options);
    if (!options->is_quiet)
        svy_console_show_warnings(file, list);
    if (options->is_strict && svy_findings_count(list, SVY_SEVERITY_WARNING) > 0)
        return svy_error_set(error, SVY_ERROR_DATA, NULL, "Mend them, or leave out --strict",
                             "warnings under --strict");
    if (!svy_file_write(options->output, csv, strlen(csv), options->is_forced, error))
        return false;
    print_list(options, list);
    return true;
}

const SvyCommand svy_command_anonymize = {
    .name = "anonymize",
    .summary = "write the responses without what tells who gave them",
    .arguments = "FILE",
    .description =
        "Writes FILE again, ready to be shared: personal and technical columns are\n"
        "blanked, ids replaced by running numbers, times cut to the day, free text left\n"
        "out unless the codebook has clear = yes for it, and the rows put in an order\n"
        "that does not tell who answered when. Says for each column what went and why,\n"
        "and warns of combinations of answers that few people share. Look at the result\n"
        "before you share it.\n"
        "\n"
        "Example:  surveystat anonymize responses.csv -o responses-open.csv\n",
    .options = SVY_OPTIONS_READING | SVY_OPTION_OUTPUT | SVY_OPTION_FORCE,
    .is_writer = true,
    .run = run,
};
