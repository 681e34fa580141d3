/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An attacker who knows the rule searches for another table that fits all that is published. He is
 * written on his own: cells and sums are kept beside the problem, and he tries whole numbers with
 * nothing but intervals and backtracking. */
#include "result/disclosure.h"

#include <string.h>

#include "check.h"

#define MAX_CELLS 200
#define MAX_SUMS  200
#define MAX_PARTS 12
#define MAX_STEPS 400000

typedef struct {
    SvyDisclosure *disclosure;
    size_t threshold, n_cells, n_sums;
    size_t n[MAX_CELLS];
    SvyProtectedKind kind[MAX_CELLS];
    size_t known_lo[MAX_CELLS], known_hi[MAX_CELLS];
    size_t whole[MAX_SUMS], n_parts[MAX_SUMS], parts[MAX_SUMS][MAX_PARTS];
} World;

typedef struct {
    const World *world;
    size_t lo[MAX_CELLS], hi[MAX_CELLS];
} Guess;

static const size_t no_limit = 100000;

/* --- Building both -------------------------------------------------------------------------- */

static void start_world(World *world, size_t threshold)
{
    memset(world, 0, sizeof *world);
    world->disclosure = svy_disclosure_new(threshold);
    world->threshold = threshold;
}

static size_t note_cell(World *world, size_t n, SvyProtectedKind kind)
{
    const size_t i = world->n_cells++;

    g_assert_cmpuint(world->n_cells, <, MAX_CELLS);
    world->n[i] = n;
    world->kind[i] = kind;
    world->known_hi[i] = no_limit;
    return i;
}

static size_t add_cell(World *world, size_t n, SvyProtectedKind kind)
{
    const size_t cell = svy_disclosure_add_cell(world->disclosure, n, kind);

    g_assert_cmpuint(note_cell(world, n, kind), ==, cell);
    return cell;
}

static void note_sum(World *world, size_t whole, size_t n_parts, const size_t parts[])
{
    const size_t s = world->n_sums++;

    g_assert_cmpuint(world->n_sums, <, MAX_SUMS);
    world->whole[s] = whole;
    world->n_parts[s] = n_parts;
    memcpy(world->parts[s], parts, n_parts * sizeof *parts);
}

static void add_sum(World *world, size_t whole, size_t n_parts, const size_t parts[])
{
    note_sum(world, whole, n_parts, parts);
    svy_disclosure_add_sum(world->disclosure, whole, n_parts, parts);
}

static size_t add_total(World *world, size_t n_parts, const size_t parts[], SvyProtectedKind kind)
{
    size_t n = 0;

    for (size_t k = 0; k < n_parts; k++)
        n += world->n[parts[k]];

    const size_t whole = add_cell(world, n, kind);

    add_sum(world, whole, n_parts, parts);
    return whole;
}

static size_t draw_count(GRand *random)
{
    static const size_t counts[] = {0, 0, 1, 2, 3, 4, 5, 5, 6, 8, 11, 17, 30};

    return counts[g_rand_int_range(random, 0, G_N_ELEMENTS(counts))];
}

/* --- The attacker --------------------------------------------------------------------------- */

static void start_guess(const World *world, bool all_withheld, Guess *guess)
{
    guess->world = world;
    for (size_t i = 0; i < world->n_cells; i++) {
        const size_t n = world->n[i];
        SvyCellState state = svy_disclosure_get_state(world->disclosure, i);

        if (all_withheld && state == SVY_CELL_SHOWN && n > 0 && world->kind[i] != SVY_CELL_PUBLIC)
            state = SVY_CELL_COMPLEMENTARY;
        guess->lo[i] = guess->hi[i] = n;
        if (state == SVY_CELL_PRIMARY) {
            guess->lo[i] = MAX(1, world->known_lo[i]);
            guess->hi[i] = MIN(world->threshold - 1, world->known_hi[i]);
        } else if (state == SVY_CELL_COMPLEMENTARY) {
            guess->lo[i] = MAX(world->threshold, world->known_lo[i]);
            guess->hi[i] = MIN(n + 40, world->known_hi[i]);
        }
    }
}

