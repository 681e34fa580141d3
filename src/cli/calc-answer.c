/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a calc method answers: one ordered tree, shown as JSON or as a page for people. */
#include "cli/calc.h"

#include <math.h>
#include <string.h>

#include "base/json.h"
#include "base/num.h"
#include "base/text.h"
#include "report/text-layout.h"

#define TEXT_LIST_MAX 200 /* numbers of a list or rows of a table that the page shows */

struct SvyCalcAnswer {
    const SvyCalcMethod *method;
    JsonObject *root; /* owned */
    GString *sentence;
    SvyStatus status;
};

SvyCalcAnswer *svy_calc_answer_new(const SvyCalcMethod *method)
{
    SvyCalcAnswer *answer = g_new0(SvyCalcAnswer, 1);

    answer->method = method;
    answer->root = json_object_new();
    answer->sentence = g_string_new(NULL);
    return answer;
}

void svy_calc_answer_free(SvyCalcAnswer *answer)
{
    if (answer == NULL)
        return;
    json_object_unref(answer->root);
    g_string_free(answer->sentence, TRUE);
    g_free(answer);
}

/* --- Putting -------------------------------------------------------------------------------- */

static JsonNode *make_number(double value)
{
    JsonNode *node = json_node_new(isfinite(value) ? JSON_NODE_VALUE : JSON_NODE_NULL);

    if (isfinite(value))
        json_node_set_double(node, value);
    return node;
}

static JsonNode *make_vector(size_t n, const double values[])
{
    JsonNode *node = json_node_new(JSON_NODE_ARRAY);
    JsonArray *array = json_array_new();

    for (size_t i = 0; i < n; i++)
        json_array_add_element(array, make_number(values[i]));
    json_node_take_array(node, array);
    return node;
}

void svy_calc_put_node(SvyCalcAnswer *answer, const char *key, JsonNode *node)
{
    json_object_set_member(answer->root, key, node);
}

void svy_calc_put_number(SvyCalcAnswer *answer, const char *key, double value)
{
    svy_calc_put_node(answer, key, make_number(value));
}

void svy_calc_put_count(SvyCalcAnswer *answer, const char *key, size_t n)
{
    svy_calc_put_number(answer, key, (double)n);
}

void svy_calc_put_bool(SvyCalcAnswer *answer, const char *key, bool value)
{
    json_object_set_boolean_member(answer->root, key, value);
}

void svy_calc_put_text(SvyCalcAnswer *answer, const char *key, const char *text)
{
    json_object_set_string_member(answer->root, key, text);
}

void svy_calc_put_vector(SvyCalcAnswer *answer, const char *key, size_t n, const double values[])
{
    svy_calc_put_node(answer, key, make_vector(n, values));
}

void svy_calc_put_matrix(SvyCalcAnswer *answer,
                         const char *key,
                         size_t n_rows,
                         size_t n_columns,
                         const double values[])
{
    JsonNode *node = json_node_new(JSON_NODE_ARRAY);
    JsonArray *array = json_array_new();

    for (size_t i = 0; i < n_rows; i++)
        json_array_add_element(array, make_vector(n_columns, values + i * n_columns));
    json_node_take_array(node, array);
    svy_calc_put_node(answer, key, node);
}

void svy_calc_set_status(SvyCalcAnswer *answer, SvyStatus status)
{
    if (answer->status == SVY_STATUS_OK)
        answer->status = status;
}

/* With NO_VARIANCE the value exists and only its interval does not. */
void svy_calc_put_estimate(SvyCalcAnswer *answer,
                           const SvyEstimate *estimate,
                           const char *value_key,
                           const char *lower_key,
                           const char *upper_key)
{
    const bool is_ok = estimate->status == SVY_STATUS_OK;
    const bool has_value = is_ok || estimate->status == SVY_STATUS_NO_VARIANCE;

    if (value_key != NULL)
        svy_calc_put_number(answer, value_key, has_value ? estimate->value : (double)NAN);
    if (lower_key != NULL)
        svy_calc_put_number(answer, lower_key, is_ok ? estimate->lo : (double)NAN);
    if (upper_key != NULL)
        svy_calc_put_number(answer, upper_key, is_ok ? estimate->hi : (double)NAN);
    svy_calc_set_status(answer, estimate->status);
}

