/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables by the groups of one question, cut from a table by those of two questions at once. */
#include <string.h>

#include "base/translate.h"
#include "chart/groups.h"
#include "chart/plot.h"
#include "chart/slices-private.h"
#include "result/result-table.h"

/* --- Tables by groups ----------------------------------------------------------------------- */

/* What a panel is made of: of everybody by its groups, of the groups that are panels, of both. */
typedef struct {
    const SvyTable *inner, *outer, *both;
    size_t n_groups; /* of a panel */
} Crossing;

static const SvyTable *find_kind(const SvyResult *result,
                                 SvyTableKind kind,
                                 const char *row_id,
                                 const char *by,
                                 bool is_crossed)
{
    for (size_t i = 0; i < result->n_tables; i++) {
        const SvyTable *table = &result->tables[i];

        if (table->kind == kind && svy_slices_is_same(table->row_id, row_id) &&
            svy_slices_is_same(table->by_id, by) && (table->n_panels > 0) == is_crossed)
            return table;
    }
    return NULL;
}

static bool find_crossing(const SvyResult *result,
                          const SvyTable *table,
                          const char *by,
                          Crossing *ret_crossing)
{
    g_autofree char *both = g_strdup_printf("%s*%s", by, table->by_id);

    *ret_crossing = (Crossing){.inner = table,
                               .outer = find_kind(result, table->kind, table->row_id, by, false),
                               .both = find_kind(result, table->kind, table->row_id, both, true)};
    return ret_crossing->outer != NULL && ret_crossing->both != NULL;
}

static void describe(SvyTable *made, const Crossing *crossing)
{
    const SvyTable *inner = crossing->inner;

    made->row_id = g_strdup(inner->row_id);
    made->row_text = g_strdup(inner->row_text);
    made->by_id = g_strdup(inner->by_id);
    made->by_text = g_strdup(inner->by_text);
    made->base_rule = g_strdup(inner->base_rule);
    made->method = g_strdup(inner->method);
    made->n_panels = crossing->both->n_panels;
}

static const SvyCell *get_withheld(void)
{
    static const SvyCell cell = {.kind = SVY_CELL_SHARE, .status = SVY_STATUS_WITHHELD};

    return &cell;
}

/* The row of @table that is called as row @row of @like is, wherever it stands. */
static const SvyCell *find_cell(const SvyTable *table,
                                const SvyTable *like,
                                size_t row,
                                size_t column)
{
    const char *label = svy_table_get_cell(like, row, 0)->text;

    for (size_t i = 0; i < table->n_rows; i++)
        if (svy_slices_is_same(svy_table_get_cell(table, i, 0)->text, label))
            return svy_table_get_cell(table, i, column);
    return get_withheld();
}

static void copy_share(SvyCell *to, const SvyCell *from)
{
    svy_cell_set_share(to, &from->share);
    to->residual = from->residual;
    to->letters = g_strdup(from->letters);
    if (from->status != SVY_STATUS_OK)
        svy_cell_withhold(to);
}

static void copy_base(SvyTableColumn *to, const SvyTableColumn *from)
{
    to->base = from->is_withheld ? 0 : from->base;
    to->n_eff = from->is_withheld ? 0 : from->n_eff;
    to->is_withheld = from->is_withheld;
    to->letter = g_strdup(from->letter);
}

/* The column of the @index-th slice in the table of both; that of everybody in all. */
static size_t get_crossed(const Crossing *crossing, size_t slice, size_t group)
{
    if (slice == 0)
        return svy_slices_find_column(crossing->inner, group);
    return svy_slices_find_column(crossing->both, (slice - 1) * crossing->n_groups + group);
}

static void add_crossed_columns(SvyTableBuilder *builder, const Crossing *crossing, size_t slice)
{
    const SvyTable *inner = crossing->inner, *of = slice == 0 ? inner : crossing->both;

    svy_table_builder_add_column(builder, "answer", "");
    copy_base(svy_table_builder_add_column(
                  builder, "all", inner->columns[svy_slices_find_column(inner, 0)].heading),
              &crossing->outer->columns[svy_slices_find_column(crossing->outer, slice)]);
    for (size_t g = 1; g <= crossing->n_groups; g++) {
        const SvyTableColumn *column = &inner->columns[svy_slices_find_column(inner, g)];

        copy_base(svy_table_builder_add_column(builder, column->key, column->heading),
                  &of->columns[get_crossed(crossing, slice, g)]);
    }
}

