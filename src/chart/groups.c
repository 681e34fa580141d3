/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/groups.h"

#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "result/result-table.h"
#include "result/words.h"

/* Groups */

static bool is_group(const SvyTableColumn *column)
{
    return g_str_has_prefix(column->key, "group-");
}

size_t svy_groups_count(const SvyTable *table)
{
    size_t n = 0;

    for (size_t c = 0; c < table->n_columns; c++)
        n += is_group(&table->columns[c]);
    return n;
}

static bool is_open(const SvyCell *cell)
{
    return cell->kind == SVY_CELL_SHARE && cell->status == SVY_STATUS_OK;
}

/* The base of a column stands at the column, or, where rows have their own, at its cells. */
static size_t find_base(const SvyTable *table, size_t column)
{
    size_t base = table->columns[column].base;

    for (size_t row = 0; row < table->n_rows && table->columns[column].base == 0; row++) {
        const SvyCell *cell = svy_table_get_cell(table, row, column);

        base = is_open(cell) ? MAX(base, cell->share.base) : base;
    }
    return table->columns[column].is_withheld ? 0 : base;
}

char *svy_groups_clean_label(const char *language, const char *heading)
{
    g_autofree char *label = svy_plot_clean(heading);

    return *label != '\0' ? g_steal_pointer(&label) : g_strdup(svy_tr(language, "(no label)"));
}

static SvyGroup make_group(const char *language, const SvyTable *table, size_t column)
{
    SvyGroup group = {.column = column, .base = find_base(table, column)};

    group.label = svy_groups_clean_label(language, table->columns[column].heading);
    group.is_shown = group.base >= SVY_PLOT_LEAST_BASE;
    group.is_hollow = group.is_shown && group.base < SVY_PLOT_SMALL_BASE;
    return group;
}

/* Rows */

/* The question of the rows; an item of a grid is called by the grid's name with a number. */
static const SvyQuestionResult *find_question(const SvyResult *result, const char *id)
{
    for (size_t i = 0; i < result->n_questions && id != NULL; i++) {
        const SvyQuestionResult *question = &result->questions[i];
        const size_t length = strlen(question->id);

        if (strncmp(id, question->id, length) == 0 && (id[length] == '\0' || id[length] == '.'))
            return question;
    }
    return NULL;
}

static bool has_order(const SvyQuestionResult *question)
{
    return question != NULL && (question->is_ordered || question->type == SVY_QUESTION_LIKERT ||
                                question->type == SVY_QUESTION_RANK);
}

typedef struct {
    size_t row, part;
    double share; /* of everybody; less than any where it is not told */
} Place;

static int compare_places(const void *a, const void *b)
{
    const Place *one = a, *other = b;

    if (one->part != other->part)
        return one->part < other->part ? -1 : 1;
    if (one->part == 0 && (one->share > other->share || one->share < other->share))
        return one->share > other->share ? -1 : 1;
    return one->row < other->row ? -1 : 1;
}

static double get_share(const SvyGroups *groups, const SvyTable *order, size_t row)
{
    const SvyCell *cell = svy_table_get_cell(order, row, groups->all.column);

    return !groups->is_ordered && is_open(cell) && cell->share.p.status == SVY_STATUS_OK
               ? cell->share.p.value
               : -1;
}

/* Largest share first, unless the answers have an order of their own. */
static void sort_rows(SvyGroups *groups, size_t n_top, const SvyTable *order)
{
    const SvyTable *table = groups->table;
    g_autofree Place *places = g_new0(Place, table->n_rows);

    for (size_t row = 0; row < table->n_rows; row++) {
        const bool is_joined = row >= groups->n_plain;
        const bool is_apart = table->row_marks != NULL && table->row_marks[row] != SVY_MARK_NONE;

        places[row] = (Place){row, is_joined ? 2 : is_apart ? 1 : 0, get_share(groups, order, row)};
    }
    qsort(places, table->n_rows, sizeof *places, compare_places);
    groups->n_rows = n_top > 0 ? MIN(n_top, table->n_rows) : table->n_rows;
    groups->n_hidden = table->n_rows - groups->n_rows;
    groups->rows = g_new0(size_t, groups->n_rows);
    groups->parts = g_new0(size_t, groups->n_rows);
    for (size_t i = 0; i < groups->n_rows; i++) {
        groups->rows[i] = places[i].row;
        groups->parts[i] = places[i].part;
    }
}

SvyGroups *svy_groups_new(const SvyResult *result, const SvyTable *table, size_t n_top)
{
    return svy_groups_new_like(result, table, n_top, table);
}

