/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/slices-private.h"

#include <math.h>
#include <string.h>

#include "base/translate.h"
#include "chart/groups.h"
#include "chart/plot.h"
#include "result/result-table.h"

enum { N_MOST = 64 }; /* answers of a question */

/* --- Releasing ------------------------------------------------------------------------------ */

/* Texts are borrowed, but for the labels of joined answers, which are the slices' own. */
static void free_question(SvyQuestionResult *question)
{
    if (question == NULL)
        return;
    for (size_t i = 0; i < question->n_rows; i++)
        g_free(question->rows[i].options);
    for (size_t i = 0; i < question->n_options; i++)
        g_free(question->options[i].label);
    g_free(question->rows);
    g_free(question->options);
    g_free(question);
}

static void clear_slice(SvySlice *slice)
{
    free_question(slice->question);
    if (slice->gap != NULL)
        g_free(slice->gap->items);
    g_free(slice->gap);
    if (slice->bins != NULL)
        svy_table_clear(slice->bins);
    g_free(slice->bins);
    if (slice->rows != NULL)
        svy_table_clear(slice->rows);
    g_free(slice->rows);
    g_free(slice->label);
}

void svy_slices_free(SvySlices *slices)
{
    if (slices == NULL)
        return;
    clear_slice(&slices->all);
    for (size_t g = 0; g < slices->n_groups; g++)
        clear_slice(&slices->groups[g]);
    g_free(slices->groups);
    g_free(slices->too_few);
    g_free(slices);
}

/* --- Tables by group ------------------------------------------------------------------------ */

bool svy_slices_is_same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* Answers in the rows, groups in the columns. */
static const SvyTable *find_segments(const SvyResult *result, const char *row_id, const char *by)
{
    for (size_t i = 0; i < result->n_tables; i++) {
        const SvyTable *table = &result->tables[i];

        if (table->kind == SVY_TABLE_SEGMENTS && svy_slices_is_same(table->row_id, row_id) &&
            svy_slices_is_same(table->by_id, by) &&
            svy_table_find_column(table, "all") < table->n_columns)
            return table;
    }
    return NULL;
}

size_t svy_slices_find_base(const SvyTable *table, size_t column)
{
    return table->columns[column].is_withheld ? 0 : table->columns[column].base;
}

/* Slices with labels and bases of the columns of @table: everybody, then the groups. */
SvySlices *svy_slices_new(const char *language, const SvyTable *table)
{
    SvySlices *slices = g_new0(SvySlices, 1);

    slices->table = table;
    slices->by_text = table->by_text;
    slices->groups = g_new0(SvySlice, svy_groups_count(table));
    for (size_t c = 0; c < table->n_columns; c++) {
        if (!g_str_has_prefix(table->columns[c].key, "group-"))
            continue;

        SvySlice *slice = &slices->groups[slices->n_groups++];

        slice->label = svy_groups_clean_label(language, table->columns[c].heading);
        slice->base = svy_slices_find_base(table, c);
    }
    slices->all.base = svy_slices_find_base(table, svy_table_find_column(table, "all"));
    return slices;
}

/* The column of the @index-th slice: everybody, then the groups. */
size_t svy_slices_find_column(const SvyTable *table, size_t index)
{
    g_autofree char *key = index == 0 ? g_strdup("all") : g_strdup_printf("group-%zu", index);

    return svy_table_find_column(table, key);
}

/* --- Answers -------------------------------------------------------------------------------- */

static const SvyEstimate withheld = {.value = (double)NAN,
                                     .lo = (double)NAN,
                                     .hi = (double)NAN,
                                     .status = SVY_STATUS_WITHHELD};

static SvyOptionResult read_option(const SvyTable *table, size_t row, size_t column)
{
    const SvyCell *cell = svy_table_get_cell(table, row, column);
    SvyOptionResult option = {.p = withheld, .plain = withheld};

    if (table->row_marks != NULL)
        option.mark = table->row_marks[row];
    if (cell->kind != SVY_CELL_SHARE || cell->status != SVY_STATUS_OK)
        return option;
    option.n = cell->share.n;
    option.p = cell->share.p;
    option.plain = cell->share.plain;
    return option;
}