static bool narrow(size_t *lo, size_t *hi, ptrdiff_t from, ptrdiff_t to, bool *is_changed)
{
    if (from > (ptrdiff_t)*lo) {
        *lo = (size_t)from;
        *is_changed = true;
    }
    if (to < (ptrdiff_t)*hi) {
        *hi = to < 0 ? 0 : (size_t)to;
        *is_changed = true;
        if (to < 0)
            return false;
    }
    return *lo <= *hi;
}

static bool narrow_sum(Guess *guess, size_t s, bool *is_changed)
{
    const World *world = guess->world;
    const size_t whole = world->whole[s];
    ptrdiff_t lo = 0, hi = 0;

    for (size_t k = 0; k < world->n_parts[s]; k++) {
        lo += (ptrdiff_t)guess->lo[world->parts[s][k]];
        hi += (ptrdiff_t)guess->hi[world->parts[s][k]];
    }
    if (!narrow(&guess->lo[whole], &guess->hi[whole], lo, hi, is_changed))
        return false;
    for (size_t k = 0; k < world->n_parts[s]; k++) {
        const size_t part = world->parts[s][k];
        const ptrdiff_t others_lo = lo - (ptrdiff_t)guess->lo[part];
        const ptrdiff_t others_hi = hi - (ptrdiff_t)guess->hi[part];

        if (!narrow(&guess->lo[part], &guess->hi[part], (ptrdiff_t)guess->lo[whole] - others_hi,
                    (ptrdiff_t)guess->hi[whole] - others_lo, is_changed))
            return false;
        lo = others_lo + (ptrdiff_t)guess->lo[part];
        hi = others_hi + (ptrdiff_t)guess->hi[part];
    }
    return true;
}

static bool narrow_all(Guess *guess)
{
    bool is_changed = true;

    while (is_changed) {
        is_changed = false;
        for (size_t s = 0; s < guess->world->n_sums; s++) {
            if (!narrow_sum(guess, s, &is_changed))
                return false;
        }
    }
    return true;
}

/* The open cell that is nearest to the truth's neighbourhood: few values first. */
static size_t choose_cell(const Guess *guess)
{
    size_t best = MAX_CELLS;

    for (size_t i = 0; i < guess->world->n_cells; i++) {
        if (guess->hi[i] > guess->lo[i] &&
            (best == MAX_CELLS || guess->hi[i] - guess->lo[i] < guess->hi[best] - guess->lo[best]))
            best = i;
    }
    return best;
}

/* 1: there is such a table; 0: there is none; -1: too many steps. */
static int search(Guess guess, size_t *steps)
{
    if (++*steps > MAX_STEPS)
        return -1;
    if (!narrow_all(&guess))
        return 0;

    const size_t cell = choose_cell(&guess);

    if (cell == MAX_CELLS)
        return 1;
    /* values near the true one first: other tables are mostly near */
    for (size_t d = 0; d <= guess.hi[cell] - guess.lo[cell] + guess.world->n[cell]; d++) {
        for (int way = 0; way < 2; way++) {
            const ptrdiff_t value =
                (ptrdiff_t)guess.world->n[cell] + (way == 0 ? 1 : -1) * (ptrdiff_t)d;
            Guess next = guess;

            if (value < (ptrdiff_t)guess.lo[cell] || value > (ptrdiff_t)guess.hi[cell] ||
                (d == 0 && way == 1))
                continue;
            next.lo[cell] = next.hi[cell] = (size_t)value;

            const int found = search(next, steps);

            if (found != 0)
                return found;
        }
    }
    return 0;
}

/* Whether the cell could be something else. */
static int could_differ(const World *world, size_t cell, bool all_withheld)
{
    Guess less, more;
    size_t steps = 0;

    start_guess(world, all_withheld, &less);
    more = less;
    if (world->n[cell] == 0)
        less.hi[cell] = less.lo[cell];
    else
        less.hi[cell] = MIN(less.hi[cell], world->n[cell] - 1);
    more.lo[cell] = MAX(more.lo[cell], world->n[cell] + 1);

    const int found = less.lo[cell] <= less.hi[cell] ? search(less, &steps) : 0;

    if (found != 0)
        return found;
    steps = 0;
    return more.lo[cell] <= more.hi[cell] ? search(more, &steps) : 0;
}

