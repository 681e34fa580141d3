/* SPDX-License-Identifier: GPL-3.0-or-later */
/* surveystat: finds the command, runs it, turns what went wrong into a message and a status. */
#include <locale.h>
#include <signal.h>
#include <string.h>

#include <surveystat/stats-init.h>
#include <surveystat/version.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/exit-code.h"
#include "cli/signals.h"

/* --- Help ----------------------------------------------------------------------------------- */

static void print_version(void)
{
    svy_console_print("surveystat " SVY_VERSION "\n");
}

static void print_help(void)
{
    g_autoptr(GString) out = g_string_new("Usage: surveystat COMMAND [OPTION...] FILE\n\n"
                                          "Analyses member surveys: who uses which media, who "
                                          "follows you there, and the gap.\n\nCommands:\n");

    for (const SvyCommand *const *at = svy_command_get_all(); *at != NULL; at++)
        g_string_append_printf(out, "  %-10s %s\n", (*at)->name, (*at)->summary);
    g_string_append(out, "\n`surveystat COMMAND --help` tells about one; --version shows the "
                         "version.\n\nExample:  surveystat analyze responses.csv\n");
    svy_console_print(out->str);
}

static void print_command_help(const SvyCommand *command, const SvyOptions *given)
{
    g_autofree char *special = command->format_help == NULL ? NULL : command->format_help(given);

    if (special != NULL) {
        svy_console_print(special);
        return;
    }

    g_autofree char *options = svy_options_format_help(command->options);
    g_autofree char *text =
        g_strdup_printf("Usage: surveystat %s [OPTION...] %s\n\n%s\n%s", command->name,
                        command->arguments, command->description, options);

    svy_console_print(text);
}

/* --- Running -------------------------------------------------------------------------------- */

static bool refuse_command(const char *word, GError **error)
{
    const SvyCommand *const *all = svy_command_get_all();
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autofree char *text = g_utf8_make_valid(word, -1);
    g_autofree char *quoted = svy_text_quote(text);
    g_autofree char *mend = NULL;

    for (size_t i = 0; all[i] != NULL; i++)
        g_ptr_array_add(names, (void *)all[i]->name);
    g_ptr_array_add(names, NULL);

    const char *near = svy_text_near_miss(text, (const char *const *)names->pdata);
    g_autofree char *list = g_strjoinv(", ", (char **)names->pdata);

    mend = near != NULL ? g_strdup_printf("Did you mean `surveystat %s`?", near)
                        : g_strdup_printf("There are: %s", list);
    return svy_error_set(error, SVY_ERROR_USAGE, NULL, mend, "unknown command %s", quoted);
}

static bool run_command(const SvyCommand *command, const char *const *arguments, GError **error)
{
    g_auto(SvyOptions) options = {NULL};

    if (!svy_options_parse(command->options, arguments, &options, error))
        return false;
    if (options.wants_help)
        print_command_help(command, &options);
    else if (options.wants_version)
        print_version();
    else
        return command->run(&options, error);
    return true;
}

/* Arguments before any command. */
static bool run_plain(const char *word, GError **error)
{
    static const char *const help_words[] = {"--help", "-h", "help", NULL};
    static const char *const version_words[] = {"--version", "version", NULL};

    if (g_strv_contains(help_words, word))
        print_help();
    else if (g_strv_contains(version_words, word))
        print_version();
    else
        return refuse_command(word, error);
    return true;
}

static bool run(const char *const *arguments, const SvyCommand **ret_command, GError **error)
{
    if (arguments[0] == NULL)
        return svy_error_set(error, SVY_ERROR_USAGE, NULL,
                             "Try `surveystat analyze FILE` or `surveystat --help`",
                             "no command is given");
    *ret_command = svy_command_find(arguments[0]);
    if (*ret_command == NULL)
        return run_plain(arguments[0], error);
    return run_command(*ret_command, arguments + 1, error);
}

/* --- Ending --------------------------------------------------------------------------------- */

static int end_with_error(const SvyCommand *command, const GError *error)
{
    const int signal_number = svy_signals_get();

    if (signal_number != 0)
        return signal_number == SIGTERM ? SVY_EXIT_TERMINATED : SVY_EXIT_INTERRUPTED;
    svy_console_say("%s\n", error->message);
    if (command != NULL && command->is_writer)
        svy_console_say("Nothing was written.\n");
    return svy_exit_code_find(error);
}

/* Output that is lost is never a success. */
static int end_well(void)
{
    g_autoptr(GError) error = NULL;
    bool is_pipe = false;

    if (svy_console_finish(&is_pipe, &error))
        return SVY_EXIT_DONE;
    if (!is_pipe)
        svy_console_say("%s\n", error->message);
    return SVY_EXIT_MACHINE;
}

int main(int argc, char *argv[])
{
    g_autoptr(GError) error = NULL;
    const SvyCommand *command = NULL;

    svy_console_init();
    svy_signals_init();
    setlocale(LC_CTYPE, "");
    svy_stats_init();
    if (!run((const char *const *)argv + MIN(argc, 1), &command, &error))
        return end_with_error(command, error);
    return end_well();
}
