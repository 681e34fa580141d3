/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gap by group: use, following, gap and conversion of each group, what the gap of the group has
 * over that of all others; and for each medium who is not reached. */
#include "analysis/gap-segments.h"

#include <math.h>
#include <string.h>

#include <surveystat/adjust.h>

#include "analysis/breakdown-table.h"
#include "analysis/crossing.h"
#include "analysis/group-tests.h"
#include "base/error.h"
#include "base/text.h"
#include "base/translate.h"
#include "result/words.h"

static bool is_wanted(const SvyRun *run)
{
    return run->options->with_questions && run->options->table_row == NULL;
}

/* --- Counting ------------------------------------------------------------------------------- */

static SvyPairTally tally_pairs(const SvyRun *run,
                                const SvyBitset *use,
                                const SvyBitset *follow,
                                const SvyBitset *base)
{
    return (SvyPairTally){.use = svy_tally_count(run, use, base),
                          .follow = svy_tally_count(run, follow, base),
                          .only_use = svy_tally_count_without(run, use, follow, base),
                          .only_follow = svy_tally_count_without(run, follow, use, base),
                          .base = svy_tally_count(run, base, NULL)};
}

static bool count_item(const SvyRun *run,
                       SvyGapBreakdown *gap,
                       const SvyBoundPair *bound,
                       const SvyBitset *use,
                       const SvyBitset *follow,
                       SvyGapBreakdownItem *item)
{
    const SvyGrouping *grouping = gap->grouping;
    g_autoptr(SvyBitset) base = svy_bitset_copy(bound->base);

    item->pairs = g_new0(SvyPairTable, gap->n_columns);
    item->is_withheld = g_new0(bool, gap->n_columns);
    item->tallies = g_new0(SvyPairTally, gap->n_columns);
    item->pairs[0] = svy_bind_count_pairs(use, follow, bound->base);
    item->tallies[0] = tally_pairs(run, use, follow, bound->base);
    for (size_t c = 1; base != NULL && c < gap->n_columns; c++) {
        const SvyBitset *people =
            c <= grouping->n_groups ? grouping->groups[c - 1].people : grouping->rest.people;

        if (people == NULL)
            continue;
        memcpy(base->words, bound->base->words, (base->n_bits + 63) / 64 * sizeof *base->words);
        svy_bitset_and(base, people);
        item->pairs[c] = svy_bind_count_pairs(use, follow, base);
        item->tallies[c] = tally_pairs(run, use, follow, base);
    }
    return base != NULL;
}

/* Whether an item is nested was found out for everybody. */
static bool is_nested(const SvyGap *gap, const char *label)
{
    for (size_t i = 0; i < gap->n_items; i++) {
        if (strcmp(gap->items[i].label, label) == 0)
            return gap->items[i].is_nested;
    }
    return false;
}

static bool count_gap(const SvyRun *run, const SvyBoundPair *bound, SvyGapBreakdown *gap)
{
    const SvyGap *result = &run->result->gaps[gap->gap];

    gap->items = g_new0(SvyGapBreakdownItem, bound->items->len + 1);
    gap->n_items = 1;
    gap->items[0].label = g_strdup(result->any.label);
    gap->items[0].is_nested = result->any.is_nested;
    if (!count_item(run, gap, bound, bound->any_use, bound->any_follow, &gap->items[0]))
        return false;
    for (guint i = 0; i < bound->items->len; i++) {
        const SvyBoundItem *from = g_ptr_array_index(bound->items, i);
        SvyGapBreakdownItem *item = &gap->items[gap->n_items];

        if (from->follow == NULL)
            continue;
        gap->n_items++;
        item->label = g_strdup(from->label);
        item->use_label = from->label;
        item->is_nested = is_nested(result, from->label);
        if (!count_item(run, gap, bound, from->use, from->follow, item))
            return false;
    }
    return true;
}

