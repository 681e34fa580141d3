/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of a result in all four formats. People get what fits a page: shares with letters or
 * intervals. CSV and JSON get everything, one record per cell. */
#include "report/write-table.h"

#include <math.h>
#include <string.h>

#include "base/csv-out.h"
#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"
#include "report/shown.h"
#include "report/text-layout.h"
#include "report/writer.h"
#include "result/result-table.h"
#include "result/words.h"

#define MAX_LABEL_WIDTH 34u
#define MAX_TEXT_WIDTH  44u /* of a cell of text beside others */
#define MIN_CELL_WIDTH  7u

/* --- Cells in words ------------------------------------------------------------------------- */

/* Tables that are read across: the share alone, so that many fit beside each other. */
static bool is_dense(const SvyTable *table)
{
    return table->kind == SVY_TABLE_SEGMENTS || table->kind == SVY_TABLE_OVERLAP ||
           table->kind == SVY_TABLE_PREFERENCE;
}

/* Beside a weighted share stands what it would be without weights. */
static bool has_plain(const SvyShare *share)
{
    return svy_words_is_weighted(share->n_eff, share->base) && share->plain.status == SVY_STATUS_OK;
}

static char *word_part(const char *language, const SvyShare *share)
{
    g_autofree char *n = svy_tr_num_count(language, share->n);
    g_autofree char *base = svy_tr_num_count(language, share->base);

    return g_strdup_printf(svy_tr(language, "%s of %s"), n, base);
}

/* "45.2% (44.0%)" */
static char *word_short_share(const char *language, const SvyShare *share)
{
    g_autofree char *pct = svy_tr_num_pct(language, share->p.value, 1);

    if (!has_plain(share))
        return g_strdup_printf(svy_tr(language, "%s%%"), pct);

    g_autofree char *plain = svy_tr_num_pct(language, share->plain.value, 1);

    return g_strdup_printf(svy_tr(language, "%s%% (%s%%)"), pct, plain);
}

static char *word_dense_share(const char *language, const SvyCell *cell)
{
    const bool has_letters = cell->letters != NULL && *cell->letters != '\0';
    g_autofree char *share = word_short_share(language, &cell->share);

    return g_strconcat(share, has_letters ? " " : "", cell->letters, NULL);
}

/* "45.2% [40.1, 50.4] (191 of 423)" */
static char *word_whole_share(const char *language, const SvyShare *share)
{
    g_autofree char *p = svy_words_share_in(language, &share->p);
    g_autofree char *part = word_part(language, share);

    if (!has_plain(share))
        return g_strdup_printf("%s (%s)", p, part);

    g_autofree char *plain = svy_tr_num_pct(language, share->plain.value, 1);

    return g_strdup_printf(svy_tr(language, "%s (%s: %s%%)"), p, part, plain);
}

/* A percentage needs people under it; whole-sample counts may be told. */
static char *word_share(const char *language, const SvyCell *cell, bool is_dense_table)
{
    if (cell->share.base < SVY_WORDS_MIN_BASE)
        return is_dense_table ? g_strdup(svy_words_status_in(language, SVY_STATUS_WITHHELD))
                              : word_part(language, &cell->share);
    return is_dense_table ? word_dense_share(language, cell)
                          : word_whole_share(language, &cell->share);
}

static char *word_number(const char *language, double value)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    const double size = fabs(value);
    const char *format = size >= 1000 ? "%.0f" : "%.2f";

    if (size >= 1e7 || (size > 0 && size < 0.01))
        format = "%.3g";
    return svy_tr_digits(language, g_ascii_formatd(buffer, sizeof buffer, format, value));
}

static bool is_whole(double value)
{
    return !isfinite(value) || (fabs(value) < 1e7 && !(floor(value) < value));
}

static char *word_whole(const char *language, double value)
{
    return svy_tr_num(language, value, 0);
}

typedef char *(*WordValue)(const char *language, double value);

