/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"

#include <math.h>
#include <string.h>
#include <surveystat/error.h>

#include "base/limit.h"
#include "check.h"

static void test_format(void)
{
    g_autoptr(SvyJson) json = svy_json_new();

    svy_json_begin_object(json, NULL);
    svy_json_add_text(json, "zebra", "R & D \"x\" \\ \n\t\033\u202e é");
    svy_json_add_number(json, "p", 0.1);
    svy_json_add_number(json, "third", 1.0 / 3);
    svy_json_add_number(json, "whole", 2);
    svy_json_add_number(json, "none", (double)NAN);
    svy_json_add_number(json, "too_large", (double)-INFINITY);
    svy_json_add_count(json, "n", 9007199254740993);
    svy_json_begin_array(json, "items");
    svy_json_add_bool(json, NULL, true);
    svy_json_add_text(json, NULL, NULL);
    svy_json_begin_object(json, NULL);
    svy_json_end_object(json);
    svy_json_end_array(json);
    svy_json_begin_array(json, "empty");
    svy_json_end_array(json);
    svy_json_add_null(json, "alpha");
    svy_json_end_object(json);

    g_autofree char *text = svy_json_format(json);
    g_assert_cmpstr(text, ==,
                    "{\n"
                    "  \"zebra\": \"R & D \\\"x\\\" \\\\ \\n\\t\\u001b\\u202e é\",\n"
                    "  \"p\": 0.1,\n"
                    "  \"third\": 0.3333333333333333,\n"
                    "  \"whole\": 2,\n"
                    "  \"none\": null,\n"
                    "  \"too_large\": null,\n"
                    "  \"n\": 9007199254740993,\n"
                    "  \"items\": [\n"
                    "    true,\n"
                    "    null,\n"
                    "    {}\n"
                    "  ],\n"
                    "  \"empty\": [],\n"
                    "  \"alpha\": null\n"
                    "}\n");
}

/* A file name may not be UTF-8; the JSON is all the same. */
static void test_odd_bytes(void)
{
    g_autoptr(SvyJson) json = svy_json_new();

    svy_json_begin_array(json, NULL);
    svy_json_add_text(json, NULL, "a\xff");
    svy_json_end_array(json);

    g_autofree char *text = svy_json_format(json);
    g_assert_cmpstr(text, ==, "[\n  \"a\ufffd\"\n]\n");
}

static void test_round_trip(void)
{
    static const char text[] = "{\"b\": [1, -2.5e-3, true, null], \"a\": \"\\ud83d\\ude00 \\/\"}\n";
    g_autoptr(JsonNode) root = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_true(svy_json_parse(text, strlen(text), "x.json", &root, &error));
    g_assert_no_error(error);

    JsonObject *object = json_node_get_object(root);
    JsonArray *array = json_object_get_array_member(object, "b");

    g_assert_cmpint(json_array_get_int_element(array, 0), ==, 1);
    svy_check_near(json_array_get_double_element(array, 1), -0.0025, 0);
    g_assert_true(json_array_get_null_element(array, 3));
    g_assert_cmpstr(json_object_get_string_member(object, "a"), ==, "😀 /");
}

static void test_refusals(void)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"", "x.json:1: error: *nothing*"},
        {" \n ", "x.json:2: error: *nothing*"},
        {"{\n\"a\": 1,\n}", "x.json:*"},
        {"[1 2]", "x.json:*"},
        {"{\"a\" 1}", "x.json:*"},
        {"[1,\n2", "x.json:2: error: *before the last bracket*"},
        {"[1]]", "x.json:1: error: *after the value*"},
        {"{]", "x.json:1: error: *not opened*"},
        {"{}\n{}", "x.json:2: error: *after the value*"},
        {"[1], [2]", "x.json:1: error: *outside the value*"},
        {"// note\n1", "x.json:1: error: *"},
        {"[1, /* note */ 2]", "x.json:1: error: *"},
        {"var x = 1;", "x.json:1: error: *"},
        {"[0x1A]", "x.json:1: error: *"},
        {"[012]", "x.json:*"},
        {"[.5]", "x.json:1: error: *"},
        {"[1.]", "x.json:1: error: *point*"},
        {"[1e]", "x.json:1: error: *exponent*"},
        {"[-]", "x.json:1: error: *digits*"},
        {"[1e400]", "x.json:1: error: *too large*"},
        {"[9223372036854775808]", "x.json:1: error: *too large*"},
        {"[NaN]", "x.json:1: error: *"},
        {"[True]", "x.json:1: error: *"},
        {"['a']", "x.json:1: error: *"},
        {"[\"a", "x.json:1: error: *never closed*"},
        {"[\"a\nb\"]", "x.json:1: error: *control*"},
        {"[\"\\x41\"]", "x.json:1: error: *escape*"},
        {"[\"\\u12\"]", "x.json:1: error: *four digits*"},
        {"[\"\\u0000\"]", "x.json:1: error: *NUL*"},
        {"[\"\\ud800\"]", "x.json:1: error: *surrogate*"},
        {"[\"\\ud800\\u0041\"]", "x.json:1: error: *surrogate*"},
        {"[\"\\udc00\"]", "x.json:1: error: *surrogate*"},
        {"[\"\n\xff\"]", "x.json:2: error: *UTF-8*"},
        {"\xef\xbb\xbf[]", "x.json:1: error: *"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        JsonNode *root = NULL;
        g_autoptr(GError) error = NULL;

        g_test_message("case %zu: %s", i, cases[i].message);
        g_assert_false(
            svy_json_parse(cases[i].text, strlen(cases[i].text), "x.json", &root, &error));
        g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
        g_test_message("%s", error->message);
        g_assert_true(g_pattern_match_simple(cases[i].message, error->message));
        g_assert_null(root);
    }
}

static void test_limits(void)
{
    g_autofree char *deep = g_strnfill(65, '[');
    g_autofree char *large = g_strnfill(SVY_LIMIT_SMALL_FILE_BYTES + 1, ' ');
    JsonNode *root = NULL;
    g_autoptr(GError) error = NULL;

    g_assert_false(svy_json_parse(deep, 65, "x.json", &root, &error));
    g_assert_nonnull(strstr(error->message, "64 levels"));
    g_clear_error(&error);
    g_assert_false(svy_json_parse(large, SVY_LIMIT_SMALL_FILE_BYTES + 1, "x.json", &root, &error));
    g_assert_error(error, SVY_ERROR, SVY_ERROR_LIMIT);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/json/format", test_format);
    g_test_add_func("/base/json/odd-bytes", test_odd_bytes);
    g_test_add_func("/base/json/round-trip", test_round_trip);
    g_test_add_func("/base/json/refusals", test_refusals);
    g_test_add_func("/base/json/limits", test_limits);
    return g_test_run();
}
