/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs of a calc method: words or JSON into one tree, and typed reading from it. */
#include "cli/calc.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "base/num.h"
#include "base/text.h"

struct SvyCalcArguments {
    const SvyCalcMethod *method; /* (nullable) NULL inside an object */
    JsonObject *root;            /* owned */
};

/* --- Clearing ------------------------------------------------------------------------------- */

void svy_calc_vector_clear(SvyCalcVector *vector)
{
    g_free(vector->values);
    memset(vector, 0, sizeof *vector);
}

void svy_calc_matrix_clear(SvyCalcMatrix *matrix)
{
    g_free(matrix->values);
    memset(matrix, 0, sizeof *matrix);
}

void svy_calc_groups_clear(SvyCalcGroups *groups)
{
    for (size_t i = 0; i < groups->n; i++)
        svy_calc_vector_clear(&groups->groups[i]);
    g_free(groups->groups);
    memset(groups, 0, sizeof *groups);
}

void svy_calc_cube_clear(SvyCalcCube *cube)
{
    for (size_t i = 0; i < cube->n; i++)
        svy_calc_matrix_clear(&cube->tables[i]);
    g_free(cube->tables);
    memset(cube, 0, sizeof *cube);
}

void svy_calc_levels_clear(SvyCalcLevels *levels)
{
    g_free(levels->codes);
    g_strfreev(levels->labels);
    memset(levels, 0, sizeof *levels);
}

void svy_calc_arguments_free(SvyCalcArguments *arguments)
{
    if (arguments == NULL)
        return;
    json_object_unref(arguments->root);
    g_free(arguments);
}

/* --- Refusing ------------------------------------------------------------------------------- */

bool svy_calc_refuse(const char *name, const char *wanted, GError **error)
{
    return svy_error_set(error, SVY_ERROR_DATA, NULL, NULL, "%s must %s", name, wanted);
}

static bool refuse_value(const char *name, const char *wanted, const char *text, GError **error)
{
    g_autofree char *quoted = svy_text_quote(text);

    return svy_error_set(error, SVY_ERROR_DATA, NULL, NULL, "%s must be %s, got %s", name, wanted,
                         quoted);
}

static const SvyCalcInput *find_input(const SvyCalcMethod *method, const char *name)
{
    if (method == NULL)
        return NULL;
    for (const SvyCalcInput *input = method->inputs; input->name != NULL; input++) {
        if (strcmp(input->name, name) == 0)
            return input;
    }
    return NULL;
}

static bool refuse_name(const char *name, const char *const *names, GError **error)
{
    g_autofree char *quoted = svy_text_quote(name);
    g_autofree char *list = g_strjoinv(", ", (char **)names);
    g_autofree char *mend = g_strdup_printf("There are: %s", list);

    return svy_error_set(error, SVY_ERROR_USAGE, NULL, mend, "unknown input %s", quoted);
}

