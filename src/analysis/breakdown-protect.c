/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of the collected counts may be told. All breakdowns of a run are one problem: a table and
 * the same question for everybody, groups of two questions that contain each other, and the gap by
 * group with the questions on use and following. Figures of everybody are told in any case.
 *
 * Columns of fewer than SVY_MIN_BASE people are not told at all; together they are one column that
 * must not be learned. Of crossed groups each of them must not be learned, for what is told of the
 * groups of each of the two questions leaves them by themselves. The few who are in no group are
 * taken as known to whoever attacks. */
#include <string.h>

#include "analysis/breakdown-bases.h"
#include "analysis/crossing.h"
#include "base/error.h"
#include "base/text.h"
#include "result/disclosure.h"

/* --- One table as cells of the problem ------------------------------------------------------ */

typedef struct {
    size_t n_rows, n_columns;
    size_t n_told;       /* of the columns; those behind are not told, but must not be learned */
    bool has_lump;       /* the last column: all small ones together, in place of each by itself */
    bool rows_add_up;    /* to the base of each column */
    bool columns_add_up; /* to the figures of everybody */
    size_t *columns;     /* [n_columns] of the table */
    size_t *counts;      /* [n_rows * n_columns] */
    size_t *bases;       /* [n_columns] */
    SvyFate *fates;      /* [n_rows * n_columns] */
    size_t first;        /* cell of the problem */
    size_t *not_ticked;  /* [n_rows * n_columns] cells of those who did not; 0: none */
    bool is_in;          /* is part of the problem */
    const SvyGrouping *grouping;
    const void *of;      /* what is counted: blocks of the same question, row and item ... */
    size_t of_row;       /* ... are linked where groups contain each other */
    SvyBreakdown *table; /* (nullable) */
} Block;

static void clear_block(Block *block)
{
    g_free(block->columns);
    g_free(block->counts);
    g_free(block->bases);
    g_free(block->fates);
    g_free(block->not_ticked);
}

static void list_columns(Block *block, size_t n_columns, const bool is_small[], bool are_small)
{
    for (size_t c = 1; c < n_columns; c++) {
        if (is_small[c] == are_small)
            block->columns[block->n_columns++] = c;
    }
}

/* Columns of @is_small are put together, or stand apart; the first column of a table is everybody.
 */
static void start_block(Block *block, size_t n_rows, size_t n_columns, const bool is_small[])
{
    block->n_rows = n_rows;
    block->columns = g_new0(size_t, n_columns + 1);
    list_columns(block, n_columns, is_small, false);
    block->n_told = block->n_columns;
    if (svy_grouping_is_crossing(block->grouping))
        list_columns(block, n_columns, is_small, true);
    block->counts = g_new0(size_t, n_rows * (block->n_columns + 1) + 1);
    block->fates = g_new0(SvyFate, n_rows * (block->n_columns + 1) + 1);
    block->bases = g_new0(size_t, block->n_columns + 1);
    block->not_ticked = g_new0(size_t, n_rows * (block->n_columns + 1) + 1);
}

static size_t at(const Block *block, size_t row, size_t column)
{
    return row * block->n_columns + column;
}

static bool is_small_count(size_t n, size_t threshold)
{
    return n > 0 && n < threshold;
}

static bool has_primary(const Block *block, size_t threshold)
{
    for (size_t i = 0; i < block->n_rows; i++) {
        for (size_t j = 0; j < block->n_columns; j++) {
            const size_t n = block->counts[at(block, i, j)];

            if (is_small_count(n, threshold) || block->fates[at(block, i, j)] == SVY_FATE_WITHHELD)
                return true;
            if (!block->rows_add_up && is_small_count(block->bases[j] - n, threshold))
                return true;
        }
    }
    return false;
}

static void add_block_cells(SvyDisclosure *problem, Block *block)
{
    for (size_t i = 0; i < block->n_rows; i++) {
        for (size_t j = 0; j < block->n_columns; j++) {
            const bool is_lump = j >= block->n_told;
            const SvyFate fate = block->fates[at(block, i, j)];
            const size_t cell = svy_disclosure_add_cell(problem, block->counts[at(block, i, j)],
                                                        fate == SVY_FATE_KNOWN ? SVY_CELL_PUBLIC
                                                        : is_lump              ? SVY_CELL_DERIVED
                                                                               : SVY_CELL_OPEN);

            if (i == 0 && j == 0)
                block->first = cell;
            if (fate == SVY_FATE_WITHHELD)
                svy_disclosure_withhold(problem, cell);
        }
    }
}

