/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/plot.h"

#include <math.h>
#include <string.h>

#include "base/limit.h"
#include "base/num.h"
#include "base/text.h"
#include "result/words.h"

static void free_row(SvyPlotRow *row)
{
    g_free(row->label);
    g_free(row->base_note);
    g_free(row->message);
    g_free(row->cell_message);
    for (size_t i = 0; i < SVY_PLOT_N_CELLS; i++)
        g_free(row->cells[i]);
    for (size_t i = 0; i < SVY_PLOT_N_SERIES; i++)
        g_free(row->marks[i].text);
    g_free(row);
}

static void free_note(SvyPlotNote *note)
{
    g_free(note->text);
    g_free(note);
}

SvyPlot *svy_plot_new(const SvyChartKind *kind)
{
    SvyPlot *plot = g_new0(SvyPlot, 1);

    plot->kind = kind;
    plot->rows = g_ptr_array_new_with_free_func((GDestroyNotify)free_row);
    plot->notes = g_ptr_array_new_with_free_func((GDestroyNotify)free_note);
    plot->descriptions = g_ptr_array_new_with_free_func(g_free);
    return plot;
}

void svy_plot_free(SvyPlot *plot)
{
    if (plot == NULL)
        return;
    svy_panel_free(plot->panel);
    g_free(plot->title);
    g_free(plot->subtitle);
    g_free(plot->remark);
    g_free(plot->remark_right);
    g_free(plot->csv);
    g_free(plot->alt);
    for (size_t i = 0; i < SVY_PLOT_N_SERIES; i++)
        g_free(plot->heads[i]);
    for (size_t i = 0; i < SVY_PLOT_N_CELLS; i++)
        g_free(plot->cell_heads[i]);
    g_ptr_array_unref(plot->rows);
    g_ptr_array_unref(plot->notes);
    g_ptr_array_unref(plot->descriptions);
    g_free(plot);
}

SvyPlotRow *svy_plot_add_row(SvyPlot *plot, const char *label)
{
    SvyPlotRow *row = g_new0(SvyPlotRow, 1);

    row->label = svy_plot_clean(label);
    if (row->label[0] == '\0') {
        g_free(row->label);
        row->label = g_strdup("(no label)");
    }
    g_ptr_array_add(plot->rows, row);
    return row;
}

void svy_plot_add_note(SvyPlot *plot, char *text, bool is_strong)
{
    g_autofree char *owned = text;
    SvyPlotNote *note;

    if (text == NULL || text[0] == '\0')
        return;
    note = g_new0(SvyPlotNote, 1);
    note->text = svy_text_escape(text);
    note->is_strong = is_strong;
    g_ptr_array_add(plot->notes, note);
}

void svy_plot_add_question_notes(SvyPlot *plot,
                                 const SvySurvey *survey,
                                 const SvyQuestionResult *question,
                                 double level)
{
    g_autofree char *base = svy_words_question_base(survey, question);
    g_autofree char *method = svy_words_question_method(question, level);
    g_autofree char *source = svy_words_source(survey);
    const char *wording = question->text != NULL ? question->text : "?";

    svy_plot_add_note(plot, g_strdup_printf("%s %s", base, method), false);
    svy_plot_add_note(plot,
                      g_strdup_printf("Question: “%s”%s%s", wording, source != NULL ? " " : "",
                                      source != NULL ? source : ""),
                      false);
    svy_plot_add_note(plot, svy_words_caveat(survey), false);
    svy_plot_add_note(plot, svy_words_synthetic(survey), true);
}

void svy_plot_set_mark(SvyPlotRow *row, size_t series, const SvyEstimate *estimate)
{
    SvyPlotMark *mark = &row->marks[series];

    if (estimate->status != SVY_STATUS_OK)
        return;
    mark->is_drawn = true;
    mark->value = estimate->value;
    mark->lo = estimate->lo;
    mark->hi = estimate->hi;
    mark->text = svy_plot_format_pct(estimate->value);
}

bool svy_plot_set_base(SvyPlotRow *row, size_t base, size_t common_base)
{
    if (base < SVY_PLOT_LEAST_BASE) {
        row->message = g_strdup(base == 0 ? "not asked" : "too few to show");
        return false;
    }
    row->is_hollow = base < SVY_PLOT_SMALL_BASE;
    if (row->is_hollow || base != common_base) {
        g_autofree char *count = svy_num_format_count(base);
        row->base_note = g_strdup_printf("%sn = %s", row->is_hollow ? "small base, " : "", count);
    }
    return true;
}

char *svy_plot_clean(const char *text)
{
    g_autofree char *safe = svy_text_escape(text != NULL ? text : "");

    return svy_text_cut(safe, SVY_LIMIT_LABEL_CHARS);
}

char *svy_plot_format_pct(double p)
{
    g_autofree char *number = svy_num_format_pct(p, 0);

    if (p > 0 && strcmp(number, "0") == 0)
        return g_strdup("<1%");
    if (p < 1 && strcmp(number, "100") == 0)
        return g_strdup(">99%");
    return g_strconcat(number, "%", NULL);
}

char *svy_plot_format_points(double difference)
{
    g_autofree char *number = svy_num_format(fabs(difference) * 100, 0);
    const bool is_negative = difference < 0 && strcmp(number, "0") != 0;

    return g_strconcat(is_negative ? "−" : "", number, NULL);
}

char *svy_plot_format_interval(double lo, double hi)
{
    g_autofree char *from = svy_plot_format_points(lo), *to = svy_plot_format_points(hi);
    const bool has_minus = g_str_has_prefix(from, "−") || g_str_has_prefix(to, "−");

    if (strcmp(from, to) == 0 && lo >= 0 && lo < hi) {
        /* "0–0" would say that there is no doubt at all. */
        g_autofree char *exact_lo = svy_num_format(lo * 100, 1);
        g_autofree char *exact_hi = svy_num_format(hi * 100, 1);
        return g_strconcat(exact_lo, "–", exact_hi, NULL);
    }
    return g_strconcat(from, has_minus ? " to " : "–", to, NULL);
}
