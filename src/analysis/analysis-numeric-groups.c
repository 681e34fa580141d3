/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers by groups of people: quantiles of those of each group who gave a number. What of a group
 * is told follows from the table of the same numbers as intervals by the same groups, which has
 * passed disclosure control: a quantile is told where the intervals that are shown already tell in
 * which of them it lies, be it one of several that were put together; where enough people lie on
 * either side of it. How many of all people are in each bin of an interval is told, too; so enough
 * of the group are in its bin, and between it and the other bins of its interval, and it does not
 * lie between two of them. */
#include <math.h>
#include <string.h>

#include <surveystat/quantile.h>
#include <surveystat/weighted.h>

#include "analysis/bins.h"
#include "analysis/breakdown-table.h"
#include "analysis/crossing.h"
#include "analysis/curves.h"
#include "analysis/numbers.h"
#include "analysis/weighting.h"
#include "base/error.h"
#include "base/text.h"
#include "base/translate.h"
#include "result/words.h"

#define TITLE_CHARS 70u

enum { COLUMN_GROUP, COLUMN_N, COLUMN_FIRST_QUANTILE };
enum { MEDIAN = 2 }; /* of the quantiles */

static const struct {
    const char *key, *heading;
    double q;
} quantiles[] = {
    {"q05", SVY_TR("5% below"), 0.05}, {"q1", SVY_TR("A quarter below"), 0.25},
    {"median", SVY_TR("Median"), 0.5}, {"q3", SVY_TR("A quarter above"), 0.75},
    {"q95", SVY_TR("5% above"), 0.95},
};

/* One question for a number by one grouping. */
typedef struct {
    const SvyNumbers *numbers;
    const SvyBreakdown *table; /* as intervals, protected */
    SvyBins bins;              /* of everybody */
    size_t *rows;              /* [bins.n] row of the table; n_rows of it: none, or nobody there */
    size_t *row_of_bin;        /* [bins.n] the same, of bins of nobody, too */
} Groups;

static void groups_clear(Groups *groups)
{
    g_free(groups->rows);
    g_free(groups->row_of_bin);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Groups, groups_clear)

