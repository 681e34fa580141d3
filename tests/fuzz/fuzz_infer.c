/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inference alone, without a file: any headings over any answers become questions that fit them.
 *
 * The first byte says how often the rows come (1 to 32 times; much is decided by numbers), the
 * second whose words for "no answer" are known. Then lines of cells between TABs. The first line
 * holds the headings: a letter for the hint, one for what else is known of the column (bits of
 * FLAG_...), and "stem|item|point|code=label|..."; the other lines are records. */
#include <string.h>

#include "base/text.h"
#include "core/dataset.h"
#include "core/ledger.h"
#include "core/records.h"
#include "fuzz/choose-exporter.h"
#include "fuzz/fuzz.h"
#include "ingest/infer.h"
#include "ingest/oddities.h"

#define MAX_COLUMNS 40u
#define MAX_RECORDS 200u

enum {
    FLAG_SAME_GROUP = 1, /* as the column before */
    FLAG_META = 2,
    FLAG_PERSONAL = 4, /* of meta columns */
    FLAG_SEMICOLON = 8,
    FLAG_COMMA = 16,
    FLAG_UNTICKED = 32,
};

/* --- What inference is given ---------------------------------------------------------------- */

static void add_label(SvyHeading *heading, const char *piece)
{
    const char *equals = strchr(piece, '=');
    g_autofree char *code = equals == NULL ? NULL : g_strndup(piece, (gsize)(equals - piece));

    if (code != NULL)
        svy_heading_add_label(heading, code, equals + 1);
}

static const char *next_char(const char *text)
{
    return *text == '\0' ? text : g_utf8_next_char(text);
}

/* No exporter speaks of a point where there is no row, or groups technical columns. */
static void fill_heading(SvyHeading *heading, const char *text, size_t group)
{
    const char *at = next_char(text), *rest = next_char(at);
    const unsigned hint = (unsigned char)*text, flags = (unsigned char)*at;
    g_auto(GStrv) pieces = g_strsplit(rest, "|", -1);
    const guint n = g_strv_length(pieces);

    heading->stem = svy_text_clean(n > 0 ? pieces[0] : "");
    heading->item = n > 1 && pieces[1][0] != '\0' ? svy_text_clean(pieces[1]) : NULL;
    heading->hint = (SvyHint)(hint % (SVY_HINT_CELL + 1));
    if (heading->hint == SVY_HINT_POINT && (n < 3 || heading->item == NULL))
        heading->hint = SVY_HINT_NONE;
    if (heading->hint == SVY_HINT_POINT)
        heading->point = svy_text_clean(pieces[2]);
    for (guint i = 3; i < n; i++)
        add_label(heading, pieces[i]);
    heading->separator = (flags & FLAG_SEMICOLON) != 0 ? ';'
                         : (flags & FLAG_COMMA) != 0   ? ','
                                                       : '\0';
    heading->unticked = (flags & FLAG_UNTICKED) != 0 ? "No" : NULL;
    heading->group = group;
    heading->is_meta = (flags & FLAG_META) != 0;
    heading->is_personal = heading->is_meta && (flags & FLAG_PERSONAL) != 0;
    heading->meta_type = hint % 2 == 0 ? SVY_QUESTION_ID : SVY_QUESTION_DATE;
    if (!heading->is_meta)
        svy_heading_recognise(heading);
}

static bool goes_on(const SvyHeading *before, const char *text)
{
    return ((unsigned char)*next_char(text) & FLAG_SAME_GROUP) != 0 && !before->is_meta;
}

static void fill_headings(char *const cells[], SvyDataset *dataset, SvyHeading headings[])
{
    for (size_t i = 0; i < dataset->n_columns; i++) {
        const bool is_same = i > 0 && goes_on(&headings[i - 1], cells[i]);
        const size_t group = i == 0 ? 0 : headings[i - 1].group + !is_same;

        fill_heading(&headings[i], cells[i], group);
        if (headings[i].is_meta)
            headings[i].group = i == 0 ? 0 : headings[i - 1].group + 1;
        dataset->headers[i] = g_strdup(headings[i].stem);
    }
}

static void append_row(SvyDataset *dataset, const char *line)
{
    g_auto(GStrv) cells = g_strsplit(line, "\t", -1);
    const size_t n = g_strv_length(cells);

    for (size_t i = 0; i < dataset->n_columns; i++) {
        const char *cell = i < n ? g_strstrip(cells[i]) : "";

        g_assert_true(svy_column_append(&dataset->columns[i], cell, strlen(cell)));
    }
    svy_dataset_add_row(dataset, dataset->n_rows + 2);
}