typedef struct {
    size_t n_primary, n_exposed, n_given_up;
} Score;

static void attack(const World *world, Score *score)
{
    for (size_t i = 0; i < world->n_cells; i++) {
        const SvyCellState state = svy_disclosure_get_state(world->disclosure, i);
        const bool is_small =
            world->n[i] > 0 && world->n[i] < world->threshold && world->kind[i] != SVY_CELL_PUBLIC;

        g_assert_true(is_small == (state == SVY_CELL_PRIMARY));
        if (state != SVY_CELL_PRIMARY)
            continue;

        const bool is_exposed = svy_disclosure_is_exposed(world->disclosure, i);
        const int found = could_differ(world, i, is_exposed);

        score->n_primary++;
        score->n_exposed += is_exposed;
        score->n_given_up += found < 0;
        g_assert_true(found < 0 || (found == 0) == is_exposed);
    }
}

static SvyDisclosureReport protect(World *world, SvyDisclosureEffort effort)
{
    SvyDisclosureReport report;
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_disclosure_protect(world->disclosure, effort, &report, &error));
    g_assert_no_error(error);
    return report;
}

static void end_world(World *world, Score *score)
{
    attack(world, score);
    svy_disclosure_free(world->disclosure);
}

static void tell(const char *what, const Score *score)
{
    g_test_message("%s: %zu primary cells, %zu cannot be protected, %zu searches given up", what,
                   score->n_primary, score->n_exposed, score->n_given_up);
    g_assert_cmpuint(score->n_primary, >, 100);
    g_assert_cmpuint(score->n_given_up * 20, <, score->n_primary);
    g_assert_cmpuint(score->n_exposed * 2, <, score->n_primary);
}

/* --- Worlds --------------------------------------------------------------------------------- */

static void add_two_way(World *world,
                        size_t n_rows,
                        size_t n_columns,
                        const size_t counts[],
                        SvyTableMargins margins)
{
    const size_t width = n_columns + 1;
    const size_t first =
        svy_disclosure_add_table(world->disclosure, n_rows, n_columns, counts, margins);

    g_assert_cmpuint(first, ==, world->n_cells);
    for (size_t i = 0; i <= n_rows; i++) {
        for (size_t j = 0; j <= n_columns; j++) {
            const unsigned flag = i < n_rows && j < n_columns ? 0u
                                  : i < n_rows                ? SVY_TABLE_ROW_TOTALS_PUBLIC
                                  : j < n_columns             ? SVY_TABLE_COLUMN_TOTALS_PUBLIC
                                                              : SVY_TABLE_TOTAL_PUBLIC;
            size_t n = 0;

            for (size_t r = 0; r < n_rows; r++) {
                for (size_t c = 0; c < n_columns; c++)
                    n += (i == n_rows || i == r) && (j == n_columns || j == c)
                             ? counts[r * n_columns + c]
                             : 0;
            }
            note_cell(world, n, ((unsigned)margins & flag) != 0 ? SVY_CELL_PUBLIC : SVY_CELL_OPEN);
        }
    }
    for (size_t i = 0; i <= n_rows; i++) {
        size_t parts[MAX_PARTS];

        for (size_t j = 0; j < n_columns; j++)
            parts[j] = first + i * width + j;
        note_sum(world, first + i * width + n_columns, n_columns, parts);
    }
    for (size_t j = 0; j <= n_columns; j++) {
        size_t parts[MAX_PARTS];

        for (size_t i = 0; i < n_rows; i++)
            parts[i] = first + i * width + j;
        note_sum(world, first + n_rows * width + j, n_rows, parts);
    }
}

