/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a workbook back. Of the zip format as much as our own files have: one disk, no zip64, no
 * comment at the end, parts that are stored or deflated. */
#include "report/xlsx-check.h"

#include <stdint.h>
#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

#include "base/error.h"
#include "base/num.h"

#define N_END      22u /* bytes of the record at the end */
#define N_CENTRAL  46u /* of an entry of the list, without its name */
#define N_LOCAL    30u /* of what precedes a part, without its name */
#define MAX_PART   (1u << 30)
#define SIG_END    0x06054b50u
#define SIG_ENTRY  0x02014b50u
#define SIG_LOCAL  0x04034b50u
#define IS_STORED  0u
#define IS_DEFLATE 8u

typedef struct {
    const uint8_t *bytes;
    size_t n;
} Span;

typedef struct {
    char *name;
    Span packed;
    uint16_t how;
    uint32_t n_bytes, crc;
} Part;

static bool refuse(GError **error, const char *part, const char *what)
{
    return svy_error_set(error, SVY_ERROR_IO, NULL, "Is the disk full?",
                         "the workbook is not what was written: %s%s%s", part == NULL ? "" : part,
                         part == NULL ? "" : " ", what);
}

static uint16_t read_16(const uint8_t *at)
{
    return (uint16_t)(at[0] | at[1] << 8);
}

static uint32_t read_32(const uint8_t *at)
{
    return (uint32_t)read_16(at) | (uint32_t)read_16(at + 2) << 16;
}

static bool holds(Span all, size_t at, size_t n)
{
    return at <= all.n && n <= all.n - at;
}

/* --- Parts ---------------------------------------------------------------------------------- */

/* Where the bytes of a part begin: behind a header of their own. */
static bool find_packed(Span all, size_t at, size_t n_packed, Span *ret_packed)
{
    if (!holds(all, at, N_LOCAL) || read_32(all.bytes + at) != SIG_LOCAL)
        return false;
    at += (size_t)N_LOCAL + read_16(all.bytes + at + 26) + read_16(all.bytes + at + 28);
    if (!holds(all, at, n_packed))
        return false;
    *ret_packed = (Span){all.bytes + at, n_packed};
    return true;
}

/* The entry at @ret_at of the list, and where the next one begins. */
static bool read_entry(Span all, size_t *ret_at, Part *ret_part)
{
    const size_t at = *ret_at;
    const uint8_t *entry = all.bytes + at;

    if (!holds(all, at, N_CENTRAL) || read_32(entry) != SIG_ENTRY ||
        !holds(all, at + N_CENTRAL, read_16(entry + 28)))
        return false;
    *ret_part = (Part){
        .how = read_16(entry + 10), .crc = read_32(entry + 16), .n_bytes = read_32(entry + 24)};
    if (!find_packed(all, read_32(entry + 42), read_32(entry + 20), &ret_part->packed))
        return false;
    ret_part->name = g_strndup((const char *)entry + N_CENTRAL, read_16(entry + 28));
    *ret_at = at + N_CENTRAL + read_16(entry + 28) + read_16(entry + 30) + read_16(entry + 32);
    return true;
}

static bool inflate_part(const Part *part, uint8_t *bytes)
{
    z_stream stream = {.next_in = part->packed.bytes,
                       .avail_in = (uInt)part->packed.n,
                       .next_out = bytes,
                       .avail_out = part->n_bytes + 1};
    bool is_whole;

    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return false;
    is_whole = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.total_out == part->n_bytes &&
               stream.avail_in == 0;
    inflateEnd(&stream);
    return is_whole;
}

static bool unpack(const Part *part, char **ret_text, GError **error)
{
    g_autofree uint8_t *bytes = NULL;
    bool is_whole = part->n_bytes < MAX_PART && part->packed.n < MAX_PART;

    if (is_whole && (bytes = g_try_malloc0((size_t)part->n_bytes + 2)) == NULL)
        return svy_error_set(error, SVY_ERROR_NO_MEMORY, NULL, NULL,
                             "no memory for reading the workbook back");
    if (is_whole && part->how == IS_STORED) {
        is_whole = part->packed.n == part->n_bytes;
        if (is_whole)
            memcpy(bytes, part->packed.bytes, part->n_bytes);
    } else if (is_whole) {
        is_whole = part->how == IS_DEFLATE && inflate_part(part, bytes);
    }
    if (!is_whole || crc32(0, bytes, part->n_bytes) != part->crc)
        return refuse(error, part->name, "is damaged");
    *ret_text = (char *)g_steal_pointer(&bytes);
    return true;
}

