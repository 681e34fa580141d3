/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Row subsets. */
#include "core/select.h"

#include <string.h>

/* --- Dictionaries --------------------------------------------------------------------------- */

/* The same texts under the same codes. */
static SvyDict *copy_dict(const SvyDict *dict)
{
    g_autoptr(SvyDict) copy = svy_dict_new();

    for (size_t code = 0; copy != NULL && code < dict->n; code++) {
        if (svy_dict_intern(copy, svy_dict_get_text(dict, code), svy_dict_get_length(dict, code)) <
            0)
            return NULL;
        copy->counts[code] = dict->counts[code];
    }
    return g_steal_pointer(&copy);
}

static void count_codes(SvyColumn *column)
{
    memset(column->dict->counts, 0, column->dict->n * sizeof *column->dict->counts);
    for (size_t row = 0; row < column->n_rows; row++) {
        const int32_t code = svy_column_get_code(column, row);

        if (code >= 0)
            column->dict->counts[code]++;
    }
}

/* --- Columns -------------------------------------------------------------------------------- */

/* The elements of the marked rows, moved together; NULL when there is no memory. */
static void *select_elements(const void *elements, size_t element, const SvyBitset *rows)
{
    const char *from = elements;
    char *selected = g_try_malloc_n(svy_bitset_count(rows) + 1, element);
    char *to = selected;

    for (size_t i = 0; selected != NULL && i < (rows->n_bits + 63) / 64; i++) {
        if (rows->words[i] == UINT64_MAX) {
            memcpy(to, from + i * 64 * element, 64 * element);
            to += 64 * element;
            continue;
        }
        for (uint64_t word = rows->words[i]; word != 0; word &= word - 1) {
            memcpy(to, from + (i * 64 + (size_t)__builtin_ctzll(word)) * element, element);
            to += element;
        }
    }
    return selected;
}

static bool select_arrays(const SvyColumn *column, const SvyBitset *rows, SvyColumn *selected)
{
    if (column->codes != NULL &&
        (selected->codes = select_elements(column->codes, column->width, rows)) == NULL)
        return false;
    if (column->numbers != NULL &&
        (selected->numbers = select_elements(column->numbers, sizeof(double), rows)) == NULL)
        return false;
    return column->answered == NULL ||
           (selected->answered = svy_bitset_select(column->answered, rows)) != NULL;
}

/* Columns that gave up their codes, and samples, keep the counts they had: nobody counts by them.
 */
static bool select_column(const SvyColumn *column, const SvyBitset *rows, SvyColumn *selected)
{
    g_autoptr(SvyBitset) answered = NULL;

    selected->kind = column->kind;
    selected->width = column->width;
    selected->n_rows = selected->n_allocated = svy_bitset_count(rows);
    if (!select_arrays(column, rows, selected) ||
        (column->dict != NULL && (selected->dict = copy_dict(column->dict)) == NULL))
        return false;
    if (svy_column_has_codes(selected))
        count_codes(selected);
    if (column->kind == SVY_COLUMN_CODES && selected->codes == NULL)
        return true;
    answered = svy_column_find_answered(selected);
    if (answered != NULL)
        selected->n_answered = svy_bitset_count(answered);
    return answered != NULL;
}

/* --- Questions ------------------------------------------------------------------------------ */

static bool select_rows(const SvyBitset *set, const SvyBitset *rows, SvyBitset **ret_selected)
{
    if (set != NULL)
        *ret_selected = svy_bitset_select(set, rows);
    return set == NULL || *ret_selected != NULL;
}

static bool add_item(const SvyDataset *dataset,
                     const SvyItem *item,
                     const SvyBitset *rows,
                     SvyQuestion *question)
{
    SvyItem *copy = svy_question_add_item(question, item->column, item->role, item->label);
    const SvyColumn *column = &dataset->columns[item->column];
    const size_t n_codes = column->kind == SVY_COLUMN_CODES ? svy_column_count_distinct(column) : 0;

    copy->mark = item->mark;
    copy->point = g_strdup(item->point);
    copy->is_reverse = item->is_reverse;
    copy->is_clear = item->is_clear;
    if (item->level_of != NULL) {
        copy->level_of = g_new0(int32_t, n_codes + 1);
        memcpy(copy->level_of, item->level_of, n_codes * sizeof *item->level_of);
    }
    return select_rows(item->ticks, rows, &copy->ticks) &&
           select_rows(item->no_answer, rows, &copy->no_answer);
}

