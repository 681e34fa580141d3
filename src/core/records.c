/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records to look at. */
#include "core/records.h"

#include <math.h>
#include <stdlib.h>

#include "base/text.h"

#define MIN_GRID_ROWS   5u
#define MIN_GRID_POINTS 3u
#define MIN_DURATIONS   20u
#define SPEEDER_PORTION 3.0

/* --- Names ---------------------------------------------------------------------------------- */

static const char *const flag_names[SVY_FLAG_LAST + 1] = {
    [SVY_FLAG_NO_ANSWER] = "no-answer",         [SVY_FLAG_LEFT_EARLY] = "left-early",
    [SVY_FLAG_DOUBLE_ID] = "double-id",         [SVY_FLAG_SAME_ANSWERS] = "same-answers",
    [SVY_FLAG_STRAIGHT_LINE] = "straight-line", [SVY_FLAG_SPEEDER] = "speeder",
};

const char *svy_flag_get_name(SvyFlag flag)
{
    g_return_val_if_fail(flag < SVY_FLAG_LAST, NULL);
    return flag_names[flag];
}

/* SVY_FLAG_LAST when there is none. */
static SvyFlag find_flag(const char *name)
{
    unsigned flag = 0;

    while (flag < SVY_FLAG_LAST && !svy_text_same(flag_names[flag], name))
        flag++;
    return (SvyFlag)flag;
}

static bool refuse_flag(const char *name, SvyErrorCode code, const SvyPlace *place, GError **error)
{
    const char *near = svy_text_near_miss(name, flag_names);
    g_autofree char *quoted = svy_text_quote(name);
    g_autofree char *all = g_strjoinv(", ", (char **)flag_names);
    g_autofree char *mend = near != NULL ? g_strdup_printf("Did you mean %s?", near)
                                         : g_strdup_printf("Write one of: %s; or none alone", all);

    return svy_error_set(error, code, place, mend, "no such kind of records to leave out, got %s",
                         quoted);
}

bool svy_flags_parse(const char *const names[],
                     SvyErrorCode code,
                     const SvyPlace *place,
                     unsigned *ret_set,
                     GError **error)
{
    unsigned set = 0;

    if (names[0] != NULL && names[1] == NULL && svy_text_same(names[0], "none")) {
        *ret_set = 0;
        return true;
    }
    for (size_t i = 0; names[i] != NULL; i++) {
        const SvyFlag flag = find_flag(names[i]);

        if (flag == SVY_FLAG_LAST)
            return refuse_flag(names[i], code, place, error);
        set |= 1u << flag;
    }
    *ret_set = set;
    return true;
}

void svy_records_free(SvyRecords *records)
{
    if (records == NULL)
        return;
    for (size_t i = 0; i < SVY_FLAG_LAST; i++)
        svy_bitset_free(records->rows[i]);
    g_free(records);
}

/* --- Answers at all ------------------------------------------------------------------------- */

static void flag_answers(const SvyDataset *dataset, const SvyLedger *ledger, SvyRecords *records)
{
    SvyBitset *none = records->rows[SVY_FLAG_NO_ANSWER];
    SvyBitset *left = records->rows[SVY_FLAG_LEFT_EARLY];
    bool has_question = false;

    for (size_t i = 0; i < dataset->n_rows; i++)
        svy_bitset_set(none, i);
    for (guint q = 0; q < dataset->questions->len; q++) {
        const SvyQuestion *question = svy_dataset_get_question(dataset, q);

        if (!svy_ledger_has_question(question))
            continue;
        has_question = true;
        svy_bitset_and_not(none, question->answered);
    }
    if (!has_question)
        svy_bitset_and_not(none, none);
    svy_bitset_or(left, ledger->left);
    svy_bitset_and_not(left, none);
}

/* --- Ids ------------------------------------------------------------------------------------ */

bool svy_question_is_response_id(const SvyQuestion *question)
{
    static const char *const names[] = {
        "respondent id", "respondentid",  "response id", "responseid",
        "record id",     "submission id", "id"};

    for (size_t i = 0; question->type == SVY_QUESTION_ID && i < G_N_ELEMENTS(names); i++)
        if (svy_text_same(question->text, names[i]))
            return true;
    return false;
}

static void flag_double_ids(const SvyDataset *dataset, const SvyQuestion *question, SvyBitset *rows)
{
    const SvyColumn *column = &dataset->columns[svy_question_get_item(question, 0)->column];
    const bool has_codes = svy_column_has_codes(column);
    g_autofree bool *is_seen = g_new0(bool, has_codes ? column->dict->n + 1 : 1);

    for (size_t row = 0; has_codes && row < dataset->n_rows; row++) {
        const int32_t code = svy_column_get_code(column, row);

        if (code >= 0 && is_seen[code])
            svy_bitset_set(rows, row);
        if (code >= 0)
            is_seen[code] = true;
    }
}

/* --- Straight lines ------------------------------------------------------------------------- */

