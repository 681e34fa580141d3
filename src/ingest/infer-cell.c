/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several answers in one cell. The options are learned from all cells before any is cut: a comma
 * may be part of an option, and a text typed by hand is no list of options. */
#include <stdlib.h>
#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "base/translate.h"
#include "ingest/infer-private.h"

/* A part of a cell between separators, first as cut, later joined with its neighbours. */
typedef struct {
    size_t start, end; /* bytes of the cell */
    size_t piece;
} Part;

/* One different answer. */
typedef struct {
    char *text;    /* owned, cleaned unless the separator is a line end */
    size_t n;      /* people */
    GArray *parts; /* of Part */
} Cell;

/* A text that occurs as a part of cells. */
typedef struct {
    const char *text; /* owned by the table of pieces */
    size_t n;         /* people */
    size_t n_alone;   /* people with nothing else in the cell */
    size_t n_before;  /* pieces that it mostly stands in front of */
    size_t place;     /* first seen */
    bool is_option;
    bool is_in_list; /* seen beside another option */
} Piece;

typedef struct {
    char separator;
    bool is_hinted;
    GPtrArray *cells;  /* of Cell, owned */
    GArray *pieces;    /* of Piece */
    GHashTable *index; /* text (owned) -> position + 1 */
    size_t n_people;
} Lists;

static void free_cell(gpointer data)
{
    Cell *cell = data;

    g_free(cell->text);
    g_array_unref(cell->parts);
    g_free(cell);
}