static const char **list_inputs(const SvyCalcMethod *method)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (const SvyCalcInput *input = method->inputs; input->name != NULL; input++)
        g_ptr_array_add(names, (void *)input->name);
    g_ptr_array_add(names, NULL);
    return (const char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

bool svy_calc_check_names(const SvyCalcArguments *arguments,
                          const char *const *names,
                          GError **error)
{
    g_auto(GStrv) given = svy_calc_list_names(arguments);

    for (size_t i = 0; given[i] != NULL; i++) {
        if (!g_strv_contains(names, given[i]))
            return refuse_name(given[i], names, error);
    }
    return true;
}

/* --- Words to JSON -------------------------------------------------------------------------- */

static bool is_null_word(const char *text)
{
    return *text == '\0' || strcmp(text, "NA") == 0 || strcmp(text, "null") == 0;
}

/* A number where it is one, null for NA, else a text: what was meant is seen when it is read. */
static JsonNode *make_scalar(const char *text)
{
    double value;

    if (is_null_word(text))
        return json_node_new(JSON_NODE_NULL);

    JsonNode *node = json_node_new(JSON_NODE_VALUE);

    if (svy_num_parse(text, &value))
        json_node_set_double(node, value);
    else
        json_node_set_string(node, text);
    return node;
}

/* Labels stay as they are written: 01 and 1 are two. */
static JsonNode *make_text(const char *text)
{
    JsonNode *node = json_node_new(is_null_word(text) ? JSON_NODE_NULL : JSON_NODE_VALUE);

    if (!is_null_word(text))
        json_node_set_string(node, text);
    return node;
}

/* "1,2/3,4" with @signs "/,": the first sign separates the outermost list. */
static JsonNode *make_lists(const char *text, const char *signs, JsonNode *(*make)(const char *))
{
    const char sign[] = {signs[0], '\0'};
    g_autofree char *trimmed = g_strstrip(g_strdup(text));

    if (*signs == '\0')
        return make(trimmed);

    g_auto(GStrv) parts = g_strsplit(trimmed, sign, -1);
    JsonArray *array = json_array_new();

    for (size_t i = 0; parts[i] != NULL; i++)
        json_array_add_element(array, make_lists(parts[i], signs + 1, make));

    JsonNode *node = json_node_new(JSON_NODE_ARRAY);

    json_node_take_array(node, array);
    return node;
}

static JsonNode *make_node(SvyCalcKind kind, const char *text)
{
    switch (kind) {
    case SVY_CALC_NUMBER:
        return make_lists(text, "", make_scalar);
    case SVY_CALC_VECTOR:
        return make_lists(text, ",", make_scalar);
    case SVY_CALC_MATRIX:
    case SVY_CALC_GROUPS:
        return make_lists(text, "/,", make_scalar);
    case SVY_CALC_CUBE:
        return make_lists(text, ";/,", make_scalar);
    case SVY_CALC_LABELS:
        return make_lists(text, ",", make_text);
    case SVY_CALC_WORD:
        return make_lists(text, "", make_text);
    case SVY_CALC_OBJECT:
        return make_lists(text, strchr(text, ',') != NULL ? "," : "", make_scalar);
    }
    return NULL;
}

/* A value that is written as JSON is taken as such. */
static bool parse_value(const char *name,
                        SvyCalcKind kind,
                        const char *text,
                        JsonNode **ret_node,
                        GError **error)
{
    if (*text == '[' || *text == '{')
        return svy_json_parse(text, strlen(text), name, ret_node, error);
    *ret_node = make_node(kind, text);
    return true;
}

/* design.weights=1,2: a member of an object. */
static bool set_member(JsonObject *root,
                       const char *name,
                       const char *member,
                       const char *text,
                       GError **error)
{
    JsonNode *node;

    if (!json_object_has_member(root, name))
        json_object_set_object_member(root, name, json_object_new());

    JsonNode *holder = json_object_get_member(root, name);

    if (!JSON_NODE_HOLDS_OBJECT(holder))
        return svy_calc_refuse(name, "be given whole or in parts, not both", error);
    if (!parse_value(member, SVY_CALC_OBJECT, text, &node, error))
        return false;
    json_object_set_member(json_node_get_object(holder), member, node);
    return true;
}

static bool add_word(const SvyCalcMethod *method,
                     JsonObject *root,
                     const char *word,
                     GError **error)
{
    g_autofree char *text = g_utf8_make_valid(word, -1);
    char *value = strchr(text, '=');
    JsonNode *node;

    if (value == NULL) {
        g_autofree char *quoted = svy_text_quote(text);

        return svy_error_set(error, SVY_ERROR_USAGE, NULL, "Write name=value, such as n=263",
                             "an input has no value, got %s", quoted);
    }
    *value++ = '\0';

    const SvyCalcInput *input = find_input(method, text);
    char *member = strchr(text, '.');

    if (input == NULL && member != NULL) {
        *member++ = '\0';
        input = find_input(method, text);
    }
    if (input == NULL || (member != NULL && input->kind != SVY_CALC_OBJECT)) {
        g_autofree const char **names = list_inputs(method);

        return refuse_name(text, names, error);
    }
    if (member != NULL && strchr(text, '.') == NULL && strcmp(input->name, text) == 0 &&
        input->kind == SVY_CALC_OBJECT)
        return set_member(root, text, member, value, error);
    if (json_object_has_member(root, text))
        return svy_error_set(error, SVY_ERROR_USAGE, NULL, NULL, "%s is given twice", text);
    if (!parse_value(text, input->kind, value, &node, error))
        return false;
    json_object_set_member(root, text, node);
    return true;
}

/* --- The whole ------------------------------------------------------------------------------ */

static bool check_complete(const SvyCalcArguments *arguments, GError **error)
{
    const SvyCalcMethod *method = arguments->method;
    g_autofree const char **names = list_inputs(method);

    if (!svy_calc_check_names(arguments, names, error))
        return false;
    for (const SvyCalcInput *input = method->inputs; input->name != NULL; input++) {
        if ((input->flags & SVY_CALC_OPTIONAL) == 0 && input->standard == NULL &&
            !json_object_has_member(arguments->root, input->name)) {
            g_autofree char *mend =
                g_strdup_printf("Example: surveystat calc %s %s", method->name, method->example);

            return svy_error_set(error, SVY_ERROR_USAGE, NULL, mend, "%s is missing: %s",
                                 input->name, input->meaning);
        }
    }
    return true;
}

bool svy_calc_parse_words(const SvyCalcMethod *method,
                          const char *const *words,
                          SvyCalcArguments **ret_arguments,
                          GError **error)
{
    g_autoptr(SvyCalcArguments) arguments = g_new0(SvyCalcArguments, 1);

    arguments->method = method;
    arguments->root = json_object_new();
    for (size_t i = 0; words[i] != NULL; i++) {
        if (!add_word(method, arguments->root, words[i], error))
            return false;
    }
    if (!check_complete(arguments, error))
        return false;
    *ret_arguments = g_steal_pointer(&arguments);
    return true;
}

bool svy_calc_parse_json(const SvyCalcMethod *method,
                         const char *text,
                         size_t n_bytes,
                         const char *file,
                         SvyCalcArguments **ret_arguments,
                         GError **error)
{
    g_autoptr(JsonNode) root = NULL;
    g_autoptr(SvyCalcArguments) arguments = g_new0(SvyCalcArguments, 1);

    arguments->method = method;
    arguments->root = json_object_new();
    if (!svy_json_parse(text, n_bytes, file, &root, error))
        return false;
    if (!JSON_NODE_HOLDS_OBJECT(root))
        return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = file},
                             "Write {\"name\": value, ...}", "the input must be one JSON object");
    json_object_unref(arguments->root);
    arguments->root = json_node_dup_object(root);
    if (!check_complete(arguments, error))
        return false;
    *ret_arguments = g_steal_pointer(&arguments);
    return true;
}

