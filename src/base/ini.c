/* SPDX-License-Identifier: GPL-3.0-or-later */
/* INI files with the line of everything. GKeyFile merges doubled sections, lets the last of two
 * equal keys win and has no line numbers. */
#include "base/ini.h"

#include <string.h>

#include "base/error.h"
#include "base/limit.h"
#include "base/num.h"
#include "base/text.h"

/* --- Parsing -------------------------------------------------------------------------------- */

static void free_entry(gpointer data)
{
    SvyIniEntry *entry = data;

    g_free(entry->key);
    g_free(entry->value);
    g_free(entry);
}

static void free_section(gpointer data)
{
    SvyIniSection *section = data;

    g_free(section->kind);
    g_free(section->name);
    g_clear_pointer(&section->entries, g_ptr_array_unref);
    g_free(section);
}

void svy_ini_free(SvyIni *ini)
{
    if (ini == NULL)
        return;
    g_free(ini->file);
    g_clear_pointer(&ini->sections, g_ptr_array_unref);
    g_free(ini);
}

/* Where the parser is. */
typedef struct {
    SvyIni *ini;
    size_t line;
    SvyIniSection *section; /* the last one, or NULL */
    SvyIniEntry *entry;     /* whose value may go on, or NULL */
    GString *value;         /* of that entry, so far */
    size_t indent;          /* of its key */
    size_t n_keys;          /* in the whole file */
} Reader;

/* No line can go on the last value any more. */
static void finish_entry(Reader *reader)
{
    if (reader->entry != NULL)
        reader->entry->value = g_strdup(reader->value->str);
    reader->entry = NULL;
}

/* A fault in the line that is being read; @at points to it, @start to the begin of the line. */
static bool fail_at(const Reader *reader,
                    const char *start,
                    const char *at,
                    const char *mend,
                    const char *what,
                    GError **error)
{
    const SvyPlace place = {.file = reader->ini->file,
                            .line = reader->line,
                            .field = 1 + (size_t)g_utf8_pointer_to_offset(start, at)};

    return svy_error_set(error, SVY_ERROR_DATA, &place, mend, "%s", what);
}

static bool fail_limit(const Reader *reader, const char *what, unsigned limit, GError **error)
{
    const SvyPlace place = {.file = reader->ini->file, .line = reader->line};

    return svy_error_set(error, SVY_ERROR_LIMIT, &place, NULL, "more than %u %s", limit, what);
}

static bool fail_double(const Reader *reader,
                        const char *start,
                        const char *at,
                        const char *what,
                        const char *name,
                        size_t line,
                        GError **error)
{
    g_autofree char *quoted = svy_text_quote(name);
    g_autofree char *message =
        g_strdup_printf("the %s %s stands in line %zu already", what, quoted, line);

    return fail_at(reader, start, at, "Keep one of the two", message, error);
}

static const SvyIniSection *find_section(const SvyIni *ini, const char *kind, const char *name)
{
    for (guint i = 0; i < ini->sections->len; i++) {
        const SvyIniSection *section = g_ptr_array_index(ini->sections, i);

        if (strcmp(section->kind, kind) == 0 && g_strcmp0(section->name, name) == 0)
            return section;
    }
    return NULL;
}

/* @at is a line that begins with "[". */
static bool read_section(Reader *reader, const char *start, const char *at, GError **error)
{
    const char *close = strrchr(at, ']');
    const SvyIniSection *earlier;

    if (close == NULL)
        return fail_at(reader, start, at + strlen(at), "Write it as [name]",
                       "the section's name has no closing ]", error);
    if (close[1] != '\0')
        return fail_at(reader, start, close + 1, "Comments take whole lines that begin with #",
                       "there is text after the section's ]", error);

    g_autofree char *inside = g_strstrip(g_strndup(at + 1, (size_t)(close - at - 1)));
    const size_t kind_length = strcspn(inside, " \t");
    g_autofree char *kind = g_strndup(inside, kind_length);
    g_autofree char *name = g_strchug(g_strdup(inside + kind_length));

    if (*name == '\0')
        g_clear_pointer(&name, g_free);
    if (*kind == '\0')
        return fail_at(reader, start, at, "Write it as [name]", "the section has no name", error);
    earlier = find_section(reader->ini, kind, name);
    if (earlier != NULL)
        return fail_double(reader, start, at, "section", inside, earlier->line, error);
    if (reader->ini->sections->len >= SVY_LIMIT_INI_SECTIONS)
        return fail_limit(reader, "sections", SVY_LIMIT_INI_SECTIONS, error);

    SvyIniSection *section = g_new0(SvyIniSection, 1);

    section->kind = g_steal_pointer(&kind);
    section->name = g_steal_pointer(&name);
    section->line = reader->line;
    section->entries = g_ptr_array_new_with_free_func(free_entry);
    g_ptr_array_add(reader->ini->sections, section);
    reader->section = section;
    return true;
}