/* Those who did not tick an item can be worked out, and must not be when they are few. */
static void add_not_ticked(SvyDisclosure *problem, Block *block, size_t i, size_t j)
{
    const size_t base = svy_disclosure_add_cell(problem, block->bases[j], SVY_CELL_PUBLIC);
    const size_t parts[2] = {
        block->first + at(block, i, j),
        svy_disclosure_add_cell(problem, block->bases[j] - block->counts[at(block, i, j)],
                                SVY_CELL_DERIVED)};

    svy_disclosure_add_sum(problem, base, 2, parts);
    block->not_ticked[at(block, i, j)] = parts[1];
}

/* The number of people in a column that is not told may be worked out, unless it is small itself:
 * then it is seen to that it cannot. */
static bool is_base_known(const Block *block, size_t j, size_t threshold)
{
    return j < block->n_told || block->has_lump || block->bases[j] >= threshold;
}

static void add_column_sums(SvyDisclosure *problem, Block *block, size_t threshold)
{
    g_autofree size_t *parts = g_new0(size_t, block->n_rows + 1);

    for (size_t j = 0; j < block->n_columns; j++) {
        if (!is_base_known(block, j, threshold))
            continue;
        for (size_t i = 0; i < block->n_rows; i++) {
            parts[i] = block->first + at(block, i, j);
            if (!block->rows_add_up)
                add_not_ticked(problem, block, i, j);
        }
        if (block->rows_add_up)
            svy_disclosure_add_sum(
                problem, svy_disclosure_add_cell(problem, block->bases[j], SVY_CELL_PUBLIC),
                block->n_rows, parts);
    }
}

static void add_row_sums(SvyDisclosure *problem, const Block *block)
{
    g_autofree size_t *parts = g_new0(size_t, block->n_columns + 1);

    for (size_t i = 0; i < block->n_rows; i++) {
        size_t n = 0;

        for (size_t j = 0; j < block->n_columns; j++) {
            parts[j] = block->first + at(block, i, j);
            n += block->counts[at(block, i, j)];
        }
        svy_disclosure_add_sum(problem, svy_disclosure_add_cell(problem, n, SVY_CELL_PUBLIC),
                               block->n_columns, parts);
    }
}

static void add_block(SvyDisclosure *problem, Block *block, size_t threshold)
{
    if (block->n_rows == 0 || block->n_columns == 0)
        return;
    block->is_in = true;
    add_block_cells(problem, block);
    add_column_sums(problem, block, threshold);
    if (block->columns_add_up)
        add_row_sums(problem, block);
}

/* No pattern protects the cell, or those who did not tick it. */
static bool is_exposed_at(const SvyDisclosure *problem, const Block *block, size_t k)
{
    return svy_disclosure_is_exposed(problem, block->first + k) ||
           (block->not_ticked[k] > 0 && svy_disclosure_is_exposed(problem, block->not_ticked[k]));
}

/* A row with a cell that no pattern protects is withheld from end to end, zeros too, and what that
 * gives away is protected again. Returns whether there was one. */
static bool withhold_exposed_rows(SvyDisclosure *problem, const Block *block)
{
    bool is_exposed = false;

    for (size_t i = 0; block->is_in && i < block->n_rows; i++) {
        bool has_exposed = false;

        for (size_t j = 0; j < block->n_columns; j++)
            has_exposed |= is_exposed_at(problem, block, at(block, i, j));
        for (size_t j = 0; has_exposed && j < block->n_columns; j++) {
            if (block->fates[at(block, i, j)] != SVY_FATE_KNOWN)
                svy_disclosure_withhold_blindly(problem, block->first + at(block, i, j));
        }
        is_exposed |= has_exposed;
    }
    return is_exposed;
}

static bool has_exposed(const SvyDisclosure *problem, const Block *block)
{
    const size_t n_cells = block->n_rows * block->n_columns;

    for (size_t k = 0; block->is_in && k < n_cells; k++) {
        if (is_exposed_at(problem, block, k))
            return true;
    }
    return false;
}

