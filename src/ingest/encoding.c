/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes to text. The decision is made from the whole file, because the one byte that proves an
 * encoding is often far down in a comment. */
#include "ingest/encoding.h"

#include <stdint.h>
#include <string.h>

#include "base/error.h"
#include "base/findings.h"
#include "base/parallel.h"
#include "base/text.h"
#include "base/translate.h"

#define BLOCK_BYTES (1u << 18)

/* Letters of the Latin scripts in MacRoman and in Windows-1252 sit on different bytes; what stands
 * beside a byte tells which one it was (formats.md, section 1). */
typedef struct {
    size_t n_bytes, n_nul, n_nul_even, n_nul_odd;
    size_t n_lf, n_crlf, n_cr;
    size_t n_high;           /* bytes over 0x7F */
    size_t n_invalid;        /* of them, not part of valid UTF-8 */
    size_t n_multibyte;      /* valid characters beyond ASCII */
    size_t n_mac, n_windows; /* pieces of evidence */
    size_t n_undefined;      /* bytes that Windows-1252 does not know */
    size_t n_c1;             /* bytes 0x80 to 0x9F */
    size_t n_stray;          /* invalid bytes that belong to no word */
    size_t n_marks_inside;   /* byte order marks past the beginning */
    size_t mark_line;        /* physical line of the first of them */
} Scan;

/* --- What is no text ------------------------------------------------------------------------ */

static const struct {
    const char *bytes;
    size_t n;
    const char *what, *mend;
} foreign_kinds[] = {
    {"PK\003\004", 4, "this is a zip archive or an Excel workbook (.xlsx), not a CSV file",
     "Open it in the spreadsheet program and save it as \"CSV UTF-8\""},
    {"\320\317\021\340", 4, "this is an old Excel workbook (.xls), not a CSV file",
     "Open it in the spreadsheet program and save it as \"CSV UTF-8\""},
    {"\037\213", 2, "this is a gzip archive, not a CSV file", "Unpack it first"},
    {"%PDF", 4, "this is a PDF, not a CSV file", "Export the responses as CSV"},
    {"\177ELF", 4, "this is a program, not a CSV file", "Name the export of the survey"},
    {"\211PNG", 4, "this is a picture, not a CSV file", "Name the export of the survey"},
    {"$FL2", 4, "this is an SPSS file (.sav), not a CSV file", "Export the responses as CSV"},
    {"\000\000\376\377", 4, "this is UTF-32 text", "Save it as \"CSV UTF-8\""},
    {"\377\376\000\000", 4, "this is UTF-32 text", "Save it as \"CSV UTF-8\""},
};

static const struct {
    const char *word;
    const char *what, *mend;
} foreign_words[] = {
    {"<!doctype", "this is a web page, not a CSV file",
     "Download the file itself, not the page that shows it"},
    {"<html", "this is a web page, not a CSV file",
     "Download the file itself, not the page that shows it"},
    {"<?xml", "this is XML, not a CSV file", "Export the responses as CSV"},
    {"version https://git-lfs", "this is a pointer to a file, not the file (Git LFS)",
     "Run git lfs pull to get the file itself"},
    {"{\"", "this is JSON, not a CSV file", "Export the responses as CSV"},
    {"[{", "this is JSON, not a CSV file", "Export the responses as CSV"},
};

static bool refuse_foreign(const SvyInput *input, const char *head, size_t n, GError **error)
{
    const SvyPlace place = {.file = svy_input_get_name(input)};
    size_t i_text = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(foreign_kinds); i++)
        if (n >= foreign_kinds[i].n &&
            memcmp(head, foreign_kinds[i].bytes, foreign_kinds[i].n) == 0)
            return svy_error_set(error, SVY_ERROR_DATA, &place, foreign_kinds[i].mend, "%s",
                                 foreign_kinds[i].what);
    while (i_text < n && g_ascii_isspace(head[i_text]))
        i_text++;
    for (size_t i = 0; i < G_N_ELEMENTS(foreign_words); i++) {
        const size_t length = strlen(foreign_words[i].word);

        if (n - i_text >= length &&
            g_ascii_strncasecmp(head + i_text, foreign_words[i].word, length) == 0)
            return svy_error_set(error, SVY_ERROR_DATA, &place, foreign_words[i].mend, "%s",
                                 foreign_words[i].what);
    }
    return true;
}

