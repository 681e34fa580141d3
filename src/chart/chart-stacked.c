/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "stacked-bar": one question as one bar from 0 to 100 per cent. The part of the finding is
 * dark. Words stand over the parts, and shares in them with their intervals, where all have room;
 * else both stand over the bar. Words that are wider than their part make room for each other, with
 * a line down to their part. */
#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/text.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/chart-registry.h"
#include "chart/each.h"
#include "result/words.h"

enum { N_MOST = 7, LABEL_CHARS = 60 };

/* Lengths in m. */
static const double bar_least = 3, bar_least_of_two = 5, bar_wanted = 9, bar_most = 14;
static const double bar_air = 1.4; /* above the words and below the bar, where there is room */
static const double air_most = 3;  /* on a page of fixed height */
static const double large = 2;     /* figures in the bar */
static const double interval_gap = 0.75; /* from a figure in the bar to its interval */
static const double key_gap = 1.5;       /* from the base to what the intervals are */
static const double least_part = 12, part_least = 1.9, part_wanted = 2.6;
static const double word_least = 7; /* width of a word that wraps */
static const double word_gap = 0.9, figure_gap = 0.4, leader_gap = 0.35, bar_gap = 1.6;
static const double over_pad = 0.6;                     /* of words over their parts */
static const double inside_pad = 0.5, inside_gap = 0.8; /* in the bar; words to bar above it */
static const double separator = 0.14, separator_inset = 0.09, leader_stroke = 0.08, outline = 0.16;
static const double base_pitch = 1.6;

static const double least_merged = 0.02; /* share of an answer without an order that stays alone */

typedef struct {
    char *word;
    double share;
    SvyThemeColor color;
    SvyStanding standing;
    char *figure, *interval; /* interval: (nullable) of several small ones together */
    SvyBlock *block;
    SvyLine *line, *interval_line;
    double start, length; /* of the part on the page */
    double x, width;      /* of word and figure */
    double height;
    bool is_centred; /* the word, over its part */
} Part;

typedef struct {
    SvyPanel panel;
    size_t n_parts;
    Part parts[N_MOST];
    bool is_hollow;
    bool has_inside;    /* the figures stand in the bar */
    bool has_intervals; /* and their intervals under them */
    char *base;         /* "n = 850" */
    char *key;          /* what the intervals are */
    char *message;      /* (nullable) instead of all parts */
    SvyLine *base_line, *key_line, *message_line;
    double words_height;
} Stack;

/* Texts */

static void drop_texts(Stack *stack)
{
    for (size_t i = 0; i < stack->n_parts; i++) {
        g_clear_pointer(&stack->parts[i].block, svy_block_free);
        g_clear_pointer(&stack->parts[i].line, svy_line_free);
        g_clear_pointer(&stack->parts[i].interval_line, svy_line_free);
    }
    g_clear_pointer(&stack->base_line, svy_line_free);
    g_clear_pointer(&stack->key_line, svy_line_free);
    g_clear_pointer(&stack->message_line, svy_line_free);
}

static void stack_free(SvyPanel *panel)
{
    Stack *stack = (Stack *)panel;

    drop_texts(stack);
    for (size_t i = 0; i < stack->n_parts; i++) {
        g_free(stack->parts[i].word);
        g_free(stack->parts[i].figure);
        g_free(stack->parts[i].interval);
    }
    g_free(stack->base);
    g_free(stack->key);
    g_free(stack->message);
    g_free(stack);
}

/* Words are those of the page; figures stand in the parts that are wide enough. */
static bool shape_figure(const SvyLayout *layout, Part *part, GError **error)
{
    part->width = part->height = 0;
    return svy_layout_shape_line(layout, layout->m, 600, true, part->figure, &part->line, error);
}

/* How large the words and figures of a bar are, in points, and where they stand. */
typedef struct {
    double word_pt, figure_pt;
    double least_width; /* of a word that wraps, in m */
    size_t most_lines;  /* of a word */
    bool is_centred;    /* over the middle of its part, inside which it fits */
    bool is_inside;     /* the figures must stand in the bar, without leaders over it */
} Style;

