/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "forest": one estimate a row with its interval and a line of no effect: odds ratios of what
 * goes with an outcome, on a logarithmic axis; the gap by group, in points. */
#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/text.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/chart-registry.h"
#include "chart/panel-dots.h"
#include "result/result-table.h"
#include "result/words.h"

#define TITLE_CHARS 44u

/* An interval is shown until so many times the most extreme estimate. */
static const double most_beyond = 4;

enum { STYLE_TELLS, STYLE_OPEN, STYLE_ALL };
enum { CELL_ESTIMATE, CELL_INTERVAL, CELL_N };

static const SvyDotsStyle styles[] = {
    [STYLE_TELLS] = {.type = SVY_NODE_CIRCLE,
                     .color = SVY_SERIES_1,
                     .text_color = SVY_SERIES_1_TEXT},
    [STYLE_OPEN] = {.type = SVY_NODE_CIRCLE,
                    .color = SVY_TERTIARY,
                    .text_color = SVY_TERTIARY,
                    .is_hollow = true},
    [STYLE_ALL] = {.type = SVY_NODE_DIAMOND, .color = SVY_INK, .text_color = SVY_INK, .series = 1},
};

static const SvyCell *get_cell(const SvyTable *table, size_t row, const char *key)
{
    const size_t column = svy_table_find_column(table, key);

    return column < table->n_columns ? svy_table_get_cell(table, row, column) : NULL;
}

/* (nullable) the number of a cell that may be told. */
static const SvyEstimate *get_estimate(const SvyTable *table, size_t row, const char *key)
{
    const SvyCell *cell = get_cell(table, row, key);

    return cell != NULL && cell->status == SVY_STATUS_OK && cell->kind != SVY_CELL_EMPTY
               ? &cell->share.p
               : NULL;
}

static double get_number(const SvyTable *table, size_t row, const char *key)
{
    const SvyEstimate *estimate = get_estimate(table, row, key);

    return estimate != NULL ? estimate->value : (double)NAN;
}

static const char *get_text(const SvyTable *table, size_t row, const char *key)
{
    const SvyCell *cell = get_cell(table, row, key);

    return cell != NULL && cell->text != NULL ? cell->text : "";
}

/* The same in English where the words are ours, as the sign between question and group is. */
static const char *get_word(const SvyTable *table, size_t row, const char *key)
{
    const SvyCell *cell = get_cell(table, row, key);

    return cell != NULL && cell->text != NULL ? svy_cell_get_word(cell) : "";
}

static SvyDots *make_dots(size_t n_rows)
{
    SvyDots *dots = svy_dots_new(n_rows);

    for (size_t i = 0; i < G_N_ELEMENTS(styles); i++)
        dots->styles[i] = styles[i];
    return dots;
}

static char *word_interval_head(const SvyResult *result)
{
    g_autofree char *level = svy_words_level_in(result->survey.language, result->level);

    return g_strdup_printf(svy_tr(result->survey.language, "%s%% interval"), level);
}

/* A sentence's share of a long label. */
static char *cut_for_title(const char *label)
{
    g_autofree char *safe = svy_plot_clean(label);

    return svy_text_cut(safe, TITLE_CHARS);
}

static size_t count_shown(const SvyTable *table, const SvyChartOptions *options)
{
    return options->n_top > 0 ? MIN(options->n_top, table->n_rows) : table->n_rows;
}

static void add_left_out(SvyPlot *plot, size_t n_left_out)
{
    if (n_left_out > 0)
        svy_plot_add_note(
            plot, g_strdup_printf(svy_tr(plot->language, "Not shown: %zu more."), n_left_out),
            false);
}

/* --- Odds ratios: labels -------------------------------------------------------------------- */

/* The rows say "question: group", the question cut where it is long. */
typedef struct {
    char *question; /* (nullable) */
    const char *group;
} Name;

static bool is_start_of(const char *cut, const char *text)
{
    const size_t ellipsis = strlen("…"), length = strlen(cut);

    if (g_str_has_suffix(cut, "…"))
        return strncmp(cut, text, length - ellipsis) == 0;
    return strcmp(cut, text) == 0;
}

/* (nullable) (transfer none) the whole wording. */
static const char *find_question(const SvyResult *result, const char *cut)
{
    for (size_t i = 0; i < result->n_questions; i++)
        if (result->questions[i].text != NULL && is_start_of(cut, result->questions[i].text))
            return result->questions[i].text;
    return NULL;
}