/* The last rows may be several answers counted as one. */
static size_t count_answers(const SvyQuestionResult *question, const SvyTable *table)
{
    size_t n = table->n_rows;

    while (n > 0) {
        const char *label = svy_table_get_cell(table, n - 1, 0)->text;
        bool is_net = false;

        for (size_t i = 0; i < question->n_nets; i++)
            is_net |= svy_slices_is_same(question->nets[i].label, label);
        if (!is_net)
            break;
        n--;
    }
    return n;
}

/* The question without its numbers. */
static SvyQuestionResult *question_new(const SvyQuestionResult *question, size_t base)
{
    SvyQuestionResult *slice = g_new0(SvyQuestionResult, 1);

    *slice = *question;
    slice->n_asked = slice->n_answered = base;
    slice->n_eff = (double)base;
    slice->n_not_asked = slice->n_skipped = slice->n_left = slice->n_no_answer = 0;
    slice->n_options = slice->n_nets = slice->n_rows = 0;
    slice->options = slice->nets = NULL;
    slice->rows = NULL;
    return slice;
}

/* The rows of the table as they are: rare answers may have been put together in all groups. */
static void fill_plain(SvySlices *slices, const SvyQuestionResult *question)
{
    const SvyTable *table = slices->table;
    const size_t n = count_answers(question, table);

    for (size_t s = 0; s <= slices->n_groups; s++) {
        SvySlice *slice = svy_slices_get(slices, s);
        const size_t column = svy_slices_find_column(table, s);

        slice->question = question_new(question, slice->base);
        slice->question->n_options = n;
        slice->question->options = g_new0(SvyOptionResult, n + 1);
        for (size_t i = 0; i < n; i++) {
            slice->question->options[i] = read_option(table, i, column);
            slice->question->options[i].label = g_strdup(svy_table_get_cell(table, i, 0)->text);
        }
    }
}

/* --- Points of a scale ---------------------------------------------------------------------- */

/* A row of a table: which answers of the question it counts. */
typedef struct {
    size_t first, last;
    SvyOptionResult told;
} Run;

/* What is told of one item in one group. */
typedef struct {
    size_t base, n_runs;
    Run runs[N_MOST];
} Told;

/* Which answers become one. */
typedef struct {
    size_t n;
    size_t first[N_MOST], last[N_MOST];
} Parts;

static size_t find_option(const SvyQuestionResult *question, const char *label)
{
    for (size_t i = 0; i < question->n_options; i++)
        if (svy_slices_is_same(question->options[i].label, label))
            return i;
    return question->n_options;
}

/* Rows stand in the order of the answers: one that has another name counts all answers up to that
 * of the next row. False when that leaves a doubt. */
static bool read_runs(const SvyQuestionResult *question,
                      const SvyTable *table,
                      size_t column,
                      Told *told)
{
    const size_t n_rows = count_answers(question, table);
    size_t next = 0;

    *told = (Told){.base = svy_slices_find_base(table, column)};
    for (size_t row = 0; row < n_rows; row++) {
        size_t at = find_option(question, svy_table_get_cell(table, row, 0)->text);
        Run *run = &told->runs[told->n_runs++];

        *run = (Run){next, next, read_option(table, row, column)};
        if (at < question->n_options && at != next)
            return false;
        if (at == question->n_options) {
            at = row + 1 < n_rows
                     ? find_option(question, svy_table_get_cell(table, row + 1, 0)->text)
                     : question->n_options;
            if (at <= next || (row + 1 < n_rows && at == question->n_options))
                return false;
            run->last = at - 1;
        }
        next = run->last + 1;
    }
    return next == question->n_options;
}

