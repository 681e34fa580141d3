/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "targets": what came out against what was wanted, or is known of others: met, not met, or
 * not to be told. */
#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/text.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/chart-registry.h"
#include "chart/each.h"
#include "chart/panel-dots.h"
#include "chart/targets.h"
#include "result/result-table.h"
#include "result/words.h"

#define TITLE_CHARS 52u

/* A target must be seen beside the mark. */
static const double mark_scale = 0.78;
static const double least_zone = 0.05; /* beyond a target, on the axis */

enum { STYLE_MET, STYLE_MISSED, STYLE_OPEN, STYLE_HIGHER, STYLE_LOWER, STYLES };
enum { CELL_REACHED, CELL_INTERVAL, CELL_VERDICT };

static const SvyVerdict verdicts[] = {SVY_VERDICT_MET, SVY_VERDICT_NOT_MET, SVY_VERDICT_CANNOT_TELL,
                                      SVY_VERDICT_HIGHER, SVY_VERDICT_LOWER};

static const SvyDotsStyle styles[] = {
    [STYLE_MET] = {.type = SVY_NODE_CIRCLE, .color = SVY_SERIES_1, .text_color = SVY_SERIES_1_TEXT},
    [STYLE_MISSED] = {.type = SVY_NODE_DIAMOND,
                      .color = SVY_SERIES_2,
                      .text_color = SVY_SERIES_2_TEXT,
                      .series = 1},
    [STYLE_OPEN] = {.type = SVY_NODE_SQUARE,
                    .color = SVY_TERTIARY,
                    .text_color = SVY_TERTIARY,
                    .series = 2},
    [STYLE_HIGHER] = {.type = SVY_NODE_TRIANGLE_UP,
                      .color = SVY_SERIES_3,
                      .text_color = SVY_SERIES_3_TEXT,
                      .series = 3},
    [STYLE_LOWER] = {.type = SVY_NODE_TRIANGLE_DOWN,
                     .color = SVY_SERIES_4,
                     .text_color = SVY_SERIES_4_TEXT,
                     .series = 4},
};

static size_t choose_style(const SvyTargetRow *target)
{
    for (size_t i = 0; i < STYLES; i++)
        if (strcmp(target->verdict_word, svy_words_verdict(verdicts[i])) == 0)
            return i;
    return STYLE_OPEN;
}

/* --- Words ---------------------------------------------------------------------------------- */

/* How many of the rows from a first one have which verdict. */
typedef struct {
    size_t n_targets, n_figures; /* with a side that is wanted; without */
    size_t n_target_verdicts[STYLES], n_figure_verdicts[STYLES];
    size_t n_largest; /* base */
    size_t target;    /* row of the last one with a side */
} Count;

static Count count_verdicts(const SvyTable *table, size_t first)
{
    Count count = {0};

    for (size_t row = first; row < table->n_rows; row++) {
        const SvyTargetRow target = svy_targets_read(table, row);
        const size_t style = choose_style(&target);

        if (target.side != SVY_TARGET_SIDE_NONE) {
            count.n_targets++;
            count.n_target_verdicts[style]++;
            count.target = row;
        } else {
            count.n_figures++;
            count.n_figure_verdicts[style]++;
        }
        if (target.is_shown)
            count.n_largest = MAX(count.n_largest, target.share->base);
    }
    return count;
}

static char *word_single(const char *language, const SvyTable *table, size_t row)
{
    const SvyTargetRow target = svy_targets_read(table, row);
    const char *wanted = target.wanted;
    g_autofree char *safe = svy_plot_clean(target.name);
    g_autofree char *name = svy_text_cut(safe, TITLE_CHARS);
    g_autofree char *p = NULL;

    if (!target.is_shown)
        return g_strdup_printf(
            svy_tr(language, "%s: the target of %s is not judged, too few answered"), name, wanted);
    p = svy_plot_format_pct_in(language, target.share->p.value);
    switch (choose_style(&target)) {
    case STYLE_MET:
        return g_strdup_printf(svy_tr(language, "%s: %s, the target of %s is met"), name, p,
                               wanted);
    case STYLE_MISSED:
        return g_strdup_printf(svy_tr(language, "%s: %s, the target of %s is missed"), name, p,
                               wanted);
    default:
        return g_strdup_printf(
            svy_tr(language, "%s: %s, and whether the target of %s is met cannot be told"), name, p,
            wanted);
    }
}

