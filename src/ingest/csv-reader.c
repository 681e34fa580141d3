/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of a CSV file: the only file that knows libcsv (3.0.3).
 *
 * Facts of libcsv that decide the shape of this file: it reports no position; a callback cannot
 * stop it; with CSV_STRICT it stops at a stray quote and returns a short count, after which
 * csv_fini() must not be called (it would submit half a field); `quoted` and `pstate` are public
 * members. */
#include "ingest/csv-reader.h"

#include <csv.h>
#include <string.h>

#include "base/error.h"
#include "base/findings.h"
#include "base/limit.h"
#include "base/text.h"
#include "base/translate.h"

#define BLOCK_BYTES (1u << 18)

/* States of struct csv_parser.pstate. */
enum { ROW_NOT_BEGUN = 0, FIELD_NOT_BEGUN = 1, FIELD_BEGUN = 2 };

static const unsigned char STRICTNESS =
    CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL;

typedef struct {
    const SvyCsvOptions *options;
    const char *file;
    SvyFindings *findings;
    struct csv_parser parser;
    GString *decoded; /* the line in UTF-8, when it was not */
    SvyCsvCounts counts;
    size_t line;         /* the physical line that is being fed, from 1 */
    size_t max_cell;     /* in bytes */
    size_t max_record;   /* in bytes */
    size_t n_width;      /* fields of a record as far as it is known; 0: not at all */
    size_t record_line;  /* where the record began */
    size_t field_line;   /* where the field began, when it is quoted and goes on over lines */
    size_t field_open;   /* that field, from 1; 0: none */
    size_t record_bytes; /* so far, of the record */
    size_t n_fields;     /* so far, in the record */
    bool has_content;    /* some field of the record is not blank */
    size_t n_pending;    /* blank lines in a file of one column, not yet known to be answers */
    bool is_done;        /* the caller has seen enough, or the part ends here */
    GError *error;       /* set in a callback, or when a line cannot be fed */
} Reader;

static SvyPlace place_at(const Reader *reader, size_t line, size_t field)
{
    return (SvyPlace){.file = reader->file, .line = line, .field = field};
}

/* --- Callbacks of libcsv -------------------------------------------------------------------- */

/* Other control characters are text, odd as it is, and are told of. */
static bool is_trimmed(unsigned char c)
{
    return c <= ' ' && (c == ' ' || (c >= '\t' && c <= '\r'));
}

/* A quote that opened by mistake swallows whole records until the next quote. Their lines can be
 * told from a long comment: each has as many delimiters as a record. */
static void check_swallowed(Reader *reader, size_t n_width, const char *text, size_t n)
{
    const size_t n_lines = reader->line - reader->field_line + 1;
    const SvyPlace place = place_at(reader, reader->field_line, reader->field_open);
    size_t n_delimiters = 0;

    if (n_lines < 4 || n_width < 2 || reader->error != NULL)
        return;
    for (size_t i = 0; i < n; i++)
        n_delimiters += text[i] == reader->options->delimiter;
    if (n_delimiters + n_width >= (n_lines - 1) * (n_width - 1))
        svy_error_set(&reader->error, SVY_ERROR_DATA, &place,
                      "Remove the stray quote on this line, or double it",
                      "the quote that opens here makes one field of %zu lines that look like "
                      "responses",
                      n_lines);
}

static bool stop_large(Reader *reader, const SvyPlace *place)
{
    g_autofree char *mend = g_strdup_printf(
        "If a quote was left open here, close it; if the cell is right, add --max-cell %zu",
        reader->max_cell * 8);

    return svy_error_set(&reader->error, SVY_ERROR_LIMIT, place, mend,
                         "a cell of more than %zu bytes", reader->max_cell);
}

static void on_field(void *text, size_t n_bytes, void *data)
{
    Reader *reader = data;
    const char *cell = text == NULL ? "" : text;

    if (n_bytes > reader->max_cell && reader->error == NULL) {
        const SvyPlace place = place_at(reader, reader->record_line, reader->n_fields + 1);

        stop_large(reader, &place);
    }
    if (reader->field_open != 0) {
        if (reader->line > reader->field_line)
            check_swallowed(reader, reader->options->n_columns, cell, n_bytes);
        reader->field_open = 0;
    }
    while (n_bytes > 0 && is_trimmed((unsigned char)cell[n_bytes - 1]))
        n_bytes--;
    while (n_bytes > 0 && is_trimmed((unsigned char)*cell)) {
        cell++;
        n_bytes--;
    }
    reader->has_content |= n_bytes > 0;
    if (reader->n_fields < SVY_LIMIT_COLUMNS)
        reader->options->on_field(reader->options->data, reader->n_fields, cell, n_bytes);
    reader->n_fields++;
}

