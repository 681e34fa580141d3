/* SPDX-License-Identifier: GPL-3.0-or-later */
/* surveystat calc: one statistic from numbers on the command line. */
#include "cli/command.h"

#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limit.h"
#include "base/text.h"
#include "cli/calc.h"
#include "cli/console.h"

/* --- Finding the method --------------------------------------------------------------------- */

/* "prop_ci" and "prop_ci.nothing" name a family of names: all of them are shown. */
static char *list_members(const char *word)
{
    g_autofree char *first = g_strndup(word, strcspn(word, "."));
    g_autofree char *start = g_strconcat(first, ".", NULL);
    GString *list = g_string_new(NULL);

    for (const SvyCalcFamily *family = svy_calc_get_families(); family->title != NULL; family++) {
        for (const SvyCalcMethod *method = family->methods; method->name != NULL; method++) {
            if (g_str_has_prefix(method->name, start))
                g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", method->name);
        }
    }
    return g_string_free(list, FALSE);
}

/* The name nearest to @word; of a family of names only what comes after its own name counts, which
 * all have in common. (transfer none) (nullable) */
static const char *find_near(const char *word, bool has_members)
{
    const size_t skip = has_members ? strcspn(word, ".") + 1 : 0;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    const char *near;

    for (const SvyCalcFamily *family = svy_calc_get_families(); family->title != NULL; family++) {
        for (const SvyCalcMethod *method = family->methods; method->name != NULL; method++) {
            if (strncmp(method->name, word, skip) == 0)
                g_ptr_array_add(names, (void *)(method->name + skip));
        }
    }
    g_ptr_array_add(names, NULL);
    near = strlen(word) < skip ? NULL
                               : svy_text_near_miss(word + skip, (const char *const *)names->pdata);
    return near == NULL ? NULL : near - skip;
}

static bool refuse_method(const char *word, GError **error)
{
    g_autofree char *text = g_utf8_make_valid(word, -1);
    g_autofree char *quoted = svy_text_quote(text);
    g_autofree char *members = list_members(text);
    const char *near = find_near(text, *members != '\0');
    g_autofree char *mend = NULL;

    if (near != NULL)
        mend = g_strdup_printf("Did you mean %s?", near);
    else if (*members != '\0')
        mend = g_strdup_printf("There are: %s", members);
    else
        mend = g_strdup("`surveystat calc` lists them all");
    return svy_error_set(error, SVY_ERROR_USAGE, NULL, mend, "unknown method %s", quoted);
}

/* --- Running -------------------------------------------------------------------------------- */

static bool read_arguments(const SvyCalcMethod *method,
                           const SvyOptions *options,
                           SvyCalcArguments **ret_arguments,
                           GError **error)
{
    const char *const *words = (const char *const *)options->files + 1;
    g_autoptr(GBytes) bytes = NULL;

    if (options->input == NULL)
        return svy_calc_parse_words(method, words, ret_arguments, error);
    if (words[0] != NULL)
        return svy_error_set(error, SVY_ERROR_USAGE, NULL, NULL,
                             "inputs are given as words or with --input, not both");

    const bool is_stdin = strcmp(options->input, "-") == 0;
    const char *path = is_stdin ? "/dev/stdin" : options->input;
    gsize n;

    if (!svy_file_read(path, SVY_LIMIT_SMALL_FILE_BYTES, &bytes, error))
        return false;

    const char *text = g_bytes_get_data(bytes, &n);
    g_autofree char *file =
        is_stdin ? g_strdup("standard input") : g_utf8_make_valid(options->input, -1);

    return svy_calc_parse_json(method, text != NULL ? text : "", n, file, ret_arguments, error);
}

/* A number outside its range is here what the user wrote, not a wrong call. */
static void mark_as_data(GError **error)
{
    if (error != NULL && g_error_matches(*error, SVY_ERROR, SVY_ERROR_ARGUMENT))
        (*error)->code = SVY_ERROR_DATA;
}

static bool compute(const SvyCalcMethod *method,
                    const SvyOptions *options,
                    bool is_json,
                    char **ret_page,
                    GError **error)
{
    g_autoptr(SvyCalcArguments) arguments = NULL;
    g_autoptr(SvyCalcAnswer) answer = svy_calc_answer_new(method);

    if (!read_arguments(method, options, &arguments, error) ||
        !method->compute(arguments, answer, error)) {
        mark_as_data(error);
        return false;
    }
    *ret_page = is_json ? svy_calc_format_json(answer) : svy_calc_format_text(answer);
    return true;
}

static void print_json_error(const GError *error)
{
    const char *start = g_str_has_prefix(error->message, "error: ") ? "error: " : "";
    g_autoptr(SvyJson) json = svy_json_new();
    g_autofree char *page = NULL;

    svy_json_begin_object(json, NULL);
    svy_json_add_text(json, "error", error->message + strlen(start));
    svy_json_end_object(json);
    page = svy_json_format(json);
    svy_console_print(page);
}

static bool check_format(const char *format, bool is_list, GError **error)
{
    static const char *const formats[] = {"text", "json", "md", NULL};

    if (g_strv_contains(formats, format) && (is_list || strcmp(format, "md") != 0))
        return true;

    g_autofree char *quoted = svy_text_quote(format);

    return svy_error_set(error, SVY_ERROR_USAGE, NULL, "There are: text, json", "unknown format %s",
                         quoted);
}

static bool print_list(const char *format)
{
    g_autofree char *page = strcmp(format, "json") == 0 ? svy_calc_format_catalog()
                            : strcmp(format, "md") == 0 ? svy_calc_format_markdown()
                                                        : svy_calc_format_list();

    svy_console_print(page);
    return true;
}

static bool run(const SvyOptions *options, GError **error)
{
    const char *format = options->format != NULL ? options->format : "text";
    const bool is_list = options->files == NULL || options->files[0] == NULL;
    const bool is_json = strcmp(format, "json") == 0;
    g_autofree char *page = NULL;
    GError *fault = NULL;

    if (!check_format(format, is_list, error))
        return false;
    if (is_list)
        return print_list(format);

    const SvyCalcMethod *method = svy_calc_find_method(options->files[0]);

    if (method == NULL)
        refuse_method(options->files[0], &fault);
    else if (compute(method, options, is_json, &page, &fault)) {
        svy_console_print(page);
        return true;
    }
    if (is_json)
        print_json_error(fault);
    g_propagate_error(error, fault);
    return false;
}

/* `calc METHOD --help` tells about the method; NULL for the command's own help. */
static char *format_help(const SvyOptions *options)
{
    const SvyCalcMethod *method = options->files == NULL || options->files[0] == NULL
                                      ? NULL
                                      : svy_calc_find_method(options->files[0]);

    return method == NULL ? NULL : svy_calc_format_help(method);
}

const SvyCommand svy_command_calc = {
    .name = "calc",
    .summary = "compute one statistic from numbers",
    .arguments = "METHOD name=value ...",
    .description =
        "Computes one statistic without a response file, and says in a sentence what it means.\n"
        "Without METHOD all methods are listed. --input reads the inputs as one JSON object from\n"
        "a file or standard input (-). --format is text (default) or json.\n"
        "\n"
        "Example:  surveystat calc prop_ci.wilson x=81 n=263\n",
    .options = SVY_OPTION_TEXT | SVY_OPTION_INPUT | SVY_OPTION_HELP,
    .run = run,
    .format_help = format_help,
};