static char *word_targets(const char *language, const Count *count)
{
    const size_t n = count->n_targets;

    if (count->n_target_verdicts[STYLE_MET] == n)
        return g_strdup_printf(svy_tr(language, "All %zu targets are met"), n);
    if (count->n_target_verdicts[STYLE_MISSED] == n)
        return g_strdup_printf(svy_tr(language, "All %zu targets are missed"), n);
    if (count->n_target_verdicts[STYLE_OPEN] == n)
        return g_strdup_printf(svy_tr(language, "None of %zu targets can be called met or missed"),
                               n);
    return g_strdup_printf(svy_tr(language, "%zu targets: %zu met, %zu missed, %zu cannot be told"),
                           n, count->n_target_verdicts[STYLE_MET],
                           count->n_target_verdicts[STYLE_MISSED],
                           count->n_target_verdicts[STYLE_OPEN]);
}

static char *word_title(const char *language, const SvyTable *table)
{
    const Count count = count_verdicts(table, 0);

    if (count.n_targets == 1)
        return word_single(language, table, count.target);
    if (count.n_targets > 0)
        return word_targets(language, &count);
    return g_strdup_printf(
        svy_tr(language, "Against %zu figures from elsewhere: %zu are higher, %zu lower, %zu "
                         "cannot be told"),
        count.n_figures, count.n_figure_verdicts[STYLE_HIGHER],
        count.n_figure_verdicts[STYLE_LOWER], count.n_figure_verdicts[STYLE_OPEN]);
}

/* Everybody's rows come first, then those of each group. */
static char *word_groups(const char *language, const SvyTable *by_group, size_t n_rows)
{
    const size_t n_groups = by_group->n_rows / n_rows - 1;
    const Count count = count_verdicts(by_group, n_rows);
    const size_t *n = count.n_targets > 0 ? count.n_target_verdicts : count.n_figure_verdicts;

    if (count.n_targets > 0)
        return g_strdup_printf(
            svy_tr_n(language,
                     "%zu target in %zu groups, %zu verdicts: %zu met, %zu missed, %zu cannot be "
                     "told",
                     "%zu targets in %zu groups, %zu verdicts: %zu met, %zu missed, %zu cannot be "
                     "told",
                     count.n_targets / n_groups),
            count.n_targets / n_groups, n_groups, count.n_targets, n[STYLE_MET], n[STYLE_MISSED],
            n[STYLE_OPEN]);
    return g_strdup_printf(
        svy_tr_n(language,
                 "%zu figure from elsewhere in %zu groups, %zu verdicts: %zu higher, %zu lower, "
                 "%zu cannot be told",
                 "%zu figures from elsewhere in %zu groups, %zu verdicts: %zu higher, %zu lower, "
                 "%zu cannot be told",
                 count.n_figures / n_groups),
        count.n_figures / n_groups, n_groups, count.n_figures, n[STYLE_HIGHER], n[STYLE_LOWER],
        n[STYLE_OPEN]);
}

static char *describe_row(const char *language, const SvyTargetRow *target, const char *label)
{
    g_autofree char *share = NULL, *n = NULL;
    const char *wanted = target->wanted;

    if (!target->is_shown)
        return g_strdup_printf(svy_tr(language, "%s: wanted or known: %s; too few to show."), label,
                               wanted);
    share = svy_alt_share_of_in(language, target->share);
    n = svy_tr_num_count(language, target->share->base);
    return g_strdup_printf(svy_tr(language, "%s: %s, wanted or known: %s; %s, n = %s."), label,
                           share, wanted, target->verdict, n);
}

/* "Met: A, 40%, against at least 30%." */
static char *word_verdict(const char *language,
                          size_t style,
                          const char *name,
                          const char *p,
                          const char *wanted)
{
    switch (style) {
    case STYLE_MET:
        return g_strdup_printf(svy_tr(language, "Met: %s, %s, against %s."), name, p, wanted);
    case STYLE_MISSED:
        return g_strdup_printf(svy_tr(language, "Not met: %s, %s, against %s."), name, p, wanted);
    case STYLE_HIGHER:
        return g_strdup_printf(svy_tr(language, "Higher: %s, %s, against %s."), name, p, wanted);
    case STYLE_LOWER:
        return g_strdup_printf(svy_tr(language, "Lower: %s, %s, against %s."), name, p, wanted);
    default:
        return g_strdup_printf(svy_tr(language, "Cannot tell: %s, %s, against %s."), name, p,
                               wanted);
    }
}

