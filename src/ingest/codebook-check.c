/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a codebook fits the responses and makes sense in itself. */
#include "ingest/codebook-private.h"

#include <string.h>

#include "base/error.h"
#include "base/findings.h"
#include "base/limit.h"
#include "base/text.h"
#include "base/translate.h"
#include "ingest/infer-private.h"

/* Where a question begins in the file: its type and levels stand there. */
static SvyPlace place_of(const SvyBook *book, const SvyQuestion *question, int field)
{
    SvyBook at = *book;

    for (at.row = 1; at.row < book->rows->cells->len; at.row++)
        if (strcmp(svy_book_get_cell(&at, SVY_BOOK_QUESTION), question->id) == 0)
            return svy_book_place(&at, field);
    return (SvyPlace){.file = book->file};
}

/* Which roles give a question its answers; every question needs at least one column of them. */
static bool is_answer_role(const SvyQuestion *question, SvyRole role)
{
    const SvyQuestionType type = question->type;

    switch (role) {
    case SVY_ROLE_OPTION:
        return type == SVY_QUESTION_MULTI || type == SVY_QUESTION_SINGLE ||
               type == SVY_QUESTION_LIKERT;
    case SVY_ROLE_ROW:
        return type == SVY_QUESTION_GRID || type == SVY_QUESTION_RANK;
    case SVY_ROLE_POINT:
        return type == SVY_QUESTION_GRID;
    case SVY_ROLE_PLACE:
        return type == SVY_QUESTION_RANK;
    case SVY_ROLE_ANSWER:
        return svy_question_is_ranked_cell(question) ||
               (type != SVY_QUESTION_GRID && type != SVY_QUESTION_RANK);
    case SVY_ROLE_WRITE_IN:
    case SVY_ROLE_COMMENT:
    case SVY_ROLE_LAST:
        break;
    }
    return false;
}

static bool check_roles(const SvyBook *book, const SvyQuestion *question, GError **error)
{
    const SvyPlace place = place_of(book, question, SVY_BOOK_TYPE);
    size_t n = 0;

    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);
        const bool is_text = item->role == SVY_ROLE_WRITE_IN || item->role == SVY_ROLE_COMMENT;

        if (!is_text && !is_answer_role(question, item->role))
            return svy_error_set(
                error, SVY_ERROR_DATA, &place,
                "A multi has options (or one answer with a separator), a grid rows or points, a "
                "rank rows or places (or one answer with a separator); any other question one "
                "answer",
                "question %s is of type %s, column %zu cannot be its %s", question->id,
                svy_question_type_get_name(question->type), item->column + 1,
                svy_role_get_name(item->role));
        n += !is_text;
    }
    if (n == 0 || (n > 1 && svy_question_count_role(question, SVY_ROLE_ANSWER) > 0))
        return svy_error_set(error, SVY_ERROR_DATA, &place,
                             "Give it one answer column, or make the columns options or rows",
                             "question %s has %zu columns of answers", question->id, n);
    if (question->type == SVY_QUESTION_MULTI && question->separator == '\0' &&
        svy_question_count_role(question, SVY_ROLE_OPTION) == 0)
        return svy_error_set(error, SVY_ERROR_DATA, &place, "Give it a separator",
                             "question %s is multi in one column and has no separator",
                             question->id);
    return true;
}

/* Which options a cell holds is found once for each different cell. */
static bool check_separator(const SvyBook *book, const SvyQuestion *question, GError **error)
{
    const SvyPlace place = {.file = book->file};

    for (guint i = 0; question->separator != '\0' && i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);

        if (item->role == SVY_ROLE_ANSWER &&
            book->dataset->columns[item->column].kind != SVY_COLUMN_CODES)
            return svy_error_set(error, SVY_ERROR_LIMIT, &place, "Make the question text",
                                 "column %zu (question %s) has more than %u different cells; they "
                                 "cannot be cut into options",
                                 item->column + 1, question->id, SVY_LIMIT_DISTINCT);
    }
    return true;
}

