/* SPDX-License-Identifier: GPL-3.0-or-later */
/* INI files as people write them: [section] or [section name], `key = value`, a value that goes on
 * over lines that are indented deeper than its key (joined by one blank; a blank line ends it),
 * comments on whole lines beginning with # or ;. BOM and CRLF are allowed. Faults name
 * FILE:LINE:COLUMN: a doubled section or key (with the earlier line), a key before any section, a
 * line without =, an open [, text that is not UTF-8, NUL. Values are taken as they stand: nothing
 * is included, expanded or run. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char *key;
    char *value; /* trimmed; "" when nothing stands after = */
    size_t line; /* from 1 */
} SvyIniEntry;

typedef struct {
    char *kind; /* first word between the brackets: "gap" */
    char *name; /* (nullable) the rest: NAME of [gap NAME] */
    size_t line;
    GPtrArray *entries; /* of SvyIniEntry, owned */
} SvyIniSection;

typedef struct {
    char *file;          /* for messages */
    GPtrArray *sections; /* of SvyIniSection, owned, in file order */
} SvyIni;

bool svy_ini_parse(const char *text,
                   size_t n_bytes,
                   const char *file,
                   SvyIni **ret_ini,
                   GError **error);
void svy_ini_free(SvyIni *ini);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyIni, svy_ini_free)

/* (nullable) (transfer none) the entry or its value. */
const SvyIniEntry *svy_ini_find(const SvyIniSection *section, const char *key);
const char *svy_ini_get(const SvyIniSection *section, const char *key);

/* False with the nearest known word when a section or key is not among those known. Both lists are
 * [NULL-terminated]. */
bool svy_ini_check_sections(const SvyIni *ini, const char *const known[], GError **error);
bool svy_ini_check_keys(const SvyIni *ini,
                        const SvyIniSection *section,
                        const char *const known[],
                        GError **error);

/* Values with a meaning; false with FILE:LINE, the value and what is allowed. A missing key leaves
 * @ret_value as it was and is true. Booleans: yes no true false on off 1 0. Lists: comma-separated,
 * trimmed, empty entries dropped, an entry in double quotes may hold commas; NULL when there is no
 * such key. */
bool svy_ini_get_bool(const SvyIni *ini,
                      const SvyIniSection *section,
                      const char *key,
                      bool *ret_value,
                      GError **error);
bool svy_ini_get_number(const SvyIni *ini,
                        const SvyIniSection *section,
                        const char *key,
                        double min,
                        double max,
                        double *ret_value,
                        GError **error);
bool svy_ini_get_count(const SvyIni *ini,
                       const SvyIniSection *section,
                       const char *key,
                       size_t max,
                       size_t *ret_value,
                       GError **error);
bool svy_ini_get_word(const SvyIni *ini,
                      const SvyIniSection *section,
                      const char *key,
                      const char *const words[],
                      size_t *ret_index,
                      GError **error);
char **svy_ini_get_list(const SvyIniSection *section, const char *key);
