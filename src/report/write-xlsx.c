/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbook of a report. Text is written as text and never as a formula or a link, numbers as
 * numbers with a format: what a spreadsheet shows is what can be counted with. */
#include "report/write-xlsx.h"

#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/error.h"
#include "base/file.h"
#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"
#include "report/shown.h"
#include "report/write-table.h"
#include "report/xlsx-check.h"
#include "report/xlsx-tables.h"
#include "result/result-table.h"
#include "result/words.h"

#define MAX_CELL_UNITS 32767u /* UTF-16 units in a cell */
#define MAX_COLUMNS    16384u
#define MAX_SHEET_NAME 31u
#define MAX_PROPERTY   200u
#define MAX_FILE_BYTES (1u << 30)
#define N_HEAD_ROWS    4u
#define LABEL_WIDTH    40
#define VALUE_WIDTH    14
#define FIRST_SECOND   315532800 /* 1 January 1980: no file tells when it was made */

/* The sentences below a table need rows, too. */
G_STATIC_ASSERT(SVY_XLSX_MAX_ROWS + 500 <= LXW_ROW_MAX);

/* Numbers that one column of a table may become. */
typedef enum {
    PART_VALUE,
    PART_LO,
    PART_HI,
    PART_N,
    PART_BASE,
    PART_PLAIN,
    PART_N_EFF,
    PART_LETTERS,
    PART_LAST,
} Part;

typedef enum {
    FORMAT_TEXT,
    FORMAT_TITLE,
    FORMAT_HEAD,
    FORMAT_COUNT,
    FORMAT_PERCENT,
    FORMAT_POINTS,
    FORMAT_NUMBER,
    FORMAT_P_VALUE,
    FORMAT_LINK,
    FORMAT_LAST,
} Format;

typedef struct {
    lxw_workbook *workbook; /* (nullable) */
    lxw_format *formats[FORMAT_LAST];
    GArray *sizes;        /* of SvyXlsxSize, one for each sheet */
    const char *language; /* (nullable) */
    lxw_error fault;
} Book;

typedef struct {
    Book *book;
    lxw_worksheet *worksheet;
    size_t index;
    lxw_row_t row;
    bool is_started; /* something stands in the row */
} Sheet;

/* What of a table stands on one sheet. */
typedef struct {
    const SvyTable *table;
    size_t first_row, end_row;
    char *name;
} Extract;

/* --- Cells ---------------------------------------------------------------------------------- */

/* Characters from U+10000 count twice. */
static size_t count_units(gunichar c)
{
    return c > 0xffff ? 2 : 1;
}

static bool is_coded_character(const char *at)
{
    if (at[0] != '_' || at[1] != 'x')
        return false;
    for (size_t i = 2; i < 6; i++) {
        if (!g_ascii_isxdigit(at[i]))
            return false;
    }
    return at[6] == '_';
}

/* Spreadsheets read "_x0041_" as the letter A, so its first character is written in code. */
static char *escape_codes(const char *text)
{
    GString *out = g_string_new(NULL);

    for (const char *at = text; *at != '\0'; at++) {
        if (is_coded_character(at))
            g_string_append(out, "_x005F");
        g_string_append_c(out, *at);
    }
    return g_string_free(out, FALSE);
}

/* As the CSV tables have it, but for what is longer than a cell may be. */
static char *fit_cell(const char *language, const char *text)
{
    g_autofree char *escaped = svy_text_escape(text);
    g_autofree char *safe = escape_codes(escaped);
    const char *mark = svy_tr(language, "… (cut; whole in the CSV table)");
    const size_t n_mark = (size_t)g_utf8_strlen(mark, -1);
    const char *cut = safe;
    size_t n_units = 0;

    for (const char *at = safe; *at != '\0'; at = g_utf8_next_char(at)) {
        n_units += count_units(g_utf8_get_char(at));
        if (n_units <= MAX_CELL_UNITS - n_mark)
            cut = g_utf8_next_char(at);
    }
    if (n_units <= MAX_CELL_UNITS)
        return g_steal_pointer(&safe);
    return g_strdup_printf("%.*s%s", (int)(cut - safe), safe, mark);
}

