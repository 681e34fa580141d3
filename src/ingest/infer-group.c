/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns that belong together by their header: grids, rankings, a choice with its write-in; ticks
 * are in infer-ticks.c. */
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"
#include "ingest/infer-private.h"

/* --- What each column of the group is ------------------------------------------------------- */

static bool is_tick_word(const char *answer, const SvyHeading *heading)
{
    static const char *const words[] = {"1",        "x",      "yes", "true", "checked",
                                        "selected", "ticked", "y",   "ja",   "oui"};

    if (heading->item != NULL && svy_text_same(answer, heading->item))
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (svy_text_same(answer, words[i]))
            return true;
    return false;
}

/* A tick that repeats the option or point in its header says "ticked", even when it reads "No". */
static bool repeats_item(const char *answer, const SvyHeading *heading)
{
    g_autofree char *item = heading->item == NULL ? NULL : svy_text_fold(heading->item);
    g_autofree char *tick = svy_text_fold(answer);

    return item != NULL && !svy_text_same(answer, "0") && g_str_has_suffix(item, tick);
}

/* Numeric exports tick with the number of the option: 0 is one of them where others tick with 2. */
static bool ticks_with_numbers(const SvyGroup *group)
{
    double largest = 0;

    for (size_t i = 0; i < group->n; i++) {
        const char *only = svy_infer_get_only_answer(group->inference, group->columns[i]);
        double value;

        if (only != NULL && svy_num_parse(only, &value))
            largest = MAX(largest, value);
    }
    return largest > 1;
}

/* Answers of a column that mean "not ticked". */
static size_t count_unticked(const SvyInference *inference, size_t column)
{
    const SvyDict *dict = inference->dataset->columns[column].dict;
    size_t n = 0;

    for (size_t code = 0; code < svy_infer_count_texts(inference, column); code++)
        n += svy_infer_is_answer(inference, column, code) &&
             svy_answer_is_unticked(svy_dict_get_text(dict, code));
    return n;
}

bool svy_group_asks_for_words(const SvyHeading *heading)
{
    static const char *const words[] = {
        "specify",        "comment",     "feedback",     "please explain", "why",
        "elaborate",      "please list", "please enter", "or enter",       "please describe",
        "please include", "please add",  "please type",  "type \"none",    "bitte angeben",
        "write-in",       "write in"};
    g_autofree char *fold = heading->item == NULL ? NULL : svy_text_fold(heading->item);

    if (fold == NULL)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(fold, words[i]) != NULL)
            return true;
    return false;
}

static bool has_many_answers(const SvyGuess *guess)
{
    return guess->n_distinct > 40 ||
           (guess->n_distinct > 15 && 2 * guess->n_distinct > guess->n_answered);
}

/* A row of a grid may speak of comments; its answers, which are a neighbour's, tell it apart. */
static bool is_like_neighbour(const SvyGroup *group, size_t i)
{
    const SvyInference *inference = group->inference;
    const size_t *at = &group->columns[i];

    return inference->guesses[*at].n_distinct >= 2 &&
           ((i > 0 && svy_infer_has_same_scale(inference, at[-1], at[0])) ||
            (i + 1 < group->n && svy_infer_has_same_scale(inference, at[0], at[1])));
}

static SvyColumnShape find_shape_by_answers(const SvyGroup *group, size_t i)
{
    const SvyInference *inference = group->inference;
    const SvyHeading *heading = svy_group_get_heading(group, i);
    const SvyGuess *guess = &inference->guesses[group->columns[i]];
    const char *only = svy_infer_get_only_answer(inference, group->columns[i]);
    const size_t n_unticked =
        guess->n_distinct <= 2 ? count_unticked(inference, group->columns[i]) : 0;

    if (only != NULL && (repeats_item(only, heading) || ticks_with_numbers(group)))
        return SVY_SHAPE_TICK;
    if (n_unticked == 1)
        return SVY_SHAPE_EXPLICIT;
    if (is_like_neighbour(group, i))
        return SVY_SHAPE_POINTS;
    if (only != NULL && (is_tick_word(only, heading) || !svy_group_asks_for_words(heading)))
        return SVY_SHAPE_TICK;
    if (svy_group_asks_for_words(heading) || has_many_answers(guess))
        return SVY_SHAPE_TEXT;
    return SVY_SHAPE_POINTS;
}

