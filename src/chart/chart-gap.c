/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "gap-dumbbell": share who use against share who follow, a row per medium, the difference in
 * a column. Position on one axis for both, because that is read most exactly; the difference as a
 * number, because nobody should have to subtract. */
#include <math.h>

#include "base/csv-out.h"
#include "base/text.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/chart-registry.h"
#include "chart/each.h"
#include "result/words.h"

enum { USE, FOLLOW };

static const char *or_else(const char *text, const char *otherwise)
{
    return text != NULL && *text != '\0' ? text : otherwise;
}

static const char *get_follow_verb(const char *language, const SvyGap *gap)
{
    return svy_tr(language, or_else(gap->follow_verb, SVY_TR("follow")));
}

/* Rows */

static bool is_shown(const SvyGapItem *item)
{
    return item->base >= SVY_PLOT_LEAST_BASE && item->use.p.status == SVY_STATUS_OK;
}

static double get_use_or_less(const SvyGapItem *item)
{
    return is_shown(item) ? item->use.p.value : -1;
}

static int compare_items(const void *a, const void *b)
{
    const SvyGapItem *one = *(const SvyGapItem *const *)a, *other = *(const SvyGapItem *const *)b;
    const double x = get_use_or_less(one), y = get_use_or_less(other);

    if (one->has_account != other->has_account)
        return one->has_account ? -1 : 1;
    if (x > y || x < y)
        return x > y ? -1 : 1;
    return (one > other) - (one < other); /* both are in one array: the result's order */
}

/* Items as they are drawn: by use, those without an account last; of a group, as they stand for
 * everybody. (transfer full) array */
static GPtrArray *sort_items(const SvyGap *gap, const SvyChartFrame *frame)
{
    const SvyGap *sorted = frame != NULL ? frame->gap : gap;
    GPtrArray *items = g_ptr_array_new();

    for (size_t i = 0; i < sorted->n_items; i++)
        g_ptr_array_add(items, &sorted->items[i]);
    g_ptr_array_sort(items, compare_items);
    for (size_t i = 0; i < items->len; i++)
        items->pdata[i] = &gap->items[(const SvyGapItem *)items->pdata[i] - sorted->items];
    return items;
}

static void fill_cells(SvyPlotRow *row, const SvyGapItem *item)
{
    if (!item->has_account) {
        row->cell_message = g_strdup(svy_tr(row->language, "no account"));
        return;
    }
    if (item->gap.status != SVY_STATUS_OK) {
        row->cell_message = g_strdup(item->gap.status == SVY_STATUS_WITHHELD
                                         ? svy_tr(row->language, "too few to show")
                                         : svy_words_status_in(row->language, item->gap.status));
        return;
    }
    row->cells[0] = svy_plot_format_points_in(row->language, item->gap.value);
    row->cells[1] = svy_plot_format_interval_in(row->language, item->gap.lo, item->gap.hi);
}

static SvyPlotRow *add_row(SvyPlot *plot, const SvyGap *gap, const SvyGapItem *item)
{
    SvyPlotRow *row = svy_plot_add_row(
        plot, svy_tr(plot->language, or_else(item->label, SVY_TR("Any of these"))));

    if (!svy_plot_set_base(row, item->base, gap->base))
        return row;
    if (item->use.p.status != SVY_STATUS_OK) {
        row->message = g_strdup(svy_tr(plot->language, "too few to show"));
        return row;
    }
    svy_plot_set_mark(row, USE, &item->use.p);
    if (item->has_account)
        svy_plot_set_mark(row, FOLLOW, &item->follow.p);
    fill_cells(row, item);
    return row;
}

/* The title speaks of the item with most unreached people, which the result puts first. */
static bool is_focus(const SvyGap *gap, const SvyGapItem *item)
{
    return item == &gap->items[0] && item->has_account && is_shown(item) &&
           item->gap.status == SVY_STATUS_OK;
}

/* CSV and words */

