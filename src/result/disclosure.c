/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Disclosure control.
 *
 * The tables of a report fall apart into components: sets of cells that are linked by sums through
 * cells that could be withheld (published figures are constants and link nothing). In nearly all of
 * them each cell is in two sums at most and the sums can be given signs so that it counts once up
 * and once down: two-way tables with any margins, select-all questions by groups. Such a component
 * is a *network*: sums are places, withheld cells are roads between them, and another table that
 * fits all that is published differs from the true one by circulations on these roads. As the
 * bounds are whole numbers, a cell is not exposed if and only if it lies on a directed circle of
 * withheld cells that can each move by one. So the audit is a search for a path, the choice of
 * complementary cells a shortest path, and the smallest choice an integer program with cuts between
 * the two ends of each primary cell. Other components are left to linear and integer programs. */
#include "result/disclosure.h"

#include <glpk.h>
#include <math.h>
#include <string.h>

#include "base/error.h"

#define NONE ((size_t)-1)

/* Searches end after so many nodes, not after a time: the same tables give the same pattern. */
static const size_t max_minimal_work = 150000; /* nodes times cells, of one component */
static const size_t max_program_nodes = 2000;  /* of one other integer program */
static const size_t max_rounds = 2000;         /* of cuts */
static const size_t max_minimal = 4000;        /* cells of a component for which it is tried */

typedef struct {
    double n;
    SvyProtectedKind kind;
    SvyCellState state;
    bool is_exposed;
    bool is_blind; /* nobody can see which kind of withheld cell it is */
    double known_lo, known_hi;
} Cell;

typedef struct {
    size_t cell;
    int sign;
} Term;

struct SvyDisclosure {
    double threshold;
    size_t n_cells, n_cells_max;
    Cell *cells;
    size_t n_sums, n_sums_max;
    size_t *first_term; /* [n_sums + 1] */
    size_t n_terms, n_terms_max;
    Term *terms;
};

/* A cell that could be withheld, between two places: a rise takes one from @from and puts it to
 * @to. */
typedef struct {
    size_t cell, from, to;
} Road;

typedef struct {
    const SvyDisclosure *disclosure;
    size_t n_sums;
    size_t *sums; /* [n_sums] of the disclosure */
    size_t n_cells;
    size_t *cells; /* [n_cells] that could be withheld */
    bool is_network;
    size_t n_places; /* sums and one outside */
    Road *roads;     /* [n_cells] in the order of cells */
    size_t *first;   /* [n_places + 1] into at */
    size_t *at;      /* roads that touch a place */
} Component;

/* --- Building ------------------------------------------------------------------------------- */

SvyDisclosure *svy_disclosure_new(size_t threshold)
{
    SvyDisclosure *disclosure = g_new0(SvyDisclosure, 1);

    disclosure->threshold = (double)threshold;
    disclosure->first_term = g_new0(size_t, 1);
    return disclosure;
}

void svy_disclosure_free(SvyDisclosure *disclosure)
{
    if (disclosure == NULL)
        return;
    g_free(disclosure->cells);
    g_free(disclosure->first_term);
    g_free(disclosure->terms);
    g_free(disclosure);
}

static size_t grow(size_t n_max)
{
    return n_max < 32 ? 64 : n_max * 2;
}

size_t svy_disclosure_add_cell(SvyDisclosure *disclosure, size_t n, SvyProtectedKind kind)
{
    if (disclosure->n_cells == disclosure->n_cells_max) {
        disclosure->n_cells_max = grow(disclosure->n_cells_max);
        disclosure->cells = g_renew(Cell, disclosure->cells, disclosure->n_cells_max);
    }
    disclosure->cells[disclosure->n_cells] =
        (Cell){.n = (double)n, .kind = kind, .known_hi = (double)INFINITY};
    return disclosure->n_cells++;
}

static void add_term(SvyDisclosure *disclosure, size_t cell, int sign)
{
    g_assert(cell < disclosure->n_cells);
    if (disclosure->n_terms == disclosure->n_terms_max) {
        disclosure->n_terms_max = grow(disclosure->n_terms_max);
        disclosure->terms = g_renew(Term, disclosure->terms, disclosure->n_terms_max);
    }
    disclosure->terms[disclosure->n_terms++] = (Term){cell, sign};
}

void svy_disclosure_add_difference(SvyDisclosure *disclosure,
                                   size_t whole,
                                   size_t n_parts,
                                   const size_t parts[])
{
    add_term(disclosure, whole, -1);
    for (size_t k = 0; k < n_parts; k++)
        add_term(disclosure, parts[k], 1);
    if (disclosure->n_sums == disclosure->n_sums_max) {
        disclosure->n_sums_max = grow(disclosure->n_sums_max);
        disclosure->first_term =
            g_renew(size_t, disclosure->first_term, disclosure->n_sums_max + 1);
    }
    disclosure->first_term[++disclosure->n_sums] = disclosure->n_terms;
}

void svy_disclosure_add_sum(SvyDisclosure *disclosure,
                            size_t whole,
                            size_t n_parts,
                            const size_t parts[])
{
    double sum = 0;

    svy_disclosure_add_difference(disclosure, whole, n_parts, parts);
    for (size_t k = 0; k < n_parts; k++)
        sum += disclosure->cells[parts[k]].n;
    g_assert(!(fabs(sum - disclosure->cells[whole].n) > 0));
}

void svy_disclosure_add_known(SvyDisclosure *disclosure, size_t cell, size_t lo, size_t hi)
{
    Cell *one = &disclosure->cells[cell];

    one->known_lo = fmax(one->known_lo, (double)lo);
    one->known_hi = fmin(one->known_hi, (double)hi);
    g_assert(one->known_lo <= one->n && one->n <= one->known_hi);
}

void svy_disclosure_withhold(SvyDisclosure *disclosure, size_t cell)
{
    Cell *one = &disclosure->cells[cell];

    one->state =
        one->n > 0 && one->n < disclosure->threshold ? SVY_CELL_PRIMARY : SVY_CELL_COMPLEMENTARY;
}

void svy_disclosure_withhold_blindly(SvyDisclosure *disclosure, size_t cell)
{
    svy_disclosure_withhold(disclosure, cell);
    disclosure->cells[cell].is_blind = true;
}

/* --- Tables --------------------------------------------------------------------------------- */

static SvyProtectedKind kind_of(SvyTableMargins margins, unsigned flag)
{
    return ((unsigned)margins & flag) != 0 ? SVY_CELL_PUBLIC : SVY_CELL_OPEN;
}

