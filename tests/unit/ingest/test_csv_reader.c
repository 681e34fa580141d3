/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/csv-reader.h"

#include <string.h>

#include "base/findings.h"
#include "base/limit.h"
#include "read-survey.h"

/* What was read, in one text: "line:cell|cell/line:cell|cell". */
typedef struct {
    GString *text;
    GString *record;
    size_t n_cells;
} Log;

static void log_field(void *data, size_t field, const char *text, size_t n_bytes)
{
    Log *log = data;

    if (field > 0)
        g_string_append_c(log->record, '|');
    g_string_append_len(log->record, text, (gssize)n_bytes);
    log->n_cells++;
}

static bool log_record(void *data, size_t n_fields, size_t line, bool is_blank, GError **error)
{
    Log *log = data;

    (void)n_fields;
    (void)error;
    g_string_append_printf(log->text, "%s%zu:%s%s", log->text->len > 0 ? "/" : "", line,
                           is_blank ? "~" : "", log->record->str);
    g_string_truncate(log->record, 0);
    return true;
}

/* Reads bytes; returns the log (transfer full), or NULL with @error. */
static char *read_bytes(const char *bytes,
                        size_t n_bytes,
                        size_t n_columns,
                        SvyFindings *findings,
                        SvyCsvCounts *counts,
                        GError **error)
{
    g_autoptr(SvyInput) input = svy_input_new_from_memory("in.csv", bytes, n_bytes);
    g_autoptr(SvyFindings) own = svy_findings_new();
    g_auto(SvyEncoding) encoding = {0};
    Log log = {.text = g_string_new(NULL), .record = g_string_new(NULL)};
    SvyCsvOptions options = {.delimiter = ',',
                             .n_columns = n_columns,
                             .encoding = &encoding,
                             .on_field = log_field,
                             .on_record = log_record,
                             .data = &log};
    bool is_read;

    g_assert_true(svy_encoding_detect(input, NULL, own, &encoding, NULL));
    is_read = svy_csv_read(input, &options, findings, counts, error);
    g_string_free(log.record, TRUE);
    return g_string_free(log.text, !is_read);
}

static char *read_text(const char *text, size_t n_columns, SvyFindings *findings, GError **error)
{
    return read_bytes(text, strlen(text), n_columns, findings, NULL, error);
}

