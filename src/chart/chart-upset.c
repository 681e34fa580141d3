/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "upset": which options of a select-all the same people chose: a row for each option, a
 * column for each combination. Options and combinations have one base, who chose any of them, so
 * that the columns of an option add up to its row. */
#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/text.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/chart-registry.h"
#include "chart/each.h"
#include "chart/panel-upset.h"
#include "result/result-table.h"
#include "result/words.h"

enum { TITLE_CHARS = 32, ALT_CHARS = 24, NAMED = 3, LEAST_PREFERRED = 4, LEAST_TOLD = 5 };

/* One listed combination, as it is drawn. */
typedef struct {
    size_t row; /* of the table */
    uint64_t mask;
    const SvyShare *share;
} Set;

typedef struct {
    const SvyTable *table;
    const SvyTableSets *sets;
    const SvyTableSets *order; /* of a group, everybody's; else @sets */
    const SvySurvey *survey;
    size_t share_column, base;
    size_t n_options;               /* that are drawn */
    size_t options[SVY_UPSET_ROWS]; /* places in @sets, largest share first */
    size_t n_sets;
    Set shown[SVY_UPSET_COLUMNS];
    size_t n_rest, n_rest_people;
    double rest;
    bool is_rest_known;
} Upset;

/* --- What is drawn -------------------------------------------------------------------------- */

static double get_share_or_less(const Upset *upset, size_t option)
{
    const SvyEstimate *p = &upset->order->shares[option].p;

    return p->status == SVY_STATUS_OK ? p->value : -1;
}

static int compare_options(const void *a, const void *b, void *data)
{
    const size_t one = *(const size_t *)a, other = *(const size_t *)b;
    const double x = get_share_or_less(data, one), y = get_share_or_less(data, other);

    if (x < y || x > y)
        return x < y ? 1 : -1;
    return (one > other) - (one < other);
}

static void find_options(Upset *upset, size_t n_top)
{
    const size_t n_most = n_top > 0 ? MIN(n_top, SVY_UPSET_ROWS) : SVY_UPSET_ROWS;
    g_autofree size_t *order = g_new0(size_t, upset->sets->n + 1);

    for (size_t i = 0; i < upset->sets->n; i++)
        order[i] = i;
    g_qsort_with_data(order, (int)upset->sets->n, sizeof order[0], compare_options, upset);
    upset->n_options = MIN(upset->sets->n, n_most);
    memcpy(upset->options, order, upset->n_options * sizeof order[0]);
}

static bool has_only_shown(const Upset *upset, uint64_t mask)
{
    for (size_t i = 0; i < upset->n_options; i++)
        mask &= ~((uint64_t)1 << upset->options[i]);
    return mask == 0;
}

static void add_rest(Upset *upset, const SvyCell *cell, size_t n)
{
    const bool is_known = cell->status == SVY_STATUS_OK;

    upset->n_rest += n;
    upset->is_rest_known = upset->is_rest_known && is_known;
    upset->rest += is_known ? cell->share.p.value : 0;
    upset->n_rest_people += is_known ? cell->share.n : 0;
}

/* Combinations that cannot be drawn whole are counted with the others. */
static void find_sets(Upset *upset)
{
    const SvyTable *table = upset->table;

    upset->is_rest_known = true;
    for (size_t row = 0; row < table->n_rows; row++) {
        const SvyCell *cell = svy_table_get_cell(table, row, upset->share_column);
        const uint64_t mask = upset->sets->masks[row];

        if (mask == 0)
            add_rest(upset, cell, upset->sets->n_others);
        else if (cell->status != SVY_STATUS_OK || !has_only_shown(upset, mask) ||
                 upset->n_sets == SVY_UPSET_COLUMNS)
            add_rest(upset, cell, cell->status != SVY_STATUS_OK || cell->share.n > 0);
        else
            upset->shown[upset->n_sets++] = (Set){row, mask, &cell->share};
        if (cell->status == SVY_STATUS_OK)
            upset->base = cell->share.base;
    }
}

/* A group has the rows and columns of everybody, in that order. */
static Upset make_upset(const SvyResult *result,
                        const SvyTable *table,
                        const SvyChartOptions *options)
{
    Upset upset = {.table = table, .sets = table->sets, .survey = &result->survey};

    upset.order = options->frame != NULL ? options->frame->rows->sets : table->sets;
    upset.share_column = svy_table_find_column(table, "p");
    find_options(&upset, options->n_top);
    find_sets(&upset);
    if (upset.base < SVY_PLOT_LEAST_BASE)
        upset.n_sets = 0;
    return upset;
}