bool svy_codebook_has_scale(const SvyQuestion *question, SvyRole role)
{
    return (question->type == SVY_QUESTION_LIKERT && role == SVY_ROLE_ANSWER) ||
           (question->type == SVY_QUESTION_GRID &&
            (role == SVY_ROLE_ROW || role == SVY_ROLE_POINT));
}

/* A row that is spread over columns is turned as a whole. */
static bool is_turned_as(const SvyQuestion *question, const SvyItem *item)
{
    for (guint i = 0; item->role == SVY_ROLE_POINT && i < question->items->len; i++) {
        const SvyItem *other = svy_question_get_item(question, i);

        if (other->role == SVY_ROLE_POINT && strcmp(other->label, item->label) == 0 &&
            other->is_reverse != item->is_reverse)
            return false;
    }
    return true;
}

static bool check_flags(const SvyBook *book, const SvyQuestion *question, GError **error)
{
    const SvyPlace at_reverse = place_of(book, question, SVY_BOOK_REVERSE);
    const SvyPlace at_clear = place_of(book, question, SVY_BOOK_CLEAR);

    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);

        if (item->is_reverse && !svy_codebook_has_scale(question, item->role))
            return svy_error_set(error, SVY_ERROR_DATA, &at_reverse,
                                 "Only a likert and the rows of a grid have a scale to reverse",
                                 "question %s has no scale in column %zu", question->id,
                                 item->column + 1);
        if (!is_turned_as(question, item))
            return svy_error_set(error, SVY_ERROR_DATA, &at_reverse,
                                 "Give all columns of the row the same word",
                                 "a row of question %s is reversed in some of its columns only, "
                                 "column %zu",
                                 question->id, item->column + 1);
        if (item->is_clear && question->is_personal)
            return svy_error_set(
                error, SVY_ERROR_DATA, &at_clear, "Give it another use, or leave it out",
                "column %zu identifies people and cannot be cleared", item->column + 1);
    }
    return true;
}

/* --- Nets ----------------------------------------------------------------------------------- */

static bool has_option(const SvyQuestion *question, const char *label)
{
    if (svy_question_count_options(question) > 0) {
        for (size_t i = 0; i < svy_question_count_options(question); i++)
            if (svy_text_same(svy_question_get_option(question, i).label, label))
                return true;
        return false;
    }
    for (guint i = 0; i < question->levels->len; i++)
        if (svy_text_same(svy_question_get_level(question, i)->label, label))
            return true;
    return false;
}

static bool is_net_twice(const SvyQuestion *question, guint i)
{
    for (guint j = 0; j < i; j++)
        if (svy_text_same(svy_question_get_net(question, j)->label,
                          svy_question_get_net(question, i)->label))
            return true;
    return false;
}

static bool check_net(const SvyBook *book, const SvyQuestion *question, guint i, GError **error)
{
    const SvyNet *net = svy_question_get_net(question, i);
    const SvyPlace place = place_of(book, question, SVY_BOOK_NETS);
    g_autofree char *quoted = svy_text_quote(net->label);

    if (has_option(question, net->label) || is_net_twice(question, i))
        return svy_error_set(error, SVY_ERROR_DATA, &place, "Give the net a name of its own",
                             "a net of question %s is called like another answer, got %s",
                             question->id, quoted);
    for (size_t p = 0; net->parts[p] != NULL; p++) {
        g_autofree char *part = svy_text_quote(net->parts[p]);

        if (!has_option(question, net->parts[p]))
            return svy_error_set(error, SVY_ERROR_DATA, &place,
                                 "Write NET = OPTION | OPTION; a ; or | within a label is written "
                                 "\\; or \\|",
                                 "a net of question %s counts what is no option of it, got %s",
                                 question->id, part);
    }
    return true;
}

static bool check_nets(const SvyBook *book, const SvyQuestion *question, GError **error)
{
    const SvyPlace place = place_of(book, question, SVY_BOOK_NETS);

    if (question->nets->len > 0 && (svy_question_count_role(question, SVY_ROLE_PLACE) > 0 ||
                                    svy_question_is_ranked_cell(question)))
        return svy_error_set(error, SVY_ERROR_DATA, &place, "Remove the nets",
                             "question %s is a ranking whose options are its items; it has no nets",
                             question->id);
    for (guint i = 0; i < question->nets->len; i++)
        if (!check_net(book, question, i, error))
            return false;
    return true;
}

