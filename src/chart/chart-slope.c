/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "slope": the answers to a question over the waves of a survey, or over a few groups that
 * stand in an order: from the first to the last, coloured where the two differ beyond chance. */
#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/text.h"
#include "base/translate.h"
#include "chart/alt-text.h"
#include "chart/chart-registry.h"
#include "chart/each.h"
#include "chart/panel-lines.h"
#include "chart/targets.h"
#include "chart/wave-times.h"
#include "result/result-table.h"
#include "result/words.h"

#define TITLE_CHARS    48u
#define WAVE_CHARS     28u
#define QUESTION_CHARS 90u
#define LISTED         3u

/* --- Which columns -------------------------------------------------------------------------- */

/* Columns of the table by time. */
typedef struct {
    SvyWaveTimes waves;
    size_t n;
    size_t columns[SVY_LINES_WAVES];
    double times[SVY_LINES_WAVES];
} Order;

static void sort_order(Order *order)
{
    for (size_t i = 1; i < order->n; i++) {
        for (size_t j = i; j > 0 && order->times[j] < order->times[j - 1]; j--) {
            const double time = order->times[j];
            const size_t column = order->columns[j];

            order->times[j] = order->times[j - 1];
            order->columns[j] = order->columns[j - 1];
            order->times[j - 1] = time;
            order->columns[j - 1] = column;
        }
    }
}

/* False when the groups have no order. */
static bool read_order(const SvyTable *table, Order *order)
{
    const char *names[SVY_LINES_WAVES];

    *order = (Order){.waves = SVY_WAVE_TIMES_NONE};
    for (size_t i = 0; i < table->n_columns; i++) {
        if (!g_str_has_prefix(table->columns[i].key, "group-"))
            continue;
        if (order->n == SVY_LINES_WAVES)
            return false;
        names[order->n] = table->columns[i].heading;
        order->columns[order->n++] = i;
    }
    order->waves = svy_wave_times_read(order->n, names, order->times);
    if (order->waves == SVY_WAVE_TIMES_NONE)
        return false;
    sort_order(order);
    for (size_t i = 0; i < order->n && order->waves != SVY_WAVE_TIMES_DATED; i++)
        order->times[i] = (double)i; /* a count tells the order, not the time between */
    return true;
}

/* --- Numbers -------------------------------------------------------------------------------- */

static bool is_wave_shown(const SvyTable *table, const Order *order, size_t wave)
{
    const SvyTableColumn *column = &table->columns[order->columns[wave]];

    return !column->is_withheld && column->base >= SVY_PLOT_LEAST_BASE;
}

/* (nullable) the share that may be told. */
static const SvyCell *get_cell(const SvyTable *table, const Order *order, size_t row, size_t wave)
{
    const SvyCell *cell = svy_table_get_cell(table, row, order->columns[wave]);

    return is_wave_shown(table, order, wave) && cell->kind == SVY_CELL_SHARE &&
                   cell->status == SVY_STATUS_OK && cell->share.p.status == SVY_STATUS_OK
               ? cell
               : NULL;
}

static bool is_tested(const SvyTable *table, const Order *order)
{
    return table->columns[order->columns[0]].letter != NULL;
}

static bool names_letter(const char *letters, const char *letter)
{
    g_auto(GStrv) words = NULL;

    if (letters == NULL || letter == NULL)
        return false;
    words = g_strsplit(letters, " ", -1);
    return g_strv_contains((const char *const *)words, letter);
}

/* By the letters of the table: each names a column whose share is smaller beyond chance. */
static SvyLinesChange find_change(const SvyTable *table, const Order *order, size_t row)
{
    const SvyCell *first = get_cell(table, order, row, 0);
    const SvyCell *last = get_cell(table, order, row, order->n - 1);

    if (first == NULL || last == NULL)
        return SVY_LINES_OPEN;
    if (names_letter(last->letters, table->columns[order->columns[0]].letter))
        return SVY_LINES_RISEN;
    if (names_letter(first->letters, table->columns[order->columns[order->n - 1]].letter))
        return SVY_LINES_FALLEN;
    return SVY_LINES_OPEN;
}