/* "18" where nothing is but whole: ages, not means. */
static char *word_estimate(const char *language, const SvyEstimate *estimate, WordValue word)
{
    if (word == word_number && is_whole(estimate->value) && is_whole(estimate->lo) &&
        is_whole(estimate->hi))
        word = word_whole;

    g_autofree char *value = word(language, estimate->value);

    if (!isfinite(estimate->lo) || !isfinite(estimate->hi) || !(estimate->lo < estimate->hi))
        return g_steal_pointer(&value);

    g_autofree char *lo = word(language, estimate->lo);
    g_autofree char *hi = word(language, estimate->hi);

    return g_strdup_printf(svy_tr(language, "%s [%s, %s]"), value, lo, hi);
}

static char *word_points(const char *language, double value)
{
    return svy_tr_num_pct(language, value, 1);
}

char *svy_write_table_word_cell(const char *language, const SvyTable *table, const SvyCell *cell)
{
    if (cell->kind == SVY_CELL_EMPTY)
        return g_strdup("");
    if (cell->kind == SVY_CELL_TEXT && cell->status == SVY_STATUS_OK)
        return g_strdup(cell->text == NULL ? "" : cell->text);
    if (cell->status != SVY_STATUS_OK &&
        !(cell->status == SVY_STATUS_NO_VARIANCE && isfinite(cell->share.p.value)))
        return g_strdup(svy_words_status_in(language, cell->status));
    switch (cell->kind) {
    case SVY_CELL_COUNT:
        return svy_tr_num_count(language, cell->n);
    case SVY_CELL_SHARE:
        return word_share(language, cell, is_dense(table));
    case SVY_CELL_POINTS:
        return word_estimate(language, &cell->share.p, word_points);
    case SVY_CELL_ESTIMATE:
        return word_estimate(language, &cell->share.p, word_number);
    case SVY_CELL_P_VALUE:
        return svy_tr_num_p(language, cell->share.p.value);
    case SVY_CELL_EMPTY:
    case SVY_CELL_TEXT:
    case SVY_CELL_LAST:
        break;
    }
    return g_strdup("");
}

static bool is_right(const SvyTable *table, size_t column)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        const SvyCellKind kind = svy_table_get_cell(table, row, column)->kind;

        if (kind != SVY_CELL_EMPTY)
            return kind != SVY_CELL_TEXT;
    }
    return false;
}

char *svy_write_table_word_heading(const SvyTableColumn *column)
{
    if (column->letter == NULL)
        return g_strdup(column->heading);
    return g_strdup_printf("%s [%s]", column->heading, column->letter);
}

static bool has_bases(const SvyTable *table)
{
    return table->kind == SVY_TABLE_SEGMENTS;
}

static char *word_base(const char *language, const SvyTableColumn *column)
{
    if (column->is_withheld)
        return g_strdup(svy_words_status_in(language, SVY_STATUS_WITHHELD));
    if (!svy_words_is_weighted(column->n_eff, column->base))
        return svy_tr_num_count(language, column->base);

    g_autofree char *base = svy_tr_num_count(language, column->base);
    g_autofree char *n_eff = svy_tr_num(language, column->n_eff, 0);

    return g_strdup_printf(svy_tr(language, "%s (eff. %s)"), base, n_eff);
}

/* --- Text ----------------------------------------------------------------------------------- */

/* All cells of one column as text: heading, base, rows. */
typedef struct {
    char **cells; /* [n_rows + 2] */
    size_t width;
    bool is_right;
} TextColumn;

