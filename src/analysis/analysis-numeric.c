/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers: quantiles, mean and spread, one row for each question; how they are distributed, one
 * table for each. The numbers themselves were put in order for the frequencies. */
#include <math.h>

#include <surveystat/moments.h>
#include <surveystat/quantile.h>

#include "analysis/bins.h"
#include "analysis/numbers.h"
#include "analysis/tally.h"
#include "base/translate.h"
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
    COLUMN_PLAIN_MEDIAN, /* these with weights only */
    COLUMN_PLAIN_MEAN,
    COLUMN_DEFF,
    COLUMN_LAST,
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
        {"question", SVY_TR("Question")},
        {"id", SVY_TR("Id")},
        {"n", SVY_TR("People")},
        {"min", SVY_TR("Smallest")},
        {"q1", SVY_TR("A quarter below")},
        {"median", SVY_TR("Median")},
        {"q3", SVY_TR("A quarter above")},
        {"max", SVY_TR("Largest")},
        {"mean", SVY_TR("Mean")},
        {"sd", SVY_TR("Standard deviation")},
        {"plain-median", SVY_TR("Median without weights")},
        {"plain-mean", SVY_TR("Mean without weights")},
        {"deff", SVY_TR("Design effect of the mean")},
    };
    const size_t n_columns = run->weighting == NULL ? COLUMN_PLAIN_MEDIAN : COLUMN_LAST;
    SvyTableBuilder *builder =
        svy_table_builder_new(SVY_TABLE_NUMERIC, "numbers", svy_tr(run->language, "Numbers"));
    SvyTable *table = svy_table_builder_get(builder);

    g_autofree char *pct = svy_words_level_in(run->language, run->result->level);

    for (size_t i = 0; i < n_columns; i++)
        svy_table_builder_add_column(builder, columns[i].key,
                                     svy_tr(run->language, columns[i].heading));
    table->base_rule = g_strdup(svy_tr(run->language, "those who gave a number"));
    table->method = g_strdup_printf(
        run->weighting == NULL
            ? svy_tr(run->language, "%s%% intervals: quantiles between ordered values, no "
                                    "distribution assumed; means by "
                                    "Student's t.")
            : svy_tr(run->language, "%s%% intervals: weighted quantiles by Woodruff's method, no "
                                    "distribution assumed; "
                                    "weighted means linearised, by Student's t. The design effect "
                                    "is the variance of the "
                                    "mean over that of as many people without weights."),
        pct);
    return builder;
}

static bool set_quantile(const SvyRun *run,
                         const SvyNumbers *numbers,
                         double q,
                         bool is_weighted,
                         SvyCell *cell,
                         GError **error)
{
    SvyEstimate quantile;

    if (is_weighted &&
        !svy_weighted_quantile(svy_run_count_weighted(run), numbers->n, numbers->values,
                               numbers->people, q, run->result->level, &quantile, error))
        return false;
    if (!is_weighted && !svy_quantile_compute(numbers->n, numbers->values, numbers->counts, q,
                                              run->result->level, &quantile, error))
        return false;
    svy_cell_set_estimate(cell, SVY_CELL_ESTIMATE, &quantile);
    return true;
}