static SvyColumnShape find_shape(const SvyGroup *group, size_t i)
{
    const SvyInference *inference = group->inference;
    const SvyGuess *guess = &inference->guesses[group->columns[i]];

    switch (svy_group_get_heading(group, i)->hint) {
    case SVY_HINT_OPEN:
    case SVY_HINT_WRITE_IN:
    case SVY_HINT_COMMENT:
        return SVY_SHAPE_TEXT;
    case SVY_HINT_ROW:
    case SVY_HINT_RANK:
    case SVY_HINT_PLACE:
    case SVY_HINT_SINGLE:
    case SVY_HINT_NUMERIC:
    case SVY_HINT_CELL:
        return guess->n_answered == 0 ? SVY_SHAPE_EMPTY : SVY_SHAPE_POINTS;
    case SVY_HINT_TICK:
    case SVY_HINT_POINT:
        if (guess->n_answered == 0)
            return SVY_SHAPE_EMPTY;
        return count_unticked(inference, group->columns[i]) > 0 ? SVY_SHAPE_EXPLICIT
                                                                : SVY_SHAPE_TICK;
    case SVY_HINT_NONE:
        break;
    }
    return guess->n_answered == 0 ? SVY_SHAPE_EMPTY : find_shape_by_answers(group, i);
}

size_t svy_group_count(const SvyGroup *group, SvyColumnShape shape)
{
    size_t n = 0;

    for (size_t i = 0; i < group->n; i++)
        n += group->shapes[i] == shape;
    return n;
}

/* Beside ticks, a column headed "Other" with a few different answers is its text box. */
static void settle_other_texts(const SvyGroup *group, SvyColumnShape shapes[])
{
    if (svy_group_count(group, SVY_SHAPE_TICK) + svy_group_count(group, SVY_SHAPE_EXPLICIT) == 0)
        return;
    for (size_t i = 0; i < group->n; i++)
        if (shapes[i] == SVY_SHAPE_POINTS &&
            svy_group_get_heading(group, i)->hint == SVY_HINT_NONE &&
            svy_option_mark_guess(svy_group_get_label(group, i)) == SVY_MARK_OTHER)
            shapes[i] = SVY_SHAPE_TEXT;
}

/* --- Labels and roles ----------------------------------------------------------------------- */

static bool is_number_only(const char *text)
{
    return text[0] != '\0' && strspn(text, "0123456789") == strlen(text);
}

/* The tick of a column as its cells spell it; NULL when they say no more than "ticked". */
static const char *find_tick_label(const SvyGroup *group, size_t i)
{
    const size_t column = group->columns[i];
    const SvyDict *dict = group->inference->dataset->columns[column].dict;
    const char *label = NULL;

    for (size_t code = 0; code < svy_infer_count_texts(group->inference, column); code++) {
        const char *text = svy_dict_get_text(dict, code);

        if (!svy_infer_is_answer(group->inference, column, code) || svy_answer_is_unticked(text))
            continue;
        if (label != NULL || is_number_only(text) ||
            is_tick_word(text, &(const SvyHeading){.item = NULL}))
            return NULL;
        label = text;
    }
    return label;
}

const char *svy_group_get_label(const SvyGroup *group, size_t i)
{
    const SvyHeading *heading = svy_group_get_heading(group, i);
    const char *label = heading->item != NULL ? heading->item : heading->stem;
    const bool is_tick =
        group->shapes[i] == SVY_SHAPE_TICK || group->shapes[i] == SVY_SHAPE_EXPLICIT;
    const char *tick = is_tick && is_number_only(label) ? find_tick_label(group, i) : NULL;

    if (tick != NULL)
        return tick;
    return is_number_only(label) && strcmp(group->inference->dataset->exporter, "plain") == 0
               ? group->inference->dataset->headers[group->columns[i]]
               : label;
}

static bool has_other_option(const SvyGroup *group)
{
    for (size_t i = 0; i < group->n; i++)
        if (group->shapes[i] != SVY_SHAPE_TEXT &&
            svy_option_mark_guess(svy_group_get_label(group, i)) == SVY_MARK_OTHER)
            return true;
    return false;
}

/* A text column beside options: filled, it ticks "Other"; else it is a comment box, which is
 * neither an option nor part of the base. */
