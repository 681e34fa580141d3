/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds "likert" and "likert-stacked": items that were answered on one scale, a bar for each. A
 * scale between opposites diverges from a common line with the neutral point apart at the right,
 * so that each side and the neutral have a base line; scales that go one way, and answers without
 * an order, are stacked to 100 per cent. Who stands outside the scale is left out of the shares,
 * and said. */
#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/text.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/chart-registry.h"
#include "chart/each.h"
#include "chart/panel-segments.h"
#include "result/words.h"

enum { LABEL_CHARS = 24 };

/* One bar: a row of a grid, or a question by itself. */
typedef struct {
    const char *label;
    const SvyOptionResult *options; /* as the question has them */
    size_t n_answered;
    size_t base;  /* of those on the scale */
    double apart; /* share of those who answered */
    double shares[SVY_SEGMENTS_MOST];
    double lo[SVY_SEGMENTS_MOST], hi[SVY_SEGMENTS_MOST]; /* of the same base, or NaN */
    double left, middle, right;
    double at_least, at_most; /* bounds of the right side, wider than its interval */
    bool is_shown;
    size_t place; /* in the question */
} Item;

typedef struct {
    const SvyQuestionResult *question;
    bool is_diverging;
    size_t n_parts;
    size_t parts[SVY_SEGMENTS_MOST]; /* places of the options, unfavourable or little first */
    const char *labels[SVY_SEGMENTS_MOST];
    size_t n_left, n_middle;
    size_t n_apart;
    const char *apart; /* the first of those outside the scale */
    size_t n_items;
    Item *items; /* [n_items] as they are drawn */
} Likert;

static void clear_likert(Likert *likert)
{
    g_free(likert->items);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Likert, clear_likert)

/* The scale */

static size_t count_points(const SvyQuestionResult *question)
{
    size_t n = 0;

    for (size_t i = 0; i < question->n_options; i++)
        n += question->options[i].mark == SVY_MARK_NONE;
    return n;
}

static void find_parts(Likert *likert)
{
    const SvyQuestionResult *question = likert->question;
    const bool is_turned = question->scale != SVY_SCALE_NONE && question->is_high_first;

    for (size_t i = 0; i < question->n_options; i++) {
        const size_t at = is_turned ? question->n_options - 1 - i : i;
        const SvyOptionResult *option = &question->options[at];

        if (option->mark == SVY_MARK_NONE) {
            likert->parts[likert->n_parts] = at;
            likert->labels[likert->n_parts++] = option->label;
        } else if (likert->n_apart++ == 0) {
            likert->apart = option->label;
        }
    }
    likert->n_left = likert->is_diverging ? likert->n_parts / 2 : likert->n_parts - 1;
    if (!likert->is_diverging && question->scale == SVY_SCALE_ONE_WAY && likert->n_parts > 3)
        likert->n_left = likert->n_parts - 2;
    likert->n_middle = likert->is_diverging ? likert->n_parts % 2 : 0;
}

/* Items */

static double get_share(const SvyOptionResult *option)
{
    return option->p.status == SVY_STATUS_OK ? option->p.value : (double)NAN;
}

/* Shares of those on the scale. With people outside it the interval of a share of all who answered,
 * stretched likewise, is a little wider than one of its own: good for a bound, not for a figure. */
static void fill_shares(const Likert *likert, Item *item)
{
    const double stretch = 1 / (1 - item->apart);

    for (size_t part = 0; part < likert->n_parts; part++) {
        const SvyOptionResult *option = &item->options[likert->parts[part]];
        const bool is_right = part >= likert->n_left + likert->n_middle;
        const bool is_left = part < likert->n_left;

        item->shares[part] = option->p.value * stretch;
        item->lo[part] = item->base == item->n_answered ? option->p.lo : (double)NAN;
        item->hi[part] = item->base == item->n_answered ? option->p.hi : (double)NAN;
        item->left += is_left ? item->shares[part] : 0;
        item->right += is_right ? item->shares[part] : 0;
        item->middle += !is_left && !is_right ? item->shares[part] : 0;
        item->at_least += is_right ? option->p.lo * stretch : 0;
        item->at_most += is_right ? option->p.hi * stretch : 0;
    }
}