static bool protect_all(SvyDisclosure *problem, GArray *blocks, GError **error)
{
    bool is_exposed = false;

    if (!svy_disclosure_protect(problem, SVY_DISCLOSURE_FAST, NULL, error))
        return false;
    for (guint b = 0; b < blocks->len; b++)
        is_exposed |= withhold_exposed_rows(problem, &g_array_index(blocks, Block, b));
    return !is_exposed || svy_disclosure_protect(problem, SVY_DISCLOSURE_FAST, NULL, error);
}

static void clear_blocks(gpointer block)
{
    clear_block(block);
}

static GArray *new_blocks(void)
{
    GArray *blocks = g_array_new(FALSE, TRUE, sizeof(Block));

    g_array_set_clear_func(blocks, clear_blocks);
    return blocks;
}

/* --- Groups that contain each other --------------------------------------------------------- */

/* A group made of groups of another grouping, give or take people who are in no group of the one or
 * the other. When it is not whole, the group has people of further groups, too. */
typedef struct {
    const SvyGrouping *outer, *inner;
    size_t group;  /* of the outer */
    bool *is_part; /* [n_groups of the inner] */
    bool is_whole;
} Link;

static void clear_link(gpointer data)
{
    g_free(((Link *)data)->is_part);
}

static void find_link(GArray *links,
                      const SvyGrouping *outer,
                      const SvyGrouping *inner,
                      size_t group,
                      const SvyBitset *in_outer,
                      bool is_whole)
{
    const SvyBitset *people = outer->groups[group].people;
    Link link = {.outer = outer, .inner = inner, .group = group, .is_whole = true};
    size_t n_parts = 0;

    link.is_part = g_new0(bool, inner->n_groups + 1);
    for (size_t g = 0; g < inner->n_groups; g++) {
        const size_t n = svy_bitset_count_and(people, inner->groups[g].people);

        link.is_part[g] = n > 0 && n == svy_bitset_count_and(in_outer, inner->groups[g].people);
        n_parts += link.is_part[g];
        link.is_whole &= n == 0 || link.is_part[g];
    }
    if (inner->rest.n > 0 && svy_bitset_count_and(people, inner->rest.people) > 0)
        link.is_whole = false;
    if (n_parts > 0 && link.is_whole == is_whole)
        g_array_append_val(links, link);
    else
        clear_link(&link);
}

/* Everybody who is in a group. */
static SvyBitset *find_grouped(const SvyGrouping *grouping)
{
    SvyBitset *people = svy_bitset_copy(grouping->groups[0].people);

    for (size_t g = 1; people != NULL && g < grouping->n_groups; g++)
        svy_bitset_or(people, grouping->groups[g].people);
    if (people != NULL && grouping->rest.n > 0)
        svy_bitset_or(people, grouping->rest.people);
    return people;
}

static bool find_links_of(GArray *links,
                          const GPtrArray *groupings,
                          const SvyGrouping *outer,
                          bool is_whole)
{
    g_autoptr(SvyBitset) in_outer = NULL;

    if (!outer->is_exclusive || outer->n_groups == 0)
        return true;
    in_outer = find_grouped(outer);
    for (guint i = 0; in_outer != NULL && i < groupings->len; i++) {
        const SvyGrouping *inner = g_ptr_array_index(groupings, i);

        for (size_t g = 0; inner != outer && inner->is_exclusive && g < outer->n_groups; g++)
            find_link(links, outer, inner, g, in_outer, is_whole);
    }
    return in_outer != NULL;
}

/* NULL: no memory. */
static GArray *find_links(const SvyBreakdowns *breakdowns, bool is_whole)
{
    GArray *links = g_array_new(FALSE, TRUE, sizeof(Link));
    const GPtrArray *groupings = breakdowns->groupings;

    g_array_set_clear_func(links, clear_link);
    for (guint i = 0; i < groupings->len; i++) {
        if (!find_links_of(links, groupings, g_ptr_array_index(groupings, i), is_whole)) {
            g_array_unref(links);
            return NULL;
        }
    }
    return links;
}

static size_t find_place(const Block *block, size_t column)
{
    const size_t n = block->n_columns - block->has_lump;

    for (size_t j = 0; j < n; j++) {
        if (block->columns[j] == column)
            return j;
    }
    return n;
}