bool svy_gap_segments_count(SvyRun *run,
                            const SvyPair *pair,
                            const SvyBoundPair *bound,
                            size_t gap,
                            GError **error)
{
    SvyBreakdowns *breakdowns;

    if (!is_wanted(run))
        return true;
    if (!svy_run_get_breakdowns(run, &breakdowns, error))
        return false;
    for (guint g = 0; g < breakdowns->groupings->len; g++) {
        const SvyGrouping *grouping = g_ptr_array_index(breakdowns->groupings, g);
        SvyGapBreakdown *one;

        if (grouping->n_groups < 2 || grouping->questions[0] == pair->use ||
            grouping->questions[0] == pair->follow || svy_grouping_is_crossing(grouping))
            continue;
        one = g_new0(SvyGapBreakdown, 1);
        *one = (SvyGapBreakdown){.grouping = grouping,
                                 .gap = gap,
                                 .use = pair->use,
                                 .follow = pair->follow,
                                 .n_columns = grouping->n_groups + 2};
        g_ptr_array_add(breakdowns->gaps, one);
        if (!count_gap(run, bound, one))
            return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for the gap");
    }
    return true;
}

static bool run_nothing(SvyRun *run, GError **error)
{
    (void)run;
    (void)error;
    return true;
}

/* --- One group ------------------------------------------------------------------------------ */

enum { GROUP, PEOPLE, USE, FOLLOW, GAP, UNREACHED, CONVERSION, DIFFERENCE, P_VALUE, N_FIELDS };

static size_t get_base(const SvyPairTable *pair)
{
    return (size_t)(pair->both + pair->first_only + pair->second_only + pair->neither);
}

static bool set_share(const SvyRun *run,
                      SvyCell *cell,
                      const SvyTally *yes,
                      const SvyTally *base,
                      GError **error)
{
    SvyShare share;

    if (!svy_tally_share(run, yes, base, &share, error))
        return false;
    svy_cell_set_share(cell, &share);
    return true;
}

static bool estimate_gap(const SvyRun *run,
                         const SvyPairTally *tally,
                         SvyEstimate *ret_gap,
                         GError **error)
{
    SvyDesignTest test;

    if (!svy_tally_compare_pair(run, &tally->only_use, &tally->only_follow, &tally->base, &test,
                                error))
        return false;
    *ret_gap = test.diff;
    return true;
}

static bool fill_shares(const SvyRun *run,
                        const SvyGapBreakdownItem *item,
                        size_t column,
                        SvyCell cells[],
                        GError **error)
{
    const SvyPairTable *pair = &item->pairs[column];
    const SvyPairTally *tally = &item->tallies[column];
    const SvyTally both = svy_tally_subtract(run, &tally->use, &tally->only_use);
    SvyEstimate gap;

    svy_cell_set_count(&cells[PEOPLE], tally->base.n);
    if (!set_share(run, &cells[USE], &tally->use, &tally->base, error) ||
        !set_share(run, &cells[FOLLOW], &tally->follow, &tally->base, error) ||
        !set_share(run, &cells[UNREACHED], &tally->only_use, &tally->base, error) ||
        !set_share(run, &cells[CONVERSION], &both, &tally->use, error))
        return false;
    if (run->weighting == NULL) {
        if (!(item->is_nested ? svy_paired_nested : svy_paired_newcombe10)(pair, run->result->level,
                                                                           &gap, error))
            return false;
    } else if (item->is_nested) {
        gap = cells[UNREACHED].share.p;
    } else if (!estimate_gap(run, tally, &gap, error)) {
        return false;
    }
    svy_cell_set_estimate(&cells[GAP], SVY_CELL_POINTS, &gap);
    return true;
}