/* Blank lines of a one-column file are blank answers when something follows them. */
static void flush_blank_answers(Reader *reader)
{
    for (; reader->n_pending > 0 && reader->error == NULL; reader->n_pending--) {
        const size_t line = reader->record_line - reader->n_pending;

        if (reader->findings != NULL)
            svy_findings_tally(
                reader->findings, SVY_SEVERITY_WARNING, "blank-line", line, 0,
                SVY_TR("Remove the line if nobody left the question blank"),
                SVY_TR("a blank line in a file of one column was taken as a blank answer"));
        reader->options->on_field(reader->options->data, 0, "", 0);
        reader->options->on_record(reader->options->data, 1, line, false, &reader->error);
    }
}

static void on_row(int terminator, void *data)
{
    Reader *reader = data;
    const size_t n_fields = reader->n_fields;
    const bool is_blank = !reader->has_content;
    const SvyPlace place = place_at(reader, reader->record_line, 0);

    (void)terminator;
    reader->n_fields = 0;
    reader->has_content = false;
    reader->record_bytes = 0;
    if (reader->error != NULL || reader->is_done)
        return;
    if (n_fields > SVY_LIMIT_COLUMNS) {
        svy_error_set(&reader->error, SVY_ERROR_LIMIT, &place, "Export fewer questions at a time",
                      "%zu columns, the limit is %u", n_fields, SVY_LIMIT_COLUMNS);
        return;
    }
    reader->counts.n_records++;
    if (reader->n_width == 0)
        reader->n_width = n_fields;
    if (!reader->options->on_record(reader->options->data, n_fields, reader->record_line, is_blank,
                                    &reader->error))
        return;
    reader->is_done = reader->options->n_max_records > 0 &&
                      reader->counts.n_records >= reader->options->n_max_records;
}

/* --- Feeding -------------------------------------------------------------------------------- */

static size_t get_field_number(const Reader *reader)
{
    return reader->n_fields + 1;
}

static bool stop_after_quote(Reader *reader, const char *line, size_t at)
{
    const bool is_backslash = at >= 2 && line[at - 2] == '\\';
    const bool is_same_line = reader->field_open == 0;
    const SvyPlace place = is_same_line ? place_at(reader, reader->line, get_field_number(reader))
                                        : place_at(reader, reader->field_line, reader->field_open);

    return svy_error_set(&reader->error, SVY_ERROR_DATA, &place,
                         is_backslash ? "Quotes inside a quoted cell are doubled (\"\") in CSV, "
                                        "not marked by a backslash"
                                      : "Double the quotes inside the cell, or remove them",
                         is_same_line
                             ? "text after a closing quote"
                             : "the quote that opens here closes on line %zu in the middle "
                               "of text",
                         reader->line);
}

static bool stop_memory(Reader *reader)
{
    const SvyPlace place = place_at(reader, reader->line, get_field_number(reader));

    return svy_error_set(&reader->error, SVY_ERROR_NO_MEMORY, &place, NULL,
                         "no memory for this cell");
}

/* A quote inside an unquoted cell (5" pipe) is text: the table stays certain. */
static bool pass_stray_quote(Reader *reader, const char *line, size_t *at)
{
    if (reader->findings != NULL)
        svy_findings_tally(reader->findings, SVY_SEVERITY_WARNING, "stray-quote", reader->line,
                           reader->n_fields,
                           SVY_TR("Quote the whole cell and double the quotes in it"),
                           SVY_TR("a quote inside an unquoted cell was taken as text"));
    csv_set_opts(&reader->parser, (unsigned char)(STRICTNESS & ~CSV_STRICT));
    if (csv_parse(&reader->parser, line + *at, 1, on_field, on_row, reader) != 1)
        return stop_memory(reader);
    csv_set_opts(&reader->parser, STRICTNESS);
    (*at)++;
    return true;
}