/* From the first to the last wave; 0 where one of them is not told. */
static double get_difference(const SvyTable *table, const Order *order, size_t row)
{
    const SvyCell *first = get_cell(table, order, row, 0);
    const SvyCell *last = get_cell(table, order, row, order->n - 1);

    return first != NULL && last != NULL ? last->share.p.value - first->share.p.value : 0;
}

/* The largest change that can be told, or n_rows. */
static size_t find_focus(const SvyTable *table, const Order *order)
{
    size_t best = table->n_rows;

    for (size_t row = 0; row < table->n_rows; row++)
        if (find_change(table, order, row) != SVY_LINES_OPEN &&
            (best == table->n_rows ||
             fabs(get_difference(table, order, row)) > fabs(get_difference(table, order, best))))
            best = row;
    return best;
}

static size_t count_shown(const SvyTable *table, const Order *order)
{
    size_t n = 0;

    for (size_t row = 0; row < table->n_rows; row++)
        n += get_cell(table, order, row, 0) != NULL &&
             get_cell(table, order, row, order->n - 1) != NULL;
    return n;
}

/* True when fewer than @n_top rows change more than @row. */
static bool is_among(const SvyTable *table, const Order *order, size_t row, size_t n_top)
{
    const double own = fabs(get_difference(table, order, row));
    size_t n_before = 0;

    for (size_t other = 0; other < table->n_rows && n_top > 0; other++) {
        const double difference = fabs(get_difference(table, order, other));

        n_before += difference > own || (!(difference < own) && other < row);
    }
    return n_top == 0 || n_before < n_top;
}

/* --- Targets -------------------------------------------------------------------------------- */

static const SvyTable *find_targets(const SvyResult *result)
{
    for (size_t i = 0; i < result->n_tables; i++)
        if (result->tables[i].kind == SVY_TABLE_TARGETS)
            return &result->tables[i];
    return NULL;
}

/* Targets of the question in the rows of @table. (transfer full) of SvyTargetRow */
static GArray *list_targets(const SvyResult *result, const SvyTable *table)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(SvyTargetRow));
    const SvyTable *targets = find_targets(result);

    for (size_t row = 0; targets != NULL && row < targets->n_rows; row++) {
        const SvyTargetRow target = svy_targets_read(targets, row);

        if (target.is_shown && g_strcmp0(target.id, table->row_id) == 0)
            g_array_append_val(list, target);
    }
    return list;
}

/* --- Words ---------------------------------------------------------------------------------- */

static char *cut(const char *text, size_t n_most)
{
    g_autofree char *safe = svy_plot_clean(text);

    return svy_text_cut(safe, n_most);
}

static char *name_wave(const SvyTable *table, const Order *order, size_t wave)
{
    return cut(table->columns[order->columns[wave]].heading, WAVE_CHARS);
}

/* A name that the lines of a title do not part. */
static char *join_name(const char *name)
{
    g_auto(GStrv) words = g_strsplit(name, " ", -1);

    return g_strjoinv("\u00a0", words);
}

static char *word_change(const char *language,
                         const SvyTable *table,
                         const Order *order,
                         size_t row)
{
    const bool has_risen = find_change(table, order, row) == SVY_LINES_RISEN;
    const SvyCell *first = get_cell(table, order, row, 0);
    const SvyCell *last = get_cell(table, order, row, order->n - 1);
    g_autofree char *label = cut(svy_table_get_cell(table, row, 0)->text, TITLE_CHARS);
    g_autofree char *first_name = name_wave(table, order, 0);
    g_autofree char *last_name = name_wave(table, order, order->n - 1);
    g_autofree char *from = join_name(first_name), *to = join_name(last_name);
    g_autofree char *p = NULL, *q = NULL;

    g_assert(first != NULL && last != NULL);
    p = svy_plot_format_pct_in(language, first->share.p.value);
    q = svy_plot_format_pct_in(language, last->share.p.value);
    if (order->waves == SVY_WAVE_TIMES_ORDERED)
        return g_strdup_printf(svy_tr(language, "“%s” goes from %s of “%s” to %s of “%s”"), label,
                               p, from, q, to);
    return has_risen ? g_strdup_printf(svy_tr(language, "“%s” rose from %s in %s to %s in %s"),
                                       label, p, from, q, to)
                     : g_strdup_printf(svy_tr(language, "“%s” fell from %s in %s to %s in %s"),
                                       label, p, from, q, to);
}

