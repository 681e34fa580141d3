/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of numbers, rankings and ladders for drawing. */
#include "table-cases-nums.h"

#include <math.h>
#include <string.h>

#include "result/result-table.h"

static SvyEstimate estimate(double value, double lo, double hi)
{
    return (SvyEstimate){.value = value,
                         .se = (double)NAN,
                         .df = (double)NAN,
                         .lo = lo,
                         .hi = hi,
                         .level = 0.95,
                         .method = "Student's t",
                         .status = SVY_STATUS_OK};
}

static void set_share(SvyCell *cell, size_t n, size_t base)
{
    SvyShare share = {.n = n, .base = base};

    share.p = base > 0 ? svy_cases_wilson(n, base)
                       : svy_estimate_none(SVY_STATUS_NO_CASES, 0.95, "Wilson");
    svy_cell_set_share(cell, &share);
}

/* --- Histogram: how many use it is the height of the @i-th bin of ten ------------------------- */

static size_t sum_use(const SvyCaseRow *rows, size_t n_rows)
{
    size_t n = 0;

    for (size_t i = 0; i < n_rows; i++)
        n += rows[i].use;
    return n;
}

SvyTable svy_case_make_bins(const SvyCaseRow *rows, size_t n_rows)
{
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_BINS, "bins-q20", "How many hours a week?");
    SvyTable *table = svy_table_builder_get(builder);
    const size_t base = sum_use(rows, n_rows);

    table->row_id = g_strdup("q20");
    table->row_text = g_strdup("How many hours a week do you spend on social media for work?");
    table->base_rule = g_strdup("those who gave a number");
    table->method = g_strdup("95% intervals by Wilson.");
    table->row_edges = g_new(double, n_rows + 1);
    svy_table_builder_add_column(builder, "bin", "Answer");
    svy_table_builder_add_column(builder, "p", "Share");
    for (size_t i = 0; i < n_rows; i++) {
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
        const bool is_last = n_rows > 2 && i + 1 == n_rows;
        g_autofree char *label = is_last ? g_strdup_printf("%zu or more", 10 * i)
                                         : g_strdup_printf("%zu to %zu", 10 * i, 10 * i + 9);

        svy_cell_set_text(&cells[0], label);
        set_share(&cells[1], rows[i].use, base);
        table->row_edges[i] = 10 * (double)i;
    }
    table->row_edges[n_rows] = n_rows > 2 ? (double)NAN : 10 * (double)n_rows;
    return svy_table_builder_finish(builder);
}

/* By a straight line within the bin. */
static double find_quantile(const SvyCaseRow *rows, size_t n_rows, double q)
{
    const double wanted = q * (double)sum_use(rows, n_rows);
    double before = 0;

    for (size_t i = 0; i < n_rows; i++) {
        const double n = (double)rows[i].use;

        if (n > 0 && before + n >= wanted)
            return 10 * ((double)i + (wanted - before) / n);
        before += n;
    }
    return 10 * (double)n_rows;
}

SvyTable svy_case_make_numbers(const SvyCaseRow *rows, size_t n_rows)
{
    static const char *const keys[] = {"min", "q1", "median", "q3", "max"};
    static const double quantiles[] = {0.0001, 0.25, 0.5, 0.75, 1};
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_NUMERIC, "numbers", "Numbers");
    SvyCell *cells;

    svy_table_builder_add_column(builder, "question", "Question");
    svy_table_builder_add_column(builder, "id", "Id");
    svy_table_builder_add_column(builder, "n", "People");
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        svy_table_builder_add_column(builder, keys[i], keys[i]);
    cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    svy_cell_set_text(&cells[0], "How many hours a week do you spend on social media for work?");
    svy_cell_set_text(&cells[1], "q20");
    svy_cell_set_count(&cells[2], sum_use(rows, n_rows));
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        const double value = round(find_quantile(rows, n_rows, quantiles[i]));
        const SvyEstimate quantile = estimate(value, value - 1, value + 1);

        svy_cell_set_estimate(&cells[3 + i], SVY_CELL_ESTIMATE, &quantile);
    }
    return svy_table_builder_finish(builder);
}

/* --- Ranking: who uses it most is placed best, who follows it puts it first ------------------- */