/* --- Looking -------------------------------------------------------------------------------- */

int svy_calc_get_variant(const SvyCalcArguments *arguments)
{
    return arguments->method == NULL ? 0 : arguments->method->variant;
}

bool svy_calc_has(const SvyCalcArguments *arguments, const char *name)
{
    return json_object_has_member(arguments->root, name) &&
           !json_object_get_null_member(arguments->root, name);
}

SvyCalcArguments *svy_calc_open_object(const SvyCalcArguments *arguments, const char *name)
{
    JsonNode *node = json_object_get_member(arguments->root, name);
    SvyCalcArguments *inner;

    if (node == NULL || !JSON_NODE_HOLDS_OBJECT(node))
        return NULL;
    inner = g_new0(SvyCalcArguments, 1);
    inner->root = json_node_dup_object(node);
    return inner;
}

char **svy_calc_list_names(const SvyCalcArguments *arguments)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    JsonObjectIter iter;
    const char *name;
    JsonNode *node;

    json_object_iter_init_ordered(&iter, arguments->root);
    while (json_object_iter_next_ordered(&iter, &name, &node))
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

/* --- Reading -------------------------------------------------------------------------------- */

/* The value that was given, or the standard one, which null stands for too; NULL with @error set
 * when there is none. */
static JsonNode *find_node(const SvyCalcArguments *arguments, const char *name, GError **error)
{
    const SvyCalcInput *input = find_input(arguments->method, name);
    JsonNode *node = json_object_get_member(arguments->root, name);
    const bool has_standard = input != NULL && input->standard != NULL;

    if (node != NULL && !(has_standard && JSON_NODE_HOLDS_NULL(node)))
        return json_node_ref(node);
    if (has_standard)
        return make_node(input->kind, input->standard);
    svy_error_set(error, SVY_ERROR_DATA, NULL, NULL, "%s is missing", name);
    return NULL;
}

