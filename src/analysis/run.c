/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the analyses that are wanted, in the order of a table. */
#include "analysis/analysis.h"

#include <string.h>

#include <surveystat/proportion.h>
#include <surveystat/stats-init.h>

#include "analysis/breakdown.h"
#include "analysis/exclude.h"
#include "analysis/numbers.h"
#include "analysis/weighting.h"
#include "base/findings.h"
#include "base/survey.h"
#include "base/translate.h"
#include "core/ledger.h"
#include "result/words.h"

static const SvyAnalysis *const analyses[] = {
    &svy_analysis_freq,         &svy_analysis_gap,        &svy_analysis_multi,
    &svy_analysis_profile,      &svy_analysis_completion, &svy_analysis_scale,
    &svy_analysis_rank,         &svy_analysis_numeric,    &svy_analysis_numeric_groups,
    &svy_analysis_date,         &svy_analysis_write_ins,  &svy_analysis_segments,
    &svy_analysis_gap_segments, &svy_analysis_table,      &svy_analysis_combinations,
    &svy_analysis_targets,      &svy_analysis_drivers,    &svy_analysis_ladder,
    &svy_analysis_response,     &svy_analysis_weights,
};

bool svy_run_share(const SvyRun *run, size_t n, size_t base, SvyShare *ret_share, GError **error)
{
    SvyShare share = {.n = n, .base = base, .n_eff = (double)base};

    if (!svy_proportion_wilson((double)n, (double)base, run->result->level, &share.p, error))
        return false;
    share.plain = share.p;
    *ret_share = share;
    return true;
}

static char *take_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return g_strdup(slash == NULL ? path : slash + 1);
}

static SvyResult *start_result(const SvyDataset *dataset, const SvyPlan *plan)
{
    SvyResult *result = g_new0(SvyResult, 1);

    result->input_name = take_file_name(dataset->input_name);
    result->exporter = g_strdup(dataset->exporter);
    result->encoding = g_strdup(dataset->encoding);
    result->delimiter = dataset->delimiter;
    result->n_header_rows = dataset->n_header_rows;
    result->n_respondents = dataset->n_rows;
    result->level = plan->level;
    result->findings = svy_findings_copy(dataset->findings);
    svy_survey_copy(&plan->survey, &result->survey);
    return result;
}

static bool run_all(SvyRun *run, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(analyses); i++) {
        if (analyses[i]->is_wanted(run) && !analyses[i]->run(run, error))
            return false;
    }
    /* The one door of whatever tells of groups. */
    if (!svy_breakdowns_protect(run, error))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(analyses); i++) {
        if (analyses[i]->publish != NULL && analyses[i]->is_wanted(run) &&
            !analyses[i]->publish(run, error))
            return false;
    }
    return true;
}

/* Who was left out is said at every base. */
static void note_excluded(const SvyRun *run, SvyTableBuilder *builder)
{
    g_autofree char *excluded = svy_words_excluded(run->result);
    g_autofree char *note = g_strdup_printf(svy_tr(run->language, "Records: %s."), excluded);

    if (excluded != NULL)
        svy_table_builder_add_note(builder, note);
}

static bool is_unweighted(SvyTableKind kind)
{
    return kind == SVY_TABLE_RESPONSE;
}

/* Tables whose own words say it. */
static bool says_weights(SvyTableKind kind)
{
    return kind == SVY_TABLE_WEIGHTS || kind == SVY_TABLE_COMPLETION ||
           kind == SVY_TABLE_SEGMENTS || kind == SVY_TABLE_GAP_SEGMENTS;
}

/* Tables without shares: nothing stands in brackets. */
static bool has_no_shares(SvyTableKind kind)
{
    return kind == SVY_TABLE_NUMERIC || kind == SVY_TABLE_NUMBERS_BY || kind == SVY_TABLE_DRIVERS ||
           kind == SVY_TABLE_RANK_BY;
}

static void note_weights(const SvyRun *run, SvyTableBuilder *builder)
{
    const SvyTableKind kind = svy_table_builder_get(builder)->kind;
    g_autofree char *note = NULL;

    if (run->weighting == NULL || says_weights(kind))
        return;
    if (is_unweighted(kind))
        note = g_strdup(svy_tr(run->language, "Not weighted."));
    else
        note = has_no_shares(kind)
                   ? g_strdup_printf(svy_tr(run->language, "Weighted (%s)."), run->weighting->label)
                   : g_strdup_printf(
                         svy_tr(run->language,
                                "Weighted (%s); intervals are for the effective number of people; "
                                "in brackets people and their share without weights."),
                         run->weighting->label);
    svy_table_builder_add_note(builder, note);
}

void svy_run_take_table(SvyRun *run, SvyTableBuilder *builder)
{
    note_excluded(run, builder);
    note_weights(run, builder);

    const SvyTable table = svy_table_builder_finish(builder);

    g_array_append_val(run->tables, table);
}

