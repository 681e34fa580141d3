/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a codebook and the responses differ: a codebook of one wave of a survey on the next. Every
 * difference is named. Unless the user accepts them, all are one error: a codebook that only seems
 * to fit gives wrong tables. */
#include "ingest/codebook-private.h"

#include <string.h>

#include "base/error.h"
#include "base/findings.h"
#include "base/text.h"
#include "base/translate.h"

#define N_SHOWN      20u
#define MAX_COMPARED 200000u /* pairs of headers; past that it is another survey's codebook */
#define ALIKE        0.6 /* share of words in common by which a header is the same one reworded */
#define ACCEPT       "Make a new codebook for this file, or take it as it is with --accept-drift"

/* --- Collecting ----------------------------------------------------------------------------- */

void svy_book_note_drift(const SvyBook *book,
                         const SvyPlace *place,
                         size_t column,
                         const char *code,
                         const char *format,
                         ...)
{
    g_autofree char *message = NULL;
    g_autoptr(GError) error = NULL;
    va_list arguments;

    va_start(arguments, format);
    if (book->accepts_drift)
        svy_findings_add_args(book->dataset->findings, SVY_SEVERITY_WARNING, code, 0, column,
                              SVY_TR("Look whether the tables are what you mean"), format,
                              arguments);
    else
        message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    if (message == NULL)
        return;
    svy_error_set(&error, SVY_ERROR_DATA, place, ACCEPT, "%s", message);
    g_ptr_array_add(book->drifts, g_strdup(error->message));
}

bool svy_book_fail_drifted(const SvyBook *book, GError **error)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    const guint n = book->drifts->len;

    if (n == 0)
        return true;
    for (guint i = 0; i < MIN(n, N_SHOWN); i++)
        g_string_append_printf(lines, "%s%s", i == 0 ? "" : "\n",
                               (const char *)g_ptr_array_index(book->drifts, i));
    if (n > N_SHOWN)
        g_string_append_printf(lines, "\nand %u more", n - N_SHOWN);
    if (n > 1)
        g_string_append_printf(lines, "\n%u differences between the codebook and the responses.",
                               n);
    g_set_error_literal(error, SVY_ERROR, SVY_ERROR_DATA, lines->str);
    return false;
}

/* --- Likeness ------------------------------------------------------------------------------- */

static GHashTable *list_words(const char *text)
{
    GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *folded = svy_text_fold(text);
    g_auto(GStrv) parts = g_strsplit_set(folded, " .,;:?!()[]|\"'/-", -1);

    for (size_t i = 0; parts[i] != NULL; i++)
        if (parts[i][0] != '\0')
            g_hash_table_add(words, g_strdup(parts[i]));
    return words;
}

static bool is_numbered(const char *word)
{
    return strpbrk(word, "0123456789") != NULL;
}

/* Words of @a that are in @b; -1 when one with a number in it is not. */
static int count_common(GHashTable *a, GHashTable *b)
{
    GHashTableIter iter;
    gpointer word;
    int n = 0;

    g_hash_table_iter_init(&iter, a);
    while (g_hash_table_iter_next(&iter, &word, NULL)) {
        if (g_hash_table_contains(b, word))
            n++;
        else if (is_numbered(word))
            return -1;
    }
    return n;
}

/* 0 to 1: one text with a slip of the pen, or by the words in common. */
static double compare_texts(const char *a, const char *b)
{
    const char *const candidates[] = {b, NULL};
    g_autoptr(GHashTable) x = list_words(a);
    g_autoptr(GHashTable) y = list_words(b);
    const guint n = g_hash_table_size(x) + g_hash_table_size(y);
    const int n_common = count_common(x, y);

    if (n == 0)
        return 1;
    if (n_common < 0 || count_common(y, x) < 0)
        return 0;
    return svy_text_near_miss(a, candidates) != NULL ? 1 : 2.0 * n_common / n;
}

/* "Question | Item" and "Question [Item]" -> where the item begins; NULL: there is none. */
static const char *find_item(const char *header)
{
    const char *bar = g_strrstr(header, " | ");
    const char *bracket = strrchr(header, '[');

    return bar != NULL ? bar + strlen(" | ") : bracket;
}

/* Items of one question share most words of their headers, so both parts must be alike. */
static double compare_headers(const char *a, const char *b)
{
    const char *item_a = find_item(a), *item_b = find_item(b);
    g_autofree char *stem_a = NULL, *stem_b = NULL;
    double items;

    if ((item_a == NULL) != (item_b == NULL))
        return 0;
    if (item_a == NULL)
        return compare_texts(a, b);
    stem_a = g_strndup(a, (gsize)(item_a - a));
    stem_b = g_strndup(b, (gsize)(item_b - b));
    items = compare_texts(item_a, item_b);
    return MIN(items, compare_texts(stem_a, stem_b));
}

/* --- Matching ------------------------------------------------------------------------------- */

/* Rows of the codebook against columns of the responses. */
typedef struct {
    SvyBook *book;
    char **rows;    /* [n_rows] folded headers; the first is no row */
    char **columns; /* [n_columns] folded headers */
    bool *is_taken; /* [n_columns] */
    size_t n_rows;
} Match;

