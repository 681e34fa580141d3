/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing a manifest, and holding a folder against one. */
#include "report/manifest.h"

#include <string.h>

#include <surveystat/version.h>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limit.h"
#include "base/text.h"

#define SCHEMA "surveystat-manifest/1"

typedef struct {
    char *name;
    char *hash; /* SHA-256 in lower-case hex */
} Entry;

struct SvyManifest {
    GPtrArray *entries; /* of Entry, owned */
};

static void free_entry(gpointer data)
{
    Entry *entry = data;

    g_free(entry->name);
    g_free(entry->hash);
    g_free(entry);
}

SvyManifest *svy_manifest_new(void)
{
    SvyManifest *manifest = g_new0(SvyManifest, 1);

    manifest->entries = g_ptr_array_new_with_free_func(free_entry);
    return manifest;
}

void svy_manifest_free(SvyManifest *manifest)
{
    if (manifest == NULL)
        return;
    g_ptr_array_unref(manifest->entries);
    g_free(manifest);
}

void svy_manifest_add(SvyManifest *manifest, const char *name, const void *data, size_t n_bytes)
{
    Entry *entry = g_new0(Entry, 1);

    entry->name = g_strdup(name);
    entry->hash = g_compute_checksum_for_data(G_CHECKSUM_SHA256, data, n_bytes);
    g_ptr_array_add(manifest->entries, entry);
}

size_t svy_manifest_get_n(const SvyManifest *manifest)
{
    return manifest->entries->len;
}

/* --- Writing -------------------------------------------------------------------------------- */

static int compare_entries(gconstpointer a, gconstpointer b)
{
    const Entry *const *first = a, *const *second = b;

    return strcmp((*first)->name, (*second)->name);
}

static void add_options(SvyJson *json, const char *const *list)
{
    svy_json_begin_object(json, "options");
    for (size_t i = 0; list != NULL && list[i] != NULL; i += 2)
        svy_json_add_text(json, list[i], list[i + 1]);
    svy_json_end_object(json);
}

static void add_files(SvyJson *json, const SvyManifest *manifest)
{
    svy_json_begin_array(json, "files");
    for (guint i = 0; i < manifest->entries->len; i++) {
        const Entry *entry = g_ptr_array_index(manifest->entries, i);

        svy_json_begin_object(json, NULL);
        svy_json_add_text(json, "name", entry->name);
        svy_json_add_text(json, "sha256", entry->hash);
        svy_json_end_object(json);
    }
    svy_json_end_array(json);
}

char *svy_manifest_format(const SvyManifest *manifest,
                          const SvyResult *result,
                          const SvyReportOptions *options)
{
    g_autoptr(SvyJson) json = svy_json_new();

    g_ptr_array_sort(manifest->entries, compare_entries);
    svy_json_begin_object(json, NULL);
    svy_json_add_text(json, "schema", SCHEMA);
    svy_json_add_text(json, "program", "surveystat");
    svy_json_add_text(json, "version", SVY_VERSION);
    if (options->created != NULL)
        svy_json_add_text(json, "created", options->created);
    svy_json_begin_object(json, "input");
    svy_json_add_text(json, "name", result->input_name);
    svy_json_add_text(json, "sha256", options->input_hash);
    svy_json_end_object(json);
    svy_json_add_bool(json, "synthetic", result->survey.is_synthetic);
    add_options(json, options->option_list);
    add_files(json, manifest);
    svy_json_end_object(json);
    return svy_json_format(json);
}

/* --- Checking ------------------------------------------------------------------------------- */

static bool refuse(GError **error, const char *folder, const char *what)
{
    return svy_error_set(error, SVY_ERROR_DATA, &(SvyPlace){.file = folder},
                         "Give another folder with -o, or replace this one with --force", "%s",
                         what);
}

/* A text member, or NULL when there is none or it is something else. */
static const char *find_text(JsonObject *object, const char *name)
{
    JsonNode *node = json_object_get_member(object, name);

    if (node == NULL || !JSON_NODE_HOLDS_VALUE(node) ||
        json_node_get_value_type(node) != G_TYPE_STRING)
        return NULL;
    return json_node_get_string(node);
}

/* Name to hash, of a manifest of ours; NULL when it is none. */
static GHashTable *read_files(JsonNode *root)
{
    g_autoptr(GHashTable) files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    JsonObject *object = JSON_NODE_HOLDS_OBJECT(root) ? json_node_get_object(root) : NULL;
    JsonNode *list = object == NULL ? NULL : json_object_get_member(object, "files");
    const char *schema = object == NULL ? NULL : find_text(object, "schema");

    if (schema == NULL || strcmp(schema, SCHEMA) != 0 || list == NULL ||
        !JSON_NODE_HOLDS_ARRAY(list))
        return NULL;
    for (guint i = 0; i < json_array_get_length(json_node_get_array(list)); i++) {
        JsonNode *node = json_array_get_element(json_node_get_array(list), i);
        JsonObject *entry = JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
        const char *name = entry == NULL ? NULL : find_text(entry, "name");
        const char *hash = entry == NULL ? NULL : find_text(entry, "sha256");

        if (name == NULL || hash == NULL)
            return NULL;
        g_hash_table_insert(files, g_strdup(name), g_strdup(hash));
    }
    return g_steal_pointer(&files);
}

static bool load_files(const char *folder, GHashTable **ret_files, GError **error)
{
    g_autofree char *path = g_build_filename(folder, SVY_MANIFEST_NAME, NULL);
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(JsonNode) root = NULL;
    gsize n_bytes;

    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR) || g_file_test(path, G_FILE_TEST_IS_SYMLINK))
        return refuse(error, folder, "is there already and is not a report of surveystat");
    if (!svy_file_read(path, SVY_LIMIT_SMALL_FILE_BYTES, &bytes, error))
        return false;

    const char *text = g_bytes_get_data(bytes, &n_bytes);
    GHashTable *files = svy_json_parse(text == NULL ? "" : text, n_bytes, path, &root, NULL)
                            ? read_files(root)
                            : NULL;

    if (files == NULL)
        return refuse(error, folder, "is there already and its manifest is not of surveystat");
    *ret_files = files;
    return true;
}

static bool check_file(const char *folder, const char *name, GHashTable *files, GError **error)
{
    const char *expected = g_hash_table_lookup(files, name);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *quoted = svy_text_quote(name);
    g_autofree char *hash = NULL;
    g_autofree char *what = NULL;

    if (strcmp(name, SVY_MANIFEST_NAME) == 0)
        return true;
    if (expected == NULL || !g_file_test(path, G_FILE_TEST_IS_REGULAR) ||
        g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
        what = g_strdup_printf("is a report, but %s is not of it", quoted);
        return refuse(error, folder, what);
    }
    if (!svy_file_hash(path, &hash, error))
        return false;
    if (strcmp(hash, expected) == 0)
        return true;
    what = g_strdup_printf("is a report, but %s was changed since", quoted);
    return refuse(error, folder, what);
}

bool svy_manifest_check_folder(const char *folder, GError **error)
{
    g_autoptr(GHashTable) files = NULL;
    g_auto(GStrv) names = NULL;

    if (!load_files(folder, &files, error) || !svy_file_list(folder, &names, error))
        return false;
    for (size_t i = 0; names[i] != NULL; i++) {
        if (!check_file(folder, names[i], files, error))
            return false;
    }
    if (g_strv_length(names) != g_hash_table_size(files) + 1)
        return refuse(error, folder, "is a report, but some of its files are gone");
    return true;
}