/* By kind; within a kind in the order in which they were made. */
static void place_tables(SvyRun *run)
{
    SvyResult *result = run->result;

    result->tables = g_new0(SvyTable, run->tables->len + 1);
    for (int kind = 0; kind < SVY_TABLE_LAST; kind++) {
        for (guint i = 0; i < run->tables->len; i++) {
            const SvyTable *table = &g_array_index(run->tables, SvyTable, i);

            if ((int)table->kind == kind)
                result->tables[result->n_tables++] = *table;
        }
    }
    g_array_free(run->tables, TRUE);
}

static void free_numbers(gpointer numbers)
{
    svy_numbers_free(numbers);
}

/* After records were left out: they have no weight. */
static bool weigh(SvyRun *run, bool is_weighted, SvyWeighting **weighting, GError **error)
{
    SvyResult *result = run->result;

    result->deff = 1;
    result->n_eff = (double)run->dataset->n_rows;
    if (is_weighted && !svy_weighting_new(run, weighting, error))
        return false;
    if (*weighting == NULL)
        return true;
    run->weighting = *weighting;
    result->has_weights = true;
    result->weights = g_strdup((*weighting)->label);
    g_free(result->survey.weighting); /* what was done goes before what was stated */
    result->survey.weighting = g_strdup((*weighting)->label);
    result->deff = (*weighting)->kish.deff;
    result->n_eff = (*weighting)->kish.n_eff;
    return true;
}

/* A column of weights that nobody asked for is easily forgotten. */
static void find_unused_weights(SvyRun *run)
{
    static const char code[] = "weights-not-used";

    for (guint i = 0; i < run->dataset->questions->len; i++) {
        const SvyQuestion *question = svy_dataset_get_question(run->dataset, i);

        if (question->type != SVY_QUESTION_WEIGHT || question->items->len != 1)
            continue;

        const size_t column = svy_question_get_item(question, 0)->column;
        const char *name = run->dataset->headers[column];

        svy_findings_add(run->result->findings, SVY_SEVERITY_WARNING, code, 0, column, NULL,
                         SVY_TR("%s looks like weights, and nothing here is weighted"),
                         question->id);
        svy_findings_mend(run->result->findings, code, column,
                          SVY_TR("Use them with --weight \"%s\", or name them as the column in "
                                 "[weights] of the plan; if they are none, say so with another "
                                 "type in the codebook"),
                          name != NULL ? name : question->id);
        return;
    }
}

static bool run_once(const SvyDataset *dataset,
                     const SvyPlan *plan,
                     const SvyAnalysisOptions *options,
                     bool is_weighted,
                     const SvyResult *plain,
                     SvyResult **ret_result,
                     GError **error)
{
    g_autoptr(SvyResult) result = start_result(dataset, plan);
    g_autoptr(SvyDataset) kept = NULL;
    SvyWeighting *weighting = NULL;
    SvyRun run = {.dataset = dataset,
                  .plan = plan,
                  .options = options,
                  .language = plan->survey.language,
                  .result = result,
                  .plain = plain,
                  .tables = g_array_new(FALSE, TRUE, sizeof(SvyTable)),
                  .numbers = g_ptr_array_new_with_free_func(free_numbers)};
    const bool is_done = svy_exclude_records(&run, &kept, error) &&
                         weigh(&run, is_weighted, &weighting, error) && run_all(&run, error);

    if (is_done && is_weighted && weighting == NULL)
        find_unused_weights(&run);
    place_tables(&run);
    g_ptr_array_unref(run.numbers);
    svy_breakdowns_free(run.breakdowns);
    svy_ledger_free(run.ledger);
    svy_weighting_free(weighting);
    if (!is_done)
        return false;
    *ret_result = g_steal_pointer(&result);
    return true;
}

static bool has_weights(const SvyPlan *plan, const SvyAnalysisOptions *options)
{
    return options->weight != NULL || options->margins != NULL || plan->weights != NULL ||
           plan->margins != NULL;
}

/* Weights are held against what would have been concluded without them. */
bool svy_analysis_run(const SvyDataset *dataset,
                      const SvyPlan *plan,
                      const SvyAnalysisOptions *options,
                      SvyResult **ret_result,
                      GError **error)
{
    static const SvyAnalysisOptions defaults = {0};
    g_autoptr(SvyResult) plain = NULL;

    g_return_val_if_fail(dataset != NULL && plan != NULL && ret_result != NULL, false);
    svy_stats_init();
    if (options == NULL)
        options = &defaults;
    if (has_weights(plan, options) && options->with_questions && options->table_row == NULL &&
        !run_once(dataset, plan, options, false, NULL, &plain, error))
        return false;
    return run_once(dataset, plan, options, true, plain, ret_result, error);
}