static const char *const csv_head[] = {
    "label",    "has_account", "base",      "use_n", "use_p",  "use_lo", "use_hi",     "follow_n",
    "follow_p", "follow_lo",   "follow_hi", "gap",   "gap_lo", "gap_hi", "gap_method", NULL};

/* Numbers only where they are drawn. */
static void append_estimate(GString *csv, const SvyEstimate *estimate, bool is_drawn)
{
    const bool has_value = is_drawn && estimate->status == SVY_STATUS_OK;

    svy_csv_append_number(csv, has_value ? estimate->value : (double)NAN);
    svy_csv_append_number(csv, has_value ? estimate->lo : (double)NAN);
    svy_csv_append_number(csv, has_value ? estimate->hi : (double)NAN);
}

static void append_share(GString *csv, const SvyShare *share, bool is_drawn)
{
    if (is_drawn && share->p.status == SVY_STATUS_OK)
        svy_csv_append_count(csv, share->n);
    else
        svy_csv_append_text(csv, NULL);
    append_estimate(csv, &share->p, is_drawn);
}

static void append_csv_row(GString *csv, const char *label, const SvyGapItem *item)
{
    const bool is_drawn = is_shown(item), has_follow = is_drawn && item->has_account;
    const bool has_gap = has_follow && item->gap.status == SVY_STATUS_OK;

    svy_csv_append_text(csv, label);
    svy_csv_append_text(csv, item->has_account ? "yes" : "no");
    if (item->base >= SVY_PLOT_LEAST_BASE)
        svy_csv_append_count(csv, item->base);
    else
        svy_csv_append_text(csv, NULL);
    append_share(csv, &item->use, is_drawn);
    append_share(csv, &item->follow, has_follow);
    append_estimate(csv, &item->gap, has_follow);
    svy_csv_append_text(csv, has_gap ? item->gap.method : NULL);
    svy_csv_end_row(csv);
}

static char *describe_item(const char *language,
                           const SvyGap *gap,
                           const char *label,
                           const SvyGapItem *item)
{
    g_autofree char *use = svy_alt_share_of_in(language, &item->use), *follow = NULL,
                    *points = NULL;
    g_autofree char *interval = NULL;
    const char *verb = svy_tr(language, or_else(gap->use_verb, SVY_TR("use")));

    if (!is_shown(item))
        return g_strdup_printf(svy_tr(language, "%s: too few to show."), label);
    if (!item->has_account)
        return g_strdup_printf(svy_tr(language, "%s: %s %s it; there is no account to follow."),
                               label, use, verb);

    follow = svy_alt_share_of_in(language, &item->follow);
    if (item->gap.status != SVY_STATUS_OK)
        return g_strdup_printf(svy_tr(language, "%s: %s %s it; %s %s there."), label, use, verb,
                               follow, get_follow_verb(language, gap));
    points = svy_plot_format_points_in(language, item->gap.value);
    interval = svy_plot_format_interval_in(language, item->gap.lo, item->gap.hi);
    return g_strdup_printf(svy_tr(language, "%s: %s %s it; %s %s there; gap %s points (%s)."),
                           label, use, verb, follow, get_follow_verb(language, gap), points,
                           interval);
}

static const SvyGapItem *find_most_followed(const SvyGap *gap)
{
    const SvyGapItem *most = NULL;

    for (size_t i = 0; i < gap->n_items; i++) {
        const SvyGapItem *item = &gap->items[i];

        if (!item->has_account || !is_shown(item) || item->follow.p.status != SVY_STATUS_OK)
            continue;
        if (most == NULL || item->follow.p.value > most->follow.p.value)
            most = item;
    }
    return most;
}

static char *word_widest(const char *language, const SvyGap *gap)
{
    const SvyGapItem *item = gap->n_items > 0 ? &gap->items[0] : NULL;
    g_autofree char *name = NULL, *use = NULL, *follow = NULL;

    if (item == NULL || !is_focus(gap, item))
        return g_strdup(svy_tr(language, "No gap can be shown."));
    name = svy_alt_name(item->label);
    use = svy_plot_format_pct_in(language, item->use.p.value);
    follow = svy_plot_format_pct_in(language, item->follow.p.value);
    return g_strdup_printf(svy_tr(language, "The widest gap is %s, %s against %s."), name, use,
                           follow);
}