/* The cells of one row: the outer one is the sum of the inner ones, give or take who is in none. */
static void add_link_row(SvyDisclosure *problem,
                         const Link *link,
                         const Block *outer,
                         const Block *inner,
                         size_t row)
{
    const size_t place = find_place(outer, link->group + 1);
    const size_t whole = at(outer, row, place);
    g_autofree size_t *parts = g_new0(size_t, link->inner->n_groups + 1);
    size_t n_parts = 0;

    for (size_t g = 0; g < link->inner->n_groups; g++) {
        if (link->is_part[g])
            parts[n_parts++] = inner->first + at(inner, row, find_place(inner, g + 1));
    }
    svy_disclosure_add_difference(problem, outer->first + whole, n_parts, parts);
}

/* Columns that are not told by themselves bind nothing. */
static bool are_told(const Link *link, const Block *outer, const Block *inner)
{
    if (find_place(outer, link->group + 1) >= outer->n_columns - outer->has_lump)
        return false;
    for (size_t g = 0; g < link->inner->n_groups; g++) {
        if (link->is_part[g] && find_place(inner, g + 1) >= inner->n_columns - inner->has_lump)
            return false;
    }
    return true;
}

static void add_links(SvyDisclosure *problem,
                      const GArray *links,
                      const Block *outer,
                      const Block *inner)
{
    for (guint l = 0; l < links->len; l++) {
        const Link *link = &g_array_index(links, Link, l);

        if (link->outer != outer->grouping || link->inner != inner->grouping ||
            !are_told(link, outer, inner))
            continue;
        for (size_t row = 0; row < outer->n_rows; row++)
            add_link_row(problem, link, outer, inner, row);
    }
}

/* Part of the groups is in the outer one, which so has at least as many people: what is told of it
 * narrows them, and the other way round. How many more it has is taken as known. */
static void add_bound_row(SvyDisclosure *problem,
                          const Link *link,
                          const Block *outer,
                          const Block *inner,
                          size_t row)
{
    const size_t place = find_place(outer, link->group + 1);
    const size_t whole = at(outer, row, place);
    size_t n = 0, more;

    for (size_t g = 0; g < link->inner->n_groups; g++) {
        if (link->is_part[g])
            n += inner->counts[at(inner, row, find_place(inner, g + 1))];
    }
    more = outer->counts[whole] > n ? outer->counts[whole] - n : 0;
    if (outer->is_in)
        svy_disclosure_add_known(problem, outer->first + whole, outer->counts[whole] - more,
                                 outer->bases[place]);
    for (size_t g = 0; inner->is_in && g < link->inner->n_groups; g++) {
        const size_t part = at(inner, row, find_place(inner, g + 1));

        if (link->is_part[g])
            svy_disclosure_add_known(problem, inner->first + part, 0, inner->counts[part] + more);
    }
}

static void add_bounds(SvyDisclosure *problem,
                       const GArray *bounds,
                       const Block *outer,
                       const Block *inner)
{
    for (guint l = 0; l < bounds->len; l++) {
        const Link *link = &g_array_index(bounds, Link, l);

        if (link->outer != outer->grouping || link->inner != inner->grouping ||
            !are_told(link, outer, inner))
            continue;
        for (size_t row = 0; row < outer->n_rows; row++)
            add_bound_row(problem, link, outer, inner, row);
    }
}

static bool is_same_question(const Block *a, const Block *b)
{
    return a->of == b->of && a->of_row == b->of_row && a->n_rows == b->n_rows;
}

/* With groups that contain each other, what is counted of a question stands or falls together. */
static void add_blocks(SvyDisclosure *problem,
                       GArray *blocks,
                       const GArray *links,
                       const GArray *bounds,
                       size_t threshold)
{
    Block *const all = (Block *)(void *)blocks->data;

    for (guint i = 0; i < blocks->len; i++) {
        bool is_needed = has_primary(&all[i], threshold);

        for (guint j = 0; links->len > 0 && !is_needed && j < blocks->len; j++)
            is_needed = is_same_question(&all[i], &all[j]) && has_primary(&all[j], threshold);
        if (is_needed)
            add_block(problem, &all[i], threshold);
    }
    for (guint i = 0; links->len + bounds->len > 0 && i < blocks->len; i++) {
        for (guint j = 0; j < blocks->len; j++) {
            if (i == j || !is_same_question(&all[i], &all[j]))
                continue;
            if (all[i].is_in && all[j].is_in)
                add_links(problem, links, &all[i], &all[j]);
            if (all[i].is_in || all[j].is_in)
                add_bounds(problem, bounds, &all[i], &all[j]);
        }
    }
}

/* What cannot be hidden in one block cannot be told in another that contains it; crossed groups are
 * then not told at all, and what is told of each of the two questions stays. */
