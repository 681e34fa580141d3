/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-cases-waves.h"

#include <math.h>

#include "result/result-table.h"
#include "result/words.h"

enum { WAVES = 3 };

static size_t find_base(const SvyCaseRow *rows, size_t n_rows, size_t wave)
{
    size_t base = 0;

    for (size_t i = 0; i < n_rows; i++)
        if (wave == 1 && rows[i].base >= 10 && rows[i].base < 30)
            return rows[i].base;
    for (size_t i = 0; i < n_rows; i++)
        base = MAX(base, rows[i].base);
    return base;
}

/* z test at 5%, without an adjustment. */
static bool differ(const SvyShare *one, const SvyShare *other)
{
    const double n1 = (double)one->base, n2 = (double)other->base;
    const double p = ((double)one->n + (double)other->n) / (n1 + n2);
    const double se = sqrt(p * (1 - p) * (1 / n1 + 1 / n2));

    return se > 0 && fabs(one->p.value - other->p.value) / se > 1.96;
}

static void add_wave_row(SvyTableBuilder *builder, const SvyCaseRow *row, const size_t bases[])
{
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    const double use = (double)MIN(row->use, row->base) / (double)row->base;
    const double follow = (double)row->follow / (double)row->base;
    SvyShare shares[WAVES];

    svy_cell_set_text(&cells[0], row->label);
    for (size_t wave = 0; wave < WAVES; wave++) {
        const double p = follow + (use - follow) * (double)wave / (WAVES - 1);
        const size_t n = (size_t)lround(p * (double)bases[wave]);

        shares[wave] = (SvyShare){n, bases[wave], svy_cases_wilson(n, bases[wave])};
        svy_cell_set_share(&cells[2 + wave], &shares[wave]);
        if (row->base < 10)
            svy_cell_withhold(&cells[2 + wave]);
    }
    svy_cell_set_share(&cells[1], &shares[WAVES - 1]);
    if (row->base < 10)
        return;
    for (size_t wave = 0; wave < WAVES; wave++)
        for (size_t other = 0; other < WAVES; other++)
            if (differ(&shares[wave], &shares[other]) &&
                shares[wave].p.value > shares[other].p.value) {
                char *before = cells[2 + wave].letters;

                cells[2 + wave].letters =
                    g_strdup_printf("%s%s%c", before != NULL ? before : "",
                                    before != NULL ? " " : "", (char)('A' + other));
                g_free(before);
            }
}

SvyTable svy_cases_make_waves(const SvyCaseRow *rows, size_t n_rows)
{
    static const char *const names[] = {"2019", "2021", "2025"};
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_SEGMENTS, "segments-q9-by-q1", "q9 by q1");
    SvyTable *table = svy_table_builder_get(builder);
    size_t bases[WAVES], all = 0;

    table->row_id = g_strdup("q9");
    table->row_text = g_strdup("Which of these do you value most?");
    table->by_id = g_strdup("q2");
    table->by_text = g_strdup("Year of the survey");
    table->base_rule = g_strdup("those who answered q9; in a column, those of them in the group");
    table->method = g_strdup("Shares of each column.");
    svy_table_builder_add_column(builder, "answer", "Answer");
    svy_table_builder_add_column(builder, "all", "All");
    for (size_t wave = 0; wave < WAVES; wave++) {
        g_autofree char *key = g_strdup_printf("group-%zu", wave + 1);
        SvyTableColumn *column = svy_table_builder_add_column(builder, key, names[wave]);

        bases[wave] = find_base(rows, n_rows, wave);
        all += bases[wave];
        column->base = bases[wave];
        column->letter = g_strdup_printf("%c", (char)('A' + wave));
    }
    for (size_t i = 0; i < n_rows; i++)
        add_wave_row(builder, &rows[i], bases);

    SvyTable made = svy_table_builder_finish(builder);

    made.columns[1].base = all;
    return made;
}

/* --- Targets -------------------------------------------------------------------------------- */

static SvyVerdict judge(const SvyEstimate *difference, SvyTargetDirection direction)
{
    if (direction == SVY_TARGET_NONE)
        return difference->lo > 0   ? SVY_VERDICT_HIGHER
               : difference->hi < 0 ? SVY_VERDICT_LOWER
                                    : SVY_VERDICT_CANNOT_TELL;
    if (difference->lo > 0)
        return direction == SVY_TARGET_AT_LEAST ? SVY_VERDICT_MET : SVY_VERDICT_NOT_MET;
    if (difference->hi < 0)
        return direction == SVY_TARGET_AT_MOST ? SVY_VERDICT_MET : SVY_VERDICT_NOT_MET;
    return SVY_VERDICT_CANNOT_TELL;
}

static void add_target(SvyTableBuilder *builder, const SvyCaseRow *row, size_t index)
{
    static const struct {
        double share;
        SvyTargetDirection direction;
        size_t n;
    } wanted[] = {{0.5, SVY_TARGET_AT_LEAST, 0},
                  {0.25, SVY_TARGET_AT_MOST, 0},
                  {0.42, SVY_TARGET_NONE, 1445}};
    const size_t kind = index % G_N_ELEMENTS(wanted), n = MIN(row->use, row->base);
    SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
    g_autofree char *text =
        svy_words_target(wanted[kind].share, wanted[kind].direction, wanted[kind].n);
    const SvyShare share = {n, row->base, svy_cases_wilson(n, row->base)};
    SvyEstimate difference = share.p;

    difference.value -= wanted[kind].share;
    difference.lo -= wanted[kind].share;
    difference.hi -= wanted[kind].share;
    svy_cell_set_text(&cells[0], row->label);
    svy_cell_set_text(&cells[1], index == 0 ? "q9" : "q7");
    svy_cell_set_share(&cells[2], &share);
    svy_cell_set_text(&cells[3], text);
    svy_cell_set_estimate(&cells[4], SVY_CELL_POINTS, &difference);
    svy_cell_set_text(&cells[5], svy_words_verdict(judge(&difference, wanted[kind].direction)));
    for (size_t i = 2; row->base < 10 && i < 6; i++)
        if (i != 3)
            svy_cell_withhold(&cells[i]);
}

SvyTable svy_cases_make_targets(const SvyCaseRow *rows, size_t n_rows)
{
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(SVY_TABLE_TARGETS, "targets", "Against targets and outside figures");
    SvyTable *table = svy_table_builder_get(builder);

    table->base_rule = g_strdup("people who answered q7; who answered q9");
    table->method = g_strdup("A verdict is given where the whole 95% interval lies on one side; "
                             "otherwise it cannot be told. Shares by Wilson.");
    svy_table_builder_add_column(builder, "what", "What");
    svy_table_builder_add_column(builder, "id", "Question");
    svy_table_builder_add_column(builder, "p", "Came out");
    svy_table_builder_add_column(builder, "target", "Wanted or known");
    svy_table_builder_add_column(builder, "difference", "Points more");
    svy_table_builder_add_column(builder, "verdict", "Verdict");
    for (size_t i = 0; i < n_rows; i++)
        add_target(builder, &rows[i], i);
    return svy_table_builder_finish(builder);
}