static void read_everybody(const SvyOptionResult *options, size_t n, size_t base, Told *told)
{
    *told = (Told){.base = base, .n_runs = n};
    for (size_t i = 0; i < n; i++)
        told->runs[i] = (Run){i, i, options[i]};
}

static bool is_told(const Run *run)
{
    return run->told.p.status == SVY_STATUS_OK;
}

static void add_to(SvyOptionResult *sum, const SvyOptionResult *part)
{
    sum->n += part->n;
    sum->p.value += part->p.value;
    sum->p.method = part->p.method;
    sum->p.level = part->p.level;
}

/* The answers from @first to @last together: what is told of them added up, or, where all that is
 * withheld is among them, what the others leave of the base. That has no interval. */
static SvyOptionResult join_runs(const Told *told, size_t first, size_t last)
{
    SvyOptionResult in = {.p.lo = (double)NAN, .p.hi = (double)NAN}, out = {.n = 0};
    bool is_known = true, is_rest_known = told->base > 0;

    for (size_t i = 0; i < told->n_runs; i++) {
        const Run *run = &told->runs[i];
        const bool is_in = run->first >= first && run->last <= last;

        if (is_in && run->first == first && run->last == last)
            return run->told;
        if (!is_in && run->first <= last && run->last >= first)
            return (SvyOptionResult){.p = withheld, .plain = withheld};
        if (!is_told(run)) {
            is_known = is_known && !is_in;
            is_rest_known = is_rest_known && is_in;
            continue;
        }
        add_to(is_in ? &in : &out, &run->told);
    }
    if (is_known)
        return in;
    if (!is_rest_known || out.n > told->base)
        return (SvyOptionResult){.p = withheld, .plain = withheld};
    in.n = told->base - out.n;
    in.p.value = fmax(0, 1 - out.p.value);
    in.p.method = out.p.method;
    in.p.level = out.p.level;
    return in;
}

static bool is_point(const SvyQuestionResult *question, size_t option)
{
    return question->options[option].mark == SVY_MARK_NONE;
}

/* How many of @n points, in file order, belong to the first, the middle and the last part. */
static void count_sides(const SvyQuestionResult *question, size_t n, size_t sides[3])
{
    const size_t high = n > 3 ? 2 : 1;

    if (question->scale == SVY_SCALE_TWO_WAY) {
        sides[0] = sides[2] = n / 2;
        sides[1] = n % 2;
        return;
    }
    sides[1] = 0;
    sides[0] = question->is_high_first ? high : n - high;
    sides[2] = n - sides[0];
}

static void add_part(Parts *parts, size_t first, size_t last)
{
    parts->first[parts->n] = first;
    parts->last[parts->n++] = last;
}

/* Each answer by itself; or each side of the scale as one. */
static Parts choose_parts(const SvyQuestionResult *question, bool is_joined)
{
    Parts parts = {0};
    size_t sides[3], n_points = 0, point = 0;

    for (size_t i = 0; i < question->n_options; i++)
        n_points += is_point(question, i);
    count_sides(question, n_points, sides);
    for (size_t i = 0; i < question->n_options; i++) {
        const bool starts = point == 0 || point == sides[0] || point == sides[0] + sides[1];

        if (is_point(question, i) && is_joined && !starts)
            parts.last[parts.n - 1] = i;
        else
            add_part(&parts, i, i);
        point += is_point(question, i);
    }
    return parts;
}

/* Everything that is shown at all is told, part by part. */
static bool tells_all(const Told *told, size_t n_told, const Parts *parts)
{
    for (size_t i = 0; i < n_told; i++)
        for (size_t part = 0; part < parts->n && told[i].base >= SVY_PLOT_LEAST_BASE; part++)
            if (join_runs(&told[i], parts->first[part], parts->last[part]).p.status !=
                SVY_STATUS_OK)
                return false;
    return true;
}

