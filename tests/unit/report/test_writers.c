/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <surveystat/report.h>

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "check.h"
#include "golden.h"
#include "hard-result.h"

static const struct {
    SvyReportPage page;
    const char *format, *golden;
} pages[] = {
    {SVY_PAGE_GAP, "text", "gap.txt"},         {SVY_PAGE_GAP, "json", "results.json"},
    {SVY_PAGE_GAP, "csv", "gap.csv"},          {SVY_PAGE_GAP, "md", "gap.md"},
    {SVY_PAGE_INSPECT, "text", "inspect.txt"}, {SVY_PAGE_INSPECT, "json", "inspect.json"},
    {SVY_PAGE_INSPECT, "csv", "inspect.csv"},  {SVY_PAGE_SUMMARY, "text", "summary.txt"},
};

static char *format_page(const SvyResult *result, SvyReportPage page, const char *format)
{
    g_autoptr(GError) error = NULL;
    char *text = NULL;

    g_assert_true(svy_report_format_page(result, page, format, &text, &error));
    g_assert_no_error(error);
    return text;
}

static void test_golden(void)
{
    g_autoptr(SvyResult) result = hard_result_new();

    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_autofree char *text = format_page(result, pages[i].page, pages[i].format);

        golden_check("report", pages[i].golden, text);
    }
}

/* Holds for every writer: whole lines of valid UTF-8, no control character, nothing personal. */
static void test_safe(void)
{
    g_autoptr(SvyResult) result = hard_result_new();

    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_autofree char *text = format_page(result, pages[i].page, pages[i].format);

        g_assert_true(g_utf8_validate(text, -1, NULL));
        g_assert_true(g_str_has_suffix(text, "\n"));
        g_assert_null(strchr(text, 0x1b));
        g_assert_null(strstr(text, SECRET));
        g_assert_null(strstr(text, "zoe"));
    }
}

/* What AAPOR asks for and what it forbids, on every page that has percentages. */
static void test_honest(void)
{
    static const SvySampling samplings[] = {SVY_SAMPLING_OPEN_LINK, SVY_SAMPLING_UNKNOWN};
    g_autoptr(SvyResult) result = hard_result_new();

    for (size_t s = 0; s < G_N_ELEMENTS(samplings); s++) {
        result->survey.sampling = samplings[s];
        for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
            g_autofree char *text = format_page(result, pages[i].page, pages[i].format);
            g_autofree char *folded = svy_text_fold(text);

            g_assert_null(strstr(folded, "margin of error"));
            g_assert_null(strstr(folded, "response rate"));
            if (pages[i].page != SVY_PAGE_INSPECT) {
                g_assert_nonnull(strstr(folded, "model-based"));
                g_assert_nonnull(strstr(folded, "synthetic"));
                g_assert_true(strstr(folded, "no account") != NULL ||
                              strstr(folded, "\"has_account\": false") != NULL);
            }
        }
    }
}

/* The members that issue 2 names, read back by another program's parser. */
static void test_results_json(void)
{
    g_autoptr(SvyResult) result = hard_result_new();
    g_autofree char *text = format_page(result, SVY_PAGE_GAP, "json");
    g_autoptr(JsonParser) parser = json_parser_new();

    g_assert_true(json_parser_load_from_data(parser, text, -1, NULL));

    JsonObject *root = json_node_get_object(json_parser_get_root(parser));
    JsonObject *gap = json_array_get_object_element(json_object_get_array_member(root, "gaps"), 0);
    JsonArray *items = json_object_get_array_member(gap, "items");
    JsonObject *facebook = json_array_get_object_element(items, 0);
    JsonObject *pinterest = json_array_get_object_element(items, 5);
    JsonObject *conversion = json_object_get_object_member(facebook, "conversion");
    JsonObject *any = json_object_get_object_member(gap, "any");
    JsonObject *use = json_object_get_object_member(any, "use");

    g_assert_cmpstr(json_object_get_string_member(root, "schema"), ==, "surveystat-results/1");
    g_assert_cmpint(json_object_get_int_member(root, "respondents"), ==, 850);
    g_assert_cmpstr(json_object_get_string_member(gap, "use"), ==, "q9");
    g_assert_cmpint(json_object_get_int_member(conversion, "of"), ==, 691);
    g_assert_cmpint(json_object_get_int_member(use, "n"), ==, 778);
    svy_check_digits(json_object_get_double_member(use, "p"), 778.0 / 850, 15);
    g_assert_true(json_object_get_null_member(facebook, "test"));
    g_assert_cmpint(json_object_get_boolean_member(pinterest, "has_account"), ==, FALSE);
    g_assert_true(json_object_get_null_member(pinterest, "follow"));
    g_assert_true(json_object_get_null_member(pinterest, "gap"));
}

