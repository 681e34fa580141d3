/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/crossing.h"

#include <math.h>
#include <string.h>

#include <surveystat/crosstab.h>

#include "analysis/group-tests.h"
#include "base/error.h"
#include "base/text.h"
#include "result/disclosure.h"

/* --- Groups --------------------------------------------------------------------------------- */

static size_t count_with_rest(const SvyGrouping *grouping)
{
    return grouping->n_groups + (grouping->rest.n > 0);
}

static const SvyGroup *get_group(const SvyGrouping *grouping, size_t g)
{
    return g < grouping->n_groups ? &grouping->groups[g] : &grouping->rest;
}

size_t svy_crossing_count(const SvyGrouping *grouping)
{
    return grouping->parents[0]->n_groups * grouping->parents[1]->n_groups;
}

static bool add_group(SvyGrouping *crossing, size_t outer, size_t inner, GError **error)
{
    const SvyGroup *a = get_group(crossing->parents[0], outer);
    const SvyGroup *b = get_group(crossing->parents[1], inner);
    SvyGroup group = {.owned = svy_bitset_copy(a->people),
                      .is_rest = outer >= crossing->parents[0]->n_groups ||
                                 inner >= crossing->parents[1]->n_groups};

    if (group.owned == NULL)
        return svy_error_set_memory(error, "groups of people");
    svy_bitset_and(group.owned, b->people);
    group.people = group.owned;
    group.n = svy_bitset_count(group.owned);
    group.label = g_strdup_printf("%s, %s", a->label, b->label);
    crossing->groups[crossing->n_groups++] = group;
    return true;
}

/* Those that are told first, row by row. */
static bool add_groups(SvyGrouping *crossing, GError **error)
{
    const size_t n_outer = count_with_rest(crossing->parents[0]);
    const size_t n_inner = count_with_rest(crossing->parents[1]);

    crossing->groups = g_new0(SvyGroup, n_outer * n_inner + 1);
    for (int round = 0; round < 2; round++) {
        for (size_t k = 0; k < n_outer * n_inner; k++) {
            const size_t outer = k / n_inner, inner = k % n_inner;
            const bool is_rest =
                outer >= crossing->parents[0]->n_groups || inner >= crossing->parents[1]->n_groups;

            if (is_rest == (round == 1) && !add_group(crossing, outer, inner, error))
                return false;
        }
    }
    return true;
}

static bool crossing_new(const SvyGrouping *outer,
                         const SvyGrouping *inner,
                         SvyGrouping **ret_crossing,
                         GError **error)
{
    SvyGrouping *crossing = g_new0(SvyGrouping, 1);

    crossing->parents[0] = outer;
    crossing->parents[1] = inner;
    crossing->questions[0] = outer->questions[0];
    crossing->questions[1] = inner->questions[0];
    crossing->id = g_strconcat(outer->id, "*", inner->id, NULL);
    crossing->text = g_strconcat(outer->text, " × ", inner->text, NULL);
    crossing->is_exclusive = true;
    crossing->is_extra = true;
    if (!add_groups(crossing, error)) {
        svy_grouping_free(crossing);
        return false;
    }
    *ret_crossing = crossing;
    return true;
}

/* --- Which ---------------------------------------------------------------------------------- */

static const SvyGrouping *find_grouping(const SvyRun *run,
                                        const SvyBreakdowns *breakdowns,
                                        const char *name)
{
    const SvyQuestion *question = svy_dataset_find_question(run->dataset, name);

    for (guint g = 0; question != NULL && g < breakdowns->groupings->len; g++) {
        const SvyGrouping *grouping = g_ptr_array_index(breakdowns->groupings, g);

        if (grouping->questions[0] == question && grouping->questions[1] == NULL)
            return grouping->is_exclusive && grouping->n_groups >= 2 ? grouping : NULL;
    }
    return NULL;
}

