/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares, residuals, letters, test and finding of one question by one grouping. */
#include "analysis/breakdown-table.h"

#include <math.h>
#include <string.h>

#include <surveystat/adjust.h>
#include <surveystat/difference.h>

#include "analysis/crossing.h"
#include "analysis/group-tests.h"
#include "base/letters.h"
#include "base/text.h"
#include "base/translate.h"
#include "result/words.h"

#define TITLE_CHARS    70u
#define QUESTION_CHARS 40u /* after the words of a row */

/* --- Columns and rows ----------------------------------------------------------------------- */

static void add_columns(const SvyRun *run, SvyTableBuilder *builder, const SvyBreakdown *table)
{
    SvyTableColumn *column =
        svy_table_builder_add_column(builder, "answer", svy_tr(run->language, "Answer"));

    column = svy_table_builder_add_column(builder, "all", svy_tr(run->language, "All"));
    column->base = table->bases[0].n;
    column->n_eff = svy_tally_count_effective(run, &table->bases[0]);
    for (size_t c = 1; c <= svy_grouping_count_shown(table->grouping); c++) {
        g_autofree char *key = g_strdup_printf("group-%zu", c);

        column = svy_table_builder_add_column(builder, key, table->grouping->groups[c - 1].label);
        if (table->grouping->is_exclusive)
            column->letter =
                svy_letters_format_key((c - 1) % svy_grouping_count_panel(table->grouping));
        column->is_withheld = table->is_withheld || table->is_small[c];
        column->base = column->is_withheld ? 0 : table->bases[c].n;
        column->n_eff = column->is_withheld ? 0 : svy_tally_count_effective(run, &table->bases[c]);
    }
}

static bool fill_cell(const SvyRun *run,
                      const SvyBreakdown *table,
                      size_t row,
                      size_t column,
                      SvyCell *cell,
                      GError **error)
{
    SvyShare share;

    if (!svy_tally_share(run, svy_breakdown_get(table, row, column), &table->bases[column], &share,
                         error))
        return false;
    svy_cell_set_share(cell, &share);
    if (!svy_breakdown_is_shown(table, row, column))
        svy_cell_withhold(cell);
    return true;
}

/* Groups of two questions at once are compared within a panel of one of them alone. */
static bool compare(const SvyRun *run,
                    const SvyBreakdown *table,
                    size_t row,
                    double residuals[],
                    char *letters[],
                    GError **error)
{
    if (svy_grouping_is_crossing(table->grouping))
        return svy_crossing_find_residuals(run, table, row, residuals, error) &&
               svy_crossing_find_letters(run, table, row, letters, error);
    return svy_group_tests_find_residuals(table, row, residuals, error) &&
           svy_group_tests_find_letters(run, table, row, letters, error);
}

static bool add_row(const SvyRun *run,
                    SvyTableBuilder *builder,
                    const SvyBreakdown *table,
                    size_t row,
                    GError **error)
{
    const size_t n = svy_grouping_count_shown(table->grouping);

    const SvyBreakdownRow *from = &table->rows[row];
    SvyCell *cells = svy_table_builder_add_row(builder, from->mark);
    g_autofree char *label = from->is_net
                                 ? g_strdup_printf(svy_tr(run->language, "%s (net)"), from->label)
                                 : g_strdup(from->label);
    g_autofree double *residuals = g_new0(double, table->n_columns);
    g_autofree char **letters = g_new0(char *, table->n_columns);

    svy_cell_set_text(&cells[0], label);
    for (size_t c = 0; c <= n; c++) {
        if (!fill_cell(run, table, row, c, &cells[c + 1], error))
            return false;
    }
    if (!compare(run, table, row, residuals, letters, error))
        return false;
    for (size_t c = 1; c <= n; c++) {
        cells[c + 1].residual = residuals[c];
        cells[c + 1].letters = letters[c];
    }
    return true;
}

/* --- What it says --------------------------------------------------------------------------- */

typedef struct {
    size_t row, column;
    double residual;
} Extreme;

