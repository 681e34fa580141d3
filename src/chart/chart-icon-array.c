/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "icon-array": one share to remember: a hundred discs, as many of them filled as people in a
 * hundred, and the number beside them. Whole discs only; below one in a hundred there is nothing to
 * fill, and the number stands alone. */
#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/chart-registry.h"
#include "chart/each.h"
#include "chart/table-words.h"
#include "result/result-table.h"
#include "result/words.h"

enum { N_SIDE = 10, N_ICONS = N_SIDE * N_SIDE };

/* Lengths in m. */
static const double number_size = 7, text_gap = 2.6, sentence_gap = 1.5, line_gap = 1.9;
static const double part_number = 2.6, part_gap = 0.9, side_part = 15;
static const double least_side = 11, side_most = 32, least_text = 12, side_wanted = 25;

static const double side_share = 0.45; /* of the width */
static const double radius_share = 0.4, outline_share = 0.055;

typedef struct {
    SvyPanel panel;
    SvyShare share;
    bool is_shown, is_hollow;
    char *number, *sentence; /* "22%"; "22 in 100 respondents follow ALCTS" */
    char *interval, *base;   /* (nullable) */
    SvyLine *number_line, *interval_line, *base_line;
    SvyBlock *sentence_block;
    double side; /* of the square of discs, points; 0: none */
} Icons;

/* What is shown of one share. */
typedef struct {
    const char *label;
    const SvyShare *share;
    char *title, *subtitle;
    char *deed; /* what people in a hundred do: "of 850 respondents follow ALCTS" */
} Subject;

/* Texts */

static void drop_texts(Icons *icons)
{
    g_clear_pointer(&icons->number_line, svy_line_free);
    g_clear_pointer(&icons->interval_line, svy_line_free);
    g_clear_pointer(&icons->base_line, svy_line_free);
    g_clear_pointer(&icons->sentence_block, svy_block_free);
}

static void icons_free(SvyPanel *panel)
{
    Icons *icons = (Icons *)panel;

    drop_texts(icons);
    g_free(icons->number);
    g_free(icons->sentence);
    g_free(icons->interval);
    g_free(icons->base);
    g_free(icons);
}

static bool shape_all(Icons *icons, const SvyLayout *layout, double width, GError **error)
{
    const SvyTextStyle style = {.weight = 500, .size_pt = layout->label_pt};

    drop_texts(icons);
    return svy_layout_shape_line(layout, number_size * layout->m, 700, false, icons->number,
                                 &icons->number_line, error) &&
           svy_layout_shape_line(layout, layout->label_pt, 400, false, icons->interval,
                                 &icons->interval_line, error) &&
           svy_layout_shape_line(layout, layout->m, 400, false, icons->base, &icons->base_line,
                                 error) &&
           svy_measure_block(layout->theme->fonts, &style, icons->sentence, width, SVY_WRAP_BALANCE,
                             1.28, &icons->sentence_block, error);
}

/* Sizes */

static bool has_array(const Icons *icons)
{
    return icons->is_shown && icons->share.p.value >= 0.01;
}

/* Whole discs; never all or none of them for what is neither. */
static size_t count_filled(double p)
{
    const size_t n = (size_t)floor(p * N_ICONS + 0.5);

    if (p > 0 && n == 0)
        return 1;
    return p < 1 ? MIN(n, (size_t)N_ICONS - 1) : N_ICONS;
}

static double measure_number(const Icons *icons)
{
    return -icons->number_line->ink.y;
}

static double measure_text(const Icons *icons, const SvyLayout *layout)
{
    double height = 0;

    if (icons->number_line != NULL)
        height += measure_number(icons) + sentence_gap * layout->m;
    height += svy_block_get_height(icons->sentence_block);
    height += icons->interval_line != NULL ? line_gap * layout->m : 0;
    return height + (icons->base_line != NULL ? line_gap * layout->m : 0);
}

