/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed beside an option, where somebody read it and lets it be published: the same words
 * are one answer whatever their case and blanks, and only counts are given. */
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"
#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"

#define MAX_ROWS 30u

typedef struct {
    const char *text; /* as most people spelled it; borrowed */
    size_t n, n_spelling;
} Group;

static bool is_wanted(const SvyRun *run)
{
    return run->options->with_questions;
}

static int compare_groups(const void *a, const void *b)
{
    const Group *left = *(Group *const *)a, *right = *(Group *const *)b;

    if (left->n != right->n)
        return left->n > right->n ? -1 : 1;
    return strcmp(left->text, right->text);
}

static void add_spelling(GHashTable *groups, const char *text, size_t n)
{
    g_autofree char *fold = svy_text_fold(text);
    Group *group = g_hash_table_lookup(groups, fold);

    if (group == NULL) {
        group = g_new0(Group, 1);
        g_hash_table_insert(groups, g_steal_pointer(&fold), group);
    }
    group->n += n;
    if (n > group->n_spelling) {
        group->n_spelling = n;
        group->text = text;
    }
}

/* (transfer full) of Group, owned; the most frequent first. */
static GPtrArray *group_texts(const SvyQuestion *question, const SvyColumn *column)
{
    g_autoptr(GHashTable) groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GPtrArray *sorted = g_ptr_array_new_with_free_func(g_free);
    GHashTableIter iter;
    gpointer group;

    for (size_t code = 0; code < column->dict->n; code++) {
        const char *text = svy_dict_get_text(column->dict, code);

        if (column->dict->counts[code] > 0 && !svy_question_is_missing(question, text))
            add_spelling(groups, text, column->dict->counts[code]);
    }
    g_hash_table_iter_init(&iter, groups);
    while (g_hash_table_iter_next(&iter, NULL, &group))
        g_ptr_array_add(sorted, group);
    g_ptr_array_sort(sorted, compare_groups);
    return sorted;
}

static void add_row(SvyTableBuilder *builder, const char *label, size_t n)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    g_autofree char *clean = svy_text_clean(label);

    svy_cell_set_text(&cells[0], clean);
    svy_cell_set_count(&cells[1], n);
}

static void add_rest(const SvyRun *run, SvyTableBuilder *builder, const GPtrArray *groups)
{
    size_t n = 0;

    for (guint i = MAX_ROWS; i < groups->len; i++)
        n += ((const Group *)g_ptr_array_index(groups, i))->n;
    if (n == 0)
        return;

    g_autofree char *label = g_strdup_printf(
        svy_tr_n(run->language, "%u other answer", "%u other answers", groups->len - MAX_ROWS),
        groups->len - MAX_ROWS);

    add_row(builder, label, n);
}

static void make_table(SvyRun *run, const SvyQuestion *question, const SvyItem *item)
{
    const SvyColumn *column = &run->dataset->columns[item->column];
    g_autofree char *id = g_strdup_printf("write-ins-%s-%zu", question->id, item->column + 1);
    g_autofree char *title = g_strdup_printf(svy_tr(run->language, "What was typed at “%s”: %s"),
                                             item->label, question->text);
    g_autoptr(GPtrArray) groups = group_texts(question, column);
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(SVY_TABLE_WRITE_INS, id, title);
    SvyTable *table = svy_table_builder_get(builder);

    if (groups->len == 0)
        return;
    table->row_id = g_strdup(question->id);
    table->row_text = g_strdup(question->text);
    table->base_rule = g_strdup(svy_tr(run->language, "those who typed something"));
    table->method = g_strdup(svy_tr(run->language,
                                    "Spellings that differ only in case and blanks are one answer. "
                                    "Counts of people, not weighted."));
    svy_table_builder_add_column(builder, "answer", svy_tr(run->language, "Answer"));
    svy_table_builder_add_column(builder, "n", svy_tr(run->language, "People"));
    for (guint i = 0; i < groups->len && i < MAX_ROWS; i++) {
        const Group *group = g_ptr_array_index(groups, i);

        add_row(builder, group->text, group->n);
    }
    add_rest(run, builder, groups);
    svy_run_take_table(run, builder);
}

static bool run_write_ins(SvyRun *run, GError **error)
{
    (void)error;
    for (guint i = 0; i < run->dataset->questions->len; i++) {
        const SvyQuestion *question = svy_dataset_get_question(run->dataset, i);

        for (guint j = 0; j < question->items->len; j++) {
            const SvyItem *item = svy_question_get_item(question, j);
            const SvyColumn *column = &run->dataset->columns[item->column];

            if (item->role == SVY_ROLE_WRITE_IN && item->is_clear && !question->is_personal &&
                column->kind == SVY_COLUMN_CODES && column->dict != NULL)
                make_table(run, question, item);
        }
    }
    return true;
}

const SvyAnalysis svy_analysis_write_ins = {.name = "write-ins",
                                            .is_wanted = is_wanted,
                                            .run = run_write_ins};
