/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What charts of numbers by group say. */
#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/num.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/panel-numbers.h"
#include "chart/table-words.h"
#include "result/result-table.h"
#include "result/words.h"

enum { QUARTER = 1, MEDIAN = SVY_NUMBERS_MEDIAN, THREE_QUARTERS = 3 };

static const char *const keys[SVY_NUMBERS_QUANTILES] = {"q05", "q1", "median", "q3", "q95"};

/* Numbers */

/* Without both sides of a box the rest would look like something else. */
static void leave_median(SvyNumbersGroup *group)
{
    for (size_t q = 0; q < SVY_NUMBERS_QUANTILES; q++)
        if (q != MEDIAN)
            group->quantiles[q] = svy_estimate_none(SVY_STATUS_UNDEFINED, 0.95, NULL);
}

/* Curve and single numbers, where the table has them and the kind draws them. */
static void fill_spread(const SvyNumbersPanel *numbers,
                        const SvyTable *table,
                        size_t row,
                        SvyNumbersGroup *group)
{
    const SvyTableCurve *curve = table->curves == NULL ? NULL : &table->curves->rows[row];

    if (curve == NULL || group->n == 0)
        return;
    if (numbers->style->has_curves && curve->density != NULL) {
        group->from = curve->from;
        group->to = curve->to;
        group->density = g_new(double, numbers->n_points);
        memcpy(group->density, curve->density, numbers->n_points * sizeof(double));
    }
    if (curve->n_values > 0) {
        group->n_dots = curve->n_values;
        group->dots = g_new(double, curve->n_values);
        group->dot_lane = g_new0(int, curve->n_values);
        memcpy(group->dots, curve->values, curve->n_values * sizeof(double));
    }
}

static void fill_quantiles(const SvyTable *table, size_t row, SvyNumbersGroup *group)
{
    for (size_t q = 0; q < SVY_NUMBERS_QUANTILES; q++) {
        const size_t column = svy_table_find_column(table, keys[q]);

        group->quantiles[q] = svy_estimate_none(SVY_STATUS_UNDEFINED, 0.95, NULL);
        if (column < table->n_columns &&
            svy_table_get_cell(table, row, column)->status == SVY_STATUS_OK)
            group->quantiles[q] = svy_table_get_cell(table, row, column)->share.p;
    }
}

static void drop_dots(SvyNumbersGroup *group)
{
    g_clear_pointer(&group->dots, g_free);
    g_clear_pointer(&group->dot_lane, g_free);
    group->n_dots = 0;
}

/* What is withheld is not said to be few: it may hide others. */
static void fill_group(const SvyNumbersPanel *numbers,
                       const SvyTable *table,
                       size_t row,
                       SvyNumbersGroup *group)
{
    const SvyCell *n = svy_table_get_cell(table, row, svy_table_find_column(table, "n"));
    const bool is_told = n->kind == SVY_CELL_COUNT && n->status == SVY_STATUS_OK;

    group->label = svy_table_get_cell(table, row, 0)->text;
    group->is_all = row == 0;
    group->n = is_told ? n->n : 0;
    fill_quantiles(table, row, group);
    fill_spread(numbers, table, row, group);
    group->is_shown = (group->n >= SVY_PLOT_LEAST_BASE || group->n_dots > 0) &&
                      group->quantiles[MEDIAN].status == SVY_STATUS_OK;
    group->is_withheld = !group->is_shown && (!is_told || group->n >= SVY_PLOT_LEAST_BASE);
    if (!group->is_shown)
        drop_dots(group);
    if (!svy_numbers_has_box(group))
        leave_median(group);
}

/* Everybody first, then by the median, groups that are not shown last. */
static int compare_groups(const void *a, const void *b, void *unused)
{
    const SvyNumbersGroup *one = a, *other = b;

    (void)unused;
    if (one->is_all != other->is_all)
        return one->is_all ? -1 : 1;
    if (one->is_shown != other->is_shown)
        return one->is_shown ? -1 : 1;
    if (one->is_shown && one->quantiles[MEDIAN].value > other->quantiles[MEDIAN].value)
        return -1;
    return one->is_shown && one->quantiles[MEDIAN].value < other->quantiles[MEDIAN].value;
}