/* --- Scanning ------------------------------------------------------------------------------- */

/* Length of the run of bytes from 1 to 0x7F at the start of @text, eight at a time. */
static size_t measure_plain(const char *text, size_t n_bytes)
{
    const uint64_t high = 0x8080808080808080u, ones = 0x0101010101010101u;
    size_t i = 0;

    for (; i + 8 <= n_bytes; i += 8) {
        uint64_t word;

        memcpy(&word, text + i, 8);
        if (((word | (word - ones)) & high) != 0)
            break;
    }
    while (i < n_bytes && text[i] > 0)
        i++;
    return i;
}

bool svy_encoding_is_plain(const char *text, size_t n_bytes)
{
    return measure_plain(text, n_bytes) == n_bytes;
}

size_t svy_encoding_find_invalid(const char *text, size_t n_bytes)
{
    const char *end;

    if (g_utf8_validate_len(text, n_bytes, &end))
        return n_bytes;
    return (size_t)(end - text);
}

static bool is_letter(int c)
{
    return g_ascii_isalpha((char)c);
}

/* Looks at one byte that is not UTF-8, with its neighbours. */
static void weigh_byte(Scan *scan, int before, unsigned byte, int after)
{
    const bool is_inside = is_letter(before) && is_letter(after);
    const bool is_windows_letter = strchr("\xE0\xE1\xE2\xE4\xE7\xE8\xE9\xEA\xEB\xED\xEE\xEF\xF1"
                                          "\xF3\xF4\xF6\xF8\xFA\xFC\xDF\xC9\xC4\xD6\xDC",
                                          (int)byte) != NULL;
    const bool is_mac_letter =
        byte < 0xA0 && byte != 0x91 && byte != 0x92 && byte != 0x93 && byte != 0x94;
    const size_t n_before = scan->n_mac + scan->n_windows;

    if (byte == 0xD5 && is_inside)
        scan->n_mac += 2;
    else if ((byte == 0xD0 || byte == 0xD1) && before == ' ' && after == ' ')
        scan->n_mac += 2;
    else if (byte == 0x92 && is_letter(before))
        scan->n_windows += 2;
    else if ((byte == 0x93 || byte == 0x94 || byte == 0x96 || byte == 0x97) &&
             !(is_letter(before) && is_letter(after)))
        scan->n_windows += 1;
    else if ((byte == 0xD2 || byte == 0xD3) && (before == ' ' || after == ' '))
        scan->n_mac += 1;
    else if (byte == 0xCA && !g_ascii_isupper((char)before))
        scan->n_mac += 1; /* a no-break space; in Windows-1252 a capital in mid-word */
    else if (is_windows_letter && (is_letter(before) || is_letter(after)))
        scan->n_windows += 2;
    else if (is_mac_letter && (is_letter(before) || is_letter(after)))
        scan->n_mac += 2;
    else if (byte == 0xA0 || byte == 0xA3 || byte == 0xA9 || byte == 0xAE || byte == 0xB0)
        scan->n_windows += 1;

    scan->n_stray += scan->n_mac + scan->n_windows == n_before;
    scan->n_undefined +=
        byte == 0x81 || byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D;
    scan->n_c1 += byte < 0xA0;
}

static void count_nul(Scan *scan, size_t i)
{
    scan->n_nul++;
    scan->n_nul_even += (scan->n_bytes + i) % 2 == 0;
    scan->n_nul_odd += (scan->n_bytes + i) % 2 == 1;
}

/* Line ends of at most 255 bytes: counters of one byte let the compiler look at many bytes at once.
 * @text has one byte more than @n. */