static char *word_title(const char *language, const SvyTable *table, const Order *order)
{
    const size_t focus = find_focus(table, order), n = count_shown(table, order);
    g_autofree char *from = name_wave(table, order, 0), *to = name_wave(table, order, order->n - 1);

    if (focus < table->n_rows)
        return word_change(language, table, order, focus);
    if (!is_tested(table, order))
        return g_strdup_printf(svy_tr(language, "How %zu answers are spread from %s to %s"),
                               table->n_rows, from, to);
    if (n == 0)
        return g_strdup_printf(
            svy_tr(language, "0 of %zu answers are large enough to compare %s with %s"),
            table->n_rows, from, to);
    if (n == 1)
        return g_strdup_printf(
            svy_tr(language, "1 answer is compared, and it did not change beyond chance from %s "
                             "to %s"),
            from, to);
    return g_strdup_printf(
        svy_tr(language, "None of %zu answers changed beyond chance from %s to %s"), n, from, to);
}

static char *word_subtitle(const SvyResult *result, const SvyTable *table)
{
    g_autofree char *people = svy_words_people(&result->survey);
    g_autofree char *question = cut(table->row_text, QUESTION_CHARS);
    g_autofree char *by = cut(table->by_text, QUESTION_CHARS);

    return g_strdup_printf(
        svy_tr(result->survey.language, "Share of %s who chose each answer to “%s”, by “%s”"),
        people, question, by);
}

/* "A, 30% to 47%; B, 10% to 22%; and 2 more" of the rows that did; NULL without any. */
static char *list_changes(const char *language,
                          const SvyTable *table,
                          const Order *order,
                          SvyLinesChange change)
{
    g_autoptr(GString) list = g_string_new(NULL);
    size_t n = 0;

    for (size_t row = 0; row < table->n_rows; row++) {
        const SvyCell *first = get_cell(table, order, row, 0);
        const SvyCell *last = get_cell(table, order, row, order->n - 1);
        g_autofree char *label = NULL, *p = NULL, *q = NULL;

        if (find_change(table, order, row) != change || first == NULL || last == NULL ||
            ++n > LISTED)
            continue;
        label = cut(svy_table_get_cell(table, row, 0)->text, WAVE_CHARS);
        p = svy_plot_format_pct_in(language, first->share.p.value);
        q = svy_plot_format_pct_in(language, last->share.p.value);
        g_string_append_printf(list, svy_tr(language, "%s%s, %s to %s"),
                               list->len > 0 ? svy_tr(language, "; ") : "", label, p, q);
    }
    if (n > LISTED)
        g_string_append_printf(list, svy_tr(language, "; and %zu more"), n - LISTED);
    return list->len > 0 ? g_strdup(list->str) : NULL;
}

static size_t get_base(const SvyTable *table)
{
    const size_t all = svy_table_find_column(table, "all");

    return all < table->n_columns ? table->columns[all].base : 0;
}

