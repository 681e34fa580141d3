/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/plot.h"

#include <math.h>
#include <string.h>

#include "base/limit.h"
#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"
#include "result/result-table.h"
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

static void free_key(SvyPlotKey *key)
{
    g_free(key->text);
    g_free(key);
}

SvyPlot *svy_plot_new(const SvyChartKind *kind)
{
    return svy_plot_new_in(NULL, kind);
}

SvyPlot *svy_plot_new_in(const char *language, const SvyChartKind *kind)
{
    SvyPlot *plot = g_new0(SvyPlot, 1);

    plot->language = svy_tr_get_name(language);

    plot->kind = kind;
    plot->keys = g_ptr_array_new_with_free_func((GDestroyNotify)free_key);
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
    g_ptr_array_unref(plot->keys);
    g_ptr_array_unref(plot->rows);
    g_ptr_array_unref(plot->notes);
    g_ptr_array_unref(plot->descriptions);
    g_free(plot);
}

SvyPlotKey *svy_plot_add_key(SvyPlot *plot,
                             SvyKeyShape shape,
                             size_t series,
                             SvyThemeColor color,
                             const char *text)
{
    SvyPlotKey *key = g_new0(SvyPlotKey, 1);

    *key = (SvyPlotKey){
        .shape = shape, .series = series, .color = color, .text = svy_plot_clean(text)};
    g_ptr_array_add(plot->keys, key);
    return key;
}

SvyPlotRow *svy_plot_add_row(SvyPlot *plot, const char *label)
{
    SvyPlotRow *row = g_new0(SvyPlotRow, 1);

    row->language = plot->language;
    row->label = svy_plot_clean(label);
    if (row->label[0] == '\0') {
        g_free(row->label);
        row->label = g_strdup(svy_tr(plot->language, "(no label)"));
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
    g_autofree char *method = svy_words_question_method_in(survey->language, question, level);
    g_autofree char *source = svy_words_source(survey);
    const char *wording = question->text != NULL ? question->text : "?";

    svy_plot_add_note(plot, g_strdup_printf("%s %s", base, method), false);
    svy_plot_add_note(plot,
                      g_strdup_printf(svy_tr(survey->language, "Question: “%s”%s%s"), wording,
                                      source != NULL ? " " : "", source != NULL ? source : ""),
                      false);
    svy_plot_add_note(plot, svy_words_brief_caveat(survey), false);
    svy_plot_add_note(plot, svy_words_synthetic(survey), true);
}

/* --- Notes of a table ----------------------------------------------------------------------- */

/* A column for everybody and one for each group. */
static bool is_by_groups(const SvyTable *table)
{
    return (table->kind == SVY_TABLE_SEGMENTS || table->kind == SVY_TABLE_GAP_SEGMENTS) &&
           svy_table_find_column(table, "all") < table->n_columns;
}

/* The rule of a table by group speaks of columns. */
static char *word_groups_base(const char *language, const SvyTable *table)
{
    const size_t all = svy_table_find_column(table, "all");
    g_autofree char *n = NULL;

    if (all == table->n_columns || table->columns[all].base == 0)
        return svy_words_table_base_in(language, table);
    n = svy_tr_num_count(language, table->columns[all].base);
    return g_strdup_printf(svy_tr(language, "Base: %s who answered; the shares are of each group."),
                           n);
}

static char *word_table_base(const SvyResult *result, const SvyTable *table)
{
    g_autofree char *base = table->kind == SVY_TABLE_SEGMENTS
                                ? word_groups_base(result->survey.language, table)
                                : svy_words_table_base_in(result->survey.language, table);
    g_autofree char *excluded = svy_words_excluded(result);

    if (base == NULL || excluded == NULL)
        return g_steal_pointer(&base);
    return g_strdup_printf(svy_tr(result->survey.language, "%s Records: %s."), base, excluded);
}

/* The method of a table by group speaks of letters and of numbers that a chart does not show. */
/* The method of the limits stands at the numbers: "profile likelihood". */
static char *word_ratio_method(const char *language, const SvyTable *table, const char *level)
{
    const size_t column = svy_table_find_column(table, "odds-ratio");
    const char *method = NULL;

    for (size_t row = 0; row < table->n_rows && column < table->n_columns; row++) {
        const SvyCell *cell = svy_table_get_cell(table, row, column);

        if (cell->status == SVY_STATUS_OK && cell->share.p.method != NULL)
            method = cell->share.p.method;
    }
    return g_strdup_printf(
        svy_tr(language, "Logistic regression on all questions together, %s%% intervals by %s. "
                         "It shows what goes together, not what brings it about."),
        level,
        method != NULL ? svy_words_method(language, method) : svy_tr(language, "likelihood"));
}

static char *word_table_method(const SvyResult *result, const SvyTable *table)
{
    g_autofree char *level = svy_words_level_in(result->survey.language, result->level);

    if (table->kind == SVY_TABLE_DRIVERS)
        return word_ratio_method(result->survey.language, table, level);
    if (table->kind == SVY_TABLE_TARGETS)
        return g_strdup_printf(
            svy_tr(result->survey.language,
                   "%s%% intervals by Wilson; a verdict is given where the whole "
                   "interval lies on one side of what was wanted; of outside figures, "
                   "that of the difference (Newcombe)."),
            level);
    if (!is_by_groups(table))
        return g_strdup(table->method);
    if (result->has_weights)
        return g_strdup_printf(
            svy_tr(result->survey.language,
                   "%s%% intervals by Wilson, for the effective number of people in each group."),
            level);
    return g_strdup_printf(svy_tr(result->survey.language, "%s%% intervals by Wilson."), level);
}

static char *word_table_questions(const char *language, const SvyTable *table)
{
    g_autofree char *rows = svy_plot_clean_wording(table->row_text);
    g_autofree char *groups = svy_plot_clean_wording(table->by_text);

    if (*rows != '\0' && *groups != '\0')
        return g_strdup_printf(svy_tr(language, "Question: “%s” Groups: “%s”"), rows, groups);
    if (*rows != '\0')
        return g_strdup_printf(svy_tr(language, "Question: “%s”"), rows);
    return *groups == '\0' ? NULL : g_strdup_printf(svy_tr(language, "Groups: “%s”"), groups);
}

/* Those of both that are there, with a blank between. */
static char *join_sentences(const char *one, const char *other)
{
    const bool has_both = one != NULL && *one != '\0' && other != NULL && *other != '\0';

    return g_strconcat(one != NULL ? one : "", has_both ? " " : "", other != NULL ? other : "",
                       NULL);
}

bool svy_plot_is_withheld(const SvyTable *table)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        if (table->columns[c].is_withheld)
            return true;
    }
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        if (table->cells[i].status == SVY_STATUS_WITHHELD)
            return true;
    }
    return false;
}

