/* SPDX-License-Identifier: GPL-3.0-or-later */
/* surveystat analyze: from an export to a report folder. */
#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

#include <surveystat/chart.h>
#include <surveystat/report.h>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "base/translate.h"
#include "cli/console.h"
#include "cli/paths.h"
#include "cli/session.h"
#include "cli/signals.h"

/* What is decided before the report is made. */
typedef struct {
    char *folder;
    const char *theme; /* borrowed */
    char **formats;
    char *input_hash; /* (nullable) standard input leaves nothing to hash */
    char *plan_hash;  /* (nullable) */
    char *logo_hash;  /* (nullable) */
    char *created;    /* (nullable) */
    GPtrArray *option_list;
} Job;

static void job_clear(Job *job)
{
    g_free(job->folder);
    g_strfreev(job->formats);
    g_free(job->input_hash);
    g_free(job->plan_hash);
    g_free(job->logo_hash);
    g_free(job->created);
    g_clear_pointer(&job->option_list, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Job, job_clear)

/* --- Before reading: what can be wrong is said before the user has waited -------------------- */

static bool choose_folder(const SvyOptions *options, const char *file, Job *job, GError **error)
{
    job->folder = options->output != NULL ? g_strdup(options->output) : svy_paths_name_report(file);
    if (job->folder == NULL)
        return svy_error_set(error, SVY_ERROR_USAGE, NULL, "Name a folder with -o",
                             "standard input has no name to call the report by");
    while (strlen(job->folder) > 1 && g_str_has_suffix(job->folder, "/"))
        job->folder[strlen(job->folder) - 1] = '\0';
    if (!svy_paths_check_output(job->folder, file, "responses", error) ||
        !svy_paths_check_output(job->folder, options->codebook, "codebook", error) ||
        !svy_paths_check_output(job->folder, options->plan, "plan", error) ||
        !svy_paths_check_output(job->folder, options->targets, "targets", error))
        return false;
    return options->is_forced || svy_report_check_folder(job->folder, error);
}

static bool check_formats(char **formats, GError **error)
{
    static const char *const known[] = {"png", "pdf", "svg", NULL};

    if (formats[0] == NULL)
        return svy_error_set(error, SVY_ERROR_USAGE, NULL, "Write a list of png, pdf, svg",
                             "no picture format is given");
    for (size_t i = 0; formats[i] != NULL; i++) {
        if (g_strv_contains(known, formats[i]))
            continue;

        g_autofree char *quoted = svy_text_quote(formats[i]);

        return svy_error_set(error, SVY_ERROR_USAGE, NULL, "Write a list of png, pdf, svg",
                             "no such picture format, got %s", quoted);
    }
    return true;
}

/* Takes the digest of the theme's logo, which goes into every chart. */
static bool check_theme(const char *name, Job *job, GError **error)
{
    g_autoptr(SvyTheme) theme = NULL;

    if (name == NULL)
        return true;
    if (!svy_theme_load(name, &theme, error))
        return false;
    job->logo_hash = g_strdup(svy_theme_get_logo_digest(theme));
    return true;
}

static bool check_options(const SvyOptions *options, Job *job, GError **error)
{
    if (options->format != NULL) {
        job->formats = svy_options_split_list(options->format);
        if (!check_formats(job->formats, error))
            return false;
    }
    return check_theme(options->theme, job, error);
}

/* --- After reading -------------------------------------------------------------------------- */

/* A theme that the plan names and nobody has is a fault of the plan, with its line; what is wrong
 * in a theme that is there is told by its own line. */
static bool check_plan_theme(const SvyPlan *plan, Job *job, GError **error)
{
    const SvyPlace place = {.file = plan->file, .line = plan->theme_line};
    g_autofree char *quoted = NULL;
    g_autoptr(GError) fault = NULL;

    if (plan->theme == NULL || check_theme(plan->theme, job, &fault))
        return true;
    if (g_error_matches(fault, SVY_ERROR, SVY_ERROR_DATA)) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    quoted = svy_text_quote(plan->theme);
    return svy_error_set(
        error, SVY_ERROR_DATA, &place,
        "Use poster, report, slide, screen, mono, or a theme file that is in order",
        "the theme cannot be used, got %s", quoted);
}

/* What the command line leaves open the plan may say. */
static bool choose_look(const SvyOptions *options, const SvyPlan *plan, Job *job, GError **error)
{
    job->theme = options->theme != NULL ? options->theme
                 : plan->theme != NULL  ? plan->theme
                                        : "report";
    if (job->formats == NULL && plan->formats != NULL)
        job->formats = g_strdupv(plan->formats);
    if (job->formats == NULL)
        job->formats = svy_options_split_list("png,pdf");
    return check_formats(job->formats, error) &&
           (options->theme != NULL || check_plan_theme(plan, job, error));
}

/* Reproducible builds set the date by this variable; without it there is none. */
static bool read_date(Job *job)
{
    const char *text = g_getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;

    if (text == NULL)
        return true;

    const gint64 seconds = g_ascii_isdigit(*text) ? g_ascii_strtoll(text, &end, 10) : -1;
    g_autoptr(GDateTime) date = NULL;

    if (end != NULL && *end == '\0')
        date = g_date_time_new_from_unix_utc(seconds);
    if (date == NULL)
        return false;
    job->created = g_date_time_format(date, "%Y-%m-%dT%H:%M:%SZ");
    return true;
}

static void add_option(Job *job, const char *name, const char *value)
{
    if (value == NULL)
        return;
    g_ptr_array_add(job->option_list, g_strdup(name));
    g_ptr_array_add(job->option_list, g_utf8_make_valid(value, -1));
}

/* Names of files without their folders: where a report was made is nobody's business. */
static void add_file_option(Job *job, const char *name, const char *path)
{
    g_autofree char *base = path == NULL ? NULL : g_path_get_basename(path);

    add_option(job, name, base);
}

static void list_options(const SvyOptions *options, const SvySession *session, Job *job)
{
    g_autofree char *formats = g_strjoinv(",", job->formats);
    g_autofree char *theme = g_path_get_basename(job->theme);

    job->option_list = g_ptr_array_new_with_free_func(g_free);
    add_file_option(job, "codebook", svy_dataset_get_codebook_path(session->dataset));
    add_file_option(job, "plan", svy_dataset_get_plan_path(session->dataset));
    add_file_option(job, "dictionary", svy_dataset_get_dictionary_path(session->dataset));
    add_option(job, "plan_sha256", job->plan_hash);
    add_file_option(job, "targets", session->plan->targets_file);
    add_option(job, "theme", theme);
    add_option(job, "language", options->language);
    add_option(job, "logo_sha256", job->logo_hash);
    add_option(job, "formats", formats);
    add_option(job, "dpi", options->dpi_text);
    add_option(job, "svg_text", options->has_svg_text ? "yes" : NULL);
    add_option(job, "use", options->use);
    add_option(job, "follow", options->follow);
    add_option(job, "exclude", options->exclude_text);
    add_option(job, "min_cell", options->min_cell_text);
    add_option(job, "weight", options->weight);
    add_file_option(job, "rake", options->rake);
    add_file_option(job, "roster", options->roster);
    add_option(job, "encoding", options->encoding);
    add_option(job, "delimiter", options->delimiter_text);
    add_option(job, "skip", options->skip_text);
    add_option(job, "decimal_comma", options->decimal_text);
    add_option(job, "max_cell", options->max_cell_text);
    add_option(job, "no_auto", options->is_without_auto ? "yes" : NULL);
    g_ptr_array_add(job->option_list, NULL);
}

static bool hash_inputs(const SvySession *session, Job *job, GError **error)
{
    const char *plan = svy_dataset_get_plan_path(session->dataset);

    if (plan != NULL && !svy_file_hash(plan, &job->plan_hash, error))
        return false;
    if (strcmp(session->file, "-") == 0 || !g_file_test(session->file, G_FILE_TEST_IS_REGULAR))
        return true;
    return svy_file_hash(session->file, &job->input_hash, error);
}

/* --- The report ----------------------------------------------------------------------------- */

static bool write_report(const SvyOptions *options,
                         const SvySession *session,
                         const Job *job,
                         SvyReportSummary **ret_summary,
                         GError **error)
{
    g_autofree char *codebook = svy_codebook_format(session->dataset);
    const SvyReportOptions report = {
        .folder = job->folder,
        .may_force = options->is_forced,
        .is_strict = options->is_strict,
        .theme = job->theme,
        .formats = (const char *const *)job->formats,
        .charts = (const char *const *)session->plan->charts,
        .charts_file = session->plan->file,
        .charts_line = session->plan->charts_line,
        .tiles = session->plan->tiles,
        .n_charts_most = session->plan->n_charts_most,
        .dpi = (double)options->dpi,
        .has_svg_text = options->has_svg_text,
        .codebook = codebook,
        .input_hash = job->input_hash,
        .created = job->created,
        .option_list = (const char *const *)job->option_list->pdata,
        .should_stop = svy_signals_should_stop,
    };

    svy_signals_hold();

    const bool is_written = svy_report_write(session->result, &report, ret_summary, error);

    svy_signals_release();
    return is_written;
}

static void show_withheld(const SvyReportSummary *summary)
{
    if (summary->font_warning != NULL)
        svy_console_say("warning: %s.\n", summary->font_warning);
    if (summary->color_note != NULL)
        svy_console_say("warning: %s.\n", summary->color_note);
    for (size_t i = 0; summary->withheld[i] != NULL; i++) {
        g_autofree char *safe = svy_text_escape(summary->withheld[i]);

        svy_console_say("warning: chart withheld: %s\n", safe);
    }
}

static bool show_summary(const SvyOptions *options,
                         const SvySession *session,
                         const Job *job,
                         const SvyReportSummary *summary,
                         GError **error)
{
    g_autofree char *page = NULL;
    g_autofree char *folder = g_utf8_make_valid(job->folder, -1);
    g_autofree char *safe = svy_text_escape(folder);
    const char *language = session->result->survey.language;
    g_autofree char *where = NULL, *charts = NULL, *end = NULL;

    if (!svy_report_format_page(session->result, SVY_PAGE_SUMMARY, "text", &page, error))
        return false;
    where = g_strdup_printf(svy_tr(language, "The report is in %s/"), safe);
    charts = g_strdup_printf(
        svy_tr_n(language, "%zu chart in charts/", "%zu charts in charts/", summary->n_charts),
        summary->n_charts);
    end = g_strdup_printf("\n%s\n  report.md, results.json, %stables/, codebook.csv, %s\n", where,
                          summary->has_workbook ? "results.xlsx, " : "", charts);
    if (!options->is_quiet)
        show_withheld(summary);
    svy_console_print(page);
    svy_console_print(end);
    return true;
}

static bool run(const SvyOptions *options, GError **error)
{
    g_auto(SvySession) session = {NULL};
    g_auto(Job) job = {NULL};
    g_autoptr(SvyReportSummary) summary = NULL;
    const char *file = NULL;

    if (!svy_options_get_file(options, &file, error) ||
        !choose_folder(options, file, &job, error) || !check_options(options, &job, error) ||
        !svy_session_read(&session, options, error) ||
        !choose_look(options, session.plan, &job, error) ||
        !svy_session_compute(&session, options, true, error) ||
        !svy_session_judge(&session, options, error) || !hash_inputs(&session, &job, error))
        return false;
    if (!read_date(&job) && !options->is_quiet)
        svy_console_say("warning: SOURCE_DATE_EPOCH is not a number of seconds; not used.\n");
    list_options(options, &session, &job);
    svy_session_show_companions(&session, options);
    svy_session_show_targets(&session, options);
    return write_report(options, &session, &job, &summary, error) &&
           show_summary(options, &session, &job, summary, error);
}

const SvyCommand svy_command_analyze = {
    .name = "analyze",
    .summary = "make a report folder with charts, tables and text",
    .arguments = "FILE",
    .description =
        "Reads an export, finds its questions, compares using with following, and makes\n"
        "NAME-report/ in the working folder: report.md, charts, tables, results.json, and\n"
        "results.xlsx for spreadsheets.\n"
        "NAME-codebook.csv, NAME-plan.ini and NAME-targets.csv beside FILE are used when there.\n"
        "A report that surveystat made is replaced as a whole; anything else is left alone.\n"
        "\n"
        "Example:  surveystat analyze responses.csv --theme poster\n",
    .options = SVY_OPTIONS_READING | SVY_OPTION_OUTPUT | SVY_OPTION_THEME | SVY_OPTION_LANGUAGE |
               SVY_OPTION_PICTURES | SVY_OPTION_PIXELS | SVY_OPTION_FORCE | SVY_OPTION_PAIR |
               SVY_OPTION_EXCLUDE | SVY_OPTION_MIN_CELL | SVY_OPTION_TARGETS | SVY_OPTION_WEIGHT |
               SVY_OPTION_ROSTER,
    .is_writer = true,
    .run = run,
};
