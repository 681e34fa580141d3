/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of tick columns: grids with a column for each row and point, single choices with a column
 * for each option, select-alls. */
#include <string.h>

#include "base/text.h"
#include "base/translate.h"
#include "core/dataset.h"
#include "ingest/infer-private.h"

/* --- Words of the question ------------------------------------------------------------------ */

static bool holds_any(const char *text, const char *const words[])
{
    g_autofree char *fold = svy_text_fold(text);

    for (size_t i = 0; words[i] != NULL; i++)
        if (strstr(fold, words[i]) != NULL)
            return true;
    return false;
}

static bool asks_for_several(const char *stem)
{
    static const char *const words[] = {
        "all that apply", "select all",   "check all",      "choose all",       "mark all",
        "tick all",       "select up to", "choose up to",   "pick up to",       "top three",
        "top 3",          "top five",     "top 5",          "one or more",      "at least one",
        "mehrfach",       "zutreffende",  "all applicable", "multiple answers", NULL};

    return holds_any(stem, words);
}

static bool asks_for_one(const char *stem)
{
    static const char *const words[] = {"select one",      "choose one",       "pick one",
                                        "only one",        "check one",        "one answer",
                                        "one option",      "single choice",    "eine antwort",
                                        "single response", "nur eine auswahl", NULL};

    return holds_any(stem, words) && !asks_for_several(stem);
}

/* --- Who ticked what ------------------------------------------------------------------------ */

/* For each dictionary code of a column: is it a tick? */
static bool *find_ticks(const SvyGroup *group, size_t i)
{
    const size_t column = group->columns[i];
    const SvyDict *dict = group->inference->dataset->columns[column].dict;
    const size_t n = svy_infer_count_texts(group->inference, column);
    const bool is_explicit = svy_group_count(group, SVY_SHAPE_EXPLICIT) > 0;
    bool *is_tick = g_new0(bool, n + 1);

    for (size_t code = 0; code < n; code++)
        is_tick[code] = svy_infer_is_answer(group->inference, column, code) &&
                        !(is_explicit && svy_answer_is_unticked(svy_dict_get_text(dict, code)));
    return is_tick;
}

static bool is_ticked(const SvyGroup *group, size_t i, bool *const ticks[], size_t row)
{
    const SvyColumn *column = &group->inference->dataset->columns[group->columns[i]];
    int32_t code;

    if (column->kind != SVY_COLUMN_CODES || column->codes == NULL)
        return false;
    code = svy_column_get_code(column, row);
    return code >= 0 && ticks[i][code];
}

/* People with a tick, and people with more than one, in each part of the group. */
typedef struct {
    size_t n_people, n_several;
} TickCount;

/* @parts [n]: which part a column belongs to, or -1 for none; e.g. the row of a grid. */
static void count_ticks(const SvyGroup *group,
                        const int32_t parts[],
                        size_t n_parts,
                        TickCount *ret)
{
    const size_t stride = svy_infer_get_stride(group->inference);
    g_autofree uint8_t *seen = g_new0(uint8_t, n_parts + 1);
    g_autofree bool **ticks = g_new0(bool *, group->n);

    for (size_t i = 0; i < group->n; i++)
        ticks[i] = find_ticks(group, i);
    for (size_t row = 0; row < group->inference->dataset->n_rows; row += stride) {
        memset(seen, 0, n_parts);
        for (size_t i = 0; i < group->n; i++)
            if (parts[i] >= 0 && seen[parts[i]] < 2 && is_ticked(group, i, ticks, row))
                seen[parts[i]]++;
        for (size_t p = 0; p < n_parts; p++) {
            ret[p].n_people += seen[p] > 0;
            ret[p].n_several += seen[p] > 1;
        }
    }
    for (size_t i = 0; i < group->n; i++)
        g_free(ticks[i]);
}

/* --- Items ---------------------------------------------------------------------------------- */

