/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/findings.h"
#include "ingest/frame.h"
#include "ingest/repair.h"

static const SvyEncoding utf8 = {.name = "UTF-8"};

static SvyHead *read_head(const char *text)
{
    const SvyCsvOptions options = {.delimiter = ',', .n_max_records = 100, .encoding = &utf8};
    g_autoptr(SvyInput) input = svy_input_new_from_memory("f", text, strlen(text));
    g_autoptr(GError) error = NULL;
    SvyHead *head = NULL;

    svy_head_read(input, &options, &head, &error);
    g_assert_no_error(error);
    return head;
}

static void test_titles(void)
{
    static const struct {
        const char *text;
        size_t n;
    } cases[] = {
        {"a,b,c\n1,2,3\n4,5,6\n", 0},
        {"Survey 2026\na,b,c\n1,2,3\n4,5,6\n", 1},
        {"Survey 2026\n\nexported,today\na,b,c,d\n1,2,3,4\n4,5,6,7\n", 2},
        {"Survey 2026,,\na,b,c\n1,2,3\n4,5,6\n", 1},
        {"Which?,,\nWeb,Mail,Phone\nWeb,,Phone\n,Mail,\n", 0}, /* options, not a header */
        {"Which?,,\nResponse,b,c\n1,2,3\n4,5,6\n", 0},         /* two header rows */
        {"Comment\nx,y\nx,y\nz,x\n", 0},                       /* too narrow to tell */
        {"a,b\n1,2,3\n4,5,6\n7,8,9\n", 0},                     /* a header that is cut */
        {"Survey 2026\na,b,c\n1,2,3\n4,5\n6,7\n", 0},          /* no table of one width */
        {"Survey 2026\na,b,c\n", 0},                           /* no responses */
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(SvyHead) head = read_head(cases[i].text);

        g_test_message("%s", cases[i].text);
        g_assert_cmpuint(svy_frame_count_titles(head), ==, cases[i].n);
    }
}

static void test_mark(void)
{
    g_autoptr(SvyHead) marked = read_head("# Timestamp,b\n1,2\n");
    g_autoptr(SvyHead) number = read_head("# of members,b\n1,2\n");
    g_autoptr(SvyHead) token = read_head("#,b\n1,2\n");

    g_assert_true(svy_frame_strip_mark(marked));
    g_assert_cmpstr(svy_head_get(marked, 0, 0), ==, "Timestamp");
    g_assert_false(svy_frame_strip_mark(number));
    g_assert_false(svy_frame_strip_mark(token));
    g_assert_cmpstr(svy_head_get(token, 0, 0), ==, "#");
}

/* What a text becomes; NULL when it stays as it is. */
static char *repair(const char *text)
{
    g_autoptr(SvyInput) input = svy_input_new_from_memory("f", text, strlen(text));
    g_autoptr(SvyFindings) findings = svy_findings_new();
    g_autoptr(GError) error = NULL;
    SvyEncoding encoding = utf8;
    g_autofree char *out = NULL;
    bool is_repaired = false;
    size_t n;

    svy_repair_undo(input, &encoding, findings, &is_repaired, &error);
    g_assert_no_error(error);
    if (!is_repaired)
        return NULL;
    out = g_malloc0(svy_input_get_size(input) + 1);
    svy_input_read_at(input, 0, out, svy_input_get_size(input), &n, &error);
    g_assert_no_error(error);
    return g_steal_pointer(&out);
}

static void test_repair(void)
{
    static const struct {
        const char *text, *expected; /* NULL: not to be touched */
    } cases[] = {
        {"a,b,c\n1,2,3\n", NULL},
        {"\"a,b,c\"\n\"1,\"\"x, y\"\",3\"\n", "a,b,c\n1,\"x, y\",3\n"},
        {"a,b,c;;;\n\"1,\"\"x, y\"\",3\";;;\n1,x; y,3;;\n", "a,b,c\n1,\"x, y\",3\n1,x; y,3\n"},
        {"a,b,c;;\r\n\"1,\"\"x\";\"y\"\",3\";\r\n", "a,b,c\n1,\"x;y\",3\n"},
        {"a;b;c,,\n\"1;2;\"\"3\"\"\",,\n", "a;b;c\n1;2;\"3\"\n"},
        {"\"a,b,c\"\n\"1,2\"\n", NULL},          /* ragged all the same */
        {"\"a,b,c\"\n\"1,2,3\"x\n", NULL},       /* text after a closing quote */
        {"\"a,b,c\"\n\"1,2,3\n", NULL},          /* not closed */
        {"Comment\n\"x, y, z\"\n\"a\"\n", NULL}, /* a header of one name */
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *out = repair(cases[i].text);

        g_test_message("%s", cases[i].text);
        g_assert_cmpstr(out, ==, cases[i].expected);
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/frame/titles", test_titles);
    g_test_add_func("/ingest/frame/mark", test_mark);
    g_test_add_func("/ingest/repair", test_repair);
    return g_test_run();
}
