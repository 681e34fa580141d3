/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON over json-glib's node tree. The library builds and parses; two things are ours, because
 * json-glib 1.6 does them otherwise: the text form (its generator writes 0.1 as
 * 0.10000000000000001) and a check of the characters before parsing (its parser takes comments,
 * hexadecimal numbers, "var x =" and several values in a row, lets integers overflow and asserts
 * on a broken surrogate pair). */
#include "base/json.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/limit.h"
#include "base/num.h"
#include "base/text.h"

#define MAX_LEVELS 64

/* --- Building ------------------------------------------------------------------------------- */

struct SvyJson {
    JsonBuilder *builder;
    size_t level; /* objects and arrays that are open */
};

SvyJson *svy_json_new(void)
{
    SvyJson *json = g_new0(SvyJson, 1);

    json->builder = json_builder_new();
    return json;
}

void svy_json_free(SvyJson *json)
{
    if (json == NULL)
        return;
    g_clear_object(&json->builder);
    g_free(json);
}

static void set_key(SvyJson *json, const char *key)
{
    if (key != NULL)
        json_builder_set_member_name(json->builder, key);
}

void svy_json_begin_object(SvyJson *json, const char *key)
{
    set_key(json, key);
    json_builder_begin_object(json->builder);
    json->level++;
}

void svy_json_end_object(SvyJson *json)
{
    g_assert(json->level > 0);
    json_builder_end_object(json->builder);
    json->level--;
}

void svy_json_begin_array(SvyJson *json, const char *key)
{
    set_key(json, key);
    json_builder_begin_array(json->builder);
    json->level++;
}

void svy_json_end_array(SvyJson *json)
{
    g_assert(json->level > 0);
    json_builder_end_array(json->builder);
    json->level--;
}

void svy_json_add_text(SvyJson *json, const char *key, const char *text)
{
    /* All text in memory is UTF-8 but for one kind: names of files. */
    g_autofree char *valid = text == NULL ? NULL : g_utf8_make_valid(text, -1);

    set_key(json, key);
    if (valid == NULL)
        json_builder_add_null_value(json->builder);
    else
        json_builder_add_string_value(json->builder, valid);
}

void svy_json_add_number(SvyJson *json, const char *key, double value)
{
    set_key(json, key);
    if (isfinite(value))
        json_builder_add_double_value(json->builder, value);
    else
        json_builder_add_null_value(json->builder);
}

void svy_json_add_count(SvyJson *json, const char *key, size_t n)
{
    g_assert(n <= G_MAXINT64);
    set_key(json, key);
    json_builder_add_int_value(json->builder, (gint64)n);
}

void svy_json_add_bool(SvyJson *json, const char *key, bool value)
{
    set_key(json, key);
    json_builder_add_boolean_value(json->builder, value);
}

void svy_json_add_null(SvyJson *json, const char *key)
{
    set_key(json, key);
    json_builder_add_null_value(json->builder);
}

/* --- Text form ------------------------------------------------------------------------------ */

static void append_utf16(GString *out, gunichar c)
{
    g_string_append_printf(out, "\\u%04x", c);
}

/* JSON asks to escape quote, backslash and C0. The other characters that could act on a terminal
 * are escaped as well: it is the same text to every reader. */
static void append_text(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        const gunichar c = g_utf8_get_char(text);

        if (c == '"' || c == '\\')
            g_string_append_printf(out, "\\%c", (char)c);
        else if (c == '\n')
            g_string_append(out, "\\n");
        else if (c == '\t')
            g_string_append(out, "\\t");
        else if (svy_text_is_control(c))
            append_utf16(out, c);
        else if (c < 0x80)
            g_string_append_c(out, (char)c);
        else
            g_string_append_unichar(out, c);
    }
    g_string_append_c(out, '"');
}

static void append_value(GString *out, JsonNode *node)
{
    const GType type = json_node_get_value_type(node);

    if (JSON_NODE_HOLDS_NULL(node)) {
        g_string_append(out, "null");
    } else if (type == G_TYPE_STRING) {
        append_text(out, json_node_get_string(node));
    } else if (type == G_TYPE_BOOLEAN) {
        g_string_append(out, json_node_get_boolean(node) ? "true" : "false");
    } else if (type == G_TYPE_INT64) {
        g_string_append_printf(out, "%" G_GINT64_FORMAT, json_node_get_int(node));
    } else {
        g_autofree char *number = svy_num_format_exact(json_node_get_double(node));
        g_string_append(out, number);
    }
}

static void append_line(GString *out, bool is_first, size_t level)
{
    if (!is_first)
        g_string_append_c(out, ',');
    g_string_append_c(out, '\n');
    for (size_t i = 0; i < level; i++)
        g_string_append(out, "  ");
}