static bool add_level(const SvyLevel *level, const SvyBitset *rows, SvyQuestion *question)
{
    SvyLevel *copy = svy_question_add_level(question, level->label);

    copy->code = g_strdup(level->code);
    copy->mark = level->mark;
    return select_rows(level->ticks, rows, &copy->ticks);
}

static void copy_words(const SvyQuestion *question, SvyQuestion *copy)
{
    copy->id = g_strdup(question->id);
    copy->is_meta = question->is_meta;
    copy->is_personal = question->is_personal;
    copy->is_guess = question->is_guess;
    copy->is_ordered = question->is_ordered;
    copy->base = question->base;
    copy->separator = question->separator;
    copy->missing = g_strdupv(question->missing);
    copy->no_answers = g_strdupv(question->no_answers);
    copy->reason = g_strdup(question->reason);
    copy->why = svy_saying_copy(question->why);
    for (guint i = 0; i < question->nets->len; i++) {
        const SvyNet *net = svy_question_get_net(question, i);

        svy_question_add_net(copy, net->label, g_strdupv(net->parts));
    }
}

static SvyQuestion *select_question(const SvyDataset *dataset,
                                    const SvyQuestion *question,
                                    const SvyBitset *rows)
{
    g_autoptr(SvyQuestion) copy = svy_question_new(question->type, question->text);

    copy_words(question, copy);
    for (guint i = 0; i < question->levels->len; i++)
        if (!add_level(svy_question_get_level(question, i), rows, copy))
            return NULL;
    for (guint i = 0; i < question->items->len; i++)
        if (!add_item(dataset, svy_question_get_item(question, i), rows, copy))
            return NULL;
    return select_rows(question->answered, rows, &copy->answered) &&
                   select_rows(question->no_answer, rows, &copy->no_answer)
               ? g_steal_pointer(&copy)
               : NULL;
}

/* --- All ------------------------------------------------------------------------------------ */

static void copy_file(const SvyDataset *dataset, SvyDataset *selected)
{
    selected->exporter = g_strdup(dataset->exporter);
    selected->encoding = g_strdup(dataset->encoding);
    selected->codebook_path = g_strdup(dataset->codebook_path);
    selected->plan_path = g_strdup(dataset->plan_path);
    selected->dictionary_path = g_strdup(dataset->dictionary_path);
    selected->delimiter = dataset->delimiter;
    selected->n_header_rows = dataset->n_header_rows;
    for (size_t i = 0; i < dataset->n_columns; i++)
        selected->headers[i] = g_strdup(dataset->headers[i]);
    svy_findings_free(selected->findings);
    selected->findings = svy_findings_copy(dataset->findings);
}

static void add_rows(const SvyDataset *dataset, const SvyBitset *rows, SvyDataset *selected)
{
    for (size_t row = 0; row < dataset->n_rows; row++)
        if (svy_bitset_get(rows, row))
            svy_dataset_add_row(selected, svy_dataset_get_line(dataset, row));
}

SvyDataset *svy_dataset_select(const SvyDataset *dataset, const SvyBitset *rows)
{
    g_autoptr(SvyDataset) selected = svy_dataset_new(dataset->input_name);

    g_assert(rows->n_bits == dataset->n_rows);
    if (!svy_dataset_set_n_columns(selected, dataset->n_columns))
        return NULL;
    copy_file(dataset, selected);
    add_rows(dataset, rows, selected);
    for (size_t i = 0; i < dataset->n_columns; i++)
        if (!select_column(&dataset->columns[i], rows, &selected->columns[i]))
            return NULL;
    for (guint i = 0; i < dataset->questions->len; i++) {
        SvyQuestion *question =
            select_question(dataset, svy_dataset_get_question(dataset, i), rows);

        if (question == NULL)
            return NULL;
        g_ptr_array_add(selected->questions, question);
    }
    return g_steal_pointer(&selected);
}
