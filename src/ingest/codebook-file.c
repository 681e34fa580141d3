/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codebook as a CSV. */
#include "ingest/codebook-file.h"

#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/error.h"
#include "base/limit.h"
#include "base/num.h"
#include "base/text.h"
#include "ingest/csv-reader.h"
#include "ingest/dialect.h"
#include "ingest/infer-private.h"

enum {
    COLUMN,
    HEADER,
    QUESTION,
    TEXT,
    TYPE,
    ROLE,
    ITEM,
    POINT,
    MARK,
    BASE,
    USE,
    LEVELS,
    CODES,
    APART,
    SEPARATOR,
    MISSING,
    REASON
};

static const char *const fields[] = {"column", "header", "question",  "text",    "type",   "role",
                                     "item",   "point",  "mark",      "base",    "use",    "levels",
                                     "codes",  "apart",  "separator", "missing", "reason", NULL};

enum { USE_OPINION, USE_TECHNICAL, USE_PERSONAL };

static const char *const use_words[] = {"opinion", "technical", "personal", NULL};

/* --- Writing -------------------------------------------------------------------------------- */

static void append_escaped(GString *text, const char *part)
{
    for (; *part != '\0'; part++) {
        if (*part == '|')
            g_string_append_c(text, '\\');
        g_string_append_c(text, *part);
    }
}

/* What the cells hold for each level; nothing when that is the labels themselves. */
static char *join_codes(const SvyQuestion *question)
{
    g_autoptr(GString) text = g_string_new(NULL);
    bool has_codes = false;

    for (guint i = 0; i < question->levels->len; i++) {
        const SvyLevel *level = svy_question_get_level(question, i);

        has_codes |= level->code != NULL;
        if (i > 0)
            g_string_append(text, " | ");
        append_escaped(text, svy_level_get_cell(level));
    }
    return has_codes ? g_strdup(text->str) : NULL;
}

static char *join_missing(const SvyQuestion *question)
{
    GString *text = g_string_new(NULL);

    for (size_t i = 0; question->missing != NULL && question->missing[i] != NULL; i++) {
        if (i > 0)
            g_string_append(text, " | ");
        append_escaped(text, question->missing[i]);
    }
    return g_string_free(text, FALSE);
}

static char *join_levels(const SvyQuestion *question, bool only_marked)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < question->levels->len; i++) {
        const SvyLevel *level = svy_question_get_level(question, i);
        const bool is_plain = level->mark == SVY_MARK_NONE;

        if (only_marked && is_plain)
            continue;
        if (text->len > 0)
            g_string_append(text, " | ");
        append_escaped(text, level->label);
        if (only_marked)
            g_string_append_printf(text, "=%s", svy_mark_get_name(level->mark));
    }
    return g_string_free(text, FALSE);
}

/* Separators of select-alls in one cell, in words where a cell could not show them. */
static const struct {
    char separator;
    const char *word;
} separators[] = {{'\0', ""},     {',', ","},     {';', ";"},    {'|', "bar"},
                  {' ', "blank"}, {'\n', "line"}, {'\t', "tab"}, {'/', "/"}};

static const char *get_separator_word(char separator)
{
    for (size_t i = 0; i < G_N_ELEMENTS(separators); i++)
        if (separators[i].separator == separator)
            return separators[i].word;
    return "";
}

static int get_use(const SvyQuestion *question)
{
    if (question->is_personal)
        return USE_PERSONAL;
    return question->is_meta ? USE_TECHNICAL : USE_OPINION;
}

