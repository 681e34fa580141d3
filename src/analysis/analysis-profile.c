/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who answered: the groups that people are divided into, with how many are in each. */
#include "analysis/segments.h"
#include "analysis/tally.h"
#include "analysis/variable.h"
#include "base/translate.h"
#include "result/words.h"

enum { COLUMN_GROUP, COLUMN_ID, COLUMN_SHARE, COLUMN_UNKNOWN };

static bool is_wanted(const SvyRun *run)
{
    return run->options->with_questions;
}

static SvyTableBuilder *start_table(const SvyRun *run, bool is_named)
{
    SvyTableBuilder *builder =
        svy_table_builder_new(SVY_TABLE_PROFILE, "profile", svy_tr(run->language, "Groups"));
    SvyTable *table = svy_table_builder_get(builder);
    g_autofree char *n = svy_tr_num_count(run->language, run->dataset->n_rows);

    svy_table_builder_add_column(builder, "group", svy_tr(run->language, "Group"));
    svy_table_builder_add_column(builder, "question", svy_tr(run->language, "Question"));
    svy_table_builder_add_column(builder, "p", svy_tr(run->language, "Share of those who told"));
    svy_table_builder_add_column(builder, "unknown", svy_tr(run->language, "Did not tell"));
    table->base_rule = g_strdup_printf(
        run->result->n_excluded > 0
            ? svy_tr(run->language, "those of the %s kept who answered the question")
            : svy_tr(run->language, "those of the %s in the file who answered the question"),
        n);
    table->method = svy_words_intervals_in(run->language, run->result->level, false);
    if (!is_named)
        svy_table_builder_add_note(
            builder,
            svy_tr(run->language,
                   "The questions were recognised by their wording; to choose others, name them "
                   "in the plan under [segments]."));
    return builder;
}

static bool add_group(const SvyRun *run,
                      SvyTableBuilder *builder,
                      const SvyVariable *variable,
                      const SvyAnswer *answer,
                      GError **error)
{
    SvyCell *cells = svy_table_builder_add_row(builder, answer->mark);
    SvyShare share;

    svy_cell_set_text(&cells[COLUMN_GROUP], answer->label);
    svy_cell_set_text(&cells[COLUMN_ID], variable->question->id);
    if (!svy_tally_share_of(run, answer->people, variable->base, &share, error))
        return false;
    svy_cell_set_share(&cells[COLUMN_SHARE], &share);
    return true;
}

/* The wording stands on a row of its own, with those of whom nothing is known. */
static bool add_segment(const SvyRun *run,
                        SvyTableBuilder *builder,
                        const SvySegment *segment,
                        GError **error)
{
    g_autoptr(SvyVariable) variable = NULL;
    SvyCell *cells;

    if (!svy_variable_new(run->dataset, segment->question, 0, &variable, error))
        return false;
    cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    svy_cell_set_text(&cells[COLUMN_GROUP], segment->question->text);
    svy_cell_set_text(&cells[COLUMN_ID], segment->question->id);
    svy_cell_set_count(&cells[COLUMN_UNKNOWN],
                       run->dataset->n_rows - svy_bitset_count(variable->base));
    for (size_t i = 0; i < variable->n_answers; i++) {
        if (!add_group(run, builder, variable, &variable->answers[i], error))
            return false;
    }
    return true;
}

static bool run_profile(SvyRun *run, GError **error)
{
    g_autoptr(GArray) segments = NULL;
    g_autoptr(SvyTableBuilder) builder = NULL;

    if (!svy_segments_find(run, &segments, error))
        return false;
    if (segments->len == 0)
        return true;
    builder = start_table(run, g_array_index(segments, SvySegment, 0).is_named);
    for (guint i = 0; i < segments->len; i++) {
        if (!add_segment(run, builder, &g_array_index(segments, SvySegment, i), error))
            return false;
    }
    svy_run_take_table(run, builder);
    return true;
}

const SvyAnalysis svy_analysis_profile = {.name = "profile",
                                          .is_wanted = is_wanted,
                                          .run = run_profile};
