/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which row of a table comes first, said only as far as the intervals carry it. */
#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "result/result-table.h"
#include "result/words-private.h"

const char *svy_words_scope(const SvySurvey *survey)
{
    return survey->sampling == SVY_SAMPLING_PROBABILITY
               ? ""
               : svy_tr(survey->language, "In this sample, ");
}

char *svy_words_intervals_in(const char *language, double level, bool has_means)
{
    g_autofree char *pct = svy_words_level_in(language, level);

    return g_strdup_printf(
        has_means ? svy_tr(language, "%s%% intervals: shares by Wilson, means by Student's t.")
                  : svy_tr(language, "%s%% intervals by Wilson."),
        pct);
}

char *svy_words_join_labels_in(const char *language,
                               size_t n,
                               const char *const labels[],
                               size_t n_max)
{
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < n; i++) {
        g_autofree char *cut = svy_text_cut(labels[i], n_max);

        g_string_append_printf(out, svy_tr(language, "%s“%s”"),
                               i == 0      ? ""
                               : i + 1 < n ? ", "
                                           : svy_tr(language, " or "),
                               cut);
    }
    return g_string_free(out, FALSE);
}

static bool is_eligible(const SvyTable *table, size_t row, size_t column)
{
    const SvyCell *cell = svy_table_get_cell(table, row, column);

    return cell->kind == SVY_CELL_SHARE && cell->status == SVY_STATUS_OK &&
           cell->share.base >= SVY_WORDS_MIN_BASE;
}

/* Intervals that do not touch are a stricter condition than a difference without 0; see
 * words-question.c. */
static size_t count_close(const SvyTable *table, size_t column, size_t leader)
{
    const double lo = svy_table_get_cell(table, leader, column)->share.p.lo;
    size_t n_close = 0;

    for (size_t row = 0; row < table->n_rows; row++)
        n_close += row != leader && is_eligible(table, row, column) &&
                   svy_table_get_cell(table, row, column)->share.p.hi >= lo;
    return n_close;
}

static char *end_sentence(const char *language, size_t n_close, size_t n_rows)
{
    if (n_close == 0)
        return g_strdup(n_rows == 2 ? svy_tr(language, "more than the other")
                                    : svy_tr(language, "more than any other"));
    if (n_close == 1)
        return g_strdup(svy_tr(language, "too close to call against one other"));
    return g_strdup_printf(svy_tr(language, "too close to call against %zu others"), n_close);
}

char *svy_words_table_leader(const SvySurvey *survey,
                             const SvyTable *table,
                             size_t column,
                             const char *what)
{
    size_t leader = table->n_rows, n_rows = 0;

    for (size_t row = 0; row < table->n_rows; row++) {
        if (!is_eligible(table, row, column))
            continue;
        n_rows++;
        if (leader == table->n_rows || svy_table_get_cell(table, row, column)->share.p.value >
                                           svy_table_get_cell(table, leader, column)->share.p.value)
            leader = row;
    }
    if (n_rows < 2)
        return NULL;

    const SvyShare *share = &svy_table_get_cell(table, leader, column)->share;
    g_autofree char *label = svy_text_cut(svy_table_get_cell(table, leader, 0)->text, 70);
    g_autofree char *pct = svy_words_percent_in(survey->language, share);
    g_autofree char *base = svy_tr_num_count(survey->language, share->base);
    g_autofree char *end =
        end_sentence(survey->language, count_close(table, column, leader), n_rows);

    return g_strdup_printf(
        svy_tr(survey->language, "%s“%s” has the largest share of %s: %s of %s, %s."),
        svy_words_scope(survey), label, what, pct, base, end);
}

/* --- Preferences ---------------------------------------------------------------------------- */

static bool wins_all(const SvyTable *table, size_t row)
{
    for (size_t at = 1; at < table->n_columns; at++) {
        const SvyCell *cell = svy_table_get_cell(table, row, at);

        if (at == row + 1)
            continue;
        if (!is_eligible(table, row, at) || !(cell->share.p.lo > 0.5))
            return false;
    }
    return true;
}

char *svy_words_table_winner(const SvySurvey *survey, const SvyTable *table)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        if (!wins_all(table, row))
            continue;

        g_autofree char *label = svy_text_cut(svy_table_get_cell(table, row, 0)->text, 70);
        g_autofree char *text = g_strdup_printf(
            svy_tr(survey->language, "%smore than half put “%s” before each of the others."),
            svy_words_scope(survey), label);

        return svy_words_capitalise(text);
    }
    return NULL;
}