/* All who are in another group. */
static void sum_others(const SvyRun *run,
                       const SvyGapBreakdown *gap,
                       const SvyGapBreakdownItem *item,
                       size_t column,
                       SvyPairTable *ret_pairs,
                       SvyPairTally *ret_tally)
{
    *ret_pairs = (SvyPairTable){0};
    *ret_tally = (SvyPairTally){0};
    for (size_t c = 1; c < gap->n_columns; c++) {
        const SvyPairTally *tally = &item->tallies[c];

        if (c == column)
            continue;
        ret_pairs->both += item->pairs[c].both;
        ret_pairs->first_only += item->pairs[c].first_only;
        ret_pairs->second_only += item->pairs[c].second_only;
        ret_pairs->neither += item->pairs[c].neither;
        ret_tally->only_use = svy_tally_add(run, &ret_tally->only_use, &tally->only_use);
        ret_tally->only_follow = svy_tally_add(run, &ret_tally->only_follow, &tally->only_follow);
        ret_tally->base = svy_tally_add(run, &ret_tally->base, &tally->base);
    }
}

static bool compare_weighted(const SvyRun *run,
                             const SvyPairTally *own,
                             const SvyPairTally *others,
                             SvyEstimate *ret_difference,
                             double *ret_p,
                             GError **error)
{
    const SvyTallyRatio own_gap = {&own->only_use, &own->only_follow, &own->base};
    const SvyTallyRatio others_gap = {&others->only_use, &others->only_follow, &others->base};
    SvyDesignTest test;

    if (!svy_tally_compare(run, &own_gap, &others_gap, &test, error))
        return false;
    *ret_difference = test.diff;
    *ret_p = test.p;
    return true;
}

static bool fill_difference(const SvyRun *run,
                            const SvyGapBreakdown *gap,
                            const SvyGapBreakdownItem *item,
                            size_t column,
                            SvyCell cells[],
                            GError **error)
{
    SvyPairTable others;
    SvyPairTally others_tally;
    SvyEstimate difference;
    double p;

    sum_others(run, gap, item, column, &others, &others_tally);
    if (run->weighting == NULL
            ? !svy_paired_compare(&item->pairs[column], &others, item->is_nested,
                                  run->result->level, &difference, &p, error)
            : !compare_weighted(run, &item->tallies[column], &others_tally, &difference, &p, error))
        return false;
    svy_cell_set_estimate(&cells[DIFFERENCE], SVY_CELL_POINTS, &difference);
    svy_cell_set_number(&cells[P_VALUE], SVY_CELL_P_VALUE, p);
    return true;
}

/* --- The gap of any of them, one row per group ----------------------------------------------- */

static void add_fields(const char *language, SvyTableBuilder *builder, const SvyGap *gap)
{
    const char *verb = svy_tr(language, gap->use_verb);
    g_autofree char *use = g_strdup_printf(svy_tr(language, "%s any"), verb);
    g_autofree char *conversion =
        g_strdup_printf(svy_tr(language, "Of those who %s, follow"), verb);
    const char *const fields[N_FIELDS][2] = {
        {"group", svy_tr(language, "Group")},
        {"people", svy_tr(language, "People")},
        {"use", use},
        {"follow", svy_tr(language, gap->follow_verb)},
        {"gap", svy_tr(language, "Gap in points")},
        {"unreached", svy_tr(language, "Not reached")},
        {"conversion", conversion},
        {"difference", svy_tr(language, "Gap less that of all others")},
        {"p", svy_tr(language, "p (Holm)")},
    };

    for (size_t i = 0; i < N_FIELDS; i++)
        svy_table_builder_add_column(builder, fields[i][0], fields[i][1]);
}

static bool add_group(const SvyRun *run,
                      SvyTableBuilder *builder,
                      const SvyGapBreakdown *gap,
                      size_t column,
                      GError **error)
{
    const SvyGapBreakdownItem *item = &gap->items[0];
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

    if (column == 0)
        svy_cell_set_word(&cells[GROUP], run->language, SVY_TR("All"));
    else
        svy_cell_set_text(&cells[GROUP], gap->grouping->groups[column - 1].label);
    if (!fill_shares(run, item, column, cells, error))
        return false;
    if (column > 0 && gap->grouping->is_exclusive &&
        !fill_difference(run, gap, item, column, cells, error))
        return false;
    for (size_t i = PEOPLE; item->is_withheld[column] && i < N_FIELDS; i++) {
        if (cells[i].kind != SVY_CELL_EMPTY)
            svy_cell_withhold(&cells[i]);
    }
    return true;
}