SvyTable svy_case_make_ranks(const SvyCaseRow *rows, size_t n_rows)
{
    static const char *const columns[] = {"item", "mean", "first", "second", "third"};
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_RANK, "rank-q21", "Which matter most to you?");
    SvyTable *table = svy_table_builder_get(builder);

    table->row_id = g_strdup("q21");
    table->row_text = g_strdup("Put these in the order in which they matter to you.");
    table->base_rule = g_strdup("those who ranked at least one item; for the mean place, those who "
                                "placed the item");
    table->method = g_strdup("1 is the best place. 95% intervals: shares by Wilson, means by "
                             "Student's t.");
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        svy_table_builder_add_column(builder, columns[i], columns[i]);
    svy_table_builder_add_column(builder, "placed", "Placed at all");
    for (size_t i = 0; i < n_rows; i++) {
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
        const size_t base = rows[i].base, use = MIN(rows[i].use, base);
        const size_t follow = MIN(rows[i].follow, use);
        const double most = (double)MAX(n_rows, (size_t)2);
        const double mean = 1 + (most - 1) * (1 - (double)use / (double)base);
        const double half = (most - 1) * 0.9 / sqrt((double)base);
        const SvyEstimate place = estimate(mean, fmax(1, mean - half), fmin(most, mean + half));

        svy_cell_set_text(&cells[0], rows[i].label);
        svy_cell_set_estimate(&cells[1], SVY_CELL_ESTIMATE, &place);
        set_share(&cells[2], follow, base);
        set_share(&cells[3], (use - follow) / 2, base);
        set_share(&cells[4], (base - use) / 3, base);
        set_share(&cells[5], base, base);
    }
    return svy_table_builder_finish(builder);
}

/* --- Ladder: each stage has those who use it, of the smallest number so far ------------------- */

SvyTable svy_case_make_ladder(const SvyCaseRow *rows, size_t n_rows)
{
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_LADDER, "ladder-1", "Step by step");
    SvyTable *table = svy_table_builder_get(builder);
    const size_t n_stages = MIN(n_rows, (size_t)15); /* nobody has a ladder of thirty */
    size_t before = 0;

    table->row_text = g_strdup("Which of these have you ever used?");
    table->base_rule = g_strdup("people of whom every stage is known");
    table->method = g_strdup("95% intervals by Wilson.");
    svy_table_builder_add_column(builder, "stage", "Stage");
    svy_table_builder_add_column(builder, "p", "Of all");
    svy_table_builder_add_column(builder, "step", "Of those on the stage before");
    svy_table_builder_add_column(builder, "without", "Without the stage before");
    for (size_t i = 0; i < n_stages; i++) {
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
        const size_t use = MIN(rows[i].use, rows[i].base);
        const size_t n = i == 0 ? use : MIN(use, before);

        svy_cell_set_text(&cells[0], rows[i].label);
        set_share(&cells[1], n, rows[i].base);
        if (i > 0) {
            set_share(&cells[2], n, before);
            svy_cell_set_count(&cells[3], 0);
        }
        before = n;
    }
    return svy_table_builder_finish(builder);
}

/* --- Numbers by group: who uses it decides the median, the base how much may be told ---------- */

static void set_quantile(SvyCell *cell, double value, bool is_told)
{
    const SvyEstimate quantile = estimate(value, value - 2, value + 2);

    svy_cell_set_estimate(cell, SVY_CELL_ESTIMATE, &quantile);
    cell->share.p.method = "order statistics";
    if (!is_told)
        svy_cell_withhold(cell);
}

static void add_group(SvyTableBuilder *builder,
                      const char *label,
                      double median,
                      size_t n,
                      bool is_protected)
{
    static const double shifts[] = {-0.9, -0.4, 0, 0.6, 1.8};
    static const size_t least[] = {100, 20, 10, 20, 100};
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

    svy_cell_set_text(&cells[0], label);
    svy_cell_set_count(&cells[1], n);
    if (n < 10 && is_protected)
        svy_cell_withhold(&cells[1]);
    for (size_t i = 0; i < G_N_ELEMENTS(shifts); i++)
        set_quantile(&cells[2 + i], median * (1 + shifts[i]),
                     n >= least[i] || (i == 2 && !is_protected));
}