/* A table given as a plan is the likeliest mistake; it is worth its own words. */
static const char *guess_no_equals(const Reader *reader, const char *text)
{
    size_t n_separators = 0;

    for (const char *c = text; *c != '\0'; c++)
        n_separators += *c == ',' || *c == ';' || *c == '\t';
    if (reader->ini->sections->len == 0 && n_separators >= 2)
        return "It looks like a table (CSV), not like a file of settings";
    return "Write key = value, [section], or a comment that begins with #; a longer value goes on "
           "over indented lines";
}

static bool read_key(Reader *reader, const char *start, const char *at, GError **error)
{
    const char *equals = strchr(at, '=');
    const SvyIniEntry *earlier;

    if (equals == NULL)
        return fail_at(reader, start, at, guess_no_equals(reader, at),
                       "neither a section nor a key with =", error);
    if (equals == at)
        return fail_at(reader, start, at, "Write key = value", "there is no key before =", error);
    if (reader->section == NULL)
        return fail_at(reader, start, at, "Put a line such as [survey] above it",
                       "a key stands before any section", error);

    g_autofree char *key = g_strchomp(g_strndup(at, (size_t)(equals - at)));

    earlier = svy_ini_find(reader->section, key);
    if (earlier != NULL)
        return fail_double(reader, start, at, "key", key, earlier->line, error);
    if (reader->n_keys++ >= SVY_LIMIT_INI_KEYS)
        return fail_limit(reader, "keys", SVY_LIMIT_INI_KEYS, error);
    if (strlen(equals) > SVY_LIMIT_FIELD_BYTES)
        return fail_limit(reader, "bytes in one value", SVY_LIMIT_FIELD_BYTES, error);

    SvyIniEntry *entry = g_new0(SvyIniEntry, 1);

    entry->key = g_steal_pointer(&key);
    entry->line = reader->line;
    g_ptr_array_add(reader->section->entries, entry);
    reader->entry = entry;
    reader->indent = (size_t)(at - start);
    g_string_assign(reader->value, equals + 1 + strspn(equals + 1, " \t"));
    return true;
}

static bool continue_value(Reader *reader, const char *text, GError **error)
{
    GString *value = reader->value;

    if (value->len + strlen(text) > SVY_LIMIT_FIELD_BYTES)
        return fail_limit(reader, "bytes in one value", SVY_LIMIT_FIELD_BYTES, error);
    if (value->len > 0)
        g_string_append_c(value, ' ');
    g_string_append(value, text);
    return true;
}

static bool read_line(Reader *reader, char *start, GError **error)
{
    const char *at = start + strspn(start, " \t");

    g_strchomp(start);
    if (*at == '#' || *at == ';')
        return true;
    if (reader->entry != NULL && *at != '\0' && (size_t)(at - start) > reader->indent)
        return continue_value(reader, at, error);
    finish_entry(reader);
    if (*at == '\0')
        return true;
    return *at == '[' ? read_section(reader, start, at, error) : read_key(reader, start, at, error);
}

/* Names what the bytes are instead, when they say so themselves. */
static const char *guess_encoding(const char *text, size_t n_bytes)
{
    if (n_bytes >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0))
        return "the file is UTF-16";
    if (memchr(text, '\0', n_bytes) != NULL)
        return "the file holds NUL bytes, so it is no text";
    return "the file is not UTF-8";
}