/* As a part of a page: discs, and below them the number and its interval. */
static bool measure_part(Icons *icons,
                         const SvyLayout *layout,
                         SvyPanelSize *ret_size,
                         GError **error)
{
    const double m = layout->m, room = layout->room_right - layout->room_left;
    const double text = (part_gap + part_number + line_gap) * m;
    double widest;

    drop_texts(icons);
    if (!svy_layout_shape_line(layout, part_number * m, 700, false, icons->number,
                               &icons->number_line, error) ||
        !svy_layout_shape_line(layout, m, 400, false,
                               icons->is_shown ? icons->interval : icons->sentence,
                               &icons->interval_line, error))
        return false;
    widest = fmax(svy_line_get_width(icons->number_line),
                  fmax(svy_line_get_width(icons->interval_line), least_side * m));
    icons->side = has_array(icons) ? fmin(room, side_part * m) : 0;
    *ret_size = (SvyPanelSize){.missing_width = fmax(0, widest - room),
                               .least_height = least_side * m + text,
                               .wanted_height = fmin(room, side_part * m) + text,
                               .axis_left = layout->room_left,
                               .axis_width = room};
    return true;
}

static bool measure(SvyPanel *panel,
                    const SvyLayout *layout,
                    GPtrArray *notes,
                    SvyPanelSize *ret_size,
                    GError **error)
{
    Icons *icons = (Icons *)panel;
    const double m = layout->m, room = layout->room_right - layout->room_left;
    const double side = fmax(least_side * m, fmin(side_share * room, side_most * m));
    const double text = room - (has_array(icons) ? side + text_gap * m : 0);
    double widest, height;

    (void)notes;
    if (layout->is_inset)
        return measure_part(icons, layout, ret_size, error);
    if (!shape_all(icons, layout, fmax(text, least_text * m), error))
        return false;
    icons->side = has_array(icons) ? side : 0;
    widest = fmax(fmax(svy_line_get_width(icons->number_line), icons->sentence_block->width),
                  fmax(svy_line_get_width(icons->interval_line), least_text * m));
    height = measure_text(icons, layout);
    *ret_size = (SvyPanelSize){
        .missing_width = fmax(0, widest - text),
        .least_height = fmax(has_array(icons) ? least_side * m : 0, height) + m,
        .wanted_height = fmax(has_array(icons) ? fmin(side, side_wanted * m) : 0, height) + m,
    };
    return true;
}

/* Drawing */

/* Row by row from the lower left. */
static void draw_icons(const Icons *icons, const SvyLayout *layout, double left, double top)
{
    const double cell = icons->side / N_SIDE, radius = radius_share * cell;
    const size_t n_filled = count_filled(icons->share.p.value);

    for (size_t i = 0; i < N_ICONS; i++) {
        const double x = left + ((double)(i % N_SIDE) + 0.5) * cell;
        const double y = top + icons->side - ((double)(i / N_SIDE) + 0.5) * cell;
        const bool is_filled = i < n_filled;
        SvyNode *node = svy_scene_add_mark(
            layout->scene, is_filled ? SVY_ROLE_MARK : SVY_ROLE_HOLLOW, SVY_NODE_CIRCLE, x, y,
            radius, svy_layout_get_color(layout, is_filled ? SVY_SERIES_1 : SVY_ZERO));

        node->datum = (SvyDatum){0, is_filled ? 0 : 1, true, (double)(i + 1) / N_ICONS,
                                 (double)(i + 1) / N_ICONS};
        node->halo = svy_layout_get_color(layout, SVY_PAPER);
        node->is_hollow = !is_filled || icons->is_hollow;
        node->stroke = (is_filled ? 2.4 : 1) * outline_share * cell;
    }
}

static void draw_sentence(Icons *icons, const SvyLayout *layout, double x, double y)
{
    const double base = y + icons->sentence_block->top;

    for (size_t i = 0; icons->sentence_block->lines->len > 0; i++) {
        SvyLine *line = g_ptr_array_steal_index(icons->sentence_block->lines, 0);
        SvyNode *node = svy_scene_add_text(
            layout->scene, SVY_ROLE_LABEL, line, x - (line->is_rtl ? line->ink.x : 0),
            base + (double)i * icons->sentence_block->pitch, svy_layout_get_color(layout, SVY_INK));

        node->datum.row = 0;
        svy_layout_set_cell(node, 1, 0);
    }
}

static double draw_below(const SvyLayout *layout,
                         SvyLine **line,
                         SvyRole role,
                         double x,
                         double y,
                         size_t column)
{
    SvyNode *node;

    if (*line == NULL)
        return y;
    node = svy_layout_draw_line(layout, line, role, x, y + line_gap * layout->m, SVY_TERTIARY);
    node->datum.row = 0;
    svy_layout_set_cell(node, 1, column);
    return y + line_gap * layout->m;
}