SvyGroups *svy_groups_new_like(const SvyResult *result,
                               const SvyTable *table,
                               size_t n_top,
                               const SvyTable *order)
{
    SvyGroups *groups = g_new0(SvyGroups, 1);
    const SvyQuestionResult *question = find_question(result, table->row_id);
    const size_t n_nets =
        question != NULL && table->n_panels == 0 ? MIN(question->n_nets, table->n_rows) : 0;

    groups->table = table;
    /* A table of gaps has an order, and its question is that of the groups. */
    groups->is_ordered = table->kind == SVY_TABLE_GAP_SEGMENTS || has_order(question);
    groups->n_plain = table->n_rows - (table->kind == SVY_TABLE_GAP_SEGMENTS ? 0 : n_nets);
    groups->groups = g_new0(SvyGroup, svy_groups_count(table));
    for (size_t c = 0; c < table->n_columns; c++)
        if (is_group(&table->columns[c]))
            groups->groups[groups->n_groups++] = make_group(result->survey.language, table, c);
    groups->all = make_group(result->survey.language, table, svy_table_find_column(table, "all"));
    sort_rows(groups, n_top, order);
    if (!svy_words_find_outlier(table, groups->n_plain, result->level, &groups->focus,
                                &groups->focus_column))
        groups->focus = table->n_rows;
    return groups;
}

void svy_groups_free(SvyGroups *groups)
{
    if (groups == NULL)
        return;
    for (size_t g = 0; g < groups->n_groups; g++)
        g_free(groups->groups[g].label);
    g_free(groups->all.label);
    g_free(groups->groups);
    g_free(groups->rows);
    g_free(groups->parts);
    g_free(groups);
}

const SvyEstimate *svy_groups_get(const SvyGroups *groups, size_t index, const SvyGroup *group)
{
    const SvyCell *cell = svy_table_get_cell(groups->table, groups->rows[index], group->column);

    return group->is_shown && is_open(cell) && cell->share.p.status == SVY_STATUS_OK &&
                   cell->share.base >= SVY_PLOT_LEAST_BASE
               ? &cell->share.p
               : NULL;
}

const char *svy_groups_get_label(const SvyGroups *groups, size_t index)
{
    const char *text = svy_table_get_cell(groups->table, groups->rows[index], 0)->text;

    return text != NULL ? text : "";
}

/* CSV */

static void append_head(GString *csv, const char *what, const SvyGroup *group)
{
    g_autofree char *head = g_strdup_printf("%s %s", what, group->label);

    svy_csv_append_text(csv, head);
}

static void append_csv_head(GString *csv, const SvyGroups *groups)
{
    svy_csv_append_text(csv, "label");
    svy_csv_append_text(csv, "base");
    svy_csv_append_text(csv, "p");
    svy_csv_append_text(csv, "lo");
    svy_csv_append_text(csv, "hi");
    for (size_t g = 0; g < groups->n_groups; g++) {
        append_head(csv, "base", &groups->groups[g]);
        append_head(csv, "p", &groups->groups[g]);
        append_head(csv, "lo", &groups->groups[g]);
        append_head(csv, "hi", &groups->groups[g]);
        append_head(csv, "residual", &groups->groups[g]);
    }
    svy_csv_append_text(csv, "method");
    svy_csv_end_row(csv);
}

static void append_base(GString *csv, const SvyGroup *group)
{
    if (group->is_shown)
        svy_csv_append_count(csv, group->base);
    else
        svy_csv_append_text(csv, NULL);
}

static void append_estimate(GString *csv, const SvyEstimate *estimate)
{
    svy_csv_append_number(csv, estimate != NULL ? estimate->value : (double)NAN);
    svy_csv_append_number(csv, estimate != NULL ? estimate->lo : (double)NAN);
    svy_csv_append_number(csv, estimate != NULL ? estimate->hi : (double)NAN);
}

static void append_csv_row(GString *csv, const SvyGroups *groups, size_t index, const char *label)
{
    const SvyEstimate *all = svy_groups_get(groups, index, &groups->all);

    svy_csv_append_text(csv, label);
    append_base(csv, &groups->all);
    append_estimate(csv, all);
    for (size_t g = 0; g < groups->n_groups; g++) {
        const SvyGroup *group = &groups->groups[g];
        const SvyEstimate *p = svy_groups_get(groups, index, group);
        const SvyCell *cell = svy_table_get_cell(groups->table, groups->rows[index], group->column);

        append_base(csv, group);
        append_estimate(csv, p);
        svy_csv_append_number(csv, p != NULL ? cell->residual : (double)NAN);
    }
    svy_csv_append_text(csv, all != NULL ? all->method : NULL);
    svy_csv_end_row(csv);
}