static void count_ends(const char *text, size_t n, size_t *n_lf, size_t *n_cr, size_t *n_crlf)
{
    uint8_t lf = 0, cr = 0, crlf = 0;

    for (size_t i = 0; i < n; i++) {
        lf = (uint8_t)(lf + (text[i] == '\n'));
        cr = (uint8_t)(cr + (text[i] == '\r'));
        crlf = (uint8_t)(crlf + ((text[i] == '\r') & (text[i + 1] == '\n')));
    }
    *n_lf += lf;
    *n_cr += cr;
    *n_crlf += crlf;
}

static void scan_ends(Scan *scan, const char *text, size_t n, char next)
{
    const char last[2] = {n > 0 ? text[n - 1] : '\0', next};
    size_t n_lf = 0, n_cr = 0, n_crlf = 0;

    for (size_t i = 0; i + 1 < n; i += 255)
        count_ends(text + i, MIN(255, n - 1 - i), &n_lf, &n_cr, &n_crlf);
    count_ends(last, 1, &n_lf, &n_cr, &n_crlf);
    scan->n_lf += n_lf - n_crlf;
    scan->n_cr += n_cr - n_crlf;
    scan->n_crlf += n_crlf;
}

/* A byte order mark inside the file, @i bytes into a block whose line ends are not yet counted. */
static void note_mark(Scan *scan, const char *text, size_t i)
{
    Scan before = *scan;

    if (scan->n_marks_inside++ > 0)
        return;
    scan_ends(&before, text, i, text[i]);
    scan->mark_line = before.n_lf + before.n_crlf + before.n_cr + 1;
}

/* Everything but plain text: bytes over 0x7F and NUL. */
static void scan_odd(Scan *scan, char before, const char *text, size_t n, char next)
{
    for (size_t i = measure_plain(text, n); i < n; i += measure_plain(text + i, n - i)) {
        const unsigned byte = (unsigned char)text[i];
        gunichar c;

        if (byte == 0) {
            count_nul(scan, i++);
            continue;
        }
        scan->n_high++;
        c = g_utf8_get_char_validated(text + i, (gssize)(n - i));
        if (c == (gunichar)-1 || c == (gunichar)-2) {
            scan->n_invalid++;
            weigh_byte(scan, i > 0 ? text[i - 1] : before, byte, i + 1 < n ? text[i + 1] : next);
            i++;
            continue;
        }
        scan->n_multibyte++;
        if (c == 0xFEFF)
            note_mark(scan, text, i);
        i += (size_t)g_unichar_to_utf8(c, NULL);
    }
}

static void scan_block(Scan *scan, char before, const char *text, size_t n, char next)
{
    scan_odd(scan, before, text, n, next);
    scan_ends(scan, text, n, next);
    scan->n_bytes += n;
}

/* A place within the first four bytes of @text where no character goes on; none is longer than
 * four. */
static size_t find_boundary(const char *text, size_t n)
{
    size_t i = 0;

    while (i < MIN(n, 3) && ((unsigned char)text[i] & 0xC0) == 0x80)
        i++;
    return i;
}

/* A block is looked at up to a boundary of characters that has a byte after it, so that nothing is
 * judged by halves and it does not matter where blocks begin. */
static size_t find_cut(const char *text, size_t n)
{
    return n <= 4 ? 0 : n - 4 + find_boundary(text + n - 4, 4);
}

typedef struct {
    const SvyInput *input;
    size_t begin, end; /* boundaries of characters */
    Scan scan;
    GError *error;
} ScanPart;

/* Scans what is complete in a block and returns how much that is; the block has one byte more. */
static size_t scan_some(ScanPart *part, char *before, const char *block, size_t n, bool is_last)
{
    const size_t n_left = part->end - part->scan.n_bytes;
    const size_t cut = n > n_left ? n_left : is_last ? n : find_cut(block, n);

    scan_block(&part->scan, *before, block, cut, cut < n ? block[cut] : '\0');
    if (cut > 0)
        *before = block[cut - 1];
    return cut;
}