/* Holm over the groups that are told, in place. */
static bool adjust_rows(SvyTable *table, size_t column, GError **error)
{
    g_autofree double *p = g_new0(double, table->n_rows + 1);
    g_autofree double *adjusted = g_new0(double, table->n_rows + 1);
    size_t n = 0;

    for (size_t row = 0; row < table->n_rows; row++) {
        const SvyCell *cell = svy_table_get_cell(table, row, column);

        if (cell->kind == SVY_CELL_P_VALUE && cell->status == SVY_STATUS_OK)
            p[n++] = cell->share.p.value;
    }
    if (n > 0 && !svy_adjust_holm(n, p, adjusted, error))
        return false;
    n = 0;
    for (size_t row = 0; row < table->n_rows; row++) {
        SvyCell *cell = &table->cells[row * table->n_columns + column];

        if (cell->kind == SVY_CELL_P_VALUE && cell->status == SVY_STATUS_OK)
            cell->share.p.value = adjusted[n++];
    }
    return true;
}

static bool is_any_withheld(const SvyGapBreakdown *gap, const SvyGapBreakdownItem *item)
{
    for (size_t c = 1; c + 1 < gap->n_columns; c++) {
        if (item->is_withheld[c])
            return true;
    }
    return false;
}

/* Following by the groups that are told. */
static bool test_follow(const SvyRun *run,
                        const SvyGapBreakdown *gap,
                        SvyTest *test,
                        GError **error)
{
    const SvyGapBreakdownItem *item = &gap->items[0];
    g_autofree double *counts = g_new0(double, 2 * gap->n_columns);
    g_autofree SvyWeightSums *sums = g_new0(SvyWeightSums, 2 * gap->n_columns);
    size_t n = 0;

    for (size_t c = 1; c + 1 < gap->n_columns; c++)
        n += !item->is_withheld[c];
    for (size_t c = 1, j = 0; c + 1 < gap->n_columns; c++) {
        const SvyPairTable *pair = &item->pairs[c];

        if (item->is_withheld[c])
            continue;
        const SvyPairTally *tally = &item->tallies[c];
        const SvyTally none = svy_tally_subtract(run, &tally->base, &tally->follow);

        sums[j] = svy_tally_get_sums(&tally->follow);
        sums[n + j] = svy_tally_get_sums(&none);
        counts[j] = pair->both + pair->second_only;
        counts[n + j++] = pair->first_only + pair->neither;
    }
    if (run->weighting != NULL)
        return svy_group_tests_compare_weighted(run, 2, n, sums, test, error);
    return svy_group_tests_compare(run, 2, n, counts, test, error);
}

static char *describe_method(const SvyRun *run, bool is_nested)
{
    g_autofree char *level = svy_tr_num_pct(run->language, run->result->level, 0);

    if (run->weighting != NULL)
        return g_strdup_printf(
            svy_tr(run->language,
                   "%s%% intervals with weights: Wilson for the effective number of people for "
                   "shares, linearised differences for the gap and between groups; in brackets "
                   "people and their share without weights."),
            level);
    if (is_nested)
        return g_strdup_printf(svy_tr(run->language,
                                      "%s%% intervals: Wilson for shares and the nested gap, "
                                      "Newcombe's method 10 for differences between groups."),
                               level);
    return g_strdup_printf(svy_tr(run->language,
                                  "%s%% intervals: Wilson for shares, Newcombe's method 10 for the "
                                  "paired gap, square-and-add for differences between groups."),
                           level);
}