/* One decimal more than the ticks have. */
static char *format_value(const char *language, const SvyNumbersPanel *numbers, double value)
{
    return svy_axis_format_number_in(language, value,
                                     svy_axis_count_decimals(numbers->axis.step) + 1);
}

static char *format_interval(const char *language,
                             const SvyNumbersPanel *numbers,
                             const SvyEstimate *median)
{
    g_autofree char *lo = NULL, *hi = NULL;

    if (!isfinite(median->lo) || !isfinite(median->hi))
        return NULL;
    lo = format_value(language, numbers, median->lo);
    hi = format_value(language, numbers, median->hi);
    return g_strdup_printf(median->lo < 0 ? svy_tr(language, "%s to %s") : "%s–%s", lo, hi);
}

/* Which parts of the numbers there are at all. */
static const char *name_parts(const char *language, const SvyNumbersPanel *numbers)
{
    bool has_boxes = false, has_whiskers = false;

    for (size_t i = 0; i < numbers->n_groups; i++) {
        has_boxes |= svy_numbers_has_box(&numbers->groups[i]);
        has_whiskers |= svy_numbers_is_told(&numbers->groups[i], 0) ||
                        svy_numbers_is_told(&numbers->groups[i], 4);
    }
    if (svy_numbers_has_curves(numbers))
        return svy_tr(language, numbers->style->head);
    if (!has_boxes)
        return svy_tr(language, "Median");
    return has_whiskers ? svy_tr(language, "Middle half, and nine in ten")
                        : svy_tr(language, "Middle half");
}

static void word_group(const SvyResult *result,
                       const SvyNumbersPanel *numbers,
                       SvyNumbersGroup *group)
{
    const char *language = result->survey.language;

    if (!group->is_shown)
        return;
    group->figure = format_value(language, numbers, group->quantiles[MEDIAN].value);
    group->count = svy_tr_num_count(language, group->n);
    group->interval = format_interval(language, numbers, &group->quantiles[MEDIAN]);
}

static SvyNumbersPanel *fill_panel(const SvyNumbersStyle *style, const SvyTable *table)
{
    SvyNumbersPanel *numbers = svy_numbers_panel_new(style, table->n_rows);

    if (table->curves != NULL && style->has_curves) {
        numbers->n_points = table->curves->n_points;
        numbers->bandwidth = table->curves->bandwidth;
    }
    for (size_t i = 0; i < table->n_rows; i++) {
        numbers->groups[i].place = i;
        fill_group(numbers, table, i, &numbers->groups[i]);
    }
    return numbers;
}

static void sort_groups(SvyNumbersPanel *numbers)
{
    g_qsort_with_data(numbers->groups, (int)numbers->n_groups, sizeof numbers->groups[0],
                      compare_groups, NULL);
}

/* As the rows of everybody stand. */
static void sort_like(SvyNumbersPanel *numbers, const SvyNumbersPanel *all)
{
    g_autofree SvyNumbersGroup *groups = g_new0(SvyNumbersGroup, numbers->n_groups + 1);

    memcpy(groups, numbers->groups, numbers->n_groups * sizeof *groups);
    for (size_t i = 0; i < numbers->n_groups; i++)
        numbers->groups[i] = groups[all->groups[i].place];
}

/* One order and one axis for all panels of a page. */
static void arrange(SvyNumbersPanel *numbers, const SvyChartFrame *frame)
{
    if (frame == NULL) {
        sort_groups(numbers);
        svy_numbers_panel_set_axis(numbers, 0, NULL);
        return;
    }
    g_autofree SvyNumbersPanel **panels = g_new0(SvyNumbersPanel *, frame->slices->n_groups + 1);

    panels[0] = fill_panel(numbers->style, frame->bins);
    sort_groups(panels[0]);
    sort_like(numbers, panels[0]);
    for (size_t i = 0; i < frame->slices->n_groups; i++)
        panels[i + 1] = fill_panel(numbers->style, frame->slices->groups[i].bins);
    svy_numbers_panel_set_axis(numbers, frame->slices->n_groups + 1, panels);
    for (size_t i = 0; i <= frame->slices->n_groups; i++)
        svy_panel_free(&panels[i]->panel);
}