static void fill_item(const Likert *likert,
                      Item *item,
                      const char *label,
                      const SvyOptionResult *options,
                      size_t n_answered)
{
    *item = (Item){.label = label, .options = options, .n_answered = n_answered};
    item->base = n_answered;
    item->is_shown = true;
    for (size_t i = 0; i < likert->question->n_options; i++) {
        const bool is_apart = likert->question->options[i].mark != SVY_MARK_NONE;

        item->is_shown = item->is_shown && options[i].p.status == SVY_STATUS_OK;
        item->base -= is_apart ? MIN(options[i].n, item->base) : 0;
        item->apart += is_apart ? get_share(&options[i]) : 0;
    }
    item->is_shown = item->is_shown && item->base >= SVY_PLOT_LEAST_BASE && item->apart < 1;
    if (item->is_shown)
        fill_shares(likert, item);
}

/* What the bars are sorted by: favourable less unfavourable, or the upper end. */
static double get_rank(const Likert *likert, const Item *item)
{
    if (!item->is_shown)
        return -2;
    return likert->is_diverging ? item->right - item->left : item->right;
}

static int compare_items(const void *a, const void *b, void *data)
{
    const double x = get_rank(data, a), y = get_rank(data, b);

    return (x < y) - (x > y);
}

/* Items in the order of the question become those in the order of @sorted. */
static void follow_order(Likert *likert, const Likert *sorted)
{
    g_autofree Item *items = g_new(Item, likert->n_items);

    memcpy(items, likert->items, likert->n_items * sizeof *items);
    for (size_t i = 0; i < likert->n_items; i++)
        likert->items[i] = items[sorted->items[i].place];
}

static void list_items(Likert *likert)
{
    const SvyQuestionResult *question = likert->question;

    likert->n_items = MAX(question->n_rows, 1);
    likert->items = g_new0(Item, likert->n_items);
    if (question->n_rows == 0)
        fill_item(likert, &likert->items[0], question->text, question->options,
                  question->n_answered);
    for (size_t i = 0; i < question->n_rows; i++)
        fill_item(likert, &likert->items[i], question->rows[i].label, question->rows[i].options,
                  question->rows[i].n_answered);
    for (size_t i = 0; i < likert->n_items; i++)
        likert->items[i].place = i;
}

static Likert likert_new(const SvyQuestionResult *question,
                         bool is_diverging,
                         const SvyChartFrame *frame)
{
    Likert likert = {.question = question, .is_diverging = is_diverging};

    find_parts(&likert);
    list_items(&likert);
    if (frame != NULL && frame->question != question) {
        g_auto(Likert) sorted = likert_new(frame->question, is_diverging, NULL);

        follow_order(&likert, &sorted);
        return likert;
    }
    g_qsort_with_data(likert.items, (int)likert.n_items, sizeof likert.items[0], compare_items,
                      &likert);
    return likert;
}

/* Words */

static const Item *find_highest(const Likert *likert)
{
    const Item *highest = NULL;

    for (size_t i = 0; i < likert->n_items; i++)
        if (likert->items[i].is_shown &&
            (highest == NULL || likert->items[i].right > highest->right))
            highest = &likert->items[i];
    return highest;
}

/* Items whose bounds touch those of the highest: a stricter condition than an interval of the
 * difference without 0, as the half-width of a sum is never above the sum of the half-widths. */
static size_t count_close(const Likert *likert, const Item *highest)
{
    size_t n = 0;

    for (size_t i = 0; i < likert->n_items; i++) {
        const Item *item = &likert->items[i];

        n += item != highest && item->is_shown && item->at_most >= highest->at_least;
    }
    return n;
}

static char *word_title(const char *language, const Likert *likert)
{
    const Item *highest = find_highest(likert);
    const size_t first = likert->n_left + likert->n_middle;
    SvyGridWords words = {.item = highest != NULL ? highest->label : "",
                          .n_items = likert->n_items,
                          .n_answers = likert->n_parts - first,
                          .answers = likert->labels + first};

    words.share.p.status = SVY_STATUS_WITHHELD;
    words.share.base = likert->question->n_answered;
    if (highest == NULL)
        return svy_words_grid_headline_in(language, &words);
    words.n_close = count_close(likert, highest);
    words.share.base = highest->base;
    words.share.p = (SvyEstimate){.value = highest->right};
    /* Nobody and everybody are told by counts. */
    words.share.n = !(highest->right > 0) ? 0 : highest->right < 1 ? 1 : highest->base;
    return svy_words_grid_headline_in(language, &words);
}