static bool shape_part(const SvyLayout *layout, Part *part, const Style *style, GError **error)
{
    const SvyTextStyle word = {.weight = part->standing == SVY_STANDING_NAMED ? 700 : 500,
                               .size_pt = style->word_pt};
    const double width = fmax(part->length - over_pad * layout->m, style->least_width * layout->m);

    return svy_measure_block(layout->theme->fonts, &word, part->word, width, SVY_WRAP_BALANCE, 1.24,
                             &part->block, error) &&
           svy_layout_shape_line(layout, style->figure_pt, 700, false, part->figure, &part->line,
                                 error) &&
           (part->interval == NULL ||
            svy_layout_shape_line(layout, layout->m, 500, false, part->interval,
                                  &part->interval_line, error));
}

/* Whether the figure of a part has room in it, and can be read there. */
static bool fits_inside(const SvyLayout *layout, const Part *part)
{
    const SvyColor color = svy_layout_get_color(layout, part->color);
    const SvyColor ink = svy_layout_get_color(layout, svy_layout_choose_ink(layout, part->color));

    return part->line->width + 2 * inside_pad * layout->m <= part->length &&
           svy_color_get_contrast(ink, color) >= 4.5;
}

/* All figures stand in the bar, or all with their words: one chart has one way to be read. */
static bool may_stand_inside(const Stack *stack, const SvyLayout *layout)
{
    bool fits = !stack->is_hollow;

    for (size_t i = 0; i < stack->n_parts; i++)
        fits = fits && fits_inside(layout, &stack->parts[i]);
    return fits;
}

static void measure_words(Stack *stack, const SvyLayout *layout)
{
    stack->has_inside = may_stand_inside(stack, layout);
    stack->words_height = 0;
    for (size_t i = 0; i < stack->n_parts; i++) {
        Part *part = &stack->parts[i];

        part->width = part->block->width;
        part->height = svy_block_get_height(part->block);
        if (!stack->has_inside) {
            part->width = fmax(part->width, part->line->width);
            part->height += figure_gap * layout->m +
                            svy_measure_get_cap_height(layout->theme->fonts, &part->line->style);
        }
        stack->words_height = fmax(stack->words_height, part->height);
    }
}

/* Each word stands over the middle of its part, or begins with it; where that is too close, they
 * push each other to the right, and back from the right edge. Returns by how much the first leaves
 * the room. */
static double place_words(Stack *stack, const SvyLayout *layout)
{
    const double gap = word_gap * layout->m;
    double edge = layout->room_left;

    for (size_t i = 0; i < stack->n_parts; i++) {
        Part *part = &stack->parts[i];

        part->x = fmax(part->start, edge);
        if (part->is_centred)
            part->x = part->start + (part->length - part->width) / 2;
        edge = part->x + part->width + gap;
    }
    edge = layout->room_right;
    for (size_t i = stack->n_parts; i-- > 0;) {
        Part *part = &stack->parts[i];

        if (!part->is_centred)
            part->x = fmin(part->x, edge - part->width);
        edge = part->x - gap;
    }
    return stack->n_parts > 0 ? fmax(0, layout->room_left - stack->parts[0].x) : 0;
}

/* From a word that does not stand over its part alone. */
static bool has_leader(const Part *part)
{
    return !part->is_centred && (part->x < part->start - 0.01 ||
                                 part->x + part->width > part->start + part->length + 0.01);
}

static bool has_leaders(const Stack *stack)
{
    bool has = false;

    for (size_t i = 0; i < stack->n_parts; i++)
        has = has || has_leader(&stack->parts[i]);
    return has;
}

static bool shape_parts(Stack *stack, const SvyLayout *layout, const Style *style, GError **error)
{
    drop_texts(stack);
    for (size_t i = 0; i < stack->n_parts; i++) {
        stack->parts[i].is_centred = style->is_centred;
        if (!shape_part(layout, &stack->parts[i], style, error))
            return false;
    }
    measure_words(stack, layout);
    return true;
}