SvyRole svy_group_get_text_role(const SvyGroup *group, size_t i)
{
    const SvyHint hint = svy_group_get_heading(group, i)->hint;

    if (hint == SVY_HINT_COMMENT)
        return SVY_ROLE_COMMENT;
    if (hint != SVY_HINT_WRITE_IN &&
        svy_option_mark_guess(svy_group_get_label(group, i)) != SVY_MARK_OTHER)
        return SVY_ROLE_COMMENT;
    return has_other_option(group) ? SVY_ROLE_WRITE_IN : SVY_ROLE_OPTION;
}

/* --- One scale ------------------------------------------------------------------------------ */

/* The columns of a group that are answered on its scale, and that scale. */
typedef struct {
    size_t *columns; /* [n] of the file */
    size_t n;
    bool *is_row; /* [group->n] */
    SvyLabelSet set;
} Rows;

static void rows_clear(Rows *rows)
{
    g_clear_pointer(&rows->columns, g_free);
    g_clear_pointer(&rows->is_row, g_free);
    svy_label_set_clear(&rows->set);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Rows, rows_clear)

/* The column that most others agree with. */
static size_t find_leader(const SvyGroup *group)
{
    const size_t n_most = MIN(group->n, 60); /* enough to vote */
    size_t best = 0, n_best = 0;

    for (size_t i = 0; i < n_most; i++) {
        size_t n = 0;

        if (group->shapes[i] == SVY_SHAPE_TEXT || group->shapes[i] == SVY_SHAPE_EMPTY)
            continue;
        for (size_t j = 0; j < n_most; j++)
            n += group->shapes[j] != SVY_SHAPE_TEXT &&
                 svy_infer_has_same_scale(group->inference, group->columns[i], group->columns[j]);
        if (n > n_best) {
            best = i;
            n_best = n;
        }
    }
    return best;
}

static bool is_hinted_row(const SvyHeading *heading)
{
    return heading->hint == SVY_HINT_ROW || heading->hint == SVY_HINT_RANK ||
           heading->hint == SVY_HINT_PLACE;
}

/* Rows are what shares at least one answer with the leader; "none" typed into a box does not. */
static void find_rows(const SvyGroup *group, Rows *rows)
{
    const size_t leader = group->columns[find_leader(group)];
    g_auto(SvyLabelSet) scale = {0};

    rows->columns = g_new0(size_t, group->n);
    rows->is_row = g_new0(bool, group->n);
    svy_label_set_init(&rows->set);
    svy_label_set_init(&scale);
    svy_label_set_add_answers(&scale, group->inference, leader);
    for (size_t i = 0; i < group->n; i++) {
        const size_t column = group->columns[i];

        rows->is_row[i] = group->shapes[i] == SVY_SHAPE_EMPTY &&
                          !svy_group_asks_for_words(svy_group_get_heading(group, i));
        if (group->shapes[i] == SVY_SHAPE_TEXT || group->shapes[i] == SVY_SHAPE_EMPTY ||
            (column != leader && !is_hinted_row(svy_group_get_heading(group, i)) &&
             svy_label_set_count_shared(&scale, group->inference, column) == 0))
            continue;
        rows->is_row[i] = true;
        rows->columns[rows->n++] = column;
        svy_label_set_add_answers(&rows->set, group->inference, column);
    }
}

/* Columns of answers that are no rows; a box or two beside a grid is ordinary. */
static size_t count_strangers(const SvyGroup *group, const Rows *rows)
{
    size_t n = 0;

    for (size_t i = 0; i < group->n; i++)
        n += !rows->is_row[i] && group->shapes[i] != SVY_SHAPE_TEXT &&
             group->shapes[i] != SVY_SHAPE_EMPTY;
    return n;
}

/* One scale for all rows: hardly more different answers together than in the richest row. */
static bool is_one_scale(const SvyGroup *group, const Rows *rows)
{
    const size_t n_labels = rows->set.labels->len;
    size_t richest = 0;

    if (svy_group_get_heading(group, 0)->hint == SVY_HINT_ROW)
        return rows->n >= 1 && n_labels <= 60;
    for (size_t i = 0; i < rows->n; i++)
        richest = MAX(richest, group->inference->guesses[rows->columns[i]].n_distinct);
    return rows->n >= 2 && count_strangers(group, rows) <= 1 && n_labels <= MAX(richest + 2, 3) &&
           n_labels <= 25;
}