static bool has_table_note(const SvyTable *table, const char *note)
{
    return table->notes != NULL && g_strv_contains((const char *const *)table->notes, note);
}

/* The notes on targets are findings, one a row; letters stand in tables alone. */
static bool is_for_charts(const char *language, const SvyTable *table, const char *note)
{
    return table->kind != SVY_TABLE_TARGETS &&
           strcmp(note, svy_words_groups_letters_in(language, false)) != 0 &&
           strcmp(note, svy_words_groups_letters_in(language, true)) != 0 &&
           strcmp(note, svy_words_groups_crossed_in(language)) != 0;
}

/* A note that begins with the label of a row, in quotes, is on that row. */
static void find_row_of_note(SvyPlot *plot)
{
    SvyPlotNote *note = plot->notes->pdata[plot->notes->len - 1];
    const char *label = g_utf8_next_char(note->text);

    for (guint i = 0; i < plot->rows->len && !note->has_row; i++) {
        const SvyPlotRow *row = plot->rows->pdata[i];
        const size_t length = strlen(row->label);

        note->has_row = !row->is_heading && strncmp(label, row->label, length) == 0 &&
                        !g_unichar_isalnum(g_utf8_get_char(label + length)) &&
                        !g_ascii_isalnum(note->text[0]);
        note->row = i;
    }
}

/* What else the table says of itself; that something is withheld, once. */
void svy_plot_add_own_notes(SvyPlot *plot, const SvyResult *result, const SvyTable *table)
{
    const size_t min_base = MAX(result->min_cell, (size_t)SVY_WORDS_MIN_BASE);
    g_autofree char *withheld =
        svy_words_withheld_in(result->survey.language, result->min_cell, min_base);

    if (svy_plot_is_withheld(table) && !has_table_note(table, withheld))
        svy_plot_add_note(plot, g_strdup(withheld), false);
    for (size_t i = 0; table->notes != NULL && table->notes[i] != NULL; i++) {
        if (is_for_charts(result->survey.language, table, table->notes[i])) {
            svy_plot_add_note(plot, g_strdup(table->notes[i]), false);
            find_row_of_note(plot);
        }
    }
}