/* At the colon behind the wording of a question; else at the first one. */
static Name split_label(const SvyResult *result, const char *label)
{
    const char *first = strstr(label, ": ");

    for (const char *at = first; at != NULL; at = strstr(at + 1, ": ")) {
        g_autofree char *cut = g_strndup(label, (size_t)(at - label));
        const char *text = find_question(result, cut);

        if (text != NULL)
            return (Name){g_strdup(text), at + 2};
    }
    if (first == NULL || first == label || first[2] == '\0')
        return (Name){NULL, label};
    return (Name){g_strndup(label, (size_t)(first - label)), first + 2};
}

/* --- Odds ratios: numbers ------------------------------------------------------------------- */

/* (nullable) what is drawn of a row. */
static const SvyEstimate *get_ratio(const SvyTable *table, size_t row)
{
    const SvyEstimate *ratio = get_estimate(table, row, "odds-ratio");

    return ratio != NULL && isfinite(ratio->value) && ratio->value > 0 ? ratio : NULL;
}

static bool is_ratio_shown(const SvyTable *table, size_t row)
{
    return get_ratio(table, row) != NULL;
}

/* Where not all rows are to be shown, those that are most certain. */
static bool is_kept(const SvyTable *table, size_t row, size_t n_top)
{
    const double own = get_number(table, row, "p");
    size_t n_before = 0;

    for (size_t other = 0; other < table->n_rows && n_top > 0; other++) {
        const double p = get_number(table, other, "p");
        const bool is_alike = !(p < own) && !(own < p) && isfinite(p) == isfinite(own);

        n_before += p < own || (isfinite(p) && !isfinite(own)) || (is_alike && other < row);
    }
    return n_top == 0 || n_before < n_top;
}

/* (nullable) what is drawn of a row, if it is among them. */
static const SvyEstimate *get_kept(const SvyTable *table, size_t row, size_t n_top)
{
    return is_kept(table, row, n_top) ? get_ratio(table, row) : NULL;
}

static bool excludes(const SvyEstimate *estimate, double line)
{
    return estimate->lo > line || estimate->hi < line;
}

/* Two decimals until ten, then fewer: "0.30", "12.4", "1,701". */
static char *format_ratio(const char *language, double ratio)
{
    if (!isfinite(ratio))
        return g_strdup("∞");
    if (ratio < 0.005)
        return g_strdup("<0.01");
    if (ratio >= 999.5 && ratio < 1e9)
        return svy_tr_num_count(language, (size_t)(ratio + 0.5));
    return svy_tr_num(language, ratio, ratio < 9.995 ? 2 : ratio < 99.95 ? 1 : 0);
}

static char *format_ratios(const char *language, const SvyEstimate *ratio)
{
    g_autofree char *lo = format_ratio(language, ratio->lo),
                    *hi = format_ratio(language, ratio->hi);

    return g_strdup_printf("%s–%s", lo, hi);
}

static void set_ratio_axis(const char *language, SvyDots *dots, const SvyTable *table, size_t n_top)
{
    double least = 1, most = 1, low = 0.5, high = 2;

    for (size_t row = 0; row < table->n_rows; row++) {
        const double value = get_number(table, row, "odds-ratio");

        least = get_kept(table, row, n_top) != NULL ? fmin(least, value) : least;
        most = get_kept(table, row, n_top) != NULL ? fmax(most, value) : most;
    }
    for (size_t row = 0; row < table->n_rows; row++) {
        const SvyEstimate *ratio = get_kept(table, row, n_top);

        if (ratio == NULL)
            continue;
        low = fmin(low, fmax(ratio->lo, least / most_beyond));
        high = fmax(high, fmin(ratio->hi, most * most_beyond));
    }
    svy_dots_set_ratio_axis_in(language, dots, low / 1.04, high * 1.04);
}

/* The row of which the title speaks: the most certain one that is certain; or n_rows. */
static size_t find_driver(const SvyResult *result, const SvyTable *table, size_t n_rows)
{
    size_t best = n_rows;

    for (size_t row = 0; row < n_rows; row++) {
        const double p = get_number(table, row, "p-adjusted");
        const bool is_certain = is_ratio_shown(table, row) &&
                                get_estimate(table, row, "effect") != NULL && p < 1 - result->level;

        if (is_certain &&
            (best == n_rows || get_number(table, row, "p") < get_number(table, best, "p")))
            best = row;
    }
    return best;
}

/* --- Odds ratios: words --------------------------------------------------------------------- */

static const char *get_outcome(const char *language, const SvyTable *table)
{
    return table->subject != NULL ? table->subject : svy_tr(language, "answer with a yes");
}