static char *join_side(const char *language, const Likert *likert, size_t first, size_t n)
{
    return svy_words_join_labels_in(language, n, likert->labels + first, LABEL_CHARS);
}

/* What the bold figures are. */
static char *word_remark(const char *language, const Likert *likert)
{
    const size_t first = likert->n_left + likert->n_middle;
    g_autofree char *left = join_side(language, likert, 0, likert->n_left);
    g_autofree char *right = join_side(language, likert, first, likert->n_parts - first);

    const bool is_mirrored = svy_tr_is_mirrored(language);

    if (!likert->is_diverging)
        return NULL;
    return g_strdup_printf(svy_tr(language, "Bold figures: %s at the left, %s at the right."),
                           is_mirrored ? right : left, is_mirrored ? left : right);
}

static const char *find_method(const char *language, const Likert *likert)
{
    for (size_t i = 0; i < likert->n_items; i++)
        if (likert->items[i].options[0].p.method != NULL)
            return svy_words_method(language, likert->items[i].options[0].p.method);
    return svy_tr(language, "Wilson");
}

static char *word_method(const char *language,
                         const Likert *likert,
                         double level,
                         const SvyChartFrame *frame)
{
    g_autofree char *pct = svy_words_level_in(language, level);
    g_autofree char *labels = svy_text_cut(likert->n_apart > 0 ? likert->apart : "", LABEL_CHARS);
    const char *method = find_method(language, likert);

    if (likert->n_apart == 0)
        return g_strdup_printf(
            svy_tr(language, "%s%% intervals by %s are in the table beside the chart."), pct,
            method);
    if (frame != NULL) /* panels have no column of them */
        return g_strdup_printf(
            svy_tr(language, "%s%% intervals by %s are in the table of the question. Shares leave "
                             "out “%s”%s."),
            pct, method, labels, likert->n_apart > 1 ? svy_tr(language, " and the like") : "");
    return g_strdup_printf(
        svy_tr(language, "%s%% intervals by %s are in the table of the question. Shares leave out "
                         "“%s”%s, whose column is a share of all who answered the item."),
        pct, method, labels, likert->n_apart > 1 ? svy_tr(language, " and the like") : "");
}

static void add_notes(SvyPlot *plot,
                      const SvySurvey *survey,
                      const Likert *likert,
                      double level,
                      const SvyChartFrame *frame)
{
    g_autofree char *base = svy_words_question_base(survey, likert->question);
    g_autofree char *method = word_method(survey->language, likert, level, frame);
    g_autofree char *source = svy_words_source(survey);
    const char *wording = likert->question->text;

    svy_plot_add_note(plot, g_strdup_printf("%s %s", base, method), false);
    svy_plot_add_note(plot,
                      g_strdup_printf(svy_tr(survey->language, "Question: “%s”%s%s"),
                                      wording != NULL ? wording : "?", source != NULL ? " " : "",
                                      source != NULL ? source : ""),
                      false);
    svy_plot_add_note(plot, svy_words_brief_caveat(survey), false);
    svy_plot_add_note(plot, svy_words_synthetic(survey), true);
}

static char *describe_item(const char *language,
                           const Likert *likert,
                           const char *label,
                           const Item *item)
{
    GString *out;
    g_autofree char *base = svy_tr_num_count(language, item->base);

    if (!item->is_shown)
        return g_strdup_printf(svy_tr(language, "%s: too few to show."), label);
    out = g_string_new(label);
    for (size_t part = 0; part < likert->n_parts; part++) {
        g_autofree char *pct = svy_plot_format_pct_in(language, item->shares[part]);
        g_autofree char *interval = NULL;

        g_string_append_printf(out, "%s %s %s", part == 0 ? ":" : ",", likert->labels[part], pct);
        if (isnan(item->lo[part]))
            continue;
        interval = svy_plot_format_interval_in(language, item->lo[part], item->hi[part]);
        g_string_append_printf(out, " (%s)", interval);
    }
    if (item->apart > 0) {
        g_autofree char *pct = svy_plot_format_pct_in(language, item->apart);

        g_string_append_printf(out, svy_tr(language, "; outside the scale %s of all who answered"),
                               pct);
    }
    g_string_append_printf(out, svy_tr(language, "; base %s."), base);
    return g_string_free(out, FALSE);
}

static const Item *find_most_left(const Likert *likert)
{
    const Item *most = NULL;

    for (size_t i = 0; i < likert->n_items; i++)
        if (likert->items[i].is_shown && (most == NULL || likert->items[i].left > most->left))
            most = &likert->items[i];
    return most;
}

