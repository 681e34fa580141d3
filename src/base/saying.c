/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/saying.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/translate.h"

#define MAX_PARTS 8u
#define TYPES     "duxsgf"

struct SvySaying {
    char *format;
    size_t n_parts;
    char *parts[MAX_PARTS]; /* each as its conversion printed it */
    bool is_name[MAX_PARTS];
};

/* One conversion of a format: "%zu", "%2$s". */
typedef struct {
    const char *start;
    size_t length;
    size_t place; /* from 1; 0: the next */
    char type;    /* '%' for a sign of per cent */
    bool is_size; /* zu */
} Conversion;

/* The first one at or after @at; false when there is none. */
static bool find_conversion(const char *at, Conversion *ret_conversion)
{
    const char *start = strchr(at, '%');
    const char *end;
    size_t n_digits;

    if (start == NULL)
        return false;
    *ret_conversion = (Conversion){.start = start, .length = 2, .type = start[1]};
    if (start[1] == '%')
        return true;
    n_digits = strspn(start + 1, "0123456789");
    if (start[1 + n_digits] == '$')
        ret_conversion->place = (size_t)g_ascii_strtoull(start + 1, NULL, 10);
    end = strpbrk(start + 1, TYPES);
    g_assert(end != NULL);
    ret_conversion->length = (size_t)(end - start) + 1;
    ret_conversion->type = *end;
    ret_conversion->is_size = end[-1] == 'z';
    return true;
}

/* Whether it stands in quotation marks. */
static bool is_quoted(const char *format, const Conversion *conversion)
{
    static const char opening[] = "“";
    const size_t n_before = (size_t)(conversion->start - format), n_opening = strlen(opening);

    return (n_before > 0 && strchr("\"'", conversion->start[-1]) != NULL) ||
           (n_before >= n_opening &&
            strncmp(conversion->start - n_opening, opening, n_opening) == 0);
}

/* --- Making --------------------------------------------------------------------------------- */

/* Formats with a list of arguments are what compilers let be made at run time. */
static char *print_part(const char *format, va_list args) G_GNUC_PRINTF(1, 0);

static char *print_part(const char *format, va_list args)
{
    va_list copy;

    va_copy(copy, args);

    char *text = g_strdup_vprintf(format, copy);

    va_end(copy);
    return text;
}

SvySaying *svy_saying_new(const char *format, va_list args)
{
    SvySaying *saying = g_new0(SvySaying, 1);
    Conversion conversion;
    va_list rest;

    saying->format = g_strdup(format);
    va_copy(rest, args);
    for (const char *at = format; find_conversion(at, &conversion);) {
        g_autofree char *one = g_strndup(conversion.start, conversion.length);

        at = conversion.start + conversion.length;
        if (conversion.type == '%')
            continue;
        g_assert(conversion.place == 0 && saying->n_parts < MAX_PARTS);
        saying->is_name[saying->n_parts] = is_quoted(format, &conversion);
        saying->parts[saying->n_parts++] = print_part(one, rest);
        if (conversion.type == 's')
            (void)va_arg(rest, const char *);
        else if (conversion.is_size)
            (void)va_arg(rest, size_t);
        else if (strchr("gf", conversion.type) != NULL)
            (void)va_arg(rest, double);
        else
            (void)va_arg(rest, unsigned);
    }
    va_end(rest);
    return saying;
}

SvySaying *svy_saying_copy(const SvySaying *saying)
{
    SvySaying *copy;

    if (saying == NULL)
        return NULL;
    copy = g_new(SvySaying, 1);
    *copy = *saying;
    copy->format = g_strdup(saying->format);
    for (size_t i = 0; i < saying->n_parts; i++)
        copy->parts[i] = g_strdup(saying->parts[i]);
    return copy;
}

void svy_saying_free(SvySaying *saying)
{
    if (saying == NULL)
        return;
    for (size_t i = 0; i < saying->n_parts; i++)
        g_free(saying->parts[i]);
    g_free(saying->format);
    g_free(saying);
}

/* --- Saying --------------------------------------------------------------------------------- */

static void append_part(GString *out, const SvySaying *saying, size_t index, const char *language)
{
    const char *part = saying->parts[index];

    g_assert(index < saying->n_parts);
    if (saying->is_name[index]) {
        g_string_append(out, part);
    } else if (part[strspn(part, "0123456789.,")] == '\0') {
        g_autofree char *number = svy_tr_digits(language, part);

        g_string_append(out, number);
    } else {
        g_string_append(out, svy_tr(language, part));
    }
}

char *svy_saying_say(const SvySaying *saying, const char *language)
{
    const char *at = svy_tr(language, saying->format);
    GString *out = g_string_new(NULL);
    Conversion conversion;
    size_t next = 0;

    while (find_conversion(at, &conversion)) {
        g_string_append_len(out, at, conversion.start - at);
        at = conversion.start + conversion.length;
        if (conversion.type == '%')
            g_string_append_c(out, '%');
        else
            append_part(out, saying, conversion.place > 0 ? conversion.place - 1 : next++,
                        language);
    }
    g_string_append(out, at);
    return g_string_free(out, FALSE);
}
