/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table on demand: a question, or one row of a grid, by others or for everybody. */
#include <string.h>

#include "analysis/breakdown-table.h"
#include "analysis/numbers.h"
#include "base/error.h"
#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"

static bool is_wanted(const SvyRun *run)
{
    return run->options->table_row != NULL;
}

/* --- Names ---------------------------------------------------------------------------------- */

static const SvyQuestion *find(const SvyRun *run, const char *name)
{
    return svy_dataset_find_question(run->dataset, name);
}

static bool refuse_open(const SvyQuestion *question, const char *mend, GError **error)
{
    g_autofree char *quoted = svy_text_quote(question->text);

    return svy_error_set(error, SVY_ERROR_USAGE, NULL, mend, "question %s is of type %s, got %s",
                         question->id, svy_question_type_get_name(question->type), quoted);
}

/* The wording of a row of a grid, by itself or after the wording of its question. */
static bool is_row(const SvyVariable *variable, const char *name)
{
    g_autofree char *text = svy_variable_get_text(variable);

    return variable->row_label != NULL &&
           (svy_text_same(variable->row_label, name) || svy_text_same(text, name));
}

static bool find_by_row(const SvyRun *run,
                        const char *name,
                        const SvyQuestion **ret_question,
                        size_t *ret_row,
                        GError **error)
{
    *ret_question = NULL;
    for (guint i = 0; i < run->dataset->questions->len; i++) {
        const SvyQuestion *question = svy_dataset_get_question(run->dataset, i);
        const size_t n = svy_variable_count(question);

        for (size_t row = 0; n > 1 && row < n; row++) {
            g_autoptr(SvyVariable) variable = NULL;

            if (!svy_variable_new(run->dataset, question, row, &variable, error))
                return false;
            if (!is_row(variable, name))
                continue;
            *ret_question = question;
            *ret_row = row;
            return true;
        }
    }
    return true;
}

/* "q5.2": the second row of q5. */
static bool find_numbered(const SvyRun *run,
                          const char *name,
                          const SvyQuestion **ret_question,
                          size_t *ret_row)
{
    const char *dot = strrchr(name, '.');
    g_autofree char *id = dot == NULL ? NULL : g_strndup(name, (size_t)(dot - name));
    const SvyQuestion *question = id == NULL ? NULL : find(run, id);
    guint64 row;

    if (question == NULL || svy_variable_count(question) == 0 ||
        !g_ascii_string_to_unsigned(dot + 1, 10, 1, svy_variable_count(question), &row, NULL))
        return false;
    *ret_question = question;
    *ret_row = (size_t)row - 1;
    return true;
}

/* Rows from @ret_first to before @ret_end of a question. */
static bool find_rows(const SvyRun *run,
                      const char *name,
                      const SvyQuestion **ret_question,
                      size_t *ret_first,
                      size_t *ret_end,
                      GError **error)
{
    const SvyQuestion *question = find(run, name);
    size_t row = 0;

    if (question != NULL) {
        *ret_question = question;
        *ret_first = 0;
        *ret_end = svy_variable_count(question);
        if (*ret_end > 0)
            return true;
        return refuse_open(question, "A table needs a question with a list of answers", error);
    }
    if (!find_numbered(run, name, &question, &row) &&
        !find_by_row(run, name, &question, &row, error))
        return false;
    if (question == NULL)
        return svy_dataset_refuse_question(run->dataset, name, SVY_ERROR_USAGE, NULL, error);
    *ret_question = question;
    *ret_first = row;
    *ret_end = row + 1;
    return true;
}

/* --- Groupings ------------------------------------------------------------------------------ */

static bool find_group(const SvyRun *run,
                       const char *name,
                       const SvyQuestion **ret_question,
                       GError **error)
{
    const SvyQuestion *question = find(run, name);

    if (question == NULL)
        return svy_dataset_refuse_question(run->dataset, name, SVY_ERROR_USAGE, NULL, error);
    if (svy_variable_count(question) != 1)
        return refuse_open(question, "Groups need a question with one list of answers", error);
    *ret_question = question;
    return true;
}

static bool add_grouping(const SvyRun *run, const char *name, SvyBreakdowns *to, GError **error)
{
    const char *star = find(run, name) != NULL ? NULL : strchr(name, '*');
    g_autofree char *left = star == NULL ? g_strdup(name) : g_strndup(name, (size_t)(star - name));
    g_autofree char *right = star == NULL ? NULL : g_strstrip(g_strdup(star + 1));
    const SvyQuestion *first = NULL, *second = NULL;
    SvyGrouping *grouping = NULL;

    if (!find_group(run, g_strstrip(left), &first, error) ||
        (right != NULL && !find_group(run, right, &second, error)) ||
        !svy_grouping_new(run, first, second, &grouping, error))
        return false;
    g_ptr_array_add(to->groupings, grouping);
    return true;
}

/* --- Everybody ------------------------------------------------------------------------------ */