static void add_table_cells(SvyDisclosure *disclosure,
                            size_t n_rows,
                            size_t n_columns,
                            const size_t counts[],
                            SvyTableMargins margins)
{
    g_autofree size_t *columns = g_new0(size_t, n_columns + 1);

    for (size_t i = 0; i < n_rows; i++) {
        size_t row = 0;

        for (size_t j = 0; j < n_columns; j++) {
            const size_t n = counts[i * n_columns + j];

            svy_disclosure_add_cell(disclosure, n, SVY_CELL_OPEN);
            row += n;
            columns[j] += n;
        }
        svy_disclosure_add_cell(disclosure, row, kind_of(margins, SVY_TABLE_ROW_TOTALS_PUBLIC));
        columns[n_columns] += row;
    }
    for (size_t j = 0; j < n_columns; j++)
        svy_disclosure_add_cell(disclosure, columns[j],
                                kind_of(margins, SVY_TABLE_COLUMN_TOTALS_PUBLIC));
    svy_disclosure_add_cell(disclosure, columns[n_columns],
                            kind_of(margins, SVY_TABLE_TOTAL_PUBLIC));
}

/* @n parts, @step apart, and the whole after them. */
static void add_line(SvyDisclosure *disclosure, size_t first, size_t n, size_t step)
{
    g_autofree size_t *parts = g_new0(size_t, n + 1);

    for (size_t k = 0; k < n; k++)
        parts[k] = first + k * step;
    svy_disclosure_add_sum(disclosure, first + n * step, n, parts);
}

size_t svy_disclosure_add_table(SvyDisclosure *disclosure,
                                size_t n_rows,
                                size_t n_columns,
                                const size_t counts[],
                                SvyTableMargins margins)
{
    const size_t first = disclosure->n_cells, width = n_columns + 1;

    add_table_cells(disclosure, n_rows, n_columns, counts, margins);
    for (size_t i = 0; i <= n_rows; i++)
        add_line(disclosure, first + i * width, n_columns, 1);
    for (size_t j = 0; j <= n_columns; j++)
        add_line(disclosure, first + j, n_rows, width);
    return first;
}

size_t svy_disclosure_add_items(SvyDisclosure *disclosure,
                                size_t n_groups,
                                size_t n_items,
                                const size_t counts[],
                                const size_t bases[])
{
    const size_t first = disclosure->n_cells;

    for (size_t c = 0; c < n_groups * n_items; c++)
        svy_disclosure_add_cell(disclosure, counts[c], SVY_CELL_OPEN);
    for (size_t k = 0; k < n_items; k++) {
        size_t total = 0;
        g_autofree size_t *ticks = g_new0(size_t, n_groups + 1);

        for (size_t g = 0; g < n_groups; g++) {
            const size_t base = (size_t)disclosure->cells[bases[g]].n;
            size_t pair[2] = {first + g * n_items + k, 0};

            ticks[g] = pair[0];
            total += counts[g * n_items + k];
            pair[1] = svy_disclosure_add_cell(disclosure, base - counts[g * n_items + k],
                                              SVY_CELL_DERIVED);
            svy_disclosure_add_sum(disclosure, bases[g], 2, pair);
        }
        svy_disclosure_add_sum(disclosure,
                               svy_disclosure_add_cell(disclosure, total, SVY_CELL_PUBLIC),
                               n_groups, ticks);
    }
    return first;
}

/* --- What a cell can be --------------------------------------------------------------------- */

/* Zeros are published as such, unless somebody withheld one. */
static bool could_move(const Cell *cell)
{
    return cell->state != SVY_CELL_SHOWN || (cell->kind != SVY_CELL_PUBLIC && cell->n > 0);
}

static bool is_candidate(const Cell *cell)
{
    return cell->state == SVY_CELL_SHOWN && could_move(cell);
}

/* Bounds of a withheld cell, or of a candidate when it will be. */
static double lower_bound(const SvyDisclosure *of, const Cell *cell)
{
    if (cell->is_blind)
        return cell->known_lo;

    const double lo = cell->state == SVY_CELL_PRIMARY ? 1 : fmax(1, of->threshold);

    return fmax(cell->known_lo, fmin(lo, cell->n));
}

static double upper_bound(const SvyDisclosure *of, const Cell *cell)
{
    if (cell->is_blind)
        return cell->known_hi;

    const double hi = cell->state == SVY_CELL_PRIMARY ? of->threshold - 1 : (double)INFINITY;

    return fmin(cell->known_hi, fmax(hi, cell->n));
}

static bool can_rise(const SvyDisclosure *of, const Cell *cell)
{
    return upper_bound(of, cell) >= cell->n + 1;
}

static bool can_fall(const SvyDisclosure *of, const Cell *cell)
{
    return lower_bound(of, cell) <= cell->n - 1;
}

/* What withholding costs: the count, and a little for each cell so that of equal totals the one
 * with fewer cells is taken. What is not printed costs nothing. */
static double cost_of(const Cell *cell)
{
    return cell->kind == SVY_CELL_DERIVED ? 1e-6 : cell->n + 1e-4;
}

/* --- Components ----------------------------------------------------------------------------- */

static void clear_component(Component *component)
{
    g_free(component->sums);
    g_free(component->cells);
    g_free(component->roads);
    g_free(component->first);
    g_free(component->at);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Component, clear_component)