/* Pushing to and fro leaves a trace of rounding. */
static double place_and_measure(Stack *stack, const SvyLayout *layout)
{
    const double missing = place_words(stack, layout);

    return missing > 0.01 ? missing : 0;
}

/* A line that ends within a word: scripts that part words with blanks have one at its end. */
static bool has_broken_word(const SvyBlock *block)
{
    for (guint i = 0; i + 1 < block->lines->len; i++) {
        const char *text = ((const SvyLine *)block->lines->pdata[i])->text;
        const char *end = text + strlen(text);
        const gunichar last = end > text ? g_utf8_get_char(g_utf8_prev_char(end)) : ' ';

        if (g_unichar_isalpha(last) && !g_unichar_iswide(last))
            return true;
    }
    return false;
}

static bool suits(Stack *stack, const SvyLayout *layout, const Style *style)
{
    bool fits = place_and_measure(stack, layout) <= 0;

    if (style->is_inside)
        fits = fits && stack->has_inside && !has_leaders(stack);
    for (size_t i = 0; i < stack->n_parts; i++) {
        const Part *part = &stack->parts[i];

        fits = fits && part->block->lines->len <= style->most_lines &&
               !has_broken_word(part->block) &&
               (!style->is_centred || part->width <= part->length - over_pad * layout->m);
    }
    return fits;
}