/* Words */

/* "Member 82% (78–86)" */
static char *word_share(const char *language, const SvyGroup *group, const SvyEstimate *p)
{
    g_autofree char *name = svy_alt_name(group->label);
    g_autofree char *value = NULL, *interval = NULL;

    if (p == NULL)
        return g_strdup_printf(svy_tr(language, "%s too few to show"), name);
    value = svy_plot_format_pct_in(language, p->value);
    interval = svy_plot_format_interval_in(language, p->lo, p->hi);
    return g_strdup_printf("%s %s (%s)", name, value, interval);
}

static char *describe_row(const char *language,
                          const SvyGroups *groups,
                          size_t index,
                          const char *label)
{
    g_autofree char *all =
        word_share(language, &groups->all, svy_groups_get(groups, index, &groups->all));
    g_autoptr(GString) out = g_string_new(NULL);

    for (size_t g = 0; g < groups->n_groups; g++) {
        const SvyGroup *group = &groups->groups[g];
        g_autofree char *share = word_share(language, group, svy_groups_get(groups, index, group));

        g_string_append_printf(out, svy_tr(language, "; %s"), share);
    }
    return g_strdup_printf(svy_tr(language, "%s: %s%s."), label, all, out->str);
}

char *svy_groups_word_subtitle_in(const char *language, const SvyTable *table)
{
    g_autofree char *rows = svy_plot_clean_wording(table->row_text);
    g_autofree char *groups = svy_plot_clean_wording(table->by_text);

    if (table->kind == SVY_TABLE_GAP_SEGMENTS)
        return g_strdup_printf(
            svy_tr(language, "Share of each group who use it and do not follow; groups by “%s”"),
            rows);
    return g_strdup_printf(svy_tr(language, "%s%sShare of each group; groups by “%s”"), rows,
                           *rows == '\0'                            ? ""
                           : strchr(".?!:", rows[strlen(rows) - 1]) ? " "
                                                                    : ". ",
                           groups);
}

/* A row of which only some shares may be told says nothing of the others; that is said once. */
static size_t count_hidden_shares(const SvyGroups *groups)
{
    size_t n = 0;

    for (size_t index = 0; index < groups->n_rows; index++)
        for (size_t g = 0; g < groups->n_groups; g++)
            n += groups->groups[g].is_shown &&
                 svy_groups_get(groups, index, &groups->groups[g]) == NULL;
    return n;
}

void svy_groups_move_last_note(SvyPlot *plot)
{
    SvyPlotNote *note = g_ptr_array_steal_index(plot->notes, plot->notes->len - 1);

    g_ptr_array_insert(plot->notes, MIN(1, (int)plot->notes->len), note);
}

static void add_hidden_notes(const SvyGroups *groups, SvyPlot *plot)
{
    const size_t n_shares = count_hidden_shares(groups);

    if (groups->n_hidden > 0) {
        svy_plot_add_note(
            plot, g_strdup_printf(svy_tr(plot->language, "Not shown: %zu more."), groups->n_hidden),
            false);
        svy_groups_move_last_note(plot);
    }
    if (n_shares == 0 || groups->table->n_panels > 0)
        return; /* all panels together say it */
    svy_plot_add_note(
        plot,
        n_shares == 1
            ? g_strdup(svy_tr(plot->language, "Not drawn: one share that is withheld."))
            : g_strdup_printf(svy_tr(plot->language, "Not drawn: %zu shares that are withheld."),
                              n_shares),
        false);
    svy_groups_move_last_note(plot);
}

void svy_groups_fill_plot(const SvyGroups *groups, SvyPlot *plot, const SvyResult *result)
{
    const SvyTable *table = groups->table;
    GString *csv = g_string_new(NULL);

    append_csv_head(csv, groups);
    for (size_t i = 0; i < groups->n_rows; i++) {
        SvyPlotRow *row = svy_plot_add_row(plot, svy_groups_get_label(groups, i));

        row->is_focus = groups->rows[i] == groups->focus;
        row->starts_group = i > 0 && groups->parts[i] != groups->parts[i - 1];
        append_csv_row(csv, groups, i, row->label);
        g_ptr_array_add(plot->descriptions,
                        describe_row(result->survey.language, groups, i, row->label));
    }
    plot->csv = g_string_free(csv, FALSE);
    plot->title = table->kind == SVY_TABLE_GAP_SEGMENTS
                      ? svy_words_unreached_headline_in(result->survey.language, table)
                      : svy_words_groups_headline_in(result->survey.language, table,
                                                     groups->n_plain, result->level);
    plot->subtitle = svy_groups_word_subtitle_in(result->survey.language, table);
    svy_plot_add_table_notes(plot, result, table);
    add_hidden_notes(groups, plot);
}