static void append_item(GString *out,
                        const SvyDataset *dataset,
                        const SvyQuestion *question,
                        size_t i)
{
    const SvyItem *item = svy_question_get_item(question, i);
    g_autofree char *levels = i == 0 ? join_levels(question, false) : NULL;
    g_autofree char *codes = i == 0 ? join_codes(question) : NULL;
    g_autofree char *apart = i == 0 ? join_levels(question, true) : NULL;
    g_autofree char *missing = i == 0 ? join_missing(question) : NULL;

    svy_csv_append_count(out, item->column + 1);
    svy_csv_append_text(out, dataset->headers[item->column]);
    svy_csv_append_text(out, question->id);
    svy_csv_append_text(out, question->text);
    svy_csv_append_text(out, svy_question_type_get_name(question->type));
    svy_csv_append_text(out, svy_role_get_name(item->role));
    svy_csv_append_text(out, item->role == SVY_ROLE_ANSWER ? NULL : item->label);
    svy_csv_append_text(out, item->point);
    svy_csv_append_text(out, svy_mark_get_name(item->mark));
    svy_csv_append_text(out, svy_base_get_name(question->base));
    svy_csv_append_text(out, use_words[get_use(question)]);
    svy_csv_append_text(out, levels);
    svy_csv_append_text(out, codes);
    svy_csv_append_text(out, apart);
    svy_csv_append_text(out, i == 0 ? get_separator_word(question->separator) : NULL);
    svy_csv_append_text(out, missing);
    svy_csv_append_text(out, i == 0 ? question->reason : NULL);
    svy_csv_end_row(out);
}

char *svy_codebook_file_format(const SvyDataset *dataset)
{
    GString *out = g_string_new(NULL);

    svy_csv_append_row(out, fields);
    for (guint q = 0; q < dataset->questions->len; q++) {
        const SvyQuestion *question = svy_dataset_get_question(dataset, q);

        for (guint i = 0; i < question->items->len; i++)
            append_item(out, dataset, question, i);
    }
    return g_string_free(out, FALSE);
}

/* --- Reading -------------------------------------------------------------------------------- */

typedef struct {
    const char *file;
    const SvyHead *rows;
    size_t where[G_N_ELEMENTS(fields)]; /* field of the file that holds each of ours */
    SvyDataset *dataset;
    GPtrArray *questions; /* of SvyQuestion, owned */
    bool *is_seen;        /* [n_columns] */
    size_t row;           /* being read; 0 is the header */
} Book;

static SvyPlace place_at(const Book *book, int field)
{
    return (SvyPlace){.file = book->file,
                      .line = g_array_index(book->rows->lines, size_t, book->row),
                      .field = field < 0 ? 0 : book->where[field] + 1};
}

/* A cell without the apostrophe by which a formula was defused. */
static const char *get_cell(const Book *book, int field)
{
    return svy_csv_get_text(svy_head_get(book->rows, book->row, book->where[field]));
}

static bool is_optional(int field)
{
    return field == REASON || field == APART || field == MARK || field == POINT ||
           field == SEPARATOR || field == MISSING || field == CODES;
}

static bool find_fields(Book *book, GError **error)
{
    const size_t n = svy_head_count_fields(book->rows, 0);
    const SvyPlace place = {.file = book->file, .line = 1};

    for (size_t f = 0; fields[f] != NULL; f++) {
        book->where[f] = n;
        for (size_t i = 0; i < n; i++)
            if (svy_text_same(svy_head_get(book->rows, 0, i), fields[f]))
                book->where[f] = i;
        if (book->where[f] == n && !is_optional((int)f))
            return svy_error_set(error, SVY_ERROR_DATA, &place,
                                 "Make one with: surveystat codebook RESPONSES.csv",
                                 "this is no codebook: it has no column \"%s\"", fields[f]);
    }
    for (size_t i = 0; i < n; i++) {
        const char *cell = svy_head_get(book->rows, 0, i);
        const char *near_miss = svy_text_near_miss(cell, fields);
        g_autofree char *quoted = svy_text_quote(cell);
        const SvyPlace at = {.file = book->file, .line = 1, .field = i + 1};

        if (cell[0] != '\0' && near_miss == NULL)
            return svy_error_set(error, SVY_ERROR_DATA, &at, "Remove the column",
                                 "unknown codebook column, got %s", quoted);
    }
    return true;
}