/* --- Levels --------------------------------------------------------------------------------- */

static bool has_cell(const SvyQuestion *question, const char *text)
{
    for (guint i = 0; i < question->levels->len; i++)
        if (svy_text_same(svy_level_get_cell(svy_question_get_level(question, i)), text))
            return true;
    return false;
}

/* Levels that the data hold and the codebook does not would silently leave the base. */
static void check_column_levels(const SvyBook *book, SvyQuestion *question, const SvyItem *item)
{
    const SvyColumn *column = &book->dataset->columns[item->column];
    const size_t n = column->dict == NULL ? 0 : column->dict->n;
    const SvyPlace place = place_of(book, question, SVY_BOOK_LEVELS);

    for (size_t code = 0; code < n; code++) {
        const char *text = svy_dict_get_text(column->dict, code);
        g_autofree char *quoted = svy_text_quote(text);

        if (has_cell(question, text) || svy_question_is_missing(question, text))
            continue;
        svy_book_note_drift(book, &place, item->column, "option-new",
                            SVY_TR("%u people answered column %zu (question %s) with a level that "
                                   "the codebook does not list, got %s"),
                            column->dict->counts[code], item->column + 1, question->id, quoted);
        if (book->accepts_drift)
            svy_question_add_level(question, text);
    }
}

/* --- Levels of lists in one cell ------------------------------------------------------------ */

static SvyColumn *get_answers(const SvyBook *book, const SvyQuestion *question)
{
    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);

        if (item->role == SVY_ROLE_ANSWER)
            return &book->dataset->columns[item->column];
    }
    return NULL;
}

static size_t count_codes(const SvyColumn *column)
{
    return column == NULL || column->kind != SVY_COLUMN_CODES || column->dict == NULL
               ? 0
               : column->dict->n;
}

/* People whose cell lists the option. */
static size_t count_listed(const SvyColumn *column, const SvyQuestion *question, guint level)
{
    g_autofree size_t *places = g_new0(size_t, question->levels->len + 1);
    size_t n_people = 0;

    for (size_t code = 0; code < count_codes(column); code++) {
        const char *text = svy_dict_get_text(column->dict, code);

        if (svy_question_is_missing(question, text))
            continue;
        svy_question_split_places(question, text, places);
        n_people += places[level] > 0 ? column->dict->counts[code] : 0;
    }
    return n_people;
}

/* What inference found in the same cells, cut at the same sign. */
static const SvyQuestion *find_inferred(const SvyBook *book, const SvyQuestion *question)
{
    for (guint i = 0; i < book->dataset->questions->len; i++) {
        const SvyQuestion *inferred = svy_dataset_get_question(book->dataset, i);

        if (inferred->separator == question->separator && inferred->items->len > 0 &&
            svy_question_get_item(inferred, 0)->column ==
                svy_question_get_item(question, 0)->column)
            return inferred;
    }
    return NULL;
}

/* What the cells seem to hold; without inference's help, what is learned from them. */
static SvyQuestion *learn_options(const SvyBook *book, const SvyQuestion *question)
{
    const SvyQuestion *inferred = find_inferred(book, question);
    SvyQuestion *learned = svy_question_new(question->type, question->text);

    learned->separator = question->separator;
    learned->missing = g_strdupv(question->missing);
    svy_question_add_item(learned, svy_question_get_item(question, 0)->column, SVY_ROLE_ANSWER, "");
    for (guint i = 0; inferred != NULL && i < inferred->levels->len; i++) {
        const SvyLevel *level = svy_question_get_level(inferred, i);

        svy_question_add_level(learned, svy_level_get_cell(level))->mark = level->mark;
    }
    if (learned->levels->len == 0)
        svy_infer_learn_options(book->dataset, learned, svy_question_get_item(question, 0)->column,
                                false);
    return learned;
}

