/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/by-group.h"

#include <string.h>

#include "analysis/breakdown-table.h"
#include "base/error.h"
#include "base/translate.h"

bool svy_by_group_is_wanted(const SvyRun *run, unsigned panels)
{
    return (run->options->panels & panels) != 0 && run->breakdowns != NULL;
}

bool svy_by_group_suits(const SvyGrouping *grouping, const SvyQuestion *question)
{
    return grouping->questions[0] != question && grouping->questions[1] == NULL &&
           !grouping->is_extra && grouping->n_groups >= 2;
}

const SvyTable *svy_by_group_find(const SvyRun *run, const char *id)
{
    for (guint i = 0; i < run->tables->len; i++) {
        const SvyTable *table = &g_array_index(run->tables, SvyTable, i);

        if (strcmp(table->id, id) == 0)
            return table;
    }
    return NULL;
}

/* --- Tables --------------------------------------------------------------------------------- */

SvyTableBuilder *svy_by_group_start(const SvyRun *run,
                                    SvyTableKind kind,
                                    const SvyTable *all,
                                    const char *last,
                                    const SvyGrouping *grouping)
{
    g_autofree char *id = g_strdup_printf("%s-by-%s", all->id, grouping->id);
    g_autofree char *title =
        g_strdup_printf(svy_tr(run->language, "By %s: %s"), grouping->id, all->title);
    SvyTableBuilder *builder = svy_table_builder_new(kind, id, title);
    SvyTable *table = svy_table_builder_get(builder);

    table->row_id = g_strdup(all->row_id);
    table->row_text = g_strdup(all->row_text);
    table->by_id = g_strdup(grouping->id);
    table->by_text = g_strdup(grouping->text);
    table->base_rule = g_strdup(all->base_rule);
    table->method = g_strdup(all->method);
    svy_table_builder_add_column(builder, "group", svy_tr(run->language, "Group"));
    for (size_t c = 0; c <= svy_table_find_column(all, last); c++)
        svy_table_builder_add_column(builder, all->columns[c].key, all->columns[c].heading);
    return builder;
}

static void copy_cell(const SvyCell *from, SvyCell *to)
{
    *to = *from;
    to->text = g_strdup(from->text);
    to->word = g_strdup(from->word);
    to->letters = g_strdup(from->letters);
}

SvyCell *svy_by_group_add_all(const SvyRun *run,
                              SvyTableBuilder *builder,
                              const SvyTable *all,
                              const char *last,
                              size_t row)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

    svy_cell_set_word(&cells[0], run->language, SVY_TR("All"));
    for (size_t c = 0; c <= svy_table_find_column(all, last); c++)
        copy_cell(svy_table_get_cell(all, row, c), &cells[c + 1]);
    return cells;
}

SvyCell *svy_by_group_add_row(SvyTableBuilder *builder, const SvyGrouping *grouping, size_t g)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

    svy_cell_set_text(&cells[0], grouping->groups[g].label);
    return cells;
}

void svy_by_group_finish(SvyRun *run,
                         SvyTableBuilder *builder,
                         const SvyGrouping *grouping,
                         bool has_withheld)
{
    svy_breakdown_add_notes(run, builder, has_withheld, grouping);
    svy_run_take_table(run, builder);
}

/* --- What cells tell ------------------------------------------------------------------------ */

/* Who gave the answer of @row, or one of those that it has together. */
static SvyBitset *find_people(const SvyVariable *variable, const SvyBreakdownRow *row)
{
    SvyBitset *people = svy_bitset_new(variable->base->n_bits);

    for (size_t i = 0; people != NULL && i < variable->n_answers - variable->n_nets; i++) {
        const char *label = variable->answers[i].label;

        if (strcmp(label, row->label) == 0 || svy_breakdown_is_member(row->members, label))
            svy_bitset_or(people, variable->answers[i].people);
    }
    return people;
}

/* Cells within what is asked for, and beside it. */
typedef struct {
    SvyTally tally;
    bool is_told;
} Sum;

static void add_cell(const SvyRun *run,
                     const SvyBreakdown *table,
                     size_t row,
                     size_t column,
                     Sum *sum)
{
    sum->is_told &= svy_breakdown_is_shown(table, row, column);
    if (sum->is_told)
        sum->tally = svy_tally_add(run, &sum->tally, svy_breakdown_get(table, row, column));
}

bool svy_by_group_sum(const SvyRun *run,
                      const SvyBreakdown *table,
                      const SvyBitset *people,
                      size_t column,
                      SvyTally *ret_tally,
                      bool *ret_is_told,
                      GError **error)
{
    Sum in = {.is_told = true}, out = {.is_told = true};
    g_autoptr(SvyVariable) variable = NULL;

    if (!svy_variable_new(run->dataset, table->question, table->row_of_question, &variable, error))
        return false;
    for (size_t row = 0; row < table->n_rows - table->n_nets; row++) {
        g_autoptr(SvyBitset) of_row = find_people(variable, &table->rows[row]);
        size_t n, n_in;

        if (of_row == NULL)
            return svy_error_set_memory(error, "answers by group");
        n = svy_bitset_count(of_row);
        n_in = svy_bitset_count_and(of_row, people);
        if (n_in > 0 && n_in < n)
            in.is_told = out.is_told = false;
        else
            add_cell(run, table, row, column, n_in > 0 ? &in : &out);
    }
    out.is_told &= !table->is_withheld && !table->is_small[column];
    *ret_is_told = in.is_told || out.is_told;
    *ret_tally = in.is_told ? in.tally : svy_tally_subtract(run, &table->bases[column], &out.tally);
    return true;
}