static char *word_alt(const char *language,
                      const SvyTable *table,
                      const Order *order,
                      const GArray *targets)
{
    g_autofree char *base = svy_tr_num_count(language, get_base(table));
    g_autofree char *question = svy_alt_name(table->row_text);
    g_autofree char *from = name_wave(table, order, 0), *to = name_wave(table, order, order->n - 1);
    g_autofree char *what = g_strdup_printf(
        svy_tr(language, "Line chart of answers to “%s” from %s to %s."), question, from, to);
    g_autofree char *rising = list_changes(language, table, order, SVY_LINES_RISEN);
    g_autofree char *falling = list_changes(language, table, order, SVY_LINES_FALLEN);
    g_autofree char *risen =
        rising != NULL ? g_strdup_printf(svy_tr(language, "Rose: %s."), rising) : NULL;
    g_autofree char *fallen =
        falling != NULL ? g_strdup_printf(svy_tr(language, "Fell: %s."), falling) : NULL;
    g_autofree char *last = g_strdup_printf(svy_tr(language, "Base %s."), base), *target = NULL,
                    *joined = NULL;
    const char *parts[6] = {what};
    size_t n = 1;

    if (risen != NULL)
        parts[n++] = risen;
    if (fallen != NULL)
        parts[n++] = fallen;
    if (n == 1)
        parts[n++] = svy_tr(language, "No change beyond chance.");
    if (targets->len > 0) {
        const SvyTargetRow *one = &g_array_index(targets, SvyTargetRow, 0);
        g_autofree char *name = svy_alt_name(one->name);
        const char *wanted = one->wanted;

        target =
            g_strdup_printf(svy_tr(language, "Target %s, %s: %s."), name, wanted, one->verdict);
        parts[n++] = target;
    }
    parts[n] = last;
    joined = svy_alt_join(parts);
    return svy_plot_clean(joined);
}

static char *describe_row(const char *language,
                          const SvyTable *table,
                          const Order *order,
                          size_t row,
                          const char *label)
{
    static const char *const changes[] = {SVY_TR("rose"), SVY_TR("fell"),
                                          SVY_TR("no change beyond chance")};
    GString *out = g_string_new(label);

    for (size_t wave = 0; wave < order->n; wave++) {
        const SvyCell *cell = get_cell(table, order, row, wave);
        g_autofree char *name = name_wave(table, order, wave);
        g_autofree char *p = cell != NULL ? svy_alt_share_of_in(language, &cell->share)
                                          : g_strdup(svy_tr(language, "too few to show"));

        g_string_append_printf(out, svy_tr(language, "%s %s: %s"), wave > 0 ? ";" : ",", name, p);
    }
    if (is_tested(table, order))
        g_string_append_printf(out, svy_tr(language, "; %s"),
                               svy_tr(language, changes[find_change(table, order, row)]));
    g_string_append_c(out, '.');
    return g_string_free(out, FALSE);
}

/* --- CSV ------------------------------------------------------------------------------------ */

static const char *const fields[] = {"p", "lo", "hi", "n"};

static void append_head(GString *csv, const SvyTable *table, const Order *order)
{
    svy_csv_append_text(csv, "label");
    svy_csv_append_text(csv, "base");
    svy_csv_append_text(csv, "change");
    for (size_t wave = 0; wave < order->n; wave++)
        for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
            g_autofree char *head =
                g_strdup_printf("%s %s", fields[i], table->columns[order->columns[wave]].heading);

            svy_csv_append_text(csv, head);
        }
    svy_csv_end_row(csv);
}

static void append_row(GString *csv,
                       const SvyTable *table,
                       const Order *order,
                       size_t row,
                       const char *label)
{
    static const char *const changes[] = {"rose", "fell", "cannot tell"};

    svy_csv_append_text(csv, label);
    svy_csv_append_count(csv, get_base(table));
    svy_csv_append_text(csv, is_tested(table, order) ? changes[find_change(table, order, row)]
                                                     : "not tested");
    for (size_t wave = 0; wave < order->n; wave++) {
        const SvyCell *cell = get_cell(table, order, row, wave);
        const double none = (double)NAN;

        svy_csv_append_number(csv, cell != NULL ? cell->share.p.value : none);
        svy_csv_append_number(csv, cell != NULL ? cell->share.p.lo : none);
        svy_csv_append_number(csv, cell != NULL ? cell->share.p.hi : none);
        if (is_wave_shown(table, order, wave))
            svy_csv_append_count(csv, table->columns[order->columns[wave]].base);
        else
            svy_csv_append_text(csv, NULL);
    }
    svy_csv_end_row(csv);
}