static void fill_text_column(const char *language,
                             const SvyTable *table,
                             size_t at,
                             TextColumn *column)
{
    const size_t n = table->n_rows + 2;

    column->cells = g_new0(char *, n + 1);
    column->is_right = at > 0 && is_right(table, at);
    column->cells[0] = svy_write_table_word_heading(&table->columns[at]);
    column->cells[1] = at == 0             ? g_strdup(svy_tr(language, "people"))
                       : !has_bases(table) ? g_strdup("")
                                           : word_base(language, &table->columns[at]);
    for (size_t row = 0; row < table->n_rows; row++)
        column->cells[row + 2] =
            svy_write_table_word_cell(language, table, svy_table_get_cell(table, row, at));
    column->width = at == 0 ? 0 : MIN_CELL_WIDTH;
    for (size_t i = at == 0 ? 2 : 1; i < n; i++)
        column->width = MAX(column->width, svy_text_get_width(column->cells[i]));

    const size_t heading = svy_text_get_width(column->cells[0]);

    column->width =
        MIN(MAX(column->width, MIN(heading, 20u)), at == 0 ? MAX_LABEL_WIDTH : MAX_TEXT_WIDTH);
}

static void append_text_cell(GString *out, const TextColumn *column, size_t row)
{
    g_autofree char *cell =
        svy_text_layout_fit(column->cells[row], column->width, column->is_right);

    g_string_append(out, cell);
}