/* --- Words ---------------------------------------------------------------------------------- */

/* “A” alone; “A” and “B”; “A”, “B” and 3 more. */
static char *word_set(const char *language, const Upset *upset, uint64_t mask, size_t n_chars)
{
    const char *labels[NAMED] = {NULL};
    size_t n = 0;
    g_autofree char *names = NULL;

    for (size_t i = 0; i < upset->n_options; i++) {
        if ((mask >> upset->options[i] & 1) == 0)
            continue;
        if (n < NAMED)
            labels[n] = upset->sets->labels[upset->options[i]];
        n++;
    }
    if (n > NAMED) {
        g_autofree char *first = svy_text_cut(labels[0], n_chars);
        g_autofree char *second = svy_text_cut(labels[1], n_chars);

        return g_strdup_printf(svy_tr(language, "“%s”, “%s” and %zu more"), first, second, n - 2);
    }
    names = svy_words_join_set_in(language, n, labels, n_chars);
    return n == 1 ? g_strdup_printf(svy_tr(language, "%s alone"), names) : g_steal_pointer(&names);
}

/* Intervals that do not touch: stricter than an interval of the difference without 0. */
static bool leads(const Upset *upset)
{
    return upset->n_sets == 1 || upset->shown[0].share->p.lo > upset->shown[1].share->p.hi;
}

/* As long as what is named allows. */
static char *word_title_within(const char *language, const Upset *upset, size_t n_chars)
{
    g_autofree char *first = word_set(language, upset, upset->shown[0].mask, n_chars);
    g_autofree char *share = svy_plot_format_pct_in(language, upset->shown[0].share->p.value);
    g_autofree char *second = NULL, *other = NULL;

    if (upset->n_sets == 1 && !(upset->shown[0].share->p.value < 1))
        return g_strdup_printf(svy_tr(language, "All %zu chose %s"), upset->base, first);
    if (leads(upset))
        return g_strdup_printf(svy_tr(language, "%s chose %s, more than any other combination"),
                               share, first);
    second = word_set(language, upset, upset->shown[1].mask, n_chars);
    other = svy_plot_format_pct_in(language, upset->shown[1].share->p.value);
    return g_strdup_printf(svy_tr(language, "%s chose %s, %s chose %s"), share, first, other,
                           second);
}

static char *word_title(const char *language, const Upset *upset)
{
    char *title = NULL;

    if (upset->n_sets == 0 && upset->base < LEAST_TOLD)
        return g_strdup(svy_tr(language, "Too few answers for percentages"));
    if (upset->n_sets == 0)
        return g_strdup_printf(svy_tr(language, "Too few answers for percentages (n = %zu)"),
                               upset->base);
    for (size_t n_chars = TITLE_CHARS; n_chars >= 12; n_chars -= 4) {
        g_free(title);
        title = word_title_within(language, upset, n_chars);
        if (g_utf8_strlen(title, -1) <= (glong)SVY_WORDS_TITLE_CHARS)
            break;
    }
    return title;
}

static char *word_subtitle(const char *language, const Upset *upset, bool is_part)
{
    g_autofree char *wording = svy_plot_clean(upset->table->row_text);
    g_autofree char *cut = svy_text_cut(wording, 80);
    g_autofree char *people = svy_words_count_people(upset->survey, upset->base);

    return g_strdup_printf(
        is_part ? svy_tr(language, "“%s” Each column is one combination of answers, of %s")
                : svy_tr(language, "“%s” Each column is one combination of answers, of %s."),
        cut, people);
}

static char *word_alt(const char *language, const Upset *upset)
{
    g_autofree char *base = svy_tr_num_count(language, upset->base);
    g_autofree char *what =
        g_strdup_printf(svy_tr_n(language, "UpSet chart of combinations of %zu option.",
                                 "UpSet chart of combinations of %zu options.", upset->sets->n),
                        upset->sets->n);
    g_autofree char *last = g_strdup_printf(svy_tr(language, "Base %s."), base);
    g_autofree char *first = NULL, *second = NULL;
    const char *parts[] = {what, NULL, NULL, NULL, NULL};
    g_autofree char *joined = NULL;
    size_t n = 1;

    if (upset->n_sets == 0)
        first = g_strdup(svy_tr(language, "Too few answers to show."));
    for (size_t i = 0; i < MIN(upset->n_sets, 2); i++) {
        g_autofree char *names = word_set(language, upset, upset->shown[i].mask, ALT_CHARS);
        g_autofree char *pct = svy_plot_format_pct_in(language, upset->shown[i].share->p.value);

        if (i == 0)
            first = g_strdup_printf(svy_tr(language, "Most common: %s, %s."), names, pct);
        else
            second = g_strdup_printf(svy_tr(language, "Next: %s, %s."), names, pct);
    }
    parts[n++] = first;
    if (second != NULL)
        parts[n++] = second;
    parts[n] = last;
    joined = svy_alt_join(parts);
    return svy_plot_clean(joined);
}

