/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers by groups of people: quantiles of those of each group who gave a number. How many did is
 * decided upon with all other counts of groups; and a quantile is told only where enough people lie
 * on either side of it, so that none stands for one person at the edge. */
#include <math.h>
#include <string.h>

#include <surveystat/quantile.h>
#include <surveystat/weighted.h>

#include "analysis/breakdown-table.h"
#include "analysis/numbers.h"
#include "analysis/weighting.h"
#include "base/error.h"
#include "base/text.h"
#include "result/words.h"

#define TITLE_CHARS 70u

enum { COLUMN_GROUP, COLUMN_N, COLUMN_FIRST_QUANTILE };

static const struct {
    const char *key, *heading;
    double q;
} quantiles[] = {
    {"q05", "5% below", 0.05},       {"q1", "A quarter below", 0.25}, {"median", "Median", 0.5},
    {"q3", "A quarter above", 0.75}, {"q95", "5% above", 0.95},
};

static bool refuse_memory(GError **error)
{
    return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for numbers by group");
}

static bool is_wanted(const SvyRun *run)
{
    return run->options->with_questions && run->options->table_row == NULL;
}

static bool is_shown(const SvyNumbers *numbers)
{
    return numbers->question->type == SVY_QUESTION_NUMERIC && !numbers->question->is_meta &&
           !numbers->question->is_personal && numbers->n_people >= SVY_WORDS_MIN_BASE;
}

/* --- Counting ------------------------------------------------------------------------------- */

/* Who gave a number, as a question with one answer. NULL: no memory. */
static SvyVariable *make_variable(const SvyRun *run, const SvyNumbers *numbers)
{
    const size_t n_rows = run->dataset->n_rows;
    SvyVariable *variable = g_new0(SvyVariable, 1);
    SvyBitset *people = svy_bitset_new(n_rows);

    *variable = (SvyVariable){.question = numbers->question,
                              .is_exclusive = true,
                              .base = svy_bitset_new(n_rows),
                              .n_answers = 1,
                              .answers = g_new0(SvyAnswer, 1)};
    variable->answers[0] = (SvyAnswer){.label = "a number", .people = people, .owned = people};
    if (variable->base == NULL || people == NULL) {
        svy_variable_free(variable);
        return NULL;
    }
    for (size_t row = 0; row < n_rows; row++) {
        if (isnan(svy_numbers_get(numbers, row)))
            continue;
        svy_bitset_set(variable->base, row);
        svy_bitset_set(people, row);
    }
    return variable;
}

static bool count(SvyRun *run, SvyBreakdowns *breakdowns, const SvyNumbers *numbers, GError **error)
{
    SvyVariable *variable = make_variable(run, numbers);

    if (variable == NULL)
        return refuse_memory(error);
    for (guint g = 0; g < breakdowns->groupings->len; g++) {
        const SvyGrouping *grouping = g_ptr_array_index(breakdowns->groupings, g);

        if (grouping->n_groups >= 2 && grouping->questions[0] != numbers->question)
            svy_breakdowns_count(run, breakdowns, variable, grouping)->is_silent = true;
    }
    svy_variable_free(variable);
    return true;
}

static bool run_groups(SvyRun *run, GError **error)
{
    SvyBreakdowns *breakdowns;

    if (!svy_run_get_breakdowns(run, &breakdowns, error))
        return false;
    for (guint i = 0; i < run->numbers->len; i++) {
        const SvyNumbers *numbers = g_ptr_array_index(run->numbers, i);

        if (is_shown(numbers) && !count(run, breakdowns, numbers, error))
            return false;
    }
    return true;
}

/* --- Quantiles ------------------------------------------------------------------------------ */

/* The different numbers of some people, with how many gave each. */
typedef struct {
    size_t n, n_people;
    double *values, *counts;
    SvyWeightSums *sums; /* (nullable) */
} Levels;

static void levels_clear(Levels *levels)
{
    g_free(levels->values);
    g_free(levels->counts);
    g_free(levels->sums);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Levels, levels_clear)

