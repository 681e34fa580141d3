/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the kind "forest" is tried with: odds ratios of using against following, under one or two
 * questions; the gap by group. */
#include "table-cases-forest.h"

#include <math.h>

#include "result/result-table.h"

/* Woolf's interval, half a person added everywhere. */
static SvyEstimate estimate_ratio(const SvyCaseRow *row)
{
    const double use = (double)MIN(row->use, row->base), follow = (double)row->follow;
    const double base = (double)row->base;
    const double cells[] = {use + 0.5, base - use + 0.5, follow + 0.5, base - follow + 0.5};
    const double log_ratio = log(cells[0] * cells[3] / (cells[1] * cells[2])) / 2;
    double variance = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++)
        variance += 0.5 / cells[i];
    return (SvyEstimate){.value = exp(log_ratio),
                         .se = (double)NAN,
                         .df = (double)NAN,
                         .lo = exp(log_ratio - 1.96 * sqrt(variance)),
                         .hi = exp(log_ratio + 1.96 * sqrt(variance)),
                         .level = 0.95,
                         .method = "profile likelihood",
                         .status = SVY_STATUS_OK};
}

static SvyEstimate shift(const SvyEstimate *estimate, double by, const char *method)
{
    SvyEstimate shifted = *estimate;

    shifted.value += by;
    shifted.lo += by;
    shifted.hi += by;
    shifted.method = method;
    return shifted;
}

static void add_driver(SvyTableBuilder *builder, const SvyCaseRow *row, const char *question)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    g_autofree char *label = g_strdup_printf("%s: %s", question, row->label);
    const SvyEstimate ratio = estimate_ratio(row);
    const SvyEstimate share = svy_cases_wilson(MIN(row->use, row->base), row->base);
    const SvyEstimate effect = shift(&share, -0.5, "delta method");
    const bool is_certain = ratio.lo > 1 || ratio.hi < 1;

    svy_cell_set_text(&cells[0], label);
    svy_cell_set_text(&cells[1], "Everybody else");
    svy_cell_set_estimate(&cells[2], SVY_CELL_ESTIMATE, &ratio);
    svy_cell_set_estimate(&cells[3], SVY_CELL_POINTS, &effect);
    svy_cell_set_number(&cells[4], SVY_CELL_P_VALUE, is_certain ? 0.001 : 0.4);
    svy_cell_set_number(&cells[5], SVY_CELL_P_VALUE, is_certain ? 0.004 : 1);
    for (size_t i = 2; row->base < 10 && i < 6; i++)
        svy_cell_withhold(&cells[i]);
}

SvyTable svy_cases_make_drivers(const SvyCaseRow *rows, size_t n_rows)
{
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_DRIVERS, "drivers-q8", "What goes with it: follow ALCTS");
    SvyTable *table = svy_table_builder_get(builder);

    table->subject = g_strdup("follow ALCTS");
    table->row_id = g_strdup("q8");
    table->row_text = g_strdup("On which do you follow any account of ALCTS?");
    table->base_rule = g_strdup("850 people whose answers to all of these questions are known, 189 "
                                "of them with a yes");
    table->method = g_strdup("Logistic regression on all questions of the table together. Odds "
                             "ratios with 95% profile likelihood limits and likelihood ratio "
                             "tests. It shows what goes together, not what brings it about.");
    svy_table_builder_add_column(builder, "group", "Group");
    svy_table_builder_add_column(builder, "reference", "Against");
    svy_table_builder_add_column(builder, "odds-ratio", "Odds ratio")->base = 850;
    svy_table_builder_add_column(builder, "effect", "Points");
    svy_table_builder_add_column(builder, "p", "p");
    svy_table_builder_add_column(builder, "p-adjusted", "p, Holm");
    for (size_t i = 0; i < n_rows; i++)
        add_driver(builder, &rows[i],
                   i < (n_rows + 1) / 2 ? "Which do you use most?" : "What is your role?");
    return svy_table_builder_finish(builder);
}

static SvyEstimate estimate_gap(const SvyCaseRow *row)
{
    const double base = (double)row->base;
    const double gap = ((double)row->use - (double)row->follow) / base;
    const double half = 1.96 * sqrt(fmax(0, (1 - gap * gap) / base));

    return (SvyEstimate){.value = gap,
                         .se = (double)NAN,
                         .df = (double)NAN,
                         .lo = fmax(-1, gap - half),
                         .hi = fmin(1, gap + half),
                         .level = 0.95,
                         .method = "Newcombe 10",
                         .status = SVY_STATUS_OK};
}

static void add_group(SvyTableBuilder *builder, const SvyCaseRow *row, const SvyCaseRow *all)
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    const SvyShare use = {MIN(row->use, row->base), row->base,
                          svy_cases_wilson(MIN(row->use, row->base), row->base)};
    const SvyShare follow = {row->follow, row->base, svy_cases_wilson(row->follow, row->base)};
    const SvyEstimate gap = estimate_gap(row), of_all = estimate_gap(all);
    const SvyEstimate difference = shift(&gap, -of_all.value, "Newcombe 10");

    svy_cell_set_text(&cells[0], row->label);
    svy_cell_set_count(&cells[1], row->base);
    svy_cell_set_share(&cells[2], &use);
    svy_cell_set_share(&cells[3], &follow);
    svy_cell_set_estimate(&cells[4], SVY_CELL_POINTS, &gap);
    if (row != all) {
        const bool is_certain = difference.lo > 0 || difference.hi < 0;

        svy_cell_set_estimate(&cells[5], SVY_CELL_POINTS, &difference);
        svy_cell_set_number(&cells[6], SVY_CELL_P_VALUE, is_certain ? 0.001 : 0.6);
    }
    for (size_t i = 1; row->base < 10 && i < 7; i++)
        if (cells[i].kind != SVY_CELL_EMPTY)
            svy_cell_withhold(&cells[i]);
}

SvyTable svy_cases_make_gap_segments(const SvyCaseRow *rows, size_t n_rows)
{
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_GAP_SEGMENTS, "gap-q7-q8-by-q9", "The gap by q9");
    SvyTable *table = svy_table_builder_get(builder);
    SvyCaseRow all = {"All", 0, 0, 0, true};

    table->row_id = g_strdup("q9");
    table->row_text = g_strdup("Which of these do you value most?");
    table->base_rule = g_strdup("850 whose answers to q7 and q8 are known; in a row, those in the "
                                "group");
    table->method = g_strdup("95% intervals: Wilson for shares, Newcombe's method 10 for the "
                             "paired gap, square-and-add for differences between groups.");
    svy_table_builder_add_column(builder, "group", "Group");
    svy_table_builder_add_column(builder, "people", "People");
    svy_table_builder_add_column(builder, "use", "use any");
    svy_table_builder_add_column(builder, "follow", "follow ALCTS");
    svy_table_builder_add_column(builder, "gap", "Gap in points");
    svy_table_builder_add_column(builder, "difference", "Gap less that of all others");
    svy_table_builder_add_column(builder, "p", "p (Holm)");
    for (size_t i = 0; i < n_rows; i++) {
        all.use += rows[i].use;
        all.follow += rows[i].follow;
        all.base += rows[i].base;
    }
    add_group(builder, &all, &all);
    for (size_t i = 0; i < n_rows; i++)
        add_group(builder, &rows[i], &all);
    return svy_table_builder_finish(builder);
}
