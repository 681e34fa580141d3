/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns that belong together by their header: select-alls, grids, rankings, and a choice with its
 * write-in. */
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "ingest/infer-private.h"

typedef enum {
    KIND_EMPTY,    /* nobody answered: an option that nobody chose, or a row left by all */
    KIND_TICK,     /* one constant: ticked or blank */
    KIND_EXPLICIT, /* two answers, one of which says "not ticked" */
    KIND_TEXT,     /* many different answers */
    KIND_POINTS,   /* a few answers: a point of a scale, or a rank */
} ColumnKind;

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

static bool is_explicit(const SvyColumn *column)
{
    return column->dict->n == 2 && svy_answer_is_unticked(svy_dict_get_text(column->dict, 0)) !=
                                       svy_answer_is_unticked(svy_dict_get_text(column->dict, 1));
}

static bool asks_for_words(const SvyHeading *heading)
{
    static const char *const words[] = {"specify", "comment",         "feedback", "please explain",
                                        "why",     "please describe", "elaborate"};
    g_autofree char *fold = heading->item == NULL ? NULL : svy_text_fold(heading->item);

    if (fold == NULL)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(fold, words[i]) != NULL)
            return true;
    return false;
}

static ColumnKind find_kind(const SvyInference *inference, size_t i)
{
    const SvyColumn *column = &inference->dataset->columns[i];
    const SvyHeading *heading = &inference->headings[i];
    const SvyGuess *guess = &inference->guesses[i];

    if (guess->n_answered == 0)
        return KIND_EMPTY;
    if (guess->n_distinct == 1 &&
        (is_tick_word(svy_dict_get_text(column->dict, 0), heading) || !asks_for_words(heading)))
        return KIND_TICK;
    if (guess->n_distinct == 2 && is_explicit(column))
        return KIND_EXPLICIT;
    if (asks_for_words(heading) || guess->n_distinct > 40 ||
        (guess->n_distinct > 15 && 2 * guess->n_distinct > guess->n_answered))
        return KIND_TEXT;
    return KIND_POINTS;
}

static size_t count_kind(const ColumnKind kinds[], size_t n, ColumnKind kind)
{
    size_t n_same = 0;

    for (size_t i = 0; i < n; i++)
        n_same += kinds[i] == kind;
    return n_same;
}

static const char *get_label(const SvyHeading *heading)
{
    return heading->item != NULL ? heading->item : heading->stem;
}

/* --- Select-alls ---------------------------------------------------------------------------- */

/* A text column beside options: filled, it ticks "Other"; else it is a comment box, which is
 * neither an option nor part of the base. */
static SvyRole find_text_role(const SvyHeading *heading, bool has_other)
{
    if (svy_option_mark_guess(get_label(heading)) != SVY_MARK_OTHER)
        return SVY_ROLE_COMMENT;
    return has_other ? SVY_ROLE_WRITE_IN : SVY_ROLE_OPTION;
}

static bool has_other_option(const SvyInference *inference,
                             size_t first,
                             const ColumnKind kinds[],
                             size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (kinds[i] != KIND_TEXT &&
            svy_option_mark_guess(get_label(&inference->headings[first + i])) == SVY_MARK_OTHER)
            return true;
    return false;
}

static SvyQuestion *make_multi(SvyInference *inference,
                               size_t first,
                               const ColumnKind kinds[],
                               size_t n)
{
    SvyQuestion *question = svy_question_new(SVY_QUESTION_MULTI, inference->headings[first].stem);
    const bool has_other = has_other_option(inference, first, kinds, n);
    const bool is_shown = count_kind(kinds, n, KIND_EXPLICIT) > 0;

    for (size_t i = 0; i < n; i++) {
        const SvyHeading *heading = &inference->headings[first + i];
        const SvyRole role =
            kinds[i] == KIND_TEXT ? find_text_role(heading, has_other) : SVY_ROLE_OPTION;
        SvyItem *item = svy_question_add_item(question, first + i, role, get_label(heading));

        item->mark = svy_option_mark_guess(get_label(heading));
    }
    question->base = is_shown ? SVY_BASE_SHOWN : SVY_BASE_TICKED;
    question->reason = g_strdup_printf(
        "select-all: %zu columns in which an answer is a tick; base: %s",
        svy_question_count_role(question, SVY_ROLE_OPTION),
        is_shown
            ? "everyone to whom it was shown, ticked or not"
            : "everyone who ticked at least one option (the file does not tell the others from "
              "people who were not asked)");
    return question;
}