static void describe(const SvyRun *run, const SvyGapBreakdown *gap, SvyTable *made)
{
    g_autofree char *base = svy_tr_num_count(run->language, get_base(&gap->items[0].pairs[0]));

    made->row_id = g_strdup(gap->grouping->id);
    made->row_text = g_strdup(gap->grouping->text);
    made->base_rule = g_strdup_printf(
        svy_tr(run->language,
               "%s whose answers to %s and %s are known; in a row, those in the group"),
        base, gap->use->id, gap->follow->id);
    made->method = describe_method(run, run->result->gaps[gap->gap].any.is_nested);
}

/* The widest difference that the test carries. */
static char *find_finding(const SvyRun *run, const SvyTable *table)
{
    const SvyCell *best = NULL;
    size_t best_row = 0;

    for (size_t row = 1; row < table->n_rows; row++) {
        const SvyCell *cell = svy_table_get_cell(table, row, DIFFERENCE);
        const SvyCell *p = svy_table_get_cell(table, row, P_VALUE);

        if (cell->status != SVY_STATUS_OK || p->status != SVY_STATUS_OK ||
            !(p->share.p.value < 1 - run->result->level) ||
            (best != NULL && fabs(cell->share.p.value) <= fabs(best->share.p.value)))
            continue;
        best = cell;
        best_row = row;
    }
    if (best == NULL)
        return NULL;
    return svy_words_group_gap(
        &run->result->survey,
        &(SvyGroupWords){.group = svy_table_get_cell(table, best_row, GROUP)->text,
                         .difference = &best->share.p,
                         .p = svy_table_get_cell(table, best_row, P_VALUE)->share.p.value});
}

static size_t count_told(const SvyGapBreakdown *gap, const SvyGapBreakdownItem *item)
{
    size_t n = 0;

    for (size_t c = 1; c + 1 < gap->n_columns; c++)
        n += !item->is_withheld[c];
    return n;
}

static char *make_id(const SvyGapBreakdown *gap, const char *what)
{
    return g_strdup_printf("%s-%s-%s-by-%s", what, gap->use->id, gap->follow->id,
                           gap->grouping->id);
}

static bool publish_any(SvyRun *run, const SvyGapBreakdown *gap, GError **error)
{
    g_autofree char *id = make_id(gap, "gap");
    g_autofree char *by = svy_text_cut(gap->grouping->text, 60);
    g_autofree char *title =
        g_strdup_printf(svy_tr(run->language, "The gap by %s. %s"), gap->grouping->id, by);
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(SVY_TABLE_GAP_SEGMENTS, id, title);
    SvyTable *made = svy_table_builder_get(builder);
    SvyTable *table;

    add_fields(run->language, builder, &run->result->gaps[gap->gap]);
    for (size_t c = 0; c + 1 < gap->n_columns; c++) {
        if (!add_group(run, builder, gap, c, error))
            return false;
    }
    describe(run, gap, made);
    made->has_test = gap->grouping->is_exclusive;
    if (made->has_test && !test_follow(run, gap, &made->test, error))
        return false;
    svy_breakdown_add_notes(run, builder, is_any_withheld(gap, &gap->items[0]), gap->grouping);
    svy_run_take_table(run, builder);
    table = &g_array_index(run->tables, SvyTable, run->tables->len - 1);
    if (!adjust_rows(table, P_VALUE, error))
        return false;
    table->finding = find_finding(run, table);
    return true;
}

/* --- Who is not reached, by medium and group -------------------------------------------------- */