static char *word_most_followed(const char *language, const SvyGap *gap)
{
    const SvyGapItem *item = find_most_followed(gap);
    g_autofree char *name = NULL, *follow = NULL;

    if (item == NULL)
        return g_strdup("");
    name = svy_alt_name(item->label);
    follow = svy_plot_format_pct_in(language, item->follow.p.value);
    return g_strdup_printf(svy_tr(language, "%s is followed most, %s."), name, follow);
}

static char *word_alt(const SvySurvey *survey, const SvyGap *gap)
{
    g_autofree char *people = svy_words_people(survey),
                    *base = svy_tr_num_count(survey->language, gap->base);
    g_autofree char *noun =
        svy_alt_name(svy_tr(survey->language, or_else(gap->items_noun, SVY_TR("items"))));
    g_autofree char *what = g_strdup_printf(
        svy_tr(survey->language,
               "Dumbbell chart of %zu %s: share of %s who %s each and share who %s there."),
        gap->n_items, noun, people, svy_tr(survey->language, or_else(gap->use_verb, SVY_TR("use"))),
        get_follow_verb(survey->language, gap));
    g_autofree char *widest = word_widest(survey->language, gap),
                    *most = word_most_followed(survey->language, gap);
    g_autofree char *last = g_strdup_printf(svy_tr(survey->language, "Base %s."), base);
    const char *const parts[] = {what, widest, most, last, NULL};
    g_autofree char *joined = svy_alt_join(parts);

    return svy_plot_clean(joined);
}

/* The plot */

static char *capitalise_verb(const char *verb)
{
    g_autofree char *safe = svy_plot_clean(verb);
    g_autofree char *first = g_utf8_substring(safe, 0, 1);
    g_autofree char *upper = g_utf8_strup(first, -1);

    return g_strconcat(upper, g_utf8_next_char(safe), NULL);
}

static void set_heads(SvyPlot *plot, const SvyGap *gap, double level)
{
    const char *language = plot->language;
    g_autofree char *pct = svy_tr_num_pct(language, level, 0);
    g_autofree char *use = capitalise_verb(svy_tr(language, or_else(gap->use_verb, SVY_TR("use"))));
    g_autofree char *follow = capitalise_verb(get_follow_verb(language, gap));

    plot->heads[USE] = g_strdup_printf(svy_tr(language, "%s it"), use);
    plot->heads[FOLLOW] = g_strdup_printf(svy_tr(language, "%s there"), follow);
    plot->cell_heads[0] = g_strdup(svy_tr(language, "Gap, pts"));
    plot->cell_heads[1] = g_strdup_printf(svy_tr(language, "%s%% CI"), pct);
}

static void add_notes(SvyPlot *plot, const SvySurvey *survey, const SvyGap *gap, double level)
{
    g_autofree char *base = svy_words_gap_base(survey, gap);
    g_autofree char *method = svy_words_gap_method_in(survey->language, gap, level);
    g_autofree char *source = svy_words_source(survey);

    svy_plot_add_note(plot, g_strdup_printf("%s %s", base, method), false);
    svy_plot_add_note(plot,
                      g_strdup_printf(svy_tr(survey->language, "Questions: “%s” “%s”%s%s"),
                                      or_else(gap->use_text, "?"), or_else(gap->follow_text, "?"),
                                      source != NULL ? " " : "", or_else(source, "")),
                      false);
    svy_plot_add_note(plot, svy_words_brief_caveat(survey), false);
    svy_plot_add_note(plot, svy_words_synthetic(survey), true);
}