static bool feed(Reader *reader, const char *line, size_t n)
{
    size_t at = csv_parse(&reader->parser, line, n, on_field, on_row, reader);

    while (at < n && reader->error == NULL) {
        if (csv_error(&reader->parser) != CSV_EPARSE)
            return stop_memory(reader);
        if (reader->parser.quoted != 0)
            return stop_after_quote(reader, line, at);
        if (!pass_stray_quote(reader, line, &at))
            return false;
        at += csv_parse(&reader->parser, line + at, n - at, on_field, on_row, reader);
    }
    return reader->error == NULL;
}

static bool is_inside_quotes(const Reader *reader)
{
    return reader->parser.pstate == FIELD_BEGUN && reader->parser.quoted != 0;
}

/* A cell that goes on over lines, as long as it is open. */
static bool check_open_cell(Reader *reader)
{
    const SvyPlace place = place_at(reader, reader->field_line, reader->field_open);

    if (reader->parser.entry_pos <= reader->max_cell || reader->field_open == 0)
        return true;
    check_swallowed(reader, reader->n_width, (const char *)reader->parser.entry_buf,
                    reader->parser.entry_pos);
    return reader->error == NULL && stop_large(reader, &place);
}

static bool check_record(Reader *reader)
{
    const SvyPlace place = reader->field_open != 0
                               ? place_at(reader, reader->field_line, reader->field_open)
                               : place_at(reader, reader->record_line, 0);

    if (reader->record_bytes <= reader->max_record)
        return true;
    return svy_error_set(&reader->error, SVY_ERROR_LIMIT, &place,
                         "If a quote was left open here, close it", "a record of more than %zu MiB",
                         reader->max_record >> 20);
}

static bool feed_as_utf8(Reader *reader, const char *line, size_t n)
{
    size_t first_bad;

    g_string_truncate(reader->decoded, 0);
    svy_encoding_decode(reader->options->encoding, line, n, reader->decoded, &first_bad);
    return feed(reader, reader->decoded->str, reader->decoded->len);
}

/* Feeds the valid part of a line, so that libcsv itself tells in which field the fault is. */
static bool stop_at_byte(Reader *reader, const char *line, size_t n, size_t at)
{
    g_autoptr(GString) hex = g_string_new(NULL);
    const bool is_nul = line[at] == '\0';
    SvyPlace place;

    if (reader->options->encoding->kind == SVY_ENCODING_UTF8 ? !feed(reader, line, at)
                                                             : !feed_as_utf8(reader, line, at))
        return false;
    for (size_t i = at; i < MIN(at + 4, n); i++)
        g_string_append_printf(hex, " %02x", (unsigned char)line[i]);
    place = place_at(reader, reader->line, get_field_number(reader));
    if (is_nul)
        return svy_error_set(&reader->error, SVY_ERROR_DATA, &place,
                             "The file may be damaged; export it again", "a NUL byte");
    return svy_error_set(&reader->error, SVY_ERROR_DATA, &place,
                         "Save the file as \"CSV UTF-8\", or name its encoding with --encoding",
                         "bytes that are not valid UTF-8:%s", hex->str);
}

static void note_bad_bytes(Reader *reader, unsigned char byte, size_t n_bad)
{
    for (size_t i = 0; i < n_bad; i++)
        svy_findings_tally(reader->findings, SVY_SEVERITY_WARNING, "stray-bytes", reader->line,
                           reader->n_fields,
                           SVY_TR("Change it with --encoding if the text around it looks wrong"),
                           SVY_TR("odd bytes (hex %02x) were shown as \uFFFD"), byte);
}

/* Feeds a line up to the first byte that is to be told of, so that libcsv itself knows its field.
 */
static bool feed_decoded(Reader *reader, const char *line, size_t n)
{
    const SvyEncoding *encoding = reader->options->encoding;
    size_t odd = 0, n_bad;

    if (reader->findings != NULL && encoding->kind == SVY_ENCODING_BYTES &&
        reader->counts.odd_line == 0) {
        while (odd < n && (unsigned char)line[odd] < 0x80)
            odd++;
        if (!feed_as_utf8(reader, line, odd))
            return false;
        svy_findings_place(reader->findings, "encoding", reader->line, reader->n_fields);
        reader->counts.odd_line = reader->line;
        reader->counts.odd_column = reader->n_fields;
        return feed_decoded(reader, line + odd, n - odd);
    }
    g_string_truncate(reader->decoded, 0);
    n_bad = svy_encoding_decode(encoding, line, n, reader->decoded, &odd);
    if (reader->findings == NULL || n_bad == 0)
        return feed(reader, reader->decoded->str, reader->decoded->len);
    if (!feed_as_utf8(reader, line, odd))
        return false;
    note_bad_bytes(reader, (unsigned char)line[odd], n_bad);
    return feed_as_utf8(reader, line + odd, n - odd);
}

