/* SPDX-License-Identifier: GPL-3.0-or-later */
/* surveystat chart: one chart as one file. */
#include "cli/command.h"

#include <string.h>

#include <surveystat/chart.h>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/console.h"
#include "cli/paths.h"
#include "cli/session.h"
#include "report/subject.h"

/* What is asked for; borrowed from the options. */
typedef struct {
    SvyChartKindInfo kind;
    SvyChartOrder subject;
    const char *ending; /* "pdf", "png", "svg" */
} Order;

static const char *const endings[] = {"pdf", "png", "svg"};

/* --- The list ------------------------------------------------------------------------------- */

static void print_kinds(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    SvyChartKindInfo kind;

    for (size_t i = 0; svy_chart_describe_kind(i, &kind); i++)
        g_string_append_printf(out, "  %-16s %s\n", kind.name, kind.summary);
    svy_console_print(out->str);
}

/* --- Before reading ------------------------------------------------------------------------- */

static bool refuse_kind(const char *name, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autofree char *valid = g_utf8_make_valid(name, -1), *quoted = svy_text_quote(valid);
    g_autofree char *mend = NULL;
    SvyChartKindInfo kind;
    const char *near;

    for (size_t i = 0; svy_chart_describe_kind(i, &kind); i++)
        g_ptr_array_add(names, (gpointer)kind.name);
    g_ptr_array_add(names, NULL);
    near = svy_text_near_miss(valid, (const char *const *)names->pdata);
    mend = near != NULL ? g_strdup_printf("Did you mean '%s'?", near)
                        : g_strdup("`surveystat chart --list` shows the kinds");
    return svy_error_set(error, SVY_ERROR_USAGE, NULL, mend, "no kind of chart is called %s",
                         quoted);
}

static bool find_kind(const char *name, SvyChartKindInfo *ret_kind, GError **error)
{
    SvyChartKindInfo kind;

    for (size_t i = 0; svy_chart_describe_kind(i, &kind); i++) {
        if (strcmp(kind.name, name) == 0) {
            *ret_kind = kind;
            return true;
        }
    }
    return refuse_kind(name, error);
}

/* The ending of the name decides what kind of file it is. */
static bool find_ending(const char *output, const char **ret_ending, GError **error)
{
    const char *dot = output != NULL ? strrchr(output, '.') : NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(endings) && dot != NULL; i++) {
        if (g_ascii_strcasecmp(dot + 1, endings[i]) == 0) {
            *ret_ending = endings[i];
            return true;
        }
    }
    return svy_error_set(
        error, SVY_ERROR_USAGE, NULL,
        "Name a file that ends in .pdf, .png or .svg with -o, such as -o chart.pdf",
        output == NULL ? "no file to write is given"
                       : "the ending of the file to write says nothing");
}

/* KIND FILE [QUESTION]: the file stays in the options of reading. */
static bool take_order(const SvyOptions *options,
                       Order *order,
                       SvyOptions *ret_reading,
                       char *ret_file[2],
                       GError **error)
{
    char **words = options->files;
    const guint n_words = words == NULL ? 0 : g_strv_length(words);

    if (n_words < 2 || n_words > 3)
        return svy_error_set(error, SVY_ERROR_USAGE, NULL,
                             "Write KIND FILE, or KIND FILE QUESTION; --list shows the kinds",
                             n_words == 0   ? "no kind of chart is given"
                             : n_words == 1 ? "no file is given"
                                            : "more than one question is given");
    if (!find_kind(words[0], &order->kind, error) ||
        !find_ending(options->output, &order->ending, error))
        return false;
    if (words[2] != NULL && (*words[2] == '\0' || !g_utf8_validate(words[2], -1, NULL)))
        return svy_error_set(error, SVY_ERROR_USAGE, NULL, NULL,
                             "the name of a question is empty or not UTF-8");
    order->subject =
        (SvyChartOrder){.kind = order->kind.name, .question = words[2], .by = options->by};
    ret_file[0] = words[1];
    ret_file[1] = NULL;
    *ret_reading = *options;
    ret_reading->files = ret_file;
    return true;
}

/* --- What is drawn -------------------------------------------------------------------------- */

/* Groups that are asked for take the place of those of the plan. */
static void set_segment(SvyPlan *plan, const char *by)
{
    if (by == NULL)
        return;
    g_strfreev(plan->segments);
    plan->segments = g_new0(char *, 2);
    plan->segments[0] = g_strdup(by);
    plan->segments_line = 0;
}

static bool paint(const SvyOptions *options,
                  const Order *order,
                  const SvyChart *chart,
                  GBytes **ret_bytes,
                  GError **error)
{
    if (strcmp(order->ending, "pdf") == 0)
        return svy_chart_paint_pdf(chart, ret_bytes, error);
    if (strcmp(order->ending, "svg") == 0)
        return svy_chart_paint_svg(chart, options->has_svg_text, ret_bytes, error);
    return svy_chart_paint_png(chart, (double)options->dpi, ret_bytes, error);
}

/* --- The file ------------------------------------------------------------------------------- */