static void append_target(GString *csv, const Order *order, const SvyTargetRow *target)
{
    svy_csv_append_text(csv, target->name);
    svy_csv_append_text(csv, NULL);
    svy_csv_append_text(csv, "target");
    for (size_t wave = 0; wave < order->n; wave++) {
        svy_csv_append_number(csv, target->value);
        for (size_t i = 1; i < G_N_ELEMENTS(fields); i++)
            svy_csv_append_text(csv, NULL);
    }
    svy_csv_end_row(csv);
}

/* --- The plot ------------------------------------------------------------------------------- */

static void fill_waves(const char *language,
                       SvyLines *lines,
                       const SvyTable *table,
                       const Order *order)
{
    lines->n_waves = order->n;
    for (size_t i = 0; i < order->n; i++) {
        const SvyTableColumn *column = &table->columns[order->columns[i]];
        SvyLinesWave *wave = &lines->waves[i];
        g_autofree char *n = svy_tr_num_count(language, column->base);

        wave->label = svy_plot_clean(column->heading);
        wave->time = order->times[i];
        wave->is_hollow = column->base < SVY_PLOT_SMALL_BASE;
        if (!is_wave_shown(table, order, i))
            wave->base = g_strdup(svy_tr(language, "too few to show"));
        else if (wave->is_hollow)
            wave->base = g_strdup_printf(svy_tr(language, "small base, n = %s"), n);
        else
            wave->base = g_strdup_printf("n = %s", n);
    }
}

static void fill_item(const char *language,
                      SvyLinesItem *item,
                      const SvyTable *table,
                      const Order *order,
                      size_t row)
{
    item->label = svy_plot_clean(svy_table_get_cell(table, row, 0)->text);
    if (*item->label == '\0') {
        g_free(item->label);
        item->label = g_strdup(svy_tr(language, "(no label)"));
    }
    item->change = find_change(table, order, row);
    item->is_focus = row == find_focus(table, order);
    for (size_t wave = 0; wave < order->n; wave++) {
        const SvyCell *cell = get_cell(table, order, row, wave);

        if (cell != NULL)
            item->points[wave] =
                (SvyLinesPoint){true, cell->share.p.value, cell->share.p.lo, cell->share.p.hi};
    }
}

static void fill_target(const char *language, SvyLinesItem *item, const SvyTargetRow *target)
{
    const char *wanted = target->wanted;
    g_autofree char *text = g_strdup_printf(svy_tr(language, "%s: %s"), wanted, target->name);

    item->label = svy_plot_clean(text);
    item->is_target = true;
    item->change = SVY_LINES_OPEN;
    item->target = target->value;
}

/* From 0, unless a closer look is asked for; to what is drawn. */
static void set_axis(SvyLines *lines, bool is_zoomed)
{
    double low = 1, high = 0;

    for (size_t i = 0; i < lines->n_items; i++) {
        const SvyLinesItem *item = &lines->items[i];

        if (item->is_target) {
            low = fmin(low, item->target);
            high = fmax(high, item->target);
        }
        for (size_t wave = 0; wave < lines->n_waves; wave++) {
            if (!item->points[wave].is_drawn)
                continue;
            low = fmin(low, fmin(item->points[wave].lo, item->points[wave].value));
            high = fmax(high, fmax(item->points[wave].hi, item->points[wave].value));
        }
    }
    svy_lines_set_axis(lines, is_zoomed && low < high ? low : 0, fmin(1, fmax(high, 0.1)));
}