static void lists_clear(Lists *lists)
{
    g_clear_pointer(&lists->cells, g_ptr_array_unref);
    g_clear_pointer(&lists->pieces, g_array_unref);
    g_clear_pointer(&lists->index, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Lists, lists_clear)

static Cell *get_cell(const Lists *lists, size_t i)
{
    return g_ptr_array_index(lists->cells, i);
}

static Piece *get_piece(const Lists *lists, size_t i)
{
    return &g_array_index(lists->pieces, Piece, i);
}

static Part *get_part(const Cell *cell, size_t i)
{
    return &g_array_index(cell->parts, Part, i);
}

/* --- Cutting -------------------------------------------------------------------------------- */

/* 10,000 is one number. */
static bool is_inside_number(const char *text, const char *at)
{
    return at > text && g_ascii_isdigit(at[-1]) && g_ascii_isdigit(at[1]) &&
           g_ascii_isdigit(at[2]) && g_ascii_isdigit(at[3]) && !g_ascii_isdigit(at[4]);
}

static bool is_cut(const Lists *lists, const char *text, const char *at, int depth, bool with_blank)
{
    if (*at != lists->separator || depth > 0)
        return false;
    if (lists->separator != ',')
        return true;
    return (!with_blank || at[1] == ' ' || at[1] == '\0') && !is_inside_number(text, at);
}

static void add_part(Cell *cell, size_t start, size_t end)
{
    while (start < end && (cell->text[start] == ' ' || cell->text[start] == '\n'))
        start++;
    while (end > start && (cell->text[end - 1] == ' ' || cell->text[end - 1] == '\n'))
        end--;
    if (end > start)
        g_array_append_val(cell->parts, ((Part){start, end, 0}));
}

/* Brackets that are not closed are no brackets. */
static bool has_paired_brackets(const char *text)
{
    int depth = 0;

    for (; *text != '\0' && depth >= 0; text++)
        depth += (*text == '(' || *text == '[') - (*text == ')' || *text == ']');
    return depth == 0;
}

static void cut_cell(const Lists *lists, Cell *cell, bool with_blank)
{
    const bool has_brackets = has_paired_brackets(cell->text);
    size_t start = 0;
    int depth = 0;

    for (const char *at = cell->text; *at != '\0'; at++) {
        if (has_brackets)
            depth += (*at == '(' || *at == '[') - (*at == ')' || *at == ']');
        if (!is_cut(lists, cell->text, at, depth, with_blank))
            continue;
        add_part(cell, start, (size_t)(at - cell->text));
        start = (size_t)(at - cell->text) + 1;
    }
    add_part(cell, start, strlen(cell->text));
}

/* Most commas of a list are followed by a blank, or hardly any is. */
static bool has_blanks_after(const SvyDict *dict)
{
    size_t n_blank = 0, n = 0;

    for (size_t code = 0; code < dict->n; code++) {
        for (const char *at = strchr(svy_dict_get_text(dict, code), ','); at != NULL;
             at = strchr(at + 1, ',')) {
            n++;
            n_blank += at[1] == ' ';
        }
    }
    return 2 * n_blank > n;
}

static void read_cells(Lists *lists, const SvyInference *inference, size_t column)
{
    const SvyDict *dict = inference->dataset->columns[column].dict;
    const bool with_blank = lists->separator == ',' && has_blanks_after(dict);

    lists->cells = g_ptr_array_new_with_free_func(free_cell);
    for (size_t code = 0; code < svy_infer_count_texts(inference, column); code++) {
        const char *text = svy_dict_get_text(dict, code);
        Cell *cell;

        if (!svy_infer_is_answer(inference, column, code))
            continue;
        cell = g_new0(Cell, 1);
        cell->text = lists->separator == '\n' ? g_strdup(text) : svy_text_clean(text);
        cell->n = dict->counts[code];
        cell->parts = g_array_new(FALSE, FALSE, sizeof(Part));
        cut_cell(lists, cell, with_blank);
        g_ptr_array_add(lists->cells, cell);
        lists->n_people += cell->n;
    }
}

/* --- Counting ------------------------------------------------------------------------------- */

static size_t find_piece(Lists *lists, const Cell *cell, const Part *part)
{
    g_autofree char *text = g_strndup(cell->text + part->start, part->end - part->start);
    size_t position = GPOINTER_TO_SIZE(g_hash_table_lookup(lists->index, text));

    if (position == 0) {
        const Piece piece = {.text = text, .place = lists->pieces->len};

        g_array_append_val(lists->pieces, piece);
        position = lists->pieces->len;
        g_hash_table_insert(lists->index, g_steal_pointer(&text), GSIZE_TO_POINTER(position));
    }
    return position - 1;
}

static void count_pieces(Lists *lists)
{
    g_clear_pointer(&lists->pieces, g_array_unref);
    g_clear_pointer(&lists->index, g_hash_table_unref);
    lists->pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
    lists->index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint c = 0; c < lists->cells->len; c++) {
        Cell *cell = get_cell(lists, c);

        for (guint p = 0; p < cell->parts->len; p++) {
            Part *part = get_part(cell, p);
            Piece *piece;

            part->piece = find_piece(lists, cell, part);
            piece = get_piece(lists, part->piece);
            piece->n += cell->n;
            piece->n_alone += cell->parts->len == 1 ? cell->n : 0;
        }
    }
}

/* --- Joining what always comes together ----------------------------------------------------- */

static size_t make_pair(const Lists *lists, const Cell *cell, size_t p)
{
    return get_part(cell, p)->piece * lists->pieces->len + get_part(cell, p + 1)->piece + 1;
}

/* People with each pair of neighbours. */
static GHashTable *count_pairs(const Lists *lists)
{
    GHashTable *pairs = g_hash_table_new(NULL, NULL);

    for (guint c = 0; c < lists->cells->len; c++) {
        const Cell *cell = get_cell(lists, c);

        for (guint p = 0; p + 1 < cell->parts->len; p++) {
            gpointer key = GSIZE_TO_POINTER(make_pair(lists, cell, p));
            const size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(pairs, key));

            g_hash_table_insert(pairs, key, GSIZE_TO_POINTER(n + cell->n));
        }
    }
    return pairs;
}

/* The second part of a sentence goes on in small letters; two options that everybody ticked
 * together do not, unless that happened too often for chance. */
