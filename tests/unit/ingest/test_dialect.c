/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/dialect.h"

#include <string.h>

#include "base/findings.h"

static SvyDialect detect(const char *text, char wanted, SvyFindings *findings)
{
    g_autoptr(SvyInput) input = svy_input_new_from_memory("in.csv", text, strlen(text));
    g_auto(SvyEncoding) encoding = {0};
    SvyDialect dialect;

    g_assert_true(svy_encoding_detect(input, NULL, findings, &encoding, NULL));
    g_assert_true(svy_dialect_detect(input, &encoding, wanted, findings, &dialect, NULL));
    return dialect;
}

static void test_detect(void)
{
    static const struct {
        const char *what, *text;
        char wanted, delimiter;
        size_t n_skip;
    } cases[] = {
        {"comma", "a,b,c\n1,2,3\n", 0, ',', 0},
        {"semicolon", "a;b;c\n1;2;3\n", 0, ';', 0},
        {"decimal commas", "a;b;c\n1,5;2;3,5\n1,5;2;3\n", 0, ';', 0},
        {"tab", "a\tb\n1\t2\n", 0, '\t', 0},
        {"pipe", "a|b\n1|2\n", 0, '|', 0},
        {"joined answers", "id,media\n1,a;b;c\n2,b;c\n3,a\n4,a;b\n", 0, ',', 0},
        {"quoted commas", "a;b\n\"x, y, z\";1\n\"u, v\";2\n", 0, ';', 0},
        {"one column", "comment\nno delimiter here\n", 0, ',', 0},
        {"sep line", "sep=;\na;b\n1;2\n", 0, ';', 1},
        {"sep line with BOM", "\357\273\277sep=\t\r\na\tb\r\n1\t2\r\n", 0, '\t', 1},
        {"quoted sep line", "\"sep=|\"\na|b\n1|2\n", 0, '|', 1},
        {"a header that begins with sep", "sep=x,b\n1,2\n", 0, ',', 0},
        {"named", "a,b;c\n1,2;3\n", ';', ';', 0},
        {"named beats the sep line", "sep=;\na,b\n1,2\n", ',', ',', 1},
        {"a comma when in doubt", "a;b;c,d\n1;2;3,4\n", 0, ',', 0},
        {"far more columns", "a;b;c;d;e,f\n1;2;3;4;5,6\n", 0, ';', 0},
        {"empty", "", 0, ',', 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(SvyFindings) findings = svy_findings_new();
        const SvyDialect dialect = detect(cases[i].text, cases[i].wanted, findings);

        if (dialect.delimiter != cases[i].delimiter || dialect.n_skip_lines != cases[i].n_skip) {
            g_test_message("%s: got '%c', %zu lines skipped", cases[i].what, dialect.delimiter,
                           dialect.n_skip_lines);
            g_test_fail();
        }
        /* What is no comma is told. */
        g_assert_cmpuint(svy_findings_get_n(findings), ==, dialect.delimiter != ',');
    }
}

static void test_names(void)
{
    g_assert_cmpstr(svy_dialect_get_name('\t'), ==, "tab");
    g_assert_cmpstr(svy_dialect_get_name(';'), ==, "semicolon");
    g_assert_cmpstr(svy_dialect_get_name('#'), ==, "character");
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/dialect/detect", test_detect);
    g_test_add_func("/ingest/dialect/names", test_names);
    return g_test_run();
}