static void test_inspect_json(void)
{
    g_autoptr(SvyResult) result = hard_result_new();
    g_autofree char *text = format_page(result, SVY_PAGE_INSPECT, "json");
    g_autoptr(JsonParser) parser = json_parser_new();

    g_assert_true(json_parser_load_from_data(parser, text, -1, NULL));

    JsonObject *root = json_node_get_object(json_parser_get_root(parser));
    JsonArray *questions = json_object_get_array_member(root, "questions");
    JsonObject *email = json_array_get_object_element(questions, 0);
    JsonObject *grid = json_array_get_object_element(questions, 4);
    JsonObject *row = json_array_get_object_element(json_object_get_array_member(grid, "rows"), 1);
    JsonObject *hard = json_array_get_object_element(
        json_object_get_array_member(json_array_get_object_element(questions, 6), "options"), 0);

    g_assert_cmpstr(json_object_get_string_member(root, "schema"), ==, "surveystat-inspect/1");
    g_assert_cmpint(json_object_get_int_member(root, "header_rows"), ==, 2);
    g_assert_cmpstr(json_object_get_string_member(root, "delimiter"), ==, ",");
    g_assert_true(json_object_get_boolean_member(email, "meta"));
    g_assert_cmpint(json_array_get_length(json_object_get_array_member(email, "options")), ==, 0);
    g_assert_cmpint(json_object_get_int_member(row, "answered"), ==, 4);
    g_assert_cmpstr(json_object_get_string_member(hard, "label"), ==, HARD_LABEL);
    g_assert_cmpint(json_object_get_int_member(hard, "count"), ==, 5);
}

/* No line of a terminal page is wider than the terminal, whatever the labels are. */
static void test_width(void)
{
    g_autoptr(SvyResult) result = hard_result_new();
    SvyGapItem *wide = &result->gaps->items[1];

    g_free(wide->label);
    wide->label = g_strdup("フェイスブックのページとグループとイベントと写真");
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        if (strcmp(pages[i].format, "text") != 0)
            continue;

        g_autofree char *text = format_page(result, pages[i].page, "text");
        g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

        for (size_t j = 0; lines[j] != NULL; j++) {
            if (svy_text_get_width(lines[j]) > 80) {
                g_test_message("%s: %s", pages[i].golden, lines[j]);
                g_test_fail();
            }
        }
    }
}

/* A survey without a pair, and one in which nobody answered. */
static void test_empty(void)
{
    g_autoptr(SvyResult) empty = g_new0(SvyResult, 1);
    g_autoptr(SvyResult) nobody = sample_result_new();

    empty->input_name = g_strdup("empty.csv");
    empty->encoding = g_strdup("UTF-8");
    empty->level = 0.95;
    nobody->gaps->base = 0;
    nobody->gaps->items[0].base = 0;
    nobody->gaps->items[0].use = nobody->gaps->items[0].follow = sample_share(0, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_autofree char *of_empty = format_page(empty, pages[i].page, pages[i].format);
        g_autofree char *of_nobody = format_page(nobody, pages[i].page, pages[i].format);

        g_assert_null(strstr(of_empty, "nan"));
        g_assert_null(strstr(of_nobody, "nan"));
    }
}

static void test_unknown_format(void)
{
    static const struct {
        SvyReportPage page;
        const char *format, *part;
    } cases[] = {
        {SVY_PAGE_GAP, "jsn", "Did you mean 'json'?"},
        {SVY_PAGE_GAP, "spreadsheet", "Write one of: text, json, csv, md."},
        {SVY_PAGE_INSPECT, "md", "Write one of: text, json, csv."},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;

        g_assert_false(svy_report_check_format(cases[i].page, cases[i].format, &error));
        g_assert_error(error, SVY_ERROR, SVY_ERROR_USAGE);
        g_assert_nonnull(strstr(error->message, cases[i].part));
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/writers/golden", test_golden);
    g_test_add_func("/report/writers/safe", test_safe);
    g_test_add_func("/report/writers/honest", test_honest);
    g_test_add_func("/report/writers/results-json", test_results_json);
    g_test_add_func("/report/writers/inspect-json", test_inspect_json);
    g_test_add_func("/report/writers/width", test_width);
    g_test_add_func("/report/writers/empty", test_empty);
    g_test_add_func("/report/writers/unknown-format", test_unknown_format);
    return g_test_run();
}