static bool is_one_option(const Lists *lists,
                          const Piece *left,
                          const Piece *right,
                          size_t n_together)
{
    if (left->n != n_together || right->n != n_together)
        return false;
    return g_unichar_islower(g_utf8_get_char(right->text)) || n_together < 3 ||
           (n_together >= 8 && 2 * n_together < lists->n_people);
}

static bool join_parts(const Lists *lists, Cell *cell, GHashTable *pairs)
{
    bool is_joined = false;

    for (guint p = 0; p + 1 < cell->parts->len;) {
        const size_t n_together = GPOINTER_TO_SIZE(
            g_hash_table_lookup(pairs, GSIZE_TO_POINTER(make_pair(lists, cell, p))));
        Part *left = get_part(cell, p), *right = get_part(cell, p + 1);

        if (!is_one_option(lists, get_piece(lists, left->piece), get_piece(lists, right->piece),
                           n_together)) {
            p++;
            continue;
        }
        left->end = right->end;
        left->piece = right->piece;
        g_array_remove_index(cell->parts, p + 1);
        is_joined = true;
    }
    return is_joined;
}

static void join_options(Lists *lists)
{
    bool is_joined = true;

    count_pieces(lists);
    for (int pass = 0; is_joined && pass < 4; pass++) {
        g_autoptr(GHashTable) pairs = count_pairs(lists);

        is_joined = false;
        for (guint c = 0; c < lists->cells->len; c++)
            is_joined |= join_parts(lists, get_cell(lists, c), pairs);
        count_pieces(lists);
    }
}

/* --- Judging -------------------------------------------------------------------------------- */

/* What was learned. */
typedef struct {
    size_t n_options, n_mentions, n_known; /* mentions of options among all mentions */
    size_t n_lists, n_people_with_lists;   /* different cells with two options and more */
    size_t n_in_lists, n_alone;            /* options in such cells; of them, seen alone */
    size_t shortest, longest;              /* options in such cells */
} Evidence;

static void find_options(Lists *lists)
{
    const size_t n_least = lists->n_people < 30 ? 2 : 3;

    for (guint i = 0; i < lists->pieces->len; i++) {
        Piece *piece = get_piece(lists, i);

        piece->is_option = piece->n >= n_least || (lists->is_hinted && lists->n_people < 100);
    }
}

static void look_at_cell(Lists *lists, const Cell *cell, Evidence *evidence)
{
    size_t n_options = 0;

    for (guint p = 0; p < cell->parts->len; p++)
        n_options += get_piece(lists, get_part(cell, p)->piece)->is_option;
    if (n_options < 2)
        return;
    evidence->n_lists++;
    evidence->n_people_with_lists += cell->n;
    evidence->shortest =
        evidence->n_lists == 1 ? cell->parts->len : MIN(evidence->shortest, cell->parts->len);
    evidence->longest = MAX(evidence->longest, cell->parts->len);
    for (guint p = 0; p < cell->parts->len; p++)
        get_piece(lists, get_part(cell, p)->piece)->is_in_list = true;
}

static void weigh(Lists *lists, Evidence *evidence)
{
    *evidence = (Evidence){0};
    for (guint c = 0; c < lists->cells->len; c++)
        look_at_cell(lists, get_cell(lists, c), evidence);
    for (guint i = 0; i < lists->pieces->len; i++) {
        const Piece *piece = get_piece(lists, i);

        evidence->n_mentions += piece->n;
        if (!piece->is_option)
            continue;
        evidence->n_options++;
        evidence->n_known += piece->n;
        evidence->n_in_lists += piece->is_in_list;
        evidence->n_alone += piece->is_in_list && piece->n_alone > 0;
    }
}

static bool holds_only_digits(const Lists *lists)
{
    for (guint i = 0; i < lists->pieces->len; i++)
        if (strspn(get_piece(lists, i)->text, "0123456789") != strlen(get_piece(lists, i)->text))
            return false;
    return true;
}

/* Options recombine: they also stand alone, or there are more different lists, of different
 * lengths, than options in them. Sentences with commas do neither. */