/* Counts stand in sentences as they come; after 1 the noun is another. */
static const char *const singulars[][2] = {
    {"1 people", "1 person"},  {"1 degrees", "1 degree"},   {"1 records", "1 record"},
    {"1 rows", "1 row"},       {"1 points", "1 point"},     {"1 pairs of", "1 pair of"},
    {"1 pairs)", "1 pair)"},   {"1 values", "1 value"},     {"1 groups", "1 group"},
    {"1 strata", "1 stratum"}, {"1 clusters", "1 cluster"}, {"1 items", "1 item"},
};

static bool is_whole_number(const char *text, const char *at)
{
    return at == text || at[-1] == ' ' || at[-1] == '(';
}

static void append_singular(GString *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        size_t i = 0;

        while (i < G_N_ELEMENTS(singulars) && !g_str_has_prefix(at, singulars[i][0]))
            i++;
        if (i == G_N_ELEMENTS(singulars) || !is_whole_number(text, at)) {
            g_string_append_c(out, *at);
            continue;
        }
        g_string_append(out, singulars[i][1]);
        at += strlen(singulars[i][0]) - 1;
    }
}

void svy_calc_say(SvyCalcAnswer *answer, const char *format, ...)
{
    va_list values;

    if (answer->sentence->len > 0)
        g_string_append_c(answer->sentence, ' ');
    va_start(values, format);
    g_autofree char *text = g_strdup_vprintf(format, values);
    va_end(values);
    append_singular(answer->sentence, text);
}

/* --- JSON ----------------------------------------------------------------------------------- */

/* Doubles that are whole are written without a point by base/json. */
char *svy_calc_format_json(const SvyCalcAnswer *answer)
{
    g_autoptr(JsonNode) root = json_node_new(JSON_NODE_OBJECT);
    JsonObject *all = json_object_new();
    JsonObjectIter iter;
    const char *key;
    JsonNode *node;

    json_object_set_string_member(all, "method", answer->method->name);
    json_object_iter_init_ordered(&iter, answer->root);
    while (json_object_iter_next_ordered(&iter, &key, &node))
        json_object_set_member(all, key, json_node_copy(node));
    json_object_set_string_member(all, "status", svy_status_get_name(answer->status));
    if (answer->sentence->len > 0)
        json_object_set_string_member(all, "sentence", answer->sentence->str);
    json_node_take_object(root, all);
    return svy_json_format_node(root);
}

/* --- Page ----------------------------------------------------------------------------------- */

static void append_number(GString *out, double value)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    const double size = fabs(value);
    const bool is_long = size < 1e15 && (size >= 1e6 || !(value > floor(value)));

    g_string_append(out, g_ascii_formatd(buffer, sizeof buffer, is_long ? "%.0f" : "%.6g", value));
}

static void append_scalar(GString *out, JsonNode *node)
{
    if (JSON_NODE_HOLDS_NULL(node))
        g_string_append(out, "-");
    else if (json_node_get_value_type(node) == G_TYPE_STRING) {
        g_autofree char *safe = svy_text_escape(json_node_get_string(node));

        g_string_append(out, safe);
    } else if (json_node_get_value_type(node) == G_TYPE_BOOLEAN)
        g_string_append(out, json_node_get_boolean(node) ? "yes" : "no");
    else
        append_number(out, json_node_get_double(node));
}

static bool is_nested(JsonArray *array)
{
    for (guint i = 0; i < json_array_get_length(array); i++) {
        JsonNode *element = json_array_get_element(array, i);

        if (JSON_NODE_HOLDS_ARRAY(element) || JSON_NODE_HOLDS_OBJECT(element))
            return true;
    }
    return false;
}