/* One of the words that a field allows. */
static bool read_word(const Book *book,
                      int field,
                      const char *const words[],
                      size_t *ret_index,
                      GError **error)
{
    const char *cell = get_cell(book, field);
    g_autofree char *quoted = svy_text_quote(cell);
    g_autofree char *all = g_strjoinv(", ", (char **)words);
    g_autofree char *mend = NULL;
    const SvyPlace place = place_at(book, field);
    const char *near_miss;

    for (size_t i = 0; words[i] != NULL; i++) {
        if (svy_text_same(cell, words[i])) {
            *ret_index = i;
            return true;
        }
    }
    near_miss = svy_text_near_miss(cell, words);
    mend = near_miss != NULL ? g_strdup_printf("Did you mean %s?", near_miss)
                             : g_strdup_printf("Use one of: %s", all);
    return svy_error_set(error, SVY_ERROR_DATA, &place, mend, "unknown %s, got %s", fields[field],
                         quoted);
}

typedef const char *(*GetName)(int value);

static const char *get_type_name(int value)
{
    return svy_question_type_get_name((SvyQuestionType)value);
}

static const char *get_role_name(int value)
{
    return svy_role_get_name((SvyRole)value);
}

static const char *get_base_name(int value)
{
    return svy_base_get_name((SvyBaseRule)value);
}

static const char *get_mark_name(int value)
{
    return svy_mark_get_name((SvyOptionMark)value);
}

static bool read_enum(const Book *book,
                      int field,
                      GetName get_name,
                      int n,
                      int *ret_value,
                      GError **error)
{
    const char *words[16] = {NULL};
    size_t index = 0;

    for (int i = 0; i < n; i++)
        words[i] = get_name(i);
    if (!read_word(book, field, words, &index, error))
        return false;
    *ret_value = (int)index;
    return true;
}

static bool read_column(const Book *book, size_t *ret_column, GError **error)
{
    const char *cell = get_cell(book, COLUMN);
    g_autofree char *quoted = svy_text_quote(cell);
    const SvyPlace place = place_at(book, COLUMN);
    double value;

    if (!svy_num_parse(cell, &value) || value < 1 || value > (double)book->dataset->n_columns ||
        value > floor(value))
        return svy_error_set(error, SVY_ERROR_DATA, &place,
                             "Make a new codebook when the file has other columns",
                             "column number outside 1 to %zu of the responses, got %s",
                             book->dataset->n_columns, quoted);
    *ret_column = (size_t)value - 1;
    if (!book->is_seen[*ret_column])
        return true;
    return svy_error_set(error, SVY_ERROR_DATA, &place, "Remove one of the rows",
                         "column %zu is described twice", *ret_column + 1);
}

/* The header of the responses must be the one that the codebook was made for. */
static bool check_header(const Book *book, size_t column, GError **error)
{
    const char *cell = get_cell(book, HEADER);
    g_autofree char *was = svy_text_quote(cell);
    g_autofree char *is = svy_text_quote(book->dataset->headers[column]);
    const SvyPlace place = place_at(book, HEADER);

    if (svy_text_same(cell, book->dataset->headers[column]))
        return true;
    return svy_error_set(error, SVY_ERROR_DATA, &place,
                         "Make a new codebook for this file, or give the codebook that was made "
                         "for it",
                         "the codebook does not fit the responses: column %zu is called %s there, "
                         "got %s",
                         column + 1, is, was);
}

static SvyQuestion *find_question(const Book *book, const char *id)
{
    for (guint i = 0; i < book->questions->len; i++) {
        SvyQuestion *question = g_ptr_array_index(book->questions, i);
        if (strcmp(question->id, id) == 0)
            return question;
    }
    return NULL;
}

/* Splits "a | b | c\|d" at the bars that are not escaped. */
static GPtrArray *split_levels(const char *text)
{
    GPtrArray *parts = g_ptr_array_new_with_free_func(g_free); /* of char, owned */
    g_autoptr(GString) part = g_string_new(NULL);

    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\\' && c[1] == '|')
            g_string_append_c(part, *++c);
        else if (*c != '|')
            g_string_append_c(part, *c);
        if (*c == '|' && (c == text || c[-1] != '\\')) {
            g_ptr_array_add(parts, g_strstrip(g_strdup(part->str)));
            g_string_truncate(part, 0);
        }
    }
    g_ptr_array_add(parts, g_strstrip(g_strdup(part->str)));
    return parts;
}