static char *word_driver(const SvyResult *result, const SvyTable *table, size_t row)
{
    const double effect = get_number(table, row, "effect");
    const Name name = split_label(result, get_word(table, row, "group"));
    g_autofree char *question = name.question;
    g_autofree char *group = cut_for_title(name.group);
    g_autofree char *reference = cut_for_title(get_text(table, row, "reference"));
    g_autofree char *outcome =
        svy_text_cut(get_outcome(result->survey.language, table), TITLE_CHARS);
    g_autofree char *points = svy_plot_format_points_in(result->survey.language, fabs(effect));

    (void)question;
    return effect < 0
               ? g_strdup_printf(svy_tr(result->survey.language,
                                        "“%s” %s %s points less often than “%s”, all else equal"),
                                 group, outcome, points, reference)
               : g_strdup_printf(svy_tr(result->survey.language,
                                        "“%s” %s %s points more often than “%s”, all else equal"),
                                 group, outcome, points, reference);
}

static size_t count_ratios(const SvyTable *table, size_t n_top)
{
    size_t n = 0;

    for (size_t row = 0; row < table->n_rows; row++)
        n += get_kept(table, row, n_top) != NULL;
    return n;
}

static char *word_drivers_title(const SvyResult *result, const SvyTable *table)
{
    const size_t row = find_driver(result, table, table->n_rows);
    const size_t n = count_ratios(table, 0);
    g_autofree char *outcome =
        svy_text_cut(get_outcome(result->survey.language, table), TITLE_CHARS);

    if (row < table->n_rows)
        return word_driver(result, table, row);
    if (n == 0)
        return g_strdup_printf(svy_tr(result->survey.language,
                                      "0 of %zu groups are large enough to show how often they %s"),
                               table->n_rows, outcome);
    if (n == 1)
        return g_strdup_printf(svy_tr(result->survey.language,
                                      "1 group was compared, and it does not %s more or less often "
                                      "beyond chance"),
                               outcome);
    return g_strdup_printf(
        svy_tr(result->survey.language,
               "None of %zu groups stands out in how often they %s: the differences "
               "are within chance"),
        n, outcome);
}

static char *word_drivers_alt(const char *language, const SvyTable *table, size_t n_top)
{
    const size_t n = count_ratios(table, n_top);
    g_autofree char *outcome = svy_text_cut(get_outcome(language, table), TITLE_CHARS);
    g_autofree char *base =
        svy_tr_num_count(language, table->columns[svy_table_find_column(table, "odds-ratio")].base);
    g_autofree char *what =
        g_strdup_printf(svy_tr(language, "Forest plot of %zu odds ratios: %s."), n, outcome);
    g_autofree char *last = g_strdup_printf(svy_tr(language, "Base %s."), base), *label = NULL,
                    *value = NULL;
    g_autofree char *interval = NULL, *ends = NULL, *joined = NULL, *counted = NULL;
    size_t best = table->n_rows, n_open = 0;

    for (size_t row = 0; row < table->n_rows; row++) {
        const SvyEstimate *ratio = get_kept(table, row, n_top);

        if (ratio == NULL)
            continue;
        n_open += !excludes(ratio, 1);
        if (best == table->n_rows || ratio->value > get_number(table, best, "odds-ratio"))
            best = row;
    }
    if (best == table->n_rows) {
        ends = g_strdup(svy_tr(language, "None can be shown."));
    } else {
        const SvyEstimate *ratio = get_ratio(table, best);

        g_assert(ratio != NULL);
        label = svy_alt_name(get_text(table, best, "group"));
        value = format_ratio(language, ratio->value);
        interval = format_ratios(language, ratio);
        ends = g_strdup_printf(svy_tr(language, "Highest: %s, %s (%s)."), label, value, interval);
        counted =
            g_strdup_printf(svy_tr(language, "%zu of %zu intervals exclude 1."), n - n_open, n);
    }
    joined = svy_alt_join((const char *const[]){what, counted != NULL ? counted : ends,
                                                counted != NULL ? ends : last,
                                                counted != NULL ? last : NULL, NULL});
    return svy_plot_clean(joined);
}

static char *describe_driver(const SvyResult *result,
                             const SvyTable *table,
                             size_t row,
                             const char *label)
{
    const SvyEstimate *ratio = get_ratio(table, row);
    g_autofree char *reference = svy_alt_name(get_text(table, row, "reference"));
    g_autofree char *level = svy_words_level_in(result->survey.language, result->level);
    g_autofree char *value = NULL, *interval = NULL;

    if (ratio == NULL)
        return g_strdup_printf(svy_tr(result->survey.language, "%s, against %s: too few to show."),
                               label, reference);
    value = format_ratio(result->survey.language, ratio->value);
    interval = format_ratios(result->survey.language, ratio);
    return g_strdup_printf(
        svy_tr(result->survey.language, "%s, against %s: odds ratio %s (%s%% interval %s)."), label,
        reference, value, level, interval);
}

/* --- Odds ratios: the plot ------------------------------------------------------------------ */