/* Not reached by the groups; only where all are told. */
static bool test_unreached(const SvyRun *run,
                           const SvyGapBreakdown *gap,
                           const SvyGapBreakdownItem *item,
                           SvyCell *cell,
                           GError **error)
{
    const size_t n = gap->n_columns - 2;
    g_autofree double *counts = g_new0(double, 2 * n + 1);
    g_autofree SvyWeightSums *sums = g_new0(SvyWeightSums, 2 * n + 1);
    SvyTest test;

    svy_cell_set_number(cell, SVY_CELL_P_VALUE, (double)NAN);
    if (is_any_withheld(gap, item)) {
        svy_cell_withhold(cell);
        return true;
    }
    for (size_t c = 0; c < n; c++) {
        counts[c] = item->pairs[c + 1].first_only;
        counts[n + c] = (double)get_base(&item->pairs[c + 1]) - counts[c];

        const SvyPairTally *tally = &item->tallies[c + 1];
        const SvyTally others = svy_tally_subtract(run, &tally->base, &tally->only_use);

        sums[c] = svy_tally_get_sums(&tally->only_use);
        sums[n + c] = svy_tally_get_sums(&others);
    }
    if (run->weighting == NULL ? !svy_group_tests_compare(run, 2, n, counts, &test, error)
                               : !svy_group_tests_compare_weighted(run, 2, n, sums, &test, error))
        return false;
    if (test.status == SVY_STATUS_OK)
        svy_cell_set_number(cell, SVY_CELL_P_VALUE, test.p_value);
    return true;
}

static bool add_medium(const SvyRun *run,
                       SvyTableBuilder *builder,
                       const SvyGapBreakdown *gap,
                       const SvyGapBreakdownItem *item,
                       GError **error)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

    svy_cell_set_text(&cells[0], item->label);
    for (size_t c = 0; c + 1 < gap->n_columns; c++) {
        if (!set_share(run, &cells[c + 1], &item->tallies[c].only_use, &item->tallies[c].base,
                       error))
            return false;
        if (item->is_withheld[c])
            svy_cell_withhold(&cells[c + 1]);
    }
    return !gap->grouping->is_exclusive ||
           test_unreached(run, gap, item, &cells[gap->n_columns], error);
}

static void add_group_columns(const SvyRun *run,
                              SvyTableBuilder *builder,
                              const SvyGapBreakdown *gap)
{
    svy_table_builder_add_column(builder, "item", svy_tr(run->language, "Not reached"));
    svy_table_builder_add_column(builder, "all", svy_tr(run->language, "All"));
    for (size_t g = 0; g < gap->grouping->n_groups; g++) {
        g_autofree char *key = g_strdup_printf("group-%zu", g + 1);

        svy_table_builder_add_column(builder, key, gap->grouping->groups[g].label);
    }
    if (gap->grouping->is_exclusive)
        svy_table_builder_add_column(builder, "p", svy_tr(run->language, "p (Holm)"));
}

static bool publish_media(SvyRun *run, const SvyGapBreakdown *gap, GError **error)
{
    g_autofree char *id = make_id(gap, "unreached");
    g_autofree char *by = svy_text_cut(gap->grouping->text, 60);
    g_autofree char *title = g_strdup_printf(svy_tr(run->language, "Who is not reached, by %s. %s"),
                                             gap->grouping->id, by);
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(SVY_TABLE_GAP_SEGMENTS, id, title);
    SvyTable *made = svy_table_builder_get(builder);
    bool has_withheld = false;

    add_group_columns(run, builder, gap);
    for (size_t i = 0; i < gap->n_items; i++) {
        has_withheld |= is_any_withheld(gap, &gap->items[i]);
        if (!add_medium(run, builder, gap, &gap->items[i], error))
            return false;
    }
    describe(run, gap, made);
    g_free(made->method);
    made->method = g_strdup(
        run->weighting != NULL
            ? svy_tr(run->language,
                     "Who uses it and does not follow, weighted, with Wilson intervals for the "
                     "effective number of people. p: Rao-Scott F between the groups, Holm over "
                     "the rows.")
            : svy_tr(run->language,
                     "Who uses it and does not follow, with Wilson intervals. p: Pearson "
                     "chi-square between the groups (exact where expected counts are small), "
                     "Holm over the rows."));
    svy_breakdown_add_notes(run, builder, has_withheld, gap->grouping);
    svy_run_take_table(run, builder);
    return !gap->grouping->is_exclusive ||
           adjust_rows(&g_array_index(run->tables, SvyTable, run->tables->len - 1), gap->n_columns,
                       error);
}

/* --- The gap of every item, one row per group and item ---------------------------------------- */