static bool add_levels(const Book *book, SvyQuestion *question, GError **error)
{
    g_autoptr(GPtrArray) parts = split_levels(get_cell(book, LEVELS));

    for (guint i = 0; i < parts->len; i++) {
        const char *label = g_ptr_array_index(parts, i);
        g_autofree char *quoted = svy_text_quote(label);
        const SvyPlace place = place_at(book, LEVELS);

        if (label[0] == '\0')
            continue;
        for (guint j = 0; j < question->levels->len; j++)
            if (svy_text_same(svy_question_get_level(question, j)->label, label))
                return svy_error_set(error, SVY_ERROR_DATA, &place, "Remove one of them",
                                     "a level is listed twice, got %s", quoted);
        svy_question_add_level(question, label)->mark = SVY_MARK_NONE;
    }
    return true;
}

static SvyLevel *find_level(const SvyQuestion *question, const char *label)
{
    for (guint i = 0; i < question->levels->len; i++)
        if (svy_text_same(svy_question_get_level(question, i)->label, label))
            return svy_question_get_level(question, i);
    return NULL;
}

/* Codes stand in the order of the levels. */
static bool add_codes(const Book *book, SvyQuestion *question, GError **error)
{
    g_autoptr(GPtrArray) parts = split_levels(get_cell(book, CODES));
    const SvyPlace place = place_at(book, CODES);

    if (parts->len == 1 && *(const char *)g_ptr_array_index(parts, 0) == '\0')
        return true;
    if (parts->len != question->levels->len)
        return svy_error_set(error, SVY_ERROR_DATA, &place,
                             "Give one code for each level, in the same order, or none at all",
                             "question %s has %u levels and %u codes", question->id,
                             question->levels->len, parts->len);
    for (guint i = 0; i < parts->len; i++)
        svy_question_get_level(question, i)->code = g_strdup(g_ptr_array_index(parts, i));
    return true;
}

/* "LABEL=mark | LABEL=mark" */
static bool mark_levels(const Book *book, SvyQuestion *question, GError **error)
{
    g_autoptr(GPtrArray) parts = split_levels(get_cell(book, APART));

    for (guint i = 0; i < parts->len; i++) {
        char *part = g_ptr_array_index(parts, i);
        char *equals = strrchr(part, '=');
        g_autofree char *quoted = svy_text_quote(part);
        const SvyPlace place = place_at(book, APART);
        SvyLevel *level;
        int mark = SVY_MARK_LAST;

        if (part[0] == '\0')
            continue;
        if (equals != NULL) {
            *equals = '\0';
            for (int m = 0; m < SVY_MARK_LAST; m++)
                if (svy_text_same(equals + 1, get_mark_name(m)))
                    mark = m;
        }
        level = find_level(question, part);
        if (level == NULL || mark == SVY_MARK_LAST)
            return svy_error_set(error, SVY_ERROR_DATA, &place,
                                 "Write LABEL=other, LABEL=none or LABEL=dont-know with a label "
                                 "that is among the levels",
                                 "cannot set a level apart, got %s", quoted);
        level->mark = (SvyOptionMark)mark;
    }
    return true;
}

static bool has_order(const SvyQuestion *question, SvyDataset *dataset)
{
    for (guint i = 0; i < dataset->questions->len; i++) {
        const SvyQuestion *inferred = svy_dataset_get_question(dataset, i);

        if (strcmp(inferred->id, question->id) == 0)
            return inferred->is_ordered;
    }
    return false;
}

