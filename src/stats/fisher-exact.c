/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exact test for a table of any size, by a network of remaining margins.
 *
 * The table is filled column by column. A *node* is what remains of the row totals, sorted, because
 * the order of rows makes no difference to what can still come. A *past* of a node is a way to
 * reach it; pasts with the same product of factorials are merged and counted. Probabilities are
 * logarithms without the part that all tables share: value = -sum log(cell!).
 *
 * A past whose whole remaining probability is below the observed table's is counted at once, in
 * closed form; one whose least probable completion is above it is dropped. With two columns left,
 * completions and pasts are both sorted and put together from the two ends. */
#include <surveystat/fisher.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "stats/fisher-private.h"
#include "stats/margins-private.h"

#define MAX_ROWS    24                /* of the smaller side; more are never feasible */
#define MAX_TOTAL   100000            /* people; log factorials keep 10 digits up to here */
#define MAX_PASTS   ((size_t)2000000) /* of one column: 200 MB while the hash table grows */
#define VALUE_STEPS 68719476736.0     /* 2^36: values nearer than 1.5e-11 are one */

typedef struct {
    uint64_t node;
    int64_t merged; /* value in steps */
    double value;
    double n_paths; /* 0: the place is free */
} Past;

/* An open hash table of the pasts of one column. */
typedef struct {
    Past *places; /* owned */
    size_t n_places, n_used;
} Level;

typedef struct {
    size_t n_rows, n_columns;
    unsigned rows[MAX_ROWS], *columns; /* totals, largest first, but the largest
                                          column is last; columns owned */
    uint64_t radix[MAX_ROWS];          /* of a row in the number of a node */
    double *log_factorials;            /* [n + 1] owned */
    double n;
    double threshold; /* largest value that counts */
    double shared;    /* log probability of a table less its value */
    double n_steps, max_steps;
    double p, n_tables;
    size_t column;                        /* that is being filled */
    double after_log_factorials, n_after; /* of the columns after it: sum of logs, people */
    Level next;

    /* The node that is being left. */
    const Past *pasts; /* [n_pasts] of it, lowest value first */
    size_t n_pasts;
    double *sums; /* [n_pasts + 1] sums of n_paths exp(value - top) up to each */
    double top;
    unsigned rest[MAX_ROWS];

    /* Completions when two columns are left. */
    double *ends;
    size_t n_ends, n_ends_allocated;
    bool is_out_of_memory, is_stopped;
} Network;

static void level_clear(Level *level)
{
    g_free(level->places);
    memset(level, 0, sizeof *level);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Level, level_clear)

static void network_clear(Network *network)
{
    g_free(network->columns);
    g_free(network->log_factorials);
    g_free(network->sums);
    g_free(network->ends);
    level_clear(&network->next);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Network, network_clear)

/* --- The table without empty rows and columns ----------------------------------------------- */

static SvyStatus judge_margins(const SvyMargins *margins)
{
    if (!(margins->n > 0))
        return SVY_STATUS_NO_CASES;
    return margins->n_full_rows < 2 || margins->n_full_columns < 2 ? SVY_STATUS_UNDEFINED
                                                                   : SVY_STATUS_OK;
}

static size_t copy_full(size_t n, const double totals[], double ret_full[])
{
    size_t n_full = 0;

    for (size_t i = 0; i < n; i++) {
        if (totals[i] > 0)
            ret_full[n_full++] = totals[i];
    }
    return n_full;
}

