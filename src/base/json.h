/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All JSON that is written or read, over json-glib. Non-finite numbers are written as null; text is
 * valid UTF-8; the order of members is the order of the calls; numbers have 17 significant digits
 * at most and are the shortest that read back as the same double. */
#pragma once

#include <json-glib/json-glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct SvyJson SvyJson;

SvyJson *svy_json_new(void);
void svy_json_free(SvyJson *json);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyJson, svy_json_free)

/* @key is NULL inside an array and for the root, which is an object or array. */
void svy_json_begin_object(SvyJson *json, const char *key);
void svy_json_end_object(SvyJson *json);
void svy_json_begin_array(SvyJson *json, const char *key);
void svy_json_end_array(SvyJson *json);
void svy_json_add_text(SvyJson *json, const char *key, const char *text); /* NULL: null */
void svy_json_add_number(SvyJson *json, const char *key, double value);   /* NaN, inf: null */
void svy_json_add_count(SvyJson *json, const char *key, size_t n);
void svy_json_add_bool(SvyJson *json, const char *key, bool value);
void svy_json_add_null(SvyJson *json, const char *key);

/* The whole text, indented by two, with a last line end. The root must be closed. */
char *svy_json_format(const SvyJson *json);

/* The same for a tree that was made with json-glib; its numbers must be finite. */
char *svy_json_format_node(JsonNode *root);

/* Reads a text of at most SVY_LIMIT_SMALL_FILE_BYTES and 64 levels; refuses what JSON does not
 * know, with FILE:LINE. */
bool svy_json_parse(const char *text,
                    size_t n_bytes,
                    const char *file,
                    JsonNode **ret_root,
                    GError **error);