static bool knows(const SvyQuestion *question, const char *text)
{
    g_autofree size_t *places = g_new0(size_t, question->levels->len + 1);

    return svy_question_split_places(question, text, places) == 0;
}

static bool has_other(const SvyQuestion *question)
{
    for (guint i = 0; i < question->levels->len; i++)
        if (svy_question_get_level(question, i)->mark == SVY_MARK_OTHER)
            return true;
    return false;
}

static void note_new_options(const SvyBook *book, SvyQuestion *question, const SvyQuestion *learned)
{
    const SvyColumn *column = get_answers(book, question);
    const size_t at = svy_question_get_item(question, 0)->column;
    const SvyPlace place = place_of(book, question, SVY_BOOK_LEVELS);

    for (guint i = 0; i < learned->levels->len; i++) {
        const char *label = svy_question_get_level(learned, i)->label;
        const size_t n = count_listed(column, learned, i);
        g_autofree char *quoted = svy_text_quote(label);

        if (n == 0 || knows(question, label))
            continue;
        svy_book_note_drift(
            book, &place, at, "option-new",
            SVY_TR("%zu people answered column %zu (question %s) with an option that the "
                   "codebook does not list, got %s"),
            n, at + 1, question->id, quoted);
        if (book->accepts_drift)
            svy_question_add_level(question, label);
    }
}

/* What hardly anybody repeats counts as "other", where the codebook has that. */
static void note_unknown_pieces(const SvyBook *book,
                                const SvyQuestion *question,
                                const SvyQuestion *learned)
{
    const SvyColumn *column = get_answers(book, question);
    const size_t at = svy_question_get_item(question, 0)->column;
    const SvyPlace place = place_of(book, question, SVY_BOOK_LEVELS);
    size_t n = 0;

    for (size_t code = 0; code < count_codes(column) && !has_other(question); code++) {
        const char *text = svy_dict_get_text(column->dict, code);

        if (has_other(learned) && !svy_question_is_missing(question, text) &&
            !knows(question, text) && !knows(learned, text))
            n += column->dict->counts[code];
    }
    if (n > 0)
        svy_findings_add(
            book->dataset->findings, SVY_SEVERITY_WARNING, "write-in-uncounted", 0, at,
            SVY_TR("Add a level for it, and \"LEVEL=other\" to the field \"apart\""),
            n == 1 ? SVY_TR("%s:%zu: what is no option of question %s was written into it "
                            "(%zu time), and no option stands for what is written in")
                   : SVY_TR("%s:%zu: what is no option of question %s was written into it (%zu "
                            "times), and no option stands for what is written in"),
            place.file, place.line, question->id, n);
}

static void check_cell_levels(const SvyBook *book, SvyQuestion *question)
{
    g_autoptr(SvyQuestion) learned = NULL;

    if (count_codes(get_answers(book, question)) == 0)
        return;
    learned = learn_options(book, question);
    note_new_options(book, question, learned);
    if (question->type == SVY_QUESTION_MULTI)
        note_unknown_pieces(book, question, learned);
}

/* --- Levels that nobody chose --------------------------------------------------------------- */

static bool is_chosen(const SvyBook *book, const SvyQuestion *question, guint i_level)
{
    const SvyLevel *level = svy_question_get_level(question, i_level);

    if (question->separator != '\0')
        return level->mark == SVY_MARK_OTHER ||
               count_listed(get_answers(book, question), question, i_level) > 0;

    for (guint i = 0; i < question->items->len; i++) {
        const SvyColumn *column =
            &book->dataset->columns[svy_question_get_item(question, i)->column];

        if (column->kind != SVY_COLUMN_CODES)
            return true;
        for (size_t code = 0; code < column->dict->n; code++)
            if (svy_text_same(svy_dict_get_text(column->dict, code), svy_level_get_cell(level)))
                return true;
    }
    return false;
}

