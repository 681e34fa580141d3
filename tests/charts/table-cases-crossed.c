/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-cases-crossed.h"

#include <math.h>
#include <string.h>

#include "result/result-table.h"

enum { N_PANELS = 3, MIN_CELL = 5, MIN_BASE = 10, BOX_BASE = 20, WHISKERS_BASE = 100 };

static const double sizes[N_PANELS] = {0.45, 0.34, 0.21};

static const SvyTable *find(const SvyChartCase *one, const char *id)
{
    for (size_t i = 0; i < one->result.n_tables; i++)
        if (strcmp(one->result.tables[i].id, id) == 0)
            return &one->result.tables[i];
    g_error("there is no table %s", id);
}

static void take(SvyChartCase *one, SvyTable table, const SvyTable *like, bool is_outer)
{
    g_autofree char *both = g_strdup_printf("q5*%s", like->by_id);

    table.row_id = g_strdup(like->row_id);
    table.row_text = g_strdup(like->row_text);
    table.by_id = g_strdup(is_outer ? "q5" : both);
    table.by_text = g_strdup("Are you a member of ALCTS?");
    table.n_panels = is_outer ? 0 : N_PANELS;
    one->result.tables = g_renew(SvyTable, one->result.tables, one->result.n_tables + 1);
    one->result.tables[one->result.n_tables++] = table;
}

/* --- Shares --------------------------------------------------------------------------------- */

typedef struct {
    size_t n, base;
    bool is_told;
} Count;

static size_t get_base(const SvyTable *inner, size_t panel, size_t group)
{
    return (size_t)lround(sizes[panel] * (double)inner->columns[group + 2].base);
}

/* Groups of a panel lie some points to both sides of those of all. */
static Count count(const SvyTable *inner, size_t row, size_t panel, size_t group)
{
    static const double shifts[] = {0.04, -0.06, 0.1, -0.02};
    const SvyCell *cell = svy_table_get_cell(inner, row, group + 2);
    const double p = cell->share.p.value, base = (double)get_base(inner, panel, group);
    const double moved = p + shifts[(row + panel + 2 * group) % 4] * p * (1 - p) * 4;
    const size_t n =
        cell->status == SVY_STATUS_OK ? (size_t)lround(fmin(1, fmax(0, moved)) * base) : 0;

    return (Count){n, (size_t)base,
                   cell->status == SVY_STATUS_OK && base >= MIN_BASE && (n == 0 || n >= MIN_CELL)};
}

static double find_residual(const SvyTable *inner,
                            size_t n_groups,
                            size_t row,
                            size_t panel,
                            Count one)
{
    double n = 0, people = 0, p, variance;

    for (size_t g = 0; g < n_groups; g++) {
        const Count other = count(inner, row, panel, g);

        n += (double)other.n;
        people += (double)other.base;
    }
    p = people > 0 ? n / people : 0;
    variance = (double)one.base * p * (1 - p) * (1 - (double)one.base / people);
    return variance > 0 ? ((double)one.n - (double)one.base * p) / sqrt(variance) : (double)NAN;
}

static void set_count(SvyCell *cell, Count one, double residual)
{
    const SvyShare share = {.n = one.n,
                            .base = one.base,
                            .p = one.base > 0
                                     ? svy_cases_wilson(one.n, one.base)
                                     : svy_estimate_none(SVY_STATUS_NO_CASES, 0.95, "Wilson"),
                            .n_eff = (double)one.base};

    svy_cell_set_share(cell, &share);
    cell->residual = residual;
    if (!one.is_told)
        svy_cell_withhold(cell);
}

static void add_column(SvyTableBuilder *builder, size_t number, size_t base, const char *letter)
{
    g_autofree char *key = g_strdup_printf("group-%zu", number);
    SvyTableColumn *column = svy_table_builder_add_column(builder, key, key);

    column->is_withheld = base < MIN_BASE;
    column->base = column->is_withheld ? 0 : base;
    column->letter = g_strdup(letter);
}

/* Where both ends are told, what everybody's letters say. */
static void fill_row(SvyChartCase *one, const SvyTable *inner, size_t row, SvyCell cells[])
{
    const SvyTable *outer = find(one, "segments-q9-by-q5");
    const size_t n_groups = inner->n_columns - 2;

    svy_cell_set_text(&cells[0], svy_table_get_cell(inner, row, 0)->text);
    svy_cell_set_share(&cells[1], &svy_table_get_cell(inner, row, 1)->share);
    for (size_t k = 0; k < N_PANELS * n_groups; k++) {
        const size_t panel = k / n_groups, group = k % n_groups;
        const Count own = count(inner, row, panel, group);
        const bool is_whole = svy_table_get_cell(outer, row, panel + 2)->status == SVY_STATUS_OK;

        set_count(&cells[k + 2], own,
                  is_whole ? find_residual(inner, n_groups, row, panel, own) : (double)NAN);
        if (own.is_told)
            cells[k + 2].letters = g_strdup(svy_table_get_cell(inner, row, group + 2)->letters);
    }
}