bool svy_fisher_table_init(size_t n_rows,
                           size_t n_columns,
                           const double counts[],
                           SvyFisherTable *ret_table,
                           GError **error)
{
    g_auto(SvyMargins) margins = {0};
    SvyFisherTable table = {0};
    size_t n = 0;

    if (!svy_fisher_check_counts(n_rows * n_columns, counts, error) ||
        !svy_margins_init(n_rows, n_columns, counts, &margins, error))
        return false;

    const size_t n_cells = margins.n_full_rows * margins.n_full_columns;

    table.counts = g_try_new0(double, n_cells + margins.n_full_rows + margins.n_full_columns + 1);
    if (table.counts == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for a table");
    table.rows = table.counts + n_cells;
    table.columns = table.rows + margins.n_full_rows;
    table.n_rows = copy_full(n_rows, margins.rows, table.rows);
    table.n_columns = copy_full(n_columns, margins.columns, table.columns);
    for (size_t i = 0; i < n_rows * n_columns; i++) {
        if (margins.rows[i / n_columns] > 0 && margins.columns[i % n_columns] > 0)
            table.counts[n++] = counts[i];
    }
    table.n = margins.n;
    table.status = judge_margins(&margins);
    *ret_table = table;
    return true;
}

void svy_fisher_table_clear(SvyFisherTable *table)
{
    g_free(table->counts);
    memset(table, 0, sizeof *table);
}

/* --- Pasts ---------------------------------------------------------------------------------- */

static size_t hash_past(uint64_t node, int64_t merged, size_t n_places)
{
    uint64_t hash = node * 0x9E3779B97F4A7C15u ^ (uint64_t)merged * 0xC2B2AE3D27D4EB4Fu;

    hash ^= hash >> 29;
    hash *= 0xBF58476D1CE4E5B9u;
    hash ^= hash >> 32;
    return (size_t)hash & (n_places - 1);
}

static Past *find_place(Level *level, uint64_t node, int64_t merged)
{
    size_t place = hash_past(node, merged, level->n_places);

    while (level->places[place].n_paths > 0 &&
           (level->places[place].node != node || level->places[place].merged != merged))
        place = (place + 1) & (level->n_places - 1);
    return &level->places[place];
}

static bool grow_level(Level *level)
{
    g_auto(Level) larger = {.n_places = level->n_places * 2, .n_used = level->n_used};

    larger.places = g_try_new0(Past, larger.n_places);
    if (larger.places == NULL)
        return false;
    for (size_t i = 0; i < level->n_places; i++) {
        const Past *past = &level->places[i];

        if (past->n_paths > 0)
            *find_place(&larger, past->node, past->merged) = *past;
    }
    level_clear(level);
    *level = larger;
    memset(&larger, 0, sizeof larger);
    return true;
}

static void add_past(Network *network, uint64_t node, double value, double n_paths)
{
    Level *level = &network->next;
    const int64_t merged = llround(value * VALUE_STEPS);

    if (level->n_used * 2 >= level->n_places && !grow_level(level)) {
        network->is_out_of_memory = true;
        return;
    }

    Past *past = find_place(level, node, merged);

    if (past->n_paths > 0) {
        past->n_paths += n_paths;
        return;
    }
    *past = (Past){node, merged, value, n_paths};
    level->n_used++;
}

/* Once true it stays so: what is left of the walk would be wrong. */
static bool is_exhausted(Network *network)
{
    network->is_stopped = network->is_stopped || network->is_out_of_memory ||
                          network->n_steps > network->max_steps || network->next.n_used > MAX_PASTS;
    return network->is_stopped;
}

/* --- Arcs ----------------------------------------------------------------------------------- */

/* What a filled column leaves: the number of the node, and the sum of its log factorials. */
static uint64_t number_rest(const Network *network,
                            const unsigned filled[],
                            double *ret_log_factorials)
{
    unsigned rest[MAX_ROWS];
    uint64_t node = 0;
    double sum = 0;

    for (size_t i = 0; i < network->n_rows; i++) {
        const unsigned value = network->rest[i] - filled[i];
        size_t at = i;

        for (; at > 0 && rest[at - 1] < value; at--)
            rest[at] = rest[at - 1];
        rest[at] = value;
        sum += network->log_factorials[value];
    }
    for (size_t i = 0; i < network->n_rows; i++)
        node += rest[i] * network->radix[i];
    *ret_log_factorials = sum;
    return node;
}

static void restore_rest(Network *network, uint64_t node)
{
    for (size_t i = network->n_rows; i-- > 0;) {
        network->rest[i] = (unsigned)(node / network->radix[i]);
        node %= network->radix[i];
    }
}

/* How many of the node's pasts have a value up to @limit. */
static size_t count_pasts_up_to(const Network *network, double limit)
{
    size_t lo = 0, hi = network->n_pasts;

    while (lo < hi) {
        const size_t middle = lo + (hi - lo) / 2;

        if (network->pasts[middle].value <= limit)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo;
}

/* All pasts of the node along one arc, which adds @value. */
static void follow_arc(Network *network, const unsigned filled[], double value)
{
    double rest_log_factorials;
    const uint64_t node = number_rest(network, filled, &rest_log_factorials);
    const double all_that_comes = network->log_factorials[(size_t)network->n_after] -
                                  rest_log_factorials - network->after_log_factorials;
    const double least = -fmin(rest_log_factorials, network->after_log_factorials);
    const size_t n_counted =
        count_pasts_up_to(network, network->threshold - value - all_that_comes);

    network->p +=
        network->sums[n_counted] * exp(network->top + value + all_that_comes + network->shared);
    for (size_t i = n_counted; i < network->n_pasts && !is_exhausted(network); i++) {
        const Past *past = &network->pasts[i];

        network->n_steps++;
        if (past->value + value + least > network->threshold)
            break;
        add_past(network, node, past->value + value, past->n_paths);
    }
    network->n_steps++;
}

/* With two columns left the second is what the first leaves. */
static void keep_end(Network *network, const unsigned filled[], double value)
{
    double rest_log_factorials;

    number_rest(network, filled, &rest_log_factorials);
    network->n_steps++;
    if (network->n_ends == network->n_ends_allocated) {
        const size_t n = MAX(1024, network->n_ends * 2);
        double *larger = g_try_realloc_n(network->ends, n, sizeof *larger);

        if (larger == NULL) {
            network->is_out_of_memory = true;
            return;
        }
        network->ends = larger;
        network->n_ends_allocated = n;
    }
    network->ends[network->n_ends++] = value - rest_log_factorials;
}

typedef void (*ArcFunction)(Network *network, const unsigned filled[], double value);

/* All ways to fill the column, from @row on, with @left people; the rows after it have @room. */
static void fill_rows(Network *network,
                      size_t row,
                      unsigned left,
                      unsigned room,
                      double value,
                      unsigned filled[],
                      ArcFunction function)
{
    if (row + 1 == network->n_rows) {
        filled[row] = left;
        function(network, filled, value - network->log_factorials[left]);
        return;
    }

    const unsigned most = MIN(left, network->rest[row]);
    const unsigned least = left > room ? left - room : 0;

    for (unsigned x = least; x <= most && !is_exhausted(network); x++) {
        filled[row] = x;
        fill_rows(network, row + 1, left - x, room - network->rest[row + 1],
                  value - network->log_factorials[x], filled, function);
    }
}

static void fill_column(Network *network, ArcFunction function)
{
    unsigned filled[MAX_ROWS] = {0}, room = 0;

    for (size_t i = 1; i < network->n_rows; i++)
        room += network->rest[i];
    fill_rows(network, 0, network->columns[network->column], room, 0, filled, function);
}

/* --- Nodes ---------------------------------------------------------------------------------- */

static int compare_pasts(const void *a, const void *b)
{
    const Past *x = a, *y = b;

    if (x->node != y->node)
        return x->node < y->node ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

static int compare_values(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Moves what is used to the front and sorts it by node and value. */
static void sort_level(Level *level)
{
    size_t n = 0;

    for (size_t i = 0; i < level->n_places; i++) {
        if (level->places[i].n_paths > 0)
            level->places[n++] = level->places[i];
    }
    qsort(level->places, n, sizeof *level->places, compare_pasts);
}

/* Each past together with those completions that keep it below the threshold: the higher the past,
 * the fewer. */
static void join_ends(Network *network)
{
    const size_t n = network->n_ends;
    const double highest = n > 0 ? network->ends[n - 1] : 0;
    double sum = 0;
    size_t end = 0;

    for (size_t i = network->n_pasts; i-- > 0;) {
        const Past *past = &network->pasts[i];

        for (; end < n && network->ends[end] <= network->threshold - past->value; end++)
            sum += exp(network->ends[end] - highest);
        network->p += past->n_paths * sum * exp(past->value + highest + network->shared);
    }
}

static void leave_node(Network *network, const Past *pasts, size_t n_pasts)
{
    network->pasts = pasts;
    network->n_pasts = n_pasts;
    network->top = pasts[n_pasts - 1].value;
    restore_rest(network, pasts->node);

    if (network->column + 2 == network->n_columns) {
        network->n_ends = 0;
        fill_column(network, keep_end);
        if (!is_exhausted(network)) {
            qsort(network->ends, network->n_ends, sizeof *network->ends, compare_values);
            join_ends(network);
        }
        return;
    }
    network->sums[0] = 0;
    for (size_t i = 0; i < n_pasts; i++)
        network->sums[i + 1] =
            network->sums[i] + pasts[i].n_paths * exp(pasts[i].value - network->top);
    fill_column(network, follow_arc);
}

static bool start_level(Level *level)
{
    *level = (Level){.n_places = 1024};
    level->places = g_try_new0(Past, level->n_places);
    return level->places != NULL;
}

/* Fills one column at all nodes of @level. */
static void leave_level(Network *network, const Level *level)
{
    network->after_log_factorials = 0;
    network->n_after = 0;
    for (size_t j = network->column + 1; j < network->n_columns; j++) {
        network->after_log_factorials += network->log_factorials[network->columns[j]];
        network->n_after += network->columns[j];
    }
    g_free(network->sums);
    network->sums = g_try_new(double, level->n_used + 1);
    network->is_out_of_memory = network->is_out_of_memory || network->sums == NULL;

    for (size_t i = 0, end = 0; i < level->n_used && !is_exhausted(network); i = end) {
        while (end < level->n_used && level->places[end].node == level->places[i].node)
            end++;
        leave_node(network, &level->places[i], end - i);
    }
}

/* --- Counting tables ------------------------------------------------------------------------ */

/* The same network without values: how many ways lead to each node. */
static void count_arc(Network *network, const unsigned filled[], double value)
{
    double ignored;
    const uint64_t node = number_rest(network, filled, &ignored);

    (void)value;
    network->n_steps++;
    add_past(network, node, 0, network->pasts->n_paths);
}

static void count_last_arc(Network *network, const unsigned filled[], double value)
{
    (void)filled;
    (void)value;
    network->n_steps++;
    network->n_tables += network->pasts->n_paths;
}

/* --- The walk ------------------------------------------------------------------------------- */

static uint64_t number_start(const Network *network)
{
    uint64_t node = 0;

    for (size_t i = 0; i < network->n_rows; i++)
        node += network->rows[i] * network->radix[i];
    return node;
}

/* Walks all columns but the last, which is what the others leave. */
static void walk_columns(Network *network, bool is_counting)
{
    g_auto(Level) level = {0};

    if (!start_level(&network->next)) {
        network->is_out_of_memory = true;
        return;
    }
    network->n_steps = 0;
    add_past(network, number_start(network), 0, 1);
    for (network->column = 0; network->column + 1 < network->n_columns && !is_exhausted(network);
         network->column++) {
        level_clear(&level);
        level = network->next;
        network->next = (Level){0};
        if (!start_level(&network->next)) {
            network->is_out_of_memory = true;
            return;
        }
        sort_level(&level);
        if (!is_counting) {
            leave_level(network, &level);
            continue;
        }
        for (size_t i = 0; i < level.n_used && !is_exhausted(network); i++) {
            network->pasts = &level.places[i];
            restore_rest(network, level.places[i].node);
            fill_column(network,
                        network->column + 2 < network->n_columns ? count_arc : count_last_arc);
        }
    }
    level_clear(&network->next);
}

static int compare_down(const void *a, const void *b)
{
    const unsigned *x = a, *y = b;

    return (*x < *y) - (*x > *y);
}

static void copy_sorted(size_t n, const double totals[], unsigned ret_totals[])
{
    for (size_t i = 0; i < n; i++)
        ret_totals[i] = (unsigned)totals[i];
    qsort(ret_totals, n, sizeof *ret_totals, compare_down);
}

/* The last column is what the others leave and costs nothing: it had better be the largest. */
static void put_first_last(size_t n, unsigned totals[])
{
    const unsigned first = totals[0];

    memmove(totals, totals + 1, (n - 1) * sizeof *totals);
    totals[n - 1] = first;
}

/* False when nodes cannot be numbered: then the table is much too large anyway. */
static bool set_radix(Network *network)
{
    uint64_t radix = 1;

    for (size_t i = 0; i < network->n_rows; i++) {
        network->radix[i] = radix;
        if (radix > UINT64_MAX / 2 / ((uint64_t)network->rows[i] + 1))
            return false;
        radix *= (uint64_t)network->rows[i] + 1;
    }
    return true;
}

static bool tabulate_factorials(Network *network)
{
    const size_t n = (size_t)network->n;
    long double sum = 0;

    network->log_factorials = g_try_new0(double, n + 2);
    if (network->log_factorials == NULL)
        return false;
    for (size_t k = 2; k <= n; k++) {
        sum += logl((long double)k);
        network->log_factorials[k] = (double)sum;
    }
    return true;
}

static void set_observed(Network *network, const SvyFisherTable *table)
{
    double margins = 0, cells = 0;

    for (size_t i = 0; i < network->n_rows; i++)
        margins += network->log_factorials[network->rows[i]];
    for (size_t j = 0; j < network->n_columns; j++)
        margins += network->log_factorials[network->columns[j]];
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++)
        cells += network->log_factorials[(size_t)table->counts[i]];
    network->shared = margins - network->log_factorials[(size_t)network->n];
    network->threshold = -cells + SVY_FISHER_TOLERANCE;
}

static bool prepare_network(Network *network, const SvyFisherTable *table, GError **error)
{
    const bool is_wide = table->n_columns >= table->n_rows;

    network->n = table->n;
    network->n_rows = MIN(table->n_rows, table->n_columns);
    network->n_columns = MAX(table->n_rows, table->n_columns);
    network->columns = g_try_new0(unsigned, network->n_columns);
    if (network->columns == NULL || !tabulate_factorials(network))
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL, "no memory for a network");
    copy_sorted(network->n_rows, is_wide ? table->rows : table->columns, network->rows);
    copy_sorted(network->n_columns, is_wide ? table->columns : table->rows, network->columns);
    put_first_last(network->n_columns, network->columns);
    set_observed(network, table);
    return true;
}

static bool walk_network(const SvyFisherTable *table,
                         double max_steps,
                         SvyFisherExact *test,
                         GError **error)
{
    g_auto(Network) network = {.max_steps = max_steps};

    if (!prepare_network(&network, table, error))
        return false;
    if (!set_radix(&network))
        return true;
    walk_columns(&network, false);
    if (is_exhausted(&network))
        return true;
    test->is_feasible = true;
    test->p = fmin(1, network.p);
    test->p_table = exp(network.threshold - SVY_FISHER_TOLERANCE + network.shared);
    walk_columns(&network, true);
    if (!is_exhausted(&network))
        test->n_tables = network.n_tables;
    return true;
}

bool svy_fisher_exact(size_t n_rows,
                      size_t n_columns,
                      const double counts[],
                      double max_steps,
                      SvyFisherExact *ret_test,
                      GError **error)
{
    const double none = (double)NAN;
    g_auto(SvyFisherTable) table = {0};

    g_return_val_if_fail(ret_test != NULL, false);
    if (!svy_fisher_table_init(n_rows, n_columns, counts, &table, error))
        return false;

    SvyFisherExact test = {false, none, none, none, table.status};

    if (table.status == SVY_STATUS_UNDEFINED)
        test = (SvyFisherExact){true, 1, 1, 1, table.status};
    else if (table.status == SVY_STATUS_OK && table.n_rows == 2 && table.n_columns == 2) {
        test.is_feasible = true;
        svy_fisher_sum_2x2(table.counts, &test);
    } else if (table.status == SVY_STATUS_OK && table.n <= MAX_TOTAL &&
               MIN(table.n_rows, table.n_columns) <= MAX_ROWS) {
        if (!walk_network(&table, max_steps, &test, error))
            return false;
    }
    *ret_test = test;
    return true;
}