/* Mean, spread and what the weights cost, beside the mean without weights. */
static bool set_weighted_mean(const SvyRun *run,
                              const SvyNumbers *numbers,
                              SvyCell cells[],
                              GError **error)
{
    SvyEstimate mean;
    double n = 0, w = 0, squares = 0, deff;

    if (!svy_numbers_mean(run, numbers, &mean, error))
        return false;
    for (size_t i = 0; i < numbers->n; i++) {
        n += numbers->people[i].n;
        w += numbers->people[i].w;
        squares += numbers->people[i].w * (numbers->values[i] - mean.value) *
                   (numbers->values[i] - mean.value);
    }
    svy_cell_set_estimate(&cells[COLUMN_MEAN], SVY_CELL_ESTIMATE, &mean);
    svy_cell_set_number(&cells[COLUMN_SD], SVY_CELL_ESTIMATE, sqrt(n / (n - 1) * squares / w));
    deff = svy_weighted_compute_deff(numbers->n, numbers->values, numbers->people, mean.se);
    svy_cell_set_number(&cells[COLUMN_DEFF], SVY_CELL_ESTIMATE, deff);
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
    if (run->weighting != NULL) {
        svy_cell_set_estimate(&cells[COLUMN_PLAIN_MEAN], SVY_CELL_ESTIMATE, &mean);
        return set_weighted_mean(run, numbers, cells, error);
    }
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

    const bool is_weighted = run->weighting != NULL;

    if (is_weighted && !set_quantile(run, numbers, 0.5, false, &cells[COLUMN_PLAIN_MEDIAN], error))
        return false;
    return set_quantile(run, numbers, 0.25, is_weighted, &cells[COLUMN_Q1], error) &&
           set_quantile(run, numbers, 0.5, is_weighted, &cells[COLUMN_MEDIAN], error) &&
           set_quantile(run, numbers, 0.75, is_weighted, &cells[COLUMN_Q3], error) &&
           set_mean(run, numbers, cells, error);
}

/* --- Bins ----------------------------------------------------------------------------------- */

static bool fill_bins(const SvyRun *run,
                      const SvyVariable *variable,
                      SvyTableBuilder *builder,
                      GError **error)
{
    for (size_t i = 0; i < variable->n_answers; i++) {
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
        SvyShare share;

        svy_cell_set_text(&cells[0], variable->answers[i].label);
        if (!svy_tally_share_of(run, variable->answers[i].people, variable->base, &share, error))
            return false;
        svy_cell_set_share(&cells[1], &share);
    }
    return true;
}

static bool add_bins(SvyRun *run, const SvyNumbers *numbers, GError **error)
{
    const SvyQuestion *question = numbers->question;
    g_autofree char *id = g_strdup_printf("bins-%s", question->id);
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(SVY_TABLE_BINS, id, question->text);
    SvyTable *table = svy_table_builder_get(builder);
    g_autoptr(SvyVariable) variable = NULL;
    SvyBins bins;

    if (!svy_numbers_cut(run, numbers, 0, &variable, error))
        return false;
    if (variable == NULL)
        return true;
    table->row_id = g_strdup(question->id);
    table->row_text = g_strdup(question->text);
    table->base_rule = g_strdup(svy_tr(run->language, "those who gave a number"));
    table->method = svy_words_intervals_in(run->language, run->result->level, false);
    svy_table_builder_add_column(builder, "bin", svy_tr(run->language, "Answer"));
    svy_table_builder_add_column(builder, "p", svy_tr(run->language, "Share"));
    if (!fill_bins(run, variable, builder, error))
        return false;
    if (svy_bins_find(numbers->n, numbers->values, numbers->counts, &bins))
        table->row_edges = svy_bins_find_edges(&bins);
    svy_run_take_table(run, builder);
    return true;
}

/* --- Public --------------------------------------------------------------------------------- */

bool svy_numbers_publish(SvyRun *run, size_t n, const SvyNumbers *const numbers[], GError **error)
{
    g_autoptr(SvyTableBuilder) builder = start_table(run);

    for (size_t i = 0; i < n; i++) {
        if (!add_row(run, builder, numbers[i], error) || !add_bins(run, numbers[i], error))
            return false;
    }
    if (n > 0)
        svy_run_take_table(run, builder);
    return true;
}

static bool run_numeric(SvyRun *run, GError **error)
{
    g_autofree const SvyNumbers **shown = g_new0(const SvyNumbers *, run->numbers->len + 1);
    size_t n = 0;

    for (guint i = 0; i < run->numbers->len; i++) {
        if (is_shown(g_ptr_array_index(run->numbers, i)))
            shown[n++] = g_ptr_array_index(run->numbers, i);
    }
    return svy_numbers_publish(run, n, shown, error);
}

const SvyAnalysis svy_analysis_numeric = {.name = "numeric",
                                          .is_wanted = is_wanted,
                                          .run = run_numeric};
