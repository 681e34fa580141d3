/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closed questions as bit rows. */
#include "analysis/variable.h"

#include <string.h>

#include "base/error.h"
#include "base/survey.h"

/* --- Rows of a question --------------------------------------------------------------------- */

static bool has_rows(const SvyQuestion *question)
{
    return question->type == SVY_QUESTION_GRID || question->type == SVY_QUESTION_RANK;
}

/* Rankings whose levels are the items: by place, or in one cell. */
static bool has_item_levels(const SvyQuestion *question)
{
    return svy_question_count_role(question, SVY_ROLE_PLACE) > 0 ||
           svy_question_is_ranked_cell(question);
}

size_t svy_variable_count_any(const SvyQuestion *question)
{
    size_t n = 0;

    if (!svy_question_type_is_closed(question->type))
        return 0;
    if (!has_rows(question))
        return svy_question_count_options(question) > 0 || question->levels->len > 0;
    if (has_item_levels(question))
        return question->levels->len;
    for (guint i = 0; i < question->items->len; i++)
        n += svy_question_leads_row(question, i);
    return n;
}

size_t svy_variable_count(const SvyQuestion *question)
{
    return question->is_meta || question->is_personal ? 0 : svy_variable_count_any(question);
}

/* The item that leads the @row-th row; for questions without rows the one that holds the answer. */
static const SvyItem *find_item(const SvyQuestion *question, size_t row)
{
    size_t n = 0;

    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);

        if (has_rows(question) ? svy_question_leads_row(question, i) && n++ == row
                               : item->role == SVY_ROLE_ANSWER)
            return item;
    }
    return NULL;
}

/* --- Filling -------------------------------------------------------------------------------- */

static bool own_people(SvyVariable *variable, size_t n_rows)
{
    for (size_t i = 0; i < variable->n_answers; i++) {
        variable->answers[i].owned = svy_bitset_new(n_rows);
        variable->answers[i].people = variable->answers[i].owned;
        if (variable->answers[i].owned == NULL)
            return false;
    }
    return true;
}

/* Options that are kept as ticks already. */
static bool fill_options(SvyVariable *variable)
{
    const SvyQuestion *question = variable->question;

    variable->n_answers = svy_question_count_options(question);
    variable->answers = g_new0(SvyAnswer, variable->n_answers + question->nets->len + 1);
    for (size_t i = 0; i < variable->n_answers; i++) {
        const SvyChoice option = svy_question_get_option(question, i);

        variable->answers[i] =
            (SvyAnswer){.label = option.label, .mark = option.mark, .people = option.ticks};
    }
    variable->base = svy_bitset_copy(question->answered);
    return variable->base != NULL;
}

static void start_levels(SvyVariable *variable)
{
    const SvyQuestion *question = variable->question;

    variable->n_answers = question->levels->len;
    variable->answers = g_new0(SvyAnswer, variable->n_answers + question->nets->len + 1);
    for (guint i = 0; i < question->levels->len; i++) {
        const SvyLevel *level = svy_question_get_level(question, i);

        variable->answers[i] = (SvyAnswer){.label = level->label, .mark = level->mark};
    }
}

/* One pass over the codes of a column. */
static void mark_codes(SvyVariable *variable, const SvyColumn *column, const SvyItem *item)
{
    if (!svy_column_has_codes(column))
        return;
    for (size_t row = 0; row < column->n_rows; row++) {
        const int32_t code = svy_column_get_code(column, row);
        const int32_t level = code < 0 ? -1 : item->level_of[code];

        if (level < 0)
            continue;
        svy_bitset_set(variable->answers[level].owned, row);
        svy_bitset_set(variable->base, row);
    }
}