static bool is_there(const SvyBreakdowns *breakdowns,
                     const SvyGrouping *outer,
                     const SvyGrouping *inner)
{
    for (guint g = 0; g < breakdowns->groupings->len; g++) {
        const SvyGrouping *grouping = g_ptr_array_index(breakdowns->groupings, g);

        if (grouping->parents[0] == outer && grouping->parents[1] == inner)
            return true;
    }
    return false;
}

bool svy_crossings_add(const SvyRun *run, SvyBreakdowns *breakdowns, GError **error)
{
    for (size_t i = 0; i < run->options->n_crosses; i++) {
        const SvyCross *cross = &run->options->crosses[i];
        const SvyGrouping *outer = find_grouping(run, breakdowns, cross->each);
        const SvyGrouping *inner = find_grouping(run, breakdowns, cross->by);
        SvyGrouping *crossing;

        if (outer == NULL || inner == NULL || outer == inner || is_there(breakdowns, outer, inner))
            continue;
        if (!crossing_new(outer, inner, &crossing, error))
            return false;
        g_ptr_array_add(breakdowns->groupings, crossing);
    }
    return true;
}

/* "q5", its wording, or "q5.2" for the second row of it: of all rows together nothing is drawn. */
static bool is_called(const SvyRun *run, const SvyQuestion *question, size_t row, const char *name)
{
    const SvyQuestion *found = svy_dataset_find_question(run->dataset, name);
    g_autofree char *id = g_strdup_printf("%s.%zu", question->id, row + 1);

    return found != NULL ? found == question && svy_variable_count(question) <= 1
                         : strcmp(name, id) == 0;
}

static bool is_of(const SvyRun *run, const SvyGrouping *grouping, const SvyCross *cross)
{
    return svy_dataset_find_question(run->dataset, cross->each) == grouping->questions[0] &&
           svy_dataset_find_question(run->dataset, cross->by) == grouping->questions[1];
}

bool svy_crossing_is_of(const SvyRun *run,
                        const SvyGrouping *grouping,
                        const SvyQuestion *question,
                        size_t row)
{
    if (!svy_grouping_is_crossing(grouping))
        return true;
    if (question == grouping->questions[0] || question == grouping->questions[1])
        return false;
    for (size_t i = 0; i < run->options->n_crosses; i++) {
        const SvyCross *cross = &run->options->crosses[i];

        if (cross->question != NULL && is_of(run, grouping, cross) &&
            is_called(run, question, row, cross->question))
            return true;
    }
    return false;
}

/* --- Bases ---------------------------------------------------------------------------------- */

/* Columns that are told nowhere whatever they hold. */
static bool hide(SvyBreakdown *table, size_t column)
{
    const bool is_new = !table->is_small[column];

    table->is_small[column] = true;
    return is_new;
}

/* The row of a group in the table of its question; n_rows: it is there under another name. */
static size_t find_row(const SvyBreakdown *table, const SvyGroup *group)
{
    size_t row = 0;

    while (row < table->n_rows - table->n_nets && strcmp(table->rows[row].label, group->label) != 0)
        row++;
    return row < table->n_rows - table->n_nets ? row : table->n_rows;
}

/* @table: of the one question of the crossing by the groups of the other, @is_turned: of the inner
 * by the outer */
static bool is_pair_told(const SvyBreakdown *table,
                         const SvyGrouping *crossing,
                         size_t outer,
                         size_t inner,
                         bool is_turned)
{
    const SvyGroup *of_row =
        get_group(crossing->parents[is_turned ? 1 : 0], is_turned ? inner : outer);
    const size_t row = find_row(table, of_row);

    return row < table->n_rows &&
           svy_breakdown_is_shown(table, row, (is_turned ? outer : inner) + 1);
}

