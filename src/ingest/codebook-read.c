/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a codebook from a CSV. */
#include "ingest/codebook-private.h"

#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/error.h"
#include "base/limit.h"
#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"
#include "ingest/dialect.h"

SvyPlace svy_book_place(const SvyBook *book, int field)
{
    return (SvyPlace){.file = book->file,
                      .line = g_array_index(book->rows->lines, size_t, book->row),
                      .field = field < 0 ? 0 : book->where[field] + 1};
}

const char *svy_book_get_cell(const SvyBook *book, int field)
{
    return svy_csv_get_text(svy_head_get(book->rows, book->row, book->where[field]));
}

static bool is_optional(int field)
{
    return field == SVY_BOOK_REASON || field == SVY_BOOK_APART || field == SVY_BOOK_MARK ||
           field == SVY_BOOK_POINT || field == SVY_BOOK_SEPARATOR || field == SVY_BOOK_MISSING ||
           field == SVY_BOOK_CODES || field == SVY_BOOK_REVERSE || field == SVY_BOOK_CLEAR ||
           field == SVY_BOOK_NETS;
}

static bool find_fields(SvyBook *book, GError **error)
{
    const size_t n = svy_head_count_fields(book->rows, 0);
    const SvyPlace place = {.file = book->file, .line = 1};

    for (size_t f = 0; svy_codebook_fields[f] != NULL; f++) {
        book->where[f] = n;
        for (size_t i = 0; i < n; i++)
            if (svy_text_same(svy_head_get(book->rows, 0, i), svy_codebook_fields[f]))
                book->where[f] = i;
        if (book->where[f] == n && !is_optional((int)f))
            return svy_error_set(
                error, SVY_ERROR_DATA, &place, "Make one with: surveystat codebook RESPONSES.csv",
                "this is no codebook: it has no column \"%s\"", svy_codebook_fields[f]);
    }
    for (size_t i = 0; i < n; i++) {
        const char *cell = svy_head_get(book->rows, 0, i);
        const char *near_miss = svy_text_near_miss(cell, svy_codebook_fields);
        g_autofree char *quoted = svy_text_quote(cell);
        const SvyPlace at = {.file = book->file, .line = 1, .field = i + 1};

        if (cell[0] != '\0' && near_miss == NULL)
            return svy_error_set(error, SVY_ERROR_DATA, &at, "Remove the column",
                                 "unknown codebook column, got %s", quoted);
    }
    return true;
}