/* One line, whatever its bytes. */
static bool feed_bytes(Reader *reader, const char *line, size_t n)
{
    const SvyEncoding *encoding = reader->options->encoding;

    if (encoding->is_ascii || svy_encoding_is_plain(line, n))
        return feed(reader, line, n);
    if (encoding->kind == SVY_ENCODING_UTF8) {
        const size_t invalid = svy_encoding_find_invalid(line, n);
        return invalid < n ? stop_at_byte(reader, line, n, invalid) : feed(reader, line, n);
    }
    if (encoding->has_nul) {
        const char *nul = memchr(line, '\0', n);
        if (nul != NULL)
            return stop_at_byte(reader, line, n, (size_t)(nul - line));
    }
    return feed_decoded(reader, line, n);
}

static void note_blank_line(Reader *reader)
{
    if (reader->counts.n_blank_lines++ == 0)
        reader->counts.first_blank_line = reader->line;
    reader->n_pending += reader->options->n_columns == 1 && reader->counts.n_records > 0;
}

static bool is_end_marker(const char *line, size_t n)
{
    while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
        n--;
    return n == 1 && line[0] == '\032';
}

static void note_end_marker(Reader *reader)
{
    if (reader->findings != NULL)
        svy_findings_add(reader->findings, SVY_SEVERITY_WARNING, "control-z", reader->line,
                         SVY_NO_COLUMN, NULL, SVY_TR("an end-of-file mark (Ctrl-Z) was left out"));
}

static bool feed_line(Reader *reader, const char *line, size_t n)
{
    const bool was_inside = is_inside_quotes(reader);
    const bool is_between = reader->parser.pstate == ROW_NOT_BEGUN;
    const size_t n_records = reader->counts.n_records;

    reader->line++;
    if (reader->line <= reader->options->n_skip_lines)
        return true;
    if (is_between && is_end_marker(line, n)) {
        note_end_marker(reader);
        return true;
    }
    if (is_between)
        reader->record_line = reader->line;
    if (is_between && reader->n_pending > 0 && line[0] != '\n' && line[0] != '\r')
        flush_blank_answers(reader);
    if (is_between && reader->options->encoding->has_marks && n >= 3 &&
        memcmp(line, "\357\273\277", 3) == 0) {
        line += 3; /* two files were joined; the mark is no part of the first cell */
        n -= 3;
    }
    reader->record_bytes += n;
    if (!check_record(reader) || !feed_bytes(reader, line, n))
        return false;
    if (is_between && reader->parser.pstate == ROW_NOT_BEGUN &&
        reader->counts.n_records == n_records)
        note_blank_line(reader);
    if (is_inside_quotes(reader) && (!was_inside || reader->field_open == 0)) {
        reader->field_line = reader->line;
        reader->field_open = get_field_number(reader);
    }
    return check_open_cell(reader);
}

/* --- Lines ---------------------------------------------------------------------------------- */

/* End of the first line of @text, after its line end; NULL when it is not complete. LF ends a line,
 * and where the file has a bare CR, CR does too; CR LF and CR CR LF are one line end. */
static const char *find_line_end(const char *text, const char *end, bool has_bare_cr, bool is_last)
{
    const char *lf, *cr;

    lf = memchr(text, '\n', (size_t)(end - text));
    if (!has_bare_cr)
        return lf == NULL ? NULL : lf + 1;
    cr = memchr(text, '\r', (size_t)((lf == NULL ? end : lf) - text));
    if (cr == NULL)
        return lf == NULL ? NULL : lf + 1;
    if (lf == cr + 1 || (lf == cr + 2 && cr[1] == '\r'))
        return lf + 1;
    if (!is_last && end - cr < 3)
        return NULL;
    return cr + 1;
}

