/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ordered scales: both ends, the middle, who stands apart, median and mean. The rows of a grid are
 * one table, and so are single questions that have the same scale. */
#include <string.h>

#include "analysis/bind.h"
#include "analysis/answer-scale.h"
#include "analysis/tally.h"
#include "analysis/variable.h"
#include "base/text.h"
#include "base/translate.h"
#include "result/words.h"

#define HEADING_CHARS 30u

typedef struct {
    SvyTableBuilder *builder;
    SvyAnswerScale *scale;
    bool is_grid;
    size_t n_rows;
    /* Places of the columns; 0: no such column. */
    size_t top, middle, bottom, apart, median, mean;
} ScaleTable;

static bool is_wanted(const SvyRun *run)
{
    return run->options->with_questions;
}

static void free_table(gpointer data)
{
    ScaleTable *table = data;

    svy_table_builder_free(table->builder);
    svy_answer_scale_free(table->scale);
    g_free(table);
}

/* --- Columns -------------------------------------------------------------------------------- */

static size_t add_column(ScaleTable *table, size_t *n, const char *key, const char *heading)
{
    svy_table_builder_add_column(table->builder, key, heading);
    return (*n)++;
}

static size_t add_range(const SvyRun *run,
                        ScaleTable *table,
                        size_t *n,
                        const char *key,
                        size_t from,
                        size_t n_points)
{
    const SvyAnswerScale *scale = table->scale;
    g_autofree char *heading = n_points > 2
                                   ? g_strdup_printf(svy_tr(run->language, "%zu between"), n_points)
                                   : svy_words_join_labels_in(run->language, n_points,
                                                              scale->labels + from, HEADING_CHARS);

    return add_column(table, n, key, heading);
}

static void add_columns(const SvyRun *run, ScaleTable *table)
{
    const SvyAnswerScale *scale = table->scale;
    size_t n = 0, n_middle;
    const size_t middle = svy_answer_scale_find_middle(scale, &n_middle);

    add_column(table, &n, "item",
               table->is_grid ? svy_tr(run->language, "Item") : svy_tr(run->language, "Question"));
    table->top = add_range(run, table, &n, "top", svy_answer_scale_find_top(scale), scale->n_end);
    if (n_middle > 0)
        table->middle = add_range(run, table, &n, "middle", middle, n_middle);
    table->bottom =
        add_range(run, table, &n, "bottom", svy_answer_scale_find_bottom(scale), scale->n_end);
    table->median = add_column(table, &n, "median", svy_tr(run->language, "Median answer"));
    if (scale->mean != SVY_ANSWER_MEAN_NONE)
        table->mean = add_column(table, &n, "mean", svy_tr(run->language, "Mean"));
    if (scale->n_apart > 0) {
        g_autofree char *heading =
            svy_words_join_labels_in(run->language, 1, &scale->apart, HEADING_CHARS);

        table->apart =
            add_column(table, &n, "apart",
                       scale->n_apart == 1 ? heading : svy_tr(run->language, "Outside the scale"));
    }
}

static ScaleTable *start_table(const SvyRun *run,
                               const SvyQuestion *question,
                               SvyAnswerScale *scale)
{
    g_autofree char *intervals = svy_words_intervals_in(run->language, run->result->level,
                                                        scale->mean != SVY_ANSWER_MEAN_NONE);
    ScaleTable *table = g_new0(ScaleTable, 1);
    const bool is_grid = question->type == SVY_QUESTION_GRID;
    g_autofree char *id = g_strdup_printf("scale-%s", question->id);
    g_autofree char *mean = svy_answer_scale_describe_mean(scale, run->language);
    SvyTable *shown;

    table->scale = scale;
    table->is_grid = is_grid;
    table->builder = svy_table_builder_new(SVY_TABLE_SCALE, id, question->text);
    shown = svy_table_builder_get(table->builder);
    if (is_grid) {
        shown->row_id = g_strdup(question->id);
        shown->row_text = g_strdup(question->text);
    }
    shown->base_rule =
        g_strdup(scale->n_apart == 0
                     ? svy_tr(run->language, "those who answered the row")
                     : svy_tr(run->language,
                              "those who answered the row on the scale; the last column is of "
                              "everyone who answered it"));
    shown->method = g_strconcat(intervals, mean == NULL ? NULL : " ", mean, NULL);
    add_columns(run, table);
    return table;
}