/* One of the words that a field allows. */
static bool read_word(const SvyBook *book,
                      int field,
                      const char *const words[],
                      size_t *ret_index,
                      GError **error)
{
    const char *cell = svy_book_get_cell(book, field);
    g_autofree char *quoted = svy_text_quote(cell);
    g_autofree char *all = g_strjoinv(", ", (char **)words);
    g_autofree char *mend = NULL;
    const SvyPlace place = svy_book_place(book, field);
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
    return svy_error_set(error, SVY_ERROR_DATA, &place, mend, "unknown %s, got %s",
                         svy_codebook_fields[field], quoted);
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

static bool read_enum(const SvyBook *book,
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

#define MAX_COLUMN 1000000 /* a larger number is a slip */

static bool read_column(SvyBook *book, GHashTable *met, GError **error)
{
    const char *cell = svy_book_get_cell(book, SVY_BOOK_COLUMN);
    g_autofree char *quoted = svy_text_quote(cell);
    const SvyPlace place = svy_book_place(book, SVY_BOOK_COLUMN);
    double value;

    if (!svy_num_parse(cell, &value) || value < 1 || value > MAX_COLUMN || value > floor(value))
        return svy_error_set(error, SVY_ERROR_DATA, &place,
                             "Write the place of the column in the responses, from 1",
                             "no column number, got %s", quoted);
    book->numbers[book->row] = (size_t)value;
    if (g_hash_table_add(met, GSIZE_TO_POINTER((size_t)value)))
        return true;
    return svy_error_set(error, SVY_ERROR_DATA, &place, "Remove one of the rows",
                         "column %zu is described twice", (size_t)value);
}

static bool read_columns(SvyBook *book, GError **error)
{
    g_autoptr(GHashTable) met = g_hash_table_new(NULL, NULL);

    for (book->row = 1; book->row < book->rows->cells->len; book->row++) {
        book->column_of[book->row] = SVY_NO_COLUMN;
        if (!read_column(book, met, error))
            return false;
    }
    svy_book_match(book);
    return true;
}

static SvyQuestion *find_question(const SvyBook *book, const char *id)
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

static bool add_levels(const SvyBook *book, SvyQuestion *question, GError **error)
{
    g_autoptr(GPtrArray) parts = split_levels(svy_book_get_cell(book, SVY_BOOK_LEVELS));

    for (guint i = 0; i < parts->len; i++) {
        const char *label = g_ptr_array_index(parts, i);
        g_autofree char *quoted = svy_text_quote(label);
        const SvyPlace place = svy_book_place(book, SVY_BOOK_LEVELS);

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
static bool add_codes(const SvyBook *book, SvyQuestion *question, GError **error)
{
    g_autoptr(GPtrArray) parts = split_levels(svy_book_get_cell(book, SVY_BOOK_CODES));
    const SvyPlace place = svy_book_place(book, SVY_BOOK_CODES);

    if (parts->len != question->levels->len)
        return svy_error_set(error, SVY_ERROR_DATA, &place,
                             "Give one code for each level, in the same order, or none at all",
                             "question %s has %u levels and %u codes", question->id,
                             question->levels->len, parts->len);
    for (guint i = 0; i < parts->len; i++)
        svy_question_get_level(question, i)->code = g_strdup(g_ptr_array_index(parts, i));
    return true;
}

static void add_text(char ***texts, const char *text)
{
    const guint n = *texts == NULL ? 0 : g_strv_length(*texts);

    if (*texts != NULL && g_strv_contains((const char *const *)*texts, text))
        return;
    *texts = g_renew(char *, *texts, n + 2);
    (*texts)[n] = g_strdup(text);
    (*texts)[n + 1] = NULL;
}

/* An answer that says "no answer" is missing, but its people are counted. */
static bool mark_no_answer(SvyQuestion *question, const char *label)
{
    for (guint i = 0; i < question->levels->len; i++) {
        const SvyLevel *level = svy_question_get_level(question, i);

        if (!svy_text_same(level->label, label))
            continue;
        add_text(&question->missing, svy_level_get_cell(level));
        add_text(&question->no_answers, svy_level_get_cell(level));
        g_ptr_array_remove_index(question->levels, i);
        return true;
    }
    if (!svy_question_is_missing(question, label))
        return false;
    add_text(&question->no_answers, label);
    return true;
}

static bool mark_level(SvyQuestion *question, const char *label, const char *word)
{
    SvyLevel *level = find_level(question, label);

    if (svy_text_same(word, SVY_CODEBOOK_NO_ANSWER))
        return mark_no_answer(question, label);
    for (int m = 0; level != NULL && m < SVY_MARK_LAST; m++) {
        if (!svy_text_same(word, get_mark_name(m)))
            continue;
        level->mark = (SvyOptionMark)m;
        return true;
    }
    return false;
}

/* "LABEL=mark | LABEL=mark" */
static bool mark_levels(const SvyBook *book, SvyQuestion *question, GError **error)
{
    g_autoptr(GPtrArray) parts = split_levels(svy_book_get_cell(book, SVY_BOOK_APART));

    for (guint i = 0; i < parts->len; i++) {
        char *part = g_ptr_array_index(parts, i);
        char *equals = strrchr(part, '=');
        g_autofree char *quoted = svy_text_quote(part);
        const SvyPlace place = svy_book_place(book, SVY_BOOK_APART);

        if (part[0] == '\0')
            continue;
        if (equals != NULL)
            *equals = '\0';
        if (equals == NULL || !mark_level(question, part, equals + 1))
            return svy_error_set(error, SVY_ERROR_DATA, &place,
                                 "Write LABEL=other, LABEL=none, LABEL=dont-know or "
                                 "LABEL=" SVY_CODEBOOK_NO_ANSWER " with a label that is among the "
                                 "levels, the last also with one that is missing",
                                 "cannot set a level apart, got %s", quoted);
    }
    return true;
}

/* Yes or no; blank is no. */
static bool read_yes(const SvyBook *book, int field, bool *ret_is_yes, GError **error)
{
    static const char *const words[] = {"no", "yes", "", NULL};
    size_t index = 0;

    if (!read_word(book, field, words, &index, error))
        return false;
    *ret_is_yes = index == 1;
    return true;
}

/* Cuts at each @sign that has no backslash in front; backslashes stay. */
static GPtrArray *cut_at(const char *text, char sign)
{
    GPtrArray *parts = g_ptr_array_new_with_free_func(g_free); /* of char, owned */
    const char *start = text;

    for (const char *c = text;; c++) {
        if (*c == '\\' && c[1] != '\0') {
            c++;
        } else if (*c == sign || *c == '\0') {
            g_ptr_array_add(parts, g_strstrip(g_strndup(start, (gsize)(c - start))));
            start = c + 1;
        }
        if (*c == '\0')
            return parts;
    }
}

/* Without the backslashes that stand before = ; and |. */
static char *unescape(const char *text)
{
    GString *plain = g_string_new(NULL);

    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\\' && (c[1] == '=' || c[1] == ';' || c[1] == '|'))
            c++;
        g_string_append_c(plain, *c);
    }
    return g_string_free(plain, FALSE);
}

static char **read_net_parts(const char *text)
{
    g_autoptr(GPtrArray) cut = cut_at(text, '|');
    GPtrArray *parts = g_ptr_array_new();

    for (guint i = 0; i < cut->len; i++)
        if (*(const char *)g_ptr_array_index(cut, i) != '\0')
            g_ptr_array_add(parts, unescape(g_ptr_array_index(cut, i)));
    g_ptr_array_add(parts, NULL);
    return (char **)g_ptr_array_free(parts, FALSE);
}

/* Behind the first = that has no backslash in front. */
static const char *find_options(const char *net)
{
    while (*net != '=' && *net != '\0')
        net += *net == '\\' && net[1] != '\0' ? 2 : 1;
    return *net == '=' ? net + 1 : net;
}

/* "NET = OPTION | OPTION; NET = ..." */
static bool read_nets(const SvyBook *book, SvyQuestion *question, GError **error)
{
    g_autoptr(GPtrArray) nets = cut_at(svy_book_get_cell(book, SVY_BOOK_NETS), ';');
    const SvyPlace place = svy_book_place(book, SVY_BOOK_NETS);

    for (guint i = 0; i < nets->len; i++) {
        const char *net = g_ptr_array_index(nets, i);
        g_autoptr(GPtrArray) sides = cut_at(net, '=');
        g_autofree char *quoted = svy_text_quote(net);
        g_autofree char *label = NULL;
        g_auto(GStrv) parts = NULL;

        if (net[0] == '\0')
            continue;
        label = unescape(g_ptr_array_index(sides, 0));
        parts = read_net_parts(sides->len > 1 ? find_options(net) : "");
        if (label[0] == '\0' || parts[0] == NULL)
            return svy_error_set(error, SVY_ERROR_DATA, &place,
                                 "Write NET = OPTION | OPTION; NET = ...",
                                 "a net without a name or without options, got %s", quoted);
        svy_question_add_net(question, label, g_steal_pointer(&parts));
    }
    return true;
}

static bool has_column(const SvyQuestion *question, size_t column)
{
    for (guint i = 0; i < question->items->len; i++) {
        if (svy_question_get_item(question, i)->column == column)
            return true;
    }
    return false;
}

/* What was inferred of the same column, whatever the question is called here. */
static bool has_order(const SvyQuestion *question, SvyDataset *dataset)
{
    const size_t column = svy_question_get_item(question, 0)->column;

    for (guint i = 0; i < dataset->questions->len; i++) {
        const SvyQuestion *inferred = svy_dataset_get_question(dataset, i);

        if (has_column(inferred, column))
            return inferred->is_ordered;
    }
    return false;
}

static bool read_separator(const SvyBook *book, SvyQuestion *question, GError **error)
{
    const char *words[SVY_CODEBOOK_N_SEPARATORS + 1] = {NULL};
    size_t index = 0;

    for (size_t i = 0; i < SVY_CODEBOOK_N_SEPARATORS; i++)
        words[i] = svy_codebook_separators[i].word;
    if (!read_word(book, SVY_BOOK_SEPARATOR, words, &index, error))
        return false;
    question->separator = svy_codebook_separators[index].separator;
    return true;
}

static bool read_missing(const SvyBook *book, SvyQuestion *question, GError **error)
{
    g_autoptr(GPtrArray) parts = split_levels(svy_book_get_cell(book, SVY_BOOK_MISSING));

    (void)error; /* any text may mean "no answer" */
    g_ptr_array_add(parts, NULL);
    question->missing = g_strdupv((char **)parts->pdata);
    return true;
}

static bool start_question(SvyBook *book,
                           const char *id,
                           SvyQuestionType type,
                           SvyQuestion **ret_question,
                           GError **error)
{
    g_autoptr(SvyQuestion) question =
        svy_question_new(type, svy_book_get_cell(book, SVY_BOOK_TEXT));
    size_t use = SVY_BOOK_USE_OPINION;
    int base = SVY_BASE_ANSWERED;

    question->id = g_strdup(id);
    if (!read_word(book, SVY_BOOK_USE, svy_codebook_uses, &use, error) ||
        !read_enum(book, SVY_BOOK_BASE, get_base_name, SVY_BASE_LAST, &base, error))
        return false;
    question->is_meta = use != SVY_BOOK_USE_OPINION;
    question->is_personal = use == SVY_BOOK_USE_PERSONAL;
    question->base = (SvyBaseRule)base;
    question->is_ordered = type == SVY_QUESTION_LIKERT;
    *ret_question = question;
    g_ptr_array_add(book->questions, g_steal_pointer(&question));
    return true;
}

static bool get_question(SvyBook *book, SvyQuestion **ret_question, GError **error)
{
    const char *id = svy_book_get_cell(book, SVY_BOOK_QUESTION);
    const SvyPlace place = svy_book_place(book, SVY_BOOK_QUESTION);
    SvyQuestion *question = find_question(book, id);
    int type = 0;

    if (id[0] == '\0')
        return svy_error_set(error, SVY_ERROR_DATA, &place, "Give it an id such as q7",
                             "a column without a question");
    if (!read_enum(book, SVY_BOOK_TYPE, get_type_name, SVY_QUESTION_LAST, &type, error))
        return false;
    if (question == NULL)
        return start_question(book, id, (SvyQuestionType)type, ret_question, error);
    if (question->type != (SvyQuestionType)type) {
        const SvyPlace at = svy_book_place(book, SVY_BOOK_TYPE);
        return svy_error_set(error, SVY_ERROR_DATA, &at, "Give all its columns one type",
                             "question %s is %s above and %s here", id,
                             svy_question_type_get_name(question->type), get_type_name(type));
    }
    *ret_question = question;
    return true;
}

/* The row that gave each field of the question first. */
static size_t *get_firsts(const SvyBook *book, const SvyQuestion *question)
{
    size_t *firsts = g_hash_table_lookup(book->firsts, question->id);

    if (firsts == NULL) {
        firsts = g_new0(size_t, SVY_BOOK_FIELD_LAST);
        g_hash_table_insert(book->firsts, question->id, firsts);
    }
    return firsts;
}

static SvyBook book_at(const SvyBook *book, size_t row)
{
    SvyBook at = *book;

    at.row = row;
    return at;
}

/* True when the row says of its question what the row @first says, blanks and capitals apart. */
static bool says_the_same(const SvyBook *book, int field, size_t first)
{
    const SvyBook at = book_at(book, first);

    return svy_text_same(svy_book_get_cell(&at, field), svy_book_get_cell(book, field));
}

/* Which of the two is meant cannot be told. */
static bool fail_other(const SvyBook *book,
                       const SvyQuestion *question,
                       int field,
                       size_t first,
                       GError **error)
{
    const SvyBook at = book_at(book, first);
    const SvyPlace place = svy_book_place(book, field);

    return svy_error_set(error, SVY_ERROR_DATA, &place,
                         "Give all rows of the question the same, or leave the field blank on all "
                         "but one",
                         "question %s has another \"%s\" here than on line %zu", question->id,
                         svy_codebook_fields[field], svy_book_place(&at, field).line);
}

/* The first one counts, as it did before this row was changed. */
static void note_other(const SvyBook *book, const SvyQuestion *question, int field, size_t first)
{
    const SvyBook at = book_at(book, first);

    svy_findings_add(
        book->dataset->findings, SVY_SEVERITY_WARNING, "codebook-differs", 0,
        book->column_of[book->row], SVY_TR("Change it on that line"),
        SVY_TR("%s:%zu: question %s has another \"%s\" here than on line %zu, which counts"),
        book->file, svy_book_place(book, field).line, question->id, svy_codebook_fields[field],
        svy_book_place(&at, field).line);
}

/* What every row of a question repeats. */
static bool check_repeated(const SvyBook *book, const SvyQuestion *question, GError **error)
{
    static const int fields[] = {SVY_BOOK_TEXT, SVY_BOOK_BASE, SVY_BOOK_USE};
    size_t *firsts = get_firsts(book, question);

    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        const int field = fields[i];

        if (firsts[field] == 0)
            firsts[field] = book->row;
        if (svy_book_get_cell(book, field)[0] == '\0' || says_the_same(book, field, firsts[field]))
            continue;
        if (field == SVY_BOOK_USE)
            return fail_other(book, question, field, firsts[field], error);
        note_other(book, question, field, firsts[field]);
    }
    return true;
}

typedef bool (*ReadField)(const SvyBook *book, SvyQuestion *question, GError **error);

/* What stands once for a question: on its first row, which a sorted table may have further down. */
static bool complete_question(const SvyBook *book, SvyQuestion *question, GError **error)
{
    static const struct {
        int field;
        ReadField read;
    } once[] = {{SVY_BOOK_MISSING, read_missing}, {SVY_BOOK_SEPARATOR, read_separator},
                {SVY_BOOK_LEVELS, add_levels},    {SVY_BOOK_CODES, add_codes},
                {SVY_BOOK_APART, mark_levels},    {SVY_BOOK_NETS, read_nets}};
    const char *reason = svy_book_get_cell(book, SVY_BOOK_REASON);
    size_t *firsts;

    g_assert(question != NULL);
    firsts = get_firsts(book, question);
    if (question->reason == NULL && reason[0] != '\0')
        question->reason = g_strdup(reason);
    for (size_t i = 0; i < G_N_ELEMENTS(once); i++) {
        const int field = once[i].field;

        if (svy_book_get_cell(book, field)[0] == '\0')
            continue;
        if (firsts[field] > 0 && !says_the_same(book, field, firsts[field]))
            return fail_other(book, question, field, firsts[field], error);
        if (firsts[field] == 0 && !once[i].read(book, question, error))
            return false;
        firsts[field] = firsts[field] > 0 ? firsts[field] : book->row;
    }
    return check_repeated(book, question, error);
}

static bool read_row(SvyBook *book, GError **error)
{
    SvyQuestion *question = NULL;
    int role = SVY_ROLE_ANSWER, mark = SVY_MARK_NONE;
    const char *label;
    SvyItem *item;
    const size_t column = book->column_of[book->row];
    bool is_reverse = false, is_clear = false;

    if (!get_question(book, &question, error) || !complete_question(book, question, error) ||
        !read_enum(book, SVY_BOOK_ROLE, get_role_name, SVY_ROLE_LAST, &role, error) ||
        !read_enum(book, SVY_BOOK_MARK, get_mark_name, SVY_MARK_LAST, &mark, error) ||
        !read_yes(book, SVY_BOOK_REVERSE, &is_reverse, error) ||
        !read_yes(book, SVY_BOOK_CLEAR, &is_clear, error))
        return false;
    if (column == SVY_NO_COLUMN)
        return true;
    label = role == SVY_ROLE_ANSWER ? question->text : svy_book_get_cell(book, SVY_BOOK_ITEM);
    item = svy_question_add_item(question, column, (SvyRole)role, label);
    item->mark = (SvyOptionMark)mark;
    item->is_reverse = is_reverse;
    item->is_clear = is_clear;
    if (role == SVY_ROLE_POINT)
        item->point = g_strdup(svy_book_get_cell(book, SVY_BOOK_POINT));
    book->is_seen[column] = true;
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

/* Questions whose columns are all gone. */
static void drop_empty(SvyBook *book)
{
    for (guint i = book->questions->len; i > 0; i--) {
        const SvyQuestion *question = g_ptr_array_index(book->questions, i - 1);

        if (question->items->len == 0)
            g_ptr_array_remove_index(book->questions, i - 1);
    }
}

static bool check_questions(SvyBook *book, GError **error)
{
    const bool is_drifted = book->drifts->len > 0;

    for (guint i = 0; i < book->questions->len; i++) {
        SvyQuestion *question = g_ptr_array_index(book->questions, i);

        if (question->reason == NULL)
            question->reason = g_strdup("as the codebook says");
        g_ptr_array_sort(question->items, compare_items);
        question->is_ordered |= has_order(question, book->dataset);
        if (!is_drifted && !svy_book_check_question(book, question, error))
            return false;
        svy_book_check_levels(book, question);
    }
    return svy_book_fail_drifted(book, error);
}

static bool read_rows(SvyBook *book, GError **error)
{
    if (!find_fields(book, error) || !read_columns(book, error))
        return false;
    for (book->row = 1; book->row < book->rows->cells->len; book->row++)
        if (!read_row(book, error))
            return false;
    if (book->accepts_drift)
        svy_book_add_new_columns(book);
    drop_empty(book);
    if (!check_questions(book, error))
        return false;
    g_ptr_array_sort(book->questions, compare_questions);
    return true;
}

static bool open_book(const char *path, SvyHead **ret_rows, GError **error)
{
    if (!svy_dialect_read_table(path, "A codebook has one row for each column; is this one",
                                ret_rows, error))
        return false;
    if ((*ret_rows)->cells->len > 0)
        return true;
    g_clear_pointer(ret_rows, svy_head_free);
    return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = path},
                         "Make one with: surveystat codebook RESPONSES.csv",
                         "the codebook holds no data");
}

bool svy_codebook_file_apply(const char *path,
                             bool accepts_drift,
                             SvyDataset *dataset,
                             GError **error)
{
    g_autoptr(SvyHead) rows = NULL;
    g_autofree bool *is_seen = g_new0(bool, dataset->n_columns + 1);
    g_autoptr(GPtrArray) questions =
        g_ptr_array_new_with_free_func((GDestroyNotify)svy_question_free);

    if (!open_book(path, &rows, error))
        return false;

    g_autofree size_t *numbers = g_new0(size_t, rows->cells->len);
    g_autofree size_t *column_of = g_new0(size_t, rows->cells->len);
    g_autoptr(GPtrArray) drifts = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) firsts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    SvyBook book = {.firsts = firsts,
                    .numbers = numbers,
                    .column_of = column_of,
                    .accepts_drift = accepts_drift,
                    .drifts = drifts,
                    .file = path,
                    .rows = rows,
                    .dataset = dataset,
                    .questions = questions,
                    .is_seen = is_seen};

    if (!read_rows(&book, error))
        return false;
    g_ptr_array_unref(dataset->questions);
    dataset->questions = g_steal_pointer(&questions);
    return true;
}