/* --- Rankings ------------------------------------------------------------------------------- */

/* For each dictionary code of each row: the position of the answer in the set; -1: no place. */
static int32_t **find_positions(const SvyInference *inference, const Rows *rows)
{
    int32_t **positions = g_new0(int32_t *, rows->n + 1);

    for (size_t i = 0; i < rows->n; i++) {
        const SvyDict *dict = inference->dataset->columns[rows->columns[i]].dict;
        const size_t n = svy_infer_count_texts(inference, rows->columns[i]);

        positions[i] = g_new(int32_t, n + 1);
        for (size_t code = 0; code < n; code++) {
            const char *text = svy_dict_get_text(dict, code);

            positions[i][code] = svy_option_mark_guess(text) == SVY_MARK_NONE &&
                                         svy_infer_find_exit(inference->exporter, text) == NULL
                                     ? svy_label_set_find(&rows->set, text)
                                     : -1;
        }
    }
    return positions;
}

/* True when one person gave an answer in two columns; *ret_has_any when in any. */
static bool repeats(const SvyInference *inference,
                    const Rows *rows,
                    int32_t *const positions[],
                    size_t row,
                    bool *ret_has_any)
{
    uint64_t seen = 0;
    bool is_repeated = false;

    for (size_t i = 0; i < rows->n; i++) {
        const SvyColumn *column = &inference->dataset->columns[rows->columns[i]];
        const int32_t code = column->codes == NULL ? -1 : svy_column_get_code(column, row);
        const int32_t position = code < 0 ? -1 : positions[i][code];

        if (position < 0 || position > 63)
            continue;
        is_repeated |= ((seen >> (unsigned)position) & 1) != 0;
        seen |= (uint64_t)1 << (unsigned)position;
    }
    *ret_has_any = seen != 0;
    return is_repeated;
}

/* Nobody (but for slips) gives one answer twice. */
static bool has_no_repeats(const SvyInference *inference, const Rows *rows)
{
    const size_t stride = svy_infer_get_stride(inference);
    int32_t **positions = find_positions(inference, rows);
    size_t n_repeats = 0, n_people = 0;

    for (size_t row = 0; row < inference->dataset->n_rows; row += stride) {
        bool has_any;

        n_repeats += repeats(inference, rows, positions, row, &has_any);
        n_people += has_any;
    }
    for (size_t i = 0; i < rows->n; i++)
        g_free(positions[i]);
    g_free(positions);
    return n_people >= 3 && 50 * n_repeats <= n_people;
}

/* Ranks are 1..k over k columns, with ways out ("N/A") at most, and nobody gives one twice. */
static bool is_ranking(const SvyInference *inference, const Rows *rows)
{
    double largest = 0;

    if (rows->n < 3 || rows->n > 60)
        return false;
    for (guint i = 0; i < rows->set.labels->len; i++) {
        const char *label = svy_label_set_get(&rows->set, i);
        double rank;

        if (svy_option_mark_guess(label) != SVY_MARK_NONE ||
            svy_infer_find_exit(inference->exporter, label) != NULL)
            continue;
        if (!svy_num_parse(label, &rank) || rank < 1 || rank > (double)rows->n)
            return false;
        largest = MAX(largest, rank);
    }
    return largest >= 3 && has_no_repeats(inference, rows);
}

/* "1", "Rank 2", "3rd choice", "First": names of places, in order from 1. */
static bool is_place_name(const char *item, size_t place)
{
    static const char *const words[] = {"first", "second",  "third",  "fourth", "fifth",
                                        "sixth", "seventh", "eighth", "ninth",  "tenth"};
    g_autofree char *fold = svy_text_fold(item);
    const char *digit = strpbrk(fold, "0123456789");

    if (digit != NULL)
        return g_ascii_strtoull(digit, NULL, 10) == place && strlen(fold) < 20;
    return place >= 1 && place <= G_N_ELEMENTS(words) && strstr(fold, words[place - 1]) != NULL &&
           strlen(fold) < 20;
}