static void append_driver_csv(GString *csv,
                              const SvyTable *table,
                              size_t row,
                              const char *label,
                              const char *question)
{
    const SvyEstimate *ratio = get_ratio(table, row);
    const bool is_shown = ratio != NULL;
    const SvyEstimate *effect = get_estimate(table, row, "effect");
    const double none = (double)NAN;

    svy_csv_append_text(csv, label);
    svy_csv_append_text(csv, question);
    svy_csv_append_text(csv, get_text(table, row, "reference"));
    svy_csv_append_count(csv, table->columns[svy_table_find_column(table, "odds-ratio")].base);
    svy_csv_append_number(csv, is_shown ? ratio->value : none);
    svy_csv_append_number(csv, is_shown ? ratio->lo : none);
    svy_csv_append_number(csv, is_shown ? ratio->hi : none);
    svy_csv_append_number(csv, is_shown && effect != NULL ? effect->value : none);
    svy_csv_append_number(csv, is_shown && effect != NULL ? effect->lo : none);
    svy_csv_append_number(csv, is_shown && effect != NULL ? effect->hi : none);
    svy_csv_append_number(csv, is_shown ? get_number(table, row, "p-adjusted") : none);
    svy_csv_append_text(csv, is_shown ? ratio->method : NULL);
    svy_csv_end_row(csv);
}

static void add_heading(SvyPlot *plot, const char *question, const char *reference)
{
    SvyPlotRow *row = svy_plot_add_row(plot, question);
    g_autofree char *name = svy_alt_name(reference);

    row->is_heading = row->starts_group = true;
    if (*name != '\0')
        row->base_note = g_strdup_printf(svy_tr(plot->language, "against: %s (reference)"), name);
}

static void fill_driver(const char *language, SvyDotsRow *dot, const SvyEstimate *ratio)
{
    *dot = (SvyDotsRow){
        .is_drawn = true,
        .value = ratio->value,
        .lo = ratio->lo,
        .hi = ratio->hi,
        .style = excludes(ratio, 1) ? STYLE_TELLS : STYLE_OPEN,
        .cells = {format_ratio(language, ratio->value), format_ratios(language, ratio)}};
}

typedef struct {
    const SvyResult *result;
    const SvyTable *table;
    SvyPlot *plot;
    SvyDots *dots;
    GString *csv;
    size_t focus;
    char *question; /* (nullable) owned: whose groups are being added */
} Drivers;

static void add_driver(const char *language, Drivers *drivers, size_t row)
{
    const SvyTable *table = drivers->table;
    const Name name = split_label(drivers->result, get_word(table, row, "group"));
    const char *reference = get_text(table, row, "reference");
    const SvyEstimate *ratio = get_ratio(table, row);
    SvyPlotRow *added;

    if (name.question != NULL && g_strcmp0(name.question, drivers->question) != 0)
        add_heading(drivers->plot, name.question, reference);
    g_free(drivers->question);
    drivers->question = name.question;

    added = svy_plot_add_row(drivers->plot, name.group);
    added->is_indented = name.question != NULL;
    added->is_focus = row == drivers->focus;
    if (name.question == NULL && *reference != '\0')
        added->base_note = g_strdup_printf(svy_tr(language, "against: %s (reference)"), reference);
    if (ratio != NULL)
        fill_driver(language, &drivers->dots->rows[drivers->plot->rows->len - 1], ratio);
    else
        added->message = g_strdup(svy_tr(language, "too few to show"));
    append_driver_csv(drivers->csv, table, row, added->label, name.question);
    g_ptr_array_add(drivers->plot->descriptions,
                    describe_driver(drivers->result, table, row, added->label));
}

/* On a mirrored page the end of the axis is at the left; its arrow points there. */
static void set_ends(const char *language, SvyDots *dots)
{
    const bool is_mirrored = svy_tr_is_mirrored(language);

    dots->ends[0] = g_strdup(is_mirrored ? svy_tr(language, "less likely →")
                                         : svy_tr(language, "← less likely"));
    dots->ends[1] = g_strdup(is_mirrored ? svy_tr(language, "← more likely")
                                         : svy_tr(language, "more likely →"));
}

static SvyDots *make_drivers_panel(const SvyResult *result, const SvyTable *table, size_t n_top)
{
    SvyDots *dots = make_dots(2 * table->n_rows); /* each may have a heading */

    set_ratio_axis(result->survey.language, dots, table, n_top);
    dots->has_line = true;
    dots->line = 1;
    set_ends(result->survey.language, dots);
    dots->columns[CELL_ESTIMATE] = (SvyDotsColumn){
        .head = g_strdup(svy_tr(result->survey.language, "Odds ratio")), .is_strong = true};
    dots->columns[CELL_INTERVAL] =
        (SvyDotsColumn){.head = word_interval_head(result), .is_interval = true};
    dots->styles[STYLE_TELLS].words =
        g_strdup(svy_tr(result->survey.language, "interval excludes 1"));
    dots->styles[STYLE_OPEN].words =
        g_strdup(svy_tr(result->survey.language, "interval includes 1: cannot tell"));
    return dots;
}