static bool is_long_grid(const SvyDataset *dataset, const SvyQuestion *question)
{
    size_t n = 0;

    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);
        const SvyColumn *column = &dataset->columns[item->column];

        n += item->role == SVY_ROLE_ROW && item->level_of != NULL && svy_column_has_codes(column);
    }
    return n >= MIN_GRID_ROWS && n == svy_question_count_role(question, SVY_ROLE_ROW);
}

/* The level that a person chose in one row of a grid, as the row was put: a scale that is turned is
 * turned back. -1 when there is none, or it is a way out of the scale: all "not applicable" is no
 * carelessness. */
static int32_t get_level(const SvyDataset *dataset,
                         const SvyQuestion *question,
                         const SvyItem *item,
                         size_t row)
{
    const int32_t code = svy_column_get_code(&dataset->columns[item->column], row);
    const int32_t level = code < 0 ? -1 : item->level_of[code];

    if (level < 0 || svy_question_get_level(question, (size_t)level)->mark != SVY_MARK_NONE)
        return -1;
    return item->is_reverse ? (int32_t)svy_question_mirror_level(question, (size_t)level) : level;
}

typedef enum {
    LINE_NONE, /* not all rows were answered */
    LINE_STRAIGHT,
    LINE_VARIED,
} Line;

static Line find_line(const SvyDataset *dataset, const SvyQuestion *question, size_t row)
{
    int32_t first = -1;
    Line line = LINE_STRAIGHT;

    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);
        int32_t level;

        if (item->role != SVY_ROLE_ROW)
            continue;
        level = get_level(dataset, question, item, row);
        if (level < 0)
            return LINE_NONE;
        if (first >= 0 && level != first)
            line = LINE_VARIED;
        first = level;
    }
    return line;
}

static void flag_lines(const SvyDataset *dataset,
                       const SvyQuestion *question,
                       SvyBitset *straight,
                       SvyBitset *varied)
{
    for (size_t row = 0; row < dataset->n_rows; row++) {
        const Line line = find_line(dataset, question, row);

        if (line != LINE_NONE)
            svy_bitset_set(line == LINE_STRAIGHT ? straight : varied, row);
    }
}

/* --- Straight lines over grids with a tick column for each point ----------------------------- */

typedef struct {
    size_t n_rows, n_levels;
    const SvyBitset **ticks; /* [n_rows][n_levels] borrowed; NULL where there is no column */
    bool *is_out;            /* [n_levels] stands apart from the scale */
} Points;

static void points_clear(Points *points)
{
    g_free(points->ticks);
    g_free(points->is_out);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Points, points_clear)

/* Place of a label, which gets the next free one when it is new. */
static size_t number_label(GHashTable *places, const char *label)
{
    gpointer place;

    if (g_hash_table_lookup_extended(places, label, NULL, &place))
        return GPOINTER_TO_SIZE(place);
    g_hash_table_insert(places, (gpointer)label, GSIZE_TO_POINTER(g_hash_table_size(places)));
    return g_hash_table_size(places) - 1;
}

static void find_points(const SvyQuestion *question, Points *points)
{
    g_autoptr(GHashTable) rows = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) levels = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < question->levels->len; i++)
        number_label(levels, svy_question_get_level(question, i)->label);
    for (guint i = 0; i < question->items->len; i++)
        if (svy_question_get_item(question, i)->role == SVY_ROLE_POINT)
            number_label(rows, svy_question_get_item(question, i)->label);
    points->n_rows = g_hash_table_size(rows);
    points->n_levels = g_hash_table_size(levels);
    points->ticks = g_new0(const SvyBitset *, points->n_rows * points->n_levels + 1);
    points->is_out = g_new0(bool, points->n_levels + 1);
    for (guint i = 0; i < question->levels->len; i++) {
        const SvyLevel *level = svy_question_get_level(question, i);

        points->is_out[number_label(levels, level->label)] = level->mark != SVY_MARK_NONE;
    }
    for (guint i = 0; i < question->items->len; i++) {
        const SvyItem *item = svy_question_get_item(question, i);

        if (item->role == SVY_ROLE_POINT && g_hash_table_contains(levels, item->point))
            points->ticks[number_label(rows, item->label) * points->n_levels +
                          number_label(levels, item->point)] = item->ticks;
    }
}

static uint64_t get_ticks(const Points *points, size_t row, size_t level, size_t i)
{
    const SvyBitset *ticks = points->ticks[row * points->n_levels + level];

    return ticks == NULL ? 0 : ticks->words[i];
}

/* Of 64 people, those with one point of the scale in every row. */
static uint64_t find_complete(const Points *points, size_t i)
{
    uint64_t complete = UINT64_MAX;

    for (size_t row = 0; row < points->n_rows; row++) {
        uint64_t once = 0, other = 0;

        for (size_t level = 0; level < points->n_levels; level++) {
            const uint64_t ticks = get_ticks(points, row, level, i);

            other |= points->is_out[level] ? ticks : ticks & once;
            once |= ticks;
        }
        complete &= once & ~other;
    }
    return complete;
}

