/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds "ranked-bars" and "select-all": one share per option, as a bar from zero with a dot and
 * whisker at its end. The bar is a tint: an interval drawn on the end of a full bar misleads. */
#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/chart-registry.h"
#include "chart/each.h"
#include "chart/share-axis.h"
#include "result/words.h"

static const double bar_share = 0.62; /* of the row */
static const double bar_most = 2.6;   /* in m */

/* Options in order */

static double get_share_or_less(const SvyOptionResult *option)
{
    return option->p.status == SVY_STATUS_OK ? option->p.value : -1;
}

static bool is_apart(const SvyOptionResult *option)
{
    return option->mark != SVY_MARK_NONE;
}

static int compare_apart(const SvyOptionResult *a, const SvyOptionResult *b)
{
    return (int)is_apart(a) - (int)is_apart(b);
}

static int keep_order(const SvyOptionResult *a, const SvyOptionResult *b)
{
    return (a > b) - (a < b); /* both are in one array */
}

static int compare_by_share(const void *a, const void *b)
{
    const SvyOptionResult *one = *(const SvyOptionResult *const *)a;
    const SvyOptionResult *other = *(const SvyOptionResult *const *)b;
    const double x = get_share_or_less(one), y = get_share_or_less(other);

    if (compare_apart(one, other) != 0)
        return compare_apart(one, other);
    if (!is_apart(one) && (x > y || x < y))
        return x > y ? -1 : 1;
    return keep_order(one, other);
}

static int compare_by_scale(const void *a, const void *b)
{
    const SvyOptionResult *one = *(const SvyOptionResult *const *)a;
    const SvyOptionResult *other = *(const SvyOptionResult *const *)b;

    return compare_apart(one, other) != 0 ? compare_apart(one, other) : keep_order(one, other);
}

/* By share, or by the order of the scale; "Other", "None", "Don't know" last. Of a group, as they
 * stand for everybody. */
static GPtrArray *sort_options(const SvyQuestionResult *question, const SvyChartFrame *frame)
{
    const SvyQuestionResult *sorted = frame != NULL ? frame->question : question;
    GPtrArray *options = g_ptr_array_new();

    for (size_t i = 0; i < sorted->n_options; i++)
        g_ptr_array_add(options, &sorted->options[i]);
    g_ptr_array_sort(options, sorted->is_ordered ? compare_by_scale : compare_by_share);
    for (size_t i = 0; i < options->len; i++)
        options->pdata[i] =
            &question->options[(const SvyOptionResult *)options->pdata[i] - sorted->options];
    return options;
}

static const SvyOptionResult *find_largest(const SvyQuestionResult *question)
{
    const SvyOptionResult *largest = NULL;

    for (size_t i = 0; i < question->n_options; i++) {
        const SvyOptionResult *option = &question->options[i];

        if (option->p.status == SVY_STATUS_OK &&
            (largest == NULL || option->p.value > largest->p.value))
            largest = option;
    }
    return largest;
}

/* The option of which the title speaks alone: its interval lies above all others, as the title's
 * rule has it. NULL when it is too close to call. */
static const SvyOptionResult *find_leader(const SvyQuestionResult *question)
{
    const SvyOptionResult *largest = find_largest(question);

    for (size_t i = 0; i < question->n_options && largest != NULL; i++) {
        const SvyOptionResult *option = &question->options[i];

        if (option != largest && option->p.status == SVY_STATUS_OK && option->p.hi >= largest->p.lo)
            return NULL;
    }
    return largest;
}

/* CSV and words */

static void append_csv_row(GString *csv,
                           const char *label,
                           size_t base,
                           const SvyOptionResult *option)
{
    const bool is_drawn = base >= SVY_PLOT_LEAST_BASE && option->p.status == SVY_STATUS_OK;

    svy_csv_append_text(csv, label);
    if (is_drawn)
        svy_csv_append_count(csv, option->n);
    else
        svy_csv_append_text(csv, NULL);
    if (base >= SVY_PLOT_LEAST_BASE)
        svy_csv_append_count(csv, base);
    else
        svy_csv_append_text(csv, NULL);
    svy_csv_append_number(csv, is_drawn ? option->p.value : (double)NAN);
    svy_csv_append_number(csv, is_drawn ? option->p.lo : (double)NAN);
    svy_csv_append_number(csv, is_drawn ? option->p.hi : (double)NAN);
    svy_csv_append_text(csv, is_drawn ? option->p.method : NULL);
    svy_csv_end_row(csv);
}

static char *describe_option(const char *language,
                             const char *label,
                             const SvyQuestionResult *question,
                             const SvyOptionResult *option)
{
    const size_t base = question->n_answered;
    const SvyShare whole = {
        .base = base, .p = option->p, .plain = option->plain, .n_eff = question->n_eff};
    g_autofree char *share = svy_alt_share_of_in(language, &whole);

    if (base < SVY_PLOT_LEAST_BASE || option->p.status != SVY_STATUS_OK)
        return g_strdup_printf(svy_tr(language, "%s: too few to show."), label);
    return g_strdup_printf(svy_tr(language, "%s: %s."), label, share);
}