static bool are_places(const SvyGroup *group, const Rows *rows)
{
    const bool is_hinted = svy_group_get_heading(group, 0)->hint == SVY_HINT_PLACE;
    size_t place = 0;

    for (size_t i = 0; i < group->n && !is_hinted; i++) {
        const SvyHeading *heading = svy_group_get_heading(group, i);

        if (rows->is_row[i] && (heading->item == NULL || !is_place_name(heading->item, ++place)))
            return false;
    }
    for (guint i = 0; i < rows->set.labels->len && !is_hinted; i++) {
        double number;

        if (svy_num_parse(svy_label_set_get(&rows->set, i), &number))
            return false;
    }
    return is_hinted || (rows->n >= 2 && rows->set.labels->len >= rows->n &&
                         rows->set.labels->len <= 63 && has_no_repeats(group->inference, rows));
}

/* --- Grids ---------------------------------------------------------------------------------- */

static void add_rows(SvyQuestion *question, const SvyGroup *group, const Rows *rows, SvyRole role)
{
    for (size_t i = 0; i < group->n; i++)
        svy_question_add_item(question, group->columns[i],
                              rows->is_row[i] ? role : SVY_ROLE_COMMENT,
                              svy_group_get_label(group, i));
}

static void add_scale(const SvyGroup *group,
                      const Rows *rows,
                      SvyQuestion *question,
                      const char **ret_scale)
{
    const SvyHeading *heading = svy_group_get_heading(group, 0);

    if (heading->n_labels > 0)
        svy_infer_coded_levels(question, heading, &rows->set, group->inference->exporter,
                               ret_scale);
    else
        svy_infer_levels(question, &rows->set, group->inference->exporter, ret_scale);
}

static SvyQuestion *make_rank(const SvyGroup *group, const Rows *rows)
{
    const SvyHeading *heading = svy_group_get_heading(group, 0);
    const bool is_by_place = are_places(group, rows);
    SvyQuestion *question;
    const char *scale;

    if (!is_by_place && heading->hint != SVY_HINT_RANK && !is_ranking(group->inference, rows))
        return NULL;
    question = svy_question_new(SVY_QUESTION_RANK, heading->stem);
    question->base = SVY_BASE_ANSWERED;
    add_rows(question, group, rows, is_by_place ? SVY_ROLE_PLACE : SVY_ROLE_ROW);
    add_scale(group, rows, question, &scale);
    svy_infer_set_reason(question,
                         is_by_place
                             ? SVY_TR("%zu columns for places, which hold the names of what was "
                                      "put there; base: everyone who filled at least one place")
                             : SVY_TR("%zu rows answered with places 1 to k, none twice; base: "
                                      "everyone who answered at least one row"),
                         rows->n);
    return question;
}

/* @scale: (nullable) */
static void set_grid_reason(const SvyGroup *group,
                            SvyQuestion *question,
                            size_t n_rows,
                            const char *scale)
{
    const bool is_interleaved = svy_infer_is_interleaved(group->inference, group->columns[0]);

    if (scale != NULL)
        svy_infer_set_reason(
            question,
            is_interleaved
                ? SVY_TR("%zu rows answered on one scale of %s, between columns that ask something "
                         "else of the same items; base: everyone who answered at least one row")
                : SVY_TR("%zu rows answered on one scale of %s; base: everyone who answered at "
                         "least one row"),
            n_rows, scale);
    else
        svy_infer_set_reason(
            question,
            is_interleaved
                ? SVY_TR("%zu rows answered with the same few answers, between columns that ask "
                         "something else of the same items; base: everyone who answered at least "
                         "one row")
                : SVY_TR("%zu rows answered with the same few answers; base: everyone who answered "
                         "at least one row"),
            n_rows);
}

/* Rows on one scale; NULL when they do not share one. */
static SvyQuestion *make_grid(const SvyGroup *group)
{
    g_auto(Rows) rows = {0};
    SvyQuestion *question;
    const char *scale;

    if (group->n ==
        svy_group_count(group, SVY_SHAPE_TEXT) + svy_group_count(group, SVY_SHAPE_EMPTY))
        return NULL;
    find_rows(group, &rows);
    question = make_rank(group, &rows);
    if (question != NULL || !is_one_scale(group, &rows))
        return question;
    question = svy_question_new(SVY_QUESTION_GRID, svy_group_get_heading(group, 0)->stem);
    question->base = SVY_BASE_ANSWERED;
    add_rows(question, group, &rows, SVY_ROLE_ROW);
    add_scale(group, &rows, question, &scale);
    question->is_guess = scale == NULL && !question->is_ordered;
    set_grid_reason(group, question, rows.n, scale);
    return question;
}