static void add_text_item(SvyQuestion *question, const SvyGroup *group, size_t i)
{
    const SvyRole role = svy_group_get_text_role(group, i);
    const char *label = svy_group_get_label(group, i);
    SvyItem *item = svy_question_add_item(question, group->columns[i], role, label);

    item->mark = svy_option_mark_guess(label);
}

static void add_options(SvyQuestion *question, const SvyGroup *group)
{
    for (size_t i = 0; i < group->n; i++) {
        const char *label = svy_group_get_label(group, i);

        if (group->shapes[i] == SVY_SHAPE_TEXT)
            add_text_item(question, group, i);
        else
            svy_question_add_item(question, group->columns[i], SVY_ROLE_OPTION, label)->mark =
                svy_option_mark_guess(label);
    }
}

static void note_guess(const SvyGroup *group, const SvyQuestion *question)
{
    const size_t column = svy_question_get_item(question, 0)->column;

    if (question->is_guess)
        svy_findings_add(group->inference->dataset->findings, SVY_SEVERITY_NOTE, "type-guess", 0,
                         column, "Change type and question of these columns in the codebook",
                         "taken as %s: %s", svy_question_type_get_name(question->type),
                         question->reason);
}

static void finish(const SvyGroup *group, SvyQuestion *question)
{
    note_guess(group, question);
    svy_infer_add(group->inference, question);
}

static bool is_yes(const char *text)
{
    static const char *const words[] = {"yes", "ja", "oui", "si", "sí"};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (svy_text_same(text, words[i]))
            return true;
    return false;
}

static bool holds_yes(const SvyGroup *group)
{
    bool has_yes = false;

    for (size_t i = 0; i < group->n; i++) {
        const size_t column = group->columns[i];
        const SvyDict *dict = group->inference->dataset->columns[column].dict;

        for (size_t code = 0; group->shapes[i] == SVY_SHAPE_EXPLICIT &&
                              code < svy_infer_count_texts(group->inference, column);
             code++)
            has_yes |= is_yes(svy_dict_get_text(dict, code));
    }
    return has_yes;
}

/* --- Select-alls ---------------------------------------------------------------------------- */

static SvyQuestion *make_multi(const SvyGroup *group, const char *text)
{
    SvyQuestion *question = svy_question_new(SVY_QUESTION_MULTI, text);
    const bool is_shown = svy_group_count(group, SVY_SHAPE_EXPLICIT) > 0;

    add_options(question, group);
    question->base = is_shown ? SVY_BASE_SHOWN : SVY_BASE_TICKED;
    question->is_guess =
        is_shown && holds_yes(group) && svy_group_get_heading(group, 0)->hint == SVY_HINT_NONE;
    svy_infer_set_reason(
        question,
        question->is_guess
            ? SVY_TR("select-all: %zu columns in which an answer is a tick (or a "
                     "grid of Yes and No); base: %s")
            : SVY_TR("select-all: %zu columns in which an answer is a tick; base: %s"),
        svy_question_count_role(question, SVY_ROLE_OPTION),
        is_shown
            ? SVY_TR("everyone to whom it was shown, ticked or not")
            : SVY_TR("everyone who ticked at least one option (the file does not tell the others "
                     "from people who were not asked)"));
    return question;
}

/* --- Single choices with one column per option ---------------------------------------------- */

/* How many people would tick two options if everyone in the file ticked each option by chance, as
 * often as it was ticked. "None" and "don't know" are ticked alone in any questionnaire. */
static double expect_several(const SvyGroup *group)
{
    const SvyInference *inference = group->inference;
    double sum = 0, squares = 0;

    for (size_t i = 0; i < group->n; i++) {
        const SvyOptionMark mark = svy_option_mark_guess(svy_group_get_label(group, i));
        const double n = (double)inference->guesses[group->columns[i]].n_answered;

        if (group->shapes[i] == SVY_SHAPE_TEXT || mark == SVY_MARK_NOTHING ||
            mark == SVY_MARK_DONT_KNOW)
            continue;
        sum += n;
        squares += n * n;
    }
    return (sum * sum - squares) / 2 / MAX((double)inference->dataset->n_rows, 1);
}