static void draw_texts(Icons *icons, const SvyLayout *layout, double x, double top)
{
    const double m = layout->m, sentence = svy_block_get_height(icons->sentence_block);
    double y = top;

    if (icons->number_line != NULL) {
        const double left = x - icons->number_line->ink.x;
        SvyNode *node;

        y += measure_number(icons);
        node = svy_layout_draw_line(layout, &icons->number_line, SVY_ROLE_VALUE, left, y,
                                    SVY_SERIES_1_TEXT);
        node->datum = (SvyDatum){0, 0, true, icons->share.p.value, icons->share.p.value};
        svy_layout_set_cell(node, 1, 1);
        y += sentence_gap * m;
    }
    draw_sentence(icons, layout, x, y);
    y += sentence;
    y = draw_below(layout, &icons->interval_line, SVY_ROLE_INTERVAL, x, y, 2);
    draw_below(layout, &icons->base_line, SVY_ROLE_BASE, x, y, 3);
}

static void draw_part(Icons *icons, const SvyLayout *layout)
{
    const double m = layout->m, room = layout->rows_bottom - layout->rows_top;
    const double text = (part_gap + part_number + line_gap) * m;
    double y = layout->rows_top;

    svy_scene_add_unseen(layout->scene, 1, 0, icons->sentence);
    if (icons->side > 0) {
        icons->side = fmin(icons->side, room - text);
        draw_icons(icons, layout, layout->room_left, y);
        y += icons->side + part_gap * m;
    }
    if (icons->number_line != NULL) {
        y += measure_number(icons);

        SvyNode *node = svy_layout_draw_line(layout, &icons->number_line, SVY_ROLE_VALUE,
                                             layout->room_left, y, SVY_SERIES_1_TEXT);

        node->datum = (SvyDatum){0, 0, true, icons->share.p.value, icons->share.p.value};
        svy_layout_set_cell(node, 1, 1);
    }
    draw_below(layout, &icons->interval_line,
               icons->is_shown ? SVY_ROLE_INTERVAL : SVY_ROLE_MESSAGE, layout->room_left, y, 2);
}

static void draw(SvyPanel *panel, const SvyLayout *layout)
{
    Icons *icons = (Icons *)panel;
    const double m = layout->m, room = layout->rows_bottom - layout->rows_top - m;
    const double height = layout->is_inset ? 0 : measure_text(icons, layout);
    double x = layout->room_left, top = layout->rows_top;

    if (layout->is_inset) {
        draw_part(icons, layout);
        return;
    }
    if (icons->side > 0) {
        icons->side = fmin(icons->side, room);
        draw_icons(icons, layout, x, layout->rows_top);
        x += icons->side + text_gap * m;
        top += fmax(0, (icons->side - height) / 2);
    }
    draw_texts(icons, layout, x, top);
}

/* Words */

static const char *or_else(const char *text, const char *otherwise)
{
    return text != NULL && *text != '\0' ? text : otherwise;
}

static bool can_show(const SvyShare *share)
{
    return share->p.status == SVY_STATUS_OK && share->base >= SVY_PLOT_LEAST_BASE;
}

/* "22 in 100 respondents follow ALCTS" */
static char *word_sentence(const char *language, const Subject *subject)
{
    const double p = subject->share->p.value;
    const size_t n = count_filled(p);

    if (!can_show(subject->share))
        return g_strdup(svy_tr(language, "too few to show"));
    if (!(p > 0))
        return g_strdup_printf(svy_tr(language, "None in 100 %s"), subject->deed);
    if (p < 0.01)
        return g_strdup_printf(svy_tr(language, "Fewer than 1 in 100 %s"), subject->deed);
    if (p < 1 && p * N_ICONS > N_ICONS - 0.5)
        return g_strdup_printf(svy_tr(language, "More than 99 in 100 %s"), subject->deed);
    return g_strdup_printf(svy_tr(language, "%zu in 100 %s"), n, subject->deed);
}

static char *word_interval(const char *language, const SvyEstimate *p)
{
    g_autofree char *level = svy_words_level_in(language, p->level);
    g_autofree char *interval = svy_plot_format_interval_in(language, p->lo, p->hi);

    return g_strdup_printf(svy_tr(language, "%s%% interval %s%%"), level, interval);
}