static void match_init(Match *match, SvyBook *book)
{
    const size_t n_columns = book->dataset->n_columns;

    match->book = book;
    match->n_rows = book->rows->cells->len;
    match->rows = g_new0(char *, match->n_rows + 1);
    match->columns = g_new0(char *, n_columns + 1);
    match->is_taken = g_new0(bool, n_columns + 1);
    match->rows[0] = g_strdup("");
    for (book->row = 1; book->row < match->n_rows; book->row++)
        match->rows[book->row] = svy_text_fold(svy_book_get_cell(book, SVY_BOOK_HEADER));
    for (size_t i = 0; i < n_columns; i++)
        match->columns[i] = svy_text_fold(book->dataset->headers[i]);
}

static void match_clear(Match *match)
{
    g_strfreev(match->rows);
    g_strfreev(match->columns);
    g_free(match->is_taken);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Match, match_clear)

static void take(Match *match, size_t row, size_t column)
{
    match->book->column_of[row] = column;
    match->is_taken[column] = true;
}

static bool waits(const Match *match, size_t row)
{
    return match->book->column_of[row] == SVY_NO_COLUMN;
}

static void match_in_place(Match *match)
{
    for (size_t row = 1; row < match->n_rows; row++) {
        const size_t column = match->book->numbers[row] - 1;

        if (column < match->book->dataset->n_columns &&
            strcmp(match->rows[row], match->columns[column]) == 0)
            take(match, row, column);
    }
}

static size_t find_header(const Match *match, size_t row)
{
    for (size_t i = 0; i < match->book->dataset->n_columns; i++)
        if (!match->is_taken[i] && strcmp(match->rows[row], match->columns[i]) == 0)
            return i;
    return SVY_NO_COLUMN;
}

static SvyPlace place_header(const Match *match, size_t row)
{
    SvyBook at = *match->book;

    at.row = row;
    return svy_book_place(&at, SVY_BOOK_HEADER);
}

static const char *get_header(const Match *match, size_t row)
{
    SvyBook at = *match->book;

    at.row = row;
    return svy_book_get_cell(&at, SVY_BOOK_HEADER);
}

/* A column that was put in moves all behind it: that is one difference, not many. */
static void match_moved(Match *match)
{
    size_t n = 0, first = 0;

    for (size_t row = 1; row < match->n_rows; row++) {
        const size_t column = waits(match, row) ? find_header(match, row) : SVY_NO_COLUMN;

        if (column == SVY_NO_COLUMN)
            continue;
        take(match, row, column);
        if (n++ == 0)
            first = row;
    }
    if (n > 0) {
        const SvyPlace place = place_header(match, first);
        const size_t column = match->book->column_of[first];
        g_autofree char *header = svy_text_quote(get_header(match, first));

        svy_book_note_drift(
            match->book, &place, column, "column-moved",
            n == 1 ? SVY_TR("the codebook does not fit the responses: %zu column stands at another "
                            "place, the first is %s, was column %zu, is %zu")
                   : SVY_TR("the codebook does not fit the responses: %zu columns stand at another "
                            "place, the first is %s, was column %zu, is %zu"),
            n, header, match->book->numbers[first], column + 1);
    }
}

static size_t find_alike(const Match *match, size_t row)
{
    size_t best = SVY_NO_COLUMN;
    double most = 0;

    for (size_t i = 0; i < match->book->dataset->n_columns; i++) {
        const double alike = match->is_taken[i] ? 0
                                                : compare_headers(get_header(match, row),
                                                                  match->book->dataset->headers[i]);

        if (alike >= ALIKE && alike > most) {
            most = alike;
            best = i;
        }
    }
    return best;
}

static bool is_too_much(const Match *match)
{
    size_t n_rows = 0, n_columns = 0;

    for (size_t row = 1; row < match->n_rows; row++)
        n_rows += waits(match, row);
    for (size_t i = 0; i < match->book->dataset->n_columns; i++)
        n_columns += !match->is_taken[i];
    return n_rows * n_columns > MAX_COMPARED;
}

static void match_alike(Match *match)
{
    if (is_too_much(match))
        return;
    for (size_t row = 1; row < match->n_rows; row++) {
        const size_t column = waits(match, row) ? find_alike(match, row) : SVY_NO_COLUMN;
        const SvyPlace place = place_header(match, row);
        g_autofree char *was = svy_text_quote(get_header(match, row));
        g_autofree char *is =
            column == SVY_NO_COLUMN ? NULL : svy_text_quote(match->book->dataset->headers[column]);

        if (column == SVY_NO_COLUMN)
            continue;
        take(match, row, column);
        svy_book_note_drift(
            match->book, &place, column, "wording-changed",
            SVY_TR("the codebook does not fit the responses: the wording of column %zu "
                   "was %s, is %s"),
            column + 1, was, is);
    }
}