static bool read_separator(const Book *book, SvyQuestion *question, GError **error)
{
    const char *words[G_N_ELEMENTS(separators) + 1] = {NULL};
    size_t index = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(separators); i++)
        words[i] = separators[i].word;
    if (!read_word(book, SEPARATOR, words, &index, error))
        return false;
    question->separator = separators[index].separator;
    return true;
}

static void read_missing(const Book *book, SvyQuestion *question)
{
    g_autoptr(GPtrArray) parts = split_levels(get_cell(book, MISSING));

    if (parts->len == 1 && *(const char *)g_ptr_array_index(parts, 0) == '\0')
        return;
    g_ptr_array_add(parts, NULL);
    question->missing = g_strdupv((char **)parts->pdata);
}

static bool start_question(Book *book,
                           const char *id,
                           SvyQuestionType type,
                           SvyQuestion **ret_question,
                           GError **error)
{
    g_autoptr(SvyQuestion) question = svy_question_new(type, get_cell(book, TEXT));
    size_t use = USE_OPINION;
    int base = SVY_BASE_ANSWERED;

    question->id = g_strdup(id);
    if (!read_word(book, USE, use_words, &use, error) ||
        !read_enum(book, BASE, get_base_name, SVY_BASE_LAST, &base, error))
        return false;
    question->is_meta = use != USE_OPINION;
    question->is_personal = use == USE_PERSONAL;
    question->base = (SvyBaseRule)base;
    question->is_ordered = type == SVY_QUESTION_LIKERT || has_order(question, book->dataset);
    *ret_question = question;
    g_ptr_array_add(book->questions, g_steal_pointer(&question));
    return true;
}

static bool get_question(Book *book, SvyQuestion **ret_question, GError **error)
{
    const char *id = get_cell(book, QUESTION);
    const SvyPlace place = place_at(book, QUESTION);
    SvyQuestion *question = find_question(book, id);
    int type = 0;

    if (id[0] == '\0')
        return svy_error_set(error, SVY_ERROR_DATA, &place, "Give it an id such as q7",
                             "a column without a question");
    if (!read_enum(book, TYPE, get_type_name, SVY_QUESTION_LAST, &type, error))
        return false;
    if (question == NULL)
        return start_question(book, id, (SvyQuestionType)type, ret_question, error);
    if (question->type != (SvyQuestionType)type) {
        const SvyPlace at = place_at(book, TYPE);
        return svy_error_set(error, SVY_ERROR_DATA, &at, "Give all its columns one type",
                             "question %s is %s above and %s here", id,
                             svy_question_type_get_name(question->type), get_type_name(type));
    }
    *ret_question = question;
    return true;
}

/* What stands once for a question: on its first row, which a sorted table may have further down. */
static bool complete_question(const Book *book, SvyQuestion *question, GError **error)
{
    const char *reason = get_cell(book, REASON);

    g_assert(question != NULL);
    if (question->reason == NULL && reason[0] != '\0')
        question->reason = g_strdup(reason);
    if (question->missing == NULL)
        read_missing(book, question);
    if (question->separator == '\0' && !read_separator(book, question, error))
        return false;
    if (question->levels->len > 0)
        return true;
    return add_levels(book, question, error) && add_codes(book, question, error) &&
           mark_levels(book, question, error);
}

static bool read_row(Book *book, GError **error)
{
    SvyQuestion *question = NULL;
    int role = SVY_ROLE_ANSWER, mark = SVY_MARK_NONE;
    const char *label;
    SvyItem *item;
    size_t column = 0;

    if (!read_column(book, &column, error) || !check_header(book, column, error) ||
        !get_question(book, &question, error) || !complete_question(book, question, error) ||
        !read_enum(book, ROLE, get_role_name, SVY_ROLE_LAST, &role, error) ||
        !read_enum(book, MARK, get_mark_name, SVY_MARK_LAST, &mark, error))
        return false;
    label = role == SVY_ROLE_ANSWER ? question->text : get_cell(book, ITEM);
    item = svy_question_add_item(question, column, (SvyRole)role, label);
    item->mark = (SvyOptionMark)mark;
    if (role == SVY_ROLE_POINT)
        item->point = g_strdup(get_cell(book, POINT));
    book->is_seen[column] = true;
    return true;
}