static bool refuse_memory(GError **error)
{
    return svy_error_set_memory(error, "numbers by group");
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

/* --- Quantiles ------------------------------------------------------------------------------ */

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

/* The different numbers of some people, with how many gave each. */
typedef struct {
    size_t n, n_people;
    double *values, *counts;
    SvyWeightSums *sums; /* (nullable) */
    double *in_bins;     /* [bins.n] how many of them */
    double *w_in_bins;   /* [bins.n] their weight */
} Levels;

static void levels_clear(Levels *levels)
{
    g_free(levels->values);
    g_free(levels->counts);
    g_free(levels->sums);
    g_free(levels->in_bins);
    g_free(levels->w_in_bins);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Levels, levels_clear)

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

static double get_weight(const Levels *levels, size_t i)
{
    return levels->sums != NULL ? levels->sums[i].w : levels->counts[i];
}

/* @people: NULL for everybody. */
static bool collect(const SvyRun *run,
                    const Groups *groups,
                    const SvyBitset *people,
                    Levels *levels,
                    GError **error)
{
    const SvyNumbers *numbers = groups->numbers;

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
    levels->in_bins = g_new0(double, groups->bins.n + 1);
    levels->w_in_bins = g_new0(double, groups->bins.n + 1);
    for (size_t i = 0; i < levels->n; i++) {
        const size_t bin = svy_bins_get_place(&groups->bins, levels->values[i]);

        levels->in_bins[bin] += levels->counts[i];
        levels->w_in_bins[bin] += get_weight(levels, i);
    }
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

/* Enough people at @limit or beyond it, on both sides: weights may leave fewer than the share. */
static bool is_inside(const SvyRun *run, const Levels *levels, double limit)
{
    const double least = (double)svy_run_get_min_cell(run);

    return count_beyond(levels, limit, true) >= least &&
           count_beyond(levels, limit, false) >= least;
}

/* The interval of a number is shown, and all that is withheld of the group lies on one side of it:
 * then it is known how many lie before it and how many up to its end. */
static bool is_row_certain(const Groups *groups, size_t column, size_t row)
{
    const SvyBreakdown *table = groups->table;
    bool has_before = false, has_after = false;

    if (row >= table->n_rows || !svy_breakdown_is_shown(table, row, column))
        return false;
    for (size_t i = 0; i < table->n_rows; i++) {
        if (svy_breakdown_is_shown(table, i, column))
            continue;
        has_before |= i < row;
        has_after |= i > row;
    }
    return !has_before || !has_after;
}

static size_t find_row(const Groups *groups, double value)
{
    return groups->rows[svy_bins_get_place(&groups->bins, value)];
}

/* Few of the group from @value on, or up to it, within its interval: few would be left for the bins
 * beyond, if there are any. */
static bool is_near_bins(const SvyRun *run,
                         const Groups *groups,
                         const Levels *levels,
                         double value)
{
    const double least = (double)svy_run_get_min_cell(run);
    const size_t bin = svy_bins_get_place(&groups->bins, value), row = groups->rows[bin];
    const bool is_first = bin == 0 || groups->rows[bin - 1] != row;
    const bool is_last = bin + 1 == groups->bins.n || groups->rows[bin + 1] != row;
    double below = 0, above = 0;

    for (size_t i = 0; i < levels->n; i++) {
        if (find_row(groups, levels->values[i]) != row)
            continue;
        below += levels->values[i] <= value ? levels->counts[i] : 0;
        above += levels->values[i] >= value ? levels->counts[i] : 0;
    }
    return (!is_first && below < least) || (!is_last && above < least);
}

static bool is_number_safe(const SvyRun *run,
                           const Groups *groups,
                           size_t column,
                           const Levels *levels,
                           double value)
{
    const size_t bin = svy_bins_get_place(&groups->bins, value);

    return is_row_certain(groups, column, groups->rows[bin]) &&
           levels->in_bins[bin] >= (double)svy_run_get_min_cell(run) &&
           !is_near_bins(run, groups, levels, value);
}

/* Between two bins of one interval, a quantile would tell how many of the group lie before the
 * limit of the bins. */
static bool is_cut_safe(const Groups *groups, double below, double above)
{
    return svy_bins_get_place(&groups->bins, below) == svy_bins_get_place(&groups->bins, above) ||
           find_row(groups, below) != find_row(groups, above);
}

/* A value between two numbers that people gave tells of both. */
static bool is_safe(const SvyRun *run,
                    const Groups *groups,
                    size_t column,
                    const Levels *levels,
                    double value)
{
    size_t above = 0, below;

    if (column == 0 || svy_run_get_min_cell(run) <= 1)
        return true;
    while (above + 1 < levels->n && levels->values[above] < value)
        above++;
    below = above > 0 && levels->values[above] > value ? above - 1 : above;
    return is_number_safe(run, groups, column, levels, levels->values[below]) &&
           is_number_safe(run, groups, column, levels, levels->values[above]) &&
           is_cut_safe(groups, levels->values[below], levels->values[above]);
}

/* The limits are numbers that people gave, too: near the edge they stand for too few. */
static void drop_limits(const SvyRun *run,
                        const Groups *groups,
                        size_t column,
                        const Levels *levels,
                        SvyEstimate *quantile)
{
    if (isfinite(quantile->lo) && isfinite(quantile->hi) && is_inside(run, levels, quantile->lo) &&
        is_inside(run, levels, quantile->hi) &&
        is_safe(run, groups, column, levels, quantile->lo) &&
        is_safe(run, groups, column, levels, quantile->hi))
        return;
    quantile->lo = quantile->hi = (double)NAN;
}

static bool set_quantile(const SvyRun *run,
                         const Groups *groups,
                         size_t column,
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
    if (quantile.status == SVY_STATUS_OK)
        drop_limits(run, groups, column, levels, &quantile);
    svy_cell_set_estimate(cell, SVY_CELL_ESTIMATE, &quantile);
    if (!has_enough(run, q, levels->n_people) ||
        (quantile.status == SVY_STATUS_OK &&
         (!is_inside(run, levels, quantile.value) ||
          !is_safe(run, groups, column, levels, quantile.value))))
        svy_cell_withhold(cell);
    return true;
}

/* --- Curves --------------------------------------------------------------------------------- */

/* The share of people in a row of the intervals; in a bin, of everybody. */
static double get_share(const Groups *groups, size_t column, const Levels *levels, size_t row)
{
    const SvyBreakdown *table = groups->table;
    double all = 0;

    if (column > 0)
        return svy_breakdown_get(table, row, column)->w / table->bases[column].w;
    for (size_t i = 0; i < groups->bins.n; i++)
        all += levels->w_in_bins[i];
    return levels->w_in_bins[row] / all;
}

/* The row that tells of a bin: of everybody all bins are told. */
static size_t get_row(const Groups *groups, size_t column, size_t bin)
{
    return column == 0 ? bin : groups->row_of_bin[bin];
}

/* The share in bins @first to before @end; NaN where that is not told, or not of these alone. */
static double find_share(const Groups *groups,
                         size_t column,
                         const Levels *levels,
                         size_t first,
                         size_t end)
{
    double sum = 0;

    for (size_t i = first; i < end; i++) {
        const size_t row = get_row(groups, column, i);

        for (size_t other = 0; other < groups->bins.n; other++) {
            if ((other < first || other >= end) && get_row(groups, column, other) == row)
                return (double)NAN;
        }
        if (column > 0 &&
            (row >= groups->table->n_rows || !svy_breakdown_is_shown(groups->table, row, column)))
            return (double)NAN;
        if (i == first || get_row(groups, column, i - 1) != row)
            sum += get_share(groups, column, levels, row);
    }
    return sum;
}

/* The limits of intervals that are shown, with the share of the group below each. Whole numbers lie
 * in the middle of what belongs to them. */
static GArray *find_limits(const Groups *groups, size_t column, const Levels *levels)
{
    const SvyBins *bins = &groups->bins;
    GArray *limits = g_array_new(FALSE, FALSE, sizeof(SvyCurveLimit));

    for (size_t i = bins->has_rest_below; i + bins->has_rest_above <= bins->n; i++) {
        const double below = find_share(groups, column, levels, 0, i);
        const double above = find_share(groups, column, levels, i, bins->n);
        const SvyCurveLimit limit = {
            bins->start + (double)(i - bins->has_rest_below) * bins->width -
                (bins->is_whole ? 0.5 : 0),
            isnan(below) ? 1 - above : below,
        };

        if (!isnan(limit.below))
            g_array_append_val(limits, limit);
    }
    return limits;
}

/* Where there are very many different numbers, neighbours are one: they lie much closer than the
 * bandwidth, which is a thirty-second of the curve at least. Those far outside are the first and
 * the last. */
static double find_slot(const SvySpread *spread, size_t n_slots, double value)
{
    const double low = spread->quantiles[0], high = spread->quantiles[SVY_N_QUANTILES - 1];
    const double width = 5 * (high - low) / (double)n_slots;

    return fmin(fmax(0, floor((value - low) / width) + 2.0 / 5 * (double)n_slots), (double)n_slots);
}

/* Every number with its people, or the mean of neighbours. */
static void copy_numbers(const Levels *levels, SvySpread *spread)
{
    enum { MOST = 2048 };
    double before = -1;

    spread->values = g_new0(double, MIN(levels->n, MOST) + 1);
    spread->weights = g_new0(double, MIN(levels->n, MOST) + 1);
    for (size_t i = 0; i < levels->n; i++) {
        const double weight = get_weight(levels, i);
        const double slot =
            levels->n > MOST ? find_slot(spread, MOST, levels->values[i]) : (double)i;
        const size_t at = slot > before ? spread->n_values++ : spread->n_values - 1;

        before = slot;
        spread->weights[at] += weight;
        spread->values[at] +=
            (levels->values[i] - spread->values[at]) * weight / spread->weights[at];
    }
}

/* A number for each person. */
static void copy_people(const Levels *levels, SvySpread *spread)
{
    spread->people = g_new0(double, levels->n_people + 1);
    for (size_t i = 0; i < levels->n; i++)
        for (double k = 0; k < levels->counts[i]; k++)
            spread->people[spread->n_people++] = levels->values[i];
}

/* What may be known of the people of a row of the table. @cells: of the row */
static void fill_spread(const SvyRun *run,
                        const SvyCell cells[],
                        const Groups *groups,
                        size_t column,
                        const Levels *levels,
                        SvySpread *spread)
{
    spread->n = levels->n_people;
    spread->n_eff = svy_tally_count_effective(run, &groups->table->bases[column]);
    spread->is_whole = groups->bins.is_whole;
    for (size_t q = 0; q < SVY_N_QUANTILES; q++) {
        const SvyCell *cell = &cells[COLUMN_FIRST_QUANTILE + q];

        spread->quantiles[q] = cell->status == SVY_STATUS_OK ? cell->share.p.value : (double)NAN;
    }
    if (svy_run_get_min_cell(run) > 1)
        spread->limits = find_limits(groups, column, levels);
    else if (levels->n_people >= SVY_CURVE_PEOPLE)
        copy_numbers(levels, spread);
    else if (column > 0)
        copy_people(levels, spread);
}

/* --- Tables --------------------------------------------------------------------------------- */

static bool is_group_told(const SvyBreakdown *table, size_t column)
{
    return column == 0 || (!table->is_withheld && !table->is_small[column]);
}

static size_t count_told(const SvyBreakdown *table)
{
    size_t n = 0;

    for (size_t c = 1; c < svy_breakdown_get_end(table); c++)
        n += is_group_told(table, c) && table->bases[c].n > 0;
    return n;
}

/* @column of the table of intervals; 0 for everybody. */
static bool add_row(const SvyRun *run,
                    SvyTableBuilder *builder,
                    const Groups *groups,
                    size_t column,
                    SvySpread *spread,
                    size_t *n_medians,
                    GError **error)
{
    const SvyGroup *group = column == 0 ? NULL : &groups->table->grouping->groups[column - 1];
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    g_auto(Levels) levels = {0};

    if (!collect(run, groups, group == NULL ? NULL : group->people, &levels, error))
        return false;
    if (group == NULL)
        svy_cell_set_word(&cells[COLUMN_GROUP], run->language, SVY_TR("All"));
    else
        svy_cell_set_text(&cells[COLUMN_GROUP], group->label);
    svy_cell_set_count(&cells[COLUMN_N], levels.n_people);
    for (size_t i = 0; i < G_N_ELEMENTS(quantiles); i++) {
        if (!set_quantile(run, groups, column, &levels, quantiles[i].q,
                          &cells[COLUMN_FIRST_QUANTILE + i], error))
            return false;
    }
    for (size_t i = COLUMN_N; !is_group_told(groups->table, column) &&
                              i < COLUMN_FIRST_QUANTILE + G_N_ELEMENTS(quantiles);
         i++)
        svy_cell_withhold(&cells[i]);
    if (is_group_told(groups->table, column))
        fill_spread(run, cells, groups, column, &levels, spread);
    *n_medians += column > 0 && cells[COLUMN_FIRST_QUANTILE + MEDIAN].status == SVY_STATUS_OK;
    return true;
}

static SvyTableBuilder *start_table(const SvyRun *run,
                                    const SvyNumbers *numbers,
                                    const SvyGrouping *grouping)
{
    const SvyQuestion *question = numbers->question;
    g_autofree char *id = g_strdup_printf("numbers-%s-by-%s", question->id, grouping->id);
    g_autofree char *text = svy_text_cut(question->text, TITLE_CHARS);
    g_autofree char *by = svy_text_cut(grouping->text, TITLE_CHARS);
    g_autofree char *title = g_strdup_printf(svy_tr(run->language, "%s. %s — by %s. %s"),
                                             question->id, text, grouping->id, by);
    g_autofree char *pct = svy_words_level_in(run->language, run->result->level);
    SvyTableBuilder *builder = svy_table_builder_new(SVY_TABLE_NUMBERS_BY, id, title);
    SvyTable *table = svy_table_builder_get(builder);

    table->row_id = g_strdup(question->id);
    table->row_text = g_strdup(question->text);
    table->by_id = g_strdup(grouping->id);
    table->by_text = g_strdup(grouping->text);
    table->n_panels = svy_grouping_count_panels(grouping);
    table->base_rule = g_strdup(svy_tr(run->language, "those of each group who gave a number"));
    table->method = g_strdup_printf(
        run->weighting == NULL
            ? svy_tr(run->language,
                     "%s%% intervals of quantiles between ordered values, no distribution assumed.")
            : svy_tr(run->language, "%s%% intervals of weighted quantiles by Woodruff's method, no "
                                    "distribution assumed."),
        pct);
    svy_table_builder_add_column(builder, "group", svy_tr(run->language, "Group"));
    svy_table_builder_add_column(builder, "n", svy_tr(run->language, "People"));
    for (size_t i = 0; i < G_N_ELEMENTS(quantiles); i++)
        svy_table_builder_add_column(builder, quantiles[i].key,
                                     svy_tr(run->language, quantiles[i].heading));
    return builder;
}

/* What of the quantiles is told. */
static void add_side_note(const SvyRun *run, SvyTableBuilder *builder)
{
    const size_t n = svy_run_get_min_cell(run);
    g_autofree char *note =
        g_strdup_printf(svy_tr(run->language, "A quantile is told where at least %zu people of the "
                                              "group lie on either side of it: the "
                                              "quarters of groups of %zu and more, the outermost "
                                              "of %zu and more; and where nothing that "
                                              "is withheld could be worked out from it."),
                        n, 4 * n, 20 * n);

    if (n > 1)
        svy_table_builder_add_note(builder, note);
}

static bool fill_table(const SvyRun *run,
                       SvyTableBuilder *builder,
                       const Groups *groups,
                       GArray *spreads,
                       size_t *n_medians,
                       GError **error)
{
    for (size_t c = 0; c <= svy_grouping_count_shown(groups->table->grouping); c++) {
        SvySpread *spread = &g_array_index(spreads, SvySpread, c);

        if (!add_row(run, builder, groups, c, spread, n_medians, error))
            return false;
    }
    return true;
}

static void clear_spread(void *spread)
{
    svy_spread_clear(spread);
}

static bool publish_table(SvyRun *run, const Groups *groups, GError **error)
{
    const SvyGrouping *grouping = groups->table->grouping;
    const guint n_rows = (guint)svy_grouping_count_shown(grouping) + 1;
    g_autoptr(SvyTableBuilder) builder = start_table(run, groups->numbers, grouping);
    g_autoptr(GArray) spreads = g_array_sized_new(FALSE, TRUE, sizeof(SvySpread), n_rows);
    size_t n_medians = 0;

    g_array_set_size(spreads, n_rows);
    g_array_set_clear_func(spreads, clear_spread);
    if (!fill_table(run, builder, groups, spreads, &n_medians, error))
        return false;
    if (n_medians < 2)
        return true; /* nothing to compare */
    if (!svy_curves_make(n_rows, (SvySpread *)(void *)spreads->data,
                         &svy_table_builder_get(builder)->curves, error))
        return false;
    add_side_note(run, builder);
    svy_breakdown_add_notes(run, builder, svy_breakdown_has_withheld(groups->table), grouping);
    svy_run_take_table(run, builder);
    return true;
}

/* --- Which row of the table of intervals a bin belongs to ----------------------------------- */

static size_t find_label(const SvyBreakdown *table, const char *label)
{
    size_t row = 0;

    while (row < table->n_rows && strcmp(table->rows[row].label, label) != 0 &&
           !svy_breakdown_is_member(table->rows[row].members, label))
        row++;
    return row;
}

/* An interval is one bin or several; intervals that were put together have one row. */
static bool find_rows(const SvyRun *run, Groups *groups, GError **error)
{
    const SvyNumbers *numbers = groups->numbers;
    g_autoptr(SvyVariable) variable = NULL;

    if (!svy_bins_find(numbers->n, numbers->values, numbers->counts, &groups->bins))
        groups->bins.n = 0;
    groups->rows = g_new(size_t, groups->bins.n + 1);
    groups->row_of_bin = g_new(size_t, groups->bins.n + 1);
    svy_numbers_join_bins(numbers, &groups->bins, SVY_NUMBERS_GROUP_SHARE, groups->row_of_bin);
    for (size_t i = 0; i < groups->bins.n; i++)
        groups->rows[i] = groups->table->n_rows;
    if (!svy_numbers_cut(run, numbers, SVY_NUMBERS_GROUP_SHARE, &variable, error))
        return false;
    for (size_t i = 0; variable != NULL && i < groups->bins.n; i++)
        groups->row_of_bin[i] =
            find_label(groups->table, variable->answers[groups->row_of_bin[i]].label);
    for (size_t a = 0; variable != NULL && a < variable->n_answers; a++) {
        const size_t row = find_label(groups->table, variable->answers[a].label);

        for (size_t i = 0; i < run->dataset->n_rows; i++) {
            if (svy_bitset_get(variable->answers[a].people, i))
                groups->rows[svy_bins_get_place(&groups->bins, svy_numbers_get(numbers, i))] = row;
        }
    }
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

static bool run_groups(SvyRun *run, GError **error)
{
    SvyBreakdowns *breakdowns; /* counted by the analysis of answers by group */

    return svy_run_get_breakdowns(run, &breakdowns, error);
}

static bool publish(SvyRun *run, GError **error)
{
    const GPtrArray *tables = run->breakdowns->tables;

    for (guint t = 0; t < tables->len; t++) {
        g_auto(Groups) groups = {.table = g_ptr_array_index(tables, t)};

        if (groups.table->is_silent)
            continue;
        groups.numbers = find_numbers(run, groups.table->question);
        if (groups.numbers == NULL || count_told(groups.table) < 2)
            continue;
        if (!find_rows(run, &groups, error) ||
            (groups.bins.n > 0 && !publish_table(run, &groups, error)))
            return false;
    }
    return true;
}

const SvyAnalysis svy_analysis_numeric_groups = {.name = "numeric-groups",
                                                 .is_wanted = is_wanted,
                                                 .run = run_groups,
                                                 .publish = publish};