/* Counts a cell that was written, and keeps the first fault. */
static void note_cell(Sheet *sheet, lxw_error fault)
{
    SvyXlsxSize *size = &g_array_index(sheet->book->sizes, SvyXlsxSize, sheet->index);

    if (sheet->book->fault == LXW_NO_ERROR)
        sheet->book->fault = fault;
    size->n_cells++;
    size->n_rows += !sheet->is_started;
    sheet->is_started = true;
}

static void put_text(Sheet *sheet, size_t column, Format format, const char *text)
{
    g_autofree char *cell = fit_cell(sheet->book->language, text == NULL ? "" : text);

    if (*cell != '\0')
        note_cell(sheet, worksheet_write_string(sheet->worksheet, sheet->row, (lxw_col_t)column,
                                                cell, sheet->book->formats[format]));
}

static void put_number(Sheet *sheet, size_t column, Format format, double value)
{
    if (isfinite(value))
        note_cell(sheet, worksheet_write_number(sheet->worksheet, sheet->row, (lxw_col_t)column,
                                                value, sheet->book->formats[format]));
}

static void end_row(Sheet *sheet)
{
    sheet->row++;
    sheet->is_started = false;
}

static void put_line(Sheet *sheet, Format format, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    put_text(sheet, 0, format, text);
    end_row(sheet);
}

/* --- Columns -------------------------------------------------------------------------------- */

/* As tables for people have it: on few people there is no percentage. */
static bool is_told(const SvyCell *cell)
{
    if (cell->status != SVY_STATUS_OK &&
        !(cell->status == SVY_STATUS_NO_VARIANCE && isfinite(cell->share.p.value)))
        return false;
    return cell->kind != SVY_CELL_SHARE || cell->share.base >= SVY_WORDS_MIN_BASE;
}

static bool has_interval(const SvyCell *cell)
{
    return cell->kind > SVY_CELL_COUNT && is_told(cell) && cell->share.p.lo < cell->share.p.hi;
}

static bool has_part(const SvyResult *result, const SvyCell *cell, Part part)
{
    const bool is_share = cell->kind == SVY_CELL_SHARE;
    const bool is_weighted = is_share && result->has_weights;

    switch (part) {
    case PART_VALUE:
        return true;
    case PART_LO:
    case PART_HI:
        return has_interval(cell);
    case PART_N:
    case PART_BASE:
        return is_share;
    case PART_PLAIN:
    case PART_N_EFF:
        return is_weighted;
    case PART_LETTERS:
        return cell->letters != NULL && *cell->letters != '\0';
    case PART_LAST:
        break;
    }
    return false;
}

/* Which numbers a column of a table becomes: what any of its cells has. */
static size_t find_parts(const SvyResult *result, const SvyTable *table, size_t at, bool has[])
{
    size_t n = 0;

    for (Part part = PART_VALUE; part < PART_LAST; part++) {
        has[part] = part == PART_VALUE;
        for (size_t row = 0; row < table->n_rows && !has[part]; row++)
            has[part] = has_part(result, svy_table_get_cell(table, row, at), part);
        n += has[part];
    }
    return n;
}

static const char *name_part(const char *language, Part part)
{
    static const char *const names[PART_LAST] = {
        [PART_LO] = SVY_TR("from"),
        [PART_HI] = SVY_TR("to"),
        [PART_N] = SVY_TR("people"),
        [PART_BASE] = SVY_TR("of"),
        [PART_PLAIN] = SVY_TR("without weights"),
        [PART_N_EFF] = SVY_TR("effective people"),
        [PART_LETTERS] = SVY_TR("above"),
    };

    return names[part] == NULL ? NULL : svy_tr(language, names[part]);
}

/* --- Values --------------------------------------------------------------------------------- */