/* The rows are those of the table of both: it has no answers that join several. */
static SvyTable *make_crossed(const Crossing *crossing, size_t slice)
{
    const SvyTable *both = crossing->both, *of = slice == 0 ? crossing->inner : both;
    g_autoptr(SvyTableBuilder) builder =
        svy_table_builder_new(crossing->inner->kind, crossing->inner->id, "");
    SvyTable *made = g_new0(SvyTable, 1);

    add_crossed_columns(builder, crossing, slice);
    for (size_t row = 0; row < both->n_rows; row++) {
        SvyCell *cells = svy_table_builder_add_row(builder, both->row_marks[row]);

        svy_cell_set_text(&cells[0], svy_table_get_cell(both, row, 0)->text);
        copy_share(&cells[1], find_cell(crossing->outer, both, row,
                                        svy_slices_find_column(crossing->outer, slice)));
        for (size_t g = 1; g <= crossing->n_groups; g++)
            copy_share(&cells[g + 1], find_cell(of, both, row, get_crossed(crossing, slice, g)));
    }
    *made = svy_table_builder_finish(builder);
    describe(made, crossing);
    return made;
}

/* --- Numbers by groups ---------------------------------------------------------------------- */

static void copy_cell(SvyCell *to, const SvyCell *from)
{
    if (from->kind == SVY_CELL_TEXT)
        svy_cell_set_text_as(to, from->text, svy_cell_get_word(from));
    else if (from->kind == SVY_CELL_COUNT)
        svy_cell_set_count(to, from->n);
    else if (from->kind != SVY_CELL_EMPTY)
        svy_cell_set_estimate(to, from->kind, &from->share.p);
    if (from->status == SVY_STATUS_WITHHELD)
        svy_cell_withhold(to);
}

static double *copy_numbers(const double from[], size_t n)
{
    double *to = g_new(double, n + 1);

    memcpy(to, from, n * sizeof *from);
    return to;
}

static void copy_curve(SvyTableCurve *to, const SvyTable *from, size_t row)
{
    const SvyTableCurve *curve = from->curves != NULL ? &from->curves->rows[row] : NULL;

    if (curve == NULL)
        return;
    *to = *curve;
    to->density =
        curve->density == NULL ? NULL : copy_numbers(curve->density, from->curves->n_points);
    to->values = curve->values == NULL ? NULL : copy_numbers(curve->values, curve->n_values);
}

/* Where row @row of a panel is told: first the group that is the panel, then its groups. */
static const SvyTable *find_numbers_row(const Crossing *crossing,
                                        size_t slice,
                                        size_t row,
                                        size_t *ret_row)
{
    *ret_row = slice == 0 ? row : row == 0 ? slice : (slice - 1) * crossing->n_groups + row;
    return slice == 0 ? crossing->inner : row == 0 ? crossing->outer : crossing->both;
}

/* Curves of one table have one bandwidth; that of a whole panel is of another table. */
static SvyTableCurves *make_curves(const Crossing *crossing, size_t slice, size_t n_rows)
{
    const SvyTable *of = crossing->both;
    SvyTableCurves *curves;

    if (of->curves == NULL)
        return NULL;
    curves = g_new0(SvyTableCurves, 1);
    curves->n_points = of->curves->n_points;
    curves->bandwidth = of->curves->bandwidth;
    curves->rows = g_new0(SvyTableCurve, n_rows);
    for (size_t row = 0; row < n_rows; row++) {
        size_t from;
        const SvyTable *table = find_numbers_row(crossing, slice, row, &from);

        copy_curve(&curves->rows[row], table, from);
    }
    return curves;
}

static SvyTable *make_numbers(const Crossing *crossing, size_t slice)
{
    const SvyTable *inner = crossing->inner;
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(inner->kind, inner->id, "");
    SvyTable *made = g_new0(SvyTable, 1);

    for (size_t c = 0; c < inner->n_columns; c++)
        svy_table_builder_add_column(builder, inner->columns[c].key, inner->columns[c].heading);
    for (size_t row = 0; row < inner->n_rows; row++) {
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
        size_t from;
        const SvyTable *table = find_numbers_row(crossing, slice, row, &from);

        copy_cell(&cells[0], svy_table_get_cell(inner, row, 0));
        for (size_t c = 1; c < inner->n_columns; c++)
            copy_cell(&cells[c], svy_table_get_cell(table, from, c));
    }
    *made = svy_table_builder_finish(builder);
    made->curves = make_curves(crossing, slice, inner->n_rows);
    describe(made, crossing);
    return made;
}

