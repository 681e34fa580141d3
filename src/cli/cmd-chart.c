/* SPDX-License-Identifier: GPL-3.0-or-later */
/* surveystat chart: one chart as one file. */
#include "cli/command.h"

#include <string.h>

#include <surveystat/chart.h>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "base/translate.h"
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
    order->subject = (SvyChartOrder){
        .kind = order->kind.name, .question = words[2], .by = options->by, .each = options->each};
    ret_file[0] = words[1];
    ret_file[1] = NULL;
    *ret_reading = *options;
    ret_reading->files = ret_file;
    ret_reading->kind = order->kind.name;
    return true;
}

/* --- What is drawn -------------------------------------------------------------------------- */

/* Groups that are asked for take the place of those of the plan. */
static void set_segments(SvyPlan *plan, const SvyChartOrder *order)
{
    const char *const names[] = {order->each, order->by};
    size_t n = 0;

    if (order->each == NULL && order->by == NULL)
        return;
    g_strfreev(plan->segments);
    plan->segments = g_new0(char *, G_N_ELEMENTS(names) + 1);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (names[i] != NULL)
            plan->segments[n++] = g_strdup(names[i]);
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

/* A guess that changes what the picture shows is said. */
static void tell_of_years(const SvyOptions *options, const SvySession *session)
{
    g_autofree char *file = g_utf8_make_valid(session->file, -1);

    if (!options->is_quiet)
        svy_console_show_note(file, svy_session_get_findings(session), "years-as-groups");
}

/* --- The file ------------------------------------------------------------------------------- */

static bool write_chart(const SvyOptions *options, const char *path, GBytes *bytes, GError **error)
{
    gsize n_bytes;
    const void *data = g_bytes_get_data(bytes, &n_bytes);

    return svy_file_write(path, data, n_bytes, options->is_forced, error);
}

/* "gap.pdf", or "gap-1.pdf" and "gap-2.pdf" where the chart needs two pages. */
static char *name_part(const char *output, size_t part, size_t n_parts)
{
    const size_t stem = (size_t)(strrchr(output, '.') - output);

    if (n_parts == 1)
        return g_strdup(output);
    return g_strdup_printf("%.*s-%zu%s", (int)stem, output, part, output + stem);
}

/* What who cannot see the picture needs beside it. */
static void print_words(const char *language, const SvyChart *chart, const char *file)
{
    g_autofree char *words = svy_chart_format_alt(chart);
    g_autofree char *path = g_utf8_make_valid(file, -1);
    g_autofree char *safe = svy_text_escape(path);
    g_autofree char *where = g_strdup_printf(
        svy_chart_count_parts(chart) == 1 ? svy_tr(language, "The chart is in %s")
                                          : svy_tr(language, "This part of the chart is in %s"),
        safe);

    svy_console_print(words);
    svy_console_print("\n");
    svy_console_print(where);
    svy_console_print("\n");
}

static void warn_of_theme(const SvyOptions *options, const SvyTheme *theme)
{
    const char *const warnings[] = {svy_theme_get_font_warning(theme),
                                    svy_theme_get_color_note(theme)};

    for (size_t i = 0; i < G_N_ELEMENTS(warnings) && !options->is_quiet; i++)
        if (warnings[i] != NULL)
            svy_console_say("warning: %s.\n", warnings[i]);
}

static bool check_output(const char *output, const SvySession *session, GError **error)
{
    return svy_paths_check_output(output, session->file, "responses", error) &&
           svy_paths_check_output(output, svy_dataset_get_codebook_path(session->dataset),
                                  "codebook", error) &&
           svy_paths_check_output(output, svy_dataset_get_plan_path(session->dataset), "plan",
                                  error);
}

static bool needs_questions(const SvyChartKindInfo *kind)
{
    return kind->is_of_question || kind->is_of_table;
}

/* A chart in files: one, or as many as its rows need pages. */
typedef struct {
    size_t n;
    SvyChart **charts;
    GBytes **files;
    char **names;
} Sheets;

static void sheets_clear(Sheets *sheets)
{
    for (size_t i = 0; i < sheets->n; i++) {
        svy_chart_free(sheets->charts[i]);
        if (sheets->files[i] != NULL)
            g_bytes_unref(sheets->files[i]);
        g_free(sheets->names[i]);
    }
    g_free(sheets->charts);
    g_free(sheets->files);
    g_free(sheets->names);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sheets, sheets_clear)

/* Takes @first. */
static void sheets_init(Sheets *sheets, SvyChart *first, const char *output)
{
    sheets->n = svy_chart_count_parts(first);
    sheets->charts = g_new0(SvyChart *, sheets->n);
    sheets->files = g_new0(GBytes *, sheets->n);
    sheets->names = g_new0(char *, sheets->n);
    sheets->charts[0] = first;
    for (size_t i = 0; i < sheets->n; i++)
        sheets->names[i] = name_part(output, i + 1, sheets->n);
}

static bool draw(const SvySession *session,
                 const Order *order,
                 const SvyChartOptions *look,
                 const char *output,
                 Sheets *ret_sheets,
                 GError **error)
{
    g_autofree char *file = g_utf8_make_valid(session->file, -1);
    SvyChartSubject subject = {NULL};
    SvyChartOptions part = *look;
    SvyChart *first = NULL;

    part.part = 1;
    if (!svy_subject_find(session->result, &order->subject, &(SvyPlace){.file = file},
                          SVY_ERROR_USAGE, &subject, error) ||
        !svy_subject_draw(session->result, &subject, &part, &first, error))
        return false;
    sheets_init(ret_sheets, first, output);
    for (size_t i = 1; i < ret_sheets->n; i++) {
        part.part = i + 1;
        if (!svy_subject_draw(session->result, &subject, &part, &ret_sheets->charts[i], error))
            return false;
    }
    return true;
}

/* All are painted before the first is written, and none is written over what is there. */
static bool write_sheets(const SvyOptions *options,
                         const Order *order,
                         const SvySession *session,
                         Sheets *sheets,
                         GError **error)
{
    for (size_t i = 0; i < sheets->n; i++) {
        if (!check_output(sheets->names[i], session, error) ||
            !svy_file_check_target(sheets->names[i], options->is_forced, error) ||
            !paint(options, order, sheets->charts[i], &sheets->files[i], error))
            return false;
    }
    for (size_t i = 0; i < sheets->n; i++) {
        if (!write_chart(options, sheets->names[i], sheets->files[i], error))
            return false;
    }
    for (size_t i = 0; i < sheets->n; i++) {
        if (i > 0)
            svy_console_print("\n");
        print_words(session->result->survey.language, sheets->charts[i], sheets->names[i]);
    }
    return true;
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
    g_auto(Sheets) sheets = {0};
    g_autoptr(SvyTiles) tiles = NULL;
    SvyOptions reading;
    Order order;
    char *file[2];

    if (options->wants_list) {
        print_kinds();
        return true;
    }
    if (!take_order(options, &order, &reading, file, error) ||
        !svy_session_read(&session, &reading, error) ||
        !check_output(reading.output, &session, error) ||
        !svy_theme_load(choose_theme(options, session.plan), &theme, error))
        return false;
    if (options->tiles != NULL && !svy_tiles_read(options->tiles, &tiles, error))
        return false;
    order.subject.tiles = tiles != NULL ? tiles : session.plan->tiles;
    set_segments(session.plan, &order.subject);
    session.question = order.subject.question;
    if (!svy_session_compute(&session, &reading,
                             (order.subject.each != NULL || needs_questions(&order.kind)), error) ||
        !svy_session_judge(&session, &reading, error))
        return false;

    const SvyChartOptions look = {.theme = theme,
                                  .kind = order.kind.name,
                                  .title = options->title,
                                  .width_in = options->width_in,
                                  .height_in = options->height_in,
                                  .n_top = options->n_top,
                                  .axis_end = options->axis_end,
                                  .tiles = order.subject.tiles,
                                  .is_zoomed = options->is_zoomed != 0,
                                  .is_not_nested = options->is_not_nested != 0};

    svy_session_show_companions(&session, &reading);
    tell_of_years(options, &session);
    warn_of_theme(options, theme);
    return draw(&session, &order, &look, options->output, &sheets, error) &&
           write_sheets(options, &order, &session, &sheets, error);
}

const SvyCommand svy_command_chart = {
    .name = "chart",
    .summary = "draw one chart",
    .arguments = "KIND FILE [QUESTION] [--by QUESTION] [--each QUESTION]",
    .description =
        "Draws one chart into the file that -o names: .pdf, .png or .svg, and prints its\n"
        "alternative text. QUESTION is an id or a wording; it may be left out where only\n"
        "one question suits. --by divides people into groups by another question;\n"
        "--each draws the chart once for each group, as panels of one page; with --by,\n"
        "each panel has the groups of --by; upset has panels only with --min-cell 1.\n"
        "--list shows the kinds. A chart whose rows do not fit the page is drawn in parts,\n"
        "into chart-1.pdf, chart-2.pdf and so on.\n"
        "\n"
        "Example:  surveystat chart gap-dumbbell responses.csv --theme poster -o gap.pdf\n",
    .options = SVY_OPTIONS_READING | SVY_OPTION_OUTPUT | SVY_OPTION_THEME | SVY_OPTION_LANGUAGE |
               SVY_OPTION_PIXELS | SVY_OPTION_PAGE | SVY_OPTION_FORCE | SVY_OPTION_PAIR |
               SVY_OPTION_EXCLUDE | SVY_OPTION_MIN_CELL | SVY_OPTION_WEIGHT,
    .is_writer = true,
    .run = run,
};