/* The cell that stands out most among those that may be told; @column is 0 when there is none. */
static bool find_extreme(const SvyBreakdown *table, Extreme *extreme, GError **error)
{
    g_autofree double *residuals = g_new0(double, table->n_columns);

    *extreme = (Extreme){0};
    for (size_t row = 0; row < table->n_rows - table->n_nets; row++) {
        if (!svy_group_tests_find_residuals(table, row, residuals, error))
            return false;
        for (size_t c = 1; c < svy_breakdown_get_end(table); c++) {
            /* Of two that are as large, the first: rounding does not decide. */
            if (fabs(residuals[c]) > fabs(extreme->residual) * (1 + 1e-9) &&
                table->bases[c].n >= SVY_WORDS_MIN_BASE)
                *extreme = (Extreme){.row = row, .column = c, .residual = residuals[c]};
        }
    }
    return true;
}

/* All who are in another group. */
static void add_others(const SvyRun *run,
                       const SvyBreakdown *table,
                       const Extreme *extreme,
                       SvyTally *ret_yes,
                       SvyTally *ret_all)
{
    SvyTally yes = {0}, all = {0};

    for (size_t c = 1; c < table->n_columns; c++) {
        if (c == extreme->column)
            continue;
        yes = svy_tally_add(run, &yes, svy_breakdown_get(table, extreme->row, c));
        all = svy_tally_add(run, &all, &table->bases[c]);
    }
    *ret_yes = yes;
    *ret_all = all;
}

static bool subtract_shares(const SvyRun *run,
                            const SvyShare *own,
                            const SvyShare *others,
                            const SvyTallyRatio *own_people,
                            const SvyTallyRatio *other_people,
                            SvyEstimate *ret_difference,
                            GError **error)
{
    const SvyTwoShares counts = {.x1 = (double)own->n,
                                 .n1 = (double)own->base,
                                 .x2 = (double)others->n,
                                 .n2 = (double)others->base};
    SvyDesignTest test;

    if (run->weighting == NULL)
        return svy_difference_newcombe10(&counts, run->result->level, ret_difference, error);
    if (!svy_tally_compare(run, own_people, other_people, &test, error))
        return false;
    *ret_difference = test.diff;
    return true;
}

static bool word_extreme(const SvyRun *run,
                         const SvyBreakdown *table,
                         const SvyTest *test,
                         char **ret_finding,
                         GError **error)
{
    Extreme extreme;
    SvyEstimate difference;
    SvyShare own, others;
    SvyTally yes, all;

    if (!find_extreme(table, &extreme, error))
        return false;
    if (extreme.column == 0)
        return true;
    add_others(run, table, &extreme, &yes, &all);

    const SvyTallyRatio own_people = {.plus = svy_breakdown_get(table, extreme.row, extreme.column),
                                      .base = &table->bases[extreme.column]};
    const SvyTallyRatio other_people = {.plus = &yes, .base = &all};

    if (!svy_tally_share(run, own_people.plus, own_people.base, &own, error) ||
        !svy_tally_share(run, &yes, &all, &others, error) ||
        !subtract_shares(run, &own, &others, &own_people, &other_people, &difference, error))
        return false;
    if (difference.status != SVY_STATUS_OK)
        return true;
    *ret_finding = svy_words_groups_differ(
        &run->result->survey,
        &(SvyGroupWords){.answer = table->rows[extreme.row].label,
                         .group = table->grouping->groups[extreme.column - 1].label,
                         .own = &own,
                         .others = &others,
                         .is_weighted = run->weighting != NULL,
                         .difference = &difference,
                         .p = test->p_adjusted});
    return true;
}

static bool add_finding(const SvyRun *run,
                        const SvyBreakdown *table,
                        const SvyTest *test,
                        SvyTable *made,
                        GError **error)
{
    if (!table->grouping->is_exclusive || test->status != SVY_STATUS_OK)
        return true;
    if (test->p_adjusted < 1 - run->result->level)
        return word_extreme(run, table, test, &made->finding, error);
    made->finding = svy_words_groups_alike(&run->result->survey, test->p_adjusted);
    return true;
}

static bool is_tested(const SvyBreakdown *table)
{
    return table->grouping->is_exclusive && !svy_grouping_is_crossing(table->grouping);
}

/* --- Texts ---------------------------------------------------------------------------------- */

static void describe(const SvyRun *run, const SvyBreakdown *table, SvyTable *made)
{
    g_autofree char *base = svy_tr_num_count(run->language, table->bases[0].n);

    made->row_id = g_strdup(table->id);
    made->row_text = g_strdup(table->text);
    made->by_id = g_strdup(table->grouping->id);
    made->by_text = g_strdup(table->grouping->text);
    made->n_panels = svy_grouping_count_panels(table->grouping);
    made->base_rule = g_strdup_printf(
        svy_tr(run->language, "%s who answered %s; in a column, those of them in the group"), base,
        table->id);
    made->method = svy_words_groups_shares_in(
        run->language, run->result->level, run->weighting != NULL, table->grouping->is_exclusive);
}