static int compare_values(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static size_t find_place(const SvyNumbers *numbers, double value)
{
    const double *found =
        bsearch(&value, numbers->values, numbers->n, sizeof value, compare_values);

    g_assert(found != NULL);
    return (size_t)(found - numbers->values);
}

static void add_person(const SvyRun *run, const SvyNumbers *numbers, size_t row, Levels *levels)
{
    const size_t place = find_place(numbers, svy_numbers_get(numbers, row));

    levels->n_people++;
    levels->counts[place]++;
    if (levels->sums != NULL && run->weighting->w[row] > 0) {
        levels->sums[place].n++;
        levels->sums[place].w += run->weighting->w[row];
        levels->sums[place].w2 += run->weighting->w[row] * run->weighting->w[row];
    }
}

/* Numbers that nobody of these people gave go. */
static void drop_empty(Levels *levels)
{
    size_t n = 0;

    for (size_t i = 0; i < levels->n; i++) {
        if (!(levels->counts[i] > 0) || (levels->sums != NULL && !(levels->sums[i].w > 0)))
            continue;
        levels->values[n] = levels->values[i];
        levels->counts[n] = levels->counts[i];
        if (levels->sums != NULL)
            levels->sums[n] = levels->sums[i];
        n++;
    }
    levels->n = n;
}

/* @people: NULL for everybody. */
static bool collect(const SvyRun *run,
                    const SvyNumbers *numbers,
                    const SvyBitset *people,
                    Levels *levels,
                    GError **error)
{
    levels->n = numbers->n;
    levels->values = g_try_new(double, numbers->n + 1);
    levels->counts = g_try_new0(double, numbers->n + 1);
    if (run->weighting != NULL)
        levels->sums = g_try_new0(SvyWeightSums, numbers->n + 1);
    if (levels->values == NULL || levels->counts == NULL ||
        (run->weighting != NULL && levels->sums == NULL))
        return refuse_memory(error);
    memcpy(levels->values, numbers->values, numbers->n * sizeof *levels->values);
    for (size_t row = 0; row < run->dataset->n_rows; row++) {
        if ((people == NULL || svy_bitset_get(people, row)) &&
            !isnan(svy_numbers_get(numbers, row)))
            add_person(run, numbers, row, levels);
    }
    drop_empty(levels);
    return true;
}

/* So many people at least lie on either side. */
static bool has_enough(const SvyRun *run, double q, size_t n_people)
{
    return fmin(q, 1 - q) * (double)n_people >= (double)svy_run_get_min_cell(run) - 1e-9;
}

/* People at @limit or beyond it, on the one side or the other. */
static double count_beyond(const Levels *levels, double limit, bool is_below)
{
    double n = 0;

    for (size_t i = 0; i < levels->n; i++)
        n += (is_below ? levels->values[i] <= limit : levels->values[i] >= limit)
                 ? levels->counts[i]
                 : 0;
    return n;
}

/* The limits are numbers that people gave, too: near the edge they stand for too few. */
static void drop_limits(const SvyRun *run, const Levels *levels, SvyEstimate *quantile)
{
    const double least = (double)svy_run_get_min_cell(run);

    if (count_beyond(levels, quantile->lo, true) >= least &&
        count_beyond(levels, quantile->hi, false) >= least)
        return;
    quantile->lo = quantile->hi = (double)NAN;
}

static bool set_quantile(const SvyRun *run,
                         const Levels *levels,
                         double q,
                         SvyCell *cell,
                         GError **error)
{
    SvyEstimate quantile;

    if (run->weighting != NULL &&
        !svy_weighted_quantile(svy_run_count_weighted(run), levels->n, levels->values, levels->sums,
                               q, run->result->level, &quantile, error))
        return false;
    if (run->weighting == NULL && !svy_quantile_compute(levels->n, levels->values, levels->counts,
                                                        q, run->result->level, &quantile, error))
        return false;
    drop_limits(run, levels, &quantile);
    svy_cell_set_estimate(cell, SVY_CELL_ESTIMATE, &quantile);
    if (!has_enough(run, q, levels->n_people))
        svy_cell_withhold(cell);
    return true;
}

/* --- Tables --------------------------------------------------------------------------------- */

static bool add_row(const SvyRun *run,
                    SvyTableBuilder *builder,
                    const SvyNumbers *numbers,
                    const char *label,
                    const SvyBitset *people,
                    bool is_told,
                    GError **error)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    g_auto(Levels) levels = {0};

    if (!collect(run, numbers, people, &levels, error))
        return false;
    svy_cell_set_text(&cells[COLUMN_GROUP], label);
    svy_cell_set_count(&cells[COLUMN_N], levels.n_people);
    for (size_t i = 0; i < G_N_ELEMENTS(quantiles); i++) {
        if (!set_quantile(run, &levels, quantiles[i].q, &cells[COLUMN_FIRST_QUANTILE + i], error))
            return false;
    }
    for (size_t i = COLUMN_N; !is_told && i < COLUMN_FIRST_QUANTILE + G_N_ELEMENTS(quantiles); i++)
        svy_cell_withhold(&cells[i]);
    return true;
}

