/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-cases-cross.h"

#include <math.h>
#include <string.h>

#include "result/result-table.h"
#include "result/words.h"

enum { N_GROUPS_MOST = 6, MIN_CELL = 5, MIN_BASE = 10 };

typedef struct {
    size_t n_groups;
    size_t bases[N_GROUPS_MOST];
    const char *labels[N_GROUPS_MOST];
} Groups;

static bool is_odd(const char *label)
{
    return !g_str_is_ascii(label) || strlen(label) > 40 || strpbrk(label, "<\x1b") != NULL;
}

static Groups make_groups(const SvyCaseRow *rows, size_t n_rows, size_t n_groups)
{
    static const char *const labels[] = {"Member",
                                         "Not a member, but working in the profession",
                                         "Student",
                                         "Retired",
                                         "Works for a vendor",
                                         "Former member"};
    static const size_t eighths[] = {8, 7, 3, 2, 4, 1};
    Groups groups = {.n_groups = n_groups};

    for (size_t g = 0; g < n_groups; g++) {
        const SvyCaseRow *row = &rows[g % n_rows];

        groups.labels[g] = g < n_rows && is_odd(row->label) ? row->label : labels[g];
        groups.bases[g] = row->base < 100 ? row->base : row->base * eighths[g] / 16;
    }
    return groups;
}

/* Groups differ by a few points to both sides, most in the first row. */
static size_t count_people(const SvyCaseRow *row, size_t index, size_t group, size_t base)
{
    static const double shifts[] = {-0.03, 0.02, 0.14, -0.09, 0.05, -0.16};
    const double share = (double)row->use / (double)row->base;
    const double moved =
        share + shifts[(group + index) % G_N_ELEMENTS(shifts)] * share * (1 - share) * 4;

    return (size_t)lround(fmin(1, fmax(0, moved)) * (double)base);
}

/* n, base, and n and base of everybody: as expected of independence. */
static double find_residual(size_t n, size_t base, size_t n_all, size_t n_people)
{
    const double p = (double)n_all / (double)n_people, q = (double)base / (double)n_people;
    const double variance = (double)base * p * (1 - p) * (1 - q);

    return variance > 0 ? ((double)n - (double)base * p) / sqrt(variance) : (double)NAN;
}

static void fill_cell(SvyCell *cell, size_t n, size_t base)
{
    const SvyShare share = {
        .n = n, .base = base, .p = svy_cases_wilson(n, base), .n_eff = (double)base};

    svy_cell_set_share(cell, &share);
    cell->residual = (double)NAN;
}

static void add_row(SvyTableBuilder *builder,
                    const Groups *groups,
                    const SvyCaseRow *row,
                    size_t index)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    size_t counts[N_GROUPS_MOST], n_all = 0, n_people = 0;

    svy_cell_set_text(&cells[0], row->label);
    for (size_t g = 0; g < groups->n_groups; g++) {
        counts[g] = count_people(row, index, g, groups->bases[g]);
        n_all += counts[g];
        n_people += groups->bases[g];
    }
    fill_cell(&cells[1], n_all, n_people);
    for (size_t g = 0; g < groups->n_groups; g++) {
        fill_cell(&cells[g + 2], counts[g], groups->bases[g]);
        cells[g + 2].residual = find_residual(counts[g], groups->bases[g], n_all, n_people);
        if (groups->bases[g] < MIN_BASE || (counts[g] > 0 && counts[g] < MIN_CELL))
            svy_cell_withhold(&cells[g + 2]);
    }
}

static void add_columns(SvyTableBuilder *builder, const Groups *groups)
{
    SvyTableColumn *column = svy_table_builder_add_column(builder, "answer", "Answer");

    column = svy_table_builder_add_column(builder, "all", "All");
    for (size_t g = 0; g < groups->n_groups; g++)
        column->base += groups->bases[g];
    for (size_t g = 0; g < groups->n_groups; g++) {
        g_autofree char *key = g_strdup_printf("group-%zu", g + 1);

        column = svy_table_builder_add_column(builder, key, groups->labels[g]);
        column->is_withheld = groups->bases[g] < MIN_BASE;
        column->base = column->is_withheld ? 0 : groups->bases[g];
    }
}

static SvyTable make_segments(const SvyCaseRow *rows,
                              size_t n_rows,
                              size_t n_groups,
                              const char *id)
{
    const Groups groups = make_groups(rows, n_rows, n_groups);
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(SVY_TABLE_SEGMENTS, id, "q9 by q1");
    SvyTable *table = svy_table_builder_get(builder);

    add_columns(builder, &groups);
    for (size_t i = 0; i < n_rows; i++)
        add_row(builder, &groups, &rows[i], i);
    table->row_id = g_strdup("q9");
    table->row_text = g_strdup("Which of these do you use at least monthly?");
    table->by_id = g_strdup("q1");
    table->by_text = g_strdup("Are you a member of ALCTS?");
    table->base_rule = g_strdup("850 who answered q9; in a column, those of them in the group");
    table->method = g_strdup("Shares of each column.");
    table->has_test = true;
    table->test = (SvyTest){.method = "Pearson chi-square",
                            .statistic = 75.7,
                            .df = 9,
                            .df2 = (double)NAN,
                            .p_value = 0.0001,
                            .p_adjusted = 0.0002,
                            .min_expected = (double)NAN};
    return svy_table_builder_finish(builder);
}

SvyTable svy_cases_make_segments_3(const SvyCaseRow *rows, size_t n_rows)
{
    return make_segments(rows, n_rows, 3, "segments-3");
}

SvyTable svy_cases_make_segments_6(const SvyCaseRow *rows, size_t n_rows)
{
    return make_segments(rows, n_rows, 6, "segments-6");
}