static void append_node(GString *out, JsonNode *node, size_t level);

static void append_object(GString *out, JsonObject *object, size_t level)
{
    JsonObjectIter iter;
    const char *key;
    JsonNode *member;
    bool is_first = true;

    g_string_append_c(out, '{');
    json_object_iter_init_ordered(&iter, object);
    while (json_object_iter_next_ordered(&iter, &key, &member)) {
        append_line(out, is_first, level + 1);
        append_text(out, key);
        g_string_append(out, ": ");
        append_node(out, member, level + 1);
        is_first = false;
    }
    if (!is_first)
        append_line(out, true, level);
    g_string_append_c(out, '}');
}

static void append_array(GString *out, JsonArray *array, size_t level)
{
    const guint n = json_array_get_length(array);

    g_string_append_c(out, '[');
    for (guint i = 0; i < n; i++) {
        append_line(out, i == 0, level + 1);
        append_node(out, json_array_get_element(array, i), level + 1);
    }
    if (n > 0)
        append_line(out, true, level);
    g_string_append_c(out, ']');
}

static void append_node(GString *out, JsonNode *node, size_t level)
{
    if (JSON_NODE_HOLDS_OBJECT(node))
        append_object(out, json_node_get_object(node), level);
    else if (JSON_NODE_HOLDS_ARRAY(node))
        append_array(out, json_node_get_array(node), level);
    else
        append_value(out, node);
}

char *svy_json_format_node(JsonNode *root)
{
    GString *out = g_string_new(NULL);

    append_node(out, root, 0);
    g_string_append_c(out, '\n');
    return g_string_free(out, FALSE);
}

char *svy_json_format(const SvyJson *json)
{
    g_autoptr(JsonNode) root = json_builder_get_root(json->builder);

    g_assert(root != NULL && json->level == 0);
    return svy_json_format_node(root);
}

/* --- Reading -------------------------------------------------------------------------------- */

/* What of a text has been looked at. */
typedef struct {
    const char *at, *end;
    size_t line;
    size_t level;
    char open[MAX_LEVELS]; /* the brackets that are open */
    bool is_done;          /* the root value is complete */
} Scan;

static size_t skip_digits(Scan *scan)
{
    const char *start = scan->at;

    while (scan->at < scan->end && g_ascii_isdigit(*scan->at))
        scan->at++;
    return (size_t)(scan->at - start);
}

static bool skip_char(Scan *scan, const char *allowed)
{
    if (scan->at == scan->end || strchr(allowed, *scan->at) == NULL)
        return false;
    scan->at++;
    return true;
}

/* A number by the grammar of RFC 8259, and one that a double or int64 can hold. */
static const char *scan_number(Scan *scan)
{
    const char *start = scan->at;
    bool is_integer = true;

    skip_char(scan, "-");
    if (!skip_char(scan, "0") && skip_digits(scan) == 0)
        return "a number without digits";
    if (skip_char(scan, ".")) {
        is_integer = false;
        if (skip_digits(scan) == 0)
            return "a number without digits after its point";
    }
    if (skip_char(scan, "eE")) {
        is_integer = false;
        skip_char(scan, "+-");
        if (skip_digits(scan) == 0)
            return "a number without digits in its exponent";
    }

    g_autofree char *word = g_strndup(start, (size_t)(scan->at - start));

    if (is_integer && !g_ascii_string_to_signed(word, 10, G_MININT64, G_MAXINT64, NULL, NULL))
        return "an integer that is too large";
    return isfinite(g_ascii_strtod(word, NULL)) ? NULL : "a number that is too large";
}

/* The four digits of \uXXXX; false when they are not there. */
static bool scan_hex(Scan *scan, gunichar *ret_unit)
{
    gunichar unit = 0;

    for (int i = 0; i < 4; i++, scan->at++) {
        if (scan->at == scan->end || !g_ascii_isxdigit(*scan->at))
            return false;
        unit = unit * 16 + (gunichar)g_ascii_xdigit_value(*scan->at);
    }
    *ret_unit = unit;
    return true;
}

static const char *scan_unicode_escape(Scan *scan)
{
    gunichar high, low;

    if (!scan_hex(scan, &high))
        return "an escape \\u without four digits";
    if (high == 0)
        return "the character NUL";
    if (high < 0xD800 || high > 0xDFFF)
        return NULL;
    if (high <= 0xDBFF && skip_char(scan, "\\") && skip_char(scan, "u") && scan_hex(scan, &low) &&
        low >= 0xDC00 && low <= 0xDFFF)
        return NULL;
    return "half of a surrogate pair";
}