static Format choose_format(SvyCellKind kind)
{
    switch (kind) {
    case SVY_CELL_COUNT:
        return FORMAT_COUNT;
    case SVY_CELL_SHARE:
        return FORMAT_PERCENT;
    case SVY_CELL_POINTS:
        return FORMAT_POINTS;
    case SVY_CELL_P_VALUE:
        return FORMAT_P_VALUE;
    case SVY_CELL_ESTIMATE:
        return FORMAT_NUMBER;
    case SVY_CELL_EMPTY:
    case SVY_CELL_TEXT:
    case SVY_CELL_LAST:
        break;
    }
    return FORMAT_TEXT;
}

/* Points are said as 12.3, not as 0.123. */
static void put_estimate(Sheet *sheet, size_t column, SvyCellKind kind, double value)
{
    put_number(sheet, column, choose_format(kind), kind == SVY_CELL_POINTS ? 100 * value : value);
}

static void put_value(Sheet *sheet, size_t column, const SvyTable *table, const SvyCell *cell)
{
    const char *language = sheet->book->language;
    const bool is_text = cell->kind == SVY_CELL_TEXT || cell->kind == SVY_CELL_EMPTY;

    if (is_told(cell) && cell->kind == SVY_CELL_COUNT) {
        put_number(sheet, column, FORMAT_COUNT, (double)cell->n);
    } else if (is_told(cell) && !is_text) {
        put_estimate(sheet, column, cell->kind, cell->share.p.value);
    } else if (cell->kind == SVY_CELL_SHARE && cell->status == SVY_STATUS_OK &&
               table->kind != SVY_TABLE_SEGMENTS) {
        put_text(sheet, column, FORMAT_TEXT, svy_tr(language, "too few"));
    } else {
        g_autofree char *word = svy_write_table_word_cell(language, table, cell);

        put_text(sheet, column, FORMAT_TEXT, word);
    }
}

static void put_part(Sheet *sheet,
                     size_t column,
                     const SvyTable *table,
                     const SvyCell *cell,
                     Part part)
{
    const bool is_share = cell->kind == SVY_CELL_SHARE && cell->status != SVY_STATUS_WITHHELD;
    const bool is_counted = is_share && (is_told(cell) || table->kind != SVY_TABLE_SEGMENTS);
    const bool has_plain = is_share && is_told(cell) && cell->share.plain.status == SVY_STATUS_OK;

    if (part == PART_VALUE)
        put_value(sheet, column, table, cell);
    else if (part == PART_LO && has_interval(cell))
        put_estimate(sheet, column, cell->kind, cell->share.p.lo);
    else if (part == PART_HI && has_interval(cell))
        put_estimate(sheet, column, cell->kind, cell->share.p.hi);
    else if (part == PART_N && is_counted)
        put_number(sheet, column, FORMAT_COUNT, (double)cell->share.n);
    else if (part == PART_BASE && is_counted)
        put_number(sheet, column, FORMAT_COUNT, (double)cell->share.base);
    else if (part == PART_PLAIN && has_plain)
        put_number(sheet, column, FORMAT_PERCENT, cell->share.plain.value);
    else if (part == PART_N_EFF && has_plain)
        put_number(sheet, column, FORMAT_NUMBER, cell->share.n_eff);
    else if (part == PART_LETTERS && is_told(cell))
        put_text(sheet, column, FORMAT_TEXT, cell->letters);
}

/* --- A table -------------------------------------------------------------------------------- */

/* The columns of a table as those of a sheet. */
typedef struct {
    size_t at; /* of the table */
    Part part;
} SheetColumn;

static GArray *list_columns(const SvyResult *result, const SvyTable *table)
{
    GArray *columns = g_array_new(FALSE, FALSE, sizeof(SheetColumn));
    bool has[PART_LAST];

    for (size_t at = 0; at < table->n_columns; at++) {
        if (columns->len + find_parts(result, table, at, has) > MAX_COLUMNS)
            break;
        for (Part part = PART_VALUE; part < PART_LAST; part++) {
            const SheetColumn column = {at, part};

            if (has[part])
                g_array_append_val(columns, column);
        }
    }
    return columns;
}