static Icons *icons_new(const char *language, const Subject *subject)
{
    Icons *icons = g_new0(Icons, 1);
    g_autofree char *count = svy_tr_num_count(language, subject->share->base);

    icons->panel = (SvyPanel){measure, draw, icons_free};
    icons->share = *subject->share;
    icons->is_shown = can_show(subject->share);
    icons->sentence = word_sentence(language, subject);
    if (!icons->is_shown)
        return icons;
    icons->is_hollow = subject->share->base < SVY_PLOT_SMALL_BASE;
    icons->number = subject->share->p.value > 0 && !has_array(icons)
                        ? g_strdup(svy_tr(language, "<1%"))
                        : svy_plot_format_pct_in(language, subject->share->p.value);
    icons->interval = word_interval(language, &subject->share->p);
    if (icons->is_hollow)
        icons->base = g_strdup_printf(svy_tr(language, "small base, n = %s"), count);
    return icons;
}

static char *write_csv(const char *label, const Icons *icons)
{
    const SvyEstimate *p = &icons->share.p;
    GString *csv = g_string_new(NULL);

    svy_csv_append_row(
        csv, (const char *const[]){"label", "base", "p", "lo", "hi", "icons", "method", NULL});
    svy_csv_append_text(csv, label);
    if (icons->is_shown)
        svy_csv_append_count(csv, icons->share.base);
    else
        svy_csv_append_text(csv, NULL);
    svy_csv_append_number(csv, icons->is_shown ? p->value : (double)NAN);
    svy_csv_append_number(csv, icons->is_shown ? p->lo : (double)NAN);
    svy_csv_append_number(csv, icons->is_shown ? p->hi : (double)NAN);
    if (has_array(icons))
        svy_csv_append_count(csv, count_filled(p->value));
    else
        svy_csv_append_text(csv, NULL);
    svy_csv_append_text(csv, icons->is_shown ? p->method : NULL);
    svy_csv_end_row(csv);
    return g_string_free(csv, FALSE);
}

static char *word_alt(const char *language, const Icons *icons)
{
    g_autofree char *count = svy_tr_num_count(language, icons->share.base);
    g_autofree char *what =
        has_array(icons) ? g_strdup_printf(svy_tr(language, "Icon array, %zu of 100 discs filled:"),
                                           count_filled(icons->share.p.value))
                         : g_strdup(svy_tr(language, "Icon array without discs:"));
    g_autofree char *sentence = g_strdup_printf("%s.", icons->sentence);
    g_autofree char *last = g_strdup_printf(svy_tr(language, "Base %s."), count);
    g_autofree char *joined = svy_alt_join((const char *const[]){what, sentence, last, NULL});

    return svy_plot_clean(joined);
}

/* Takes the texts of @subject. */
static SvyPlot *plot_subject(const char *language, const SvyChartKind *kind, Subject *subject)
{
    SvyPlot *plot = svy_plot_new_in(language, kind);
    Icons *icons = icons_new(language, subject);
    g_autofree char *label = svy_plot_clean(subject->label);
    g_autofree char *share = svy_alt_share_of_in(language, subject->share);

    plot->panel = &icons->panel;
    plot->title = g_steal_pointer(&subject->title);
    plot->subtitle = g_steal_pointer(&subject->subtitle);
    plot->csv = write_csv(label, icons);
    plot->alt = word_alt(language, icons);
    g_ptr_array_add(plot->descriptions,
                    g_strdup_printf(svy_tr(language, "%s: %s."), label,
                                    icons->is_shown ? share : svy_tr(language, "too few to show")));
    g_free(subject->deed);
    return plot;
}

static void add_disc_note(SvyPlot *plot)
{
    if (has_array((const Icons *)plot->panel))
        svy_plot_add_note(
            plot,
            g_strdup(svy_tr(plot->language,
                            "One disc stands for one in a hundred, rounded to whole discs.")),
            false);
}

/* --- Of a gap: who follows anything --------------------------------------------------------- */

static char *word_gap_deed(const SvySurvey *survey, const SvyGap *gap)
{
    g_autofree char *people = svy_words_people(survey);

    if (gap->n_items == 1)
        return g_strdup_printf(
            svy_tr(survey->language, "%s %s on %s"), people,
            svy_tr(survey->language, or_else(gap->follow_verb, SVY_TR("follow"))),
            or_else(gap->items[0].label, svy_tr(survey->language, "it")));
    return g_strdup_printf(svy_tr(survey->language, "%s %s on at least one of %zu %s"), people,
                           svy_tr(survey->language, or_else(gap->follow_verb, SVY_TR("follow"))),
                           gap->n_items,
                           svy_tr(survey->language, or_else(gap->items_noun, SVY_TR("items"))));
}