static bool scan_part(ScanPart *part)
{
    const size_t n_block = MIN(BLOCK_BYTES, svy_input_get_size(part->input) + 16);
    g_autofree char *block = g_malloc(n_block);
    char before = '\n';
    size_t n_kept = 0, n = 0;

    part->scan.n_bytes = part->begin;
    if (part->begin > 0 &&
        !svy_input_read_at(part->input, part->begin - 1, &before, 1, &n, &part->error))
        return false;
    do {
        size_t cut;

        if (!svy_input_read_at(part->input, part->scan.n_bytes + n_kept, block + n_kept,
                               n_block - n_kept, &n, &part->error))
            return false;
        cut = scan_some(part, &before, block, n_kept + n, n == 0);
        memmove(block, block + cut, n_kept + n - cut);
        n_kept += n - cut;
    } while (n > 0 && part->scan.n_bytes < part->end);
    return true;
}

static void run_scan(void *data, size_t i)
{
    ScanPart *parts = data;

    scan_part(&parts[i]);
}

static void join_scan(Scan *scan, const ScanPart *part)
{
    const Scan *more = &part->scan;

    if (scan->n_marks_inside == 0 && more->n_marks_inside > 0)
        scan->mark_line = scan->n_lf + scan->n_crlf + scan->n_cr + more->mark_line;
    scan->n_bytes += more->n_bytes - part->begin;
    scan->n_nul += more->n_nul;
    scan->n_nul_even += more->n_nul_even;
    scan->n_nul_odd += more->n_nul_odd;
    scan->n_lf += more->n_lf;
    scan->n_crlf += more->n_crlf;
    scan->n_cr += more->n_cr;
    scan->n_high += more->n_high;
    scan->n_invalid += more->n_invalid;
    scan->n_multibyte += more->n_multibyte;
    scan->n_mac += more->n_mac;
    scan->n_windows += more->n_windows;
    scan->n_undefined += more->n_undefined;
    scan->n_c1 += more->n_c1;
    scan->n_stray += more->n_stray;
    scan->n_marks_inside += more->n_marks_inside;
}

/* Parts begin at boundaries of characters past the bytes that are left out. */
static bool cut_parts(const SvyInput *input,
                      size_t n_skip,
                      ScanPart parts[],
                      size_t n_parts,
                      GError **error)
{
    for (size_t i = 0; i < n_parts; i++) {
        const size_t from = MAX(svy_input_get_part(input, i), n_skip);
        char text[4];
        size_t n = 0;

        if (from > n_skip && !svy_input_read_at(input, from, text, 4, &n, error))
            return false;
        parts[i].input = input;
        parts[i].begin = from + find_boundary(text, n);
        parts[i].end = SIZE_MAX;
        if (i > 0)
            parts[i - 1].end = parts[i].begin;
    }
    return true;
}

static bool scan_input(const SvyInput *input, size_t n_skip, Scan *ret_scan, GError **error)
{
    const size_t n_parts = svy_input_count_parts(input);
    g_autofree ScanPart *parts = g_new0(ScanPart, n_parts);

    if (!cut_parts(input, n_skip, parts, n_parts, error))
        return false;
    (void)svy_error_quark(); /* made before there are threads */
    svy_parallel_run(n_parts, run_scan, parts);
    for (size_t i = 1; i < n_parts; i++)
        join_scan(&parts[0].scan, &parts[i]);
    for (size_t i = 0; i < n_parts; i++) {
        if (parts[i].error == NULL)
            continue;
        g_propagate_error(error, g_steal_pointer(&parts[i].error));
        for (; i < n_parts; i++)
            g_clear_error(&parts[i].error);
        return false;
    }
    *ret_scan = parts[0].scan;
    return true;
}

/* --- UTF-16 --------------------------------------------------------------------------------- */

static bool read_all(SvyInput *input, GByteArray *all, GError **error)
{
    g_autofree char *block = g_malloc(BLOCK_BYTES);
    size_t n;

    if (!svy_input_rewind(input, error))
        return false;
    do {
        if (!svy_input_read(input, block, BLOCK_BYTES, &n, error))
            return false;
        g_byte_array_append(all, (const guint8 *)block, (guint)n);
    } while (n > 0);
    return true;
}