void svy_breakdown_add_notes(const SvyRun *run,
                             SvyTableBuilder *builder,
                             bool has_withheld,
                             const SvyGrouping *grouping)
{
    const size_t min_cell = svy_run_get_min_cell(run);
    g_autofree char *withheld =
        svy_words_withheld_in(run->language, min_cell, svy_run_get_min_base(run));

    if (min_cell <= 1 || has_withheld)
        svy_table_builder_add_note(builder, withheld);
    if (grouping->merged != NULL) {
        g_autofree char *note = g_strdup_printf(
            svy_tr(run->language, "Groups of fewer than %zu people were put together: %s."),
            svy_run_get_min_alone(run), grouping->merged);

        svy_table_builder_add_note(builder, note);
    }
    if (grouping->rest_labels == NULL || *grouping->rest_labels == '\0')
        return;

    g_autofree char *labels = svy_text_cut(grouping->rest_labels, 100);
    g_autofree char *note =
        g_strdup_printf(svy_tr(run->language, "Too few people for a column: %s."), labels);

    svy_table_builder_add_note(builder, note);
}

static void note_merged(const SvyRun *run, const SvyBreakdown *table, SvyTableBuilder *builder)
{
    g_autofree char *note = g_strdup_printf(
        svy_tr(run->language, "Answers of fewer than %zu people were put together: %s."),
        svy_run_get_min_alone(run), table->merged == NULL ? "" : table->merged);

    if (table->merged != NULL)
        svy_table_builder_add_note(builder, note);
}

/* Of a row of a grid its own words tell more than those of the question, which all rows share. */
static char *cut_row_text(const SvyBreakdown *table)
{
    const size_t length = strlen(table->question->text);

    if (!g_str_has_prefix(table->text, table->question->text) || table->text[length] != ':')
        return svy_text_cut(table->text, TITLE_CHARS);

    g_autofree char *row = svy_text_cut(table->text + length + 2, TITLE_CHARS);
    g_autofree char *question = svy_text_cut(table->question->text, QUESTION_CHARS);

    return g_strdup_printf("%s (%s)", row, question);
}

static char *make_title(const SvyRun *run, const SvyBreakdown *table)
{
    g_autofree char *rows = cut_row_text(table);
    g_autofree char *by = svy_text_cut(table->grouping->text, TITLE_CHARS);

    return g_strdup_printf(svy_tr(run->language, "%s. %s — by %s. %s"), table->id, rows,
                           table->grouping->id, by);
}

/* Intervals of a number lie side by side. */
static double *find_edges(const SvyBreakdown *table)
{
    double *edges = g_new(double, table->n_rows + 1);

    for (size_t row = 0; row < table->n_rows; row++) {
        edges[row] = table->rows[row].from;
        edges[row + 1] = table->rows[row].to;
    }
    return edges;
}

static const char *word_comparison(const SvyRun *run, const SvyBreakdown *table)
{
    if (svy_grouping_is_crossing(table->grouping))
        return svy_words_groups_crossed_in(run->language);
    return table->grouping->is_exclusive
               ? svy_words_groups_letters_in(run->language, run->weighting != NULL)
               : svy_tr(run->language,
                        "The groups overlap: they are not tested against each other.");
}

/* Nets tell of their parts, of which too many are of few people where there are many groups. */
static size_t count_shown_rows(const SvyBreakdown *table)
{
    return table->n_rows - (svy_grouping_is_crossing(table->grouping) ? table->n_nets : 0);
}

static bool publish(SvyRun *run, const SvyBreakdown *table, const SvyTest *test, GError **error)
{
    g_autofree char *id = g_strdup_printf("segments-%s-by-%s", table->id, table->grouping->id);
    g_autofree char *title = make_title(run, table);
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(SVY_TABLE_SEGMENTS, id, title);
    SvyTable *made = svy_table_builder_get(builder);

    add_columns(run, builder, table);
    for (size_t row = 0; row < count_shown_rows(table); row++) {
        if (!add_row(run, builder, table, row, error))
            return false;
    }
    describe(run, table, made);
    made->has_test = is_tested(table);
    made->test = *test;
    if (made->has_test && !add_finding(run, table, test, made, error))
        return false;
    note_merged(run, table, builder);
    svy_table_builder_add_note(builder, word_comparison(run, table));
    svy_breakdown_add_notes(run, builder, svy_breakdown_has_withheld(table), table->grouping);
    if (table->has_edges)
        made->row_edges = find_edges(table);
    svy_run_take_table(run, builder);
    return true;
}