/* The columns of ticks that belong to one row. */
static void mark_points(SvyVariable *variable, const SvyItem *leader)
{
    const SvyQuestion *question = variable->question;

    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);

        if (item->role != SVY_ROLE_POINT || strcmp(item->label, leader->label) != 0)
            continue;
        svy_bitset_or(variable->base, item->ticks);
        for (guint l = 0; l < question->levels->len; l++) {
            if (strcmp(svy_question_get_level(question, l)->label, item->point) != 0)
                continue;
            svy_bitset_or(
                variable->answers[item->is_reverse ? svy_question_mirror_level(question, l) : l]
                    .owned,
                item->ticks);
        }
    }
}

static bool fill_levels(SvyVariable *variable, const SvyDataset *dataset)
{
    const SvyItem *item = find_item(variable->question, variable->row);

    start_levels(variable);
    variable->base = svy_bitset_new(dataset->n_rows);
    if (variable->base == NULL || !own_people(variable, dataset->n_rows))
        return false;
    if (item == NULL)
        return true;
    if (item->role == SVY_ROLE_POINT)
        mark_points(variable, item);
    else
        mark_codes(variable, &dataset->columns[item->column], item);
    return true;
}

static void label_place(SvyAnswer *answer, size_t place)
{
    answer->owned_label = g_strdup_printf("%zu", place + 1);
    answer->label = answer->owned_label;
}

static void mark_place(SvyVariable *variable,
                       const SvyColumn *column,
                       const SvyItem *item,
                       size_t place)
{
    if (!svy_column_has_codes(column))
        return;
    for (size_t row = 0; row < column->n_rows; row++) {
        const int32_t code = svy_column_get_code(column, row);

        if (code < 0 || item->level_of[code] != (int32_t)variable->row)
            continue;
        svy_bitset_set(variable->answers[place].owned, row);
        svy_bitset_set(variable->base, row);
    }
}

/* A ranking by place: the columns are places and the answers items; here it is an item with the
 * places that it was given. */
static bool fill_places(SvyVariable *variable, const SvyDataset *dataset)
{
    const SvyQuestion *question = variable->question;
    size_t place = 0;

    variable->n_answers = svy_question_count_role(question, SVY_ROLE_PLACE);
    variable->answers = g_new0(SvyAnswer, variable->n_answers + question->nets->len + 1);
    variable->base = svy_bitset_new(dataset->n_rows);
    if (variable->base == NULL || !own_people(variable, dataset->n_rows))
        return false;
    for (guint i = 0; i < question->items->len && place < variable->n_answers; i++) {
        const SvyItem *item = svy_question_get_item(question, i);

        if (item->role != SVY_ROLE_PLACE)
            continue;
        label_place(&variable->answers[place], place);
        mark_place(variable, &dataset->columns[item->column], item, place);
        place++;
    }
    return true;
}

/* The place of the item in each different cell; 0: none. */
static size_t *find_places(const SvyVariable *variable, const SvyColumn *column)
{
    const SvyQuestion *question = variable->question;
    g_autofree size_t *places = g_new0(size_t, question->levels->len + 1);
    size_t *place_of = g_new0(size_t, column->dict->n + 1);

    for (size_t code = 0; code < column->dict->n; code++) {
        const char *text = svy_dict_get_text(column->dict, code);

        if (svy_question_is_missing(question, text))
            continue;
        svy_question_split_places(question, text, places);
        place_of[code] = places[variable->row];
    }
    return place_of;
}

static void mark_listed(SvyVariable *variable, const SvyColumn *column)
{
    g_autofree size_t *place_of = find_places(variable, column);

    for (size_t row = 0; row < column->n_rows; row++) {
        const int32_t code = svy_column_get_code(column, row);
        const size_t place = code < 0 ? 0 : place_of[code];

        if (place == 0 || place > variable->n_answers)
            continue;
        svy_bitset_set(variable->answers[place - 1].owned, row);
        svy_bitset_set(variable->base, row);
    }
}