static bool check_encoding(const char *text, size_t n_bytes, const char *file, GError **error)
{
    const char *invalid;
    SvyPlace place = {.file = file, .line = 1};

    if (g_utf8_validate_len(text, n_bytes, &invalid))
        return true;
    for (const char *c = text; c < invalid; c++)
        place.line += *c == '\n';
    return svy_error_set(error, SVY_ERROR_DATA, &place, "Save it as plain text in UTF-8", "%s",
                         guess_encoding(text, n_bytes));
}

bool svy_ini_parse(const char *text,
                   size_t n_bytes,
                   const char *file,
                   SvyIni **ret_ini,
                   GError **error)
{
    g_autoptr(SvyIni) ini = g_new0(SvyIni, 1);
    g_autoptr(GString) value = g_string_new(NULL);
    Reader reader = {.ini = ini, .value = value};

    ini->file = g_strdup(file);
    ini->sections = g_ptr_array_new_with_free_func(free_section);
    if (!check_encoding(text, n_bytes, file, error))
        return false;
    if (n_bytes >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        n_bytes -= 3;
    }

    for (const char *end = text + n_bytes; text < end;) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *stop = newline == NULL ? end : newline;
        g_autofree char *line = g_strndup(text, (size_t)(stop - text));

        reader.line++;
        if (!read_line(&reader, line, error))
            return false;
        text = newline == NULL ? end : newline + 1;
    }
    finish_entry(&reader);
    *ret_ini = g_steal_pointer(&ini);
    return true;
}

/* --- Looking up ----------------------------------------------------------------------------- */

const SvyIniEntry *svy_ini_find(const SvyIniSection *section, const char *key)
{
    for (guint i = 0; i < section->entries->len; i++) {
        const SvyIniEntry *entry = g_ptr_array_index(section->entries, i);

        if (strcmp(entry->key, key) == 0)
            return entry;
    }
    return NULL;
}

const char *svy_ini_get(const SvyIniSection *section, const char *key)
{
    const SvyIniEntry *entry = svy_ini_find(section, key);

    return entry == NULL ? NULL : entry->value;
}

/* True when @word is one of @known; otherwise an error with the nearest of them, or with all. */
static bool check_known(const SvyIni *ini,
                        size_t line,
                        const char *what,
                        const char *word,
                        const char *const known[],
                        GError **error)
{
    const SvyPlace place = {.file = ini->file, .line = line};
    const char *near;
    g_autofree char *quoted = NULL, *mend = NULL;

    if (g_strv_contains(known, word))
        return true;
    near = svy_text_near_miss(word, known);
    if (near != NULL) {
        mend = g_strdup_printf("Did you mean '%s'?", near);
    } else {
        g_autofree char *all = g_strjoinv(", ", (char **)known);
        mend = g_strdup_printf("Known are: %s", all);
    }
    quoted = svy_text_quote(word);
    return svy_error_set(error, SVY_ERROR_DATA, &place, mend, "unknown %s %s", what, quoted);
}

bool svy_ini_check_sections(const SvyIni *ini, const char *const known[], GError **error)
{
    for (guint i = 0; i < ini->sections->len; i++) {
        const SvyIniSection *section = g_ptr_array_index(ini->sections, i);

        if (!check_known(ini, section->line, "section", section->kind, known, error))
            return false;
    }
    return true;
}

bool svy_ini_check_keys(const SvyIni *ini,
                        const SvyIniSection *section,
                        const char *const known[],
                        GError **error)
{
    for (guint i = 0; i < section->entries->len; i++) {
        const SvyIniEntry *entry = g_ptr_array_index(section->entries, i);

        if (!check_known(ini, entry->line, "key", entry->key, known, error))
            return false;
    }
    return true;
}

/* --- Values with a meaning ------------------------------------------------------------------ */

static bool fail_value(const SvyIni *ini,
                       const SvyIniEntry *entry,
                       const char *mend,
                       const char *allowed,
                       GError **error)
{
    const SvyPlace place = {.file = ini->file, .line = entry->line};
    g_autofree char *quoted = svy_text_quote(entry->value);

    return svy_error_set(error, SVY_ERROR_DATA, &place, mend, "'%s' must be %s, got %s", entry->key,
                         allowed, quoted);
}