/* The first row with that verdict; NULL without one. */
static char *word_example(const char *language, const SvyTable *table, size_t style)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        const SvyTargetRow target = svy_targets_read(table, row);
        g_autofree char *name = NULL, *p = NULL;

        if (!target.is_shown || choose_style(&target) != style)
            continue;
        name = svy_alt_name(target.name);
        p = svy_plot_format_pct_in(language, target.share->p.value);
        return word_verdict(language, style, name, p, target.wanted);
    }
    return NULL;
}

static char *word_alt(const char *language, const SvyTable *table)
{
    const Count count = count_verdicts(table, 0);
    g_autofree char *what = g_strdup_printf(
        svy_tr(language, "Bullet chart of %zu results against what was wanted or is known."),
        table->n_rows);
    g_autofree char *base = svy_tr_num_count(language, count.n_largest);
    g_autofree char *last = g_strdup_printf(svy_tr(language, "Base %s."), base), *joined = NULL;
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func(g_free);

    g_ptr_array_add(parts, what);
    for (size_t style = 0; style < STYLES; style++) {
        char *example = word_example(language, table, style);

        if (example == NULL)
            continue;
        g_ptr_array_add(owned, example);
        g_ptr_array_add(parts, example);
    }
    g_ptr_array_add(parts, last);
    g_ptr_array_add(parts, NULL);
    joined = svy_alt_join((const char *const *)parts->pdata);
    return svy_plot_clean(joined);
}

/* --- Notes ---------------------------------------------------------------------------------- */

/* (nullable) (transfer none) */
static const char *find_wording(const SvyResult *result, const char *id)
{
    for (size_t i = 0; i < result->n_questions; i++)
        if (strcmp(result->questions[i].id, id) == 0)
            return result->questions[i].text;
    return NULL;
}

static bool is_first(const SvyTable *table, size_t row, const char *text, bool is_source)
{
    for (size_t other = 0; other < row; other++) {
        const SvyTargetRow before = svy_targets_read(table, other);

        if (g_strcmp0(is_source ? before.source : before.id, text) == 0)
            return false;
    }
    return text != NULL && *text != '\0';
}

/* Each question once; NULL without any. */
static char *word_questions(const SvyResult *result, const SvyTable *table)
{
    g_autoptr(GString) list = g_string_new(NULL);

    for (size_t row = 0; row < table->n_rows; row++) {
        const SvyTargetRow target = svy_targets_read(table, row);
        const char *wording = NULL;

        if (!is_first(table, row, target.id, false))
            continue;
        wording = find_wording(result, target.id);
        g_string_append_printf(
            list, "%s%s", list->len > 0 ? svy_tr(result->survey.language, "; ") : "", target.id);
        if (wording != NULL)
            g_string_append_printf(list, svy_tr(result->survey.language, " “%s”"), wording);
    }
    return list->len > 0
               ? g_strdup_printf(svy_tr(result->survey.language, "Questions: %s."), list->str)
               : NULL;
}

/* Where the figures to compare with come from; NULL when nobody says. */
static char *word_sources(const char *language, const SvyTable *table)
{
    g_autoptr(GString) list = g_string_new(NULL);

    for (size_t row = 0; row < table->n_rows; row++) {
        const SvyTargetRow target = svy_targets_read(table, row);

        if (is_first(table, row, target.source, true))
            g_string_append_printf(list, "%s%s", list->len > 0 ? svy_tr(language, "; ") : "",
                                   target.source);
    }
    return list->len > 0 ? g_strdup_printf(svy_tr(language, "Wanted or known: %s."), list->str)
                         : NULL;
}

/* --- The plot ------------------------------------------------------------------------------- */