/* --- XML ------------------------------------------------------------------------------------ */

typedef struct {
    SvyXlsxSize size;
    bool is_number; /* in a cell that holds one */
    bool is_value;  /* in the value of such a cell */
    bool is_bad;
} Reading;

static void start_element(GMarkupParseContext *context,
                          const char *name,
                          const char **keys,
                          const char **values,
                          gpointer data,
                          GError **error)
{
    Reading *reading = data;

    (void)context;
    (void)error;
    if (strcmp(name, "row") == 0)
        reading->size.n_rows++;
    reading->is_value = reading->is_number && strcmp(name, "v") == 0;
    if (strcmp(name, "c") != 0)
        return;
    reading->size.n_cells++;
    reading->is_number = true;
    for (size_t i = 0; keys[i] != NULL; i++) {
        if (strcmp(keys[i], "t") == 0)
            reading->is_number = strcmp(values[i], "n") == 0;
    }
}

static void read_text(GMarkupParseContext *context,
                      const char *text,
                      gsize n_bytes,
                      gpointer data,
                      GError **error)
{
    Reading *reading = data;
    g_autofree char *word = g_strndup(text, n_bytes);
    double value;

    (void)context;
    (void)error;
    if (reading->is_value && *word != '\0')
        reading->is_bad |= !svy_num_parse(word, &value);
}

static void end_element(GMarkupParseContext *context,
                        const char *name,
                        gpointer data,
                        GError **error)
{
    Reading *reading = data;

    (void)context;
    (void)name;
    (void)error;
    reading->is_value = false;
}

static bool parse_part(const Part *part, const char *text, SvyXlsxSize *ret_size, GError **error)
{
    static const GMarkupParser parser = {
        .start_element = start_element, .end_element = end_element, .text = read_text};
    Reading reading = {0};
    g_autoptr(GMarkupParseContext) context =
        g_markup_parse_context_new(&parser, (GMarkupParseFlags)0, &reading, NULL);

    if (!g_markup_parse_context_parse(context, text, (gssize)part->n_bytes, NULL) ||
        !g_markup_parse_context_end_parse(context, NULL))
        return refuse(error, part->name, "is no XML");
    if (reading.is_bad)
        return refuse(error, part->name, "holds what is no number");
    *ret_size = reading.size;
    return true;
}

/* --- The whole ------------------------------------------------------------------------------ */

/* Counts the sheets that were seen. */
static bool check_part(const Part *part,
                       size_t n_sheets,
                       const SvyXlsxSize sizes[],
                       size_t *n_seen,
                       GError **error)
{
    static const char prefix[] = "xl/worksheets/sheet";
    g_autofree char *text = NULL;
    SvyXlsxSize size = {0};

    if (!unpack(part, &text, error) || !parse_part(part, text, &size, error))
        return false;
    if (!g_str_has_prefix(part->name, prefix))
        return true;

    const guint64 number = g_ascii_strtoull(part->name + strlen(prefix), NULL, 10);

    if (number == 0 || number > n_sheets || size.n_rows != sizes[number - 1].n_rows ||
        size.n_cells != sizes[number - 1].n_cells)
        return refuse(error, part->name, "has other rows or cells");
    ++*n_seen;
    return true;
}

bool svy_xlsx_check(GBytes *workbook, size_t n_sheets, const SvyXlsxSize sizes[], GError **error)
{
    Span all = {.bytes = g_bytes_get_data(workbook, &all.n)};
    size_t n_seen = 0, at;

    if (!holds(all, 0, N_END) || read_32(all.bytes + all.n - N_END) != SIG_END)
        return refuse(error, NULL, "it is cut off");

    const uint8_t *end = all.bytes + all.n - N_END;

    at = read_32(end + 16);
    for (size_t left = read_16(end + 10); left > 0; left--) {
        Part part = {NULL};
        bool is_whole = read_entry(all, &at, &part);

        if (!is_whole)
            return refuse(error, NULL, "its list of parts is damaged");
        is_whole = check_part(&part, n_sheets, sizes, &n_seen, error);
        g_free(part.name);
        if (!is_whole)
            return false;
    }
    return n_seen == n_sheets || refuse(error, NULL, "sheets are missing");
}