static char *name_part(const char *language,
                       const SvyQuestionResult *question,
                       size_t first,
                       size_t last)
{
    const char *one = question->options[first].label, *other = question->options[last].label;

    if (first == last)
        return g_strdup(one);
    return last == first + 1 ? g_strdup_printf(svy_tr(language, "%s or %s"), one, other)
                             : g_strdup_printf(svy_tr(language, "%s to %s"), one, other);
}

static SvyOptionResult *make_options(const SvyQuestionResult *question,
                                     const Told *told,
                                     const Parts *parts)
{
    SvyOptionResult *options = g_new0(SvyOptionResult, parts->n + 1);

    for (size_t part = 0; part < parts->n; part++) {
        options[part] = join_runs(told, parts->first[part], parts->last[part]);
        options[part].label = NULL;
        options[part].mark = question->options[parts->first[part]].mark;
    }
    return options;
}

/* @told: [MAX(n_rows, 1)] */
static void fill_slice(const char *language,
                       SvySlice *slice,
                       const SvyQuestionResult *question,
                       const Told *told,
                       const Parts *parts)
{
    SvyQuestionResult *made = question_new(question, slice->base);

    made->n_options = parts->n;
    made->options = make_options(question, &told[0], parts);
    for (size_t part = 0; part < parts->n; part++)
        made->options[part].label =
            name_part(language, question, parts->first[part], parts->last[part]);
    made->n_rows = question->n_rows;
    made->rows = g_new0(SvyRowResult, question->n_rows + 1);
    for (size_t row = 0; row < question->n_rows; row++) {
        made->rows[row] = (SvyRowResult){.label = question->rows[row].label,
                                         .column = question->rows[row].column,
                                         .n_answered = told[row].base,
                                         .n_eff = (double)told[row].base,
                                         .options = make_options(question, &told[row], parts)};
        for (size_t part = 0; part < parts->n; part++)
            made->rows[row].options[part].label = made->options[part].label;
    }
    slice->question = made;
}

static const SvyTable *find_item(const SvyResult *result,
                                 const SvyQuestionResult *question,
                                 size_t row,
                                 const char *by)
{
    g_autofree char *id = question->n_rows == 0 ? g_strdup(question->id)
                                                : g_strdup_printf("%s.%zu", question->id, row + 1);

    return find_segments(result, id, by);
}

/* What is told of every item in every slice: [n_slices * n_items], the items of a slice together.
 */
static Told *read_items(const SvyResult *result,
                        const SvyQuestionResult *question,
                        const char *by,
                        size_t n_slices,
                        size_t n_items)
{
    Told *told = g_new0(Told, n_slices * n_items);

    for (size_t row = 0; row < n_items; row++) {
        const SvyTable *table = find_item(result, question, row, by);
        const bool is_grid = question->n_rows > 0;

        read_everybody(is_grid ? question->rows[row].options : question->options,
                       question->n_options,
                       is_grid ? question->rows[row].n_answered : question->n_answered, &told[row]);
        for (size_t s = 1; s < n_slices && table != NULL; s++)
            if (!read_runs(question, table, svy_slices_find_column(table, s),
                           &told[s * n_items + row]))
                told[s * n_items + row] = (Told){.base = 0};
    }
    return told;
}

/* The base of a group is that of the item that most answered. */
static size_t find_largest_base(const Told *told, size_t n)
{
    size_t base = 0;

    for (size_t i = 0; i < n; i++)
        base = MAX(base, told[i].base);
    return base;
}

/* Who is on the scale: not those who chose what stands apart. 0: not told. */
static size_t count_on_scale(const SvyQuestionResult *question, const Told *told)
{
    size_t base = told->base;

    for (size_t i = 0; i < question->n_options; i++) {
        const SvyOptionResult option = join_runs(told, i, i);

        if (is_point(question, i))
            continue;
        if (option.p.status != SVY_STATUS_OK)
            return 0;
        base -= MIN(base, option.n);
    }
    return base;
}