/* How many people are in both groups is told, or withheld, by the table of the two questions. */
static bool hide_pairs(const SvyBreakdowns *breakdowns, SvyBreakdown *table)
{
    const SvyGrouping *crossing = table->grouping;
    const size_t n_inner = crossing->parents[1]->n_groups;
    bool is_changed = false;

    for (guint t = 0; t < breakdowns->tables->len; t++) {
        const SvyBreakdown *pair = g_ptr_array_index(breakdowns->tables, t);
        const bool is_turned =
            pair->question == crossing->questions[1] && pair->grouping == crossing->parents[0];

        if (!is_turned &&
            (pair->question != crossing->questions[0] || pair->grouping != crossing->parents[1]))
            continue;
        for (size_t k = 0; k < svy_crossing_count(crossing); k++) {
            if (!is_pair_told(pair, crossing, k / n_inner, k % n_inner, is_turned))
                is_changed |= hide(table, k + 1);
        }
    }
    return is_changed;
}

/* The place in a table of all groups, with those that are told nowhere as the last row and column,
 * of the column @k of the crossing. */
static size_t find_place(const SvyGrouping *crossing, size_t k)
{
    const size_t n_outer = crossing->parents[0]->n_groups;
    const size_t n_inner = crossing->parents[1]->n_groups;
    const size_t width = count_with_rest(crossing->parents[1]);
    const bool has_rest = width > n_inner;
    size_t later = k - MIN(k, n_outer * n_inner);

    if (k < n_outer * n_inner)
        return k / n_inner * (width + 1) + k % n_inner;
    if (has_rest && later < n_outer)
        return later * (width + 1) + n_inner;
    later -= has_rest ? n_outer : 0;
    return n_outer * (width + 1) + later;
}

/* The numbers of people as a table of their own: where one that is hidden is small, it must not be
 * what the others leave. */
static bool hide_complements(const SvyRun *run, SvyBreakdown *table, bool *changed, GError **error)
{
    const SvyGrouping *crossing = table->grouping;
    const size_t n_outer = count_with_rest(crossing->parents[0]);
    const size_t n_inner = count_with_rest(crossing->parents[1]);
    g_autoptr(SvyDisclosure) problem = svy_disclosure_new(svy_run_get_min_cell(run));
    g_autofree size_t *counts = g_new0(size_t, n_outer * n_inner + 1);

    for (size_t k = 0; k < crossing->n_groups; k++) {
        const size_t place = find_place(crossing, k);

        counts[place / (n_inner + 1) * n_inner + place % (n_inner + 1)] = table->bases[k + 1].n;
    }
    svy_disclosure_add_table(problem, n_outer, n_inner, counts, SVY_TABLE_MARGINS_PUBLIC);
    for (size_t k = 0; k < crossing->n_groups; k++) {
        if (table->is_small[k + 1] && table->bases[k + 1].n > 0)
            svy_disclosure_withhold(problem, find_place(crossing, k));
    }
    if (!svy_disclosure_protect(problem, SVY_DISCLOSURE_FAST, NULL, error))
        return false;
    for (size_t k = 0; k < crossing->n_groups; k++) {
        const size_t place = find_place(crossing, k);

        if (svy_disclosure_get_state(problem, place) != SVY_CELL_SHOWN)
            *changed |= hide(table, k + 1);
        /* What nothing protects: then nothing of the panel is told. */
        for (size_t j = 0; svy_disclosure_is_exposed(problem, place) && j < crossing->n_groups; j++)
            if (find_place(crossing, j) / (n_inner + 1) == place / (n_inner + 1))
                *changed |= hide(table, j + 1);
    }
    return true;
}

bool svy_crossing_hide_bases(const SvyRun *run,
                             SvyBreakdown *table,
                             bool *ret_is_changed,
                             GError **error)
{
    if (hide_pairs(run->breakdowns, table))
        *ret_is_changed = true;
    return hide_complements(run, table, ret_is_changed, error);
}

/* --- Residuals ------------------------------------------------------------------------------ */

/* The table of the same answers by the groups of the outer question. */
static const SvyBreakdown *find_outer(const SvyBreakdowns *breakdowns, const SvyBreakdown *table)
{
    for (guint t = 0; t < breakdowns->tables->len; t++) {
        const SvyBreakdown *outer = g_ptr_array_index(breakdowns->tables, t);

        if (outer->grouping == table->grouping->parents[0] && !outer->is_silent &&
            outer->question == table->question &&
            outer->row_of_question == table->row_of_question && outer->n_rows == table->n_rows)
            return outer;
    }
    return NULL;
}

