/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which charts a report has, and putting each into its folder with its words and numbers. */
#include "report/report-private.h"

#include <string.h>

#include <surveystat/chart.h>

#include "base/error.h"
#include "base/text.h"
#include "report/shown.h"

#define MAX_CHARTS 12u

void svy_report_chart_clear(void *data)
{
    SvyReportChart *chart = data;

    g_clear_pointer(&chart->picture, g_free);
    g_clear_pointer(&chart->alternative, g_free);
    g_clear_pointer(&chart->withheld, g_free);
}

/* --- Which ---------------------------------------------------------------------------------- */

static bool has_account_item(const SvyGap *gap)
{
    return gap->base > 0 && gap->n_items > 0 && gap->items[0].has_account;
}

static void plan_chart(GArray *charts, size_t gap, size_t question)
{
    const SvyReportChart chart = {.gap = gap, .question = question};

    if (charts->len < MAX_CHARTS)
        g_array_append_val(charts, chart);
}

static void plan_questions(GArray *charts, const SvyResult *result, bool is_multi)
{
    for (size_t i = 0; i < result->n_questions; i++) {
        const SvyQuestionResult *question = &result->questions[i];

        if (svy_shown_is_chartable(question) && (question->type == SVY_QUESTION_MULTI) == is_multi)
            plan_chart(charts, SVY_NO_COLUMN, i);
    }
}

/* The gaps, then questions with several answers, then the others, in file order. */
static void plan_charts(GArray *charts, const SvyResult *result)
{
    for (size_t i = 0; i < result->n_gaps; i++) {
        if (has_account_item(&result->gaps[i]))
            plan_chart(charts, i, SVY_NO_COLUMN);
    }
    plan_questions(charts, result, true);
    plan_questions(charts, result, false);
}

/* --- One ------------------------------------------------------------------------------------ */

static bool put_text(SvyReportWork *work,
                     const char *name,
                     const char *extension,
                     char *text,
                     GError **error)
{
    g_autofree char *owned = text;
    g_autofree char *path = g_strconcat(name, extension, NULL);

    return svy_report_put(work, path, owned, strlen(owned), error);
}

static bool paint(const SvyChart *chart, const char *format, GBytes **ret_bytes, GError **error)
{
    if (strcmp(format, "pdf") == 0)
        return svy_chart_paint_pdf(chart, ret_bytes, error);
    return svy_chart_paint_png(chart, 0, ret_bytes, error);
}

static bool put_picture(SvyReportWork *work,
                        const SvyChart *chart,
                        const char *name,
                        const char *format,
                        GError **error)
{
    g_autofree char *path = g_strconcat(name, ".", format, NULL);
    g_autoptr(GBytes) bytes = NULL;
    gsize n_bytes;

    if (!paint(chart, format, &bytes, error))
        return false;

    const void *data = g_bytes_get_data(bytes, &n_bytes);

    return svy_report_put(work, path, data, n_bytes, error);
}

/* The short alternative text is the first line of the long one. */
static char *cut_first_line(const char *text)
{
    return g_strndup(text, strcspn(text, "\n"));
}

static bool put_chart(SvyReportWork *work,
                      const SvyChart *drawn,
                      const char *name,
                      SvyReportChart *chart,
                      GError **error)
{
    g_autofree char *alternative = svy_chart_format_alt(drawn);

    for (size_t i = 0; work->options->formats[i] != NULL; i++) {
        if (!put_picture(work, drawn, name, work->options->formats[i], error))
            return false;
        if (strcmp(work->options->formats[i], "png") == 0)
            chart->picture = g_strconcat(name, ".png", NULL);
    }
    chart->alternative = cut_first_line(alternative);
    return put_text(work, name, ".alt.txt", g_steal_pointer(&alternative), error) &&
           put_text(work, name, ".csv", svy_chart_format_csv(drawn), error);
}

static char *name_chart(const SvyReportWork *work, const SvyReportChart *chart, size_t number)
{
    const SvyResult *result = work->result;

    if (chart->gap == SVY_NO_COLUMN)
        return svy_report_name_file("charts", number, result->questions[chart->question].id,
                                    result->questions[chart->question].text);
    if (result->n_gaps == 1)
        return svy_report_name_file("charts", number, "gap", NULL);
    return svy_report_name_file("charts", number, "gap", result->gaps[chart->gap].items_noun);
}

static bool lay_out(const SvyResult *result,
                    const SvyReportChart *chart,
                    const SvyTheme *theme,
                    SvyChart **ret_chart,
                    GError **error)
{
    const SvyChartOptions options = {.theme = theme};

    if (chart->gap != SVY_NO_COLUMN)
        return svy_chart_new_gap(&result->survey, &result->gaps[chart->gap], result->level,
                                 &options, ret_chart, error);
    return svy_chart_new_question(&result->survey, &result->questions[chart->question],
                                  result->level, &options, ret_chart, error);
}

/* What is at fault in the words of the error, without its head. */
static char *word_withheld(const char *name, const char *message)
{
    const char *body = strstr(message, "error: ");

    return g_strdup_printf("%s: %s", name, body == NULL ? message : body + strlen("error: "));
}

/* A label that no font here can draw, or too many rows for the page, is no reason to keep the
 * figures back. */
static bool may_withhold(const GError *error)
{
    return g_error_matches(error, SVY_ERROR, SVY_ERROR_DATA) ||
           g_error_matches(error, SVY_ERROR, SVY_ERROR_USAGE) ||
           g_error_matches(error, SVY_ERROR, SVY_ERROR_LIMIT);
}

static bool draw_chart(SvyReportWork *work,
                       const SvyTheme *theme,
                       size_t number,
                       SvyReportChart *chart,
                       GError **error)
{
    g_autofree char *name = name_chart(work, chart, number);
    g_autoptr(SvyChart) drawn = NULL;
    GError *fault = NULL;

    if (lay_out(work->result, chart, theme, &drawn, &fault))
        return put_chart(work, drawn, name, chart, error);
    if (work->options->is_strict || !may_withhold(fault)) {
        g_propagate_error(error, fault);
        return false;
    }
    chart->withheld = word_withheld(name, fault->message);
    g_error_free(fault);
    return true;
}

/* --- All ------------------------------------------------------------------------------------ */

static bool check_formats(const char *const *formats, GError **error)
{
    static const char *const known[] = {"png", "pdf", NULL};

    for (size_t i = 0; formats[i] != NULL; i++) {
        if (g_strv_contains(known, formats[i]))
            continue;

        g_autofree char *quoted = svy_text_quote(formats[i]);

        return svy_error_set(error, SVY_ERROR_USAGE, NULL, "Write png, pdf or png,pdf",
                             "no such picture format, got %s", quoted);
    }
    return true;
}

bool svy_report_charts_draw(SvyReportWork *work, GError **error)
{
    const SvyReportOptions *options = work->options;
    g_autoptr(SvyTheme) theme = NULL;

    if (options->formats == NULL || options->formats[0] == NULL)
        return true;
    if (!check_formats(options->formats, error) ||
        !svy_theme_load(options->theme == NULL ? "report" : options->theme, &theme, error))
        return false;
    work->font_warning = g_strdup(svy_theme_get_font_warning(theme));
    plan_charts(work->charts, work->result);
    for (guint i = 0; i < work->charts->len; i++) {
        if (!draw_chart(work, theme, i + 1, &g_array_index(work->charts, SvyReportChart, i), error))
            return false;
    }
    return true;
}