/* As large as labels where that goes, else as small as words may be. */
static bool shape_words(Stack *stack, const SvyLayout *layout, GError **error)
{
    const double m = layout->m, label = layout->label_pt;
    const Style styles[] = {
        {label, large * m, 1, 2, true, true},
        {label, label, 1, 2, true, true},
        {m, large * m, 1, 4, true, true},
        {m, label, 1, 4, true, true},
        {m, label, word_least, 4, false, true},
        {label, large * m, 1.3 * word_least, 2, false, false},
        {m, label, word_least, SIZE_MAX, false, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(styles); i++) {
        if (!shape_parts(stack, layout, &styles[i], error))
            return false;
        if (suits(stack, layout, &styles[i]))
            return true;
    }
    return true;
}

/* Under all figures in the bar, or under none. */
static bool may_show_intervals(const Stack *stack, const SvyLayout *layout)
{
    bool fits = stack->has_inside && layout->shows_interval;

    for (size_t i = 0; i < stack->n_parts; i++) {
        const Part *part = &stack->parts[i];

        fits = fits && part->interval_line != NULL &&
               part->interval_line->width + 2 * inside_pad * layout->m <= part->length;
    }
    return fits;
}

static double get_bar_gap(const Stack *stack, const SvyLayout *layout)
{
    return (stack->has_inside && !has_leaders(stack) ? inside_gap : bar_gap) * layout->m;
}

static bool measure(SvyPanel *panel,
                    const SvyLayout *layout,
                    GPtrArray *notes,
                    SvyPanelSize *ret_size,
                    GError **error)
{
    Stack *stack = (Stack *)panel;
    const double m = layout->m, width = layout->room_right - layout->room_left;
    double x = layout->room_left, least, height;

    (void)notes;
    drop_texts(stack);
    for (size_t i = 0; i < stack->n_parts; i++) {
        Part *part = &stack->parts[i];

        part->start = x;
        part->length = part->share * width;
        x += part->length;
        if (layout->is_inset && !shape_figure(layout, part, error))
            return false;
    }
    if (!layout->is_inset && !shape_words(stack, layout, error))
        return false;
    if (layout->is_inset) {
        stack->has_inside = !stack->is_hollow;
        *ret_size = (SvyPanelSize){.missing_width = fmax(0, least_part * m - width),
                                   .least_height = part_least * m,
                                   .wanted_height = part_wanted * m,
                                   .axis_left = layout->room_left,
                                   .axis_width = width};
        return svy_layout_shape_line(layout, m, 400, false, stack->message, &stack->message_line,
                                     error);
    }
    stack->has_intervals = stack->n_parts > 0 && may_show_intervals(stack, layout);
    if (!svy_layout_shape_line(layout, m, 400, false, stack->base, &stack->base_line, error) ||
        !svy_layout_shape_line(layout, m, 400, false, stack->key, &stack->key_line, error) ||
        !svy_layout_shape_line(layout, m, 400, false, stack->message, &stack->message_line, error))
        return false;
    least = stack->has_intervals ? bar_least_of_two : bar_least;
    height = stack->words_height + get_bar_gap(stack, layout) + (least + base_pitch) * m;
    *ret_size = (SvyPanelSize){.missing_width = place_and_measure(stack, layout),
                               .least_height = height,
                               .wanted_height = height + (bar_wanted - least + 2 * bar_air) * m,
                               .axis_left = layout->room_left,
                               .axis_width = width};
    return true;
}

/* Drawing */

static void draw_bar(const Stack *stack, const SvyLayout *layout, double top, double height)
{
    const double m = layout->m;

    for (size_t i = 0; i < stack->n_parts; i++) {
        const Part *part = &stack->parts[i];
        const SvyRect box = {part->start, top, part->length, height};
        const double share = (part->start - layout->room_left) / layout->plot_width;
        SvyNode *node;

        if (!(part->share > 0))
            continue;
        node = svy_scene_add_rect(layout->scene, SVY_ROLE_SEGMENT, box,
                                  svy_layout_get_color(layout, part->color));
        node->datum = (SvyDatum){0, i, true, share, share + part->share};
        if (stack->is_hollow && box.w > 2 * outline * m)
            svy_scene_add_rect(layout->scene, SVY_ROLE_HOLLOW, svy_rect_grow(box, -outline * m),
                               svy_layout_get_color(layout, SVY_PAPER))
                ->datum.row = 0;
        if (i > 0)
            svy_scene_add_line(layout->scene, SVY_ROLE_SEPARATOR, box.x, top, box.x, top + height,
                               (layout->is_inset ? separator_inset : separator) * m,
                               svy_layout_get_color(layout, SVY_PAPER))
                ->datum.row = 0;
    }
}

static void draw_figure(const Stack *stack,
                        const SvyLayout *layout,
                        size_t index,
                        double x,
                        double y)
{
    Part *part = (Part *)&stack->parts[index];
    const SvyThemeColor color =
        stack->has_inside ? svy_layout_choose_ink(layout, part->color) : SVY_INK;
    SvyNode *node = svy_layout_draw_line(layout, &part->line, SVY_ROLE_VALUE, x, y, color);

    node->datum = (SvyDatum){0, index, true, part->share, part->share};
    svy_layout_set_cell(node, 1, index + 1);
}

/* In the middle of its part, over its interval where that is shown. */
static void draw_inside(const Stack *stack, const SvyLayout *layout, size_t index, double middle)
{
    Part *part = (Part *)&stack->parts[index];
    SvyFonts *fonts = layout->theme->fonts;
    const double figure = svy_measure_get_cap_height(fonts, &part->line->style);
    const double x = part->start + (part->length - part->line->width) / 2;
    double base, small;
    SvyNode *node;

    if (!stack->has_intervals) {
        draw_figure(stack, layout, index, x, svy_layout_centre_line(layout, part->line, middle));
        return;
    }
    small = svy_measure_get_cap_height(fonts, &part->interval_line->style);
    base = middle + (figure + interval_gap * layout->m + small) / 2;
    draw_figure(stack, layout, index, x, base - small - interval_gap * layout->m);
    node = svy_layout_draw_line(layout, &part->interval_line, SVY_ROLE_INTERVAL,
                                part->start + (part->length - part->interval_line->width) / 2, base,
                                svy_layout_choose_ink(layout, part->color));
    node->datum.row = 0;
    node->datum.series = index;
    svy_layout_set_cell(node, 2, index + 1);
}

/* Words stand on one line; a slanted line leads to a part that is narrower or was pushed aside. */
static void draw_word(const Stack *stack,
                      const SvyLayout *layout,
                      size_t index,
                      double bar_top,
                      double bar_height)
{
    Part *part = (Part *)&stack->parts[index];
    const double m = layout->m;
    const double bottom = bar_top - get_bar_gap(stack, layout);
    const double top = bottom - part->height;
    const double from = part->x + 0.5 * m, edge = fmin(part->length / 2, 0.5 * m);
    const double to = fmin(fmax(from, part->start + edge), part->start + part->length - edge);

    svy_layout_draw_head(layout, part->block, part->x, top, index + 1);
    if (stack->has_inside)
        draw_inside(stack, layout, index, bar_top + bar_height / 2);
    else
        draw_figure(stack, layout, index, part->x, bottom);
    if (has_leader(part))
        svy_scene_add_line(layout->scene, SVY_ROLE_LEADER, from, bottom + leader_gap * m, to,
                           bar_top, leader_stroke * m, svy_layout_get_color(layout, SVY_TERTIARY))
            ->datum.series = index;
}

/* In its part of the bar, or read only. */
static void draw_inset_figure(const Stack *stack,
                              const SvyLayout *layout,
                              size_t index,
                              double middle)
{
    const Part *part = &stack->parts[index];

    if (part->line == NULL || part->length < 1.3 * part->line->width)
        svy_scene_add_unseen(layout->scene, 1, index + 1, part->figure);
    else
        draw_figure(stack, layout, index, part->start + (part->length - part->line->width) / 2,
                    svy_layout_centre_line(layout, part->line, middle));
}

static void draw_inset(Stack *stack, const SvyLayout *layout)
{
    const double height = fmin(layout->rows_bottom - layout->rows_top, part_wanted * layout->m);
    const double middle = layout->rows_top + height / 2;

    draw_bar(stack, layout, layout->rows_top, height);
    for (size_t i = 0; i < stack->n_parts; i++)
        draw_inset_figure(stack, layout, i, middle);
    if (stack->message_line == NULL)
        return;

    SvyNode *node = svy_layout_draw_line(
        layout, &stack->message_line, SVY_ROLE_MESSAGE, layout->room_left,
        svy_layout_centre_line(layout, stack->message_line, middle), SVY_TERTIARY);

    node->datum.row = 0;
    svy_layout_set_cell(node, 1, 0);
}

/* What stands under the figures. */
static void draw_key(const Stack *stack, const SvyLayout *layout, double x, double base)
{
    SvyNode *node = svy_layout_draw_line(layout, &((Stack *)stack)->key_line, SVY_ROLE_REMARK, x,
                                         base, SVY_TERTIARY);

    node->datum.row = 0;
    svy_layout_set_cell(node, 2, 0);
}

static void draw(SvyPanel *panel, const SvyLayout *layout)
{
    const Stack *stack = (const Stack *)panel;
    const double m = layout->m, words = stack->words_height + get_bar_gap(stack, layout);
    const double room = layout->rows_bottom - layout->rows_top - words - base_pitch * m;
    const double least = (stack->has_intervals ? bar_least_of_two : bar_least) * m;
    const double height = fmin(fmax(room - 2 * bar_air * m, least), bar_most * m);
    const double air = fmax(0, fmin(air_most * m, (room - height) / 2));
    const double top = layout->rows_top + air + words;
    SvyLine **line =
        stack->message != NULL ? &((Stack *)panel)->message_line : &((Stack *)panel)->base_line;
    const double base = top + (stack->message != NULL ? 0.5 : 1) * height + 1.25 * m;
    SvyNode *node;

    if (layout->is_inset) {
        draw_inset((Stack *)panel, layout);
        return;
    }
    draw_bar(stack, layout, top, height);
    for (size_t i = 0; i < stack->n_parts; i++)
        draw_word(stack, layout, i, top, height);
    if (*line == NULL)
        return;
    node = svy_layout_draw_line(layout, line,
                                stack->message != NULL ? SVY_ROLE_MESSAGE : SVY_ROLE_BASE,
                                layout->room_left, base, SVY_TERTIARY);
    node->datum.row = 0;
    svy_layout_set_cell(node, 1, 0);
    if (stack->has_intervals)
        draw_key(stack, layout, svy_rect_get_right(node->box) + key_gap * m, base);
}

/* Parts */

static bool is_turned(const SvyQuestionResult *question)
{
    return question->scale != SVY_SCALE_NONE && question->is_high_first;
}

static int compare_options(const void *a, const void *b, void *data)
{
    const SvyOptionResult *one = *(const SvyOptionResult *const *)a;
    const SvyOptionResult *other = *(const SvyOptionResult *const *)b;
    const SvyQuestionResult *question = data;
    const int apart = (int)(one->mark != SVY_MARK_NONE) - (int)(other->mark != SVY_MARK_NONE);
    const int order = (one > other) - (one < other);

    if (apart != 0)
        return apart;
    if (question->scale != SVY_SCALE_NONE || question->is_ordered)
        return is_turned(question) ? -order : order;
    if (one->p.value > other->p.value || one->p.value < other->p.value)
        return one->p.value > other->p.value ? -1 : 1;
    return order;
}

/* (transfer full) in the order of the bar; of a group, as they stand for everybody */
static GPtrArray *sort_options(const SvyQuestionResult *question, const SvyChartFrame *frame)
{
    const SvyQuestionResult *sorted = frame != NULL ? frame->question : question;
    GPtrArray *options = g_ptr_array_new();

    for (size_t i = 0; i < sorted->n_options; i++)
        g_ptr_array_add(options, &sorted->options[i]);
    g_ptr_array_sort_with_data(options, compare_options, (gpointer)sorted);
    for (size_t i = 0; i < options->len; i++)
        options->pdata[i] =
            &question->options[(const SvyOptionResult *)options->pdata[i] - sorted->options];
    return options;
}

static size_t count_points(const SvyQuestionResult *question)
{
    size_t n = 0;

    for (size_t i = 0; i < question->n_options; i++)
        n += question->options[i].mark == SVY_MARK_NONE;
    return n;
}

static SvyThemeColor choose_color(const SvyQuestionResult *question, size_t n_points, size_t index)
{
    static const SvyThemeColor nominal[] = {SVY_SERIES_1, SVY_SERIES_2, SVY_SERIES_3,
                                            SVY_SERIES_4, SVY_SERIES_5, SVY_SERIES_6};
    static const size_t fives[][5] = {{1, 4}, {0, 2, 4}, {0, 1, 3, 4}, {0, 1, 2, 3, 4}};
    static const size_t sevens[][7] = {{0, 1, 2, 4, 5, 6}, {0, 1, 2, 3, 4, 5, 6}};

    if (index >= n_points)
        return SVY_CONNECTOR;
    if (question->scale == SVY_SCALE_TWO_WAY && n_points > 5)
        return SVY_DIVERGING_7_1 + sevens[n_points - 6][index];
    if (question->scale == SVY_SCALE_TWO_WAY)
        return SVY_DIVERGING_5_1 + fives[n_points - 2][index];
    if (question->scale == SVY_SCALE_ONE_WAY || question->is_ordered)
        return SVY_SEQUENTIAL_1 + fives[n_points - 2][index];
    return nominal[index];
}

/* The part of the finding is dark, and what is too close to it to call less so. The two sides of a
 * scale keep their colours, and so do the bars of several groups, which a key explains. */
static SvyThemeColor choose_emphasis(const SvyQuestionResult *question,
                                     size_t n_points,
                                     size_t index,
                                     SvyStanding standing)
{
    if (question->scale == SVY_SCALE_TWO_WAY)
        return choose_color(question, n_points, index);
    if (standing == SVY_STANDING_NAMED)
        return SVY_SERIES_1;
    if (standing == SVY_STANDING_CLOSE)
        return SVY_SEQUENTIAL_4;
    return index >= n_points ? SVY_CONNECTOR : SVY_SERIES_1_TINT;
}

static bool is_small(const SvyQuestionResult *question, const SvyOptionResult *option)
{
    const bool is_ordered = question->scale != SVY_SCALE_NONE || question->is_ordered;

    return !is_ordered && option->p.value < least_merged;
}

static Part *add_part(const char *language, Stack *stack, char *word, double share)
{
    Part *part = &stack->parts[stack->n_parts++];

    part->word = word;
    part->share = share;
    part->figure = svy_plot_format_pct_in(language, share);
    return part;
}

static void add_option(const char *language,
                       Stack *stack,
                       const SvyQuestionResult *question,
                       const SvyOptionResult *option,
                       size_t index,
                       bool is_alone)
{
    const size_t n_points = count_points(question);
    g_autofree char *safe = svy_plot_clean(option->label);
    Part *part = add_part(language, stack, svy_text_cut(safe, LABEL_CHARS), option->p.value);

    part->interval = svy_plot_format_interval_in(language, option->p.lo, option->p.hi);
    if (is_alone) {
        part->standing = svy_words_question_find_standing(question, option);
        part->color = choose_emphasis(question, n_points, index, part->standing);
    } else {
        part->color = choose_color(question, n_points, index);
    }
}

/* Two and more small answers without an order are one part at the end of a bar that is alone. */
static void fill_parts(const char *language,
                       Stack *stack,
                       const SvyQuestionResult *question,
                       const GPtrArray *options,
                       bool is_alone)
{
    size_t n_small = 0;
    double small = 0;

    for (size_t i = 0; i < options->len && is_alone; i++)
        n_small += is_small(question, options->pdata[i]);
    for (size_t i = 0; i < options->len; i++) {
        const SvyOptionResult *option = options->pdata[i];

        if (n_small > 1 && is_small(question, option))
            small += option->p.value;
        else
            add_option(language, stack, question, option, i, is_alone);
    }
    if (n_small > 1)
        add_part(language, stack, g_strdup_printf(svy_tr(language, "%zu other answers"), n_small),
                 small)
            ->color = SVY_ZERO;
}

/* Words and numbers */

static char *write_csv(const SvyQuestionResult *question, const GPtrArray *options, bool is_shown)
{
    GString *csv = g_string_new(NULL);

    svy_csv_append_row(
        csv, (const char *const[]){"label", "n", "base", "p", "lo", "hi", "method", NULL});
    for (size_t i = 0; i < options->len; i++) {
        const SvyOptionResult *option = options->pdata[i];

        svy_csv_append_text(csv, option->label);
        if (is_shown) {
            svy_csv_append_count(csv, option->n);
            svy_csv_append_count(csv, question->n_answered);
        } else {
            svy_csv_append_text(csv, NULL);
            svy_csv_append_text(csv, NULL);
        }
        svy_csv_append_number(csv, is_shown ? option->p.value : (double)NAN);
        svy_csv_append_number(csv, is_shown ? option->p.lo : (double)NAN);
        svy_csv_append_number(csv, is_shown ? option->p.hi : (double)NAN);
        svy_csv_append_text(csv, is_shown ? option->p.method : NULL);
        svy_csv_end_row(csv);
    }
    return g_string_free(csv, FALSE);
}

static void describe(SvyPlot *plot, const GPtrArray *options, bool is_shown)
{
    for (size_t i = 0; i < options->len; i++) {
        const SvyOptionResult *option = options->pdata[i];
        g_autofree char *safe = svy_plot_clean(option->label);
        g_autofree char *share = svy_alt_share_in(plot->language, &option->p);

        g_ptr_array_add(
            plot->descriptions,
            g_strdup_printf(svy_tr(plot->language, "%s: %s."), safe,
                            is_shown ? share : svy_tr(plot->language, "too few to show")));
    }
}

static char *word_alt(const char *language, const SvyQuestionResult *question, const Stack *stack)
{
    g_autofree char *base = svy_tr_num_count(language, question->n_answered);
    g_autofree char *last =
        g_strdup_printf(svy_tr(language, "%sBase %s."),
                        stack->n_parts > 0 ? svy_tr(language, "Adding to 100%. ") : "", base);
    g_autofree char *wording = svy_alt_name(question->text);
    g_autofree char *what =
        g_strdup_printf(svy_tr(language, "Single stacked bar of “%s”:"), wording);
    g_autoptr(GString) middle =
        g_string_new(stack->n_parts > 0 ? NULL : svy_tr(language, "Too few answers to show."));
    g_autofree char *joined = NULL;

    for (size_t i = 0; i < stack->n_parts; i++) {
        g_autofree char *name = svy_text_cut(stack->parts[i].word, 24);

        g_string_append_printf(middle, "%s%s %s", i > 0 ? ", " : "", name, stack->parts[i].figure);
    }
    if (stack->n_parts > 0)
        g_string_append_c(middle, '.');
    joined = svy_alt_join((const char *const[]){what, middle->str, last, NULL});
    return svy_plot_clean(joined);
}

/* The plot */

static bool can_show(const SvyQuestionResult *question)
{
    for (size_t i = 0; i < question->n_options; i++)
        if (question->options[i].p.status != SVY_STATUS_OK)
            return false;
    return question->n_answered >= SVY_PLOT_LEAST_BASE;
}

static Stack *stack_new(const char *language,
                        const SvyQuestionResult *question,
                        const GPtrArray *options,
                        bool is_shown,
                        double level,
                        bool is_alone)
{
    Stack *stack = g_new0(Stack, 1);
    g_autofree char *count = svy_tr_num_count(language, question->n_answered);
    g_autofree char *pct = svy_tr_num_pct(language, level, 0);

    stack->panel = (SvyPanel){measure, draw, stack_free};
    stack->is_hollow = question->n_answered < SVY_PLOT_SMALL_BASE;
    stack->base = g_strdup_printf("%sn = %s",
                                  stack->is_hollow ? svy_tr(language, "small base, ") : "", count);
    stack->key = g_strdup_printf(svy_tr(language, "under the figures: %s%% intervals"), pct);
    if (is_shown)
        fill_parts(language, stack, question, options, is_alone);
    else
        stack->message = g_strdup(svy_tr(language, "too few to show"));
    return stack;
}

static SvyPlot *plot_question(const SvyChartKind *kind,
                              const SvySurvey *survey,
                              const SvyQuestionResult *question,
                              double level,
                              const SvyChartOptions *options)
{
    SvyPlot *plot = svy_plot_new_in(survey->language, kind);
    const bool is_shown = can_show(question);
    g_autoptr(GPtrArray) sorted = sort_options(question, options->frame);
    Stack *stack =
        stack_new(survey->language, question, sorted, is_shown, level, options->frame == NULL);

    plot->panel = &stack->panel;
    for (size_t i = 0; i < stack->n_parts; i++)
        svy_plot_add_key(plot, SVY_KEY_SWATCH, i, stack->parts[i].color, stack->parts[i].word);
    plot->title = svy_words_question_headline(survey, question);
    plot->subtitle = svy_words_question_subtitle(survey, question);
    plot->csv = write_csv(question, sorted, is_shown);
    plot->alt = word_alt(survey->language, question, stack);
    describe(plot, sorted, is_shown);
    svy_plot_add_question_notes(plot, survey, question, level);
    return plot;
}

/* There are colours for so many parts. */
static bool accepts_question(const SvyQuestionResult *question)
{
    size_t n_points, n_most;

    if (question->type != SVY_QUESTION_SINGLE && question->type != SVY_QUESTION_LIKERT)
        return false;
    n_points = count_points(question);
    n_most = question->scale == SVY_SCALE_TWO_WAY                           ? 7
             : question->scale == SVY_SCALE_ONE_WAY || question->is_ordered ? 5
                                                                            : 6;
    return n_points >= 2 && n_points <= n_most && question->n_options <= N_MOST;
}

/* Its intervals are in its table only: bars with intervals go before it. */
static bool prefers_question(const SvyQuestionResult *question)
{
    (void)question;
    return false;
}

const SvyChartKind svy_kind_stacked_bar = {
    .name = "stacked-bar",
    .summary = "one question with few answers as one bar of 100%, in their order",
    .plot_question = plot_question,
    .accepts_question = accepts_question,
    .prefers_question = prefers_question,
};
