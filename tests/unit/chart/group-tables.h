/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small tables of answers by two groups, for the unit tests of the charts that show them. */
#pragma once

#include "chart/groups.h"

#include <math.h>
#include <string.h>

#include "chart-fixture.h"
#include "result/result-table.h"

enum { N_GROUPS = 2, N_ROWS_MOST = 3 };

/* A table of two groups: who chose each answer, of @bases. */
typedef struct {
    const char *labels[N_ROWS_MOST];
    size_t counts[N_ROWS_MOST][N_GROUPS];
    double residuals[N_ROWS_MOST][N_GROUPS];
    size_t bases[N_GROUPS];
    double p_adjusted; /* NaN: no test */
} GroupSource;

static inline void group_table_set_share(SvyCell *cell, size_t n, size_t base)
{
    const SvyShare share = {
        .n = n, .base = base, .p = svy_cases_wilson(n, base), .n_eff = (double)base};

    svy_cell_set_share(cell, &share);
}

static inline void group_table_fill_row(SvyCell *cells, const GroupSource *source, size_t row)
{
    size_t n = 0;

    svy_cell_set_text(&cells[0], source->labels[row]);
    for (size_t g = 0; g < N_GROUPS; g++) {
        n += source->counts[row][g];
        group_table_set_share(&cells[g + 2], source->counts[row][g], source->bases[g]);
        cells[g + 2].residual = source->residuals[row][g];
    }
    group_table_set_share(&cells[1], n, source->bases[0] + source->bases[1]);
}

static inline SvyTable group_table_make(const GroupSource *source)
{
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_SEGMENTS, "segments-q1-by-q2", "q1 by q2");
    SvyTable *table = svy_table_builder_get(builder);
    SvyTableColumn *column;

    svy_table_builder_add_column(builder, "answer", "Answer");
    column = svy_table_builder_add_column(builder, "all", "All");
    column->base = source->bases[0] + source->bases[1];
    column = svy_table_builder_add_column(builder, "group-1", "Members");
    column->base = source->bases[0];
    column = svy_table_builder_add_column(builder, "group-2", "Students");
    column->base = source->bases[1];
    for (size_t row = 0; row < N_ROWS_MOST && source->labels[row] != NULL; row++)
        group_table_fill_row(svy_table_builder_add_row(builder, SVY_MARK_NONE), source, row);
    table->row_id = g_strdup("q1");
    table->row_text = g_strdup("What do you read?");
    table->by_text = g_strdup("Who are you?");
    table->has_test = !isnan(source->p_adjusted);
    table->test = (SvyTest){.method = "Pearson chi-square", .p_adjusted = source->p_adjusted};
    return svy_table_builder_finish(builder);
}

static const GroupSource group_source_differing = {.labels = {"Blogs", "Books"},
                                                   .counts = {{20, 80}, {50, 50}},
                                                   .residuals = {{-8.5, 8.5}, {0, 0}},
                                                   .bases = {100, 100},
                                                   .p_adjusted = 0.001};

static inline SvyChart *group_table_draw(const SvyTable *table, const char *kind)
{
    g_autoptr(SvyTheme) theme = NULL;
    g_autoptr(GError) error = NULL;
    const SvyResult result = {.level = 0.95, .min_cell = 5};
    SvyChart *chart = NULL;

    svy_theme_load("report", &theme, &error);
    g_assert_no_error(error);

    const SvyChartOptions options = {.theme = theme, .kind = kind};

    svy_chart_new_table(&result, table, &options, &chart, &error);
    g_assert_no_error(error);
    return chart;
}