static char *word_gap_title(const SvySurvey *survey, const SvyGap *gap)
{
    g_autofree char *pct = NULL, *people = svy_words_people(survey);

    if (!can_show(&gap->any.follow))
        return g_strdup_printf(
            svy_tr(survey->language, "Too few answers to tell how many %s: fewer than 10"),
            svy_tr(survey->language, or_else(gap->follow_verb, SVY_TR("follow"))));
    pct = svy_plot_format_pct_in(survey->language, gap->any.follow.p.value);
    return g_strdup_printf(svy_tr(survey->language, "%s of %s %s"), pct, people,
                           svy_tr(survey->language, or_else(gap->follow_verb, SVY_TR("follow"))));
}

static char *word_gap_subtitle(const SvySurvey *survey, const SvyGap *gap)
{
    g_autofree char *people = svy_words_count_people(survey, gap->any.follow.base);

    if (gap->n_items == 1)
        return g_strdup_printf(
            svy_tr(survey->language, "On %s; share of those whose answers are known"),
            or_else(gap->items[0].label, svy_tr(survey->language, "it")));
    if (!can_show(&gap->any.follow))
        return g_strdup_printf(svy_tr(survey->language, "On any of %zu %s"), gap->n_items,
                               svy_tr(survey->language, or_else(gap->items_noun, SVY_TR("items"))));
    return g_strdup_printf(svy_tr(survey->language, "On any of %zu %s; share of %s"), gap->n_items,
                           svy_tr(survey->language, or_else(gap->items_noun, SVY_TR("items"))),
                           people);
}

static SvyPlot *plot_gap(const SvyChartKind *kind,
                         const SvySurvey *survey,
                         const SvyGap *gap,
                         double level,
                         const SvyChartOptions *options)
{
    Subject subject = {.label =
                           svy_tr(survey->language, or_else(gap->any.label, SVY_TR("Any of them"))),
                       .share = &gap->any.follow,
                       .title = word_gap_title(survey, gap),
                       .subtitle = word_gap_subtitle(survey, gap),
                       .deed = word_gap_deed(survey, gap)};
    SvyPlot *plot = plot_subject(survey->language, kind, &subject);
    g_autofree char *key =
        g_strdup_printf(svy_tr(survey->language, "Of 100 people in each group, so many %s"),
                        svy_tr(survey->language, or_else(gap->follow_verb, SVY_TR("follow"))));
    g_autofree char *base = svy_words_gap_base(survey, gap);
    g_autofree char *method = svy_words_level_in(survey->language, level);
    g_autofree char *source = svy_words_source(survey);

    (void)options;
    svy_plot_add_key(plot, SVY_KEY_WORDS, 0, SVY_INK, key);
    svy_plot_add_note(
        plot,
        g_strdup_printf(
            svy_tr(survey->language, "%s %s%% intervals by %s."), base, method,
            svy_words_method(survey->language, or_else(gap->any.follow.p.method, "Wilson"))),
        false);
    add_disc_note(plot);
    svy_plot_add_note(plot,
                      g_strdup_printf(svy_tr(survey->language, "Question: “%s”%s%s"),
                                      or_else(gap->follow_text, "?"), source != NULL ? " " : "",
                                      or_else(source, "")),
                      false);
    svy_plot_add_note(plot, svy_words_brief_caveat(survey), false);
    svy_plot_add_note(plot, svy_words_synthetic(survey), true);
    return plot;
}

/* --- Of a question: the answer that most gave ----------------------------------------------- */

static const SvyOptionResult *find_largest(const SvyQuestionResult *question)
{
    const SvyOptionResult *largest = &question->options[0];

    for (size_t i = 1; i < question->n_options; i++) {
        const SvyOptionResult *option = &question->options[i];

        if (option->p.status == SVY_STATUS_OK &&
            (largest->p.status != SVY_STATUS_OK || option->p.value > largest->p.value))
            largest = option;
    }
    return largest;
}

/* Of a group, the answer that most of everybody gave. */
static const SvyOptionResult *choose_option(const SvyQuestionResult *question,
                                            const SvyChartFrame *frame)
{
    if (frame == NULL)
        return find_largest(question);
    return &question->options[find_largest(frame->question) - frame->question->options];
}