static bool is_nullable(const SvyCalcArguments *arguments, const char *name)
{
    const SvyCalcInput *input = find_input(arguments->method, name);

    return input == NULL || (input->flags & SVY_CALC_NULLABLE) != 0;
}

static char *show_node(JsonNode *node)
{
    if (JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_STRING)
        return json_node_dup_string(node);
    return json_to_string(node, FALSE);
}

static bool is_number(JsonNode *node)
{
    return JSON_NODE_HOLDS_VALUE(node) && (json_node_get_value_type(node) == G_TYPE_DOUBLE ||
                                           json_node_get_value_type(node) == G_TYPE_INT64);
}

static bool read_scalar(const char *name,
                        bool may_be_null,
                        JsonNode *node,
                        double *ret_value,
                        GError **error)
{
    if (JSON_NODE_HOLDS_NULL(node) && may_be_null) {
        *ret_value = NAN;
        return true;
    }
    if (!is_number(node)) {
        g_autofree char *text = show_node(node);

        return refuse_value(name, "a number", text, error);
    }
    *ret_value = json_node_get_double(node);
    return true;
}

bool svy_calc_read_number(const SvyCalcArguments *arguments,
                          const char *name,
                          double *ret_value,
                          GError **error)
{
    g_autoptr(JsonNode) node = find_node(arguments, name, error);

    return node != NULL && read_scalar(name, is_nullable(arguments, name), node, ret_value, error);
}

bool svy_calc_read_whole(const SvyCalcArguments *arguments,
                         const char *name,
                         size_t min,
                         size_t max,
                         size_t *ret_value,
                         GError **error)
{
    double value;

    if (!svy_calc_read_number(arguments, name, &value, error))
        return false;
    if (!(value >= (double)min && value <= (double)max) || value > floor(value)) {
        g_autofree char *text = svy_num_format_exact(value);
        g_autofree char *wanted = g_strdup_printf("a whole number from %zu to %zu", min, max);

        return refuse_value(name, wanted, text, error);
    }
    *ret_value = (size_t)value;
    return true;
}

static JsonArray *find_array(const char *name, const char *wanted, JsonNode *node, GError **error)
{
    if (JSON_NODE_HOLDS_ARRAY(node))
        return json_node_get_array(node);

    g_autofree char *text = show_node(node);

    refuse_value(name, wanted, text, error);
    return NULL;
}

static bool fill_vector(const char *name,
                        bool may_be_null,
                        JsonNode *node,
                        SvyCalcVector *ret_vector,
                        GError **error)
{
    JsonArray *array = find_array(name, "a list of numbers", node, error);

    if (array == NULL)
        return false;

    g_auto(SvyCalcVector) vector = {.n = json_array_get_length(array)};

    vector.values = g_new0(double, vector.n + 1);
    for (size_t i = 0; i < vector.n; i++) {
        if (!read_scalar(name, may_be_null, json_array_get_element(array, (guint)i),
                         &vector.values[i], error))
            return false;
    }
    *ret_vector = vector;
    memset(&vector, 0, sizeof vector);
    return true;
}