static void set_key(const char *language, SvyLines *lines, const Order *order)
{
    static const char *const in_time[] = {SVY_TR("rose"), SVY_TR("fell"),
                                          SVY_TR("no change beyond chance")};
    static const char *const in_order[] = {SVY_TR("more in the last group"),
                                           SVY_TR("fewer in the last group"),
                                           SVY_TR("no difference beyond chance")};
    const bool is_ordered = order->waves == SVY_WAVE_TIMES_ORDERED;

    for (size_t i = 0; i < lines->n_items; i++) {
        const SvyLinesItem *item = &lines->items[i];

        if (!item->is_target && lines->key[item->change] == NULL)
            lines->key[item->change] = g_strdup(
                svy_tr(language, is_ordered ? in_order[item->change] : in_time[item->change]));
    }
}

/* What the looks mean that lines of some panel have. */
static void add_keys(SvyPlot *plot, const SvyChartFrame *frame, const Order *order)
{
    static const SvyThemeColor colors[] = {SVY_SERIES_1, SVY_SERIES_2, SVY_TERTIARY};
    SvyLines *lines = svy_lines_new(SVY_LINES_LAST);
    bool is_there[SVY_LINES_LAST] = {false};

    for (size_t i = 0; i < frame->slices->n_groups; i++) {
        const SvyTable *table = frame->slices->groups[i].bins;

        for (size_t row = 0; row < table->n_rows; row++)
            is_there[find_change(table, order, row)] = true;
    }
    for (size_t i = 0; i < SVY_LINES_LAST; i++)
        lines->items[i].change = (SvyLinesChange)i;
    set_key(plot->language, lines, order);
    for (size_t i = 0; i < SVY_LINES_LAST; i++)
        if (is_there[i])
            svy_plot_add_key(plot, SVY_KEY_MARK, i, colors[i], lines->key[i])->is_apart = true;
    svy_panel_free(&lines->panel);
}

/* Answers of which no wave is told have no line; NULL without any. */
static char *word_hidden(const char *language, const SvyTable *table, const Order *order)
{
    g_autoptr(GString) list = g_string_new(NULL);

    for (size_t row = 0; row < table->n_rows; row++) {
        g_autofree char *label = svy_plot_clean(svy_table_get_cell(table, row, 0)->text);
        bool is_shown = false;

        for (size_t wave = 0; wave < order->n; wave++)
            is_shown |= get_cell(table, order, row, wave) != NULL;
        if (!is_shown)
            g_string_append_printf(list, "%s%s", list->len > 0 ? svy_tr(language, "; ") : "",
                                   label);
    }
    return list->len > 0 ? g_strdup_printf(svy_tr(language, "Too few to show: %s."), list->str)
                         : NULL;
}

static void add_notes(SvyPlot *plot,
                      const SvyResult *result,
                      const SvyTable *table,
                      const Order *order,
                      bool has_targets,
                      size_t n_left_out)
{
    svy_plot_add_table_notes(plot, result, table);
    svy_plot_add_note(
        plot,
        g_strdup(
            table->n_panels > 0
                ? svy_tr(result->survey.language,
                         "Coloured where the shares at both ends of a panel differ (z test, "
                         "Bonferroni over all pairs of its columns for an answer, not over the "
                         "panels).")
            : is_tested(table, order)
                ? svy_tr(result->survey.language,
                         "Coloured where the shares at both ends differ (z test, Bonferroni over "
                         "all pairs of columns of an answer).")
                : svy_tr(result->survey.language,
                         "The groups overlap: they are not tested against each other.")),
        false);
    if (has_targets)
        svy_plot_add_note(plot,
                          g_strdup(svy_tr(result->survey.language,
                                          "Dashed: what was wanted, or is known of others.")),
                          false);
    if (n_left_out > 0)
        svy_plot_add_note(
            plot,
            g_strdup_printf(svy_tr(result->survey.language, "Not shown: %zu more."), n_left_out),
            false);
    if (table->n_panels == 0)
        svy_plot_add_note(plot, word_hidden(result->survey.language, table, order), false);
}