static char *word_most(const char *language,
                       const Likert *likert,
                       const Item *item,
                       size_t first,
                       size_t n)
{
    g_autofree char *name = svy_alt_name(item->label);
    g_autofree char *answers = join_side(language, likert, first, n);
    g_autofree char *share = svy_plot_format_pct_in(
        language, first == 0 && likert->is_diverging ? item->left : item->right);

    if (likert->n_items == 1)
        return g_strdup_printf("%s %s.", answers, share);
    return g_strdup_printf(svy_tr(language, "Most %s: %s, %s."), answers, name, share);
}

static char *word_alt(const char *language, const Likert *likert)
{
    const size_t first = likert->n_left + likert->n_middle;
    const Item *highest = find_highest(likert), *most_left = find_most_left(likert);
    g_autofree char *base = svy_tr_num_count(language, likert->question->n_answered);
    g_autofree char *what = g_strdup_printf(
        likert->is_diverging
            ? svy_tr_n(language, "Diverging bar chart of %zu item on a scale of %zu answers.",
                       "Diverging bar chart of %zu items on a scale of %zu answers.",
                       likert->n_items)
            : svy_tr_n(language, "Stacked bar chart of %zu item on a scale of %zu answers.",
                       "Stacked bar chart of %zu items on a scale of %zu answers.",
                       likert->n_items),
        likert->n_items, likert->n_parts);
    g_autofree char *right =
        highest == NULL ? g_strdup(svy_tr(language, "Too few answers to show."))
                        : word_most(language, likert, highest, first, likert->n_parts - first);
    g_autofree char *left = most_left == NULL || !likert->is_diverging
                                ? g_strdup("")
                                : word_most(language, likert, most_left, 0, likert->n_left);
    g_autofree char *last = g_strdup_printf(svy_tr(language, "Base %s."), base);
    const char *const parts[] = {what, right, *left != '\0' ? left : last,
                                 *left != '\0' ? last : NULL, NULL};
    g_autofree char *joined = svy_alt_join(parts);

    return svy_plot_clean(joined);
}

/* Numbers */

static void append_csv_head(GString *csv, const Likert *likert)
{
    svy_csv_append_text(csv, "label");
    svy_csv_append_text(csv, "base");
    for (size_t part = 0; part < likert->n_parts; part++) {
        static const char *const whats[] = {"p", "lo", "hi"};

        for (size_t i = 0; i < G_N_ELEMENTS(whats); i++) {
            g_autofree char *head = g_strdup_printf("%s %s", whats[i], likert->labels[part]);

            svy_csv_append_text(csv, head);
        }
    }
    svy_csv_append_text(csv, "left");
    svy_csv_append_text(csv, "middle");
    svy_csv_append_text(csv, "right");
    svy_csv_append_text(csv, "apart");
    svy_csv_end_row(csv);
}

static void append_csv_row(GString *csv, const Likert *likert, const char *label, const Item *item)
{
    const double sums[] = {item->left, item->middle, item->right, item->apart};

    svy_csv_append_text(csv, label);
    if (item->base >= SVY_PLOT_LEAST_BASE)
        svy_csv_append_count(csv, item->base);
    else
        svy_csv_append_text(csv, NULL);
    for (size_t part = 0; part < likert->n_parts; part++) {
        svy_csv_append_number(csv, item->is_shown ? item->shares[part] : (double)NAN);
        svy_csv_append_number(csv, item->is_shown ? item->lo[part] : (double)NAN);
        svy_csv_append_number(csv, item->is_shown ? item->hi[part] : (double)NAN);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(sums); i++)
        svy_csv_append_number(csv, item->is_shown ? sums[i] : (double)NAN);
    svy_csv_end_row(csv);
}

/* The panel */