bool svy_calc_read_vector(const SvyCalcArguments *arguments,
                          const char *name,
                          SvyCalcVector *ret_vector,
                          GError **error)
{
    g_autoptr(JsonNode) node = find_node(arguments, name, error);

    return node != NULL && fill_vector(name, is_nullable(arguments, name), node, ret_vector, error);
}

static bool fill_groups(const char *name,
                        bool may_be_null,
                        JsonNode *node,
                        SvyCalcGroups *ret_groups,
                        GError **error)
{
    JsonArray *array = find_array(name, "a list of lists of numbers", node, error);

    if (array == NULL)
        return false;

    const size_t n = json_array_get_length(array);
    g_auto(SvyCalcGroups) groups = {.groups = g_new0(SvyCalcVector, n + 1)};

    for (; groups.n < n; groups.n++) {
        if (!fill_vector(name, may_be_null, json_array_get_element(array, (guint)groups.n),
                         &groups.groups[groups.n], error))
            return false;
    }
    *ret_groups = groups;
    memset(&groups, 0, sizeof groups);
    return true;
}

bool svy_calc_read_groups(const SvyCalcArguments *arguments,
                          const char *name,
                          SvyCalcGroups *ret_groups,
                          GError **error)
{
    g_autoptr(JsonNode) node = find_node(arguments, name, error);

    return node != NULL && fill_groups(name, is_nullable(arguments, name), node, ret_groups, error);
}

static bool fill_matrix(const char *name,
                        bool may_be_null,
                        JsonNode *node,
                        SvyCalcMatrix *ret_matrix,
                        GError **error)
{
    g_auto(SvyCalcGroups) rows = {0};

    if (!fill_groups(name, may_be_null, node, &rows, error))
        return false;

    const size_t n_columns = rows.n > 0 ? rows.groups[0].n : 0;
    g_auto(SvyCalcMatrix) matrix = {.n_rows = rows.n, .n_columns = n_columns};

    matrix.values = g_new0(double, rows.n *n_columns + 1);
    for (size_t i = 0; i < rows.n; i++) {
        if (rows.groups[i].n != n_columns)
            return svy_error_set(error, SVY_ERROR_DATA, NULL, NULL,
                                 "the rows of %s must have one length: row 1 has %zu, row %zu has "
                                 "%zu",
                                 name, n_columns, i + 1, rows.groups[i].n);
        if (n_columns > 0)
            memcpy(matrix.values + i * n_columns, rows.groups[i].values,
                   n_columns * sizeof(double));
    }
    *ret_matrix = matrix;
    memset(&matrix, 0, sizeof matrix);
    return true;
}

bool svy_calc_read_matrix(const SvyCalcArguments *arguments,
                          const char *name,
                          SvyCalcMatrix *ret_matrix,
                          GError **error)
{
    g_autoptr(JsonNode) node = find_node(arguments, name, error);

    return node != NULL && fill_matrix(name, is_nullable(arguments, name), node, ret_matrix, error);
}

bool svy_calc_read_cube(const SvyCalcArguments *arguments,
                        const char *name,
                        SvyCalcCube *ret_cube,
                        GError **error)
{
    g_autoptr(JsonNode) node = find_node(arguments, name, error);
    JsonArray *array = node == NULL ? NULL : find_array(name, "a list of tables", node, error);

    if (array == NULL)
        return false;

    const size_t n = json_array_get_length(array);
    g_auto(SvyCalcCube) cube = {.tables = g_new0(SvyCalcMatrix, n + 1)};

    for (; cube.n < n; cube.n++) {
        if (!fill_matrix(name, is_nullable(arguments, name),
                         json_array_get_element(array, (guint)cube.n), &cube.tables[cube.n], error))
            return false;
    }
    *ret_cube = cube;
    memset(&cube, 0, sizeof cube);
    return true;
}

