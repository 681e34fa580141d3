/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Responses and what they mean. */
#include "core/dataset.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

typedef struct {
    size_t row;
    size_t line;
} SvyLineJump;

SvyDataset *svy_dataset_new(const char *input_name)
{
    SvyDataset *dataset = g_new0(SvyDataset, 1);

    dataset->n_references = 1;
    dataset->input_name = g_strdup(input_name);
    dataset->questions = g_ptr_array_new_with_free_func((GDestroyNotify)svy_question_free);
    dataset->lines.jumps = g_array_new(FALSE, FALSE, sizeof(SvyLineJump));
    dataset->findings = svy_findings_new();
    return dataset;
}

SvyDataset *svy_dataset_ref(SvyDataset *dataset)
{
    g_return_val_if_fail(dataset != NULL, NULL);
    g_atomic_int_inc(&dataset->n_references);
    return dataset;
}

static void free_dataset(SvyDataset *dataset)
{
    for (size_t i = 0; i < dataset->n_columns; i++)
        svy_column_clear(&dataset->columns[i]);
    g_free(dataset->columns);
    g_strfreev(dataset->headers);
    g_ptr_array_unref(dataset->questions);
    g_array_unref(dataset->lines.jumps);
    svy_findings_free(dataset->findings);
    g_free(dataset->input_name);
    g_free(dataset->exporter);
    g_free(dataset->encoding);
    g_free(dataset->codebook_path);
    g_free(dataset->plan_path);
    g_free(dataset->dictionary_path);
    g_free(dataset);
}

void svy_dataset_unref(SvyDataset *dataset)
{
    if (dataset != NULL && g_atomic_int_dec_and_test(&dataset->n_references))
        free_dataset(dataset);
}

size_t svy_dataset_get_n_rows(const SvyDataset *dataset)
{
    return dataset->n_rows;
}

const char *svy_dataset_get_codebook_path(const SvyDataset *dataset)
{
    return dataset->codebook_path;
}

const char *svy_dataset_get_plan_path(const SvyDataset *dataset)
{
    return dataset->plan_path;
}

bool svy_dataset_set_n_columns(SvyDataset *dataset, size_t n)
{
    g_assert(dataset->columns == NULL);
    dataset->columns = g_try_new0(SvyColumn, n);
    if (dataset->columns == NULL)
        return false;
    dataset->headers = g_new0(char *, n + 1);
    dataset->n_columns = n;
    for (size_t i = 0; i < n; i++)
        svy_column_init(&dataset->columns[i]);
    return true;
}

const char *svy_dataset_get_dictionary_path(const SvyDataset *dataset)
{
    return dataset->dictionary_path;
}

/* --- Lines ---------------------------------------------------------------------------------- */

void svy_dataset_add_row(SvyDataset *dataset, size_t line)
{
    if (dataset->n_rows == 0 || line != dataset->lines.next_line) {
        const SvyLineJump jump = {dataset->n_rows, line};
        g_array_append_val(dataset->lines.jumps, jump);
    }
    dataset->lines.next_line = line + 1;
    dataset->n_rows++;
}

size_t svy_dataset_get_line(const SvyDataset *dataset, size_t row)
{
    const SvyLineJump *jumps = (const SvyLineJump *)(void *)dataset->lines.jumps->data;
    size_t low = 0, high = dataset->lines.jumps->len;

    g_assert(row < dataset->n_rows);
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (jumps[middle].row <= row)
            low = middle;
        else
            high = middle;
    }
    return jumps[low].line + (row - jumps[low].row);
}

/* --- Joining -------------------------------------------------------------------------------- */

void svy_dataset_make_part(SvyDataset *dataset)
{
    for (size_t i = 0; i < dataset->n_columns; i++)
        svy_column_init_part(&dataset->columns[i]);
}

bool svy_dataset_can_join(const SvyDataset *dataset, const SvyDataset *part)
{
    if (svy_findings_is_full(part->findings))
        return false;
    for (size_t i = 0; i < dataset->n_columns; i++)
        if (!svy_column_can_join(&dataset->columns[i], &part->columns[i]))
            return false;
    return true;
}

static void join_lines(SvyDataset *dataset, const SvyDataset *part, size_t n_lines_before)
{
    for (guint i = 0; i < part->lines.jumps->len; i++) {
        SvyLineJump jump = g_array_index(part->lines.jumps, SvyLineJump, i);

        jump.row += dataset->n_rows;
        jump.line += n_lines_before;
        if (jump.row == 0 || i > 0 || jump.line != dataset->lines.next_line)
            g_array_append_val(dataset->lines.jumps, jump);
    }
    if (part->n_rows > 0)
        dataset->lines.next_line = part->lines.next_line + n_lines_before;
    dataset->n_rows += part->n_rows;
}