static const SvyThemeColor *choose_colors(const Likert *likert)
{
    static const SvyThemeColor nominal[] = {SVY_SERIES_1, SVY_SERIES_2, SVY_SERIES_3,
                                            SVY_SERIES_4, SVY_SERIES_5, SVY_SERIES_6};
    static const SvyThemeColor ordered[][5] = {
        {SVY_SEQUENTIAL_2, SVY_SEQUENTIAL_5},
        {SVY_SEQUENTIAL_1, SVY_SEQUENTIAL_3, SVY_SEQUENTIAL_5},
        {SVY_SEQUENTIAL_1, SVY_SEQUENTIAL_3, SVY_SEQUENTIAL_4, SVY_SEQUENTIAL_5},
        {SVY_SEQUENTIAL_1, SVY_SEQUENTIAL_2, SVY_SEQUENTIAL_3, SVY_SEQUENTIAL_4, SVY_SEQUENTIAL_5}};
    static const SvyThemeColor opposed[][7] = {
        {SVY_DIVERGING_5_1, SVY_DIVERGING_5_5}, /* the sides of a scale without a middle */
        {SVY_DIVERGING_5_1, SVY_DIVERGING_5_3, SVY_DIVERGING_5_5},
        {SVY_DIVERGING_5_1, SVY_DIVERGING_5_2, SVY_DIVERGING_5_4, SVY_DIVERGING_5_5},
        {SVY_DIVERGING_5_1, SVY_DIVERGING_5_2, SVY_DIVERGING_5_3, SVY_DIVERGING_5_4,
         SVY_DIVERGING_5_5},
        {SVY_DIVERGING_7_1, SVY_DIVERGING_7_2, SVY_DIVERGING_7_3, SVY_DIVERGING_7_5,
         SVY_DIVERGING_7_6, SVY_DIVERGING_7_7},
        {SVY_DIVERGING_7_1, SVY_DIVERGING_7_2, SVY_DIVERGING_7_3, SVY_DIVERGING_7_4,
         SVY_DIVERGING_7_5, SVY_DIVERGING_7_6, SVY_DIVERGING_7_7}};

    switch (likert->question->scale) {
    case SVY_SCALE_TWO_WAY:
        return opposed[likert->n_parts - 2];
    case SVY_SCALE_ONE_WAY:
        return ordered[likert->n_parts - 2];
    case SVY_SCALE_NONE:
    case SVY_SCALE_LAST:
        break;
    }
    return nominal;
}

static bool has_own_bases(const Likert *likert)
{
    for (size_t i = 0; i < likert->n_items; i++)
        if (likert->items[i].base != likert->question->n_answered)
            return true;
    return false;
}

static void fill_segment_row(const char *language,
                             SvySegmentRow *row,
                             const Likert *likert,
                             const Item *item)
{
    memcpy(row->shares, item->shares, sizeof row->shares);
    if (likert->is_diverging) {
        row->totals[0] = svy_plot_format_pct_in(language, item->left);
        row->totals[1] = svy_plot_format_pct_in(language, item->right);
    }
    if (likert->n_apart > 0)
        row->cells[0] = svy_plot_format_pct_in(language, item->apart);
    row->cells[1] = svy_tr_num_count(language, item->base);
}

static void fill_panel(SvyPlot *plot, const Likert *likert)
{
    SvySegments *segments = svy_segments_new(likert->n_items);
    const SvyThemeColor *colors = choose_colors(likert);

    segments->is_diverging = likert->is_diverging;
    segments->n_parts = likert->n_parts;
    segments->n_left = likert->n_left;
    segments->has_middle = likert->n_middle > 0;
    for (size_t part = 0; part < likert->n_parts; part++) {
        g_autofree char *head = svy_plot_clean(likert->labels[part]);

        segments->parts[part].head = svy_text_cut(head, 2 * LABEL_CHARS);
        segments->parts[part].color = colors[part];
        svy_plot_add_key(plot, SVY_KEY_SWATCH, part, colors[part], segments->parts[part].head);
    }
    if (likert->n_apart > 0)
        segments->cell_heads[0] = likert->n_apart == 1
                                      ? svy_plot_clean(likert->apart)
                                      : g_strdup(svy_tr(plot->language, "Outside the scale"));
    if (has_own_bases(likert))
        segments->cell_heads[1] = g_strdup("n");
    for (size_t i = 0; i < likert->n_items; i++)
        if (likert->items[i].is_shown)
            fill_segment_row(plot->language, &segments->rows[i], likert, &likert->items[i]);
    plot->panel = &segments->panel;
}

/* The plot */