static SvyPlot *plot_drivers(const SvyChartKind *kind,
                             const SvyResult *result,
                             const SvyTable *table,
                             const SvyChartOptions *options)
{
    Drivers drivers = {.result = result,
                       .table = table,
                       .plot = svy_plot_new_in(result->survey.language, kind),
                       .dots = make_drivers_panel(result, table, options->n_top),
                       .csv = g_string_new(NULL),
                       .focus = find_driver(result, table, table->n_rows)};
    SvyPlot *plot = drivers.plot;

    plot->panel = &drivers.dots->panel;
    svy_csv_append_row(drivers.csv,
                       (const char *const[]){"label", "question", "reference", "base", "odds_ratio",
                                             "lo", "hi", "effect", "effect_lo", "effect_hi",
                                             "p_adjusted", "method", NULL});
    for (size_t row = 0; row < table->n_rows; row++)
        if (is_kept(table, row, options->n_top))
            add_driver(result->survey.language, &drivers, row);
    g_free(drivers.question);
    drivers.dots->n_rows = plot->rows->len;

    plot->title = word_drivers_title(result, table);
    plot->subtitle =
        g_strdup_printf(svy_tr(result->survey.language,
                               "Odds ratio of “%s” for each group against the reference of "
                               "its question, all questions together"),
                        get_outcome(result->survey.language, table));
    svy_plot_add_table_notes(plot, result, table);
    if (plot->descriptions->len < table->n_rows)
        svy_plot_add_note(plot,
                          g_strdup_printf(svy_tr(result->survey.language,
                                                 "Not shown: %zu more, none of them more certain."),
                                          table->n_rows - plot->descriptions->len),
                          false);
    plot->csv = g_string_free(drivers.csv, FALSE);
    plot->alt = word_drivers_alt(result->survey.language, table, options->n_top);
    return plot;
}

/* --- The gap by group: numbers -------------------------------------------------------------- */

static size_t get_people(const SvyTable *table, size_t row)
{
    const SvyCell *cell = get_cell(table, row, "people");

    return cell != NULL && cell->status == SVY_STATUS_OK ? cell->n : 0;
}

/* (nullable) what is drawn of a row. */
static const SvyEstimate *get_gap(const SvyTable *table, size_t row)
{
    return get_people(table, row) >= SVY_PLOT_LEAST_BASE ? get_estimate(table, row, "gap") : NULL;
}

static bool is_gap_shown(const SvyTable *table, size_t row)
{
    return get_gap(table, row) != NULL;
}

/* Everybody's row comes first and has no difference from others. */
static bool is_all(size_t row)
{
    return row == 0;
}

static bool is_tested(const SvyTable *table)
{
    for (size_t row = 1; row < table->n_rows; row++)
        if (is_gap_shown(table, row) && get_estimate(table, row, "p") != NULL)
            return true;
    return false;
}

static bool differs(const SvyResult *result, const SvyTable *table, size_t row)
{
    return is_gap_shown(table, row) && get_estimate(table, row, "difference") != NULL &&
           get_number(table, row, "p") < 1 - result->level;
}

/* The widest difference that its test carries; or n_rows. */
static size_t find_group(const SvyResult *result, const SvyTable *table)
{
    size_t best = table->n_rows;

    for (size_t row = 1; row < table->n_rows; row++)
        if (differs(result, table, row) &&
            (best == table->n_rows || fabs(get_number(table, row, "difference")) >
                                          fabs(get_number(table, best, "difference"))))
            best = row;
    return best;
}

static void find_range(const SvyTable *table, size_t n_rows, double *ret_low, double *ret_high)
{
    double low = INFINITY, high = -INFINITY;

    for (size_t row = 0; row < n_rows; row++) {
        const SvyEstimate *gap = get_gap(table, row);

        if (gap == NULL)
            continue;
        low = fmin(low, fmin(gap->value, gap->lo));
        high = fmax(high, fmax(gap->value, gap->hi));
    }
    *ret_low = fmin(low, 0);
    *ret_high = fmax(high, 0);
}

/* --- The gap by group: words ---------------------------------------------------------------- */