static void put_heads(Sheet *sheet, const SvyTable *table, const GArray *columns)
{
    for (guint i = 0; i < columns->len; i++) {
        const SheetColumn *column = &g_array_index(columns, SheetColumn, i);
        const SvyTableColumn *from = &table->columns[column->at];
        g_autofree char *heading = svy_write_table_word_heading(from);

        if (column->part == PART_VALUE)
            put_text(sheet, i, FORMAT_HEAD, heading);
    }
    end_row(sheet);
    for (guint i = 0; i < columns->len; i++)
        put_text(sheet, i, FORMAT_HEAD,
                 name_part(sheet->book->language, g_array_index(columns, SheetColumn, i).part));
    end_row(sheet);
}

static void put_rows(Sheet *sheet, const Extract *extract, const GArray *columns)
{
    for (size_t row = extract->first_row; row < extract->end_row; row++) {
        for (guint i = 0; i < columns->len; i++) {
            const SheetColumn *column = &g_array_index(columns, SheetColumn, i);

            put_part(sheet, i, extract->table, svy_table_get_cell(extract->table, row, column->at),
                     column->part);
        }
        end_row(sheet);
    }
}

static void put_words(Sheet *sheet, const SvyResult *result, const Extract *extract, bool is_cut)
{
    const SvyTable *table = extract->table;
    const char *language = result->survey.language;
    g_autofree char *test = svy_words_table_test_in(language, table);
    g_autofree char *base = svy_words_table_base_in(language, table);
    g_autofree char *note = svy_shown_note(result);

    end_row(sheet);
    put_line(sheet, FORMAT_TEXT, table->finding);
    put_line(sheet, FORMAT_TEXT, test);
    put_line(sheet, FORMAT_TEXT, base);
    put_line(sheet, FORMAT_TEXT, table->method);
    for (size_t i = 0; table->notes != NULL && table->notes[i] != NULL; i++)
        put_line(sheet, FORMAT_TEXT, table->notes[i]);
    if (is_cut)
        put_line(sheet, FORMAT_TEXT,
                 svy_tr(language, "Not all columns fit a sheet; the CSV table has them."));
    if (extract->end_row < table->n_rows)
        put_line(sheet, FORMAT_TEXT, svy_tr(language, "The table goes on on the next sheet."));
    put_line(sheet, FORMAT_TEXT, note);
}

/* The only links are those between sheets, whose names are ours. */
static void put_link(Sheet *sheet, size_t column, const char *name)
{
    g_autofree char *target = g_strdup_printf("internal:'%s'!A1", name);

    note_cell(sheet,
              worksheet_write_url_opt(sheet->worksheet, sheet->row, (lxw_col_t)column, target,
                                      sheet->book->formats[FORMAT_LINK], name, NULL));
}

static void start_sheet(Sheet *sheet, Book *book, const char *name)
{
    const SvyXlsxSize none = {0};

    *sheet = (Sheet){.book = book, .index = book->sizes->len};
    g_array_append_val(book->sizes, none);
    sheet->worksheet = workbook_add_worksheet(book->workbook, name);
}

/* The first sheet: at most MAX_SHEET_NAME characters, and none of \ / ? * [ ] : '. */
static const char *name_index(const char *language)
{
    return svy_tr(language, "Index");
}

static void add_table(Book *book, const SvyResult *result, const Extract *extract)
{
    const SvyTable *table = extract->table;
    g_autoptr(GArray) columns = list_columns(result, table);
    Sheet sheet;

    start_sheet(&sheet, book, extract->name);
    if (sheet.worksheet == NULL)
        return;
    put_text(&sheet, 0, FORMAT_TITLE, table->title);
    end_row(&sheet);
    put_link(&sheet, 0, name_index(book->language));
    end_row(&sheet);
    put_heads(&sheet, table, columns);
    put_rows(&sheet, extract, columns);
    put_words(&sheet, result, extract,
              columns->len == 0 ||
                  g_array_index(columns, SheetColumn, columns->len - 1).at + 1 < table->n_columns);
    worksheet_freeze_panes(sheet.worksheet, N_HEAD_ROWS, 1);
    worksheet_set_column(sheet.worksheet, 0, 0, LABEL_WIDTH, NULL);
    worksheet_set_column(sheet.worksheet, 1, (lxw_col_t)MAX(columns->len, 1), VALUE_WIDTH, NULL);
}

