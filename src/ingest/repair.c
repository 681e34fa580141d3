/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The damage of a wrong delimiter, undone in memory before the file is read: the cells are joined
 * again by the delimiter that cut them, without the quotes that were put around them. */
#include "ingest/repair.h"

#include <string.h>

#include "base/findings.h"
#include "base/translate.h"
#include "ingest/dialect.h"

#define MAX_BYTES (256u << 20)
#define N_RECORDS 200
#define MIN_WIDTH 3 /* of what comes out, or it may be chance */

static const char delimiters[] = ";,\t";

/* --- Suspicion ------------------------------------------------------------------------------ */

/* The whole header in one cell, or with the padding of another delimiter at its end. */
static bool is_odd_header(const SvyHead *head)
{
    char **cells = g_ptr_array_index(head->cells, 0);
    const size_t n = g_strv_length(cells);
    size_t n_filled = 0;

    for (size_t i = 0; i < n; i++)
        n_filled += cells[i][0] != '\0';
    return (n_filled == 1 && strpbrk(cells[0], delimiters) != NULL) ||
           (n > 0 && g_str_has_suffix(cells[n - 1], ";"));
}

bool svy_repair_is_suspected(const SvyHead *head)
{
    if (head == NULL)
        return true;
    if (head->cells->len < 2)
        return false;
    for (guint i = 1; i < head->cells->len; i++)
        if (svy_head_count_fields(head, i) != svy_head_count_fields(head, 0))
            return true;
    return is_odd_header(head);
}

/* --- Undoing -------------------------------------------------------------------------------- */

typedef struct {
    const char *at, *end;
    char outer; /* the delimiter that cut the records */
    GString *out;
    size_t n_unquoted, n_stripped;
} Undo;

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* The text of a quoted cell; false when it is not closed, or something stands behind it. */
static bool unquote(Undo *undo)
{
    undo->n_unquoted++;
    for (undo->at++; undo->at < undo->end; undo->at++) {
        if (*undo->at == '"') {
            undo->at++;
            if (undo->at == undo->end || *undo->at == undo->outer || is_line_end(*undo->at))
                return true;
            if (*undo->at != '"')
                return false;
        }
        g_string_append_c(undo->out, *undo->at);
    }
    return false;
}

static bool copy_cell(Undo *undo)
{
    const char *start = undo->at;

    if (undo->at < undo->end && *undo->at == '"')
        return unquote(undo);
    while (undo->at < undo->end && *undo->at != undo->outer && !is_line_end(*undo->at))
        undo->at++;
    g_string_append_len(undo->out, start, undo->at - start);
    return true;
}

static void end_record(Undo *undo, size_t start)
{
    size_t length = undo->out->len;

    while (length > start && undo->out->str[length - 1] == undo->outer)
        length--;
    undo->n_stripped += length < undo->out->len;
    g_string_truncate(undo->out, length);
    if (undo->at == undo->end)
        return;
    undo->at += undo->at + 1 < undo->end && undo->at[0] == '\r' && undo->at[1] == '\n' ? 2 : 1;
    g_string_append_c(undo->out, '\n');
}

static bool undo_all(Undo *undo)
{
    size_t start = 0;

    while (undo->at < undo->end) {
        if (!copy_cell(undo))
            return false;
        if (undo->at < undo->end && *undo->at == undo->outer) {
            g_string_append_c(undo->out, undo->outer);
            undo->at++;
            if (undo->at < undo->end)
                continue;
        }
        end_record(undo, start);
        start = undo->out->len;
    }
    return undo->n_unquoted + undo->n_stripped > 0;
}

/* --- Proof ---------------------------------------------------------------------------------- */

/* Width of all of the first records; 0 when they differ or cannot be read. */
static size_t find_width(const GString *text, char delimiter)
{
    const SvyEncoding encoding = {.name = "UTF-8"};
    const SvyCsvOptions options = {
        .delimiter = delimiter, .n_max_records = N_RECORDS, .encoding = &encoding};
    g_autoptr(SvyInput) input = svy_input_new_from_memory("", text->str, text->len);
    g_autoptr(SvyHead) head = NULL;
    size_t width;

    if (!svy_head_read(input, &options, &head, NULL) || head->cells->len < 2)
        return 0;
    width = svy_head_count_fields(head, 0);
    for (guint i = 1; i < head->cells->len; i++)
        if (svy_head_count_fields(head, i) != width)
            return 0;
    return width;
}

/* What the file was before; NULL when nothing of one width comes out. */
static GString *find_original(const GString *text, char *ret_outer, char *ret_inner)
{
    for (const char *outer = delimiters; *outer != '\0'; outer++) {
        g_autoptr(GString) out = g_string_sized_new(text->len + 1);
        Undo undo = {.at = text->str, .end = text->str + text->len, .outer = *outer, .out = out};

        if (!undo_all(&undo))
            continue;
        for (const char *inner = delimiters; *inner != '\0'; inner++) {
            if (*inner == *outer || find_width(out, *inner) < MIN_WIDTH)
                continue;
            *ret_outer = *outer;
            *ret_inner = *inner;
            return g_steal_pointer(&out);
        }
    }
    return NULL;
}

/* --- The file ------------------------------------------------------------------------------- */

/* All text as UTF-8; false without an error when it is no text. */
static bool decode_all(SvyInput *input, const SvyEncoding *encoding, GString *text, GError **error)
{
    const size_t size = svy_input_get_size(input);
    g_autofree char *bytes = g_try_malloc(size + 1);
    size_t n = 0, n_read = 1, first_bad;

    while (bytes != NULL && n < size && n_read > 0) {
        if (!svy_input_read_at(input, n, bytes + n, size - n, &n_read, error))
            return false;
        n += n_read;
    }
    if (n <= encoding->n_skip)
        return false;
    n -= encoding->n_skip;
    if (encoding->kind != SVY_ENCODING_UTF8) {
        svy_encoding_decode(encoding, bytes + encoding->n_skip, n, text, &first_bad);
        return true;
    }
    g_string_append_len(text, bytes + encoding->n_skip, (gssize)n);
    return svy_encoding_find_invalid(text->str, text->len) == text->len;
}

static void set_utf8(SvyEncoding *encoding)
{
    svy_encoding_clear(encoding);
    encoding->kind = SVY_ENCODING_UTF8;
    encoding->n_skip = 0;
    encoding->has_bare_cr = false;
    encoding->is_ascii = false;
}

bool svy_repair_undo(SvyInput *input,
                     SvyEncoding *encoding,
                     SvyFindings *findings,
                     bool *ret_is_repaired,
                     GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) original = NULL;
    g_autoptr(GError) fault = NULL;
    char outer, inner;

    *ret_is_repaired = false;
    if (svy_input_get_size(input) > MAX_BYTES || encoding->has_nul)
        return true;
    if (!decode_all(input, encoding, text, &fault)) {
        if (fault == NULL)
            return true;
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    original = find_original(text, &outer, &inner);
    if (original == NULL)
        return true;
    svy_input_replace(input, g_string_free_to_bytes(g_steal_pointer(&original)));
    set_utf8(encoding);
    svy_findings_add(
        findings, SVY_SEVERITY_WARNING, "repaired", 0, SVY_NO_COLUMN,
        SVY_TR("Use the export as it was downloaded if you have it"),
        SVY_TR("a spreadsheet took this file for one separated by %ss and saved it so: "
               "rows in one cell, quotes doubled; that was undone"),
        svy_dialect_get_name(outer));
    *ret_is_repaired = true;
    return true;
}