static SvyPlot *plot_question(const SvyChartKind *kind,
                              const SvySurvey *survey,
                              const SvyQuestionResult *question,
                              double level,
                              const SvyChartOptions *options)
{
    const SvyOptionResult *largest = choose_option(question, options->frame);
    const SvyShare share = {.n = largest->n,
                            .base = question->n_answered,
                            .p = largest->p,
                            .plain = largest->plain,
                            .n_eff = question->n_eff};
    g_autofree char *people = svy_words_people(survey);
    g_autofree char *name = svy_table_words_quote_in(survey->language, largest->label);
    Subject subject = {.label = largest->label,
                       .share = &share,
                       .title = svy_words_question_headline(survey, question),
                       .subtitle = svy_words_question_subtitle(survey, question),
                       .deed =
                           g_strdup_printf(svy_tr(survey->language, "%s chose %s"), people, name)};
    SvyPlot *plot = plot_subject(survey->language, kind, &subject);

    g_autofree char *key = g_strdup_printf(
        svy_tr(survey->language, "Of 100 people in each group, so many chose %s"), name);

    svy_plot_add_key(plot, SVY_KEY_WORDS, 0, SVY_INK, key);
    svy_plot_add_question_notes(plot, survey, question, level);
    add_disc_note(plot);
    return plot;
}

static bool accepts_question(const SvyQuestionResult *question)
{
    return (question->type == SVY_QUESTION_SINGLE || question->type == SVY_QUESTION_MULTI ||
            question->type == SVY_QUESTION_LIKERT) &&
           question->n_options > 0;
}

/* One share of several is told only where somebody asks for it. */
static bool prefers_question(const SvyQuestionResult *question)
{
    (void)question;
    return false;
}

/* --- Of targets: the first ------------------------------------------------------------------ */

/* accepts_table() sees to it that there is one. */
static const SvyCell *get_first(const SvyTable *table)
{
    const size_t column = svy_table_find_column(table, "p");

    g_assert(column < table->n_columns && table->n_rows > 0);
    return svy_table_get_cell(table, 0, column);
}

static char *word_target_title(const char *language, const char *name, const SvyShare *share)
{
    g_autofree char *quoted = svy_table_words_quote_in(language, name);
    g_autofree char *pct = NULL, *base = NULL;

    if (!can_show(share))
        return g_strdup_printf(svy_tr(language, "Too few answers to tell of %s: fewer than 10"),
                               quoted);
    pct = svy_plot_format_pct_in(language, share->p.value);
    base = svy_tr_num_count(language, share->base);
    return g_strdup_printf(svy_tr(language, "%s: %s of %s"), quoted, pct, base);
}

static SvyPlot *plot_table(const SvyChartKind *kind,
                           const SvyResult *result,
                           const SvyTable *table,
                           const SvyChartOptions *options)
{
    const SvyCell *cell = get_first(table);
    const char *name = or_else(svy_table_get_cell(table, 0, 0)->text, "?");
    Subject subject = {
        .label = name,
        .share = &cell->share,
        .title = word_target_title(result->survey.language, name, &cell->share),
        .subtitle = g_strdup(
            svy_tr(result->survey.language, "What came out, of those who are meant by the target")),
        .deed =
            g_strdup_printf(svy_tr(result->survey.language, "of those who are meant: %s"), name)};
    SvyPlot *plot = plot_subject(result->survey.language, kind, &subject);

    (void)options;
    svy_plot_add_table_notes(plot, result, table);
    add_disc_note(plot);
    return plot;
}

static bool accepts_table(const SvyTable *table)
{
    return table->kind == SVY_TABLE_TARGETS && table->n_rows > 0 &&
           svy_table_find_column(table, "p") < table->n_columns &&
           get_first(table)->kind == SVY_CELL_SHARE;
}

static bool prefers_table(const SvyTable *table)
{
    (void)table;
    return false;
}

const SvyChartKind svy_kind_icon_array = {
    .name = "icon-array",
    .summary = "one share as so many of a hundred discs, with the number",
    .plot_gap = plot_gap,
    .plot_question = plot_question,
    .plot_table = plot_table,
    .accepts_question = accepts_question,
    .prefers_question = prefers_question,
    .accepts_table = accepts_table,
    .prefers_table = prefers_table,
};