/* "ABC 52%", or nothing */
static char *word_option(const char *language, const SvyOptionResult *option)
{
    g_autofree char *name = svy_alt_name(option->label), *pct = NULL;

    if (option->p.status != SVY_STATUS_OK)
        return g_strdup_printf(svy_tr(language, "%s too few to show"), name);
    pct = svy_plot_format_pct_in(language, option->p.value);
    return g_strdup_printf("%s %s", name, pct);
}

static char *word_middle(const char *language,
                         const SvyQuestionResult *question,
                         const GPtrArray *options)
{
    g_autofree char *first = NULL, *second = NULL, *last = NULL;
    const bool is_scale = question->is_ordered;

    if (question->n_answered < SVY_PLOT_LEAST_BASE)
        return g_strdup(svy_tr(language, "Too few answers to show."));
    first = word_option(language, options->pdata[0]);
    if (options->len == 1)
        return g_strdup_printf("%s.", first);
    last = word_option(language, options->pdata[options->len - 1]);
    if (options->len == 2)
        return g_strdup_printf("%s, %s.", first, last);
    second = word_option(language, options->pdata[1]);
    if (options->len == 3)
        return g_strdup_printf("%s, %s, %s.", first, second, last);
    return g_strdup_printf("%s, %s, ... %s %s.", first, second,
                           is_scale ? svy_tr(language, "to") : svy_tr(language, "last"), last);
}

static char *word_alt(const char *language,
                      const SvyQuestionResult *question,
                      const GPtrArray *options)
{
    g_autofree char *wording = svy_alt_name(question->text);
    g_autofree char *base = svy_tr_num_count(language, question->n_answered);
    g_autofree char *what = g_strdup_printf(svy_tr(language, "Bar chart of %zu answers to “%s”:"),
                                            question->n_options, wording);
    g_autofree char *middle = word_middle(language, question, options);
    const char *several =
        question->type == SVY_QUESTION_MULTI ? svy_tr(language, "Several answers allowed. ") : "";
    g_autofree char *last = g_strdup_printf(svy_tr(language, "%sBase %s."), several, base);
    const char *const parts[] = {what, middle, last, NULL};
    g_autofree char *joined = svy_alt_join(parts);

    return svy_plot_clean(joined);
}

/* Select-all */

static size_t sum_choices(const SvyQuestionResult *question, bool *ret_is_whole)
{
    size_t n = 0;

    *ret_is_whole = true;
    for (size_t i = 0; i < question->n_options; i++) {
        const SvyOptionResult *option = &question->options[i];

        if (option->p.status == SVY_STATUS_WITHHELD)
            *ret_is_whole = false;
        if (option->mark != SVY_MARK_NOTHING && option->mark != SVY_MARK_DONT_KNOW)
            n += option->n;
    }
    return n;
}

/* The line that no select-all may lack, and the mean number of choices unless parts of it are
 * withheld: it would give them away. */
static void set_remarks(SvyPlot *plot, const SvyQuestionResult *question)
{
    bool is_whole;
    const size_t n_choices = sum_choices(question, &is_whole);
    const bool has_base = question->n_answered >= SVY_PLOT_LEAST_BASE;

    plot->remark =
        g_strdup(n_choices > question->n_answered
                     ? svy_tr(plot->language,
                              "Respondents could choose several; percentages add to more than "
                              "100%.")
                     : svy_tr(plot->language,
                              "Respondents could choose several; percentages need not add to "
                              "100%."));
    if (has_base && is_whole) {
        g_autofree char *mean =
            svy_tr_num(plot->language, (double)n_choices / (double)question->n_answered, 1);
        plot->remark_right = g_strdup_printf(svy_tr(plot->language, "mean %s chosen"), mean);
    }
}

/* The plot */

/* What --top leaves out is said. */
static void add_hidden_note(SvyPlot *plot, const GPtrArray *options, size_t n_shown)
{
    double most = -1;
    g_autofree char *pct = NULL;

    for (size_t i = n_shown; i < options->len; i++)
        most = fmax(most, get_share_or_less(options->pdata[i]));
    if (n_shown >= options->len || most < 0)
        return;
    pct = svy_plot_format_pct_in(plot->language, most);
    svy_plot_add_note(plot,
                      g_strdup_printf(svy_tr(plot->language, "Not shown: %zu more, none above %s."),
                                      options->len - n_shown, pct),
                      false);
}

static void fill_row(SvyPlotRow *row, size_t base, const SvyOptionResult *option)
{
    if (!svy_plot_set_base(row, base, base))
        return;
    if (option->p.status != SVY_STATUS_OK) {
        row->message = g_strdup(svy_tr(row->language, "too few to show"));
        return;
    }
    svy_plot_set_mark(row, 0, &option->p);
    row->cells[1] = svy_plot_format_interval_in(row->language, option->p.lo, option->p.hi);
}