static bool is_multi(const ColumnKind kinds[], size_t n)
{
    const size_t n_ticks = count_kind(kinds, n, KIND_TICK) + count_kind(kinds, n, KIND_EXPLICIT);

    return n_ticks >= 1 && n_ticks + count_kind(kinds, n, KIND_EMPTY) >= 2 &&
           count_kind(kinds, n, KIND_POINTS) == 0;
}

/* --- Grids and rankings --------------------------------------------------------------------- */

/* Ranks are 1..k over k columns, and nobody gives one twice. */
static bool has_no_repeats(const SvyInference *inference, const size_t columns[], size_t n)
{
    const SvyColumn *all = inference->dataset->columns;
    const size_t n_rows = inference->dataset->n_rows;
    size_t n_repeats = 0, n_people = 0;

    for (size_t row = 0; row < n_rows; row++) {
        uint64_t seen = 0;
        bool is_repeated = false;

        for (size_t i = 0; i < n; i++) {
            const SvyColumn *column = &all[columns[i]];
            const int32_t code = svy_column_get_code(column, row);
            double rank;

            if (code < 0 || !svy_num_parse(svy_dict_get_text(column->dict, (size_t)code), &rank))
                continue;
            is_repeated |= ((seen >> (unsigned)rank) & 1) != 0;
            seen |= (uint64_t)1 << (unsigned)rank;
        }
        n_people += seen != 0;
        n_repeats += is_repeated;
    }
    return n_people > 0 && 50 * n_repeats <= n_people;
}

static bool is_ranking(const SvyInference *inference, const size_t columns[], size_t n)
{
    double largest = 0;

    if (n < 3 || n > 60)
        return false;
    for (size_t i = 0; i < n; i++) {
        const SvyGuess *guess = &inference->guesses[columns[i]];

        if (guess->n_answered == 0 || guess->n_integers < guess->n_answered || guess->min < 1 ||
            guess->max > (double)n)
            return false;
        largest = MAX(largest, guess->max);
    }
    return largest >= 3 && has_no_repeats(inference, columns, n);
}

/* One scale for all rows: hardly more different answers together than in the richest row. */
static bool is_one_scale(const SvyInference *inference,
                         const size_t columns[],
                         size_t n,
                         const SvyLabelSet *set)
{
    size_t richest = 0;

    for (size_t i = 0; i < n; i++)
        richest = MAX(richest, inference->guesses[columns[i]].n_distinct);
    return set->labels->len <= MAX(richest + 2, 3) && set->labels->len <= 25;
}

static void add_rows(const SvyInference *inference,
                     SvyQuestion *question,
                     size_t first,
                     const ColumnKind kinds[],
                     size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const SvyHeading *heading = &inference->headings[first + i];
        const bool is_row = kinds[i] != KIND_TEXT;

        svy_question_add_item(question, first + i, is_row ? SVY_ROLE_ROW : SVY_ROLE_COMMENT,
                              get_label(heading));
    }
}