static void add_rows(SvyPlot *plot, const Likert *likert)
{
    GString *csv = g_string_new(NULL);
    const Item *highest = find_highest(likert);
    const bool has_leader =
        likert->n_items > 1 && highest != NULL && count_close(likert, highest) == 0;

    append_csv_head(csv, likert);
    for (size_t i = 0; i < likert->n_items; i++) {
        const Item *item = &likert->items[i];
        SvyPlotRow *row = svy_plot_add_row(
            plot, likert->question->n_rows > 0 ? item->label : svy_tr(plot->language, "All"));

        if (svy_plot_set_base(row, item->base, likert->question->n_answered) && !item->is_shown)
            row->message = g_strdup(svy_tr(plot->language, "too few to show"));
        if (!row->is_hollow)
            g_clear_pointer(&row->base_note, g_free); /* there is a column */
        row->is_focus = has_leader && item == highest;
        append_csv_row(csv, likert, row->label, item);
        g_ptr_array_add(plot->descriptions,
                        describe_item(plot->language, likert, row->label, item));
    }
    plot->csv = g_string_free(csv, FALSE);
}

static SvyPlot *plot_likert(const SvyChartKind *kind,
                            const SvySurvey *survey,
                            const SvyQuestionResult *question,
                            double level,
                            bool is_diverging,
                            const SvyChartOptions *options)
{
    const size_t n_top = options->n_top;
    SvyPlot *plot = svy_plot_new_in(survey->language, kind);
    g_auto(Likert) likert = likert_new(question, is_diverging, options->frame);

    plot->title = word_title(survey->language, &likert);
    plot->alt = word_alt(survey->language, &likert);
    plot->subtitle = svy_words_question_subtitle(survey, question);
    plot->remark = word_remark(survey->language, &likert);
    if (n_top > 0 && n_top < likert.n_items) {
        svy_plot_add_note(plot,
                          g_strdup_printf(svy_tr(survey->language, "Not shown: %zu more."),
                                          likert.n_items - n_top),
                          false);
        likert.n_items = n_top;
    }
    add_rows(plot, &likert);
    fill_panel(plot, &likert);
    add_notes(plot, survey, &likert, level, options->frame);
    return plot;
}

static SvyPlot *plot_question(const SvyChartKind *kind,
                              const SvySurvey *survey,
                              const SvyQuestionResult *question,
                              double level,
                              const SvyChartOptions *options)
{
    return plot_likert(kind, survey, question, level, question->scale == SVY_SCALE_TWO_WAY,
                       options);
}

static SvyPlot *plot_stacked(const SvyChartKind *kind,
                             const SvySurvey *survey,
                             const SvyQuestionResult *question,
                             double level,
                             const SvyChartOptions *options)
{
    return plot_likert(kind, survey, question, level, false, options);
}

/* There are colours for so many parts. */
static bool has_colors(const SvyQuestionResult *question)
{
    const size_t n = count_points(question);

    switch (question->scale) {
    case SVY_SCALE_TWO_WAY:
        return n >= 3 && n <= 7;
    case SVY_SCALE_ONE_WAY:
        return n >= 2 && n <= 5;
    case SVY_SCALE_NONE:
        return n >= 2 && n <= 6;
    case SVY_SCALE_LAST:
        break;
    }
    return false;
}

/* In some files people may have ticked several points of a row: no parts of a whole. */
static bool is_whole(const SvyQuestionResult *question)
{
    for (size_t row = 0; row < question->n_rows; row++) {
        size_t n = 0;

        for (size_t i = 0; i < question->n_options; i++)
            n += question->rows[row].options[i].n;
        if (n > question->rows[row].n_answered)
            return false;
    }
    return true;
}

static bool accepts_question(const SvyQuestionResult *question)
{
    const bool is_scale =
        question->type == SVY_QUESTION_LIKERT && question->scale != SVY_SCALE_NONE;

    return (question->type == SVY_QUESTION_GRID || is_scale) && has_colors(question) &&
           is_whole(question);
}

/* A single question that goes one way is better told by bars with intervals. */
static bool prefers_question(const SvyQuestionResult *question)
{
    return question->type == SVY_QUESTION_GRID || question->scale == SVY_SCALE_TWO_WAY;
}

const SvyChartKind svy_kind_likert = {
    .name = "likert",
    .summary = "items on one scale, opposites to both sides, neutral apart",
    .may_split = true,
    .plot_question = plot_question,
    .accepts_question = accepts_question,
    .prefers_question = prefers_question,
};

const SvyChartKind svy_kind_likert_stacked = {
    .name = "likert-stacked",
    .summary = "items on one scale, each bar stacked to 100%",
    .may_split = true,
    .plot_question = plot_stacked,
    .accepts_question = accepts_question,
};