static bool is_group_told(const SvyRun *run, const SvyBreakdown *door, size_t column)
{
    return svy_breakdown_is_shown(door, 0, column) &&
           svy_breakdown_get(door, 0, column)->n >= svy_run_get_min_base(run);
}

static size_t count_told(const SvyRun *run, const SvyBreakdown *door)
{
    size_t n = 0;

    for (size_t c = 1; c < svy_breakdown_get_end(door); c++)
        n += is_group_told(run, door, c);
    return n;
}

static SvyTableBuilder *start_table(const SvyRun *run,
                                    const SvyNumbers *numbers,
                                    const SvyGrouping *grouping)
{
    const SvyQuestion *question = numbers->question;
    g_autofree char *id = g_strdup_printf("numbers-%s-by-%s", question->id, grouping->id);
    g_autofree char *text = svy_text_cut(question->text, TITLE_CHARS);
    g_autofree char *by = svy_text_cut(grouping->text, TITLE_CHARS);
    g_autofree char *title =
        g_strdup_printf("%s. %s — by %s. %s", question->id, text, grouping->id, by);
    g_autofree char *pct = svy_words_level(run->result->level);
    SvyTableBuilder *builder = svy_table_builder_new(SVY_TABLE_NUMBERS_BY, id, title);
    SvyTable *table = svy_table_builder_get(builder);

    table->row_id = g_strdup(question->id);
    table->row_text = g_strdup(question->text);
    table->by_id = g_strdup(grouping->id);
    table->by_text = g_strdup(grouping->text);
    table->base_rule = g_strdup("those of each group who gave a number");
    table->method = g_strdup_printf(
        run->weighting == NULL
            ? "%s%% intervals of quantiles between ordered values, no distribution assumed."
            : "%s%% intervals of weighted quantiles by Woodruff's method, no distribution assumed.",
        pct);
    svy_table_builder_add_column(builder, "group", "Group");
    svy_table_builder_add_column(builder, "n", "People");
    for (size_t i = 0; i < G_N_ELEMENTS(quantiles); i++)
        svy_table_builder_add_column(builder, quantiles[i].key, quantiles[i].heading);
    return builder;
}

/* What of the quantiles is told, by the size of the group. */
static void add_side_note(const SvyRun *run, SvyTableBuilder *builder)
{
    const size_t n = svy_run_get_min_cell(run);
    g_autofree char *note = g_strdup_printf(
        "A quantile is told where at least %zu people of the group lie on either side of it: the "
        "quarters of groups of %zu and more, the outermost of %zu and more; its interval likewise.",
        n, 4 * n, 20 * n);

    if (n > 1)
        svy_table_builder_add_note(builder, note);
}

static bool publish_table(SvyRun *run,
                          const SvyNumbers *numbers,
                          const SvyBreakdown *door,
                          GError **error)
{
    const SvyGrouping *grouping = door->grouping;
    g_autoptr(SvyTableBuilder) builder = start_table(run, numbers, grouping);

    if (!add_row(run, builder, numbers, "All", NULL, true, error))
        return false;
    for (size_t g = 0; g < grouping->n_groups; g++) {
        if (!add_row(run, builder, numbers, grouping->groups[g].label, grouping->groups[g].people,
                     is_group_told(run, door, g + 1), error))
            return false;
    }
    add_side_note(run, builder);
    svy_breakdown_add_notes(run, builder, svy_breakdown_has_withheld(door), grouping);
    svy_run_take_table(run, builder);
    return true;
}

static const SvyNumbers *find_numbers(const SvyRun *run, const SvyQuestion *question)
{
    for (guint i = 0; i < run->numbers->len; i++) {
        const SvyNumbers *numbers = g_ptr_array_index(run->numbers, i);

        if (numbers->question == question && is_shown(numbers))
            return numbers;
    }
    return NULL;
}

static bool publish(SvyRun *run, GError **error)
{
    const GPtrArray *tables = run->breakdowns->tables;

    for (guint t = 0; t < tables->len; t++) {
        const SvyBreakdown *door = g_ptr_array_index(tables, t);
        const SvyNumbers *numbers =
            door->is_silent && door->n_rows == 1 ? find_numbers(run, door->question) : NULL;

        if (numbers != NULL && count_told(run, door) >= 2 &&
            !publish_table(run, numbers, door, error))
            return false;
    }
    return true;
}

const SvyAnalysis svy_analysis_numeric_groups = {.name = "numeric-groups",
                                                 .is_wanted = is_wanted,
                                                 .run = run_groups,
                                                 .publish = publish};