/* (nullable) (transfer none) the gap that the table divides. */
static const SvyGap *find_gap(const SvyResult *result, const SvyTable *table)
{
    for (size_t i = 0; i < result->n_gaps; i++) {
        const SvyGap *gap = &result->gaps[i];
        g_autofree char *id = g_strdup_printf("gap-%s-%s-by-%s", gap->use_id, gap->follow_id,
                                              table->row_id != NULL ? table->row_id : "");

        if (strcmp(id, table->id) == 0)
            return gap;
    }
    return NULL;
}

static const char *get_heading(const SvyTable *table, const char *key)
{
    const size_t column = svy_table_find_column(table, key);

    return column < table->n_columns ? table->columns[column].heading : "";
}

static char *word_gap_title(const SvyResult *result, const SvyTable *table)
{
    const size_t row = find_group(result, table);
    const double difference = row < table->n_rows ? get_number(table, row, "difference") : 0;
    g_autofree char *all = NULL, *group = NULL, *points = NULL;

    if (row < table->n_rows) {
        group = cut_for_title(get_text(table, row, "group"));
        points = svy_plot_format_points_in(result->survey.language, fabs(difference));
        return difference < 0
                   ? g_strdup_printf(
                         svy_tr(result->survey.language,
                                "The gap of “%s” is %s points narrower than that of all "
                                "other groups"),
                         group, points)
                   : g_strdup_printf(
                         svy_tr(result->survey.language,
                                "The gap of “%s” is %s points wider than that of all other "
                                "groups"),
                         group, points);
    }
    if (!is_gap_shown(table, 0))
        return g_strdup_printf(
            svy_tr(result->survey.language, "The gap by group: 0 of %zu are large enough to show"),
            table->n_rows - 1);
    all = svy_plot_format_points_in(result->survey.language, get_number(table, 0, "gap"));
    return is_tested(table)
               ? g_strdup_printf(svy_tr(result->survey.language,
                                        "The gap is %s points, and no group differs from "
                                        "the others beyond chance"),
                                 all)
               : g_strdup_printf(
                     svy_tr(result->survey.language, "The gap is %s points over all groups"), all);
}

static char *word_gap_subtitle(const SvyResult *result, const SvyTable *table)
{
    const SvyGap *gap = find_gap(result, table);
    g_autofree char *people = svy_words_people(&result->survey);

    if (gap != NULL && gap->items_noun != NULL && gap->use_verb != NULL && gap->follow_verb != NULL)
        return g_strdup_printf(
            svy_tr(result->survey.language,
                   "Share of %s who %s any of the %s, less the share who %s, in points"),
            people, gap->use_verb, gap->items_noun, gap->follow_verb);
    return g_strdup_printf(
        svy_tr(result->survey.language, "Share of %s who %s, less the share who %s, in points"),
        people, get_heading(table, svy_tr(result->survey.language, "use")),
        get_heading(table, svy_tr(result->survey.language, "follow")));
}

/* The group with the narrowest or the widest gap, but for everybody; n_rows without any. */
static size_t find_end(const SvyTable *table, size_t n_rows, bool is_widest)
{
    size_t best = n_rows;

    for (size_t row = 1; row < n_rows; row++) {
        const double gap = get_number(table, row, "gap");

        if (is_gap_shown(table, row) &&
            (best == n_rows || (is_widest ? gap > get_number(table, best, "gap")
                                          : gap < get_number(table, best, "gap"))))
            best = row;
    }
    return best;
}

static char *word_gap_ends(const char *language, const SvyTable *table, size_t n_rows)
{
    const size_t most = find_end(table, n_rows, true), least = find_end(table, n_rows, false);
    g_autofree char *high = NULL, *low = NULL, *high_name = NULL, *low_name = NULL;

    if (most == n_rows)
        return g_strdup(svy_tr(language, "No group can be shown."));
    high_name = svy_alt_name(get_text(table, most, "group"));
    low_name = svy_alt_name(get_text(table, least, "group"));
    high = svy_plot_format_points_in(language, get_number(table, most, "gap"));
    low = svy_plot_format_points_in(language, get_number(table, least, "gap"));
    if (most == least)
        return g_strdup_printf(svy_tr(language, "%s: %s points."), high_name, high);
    return g_strdup_printf(svy_tr(language, "Widest: %s, %s points; narrowest: %s, %s."), high_name,
                           high, low_name, low);
}