void svy_plot_add_table_notes(SvyPlot *plot, const SvyResult *result, const SvyTable *table)
{
    const SvySurvey *survey = &result->survey;
    g_autofree char *base = word_table_base(result, table);
    g_autofree char *method = word_table_method(result, table);
    g_autofree char *questions = word_table_questions(result->survey.language, table);
    g_autofree char *source = svy_words_source(survey);
    g_autofree char *weights = svy_words_weights(result);

    svy_plot_add_note(plot, join_sentences(base, method), false);
    svy_plot_add_own_notes(plot, result, table);
    svy_plot_add_note(plot, join_sentences(questions, source), false);
    if (weights != NULL)
        svy_plot_add_note(plot, g_strdup_printf("%s.", weights), false);
    svy_plot_add_note(plot, svy_words_brief_caveat(survey), false);
    svy_plot_add_note(plot, svy_words_synthetic(survey), true);
}

/* --- Rows ----------------------------------------------------------------------------------- */

void svy_plot_set_mark(SvyPlotRow *row, size_t series, const SvyEstimate *estimate)
{
    SvyPlotMark *mark = &row->marks[series];

    if (estimate->status != SVY_STATUS_OK)
        return;
    mark->is_drawn = true;
    mark->value = estimate->value;
    mark->lo = estimate->lo;
    mark->hi = estimate->hi;
    mark->text = svy_plot_format_pct_in(row->language, estimate->value);
}

bool svy_plot_set_base(SvyPlotRow *row, size_t base, size_t common_base)
{
    if (base < SVY_PLOT_LEAST_BASE) {
        row->message = g_strdup(base == 0 ? svy_tr(row->language, "not asked")
                                          : svy_tr(row->language, "too few to show"));
        return false;
    }
    row->is_hollow = base < SVY_PLOT_SMALL_BASE;
    if (row->is_hollow || base != common_base) {
        g_autofree char *count = svy_tr_num_count(row->language, base);
        row->base_note = g_strdup_printf(
            "%sn = %s", row->is_hollow ? svy_tr(row->language, "small base, ") : "", count);
    }
    return true;
}

char *svy_plot_clean(const char *text)
{
    g_autofree char *safe = svy_text_escape(text != NULL ? text : "");

    return svy_text_cut(safe, SVY_LIMIT_LABEL_CHARS);
}

char *svy_plot_clean_wording(const char *wording)
{
    g_autofree char *clean = svy_plot_clean(wording);
    g_auto(GStrv) parts = g_strsplit(clean, "?: ", -1);

    return g_strjoinv("? ", parts);
}

char *svy_plot_format_pct_in(const char *language, double p)
{
    g_autofree char *digits = svy_num_format_pct(p, 0);
    g_autofree char *number = svy_tr_digits(language, digits);

    if (p > 0 && strcmp(digits, "0") == 0)
        return g_strdup(svy_tr(language, "<1%"));
    if (p < 1 && strcmp(digits, "100") == 0)
        return g_strdup(svy_tr(language, ">99%"));
    return g_strdup_printf(svy_tr(language, "%s%%"), number);
}

char *svy_plot_format_pct(double p)
{
    return svy_plot_format_pct_in(NULL, p);
}

char *svy_plot_format_points_in(const char *language, double difference)
{
    g_autofree char *number = svy_tr_num(language, fabs(difference) * 100, 0);
    const bool is_negative = difference < 0 && strcmp(number, "0") != 0;

    return g_strconcat(is_negative ? "−" : "", number, NULL);
}

char *svy_plot_format_points(double difference)
{
    return svy_plot_format_points_in(NULL, difference);
}

char *svy_plot_format_interval_in(const char *language, double lo, double hi)
{
    g_autofree char *from = svy_plot_format_points_in(language, lo),
                    *to = svy_plot_format_points_in(language, hi);
    const bool has_minus = g_str_has_prefix(from, "−") || g_str_has_prefix(to, "−");

    if (strcmp(from, to) == 0 && lo >= 0 && lo < hi) {
        /* "0–0" would say that there is no doubt at all. */
        g_autofree char *exact_lo = svy_tr_num(language, lo * 100, 1);
        g_autofree char *exact_hi = svy_tr_num(language, hi * 100, 1);
        return g_strconcat(exact_lo, "–", exact_hi, NULL);
    }
    return g_strconcat(from, has_minus ? svy_tr(language, " to ") : "–", to, NULL);
}

char *svy_plot_format_interval(double lo, double hi)
{
    return svy_plot_format_interval_in(NULL, lo, hi);
}