static size_t get_people(const SvyTable *table, size_t row)
{
    const SvyCell *cell = svy_table_get_cell(table, row, svy_table_find_column(table, "n"));

    return cell->status == SVY_STATUS_OK ? cell->n : 0;
}

static bool tells_median(const SvyTable *table)
{
    const size_t median = svy_table_find_column(table, "median");

    for (size_t row = 1; row < table->n_rows; row++)
        if (svy_table_get_cell(table, row, median)->status == SVY_STATUS_OK)
            return true;
    return false;
}

/* A panel of which not even all numbers together may be told may have groups that are. */
static SvySlices *slices_new_numbers(const char *language,
                                     const SvyTable *table,
                                     Crossing *crossing)
{
    SvySlices *slices = g_new0(SvySlices, 1);

    crossing->n_groups = table->n_rows - 1;
    slices->table = crossing->both;
    slices->bins = table;
    slices->is_crossed = true;
    slices->by_text = crossing->outer->by_text;
    if (crossing->outer->curves != NULL)
        slices->bandwidth_all = crossing->outer->curves->bandwidth;
    slices->n_groups = crossing->both->n_panels;
    slices->groups = g_new0(SvySlice, slices->n_groups);
    for (size_t s = 0; s <= slices->n_groups; s++) {
        SvySlice *slice = svy_slices_get(slices, s);

        slice->bins = make_numbers(crossing, s);
        slice->base = s > 0 && !tells_median(slice->bins) ? 0 : get_people(slice->bins, 0);
        if (s > 0)
            slice->label =
                svy_groups_clean_label(language, svy_table_get_cell(crossing->outer, s, 0)->text);
    }
    return slices;
}

/* --- Shares by groups ----------------------------------------------------------------------- */

/* Some group of the panel has something to show. */
static bool tells_crossed(const SvyTable *table)
{
    for (size_t c = 2; c < table->n_columns; c++)
        if (svy_slices_find_base(table, c) >= SVY_PLOT_LEAST_BASE)
            return true;
    return false;
}

static size_t count_hidden(const SvyTable *table)
{
    size_t n = 0;

    for (size_t row = 0; row < table->n_rows; row++)
        for (size_t c = 2; c < table->n_columns; c++)
            n += svy_slices_find_base(table, c) >= SVY_PLOT_LEAST_BASE &&
                 svy_table_get_cell(table, row, c)->status != SVY_STATUS_OK;
    return n;
}

/* The panels that are shown without group @group; NULL: none. */
static char *list_lacking(const SvySlices *slices, size_t group)
{
    GString *out = g_string_new(NULL);

    for (size_t s = 0; s < slices->n_groups; s++) {
        const SvySlice *slice = &slices->groups[s];

        if (slice->base >= SVY_PLOT_LEAST_BASE &&
            svy_slices_find_base(slice->bins, group + 1) < SVY_PLOT_LEAST_BASE)
            g_string_append_printf(out, "%s%s", out->len > 0 ? ", " : "", slice->label);
    }
    return g_string_free(out, out->len == 0);
}

static char *word_too_few(const SvySlices *slices, size_t n_groups)
{
    GString *out = g_string_new(NULL);

    for (size_t g = 1; g <= n_groups; g++) {
        g_autofree char *panels = list_lacking(slices, g);

        if (panels != NULL)
            g_string_append_printf(out, "%s%s (%s)", out->len > 0 ? "; " : "",
                                   slices->all.bins->columns[g + 1].heading, panels);
    }
    return g_string_free(out, out->len == 0);
}

SvySlices *svy_slices_new_crossed(const SvyResult *result, const SvyTable *table, const char *by)
{
    Crossing crossing;
    SvySlices *slices;

    if (!find_crossing(result, table, by, &crossing))
        return NULL;
    if (table->kind == SVY_TABLE_NUMBERS_BY)
        return slices_new_numbers(result->survey.language, table, &crossing);
    crossing.n_groups = svy_groups_count(table);
    slices = svy_slices_new(result->survey.language, crossing.outer);
    slices->table = crossing.both;
    slices->bins = table;
    slices->is_crossed = true;
    for (size_t s = 0; s <= slices->n_groups; s++) {
        SvySlice *slice = svy_slices_get(slices, s);

        slice->bins = make_crossed(&crossing, s);
        if (!tells_crossed(slice->bins))
            slice->base = 0;
        if (s > 0 && slice->base >= SVY_PLOT_LEAST_BASE)
            slices->n_hidden += count_hidden(slice->bins);
    }
    slices->too_few = word_too_few(slices, crossing.n_groups);
    return slices;
}