static void add_shares(SvyChartCase *one, const char *id, const char *both)
{
    const SvyTable *inner = find(one, id);
    const size_t n_groups = inner->n_columns - 2;
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(SVY_TABLE_SEGMENTS, both, "both");

    svy_table_builder_add_column(builder, "answer", "Answer");
    svy_table_builder_add_column(builder, "all", "All")->base = inner->columns[1].base;
    for (size_t k = 0; k < N_PANELS * n_groups; k++)
        add_column(builder, k + 1, get_base(inner, k / n_groups, k % n_groups),
                   inner->columns[2 + k % n_groups].letter);
    for (size_t row = 0; row < inner->n_rows; row++)
        fill_row(one, inner, row, svy_table_builder_add_row(builder, SVY_MARK_NONE));
    take(one, svy_table_builder_finish(builder), inner, false);
}

/* --- Numbers -------------------------------------------------------------------------------- */

static void move(SvyCell *cell, const SvyCell *from, double shift, bool is_told)
{
    SvyEstimate moved = from->share.p;

    moved.value = fmax(0, moved.value + shift);
    moved.lo = fmax(0, moved.lo + shift);
    moved.hi = fmax(0, moved.hi + shift);
    svy_cell_set_estimate(cell, SVY_CELL_ESTIMATE, &moved);
    if (!is_told || from->status != SVY_STATUS_OK)
        svy_cell_withhold(cell);
}

/* Row @from of everybody's table as it is in panel @panel; cells: group, n, and five quantiles. */
static void add_numbers_row(SvyTableBuilder *builder,
                            const SvyTable *inner,
                            const char *label,
                            size_t from,
                            size_t panel)
{
    const SvyCell *source = svy_table_get_cell(inner, from, 0);
    const size_t n = (size_t)lround(sizes[panel] * (double)source[1].n);
    const double shift = 1.5 * (double)panel - 1 + 0.4 * (double)(from % 3);
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

    svy_cell_set_text(&cells[0], label);
    svy_cell_set_count(&cells[1], n);
    if (n < MIN_BASE || source[1].status != SVY_STATUS_OK)
        svy_cell_withhold(&cells[1]);
    for (size_t q = 0; q < 5; q++) {
        const size_t least = q == 2 ? MIN_BASE : q == 1 || q == 3 ? BOX_BASE : WHISKERS_BASE;

        move(&cells[q + 2], &source[q + 2], shift, n >= least);
    }
}

static bool has_whiskers(const SvyTable *table, size_t row)
{
    return svy_table_get_cell(table, row, 2)->status == SVY_STATUS_OK &&
           svy_table_get_cell(table, row, 6)->status == SVY_STATUS_OK;
}

/* Curves of everybody's rows between the quantiles of those that have both. */
static void add_curves(SvyTable *table, const SvyTable *inner, const size_t from[])
{
    const size_t n_points = inner->curves->n_points;

    table->curves = g_new0(SvyTableCurves, 1);
    table->curves->n_points = n_points;
    table->curves->bandwidth = inner->curves->bandwidth;
    table->curves->rows = g_new0(SvyTableCurve, table->n_rows);
    for (size_t row = 0; row < table->n_rows; row++) {
        const SvyTableCurve *source = &inner->curves->rows[from[row]];
        SvyTableCurve *curve = &table->curves->rows[row];

        if (source->density == NULL || !has_whiskers(table, row))
            continue;
        curve->from = svy_table_get_cell(table, row, 2)->share.p.value;
        curve->to = svy_table_get_cell(table, row, 6)->share.p.value;
        curve->density = g_new0(double, n_points);
        memcpy(curve->density, source->density, n_points * sizeof(double));
    }
}

static void add_numbers(SvyChartCase *one, bool is_outer)
{
    const SvyTable *inner = find(one, "numbers-q20-by-q1");
    const SvyTable *names = find(one, "segments-q9-by-q5");
    const size_t n_groups = is_outer ? 1 : inner->n_rows - 1;
    g_autofree size_t *from = g_new0(size_t, N_PANELS * n_groups + 1);
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(
        SVY_TABLE_NUMBERS_BY, is_outer ? "numbers-q20-by-q5" : "numbers-q20-by-q5*q1", "q20");
    SvyTable table;

    for (size_t c = 0; c < inner->n_columns; c++)
        svy_table_builder_add_column(builder, inner->columns[c].key, inner->columns[c].heading);
    add_numbers_row(builder, inner, "All", 0, 0);
    for (size_t k = 0; k < N_PANELS * n_groups; k++) {
        const char *label = is_outer ? names->columns[k + 2].heading : "both";

        from[k + 1] = is_outer ? 0 : k % n_groups + 1;
        add_numbers_row(builder, inner, label, from[k + 1], k / n_groups);
    }
    table = svy_table_builder_finish(builder);
    if (inner->curves != NULL)
        add_curves(&table, inner, from);
    take(one, table, inner, is_outer);
}

void svy_cases_add_crossed(SvyChartCase *one)
{
    add_shares(one, "segments-3", "segments-q9-by-q5*q1");
    add_shares(one, "segments-q9-by-q1", "segments-q9-by-q5*q2");
    add_shares(one, "states", "segments-q9-by-q5*q4");
    add_numbers(one, true);
    add_numbers(one, false);
}
