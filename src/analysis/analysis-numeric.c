/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers: quantiles, mean and spread, one row for each question; how they are distributed, one
 * table for each. The numbers themselves were put in order for the frequencies. */
#include <math.h>

#include <surveystat/moments.h>
#include <surveystat/quantile.h>

#include "analysis/bins.h"
#include "analysis/numbers.h"
#include "result/words.h"

enum {
    COLUMN_LABEL,
    COLUMN_ID,
    COLUMN_N,
    COLUMN_MIN,
    COLUMN_Q1,
    COLUMN_MEDIAN,
    COLUMN_Q3,
    COLUMN_MAX,
    COLUMN_MEAN,
    COLUMN_SD,
};

static bool is_wanted(const SvyRun *run)
{
    return run->options->with_questions;
}

static bool is_shown(const SvyNumbers *numbers)
{
    return numbers->question->type == SVY_QUESTION_NUMERIC && !numbers->question->is_meta &&
           !numbers->question->is_personal && numbers->n_people > 0;
}

/* --- Quantiles ------------------------------------------------------------------------------ */

static SvyTableBuilder *start_table(const SvyRun *run)
{
    static const struct {
        const char *key, *heading;
    } columns[] = {
        {"question", "Question"},  {"id", "Id"},
        {"n", "People"},           {"min", "Smallest"},
        {"q1", "A quarter below"}, {"median", "Median"},
        {"q3", "A quarter above"}, {"max", "Largest"},
        {"mean", "Mean"},          {"sd", "Standard deviation"},
    };
    SvyTableBuilder *builder = svy_table_builder_new(SVY_TABLE_NUMERIC, "numbers", "Numbers");
    SvyTable *table = svy_table_builder_get(builder);

    g_autofree char *pct = svy_words_level(run->result->level);

    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        svy_table_builder_add_column(builder, columns[i].key, columns[i].heading);
    table->base_rule = g_strdup("those who gave a number");
    table->method = g_strdup_printf(
        "%s%% intervals: quantiles between ordered values, no distribution assumed; means by "
        "Student's t.",
        pct);
    return builder;
}

static bool set_quantile(const SvyRun *run,
                         const SvyNumbers *numbers,
                         double q,
                         SvyCell *cell,
                         GError **error)
{
    SvyEstimate quantile;

    if (!svy_quantile_compute(numbers->n, numbers->values, numbers->counts, q, run->result->level,
                              &quantile, error))
        return false;
    svy_cell_set_estimate(cell, SVY_CELL_ESTIMATE, &quantile);
    return true;
}

static bool set_mean(const SvyRun *run, const SvyNumbers *numbers, SvyCell cells[], GError **error)
{
    SvyMoments moments;
    SvyEstimate mean;

    if (!svy_moments_compute_counts(numbers->n, numbers->values, numbers->counts, &moments,
                                    error) ||
        !svy_moments_estimate_mean(&moments, run->result->level, &mean, error))
        return false;
    svy_cell_set_estimate(&cells[COLUMN_MEAN], SVY_CELL_ESTIMATE, &mean);
    svy_cell_set_number(&cells[COLUMN_SD], SVY_CELL_ESTIMATE, svy_moments_get_sd(&moments));
    return true;
}

static bool add_row(const SvyRun *run,
                    SvyTableBuilder *builder,
                    const SvyNumbers *numbers,
                    GError **error)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

    svy_cell_set_text(&cells[COLUMN_LABEL], numbers->question->text);
    svy_cell_set_text(&cells[COLUMN_ID], numbers->question->id);
    svy_cell_set_count(&cells[COLUMN_N], numbers->n_people);
    svy_cell_set_number(&cells[COLUMN_MIN], SVY_CELL_ESTIMATE, numbers->values[0]);
    svy_cell_set_number(&cells[COLUMN_MAX], SVY_CELL_ESTIMATE, numbers->values[numbers->n - 1]);
    return set_quantile(run, numbers, 0.25, &cells[COLUMN_Q1], error) &&
           set_quantile(run, numbers, 0.5, &cells[COLUMN_MEDIAN], error) &&
           set_quantile(run, numbers, 0.75, &cells[COLUMN_Q3], error) &&
           set_mean(run, numbers, cells, error);
}

/* --- Bins ----------------------------------------------------------------------------------- */

static bool add_bin(const SvyRun *run,
                    SvyTableBuilder *builder,
                    const char *label,
                    size_t n,
                    size_t n_people,
                    GError **error)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    SvyShare share;

    svy_cell_set_text(&cells[0], label);
    if (!svy_run_share(run, n, n_people, &share, error))
        return false;
    svy_cell_set_share(&cells[1], &share);
    return true;
}

static bool add_bins(SvyRun *run, const SvyNumbers *numbers, GError **error)
{
    const SvyQuestion *question = numbers->question;
    g_autofree char *id = g_strdup_printf("bins-%s", question->id);
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(SVY_TABLE_BINS, id, question->text);
    SvyTable *table = svy_table_builder_get(builder);
    g_autofree size_t *counts = NULL;
    SvyBins bins;

    if (numbers->n_people < SVY_WORDS_MIN_BASE ||
        !svy_bins_find(numbers->n, numbers->values, numbers->counts, &bins))
        return true;
    counts = g_new0(size_t, bins.n);
    for (size_t i = 0; i < numbers->n; i++)
        counts[svy_bins_get_place(&bins, numbers->values[i])] += (size_t)numbers->counts[i];
    table->row_id = g_strdup(question->id);
    table->row_text = g_strdup(question->text);
    table->base_rule = g_strdup("those who gave a number");
    table->method = svy_words_intervals(run->result->level, false);
    svy_table_builder_add_column(builder, "bin", "Answer");
    svy_table_builder_add_column(builder, "p", "Share");
    for (size_t i = 0; i < bins.n; i++) {
        g_autofree char *label = svy_bins_get_label(&bins, i);

        if (!add_bin(run, builder, label, counts[i], numbers->n_people, error))
            return false;
    }
    svy_run_take_table(run, builder);
    return true;
}

/* --- Public --------------------------------------------------------------------------------- */

static bool run_numeric(SvyRun *run, GError **error)
{
    g_autoptr(SvyTableBuilder) builder = start_table(run);
    size_t n_rows = 0;

    for (guint i = 0; i < run->numbers->len; i++) {
        const SvyNumbers *numbers = g_ptr_array_index(run->numbers, i);

        if (!is_shown(numbers))
            continue;
        if (!add_row(run, builder, numbers, error) || !add_bins(run, numbers, error))
            return false;
        n_rows++;
    }
    if (n_rows > 0)
        svy_run_take_table(run, builder);
    return true;
}

const SvyAnalysis svy_analysis_numeric = {.name = "numeric",
                                          .is_wanted = is_wanted,
                                          .run = run_numeric};
