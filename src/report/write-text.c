/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gap and the summary for a terminal of 80 columns. */
#include "report/writer.h"

#include <string.h>

#include "base/num.h"
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

static void append_cells(GString *out, const char *const cells[CELL_LAST])
{
    const size_t start = out->len;

    for (size_t i = 0; i < CELL_LAST; i++) {
        g_autofree char *cell = svy_text_layout_fit(cells[i], cell_widths[i], i != CELL_LABEL);

        if (i > 0)
            g_string_append_c(out, ' ');
        g_string_append(out, cell);
    }
    while (out->len > start && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

static char *format_percent(const SvyShare *share)
{
    if (share->p.status != SVY_STATUS_OK)
        return g_strdup(svy_words_status(share->p.status));

    g_autofree char *pct = svy_num_format_pct(share->p.value, 1);

    return g_strconcat(pct, "%", NULL);
}

/* Points, so without the sign of per cent. */
static char *format_points(const SvyEstimate *gap)
{
    if (gap->status != SVY_STATUS_OK)
        return g_strdup(svy_words_status(gap->status));

    g_autofree char *value = svy_num_format_pct(gap->value, 1);
    g_autofree char *lo = svy_num_format_pct(gap->lo, 1);
    g_autofree char *hi = svy_num_format_pct(gap->hi, 1);

    return g_strdup_printf("%s [%s, %s]", value, lo, hi);
}

static void append_item(GString *out, const char *label, const SvyGapItem *item)
{
    g_autofree char *use = format_percent(&item->use);
    g_autofree char *follow = format_percent(&item->follow);
    g_autofree char *gap = format_points(&item->gap);
    g_autofree char *unreached = svy_num_format_count(item->unreached.n);
    g_autofree char *conversion = svy_words_share(&item->conversion.p);
    const char *cells[CELL_LAST] = {[CELL_LABEL] = label,         [CELL_USE] = use,
                                    [CELL_FOLLOW] = follow,       [CELL_GAP] = gap,
                                    [CELL_UNREACHED] = unreached, [CELL_CONVERSION] = conversion};

    if (!item->has_account) {
        cells[CELL_FOLLOW] = cells[CELL_UNREACHED] = cells[CELL_CONVERSION] = NULL;
        cells[CELL_GAP] = "no account";
    }
    append_cells(out, cells);
}

static void append_table(GString *out, const SvyGap *gap, double level)
{
    g_autofree char *pct = svy_num_format_pct(level, 0);
    g_autofree char *interval = g_strdup_printf("[%s%% interval]", pct);
    const char *const first[CELL_LAST] = {"", "Use", "Follow", "Gap, points", "Not", "Of users"};
    const char *const second[CELL_LAST] = {"", "", "", interval, "reached", "who follow"};

    append_cells(out, first);
    append_cells(out, second);
    for (size_t i = 0; i < gap->n_items; i++)
        append_item(out, gap->items[i].label, &gap->items[i]);
    append_item(out, "Any of them", &gap->any);
}

/* --- One gap -------------------------------------------------------------------------------- */

/* "Adjusted p: Facebook <0.001, LinkedIn 0.034." or nothing. */
static void append_tests(GString *out, const SvyGap *gap)
{
    g_autoptr(GString) line = g_string_new(NULL);

    for (size_t i = 0; i < gap->n_items; i++) {
        if (!gap->items[i].has_test)
            continue;

        g_autofree char *p = svy_num_format_p(gap->items[i].p_adjusted);

        g_string_append_printf(line, "%s %s %s", line->len == 0 ? "Adjusted p:" : ",",
                               gap->items[i].label, p);
    }
    if (line->len == 0)
        return;
    g_string_append_c(line, '.');
    svy_text_layout_append(out, 0, 0, line->str);
}

/* The table has no room for both. */
static void append_plain(GString *out, const SvyGap *gap)
{
    g_autoptr(GString) line = g_string_new("Without weights (use, follow):");

    if (!svy_words_is_weighted(gap->any.use.n_eff, gap->any.use.base))
        return;
    for (size_t i = 0; i <= gap->n_items; i++) {
        const SvyGapItem *item = i < gap->n_items ? &gap->items[i] : &gap->any;
        g_autofree char *use = svy_num_format_pct(item->use.plain.value, 1);
        g_autofree char *follow =
            item->has_account ? svy_num_format_pct(item->follow.plain.value, 1) : NULL;

        g_string_append_printf(line, "%s %s %s%%", i == 0 ? "" : ";",
                               i < gap->n_items ? item->label : "any of them", use);
        if (follow != NULL)
            g_string_append_printf(line, ", %s%%", follow);
    }
    g_string_append_c(line, '.');
    svy_text_layout_append(out, 0, 0, line->str);
}

static void append_gap(GString *out, const SvyResult *result, const SvyGap *gap)
{
    g_autofree char *headline = svy_words_study_headline(result, gap);
    g_autofree char *base = svy_words_gap_base(&result->survey, gap);
    g_autofree char *method = svy_words_gap_method(gap, result->level);

    svy_text_layout_append(out, 0, 0, headline);
    g_string_append_c(out, '\n');
    append_table(out, gap, result->level);
    g_string_append_c(out, '\n');
    append_plain(out, gap);
    append_tests(out, gap);
    svy_text_layout_append(out, 0, 0, base);
    svy_text_layout_append(out, 0, 0, method);
}

static void append_gaps(GString *out, const SvyResult *result)
{
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
        svy_text_layout_append(out, 0, 0,
                               "No pair of questions on using and following was found. Name them "
                               "with --use and --follow, or in the plan.");
    if (caveat != NULL)
        svy_text_layout_append(out, 0, 0, caveat);
    if (result->min_cell == 1) {
        g_autofree char *shown = svy_words_withheld(1, 1);

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
    g_autofree char *people = svy_num_format_count(result->n_respondents);
    g_autofree char *excluded = svy_words_excluded(result);
    g_autofree char *line = NULL;
    size_t n_shown = 0;

    for (size_t i = 0; i < result->n_questions; i++)
        n_shown += svy_shown_is_opinion(&result->questions[i]);
    line = g_strdup_printf("%s: %s respondent%s, %zu question%s.", result->input_name, people,
                           result->n_respondents == 1 ? "" : "s", n_shown, n_shown == 1 ? "" : "s");
    svy_text_layout_append(out, 0, 0, line);
    if (excluded != NULL) {
        g_autofree char *records = g_strdup_printf("Records: %s.", excluded);

        svy_text_layout_append(out, 0, 0, records);
    }
    g_string_append_c(out, '\n');
}

static void append_pair_guesses(GString *out, const SvyResult *result)
{
    for (size_t i = 0; i < result->n_gaps; i++) {
        const SvyGap *gap = &result->gaps[i];
        g_autofree char *line = g_strdup_printf("- The gap compares %s with %s: %s.", gap->use_id,
                                                gap->follow_id, gap->how_found);

        svy_text_layout_append(out, 0, 2, line);
    }
}

static void append_question_guesses(GString *out, const SvyResult *result)
{
    size_t n = 0;

    for (size_t i = 0; i < result->n_questions; i++) {
        const SvyQuestionResult *question = &result->questions[i];

        if (!question->is_guess || ++n > MAX_SHOWN_GUESSES)
            continue;

        g_autofree char *line =
            g_strdup_printf("- %s is taken as %s: %s.", question->id,
                            svy_shown_describe_type(question->type), question->reason);

        svy_text_layout_append(out, 0, 2, line);
    }
    if (n > MAX_SHOWN_GUESSES)
        g_string_append_printf(out, "- and %zu more; see `surveystat inspect`.\n",
                               n - MAX_SHOWN_GUESSES);
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
        g_string_append_printf(out,
                               "\nDecided and guessed (change it in the codebook or the plan):\n%s",
                               guesses->str);
    return g_string_free(out, FALSE);
}
