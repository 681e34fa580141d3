/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gap and the summary for a terminal of 80 columns. */
#include "report/writer.h"

#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "report/shown.h"
#include "report/text-layout.h"
#include "result/words.h"

#define MAX_SHOWN_GUESSES 8u

/* --- The table ------------------------------------------------------------------------------ */

typedef enum {
    CELL_LABEL,
    CELL_USE,
    CELL_FOLLOW,
    CELL_GAP,
    CELL_UNREACHED,
    CELL_CONVERSION,
    CELL_LAST,
} Cell;

/* Widths add to 80 with the blank before each cell but the first. */
static const size_t cell_widths[CELL_LAST] = {
    [CELL_LABEL] = 16, [CELL_USE] = 7,       [CELL_FOLLOW] = 7,
    [CELL_GAP] = 20,   [CELL_UNREACHED] = 7, [CELL_CONVERSION] = 18,
};

/* Figures are never cut: where a language needs more room for them, labels get less. */
#define MIN_LABEL_WIDTH 10u

typedef struct {
    char *cells[CELL_LAST]; /* (nullable) */
} Line;

static void free_line(gpointer data)
{
    Line *line = data;

    for (size_t i = 0; i < CELL_LAST; i++)
        g_free(line->cells[i]);
    g_free(line);
}

static void measure_lines(const GPtrArray *lines, size_t ret_widths[CELL_LAST])
{
    size_t n_more = 0;

    for (size_t i = 0; i < CELL_LAST; i++) {
        ret_widths[i] = cell_widths[i];
        for (guint at = 0; i != CELL_LABEL && at < lines->len; at++) {
            const Line *line = g_ptr_array_index(lines, at);
            const char *cell = line->cells[i] == NULL ? "" : line->cells[i];

            ret_widths[i] = MAX(ret_widths[i], svy_text_get_width(cell));
        }
        n_more += ret_widths[i] - cell_widths[i];
    }
    ret_widths[CELL_LABEL] -= MIN(n_more, cell_widths[CELL_LABEL] - MIN_LABEL_WIDTH);
}