static void find_bases(const SvyQuestionResult *question,
                       const Told *told,
                       size_t n_items,
                       SvySlice *slice)
{
    for (size_t i = 0; i < n_items; i++) {
        const size_t base = count_on_scale(question, &told[i]);

        if (base < SVY_PLOT_LEAST_BASE)
            continue;
        slice->least_base = slice->least_base > 0 ? MIN(slice->least_base, base) : base;
        slice->most_base = MAX(slice->most_base, base);
    }
}

static void fill_whole(SvySlices *slices,
                       const SvyResult *result,
                       const SvyQuestionResult *question,
                       const char *by)
{
    const size_t n_slices = slices->n_groups + 1, n_items = MAX(question->n_rows, 1);
    g_autofree Told *told = read_items(result, question, by, n_slices, n_items);
    Parts parts = choose_parts(question, false);

    if (question->scale != SVY_SCALE_NONE && !tells_all(told, n_slices * n_items, &parts)) {
        parts = choose_parts(question, true);
        slices->is_joined = true;
    }
    for (size_t s = 0; s < n_slices; s++) {
        SvySlice *slice = svy_slices_get(slices, s);

        slice->base =
            s == 0 ? question->n_answered : find_largest_base(&told[s * n_items], n_items);
        if (question->n_rows > 0)
            find_bases(question, &told[s * n_items], n_items, slice);
        fill_slice(result->survey.language, slice, question, &told[s * n_items], &parts);
    }
}

static const SvyTable *find_first(const SvyResult *result,
                                  const SvyQuestionResult *question,
                                  const char *by)
{
    const SvyTable *table = find_item(result, question, 0, by);

    for (size_t row = 1; row < question->n_rows && table == NULL; row++)
        table = find_item(result, question, row, by);
    return table;
}

SvySlices *svy_slices_new_question(const SvyResult *result,
                                   const SvyQuestionResult *question,
                                   const char *by,
                                   bool is_whole)
{
    const SvyTable *table = find_first(result, question, by);
    SvySlices *slices;

    if (table == NULL || question->n_options > N_MOST || question->type == SVY_QUESTION_RANK)
        return NULL;
    slices = svy_slices_new(result->survey.language, table);
    slices->question = question;
    slices->n_answers = count_answers(question, table);
    if (question->n_rows > 0 || (is_whole && question->scale != SVY_SCALE_NONE))
        fill_whole(slices, result, question, by);
    else
        fill_plain(slices, question);
    return slices;
}

/* --- Gaps ----------------------------------------------------------------------------------- */

/* One row of the table of items by group. */
typedef struct {
    const char *group, *item;
    const SvyCell *cells; /* of the row */
} GapRow;

static GapRow get_gap_row(const SvyTable *table, size_t row)
{
    return (GapRow){
        svy_cell_get_word(svy_table_get_cell(table, row, svy_table_find_column(table, "group"))),
        svy_cell_get_word(svy_table_get_cell(table, row, svy_table_find_column(table, "item"))),
        svy_table_get_cell(table, row, 0)};
}

static const SvyTable *find_gap_items(const SvyResult *result, const SvyGap *gap, const char *by)
{
    g_autofree char *id = g_strdup_printf("gap-items-%s-%s-by-%s", gap->use_id, gap->follow_id, by);

    for (size_t i = 0; i < result->n_tables; i++)
        if (svy_slices_is_same(result->tables[i].id, id))
            return &result->tables[i];
    return NULL;
}

static SvyShare read_share(const SvyTable *table, const GapRow *row, const char *key)
{
    const SvyCell *cell = &row->cells[svy_table_find_column(table, key)];
    SvyShare share = {.p = withheld, .plain = withheld};

    return cell->status == SVY_STATUS_OK && cell->kind == SVY_CELL_SHARE ? cell->share : share;
}