/* As above, with a column for the item; of a group everything is told or nothing, for all four
 * cells of the pair went through disclosure control together. */
static void add_item_fields(const SvyRun *run, SvyTableBuilder *builder, const SvyGap *gap)
{
    const char *language = run->language, *verb = svy_tr(language, gap->use_verb);
    g_autofree char *conversion =
        g_strdup_printf(svy_tr(language, "Of those who %s, follow"), verb);
    const char *const fields[][2] = {
        {"group", svy_tr(language, "Group")},           {"item", svy_tr(language, "Item")},
        {"people", svy_tr(language, "People")},         {"use", verb},
        {"follow", svy_tr(language, gap->follow_verb)}, {"gap", svy_tr(language, "Gap in points")},
        {"unreached", svy_tr(language, "Not reached")}, {"conversion", conversion},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        svy_table_builder_add_column(builder, fields[i][0], fields[i][1]);
}

static bool add_group_item(const SvyRun *run,
                           SvyTableBuilder *builder,
                           const SvyGapBreakdown *gap,
                           const SvyGapBreakdownItem *item,
                           size_t column,
                           GError **error)
{
    SvyCell fields[N_FIELDS] = {0};
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

    if (column == 0)
        svy_cell_set_word(&cells[0], run->language, SVY_TR("All"));
    else
        svy_cell_set_text(&cells[0], gap->grouping->groups[column - 1].label);
    svy_cell_set_text(&cells[1], item->label);
    if (!fill_shares(run, item, column, fields, error))
        return false;
    for (size_t i = PEOPLE; i <= CONVERSION; i++) {
        cells[i + 1] = fields[i];
        if (item->is_withheld[column])
            svy_cell_withhold(&cells[i + 1]);
    }
    return true;
}

static bool publish_items(SvyRun *run, const SvyGapBreakdown *gap, GError **error)
{
    g_autofree char *id = make_id(gap, "gap-items");
    g_autofree char *by = svy_text_cut(gap->grouping->text, 60);
    g_autofree char *title = g_strdup_printf(
        svy_tr(run->language, "The gap of each item by %s. %s"), gap->grouping->id, by);
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(SVY_TABLE_GAP_SEGMENTS, id, title);
    bool has_withheld = false;

    add_item_fields(run, builder, &run->result->gaps[gap->gap]);
    for (size_t c = 0; c + 1 < gap->n_columns; c++) {
        for (size_t i = 0; i < gap->n_items; i++) {
            if (!add_group_item(run, builder, gap, &gap->items[i], c, error))
                return false;
        }
    }
    for (size_t i = 0; i < gap->n_items; i++)
        has_withheld |= is_any_withheld(gap, &gap->items[i]);
    describe(run, gap, svy_table_builder_get(builder));
    svy_breakdown_add_notes(run, builder, has_withheld, gap->grouping);
    svy_run_take_table(run, builder);
    return true;
}

/* --- All ------------------------------------------------------------------------------------ */

static bool publish(SvyRun *run, GError **error)
{
    for (guint i = 0; run->breakdowns != NULL && i < run->breakdowns->gaps->len; i++) {
        const SvyGapBreakdown *gap = g_ptr_array_index(run->breakdowns->gaps, i);
        bool has_media = false;

        for (size_t k = 1; k < gap->n_items; k++)
            has_media |= count_told(gap, &gap->items[k]) >= 2;
        if (count_told(gap, &gap->items[0]) >= 2 && !publish_any(run, gap, error))
            return false;
        if (has_media && gap->n_items > 2 && !publish_media(run, gap, error))
            return false;
        if (has_media && (run->options->panels & SVY_PANELS_GAP) != 0 &&
            !publish_items(run, gap, error))
            return false;
    }
    return true;
}

const SvyAnalysis svy_analysis_gap_segments = {.name = "gap-segments",
                                               .is_wanted = is_wanted,
                                               .run = run_nothing,
                                               .publish = publish};
