/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How each question was answered, skipped and left, in the order of the file. People, not weights:
 * this is about the questionnaire. */
#include "analysis/analysis.h"
#include "base/translate.h"
#include "core/ledger.h"
#include "result/words.h"

enum {
    COLUMN_LABEL,
    COLUMN_ID,
    COLUMN_ASKED,
    COLUMN_ANSWERED,
    COLUMN_SKIPPED,
    COLUMN_LEFT,
    COLUMN_NONRESPONSE,
};

static bool is_wanted(const SvyRun *run)
{
    return run->options->with_questions;
}

static SvyTableBuilder *start_table(const SvyRun *run)
{
    g_autofree char *intervals = svy_words_intervals_in(run->language, run->result->level, false);
    SvyTableBuilder *builder = svy_table_builder_new(SVY_TABLE_COMPLETION, "completion",
                                                     svy_tr(run->language, "How far people got"));
    SvyTable *table = svy_table_builder_get(builder);

    svy_table_builder_add_column(builder, "question", svy_tr(run->language, "Question"));
    svy_table_builder_add_column(builder, "id", svy_tr(run->language, "Id"));
    svy_table_builder_add_column(builder, "asked", svy_tr(run->language, "Asked"));
    svy_table_builder_add_column(builder, "answered", svy_tr(run->language, "Answered"));
    svy_table_builder_add_column(builder, "skipped", svy_tr(run->language, "Skipped"));
    svy_table_builder_add_column(builder, "left", svy_tr(run->language, "Left before"));
    svy_table_builder_add_column(builder, "nonresponse",
                                 svy_tr(run->language, "Item non-response"));
    table->base_rule = g_strdup(
        svy_tr(run->language, "for item non-response, those who were asked and had not left"));
    table->method = g_strdup_printf(
        svy_tr(run->language,
               "Item non-response is the share who skipped the question, not weighted. %s"),
        intervals);
    return builder;
}

static bool add_row(const SvyRun *run,
                    SvyTableBuilder *builder,
                    const SvyQuestionResult *question,
                    GError **error)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    SvyShare share;

    svy_cell_set_text(&cells[COLUMN_LABEL], question->text);
    svy_cell_set_text(&cells[COLUMN_ID], question->id);
    svy_cell_set_count(&cells[COLUMN_ASKED], question->n_asked);
    svy_cell_set_count(&cells[COLUMN_ANSWERED], question->n_answered);
    svy_cell_set_count(&cells[COLUMN_SKIPPED], question->n_skipped);
    svy_cell_set_count(&cells[COLUMN_LEFT], question->n_left);
    if (!svy_run_share(run, question->n_skipped, question->n_answered + question->n_skipped, &share,
                       error))
        return false;
    svy_cell_set_share(&cells[COLUMN_NONRESPONSE], &share);
    return true;
}

/* Select-alls in which a blank may be an answer tell nothing about who skipped them. */
static bool may_be_blank(const SvyQuestion *question)
{
    if (question->type != SVY_QUESTION_MULTI || question->base != SVY_BASE_TICKED)
        return false;
    for (size_t i = 0; i < svy_question_count_options(question); i++) {
        if (svy_question_get_option(question, i).mark == SVY_MARK_NOTHING)
            return false;
    }
    return true;
}

static bool run_completion(SvyRun *run, GError **error)
{
    g_autoptr(SvyTableBuilder) builder = start_table(run);
    size_t n_missing = 0;
    bool has_blank = false;

    for (size_t i = 0; i < run->result->n_questions; i++) {
        const SvyQuestion *question = svy_dataset_get_question(run->dataset, i);
        const SvyQuestionResult *result = &run->result->questions[i];

        if (!svy_ledger_has_question(question))
            continue;
        if (!add_row(run, builder, result, error))
            return false;
        n_missing += result->n_skipped + result->n_left;
        has_blank |= may_be_blank(question) && result->n_skipped > 0;
    }
    if (n_missing == 0)
        return true;
    if (has_blank)
        svy_table_builder_add_note(
            builder,
            svy_tr(run->language, "In a select-all without an answer such as “None of these”, "
                                  "skipped may also mean that nothing applied."));
    svy_run_take_table(run, builder);
    return true;
}

const SvyAnalysis svy_analysis_completion = {.name = "completion",
                                             .is_wanted = is_wanted,
                                             .run = run_completion};