/* @item has the label and what is known of the item for everybody. */
static void read_gap_item(const SvyTable *table, const GapRow *row, SvyGapItem *item)
{
    const SvyCell *people = &row->cells[svy_table_find_column(table, "people")];
    const SvyCell *gap = &row->cells[svy_table_find_column(table, "gap")];

    item->base = people->status == SVY_STATUS_OK ? people->n : 0;
    item->use = read_share(table, row, "use");
    item->follow = read_share(table, row, "follow");
    item->unreached = read_share(table, row, "unreached");
    item->conversion = read_share(table, row, "conversion");
    item->gap = gap->status == SVY_STATUS_OK ? gap->share.p : withheld;
    item->plain_gap = gap->status == SVY_STATUS_OK ? gap->share.plain : withheld;
    item->n_both = item->use.n - item->unreached.n;
    item->n_contradictions = 0;
    item->has_test = false;
}

static void blank_item(SvyGapItem *item)
{
    const SvyShare none = {.p = withheld, .plain = withheld};

    item->base = 0;
    item->use = item->follow = item->unreached = item->conversion = none;
    item->gap = item->plain_gap = withheld;
    item->has_test = false;
}

static void fill_item(const SvyTable *table, const char *group, SvyGapItem *item)
{
    blank_item(item);
    for (size_t i = 0; i < table->n_rows; i++) {
        const GapRow row = get_gap_row(table, i);

        if (svy_slices_is_same(row.group, group) && svy_slices_is_same(row.item, item->label))
            read_gap_item(table, &row, item);
    }
}

/* Items without an account have no gap. Everybody's stay as they are. */
static SvyGap *gap_new(const SvyGap *gap)
{
    SvyGap *slice = g_new0(SvyGap, 1);

    *slice = *gap;
    slice->items = g_new0(SvyGapItem, gap->n_items + 1);
    slice->n_items = 0;
    for (size_t i = 0; i < gap->n_items; i++)
        if (gap->items[i].has_account)
            slice->items[slice->n_items++] = gap->items[i];
    return slice;
}

static void fill_gap(SvySlice *slice, const SvyTable *table, const SvyGap *gap, const char *group)
{
    slice->gap = gap_new(gap);
    fill_item(table, group, &slice->gap->any);
    slice->base = slice->gap->any.base;
    for (size_t i = 0; i < slice->gap->n_items; i++) {
        fill_item(table, group, &slice->gap->items[i]);
        slice->base = MAX(slice->base, slice->gap->items[i].base);
    }
    slice->gap->base = slice->gap->any.base = slice->base;
    for (size_t i = 0; i < slice->gap->n_items; i++)
        slice->gap->items[i].base = slice->base;
}

SvySlices *svy_slices_new_gap(const SvyResult *result, const SvyGap *gap, const char *by)
{
    const SvyTable *table = find_gap_items(result, gap, by);
    const char *last = NULL;
    SvySlices *slices;

    if (table == NULL || table->n_rows == 0)
        return NULL;
    slices = g_new0(SvySlices, 1);
    slices->table = table;
    slices->gap = gap;
    slices->by_text = table->row_text;
    slices->groups = g_new0(SvySlice, table->n_rows);
    slices->all = (SvySlice){.base = gap->base, .gap = gap_new(gap)};
    for (size_t i = 0; i < table->n_rows; i++) {
        const char *group = get_gap_row(table, i).group;

        /* Rows of one group follow each other; the first are everybody's. */
        if (i > 0 && !svy_slices_is_same(group, last) && group != NULL) {
            SvySlice *slice = &slices->groups[slices->n_groups++];

            slice->label = svy_groups_clean_label(result->survey.language, group);
            fill_gap(slice, table, gap, group);
        }
        last = group;
    }
    return slices;
}

/* --- Numbers -------------------------------------------------------------------------------- */