static bool is_lost(const SvyDisclosure *problem,
                    const GArray *blocks,
                    const GArray *links,
                    const Block *block)
{
    if (has_exposed(problem, block))
        return true;
    for (guint b = 0; links->len > 0 && b < blocks->len; b++) {
        const Block *other = &g_array_index(blocks, Block, b);

        if (is_same_question(block, other) &&
            (svy_grouping_is_crossing(block->grouping) ||
             !svy_grouping_is_crossing(other->grouping)) &&
            has_exposed(problem, other))
            return true;
    }
    return false;
}

/* --- The gap by group ----------------------------------------------------------------------- */

static size_t count_pair(const SvyPairTable *pair, size_t answer)
{
    const double counts[] = {pair->both, pair->first_only, pair->second_only, pair->neither};

    return (size_t)counts[answer];
}

static size_t count_pairs(const SvyPairTable *pair)
{
    return (size_t)(pair->both + pair->first_only + pair->second_only + pair->neither);
}

static Block make_gap_block(const SvyGapBreakdown *gap,
                            const SvyGapBreakdownItem *item,
                            size_t min_base)
{
    Block block = {.rows_add_up = true,
                   .columns_add_up = gap->grouping->is_exclusive,
                   .grouping = gap->grouping,
                   .of = gap->use,
                   .of_row = gap->gap * 4096 + (size_t)(item - gap->items)};
    g_autofree bool *is_small = g_new0(bool, gap->n_columns);

    for (size_t c = 1; c < gap->n_columns; c++)
        is_small[c] = c + 1 == gap->n_columns || count_pairs(&item->pairs[c]) < min_base;
    start_block(&block, 4, gap->n_columns, is_small);

    const size_t n_shown = block.n_columns;
    size_t n_lump = 0;

    for (size_t c = 1; c < gap->n_columns; c++)
        n_lump += is_small[c] ? count_pairs(&item->pairs[c]) : 0;
    block.has_lump = n_lump > 0 && !svy_grouping_is_crossing(block.grouping);
    block.n_columns += block.has_lump;
    for (size_t i = 0; i < 4; i++) {
        for (size_t j = 0; j < n_shown; j++)
            block.counts[at(&block, i, j)] = count_pair(&item->pairs[block.columns[j]], i);
        for (size_t c = 1; block.has_lump && c < gap->n_columns; c++)
            block.counts[at(&block, i, n_shown)] +=
                is_small[c] ? count_pair(&item->pairs[c], i) : 0;
    }
    for (size_t j = 0; j < n_shown; j++)
        block.bases[j] = count_pairs(&item->pairs[block.columns[j]]);
    if (block.has_lump)
        block.bases[n_shown] = n_lump;
    for (size_t c = 1; c < gap->n_columns; c++)
        item->is_withheld[c] = is_small[c];
    return block;
}

/* Of a group everything is told or nothing. */
static void take_gap_fates(const SvyDisclosure *problem,
                           bool is_lost_item,
                           const SvyGapBreakdown *gap,
                           const Block *block,
                           SvyGapBreakdownItem *item)
{
    for (size_t c = 1; is_lost_item && c < gap->n_columns; c++)
        item->is_withheld[c] = true;
    for (size_t j = 0; block->is_in && j < block->n_told; j++) {
        for (size_t i = 0; i < 4; i++) {
            if (svy_disclosure_get_state(problem, block->first + at(block, i, j)) != SVY_CELL_SHOWN)
                item->is_withheld[block->columns[j]] = true;
        }
    }
}

static bool protect_gaps(const SvyRun *run, GError **error)
{
    const SvyBreakdowns *breakdowns = run->breakdowns;
    const size_t threshold = svy_run_get_min_cell(run), min_base = svy_run_get_min_base(run);
    g_autoptr(SvyDisclosure) problem = svy_disclosure_new(threshold);
    g_autoptr(GArray) blocks = new_blocks();
    g_autoptr(GArray) links = find_links(breakdowns, true);
    g_autoptr(GArray) bounds = find_links(breakdowns, false);
    guint b = 0;

    if (links == NULL || bounds == NULL)
        return svy_error_set_memory(error, "groups of people");
    for (guint g = 0; g < breakdowns->gaps->len; g++) {
        const SvyGapBreakdown *gap = g_ptr_array_index(breakdowns->gaps, g);

        for (size_t i = 0; i < gap->n_items; i++) {
            Block block = make_gap_block(gap, &gap->items[i], min_base);

            g_array_append_val(blocks, block);
        }
    }
    add_blocks(problem, blocks, links, bounds, threshold);
    if (!protect_all(problem, blocks, error))
        return false;
    for (guint g = 0; g < breakdowns->gaps->len; g++) {
        const SvyGapBreakdown *gap = g_ptr_array_index(breakdowns->gaps, g);

        for (size_t i = 0; i < gap->n_items; i++, b++) {
            const Block *block = &g_array_index(blocks, Block, b);

            take_gap_fates(problem, is_lost(problem, blocks, links, block), gap, block,
                           &gap->items[i]);
        }
    }
    return true;
}