static void trim_line(GString *out, size_t start)
{
    while (out->len > start && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

/* The columns from @from to before @to beside the labels. */
static void append_block(GString *out,
                         const SvyTable *table,
                         const TextColumn columns[],
                         size_t from,
                         size_t to)
{
    for (size_t row = 0; row < table->n_rows + 2; row++) {
        const size_t start = out->len;

        if (row == 1 && !has_bases(table))
            continue;
        append_text_cell(out, &columns[0], row);
        for (size_t at = from; at < to; at++) {
            g_string_append(out, "  ");
            append_text_cell(out, &columns[at], row);
        }
        trim_line(out, start);
    }
}

static size_t find_block_end(const SvyTable *table, const TextColumn columns[], size_t from)
{
    size_t width = columns[0].width, to = from;

    while (to < table->n_columns &&
           (to == from || width + 2 + columns[to].width <= SVY_TEXT_LAYOUT_WIDTH))
        width += 2 + columns[to++].width;
    return to;
}

static void append_text_columns(GString *out, const char *language, const SvyTable *table)
{
    g_autofree TextColumn *columns = g_new0(TextColumn, table->n_columns + 1);

    for (size_t at = 0; at < table->n_columns; at++)
        fill_text_column(language, table, at, &columns[at]);
    for (size_t from = 1; from < table->n_columns;) {
        const size_t to = find_block_end(table, columns, from);

        append_block(out, table, columns, from, to);
        g_string_append_c(out, '\n');
        from = to;
    }
    for (size_t at = 0; at < table->n_columns; at++)
        g_strfreev(columns[at].cells);
}

static void append_paragraph(GString *out, const char *text)
{
    if (text != NULL && *text != '\0')
        svy_text_layout_append(out, 0, 0, text);
}

char *svy_write_text_table(const char *language, const SvyTable *table)
{
    GString *out = g_string_new(NULL);
    g_autofree char *test = svy_words_table_test_in(language, table);
    g_autofree char *base = svy_words_table_base_in(language, table);

    append_paragraph(out, table->title);
    append_paragraph(out, table->finding);
    g_string_append_c(out, '\n');
    append_text_columns(out, language, table);
    append_paragraph(out, test);
    append_paragraph(out, base);
    append_paragraph(out, table->method);
    for (size_t i = 0; table->notes != NULL && table->notes[i] != NULL; i++)
        append_paragraph(out, table->notes[i]);
    return g_string_free(out, FALSE);
}

/* --- Markdown ------------------------------------------------------------------------------- */

static void append_md(GString *out, const char *prefix, const char *text, const char *suffix)
{
    g_autofree char *escaped = svy_write_md_escape(text);

    g_string_append_printf(out, "%s%s%s", prefix, escaped, suffix);
}

static void append_md_head(GString *out, const char *language, const SvyTable *table)
{
    for (size_t at = 0; at < table->n_columns; at++) {
        g_autofree char *heading = svy_write_table_word_heading(&table->columns[at]);

        append_md(out, at == 0 ? "| " : " | ", heading, "");
    }
    g_string_append(out, " |\n|");
    for (size_t at = 0; at < table->n_columns; at++)
        g_string_append(out, at > 0 && is_right(table, at) ? " --: |" : " :-- |");
    g_string_append_c(out, '\n');
    if (!has_bases(table))
        return;
    g_string_append_printf(out, "| *%s*", svy_tr(language, "people"));
    for (size_t at = 1; at < table->n_columns; at++) {
        g_autofree char *base = word_base(language, &table->columns[at]);

        append_md(out, " | ", base, "");
    }
    g_string_append(out, " |\n");
}

/* What is to be said under a table, and was not said elsewhere. */
static void append_md_word(GString *out,
                           const char *text,
                           const char *const said[], /* (nullable) */
                           bool *has_text)
{
    if (text == NULL || *text == '\0' || (said != NULL && g_strv_contains(said, text)))
        return;
    append_md(out, *has_text ? " " : "", text, "");
    *has_text = true;
}

void svy_write_md_append_table(GString *out,
                               const char *language,
                               const SvyTable *table,
                               const char *const said[])
{
    g_autofree char *test = svy_words_table_test_in(language, table);
    g_autofree char *base = svy_words_table_base_in(language, table);

    append_md_head(out, language, table);
    for (size_t row = 0; row < table->n_rows; row++) {
        for (size_t at = 0; at < table->n_columns; at++) {
            g_autofree char *cell =
                svy_write_table_word_cell(language, table, svy_table_get_cell(table, row, at));

            append_md(out, at == 0 ? "| " : " | ", cell, "");
        }
        g_string_append(out, " |\n");
    }
    g_string_append_c(out, '\n');

    const char *const texts[] = {table->finding, test, base, table->method};
    bool has_text = false;

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        append_md_word(out, texts[i], said, &has_text);
    for (size_t i = 0; table->notes != NULL && table->notes[i] != NULL; i++)
        append_md_word(out, table->notes[i], said, &has_text);
    g_string_append(out, has_text ? "\n\n" : "");
}

char *svy_write_md_table(const char *language, const SvyTable *table)
{
    GString *out = g_string_new(NULL);

    append_md(out, "### ", table->title, "\n\n");
    svy_write_md_append_table(out, language, table, NULL);
    return g_string_free(out, FALSE);
}

/* --- CSV ------------------------------------------------------------------------------------ */

static void append_label(GString *out, const char *label)
{
    g_autofree char *safe = label == NULL ? NULL : svy_text_escape(label);

    svy_csv_append_text(out, safe);
}

static void append_csv_estimate(GString *out, const SvyEstimate *estimate, bool is_given)
{
    svy_csv_append_number(out, is_given ? estimate->value : (double)NAN);
    svy_csv_append_number(out, is_given ? estimate->lo : (double)NAN);
    svy_csv_append_number(out, is_given ? estimate->hi : (double)NAN);
}

static void append_csv_cell(GString *out,
                            const SvyTable *table,
                            size_t row,
                            size_t at,
                            const char *note,
                            bool has_weights)
{
    const SvyCell *first = svy_table_get_cell(table, row, 0);
    const SvyCell *cell = svy_table_get_cell(table, row, at);
    const bool is_ok = cell->status == SVY_STATUS_OK;
    const bool is_share = cell->kind == SVY_CELL_SHARE;
    const bool is_told = cell->status != SVY_STATUS_WITHHELD;

    append_label(out, table->id);
    append_label(out, svy_cell_get_word(first));
    append_label(out, table->columns[at].heading);
    if (is_told && is_share)
        svy_csv_append_count(out, cell->share.n);
    else if (is_told && cell->kind == SVY_CELL_COUNT)
        svy_csv_append_count(out, cell->n);
    else
        svy_csv_append_text(out, NULL);
    if (is_told && is_share)
        svy_csv_append_count(out, cell->share.base);
    else
        svy_csv_append_text(out, NULL);
    append_csv_estimate(out, &cell->share.p, is_ok && cell->kind > SVY_CELL_COUNT);
    svy_csv_append_number(out, cell->residual);
    svy_csv_append_text(out, cell->letters);
    append_label(out, cell->kind == SVY_CELL_TEXT && is_ok ? svy_cell_get_word(cell) : NULL);
    svy_csv_append_text(out, is_ok ? NULL : svy_status_get_name(cell->status));
    svy_csv_append_text(out, note);
    if (has_weights) {
        const bool has_plain = is_ok && is_share && cell->share.plain.status == SVY_STATUS_OK;

        svy_csv_append_number(out, has_plain ? cell->share.plain.value : (double)NAN);
        svy_csv_append_number(out, is_ok && is_share ? cell->share.n_eff : (double)NAN);
    }
    svy_csv_end_row(out);
}

char *svy_write_csv_table(const SvyResult *result, const SvyTable *table)
{
    static const char *const fields[] = {"table", "row",    "column", "n",        "base",
                                         "value", "lo",     "hi",     "residual", "above",
                                         "text",  "status", "note",   NULL};
    static const char *const weighted_fields[] = {
        "table",    "row",   "column", "n",      "base", "value",      "lo",    "hi",
        "residual", "above", "text",   "status", "note", "unweighted", "n_eff", NULL};
    GString *out = g_string_new(NULL);
    g_autofree char *note = svy_shown_note(result);

    svy_csv_append_row(out, result->has_weights ? weighted_fields : fields);
    for (size_t row = 0; row < table->n_rows; row++) {
        for (size_t at = 1; at < table->n_columns; at++) {
            if (svy_table_get_cell(table, row, at)->kind != SVY_CELL_EMPTY)
                append_csv_cell(out, table, row, at, note, result->has_weights);
        }
    }
    return g_string_free(out, FALSE);
}

/* --- JSON ----------------------------------------------------------------------------------- */

static void add_numbers(SvyJson *json, const SvyEstimate *p, bool is_ok)
{
    svy_json_add_number(json, "value", is_ok ? p->value : (double)NAN);
    if (!is_ok || isfinite(p->lo) || isfinite(p->hi)) {
        svy_json_add_number(json, "lo", is_ok ? p->lo : (double)NAN);
        svy_json_add_number(json, "hi", is_ok ? p->hi : (double)NAN);
    }
    if (is_ok && isfinite(p->se))
        svy_json_add_number(json, "se", p->se);
    if (is_ok && p->method != NULL)
        svy_json_add_text(json, "method", p->method);
}

static void add_share(SvyJson *json, const SvyResult *result, const SvyCell *cell)
{
    if (cell->status == SVY_STATUS_WITHHELD)
        return;
    svy_json_add_count(json, "n", cell->share.n);
    svy_json_add_count(json, "base", cell->share.base);
    if (result->has_weights && cell->share.plain.status == SVY_STATUS_OK)
        svy_json_add_number(json, "unweighted", cell->share.plain.value);
    if (result->has_weights && cell->share.n_eff > 0)
        svy_json_add_number(json, "n_eff", cell->share.n_eff);
    if (isfinite(cell->residual))
        svy_json_add_number(json, "residual", cell->residual);
    if (cell->letters != NULL)
        svy_json_add_text(json, "above", cell->letters);
}

static void add_cell(SvyJson *json, const SvyResult *result, const char *key, const SvyCell *cell)
{
    const bool is_ok = cell->status == SVY_STATUS_OK;

    if (cell->kind == SVY_CELL_EMPTY) {
        svy_json_add_null(json, key);
        return;
    }
    if (cell->kind == SVY_CELL_TEXT && is_ok) {
        svy_json_add_text(json, key, svy_cell_get_word(cell));
        return;
    }
    if (cell->kind == SVY_CELL_COUNT && is_ok) {
        svy_json_add_count(json, key, cell->n);
        return;
    }
    svy_json_begin_object(json, key);
    if (cell->kind > SVY_CELL_COUNT)
        add_numbers(json, &cell->share.p, is_ok);
    if (cell->kind == SVY_CELL_SHARE)
        add_share(json, result, cell);
    if (!is_ok)
        svy_json_add_text(json, "status", svy_status_get_name(cell->status));
    svy_json_end_object(json);
}

static void add_columns(SvyJson *json, const SvyResult *result, const SvyTable *table)
{
    svy_json_begin_array(json, "columns");
    for (size_t at = 0; at < table->n_columns; at++) {
        const SvyTableColumn *column = &table->columns[at];

        svy_json_begin_object(json, NULL);
        svy_json_add_text(json, "key", column->key);
        svy_json_add_text(json, "heading", column->heading);
        if (column->letter != NULL)
            svy_json_add_text(json, "letter", column->letter);
        if (has_bases(table) && at > 0 && !column->is_withheld)
            svy_json_add_count(json, "base", column->base);
        if (result->has_weights && has_bases(table) && at > 0 && !column->is_withheld)
            svy_json_add_number(json, "n_eff", column->n_eff);
        if (column->is_withheld)
            svy_json_add_text(json, "status", svy_status_get_name(SVY_STATUS_WITHHELD));
        svy_json_end_object(json);
    }
    svy_json_end_array(json);
}

static void add_test(SvyJson *json, const SvyTest *test)
{
    const bool is_ok = test->status == SVY_STATUS_OK;

    svy_json_begin_object(json, "test");
    svy_json_add_text(json, "method", test->method);
    svy_json_add_number(json, "statistic", is_ok ? test->statistic : (double)NAN);
    svy_json_add_number(json, "df", is_ok ? test->df : (double)NAN);
    if (is_ok && isfinite(test->df2))
        svy_json_add_number(json, "df2", test->df2);
    svy_json_add_number(json, "p", is_ok ? test->p_value : (double)NAN);
    svy_json_add_number(json, "p_adjusted", is_ok ? test->p_adjusted : (double)NAN);
    svy_json_add_text(json, "adjustment", test->adjustment);
    svy_json_add_count(json, "family", test->n_family);
    if (is_ok && isfinite(test->min_expected))
        svy_json_add_number(json, "min_expected", test->min_expected);
    if (test->effect_name != NULL) {
        svy_json_begin_object(json, "effect");
        svy_json_add_text(json, "name", test->effect_name);
        add_numbers(json, &test->effect, test->effect.status == SVY_STATUS_OK);
        svy_json_end_object(json);
    }
    svy_json_add_text(json, "status", svy_status_get_name(test->status));
    svy_json_end_object(json);
}

static void add_words(SvyJson *json, const SvyTable *table)
{
    svy_json_add_text(json, "base_rule", table->base_rule);
    svy_json_add_text(json, "method", table->method);
    svy_json_add_text(json, "finding", table->finding);
    svy_json_begin_array(json, "notes");
    for (size_t i = 0; table->notes != NULL && table->notes[i] != NULL; i++)
        svy_json_add_text(json, NULL, table->notes[i]);
    svy_json_end_array(json);
}

static void add_curve(SvyJson *json, const SvyTableCurves *curves, size_t row, const char *label)
{
    const SvyTableCurve *curve = &curves->rows[row];

    if (curve->density == NULL && curve->n_values == 0)
        return;
    svy_json_begin_object(json, NULL);
    svy_json_add_text(json, "group", label);
    if (curve->density != NULL) {
        svy_json_add_number(json, "from", curve->from);
        svy_json_add_number(json, "to", curve->to);
        svy_json_begin_array(json, "density");
        for (size_t i = 0; i < curves->n_points; i++)
            svy_json_add_number(json, NULL, curve->density[i]);
        svy_json_end_array(json);
    }
    if (curve->n_values > 0) {
        svy_json_begin_array(json, "values");
        for (size_t i = 0; i < curve->n_values; i++)
            svy_json_add_number(json, NULL, curve->values[i]);
        svy_json_end_array(json);
    }
    svy_json_end_object(json);
}

static void add_curves(SvyJson *json, const SvyTable *table)
{
    svy_json_begin_object(json, "curves");
    if (table->curves->bandwidth > 0)
        svy_json_add_number(json, "bandwidth", table->curves->bandwidth);
    svy_json_begin_array(json, "rows");
    for (size_t row = 0; row < table->n_rows; row++)
        add_curve(json, table->curves, row, svy_table_get_cell(table, row, 0)->text);
    svy_json_end_array(json);
    svy_json_end_object(json);
}

void svy_write_json_add_table(SvyJson *json, const SvyResult *result, const SvyTable *table)
{
    svy_json_begin_object(json, NULL);
    svy_json_add_text(json, "id", table->id);
    svy_json_add_text(json, "kind", svy_table_kind_get_name(table->kind));
    svy_json_add_text(json, "title", table->title);
    svy_json_add_text(json, "row_question", table->row_id);
    svy_json_add_text(json, "by_question", table->by_id);
    add_columns(json, result, table);
    svy_json_begin_array(json, "rows");
    for (size_t row = 0; row < table->n_rows; row++) {
        svy_json_begin_object(json, NULL);
        for (size_t at = 0; at < table->n_columns; at++)
            add_cell(json, result, table->columns[at].key, svy_table_get_cell(table, row, at));
        svy_json_end_object(json);
    }
    svy_json_end_array(json);
    if (table->curves != NULL)
        add_curves(json, table);
    if (table->has_test)
        add_test(json, &table->test);
    add_words(json, table);
    svy_json_end_object(json);
}

/* --- All tables of a result ----------------------------------------------------------------- */

char *svy_write_text_tables(const SvyResult *result)
{
    GString *out = g_string_new(NULL);
    g_autofree char *synthetic = svy_words_synthetic(&result->survey);
    g_autofree char *caveat = svy_words_caveat(&result->survey);

    append_paragraph(out, synthetic);
    g_string_append(out, synthetic == NULL ? "" : "\n");

    for (size_t i = 0; i < result->n_tables; i++) {
        g_autofree char *table = svy_write_text_table(result->survey.language, &result->tables[i]);

        g_string_append_printf(out, "%s%s", i > 0 ? "\n" : "", table);
    }
    g_string_append(out, caveat == NULL ? "" : "\n");
    append_paragraph(out, caveat);
    return g_string_free(out, FALSE);
}

char *svy_write_md_tables(const SvyResult *result)
{
    GString *out = g_string_new(NULL);
    g_autofree char *synthetic = svy_words_synthetic(&result->survey);
    g_autofree char *caveat = svy_words_caveat(&result->survey);

    if (synthetic != NULL)
        append_md(out, "> **", synthetic, "**\n\n");

    for (size_t i = 0; i < result->n_tables; i++) {
        g_autofree char *table = svy_write_md_table(result->survey.language, &result->tables[i]);

        g_string_append(out, table);
    }
    if (caveat != NULL)
        append_md(out, "", caveat, "\n");
    return g_string_free(out, FALSE);
}

/* One head, then the cells of all tables. */
char *svy_write_csv_tables(const SvyResult *result)
{
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < result->n_tables; i++) {
        g_autofree char *table = svy_write_csv_table(result, &result->tables[i]);
        const char *rows = i == 0 ? table : strchr(table, '\n') + 1;

        g_string_append(out, rows);
    }
    return g_string_free(out, FALSE);
}

char *svy_write_json_tables(const SvyResult *result)
{
    g_autoptr(SvyJson) json = svy_json_new();
    g_autofree char *note = svy_shown_note(result);

    svy_json_begin_object(json, NULL);
    svy_json_add_text(json, "schema", "surveystat-tables/1");
    svy_json_add_count(json, "min_cell", result->min_cell);
    svy_json_add_text(json, "note", note);
    svy_json_begin_array(json, "tables");
    for (size_t i = 0; i < result->n_tables; i++)
        svy_write_json_add_table(json, result, &result->tables[i]);
    svy_json_end_array(json);
    svy_json_end_object(json);
    return svy_json_format(json);
}