static void add_rows(SvyPlot *plot,
                     SvyLines *lines,
                     const SvyTable *table,
                     const Order *order,
                     size_t n_top,
                     GString *csv)
{
    size_t n = 0;

    for (size_t row = 0; row < table->n_rows; row++) {
        SvyLinesItem *item = &lines->items[n];

        if (!is_among(table, order, row, n_top))
            continue;
        fill_item(plot->language, item, table, order, row);
        append_row(csv, table, order, row, item->label);
        g_ptr_array_add(plot->descriptions,
                        describe_row(plot->language, table, order, row, item->label));
        n++;
    }
    lines->n_items = n;
}

static void add_targets(SvyPlot *plot,
                        SvyLines *lines,
                        const Order *order,
                        const GArray *targets,
                        GString *csv)
{
    for (guint i = 0; i < targets->len; i++) {
        const SvyTargetRow *target = &g_array_index(targets, SvyTargetRow, i);

        fill_target(plot->language, &lines->items[lines->n_items++], target);
        append_target(csv, order, target);
        g_ptr_array_add(plot->descriptions,
                        g_strdup_printf(svy_tr(plot->language, "%s: %s, %s."), target->name,
                                        target->wanted, target->verdict));
    }
}

static SvyPlot *plot_table(const SvyChartKind *kind,
                           const SvyResult *result,
                           const SvyTable *table,
                           const SvyChartOptions *options)
{
    SvyPlot *plot = svy_plot_new_in(result->survey.language, kind);
    g_autoptr(GArray) targets = list_targets(result, table);
    SvyLines *lines = svy_lines_new(table->n_rows + targets->len);
    GString *csv = g_string_new(NULL);
    const bool is_part = options->frame != NULL;
    Order order;
    size_t n_left_out;

    if (is_part) /* targets are of everybody */
        g_array_set_size(targets, 0);
    read_order(table, &order); /* accepts_table() has seen that there is one */
    plot->panel = &lines->panel;
    append_head(csv, table, &order);
    fill_waves(result->survey.language, lines, table, &order);
    add_rows(plot, lines, table, &order, is_part ? 0 : options->n_top, csv);
    n_left_out = table->n_rows - lines->n_items;
    plot->n_table_rows = lines->n_items;
    set_key(result->survey.language, lines, &order);
    if (is_part && options->frame->slice == &options->frame->slices->all)
        add_keys(plot, options->frame, &order);
    for (size_t i = 0; is_part && i < lines->n_items; i++)
        lines->items[i].is_focus = false; /* the title speaks of all panels */
    add_targets(plot, lines, &order, targets, csv);
    set_axis(lines, options->is_zoomed);

    plot->title = word_title(result->survey.language, table, &order);
    plot->subtitle = word_subtitle(result, table);
    if (lines->low > 0) {
        g_autofree char *low = svy_plot_format_pct_in(result->survey.language, lines->low);
        g_autofree char *high = svy_plot_format_pct_in(result->survey.language, lines->high);

        plot->remark =
            g_strdup_printf(svy_tr(result->survey.language,
                                   "A closer look: the axis goes from %s to %s and does not "
                                   "start at 0%%."),
                            low, high);
    }
    add_notes(plot, result, table, &order, targets->len > 0, n_left_out);
    plot->csv = g_string_free(csv, FALSE);
    plot->alt = word_alt(result->survey.language, table, &order, targets);
    return plot;
}

static bool accepts_table(const SvyTable *table)
{
    Order order;

    return table->kind == SVY_TABLE_SEGMENTS && read_order(table, &order);
}

/* Of groups that only stand in an order, others tell more. */
static bool prefers_table(const SvyTable *table)
{
    Order order;

    return accepts_table(table) && read_order(table, &order) &&
           order.waves != SVY_WAVE_TIMES_ORDERED;
}

const SvyChartKind svy_kind_slope = {
    .name = "slope",
    .summary = "the answers to one question over the waves of a survey, with targets",
    .plot_table = plot_table,
    .accepts_table = accepts_table,
    .prefers_table = prefers_table,
};