static void add_hidden_note(SvyPlot *plot, const Upset *upset)
{
    const size_t n = upset->sets->n - upset->n_options;

    if (n == 1)
        svy_plot_add_note(
            plot,
            g_strdup(svy_tr(plot->language,
                            "Not shown: 1 option chosen less often; combinations with it "
                            "are counted with the others.")),
            false);
    if (n > 1)
        svy_plot_add_note(
            plot,
            g_strdup_printf(svy_tr(plot->language,
                                   "Not shown: %zu options chosen less often; combinations "
                                   "with them are counted with the others."),
                            n),
            false);
}

/* --- Numbers -------------------------------------------------------------------------------- */

/* The rows of the chart that belong to a combination, from 0. */
static uint64_t find_rows(const Upset *upset, uint64_t mask)
{
    uint64_t rows = 0;

    for (size_t i = 0; i < upset->n_options; i++)
        rows |= (mask >> upset->options[i] & 1) << i;
    return rows;
}

static char *format_rows(uint64_t rows)
{
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < SVY_UPSET_ROWS; i++)
        if ((rows >> i & 1) != 0)
            g_string_append_printf(out, "%s%zu", out->len > 0 ? " " : "", i + 1);
    return g_string_free(out, FALSE);
}

static void append_numbers(GString *csv, const SvyShare *share, bool is_shown)
{
    if (is_shown) {
        svy_csv_append_count(csv, share->n);
        svy_csv_append_count(csv, share->base);
    } else {
        svy_csv_append_text(csv, NULL);
        svy_csv_append_text(csv, NULL);
    }
    svy_csv_append_number(csv, is_shown ? share->p.value : (double)NAN);
    svy_csv_append_number(csv, is_shown ? share->p.lo : (double)NAN);
    svy_csv_append_number(csv, is_shown ? share->p.hi : (double)NAN);
}

static void append_csv_row(GString *csv,
                           const char *label,
                           const char *part,
                           const SvyShare *share,
                           bool is_shown,
                           const char *rows)
{
    svy_csv_append_text(csv, label);
    svy_csv_append_text(csv, part);
    append_numbers(csv, share, is_shown);
    svy_csv_append_text(csv, rows);
    svy_csv_end_row(csv);
}

static char *describe_share(const char *language,
                            const char *label,
                            const SvyShare *share,
                            bool is_shown)
{
    g_autofree char *text = svy_alt_share_of_in(language, share);
    g_autofree char *n = svy_tr_num_count(language, share->n);
    g_autofree char *base = svy_tr_num_count(language, share->base);

    if (!is_shown)
        return g_strdup_printf(svy_tr(language, "%s: too few to show."), label);
    return g_strdup_printf(svy_tr(language, "%s: %s; %s of %s."), label, text, n, base);
}

static void add_option(SvyPlot *plot, const Upset *upset, size_t index, GString *csv)
{
    const SvyShare *share = &upset->sets->shares[upset->options[index]];
    const bool is_shown = share->p.status == SVY_STATUS_OK && upset->base >= SVY_PLOT_LEAST_BASE;
    SvyPlotRow *row = svy_plot_add_row(plot, upset->sets->labels[upset->options[index]]);

    if (upset->n_sets == 0)
        row->message = g_strdup(svy_tr(plot->language, "too few to show"));
    row->is_hollow = upset->base < SVY_PLOT_SMALL_BASE;
    append_csv_row(csv, row->label, "option", share, is_shown, NULL);
    g_ptr_array_add(plot->descriptions,
                    describe_share(plot->language, row->label, share, is_shown));
}