static void test_two_way(const SvyTableMargins margins, const char *name, guint32 seed)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    Score fast_score = {0}, score = {0};

    for (int round = 0; round < 150; round++) {
        const size_t n_rows = (size_t)g_rand_int_range(random, 2, 5);
        const size_t n_columns = (size_t)g_rand_int_range(random, 2, 5);
        size_t counts[25];
        World fast, world;

        for (size_t i = 0; i < n_rows * n_columns; i++)
            counts[i] = draw_count(random);
        start_world(&fast, 5);
        add_two_way(&fast, n_rows, n_columns, counts, margins);
        start_world(&world, 5);
        add_two_way(&world, n_rows, n_columns, counts, margins);

        const SvyDisclosureReport quick = protect(&fast, SVY_DISCLOSURE_FAST);
        const SvyDisclosureReport best = protect(&world, SVY_DISCLOSURE_MINIMAL);

        g_assert_true(best.is_minimal);
        g_assert_true(best.complementary_total <= quick.complementary_total);
        g_assert_cmpuint(best.n_exposed, ==, quick.n_exposed);
        end_world(&fast, &fast_score);
        end_world(&world, &score);
    }
    tell(name, &fast_score);
    tell(name, &score);
}

static void test_public_margins(void)
{
    test_two_way(SVY_TABLE_MARGINS_PUBLIC, "all margins shown", 1);
}

static void test_open_margins(void)
{
    test_two_way(SVY_TABLE_TOTAL_PUBLIC, "only the total must be shown", 2);
}

static void test_column_margins(void)
{
    test_two_way(SVY_TABLE_COLUMN_TOTALS_PUBLIC | SVY_TABLE_TOTAL_PUBLIC,
                 "groups in rows, whole sample shown", 3);
}

/* Bases of the groups may be withheld; their sum is the sample. */
static void test_items(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(4);
    Score score = {0};

    for (int round = 0; round < 150; round++) {
        const size_t n_groups = (size_t)g_rand_int_range(random, 2, 5), n_items = 3;
        size_t bases[4], counts[12];
        World world;

        start_world(&world, 5);
        for (size_t g = 0; g < n_groups; g++) {
            const size_t base = draw_count(random) + draw_count(random);

            bases[g] = add_cell(&world, base, SVY_CELL_OPEN);
            for (size_t k = 0; k < n_items; k++)
                counts[g * n_items + k] = (size_t)g_rand_int_range(random, 0, (gint32)base + 1);
        }
        add_total(&world, n_groups, bases, SVY_CELL_PUBLIC);
        g_assert_cmpuint(
            svy_disclosure_add_items(world.disclosure, n_groups, n_items, counts, bases), ==,
            world.n_cells);

        const size_t first = world.n_cells;

        for (size_t c = 0; c < n_groups * n_items; c++)
            note_cell(&world, counts[c], SVY_CELL_OPEN);
        for (size_t k = 0; k < n_items; k++) {
            size_t ticks[4], total = 0;

            for (size_t g = 0; g < n_groups; g++) {
                const size_t tick = ticks[g] = first + g * n_items + k;
                const size_t rest =
                    note_cell(&world, world.n[bases[g]] - world.n[tick], SVY_CELL_DERIVED);

                note_sum(&world, bases[g], 2, (const size_t[]){tick, rest});
                total += world.n[tick];
            }
            note_sum(&world, note_cell(&world, total, SVY_CELL_PUBLIC), n_groups, ticks);
        }
        protect(&world, SVY_DISCLOSURE_FAST);
        end_world(&world, &score);
    }
    tell("select-all by groups", &score);
}

/* Nets put a cell in three sums: no network. */
static void test_nets(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(5);
    Score score = {0};

    for (int round = 0; round < 80; round++) {
        const size_t n_rows = 3, n_columns = 4;
        size_t cells[3][4], nets[3];
        World world;

        start_world(&world, 5);
        for (size_t i = 0; i < n_rows; i++) {
            for (size_t j = 0; j < n_columns; j++)
                cells[i][j] = add_cell(&world, draw_count(random), SVY_CELL_OPEN);
            add_total(&world, n_columns, cells[i], SVY_CELL_PUBLIC);
            nets[i] = add_total(&world, 2, cells[i] + 2, SVY_CELL_OPEN);
        }
        for (size_t j = 0; j < n_columns; j++) {
            const size_t column[3] = {cells[0][j], cells[1][j], cells[2][j]};

            add_total(&world, n_rows, column, SVY_CELL_PUBLIC);
        }
        add_total(&world, n_rows, nets, SVY_CELL_PUBLIC);
        protect(&world, SVY_DISCLOSURE_FAST);
        end_world(&world, &score);
    }
    tell("nets", &score);
}