static void append_row(GString *csv, const SvyTargetRow *target, const char *label)
{
    const double none = (double)NAN;
    const bool is_shown = target->is_shown;

    svy_csv_append_text(csv, label);
    svy_csv_append_text(csv, target->id);
    if (is_shown)
        svy_csv_append_count(csv, target->share->base);
    else
        svy_csv_append_text(csv, NULL);
    svy_csv_append_number(csv, is_shown ? target->share->p.value : none);
    svy_csv_append_number(csv, is_shown ? target->share->p.lo : none);
    svy_csv_append_number(csv, is_shown ? target->share->p.hi : none);
    svy_csv_append_text(csv, target->wanted_word);
    svy_csv_append_number(csv, is_shown ? target->value : none);
    svy_csv_append_number(csv, is_shown ? target->difference->value : none);
    svy_csv_append_number(csv, is_shown ? target->difference->lo : none);
    svy_csv_append_number(csv, is_shown ? target->difference->hi : none);
    svy_csv_append_text(csv, is_shown ? target->verdict_word : NULL);
    svy_csv_end_row(csv);
}

/* What was wanted, and of how many it is a share where that is not the common base. */
static char *word_row_note(const char *language, const SvyTargetRow *target, size_t common_base)
{
    g_autofree char *n = NULL;
    const char *wanted = target->wanted;

    if (!target->is_shown || target->share->base == common_base)
        return g_strdup(wanted);
    n = svy_tr_num_count(language, target->share->base);
    return target->share->base < SVY_PLOT_SMALL_BASE
               ? g_strdup_printf(svy_tr(language, "%s; small base, n = %s"), wanted, n)
               : g_strdup_printf(svy_tr(language, "%s; n = %s"), wanted, n);
}

static void fill_dot(const char *language, SvyDotsRow *dot, const SvyTargetRow *target)
{
    static const SvyDotsTarget sides[] = {SVY_DOTS_AT, SVY_DOTS_ABOVE, SVY_DOTS_BELOW};
    const SvyEstimate *p = &target->share->p;

    *dot = (SvyDotsRow){.is_drawn = true,
                        .value = p->value,
                        .lo = p->lo,
                        .hi = p->hi,
                        .style = choose_style(target),
                        .is_hollow = target->share->base < SVY_PLOT_SMALL_BASE,
                        .target = sides[target->side],
                        .target_value = target->value,
                        .cells = {svy_plot_format_pct_in(language, p->value),
                                  svy_plot_format_interval_in(language, p->lo, p->hi),
                                  g_strdup(target->verdict)}};
}

/* @is_part: one of several panels, whose marks and keys tell the verdict */
static SvyDots *make_panel(const SvyResult *result, size_t n_rows, bool is_part)
{
    SvyDots *dots = svy_dots_new(n_rows);
    g_autofree char *level = svy_words_level_in(result->survey.language, result->level);

    for (size_t i = 0; i < STYLES; i++)
        dots->styles[i] = styles[i];
    dots->mark_scale = mark_scale;
    dots->has_line = true;
    dots->line = 0;
    dots->columns[CELL_REACHED] = (SvyDotsColumn){
        .head = g_strdup(svy_tr(result->survey.language, "Came out")), .is_strong = true};
    if (is_part)
        return dots;
    dots->columns[CELL_INTERVAL] = (SvyDotsColumn){
        .head = g_strdup_printf(svy_tr(result->survey.language, "%s%% interval"), level),
        .is_interval = true};
    dots->columns[CELL_VERDICT] = (SvyDotsColumn){
        .head = g_strdup(svy_tr(result->survey.language, "Verdict")), .is_left = true};
    dots->target_words = g_strdup(svy_tr(result->survey.language, "wanted, or known of others"));
    return dots;
}

/* From 0 to what is drawn. */
static void set_axis(SvyDots *dots)
{
    double high = 0.1;

    for (size_t row = 0; row < dots->n_rows; row++) {
        const SvyDotsRow *dot = &dots->rows[row];
        const double beyond = dot->target == SVY_DOTS_ABOVE ? least_zone : 0;

        if (dot->is_drawn)
            high = fmax(high, fmax(dot->hi, dot->target_value + beyond));
    }
    svy_dots_set_axis(dots, 0, fmin(high, 1), svy_plot_format_pct);
}

/* Looks that no row has are not explained. */
static void set_key(const char *language, SvyDots *dots)
{
    for (size_t row = 0; row < dots->n_rows; row++) {
        const size_t style = dots->rows[row].style;

        if (dots->rows[row].is_drawn && dots->styles[style].words == NULL)
            dots->styles[style].words = g_strdup(svy_words_verdict_in(language, verdicts[style]));
    }
}