static void append_line(GString *out, const Line *line, const size_t widths[CELL_LAST])
{
    const size_t start = out->len;

    for (size_t i = 0; i < CELL_LAST; i++) {
        g_autofree char *cell = svy_text_layout_fit(line->cells[i], widths[i], i != CELL_LABEL);

        if (i > 0)
            g_string_append_c(out, ' ');
        g_string_append(out, cell);
    }
    while (out->len > start && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

static char *format_percent(const char *language, const SvyShare *share)
{
    if (share->p.status != SVY_STATUS_OK)
        return g_strdup(svy_words_status_in(language, share->p.status));

    g_autofree char *pct = svy_tr_num_pct(language, share->p.value, 1);

    return g_strdup_printf(svy_tr(language, "%s%%"), pct);
}

/* Points, so without the sign of per cent. */
static char *format_points(const char *language, const SvyEstimate *gap)
{
    if (gap->status != SVY_STATUS_OK)
        return g_strdup(svy_words_status_in(language, gap->status));

    g_autofree char *value = svy_tr_num_pct(language, gap->value, 1);
    g_autofree char *lo = svy_tr_num_pct(language, gap->lo, 1);
    g_autofree char *hi = svy_tr_num_pct(language, gap->hi, 1);

    return g_strdup_printf(svy_tr(language, "%s [%s, %s]"), value, lo, hi);
}

static void add_item(GPtrArray *lines,
                     const char *language,
                     const char *label,
                     const SvyGapItem *item)
{
    Line *line = g_new0(Line, 1);

    g_ptr_array_add(lines, line);
    line->cells[CELL_LABEL] = g_strdup(label);
    line->cells[CELL_USE] = format_percent(language, &item->use);
    if (!item->has_account) {
        line->cells[CELL_GAP] = g_strdup(svy_tr(language, "no account"));
        return;
    }
    line->cells[CELL_FOLLOW] = format_percent(language, &item->follow);
    line->cells[CELL_GAP] = format_points(language, &item->gap);
    line->cells[CELL_UNREACHED] = svy_tr_num_count(language, item->unreached.n);
    line->cells[CELL_CONVERSION] = svy_words_share_in(language, &item->conversion.p);
}

/* "Not" above "reached": a head of one or two lines, which "|" divides. */
static void set_heading(Line *first, Line *second, Cell cell, const char *heading)
{
    g_auto(GStrv) parts = g_strsplit(heading, "|", 2);

    first->cells[cell] = g_strdup(parts[0]);
    second->cells[cell] = g_strdup(parts[1]);
}

static void add_headings(GPtrArray *lines, const char *language, double level)
{
    Line *first = g_new0(Line, 1), *second = g_new0(Line, 1);
    g_autofree char *pct = svy_words_level_in(language, level);
    g_autofree char *gap = g_strdup_printf(svy_tr(language, "Gap, points|[%s%% interval]"), pct);

    g_ptr_array_add(lines, first);
    g_ptr_array_add(lines, second);
    set_heading(first, second, CELL_USE, svy_tr(language, "Use"));
    set_heading(first, second, CELL_FOLLOW, svy_tr(language, "Follow"));
    set_heading(first, second, CELL_GAP, gap);
    set_heading(first, second, CELL_UNREACHED, svy_tr(language, "Not|reached"));
    set_heading(first, second, CELL_CONVERSION, svy_tr(language, "Of users|who follow"));
}

static void append_table(GString *out, const char *language, const SvyGap *gap, double level)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(free_line);
    size_t widths[CELL_LAST];

    add_headings(lines, language, level);
    for (size_t i = 0; i < gap->n_items; i++)
        add_item(lines, language, gap->items[i].label, &gap->items[i]);
    add_item(lines, language, svy_tr(language, "Any of them"), &gap->any);
    measure_lines(lines, widths);
    for (guint i = 0; i < lines->len; i++)
        append_line(out, g_ptr_array_index(lines, i), widths);
}

/* --- One gap -------------------------------------------------------------------------------- */

/* "Adjusted p: Facebook <0.001, LinkedIn 0.034." or nothing. */
static void append_tests(GString *out, const char *language, const SvyGap *gap)
{
    g_autoptr(GString) list = g_string_new(NULL);
    g_autofree char *line = NULL;

    for (size_t i = 0; i < gap->n_items; i++) {
        if (!gap->items[i].has_test)
            continue;

        g_autofree char *p = svy_tr_num_p(language, gap->items[i].p_adjusted);

        g_string_append_printf(list, "%s%s %s", list->len == 0 ? "" : ", ", gap->items[i].label, p);
    }
    if (list->len == 0)
        return;
    line = g_strdup_printf(svy_tr(language, "Adjusted p: %s."), list->str);
    svy_text_layout_append(out, 0, 0, line);
}

/* "Facebook 81.3%, 11.6%" */
static char *word_plain(const char *language, const char *label, const SvyGapItem *item)
{
    g_autofree char *use = svy_tr_num_pct(language, item->use.plain.value, 1);

    if (!item->has_account)
        return g_strdup_printf(svy_tr(language, "%s %s%%"), label, use);

    g_autofree char *follow = svy_tr_num_pct(language, item->follow.plain.value, 1);

    return g_strdup_printf(svy_tr(language, "%s %s%%, %s%%"), label, use, follow);
}

/* The table has no room for both. */
static void append_plain(GString *out, const char *language, const SvyGap *gap)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *list = NULL, *line = NULL;

    if (!svy_words_is_weighted(gap->any.use.n_eff, gap->any.use.base))
        return;
    for (size_t i = 0; i < gap->n_items; i++)
        g_ptr_array_add(parts, word_plain(language, gap->items[i].label, &gap->items[i]));
    g_ptr_array_add(parts, word_plain(language, svy_tr(language, "any of them"), &gap->any));
    g_ptr_array_add(parts, NULL);
    list = g_strjoinv(svy_tr(language, "; "), (char **)parts->pdata);
    line = g_strdup_printf(svy_tr(language, "Without weights (use, follow): %s."), list);
    svy_text_layout_append(out, 0, 0, line);
}

static void append_gap(GString *out, const SvyResult *result, const SvyGap *gap)
{
    const char *language = result->survey.language;
    g_autofree char *headline = svy_words_study_headline(result, gap);
    g_autofree char *base = svy_words_gap_base(&result->survey, gap);
    g_autofree char *method = svy_words_gap_method_in(language, gap, result->level);

    svy_text_layout_append(out, 0, 0, headline);
    g_string_append_c(out, '\n');
    append_table(out, language, gap, result->level);
    g_string_append_c(out, '\n');
    append_plain(out, language, gap);
    append_tests(out, language, gap);
    svy_text_layout_append(out, 0, 0, base);
    svy_text_layout_append(out, 0, 0, method);
}