/* --- Rows ----------------------------------------------------------------------------------- */

/* How many gave each point, and all of them. */
static SvyTally *count_points(const SvyRun *run,
                              const SvyAnswerScale *scale,
                              const SvyVariable *variable,
                              SvyTally *ret_base)
{
    SvyTally *tallies = g_new0(SvyTally, scale->n_points + 1);

    *ret_base = (SvyTally){0};
    for (size_t i = 0; i < scale->n_points; i++) {
        tallies[i] = svy_tally_count(run, variable->answers[scale->points[i]].people, NULL);
        *ret_base = svy_tally_add(run, ret_base, &tallies[i]);
    }
    return tallies;
}

static bool set_share(const SvyRun *run,
                      const SvyTally tallies[],
                      size_t n,
                      const SvyTally *base,
                      SvyCell *cell,
                      GError **error)
{
    SvyTally yes = {0};
    SvyShare share;

    for (size_t i = 0; i < n; i++)
        yes = svy_tally_add(run, &yes, &tallies[i]);
    if (!svy_tally_share(run, &yes, base, &share, error))
        return false;
    svy_cell_set_share(cell, &share);
    return true;
}

/* Those on no point of the scale, of everyone who answered. */
static bool set_apart(const SvyRun *run, const SvyVariable *variable, SvyCell *cell, GError **error)
{
    SvyTally apart = {0};
    const SvyTally all = svy_tally_count(run, variable->base, NULL);

    for (size_t i = 0; i < variable->n_answers - variable->n_nets; i++) {
        const SvyTally people = svy_tally_count(run, variable->answers[i].people, NULL);

        if (variable->answers[i].mark != SVY_MARK_NONE)
            apart = svy_tally_add(run, &apart, &people);
    }
    return set_share(run, &apart, 1, &all, cell, error);
}

/* The point of the person in the middle; of two people in the middle both points, where they
 * differ. */
static char *find_median(const SvyAnswerScale *scale, const SvyTally tallies[], double base)
{
    double before = 0;

    for (size_t i = 0; i < scale->n_points; i++) {
        before += tallies[i].w;
        if (2 * before < base * (1 - 1e-12))
            continue;
        if (2 * before > base * (1 + 1e-12))
            return g_strdup(scale->labels[i]);
        for (size_t j = i + 1; j < scale->n_points; j++) {
            if (tallies[j].n > 0)
                return g_strdup_printf("%s / %s", scale->labels[i], scale->labels[j]);
        }
    }
    return NULL;
}

static bool set_cells(const SvyRun *run,
                      const ScaleTable *table,
                      const SvyVariable *variable,
                      SvyCell *cells,
                      GError **error)
{
    const SvyAnswerScale *scale = table->scale;
    SvyTally base;
    g_autofree SvyTally *tallies = count_points(run, scale, variable, &base);
    g_autofree char *median = find_median(scale, tallies, base.w);
    size_t n_middle;
    const size_t middle = svy_answer_scale_find_middle(scale, &n_middle);
    SvyEstimate mean;

    if (median != NULL)
        svy_cell_set_text(&cells[table->median], median);
    if (table->mean > 0) {
        if (!svy_tally_mean(run, scale->n_points, scale->scores, tallies, &mean, error))
            return false;
        svy_cell_set_estimate(&cells[table->mean], SVY_CELL_ESTIMATE, &mean);
    }
    if (table->middle > 0 &&
        !set_share(run, tallies + middle, n_middle, &base, &cells[table->middle], error))
        return false;
    if (table->apart > 0 && !set_apart(run, variable, &cells[table->apart], error))
        return false;
    return set_share(run, tallies + svy_answer_scale_find_top(scale), scale->n_end, &base,
                     &cells[table->top], error) &&
           set_share(run, tallies + svy_answer_scale_find_bottom(scale), scale->n_end, &base,
                     &cells[table->bottom], error);
}