static void append_value(GString *out, JsonNode *node, unsigned indent);

static void start_line(GString *out, unsigned indent)
{
    g_string_append_printf(out, "\n%*s", (int)indent, "");
}

static void append_array(GString *out, JsonArray *array, unsigned indent)
{
    const bool has_lines = is_nested(array);
    const guint n = json_array_get_length(array);

    if (n == 0)
        g_string_append(out, "none");
    for (guint i = 0; i < n && i < TEXT_LIST_MAX; i++) {
        if (has_lines)
            start_line(out, indent);
        else if (i > 0)
            g_string_append(out, "  ");
        append_value(out, json_array_get_element(array, i), indent + 2);
    }
    if (n > TEXT_LIST_MAX)
        g_string_append_printf(out, " ... and %u more (--format json has all)", n - TEXT_LIST_MAX);
}

static void append_object(GString *out, JsonObject *object, unsigned indent)
{
    JsonObjectIter iter;
    const char *key;
    JsonNode *node;

    json_object_iter_init_ordered(&iter, object);
    while (json_object_iter_next_ordered(&iter, &key, &node)) {
        g_autofree char *safe = svy_text_escape(key);

        start_line(out, indent);
        g_string_append_printf(out, "%s: ", safe);
        append_value(out, node, indent + 2);
    }
}

static void append_value(GString *out, JsonNode *node, unsigned indent)
{
    if (JSON_NODE_HOLDS_ARRAY(node))
        append_array(out, json_node_get_array(node), indent);
    else if (JSON_NODE_HOLDS_OBJECT(node))
        append_object(out, json_node_get_object(node), indent);
    else
        append_scalar(out, node);
}

static const char *find_meaning(const SvyCalcMethod *method, const char *key)
{
    for (const SvyCalcOutput *output = method->outputs; output->key != NULL; output++) {
        if (strcmp(output->key, key) == 0)
            return output->meaning;
    }
    return NULL;
}

static int find_widest_key(JsonObject *root)
{
    JsonObjectIter iter;
    const char *key;
    JsonNode *node;
    size_t widest = strlen("status");

    json_object_iter_init_ordered(&iter, root);
    while (json_object_iter_next_ordered(&iter, &key, &node))
        widest = MAX(widest, strlen(key));
    return (int)widest;
}

static void append_line(GString *out,
                        const SvyCalcMethod *method,
                        int widest,
                        const char *key,
                        JsonNode *node)
{
    const char *meaning = find_meaning(method, key);
    const size_t start = out->len;

    g_string_append_printf(out, "  %-*s  ", widest, key);
    append_value(out, node, 4);
    if (meaning != NULL && memchr(out->str + start, '\n', out->len - start) == NULL &&
        out->len - start < 36) {
        g_string_append_printf(out, "%*s", (int)(36 - (out->len - start)), "");
        g_string_append_printf(out, "  %s", meaning);
    }
    g_string_append_c(out, '\n');
}

char *svy_calc_format_text(const SvyCalcAnswer *answer)
{
    GString *out = g_string_new(NULL);
    const int widest = find_widest_key(answer->root);
    JsonObjectIter iter;
    const char *key;
    JsonNode *node;

    if (answer->sentence->len > 0) {
        svy_text_layout_append(out, 0, 0, answer->sentence->str);
        g_string_append_c(out, '\n');
    }
    json_object_iter_init_ordered(&iter, answer->root);
    while (json_object_iter_next_ordered(&iter, &key, &node))
        append_line(out, answer->method, widest, key, node);
    if (answer->status != SVY_STATUS_OK)
        g_string_append_printf(out, "  %-*s  %s\n", widest, "status",
                               svy_status_get_name(answer->status));
    g_string_append_printf(out, "\nMethod: %s. Source: %s.\n", answer->method->summary,
                           answer->method->source);
    return g_string_free(out, FALSE);
}