static void append_gaps(GString *out, const SvyResult *result)
{
    const char *language = result->survey.language;
    g_autofree char *caveat = svy_words_caveat(&result->survey);
    g_autofree char *synthetic = svy_words_synthetic(&result->survey);

    if (synthetic != NULL) {
        svy_text_layout_append(out, 0, 0, synthetic);
        g_string_append_c(out, '\n');
    }
    for (size_t i = 0; i < result->n_gaps; i++) {
        if (i > 0)
            g_string_append_c(out, '\n');
        append_gap(out, result, &result->gaps[i]);
    }
    if (result->n_gaps == 0)
        svy_text_layout_append(
            out, 0, 0,
            svy_tr(language, "No pair of questions on using and following was found. Name them "
                             "with --use and --follow, or in the plan."));
    if (caveat != NULL)
        svy_text_layout_append(out, 0, 0, caveat);
    if (result->min_cell == 1) {
        g_autofree char *shown = svy_words_withheld_in(language, 1, 1);

        svy_text_layout_append(out, 0, 0, shown);
    }
}

char *svy_write_text_gap(const SvyResult *result)
{
    GString *out = g_string_new(NULL);

    append_gaps(out, result);
    return g_string_free(out, FALSE);
}

/* --- The end of `analyze` -------------------------------------------------------------------- */

static void append_file(GString *out, const SvyResult *result)
{
    const char *language = result->survey.language;
    g_autofree char *count = svy_tr_num_count(language, result->n_respondents);
    g_autofree char *people = g_strdup_printf(
        svy_tr_n(language, "%s respondent", "%s respondents", result->n_respondents), count);
    g_autofree char *excluded = svy_words_excluded(result);
    g_autofree char *questions = NULL, *line = NULL;
    size_t n_shown = 0;

    for (size_t i = 0; i < result->n_questions; i++)
        n_shown += svy_shown_is_opinion(&result->questions[i]);
    questions =
        g_strdup_printf(svy_tr_n(language, "%zu question", "%zu questions", n_shown), n_shown);
    line = g_strdup_printf(svy_tr(language, "%s: %s, %s."), result->input_name, people, questions);
    svy_text_layout_append(out, 0, 0, line);
    if (excluded != NULL) {
        g_autofree char *records = g_strdup_printf(svy_tr(language, "Records: %s."), excluded);

        svy_text_layout_append(out, 0, 0, records);
    }
    g_string_append_c(out, '\n');
}

static void append_pair_guesses(GString *out, const SvyResult *result)
{
    for (size_t i = 0; i < result->n_gaps; i++) {
        const SvyGap *gap = &result->gaps[i];
        g_autofree char *pair =
            g_strdup_printf(svy_tr(result->survey.language, "The gap compares %s with %s: %s"),
                            gap->use_id, gap->follow_id, gap->how_found);
        g_autofree char *line = g_strdup_printf("- %s.", pair);

        svy_text_layout_append(out, 0, 2, line);
    }
}

static void append_question_guesses(GString *out, const SvyResult *result)
{
    const char *language = result->survey.language;
    size_t n = 0;

    for (size_t i = 0; i < result->n_questions; i++) {
        const SvyQuestionResult *question = &result->questions[i];

        if (!question->is_guess || ++n > MAX_SHOWN_GUESSES)
            continue;

        g_autofree char *line =
            g_strdup_printf(svy_tr(language, "- %s is taken as %s: %s."), question->id,
                            svy_shown_describe_type(language, question->type), question->reason);

        svy_text_layout_append(out, 0, 2, line);
    }
    if (n <= MAX_SHOWN_GUESSES)
        return;
    g_string_append_printf(out, svy_tr(language, "- and %zu more; see `surveystat inspect`."),
                           n - MAX_SHOWN_GUESSES);
    g_string_append_c(out, '\n');
}

char *svy_write_text_summary(const SvyResult *result)
{
    GString *out = g_string_new(NULL);
    g_autoptr(GString) guesses = g_string_new(NULL);

    append_file(out, result);
    append_gaps(out, result);
    append_pair_guesses(guesses, result);
    append_question_guesses(guesses, result);
    if (guesses->len > 0)
        g_string_append_printf(
            out, "\n%s\n%s",
            svy_tr(result->survey.language,
                   "Decided and guessed (change it in the codebook or the plan):"),
            guesses->str);
    return g_string_free(out, FALSE);
}