/* --- All of them ---------------------------------------------------------------------------- */

/* Something to compare: at least two groups of which something is told. */
static bool tells_something(const SvyBreakdown *table)
{
    size_t n = 0;

    for (size_t c = 1; c < svy_breakdown_get_end(table); c++) {
        bool is_told = false;

        for (size_t row = 0; row < table->n_rows; row++)
            is_told |= svy_breakdown_is_shown(table, row, c);
        n += is_told && table->bases[c].n > 0;
    }
    return n >= 2;
}

/* Of crossed groups nothing can be drawn without the groups of each of the two questions. */
static bool has_both(const SvyBreakdowns *breakdowns, const SvyBreakdown *table)
{
    size_t n = 0;

    for (guint i = 0; i < breakdowns->tables->len; i++) {
        const SvyBreakdown *other = g_ptr_array_index(breakdowns->tables, i);

        n += (other->grouping == table->grouping->parents[0] ||
              other->grouping == table->grouping->parents[1]) &&
             other->question == table->question &&
             other->row_of_question == table->row_of_question && !other->is_silent &&
             tells_something(other);
    }
    return n == 2;
}

static bool is_published(const SvyBreakdowns *breakdowns,
                         const SvyBreakdown *table,
                         bool is_asked_for)
{
    if (table->is_silent || (!is_asked_for && !tells_something(table)))
        return false;
    return !svy_grouping_is_crossing(table->grouping) || has_both(breakdowns, table);
}

/* Holm over the tests of one grouping that exist. */
static bool adjust_family(const SvyBreakdowns *breakdowns,
                          const SvyGrouping *grouping,
                          SvyTest tests[],
                          GError **error)
{
    const guint n_tables = breakdowns->tables->len;
    g_autofree double *p = g_new0(double, n_tables + 1);
    g_autofree double *adjusted = g_new0(double, n_tables + 1);
    g_autofree guint *places = g_new0(guint, n_tables + 1);
    size_t n = 0;

    for (guint i = 0; i < n_tables; i++) {
        const SvyBreakdown *table = g_ptr_array_index(breakdowns->tables, i);

        if (table->grouping != grouping || tests[i].status != SVY_STATUS_OK)
            continue;
        p[n] = tests[i].p_value;
        places[n++] = i;
    }
    if (n > 0 && !svy_adjust_holm(n, p, adjusted, error))
        return false;
    for (size_t k = 0; k < n; k++) {
        tests[places[k]].p_adjusted = adjusted[k];
        tests[places[k]].n_family = n;
        tests[places[k]].adjustment = SVY_TR("Holm");
    }
    return true;
}

static bool test_all(const SvyRun *run, SvyTest tests[], GError **error)
{
    const SvyBreakdowns *breakdowns = run->breakdowns;

    for (guint i = 0; i < breakdowns->tables->len; i++) {
        const SvyBreakdown *table = g_ptr_array_index(breakdowns->tables, i);

        tests[i].status = SVY_STATUS_UNDEFINED;
        if (!table->is_silent && is_tested(table) && tells_something(table) &&
            !svy_group_tests_compute(run, table, &tests[i], error))
            return false;
    }
    for (guint g = 0; g < breakdowns->groupings->len; g++) {
        if (!adjust_family(breakdowns, g_ptr_array_index(breakdowns->groupings, g), tests, error))
            return false;
    }
    return true;
}

bool svy_breakdown_publish_tables(SvyRun *run, bool is_asked_for, GError **error)
{
    const GPtrArray *tables = run->breakdowns->tables;
    g_autofree SvyTest *tests = g_new0(SvyTest, tables->len + 1);

    if (!test_all(run, tests, error))
        return false;
    for (guint i = 0; i < tables->len; i++) {
        const SvyBreakdown *table = g_ptr_array_index(tables, i);

        if (is_published(run->breakdowns, table, is_asked_for) &&
            !publish(run, table, &tests[i], error))
            return false;
    }
    return true;
}