static bool convert_utf16(SvyInput *input, const char *charset, size_t n_skip, GError **error)
{
    g_autoptr(GByteArray) all = g_byte_array_new();
    const SvyPlace place = {.file = svy_input_get_name(input)};
    gsize n_written;
    char *text;

    if (!read_all(input, all, error))
        return false;
    if (all->len % 2 != 0)
        return svy_error_set(
            error, SVY_ERROR_DATA, &place,
            "The download may be cut; export it again, as \"CSV UTF-8\" if you can",
            "this is UTF-16 text with an odd number of bytes");
    text = g_convert((const char *)all->data + n_skip, (gssize)(all->len - n_skip), "UTF-8",
                     charset, NULL, &n_written, NULL);
    if (text == NULL)
        return svy_error_set(error, SVY_ERROR_DATA, &place, "Save it as \"CSV UTF-8\"",
                             "this looks like UTF-16 text, but is not valid");
    svy_input_replace(input, g_bytes_new_take(text, n_written));
    return true;
}

/* --- Deciding ------------------------------------------------------------------------------- */

void svy_encoding_clear(SvyEncoding *encoding)
{
    for (size_t i = 0; i < G_N_ELEMENTS(encoding->table); i++)
        g_clear_pointer(&encoding->table[i], g_free);
}

static void fill_table(SvyEncoding *encoding, const char *charset)
{
    const GIConv converter = g_iconv_open("UTF-8", charset);

    for (unsigned i = 0; i < 128; i++) {
        const char byte = (char)(0x80 + i);

        encoding->table[i] = g_convert_with_iconv(&byte, 1, converter, NULL, NULL, NULL);
    }
    g_iconv_close(converter);
}

static const struct {
    const char *word, *name, *charset;
} known_encodings[] = {
    {"utf-8", "UTF-8", NULL},
    {"utf8", "UTF-8", NULL},
    {"windows-1252", "windows-1252", "WINDOWS-1252"},
    {"cp1252", "windows-1252", "WINDOWS-1252"},
    {"latin-1", "ISO-8859-1", "ISO-8859-1"},
    {"latin1", "ISO-8859-1", "ISO-8859-1"},
    {"iso-8859-1", "ISO-8859-1", "ISO-8859-1"},
    {"iso-8859-15", "ISO-8859-15", "ISO-8859-15"},
    {"macroman", "MacRoman", "MACINTOSH"},
    {"macintosh", "MacRoman", "MACINTOSH"},
    {"utf-16le", "UTF-16LE", "UTF-16LE"},
    {"utf-16be", "UTF-16BE", "UTF-16BE"},
};

static bool use_wanted(SvyInput *input, const char *wanted, SvyEncoding *encoding, GError **error)
{
    const char *words[G_N_ELEMENTS(known_encodings) + 1] = {NULL};
    g_autofree char *quoted = svy_text_quote(wanted);
    g_autofree char *mend = NULL;
    const char *near_miss;

    for (size_t i = 0; i < G_N_ELEMENTS(known_encodings); i++) {
        words[i] = known_encodings[i].word;
        if (g_ascii_strcasecmp(wanted, words[i]) != 0)
            continue;
        encoding->name = known_encodings[i].name;
        if (known_encodings[i].charset == NULL)
            return true;
        if (g_str_has_prefix(encoding->name, "UTF-16"))
            return convert_utf16(input, known_encodings[i].charset, 0, error);
        encoding->kind = SVY_ENCODING_BYTES;
        fill_table(encoding, known_encodings[i].charset);
        return true;
    }
    near_miss = svy_text_near_miss(wanted, words);
    mend = near_miss != NULL
               ? g_strdup_printf("Did you mean %s?", near_miss)
               : g_strdup("Use utf-8, windows-1252, iso-8859-1, iso-8859-15 or macroman");
    return svy_error_set(error, SVY_ERROR_USAGE, NULL, mend, "unknown encoding, got %s", quoted);
}