static bool write_chart(const SvyOptions *options, GBytes *bytes, GError **error)
{
    gsize n_bytes;
    const void *data = g_bytes_get_data(bytes, &n_bytes);

    return svy_file_write(options->output, data, n_bytes, options->is_forced, error);
}

/* What who cannot see the picture needs beside it. */
static void print_words(const SvyOptions *options, const SvyChart *chart)
{
    g_autofree char *words = svy_chart_format_alt(chart);
    g_autofree char *path = g_utf8_make_valid(options->output, -1);
    g_autofree char *safe = svy_text_escape(path);
    g_autofree char *end = g_strdup_printf("\nThe chart is in %s\n", safe);

    svy_console_print(words);
    svy_console_print(end);
}

static void warn_of_theme(const SvyOptions *options, const SvyTheme *theme)
{
    const char *const warnings[] = {svy_theme_get_font_warning(theme),
                                    svy_theme_get_color_note(theme)};

    for (size_t i = 0; i < G_N_ELEMENTS(warnings) && !options->is_quiet; i++)
        if (warnings[i] != NULL)
            svy_console_say("warning: %s.\n", warnings[i]);
}

static bool check_output(const SvyOptions *options, const SvySession *session, GError **error)
{
    return svy_paths_check_output(options->output, session->file, "responses", error) &&
           svy_paths_check_output(options->output, svy_dataset_get_codebook_path(session->dataset),
                                  "codebook", error) &&
           svy_paths_check_output(options->output, svy_dataset_get_plan_path(session->dataset),
                                  "plan", error);
}

static bool needs_questions(const SvyChartKindInfo *kind)
{
    return kind->is_of_question || kind->is_of_table;
}

static bool draw(const SvySession *session,
                 const Order *order,
                 const SvyChartOptions *look,
                 SvyChart **ret_chart,
                 GError **error)
{
    g_autofree char *file = g_utf8_make_valid(session->file, -1);
    SvyChartSubject subject = {NULL};

    return svy_subject_find(session->result, &order->subject, &(SvyPlace){.file = file},
                            SVY_ERROR_USAGE, &subject, error) &&
           svy_subject_draw(session->result, &subject, look, ret_chart, error);
}

static const char *choose_theme(const SvyOptions *options, const SvyPlan *plan)
{
    if (options->theme != NULL)
        return options->theme;
    return plan->theme != NULL ? plan->theme : "report";
}

static bool run(const SvyOptions *options, GError **error)
{
    g_auto(SvySession) session = {NULL};
    g_autoptr(SvyTheme) theme = NULL;
    g_autoptr(SvyChart) chart = NULL;
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(SvyTiles) tiles = NULL;
    SvyOptions reading;
    Order order;
    char *file[2];

    if (options->wants_list) {
        print_kinds();
        return true;
    }
    if (!take_order(options, &order, &reading, file, error) ||
        !svy_session_read(&session, &reading, error) || !check_output(&reading, &session, error) ||
        !svy_theme_load(choose_theme(options, session.plan), &theme, error))
        return false;
    if (options->tiles != NULL && !svy_tiles_read(options->tiles, &tiles, error))
        return false;
    order.subject.tiles = tiles != NULL ? tiles : session.plan->tiles;
    set_segment(session.plan, order.subject.by);
    if (!svy_session_compute(&session, &reading, needs_questions(&order.kind), error) ||
        !svy_session_judge(&session, &reading, error))
        return false;

    const SvyChartOptions look = {.theme = theme,
                                  .kind = order.kind.name,
                                  .title = options->title,
                                  .width_in = options->width_in,
                                  .height_in = options->height_in,
                                  .n_top = options->n_top,
                                  .tiles = order.subject.tiles,
                                  .is_zoomed = options->is_zoomed != 0};

    svy_session_show_companions(&session, &reading);
    warn_of_theme(options, theme);
    if (!draw(&session, &order, &look, &chart, error) ||
        !paint(options, &order, chart, &bytes, error) || !write_chart(options, bytes, error))
        return false;
    print_words(options, chart);
    return true;
}

const SvyCommand svy_command_chart = {
    .name = "chart",
    .summary = "draw one chart",
    .arguments = "KIND FILE [QUESTION] [--by QUESTION]",
    .description =
        "Draws one chart into the file that -o names: .pdf, .png or .svg, and prints its\n"
        "alternative text. QUESTION is an id or a wording; it may be left out where only\n"
        "one question suits. --by divides people into groups by another question.\n"
        "--list shows the kinds.\n"
        "\n"
        "Example:  surveystat chart gap-dumbbell responses.csv --theme poster -o gap.pdf\n",
    .options = SVY_OPTIONS_READING | SVY_OPTION_OUTPUT | SVY_OPTION_THEME | SVY_OPTION_LANGUAGE |
               SVY_OPTION_PIXELS | SVY_OPTION_PAGE | SVY_OPTION_FORCE | SVY_OPTION_PAIR |
               SVY_OPTION_EXCLUDE | SVY_OPTION_MIN_CELL | SVY_OPTION_WEIGHT,
    .is_writer = true,
    .run = run,
};