static SvyNumbersPanel *numbers_new(const SvyNumbersStyle *style,
                                    const SvyResult *result,
                                    const SvyTable *table,
                                    const SvyChartFrame *frame)
{
    const char *language = result->survey.language;
    SvyNumbersPanel *numbers = fill_panel(style, table);
    g_autofree char *pct = svy_words_level_in(language, result->level);

    arrange(numbers, frame);
    if (frame != NULL)
        numbers->bandwidth_all = frame->slices->bandwidth_all;
    for (size_t i = 0; i < table->n_rows; i++)
        word_group(result, numbers, &numbers->groups[i]);
    numbers->head = g_strdup(name_parts(language, numbers));
    numbers->is_protected = result->min_cell > 1;
    numbers->count_head = g_strdup("n");
    numbers->figure_head = g_strdup(svy_tr(language, "Median"));
    numbers->interval_head = g_strdup_printf(svy_tr(language, "%s%% interval"), pct);
    return numbers;
}

/* The points of the curves, and the numbers of the dots, where there are any. */
static void append_head(GString *csv, const SvyNumbersPanel *numbers)
{
    static const char *const heads[] = {"label", "base", "q05",       "q1",        "median",
                                        "q3",    "q95",  "median_lo", "median_hi", "method"};
    const bool has_curves = svy_numbers_has_curves(numbers);

    for (size_t i = 0; i < G_N_ELEMENTS(heads); i++)
        svy_csv_append_text(csv, heads[i]);
    if (has_curves) {
        svy_csv_append_text(csv, "curve_from");
        svy_csv_append_text(csv, "curve_to");
    }
    for (size_t i = 0; has_curves && i < numbers->n_points; i++) {
        g_autofree char *head = g_strdup_printf("density_%zu", i + 1);

        svy_csv_append_text(csv, head);
    }
    if (svy_numbers_has_dots(numbers))
        svy_csv_append_text(csv, "answers");
    svy_csv_end_row(csv);
}

static void append_curve(GString *csv, const SvyNumbersPanel *numbers, const SvyNumbersGroup *group)
{
    const bool has_curve = group->density != NULL && group->is_shown;

    if (!svy_numbers_has_curves(numbers))
        return;
    svy_csv_append_number(csv, has_curve ? group->from : (double)NAN);
    svy_csv_append_number(csv, has_curve ? group->to : (double)NAN);
    for (size_t i = 0; i < numbers->n_points; i++)
        svy_csv_append_number(csv, has_curve ? group->density[i] : (double)NAN);
}

static void append_dots(GString *csv, const SvyNumbersGroup *group)
{
    g_autoptr(GString) answers = g_string_new(NULL);

    for (size_t i = 0; i < group->n_dots; i++) {
        g_autofree char *number = svy_num_format_exact(group->dots[i]);

        g_string_append_printf(answers, "%s%s", i > 0 ? " " : "", number);
    }
    svy_csv_append_text(csv, answers->len > 0 ? answers->str : NULL);
}

/* Needs the rows of the plot: labels stand in the file as they stand in the picture. */
static char *write_csv(const SvyPlot *plot, const SvyNumbersPanel *numbers)
{
    GString *csv = g_string_new(NULL);

    append_head(csv, numbers);
    for (size_t i = 0; i < numbers->n_groups; i++) {
        const SvyNumbersGroup *group = &numbers->groups[i];
        const SvyEstimate *median = &group->quantiles[MEDIAN];

        svy_csv_append_text(csv, ((const SvyPlotRow *)plot->rows->pdata[i])->label);
        if (group->is_shown)
            svy_csv_append_count(csv, group->n);
        else
            svy_csv_append_text(csv, NULL);
        for (size_t q = 0; q < SVY_NUMBERS_QUANTILES; q++)
            svy_csv_append_number(csv, svy_numbers_is_told(group, q) ? group->quantiles[q].value
                                                                     : (double)NAN);
        svy_csv_append_number(csv, group->is_shown ? median->lo : (double)NAN);
        svy_csv_append_number(csv, group->is_shown ? median->hi : (double)NAN);
        svy_csv_append_text(csv, group->is_shown ? median->method : NULL);
        append_curve(csv, numbers, group);
        if (svy_numbers_has_dots(numbers))
            append_dots(csv, group);
        svy_csv_end_row(csv);
    }
    return g_string_free(csv, FALSE);
}