/* --- The workbook --------------------------------------------------------------------------- */

static void extract_clear(void *data)
{
    Extract *extract = data;

    g_free(extract->name);
}

static size_t count_sheets(const GPtrArray *tables, size_t max_rows)
{
    size_t n = 0;

    for (guint i = 0; i < tables->len; i++) {
        const SvyTable *table = g_ptr_array_index(tables, i);

        n += MAX(1, (table->n_rows + max_rows - 1) / max_rows);
    }
    return n;
}

/* "07 segments-q3-by-q1": unique by its number, and of characters that no spreadsheet refuses. */
static char *name_sheet(size_t n_sheets, size_t number, const char *id)
{
    g_autofree char *slug = svy_text_slug(id);
    g_autofree char *last = g_strdup_printf("%zu", n_sheets);
    g_autofree char *name = g_strdup_printf("%0*zu %s", (int)MAX(strlen(last), 2), number, slug);

    return g_strndup(name, MAX_SHEET_NAME);
}

static GArray *list_extracts(const GPtrArray *tables, size_t max_rows)
{
    GArray *extracts = g_array_new(FALSE, TRUE, sizeof(Extract));
    const size_t n_sheets = count_sheets(tables, max_rows);

    g_array_set_clear_func(extracts, extract_clear);
    for (guint i = 0; i < tables->len; i++) {
        const SvyTable *table = g_ptr_array_index(tables, i);
        size_t from = 0;

        do {
            const Extract extract = {.table = table,
                                     .first_row = from,
                                     .end_row = MIN(from + max_rows, table->n_rows),
                                     .name = name_sheet(n_sheets, extracts->len + 1, table->id)};

            g_array_append_val(extracts, extract);
            from += max_rows;
        } while (from < table->n_rows);
    }
    return extracts;
}

static void add_index(Book *book, const SvyResult *result, const GArray *extracts)
{
    const SvySurvey *survey = &result->survey;
    g_autofree char *synthetic = svy_words_synthetic(survey);
    g_autofree char *caveat = svy_words_caveat(survey);
    g_autofree char *weights = svy_words_weights(result);
    g_autofree char *note = svy_shown_note(result);
    Sheet sheet;

    start_sheet(&sheet, book, name_index(book->language));
    if (sheet.worksheet == NULL)
        return;
    put_line(&sheet, FORMAT_TITLE,
             survey->title != NULL && *survey->title != '\0' ? survey->title : result->input_name);
    put_line(&sheet, FORMAT_TEXT, note);
    put_text(&sheet, 0, FORMAT_HEAD, svy_tr(book->language, "Sheet"));
    put_text(&sheet, 1, FORMAT_HEAD, svy_tr(book->language, "Table"));
    end_row(&sheet);
    worksheet_freeze_panes(sheet.worksheet, sheet.row, 0);
    for (guint i = 0; i < extracts->len; i++) {
        const Extract *extract = &g_array_index(extracts, Extract, i);

        put_link(&sheet, 0, extract->name);
        put_text(&sheet, 1, FORMAT_TEXT, extract->table->title);
        end_row(&sheet);
    }
    end_row(&sheet);
    put_line(&sheet, FORMAT_TEXT, synthetic);
    put_line(&sheet, FORMAT_TEXT, caveat);
    put_line(&sheet, FORMAT_TEXT, weights);
    worksheet_set_column(sheet.worksheet, 0, 0, MAX_SHEET_NAME, NULL);
    worksheet_set_column(sheet.worksheet, 1, 1, 2 * LABEL_WIDTH, NULL);
}