static void test_records(void)
{
    static const struct {
        const char *text;
        size_t n_columns;
        const char *log;
    } cases[] = {
        {"a,b\nc,d\n", 2, "1:a|b/2:c|d"},
        {"a,b\nc,d", 2, "1:a|b/2:c|d"},
        {"a,b\r\nc,d\r\n", 2, "1:a|b/2:c|d"},
        {"a,b\r\r\nc,d\r\r\n", 2, "1:a|b/2:c|d"},
        {"a,b\rc,d\r", 2, "1:a|b/2:c|d"},
        {"a,b\rc,d\ne,f\r\ng,h", 2, "1:a|b/2:c|d/3:e|f/4:g|h"},
        {" a ,\tb\t\n", 2, "1:a|b"},
        {"\" a \",\"b\"\n", 2, "1:a|b"},
        {"\"a\"\"b\",\"c,d\"\n", 2, "1:a\"b|c,d"},
        {"\"a\nb\",c\nd,e\n", 2, "1:a\nb|c/3:d|e"},
        {"\"a\r\nb\",c\r\nd,e\r\n", 2, "1:a\r\nb|c/3:d|e"},
        {"a,\n,b\n", 2, "1:a|/2:|b"},
        {"a,b\n,\nc,d\n", 2, "1:a|b/2:~|/3:c|d"},
        {"a,b\n\n\nc,d\n\n", 2, "1:a|b/4:c|d"},
        {"a\n\n\nb\n\n", 1, "1:a/2:/3:/4:b"},
        {"a\n\"\"\nb\n", 1, "1:a/2:~/3:b"},
        {"a,b\n\032", 2, "1:a|b"},
        {"\357\273\277a,b\n", 2, "1:a|b"},
        {"\357\273\277\"a\",b\n", 2, "1:a|b"},
        {"", 0, ""},
        {"\n\n", 0, ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        GError *error = NULL;
        g_autofree char *log = read_text(cases[i].text, cases[i].n_columns, NULL, &error);

        g_assert_no_error(error);
        if (strcmp(log, cases[i].log) != 0) {
            g_autofree char *shown = g_strescape(cases[i].text, NULL);

            g_test_message("%s\n  expected %s\n  got %s", shown, cases[i].log, log);
            g_test_fail();
        }
    }
}

static void test_errors(void)
{
    static const struct {
        const char *text;
        size_t n_columns;
        const char *pattern;
    } cases[] = {
        {"a,b\nc,\"d\"e\n", 2, "in.csv:2:2: error: text after a closing quote*"},
        {"a,b\nc,\"d \\\"e\\\" f\"\n", 2, "in.csv:2:2: error: *backslash*"},
        {"a,b\n\"c\nd\ne\"x,f\n", 2,
         "in.csv:2:1: error: the quote that opens here closes on line 4*"},
        {"a,b,c\nd,e,\"f\ng,h,i\n", 3, "in.csv:2:3: error: *never closed*"},
        {"a,b\n\"c,d\n", 2, "in.csv:2:1: error: *never closed*"},
        {"a,b\n1,\"2\n3,4\n5,6\n7,8\n9,10\"\n", 2,
         "in.csv:2:2: error: the quote that opens here makes one field of 5 lines*"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *log = read_text(cases[i].text, cases[i].n_columns, NULL, &error);

        g_assert_null(log);
        check_error(error, SVY_ERROR_DATA, cases[i].pattern);
    }
}

/* A long comment over several lines is a comment, with a few commas too. */
static void test_long_comment(void)
{
    GError *error = NULL;
    g_autofree char *log = read_text(
        "a,b,c\n1,\"First, I like it\n\nsecond, it is fine\nand so on\n\nthe end\",2\n3,4,5\n", 3,
        NULL, &error);

    g_assert_no_error(error);
    g_assert_nonnull(strstr(log, "/8:3|4|5"));
}

static void test_bad_bytes(void)
{
    static const struct {
        const char *bytes;
        size_t n_bytes;
        const char *pattern;
    } cases[] = {
        {"a,b\nc,x\0y\n", 10, "in.csv:2:2: error: a NUL byte*"},
        {"\303\251,\303\251\nc,caf\351\n", 13, "in.csv:2:2: error: *not valid UTF-8: e9 0a*"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *log = read_bytes(cases[i].bytes, cases[i].n_bytes, 2, NULL, NULL, &error);

        g_assert_null(log);
        check_error(error, SVY_ERROR_DATA, cases[i].pattern);
    }
}

/* A quote inside an unquoted cell is text, and told once with its first place. */
static void test_stray_quote(void)
{
    g_autoptr(SvyFindings) findings = svy_findings_new();
    GError *error = NULL;
    g_autofree char *log = read_text("a,b\n5\" pipe,1\n2,3\" x 4\"\n", 2, findings, &error);
    const SvyFinding *finding = find_finding(findings, "stray-quote");

    g_assert_no_error(error);
    g_assert_cmpstr(log, ==, "1:a|b/2:5\" pipe|1/3:2|3\" x 4\"");
    g_assert_nonnull(finding);
    g_assert_cmpuint(finding->line, ==, 2);
    g_assert_cmpuint(finding->column, ==, 0);
    g_assert_cmpuint(svy_findings_get_n(findings), ==, 2); /* one a column */
}

static void test_counts(void)
{
    SvyCsvCounts counts = {0};
    g_autofree char *log = read_bytes("a,b\n\n\"c\nd\",e\n\nf,g", 17, 2, NULL, &counts, NULL);

    g_assert_nonnull(log);
    g_assert_cmpuint(counts.n_records, ==, 3);
    g_assert_cmpuint(counts.n_lines, ==, 6);
    g_assert_cmpuint(counts.n_blank_lines, ==, 2);
    g_assert_cmpuint(counts.first_blank_line, ==, 2);
    g_assert_false(counts.has_last_line_end);
}

/* The reader works in blocks of 256 KiB: records on every border, a line longer than a block. */
static void test_blocks(void)
{
    for (size_t shift = 0; shift < 3; shift++) {
        g_autoptr(GString) text = g_string_new(shift == 1 ? "x\r\n" : shift == 2 ? "xy\r\n" : "");
        g_autoptr(SvyFindings) findings = svy_findings_new();
        const char *end = shift == 0 ? "\n" : "\r\n";
        size_t n_rows = shift > 0;
        SvyCsvCounts counts = {0};
        g_autofree char *log = NULL;

        for (; text->len < 700000; n_rows++)
            g_string_append_printf(text, "%zu,\"a \"\"b\"\"\"%s", n_rows, end);
        g_string_append_printf(text, "last,%0400000d", 7);
        log = read_bytes(text->str, text->len, 2, findings, &counts, NULL);
        g_assert_nonnull(log);
        g_assert_cmpuint(counts.n_records, ==, n_rows + 1);
        g_assert_cmpuint(counts.n_lines, ==, n_rows + 1);
        g_assert_nonnull(strstr(log, "/500:499|a \"b\"/501:500|a \"b\"/"));
        g_assert_true(g_str_has_suffix(log, "0007"));
        g_assert_cmpuint(svy_findings_get_n(findings), ==, 0);
    }
}

static char *make_repeated(const char *head, char c, size_t n, const char *tail)
{
    GString *text = g_string_new(head);
    const size_t n_head = text->len;

    g_string_set_size(text, n_head + n);
    memset(text->str + n_head, c, n);
    g_string_append(text, tail);
    return g_string_free(text, FALSE);
}

static void test_limits(void)
{
    static const struct {
        const char *head;
        char c;
        size_t n;
        const char *tail, *pattern;
    } cases[] = {
        {"a,b\n1,\"y\n", 'x', SVY_LIMIT_FIELD_BYTES + 10, "\n\"\n",
         "in.csv:2:2: error: a cell of more than 1048576 bytes*"},
        {"a,b\n1,2\n", ',', SVY_LIMIT_COLUMNS, "\n",
         "in.csv:3: error: 16385 columns, the limit is 16384*"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = make_repeated(cases[i].head, cases[i].c, cases[i].n, cases[i].tail);
        g_autoptr(GError) error = NULL;
        g_autofree char *log = read_text(text, 2, NULL, &error);

        g_assert_null(log);
        check_error(error, SVY_ERROR_LIMIT, cases[i].pattern);
    }
}

/* The last that is allowed. */
static void test_within_limits(void)
{
    g_autofree char *wide = make_repeated("", ',', SVY_LIMIT_COLUMNS - 1, "\n");
    g_autofree char *log = read_text(wide, 0, NULL, NULL);

    g_assert_nonnull(log);
}

static void test_head(void)
{
    static const char text[] = "a,b\n\n1,\"x\ny\"\n2\n3,4\n";
    g_autoptr(SvyInput) input = svy_input_new_from_memory("in.csv", text, sizeof text - 1);
    const SvyEncoding encoding = {.name = "UTF-8", .is_ascii = true};
    const SvyCsvOptions options = {.delimiter = ',', .n_max_records = 3, .encoding = &encoding};
    g_autoptr(SvyHead) head = NULL;

    g_assert_true(svy_head_read(input, &options, &head, NULL));
    g_assert_cmpuint(head->cells->len, ==, 3);
    g_assert_cmpuint(svy_head_count_fields(head, 2), ==, 1);
    g_assert_cmpstr(svy_head_get(head, 1, 1), ==, "x\ny");
    g_assert_cmpstr(svy_head_get(head, 2, 1), ==, "");
    g_assert_cmpstr(svy_head_get(head, 2, 100), ==, "");
    g_assert_cmpuint(g_array_index(head->lines, size_t, 1), ==, 3);
    g_assert_cmpuint(g_array_index(head->lines, size_t, 2), ==, 5);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/csv-reader/records", test_records);
    g_test_add_func("/ingest/csv-reader/errors", test_errors);
    g_test_add_func("/ingest/csv-reader/long-comment", test_long_comment);
    g_test_add_func("/ingest/csv-reader/bad-bytes", test_bad_bytes);
    g_test_add_func("/ingest/csv-reader/stray-quote", test_stray_quote);
    g_test_add_func("/ingest/csv-reader/counts", test_counts);
    g_test_add_func("/ingest/csv-reader/blocks", test_blocks);
    g_test_add_func("/ingest/csv-reader/limits", test_limits);
    g_test_add_func("/ingest/csv-reader/within-limits", test_within_limits);
    g_test_add_func("/ingest/csv-reader/head", test_head);
    return g_test_run();
}