static void add_set(SvyPlot *plot, const Upset *upset, size_t index, GString *csv)
{
    const Set *set = &upset->shown[index];
    g_autofree char *label = svy_plot_clean(svy_table_get_cell(upset->table, set->row, 0)->text);
    g_autofree char *rows = format_rows(find_rows(upset, set->mask));

    append_csv_row(csv, label, "combination", set->share, true, rows);
    g_ptr_array_add(plot->descriptions, describe_share(plot->language, label, set->share, true));
}

static void add_rest_row(SvyPlot *plot, const Upset *upset, GString *csv)
{
    const SvyShare share = {.n = upset->n_rest_people,
                            .base = upset->base,
                            .p = {.value = upset->rest, .lo = (double)NAN, .hi = (double)NAN}};
    const bool is_shown = upset->is_rest_known && upset->n_sets > 0;
    g_autofree char *words =
        svy_upset_word_rest_in(plot->language, upset->n_rest, upset->rest, is_shown);

    if (upset->n_rest == 0)
        return;
    append_csv_row(csv, words, "rest", &share, is_shown, NULL);
    g_ptr_array_add(plot->descriptions, g_strdup_printf("%s.", words));
}

/* --- The plot ------------------------------------------------------------------------------- */

static SvyPanel *make_panel(const char *language, const Upset *upset)
{
    SvyUpset *panel = svy_upset_new();

    panel->n_rows = upset->n_options;
    for (size_t i = 0; i < upset->n_options; i++)
        panel->rows[i] = upset->sets->shares[upset->options[i]].p;
    panel->n_columns = upset->n_sets;
    for (size_t i = 0; i < upset->n_sets; i++)
        panel->columns[i] = (SvyUpsetColumn){.p = upset->shown[i].share->p,
                                             .rows = find_rows(upset, upset->shown[i].mask),
                                             .csv_row = upset->n_options + i};
    panel->n_rest = upset->n_rest;
    panel->rest = upset->rest;
    panel->is_rest_known = upset->is_rest_known;
    panel->is_small = upset->base < SVY_PLOT_SMALL_BASE;
    panel->row_head = g_strdup(svy_tr(language, "Chose it"));
    panel->column_head =
        g_strdup(panel->is_small ? svy_tr(language, "Chose exactly these; small base")
                                 : svy_tr(language, "Chose exactly these"));
    return &panel->panel;
}

/* Of a page of panels, which have no heads. */
static void add_keys(SvyPlot *plot)
{
    svy_plot_add_key(plot, SVY_KEY_WORDS, 0, SVY_INK,
                     svy_tr(plot->language, "Lying bars: chose it"));
    svy_plot_add_key(plot, SVY_KEY_WORDS, 0, SVY_INK,
                     svy_tr(plot->language, "Standing bars: chose exactly these"));
}

static SvyPlot *plot_table(const SvyChartKind *kind,
                           const SvyResult *result,
                           const SvyTable *table,
                           const SvyChartOptions *options)
{
    SvyPlot *plot = svy_plot_new_in(result->survey.language, kind);
    const Upset upset = make_upset(result, table, options);
    GString *csv = g_string_new(NULL);

    svy_csv_append_row(
        csv, (const char *const[]){"label", "part", "n", "base", "p", "lo", "hi", "rows", NULL});
    for (size_t i = 0; i < upset.n_options; i++)
        add_option(plot, &upset, i, csv);
    for (size_t i = 0; i < upset.n_sets; i++)
        add_set(plot, &upset, i, csv);
    add_rest_row(plot, &upset, csv);
    plot->csv = g_string_free(csv, FALSE);
    plot->title = word_title(result->survey.language, &upset);
    plot->subtitle = word_subtitle(result->survey.language, &upset, options->frame != NULL);
    plot->panel = make_panel(result->survey.language, &upset);
    add_keys(plot);
    svy_plot_add_table_notes(plot, result, table);
    add_hidden_note(plot, &upset);
    plot->alt = word_alt(result->survey.language, &upset);
    return plot;
}

static bool accepts_table(const SvyTable *table)
{
    return table->kind == SVY_TABLE_COMBINATIONS && table->sets != NULL && table->sets->n > 0;
}

/* Fewer options are seen better in the bars of the question and who chose both. */
static bool prefers_table(const SvyTable *table)
{
    return table->sets->n >= LEAST_PREFERRED;
}

const SvyChartKind svy_kind_upset = {
    .name = "upset",
    .summary = "one question with several answers: which of them the same people chose",
    .mark_scale = 0.64,
    .plot_table = plot_table,
    .accepts_table = accepts_table,
    .prefers_table = prefers_table,
};