/* A ranking in one cell, as one by place. */
static bool fill_ranked_cell(SvyVariable *variable, const SvyDataset *dataset)
{
    const SvyQuestion *question = variable->question;
    const SvyColumn *column = &dataset->columns[svy_question_get_item(question, 0)->column];

    variable->n_answers = question->levels->len;
    variable->answers = g_new0(SvyAnswer, variable->n_answers + question->nets->len + 1);
    variable->base = svy_bitset_new(dataset->n_rows);
    if (variable->base == NULL || !own_people(variable, dataset->n_rows))
        return false;
    for (size_t place = 0; place < variable->n_answers; place++)
        label_place(&variable->answers[place], place);
    if (svy_column_has_codes(column))
        mark_listed(variable, column);
    return true;
}

/* --- Nets ----------------------------------------------------------------------------------- */

static bool add_net(SvyVariable *variable, const SvyNet *net, size_t n_plain)
{
    SvyAnswer *answer = &variable->answers[variable->n_answers];

    answer->owned = svy_bitset_new(variable->base->n_bits);
    if (answer->owned == NULL)
        return false;
    answer->people = answer->owned;
    answer->label = net->label;
    answer->net = net;
    for (size_t i = 0; i < n_plain; i++) {
        if (svy_net_has(net, variable->answers[i].label))
            svy_bitset_or(answer->owned, variable->answers[i].people);
    }
    variable->n_answers++;
    variable->n_nets++;
    return true;
}

static bool add_nets(SvyVariable *variable)
{
    const size_t n_plain = variable->n_answers;

    for (guint i = 0; i < variable->question->nets->len; i++) {
        if (!add_net(variable, svy_question_get_net(variable->question, i), n_plain))
            return false;
    }
    return true;
}

/* --- Public --------------------------------------------------------------------------------- */

static bool fill(SvyVariable *variable, const SvyDataset *dataset)
{
    const SvyQuestion *question = variable->question;

    if (!has_rows(question) && svy_question_count_options(question) > 0)
        return fill_options(variable);
    if (svy_question_count_role(question, SVY_ROLE_PLACE) > 0)
        return fill_places(variable, dataset);
    if (svy_question_is_ranked_cell(question))
        return fill_ranked_cell(variable, dataset);
    return fill_levels(variable, dataset);
}

static const char *find_row_label(const SvyQuestion *question, size_t row)
{
    const SvyItem *item;

    if (!has_rows(question))
        return NULL;
    if (has_item_levels(question))
        return svy_question_get_level(question, row)->label;
    item = find_item(question, row);
    return item == NULL ? NULL : item->label;
}

bool svy_variable_new(const SvyDataset *dataset,
                      const SvyQuestion *question,
                      size_t row,
                      SvyVariable **ret_variable,
                      GError **error)
{
    g_autoptr(SvyVariable) variable = g_new0(SvyVariable, 1);

    g_assert(row < svy_variable_count_any(question));
    variable->question = question;
    variable->row = row;
    variable->row_label = find_row_label(question, row);
    variable->is_exclusive = question->type != SVY_QUESTION_MULTI;
    variable->is_ordered = question->is_ordered || question->type == SVY_QUESTION_RANK;
    if (!fill(variable, dataset) || !add_nets(variable))
        return svy_error_set_memory(error, "bit rows");
    *ret_variable = g_steal_pointer(&variable);
    return true;
}

void svy_variable_free(SvyVariable *variable)
{
    if (variable == NULL)
        return;
    for (size_t i = 0; variable->answers != NULL && i < variable->n_answers; i++) {
        svy_bitset_free(variable->answers[i].owned);
        g_free(variable->answers[i].owned_label);
    }
    g_free(variable->answers);
    svy_bitset_free(variable->base);
    g_free(variable);
}

char *svy_variable_get_text(const SvyVariable *variable)
{
    const char *text = variable->question->text;

    if (variable->row_label == NULL)
        return g_strdup(text);
    return g_strdup_printf("%s: %s", text, variable->row_label);
}