static void decide_bytes(const Scan *scan, SvyFindings *findings, SvyEncoding *encoding)
{
    const char *charset, *why;

    if (scan->n_mac > scan->n_windows) {
        encoding->name = "MacRoman";
        charset = "MACINTOSH";
        why = SVY_TR("letters and quotes stand where MacRoman has them");
    } else if (scan->n_c1 == 0) {
        encoding->name = "ISO-8859-1";
        charset = "ISO-8859-1";
        why = SVY_TR("accented letters stand where Latin-1 has them");
    } else {
        encoding->name = "windows-1252";
        charset = "WINDOWS-1252";
        why = SVY_TR("letters and quotes stand where Windows-1252 has them");
    }
    encoding->kind = SVY_ENCODING_BYTES;
    fill_table(encoding, charset);
    svy_findings_add(findings, SVY_SEVERITY_WARNING, "encoding", 0, SVY_NO_COLUMN,
                     SVY_TR("Change it with --encoding if names or accents look wrong"),
                     SVY_TR("the file is not UTF-8; it was read as %s, because %s (%zu bytes)"),
                     encoding->name, why, scan->n_invalid);
}

/* A handful of odd bytes that belong to no word say nothing about an encoding. */
static bool is_handful(const Scan *scan)
{
    return scan->n_multibyte == 0 && scan->n_stray == scan->n_invalid && scan->n_invalid <= 20;
}

static void decide(const Scan *scan, SvyFindings *findings, SvyEncoding *encoding)
{
    encoding->name = "UTF-8";
    if (scan->n_invalid == 0 || scan->n_nul > 0)
        return;
    if (is_handful(scan)) {
        encoding->kind = SVY_ENCODING_STRAY;
        return;
    }
    if (scan->n_multibyte > scan->n_invalid)
        return; /* UTF-8 with invalid places: the reader stops there */
    if (scan->n_mac + scan->n_windows > 0)
        decide_bytes(scan, findings, encoding);
}

/* UTF-16 without a mark has NUL in every second byte of Western text. */
static const char *guess_utf16(const Scan *scan)
{
    if (scan->n_nul_odd > scan->n_bytes / 5 && scan->n_nul_even < scan->n_nul_odd / 20 + 1)
        return "UTF-16LE";
    if (scan->n_nul_even > scan->n_bytes / 5 && scan->n_nul_odd < scan->n_nul_even / 20 + 1)
        return "UTF-16BE";
    return NULL;
}

static bool rescan_utf16(SvyInput *input,
                         const char *charset,
                         size_t n_skip,
                         Scan *scan,
                         GError **error)
{
    return convert_utf16(input, charset, n_skip, error) && scan_input(input, 0, scan, error);
}

static void note_lines(const Scan *scan, SvyFindings *findings)
{
    const int n_kinds = (scan->n_lf > 0) + (scan->n_crlf > 0) + (scan->n_cr > 0);

    if (n_kinds > 1)
        svy_findings_add(findings, SVY_SEVERITY_NOTE, "line-ends", 0, SVY_NO_COLUMN, NULL,
                         SVY_TR("lines end in different ways: %zu LF, %zu CR LF, %zu CR"),
                         scan->n_lf, scan->n_crlf, scan->n_cr);
    if (scan->n_marks_inside > 0)
        svy_findings_add(
            findings, SVY_SEVERITY_WARNING, "byte-order-mark", scan->mark_line, SVY_NO_COLUMN,
            SVY_TR("Look whether two files were joined"),
            scan->n_marks_inside == 1
                ? SVY_TR("%zu byte order mark inside the file, the first on this line; left out of "
                         "the text")
                : SVY_TR("%zu byte order marks inside the file, the first on this line; left out "
                         "of the text"),
            scan->n_marks_inside);
}

static bool finish(const Scan *scan,
                   const SvyInput *input,
                   SvyFindings *findings,
                   SvyEncoding *encoding,
                   GError **error)
{
    if (scan->n_nul > scan->n_bytes / 10 ||
        (scan->n_nul > 0 && scan->n_invalid > scan->n_bytes / 10))
        return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = svy_input_get_name(input)},
                             "Name the CSV export of the survey", "this is not text");
    encoding->n_lf = scan->n_lf;
    encoding->n_crlf = scan->n_crlf;
    encoding->n_cr = scan->n_cr;
    encoding->has_bare_cr = scan->n_cr > 0;
    encoding->has_nul = scan->n_nul > 0;
    encoding->has_marks = scan->n_marks_inside > 0;
    encoding->is_ascii = scan->n_high == 0 && scan->n_nul == 0;
    note_lines(scan, findings);
    return true;
}