/* --- The gap in the tables of its two questions --------------------------------------------- */

/* The row that tells the same of a group as the item: the option; or "none of these" for any. */
static bool is_same(const SvyGapBreakdownItem *item, const SvyBreakdownRow *row)
{
    if (row->is_net)
        return false;
    if (item->use_label == NULL)
        return row->mark == SVY_MARK_NOTHING;
    return row->mark == SVY_MARK_NONE && svy_text_same(item->use_label, row->label);
}

/* What the gap tells of a group is known; what it withholds the table must not tell. */
static void bind_row(const SvyGapBreakdownItem *item,
                     SvyBreakdown *table,
                     size_t row,
                     size_t threshold)
{
    for (size_t c = 1; c < svy_breakdown_get_end(table); c++) {
        SvyFate *fate = &table->fates[row * table->n_columns + c];

        if (item->is_withheld[c])
            *fate = SVY_FATE_WITHHELD;
        else if (!is_small_count(svy_breakdown_get(table, row, c)->n, threshold))
            *fate = SVY_FATE_KNOWN;
    }
}

static void bind_gap(const SvyBreakdowns *breakdowns, const SvyGapBreakdown *gap, size_t threshold)
{
    for (guint t = 0; t < breakdowns->tables->len; t++) {
        SvyBreakdown *table = g_ptr_array_index(breakdowns->tables, t);

        if (table->grouping != gap->grouping ||
            (table->question != gap->use && table->question != gap->follow))
            continue;
        for (size_t i = 0; i < gap->n_items; i++) {
            for (size_t row = 0; row < table->n_rows; row++) {
                if (is_same(&gap->items[i], &table->rows[row]))
                    bind_row(&gap->items[i], table, row, threshold);
            }
        }
    }
}

/* --- Tables --------------------------------------------------------------------------------- */

static Block make_table_block(SvyBreakdown *table)
{
    Block block = {.rows_add_up = table->is_exclusive,
                   .columns_add_up = table->grouping->is_exclusive,
                   .grouping = table->grouping,
                   .of = table->question,
                   .of_row = table->row_of_question,
                   .table = table};
    size_t n_lump = 0, n_shown;

    start_block(&block, table->n_rows - table->n_nets, table->n_columns, table->is_small);
    n_shown = block.n_columns;
    for (size_t c = 1; c < table->n_columns; c++)
        n_lump += table->is_small[c] ? table->bases[c].n : 0;
    block.has_lump = n_lump > 0 && !svy_grouping_is_crossing(block.grouping);
    block.n_columns += block.has_lump;
    for (size_t i = 0; i < block.n_rows; i++) {
        for (size_t j = 0; j < n_shown; j++) {
            block.counts[at(&block, i, j)] = svy_breakdown_get(table, i, block.columns[j])->n;
            block.fates[at(&block, i, j)] = table->fates[i * table->n_columns + block.columns[j]];
        }
        for (size_t c = 1; block.has_lump && c < table->n_columns; c++)
            block.counts[at(&block, i, n_shown)] +=
                table->is_small[c] ? svy_breakdown_get(table, i, c)->n : 0;
    }
    for (size_t j = 0; j < n_shown; j++)
        block.bases[j] = table->bases[block.columns[j]].n;
    if (block.has_lump)
        block.bases[n_shown] = n_lump;
    return block;
}