static bool check_all_seen(const Book *book, GError **error)
{
    for (size_t i = 0; i < book->dataset->n_columns; i++) {
        g_autofree char *header = svy_text_quote(book->dataset->headers[i]);
        const SvyPlace place = {.file = book->file};

        if (!book->is_seen[i])
            return svy_error_set(error, SVY_ERROR_DATA, &place,
                                 "Make a new codebook, or add the row",
                                 "the codebook does not fit the responses: their column %zu, %s, "
                                 "is not in it",
                                 i + 1, header);
    }
    return true;
}

/* Where a question begins in the file: its type and levels stand there. */
static SvyPlace place_of(const Book *book, const SvyQuestion *question, int field)
{
    Book at = *book;

    for (at.row = 1; at.row < book->rows->cells->len; at.row++)
        if (strcmp(get_cell(&at, QUESTION), question->id) == 0)
            return place_at(&at, field);
    return (SvyPlace){.file = book->file};
}

/* Which roles give a type its answers; every question needs at least one column of them. */
static bool is_answer_role(SvyQuestionType type, SvyRole role)
{
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
        return type != SVY_QUESTION_GRID && type != SVY_QUESTION_RANK;
    case SVY_ROLE_WRITE_IN:
    case SVY_ROLE_COMMENT:
    case SVY_ROLE_LAST:
        break;
    }
    return false;
}

static bool check_question(const Book *book, const SvyQuestion *question, GError **error)
{
    const SvyPlace place = place_of(book, question, TYPE);
    size_t n = 0;

    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);
        const bool is_text = item->role == SVY_ROLE_WRITE_IN || item->role == SVY_ROLE_COMMENT;

        if (!is_text && !is_answer_role(question->type, item->role))
            return svy_error_set(
                error, SVY_ERROR_DATA, &place,
                "A multi has options (or one answer with a separator), a grid rows "
                "or points, a rank rows or places; any other question one answer",
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
static bool check_separator(const Book *book, const SvyQuestion *question, GError **error)
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

static bool has_cell(const SvyQuestion *question, const char *text)
{
    for (guint i = 0; i < question->levels->len; i++)
        if (svy_text_same(svy_level_get_cell(svy_question_get_level(question, i)), text))
            return true;
    return false;
}

/* Levels that the data hold and the codebook does not would silently leave the base. */
static bool check_levels(const Book *book, const SvyQuestion *question, GError **error)
{
    for (guint i = 0; question->levels->len > 0 && i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);
        const SvyColumn *column = &book->dataset->columns[item->column];
        const size_t n = column->dict == NULL ? 0 : column->dict->n;

        if (question->separator != '\0' ||
            (item->role != SVY_ROLE_ANSWER && item->role != SVY_ROLE_ROW &&
             item->role != SVY_ROLE_PLACE))
            continue;
        for (size_t code = 0; code < n; code++) {
            const char *text = svy_dict_get_text(column->dict, code);
            g_autofree char *quoted = svy_text_quote(text);

            if (!has_cell(question, text) && !svy_question_is_missing(question, text)) {
                const SvyPlace place = place_of(book, question, LEVELS);

                return svy_error_set(
                    error, SVY_ERROR_DATA, &place, "Add it to the levels of the question",
                    "%u people answered column %zu (question %s) with a level that "
                    "the codebook does not list, got %s",
                    column->dict->counts[code], item->column + 1, question->id, quoted);
            }
        }
    }
    return true;
}

static bool is_closed(const SvyQuestion *question)
{
    return question->type == SVY_QUESTION_SINGLE || question->type == SVY_QUESTION_LIKERT ||
           question->type == SVY_QUESTION_GRID || question->type == SVY_QUESTION_RANK;
}