bool svy_ini_get_bool(const SvyIni *ini,
                      const SvyIniSection *section,
                      const char *key,
                      bool *ret_value,
                      GError **error)
{
    static const struct {
        const char *word;
        bool value;
    } words[] = {{"yes", true}, {"true", true},   {"on", true},   {"1", true},
                 {"no", false}, {"false", false}, {"off", false}, {"0", false}};
    const SvyIniEntry *entry = svy_ini_find(section, key);

    if (entry == NULL)
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (svy_text_same(entry->value, words[i].word)) {
            *ret_value = words[i].value;
            return true;
        }
    }
    return fail_value(ini, entry, NULL, "yes or no", error);
}

bool svy_ini_get_number(const SvyIni *ini,
                        const SvyIniSection *section,
                        const char *key,
                        double min,
                        double max,
                        double *ret_value,
                        GError **error)
{
    const SvyIniEntry *entry = svy_ini_find(section, key);
    double value;

    if (entry == NULL)
        return true;
    if (svy_num_parse(entry->value, &value) && value >= min && value <= max) {
        *ret_value = value;
        return true;
    }

    g_autofree char *lowest = svy_num_format_exact(min);
    g_autofree char *highest = svy_num_format_exact(max);
    g_autofree char *allowed = g_strdup_printf("a number from %s to %s", lowest, highest);

    return fail_value(ini, entry, NULL, allowed, error);
}

bool svy_ini_get_count(const SvyIni *ini,
                       const SvyIniSection *section,
                       const char *key,
                       size_t max,
                       size_t *ret_value,
                       GError **error)
{
    const SvyIniEntry *entry = svy_ini_find(section, key);
    guint64 value;

    if (entry == NULL)
        return true;
    if (g_ascii_string_to_unsigned(entry->value, 10, 0, max, &value, NULL)) {
        *ret_value = (size_t)value;
        return true;
    }

    g_autofree char *allowed = g_strdup_printf("a whole number from 0 to %zu", max);

    return fail_value(ini, entry, NULL, allowed, error);
}

bool svy_ini_get_word(const SvyIni *ini,
                      const SvyIniSection *section,
                      const char *key,
                      const char *const words[],
                      size_t *ret_index,
                      GError **error)
{
    const SvyIniEntry *entry = svy_ini_find(section, key);
    const char *near;

    if (entry == NULL)
        return true;
    for (size_t i = 0; words[i] != NULL; i++) {
        if (svy_text_same(entry->value, words[i])) {
            *ret_index = i;
            return true;
        }
    }
    near = svy_text_near_miss(entry->value, words);

    g_autofree char *mend = near == NULL ? NULL : g_strdup_printf("Did you mean '%s'?", near);
    g_autofree char *all = g_strjoinv(", ", (char **)words);
    g_autofree char *allowed = g_strdup_printf("one of: %s", all);

    return fail_value(ini, entry, mend, allowed, error);
}

/* One entry of a list; moves @text behind it and its comma. */
static char *take_item(const char **text)
{
    GString *item = g_string_new(NULL);
    const char *c = *text + strspn(*text, " \t");

    if (*c != '"') {
        const size_t length = strcspn(c, ",");

        g_string_append_len(item, c, (gssize)length);
        g_strchomp(item->str);
        *text = c + length;
        return g_string_free(item, FALSE);
    }
    for (c++; *c != '\0' && (*c != '"' || c[1] == '"'); c++) {
        c += *c == '"'; /* "" is one quote */
        g_string_append_c(item, *c);
    }
    *text = c + strcspn(c, ",");
    return g_string_free(item, FALSE);
}

char **svy_ini_get_list(const SvyIniSection *section, const char *key)
{
    const char *text = svy_ini_get(section, key);
    GPtrArray *items;

    if (text == NULL)
        return NULL;
    items = g_ptr_array_new();
    while (*text != '\0') {
        g_autofree char *item = take_item(&text);

        if (*item != '\0')
            g_ptr_array_add(items, g_steal_pointer(&item));
        text += *text == ',';
    }
    g_ptr_array_add(items, NULL);
    return (char **)g_ptr_array_free(items, FALSE);
}