char *svy_groups_word_base_in(const char *language, const SvyGroups *groups)
{
    g_autofree char *base = svy_tr_num_count(language, groups->all.base);

    return g_strdup_printf(svy_tr(language, "Base %s."), base);
}

char *svy_groups_word_base(const SvyGroups *groups)
{
    return svy_groups_word_base_in(NULL, groups);
}

bool svy_groups_shape_message(const SvyLayout *layout, SvyLine **ret_line, GError **error)
{
    const SvyTextStyle style = {.weight = 400, .size_pt = layout->m};

    return svy_measure_line(layout->theme->fonts, &style,
                            svy_tr(layout->plot->language, "too few to show"), ret_line, error);
}

void svy_groups_draw_message(const SvyLayout *layout,
                             SvyLine **line,
                             size_t row,
                             size_t table_row,
                             double x,
                             double middle)
{
    SvyNode *node =
        svy_layout_draw_line(layout, line, SVY_ROLE_MESSAGE, x,
                             svy_layout_centre_line(layout, *line, middle), SVY_TERTIARY);

    node->datum.row = row;
    svy_layout_set_cell(node, table_row, 1);
}

char *svy_groups_word_size_in(const char *language, const SvyGroup *group)
{
    g_autofree char *base = svy_tr_num_count(language, group->base);

    if (!group->is_shown)
        return g_strdup(svy_tr(language, "too few to show"));
    if (group->is_hollow)
        return g_strdup_printf(svy_tr(language, "small base, n = %s"), base);
    return g_strdup_printf("n = %s", base);
}

char *svy_groups_word_size(const SvyGroup *group)
{
    return svy_groups_word_size_in(NULL, group);
}

bool svy_groups_find_spread(const SvyGroups *groups,
                            size_t *ret_index,
                            const SvyGroup **ret_low,
                            const SvyGroup **ret_high)
{
    double widest = -1;

    for (size_t index = 0; index < groups->n_rows; index++) {
        const SvyGroup *low = NULL, *high = NULL;
        const SvyEstimate *lowest = NULL, *highest = NULL;

        for (size_t g = 0; g < groups->n_groups; g++) {
            const SvyEstimate *p = svy_groups_get(groups, index, &groups->groups[g]);

            if (p != NULL && (lowest == NULL || p->value < lowest->value)) {
                lowest = p;
                low = &groups->groups[g];
            }
            if (p != NULL && (highest == NULL || p->value >= highest->value)) {
                highest = p;
                high = &groups->groups[g];
            }
        }
        if (low == high || !(highest->value - lowest->value > widest))
            continue;
        widest = highest->value - lowest->value;
        *ret_index = index;
        *ret_low = low;
        *ret_high = high;
    }
    return widest >= 0;
}

char *svy_groups_word_spread_in(const char *language, const SvyGroups *groups)
{
    const SvyGroup *low, *high;
    const SvyEstimate *least, *most;
    size_t index;

    if (!svy_groups_find_spread(groups, &index, &low, &high))
        return g_strdup(svy_tr(language, "No two groups can be compared."));
    least = svy_groups_get(groups, index, low);
    most = svy_groups_get(groups, index, high);
    g_assert(least != NULL && most != NULL);
    if (least->value >= most->value)
        return g_strdup(svy_tr(language, "No two groups differ."));

    g_autofree char *row = svy_alt_name(svy_groups_get_label(groups, index));
    g_autofree char *low_name = svy_alt_name(low->label), *high_name = svy_alt_name(high->label);
    g_autofree char *from = svy_plot_format_pct_in(language, least->value);
    g_autofree char *to = svy_plot_format_pct_in(language, most->value);

    return g_strdup_printf(svy_tr(language, "Largest spread: %s, from %s (%s) to %s (%s)."), row,
                           from, low_name, to, high_name);
}

char *svy_groups_word_spread(const SvyGroups *groups)
{
    return svy_groups_word_spread_in(NULL, groups);
}

double svy_groups_find_most(const SvyGroups *groups)
{
    double most = 0;

    for (size_t row = 0; row < groups->n_rows; row++) {
        const SvyEstimate *all = svy_groups_get(groups, row, &groups->all);

        most = fmax(most, all != NULL ? all->value : 0);
        for (size_t g = 0; g < groups->n_groups; g++) {
            const SvyEstimate *p = svy_groups_get(groups, row, &groups->groups[g]);

            most = fmax(most, p != NULL ? p->hi : 0);
        }
    }
    return most;
}