/* Nobody ever ticks two, although ten people should have by chance alone: e^-10 is no chance. */
static bool is_exploded_single(const SvyGroup *group, TickCount *ret_count)
{
    const char *stem = svy_group_get_heading(group, 0)->stem;
    g_autofree int32_t *parts = g_new0(int32_t, group->n);

    for (size_t i = 0; i < group->n; i++)
        parts[i] = group->shapes[i] == SVY_SHAPE_TEXT ? -1 : 0;
    if (svy_group_count(group, SVY_SHAPE_EXPLICIT) > 0 || asks_for_several(stem) ||
        svy_group_get_heading(group, 0)->hint == SVY_HINT_TICK)
        return false;
    count_ticks(group, parts, 1, ret_count);
    if (asks_for_one(stem))
        return 50 * ret_count->n_several <= ret_count->n_people;
    return ret_count->n_several == 0 && expect_several(group) >= 10;
}

static void set_scale(SvyQuestion *question, const char **ret_scale)
{
    g_autofree const char **labels = g_new0(const char *, question->items->len + 1);
    size_t n = 0;

    for (guint i = 0; i < question->items->len; i++)
        if (svy_question_get_item(question, i)->role == SVY_ROLE_OPTION)
            labels[n++] = svy_question_get_item(question, i)->label;
    question->is_ordered = svy_infer_is_in_order(labels, n, ret_scale);
    if (*ret_scale != NULL)
        question->type = SVY_QUESTION_LIKERT;
}

/* @scale: (nullable) */
static void set_single_reason(SvyQuestion *question, const TickCount *count, const char *scale)
{
    const size_t n = svy_question_count_role(question, SVY_ROLE_OPTION);
    const bool is_clear = count->n_several == 0;

    if (scale == NULL)
        svy_infer_set_reason(
            question,
            is_clear ? SVY_TR("a column for each of %zu answers, and none of %zu people ticked "
                              "more than one; base: everyone who ticked one")
                     : SVY_TR("a column for each of %zu answers, and hardly any of %zu people "
                              "ticked more than one; base: everyone who ticked one"),
            n, count->n_people);
    else
        svy_infer_set_reason(
            question,
            is_clear ? SVY_TR("a column for each of %zu answers in words of a scale of %s, and "
                              "none of %zu people ticked more than one; base: everyone who ticked "
                              "one")
                     : SVY_TR("a column for each of %zu answers in words of a scale of %s, and "
                              "hardly any of %zu people ticked more than one; base: everyone who "
                              "ticked one"),
            n, scale, count->n_people);
}

static SvyQuestion *make_single(const SvyGroup *group, const TickCount *count)
{
    SvyQuestion *question =
        svy_question_new(SVY_QUESTION_SINGLE, svy_group_get_heading(group, 0)->stem);
    const char *scale = NULL;

    add_options(question, group);
    set_scale(question, &scale);
    question->base = SVY_BASE_ANSWERED;
    set_single_reason(question, count, scale);
    return question;
}

/* A select-all in which nobody ticked two, but too few answered to call it a single choice. */
static SvyQuestion *make_undecided(const SvyGroup *group, const TickCount *count)
{
    SvyQuestion *question = make_multi(group, svy_group_get_heading(group, 0)->stem);

    if (count->n_people == 0 || count->n_several > 0 || expect_several(group) < 5)
        return question;
    question->is_guess = true;
    svy_infer_set_reason(
        question,
        SVY_TR("%zu columns in which an answer is a tick; none of %zu people ticked two, "
               "so it may be a single choice; base: everyone who ticked one"),
        svy_question_count_role(question, SVY_ROLE_OPTION), count->n_people);
    return question;
}

/* --- Grids with one column per row and point ------------------------------------------------ */

typedef struct {
    GPtrArray *rows, *points;   /* of char, owned: different ones in order */
    int32_t *row_of, *point_of; /* [n] -1: a text column */
} Matrix;