static SvyTable *make_bins(const SvyTable *bins, const SvyTable *table, size_t column)
{
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(SVY_TABLE_BINS, bins->id, "");
    SvyTable *made = g_new0(SvyTable, 1);

    svy_table_builder_add_column(builder, "answer", "");
    svy_table_builder_add_column(builder, "p", "");
    for (size_t row = 0; row < table->n_rows; row++) {
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);
        const SvyCell *source = svy_table_get_cell(table, row, column);

        svy_cell_set_text(&cells[0], svy_table_get_cell(table, row, 0)->text);
        svy_cell_set_share(&cells[1], &source->share);
        if (source->status != SVY_STATUS_OK)
            svy_cell_withhold(&cells[1]);
    }
    *made = svy_table_builder_finish(builder);
    made->row_id = g_strdup(bins->row_id);
    made->row_text = g_strdup(bins->row_text);
    made->row_edges = g_new(double, table->n_rows + 1);
    memcpy(made->row_edges, table->row_edges, (table->n_rows + 1) * sizeof *table->row_edges);
    return made;
}

/* The row of @group in the table of quantiles by group. */
static double find_quantile(const SvyResult *result,
                            const SvyTable *bins,
                            const char *by,
                            const char *group,
                            const char *key)
{
    for (size_t i = 0; i < result->n_tables; i++) {
        const SvyTable *table = &result->tables[i];
        const size_t column = svy_table_find_column(table, key);

        if (table->kind != SVY_TABLE_NUMBERS_BY ||
            !svy_slices_is_same(table->row_id, bins->row_id) ||
            !svy_slices_is_same(table->by_id, by) || column == table->n_columns)
            continue;
        for (size_t row = 0; row < table->n_rows; row++) {
            const SvyCell *cell = svy_table_get_cell(table, row, column);

            if (svy_slices_is_same(svy_cell_get_word(svy_table_get_cell(table, row, 0)), group) &&
                cell->kind == SVY_CELL_ESTIMATE && cell->status == SVY_STATUS_OK)
                return cell->share.p.value;
        }
    }
    return NAN;
}

SvySlices *svy_slices_new_bins(const SvyResult *result, const SvyTable *bins, const char *by)
{
    const SvyTable *table = find_segments(result, bins->row_id, by);
    SvySlices *slices;

    if (table == NULL || table->row_edges == NULL)
        return NULL;
    slices = svy_slices_new(result->survey.language, table);
    slices->bins = bins;
    for (size_t s = 1; s <= slices->n_groups; s++) {
        SvySlice *slice = svy_slices_get(slices, s);
        const size_t column = svy_slices_find_column(table, s);
        const char *group = table->columns[column].heading;

        slice->bins = make_bins(bins, table, column);
        slice->q1 = find_quantile(result, bins, by, group, "q1");
        slice->median = find_quantile(result, bins, by, group, "median");
        slice->q3 = find_quantile(result, bins, by, group, "q3");
    }
    return slices;
}

/* --- Tables that are there once for each group ---------------------------------------------- */

static const SvyTable *find_by_group(const SvyResult *result, const SvyTable *rows, const char *by)
{
    g_autofree char *id = g_strdup_printf("%s-by-%s", rows->id, by);

    for (size_t i = 0; i < result->n_tables; i++)
        if (svy_slices_is_same(result->tables[i].id, id))
            return &result->tables[i];
    return NULL;
}

static void copy_cell(const SvyCell *from, SvyCell *to)
{
    *to = *from;
    to->text = g_strdup(from->text);
    to->word = g_strdup(from->word);
    to->letters = g_strdup(from->letters);
}

/* Rows @first to before @end, without the column of the group, as a table like everybody's. */
static SvyTable *cut_rows(const SvyTable *rows, const SvyTable *table, size_t first, size_t end)
{
    g_autoptr(SvyTableBuilder) builder = svy_table_builder_new(rows->kind, rows->id, rows->title);
    SvyTable *made = svy_table_builder_get(builder);

    made->row_id = g_strdup(rows->row_id);
    made->row_text = g_strdup(rows->row_text);
    made->base_rule = g_strdup(table->base_rule);
    made->method = g_strdup(table->method);
    made->is_not_nested = rows->is_not_nested;
    for (size_t c = 1; c < table->n_columns; c++)
        svy_table_builder_add_column(builder, table->columns[c].key, table->columns[c].heading);
    for (size_t row = first; row < end; row++) {
        SvyCell *cells = svy_table_builder_add_row(builder, SVY_MARK_NONE);

        for (size_t c = 1; c < table->n_columns; c++)
            copy_cell(svy_table_get_cell(table, row, c), &cells[c - 1]);
    }
    made = g_new0(SvyTable, 1);
    *made = svy_table_builder_finish(builder);
    return made;
}