static SvyDataset *fill_dataset(char *const lines[], size_t n_repeats, size_t n_columns)
{
    SvyDataset *dataset = svy_dataset_new("f");

    dataset->n_header_rows = 1;
    g_assert_true(svy_dataset_set_n_columns(dataset, n_columns));
    for (size_t repeat = 0; repeat < n_repeats; repeat++)
        for (size_t i = 1; lines[i] != NULL && dataset->n_rows < MAX_RECORDS; i++)
            append_row(dataset, lines[i]);
    return dataset;
}

/* --- What comes of it ----------------------------------------------------------------------- */

static void check_item(const SvyDataset *dataset, const SvyQuestion *question, const SvyItem *item)
{
    const SvyColumn *column = &dataset->columns[item->column];

    g_assert_cmpuint(item->column, <, dataset->n_columns);
    g_assert_true(item->label != NULL && g_utf8_validate(item->label, -1, NULL));
    for (size_t i = 0; item->level_of != NULL && column->dict != NULL && i < column->dict->n; i++)
        g_assert_cmpint(item->level_of[i], <, (int)question->levels->len);
}

static void check_question(const SvyDataset *dataset, const SvyQuestion *question)
{
    g_assert_cmpuint(question->items->len, >, 0);
    g_assert_true(g_utf8_validate(question->text, -1, NULL));
    g_assert_nonnull(question->reason);
    if (question->answered != NULL)
        g_assert_cmpuint(svy_bitset_count(question->answered), <=, dataset->n_rows);
    for (guint i = 0; i < question->items->len; i++)
        check_item(dataset, question, svy_question_get_item(question, i));
}

/* Each column is in one question. */
static void check_columns(const SvyDataset *dataset)
{
    g_autofree unsigned *n_met = g_new0(unsigned, dataset->n_columns);

    for (guint q = 0; q < dataset->questions->len; q++) {
        const SvyQuestion *question = svy_dataset_get_question(dataset, q);

        for (guint i = 0; i < question->items->len; i++)
            n_met[svy_question_get_item(question, i)->column]++;
    }
    for (size_t i = 0; i < dataset->n_columns; i++)
        g_assert_cmpuint(n_met[i], ==, 1);
}

static void check_ledger(const SvyDataset *dataset)
{
    g_autoptr(SvyLedger) ledger = svy_ledger_new(dataset, NULL);
    g_autoptr(SvyRecords) records = svy_records_new(dataset, ledger);

    g_assert_nonnull(records);
    g_assert_cmpuint(ledger->n_entries, ==, dataset->questions->len);
    for (size_t i = 0; i < ledger->n_entries; i++)
        g_assert_cmpuint(ledger->entries[i].n_not_asked + ledger->entries[i].n_left, <=,
                         dataset->n_rows);
}

static void check(SvyDataset *dataset)
{
    g_assert_true(svy_dataset_freeze(dataset, NULL));
    for (guint i = 0; i < dataset->questions->len; i++)
        check_question(dataset, svy_dataset_get_question(dataset, i));
    check_columns(dataset);
    check_ledger(dataset);
    svy_oddities_find(dataset);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const SvyExporter *exporter = size < 2 ? NULL : choose_exporter(data[1]);
    g_autofree char *text =
        size < 2 ? NULL : g_utf8_make_valid((const char *)data + 2, (gssize)size - 2);
    g_auto(GStrv) lines = g_strsplit(text == NULL ? "" : text, "\n", -1);
    g_auto(GStrv) cells = g_strsplit(lines[0] == NULL ? "" : lines[0], "\t", -1);
    const size_t n_columns = MIN(g_strv_length(cells), MAX_COLUMNS);
    g_autofree SvyHeading *headings = g_new0(SvyHeading, n_columns + 1);
    g_autoptr(SvyDataset) dataset = NULL;

    if (exporter == NULL || n_columns == 0 || lines[0] == NULL || lines[1] == NULL)
        return 0;
    dataset = fill_dataset(lines, data[0] % 32 + 1, n_columns);
    dataset->exporter = g_strdup(exporter->name);
    fill_headings(cells, dataset, headings);
    svy_infer_questions(dataset, headings, exporter);
    check(dataset);
    for (size_t i = 0; i < n_columns; i++)
        svy_heading_clear(&headings[i]);
    return 0;
}