/* A text that became a choice has no levels in the codebook: these are the answers given. */
static bool complete_levels(const Book *book, SvyQuestion *question, GError **error)
{
    g_auto(SvyLabelSet) set = {0};
    const char *scale;

    if (!is_closed(question) || question->levels->len > 0)
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
    svy_infer_levels(question, &set, &scale);
    for (guint i = question->levels->len; i > 0; i--)
        if (svy_question_is_missing(question, svy_question_get_level(question, i - 1)->label))
            g_ptr_array_remove_index(question->levels, i - 1);
    question->is_ordered |= question->type == SVY_QUESTION_LIKERT;
    return true;
}

static gint compare_items(gconstpointer a, gconstpointer b)
{
    const SvyItem *left = *(SvyItem *const *)a, *right = *(SvyItem *const *)b;

    return left->column < right->column ? -1 : left->column > right->column;
}

static gint compare_questions(gconstpointer a, gconstpointer b)
{
    const SvyQuestion *left = *(SvyQuestion *const *)a, *right = *(SvyQuestion *const *)b;
    const size_t x = svy_question_get_item(left, 0)->column;
    const size_t y = svy_question_get_item(right, 0)->column;

    return x < y ? -1 : x > y;
}

static bool read_rows(Book *book, GError **error)
{
    if (!find_fields(book, error))
        return false;
    for (book->row = 1; book->row < book->rows->cells->len; book->row++)
        if (!read_row(book, error))
            return false;
    if (!check_all_seen(book, error))
        return false;
    for (guint i = 0; i < book->questions->len; i++) {
        SvyQuestion *question = g_ptr_array_index(book->questions, i);

        if (question->reason == NULL)
            question->reason = g_strdup("as the codebook says");
        g_ptr_array_sort(question->items, compare_items);
        if (!check_question(book, question, error) || !check_separator(book, question, error) ||
            !complete_levels(book, question, error) || !check_levels(book, question, error))
            return false;
    }
    g_ptr_array_sort(book->questions, compare_questions);
    return true;
}

static bool open_book(const char *path, SvyHead **ret_rows, GError **error)
{
    g_autoptr(SvyInput) input = NULL;
    g_autoptr(SvyFindings) findings = svy_findings_new();
    g_auto(SvyEncoding) encoding = {0};
    SvyDialect dialect;

    if (!svy_input_open(path, &input, error))
        return false;
    if (svy_input_get_size(input) > SVY_LIMIT_SMALL_FILE_BYTES)
        return svy_error_set(error, SVY_ERROR_LIMIT, &(SvyPlace){.file = path},
                             "A codebook has one row for each column; is this one",
                             "larger than %u MiB", SVY_LIMIT_SMALL_FILE_BYTES >> 20);
    if (!svy_encoding_detect(input, NULL, findings, &encoding, error) ||
        !svy_dialect_detect(input, &encoding, '\0', findings, &dialect, error))
        return false;

    const SvyCsvOptions options = {.delimiter = dialect.delimiter,
                                   .n_skip_lines = dialect.n_skip_lines,
                                   .encoding = &encoding};

    if (!svy_head_read(input, &options, ret_rows, error))
        return false;
    if ((*ret_rows)->cells->len > 0)
        return true;
    g_clear_pointer(ret_rows, svy_head_free);
    return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = path},
                         "Make one with: surveystat codebook RESPONSES.csv",
                         "the codebook holds no data");
}

bool svy_codebook_file_apply(const char *path, SvyDataset *dataset, GError **error)
{
    g_autoptr(SvyHead) rows = NULL;
    g_autofree bool *is_seen = g_new0(bool, dataset->n_columns + 1);
    g_autoptr(GPtrArray) questions =
        g_ptr_array_new_with_free_func((GDestroyNotify)svy_question_free);

    if (!open_book(path, &rows, error))
        return false;

    Book book = {
        .file = path, .rows = rows, .dataset = dataset, .questions = questions, .is_seen = is_seen};

    if (!read_rows(&book, error))
        return false;
    g_ptr_array_unref(dataset->questions);
    dataset->questions = g_steal_pointer(&questions);
    return true;
}