static bool fill_frequencies(const SvyRun *run,
                             const SvyVariable *variable,
                             SvyTableBuilder *builder,
                             GError **error)
{
    for (size_t i = 0; i < variable->n_answers; i++) {
        const SvyAnswer *answer = &variable->answers[i];
        SvyCell *cells = svy_table_builder_add_row(builder, answer->mark);
        g_autofree char *label =
            answer->net != NULL ? g_strdup_printf(svy_tr(run->language, "%s (net)"), answer->label)
                                : g_strdup(answer->label);
        SvyShare share;

        if (!svy_tally_share_of(run, answer->people, variable->base, &share, error))
            return false;
        svy_cell_set_text(&cells[0], label);
        svy_cell_set_share(&cells[1], &share);
    }
    return true;
}

static bool publish_frequencies(SvyRun *run, const SvyVariable *variable, GError **error)
{
    const char *id = variable->question->id;
    g_autofree char *name = variable->row_label == NULL
                                ? g_strdup(id)
                                : g_strdup_printf("%s.%zu", id, variable->row + 1);
    g_autofree char *text = svy_variable_get_text(variable);
    g_autofree char *title = g_strdup_printf("%s. %s", name, text);
    g_autofree char *table_id = g_strconcat("frequencies-", name, NULL);
    g_autofree char *base = svy_tr_num_count(run->language, svy_bitset_count(variable->base));
    g_autofree char *level = svy_tr_num_pct(run->language, run->result->level, 0);
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_FREQUENCIES, table_id, title);
    SvyTable *made = svy_table_builder_get(builder);

    svy_table_builder_add_column(builder, "answer", svy_tr(run->language, "Answer"));
    svy_table_builder_add_column(builder, "p", svy_tr(run->language, "Share"));
    if (!fill_frequencies(run, variable, builder, error))
        return false;
    made->row_id = g_strdup(name);
    made->row_text = g_steal_pointer(&text);
    made->base_rule = g_strdup_printf(svy_tr(run->language, "%s who answered %s"), base, name);
    made->method = g_strdup_printf(svy_tr(run->language, "%s%% Wilson intervals."), level);
    svy_run_take_table(run, builder);
    return true;
}

/* --- The table ------------------------------------------------------------------------------ */

static bool run_variable(SvyRun *run,
                         SvyBreakdowns *breakdowns,
                         const SvyQuestion *question,
                         size_t row,
                         GError **error)
{
    g_autoptr(SvyVariable) variable = NULL;

    if (!svy_variable_new(run->dataset, question, row, &variable, error))
        return false;
    if (breakdowns->groupings->len == 0)
        return publish_frequencies(run, variable, error);
    for (guint g = 0; g < breakdowns->groupings->len; g++)
        svy_breakdowns_count(run, breakdowns, variable,
                             g_ptr_array_index(breakdowns->groupings, g));
    return true;
}

/* A question with numbers: their tables, or their intervals by group. */
static bool run_numbers(SvyRun *run,
                        SvyBreakdowns *breakdowns,
                        const SvyQuestion *question,
                        GError **error)
{
    g_autoptr(SvyNumbers) numbers = svy_numbers_new(run, question);
    g_autoptr(SvyVariable) variable = NULL;

    if (numbers == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for the numbers");
    if (breakdowns->groupings->len == 0 && numbers->n_people > 0)
        return svy_numbers_publish(run, 1, (const SvyNumbers *const[]){numbers}, error);
    if (!svy_numbers_cut(run, numbers, SVY_NUMBERS_GROUP_SHARE, &variable, error))
        return false;
    if (variable == NULL)
        return refuse_open(question, "There are too few different numbers for a table", error);
    for (guint g = 0; g < breakdowns->groupings->len; g++)
        svy_breakdowns_count(run, breakdowns, variable,
                             g_ptr_array_index(breakdowns->groupings, g));
    return true;
}

static bool is_numeric(const SvyQuestion *question)
{
    return question != NULL && question->type == SVY_QUESTION_NUMERIC && !question->is_meta &&
           !question->is_personal;
}

static bool run_table(SvyRun *run, GError **error)
{
    const char *const *by = run->options->table_by;
    const SvyQuestion *question = NULL;
    SvyBreakdowns *breakdowns;
    size_t first = 0, end = 0;

    if (!svy_run_get_breakdowns(run, &breakdowns, error))
        return false;
    question = find(run, run->options->table_row);
    if (!is_numeric(question) &&
        !find_rows(run, run->options->table_row, &question, &first, &end, error))
        return false;
    for (size_t i = 0; by != NULL && by[i] != NULL; i++) {
        if (!add_grouping(run, by[i], breakdowns, error))
            return false;
    }
    if (!svy_groupings_merge(run, breakdowns->groupings, error))
        return false;
    if (is_numeric(question))
        return run_numbers(run, breakdowns, question, error);
    for (size_t row = first; row < end; row++) {
        if (!run_variable(run, breakdowns, question, row, error))
            return false;
    }
    return true;
}

static bool publish(SvyRun *run, GError **error)
{
    return svy_breakdown_publish_tables(run, true, error);
}

const SvyAnalysis svy_analysis_table = {.name = "table",
                                        .is_wanted = is_wanted,
                                        .run = run_table,
                                        .publish = publish};