static bool are_lists(const Lists *lists, const Evidence *evidence)
{
    const bool stand_alone =
        evidence->n_alone >= 2 && 2 * evidence->n_alone >= evidence->n_in_lists;
    const bool recombine =
        evidence->n_lists > evidence->n_in_lists && evidence->longest > evidence->shortest;

    if (lists->is_hinted)
        return evidence->n_options > 0;
    if (evidence->n_options < 2 || evidence->n_options > 300 || evidence->n_people_with_lists < 2)
        return false;
    if (4 * evidence->n_known < 3 * evidence->n_mentions || (!stand_alone && !recombine))
        return false;
    return lists->separator != ',' || !holds_only_digits(lists) || evidence->longest >= 3;
}

/* --- Levels --------------------------------------------------------------------------------- */

/* Exports keep the order of the questionnaire within a cell: first is what stands before most. */
static void count_order(Lists *lists)
{
    const size_t n = lists->pieces->len;
    g_autoptr(GHashTable) pairs = g_hash_table_new(NULL, NULL);
    GHashTableIter iter;
    gpointer key, value;

    for (guint c = 0; c < lists->cells->len; c++) {
        const Cell *cell = get_cell(lists, c);

        for (guint p = 0; p < cell->parts->len; p++) {
            for (guint q = p + 1; q < cell->parts->len && q < p + 40; q++) {
                const size_t a = get_part(cell, p)->piece, b = get_part(cell, q)->piece;
                gpointer pair = GSIZE_TO_POINTER(a * n + b + 1);

                if (get_piece(lists, a)->is_option && get_piece(lists, b)->is_option)
                    g_hash_table_insert(
                        pairs, pair,
                        GSIZE_TO_POINTER(GPOINTER_TO_SIZE(g_hash_table_lookup(pairs, pair)) +
                                         cell->n));
            }
        }
    }
    g_hash_table_iter_init(&iter, pairs);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        const size_t a = (GPOINTER_TO_SIZE(key) - 1) / n, b = (GPOINTER_TO_SIZE(key) - 1) % n;
        const size_t n_back =
            GPOINTER_TO_SIZE(g_hash_table_lookup(pairs, GSIZE_TO_POINTER(b * n + a + 1)));

        get_piece(lists, a)->n_before += GPOINTER_TO_SIZE(value) > n_back;
    }
}

static int compare_pieces(gconstpointer a, gconstpointer b)
{
    const Piece *left = *(Piece *const *)a, *right = *(Piece *const *)b;

    const bool is_left_apart = svy_option_mark_guess(left->text) != SVY_MARK_NONE;
    const bool is_right_apart = svy_option_mark_guess(right->text) != SVY_MARK_NONE;

    if (left->n_before != right->n_before)
        return left->n_before > right->n_before ? -1 : 1;
    if (is_left_apart != is_right_apart)
        return is_right_apart ? -1 : 1;
    return left->place < right->place ? -1 : left->place > right->place;
}

static size_t add_options(SvyQuestion *question, Lists *lists)
{
    g_autoptr(GPtrArray) options = g_ptr_array_new(); /* of Piece, borrowed */
    bool has_other = false;
    size_t n_write_ins = 0;

    for (guint i = 0; i < lists->pieces->len; i++) {
        Piece *piece = get_piece(lists, i);

        if (piece->is_option)
            g_ptr_array_add(options, piece);
        else
            n_write_ins += piece->n;
    }
    count_order(lists);
    g_ptr_array_sort(options, compare_pieces);
    for (guint i = 0; i < options->len; i++) {
        const Piece *piece = g_ptr_array_index(options, i);

        has_other |= svy_question_add_level(question, piece->text)->mark == SVY_MARK_OTHER;
    }
    if (n_write_ins > 0 && !has_other)
        svy_question_add_level(question, "Other (write-in)")->mark = SVY_MARK_OTHER;
    return n_write_ins;
}