bool svy_dataset_join(SvyDataset *dataset, SvyDataset *part, size_t n_lines_before)
{
    for (size_t i = 0; i < dataset->n_columns; i++) {
        if (!svy_column_join(&dataset->columns[i], &part->columns[i]))
            return false;
        svy_column_clear(&part->columns[i]);
    }
    join_lines(dataset, part, n_lines_before);
    svy_findings_join(dataset->findings, part->findings, n_lines_before);
    return true;
}

/* --- Freezing ------------------------------------------------------------------------------- */

/* Words by which exports say "this option was shown and not chosen" (folded). */
static const char *const unticked_words[] = {
    "not selected", "no",          "nein",     "non",           "0",         "false",
    "unchecked",    "not checked", "unticked", "nicht gewählt", "not chosen"};

bool svy_answer_is_unticked(const char *text)
{
    g_autofree char *folded = svy_text_fold(text);

    for (size_t i = 0; i < G_N_ELEMENTS(unticked_words); i++)
        if (strcmp(folded, unticked_words[i]) == 0)
            return true;
    return false;
}

/* Which dictionary codes of an option's column tick it. */
static bool *find_ticking_codes(const SvyQuestion *question, const SvyColumn *column)
{
    const size_t n = svy_column_count_distinct(column);
    bool *is_tick = g_new(bool, n + 1);

    for (size_t code = 0; code < n; code++) {
        const char *text = svy_dict_get_text(column->dict, code);

        is_tick[code] = !svy_question_is_missing(question, text) &&
                        (question->base != SVY_BASE_SHOWN || !svy_answer_is_unticked(text));
    }
    return is_tick;
}

static bool bind_option(SvyQuestion *question, SvyItem *item, SvyColumn *column)
{
    g_autofree bool *is_tick = NULL;

    if (column->kind != SVY_COLUMN_CODES) {
        item->ticks = svy_column_find_answered(column);
        return item->ticks != NULL;
    }
    is_tick = find_ticking_codes(question, column);
    item->ticks = svy_column_match(column, is_tick);
    return item->ticks != NULL;
}

/* Adds rows (transfer full, nullable: no memory) to the base of the question. */
static bool take_answered(SvyQuestion *question, SvyBitset *rows)
{
    if (rows == NULL)
        return false;
    if (question->answered == NULL) {
        question->answered = rows;
    } else {
        svy_bitset_or(question->answered, rows);
        svy_bitset_free(rows);
    }
    return true;
}

/* Who answered a column with anything that does not mean "no answer". */
static SvyBitset *find_real_answers(const SvyQuestion *question, const SvyColumn *column)
{
    const size_t n = svy_column_count_distinct(column);
    g_autofree bool *is_real = NULL;

    if (question->missing == NULL || column->kind != SVY_COLUMN_CODES)
        return svy_column_find_answered(column);
    is_real = g_new(bool, n + 1);
    for (size_t code = 0; code < n; code++)
        is_real[code] = !svy_question_is_missing(question, svy_dict_get_text(column->dict, code));
    return svy_column_match(column, is_real);
}

static bool add_answered(SvyQuestion *question, const SvyColumn *column, const SvyItem *item)
{
    const bool is_by_ticks = item->ticks != NULL && question->base != SVY_BASE_SHOWN;

    return take_answered(question, is_by_ticks ? svy_bitset_copy(item->ticks)
                                               : find_real_answers(question, column));
}

static int32_t find_level(const SvyQuestion *question, const char *text)
{
    for (guint i = 0; i < question->levels->len; i++)
        if (strcmp(svy_level_get_cell(svy_question_get_level(question, i)), text) == 0)
            return (int32_t)i;
    for (guint i = 0; i < question->levels->len; i++)
        if (svy_text_same(svy_level_get_cell(svy_question_get_level(question, i)), text))
            return (int32_t)i;
    return -1;
}