/* Columns of @table that belong to the panel: those that are told, then all others of it as one.
 * @counts: [2 * (n_inner + 1)] with the answer and without, in effective people. */
static void fill_panel(const SvyBreakdown *table,
                       size_t row,
                       size_t panel,
                       double scale,
                       double counts[])
{
    const SvyGrouping *crossing = table->grouping;
    const size_t n_inner = crossing->parents[1]->n_groups, width = n_inner + 1;

    for (size_t k = 0; k < crossing->n_groups; k++) {
        const size_t place = find_place(crossing, k);
        const size_t all = count_with_rest(crossing->parents[1]) + 1;
        const size_t column = MIN(place % all, n_inner);
        const double with = svy_breakdown_get(table, row, k + 1)->w * scale;

        if (place / all != panel)
            continue;
        counts[column] += with;
        counts[width + column] += fmax(0, table->bases[k + 1].w * scale - with);
    }
}

/* Effective people per unit of weight in the panel; 1 without weights. */
static double find_scale(const SvyBreakdown *table, size_t panel)
{
    const SvyGrouping *crossing = table->grouping;
    const size_t all = count_with_rest(crossing->parents[1]) + 1;
    double w = 0, w2 = 0;

    for (size_t k = 0; k < crossing->n_groups; k++) {
        if (find_place(crossing, k) / all != panel)
            continue;
        w += table->bases[k + 1].w;
        w2 += table->bases[k + 1].w2;
    }
    return w2 > 0 ? w / w2 : 0;
}

static bool find_panel_residuals(const SvyBreakdown *table,
                                 size_t row,
                                 size_t panel,
                                 double residuals[],
                                 GError **error)
{
    const size_t n_inner = table->grouping->parents[1]->n_groups, width = n_inner + 1;
    g_autofree double *counts = g_new0(double, 2 * width);
    g_autofree double *adjusted = g_new0(double, 2 * width);
    g_autofree double *pearson = g_new0(double, 2 * width);
    SvyStatus status;

    fill_panel(table, row, panel, find_scale(table, panel), counts);
    if (!svy_crosstab_compute_residuals(2, width, counts, adjusted, pearson, &status, error))
        return false;
    for (size_t j = 0; j < n_inner; j++) {
        const size_t column = panel * n_inner + j + 1;

        if (svy_breakdown_is_shown(table, row, column))
            residuals[column] = adjusted[j];
    }
    return true;
}

bool svy_crossing_find_residuals(const SvyRun *run,
                                 const SvyBreakdown *table,
                                 size_t row,
                                 double ret_residuals[],
                                 GError **error)
{
    const SvyBreakdown *outer = find_outer(run->breakdowns, table);

    for (size_t c = 0; c < table->n_columns; c++)
        ret_residuals[c] = (double)NAN;
    for (size_t panel = 0; outer != NULL && panel < outer->grouping->n_groups; panel++) {
        if (svy_breakdown_is_shown(outer, row, panel + 1) &&
            !find_panel_residuals(table, row, panel, ret_residuals, error))
            return false;
    }
    return true;
}

bool svy_crossing_find_letters(const SvyRun *run,
                               const SvyBreakdown *table,
                               size_t row,
                               char *ret_letters[],
                               GError **error)
{
    const size_t n_panels = svy_grouping_count_panels(table->grouping);
    const size_t n = svy_grouping_count_panel(table->grouping);

    for (size_t c = 0; c < table->n_columns; c++)
        ret_letters[c] = NULL;
    for (size_t panel = 0; panel < n_panels; panel++) {
        if (!svy_group_tests_find_letters_among(run, table, row, 1 + panel * n, n, ret_letters,
                                                error))
            return false;
    }
    return true;
}