/* A part ends between two records, where nothing of the first has a say in the second. */
static bool is_end_of_part(const Reader *reader)
{
    const SvyCsvOptions *options = reader->options;

    return options->end > 0 && reader->counts.position >= options->end &&
           reader->parser.pstate == ROW_NOT_BEGUN && reader->line >= options->n_skip_lines &&
           (options->can_end == NULL || options->can_end(options->data));
}

/* Feeds all complete lines; moves what is left to the front and returns its length. */
static size_t feed_lines(Reader *reader, char *buffer, size_t n, bool is_last)
{
    const char *text = buffer, *end = buffer + n;
    const bool has_bare_cr = reader->options->encoding->has_bare_cr;

    while (text < end && reader->error == NULL && !reader->is_done) {
        const char *line_end = find_line_end(text, end, has_bare_cr, is_last);

        reader->is_done = is_end_of_part(reader);
        if (reader->is_done || (line_end == NULL && !is_last))
            break;
        reader->counts.has_last_line_end = line_end != NULL;
        if (line_end == NULL)
            line_end = end;
        if (!feed_line(reader, text, (size_t)(line_end - text)))
            break;
        reader->counts.position += (size_t)(line_end - text);
        text = line_end;
    }
    memmove(buffer, text, (size_t)(end - text));
    return (size_t)(end - text);
}

static bool grow_buffer(Reader *reader, char **buffer, size_t *n_allocated)
{
    const SvyPlace place = place_at(reader, reader->line + 1, 0);

    if (*n_allocated > reader->max_record)
        return svy_error_set(&reader->error, SVY_ERROR_LIMIT, &place,
                             "A survey export has shorter lines; look whether this is one",
                             "a line of more than %zu MiB", reader->max_record >> 20);
    *n_allocated *= 2;
    *buffer = g_realloc(*buffer, *n_allocated);
    return true;
}

static void show_progress(const Reader *reader, const SvyInput *input, size_t begin)
{
    const size_t size = svy_input_get_size(input);
    const size_t end = reader->options->end == 0 ? size : MIN(reader->options->end, size);
    const size_t position = MIN(reader->counts.position, end);

    if (reader->options->progress != NULL && end > begin)
        reader->options->progress((double)(position - begin) / (double)(end - begin),
                                  reader->options->progress_data);
}

static bool is_stopped(Reader *reader)
{
    return reader->options->is_stopped != NULL && g_atomic_int_get(reader->options->is_stopped) &&
           !svy_error_set(&reader->error, SVY_ERROR_DATA, NULL, NULL, "stopped");
}

static bool read_lines(Reader *reader, const SvyInput *input)
{
    size_t n_allocated = MIN(BLOCK_BYTES, svy_input_get_size(input) + 16), n_have = 0, n = 0;
    g_autofree char *buffer = g_malloc(n_allocated);
    const size_t begin = reader->counts.position;
    size_t n_skip = begin == 0 ? reader->options->encoding->n_skip : 0;

    do {
        if (is_stopped(reader) ||
            (n_have == n_allocated && !grow_buffer(reader, &buffer, &n_allocated)))
            return false;
        if (!svy_input_read_at(input, reader->counts.position + n_have, buffer + n_have,
                               n_allocated - n_have, &n, &reader->error))
            return false;
        n_have += n;
        if (n_skip > 0 && n_have >= n_skip) {
            memmove(buffer, buffer + n_skip, n_have -= n_skip);
            reader->counts.position += n_skip;
            n_skip = 0;
        }
        n_have = feed_lines(reader, buffer, n_have, n == 0);
        show_progress(reader, input, begin);
    } while (n > 0 && reader->error == NULL && !reader->is_done);
    return reader->error == NULL;
}

/* --- The whole file ------------------------------------------------------------------------- */

static bool stop_unclosed(Reader *reader)
{
    const SvyPlace place = place_at(reader, reader->field_line, reader->field_open);

    return svy_error_set(&reader->error, SVY_ERROR_DATA, &place,
                         "Close it, or remove it if it is not meant as a quote",
                         "the quote that opens this cell is never closed");
}

static bool finish(Reader *reader)
{
    if (reader->is_done)
        return true;
    if (is_inside_quotes(reader))
        return stop_unclosed(reader);
    if (csv_fini(&reader->parser, on_field, on_row, reader) != 0)
        return stop_memory(reader);
    reader->counts.is_at_end = true;
    return reader->error == NULL;
}