/* Rows on one scale; NULL when they do not share one. */
static SvyQuestion *make_grid(SvyInference *inference,
                              size_t first,
                              const ColumnKind kinds[],
                              size_t n)
{
    g_autofree size_t *rows = g_new0(size_t, n);
    g_auto(SvyLabelSet) set = {0};
    g_autoptr(SvyQuestion) question = NULL;
    const char *scale;
    size_t n_rows = 0;
    bool is_rank;

    svy_label_set_init(&set);
    for (size_t i = 0; i < n; i++) {
        if (kinds[i] == KIND_TEXT || kinds[i] == KIND_EMPTY)
            continue;
        rows[n_rows++] = first + i;
        svy_label_set_add(&set, &inference->dataset->columns[first + i]);
    }
    if (n_rows < 2 || !is_one_scale(inference, rows, n_rows, &set))
        return NULL;
    is_rank = is_ranking(inference, rows, n_rows);
    question = svy_question_new(is_rank ? SVY_QUESTION_RANK : SVY_QUESTION_GRID,
                                inference->headings[first].stem);
    question->base = SVY_BASE_ANSWERED;
    add_rows(inference, question, first, kinds, n);
    svy_infer_levels(question, &set, &scale);
    question->is_guess = scale == NULL && !is_rank && !question->is_ordered;
    question->reason = g_strdup_printf(
        "%zu rows answered %s%s; base: everyone who answered at least one row", n_rows,
        is_rank         ? "with places 1 to k, none twice"
        : scale != NULL ? "on one scale of "
                        : "with the same few answers",
        scale != NULL && !is_rank ? scale : "");
    return g_steal_pointer(&question);
}

/* --- A choice with its write-in ------------------------------------------------------------- */

/* One column of answers and texts beside it. */
static SvyQuestion *make_single_with_texts(SvyInference *inference,
                                           size_t first,
                                           const ColumnKind kinds[],
                                           size_t n)
{
    size_t main_column = SVY_NO_COLUMN;
    SvyQuestion *question;

    for (size_t i = 0; i < n; i++) {
        if (kinds[i] == KIND_TEXT || (i > 0 && asks_for_words(&inference->headings[first + i])))
            continue;
        if (main_column != SVY_NO_COLUMN || inference->headings[first + i].item != NULL)
            return NULL;
        main_column = first + i;
    }
    if (main_column != first)
        return NULL;
    question = svy_infer_column(inference, main_column, inference->headings[first].stem);
    for (size_t i = 1; i < n; i++) {
        const SvyHeading *heading = &inference->headings[first + i];
        const bool is_other = svy_option_mark_guess(get_label(heading)) == SVY_MARK_OTHER;

        svy_question_add_item(question, first + i, is_other ? SVY_ROLE_WRITE_IN : SVY_ROLE_COMMENT,
                              get_label(heading));
    }
    return question;
}

/* --- The group ------------------------------------------------------------------------------ */

static void note_group(SvyInference *inference, const SvyQuestion *question)
{
    if (question->is_guess)
        svy_findings_add(inference->dataset->findings, SVY_SEVERITY_NOTE, "type-guess", 0,
                         svy_question_get_item(question, 0)->column,
                         "Change type and question of these columns in the codebook",
                         "taken as %s: %s", svy_question_type_get_name(question->type),
                         question->reason);
}

static void add_each(SvyInference *inference, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++) {
        g_autofree char *text = svy_infer_wording(&inference->headings[i]);

        svy_infer_add(inference, svy_infer_column(inference, i, text));
    }
}

void svy_infer_group(SvyInference *inference, size_t first, size_t last)
{
    const size_t n = last - first;
    g_autofree ColumnKind *kinds = g_new0(ColumnKind, n);
    SvyQuestion *question = NULL;

    if (n == 1) {
        add_each(inference, first, last);
        return;
    }
    for (size_t i = 0; i < n; i++)
        kinds[i] = find_kind(inference, first + i);
    question = make_single_with_texts(inference, first, kinds, n);
    if (question == NULL && is_multi(kinds, n))
        question = make_multi(inference, first, kinds, n);
    if (question == NULL)
        question = make_grid(inference, first, kinds, n);
    if (question == NULL) {
        add_each(inference, first, last);
        return;
    }
    note_group(inference, question);
    svy_infer_add(inference, question);
}