static char *word_gap_alt(const char *language, const SvyTable *table, size_t n_rows)
{
    g_autofree char *base = svy_tr_num_count(language, get_people(table, 0));
    g_autofree char *what = g_strdup(
        svy_tr(language, "Forest plot of the gap between use and following, in points, by group."));
    g_autofree char *ends = word_gap_ends(language, table, n_rows);
    g_autofree char *all = NULL, *joined = NULL;
    g_autofree char *last = g_strdup_printf(svy_tr(language, "Base %s."), base);

    if (is_gap_shown(table, 0)) {
        g_autofree char *points = svy_plot_format_points_in(language, get_number(table, 0, "gap"));
        all = g_strdup_printf(svy_tr(language, "All: %s."), points);
    }
    joined = svy_alt_join((const char *const[]){what, ends, all != NULL ? all : last,
                                                all != NULL ? last : NULL, NULL});
    return svy_plot_clean(joined);
}

static char *describe_gap(const SvyResult *result,
                          const SvyTable *table,
                          size_t row,
                          const char *label)
{
    const SvyEstimate *gap = get_gap(table, row);
    const SvyEstimate *difference = get_estimate(table, row, "difference");
    g_autofree char *level = svy_words_level_in(result->survey.language, result->level);
    g_autofree char *n = svy_tr_num_count(result->survey.language, get_people(table, row));
    g_autofree char *points = NULL, *interval = NULL, *less = NULL, *less_interval = NULL;

    if (gap == NULL)
        return g_strdup_printf(svy_tr(result->survey.language, "%s: too few to show."), label);
    points = svy_plot_format_points_in(result->survey.language, gap->value);
    interval = svy_plot_format_interval_in(result->survey.language, gap->lo, gap->hi);
    if (difference == NULL)
        return g_strdup_printf(
            svy_tr(result->survey.language, "%s: gap %s points (%s%% interval %s), n = %s."), label,
            points, level, interval, n);
    less = svy_plot_format_points_in(result->survey.language, difference->value);
    less_interval =
        svy_plot_format_interval_in(result->survey.language, difference->lo, difference->hi);
    return g_strdup_printf(
        svy_tr(result->survey.language,
               "%s: gap %s points (%s%% interval %s), n = %s; less that of all others: "
               "%s (%s)."),
        label, points, level, interval, n, less, less_interval);
}

/* --- The gap by group: the plot ------------------------------------------------------------- */

static void append_gap_csv(GString *csv, const SvyTable *table, size_t row, const char *label)
{
    const SvyEstimate *gap = get_gap(table, row);
    const bool is_shown = gap != NULL;
    const SvyEstimate *difference = get_estimate(table, row, "difference");
    const double none = (double)NAN;

    svy_csv_append_text(csv, label);
    if (is_shown)
        svy_csv_append_count(csv, get_people(table, row));
    else
        svy_csv_append_text(csv, NULL);
    svy_csv_append_number(csv, is_shown ? gap->value : none);
    svy_csv_append_number(csv, is_shown ? gap->lo : none);
    svy_csv_append_number(csv, is_shown ? gap->hi : none);
    svy_csv_append_number(csv, is_shown && difference != NULL ? difference->value : none);
    svy_csv_append_number(csv, is_shown && difference != NULL ? difference->lo : none);
    svy_csv_append_number(csv, is_shown && difference != NULL ? difference->hi : none);
    svy_csv_append_number(csv, is_shown ? get_number(table, row, "p") : none);
    svy_csv_append_text(csv, is_shown ? gap->method : NULL);
    svy_csv_end_row(csv);
}

static size_t choose_style(const SvyResult *result, const SvyTable *table, size_t row)
{
    if (is_all(row))
        return STYLE_ALL;
    if (get_people(table, row) < SVY_PLOT_SMALL_BASE)
        return STYLE_OPEN;
    return !is_tested(table) || differs(result, table, row) ? STYLE_TELLS : STYLE_OPEN;
}

static void add_group(const SvyResult *result,
                      const SvyTable *table,
                      size_t row,
                      SvyPlot *plot,
                      SvyDots *dots,
                      GString *csv)
{
    const size_t people = get_people(table, row);
    const SvyEstimate *gap = get_gap(table, row);
    SvyPlotRow *added = svy_plot_add_row(plot, get_text(table, row, "group"));

    append_gap_csv(csv, table, row, added->label);
    g_ptr_array_add(plot->descriptions, describe_gap(result, table, row, added->label));
    added->is_focus = row == find_group(result, table);
    added->starts_group = row == 1;
    added->is_in_all = is_all(row);
    if (gap == NULL) {
        added->message = g_strdup(svy_tr(result->survey.language, "too few to show"));
        return;
    }
    if (people < SVY_PLOT_SMALL_BASE)
        svy_plot_set_base(added, people, get_people(table, 0));
    dots->rows[row] = (SvyDotsRow){
        .is_drawn = true,
        .value = gap->value,
        .lo = gap->lo,
        .hi = gap->hi,
        .style = choose_style(result, table, row),
        .cells = {svy_plot_format_points_in(result->survey.language, gap->value),
                  svy_plot_format_interval_in(result->survey.language, gap->lo, gap->hi),
                  svy_tr_num_count(result->survey.language, people)}};
}