static void bind_levels(const SvyQuestion *question, SvyItem *item, const SvyColumn *column)
{
    const size_t n = column->kind == SVY_COLUMN_CODES ? svy_column_count_distinct(column) : 0;

    item->level_of = g_new(int32_t, n + 1);
    for (size_t code = 0; code < n; code++) {
        const char *text = svy_dict_get_text(column->dict, code);

        item->level_of[code] =
            svy_question_is_missing(question, text) ? -1 : find_level(question, text);
        if (item->is_reverse && item->level_of[code] >= 0)
            item->level_of[code] =
                (int32_t)svy_question_mirror_level(question, (size_t)item->level_of[code]);
    }
}

/* Answers that the codebook does not list are not levels; who gave only such an answer is not in
 * the base. */
static SvyBitset *find_level_rows(const SvyItem *item, const SvyColumn *column)
{
    const size_t n = svy_column_count_distinct(column);
    g_autofree bool *is_level = g_new(bool, n + 1);

    for (size_t code = 0; code < n; code++)
        is_level[code] = item->level_of[code] >= 0;
    return svy_column_match(column, is_level);
}

static bool bind_scale_item(SvyQuestion *question, SvyItem *item, const SvyColumn *column)
{
    bind_levels(question, item, column);
    if (column->kind != SVY_COLUMN_CODES)
        return add_answered(question, column, item);
    return take_answered(question, find_level_rows(item, column));
}

/* --- Select-alls in one cell ---------------------------------------------------------------- */

/* Which levels each dictionary code chooses; a piece that is no level chooses "Other", where there
 * is one. */
static bool *split_codes(const SvyQuestion *question, const SvyColumn *column)
{
    const size_t n = svy_column_count_distinct(column), n_levels = question->levels->len;
    bool *chosen = g_new0(bool, n *n_levels + 1);

    for (size_t code = 0; code < n; code++) {
        const char *text = svy_dict_get_text(column->dict, code);
        bool *is_chosen = chosen + code * n_levels;

        if (svy_question_is_missing(question, text) ||
            svy_question_split_cell(question, text, is_chosen) == 0)
            continue;
        for (size_t i = 0; i < n_levels; i++)
            is_chosen[i] |= svy_question_get_level(question, i)->mark == SVY_MARK_OTHER;
    }
    return chosen;
}

static bool bind_cell(SvyQuestion *question, SvyItem *item, SvyColumn *column)
{
    const size_t n_levels = question->levels->len;
    g_autofree bool *chosen = NULL;

    if (column->kind != SVY_COLUMN_CODES)
        return add_answered(question, column, item);
    chosen = split_codes(question, column);
    for (size_t i = 0; i < n_levels; i++) {
        SvyLevel *level = svy_question_get_level(question, i);

        level->ticks = svy_bitset_new(column->n_rows);
        if (level->ticks == NULL)
            return false;
        for (size_t row = 0; row < column->n_rows; row++) {
            const int32_t code = svy_column_get_code(column, row);

            if (code >= 0 && chosen[(size_t)code * n_levels + i])
                svy_bitset_set(level->ticks, row);
        }
    }
    return add_answered(question, column, item);
}

/* --- Rankings in one cell ------------------------------------------------------------------- */

/* Whoever named none of the items is not in the base. */
static bool bind_ranked_cell(SvyQuestion *question, SvyItem *item, const SvyColumn *column)
{
    const size_t n = svy_column_count_distinct(column);
    g_autofree size_t *places = g_new(size_t, question->levels->len + 1);
    g_autofree bool *is_ranked = NULL;

    if (column->kind != SVY_COLUMN_CODES)
        return add_answered(question, column, item);
    is_ranked = g_new0(bool, n + 1);
    for (size_t code = 0; code < n; code++) {
        const char *text = svy_dict_get_text(column->dict, code);

        if (svy_question_is_missing(question, text))
            continue;
        svy_question_split_places(question, text, places);
        for (guint i = 0; i < question->levels->len; i++)
            is_ranked[code] |= places[i] > 0;
    }
    return take_answered(question, svy_column_match(column, is_ranked));
}

/* --- Express "no answer" -------------------------------------------------------------------- */

static bool find_no_answers(const SvyQuestion *question, SvyItem *item, const SvyColumn *column)
{
    const size_t n = column->kind == SVY_COLUMN_CODES ? svy_column_count_distinct(column) : 0;
    g_autofree bool *is_none = g_new0(bool, n + 1);

    if (question->no_answers == NULL || item->role == SVY_ROLE_WRITE_IN ||
        item->role == SVY_ROLE_COMMENT || !svy_column_has_codes(column))
        return true;
    for (size_t code = 0; code < n; code++)
        is_none[code] = svy_question_is_no_answer(question, svy_dict_get_text(column->dict, code));
    item->no_answer = svy_column_match(column, is_none);
    return item->no_answer != NULL;
}

