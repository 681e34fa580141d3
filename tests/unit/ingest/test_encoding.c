/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/encoding.h"

#include <string.h>

#include "base/findings.h"

/* Reads the whole input as lines of UTF-8. */
static char *decode_all(SvyInput *input, const SvyEncoding *encoding)
{
    g_autofree char *bytes = g_malloc(1 << 16);
    GString *text = g_string_new(NULL);
    size_t n, first_bad;

    g_assert_true(svy_input_rewind(input, NULL));
    g_assert_true(svy_input_read(input, bytes, 1 << 16, &n, NULL));
    if (encoding->kind == SVY_ENCODING_UTF8)
        g_string_append_len(text, bytes + encoding->n_skip, (gssize)(n - encoding->n_skip));
    else
        svy_encoding_decode(encoding, bytes + encoding->n_skip, n - encoding->n_skip, text,
                            &first_bad);
    return g_string_free(text, FALSE);
}

#define BYTES(text) text, sizeof(text) - 1

static void test_detect(void)
{
    static const struct {
        const char *what, *bytes;
        size_t n_bytes;
        const char *wanted, *name, *text;
    } cases[] = {
        {"ASCII", BYTES("a,b\n1,2\n"), NULL, "UTF-8", "a,b\n1,2\n"},
        {"UTF-8", BYTES("caf\303\251\n"), NULL, "UTF-8", "caf\303\251\n"},
        {"UTF-8 with BOM", BYTES("\357\273\277caf\303\251\n"), NULL, "UTF-8", "caf\303\251\n"},
        {"UTF-16LE with BOM", BYTES("\377\376a\0,\0\351\0\n\0"), NULL, "UTF-16LE", "a,\303\251\n"},
        {"UTF-16BE with BOM", BYTES("\376\377\0a\0,\0\351\0\n"), NULL, "UTF-16BE", "a,\303\251\n"},
        {"UTF-16LE", BYTES("a\0,\0b\0\n\0"), NULL, "UTF-16LE", "a,b\n"},
        {"UTF-16BE", BYTES("\0a\0,\0b\0\n"), NULL, "UTF-16BE", "a,b\n"},
        {"cp1252 quotes", BYTES("It\222s \223fine\224 at the caf\351\n"), NULL, "windows-1252",
         "It\342\200\231s \342\200\234fine\342\200\235 at the caf\303\251\n"},
        {"Latin-1", BYTES("caf\351, M\374ller\n"), NULL, "ISO-8859-1",
         "caf\303\251, M\303\274ller\n"},
        {"MacRoman", BYTES("caf\216, it\325s\n"), NULL, "MacRoman",
         "caf\303\251, it\342\200\231s\n"},
        {"stray", BYTES("one , \200 , two\n"), NULL, "UTF-8", "one , \357\277\275 , two\n"},
        {"named", BYTES("5 \244\n"), "ISO-8859-15", "ISO-8859-15", "5 \342\202\254\n"},
        {"named against the guess", BYTES("caf\216\n"), "cp1252", "windows-1252", "caf\305\275\n"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(SvyInput) input =
            svy_input_new_from_memory("in.csv", cases[i].bytes, cases[i].n_bytes);
        g_autoptr(SvyFindings) findings = svy_findings_new();
        g_auto(SvyEncoding) encoding = {0};
        g_autofree char *text = NULL;
        GError *error = NULL;

        svy_encoding_detect(input, cases[i].wanted, findings, &encoding, &error);
        g_assert_no_error(error);
        text = decode_all(input, &encoding);
        if (strcmp(encoding.name, cases[i].name) != 0 || strcmp(text, cases[i].text) != 0) {
            g_test_message("%s: got %s: %s", cases[i].what, encoding.name, text);
            g_test_fail();
        }
        /* A guess is told; what was named or is UTF-8 is not. */
        if (cases[i].wanted == NULL && strcmp(cases[i].name, "UTF-8") != 0)
            g_assert_cmpuint(svy_findings_get_n(findings), >, 0);
    }
}

/* Mostly UTF-8 with an invalid place: read as UTF-8, so that the reader can stop there. */
static void test_mixed(void)
{
    static const char bytes[] = "\303\251 \303\251 \303\251 caf\351\n";
    g_autoptr(SvyInput) input = svy_input_new_from_memory("in.csv", bytes, sizeof bytes - 1);
    g_autoptr(SvyFindings) findings = svy_findings_new();
    g_auto(SvyEncoding) encoding = {0};

    g_assert_true(svy_encoding_detect(input, NULL, findings, &encoding, NULL));
    g_assert_cmpint(encoding.kind, ==, SVY_ENCODING_UTF8);
    g_assert_cmpuint(svy_encoding_find_invalid(bytes, sizeof bytes - 1), ==, 12);
}

/* One accent far behind the first blocks decides as well. */
static void test_far_down(void)
{
    g_autoptr(GString) bytes = g_string_new(NULL);
    g_autoptr(SvyFindings) findings = svy_findings_new();
    g_autoptr(SvyInput) input = NULL;
    g_auto(SvyEncoding) encoding = {0};

    while (bytes->len < 900000)
        g_string_append(bytes, "plain,text\n");
    g_string_append(bytes, "caf\351,it\222s\n");
    input = svy_input_new_from_memory("in.csv", bytes->str, bytes->len);
    g_assert_true(svy_encoding_detect(input, NULL, findings, &encoding, NULL));
    g_assert_cmpstr(encoding.name, ==, "windows-1252");
    g_assert_false(encoding.is_ascii);
}

/* UTF-8 letters on every border of a block. */
static void test_borders(void)
{
    for (size_t shift = 0; shift < 4; shift++) {
        g_autoptr(GString) bytes = g_string_new(NULL);
        g_autoptr(SvyFindings) findings = svy_findings_new();
        g_autoptr(SvyInput) input = NULL;
        g_auto(SvyEncoding) encoding = {0};

        for (size_t i = 0; i < shift; i++)
            g_string_append_c(bytes, 'a');
        while (bytes->len < 600000)
            g_string_append(bytes, "\360\237\230\200");
        input = svy_input_new_from_memory("in.csv", bytes->str, bytes->len);
        g_assert_true(svy_encoding_detect(input, NULL, findings, &encoding, NULL));
        g_assert_cmpint(encoding.kind, ==, SVY_ENCODING_UTF8);
        g_assert_cmpuint(svy_findings_get_n(findings), ==, 0);
    }
}

static void test_line_ends(void)
{
    static const struct {
        const char *text;
        size_t n_lf, n_crlf, n_cr;
    } cases[] = {
        {"a\nb\n", 2, 0, 0},       {"a\r\nb\r\n", 0, 2, 0}, {"a\rb\r", 0, 0, 2},
        {"a\nb\r\nc\rd", 1, 1, 1}, {"\r", 0, 0, 1},         {"a", 0, 0, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(SvyInput) input =
            svy_input_new_from_memory("in.csv", cases[i].text, strlen(cases[i].text));
        g_autoptr(SvyFindings) findings = svy_findings_new();
        g_auto(SvyEncoding) encoding = {0};

        g_assert_true(svy_encoding_detect(input, NULL, findings, &encoding, NULL));
        g_assert_cmpuint(encoding.n_lf, ==, cases[i].n_lf);
        g_assert_cmpuint(encoding.n_crlf, ==, cases[i].n_crlf);
        g_assert_cmpuint(encoding.n_cr, ==, cases[i].n_cr);
        g_assert_true(encoding.has_bare_cr == (cases[i].n_cr > 0));
    }
}

static void test_foreign(void)
{
    static const struct {
        const char *bytes;
        size_t n_bytes;
        const char *pattern;
    } cases[] = {
        {BYTES("PK\003\004rest"), "in.csv: error: *Excel workbook (.xlsx)*CSV UTF-8*"},
        {BYTES("\320\317\021\340\241"), "*old Excel workbook*"},
        {BYTES("\037\213\010"), "*gzip*"},
        {BYTES("%PDF-1.7"), "*PDF*"},
        {BYTES("\n <!DOCTYPE html>"), "*web page*"},
        {BYTES("<html><body>"), "*web page*"},
        {BYTES("{\"a\": 1}"), "*JSON*"},
        {BYTES("version https://git-lfs.github.com/spec/v1"), "*git lfs pull*"},
        {BYTES("$FL2@(#)"), "*SPSS*"},
        {BYTES("\377\376\000\000a\000\000\000"), "*UTF-32*"},
        {BYTES("\377\376a\0b"), "*UTF-16*odd number of bytes*"},
        {BYTES("\1\0\0\0\2\0\0\0\0\0\0\0\0\0\0\0"), "*"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(SvyInput) input =
            svy_input_new_from_memory("in.csv", cases[i].bytes, cases[i].n_bytes);
        g_autoptr(SvyFindings) findings = svy_findings_new();
        g_auto(SvyEncoding) encoding = {0};
        g_autoptr(GError) error = NULL;

        g_assert_false(svy_encoding_detect(input, NULL, findings, &encoding, &error));
        g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
        if (!g_pattern_match_simple(cases[i].pattern, error->message)) {
            g_test_message("expected %s\ngot %s", cases[i].pattern, error->message);
            g_test_fail();
        }
    }
}

static void test_unknown_name(void)
{
    g_autoptr(SvyInput) input = svy_input_new_from_memory("in.csv", "a\n", 2);
    g_autoptr(SvyFindings) findings = svy_findings_new();
    g_auto(SvyEncoding) encoding = {0};
    g_autoptr(GError) error = NULL;

    g_assert_false(svy_encoding_detect(input, "windows-1253", findings, &encoding, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
    g_assert_nonnull(strstr(error->message, "windows-1252"));
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/encoding/detect", test_detect);
    g_test_add_func("/ingest/encoding/mixed", test_mixed);
    g_test_add_func("/ingest/encoding/far-down", test_far_down);
    g_test_add_func("/ingest/encoding/borders", test_borders);
    g_test_add_func("/ingest/encoding/line-ends", test_line_ends);
    g_test_add_func("/ingest/encoding/foreign", test_foreign);
    g_test_add_func("/ingest/encoding/unknown-name", test_unknown_name);
    return g_test_run();
}