/* --- A choice with its write-in ------------------------------------------------------------- */

/* One column of answers and texts beside it. */
static SvyQuestion *make_single_with_texts(const SvyGroup *group)
{
    SvyQuestion *question;

    if (svy_group_get_heading(group, 0)->item != NULL || group->shapes[0] == SVY_SHAPE_TEXT)
        return NULL;
    for (size_t i = 1; i < group->n; i++)
        if (group->shapes[i] != SVY_SHAPE_TEXT &&
            !svy_group_asks_for_words(svy_group_get_heading(group, i)) &&
            !(group->n == 2 &&
              svy_option_mark_guess(svy_group_get_label(group, i)) == SVY_MARK_OTHER))
            return NULL;
    question = svy_infer_column(group->inference, group->columns[0],
                                svy_group_get_heading(group, 0)->stem);
    for (size_t i = 1; i < group->n; i++) {
        const char *label = svy_group_get_label(group, i);
        const bool is_other = svy_option_mark_guess(label) == SVY_MARK_OTHER ||
                              svy_group_get_heading(group, i)->hint == SVY_HINT_WRITE_IN;

        svy_question_add_item(question, group->columns[i],
                              is_other ? SVY_ROLE_WRITE_IN : SVY_ROLE_COMMENT, label);
    }
    return question;
}

/* --- The group ------------------------------------------------------------------------------ */

static void note_group(SvyInference *inference, const SvyQuestion *question)
{
    if (question->is_guess && question->items->len > 1)
        svy_findings_add(inference->dataset->findings, SVY_SEVERITY_NOTE, "type-guess", 0,
                         svy_question_get_item(question, 0)->column,
                         "Change type and question of these columns in the codebook",
                         "taken as %s: %s", svy_question_type_get_name(question->type),
                         question->reason);
}

/* "Name" and "E-mail" within a question name people as they do on their own. */
static void recognise_item(SvyHeading *heading)
{
    SvyHeading probe = {.stem = heading->item};

    if (heading->item == NULL || heading->is_meta)
        return;
    svy_heading_recognise(&probe);
    if (!probe.is_personal)
        return;
    heading->is_meta = heading->is_personal = true;
    heading->meta_type = probe.meta_type;
}

static void add_each(const SvyGroup *group)
{
    SvyInference *inference = group->inference;

    for (size_t i = 0; i < group->n; i++) {
        const size_t column = group->columns[i];
        g_autofree char *text = svy_infer_wording(inference, column);

        recognise_item(&inference->headings[column]);
        svy_infer_add(inference, svy_infer_column(inference, column, text));
    }
}

static void infer_part(SvyInference *inference, const size_t columns[], size_t n)
{
    g_autofree SvyColumnShape *shapes = g_new0(SvyColumnShape, n);
    const SvyGroup group = {inference, columns, n, shapes};
    SvyQuestion *question = NULL;

    for (size_t i = 0; n > 1 && i < n; i++)
        shapes[i] = find_shape(&group, i);
    settle_other_texts(&group, shapes);
    if (n > 1)
        question = make_single_with_texts(&group);
    if (question == NULL && n > 1 && svy_infer_ticks(&group))
        return;
    if (question == NULL && n > 1)
        question = make_grid(&group);
    if (question == NULL) {
        add_each(&group);
        return;
    }
    if (question->type == SVY_QUESTION_GRID || question->type == SVY_QUESTION_RANK)
        note_group(inference, question);
    svy_infer_add(inference, question);
}

void svy_infer_group(SvyInference *inference, size_t first, size_t last)
{
    g_autofree size_t *columns = g_new(size_t, last - first);
    size_t n_done = 0;

    for (size_t part = 0; n_done < last - first; part++) {
        size_t n = 0;

        for (size_t i = first; i < last; i++)
            if (inference->parts[i] == part)
                columns[n++] = i;
        if (n > 0)
            infer_part(inference, columns, n);
        n_done += n;
    }
}