static SvyDots *make_gap_panel(const SvyResult *result,
                               const SvyTable *table,
                               size_t n_rows,
                               const SvyChartOptions *options)
{
    SvyDots *dots = make_dots(n_rows);
    double low, high;

    (void)options;
    find_range(table, n_rows, &low, &high);
    svy_dots_set_axis(dots, low, fmax(high, low + 0.1), svy_plot_format_points);
    dots->has_line = true;
    dots->line = 0;
    if (is_gap_shown(table, 0)) {
        g_autofree char *points =
            svy_plot_format_points_in(result->survey.language, get_number(table, 0, "gap"));

        dots->has_reference = true;
        dots->reference = get_number(table, 0, "gap");
        dots->reference_head = g_strdup_printf(svy_tr(result->survey.language, "All: %s"), points);
    }
    dots->columns[CELL_ESTIMATE] = (SvyDotsColumn){
        .head = g_strdup(svy_tr(result->survey.language, "Gap, points")), .is_strong = true};
    dots->columns[CELL_INTERVAL] =
        (SvyDotsColumn){.head = word_interval_head(result), .is_interval = true};
    dots->columns[CELL_N] = (SvyDotsColumn){.head = g_strdup("n")};
    if (is_tested(table)) {
        dots->styles[STYLE_TELLS].words =
            g_strdup(svy_tr(result->survey.language, "differs from all others"));
        dots->styles[STYLE_OPEN].words =
            g_strdup(svy_tr(result->survey.language, "cannot be told from them"));
    }
    return dots;
}

/* The wordings that the gap rests on; the table itself names the groups only. */
static void add_gap_questions(SvyPlot *plot, const SvyResult *result, const SvyTable *table)
{
    const SvyGap *gap = find_gap(result, table);

    if (gap != NULL && gap->use_text != NULL && gap->follow_text != NULL)
        svy_plot_add_note(plot,
                          g_strdup_printf(svy_tr(result->survey.language, "Questions: “%s” “%s”"),
                                          gap->use_text, gap->follow_text),
                          false);
}

static SvyPlot *plot_gap_segments(const SvyChartKind *kind,
                                  const SvyResult *result,
                                  const SvyTable *table,
                                  const SvyChartOptions *options)
{
    const size_t n_rows = count_shown(table, options);
    SvyPlot *plot = svy_plot_new_in(result->survey.language, kind);
    SvyDots *dots = make_gap_panel(result, table, n_rows, options);
    GString *csv = g_string_new(NULL);

    plot->panel = &dots->panel;
    svy_csv_append_row(csv, (const char *const[]){"label", "base", "gap", "lo", "hi", "difference",
                                                  "difference_lo", "difference_hi", "p_adjusted",
                                                  "method", NULL});
    for (size_t row = 0; row < n_rows; row++)
        add_group(result, table, row, plot, dots, csv);

    plot->title = word_gap_title(result, table);
    plot->subtitle = word_gap_subtitle(result, table);
    svy_plot_add_table_notes(plot, result, table);
    if (is_tested(table))
        svy_plot_add_note(plot,
                          g_strdup(svy_tr(result->survey.language,
                                          "A group differs from all others where the test of the "
                                          "difference says so, adjusted by Holm over the groups.")),
                          false);
    add_gap_questions(plot, result, table);
    add_left_out(plot, table->n_rows - n_rows);
    plot->csv = g_string_free(csv, FALSE);
    plot->alt = word_gap_alt(result->survey.language, table, n_rows);
    return plot;
}

/* --- The kind ------------------------------------------------------------------------------- */

static bool accepts_table(const SvyTable *table)
{
    if (table->kind == SVY_TABLE_DRIVERS)
        return svy_table_find_column(table, "odds-ratio") < table->n_columns;
    return table->kind == SVY_TABLE_GAP_SEGMENTS && table->n_rows > 1 &&
           svy_table_find_column(table, "gap") < table->n_columns &&
           svy_table_find_column(table, "item") == table->n_columns;
}

static SvyPlot *plot_table(const SvyChartKind *kind,
                           const SvyResult *result,
                           const SvyTable *table,
                           const SvyChartOptions *options)
{
    if (table->kind == SVY_TABLE_DRIVERS)
        return plot_drivers(kind, result, table, options);
    return plot_gap_segments(kind, result, table, options);
}

const SvyChartKind svy_kind_forest = {
    .name = "forest",
    .summary = "odds ratios, or the gap by group, each with its interval",
    .may_split = true,
    .plot_table = plot_table,
    .accepts_table = accepts_table,
};