bool svy_encoding_detect(SvyInput *input,
                         const char *wanted,
                         SvyFindings *findings,
                         SvyEncoding *ret_encoding,
                         GError **error)
{
    g_auto(SvyEncoding) encoding = {.name = "UTF-8"};
    g_autofree char *head = g_malloc0(4096);
    const char *utf16;
    size_t n_head;
    Scan scan;

    if (!svy_input_rewind(input, error) || !svy_input_read(input, head, 4095, &n_head, error) ||
        !refuse_foreign(input, head, n_head, error))
        return false;

    const bool is_le = n_head >= 2 && memcmp(head, "\377\376", 2) == 0;
    const bool is_be = n_head >= 2 && memcmp(head, "\376\377", 2) == 0;

    encoding.n_skip = n_head >= 3 && memcmp(head, "\357\273\277", 3) == 0 ? 3 : 0;
    if (!scan_input(input, encoding.n_skip, &scan, error))
        return false;
    utf16 = is_le ? "UTF-16LE" : is_be ? "UTF-16BE" : guess_utf16(&scan);
    if (wanted != NULL) {
        if (!use_wanted(input, wanted, &encoding, error))
            return false;
        if (g_str_has_prefix(encoding.name, "UTF-16") && !scan_input(input, 0, &scan, error))
            return false;
    } else if (utf16 != NULL) {
        if (!rescan_utf16(input, utf16, is_le || is_be ? 2 : 0, &scan, error))
            return false;
        encoding.name = utf16;
        svy_findings_add(findings, is_le || is_be ? SVY_SEVERITY_NOTE : SVY_SEVERITY_WARNING,
                         "encoding", 0, SVY_NO_COLUMN,
                         is_le || is_be ? NULL
                                        : SVY_TR("Change it with --encoding if that is wrong"),
                         SVY_TR("the file is %s and was converted"), utf16);
    } else {
        decide(&scan, findings, &encoding);
    }
    if (!finish(&scan, input, findings, &encoding, error))
        return false;
    *ret_encoding = encoding;
    memset(&encoding, 0, sizeof encoding);
    return true;
}

/* --- Decoding ------------------------------------------------------------------------------- */

static size_t decode_bytes(const SvyEncoding *encoding,
                           const char *line,
                           size_t n,
                           GString *out,
                           size_t *ret_first_bad)
{
    size_t n_bad = 0;

    for (size_t i = 0; i < n; i++) {
        const unsigned byte = (unsigned char)line[i];
        const char *text = byte < 0x80 ? NULL : encoding->table[byte - 0x80];

        if (byte < 0x80) {
            g_string_append_c(out, line[i]);
            continue;
        }
        if (text == NULL && n_bad++ == 0)
            *ret_first_bad = i;
        g_string_append(out, text == NULL ? "\357\277\275" : text);
    }
    return n_bad;
}

static size_t decode_stray(const char *line, size_t n, GString *out, size_t *ret_first_bad)
{
    size_t n_bad = 0, done = 0;

    while (done < n) {
        const size_t n_good = svy_encoding_find_invalid(line + done, n - done);

        g_string_append_len(out, line + done, (gssize)n_good);
        done += n_good;
        if (done == n)
            break;
        if (n_bad++ == 0)
            *ret_first_bad = done;
        g_string_append(out, "\357\277\275");
        done++;
    }
    return n_bad;
}

size_t svy_encoding_decode(const SvyEncoding *encoding,
                           const char *line,
                           size_t n_bytes,
                           GString *out,
                           size_t *ret_first_bad)
{
    if (encoding->kind == SVY_ENCODING_BYTES)
        return decode_bytes(encoding, line, n_bytes, out, ret_first_bad);
    return decode_stray(line, n_bytes, out, ret_first_bad);
}