static bool add_rows(const SvyRun *run, ScaleTable *table, guint question, GError **error)
{
    const SvyQuestion *asked = svy_dataset_get_question(run->dataset, question);
    const SvyQuestionResult *result = &run->result->questions[question];

    for (size_t row = 0; row < svy_variable_count(asked); row++) {
        g_autoptr(SvyVariable) variable = NULL;
        SvyCell *cells;

        if (!svy_variable_new(run->dataset, asked, row, &variable, error))
            return false;
        if (svy_bitset_find_first(variable->base) == variable->base->n_bits)
            continue;
        cells = svy_table_builder_add_row(table->builder, SVY_MARK_NONE);
        svy_cell_set_text(&cells[0], row < result->n_rows ? result->rows[row].label : asked->text);
        if (!set_cells(run, table, variable, cells, error))
            return false;
        table->n_rows++;
    }
    return true;
}

/* --- Tables --------------------------------------------------------------------------------- */

/* The table of single questions on this scale. */
static ScaleTable *find_table(const GPtrArray *tables, const SvyAnswerScale *scale)
{
    for (guint i = 0; i < tables->len; i++) {
        ScaleTable *table = g_ptr_array_index(tables, i);

        if (!table->is_grid && svy_answer_scale_is_same(table->scale, scale))
            return table;
    }
    return NULL;
}

static ScaleTable *get_table(const SvyRun *run,
                             GPtrArray *tables,
                             const SvyQuestion *question,
                             SvyAnswerScale *scale)
{
    ScaleTable *table = question->type == SVY_QUESTION_GRID ? NULL : find_table(tables, scale);

    if (table != NULL) {
        svy_answer_scale_free(scale);
        return table;
    }
    table = start_table(run, question, scale);
    g_ptr_array_add(tables, table);
    return table;
}

/* Several questions have no wording in common. */
static void finish_table(SvyRun *run, ScaleTable *table)
{
    const SvyAnswerScale *scale = table->scale;
    const size_t top = svy_answer_scale_find_top(scale);
    SvyTable *shown = svy_table_builder_get(table->builder);
    g_autofree char *what =
        svy_words_join_labels_in(run->language, scale->n_end, scale->labels + top, HEADING_CHARS);

    if (!table->is_grid && table->n_rows > 1) {
        g_free(shown->title);
        shown->title = g_strdup_printf(svy_tr(run->language, "Questions from “%s” to “%s”"),
                                       scale->labels[0], scale->labels[scale->n_points - 1]);
    }
    svy_run_take_table(run, table->builder);
    shown = svy_run_get_last_table(run);
    shown->finding = svy_words_table_leader(&run->result->survey, shown, table->top, what);
}

/* One question on three points is told whole by its frequencies. */
static bool says_more(const ScaleTable *table)
{
    return table->n_rows > 1 ||
           (table->n_rows == 1 && (table->mean > 0 || table->scale->n_points > 3));
}

static bool check_means(const SvyRun *run, GError **error)
{
    for (size_t i = 0; run->plan->means != NULL && run->plan->means[i] != NULL; i++) {
        if (svy_bind_find_question(run, run->plan->means[i], run->plan->means_line, error) == NULL)
            return false;
    }
    return true;
}

static bool run_scale(SvyRun *run, GError **error)
{
    g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func(free_table);

    if (!check_means(run, error))
        return false;
    for (guint i = 0; i < run->dataset->questions->len; i++) {
        const SvyQuestion *question = svy_dataset_get_question(run->dataset, i);
        SvyAnswerScale *scale = svy_answer_scale_new(run, question);

        if (scale != NULL && !add_rows(run, get_table(run, tables, question, scale), i, error))
            return false;
    }
    for (guint i = 0; i < tables->len; i++) {
        ScaleTable *table = g_ptr_array_index(tables, i);

        if (says_more(table))
            finish_table(run, table);
    }
    return true;
}

const SvyAnalysis svy_analysis_scale = {.name = "scale", .is_wanted = is_wanted, .run = run_scale};