/* Of all columns; people who answered one of them have answered. */
static bool unite_no_answers(SvyQuestion *question)
{
    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);

        if (item->no_answer == NULL)
            continue;
        if (question->no_answer != NULL)
            svy_bitset_or(question->no_answer, item->no_answer);
        else
            question->no_answer = svy_bitset_copy(item->no_answer);
        if (question->no_answer == NULL)
            return false;
    }
    if (question->no_answer != NULL && question->answered != NULL)
        svy_bitset_and_not(question->no_answer, question->answered);
    return true;
}

/* --- Items ---------------------------------------------------------------------------------- */

static bool bind_item(SvyDataset *dataset, SvyQuestion *question, SvyItem *item)
{
    SvyColumn *column = &dataset->columns[item->column];
    const bool has_levels = question->levels->len > 0;

    switch (item->role) {
    case SVY_ROLE_OPTION:
    case SVY_ROLE_POINT:
        return bind_option(question, item, column) && add_answered(question, column, item);
    case SVY_ROLE_ANSWER:
        if (question->separator != '\0')
            return svy_question_is_ranked_cell(question) ? bind_ranked_cell(question, item, column)
                                                         : bind_cell(question, item, column);
        return has_levels ? bind_scale_item(question, item, column)
                          : add_answered(question, column, item);
    case SVY_ROLE_ROW:
    case SVY_ROLE_PLACE:
        return has_levels ? bind_scale_item(question, item, column)
                          : add_answered(question, column, item);
    case SVY_ROLE_WRITE_IN:
    case SVY_ROLE_COMMENT:
    case SVY_ROLE_LAST:
        break;
    }
    return true;
}

static bool bind_question(SvyDataset *dataset, SvyQuestion *question)
{
    for (guint i = 0; i < question->items->len; i++) {
        SvyItem *item = svy_question_get_item(question, i);

        if (!find_no_answers(question, item, &dataset->columns[item->column]) ||
            !bind_item(dataset, question, item))
            return false;
    }
    if (!unite_no_answers(question))
        return false;
    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);
        if (item->role == SVY_ROLE_OPTION || item->role == SVY_ROLE_POINT)
            svy_column_drop_codes(&dataset->columns[item->column]);
    }
    return true;
}

bool svy_dataset_freeze(SvyDataset *dataset, GError **error)
{
    for (guint i = 0; i < dataset->questions->len; i++)
        if (!bind_question(dataset, svy_dataset_get_question(dataset, i)))
            return svy_error_set(error, SVY_ERROR_NO_MEMORY,
                                 &(SvyPlace){.file = dataset->input_name}, NULL,
                                 "no memory for the answers of %zu respondents", dataset->n_rows);
    return true;
}

/* --- Finding questions ---------------------------------------------------------------------- */

const SvyQuestion *svy_dataset_find_question(const SvyDataset *dataset, const char *name)
{
    for (guint i = 0; i < dataset->questions->len; i++)
        if (strcmp(svy_dataset_get_question(dataset, i)->id, name) == 0)
            return svy_dataset_get_question(dataset, i);
    for (guint i = 0; i < dataset->questions->len; i++)
        if (svy_text_same(svy_dataset_get_question(dataset, i)->text, name))
            return svy_dataset_get_question(dataset, i);
    return NULL;
}

const char *svy_dataset_suggest_question(const SvyDataset *dataset, const char *name)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new(); /* of char, borrowed */

    for (guint i = 0; i < dataset->questions->len; i++) {
        const SvyQuestion *question = svy_dataset_get_question(dataset, i);
        g_ptr_array_add(names, question->id);
        g_ptr_array_add(names, question->text);
    }
    g_ptr_array_add(names, NULL);
    return svy_text_near_miss(name, (const char *const *)names->pdata);
}

bool svy_dataset_refuse_question(const SvyDataset *dataset,
                                 const char *name,
                                 SvyErrorCode code,
                                 const SvyPlace *place,
                                 GError **error)
{
    const char *near = svy_dataset_suggest_question(dataset, name);
    g_autofree char *quoted = svy_text_quote(name);
    g_autofree char *mend =
        near != NULL ? g_strdup_printf("Did you mean \"%s\"?", near)
                     : g_strdup("\"surveystat inspect\" lists the questions and their ids");

    return svy_error_set(error, code, place, mend, "no such question, got %s", quoted);
}