/* Rows of one group of which the first are the options, the others everybody's combinations. */
static SvyTable *cut_combinations(const SvyTable *rows,
                                  const SvyTable *table,
                                  size_t first,
                                  size_t end)
{
    const SvyTableSets *sets = rows->sets;
    SvyTable *made = cut_rows(rows, table, first + sets->n, end);
    SvyTableSets *own = g_new0(SvyTableSets, 1);
    const size_t share = svy_table_find_column(table, "p");
    const SvyCell *last =
        svy_table_get_cell(table, end - 1, svy_table_find_column(table, "others"));

    own->n = sets->n;
    own->labels = g_new0(char *, sets->n);
    own->shares = g_new0(SvyShare, sets->n);
    own->masks = g_new0(uint64_t, rows->n_rows);
    memcpy(own->masks, sets->masks, rows->n_rows * sizeof *sets->masks);
    own->n_others = last->kind == SVY_CELL_COUNT ? last->n : 0;
    for (size_t i = 0; i < sets->n; i++) {
        own->labels[i] = g_strdup(sets->labels[i]);
        own->shares[i] = svy_table_get_cell(table, first + i, share)->share;
    }
    made->sets = own;
    return made;
}

/* People behind a row: those who are counted, or of whom the share is. 0: not told. */
static size_t find_row_base(const SvyTable *table, size_t row)
{
    for (size_t c = 1; c < table->n_columns; c++) {
        const SvyCell *cell = svy_table_get_cell(table, row, c);

        if (cell->status != SVY_STATUS_OK)
            continue;
        if (cell->kind == SVY_CELL_COUNT && table->sets == NULL)
            return cell->n;
        if (cell->kind == SVY_CELL_SHARE)
            return cell->share.base;
    }
    return 0;
}

static void find_row_bases(SvySlice *slice)
{
    for (size_t row = 0; row < slice->rows->n_rows; row++) {
        const size_t base = find_row_base(slice->rows, row);

        slice->base = MAX(slice->base, base);
        if (base >= SVY_PLOT_LEAST_BASE)
            slice->least_base = slice->least_base > 0 ? MIN(slice->least_base, base) : base;
    }
    slice->most_base = slice->base;
}

/* Rows of one group follow each other; the first are everybody's. */
SvySlices *svy_slices_new_rows(const SvyResult *result, const SvyTable *rows, const char *by)
{
    const SvyTable *table = find_by_group(result, rows, by);
    size_t n_groups = 0;
    SvySlices *slices;

    if (table == NULL || table->n_rows == 0)
        return NULL;
    slices = g_new0(SvySlices, 1);
    slices->table = table;
    slices->rows = rows;
    slices->by_text = table->by_text;
    slices->groups = g_new0(SvySlice, table->n_rows);
    for (size_t first = 0, end; first < table->n_rows; first = end) {
        const char *group = svy_cell_get_word(svy_table_get_cell(table, first, 0));
        SvySlice *slice = first == 0 ? &slices->all : &slices->groups[n_groups++];

        for (end = first + 1; end < table->n_rows; end++)
            if (!svy_slices_is_same(svy_cell_get_word(svy_table_get_cell(table, end, 0)), group))
                break;
        if (first > 0)
            slice->label = svy_groups_clean_label(result->survey.language, group);
        slice->rows = rows->sets != NULL ? cut_combinations(rows, table, first, end)
                                         : cut_rows(rows, table, first, end);
        find_row_bases(slice);
    }
    slices->n_groups = n_groups;
    return slices;
}