static const char *scan_text(Scan *scan)
{
    scan->at++; /* the opening quote */
    while (scan->at < scan->end) {
        const unsigned char c = (unsigned char)*scan->at++;
        const char *fault = NULL;

        if (c == '"')
            return NULL;
        if (c < 0x20)
            return "a control character inside a text";
        if (c != '\\')
            continue;
        if (skip_char(scan, "u"))
            fault = scan_unicode_escape(scan);
        else if (!skip_char(scan, "\"\\/bfnrt"))
            fault = "an unknown escape";
        if (fault != NULL)
            return fault;
    }
    return "a text that is never closed";
}

static const char *scan_word(Scan *scan)
{
    static const char *const words[] = {"true", "false", "null"};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        const size_t length = strlen(words[i]);

        if ((size_t)(scan->end - scan->at) >= length && memcmp(scan->at, words[i], length) == 0) {
            scan->at += length;
            return NULL;
        }
    }
    return "something that is not JSON";
}

static const char *scan_open(Scan *scan)
{
    if (scan->level == MAX_LEVELS)
        return "more than 64 levels";
    scan->open[scan->level++] = *scan->at++;
    return NULL;
}

static const char *scan_close(Scan *scan)
{
    const char opening = *scan->at == '}' ? '{' : '[';

    if (scan->level == 0 || scan->open[scan->level - 1] != opening)
        return "a bracket that was not opened";
    scan->level--;
    scan->at++;
    return NULL;
}

/* json-glib would read 012 as an octal number. */
static bool is_delimited(const Scan *scan)
{
    return scan->at == scan->end || strchr(" \t\r\n,:]}", *scan->at) != NULL;
}

/* One token; NULL or what is wrong. Order and commas are left to the parser. */
static const char *scan_token(Scan *scan)
{
    const char c = *scan->at;
    const char *fault;

    if (c == ',' || c == ':') {
        scan->at++;
        return scan->level == 0 ? "a comma or colon outside the value" : NULL;
    }
    if (scan->is_done)
        return "more text after the value";

    if (c == '{' || c == '[')
        fault = scan_open(scan);
    else if (c == '}' || c == ']')
        fault = scan_close(scan);
    else if (c == '"')
        fault = scan_text(scan);
    else if (c == '-' || g_ascii_isdigit(c))
        fault = scan_number(scan);
    else
        fault = scan_word(scan);
    scan->is_done = scan->level == 0;
    if (fault == NULL && strchr("{[", c) == NULL && !is_delimited(scan))
        return "two values that are not kept apart";
    return fault;
}

static const char *scan_all(Scan *scan)
{
    while (scan->at < scan->end) {
        const char *fault = NULL;

        if (strchr(" \t\r\n", *scan->at) != NULL)
            scan->line += *scan->at++ == '\n';
        else
            fault = scan_token(scan);
        if (fault != NULL)
            return fault;
    }
    if (scan->level > 0)
        return "an end before the last bracket is closed";
    return scan->is_done ? NULL : "nothing";
}

static size_t count_lines(const char *text, const char *end)
{
    size_t n = 1;

    for (; text < end; text++)
        n += *text == '\n';
    return n;
}

static bool check_text(const char *text, size_t n_bytes, const char *file, GError **error)
{
    Scan scan = {.at = text, .end = text + n_bytes, .line = 1};
    SvyPlace place = {.file = file};
    const char *invalid;

    if (n_bytes > SVY_LIMIT_SMALL_FILE_BYTES)
        return svy_error_set(error, SVY_ERROR_LIMIT, &place, NULL,
                             "a JSON file may have %u bytes, this one has %zu",
                             SVY_LIMIT_SMALL_FILE_BYTES, n_bytes);
    if (!g_utf8_validate_len(text, n_bytes, &invalid)) {
        place.line = count_lines(text, invalid);
        return svy_error_set(error, SVY_ERROR_DATA, &place, NULL, "JSON must be UTF-8 without NUL");
    }

    const char *fault = scan_all(&scan);

    if (fault == NULL)
        return true;
    place.line = scan.line;
    return svy_error_set(error, SVY_ERROR_DATA, &place, NULL, "this is not JSON: it has %s", fault);
}

bool svy_json_parse(const char *text,
                    size_t n_bytes,
                    const char *file,
                    JsonNode **ret_root,
                    GError **error)
{
    g_autoptr(JsonParser) parser = json_parser_new_immutable();
    g_autoptr(GError) fault = NULL;

    if (!check_text(text, n_bytes, file, error))
        return false;
    if (!json_parser_load_from_data(parser, text, (gssize)n_bytes, &fault)) {
        const SvyPlace place = {.file = file, .line = (size_t)json_parser_get_current_line(parser)};

        return svy_error_set(error, SVY_ERROR_DATA, &place, NULL,
                             "this is not JSON: a comma, colon, key or value is missing");
    }
    *ret_root = json_parser_steal_root(parser);
    return true;
}
