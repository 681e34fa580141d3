/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/csv-out.h"

#include <math.h>

/* One record of two fields: the text and a mark, so that an empty first field shows too. */
static void test_text(void)
{
    static const struct {
        const char *text, *record;
    } cases[] = {
        {"plain", "plain,x\n"},
        {NULL, "\"\",x\n"},
        {"", "\"\",x\n"},
        {"a,b", "\"a,b\",x\n"},
        {"say \"hi\"", "\"say \"\"hi\"\"\",x\n"},
        {"two\nlines\n", "\"two\nlines\n\",x\n"},
        {" blank ", "\" blank \",x\n"},
        {"5-10 years", "5-10 years,x\n"},
        {"R & D", "R & D,x\n"},
        {"Überblick", "Überblick,x\n"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) out = g_string_new(NULL);

        svy_csv_append_text(out, cases[i].text);
        svy_csv_append_text(out, "x");
        svy_csv_end_row(out);
        g_assert_cmpstr(out->str, ==, cases[i].record);
    }
}

/* Case 55: each would be computed by one spreadsheet or another. */
static void test_formulas(void)
{
    static const struct {
        const char *text, *field;
    } cases[] = {
        {"=1+1", "'=1+1\n"},
        {"+1", "'+1\n"},
        {"-1", "'-1\n"},
        {"@SUM(A1)", "'@SUM(A1)\n"},
        {"\tx", "'\tx\n"},
        {"\rx", "\"'\rx\"\n"},
        {"  =1+1", "'  =1+1\n"},
        {"\n=1+1", "\"'\n=1+1\"\n"},
        {"\u00a0=1", "'\u00a0=1\n"},
        {"\ufeff=1", "'\ufeff=1\n"},
        {"＝1", "'＝1\n"},
        {"＋1", "'＋1\n"},
        {"－1", "'－1\n"},
        {"＠x", "'＠x\n"},
        {"\",=1+1,\"", "\"\"\",=1+1,\"\"\"\n"},
        {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"\n"},
        {"a=b", "a=b\n"},
        {"'quoted'", "'quoted'\n"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) out = g_string_new(NULL);

        svy_csv_append_text(out, cases[i].text);
        svy_csv_end_row(out);
        g_assert_cmpstr(out->str, ==, cases[i].field);
    }
}

static void test_numbers(void)
{
    g_autoptr(GString) out = g_string_new(NULL);

    svy_csv_append_number(out, (double)NAN);
    svy_csv_append_number(out, -0.25);
    svy_csv_append_number(out, 0.1);
    svy_csv_append_number(out, (double)INFINITY);
    svy_csv_append_count(out, 1204);
    svy_csv_end_row(out);
    g_assert_cmpstr(out->str, ==, "\"\",-0.25,0.1,,1204\n");
}

static void test_rows(void)
{
    static const char *const head[] = {"item", "n", "-", NULL};
    g_autoptr(GString) out = g_string_new(NULL);

    svy_csv_append_row(out, head);
    svy_csv_append_text(out, NULL);
    svy_csv_end_row(out);
    svy_csv_append_text(out, "a\n");
    svy_csv_append_count(out, 0);
    svy_csv_end_row(out);
    g_assert_cmpstr(out->str, ==, "item,n,'-\n\"\"\n\"a\n\",0\n");
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/csv-out/text", test_text);
    g_test_add_func("/base/csv-out/formulas", test_formulas);
    g_test_add_func("/base/csv-out/numbers", test_numbers);
    g_test_add_func("/base/csv-out/rows", test_rows);
    return g_test_run();
}