/* That nobody chose an option is no fault; among other differences it tells what became of it. */
static void note_unchosen(const SvyBook *book, const SvyQuestion *question)
{
    const SvyPlace place = place_of(book, question, SVY_BOOK_LEVELS);

    for (guint i = 0; i < question->levels->len; i++) {
        const SvyLevel *level = svy_question_get_level(question, i);
        g_autofree char *quoted = svy_text_quote(level->label);

        if (!is_chosen(book, question, i))
            svy_book_note_drift(
                book, &place, svy_question_get_item(question, 0)->column, "option-gone",
                SVY_TR("nobody chose the option %s of question %s, which the codebook "
                       "lists"),
                quoted, question->id);
    }
}

void svy_book_check_levels(const SvyBook *book, SvyQuestion *question)
{
    if (question->levels->len == 0 || svy_question_count_role(question, SVY_ROLE_POINT) > 0)
        return;
    if (question->separator != '\0')
        check_cell_levels(book, question);
    for (guint i = 0; question->separator == '\0' && i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);

        if (item->role == SVY_ROLE_ANSWER || item->role == SVY_ROLE_ROW ||
            item->role == SVY_ROLE_PLACE)
            check_column_levels(book, question, item);
    }
    if (book->accepts_drift || book->drifts->len > 0)
        note_unchosen(book, question);
}

static bool is_closed(const SvyQuestion *question)
{
    return question->type == SVY_QUESTION_SINGLE || question->type == SVY_QUESTION_LIKERT ||
           question->type == SVY_QUESTION_GRID || question->type == SVY_QUESTION_RANK;
}

static bool learn_levels(const SvyBook *book, SvyQuestion *question, GError **error)
{
    const size_t column = svy_question_get_item(question, 0)->column;
    const SvyPlace place = place_of(book, question, SVY_BOOK_LEVELS);

    svy_infer_learn_options(book->dataset, question, column, true);
    if (question->levels->len == 0)
        return svy_error_set(error, SVY_ERROR_DATA, &place, "List the options in the levels",
                             "question %s has no levels, and none could be learned: nobody "
                             "answered it",
                             question->id);
    svy_findings_add(
        book->dataset->findings, SVY_SEVERITY_NOTE, "levels-learned", 0, column,
        SVY_TR("List them in the codebook's field \"levels\""),
        SVY_TR("the codebook lists no levels for question %s: %u were learned from the "
               "answers"),
        question->id, question->levels->len);
    return true;
}

/* A text that became a choice has no levels in the codebook: these are the answers given. */
static bool complete_levels(const SvyBook *book, SvyQuestion *question, GError **error)
{
    g_auto(SvyLabelSet) set = {0};
    const char *scale;

    if (question->levels->len > 0)
        return true;
    if (question->separator != '\0' &&
        (question->type == SVY_QUESTION_MULTI || question->type == SVY_QUESTION_RANK))
        return learn_levels(book, question, error);
    /* With a column for each answer there are no levels, and the order is known already. */
    if (!is_closed(question) || svy_question_count_options(question) > 0)
        return true;
    svy_label_set_init(&set);
    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);
        const SvyColumn *column = &book->dataset->columns[item->column];
        const SvyPlace place = {.file = book->file};

        if (item->role != SVY_ROLE_ANSWER && item->role != SVY_ROLE_ROW &&
            item->role != SVY_ROLE_PLACE)
            continue;
        if (column->kind != SVY_COLUMN_CODES)
            return svy_error_set(error, SVY_ERROR_DATA, &place, "Make it text or numeric",
                                 "question %s is %s, but column %zu has more than %u different "
                                 "answers",
                                 question->id, svy_question_type_get_name(question->type),
                                 item->column + 1, SVY_LIMIT_DISTINCT);
        svy_label_set_add(&set, column);
    }
    svy_infer_levels(question, &set, NULL, &scale);
    for (guint i = question->levels->len; i > 0; i--)
        if (svy_question_is_missing(question, svy_question_get_level(question, i - 1)->label))
            g_ptr_array_remove_index(question->levels, i - 1);
    question->is_ordered |= question->type == SVY_QUESTION_LIKERT;
    return true;
}

bool svy_book_check_question(const SvyBook *book, SvyQuestion *question, GError **error)
{
    return check_roles(book, question, error) && check_separator(book, question, error) &&
           complete_levels(book, question, error) && check_flags(book, question, error) &&
           check_nets(book, question, error);
}