/* What --top leaves out is said. */
static void add_hidden_note(SvyPlot *plot, const GPtrArray *items, size_t n_shown)
{
    double most = -1;
    g_autofree char *pct = NULL;

    for (size_t i = n_shown; i < items->len; i++)
        most = fmax(most, get_use_or_less(items->pdata[i]));
    if (n_shown >= items->len || most < 0)
        return;
    pct = svy_plot_format_pct_in(plot->language, most);
    svy_plot_add_note(plot,
                      g_strdup_printf(svy_tr(plot->language, "Not shown: %zu more, none above %s."),
                                      items->len - n_shown, pct),
                      false);
}

static void add_item(SvyPlot *plot, GString *csv, const SvyGap *gap, const SvyGapItem *item)
{
    SvyPlotRow *row = add_row(plot, gap, item);

    row->is_focus = gap->n_items > 0 && is_focus(gap, item);
    append_csv_row(csv, row->label, item);
    g_ptr_array_add(plot->descriptions, describe_item(plot->language, gap, row->label, item));
}

static SvyPlot *plot_gap(const SvyChartKind *kind,
                         const SvySurvey *survey,
                         const SvyGap *gap,
                         double level,
                         const SvyChartOptions *options)
{
    SvyPlot *plot = svy_plot_new_in(survey->language, kind);
    g_autoptr(GPtrArray) items = sort_items(gap, options->frame);
    const size_t n_shown = options->n_top > 0 ? MIN(options->n_top, items->len) : items->len;
    GString *csv = g_string_new(NULL);
    bool had_account = true;

    svy_csv_append_row(csv, csv_head);
    if (gap->n_items > 1)
        add_item(plot, csv, gap, &gap->any);
    for (size_t i = 0; i < n_shown; i++) {
        const SvyGapItem *item = items->pdata[i];
        const bool is_first = i == 0 && gap->n_items > 1;

        add_item(plot, csv, gap, item);
        ((SvyPlotRow *)plot->rows->pdata[plot->rows->len - 1])->starts_group =
            is_first || (i > 0 && had_account && !item->has_account);
        had_account = item->has_account;
    }

    plot->title = svy_words_gap_headline(survey, gap);
    plot->subtitle = svy_words_gap_subtitle(survey, gap);
    set_heads(plot, gap, level);
    add_notes(plot, survey, gap, level);
    add_hidden_note(plot, items, n_shown);
    plot->csv = g_string_free(csv, FALSE);
    plot->alt = word_alt(survey, gap);
    return plot;
}

/* Connector, then whiskers, then marks; use lies below follow, as its mark is the larger. */
static void draw_row(const SvyLayout *layout, size_t index)
{
    const SvyPlotRow *row = layout->plot->rows->pdata[index];
    const SvyPlotMark *use = &row->marks[USE], *follow = &row->marks[FOLLOW];
    const double y = svy_layout_get_middle(layout, index);

    if (use->is_drawn && follow->is_drawn && !layout->rows[index].geometry.is_dodged) {
        SvyNode *node = svy_scene_add_line(
            layout->scene, SVY_ROLE_CONNECTOR, svy_layout_get_x(layout, follow->value), y,
            svy_layout_get_x(layout, use->value), y, 0.33 * layout->m,
            svy_layout_get_color(layout, SVY_CONNECTOR));
        node->datum = (SvyDatum){index, SVY_NO_SERIES, true, follow->value, use->value};
    }
    svy_layout_draw_reference(layout, index, USE);
    svy_layout_draw_reference(layout, index, FOLLOW);
    svy_layout_draw_whisker(layout, index, USE, false);
    svy_layout_draw_whisker(layout, index, FOLLOW, false);
    svy_layout_draw_mark(layout, index, USE);
    svy_layout_draw_mark(layout, index, FOLLOW);
}

const SvyChartKind svy_kind_gap_dumbbell = {
    .name = "gap-dumbbell",
    .summary = "use against following, item by item, with the gap in points",
    .n_series = 2,
    .may_split = true,
    .plot_gap = plot_gap,
    .draw_row = draw_row,
};