/* All three two-way margins of a three-way table are shown. */
static void test_three_way(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(6);
    Score score = {0};

    for (int round = 0; round < 60; round++) {
        size_t cells[3][3][2];
        World world;

        start_world(&world, 4);
        for (size_t i = 0; i < 18; i++)
            (&cells[0][0][0])[i] =
                add_cell(&world, draw_count(random) + 3 * (size_t)g_rand_int_range(random, 0, 3),
                         SVY_CELL_OPEN);
        for (size_t i = 0; i < 3; i++) {
            for (size_t j = 0; j < 3; j++)
                add_total(&world, 2, cells[i][j], SVY_CELL_PUBLIC);
            for (size_t k = 0; k < 2; k++) {
                const size_t down[3] = {cells[0][i][k], cells[1][i][k], cells[2][i][k]};
                const size_t across[3] = {cells[i][0][k], cells[i][1][k], cells[i][2][k]};

                add_total(&world, 3, down, SVY_CELL_PUBLIC);
                add_total(&world, 3, across, SVY_CELL_PUBLIC);
            }
        }
        protect(&world, SVY_DISCLOSURE_FAST);
        end_world(&world, &score);
    }
    g_test_message("three-way: %zu primary, %zu exposed, %zu given up", score.n_primary,
                   score.n_exposed, score.n_given_up);
    g_assert_cmpuint(score.n_primary, >, 100);
}

/* What is known besides narrows the choice, or leaves none. */
static void test_known(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    Score score = {0};

    for (int round = 0; round < 100; round++) {
        size_t counts[12];
        World world;

        for (size_t i = 0; i < 12; i++)
            counts[i] = draw_count(random);
        start_world(&world, 5);
        add_two_way(&world, 3, 4, counts, SVY_TABLE_MARGINS_PUBLIC);
        for (size_t i = 0; i < 15; i += 2) {
            world.known_lo[i] = world.n[i] - MIN(world.n[i], i % 3);
            world.known_hi[i] = world.n[i] + i % 4;
            svy_disclosure_add_known(world.disclosure, i, world.known_lo[i], world.known_hi[i]);
        }
        protect(&world, round % 2 == 0 ? SVY_DISCLOSURE_FAST : SVY_DISCLOSURE_MINIMAL);
        end_world(&world, &score);
    }
    tell("with known ranges", &score);
}

/* A report's worth of tables in one problem. */
static void test_speed(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(8);
    g_autoptr(SvyDisclosure) disclosure = svy_disclosure_new(5);
    SvyDisclosureReport report;

    for (int table = 0; table < 400; table++) {
        size_t counts[48];

        for (size_t i = 0; i < 48; i++)
            counts[i] = draw_count(random) + (size_t)g_rand_int_range(random, 0, 60);
        svy_disclosure_add_table(disclosure, 6, 8, counts,
                                 SVY_TABLE_COLUMN_TOTALS_PUBLIC | SVY_TABLE_TOTAL_PUBLIC);
    }

    const gint64 start = g_get_monotonic_time();

    g_assert_true(svy_disclosure_protect(disclosure, SVY_DISCLOSURE_FAST, &report, NULL));
    g_test_message("400 tables of 6 x 8: %.1f ms, %zu primary, %zu complementary",
                   (double)(g_get_monotonic_time() - start) / 1000, report.n_primary,
                   report.n_complementary);
    g_assert_cmpuint(report.n_exposed, ==, 0);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/property/result/disclosure/public-margins", test_public_margins);
    g_test_add_func("/property/result/disclosure/open-margins", test_open_margins);
    g_test_add_func("/property/result/disclosure/column-margins", test_column_margins);
    g_test_add_func("/property/result/disclosure/items", test_items);
    g_test_add_func("/property/result/disclosure/nets", test_nets);
    g_test_add_func("/property/result/disclosure/three-way", test_three_way);
    g_test_add_func("/property/result/disclosure/known", test_known);
    g_test_add_func("/property/result/disclosure/speed", test_speed);
    return g_test_run();
}