/* Words */

/* Groups, without everybody: the shown ones stand from 1 to before this. */
static size_t find_end(const SvyNumbersPanel *numbers)
{
    size_t end = 1;

    while (end < numbers->n_groups && numbers->groups[end].is_shown)
        end++;
    return end;
}

/* Two medians whose intervals do not touch differ; an interval that is not told tells nothing. */
static bool differs(const SvyNumbersGroup *high, const SvyNumbersGroup *low)
{
    return high->quantiles[MEDIAN].lo > low->quantiles[MEDIAN].hi;
}

static char *word_title(const SvyResult *result, const SvyNumbersPanel *numbers)
{
    const size_t end = find_end(numbers);
    const SvyNumbersGroup *all = &numbers->groups[0], *first, *last;
    g_autofree char *people = NULL, *high = NULL, *low = NULL;

    if (!all->is_shown)
        return g_strdup(
            svy_tr(result->survey.language, "Too few answers to compare groups: fewer than 10"));
    people = svy_words_count_people(&result->survey, all->n);
    if (end < 3)
        return g_strdup_printf(svy_tr(result->survey.language, "Half of %s gave %s or less"),
                               people, all->figure);
    first = &numbers->groups[1];
    last = &numbers->groups[end - 1];
    high = svy_table_words_quote_in(result->survey.language, first->label);
    low = svy_table_words_quote_in(result->survey.language, last->label);
    if (differs(first, last))
        return g_strdup_printf(
            svy_tr(result->survey.language, "Half of %s gave %s or more, half of %s %s or less"),
            high, first->figure, low, last->figure);
    return g_strdup_printf(svy_tr(result->survey.language,
                                  "Half of %s gave %s or less; the groups cannot be told apart"),
                           people, all->figure);
}

static char *word_subtitle(const SvyResult *result,
                           const SvyTable *table,
                           const SvyNumbersPanel *numbers)
{
    g_autofree char *people = svy_words_count_people(&result->survey, numbers->groups[0].n);
    g_autofree char *groups = svy_plot_clean(table->by_text);
    g_autofree char *measure = NULL;

    if (!numbers->groups[0].is_shown)
        return svy_table_words_subtitle(table->row_text,
                                        svy_tr(result->survey.language, "By group"));
    measure =
        g_strdup_printf(svy_tr(result->survey.language, "Answers of %s, by “%s”"), people, groups);
    return svy_table_words_subtitle(table->row_text, measure);
}

static char *word_alt(const char *language, const SvyTable *table, const SvyNumbersPanel *numbers)
{
    const size_t end = find_end(numbers);
    g_autofree char *wording = svy_alt_name(table->row_text);
    g_autofree char *count = svy_tr_num_count(language, numbers->groups[0].n);
    g_autofree char *what = numbers->style->word_kind(language, wording, numbers->n_groups - 1);
    g_autofree char *ends = NULL, *last = g_strdup_printf(svy_tr(language, "Base %s."), count),
                    *joined = NULL;

    if (end < 2) {
        ends = g_strdup(svy_tr(language, "Too few answers to show."));
    } else {
        const SvyNumbersGroup *high = &numbers->groups[1], *low = &numbers->groups[end - 1];
        g_autofree char *name = svy_alt_name(high->label), *other = svy_alt_name(low->label);

        ends =
            end == 2
                ? g_strdup_printf(svy_tr(language, "Median of %s %s."), name, high->figure)
                : g_strdup_printf(svy_tr(language, "Median highest in %s (%s), lowest in %s (%s)."),
                                  name, high->figure, other, low->figure);
    }
    joined = svy_alt_join((const char *const[]){what, ends, last, NULL});
    return svy_plot_clean(joined);
}