static void matrix_clear(Matrix *matrix)
{
    g_clear_pointer(&matrix->rows, g_ptr_array_unref);
    g_clear_pointer(&matrix->points, g_ptr_array_unref);
    g_clear_pointer(&matrix->row_of, g_free);
    g_clear_pointer(&matrix->point_of, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Matrix, matrix_clear)

static int32_t find_or_add(GPtrArray *texts, const char *text)
{
    for (guint i = 0; i < texts->len; i++)
        if (svy_text_same(g_ptr_array_index(texts, i), text))
            return (int32_t)i;
    g_ptr_array_add(texts, g_strdup(text));
    return (int32_t)texts->len - 1;
}

/* Row and point as the exporter says, or at the last " - " of the label. */
static bool split_label(const SvyHeading *heading, char **ret_row, char **ret_point)
{
    const char *dash;

    if (heading->item == NULL)
        return false;
    if (heading->point != NULL) {
        *ret_row = g_strdup(heading->item);
        *ret_point = g_strdup(heading->point);
        return true;
    }
    dash = g_strrstr(heading->item, " - ");
    if (dash == NULL || dash == heading->item || dash[3] == '\0')
        return false;
    *ret_row = g_strndup(heading->item, (size_t)(dash - heading->item));
    *ret_point = g_strdup(dash + 3);
    return true;
}

/* Every row with (nearly) every point, each once. */
static bool is_full(const Matrix *matrix, size_t n_columns)
{
    const size_t n_rows = matrix->rows->len, n_points = matrix->points->len;

    return n_rows >= 2 && n_points >= 2 && n_points <= 30 &&
           10 * n_columns >= 9 * n_rows * n_points && n_columns <= n_rows * n_points;
}

static bool read_matrix(const SvyGroup *group, Matrix *matrix)
{
    size_t n = 0;

    matrix->rows = g_ptr_array_new_with_free_func(g_free);
    matrix->points = g_ptr_array_new_with_free_func(g_free);
    matrix->row_of = g_new0(int32_t, group->n);
    matrix->point_of = g_new0(int32_t, group->n);
    for (size_t i = 0; i < group->n; i++) {
        g_autofree char *row = NULL;
        g_autofree char *point = NULL;

        matrix->row_of[i] = matrix->point_of[i] = -1;
        if (!split_label(svy_group_get_heading(group, i), &row, &point)) {
            if (group->shapes[i] == SVY_SHAPE_TEXT || group->shapes[i] == SVY_SHAPE_EMPTY)
                continue;
            return false;
        }
        matrix->row_of[i] = find_or_add(matrix->rows, row);
        matrix->point_of[i] = find_or_add(matrix->points, point);
        n++;
    }
    return is_full(matrix, n) || (n > 0 && svy_group_get_heading(group, 0)->hint == SVY_HINT_POINT);
}

/* One tick per row, but for slips. */
static bool has_one_tick_per_row(const SvyGroup *group, const Matrix *matrix)
{
    g_autofree TickCount *counts = g_new0(TickCount, matrix->rows->len);
    size_t n_people = 0, n_several = 0;

    count_ticks(group, matrix->row_of, matrix->rows->len, counts);
    for (guint r = 0; r < matrix->rows->len; r++) {
        n_people += counts[r].n_people;
        n_several += counts[r].n_several;
    }
    return 50 * n_several <= n_people;
}

static void add_points(SvyQuestion *question, const SvyGroup *group, const Matrix *matrix)
{
    for (size_t i = 0; i < group->n; i++) {
        SvyItem *item;

        if (matrix->row_of[i] < 0) {
            svy_question_add_item(question, group->columns[i], SVY_ROLE_COMMENT,
                                  svy_group_get_label(group, i));
            continue;
        }
        item = svy_question_add_item(question, group->columns[i], SVY_ROLE_POINT,
                                     g_ptr_array_index(matrix->rows, matrix->row_of[i]));
        item->point = g_strdup(g_ptr_array_index(matrix->points, matrix->point_of[i]));
    }
}

static void add_matrix_grid(const SvyGroup *group, const Matrix *matrix)
{
    SvyQuestion *question =
        svy_question_new(SVY_QUESTION_GRID, svy_group_get_heading(group, 0)->stem);
    const char *scale = NULL;

    question->base = SVY_BASE_ANSWERED;
    add_points(question, group, matrix);
    for (guint p = 0; p < matrix->points->len; p++)
        svy_question_add_level(question, g_ptr_array_index(matrix->points, p));
    question->is_ordered = svy_infer_is_in_order((const char *const *)matrix->points->pdata,
                                                 matrix->points->len, &scale);
    if (scale != NULL)
        svy_infer_set_reason(
            question,
            SVY_TR("%u rows with a column for each of %u points of a scale of %s, one tick per "
                   "row; base: everyone who ticked in at least one row"),
            matrix->rows->len, matrix->points->len, scale);
    else
        svy_infer_set_reason(question,
                             SVY_TR("%u rows with a column for each of %u points, one tick per "
                                    "row; base: everyone who ticked in at least one row"),
                             matrix->rows->len, matrix->points->len);
    finish(group, question);
}

/* Several ticks per row: each row is a select-all of its own. */
static void add_matrix_multis(const SvyGroup *group, const Matrix *matrix)
{
    for (guint r = 0; r < matrix->rows->len; r++) {
        const char *row = g_ptr_array_index(matrix->rows, r);
        g_autofree char *text =
            g_strdup_printf("%s: %s", svy_group_get_heading(group, 0)->stem, row);
        SvyQuestion *question = svy_question_new(SVY_QUESTION_MULTI, text);

        question->base = SVY_BASE_TICKED;
        for (size_t i = 0; i < group->n; i++) {
            const char *label;

            if (matrix->row_of[i] < 0 && r + 1 == matrix->rows->len)
                add_text_item(question, group, i);
            if (matrix->row_of[i] != (int32_t)r)
                continue;
            label = g_ptr_array_index(matrix->points, matrix->point_of[i]);
            svy_question_add_item(question, group->columns[i], SVY_ROLE_OPTION, label)->mark =
                svy_option_mark_guess(label);
        }
        question->is_guess = true;
        svy_infer_set_reason(
            question,
            SVY_TR("a row of a table with a tick column for each of its %u points; people "
                   "ticked several in a row; base: everyone who ticked one"),
            matrix->points->len);
        finish(group, question);
    }
}

/* --- All ------------------------------------------------------------------------------------ */

static bool are_ticks(const SvyGroup *group)
{
    const size_t n_ticks =
        svy_group_count(group, SVY_SHAPE_TICK) + svy_group_count(group, SVY_SHAPE_EXPLICIT);

    return n_ticks >= 1 && n_ticks + svy_group_count(group, SVY_SHAPE_EMPTY) >= 2 &&
           svy_group_count(group, SVY_SHAPE_POINTS) == 0;
}

/* Columns of Yes and No that people answered one without the other are rows of a grid: in a
 * select-all the box is shown whole. */
static bool are_yes_no_rows(const SvyGroup *group)
{
    const SvyInference *inference = group->inference;
    bool is_uneven = false;
    size_t n_answered = 0;

    for (size_t i = 0; i < group->n; i++) {
        const size_t n = inference->guesses[group->columns[i]].n_answered;

        if (group->shapes[i] != SVY_SHAPE_EXPLICIT)
            continue;
        is_uneven |= n_answered > 0 && n != n_answered;
        n_answered = n;
    }
    return is_uneven && holds_yes(group);
}

bool svy_infer_ticks(const SvyGroup *group)
{
    g_auto(Matrix) matrix = {0};
    TickCount count = {0};

    if (!are_ticks(group) || are_yes_no_rows(group))
        return false;
    if (read_matrix(group, &matrix)) {
        if (has_one_tick_per_row(group, &matrix))
            add_matrix_grid(group, &matrix);
        else
            add_matrix_multis(group, &matrix);
        return true;
    }
    if (is_exploded_single(group, &count))
        finish(group, make_single(group, &count));
    else
        finish(group, make_undecided(group, &count));
    return true;
}