/* --- Labels --------------------------------------------------------------------------------- */

/* NULL for null and for what is a list or an object. (transfer full) */
static char *get_label(JsonNode *node)
{
    if (!JSON_NODE_HOLDS_VALUE(node))
        return NULL;
    if (is_number(node))
        return svy_num_format_exact(json_node_get_double(node));
    if (json_node_get_value_type(node) == G_TYPE_BOOLEAN)
        return g_strdup(json_node_get_boolean(node) ? "true" : "false");
    return json_node_dup_string(node);
}

static int compare_labels(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    double u, v;
    const bool x_is_number = svy_num_parse(*x, &u), y_is_number = svy_num_parse(*y, &v);

    if (x_is_number != y_is_number)
        return x_is_number ? -1 : 1;
    if (x_is_number && (u < v || u > v))
        return u < v ? -1 : 1;
    return strcmp(*x, *y);
}

/* The different labels in order. [NULL-terminated] */
static char **list_levels(GPtrArray *labels)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) levels = g_ptr_array_new();

    for (size_t i = 0; i < labels->len; i++) {
        char *label = g_ptr_array_index(labels, i);

        if (label != NULL && g_hash_table_add(seen, label))
            g_ptr_array_add(levels, g_strdup(label));
    }
    if (levels->len > 0)
        qsort(levels->pdata, levels->len, sizeof(void *), compare_labels);
    g_ptr_array_add(levels, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&levels), FALSE);
}

static int32_t find_level(const char *label, char **levels, size_t n_levels)
{
    char **found;

    if (label == NULL)
        return -1;
    found = bsearch(&label, levels, n_levels, sizeof *levels, compare_labels);
    return found == NULL ? -1 : (int32_t)(found - levels);
}

bool svy_calc_read_levels(const SvyCalcArguments *arguments,
                          const char *name,
                          SvyCalcLevels *ret_levels,
                          GError **error)
{
    g_autoptr(JsonNode) node = find_node(arguments, name, error);
    JsonArray *array = node == NULL ? NULL : find_array(name, "a list", node, error);
    g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);

    if (array == NULL)
        return false;
    for (guint i = 0; i < json_array_get_length(array); i++) {
        JsonNode *element = json_array_get_element(array, i);

        if (JSON_NODE_HOLDS_ARRAY(element) || JSON_NODE_HOLDS_OBJECT(element))
            return svy_calc_refuse(name, "be a plain list of values", error);
        g_ptr_array_add(labels, get_label(element));
    }

    SvyCalcLevels levels = {.n = labels->len, .labels = list_levels(labels)};

    levels.n_levels = g_strv_length(levels.labels);
    levels.codes = g_new0(int32_t, levels.n + 1);
    for (size_t i = 0; i < levels.n; i++)
        levels.codes[i] = find_level(g_ptr_array_index(labels, i), levels.labels, levels.n_levels);
    *ret_levels = levels;
    return true;
}

bool svy_calc_read_word(const SvyCalcArguments *arguments,
                        const char *name,
                        char **ret_word,
                        GError **error)
{
    g_autoptr(JsonNode) node = find_node(arguments, name, error);
    g_autofree char *word = node == NULL ? NULL : get_label(node);

    if (node == NULL)
        return false;
    if (word == NULL)
        return svy_calc_refuse(name, "be one word", error);
    *ret_word = g_steal_pointer(&word);
    return true;
}

bool svy_calc_read_choice(const SvyCalcArguments *arguments,
                          const char *name,
                          const char *const *words,
                          size_t *ret_index,
                          GError **error)
{
    g_autofree char *word = NULL;

    if (!svy_calc_read_word(arguments, name, &word, error))
        return false;
    for (size_t i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], word) == 0) {
            *ret_index = i;
            return true;
        }
    }

    g_autofree char *list = g_strjoinv(", ", (char **)words);
    g_autofree char *wanted = g_strdup_printf("one of %s", list);

    return refuse_value(name, wanted, word, error);
}