static char *describe_group(const char *language,
                            const SvyNumbersPanel *numbers,
                            const char *label,
                            const SvyNumbersGroup *group)
{
    g_autofree char *q1 = NULL, *q3 = NULL, *q05 = NULL, *q95 = NULL, *count = NULL;

    if (!group->is_shown)
        return g_strdup_printf(group->is_withheld ? svy_tr(language, "%s: withheld.")
                                                  : svy_tr(language, "%s: too few to show."),
                               label);
    count = svy_tr_num_count(language, group->n);
    if (!svy_numbers_has_box(group))
        return g_strdup_printf(svy_tr(language, "%s: median %s; n = %s."), label, group->figure,
                               count);
    q1 = format_value(language, numbers, group->quantiles[1].value);
    q3 = format_value(language, numbers, group->quantiles[3].value);
    if (!svy_numbers_is_told(group, 0) || !svy_numbers_is_told(group, 4))
        return g_strdup_printf(svy_tr(language, "%s: median %s, middle half %s to %s; n = %s."),
                               label, group->figure, q1, q3, count);
    q05 = format_value(language, numbers, group->quantiles[0].value);
    q95 = format_value(language, numbers, group->quantiles[4].value);
    return g_strdup_printf(
        svy_tr(language, "%s: median %s, middle half %s to %s, nine in ten %s to %s; n = %s."),
        label, group->figure, q1, q3, q05, q95, count);
}

/* The plot */

static void add_group(SvyPlot *plot, const SvyNumbersPanel *numbers, const SvyNumbersGroup *group)
{
    SvyPlotRow *row = svy_plot_add_row(plot, group->label);

    if (!group->is_shown)
        row->message = g_strdup(group->is_withheld ? svy_tr(plot->language, "withheld")
                                                   : svy_tr(plot->language, "too few to show"));
    else if (group->n >= SVY_PLOT_LEAST_BASE)
        svy_plot_set_base(row, group->n, group->n);
    row->starts_group = group == &numbers->groups[1];
    row->is_in_all = group == &numbers->groups[0];
    g_ptr_array_add(plot->descriptions, describe_group(plot->language, numbers, row->label, group));
}

/* Of a page of panels: what is drawn, and what stands beside it. */
static void add_keys(SvyPlot *plot, const SvyNumbersPanel *numbers)
{
    svy_plot_add_key(plot, SVY_KEY_WORDS, 0, SVY_INK, numbers->head);
    svy_plot_add_key(plot, SVY_KEY_WORDS, 0, SVY_INK,
                     svy_tr(plot->language, "At the right: median, and people"));
}

SvyPlot *svy_numbers_plot(const SvyChartKind *kind,
                          const SvyNumbersStyle *style,
                          const SvyResult *result,
                          const SvyTable *table,
                          const SvyChartFrame *frame)
{
    SvyPlot *plot = svy_plot_new_in(result->survey.language, kind);
    SvyNumbersPanel *numbers = numbers_new(style, result, table, frame);

    plot->panel = &numbers->panel;
    for (size_t i = 0; i < numbers->n_groups; i++)
        add_group(plot, numbers, &numbers->groups[i]);
    plot->title = word_title(result, numbers);
    plot->subtitle = word_subtitle(result, table, numbers);
    plot->csv = write_csv(plot, numbers);
    plot->alt = word_alt(result->survey.language, table, numbers);
    style->add_notes(plot, numbers);
    if (svy_numbers_has_dots(numbers))
        svy_plot_add_note(plot,
                          g_strdup(svy_tr(result->survey.language,
                                          "Dots: one person each, in groups of fewer than 100; "
                                          "fewer than 20 have no box.")),
                          false);
    svy_plot_add_table_notes(plot, result, table);
    if (frame != NULL)
        add_keys(plot, numbers);
    return plot;
}

bool svy_numbers_accepts_table(const SvyTable *table)
{
    return table->kind == SVY_TABLE_NUMBERS_BY && table->n_rows > 1 &&
           svy_table_find_column(table, "n") < table->n_columns &&
           svy_table_find_column(table, "median") < table->n_columns;
}