/* Normal about @top, but steeper below; its area from @from to @to is 0.9. */
static void set_curve(SvyTableCurve *curve, double from, double top, double to, size_t n_points)
{
    const double step = (to - from) / (double)(n_points - 1);
    double area = 0;

    if (!(from < to))
        return;
    curve->from = from;
    curve->to = to;
    curve->density = g_new0(double, n_points);
    for (size_t i = 0; i < n_points; i++) {
        const double x = from + step * (double)i;
        const double z = (x - top) / (x < top ? top - from : to - top) * 1.8;

        curve->density[i] = exp(-z * z / 2);
        area += curve->density[i] * step;
    }
    for (size_t i = 0; i < n_points; i++)
        curve->density[i] *= 0.9 / area;
}

static void set_curves(SvyTable *table, size_t n_points)
{
    const size_t low = svy_table_find_column(table, "q05"), high = low + 4;

    table->curves = g_new0(SvyTableCurves, 1);
    table->curves->n_points = n_points;
    table->curves->bandwidth = 2.5;
    table->curves->rows = g_new0(SvyTableCurve, table->n_rows);
    for (size_t i = 0; i < table->n_rows; i++) {
        const SvyCell *cells = svy_table_get_cell(table, i, 0);
        const double median = cells[low + 2].share.p.value;

        if (cells[low].status == SVY_STATUS_OK && cells[high].status == SVY_STATUS_OK)
            set_curve(&table->curves->rows[i], cells[low].share.p.value, 0.8 * median,
                      cells[high].share.p.value, n_points);
    }
}

/* A number for each of @n people about @median; many of the first gave the same. */
static void set_values(SvyTableCurve *curve, double median, size_t n)
{
    curve->n_values = n;
    curve->values = g_new0(double, n);
    for (size_t i = 0; i < n; i++) {
        const double share = ((double)i + 0.5) / (double)n - 0.5;

        curve->values[i] = round(median * (1 + share + 1.6 * share * share * share));
    }
}

static SvyTableBuilder *start_numbers_by(const char *id)
{
    static const char *const keys[] = {"group", "n", "q05", "q1", "median", "q3", "q95"};
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_NUMBERS_BY, id, "Hours by group");
    SvyTable *table = svy_table_builder_get(builder);

    table->row_id = g_strdup("q20");
    table->row_text = g_strdup("How many hours a week do you spend on social media for work?");
    table->by_id = g_strdup("q1");
    table->by_text = g_strdup("Which of these do you use most?");
    table->base_rule = g_strdup("those of each group who gave a number");
    table->method = g_strdup("95% intervals of quantiles between ordered values, no distribution "
                             "assumed.");
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        svy_table_builder_add_column(builder, keys[i], keys[i]);
    return g_steal_pointer(&builder);
}

SvyTable svy_case_make_numbers_by(const SvyCaseRow *rows, size_t n_rows)
{
    g_autoptr(SvyTableBuilder) builder = start_numbers_by("numbers-q20-by-q1");
    SvyTable table;

    add_group(builder, "All", 20, rows[0].base, true);
    for (size_t i = 0; i < n_rows; i++)
        add_group(builder, rows[i].label, (double)rows[i].use / 10, rows[i].base, true);
    table = svy_table_builder_finish(builder);
    set_curves(&table, 64);
    return table;
}

/* The same where nobody is protected: groups of a few to a hundred people, all with their numbers.
 */
SvyTable svy_case_make_numbers_of_few(const SvyCaseRow *rows, size_t n_rows)
{
    static const size_t sizes[] = {60, 6, 28, 15, 99, 140};
    g_autoptr(SvyTableBuilder) builder = start_numbers_by("numbers-q20-of-few");
    SvyTable table;

    add_group(builder, "All", 20, 850, false);
    for (size_t i = 0; i < n_rows; i++)
        add_group(builder, rows[i].label, (double)rows[i].use / 10, sizes[i % 6], false);
    table = svy_table_builder_finish(builder);
    set_curves(&table, 64);
    for (size_t i = 0; i < n_rows; i++)
        if (sizes[i % 6] < 100)
            set_values(&table.curves->rows[i + 1], (double)rows[i].use / 10, sizes[i % 6]);
    return table;
}