/* Two levels that differ in blanks or capitals only would be one level in a codebook. */
static void drop_twins(SvyQuestion *question)
{
    for (guint i = 0; i < question->levels->len; i++)
        for (guint j = question->levels->len - 1; j > i; j--)
            if (svy_text_same(svy_question_get_level(question, i)->label,
                              svy_question_get_level(question, j)->label))
                g_ptr_array_remove_index(question->levels, j);
}

static const char *get_separator_name(char separator)
{
    switch (separator) {
    case '\n':
        return SVY_TR("line ends");
    case ' ':
        return SVY_TR("blanks");
    case ',':
        return SVY_TR("commas");
    case ';':
        return SVY_TR("semicolons");
    default:
        return SVY_TR("bars");
    }
}

static void fill(SvyQuestion *question, Lists *lists)
{
    const size_t n_write_ins = add_options(question, lists);
    const char *separator = get_separator_name(lists->separator);

    drop_twins(question);
    question->type = SVY_QUESTION_MULTI;
    question->separator = lists->separator;
    question->base = SVY_BASE_ANSWERED;
    question->is_guess = !lists->is_hinted;
    if (n_write_ins == 0)
        svy_infer_set_reason(question,
                             SVY_TR("select-all in one cell: options between %s that recombine "
                                    "from cell to cell; base: everyone who answered"),
                             separator);
    else
        svy_infer_set_reason(
            question,
            SVY_TR("select-all in one cell: options between %s that recombine from cell to cell; "
                   "%zu mentions that hardly anybody repeats were taken as written in by hand; "
                   "base: everyone who answered"),
            separator, n_write_ins);
}

/* --- Rankings ------------------------------------------------------------------------------- */

/* Every option once, and nothing else. */
static bool is_complete(const Lists *lists, const Cell *cell, size_t n_options)
{
    if (cell->parts->len != n_options)
        return false;
    for (guint p = 0; p < cell->parts->len; p++) {
        if (!get_piece(lists, get_part(cell, p)->piece)->is_option)
            return false;
        for (guint q = 0; q < p; q++)
            if (get_part(cell, p)->piece == get_part(cell, q)->piece)
                return false;
    }
    return true;
}

/* How many put all items in order, and in how many orders. */
typedef struct {
    size_t n_people, n_orders;
} Ranked;

static Ranked count_ranked(const Lists *lists, const Evidence *evidence)
{
    Ranked ranked = {0, 0};

    for (guint c = 0; c < lists->cells->len; c++) {
        if (!is_complete(lists, get_cell(lists, c), evidence->n_options))
            continue;
        ranked.n_people += get_cell(lists, c)->n;
        ranked.n_orders++;
    }
    return ranked;
}

/* The same items in every cell, in different orders, are a ranking: who ticks all of a list gets
 * them in the list's order. */
static bool is_ranking(const Lists *lists, const Evidence *evidence)
{
    const Ranked ranked = count_ranked(lists, evidence);

    return evidence->n_options >= 3 && evidence->n_options <= 60 && ranked.n_orders >= 3 &&
           20 * ranked.n_people >= 19 * lists->n_people;
}

static void fill_ranking(SvyQuestion *question, Lists *lists, const Evidence *evidence)
{
    const Ranked ranked = count_ranked(lists, evidence);

    for (guint i = 0; i < lists->pieces->len; i++)
        if (!get_piece(lists, i)->is_option)
            get_piece(lists, i)->n = 0; /* no item: it is not told as written in */
    add_options(question, lists);
    drop_twins(question);
    question->type = SVY_QUESTION_RANK;
    question->separator = lists->separator;
    question->base = SVY_BASE_ANSWERED;
    question->is_guess = ranked.n_people < 10 || ranked.n_orders < 4;
    svy_infer_set_reason(
        question,
        SVY_TR("ranking in one cell: the same %zu items between %s, in %zu different "
               "orders; base: everyone who ranked at least one"),
        evidence->n_options, get_separator_name(lists->separator), ranked.n_orders);
}

/* --- All ------------------------------------------------------------------------------------ */