/* Root of a set in a forest of parents, which it flattens on the way. */
static size_t find_root(size_t parent[], size_t i)
{
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

/* [n_sums] a number for the component of each sum. */
static size_t *group_sums(const SvyDisclosure *of)
{
    size_t *parent = g_new(size_t, of->n_sums + 1);
    g_autofree size_t *seen = g_new(size_t, of->n_cells + 1);

    memset(seen, 0xff, (of->n_cells + 1) * sizeof *seen);
    for (size_t s = 0; s < of->n_sums; s++) {
        parent[s] = s;
        for (size_t t = of->first_term[s]; t < of->first_term[s + 1]; t++) {
            const size_t cell = of->terms[t].cell;

            if (!could_move(&of->cells[cell]))
                continue;
            if (seen[cell] == NONE)
                seen[cell] = s;
            parent[find_root(parent, s)] = find_root(parent, seen[cell]);
        }
    }
    for (size_t s = 0; s < of->n_sums; s++)
        parent[s] = find_root(parent, s);
    return parent;
}

/* Local places of a component while it is built. */
typedef struct {
    size_t *local;  /* [cells of the disclosure] number in the component, or NONE */
    size_t *first;  /* [n_cells] first sum with the cell, local */
    size_t *second; /* [n_cells] another, or NONE */
    int *sign1, *sign2;
} Incidence;

static void clear_incidence(Incidence *incidence)
{
    g_free(incidence->first);
    g_free(incidence->second);
    g_free(incidence->sign1);
    g_free(incidence->sign2);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Incidence, clear_incidence)

/* Lists the cells; false when one is in more than two sums. @local is all NONE before and after. */
static bool list_cells(Component *component, Incidence *incidence)
{
    const SvyDisclosure *of = component->disclosure;
    bool is_simple = true;
    size_t n_max = 0;

    for (size_t s = 0; s < component->n_sums; s++)
        n_max += of->first_term[component->sums[s] + 1] - of->first_term[component->sums[s]];
    component->cells = g_new(size_t, n_max + 1);
    incidence->first = g_new(size_t, n_max + 1);
    incidence->second = g_new(size_t, n_max + 1);
    incidence->sign1 = g_new(int, n_max + 1);
    incidence->sign2 = g_new(int, n_max + 1);
    for (size_t s = 0; s < component->n_sums; s++) {
        const size_t sum = component->sums[s];

        for (size_t t = of->first_term[sum]; t < of->first_term[sum + 1]; t++) {
            const Term term = of->terms[t];
            size_t *local = &incidence->local[term.cell];

            if (!could_move(&of->cells[term.cell]))
                continue;
            if (*local == NONE) {
                *local = component->n_cells++;
                component->cells[*local] = term.cell;
                incidence->first[*local] = s;
                incidence->sign1[*local] = term.sign;
                incidence->second[*local] = NONE;
            } else if (incidence->second[*local] == NONE) {
                incidence->second[*local] = s;
                incidence->sign2[*local] = term.sign;
            } else
                is_simple = false;
        }
    }
    for (size_t c = 0; c < component->n_cells; c++)
        incidence->local[component->cells[c]] = NONE;
    return is_simple;
}

/* Gives each sum a sign so that each cell counts once up and once down: a colouring, spread from
 * cell to cell until nothing changes. False when there is none. */
static bool colour_sums(const Component *component, const Incidence *incidence, int colours[])
{
    bool is_changed = true;

    memset(colours, 0, component->n_sums * sizeof *colours);
    while (is_changed) {
        is_changed = false;
        for (size_t c = 0; c < component->n_cells; c++) {
            const size_t a = incidence->first[c], b = incidence->second[c];

            if (b == NONE)
                continue;

            const int wanted = -incidence->sign1[c] * incidence->sign2[c];

            if (colours[a] == 0 && colours[b] == 0)
                continue;
            if (colours[a] == 0 || colours[b] == 0) {
                colours[colours[a] == 0 ? a : b] = wanted * (colours[a] + colours[b]);
                is_changed = true;
            } else if (colours[a] * colours[b] != wanted)
                return false;
        }
        for (size_t s = 0; !is_changed && s < component->n_sums; s++) {
            if (colours[s] == 0) {
                colours[s] = 1;
                is_changed = true;
            }
        }
    }
    return true;
}

/* Which roads touch a place. */
static void index_roads(Component *component)
{
    component->first = g_new0(size_t, component->n_places + 2);
    component->at = g_new(size_t, 2 * component->n_cells + 1);
    for (size_t c = 0; c < component->n_cells; c++) {
        component->first[component->roads[c].from + 2]++;
        component->first[component->roads[c].to + 2]++;
    }
    for (size_t p = 2; p < component->n_places + 2; p++)
        component->first[p] += component->first[p - 1];
    for (size_t c = 0; c < component->n_cells; c++) {
        component->at[component->first[component->roads[c].from + 1]++] = c;
        component->at[component->first[component->roads[c].to + 1]++] = c;
    }
}

static void make_network(Component *component, const Incidence *incidence)
{
    g_autofree int *colours = g_new0(int, component->n_sums + 1);
    const size_t outside = component->n_sums;

    component->is_network = colour_sums(component, incidence, colours);
    if (!component->is_network)
        return;
    component->n_places = component->n_sums + 1;
    component->roads = g_new(Road, component->n_cells + 1);
    for (size_t c = 0; c < component->n_cells; c++) {
        const size_t a = incidence->first[c];
        const size_t b = incidence->second[c] == NONE ? outside : incidence->second[c];
        const bool is_up = colours[a] * incidence->sign1[c] > 0;

        component->roads[c] = (Road){component->cells[c], is_up ? b : a, is_up ? a : b};
    }
    index_roads(component);
}

/* @order: sums by component; takes those of the component at @from and returns where the next one
 * begins. */
static size_t take_component(const SvyDisclosure *of,
                             const size_t component_of[],
                             const size_t order[],
                             size_t from,
                             size_t local[],
                             Component *component)
{
    g_auto(Incidence) incidence = {.local = local};
    size_t to = from;

    while (to < of->n_sums && component_of[order[to]] == component_of[order[from]])
        to++;
    *component = (Component){.disclosure = of, .n_sums = to - from};
    component->sums = g_new(size_t, to - from + 1);
    memcpy(component->sums, order + from, (to - from) * sizeof *order);
    if (list_cells(component, &incidence))
        make_network(component, &incidence);
    return to;
}

typedef struct {
    size_t *component_of; /* [n_sums] */
    size_t *order;        /* [n_sums] sums by component */
    size_t *local;        /* [n_cells] workspace, all NONE */
} Partition;

static void clear_partition(Partition *partition)
{
    g_free(partition->component_of);
    g_free(partition->order);
    g_free(partition->local);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Partition, clear_partition)

/* Sorts by counting: sums keep their order within a component. */
static void make_partition(const SvyDisclosure *of, Partition *partition)
{
    g_autofree size_t *start = g_new0(size_t, of->n_sums + 2);

    partition->component_of = group_sums(of);
    partition->order = g_new0(size_t, of->n_sums + 1);
    partition->local = g_new(size_t, of->n_cells + 1);
    memset(partition->local, 0xff, (of->n_cells + 1) * sizeof *partition->local);
    for (size_t s = 0; s < of->n_sums; s++)
        start[partition->component_of[s] + 1]++;
    for (size_t s = 1; s <= of->n_sums; s++)
        start[s] += start[s - 1];
    for (size_t s = 0; s < of->n_sums; s++)
        partition->order[start[partition->component_of[s]]++] = s;
}

/* --- Paths ---------------------------------------------------------------------------------- */

typedef struct {
    double *cost;  /* [n_places] to get there */
    size_t *by;    /* [n_places] road that leads there, or NONE */
    bool *is_done; /* [n_places] */
} Search;

static void clear_search(Search *search)
{
    g_free(search->cost);
    g_free(search->by);
    g_free(search->is_done);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Search, clear_search)

static void make_search(const Component *component, Search *search)
{
    search->cost = g_new(double, component->n_places);
    search->by = g_new(size_t, component->n_places);
    search->is_done = g_new(bool, component->n_places);
}

static size_t find_nearest(const Component *component, const Search *search)
{
    size_t nearest = NONE;

    for (size_t p = 0; p < component->n_places; p++) {
        if (!search->is_done[p] && isfinite(search->cost[p]) &&
            (nearest == NONE || search->cost[p] < search->cost[nearest]))
            nearest = p;
    }
    return nearest;
}

/* Whether the cell of a road can take one from @from to the other end, and where that is. */
static bool can_pass(const Component *component, const Road *road, size_t from, size_t *ret_to)
{
    const SvyDisclosure *of = component->disclosure;
    const Cell *cell = &of->cells[road->cell];
    const bool is_rise = road->from == from;

    *ret_to = is_rise ? road->to : road->from;
    return is_rise ? can_rise(of, cell) : can_fall(of, cell);
}

/* The cheapest way from @from to @to without the road @skip, over withheld cells (free) and, if
 * @also_candidates, over others at their cost. INFINITY: there is none. */
static double find_way(const Component *component,
                       size_t from,
                       size_t to,
                       size_t skip,
                       bool also_candidates,
                       Search *search)
{
    for (size_t p = 0; p < component->n_places; p++) {
        search->cost[p] = INFINITY;
        search->is_done[p] = false;
        search->by[p] = NONE;
    }
    search->cost[from] = 0;
    for (size_t p = from; p != NONE && p != to; p = find_nearest(component, search)) {
        search->is_done[p] = true;
        for (size_t k = component->first[p]; k < component->first[p + 1]; k++) {
            const size_t c = component->at[k];
            const Cell *cell = &component->disclosure->cells[component->roads[c].cell];
            const bool is_free = cell->state != SVY_CELL_SHOWN;
            const double cost = search->cost[p] + (is_free ? 0 : cost_of(cell));
            size_t next;

            if (c != skip && (is_free || also_candidates) &&
                can_pass(component, &component->roads[c], p, &next) && cost < search->cost[next]) {
                search->cost[next] = cost;
                search->by[next] = c;
            }
        }
    }
    return search->cost[to];
}

/* The cheapest circle through a primary cell, of both directions; its cells come out of @search
 * with the way from *ret_from to *ret_to. */
static double find_circle(const Component *component,
                          size_t c,
                          bool also_candidates,
                          Search *search,
                          size_t *ret_from,
                          size_t *ret_to)
{
    const Road *road = &component->roads[c];
    const Cell *cell = &component->disclosure->cells[road->cell];
    double rise = INFINITY, fall = INFINITY;

    if (can_fall(component->disclosure, cell))
        fall = find_way(component, road->from, road->to, c, also_candidates, search);
    *ret_from = road->from;
    *ret_to = road->to;
    if (!(fall > 0) || !can_rise(component->disclosure, cell))
        return fall;
    rise = find_way(component, road->to, road->from, c, also_candidates, search);
    if (rise <= fall) {
        *ret_from = road->to;
        *ret_to = road->from;
        return rise;
    }
    return find_way(component, road->from, road->to, c, also_candidates, search);
}

static bool is_safe(const Component *component, size_t c, Search *search)
{
    size_t from, to;

    return isfinite(find_circle(component, c, false, search, &from, &to));
}

/* --- Fast patterns of networks -------------------------------------------------------------- */

static Cell *get_cell(SvyDisclosure *disclosure, const Component *component, size_t c)
{
    return &disclosure->cells[component->cells[c]];
}

static void withhold_way(SvyDisclosure *disclosure,
                         const Component *component,
                         const Search *search,
                         size_t from,
                         size_t to)
{
    while (to != from) {
        const Road *road = &component->roads[search->by[to]];
        Cell *cell = &disclosure->cells[road->cell];

        if (cell->state == SVY_CELL_SHOWN)
            cell->state = SVY_CELL_COMPLEMENTARY;
        to = road->to == to ? road->from : road->to;
    }
}

static void close_circles(SvyDisclosure *disclosure, const Component *component, Search *search)
{
    for (size_t c = 0; c < component->n_cells; c++) {
        Cell *cell = get_cell(disclosure, component, c);
        size_t from, to;

        if (cell->state != SVY_CELL_PRIMARY)
            continue;
        cell->is_exposed = !isfinite(find_circle(component, c, true, search, &from, &to));
        if (!cell->is_exposed)
            withhold_way(disclosure, component, search, from, to);
    }
}

static bool all_safe(const Component *component, Search *search)
{
    for (size_t c = 0; c < component->n_cells; c++) {
        const Cell *cell = &component->disclosure->cells[component->cells[c]];

        if (cell->state == SVY_CELL_PRIMARY && !cell->is_exposed && !is_safe(component, c, search))
            return false;
    }
    return true;
}

/* Shows again what later ways have made needless, the largest first. */
static void prune(SvyDisclosure *disclosure,
                  const Component *component,
                  const bool is_fixed[],
                  Search *search)
{
    g_autofree bool *is_tried = g_new0(bool, component->n_cells + 1);

    for (;;) {
        size_t largest = NONE;

        for (size_t c = 0; c < component->n_cells; c++) {
            const Cell *cell = get_cell(disclosure, component, c);

            if (cell->state == SVY_CELL_COMPLEMENTARY && !is_tried[c] && !is_fixed[c] &&
                (largest == NONE || cell->n > get_cell(disclosure, component, largest)->n))
                largest = c;
        }
        if (largest == NONE)
            return;
        is_tried[largest] = true;
        get_cell(disclosure, component, largest)->state = SVY_CELL_SHOWN;
        if (!all_safe(component, search))
            get_cell(disclosure, component, largest)->state = SVY_CELL_COMPLEMENTARY;
    }
}

/* --- Integer programs ----------------------------------------------------------------------- */

static void count_node(glp_tree *tree, void *nodes_left)
{
    size_t *n = nodes_left;

    if (glp_ios_reason(tree) != GLP_ISELECT)
        return;
    if (*n == 0)
        glp_ios_terminate(tree);
    else
        --*n;
}

static void start_search(size_t *nodes_left, glp_iocp *how)
{
    glp_init_iocp(how);
    how->msg_lev = GLP_MSG_OFF;
    how->cb_func = count_node;
    how->cb_info = nodes_left;
}

/* --- The smallest pattern of a network ------------------------------------------------------ */

/* Binary variables: one for each candidate (is it withheld), one for each primary cell that can
 * move both ways (does its circle begin with a rise). For each primary cell and every set of places
 * that holds one of its ends but not the other, enough candidates must lead out of the set. Such
 * cuts are added as they are found to be missing, by the largest flow between the ends. */
typedef enum {
    RISE,
    FALL,
    EITHER, /* roads as two-way: a weaker demand, but it does not depend on the turn */
} Direction;

typedef struct {
    const Component *component;
    glp_prob *program;
    int *column;  /* [n_cells] of a candidate, or 0 */
    int *turn;    /* [n_cells] of a primary cell that can move both ways, or 0 */
    double *room; /* [2 * n_cells] what is left of a road, rising and falling */
    size_t *by;   /* [n_places] */
    bool *is_met; /* [n_places] */
    size_t *queue;
} Program;

static void clear_program(Program *program)
{
    if (program->program != NULL)
        glp_delete_prob(program->program);
    g_free(program->column);
    g_free(program->turn);
    g_free(program->room);
    g_free(program->by);
    g_free(program->is_met);
    g_free(program->queue);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Program, clear_program)

static int add_binary(glp_prob *program, double cost)
{
    const int column = glp_add_cols(program, 1);

    glp_set_col_kind(program, column, GLP_BV);
    glp_set_obj_coef(program, column, cost);
    return column;
}

static void make_program(const Component *component, Program *program)
{
    const SvyDisclosure *of = component->disclosure;

    program->component = component;
    program->program = glp_create_prob();
    program->column = g_new0(int, component->n_cells + 1);
    program->turn = g_new0(int, component->n_cells + 1);
    program->room = g_new0(double, 2 * component->n_cells + 1);
    program->by = g_new0(size_t, component->n_places);
    program->is_met = g_new0(bool, component->n_places);
    program->queue = g_new0(size_t, component->n_places);
    for (size_t c = 0; c < component->n_cells; c++) {
        const Cell *cell = &of->cells[component->cells[c]];

        if (is_candidate(cell))
            program->column[c] = add_binary(program->program, cost_of(cell));
        else if (cell->state == SVY_CELL_PRIMARY && !cell->is_exposed && can_rise(of, cell) &&
                 can_fall(of, cell))
            program->turn[c] = add_binary(program->program, 0);
    }
}

/* Value of a column in the relaxed or the integer solution. */
static double get_value(const Program *program, int column, bool is_integer)
{
    return is_integer ? glp_mip_col_val(program->program, column)
                      : glp_get_col_prim(program->program, column);
}

static void fill_room(Program *program, Direction direction, bool is_integer)
{
    const Component *component = program->component;
    const SvyDisclosure *of = component->disclosure;

    for (size_t c = 0; c < component->n_cells; c++) {
        const Cell *cell = &of->cells[component->cells[c]];
        const double open = program->column[c] > 0
                                ? fmax(0, get_value(program, program->column[c], is_integer))
                                : 9;

        program->room[2 * c] = direction == EITHER || can_rise(of, cell) ? open : 0;
        program->room[2 * c + 1] = direction == EITHER || can_fall(of, cell) ? open : 0;
    }
}

/* Marks what can be reached from @from with room on the way; true when @to can. */
static bool reach(Program *program, size_t from, size_t to, size_t skip)
{
    const Component *component = program->component;
    size_t n = 0;

    memset(program->is_met, 0, component->n_places * sizeof *program->is_met);
    program->is_met[from] = true;
    program->queue[n++] = from;
    for (size_t i = 0; i < n && !program->is_met[to]; i++) {
        const size_t p = program->queue[i];

        for (size_t k = component->first[p]; k < component->first[p + 1]; k++) {
            const size_t c = component->at[k];
            const bool is_rise = component->roads[c].from == p;
            const size_t next = is_rise ? component->roads[c].to : component->roads[c].from;

            if (c != skip && !program->is_met[next] &&
                program->room[2 * c + (is_rise ? 0 : 1)] > 1e-9) {
                program->is_met[next] = true;
                program->by[next] = c;
                program->queue[n++] = next;
            }
        }
    }
    return program->is_met[to];
}

/* Pushes one path's worth; a withheld cell has room for all. */
static double push(Program *program, size_t from, size_t to)
{
    const Road *roads = program->component->roads;
    double most = INFINITY;

    for (size_t p = to; p != from;) {
        const size_t c = program->by[p];
        const bool is_rise = roads[c].to == p;

        most = fmin(most, program->room[2 * c + (is_rise ? 0 : 1)]);
        p = is_rise ? roads[c].from : roads[c].to;
    }
    for (size_t p = to; p != from;) {
        const size_t c = program->by[p];
        const bool is_rise = roads[c].to == p;

        program->room[2 * c + (is_rise ? 0 : 1)] -= most;
        program->room[2 * c + (is_rise ? 1 : 0)] += most;
        p = is_rise ? roads[c].from : roads[c].to;
    }
    return most;
}

/* Whether a cell leads out of the marked places. */
static bool leads_out(const Program *program, const Road *road, Direction direction)
{
    const SvyDisclosure *of = program->component->disclosure;
    const Cell *cell = &of->cells[road->cell];
    const bool has_from = program->is_met[road->from], has_to = program->is_met[road->to];

    if (direction == EITHER)
        return has_from != has_to;
    return (has_from && !has_to && can_rise(of, cell)) ||
           (has_to && !has_from && can_fall(of, cell));
}

/* The candidates that lead out of the marked places: their sum must be at least the share of this
 * direction, `turn`, 1 - `turn`, or 1. */
static void add_cut(Program *program, size_t c, Direction direction)
{
    const Component *component = program->component;
    const bool has_turn = direction != EITHER && program->turn[c] > 0;
    g_autofree int *columns = g_new0(int, component->n_cells + 3);
    g_autofree double *values = g_new0(double, component->n_cells + 3);
    const int row = glp_add_rows(program->program, 1);
    int n = 0;

    for (size_t k = 0; k < component->n_cells; k++) {
        if (k != c && program->column[k] > 0 &&
            leads_out(program, &component->roads[k], direction)) {
            columns[++n] = program->column[k];
            values[n] = 1;
        }
    }
    if (has_turn) {
        columns[++n] = program->turn[c];
        values[n] = direction == RISE ? -1 : 1;
    }
    glp_set_mat_row(program->program, row, n, columns, values);
    glp_set_row_bnds(program->program, row, GLP_LO, has_turn && direction == RISE ? 0 : 1, 0);
}

/* Adds the cut that is missing for a primary cell in one direction, if there is one. */
static bool separate_direction(Program *program, size_t c, Direction direction, bool is_integer)
{
    const Road *road = &program->component->roads[c];
    const size_t from = direction == RISE ? road->to : road->from;
    const size_t to = direction == RISE ? road->from : road->to;
    double wanted = 1, flow = 0;

    if (direction != EITHER && program->turn[c] > 0) {
        const double turn = get_value(program, program->turn[c], is_integer);

        wanted = direction == RISE ? turn : 1 - turn;
    }
    if (wanted < 1e-4)
        return false;
    fill_room(program, direction, is_integer);
    while (flow < wanted - 1e-5 && reach(program, from, to, c))
        flow += push(program, from, to);
    if (flow >= wanted - 1e-5)
        return false;
    add_cut(program, c, direction);
    return true;
}

static bool separate(Program *program, bool is_integer)
{
    const Component *component = program->component;
    const SvyDisclosure *of = component->disclosure;
    bool has_cut = false;

    for (size_t c = 0; c < component->n_cells; c++) {
        const Cell *cell = &of->cells[component->cells[c]];

        if (cell->state != SVY_CELL_PRIMARY || cell->is_exposed)
            continue;
        if (separate_direction(program, c, EITHER, is_integer)) {
            has_cut = true;
            continue;
        }
        if (can_rise(of, cell) && separate_direction(program, c, RISE, is_integer))
            has_cut = true;
        if (can_fall(of, cell) && separate_direction(program, c, FALL, is_integer))
            has_cut = true;
    }
    return has_cut;
}

static bool relax(Program *program, size_t *rounds_left)
{
    glp_smcp how;

    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    do {
        if ((*rounds_left)-- == 0 || glp_simplex(program->program, &how) != 0 ||
            glp_get_status(program->program) != GLP_OPT)
            return false;
    } while (separate(program, false));
    return true;
}

/* Done, or near enough. */
static bool is_solved(int result, glp_prob *program)
{
    return (result == 0 && glp_mip_status(program) == GLP_OPT) ||
           (result == GLP_EMIPGAP && glp_mip_status(program) == GLP_FEAS);
}

/* Cuts until an integer solution needs none: then it is the smallest there is. False when that took
 * too long, or numbers failed. */
static bool solve(Program *program, double cost)
{
    size_t nodes_left = max_minimal_work / program->component->n_cells, rounds_left = max_rounds;
    glp_iocp how;

    start_search(&nodes_left, &how);
    how.mip_gap = 0.5 / (cost + 1); /* totals are whole: nearer than 1 is equal */
    how.mir_cuts = GLP_ON;
    do {
        if (!relax(program, &rounds_left) ||
            !is_solved(glp_intopt(program->program, &how), program->program))
            return false;
    } while (separate(program, true));
    return true;
}

static double sum_costs(const Component *component, const bool is_fixed[])
{
    double sum = 0;

    for (size_t c = 0; c < component->n_cells; c++) {
        const Cell *cell = &component->disclosure->cells[component->cells[c]];

        if (cell->state == SVY_CELL_COMPLEMENTARY && !is_fixed[c])
            sum += cost_of(cell);
    }
    return sum;
}

/* The fast pattern bounds the cost from above. */
static void add_bound(const Program *program, double cost)
{
    const int n = glp_get_num_cols(program->program);
    g_autofree int *columns = g_new0(int, (size_t)n + 1);
    g_autofree double *values = g_new0(double, (size_t)n + 1);
    const int row = glp_add_rows(program->program, 1);

    for (int k = 1; k <= n; k++) {
        columns[k] = k;
        values[k] = glp_get_obj_coef(program->program, k);
    }
    glp_set_mat_row(program->program, row, n, columns, values);
    glp_set_row_bnds(program->program, row, GLP_UP, 0, cost + 1e-5);
}

static void take_solution(SvyDisclosure *disclosure,
                          const Component *component,
                          const Program *program)
{
    for (size_t c = 0; c < component->n_cells; c++) {
        if (program->column[c] > 0 && glp_mip_col_val(program->program, program->column[c]) > 0.5)
            get_cell(disclosure, component, c)->state = SVY_CELL_COMPLEMENTARY;
    }
}

/* Replaces the fast pattern by the smallest; false leaves it. */
static bool minimize_network(SvyDisclosure *disclosure,
                             const Component *component,
                             const bool is_fixed[])
{
    g_auto(Program) program = {0};
    g_autofree SvyCellState *states = g_new0(SvyCellState, component->n_cells + 1);
    const double cost = sum_costs(component, is_fixed);
    bool is_minimal;

    if (!(cost > 0))
        return true;
    if (component->n_cells > max_minimal)
        return false;
    for (size_t c = 0; c < component->n_cells; c++) {
        Cell *cell = get_cell(disclosure, component, c);

        states[c] = cell->state;
        if (cell->state == SVY_CELL_COMPLEMENTARY && !is_fixed[c])
            cell->state = SVY_CELL_SHOWN;
    }
    make_program(component, &program);
    add_bound(&program, cost);
    is_minimal = solve(&program, cost);
    if (is_minimal)
        take_solution(disclosure, component, &program);
    for (size_t c = 0; !is_minimal && c < component->n_cells; c++)
        get_cell(disclosure, component, c)->state = states[c];
    return is_minimal;
}

/* --- Other components ----------------------------------------------------------------------- */

/* Integer variables for the rise and the fall of each cell that is withheld or, with
 * @also_candidates, could be: columns 2 c + 1 and 2 c + 2. Every sum stays as it is. */
static glp_prob *make_moves(const Component *component, bool also_candidates)
{
    const SvyDisclosure *of = component->disclosure;
    glp_prob *program = glp_create_prob();

    glp_add_cols(program, (int)(2 * component->n_cells));
    for (size_t c = 0; c < component->n_cells; c++) {
        const Cell *cell = &of->cells[component->cells[c]];
        const bool is_free = cell->state != SVY_CELL_SHOWN;
        const double most[2] = {upper_bound(of, cell) - cell->n, cell->n - lower_bound(of, cell)};

        for (int way = 0; way < 2; way++) {
            const int column = (int)(2 * c) + 1 + way;
            const bool can_move = (is_free || also_candidates) && most[way] > 0;

            glp_set_col_kind(program, column, GLP_IV);
            glp_set_obj_coef(program, column, is_free ? 0 : cost_of(cell));
            if (can_move && isinf(most[way]))
                glp_set_col_bnds(program, column, GLP_LO, 0, 0);
            else
                glp_set_col_bnds(program, column, can_move ? GLP_DB : GLP_FX, 0,
                                 can_move ? most[way] : 0);
        }
    }
    return program;
}

static void add_sums(const Component *component, glp_prob *program)
{
    const SvyDisclosure *of = component->disclosure;
    g_autofree size_t *local = g_new(size_t, of->n_cells + 1);

    memset(local, 0xff, (of->n_cells + 1) * sizeof *local);
    for (size_t c = 0; c < component->n_cells; c++)
        local[component->cells[c]] = c;
    for (size_t s = 0; s < component->n_sums; s++) {
        const size_t from = of->first_term[component->sums[s]];
        const size_t to = of->first_term[component->sums[s] + 1];
        g_autofree int *columns = g_new0(int, 2 * (to - from) + 1);
        g_autofree double *values = g_new0(double, 2 * (to - from) + 1);
        int n = 0;

        for (size_t t = from; t < to; t++) {
            const size_t c = local[of->terms[t].cell];

            for (int way = 0; c != NONE && way < 2; way++) {
                columns[++n] = (int)(2 * c) + 1 + way;
                values[n] = way == 0 ? of->terms[t].sign : -of->terms[t].sign;
            }
        }

        const int row = glp_add_rows(program, 1);

        glp_set_row_bnds(program, row, GLP_FX, 0, 0);
        glp_set_mat_row(program, row, n, columns, values);
    }
}

/* GLP_OPT, GLP_FEAS (given up with something found), GLP_NOFEAS, GLP_UNBND or GLP_UNDEF. */
static int run_program(glp_prob *program)
{
    size_t nodes_left = max_program_nodes;
    glp_iocp how;
    glp_smcp relaxed;
    int result;

    glp_init_smcp(&relaxed);
    relaxed.msg_lev = GLP_MSG_OFF;
    relaxed.presolve = GLP_OFF;
    if (glp_simplex(program, &relaxed) != 0)
        return GLP_UNDEF;
    if (glp_get_status(program) != GLP_OPT)
        return glp_get_status(program) == GLP_INFEAS ? GLP_NOFEAS : glp_get_status(program);
    start_search(&nodes_left, &how);
    result = glp_intopt(program, &how);
    return result == 0 || result == GLP_ESTOP ? glp_mip_status(program) : GLP_UNDEF;
}

static double get_move(glp_prob *program, size_t c)
{
    return glp_mip_col_val(program, (int)(2 * c) + 1) - glp_mip_col_val(program, (int)(2 * c) + 2);
}

/* The cheapest other table in which the cell @c is larger (or smaller): cost, or INFINITY. */
static double find_move(const Component *component, glp_prob *program, size_t c, bool is_rise)
{
    const SvyDisclosure *of = component->disclosure;
    const Cell *cell = &of->cells[component->cells[c]];
    const int column = (int)(2 * c) + (is_rise ? 1 : 2), other = (int)(2 * c) + (is_rise ? 2 : 1);
    const double most = is_rise ? upper_bound(of, cell) - cell->n : cell->n - lower_bound(of, cell);
    const double most_other =
        is_rise ? cell->n - lower_bound(of, cell) : upper_bound(of, cell) - cell->n;
    double cost;
    int status;

    if (!(most >= 1))
        return INFINITY;
    glp_set_col_bnds(program, other, GLP_FX, 0, 0);
    glp_set_col_bnds(program, column, most > 1 ? (isinf(most) ? GLP_LO : GLP_DB) : GLP_FX, 1, most);
    status = run_program(program);
    cost = status == GLP_OPT || status == GLP_FEAS ? glp_mip_obj_val(program) : (double)INFINITY;
    glp_set_col_bnds(program, column, isinf(most) ? GLP_LO : GLP_DB, 0, most);
    glp_set_col_bnds(program, other,
                     most_other > 0 ? (isinf(most_other) ? GLP_LO : GLP_DB) : GLP_FX, 0,
                     most_other);
    return cost;
}

/* Marks who moves in the last solution as safe, and withholds the candidates among them. */
static void withhold_moves(SvyDisclosure *disclosure,
                           const Component *component,
                           glp_prob *program,
                           bool is_known_safe[])
{
    for (size_t c = 0; c < component->n_cells; c++) {
        Cell *cell = get_cell(disclosure, component, c);

        if (fabs(get_move(program, c)) < 0.5)
            continue;
        is_known_safe[c] = true;
        if (cell->state == SVY_CELL_SHOWN)
            cell->state = SVY_CELL_COMPLEMENTARY;
    }
}

/* Another table that fits all that is published, and differs in a cell, proves that the cell is
 * safe; cells that are withheld later only add tables. */
static void protect_program(SvyDisclosure *disclosure, const Component *component)
{
    g_autofree bool *is_known_safe = g_new0(bool, component->n_cells + 1);

    for (size_t c = 0; c < component->n_cells; c++) {
        Cell *cell = get_cell(disclosure, component, c);

        if (cell->state != SVY_CELL_PRIMARY || is_known_safe[c])
            continue;

        glp_prob *program = make_moves(component, true);

        add_sums(component, program);

        const double fall = find_move(component, program, c, false);
        const double rise = fall > 0 ? find_move(component, program, c, true) : (double)INFINITY;

        if (isfinite(fall) && (fall < rise || isinf(rise)))
            (void)find_move(component, program, c, false);
        cell->is_exposed = isinf(fall) && isinf(rise);
        if (!cell->is_exposed)
            withhold_moves(disclosure, component, program, is_known_safe);
        glp_delete_prob(program);
    }
}

/* --- Protecting ----------------------------------------------------------------------------- */

static void mark_primary(SvyDisclosure *disclosure)
{
    for (size_t i = 0; i < disclosure->n_cells; i++) {
        Cell *cell = &disclosure->cells[i];

        cell->is_exposed = false;
        if (cell->kind != SVY_CELL_PUBLIC && cell->n > 0 && cell->n < disclosure->threshold)
            cell->state = SVY_CELL_PRIMARY;
    }
}

static bool has_primary(const SvyDisclosure *of, const Component *component)
{
    for (size_t c = 0; c < component->n_cells; c++) {
        if (of->cells[component->cells[c]].state == SVY_CELL_PRIMARY)
            return true;
    }
    return false;
}

/* Returns whether the pattern is known to be the smallest. */
static bool protect_component(SvyDisclosure *disclosure,
                              const Component *component,
                              SvyDisclosureEffort effort)
{
    g_auto(Search) search = {0};
    g_autofree bool *is_fixed = g_new0(bool, component->n_cells + 1);

    if (!has_primary(disclosure, component))
        return true;
    for (size_t c = 0; c < component->n_cells; c++)
        is_fixed[c] = get_cell(disclosure, component, c)->state == SVY_CELL_COMPLEMENTARY;
    if (!component->is_network) {
        protect_program(disclosure, component);
        return !(sum_costs(component, is_fixed) > 0);
    }
    make_search(component, &search);
    close_circles(disclosure, component, &search);
    prune(disclosure, component, is_fixed, &search);
    if (effort == SVY_DISCLOSURE_FAST)
        return !(sum_costs(component, is_fixed) > 0);
    return minimize_network(disclosure, component, is_fixed);
}

static void fill_report(const SvyDisclosure *of, SvyDisclosureReport *report)
{
    for (size_t i = 0; i < of->n_cells; i++) {
        const Cell *cell = &of->cells[i];

        report->n_primary += cell->state == SVY_CELL_PRIMARY;
        report->n_exposed += cell->state == SVY_CELL_PRIMARY && cell->is_exposed;
        if (cell->state == SVY_CELL_COMPLEMENTARY && cell->kind != SVY_CELL_DERIVED) {
            report->n_complementary++;
            report->complementary_total += cell->n;
        }
    }
}

bool svy_disclosure_protect(SvyDisclosure *disclosure,
                            SvyDisclosureEffort effort,
                            SvyDisclosureReport *ret_report,
                            GError **error)
{
    SvyDisclosureReport report = {.is_minimal = true};
    g_auto(Partition) partition = {0};

    (void)error;
    glp_term_out(GLP_OFF);
    mark_primary(disclosure);
    make_partition(disclosure, &partition);
    for (size_t from = 0; from < disclosure->n_sums;) {
        g_auto(Component) component = {0};

        from = take_component(disclosure, partition.component_of, partition.order, from,
                              partition.local, &component);
        if (!protect_component(disclosure, &component, effort))
            report.is_minimal = false;
    }
    fill_report(disclosure, &report);
    if (ret_report != NULL)
        *ret_report = report;
    return true;
}

/* --- Asking --------------------------------------------------------------------------------- */

SvyCellState svy_disclosure_get_state(const SvyDisclosure *disclosure, size_t cell)
{
    g_assert(cell < disclosure->n_cells);
    return disclosure->cells[cell].state;
}

bool svy_disclosure_is_exposed(const SvyDisclosure *disclosure, size_t cell)
{
    g_assert(cell < disclosure->n_cells);
    return disclosure->cells[cell].is_exposed;
}

/* In a network, the largest flow of withheld cells between the two ends of the cell's road. */
static double find_flow(const Component *component, size_t c, bool is_rise)
{
    const SvyDisclosure *of = component->disclosure;
    const Road *road = &component->roads[c];
    const Cell *cell = &of->cells[road->cell];
    const size_t from = is_rise ? road->to : road->from, to = is_rise ? road->from : road->to;
    const double most = is_rise ? upper_bound(of, cell) - cell->n : cell->n - lower_bound(of, cell);
    g_auto(Program) program = {.component = component};
    double flow = 0;

    program.room = g_new0(double, 2 * component->n_cells + 1);
    program.by = g_new0(size_t, component->n_places);
    program.is_met = g_new0(bool, component->n_places);
    program.queue = g_new0(size_t, component->n_places);
    for (size_t k = 0; k < component->n_cells; k++) {
        const Cell *other = &of->cells[component->cells[k]];

        if (other->state != SVY_CELL_SHOWN) {
            program.room[2 * k] = upper_bound(of, other) - other->n;
            program.room[2 * k + 1] = other->n - lower_bound(of, other);
        }
    }
    while (flow < most && reach(&program, from, to, c))
        flow += push(&program, from, to);
    return fmin(flow, most);
}

/* How far the cell @c can be from its count, one way; outside networks by an integer program. */
static bool find_reach(const Component *component,
                       size_t c,
                       bool is_rise,
                       double *ret_reach,
                       GError **error)
{
    const int column = (int)(2 * c) + (is_rise ? 1 : 2), other = (int)(2 * c) + (is_rise ? 2 : 1);
    glp_prob *program;
    int status;

    if (component->is_network) {
        *ret_reach = find_flow(component, c, is_rise);
        return true;
    }
    program = make_moves(component, false);
    add_sums(component, program);
    glp_set_col_bnds(program, other, GLP_FX, 0, 0);
    glp_set_obj_dir(program, GLP_MAX);
    for (int k = 1; k <= glp_get_num_cols(program); k++)
        glp_set_obj_coef(program, k, k == column ? 1 : 0);
    status = run_program(program);
    *ret_reach = status == GLP_OPT ? round(glp_mip_obj_val(program)) : (double)INFINITY;
    glp_delete_prob(program);
    if (status == GLP_OPT || status == GLP_UNBND)
        return true;
    return svy_error_set(error, SVY_ERROR_NUMERIC, NULL, NULL,
                         "cannot find what is learned of a withheld cell");
}

/* A withheld cell in no sum is bounded by the rule alone. */
static bool find_component(const SvyDisclosure *of,
                           size_t cell,
                           Component *component,
                           size_t *ret_c)
{
    g_auto(Partition) partition = {0};

    make_partition(of, &partition);
    for (size_t from = 0; from < of->n_sums;) {
        g_auto(Component) one = {0};

        from = take_component(of, partition.component_of, partition.order, from, partition.local,
                              &one);
        for (size_t c = 0; c < one.n_cells; c++) {
            if (one.cells[c] == cell) {
                *component = one;
                memset(&one, 0, sizeof one);
                *ret_c = c;
                return true;
            }
        }
    }
    return false;
}

bool svy_disclosure_find_interval(const SvyDisclosure *disclosure,
                                  size_t cell,
                                  double *ret_lo,
                                  double *ret_hi,
                                  GError **error)
{
    const Cell *one = &disclosure->cells[cell];
    g_auto(Component) component = {0};
    double fall, rise;
    size_t c;

    g_assert(cell < disclosure->n_cells);
    if (one->state == SVY_CELL_SHOWN || !find_component(disclosure, cell, &component, &c)) {
        *ret_lo = one->state == SVY_CELL_SHOWN ? one->n : lower_bound(disclosure, one);
        *ret_hi = one->state == SVY_CELL_SHOWN ? one->n : upper_bound(disclosure, one);
        return true;
    }
    glp_term_out(GLP_OFF);
    if (!find_reach(&component, c, false, &fall, error) ||
        !find_reach(&component, c, true, &rise, error))
        return false;
    *ret_lo = one->n - fall;
    *ret_hi = one->n + rise;
    return true;
}
