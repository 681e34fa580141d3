/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gaps and questions as tables. */
#include "report/xlsx-tables.h"

#include "base/translate.h"
#include "report/shown.h"
#include "result/result-table.h"
#include "result/words.h"

/* --- Gaps ----------------------------------------------------------------------------------- */

enum { ITEM, BASE, USE, FOLLOW, GAP, UNREACHED, CONVERSION, P_VALUE, P_ADJUSTED };

static void add_gap_columns(SvyTableBuilder *builder, const char *language)
{
    static const char *const columns[][2] = {{"item", SVY_TR("Item")},
                                             {"base", SVY_TR("Base")},
                                             {"use", SVY_TR("Use")},
                                             {"follow", SVY_TR("Follow")},
                                             {"gap", SVY_TR("Gap in points")},
                                             {"unreached", SVY_TR("Use and do not follow")},
                                             {"conversion", SVY_TR("Of those who use, follow")},
                                             {"p", SVY_TR("p")},
                                             {"p_adjusted", SVY_TR("p, adjusted")}};

    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        svy_table_builder_add_column(builder, columns[i][0], svy_tr(language, columns[i][1]));
}

static void add_gap_row(SvyTableBuilder *builder, const char *language, const SvyGapItem *item)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

    svy_cell_set_text(&cells[ITEM], item->label);
    svy_cell_set_count(&cells[BASE], item->base);
    svy_cell_set_share(&cells[USE], &item->use);
    if (!item->has_account) {
        svy_cell_set_text(&cells[FOLLOW], svy_tr(language, "no account"));
        return;
    }
    svy_cell_set_share(&cells[FOLLOW], &item->follow);
    svy_cell_set_estimate(&cells[GAP], SVY_CELL_POINTS, &item->gap);
    svy_cell_set_share(&cells[UNREACHED], &item->unreached);
    svy_cell_set_share(&cells[CONVERSION], &item->conversion);
    if (!item->has_test)
        return;
    svy_cell_set_number(&cells[P_VALUE], SVY_CELL_P_VALUE, item->p_value);
    svy_cell_set_number(&cells[P_ADJUSTED], SVY_CELL_P_VALUE, item->p_adjusted);
}

static SvyTable make_gap_table(const SvyResult *result, const SvyGap *gap)
{
    const char *language = result->survey.language;
    g_autofree char *title = g_strdup_printf("%s. %s — %s. %s", gap->use_id, gap->use_text,
                                             gap->follow_id, gap->follow_text);
    g_autofree char *base = svy_words_gap_base(&result->survey, gap);
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(SVY_TABLE_FREQUENCIES, "gap", title);

    svy_table_builder_get(builder)->method = svy_words_gap_method_in(language, gap, result->level);
    svy_table_builder_add_note(builder, base);
    add_gap_columns(builder, language);
    for (size_t i = 0; i < gap->n_items; i++)
        add_gap_row(builder, language, &gap->items[i]);
    add_gap_row(builder, language, &gap->any);
    return svy_table_builder_finish(builder);
}

/* --- Questions ------------------------------------------------------------------------------ */

static void add_option(SvyTableBuilder *builder,
                       const char *language,
                       const SvyQuestionResult *question,
                       const SvyRowResult *row, /* (nullable) */
                       const SvyOptionResult *option,
                       bool is_net)
{
    const SvyShare share = {.n = option->n,
                            .base = row == NULL ? question->n_answered : row->n_answered,
                            .n_eff = row == NULL ? question->n_eff : row->n_eff,
                            .p = option->p,
                            .plain = option->plain};
    g_autofree char *label = svy_shown_label_option(language, option, is_net);
    SvyCell *cells = svy_table_builder_add_row(builder, option->mark);
    size_t at = 0;

    if (row != NULL)
        svy_cell_set_text(&cells[at++], row->label);
    svy_cell_set_text(&cells[at++], label);
    svy_cell_set_share(&cells[at], &share);
}

static void add_options(SvyTableBuilder *builder,
                        const char *language,
                        const SvyQuestionResult *question,
                        const SvyRowResult *row) /* (nullable) */
{
    g_autofree size_t *order = svy_shown_order_options(question);
    const SvyOptionResult *options = row == NULL ? question->options : row->options;
    const SvyOptionResult *nets = row == NULL ? question->nets : row->nets;

    for (size_t i = 0; i < question->n_options; i++)
        add_option(builder, language, question, row, &options[order[i]], false);
    for (size_t i = 0; i < question->n_nets; i++)
        add_option(builder, language, question, row, &nets[i], true);
}

static SvyTable make_question_table(const SvyResult *result, const SvyQuestionResult *question)
{
    const char *language = result->survey.language;
    g_autofree char *title = g_strdup_printf("%s. %s", question->id, question->text);
    g_autofree char *base = svy_words_question_base(&result->survey, question);
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_FREQUENCIES, question->id, title);

    svy_table_builder_get(builder)->method =
        svy_words_question_method_in(language, question, result->level);
    svy_table_builder_add_note(builder, base);
    if (question->n_rows > 0)
        svy_table_builder_add_column(builder, "row", svy_tr(language, "Item"));
    svy_table_builder_add_column(builder, "answer", svy_tr(language, "Answer"));
    svy_table_builder_add_column(builder, "share", svy_tr(language, "Share"));
    for (size_t i = 0; i < question->n_rows; i++)
        add_options(builder, language, question, &question->rows[i]);
    if (question->n_rows == 0)
        add_options(builder, language, question, NULL);
    return svy_table_builder_finish(builder);
}

/* --- All ------------------------------------------------------------------------------------ */

/* A shallow copy stands for a table of the result, a whole one for what is made here. */
typedef struct {
    SvyTable table;
    bool is_owned;
} Entry;

static void free_entry(gpointer data)
{
    Entry *entry = data;

    if (entry->is_owned)
        svy_table_clear(&entry->table);
    g_free(entry);
}

static void add_table(GPtrArray *tables, SvyTable table, bool is_owned)
{
    Entry *entry = g_new0(Entry, 1);

    entry->table = table;
    entry->is_owned = is_owned;
    g_ptr_array_add(tables, entry);
}

GPtrArray *svy_xlsx_tables_list(const SvyResult *result)
{
    GPtrArray *tables = g_ptr_array_new_with_free_func(free_entry);

    for (size_t i = 0; i < result->n_gaps; i++)
        add_table(tables, make_gap_table(result, &result->gaps[i]), true);
    for (size_t i = 0; i < result->n_questions; i++) {
        if (svy_shown_is_closed(&result->questions[i]))
            add_table(tables, make_question_table(result, &result->questions[i]), true);
    }
    for (size_t i = 0; i < result->n_tables; i++)
        add_table(tables, result->tables[i], false);
    return tables;
}