/* For a page of panels: the verdicts that some group has. Everybody's rows come first. */
static void add_keys(const SvyResult *result,
                     SvyPlot *plot,
                     const SvyTable *by_group,
                     size_t n_rows)
{
    const char *language = result->survey.language;
    bool has_style[STYLES] = {false};

    for (size_t row = n_rows; row < by_group->n_rows; row++) {
        const SvyTargetRow target = svy_targets_read(by_group, row);

        if (target.is_shown)
            has_style[choose_style(&target)] = true;
    }
    for (size_t i = 0; i < STYLES; i++)
        if (has_style[i])
            svy_plot_add_key(plot, SVY_KEY_MARK, styles[i].series, styles[i].color,
                             svy_words_verdict_in(language, verdicts[i]));
    svy_plot_add_key(plot, SVY_KEY_TARGET, 0, SVY_INK,
                     svy_tr(language, "wanted, or known of others"));
}

static void add_notes(SvyPlot *plot,
                      const SvyResult *result,
                      const SvyTable *table,
                      size_t n_left_out)
{
    svy_plot_add_table_notes(plot, result, table);
    svy_plot_add_note(plot, word_questions(result, table), false);
    svy_plot_add_note(plot, word_sources(result->survey.language, table), false);
    if (n_left_out > 0)
        svy_plot_add_note(
            plot,
            g_strdup_printf(svy_tr(result->survey.language, "Not shown: %zu more."), n_left_out),
            false);
}

static SvyPlot *plot_table(const SvyChartKind *kind,
                           const SvyResult *result,
                           const SvyTable *table,
                           const SvyChartOptions *options)
{
    const size_t n_rows = options->n_top > 0 ? MIN(options->n_top, table->n_rows) : table->n_rows;
    const Count count = count_verdicts(table, 0);
    SvyPlot *plot = svy_plot_new_in(result->survey.language, kind);
    SvyDots *dots = make_panel(result, n_rows, options->frame != NULL);
    GString *csv = g_string_new(NULL);

    plot->panel = &dots->panel;
    svy_csv_append_row(csv, (const char *const[]){"label", "question", "base", "p", "lo", "hi",
                                                  "wanted", "target", "difference", "difference_lo",
                                                  "difference_hi", "verdict", NULL});
    for (size_t i = 0; i < n_rows; i++) {
        const SvyTargetRow target = svy_targets_read(table, i);
        SvyPlotRow *row = svy_plot_add_row(plot, target.name);

        row->base_note =
            options->frame != NULL
                ? g_strdup(target.wanted)
                : word_row_note(result->survey.language, &target,
                                count.n_largest >= SVY_PLOT_SMALL_BASE ? count.n_largest : 0);
        if (target.is_shown)
            fill_dot(result->survey.language, &dots->rows[i], &target);
        else
            row->message = g_strdup(svy_tr(result->survey.language, "too few to show"));
        append_row(csv, &target, row->label);
        g_ptr_array_add(plot->descriptions,
                        describe_row(result->survey.language, &target, row->label));
    }
    if (options->frame != NULL)
        add_keys(result, plot, options->frame->by_group, table->n_rows);
    else
        set_key(result->survey.language, dots);
    set_axis(dots);

    plot->title = options->frame != NULL ? word_groups(result->survey.language,
                                                       options->frame->by_group, table->n_rows)
                                         : word_title(result->survey.language, table);
    plot->subtitle = g_strdup(svy_tr(
        result->survey.language, "What came out, against what was wanted or is known of others"));
    add_notes(plot, result, table, table->n_rows - n_rows);
    plot->csv = g_string_free(csv, FALSE);
    plot->alt = word_alt(result->survey.language, table);
    return plot;
}

static bool accepts_table(const SvyTable *table)
{
    return table->kind == SVY_TABLE_TARGETS;
}

const SvyChartKind svy_kind_targets = {
    .name = "targets",
    .summary = "what came out against what was wanted: met, not met, cannot tell",
    .mark_scale = 0.8,
    .may_split = true,
    .plot_table = plot_table,
    .accepts_table = accepts_table,
};