static void add_options(SvyPlot *plot,
                        const SvyQuestionResult *question,
                        const GPtrArray *options,
                        size_t n_shown)
{
    const size_t base = question->n_answered;
    const SvyOptionResult *leader = find_leader(question);
    GString *csv = g_string_new(NULL);

    svy_csv_append_row(
        csv, (const char *const[]){"label", "n", "base", "p", "lo", "hi", "method", NULL});
    for (size_t i = 0; i < n_shown; i++) {
        const SvyOptionResult *option = options->pdata[i];
        SvyPlotRow *row = svy_plot_add_row(plot, option->label);

        fill_row(row, base, option);
        row->is_focus = option == leader && base >= SVY_PLOT_LEAST_BASE && options->len > 1;
        row->starts_group = i > 0 && is_apart(option) && !is_apart(options->pdata[i - 1]);
        append_csv_row(csv, row->label, base, option);
        g_ptr_array_add(plot->descriptions,
                        describe_option(plot->language, row->label, question, option));
    }
    plot->csv = g_string_free(csv, FALSE);
}

/* The longest bar with its interval. */
static double find_most(const SvyPlot *plot)
{
    double most = 0;

    for (guint i = 0; i < plot->rows->len; i++) {
        const SvyPlotMark *mark = &((const SvyPlotRow *)plot->rows->pdata[i])->marks[0];

        if (mark->is_drawn)
            most = fmax(most, fmax(mark->value, mark->hi));
    }
    return most;
}

static SvyPlot *plot_question(const SvyChartKind *kind,
                              const SvySurvey *survey,
                              const SvyQuestionResult *question,
                              double level,
                              const SvyChartOptions *options)
{
    SvyPlot *plot = svy_plot_new_in(survey->language, kind);
    g_autoptr(GPtrArray) sorted = sort_options(question, options->frame);
    const size_t n_shown = options->n_top > 0 ? MIN(options->n_top, sorted->len) : sorted->len;
    g_autofree char *pct = svy_tr_num_pct(survey->language, level, 0);
    SvyQuestionResult plain = *question;

    /* The words of a select-all stand in its own line, once. */
    plain.type = question->type == SVY_QUESTION_MULTI ? SVY_QUESTION_SINGLE : question->type;
    add_options(plot, question, sorted, n_shown);
    plot->axis_end = svy_share_axis_choose_end(find_most(plot), options->axis_end);
    plot->title = svy_words_question_headline(survey, question);
    plot->subtitle = svy_words_question_subtitle(survey, &plain);
    plot->heads[0] = g_strdup(question->type == SVY_QUESTION_MULTI
                                  ? svy_tr(survey->language, "Share who chose it")
                                  : svy_tr(survey->language, "Share who gave this answer"));
    plot->cell_heads[1] = g_strdup_printf(svy_tr(survey->language, "%s%% CI"), pct);
    if (question->type == SVY_QUESTION_MULTI)
        set_remarks(plot, question);
    svy_plot_add_question_notes(plot, survey, &plain, level);
    add_hidden_note(plot, sorted, n_shown);
    plot->alt = word_alt(survey->language, question, sorted);
    return plot;
}

/* All bars are as thick as the lowest row allows, so that only their length speaks. */
static double measure_bar(const SvyLayout *layout)
{
    double height = bar_most * layout->m;

    for (size_t i = 0; i < layout->n_rows; i++)
        height = fmin(height, bar_share * layout->rows[i].height);
    return height;
}

static void draw_row(const SvyLayout *layout, size_t index)
{
    const SvyPlotRow *row = layout->plot->rows->pdata[index];
    const SvyPlotMark *mark = &row->marks[0];
    const double height = measure_bar(layout);
    const double x0 = svy_layout_get_x(layout, 0);
    SvyNode *node;

    if (!mark->is_drawn)
        return;
    node = svy_scene_add_rect(
        layout->scene, SVY_ROLE_BAR,
        (SvyRect){x0, svy_layout_get_middle(layout, index) - height / 2,
                  svy_layout_get_x(layout, mark->value) - x0, height},
        svy_layout_get_color(layout, row->is_focus ? SVY_SERIES_1_FOCUS : SVY_SERIES_1_TINT));
    node->datum = (SvyDatum){index, 0, true, 0, mark->value};
    svy_layout_draw_reference(layout, index, 0);
    svy_layout_draw_whisker(layout, index, 0, true);
    svy_layout_draw_mark(layout, index, 0);
}

static bool accepts_one_answer(const SvyQuestionResult *question)
{
    return question->type == SVY_QUESTION_SINGLE || question->type == SVY_QUESTION_LIKERT;
}

static bool accepts_several_answers(const SvyQuestionResult *question)
{
    return question->type == SVY_QUESTION_MULTI;
}

const SvyChartKind svy_kind_ranked_bars = {
    .name = "ranked-bars",
    .summary = "one question with one answer each: the shares, largest first or in their order",
    .n_series = 1,
    .mark_scale = 0.64,
    .may_split = true,
    .plot_question = plot_question,
    .accepts_question = accepts_one_answer,
    .draw_row = draw_row,
};

const SvyChartKind svy_kind_select_all = {
    .name = "select-all",
    .summary = "one question with several answers: the shares, largest first",
    .n_series = 1,
    .mark_scale = 0.64,
    .may_split = true,
    .plot_question = plot_question,
    .accepts_question = accepts_several_answers,
    .draw_row = draw_row,
};