static bool start(Reader *reader, const SvyInput *input)
{
    if (csv_init(&reader->parser, STRICTNESS) != 0)
        return stop_memory(reader);
    csv_set_delim(&reader->parser, (unsigned char)reader->options->delimiter);
    csv_set_blk_size(&reader->parser, CLAMP(svy_input_get_size(input), 128, 1 << 16));
    return true;
}

bool svy_csv_read_part(const SvyInput *input,
                       const SvyCsvOptions *options,
                       SvyFindings *findings,
                       SvyCsvCounts *counts,
                       GError **error)
{
    Reader reader = {.options = options,
                     .file = svy_input_get_name(input),
                     .findings = findings,
                     .counts = *counts,
                     .line = counts->n_lines,
                     .max_cell = options->max_cell_bytes > 0 ? options->max_cell_bytes
                                                             : SVY_LIMIT_FIELD_BYTES,
                     .n_width = options->n_columns,
                     .decoded = g_string_new(NULL)};

    reader.max_record = MAX(SVY_LIMIT_ROW_BYTES, 2 * reader.max_cell);

    const bool is_read = start(&reader, input) && read_lines(&reader, input) && finish(&reader);

    csv_free(&reader.parser);
    g_string_free(reader.decoded, TRUE);
    if (!is_read) {
        g_propagate_error(error, reader.error);
        return false;
    }
    reader.counts.n_lines = reader.line;
    *counts = reader.counts;
    return true;
}

bool svy_csv_read(SvyInput *input,
                  const SvyCsvOptions *options,
                  SvyFindings *findings,
                  SvyCsvCounts *ret_counts,
                  GError **error)
{
    SvyCsvCounts counts = {0};

    if (!svy_csv_read_part(input, options, findings, &counts, error))
        return false;
    if (ret_counts != NULL)
        *ret_counts = counts;
    return true;
}

/* --- The first records ---------------------------------------------------------------------- */

typedef struct {
    SvyHead *head;
    GPtrArray *record; /* of char, owned */
} Collector;

static void collect_field(void *data, size_t field, const char *text, size_t n_bytes)
{
    Collector *collector = data;

    (void)field;
    g_ptr_array_add(collector->record, g_strndup(text, n_bytes));
}

static bool collect_record(void *data, size_t n_fields, size_t line, bool is_blank, GError **error)
{
    Collector *collector = data;

    (void)n_fields;
    (void)error;
    if (is_blank) {
        g_ptr_array_set_size(collector->record, 0);
        return true;
    }
    g_ptr_array_add(collector->record, NULL);
    g_ptr_array_add(collector->head->cells, collector->record->pdata);
    g_array_append_val(collector->head->lines, line);
    g_ptr_array_free(collector->record, FALSE);
    collector->record = g_ptr_array_new_with_free_func(g_free);
    return true;
}

bool svy_head_read(SvyInput *input,
                   const SvyCsvOptions *options,
                   SvyHead **ret_head,
                   GError **error)
{
    Collector collector = {.head = g_new0(SvyHead, 1),
                           .record = g_ptr_array_new_with_free_func(g_free)};
    g_autoptr(SvyHead) head = collector.head;
    SvyCsvOptions own = *options;

    head->cells = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    head->lines = g_array_new(FALSE, FALSE, sizeof(size_t));
    own.on_field = collect_field;
    own.on_record = collect_record;
    own.data = &collector;

    const bool is_read = svy_csv_read(input, &own, NULL, NULL, error);

    g_ptr_array_free(collector.record, TRUE);
    if (!is_read)
        return false;
    *ret_head = g_steal_pointer(&head);
    return true;
}

void svy_head_free(SvyHead *head)
{
    if (head == NULL)
        return;
    g_ptr_array_unref(head->cells);
    g_array_unref(head->lines);
    g_free(head);
}

size_t svy_head_count_fields(const SvyHead *head, size_t record)
{
    return g_strv_length(g_ptr_array_index(head->cells, record));
}

const char *svy_head_get(const SvyHead *head, size_t record, size_t field)
{
    char **cells = g_ptr_array_index(head->cells, record);

    for (size_t i = 0; i < field; i++)
        if (cells[i] == NULL)
            return "";
    return cells[field] == NULL ? "" : cells[field];
}