/* A net tells of its parts: it is told of all groups or of none. */
static void withhold_nets(SvyBreakdown *table, size_t threshold)
{
    const size_t first = table->n_rows - table->n_nets;
    bool is_open = !svy_breakdown_has_withheld(table);

    for (size_t row = first; row < table->n_rows; row++) {
        for (size_t c = 1; c < table->n_columns; c++) {
            const size_t n = svy_breakdown_get(table, row, c)->n;

            is_open &=
                !is_small_count(n, threshold) && !is_small_count(table->bases[c].n - n, threshold);
        }
    }
    for (size_t row = first; !is_open && row < table->n_rows; row++) {
        for (size_t c = 1; c < table->n_columns; c++)
            table->fates[row * table->n_columns + c] = SVY_FATE_WITHHELD;
    }
}

static void take_fates(const SvyDisclosure *problem, const Block *block, size_t threshold)
{
    SvyBreakdown *table = block->table;

    for (size_t j = 0; block->is_in && j < block->n_told; j++) {
        for (size_t i = 0; i < block->n_rows; i++) {
            const SvyCellState state =
                svy_disclosure_get_state(problem, block->first + at(block, i, j));
            SvyFate *fate = &table->fates[i * table->n_columns + block->columns[j]];

            *fate = state == SVY_CELL_SHOWN ? SVY_FATE_OPEN : SVY_FATE_WITHHELD;
        }
    }
    withhold_nets(table, threshold);
}

static bool protect_tables(const SvyBreakdowns *breakdowns, size_t threshold, GError **error)
{
    g_autoptr(SvyDisclosure) problem = svy_disclosure_new(threshold);
    g_autoptr(GArray) blocks = new_blocks();
    g_autoptr(GArray) links = find_links(breakdowns, true);
    g_autoptr(GArray) bounds = find_links(breakdowns, false);

    for (guint t = 0; t < breakdowns->tables->len; t++) {
        const Block block = make_table_block(g_ptr_array_index(breakdowns->tables, t));

        if (links == NULL || bounds == NULL)
            return svy_error_set_memory(error, "groups of people");
        g_array_append_val(blocks, block);
    }
    add_blocks(problem, blocks, links, bounds, threshold);
    if (!protect_all(problem, blocks, error))
        return false;
    for (guint b = 0; b < blocks->len; b++) {
        const Block *block = &g_array_index(blocks, Block, b);

        block->table->is_withheld = is_lost(problem, blocks, links, block);
        take_fates(problem, block, threshold);
    }
    return true;
}

/* What the gap decided, before the tables are. */
static SvyFate **copy_fates(const GPtrArray *tables)
{
    SvyFate **fates = g_new0(SvyFate *, tables->len + 1);

    for (guint t = 0; t < tables->len; t++) {
        const SvyBreakdown *table = g_ptr_array_index(tables, t);

        const size_t n_cells = table->n_rows * table->n_columns + 1;

        fates[t] = g_new(SvyFate, n_cells);
        memcpy(fates[t], table->fates, n_cells * sizeof *fates[t]);
    }
    return fates;
}

static void restore_fates(const GPtrArray *tables, SvyFate *const fates[])
{
    for (guint t = 0; t < tables->len; t++) {
        SvyBreakdown *table = g_ptr_array_index(tables, t);

        memcpy(table->fates, fates[t], (table->n_rows * table->n_columns + 1) * sizeof *fates[t]);
    }
}

/* A column that is hidden for its base may give others away: until there is no more of them. */
static bool protect_all_tables(const SvyRun *run, size_t threshold, GError **error)
{
    const GPtrArray *tables = run->breakdowns->tables;
    SvyFate **fates = copy_fates(tables);
    bool is_done, is_changed = true;

    is_done = svy_breakdowns_hide_bases(run, &is_changed, error);
    for (is_changed = true; is_done && is_changed;) {
        restore_fates(tables, fates);
        is_done = protect_tables(run->breakdowns, threshold, error) &&
                  svy_breakdowns_hide_bases(run, &is_changed, error);
    }
    for (guint t = 0; t < tables->len; t++)
        g_free(fates[t]);
    g_free(fates);
    return is_done;
}

bool svy_breakdowns_protect(SvyRun *run, GError **error)
{
    const size_t threshold = svy_run_get_min_cell(run);
    const SvyBreakdowns *breakdowns = run->breakdowns;

    run->result->min_cell = threshold;
    if (breakdowns == NULL || threshold <= 1)
        return true;
    if (!protect_gaps(run, error))
        return false;
    for (guint g = 0; g < breakdowns->gaps->len; g++)
        bind_gap(breakdowns, g_ptr_array_index(breakdowns->gaps, g), threshold);
    return protect_all_tables(run, threshold, error);
}