/* Of 64 people, those with the same point in every row. */
static uint64_t find_same(const Points *points, size_t i)
{
    uint64_t same = 0;

    for (size_t level = 0; level < points->n_levels; level++) {
        uint64_t in_all = UINT64_MAX;

        for (size_t row = 0; row < points->n_rows; row++)
            in_all &= get_ticks(points, row, level, i);
        same |= in_all;
    }
    return same;
}

static void flag_points(const SvyQuestion *question, SvyBitset *straight, SvyBitset *varied)
{
    g_auto(Points) points = {0};

    find_points(question, &points);
    for (size_t i = 0; points.n_rows >= MIN_GRID_ROWS && i < (straight->n_bits + 63) / 64; i++) {
        const uint64_t complete = find_complete(&points, i);
        const uint64_t same = find_same(&points, i);

        straight->words[i] |= complete & same;
        varied->words[i] |= complete & ~same;
    }
}

/* Yes to all of a list is an answer; the same point of a scale for everything need not be. */
static bool is_scale(const SvyQuestion *question)
{
    size_t n = 0;

    for (guint i = 0; i < question->levels->len; i++)
        n += svy_question_get_level(question, i)->mark == SVY_MARK_NONE;
    return n >= MIN_GRID_POINTS;
}

static bool flag_straight_lines(const SvyDataset *dataset, SvyBitset *straight)
{
    g_autoptr(SvyBitset) varied = svy_bitset_new(dataset->n_rows);

    if (varied == NULL)
        return false;
    for (guint q = 0; q < dataset->questions->len; q++) {
        const SvyQuestion *question = svy_dataset_get_question(dataset, q);

        if (!svy_ledger_has_question(question) || question->type != SVY_QUESTION_GRID ||
            !is_scale(question))
            continue;
        if (svy_question_count_role(question, SVY_ROLE_POINT) > 0)
            flag_points(question, straight, varied);
        else if (is_long_grid(dataset, question))
            flag_lines(dataset, question, straight, varied);
    }
    svy_bitset_and_not(straight, varied);
    return true;
}

/* --- Speeders ------------------------------------------------------------------------------- */

static int compare_numbers(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;

    return (left > right) - (left < right);
}

/* Whoever left early is quick by leaving. */
static bool is_timed(const SvyRecords *records, const double seconds[], size_t row)
{
    return !isnan(seconds[row]) && !svy_bitset_get(records->rows[SVY_FLAG_NO_ANSWER], row) &&
           !svy_bitset_get(records->rows[SVY_FLAG_LEFT_EARLY], row);
}

static bool flag_speeders(const SvyDataset *dataset, SvyRecords *records)
{
    g_autofree double *seconds = NULL;
    g_autofree double *sorted = g_try_new(double, dataset->n_rows + 1);
    size_t n = 0;

    if (sorted == NULL || !svy_records_find_durations(dataset, &seconds))
        return false;
    for (size_t row = 0; seconds != NULL && row < dataset->n_rows; row++)
        if (is_timed(records, seconds, row))
            sorted[n++] = seconds[row];
    if (n < MIN_DURATIONS)
        return true;
    qsort(sorted, n, sizeof *sorted, compare_numbers);
    records->has_durations = true;
    records->median_seconds = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    for (size_t row = 0; row < dataset->n_rows; row++)
        if (is_timed(records, seconds, row) &&
            seconds[row] * SPEEDER_PORTION < records->median_seconds)
            svy_bitset_set(records->rows[SVY_FLAG_SPEEDER], row);
    return true;
}

/* --- All ------------------------------------------------------------------------------------ */

static void flag_ids(const SvyDataset *dataset, SvyBitset *rows)
{
    for (guint q = 0; q < dataset->questions->len; q++)
        if (svy_question_is_response_id(svy_dataset_get_question(dataset, q)))
            flag_double_ids(dataset, svy_dataset_get_question(dataset, q), rows);
}

SvyRecords *svy_records_new(const SvyDataset *dataset, const SvyLedger *ledger)
{
    g_autoptr(SvyRecords) records = g_new0(SvyRecords, 1);

    for (size_t i = 0; i < SVY_FLAG_LAST; i++) {
        records->rows[i] = svy_bitset_new(dataset->n_rows);
        if (records->rows[i] == NULL)
            return NULL;
    }
    flag_answers(dataset, ledger, records);
    flag_ids(dataset, records->rows[SVY_FLAG_DOUBLE_ID]);
    if (!svy_records_find_same(dataset, records->rows[SVY_FLAG_SAME_ANSWERS]) ||
        !flag_straight_lines(dataset, records->rows[SVY_FLAG_STRAIGHT_LINE]) ||
        !flag_speeders(dataset, records))
        return NULL;
    return g_steal_pointer(&records);
}