/* Enough cells hold the separator to look closer. */
static bool has_separator(const SvyInference *inference, size_t column, char separator)
{
    const SvyDict *dict = inference->dataset->columns[column].dict;
    size_t n = 0;

    for (size_t code = 0; code < svy_infer_count_texts(inference, column); code++)
        if (strchr(svy_dict_get_text(dict, code), separator) != NULL)
            n += dict->counts[code];
    return n >= 2 && 50 * n >= inference->guesses[column].n_answered;
}

/* Some tools end every list with the separator: "A;" is a list of one. */
static bool ends_with_separator(const SvyInference *inference, size_t column, char separator)
{
    const SvyDict *dict = inference->dataset->columns[column].dict;
    size_t n = 0;

    for (size_t code = 0; code < svy_infer_count_texts(inference, column); code++) {
        const size_t n_bytes = svy_dict_get_length(dict, code);

        if (n_bytes > 1 && svy_dict_get_text(dict, code)[n_bytes - 1] == separator &&
            svy_infer_is_answer(inference, column, code))
            n += dict->counts[code];
    }
    return separator == ';' && n >= 2 && 10 * n >= 9 * inference->guesses[column].n_answered;
}

static bool try_separator(const SvyInference *inference,
                          SvyQuestion *question,
                          size_t column,
                          char separator,
                          bool is_hinted)
{
    g_auto(Lists) lists = {.separator = separator, .is_hinted = is_hinted};
    Evidence evidence;

    if (!is_hinted && !has_separator(inference, column, separator))
        return false;
    lists.is_hinted |= ends_with_separator(inference, column, separator);
    read_cells(&lists, inference, column);
    join_options(&lists);
    find_options(&lists);
    weigh(&lists, &evidence);
    if (!is_hinted && is_ranking(&lists, &evidence)) {
        fill_ranking(question, &lists, &evidence);
        return true;
    }
    if (!are_lists(&lists, &evidence))
        return false;
    fill(question, &lists);
    return true;
}

void svy_infer_learn_options(SvyDataset *dataset,
                             SvyQuestion *question,
                             size_t column,
                             bool with_rare)
{
    g_autofree GStrv *missing = g_new0(GStrv, dataset->n_columns + 1);
    const SvyInference inference = {.dataset = dataset, .missing = missing};
    g_auto(Lists) lists = {.separator = question->separator, .is_hinted = with_rare};

    missing[column] = question->missing;
    if (dataset->columns[column].kind != SVY_COLUMN_CODES)
        return;
    read_cells(&lists, &inference, column);
    join_options(&lists);
    find_options(&lists);
    add_options(question, &lists);
    drop_twins(question);
}

/* The options are known: no learning. */
static void fill_coded(const SvyHeading *heading, SvyQuestion *question)
{
    for (size_t i = 0; i < heading->n_labels; i++)
        svy_question_add_level(question, heading->labels[i].label)->code =
            g_strdup(heading->labels[i].code);
    question->type = SVY_QUESTION_MULTI;
    question->separator = heading->separator;
    question->base = SVY_BASE_ANSWERED;
    svy_infer_set_reason(question,
                         SVY_TR("select-all in one cell, with the options that the export names; "
                                "base: everyone who answered"));
}

bool svy_infer_cell(SvyInference *inference, SvyQuestion *question, size_t column)
{
    static const char separators[] = {';', '\n', '|', ','};
    const SvyHeading *heading = &inference->headings[column];
    const SvyColumn *cells = &inference->dataset->columns[column];
    const bool is_hinted = heading->hint == SVY_HINT_CELL && heading->separator != '\0';

    if (cells->kind != SVY_COLUMN_CODES)
        return false;
    if (is_hinted && heading->n_labels > 0) {
        fill_coded(heading, question);
        return true;
    }
    if (is_hinted)
        return try_separator(inference, question, column, heading->separator, true);
    if (heading->separator != '\0')
        return try_separator(inference, question, column, heading->separator, false);
    if (inference->guesses[column].n_distinct < 3)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(separators); i++)
        if (try_separator(inference, question, column, separators[i], false))
            return true;
    return false;
}