static void note_missing(const Match *match, size_t row)
{
    const SvyPlace place = place_header(match, row);
    const size_t column = match->book->numbers[row] - 1;
    g_autofree char *was = svy_text_quote(get_header(match, row));

    if (column < match->book->dataset->n_columns && !match->is_taken[column]) {
        g_autofree char *is = svy_text_quote(match->book->dataset->headers[column]);

        svy_book_note_drift(
            match->book, &place, column, "column-renamed",
            match->book->accepts_drift
                ? SVY_TR("the codebook does not fit the responses: column %zu was %s, is %s; taken "
                         "as a new column")
                : SVY_TR("the codebook does not fit the responses: column %zu was %s, is %s"),
            column + 1, was, is);
        match->is_taken[column] = true; /* named; no row describes it */
        return;
    }
    svy_book_note_drift(
        match->book, &place, SVY_NO_COLUMN, "column-missing",
        SVY_TR("the codebook does not fit the responses: its column %zu, %s, is not in "
               "them"),
        column + 1, was);
}

void svy_book_match(SvyBook *book)
{
    g_auto(Match) match = {0};
    const SvyPlace place = {.file = book->file};

    match_init(&match, book);
    match_in_place(&match);
    match_moved(&match);
    match_alike(&match);
    for (size_t row = 1; row < match.n_rows; row++)
        if (waits(&match, row))
            note_missing(&match, row);
    for (size_t i = 0; i < book->dataset->n_columns; i++) {
        g_autofree char *header = svy_text_quote(book->dataset->headers[i]);

        if (!match.is_taken[i])
            svy_book_note_drift(
                book, &place, i, "column-new",
                SVY_TR("the codebook does not fit the responses: their column %zu, %s, "
                       "is not in it"),
                i + 1, header);
    }
}

/* --- Columns that the codebook does not know ------------------------------------------------- */

static SvyQuestion *find_owner(const SvyBook *book, size_t column)
{
    for (guint i = 0; i < book->questions->len; i++) {
        SvyQuestion *question = g_ptr_array_index(book->questions, i);

        for (guint j = 0; j < question->items->len; j++)
            if (svy_question_get_item(question, j)->column == column)
                return question;
    }
    return NULL;
}

/* The question of the codebook that has the other columns of an inferred one. */
static SvyQuestion *find_relative(const SvyBook *book, const SvyQuestion *inferred)
{
    for (guint i = 0; i < inferred->items->len; i++) {
        const size_t column = svy_question_get_item(inferred, i)->column;

        if (book->is_seen[column])
            return find_owner(book, column);
    }
    return NULL;
}

static bool can_join(const SvyQuestion *question, const SvyQuestion *inferred, SvyRole role)
{
    if (role == SVY_ROLE_WRITE_IN || role == SVY_ROLE_COMMENT)
        return true;
    return role != SVY_ROLE_ANSWER && question->type == inferred->type &&
           svy_question_count_role(question, role) > 0;
}

static bool has_id(const SvyBook *book, const char *id)
{
    for (guint i = 0; i < book->questions->len; i++)
        if (strcmp(((SvyQuestion *)g_ptr_array_index(book->questions, i))->id, id) == 0)
            return true;
    return false;
}

/* A question of its own, like the inferred one, for columns that fit no question of the codebook.
 */
static SvyQuestion *add_like(const SvyBook *book, const SvyQuestion *inferred)
{
    SvyQuestion *question = svy_question_new(inferred->type, inferred->text);

    question->id = g_strdup(inferred->id);
    for (unsigned i = 1; has_id(book, question->id); i++) {
        g_free(question->id);
        question->id = g_strdup_printf("new%u", i);
    }
    question->is_meta = inferred->is_meta;
    question->is_personal = inferred->is_personal;
    question->is_guess = inferred->is_guess;
    question->is_ordered = inferred->is_ordered;
    question->base = inferred->base;
    question->separator = inferred->separator;
    question->missing = g_strdupv(inferred->missing);
    question->no_answers = g_strdupv(inferred->no_answers);
    question->reason = g_strdup(inferred->reason);
    question->why = svy_saying_copy(inferred->why);
    for (guint i = 0; i < inferred->levels->len; i++) {
        const SvyLevel *level = svy_question_get_level(inferred, i);
        SvyLevel *copy = svy_question_add_level(question, level->label);

        copy->code = g_strdup(level->code);
        copy->mark = level->mark;
    }
    g_ptr_array_add(book->questions, question);
    return question;
}

static void add_columns(const SvyBook *book, SvyQuestion *inferred)
{
    SvyQuestion *relative = find_relative(book, inferred), *own = NULL;

    for (guint i = 0; i < inferred->items->len;) {
        SvyItem *item = svy_question_get_item(inferred, i);

        if (book->is_seen[item->column]) {
            i++;
            continue;
        }
        if (relative == NULL || !can_join(relative, inferred, item->role))
            own = own != NULL ? own : add_like(book, inferred);
        g_ptr_array_add(relative != NULL && can_join(relative, inferred, item->role)
                            ? relative->items
                            : own->items,
                        g_ptr_array_steal_index(inferred->items, i));
    }
}

void svy_book_add_new_columns(const SvyBook *book)
{
    for (guint i = 0; i < book->dataset->questions->len; i++)
        add_columns(book, svy_dataset_get_question(book->dataset, i));
}