static void make_formats(Book *book)
{
    static const char *const numbers[FORMAT_LAST] = {
        [FORMAT_COUNT] = "#,##0",
        [FORMAT_PERCENT] = "0.0%",
        [FORMAT_POINTS] = "0.0",
        [FORMAT_NUMBER] = "#,##0.00",
    };
    g_autofree char *smallest = svy_tr_num(book->language, 0.001, 3);
    g_autofree char *p_value = g_strdup_printf("[<0.001]\"<%s\";0.000", smallest);

    for (Format format = FORMAT_TEXT; format < FORMAT_LAST; format++) {
        book->formats[format] = workbook_add_format(book->workbook);
        if (format == FORMAT_P_VALUE)
            format_set_num_format(book->formats[format], p_value);
        else if (numbers[format] != NULL)
            format_set_num_format(book->formats[format], numbers[format]);
        if (format == FORMAT_TITLE || format == FORMAT_HEAD)
            format_set_bold(book->formats[format]);
        if (format == FORMAT_LINK)
            format_set_underline(book->formats[format], LXW_UNDERLINE_SINGLE);
    }
}

static void set_properties(Book *book, const SvyResult *result)
{
    g_autofree char *safe =
        svy_text_escape(result->survey.title == NULL ? "" : result->survey.title);
    g_autofree char *title = svy_text_cut(safe, MAX_PROPERTY);
    g_autofree char *synthetic = svy_words_synthetic(&result->survey);
    g_autofree char *comments = svy_text_cut(synthetic == NULL ? "" : synthetic, MAX_PROPERTY);
    lxw_doc_properties properties = {.title = title, .comments = comments, .created = FIRST_SECOND};

    workbook_set_properties(book->workbook, &properties);
}

static void fill(Book *book, const SvyResult *result, const GArray *extracts)
{
    make_formats(book);
    set_properties(book, result);
    add_index(book, result, extracts);
    for (guint i = 0; i < extracts->len; i++)
        add_table(book, result, &g_array_index(extracts, Extract, i));
}

static bool refuse(GError **error, lxw_error fault)
{
    return svy_error_set(error, SVY_ERROR_IO, NULL, NULL, "the workbook cannot be written: %s",
                         lxw_strerror(fault));
}

/* Writes the file. Its sizes are those that it must have when it is read back. */
static bool write_file(const SvyResult *result,
                       const GArray *extracts,
                       const char *path,
                       const char *scratch,
                       GArray *sizes,
                       GError **error)
{
    g_autofree char *folder = g_strdup(scratch);
    lxw_workbook_options options = {.tmpdir = folder};
    Book book = {.sizes = sizes,
                 .language = result->survey.language,
                 .workbook = workbook_new_opt(path, &options)};
    lxw_error fault;

    if (book.workbook == NULL)
        return refuse(error, LXW_ERROR_MEMORY_MALLOC_FAILED);
    fill(&book, result, extracts);
    fault = workbook_close(book.workbook);
    if (book.fault != LXW_NO_ERROR)
        return refuse(error, book.fault);
    return fault == LXW_NO_ERROR || refuse(error, fault);
}

bool svy_write_xlsx(const SvyResult *result,
                    const char *scratch,
                    size_t max_rows,
                    GBytes **ret_workbook,
                    GError **error)
{
    g_autoptr(GPtrArray) tables = svy_xlsx_tables_list(result);
    g_autoptr(GArray) extracts = list_extracts(tables, max_rows);
    g_autoptr(GArray) sizes = g_array_new(FALSE, TRUE, sizeof(SvyXlsxSize));
    g_autofree char *path = g_build_filename(scratch, "results.xlsx", NULL);
    g_autoptr(GBytes) workbook = NULL;

    g_assert(max_rows > 0 && max_rows <= SVY_XLSX_MAX_ROWS);
    if (!write_file(result, extracts, path, scratch, sizes, error) ||
        !svy_file_read(path, MAX_FILE_BYTES, &workbook, error) ||
        !svy_xlsx_check(workbook, sizes->len, (const SvyXlsxSize *)(void *)sizes->data, error))
        return false;
    *ret_workbook = g_steal_pointer(&workbook);
    return true;
}
